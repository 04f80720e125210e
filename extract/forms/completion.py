"""What a plain tree of indicators prints in a completion column of its own (实际完成情况): words, or one number."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from extract.forms.form_cells import number_of
from extract.forms.form_targets import completed
from extract.model import Bound, Cell, Fact

if TYPE_CHECKING:  # the tables package hands its binder to the forms
    from extract.tables.figures import Binder

_NAMED = re.compile(r"^[\u4e00-\u9fff]{0,12}[率度](?=\D{0,4}\d)")  # 覆盖率达到 95%


def completion(binder: Binder, known: Fact | None, cell: Cell, label: str) -> Fact | None:
    """The number of a completion cell that says nothing else but what rate it is. `known` is the fact that the table's
    reader made of it; a cell of prose is left to the reader of prose."""
    if known is not None:
        return None if known.quantity.nil or known.quantity.bound is not Bound.EXACT else known
    text = cell.text.content
    place = (cell.row + 1, cell.column + 1)
    if not completed(_NAMED.sub("", text)) or any((piece.row, piece.column) == place for piece in binder.passages):
        return None
    quantity = number_of(text)
    if quantity is None or quantity.bound is not Bound.EXACT:
        return None
    return binder.fact_in_words(cell, quantity, label=label, measure=quantity.dimension or "count")
