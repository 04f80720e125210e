"""The texts in which scores are stated, with their places: paragraphs, and cells that hold more than a word."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import lru_cache

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
        mark = self.text.mark_over(start, end)
        return replace(self.place, start=start, end=end, page=mark.page, line=mark.line, bbox=mark.bbox)

    def words(self, start: int, end: int, quote: str = "") -> Words:
        """A run of its characters."""
        run = self.content[start:end]
        return Words(run, self.at(start, end), quote or run)

    def sentence(self, at: int) -> tuple[int, int]:
        """Where the sentence around a character begins and ends; what stands in brackets does not end it."""
        stops = _stops(self.content)
        first = bisect_left(stops, at)
        return stops[first - 1] + 1 if first else 0, stops[first] if first < len(stops) else len(self.content)


@lru_cache(maxsize=64)
def _stops(text: str) -> tuple[int, ...]:
    """Where the sentences of a text end."""
    bare = _BRACKETS.sub(lambda found: _SENTENCE.sub("，", found[0]), text)
    return tuple(found.start() for found in _SENTENCE.finditer(bare))


def key_of(place: Location) -> Key:
    """The same for all places of one paragraph or cell."""
    return place.block, place.row, place.column


def place_of(outline: Outline, block: Table, cell: Cell) -> Location:
    section = outline.section_path(block.index)
    return Location("cell", section, block.index, table=block.number, row=cell.row + 1, column=cell.column + 1)


def spans_of(document: Document, outline: Outline) -> Iterator[Span]:
    """Every paragraph, and every cell that holds more than a figure or a word."""
    for block in document.blocks:
        if isinstance(block, Paragraph) and block.origin == "unread":
            continue
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
