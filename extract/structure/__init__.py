"""Blocks to structure: sections, table of contents, attachments, captions, units and cover."""

from __future__ import annotations

from extract.model import Block, BlockRole, Document, Outline, Paragraph, Section, Table
from extract.numbering import parse_number
from extract.structure.captions import find_captions, is_unit_line
from extract.structure.cover import find_front
from extract.structure.headings import Placed, arrange, find_headings
from extract.structure.toc import find_contents

_FLOATING = ("header", "footnote", "endnote", "unread")


def outline(document: Document) -> Outline:
    """The structure of a document, whichever format it came from.

    Headings are recognised by their printed number, by the level the source declares and by the table of contents;
    how they nest follows from the order of the number styles. An attachment opens a tree of its own.
    """
    blocks = document.blocks
    body = [b for b in blocks if isinstance(b, Paragraph) and b.origin not in _FLOATING and b.text.content.strip()]
    contents = find_contents(body)
    order: list[Block] = [
        b
        for b in blocks
        if b.index not in contents.blocks
        and (isinstance(b, Table) or (b.origin not in _FLOATING and bool(b.text.content.strip())))
    ]
    texts = [b.text.content for b in order if isinstance(b, Paragraph)]
    front = find_front(order, min(contents.blocks, default=None), texts)
    headings = find_headings(order, contents, front.title_blocks)
    placed = arrange(headings)
    captions = find_captions(order, placed)

    sections = tuple(
        Section(
            index,
            place.heading.number,
            place.heading.title,
            place.level,
            place.heading.block,
            place.path,
            place.parent,
            place.attachment,
        )
        for index, place in enumerate(placed)
    )
    heading_blocks = {block for heading in headings for block in heading.blocks}
    section_of = _sections_of(blocks, placed)
    roles = tuple(
        _role(
            block,
            contents.blocks,
            heading_blocks,
            captions.caption_blocks,
            captions.unit_blocks,
            front.lead if section_of[block.index] is None else frozenset(),
        )
        for block in blocks
    )
    units = tuple(captions.units.get(block.index, "") for block in blocks)
    return Outline(sections, section_of, roles, contents.entries, captions.by_table, units, front.cover)


def _sections_of(blocks: tuple[Block, ...], placed: list[Placed]) -> tuple[int | None, ...]:
    """The section of each block. An item that counts on from a heading without being one itself ("（三）其他。无。"
    after the heading （二）) ends that heading's section: it stands beside it, not under it."""
    starts = {place.heading.block: index for index, place in enumerate(placed)}
    current: int | None = None
    found: list[int | None] = []
    for block in blocks:
        if block.index in starts:
            current = starts[block.index]
        elif current is not None and isinstance(block, Paragraph) and block.origin not in _FLOATING:
            current = _beside(block.text.content, current, placed)
        found.append(current)
    return tuple(found)


def _beside(text: str, current: int, placed: list[Placed]) -> int | None:
    number = parse_number(text)
    if number is None:
        return current
    at: int | None = current
    while at is not None:
        heading = placed[at].heading
        if heading.number and heading.style == number.style and heading.value + 1 == number.value:
            return placed[at].parent
        at = placed[at].parent
    return current


def _role(
    block: Block,
    contents: frozenset[int],
    headings: set[int],
    captions: frozenset[int],
    units: frozenset[int],
    lead: frozenset[int],
) -> BlockRole:
    if isinstance(block, Table):
        return BlockRole.TABLE
    if block.index in contents:
        return BlockRole.TOC
    if block.index in headings:
        return BlockRole.HEADING
    if block.index in captions:
        return BlockRole.CAPTION
    if block.index in units or is_unit_line(block.text.content.strip()):
        return BlockRole.UNIT
    return BlockRole.COVER if block.index in lead else BlockRole.BODY


__all__ = ["outline"]
