"""What a row of a self-evaluation form makes of its own rubric: its target and its completion stand beside it, and are
a better source than anything in the prose."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

from checks.attainment import NOTHING, Reach, Row
from checks.measured import Measured
from checks.rubric_scores import Due, bounded, due
from extract.model import Binding, Indicator, Rubric

_ZERO, _HUNDRED = Decimal(0), Decimal(100)
_FAILING = re.compile(
    r"(?:共|全年|本年)?(?:少报|漏报|错报|少|漏|缺|未[^\d无]{1,6}|发现|出现|发生|存在|逾期|违规)[^\d无未]{0,8}(?P<count>\d+)"
    r"[项处个次起件份例条笔天家人户名](?!以)[^\d]{0,8}"
)
_COSTS = re.compile(r"扣(?:除|减)?\s*\d")
_COMPLETION = re.compile(r"(?:完成|执行|实现|达成|到位|支出)(?:率|比例)$")


def completed(row: Row, rubric: Rubric, source: str = "表中") -> tuple[Measured, Due] | None:
    """What the row shows, with the marks that its rubric gives for it; None where the two do not settle the score.

    A rubric in percent may mean the completion itself, where that is a percentage, or its share of the target: where
    the words leave it open the marks are the range that both give. `source` says where its figures stand.
    """
    indicator = row.indicator
    weight, actual = indicator.weight, indicator.actual
    if weight is None or rubric.open:
        return None
    worth = weight.quantity.value
    aimed = _aimed(indicator)
    if rubric.per_item is not None:
        return None if aimed else _counted(indicator, rubric, worth, source)
    if actual is None:
        return None
    rubric = rubric if aimed else bounded(indicator, rubric)  # without a target beside it the bound is the rubric's own
    by_bound = (due(rubric, worth, value) for value in _values(row, rubric))
    owed = list(_against_target(row, rubric, worth) if aimed and _by_target(rubric, worth) else by_bound)
    known = [one for one in owed if one is not None]
    if not known or len(known) < len(owed):
        return None
    facts = (actual,) if indicator.target is None else (actual, indicator.target)
    shown = f"{source}{_shown(indicator)}"
    found = Measured(actual.quantity.value, facts, Binding.CELL, said=shown, roles=("actual", "aim")[: len(facts)])
    return found, Due.either(known)


def _aimed(indicator: Indicator) -> bool:
    """Whether a target stands beside the completion: a plain tree has none."""
    return indicator.target is not None or indicator.target_words is not None


def _counted(indicator: Indicator, rubric: Rubric, worth: Decimal, source: str) -> tuple[Measured, Due] | None:
    """The failing items that a completion cell tells in words (无, 少报1个), each at the one cost that the rubric names."""
    said, told = indicator.actual_words, indicator.rubric_words
    if said is None or told is None or rubric.per_item is None or rubric.points or rubric.proportional:
        return None
    text = re.sub(r"[\s，,。.；;]+", "", said.text)
    counted = _FAILING.fullmatch(text)
    if not counted and not NOTHING.fullmatch(text):
        return None
    count = Decimal(counted["count"]) if counted else _ZERO
    if count and (rubric.full_at is not None or rubric.step is not None or len(_COSTS.findall(told.text)) != 1):
        return None
    shown = f"{source}写“{said.text}”"
    return Measured(count, (), Binding.CELL, said=shown, words=(said,)), Due.of(
        max(_ZERO, worth - count * rubric.per_item)
    )


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
    if _percent(indicator) and (not share or not _aimed(indicator) or _COMPLETION.search(row.name)):
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
