"""Columns of which one is what is left of another: posts less staff are vacancies, points less deductions a score."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from extract.model import Binding, Cell, DifferenceClaim, Words
from extract.tables import words
from extract.tables.figures import Block
from extract.tables.headers import Column, Kind

_TRIPLES = (
    ("空编", r"编制", r"实有|在编|在职", r"空编|缺编"),
    ("得分", r"^(?:分值|标准分|标准分值|权重|满分)", r"扣分", r"得分"),
)


def differences(block: Block, point: Callable[[Cell], Words]) -> Iterator[DifferenceClaim]:
    """One difference per row where a table prints all three columns, each once."""
    columns = block.segment.of(Kind.FIGURE)
    for kind, minuend, subtrahend, result in _TRIPLES:
        found = [_only(columns, pattern) for pattern in (minuend, subtrahend, result)]
        if found[0] is None or found[1] is None or found[2] is None:
            continue
        for row in block.rows:
            facts = [block.fact(row, column) for column in found if column is not None]
            whole, taken, left = facts
            if whole is None or taken is None or left is None:
                continue
            if all(fact.quantity.exact and not fact.quantity.nil for fact in (whole, taken, left)):
                yield DifferenceClaim(whole, taken, left, point(found[2].anchors[-1]), kind, Binding.CELL)


def _only(columns: tuple[Column, ...], pattern: str) -> Column | None:
    """The one column of a name, its total column where it has parts."""
    named = [column for column in columns if any(re.search(pattern, words.bare(part)) for part in column.path)]
    if len(named) > 1:
        named = [column for column in named if words.TOTAL_COLUMN.search(column.leaf)]
    return named[0] if len(named) == 1 else None
