"""From a document and its outline to the fact book: the one place where prose, tables and restatements meet."""

from __future__ import annotations

from functools import partial
from itertools import count

from extract.beside import compared
from extract.blocks import read_blocks
from extract.citations.reader import citations
from extract.controls import control_claims, controls
from extract.dates import calendar_claims
from extract.forms.cover import cover_sheet
from extract.forms.disclosure import read_disclosure
from extract.forms.form_notes import with_notes
from extract.forms.form_statements import with_statements
from extract.forms.form_told import completions_told
from extract.forms.indicator_pieces import joined, joined_forms, whole_sums, with_money
from extract.forms.placed import Placed
from extract.forms.team import team_sums, teams
from extract.forms.worksheet import worksheets
from extract.formulas import formula_rates
from extract.funds import fund_at_head, paragraphs
from extract.grades import score_claims
from extract.model import (
    Document,
    FactBook,
    Outline,
    Table,
)
from extract.passages import passages
from extract.readers.clock import Clock
from extract.references import reference_claims
from extract.residue import residues
from extract.restatements import restatements, totals_of_tables
from extract.sections import section_claims
from extract.staffing import headcounts
from extract.stretches import stretches
from extract.surveys.claims import survey_rates
from extract.surveys.prose import all_surveys
from extract.wording import wording

_RELATING = "把全文数字联系起来"


def build_book(document: Document, outline: Outline, clock: Clock | None = None) -> FactBook:
    """Read every block once, in order, and index what it says. Raises ReadError timeout when `clock` passes its cap."""
    clock = clock or Clock()
    ids = count()
    told = read_blocks(document, outline, ids, clock)
    facts, prose, claims = told.facts, told.prose, told.claims
    clock.check(_RELATING)
    titles = {block.number: _title(block, outline) for block in document.blocks if isinstance(block, Table)}
    cells = [f for f in facts if f.location.kind == "cell" and f.location.table is not None]
    texts = paragraphs(document)
    claims += restatements(prose, totals_of_tables(cells, titles), texts)
    clock.check(_RELATING)
    indicators = joined(told.trees, document)
    forms = with_notes(joined_forms(told.evaluations, document), document, outline)
    forms = with_statements(forms, document, outline)
    in_forms = [form.tree for form in forms]
    claims += completions_told(forms, prose, outline.cover.year)
    claims = score_claims(document, outline, facts, indicators, in_forms, claims)
    clock.check(_RELATING)
    disclosure, told_there = read_disclosure(document, outline, facts, claims)
    claims += told_there
    clock.check(_RELATING)
    questionnaires = all_surveys(document, prose, told.surveys)
    placed = Placed(outline, facts, told.numbers, ids)
    claims += formula_rates(document, outline, placed, claims)
    governed = controls(facts, (*indicators, *in_forms), outline.cover.year)
    claims += control_claims(governed, claims)
    claims += headcounts(facts, outline.cover.year, claims)
    words = tuple(stretches(document, outline))
    clock.check(_RELATING)
    claims += citations(words)
    clock.check(_RELATING)
    claims = compared(document, outline, facts, claims)
    claims += wording(words, (*indicators, *in_forms))
    clock.check(_RELATING)
    claims += passages(words, facts, claims, partial(clock.check, _RELATING))
    clock.check(_RELATING)
    claims += calendar_claims(outline, words)
    clock.check(_RELATING)
    claims += section_claims(document, outline, words, facts, claims, indicators, forms, questionnaires)
    clock.check(_RELATING)
    people = teams(document, outline, placed)
    claims += team_sums(document, outline, placed, claims)
    papers = worksheets(document, outline, (*indicators, *in_forms), placed)
    clock.check(_RELATING)
    claims += reference_claims(document, outline, words, claims, indicators, questionnaires, papers)
    facts += placed.made
    clock.check(_RELATING)
    sheet = cover_sheet(document, outline, placed)
    claims += residues(document, outline, words, sheet, indicators, questionnaires)
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
        tuple(told.accounts),
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


def _title(table: Table, outline: Outline) -> str:
    caption = outline.captions.get(table.index)
    return caption.title if caption else ""
