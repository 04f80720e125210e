"""Pieces of lines between wide gaps, and the columns that they stand in."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from extract.readers.pdf.lines import Line
from extract.readers.pdf.paragraphs import is_listed
from extract.readers.pdf.tables import is_number


@dataclass(frozen=True, slots=True)
class Chunk:
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


def chunks_of(line: Line) -> list[Chunk]:
    """The pieces of a line."""
    return [Chunk(line, start, end) for start, end in line.chunks]


def middle(line: Line) -> float:
    """The height of the middle of a line."""
    return (line.top + line.bottom) / 2


def is_data(line: Line) -> bool:
    """Whether a line is a row of a table by its looks: several pieces, one of them a figure."""
    chunks = chunks_of(line)
    return len(chunks) >= 2 and any(is_number(chunk.text) for chunk in chunks) and not is_listed_entry(line)


def is_listed_entry(line: Line) -> bool:
    """Whether a line is one of a table of contents and no row: leaders, or a title and a page number."""
    return is_listed(line) and len(line.chunks) == 2 and not is_number(line.text[slice(*line.chunks[0])])


def columns_of(lines: Sequence[Line]) -> list[tuple[float, float]]:
    """The columns that the rows of figures show, as wide as their headings; all lines where figures are few."""
    data = [line for line in lines if is_data(line)]
    if len(data) < 2:
        return columns_from([chunk for line in lines for chunk in chunks_of(line)])
    columns = columns_from([chunk for line in data for chunk in chunks_of(line)])
    heads = [line for line in lines if not is_data(line) and len(line.chunks) >= 2]
    for line in heads:
        over = [c for c in chunks_of(line) if not any(c.x0 < b and c.x1 > a for a, b in columns)]
        if len(line.chunks) > len(columns):
            columns = sorted([*columns, *((c.x0, c.x1) for c in over)])
    for line in heads:
        for (first, last), chunk in placed(chunks_of(line), columns):
            if first == last:
                low = columns[first - 1][1] if first else -math.inf
                high = columns[first + 1][0] if first + 1 < len(columns) else math.inf
                a, b = columns[first]
                columns[first] = (min(a, max(chunk.x0, low)), max(b, min(chunk.x1, high)))
    return columns


def columns_from(chunks: Sequence[Chunk]) -> list[tuple[float, float]]:
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


def placed(row: Sequence[Chunk], columns: Sequence[tuple[float, float]]) -> Iterator[tuple[tuple[int, int], Chunk]]:
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


def _in_order(own: Sequence[Chunk], columns: Sequence[tuple[float, float]]) -> list[int]:
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
