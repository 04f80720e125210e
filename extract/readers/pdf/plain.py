"""Tables without lines: columns told by what stands below each other, rows by baselines."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from statistics import median

from extract.readers.pdf.chunks import is_data, middle, pieces_of
from extract.readers.pdf.glyphs import Rule
from extract.readers.pdf.grid import Slot
from extract.readers.pdf.half_ruled import ruled_bands
from extract.readers.pdf.lines import Line
from extract.readers.pdf.paragraphs import is_listed
from extract.readers.pdf.tables import Filled, Sheet, is_number, unread_sheet
from extract.readers.pdf.unruled import sheet_of_text
from extract.readers.text_joins import starts_own

_LEAST_ROWS = 3
_LEAST_BELOW_HEAD = 2  # where headings stand between lines across
_FAR = 3.2  # sizes between two rows; more than that parts tables
_KEY_RE = re.compile(r"[:：]")
_SENTENCE_RE = re.compile(r"[。；！？]")
_LONG_CHUNK = 40
_LONG_LINE = 20  # characters of a line that is no rest of a cell
_LEAST_GAPPED = 5  # lines with gaps
_LEAST_CELLS = 3  # that half of these have beside each other
_SHORT = 8.0  # sizes of a word alone between headings
_LEADING = 2.0  # sizes between the lines of a cell
_IN_LINE = 2.0  # points that wrapped text may begin beside the text above
_NEAR = 8.0  # points from its text that a line across may lie and belong to a table


def plain_tables(
    lines: Sequence[Line], rules: Sequence[Rule], barred: Sequence[tuple[float, float]]
) -> tuple[list[Sheet], list[Line]]:
    """The tables among the lines of a page that stand in no ruled grid, and the lines that are left. `rules` are lines
    across that meet none down; `barred` the heights that ruled grids take."""
    sheets: list[Sheet] = []
    taken: set[int] = set()
    refused: list[list[int]] = []  # surely lines of a table, though its cells cannot be told
    for group in ruled_bands(rules, lines):
        top, bottom = group[0].at, group[-1].at
        inside = [i for i, line in enumerate(lines) if top <= middle(line) <= bottom and i not in taken]
        sheet = sheet_of_text([lines[i] for i in inside], group)
        if sheet is not None:
            sheets.append(sheet)
            taken.update(inside)
        elif _is_table([lines[i] for i in inside]):
            refused.append(inside)
    free = [i for i in range(len(lines)) if i not in taken and not any(i in members for members in refused)]
    for first, last in _data_stretches(lines, free, rules, barred):
        members = free[first : last + 1]
        if _is_contents([lines[i] for i in members if is_data(lines[i])]):
            continue
        top, bottom = lines[members[0]].top - _NEAR, lines[members[-1]].bottom + _NEAR
        near = [rule for rule in rules if top <= rule.at <= bottom]
        sheet = None if _is_part(lines, free, first, last) else sheet_of_text([lines[i] for i in members], near)
        if sheet is not None:
            sheets.append(sheet)
            taken.update(members)
        elif _is_table([lines[i] for i in members]):
            refused.append(members)
    free = [i for i in range(len(lines)) if i not in taken]
    for first, last in _gapped_stretches(lines, free, barred):
        refused.insert(0, free[first : last + 1])
    for members in refused:
        left = [i for i in members if i not in taken]
        if left:
            sheets.append(unread_sheet([lines[i] for i in left]))
            taken.update(left)
    return sheets, [line for i, line in enumerate(lines) if i not in taken]


def _is_table(lines: Sequence[Line]) -> bool:
    """Whether lines are surely those of a table, be its cells told or not: wide gaps in many of them, and no sentences
    over its whole width."""
    gaps = sum(len(line.chunks) >= 2 for line in lines)
    return gaps >= _LEAST_ROWS and 2 * gaps >= len([line for line in lines if len(line.text) > _LONG_LINE])


def _is_contents(data: Sequence[Line]) -> bool:
    """Whether the only figure of each line is a page number at its end, and these ascend: a table of contents."""
    pages: list[int] = []
    for line in data:
        texts = [piece.text for piece in pieces_of(line)]
        if not (texts[-1].isdecimal() and len(texts[-1]) <= 3) or any(is_number(text) for text in texts[:-1]):
            return False
        pages.append(int(texts[-1]))
    return pages == sorted(pages)


def _headed(line: Line, rules: Sequence[Rule]) -> bool:
    """Whether a line across stands straight above a row, and another one above its headings."""
    above = [rule for rule in rules if rule.at < middle(line) < rule.at + _FAR * line.size]
    return any(
        abs(head.start - rule.start) <= _IN_LINE and abs(head.end - rule.end) <= _IN_LINE and head.at < rule.at
        for rule in above
        for head in rules
    )


def _data_stretches(
    lines: Sequence[Line], free: Sequence[int], rules: Sequence[Rule], barred: Sequence[tuple[float, float]]
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
        if data >= (_LEAST_BELOW_HEAD if _headed(lines[free[at]], rules) else _LEAST_ROWS):
            floor = found[-1][1] + 1 if found else 0
            while last + 1 < len(free) and _is_rest(
                lines[free[last + 1]], [lines[free[i]] for i in range(at, last + 1)]
            ):
                last += 1
            found.append((_with_headers(lines, free, at, floor), last))
        at = last + 1
    return found


def _gapped_stretches(
    lines: Sequence[Line], free: Sequence[int], barred: Sequence[tuple[float, float]]
) -> list[tuple[int, int]]:
    """First and last place in `free` of the stretches that are cells beside each other, wrapped beyond telling which
    belong to one row: many lines with gaps, none but short ones between them."""
    found: list[tuple[int, int]] = []
    run: list[int] = []

    def close() -> None:
        gapped = [at for at in run if len(lines[free[at]].chunks) >= 2]
        if len(gapped) >= _LEAST_GAPPED and median(len(lines[free[at]].chunks) for at in gapped) >= _LEAST_CELLS:
            found.append((gapped[0], run[-1]))
        run.clear()

    for at, place in enumerate(free):
        line, above = lines[place], lines[free[at - 1]] if run else None
        if above is not None and (line.base - above.base > _FAR * line.size or _barred(above, line, barred)):
            close()
        cell = len(line.chunks) < 2 and len(line.text) <= _LONG_LINE
        if _KEY_RE.search(line.text) or (is_listed(line) and not is_data(line)) or not (cell or len(line.chunks) >= 2):
            close()
        else:
            run.append(at)
    close()
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


def _with_headers(lines: Sequence[Line], free: Sequence[int], at: int, floor: int) -> int:
    """Where the headings above a row begin: lines of several pieces, and single words between these."""
    first = at
    for above in range(at - 1, floor - 1, -1):
        line = lines[free[above]]
        if not _may_head(line, lines[free[above + 1]]):
            break
        if len(line.pieces) >= 2:
            first = above
        elif line.x1 - line.x0 > _SHORT * line.size:
            break
    return first


def _may_head(line: Line, below: Line) -> bool:
    return (
        below.base - line.base <= _FAR * line.size
        and not _KEY_RE.search(line.text)
        and not _SENTENCE_RE.search(line.text)
    )


def _is_rest(line: Line, rows: Sequence[Line]) -> bool:
    """Whether a line below rows is the rest of cells that were wrapped: close below, each piece where others begin."""
    if line.base - rows[-1].base > _LEADING * line.size or is_data(line) or len(line.text) > _LONG_CHUNK:
        return False
    starts = [piece.x0 for row in rows for piece in pieces_of(row)]
    return all(
        any(abs(piece.x0 - start) <= _IN_LINE for start in starts) and not starts_own(piece.text)
        for piece in pieces_of(line)
    )


def continued(sheet: Sheet, line: Line) -> Sheet | None:
    """The sheet with one more row, where a line at the top of the next page is one of its rows: figures, each piece in
    a column of its own. None where it is not."""
    chunks = pieces_of(line)
    if sheet.ruled or sheet.unread or not is_data(line):
        return None
    columns = list(zip(sheet.xs, sheet.xs[1:], strict=False))
    found = [[i for i, (a, b) in enumerate(columns) if a <= (c.x0 + c.x1) / 2 <= b] for c in chunks]
    places = [where[0] for where in found if where]
    if len(set(places)) < len(chunks):
        return None
    filled = dict(zip(places, chunks, strict=True))
    row = tuple(
        Filled(Slot(sheet.rows, c), (filled[c],) if c in filled else (), columns[c][1] - columns[c][0])
        for c in range(len(columns))
    )
    return replace(
        sheet,
        rows=sheet.rows + 1,
        cells=(*sheet.cells, *row),
        last_page=line.page,
        last_bottom=line.bottom,
        source=(*sheet.source, line),
    )
