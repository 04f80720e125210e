"""Why two statements of one claim differ."""

from __future__ import annotations

from checks.diagnosis.change import wrong_base
from checks.diagnosis.clues import Clues, of_known, swapped
from checks.diagnosis.slips import SLIPS, UNIT_POWERS, figure, name, power_of, slip, slipped
from checks.interval import grain
from checks.outcome import Diagnosis
from checks.relation import Equal
from extract.model import Fact


def of_equal(relation: Equal, clues: Clues) -> Diagnosis | None:
    """Why two statements of one claim differ. Which one is wrong is left open unless the other relations of the
    document, or most statements, say."""
    reference = relation.reference()
    odd = relation.odd()
    if not odd:
        return None
    wrong, right = odd[0], reference
    outvoted = len(relation.statements) - len(odd) > len(odd)
    fits = _fitting(relation, clues)
    if fits is not None:
        right = fits
        wrong = next(f for f in relation.statements if f.quantity.value != fits.quantity.value)
        base = next((d for change in clues.witnesses.changes(wrong) if (d := wrong_base(change))), None)
        if base is not None:
            return base
    due = right.quantity.value
    places = swapped([(wrong, due), (right, wrong.quantity.value)], clues)
    if places is not None:
        return places
    if fits is not None or outvoted:
        known = of_known(wrong, due, clues, named=False)
        if known.kind not in {"outvoted", "digit_changed", "last_digit"}:
            return known
    kind = slip(wrong.quantity, due, sure=True)
    if kind and kind not in {"digit_changed", "last_digit"}:
        return _between(kind, wrong, right)
    gap = wrong.quantity.value - due
    for other in clues.worth(gap, wrong, relation.facts):
        if abs(gap) > grain(wrong.quantity):
            return Diagnosis("equals_other", f"差额恰等于“{name(other)}”{figure(other)}")
    if kind:
        return slipped(kind, wrong, due, named=False) if fits is not None or outvoted else _between(kind, wrong, right)
    return None


def _fitting(relation: Equal, clues: Clues) -> Fact | None:
    """The one value of the statements that fits all other relations that they stand in."""
    values = {fact.quantity.value: fact for fact in relation.statements}
    fits = {value: clues.witnesses.holding(relation.statements, value) for value in values}
    best = [value for value, (held, asked) in fits.items() if asked and held == asked]
    return values[best[0]] if len(best) == 1 else None


def _between(kind: str, wrong: Fact, right: Fact) -> Diagnosis:
    """A slip between two statements, either of which may be the wrong one."""
    if kind == "unit_slip":
        power = power_of(abs(wrong.quantity.value / right.quantity.value), wrong.quantity, right.quantity.value)
        return Diagnosis(kind, f"单位疑误：两数相差{UNIT_POWERS[power]}倍")
    if kind in {"last_digit", "digit_changed"}:
        return Diagnosis(kind, f"两数只有一位数字不同：{figure(right)} 与 {figure(wrong)}")
    back = slip(right.quantity, wrong.quantity.value, sure=True)
    if back and back != kind:
        text = f"{figure(wrong)} 疑{SLIPS[kind]}，或 {figure(right)} 疑{SLIPS[back]}"
        return Diagnosis(kind, text, (), (back,))
    return Diagnosis(kind, f"疑{SLIPS[kind]}：{figure(right)} 与 {figure(wrong)}")
