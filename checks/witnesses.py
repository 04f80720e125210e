"""What the rest of the document says about a figure: which other relations a repair of it would mend or break.

A relation that fails only says that one of its figures is wrong. The others they stand in tell which.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from decimal import Decimal
from functools import cached_property

from checks.outcome import Answer, Relation
from checks.relation import AtMost, Change, Equal, Linear, Product, Quotient
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
    ScoreStatement,
)

_MOST = 12  # relations of one figure that are asked
_LONG = 100  # figures: a longer relation speaks for its result only, since asking it takes time


class Witnesses:
    """The relations that a document asserts, by the facts they use."""

    def __init__(self, book: FactBook) -> None:
        self._book = book

    @cached_property
    def _by_fact(self) -> dict[int, list[tuple[int, Relation]]]:
        found: dict[int, list[tuple[int, Relation]]] = defaultdict(list)
        for relation in _relations(self._book):
            facts = relation.facts
            if all(fact.quantity.exact for fact in facts.values()):
                signature = _signature(relation)
                for fact in facts:
                    if len(facts) <= _LONG or relation.settles(fact):
                        found[fact].append((signature, relation))
        return found

    def favours(self, repairs: Iterable[tuple[Fact, Decimal]], relation: Relation) -> list[int]:
        """For each repair of a figure of a relation, how many other relations it mends, less how many it breaks."""
        own = _signature(relation)
        return [self._favour(fact, due, own) for fact, due in repairs]

    def _favour(self, fact: Fact, due: Decimal, own: int) -> int:
        found = 0
        for relation in [r for signature, r in self._by_fact.get(fact.id, ()) if signature != own][:_MOST]:
            before, after = relation.answer(), relation.answer({fact.id: due})
            found += (before is Answer.FAILS) - (after is Answer.FAILS)
        return found

    def mends(self, fact: Fact, due: Decimal, also: Mapping[int, Decimal]) -> bool:
        """Whether a value of one figure, with others at theirs, mends a relation that it stands in without them and
        breaks none."""
        mended = False
        for _, relation in self._by_fact.get(fact.id, ())[:_MOST]:
            if relation.answer({**also, fact.id: due}) is Answer.FAILS:
                return False
            mended = mended or (relation.answer() is Answer.FAILS and not also.keys() & relation.facts.keys())
        return mended

    def dues(self, fact: Fact, relation: Relation) -> list[Decimal]:
        """The values that other relations, which fail as well, want a figure of a relation to be, where these mend it,
        too, and break none."""
        own = _signature(relation)
        wanted = [
            due
            for signature, other in self._by_fact.get(fact.id, ())[:_MOST]
            if signature != own and other.answer() is Answer.FAILS
            for due in other.alternatives(fact.id)
        ]
        return [
            due
            for due in dict.fromkeys(wanted)
            if relation.answer({fact.id: due}) is not Answer.FAILS and self._favour(fact, due, own) > 0
        ]

    def changes(self, fact: Fact) -> Iterator[Change]:
        """The changes that a figure is the amount or the rate of."""
        for _, relation in self._by_fact.get(fact.id, ()):
            if isinstance(relation, Change) and relation.settles(fact.id):
                yield relation

    def holding(self, facts: Collection[Fact], value: Decimal) -> tuple[int, int]:
        """How many of the relations that statements of one claim stand in hold with a value, and how many there are."""
        answers = [
            relation.answer({fact.id: value})
            for fact in facts
            for _, relation in self._by_fact.get(fact.id, ())[:_MOST]
            if not isinstance(relation, Equal)
        ]
        return sum(answer is not Answer.FAILS for answer in answers), len(answers)


def _signature(relation: Relation) -> int:
    """The same for relations between the same figures."""
    return hash(frozenset(relation.facts))


def _relations(book: FactBook) -> Iterator[Relation]:
    for claim in book.claims:
        relation = _relation(claim)
        if relation is not None and len(_measures(relation)) <= 1:
            yield relation
    for tree in (*book.trees, *(form.tree for form in book.evaluations)):
        for indicator in tree.indicators:
            score, weight = indicator.score, indicator.weight
            if score is not None and weight is not None and score.quantity.unit == weight.quantity.unit:
                yield AtMost(score, weight)


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
        case ScoreStatement():
            return Equal((claim.table, *claim.said))
    return None


def _measures(relation: Relation) -> set[str]:
    """What the amounts of a relation measure; rates and points go with any."""
    if isinstance(relation, Product):
        return set()
    return {fact.quantity.dimension for fact in relation.facts.values()} - {"", "percent", "point"}
