"""Cells that hold sentences: what was done and why, told in words beside the figures of a form."""

from __future__ import annotations

import re
from collections.abc import Sequence

from extract.model import Quantity
from extract.quantities import scan
from extract.tables.words import clean

_SHORTEST = 10
# Columns and rows that tell how a score is given, and those that tell what was planned, not what was done.
_RUBRIC = re.compile(
    r"解释|评分|计分|细则|规则|标准|公式|来源|依据|分值|权重|(?:评价|考核|考评)(?:要点|办法|方法|内容)|(?:指标|填报)说明|^问题|选项"
)
_DONE = re.compile(r"完成|实际|实现")
_PLANNED = re.compile(r"目标|计划|预期|指标值")


def is_prose(text: str) -> bool:
    """Whether a cell holds words with a quantity among them rather than a figure or a name."""
    return len(clean(text)) >= _SHORTEST and any(isinstance(token, Quantity) for token in scan(text))


def tells(headings: Sequence[str]) -> bool:
    """Whether a cell of prose says how things are, by the headings it stands under, the nearest first: rubrics and
    plans do not."""
    for heading in headings:
        if _RUBRIC.search(heading):
            return False
        if _DONE.search(heading):
            return True
        if _PLANNED.search(heading):
            return False
    return True
