"""Who a self-evaluation form is about, its goals with what came of them, and its conclusion."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from extract.forms.form_cells import names_header
from extract.model import Cell, Words

if TYPE_CHECKING:  # the tables package hands its binder to the forms
    from extract.tables.figures import Binder
    from extract.tables.grid import Grid

_GOAL = re.compile(
    r"^(?:预期目标|年初设定目标|年初(?:绩效)?目标|(?:年度)?总体目标|项目年度目标|年度目标|设定目标|预期总体目标|全年[（(]调整[)）]绩效目标)$"
)
_DONE = re.compile(
    r"^(?:全年|年度)?(?:实际|总体|目标)*完成情况(?:综述)?$|^年度目标完成情况$|^(?:全年)?目标实际完成情况$"
)
_SUBJECT = re.compile(
    r"^(?:转移支付[（(]项目[)）]|项目|专项资金|专项|政策|(?:[省市县区州]?级?)?(?:预算)?(?:部门|单位|部门[（(]单位[)）]|预算单位))名称[:：]?$"
)
_CONCLUSION = re.compile(r"^(?:自评|评价|总体|综合)*(?:结论|评价)$")
_GOALS = 10  # rows of goals below one header


def subject(binder: Binder) -> str:
    """The project or unit that a form names; "" where it names none."""
    for cell in binder.table.cells:
        if _SUBJECT.match(binder.grid.words_of(cell)):
            named = _right_of(binder, cell)
            if named is not None and not names_header(binder.grid.words_of(named)):
                return binder.grid.words_of(named)
    return ""


def conclusion(binder: Binder) -> Words | None:
    """The cell of the conclusion; None where there is none."""
    for cell in binder.table.cells:
        if _CONCLUSION.match(binder.grid.words_of(cell)):
            said = _right_of(binder, cell)
            return binder.words(said) if said is not None else None
    return None


def begins_goals(grid: Grid, row: int) -> bool:
    """Whether a row is the header of the goals: it has a column for what was aimed at and one for what came of it."""
    own = [grid.words_of(cell) for cell in grid.row_cells(row)]
    return any(_GOAL.match(word) for word in own) and any(_DONE.match(word) for word in own)


def goals(binder: Binder) -> Iterator[tuple[Words, Words]]:
    """Expected goals with what came of them: the rows below a header that has a column for each."""
    grid = binder.grid
    for row in range(grid.rows):
        cells = grid.row_cells(row)
        done = next((cell for cell in reversed(cells) if _DONE.match(grid.words_of(cell))), None)
        left = [cell for cell in cells if done is not None and cell.column < done.column]
        goal = next((cell for cell in reversed(left) if _GOAL.match(grid.words_of(cell))), None)
        if goal is None or done is None:
            continue
        headers = sum(bool(grid.words_of(cell)) for cell in cells)
        for below in range(row + 1, min(row + 1 + _GOALS, grid.rows)):
            said = [cell for cell in grid.row_cells(below) if grid.words_of(cell)]
            expected, actual = grid.own(below, goal.column), grid.own(below, done.column)
            if len(said) == 2 and grid.table.ragged:  # the blank place before them may have been left out
                expected, actual = said
            if expected is None or actual is None or not (grid.words_of(expected) and grid.words_of(actual)):
                return
            if len(said) > headers or names_header(grid.words_of(expected)):
                return
            yield binder.words(expected), binder.words(actual)
        return


def _right_of(binder: Binder, cell: Cell) -> Cell | None:
    """The next cell of the same row with words."""
    for column in range(cell.column + cell.column_span, binder.grid.columns):
        other = binder.grid.own(cell.row, column)
        if other is not None and binder.grid.words_of(other):
            return other
    return None
