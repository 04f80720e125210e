"""The grade that a table prints in a cell of its own."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from extract.grades.texts import Span, place_of
from extract.grades.words import BARE_LETTER, GRADE, grade_of
from extract.model import Cell, Document, Fact, GradeClaim, Outline, Table, Words

_ALONE = re.compile(rf"({GRADE}|{BARE_LETTER})(?:等级|等次|级|等)?")
_LABEL = re.compile(r"等级|等次|级别|档次|(?:评价|自评|评定)(?:结果|结论)")
_LONG = 12  # characters of what is no label any more
_QUOTE = 120


def table_grades(document: Document, outline: Outline, totals: Mapping[int, list[Fact]]) -> Iterator[GradeClaim]:
    """The grade beside or below a label (自评等级 | 优) with the one score of its table. `totals` are the scores by the
    number of their table."""
    for block in document.blocks:
        if not isinstance(block, Table) or len(totals.get(block.number, ())) != 1:
            continue
        found = list(_grade_cells(block))
        if len(found) == 1:
            cell, word, label = found[0]
            where = Span(cell.text, place_of(outline, block, cell)).at(0, len(cell.text.content))
            score = totals[block.number][0]
            words = Words(word, where, f"{label} {word}"[:_QUOTE])
            yield GradeClaim(score, grade_of(word), words, score.binding)


def _grade_cells(block: Table) -> Iterator[tuple[Cell, str, str]]:
    """The cells that hold a grade and nothing else, with the grade and its label."""
    words = {(cell.row, cell.column): re.sub(r"\s", "", cell.text.content) for cell in block.cells}
    grades = [
        (cell, found) for cell in block.cells if (found := _ALONE.fullmatch(words[cell.row, cell.column].strip('“”"')))
    ]
    for cell, found in grades:
        if any(sum(_line(other, down) == _line(cell, down) for other, _ in grades) > 1 for down in (False, True)):
            continue  # 优 良 中 差 in a line: the bands, not the grade
        left = next((words[cell.row, c] for c in range(cell.column - 1, -1, -1) if words.get((cell.row, c))), "")
        above = words.get((cell.row - 1, cell.column), "")
        if _LABEL.search(left) or (_LABEL.search(above) and len(above) < _LONG):
            yield cell, found[1], left or above


def _line(cell: Cell, down: bool) -> int:
    return cell.column if down else cell.row
