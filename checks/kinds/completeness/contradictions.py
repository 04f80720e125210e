"""Problems that are denied beside marks taken off, admitted beside full marks, or praised away."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from checks.outcome import Member, Outcome, failed, passed, skipped
from checks.rule import Rule
from extract.model import AllMet, Appraisal, Binding, Fact, FactBook, Indicator, Marks, NoProblems

_SHOWN = 4


def check_none(book: FactBook, rule: Rule[Any]) -> Iterator[Outcome]:
    """Who says that there are no problems took off no marks."""
    trees = [tree for tree in (*book.trees, *(form.tree for form in book.evaluations)) if tree.leaves()]
    for claim in book.claims_of(NoProblems):
        own = [tree for tree in trees if tree.table == claim.words.location.table]
        about = own or (trees if len(trees) == 1 else [])
        if len(trees) > 1 and not own:
            yield skipped(rule, [("stated", claim.words)], "评分表不止一张，不知说的是哪一张")
        lost = [(i, *both) for tree in about for i in tree.leaves() if (both := _lost(i)) is not None]
        if not lost:
            if any(i.score is not None for tree in about for i in tree.leaves()):
                yield passed(rule, [("stated", claim.words)])
            continue
        members: list[Member] = [("stated", claim.words)]
        for indicator, weight, score in lost[:_SHOWN]:
            members += [("name", indicator.name), ("score", score), ("weight", weight)]
        fields = {"said": claim.words.text, "known": f"{len(lost)} 项", "what": f"“{lost[0][0].name.text}”"}
        yield failed(rule, members[:12], binding=Binding.INFERRED, fields=fields)


def check_all_met(book: FactBook, rule: Rule[Any]) -> Iterator[Outcome]:
    """Who has all indicators met has none unmet."""
    for claim in book.claims_of(AllMet):
        fields = {"said": claim.met.text, "known": claim.unmet.text}
        members: list[Member] = [("stated", claim.met), ("compared", claim.unmet)]
        yield failed(rule, members, binding=Binding.INFERRED, fields=fields)


def _lost(indicator: Indicator) -> tuple[Fact, Fact] | None:
    """Weight and score of an indicator that lost marks."""
    weight, score = indicator.weight, indicator.score
    if weight is None or score is None or score.quantity.nil or score.quantity.value >= weight.quantity.value:
        return None
    return weight, score


def check_admitted(book: FactBook, rule: Rule[Any]) -> Iterator[Outcome]:
    """A problem that the report admits cost marks where an indicator scores the matter."""
    for claim in book.claims_of(Appraisal):
        if claim.good:
            continue
        if not all(marks.full for marks in claim.indicators):
            lost = next(marks for marks in claim.indicators if not marks.full)
            yield passed(rule, _members(claim, (lost,)))
            continue
        shown = claim.indicators[:_SHOWN]
        fields = {"said": claim.words.text, "known": _named(shown), "what": claim.topic}
        yield failed(rule, _members(claim, shown)[:12], binding=Binding.INFERRED, fields=fields)


def check_praised(book: FactBook, rule: Rule[Any]) -> Iterator[Outcome]:
    """What the report praises cost no marks."""
    for claim in book.claims_of(Appraisal):
        if not claim.good:
            continue
        lost = tuple(marks for marks in claim.indicators if not marks.full)
        if len(lost) < len(claim.indicators):
            yield passed(rule, _members(claim, claim.indicators[:_SHOWN])[:12])
            continue
        shown = lost[:_SHOWN]
        fields = {"said": claim.words.text, "known": _named(shown), "what": claim.topic}
        yield failed(rule, _members(claim, shown)[:12], binding=Binding.INFERRED, fields=fields)


def _members(claim: Appraisal, marks: tuple[Marks, ...]) -> list[Member]:
    members: list[Member] = [("stated", claim.words)]
    for one in marks:
        members += [("name", one.name), ("score", one.score), ("weight", one.weight)]
    return members


def _named(marks: tuple[Marks, ...]) -> str:
    """“预算编制合理性”1.5/2"""
    return "、".join(f"“{m.name.text}”{m.score.quantity.printed}/{m.weight.quantity.printed}" for m in marks)
