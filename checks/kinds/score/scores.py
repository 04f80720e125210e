"""Scores: none above its weight, those of the parts make up that of the whole, deductions are what is missing."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from checks import diagnosis, writing
from checks.figures import shown
from checks.kinds.score.sums import judged
from checks.kinds.score.trees import (
    AtMost,
    Branches,
    asserted,
    called,
    has_bonus,
    one_measure,
    only_part,
    score_of,
    total_of,
)
from checks.kinds.score.weights import unless_doubtful
from checks.outcome import Answer, Member, Outcome, failed, passed
from checks.relation import Linear
from checks.rule import Rule
from extract.model import DifferenceClaim, Fact, FactBook, Indicator, IndicatorTree, MarksGiven

_FULL = Decimal(100)
_SHARES = Decimal("1.5")  # weights that come to less are shares of one


def check_limit(book: FactBook, rule: Rule[Any]) -> Iterator[Outcome]:
    """No indicator is given more than it weighs, in a table or in prose."""
    for given in book.claims_of(MarksGiven):
        yield _limited(rule, diagnosis.name(given.score).removesuffix("得分"), given.score, given.weight)
    for tree in book.trees:
        if not _shares_marks(tree):
            continue
        outcomes = [
            _limited(rule, called(indicator), indicator.score, indicator.weight)
            for indicator in tree.indicators
            if indicator.score is not None and indicator.weight is not None and not has_bonus((indicator,))
        ]
        yield from unless_doubtful(rule, outcomes, "得分不是按分值给的")


def _shares_marks(tree: IndicatorTree) -> bool:
    """Whether scores are given out of the weights beside them: weights in percent, or as shares of one, may be shares
    of scores that are each out of 100."""
    leaves = tree.leaves()
    weights = [i.weight for i in leaves if i.weight is not None]
    scores = [i.score for i in leaves if i.score is not None]
    if total_of(weights) <= _SHARES:
        return False
    if one_measure((*weights, *scores)):
        return True
    if tree.total_score is not None:
        return total_of(scores) == tree.total_score.quantity.value
    return total_of(scores) <= _FULL


def _limited(rule: Rule[Any], name: str, score: Fact, weight: Fact) -> Outcome:
    relation = AtMost(score, weight)
    members: list[Member] = [("score", score), ("weight", weight)]
    if relation.answer() is Answer.HOLDS:
        return passed(rule, members)
    return failed(
        rule,
        members,
        binding=score.binding,
        expected=shown(weight.quantity.value, weight.quantity),
        actual=shown(score.quantity.value, score.quantity),
        gap=shown(score.quantity.value - weight.quantity.value, score.quantity),
        unit=score.quantity.unit,
        computation=f"{writing.with_unit(score)} > {writing.with_unit(weight)}",
        labels=name,
        relation=relation,
    )


def check_rollup(book: FactBook, rule: Rule[Any]) -> Iterator[Outcome]:
    """The scores of the parts against the score printed for their parent."""
    clues, known = diagnosis.Clues(book), asserted(book)
    for tree in book.trees:
        outcomes = []
        branches = Branches(tree)
        for indicator in tree.indicators:
            parts = branches.below(indicator.index, score_of)
            if indicator.score is None or parts is None or not one_measure((indicator.score, *parts)):
                continue
            if (indicator.score.id, frozenset(part.id for part in parts)) not in known:
                name = called(indicator)
                only = only_part(tree, parts, score_of)
                outcomes.append(judged(rule, parts, indicator.score, name, clues, whole=name, only=only))
        yield from unless_doubtful(rule, outcomes, "上级得分另有算法")


def check_total(book: FactBook, rule: Rule[Any]) -> Iterator[Outcome]:
    """All scores against the total row, where the table's own sums have not said it."""
    clues = diagnosis.Clues(book)
    summed = {total for total, _ in asserted(book)}
    for tree in book.trees:
        total, parts = tree.total_score, Branches(tree).below(None, score_of)
        if total is None or parts is None or len(parts) < 2 or total.id in summed or not one_measure((total, *parts)):
            continue
        if not has_bonus(tree.indicators):
            yield judged(rule, parts, total, tree.title or "评分表", clues, whole="总分")


def check_deduction(book: FactBook, rule: Rule[Any]) -> Iterator[Outcome]:
    """What is taken off is the weight less the score; tables that print the three columns by these names are judged as
    differences."""
    told = {claim.result.id for claim in book.claims_of(DifferenceClaim)}
    for tree in book.trees:
        outcomes = [
            _taken_off(rule, indicator, indicator.weight, indicator.score, indicator.deduction)
            for indicator in tree.indicators
            if indicator.weight is not None
            and indicator.score is not None
            and indicator.deduction is not None
            and indicator.score.id not in told
            and one_measure((indicator.weight, indicator.score, indicator.deduction))
        ]
        yield from unless_doubtful(rule, outcomes, "扣分另有算法")


def _taken_off(rule: Rule[Any], indicator: Indicator, weight: Fact, score: Fact, deduction: Fact) -> Outcome:
    sign = -1 if deduction.quantity.value < 0 else 1
    relation = Linear(((sign, weight), (-sign, score)), deduction)
    members: list[Member] = [("minuend", weight), ("subtrahend", score), ("result", deduction)]
    step = relation.step()
    if step.answer is Answer.HOLDS:
        return passed(rule, members)
    return failed(
        rule,
        members,
        answer=step.answer,
        binding=deduction.binding,
        expected=shown(step.due, deduction.quantity),
        actual=shown(step.stated, deduction.quantity),
        gap=writing.gap(step),
        unit=deduction.quantity.unit,
        computation=writing.linear(relation, "扣分"),
        labels=called(indicator),
        relation=relation,
    )
