"""Tables without lines down: columns told by what stands below each other, rows by baselines or lines across."""

from __future__ import annotations

import math
import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from statistics import median

from extract.readers.pdf_glyphs import Rule
from extract.readers.pdf_grid import Slot, bordered, borders, places
from extract.readers.pdf_lines import Line
from extract.readers.pdf_paragraphs import is_listed
from extract.readers.pdf_tables import Filled, Sheet, is_number, sheet_of
from extract.readers.text_joins import starts_own

_LEAST_ROWS = 3  # with figures; two between lines across
_SAME_EXTENT = 6.0  # points that lines across one table may differ by at their ends
_ALIGNED = 3.0  # points that the figures of a column may be out of line
_SHARE_ALIGNED = 0.75
_FAR = 3.2  # sizes between two rows; more than that parts tables
_WRAP = 0.8  # of the usual distance of rows: what is closer was wrapped
_KEY_RE = re.compile(r"[:：]")
_SENTENCE_RE = re.compile(r"[。；！？]")
_MOST_BLANK = 0.34  # of the rows whose first cell may be blank
_MOST_ALONE = 0.25  # of the lines that may hold one cell only
_WIDE = 0.45  # of a table's width that the rest of a cell never takes
_LARGER = 1.15  # than the type of the table
_LONG_CHUNK = 40


@dataclass(frozen=True, slots=True)
class _Chunk:
    """A piece of a line between wide gaps."""

    line: Line
    start: int
    end: int

    @property
    def x0(self) -> float:
        return self.line.edges[self.start]

    @property
    def x1(self) -> float:
        return self.line.edges[self.end]

    @property
    def text(self) -> str:
        return self.line.text[self.start : self.end]

    def as_line(self) -> Line:
        line = self.line
        return Line(line.page, self.text, line.edges[self.start : self.end + 1], line.base, line.size, line.font)


def _chunks(line: Line) -> list[_Chunk]:
    return [_Chunk(line, start, end) for start, end in line.chunks]


def plain_tables(
    lines: Sequence[Line], rules: Sequence[Rule], barred: Sequence[tuple[float, float]]
) -> tuple[list[Sheet], list[Line]]:
    """The tables among the lines of a page that stand in no ruled grid, and the lines that are left. `rules` are lines
    across that meet none down; `barred` the heights that ruled grids take."""
    sheets: list[Sheet] = []
    taken: set[int] = set()
    for group in _ruled_bands(rules, lines):
        top, bottom = group[0].at, group[-1].at
        inside = [i for i, line in enumerate(lines) if top <= _middle(line) <= bottom and i not in taken]
        sheet = _ruled_sheet([lines[i] for i in inside], group)
        if sheet is not None:
            sheets.append(sheet)
            taken.update(inside)
    free = [i for i in range(len(lines)) if i not in taken]
    for first, last in _data_stretches(lines, free, barred):
        members = free[first : last + 1]
        sheet = _bare_sheet([lines[i] for i in members])
        if sheet is not None:
            sheets.append(sheet)
            taken.update(members)
    return sheets, [line for i, line in enumerate(lines) if i not in taken]


def _middle(line: Line) -> float:
    return (line.top + line.bottom) / 2


# ---- tables between lines across -------------------------------------------------------------------------------


def _ruled_bands(rules: Sequence[Rule], lines: Sequence[Line]) -> list[list[Rule]]:
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
    rows = [line.size for line in lines if len(line.chunks) >= 2 and group[0].at <= _middle(line) <= group[-1].at]
    usual = median(rows) if rows else 0.0
    part = [group[0]]
    for above, rule in pairwise(group):
        between = [line for line in lines if above.at <= _middle(line) <= rule.at]
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


