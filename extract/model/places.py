"""Where something stands in a document."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass


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
    """From `offset` on, the characters of a `Text` stand on this line and page of the source."""

    offset: int
    line: int | None = None
    page: int | None = None
    bbox: tuple[float, float, float, float] | None = None


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
        return self.marks[max(0, bisect_right(self.marks, offset, key=lambda m: m.offset) - 1)]
