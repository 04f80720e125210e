"""What became of every number of the document: silence is never a pass.

Of a relation that fails only the figures in doubt are contradicted: its result (total, rate, balance) and those that
the diagnosis calls wrong. The others took part in nothing that was proven: they are verified where another relation
verifies them, else skipped.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from enum import Enum

from checks.outcome import Answer, Failed, Outcome, Passed
from extract.model import FactBook, NumberSeen

_OPERANDS = frozenset(
    (
        "part",
        "numerator",
        "denominator",
        "now",
        "base",
        "opening",
        "income",
        "spending",
        "minuend",
        "subtrahend",
        "factor",
    )
)


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
        ends = _standing(outcome, outcome.rule in restating)
        doubted = _doubted(outcome) if ends is _Standing.CONTRADICTED else frozenset()
        for item in outcome.evidence:
            if item.fact is not None:
                found = _Standing.SKIPPED if doubted and item.fact not in doubted else ends
                standing[item.fact] = min(standing.get(item.fact, found), found, key=lambda s: s.value)
    numbers: dict[str, int] = defaultdict(int)
    for number in book.numbers:
        numbers[_end(number, standing)] += 1
    return NumberCounts(
        seen=len(book.numbers),
        verified=numbers["verified"],
        restated=numbers["restated"],
        contradicted=numbers["contradicted"],
        skipped=numbers["skipped"],
        unrelated=numbers["unrelated"],
        unbound=numbers["unbound"],
        not_quantity=numbers["not_quantity"],
    )


def _standing(outcome: Outcome, restating: bool) -> _Standing:
    if isinstance(outcome, Failed) and outcome.answer is Answer.FAILS:
        return _Standing.CONTRADICTED
    if isinstance(outcome, Passed | Failed):
        kinds = {item.location.kind == "cell" for item in outcome.evidence}
        return _Standing.RESTATED if restating and len(kinds) < 2 else _Standing.VERIFIED
    return _Standing.SKIPPED


def _doubted(outcome: Outcome) -> frozenset[int]:
    """The facts of a failed relation that may be wrong; empty where it has no operands to tell from its result."""
    if not isinstance(outcome, Failed):
        return frozenset()
    suspects = outcome.diagnosis.suspects if outcome.diagnosis else ()
    results = (item.fact for item in outcome.evidence if item.fact is not None and item.role not in _OPERANDS)
    return frozenset((*results, *suspects))


def _end(number: NumberSeen, standing: dict[int, _Standing]) -> str:
    if not number.quantity:
        return "not_quantity"
    if number.fact is None:
        return "unbound"
    found = standing.get(number.fact)
    return found.name.lower() if found else "unrelated"
