"""Wrong words and wrong terms, by the list `rules/reference/terms.csv`."""

from __future__ import annotations

import csv
import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from extract.lexicon import reference_folder
from extract.model import Slip, Words
from extract.stretches import Stretch

_SHOWN = 3
_YEAR_RE = re.compile(r"(?<!\d)\d{4}\s*年度?\s*$")


@dataclass(frozen=True, slots=True)
class Term:
    """A wrong word. `not_after` and `not_before` are characters beside which it is none; `beside` says that it counts only in
    a report that prints the right one as well."""

    what: str
    wrong: str
    right: str
    not_after: str
    not_before: str
    beside: bool

    def stands(self, text: str, start: int) -> bool:
        """Whether what is printed at `start` is the wrong word and no part of others."""
        end = start + len(self.wrong)
        before, after = text[start - 1 : start] if start else "", text[end : end + 1]
        return not (before and before in self.not_after) and not (after and after in self.not_before)


@cache
def _terms() -> tuple[dict[str, Term], re.Pattern[str]]:
    with (reference_folder() / "terms.csv").open(encoding="utf-8", newline="") as file:
        found = [
            Term(r["what"], r["wrong"], r["right"], r["not_after"], r["not_before"], r["beside"] == "yes")
            for r in csv.DictReader(file)
        ]
    pattern = re.compile("|".join(sorted((re.escape(t.wrong) for t in found), key=len, reverse=True)))
    return {term.wrong: term for term in found}, pattern


def terms(said: Sequence[Stretch]) -> Iterator[Slip]:
    """Every wrong word of the list that a report prints; a wrong term with the nearest places of the right one."""
    known, pattern = _terms()
    stands: dict[str, list[int]] = {}
    for at, stretch in enumerate(said):
        for m in pattern.finditer(stretch.text):
            term = known[m[0]]
            if not term.stands(stretch.text, m.start()):
                continue
            if term.beside and term.right not in stands:
                stands[term.right] = [i for i, s in enumerate(said) if term.right in s.text]
            right = _nearest(said, at, term.right, stands[term.right]) if term.beside else ()
            if right or not term.beside:
                yield Slip(term.what, _with_year(stretch, m.start(), m.end()), term.wrong, term.right, right)


def _nearest(said: Sequence[Stretch], at: int, word: str, places: Sequence[int]) -> tuple[Words, ...]:
    """The places of a word that are closest to a stretch, the closest first; `places` are the stretches it is in."""
    found = []
    here = bisect_left(places, at)
    around = places[max(0, here - _SHOWN) : here + _SHOWN]
    for i in sorted(around, key=lambda i: abs(i - at))[:_SHOWN]:
        start = said[i].text.index(word)
        found.append(_with_year(said[i], start, start + len(word)))
    return tuple(found)


def _with_year(stretch: Stretch, start: int, end: int) -> Words:
    """A term with the year printed in front of it, by which its place is found."""
    m = _YEAR_RE.search(stretch.text, max(0, start - 8), start)
    return stretch.words(m.start() if m else start, end)
