"""绩效评价指标体系: indicators down, their weights, scores and rubrics across. Told by its headers."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from extract.model import IndicatorTree

if TYPE_CHECKING:  # the tables package hands its blocks to this module
    from extract.tables.figures import Binder, Block


def indicator_trees(binder: Binder, blocks: Sequence[Block]) -> tuple[IndicatorTree, ...]:
    """The indicator trees of one table."""
    return ()
