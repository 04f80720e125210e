"""The 决算表: subject codes down, kinds of money across. It is told by its headers, whatever its title says."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from extract.lexicon import lexicon
from extract.model import AccountRow, AccountTable, Cell, Fact
from extract.tables.concepts import column_concept

if TYPE_CHECKING:  # the tables package hands its blocks to this module
    from extract.tables.figures import Binder, Block
    from extract.tables.headers import Column

_SUBJECT = re.compile(r"科目|功能分类")
_ECONOMIC = re.compile(r"经济分类")
_YEAR = re.compile(r"(?:19|20)\d\d(?=年)")
_LAST_YEAR = re.compile(r"上年(?!结转|结余)|去年")


def account_tables(binder: Binder, blocks: Sequence[Block]) -> tuple[AccountTable, ...]:
    """The final-accounts tables among the blocks of a table: functional subject codes with at least one column of
    money. Tables by economic subjects are none."""
    return tuple(found for block in blocks if (found := _account_table(binder, block)) is not None)


def _account_table(binder: Binder, block: Block) -> AccountTable | None:
    columns = _money_columns(block)
    headers = "/".join(column.name for column in block.segment.columns)
    coded = [row for row in block.rows if row.level]
    functional = sum(row.code.startswith("2") for row in coded) * 2 > len(coded)  # economic subjects begin with 3 or 5
    if not columns or not functional or not _SUBJECT.search(headers) or _ECONOMIC.search(headers + binder.title):
        return None
    rows = []
    for row in block.rows:
        amounts = {column.name: fact for column in columns if (fact := block.fact(row, column)) is not None}
        if not amounts and not row.code:
            continue
        rows.append(
            AccountRow(
                code=row.code if row.level else "",
                code_words=binder.code(row),
                name=row.name,
                name_words=binder.words(row.name_cell, row.name) if row.name_cell is not None and row.name else None,
                level=row.level,
                total=row.rank > 0,
                amounts=amounts,
            )
        )
    concepts = {
        column.name: "" if _of_another_year(column, binder.year) else column_concept(column.path, binder.title)
        for column in columns
    }
    return AccountTable(
        table=binder.table.number,
        title=binder.title,
        year=binder.year,
        entity=binder.entity,
        unit=next((f.quantity.unit for row in rows for f in row.amounts.values() if f.quantity.unit), binder.unit),
        columns=concepts,
        headers={column.name: binder.words(_speaking_cell(column, concepts[column.name])) for column in columns},
        rows=tuple(rows),
    )


def _money_columns(block: Block) -> list[Column]:
    """Columns of amounts, blank ones among them; a column of rates or counts is no account."""
    facts: dict[int, list[Fact]] = {}
    for (_, index), fact in block.facts.items():
        facts.setdefault(index, []).append(fact)
    return [
        column
        for column in block.segment.columns
        if column.kind.value == "figure"
        and column.anchors
        and all(fact.measure == "amount" for fact in facts.get(column.index, ()))
    ]


def _of_another_year(column: Column, year: int | None) -> bool:
    if any(_LAST_YEAR.search(part) for part in column.path):
        return True
    years = _YEAR.findall(column.name)
    return bool(years) and year is not None and str(year) not in years


def _speaking_cell(column: Column, concept: str) -> Cell:
    """The header cell whose words carry the concept, from the top; the lowest where none does."""
    for cell in column.anchors:
        found = lexicon().concept(cell.text.content)
        if found is not None and found.name == concept:
            return cell
    return column.anchors[-1]
