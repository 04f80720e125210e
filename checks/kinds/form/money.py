"""The money of a form: its execution rate against its marks, its sources against the whole."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Any

from checks.attainment import scored_as
from checks.figures import decimals, plain
from checks.kinds.form.gathering import (
    flat,
)
from checks.outcome import Failed, Member, Outcome, failed, passed, skipped
from checks.rubric_scores import due as due_of
from checks.rubric_scores import fits
from checks.rule import Rule, Severity
from extract.model import Binding, EvaluationForm, Fact, FactBook, FundRow, PartGroup, RateClaim, Rubric

_WHOLE = Decimal(100)


def execution_score(book: FactBook, form: EvaluationForm, rule: Rule[Any]) -> Iterator[Outcome]:
    """Execution marks are what the form's own rule gives for the execution rate or, without one, in proportion to it,
    and no more than their weight."""
    seen: set[tuple[Decimal, ...]] = set()
    for row in form.funds:
        if row.rate is None or row.weight is None or row.score is None or not row.rate.quantity.exact:
            continue
        printed = tuple(fact.quantity.value for fact in (row.rate, row.weight, row.score))
        if printed in seen:
            continue  # a part of the money prints the marks of the whole once more
        seen.add(printed)
        members: list[Member] = [("rate", row.rate), ("weight", row.weight), ("score", row.score)]
        if row.rate.quantity.nil or (row.budget is not None and not row.budget.quantity.value):
            yield skipped(rule, members, "没有预算，执行率无意义")
            continue
        if row.score.quantity.printed > row.weight.quantity.printed:
            continue  # 得分超过分值 is told of as such
        own = form.execution is not None and not _usual(form.execution_rubric)
        judged = _by_own_rule if own else _in_proportion
        outcome = judged(form, row, row.rate, row.weight, row.score, rule)
        spent = _of_money(book, row.rate) if isinstance(outcome, Failed) else None
        if spent is not None and _gives(form, spent, row.weight, row.score):
            outcome = skipped(rule, members, "执行率与所列金额不符，得分与按金额重算的执行率相符")
        yield outcome


def _in_proportion(
    form: EvaluationForm, row: FundRow, rate: Fact, weight: Fact, score: Fact, rule: Rule[Any]
) -> Outcome:
    """What the printed rate gives of the weight."""
    members: list[Member] = [("rate", rate), ("weight", weight), ("score", score)]
    dues = list(_execution_dues(row, rate, weight))
    if any(scored_as(score, due) for due in dues):
        return passed(rule, members)
    due = dues[0]
    digits = max(decimals(score.quantity), 2 if due != due.to_integral_value() else 0)
    expected = plain(due.quantize(Decimal(1).scaleb(-digits)))
    cut = any(0 < due - score.quantity.printed < Decimal(1).scaleb(-decimals(score.quantity)) for due in dues)
    return _misscored(row, rate, weight, score, rule, members, "按比例", expected, cut)


def _of_money(book: FactBook, rate: Fact) -> Decimal | None:
    """The execution in percent that the money gives, where the printed rate is another and is told of as wrong."""
    for claim in book.claims_of(RateClaim):
        if claim.rate.id != rate.id or not claim.denominator.quantity.value:
            continue
        spent = claim.numerator.quantity.value / claim.denominator.quantity.value * _WHOLE
        return spent if abs(spent - rate.quantity.value) > rate.quantity.ulp else None
    return None


def _gives(form: EvaluationForm, spent: Decimal, weight: Fact, score: Fact) -> bool:
    """Whether an execution rate scores these marks."""
    full = weight.quantity.printed
    if form.execution is None or _usual(form.execution_rubric):
        return scored_as(score, min(spent, _WHOLE) * full / _WHOLE)
    owed = due_of(form.execution_rubric, full, spent) if form.execution_rubric else None
    return owed is not None and fits(score.quantity.printed, score.quantity.ulp, owed)


def _usual(rubric: Rubric | None) -> bool:
    """Whether a form's own rule is the usual one: the rate times the weight."""
    return rubric is not None and rubric.proportional and rubric.full_at is None and not rubric.points


