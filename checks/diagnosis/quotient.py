"""Why a rate does not come out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal
from itertools import pairwise

from checks.diagnosis.clues import Clues, copied, of_known
from checks.diagnosis.slips import UNIT_POWERS, changed, figure, first_slip, name, slip, slipped
from checks.figures import printed
from checks.interval import grain, half_up
from checks.outcome import Answer, Diagnosis
from checks.relation import Quotient
from extract.model import Fact, Quantity


def meant_denominator(over: Fact, rate: Fact, others: Iterable[Fact]) -> Fact | None:
    """The first of some other denominators that gives the printed rate."""
    return next((other for other in others if Quotient(over, other, rate).answer() is Answer.HOLDS), None)


def wrong_denominator(meant: Fact, rate: Fact) -> Diagnosis:
    """The rate is of another denominator than the words name."""
    return Diagnosis("other_denominator", f"按“{name(meant)}”{figure(meant)}计算恰为 {rate.quantity.text}，疑分母用错")


def of_quotient(relation: Quotient, others: Iterable[Fact], clues: Clues) -> Diagnosis | None:
    """Why a rate does not come out."""
    rate = relation.rate
    step = relation.step()
    if step is None:
        return None
    other = meant_denominator(relation.numerator, rate, others)
    if other is not None:
        return wrong_denominator(other, rate)
    if Quotient(relation.denominator, relation.numerator, rate).answer() is Answer.HOLDS:
        return Diagnosis("inverted", "分子与分母颠倒")
    ulp = grain(rate.quantity)
    for kind, due, text in (
        ("growth_for_ratio", step.exact - 100, "写的是增减幅度，不是比率"),
        ("complement", 100 - step.exact, "写的是其余部分所占的比率"),
    ):
        if half_up(due, ulp) == step.stated and step.stated:
            return Diagnosis(kind, text)
    for operand in (relation.numerator, relation.denominator):
        if dues := clues.witnesses.dues(operand, relation):
            return of_known(operand, dues[0], clues)
    return (
        _misread_unit(step.exact, rate)
        or first_slip([(rate, step.exact)], named=False)
        or _last_digit(rate, step.due)
        or _typed_operand(relation)
        or copied(rate, relation.facts, clues)
        or changed([(rate, step.due)], named=False)
    )


def _last_digit(rate: Fact, due: Decimal) -> Diagnosis | None:
    """One unit of the last digit: rounding, before any slip of an operand."""
    return slipped("last_digit", rate, due, named=False) if slip(rate.quantity, due) == "last_digit" else None


def _misread_unit(exact: Decimal, rate: Fact) -> Diagnosis | None:
    """A rate has no unit to mistake: ten thousand times too much or too little is the unit of an operand."""
    stated, ulp = rate.quantity.value, grain(rate.quantity)
    for power in UNIT_POWERS:
        for scaled in (exact.scaleb(power), exact.scaleb(-power)):
            if stated and half_up(scaled, ulp) == stated:
                return Diagnosis("unit_slip", f"分子与分母的单位疑误：按所列单位算出的比率相差{UNIT_POWERS[power]}倍")
    return None


def _typed_operand(relation: Quotient) -> Diagnosis | None:
    """One slip of the keyboard in an operand gives the rate, and no other does: telling only for a rate with
    decimals."""
    if relation.rate.quantity.ulp >= 1:
        return None
    for slips in (_swaps, _lengths):
        found = [
            (fact, due)
            for fact in (relation.numerator, relation.denominator)
            for due in dict.fromkeys(slips(fact.quantity))
            if relation.answer({fact.id: due}) is Answer.HOLDS and relation.rate.quantity.exact
        ]
        kinds = {kind for fact, due in found if (kind := slip(fact.quantity, due, sure=True))}
        if found and (slips is _swaps or len(found) == 1) and kinds:
            return slipped(slip(found[0][0].quantity, found[0][1], sure=True), *found[0])
    return None


def _swaps(quantity: Quantity) -> Iterator[Decimal]:
    """The values with two neighbouring digits the other way round."""
    text = printed(quantity)
    digits = [i for i, c in enumerate(text) if c.isdigit()]
    for a, b in pairwise(digits):
        if text[a] != text[b]:
            swapped = list(text)
            swapped[a], swapped[b] = text[b], text[a]
            yield Decimal("".join(swapped)) * quantity.scale


def _lengths(quantity: Quantity) -> Iterator[Decimal]:
    """The values with one digit more or less in front of the point, or with the point moved by one."""
    text = printed(quantity)
    whole, point, rest = text.lstrip("-").partition(".")
    wholes = [whole[:at] + whole[at + 1 :] for at in range(len(whole)) if len(whole) > 1]
    wholes += [whole[:at] + digit + whole[at:] for at in range(len(whole) + 1) for digit in "0123456789"]
    for other in wholes:
        if other == "0" or not other.startswith("0"):
            yield Decimal(other + point + rest) * quantity.scale
    if rest:
        yield from (quantity.value * 10, quantity.value / 10)
