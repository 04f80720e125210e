"""项目支出绩效自评表 and 部门整体支出绩效自评表 as one form.

A form is one table of several bands with columns of their own: who and what, the money, the goals, the indicators with
their total, the conclusion. Each band is told by the words of its header; a form may be cut into several tables.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from extract.forms.form_cells import FormCells, names_header
from extract.forms.form_targets import completed, relation_in, targeted
from extract.model import Cell, EvaluationForm, Fact, FundRow, Indicator, IndicatorTree, Words
from extract.rubrics import parse_rubric

if TYPE_CHECKING:  # the tables package hands its blocks to this module
    from extract.tables.figures import Binder, Block
    from extract.tables.headers import Column

_LEVEL = re.compile(r"^([一二三四])级(?:绩效)?指标")
_NAME = re.compile(r"^(?:指标名称|绩效指标|指标内容|指标|具体指标|考核指标|评价指标)$")
_INDICATOR_ROLES = (
    ("target", re.compile(r"^(?:年度|年初|全年)?(?:计划|预期|目标|设定)(?:完成|指标)?(?:值|数|目标)?$")),
    ("rubric", re.compile(r"(?:评分|评价|计分|扣分|考核)(?:标准|细则|办法|规则|方法)")),
    ("rate", re.compile(r"完成率|完成比例|得分率|系数|评分依据|指标解释|指标说明")),
    ("reason", re.compile(r"偏差|未完成|原因|改进措施")),
    ("relation", re.compile(r"^指标(?:性质|符号|方向|关系)$|^(?:比较|运算|计算)符号?$")),
    ("unit", re.compile(r"^(?:度量|计量|指标|数量)?单位$")),
    ("score", re.compile(r"得分|自评分|^评分$")),
    ("weight", re.compile(r"分值|权重|标准分|满分|权数")),
    ("actual", re.compile(r"实际完成|完成(?:值|情况|数)|实际值|实际指标值|实现值")),
    ("target", re.compile(r"指标值|目标值|计划值|预期值|年度目标$|绩效目标$")),
)
_FUND_ROLES = (
    ("score", re.compile(r"得分")),
    ("weight", re.compile(r"分值|权重")),
    ("rate", re.compile(r"执行率|支付率|支出率|使用率")),
    ("executed", re.compile(r"执行数|实际支出|支出数|支付数|实际使用|执行金额")),
    ("initial", re.compile(r"年初预算|年初批复|年初安排|年初数")),
    ("budget", re.compile(r"全年预算|全年[（(]调整[)）]预算|调整后?的?预算|^预算(?:数|安排|金额|总额)?(?:[（(]|$)")),
)
_LATER = re.compile(r"调整")
_FUND_NAME = re.compile(r"资金|支出$|拨款|结转|结余|总额|合计|收入|补助|总金额")
_FUND_TOTAL = re.compile(r"总(?:金)?额|合计|总计")
_GOAL = re.compile(
    r"^(?:预期目标|年初设定目标|年初目标|(?:年度)?总体目标|项目年度目标|年度目标|设定目标|预期总体目标)$"
)
_DONE = re.compile(r"^(?:全年|年度)?(?:实际|总体|目标)*完成情况(?:综述)?$|^年度目标完成情况$|^目标实际完成情况$")
_SUBJECT = re.compile(
    r"^(?:转移支付[（(]项目[)）]|项目|专项资金|专项|政策|(?:部门|单位|部门[（(]单位[)）]|预算单位))名称$"
)
_CONCLUSION = re.compile(r"^(?:自评|评价|总体|综合)*(?:结论|评价)$")
_FORM = re.compile(r"自评|绩效")
_WEIGHT_IN_NAME = re.compile(r"[（(]\s*\d+(?:\.\d+)?\s*(?:分|%|％)?\s*[)）]\s*$")
_PLACEHOLDER = re.compile(r"^(?:指标\d*[:：]?|[….。·]+)$")
# 执行率达到 90% 以上得满分: the form scores its execution by steps of its own.
_OWN_STEPS = re.compile(r"执行率[^。；;]{0,30}(?:得满分|满分|不扣分|得\d|计\d|扣\d|每[低少降])")
_LEVELS = {"一": 1, "二": 2, "三": 3, "四": 4}
_GOALS = 10  # rows of goals below one header


def evaluation_forms(binder: Binder, blocks: Sequence[Block]) -> tuple[EvaluationForm, ...]:
    """The self-evaluation forms of one table: one for each band of indicators, with the money printed above it; a
    band of money alone where no indicators follow. A table of indicators without targets and completions is none."""
    cells = FormCells(binder)
    forms: list[EvaluationForm] = []
    funds: tuple[FundRow, ...] = ()
    subject, goals = _subject(binder), tuple(_goals(binder))
    for columns, rows in _bands(blocks):
        money = _roles(columns, _FUND_ROLES)
        if {"executed"} < set(money) and not funds:
            funds = tuple(_funds(cells, columns, money, rows))
            continue
        names = _name_columns(columns)
        first = names[0][1].index if names else 0
        roles = _roles([column for column in columns if column.index > first], _INDICATOR_ROLES)
        if not names or not {"target", "actual"} <= set(roles):
            continue
        tree = _Tree(cells, names, roles).read(binder, rows)
        if not tree.indicators:
            continue
        forms.append(
            EvaluationForm(binder.table.number, binder.title, subject, funds, goals, tree, _conclusion(binder))
        )
        funds = ()
    if funds and not forms and (any(row.score for row in funds) or _FORM.search(binder.title)):
        tree = IndicatorTree(binder.table.number, binder.title, ())
        forms.append(
            EvaluationForm(binder.table.number, binder.title, subject, funds, goals, tree, _conclusion(binder))
        )
    return tuple(forms)


def _bands(blocks: Sequence[Block]) -> Iterator[tuple[tuple[Column, ...], tuple[int, ...]]]:
    """The columns and data rows of each band with a header; blocks side by side are one band."""
    seen: list[object] = []
    for block in blocks:
        if block.band in seen or not block.band.header:
            continue
        seen.append(block.band)
        columns = tuple(column for segment in block.band.segments for column in segment.columns)
        yield columns, block.band.data


def _roles(columns: Sequence[Column], known: tuple[tuple[str, re.Pattern[str]], ...]) -> dict[str, Column]:
    """What the columns are for, by the lowest of their header words that says it. A header over several columns
    stands for the first; of two columns for one thing the adjusted one counts."""
    found: dict[str, Column] = {}
    taken: set[tuple[int, int]] = set()
    for column in columns:
        if not column.anchors:
            continue
        place = (column.anchors[-1].row, column.anchors[-1].column)
        role = next((role for role, pattern in known if pattern.search(column.leaf)), "")
        if role and place not in taken and (role not in found or _LATER.search(column.leaf)):
            found[role] = column
            taken.add(place)
    return found


def _name_columns(columns: Sequence[Column]) -> tuple[tuple[int, Column], ...]:
    """The columns of indicator names with their levels, from the widest."""
    levels: dict[int, Column] = {}
    for column in columns:
        found = _LEVEL.match(column.leaf)
        if found:
            levels.setdefault(_LEVELS[found[1]], column)
    named = [column for column in columns if _NAME.match(column.leaf)]
    named.sort(key=lambda column: not column.leaf.endswith(("名称", "内容")))  # 绩效指标 alone heads the whole band
    if named and all(column.index < named[0].index for column in levels.values()):
        levels[max(levels, default=0) + 1] = named[0]
    return tuple(sorted(levels.items()))


# --------------------------------------------------------------------------------------------------------------
# Money
# --------------------------------------------------------------------------------------------------------------


def _funds(
    cells: FormCells, columns: Sequence[Column], roles: dict[str, Column], rows: Sequence[int]
) -> Iterator[FundRow]:
    """The rows of the money band; none where its rows are projects or subjects rather than sources of one fund."""
    first = min(column.index for column in roles.values())
    own_steps = any(_OWN_STEPS.search(cells.grid.words_of(cell)) for cell in cells.grid.table.cells)
    initial_only = "budget" not in roles or "A" in re.findall(r"[（(]([A-Z])", roles.get("initial", columns[0]).leaf)
    found: list[FundRow] = []
    for row in rows:
        label = cells.label(row, first)
        if label is None or not _FUND_NAME.search(cells.word(label)):
            continue
        facts = {role: cells.fact(row, column.index, inside=True) for role, column in roles.items()}
        found.append(
            FundRow(
                name=cells.binder.words(label),
                total=bool(_FUND_TOTAL.search(cells.word(label))),
                initial=facts.get("initial"),
                budget=facts.get("budget"),
                executed=facts.get("executed"),
                weight=_points(facts.get("weight")),
                # What a form scores by steps of its own cannot be said of its rate, so the rate is not handed over.
                rate=None if own_steps else facts.get("rate"),
                score=_points(facts.get("score")),
                denominator="年初预算数" if initial_only else "全年预算数",
            )
        )
    if any(row.total or row.score is not None for row in found):
        yield from found


def _points(fact: Fact | None) -> Fact | None:
    """A weight or score; a dash in its place says that the row has none."""
    return None if fact is None or fact.quantity.nil else fact


# --------------------------------------------------------------------------------------------------------------
# Indicators
# --------------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class _Tree:
    """Reads the rows of a band of indicators, top level first."""

    cells: FormCells
    names: tuple[tuple[int, Column], ...]
    roles: dict[str, Column]

    def read(self, binder: Binder, rows: Sequence[int]) -> IndicatorTree:
        found: list[Indicator] = []
        above: dict[int, tuple[str, int]] = {}
        weight: Fact | None = None
        score: Fact | None = None
        for row in rows:
            if self.cells.total(row):
                weight = _points(self._fact(row, "weight"))
                score = _points(self._fact(row, "score"))
                break
            said = self._said(row)
            if not said or not self._filled(row):
                continue
            parent = None
            for level, cell in said[:-1]:
                parent = self._branch(found, above, level, cell, parent)
            level, cell = said[-1]
            above = {wider: known for wider, known in above.items() if wider < level}
            found.append(self._leaf(row, len(found), level, cell, parent))
        return IndicatorTree(binder.table.number, binder.title, tuple(found), weight, score)

    def _said(self, row: int) -> list[tuple[int, Cell]]:
        """The name cells that hold in a row with their levels. One cell over several columns is said once; a blank
        place between the widest and the row's own name stands for the cell above it."""
        found: list[tuple[int, Cell]] = []
        for level, column in self.names:
            cell = self.cells.grid.cell(row, column.index)
            if cell is None or not self.cells.word(cell):
                cell = self.cells.above(row, column.index) if (level, column) != self.names[-1] else None
            if cell is not None and (not found or found[-1][1] is not cell):
                found.append((level, cell))
        if found and _PLACEHOLDER.match(self.cells.word(found[-1][1])):
            return []
        return found

    def _filled(self, row: int) -> bool:
        """Whether a row says anything beside its names."""
        wanted = [self.roles[role].index for role in ("weight", "score", "target", "actual") if role in self.roles]
        return any(self.cells.word(cell) for column in wanted if (cell := self.cells.grid.own(row, column)) is not None)

    def _fact(self, row: int, role: str) -> Fact | None:
        return self.cells.fact(row, self.roles[role].index) if role in self.roles else None

    def _branch(
        self, found: list[Indicator], above: dict[int, tuple[str, int]], level: int, cell: Cell, parent: int | None
    ) -> int:
        """The index of a wider indicator, made when it is named for the first time under its parent."""
        name = self.cells.word(cell)
        known = above.get(level)
        if known is not None and known[0] == name and found[known[1]].parent == parent:
            return known[1]
        index = len(found)
        printed = _WEIGHT_IN_NAME.search(cell.text.content)
        weight = self.cells.number_in(cell, printed.span(), name, "weight") if printed else None
        found.append(Indicator(index, "", self.cells.binder.words(cell), level, parent, weight=weight))
        for stale in [other for other in above if other >= level]:
            del above[stale]
        above[level] = (name, index)
        return index

    def _leaf(self, row: int, index: int, level: int, cell: Cell, parent: int | None) -> Indicator:
        name = self.cells.word(cell)
        unit = self.cells.text(row, self.roles["unit"].index) if "unit" in self.roles else ""
        target_cell = self.cells.grid.cell(row, self.roles["target"].index)
        actual_cell = self.cells.grid.own(row, self.roles["actual"].index)
        sign = self.cells.text(row, self.roles["relation"].index) if "relation" in self.roles else ""
        aimed = self.cells.word(target_cell) if target_cell is not None else ""
        relation = relation_in(sign, aimed)
        weight = _points(self._fact(row, "weight"))
        rubric = self._told(row, "rubric")
        target = actual = None
        if target_cell is not None and relation != "定性" and target_cell.row == row:
            target = self._measured(target_cell, unit, name, targeted)
            if target is not None and not relation:
                relation = relation_in("", aimed, target.quantity.bound)
        if actual_cell is not None and relation != "定性":
            actual = self._measured(actual_cell, unit, name, completed)
        return Indicator(
            index,
            "",
            self.cells.binder.words(cell),
            level,
            parent,
            weight=weight,
            score=_points(self._fact(row, "score")),
            rubric=parse_rubric(rubric, weight.quantity.value) if rubric is not None and weight is not None else None,
            rubric_words=rubric,
            relation=relation,
            target=target,
            target_words=self._words(target_cell),
            actual=actual,
            actual_words=self._words(actual_cell),
            unit=unit,
            reason=self._reason(row),
        )

    def _measured(self, cell: Cell, unit: str, name: str, accepts: object) -> Fact | None:
        """The number of a target or completion cell, where the cell says nothing but that number."""
        assert callable(accepts)
        if not accepts(cell.text.content):
            return None
        fact = self.cells.fact(cell.row, cell.column, unit=unit, name=name)
        return None if fact is None or fact.quantity.nil else fact

    def _told(self, row: int, role: str) -> Words | None:
        return self._words(self.cells.grid.cell(row, self.roles[role].index)) if role in self.roles else None

    def _words(self, cell: Cell | None) -> Words | None:
        return self.cells.binder.words(cell) if cell is not None and self.cells.word(cell) else None

    def _reason(self, row: int) -> Words | None:
        """The words of the deviation cell; empty words where the form has the column and the row leaves it blank."""
        if "reason" not in self.roles:
            return None
        cell = self.cells.grid.cell(row, self.roles["reason"].index)
        if cell is None:  # the row of a text table ends before it
            own = self.cells.grid.row_cells(row)
            return replace(self.cells.binder.words(own[-1]), text="", quote="") if own else None
        return self.cells.binder.words(cell)


