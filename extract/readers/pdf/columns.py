"""Pages set in two columns: the left one is read before the right one."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise
from statistics import median

from extract.readers.pdf.lines import Line

_LEAST_LINES = 10  # that each column has
_LEAST_LENGTH = 10  # characters that such lines have in the middle; the columns of a table are shorter
_WIDTH = 1.2  # sizes of the gap between the columns
_CROSSING = 0.2  # of the lines that may run over the gap: headings over both columns
_RAGGED = 2.5  # sizes that a full line may end before the margin, and the first one of a paragraph begin behind it
_FULL = 0.5  # of the lines of a column that are full
_SLACK = 1.0  # points
_OTHER_SIZE = 0.15  # of the size that characters are narrower or wider which are set in another one
_HAN_RE = re.compile("[\u4e00-\u9fff]")
_CENTRE = (0.3, 0.7)  # of the width of the page where the gap may lie


def in_columns(lines: Sequence[Line], width: float) -> tuple[list[Line], float | None]:
    """The lines of a page in reading order, and where the gap between its columns lies; None where it has one."""
    gap = _gap(lines, width)
    if gap is None:
        return list(lines), None
    ordered: list[Line] = []
    left: list[Line] = []
    right: list[Line] = []
    for line in lines:
        if _crosses(line, gap):
            ordered += (*left, *right, line)
            left, right = [], []
            continue
        at = next((i for i, x in enumerate(line.edges[:-1]) if x >= gap), len(line.text))
        for part, into in ((line.part(0, at), left), (line.part(at, len(line.text)), right)):
            if part is not None:
                into.append(_as_set(part))
    return [*ordered, *left, *right], gap


def _as_set(part: Line) -> Line:
    """A part of a line in the size that it is set in: a heading beside prose is larger than that."""
    widths = [b - a for char, (a, b) in zip(part.text, pairwise(part.edges), strict=True) if _HAN_RE.match(char)]
    size = median(widths) if widths else part.size
    return part if abs(size - part.size) < _OTHER_SIZE * part.size else replace(part, size=round(size, 2))


def _gap(lines: Sequence[Line], width: float) -> float | None:
    """The middle of a strip that hardly any ink lies over, with prose on both sides of it. Where headings stand in one
    column only, its lines are on other baselines than those beside them: the strip is looked for over all of them."""
    if len(lines) < _LEAST_LINES:
        return None
    chunks = [line.piece(start, end) for line in lines for start, end in line.chunks]
    size = median(chunk.size for chunk in chunks)
    strip = _strip(chunks, size, width, _CROSSING * len(lines))
    if strip is None:
        return None
    place = sum(strip) / 2
    left = [chunk for chunk in chunks if chunk.x1 <= strip[0] + _SLACK]
    right = [chunk for chunk in chunks if chunk.x0 >= strip[1] - _SLACK]
    if min(len(left), len(right)) < _LEAST_LINES:
        return None
    if min(median(len(chunk.text) for chunk in side) for side in (left, right)) < _LEAST_LENGTH:
        return None
    # Prose fills its measure, and begins at its margin.
    edges = [c.x1 for c in left], [-c.x0 for c in right], [c.x1 for c in right], [-c.x0 for c in left]
    return place if all(_fills(side, size) for side in edges) else None


def _strip(chunks: Sequence[Line], size: float, width: float, most: float) -> tuple[float, float] | None:
    """The widest range in the middle of the page that no more than so many pieces of lines lie over."""
    low, high = _CENTRE[0] * width, _CENTRE[1] * width
    ends = sorted([(chunk.x0, 1) for chunk in chunks] + [(chunk.x1, -1) for chunk in chunks])
    over = 0
    best: tuple[float, float] | None = None
    start: float | None = None
    for x, step in ends:
        over += step
        if over <= most:
            start = x if start is None else start
        elif start is not None:
            wide = x - start
            if low < (start + x) / 2 < high and wide >= _WIDTH * size and (best is None or wide > best[1] - best[0]):
                best = start, x
            start = None
    return best


def _fills(edges: Sequence[float], size: float) -> bool:
    """Whether most lines reach as far as the farthest ones do."""
    farthest = sorted(edges)[int(0.9 * (len(edges) - 1))]
    return sum(edge > farthest - _RAGGED * size for edge in edges) >= _FULL * len(edges)


def _crosses(line: Line, gap: float) -> bool:
    """Whether ink of a line lies over the gap."""
    return any(line.edges[start] < gap < line.edges[end] for start, end in line.chunks)
