"""Runs every rule once over what a document says, and settles what is cause and what is consequence."""

from __future__ import annotations

import traceback
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Any

from checks import causes, coverage, notes
from checks.coverage import NumberCounts
from checks.kinds import kinds
from checks.outcome import Answer, Failed, Outcome
from checks.rule import Rule
from checks.ruleset import RuleSet
from extract.model import FactBook


@dataclass(frozen=True, slots=True)
class Crash:
    """A rule that failed to run: it is neither finding nor pass. `error` is one line, `trace` the whole stack."""

    rule: str
    error: str
    trace: str


@dataclass(frozen=True, slots=True)
class Audit:
    """What the rules found in one document.

    `ledger` holds every relation judged, passed, failed and skipped alike; `findings` what a reviewer is shown: one
    finding per cause with its consequences folded under it, and the gathered notes. Both are in document order.
    """

    findings: tuple[Failed, ...]
    ledger: tuple[Outcome, ...]
    crashes: tuple[Crash, ...]
    ends: tuple[str, ...]

    @property
    def numbers(self) -> NumberCounts:
        return coverage.count(self.ends)


def audit(book: FactBook, rules: RuleSet, check_time: Callable[[str], None] = lambda where: None) -> Audit:
    """Every rule, once, over one document. `check_time` is called before every rule and after every relation, with how
    far the work has come; what it raises ends the audit, since half an audit is none."""
    found: list[Outcome] = []
    crashes: list[Crash] = []
    for rule in rules:
        where = f"核对到规则 {rule.id} "
        check_time(where)
        told: list[Outcome] = []
        for outcome in _run(book, rule):
            if isinstance(outcome, Crash):
                crashes.append(outcome)
                told = []  # what a rule said before it failed is not to be relied on
            else:
                told.append(outcome)
            check_time(where)
        found += told
    check_time("整理核对结果")
    ledger = sorted(found, key=_order)
    return Audit(
        findings=_findings(ledger),
        ledger=tuple(ledger),
        crashes=tuple(crashes),
        ends=coverage.ends(
            book,
            ledger,
            restating={rule.id for rule in rules if kinds()[rule.kind].judges == "restatements"},
            wording={rule.id for rule in rules if kinds()[rule.kind].judges == "words"},
        ),
    )


def _run(book: FactBook, rule: Rule[Any]) -> Iterator[Outcome | Crash]:
    """What a rule says, and last that it failed, where it does."""
    try:
        yield from kinds()[rule.kind].check(book, rule)
    except Exception as error:
        yield Crash(rule.id, f"{type(error).__name__}: {error}", traceback.format_exc())


def _findings(ledger: Iterable[Outcome]) -> tuple[Failed, ...]:
    ledger = list(ledger)
    failures = [o for o in ledger if isinstance(o, Failed) and not _is_note(o)]
    found = [*causes.settle(failures), *notes.gather(ledger)]
    return tuple(_short(failure) for failure in sorted(found, key=_order))


def _is_note(failure: Failed) -> bool:
    """A single relation that is off by its last digits; a kind that gathers its own note gives it no relation."""
    return failure.answer in {Answer.ROUNDING, Answer.TRUNCATION} and failure.relation is not None


def _short(failure: Failed) -> Failed:
    if len(failure.evidence) <= notes.MOST_EVIDENCE:
        return failure
    return replace(failure, evidence=failure.evidence[: notes.MOST_EVIDENCE])


def _order(outcome: Outcome) -> tuple[int, int, int, int, str]:
    """Document order by the first evidence; an outcome without evidence comes first."""
    if not outcome.evidence:
        return (-1, 0, 0, 0, outcome.rule)
    place = outcome.evidence[0].location
    return (place.block, place.row or 0, place.column or 0, place.start, outcome.rule)
