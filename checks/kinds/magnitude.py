"""Kind `magnitude`: the unit printed above a table, held against the places that print its figures again."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from checks import writing
from checks.diagnosis import significant
from checks.interval import half_up
from checks.kinds import NoParams, kind
from checks.outcome import Diagnosis, Member, Outcome, failed
from checks.relation import Magnitude
from checks.rule import Rule
from extract.model import Binding, Fact, FactBook

_DIGITS = 4  # significant ones: fewer recur by chance
_ENOUGH = 2  # different figures
_FACTORS = (Decimal(10) ** 4, Decimal(10) ** -4)
_ROUNDED = Decimal(100)  # 元: prose in 万元 rounds a table in 元 to two decimals
_SHOWN = 3  # pairs


@dataclass
class _Table:
    """How the figures of a table answer to the rest of the document: those printed again in the same worth, and by
    factor those that stand elsewhere ten thousand times larger or smaller, each with where."""

    agreeing: set[Decimal] = field(default_factory=set)
    apart: dict[Decimal, dict[Decimal, tuple[Fact, Fact]]] = field(default_factory=lambda: defaultdict(dict))

    @property
    def standing(self) -> int:
        return len(self.agreeing) - max((len(pairs) for pairs in self.apart.values()), default=0)


@kind("magnitude", params=NoParams, fields=("table", "beside", "count"), judges="words")
def check_magnitude(book: FactBook, rule: Rule[NoParams]) -> Iterator[Outcome]:
    """A table several of whose figures stand elsewhere ten thousand times larger or smaller, more than stand there as
    they are: its unit line is wrong. Message fields: {table} and {beside}, one of the figures
    as the table and the other place give it, {count}, how many figures there are."""
    blamed: set[int] = set()
    tables = _tables(book)
    for table, own in sorted(tables.items(), key=lambda one: (_read(book, one[0], one[1], blamed).standing, one[0])):
        found = _read(book, table, own, blamed)
        for factor, pairs in found.apart.items():
            if len(pairs) >= _ENOUGH and len(pairs) > len(found.agreeing):
                blamed.add(table)
                yield _finding(rule, own, list(pairs.values()), factor)
                break


def _tables(book: FactBook) -> Mapping[int, list[Fact]]:
    found: dict[int, list[Fact]] = defaultdict(list)
    for fact in book.facts:
        table = fact.location.table
        if table is not None and _telling(fact):
            found[table].append(fact)
    return found


def _telling(fact: Fact) -> bool:
    quantity = fact.quantity
    return quantity.dimension == "money" and quantity.exact and significant(quantity.value) >= _DIGITS


def _read(book: FactBook, table: int, own: Sequence[Fact], blamed: set[int]) -> _Table:
    """What the figures outside a table, and outside tables already blamed, say of its own."""
    found = _Table()

    def elsewhere(value: Decimal) -> Fact | None:
        others = book.by_value.get(abs(value), ())
        return next((o for o in others if o.location.table not in {table, *blamed} and _telling(o)), None)

    for fact in own:
        value = abs(fact.quantity.value)
        if elsewhere(value) is not None:
            found.agreeing.add(value)
            continue
        for factor in _FACTORS:
            other = elsewhere(value * factor) or elsewhere(half_up(value * factor, _ROUNDED))
            if other is not None:
                found.apart[factor].setdefault(value, (fact, other))
    return found


def _finding(rule: Rule[NoParams], own: Sequence[Fact], pairs: Sequence[tuple[Fact, Fact]], factor: Decimal) -> Outcome:
    cell, other = pairs[0]
    members: list[Member] = [("compared", fact) for pair in pairs[:_SHOWN] for fact in pair]
    times = "大" if factor < 1 else "小"
    text = f"单位疑误：表内各数都比别处{times}一万倍，疑表的单位写错"
    return failed(
        rule,
        members,
        binding=Binding.CUE,
        diagnosis=Diagnosis("unit_slip", text, tuple(fact.id for fact, _ in pairs)),
        fields={
            "table": writing.with_unit(cell),
            "beside": writing.with_unit(other),
            "count": str(len(pairs)),
        },
        relation=Magnitude(tuple(own), factor),
    )
