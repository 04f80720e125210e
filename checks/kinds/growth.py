"""What is said about a change must follow from the two figures it compares."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from checks import diagnosis, writing
from checks.figures import grouped, shown, spaced
from checks.interval import worst
from checks.kinds import NoParams, kind
from checks.outcome import Answer, Diagnosis, Failed, Member, Outcome, Severity, failed, passed, skipped
from checks.relation import Change, Step
from checks.ruleset import Rule
from extract.model import ChangeClaim, FactBook, Quantity

_LEVEL_BY_AND_LARGE = 100  # 持平 is said of differences under one in a hundred


@kind("growth", params=NoParams, fields=("said", "should"))
def check_growth(book: FactBook, rule: Rule[NoParams]) -> Iterator[Outcome]:
    """Judges each ChangeClaim: its delta and its rate are one outcome. Message fields {said} and {should}: the
    change with its direction (减少 2.43 万元), as printed and as recomputed."""
    clues = diagnosis.Clues(book)
    for claim in book.claims_of(ChangeClaim):
        yield _judge(claim, rule, clues)


def _judge(claim: ChangeClaim, rule: Rule[NoParams], clues: diagnosis.Clues) -> Outcome:
    roles = (("now", claim.now), ("base", claim.base), ("delta", claim.delta), ("rate", claim.rate))
    members: list[Member] = [(role, fact) for role, fact in roles if fact is not None]
    relation = Change.of(claim)
    figures = [fact for fact in relation.facts.values()]
    if not all(fact.quantity.exact for fact in figures):
        return skipped(rule, members, "含约数")
    amounts = [fact for fact in (claim.now, claim.base, claim.delta) if fact is not None]
    if len({fact.quantity.dimension for fact in amounts} - {"", "point"}) > 1:
        return skipped(rule, members, "计量单位不同")
    start = relation.start()
    if claim.rate is not None and start is not None and start <= 0 and claim.direction:
        return skipped(rule, members, "基数为零" if not start else "基数为负")
    steps = relation.steps()
    if not steps:
        return _bare_direction(claim, rule, members) or skipped(rule, members, "要素不足，无法重算")
    answer = worst(step.answer for step in steps)
    if answer is Answer.HOLDS:
        return passed(rule, members, reason="四舍五入" if any(step.was_rounded_up for step in steps) else "")
    step = next(step for step in steps if step.answer is answer)
    why = diagnosis.of_change(relation, clues) if answer is Answer.FAILS else None
    return _failed(claim, rule, members, relation, step, answer, why)


def _failed(
    claim: ChangeClaim,
    rule: Rule[NoParams],
    members: list[Member],
    relation: Change,
    step: Step,
    answer: Answer,
    why: Diagnosis | None,
) -> Failed:
    quantity = step.result.quantity
    of_rate = step.result is claim.rate
    severity = None
    if claim.direction == 0 and abs(step.stated - step.exact) * _LEVEL_BY_AND_LARGE < abs(step.exact):
        severity = Severity.INFO
    if why is not None and why.kind == "other_operand":
        severity = Severity.INFO  # the other three figures agree with a figure beside: the words were read wrongly
    said, should = _moved(step.stated, quantity), _moved(step.due, quantity)
    if claim.direction == 0:
        said, should = "持平", _moved(step.stated - step.exact, quantity)
    return failed(
        rule,
        members,
        answer=answer,
        binding=claim.binding,
        severity=severity,
        expected=shown(step.due, quantity),
        actual=shown(step.stated, quantity),
        gap=writing.rate_gap(step) if of_rate else writing.gap(step),
        unit="%" if of_rate else quantity.unit,
        computation=writing.turned(relation) if why and why.kind == "direction" else writing.change(relation),
        diagnosis=why,
        labels=diagnosis.name(claim.now),
        fields={"said": said, "should": should},
        relation=relation,
    )


def _moved(change: Decimal, quantity: Quantity) -> str:
    """A change in words: its direction and how much."""
    unit = quantity.unit or "%" * (quantity.dimension == "percent")
    return f"{_direction((change > 0) - (change < 0))} {spaced(grouped(shown(abs(change), quantity)), unit)}"


def _direction(direction: int) -> str:
    return {1: "增加", -1: "减少", 0: "持平"}[direction]


def _bare_direction(claim: ChangeClaim, rule: Rule[NoParams], members: list[Member]) -> Failed | None:
    """Two figures and a direction word that contradicts them: nothing to recompute, yet it cannot be."""
    if claim.base is None or not claim.direction:
        return None
    difference = claim.now.quantity.value - claim.base.quantity.value
    if difference * claim.direction >= 0:
        return None
    moved = "增加" if difference > 0 else "减少"
    now, base = writing.with_unit(claim.now), writing.with_unit(claim.base)
    return failed(
        rule,
        members,
        binding=claim.binding,
        unit=claim.now.quantity.unit,
        computation=f"本期 {now}，基期 {base}，实为{moved}",
        diagnosis=Diagnosis("direction", f"方向相反：写的是{_direction(claim.direction)}，按数字是{moved}"),
        labels=diagnosis.name(claim.now),
        fields={"said": _direction(claim.direction), "should": moved},
    )
