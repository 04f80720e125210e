"""A total in a sentence of its own behind the sentences that list what it adds up."""

from __future__ import annotations

import re
from collections.abc import Iterator

from extract.model import Binding
from extract.narrative import words as w
from extract.narrative.parts.group import Parts
from extract.narrative.parts.rows import earned, is_earned
from extract.narrative.reading import SUMMED, Reading

_ALL_TOLD = re.compile(r"^(?:以上|上述)?(?:各项|项目|资金)?(?:合计|共计|总计|累计)")


def summed_up(reading: Reading, found: list[Parts]) -> Iterator[Parts]:
    """甲 a 万元；乙 b 万元；丙 c 万元。共计下达资金 T 万元: a sentence that adds up the rows of the one before."""
    taken = {p for group in found for p in (*group.parts, *group.totals)}
    for m in reading.mentions:
        if not m.index or m.bracket or m.index in taken or reading.roles[m.index] not in SUMMED:
            continue
        last = reading.mentions[m.index - 1]
        start = max(reading.passage.text.rfind(c, 0, m.start) for c in "。\n") + 1
        if last.sentence == m.sentence or not _ALL_TOLD.match(reading.passage.between(start, m.start)):
            continue
        cls = reading.classes[m.index]
        row = [p for p in reading.mentions[: m.index] if p.sentence == last.sentence and p.bracket == 0]
        if is_earned(m):  # 甲满分 20 分，得 19 分，得分率 95%；…。合计得分 T
            row = earned(reading, [p for p in row if p.quantity.dimension == "score"])
        parts = [p for p in row if reading.classes[p.index] == cls]
        alone = len({p.segment for p in parts}) == len(parts) and len(row) == len(parts)
        if len(parts) >= 3 and alone and all(reading.roles[p.index] in SUMMED for p in parts):
            yield Parts((m.index,), tuple(p.index for p in parts), (start, m.start), binding=Binding.INFERRED)


_GROSS = re.compile(r"(?P<side>收入|支出)(?:合计|总计|总量|总额)$")
_GOES_OUT = re.compile(r"支出|上解(?!收入)|安排预算稳定|还本|调出|补助下级")


def gross(reading: Reading, found: list[Parts]) -> Iterator[Parts]:
    """a 收入 …，b 补助收入 …，c 调入资金 …。d 支出 …，e 上解支出 …。收入合计 T，支出合计 S: the sums of sentences that list
    nothing but what came in, or nothing but what went out."""
    taken = {p for group in found for p in (*group.parts, *group.totals)}
    summed: set[int] = set()
    for m in reading.mentions:
        named = _GROSS.search(w.without_copula(m.before))
        beside = reading.mentions[m.index - 1] if m.index else m
        if named is None and beside.index in summed and beside.sentence == m.sentence:
            named = re.fullmatch("(?P<side>收入|支出)", w.without_copula(m.before))  # 收入合计 T，支出 S
        if named is None or m.index in taken or reading.roles[m.index] not in SUMMED or m.bracket:
            continue
        for sentence in (m.sentence - 1, m.sentence - 2):
            row = [p for p in reading.mentions if p.sentence == sentence and p.bracket == 0]
            plain = all(reading.roles[p.index] in SUMMED and p.quantity.dimension == "money" for p in row)
            if len(row) < 3 or not plain or any(p.index in taken for p in row):
                break
            if "\n" in reading.passage.text[row[0].start : m.start]:
                break  # another account
            if {_GOES_OUT.search(p.before) is not None for p in row} == {named.group("side") == "支出"}:
                summed.add(m.index)
                yield Parts((m.index,), tuple(p.index for p in row), (m.begin, m.start), binding=Binding.INFERRED)
                break
