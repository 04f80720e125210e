"""Claims that general reading makes of marks and that the names of the indicators refute: a rate between the marks of
different indicators, a list that holds only some of an indicator's parts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from extract.grades.parts import Part
from extract.model import Claim, PartGroup, RateClaim


def without_misread(claims: Iterable[Claim], parts: Sequence[Part]) -> Iterator[Claim]:
    """The claims that what is known of single indicators allows."""
    known = [part for part in parts if part.named is not None]
    role = {fact.id: (part, what) for part in known for what, fact in part.said.items()}
    for claim in claims:
        if isinstance(claim, RateClaim) and _of_different_marks(claim, role):
            continue
        if isinstance(claim, PartGroup) and _of_some_parts(claim, role):
            continue
        yield claim


_Roles = dict[int, tuple[Part, str]]


def _of_different_marks(claim: RateClaim, role: _Roles) -> bool:
    """Whether a rate is taken of two figures that are not the score and the weight of one indicator."""
    over, under = role.get(claim.numerator.id), role.get(claim.denominator.id)
    if over is None or under is None:
        return False
    return over[0] is not under[0] or (over[1], under[1]) != ("得分", "分值")


def _of_some_parts(claim: PartGroup, role: _Roles) -> bool:
    """Whether scores are added that are those of some, not all, of the indicators that the total is made of."""
    found = [role[fact.id] for fact in claim.parts if fact.id in role]
    if not found or not claim.totals or len(found) < len(claim.parts) or any(what != "得分" for _, what in found):
        return False
    named = [part.named for part, _ in found if part.named is not None]
    total = role.get(claim.totals[0].id)
    if total is None or total[0].named is None:
        top = {i.index for i in named[0].tree.indicators if i.parent is None}
        return {one.indicator.index for one in named} < top
    whole, weights = total[0].named.figures("分值"), [one.figures("分值") for one in named]
    if whole is None or not all(weights):
        return False
    return sum(f.quantity.value for figures in weights for f in figures or ()) != sum(f.quantity.value for f in whole)
