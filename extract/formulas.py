"""Quotients that a report works out before the reader's eyes: 29/32×100%=90.63%, 95%（38÷40）, and rates of change:
(27-30)/30×100%=-10%.

The signs say what is divided by what; no name is needed. A figure that is itself part of a longer expression
(（80+15）/100) is left alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from extract.forms.placed import Placed
from extract.model import Binding, BlockRole, ChangeClaim, Claim, Document, Fact, Outline, Paragraph, RateClaim
from extract.stretches import Spot

_N = r"\d[\d,]*(?:\.\d+)?"
_UNIT = r"\s*(?:万元|亿元|元|人|名|个|辆|件|项|户|份|家|次|所|台|套|批)?\s*"
_TIMES = r"(?:[×xX*✕]\s*100\s*[%％])?"
_QUOTIENT = re.compile(
    rf"(?<![\d.,/÷／+\-−×*])(?P<a>{_N}){_UNIT}[)）]?\s*[/÷／]\s*[（(]?\s*(?P<b>{_N}){_UNIT}[)）]?\s*{_TIMES}\s*[)）]?\s*"
    rf"[=＝]\s*(?P<r>{_N})\s*[%％]"
)
_BEHIND = re.compile(
    rf"(?<![\d.,])(?P<r>{_N})\s*[%％]\s*[（(]\s*(?P<a>{_N}){_UNIT}[/÷／]\s*(?P<b>{_N}){_UNIT}{_TIMES}\s*[)）]"
)
_MOVED = re.compile(
    rf"[（(]\s*(?P<a>{_N}){_UNIT}[-－−–—]\s*(?P<b>{_N}){_UNIT}[)）]\s*[/÷／]\s*[（(]?\s*(?P<c>{_N}){_UNIT}[)）]?\s*{_TIMES}\s*"
    rf"[=＝]\s*(?P<r>[-－−–]?\s*{_N})\s*[%％]"
)
_DIVIDES = re.compile(r"[/÷／]")
_BEFORE = re.compile(r"[+＋\-−×*/÷／]\s*[（(]?\s*$")


_NAMED = re.compile(
    r"(?P<name>[\u4e00-\u9fff“”]{1,14}[率度比])[”\"）)]?\s*(?:[为是达到约]{0,3}|[=＝][^=＝。；;]*(?:[=＝][^=＝。；;]*)?)\s*$"
)


def formula_rates(
    document: Document, outline: Outline, placed: Placed, known: Iterable[Claim] = ()
) -> Iterator[RateClaim | ChangeClaim]:
    """The printed quotients of a document as claims, but for those that are among the `known` claims."""
    told = {(c.numerator.id, c.denominator.id, c.rate.id) for c in known if isinstance(c, RateClaim)}
    for block in document.blocks:
        if isinstance(block, Paragraph):
            spots = [Spot(block)] if outline.roles[block.index] is not BlockRole.TOC else []
        else:
            spots = [Spot(block, cell) for cell in block.cells]
        for spot in spots:
            for claim in _in(spot, placed):
                if (
                    isinstance(claim, ChangeClaim)
                    or (claim.numerator.id, claim.denominator.id, claim.rate.id) not in told
                ):
                    yield claim


def _in(spot: Spot, placed: Placed) -> Iterator[RateClaim | ChangeClaim]:
    text = spot.text
    if not _DIVIDES.search(text):
        return
    yield from _changes(spot, placed)
    for pattern in (_QUOTIENT, _BEHIND):
        for found in pattern.finditer(text):
            if pattern is _QUOTIENT and _BEFORE.search(text[: found.start("a")]):
                continue
            named = _NAMED.search(text[: found.start()])
            rate = placed.number(spot, found.start("r"), named["name"] if named else found["r"] + "%", "rate")
            over, under = (placed.operand(spot, found.start(name), found.end(name)) for name in "ab")
            if over is None or under is None or rate is None or rate.quantity.dimension != "percent":
                continue
            if over.quantity.exact and under.quantity.exact:
                over, under = _whole(over, under)
                yield RateClaim(over, under, rate, placed.words(spot, found.start(), found.end()), binding=Binding.CUE)


def _changes(spot: Spot, placed: Placed) -> Iterator[ChangeClaim]:
    """(now − base) ÷ base: the same figure twice is what makes it a rate of change."""
    for found in _MOVED.finditer(spot.text):
        if found["b"] != found["c"]:
            continue
        named = _NAMED.search(spot.text[: found.start()])
        name = named["name"] if named else found["r"] + "%"
        rate = placed.number(spot, found.start("r"), name, "growth")
        now, base = (placed.operand(spot, found.start(part), found.end(part)) for part in "ac")
        if now is None or base is None or rate is None or rate.quantity.dimension != "percent":
            continue
        if now.quantity.exact and base.quantity.exact and rate.quantity.exact:
            now, base = _whole(now, base)
            cue = placed.words(spot, found.start(), found.end())
            direction = -1 if rate.quantity.value < 0 else 1
            yield ChangeClaim(replace(now, label=name), base, None, rate, direction, cue)


def _whole(over: Fact, under: Fact) -> tuple[Fact, Fact]:
    """Whole figures without a unit that a formula reckons with are counts: nothing of them is rounded away."""
    if any(f.quantity.dimension or f.quantity.ulp < 1 for f in (over, under)):
        return over, under
    counted = [replace(f, quantity=replace(f.quantity, dimension="count")) for f in (over, under)]
    return counted[0], counted[1]
