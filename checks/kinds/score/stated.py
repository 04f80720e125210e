"""Scores in prose: the total and the marks of single indicators against the table, and what was taken off."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from checks import diagnosis, writing
from checks.figures import plain, shown, spaced
from checks.kinds.equal import judge_statements
from checks.kinds.score.trees import FromHundred
from checks.outcome import Answer, Member, Outcome, failed, passed
from checks.relation import Linear
from checks.ruleset import Rule
from extract.model import DeductionClaim, Fact, FactBook, ScoreStatement


def check_stated(book: FactBook, rule: Rule[Any], of: Sequence[str]) -> Iterator[Outcome]:
    """Prose states the figures of the table. `of` picks what is stated: 总分, 得分, 分值."""
    clues = diagnosis.Clues(book)
    for claim in book.claims_of(ScoreStatement):
        if claim.what in of:
            labels = f"{claim.name}{claim.what}" if claim.name else ""
            yield judge_statements((claim.table, *claim.said), claim.binding, rule, clues, labels)


def check_taken(book: FactBook, rule: Rule[Any]) -> Iterator[Outcome]:
    """What prose says was taken off is what is missing from the full marks."""
    for claim in book.claims_of(DeductionClaim):
        yield _taken(rule, claim)


def _taken(rule: Rule[Any], claim: DeductionClaim) -> Outcome:
    deduction, score, full = claim.deduction, claim.score, claim.full
    relation: Linear = FromHundred(((-1, score),), deduction)
    members: list[Member] = [("subtrahend", score), ("result", deduction)]
    if full is not None:
        relation = Linear(((1, full), (-1, score)), deduction)
        members.insert(0, ("minuend", full))
    step = relation.step()
    if step.answer is Answer.HOLDS:
        return passed(rule, members)
    return failed(
        rule,
        members,
        answer=step.answer,
        binding=claim.binding,
        expected=plain(step.exact),
        actual=shown(step.stated, deduction.quantity),
        gap=writing.gap(step),
        unit=deduction.quantity.unit,
        computation=_written(relation, full, score, deduction),
        diagnosis=diagnosis.of_figure(deduction, step.due) if step.answer is Answer.FAILS else None,
        labels=claim.name,
        fields={"word": claim.name or "总分", "right": spaced(plain(step.exact), deduction.quantity.unit)},
        relation=relation,
    )


def _written(relation: Linear, full: Fact | None, score: Fact, deduction: Fact) -> str:
    """100 − 94.25 = 5.75 分；扣分写 5.25 分"""
    begun = writing.figure(full, full) if full is not None else "100"
    left = spaced(plain(relation.exact()), deduction.quantity.unit)
    return f"{begun} − {writing.figure(score, score)} = {left}；扣分写 {writing.with_unit(deduction)}"
