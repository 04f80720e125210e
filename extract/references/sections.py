"""Sections whose heading does not fit: one that is not of the row it stands in, and one that copies another section and
leaves out half of what its heading names."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence

from extract.model import BlockRole, CopiedSection, OddHeading, Outline, Section
from extract.stretches import Stretch

_FEWEST_OTHERS = 3
_ENDING = 2
_SPACE_RE = re.compile(r"\s+")
_MARKS_RE = re.compile(r"[^\u4e00-\u9fffA-Za-z0-9]")
_BOTH_RE = re.compile(r"(?P<first>[\u4e00-\u9fff]{2,12}?)(?:及其?|和|与|、)(?P<second>.{4,30})$")
_GENERAL_RE = re.compile(r"部门|单位|项目|年度|\d{4}\s*年度?|整体|主要")
_LONG = 20  # characters of a paragraph that is worth finding again
_KEY = 16
_FEWEST_PARAGRAPHS = 3
_COPIED = 0.8


def odd_headings(outline: Outline, texts: Sequence[Stretch]) -> Iterator[OddHeading]:
    """A heading with a colon between headings without one, all of which end in the same words."""
    heads = {s.block: s for s in texts if s.role is BlockRole.HEADING}
    groups: dict[tuple[int | None, int, str], list[Section]] = defaultdict(list)
    for section in outline.sections:
        if section.number and section.block in heads:
            groups[(section.parent, section.level, section.attachment)].append(section)
    for sections in groups.values():
        odd = [s for s in sections[1:-1] if s.title.endswith(("：", ":"))]
        others = [s for s in sections if s not in odd]
        if len(odd) != 1 or len(others) < _FEWEST_OTHERS or any(s.title.endswith(("：", ":")) for s in others):
            continue
        ending = _common_ending([s.title for s in others])
        if len(ending) >= _ENDING and not odd[0].title.rstrip("：:").endswith(ending):
            yield OddHeading(heads[odd[0].block].words(), tuple(heads[s.block].words() for s in others), ending)


def _common_ending(titles: Sequence[str]) -> str:
    ending = ""
    for chars in zip(*(reversed(_SPACE_RE.sub("", title)) for title in titles), strict=False):
        if len(set(chars)) > 1:
            break
        ending = chars[0] + ending
    return ending


def copied_sections(outline: Outline, texts: Sequence[Stretch]) -> Iterator[CopiedSection]:
    """Annexes titled 甲及乙 whose paragraphs are those of the section on 乙 of the body."""
    titled = [
        (section, both)
        for section in outline.sections
        if section.attachment and section.parent is None and (both := _BOTH_RE.match(_SPACE_RE.sub("", section.title)))
    ]
    if not titled:
        return
    body: dict[str, Stretch] = {}
    paragraphs: dict[str, list[Stretch]] = defaultdict(list)
    for stretch in texts:
        if len(stretch.text) < _LONG or stretch.spot.cell is not None or stretch.role is BlockRole.TOC:
            continue
        if stretch.attachment:
            paragraphs[stretch.attachment].append(stretch)
        else:
            body.setdefault(_key(stretch.text), stretch)
    for section, both in titled:
        own = [s for s in paragraphs[section.attachment] if s.role is not BlockRole.HEADING]
        copies = [(s, body[_key(s.text)]) for s in own if _key(s.text) in body]
        if len(own) < _FEWEST_PARAGRAPHS or len(copies) < _COPIED * len(own) or copies[0][0] is not own[0]:
            continue
        first = _GENERAL_RE.sub("", both["first"])
        there = outline.section_of[copies[0][1].block]
        above = outline.sections[there].path if there is not None else ""
        if len(first) < _ENDING or first in above or any(first in s.text for s in own):
            continue
        title = next((s for s in texts if s.block >= section.block and _in(section.title, s.text)), None)
        if title is not None and _in(both["second"][-4:], above):
            yield CopiedSection(title.words(), first, own[0].words(0, _LONG), copies[0][1].words(0, _LONG))


def _key(text: str) -> str:
    return _MARKS_RE.sub("", text)[:_KEY]


def _in(short: str, text: str) -> bool:
    return _SPACE_RE.sub("", short) in _SPACE_RE.sub("", text)
