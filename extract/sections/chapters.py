"""The sections of a report with the words that stand in each."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from extract.model import BlockRole, Document, Indicator, IndicatorTree, Marks, Outline, Section, Words
from extract.stretches import Stretch

_BODY = frozenset((BlockRole.BODY, BlockRole.TABLE, BlockRole.CAPTION, BlockRole.UNIT))


class Chapters:
    """All sections of a document. `stretches` are all its words in document order, `texts` its paragraphs by block."""

    def __init__(self, document: Document, outline: Outline, words: Sequence[Stretch]) -> None:
        self.outline = outline
        self.stretches = words
        self._words: dict[int, list[Stretch]] = {}
        self._heads: dict[int, Stretch] = {}
        starts = {section.block: section.index for section in outline.sections}
        for stretch in words:
            if stretch.block in starts:
                self._heads.setdefault(starts[stretch.block], stretch)
            elif (at := outline.section_of[stretch.block]) is not None and stretch.role is not BlockRole.HEADING:
                self._words.setdefault(at, []).append(stretch)
        self.texts = {s.block: s.text for s in words if s.spot.cell is None}
        self._blocks: dict[int, int] = {}
        for block in document.blocks:
            home = outline.section_of[block.index]
            if home is not None and outline.roles[block.index] in _BODY and block.index not in starts:
                self._blocks[home] = self._blocks.get(home, 0) + 1

    @property
    def sections(self) -> tuple[Section, ...]:
        return self.outline.sections

    def head(self, section: Section) -> Stretch | None:
        """The line of a heading."""
        return self._heads.get(section.index)

    def within(self, section: Section) -> tuple[Section, ...]:
        """A section and all those under it."""
        sections = self.sections
        end = section.index + 1
        while end < len(sections) and sections[end].level > section.level:
            end += 1
        return sections[section.index : end]

    def below(self, section: Section) -> Iterator[Stretch]:
        """What stands under a heading, the headings below it included."""
        for one in self.within(section):
            head = self._heads.get(one.index)
            if one is not section and head is not None:
                yield head
            yield from self._words.get(one.index, ())

    def filled(self, section: Section) -> bool:
        """Whether anything at all stands under a heading, read or not."""
        inner = self.within(section)
        return len(inner) > 1 or self._blocks.get(section.index, 0) > 0

    def body(self) -> Iterator[Section]:
        """The sections outside attachments."""
        return (section for section in self.sections if not section.attachment)

    def lines(self) -> Iterator[Stretch]:
        """The paragraphs of the body and the cells of its tables, outside attachments."""
        return (s for s in self.stretches if not s.attachment and s.role in _BODY)


def matched(stretch: Stretch, start: int, end: int, most: int = 40) -> tuple[int, int]:
    """A run of the characters without the spaces at its ends, cut where it is too long to be shown."""
    text = stretch.text
    while start < end and text[start].isspace():
        start += 1
    while end > start and (text[end - 1].isspace() or text[end - 1] in "。；：:"):
        end -= 1
    return start, min(end, start + most)


def coded(indicator: Indicator) -> Words:
    """The name of an indicator with its code, where that stands right in front of it."""
    name, code = indicator.name, indicator.code
    at = name.quote.find(name.text) if code else -1
    lead = name.quote[:at] if at > 0 else ""
    if not lead.rstrip().endswith(code) or not lead:
        return name
    start = lead.rindex(code)
    place = replace(name.location, start=max(0, name.location.start - (at - start)))
    return Words(name.quote[start : at + len(name.text)], place, name.quote)


def marks_of(trees: Sequence[IndicatorTree], wanted: Callable[[str], bool]) -> tuple[Marks, ...]:
    """The scored indicators of a report whose names are wanted."""
    return tuple(
        Marks(coded(i), i.weight, i.score)
        for tree in trees
        for i in tree.leaves()
        if i.weight is not None and i.score is not None and wanted(i.name.text)
    )
