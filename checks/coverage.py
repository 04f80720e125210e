"""What became of every number of the document: silence is never a pass.

Of a relation that fails only the figures in doubt are contradicted: its result (total, rate, balance) and those that
the diagnosis calls wrong. The others took part in nothing that was proven: they are verified where another relation
verifies them, else skipped.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from enum import Enum

from checks.outcome import Answer, Failed, LooseNumber, Outcome, Passed
from extract.model import Bound, Fact, FactBook, NumberSeen

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


def count(ends: Iterable[str]) -> NumberCounts:
    """Counts numbers by their ends, as `ends` gives them."""
    numbers = Counter(ends)
    return NumberCounts(
        seen=numbers.total(),
        verified=numbers["verified"],
        restated=numbers["restated"],
        contradicted=numbers["contradicted"],
        skipped=numbers["skipped"],
        unrelated=numbers["unrelated"],
        unbound=numbers["unbound"],
        not_quantity=numbers["not_quantity"],
    )


def ends(
    book: FactBook, ledger: Iterable[Outcome], restating: Collection[str], wording: Collection[str] = ()
) -> tuple[str, ...]:
    """The class that each number of a document ends in, one of the fields of `NumberCounts`, in the order of
    `book.numbers`.

    `restating` are the rules that only compare statements of one claim: what they pass is restated, not verified,
    unless a table and the prose agree. `wording` are the rules that judge words; the figures they quote stay as they
    are.
    """
    standing: dict[int, _Standing] = {}
    for outcome in ledger:
        if outcome.rule in wording:
            continue
        found = _standing(outcome, outcome.rule in restating)
        doubted = _doubted(outcome) if found is _Standing.CONTRADICTED else frozenset()
        for item in outcome.evidence:
            if item.fact is not None:
                one = _Standing.SKIPPED if doubted and item.fact not in doubted else found
                standing[item.fact] = min(standing.get(item.fact, one), one, key=lambda s: s.value)
    return tuple(_end(number, standing) for number in book.numbers)


def loose(book: FactBook, ends: Iterable[str]) -> Iterator[LooseNumber]:
    """The quantities that no relation holds against anything, in document order."""
    facts = {fact.id: fact for fact in book.facts}
    for number, end in zip(book.numbers, ends, strict=True):
        if end == "unbound":
            yield LooseNumber(number, "", number.reason or "前后没有可认的名称")
        elif end == "unrelated" and number.fact is not None:
            fact = facts[number.fact]
            yield LooseNumber(number, fact.label, _why_unrelated(book, fact))


def _why_unrelated(book: FactBook, fact: Fact) -> str:
    if fact.quantity.dimension == "time":
        return "时间量"
    if fact.quantity.bound in (Bound.OVER, Bound.UNDER, Bound.ABOUT):
        return "约数，不作精确核对"
    if fact.quantity.bound in (Bound.AT_LEAST, Bound.AT_MOST):
        return "标准或界限，不是结果"
    if len(book.by_value[abs(fact.quantity.value)]) > 1:
        return "另有同值的数，说的不是同一事项"
    return "全文只写一次，前后没有可核对的合计、比率或差额"


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
