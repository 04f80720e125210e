"""Kind `residue`: words that the report does not say itself, left by its template or by another report."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from checks.kinds import kind
from checks.outcome import Member, Outcome, failed
from checks.rule import Rule, Severity
from extract.model import FactBook, Residue

_SHOWN = 11  # places in a finding, beside what it is held against
_NAMED = 3  # of them in the message


@dataclass(frozen=True, slots=True)
class ResidueParams:
    """`what` is what is looked for: 占位, 空缺, 说明, 外文, 乱码, 出错 or 用语."""

    what: str

    def __post_init__(self) -> None:
        if self.what not in ("占位", "空缺", "说明", "外文", "乱码", "出错", "用语"):
            raise ValueError("what 应取自 占位、空缺、说明、外文、乱码、出错、用语")


@kind("residue", params=ResidueParams, fields=("said", "known", "count", "doubt"), judges="words")
def check_residue(book: FactBook, rule: Rule[ResidueParams]) -> Iterator[Outcome]:
    """One finding for each cause. What may stand there on purpose is a warning at most. Message fields: {said} the first
    places in quotation marks, {count} how many there are where it shows fewer, {known} what is printed elsewhere, {doubt} what a blank may be
    instead."""
    for claim in book.claims_of(Residue):
        if claim.what != rule.params.what:
            continue
        members: list[Member] = [("cite", words) for words in claim.places[:_SHOWN]]
        if claim.beside is not None:
            members.append(("target", claim.beside))
        texts = list(dict.fromkeys(" ".join(words.text.split()) for words in claim.places))
        more = len(claim.places) > _NAMED
        right = f"，目录是“{claim.beside.text}”" if claim.beside is not None and claim.what == "外文" else ""
        yield failed(
            rule,
            members,
            severity=None if claim.certain else min(rule.severity, Severity.WARNING, key=lambda s: s.rank),
            fields={
                "said": "、".join(f"“{text}”" for text in texts[:_NAMED])
                + ("等" if len(texts) > _NAMED else "")
                + right,
                "count": f"，共 {len(claim.places)} 处" if more else "",
                "doubt": "" if claim.certain else "（若非有意隐去）",
                "known": claim.beside.text if claim.beside is not None else "",
            },
        )
