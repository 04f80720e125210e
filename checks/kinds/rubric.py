"""Scores and weights against the rubric (评分标准) that stands beside them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import TypeVar

from checks.attainable import alternatives
from checks.figures import plain, shown
from checks.kinds import kind
from checks.measured import renamed
from checks.notes import MOST_EVIDENCE
from checks.outcome import Failed, Member, Outcome, Passed, failed, passed, skipped
from checks.rescoring import UNSETTLED, Rescored, RescoredTree, Standing, rescore, scored_trees
from checks.rubric_scores import Due, fee
from checks.rule import Rule, Severity
from extract.model import FactBook, Indicator, Rubric, Words

_HUNDRED = Decimal(100)
_SINGLE = 3  # findings of one tree are told one by one up to this many figures each


@dataclass(frozen=True, slots=True)
class RubricParams:
    """`check` is points (the points of a rubric add up to the weight), quoted (the weight and the range that a rubric
    names are the indicator's), attainable, halves, items (a score that points, whole points or deductions by the item
    cannot give), measured (the score that a figure of the report gives) implied (a score that stands for a rate of
    which the report has no figure) or worded (a rubric that calls the rate by another name than the indicator)."""

    check: str

    def __post_init__(self) -> None:
        if self.check not in _CHECKS:
            raise ValueError(f"check 应取自 {'、'.join(_CHECKS)}")


@kind("rubric", params=RubricParams, fields=("measured", "note", "lines"))
def check_rubric(book: FactBook, rule: Rule[RubricParams]) -> Iterator[Outcome]:
    """Judges each indicator of each tree that has a rubric, a weight and a score. Message fields: {measured} and
    {note}, the figure of the report and how it was linked; {lines}, the indicators of a finding gathered for a tree."""
    yield from _CHECKS[rule.params.check](book, rule)


def _name(indicator: Indicator) -> str:
    return f"{indicator.code} {indicator.name.text}".strip().translate({ord("“"): None, ord("”"): None})


def _marks(value: Decimal) -> str:
    return plain(value.normalize())


# --------------------------------------------------------------------------------------------------------------
# The rubric against the weight
# --------------------------------------------------------------------------------------------------------------


def _rubrics(book: FactBook) -> Iterator[tuple[Indicator, Rubric, Decimal]]:
    for _, tree in scored_trees(book):
        for indicator in tree.leaves():
            if indicator.rubric is not None and indicator.weight is not None and indicator.weight.quantity.exact:
                yield indicator, indicator.rubric, indicator.weight.quantity.value


def _points(book: FactBook, rule: Rule[RubricParams]) -> Iterator[Outcome]:
    for indicator, rubric, weight in _rubrics(book):
        if rubric.open or not rubric.points:
            continue
        assert indicator.weight is not None
        items = alternatives(rubric)
        best = [max(options) for options in items]
        said = list({(p.words.text, p.words.location.start): p.words for p in rubric.points}.values())
        members: list[Member] = [("weight", indicator.weight), *(("rubric", words) for words in said)]
        total = sum(best, Decimal(0))
        if total == weight:
            yield passed(rule, members)
        elif len(items) < 2:
            yield skipped(rule, members, "细则为分档给分")
        elif total == _HUNDRED:
            yield skipped(rule, members, "细则按百分制给分")
        else:
            yield failed(
                rule,
                members,
                expected=_marks(weight),
                actual=_marks(total),
                gap=_marks(total - weight),
                unit="分",
                computation=f"{' + '.join(map(_marks, best))} = {_marks(total)} 分；分值 {_marks(weight)} 分",
                labels=_name(indicator),
                fields=_blank(),
            )


def _quoted(book: FactBook, rule: Rule[RubricParams]) -> Iterator[Outcome]:
    for indicator, rubric, weight in _rubrics(book):
        assert indicator.weight is not None
        named: list[tuple[Decimal, Words]] = []
        if rubric.weight_quoted is not None:
            named.append((rubric.weight_quoted, rubric.words))
        if rubric.open and len(rubric.points) == 1:
            named.append((rubric.points[0].points, rubric.points[0].words))
        for value, words in named:
            members: list[Member] = [("weight", indicator.weight), ("rubric", words)]
            if value == weight:
                yield passed(rule, members)
            elif value == _HUNDRED:
                yield skipped(rule, members, "细则按百分制给分")
            else:
                yield failed(
                    rule,
                    members,
                    expected=_marks(weight),
                    actual=_marks(value),
                    gap=_marks(value - weight),
                    unit="分",
                    labels=_name(indicator),
                    fields=_blank(),
                )


# --------------------------------------------------------------------------------------------------------------
# The score against the rubric
# --------------------------------------------------------------------------------------------------------------


def _blank() -> dict[str, str]:
    return {"measured": "", "note": "", "lines": ""}


def _members(line: Rescored) -> list[Member]:
    members: list[Member] = [("score", line.score), ("weight", line.weight)]
    if line.rubric is not None:
        members.append(("rubric", line.rubric.words))
    return members


def _gathered(rule: Rule[RubricParams], lines: Sequence[Rescored], told: Callable[[Rescored], str]) -> Iterator[Failed]:
    """One finding for the indicators of a tree that have one thing in common."""
    if not lines:
        return
    each = next(n for n in (_SINGLE, 2, 1) if len(lines) * n <= MOST_EVIDENCE or n == 1)
    members: list[Member] = []
    for line in lines:
        own = _members(line)
        members += [own[0], own[-1]] if each == 2 else own[:each]
    yield failed(
        rule,
        members[:MOST_EVIDENCE],
        labels="、".join(_name(line.indicator) for line in lines),
        fields={**_blank(), "lines": "；".join(told(line) for line in lines)},
    )


Told = TypeVar("Told", Passed, Failed)


def _only_quoted(outcome: Told) -> Told:
    """An outcome that shows figures without proving or refuting them: a score on the grid may still be wrong, and one
    whose rate is not printed may be right."""
    return replace(outcome, evidence=tuple(replace(item, fact=None) for item in outcome.evidence))


def _attainable(book: FactBook, rule: Rule[RubricParams]) -> Iterator[Outcome]:
    for tree in rescore(book):
        yield from _settled(tree.lines, rule)
        yield from _gathered(rule, _unattainable(tree), _grid)


def _unattainable(tree: RescoredTree) -> list[Rescored]:
    return [x for x in tree.lines if x.standing is Standing.UNATTAINABLE and x.possible is not None]


def _settled(lines: Iterable[Rescored], rule: Rule[RubricParams]) -> Iterator[Outcome]:
    for line in lines:
        if line.standing is Standing.POSSIBLE and line.possible is not None:
            yield _only_quoted(passed(rule, _members(line)))
        elif line.standing is Standing.JUDGED:
            yield skipped(rule, _members(line), "酌情评分")


def _grid(line: Rescored) -> str:
    assert line.possible is not None and line.rubric is not None
    points = "+".join("/".join(map(_marks, options)) for options in alternatives(line.rubric))
    return f"{_name(line.indicator)}得 {shown(line.score.quantity.value, line.score.quantity)} 分（细则 {points}）"


def _halves(book: FactBook, rule: Rule[RubricParams]) -> Iterator[Outcome]:
    for tree in rescore(book):
        yield from map(_only_quoted, _gathered(rule, [x for x in tree.lines if x.standing is Standing.HALF], _grid))


def _items(book: FactBook, rule: Rule[RubricParams]) -> Iterator[Outcome]:
    for tree in rescore(book):
        yield from map(_only_quoted, _gathered(rule, [x for x in tree.lines if _parted(x)], _deducted))


def _parted(line: Rescored) -> bool:
    """Whether a deduction is not a whole number of what the rubric takes off at a time. Where the report's own figure
    explains the score it is none, and where its row tells the failing items (少报1个) they are told against the score."""
    each = _each(line)
    lost = line.weight.quantity.value - line.score.quantity.value
    if not each or lost <= 0 or not line.score.quantity.value or line.standing is Standing.AGREES:
        return False
    if line.measured is not None and line.measured.words:
        return False
    return lost % each != 0


def _each(line: Rescored) -> Decimal | None:
    """What a rubric takes off for each item or step, None where it does something else as well."""
    rubric = line.rubric
    if rubric is None or rubric.open or rubric.points or rubric.proportional:
        return None
    if rubric.per_item is not None:
        return rubric.per_item if rubric.full_at is None else None
    return fee(rubric, line.weight.quantity.value)


def _deducted(line: Rescored) -> str:
    lost = line.weight.quantity.value - line.score.quantity.value
    each = _each(line)
    assert each is not None and line.rubric is not None
    unit = "每项" if line.rubric.step is None else f"每 {_marks(line.rubric.step)} 个百分点"
    return f"{_name(line.indicator)}扣 {_marks(lost)} 分，细则{unit}扣 {_marks(each)} 分"


def _worded(book: FactBook, rule: Rule[RubricParams]) -> Iterator[Outcome]:
    for tree in rescore(book):
        odd = [x for x in tree.lines if x.rubric is not None and _misnamed(x.indicator, x.rubric)]
        yield from map(_only_quoted, _gathered(rule, odd, _renamed))


def _misnamed(indicator: Indicator, rubric: Rubric) -> bool:
    """Beside a target of its own, 完成率 is how far the row reached it, not another name of what the row measures."""
    return indicator.target is None and renamed(indicator, rubric)


def _renamed(line: Rescored) -> str:
    assert line.rubric is not None
    return f"{_name(line.indicator)}的细则写“{line.rubric.measure}”"


def _measured(book: FactBook, rule: Rule[RubricParams]) -> Iterator[Outcome]:
    for tree in rescore(book):
        for line in tree.lines:
            if line.measure and line.measured is None:
                yield skipped(rule, _members(line), f"报告中没有“{line.measure}”的数据")
            elif line.measured is not None and line.due is None:
                yield skipped(rule, _members(line), UNSETTLED)
            elif line.measured is not None:
                yield _judged(line, rule)


def _either(due: Due) -> str:
    *others, last = (_marks(round(mark, 2)) for mark in due.options)
    return f"{'、'.join(others)} 或 {last}"


def _judged(line: Rescored, rule: Rule[RubricParams]) -> Outcome:
    assert line.measured is not None and line.due is not None and line.gap is not None
    found = line.measured
    members = [*_members(line), *found.members]
    if line.standing is Standing.AGREES:
        return passed(rule, members, reason=found.note)
    if line.standing not in {Standing.DIFFERS, Standing.DOUBTFUL}:
        return skipped(rule, members, found.note)
    score = line.score.quantity.value
    nearest = score - line.gap
    back = ""
    if line.implied is not None:
        back = f"；{_marks(score)} 分相当于 {_marks(round(line.implied, 2))}%"
    readings = "" if line.due.one else f"（细则可作几种理解，得 {_either(line.due)} 分）"
    note = "".join(f"（{n}）" for n in (found.note,) if n)
    return failed(
        rule,
        members,
        binding=found.binding,
        severity=Severity.INFO if line.standing is Standing.DOUBTFUL else None,
        expected=_marks(round(nearest, 4)),
        actual=shown(score, line.score.quantity),
        gap=_marks(round(line.gap, 4)),
        unit="分",
        labels=_name(line.indicator),
        fields={
            "measured": found.said or f"报告写 {_marks(found.value)}%",
            "note": f"{readings}{back}{note}",
            "lines": "",
        },
    )


def _implied(book: FactBook, rule: Rule[RubricParams]) -> Iterator[Outcome]:
    for tree in rescore(book):
        lines = [x for x in tree.lines if x.standing is Standing.NO_DATA and x.implied is not None]
        yield from map(_only_quoted, _gathered(rule, lines, _stands_for))


def _stands_for(line: Rescored) -> str:
    assert line.implied is not None
    return (
        f"{_name(line.indicator)}得 {_marks(line.score.quantity.value)} 分（分值 {_marks(line.weight.quantity.value)}）"
        f"，相当于“{line.measure}”{_marks(round(line.implied, 2))}%"
    )


_CHECKS: dict[str, Callable[[FactBook, Rule[RubricParams]], Iterator[Outcome]]] = {
    "points": _points,
    "quoted": _quoted,
    "attainable": _attainable,
    "halves": _halves,
    "items": _items,
    "measured": _measured,
    "implied": _implied,
    "worded": _worded,
}
