"""Tables without lines down: columns told by what room parts, rows by lines across and by the distance of what stands
below each other. What fits together in no way is no table: told wrongly it would make its figures wrong."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from statistics import median

from extract.readers.pdf.chunks import Placed, borders_of, columns_of, is_data, middle, placed, widened
from extract.readers.pdf.glyphs import Rule
from extract.readers.pdf.grid import Lattice, bordered
from extract.readers.pdf.lines import Line
from extract.readers.pdf.tables import Filled, Sheet, fills, is_number
from extract.readers.text_joins import starts_own

_ALIGNED = 3.0  # points that the figures of a column may be out of line
_SHARE_ALIGNED = 0.75
_SAME = 0.6  # points that two distances of lines may differ by and be the same
_WIDER = 1.15  # times the distance of lines within a row that rows are apart at least
_CLEARLY = 1.35  # ... from which on nothing else need tell rows apart
_CLOSE = 0.8  # of the usual distance of rows: what stands alone and closer belongs to several rows
_SHARED_BASE = 0.4  # sizes that the figures of a row may be apart in height
_LEADING = 2.0  # sizes between the lines of a cell at most
_LEAST_FULL = 4.0  # sizes that text takes before it is wrapped
_COVERED = 0.5  # of a column that a line across must run over
_MOST_ALONE = 0.5  # of the rows that may hold one cell only

_BROKEN_RE = re.compile(r"[-－]?[0-9][0-9,，.]*[,，.]|[,，.][0-9,，.]*[%％]?")
_ENDS = tuple("。；？！")
_TOTAL_RE = re.compile(r"[合小总共]\s*计|总分")

Row = list[Placed]


@dataclass(frozen=True, slots=True)
class _Band:
    """A row of the table: its lines, the line across straight above it (None for none), whether it is one of headings,
    and whether its distance from the rows around it tells it apart."""

    rows: list[Row]
    cut: Rule | None
    head: bool
    clear: bool = False


def sheet_of_text(lines: Sequence[Line], rules: Sequence[Rule] = ()) -> Sheet | None:
    """The table that lines make, with the lines across that lie in and around it. None where it cannot be told."""
    data = [line for line in lines if is_data(line)]
    columns = columns_of(lines)
    if len(columns) < 2 or len(data) < 2:
        return None
    left = min((r.start for r in rules), default=columns[0][0])
    right = max((r.end for r in rules), default=columns[-1][1])
    xs = borders_of(columns, left, right)
    table = _Table([list(placed(line, columns)) for line in lines], xs)
    if not table.figured or not table.aligned() or table.broken():
        return None
    bands = table.bands(rules)
    sheet = None if bands is None else table.sheet(bands)
    return None if sheet is None else replace(sheet, source=tuple(lines))


class _Table:
    """Lines placed in columns, on their way to become a table."""

    def __init__(self, lines: list[Row], xs: Sequence[float]) -> None:
        self._lines = lines
        self._xs = xs
        self._data = [line for line in lines if _is_data(line)]
        # Columns of figures: two of them at least, and more of them than of words.
        self.figured = {
            c
            for c in range(len(xs) - 1)
            if len(found := [one for line in self._data for one in line if one.span == (c, c)]) >= 2
            and 2 * sum(is_number(one.piece.text) for one in found) > len(found)
        }

    def aligned(self) -> bool:
        """Whether figures stand straight below each other in some column: they do in a table, and in prose never."""
        for column in self.figured:
            pieces = [one.piece for line in self._data for one in line if one.span == (column, column)]
            figures = [piece for piece in pieces if is_number(piece.text)]
            if len(figures) < 0.5 * len(self._data):
                continue
            for edges in (
                [piece.x1 for piece in figures],
                [piece.x0 for piece in figures],
                [(piece.x0 + piece.x1) / 2 for piece in figures],
            ):
                place = median(edges)
                if sum(abs(edge - place) <= _ALIGNED for edge in edges) >= _SHARE_ALIGNED * len(edges):
                    return True
        return False

    def broken(self) -> bool:
        """Whether a figure is broken over lines, by the marks that it is broken at."""
        return any(_BROKEN_RE.fullmatch(one.piece.text) for line in self._lines for one in line)

    def bands(self, rules: Sequence[Rule]) -> list[_Band] | None:
        """The rows between the lines across, heads first; None where rows cannot be told apart."""
        ordered = sorted(rules, key=lambda rule: rule.at)
        parts: dict[int, list[Row]] = {}
        for line in self._lines:
            parts.setdefault(bisect_right([rule.at for rule in ordered], middle(line[0].piece)), []).append(line)
        bands: list[_Band] = []
        first_data = next(i for i, line in enumerate(self._lines) if _is_data(line))
        seen = 0
        many = len(parts) > 3
        for number, part in sorted(parts.items()):
            cut = ordered[number - 1] if number and bands else None
            heads = part[: max(0, first_data - seen)]
            body = part[len(heads) :]
            seen += len(part)
            if heads:
                bands += [_Band(rows, cut if i == 0 else None, True) for i, rows in enumerate(self._levels(heads))]
                cut = None if body else cut
            if body:
                rows, clear = ([body], True) if many and self._is_row(body) else self._rows(body)
                if not rows:
                    return None
                bands += [_Band(row, cut if i == 0 else None, False, clear) for i, row in enumerate(rows)]
        return bands

    def _levels(self, heads: list[Row]) -> Iterator[list[Row]]:
        """Headings in levels: one that stands over several others is a level above them."""
        for at, line in enumerate(heads[:-1]):
            wide = widened(line, self._xs)
            below = [one.span for row in heads[at + 1 :] for one in row]
            if any(sum(one.span[0] <= a and b <= one.span[1] for a, b in set(below)) >= 2 for one in wide):
                yield [*heads[:at], wide]
                yield from self._levels(heads[at + 1 :])
                return
        yield heads

    def _is_row(self, lines: Sequence[Row]) -> bool:
        """Whether lines can be one row: no column has two figures, and all figures stand at one height."""
        if any(len({one.span for one in line}) < len(line) for line in lines):
            return False  # two figures that nothing parts
        figures = [one for line in lines for one in line if one.span[0] in self.figured and is_number(one.piece.text)]
        if len({one.span for one in figures}) < len(figures):
            return False
        bases = [one.piece.base for one in figures]
        return not bases or max(bases) - min(bases) <= _SHARED_BASE * figures[0].piece.size

    def _rows(self, lines: list[Row]) -> tuple[list[list[Row]], bool]:
        """Lines that nothing is drawn between, in rows, and whether these are clearly apart; no rows where they cannot be
        told."""
        gaps = [b[0].piece.base - a[0].piece.base for a, b in pairwise(lines)]
        if not gaps:
            return [lines], False
        steps: list[float] = []
        for gap in sorted(gaps):
            if not steps or gap - steps[-1] > _SAME:
                steps.append(gap)
        ways = sorted(((b / a, (a + b) / 2) for a, b in pairwise(steps) if b > _WIDER * a), reverse=True)
        for clear, least in ways:
            rows = _cut(lines, [gap > least for gap in gaps])
            if self._fits(rows, clear >= _CLEARLY):
                return rows, clear >= _CLEARLY
        rows = [[line] for line in lines]
        if self._fits(rows, False) and self._none_between(lines, gaps):
            return rows, False
        rows = _cut(lines, [not self._goes_on([a], b) for a, b in pairwise(lines)])
        return (rows if self._fits(rows, False) else []), False

    def _fits(self, rows: Sequence[list[Row]], clear: bool) -> bool:
        """Whether lines can be these rows: each is one, goes on only where its text is wrapped, and none is the rest of
        the one above it. Where rows are clearly apart, text may be broken anywhere."""
        if not all(self._is_row(row) and _is_held(row) for row in rows):
            return False
        if not clear and not all(self._is_wrapped(row) for row in rows):
            return False
        return clear or not any(self._goes_on(above, row[0]) for above, row in pairwise(rows))

    def _is_wrapped(self, row: Sequence[Row]) -> bool:
        columns: dict[int, list[Line]] = {}
        for line in row:
            for one in line:
                columns.setdefault(one.span[0], []).append(one.piece)
        width = {c: self._xs[c + 1] - self._xs[c] for c in columns}
        return all(fills(a, b, width[c]) for c, pieces in columns.items() for a, b in pairwise(pieces))

    def _goes_on(self, row: Sequence[Row], line: Row) -> bool:
        """Whether every piece of a line goes on with one above it that fills its column."""
        if line[0].piece.base - row[-1][0].piece.base > _LEADING * line[0].piece.size:
            return False
        for one in line:
            above = [other.piece for upper in row for other in upper if other.span[0] == one.span[0]]
            if not above or is_number(one.piece.text) or starts_own(one.piece.text) or _TOTAL_RE.match(one.piece.text):
                return False
            wide = above[-1].x1 - above[-1].x0
            if wide < _LEAST_FULL * one.piece.size:
                return False
            room = self._xs[one.span[1] + 1] - self._xs[one.span[0]]
            if not fills(above[-1], one.piece, room) and above[-1].x1 < self._reach(one.span[0]) - one.piece.size:
                return False
        return True

    def _reach(self, column: int) -> float:
        """How far right the text of a column comes."""
        return max(one.piece.x1 for line in self._lines for one in line if one.span == (column, column))

    def _none_between(self, lines: Sequence[Row], gaps: Sequence[float]) -> bool:
        """Whether no line without figures stands between rows, as a cell does that several of them share."""
        usual = median(gaps)
        for at, line in enumerate(lines):
            near = min([*gaps[max(0, at - 1) : at], *gaps[at : at + 1]])
            if near < _CLOSE * usual and not any(is_number(one.piece.text) for one in line):
                return False
        return True

    def sheet(self, bands: Sequence[_Band]) -> Sheet | None:
        """The table of rows that are told apart."""
        body, heads = [band for band in bands if not band.head], [band for band in bands if band.head]
        if len(heads) > 1:
            heads[0] = replace(heads[0], rows=[widened(row, self._xs) for row in heads[0].rows])
            bands = [*heads, *body]
        if heads and not self._is_clean(heads):
            return None
        if len(body) < 2 or sum(len({one.span for row in band.rows for one in row}) < 2 for band in body) > (
            _MOST_ALONE * len(body)
        ):
            return None
        if any(self._is_torn(above, band) for above, band in pairwise(bands) if not band.head):
            return None
        grid = self._grid(bands)
        if grid is None:
            return None
        filled: dict[int, list[Line]] = {}
        for band in bands:
            top = min(one.piece.top for line in band.rows for one in line)
            row = grid.row_at(top + 1)
            for line in band.rows:
                for one in line:
                    place = (self._xs[one.span[0]] + self._xs[one.span[1] + 1]) / 2
                    column = min(max(bisect_right(grid.xs, place) - 1, 0), len(grid.xs) - 2)
                    if row is None:
                        return None
                    filled.setdefault(grid.covered[row][column], []).append(one.piece)
        cells = [
            Filled(slot, tuple(filled.get(i, ())), grid.xs[slot.column + slot.column_span] - grid.xs[slot.column])
            for i, slot in enumerate(grid.slots)
        ]
        page = self._lines[0][0].piece.page
        rows = len(grid.ys) - 1
        return Sheet(
            page, grid.box, grid.xs, rows, tuple(cells), ruled=False, last_page=page, last_bottom=grid.ys[-1],
            headed=any(band.head for band in bands),
        )  # fmt: skip

    def _is_clean(self, heads: Sequence[_Band]) -> bool:
        """Whether the headings are told beyond doubt: in one level or two, one for every column but the first."""
        if len(heads) > 2 or (len(heads) == 2 and len(heads[0].rows) > 1):
            return False
        spans = [one.span for band in heads for row in band.rows for one in row]
        lowest = [one.span for row in heads[-1].rows for one in row]
        if len(heads) == 2 and any(a != b for a, b in lowest):
            return False
        if len(heads) == 2 and not self._is_covered(heads[0], heads[1]):
            return False
        return all(any(a <= c <= b for a, b in spans) for c in range(1, len(self._xs) - 1))

    def _is_covered(self, above: _Band, below: _Band) -> bool:
        """Whether the upper of two levels of headings leaves no column open but where the line between them does."""
        told = {c for row in above.rows for one in row for c in range(one.span[0], one.span[1] + 1)}
        return all(
            c in told or (below.cut is not None and not self._covers(below.cut, c)) for c in range(len(self._xs) - 1)
        )

    def _is_torn(self, above: _Band, band: _Band) -> bool:
        """Whether a row may be part of cells that reach over several rows: it begins with a blank and has no figures or
        goes on with text above, or ends a sentence from there."""
        pieces = [one for line in band.rows for one in line]
        begun = any(one.span[0] == 0 for one in pieces)
        if not begun and not any(is_number(one.piece.text) for one in pieces):
            return True
        if band.cut is not None or band.clear:
            return False
        rests = [one for one in pieces if one.span[0] not in self.figured and self._goes_on(above.rows, [one])]
        return bool(rests) and (not begun or any(one.piece.text.endswith(_ENDS) for one in rests))

    def _grid(self, bands: Sequence[_Band]) -> Lattice | None:
        tops = [min(one.piece.top for line in band.rows for one in line) for band in bands]
        ends = [max(one.piece.bottom for line in band.rows for one in line) for band in bands]
        ys = [tops[0], *((end + top) / 2 for end, top in zip(ends, tops[1:], strict=False)), ends[-1]]
        if ys != sorted(ys):
            return None
        count = len(self._xs) - 1
        under = [[True] * count for _ in ys]
        for j, (above, band) in enumerate(pairwise(bands), start=1):
            if band.cut is not None:
                under[j] = [self._covers(band.cut, c) for c in range(count)]
            elif above.head and band.head:
                under[j] = [not _one_cell(above.rows, band.rows, c) for c in range(count)]
        beside = [
            [not any(a < i <= b for line in band.rows for a, b in (one.span for one in line)) for band in bands]
            for i in range(count + 1)
        ]
        return bordered(list(self._xs), ys, beside, under)

    def _covers(self, rule: Rule, column: int) -> bool:
        left, right = self._xs[column], self._xs[column + 1]
        return min(right, rule.end) - max(left, rule.start) >= _COVERED * (right - left)


def _is_held(row: Sequence[Row]) -> bool:
    """Whether some cell of a row is as high as the row: without one, its lines belong to several rows."""
    heights: dict[int, int] = {}
    for line in row:
        for column in {one.span[0] for one in line}:
            heights[column] = heights.get(column, 0) + 1
    return len(row) < 2 * max(heights.values())


def _is_data(line: Row) -> bool:
    return len(line) >= 2 and any(is_number(one.piece.text) for one in line)


def _cut(lines: Sequence[Row], apart: Sequence[bool]) -> list[list[Row]]:
    """Lines in rows: `apart` says of each line but the first whether it begins one."""
    rows = [[lines[0]]]
    for line, begins in zip(lines[1:], apart, strict=True):
        if begins:
            rows.append([line])
        else:
            rows[-1].append(line)
    return rows


def _one_cell(above: Sequence[Row], below: Sequence[Row], column: int) -> bool:
    """Whether a column has one heading in two levels, so that it reaches over both."""

    def spans(rows: Sequence[Row]) -> list[tuple[int, int]]:
        return [one.span for line in rows for one in line if one.span[0] <= column <= one.span[1]]

    over, under = spans(above), spans(below)
    return bool(over) != bool(under) and all(a == b for a, b in (*over, *under))
