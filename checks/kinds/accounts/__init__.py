"""Kind `accounts`: what the prose says against the final-accounts tables (决算表) of the same document, and what the
prose says of the whole against itself where no single sentence asserts it.

A prose figure and a table are compared only where year, entity and basis are the same or not stated. Where one of the
two covers a part of the money only (财政拨款, 政府性基金), agreement is noted and a difference is not judged.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field

from checks.kinds import kind
from checks.kinds.accounts.codes import check_codes, check_rows
from checks.kinds.accounts.rates import check_execution
from checks.kinds.accounts.rounding import check_rounding
from checks.kinds.accounts.summaries import check_summaries
from checks.kinds.accounts.totals import check_blank, check_totals
from checks.outcome import Outcome
from checks.rule import Rule
from extract.model import FactBook


@dataclass(frozen=True)
class AccountsParams:
    """`check` is what is compared: codes, rows, totals, summaries, blank, rounding or execution. `figures` maps what
    the prose names (a lexicon concept) to the table columns, for summaries the rows, that say the same; `gather` puts
    what differs in one table into one finding. For execution `figures` holds 执行 and 预算, the concepts of what was
    spent and of what was there."""

    check: str
    figures: dict[str, tuple[str, ...]] = field(default_factory=dict)
    gather: bool = False

    def __post_init__(self) -> None:
        if self.check not in _CHECKS:
            raise ValueError(f"check 应为{'、'.join(_CHECKS)}之一")
        if self.check in _NEED_FIGURES and not self.figures:
            raise ValueError(f"check 为 {self.check} 时要写 figures")


@kind("accounts", params=AccountsParams, fields=("table", "alternatives"))
def check_accounts(book: FactBook, rule: Rule[AccountsParams]) -> Iterator[Outcome]:
    """What the prose says of the money must be what the final-accounts table says."""
    return _CHECKS[rule.params.check](book, rule)


_NEED_FIGURES = frozenset(("totals", "summaries", "blank", "rounding", "execution"))
_CHECKS: Mapping[str, Callable[[FactBook, Rule[AccountsParams]], Iterator[Outcome]]] = {
    "codes": check_codes,
    "rows": check_rows,
    "totals": lambda book, rule: check_totals(book, rule, rule.params.figures, rule.params.gather),
    "summaries": lambda book, rule: check_summaries(book, rule, rule.params.figures),
    "blank": lambda book, rule: check_blank(book, rule, rule.params.figures),
    "rounding": lambda book, rule: check_rounding(book, rule, rule.params.figures),
    "execution": lambda book, rule: check_execution(book, rule, rule.params.figures),
}
