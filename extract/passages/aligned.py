"""Two copies of a passage, character by character: the runs that they share and the edits between these."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from typing import NamedTuple

from rapidfuzz.distance import Levenshtein

from extract.passages.folded import Folded
from extract.passages.runs import Chain, Run

_GAP = 80  # characters between two runs that are set against each other
_OTHER = 24  # characters in the place of others that are no other word
_SHARED = 2  # characters that two wordings must share in a row to count as shared
_TAIL = 40  # characters of a sentence that goes on behind the last run
_ALIKE = 0.7
_SLIP = 2  # characters that a short rest may have more
_END = re.compile(r"[。；;！!？?\n]")
_CLAUSE = re.compile(r"[，,、：:。；;！!？?…\n]")
_FIGURE = re.compile(r"[\d.%]")
_NUMBER = re.compile(r"\d+(?:\.\d+)?%?")
_RUN_OF_FIGURES = re.compile(r"[\d.]+")


class Edit(NamedTuple):
    """What stands at `first` up to `first_end` in one copy and at `second` up to `second_end` in the other; `before` and
    `after` are the lengths of the runs that they share around it."""

    first: int
    first_end: int
    second: int
    second_end: int
    before: int
    after: int


@dataclass(frozen=True)
class Aligned:
    """A pair of passages: the runs that they share, in order, none empty."""

    text: Folded
    runs: tuple[Run, ...]

    @property
    def first(self) -> tuple[int, int]:
        """The bare characters of the first copy."""
        last = self.runs[-1]
        return self.runs[0].first, last.first + last.length

    @property
    def second(self) -> tuple[int, int]:
        last = self.runs[-1]
        return self.runs[0].second, last.second + last.length

    @cached_property
    def length(self) -> int:
        return sum(run.length for run in self.runs)

    @cached_property
    def shared(self) -> str:
        """The characters that both have."""
        return "".join(self.text.bare[run.first : run.first + run.length] for run in self.runs)

    @cached_property
    def edits(self) -> tuple[Edit, ...]:
        return tuple(self._edits())

    def _edits(self) -> Iterator[Edit]:
        for a, b in pairwise(self.runs):
            edit = Edit(a.first + a.length, b.first, a.second + a.length, b.second, a.length, b.length)
            yield self._settled(self._whole_figure(edit))

    def _whole_figure(self, edit: Edit) -> Edit:
        """An edit inside a figure, widened to the whole figure."""
        bare = self.text.bare
        first, first_end, second, second_end, before, after = edit
        said, other = bare[first:first_end], bare[second:second_end]
        if not (_FIGURE.search(said) or _FIGURE.search(other)):
            return edit
        while before and _FIGURE.match(bare[first - 1]) and self._joined(first, second):
            first, second, before = first - 1, second - 1, before - 1
        while after and _FIGURE.match(bare[first_end]) and self._joined(first_end, second_end):
            first_end, second_end, after = first_end + 1, second_end + 1, after - 1
        return Edit(first, first_end, second, second_end, before, after)

    def _joined(self, first: int, second: int) -> bool:
        """Whether the characters before these belong to the same figure, in one of the copies at least."""
        return any(self.text.between(at) in ("", ",") for at in (first, second))

    def _settled(self, edit: Edit) -> Edit:
        """Words that only one copy has, moved to where they begin or end with a clause, as far as that is the same."""
        bare = self.text.bare
        first, first_end, second, second_end, before, after = edit
        longer = (first, first_end) if second == second_end else (second, second_end)
        if (first == first_end) == (second == second_end):
            return edit
        best, move = self._ends(*longer), 0
        start, end = longer
        for step in range(1, min(before, end - start) + 1):
            if bare[start - step] != bare[end - step]:
                break
            score = self._ends(start - step, end - step)
            if score > best:
                best, move = score, -step
        for step in range(1, min(after, end - start) + 1):
            if bare[start + step - 1] != bare[end + step - 1]:
                break
            score = self._ends(start + step, end + step)
            if score > best:
                best, move = score, step
        return Edit(first + move, first_end + move, second + move, second_end + move, before + move, after - move)

    def _ends(self, start: int, end: int) -> int:
        """How much of a clause a run is: 2 for the end of a sentence in front of it or behind it, 1 for a clause's."""
        score = 0
        for at in (start, end):
            said = self.text.between(at)
            score += 2 if _END.search(said) else 1 if _CLAUSE.search(said) else 0
        return score

    @property
    def whole(self) -> bool:
        """Whether the sentences that differ begin and end inside the passage, in both copies."""
        head, tail = self.runs[0], self.runs[-1]
        starts = any(self._ended(head.first + step, head.second + step) for step in range(head.length))
        return starts and any(self._ended(tail.first + step, tail.second + step) for step in range(1, tail.length + 1))

    def _ended(self, first: int, second: int) -> bool:
        return all(_END.search(self.text.between(at)) is not None for at in (first, second))

    def figures(self) -> tuple[int, int]:
        """How many figures both copies have alike, and how many not."""
        apart = sum(
            bool(_FIGURE.search(self.text.bare[e.first : e.first_end]))
            and bool(_FIGURE.search(self.text.bare[e.second : e.second_end]))
            for e in self.edits
        )
        alike = sum(len(_NUMBER.findall(self.text.bare[r.first : r.first + r.length])) for r in self.runs)
        return alike, apart


