"""Kind `citation`: the documents that a report cites are in force in its year, exist, bear the number that is printed
beside them, and are called by one name."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from checks.kinds import kind
from checks.kinds.citation.names import check_annexes, check_marks, check_one_name
from checks.kinds.citation.numbers import check_numbers, check_pairs
from checks.kinds.citation.standing import check_annual, check_editions, check_repealed, check_unknown
from checks.kinds.citation.systems import check_systems
from checks.outcome import Outcome
from checks.rule import Rule
from extract.model import FactBook

_CHECKS: Mapping[str, Callable[[FactBook, Rule[CitationParams]], Iterator[Outcome]]]


@dataclass(frozen=True, slots=True)
class CitationParams:
    """`check` is what is judged: repealed, edition, unknown, pair, system, annual, name, annex, future or marks."""

    check: str

    def __post_init__(self) -> None:
        if self.check not in _CHECKS:
            raise ValueError(f"check 应取自 {'、'.join(_CHECKS)}")


@kind(
    "citation",
    params=CitationParams,
    fields=("cited", "meant", "since", "by", "year", "also", "remark"),
    judges="words",
)
def check_citation(book: FactBook, rule: Rule[CitationParams]) -> Iterator[Outcome]:
    """Judges one thing about the Citations. Message fields: {cited} as printed, {meant} what it should be, {since} from
    when it is out of force, {by} what replaced it, {year} the report's, {also} what stands elsewhere, {remark} what is
    to be added."""
    yield from _CHECKS[rule.params.check](book, rule)


_CHECKS = {
    "repealed": check_repealed,
    "edition": check_editions,
    "unknown": check_unknown,
    "annual": check_annual,
    "pair": check_pairs,
    "future": check_numbers,
    "system": check_systems,
    "name": check_one_name,
    "annex": check_annexes,
    "marks": check_marks,
}
