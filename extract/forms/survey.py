"""Questionnaires: as a table or in prose."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from extract.model import Survey

if TYPE_CHECKING:  # the tables package hands its blocks to this module
    from extract.tables.figures import Binder, Block


def table_surveys(binder: Binder, blocks: Sequence[Block]) -> tuple[Survey, ...]:
    """The questionnaires of one table."""
    return ()
