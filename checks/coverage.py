"""What became of every number of the document: silence is never a pass."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from enum import Enum

from checks.outcome import Answer, Failed, Outcome, Passed
from extract.model import FactBook, NumberSeen


@dataclass(frozen=True, slots=True)
class NumberCounts:
    """How many numbers were seen, and how they ended; the classes add up to `seen`."""

    seen: int
    verified: int
    restated: int
    contradicted: int
    skipped: int
    unrelated: int
    unbound: int
    not_quantity: int


class _Standing(Enum):
    """What the outcomes say of a fact, the strongest first."""

    CONTRADICTED = 0
    VERIFIED = 1
    RESTATED = 2
    SKIPPED = 3


def count(
    book: FactBook, ledger: Iterable[Outcome], restating: Collection[str], wording: Collection[str] = ()
) -> NumberCounts:
    """Counts the numbers of a document by their end.

    `restating` are the rules that only compare statements of one claim: what they pass is restated, not verified,
    unless a table and the prose agree. `wording` are the rules that judge words; the figures they quote stay as they
    are.
    """
    standing: dict[int, _Standing] = {}
    for outcome in ledger:
        if outcome.rule in wording:
            continue
        found = _standing(outcome, outcome.rule in restating)
        for item in outcome.evidence:
            if item.fact is not None:
                standing[item.fact] = min(standing.get(item.fact, found), found, key=lambda s: s.value)
    ends: dict[str, int] = defaultdict(int)
    for number in book.numbers:
        ends[_end(number, standing)] += 1
    return NumberCounts(
        seen=len(book.numbers),
        verified=ends["verified"],
        restated=ends["restated"],
        contradicted=ends["contradicted"],
        skipped=ends["skipped"],
        unrelated=ends["unrelated"],
        unbound=ends["unbound"],
        not_quantity=ends["not_quantity"],
    )


def _standing(outcome: Outcome, restating: bool) -> _Standing:
    if isinstance(outcome, Failed) and outcome.answer is Answer.FAILS:
        return _Standing.CONTRADICTED
    if isinstance(outcome, Passed | Failed):
        kinds = {item.location.kind == "cell" for item in outcome.evidence}
        return _Standing.RESTATED if restating and len(kinds) < 2 else _Standing.VERIFIED
    return _Standing.SKIPPED


def _end(number: NumberSeen, standing: dict[int, _Standing]) -> str:
    if not number.quantity:
        return "not_quantity"
    if number.fact is None:
        return "unbound"
    found = standing.get(number.fact)
    return found.name.lower() if found else "unrelated"
