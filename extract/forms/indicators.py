"""绩效评价指标体系: indicators down, their weights, scores and rubrics across. Told by its headers.

The layouts differ: levels side by side (一级指标 二级指标 三级指标), each with its weight in brackets behind the name or in
a column of its own, or one column of names that are numbered. A parent is printed once, merged, left blank below, or
printed again on the next page; a row may only carry on the words of the one above it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import TYPE_CHECKING

from extract.model import (
    Cell,
    Claim,
    Document,
    Fact,
    Indicator,
    IndicatorTree,
    Paragraph,
    PartGroup,
    Quantity,
    Table,
    Words,
)
from extract.quantities import parse_cell
from extract.rubrics import parse_rubric

if TYPE_CHECKING:  # the tables package hands its blocks to this module
    from extract.tables.figures import Binder, Block
    from extract.tables.headers import Band, Column
    from extract.tables.rows import Row

_LEVEL = re.compile(
    r"^(?:评价|考核|绩效|自评)?([一二三四1-4])级(?:评价|考核|绩效|自评)?(?:指标|目标|要素)?(?:名称|内容)?$"
)
_LEVELS = {"一": 1, "二": 2, "三": 3, "四": 4, "1": 1, "2": 2, "3": 3, "4": 4}
_NAMES = re.compile(
    r"^(?:绩效|评价|考核|考评|自评|评分|具体|评估)?(?:指标|项目|内容|要点|要素|事项)(?:名称|内容|类别|体系)?$"
)
_FLAT_NAMES = re.compile(
    r"^(?:(?:绩效|评价|考核|考评|自评|评分|评估)(?:指标|项目|内容|要素|事项)|指标)(?:名称|内容|类别|体系)?$"
)
_CODES = re.compile(r"编码|代码|编号|^序号$")
_WEIGHT = re.compile(
    r"^(?:指标|标准|参考|评价|考核|绩效|设定|设置|自评|本项|单项|分项|应得|基准)*"
    r"(?:分值|权重|权数|权值|标准分|满分|赋分|应得分|基本分|基础分|配分|权重分|总分值)"
    r"(?:分值|分数|权重|值|分|比例|占比|系数|设置)*$"
)
_SCORE = re.compile(
    r"^(?:单位|部门|项目|本次|本级|自我|主管|财政|第三方|专家|评价组|小组|实际|最终|综合|复核|核定|评定|评审|评估|考核|考评|绩效|自评|评价|指标)*"
    r"(?:得分|评分|打分|实得分|自评分|评定分|考核分|得分数|实际分)(?:情况|数|值)?$|^自评$|^自评价$"
)
_OWN_SCORE = re.compile(r"自评|自我|单位|部门")
_DEDUCTION = re.compile(r"^(?:实际|自评)?(?:扣分|减分|扣减分|失分)(?:值|数|情况)?$")
_RUBRIC = re.compile(
    r"(?:评分|评价|考核|考评|计分|打分|扣分|赋分|得分|评审|评定|衡量)(?:标准|细则|办法|规则|方法|准则|依据及标准|公式|说明)$"
    r"|细则|^标准$|评分依据"
)
_EXPLANATION = re.compile(
    r"解释|释义|内涵|指标说明|指标定义|评价要点|评价内容|考核内容|考核要点|具体指标|具体内容|^说明$"
)
_SOURCE = re.compile(r"来源|佐证|取数")
_REASON = re.compile(r"(?:扣分|得分|评分|失分|自评|减分|偏差).{0,4}(?:原因|说明|理由|依据|情况)|原因分析")
_TARGET = re.compile(r"指标值|目标值|预期值|计划值|标准值|年度目标|绩效目标")
_ACTUAL = re.compile(r"完成值|实现值|实际值|完成情况|实际完成")
# Columns of questionnaires, whose marks are counted and not given.
_ASKED = re.compile(r"^选项|^答案|份数$|票数$|频数$|^问卷")
_BRACKETS = re.compile(r"[（(][^（()）]*[)）]")
_IN_HEADER = re.compile(r"[（(](?:[^（()）]*(?:分值|权重|标准分|满分)[^（()）]*|分|[%％])[)）]")
_LETTERED = re.compile(r"\s*([A-Z]\s?\d{0,4})(?![A-Za-z\d.．、%])\s*[.．、:：]?\s*")
_WORD_FOR_WEIGHT = r"(?:满分|分值|权重|标准分|共|计|占)"
# A weight in brackets behind a name: （12 分）, （20%）, （权重：12）; a bare （12） where the header or its siblings tell it.
_WEIGHT_IN_NAME = re.compile(
    rf"[（(【\[]\s*(?P<word>{_WORD_FOR_WEIGHT})?\s*[:：为]?\s*(?P<number>\d{{1,3}}(?:\.\d+)?)\s*(?P<unit>分|%|％)?\s*[)）】\]]"
)
# The same without brackets at the end of a short name: 预算编制 10分.
_WEIGHT_AT_END = re.compile(r"(?<=[\u4e00-\u9fff\s:：])(?P<number>\d{1,3}(?:\.\d+)?)\s*(?P<unit>分|%|％)\s*$")
_NOTE = re.compile(
    r"^(?:注|备注|说明|填表|附注|评价(?:结论|等级|结果|意见)|自评(?:结论|等级|结果)|存在|改进|整改|结论|等级|总体|主要|意见|联系|审核|负责人|单位)"
    r"|[:：]$"
)
# What may stand between the tables of one tree on two pages.
_BETWEEN = re.compile(r"^\s*(?:[（(]?续(?:上?表|前)?\s*\d*[)）]?|[-—–\s]*\d*[-—–\s]*)?\s*$")
_MOST_LEVELS = 4


@dataclass(frozen=True)
class _Level:
    """A column of names with the columns that speak of its indicators alone. `bare` says that a bare number in
    brackets is a weight."""

    level: int
    column: Column
    weight: Column | None = None
    score: Column | None = None
    deduction: Column | None = None
    bare: bool = False


@dataclass(frozen=True)
class _Layout:
    """What the columns of a band hold. `flat` is one column of names whose numbers tell their levels."""

    levels: tuple[_Level, ...]
    flat: bool
    code: Column | None
    rubric: Column | None
    explanation: Column | None
    source: Column | None
    reason: Column | None

    @property
    def signature(self) -> tuple[tuple[int, int], ...]:
        return tuple((level.level, level.column.index) for level in self.levels)


@dataclass
class _Node:
    """An indicator while its rows are read."""

    level: int
    parent: int | None
    code: str
    name: Words
    plain: str
    text: str
    rows: list[int] = field(default_factory=list)
    weight: Fact | None = None
    score: Fact | None = None
    deduction: Fact | None = None
    rubric: Words | None = None
    explanation: Words | None = None
    source: Words | None = None
    reason: Words | None = None
    points: list[_Point] = field(default_factory=list)

    @property
    def open(self) -> bool:
        """Whether its words end within a bracket: they run on in another row."""
        return _unclosed(self.text)


@dataclass(frozen=True)
class _Point:
    """What one row gives for an indicator: several of them make it a parent whose parts have no names."""

    row: int
    weight: Fact | None
    score: Fact | None
    deduction: Fact | None
    rubric: Words | None
    explanation: Words | None
    source: Words | None
    reason: Words | None


def indicator_trees(binder: Binder, blocks: Sequence[Block]) -> tuple[IndicatorTree, ...]:
    """The indicator trees of one table, one for each header of its own. A form with targets and completions is none:
    it is read as a whole elsewhere."""
    trees: list[IndicatorTree] = []
    reader: _Reader | None = None
    for band, own in _bands(blocks):
        layout = _layout(binder, band, own)
        if layout is None:
            continue
        if reader is None or reader.closed or reader.layout.signature != layout.signature:
            trees += _told(reader)
            reader = _Reader(binder, layout)
        reader.read(band, own)
    return (*trees, *_told(reader))


def _told(reader: _Reader | None) -> tuple[IndicatorTree, ...]:
    tree = reader.tree() if reader is not None else None
    return () if tree is None else (tree,)


def _bands(blocks: Sequence[Block]) -> Iterator[tuple[Band, list[Block]]]:
    """The bands of a table, each with the blocks of its segments."""
    for block in blocks:
        if block.band.segments[0] is block.segment:
            yield block.band, [other for other in blocks if other.band is block.band]


def joined(trees: Sequence[IndicatorTree], document: Document) -> tuple[IndicatorTree, ...]:
    """The trees of a document, with one that runs on in the table of the next page put together. Nothing but a mark
    that it does (续表) may stand between its tables, and only the last may have a total row."""
    tables = {block.number: block.index for block in document.blocks if isinstance(block, Table)}
    found: list[IndicatorTree] = []
    last = 0
    for tree in trees:
        above = found[-1] if found else None
        if above is not None and tree.table == last + 1 and _runs_on(above, tree):
            between = document.blocks[tables[last] + 1 : tables[tree.table]]
            if all(isinstance(block, Paragraph) and _BETWEEN.match(block.text.content) for block in between):
                found[-1] = _put_together(above, tree)
                last = tree.table
                continue
        found.append(tree)
        last = tree.table
    return tuple(found)


def whole_sums(claims: Iterable[Claim], trees: Sequence[IndicatorTree]) -> list[Claim]:
    """The claims without the sums that the last table of a tree over several tables seems to make: its total row is of
    all of them."""
    parted = {
        total.id
        for tree in trees
        if len({fact.location.table for i in tree.indicators for fact in (i.weight, i.score) if fact is not None}) > 1
        for total in (tree.total_weight, tree.total_score)
        if total is not None
    }
    return [claim for claim in claims if not (isinstance(claim, PartGroup) and claim.totals[0].id in parted)]


def _runs_on(above: IndicatorTree, tree: IndicatorTree) -> bool:
    ended = above.total_weight is not None or above.total_score is not None
    return not ended and (not tree.title or tree.title == above.title or "续" in tree.title)


def _put_together(above: IndicatorTree, tree: IndicatorTree) -> IndicatorTree:
    """Both pieces as one tree: a parent that is printed again is the one above, and what begins without a parent stands
    under the last one of the first piece."""
    indicators = list(above.indicators)
    moved: dict[int, int] = {}
    for one in tree.indicators:
        parent = None if one.parent is None else moved[one.parent]
        if parent is None and one.level > 1:
            parent = next((i.index for i in reversed(above.indicators) if i.level < one.level), None)
        again = next(
            (
                i
                for i in indicators
                if i.parent == parent and _spelt(i) == _spelt(one) and i.score is None and i.name.text
            ),
            None,
        )
        if again is not None and one.score is None:
            moved[one.index] = again.index
            continue
        moved[one.index] = len(indicators)
        indicators.append(replace(one, index=len(indicators), parent=parent))
    return replace(above, indicators=tuple(indicators), total_weight=tree.total_weight, total_score=tree.total_score)


def _spelt(indicator: Indicator) -> tuple[str, str]:
    return indicator.code, re.sub(r"\s", "", indicator.name.text)


# -- columns ---------------------------------------------------------------------------------------------------------


def _layout(binder: Binder, band: Band, blocks: Sequence[Block]) -> _Layout | None:
    columns = [column for block in blocks for column in block.segment.columns if column.path]
    if not band.data:
        return None
    leaves = {column.index: _leaf(column) for column in columns}
    if any(_TARGET.search(leaf) for leaf in leaves.values()) and any(_ACTUAL.search(leaf) for leaf in leaves.values()):
        return None
    if any(_ASKED.search(leaf) for leaf in leaves.values()):
        return None
    levels = _level_columns(columns, leaves)
    weights = [c for c in columns if _WEIGHT.match(leaves[c.index])]
    scores = [c for c in columns if _SCORE.match(leaves[c.index])]
    deductions = [c for c in columns if _DEDUCTION.match(leaves[c.index])]
    if not levels:
        return None
    bare = [_brackets_are_weights(binder, band, column) for _, column in levels]
    flat = len(levels) == 1 and not _level_of(levels[0][1])
    if not scores and not weights and len(levels) == 1:
        return None
    if flat and not (scores and (weights or bare[0])):
        return None
    names = {column.index for _, column in levels}

    def first(pattern: re.Pattern[str]) -> Column | None:
        return next((c for c in columns if c.index not in names and pattern.search(leaves[c.index])), None)

    rubric = first(_RUBRIC)
    return _Layout(
        tuple(
            _Level(
                level,
                column,
                _belonging(levels, at, weights),
                _belonging(levels, at, scores, _OWN_SCORE),
                _belonging(levels, at, deductions),
                bare[at],
            )
            for at, (level, column) in enumerate(levels)
        ),
        flat,
        next((c for c in columns if _CODES.search(leaves[c.index]) and c.index not in names), None),
        rubric,
        first(_EXPLANATION),
        first(_SOURCE),
        next((c for c in columns if c is not rubric and _REASON.search(leaves[c.index])), None),
    )


def _leaf(column: Column) -> str:
    """The lowest header of a column that says more than its unit, without its brackets."""
    for part in reversed(column.path):
        bare = _BRACKETS.sub("", part)
        if bare:
            return bare
    return ""


def _level_of(column: Column) -> int:
    found = _LEVEL.match(_leaf(column))
    return _LEVELS[found[1]] if found else 0


def _level_columns(columns: Sequence[Column], leaves: dict[int, str]) -> list[tuple[int, Column]]:
    """The columns of names from the top. Where the levels are numbered, a column of names right of them, before any
    score, is one level more (二级指标 | 评价内容 | 分值). Without such columns one column of names is the tree."""
    found = [(level, column) for column in columns if (level := _level_of(column))]
    if not found:
        named = [c for c in columns if _FLAT_NAMES.match(leaves[c.index])]
        # One header over several columns of names is a header of their levels.
        return [(level, c) for level, c in enumerate(named, 1) if c.anchors[-1] is named[0].anchors[-1]]
    found = [pair for at, pair in enumerate(found) if pair[0] not in {level for level, _ in found[:at]}]
    if [level for level, _ in found] != sorted(level for level, _ in found):
        return []
    deepest, last = found[-1]
    behind = [column for column in columns if column.index > last.index]
    if (
        deepest < 3
        and behind
        and _NAMES.match(leaves[behind[0].index])
        and behind[0].anchors[-1] is not last.anchors[-1]
    ):
        rest = [leaves[column.index] for column in behind[1:]]
        if any(_WEIGHT.match(leaf) for leaf in rest):
            found.append((deepest + 1, behind[0]))
    return found


def _belonging(
    levels: Sequence[tuple[int, Column]], at: int, columns: Sequence[Column], better: re.Pattern[str] | None = None
) -> Column | None:
    """The column among several that speaks of one level: it stands between its names and those of the next level; of
    several for the lowest level the one whose words are the better."""
    start = levels[at][1].index
    end = levels[at + 1][1].index if at + 1 < len(levels) else None
    own = [column for column in columns if column.index > start and (end is None or column.index < end)]
    if better is not None:
        own.sort(key=lambda column: better.search(column.name) is None)
    return own[0] if own else None


def _brackets_are_weights(binder: Binder, band: Band, column: Column) -> bool:
    """Whether bare numbers in the brackets of a column are weights: its header says so, or most of its names have
    brackets with a number at their end and some say 分."""
    if any(_IN_HEADER.search(part) for part in column.path):
        return True
    cells = {
        c for row in band.data if (c := binder.grid.cell(row, column.index)) is not None and binder.grid.words_of(c)
    }
    found = [_WEIGHT_IN_NAME.search(cell.text.content) for cell in cells]
    told = [match for match in found if match]
    return any(match["unit"] for match in told) and len(told) * 2 > len(found)


# -- rows ------------------------------------------------------------------------------------------------------------


class _Reader:
    """Reads the rows of a tree, over all the bands that print its header again."""

    def __init__(self, binder: Binder, layout: _Layout) -> None:
        self.binder = binder
        self.layout = layout
        self.nodes: list[_Node] = []
        self.by_code: dict[tuple[int, str], int] = {}
        self.by_name: dict[tuple[int, int | None, str], int] = {}
        self.current: dict[int, int] = {}
        self.styles: list[str] = []
        self.total_weight: Fact | None = None
        self.total_score: Fact | None = None
        self.closed = False
        self.facts: dict[tuple[int, int], Fact] = {}
        self.after_break = False

    def read(self, band: Band, blocks: Sequence[Block]) -> None:
        rows = {row.index: row for block in blocks for row in block.rows}
        for block in blocks:
            self.facts.update(block.facts)
        previous = -1
        for index in band.data:
            self.after_break = any(previous < row < index for row in band.repeated) or (
                previous < 0 and bool(self.nodes)
            )
            previous = index
            row = rows.get(index)
            if row is not None and row.rank:
                self._total(row)
            elif not self.closed and not self._is_note(index):
                self._row(index, row)

    def tree(self) -> IndicatorTree | None:
        """What was read, None where it is no tree: less than two indicators, or neither weights nor scores."""
        nodes = self._with_points()
        figures = sum(node.weight is not None or node.score is not None for node in nodes)
        if len(nodes) < 2 or figures < 2:
            return None
        return IndicatorTree(
            self.binder.table.number,
            self.binder.title,
            tuple(
                Indicator(
                    index=at,
                    code=node.code,
                    name=node.name,
                    level=node.level,
                    parent=node.parent,
                    weight=node.weight,
                    score=node.score,
                    deduction=node.deduction,
                    rubric=parse_rubric(node.rubric, node.weight.quantity.value if node.weight else None)
                    if node.rubric
                    else None,
                    rubric_words=node.rubric,
                    explanation=node.explanation,
                    source=node.source,
                    reason=node.reason,
                )
                for at, node in enumerate(nodes)
            ),
            self.total_weight,
            self.total_score,
        )

    def _with_points(self) -> list[_Node]:
        """The nodes, with the nameless parts of an indicator that is scored in several rows below it."""
        nodes: list[_Node] = []
        moved: dict[int, int] = {}
        for at, node in enumerate(self.nodes):
            moved[at] = len(nodes)
            parent = None if node.parent is None else moved[node.parent]
            nodes.append(replace(node, parent=parent))
            if len(node.points) < 2:
                continue
            nodes[-1] = replace(nodes[-1], weight=None, score=None, deduction=None, rubric=None, explanation=None)
            for point in node.points:
                name = point.explanation or point.rubric or node.name
                nodes.append(
                    _Node(
                        node.level + 1,
                        moved[at],
                        "",
                        name,
                        "",
                        "",
                        [point.row],
                        point.weight,
                        point.score,
                        point.deduction,
                        point.rubric,
                        point.explanation,
                        point.source,
                        point.reason,
                    )
                )
        return nodes

    def _total(self, row: Row) -> None:
        """A total row gives the sums of the tree; subtotals are left to the sums of the table."""
        from extract.tables import words  # the tables package imports this module

        if row.rank < words.TOTAL:
            return
        lowest = self.layout.levels[-1]
        weights = [level.weight for level in self.layout.levels if level.weight is not None]
        score = self._figure(row.index, lowest.score, "score", row.label)
        weight = next((f for c in weights[::-1] if (f := self._figure(row.index, c, "weight", row.label))), None)
        if weight is None:
            weight = self._total_in_words(row)
        self.total_score = self.total_score or score
        self.total_weight = self.total_weight or weight
        self.closed = bool(self.nodes)

    def _total_in_words(self, row: Row) -> Fact | None:
        """The sum of the weights of a total row in a column of names (合计 | | 100分), or behind its word."""
        for level in self.layout.levels:
            cell = self.binder.grid.own(row.index, level.column.index)
            if cell is None or not cell.text.content.strip():
                continue
            found = parse_cell(cell.text.content)
            if isinstance(found, Quantity) and not found.nil and found.dimension in ("score", "percent", ""):
                quantity = found if found.dimension else replace(found, dimension="score", unit="分", given=False)
            else:
                told = _weight_in_name(cell.text.content, bare=True)
                if told is None:
                    continue
                quantity = told[0]
            return self.binder.fact_in_words(cell, quantity, label=row.label, measure="weight", item=("总分",))
        return None

    def _is_note(self, index: int) -> bool:
        """Whether a row is a remark below or between the indicators: it has one cell of words and no figure."""
        own = [cell for cell in self.binder.grid.row_cells(index) if cell.text.content.strip()]
        if not own:
            return True
        words = self.binder.grid.words_of(own[0])
        return (
            own[0].column <= self.layout.levels[0].column.index
            and not self.binder.grid.has_figures(index)
            and _NOTE.search(words) is not None
        )

    def _row(self, index: int, row: Row | None) -> None:
        grid, levels = self.binder.grid, self.layout.levels
        figures = any(
            column is not None and (cell := grid.own(index, column.index)) is not None and grid.words_of(cell)
            for level in levels
            for column in (level.weight, level.score, level.deduction)
        )
        last: Cell | None = None
        named: list[int] = []
        for level in levels:
            cell = grid.own(index, level.column.index)
            if cell is None or cell is last or not grid.words_of(cell):
                continue
            last = cell
            at = self._named(level, cell, index, row, figures)
            if at is not None:
                named.append(at)
                depth = self.nodes[at].level
                if self.current.get(depth) != at:  # a parent that is printed again keeps what stands under it
                    self.current = {k: v for k, v in self.current.items() if k < depth} | {depth: at}
        if not self.current:
            return
        lowest = self.current[max(self.current)]
        self._figures_of_parents(index)
        self._fill(self.nodes[lowest], index, carried=lowest not in named and not figures)

    def _named(self, level: _Level, cell: Cell, index: int, row: Row | None, figures: bool) -> int | None:
        """The indicator that a cell names: a new one, or the one that it prints again. None where it only carries on
        the words of the one above."""
        text = cell.text.content
        code, name, plain = self._name(level, cell, index)
        depth = self._depth(level, code, row)
        lowest = level is self.layout.levels[-1]
        above = self.nodes[self.current[depth]] if depth in self.current else None
        if above is not None and self._runs_on(above, code, lowest, figures):
            above.text += text
            above.weight = above.weight or self._weight_in(level, cell, above.plain)
            return None if lowest else self.current[depth]
        parent = self._parent(depth, code)
        again = self._printed_above(depth, code, plain, parent)
        if again is not None and not self.layout.flat:  # a flat list may name two things alike
            printed_again = not lowest or self._repeats(self.nodes[again], level, cell, index)
            if printed_again:
                return again
        node = _Node(depth, parent, code, name, plain, text)
        node.weight = self._weight_in(level, cell, plain)
        self.nodes.append(node)
        at = len(self.nodes) - 1
        if code:
            self.by_code.setdefault((depth, code), at)
        elif plain:
            self.by_name[depth, parent, plain] = at
        return at

    def _runs_on(self, above: _Node, code: str, lowest: bool, figures: bool) -> bool:
        """Whether a cell right after a repeated header carries on the name above: that ends within a bracket, its like
        have codes and this has none, or it is scored already and this is not."""
        if self.layout.flat or not self.after_break or (lowest and figures):
            return False
        return above.open or (bool(above.code) and not code) or (lowest and above.score is not None)

    def _parent(self, depth: int, code: str) -> int | None:
        """The indicator right above: that of its code (A23 → A2), else the last one of a higher level."""
        if code[1:] and (depth - 1, code[:-1]) in self.by_code:
            return self.by_code[depth - 1, code[:-1]]
        return next((self.current[k] for k in sorted(self.current, reverse=True) if k < depth), None)

    def _printed_above(self, depth: int, code: str, plain: str, parent: int | None) -> int | None:
        """The indicator of the same code and name, or without codes of the same name under the same parent."""
        if not code:
            return self.by_name.get((depth, parent, plain))
        at = self.by_code.get((depth, code))
        if at is None:
            return None
        known = self.nodes[at].plain
        return at if plain.startswith(known) or known.startswith(plain) else None

    def _repeats(self, node: _Node, level: _Level, cell: Cell, index: int) -> bool:
        """Whether a lowest indicator is printed again, as at a page break: right below itself, without a score or
        with the same."""
        score = self._figure(index, level.score, "score", node.plain)
        last = self.after_break and self.nodes[self.current.get(node.level, -1)] is node
        return last and (score is None or _alike(node.score, score))

    def _depth(self, level: _Level, code: str, row: Row | None) -> int:
        """The level of an indicator: that of its column, or in a single column of names that of its code or number."""
        if not self.layout.flat:
            return level.level
        style = f"code{len(code)}" if code else (row.style if row is not None else "")
        if style in self.styles:
            self.styles = self.styles[: self.styles.index(style) + 1]
        elif len(self.styles) < _MOST_LEVELS:
            self.styles.append(style)
        return len(self.styles)

    def _name(self, level: _Level, cell: Cell, index: int) -> tuple[str, Words, str]:
        """Code, name and the bare name of the indicator that a cell names."""
        text = cell.text.content
        start, code = 0, ""
        lettered = _LETTERED.match(text)
        if lettered and lettered.end() < len(text):
            code, start = lettered[1].replace(" ", ""), lettered.end()
        elif self.layout.code is not None and level is self.layout.levels[-1]:
            beside = self.binder.grid.own(index, self.layout.code.index)
            found = _LETTERED.fullmatch(beside.text.content) if beside is not None else None
            code = found[1].replace(" ", "") if found else ""
        told = _weight_in_name(text, level.bare)
        end = told[1] if told is not None else len(text)
        if not text[start:end].strip():
            end = len(text)
        while start < end and text[start].isspace():
            start += 1
        while end > start and text[end - 1].isspace():
            end -= 1
        run = re.sub(r"\s*\n\s*", "", text[start:end])
        place = self.binder.words(cell)
        name = Words(run, self.binder.location(cell, start, end), place.quote)
        return code, name, re.sub(r"\s+", "", run)

    def _weight_in(self, level: _Level, cell: Cell, plain: str) -> Fact | None:
        told = _weight_in_name(cell.text.content, level.bare)
        if told is None or level.weight is not None:
            return None
        return self.binder.fact_in_words(cell, told[0], label=plain, measure="weight", item=(plain,))

    def _figures_of_parents(self, index: int) -> None:
        """Weights and scores that stand in columns of the upper levels, or in cells merged over all rows of one."""
        for level in self.layout.levels[:-1]:
            at = self.current.get(level.level)
            if at is None:
                continue
            node = self.nodes[at]
            if max(self.current) == level.level:
                continue
            node.weight = node.weight or self._figure(index, level.weight, "weight", node.plain)
            node.score = node.score or self._figure(index, level.score, "score", node.plain)
            node.deduction = node.deduction or self._figure(index, level.deduction, "deduction", node.plain)

    def _fill(self, node: _Node, index: int, carried: bool) -> None:
        """What a row says of its lowest indicator. A row that only carries words on adds them to those above."""
        layout = self.layout
        lowest = layout.levels[-1]
        columns = next((level for level in layout.levels if level.level == node.level), lowest)
        weight, score, deduction = (
            self._figure_for(node, index, own or last, measure)
            for own, last, measure in (
                (columns.weight, lowest.weight, "weight"),
                (columns.score, lowest.score, "score"),
                (columns.deduction, lowest.deduction, "deduction"),
            )
        )
        rubric, explanation, source, reason = (
            self._words(index, column) for column in (layout.rubric, layout.explanation, layout.source, layout.reason)
        )
        if node.rows and carried:
            node.rubric = _joined(node.rubric, rubric)
            node.explanation = _joined(node.explanation, explanation)
            node.source = _joined(node.source, source)
            node.reason = _joined(node.reason, reason)
            return
        if self.after_break and node.rows and _alike(node.score, score):
            return
        if score is not None or not node.points:
            node.points.append(_Point(index, weight, score, deduction, rubric, explanation, source, reason))
        if not node.rows:
            node.weight = node.weight or weight
            node.score, node.deduction = score, deduction
            node.rubric, node.explanation, node.source, node.reason = rubric, explanation, source, reason
        node.rows.append(index)

    def _figure_for(self, node: _Node, index: int, column: Column | None, measure: str) -> Fact | None:
        """The figure of an indicator in a column; one in a cell merged over the rows of several is none of its own."""
        if column is None:
            return None
        cell = self.binder.grid.own(index, column.index)
        level = next((lv for lv in self.layout.levels if lv.level == node.level), self.layout.levels[-1])
        name = self.binder.grid.cell(index, level.column.index)
        if cell is not None and name is not None and cell.row_span > max(1, name.row_span):
            self._lend(cell, index, column, measure)
            return None
        return self._figure(index, column, measure, node.plain)

    def _lend(self, cell: Cell, index: int, column: Column, measure: str) -> None:
        """A figure in a merged cell belongs to the upper indicator whose name spans the same rows."""
        for level in self.layout.levels[:-1]:
            name = self.binder.grid.cell(index, level.column.index)
            at = self.current.get(level.level)
            if name is None or at is None or (name.row, name.row_span) != (cell.row, cell.row_span):
                continue
            fact = self._figure(index, column, measure, self.nodes[at].plain)
            if measure == "weight":
                self.nodes[at].weight = self.nodes[at].weight or fact
            elif measure == "score":
                self.nodes[at].score = self.nodes[at].score or fact
            return

    def _figure(self, index: int, column: Column | None, measure: str, label: str) -> Fact | None:
        """The fact of a cell that begins in a row; one is made for a number that the table kept as words."""
        if column is None:
            return None
        found = self.facts.get((index, column.index))
        if found is not None:
            return None if found.quantity.nil else found
        cell = self.binder.grid.own(index, column.index)
        if cell is None or not self.binder.grid.figure(index, column.index):
            return None
        quantity = parse_cell(cell.text.content, "分")
        if not isinstance(quantity, Quantity) or quantity.dimension not in ("score", "percent"):
            return None
        fact = self.binder.fact_in_words(cell, quantity, label=label, measure=measure)
        self.facts[index, column.index] = fact
        return fact

    def _words(self, index: int, column: Column | None) -> Words | None:
        """The words of a cell that begins in a row: empty where it is blank, None where the column is not there."""
        if column is None:
            return None
        cell = self.binder.grid.own(index, column.index)
        return None if cell is None else self.binder.words(cell)


def _weight_in_name(text: str, bare: bool) -> tuple[Quantity, int] | None:
    """The weight that a name prints, with the offset where the name ends before it."""
    for found in _WEIGHT_IN_NAME.finditer(text):
        if found["unit"] or found["word"] or (bare and Decimal(found["number"]) <= 100):
            return _quantity(text, found), found.start()
    at_end = _WEIGHT_AT_END.search(text) if len(text) <= 30 else None
    return None if at_end is None else (_quantity(text, at_end), at_end.start())


def _quantity(text: str, found: re.Match[str]) -> Quantity:
    number = Decimal(found["number"])
    exponent = number.as_tuple().exponent
    unit = "%" if found["unit"] in ("%", "％") else "分"
    end = found.end("unit") if found["unit"] else found.end("number")
    return Quantity(
        text=text[found.start("number") : end],
        value=number,
        ulp=Decimal(1).scaleb(exponent if isinstance(exponent, int) else 0),
        dimension="percent" if unit == "%" else "score",
        unit=unit,
        given=bool(found["unit"]),
        start=found.start("number"),
        end=end,
        number_end=found.end("number"),
    )


def _alike(one: Fact | None, other: Fact | None) -> bool:
    return one is not None and other is not None and one.quantity.value == other.quantity.value


def _unclosed(text: str) -> bool:
    return len(re.findall(r"[（(]", text)) > len(re.findall(r"[)）]", text))


def _joined(above: Words | None, more: Words | None) -> Words | None:
    """Words that run on in another row; they are pointed at where they begin."""
    if above is None or more is None or not more.text:
        return above if above is not None else more
    return Words(above.text + more.text, above.location, above.quote or more.quote)
