"""What a self-evaluation form (自评表) asserts between its own cells: targets, completions, marks and reasons."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from checks.attainment import Reach, Row, rows_of, scored_as
from checks.completed import completed
from checks.figures import decimals, plain
from checks.kinds import kind
from checks.outcome import Member, Outcome, Passed, Severity, failed, passed, skipped
from checks.ruleset import Rule
from extract.model import Binding, EvaluationForm, Fact, FactBook, FundRow, Indicator, PartGroup

_EVIDENCE = 12
_NAMED = 6  # rows that a message names; the rest are counted
_WHOLE = Decimal(100)
_FAR = Decimal("1.3")
_ALL_DONE = re.compile(
    r"(?:全部|全面|均已|圆满|全都)(?:按时|按期|按质|按要求|如期|较好)*(?:完成|达标|达到|实现)|(?<!未)(?<!基本)达到预期(?:目标|指标)?"
)
_EXCEPT = re.compile(r"未完成|未达|基本|部分|除|偏差|不足|大部分")
_CAUSE = re.compile(r"由于|因|原因|影响|不足|滞后|延迟|延期|未能|未完成|未达|偏差")


@dataclass(frozen=True, slots=True)
class FormParams:
    """`check` names one relation of the form (see `_CHECKS`)."""

    check: str

    def __post_init__(self) -> None:
        if self.check not in _CHECKS:
            raise ValueError(f"check 应取自 {'、'.join(_CHECKS)}")


@kind("form", params=FormParams, fields=("rows", "count"))
def check_form(book: FactBook, rule: Rule[FormParams]) -> Iterator[Outcome]:
    """Judges one relation in each self-evaluation form. What fails in several rows of a form is one finding. Message
    fields: {rows} the rows at fault, {count} how many they are."""
    for position, form in enumerate(book.evaluations):
        if rule.params.check not in _OF_THE_WHOLE or _whole(form, book.evaluations[position + 1 :]):
            yield from _CHECKS[rule.params.check](book, form, rule)


def _whole(form: EvaluationForm, later: Sequence[EvaluationForm]) -> bool:
    """Whether the indicators of a form stand in one table, so that their weights can be told from a part of them."""
    if form.funds:
        return not later or bool(later[0].funds)
    total = form.tree.total_weight
    weights = [leaf.weight for leaf in form.tree.leaves() if leaf.weight is not None]
    return total is not None and sum(w.quantity.printed for w in weights) == total.quantity.printed


_Check = Callable[[FactBook, EvaluationForm, Rule[FormParams]], Iterator[Outcome]]


# --------------------------------------------------------------------------------------------------------------
# Execution
# --------------------------------------------------------------------------------------------------------------


def _execution_score(book: FactBook, form: EvaluationForm, rule: Rule[FormParams]) -> Iterator[Outcome]:
    """Execution marks are in proportion to the execution rate, and no more than their weight."""
    for row in form.funds:
        if row.rate is None or row.weight is None or row.score is None or not row.rate.quantity.exact:
            continue
        members: list[Member] = [("rate", row.rate), ("weight", row.weight), ("score", row.score)]
        dues = list(_execution_dues(row, row.rate, row.weight))
        if row.rate.quantity.nil or (row.budget is not None and not row.budget.quantity.value):
            yield skipped(rule, members, "没有预算，执行率无意义")
            continue
        if row.score.quantity.printed > row.weight.quantity.printed:
            continue  # 得分超过分值 is told of as such
        if any(scored_as(row.score, due) for due in dues):
            yield passed(rule, members)
            continue
        due = dues[0]
        digits = max(decimals(row.score.quantity), 2 if due != due.to_integral_value() else 0)
        expected = plain(due.quantize(Decimal(1).scaleb(-digits)))
        cut = any(
            0 < due - row.score.quantity.printed < Decimal(1).scaleb(-decimals(row.score.quantity)) for due in dues
        )
        name, rate, weight = _plain(row.name.text), row.rate.quantity.text, plain(row.weight.quantity.printed)
        stated = plain(row.score.quantity.printed)
        said = f"“{name}”执行率 {rate}，分值 {weight}，得分写 {stated}，按比例应为 {expected}"
        yield failed(
            rule,
            members,
            binding=Binding.CELL,
            severity=Severity.INFO if cut else None,
            expected=expected,
            actual=stated,
            gap=plain(row.score.quantity.printed - Decimal(expected)),
            unit="分",
            computation=f"min({rate}，100%) × {weight} = {expected}；写 {stated}",
            labels=name,
            fields={"rows": said, "count": "1"},
        )


def _execution_dues(row: FundRow, rate: Fact, weight: Fact) -> Iterator[Decimal]:
    """The marks that the printed rate gives, and those that the money itself gives."""
    full = weight.quantity.printed
    half = rate.quantity.ulp / 2
    for value in (rate.quantity.value, rate.quantity.value - half, rate.quantity.value + half):
        yield min(value, _WHOLE) * full / _WHOLE
    base = row.initial if row.denominator == "年初预算数" else row.budget
    if row.executed is not None and base is not None and base.quantity.value > 0:
        exact = row.executed.quantity.value / base.quantity.value
        if abs(exact * _WHOLE - rate.quantity.value) <= rate.quantity.ulp:
            yield min(exact, Decimal(1)) * full


def _fund_parts(book: FactBook, form: EvaluationForm, rule: Rule[FormParams]) -> Iterator[Outcome]:
    """No source of money is larger than the whole. Columns whose sum is checked as a sum are left to that."""
    total = next((row for row in form.funds if row.total), None)
    if total is None:
        return
    summed = {group.totals[0].id for group in book.claims_of(PartGroup) if group.totals}
    members: list[Member] = []
    said: list[str] = []
    for column, of in (("initial", "年初预算数"), ("budget", "全年预算数"), ("executed", "全年执行数")):
        whole: Fact | None = getattr(total, column)
        parts: list[Fact] = [fact for row in form.funds if not row.total and (fact := getattr(row, column)) is not None]
        if whole is None or whole.id in summed or not parts:
            continue
        largest = max(parts, key=lambda fact: fact.quantity.value)
        if largest.quantity.value <= whole.quantity.value:
            yield passed(rule, [("target", whole), ("result", largest)])
            continue
        members += [("total", whole), ("part", largest)]
        said.append(f"{of}总额 {whole.quantity.text}，其中一项 {largest.quantity.text}")
    if members:
        yield failed(
            rule,
            members,
            binding=Binding.CELL,
            computation="；".join(said),
            labels=_plain(total.name.text),
            fields={"rows": "；".join(said), "count": str(len(said))},
        )


# --------------------------------------------------------------------------------------------------------------
# Weights and scores
# --------------------------------------------------------------------------------------------------------------


def _weights_whole(book: FactBook, form: EvaluationForm, rule: Rule[FormParams]) -> Iterator[Outcome]:
    """The weights of all indicators and of the execution make up 100, where no total row says so."""
    rows = [row for row in rows_of(form.tree) if row.indicator.weight is not None]
    leaves = [row.indicator.weight for row in rows if row.indicator.weight is not None]
    total = form.tree.total_weight
    if len(rows) < 2 or len(rows) < len(form.tree.leaves()) or total is not None or form.tree.total_score is not None:
        return
    if not form.funds or len({weight.quantity.dimension for weight in leaves}) != 1:
        return
    execution = [row.weight for row in form.funds if row.weight is not None and not row.weight.quantity.nil]
    parts = [*execution[:1], *leaves]
    found = sum((weight.quantity.printed for weight in parts), Decimal(0))
    members: list[Member] = [("weight", weight) for weight in parts]
    if found == _WHOLE:
        yield passed(rule, members)
        return
    if not execution:
        return
    said = " + ".join(plain(weight.quantity.printed) for weight in parts)
    yield failed(
        rule,
        members,
        binding=Binding.CELL,
        expected="100",
        actual=plain(found),
        gap=plain(found - _WHOLE),
        unit="分",
        computation=f"{said} = {plain(found)}；应为 100",
        labels="分值合计",
        fields={"rows": "分值", "count": str(len(parts))},
    )


def _weights_above(book: FactBook, form: EvaluationForm, rule: Rule[FormParams]) -> Iterator[Outcome]:
    """A weight printed for a wider indicator is the sum of the weights below it."""
    leaves = {leaf.index for leaf in form.tree.leaves()}
    for indicator in form.tree.indicators:
        if indicator.index in leaves or indicator.weight is None:
            continue
        below = [leaf for leaf in _below(form, indicator) if leaf.index in leaves]
        weights = [leaf.weight for leaf in below if leaf.weight is not None]
        if not weights or len(weights) < len(below):
            continue
        members: list[Member] = [("total", indicator.weight), *(("part", weight) for weight in weights)]
        found = sum((weight.quantity.printed for weight in weights), Decimal(0))
        stated = indicator.weight.quantity.printed
        if found == stated:
            if len(weights) > 1:
                yield passed(rule, members)
            continue
        said = " + ".join(plain(weight.quantity.printed) for weight in weights)
        name = re.sub(r"[（(][^（()）]*[)）]$", "", _plain(indicator.name.text))
        yield failed(
            rule,
            members,
            binding=Binding.CELL,
            expected=plain(found),
            actual=plain(stated),
            gap=plain(stated - found),
            unit="分",
            computation=f"{said} = {plain(found)}；写 {plain(stated)}",
            labels=name,
            fields={"rows": name, "count": str(len(weights))},
        )


def _below(form: EvaluationForm, indicator: Indicator) -> Iterator[Indicator]:
    for child in form.tree.children(indicator.index):
        yield child
        yield from _below(form, child)


def _score_within(book: FactBook, form: EvaluationForm, rule: Rule[FormParams]) -> Iterator[Outcome]:
    """No score exceeds its weight: of the indicators, of the execution, of the whole."""
    pairs: list[tuple[str, Fact, Fact]] = []
    for fund in form.funds:
        if fund.weight is not None and fund.score is not None:
            pairs.append((_plain(fund.name.text), fund.score, fund.weight))
    for row in rows_of(form.tree):
        if row.indicator.weight is not None and row.indicator.score is not None:
            pairs.append((row.name, row.indicator.score, row.indicator.weight))
    for name, score, weight in pairs:
        members: list[Member] = [("score", score), ("weight", weight)]
        over = score.quantity.printed - weight.quantity.printed
        if over <= 0:
            yield passed(rule, members)
            continue
        said = f"“{name}”分值 {plain(weight.quantity.printed)}，得分 {plain(score.quantity.printed)}"
        yield failed(
            rule,
            members,
            binding=Binding.CELL,
            expected=plain(weight.quantity.printed),
            actual=plain(score.quantity.printed),
            gap=plain(over),
            unit="分",
            computation=f"{plain(score.quantity.printed)} > {plain(weight.quantity.printed)}",
            labels=name,
            fields={"rows": said, "count": "1"},
        )


# --------------------------------------------------------------------------------------------------------------
# Targets, completions and reasons
# --------------------------------------------------------------------------------------------------------------


def _short_but_full(book: FactBook, form: EvaluationForm, rule: Rule[FormParams]) -> Iterator[Outcome]:
    """A completion below its target does not earn full marks."""
    rows = rows_of(form.tree)
    for row in rows:
        if row.reach is not None and not (row.reach is Reach.SHORT and row.full) and row.score is not None:
            yield _pass(rule, row)
    # A rubric of its own may give full marks below the target.
    found = [row for row in rows if row.reach is Reach.SHORT and row.full and row.indicator.rubric_words is None]
    sure = any(row.signed for row in found)
    yield from _gathered(rule, found, _attained, severity=None if sure else Severity.WARNING)


def _met_but_deducted(book: FactBook, form: EvaluationForm, rule: Rule[FormParams]) -> Iterator[Outcome]:
    """A completion that meets its target loses no marks without a reason."""
    found = [
        row for row in rows_of(form.tree) if row.deducted and _reached(row) and row.unexplained and not _settled(row)
    ]
    yield from _gathered(rule, found, _attained)


def _settled(row: Row) -> bool:
    """Whether the rubric of a row says what its completion earns: it may ask for more than the target."""
    rubric = row.indicator.rubric
    return rubric is not None and completed(row, rubric) is not None


def _deviation_without_reason(book: FactBook, form: EvaluationForm, rule: Rule[FormParams]) -> Iterator[Outcome]:
    """Marks that are lost, or a target that is missed, are explained where the form asks for it."""
    rows = [row for row in rows_of(form.tree) if row.indicator.reason is not None]
    missing = [
        row
        for row in rows
        if row.unexplained and not row.full and not _reached(row) and (row.deducted or row.reach is Reach.SHORT)
    ]
    for row in rows:
        if row.explained and (row.deducted or row.reach is Reach.SHORT):
            yield _pass(rule, row)
    yield from _gathered(rule, missing, _attained)


def _reason_without_deviation(book: FactBook, form: EvaluationForm, rule: Rule[FormParams]) -> Iterator[Outcome]:
    """A reason for a deviation stands beside a deviation."""
    found = [
        row
        for row in rows_of(form.tree)
        if row.explained
        and row.full
        and row.reach is Reach.MET
        and row.indicator.reason is not None
        and _CAUSE.search(row.indicator.reason.text)
    ]
    yield from _gathered(rule, found, _attained)


def _units_differ(book: FactBook, form: EvaluationForm, rule: Rule[FormParams]) -> Iterator[Outcome]:
    """Target and completion are measured in one unit."""
    yield from _gathered(rule, [row for row in rows_of(form.tree) if row.mismatched], _aimed)


def _not_a_number(book: FactBook, form: EvaluationForm, rule: Rule[FormParams]) -> Iterator[Outcome]:
    """A target that is a number is answered by a number."""
    found = [
        row
        for row in rows_of(form.tree)
        if row.indicator.target is not None
        and row.indicator.actual is None
        and row.indicator.actual_words is not None
        and row.score is not None
        and not row.none_happened
        and not any(map(str.isdecimal, row.indicator.actual_words.text))
        and any(map(str.isalpha, row.indicator.actual_words.text))
    ]
    yield from _gathered(rule, found, _aimed)


def _above_whole(book: FactBook, form: EvaluationForm, rule: Rule[FormParams]) -> Iterator[Outcome]:
    """A share of a whole is at most 100 %."""
    found = []
    for row in rows_of(form.tree):
        actual = row.indicator.actual
        if actual is not None and row.share and actual.quantity.dimension == "percent":
            if actual.quantity.value > _WHOLE:
                found.append(row)
            else:
                yield passed(rule, [("result", actual)])
    yield from _gathered(rule, found, _aimed)


def _far_past(book: FactBook, form: EvaluationForm, rule: Rule[FormParams]) -> Iterator[Outcome]:
    """A target that is exceeded by far was set too low, or the completion is wrong."""
    found = []
    for row in rows_of(form.tree):
        pair, figures = row.pair, (row.indicator.target, row.indicator.actual)
        if pair is None or any(figure is None or figure.quantity.dimension == "percent" for figure in figures):
            continue  # 30 % on top of a rate says little: a rate of 5 % may well be 8 %
        if row.reach is Reach.PAST and row.indicator.relation != "≤" and not row.explained:
            aim, done = pair
            if aim > 0 and done > aim * _FAR:
                found.append(row)
    yield from _gathered(rule, found, _aimed)


def _proportion(book: FactBook, form: EvaluationForm, rule: Rule[FormParams]) -> Iterator[Outcome]:
    """Marks for a completion that falls short are usually in proportion to it."""
    found = []
    for row in rows_of(form.tree):
        due = row.due
        if due is None or row.indicator.score is None or row.full or row.indicator.rubric_words is not None:
            continue
        if scored_as(row.indicator.score, due):
            yield _pass(rule, row)
        else:
            found.append(row)
    yield from _gathered(rule, found, _proportional)


def _all_done(book: FactBook, form: EvaluationForm, rule: Rule[FormParams]) -> Iterator[Outcome]:
    """What the form says of its goals does not contradict its rows."""
    short = [row for row in rows_of(form.tree) if row.reach is Reach.SHORT]
    said = [done for _, done in form.goals] + ([form.conclusion] if form.conclusion is not None else [])
    claims = [words for words in said if _ALL_DONE.search(words.text) and not _EXCEPT.search(words.text)]
    if not short or not claims:
        return
    members: list[Member] = [("stated", claims[0])]
    yield _finding(rule, [*members, *_members(short, _EVIDENCE - 1, scores=False)], short, _aimed)


def _reached(row: Row) -> bool:
    return row.reach in (Reach.MET, Reach.PAST)


# --------------------------------------------------------------------------------------------------------------
# One finding for all rows of a form
# --------------------------------------------------------------------------------------------------------------


def _gathered(
    rule: Rule[FormParams], rows: Sequence[Row], said: Callable[[Row], str], severity: Severity | None = None
) -> Iterator[Outcome]:
    if rows:
        yield _finding(rule, _members(rows, _EVIDENCE), rows, said, severity)


def _finding(
    rule: Rule[FormParams],
    members: Sequence[Member],
    rows: Sequence[Row],
    said: Callable[[Row], str],
    severity: Severity | None = None,
) -> Outcome:
    named = "；".join(said(row) for row in rows[:_NAMED])
    more = f"；等 {len(rows)} 项" if len(rows) > _NAMED else ""
    return failed(
        rule,
        members,
        binding=Binding.CELL,
        severity=severity,
        computation=f"{named}{more}",
        labels="、".join(row.name for row in rows[:_NAMED]),
        fields={"rows": f"{named}{more}", "count": str(len(rows))},
    )


def _members(rows: Iterable[Row], most: int, scores: bool = True) -> list[Member]:
    """The figures of the rows that a finding shows: all of a row or, for many rows, at least its completion."""
    rows = list(rows)
    found: list[list[Member]] = []
    for row in rows:
        indicator = row.indicator
        own: list[Member] = []
        for role, member in (
            ("result", indicator.actual or indicator.actual_words),
            ("score", indicator.score if scores else None),
            ("target", indicator.target or indicator.target_words),
            ("weight", indicator.weight if scores else None),
        ):
            if member is not None:
                own.append((role, member))
        found.append(own)
    each = max(1, most // max(1, len(rows)))
    return [member for own in found for member in own[:each]][:most]


def _pass(rule: Rule[FormParams], row: Row) -> Passed:
    """Marks are left out: beside a completion they would read as an equation, which no such row states."""
    return passed(rule, _members([row], _EVIDENCE, scores=False))


def _aimed(row: Row) -> str:
    indicator = row.indicator
    target = _plain(indicator.target_words.text) if indicator.target_words is not None else "（空）"
    if indicator.relation in ("≥", "≤", "=") and target[:1].isdecimal():
        target = f"{indicator.relation}{target}"
    if indicator.unit and target[-1:].isdecimal():
        target = f"{target}{indicator.unit}"
    done = _plain(indicator.actual_words.text) if indicator.actual_words is not None else "（空）"
    return f"“{row.name}”目标 {target}，完成 {done}"


def _attained(row: Row) -> str:
    marks = "" if row.score is None or row.weight is None else f"，分值 {plain(row.weight)}，得分 {plain(row.score)}"
    return f"{_aimed(row)}{marks}"


def _proportional(row: Row) -> str:
    due = row.due
    shown = "" if due is None else f"，按比例为 {plain(due.quantize(Decimal('0.01')).normalize())}"
    return f"{_attained(row)}{shown}"


def _plain(text: str) -> str:
    return re.sub(r"\s+", "", text)


_OF_THE_WHOLE = frozenset(("weights_whole", "weights_above"))
_CHECKS: dict[str, _Check] = {
    "execution_score": _execution_score,
    "fund_parts": _fund_parts,
    "weights_whole": _weights_whole,
    "weights_above": _weights_above,
    "score_within": _score_within,
    "short_but_full": _short_but_full,
    "met_but_deducted": _met_but_deducted,
    "deviation_without_reason": _deviation_without_reason,
    "reason_without_deviation": _reason_without_deviation,
    "units_differ": _units_differ,
    "not_a_number": _not_a_number,
    "above_whole": _above_whole,
    "far_past": _far_past,
    "proportion": _proportion,
    "all_done": _all_done,
}
