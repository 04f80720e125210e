"""The word for a score against the bands: the report's own or, where it prints none, the national ones."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any

from checks import diagnosis, writing
from checks.figures import shown
from checks.outcome import Member, Outcome, failed, passed, skipped
from checks.rule import Rule, Severity
from extract.model import FactBook, GradeClaim, GradeScheme, Words

_FULL = 100


def check_grade(book: FactBook, rule: Rule[Any], national: Mapping[str, str]) -> Iterator[Outcome]:
    """A score has the grade of its band. `national` gives the least score of each grade for reports that print no bands;
    as they may have had others in mind, it only warns."""
    schemes = list(book.claims_of(GradeScheme))
    for claim in book.claims_of(GradeClaim):
        # letters beside words: the scheme that knows the grade
        own = next((s for s in schemes if any(band.grade == claim.grade for band in s.bands)), None)
        scheme = own or (schemes[0] if schemes else None)
        if scheme is None:
            yield _judged(rule, claim, {grade: Decimal(low) for grade, low in national.items()}, None)
        else:
            yield _judged(rule, claim, {band.grade: band.low for band in scheme.bands}, scheme.bands[0].words)


def _judged(rule: Rule[Any], claim: GradeClaim, bands: Mapping[str, Decimal], printed: Words | None) -> Outcome:
    score, word = claim.score, claim.words
    members: list[Member] = [("score", score), ("stated", word)]
    if printed is not None:
        members.append(("rubric", printed))
    value = score.quantity.value
    if claim.grade not in bands or not 0 <= value <= _FULL:
        return skipped(rule, members, "没有这个等级的分数线")
    ranked = sorted(bands.items(), key=lambda band: -band[1])
    right = next(grade for grade, low in ranked if value >= low)
    if right == claim.grade:
        return passed(rule, members, reason="" if printed is not None else "国家规定的等级线")
    lines = "、".join(f"{low} 分起为{grade}" for grade, low in ranked if low)
    return failed(
        rule,
        members,
        binding=claim.binding,
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
