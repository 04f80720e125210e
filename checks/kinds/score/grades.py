"""The word for a score against the bands: the report's own or, where it prints none, the national ones."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any

from checks import diagnosis, writing
from checks.figures import shown
from checks.outcome import Member, Outcome, Severity, failed, passed, skipped
from checks.ruleset import Rule
from extract.model import Bound, Fact, FactBook, Restatement, Words

_FULL = 100
_SAME = {"优秀": "优", "良好": "良", "中等": "中"}


def check_grade(book: FactBook, rule: Rule[Any], national: Mapping[str, str]) -> Iterator[Outcome]:
    """A score has the grade of its band. `national` gives the least score of each grade for reports that print no bands;
    as they may have had others in mind, it only warns."""
    lines = [c for c in book.claims_of(Restatement) if c.why == "等级线" and c.cue is not None]
    own = {_same(line.cue.text): _least(line.facts[0]) for line in lines if line.cue is not None}
    printed = lines[0].cue if lines else None
    bands = own or {grade: Decimal(low) for grade, low in national.items()}
    for claim in book.claims_of(Restatement):
        if claim.why == "等级" and claim.cue is not None:
            yield _judged(rule, claim.facts[0], claim.cue, bands, printed)


def _same(word: str) -> str:
    return _SAME.get(word, word)


def _least(line: Fact) -> Decimal:
    """The least score of a grade; the lowest is printed as what lies below a score."""
    return Decimal(0) if line.quantity.bound is Bound.AT_MOST else line.quantity.value


def _judged(rule: Rule[Any], score: Fact, word: Words, bands: Mapping[str, Decimal], printed: Words | None) -> Outcome:
    members: list[Member] = [("score", score), ("stated", word)]
    if printed is not None:
        members.append(("rubric", printed))
    value = score.quantity.value
    if _same(word.text) not in bands or not 0 <= value <= _FULL:
        return skipped(rule, members, "没有这个等级的分数线")
    ranked = sorted(bands.items(), key=lambda band: -band[1])
    right = next(grade for grade, low in ranked if value >= low)
    if right == _same(word.text):
        return passed(rule, members, reason="" if printed is not None else "国家规定的等级线")
    lines = "、".join(f"{low} 分起为{grade}" for grade, low in ranked if low)
    return failed(
        rule,
        members,
        binding=score.binding,
        severity=None if printed is not None else Severity.WARNING,
        actual=shown(value, score.quantity),
        unit=score.quantity.unit,
        computation=f"{writing.with_unit(score)} 属“{right}”，写“{word.text}”",
        labels=diagnosis.name(score),
        fields={
            "word": word.text,
            "right": right,
            "bands": ("本报告的等级线：" if printed is not None else "国家规定的等级线：") + lines,
        },
    )
