"""What the checks of scores ask of a tree: which figures make up which, and what the table's own sums say already."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from checks.interval import Interval
from checks.outcome import Answer
from checks.relation import Equal, Linear, Values, compatible, value
from extract.model import Fact, FactBook, Indicator, IndicatorTree, PartGroup

# Indicators that come on top of the full marks, are taken off them, or of which only some apply.
_BONUS = re.compile(r"加分|附加|减分|扣分项|奖励分|奖惩|可选|任选|选填|选择性")
_WRONG_AT_LEAST = 3
_HUNDRED = Decimal(100)

Pick = Callable[[Indicator], Fact | None]


def weight_of(indicator: Indicator) -> Fact | None:
    return indicator.weight


def score_of(indicator: Indicator) -> Fact | None:
    return indicator.score


def called(indicator: Indicator) -> str:
    """Code and name, as a reviewer finds the row."""
    return f"{indicator.code} {indicator.name.text}".strip()


def only_part(tree: IndicatorTree, parts: Sequence[Fact], pick: Pick) -> str:
    """Code and name of the indicator whose figure is the only part of a sum, "" for several parts."""
    if len(parts) != 1:
        return ""
    return next((called(one) for one in tree.indicators if pick(one) is parts[0]), "")


class Branches:
    """A tree by its branches."""

    def __init__(self, tree: IndicatorTree) -> None:
        self._children: dict[int | None, list[Indicator]] = {}
        for indicator in tree.indicators:
            self._children.setdefault(indicator.parent, []).append(indicator)

    def children(self, index: int | None) -> Sequence[Indicator]:
        """The indicators right below one; the highest for None."""
        return self._children.get(index, ())

    def below(self, index: int | None, pick: Pick) -> tuple[Fact, ...] | None:
        """The figures that make up one indicator (the whole tree for None): its children's, or of those that print
        none their own children's. None where one is missing."""
        found: list[Fact] = []
        for child in self.children(index):
            own = pick(child)
            if own is not None:
                found.append(own)
                continue
            deeper = self.below(child.index, pick)
            if deeper is None:
                return None
            found.extend(deeper)
        return tuple(found) or None


def has_bonus(indicators: Iterable[Indicator]) -> bool:
    return any(_BONUS.search(indicator.name.text) for indicator in indicators)


def total_of(facts: Sequence[Fact]) -> Decimal:
    return sum((fact.quantity.value for fact in facts), Decimal(0))


def one_measure(facts: Iterable[Fact]) -> bool:
    """Whether figures can be added and compared; a figure without a unit goes with any."""
    return len({fact.quantity.dimension for fact in facts} - {""}) <= 1


def doubtful(wrong: int, judged: int) -> bool:
    """Whether so many relations of one table fail that its reading, or its way of scoring, is another."""
    return wrong >= _WRONG_AT_LEAST and wrong * 2 > judged


def asserted(book: FactBook) -> set[tuple[int, frozenset[int]]]:
    """The sums that tables assert by themselves: total and parts by the ids of their facts."""
    return {(g.totals[0].id, frozenset(part.id for part in g.parts)) for g in book.claims_of(PartGroup) if g.totals}


@dataclass(frozen=True)
class Exact(Linear):
    """A sum of figures that are set and not measured: nothing of them is rounded away."""

    def reach(self, put: Values | None = None) -> Interval:
        exact = self.exact(put)
        return Interval.of(exact, exact)


@dataclass(frozen=True)
class FromHundred(Linear):
    """What is missing from the full marks, which nobody prints."""

    def exact(self, put: Values | None = None) -> Decimal:
        return _HUNDRED + super().exact(put)


@dataclass(frozen=True)
class SameMarks(Equal):
    """Marks of one indicator. They are given in halves and quarters: none is cut off when it is quoted."""

    def odd(self, put: Values | None = None) -> tuple[Fact, ...]:
        reference = self.reference(put)
        return tuple(f for f in self.statements if compatible(reference, f, put) in (None, Answer.TRUNCATION))

    def answer(self, put: Values | None = None) -> Answer:
        return Answer.FAILS if self.odd(put) else super().answer(put)


@dataclass(frozen=True)
class AtMost:
    """A score is at most its weight."""

    score: Fact
    weight: Fact

    @property
    def facts(self) -> dict[int, Fact]:
        return {fact.id: fact for fact in (self.score, self.weight)}

    def answer(self, put: Values | None = None) -> Answer:
        return Answer.HOLDS if value(self.score, put) <= value(self.weight, put) else Answer.FAILS

    def alternatives(self, fact: int) -> tuple[Decimal, ...]:
        """None: too large a score says not which of both figures is wrong."""
        return ()

    def settles(self, fact: int) -> bool:
        return False
