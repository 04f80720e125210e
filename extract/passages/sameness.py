"""Whether two passages are one text printed twice, or one pattern filled in for two subjects, two years, a plan and
what came of it."""

from __future__ import annotations

import re
from collections import Counter

from extract.passages.aligned import Aligned
from extract.passages.folded import Folded

_CHARACTERS = 25  # different ones in common: a row of figures or of names is no passage
_FIGURELESS = 100  # characters in common for each figure that differs, where hardly any are alike
_SHARE = 0.85  # of the shorter copy that both have
_FAITHFUL = 0.95  # … where what stands for something else counts
_EVERY = 40  # characters for each difference of words
_BEFORE = 30  # characters in front of a passage that say what it is about
_FIGURE = re.compile(r"\d")
_FIGURES = re.compile(r"[\d.]+%?")
_YEAR = re.compile(r"(?:19|20)\d\d(?=年)")
_PLANNED = re.compile(r"目标|计划|预期|打算|下一步|拟")
_DONE = re.compile(r"完成|实现|实际|达成|执行|落实|成效|情况")


def one_text(pair: Aligned) -> bool:
    """Whether the words of two passages are meant to be the same: next to all are, most figures too, no word stands for
    another twice, and what stands before them does not tell them apart."""
    alike, apart = pair.figures()
    if (alike < 2 * apart and pair.length < _FIGURELESS * apart) or len(set(pair.shared)) < _CHARACTERS:
        return False
    if pair.length < _SHARE * min(end - start for start, end in (pair.first, pair.second)):
        return False
    return _faithful(pair) and not _told_apart(pair)


def _faithful(pair: Aligned) -> bool:
    """Whether there are few differences, none of them twice, as where one name is put for another throughout."""
    words = Counter(names for names in _names(pair) if max(map(len, names)) > 1)
    if any(count > 1 for count in words.values()) or len(pair.edits) > 1 + pair.length / _EVERY:
        return False
    bare = pair.text.bare
    changed = [
        e
        for e in pair.edits
        if e.first < e.first_end
        and e.second < e.second_end
        and not (_FIGURES.fullmatch(bare, e.first, e.first_end) and _FIGURES.fullmatch(bare, e.second, e.second_end))
    ]
    differing = sum(max(e.first_end - e.first, e.second_end - e.second) for e in changed)
    return pair.length >= _FAITHFUL * (pair.length + differing)


def _names(pair: Aligned) -> list[tuple[str, str]]:
    """What stands for each other in the two, figures left out."""
    bare = pair.text.bare
    each = ((bare[e.first : e.first_end], bare[e.second : e.second_end]) for e in pair.edits)
    return [names for names in each if not any(map(_FIGURE.search, names))]


def _told_apart(pair: Aligned) -> bool:
    """Whether the headings and the words in front of two passages name what stands for each other in them, or other
    years, or speak of a plan in one place only."""
    (start, end), (again, _) = pair.first, pair.second
    here, there = _lead(pair.text, start, 0), _lead(pair.text, again, end)
    years, others = set(_YEAR.findall(here)), set(_YEAR.findall(there))
    if (years and others and not years & others) or _planned(here) != _planned(there):
        return True
    return any(
        said in here and other in there and said not in there and other not in here
        for said, other in _names(pair)
        if said and other
    )


def _planned(lead: str) -> bool:
    return _PLANNED.search(lead) is not None and _DONE.search(lead) is None


def _lead(text: Folded, start: int, after: int) -> str:
    """The heading over a passage and what is printed in front of it, behind `after`."""
    return text.stretch(start).section.rpartition(" / ")[2] + text.bare[max(start - _BEFORE, after) : start]
