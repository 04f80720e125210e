"""Figures that the prose names against the summary tables of the final accounts (收入支出决算总表), which have no
subject codes: a row says what it is, a column that it is the final figure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from checks.diagnosis import Clues
from checks.kinds.accounts.comparing import Comparison, comparable, covered, outcomes
from checks.kinds.accounts.tables import Ledger
from checks.kinds.accounts.totals import other_meaning, stated_totals
from checks.outcome import Outcome, skipped
from checks.rule import Rule
from extract.lexicon import lexicon
from extract.model import AccountTable, Fact, FactBook

Figures = Mapping[str, Sequence[str]]


def check_summaries(book: FactBook, rule: Rule[Any], figures: Figures) -> Iterator[Outcome]:
    """Each figure of the prose against each summary table with a row of that name."""
    judged = []
    for comparison in _comparisons(book, figures):
        reason = "" if comparison.agreeing else other_meaning(comparison, book)
        if reason:
            yield skipped(rule, comparison.members(comparison.statements), reason)
        else:
            judged.append(comparison)
    yield from outcomes(judged, rule, Clues(book))


def _comparisons(book: FactBook, figures: Figures) -> Iterator[Comparison]:
    for ledger, rows in _summaries(book):
        for concept, names in figures.items():
            cells = [cell for name in names for cell in rows.get(name, ())]
            if len({cell.quantity.value for cell in cells}) != 1 or not comparable(cells):
                continue
            statements = stated_totals(book, concept, ledger)
            if statements:
                certain = all(covered(fact, book, own=False) == ledger.covers for fact in statements)
                yield Comparison(concept, ledger, statements, (cells[0],), certain)


def _summaries(book: FactBook) -> Iterator[tuple[Ledger, dict[str, list[Fact]]]]:
    """The tables of final accounts without codes, with their final figures by what the row is called."""
    coded = {table.table for table in book.accounts}
    tables: dict[int, list[Fact]] = {}
    for fact in book.facts:
        number = fact.location.table
        if fact.location.kind == "cell" and number is not None and number not in coded and fact.basis == "决算":
            tables.setdefault(number, []).append(fact)
    for number, cells in tables.items():
        caption = book.outline.captions.get(cells[0].location.block)
        title = caption.title if caption else ""
        if "决算" not in title:
            continue
        first = cells[0]
        table = AccountTable(number, title, first.year, first.entity, first.quantity.unit, {}, {}, ())
        rows: dict[str, list[Fact]] = {}
        for cell in cells:
            named = lexicon().exact(cell.label.partition("/")[0])
            if named is not None and named.name == cell.concept:
                rows.setdefault(named.name, []).append(cell)
        yield Ledger(table), rows
