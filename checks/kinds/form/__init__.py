"""What a self-evaluation form (自评表) asserts between its own cells: targets, completions, marks and reasons."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from checks.attainment import whole
from checks.kinds import kind
from checks.kinds.form.costs import money_as_output, over_budget, whole_cost
from checks.kinds.form.marks import review_total, review_within, score_within, weights_whole
from checks.kinds.form.money import execution_score, fund_parts
from checks.kinds.form.results import (
    above_whole,
    all_done,
    blank_completion,
    completion_rate,
    deviation_without_reason,
    far_past,
    met_but_deducted,
    not_a_number,
    proportion,
    reason_without_deviation,
    short_but_full,
    units_differ,
)
from checks.outcome import Outcome
from checks.rule import Rule
from extract.model import EvaluationForm, FactBook


@dataclass(frozen=True, slots=True)
class FormParams:
    """`check` names one relation of the form (see `_CHECKS`)."""

    check: str

    def __post_init__(self) -> None:
        if self.check not in _CHECKS:
            raise ValueError(f"check 应取自 {'、'.join(_CHECKS)}")


@kind("form", params=FormParams, fields=("rows", "count"))
def check_form(book: FactBook, rule: Rule[FormParams]) -> Iterator[Outcome]:
    """Judges one relation in each self-evaluation form, those of second scores in each indicator tree too. What fails in
    several rows of a form is one finding. Message fields: {rows} the rows at fault, {count} how many they are."""
    for position, form in enumerate(book.evaluations):
        if rule.params.check != "weights_whole" or whole(form, book.evaluations[position + 1 :]):
            yield from _CHECKS[rule.params.check](book, form, rule)
    if rule.params.check in _OF_TREES:
        for tree in book.trees:
            yield from _CHECKS[rule.params.check](book, EvaluationForm(tree.table, tree.title, "", (), (), tree), rule)


_Check = Callable[[FactBook, EvaluationForm, Rule[Any]], Iterator[Outcome]]

_OF_TREES = frozenset(("review_within", "review_total"))
_CHECKS: dict[str, _Check] = {
    "execution_score": execution_score,
    "fund_parts": fund_parts,
    "weights_whole": weights_whole,
    "score_within": score_within,
    "short_but_full": short_but_full,
    "met_but_deducted": met_but_deducted,
    "deviation_without_reason": deviation_without_reason,
    "reason_without_deviation": reason_without_deviation,
    "units_differ": units_differ,
    "not_a_number": not_a_number,
    "above_whole": above_whole,
    "far_past": far_past,
    "proportion": proportion,
    "all_done": all_done,
    "completion_rate": completion_rate,
    "blank_completion": blank_completion,
    "review_within": review_within,
    "review_total": review_total,
    "over_budget": over_budget,
    "whole_cost": whole_cost,
    "money_as_output": money_as_output,
}
