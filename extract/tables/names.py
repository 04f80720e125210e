"""Codes and the names printed beside them."""

from __future__ import annotations

from collections.abc import Iterator

from extract.model import CodeName
from extract.tables.figures import Binder, Block

_LEVELS = ("", "类", "款", "项")


def code_names(binder: Binder, block: Block) -> Iterator[CodeName]:
    """Every row with a code and a name; a total row or a row whose name is missing says nothing about a code."""
    for row in block.rows:
        code = binder.code(row)
        if code is None or row.name_cell is None or not row.name:
            continue
        yield CodeName(
            code,
            binder.words(row.name_cell, row.name),
            _LEVELS[row.level],
            binder.year,
            tuple(fact for fact in block.by_row.get(row.index, {}).values() if fact.measure == "amount"),
            binder.table.number,
        )