def _ruled_sheet(lines: list[Line], rules: Sequence[Rule]) -> Sheet | None:
    """The table between lines across: its columns are told by its text, and where no text runs over the place between
    two columns, a border stands there."""
    rows = [_chunks(line) for line in lines]
    many = sum(len(row) >= 2 for row in rows)
    if many < 2 or 3 * many < len(rows):
        return None
    columns = _columns_of(lines)
    if len(columns) < 2:
        return None
    left, right = min(r.start for r in rules), max(r.end for r in rules)
    xs = [left, *((a[1] + b[0]) / 2 for a, b in pairwise(columns)), right]
    if xs != sorted(xs):
        return None
    ys = places(r.at for r in rules)
    chunks = [(chunk, bisect_right(ys, _middle(chunk.line)) - 1) for row in rows for chunk in row]
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
        r = grid.row_at(_middle(chunk.line))
        c = min(max(bisect_right(grid.xs, (chunk.x0 + chunk.x1) / 2) - 1, 0), len(grid.xs) - 2)
        if r is not None:
            filled.setdefault(grid.covered[r][c], []).append(chunk.as_line())
    cells = [
        Filled(slot, tuple(filled.get(i, ())), grid.xs[slot.column + slot.column_span] - grid.xs[slot.column])
        for i, slot in enumerate(grid.slots)
    ]
    sheet = sheet_of(lines[0].page, grid, cells, ruled=False)
    told = sheet.rows > len(grid.ys) - 1 or sum(_is_data(line) for line in lines) > len(grid.ys) - 1
    return None if told and _doubtful(sheet, lines) else sheet


def _columns_of(lines: Sequence[Line]) -> list[tuple[float, float]]:
    """The columns that the rows of figures show, as wide as their headings; all lines where figures are few."""
    data = [line for line in lines if _is_data(line)]
    if len(data) < 2:
        return _columns([chunk for line in lines for chunk in _chunks(line)])
    columns = _columns([chunk for line in data for chunk in _chunks(line)])
    heads = [line for line in lines if not _is_data(line) and len(line.chunks) >= 2]
    for line in heads:
        over = [c for c in _chunks(line) if not any(c.x0 < b and c.x1 > a for a, b in columns)]
        if len(line.chunks) > len(columns):
            columns = sorted([*columns, *((c.x0, c.x1) for c in over)])
    for line in heads:
        for (first, last), chunk in _placed(_chunks(line), columns):
            if first == last:
                low = columns[first - 1][1] if first else -math.inf
                high = columns[first + 1][0] if first + 1 < len(columns) else math.inf
                a, b = columns[first]
                columns[first] = (min(a, max(chunk.x0, low)), max(b, min(chunk.x1, high)))
    return columns


# ---- tables without any line -----------------------------------------------------------------------------------


def _is_data(line: Line) -> bool:
    chunks = _chunks(line)
    return len(chunks) >= 2 and any(is_number(chunk.text) for chunk in chunks) and not is_listed_entry(line)


def _is_contents(data: Sequence[Line]) -> bool:
    """Whether the only figure of each line is a page number at its end, and these ascend: a table of contents."""
    pages: list[int] = []
    for line in data:
        texts = [chunk.text for chunk in _chunks(line)]
        if not (texts[-1].isdecimal() and len(texts[-1]) <= 3) or any(is_number(text) for text in texts[:-1]):
            return False
        pages.append(int(texts[-1]))
    return pages == sorted(pages)


def is_listed_entry(line: Line) -> bool:
    """Whether a line is one of a table of contents and no row: leaders, or a title and a page number."""
    return is_listed(line) and len(line.chunks) == 2 and not is_number(line.text[slice(*line.chunks[0])])


def _data_stretches(
    lines: Sequence[Line], free: Sequence[int], barred: Sequence[tuple[float, float]]
) -> list[tuple[int, int]]:
    """First and last place in `free` of the stretches that may be tables, headers included."""
    found: list[tuple[int, int]] = []
    at = 0
    while at < len(free):
        if not _is_data(lines[free[at]]):
            at += 1
            continue
        last, data, idle = at, 1, 0
        for nxt in range(at + 1, len(free)):
            here, before = lines[free[nxt]], lines[free[nxt - 1]]
            if here.base - before.base > _FAR * here.size or _barred(before, here, barred):
                break
            if _is_data(here):
                last, data, idle = nxt, data + 1, 0
            elif idle == 2 or len(here.text) > _LONG_CHUNK or _SENTENCE_RE.search(here.text):
                break
            else:
                idle += 1
        if data >= _LEAST_ROWS:
            first = at
            floor = found[-1][1] + 1 if found else 0
            while first > floor and _is_header(lines[free[first - 1]], lines[free[first]]):
                first -= 1
            found.append((first, last))
        at = last + 1
    return found


def _barred(above: Line, below: Line, barred: Sequence[tuple[float, float]]) -> bool:
    return any(above.base <= top + 2 and bottom - 2 <= below.base for top, bottom in barred)


