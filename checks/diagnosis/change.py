"""Why an increase or a fall does not come out."""

from __future__ import annotations

import re
from dataclasses import replace

from checks.diagnosis.clues import Clues, copied, of_known
from checks.diagnosis.slips import changed, figure, first_slip, name, slip, slipped
from checks.figures import grouped, shown, spaced
from checks.interval import grain, half_up
from checks.outcome import Answer, Diagnosis
from checks.relation import Change
from extract.model import Fact


def of_change(relation: Change, clues: Clues) -> Diagnosis | None:
    """Why an increase or a fall does not come out."""
    failing = [step for step in relation.steps() if step.answer is Answer.FAILS]
    if not failing or not relation.direction:
        return None
    turned = _turned(relation)
    if turned is not None:
        return turned
    wrong = wrong_base(relation)
    if wrong is not None:
        return wrong
    start, rate = relation.start(), relation.rate
    if rate is not None and start and failing[-1].result is rate:
        ulp = grain(rate.quantity)
        if half_up(relation.now.quantity.value / start * 100, ulp) == abs(rate.quantity.value):
            return Diagnosis("ratio_for_growth", "写的是两年之比，不是增减幅度")
    for operand in (relation.now, relation.base, relation.delta):
        if operand is not None and (dues := clues.witnesses.dues(operand, relation)):
            return of_known(operand, dues[0], clues)
    shared = [f for f in (relation.now, relation.base) if f is not None] if len(failing) > 1 else []
    for fact in shared:
        for due in relation.alternatives(fact.id):
            if relation.answer({fact.id: due}) is not Answer.FAILS:
                meant = clues.beside(due, fact, relation.facts)
                if meant is not None:
                    text = f"按“{name(meant)}”{figure(meant)}计算，增减额与幅度均相符，疑比较的是它"
                    return Diagnosis("other_operand", text)
                kind = slip(fact.quantity, due)
                if kind:
                    return slipped(kind, fact, due)
                right = spaced(grouped(shown(due, fact.quantity)), fact.quantity.unit)
                return Diagnosis("operand", f"“{name(fact)}”若为 {right}，增减额与幅度均相符")
    suspects = [(step.result, abs(step.exact)) for step in failing]
    return (
        first_slip(suspects, named=False)
        or next((d for fact, _ in suspects if (d := copied(fact, relation.facts, clues))), None)
        or changed(suspects, named=False)
    )


_MOVES = re.compile(
    r"增加|增长|上升|提高|提升|上涨|增幅|涨幅|扩大|增|升|减少|下降|降低|下滑|回落|压减|降幅|减幅|缩减|减|降"
)


def moving_word(fact: Fact, direction: int) -> str:
    """The word of a change as printed (增长, 下降), a plain one where its figure is not called by it."""
    found = _MOVES.findall(fact.label)
    if found:
        return str(found[-1])
    if fact.quantity.dimension == "percent":
        return "增长" if direction > 0 else "下降"
    return "增加" if direction > 0 else "减少"


def _turned(relation: Change) -> Diagnosis | None:
    """A word of direction that is the opposite of what the figures say: the one word of both changes, or that of one
    of two which are at odds."""
    own = relation.rate_direction
    if relation.turned.answer() is not Answer.FAILS:
        was = "减少" if relation.direction > 0 else "增加"
        return Diagnosis("direction", f"方向词写反：按数字是{was}")
    if not relation.at_odds or own is None or relation.delta is None or relation.rate is None:
        return None
    if replace(relation, rate_direction=-own).answer() is not Answer.FAILS:
        return Diagnosis("direction", f"“{moving_word(relation.rate, own)}”一词写反，数字无误")
    if replace(relation, direction=-relation.direction).answer() is not Answer.FAILS:
        return Diagnosis("direction", f"“{moving_word(relation.delta, relation.direction)}”一词写反，数字无误")
    return None


def wrong_base(relation: Change) -> Diagnosis | None:
    """The change divided by where it ended instead of where it began, to the last printed digit."""
    start, now, rate = relation.start(), relation.now.quantity.value, relation.rate
    if rate is None or not start or not now or not relation.direction:
        return None
    ulp = grain(rate.quantity)
    if half_up((now - start) / now * 100, ulp) != relation.signed_rate(rate.quantity.value):
        return None
    if half_up((now - start) / start * 100, ulp) == relation.signed_rate(rate.quantity.value):
        return None
    this = f"“{name(relation.now)}”{figure(relation.now)}"
    return Diagnosis("wrong_base", f"误以本年数为基数：按{this}计算恰为 {rate.quantity.text}")
