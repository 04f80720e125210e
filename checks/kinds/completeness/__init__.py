"""Kind `completeness`: what a report must have and has not, and what it says of itself in two places that do not agree."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from checks.kinds import kind
from checks.kinds.completeness.contradictions import check_admitted, check_all_met, check_none, check_praised
from checks.kinds.completeness.missing import check_blank, check_empty, check_halves, check_measures, check_sections
from checks.kinds.completeness.support import (
    check_asked,
    check_projects,
    check_purchased,
    check_spending,
    check_titled,
)
from checks.outcome import Outcome
from checks.rule import Rule
from extract.model import FactBook


@dataclass(frozen=True)
class CompletenessParams:
    """`check` is what is looked at. `required` names the parts that each kind of report must have, for sections; `times` how
    many times the procurement budget the spending must be before it is told of."""

    check: str
    required: dict[str, tuple[str, ...]] = field(default_factory=dict)
    times: Decimal = Decimal(2)

    def __post_init__(self) -> None:
        if self.check not in _CHECKS:
            raise ValueError(f"check 应取自 {'、'.join(_CHECKS)}")
        if self.check == "sections" and not self.required:
            raise ValueError("check 为 sections 时要写 required")


@kind("completeness", params=CompletenessParams, fields=("what", "said", "known"), judges="words")
def check_completeness(book: FactBook, rule: Rule[CompletenessParams]) -> Iterator[Outcome]:
    """Judges one thing that a report must have. Message fields: {what} is missing or meant, {said} the words that call for
    it, {known} what stands against them."""
    yield from _CHECKS[rule.params.check](book, rule)


_CHECKS: Mapping[str, Callable[[FactBook, Rule[CompletenessParams]], Iterator[Outcome]]] = {
    "sections": lambda book, rule: check_sections(book, rule, rule.params.required),
    "measures": check_measures,
    "halves": check_halves,
    "blank": check_blank,
    "empty": check_empty,
    "none": check_none,
    "all_met": check_all_met,
    "admitted": check_admitted,
    "praised": check_praised,
    "asked": check_asked,
    "purchased": check_purchased,
    "spending": lambda book, rule: check_spending(book, rule, rule.params.times),
    "projects": check_projects,
    "titled": check_titled,
}
