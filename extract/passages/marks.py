"""Punctuation of two copies of a passage: marks that one of them lacks, quotation marks at another place."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

from extract.passages.aligned import Aligned
from extract.passages.folded import Folded
from extract.passages.runs import Run

_MARKS = frozenset("，,、；;。")  # a colon behind 其中 may stand or not
_NEAR = 8  # equal characters that must stand around a mark that is missing
_FEW = 3
_MOVED = 8  # characters over which a quotation mark may have moved
_QUOTE = '"'
_END = re.compile(r"[。；;！!？?\n]")


class Mark(NamedTuple):
    """Where the copies print something else in front of one bare character. For a quotation mark that moved `end` is
    where it stands in the other copy (as an index of the first), for a mark that is missing the same as `first`."""

    what: str
    first: int
    second: int
    end: int


def marks(pair: Aligned) -> Iterator[Mark]:
    """The differences of punctuation inside the runs that two copies share."""
    for run in pair.runs:
        if run.length > 2 * _NEAR:
            yield from _in_run(pair.text, run)


def _in_run(text: Folded, run: Run) -> Iterator[Mark]:
    quotes: list[tuple[int, bool]] = []
    # where both copies begin or end with the run, less of it is enough
    low = _FEW if _breaks(text, run.first, run.second) else _NEAR
    high = run.length - (_FEW if _breaks(text, run.first + run.length, run.second + run.length) else _NEAR)
    for at in _apart(text, run):
        first, second = run.first + at, run.second + at
        said, other = text.between(first), text.between(second)
        if (_QUOTE in said) != (_QUOTE in other):
            quotes.append((at, _QUOTE in said))
        elif "\n" not in said + other and low <= at <= high and _lacks(text, first, said, other):
            yield Mark("mark", first, second, first)
    for (at, here), (then, there) in pairwise(quotes):
        if here != there and then - at <= _MOVED and not _opens(text, run, at, here):
            yield Mark("quote", run.first + at, run.second + at, run.first + then)


def _breaks(text: Folded, first: int, second: int) -> bool:
    return all(_END.search(text.between(at)) for at in (first, second))


def _opens(text: Folded, run: Run, at: int, here: bool) -> bool:
    """Whether what looks like one mark that moved are two pairs, one behind the other: "甲"乙 against 甲"乙"."""
    start = run.first if here else run.second
    before = sum(_QUOTE in text.between(start + i) for i in range(max(1, at - 2 * _MOVED), at))
    return before % 2 == 0


def _apart(text: Folded, run: Run) -> Iterator[int]:
    """The characters of a run in front of which the copies print something else."""
    first, second = run.first + run.length, run.second + run.length
    alike = text.plain(run.first, first) == text.plain(run.second, second)
    for at in range(run.length if alike else 1, run.length + 1):  # the last one stands behind the run
        first, second = run.first + at, run.second + at
        if text.between(first) != text.between(second):
            yield at


def _lacks(text: Folded, at: int, said: str, other: str) -> bool:
    """Whether one copy has a mark and the other nothing at all, and no figure stands beside it."""
    if said and other:
        return False
    figures = text.bare[at - 1].isdigit() and text.bare[at].isdigit()
    return (said or other) in _MARKS and not figures
