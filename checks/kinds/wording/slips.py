"""Slips that the words show by themselves: all places of one wording are one finding, or all of a report one note."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from checks.outcome import Member, Outcome, failed
from checks.rule import Rule
from extract.model import BaseNamed, FactBook, Slip, Words

_MOST_EVIDENCE = 12
_NAMED = 3


def places(count: int) -> str:
    """（共 3 处）, "" for one place."""
    return f"（共 {count} 处）" if count > 1 else ""


def cited(found: Sequence[Words], beside: Sequence[Words]) -> list[Member]:
    """Places and what shows them wrong, as many as a finding may have."""
    room = _MOST_EVIDENCE - len(beside)
    return [*(("cite", words) for words in found[:room]), *(("target", words) for words in beside)]


def check_slips(book: FactBook, rule: Rule[Any], what: tuple[str, ...]) -> Iterator[Outcome]:
    """Each wording that is a slip, with all its places."""
    told = {
        _place(c.words) for c in book.claims_of(BaseNamed) if c.base < c.of - 1
    }  # a wrong base is told with its year
    yield from by_wording(rule, (s for s in book.claims_of(Slip) if s.what in what and _place(s.words) not in told))


def _place(words: Words) -> tuple[object, ...]:
    at = words.location
    return at.block, at.row, at.column, at.start


def by_wording(rule: Rule[Any], slips: Iterable[Slip]) -> Iterator[Outcome]:
    """Slips, those of one wording as one finding."""
    groups: dict[str, list[Slip]] = {}
    for slip in slips:
        groups.setdefault(slip.said, []).append(slip)
    for found in groups.values():
        first = found[0]
        fields = {
            "said": first.said,
            "due": first.due,
            "count": str(len(found)),
            "places": places(len(found)),
            "beside": "".join(words.text for words in first.beside[:1]),
        }
        yield failed(rule, cited([slip.words for slip in found], first.beside), fields=fields)


def check_gathered(book: FactBook, rule: Rule[Any], what: tuple[str, ...]) -> Iterator[Outcome]:
    """All slips of a sort as one note."""
    found = sorted((s for s in book.claims_of(Slip) if s.what in what), key=lambda s: _place(s.words)[::3])
    if not found:
        return
    beside = found[0].beside[:1]
    wordings = list(dict.fromkeys(slip.said for slip in found))
    fields = {
        "said": "、".join(f"“{said}”" for said in wordings[:_NAMED]) + ("等" if len(wordings) > _NAMED else ""),
        "due": found[0].due,
        "count": str(len(found)),
        "places": places(len(found)),
        "beside": "".join(words.text for words in beside),
    }
    yield failed(rule, cited([slip.words for slip in found], beside), fields=fields)
