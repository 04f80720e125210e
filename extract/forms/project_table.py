"""项目支出绩效自评表 and 部门整体支出绩效自评表 as one form. Told by its headers."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from extract.model import EvaluationForm

if TYPE_CHECKING:  # the tables package hands its blocks to this module
    from extract.tables.figures import Binder, Block


def evaluation_forms(binder: Binder, blocks: Sequence[Block]) -> tuple[EvaluationForm, ...]:
    """The self-evaluation forms of one table."""
    return ()
