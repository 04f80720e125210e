"""A rubric as a function: from what was measured to the score it gives, and back from a score to what it implies.

Rates are in percent, scores in marks. Where the words leave a choice (whole steps or parts of one) the answer is the
range that both readings allow.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal

from checks.figures import plain
from extract.model import Indicator, Rubric

_ZERO, _HUNDRED = Decimal(0), Decimal(100)
# Rates of what was to be done or to come in: all of it is full marks.
_COMPLETION = re.compile(r"(?:完成|执行|到位|实现|达成)率$")


@dataclass(frozen=True, slots=True)
class Due:
    """The scores that a rubric gives for a measurement, from the lowest to the highest reading of its words."""

    low: Decimal
    high: Decimal

    @property
    def one(self) -> bool:
        return self.low == self.high


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
        # Steps of another full mark than the weight are on a scale of their own, or a part of the rubric only.
        return _stepped(rubric, measured) if max(point.points for point in rubric.points) == weight else None
    if rubric.full_at is None:
        part = weight * min(measured, _HUNDRED) / _HUNDRED
        return Due(part, part)
    past = (measured - rubric.full_at) * (1 if rubric.rising else -1)
    if past == 0 or (past > 0 and not rubric.either):
        return Due(weight, weight)
    return _below(rubric, weight, measured, rubric.full_at)


def _below(rubric: Rubric, weight: Decimal, measured: Decimal, full: Decimal) -> Due | None:
    """The score for a measurement that misses the bound of full marks."""
    zero = rubric.zero_at
    missed = abs(full - measured)
    cost = fee(rubric, weight)
    if cost is not None and rubric.step:
        if zero is not None and (zero - measured) * (1 if rubric.rising else -1) > 0:
            return Due(_ZERO, _ZERO)
        steps = missed / rubric.step
        whole = [steps.to_integral_value(way) * cost for way in (ROUND_CEILING, ROUND_FLOOR)]
        low, high = (max(_ZERO, weight - lost) for lost in whole)
        return Due(low, high)
    if zero is not None and zero != full:
        part = max(_ZERO, weight * (1 - missed / abs(full - zero)))
        return Due(part, part)
    if rubric.proportional and rubric.rising:
        plain, scaled = weight * measured / _HUNDRED, weight * measured / full if full else _ZERO
        return Due(min(plain, scaled), max(plain, scaled))
    return Due(_ZERO, _ZERO) if rubric.veto else None


def fee(rubric: Rubric, weight: Decimal) -> Decimal | None:
    """What a step below the bound of full marks costs, in marks."""
    if rubric.penalty is not None:
        return rubric.penalty
    return None if rubric.penalty_of_weight is None else weight * rubric.penalty_of_weight


def _stepped(rubric: Rubric, measured: Decimal) -> Due | None:
    """The points of the steps that a measurement falls into: two on an edge. Of steps that are open on one side (90%
    以上, 80% 以上) the nearest bound counts."""
    within: list[Decimal] = []
    nearest: dict[bool, tuple[Decimal, Decimal]] = {}
    for point in rubric.points:
        low, high = point.low, point.high
        if (low is not None and measured < low) or (high is not None and measured > high):
            continue
        edge = low if high is None else high if low is None else None
        if edge is None:
            within.append(point.points)
            continue
        apart, side = abs(measured - edge), high is None
        if side not in nearest or apart < nearest[side][0]:
            nearest[side] = apart, point.points
    within += [points for _, points in nearest.values()]
    return Due(min(within), max(within)) if within else None


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
    if rubric.proportional and rubric.rising and rubric.full_at in {None, _HUNDRED}:
        return score / weight * _HUNDRED
    return None


def fits(score: Decimal, ulp: Decimal, due_: Due) -> bool:
    """Whether a printed score can be one that is due: marks are rounded, or cut, at their last digit."""
    slack = ulp if ulp < 1 else Decimal("0.05")
    return due_.low - slack < score < due_.high + slack or due_.low <= score <= due_.high
