"""What prose says of single indicators, set against the trees: their figures, their rates, and the sums of a paragraph."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from decimal import Decimal

from extract.grades.names import Named
from extract.grades.parts import Part
from extract.grades.statements import Statement
from extract.grades.texts import Key, key_of
from extract.model import Binding, Claim, Fact, IndicatorTree, PartGroup, RateClaim, ScoreStatement, Words

_HUNDRED = Decimal(100)


def part_claims(parts: Sequence[Part], said: Sequence[Statement], known: Iterable[Claim]) -> Iterator[Claim]:
    """The figures of indicators in prose against those of the trees, their rates, and the parts that a paragraph offers
    for a score it states."""
    claims = list(known)
    rated = {claim.rate.id for claim in claims if isinstance(claim, RateClaim)}
    summed = {fact.id for claim in claims if isinstance(claim, PartGroup) for fact in claim.totals}
    for part in parts:
        if part.named is not None:
            yield from _against_tree(part.named, part)
        rate = part.said.get("率")
        if rate is not None and rate.id not in rated:
            score, weight = (_printed(part, what) for what in ("得分", "分值"))
            if score is not None and weight is not None:
                yield RateClaim(
                    score, weight, rate, Words("得分率", rate.location, rate.quote), "rate", binding=Binding.INHERITED
                )
    yield from _sums(parts, said, summed)


def _against_tree(named: Named, part: Part) -> Iterator[Claim]:
    for what in ("得分", "分值"):
        fact, figures = part.said.get(what), named.figures(what)
        if fact is None or figures is None or any(f.quantity.dimension not in ("score", "") for f in figures):
            continue
        if len(figures) == 1:
            yield ScoreStatement(figures[0], (fact,), what, named.called)
        else:
            cue = Words(fact.quantity.text, fact.location, fact.quote)
            told = replace(fact, label=f"{named.called}{what}")
            yield PartGroup((told,), figures, cue, where="prose", binding=Binding.INFERRED)


def _printed(part: Part, what: str) -> Fact | None:
    """The figure in prose, else the tree's own."""
    if what in part.said or part.named is None:
        return part.said.get(what)
    figures = part.named.figures(what)
    return figures[0] if figures is not None and len(figures) == 1 else None


def _sums(parts: Sequence[Part], said: Sequence[Statement], summed: set[int]) -> Iterator[PartGroup]:
    """The scores of all indicators of one level in one paragraph, with that of the whole or of what they lie under."""
    groups: dict[tuple[Key, int, int | None], list[Part]] = {}
    for part in parts:
        if part.named is not None and "得分" in part.said:
            at = (part.key, id(part.named.tree), part.named.indicator.parent)
            groups.setdefault(at, []).append(part)
    for (key, tree, parent), own in groups.items():
        first = own[0].named
        assert first is not None  # only named parts are grouped
        members = [part.named.indicator.index for part in own if part.named is not None]
        siblings = [i.index for i in first.tree.indicators if i.parent == parent]
        facts = tuple(part.said["得分"] for part in own)
        if sorted(members) != siblings or len(siblings) < 2 or (parent is None and not _complete(first.tree, siblings)):
            continue
        total = _total(key, parent, tree, parts, said)
        if total is not None and total.id not in summed:
            yield PartGroup((total,), facts, Words(total.quantity.text, total.location, total.quote))


def _complete(tree: IndicatorTree, top: Sequence[int]) -> bool:
    """Whether the highest indicators make up the full marks: a form may keep those for the rate of execution elsewhere."""
    weights = [Named(tree, tree.indicators[index]).figures("分值") for index in top]
    total = sum((f.quantity.value for figures in weights for f in figures or ()), Decimal(0))
    full = tree.total_weight.quantity.value if tree.total_weight is not None else _HUNDRED
    return all(weights) and total == full


def _total(key: Key, parent: int | None, tree: int, parts: Sequence[Part], said: Sequence[Statement]) -> Fact | None:
    """The one score that a paragraph states for the whole tree or for the indicator above."""
    if parent is None:
        found = [
            one.score
            for one in said
            if (one.own or (one.whole and not one.other)) and key_of(one.score.location) == key
        ]
    else:
        found = [
            part.said["得分"]
            for part in parts
            if part.named is not None
            and part.key == key
            and id(part.named.tree) == tree
            and part.named.indicator.index == parent
            and "得分" in part.said
        ]
    return found[0] if len(found) == 1 else None
