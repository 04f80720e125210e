"""Data rows: what they are called, what code they carry, and whether they are totals."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass, replace

from extract.model import Cell
from extract.quantities import unit_of
from extract.tables import words
from extract.tables.grid import Grid, is_nil
from extract.tables.headers import Band, Kind, Segment, unit_in

_CODE_PIECE = re.compile(r"^\d{2,7}$")
_CODE_LENGTHS = (3, 5, 7)
_CODE_FIRST = re.compile(r"^[\[【(（]?(\d{3}|\d{5}|\d{7})[\]】)）]?[-—_:：]?([\u4e00-\u9fff].*)$")
_CODE_LAST = re.compile(r"^(.*[\u4e00-\u9fff）)])[（(\[](\d{3}|\d{5}|\d{7})[)）\]]$")
_NO_UNITS = frozenset("类款项级条目")
# Printed numbers from the outer to the inner.
STYLES = ("cn", "cn()", "num", "dotted2", "num()", "dotted3", "circle")


@dataclass(frozen=True)
class Row:
    """One data row of a segment. `labels` run from the widest to the row's own, merged parents included; `own` are
    those that begin in this row. `name` is what the row is called without its code, `name_cell` where that stands.
    `rank` is the rank of a total row (0: a detail). `derived` rows (rates, averages) never add up; a row that `tells`
    has words where others have figures (年度目标完成情况), and is no item; `worded` says that a row has nothing but
    words there, whatever it is called."""

    index: int
    labels: tuple[str, ...]
    own: tuple[str, ...]
    name: str
    name_cell: Cell | None
    figures: dict[int, Cell]
    code: str = ""
    code_cell: Cell | None = None
    unit: str = ""
    rank: int = 0
    style: str = ""
    order: str = ""
    indent: int = 0
    of_which: bool = False
    option: bool = False
    derived: bool = False
    tells: bool = False
    worded: bool = False

    @property
    def label(self) -> str:
        return self.labels[-1] if self.labels else ""

    @property
    def empty(self) -> bool:
        """Whether the row prints no figure: a heading inside the table."""
        return all(is_nil(cell.text.content.strip()) for cell in self.figures.values())

    @property
    def level(self) -> int:
        """1 类, 2 款, 3 项 by the length of the code; 0 without one."""
        return _CODE_LENGTHS.index(len(self.code)) + 1 if len(self.code) in _CODE_LENGTHS else 0


def read_rows(grid: Grid, band: Band, segment: Segment) -> tuple[Row, ...]:
    """The data rows of one segment. Rows without figures that carry no label of their own (a cell's text running on)
    are none."""
    rows: list[Row] = []
    above: dict[int, str] = {}
    code = ""
    for index in band.data:
        row = _read_row(grid, segment, index, above, code, rows[-1] if rows else None, band.header)
        if row is None:
            continue
        code = row.code or code
        rows.append(row)
    return _rank(_embedded_codes(rows, segment))


def _read_row(
    grid: Grid,
    segment: Segment,
    index: int,
    above: dict[int, str],
    last_code: str,
    previous: Row | None,
    header: Collection[int],
) -> Row | None:
    named = [c.index for c in segment.of(Kind.LABEL) if words.INDICATOR_HEADER.search(c.leaf)]
    labels: dict[int, str] = {}
    own: list[tuple[int, Cell]] = []
    pieces: list[tuple[Cell, str]] = []
    order = ""
    last: Cell | None = None
    for column in segment.of(Kind.LABEL, Kind.CODE, Kind.ORDER):
        cell = grid.cell(index, column.index)
        word = "" if cell is None else grid.words_of(cell)
        if cell is None or not word or cell is last or cell.row in header:
            continue  # a cell that runs down from the header names the whole part of the table
        if named and column.kind is Kind.LABEL and column.index > named[-1]:
            continue  # the sign of a target (≥), or words where it has no number, are no name
        last = cell
        if column.kind is Kind.CODE and _CODE_PIECE.match(word):
            if cell.row == index or not pieces:
                pieces.append((cell, word))
            continue
        if column.kind is Kind.ORDER and not words.total_rank(word):
            order = word if cell.row == index and not words.LANE_LABEL.match(column.leaf) else order
            continue
        if column.kind is Kind.CODE and (word in "类款项" or words.LANE_LABEL.match(word)):
            continue
        labels[column.index] = word
        if cell.row == index:
            own.append((column.index, cell))
    figures = {
        column.index: cell
        for column in segment.of(Kind.FIGURE, Kind.TEXT)
        if (cell := grid.own(index, column.index)) is not None
        and (column.kind is Kind.FIGURE or grid.figure(index, column.index))
    }
    has_figures = any(grid.figure(index, column) for column in figures)
    if not own and not pieces:
        if previous is None and not has_figures:
            return None
        if not has_figures:
            return None
    own_words = tuple(grid.words_of(cell) for _, cell in own)
    rank = max((words.total_rank(word) for word in own_words), default=0)
    if own:
        first = own[0][0]
        if rank < words.NAMED_TOTAL:
            labels = {c: w for c, w in above.items() if c < own[-1][0] and c not in labels} | labels
            for stale in [c for c in above if c >= first]:
                del above[stale]
            above.update(labels)
    elif not pieces:
        labels = dict(above)
    name_cell = own[-1][1] if own else None
    if rank:  # a total row is named by its total word, whatever stands beside it
        at, name_cell = next((c, cell) for c, cell in own if words.total_rank(grid.words_of(cell)) == rank)
        labels = {c: word for c, word in labels.items() if c <= at}
        own_words = (grid.words_of(name_cell),)
    path = tuple(labels[c] for c in sorted(labels))
    joined, code_cell = _join_code([] if rank and pieces[:1] and pieces[0][0].row < index else pieces, last_code)
    unit = next((grid.word(index, c.index) for c in segment.of(Kind.UNIT) if grid.word(index, c.index)), "")
    if unit and unit_of(unit) is None:
        unit = ""
    content = name_cell.text.content if name_cell is not None else ""
    return Row(
        index=index,
        labels=path,
        own=own_words,
        name=re.sub(r"\s*\n\s*", "", content).strip(),
        name_cell=name_cell,
        figures=figures,
        code=joined,
        code_cell=code_cell,
        unit=unit or next((u for u in (unit_in(w, _NO_UNITS) for w in reversed(path)) if u), ""),
        rank=rank,
        style=words.numbering(own_words[-1] if own_words else "", order),
        order=order,
        indent=sum(2 if ch == "\u3000" else 1 for ch in content[: len(content) - len(content.lstrip())]),
        of_which=any(words.OF_WHICH.match(word) for word in path) and not rank,
        option=any(words.OPTION.match(word) for word in own_words),
        derived=bool(own_words and words.NO_SUM_ROW.search(own_words[-1])),
        tells=not has_figures and any(words.TOLD.search(word) for word in path),
        worded=not has_figures and any(_WORDS.search(grid.words_of(cell)) for cell in figures.values()),
    )


_WORDS = re.compile(r"[\u4e00-\u9fff]{4}")


def _join_code(pieces: list[tuple[Cell, str]], last: str) -> tuple[str, Cell | None]:
    """A code from its cells: whole in one (2010301), or in pieces (201|03|01), where a blank piece stands for the
    one above."""
    if not pieces:
        return "", None
    code = ""
    for _, word in pieces:
        if len(word) in _CODE_LENGTHS:
            code = word
        elif len(word) == 2:
            if not code:
                code = last[:5] if len(pieces) == 1 and len(last) == 7 else last[:3]
            code += word
    return (code if len(code) in _CODE_LENGTHS else ""), pieces[0][0]


def _embedded_codes(rows: list[Row], segment: Segment) -> list[Row]:
    """Codes that stand in the name cell ("2010301 行政运行", "行政运行（2010301）")."""
    if segment.of(Kind.CODE) or not rows:
        return rows
    found: list[Row] = []
    count = 0
    for row in rows:
        label = row.own[-1] if row.own else ""
        first, last = _CODE_FIRST.match(label), _CODE_LAST.match(label)
        if first:
            row = replace(row, code=first[1], code_cell=row.name_cell, name=first[2])
        elif last:
            row = replace(row, code=last[2], code_cell=row.name_cell, name=last[1])
        count += bool(first or last)
        found.append(row)
    return found if count * 2 >= sum(not row.rank for row in rows) else rows


def _rank(rows: list[Row]) -> tuple[Row, ...]:
    """Totals that are totals only by what stands beside them: 资金总额 above its parts, and a numbered 合计 with
    deeper numbers below it, which is an item with children."""
    ranked: list[Row] = []
    for position, row in enumerate(rows):
        below = rows[position + 1] if position + 1 < len(rows) else None
        if row.rank and row.style and below is not None and _depth(below.style) > _depth(row.style) >= 0:
            row = replace(row, rank=0)
        elif (
            not row.rank
            and row.own
            and words.names_sum(row.own[-1])
            and below is not None
            and (below.of_which or (position == 0 and len(rows) > 2))
        ):
            row = replace(row, rank=words.NAMED_TOTAL)
        if row.code and row.rank:
            row = replace(row, rank=0)
        ranked.append(row)
    return tuple(ranked)


def _depth(style: str) -> int:
    return STYLES.index(style) if style else -1


def lend_totals(segments: list[tuple[Row, ...]]) -> list[tuple[Row, ...]]:
    """Segments side by side: a total label that stands in one and its figure in the next belongs to the figure."""
    lent = [segments[0]] if segments else []
    for rows in segments[1:]:
        totals = {row.index: row for row in lent[-1] if row.rank and row.empty}
        lent.append(
            tuple(
                replace(row, rank=t.rank, name=t.name, name_cell=t.name_cell, labels=t.labels, code="", code_cell=None)
                if not row.own and not row.empty and (t := totals.get(row.index)) is not None
                else row
                for row in rows
            )
        )
    return lent
