"""What the columns of a self-evaluation form are for, told by their headers."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:  # the tables package hands its columns to this module
    from extract.tables.headers import Column

Roles = tuple[tuple[str, re.Pattern[str]], ...]

_REVIEW = re.compile(
    r"(?:复核|复评|复审|核定|审定|抽查|(?:财政|主管|审核|评审|专家|第三方)[^自]{0,6})(?:得分|评分|打分|分$)"
)
# Columns of words that speak of marks or rates and hold none.
_TELLING = re.compile(
    r"得分率|系数|评分依据|指标(?:解释|说明|描述|内涵|类型)|(?:得分|评分|计分|完成率|执行率)(?:的)?(?:计算|公式|口径|说明)|计算(?:方法|公式|过程)"
)
INDICATOR_ROLES: Roles = (
    ("target", re.compile(r"^(?:年度|年初|全年)?(?:计划|预期|目标|设定)(?:完成|指标)?(?:值|数|目标)?$")),
    ("rubric", re.compile(r"(?:评分|评价|计分|扣分|考核)(?:标准|细则|办法|规则|方法)")),
    ("telling", _TELLING),
    ("review", _REVIEW),
    ("rate", re.compile(r"完成率|完成比例|完成程度|完成百分比")),
    ("reason", re.compile(r"偏差|未完成|原因|改进措施")),
    ("relation", re.compile(r"^指标(?:性质|符号|方向|关系)$|^(?:比较|运算|计算)?符号$")),
    ("unit", re.compile(r"^(?:度量|计量|指标|数量)?单位$")),
    ("score", re.compile(r"得分|自评分|^评分$")),
    ("weight", re.compile(r"分值|权重|标准分|满分|权数")),
    ("actual", re.compile(r"实际完成|完成(?:值|情况|数|$)|^实际$|实际值|实际指标值|实现值")),
    ("target", re.compile(r"指标值|目标值|计划值|预期值|年度目标$|绩效目标$")),
)
FUND_ROLES: Roles = (
    ("telling", _TELLING),
    ("review", _REVIEW),
    ("score", re.compile(r"得分")),
    ("weight", re.compile(r"分值|权重")),
    ("rate", re.compile(r"执行率|支付率|支出率|使用率")),
    ("executed", re.compile(r"执行数|(?:实际|全年|累计)(?:支出|支付)|支出数|支付数|实际使用|执行金额")),
    ("initial", re.compile(r"年初预算|年初批复|年初安排|年初数")),
    ("budget", re.compile(r"全年预算|全年[（(]调整[)）]预算|调整后?的?预算|^预算(?:数|安排|金额|总额)?(?:[（(]|$)")),
)
_LATER = re.compile(r"调整")
_SCORED = re.compile(r"(?:得分|评分|打分)(?!率|说明|依据|标准|办法|细则|系数)|^自评分?$")
# Marks out of 100 for each row, and those that they come to by the weight of the row.
_OF_HUNDRED = re.compile(r"百分制|(?:加权|折算|折合|换算)前")
_WEIGHED = re.compile(r"加权(?!前)")
_LEVEL = re.compile(r"^([一二三四])级(?:(?:绩效)?指标|$)|[（(]([一二三四])级(?:绩效)?指标[)）]$")
_NAME = re.compile(r"^(?:指标名称|绩效指标|指标内容|指标|具体指标|考核指标|评价指标)$")
_LEVELS = {"一": 1, "二": 2, "三": 3, "四": 4}


def roles_of(columns: Sequence[Column], known: Roles) -> dict[str, Column]:
    """What the columns are for, by the lowest of their header words that says it. A header over several columns
    stands for the first; of two columns for one thing the adjusted one counts. A second score alone is the score."""
    found: dict[str, Column] = {}
    taken: set[tuple[int, int]] = set()
    unweighed = before_weighing(columns)
    for column in columns:
        if not column.anchors or column.index in unweighed:
            continue
        place = (column.anchors[-1].row, column.anchors[-1].column)
        role = next((role for role, pattern in known if pattern.search(column.leaf)), "")
        if role and place not in taken and (role not in found or _LATER.search(column.leaf)):
            found[role] = column
            taken.add(place)
    if "review" in found and "score" not in found:
        found["score"] = found.pop("review")
    return found


def before_weighing(columns: Sequence[Column]) -> frozenset[int]:
    """The columns of marks out of 100 (自评得分（百分制）) beside one that prints them by their weight (加权得分): they
    are compared with no weight and add up to nothing. None where they stand alone."""
    scored = [column for column in columns if _SCORED.search(column.leaf)]
    weighed = [column for column in scored if _WEIGHED.search(column.name)]
    raw = [
        column
        for column in scored
        if column not in weighed
        and (_OF_HUNDRED.search(column.name) or any(column.index < other.index for other in weighed))
    ]
    return frozenset(column.index for column in raw) if len(raw) < len(scored) else frozenset()


def name_columns(columns: Sequence[Column]) -> tuple[tuple[int, Column], ...]:
    """The columns of indicator names with their levels, from the widest."""
    levels: dict[int, Column] = {}
    for column in columns:
        found = _LEVEL.search(column.leaf)
        if found:
            levels.setdefault(_LEVELS[found[1] or found[2]], column)
    named = [column for column in columns if _NAME.match(column.leaf)]
    named.sort(key=lambda column: not column.leaf.endswith(("名称", "内容")))  # 绩效指标 alone heads the whole band
    if named and all(column.index < named[0].index for column in levels.values()):
        levels[max(levels, default=0) + 1] = named[0]
    return tuple(sorted(levels.items()))
