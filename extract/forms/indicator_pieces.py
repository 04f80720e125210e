"""Trees and forms that run on over several tables, and what their total rows are of."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from extract.model import Claim, Document, EvaluationForm, Fact, Indicator, IndicatorTree, Paragraph, PartGroup, Table

# What may stand between the tables of one tree on two pages.
_BETWEEN = re.compile(r"^\s*(?:[（(]?续(?:上?表|前)?\s*\d*[)）]?|[-—–\s]*\d*[-—–\s]*)?\s*$")
# The name of a part of a form that stands on a line of its own.
_PART = re.compile(
    r"^(?:年度)?(?:绩效|产出|考核|评价)?(?:指标|目标)(?:完成|实现|达成|自评)?(?:情况|体系)?(?:表)?[:：]?$"
)
_FEWEST = 2
_FIGURES: tuple[Callable[[Indicator], Fact | None], ...] = (
    lambda one: one.weight,
    lambda one: one.score,
    lambda one: one.review,
    lambda one: one.deduction,
)


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
        if above is not None and form.table == last + 1 and _begun_above(above, form) and _headed(document, last):
            found[-1] = replace(
                form,
                title=above.title or form.title,
                subject=above.subject,
                funds=above.funds,
                goals=above.goals or form.goals,
            )
        elif (
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


def _begun_above(money: EvaluationForm, form: EvaluationForm) -> bool:
    """Whether a form has its money in the table above, and its indicators in the next."""
    return not money.tree.indicators and bool(money.funds) and not (form.subject or form.funds)


def _headed(document: Document, table: int) -> bool:
    """Whether nothing but the name of the next part (绩效指标) stands between a table and the next."""
    between = _between(document, table)
    return between is not None and len(between) <= 1 and all(_PART.match(text.strip()) for text in between)


def turned(document: Document, table: int) -> bool:
    """Whether the table behind a table (by its number) is no more than the next page of it: nothing but a mark that it
    runs on (续表) or a page number stands between the two."""
    between = _between(document, table)
    return between is not None and all(_BETWEEN.match(text) for text in between)


def _between(document: Document, table: int) -> list[str] | None:
    """The paragraphs between a table and the next; None where one is missing or something else stands there."""
    places = {block.number: block.index for block in document.blocks if isinstance(block, Table)}
    if not {table, table + 1} <= set(places):
        return None
    between = document.blocks[places[table] + 1 : places[table + 1]]
    texts = [block.text.content for block in between if isinstance(block, Paragraph)]
    return texts if len(texts) == len(between) else None


def with_money(claims: Iterable[Claim], forms: Iterable[EvaluationForm]) -> list[Claim]:
    """The claims, the total marks of a form whose money stands in the table above with the marks of its execution,
    unless the indicators alone make up the total."""
    marks: dict[int, Fact] = {}
    for form in forms:
        row = next((row for row in form.funds if row.weight is not None and row.score is not None), None)
        if row is None or row.weight is None or row.score is None or row.weight.location.table == form.tree.table:
            continue
        for total, mark in ((form.tree.total_weight, row.weight), (form.tree.total_score, row.score)):
            if total is not None:
                marks[total.id] = mark
    return [_with(claim, marks) for claim in claims]


def _with(claim: Claim, marks: Mapping[int, Fact]) -> Claim:
    if not isinstance(claim, PartGroup) or claim.totals[0].id not in marks:
        return claim
    if sum(part.quantity.value for part in claim.parts) == claim.totals[0].quantity.value:
        return claim
    return replace(claim, parts=(marks[claim.totals[0].id], *claim.parts))


def whole_sums(claims: Iterable[Claim], trees: Sequence[IndicatorTree]) -> list[Claim]:
    """The claims without the sums that the last table of a tree over several tables seems to make: its total row is of
    all of them. A 小计 at the head of a later table reaches back over the page."""
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
    kept = [claim for claim in claims if not (isinstance(claim, PartGroup) and claim.totals[0].id in parted)]
    for tree in trees:
        kept = list(_reaching_back(kept, tree))
    return kept


def _reaching_back(claims: Iterable[Claim], tree: IndicatorTree) -> Iterator[Claim]:
    """The claims, those of a total row at the head of a later table of a tree with the parts that stand before it, on
    the page before; left out where such a row is of one branch, which begins there."""
    pages = _Pages(tree)
    summed: set[int] = set()
    for claim in claims:
        if not isinstance(claim, PartGroup) or claim.where != "rows" or not pages.opens(claim):
            yield claim
        elif claim.cue.location is not None and claim.cue.location.column == 1:
            before = [fact for fact in pages.before(claim.parts[0]) if fact.id not in summed]
            claim = replace(claim, parts=(*before, *claim.parts))
            yield claim
        elif not pages.began(claim.parts[0]):
            yield claim
        if isinstance(claim, PartGroup) and claim.where == "rows":
            summed |= {part.id for part in claim.parts}


class _Pages:
    """The weights and marks of the lowest indicators of a tree over several tables, by the columns they stand in."""

    def __init__(self, tree: IndicatorTree) -> None:
        leaves = tree.leaves()
        self._columns = [
            [(fact, _highest(tree, leaf)) for leaf in leaves if (fact := pick(leaf)) is not None] for pick in _FIGURES
        ]
        self._first: dict[int, tuple[list[tuple[Fact, int]], int]] = {}
        for column in self._columns:
            for at in range(1, len(column)):
                if column[at][0].location.table != column[at - 1][0].location.table:
                    self._first[column[at][0].id] = (column, at)

    def opens(self, claim: PartGroup) -> bool:
        """Whether a total row closes the first rows of a later table."""
        first, total = claim.parts[0].location, claim.totals[0].location
        return (
            claim.parts[0].id in self._first
            and first.table == total.table
            and (first.row is not None and total.row is not None and first.row < total.row)
        )

    def before(self, first: Fact) -> list[Fact]:
        """The figures of its column that stand in earlier tables."""
        column, at = self._first[first.id]
        return [fact for fact, _ in column[:at]]

    def began(self, first: Fact) -> bool:
        """Whether the branch of a figure has begun in an earlier table."""
        column, at = self._first[first.id]
        return column[at][1] in {top for _, top in column[:at]}


def _highest(tree: IndicatorTree, indicator: Indicator) -> int:
    """The index of the widest indicator that one stands under."""
    while indicator.parent is not None:
        indicator = tree.indicators[indicator.parent]
    return indicator.index


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
