"""One finding for all rows of a form, and how it names them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from decimal import Decimal
from typing import Any

from checks.attainment import Reach, Row
from checks.figures import decimals, plain
from checks.outcome import Member, Outcome, Passed, failed, passed
from checks.rule import Rule, Severity
from extract.model import Binding

EVIDENCE = 12
_NAMED = 6  # rows that a message names; the rest are counted


def reached(row: Row) -> bool:
    return row.reach in (Reach.MET, Reach.PAST)


def gathered(
    rule: Rule[Any], rows: Sequence[Row], said: Callable[[Row], str], severity: Severity | None = None
) -> Iterator[Outcome]:
    if rows:
        yield finding(rule, members_of(rows, EVIDENCE), rows, said, severity)


def finding(
    rule: Rule[Any],
    members: Sequence[Member],
    rows: Sequence[Row],
    said: Callable[[Row], str],
    severity: Severity | None = None,
) -> Outcome:
    named = "；".join(said(row) for row in rows[:_NAMED])
    more = f"；等 {len(rows)} 项" if len(rows) > _NAMED else ""
    return failed(
        rule,
        members,
        binding=Binding.CELL,
        severity=severity,
        computation=f"{named}{more}",
        labels="、".join(row.name for row in rows[:_NAMED]),
        fields={"rows": f"{named}{more}", "count": str(len(rows))},
    )


def members_of(rows: Iterable[Row], most: int, scores: bool = True) -> list[Member]:
    """The figures of the rows that a finding shows: all of a row or, for many rows, at least its completion."""
    rows = list(rows)
    found: list[list[Member]] = []
    for row in rows:
        indicator = row.indicator
        own: list[Member] = []
        for role, member in (
            ("actual", indicator.actual or indicator.actual_words),
            ("score", indicator.score if scores else None),
            ("aim", indicator.target or indicator.target_words),
            ("weight", indicator.weight if scores else None),
        ):
            if member is not None:
                own.append((role, member))
        found.append(own)
    each = max(1, most // max(1, len(rows)))
    return [member for own in found for member in own[:each]][:most]


def pass_row(rule: Rule[Any], row: Row) -> Passed:
    """Marks are left out: beside a completion they would read as an equation, which no such row states."""
    return passed(rule, members_of([row], EVIDENCE, scores=False))


def aimed(row: Row) -> str:
    indicator = row.indicator
    target = flat(indicator.target_words.text) if indicator.target_words is not None else "（空）"
    if indicator.relation in ("≥", "≤", "=") and target[:1].isdecimal():
        target = f"{indicator.relation}{target}"
    if indicator.unit and target[-1:].isdecimal():
        target = f"{target}{indicator.unit}"
    done = flat(indicator.actual_words.text) if indicator.actual_words is not None else "（空）"
    return f"“{row.name}”目标 {target}，完成 {done}"


def attained(row: Row) -> str:
    marks = "" if row.score is None or row.weight is None else f"，分值 {plain(row.weight)}，得分 {plain(row.score)}"
    return f"{aimed(row)}{marks}"


def proportional(row: Row) -> str:
    due = row.due
    shown = "" if due is None else f"，按比例为 {plain(due.quantize(Decimal('0.01')).normalize())}"
    return f"{attained(row)}{shown}"


def rated(row: Row) -> str:
    """A row with its completion rate as printed and as it should be."""
    rate, due = row.indicator.rate, row.completion
    assert rate is not None and due is not None
    expected = plain(round(due, max(decimals(rate.quantity), 2)).normalize())
    return f"{aimed(row)}，完成率写 {rate.quantity.text}，应为 {expected}%"


def flat(text: str) -> str:
    return re.sub(r"\s+", "", text)
