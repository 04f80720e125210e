"""From a document and its outline to the fact book: the one place where prose, tables and restatements meet."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import count

from extract.forms.disclosure import read_disclosure
from extract.forms.indicators import joined, whole_sums
from extract.grades import score_claims
from extract.model import (
    AccountTable,
    Block,
    BlockRole,
    Claim,
    Document,
    EvaluationForm,
    Fact,
    FactBook,
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
from extract.restatements import restatements, totals_of_tables
from extract.survey_claims import survey_rates
from extract.survey_prose import all_surveys
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
    trees: list[IndicatorTree] = []
    evaluations: list[EvaluationForm] = []
    surveys: list[Survey] = []
    setting = Setting(outline.cover.year, outline.cover.department)
    for run in _runs(document, outline):
        first = run[0]
        if isinstance(first, Table):
            table = read_table(first, outline, ids)
            facts += table.facts
            claims += table.claims
            accounts += table.accounts
            numbers += table.numbers
            trees += table.trees
            evaluations += table.evaluations
            surveys += table.surveys
            for cell in table.passages:
                told = read_passage([cell], setting, ids)
                facts += told.facts
                prose += told.facts
                claims += told.claims
                numbers += told.numbers
            continue
        if outline.roles[first.index] is BlockRole.TOC:
            numbers += _contents(first, outline)
            continue
        pieces = [
            Piece(b.text, "paragraph" if b.origin == "body" else b.origin, b.index, outline.section_path(b.index))
            for b in run
            if isinstance(b, Paragraph)
        ]
        stretches = [[s] for s in pieces[0].stretches(_PASSAGE)] if len(pieces) == 1 else [pieces]
        for stretch in stretches:
            told = read_passage(stretch, setting, ids)
            facts += told.facts
            prose += told.facts
            claims += told.claims
            numbers += told.numbers
    titles = {block.number: _title(block, outline) for block in document.blocks if isinstance(block, Table)}
    cells = [f for f in facts if f.location.kind == "cell" and f.location.table is not None]
    claims += restatements(prose, totals_of_tables(cells, titles))
    indicators = joined(trees, document)
    claims += score_claims(document, outline, facts, indicators, [form.tree for form in evaluations])
    disclosure, told_of = read_disclosure(document, outline, facts, claims)
    claims += told_of
    questionnaires = all_surveys(document, prose, surveys)
    return FactBook(
        document,
        outline,
        tuple(facts),
        tuple(survey_rates(document, whole_sums(claims, indicators), questionnaires, facts)),
        tuple(accounts),
        tuple(numbers),
        document.notes,
        indicators,
        tuple(evaluations),
        questionnaires,
        disclosure,
    )


_FIGURE = re.compile(r"[\d０-９]\s*(?:[万亿]|元|%|％|人|名|个|家|户|辆|件|项|份|次)")


def _title(table: Table, outline: Outline) -> str:
    caption = outline.captions.get(table.index)
    return caption.title if caption else ""


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
