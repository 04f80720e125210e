"""Totals in the prose of a disclosure against its public tables: 收支总计, 财政拨款收支总计, 一般公共预算, 基本支出, 三公经费."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from checks.diagnosis import Clues
from checks.kinds.accounts.comparing import Comparison, outcome
from checks.kinds.accounts.tables import Ledger
from checks.kinds.disclosure.slots import (
    CAPITAL,
    CLOSING,
    FISCAL,
    FUND,
    GENERAL,
    INCOME,
    OPENING,
    SPENDING,
    TOTAL,
    Slot,
    sets,
)
from checks.kinds.disclosure.tables import Placed, by_slot
from checks.outcome import Outcome
from checks.rule import Rule
from extract.lexicon import lexicon
from extract.model import AccountTable, Fact, FactBook

_BOTH = r"(?:收入、?支出|收、?支|收入和支出)(?:决算|预算)?(?:总计|总额|总体)"
_PHRASES = (
    (re.compile(rf"财政拨款{_BOTH}(?:均)?$"), Slot(TOTAL, "", FISCAL)),
    (re.compile(rf"(?<!拨款){_BOTH}(?:均)?$"), Slot(TOTAL)),
    (re.compile(r"一般公共预算(?:财政拨款)?基本支出$"), Slot(SPENDING, "", GENERAL, "基本支出")),
    (re.compile(r"一般公共预算(?:财政)?(?:拨款)?支出$"), Slot(SPENDING, "", GENERAL)),
    (re.compile(r"政府性基金(?:预算)?(?:财政)?(?:拨款)?支出$"), Slot(SPENDING, "", FUND)),
    (re.compile(r"国有资本经营(?:预算)?(?:财政)?(?:拨款)?支出$"), Slot(SPENDING, "", CAPITAL)),
)
# What the prose of a budget tells besides.
_BUDGET_PHRASES = (
    (re.compile(r"(?<!拨款)(?:(?<=^)|(?<=[局委办厅院处部室心镇乡队道会府校站所]))收入$"), Slot(INCOME)),
    (re.compile(r"(?<!拨款)(?:(?<=^)|(?<=[局委办厅院处部室心镇乡队道会府校站所]))支出$"), Slot(SPENDING)),
    (re.compile(r"^财政拨款收入$"), Slot(INCOME, "", FISCAL)),
    (re.compile(r"^财政拨款支出$"), Slot(SPENDING, "", FISCAL)),
)
# 收、支总计 is read as 支总计; under its own heading a total of one side is that of both.
_EACH_SIDE = re.compile(r"^支总计(?:均)?$|(?:^|[^款])(?:收入|支出)总计$")
_OVERALL = re.compile(r"(?:收入支出|收支)(?:决算|预算)?(?:总体|情况)")
_STATEMENT = re.compile(r"(?:年初|全年|调整后?|支出)?(?:预算|决算)(?:支出)?(?:安排|数|总额)?(?:为)?$")
_YEAR = re.compile(r"(?:19|20)\d\d年?度?")
_FINAL = ("", "决算", "实际")
_PLANNED = ("", "预算", "年初预算")
_BUDGETS = ("预算", "年初预算", "调整预算")


def check_prose(book: FactBook, rule: Rule[Any]) -> Iterator[Outcome]:
    """What the prose says of each slot against the first public table that has it."""
    units = sets(book)
    if len(units) != 1:
        return  # of several units the prose may speak of any
    found = by_slot(units[0])
    statements: dict[Slot, list[Fact]] = {}
    for fact in book.facts:
        slot = slot_told(fact, book)
        if slot is not None:
            statements.setdefault(slot, []).append(fact)
    clues = Clues(book)
    for slot, facts in statements.items():
        placed = (
            found.get(slot) or found.get(replace(slot, fund=slot.fund or GENERAL), []) if slot.side == "三公" else []
        )
        placed = placed or found.get(slot) or _in_its_place(slot, found)
        if placed:
            table, cell = placed[0]
            account = AccountTable(
                table.table, table.title, cell.year, cell.entity, cell.quantity.unit, {}, {}, rows=()
            )
            # a grand total is told once: each time it is told stands for itself
            for said in [(fact,) for fact in facts] if slot.side == TOTAL else [tuple(facts)]:
                yield outcome(Comparison(slot.described, Ledger(account), said, (cell,), True), rule, clues)


def _in_its_place(slot: Slot, found: dict[Slot, list[Placed]]) -> list[Placed]:
    """Where nothing is carried over, the grand total of a summary is the year's income and spending too."""
    carried = any(
        fact.quantity.value for side in (OPENING, CLOSING) for _, fact in found.get(Slot(side, "", slot.fund), ())
    )
    if carried or slot.side not in (INCOME, SPENDING) or slot.part or slot.item:
        return []
    return found.get(Slot(TOTAL, "", slot.fund), [])


def slot_told(fact: Fact, book: FactBook) -> Slot | None:
    """What a statement of the prose is about, None where it is no figure of the report's own year."""
    quantity, cover = fact.quantity, book.outline.cover
    if fact.location.kind == "cell" or quantity.dimension != "money" or not quantity.exact or fact.qualifiers:
        return None
    if fact.measure != "amount" or fact.code or (cover.year is not None and fact.year not in (None, cover.year)):
        return None
    planned = cover.kind == "部门预算"
    if fact.concept and (fact.concept == "机关运行经费" or lexicon().within(fact.concept, "三公经费")):
        return _three(fact, planned)
    if fact.basis not in (_PLANNED if planned else _FINAL):
        return None
    section = book.outline.section_path(fact.location.block)
    if fact.concept in ("人员经费", "公用经费"):
        plain = re.fullmatch(r"(?:日常)?(?:人员|公用)(?:经费|支出)", _bare(fact.label)) is not None
        basic = "基本支出" in fact.item[:-1] and "一般公共预算" in section
        return Slot(SPENDING, "", GENERAL, fact.concept) if plain and basic else None
    label = _bare(fact.label)
    if _EACH_SIDE.search(label) and _OVERALL.search(section.rpartition(" / ")[2]):
        return Slot(TOTAL, "", FISCAL if FISCAL in section.rpartition(" / ")[2] else "")
    phrases: tuple[tuple[re.Pattern[str], Slot], ...] = (*_PHRASES, *_BUDGET_PHRASES) if planned else _PHRASES
    return next((slot for pattern, slot in phrases if pattern.search(label)), None)


def _bare(label: str) -> str:
    """A label without year, brackets and the words that only say which statement it is."""
    text = re.sub(r"[（(][^（）()]*[)）]|[“”\"\s]", "", _YEAR.sub("", label))
    return _STATEMENT.sub("", text) or text


def _three(fact: Fact, planned: bool) -> Slot | None:
    if fact.basis == "上年决算":
        return None
    basis = "预算" if fact.basis in _BUDGETS or (planned and not fact.basis) else "决算"
    whole = lexicon().exact(_bare(fact.label)) or lexicon().exact(fact.concept)
    return Slot("三公", fact.concept, basis=basis) if whole is not None and whole.name == fact.concept else None
