"""A table told in prose: a whole with several figures, and rows that give the same figures under the same names
(采购项目 a 个，计划 b，实际 c，其中货物类采购项目 …，计划 …，实际 …；工程类 …)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from extract.narrative import words as w
from extract.narrative.mentions import Mention
from extract.narrative.parts.group import Parts
from extract.narrative.reading import SUMMED, Reading

# 差值 and 相差 are printed without their sign: they do not add up
UNSIGNED = re.compile(r"差值|差额|差异|相差")


def prose_tables(reading: Reading) -> Iterator[Parts]:
    """One group per column of each prose table. Every row must name its figures in the words of the whole, but for
    the subject in front of the first one."""
    rows = _rows(reading)
    at = 0
    while at < len(rows):
        body = []
        for row in rows[at + 1 :]:
            if not _alike(reading, rows[at], row):
                break
            body.append(row)
        if len(body) >= 2:
            for place, total in enumerate(rows[at]):
                if reading.classes[total.index] == "money" and UNSIGNED.search(total.before):
                    continue
                cue = (body[0][0].begin, body[0][0].start)
                yield Parts((total.index,), tuple(row[place].index for row in body), cue)
        at += len(body) + 1 if len(body) >= 2 else 1


def _rows(reading: Reading) -> list[list[Mention]]:
    """The figures of every run of clauses between ；, 。 and 其中, amounts and counts only."""
    text = reading.passage.text
    rows: list[list[Mention]] = []
    last: Mention | None = None
    for m in reading.mentions:
        if m.bracket or reading.roles[m.index] not in SUMMED or m.quantity.dimension == "percent":
            continue
        fresh = last is None or m.segment != last.segment or "其中" in text[last.end : m.start]
        if fresh:
            rows.append([])
        rows[-1].append(m)
        last = m
    return rows


def _alike(reading: Reading, whole: list[Mention], row: list[Mention]) -> bool:
    between = reading.passage.text[whole[-1].end : row[0].start]
    if len(row) != len(whole) or len(row) < 2 or "\n" in between:
        return False
    names = [[w.folded(reading.names[m.index]) for m in x] for x in (whole, row)]
    classes = [[reading.classes[m.index] for m in x] for x in (whole, row)]
    return (
        classes[0] == classes[1]
        and all(names[0])
        and names[0][1:] == names[1][1:]
        and names[1][0] != names[0][0]
        and (
            names[1][0].endswith(names[0][0])
            or (between.strip("，,；;。：:").startswith("其中") and names[1][0].endswith(names[0][0][-2:]))
        )
    )
