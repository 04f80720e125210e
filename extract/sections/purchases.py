"""Government procurement: what was planned, what was bought, and what else the report bought."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from extract.model import Fact, IndicatorTree, Purchases, Section, Words
from extract.sections.chapters import Chapters, marks_of, matched

_PLANNED = re.compile(r"预算|计划|安排")
_DONE = re.compile(
    r"实际|完成|执行|支出|决算|支付|中标|成交|合同|节约|采购金额|已采购|采购了|实施了|未(?:采购|实施|执行|发生)"
)
_BOUGHT = re.compile(rf"{_DONE.pattern}|[采订]购|购[买置]")
_PUT_IN = re.compile(r"投入|投资|购置|耗资|花费")
_EQUIPMENT = re.compile(r"设备|设施|空调|车辆|家具|系统|器材|电脑|服务器|桌椅|音响|显示屏|装修|改造|修缮")
_CAPITAL = frozenset(("资本性支出", "其他资本性支出"))
_REPORTS = frozenset(("部门整体支出", "项目支出", "部门决算"))
_AROUND = 60
_FEW = 4


def purchases(chapters: Chapters, facts: Sequence[Fact], trees: Sequence[IndicatorTree]) -> Iterator[Purchases]:
    """Each section of the body on government procurement that gives a budget, in a report on what was done: a budget has no
    more to tell."""
    sections = [s for s in chapters.body() if "采购" in s.title]
    if not sections or chapters.outline.cover.kind not in _REPORTS:
        return
    money = [
        f for f in facts if f.quantity.dimension == "money" and f.quantity.value and f.location.kind == "paragraph"
    ]
    for section in sections:
        blocks = {s.block for s in chapters.below(section)}
        told = [f for f in money if f.location.block in blocks]
        planned = [f for f in told if _PLANNED.search(f.label) and not _DONE.search(f.label)]
        head = chapters.head(section)
        if head is None or not planned:
            continue
        done: list[Fact | Words] = [f for f in told if f not in planned and _BOUGHT.search(f.label)]
        done += list(_words(chapters, section))
        body = [f for f in money if not _attached(chapters, f) and f.location.block not in blocks]
        capital = max((f for f in body if f.concept in _CAPITAL), key=lambda f: f.quantity.value, default=None)
        bought = [f for f in body if _PUT_IN.search(f.label) and _equipment(chapters, f)]
        yield Purchases(
            head.words(*matched(head, 0, len(head.text))),
            planned[0],
            tuple(done),
            capital,
            tuple(bought[:_FEW]),
            marks_of(trees, lambda name: "采购" in name),
        )


def _words(chapters: Chapters, section: Section) -> Iterator[Words]:
    """Words of the section that tell what was bought."""
    for stretch in chapters.below(section):
        if found := _DONE.search(stretch.text):
            yield stretch.words(found.start(), found.end())


def _attached(chapters: Chapters, fact: Fact) -> bool:
    home = chapters.outline.section_of[fact.location.block]
    return home is not None and chapters.sections[home].attachment != ""


def _equipment(chapters: Chapters, fact: Fact) -> bool:
    """Whether what is printed right behind a sum is a thing that one buys."""
    at = chapters.texts.get(fact.location.block, "")
    behind = re.split(r"[；;。]", at[fact.location.end : fact.location.end + _AROUND])[0]
    return _EQUIPMENT.search(behind) is not None