def aligned(text: Folded, chain: Chain) -> Iterator[Aligned]:
    """A chain of runs with what stands between them aligned, parted where both copies go on with something else for
    long, and with the sentences at both ends as far as these go on alike."""
    runs: list[Run] = []
    for run in chain.runs:
        if runs:
            last = runs[-1]
            runs += _between(text.bare, last.first + last.length, run.first, last.second + last.length, run.second)
        runs.append(run)
    for part in _parted(_joined(runs)):
        yield Aligned(text, _joined([*_head(text, part[0]), *part, *_tail(text, part[-1])]))


def _parted(runs: Sequence[Run]) -> Iterator[list[Run]]:
    part = [runs[0]]
    for run in runs[1:]:
        last = part[-1]
        gaps = run.first - last.first - last.length, run.second - last.second - last.length
        if min(gaps) > 0 and max(gaps) > _OTHER:
            yield part
            part = []
        part.append(run)
    yield part


def _between(bare: str, first: int, first_end: int, second: int, second_end: int) -> Iterator[Run]:
    """What two wordings share."""
    a, b = bare[first:first_end], bare[second:second_end]
    if not a or not b or max(len(a), len(b)) > _GAP:
        return
    for op in Levenshtein.opcodes(a, b):
        if op.tag == "equal" and op.src_end - op.src_start >= _SHARED:
            yield Run(first + op.src_start, second + op.dest_start, op.src_end - op.src_start)


def _tail(text: Folded, last: Run) -> Iterator[Run]:
    """The rest of the sentence that the last run breaks off in, where both copies end it nearly alike."""
    first, second = last.first + last.length, last.second + last.length
    if _END.search(text.between(first)) and _END.search(text.between(second)):
        return iter(())
    return _alike(text, first, _sentence_end(text, first), second, _sentence_end(text, second))


def _head(text: Folded, run: Run) -> Iterator[Run]:
    """The beginning of the sentence that the first run breaks into."""
    first, second = run.first, run.second
    if _END.search(text.between(first)) and _END.search(text.between(second)):
        return iter(())
    return _alike(text, _sentence_start(text, first), first, _sentence_start(text, second), second)


def _alike(text: Folded, first: int, first_end: int, second: int, second_end: int) -> Iterator[Run]:
    a, b = text.bare[first:first_end], text.bare[second:second_end]
    if not a or not b:
        return iter(())
    words = _RUN_OF_FIGURES.split(a)
    if any(words) and words == _RUN_OF_FIGURES.split(b):
        return _beside_figures(a, b, first, second)
    short = abs(len(a) - len(b)) == Levenshtein.distance(a, b) <= _SLIP  # one is the other with a slip
    if not short and Levenshtein.normalized_similarity(a, b) < _ALIKE:
        return iter(())
    return _between(text.bare, first, first_end, second, second_end)


def _beside_figures(a: str, b: str, first: int, second: int) -> Iterator[Run]:
    """What two wordings share that differ in figures alone, down to the one character of a measure word."""
    at = there = 0
    for mine, other in zip(_RUN_OF_FIGURES.finditer(a), _RUN_OF_FIGURES.finditer(b), strict=True):
        if mine.start() > at:
            yield Run(first + at, second + there, mine.start() - at)
        if mine.group() == other.group():
            yield Run(first + mine.start(), second + other.start(), len(mine.group()))
        at, there = mine.end(), other.end()
    if at < len(a):
        yield Run(first + at, second + there, len(a) - at)


def _sentence_end(text: Folded, at: int) -> int:
    end = min(at + _TAIL, len(text.bare))
    return next((i for i in range(at, end + 1) if _END.search(text.between(i))), at)


def _sentence_start(text: Folded, at: int) -> int:
    stop = max(at - _TAIL, 0)
    return next((i for i in range(at, stop, -1) if _END.search(text.between(i))), at)


def _joined(runs: list[Run]) -> tuple[Run, ...]:
    """Runs that follow each other without anything between them as one."""
    out: list[Run] = []
    for run in runs:
        last = out[-1] if out else None
        if last and last.first + last.length == run.first and last.second + last.length == run.second:
            out[-1] = Run(last.first, last.second, last.length + run.length)
        else:
            out.append(run)
    return tuple(out)
