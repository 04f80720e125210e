"""Trees that run on over several tables, and what their total rows are of."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from extract.model import Claim, Document, Indicator, IndicatorTree, Paragraph, PartGroup, Table

# What may stand between the tables of one tree on two pages.
_BETWEEN = re.compile(r"^\s*(?:[（(]?续(?:上?表|前)?\s*\d*[)）]?|[-—–\s]*\d*[-—–\s]*)?\s*$")


def joined(trees: Sequence[IndicatorTree], document: Document) -> tuple[IndicatorTree, ...]:
    """The trees of a document, with one that runs on in the table of the next page put together. Nothing but a mark
    that it does (续表) may stand between its tables, and only the last may have a total row."""
    tables = {block.number: block.index for block in document.blocks if isinstance(block, Table)}
    found: list[IndicatorTree] = []
    last = 0
    for tree in trees:
        above = found[-1] if found else None
        if above is not None and tree.table == last + 1 and _runs_on(above, tree):
            between = document.blocks[tables[last] + 1 : tables[tree.table]]
            if all(isinstance(block, Paragraph) and _BETWEEN.match(block.text.content) for block in between):
                found[-1] = _put_together(above, tree)
                last = tree.table
                continue
        found.append(tree)
        last = tree.table
    return tuple(found)


def whole_sums(claims: Iterable[Claim], trees: Sequence[IndicatorTree]) -> list[Claim]:
    """The claims without the sums that the last table of a tree over several tables seems to make: its total row is of
    all of them."""
    parted = {
        total.id
        for tree in trees
        if len({fact.location.table for i in tree.indicators for fact in (i.weight, i.score) if fact is not None}) > 1
        for total in (tree.total_weight, tree.total_score)
        if total is not None
    }
    return [claim for claim in claims if not (isinstance(claim, PartGroup) and claim.totals[0].id in parted)]


def _runs_on(above: IndicatorTree, tree: IndicatorTree) -> bool:
    ended = above.total_weight is not None or above.total_score is not None
    return not ended and (not tree.title or tree.title == above.title or "续" in tree.title)


def _put_together(above: IndicatorTree, tree: IndicatorTree) -> IndicatorTree:
    """Both pieces as one tree: a parent that is printed again is the one above, and what begins without a parent stands
    under the last one of the first piece."""
    indicators = list(above.indicators)
    moved: dict[int, int] = {}
    for one in tree.indicators:
        parent = None if one.parent is None else moved[one.parent]
        if parent is None and one.level > 1:
            parent = next((i.index for i in reversed(above.indicators) if i.level < one.level), None)
        again = next(
            (
                i
                for i in indicators
                if i.parent == parent and _spelt(i) == _spelt(one) and i.score is None and i.name.text
            ),
            None,
        )
        if again is not None and one.score is None:
            moved[one.index] = again.index
            continue
        moved[one.index] = len(indicators)
        indicators.append(replace(one, index=len(indicators), parent=parent))
    return replace(above, indicators=tuple(indicators), total_weight=tree.total_weight, total_score=tree.total_score)


def _spelt(indicator: Indicator) -> tuple[str, str]:
    return indicator.code, re.sub(r"\s", "", indicator.name.text)
