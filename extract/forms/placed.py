"""Figures by place: what a form of lines and cells finds inside words is the fact that stands there already, or a new
one where no reader has bound the number yet."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from extract.model import Binding, Fact, Location, NumberSeen, Outline, Quantity, Words
from extract.quantities import parse_cell, scan
from extract.stretches import Spot

_QUOTE = 120


class Placed:
    """The facts and numbers of a document by their places."""

    def __init__(self, outline: Outline, facts: Iterable[Fact], numbers: Sequence[NumberSeen], ids: Iterator[int]):
        self._outline = outline
        self._facts = {_key(fact.location): fact for fact in facts}
        self._ids = ids
        self.numbers = list(numbers)
        self._seen = {_key(number.location): at for at, number in enumerate(self.numbers)}
        self.made: list[Fact] = []

    def words(self, spot: Spot, start: int, end: int) -> Words:
        """A run of characters as something a finding can point at."""
        where = spot.location(self._section(spot), start, end)
        return Words(spot.text[start:end], where, _short(spot.text))

    def number(self, spot: Spot, start: int, label: str, measure: str) -> Fact | None:
        """The figure that begins at a place or covers it, under the name that the form gives it; None where the
        characters there measure nothing."""
        token = next((t for t in scan(spot.text) if t.start <= start < t.end), None)
        if not isinstance(token, Quantity):
            return None
        where = spot.location(self._section(spot), token.start, token.end)
        known = self._facts.get(_key(where))
        sure = Binding.CUE if spot.cell is None else Binding.CELL
        if known is not None:
            return replace(known, label=label, item=(label,), measure=measure, binding=sure)
        return self._new(token, where, _short(spot.text), label, measure, sure)

    def operand(self, spot: Spot, start: int, end: int) -> Fact | None:
        """The fact of a figure that a printed formula reckons with, called by itself: known already or a new one."""
        where = spot.location(self._section(spot), start, end)
        known = self._facts.get(_key(where))
        if known is not None and known.quantity.high is None:  # (27-30)/30 is no range
            return replace(known, label=known.quantity.text, item=())
        found = parse_cell(spot.text[start:end])
        if not isinstance(found, Quantity):
            return None
        shift = start - found.start
        token = replace(found, start=start, end=found.end + shift, number_end=found.number_end + shift)
        sure = Binding.CUE if spot.cell is None else Binding.CELL
        return self._new(token, where, _short(spot.text), token.text, found.dimension, sure)

    def _new(self, quantity: Quantity, where: Location, quote: str, label: str, measure: str, binding: Binding) -> Fact:
        cover = self._outline.cover
        fact = Fact(
            next(self._ids),
            quantity,
            where,
            quote,
            label,
            (label,) if label else (),
            measure=measure,
            year=cover.year,
            entity=cover.department,
            binding=binding,
        )
        self.made.append(fact)
        self._facts[_key(where)] = fact
        at = self._seen.get(_key(where))
        seen = NumberSeen(quantity.text, where, fact.id)
        if at is None:
            self.numbers.append(seen)
        else:
            self.numbers[at] = seen
        return fact

    def _section(self, spot: Spot) -> str:
        return self._outline.section_path(spot.block.index)


def _key(place: Location) -> tuple[int, int | None, int | None, int]:
    return place.block, place.row, place.column, place.start


def _short(text: str) -> str:
    return " ".join(text.split())[:_QUOTE]
