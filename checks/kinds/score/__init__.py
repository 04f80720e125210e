"""Kind `score`: weights and scores of indicator trees, up the tree and against what the report says of them.

Sums that the table itself asserts (a total row over its column) are judged as sums; here stand the relations that only
the tree knows.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field

from checks.kinds import kind
from checks.kinds.score.grades import check_grade
from checks.kinds.score.scores import check_deduction, check_limit, check_rollup, check_total
from checks.kinds.score.weights import check_full, check_weights
from checks.outcome import Outcome
from checks.ruleset import Rule
from extract.model import FactBook


@dataclass(frozen=True)
class ScoreParams:
    """`check` is what is looked at: weights (of parts and their parent), full (all weights to the printed total or to
    100), limit (no score above its weight), rollup (scores of parts and their parent), total (all scores to the total
    row), deduction (weight less score) or grade (the word for a score). `bands` are the least scores of the grades for
    reports that print none."""

    check: str
    bands: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        if self.check not in _CHECKS:
            raise ValueError(f"check 应为{'、'.join(_CHECKS)}之一")


@kind("score", params=ScoreParams, fields=("word", "right", "bands"))
def check_score(book: FactBook, rule: Rule[ScoreParams]) -> Iterator[Outcome]:
    """Weights, scores and grades must agree with each other."""
    return _CHECKS[rule.params.check](book, rule)


_CHECKS: Mapping[str, Callable[[FactBook, Rule[ScoreParams]], Iterator[Outcome]]] = {
    "weights": check_weights,
    "full": check_full,
    "limit": check_limit,
    "rollup": check_rollup,
    "total": check_total,
    "deduction": check_deduction,
    "grade": lambda book, rule: check_grade(book, rule, rule.params.bands),
}
