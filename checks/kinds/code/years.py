"""Codes and names out of their time."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from checks.kinds.code.reading import MOST_EVIDENCE, Named, at_most, by_pair, named_codes
from checks.outcome import Outcome, failed
from checks.reference import Basis, NameMatch, same_name
from checks.rule import Rule, Severity
from extract.model import FactBook


def check_validity(book: FactBook, rule: Rule[Any]) -> Iterator[Outcome]:
    for places in by_pair(named_codes(book)).values():
        one = places[0]
        problem = _out_of_time(one)
        if not problem:
            continue
        sure = one.subject.basis is Basis.OBSERVED and one.verdict.match is NameMatch.FORMER and one.year is not None
        dated = any(f.dated and same_name(f.name, one.printed) for f in one.subject.former)
        severity = at_most(rule, Severity.WARNING if sure and dated else Severity.INFO)
        members = [member for place in places[: MOST_EVIDENCE // 2] for member in place.pair]
        yield failed(rule, members, severity=severity, labels=problem)


def _out_of_time(one: Named) -> str:
    """What is out of its time about a code or its name, "" where nothing is known to be."""
    subject, year = one.subject, one.year
    if subject.basis is Basis.UNCERTAIN:
        return ""
    if one.verdict.match is NameMatch.FORMER:
        return f"{subject.code} 现名“{subject.name}”，“{one.printed}”是曾用名"
    if year is None:
        return ""
    if one.verdict.match is NameMatch.EARLY:
        return f"{year} 年度 {subject.code} 的名称是“{subject.name_in(year)}”，“{one.printed}”是后来的名称"
    if not subject.valid_in(year):
        until = f"只用到 {subject.last} 年" if subject.last and year > subject.last else f"自 {subject.first} 年起使用"
        return f"{subject.code}“{subject.name}”{until}，本报告为 {year} 年度"
    return ""
