"""Tables that are empty, or said to be, against the figures that stand in them, in other tables or in the prose."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from checks.kinds.disclosure.prose import slot_told
from checks.kinds.disclosure.slots import ALL, CAPITAL, FUND, SPENDING, Slot, sets
from checks.kinds.disclosure.tables import Placed, by_slot, named, worded
from checks.outcome import Member, Outcome, failed, passed
from checks.rule import Rule
from extract.model import Fact, FactBook, PublicTable

_MOST_EVIDENCE = 8
_MOST_SHOWN = 3


def _told(book: FactBook) -> dict[str, list[Fact]]:
    """What the prose says was spent of each fund."""
    found: dict[str, list[Fact]] = {}
    for fact in book.facts:
        slot = slot_told(fact, book)
        if slot is not None and slot.side == SPENDING and slot.fund and not slot.part:
            found.setdefault(slot.fund, []).append(fact)
    return found


def _said_absent(found: dict[Slot, list[Placed]], book: FactBook, rule: Rule[Any]) -> Iterator[Outcome]:
    """The prose says that there was no money of a kind: no table may print any."""
    known = {table.kind for table in book.disclosure.tables}
    for absence in book.disclosure.absent:
        figures = [
            fact
            for slot, placed in found.items()
            for table, fact in placed
            if slot.fund == absence.fund and fact.quantity.value and table.empty is None
        ]
        cite: Member = ("cite", absence.words)
        if figures:
            yield failed(
                rule,
                [cite, *(("stated", fact) for fact in figures[:_MOST_EVIDENCE])],
                unit=figures[0].quantity.unit,
                labels=f"正文说“{absence.words.text}”，表内{absence.fund}却列有 {worded(figures[0])}",
            )
        elif known & {"基金表", "国资表", "财政拨款总表"}:
            yield passed(rule, [cite], reason="各表都没有这笔钱")


_FUND_OF = {"基金表": FUND, "国资表": CAPITAL}


def check_empty(book: FactBook, rule: Rule[Any]) -> Iterator[Outcome]:
    """A note that a table is empty against the figures in it, and a table without figures against those that other
    tables print, or the prose tells, for the same money."""
    units = sets(book)
    if len(units) == 1:
        yield from _said_absent(by_slot(units[0]), book, rule)
    for tables in units:
        # of several units the prose may speak of any
        yield from _empty(tables, by_slot(tables), _told(book) if len(units) == 1 else {}, rule)


def _empty(
    tables: Sequence[PublicTable],
    found: dict[Slot, list[Placed]],
    told: Mapping[str, Sequence[Fact]],
    rule: Rule[Any],
) -> Iterator[Outcome]:
    for table in tables:
        figures = [fact for fact in table.facts if fact.quantity.value and fact.quantity.dimension == "money"]
        if table.empty is not None and figures:
            shown_once = list({fact.quantity.value: fact for fact in figures[::-1]}.values())[::-1][:_MOST_SHOWN]
            members: list[Member] = [("cite", table.empty), *(("stated", fact) for fact in shown_once)]
            printed = "、".join(worded(fact) for fact in shown_once)
            yield failed(
                rule,
                members,
                unit=figures[0].quantity.unit,
                labels=f"{named(table)}注明“{table.empty.text}”，表内却有 {printed}",
            )
            continue
        fund = _FUND_OF.get(table.kind, ALL)
        if figures or not fund:
            continue
        others = [
            fact
            for slot, placed in found.items()
            for other, fact in placed
            if slot.fund == fund and other.table != table.table and fact.quantity.value
        ] or [fact for fact in told.get(fund, ()) if fact.quantity.value]
        if others:
            cite: list[Member] = [("cite", table.empty)] if table.empty is not None else []
            yield failed(
                rule,
                [*(("stated", fact) for fact in others[:_MOST_EVIDENCE]), *cite],
                unit=others[0].quantity.unit,
                labels=f"{named(table)}没有一个数，别处{fund}却列有 {worded(others[0])}",
            )
        elif table.empty is not None:
            yield passed(rule, [("cite", table.empty)], reason="表内确无数据，别处也没有这笔钱")
