"""Recomputations written out the way a reviewer would write them on the margin."""

from __future__ import annotations

from checks.figures import decimals, grouped, plain, printed, shown, spaced
from checks.outcome import Answer, off
from checks.relation import Change, Linear, Product, Quotient, Step
from extract.model import Fact, Quantity

_TERMS = 12  # a longer sum is written with its middle left out


def figure(fact: Fact, like: Fact) -> str:
    """The figure of a fact in the unit of another, with separators."""
    digits = decimals(fact.quantity) if fact.quantity.scale == like.quantity.scale else 0
    return grouped(shown(fact.quantity.value, like.quantity, digits))


def with_unit(fact: Fact) -> str:
    """The figure of a fact with its unit: 1,412.57 万元."""
    return spaced(figure(fact, fact), fact.quantity.unit)


def gap(step: Step) -> str:
    """Printed less recomputed, as a decimal string in the printed unit."""
    quantity = step.result.quantity
    return plain((step.stated - step.exact) / quantity.scale, decimals(quantity))


def rate_gap(step: Step) -> str:
    """Printed rate less the rate that should have been printed: a quotient has too many digits to subtract."""
    return plain((step.stated - step.due) / step.result.quantity.scale, decimals(step.result.quantity))


def single(relation: Linear, called: str) -> str:
    """写 18 分；合计写 35 分，多 17 分: a sum of one figure."""
    step, result = relation.step(), relation.result
    ((_, fact),) = relation.terms
    return f"写 {with_unit(fact)}；{called}写 {with_unit(result)}，{off(gap(step), result.quantity.unit)}"


def linear(relation: Linear, called: str) -> str:
    """1,280.31 + 132.44 = 1,412.75 万元；合计写 1,412.57 万元，少 0.18 万元"""
    step, result = relation.step(), relation.result
    pieces = []
    for position, (sign, fact) in enumerate(relation.terms):
        lead = ("" if position == 0 else " + ") if sign > 0 else ("−" if position == 0 else " − ")
        pieces.append(lead + figure(fact, result))
    if len(pieces) > _TERMS:
        pieces = [*pieces[: _TERMS - 3], " + …", pieces[-1], f"（共 {len(pieces)} 项）"]
    unit = result.quantity.unit
    total = spaced(grouped(shown(step.exact, result.quantity)), unit)
    said = f"{''.join(pieces)} = {total}；{called}写 {with_unit(result)}"
    return f"{said}，{off(gap(step), unit)}" if step.stated != step.exact else said


def quotient(relation: Quotient) -> str:
    """68.13 ÷ 117.30 = 58.0818%，应为 58.08%；写 58.09%，多 0.01 个百分点"""
    step = relation.step()
    assert step is not None  # a quotient over zero is never written out
    over, under = with_unit(relation.numerator), with_unit(relation.denominator)
    if relation.numerator.quantity.unit == relation.denominator.quantity.unit:
        over = figure(relation.numerator, relation.numerator)
    return f"{over} ÷ {under} = {_rate(step)}"


def product(relation: Product) -> str:
    """10.00 × 92.37% = 9.237 分，应为 9.24 分；写 9.34 分，多 0.10 分"""
    step, result = relation.step(), relation.result
    unit = result.quantity.unit
    exact = spaced(grouped(plain(step.exact / result.quantity.scale, 0)), unit)
    due = spaced(grouped(shown(step.due, result.quantity)), unit)
    found = exact if step.exact == step.due else f"{exact}，应为 {due}"
    said = f"{' × '.join(map(with_unit, relation.factors))} = {found}；写 {with_unit(result)}"
    return f"{said}，{off(rate_gap(step), unit)}" if step.stated != step.due else said


def change(relation: Change) -> str:
    """The recomputations of a change that do not come out, joined with "；"."""
    return "；".join(_change(relation, step) for step in relation.steps() if step.answer is not Answer.HOLDS)


def change_turned(relation: Change) -> str:
    """The recomputations of a change without a printed base whose figures only agree the other way round."""
    return "；".join(_change(relation.turned, step) for step in relation.turned.steps())


def _change(relation: Change, step: Step) -> str:
    now, base = relation.now, relation.base
    if step.result is relation.now:
        assert base is not None  # 持平 is judged against a printed base
        return f"本期 {with_unit(now)}，基期 {with_unit(base)}"
    if step.result is relation.delta:
        assert base is not None  # a delta is only recomputed from a printed base
        unit = step.result.quantity.unit
        found = spaced(grouped(shown(step.exact, step.result.quantity)), unit)
        said = f"{figure(now, now)} − {with_unit(base)} = {found}"
        if step.stated * step.exact < 0:
            return said  # the word is wrong: a gap between a rise and a fall says nothing
        said += f"；写 {with_unit(step.result)}"
        return f"{said}，{off(gap(step), unit)}"
    start = relation.start()
    assert start is not None  # a rate is only recomputed from a known base
    began = grouped(shown(start, now.quantity))
    found = f"（{figure(now, now)} − {began}）÷ {began} = {_rate(step)}"
    if base is not None or relation.delta is None:
        return found
    sign = "+" if relation.direction < 0 else "−"
    derived = f"{figure(now, now)} {sign} {figure(relation.delta, now)} = {spaced(began, now.quantity.unit)}"
    return f"基期数推算为 {derived}；{found}"


def _rate(step: Step) -> str:
    quantity = step.result.quantity
    digits = decimals(quantity)
    found = grouped(plain(round(step.exact, digits + 2), digits))
    due = grouped(plain(step.due, digits))
    said = f"{found}%" if found == due else f"{found}%，应为 {due}%"
    if step.stated * step.due < 0:
        return said  # the word is wrong: a gap between a rise and a fall says nothing
    wrote = f"{said}；写 {_as_percent(quantity)}"
    return f"{wrote}，{off(rate_gap(step), '%')}" if step.stated != step.due else wrote


def _as_percent(quantity: Quantity) -> str:
    """A rate as printed, with the % that its column leaves out, or that of a part of one: 0.958（即 95.8%）."""
    if quantity.given:
        return quantity.text
    value = f"{printed(quantity)}%"
    return value if printed(quantity) == quantity.text.replace(",", "") else f"{quantity.text}（即 {value}）"
