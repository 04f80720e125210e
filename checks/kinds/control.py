"""Kind `control`: full marks for a control rate, where the report's own figures give a rate outside its bound."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import ROUND_HALF_UP, Decimal

from checks.figures import plain, printed
from checks.kinds import NoParams, kind
from checks.outcome import Member, Outcome, failed, passed, skipped
from checks.rubric_scores import due
from checks.ruleset import Rule
from checks.writing import with_unit
from extract.model import Binding, Control, FactBook

_HUNDRED = Decimal(100)
_CENT = Decimal("0.01")


@kind("control", params=NoParams, fields=("rate", "score", "due_score"))
def check_control(book: FactBook, rule: Rule[NoParams]) -> Iterator[Outcome]:
    """Judges each indicator that is scored by a control rate which the report does not print but whose operands it
    gives. A printed rate is the rubric's business. Message fields: {rate} as computed, {score} as given, {due_score} what the
    rubric gives at most."""
    for control in book.controls:
        if not control.stated:
            yield from _judge(control, rule)


def _judge(control: Control, rule: Rule[NoParams]) -> Iterator[Outcome]:
    indicator = control.indicator
    if indicator is None or indicator.rubric is None or indicator.score is None or indicator.weight is None:
        return
    score, weight = indicator.score, indicator.weight
    rate = control.numerator.quantity.value / control.denominator.quantity.value * _HUNDRED
    rate -= _HUNDRED if control.change else 0
    members: list[Member] = [
        ("numerator", control.numerator),
        ("denominator", control.denominator),
        ("score", score),
        ("weight", weight),
    ]
    given = due(indicator.rubric, weight.quantity.value, rate)
    if given is None:
        yield skipped(rule, members, "评分细则未定出应得分")
        return
    if score.quantity.value <= given.high:
        yield passed(rule, members)
        return
    shown = plain(rate.quantize(_CENT, ROUND_HALF_UP))
    most = plain(given.high.quantize(_CENT, ROUND_HALF_UP).normalize())
    less = " − 100%" if control.change else ""
    yield failed(
        rule,
        members,
        binding=min(control.binding, Binding.INFERRED),
        expected=most,
        actual=printed(score.quantity),
        gap=plain(score.quantity.value - Decimal(most)),
        unit="分",
        computation=f"{with_unit(control.numerator)} ÷ {with_unit(control.denominator)}{less} = {shown}%",
        labels=control.name,
        fields={"rate": f"{shown}%", "score": printed(score.quantity), "due_score": most},
    )
