"""Paragraphs with the facts that stand in them, and runs of their words as evidence."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from extract.model import Document, Fact, Location, Outline, Paragraph, Words

_QUOTE = 120


@dataclass(frozen=True)
class Passage:
    """A paragraph (or a cell, with its table, row and column from 1) and its facts in the order in which they stand."""

    paragraph: Paragraph
    outline: Outline
    facts: tuple[Fact, ...]
    cell: tuple[int, int, int] | None = None

    @property
    def block(self) -> int:
        return self.paragraph.index

    @property
    def text(self) -> str:
        return self.paragraph.text.content

    def words(self, start: int, end: int) -> Words:
        """A run of the words as evidence, with the sentence around it as its quote."""
        text = self.text
        mark = self.paragraph.text.mark_over(start, end)
        table, row, column = self.cell or (None, None, None)
        place = Location(
            kind="cell" if self.cell else "paragraph",
            section=self.outline.section_path(self.block),
            block=self.block,
            start=start,
            end=end,
            page=mark.page,
            line=mark.line,
            table=table,
            row=row,
            column=column,
            bbox=mark.bbox,
        )
        left = max(text.rfind("。", 0, start) + 1, start - _QUOTE // 2)
        return Words(text[start:end], place, text[left : left + _QUOTE].strip())

    def between(self, start: int, end: int) -> list[Fact]:
        """The facts that stand between two places."""
        return [fact for fact in self.facts if start <= fact.location.start < end]


def passages(document: Document, outline: Outline, facts: Sequence[Fact]) -> Iterator[Passage]:
    """The paragraphs of the body, in order."""
    by_block: dict[int, list[Fact]] = {}
    for fact in facts:
        if fact.location.kind == "paragraph":
            by_block.setdefault(fact.location.block, []).append(fact)
    for block in document.blocks:
        if isinstance(block, Paragraph) and block.origin == "body" and block.text.content.strip():
            found = sorted(by_block.get(block.index, ()), key=lambda fact: fact.location.start)
            yield Passage(block, outline, tuple(found))