def _is_header(line: Line, below: Line) -> bool:
    return (
        len(line.chunks) >= 2
        and below.base - line.base <= _FAR * line.size
        and not _KEY_RE.search(line.text)
        and not _SENTENCE_RE.search(line.text)
    )


def _bare_sheet(lines: list[Line]) -> Sheet | None:
    data = [line for line in lines if _is_data(line)]
    columns = _columns_of(lines)
    if len(columns) < 2 or _is_contents(data) or not _aligned(data, columns):
        return None
    rows = [[c for line in row for c in _chunks(line)] for row in _rows(lines)]
    sheet = _sheet(rows, columns, (lines[0].top, lines[-1].bottom))
    return None if _doubtful(sheet, lines) else sheet


def _doubtful(sheet: Sheet, lines: Sequence[Line]) -> bool:
    """Whether cells may be merged downwards or text wrapped in a way that nothing on the page tells: such a table is
    better left as lines than told wrongly."""
    first = [cell for cell in sheet.cells if cell.slot.column == 0 and cell.slot.row > 0]
    blank = sum(cell.blank for cell in first)
    alone = sum(len(line.chunks) < 2 for line in lines)
    if any(len(cell.lines) > 1 for cell in sheet.cells if cell.slot.row > 1):
        return True
    return blank > _MOST_BLANK * max(1, len(first)) or alone > _MOST_ALONE * len(lines)


