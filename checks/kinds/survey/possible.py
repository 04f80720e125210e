"""Means and shares that no number of whole answers can give (the idea of GRIM)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal
from math import gcd
from typing import Any

from checks import writing
from checks.figures import grouped, plain
from checks.interval import cut, half_up
from checks.kinds.survey.answers import counted, in_shares, marked, valid_of
from checks.outcome import Member, Outcome, failed, passed
from checks.rule import Rule, Severity
from extract.model import Binding, Fact, FactBook, MeanClaim, RateClaim, Survey

_HUNDRED = Decimal(100)


def attainable(stated: Decimal, ulp: Decimal, step: Decimal) -> bool:
    """Whether some multiple of `step` prints as `stated`, rounded or cut off."""
    lowest = int(((stated - ulp) / step).to_integral_value(ROUND_FLOOR))
    highest = int(((stated + ulp) / step).to_integral_value(ROUND_CEILING))
    if highest - lowest > 4:  # so fine a grid meets every figure
        return True
    return any(stated in (half_up(k * step, ulp), cut(k * step, ulp)) for k in range(lowest, highest + 1))


def check_mean(book: FactBook, rule: Rule[Any]) -> Iterator[Outcome]:
    """A mean of so many questionnaires is a multiple of the smallest mark over their number. Without printed marks
    whole marks are supposed, and a mean that they cannot give is a hint."""
    for survey in book.surveys:
        score, valid = survey.score, valid_of(survey)
        if score is None or valid is None or survey.total is not None or marked(survey.questions) is not None:
            continue
        if not (score.quantity.exact and valid.quantity.exact) or valid.quantity.value <= 0:
            continue
        if score.quantity.dimension not in ("score", "") or score.quantity.ulp >= 1:
            continue
        marks = _grid(survey)
        said: list[Member] = [("score", score), ("compared", valid)]
        if attainable(score.quantity.value, score.quantity.ulp, (marks or Decimal(1)) / valid.quantity.value):
            yield passed(rule, said)
            continue
        count = grouped(plain(valid.quantity.value))
        yield failed(
            rule,
            said,
            binding=Binding.INHERITED,
            severity=None if marks else Severity.INFO,
            actual=plain(score.quantity.printed),
            unit="分",
            computation=f"{writing.figure(score, score)} × {count} = {plain(score.quantity.value * valid.quantity.value)}，"
            f"不是{plain(marks) if marks else '整数'}{' 的倍数' if marks else '分'}",
            labels="问卷得分",
            fields={"question": "", "count": count},
        )


def _grid(survey: Survey) -> Decimal | None:
    """The largest mark of which all printed marks are multiples; None where none are printed."""
    marks = [
        option.value.quantity
        for question in survey.questions
        for option in question.options
        if option.value is not None and option.value.quantity.value
    ]
    if not marks:
        return None
    finest = min(Decimal(1), *(mark.ulp for mark in marks))
    return gcd(*(int(mark.value / finest) for mark in marks)) * finest


def check_possible_shares(book: FactBook, rule: Rule[Any]) -> Iterator[Outcome]:
    """A share of so many answers is a whole number of them over their number."""
    for survey in book.surveys:
        sizes = [f for f in (valid_of(survey), survey.returned, survey.sent) if f is not None and f.quantity.exact]
        shares = [fact for question in survey.questions if in_shares(question) for fact in counted(question)]
        if not survey.questions and survey.table is None and survey.score is not None and not _told(survey.score, book):
            shares = [survey.score]
        shares = [f for f in shares if f.quantity.dimension == "percent" and f.quantity.exact and f.quantity.ulp < 1]
        if not sizes or not shares:
            continue
        impossible = [fact for fact in shares if not any(_possible(fact, size) for size in sizes)]
        if not impossible:
            yield passed(rule, _said(sizes[0], shares))
            continue
        count = grouped(plain(sizes[0].quantity.value))
        first = impossible[0]
        yield failed(
            rule,
            _said(sizes[0], impossible),
            binding=Binding.INHERITED,
            # a rate of satisfaction may be the mean of several questions, or weigh the answers
            severity=Severity.WARNING if survey.valid and survey.questions else Severity.INFO,
            actual=plain(first.quantity.printed),
            unit="%",
            computation=f"{count} 份中 {_nearest(first, sizes[0])}",
            labels="、".join(writing.with_unit(fact) for fact in impossible[:6]),
            fields={"question": "", "count": count},
        )


def _told(score: Fact, book: FactBook) -> bool:
    """Whether the words say of which figures a score is made, or a table of questions states the same score."""
    tables = [survey.score for survey in book.surveys if survey.questions and survey.score is not None]
    if any(other.quantity.value == score.quantity.value for other in tables):
        return True
    return any(claim.rate.id == score.id for claim in book.claims_of(RateClaim)) or any(
        score.id in (claim.mean.id, *(part.id for part in claim.parts)) for claim in book.claims_of(MeanClaim)
    )


def _possible(share: Fact, size: Fact) -> bool:
    value = size.quantity.value
    return value > 0 and attainable(share.quantity.value, share.quantity.ulp, _HUNDRED / value)


def _said(size: Fact, shares: Iterable[Fact]) -> list[Member]:
    return [("compared", size), *(("rate", fact) for fact in shares)]


def _nearest(share: Fact, size: Fact) -> str:
    """The shares that the neighbouring whole numbers give: 33 份占 29.46%，34 份占 30.36%"""
    number = size.quantity.value
    low = int((share.quantity.value * number / _HUNDRED).to_integral_value(ROUND_FLOOR))
    said = (f"{k} 份占 {half_up(k * _HUNDRED / number, share.quantity.ulp)}%" for k in (low, low + 1))
    return f"{'，'.join(said)}；写 {writing.with_unit(share)}"
