"""What a row of a self-evaluation form makes of its own rubric: its target and its completion stand beside it, and are
a better source than anything in the prose."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

from checks.attainment import Reach, Row
from checks.measured import Measured
from checks.rubric_scores import Due, due
from extract.model import Binding, Indicator, Rubric

_ZERO, _HUNDRED = Decimal(0), Decimal(100)
_COMPLETION = re.compile(r"(?:完成|执行|实现|达成|到位|支出)(?:率|比例)$")


def completed(row: Row, rubric: Rubric, source: str = "表中") -> tuple[Measured, Due] | None:
    """What the row shows, with the marks that its rubric gives for it; None where the two do not settle the score.

    A rubric in percent may mean the completion itself, where that is a percentage, or its share of the target: where
    the words leave it open the marks are the range that both give. `source` says where its figures stand.
    """
    indicator = row.indicator
    weight, actual = indicator.weight, indicator.actual
    if weight is None or actual is None or rubric.open or rubric.per_item is not None:
        return None
    worth = weight.quantity.value
    by_bound = (due(rubric, worth, value) for value in _values(row, rubric))
    owed = list(_against_target(row, rubric, worth) if _by_target(rubric, worth) else by_bound)
    known = [one for one in owed if one is not None]
    if not known or len(known) < len(owed):
        return None
    facts = (actual,) if indicator.target is None else (actual, indicator.target)
    shown = f"{source}{_shown(indicator)}"
    found = Measured(actual.quantity.value, facts, Binding.CELL, said=shown, roles=("result", "target")[: len(facts)])
    return found, Due.either(known)


def _by_target(rubric: Rubric, worth: Decimal) -> bool:
    """Whether full marks are for the target of the row: said so, or no other bound is."""
    if rubric.points:
        return rubric.at_target and all(p.choice and p.points in {worth, _ZERO} for p in rubric.points)
    return rubric.full_at is None and (rubric.at_target or rubric.proportional)


def _against_target(row: Row, rubric: Rubric, worth: Decimal) -> Iterator[Due | None]:
    pair, reach = row.pair, row.reach
    if pair is None or reach is None:
        return
    aim, done = pair
    if rubric.proportional and not rubric.at_target and _percent(row.indicator):
        # the marks may be in proportion to the rate itself
        yield Due.of(worth * min(done, _HUNDRED) / _HUNDRED, slope=worth / _HUNDRED)
    if done == aim or (reach is Reach.PAST and not rubric.either and aim > 0):
        yield Due.of(worth)
    elif rubric.points:
        yield Due.of(_ZERO)
    elif aim <= 0 or done < 0:
        yield None
    else:
        over = done > aim
        missed = abs(done - aim)
        shares = {_HUNDRED - missed / aim * _HUNDRED}
        if over and rubric.step is None and done:
            shares.add(aim / done * _HUNDRED)
        whole = replace(rubric, full_at=_HUNDRED, rising=True, at_target=False)
        yield from (due(whole, worth, share) for share in sorted(shares))
        if rubric.step is not None and _percent(row.indicator):
            yield due(whole, worth, _HUNDRED - missed)


def _values(row: Row, rubric: Rubric) -> Iterator[Decimal]:
    """What the figures of a rubric may be about: the completion as a percentage, its share of the target."""
    indicator, actual = row.indicator, row.indicator.actual
    assert actual is not None
    share = bool(_COMPLETION.search(rubric.measure))
    if _percent(indicator) and (not share or _COMPLETION.search(row.name)):
        yield actual.quantity.value
        if rubric.measure:
            return
    if rubric.measure and not share:
        return
    if row.pair is not None and row.pair[0] > 0 and rubric.full_at != 0:
        aim, done = row.pair
        yield done / aim * _HUNDRED


def _percent(indicator: Indicator) -> bool:
    actual, target = indicator.actual, indicator.target
    assert actual is not None
    return actual.quantity.dimension == "percent" and (target is None or target.quantity.dimension == "percent")


def _shown(indicator: Indicator) -> str:
    assert indicator.actual is not None
    done = f"完成 {indicator.actual.quantity.text}"
    return done if indicator.target is None else f"{done}，目标 {indicator.target.quantity.text}"
