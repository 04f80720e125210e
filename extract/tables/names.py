"""Codes and the names printed beside them."""

from __future__ import annotations

from collections.abc import Iterator

from extract.model import CodeName, Words
from extract.tables.figures import Binder, Block

_LEVELS = ("", "类", "款", "项")


def code_words(binder: Binder, block: Block, code: str, row_index: int) -> Words | None:
    """The printed code of a row; a code in pieces is pointed at by its first piece."""
    row = next((row for row in block.rows if row.index == row_index), None)
    if row is None or row.code_cell is None or not code:
        return None
    place = binder.words(row.code_cell, code if code in row.code_cell.text.content else "")
    return Words(code, place.location, place.quote)


def code_names(binder: Binder, block: Block) -> Iterator[CodeName]:
    """Every row with a code and a name; a total row or a row whose name is missing says nothing about a code."""
    for row in block.rows:
        if not row.level or row.name_cell is None or not row.name:
            continue
        code = code_words(binder, block, row.code, row.index)
        if code is None:
            continue
        amounts = tuple(
            fact for (index, _), fact in sorted(block.facts.items()) if index == row.index and fact.measure == "amount"
        )
        yield CodeName(
            code,
            binder.words(row.name_cell, row.name),
            _LEVELS[row.level],
            binder.year,
            amounts,
            binder.table.number,
        )
