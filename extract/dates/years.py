"""The year that a report calls its own, what its 同比 is against, and the plans that it says are drafted."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from extract.model import BaseNamed, BlockRole, Outline, OwnYear, PlanDrafted
from extract.stretches import Stretch

_ANNOUNCED = re.compile(
    r"(?:现将|现就|现对)[^。；\d]{0,24}(?P<y>20\d\d)\s*年度?[^。；\d]{0,30}(?:自评|绩效|支出)[^。；\d]{0,20}(?:报告|汇报|说明|公开|公布)如下"
    r"|(?:我[局办委厅院校乡镇中]|我单位|我部门|本单位|本部门|本次)[^。；\d]{0,16}(?:对|开展了?)(?P<z>20\d\d)\s*年度?[^。；\d]{0,16}(?:进行了?|开展了?)?[^。；\d]{0,8}(?:绩效自评|自评工作|自我评价)"
)
_END = re.compile(
    r"截[至止]\s*(?P<y>20\d\d)\s*年\s*(?:12\s*月\s*31\s*日|12\s*月底?|末|底)[，,]?\s*[^。；，,\d]{0,24}(?:资产|在职|实有|编制|人员|车辆|债务|存款)"
)
_REPORTS = frozenset(("部门整体支出", "项目支出"))
_OWN = re.compile(r"自评|评价")
_PLAN_NAMES = "一二三四五六七八九"
_BASE = re.compile(
    r"同比\s*(?:[增减上下较与比]{0,2})\s*(?:(?P<y>20\d\d)\s*年|“?十(?P<n>[一二三四五])五”?\s*(?P<when>期末|末|规划末|期初|初))"
)
_ANY_YEAR = re.compile(r"(20\d\d)\s*年")
_DRAFTED = re.compile(
    r"“?十(?P<n>[一二三四五六])五”?[^，。；、]{0,24}?规划(?:\s*[》”])?(?:的)?(?:编制|起草)(?!了|完成|质量|经费|费|项目|服务|资金|尾款|合同|情况|说明|单位)(?:工作|任务)?"
)
_LATER = re.compile(r"评估|修编|修订|调整|中期|终期|落实|实施方案|根据|按照|依据|围绕|自20|曾|此前|任务|要求")
_FIRST_PLAN = 2001  # 十五: the years 2001 to 2005
_YEARS = 5


def own_years(outline: Outline, said: Sequence[Stretch]) -> Iterator[OwnYear]:
    """The years that a self-evaluation report calls its own in its running text."""
    cover = outline.cover
    if cover.year is None or cover.kind not in _REPORTS or not _OWN.search(cover.title):
        return
    ends: list[tuple[int, OwnYear]] = []
    for stretch in said:
        text = stretch.text
        if stretch.role is BlockRole.COVER or "20" not in text:
            continue
        for found in _ANNOUNCED.finditer(text):
            name = "y" if found["y"] else "z"
            at = found.start(name)
            end = text.index("年", at) + 1 + text.startswith("度", text.index("年", at) + 1)
            yield OwnYear(stretch.words(at, end), int(found[name]), "自评年度")
        if "截" in text:
            for found in _END.finditer(text):
                words = stretch.words(found.start(), found.end())
                ends.append((stretch.block, OwnYear(words, int(found["y"]), "年末")))
    # The end of the year before is what the end of this one is told beside.
    yield from (claim for _, claim in ends if not any(other.year == cover.year for _, other in ends))


def bases(stretch: Stretch, year: int | None) -> Iterator[BaseNamed]:
    """同比 with what it is said to be against."""
    text = stretch.text
    for found in _BASE.finditer(text):
        left = max(text.rfind(mark, 0, found.start()) for mark in "。；\n") + 1
        named = [int(y) for y in _ANY_YEAR.findall(text[left : found.start()])]
        of = named[-1] if named else year
        if of is None:
            continue
        if found["y"]:
            base = int(found["y"])
        else:
            first = _first(found["n"])
            base = first + _YEARS - 1 if "末" in found["when"] else first - 1
        yield BaseNamed(stretch.words(found.start(), found.end()), base, of)


def plans(stretch: Stretch) -> Iterator[PlanDrafted]:
    """Five-year plans that are said to be drafted."""
    text = stretch.text
    if "编制" not in text and "起草" not in text:
        return
    for found in _DRAFTED.finditer(text):
        left = max(text.rfind(mark, 0, found.start()) for mark in "。；，\n") + 1
        right = min((at for mark in "。；，\n" if (at := text.find(mark, found.end())) >= 0), default=len(text))
        if _LATER.search(text[left : found.start()] + text[found.end() : right]):
            continue
        first = _first(found["n"])
        yield PlanDrafted(stretch.words(found.start(), found.end()), first, first + _YEARS - 1)


def _first(name: str) -> int:
    """The first year of 十一五, 十二五 … by the numeral in it."""
    return _FIRST_PLAN + _YEARS * (_PLAN_NAMES.index(name) + 1)
