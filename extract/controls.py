"""Control rates: what keeps within its bound. 在职人员控制率 is the staff over the posts, 公用经费控制率 what was spent over its
budget, and what “三公”经费控制率 or 变动率 is the report's own indicator defines, as provinces differ.

The figures stand where they stand, often far from the rate. Only where the whole report gives one figure for each
operand is the rate theirs; of two (several units, two years, kinds of staff) nothing is said.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence

from extract.model import Binding, Bound, ChangeClaim, Claim, Control, Fact, Indicator, IndicatorTree, RateClaim, Words
from extract.staffing import one_value, staff_and_posts

_STAFF_RATE = re.compile(r"(?:在职|在编|在岗)?(?:在编|在职)?(?:人员|职工|人数)(?:编制)?控制率|编制控制率")
_OFFICE_RATE = re.compile(r"公用经费控制率")
_SANGONG = re.compile(r"三公[”\"]?经费(?:支出)?")
_SANGONG_RATE = re.compile(r"三公[”\"]?经费(?:支出)?(?P<what>控制率|变动率)")
# People beside the posts, whom some reports count against them.
_HIRED = re.compile(r"聘|编外|临时|合同制|劳务|派遣")
_AIM = re.compile(r"目标|计划|预期|指标值|不[高大超]|控制在|[≤＜<]|以内")
_SLASH = r"[/÷]"
_THIS = r"(?:本|当|评价)年度?"
_LAST = r"[上去]一?年度?"
_CHANGE = re.compile(
    rf"=[\[［（(\s]*{_THIS}(?P<top>[^=/÷]*?)[-－—–]\s*{_LAST}[^=/÷]*{_SLASH}\s*[（(]?{_LAST}(?P<low>[^=]*)"
)
_OVER_LAST = re.compile(rf"=[\[［（(\s]*{_THIS}(?P<top>[^=/÷\-－—–]*){_SLASH}\s*[（(]?{_LAST}(?P<low>[^=]*)")
_OVER_BUDGET = re.compile(
    rf"=[\[［（(\s]*(?P<top>[^=/÷]*(?:决算|支出|执行)[^=/÷]*){_SLASH}\s*[（(]?(?P<low>[^=]*预算[^=]*)"
)
_BUDGETS = frozenset(("预算", "年初预算", "调整预算"))
_SPENT = frozenset(("决算", "实际"))


def controls(facts: Sequence[Fact], trees: Iterable[IndicatorTree], year: int | None) -> tuple[Control, ...]:
    """The control rates of a report: one for each name and indicator."""
    indicators = [i for tree in trees for i in tree.indicators]
    own = [f for f in facts if f.quantity.exact and not f.quantity.nil and f.quantity.high is None]
    found = [
        *_of("在职人员控制率", _STAFF_RATE, staff_and_posts(own), own, indicators),
        *_of("公用经费控制率", _OFFICE_RATE, _over_budget(own, "公用经费", year), own, indicators),
        *_sangong(own, indicators, year),
    ]
    return tuple(found)


def control_claims(found: Iterable[Control], known: Iterable[Claim]) -> Iterator[Claim]:
    """The printed control rates as claims, but for those that a passage claims already."""
    told = {claim.rate.id for claim in known if isinstance(claim, (RateClaim, ChangeClaim)) and claim.rate is not None}
    for control in found:
        for rate in control.stated:
            if rate.id in told:
                continue
            told.add(rate.id)
            if control.change:
                now, base = control.numerator, control.denominator
                direction = 1 if rate.quantity.value >= 0 else -1
                yield ChangeClaim(now, base, None, rate, direction, control.cue, control.binding)
            else:
                yield RateClaim(
                    control.numerator, control.denominator, rate, control.cue, "rate", binding=control.binding
                )


_Operands = tuple[Fact, Fact] | None


def _of(
    name: str, rate: re.Pattern[str], operands: _Operands, facts: Sequence[Fact], indicators: Sequence[Indicator]
) -> Iterator[Control]:
    """A control rate whose definition is the same everywhere."""
    if operands is None:
        return
    over, under = operands
    stated = tuple(_stated(facts, rate, indicators))
    scored = next((i for i in indicators if rate.search(_flat(i.name.text))), None)
    if not stated and scored is None:
        return
    near = bool(stated) and all(f.location.block == over.location.block == under.location.block for f in stated)
    near = near and not any(_HIRED.search(f.label) for f in facts if f.location.block == over.location.block)
    cue = Words(name, stated[0].location, stated[0].quote) if stated else _name_of(scored)
    yield Control(name, over, under, stated, cue, indicator=scored, binding=Binding.CUE if near else Binding.INFERRED)


def _name_of(indicator: Indicator | None) -> Words:
    assert indicator is not None
    return indicator.name


def _flat(text: str) -> str:
    return re.sub(r"[\s“”\"]", "", text)


def _stated(facts: Sequence[Fact], rate: re.Pattern[str], indicators: Sequence[Indicator]) -> Iterator[Fact]:
    """The printed rates of a name, as results and not as aims; what a form gives as completed is one."""
    for fact in facts:
        said = _flat(fact.label)
        if fact.quantity.dimension != "percent" or fact.location.table is not None or not rate.search(said):
            continue
        if fact.quantity.bound is Bound.EXACT and not _AIM.search(said) and "=" not in said:
            yield fact
    for indicator in indicators:
        actual = indicator.actual
        if actual is not None and actual.quantity.dimension == "percent" and rate.search(_flat(indicator.name.text)):
            yield actual


def _over_budget(facts: Sequence[Fact], concept: str, year: int | None) -> _Operands:
    over = one_value(_series(facts, concept, _SPENT, year))
    under = one_value(_series(facts, concept, _BUDGETS, year))
    return (over, under) if over is not None and under is not None and under.quantity.value else None


def _series(facts: Sequence[Fact], concept: str, bases: Iterable[str], year: int | None) -> Iterator[Fact]:
    """The statements of one thing as budgeted or as spent, of one year."""
    wanted = set(bases)
    for fact in facts:
        if fact.concept == concept and fact.measure == "amount" and fact.basis in wanted and fact.year == year:
            yield fact


# --------------------------------------------------------------------------------------------------------------
# “三公”经费
# --------------------------------------------------------------------------------------------------------------


def _sangong(facts: Sequence[Fact], indicators: Sequence[Indicator], year: int | None) -> Iterator[Control]:
    for indicator in indicators:
        named = _SANGONG_RATE.search(_flat(indicator.name.text))
        if named is None:
            continue
        words = " ".join(w.text for w in (indicator.explanation, indicator.rubric_words) if w is not None)
        operands = _defined(_flat(words), facts, year)
        if operands is None:
            continue
        over, under, change = operands
        stated = tuple(_stated(facts, re.compile(f"三公经费(?:支出)?{named['what']}"), [indicator]))
        yield Control(f"“三公”经费{named['what']}", over, under, stated, indicator.name, change, indicator)


def _defined(words: str, facts: Sequence[Fact], year: int | None) -> tuple[Fact, Fact, bool] | None:
    """The operands of the formula that the indicator prints, and whether it is one of change; None where the report
    gives none or several, or where the formula leaves it open whether budgets or spending are meant."""
    formulas: tuple[tuple[re.Pattern[str], Callable[[str], _Operands], bool], ...] = (
        (_CHANGE, lambda said: _two_years(said, facts, year), True),
        (_OVER_LAST, lambda said: _two_years(said, facts, year), False),
        (_OVER_BUDGET, lambda said: _over_budget(facts, "三公经费", year), False),
    )
    for pattern, operands, change in formulas:
        found = pattern.search(words)
        if found is not None:
            pair = operands(found.group())
            return (*pair, change) if pair is not None else None
    return None


def _two_years(said: str, facts: Sequence[Fact], year: int | None) -> _Operands:
    if year is None:
        return None
    series = [_BUDGETS] if "预算" in said else [_SPENT] if re.search("决算|支出", said) else [_BUDGETS, _SPENT]
    pairs = []
    for bases in series:
        now, before = (one_value(_series(facts, "三公经费", bases, y)) for y in (year, year - 1))
        if now is not None and before is not None and before.quantity.value:
            pairs.append((now, before))
    return pairs[0] if len(pairs) == 1 else None
