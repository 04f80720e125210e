"""Passages that a report prints more than once, held against each other."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace

from extract.model import Claim, Difference, Fact, PassagePair, Table, Words
from extract.passages.aligned import Aligned, aligned
from extract.passages.differences import Found, Wording, found_differences
from extract.passages.figures import figure_ways, figures_apart
from extract.passages.folded import Folded, folded
from extract.passages.members import member_gaps
from extract.passages.runs import chains, repeated
from extract.passages.sameness import one_text
from extract.stretches import Stretch

_LENGTH = 60  # characters that two passages have in common
_SHORT = 32  # … where they are whole sentences full of figures of which one differs
_FIGURES = 3  # figures alike in those
_SHOWN = 20
_LOOKED_UP = 600  # wordings of a document that are looked up elsewhere: each goes through the whole text


def passages(
    texts: Iterable[Stretch], facts: Sequence[Fact], claims: Sequence[Claim], look: Callable[[], None] = lambda: None
) -> list[Claim]:
    """The pairs of passages of a document with their differences; figures that differ in them and that no other claim
    has told of as restatements; figures told in two ways; members of a list that lack their siblings' word.
    `look` is called between pieces of work, to stop it."""
    text = folded(texts)
    pairs = [pair for pair in _pairs(text, look) if one_text(pair)]
    look()
    told: list[Claim] = [*figures_apart(pairs, facts, claims)]
    told += _with_differences(text, pairs)
    look()
    told += figure_ways(facts)
    told += member_gaps(text)
    return told


def _pairs(text: Folded, look: Callable[[], None]) -> Iterator[Aligned]:
    """What is printed twice, the cells of tables only where the other copy is prose: rows of forms are alike."""
    runs = [run for run in repeated(text.bare) if not (_in_cell(text, run.first) and _in_cell(text, run.second))]
    look()
    for chain in chains(runs):
        look()
        if chain.length >= _SHORT:
            long = chain.length >= _LENGTH
            yield from (pair for pair in aligned(text, chain) if (long and pair.length >= _LENGTH) or _short(pair))


def _short(pair: Aligned) -> bool:
    """Whether two short passages are one sentence but for one figure of many."""
    alike, apart = pair.figures()
    return pair.length >= _SHORT and len(pair.edits) == apart == 1 and alike >= _FIGURES and pair.whole


def _in_cell(text: Folded, at: int) -> bool:
    return isinstance(text.stretch(at).spot.block, Table)


def _with_differences(text: Folded, pairs: Iterable[Aligned]) -> Iterator[PassagePair]:
    usage = _Usage(text)
    for pair in pairs:
        differences = tuple(map(usage.judged, found_differences(pair)))
        yield PassagePair(_shown(text, pair.first), _shown(text, pair.second), pair.length, differences)


def _shown(text: Folded, span: tuple[int, int]) -> Words:
    return text.words(span[0], min(span[0] + _SHOWN, span[1]))


class _Usage:
    """Whether a document prints a wording in other passages than those that are compared."""

    def __init__(self, text: Folded) -> None:
        self._bare = text.bare
        self._counts: dict[str, int] = {}

    def judged(self, item: Found) -> Difference:
        if item.wordings is None:
            return item.difference
        first, second = item.wordings
        usual = self._elsewhere(first, second.words), self._elsewhere(second, first.words)
        return replace(item.difference, usual=usual)

    def _elsewhere(self, wording: Wording, other: str) -> bool:
        within = self._count(other) if wording.words in other else 0
        return self._count(wording.words) - within > max(self._count(wording.before), self._count(wording.behind))

    def _count(self, words: str) -> int:
        if words not in self._counts:
            if len(self._counts) >= _LOOKED_UP:
                return 0
            self._counts[words] = self._bare.count(words)
        return self._counts[words]
