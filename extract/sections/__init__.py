"""What a report as a whole has and has not, read from its sections: parts, blanks, what it says of itself in two places."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from extract.model import Claim, Document, EvaluationForm, Fact, IndicatorTree, Outline, Survey
from extract.sections.appraisals import appraisals
from extract.sections.asked import asked_by
from extract.sections.blanks import blank_signatures, empty_sections, no_problems
from extract.sections.chapters import Chapters
from extract.sections.parts import halves, report_parts
from extract.sections.projects import projects_named, rates_beside_counts
from extract.sections.purchases import purchases
from extract.sections.told import all_met
from extract.stretches import Stretch


def section_claims(
    document: Document,
    outline: Outline,
    words: Sequence[Stretch],
    facts: Sequence[Fact],
    claims: Sequence[Claim],
    trees: Sequence[IndicatorTree],
    forms: Sequence[EvaluationForm],
    surveys: Sequence[Survey],
) -> Iterator[Claim]:
    """All claims about the sections of a report; `words` are all its stretches, `trees` its plain tables of indicators."""
    chapters = Chapters(document, outline, words)
    scored = (*trees, *(form.tree for form in forms))
    reasons = [i.reason for tree in scored for i in tree.indicators if i.reason is not None]
    yield from report_parts(chapters, outline, reasons)
    yield from halves(chapters)
    yield from empty_sections(chapters)
    yield from blank_signatures(chapters)
    yield from no_problems(chapters)
    yield from all_met(chapters)
    yield from appraisals(chapters, scored)
    yield from asked_by(document, chapters, trees, surveys, facts)
    yield from purchases(chapters, facts, scored)
    yield from projects_named(chapters, facts, forms)
    yield from rates_beside_counts(chapters, facts, claims)
