"""Subject codes with the names printed beside them, and what the reference says about each pair."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from checks.figures import spaced
from checks.outcome import Member
from checks.reference import Basis, NameMatch, NameVerdict, Subject, fold_name, table_of
from checks.rule import Rule, Severity
from extract.model import CodeName, Fact, FactBook, Words

MOST_EVIDENCE = 12
# How loud a finding about a code may be, by how sure the reference is of it, and what it says of that.
LOUDNESS = {Basis.OBSERVED: Severity.ERROR, Basis.KNOWLEDGE: Severity.WARNING, Basis.UNCERTAIN: Severity.INFO}
DOUBTS = {Basis.OBSERVED: "", Basis.KNOWLEDGE: "（依参考目录，请核对）", Basis.UNCERTAIN: "（该编码在参考目录里待核）"}
_RIGHT = frozenset((NameMatch.SAME, NameMatch.VARIANT))


@dataclass(frozen=True, slots=True)
class Named:
    """A code with its name, and what the reference says about the two."""

    claim: CodeName
    subject: Subject
    verdict: NameVerdict
    year: int | None

    @property
    def right(self) -> bool:
        return self.verdict.match in _RIGHT

    @property
    def printed(self) -> str:
        return self.claim.name.text.strip()

    @property
    def pair(self) -> tuple[Member, Member]:
        return ("code", self.claim.code), ("name", self.claim.name)


def digits(code: Words) -> str:
    """The digits of a printed code."""
    return "".join(c for c in code.text if c.isdecimal())


def at_most(rule: Rule[Any], severity: Severity) -> Severity:
    """No louder than the rule (a profile may have lowered it)."""
    return min(rule.severity, severity, key=lambda s: s.rank)


def named_codes(book: FactBook) -> list[Named]:
    found = []
    for claim in book.claims_of(CodeName):
        table = table_of(digits(claim.code))
        subject = table.get(digits(claim.code)) if table else None
        if table is None or subject is None or not fold_name(claim.name.text):
            continue
        year = claim.year or book.outline.cover.year
        found.append(Named(claim, subject, table.judge(subject, claim.name.text, year), year))
    return found


def by_pair(named: Iterable[Named]) -> dict[tuple[str, str], list[Named]]:
    """Codes with their names, repeated ones together."""
    groups: dict[tuple[str, str], list[Named]] = {}
    for one in named:
        groups.setdefault((one.subject.code, fold_name(one.printed)), []).append(one)
    return groups


def in_words(fact: Fact) -> str:
    """A figure as printed, with its unit where the column or caption gave it."""
    return fact.quantity.text if fact.quantity.given else spaced(fact.quantity.text, fact.quantity.unit)


def called(other: Subject, printed: str) -> str:
    """A subject by its code, with its name where that is not the one just printed."""
    return other.code if fold_name(other.name) == fold_name(printed) else other.described
