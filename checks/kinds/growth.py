"""What is said about a change must follow from the two figures it compares."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from checks import diagnosis, writing
from checks.figures import grouped, shown, spaced
from checks.interval import grain, half_up, worst
from checks.kinds import NoParams, kind
from checks.outcome import Answer, Diagnosis, Failed, Member, Outcome, failed, passed, skipped
from checks.relation import Change, Step
from checks.rule import Rule, Severity
from extract.model import ChangeClaim, Fact, FactBook, Quantity

_LEVEL_BY_AND_LARGE = 100  # 持平 is said of differences under one in a hundred


@kind("growth", params=NoParams, fields=("said", "should"))
def check_growth(book: FactBook, rule: Rule[NoParams]) -> Iterator[Outcome]:
    """Judges each ChangeClaim: its delta and its rate are one outcome. Message fields {said} and {should}: the
    change as printed (写“减少 2.43 万元”) and what the figures give instead."""
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
    if answer is Answer.ROUNDING:
        why = diagnosis.wrong_base(relation)  # unprinted digits could explain the rate, a usual mistake does exactly
        answer = Answer.FAILS if why else answer
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
    said, should = _told(relation, step, why)
    turned = why is not None and why.kind == "direction"  # the figures are right, so there is no gap
    backwards = turned and relation.base is None and not relation.at_odds
    return failed(
        rule,
        members,
        answer=answer,
        binding=claim.binding,
        severity=severity,
        expected=shown(step.due, quantity),
        actual=shown(step.stated, quantity),
        gap="" if turned else writing.rate_gap(step) if of_rate else writing.gap(step),
        unit="%" if of_rate else quantity.unit,
        computation=writing.change_turned(relation) if backwards else writing.change(relation),
        diagnosis=why,
        labels=diagnosis.name(claim.now),
        fields={"said": said, "should": should},
        relation=relation,
    )


def _told(relation: Change, step: Step, why: Diagnosis | None) -> tuple[str, str]:
    """What is printed of the change that is wrong, and what the figures give instead."""
    quantity = step.result.quantity
    if relation.direction == 0:
        return "写“持平”", f"按前后两数为{_moved(step.stated - step.exact, quantity)}"
    if relation.at_odds:
        assert relation.delta is not None and relation.rate is not None  # both are printed when they are at odds
        said = f"同一句里“{_phrase(relation, relation.delta)}”与“{_phrase(relation, relation.rate)}”方向相反"
        return said, _either_way(relation)
    should = f"按前后两数应为{_moved(step.due, quantity)}"
    if why is not None and why.kind == "direction":
        should = f"按前后两数是{'增加' if step.exact > 0 else '减少'}"
        if relation.base is None:  # the figures fit each other from the other side only
            should = f"按本期数、增减额和幅度反推应为{'减少' if relation.direction > 0 else '增加'}"
    return f"写“{_phrase(relation, step.result)}”", should


def _either_way(relation: Change) -> str:
    """What the figures give where delta and rate are at odds: by the base or, without one, for either direction."""
    now, base, delta, rate = relation.now, relation.base, relation.delta, relation.rate
    assert delta is not None and rate is not None
    if base is not None:
        moved = now.quantity.value - base.quantity.value
        return f"按前后两数应为{_moved(moved, delta.quantity)}"
    found = []
    for sign, word in ((1, "增加"), (-1, "减少")):
        change = sign * abs(delta.quantity.value)
        start = now.quantity.value - change
        if start > 0:
            due = half_up(change / start * 100, grain(rate.quantity))
            found.append(f"按{word}算应为{_moved(due, rate.quantity)}")
    return "，".join(found)


def _phrase(relation: Change, fact: Fact) -> str:
    """A change as printed, with its word of direction (增长 5.31%), or with the sign that a formula gives it (-6%)."""
    own = relation.direction
    if fact is relation.rate and relation.rate_direction is not None:
        own = relation.rate_direction
    if own < 0 and fact.quantity.value < 0:
        return fact.quantity.text
    return diagnosis.moving_word(fact, own) + fact.quantity.text


def _moved(change: Decimal, quantity: Quantity) -> str:
    """A change in words: its direction and how much."""
    rate = quantity.dimension == "percent"
    words = {1: "增长", -1: "下降", 0: "持平"} if rate else {1: "增加", -1: "减少", 0: "持平"}
    amount = spaced(grouped(shown(abs(change), quantity)), quantity.unit or "%" * rate)
    return f"{words[(change > 0) - (change < 0)]} {amount}"


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
        computation=f"本期 {now}，基期 {base}",
        diagnosis=Diagnosis("direction", "方向词写反"),
        labels=diagnosis.name(claim.now),
        fields={"said": f"写的是{_direction(claim.direction)}", "should": f"按前后两数是{moved}"},
    )
