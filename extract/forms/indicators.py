"""绩效评价指标体系: indicators down, their weights, scores and rubrics across. Told by its headers.

The layouts differ: levels side by side (一级指标 二级指标 三级指标), each with its weight in brackets behind the name or in
a column of its own, or one column of names that are numbered. A parent is printed once, merged, left blank below, or
printed again on the next page; a row may only carry on the words of the one above it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from extract.forms.indicator_layout import layout_of
from extract.forms.indicator_rows import TreeReader
from extract.model import IndicatorTree

if TYPE_CHECKING:  # the tables package hands its blocks to this module
    from extract.tables.figures import Binder, Block
    from extract.tables.headers import Band


def indicator_trees(binder: Binder, blocks: Sequence[Block]) -> tuple[IndicatorTree, ...]:
    """The indicator trees of one table, one for each header of its own. A form with targets and completions is none:
    it is read as a whole elsewhere."""
    trees: list[IndicatorTree] = []
    reader: TreeReader | None = None
    for band, own in _bands(blocks):
        layout = layout_of(binder, band, own)
        if layout is None:
            continue
        if reader is None or reader.closed or reader.layout.signature != layout.signature:
            trees += _told(reader)
            reader = TreeReader(binder, layout)
        reader.read(band, own)
    return (*trees, *_told(reader))


def _told(reader: TreeReader | None) -> tuple[IndicatorTree, ...]:
    tree = reader.tree() if reader is not None else None
    return () if tree is None else (tree,)


def _bands(blocks: Sequence[Block]) -> Iterator[tuple[Band, list[Block]]]:
    """The bands of a table, each with the blocks of its segments."""
    for block in blocks:
        if block.band.segments[0] is block.segment:
            yield block.band, [other for other in blocks if other.band is block.band]
