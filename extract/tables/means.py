"""Rows that print the mean of the scores above them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import replace

from extract.model import Binding, Cell, MeanClaim, Words
from extract.tables import words
from extract.tables.figures import Block
from extract.tables.headers import Kind
from extract.tables.rows import Row

_MEAN = re.compile(r"^平均(?:得?分|值|数)?$")
_SCORE = re.compile(r"得分|评分|^分数$")
_FEWEST = 2


def means(block: Block, point: Callable[[Cell], Words]) -> Iterator[MeanClaim]:
    """The mean of a column of scores over all rows above it. It may be weighed by any other column that has a figure in
    each of these rows."""
    columns = block.segment.of(Kind.FIGURE)
    scores = [column for column in columns if _SCORE.search(column.leaf)]
    rows = [row for row in block.rows if not row.rank and not _is_mean(row)]
    for row in block.rows:
        if not _is_mean(row) or len(scores) != 1 or any(r.index > row.index for r in rows):
            continue
        mean, parts = block.fact(row, scores[0]), [block.fact(part, scores[0]) for part in rows]
        known = tuple(fact for fact in parts if fact is not None and fact.quantity.exact and not fact.quantity.nil)
        if mean is None or not mean.quantity.exact or mean.quantity.nil or not _FEWEST <= len(known) == len(parts):
            continue
        others = [[block.fact(part, column) for part in rows] for column in columns if column is not scores[0]]
        counts = tuple(tuple(f for f in way if f is not None) for way in others if all(f is not None for f in way))
        mean = replace(mean, label=f"平均/{scores[0].leaf}", quote=f"平均 {scores[0].leaf} {mean.quantity.text}")
        yield MeanClaim(mean, known, point(row.figures[scores[0].index]), counts, False, Binding.CELL, "得分")


def _is_mean(row: Row) -> bool:
    """Whether a row is called a mean, if only in the column of numbers."""
    return _MEAN.match(words.bare(row.label if row.own else row.order)) is not None
