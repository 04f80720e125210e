"""Kind `question`: the questions of one questionnaire end alike."""

from __future__ import annotations

from collections.abc import Iterator

from checks.kinds import NoParams, kind
from checks.outcome import Member, Outcome, failed, passed
from checks.rule import Rule
from extract.model import FactBook

_LEAST = 4  # questions with a mark
_SHARE = 4  # of which at most one in so many may lack it: else the questionnaire prints none on purpose


@kind("question", params=NoParams, fields=("said", "count"), judges="words")
def check_question(book: FactBook, rule: Rule[NoParams]) -> Iterator[Outcome]:
    """Judges each questionnaire whose questions mostly bear a question mark. Message fields: {said} the questions that
    have none, {count} how many have one."""
    for survey in book.surveys:
        asked = [q for q in survey.questions if "？" in q.words.text or "?" in q.words.text]
        bare = [q for q in survey.questions if q not in asked]
        if len(asked) < _LEAST:
            continue
        members: list[Member] = [*(("cite", q.words) for q in bare[:10]), ("compared", asked[0].words)]
        if not bare:
            yield passed(rule, members)
        elif len(bare) * _SHARE <= len(asked):
            said = "、".join(f"第 {q.number} 题" if q.number else f"“{q.words.text[:20]}”" for q in bare)
            yield failed(rule, members, fields={"said": said, "count": str(len(asked))})
