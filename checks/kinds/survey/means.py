"""A figure for all groups together: whichever way they were averaged."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from checks import diagnosis, writing
from checks.figures import plain, shown
from checks.interval import compare, grain, half_up, rounded
from checks.outcome import Answer, Member, Outcome, failed, passed, skipped
from checks.relation import Step, Values, value
from checks.rule import Rule
from extract.model import Fact, FactBook, MeanClaim


@dataclass(frozen=True)
class Mean:
    """Σ part · count ÷ Σ count = mean; a plain mean without counts."""

    parts: tuple[Fact, ...]
    result: Fact
    counts: tuple[Fact, ...] = ()

    @property
    def facts(self) -> dict[int, Fact]:
        return {fact.id: fact for fact in (*self.parts, *self.counts, self.result)}

    def exact(self, put: Values | None = None) -> Decimal:
        """The mean as recomputed; 0 of nobody."""
        weights = [value(count, put) for count in self.counts] or [Decimal(1)] * len(self.parts)
        whole = sum(weights, Decimal(0))
        total = sum((value(part, put) * w for part, w in zip(self.parts, weights, strict=True)), Decimal(0))
        return total / whole if whole else Decimal(0)

    def step(self, put: Values | None = None) -> Step:
        exact, stated, ulp = self.exact(put), value(self.result, put), grain(self.result.quantity)
        slack = max(grain(part.quantity) for part in self.parts)
        return Step(self.result, exact, stated, compare(exact, stated, ulp, lambda: rounded(exact, slack)))

    def answer(self, put: Values | None = None) -> Answer:
        return self.step(put).answer

    def alternatives(self, fact: int) -> tuple[Decimal, ...]:
        return (half_up(self.exact(), grain(self.result.quantity)),) if fact == self.result.id else ()

    def settles(self, fact: int) -> bool:
        return fact == self.result.id


def check_overall(book: FactBook, rule: Rule[Any]) -> Iterator[Outcome]:
    """The satisfaction of all groups is the mean of theirs, plain or by their numbers. No mean, however it is weighted,
    lies outside what it is made of."""
    for claim in book.claims_of(MeanClaim):
        if claim.what == "满意度":
            yield _judged(claim, rule)


def _judged(claim: MeanClaim, rule: Rule[Any]) -> Outcome:
    ways = [Mean(claim.parts, claim.mean, counts) for counts in ((), *claim.counts)]
    fitting = next((way for way in ways if way.answer() is not Answer.FAILS), None)
    if fitting is not None:
        return passed(rule, _members(fitting))
    values = [part.quantity.value for part in claim.parts]
    slack = max(part.quantity.ulp for part in claim.parts)
    outside = not min(values) - slack <= claim.mean.quantity.value <= max(values) + slack
    nearest = min(ways, key=lambda way: abs(way.exact() - claim.mean.quantity.value))
    if not outside and (claim.weighted or not claim.counts):
        return skipped(rule, _members(nearest), "没有写明各类对象的份数或权重")
    step = nearest.step()
    return failed(
        rule,
        _members(nearest),
        binding=claim.binding,
        expected=shown(step.due, claim.mean.quantity),
        actual=shown(step.stated, claim.mean.quantity),
        gap=plain(step.stated - step.due),
        unit=claim.mean.quantity.unit,
        computation="；".join(_written(way) for way in ways[:2]),
        diagnosis=diagnosis.of_figure(claim.mean, step.due),
        labels=diagnosis.name(claim.mean),
        fields={
            "question": _why(values, claim.mean) if outside else "与简单平均、按份数加权都不符",
            "count": str(len(values)),
        },
    )


def _why(values: list[Decimal], mean: Fact) -> str:
    unit = mean.quantity.unit
    return f"不在各类对象的 {plain(min(values))}{unit} 至 {plain(max(values))}{unit} 之间，怎样平均都得不出"


def _members(way: Mean) -> list[Member]:
    members: list[Member] = [("result", way.result), *(("factor", part) for part in way.parts)]
    return [*members, *(("denominator", count) for count in way.counts)]


def _written(way: Mean) -> str:
    """（95.2 + 91.5）÷ 2 = 93.35%；按份数加权（95.2×285 + 91.5×57）÷ 342 = 94.58%"""
    like, unit = way.result.quantity, way.result.quantity.unit
    due = f"{shown(half_up(way.exact(), grain(like)), like)}{unit}"
    figures = [writing.figure(part, part) for part in way.parts]
    if not way.counts:
        return f"（{' + '.join(figures)}）÷ {len(figures)} = {due}"
    numbers = [writing.figure(count, count) for count in way.counts]
    whole = plain(sum((count.quantity.value for count in way.counts), Decimal(0)))
    products = " + ".join(f"{f}×{n}" for f, n in zip(figures, numbers, strict=True))
    return f"按份数加权（{products}）÷ {whole} = {due}"
