"""Kind `survey`: what a questionnaire says of itself. Counts to the questionnaires, marks to the total and the mean, the
score to where it is quoted, and means and shares that no number of whole answers can give."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from checks.kinds import kind
from checks.kinds.survey.counts import check_counts, check_full, check_options, check_shares, check_total, check_valid
from checks.kinds.survey.means import check_overall
from checks.kinds.survey.possible import check_mean, check_possible_shares
from checks.kinds.survey.scores import check_questions, check_quoted, check_scale, check_score
from checks.outcome import Outcome
from checks.rule import Rule
from extract.model import FactBook


@dataclass(frozen=True)
class SurveyParams:
    """`check` is what is compared: options (each question's answers with the valid questionnaires), shares (their
    percentages with 100), total, full (marks), score, questions (their own scores), counts (valid ≤ returned ≤ sent),
    valid (its statements), scale (marks of the options), quoted (the score elsewhere), mean and possible (what whole
    answers can give), overall (the mean of groups)."""

    check: str

    def __post_init__(self) -> None:
        if self.check not in _CHECKS:
            raise ValueError(f"check 应为{'、'.join(_CHECKS)}之一")


@kind("survey", params=SurveyParams, fields=("question", "count"))
def check_survey(book: FactBook, rule: Rule[SurveyParams]) -> Iterator[Outcome]:
    """Message fields: {question}, which question it is or what is wrong with a mean, and {count}, how many questionnaires or figures."""
    return _CHECKS[rule.params.check](book, rule)


_CHECKS: Mapping[str, Callable[[FactBook, Rule[SurveyParams]], Iterator[Outcome]]] = {
    "options": check_options,
    "shares": check_shares,
    "total": check_total,
    "full": check_full,
    "score": check_score,
    "questions": check_questions,
    "counts": check_counts,
    "valid": check_valid,
    "scale": check_scale,
    "quoted": check_quoted,
    "mean": check_mean,
    "possible": check_possible_shares,
    "overall": check_overall,
}
