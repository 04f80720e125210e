"""Scores: the mean of the marks, the score of each question, and the score where it is quoted."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Any

from checks import diagnosis, writing
from checks.figures import plain
from checks.kinds.survey.answers import Marks, best, counted, marked, members, named, valid_of, whole
from checks.kinds.survey.counts import judge_marks
from checks.outcome import Answer, Member, Outcome, failed, passed, skipped
from checks.relation import Equal
from checks.rule import Rule, Severity
from extract.model import Binding, Fact, FactBook, RateClaim, Survey, SurveyQuestion

_ONE, _HUNDRED = Decimal(1), Decimal(100)
_FEWEST = 3  # questions that must agree on how their score is made


def check_score(book: FactBook, rule: Rule[Any]) -> Iterator[Outcome]:
    """The score of a questionnaire is its marks over its valid questionnaires, or that as a share of full marks."""
    rated = {claim.rate.id for claim in book.claims_of(RateClaim)}
    for survey in book.surveys:
        score = survey.score
        if score is None or not score.quantity.exact or score.id in rated:
            continue
        ways = _ways_of_survey(survey, score) if survey.table is not None else []
        if not ways and score.quantity.dimension == "percent":
            ways = [way for way in _shares_of_survey(survey, score) if _SHARE.search(score.quote) or _fits(way)]
        if ways:
            chosen = _chosen(ways)
            yield judge_marks(chosen, _members(chosen), rule, diagnosis.name(score))


def _ways_of_survey(survey: Survey, score: Fact) -> list[Marks]:
    """How the score can have been made, from what the questionnaire prints."""
    valid, pairs = valid_of(survey), marked(survey.questions)
    tops = [best(question) for question in survey.questions]
    full = sum((top.quantity.value for top in tops if top is not None), Decimal(0))
    if not full or any(top is None for top in tops):
        full = survey.full.quantity.value if survey.full is not None else Decimal(0)
    ways: list[Marks] = []
    if survey.total is not None and valid is not None:
        ways.append(Marks(((_ONE, survey.total),), score, (valid,)))
        if full and full != _HUNDRED:
            ways.append(Marks(((_ONE, survey.total),), score, (valid,), _HUNDRED / full))
    elif pairs is not None and valid is not None:
        ways.append(Marks(pairs, score, (valid,)))
        if full and full != _HUNDRED:
            ways.append(Marks(pairs, score, (valid,), _HUNDRED / full))
    return [way for way in ways if all(fact.quantity.exact for fact in way.facts.values())]


# a rate of satisfaction is a share of the answers; a degree of satisfaction may weigh them
_SHARE = re.compile(r"满意率")


def _shares_of_survey(survey: Survey, score: Fact) -> Iterator[Marks]:
    """The shares of those who chose the best options of the only question, one, two, … of them together."""
    valid = valid_of(survey) or survey.returned
    if valid is None or len(survey.questions) != 1 or not whole(survey.questions[0]):
        return
    counts = counted(survey.questions[0])
    for many in range(1, len(counts)):
        yield Marks(tuple((_ONE, count) for count in counts[:many]), score, (valid,), _HUNDRED)


def _fits(way: Marks) -> bool:
    return way.answer() is not Answer.FAILS


def _chosen(ways: Sequence[Marks]) -> Marks:
    """The way that gives the printed score, else the one that comes nearest to it."""
    fitting = (way for way in ways if _fits(way))
    return next(fitting, None) or min(ways, key=lambda way: abs(way.exact() - way.result.quantity.value))


def _members(way: Marks) -> list[Member]:
    """Each figure once: what is counted of the whole as numerators, what is left of it as denominators; marks and counts
    as factors."""
    counted_in = {times.id for _, times in way.terms}
    rest: list[Member] = [("denominator", fact) for fact in way.over if fact.id not in counted_in]
    if all(not isinstance(mark, Fact) for mark, _ in way.terms):
        return [("result", way.result), *(("numerator", times) for _, times in way.terms), *rest]
    return [("result", way.result), *rest, *members(way.terms)]


def check_questions(book: FactBook, rule: Rule[Any]) -> Iterator[Outcome]:
    """The score printed beside each question is made as most of the questions make it."""
    for survey in book.surveys:
        scored = [q for q in survey.questions if q.score is not None and q.score.quantity.exact and whole(q)]
        ways = [_ways_of_question(question) for question in scored]
        fitting = Counter(name for found in ways for name, way in found.items() if _fits(way))
        name = _usual(fitting, len(scored))
        if not name:
            continue
        for question, found in zip(scored, ways, strict=True):
            if name in found:
                way = found[name]
                yield judge_marks(way, _members(way), rule, named(question), named(question))


def _usual(fitting: Counter[str], questions: int) -> str:
    """The way that makes the scores of at least half the questions, and more than any other does; "" for none."""
    if questions < _FEWEST or not fitting:
        return ""
    (name, times), *others = fitting.most_common(2)
    return name if times > 1 and times * 2 >= questions and all(times > rival for _, rival in others) else ""


def _ways_of_question(question: SurveyQuestion) -> dict[str, Marks]:
    """By name, how the score of a question can be made from its options."""
    score, counts = question.score, counted(question)
    assert score is not None  # only scored questions are asked
    ways: dict[str, Marks] = {}
    pairs, top = marked([question]), best(question)
    if pairs is not None and top is not None and top.quantity.value:
        ways["平均"] = Marks(pairs, score, counts)
        ways["百分"] = Marks(pairs, score, counts, _HUNDRED / top.quantity.value)
    chosen: list[tuple[Fact | Decimal, Fact]] = []
    for position, option in enumerate(question.options[:-1], 1):
        if option.count is not None:
            chosen.append((_ONE, option.count))
        if chosen:
            ways[f"前{position}项"] = Marks(tuple(chosen), score, counts, _HUNDRED)
    return ways


def check_scale(book: FactBook, rule: Rule[Any]) -> Iterator[Outcome]:
    """The marks of a question's options run one way, and all questions have the same marks."""
    for survey in book.surveys:
        scales = [
            tuple(option.value.quantity.value for option in question.options if option.value is not None)
            for question in survey.questions
        ]
        rated = [(q, scale) for q, scale in zip(survey.questions, scales, strict=True) if len(scale) > 1]
        if not rated:
            continue
        odd = next((q for q, scale in rated if list(scale) not in (sorted(scale), sorted(scale, reverse=True))), None)
        said = _marks_of(q for q, _ in rated)
        if odd is not None:
            yield failed(
                rule,
                _marks_of([odd]),
                binding=Binding.CELL,
                labels=named(odd),
                computation="、".join(writing.with_unit(o.value) for o in odd.options if o.value is not None),
                fields={"question": named(odd), "count": ""},
            )
        elif len({scale for _, scale in rated}) > 1:
            yield skipped(rule, said, "各题分值不同")
        else:
            yield passed(rule, said)


