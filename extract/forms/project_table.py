"""项目支出绩效自评表 and 部门整体支出绩效自评表 as one form.

A form is one table of several bands with columns of their own: who and what, the money, the goals, the indicators with
their total, the conclusion. Each band is told by the words of its header; a form may be cut into several tables.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from extract.forms.form_cells import FormCells
from extract.forms.form_columns import FUND_ROLES, INDICATOR_ROLES, name_columns, roles_of
from extract.forms.form_funds import execution_rule, fund_rows
from extract.forms.form_goals import conclusion, goals, subject
from extract.forms.form_rows import FormRows
from extract.model import EvaluationForm, FundRow, IndicatorTree

if TYPE_CHECKING:  # the tables package hands its blocks to this module
    from extract.tables.figures import Binder, Block
    from extract.tables.headers import Column

_FORM = re.compile(r"自评|绩效")


def evaluation_forms(binder: Binder, blocks: Sequence[Block]) -> tuple[EvaluationForm, ...]:
    """The self-evaluation forms of one table: one for each band of indicators, with the money printed above it; a
    band of money alone where no indicators follow. A table of indicators without targets and completions is none."""
    cells = FormCells(binder)
    forms: list[EvaluationForm] = []
    funds: tuple[FundRow, ...] = ()
    for columns, rows in _bands(blocks):
        money = roles_of(columns, FUND_ROLES)
        if {"executed"} < set(money) and not funds:
            funds = tuple(fund_rows(cells, columns, money, rows))
            continue
        names = name_columns(columns)
        first = names[0][1].index if names else 0
        roles = roles_of([column for column in columns if column.index > first], INDICATOR_ROLES)
        if not names or not {"target", "actual"} <= set(roles):
            continue
        tree = FormRows(cells, names, roles).read(binder, rows)
        if not tree.indicators:
            continue
        forms.append(_form(cells, funds, tree))
        funds = ()
    if funds and not forms and (any(row.score for row in funds) or _FORM.search(binder.title)):
        forms.append(_form(cells, funds, IndicatorTree(binder.table.number, binder.title, ())))
    return tuple(forms)


def _form(cells: FormCells, funds: tuple[FundRow, ...], tree: IndicatorTree) -> EvaluationForm:
    binder = cells.binder
    weight = next((row.weight.quantity.value for row in funds if row.weight is not None), None)
    words, rubric = execution_rule(cells, weight) if funds else (None, None)
    return EvaluationForm(
        binder.table.number,
        binder.title,
        subject(binder),
        funds,
        tuple(goals(binder)),
        tree,
        conclusion(binder),
        words,
        rubric,
    )


def _bands(blocks: Sequence[Block]) -> Iterator[tuple[tuple[Column, ...], tuple[int, ...]]]:
    """The columns and data rows of each band with a header; blocks side by side are one band."""
    seen: list[object] = []
    for block in blocks:
        columns = tuple(column for segment in block.band.segments for column in segment.columns)
        if block.band in seen or not any(column.path for column in columns):
            continue
        seen.append(block.band)
        yield columns, block.band.data
