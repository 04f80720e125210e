"""Parts that come in rows of several figures: one list of parts per column."""

from __future__ import annotations

import re
from dataclasses import dataclass

from extract.narrative import words as w
from extract.narrative.mentions import Mention
from extract.narrative.reading import ACTUAL, LEFT_OVER, RECEIVED, SUMMED, Reading, left_over, measure


@dataclass(frozen=True, slots=True)
class Column:
    """The numbers that stand at one place in every row of a list, and what they measure there ("" for the first)."""

    measure: str
    members: tuple[Mention, ...]


def rows_of(reading: Reading, parts: list[Mention]) -> list[Column]:
    """Parts that come in rows, each number behind the first called alike in every row (甲 a，年初预算 b，差值 c；乙 …):
    one column per place. Nothing where the rows differ, as they do in a plain list of parts."""
    rows: dict[int, list[Mention]] = {}
    for p in parts:
        rows.setdefault(p.segment, []).append(p)
    table = list(rows.values())
    if len(table) == 1:
        table = _cycles(reading, parts)
    width = len(table[0]) if table else 0
    if len(table) < 2 or width < 2 or any(len(row) != width for row in table):
        return []
    columns = []
    for place in range(width):
        members = tuple(row[place] for row in table)
        called = {measure(reading, m) or (reading.names[m.index] if place else "") for m in members}
        if place == 0:
            called.discard("")
        if len(called) > 1 or (place and "" in called):
            return []
        columns.append(Column(called.pop() if called else "", members))
    return columns if len({c.measure for c in columns}) == width else []


def _cycles(reading: Reading, parts: list[Mention]) -> list[list[Mention]]:
    """The rows of a list that only commas divide, where what the numbers measure comes round (编制 a、实有 b，空编 c，编制 d
    …)."""
    told = [measure(reading, p) for p in parts]
    width = next((i for i in range(1, len(told)) if told[i] == told[0]), 0)
    if width < 2 or len(told) % width or "" in told or len(set(told[:width])) < width:
        return []
    if any(told[i] != told[i % width] for i in range(len(told))):
        return []
    return [parts[i : i + width] for i in range(0, len(parts), width)]


def column_totals(reading: Reading, before: list[Mention], column: Column, cls: str) -> list[Mention]:
    """The totals of a column: what was measured the same way; for the unnamed first one, an actual figure or what came
    in."""
    fits = [
        m
        for m in before
        if reading.classes[m.index] == cls and reading.roles[m.index] in SUMMED and (cls != "money" or not left_over(m))
    ]
    if LEFT_OVER.search(column.measure) and cls == "money":
        return []  # 差值, 节约: their signs are not printed
    if column.measure:
        return [m for m in fits if column.measure in (measure(reading, m), reading.names[m.index])]
    return [m for m in fits if measure(reading, m) in ("", *ACTUAL, RECEIVED)]


_EARNED = re.compile(r"(?:得(?:分|了)?|评分|自评)[:：为是]*$")
_FULL = re.compile(r"(?:权重|满分|分值|标准分)(?:分|为|是|：|:)*$")


def is_earned(m: Mention) -> bool:
    """Whether a score is what was given (得分, 自评得)."""
    return m.quantity.dimension == "score" and _EARNED.search(m.before) is not None


def is_full(reading: Reading, m: Mention) -> bool:
    """Whether a score is what can be had: it says so (满分, 权重), or what was earned of it stands beside it."""
    if m.quantity.dimension != "score" or is_earned(m):
        return False
    following = reading.mentions[m.index + 1] if m.index + 1 < len(reading.mentions) else None
    beside = following is not None and following.segment == m.segment and _ONLY_EARNED.match(following.before)
    return _FULL.search(m.before) is not None or bool(beside)


_ONLY_EARNED = re.compile(r"^(?:(?:实际|实|自评|评价)?得(?:分|了)?|自评(?:得?分)?|(?:实际)?评分)[:：为是]*$")


def earned(reading: Reading, parts: list[Mention]) -> list[Mention]:
    """Of marks earned beside full marks (产出 40 分、得 38 分，效益 30 分、得 29 分) those that were earned."""
    if not any(is_earned(p) for p in parts):
        return parts
    return [p for p in parts if not is_full(reading, p)]


def in_rows(reading: Reading, total: Mention, run: list[Mention]) -> list[Mention]:
    """Of rows of full marks and what was earned of them (产出 50 分，自评 49 分；效益 …；合计 T) the column that a total
    behind them is of: the full marks where what was earned in all follows it, else what was earned."""
    pairs = list(zip(run[::2], run[1::2], strict=False))
    if len(run) % 2 or len(pairs) < 2 or not all(is_full(reading, a) and is_earned(b) for a, b in pairs):
        return run
    following = reading.mentions[total.index + 1] if total.index + 1 < len(reading.mentions) else None
    outer = following is not None and following.sentence == total.sentence and is_earned(following)
    return [a if outer or is_full(reading, total) else b for a, b in pairs]


def deducts(m: Mention) -> bool:
    """Whether a score is what was taken off (扣, 失分)."""
    return m.quantity.dimension == "score" and w.DEDUCT.search(m.before) is not None


def one_basis(reading: Reading, parts: list[Mention], before: list[Mention]) -> list[Mention]:
    """Where some parts are given with a budget beside them, the figures of the first one's basis only."""
    bases = [reading.bases[p.index] for p in parts]
    told = {b for b in bases if b}
    if len(told) < 2 or told == {"年初预算", "追加预算"}:
        return parts  # a budget is what the year began with and what was added
    first = bases[0] or next((reading.bases[m.index] for m in before if reading.roles[m.index] in SUMMED), "")
    keep = {first, ""} | (ACTUAL if first in ACTUAL else set())
    return [p for p, b in zip(parts, bases, strict=True) if b in keep]
