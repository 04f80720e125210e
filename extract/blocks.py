"""Every block of a document read once, in order: the first half of the way to the fact book."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import partial

from extract.forms.indicator_pieces import turned
from extract.model import (
    AccountTable,
    Block,
    BlockRole,
    Claim,
    Document,
    EvaluationForm,
    Fact,
    IndicatorTree,
    Location,
    NumberSeen,
    Outline,
    Paragraph,
    Survey,
    Table,
)
from extract.narrative import Piece, Setting, read_passage
from extract.quantities import scan
from extract.readers.clock import Clock
from extract.tables import read_table
from extract.tables.headers import Column

# A passage longer than this is read in pieces, so that one huge section costs no more than many small ones.
_PASSAGE = 6000


@dataclass
class Told:
    """What the blocks of a document say, each for itself, in document order. `prose` are the facts of paragraphs and of
    cells that hold sentences; they are among `facts` too."""

    facts: list[Fact] = field(default_factory=list)
    prose: list[Fact] = field(default_factory=list)
    claims: list[Claim] = field(default_factory=list)
    accounts: list[AccountTable] = field(default_factory=list)
    numbers: list[NumberSeen] = field(default_factory=list)
    trees: list[IndicatorTree] = field(default_factory=list)
    evaluations: list[EvaluationForm] = field(default_factory=list)
    surveys: list[Survey] = field(default_factory=list)

    def passage(self, pieces: list[Piece], setting: Setting, ids: Iterator[int], look: Callable[[], None]) -> None:
        """Read paragraphs that belong together, or one cell. `look` is called between pieces of work."""
        look()
        found = read_passage(pieces, setting, ids, look)
        self.facts += found.facts
        self.prose += found.facts
        self.claims += found.claims
        self.numbers += found.numbers


def read_blocks(document: Document, outline: Outline, ids: Iterator[int], clock: Clock) -> Told:
    """Read tables and runs of paragraphs; facts are numbered from `ids`. Raises ReadError timeout when `clock` passes its
    cap."""
    told = Told()
    columns: tuple[Column, ...] = ()
    setting = Setting(outline.cover.year, outline.cover.department)
    for run in _runs(document, outline):
        first = run[0]
        look = partial(clock.check, f"读到第 {first.index + 1} 段")
        look()
        if isinstance(first, Table):
            carried = columns if columns and turned(document, first.number - 1) else ()
            columns = _read_table(told, first, outline, setting, ids, carried, look)
        elif outline.roles[first.index] is BlockRole.TOC:
            told.numbers += _no_quantities(first, outline, "toc", "页码")
        elif first.origin == "unread":
            told.numbers += _no_quantities(first, outline, "unread", "表格未读出")
        else:
            pieces = [
                Piece(b.text, "paragraph" if b.origin == "body" else b.origin, b.index, outline.section_path(b.index))
                for b in run
                if isinstance(b, Paragraph)
            ]
            for part in [[s] for s in pieces[0].stretches(_PASSAGE)] if len(pieces) == 1 else [pieces]:
                told.passage(part, setting, ids, look)
    return told


def _read_table(
    told: Told,
    block: Table,
    outline: Outline,
    setting: Setting,
    ids: Iterator[int],
    carried: tuple[Column, ...],
    look: Callable[[], None],
) -> tuple[Column, ...]:
    table = read_table(block, outline, ids, carried)
    told.facts += table.facts
    told.claims += table.claims
    told.accounts += table.accounts
    told.numbers += table.numbers
    told.trees += table.trees
    told.evaluations += table.evaluations
    told.surveys += table.surveys
    for cell in table.passages:
        told.passage([cell], setting, ids, look)
    return table.columns


_FIGURE = re.compile(r"[\d０-９]\s*(?:[万亿]|元|%|％|人|名|个|家|户|辆|件|项|份|次)")


def _runs(document: Document, outline: Outline) -> Iterator[list[Block]]:
    """The blocks of a document, with paragraphs that follow each other under one heading taken together. A heading
    that states a figure (1.基本支出 500 万元) is part of what is said."""
    run: list[Block] = []
    length = 0
    for block in document.blocks:
        said = (
            isinstance(block, Paragraph) and block.origin == "body" and outline.roles[block.index] is not BlockRole.TOC
        )
        title = said and outline.roles[block.index] is not BlockRole.BODY
        told = title and isinstance(block, Paragraph) and _FIGURE.search(block.text.content) is not None
        size = len(block.text.content) if isinstance(block, Paragraph) else 0
        if run and (not said or (title and not told) or length + size > _PASSAGE):
            yield run
            run, length = [], 0
        if said:
            run.append(block)
            length += size
        else:
            yield [block]
    if run:
        yield run


def _no_quantities(block: Paragraph, outline: Outline, kind: str, why: str) -> list[NumberSeen]:
    """The numbers of a paragraph that says nothing: a line of the table of contents, or of a table that was not read."""
    out = []
    for token in scan(block.text.content):
        mark = block.text.mark_at(token.start)
        place = Location(
            kind=kind,
            section=outline.section_path(block.index),
            block=block.index,
            start=token.start,
            end=token.end,
            page=mark.page,
            line=mark.line,
        )
        out.append(NumberSeen(token.text, place, None, why, quantity=False))
    return out
