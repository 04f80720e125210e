"""Where a text repeats itself: runs of characters that stand twice, chained into pairs of passages.

Every sixth shingle (a run of twelve characters) is kept in an index and every shingle is looked up in it, so that a run
of seventeen characters printed twice is found for certain, in time linear in the text. Shingles that stand everywhere
(phrases of the genre) are kept a few times only.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

SHINGLE = 12
STEP = 6
_COPIES = 4  # of one shingle that are kept
_WIDENED = 200  # runs that are followed from one shingle: what stands oftener is no passage that was copied
_OPEN = 100  # chains of one shelf that a run is tried with, the ones last added to
_STRIDE = 64
_GAP = 60  # characters that may differ between two runs of one passage
_LONG_GAP = 400  # characters of a sentence or two that one of the copies leaves out …
_JOINT = 5  # … where the other has next to nothing
_SOLID = 60  # … and both runs are long
_SHELF = 512  # more than a gap moves the copies against each other


class Run(NamedTuple):
    """`length` characters that stand at `first` and again at `second`, which is behind it."""

    first: int
    second: int
    length: int


@dataclass(slots=True, eq=False)
class Chain:
    """Runs of one pair of passages, in the order of both."""

    runs: list[Run] = field(default_factory=list)

    @property
    def ends(self) -> tuple[int, int]:
        first, second, length = self.runs[-1]
        return first + length, second + length

    @property
    def length(self) -> int:
        return sum(run.length for run in self.runs)


def repeated(text: str) -> Iterator[Run]:
    """The longest runs of characters that stand twice in a text, in the order of their second place."""
    index: dict[str, list[int]] = {}
    reached: dict[int, int] = {}  # where the last run found at each distance ends
    widened: dict[str, int] = {}
    for at in range(len(text) - SHINGLE + 1):
        shingle = text[at : at + SHINGLE]
        kept = index.get(shingle)
        if kept is not None:
            for first in kept if widened.get(shingle, 0) < _WIDENED else ():
                if reached.get(at - first, 0) <= at and at - first >= SHINGLE:
                    widened[shingle] = widened.get(shingle, 0) + 1
                    run = _widened(text, first, at)
                    reached[at - first] = run.second + run.length
                    if run.first + run.length <= run.second:
                        yield run
        if at % STEP == 0:
            if kept is None:
                index[shingle] = [at]
            elif len(kept) < _COPIES:
                kept.append(at)


def _widened(text: str, first: int, second: int) -> Run:
    """A run as far as it goes in both directions from a shingle that stands twice."""
    before = 0
    while before < first and text[first - before - 1] == text[second - before - 1]:
        before += 1
    first, second = first - before, second - before
    length = before + SHINGLE
    while text[first + length : first + length + _STRIDE] == text[second + length : second + length + _STRIDE]:
        if second + length >= len(text):
            break
        length += _STRIDE
    length = min(length, len(text) - second)
    while second + length < len(text) and text[first + length] == text[second + length]:
        length += 1
    return Run(first, second, length)


def chains(runs: Sequence[Run]) -> list[Chain]:
    """Runs put together that follow each other in both places with little between them, in the order of their first
    runs. Open chains are kept by how far apart their copies stand, so that a run is tried with its like only."""
    found: list[Chain] = []
    open_: dict[int, list[Chain]] = {}
    for run in sorted(runs, key=lambda r: (r.second, r.first)):
        shelf = (run.second - run.first) // _SHELF
        best: tuple[int, Chain, Run, int] | None = None
        for near in (shelf - 1, shelf, shelf + 1):
            kept = open_.get(near)
            if not kept:
                continue
            if run.second - kept[0].ends[1] > _LONG_GAP:
                open_[near] = kept = [chain for chain in kept if run.second - chain.ends[1] <= _LONG_GAP]
            for chain in kept[-_OPEN:]:
                cut = _behind(chain, run)
                if cut is None:
                    continue
                distance = max(cut.first - chain.ends[0], cut.second - chain.ends[1])
                if best is None or distance < best[0]:
                    best = (distance, chain, cut, near)
        if best is None:
            chain = Chain([run])
            found.append(chain)
        else:
            _, chain, cut, near = best
            open_[near].remove(chain)
            chain.runs.append(cut)
        open_.setdefault(shelf, []).append(chain)
    return found


def _behind(chain: Chain, run: Run) -> Run | None:
    """A run as it goes on from a chain: what they share is cut off its front; None where it does not go on from it."""
    ends = chain.ends
    over = max(0, ends[0] - run.first, ends[1] - run.second)
    if over >= run.length - STEP:
        return None
    cut = Run(run.first + over, run.second + over, run.length - over)
    if cut.first + cut.length > chain.runs[0].second:
        return None  # the first copy would run into the second
    gaps = cut.first - ends[0], cut.second - ends[1]
    if max(gaps) <= _GAP:
        return cut
    solid = min(chain.runs[-1].length, cut.length) >= _SOLID
    return cut if solid and min(gaps) <= _JOINT and max(gaps) <= _LONG_GAP else None
