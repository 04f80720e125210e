"""The long report that bench/speed.py measures with: as many figures as asked for, all of which agree."""

from __future__ import annotations

from bench.many_numbers import text
from checks.outcome import Passed
from tests.cases import audit_text


def test_the_long_report_is_right_and_as_long_as_asked() -> None:
    audited = audit_text(text(300))
    assert not audited.findings
    assert sum(isinstance(outcome, Passed) for outcome in audited.ledger) > 100
    assert audited.numbers.seen - audited.numbers.not_quantity >= 300


def test_one_seed_makes_one_report() -> None:
    assert text(100, seed=3) == text(100, seed=3) != text(100, seed=4)
