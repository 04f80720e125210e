"""Tables that go on over pages made one again: repeated headers dropped, torn rows and merged cells joined."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from extract.readers.pdf.chunks import is_data
from extract.readers.pdf.grid import Slot
from extract.readers.pdf.lines import Line
from extract.readers.pdf.plain import continued
from extract.readers.pdf.tables import Filled, Sheet, fills, is_number, unread_sheet, wrapped_number
from extract.readers.text_joins import starts_own

_EDGE = 5.0  # points that the sides of two parts of one table may differ by
_BORDER = 4.0  # ... and their inner borders
_MIRRORED = 30.0  # a page may be shifted so far for binding
_SAME_BORDERS = 0.6  # share of the inner borders of the narrower part that the other one has, too
_NEAR_TOP = 0.4  # of the page's height: the rest of a table begins above that
_CONTINUED_RE = re.compile(r"续\s*表|[（(]\s*续\s*[0-9一二三四五六七八九十]*\s*[）)]|接上[页表]|上接")
_AMOUNT_RE = re.compile(r"[-－]?[0-9,，]*[0-9](?:[.][0-9]+|[,，][0-9]{3})[%％]?")  # no header, though the same words
_CAPTION_LINES = 4
_NEAR_LINES = 3  # at the end or beginning of a page that may be rows of a table


Item = Line | Sheet


def stitched(items: Sequence[Item], heights: dict[int, float]) -> list[Item]:
    """The items in reading order with the parts of each table made one. `heights` gives the height of each page."""
    out: list[Item] = []
    at = 0
    while at < len(items):
        item = items[at]
        before = _last_sheet(out)
        if isinstance(item, Sheet) and before is not None:
            repeated = out[before + 1 :]
            sheet = out[before]
            assert isinstance(sheet, Sheet)
            caption = _caption(out, before)
            lines = [line for line in repeated if isinstance(line, Line)]
            if _continues(sheet, item, lines, caption, heights) and (whole := _stitch(sheet, item, bool(lines))):
                out[before:] = [whole]
                at += 1
                continue
        last = out[-1] if out else None
        if isinstance(item, Line) and isinstance(last, Sheet) and last.page < item.page <= last.last_page + 1:
            longer = continued(last, item)
            if longer is not None:
                out[-1] = longer
                at += 1
                continue
        out.append(item)
        at += 1
    return out


def settled(items: Sequence[Item]) -> list[Item]:
    """The stitched items, with tables of text that are only part of one, for all that can be seen, left unread: a part
    told as the whole makes its totals wrong."""
    out: list[Item] = []
    for at, item in enumerate(items):
        around = items[max(0, at - _NEAR_LINES) : at], items[at + 1 : at + 1 + _NEAR_LINES]
        if isinstance(item, Sheet) and not item.ruled and (not item.headed or _is_part(item, *around)):
            item = unread_sheet(item.source)
        out.append(item)
    return out


def _is_part(sheet: Sheet, before: Sequence[Item], after: Sequence[Item]) -> bool:
    """Whether a table or rows end the page before, or begin the page after, that could not be stitched to a table."""
    for near, page in ((before[::-1], sheet.page - 1), (after, sheet.last_page + 1)):
        if near and isinstance(near[0], Sheet) and near[0].ruled:
            continue
        for item in near:
            if (item.last_page if isinstance(item, Sheet) and page < sheet.page else item.page) != page:
                break
            if isinstance(item, Sheet):
                if not item.ruled and item is near[0]:
                    return True
                break
            if is_data(item):
                return True
    return False


def _last_sheet(items: Sequence[Item]) -> int | None:
    for back in range(len(items) - 1, max(-1, len(items) - 2 - _CAPTION_LINES), -1):
        if isinstance(items[back], Sheet):
            return back
    return None


def _caption(items: Sequence[Item], at: int) -> list[str]:
    """What is printed straight above a table, without blanks."""
    words: list[str] = []
    for item in reversed(items[max(0, at - _CAPTION_LINES) : at]):
        if isinstance(item, Sheet):
            break
        words.append(_squeezed(item.text))
    return words


def _squeezed(text: str) -> str:
    return re.sub(r"\s", "", text)


def _continues(
    sheet: Sheet, part: Sheet, between: Sequence[Line], caption: Sequence[str], heights: dict[int, float]
) -> bool:
    if part.page != sheet.last_page + 1 or part.box[1] > _NEAR_TOP * heights[part.page]:
        return False
    if any(line.page != part.page for line in between):
        return False
    # A title printed again goes on with a table only where it says so or everything above the table is the same.
    words = [_squeezed(line.text) for line in between]
    if words and not any(_CONTINUED_RE.search(word) for word in words) and not all(word in caption for word in words):
        return False
    return _shift(sheet, part) is not None


def _shift(sheet: Sheet, part: Sheet) -> float | None:
    """How far the borders of the part must move to lie on those of the sheet, None where they do not fit."""
    if sheet.ruled != part.ruled or sheet.unread or part.unread:
        return None
    if not sheet.ruled:
        return 0.0 if _alike(sheet, part) else None
    shift = sheet.xs[0] - part.xs[0]
    if abs(shift) > _MIRRORED or abs(sheet.xs[-1] - part.xs[-1] - shift) > _EDGE:
        return None
    ours, theirs = sheet.xs[1:-1], [x + shift for x in part.xs[1:-1]]
    fewer, more = (ours, theirs) if len(ours) <= len(theirs) else (theirs, ours)
    same = sum(any(abs(a - b) <= _BORDER for b in more) for a in fewer)
    return shift if same >= _SAME_BORDERS * len(fewer) else None


def _alike(sheet: Sheet, part: Sheet) -> bool:
    """Whether two parts without lines down have the same columns: each lies where the other one has it."""
    ours, theirs = list(pairwise(sheet.xs)), list(pairwise(part.xs))
    return len(ours) == len(theirs) and all(
        a[0] <= (b[0] + b[1]) / 2 <= a[1] or b[0] <= (a[0] + a[1]) / 2 <= b[1]
        for a, b in zip(ours, theirs, strict=True)
    )


def _rows(sheet: Sheet, count: int) -> list[list[str]]:
    """What the cells of the leading rows say."""
    rows: list[list[str]] = [[] for _ in range(count)]
    for cell in sheet.cells:
        if cell.slot.row < count:
            rows[cell.slot.row].append(cell.words)
    return rows


def _repeated_rows(sheet: Sheet, part: Sheet) -> int:
    """How many leading rows of the part print the leading rows of the sheet again."""
    count = min(sheet.rows, part.rows - 1, 8)
    same = 0
    for ours, theirs in zip(_rows(sheet, count), _rows(part, count), strict=True):
        if ours != theirs or any(_AMOUNT_RE.fullmatch(words) for words in ours):
            break
        same += 1
    # A cell of the header that reaches below it belongs to it as a whole.
    while same and any(cell.slot.row < same < cell.slot.row + cell.slot.row_span for cell in part.cells if cell.lines):
        same -= 1
    return same


def _stitch(sheet: Sheet, part: Sheet, captioned: bool) -> Sheet | None:
    repeated = _repeated_rows(sheet, part)
    if repeated:
        header = [cell for cell in part.cells if cell.slot.row < repeated and cell.lines]
        columned = any(sum(cell.slot.row == row for cell in header) > 1 for row in range(repeated))
        if not columned and header:
            return None  # only a title is the same: the next form of its kind
    shift = _shift(sheet, part)
    if shift is None:
        return None
    sheet, part = _trimmed(sheet, -1), _trimmed(part, 0)
    own = [x + shift for x in part.xs] if sheet.ruled else sheet.xs
    xs = _union(sheet.xs, own)
    cells = [_moved(cell, sheet.xs, xs, 0) for cell in sheet.cells]
    fresh = [_moved(c, own, xs, sheet.rows - repeated) for c in part.cells if c.slot.row >= repeated]
    rows = sheet.rows + part.rows - repeated
    whole = replace(
        sheet,
        xs=xs,
        rows=rows,
        cells=tuple(cells),
        header_rows=max(sheet.header_rows, repeated),
        last_page=part.last_page,
        last_bottom=part.last_bottom,
        source=(*sheet.source, *part.source),
    )
    return _with_rest(whole, sheet.rows, fresh, torn=not captioned)


def _trimmed(sheet: Sheet, side: int) -> Sheet:
    """The sheet without a wholly blank row at its end (-1) or beginning (0): what a row broken by the page left."""
    row = sheet.rows - 1 if side else 0
    across = [cell for cell in sheet.cells if cell.slot.row <= row < cell.slot.row + cell.slot.row_span]
    if sheet.rows < 2 or any(cell.lines or cell.slot.row_span > 1 for cell in across):
        return sheet
    cells = [cell for cell in sheet.cells if cell.slot.row != row]
    if not side:
        cells = [replace(cell, slot=replace(cell.slot, row=cell.slot.row - 1)) for cell in cells]
    return replace(sheet, rows=sheet.rows - 1, cells=tuple(cells))


def _union(ours: Sequence[float], theirs: Sequence[float]) -> tuple[float, ...]:
    union = list(ours)
    union += [x for x in theirs if all(abs(x - y) > _BORDER for y in ours)]
    return tuple(sorted(union))


def _place(x: float, xs: Sequence[float]) -> int:
    return min(range(len(xs)), key=lambda i: abs(xs[i] - x))


def _moved(cell: Filled, own: Sequence[float], xs: Sequence[float], down: int) -> Filled:
    slot = cell.slot
    column = _place(own[slot.column], xs)
    end = max(column + 1, _place(own[slot.column + slot.column_span], xs))
    return replace(cell, slot=Slot(slot.row + down, column, slot.row_span, end - column))


def _with_rest(sheet: Sheet, first: int, fresh: list[Filled], torn: bool) -> Sheet:
    """The sheet with the cells of the next page, whose rows begin at `first`."""
    cells = list(sheet.cells)
    rows = sheet.rows
    bottom = {
        (cell.slot.column, cell.slot.column_span): i
        for i, cell in enumerate(cells)
        if cell.slot.row + cell.slot.row_span == first
    }
    top = [cell for cell in fresh if cell.slot.row == first]
    if torn and _torn_row(cells, bottom, top):
        for cell in top:
            above = bottom[cell.slot.column, cell.slot.column_span]
            cells[above] = _grown(cells[above], cell, cell.slot.row_span - 1)
        fresh = [replace(c, slot=replace(c.slot, row=c.slot.row - 1)) for c in fresh if c.slot.row > first]
        rows -= 1
    else:
        merged = []
        for cell in fresh:
            above_at = bottom.get((cell.slot.column, cell.slot.column_span))
            # A blank cell beside several rows is the rest of a merged one; of one row it may simply be blank.
            if (
                cell.slot.row == first
                and above_at is not None
                and cell.blank
                and (not cells[above_at].blank or cells[above_at].slot.row_span > 1)
                and (cell.slot.row_span > 1 or cells[above_at].slot.row_span > 1)
                and cell.slot.row_span < rows - first + 1
                and _is_rest(cell, top)
            ):
                cells[above_at] = _grown(cells[above_at], cell, cell.slot.row_span)
            else:
                merged.append(cell)
        fresh = merged
    ordered = sorted([*cells, *fresh], key=lambda cell: (cell.slot.row, cell.slot.column))
    return replace(sheet, rows=rows, cells=tuple(ordered))


def _is_rest(cell: Filled, top: Sequence[Filled]) -> bool:
    """Whether a blank cell at the top of a page stands beside rows of its own: others are divided where it is not."""
    return any(other.lines for other in top if other.slot.column > cell.slot.column)


def _grown(cell: Filled, rest: Filled, rows: int) -> Filled:
    return replace(cell, slot=replace(cell.slot, row_span=cell.slot.row_span + rows), lines=(*cell.lines, *rest.lines))


def _torn_row(cells: Sequence[Filled], bottom: dict[tuple[int, int], int], top: Sequence[Filled]) -> bool:
    """Whether the first row of a page is the rest of a row that the page before could not hold: no figure of its own,
    and each of its texts goes on with a full line above it."""
    filled = [cell for cell in top if cell.lines]
    if not filled or any((cell.slot.column, cell.slot.column_span) not in bottom for cell in top):
        return False
    above = {cell.slot.column: cells[bottom[cell.slot.column, cell.slot.column_span]] for cell in top}
    broken = 0
    for cell in filled:
        upper = above[cell.slot.column]
        if not upper.lines:
            return False
        if wrapped_number((*upper.lines, *cell.lines), upper.width):
            broken += 1
            continue
        if is_number(cell.words) or starts_own(cell.lines[0].text):
            return False
        if not fills(upper.lines[-1], cell.lines[0], upper.width):
            return False
    # Where no number is broken, a row of its own would say something in a place that is blank here.
    return broken > 0 or any(above[cell.slot.column].lines for cell in top if not cell.lines)
