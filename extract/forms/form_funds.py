"""The money of a self-evaluation form: its sources with budget, execution, rate and marks, and how it scores them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import TYPE_CHECKING

from extract.forms.form_cells import FormCells, marks
from extract.forms.form_goals import begins_goals
from extract.model import Binding, Cell, FundRow, PartGroup, Quantity, Rubric, Words
from extract.quantities import scan
from extract.rubrics import parse_rubric

if TYPE_CHECKING:  # the tables package hands its columns to this module
    from extract.tables.headers import Column

_FUND_NAME = re.compile(r"资金|支出$|拨款|结转|结余|总额|合计|收入|补助|总金额")
_FUND_TOTAL = re.compile(r"总(?:金)?额|合计|总计")
# A name that tells the amount itself (其他资金：280 万元), or only how the rows below are told apart.
_PARTITION = re.compile(r"^按.{1,10}?(?:分|划分|分类)[:：]?$")
_IN_WORDS = re.compile(r"^(?:其中[:：])?(?P<name>[\u4e00-\u9fff()（）、“”]{2,24})[:：]\d[\d,，.]*[万亿]?元$")
_NO_NAME = re.compile(r"\d|。|按.{1,8}(?:分|划分)[:：]?$")
_RATE = r"(?:预算)?(?:执行|支付|支出|使用)(?:率|进度)"
# 执行率达到 90% 以上得满分: the form scores its execution by steps of its own.
_OWN_STEPS = re.compile(rf"{_RATE}[^。；;]{{0,40}}(?:得满分|满分|不扣分|得\d|计\d|扣\d|每[低少降])")
_OWN_SHARE = re.compile(rf"{_RATE}\s*[×xX*＊]|[×xX*＊]\s*{_RATE}")
_SENTENCE = re.compile(r"[^。\n]+。?")
_LEAD = re.compile(r"^\s*(?:(?:备?注|说明)[:：])?\s*(?:[（(]?\d{1,2}[)）.．、](?!\d))?\s*")
_NEXT_STEP = re.compile(r"^\s*(?:[≥≤<>＜＞（(]?\d|[低高少]于|不足|未达|每|其余|扣完)")


def fund_rows(
    cells: FormCells, columns: Sequence[Column], roles: dict[str, Column], rows: Sequence[int]
) -> Iterator[FundRow]:
    """The rows of the money band, up to the goals; none where its rows are projects or subjects rather than sources of
    one fund."""
    held = sorted(column.index for role, column in roles.items() if role != "telling")
    initial_only = "budget" not in roles or "A" in re.findall(r"[（(]([A-Z])", roles.get("initial", columns[0]).leaf)
    found: list[FundRow] = []
    headings: dict[int, Words] = {}
    for row in rows:
        if begins_goals(cells.grid, row):
            break
        label = cells.label(row, held[0])
        if label is None or not _names_fund(cells, label, held):
            found += _in_words(cells, row, headings)
            continue
        facts = {role: cells.fact(row, column.index, inside=True) for role, column in roles.items()}
        found.append(
            FundRow(
                name=cells.binder.words(label),
                total=bool(_FUND_TOTAL.search(cells.word(label))),
                initial=facts.get("initial"),
                budget=facts.get("budget"),
                executed=facts.get("executed"),
                weight=marks(facts.get("weight")),
                rate=facts.get("rate"),
                score=marks(facts.get("score")),
                denominator="年初预算数" if initial_only else "全年预算数",
            )
        )
    if any(row.total or row.score is not None for row in found):
        yield from found


def _names_fund(cells: FormCells, label: Cell, held: Sequence[int]) -> bool:
    """Whether a row is named for a source of money and has nothing but figures in the columns of them."""
    word = cells.word(label)
    if not _FUND_NAME.search(word) or _NO_NAME.search(word) or label.column + label.column_span > held[0]:
        return False
    beside = [cell for column in held if (cell := cells.grid.own(label.row, column)) is not None]
    return not any(any("\u4e00" <= sign <= "\u9fff" for sign in _unitless(cells.word(cell))) for cell in beside)


def _in_words(cells: FormCells, row: int, headings: dict[int, Words]) -> Iterator[FundRow]:
    """The parts of a row that tell their amounts in words, each under the heading above it. `headings` are those met so
    far by their columns."""
    for cell in cells.grid.row_cells(row):
        word = cells.word(cell)
        if _PARTITION.match(word):
            headings[cell.column] = cells.binder.words(cell)
            continue
        told = _IN_WORDS.match(word)
        above = [column for column in headings if column <= cell.column]
        amounts = [token for token in scan(cell.text.content) if isinstance(token, Quantity)]
        if told is None or not above or not amounts:
            continue
        quantity = amounts[-1]
        if quantity.dimension != "money":
            continue
        cells.take(cell)
        budget = cells.made(cell, quantity, told["name"], "amount")
        yield FundRow(cells.binder.words(cell, told["name"]), False, budget=budget, partition=headings[max(above)])


def partitions(funds: Sequence[FundRow]) -> Iterator[PartGroup]:
    """The parts under one heading make up the whole, whichever of its columns that is; a single part says nothing."""
    whole = next((row for row in funds if row.total), None)
    totals = tuple(f for f in (whole.budget, whole.initial, whole.executed) if f is not None) if whole else ()
    for heading in dict.fromkeys(row.partition for row in funds if row.partition is not None):
        parts = tuple(row.budget for row in funds if row.partition == heading and row.budget is not None)
        if totals and len(parts) > 1:
            yield PartGroup(totals, parts, heading, partition=heading.text, binding=Binding.CELL)


def _unitless(word: str) -> str:
    """The words of a cell of money without its unit and without the words for nothing."""
    return re.sub(r"[万亿]?元|^[无零空]$", "", word)


def execution_rule(cells: FormCells, weight: Decimal | None) -> tuple[Words | None, Rubric | None]:
    """The words of a form by which it scores its own execution rate, and what they say as data. `weight` is that of the
    execution, None where the form prints none."""
    for cell in cells.grid.table.cells:
        run = scoring_of_execution(cell.text.content)
        if run:
            words = cells.binder.words(cell, run)
            return words, parse_rubric(words, weight)
    return None, None


def scoring_of_execution(text: str) -> str:
    """The sentence that says how an execution rate is scored, with the steps in those right behind; "" for none."""
    run = ""
    for sentence in _SENTENCE.findall(text):
        if run and not _NEXT_STEP.search(sentence):
            break
        if run or _OWN_STEPS.search(sentence) or _OWN_SHARE.search(sentence):
            run += sentence
    return _LEAD.sub("", run)
