"""Mean scores that a table prints below its rows."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from checks import diagnosis, writing
from checks.figures import plain, shown
from checks.kinds.survey.means import Mean
from checks.outcome import Answer, Member, Outcome, failed, passed
from checks.rule import Rule
from extract.model import FactBook, MeanClaim


def check_mean(book: FactBook, rule: Rule[Any]) -> Iterator[Outcome]:
    """The mean of the scores above it, plain or weighed by another column of the table."""
    for claim in book.claims_of(MeanClaim):
        if claim.what == "得分":
            yield _judged(rule, claim)


def _judged(rule: Rule[Any], claim: MeanClaim) -> Outcome:
    ways = [Mean(claim.parts, claim.mean, counts) for counts in ((), *claim.counts)]
    way = next((way for way in ways if way.answer() is not Answer.FAILS), ways[0])
    mean, step = claim.mean, way.step()
    members: list[Member] = [("result", mean), *(("factor", part) for part in claim.parts)]
    if step.answer is not Answer.FAILS:
        return passed(rule, members)
    added = " + ".join(writing.figure(part, part) for part in claim.parts)
    due = shown(step.due, mean.quantity)
    return failed(
        rule,
        members,
        binding=claim.binding,
        expected=due,
        actual=shown(step.stated, mean.quantity),
        gap=plain(step.stated - step.due),
        unit=mean.quantity.unit,
        computation=f"（{added}）÷ {len(claim.parts)} = {due} {mean.quantity.unit or '分'}",
        diagnosis=diagnosis.of_figure(mean, step.due),
        labels=diagnosis.name(mean),
        fields={"count": str(len(claim.parts))},
        relation=way,
    )
