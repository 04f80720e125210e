"""A stated rate must be its numerator over its denominator."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from checks import diagnosis, readings, writing
from checks.figures import shown
from checks.interval import grain, half_up
from checks.kinds import kind
from checks.outcome import Answer, Diagnosis, Member, Outcome, failed, passed, skipped
from checks.relation import Quotient
from checks.rule import Rule
from extract.model import Fact, FactBook, RateClaim

# A share that comes out above this many per cent was taken of a base that is not the one meant.
_NO_SHARE = 1000


@dataclass(frozen=True, slots=True)
class RatioParams:
    """`kinds` picks the claims: share, completion, rate."""

    kinds: tuple[str, ...]


@kind("ratio", params=RatioParams, fields=("numerator", "denominator"))
def check_ratio(book: FactBook, rule: Rule[RatioParams]) -> Iterator[Outcome]:
    """Judges each RateClaim. Message fields {numerator} and {denominator} are their names, quoted;
    a figure that has none (the operands of a printed formula) stands for itself."""
    clues = diagnosis.Clues(book)
    for claim in book.claims_of(RateClaim):
        if claim.kind in rule.params.kinds:
            yield _judge(claim, rule, clues)


def _judge(claim: RateClaim, rule: Rule[RatioParams], clues: diagnosis.Clues) -> Outcome:
    over, under, rate = claim.numerator, claim.denominator, claim.rate
    members: list[Member] = [("numerator", over), ("denominator", under), ("rate", rate)]
    relation = Quotient(over, under, rate)
    step = relation.step()
    if rate.quantity.nil:
        return skipped(rule, members, "比率未填")
    if step is None:
        return _of_nothing(claim, rule, members)
    if len({over.quantity.dimension, under.quantity.dimension} - {""}) > 1:
        return skipped(rule, members, "分子与分母计量单位不同")
    approximate = not all(fact.quantity.exact for fact in (over, under, rate))
    if approximate and relation.conceivable():
        return skipped(rule, members, "含约数")
    if not approximate and step.answer is Answer.HOLDS:
        return passed(rule, members, reason="四舍五入" if step.was_rounded_up else "")
    answer = Answer.FAILS if approximate else step.answer
    why = diagnosis.of_quotient(relation, claim.others, clues) if answer is Answer.FAILS else None
    if claim.kind == "share" and step.exact > _NO_SHARE:
        return skipped(rule, members, "所占的总数疑不在文内：占比远超百分之百")
    if answer is Answer.FAILS and not _proven(claim, why):
        other = readings.another(claim, clues)
        if other is not None:
            return skipped(rule, members, f"可能另有分子或分母：{_reading(*other)}恰为 {rate.quantity.text}")
        added = readings.nearest(claim, clues)
        if why is None and len(added) > 1:
            return _summed(claim, added, rule)
    return failed(
        rule,
        members,
        answer=answer,
        binding=claim.binding,
        expected=shown(step.due, rate.quantity),
        actual=shown(step.stated, rate.quantity),
        gap=writing.rate_gap(step),
        unit="%",
        computation=writing.quotient(relation),
        diagnosis=why,
        labels=diagnosis.name(rate),
        fields={"numerator": _named(over, "", " "), "denominator": _named(under, " ", " ")},
        relation=relation,
    )


def _summed(claim: RateClaim, added: Sequence[Fact], rule: Rule[RatioParams]) -> Outcome:
    """A rate of several answers together (满意 and 基本满意), which come nearer to what is printed than one alone."""
    under, rate = claim.denominator, claim.rate
    exact = sum((fact.quantity.value for fact in added), Decimal(0)) / under.quantity.value * 100
    due, stated = half_up(exact, grain(rate.quantity)), rate.quantity.value
    return failed(
        rule,
        [*(("numerator", fact) for fact in added), ("denominator", under), ("rate", rate)],
        binding=claim.binding,
        expected=shown(due, rate.quantity),
        actual=shown(stated, rate.quantity),
        gap=shown(stated - due, rate.quantity),
        unit="%",
        computation=f"{_reading(tuple(added), under)}= {shown(due, rate.quantity)}%；写 {writing.with_unit(rate)}",
        diagnosis=diagnosis.of_figure(rate, due),
        labels=diagnosis.name(rate),
        fields={
            "numerator": "”与“".join(diagnosis.name(fact) for fact in added),
            "denominator": diagnosis.name(under),
        },
    )


def _of_nothing(claim: RateClaim, rule: Rule[RatioParams], members: list[Member]) -> Outcome:
    """A rate of zero is no rate; where another figure of the sentence gives the printed one, the words name the wrong
    denominator (年初预算 0，全年预算 a，决算 b，完成年初预算的 p%)."""
    over, rate = claim.numerator, claim.rate
    meant = diagnosis.meant_denominator(over, rate, claim.others)
    if meant is None or not over.quantity.value or not all(f.quantity.exact for f in (over, claim.denominator, rate)):
        return skipped(rule, members, "分母为零")
    relation = Quotient(over, meant, rate)
    return failed(
        rule,
        members,
        binding=claim.binding,
        actual=rate.quantity.text.rstrip("%％"),
        unit="%",
        computation=writing.quotient(relation),
        diagnosis=diagnosis.wrong_denominator(meant, rate),
        labels=diagnosis.name(rate),
        fields={
            "numerator": _named(over, "", " "),
            "denominator": _named(claim.denominator, " ", " "),
            "due": "“—”（分母为 0，无从计算）",
        },
        relation=relation,
    )


def _named(fact: Fact, before: str, after: str) -> str:
    """A fact's name in quotation marks, or the bare figure with what sets it off from the words around."""
    called = diagnosis.name(fact)
    return f"{before}{called}{after}" if called == fact.quantity.text else f"“{called}”"


def _proven(claim: RateClaim, why: Diagnosis | None) -> bool:
    """Whether the cause leaves no room for another reading: 执行率 of the initial budget beside an adjusted one is the
    usual mistake, while of any other figure it may be what was meant."""
    if why is None or why.kind != "other_denominator":
        return why is not None and why.kind == "inverted"
    return claim.denominator.basis != "" and any(other.basis == "年初预算" for other in claim.others)


def _reading(over: tuple[Fact, ...], under: Fact) -> str:
    """（150 + 40）÷ 196 份"""
    summed = " + ".join(writing.figure(fact, fact) for fact in over)
    return f"{f'（{summed}）' if len(over) > 1 else summed} ÷ {writing.with_unit(under)} "
