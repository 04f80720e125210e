"""Scores in prose: the total and the marks of single indicators against the table, and what was taken off."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from checks import diagnosis, writing
from checks.figures import plain, shown, spaced
from checks.kinds.equal import judge_statements
from checks.kinds.score.trees import FromHundred, SameMarks
from checks.outcome import Answer, Member, Outcome, failed, passed
from checks.relation import Equal, Linear
from checks.rule import Rule
from extract.model import DeductionClaim, Fact, FactBook, ScoreStatement


def check_stated(book: FactBook, rule: Rule[Any], of: Sequence[str]) -> Iterator[Outcome]:
    """Prose states the figures of the table. `of` picks what is stated: 总分, 得分, 分值."""
    clues = diagnosis.Clues(book)
    for claim in book.claims_of(ScoreStatement):
        if claim.what in of:
            labels = f"{claim.name}{claim.what}" if claim.name else ""
            kind = SameMarks if claim.name else Equal
            yield judge_statements((claim.table, *claim.said), claim.binding, rule, clues, labels, kind)


def check_taken(book: FactBook, rule: Rule[Any]) -> Iterator[Outcome]:
    """What prose says was taken off is what is missing from the full marks."""
    for claim in book.claims_of(DeductionClaim):
        yield _taken(rule, claim)


def _taken(rule: Rule[Any], claim: DeductionClaim) -> Outcome:
    deduction = claim.deduction
    terms = (*((1, fact) for fact in claim.full), *((-1, fact) for fact in claim.scores))
    relation = (Linear if claim.full else FromHundred)(terms, deduction)
    members: list[Member] = [
        *(("minuend", fact) for fact in claim.full),
        *(("subtrahend", fact) for fact in claim.scores),
        ("result", deduction),
    ]
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
        computation=_written(relation, claim),
        diagnosis=diagnosis.of_figure(deduction, step.due) if step.answer is Answer.FAILS else None,
        labels=claim.name,
        fields={"word": claim.name or "总分", "right": spaced(plain(step.exact), deduction.quantity.unit)},
        relation=relation,
    )


def _written(relation: Linear, claim: DeductionClaim) -> str:
    """100 − 92.75 = 7.25 分；扣分写 6.75 分"""
    left = spaced(plain(relation.exact()), claim.deduction.quantity.unit)
    return (
        f"{_added(claim.full) or '100'} − {_added(claim.scores)} = {left}；扣分写 {writing.with_unit(claim.deduction)}"
    )


def _added(facts: Sequence[Fact]) -> str:
    """（8 + 7）, or the one figure alone."""
    figures = [writing.figure(fact, fact) for fact in facts]
    return f"（{' + '.join(figures)}）" if len(figures) > 1 else "".join(figures)
