"""A printed execution rate without operands of its own, against the totals that the document states elsewhere."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from checks.diagnosis import name
from checks.figures import decimals, plain
from checks.interval import cut, grain, half_up
from checks.kinds.accounts.comparing import plainly
from checks.outcome import Member, Outcome, failed, passed, skipped
from checks.rule import Rule
from extract.lexicon import fold
from extract.model import Fact, FactBook, RateClaim

SPENT, THERE = "执行", "预算"
_RATE = re.compile(
    r"^(?:\d{4}年度?|全年|本年度?|当年|年度)?(?:部门|单位)?(?:整体支出|总体|资金|支出)?(?:预算执行率|预算完成率)(?:为|达到?)?$"
)
_BUDGETS = frozenset(("调整预算", "年初预算", "预算"))
_FINAL = frozenset(("", "决算", "实际"))
_MOST_VALUES = 4


@dataclass(frozen=True, slots=True)
class _Quotient:
    over: Fact
    under: Fact

    @property
    def rate(self) -> Decimal:
        return self.over.quantity.value / self.under.quantity.value * 100

    def gives(self, stated: Fact) -> bool:
        """Whether the printed rate is this one, rounded or cut. Where more was spent than the denominator holds, it is
        not what there was to spend, however near to 100 % the two are."""
        ulp = grain(stated.quantity)
        if self.rate > 100 >= stated.quantity.value:
            return False
        return stated.quantity.value in {half_up(self.rate, ulp), cut(self.rate, ulp)}


def check_execution(book: FactBook, rule: Rule[Any], figures: Mapping[str, Sequence[str]]) -> Iterator[Outcome]:
    """The rate must be what was spent over one of the totals that could be meant; it need not say which."""
    explained = {claim.rate.id for claim in book.claims_of(RateClaim)}
    for stated in book.facts:
        if stated.id in explained or not _execution_rate(stated):
            continue
        over = _values(f for c in figures.get(SPENT, ()) for f in _totals(book, c, stated, _FINAL))
        under = _values(
            f for c in (*figures.get(SPENT, ()), "") for f in _totals(book, c, stated, _BUDGETS)
        ) or _values(f for c in figures.get(THERE, ()) for f in _totals(book, c, stated, _FINAL))
        quotients = [_Quotient(a, b) for a in over for b in under if b.quantity.value]
        yield _judged(stated, quotients, rule)


def _judged(stated: Fact, quotients: list[_Quotient], rule: Rule[Any]) -> Outcome:
    fitting = next((q for q in quotients if q.gives(stated)), None)
    if fitting:
        return passed(rule, _members(stated, [fitting]))
    if not quotients:
        return skipped(rule, [("rate", stated)], "文内没有可以算出执行率的预算数和支出数")
    if len({q.over.quantity.value for q in quotients}) > 1 or len(quotients) > _MOST_VALUES:
        return skipped(rule, [("rate", stated)], "文内的预算数或支出数不止一个")
    digits = max(2, decimals(stated.quantity))
    unit = Decimal(1).scaleb(-digits)
    alternatives = [
        f"{q.over.quantity.text} ÷ “{name(q.under)}”{q.under.quantity.text} = {plain(half_up(q.rate, unit), digits)}%"
        for q in quotients
    ]
    first = half_up(quotients[0].rate, unit)
    return failed(
        rule,
        _members(stated, quotients),
        expected=plain(first, digits),
        actual=plain(stated.quantity.value, decimals(stated.quantity)),
        gap=plain(stated.quantity.value - first, digits),
        unit="%",
        computation="；".join(alternatives),
        fields={"alternatives": "；".join(alternatives)},
    )


def _members(stated: Fact, quotients: Iterable[_Quotient]) -> list[Member]:
    members: dict[int, Member] = {stated.id: ("rate", stated)}
    for quotient in quotients:
        members.setdefault(quotient.over.id, ("numerator", quotient.over))
        members.setdefault(quotient.under.id, ("denominator", quotient.under))
    return list(members.values())


def _execution_rate(fact: Fact) -> bool:
    """An exact rate of the whole budget's execution in the prose."""
    if fact.quantity.dimension != "percent" or not fact.quantity.exact or fact.location.kind == "cell":
        return False
    return not fact.qualifiers and bool(_RATE.match(fold(fact.label)))


def _totals(book: FactBook, concept: str, stated: Fact, bases: frozenset[str]) -> Iterator[Fact]:
    """The facts of a total in one of the bases; with no concept, budgets that are called nothing but budget."""
    for fact in book.by_concept.get(concept, ()) if concept else book.facts:
        quantity = fact.quantity
        if quantity.dimension != "money" or not quantity.exact or fact.basis not in bases:
            continue
        if fact.year != stated.year and None not in (fact.year, stated.year):
            continue
        if fact.entity != stated.entity and fact.entity and stated.entity:
            continue
        if plainly(fact, concept) if concept else _nothing_but_budget(fact):
            yield fact


def _nothing_but_budget(fact: Fact) -> bool:
    return not fact.concept and not fact.qualifiers and not fact.code and fold(fact.label) in _BUDGET_LABELS


_BUDGET_LABELS = frozenset(
    (
        "",
        "预算",
        "年初预算",
        "全年预算",
        "调整预算",
        "预算数",
        "年初预算数",
        "全年预算数",
        "调整后预算",
        "调整预算数",
        "年度资金总额",
        "部门预算",
    )
)


def _values(facts: Iterable[Fact]) -> list[Fact]:
    """The first fact of each value."""
    found: dict[Decimal, Fact] = {}
    for fact in facts:
        found.setdefault(fact.quantity.value, fact)
    return list(found.values())
