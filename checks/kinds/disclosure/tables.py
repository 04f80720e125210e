"""Public table against public table: one figure printed twice, a part of the money against all of it, and basic
expenditure against what it is made of."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Any

from checks.diagnosis import Clues, of_equal, slip
from checks.figures import grouped, shown, spaced
from checks.interval import grain
from checks.kinds.disclosure.slots import FISCAL, GENERAL, SPENDING, Slot, of_all_money, sets, slots
from checks.outcome import Answer, Diagnosis, Member, Outcome, failed, passed
from checks.relation import AtMost, Equal, Linear
from checks.rule import Rule, Severity
from extract.model import Fact, FactBook, PublicTable

Placed = tuple[PublicTable, Fact]
# Tables cut to 万元 differ in the last digits where each was made to add up.
_LAST_DIGITS = 2
_SLIPS = {"transposed": "疑个别数字颠倒", "decimal_moved": "疑小数点错位", "unit_slip": "单位疑误"}


def by_slot(tables: Sequence[PublicTable]) -> dict[Slot, list[Placed]]:
    """The figures of public tables by what they are, in document order."""
    found: dict[Slot, list[Placed]] = {}
    for table, fact, slot in slots(tables):
        found.setdefault(slot, []).append((table, fact))
    return found


def named(table: PublicTable) -> str:
    return f"《{table.title}》"


def worded(fact: Fact) -> str:
    """A cell's figure with separators and unit."""
    return spaced(grouped(shown(fact.quantity.value, fact.quantity)), fact.quantity.unit)


def check_tables(book: FactBook, rule: Rule[Any]) -> Iterator[Outcome]:
    """One figure in several tables is the same in all of them; a part is no more than the whole; 人员 and 公用 make up
    basic expenditure."""
    clues = Clues(book)
    for tables in sets(book):
        yield from _between(by_slot(tables), rule, clues)


def _between(found: dict[Slot, list[Placed]], rule: Rule[Any], clues: Clues) -> Iterator[Outcome]:
    for slot, placed in found.items():
        if len(placed) > 1:
            yield from _same(slot, placed, rule, clues)
    for slot, placed in found.items():
        part = slot.fund == FISCAL or (slot.fund == GENERAL and replace(slot, fund=FISCAL) not in found)
        if slot.side == SPENDING and part and slot.item and not slot.part:
            whole = found.get(of_all_money(slot), [])
            # figures that two tables print differently are told above
            if whole and all(len({fact.quantity.value for _, fact in side}) == 1 for side in (placed, whole)):
                yield _within(slot, placed[0], whole[0], rule)
    yield from _basic(found, rule)


def _same(slot: Slot, placed: list[Placed], rule: Rule[Any], clues: Clues) -> Iterator[Outcome]:
    """Each figure against what most of the tables print, the first of them where there is no majority."""
    counts = Counter(fact.quantity.value for _, fact in placed)
    home, right = _usual(placed)
    for table, fact in placed:
        if fact is right:
            continue
        apart = fact.quantity.value - right.quantity.value
        members: list[Member] = [("stated", right), ("stated", fact)]
        if not apart:
            yield passed(rule, members)
            continue
        slack = _LAST_DIGITS * max(grain(fact.quantity), grain(right.quantity))
        near = abs(apart) <= slack and right.quantity.unit != "元"
        computation = f"{named(home)} {worded(right)}，{named(table)} {worded(fact)}，相差 {_gap(fact, apart)}"
        kind = slip(fact.quantity, right.quantity.value)
        why = Diagnosis(kind, _SLIPS[kind]) if kind in _SLIPS and not near else None
        if not near and (why is None or kind != "unit_slip"):
            told = of_equal(Equal((right, fact)), clues)
            why = told if told is not None and told.kind != "equals_other" else why
        yield failed(
            rule,
            members,
            answer=Answer.ROUNDING if near else Answer.FAILS,
            severity=Severity.INFO if near else None,
            expected="" if counts[right.quantity.value] < 2 else shown(right.quantity.value, fact.quantity),
            actual=shown(fact.quantity.value, fact.quantity),
            gap=shown(apart, fact.quantity),
            unit=fact.quantity.unit,
            computation=computation,
            diagnosis=why or _equal_elsewhere(fact, right, clues, near),
            labels=slot.described,
            relation=Linear(((1, right),), fact),
        )


def _usual(placed: list[Placed]) -> Placed:
    """The first of the figures that most tables print."""
    counts = Counter(fact.quantity.value for _, fact in placed)
    return max(placed, key=lambda one: counts[one[1].quantity.value])


def _equal_elsewhere(fact: Fact, right: Fact, clues: Clues, near: bool) -> Diagnosis | None:
    if near:
        return None
    apart = fact.quantity.value - right.quantity.value
    for other in clues.worth(apart, fact, {fact.id, right.id}):
        label = other.label.partition("/")[0]
        return Diagnosis("equals_other", f"差额恰等于“{label}”{worded(other)}")
    return None


def _gap(fact: Fact, apart: Decimal) -> str:
    return spaced(grouped(shown(abs(apart), fact.quantity)), fact.quantity.unit)


def _within(slot: Slot, part: Placed, whole: Placed, rule: Rule[Any]) -> Outcome:
    (table, fact), (other, all_of_it) = part, whole
    members: list[Member] = [("total", all_of_it), ("part", fact)]
    over = fact.quantity.value - all_of_it.quantity.value
    if over <= _LAST_DIGITS * max(grain(fact.quantity), grain(all_of_it.quantity)):
        return passed(rule, members, reason="不超过全部资金的支出")
    return failed(
        rule,
        members,
        actual=shown(fact.quantity.value, fact.quantity),
        gap=shown(over, fact.quantity),
        unit=fact.quantity.unit,
        computation=f"{named(table)} {worded(fact)}，大于{named(other)}全部资金的 {worded(all_of_it)}，多 {_gap(fact, over)}",
        labels=slot.described,
        relation=AtMost(fact, all_of_it),
    )


def _basic(found: dict[Slot, list[Placed]], rule: Rule[Any]) -> Iterator[Outcome]:
    wholes = found.get(Slot(SPENDING, "", GENERAL, "基本支出"), [])
    parts = [found.get(Slot(SPENDING, "", GENERAL, part), []) for part in ("人员经费", "公用经费")]
    if not wholes or not all(parts):
        return
    whole = next((p for p in wholes if p[0].kind == "一般公共支出表"), wholes[0])
    terms = [placed[0][1] for placed in parts]
    relation = Linear(tuple((1, term) for term in terms), whole[1])
    answer = relation.answer()
    members: list[Member] = [("total", whole[1]), *(("part", term) for term in terms)]
    if answer is Answer.HOLDS:
        yield passed(rule, members)
        return
    total = sum((term.quantity.value for term in terms), Decimal(0))
    apart = whole[1].quantity.value - total
    summed = " + ".join(grouped(shown(term.quantity.value, term.quantity)) for term in terms)
    due = spaced(grouped(shown(total, whole[1].quantity)), whole[1].quantity.unit)
    yield failed(
        rule,
        members,
        answer=answer,
        expected=shown(total, whole[1].quantity),
        actual=shown(whole[1].quantity.value, whole[1].quantity),
        gap=shown(apart, whole[1].quantity),
        unit=whole[1].quantity.unit,
        computation=f"人员经费与公用经费 {summed} = {due}，{named(whole[0])}基本支出 {worded(whole[1])}，"
        f"相差 {_gap(whole[1], apart)}",
        labels="一般公共预算财政拨款基本支出",
        relation=relation,
    )
