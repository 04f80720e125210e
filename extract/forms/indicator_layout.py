"""What the columns of an 绩效评价指标体系 are for, told by their headers."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from extract.forms.form_columns import before_weighing
from extract.forms.indicator_names import WEIGHT_IN_NAME

if TYPE_CHECKING:  # the tables package hands its blocks to this module
    from extract.tables.figures import Binder, Block
    from extract.tables.headers import Band, Column

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
    r"^(?:单位|部门|项目|本次|本级|自我|主管|财政|第三方|专家|评价组|小组|实际|最终|综合|加权|折算|复核|核定|评定|评审|评估|考核|考评|绩效|自评|评价|指标)*"
    r"(?:得分|评分|打分|实得分|自评分|评定分|考核分|得分数|实际分|(?<=复核|核定|审核|评审)分)(?:情况|数|值)?$|^自评$|^自评价$"
)
_OWN_SCORE = re.compile(r"自评|自我|单位|部门")
# A second column of scores: what others made of the first.
_REVIEW = re.compile(r"复核|复评|复审|核定|审定|评审|审核|财政|主管|第三方|专家|评价组|抽查")
_DEDUCTION = re.compile(r"^(?:实际|自评)?(?:扣分|减分|扣减分|失分)(?:值|数|情况)?$")
_RUBRIC = re.compile(
    r"(?:评分|评价|考核|考评|计分|打分|扣分|赋分|得分|评审|评定|衡量)(?:标准|细则|办法|规则|方法|准则|依据及标准|标准及依据|公式|说明)$"
    r"|细则|^标准$|评分依据"
)
_EXPLANATION = re.compile(
    r"解释|释义|内涵|指标说明|指标定义|评价要点|评价内容|考核内容|考核要点|具体指标|具体内容|^说明$"
)
_SOURCE = re.compile(r"来源|佐证|取数|^(?:评价|考核)依据$")
_WIDER = re.compile(
    r"(?:项目|指标|评价|考核|考评|评分|自评)(?:权重|内容|类别|类型|维度|要素|指标|项目|事项)$|^(?:类别|维度|项目|指标|内容)$"
)
_REASON = re.compile(r"(?:扣分|得分|评分|失分|自评|减分|偏差).{0,4}(?:原因|说明|理由|依据|情况)|原因分析")
_TARGET = re.compile(r"指标值|目标值|预期值|计划值|标准值|年度目标|绩效目标")
_ACTUAL = re.compile(r"完成值|实现值|实际值|完成情况|实际完成")
# Columns of questionnaires, whose marks are counted and not given.
_ASKED = re.compile(r"^选项|^答案|份数$|票数$|频数$|^问卷")
_BRACKETS = re.compile(r"[（(][^（()）]*[)）]")
_IN_HEADER = re.compile(r"[（(](?:[^（()）]*(?:分值|权重|标准分|满分)[^（()）]*|分|[%％])[)）]")


@dataclass(frozen=True)
class Level:
    """A column of names with the columns that speak of its indicators alone. `bare` says that a bare number in
    brackets is a weight."""

    level: int
    column: Column
    weight: Column | None = None
    score: Column | None = None
    review: Column | None = None
    deduction: Column | None = None
    bare: bool = False


@dataclass(frozen=True)
class Layout:
    """What the columns of a band hold. `flat` is one column of names whose numbers tell their levels."""

    levels: tuple[Level, ...]
    flat: bool
    code: Column | None
    rubric: Column | None
    explanation: Column | None
    source: Column | None
    reason: Column | None
    actual: Column | None

    @property
    def signature(self) -> tuple[tuple[int, int], ...]:
        return tuple((level.level, level.column.index) for level in self.levels)


def layout_of(binder: Binder, band: Band, blocks: Sequence[Block]) -> Layout | None:
    columns = [column for block in blocks for column in block.segment.columns if column.path]
    if not band.data:
        return None
    leaves = {column.index: _leaf(column) for column in columns}
    if any(_TARGET.search(leaf) for leaf in leaves.values()) and any(_ACTUAL.search(leaf) for leaf in leaves.values()):
        return None
    if any(_ASKED.search(leaf) for leaf in leaves.values()):
        return None
    weights = [c for c in columns if _WEIGHT.match(leaves[c.index])]
    levels = _level_columns(columns, leaves)
    if weights and not any(_level_of(column) for _, column in levels):
        levels = _side_by_side(binder, band, columns, leaves, weights[0]) or levels
    unweighed = before_weighing(columns)
    scores = [c for c in columns if _SCORE.match(leaves[c.index]) and c.index not in unweighed]
    reviews = [c for c in scores if _REVIEW.search(leaves[c.index])] if len(scores) > 1 else []
    scores = [c for c in scores if c not in reviews] or scores
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
    return Layout(
        tuple(
            Level(
                level,
                column,
                _belonging(levels, at, weights),
                _belonging(levels, at, scores, _OWN_SCORE),
                _belonging(levels, at, [c for c in reviews if c not in scores]),
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
        first(_ACTUAL),
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


def _side_by_side(
    binder: Binder, band: Band, columns: Sequence[Column], leaves: dict[int, str], weight: Column
) -> list[tuple[int, Column]]:
    """Columns of names whose headers are not numbered (评价指标 | 评价内容 | 指标名称 | 分值), left of the weights: each
    has fewer names than the one right of it, or had on the page before. [] where there is only one."""
    found: list[Column] = []
    for column in columns:
        leaf = leaves[column.index]
        if column.index >= weight.index or not (_WIDER.search(leaf) or _NAMES.match(leaf)):
            if found or not _CODES.search(leaf):
                break
            continue
        if not found or column.anchors[-1] is not found[-1].anchors[-1]:  # a header over two columns names one
            found.append(column)
    counts = [_named(binder, band, column) for column in found]
    rising = not band.header or all(a < b for a, b in pairwise(counts))
    return list(enumerate(found, 1)) if len(found) > 1 and rising else []


def _named(binder: Binder, band: Band, column: Column) -> int:
    """How many names begin in a column, but for the word of a total row."""
    from extract.tables import words  # the tables package imports this module

    cells = (binder.grid.own(row, column.index) for row in band.data)
    told = [binder.grid.words_of(cell) for cell in cells if cell is not None]
    return sum(bool(word) and not words.total_rank(word) for word in told)


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
    found = [WEIGHT_IN_NAME.search(cell.text.content) for cell in cells]
    told = [match for match in found if match]
    return any(match["unit"] for match in told) and len(told) * 2 > len(found)
