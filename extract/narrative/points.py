"""Differences of two printed rates in percentage points: 执行率 a%，上年 b%，提高 c 个百分点."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from extract.narrative import words as w
from extract.narrative.mentions import Mention
from extract.narrative.reading import Reading
from extract.narrative.words import Role


@dataclass(frozen=True, slots=True)
class PointChange:
    """The difference of two printed rates in percentage points."""

    larger: int
    smaller: int
    points: int
    cue: tuple[int, int]


_AGAINST = re.compile(
    r"[，,](?:比|较|高于|低于)(?:[^，。；]{2,14}?(?:[（(]|为|的)|(?:年度|年初|绩效|预期|考核)*(?:目标|计划|指标|标准|平均)[^，。；升降增减]{0,6})"
)


def _set_against(reading: Reading, now: Mention, base: Mention) -> bool:
    """Whether a rate is compared with the one behind it in so many words (增长 a%，比全省平均水平（b%）高 …)."""
    between = reading.passage.between(now.end, base.start)
    return _AGAINST.fullmatch(between) is not None


def point_changes(reading: Reading) -> Iterator[PointChange]:
    """执行率 a%，上年 b%，提高 c 个百分点."""
    for m in reading.mentions:
        if reading.roles[m.index] is not Role.POINTS:
            continue
        two = [
            p
            for p in reading.mentions[max(0, m.index - 2) : m.index]
            if p.quantity.dimension == "percent" and p.sentence == m.sentence
        ]
        move = w.direction(m.before) or (m.before.endswith(("高", "高出")) - m.before.endswith(("低", "低出")))
        if len(two) != 2 or not move:
            continue
        now, base = two
        if w.FROM.search(now.before) and w.REACHED.search(base.before):
            base, now = two  # 由 2022 年的 a% 提高到 2023 年的 b%
            larger, smaller = (now, base) if move > 0 else (base, now)
            yield PointChange(larger.index, smaller.index, m.index, (m.begin, m.start))
            continue
        if not _set_against(reading, now, base):
            if Role.GROWTH in (reading.roles[now.index], reading.roles[base.index]):
                continue
        elif not re.search(w.PAST, now.before):
            larger, smaller = (now, base) if move > 0 else (base, now)
            yield PointChange(larger.index, smaller.index, m.index, (m.begin, m.start))
            continue
        if re.search(w.PAST, now.before) or not re.search(rf"{w.PAST}|20\d\d", base.before):
            now, base = base, now
        if not re.search(rf"{w.PAST}|20\d\d|比|较|由|从", base.before + m.before):
            continue
        larger, smaller = (now, base) if move > 0 else (base, now)
        yield PointChange(larger.index, smaller.index, m.index, (m.begin, m.start))
