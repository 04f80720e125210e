"""The columns of a band: what their headers say, what they hold, which of them are read together."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass, replace
from enum import Enum

from extract.model import Cell
from extract.quantities import unit_of
from extract.tables import words
from extract.tables.grid import Grid, is_nil

_MONEY_TOLD = re.compile(
    r"^[^\d:：]*(?:支出|收入|资金|拨款|经费|结转|结余|性质)[^\d:：]*[:：]\s*(?:\d[\d,，.]*\s*[万亿]?元?)?$"
)
_CODE = re.compile(r"^(?:\d{3}(?:\d{2}){0,2}|\d{2})$")
_SIDES = (("收入", "支出"), ("来源", "支出"), ("来源", "运用"), ("资产", "负债"), ("人员", "公用"))


class Kind(Enum):
    """What a column holds."""

    LABEL = "label"
    CODE = "code"
    ORDER = "order"
    UNIT = "unit"
    FIGURE = "figure"
    TEXT = "text"


@dataclass(frozen=True)
class Column:
    """A column of a band. `path` are the header words from top to bottom, `anchors` the cells they stand in; `unit`
    is the unit that the header gives ("" for none), `lane` what its 栏次 row prints ("3=1+2")."""

    index: int
    path: tuple[str, ...]
    anchors: tuple[Cell, ...]
    kind: Kind
    unit: str = ""
    lane: str = ""

    @property
    def name(self) -> str:
        return "/".join(self.path)

    @property
    def leaf(self) -> str:
        return self.path[-1] if self.path else ""


@dataclass(frozen=True)
class Segment:
    """Columns that are read together: labels and their figures. Two halves side by side are two segments."""

    columns: tuple[Column, ...]

    def of(self, *kinds: Kind) -> tuple[Column, ...]:
        return tuple(column for column in self.columns if column.kind in kinds)


def unit_in(words_: str, refused: frozenset[str] = frozenset()) -> str:
    """The unit that a label or header prints in brackets or after 单位： ("金额（万元）" → 万元), "" for none."""
    for found in re.findall(r"[（(]([^（()）]*)[)）]", words_):
        for word in (found, re.sub(r"^.*?单位[:：]", "", found), found.split(",")[-1]):
            if word and word not in refused and unit_of(word) is not None:
                return str(word)
    for found in words.TITLE_UNIT.findall(words_):
        if unit_of(found) is not None:
            return str(found)
    tail = re.split(r"[/、:：]", words_)[-1]
    if tail != words_ and tail not in refused and unit_of(tail) is not None:
        return tail
    return "%" if words_.endswith(("%", "％")) else ""


def columns_of(grid: Grid, header: list[int], lanes: list[int], data: list[int]) -> list[Column]:
    anchors = _anchors(grid, header)
    columns = []
    for index in range(grid.columns):
        cells: list[Cell] = []
        for level in anchors:
            cell = level[index]
            if cell is not None and cell not in cells:
                cells.append(cell)
        path: list[str] = []
        for cell in cells:
            word = grid.words_of(cell)
            if not path or path[-1] != word:
                path.append(word)
        lane = next((grid.word(r, index) for r in lanes if grid.word(r, index)), "")
        unit = next((u for u in map(unit_in, reversed(path)) if u), "")
        columns.append(Column(index, tuple(path), tuple(cells), _kind(grid, index, tuple(path), data), unit, lane))
    return columns


def carried_over(grid: Grid, columns: tuple[Column, ...], data: list[int]) -> list[Column]:
    """The columns of the page before, with what they hold on this one."""
    return [replace(column, kind=_kind(grid, column.index, column.path, data)) for column in columns]


def _anchors(grid: Grid, header: list[int]) -> list[list[Cell | None]]:
    """For every header row and column the cell whose words hold there. A blank continues the cell to its left when
    a lower row has words there, and else the one above."""
    levels: list[list[Cell | None]] = []
    for depth, row in enumerate(header):
        level: list[Cell | None] = []
        for column in range(grid.columns):
            cell = grid.cell(row, column)
            if cell is not None and grid.words_of(cell):
                level.append(cell)
                continue
            left = level[column - 1] if column else None
            above = levels[-1][column] if levels else None
            if depth == 0:
                lower = any(grid.word(r, column) for r in header[1:])
                level.append(left if lower or grid.table.ragged else None)
            elif column and left is not None and above is levels[-1][column - 1] and left is not above:
                level.append(left)
            else:
                level.append(above)
        levels.append(level)
    return levels


def _kind(grid: Grid, index: int, path: tuple[str, ...], data: list[int]) -> Kind:
    """What a column holds by its header and its cells; LABEL stands for any column of words here."""
    leaf = path[-1] if path else ""
    cells = [grid.word(r, index) for r in data if grid.own(r, index) is not None]
    written = [word for word in cells if not is_nil(word) and word not in "类款项"]
    if words.SCORE.search(leaf):  # money told in the words of a mark column is no mark
        written = [word for word in written if not _MONEY_TOLD.match(word)]
    if words.ORDER_HEADER.match(leaf):
        return Kind.ORDER
    codes = sum(bool(_CODE.match(word)) for word in written)
    if any(words.CODE_HEADER.search(word) for word in path) and (
        not written or codes * 2 >= sum(any(map(str.isdecimal, w)) for w in written)
    ):
        return Kind.CODE
    if not path and codes > 1 and all(_CODE.match(word) or words.total_rank(word) for word in written):
        return Kind.CODE
    if leaf in ("类", "款", "项") and (not written or codes):
        return Kind.CODE
    if words.UNIT_HEADER.match(leaf) and written and any(unit_of(word) is not None for word in written):
        return Kind.UNIT
    figures = sum(grid.figure(r, index) for r in data if grid.own(r, index) is not None)
    if words.LABEL_HEADER.match(leaf):
        return Kind.LABEL
    if figures and figures * 2 >= len(written):
        return Kind.FIGURE
    if not written and path and not words.REMARK.search(leaf):
        return Kind.FIGURE
    return Kind.LABEL


def segments_of(grid: Grid, columns: list[Column], data: list[int]) -> tuple[Segment, ...]:
    starts = [0]
    for column in columns[2:]:
        first = columns[starts[-1]]
        between = columns[starts[-1] + 1 : column.index]
        if (
            first.kind in (Kind.LABEL, Kind.CODE, Kind.ORDER)
            and column.kind in (Kind.LABEL, Kind.CODE, Kind.ORDER)
            and any(c.kind is Kind.FIGURE for c in between)
            and _same_heading(first, column)
        ):
            starts.append(column.index)
    ends = [*starts[1:], len(columns)]
    blank = {column.index for column in columns if not any(grid.row_words(row)[column.index] for row in data)}
    return tuple(Segment(_settle(columns[a:b], blank)) for a, b in zip(starts, ends, strict=True))


def _same_heading(first: Column, other: Column) -> bool:
    if not first.path and not other.path:  # a piece without its header: words after figures name the next ones
        return other.kind is Kind.LABEL
    if not first.path or not other.path or first.anchors[-1] is other.anchors[-1]:
        return False
    mine, its = _heading(first.leaf), _heading(other.leaf)
    if mine == its:
        return True
    return any(
        (a in first.name and b in other.name) or (b in first.name and a in other.name) for a, b in _SIDES
    ) and not re.search(r"级指标", first.leaf + other.leaf)


def _heading(leaf: str) -> str:
    return re.sub(r"[（(].*|收入|支出|资产|负债", "", leaf) or leaf


def _settle(columns: list[Column], blank: Collection[int]) -> tuple[Column, ...]:
    """Word columns after the first figures are text, not labels. A blank column before all words (绩效指标 beside 一级指标)
    has no figures."""
    settled: list[Column] = []
    figures = labels = False
    for column in columns:
        kind = column.kind
        if kind is Kind.LABEL and figures and labels:
            kind = Kind.TEXT
        figures |= kind is Kind.FIGURE and (labels or column.index not in blank)
        labels |= kind in (Kind.LABEL, Kind.CODE)
        if kind is not column.kind:
            column = Column(column.index, column.path, column.anchors, kind, column.unit, column.lane)
        settled.append(column)
    return tuple(settled)
