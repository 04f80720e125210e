"""Trees and forms that run on over several tables, and what their total rows are of."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from extract.model import Claim, Document, EvaluationForm, Indicator, IndicatorTree, Paragraph, PartGroup, Table

# What may stand between the tables of one tree on two pages.
_BETWEEN = re.compile(r"^\s*(?:[（(]?续(?:上?表|前)?\s*\d*[)）]?|[-—–\s]*\d*[-—–\s]*)?\s*$")
_FEWEST = 2


def joined(trees: Sequence[IndicatorTree], document: Document) -> tuple[IndicatorTree, ...]:
    """The trees of a document, with one that runs on in the table of the next page put together. Only the last of its
    tables may have a total row. Less than two indicators, or than two weights and scores, are no tree."""
    found: list[IndicatorTree] = []
    last = 0
    for tree in trees:
        above = found[-1] if found else None
        if above is not None and tree.table == last + 1 and _runs_on(above, tree) and turned(document, last):
            found[-1] = _put_together(above, tree)
        else:
            found.append(tree)
        last = tree.table
    return tuple(tree for tree in found if _tells(tree))


def _tells(tree: IndicatorTree) -> bool:
    told = sum(one.weight is not None or one.score is not None for one in tree.indicators)
    return len(tree.indicators) >= _FEWEST and told >= _FEWEST


def joined_forms(forms: Sequence[EvaluationForm], document: Document) -> tuple[EvaluationForm, ...]:
    """The forms of a document, with one that runs on in the table of the next page put together: what follows names
    neither a project nor money of its own."""
    found: list[EvaluationForm] = []
    last = 0
    for form in forms:
        above = found[-1] if found else None
        if (
            above is not None
            and form.table == last + 1
            and not (form.subject or form.funds or form.goals)
            and above.tree.indicators
            and _runs_on(above.tree, form.tree)
            and turned(document, last)
        ):
            tree = _put_together(above.tree, form.tree)
            found[-1] = replace(above, tree=tree, conclusion=above.conclusion or form.conclusion)
        else:
            found.append(form)
        last = form.table
    return tuple(found)


def turned(document: Document, table: int) -> bool:
    """Whether the table behind a table (by its number) is no more than the next page of it: nothing but a mark that it
    runs on (续表) or a page number stands between the two."""
    places = {block.number: block.index for block in document.blocks if isinstance(block, Table)}
    if not {table, table + 1} <= set(places):
        return False
    between = document.blocks[places[table] + 1 : places[table + 1]]
    return all(isinstance(block, Paragraph) and _BETWEEN.match(block.text.content) for block in between)


def whole_sums(claims: Iterable[Claim], trees: Sequence[IndicatorTree]) -> list[Claim]:
    """The claims without the sums that the last table of a tree over several tables seems to make: its total row is of
    all of them."""
    parted = {
        total.id
        for tree in trees
        if len(
            {fact.location.table for i in tree.indicators for fact in (i.weight, i.score, i.review) if fact is not None}
        )
        > 1
        for total in (tree.total_weight, tree.total_score, tree.total_review)
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
    return replace(
        above,
        indicators=tuple(indicators),
        total_weight=tree.total_weight,
        total_score=tree.total_score,
        total_review=tree.total_review,
    )


def _spelt(indicator: Indicator) -> tuple[str, str]:
    return indicator.code, re.sub(r"\s", "", indicator.name.text)
