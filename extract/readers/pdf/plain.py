"""Tables without lines: columns told by what stands below each other, rows by baselines."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from extract.readers.pdf.chunks import Chunk, chunks_of, columns_of, is_data, middle, placed
from extract.readers.pdf.glyphs import Rule
from extract.readers.pdf.grid import Slot
from extract.readers.pdf.half_ruled import doubtful, ruled_bands, ruled_sheet
from extract.readers.pdf.lines import Line
from extract.readers.pdf.tables import Filled, Sheet, is_number
from extract.readers.text_joins import starts_own

_LEAST_ROWS = 3
_ALIGNED = 3.0  # points that the figures of a column may be out of line
_SHARE_ALIGNED = 0.75
_FAR = 3.2  # sizes between two rows; more than that parts tables
_WRAP = 0.8  # of the usual distance of rows: what is closer was wrapped
_KEY_RE = re.compile(r"[:：]")
_SENTENCE_RE = re.compile(r"[。；！？]")
_LEADING = 2.0  # sizes between the lines of a cell at most
_LEAST_FULL = 4.0  # sizes that text takes before it is wrapped
_LONG_CHUNK = 40


def plain_tables(
    lines: Sequence[Line], rules: Sequence[Rule], barred: Sequence[tuple[float, float]]
) -> tuple[list[Sheet], list[Line]]:
    """The tables among the lines of a page that stand in no ruled grid, and the lines that are left. `rules` are lines
    across that meet none down; `barred` the heights that ruled grids take."""
    sheets: list[Sheet] = []
    taken: set[int] = set()
    for group in ruled_bands(rules, lines):
        top, bottom = group[0].at, group[-1].at
        inside = [i for i, line in enumerate(lines) if top <= middle(line) <= bottom and i not in taken]
        sheet = ruled_sheet([lines[i] for i in inside], group)
        if sheet is not None:
            sheets.append(sheet)
            taken.update(inside)
    free = [i for i in range(len(lines)) if i not in taken]
    for first, last in _data_stretches(lines, free, barred):
        members = free[first : last + 1]
        if _is_part(lines, free, first, last):
            continue
        sheet = _bare_sheet([lines[i] for i in members])
        if sheet is not None:
            sheets.append(sheet)
            taken.update(members)
    return sheets, [line for i, line in enumerate(lines) if i not in taken]


def _is_contents(data: Sequence[Line]) -> bool:
    """Whether the only figure of each line is a page number at its end, and these ascend: a table of contents."""
    pages: list[int] = []
    for line in data:
        texts = [chunk.text for chunk in chunks_of(line)]
        if not (texts[-1].isdecimal() and len(texts[-1]) <= 3) or any(is_number(text) for text in texts[:-1]):
            return False
        pages.append(int(texts[-1]))
    return pages == sorted(pages)


def _data_stretches(
    lines: Sequence[Line], free: Sequence[int], barred: Sequence[tuple[float, float]]
) -> list[tuple[int, int]]:
    """First and last place in `free` of the stretches that may be tables, headers included."""
    found: list[tuple[int, int]] = []
    at = 0
    while at < len(free):
        if not is_data(lines[free[at]]):
            at += 1
            continue
        last, data, idle = at, 1, 0
        for nxt in range(at + 1, len(free)):
            here, before = lines[free[nxt]], lines[free[nxt - 1]]
            if here.base - before.base > _FAR * here.size or _barred(before, here, barred):
                break
            if is_data(here):
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


def _is_part(lines: Sequence[Line], free: Sequence[int], first: int, last: int) -> bool:
    """Whether rows stand straight above or below a stretch that could not be taken into it: to tell a part of a table
    as the whole makes its totals wrong."""
    pairs = []
    if first > 0:
        pairs.append((lines[free[first - 1]], lines[free[first - 1]], lines[free[first]]))
    if last + 1 < len(free):
        pairs.append((lines[free[last + 1]], lines[free[last]], lines[free[last + 1]]))
    return any(
        len(line.chunks) >= 2 and not _KEY_RE.search(line.text) and below.base - above.base <= _FAR * line.size
        for line, above, below in pairs
    )


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
    data = [line for line in lines if is_data(line)]
    columns = columns_of(lines)
    if len(columns) < 2 or _is_contents(data) or not _aligned(data, columns):
        return None
    rows = [[c for line in row for c in chunks_of(line)] for row in _rows(lines)]
    sheet = _sheet(rows, columns, (lines[0].top, lines[-1].bottom))
    return None if doubtful(sheet, lines) else sheet


def _aligned(data: Sequence[Line], columns: Sequence[tuple[float, float]]) -> bool:
    """Whether figures stand straight below each other in some column: they do in a table, and in prose never."""
    for left, right in columns:
        figures = [
            chunk for line in data for chunk in chunks_of(line)
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


def _rows(lines: Sequence[Line]) -> list[list[Line]]:
    """Lines in rows: what is closer to its neighbour than rows are was wrapped in its cell, and so was what goes on
    below text that fills its column."""
    anchors = [line for line in lines if len(line.chunks) >= 2]
    gaps = sorted(b.base - a.base for a, b in pairwise(anchors))
    pitch = gaps[len(gaps) // 2] if gaps else 0.0
    chunks = [chunk for line in lines for chunk in chunks_of(line)]
    rows: list[list[Line]] = []
    for line in lines:
        if rows and _goes_on(line, rows[-1], chunks):
            rows[-1].append(line)
            continue
        wrapped = rows and len(line.chunks) == 1 and line.base - rows[-1][-1].base < _WRAP * pitch
        above = rows and len(rows[-1]) == 1 and len(rows[-1][0].chunks) == 1 and len(line.chunks) > 1
        if wrapped or (above and line.base - rows[-1][0].base < _WRAP * pitch):
            rows[-1].append(line)
        else:
            rows.append([line])
    return rows


def _goes_on(line: Line, row: Sequence[Line], chunks: Sequence[Chunk]) -> bool:
    """Whether every piece of a line goes on with one above it that reaches as far right as any that begins there."""
    above = [chunk for one in row for chunk in chunks_of(one)]
    if line.base - row[-1].base > _LEADING * line.size:
        return False
    for chunk in chunks_of(line):
        over = [c for c in above if abs(c.x0 - chunk.x0) <= _ALIGNED]
        if not over or is_number(chunk.text) or starts_own(chunk.text):
            return False
        widest = max(c.x1 for c in chunks if abs(c.x0 - chunk.x0) <= _ALIGNED)
        if over[-1].x1 < widest - line.size or over[-1].x1 - over[-1].x0 < _LEAST_FULL * line.size:
            return False
    return True


def _sheet(
    rows: Sequence[Sequence[Chunk]], columns: Sequence[tuple[float, float]], heights: tuple[float, float]
) -> Sheet:
    xs = [columns[0][0]]
    xs += [(a[1] + b[0]) / 2 for a, b in pairwise(columns)]
    xs.append(columns[-1][1])
    cells: list[Filled] = []
    for r, row in enumerate(rows):
        places: dict[tuple[int, int], list[Line]] = {}
        for span, chunk in placed(row, columns):
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


def continued(sheet: Sheet, line: Line) -> Sheet | None:
    """The sheet with one more row, where a line at the top of the next page is one of its rows: figures, each piece in
    a column of its own. None where it is not."""
    chunks = chunks_of(line)
    if sheet.ruled or not is_data(line):
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
