"""What a report says of time: dates, the year it calls its own, what 同比 is against, which plans it drafts."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from extract.dates.days import days
from extract.dates.told import ACCOUNTS, years_told
from extract.dates.years import bases, own_years, plans
from extract.model import BlockRole, CalendarClaim, Outline
from extract.stretches import Stretch


def calendar_claims(outline: Outline, words: Sequence[Stretch]) -> Iterator[CalendarClaim]:
    """All claims about time, in document order within each kind; `words` are all stretches of the document."""
    said = [s for s in words if s.role is not BlockRole.TOC]
    for stretch in said:
        if "月" in stretch.text:
            yield from days(stretch)
    yield from own_years(outline, said)
    if outline.cover.year is not None and outline.cover.kind in ACCOUNTS:
        yield from years_told(said, outline.cover.year)
    for stretch in said:
        if "同比" in stretch.text:
            yield from bases(stretch, outline.cover.year)
        if "规划" in stretch.text:
            yield from plans(stretch)
