"""What stands in the cells of a ruled grid."""

from __future__ import annotations

import itertools
import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace

from extract.readers.pdf.glyphs import Box, Leaf, Rule, Run
from extract.readers.pdf.grid import Lattice, Slot, lattice_of
from extract.readers.pdf.lines import STRUCK, Line, first_unit_width, lines_of, turned_lines

_NUMBER_RE = re.compile(r"[-－−+]?[0-9][0-9,，.]*[%％]?|[-—–－/]+")
_TOKEN_RE = re.compile(r"[0-9][0-9,.]*[%％]?")
_ONE_NUMBER_RE = re.compile(
    r"[-－−+]?[0-9]{1,3}(?:[,，][0-9]{3})+(?:\.[0-9]+)?[%％]?|[-－−+]?[0-9]+(?:\.[0-9]+)?[%％]?"
)
_PADDING = 1.2  # of the size: what a cell keeps free beside its text
_LEAST_PADDING = 12.0  # ... and in points, whatever the size
_STRUCK_LOW, _STRUCK_HIGH = 0.15, 0.6  # of the size above the baseline: where a line strikes text out
_ALIGNED = 0.4  # of the size that two lines of one row may be apart


@dataclass(frozen=True)
class Filled:
    """A cell of a table with its printed lines, which may come from several pages."""

    slot: Slot
    lines: tuple[Line, ...]
    width: float

    @property
    def blank(self) -> bool:
        return not self.lines

    @property
    def words(self) -> str:
        """All it says, without any blanks."""
        return "".join(line.text for line in self.lines).replace(" ", "").replace("\u3000", "")


@dataclass(frozen=True)
class Sheet:
    """A table, or the part of one that a page holds: the borders of its columns, how many rows it has, its cells in
    reading order, and where it stands on its first page. One without lines down is told by its text: `headed` says
    whether it has headings, `source` has the lines that it is made of, and it has no cells where they cannot be told."""

    page: int
    box: Box
    xs: tuple[float, ...]
    rows: int
    cells: tuple[Filled, ...]
    header_rows: int = 0
    ruled: bool = True
    last_page: int = 0
    last_bottom: float = 0.0
    headed: bool = True
    source: tuple[Line, ...] = ()

    @property
    def unread(self) -> bool:
        """Whether nothing but its lines is known of it."""
        return not self.cells


def unread_sheet(lines: Sequence[Line]) -> Sheet:
    """A table of which nothing but its lines is known."""
    first, last = lines[0], lines[-1]
    box = (min(line.x0 for line in lines), first.top, max(line.x1 for line in lines), last.bottom)
    return Sheet(
        first.page, box, (), 0, (), ruled=False, last_page=last.page, last_bottom=last.bottom, source=tuple(lines)
    )


def take_runs(leaf: Leaf, runs: Sequence[Run], grids: Sequence[Lattice]) -> tuple[list[Sheet], list[Run]]:
    """The tables of a page with what stands in their cells, and those of its runs that stand in none."""
    inside: list[dict[int, list[Run]]] = [{} for _ in grids]
    outside: list[Run] = []
    # The smallest grid that holds a run has it: a table within a frame.
    order = sorted(range(len(grids)), key=lambda i: _area(grids[i].box))
    for run in runs:
        x0, x1, y = run.x0, run.x1, run.middle
        if run.turned:
            outside.append(run)
            continue
        middle = (x0 + x1) / 2
        for index in order:
            box = grids[index].box
            if box[0] - 1 <= middle <= box[2] + 1 and box[1] <= y <= box[3]:
                _drop(run, grids[index], inside[index])
                break
        else:
            outside.append(run)
    turned = [r for r in outside if r.turned]
    upright = [r for r in outside if not r.turned]
    aside = turned_lines(turned, leaf.number, leaf.width, leaf.height) if turned else []
    sheets = []
    for grid, contents in zip(grids, inside, strict=True):
        filled = []
        for index, slot in enumerate(grid.slots):
            lines = lines_of(contents.get(index, ()), leaf.number)
            lines += [line for line in aside if _cell_of(line, grid) == index]
            filled.append(Filled(slot, tuple(lines), grid.xs[slot.column + slot.column_span] - grid.xs[slot.column]))
        if any(cell.lines for cell in filled) or len(grid.slots) >= 4:
            sheets.append(sheet_of(leaf.number, grid, filled))
    return sheets, upright


def without_struck(runs: Sequence[Run], rules: Sequence[Rule]) -> tuple[list[Run], int]:
    """The runs with what a line was drawn through blotted out, and how many pieces that were. `rules` are lines across that
    belong to no table."""
    kept: list[Run] = []
    struck = 0
    for run in runs:
        low, high = run.base - _STRUCK_HIGH * run.size, run.base - _STRUCK_LOW * run.size
        through = [r for r in rules if low <= r.at <= high and r.start < run.x1 - 1 and r.end > run.x0 + 1]
        # A line far longer than the text is no stroke through it.
        through = [r for r in through if r.start > run.x0 - 3 * run.size and r.end < run.x1 + 3 * run.size]
        if run.turned or not through:
            kept.append(run)
            continue
        struck += 1
        for piece in run.split(sorted({x for r in through for x in (r.start, r.end)})):
            middle = (piece.x0 + piece.x1) / 2
            gone = any(r.start <= middle <= r.end for r in through)
            kept.append(replace(piece, text=STRUCK * len(piece.text)) if gone else piece)
    return kept, struck


def _area(box: Box) -> float:
    return (box[2] - box[0]) * (box[3] - box[1])


