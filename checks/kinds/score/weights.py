"""Weights: those of the parts make up that of their parent, and all of them the full marks."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Any

from checks import diagnosis
from checks.attainment import whole
from checks.figures import shown, spaced
from checks.kinds.score.sums import judged
from checks.kinds.score.trees import (
    Branches,
    asserted,
    called,
    doubtful,
    has_bonus,
    one_measure,
    only_part,
    total_of,
    weight_of,
)
from checks.outcome import Failed, Member, Outcome, Skipped, failed, passed, skipped
from checks.rule import Rule, Severity
from extract.model import Fact, FactBook, Indicator, IndicatorTree

_HUNDRED = Decimal(100)
# The full marks without those for the rate of execution, which many forms print elsewhere.
_WITHOUT_EXECUTION = Decimal(90)
_TERMS = 12  # a longer sum is cut short
_FEW = Decimal(80)  # a table whose weights come to less is a part of one


def check_weights(book: FactBook, rule: Rule[Any]) -> Iterator[Outcome]:
    """The weights of the parts against the weight printed for their parent."""
    clues, known = diagnosis.Clues(book), asserted(book)
    forms = [form.tree for at, form in enumerate(book.evaluations) if whole(form, book.evaluations[at + 1 :])]
    for tree in (*book.trees, *forms):
        branches = Branches(tree)
        groups = [
            (i, i.weight, parts) for i in tree.indicators if i.weight and (parts := branches.below(i.index, weight_of))
        ]
        groups = [g for g in groups if not has_bonus(branches.children(g[0].index))]
        if _relative(groups):
            yield from _to_hundred(rule, groups)
            continue
        outcomes: list[Outcome] = []
        for indicator, weight, parts in groups:
            if (weight.id, frozenset(part.id for part in parts)) in known:
                continue
            if not one_measure((weight, *parts)):
                outcomes.append(skipped(rule, [("total", weight), *_parts(parts)], "计量单位不同"))
                continue
            cut = tree.total_weight is None and tree.total_score is None and indicator is groups[-1][0]
            outcomes.append(
                judged(
                    rule,
                    parts,
                    weight,
                    called(indicator),
                    clues,
                    whole=called(indicator),
                    exact=True,
                    severity=Severity.INFO if cut else None,  # its last rows may be missing
                    only=only_part(tree, parts, weight_of),
                )
            )
        yield from unless_doubtful(rule, outcomes, "多数不相符，层级可能另有算法")


_Group = tuple[Indicator, Fact, tuple[Fact, ...]]


def _relative(groups: list[_Group]) -> bool:
    """Whether the weights of each group make up 100 by themselves, as shares of their parent."""
    shares = sum(total_of(parts) == _HUNDRED != weight.quantity.value for _, weight, parts in groups)
    return shares > sum(total_of(parts) == weight.quantity.value for _, weight, parts in groups)


def _to_hundred(rule: Rule[Any], groups: list[_Group]) -> Iterator[Outcome]:
    for indicator, _, parts in groups:
        if total_of(parts) == _HUNDRED:
            yield passed(rule, _parts(parts))
        else:
            yield _off_hundred(rule, parts, called(indicator), None)


def check_full(book: FactBook, rule: Rule[Any]) -> Iterator[Outcome]:
    """All weights against the total row or, where it prints none, against 100."""
    clues, known = diagnosis.Clues(book), asserted(book)
    for tree in book.trees:
        parts = Branches(tree).below(None, weight_of)
        if parts is None or not one_measure(parts) or len(parts) < 2:
            continue
        total = tree.total_weight
        if total is not None:
            told = (total.id, frozenset(part.id for part in parts)) in known
            if not told and one_measure((total, *parts)):
                yield _against_total(rule, tree, parts, total, clues)
            continue
        if total_of(parts) in (_HUNDRED, Decimal(1)):
            yield passed(rule, _parts(parts))
        elif has_bonus(tree.indicators) or total_of(parts) in (_WITHOUT_EXECUTION,):
            yield skipped(rule, _parts(parts), "含加减分项或另列的执行率分值")
        elif total_of(parts) < _FEW or len(parts) < 3:
            yield skipped(rule, _parts(parts), "表中没有合计行")
        else:
            yield _off_hundred(rule, parts, tree.title or "指标体系", Severity.WARNING)


def _against_total(
    rule: Rule[Any], tree: IndicatorTree, parts: tuple[Fact, ...], total: Fact, clues: diagnosis.Clues
) -> Outcome:
    outcome = judged(rule, parts, total, tree.title or "指标体系", clues, whole="合计", exact=True)
    if isinstance(outcome, Failed) and has_bonus(tree.indicators):
        return skipped(rule, [("total", total), *_parts(parts)], "含加减分项")
    return outcome


def _off_hundred(rule: Rule[Any], parts: tuple[Fact, ...], labels: str, severity: Severity | None) -> Failed:
    """Weights that should make up 100, which is printed nowhere."""
    like = parts[0].quantity
    total = total_of(parts)
    return failed(
        rule,
        _parts(parts),
        severity=severity,
        expected="100",
        actual=shown(total, like),
        gap=shown(total - _HUNDRED, like),
        unit=like.unit,
        computation=f"{_added(parts)} = {spaced(shown(total, like), like.unit)}，应为 100",
        labels=labels,
    )


def _added(parts: tuple[Fact, ...]) -> str:
    figures = [shown(part.quantity.value, part.quantity) for part in parts]
    if len(figures) > _TERMS:
        return f"{' + '.join(figures[: _TERMS - 1])} + …（共 {len(figures)} 项）"
    return " + ".join(figures)


def _parts(parts: tuple[Fact, ...]) -> list[Member]:
    return [("weight", part) for part in parts]


def unless_doubtful(rule: Rule[Any], outcomes: Sequence[Outcome], reason: str) -> Iterator[Outcome]:
    """The outcomes of one table; where most fail the table is built in another way, and none is a finding."""
    wrong = sum(isinstance(outcome, Failed) for outcome in outcomes)
    unsure = doubtful(wrong, len(outcomes))
    for outcome in outcomes:
        if unsure and isinstance(outcome, Failed):
            yield Skipped(rule.id, reason, outcome.evidence)
        else:
            yield outcome
