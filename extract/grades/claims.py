"""All that is said of scores, put together."""

from __future__ import annotations

from collections.abc import Sequence

from extract.grades.apart import scores_apart
from extract.grades.bands import schemes
from extract.grades.cells import table_grades
from extract.grades.compared import part_claims
from extract.grades.deductions import deductions
from extract.grades.misread import without_misread
from extract.grades.parts import read_parts
from extract.grades.statements import Statement, statements
from extract.grades.texts import spans_of
from extract.grades.trees import Scored, restated, scored_trees
from extract.grades.twice import stated_twice
from extract.grades.words import about, grade_of
from extract.model import Claim, Document, Fact, GradeClaim, IndicatorTree, Outline


def score_claims(
    document: Document,
    outline: Outline,
    facts: Sequence[Fact],
    trees: Sequence[IndicatorTree],
    forms: Sequence[IndicatorTree],
    known: Sequence[Claim],
) -> list[Claim]:
    """The claims of a document with what is said of scores in words: a tree's total and its indicators' figures stated
    again, what was taken off, the grade given with a score, and the bands of grades. `forms` are the trees of forms;
    `known` are the claims that were read so far: none is made again, and those that the names of the indicators refute
    are left out."""
    spans = {span.key: span for span in spans_of(document, outline)}
    parts = read_parts(spans, facts, (*trees, *forms), outline)
    said = statements(
        spans, facts, outline, {fact.id for part in parts if part.named is not None for fact in part.facts}
    )
    scored = scored_trees(trees, forms)
    confirmed = {id(tree) for tree in (*trees, *forms) if _confirmed(tree, said, scored)}
    parts = [part for part in parts if part.named is None or id(part.named.tree) in confirmed]
    kept = list(without_misread(known, parts))
    kind = about(outline.cover.kind)
    claims: list[Claim] = [*kept, *restated(said, scored, kind)]
    if not scored:
        claims += stated_twice(said, spans, kind)
    claims += part_claims(parts, said, kept)
    claims += scores_apart(spans, facts, kept)
    claims += deductions(spans, facts, parts, said, scored, kept)
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


def _confirmed(tree: IndicatorTree, said: Sequence[Statement], scored: Sequence[Scored]) -> bool:
    """Whether prose that states its own score states that of this tree: else it speaks of another evaluation, whose
    indicators may be called the same."""
    own = [one.score for one in said if one.own]
    return not own or any(one.gives(score) for one in scored if one.tree is tree for score in own)
