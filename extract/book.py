"""From a document and its outline to the fact book: the one place where prose, tables and restatements meet."""

from __future__ import annotations

from itertools import count

from extract.model import (
    AccountTable,
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
from extract.narrative import Setting, read_paragraph
from extract.quantities import scan
from extract.restatements import restatements
from extract.tables import read_table


def build_book(document: Document, outline: Outline) -> FactBook:
    """Read every block once, in order, and index what it says."""
    ids = count()
    facts: list[Fact] = []
    prose: list[Fact] = []
    claims: list[Claim] = []
    accounts: list[AccountTable] = []
    numbers: list[NumberSeen] = []
    for block in document.blocks:
        if isinstance(block, Table):
            table = read_table(block, outline, ids)
            facts += table.facts
            claims += table.claims
            accounts += table.accounts
            numbers += table.numbers
        elif outline.roles[block.index] is BlockRole.TOC:
            numbers += _contents(block, outline)
        else:
            setting = Setting(
                kind="paragraph" if block.origin == "body" else block.origin,
                section=outline.section_path(block.index),
                block=block.index,
                year=outline.cover.year,
                entity=outline.cover.department,
            )
            told = read_paragraph(block.text, setting, ids)
            facts += told.facts
            prose += told.facts
            claims += told.claims
            numbers += told.numbers
    claims += restatements(prose)
    return FactBook(document, outline, tuple(facts), tuple(claims), tuple(accounts), tuple(numbers), document.notes)


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
