"""The fact book: all that a document says, indexed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property
from typing import TypeVar

from extract.model.accounts import AccountTable, Disclosure
from extract.model.claims import Claim
from extract.model.documents import Document
from extract.model.facts import Fact
from extract.model.forms import EvaluationForm, IndicatorTree, Survey
from extract.model.papers import Control, CoverSheet, Team, Worksheet
from extract.model.places import Location
from extract.model.structure import Outline


@dataclass(frozen=True, slots=True)
class NumberSeen:
    """A number of the document and, where it became one, its fact. `reason` is why it is not a quantity or why it
    could not be bound ("" for a bound one)."""

    text: str
    location: Location
    fact: int | None = None
    reason: str = ""
    quantity: bool = True


C = TypeVar("C")


@dataclass(frozen=True)
class FactBook:
    """All that a document says, indexed: what the checks are given instead of the text. `funds` tells, by the ids of facts
    of prose, which part of the money (政府性基金 …) the head of their sentence is about."""

    document: Document
    outline: Outline
    facts: tuple[Fact, ...]
    claims: tuple[Claim, ...]
    accounts: tuple[AccountTable, ...] = ()
    numbers: tuple[NumberSeen, ...] = ()
    notes: tuple[str, ...] = field(default=())
    trees: tuple[IndicatorTree, ...] = ()
    evaluations: tuple[EvaluationForm, ...] = ()
    surveys: tuple[Survey, ...] = ()
    worksheets: tuple[Worksheet, ...] = ()
    cover_sheet: CoverSheet = field(default_factory=CoverSheet)
    teams: tuple[Team, ...] = ()
    controls: tuple[Control, ...] = ()
    disclosure: Disclosure = field(default_factory=Disclosure)
    funds: dict[int, str] = field(default_factory=dict)

    @cached_property
    def by_value(self) -> dict[Decimal, tuple[Fact, ...]]:
        """Facts by absolute value in the base unit."""
        found: dict[Decimal, list[Fact]] = {}
        for fact in self.facts:
            found.setdefault(abs(fact.quantity.value), []).append(fact)
        return {value: tuple(facts) for value, facts in found.items()}

    @cached_property
    def by_concept(self) -> dict[str, tuple[Fact, ...]]:
        """Facts by lexicon concept, in document order."""
        found: dict[str, list[Fact]] = {}
        for fact in self.facts:
            if fact.concept:
                found.setdefault(fact.concept, []).append(fact)
        return {concept: tuple(facts) for concept, facts in found.items()}

    def claims_of(self, kind: type[C]) -> Iterator[C]:
        """The claims of one type, in document order."""
        return (claim for claim in self.claims if isinstance(claim, kind))