def _aligned(data: Sequence[Line], columns: Sequence[tuple[float, float]]) -> bool:
    """Whether figures stand straight below each other in some column: they do in a table, and in prose never."""
    for left, right in columns:
        figures = [
            chunk for line in data for chunk in _chunks(line)
            if left <= (chunk.x0 + chunk.x1) / 2 <= right and is_number(chunk.text)
        ]  # fmt: skip
        if len(figures) < 2 or len(figures) < 0.5 * len(data):
            continue
        for edges in (
            [chunk.x1 for chunk in figures],
            [chunk.x0 for chunk in figures],
            [(chunk.x0 + chunk.x1) / 2 for chunk in figures],
        ):
            middle = sorted(edges)[len(edges) // 2]
            if sum(abs(edge - middle) <= _ALIGNED for edge in edges) >= _SHARE_ALIGNED * len(edges):
                return True
    return False


# ---- rows, columns, cells --------------------------------------------------------------------------------------


def _columns(chunks: Sequence[_Chunk]) -> list[tuple[float, float]]:
    """Left and right edge of the columns. The narrowest pieces come first: one that lies over two columns spans them
    and makes none."""
    columns: list[tuple[float, float]] = []
    for chunk in sorted(chunks, key=lambda c: c.x1 - c.x0):
        over = [i for i, (left, right) in enumerate(columns) if chunk.x0 < right and chunk.x1 > left]
        if not over:
            columns.append((chunk.x0, chunk.x1))
        elif len(over) == 1:
            left, right = columns[over[0]]
            columns[over[0]] = (min(left, chunk.x0), max(right, chunk.x1))
    columns.sort()
    return [column for i, column in enumerate(columns) if i == 0 or column[0] >= columns[i - 1][1] - 1]


def _rows(lines: Sequence[Line]) -> list[list[Line]]:
    """Lines in rows: what is closer to its neighbour than rows are was wrapped in its cell."""
    anchors = [line for line in lines if len(line.chunks) >= 2]
    gaps = sorted(b.base - a.base for a, b in pairwise(anchors))
    pitch = gaps[len(gaps) // 2] if gaps else 0.0
    rows: list[list[Line]] = []
    for line in lines:
        wrapped = rows and len(line.chunks) == 1 and line.base - rows[-1][-1].base < _WRAP * pitch
        above = rows and len(rows[-1]) == 1 and len(rows[-1][0].chunks) == 1 and len(line.chunks) > 1
        if wrapped or (above and line.base - rows[-1][0].base < _WRAP * pitch):
            rows[-1].append(line)
        else:
            rows.append([line])
    return rows


def _sheet(
    rows: Sequence[Sequence[_Chunk]], columns: Sequence[tuple[float, float]], heights: tuple[float, float]
) -> Sheet:
    xs = [columns[0][0]]
    xs += [(a[1] + b[0]) / 2 for a, b in pairwise(columns)]
    xs.append(columns[-1][1])
    cells: list[Filled] = []
    for r, row in enumerate(rows):
        places: dict[tuple[int, int], list[Line]] = {}
        for span, chunk in _placed(row, columns):
            places.setdefault(span, []).append(chunk.as_line())
        filled: dict[int, Filled] = {}
        end = 0
        for (first, last), lines in sorted(places.items()):
            start = max(first, end)  # a piece over columns that another one has taken begins behind it
            stop = max(start, last)
            if start >= len(columns):
                start = stop = len(columns) - 1
            if start in filled:
                filled[start] = Filled(filled[start].slot, (*filled[start].lines, *lines), filled[start].width)
                continue
            filled[start] = Filled(Slot(r, start, 1, stop - start + 1), tuple(lines), xs[stop + 1] - xs[start])
            end = stop + 1
        covered = {
            c for cell in filled.values() for c in range(cell.slot.column, cell.slot.column + cell.slot.column_span)
        }
        blanks = [Filled(Slot(r, c), (), xs[c + 1] - xs[c]) for c in range(len(columns)) if c not in covered]
        cells += sorted([*filled.values(), *blanks], key=lambda cell: cell.slot.column)
    page = next(chunk.line.page for row in rows for chunk in row)
    box = (xs[0], heights[0], xs[-1], heights[1])
    return Sheet(page, box, tuple(xs), len(rows), tuple(cells), ruled=False, last_page=page, last_bottom=heights[1])


def _placed(row: Sequence[_Chunk], columns: Sequence[tuple[float, float]]) -> Iterator[tuple[tuple[int, int], _Chunk]]:
    """The pieces of a row, each with the first and last column that it stands over. What stands over none (a heading
    to the left of figures that are set to the right) takes the nearest column that keeps the order."""
    for base in sorted({chunk.line.base for chunk in row}):
        own = sorted((chunk for chunk in row if chunk.line.base == base), key=lambda chunk: chunk.x0)
        over = [
            [i for i, (left, right) in enumerate(columns) if chunk.x0 < right - 1 and chunk.x1 > left + 1]
            for chunk in own
        ]
        singly = all(len(found) <= 1 for found in over)
        firsts = [found[0] for found in over if found]
        if singly and (len(firsts) < len(own) or len(set(firsts)) < len(firsts)) and len(own) <= len(columns):
            for chunk, column in zip(own, _in_order(own, columns), strict=True):
                yield (column, column), chunk
            continue
        for chunk, found in zip(own, over, strict=True):
            if found:
                yield (found[0], found[-1]), chunk
            else:
                middle = (chunk.x0 + chunk.x1) / 2
                column = min(range(len(columns)), key=lambda i: abs(sum(columns[i]) / 2 - middle))
                yield (column, column), chunk


def _in_order(own: Sequence[_Chunk], columns: Sequence[tuple[float, float]]) -> list[int]:
    """A column of its own for each piece, in order, with the least distance between their middles in all."""
    middles = [(left + right) / 2 for left, right in columns]
    # best[c]: cost and columns of the pieces so far, the last of them in a column before c
    best: list[tuple[float, tuple[int, ...]]] = [(0.0, ())] * (len(columns) + 1)
    for chunk in own:
        middle = (chunk.x0 + chunk.x1) / 2
        later: list[tuple[float, tuple[int, ...]]] = [(math.inf, ())]
        for column, place in enumerate(middles):
            cost, taken = best[column]
            here = (cost + abs(place - middle), (*taken, column))
            later.append(min(later[-1], here))
        best = later
    return list(best[-1][1])


def continued(sheet: Sheet, line: Line) -> Sheet | None:
    """The sheet with one more row, where a line at the top of the next page is one of its rows: figures, each piece in
    a column of its own. None where it is not."""
    chunks = _chunks(line)
    if sheet.ruled or not _is_data(line):
        return None
    columns = list(zip(sheet.xs, sheet.xs[1:], strict=False))
    found = [[i for i, (a, b) in enumerate(columns) if a <= (c.x0 + c.x1) / 2 <= b] for c in chunks]
    places = [where[0] for where in found if where]
    if len(set(places)) < len(chunks):
        return None
    filled = dict(zip(places, chunks, strict=True))
    row = tuple(
        Filled(Slot(sheet.rows, c), (filled[c].as_line(),) if c in filled else (), columns[c][1] - columns[c][0])
        for c in range(len(columns))
    )
    return replace(sheet, rows=sheet.rows + 1, cells=(*sheet.cells, *row), last_page=line.page, last_bottom=line.bottom)
