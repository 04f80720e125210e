"""Reads the rows of a form's band of indicators: names by level, targets, completions, marks and reasons."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from extract.forms.form_cells import FormCells, marks
from extract.forms.form_targets import completed, relation_in, targeted
from extract.forms.indicator_names import weight_in_name
from extract.model import Cell, Fact, Indicator, IndicatorTree, Words
from extract.rubrics import parse_rubric

if TYPE_CHECKING:  # the tables package hands its blocks to this module
    from extract.tables.figures import Binder
    from extract.tables.headers import Column

_PLACEHOLDER = re.compile(r"^(?:指标\d*[:：]?|[….。·]+)$")


@dataclass(frozen=True)
class FormRows:
    """The rows of a band of indicators, with its columns of names (top level first) and what its other columns are
    for."""

    cells: FormCells
    names: tuple[tuple[int, Column], ...]
    roles: dict[str, Column]

    def read(self, binder: Binder, rows: Sequence[int]) -> IndicatorTree:
        found: list[Indicator] = []
        above: dict[int, tuple[str, int]] = {}
        totals: dict[str, Fact | None] = {}
        for row in rows:
            if self.cells.total(row):
                totals = {role: marks(self._fact(row, role)) for role in ("weight", "score", "review")}
                break
            said = self._said(row)
            if not said or not self._filled(row):
                continue
            parent = None
            for level, cell in said[:-1]:
                parent = self._branch(found, above, level, cell, parent)
            level, cell = said[-1]
            above = {wider: known for wider, known in above.items() if wider < level}
            found.append(self._leaf(row, len(found), level, cell, parent))
        return IndicatorTree(
            binder.table.number,
            binder.title,
            tuple(found),
            totals.get("weight"),
            totals.get("score"),
            totals.get("review"),
        )

    def _said(self, row: int) -> list[tuple[int, Cell]]:
        """The name cells that hold in a row with their levels. One cell over several columns is said once; a blank
        place between the widest and the row's own name stands for the cell above it."""
        found: list[tuple[int, Cell]] = []
        for level, column in self.names:
            cell = self.cells.grid.cell(row, column.index)
            if cell is None or not self.cells.word(cell):
                cell = self.cells.above(row, column.index) if (level, column) != self.names[-1] else None
            if cell is not None and (not found or found[-1][1] is not cell):
                found.append((level, cell))
        if found and _PLACEHOLDER.match(self.cells.word(found[-1][1])):
            return []
        return found

    def _filled(self, row: int) -> bool:
        """Whether a row says anything beside its names."""
        wanted = [self.roles[role].index for role in ("weight", "score", "target", "actual") if role in self.roles]
        return any(self.cells.word(cell) for column in wanted if (cell := self.cells.grid.own(row, column)) is not None)

    def _fact(self, row: int, role: str) -> Fact | None:
        return self.cells.fact(row, self.roles[role].index) if role in self.roles else None

    def _branch(
        self, found: list[Indicator], above: dict[int, tuple[str, int]], level: int, cell: Cell, parent: int | None
    ) -> int:
        """The index of a wider indicator, made when it is named for the first time under its parent."""
        name = self.cells.word(cell)
        known = above.get(level)
        if known is not None and known[0] == name and found[known[1]].parent == parent:
            return known[1]
        index = len(found)
        printed = weight_in_name(cell.text.content.rstrip(), bare=True)
        weight = self.cells.made(cell, printed[0], name, "weight") if printed else None
        found.append(Indicator(index, "", self.cells.binder.words(cell), level, parent, weight=weight))
        for stale in [other for other in above if other >= level]:
            del above[stale]
        above[level] = (name, index)
        return index

    def _leaf(self, row: int, index: int, level: int, cell: Cell, parent: int | None) -> Indicator:
        name = self.cells.word(cell)
        unit = self.cells.text(row, self.roles["unit"].index) if "unit" in self.roles else ""
        target_cell = self.cells.grid.cell(row, self.roles["target"].index)
        actual_cell = self.cells.grid.cell(row, self.roles["actual"].index)
        sign = self.cells.text(row, self.roles["relation"].index) if "relation" in self.roles else ""
        aimed = self.cells.word(target_cell) if target_cell is not None else ""
        relation = relation_in(sign, aimed)
        weight = marks(self._fact(row, "weight"))
        rubric = self._told(row, "rubric")
        target = actual = None
        if target_cell is not None and relation != "定性" and target_cell.row == row:
            target = self._measured(target_cell, unit, name, targeted)
            if target is not None and not relation:
                relation = relation_in("", aimed, target.quantity.bound)
        if actual_cell is not None and relation != "定性" and actual_cell.row == row:
            actual = self._measured(actual_cell, unit, name, completed)
        return Indicator(
            index,
            "",
            self.cells.binder.words(cell),
            level,
            parent,
            weight=weight,
            score=marks(self._fact(row, "score")),
            review=marks(self._fact(row, "review")),
            rubric=parse_rubric(rubric, weight.quantity.value) if rubric is not None and weight is not None else None,
            rubric_words=rubric,
            relation=relation,
            target=target,
            target_words=self._words(target_cell),
            actual=actual,
            actual_words=self._words(actual_cell),
            rate=marks(self._fact(row, "rate")),
            unit=unit,
            reason=self._reason(row),
        )

    def _measured(self, cell: Cell, unit: str, name: str, accepts: object) -> Fact | None:
        """The number of a target or completion cell, where the cell says nothing but that number."""
        assert callable(accepts)
        if not accepts(cell.text.content):
            return None
        fact = self.cells.fact(cell.row, cell.column, unit=unit, name=name)
        return None if fact is None or fact.quantity.nil else fact

    def _told(self, row: int, role: str) -> Words | None:
        return self._words(self.cells.grid.cell(row, self.roles[role].index)) if role in self.roles else None

    def _words(self, cell: Cell | None) -> Words | None:
        return self.cells.binder.words(cell) if cell is not None and self.cells.word(cell) else None

    def _reason(self, row: int) -> Words | None:
        """The words of the deviation cell; empty words where the form has the column and the row leaves it blank."""
        if "reason" not in self.roles:
            return None
        cell = self.cells.grid.cell(row, self.roles["reason"].index)
        if cell is None:  # the row of a text table ends before it
            own = self.cells.grid.row_cells(row)
            return replace(self.cells.binder.words(own[-1]), text="", quote="") if own else None
        return self.cells.binder.words(cell)
