"""All that is said of scores, put together."""

from __future__ import annotations

from collections.abc import Sequence

from extract.grades.bands import schemes
from extract.grades.cells import table_grades
from extract.grades.deductions import deductions
from extract.grades.parts import part_claims, read_parts
from extract.grades.statements import statements
from extract.grades.texts import spans_of
from extract.grades.trees import restated, scored_trees
from extract.grades.words import grade_of
from extract.model import Claim, Document, Fact, GradeClaim, IndicatorTree, Outline


def score_claims(
    document: Document,
    outline: Outline,
    facts: Sequence[Fact],
    trees: Sequence[IndicatorTree],
    forms: Sequence[IndicatorTree],
    known: Sequence[Claim],
) -> list[Claim]:
    """What is said of scores in words: a tree's total and its indicators' figures stated again, what was taken off, the
    grade given with a score, and the bands of grades. `forms` are the trees of forms; `known` are the claims that were
    read so far, of which none is made again."""
    spans = {span.key: span for span in spans_of(document, outline)}
    parts = read_parts(spans, facts, (*trees, *forms), outline)
    said = statements(
        spans, facts, outline, {fact.id for part in parts if part.named is not None for fact in part.facts}
    )
    scored = scored_trees(trees, forms)
    claims: list[Claim] = [*restated(said, scored)]
    claims += part_claims(parts, said, known)
    claims += deductions(spans, facts, parts, said, scored, known)
    totals = {one.total.quantity.value for one in scored if one.total is not None}
    for one in said:
        if one.grade is not None and not one.other and (one.own or one.score.quantity.value in totals):
            claims.append(GradeClaim(one.score, grade_of(one.grade.text), one.grade, one.score.binding))
    by_table: dict[int, list[Fact]] = {}
    for table in scored:
        if table.total is not None:
            by_table.setdefault(table.tree.table, []).append(table.total)
    claims += table_grades(document, outline, by_table)
    claims += schemes(document, outline, spans.values())
    return claims
