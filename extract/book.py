"""From a document and its outline to the fact book: the one place where prose, tables and restatements meet."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import count

from extract.model import (
    AccountTable,
    Block,
    BlockRole,
    Claim,
    Document,
    Fact,
    FactBook,
    Location,
    NumberSeen,
    Outline,
    Paragraph,
    Table,
)
from extract.narrative import Piece, Setting, read_passage
from extract.quantities import scan
from extract.restatements import restatements
from extract.tables import read_table


# A passage longer than this is read in pieces, so that one huge section costs no more than many small ones.
_PASSAGE = 6000


def build_book(document: Document, outline: Outline) -> FactBook:
    """Read every block once, in order, and index what it says."""
    ids = count()
    facts: list[Fact] = []
    prose: list[Fact] = []
    claims: list[Claim] = []
    accounts: list[AccountTable] = []
    numbers: list[NumberSeen] = []
    for run in _runs(document, outline):
        first = run[0]
        if isinstance(first, Table):
            table = read_table(first, outline, ids)
            facts += table.facts
            claims += table.claims
            accounts += table.accounts
            numbers += table.numbers
            continue
        if outline.roles[first.index] is BlockRole.TOC:
            numbers += _contents(first, outline)
            continue
        setting = Setting(outline.section_path(first.index), outline.cover.year, outline.cover.department)
        pieces = [
            Piece(b.text, "paragraph" if b.origin == "body" else b.origin, b.index)
            for b in run
            if isinstance(b, Paragraph)
        ]
        told = read_passage(pieces, setting, ids)
        facts += told.facts
        prose += told.facts
        claims += told.claims
        numbers += told.numbers
    claims += restatements(prose)
    return FactBook(document, outline, tuple(facts), tuple(claims), tuple(accounts), tuple(numbers), document.notes)


def _runs(document: Document, outline: Outline) -> Iterator[list[Block]]:
    """The blocks of a document, with paragraphs that follow each other under one heading taken together."""
    run: list[Block] = []
    length = 0
    for block in document.blocks:
        alone = isinstance(block, Table) or outline.roles[block.index] is not BlockRole.BODY or block.origin != "body"
        size = 0 if isinstance(block, Table) else len(block.text.content)
        if run and (
            alone or length + size > _PASSAGE or outline.section_of[block.index] != outline.section_of[run[0].index]
        ):
            yield run
            run, length = [], 0
        if alone:
            yield [block]
        else:
            run.append(block)
            length += size
    if run:
        yield run


def _contents(block: Paragraph, outline: Outline) -> list[NumberSeen]:
    """The numbers of a line of the table of contents: page and heading numbers, no quantities."""
    out = []
    for token in scan(block.text.content):
        mark = block.text.mark_at(token.start)
        place = Location(
            kind="toc",
            section=outline.section_path(block.index),
            block=block.index,
            start=token.start,
            end=token.end,
            page=mark.page,
            line=mark.line,
        )
        out.append(NumberSeen(token.text, place, None, "页码", quantity=False))
    return out
