"""The texts in which scores are stated, with their places: paragraphs, and cells that hold more than a word."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from extract.model import Cell, Document, Fact, Location, Outline, Paragraph, Table, Text, Words

Key = tuple[int, int | None, int | None]

_SENTENCE = re.compile(r"[。；;！!\n]")
_BRACKETS = re.compile(r"[（(][^（()）\n]*[)）]")
_SHORT = 6  # characters of a cell that is a figure or a word


@dataclass(frozen=True, slots=True)
class Span:
    """The text of a paragraph or cell, and where it stands."""

    text: Text
    place: Location

    @property
    def key(self) -> Key:
        return key_of(self.place)

    @property
    def content(self) -> str:
        return self.text.content

    def at(self, start: int, end: int) -> Location:
        """Where a run of its characters stands."""
        mark = self.text.mark_at(start)
        return replace(self.place, start=start, end=end, page=mark.page, line=mark.line, bbox=mark.bbox)

    def words(self, start: int, end: int, quote: str = "") -> Words:
        """A run of its characters."""
        run = self.content[start:end]
        return Words(run, self.at(start, end), quote or run)

    def sentence(self, at: int) -> tuple[int, int]:
        """Where the sentence around a character begins and ends; what stands in brackets does not end it."""
        text = _BRACKETS.sub(lambda found: re.sub(_SENTENCE, "，", found[0]), self.content)
        begin = max((m.end() for m in _SENTENCE.finditer(text, 0, at)), default=0)
        stop = _SENTENCE.search(text, at)
        return begin, stop.start() if stop else len(text)


def key_of(place: Location) -> Key:
    """The same for all places of one paragraph or cell."""
    return place.block, place.row, place.column


def place_of(outline: Outline, block: Table, cell: Cell) -> Location:
    section = outline.section_path(block.index)
    return Location("cell", section, block.index, table=block.number, row=cell.row + 1, column=cell.column + 1)


def spans_of(document: Document, outline: Outline) -> Iterator[Span]:
    """Every paragraph, and every cell that holds more than a figure or a word."""
    for block in document.blocks:
        if isinstance(block, Paragraph):
            kind = "paragraph" if block.origin == "body" else block.origin
            yield Span(block.text, Location(kind, outline.section_path(block.index), block.index))
            continue
        for cell in block.cells:
            if len(cell.text.content) > _SHORT:
                yield Span(cell.text, place_of(outline, block, cell))


def by_span(facts: Iterable[Fact]) -> dict[Key, list[Fact]]:
    """Facts by the text they stand in, in the order of the text."""
    found: dict[Key, list[Fact]] = {}
    for fact in facts:
        found.setdefault(key_of(fact.location), []).append(fact)
    for own in found.values():
        own.sort(key=lambda fact: fact.location.start)
    return found
