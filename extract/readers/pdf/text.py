"""Lines to text: what stands between two joined lines, and the place of each line and figure in the whole."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from extract.model import Mark, Text
from extract.readers.pdf.glyphs import Box
from extract.readers.pdf.lines import Line
from extract.readers.pdf.tables import fills, wrapped_number
from extract.readers.text_joins import glue, starts_own

_FIGURE_RE = re.compile(r"[0-9０-９][0-9０-９,.，．]*[%％‰]?(?:[万亿千百]*元)?")
_BARE_FIGURE_RE = re.compile(r"[-－−+]?[0-9０-９,.，．]+[%％‰]?")
_ENDS = tuple("。；！？;!?")

Place = tuple[int, Box, tuple[float, ...]]  # page, box, and the edges of characters that stand upright
Placing = Callable[[Line, int, int], Place]  # a line's characters to their place


def joined(parts: Sequence[tuple[str, Line]], placing: Placing) -> Text:
    """The text of lines, each with what stands in front of it. Every line has its mark, and so has every figure within
    a line, so that its own box is known; the words between know the edges of their characters."""
    content: list[str] = []
    marks: list[Mark] = []
    length = 0
    for between, line in parts:
        content += (between, line.text)
        length += len(between)
        end = len(line.text)
        at = 0
        for match in _FIGURE_RE.finditer(line.text):
            if match.start() > at or at == 0 < match.start():
                _mark(marks, length + at, placing(line, at, match.start()))
            _mark(marks, length + match.start(), (*placing(line, match.start(), match.end())[:2], ()))
            at = match.end()
        if at < end:
            _mark(marks, length + at, placing(line, at, end))
        length += end
    return Text("".join(content), tuple(marks))


def _mark(marks: list[Mark], offset: int, place: Place) -> None:
    page, box, edges = place
    x0, top, x1, bottom = (round(value, 1) for value in box)
    marks.append(Mark(offset, page=page, bbox=(x0, top, x1, bottom), edges=edges))


def cell_parts(lines: Sequence[Line], width: float) -> list[tuple[str, Line]]:
    """The lines of a cell with what joins each to the one before: nothing where a word was wrapped, a line break where
    one paragraph of the cell ends."""
    if wrapped_number(lines, width):
        return [("", line) for line in lines]
    parts: list[tuple[str, Line]] = []
    for line in lines:
        parts.append((_between(parts[-1][1], line, width) if parts else "", line))
    return parts


def _between(before: Line, line: Line, width: float) -> str:
    full = fills(before, line, width)
    if _BARE_FIGURE_RE.fullmatch(before.text) and _BARE_FIGURE_RE.fullmatch(line.text):
        return "" if full else "\n"
    if before.text.endswith(_ENDS) and (not full or starts_own(line.text)):
        return "\n"
    if not full and starts_own(line.text):
        return "\n"
    if before.text[-1:].isdigit() and line.text[:1].isdigit():
        return "" if full else "\n"
    return glue(before.text, line.text)
