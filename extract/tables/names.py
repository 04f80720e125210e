"""Codes and the names printed beside them."""

from __future__ import annotations

from collections.abc import Iterator

from extract.model import CodeName, Fact
from extract.tables.figures import Binder, Block

_LEVELS = ("", "类", "款", "项")


def code_names(binder: Binder, block: Block) -> Iterator[CodeName]:
    """Every row with a code and a name; a total row or a row whose name is missing says nothing about a code."""
    amounts: dict[int, list[Fact]] = {}
    for (index, _), fact in block.facts.items():
        if fact.measure == "amount":
            amounts.setdefault(index, []).append(fact)
    for row in block.rows:
        code = binder.code(row)
        if code is None or row.name_cell is None or not row.name:
            continue
        yield CodeName(
            code,
            binder.words(row.name_cell, row.name),
            _LEVELS[row.level],
            binder.year,
            tuple(amounts.get(row.index, ())),
            binder.table.number,
        )
