"""Parts that come in rows of several figures: one list of parts per column."""

from __future__ import annotations

import re
from dataclasses import dataclass

from extract.narrative.mentions import Mention
from extract.narrative.reading import ACTUAL, LEFT_OVER, SUMMED, Reading, left_over, measure


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


def column_totals(reading: Reading, before: list[Mention], column: Column, cls: str) -> list[Mention]:
    """The totals of a column: what was measured the same way; for the unnamed first one, an actual figure."""
    fits = [
        m
        for m in before
        if reading.classes[m.index] == cls and reading.roles[m.index] in SUMMED and (cls != "money" or not left_over(m))
    ]
    if LEFT_OVER.search(column.measure) and cls == "money":
        return []  # 差值, 节约: their signs are not printed
    if column.measure:
        return [m for m in fits if column.measure in (measure(reading, m), reading.names[m.index])]
    return [m for m in fits if measure(reading, m) in ("", *ACTUAL)]


_EARNED = re.compile(r"得(?:分|了)?[:：为是]?$")


def earned(parts: list[Mention]) -> list[Mention]:
    """Where full marks and marks earned take turns (产出 40 分、得 38 分，效益 30 分、得 29 分), those that were earned."""
    got = [_EARNED.search(p.before) is not None for p in parts]
    turns = len(got) >= 4 and not any(got[::2]) and all(got[1::2]) and len(got) % 2 == 0
    return parts[1::2] if turns else parts


def one_basis(reading: Reading, parts: list[Mention], before: list[Mention]) -> list[Mention]:
    """Where some parts are given with a budget beside them, the figures of the first one's basis only."""
    bases = [reading.bases[p.index] for p in parts]
    if len({b for b in bases if b}) < 2:
        return parts
    first = bases[0] or next((reading.bases[m.index] for m in before if reading.roles[m.index] in SUMMED), "")
    keep = {first, ""} | (ACTUAL if first in ACTUAL else set())
    return [p for p, b in zip(parts, bases, strict=True) if b in keep]