def _by_own_rule(form: EvaluationForm, row: FundRow, rate: Fact, weight: Fact, score: Fact, rule: Rule[Any]) -> Outcome:
    """What the rule that the form prints for its execution marks gives for the printed rate."""
    assert form.execution is not None
    members: list[Member] = [("rate", rate), ("weight", weight), ("score", score), ("rubric", form.execution)]
    owed = (
        due_of(form.execution_rubric, weight.quantity.printed, rate.quantity.value) if form.execution_rubric else None
    )
    if owed is None:
        return skipped(rule, members, "表内另有计分办法，未能识别")
    if fits(score.quantity.printed, score.quantity.ulp, owed):
        return passed(rule, members)
    expected = plain(round(owed.nearest(score.quantity.printed), 2).normalize())
    return _misscored(row, rate, weight, score, rule, members, "按表内计分办法", expected, cut=False)


def _misscored(
    row: FundRow,
    rate: Fact,
    weight: Fact,
    score: Fact,
    rule: Rule[Any],
    members: Sequence[Member],
    way: str,
    expected: str,
    cut: bool,
) -> Outcome:
    """Marks that are not what `way` of scoring gives; `cut` says that they are but for their last digit."""
    name, full, stated = flat(row.name.text), plain(weight.quantity.printed), plain(score.quantity.printed)
    said = f"“{name}”执行率 {rate.quantity.text}，分值 {full}，得分写 {stated}，{way}应为 {expected}"
    sum_ = f"min({rate.quantity.text}，100%) × {full}" if way == "按比例" else f"{way}，执行率 {rate.quantity.text}"
    return failed(
        rule,
        members,
        binding=Binding.CELL,
        severity=Severity.INFO if cut else None,
        expected=expected,
        actual=stated,
        gap=plain(score.quantity.printed - Decimal(expected)),
        unit="分",
        computation=f"{sum_} = {expected}；写 {stated}" if way == "按比例" else f"{sum_}，应为 {expected}；写 {stated}",
        labels=name,
        fields={"rows": said, "count": "1"},
    )


def _execution_dues(row: FundRow, rate: Fact, weight: Fact) -> Iterator[Decimal]:
    """The marks that the printed rate gives, and those that the money itself gives."""
    full = weight.quantity.printed
    half = rate.quantity.ulp / 2
    for value in (rate.quantity.value, rate.quantity.value - half, rate.quantity.value + half):
        yield min(value, _WHOLE) * full / _WHOLE
    base = row.initial if row.denominator == "年初预算数" else row.budget
    if row.executed is not None and base is not None and base.quantity.value > 0:
        exact = row.executed.quantity.value / base.quantity.value
        if abs(exact * _WHOLE - rate.quantity.value) <= rate.quantity.ulp:
            yield min(exact, Decimal(1)) * full


def fund_parts(book: FactBook, form: EvaluationForm, rule: Rule[Any]) -> Iterator[Outcome]:
    """No source of money is larger than the whole. Columns whose sum is checked as a sum are left to that."""
    total = next((row for row in form.funds if row.total), None)
    if total is None:
        return
    summed = {group.totals[0].id for group in book.claims_of(PartGroup) if group.totals}
    members: list[Member] = []
    said: list[str] = []
    for column, of in (("initial", "年初预算数"), ("budget", "全年预算数"), ("executed", "全年执行数")):
        whole: Fact | None = getattr(total, column)
        parts: list[Fact] = [fact for row in form.funds if not row.total and (fact := getattr(row, column)) is not None]
        if whole is None or whole.id in summed or not parts:
            continue
        largest = max(parts, key=lambda fact: fact.quantity.value)
        if largest.quantity.value <= whole.quantity.value:
            yield passed(rule, [("compared", whole), ("compared", largest)])
            continue
        members += [("total", whole), ("part", largest)]
        said.append(f"{of}总额 {whole.quantity.text}，其中一项 {largest.quantity.text}")
    if members:
        yield failed(
            rule,
            members,
            binding=Binding.CELL,
            computation="；".join(said),
            labels=flat(total.name.text),
            fields={"rows": "；".join(said), "count": str(len(said))},
        )
