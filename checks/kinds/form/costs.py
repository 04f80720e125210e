"""Money among the indicators of a form, beside the form's own money: spending above the budget, costs that are not what was
spent, indicators that only state the budget once more."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from checks import writing
from checks.figures import plain
from checks.kinds.form.gathering import flat
from checks.outcome import Member, Outcome, failed, passed, skipped
from checks.rule import Rule
from extract.model import Binding, EvaluationForm, Fact, FactBook, FundRow, Indicator

_WHOLE_COST = re.compile(
    r"(?:项目|资金|总|预算|投入|支出)(?:总)?(?:成本|投入|支出|金额|额)|(?:成本|支出|投入)(?:总额|总量|控制[数额]?)$|总成本"
)
_PART = re.compile(r"单位|每|人均|标准|单价|平均|节约|降低|补助|\d")
_EXPLAINED = re.compile(r"超|追加|调增|调整|上年结转|增加预算")


def over_budget(book: FactBook, form: EvaluationForm, rule: Rule[Any]) -> Iterator[Outcome]:
    """No more is spent than the whole year's budget, unless the form says why."""
    total = _total(form)
    if total is None or total.budget is None or total.executed is None or total.denominator != "全年预算数":
        return
    budget, spent = total.budget, total.executed
    members: list[Member] = [("compared", spent), ("compared", budget)]
    if not budget.quantity.value or budget.quantity.unit != spent.quantity.unit:
        return
    if spent.quantity.value <= budget.quantity.value:
        yield passed(rule, members)
    elif any(i.reason is not None and _EXPLAINED.search(i.reason.text) for i in form.tree.indicators):
        yield skipped(rule, members, "偏差原因中有说明")
    else:
        said = f"全年执行数 {writing.with_unit(spent)} 大于全年预算数 {writing.with_unit(budget)}"
        yield failed(
            rule, members, binding=Binding.CELL, labels=flat(total.name.text), fields={"rows": said, "count": "1"}
        )


def whole_cost(book: FactBook, form: EvaluationForm, rule: Rule[Any]) -> Iterator[Outcome]:
    """The cost of the whole project, where an indicator states it, is what was spent."""
    total = _total(form)
    if total is None or total.executed is None or not total.executed.quantity.value:
        return
    for indicator, above in _money(form):
        name = flat(indicator.name.text)
        if "成本" not in above or indicator.actual is None or not _WHOLE_COST.search(name) or _PART.search(name):
            continue
        actual, spent = indicator.actual, total.executed
        members: list[Member] = [("actual", actual), ("compared", spent)]
        unit = max(actual.quantity.ulp, spent.quantity.ulp)
        if not actual.quantity.exact:
            yield skipped(rule, members, "含约数")
        elif abs(actual.quantity.value - spent.quantity.value) <= unit / 2:
            yield passed(rule, members)
        else:
            said = f"“{name}”完成 {writing.with_unit(actual)}，全年执行数 {writing.with_unit(spent)}"
            yield failed(
                rule,
                [("name", indicator.name), *members],
                binding=Binding.INFERRED,
                expected=plain(spent.quantity.value / actual.quantity.scale),
                actual=plain(actual.quantity.printed),
                unit=actual.quantity.unit,
                labels=name,
                fields={"rows": said, "count": "1"},
            )


def money_as_output(book: FactBook, form: EvaluationForm, rule: Rule[Any]) -> Iterator[Outcome]:
    """What a project puts out is not the money that it was given."""
    total = _total(form)
    given = [f for f in (total.budget, total.initial) if f is not None and f.quantity.value] if total else []
    for indicator, above in _money(form):
        target = indicator.target
        if target is None or "成本" in above or not any(word in above for word in ("数量", "质量", "时效", "产出")):
            continue
        same = next((f for f in given if f.quantity.value == target.quantity.value), None)
        if same is None:
            continue
        said = f"“{flat(indicator.name.text)}”的目标 {writing.with_unit(target)} 就是预算数"
        members: list[Member] = [("name", indicator.name), ("aim", target), ("compared", same)]
        yield failed(rule, members, binding=Binding.INFERRED, fields={"rows": said, "count": "1"})


def _total(form: EvaluationForm) -> FundRow | None:
    return next((row for row in form.funds if row.total), None)


def _money(form: EvaluationForm) -> Iterator[tuple[Indicator, str]]:
    """The indicators that are measured in money, with the names of what they lie under."""
    for indicator in form.tree.leaves():
        facts: list[Fact] = [f for f in (indicator.target, indicator.actual) if f is not None]
        if not facts or any(f.quantity.dimension != "money" for f in facts):
            continue
        names: list[str] = []
        parent = indicator.parent
        while parent is not None:
            names.append(form.tree.indicators[parent].name.text)
            parent = form.tree.indicators[parent].parent
        yield indicator, "/".join(names)
