"""Pieces of lines that room parts, and the columns that they stand in."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from extract.readers.pdf.lines import Line
from extract.readers.pdf.paragraphs import is_listed
from extract.readers.pdf.tables import is_number

_GUTTER = 0.3  # sizes of room that parts two columns in every row
_SHARED = 1.0  # points by which a piece may reach into the next column
_CENTRED = 0.75  # sizes that a heading over several columns may be off their middle

Column = tuple[float, float]  # left and right edge of what stands in it
Span = tuple[int, int]  # first and last column


@dataclass(frozen=True, slots=True)
class Placed:
    """A piece with the columns that it stands over."""

    piece: Line
    span: Span


def middle(line: Line) -> float:
    """The height of the middle of a line."""
    return (line.top + line.bottom) / 2


def centre(line: Line) -> float:
    """Where the middle of a line lies across."""
    return (line.x0 + line.x1) / 2


def pieces_of(line: Line) -> list[Line]:
    """The pieces of a line, each as a line of its own."""
    return [line.piece(start, end) for start, end in line.pieces]


def is_data(line: Line) -> bool:
    """Whether a line is a row of a table by its looks: several pieces, one of them a figure."""
    return (
        len(line.pieces) >= 2 and any(is_number(line.text[a:b]) for a, b in line.pieces) and not is_listed_entry(line)
    )


def is_listed_entry(line: Line) -> bool:
    """Whether a line is one of a table of contents and no row: leaders, or a title and a page number."""
    return is_listed(line) and len(line.chunks) == 2 and not is_number(line.text[slice(*line.chunks[0])])


def columns_of(lines: Sequence[Line]) -> list[Column]:
    """The columns that rows show, from left to right: what room parts in every row of figures, and what only a heading
    stands over. Columns that never stand beside each other are one, set now to the left and now to the right."""
    data = [line for line in lines if is_data(line)]
    rows = data if len(data) >= 2 else [line for line in lines if len(line.pieces) >= 2]
    if not rows:
        return []
    room = _GUTTER * median(line.size for line in rows)
    columns = _joined(((piece.x0, piece.x1) for line in rows for piece in pieces_of(line)), room)
    columns = _side_by_side(columns, [pieces_of(line) for line in rows])
    heads = [line for line in lines if line not in rows and len(line.pieces) >= 2]
    for line in heads:
        if len(line.pieces) > len(columns):
            alone = [p for p in pieces_of(line) if not any(p.x0 < b + room and p.x1 > a - room for a, b in columns)]
            columns = sorted([*columns, *((p.x0, p.x1) for p in alone)])
    for line in reversed(heads):  # the lowest first: one above may stand over several columns
        for one in placed(line, columns):
            first, last = one.span
            if first == last:
                low = columns[first - 1][1] if first else one.piece.x0
                high = columns[first + 1][0] if first + 1 < len(columns) else one.piece.x1
                a, b = columns[first]
                columns[first] = (min(a, max(one.piece.x0, low)), max(b, min(one.piece.x1, high)))
    return columns


def _joined(stretches: Iterable[Column], room: float) -> list[Column]:
    """Stretches that overlap, or leave less room than that, made one."""
    joined: list[Column] = []
    for left, right in sorted(stretches):
        if joined and left - joined[-1][1] < room:
            joined[-1] = (joined[-1][0], max(joined[-1][1], right))
        else:
            joined.append((left, right))
    return joined


def _side_by_side(columns: Sequence[Column], rows: Sequence[Sequence[Line]]) -> list[Column]:
    """The columns, with neighbours made one that have no row in common."""
    where = [{i for i, row in enumerate(rows) if any(p.x0 < b and p.x1 > a for p in row)} for a, b in columns]
    kept: list[Column] = []
    there: list[set[int]] = []
    for column, own in zip(columns, where, strict=True):
        if kept and not own & there[-1]:
            kept[-1] = (kept[-1][0], column[1])
            there[-1] |= own
        else:
            kept.append(column)
            there.append(set(own))
    return kept


def borders_of(columns: Sequence[Column], left: float, right: float) -> list[float]:
    """The places of the borders between columns, and of the two outer ones."""
    return [min(left, columns[0][0]), *((a[1] + b[0]) / 2 for a, b in pairwise(columns)), max(right, columns[-1][1])]


def placed(line: Line, columns: Sequence[Column]) -> Iterator[Placed]:
    """The pieces of a line with the columns that they stand over. One for each column, in order, is told by that; one
    that stands over none takes the nearest column that keeps the order."""
    pieces, over = _fused(line, columns)
    firsts = [found[0] for found in over if found]
    singly = all(len(found) <= 1 for found in over)
    count = len(pieces)
    if (singly and (len(firsts) < count or len(set(firsts)) < count) and count <= len(columns)) or count == len(
        columns
    ):
        for piece, column in zip(pieces, _in_order(pieces, columns), strict=True):
            yield Placed(piece, (column, column))
        return
    for piece, found in zip(pieces, over, strict=True):
        if found:
            yield Placed(piece, (found[0], found[-1]))
        else:
            column = min(range(len(columns)), key=lambda i: abs(sum(columns[i]) / 2 - centre(piece)))
            yield Placed(piece, (column, column))


def _fused(line: Line, columns: Sequence[Column]) -> tuple[list[Line], list[list[int]]]:
    """The pieces of a line, with neighbours in one column made one unless both are figures, and the columns that each
    stands over."""
    bounds: list[tuple[int, int]] = []
    over: list[list[int]] = []
    for start, end in line.pieces:
        piece = line.piece(start, end)
        found = [i for i, (a, b) in enumerate(columns) if piece.x0 < b - _SHARED and piece.x1 > a + _SHARED]
        both = bool(bounds) and is_number(piece.text) and is_number(line.text[slice(*bounds[-1])])
        if bounds and len(found) == 1 and found == over[-1] and not both:
            bounds[-1] = (bounds[-1][0], end)
        else:
            bounds.append((start, end))
            over.append(found)
    return [line.piece(start, end) for start, end in bounds], over


def _in_order(pieces: Sequence[Line], columns: Sequence[Column]) -> list[int]:
    """A column of its own for each piece, in order, with the least distance between their middles in all."""
    middles = [(left + right) / 2 for left, right in columns]
    # best[c]: cost and columns of the pieces so far, the last of them in a column before c
    best: list[tuple[float, tuple[int, ...]]] = [(0.0, ())] * (len(columns) + 1)
    for piece in pieces:
        later: list[tuple[float, tuple[int, ...]]] = [(float("inf"), ())]
        for column, place in enumerate(middles):
            cost, taken = best[column]
            here = (cost + abs(place - centre(piece)), (*taken, column))
            later.append(min(later[-1], here))
        best = later
    return list(best[-1][1])


def widened(row: Sequence[Placed], borders: Sequence[float]) -> list[Placed]:
    """A row of headings with each as wide as it is centred over columns that have none."""
    taken = {c for one in row for c in range(one.span[0], one.span[1] + 1)}
    made: list[Placed] = []
    for one in row:
        first, last = one.span
        spans = [
            (a, b)
            for a in range(first + 1)
            for b in range(last, len(borders) - 1)
            if all(c not in taken or first <= c <= last for c in range(a, b + 1))
            and abs((borders[a] + borders[b + 1]) / 2 - centre(one.piece)) <= _CENTRED * one.piece.size
        ]
        span = max(spans, key=lambda s: s[1] - s[0], default=one.span)
        taken |= set(range(span[0], span[1] + 1))
        made.append(Placed(one.piece, span))
    return made
