"""Why two statements of one claim differ."""

from __future__ import annotations

from checks.diagnosis.clues import Clues
from checks.diagnosis.slips import SLIPS, UNIT_POWERS, figure, name, power_of, slip, slipped
from checks.interval import grain
from checks.outcome import Diagnosis
from checks.relation import Equal
from extract.model import Fact


def of_equal(relation: Equal, clues: Clues) -> Diagnosis | None:
    """Why two statements of one claim differ. Which one is wrong is left open unless most agree."""
    reference = relation.reference()
    odd = relation.odd()
    if not odd:
        return None
    wrong, due = odd[0], reference.quantity.value
    kind = slip(wrong.quantity, due)
    if kind and kind not in {"digit_changed", "last_digit"}:
        return _between(kind, wrong, reference, len(relation.statements) - len(odd) > len(odd))
    gap = wrong.quantity.value - due
    for other in clues.worth(gap, wrong, relation.facts):
        if abs(gap) > grain(wrong.quantity):
            return Diagnosis("equals_other", f"差额恰等于“{name(other)}”{figure(other)}")
    return _between(kind, wrong, reference, len(relation.statements) - len(odd) > len(odd)) if kind else None


def _between(kind: str, wrong: Fact, right: Fact, outvoted: bool) -> Diagnosis:
    if outvoted:
        return slipped(kind, wrong, right.quantity.value, named=False)
    if kind == "unit_slip":
        power = power_of(abs(wrong.quantity.value / right.quantity.value), wrong.quantity, right.quantity.value)
        return Diagnosis(kind, f"单位疑误：两数相差{UNIT_POWERS[power]}倍")
    if kind in {"last_digit", "digit_changed"}:
        return Diagnosis(kind, f"两数只有一位数字不同：{figure(right)} 与 {figure(wrong)}")
    return Diagnosis(kind, f"疑{SLIPS[kind]}：{figure(right)} 与 {figure(wrong)}")
