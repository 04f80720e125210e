"""All that a report prints, stretch by stretch, and runs of its words as evidence: what the readers of wording,
references, citations and repeats go through."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from extract.model import BlockRole, Cell, Document, Location, Outline, Paragraph, Table, Words

_QUOTE = 120
_STOP_RE = re.compile(r"[。；！？!?\n]")


@dataclass(frozen=True, slots=True)
class Spot:
    """A paragraph, or a cell of a table, whose words are looked at."""

    block: Paragraph | Table
    cell: Cell | None = None

    @property
    def text(self) -> str:
        if self.cell is not None:
            return self.cell.text.content
        return self.block.text.content if isinstance(self.block, Paragraph) else ""

    def location(self, section: str, start: int = 0, end: int | None = None) -> Location:
        """Where a run of the characters stands."""
        end = len(self.text) if end is None else end
        if isinstance(self.block, Table):
            assert self.cell is not None
            mark = self.cell.text.mark_over(start, end)
            row, column = self.cell.row + 1, self.cell.column + 1
            return Location(
                "cell",
                section,
                self.block.index,
                start,
                end,
                mark.page,
                mark.line,
                self.block.number,
                row,
                column,
                mark.bbox,
            )
        mark = self.block.text.mark_over(start, end)
        return Location(
            "paragraph", section, self.block.index, start, end, mark.page, mark.line, None, None, None, mark.bbox
        )


@dataclass(frozen=True, slots=True)
class Stretch:
    """A paragraph or a cell with the part it plays in its document. `attachment` is the number of the 附件 it stands
    in, "" in the body."""

    spot: Spot
    role: BlockRole
    section: str = ""
    attachment: str = ""

    @property
    def text(self) -> str:
        return self.spot.text

    @property
    def block(self) -> int:
        return self.spot.block.index

    def words(self, start: int = 0, end: int | None = None) -> Words:
        """A run of the characters as evidence, with the clause around it as its quote (at most 120 characters)."""
        end = len(self.text) if end is None else end
        return Words(self.text[start:end], self.spot.location(self.section, start, end), self._quote(start, end))

    def _quote(self, start: int, end: int) -> str:
        """The sentence around a run; where it is too long, what stands closest around the run."""
        text = self.text
        near = max(0, start - _QUOTE)  # what lies farther off is not shown
        left = max((m.end() for m in _STOP_RE.finditer(text, near, start)), default=near)
        stop = _STOP_RE.search(text, end, end + _QUOTE)
        right = stop.end() if stop else min(len(text), end + _QUOTE)
        if right - left > _QUOTE:
            left = max(left, min(start - (_QUOTE - (end - start)) // 2, right - _QUOTE))
            right = min(right, left + _QUOTE)
        return " ".join(text[left:right].split())


def stretches(document: Document, outline: Outline) -> Iterator[Stretch]:
    """Every paragraph and every cell with words in it, in document order: cover, table of contents, headings and
    captions included, the lines of tables that could not be read left out."""
    for block in document.blocks:
        section = outline.section_path(block.index)
        at = outline.section_of[block.index]
        attachment = "" if at is None else outline.sections[at].attachment
        role = outline.roles[block.index]
        if isinstance(block, Table):
            for cell in block.cells:
                if cell.text.content.strip():
                    yield Stretch(Spot(block, cell), role, section, attachment)
        elif block.origin != "unread" and block.text.content.strip():
            yield Stretch(Spot(block), role, section, attachment)
