"""The parts that a self-evaluation report is made of, and what its headings announce."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from extract.model import BlockRole, HalvesTold, Outline, ReportParts, Section, Words
from extract.numbering import parse_number
from extract.sections.chapters import Chapters, matched
from extract.stretches import Stretch

_REPORTS = frozenset(("部门整体支出", "项目支出"))
_TITLE = re.compile(r"(?:自评|评价).{0,6}(?:报告|总结)")
_PARTS = (
    ("基本情况", re.compile(r"基本情况|概况|概述|简介|简述|职[能责]|背景|基本信息|主要内容|立项")),
    ("评价结论", re.compile(r"结论|(?:评价|自评|评分|打分)结果|得分|评分|综合评价|自评等级|总体评价")),
    ("存在问题", re.compile(r"问题|不足|短板|困难|偏离|偏差|薄弱|未完成")),
    ("改进措施", re.compile(r"改进|建议|措施|整改|下一步|下步|打算|努力方向|对策|思路和举措")),
)
# Words of the running text that do for a part without a heading of its own.
_TOLD = {
    "基本情况": re.compile(r"(?:单位|部门|项目|本?局|中心)(?:基本情况|概况|简介)|主要(?:职责|职能)|内设|编制"),
    "评价结论": re.compile(r"得分|评分|自评分|评价等级|评[定为]{1,2}|“?[优良中差]”?等?[级次]|达到预期|基本完成"),
    "存在问题": re.compile(r"存在.{0,12}(?:问题|不足|差距|短板)|问题(?:主要)?(?:有|是|为|在于)|不足之处|偏差|薄弱"),
}
_MEASURES = re.compile(
    r"改进|整改|措施|建议|对策|下一步|下步|今后|将进一步|打算|继续|应当|有待|要进一步|加大|加强|强化|拟[于将在结]|将[于在会对组建推把按]|正在|针对|对此|年底前|逐一|销号|力争|争取|修订|完善|优化|推进|落实|已[会组制启开]"
)
_PLANS = re.compile(r"改进措施|整改措施|下一步|下步|改进建议|意见建议|有关建议|努力方向|今后工作|改进方向|改进意见")
_PROMISE = re.compile(
    r"(?:提出|给出|形成|制定|提供)[^，。；]{0,10}(?:改进|整改|完善|对策|优化)[^，。；]{0,6}(?:建议|措施|意见|对策)"
)
_PROMISED = (
    ("存在问题", re.compile(r"(?:找出|查找|发现|查摆|梳理)[^，。；]{0,18}(?:问题|薄弱环节|不足|短板)")),
    ("改进措施", _PROMISE),
)
_PURPOSE = re.compile(r"目的|思路|过程|目标|组织|方法|工作开展")
_LEAST = 3  # sections of a whole report
_DATED = re.compile(
    r"^\s*(?:[\u4e00-\u9fff]{2,4}(?:日期|时间)\s*[：:]\s*)?\d{4}\s*年\s*\d{1,2}\s*月(?:\s*\d{1,2}\s*日)?\s*$"
)
_END = re.compile(r"\d{4}\s*年\s*\d{1,2}\s*月|[（(](?:盖章|公章|签章)[)）]|附[件表]?\s*[：:0-9０-９一二三四五]")
_PROBLEM_HEAD = re.compile(r"问题")
_TWO = re.compile(r"(?P<first>问题|结论).{0,4}(?:[及和与、]|以及).{0,12}(?:措施|建议|打算|对策|改进|整改)")
_FIRST = {"问题": "存在问题", "结论": "评价结论"}
_HALVES = (("预决算", ("预算", "决算")),)
_NOT_THE_HALF = re.compile(r"预决算|预、决算|预(?:算)?[和及]决算|决预算")
_SPOKEN = 12  # characters that must stand under a heading before it is said what they lack
_RUN_IN = 24


def report_parts(chapters: Chapters, outline: Outline, reasons: Sequence[Words]) -> Iterator[ReportParts]:
    """The parts of a whole report; nothing of an excerpt, or of a paper that is no self-evaluation report. `reasons` are
    the cells of its forms for deviations and what is done about them."""
    if outline.cover.kind not in _REPORTS or not _TITLE.search(outline.cover.title):
        return
    title = next((s for s in chapters.stretches if s.role is BlockRole.COVER and "报告" in s.text), None)
    tops = [s for s in chapters.body() if s.level == 1]
    values = [number.value for s in tops if (number := parse_number(f"{s.number} {s.title}")) is not None]
    if title is None or len(tops) < _LEAST or values != list(range(1, len(tops) + 1)):
        return
    last = chapters.head(tops[-1])
    if last is None or not _ended(chapters, tops[-1]):
        return
    parts = tuple(
        (name, words) for name, pattern in _PARTS if (words := _part(chapters, name, pattern, reasons)) is not None
    )
    promised = tuple(_promises(chapters))
    yield ReportParts(outline.cover.kind, _line(title), parts, promised, _line(last))


def _ended(chapters: Chapters, last: Section) -> bool:
    """Whether the end of the report is there: a table of contents that names its last section, attachments behind it, a
    date or seal below it, or a date on its cover, which then has none at its end."""
    if chapters.outline.toc or any(s.attachment for s in chapters.sections):
        return True
    if any(s.role is BlockRole.COVER and _DATED.search(s.text) for s in chapters.stretches):
        return True
    lines = [s.text.strip() for s in chapters.below(last)]
    return bool(lines) and len(lines[-1]) < 40 and _END.search(lines[-1]) is not None


def _line(stretch: Stretch) -> Words:
    start, end = matched(stretch, 0, len(stretch.text), 60)
    return stretch.words(start, end)


def _part(chapters: Chapters, name: str, pattern: re.Pattern[str], reasons: Sequence[Words]) -> Words | None:
    """The heading of a part, or the words that do for it."""
    for section in chapters.sections:
        if pattern.search(section.title) and (name == "改进措施" or not section.attachment):
            head = chapters.head(section)
            if head is not None:
                return _line(head)
    if name == "改进措施":
        return _measures(chapters) or next((words for words in reasons if _MEASURES.search(words.text)), None)
    told = _TOLD[name]
    for stretch in chapters.stretches:
        if stretch.role in (BlockRole.COVER, BlockRole.TOC):
            continue
        found = told.search(stretch.text)
        if found and not (name == "存在问题" and _PROMISED[0][1].search(stretch.text)):
            return stretch.words(found.start(), found.end())
    return None


def _measures(chapters: Chapters) -> Words | None:
    """Words that say what is to be done better: under the heading of the problems, or at the head of a sentence."""
    for section in chapters.body():
        if _PROBLEM_HEAD.search(section.title):
            for stretch in chapters.below(section):
                if found := _MEASURES.search(stretch.text):
                    return stretch.words(found.start(), found.end())
    for stretch in chapters.stretches:
        if stretch.role is BlockRole.COVER or stretch.spot.cell is not None:
            continue
        for found in _PLANS.finditer(stretch.text):
            begun = max(stretch.text.rfind(mark, 0, found.start()) for mark in "。；：！") + 1
            if found.start() - begun < _RUN_IN and not _PROMISE.search(stretch.text):
                return stretch.words(found.start(), found.end())
    return None


def _promises(chapters: Chapters) -> Iterator[tuple[str, Words]]:
    """The parts that the purpose of the evaluation announces, with the words that do."""
    for section in chapters.body():
        if not _PURPOSE.search(section.title):
            continue
        for stretch in chapters.below(section):
            for name, pattern in _PROMISED if stretch.spot.cell is None else ():
                if found := pattern.search(stretch.text):
                    yield name, stretch.words(found.start(), found.end())


def halves(chapters: Chapters) -> Iterator[HalvesTold]:
    """Headings that announce two things, on lines of their own or in front of the sentence."""
    for section in chapters.body():
        head = chapters.head(section)
        if head is not None and len(section.title) <= _RUN_IN:
            yield from _halves(head, 0, len(head.text), list(chapters.below(section)))
    for stretch in chapters.lines():
        text = stretch.text
        if stretch.spot.cell is not None or not any(word in text[:_RUN_IN] for word, _ in _HALVES):
            continue
        number = parse_number(text)
        colon = re.search(r"[：:。]", text[:_RUN_IN])
        if number is not None and colon is not None:
            yield from _halves(stretch, 0, colon.start(), [stretch], colon.end())


def _halves(head: Stretch, start: int, end: int, below: list[Stretch], after: int = 0) -> Iterator[HalvesTold]:
    start, end = matched(head, start, end)
    title = head.text[start:end]
    texts = [(s, after if s is head else 0) for s in below]
    if sum(len(s.text) - begin for s, begin in texts) < _SPOKEN:
        return
    for word, names in _HALVES:
        at = title.find(word)
        if at >= 0 and not any(_NOT_THE_HALF.search(s.text, begin) for s, begin in texts):
            told = tuple((name, _first(name, texts)) for name in names)
            if any(words is not None for _, words in told):
                yield HalvesTold(head.words(start, end), told)
    if two := _TWO.search(title):
        measures = next((s.words(m.start(), m.end()) for s, b in texts if (m := _MEASURES.search(s.text, b))), None)
        first = below[0]
        begun, stop = matched(first, after if first is head else 0, len(first.text), 30)
        yield HalvesTold(
            head.words(start, end), ((_FIRST[two["first"]], first.words(begun, stop)), ("改进措施", measures))
        )


def _first(name: str, texts: list[tuple[Stretch, int]]) -> Words | None:
    for stretch, begin in texts:
        at = stretch.text.find(name, begin)
        if at >= 0:
            return stretch.words(at, at + len(name))
    return None
