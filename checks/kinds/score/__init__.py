"""Kind `score`: weights and scores of indicator trees, up the tree and against what the report says of them.

Sums that the table itself asserts (a total row over its column) are judged as sums; here stand the relations that only
the tree knows.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field

from checks.kinds import kind
from checks.kinds.score.grades import check_grade
from checks.kinds.score.means import check_mean
from checks.kinds.score.scores import check_deduction, check_limit, check_rollup, check_total
from checks.kinds.score.stated import check_stated, check_taken
from checks.kinds.score.weights import check_full, check_weights
from checks.outcome import Outcome
from checks.rule import Rule
from extract.model import FactBook


@dataclass(frozen=True)
class ScoreParams:
    """`check` is what is looked at: weights (of parts and their parent), full (all weights to the printed total or to
    100), limit (no score above its weight), rollup (scores of parts and their parent), total (all scores to the total
    row), deduction (weight less score), grade (the word for a score), stated (the table's figures in prose), taken
    (marks that prose says were taken off) or mean (the mean below a column of scores). `bands` are the least
    scores of the grades for reports that print none; `of` picks what is stated: 总分, 得分, 分值."""

    check: str
    of: tuple[str, ...] = ()
    bands: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        if self.check not in _CHECKS:
            raise ValueError(f"check 应为{'、'.join(_CHECKS)}之一")


@kind("score", params=ScoreParams, fields=("word", "right", "bands", "values", "count"))
def check_score(book: FactBook, rule: Rule[ScoreParams]) -> Iterator[Outcome]:
    """Weights, scores and grades must agree with each other. Message fields: {word} and {right}, the grade as printed and
    as due, or what was marked down and by how much it should be; {bands}, the lines between the grades; {values}, the values that are stated,
    and {count}, how many statements there are."""
    return _CHECKS[rule.params.check](book, rule)


_CHECKS: Mapping[str, Callable[[FactBook, Rule[ScoreParams]], Iterator[Outcome]]] = {
    "weights": check_weights,
    "full": check_full,
    "limit": check_limit,
    "rollup": check_rollup,
    "total": check_total,
    "deduction": check_deduction,
    "stated": lambda book, rule: check_stated(book, rule, rule.params.of),
    "taken": check_taken,
    "mean": check_mean,
    "grade": lambda book, rule: check_grade(book, rule, rule.params.bands),
}