def _marks_of(questions: Iterator[SurveyQuestion] | list[SurveyQuestion]) -> list[Member]:
    return [("weight", option.value) for q in questions for option in q.options if option.value is not None]


def check_quoted(book: FactBook, rule: Rule[Any]) -> Iterator[Outcome]:
    """A score that prose quotes of a questionnaire of the same size is the one in its table."""
    tables = [survey for survey in book.surveys if survey.table is not None and survey.score is not None]
    for quoting in book.surveys:
        if quoting.table is not None or quoting.score is None:
            continue
        same = [survey for survey in tables if _one_size(survey, quoting)]
        own = same[0].score if len(same) == 1 else None
        if own is None or own is quoting.score or not (own.quantity.exact and quoting.score.quantity.exact):
            continue
        said: list[Member] = [("stated", own), ("stated", quoting.score)]
        kinds = {own.quantity.dimension, quoting.score.quantity.dimension} - {""}
        relation = Equal((own, quoting.score))
        if relation.answer() is Answer.HOLDS:
            yield passed(rule, said)
        elif len(kinds) > 1:
            yield skipped(rule, said, "一处为得分，一处为比率")
        else:
            gap = quoting.score.quantity.value - own.quantity.value
            yield failed(
                rule,
                said,
                binding=Binding.INHERITED,
                answer=relation.answer(),
                severity=Severity.INFO if relation.answer() is not Answer.FAILS else None,
                expected=plain(own.quantity.printed),
                actual=plain(quoting.score.quantity.printed),
                gap=plain(gap),
                unit=quoting.score.quantity.unit,
                computation=f"问卷表 {writing.with_unit(own)}，正文 {writing.with_unit(quoting.score)}",
                diagnosis=diagnosis.of_equal(relation, diagnosis.Clues(book)),
                labels="问卷得分",
                fields={"question": "", "count": ""},
                relation=relation,
            )


def _one_size(a: Survey, b: Survey) -> bool:
    """Whether two questionnaires were of the same size, by the counts that both state."""
    pairs = [
        (x, y)
        for x, y in ((valid_of(a), valid_of(b)), (a.returned, b.returned), (a.sent, b.sent))
        if x is not None and y is not None
    ]
    return bool(pairs) and all(x.quantity.value == y.quantity.value for x, y in pairs)
