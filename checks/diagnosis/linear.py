"""Why a sum, a balance or a difference does not come out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence
from decimal import Decimal

from checks.diagnosis.clues import Clues, copied, of_known, repeated, swapped, together
from checks.diagnosis.slips import UNIT_POWERS, both, changed, figure, first_slip, name, significant, slip, slipped
from checks.figures import printed
from checks.interval import grain, half_up
from checks.outcome import Answer, Diagnosis
from checks.relation import Linear
from extract.model import Fact

_UNITS = {Decimal(1): "元", Decimal(10**3): "千元", Decimal(10**4): "万元", Decimal(10**8): "亿元"}
_MONEY = frozenset(_UNITS.values())
_TYPED = frozenset(("transposed", "dropped_digit", "doubled_digit", "inserted_digit", "decimal_moved"))
_FEW = 3  # guesses: more are none


def of_linear(relation: Linear, clues: Clues) -> Diagnosis | None:
    """Why a sum, a balance or a difference does not come out."""
    step = relation.step()
    gap = step.stated - step.exact
    facts = relation.facts
    if len(relation.terms) == 2 and relation.terms[1][0] < 0 and step.stated == -step.exact:
        return Diagnosis("sign", "被减数与减数颠倒，或增减方向写反", (), ("swapped",))
    exchanged = _exchanged(relation)
    if exchanged is not None:
        return exchanged
    unit = _unit_of_one(relation)
    if unit is not None:
        return unit
    repairs = _repairs(relation)
    places = swapped(repairs, clues, facts)
    if places is not None:
        return places
    suspects, decided = _suspects(relation, repairs, clues)
    total = any(fact.id == relation.result.id for fact, _ in suspects)
    if decided:
        known = of_known(*suspects[0], clues)
        if known.kind != "outvoted":
            return both(known, _misplaced_part(relation, gap, clues, total) if total else None)
    found = (
        first_slip(suspects)
        or (copied(relation.result, facts, clues) if total else None)
        or _misplaced_part(relation, gap, clues, total)
        or (_stale(relation.result, step.due, facts, clues) if total else None)
    )
    if found is not None:
        return found
    left_out = _left_out(relation, gap) if total else None
    found = changed(suspects) or (of_known(*suspects[0], clues) if decided else None)
    return both(found, left_out) if found else _guess(relation, suspects, left_out, total, clues)


def _left_out(relation: Linear, gap: Decimal) -> Diagnosis | None:
    """A part that is as large as the total is too small: of a figure with one digit no more than a guess."""
    same = [fact for sign, fact in relation.terms if sign > 0 and gap and fact.quantity.value == -gap]
    if not same or len(relation.terms) < 2:
        return None
    more = "等" if len(same) > 1 else ""
    text = f"差额恰等于“{name(same[0])}”{more}{figure(same[0])}，疑未计入“{name(relation.result)}”"
    return Diagnosis("omitted_part", text)


def _guess(
    relation: Linear,
    suspects: Sequence[tuple[Fact, Decimal]],
    left_out: Diagnosis | None,
    total: bool,
    clues: Clues,
) -> Diagnosis | None:
    """What may be wrong where nothing tells: figures so short that a slip of the keyboard explains them by chance, and
    parts that are alike. It proves nothing, so it is told as a part."""
    typed = [(slip(fact.quantity, due, sure=True), fact, due) for fact, due in suspects]
    guesses = [slipped(kind, fact, due) for kind, fact, due in typed if kind in _TYPED]
    if relation.result.location.kind != "cell":
        alike = (repeated(fact, clues) for fact, _ in suspects)
        guesses += [found for found in alike if found is not None][:1]
    guesses += [left_out] if left_out is not None else []
    if guesses and len(guesses) <= _FEW:
        return Diagnosis("part", "；或".join(g.text for g in guesses), (), tuple(g.kind for g in guesses))
    if total:
        return None
    return Diagnosis("part", f"“{name(relation.result)}”与其他有关的数相符，疑某一分项有误")


def _exchanged(relation: Linear) -> Diagnosis | None:
    """Total and part stand in each other's place."""
    result = relation.result
    for _, fact in relation.terms:
        put = {result.id: fact.quantity.value, fact.id: result.quantity.value}
        if max(significant(value) for value in put.values()) < 2:
            continue  # figures of one digit fit by chance
        if fact.quantity.value != result.quantity.value and relation.answer(put) is Answer.HOLDS:
            text = f"“{name(result)}”{figure(result)} 与“{name(fact)}”{figure(fact)} 疑互换"
            return Diagnosis("swapped", text, (result.id, fact.id))
    return None


def _repairs(relation: Linear) -> list[tuple[Fact, Decimal]]:
    """Each figure with the value that would mend the relation, the total first."""
    step, times = relation.step(), Counter(fact.id for _, fact in relation.terms)
    gap = step.stated - step.exact
    found = [(relation.result, step.exact)]
    found += [(fact, fact.quantity.value + sign * gap) for sign, fact in relation.terms if times[fact.id] == 1]
    return [repair for repair in found if not _impossible(*repair)] or found


def _suspects(
    relation: Linear, repairs: Sequence[tuple[Fact, Decimal]], clues: Clues
) -> tuple[list[tuple[Fact, Decimal]], bool]:
    """The repairs of the figures that may be wrong; and whether the other relations of the document leave but one. A
    repair that breaks more of them than another does is no suspect."""
    favours = clues.witnesses.favours(repairs, relation)
    best = max(favours)
    left = [repair for repair, favour in zip(repairs, favours, strict=True) if favour == best]
    return left, len(left) == 1 and best > 0


def _impossible(fact: Fact, due: Decimal) -> bool:
    """Counts and marks are never less than nothing."""
    return due < 0 and (fact.quantity.dimension == "count" or fact.measure in {"score", "weight"})


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
