"""Where something stands in a document."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, replace


@dataclass(frozen=True, slots=True)
class Location:
    """Where a run of characters stands in a document.

    `line`, `page`, `table`, `row` and `column` count from 1, as people count; `None` where the format has no such
    thing. `block` is the index in `Document.blocks`; `start` and `end` are character offsets into the text of that
    block (of that cell, for a table). `bbox` is (x0, top, x1, bottom) in PDF points.
    """

    kind: str  # paragraph | cell | footnote | endnote | textbox | header
    section: str = ""
    block: int = 0
    start: int = 0
    end: int = 0
    page: int | None = None
    line: int | None = None
    table: int | None = None
    row: int | None = None
    column: int | None = None
    bbox: tuple[float, float, float, float] | None = None


@dataclass(frozen=True, slots=True)
class Mark:
    """From `offset` on, the characters of a `Text` stand on this line and page of the source.

    `bbox` is the box around them in PDF points; `edges` has the left edge of each of them and the right edge of the
    last, () where these are not known or the characters do not stand upright.
    """

    offset: int
    line: int | None = None
    page: int | None = None
    bbox: tuple[float, float, float, float] | None = None
    edges: tuple[float, ...] = ()

    def cut(self, start: int, end: int) -> Mark:
        """The mark with the box around those of its characters alone that stand from `start` up to `end` in the
        text."""
        first, last = max(0, start - self.offset), min(end - self.offset, len(self.edges) - 1)
        if self.bbox is None or first >= last:
            return self
        return replace(self, bbox=(round(self.edges[first], 1), self.bbox[1], round(self.edges[last], 1), self.bbox[3]))


@dataclass(frozen=True, slots=True)
class Text:
    """Characters as a reader sees them, with the places that its pieces came from.

    `marks` ascend by offset. A paragraph that was broken over two lines or pages is one `Text` with a mark at each
    join, so every figure keeps its own line.
    """

    content: str
    marks: tuple[Mark, ...] = ()

    def mark_at(self, offset: int) -> Mark:
        """The mark in force at a character offset (an empty mark where the source has neither lines nor pages)."""
        if not self.marks:
            return Mark(0)
        return self.marks[self._index(offset)]

    def mark_over(self, start: int, end: int) -> Mark:
        """The mark at `start` with a box around the characters up to `end`, as far as these stand on the same line."""
        first = self._index(start)
        mark = self.mark_at(start).cut(start, end)
        if mark.bbox is None:
            return mark
        x0, top, x1, bottom = mark.bbox
        for after in self.marks[first + 1 :]:
            box = after.bbox
            if after.offset >= end or box is None or after.page != mark.page or (box[1], box[3]) != (top, bottom):
                break
            if box[0] < x0:
                break  # a line of another column at the same height
            x1 = (after.cut(start, end).bbox or box)[2]
        return replace(mark, bbox=(x0, top, x1, bottom))

    def _index(self, offset: int) -> int:
        """Which mark is in force at a character offset."""
        return max(0, bisect_right(self.marks, offset, key=lambda m: m.offset) - 1)
