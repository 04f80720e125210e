"""Another reading of a rate that fails: before a rate is called wrong, the figures around it are asked whether one of
them makes it exact. Words like 满意率 and 执行率 do not name what they divide, so a fit proves the first reading wrong;
words like 完成年初预算的 do name it, and there nothing is looked for unless the numerator was only inferred.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from checks.diagnosis import Clues, significant
from checks.interval import grain, half_up
from extract.model import Binding, Fact, RateClaim

_TELLING = 3  # significant digits: a rate with fewer is met by chance
_SURE = 4  # with which both sides may be other figures
_LONGEST_RUN = 4
_HUNDRED = Decimal(100)


def another(claim: RateClaim, clues: Clues) -> tuple[tuple[Fact, ...], Fact] | None:
    """The numerator (a figure, or neighbouring ones added up) and the denominator that give the printed rate, where
    the words leave them open and others than the claim's do; None without such a pair."""
    weakest = min(claim.binding, claim.numerator.binding, claim.denominator.binding, claim.rate.binding)
    guessed = weakest <= Binding.INFERRED  # even a named denominator may then have another numerator
    if not (_open(claim) or guessed) or not claim.rate.quantity.value:
        return None
    before = [fact for fact in clues.around(claim.rate, claim.numerator) if fact.id < claim.rate.id]
    for over, under in _pairs(claim, before, clues):
        if _gives(over, under, claim.rate) and _near_enough((*over, under), claim):
            return over, under
    return None


def nearest(claim: RateClaim, clues: Clues) -> tuple[Fact, ...]:
    """The numerator of a rate of satisfaction that comes nearest to what is printed: the best answers alone, or those of
    neighbouring steps that are satisfied as well (满意 and 基本满意). The claim's own where there is but one."""
    own, under, rate = (claim.numerator,), claim.denominator, claim.rate
    if not _SATISFIED.search(rate.label) or not _open(claim) or not under.quantity.value:
        return own
    before = [fact for fact in clues.around(rate, claim.numerator) if fact.id < rate.id]
    happy = [run for run in _runs(claim.numerator, before) if all(_is_satisfied(fact.label) for fact in run)]
    return min((own, *happy), key=lambda run: abs(_share(run, under) - rate.quantity.value))


_SATISFIED = re.compile(r"满意[度率]")
_UNSATISFIED = re.compile(r"不[太很]?满意|不满|率|度")


def _is_satisfied(label: str) -> bool:
    return "满意" in label and not _UNSATISFIED.search(label)


def _share(over: Sequence[Fact], under: Fact) -> Decimal:
    return sum((fact.quantity.value for fact in over), Decimal(0)) / under.quantity.value * _HUNDRED


def _open(claim: RateClaim) -> bool:
    """Whether the words do not name the denominator: 执行率, or 占 alone; a table's columns always name it."""
    cue = claim.cue.text
    return claim.binding is not Binding.CELL and not cue.endswith("的") and (not cue.startswith("占") or cue == "占")


def _pairs(claim: RateClaim, before: Sequence[Fact], clues: Clues) -> Iterator[tuple[tuple[Fact, ...], Fact]]:
    """Readings to try, the least different first. A figure with a rate of its own is no other rate's numerator, and
    the numerator of a share stands in front of it."""
    over, under = claim.numerator, claim.denominator
    free = [fact for fact in before if not clues.has_rate(fact) and fact.id not in {over.id, under.id}]
    if not _open(claim):
        yield from (((fact,), under) for fact in free)
        return
    yield from (((over,), fact) for fact in before if fact.id not in {over.id, under.id})
    if claim.kind == "share":
        return
    yield from (((fact,), under) for fact in free)
    if over.quantity.dimension == "count":
        yield from ((run, under) for run in _runs(over, before) if under not in run)
    if significant(claim.rate.quantity.value) >= _SURE:
        yield from (((a,), b) for a in free for b in before if a.id > b.id and b.id != under.id)


def _runs(through: Fact, facts: Sequence[Fact]) -> Iterator[tuple[Fact, ...]]:
    """Neighbouring figures, one of which is the given one: 满意 and 基本满意, the grades of a survey."""
    for start in range(len(facts)):
        for length in range(2, _LONGEST_RUN + 1):
            run = tuple(facts[start : start + length])
            if len(run) == length and through in run:
                yield run


def _gives(over: Sequence[Fact], under: Fact, rate: Fact) -> bool:
    total = sum((fact.quantity.value for fact in over), Decimal(0))
    bottom = under.quantity.value
    if not bottom or total > bottom or not all(fact.quantity.exact for fact in (*over, under, rate)):
        return False
    return half_up(total / bottom * _HUNDRED, grain(rate.quantity)) == rate.quantity.value


def _near_enough(facts: Sequence[Fact], claim: RateClaim) -> bool:
    """A telling rate may be met by any figure of the passage, another only by those of its sentence and those that
    the claim itself considers; and a whole (100%) only where what is divided stands behind what it is divided by."""
    rate = claim.rate
    if rate.quantity.value == _HUNDRED and facts[0].id < facts[-1].id:
        return False
    if significant(rate.quantity.value) >= _TELLING:
        return True
    known = {claim.numerator.id, *(other.id for other in claim.others)}
    return all(fact.id in known or fact.quantity.text in rate.quote for fact in facts)
