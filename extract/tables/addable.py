"""What can be added up at all."""

from __future__ import annotations

from collections.abc import Iterable

from extract.model import Fact, Quantity
from extract.tables import words
from extract.tables.figures import Block
from extract.tables.headers import Column, Kind

_ADDABLE = frozenset({"amount", "count", "score", "weight", "deduction", "delta", ""})


def figure_columns(block: Block) -> tuple[Column, ...]:
    return tuple(column for column in block.segment.of(Kind.FIGURE))


def adds_up(column: Column) -> bool:
    header = column.name
    if words.SCORE.search(column.leaf):
        return True
    return not any(p.search(header) for p in (words.NO_SUM, words.SHARE, words.GROWTH, words.COMPLETION, words.RATE))


def comparable(total: Fact, parts: Iterable[Fact]) -> bool:
    """Whether figures can add up: one dimension and unit, one measure, all exact, none a rate."""
    parts = tuple(parts)
    if len({fact.measure for fact in (total, *parts) if fact.measure and not fact.quantity.nil}) > 1:
        return False
    return all(
        fact.quantity.exact
        and fact.measure in _ADDABLE
        and fact.quantity.dimension != "percent"
        and (fact.quantity.nil or alike(fact.quantity, total.quantity))
        for fact in (total, *parts)
    )


def alike(a: Quantity, b: Quantity) -> bool:
    """Whether two figures are of one kind: money, or things in one unit. A figure without a unit may be a count."""
    if a.dimension == b.dimension == "money":
        return True
    return a.unit == b.unit and (a.dimension == b.dimension or {a.dimension, b.dimension} == {"", "count"})
