"""What a report's prose says of the goals of its one self-evaluation form: that all of them were reached."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from extract.model import BlockRole, Document, EvaluationForm, Location, Outline, Paragraph, Words

_WHOSE = r"(?:年度|年初|预期|设定|既定|预定|各项|总体|三级|数量|质量|时效|成本|效益|满意度)的?(?:绩效)?"
_GOALS = rf"(?:绩效(?:目标|指标)|{_WHOSE}(?:目标|指标))(?!值|任务|责任|管理|考核|体系)"
_WHOLLY = r"(?:均已?|全部|都已?|全面|圆满|如期全部|百分之百)"
_REACHED = r"(?:完成|实现|达成|达标|达到)"
_DONE = re.compile(
    rf"{_GOALS}[^，,。；;：:]{{0,10}}?{_WHOLLY}[^，,。；;：:]{{0,6}}?{_REACHED}"
    rf"|{_WHOLLY}[^，,。；;：:]{{0,4}}?{_REACHED}了?[^，,。；;：:]{{0,12}}?{_GOALS}"
)
# Said of what is wished for, asked for or left over, of most of it, or of another year.
_NOT_SO = re.compile(
    r"未|没有?|尚|除|基本|大部分|部分|多数|不足|偏差|拟|将|力争|争取|确保|保证|保障|为了?|要求|应当?|须|需要|是否|能否|如果|若|一旦|计划"
    r"|上年|去年|往年|明年|下年|下一|今后|下步|以便|从而|促进|推动|推进|下达|交办|部署"
)
_CLAUSE = re.compile(r"[^，,。；;：:！!？?\n]+")
_SENTENCE = re.compile(r"[^。；;！!？?\n]+")
_YEAR = re.compile(r"((?:19|20)\d\d)\s*年")
_QUOTE = 120


def with_statements(
    forms: Sequence[EvaluationForm], document: Document, outline: Outline
) -> tuple[EvaluationForm, ...]:
    """The forms, the only one of a report with what its prose says of its goals as a whole."""
    if len(forms) != 1:
        return tuple(forms)
    return (replace(forms[0], told_done=tuple(_told(document, outline))),)


def _told(document: Document, outline: Outline) -> Iterator[Words]:
    for block in document.blocks:
        if not isinstance(block, Paragraph) or outline.roles[block.index] is BlockRole.TOC:
            continue
        for sentence in _SENTENCE.finditer(block.text.content):
            found = _DONE.search(sentence[0])
            years = {int(year) for year in _YEAR.findall(sentence[0])}
            if not found or _NOT_SO.search(sentence[0]) or (outline.cover.year and years - {outline.cover.year}):
                continue
            start = sentence.start() + found.start()
            yield _words(block, start, sentence.start() + found.end(), outline.section_path(block.index))


def _words(block: Paragraph, start: int, end: int, section: str) -> Words:
    content = block.text.content
    mark = block.text.mark_at(start)
    place = Location(
        kind="paragraph", section=section, block=block.index, start=start, end=end, page=mark.page, line=mark.line
    )
    clause = next(c[0] for c in _CLAUSE.finditer(content) if c.start() <= start < c.end())
    return Words(content[start:end], place, clause.strip()[:_QUOTE])
