"""Names and figures that answer each other in order: 甲、乙、丙分别下降 a、b、c."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from extract.narrative.mentions import EACH, Mention, bare_runs
from extract.narrative.reading import Reading

_BOUNDS = "。；;，,：:！？\n"
_LISTED = re.compile(r"^[\s、和及与以]*$")
_AND = re.compile(r"(?<=[\u4e00-\u9fff）)]{2})(?:以及|和|及|与)(?=[\u4e00-\u9fff]{2})")
_REACH = 12  # characters between 分别 and the first figure: 分别下降, 分别达到


@dataclass(frozen=True, slots=True)
class Pair:
    """Spans of the names and mentions (by index) of the figures; `most` as in the model."""

    names: tuple[tuple[int, int], ...]
    figures: tuple[int, ...]
    cue: tuple[int, int]
    most: int


def pairs(reading: Reading) -> Iterator[Pair]:
    """The lists of a passage in which 分别 joins names and figures. Where the names are more than the figures a 、 may
    stand inside one of them (甲、乙两类项目的进度 …), and nothing is said."""
    text = reading.passage.text
    for run in bare_runs(text, list(reading.mentions)):
        figures = _listed(text, [reading.mentions[i] for i in run])
        first = figures[0]
        start = max((text.rfind(c, 0, first.start) + 1 for c in _BOUNDS), default=0)
        cue = next((found for found in EACH.finditer(text, start, first.start)), None)
        if len(figures) < 2 or cue is None or first.start - cue.end() > _REACH:
            continue
        names = tuple(_names(text, start, cue.start()))
        if len(names) < 2 or any(not text[a:b].strip() or re.search(r"\d", text[a:b]) for a, b in names):
            continue
        most = len(names) + len(_AND.findall(text[slice(*names[-1])]))
        if len(figures) >= len(names):
            yield Pair(names, tuple(m.index for m in figures), (cue.start(), cue.end()), most)


def _listed(text: str, run: list[Mention]) -> list[Mention]:
    """Figures up to the first that a comma parts from the others, or that is of another kind."""
    found = run[:1]
    for before, m in pairwise(run):
        if not _LISTED.match(text[before.end : m.start]) or m.quantity.unit != run[0].quantity.unit:
            break
        found.append(m)
    return found


def _names(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    at = start
    for i in range(start, end):
        if text[i] == "、":
            yield at, i
            at = i + 1
    yield at, end
