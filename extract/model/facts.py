"""Facts: quantities bound to what they measure."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum

from extract.model.numbers import Quantity
from extract.model.places import Location


class Binding(IntEnum):
    """How sure a link between a number and its meaning, or between two facts, is. A finding is no surer than its
    weakest binding: INFERRED caps it at warning, FUZZY at info."""

    FUZZY = 1
    INFERRED = 2
    INHERITED = 3
    CUE = 4
    CELL = 5


@dataclass(frozen=True, slots=True)
class Fact:
    """A quantity bound to what it measures.

    `label` is what the document calls it, cleaned of spaces, years and filler; `item` is the path from the widest to
    the narrowest term in the lexicon's words (基本支出/商品和服务支出), its last member the fact itself; `concept` is
    the lexicon's name of that last member, "" where the lexicon does not know it.
    `measure` is amount, count, score, weight, share, completion, growth, rate, delta, deduction, or for counts what is
    counted (编制, 实有, 空编); `basis` is 年初预算, 调整预算, 预算, 决算, 上年决算, 计划, 实际 … or "".
    `qualifiers` are what makes two like items different (recipient, comparison base, purpose, sub-group).
    `code` is the subject code printed with it. `template` is its clause with the number blanked: the same words twice
    are the same statement. `quote` is the clause around it, at most 120 characters.
    """

    id: int
    quantity: Quantity
    location: Location
    quote: str
    label: str = ""
    item: tuple[str, ...] = ()
    concept: str = ""
    measure: str = ""
    basis: str = ""
    year: int | None = None
    entity: str = ""
    qualifiers: tuple[str, ...] = ()
    code: str = ""
    template: str = ""
    binding: Binding = Binding.CUE


@dataclass(frozen=True, slots=True)
class Words:
    """A run of words that a finding can point at: a cue, a name, a code, a header."""

    text: str
    location: Location
    quote: str = ""
