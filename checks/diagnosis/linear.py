"""Why a sum, a balance or a difference does not come out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection
from decimal import Decimal

from checks.diagnosis.clues import Clues, copied, together
from checks.diagnosis.slips import UNIT_POWERS, changed, figure, first_slip, name, significant
from checks.figures import grouped, printed, shown, spaced
from checks.interval import grain, half_up
from checks.outcome import Diagnosis
from checks.relation import Linear
from extract.model import Fact

_UNITS = {Decimal(1): "元", Decimal(10**3): "千元", Decimal(10**4): "万元", Decimal(10**8): "亿元"}
_MONEY = frozenset(_UNITS.values())


def of_linear(relation: Linear, clues: Clues) -> Diagnosis | None:
    """Why a sum, a balance or a difference does not come out."""
    step = relation.step()
    gap = step.stated - step.exact
    facts = relation.facts
    if len(relation.terms) == 2 and relation.terms[1][0] < 0 and step.stated == -step.exact:
        return Diagnosis("sign", "被减数与减数颠倒，或增减方向写反")
    unit = _unit_of_one(relation)
    if unit is not None:
        return unit
    suspects, decided = _suspects(relation, clues)
    total = any(fact.id == relation.result.id for fact, _ in suspects)
    return (
        first_slip(suspects)
        or (copied(relation.result, facts, clues) if total else None)
        or _misplaced_part(relation, gap, clues, total)
        or (_stale(relation.result, step.due, facts, clues) if total else None)
        or changed(suspects)
        or (_outvoted(*suspects[0]) if decided else None)
        or (None if total else Diagnosis("part", f"“{name(relation.result)}”与其他有关的数相符，疑某一分项有误"))
    )


def _suspects(relation: Linear, clues: Clues) -> tuple[list[tuple[Fact, Decimal]], bool]:
    """The figures that may be wrong, with what they should be, the total first; and whether the other relations of
    the document leave but one. A repair that breaks more of them than another does is no suspect."""
    step = relation.step()
    gap, times = step.stated - step.exact, Counter(fact.id for _, fact in relation.terms)
    repairs = [(relation.result, step.due)]
    repairs += [(fact, fact.quantity.value + sign * gap) for sign, fact in relation.terms if times[fact.id] == 1]
    favours = clues.witnesses.favours(repairs, relation)
    best = max(favours)
    left = [repair for repair, favour in zip(repairs, favours, strict=True) if favour == best]
    return left, len(left) == 1 and best > 0


def _outvoted(fact: Fact, due: Decimal) -> Diagnosis:
    right = spaced(grouped(shown(due, fact.quantity)), fact.quantity.unit)
    return Diagnosis("outvoted", f"“{name(fact)}”{figure(fact)}若为 {right}，与它有关的其他数也都相符", (fact.id,))


def _unit_of_one(relation: Linear) -> Diagnosis | None:
    """One figure in another unit (10.00 元 for 10.00 万元) makes the relation exact."""
    step, result = relation.step(), relation.result
    ulp = grain(result.quantity)
    for sign, fact in ((0, result), *relation.terms):
        own = fact.quantity
        if significant(own.value) < 2 and len(printed(own).strip("-")) < 3:
            continue
        for power, times in UNIT_POWERS.items():
            for meant in (own.value.scaleb(power), own.value.scaleb(-power)):
                if abs(meant) < ulp:
                    continue  # as good as left out, which is another mistake
                exact = step.exact + sign * (meant - own.value)
                if half_up(exact, ulp) == (step.stated if sign else meant):
                    return Diagnosis("unit_slip", _in_other_unit(fact, meant, times, relation), (fact.id,))
    return None


def _in_other_unit(fact: Fact, meant: Decimal, times: str, relation: Linear) -> str:
    unit = _UNITS.get(meant / fact.quantity.value * fact.quantity.scale) if fact.quantity.unit in _MONEY else None
    right = f"{printed(fact.quantity)} {unit}" if unit else f"其{times}倍或{times}分之一"
    return f"单位疑误：“{name(fact)}”写 {figure(fact)}，若是 {right}，与{_rest(relation, fact)}正好相符"


def _rest(relation: Linear, fact: Fact) -> str:
    return "各分项之和" if fact.id == relation.result.id else f"“{name(relation.result)}”{figure(relation.result)}"


def _misplaced_part(relation: Linear, gap: Decimal, clues: Clues, total: bool) -> Diagnosis | None:
    """The gap is itself a figure: a part left out or (where the total may be wrong) counted twice, or some other
    fact."""
    result = relation.result
    if not gap or abs(gap) <= grain(result.quantity):
        return None
    telling = significant(gap) >= 2 or abs(gap) >= 100 * grain(result.quantity) > 0
    if telling and total:
        for sign, fact in relation.terms:
            if abs(fact.quantity.value) == abs(gap) and len(relation.terms) > 1:
                counted_less = (fact.quantity.value * sign) * gap < 0
                if counted_less:
                    return Diagnosis(
                        "omitted_part", f"差额恰等于“{name(fact)}”{figure(fact)}，疑未计入“{name(result)}”"
                    )
                return Diagnosis("doubled_part", f"差额恰等于“{name(fact)}”{figure(fact)}，疑重复计入“{name(result)}”")
    for other in clues.worth(gap, result, relation.facts):
        if together(other, result) and gap > 0 and all(sign > 0 for sign, _ in relation.terms):
            return Diagnosis("missing_part", f"差额恰等于“{name(other)}”{figure(other)}，疑漏列该分项")
        return Diagnosis("equals_other", f"差额恰等于“{name(other)}”{figure(other)}")
    return None


def _stale(result: Fact, due: Decimal, own: Collection[int], clues: Clues) -> Diagnosis | None:
    """The value that would fit stands elsewhere, under the same name or beside under another."""
    if significant(due) < 3:
        return None
    for other in clues.worth(due, result, own):
        if name(other) == name(result) or (other.concept and other.concept == result.concept):
            return Diagnosis("stale", f"“{name(other)}”在别处写作 {figure(other)}，与重算数相符，疑此处未更新")
        if together(other, result):
            return Diagnosis("swapped", f"重算数恰为“{name(other)}”的 {figure(other)}，两数疑互换")
    return None
