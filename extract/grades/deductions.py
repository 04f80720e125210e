"""Marks that prose says were taken off: of the whole evaluation (共扣5.75分) or of one indicator (B11扣0.5分)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal

from extract.grades.parts import Part
from extract.grades.statements import Statement
from extract.grades.texts import Key, Span, key_of
from extract.grades.trees import Scored
from extract.grades.words import OTHER, OWN
from extract.model import Binding, Claim, DeductionClaim, DifferenceClaim, Fact, Words

_TAKEN = r"(?:被)?(?:扣除?分?|扣减|失分)(?:数|值)?(?:合计|共计)?(?:为|是|了|[:：])*"
_ALL = r"(?:共计?|合计|总计|累计|总共|一共)"
_WHOSE = r"(?:本次|经|自评|评价|整体|支出|绩效|综合|部门|单位|我局|我单位|全年|年度|\d{4}年度?|其中|[，,、：:（(\s])*"
_WHOLE = re.compile(rf"{_WHOSE}{_ALL}{_TAKEN}\s*")
_ALONE = re.compile(rf"\s*(?:{_ALL})?{_TAKEN}\s*")
_RIGHT_AFTER = re.compile(rf"[）)，,；;、\s]*(?:{_ALL})?{_TAKEN}\s*")
_GRADED = re.compile(r"[，,]?[^，,；;\d]*(?:等级|等次|结果|结论)[^，,；;\d]*")
_BONUS = re.compile(r"加分|附加")
_TAKEN_HERE = re.compile(rf"{_TAKEN}\s*$")
_REACH = 16
_HUNDRED = Decimal(100)


def deductions(
    spans: Mapping[Key, Span],
    facts: Sequence[Fact],
    parts: Sequence[Part],
    said: Sequence[Statement],
    scored: Sequence[Scored],
    known: Sequence[Claim],
) -> Iterator[Claim]:
    """What was taken off, with the score it was taken off from; none that `known` has as a difference already."""
    told = {claim.result.id for claim in known if isinstance(claim, DifferenceClaim)}
    for part in parts:
        if "扣分" in part.said and part.said["扣分"].id not in told:
            yield from _of_part(part)
    used = told | {part.said["扣分"].id for part in parts if part.named is not None and "扣分" in part.said}
    totals = {one.total.quantity.value for one in scored if one.total is not None}
    near: dict[Key, list[Statement]] = {}
    for one in said:
        if not one.other and (one.own or one.score.quantity.value in totals):
            near.setdefault(key_of(one.score.location), []).append(one)
    for fact in facts:
        quantity = fact.quantity
        if fact.id in used or quantity.dimension != "score" or not quantity.exact or fact.binding is Binding.CELL:
            continue
        span = spans.get(key_of(fact.location))
        found = None if span is None else _score_of(span, fact, near.get(span.key, ()), scored)
        if span is not None and found is not None:
            score, binding = found
            whole = _full(score, scored)
            if whole is not None:
                cue = Words("扣分", fact.location, fact.quote)
                yield DeductionClaim(fact, (score,), whole, cue, binding=binding)


def _of_part(part: Part) -> Iterator[DeductionClaim]:
    deduction = part.said.get("扣分")
    if part.named is None or deduction is None:
        return
    said = [part.said.get(what) for what in ("得分", "分值")]
    printed = [part.named.figures(what) for what in ("得分", "分值")]
    scores, weights = ((fact,) if fact is not None else figures for fact, figures in zip(said, printed, strict=True))
    if scores and weights and {fact.quantity.dimension for fact in (*scores, *weights)} <= {"score", ""}:
        cue = Words("扣分", deduction.location, deduction.quote)
        yield DeductionClaim(deduction, scores, weights, cue, part.named.called)


def _score_of(
    span: Span, fact: Fact, said: Sequence[Statement], scored: Sequence[Scored]
) -> tuple[Fact, Binding] | None:
    """The score that a deduction leaves: the one stated right before it or in the same sentence, else that of the only
    evaluation there is. `said` are the scores that the same text states."""
    if not _TAKEN_HERE.search(span.content[max(0, fact.location.start - _REACH) : fact.location.start]):
        return None
    begin, stop = span.sentence(fact.location.start)
    before = span.content[begin : fact.location.start]
    if OTHER.search(before) or _BONUS.search(span.content[begin:stop]):
        return None
    clause = re.split(r"[，,；;]", before)[-1]
    own = [one for one in said if begin <= one.score.location.start < stop]
    before_it = [one for one in said if one.score.location.end <= begin]
    if not own and len(said) == len(before_it) == 1 and _ALONE.fullmatch(before):
        return said[0].score, Binding.INHERITED
    if len(own) == 1:
        score = own[0].score
        between = _GRADED.sub("", span.content[score.location.end : fact.location.start])
        if _RIGHT_AFTER.fullmatch(between) or _WHOLE.fullmatch(clause):
            return score, Binding.INHERITED
        return None
    if not own and len(scored) == 1 and scored[0].total is not None and OWN.search(before):
        return (scored[0].total, Binding.INFERRED) if _WHOLE.fullmatch(before) else None
    return None


def _full(score: Fact, scored: Sequence[Scored]) -> tuple[Fact, ...] | None:
    """The full marks that a score is out of: the total row's, or () for the hundred of an evaluation that prints no
    others; None where they may be others."""
    trees = [one for one in scored if one.gives(score)] or (list(scored) if len(scored) == 1 else [])
    for one in trees:
        full = one.tree.total_weight
        if full is not None and full.quantity.dimension in ("score", ""):
            return (full,)
        weights = [leaf.weight for leaf in one.tree.leaves() if leaf.weight is not None]
        if weights and sum((w.quantity.value for w in weights), Decimal(0)) != _HUNDRED:
            return None
    return () if score.quantity.value <= _HUNDRED else None