def _cell_of(line: Line, grid: Lattice) -> int | None:
    x0, top, x1, bottom = line.box()
    row = grid.row_at((top + bottom) / 2)
    column = bisect_right(grid.xs, (x0 + x1) / 2) - 1
    if row is None or not 0 <= column < len(grid.xs) - 1:
        return None
    return grid.covered[row][column]


def _drop(run: Run, grid: Lattice, into: dict[int, list[Run]]) -> None:
    """Puts a run into its cell; one that runs over a border is cut there, though never within a number."""
    row = grid.row_at(run.middle)
    if row is None:
        return
    covered = grid.covered[row]
    last = len(grid.xs) - 2
    first_column = min(max(bisect_right(grid.xs, run.x0 + 0.3 * run.size) - 1, 0), last)
    last_column = min(max(bisect_right(grid.xs, run.x1 - 0.3 * run.size) - 1, 0), last)
    if covered[first_column] == covered[last_column] or first_column > last_column:
        into.setdefault(covered[first_column], []).append(run)
        return
    cuts = [grid.xs[c] for c in range(first_column + 1, last_column + 1) if covered[c] != covered[c - 1]]
    for piece in run.split([_whole_number(run, x) for x in cuts]):
        middle = (piece.x0 + piece.x1) / 2
        column = min(max(bisect_right(grid.xs, middle) - 1, 0), last)
        into.setdefault(covered[column], []).append(piece)


def _whole_number(run: Run, x: float) -> float:
    """A place to cut at: `x`, or where it falls into a number the nearer end of that."""
    for match in _TOKEN_RE.finditer(run.text):
        start, end = run.edges[match.start()], run.edges[match.end()]
        if start < x < end:
            return start if x - start < end - x else end
    return x


def sheet_of(page: int, grid: Lattice, filled: list[Filled], ruled: bool = True) -> Sheet:
    """The table of a grid with what stands in its cells; rows that are not ruled apart are told by their figures."""
    grid, filled = _split_rows(grid, filled)
    return Sheet(
        page, grid.box, grid.xs, len(grid.ys) - 1, tuple(filled), ruled=ruled, last_page=page, last_bottom=grid.box[3]
    )


def is_number(text: str) -> bool:
    """Whether a line says a number or the dash that stands for none."""
    return _NUMBER_RE.fullmatch(text.replace(" ", "")) is not None


def wrapped_number(lines: Sequence[Line], width: float) -> bool:
    """Whether the lines of a cell this wide are one number that it was too narrow for."""
    if len(lines) < 2 or not _ONE_NUMBER_RE.fullmatch("".join(line.text for line in lines)):
        return False
    return all(fills(a, b, width) for a, b in itertools.pairwise(lines))


def fills(before: Line, line: Line, width: float) -> bool:
    """Whether the beginning of `line` had no room any more behind `before` in a cell of this width."""
    return first_unit_width(line) > width - (before.x1 - before.x0) - max(_PADDING * before.size, _LEAST_PADDING)


def _split_rows(grid: Lattice, filled: list[Filled]) -> tuple[Lattice, list[Filled]]:
    """Rows that are not ruled apart, by the numbers that stand below each other in them."""
    cuts: dict[int, list[float]] = {}
    for row in range(len(grid.ys) - 1):
        own = [cell for cell in filled if cell.slot.row == row and cell.slot.row_span == 1]
        bases = _row_bases(own)
        if len(bases) > 1:
            cuts[row] = [(a + b) / 2 for a, b in itertools.pairwise(bases)]
    if not cuts:
        return grid, filled
    shift = [0]
    ys: list[float] = [grid.ys[0]]
    for row in range(len(grid.ys) - 1):
        ys += [*cuts.get(row, ()), grid.ys[row + 1]]
        shift.append(len(ys) - 1)
    cells: list[Filled] = []
    for cell in filled:
        slot = cell.slot
        top, end = shift[slot.row], shift[slot.row + slot.row_span]
        if slot.row_span > 1 or slot.row not in cuts:
            cells.append(replace(cell, slot=replace(slot, row=top, row_span=end - top)))
            continue
        for row in range(top, end):
            lines = tuple(
                line for line in cell.lines
                if (row == top or _middle(line) >= ys[row]) and (row == end - 1 or _middle(line) < ys[row + 1])
            )  # fmt: skip
            cells.append(Filled(Slot(row, slot.column, 1, slot.column_span), lines, cell.width))
    cells.sort(key=lambda cell: (cell.slot.row, cell.slot.column))
    return lattice_of(grid.xs, ys, [cell.slot for cell in cells]), cells


def _middle(line: Line) -> float:
    return (line.top + line.bottom) / 2


def _row_bases(cells: list[Filled]) -> list[float]:
    """The heights of the rows that stand in one ruled row: [] unless its numbers agree on them."""
    numbers = [cell for cell in cells if len(cell.lines) > 1 and all(is_number(line.text) for line in cell.lines)]
    if not numbers or any(wrapped_number(cell.lines, cell.width) for cell in numbers):
        return []
    widest = max(numbers, key=lambda cell: len(cell.lines))
    bases = [_middle(line) for line in widest.lines]
    size = widest.lines[0].size
    for cell in numbers:
        if any(min(abs(_middle(line) - y) for y in bases) > _ALIGNED * size for line in cell.lines):
            return []
    labels = [cell for cell in cells if cell.lines and not all(is_number(line.text) for line in cell.lines)]
    # A number broken over two lines is no two rows: what is named in front must stand in as many.
    if (
        not any(
            all(any(abs(_middle(line) - y) <= _ALIGNED * size for line in cell.lines) for y in bases) for cell in labels
        )
        and len(numbers) < 2
    ):
        return []
    return bases
