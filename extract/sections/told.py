"""Two things that a report says of its own indicators: that all are met, and that some are not."""

from __future__ import annotations

import re
from collections.abc import Iterator

from extract.model import AllMet, BlockRole
from extract.sections.chapters import Chapters
from extract.stretches import Stretch

_ALL = re.compile(
    r"(?:各项|全部|所有)(?:(?:年度|年初|绩效|考核|产出|效益|设定的?|既定的?|三级|目标|工作|任务|的|\d+\s*[项个])){0,4}指标"
    r"(?:任务|目标值?)?(?:已|均|都|全部|全面|按期|按时|如期|圆满|顺利|较好地?|超额){0,4}(?:完成|达标|达成|实现|达到(?:了)?(?:目标|预期))"
    r"(?!情况|率|的|后|程度|值|进度|较|不|得)"
)
_SOME = re.compile(
    r"(?:(?<!没)(?<!未)有\s*)?(?:[1-9]\d*|[一二两三四五六七八九十]{1,2})\s*[项个](?:(?:绩效|三级|产出|效益|考核|年度)){0,2}指标"
    r"(?:值|任务)?(?:尚|均|都|仍)?(?:未(?:能|全部|按期|按时|如期)?|没有|没能)(?:完成|达标|达成|实现|达到(?:目标|预期|年度))"
)
_NOT_SAID = re.compile(r"除|确保|保证|力争|推动|促进|为了?|要求|应|将|如果?|若|未|没有|不是|并非|标准|得满分|[（(]")


def all_met(chapters: Chapters) -> Iterator[AllMet]:
    """The sentence that has all indicators met and the one that has some unmet, where the body of a report has both. A rule
    of scoring (全部完成得满分) and what is to come say neither."""
    met: tuple[Stretch, re.Match[str]] | None = None
    unmet: tuple[Stretch, re.Match[str]] | None = None
    for stretch in chapters.lines():
        if stretch.role is not BlockRole.BODY or stretch.spot.cell is not None or "指标" not in stretch.text:
            continue
        met = met or _first(_ALL, stretch)
        unmet = unmet or _first(_SOME, stretch)
    if met is not None and unmet is not None:
        yield AllMet(*(stretch.words(found.start(), found.end()) for stretch, found in (met, unmet)))


def _first(pattern: re.Pattern[str], stretch: Stretch) -> tuple[Stretch, re.Match[str]] | None:
    """The first place where a report states it, with no condition in front of or behind it in its clause."""
    for found in pattern.finditer(stretch.text):
        before = re.split(r"[。；，]", stretch.text[max(0, found.start() - 20) : found.start()])[-1]
        if not _NOT_SAID.search(before) and "得" not in stretch.text[found.end() : found.end() + 3]:
            return stretch, found
    return None
