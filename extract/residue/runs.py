"""Runs of words that may go on in another cell: a note in a cell that a page has torn in two is read as one."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from extract.model import Table, Words
from extract.stretches import Stretch

_OPEN, _CLOSED = "（(【[", "）)】]"


@dataclass(frozen=True, slots=True)
class Run:
    """The words of one stretch, or of the two that a page has torn a note into."""

    text: str
    first: Stretch
    second: Stretch | None = None

    def words(self, start: int, end: int) -> list[Words]:
        """A run of the characters as evidence, once for each stretch it stands in."""
        cut = len(self.first.text)
        found = [self.first.words(start, min(end, cut))] if start < cut else []
        if self.second is not None and end > cut:
            found.append(self.second.words(max(0, start - cut), end - cut))
        return found


def runs(said: Sequence[Stretch]) -> Iterator[Run]:
    """Every stretch as a run; a cell whose bracket stays open goes on in the next cell of its column that closes one
    too many. What is joined is not told again by itself."""
    joined: dict[int, int] = {}
    torn: dict[tuple[int, int], int] = {}
    for at, stretch in enumerate(said):
        if not isinstance(stretch.spot.block, Table) or stretch.spot.cell is None:
            continue
        depth = _depth(stretch.text)
        column = (stretch.block, stretch.spot.cell.column)
        if depth < 0 and column in torn:
            joined[torn.pop(column)] = at
        elif depth > 0:
            torn[column] = at
    seconds = set(joined.values())
    for at, stretch in enumerate(said):
        if at in joined:
            second = said[joined[at]]
            yield Run(stretch.text + second.text, stretch, second)
        elif at not in seconds:
            yield Run(stretch.text, stretch)


def _depth(text: str) -> int:
    """How many brackets stay open (or, below zero, are closed that were not opened)."""
    return sum(text.count(mark) for mark in _OPEN) - sum(text.count(mark) for mark in _CLOSED)
