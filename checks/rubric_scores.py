"""A rubric as a function: from what was measured to the score it gives, and back from a score to what it implies.

Rates are in percent, scores in marks. Where the words leave a choice (whole steps or parts of one) the answer is the
marks of each reading, and nothing in between.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal
from itertools import pairwise

from checks.figures import plain
from extract.model import Indicator, Rubric, RubricPoint

_ZERO, _HUNDRED = Decimal(0), Decimal(100)
# Rates of what was to be done or to come in: all of it is full marks.
_COMPLETION = re.compile(r"(?:完成|执行|到位|实现|达成)率$")


@dataclass(frozen=True, slots=True)
class Due:
    """The scores that a rubric gives for a measurement, in ascending order: one for each way to read its words, and
    none in between. `slope` is what a percentage point more or less changes them by where they follow the rate (0: they
    go by steps)."""

    options: tuple[Decimal, ...]
    slope: Decimal = Decimal(0)

    @classmethod
    def of(cls, *marks: Decimal, slope: Decimal = _ZERO) -> Due:
        return cls(tuple(sorted(set(marks))), slope)

    @classmethod
    def either(cls, dues: Iterable[Due]) -> Due:
        """The scores of several readings together."""
        every = tuple(dues)
        return cls.of(*(mark for one in every for mark in one.options), slope=max(one.slope for one in every))

    @property
    def one(self) -> bool:
        return len(self.options) == 1

    def nearest(self, score: Decimal) -> Decimal:
        """The due score that a printed one is closest to; the higher of two."""
        return min(reversed(self.options), key=lambda mark: abs(mark - score))


def measures(rubric: Rubric) -> bool:
    """Whether a measured rate decides the score."""
    if rubric.open or rubric.per_item is not None:
        return False
    if rubric.points:
        return all(point.low is not None or point.high is not None for point in rubric.points)
    return rubric.full_at is not None or (rubric.proportional and bool(rubric.measure))


def bounded(indicator: Indicator, rubric: Rubric) -> Rubric:
    """A rubric with the bound of full marks that its own words leave to the indicator: the indicator's target, or all
    of a rate of completion. Where the target is not printed, only what is complete is settled."""
    if rubric.full_at is not None or rubric.points or not (rubric.proportional or rubric.at_target):
        return rubric
    target = indicator.target
    if rubric.at_target and target is not None and target.quantity.dimension == "percent":
        return replace(rubric, full_at=target.quantity.value, rising=indicator.relation != "≤")
    if not _COMPLETION.search(re.sub(r"[（(][^（()）]*[)）]|\s", "", indicator.name.text)):
        return rubric
    if rubric.at_target:
        return replace(rubric, full_at=_HUNDRED, proportional=False, step=None)
    return replace(rubric, full_at=_HUNDRED)


def percent(value: Decimal) -> str:
    """A rate as people are shown it, to two decimals at most."""
    return f"{plain(round(value, 2).normalize())}%"


def due(rubric: Rubric, weight: Decimal, measured: Decimal) -> Due | None:
    """The score for a measured rate; None where the rubric does not settle it."""
    if not measures(rubric):
        return None
    if rubric.points:
        return _stepped(rubric, measured) if _own_scale(rubric, weight) else None
    if rubric.full_at is None:
        return Due.of(weight * min(measured, _HUNDRED) / _HUNDRED, slope=weight / _HUNDRED)
    past = (measured - rubric.full_at) * (1 if rubric.rising else -1)
    if (past == 0 and not rubric.past_full) or (past > 0 and not rubric.either):
        return Due.of(weight)
    return _below(rubric, weight, measured, rubric.full_at)


def _below(rubric: Rubric, weight: Decimal, measured: Decimal, full: Decimal) -> Due | None:
    """The score for a measurement that misses the bound of full marks."""
    zero = rubric.zero_at
    missed = abs(full - measured)
    cost = fee(rubric, weight)
    if cost is not None and rubric.step:
        if zero is not None and (zero - measured) * (1 if rubric.rising else -1) > 0:
            return Due.of(_ZERO)
        steps = missed / rubric.step
        read = (steps, *(steps.to_integral_value(way) for way in (ROUND_CEILING, ROUND_FLOOR)))
        return Due.of(*(max(_ZERO, weight - count * cost) for count in read), slope=cost / rubric.step)
    if zero is not None and zero != full:
        part = weight * (1 - missed / abs(full - zero))
        return Due.of(max(_ZERO, part), slope=weight / abs(full - zero))
    if rubric.proportional and rubric.rising:
        bases = [full] if rubric.scaled else [_HUNDRED] if rubric.scaled is False else [full, _HUNDRED]
        return Due.of(*(weight * measured / base for base in bases if base), slope=weight / min(filter(None, bases)))
    return Due.of(_ZERO) if rubric.veto else None


def fee(rubric: Rubric, weight: Decimal) -> Decimal | None:
    """What a step below the bound of full marks costs, in marks."""
    if rubric.penalty is not None:
        return rubric.penalty
    return None if rubric.penalty_of_weight is None else weight * rubric.penalty_of_weight


def _stepped(rubric: Rubric, measured: Decimal) -> Due | None:
    """The points of the step that a measurement falls into. On an edge it is the step that says so (80%以上, 80%（含）);
    where none does, or several do, each of them. Of steps that are open on one side (90% 以上, 80% 以上) the nearest
    bound counts."""
    within: list[tuple[RubricPoint, bool]] = []
    nearest: dict[bool, tuple[Decimal, RubricPoint, bool]] = {}
    for point in rubric.points:
        sure = _holds(point, measured)
        if sure is None:
            continue
        edge = point.low if point.high is None else point.high if point.low is None else None
        if edge is None:
            within.append((point, sure))
            continue
        apart, side = abs(measured - edge.value), point.high is None
        if side not in nearest or apart < nearest[side][0]:
            nearest[side] = apart, point, sure
    within += [(point, sure) for _, point, sure in nearest.values()]
    claimed = [point.points for point, sure in within if sure] or [point.points for point, _ in within]
    return Due.of(*claimed) if claimed else None


def _holds(point: RubricPoint, measured: Decimal) -> bool | None:
    """Whether a measurement is of a step: surely, on an edge that its words leave open (False), or not at all (None)."""
    sure = True
    for edge, inward in ((point.low, 1), (point.high, -1)):
        beyond = (measured - edge.value) * inward if edge is not None else _HUNDRED
        if beyond < 0 or (edge is not None and beyond == 0 and edge.closed is False):
            return None
        sure = sure and not (edge is not None and beyond == 0 and edge.closed is None)
    return sure


def _own_scale(rubric: Rubric, weight: Decimal) -> bool:
    """Whether the top step is worth the weight: others are on a scale of their own, or a part of the rubric only."""
    return max(point.points for point in rubric.points) == weight


def whole_scale(rubric: Rubric, weight: Decimal) -> bool:
    """Whether the steps of a rubric leave no rate out, so that no other marks than theirs are given."""
    if not (rubric.points and measures(rubric) and _own_scale(rubric, weight)):
        return False
    ends = sorted({edge.value for point in rubric.points for edge in (point.low, point.high) if edge is not None})
    between = [(low + high) / 2 for low, high in pairwise([_ZERO, *ends])]
    return all(any(_holds(point, rate) is not None for point in rubric.points) for rate in (*ends, *between))


def implied(rubric: Rubric, weight: Decimal, score: Decimal) -> Decimal | None:
    """The rate that a score below the weight stands for, None where the rubric does not tell."""
    if rubric.points or not measures(rubric) or not _ZERO < score < weight:
        return None
    lost = weight - score
    if rubric.either:
        return None  # above or below: the score does not say which
    way = -1 if rubric.rising else 1
    cost = fee(rubric, weight)
    if rubric.full_at is not None and cost and rubric.step:
        return rubric.full_at + way * lost / cost * rubric.step
    if rubric.full_at is not None and rubric.zero_at is not None:
        return rubric.full_at + way * lost / weight * abs(rubric.full_at - rubric.zero_at)
    if rubric.proportional and rubric.rising:
        full = _HUNDRED if rubric.full_at is None or rubric.scaled is False else rubric.full_at
        return score / weight * full if rubric.scaled is not None or full == _HUNDRED else None
    return None


def fits(score: Decimal, ulp: Decimal, due_: Due, rate_ulp: Decimal = _ZERO) -> bool:
    """Whether a printed score can be one that is due: marks are rounded, or cut, at their last digit. So is a rate that
    is printed with decimals (`rate_ulp`), and what follows it may be made of the rate itself."""
    slack = (ulp if ulp < 1 else Decimal("0.05")) + (due_.slope * rate_ulp / 2 if rate_ulp < 1 else _ZERO)
    return any(abs(score - mark) < slack or score == mark for mark in due_.options)
