"""Tables with lines across and none down: between two columns stands a border wherever no text runs over it."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from itertools import pairwise
from statistics import median

from extract.readers.pdf.chunks import chunks_of, columns_of, is_data, middle
from extract.readers.pdf.glyphs import Rule
from extract.readers.pdf.grid import bordered, borders, places
from extract.readers.pdf.lines import Line
from extract.readers.pdf.tables import Filled, Sheet, sheet_of
from extract.readers.text_joins import starts_own

_SAME_EXTENT = 6.0  # points that lines across one table may differ by at their ends
_WIDE = 0.45  # of a table's width that the rest of a cell never takes
_LARGER = 1.15  # than the type of the table
_MOST_BLANK = 0.34  # of the rows whose first cell may be blank
_MOST_ALONE = 0.25  # of the lines that may hold one cell only
_KEY_RE = re.compile(r"[:：]")


def ruled_bands(rules: Sequence[Rule], lines: Sequence[Line]) -> list[list[Rule]]:
    """What three or more lines of one extent lie across, with no prose between them: all the lines within, from top to
    bottom."""
    groups: list[list[Rule]] = []
    ordered = sorted(rules, key=lambda r: r.at)
    for rule in ordered:
        for group in groups:
            if abs(group[0].start - rule.start) <= _SAME_EXTENT and abs(group[0].end - rule.end) <= _SAME_EXTENT:
                group.append(rule)
                break
        else:
            groups.append([rule])
    found = []
    for group in (part for whole in groups for part in _without_prose(whole, lines)):
        first, last = group[0], group[-1]
        if len(group) >= 3:
            found.append(
                [
                    r for r in ordered
                    if first.at <= r.at <= last.at
                    and first.start - _SAME_EXTENT <= r.start
                    and r.end <= first.end + _SAME_EXTENT
                ]
            )  # fmt: skip
    return found


def _without_prose(group: Sequence[Rule], lines: Sequence[Line]) -> Iterator[list[Rule]]:
    """The lines of a group in the tables they belong to: prose between two of them parts tables."""
    rows = [line.size for line in lines if len(line.chunks) >= 2 and group[0].at <= middle(line) <= group[-1].at]
    usual = median(rows) if rows else 0.0
    part = [group[0]]
    for above, rule in pairwise(group):
        between = [line for line in lines if above.at <= middle(line) <= rule.at]
        alone = bool(between) and all(len(line.chunks) < 2 for line in between)
        prose = alone and any(_is_prose(line, usual, rule.end - rule.start) for line in between)
        if prose:
            yield part
            part = []
        part.append(rule)
    yield part


def _is_prose(line: Line, usual: float, width: float) -> bool:
    """Whether a line alone between two lines across is no rest of a cell: it is too wide, too large, or a heading."""
    wide = line.x1 - line.x0 > _WIDE * width
    return wide or line.size > _LARGER * usual or starts_own(line.text) or _KEY_RE.search(line.text) is not None


def ruled_sheet(lines: list[Line], rules: Sequence[Rule]) -> Sheet | None:
    """The table between lines across: its columns are told by its text, and where no text runs over the place between
    two columns, a border stands there."""
    rows = [chunks_of(line) for line in lines]
    many = sum(len(row) >= 2 for row in rows)
    if many < 2 or 3 * many < len(rows):
        return None
    columns = columns_of(lines)
    if len(columns) < 2:
        return None
    left, right = min(r.start for r in rules), max(r.end for r in rules)
    xs = [left, *((a[1] + b[0]) / 2 for a, b in pairwise(columns)), right]
    if xs != sorted(xs):
        return None
    ys = places(r.at for r in rules)
    chunks = [(chunk, bisect_right(ys, middle(chunk.line)) - 1) for row in rows for chunk in row]
    beside = [
        [
            not any(r == row and chunk.x0 < x - 1 and chunk.x1 > x + 1 for chunk, r in chunks)
            for row in range(len(ys) - 1)
        ]
        for x in xs
    ]
    grid = bordered(xs, ys, beside, borders(rules, ys, xs))
    if grid is None:
        return None
    filled: dict[int, list[Line]] = {}
    for chunk, _ in chunks:
        r = grid.row_at(middle(chunk.line))
        c = min(max(bisect_right(grid.xs, (chunk.x0 + chunk.x1) / 2) - 1, 0), len(grid.xs) - 2)
        if r is not None:
            filled.setdefault(grid.covered[r][c], []).append(chunk.as_line())
    cells = [
        Filled(slot, tuple(filled.get(i, ())), grid.xs[slot.column + slot.column_span] - grid.xs[slot.column])
        for i, slot in enumerate(grid.slots)
    ]
    sheet = sheet_of(lines[0].page, grid, cells, ruled=False)
    told = sheet.rows > len(grid.ys) - 1 or sum(is_data(line) for line in lines) > len(grid.ys) - 1
    wrapped = any(len(cell.lines) > 1 for cell in sheet.cells if cell.slot.row > 1)
    return None if told and (wrapped or doubtful(sheet, lines)) else sheet


def doubtful(sheet: Sheet, lines: Sequence[Line]) -> bool:
    """Whether cells may be merged downwards or text wrapped in a way that nothing on the page tells: such a table is
    better left as lines than told wrongly."""
    first = [cell for cell in sheet.cells if cell.slot.column == 0 and cell.slot.row > 0]
    blank = sum(cell.blank for cell in first)
    alone = sum(len(line.chunks) < 2 for line in lines)
    return blank > _MOST_BLANK * max(1, len(first)) or alone > _MOST_ALONE * len(lines)
