"""Kind `headings`: a heading is of the row it stands in, and what stands under it is what it names."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from checks.kinds import kind
from checks.outcome import Member, Outcome, failed
from checks.rule import Rule
from extract.model import CopiedSection, FactBook, OddHeading

_CHECKS = ("series", "copied")


@dataclass(frozen=True, slots=True)
class HeadingsParams:
    """`check` is what is judged: series or copied."""

    check: str

    def __post_init__(self) -> None:
        if self.check not in _CHECKS:
            raise ValueError(f"check 应取自 {'、'.join(_CHECKS)}")


@kind("headings", params=HeadingsParams, fields=("said", "known"), judges="words")
def check_headings(book: FactBook, rule: Rule[HeadingsParams]) -> Iterator[Outcome]:
    """Judges headings by the ones beside them (series) and by their sections (copied). Message fields: {said} the
    heading, {known} what it is held against."""
    members: list[Member]
    if rule.params.check == "series":
        for odd in book.claims_of(OddHeading):
            members = [("cite", odd.odd), *(("compared", words) for words in odd.series[:6])]
            yield failed(rule, members, fields={"said": odd.odd.text.strip(), "known": odd.ending})
        return
    for copy in book.claims_of(CopiedSection):
        members = [("cite", copy.title), ("compared", copy.first), ("compared", copy.source)]
        yield failed(rule, members, fields={"said": copy.title.text.strip(), "known": copy.absent})
