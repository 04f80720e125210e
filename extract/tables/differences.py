"""Columns of which one is what is left of another: posts less staff are vacancies, points less deductions a score."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from extract.model import Binding, Cell, DifferenceClaim, Words
from extract.tables import words
from extract.tables.figures import Block, statement
from extract.tables.headers import Column, Kind

_LEFT = re.compile(r"^(?:资金|预算)?(?:结余|剩余|结转结余|结转和结余|未执行|未支出)(?:金额|资金|数|额)?$")
_TRIPLES = (
    ("空编", r"编制", r"实有|在编|在职", r"空编|缺编"),
    ("得分", r"^(?:分值|标准分|标准分值|权重|满分)", r"扣分", r"得分"),
)


def differences(block: Block, point: Callable[[Cell], Words]) -> Iterator[DifferenceClaim]:
    """One difference per row where a table prints all three columns, each once."""
    columns = block.segment.of(Kind.FIGURE)
    for kind, minuend, subtrahend, result in _TRIPLES:
        found = [_only(columns, pattern) for pattern in (minuend, subtrahend, result)]
        yield from _by_row(block, found, kind, Binding.CELL, point)
    yield from _by_row(block, _unspent(columns), "结余", Binding.INFERRED, point)
    yield from _between_scores(block, columns, point)


_OWN_SCORE = r"^自评(?:得)?分"
_REVIEWED = r"^(?:财政|第三方|重点)?(?:复核|复评|评价|核定|审核)(?:得|评)?分"
_APART = r"^(?:得?分)?(?:差异|差值|差额|相差|增减)(?:分|值|数)?$"


def _between_scores(
    block: Block, columns: tuple[Column, ...], point: Callable[[Cell], Words]
) -> Iterator[DifferenceClaim]:
    """How far a review lies from the report's own scores, row by row. The name of such a column does not say which is
    taken from which: most of its rows do."""
    own, reviewed, apart = (_only(columns, pattern) for pattern in (_OWN_SCORE, _REVIEWED, _APART))
    ways = [
        list(_by_row(block, [a, b, apart], "差异", Binding.CELL, point)) for a, b in ((reviewed, own), (own, reviewed))
    ]
    fitting = [
        sum(c.minuend.quantity.value - c.subtrahend.quantity.value == c.result.quantity.value for c in way)
        for way in ways
    ]
    at = fitting.index(max(fitting))
    if fitting[at] > fitting[1 - at] and fitting[at] * 2 > len(ways[at]) and fitting[at] > 1:
        yield from ways[at]


def _by_row(
    block: Block, columns: list[Column | None], kind: str, binding: Binding, point: Callable[[Cell], Words]
) -> Iterator[DifferenceClaim]:
    minuend, subtrahend, result = columns
    if minuend is None or subtrahend is None or result is None:
        return
    for row in block.rows:
        whole, taken, left = (block.fact(row, column) for column in (minuend, subtrahend, result))
        if whole is None or taken is None or left is None or row.derived:
            continue
        if all(fact.quantity.exact and not fact.quantity.nil for fact in (whole, taken, left)):
            yield DifferenceClaim(whole, taken, left, point(result.anchors[-1]), kind, binding)


def _unspent(columns: tuple[Column, ...]) -> list[Column | None]:
    """Budget, spending and what is left of it, where one budget, one spending and no receipt stand in the table."""
    by_statement: dict[str, list[Column]] = {}
    for column in columns:
        if len(column.path) > 1:
            return [None, None, None]
        by_statement.setdefault(statement(column.leaf), []).append(column)
    left = [column for column in columns if _LEFT.search(words.bare(column.leaf))]
    spent = [*by_statement.get("决算", ()), *by_statement.get("实际", ())]
    budgets = by_statement.get("调整预算") or by_statement.get("预算") or by_statement.get("年初预算") or []
    received = [column for basis in ("到位", "下达", "追加预算") for column in by_statement.get(basis, ())]
    if len(left) != 1 or len(spent) != 1 or len(budgets) != 1 or received:
        return [None, None, None]
    return [budgets[0], spent[0], left[0]]


def _only(columns: tuple[Column, ...], pattern: str) -> Column | None:
    """The one column of a name, its total column where it has parts."""
    named = [column for column in columns if any(re.search(pattern, words.bare(part)) for part in column.path)]
    if len(named) > 1:
        named = [column for column in named if words.TOTAL_COLUMN.search(column.leaf)]
    return named[0] if len(named) == 1 else None
