"""What else the document says: the places that a wrong figure can have come from."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from decimal import Decimal
from functools import cached_property

from checks.diagnosis.slips import both, figure, name, significant, slip, slipped
from checks.figures import grouped, shown, spaced
from checks.outcome import Diagnosis
from checks.witnesses import Witnesses
from extract.model import Fact, FactBook, RateClaim

_NEAR = 6
_AROUND = 10


class Clues:
    """The document as a place to look for where a wrong figure came from."""

    def __init__(self, book: FactBook) -> None:
        self._book = book
        self.witnesses = Witnesses(book)

    @cached_property
    def _position(self) -> dict[int, int]:
        return {fact.id: position for position, fact in enumerate(self._book.facts)}

    def neighbours(self, fact: Fact) -> Iterator[Fact]:
        """The facts of the same kind of quantity just before and after, nearest first."""
        at = self._position.get(fact.id)
        if at is None:
            return
        facts = self._book.facts
        for distance in range(1, _NEAR + 1):
            for position in (at - distance, at + distance):
                if 0 <= position < len(facts) and _alike(facts[position], fact) and together(facts[position], fact):
                    yield facts[position]

    def around(self, fact: Fact, like: Fact) -> list[Fact]:
        """The facts of the paragraph or table near a fact that measure what `like` does, in document order."""
        at = self._position.get(fact.id)
        if at is None:
            return []
        near = self._book.facts[max(0, at - _AROUND) : at + _AROUND + 1]
        return [other for other in near if _alike(other, like) and together(other, fact)]

    @cached_property
    def _rated(self) -> set[int]:
        return {claim.numerator.id for claim in self._book.claims_of(RateClaim)}

    def has_rate(self, fact: Fact) -> bool:
        """Whether the words give a fact a rate of its own."""
        return fact.id in self._rated

    def worth(self, value: Decimal, like: Fact, but: Collection[int]) -> list[Fact]:
        """Facts of the value and the kind of quantity, the nearest to `like` first. Figures with a single significant
        digit are too common to mean anything."""
        if significant(value) < 2:
            return []
        at = self._position.get(like.id, 0)
        found = [
            fact
            for fact in self._book.by_value.get(abs(value), ())
            if fact.id not in but and _alike(fact, like) and fact.quantity.exact
        ]
        return sorted(found, key=lambda f: (not together(f, like), abs(self._position[f.id] - at)))

    def beside(self, value: Decimal, like: Fact, but: Collection[int]) -> Fact | None:
        """A fact of the value under another name in the same paragraph or table."""
        found = (f for f in self.worth(value, like, but) if together(f, like) and name(f) != name(like))
        return next(found, None) if significant(value) >= 3 else None


def _alike(a: Fact, b: Fact) -> bool:
    if a.quantity.dimension != b.quantity.dimension:
        return False
    return a.quantity.dimension != "count" or a.quantity.unit == b.quantity.unit


def together(a: Fact, b: Fact) -> bool:
    """Whether two facts stand in one paragraph or one table."""
    return a.location.block == b.location.block


def copied(fact: Fact, own: Collection[int], clues: Clues) -> Diagnosis | None:
    """The figure stands beside itself under another name. In a table that proves nothing of an amount: a row and its
    only sub-row, a total and its only source are alike."""
    if significant(fact.quantity.value) < 3:
        return None
    if fact.location.table is not None and fact.quantity.dimension != "percent":
        return None
    for other in clues.neighbours(fact):
        if other.quantity.value == fact.quantity.value and other.id not in own and name(other) != name(fact):
            return Diagnosis("copied", f"与相邻的“{name(other)}”同为 {figure(other)}，疑抄错")
    return None


def of_known(fact: Fact, due: Decimal, clues: Clues, named: bool = True) -> Diagnosis:
    """Why a figure is wrong of which the rest of the document says what it should be: it changed places with a figure
    beside, was copied from one, or mistyped; else only that all other figures fit the due one."""
    places = swapped([(fact, due)], clues)
    if places is not None:
        return places
    kind = slip(fact.quantity, due, sure=True)
    typed = slipped(kind, fact, due, named) if kind else None
    beside = repeated(fact, clues)
    if beside is not None:
        return both(beside, typed)
    if typed is not None:
        return typed
    right = spaced(grouped(shown(due, fact.quantity)), fact.quantity.unit)
    return Diagnosis("outvoted", f"“{name(fact)}”{figure(fact)}若为 {right}，与它有关的其他数也都相符", (fact.id,))


def repeated(fact: Fact, clues: Clues) -> Diagnosis | None:
    """A wrong figure that is the same as one beside it."""
    if significant(fact.quantity.value) < 2:
        return None
    for other in clues.neighbours(fact):
        if other.quantity.value == fact.quantity.value:
            return Diagnosis("copied", f"与相邻的“{name(other)}”同为 {figure(other)}，疑抄错", (fact.id,))
    return None


def swapped(repairs: Iterable[tuple[Fact, Decimal]], clues: Clues, own: Collection[int] = ()) -> Diagnosis | None:
    """What is due is printed beside, outside of the relation of the `own` figures, and there the other relations of the
    document want what is printed here."""
    for fact, due in repairs:
        if max(significant(fact.quantity.value), significant(due)) < 2:
            continue
        for other in clues.neighbours(fact):
            same = other.quantity.value == due and fact.quantity.value != due and other.id not in own
            if same and clues.witnesses.mends(other, fact.quantity.value, {fact.id: due}):
                text = f"“{name(fact)}”{figure(fact)} 与“{name(other)}”{figure(other)} 疑互换"
                return Diagnosis("swapped", text, (fact.id, other.id))
    return None
