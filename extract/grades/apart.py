"""How far prose says that two scores lie apart (复核得分 88 分，比自评得分 92 分低 4 分)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from extract.grades.texts import Key, Span, by_span
from extract.grades.words import LOWER
from extract.model import Binding, Claim, DifferenceClaim, Fact, Words

_APART = re.compile(
    r"(?:比|较)\s*(?P<than>自评|自评价|自我评价|[上去]年|20\d\d年度?)\s*(?:的)?(?:综合|总)?(?:得分|评分|分数|打分)?\s*"
    rf"(?P<printed>\d+(?:\.\d+)?\s*分)?[，,]?\s*(?P<way>{LOWER}|高出?|多|提高|提升|上升|增加)了?\s*$"
)
_SCORED = re.compile(r"(?:得分|评分|分数|总分|打分|得|评定)(?:为|是|[:：])?\s*$")
_NO_SCORE = re.compile(r"满分|扣|权重|分值|平均|加分")
_REACH = 32


def scores_apart(spans: Mapping[Key, Span], facts: Sequence[Fact], known: Sequence[Claim]) -> Iterator[DifferenceClaim]:
    """The differences of scores whose two scores stand in the same sentence; none whose result `known` has already."""
    told = {claim.result.id for claim in known if isinstance(claim, DifferenceClaim)}
    marks = (f for f in facts if f.quantity.dimension == "score" and f.quantity.exact and f.binding is not Binding.CELL)
    for key, own in by_span(marks).items():
        span = spans.get(key)
        for fact in own if span is not None else ():
            assert span is not None  # nothing is looked at without one
            before = span.content[max(0, fact.location.start - _REACH) : fact.location.start]
            found = _APART.search(before)
            if found is None or fact.id in told:
                continue
            begin, _ = span.sentence(fact.location.start)
            at = fact.location.start - len(before) + found.start()
            pair = _pair(span, [f for f in own if begin <= f.location.start < fact.location.start], at, found)
            if pair is not None:
                this, other = pair
                lower = re.fullmatch(LOWER, found["way"]) is not None
                apart = replace(fact, label=f"比{found['than']}{found['way']}")
                cue = Words(found["way"], fact.location, fact.quote)
                yield DifferenceClaim(*((other, this) if lower else (this, other)), apart, cue, "得分")


def _pair(span: Span, scores: Sequence[Fact], at: int, found: re.Match[str]) -> tuple[Fact, Fact] | None:
    """The score that is spoken of and the one it is compared with, which stands right there or, being the only other
    one of the sentence, is called by the same word before."""
    if found["printed"]:
        there = [f for f in scores if f.location.start >= at]
        before = [f for f in scores if f.location.start < at and _is_score(span, f)]
        return (before[-1], there[0]) if len(there) == len(before) == 1 else None
    if len(scores) != 2 or not all(_is_score(span, f) for f in scores):
        return None
    named = [f for f in scores if found["than"][:2] in _words(span, f)]
    rest = [f for f in scores if f not in named]
    return (rest[0], named[0]) if len(named) == 1 else None


def _is_score(span: Span, fact: Fact) -> bool:
    said = _words(span, fact)
    return _SCORED.search(said) is not None and not _NO_SCORE.search(said)


def _words(span: Span, fact: Fact) -> str:
    """The clause in front of a figure."""
    before = span.content[max(0, fact.location.start - _REACH) : fact.location.start]
    return re.split(r"[，,。；;：:、]", before)[-1]
