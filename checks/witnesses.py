"""What the rest of the document says about a figure: which other relations a repair of it would mend or break.

A relation that fails only says that one of its figures is wrong. The others they stand in tell which.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator
from decimal import Decimal
from functools import cached_property

from checks.outcome import Answer, Relation
from checks.relation import Change, Equal, Linear, Product, Quotient
from extract.model import (
    BalanceClaim,
    ChangeClaim,
    DifferenceClaim,
    Fact,
    FactBook,
    PartGroup,
    ProductClaim,
    RateClaim,
    Restatement,
)

_MOST = 12  # relations of one figure that are asked


class Witnesses:
    """The relations that a document asserts, by the facts they use."""

    def __init__(self, book: FactBook) -> None:
        self._book = book

    @cached_property
    def _by_fact(self) -> dict[int, list[Relation]]:
        found: dict[int, list[Relation]] = defaultdict(list)
        for relation in _relations(self._book):
            facts = relation.facts
            if all(fact.quantity.exact for fact in facts.values()):
                for fact in facts:
                    found[fact].append(relation)
        return found

    def of(self, fact: Fact, but: Relation | None = None) -> list[Relation]:
        """The relations a fact stands in, without one of its own figures."""
        own = but.facts.keys() if but is not None else None
        return [r for r in self._by_fact.get(fact.id, ()) if r.facts.keys() != own][:_MOST]

    def favour(self, fact: Fact, due: Decimal, but: Relation) -> int:
        """How many other relations the repair of a fact mends, less how many it breaks."""
        found = 0
        for relation in self.of(fact, but):
            before, after = relation.answer(), relation.answer({fact.id: due})
            found += (before is Answer.FAILS) - (after is Answer.FAILS)
        return found

    def holding(self, facts: Collection[Fact], value: Decimal) -> tuple[int, int]:
        """How many of the relations that statements of one claim stand in hold with a value, and how many there are."""
        answers = [
            relation.answer({fact.id: value})
            for fact in facts
            for relation in self.of(fact)
            if not isinstance(relation, Equal)
        ]
        return sum(answer is not Answer.FAILS for answer in answers), len(answers)


def _relations(book: FactBook) -> Iterator[Relation]:
    for claim in book.claims:
        relation = _relation(claim)
        if relation is not None and len(_measures(relation)) <= 1:
            yield relation


def _relation(claim: object) -> Relation | None:
    match claim:
        case PartGroup(exhaustive=True, totals=(total, *_), parts=(_, _, *_)):
            return Linear(claim.terms, total)
        case RateClaim():
            return Quotient(claim.numerator, claim.denominator, claim.rate)
        case ChangeClaim():
            return Change.of(claim)
        case DifferenceClaim():
            return Linear(((1, claim.minuend), (-1, claim.subtrahend)), claim.result)
        case BalanceClaim():
            opening = (claim.opening,) if claim.opening is not None else ()
            terms = [(1, fact) for fact in (*opening, *claim.incomes)] + [(-1, fact) for fact in claim.spendings]
            return Linear(tuple(terms), claim.closing)
        case ProductClaim():
            return Product(claim.factors, claim.result)
        case Restatement():
            return Equal(claim.facts)
    return None


def _measures(relation: Relation) -> set[str]:
    """What the amounts of a relation measure; rates and points go with any."""
    if isinstance(relation, Product):
        return set()
    return {fact.quantity.dimension for fact in relation.facts.values()} - {"", "percent", "point"}
