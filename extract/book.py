"""From a document and its outline to the fact book: the one place where prose, tables and restatements meet."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import count

from extract.beside import compared
from extract.citations.reader import citations
from extract.controls import control_claims, controls
from extract.dates import calendar_claims
from extract.forms.cover import cover_sheet
from extract.forms.disclosure import read_disclosure
from extract.forms.form_notes import with_notes
from extract.forms.form_statements import with_statements
from extract.forms.form_told import completions_told
from extract.forms.indicator_pieces import joined, joined_forms, turned, whole_sums, with_money
from extract.forms.placed import Placed
from extract.forms.team import team_sums, teams
from extract.forms.worksheet import worksheets
from extract.formulas import formula_rates
from extract.funds import fund_at_head, paragraphs
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
from extract.passages import passages
from extract.quantities import scan
from extract.readers.clock import Clock
from extract.references import reference_claims
from extract.residue import residues
from extract.restatements import restatements, totals_of_tables
from extract.sections import section_claims
from extract.staffing import headcounts
from extract.stretches import stretches as all_stretches
from extract.surveys.claims import survey_rates
from extract.surveys.prose import all_surveys
from extract.tables import read_table
from extract.tables.headers import Column
from extract.wording import wording

# A passage longer than this is read in pieces, so that one huge section costs no more than many small ones.
_PASSAGE = 6000

_RELATING = "把全文数字联系起来"


def build_book(document: Document, outline: Outline, clock: Clock | None = None) -> FactBook:
    """Read every block once, in order, and index what it says. Raises ReadError timeout when `clock` passes its cap."""
    clock = clock or Clock()
    ids = count()
    facts: list[Fact] = []
    prose: list[Fact] = []
    claims: list[Claim] = []
    accounts: list[AccountTable] = []
    numbers: list[NumberSeen] = []
    trees: list[IndicatorTree] = []
    evaluations: list[EvaluationForm] = []
    surveys: list[Survey] = []
    columns: tuple[Column, ...] = ()
    setting = Setting(outline.cover.year, outline.cover.department)
    for run in _runs(document, outline):
        first = run[0]
        clock.check(f"读到第 {first.index + 1} 段")
        if isinstance(first, Table):
            carried = columns if columns and turned(document, first.number - 1) else ()
            table = read_table(first, outline, ids, carried)
            columns = table.columns
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
            numbers += _no_quantities(first, outline, "toc", "页码")
            continue
        if first.origin == "unread":
            numbers += _no_quantities(first, outline, "unread", "表格未读出")
            continue
        pieces = [
            Piece(b.text, "paragraph" if b.origin == "body" else b.origin, b.index, outline.section_path(b.index))
            for b in run
            if isinstance(b, Paragraph)
        ]
        stretches = [[s] for s in pieces[0].stretches(_PASSAGE)] if len(pieces) == 1 else [pieces]
        for stretch in stretches:
            clock.check(f"读到第 {first.index + 1} 段")
            told = read_passage(stretch, setting, ids)
            facts += told.facts
            prose += told.facts
            claims += told.claims
            numbers += told.numbers
    clock.check(_RELATING)
    titles = {block.number: _title(block, outline) for block in document.blocks if isinstance(block, Table)}
    cells = [f for f in facts if f.location.kind == "cell" and f.location.table is not None]
    texts = paragraphs(document)
    claims += restatements(prose, totals_of_tables(cells, titles), texts)
    clock.check(_RELATING)
    indicators = joined(trees, document)
    forms = with_notes(joined_forms(evaluations, document), document, outline)
    forms = with_statements(forms, document, outline)
    in_forms = [form.tree for form in forms]
    claims += completions_told(forms, prose, outline.cover.year)
    claims = score_claims(document, outline, facts, indicators, in_forms, claims)
    clock.check(_RELATING)
    disclosure, told_of = read_disclosure(document, outline, facts, claims)
    claims += told_of
    clock.check(_RELATING)
    questionnaires = all_surveys(document, prose, surveys)
    placed = Placed(outline, facts, numbers, ids)
    claims += formula_rates(document, outline, placed, claims)
    governed = controls(facts, (*indicators, *in_forms), outline.cover.year)
    claims += control_claims(governed, claims)
    claims += headcounts(facts, outline.cover.year, claims)
    claims += citations(document, outline)
    claims = compared(document, outline, facts, claims)
    claims += wording(document, outline, (*indicators, *in_forms))
    claims += passages(document, outline, facts, claims)
    clock.check(_RELATING)
    words = tuple(all_stretches(document, outline))
    claims += calendar_claims(outline, words)
    claims += section_claims(document, outline, words, facts, claims, indicators, forms, questionnaires)
    clock.check(_RELATING)
    people = teams(document, outline, placed)
    claims += team_sums(document, outline, placed, claims)
    papers = worksheets(document, outline, (*indicators, *in_forms), placed)
    claims += reference_claims(document, outline, claims, indicators, questionnaires, papers)
    facts += placed.made
    sheet = cover_sheet(document, outline, placed)
    claims += residues(document, outline, sheet, indicators, questionnaires)
    clock.check(_RELATING)
    return FactBook(
        document,
        outline,
        tuple(facts),
        tuple(
            survey_rates(
                document, with_money(whole_sums(claims, [*indicators, *in_forms]), forms), questionnaires, facts
            )
        ),
        tuple(accounts),
        tuple(placed.numbers),
        document.notes,
        indicators,
        forms,
        questionnaires,
        papers,
        sheet,
        people,
        governed,
        disclosure,
        {fact.id: fund for fact in prose if (fund := fund_at_head(fact, texts))},
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
