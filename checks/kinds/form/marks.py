"""The weights and scores of a form."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from checks.attainment import rows_of
from checks.figures import plain
from checks.kinds.form.gathering import (
    flat,
)
from checks.outcome import Member, Outcome, failed, passed
from checks.relation import AtMost
from checks.rule import Rule
from extract.model import Binding, EvaluationForm, Fact, FactBook, PartGroup

_WHOLE = Decimal(100)


def weights_whole(book: FactBook, form: EvaluationForm, rule: Rule[Any]) -> Iterator[Outcome]:
    """The weights of all indicators and of the execution make up 100, where no total row says so."""
    rows = [row for row in rows_of(form.tree) if row.indicator.weight is not None]
    leaves = [row.indicator.weight for row in rows if row.indicator.weight is not None]
    total = form.tree.total_weight
    if len(rows) < 2 or len(rows) < len(form.tree.leaves()) or total is not None or form.tree.total_score is not None:
        return
    if not form.funds or len({weight.quantity.dimension for weight in leaves}) != 1:
        return
    execution = [row.weight for row in form.funds if row.weight is not None and not row.weight.quantity.nil]
    parts = [*execution[:1], *leaves]
    found = sum((weight.quantity.printed for weight in parts), Decimal(0))
    members: list[Member] = [("weight", weight) for weight in parts]
    if found == _WHOLE:
        yield passed(rule, members)
        return
    if not execution:
        return
    said = " + ".join(plain(weight.quantity.printed) for weight in parts)
    yield failed(
        rule,
        members,
        binding=Binding.CELL,
        expected="100",
        actual=plain(found),
        gap=plain(found - _WHOLE),
        unit="分",
        computation=f"{said} = {plain(found)}；应为 100",
        labels="分值合计",
        fields={"rows": "分值", "count": str(len(parts))},
    )


def score_within(book: FactBook, form: EvaluationForm, rule: Rule[Any]) -> Iterator[Outcome]:
    """No score exceeds its weight: of the indicators, of the execution, of the whole."""
    pairs: list[tuple[str, Fact, Fact]] = []
    for fund in form.funds:
        if fund.weight is not None and fund.score is not None:
            pairs.append((flat(fund.name.text), fund.score, fund.weight))
    for row in rows_of(form.tree):
        if row.indicator.weight is not None and row.indicator.score is not None:
            pairs.append((row.name, row.indicator.score, row.indicator.weight))
    for name, score, weight in pairs:
        members: list[Member] = [("score", score), ("weight", weight)]
        over = score.quantity.printed - weight.quantity.printed
        if over <= 0:
            yield passed(rule, members)
            continue
        said = f"“{name}”分值 {plain(weight.quantity.printed)}，得分 {plain(score.quantity.printed)}"
        yield failed(
            rule,
            members,
            binding=Binding.CELL,
            expected=plain(weight.quantity.printed),
            actual=plain(score.quantity.printed),
            gap=plain(over),
            unit="分",
            computation=f"{plain(score.quantity.printed)} > {plain(weight.quantity.printed)}",
            labels=name,
            fields={"rows": said, "count": "1"},
            relation=AtMost(score, weight),
        )


def review_within(book: FactBook, form: EvaluationForm, rule: Rule[Any]) -> Iterator[Outcome]:
    """No score of a second column (复核得分) exceeds its weight."""
    for row in rows_of(form.tree):
        review, weight = row.indicator.review, row.indicator.weight
        if review is None or weight is None:
            continue
        members: list[Member] = [("score", review), ("weight", weight)]
        full, given = weight.quantity.printed, review.quantity.printed
        if given <= full:
            yield passed(rule, members)
            continue
        yield failed(
            rule,
            members,
            binding=Binding.CELL,
            expected=plain(full),
            actual=plain(given),
            gap=plain(given - full),
            unit="分",
            computation=f"{plain(given)} > {plain(full)}",
            labels=row.name,
            fields={"rows": f"“{row.name}”分值 {plain(full)}，复核得分 {plain(given)}", "count": "1"},
        )


def review_total(book: FactBook, form: EvaluationForm, rule: Rule[Any]) -> Iterator[Outcome]:
    """The scores of a second column add up to their total, with the execution marks where the form has them. A total
    that the table's own sums are checked against is left to them."""
    total = form.tree.total_review
    reviews = [leaf.review for leaf in form.tree.leaves() if leaf.review is not None]
    if total is None or not reviews or len(reviews) < len(form.tree.leaves()):
        return
    if any(group.totals[0].id == total.id for group in book.claims_of(PartGroup) if group.totals):
        return
    found = sum((review.quantity.printed for review in reviews), Decimal(0))
    stated = total.quantity.printed
    execution = next((fund.score.quantity.printed for fund in form.funds if fund.score is not None), Decimal(0))
    members: list[Member] = [("total", total), *(("part", review) for review in reviews)]
    if stated in (found, found + execution):
        yield passed(rule, members)
        return
    said = " + ".join(plain(review.quantity.printed) for review in reviews)
    yield failed(
        rule,
        members,
        binding=Binding.CELL,
        expected=plain(found),
        actual=plain(stated),
        gap=plain(stated - found),
        unit="分",
        computation=f"{said} = {plain(found)}；写 {plain(stated)}",
        labels="复核得分合计",
        fields={"rows": "复核得分", "count": str(len(reviews))},
    )
