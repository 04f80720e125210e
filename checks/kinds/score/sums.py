"""A sum of weights or scores as an outcome."""

from __future__ import annotations

from collections.abc import Sequence

from checks import diagnosis, writing
from checks.figures import shown
from checks.kinds.score.trees import Exact
from checks.outcome import Answer, Member, Outcome, failed, passed
from checks.relation import Linear
from checks.rule import Rule, Severity
from extract.model import Fact


def judged(
    rule: Rule[object],
    parts: Sequence[Fact],
    total: Fact,
    labels: str,
    clues: diagnosis.Clues,
    *,
    whole: str = "合计",
    exact: bool = False,
    severity: Severity | None = None,
    only: str = "",
) -> Outcome:
    """Whether the parts add up to the total, which the recomputation calls `whole`; `exact` allows no rounding. A part
    that stands alone is named as the `only` one."""
    relation = (Exact if exact else Linear)(tuple((1, part) for part in parts), total)
    members: list[Member] = [("total", total), *(("part", part) for part in parts)]
    step = relation.step()
    if step.answer is Answer.HOLDS:
        return passed(rule, members)
    return failed(
        rule,
        members,
        answer=step.answer,
        binding=total.binding,
        severity=severity,
        expected=shown(step.due, total.quantity),
        actual=shown(step.stated, total.quantity),
        gap=writing.gap(step),
        unit=total.quantity.unit,
        computation=f"下级指标只有“{only}”，{writing.single(relation, whole)}"
        if only and len(parts) == 1
        else writing.linear(relation, whole),
        diagnosis=diagnosis.of_linear(relation, clues) if step.answer is Answer.FAILS else None,
        labels=labels,
        relation=relation,
    )
