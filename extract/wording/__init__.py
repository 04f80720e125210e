"""Slips of the pen in words and units: what a report prints that cannot be right whatever it means."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence

from extract.model import BlockRole, Claim, IndicatorTree
from extract.stretches import Stretch
from extract.wording.bases import bases
from extract.wording.brackets import brackets, cell_brackets, heading_brackets
from extract.wording.doubled import doubled
from extract.wording.formulas import rate_formulas
from extract.wording.lists import levels, measures_missing
from extract.wording.money import money_slips
from extract.wording.nearness import nearness
from extract.wording.percents import missing_percents
from extract.wording.terms import terms

__all__ = ["wording"]

_ONE_BY_ONE: tuple[Callable[[Stretch], Iterable[Claim]], ...] = (
    nearness,
    doubled,
    levels,
    measures_missing,
    bases,
    money_slips,
    missing_percents,
)


def wording(texts: Iterable[Stretch], trees: Sequence[IndicatorTree]) -> Iterator[Claim]:
    """What is said of nearness, of rates by formula, and the slips, reader by reader, in document order each. The
    table of contents is left out: it says again what the headings say."""
    said = [s for s in texts if s.role is not BlockRole.TOC]
    for read in _ONE_BY_ONE:
        for stretch in said:
            yield from read(stretch)
    yield from brackets(said)
    yield from cell_brackets(said)
    yield from heading_brackets(said)
    yield from terms(said)
    yield from rate_formulas(said, trees)
