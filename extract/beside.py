"""A figure with that of the year before beside it, and the words that compare the two (…36.00 万元，上年 30.00 万元，增长 20%;
…36.00 万元，高于上年的 30.00 万元)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from extract.forms.spots import Passage, passages
from extract.lexicon import fold
from extract.model import ChangeClaim, Claim, Document, Fact, Outline

_YEAR = r"(?:上年度?|上一年度?|去年|(?P<year>20\d\d)年度?)(?:同期)?"
_NEUTRAL = r"(?:实际|全年)?(?:支出|收入|完成|发生|执行)?(?:决算|执行)?数?额?"
_BEFORE_RE = re.compile(
    rf"^[，,；;（(]\s*(?:而)?{_YEAR}的?(?P<what>[^，。；、,;（）()\d]{{0,16}}?)(?P<tail>{_NEUTRAL})(?:为|是|有)?\s*$"
)
_UP, _DOWN = "增长|增加|上升|提高|增幅", "下降|减少|降低|降幅"
_MOVED_RE = re.compile(
    rf"^\s*[）)]?\s*[，,；;]\s*(?:同比|相比|(?:比|较|与)(?:上年|去年)(?:同期)?(?:相比)?)?，?(?:(?P<up>{_UP})|(?P<down>{_DOWN}))(?:了|率|幅度|额)?(?:为|达到?)?\s*$"
)
_THEN_RE = re.compile(rf"^\s*[，,；;]?\s*(?:(?P<up>{_UP})|(?P<down>{_DOWN}))(?:了|率|幅度)?(?:为|达到?)?\s*$")
_AGAINST_RE = re.compile(
    rf"^\s*[，,]\s*(?:略|远|明显)?(?:(?P<up>高于|大于|多于)|(?P<down>低于|小于|少于)){_YEAR}(?P<tail>{_NEUTRAL})(?:为|是)?的?\s*$"
)
_TAIL_RE = re.compile(rf"{_NEUTRAL}$")
_CLOSE = 40  # characters between two figures


def compared(document: Document, outline: Outline, facts: Sequence[Fact], claims: Sequence[Claim]) -> list[Claim]:
    """The claims, with those of changes told beside the figure of the year before. A change that was taken to start from
    that figure as if it were this year's is taken back."""
    found = [c for passage in passages(document, outline, facts) for c in _in(passage)]
    bases = {claim.base.id for claim in found if claim.base is not None}
    told = {c.now.id for c in claims if isinstance(c, ChangeClaim) and c.base is not None}
    kept = [c for c in claims if not (isinstance(c, ChangeClaim) and c.base is None and c.now.id in bases)]
    return [*kept, *(claim for claim in found if claim.now.id not in told)]


def _in(passage: Passage) -> Iterator[ChangeClaim]:
    text, facts = passage.text, passage.facts
    if len(facts) < 2 or "年" not in text:
        return
    for at, (now, base) in enumerate(pairwise(facts)):
        between = text[now.location.end : base.location.start]
        if len(between) > _CLOSE or not _alike(now, base):
            continue
        against = _AGAINST_RE.match(between)
        if against is not None and _year_before(now, against["year"], passage):
            cue = passage.words(now.location.end + against.start(1 if against["up"] else 2), base.location.start)
            yield ChangeClaim(now, base, None, None, 1 if against["up"] else -1, cue)
        before = _BEFORE_RE.match(between)
        if before is None or not _year_before(now, before["year"], passage) or not _same(now, before["what"]):
            continue
        yield from _moved(passage, now, base, facts[at + 2 : at + 4])


def _moved(passage: Passage, now: Fact, base: Fact, after: Sequence[Fact]) -> Iterator[ChangeClaim]:
    """The change told behind the two figures: by how much, by what rate, or both."""
    delta = rate = None
    direction = 0
    rate_direction = None
    end = base.location.end
    for fact in after:
        m = (_THEN_RE if direction else _MOVED_RE).match(passage.text[end : fact.location.start])
        if m is None or not fact.quantity.exact:
            break
        turned = 1 if m["up"] else -1
        if fact.quantity.dimension == "percent" and rate is None:
            rate, rate_direction = fact, turned
        elif fact.quantity.dimension == base.quantity.dimension and not direction:
            delta = fact
        else:
            break
        direction = direction or turned
        end = fact.location.end
    if direction and now.quantity.dimension != "percent":
        cue = passage.words(base.location.end, end)
        yield ChangeClaim(now, base, delta, rate, direction, cue, rate_direction=rate_direction if delta else None)


def _alike(now: Fact, base: Fact) -> bool:
    a, b = now.quantity, base.quantity
    if not (a.exact and b.exact and a.dimension and now.measure not in ("delta", "growth", "share")):
        return False
    if not b.dimension and not b.value:
        return True  # 上年决算数为0
    return a.dimension == b.dimension and (a.dimension != "count" or a.unit == b.unit)


def _year_before(now: Fact, year: str | None, passage: Passage) -> bool:
    """Whether a printed year is the one before that of the figure."""
    own = now.year or passage.outline.cover.year
    return year is None or (own is not None and int(year) == own - 1)


def _same(now: Fact, what: str) -> bool:
    """Whether the words between the year and its figure name nothing but what the first figure is of."""
    named = fold(what)
    return not named or _TAIL_RE.sub("", fold(now.label)).endswith(named)
