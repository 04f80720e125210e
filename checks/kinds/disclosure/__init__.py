"""Kind `disclosure`: a 部门决算 or 部门预算 disclosure against itself: public table against public table, prose against
table, what is told of each subject, and words of order against the figures they speak of."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from checks.kinds import kind
from checks.kinds.disclosure.empty import check_empty
from checks.kinds.disclosure.items import check_copied, check_item, check_named
from checks.kinds.disclosure.order import check_bound, check_forms, check_order, check_rise, check_zero_base
from checks.kinds.disclosure.prose import check_prose
from checks.kinds.disclosure.tables import check_tables
from checks.kinds.disclosure.within import check_within
from checks.outcome import Outcome
from checks.rule import Rule
from extract.model import FactBook


@dataclass(frozen=True)
class DisclosureParams:
    """`check` is what is compared: tables, prose, empty, item, named, copied, order, bound, forms, rise,
    zero_base or within."""

    check: str

    def __post_init__(self) -> None:
        if self.check not in _CHECKS:
            raise ValueError(f"check 应为{'、'.join(_CHECKS)}之一")


@kind("disclosure", params=DisclosureParams, fields=("table",))
def check_disclosure(book: FactBook, rule: Rule[DisclosureParams]) -> Iterator[Outcome]:
    """A disclosure's tables and prose must agree with each other and with the words that compare their figures."""
    return _CHECKS[rule.params.check](book, rule)


_CHECKS: Mapping[str, Callable[[FactBook, Rule[DisclosureParams]], Iterator[Outcome]]] = {
    "tables": check_tables,
    "prose": check_prose,
    "empty": check_empty,
    "item": check_item,
    "named": check_named,
    "copied": check_copied,
    "order": check_order,
    "bound": check_bound,
    "forms": check_forms,
    "rise": check_rise,
    "zero_base": check_zero_base,
    "within": check_within,
}
