"""Pages set in two columns: the left one is read before the right one."""

from __future__ import annotations

from collections.abc import Sequence
from statistics import median

from extract.readers.pdf.lines import Line

_LEAST_LINES = 10  # that both columns have beside each other
_LEAST_LENGTH = 10  # characters that such lines have in the middle; the columns of a table are shorter
_WIDTH = 1.2  # sizes of the gap between the columns
_CROSSING = 0.2  # of the lines that may run over the gap: headings over both columns
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
                into.append(part)
    return [*ordered, *left, *right], gap


def _gap(lines: Sequence[Line], width: float) -> float | None:
    """A place that a wide gap of many lines lies over, with prose on both sides of it."""
    low, high = _CENTRE[0] * width, _CENTRE[1] * width
    gaps: list[tuple[float, float, Line]] = []
    for line in lines:
        for (_, end), (start, _) in zip(line.chunks, line.chunks[1:], strict=False):
            a, b = line.edges[end], line.edges[start]
            if b - a >= _WIDTH * line.size and a < high and b > low:
                gaps.append((a, b, line))
    if len(gaps) < _LEAST_LINES:
        return None
    place = median((a + b) / 2 for a, b, _ in gaps)
    beside = [line for a, b, line in gaps if a <= place <= b]
    if len(beside) < _LEAST_LINES or sum(_crosses(line, place) for line in lines) > _CROSSING * len(lines):
        return None
    cuts = [next(i for i, x in enumerate(line.edges) if x >= place) for line in beside]
    lengths = [(cut, len(line.text) - cut) for cut, line in zip(cuts, beside, strict=True)]
    if min(median(left for left, _ in lengths), median(right for _, right in lengths)) < _LEAST_LENGTH:
        return None
    return place


def _crosses(line: Line, gap: float) -> bool:
    """Whether ink of a line lies over the gap."""
    return any(line.edges[start] < gap < line.edges[end] for start, end in line.chunks)
