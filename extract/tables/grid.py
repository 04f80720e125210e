"""A table as a grid: every place knows the cell that covers it, every cell stands in it once."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property

from extract.model import Cell, Quantity, Table
from extract.quantities import parse_cell
from extract.tables.words import clean

_AMOUNT = re.compile(r"\s*-?\d{1,3}(?:,\d{3})*\.\d{2}\s*|\s*-?\d{1,15}\.\d{2}\s*")
_NIL = frozenset({"", "-", "--", "—", "——", "/", "无", "－", "–"})


@dataclass(frozen=True)
class Grid:
    """Lookup by place, from 0. `figures` says which cells hold a number and nothing else."""

    table: Table

    @property
    def rows(self) -> int:
        return self.table.rows

    @property
    def columns(self) -> int:
        return self.table.columns

    @cached_property
    def _covering(self) -> dict[tuple[int, int], Cell]:
        places: dict[tuple[int, int], Cell] = {}
        for cell in self.table.cells:
            for row in range(cell.row, cell.row + max(1, cell.row_span)):
                for column in range(cell.column, cell.column + max(1, cell.column_span)):
                    places.setdefault((row, column), cell)
        return places

    @cached_property
    def _words(self) -> dict[tuple[int, int], str]:
        return {(cell.row, cell.column): clean(cell.text.content) for cell in self.table.cells}

    @cached_property
    def _figures(self) -> frozenset[tuple[int, int]]:
        return frozenset(
            (cell.row, cell.column)
            for cell in self.table.cells
            if any(map(str.isdecimal, cell.text.content)) and is_figure(cell.text.content)
        )

    def cell(self, row: int, column: int) -> Cell | None:
        """The cell that covers a place, None where a ragged row ends before it."""
        return self._covering.get((row, column))

    def own(self, row: int, column: int) -> Cell | None:
        """The cell that begins at a place."""
        cell = self._covering.get((row, column))
        return cell if cell is not None and (cell.row, cell.column) == (row, column) else None

    def word(self, row: int, column: int) -> str:
        """The cleaned words of the cell that covers a place."""
        cell = self._covering.get((row, column))
        return "" if cell is None else self._words[(cell.row, cell.column)]

    def words_of(self, cell: Cell) -> str:
        return self._words[(cell.row, cell.column)]

    def figure(self, row: int, column: int) -> bool:
        """Whether the cell that begins at a place holds one number and nothing else."""
        return (row, column) in self._figures

    def row_words(self, row: int) -> tuple[str, ...]:
        """The words of the cells that begin in a row, blank for places that another cell covers."""
        return tuple(self._words.get((row, column), "") for column in range(self.columns))

    def row_cells(self, row: int) -> list[Cell]:
        """The cells that begin in a row."""
        return [cell for column in range(self.columns) if (cell := self.own(row, column)) is not None]

    def has_figures(self, row: int) -> bool:
        return any((row, column) in self._figures for column in range(self.columns))

    def blank(self, row: int) -> bool:
        return not any(self.row_words(row))


def is_figure(text: str) -> bool:
    """Whether a cell holds a measured number and no other words."""
    if _AMOUNT.fullmatch(text):
        return True
    found = parse_cell(text)
    if not isinstance(found, Quantity) or found.nil:
        return False
    rest = text[: found.start] + text[found.end :]
    return not any(ch.isalnum() for ch in rest)


def is_nil(words: str) -> bool:
    """Whether cleaned words write nothing (—, /, 无) or are nothing."""
    return words in _NIL
