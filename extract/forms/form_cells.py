"""The cells of a form as facts: those that the table's reader made, and the numbers that stand inside words."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING

from extract.model import Cell, Fact, Quantity
from extract.quantities import parse_cell

if TYPE_CHECKING:  # the tables package hands its binder to the forms
    from extract.tables.figures import Binder
    from extract.tables.grid import Grid

_PERCENT = re.compile(r"(?<=\d)百分比")
_TOTAL = re.compile(r"^(?:合计|共计|总计|总合计|合计数|.{0,6}总分|总得分|合计得分|得分合计|分值合计|总分值|合计总分)$")
_BRACKETS = re.compile(r"[（(][^（()）]*[)）]|[:：]$")
_HEADER = re.compile(r"指标$|指标值$|完成值$|^(?:分值|权重|得分|自评得分)$|预算|执行数|金额|主管部门|实施单位")
_LEAST = 3  # a total row is told by its first words


def number_of(text: str, unit: str = "") -> Quantity | None:
    """The single number of a cell; 百分比 behind it is its unit."""
    found = parse_cell(_PERCENT.sub("%  ", text), unit)
    if not isinstance(found, Quantity) or found.nil:
        return None
    if text.startswith("百分比", found.number_end):
        found = replace(found, end=found.number_end + len("百分比"))
    return replace(found, text=text[found.start : found.end])


def names_header(word: str) -> bool:
    """Whether cleaned words are those of a header rather than what stands under one."""
    return bool(_HEADER.search(word))


def marks(fact: Fact | None) -> Fact | None:
    """A weight or score; a dash in its place says that the row has none."""
    return None if fact is None or fact.quantity.nil else fact


class FormCells:
    """Facts by place. A number that no fact has yet gets one, and then counts as bound."""

    def __init__(self, binder: Binder) -> None:
        self.binder = binder
        self.grid: Grid = binder.grid
        self._facts: dict[tuple[int, int], list[Fact]] = defaultdict(list)
        for fact in binder.facts:
            place = fact.location
            if place.row is not None and place.column is not None:
                self._facts[(place.row - 1, place.column - 1)].append(fact)
        self._prose = {(piece.row, piece.column) for piece in binder.passages}

    def word(self, cell: Cell) -> str:
        return self.grid.words_of(cell)

    def text(self, row: int, column: int) -> str:
        """The cleaned words that hold at a place."""
        return self.grid.word(row, column)

    def label(self, row: int, before: int) -> Cell | None:
        """The last cell with words that begins in a row left of a column."""
        found = [cell for column in range(before) if (cell := self.grid.own(row, column)) is not None]
        return next((cell for cell in reversed(found) if self.word(cell)), None)

    def above(self, row: int, column: int) -> Cell | None:
        """The nearest cell with words above a blank place, up to the header."""
        for upper in range(row - 1, -1, -1):
            cell = self.grid.cell(upper, column)
            if cell is not None and self.word(cell):
                return None if re.match(r"[一二三四]级", self.word(cell)) else cell
        return None

    def total(self, row: int) -> bool:
        """Whether a row is the closing row of a form."""
        own = [word for cell in self.grid.row_cells(row) if (word := self.word(cell))]
        return any(_TOTAL.match(_BRACKETS.sub("", word)) for word in own[:_LEAST])

    def fact(self, row: int, column: int, unit: str = "", name: str = "", inside: bool = False) -> Fact | None:
        """The fact of the cell that begins at a place (with `inside`, of one that covers it and begins in its row);
        where the table's reader made none, one is made of the single number in it."""
        cell = self.grid.cell(row, column)
        if cell is None or cell.row != row or (cell.column != column and not inside):
            return None
        known = self._facts.get((cell.row, cell.column))
        if known:
            return known[0]
        quantity = number_of(cell.text.content, unit)
        if quantity is None:
            return None
        return self._made(cell, quantity, name, quantity.dimension or "count")

    def made(self, cell: Cell, quantity: Quantity, name: str, measure: str) -> Fact | None:
        """The fact of a number that stands inside a cell's words; the one that is known already, if any."""
        known = self._facts.get((cell.row, cell.column), ())
        same = next((fact for fact in known if fact.location.start == quantity.start), None)
        return same or self._made(cell, quantity, name, measure)

    def take(self, cell: Cell) -> None:
        """Reads a cell as a name with its amount, not as prose."""
        place = (cell.row + 1, cell.column + 1)
        self.binder.passages = [piece for piece in self.binder.passages if (piece.row, piece.column) != place]
        self._prose.discard(place)

    def _made(self, cell: Cell, quantity: Quantity, name: str, measure: str) -> Fact | None:
        if (cell.row + 1, cell.column + 1) in self._prose:  # a cell of prose is left to the reader of prose
            return None
        fact = self.binder.fact_in_words(cell, quantity, label=name or self.word(cell), measure=measure)
        self._facts[(cell.row, cell.column)].append(fact)
        return fact
