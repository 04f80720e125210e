"""Shares of a whole that another paragraph states: …支出 a 万元，占本年支出合计的 r%."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from extract.forms.spots import Passage
from extract.lexicon import lexicon
from extract.model import Binding, Claim, Fact, RateClaim

_OF = re.compile(r"^[，,]?占(?P<of>[^，。；、占]{3,16}?)的?(?:比重|比例)?(?:为)?$")
_WHOLES = frozenset(("本年支出", "本年收入", "总支出", "总收入", "财政拨款支出", "财政拨款收入"))
_FINAL = frozenset(("", "决算"))


def distant_shares(told: Sequence[Passage], known: Sequence[Claim]) -> Iterator[RateClaim]:
    """Shares right behind their amount whose whole is told in other paragraphs, in one value, for the report's year."""
    taken = {claim.rate.id for claim in known if isinstance(claim, RateClaim)}
    wholes: dict[str, list[Fact]] = {}
    for passage in told:
        for fact in passage.facts:
            if fact.concept in _WHOLES and _is_whole(fact, passage):
                wholes.setdefault(fact.concept, []).append(fact)
    for passage in told:
        for part, share in zip(passage.facts, passage.facts[1:], strict=False):
            if share.measure != "share" or share.id in taken or part.measure != "amount":
                continue
            of = _OF.match(passage.text[part.location.end : share.location.start])
            named = lexicon().exact(of["of"]) if of is not None else None
            found = wholes.get(named.name, []) if named is not None else []
            if of is None or not found or len({fact.quantity.value for fact in found}) > 1:
                continue
            if any(fact.location.block == passage.block for fact in found):
                continue  # the reader of the paragraph had it before its eyes
            if part.year == found[0].year and part.quantity.dimension == found[0].quantity.dimension:
                cue = passage.words(part.location.end + of.start("of"), part.location.end + of.end("of"))
                yield RateClaim(part, found[0], share, cue, "share", binding=Binding.INHERITED)


def _is_whole(fact: Fact, passage: Passage) -> bool:
    """Whether an amount is final, of the report's own year, and no part of another."""
    own = fact.year == passage.outline.cover.year and fact.basis in _FINAL
    return own and fact.measure == "amount" and fact.quantity.exact and not fact.qualifiers and len(fact.item) == 1