# --------------------------------------------------------------------------------------------------------------
# Who, what for, and with what conclusion
# --------------------------------------------------------------------------------------------------------------


def _right_of(binder: Binder, cell: Cell) -> Cell | None:
    """The next cell of the same row with words."""
    for column in range(cell.column + cell.column_span, binder.grid.columns):
        other = binder.grid.own(cell.row, column)
        if other is not None and binder.grid.words_of(other):
            return other
    return None


def _subject(binder: Binder) -> str:
    for cell in binder.table.cells:
        if _SUBJECT.match(binder.grid.words_of(cell)):
            named = _right_of(binder, cell)
            if named is not None and not names_header(binder.grid.words_of(named)):
                return binder.grid.words_of(named)
    return ""


def _conclusion(binder: Binder) -> Words | None:
    for cell in binder.table.cells:
        if _CONCLUSION.match(binder.grid.words_of(cell)):
            said = _right_of(binder, cell)
            return binder.words(said) if said is not None else None
    return None


def _goals(binder: Binder) -> Iterator[tuple[Words, Words]]:
    """Expected goals with what came of them: the rows below a header that has a column for each."""
    grid = binder.grid
    for row in range(grid.rows):
        cells = grid.row_cells(row)
        done = next((cell for cell in reversed(cells) if _DONE.match(grid.words_of(cell))), None)
        left = [cell for cell in cells if done is not None and cell.column < done.column]
        goal = next((cell for cell in reversed(left) if _GOAL.match(grid.words_of(cell))), None)
        if goal is None or done is None:
            continue
        headers = sum(bool(grid.words_of(cell)) for cell in cells)
        for below in range(row + 1, min(row + 1 + _GOALS, grid.rows)):
            said = [cell for cell in grid.row_cells(below) if grid.words_of(cell)]
            expected, actual = grid.own(below, goal.column), grid.own(below, done.column)
            if len(said) == 2 and grid.table.ragged:  # the blank place before them may have been left out
                expected, actual = said
            if expected is None or actual is None or not (grid.words_of(expected) and grid.words_of(actual)):
                return
            if len(said) > headers or names_header(grid.words_of(expected)):
                return
            yield binder.words(expected), binder.words(actual)
        return
