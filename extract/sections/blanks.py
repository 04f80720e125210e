"""What a report leaves blank: sections without words, lines without signature and date, problems it says it has none of."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice

from extract.model import BlankSignature, BlockRole, EmptySection, NoProblems, Section
from extract.numbering import parse_number
from extract.sections.chapters import Chapters, matched
from extract.stretches import Stretch

_TO_SIGN = re.compile(
    r"(?:撰写人|负责人|填报人|填表人|审核人|经办人|编制人|领导|组长|复核人)\s*(?:[（(]\s*(?:签字|签名|签章|签字盖章)\s*[)）]\s*[：:]?|签[字名章]\s*[：:])"
    r"\s*(?P<day>年\s*月\s*日)?\s*$"
)
_LABELLED = re.compile(r"^\s*(?:填报|填表|报告|撰写|编制|报送)(?:日期|时间)\s*[：:]\s*(?:年\s*月\s*日)\s*$")
_NO_DAY = re.compile(r"^\s*(?:(?:日期|时间|填报日期|填表日期)\s*[：:]\s*)?年\s+月\s+日\s*$")
_NUMBERED = re.compile(r"[一二三四五六七八九十]+、|[（(][一二三四五六七八九十]+[)）]|第.{1,3}[部章]")
_NOTHING = re.compile(r"\s*(?:略|此处略|（略）|\(略\)|待补充|待完善|……+|/)\s*[。.]?\s*")
_ELSEWHERE = re.compile(r"附[件表]|见|目\s*录|其他|另")
_NONE = r"(?:暂)?(?:无|没有|不存在|未发现)(?:明显的?|重大|突出)?(?:的?问题|不足)?"
_ALL_NONE = re.compile(rf"\s*{_NONE}\s*[。.；;]?\s*")
_RUN_IN_NONE = re.compile(
    r"存在(?:的)?(?:主要)?(?:问题|不足)(?:及[^：:。；]{0,10})?\s*[：:]\s*(?P<none>(?:暂)?无(?!法|效|人|证|序|偿|力|障|需|须)(?:问题)?)\s*(?=[。；;]|$)"
)
_PROBLEMS = re.compile(r"存在.{0,6}(?:问题|不足)|^(?:主要)?问题")
_KEY = re.compile(r"\s*存在(?:的)?(?:主要)?(?:问题|不足)(?:及[^：:]{0,10})?\s*[：:]?\s*")
_LONGEST_NONE = 12
_CLOSING = re.compile(r"改进|整改|措施|建议|下一步|打算")  # what a report ends with
_RUN_ON = 40  # a line to be signed is no longer, a section that says something is
_MOST = 8


def blank_signatures(chapters: Chapters) -> Iterator[BlankSignature]:
    """Lines to be signed that bear neither name nor day, on the cover or in the body of a report with a title, and the day
    of the report left blank beside its name."""
    lines: list[Stretch] = []
    signs = days = 0
    for stretch in chapters.stretches:
        if stretch.spot.cell is not None or stretch.attachment or len(stretch.text) > _RUN_ON:
            continue
        if found := _TO_SIGN.search(stretch.text):
            signs += 1
            days += found["day"] is not None
        elif _NO_DAY.match(stretch.text) is None:
            continue
        else:
            days += 1
        lines.append(stretch)
    lines = lines if signs else [s for s in lines if _LABELLED.match(s.text)]
    if lines and days and chapters.outline.cover.title:
        yield BlankSignature(tuple(s.words(*matched(s, 0, len(s.text))) for s in lines[:_MOST]))


def empty_sections(chapters: Chapters) -> Iterator[EmptySection]:
    """Sections of the body with nothing under their heading, next to one of the same rank that has something. Whoever
    gives the words of the report as a list of headings alone has no empty section, nor has an excerpt without a title."""
    if not chapters.outline.cover.title:
        return
    filled = {"".join(s.title.split()) for s in chapters.sections if chapters.filled(s)}
    last = max((section.index for section in chapters.body()), default=-1)
    for section in chapters.body():
        if not _NUMBERED.match(section.number) or _ELSEWHERE.search(section.title):
            continue
        if not chapters.filled(section) and "".join(section.title.split()) in filled:
            continue  # a line of a table of contents
        below = list(islice(chapters.below(section), 2))
        said = below[0] if len(below) == 1 and below[0].spot.cell is None else None
        bare = not chapters.filled(section)
        closing = section.index == last and _CLOSING.search(section.title) is not None
        if bare and not closing and not _counted_on(chapters, section):
            continue  # the file may have been cut here, or what follows is what stands under it
        if not bare and (said is None or not _NOTHING.fullmatch(said.text)):
            continue
        head = chapters.head(section)
        beside = next((s for s in _siblings(chapters, section) if _spoken(chapters, s)), None)
        near = chapters.head(beside) if beside is not None else None
        if head is None or near is None or head.spot.cell is not None:
            continue
        yield EmptySection(
            head.words(*matched(head, 0, len(head.text))),
            near.words(*matched(near, 0, len(near.text))),
            said.words(*matched(said, 0, len(said.text))) if said is not None else None,
        )


def _siblings(chapters: Chapters, section: Section) -> Iterator[Section]:
    """The sections right before and right after one, of the same rank."""
    same = [s for s in chapters.sections if s.parent == section.parent and s.level == section.level]
    at = same.index(section)
    yield from same[max(0, at - 1) : at]
    yield from same[at + 1 : at + 2]


def _counted_on(chapters: Chapters, section: Section) -> bool:
    """Whether the next heading is the next number of the same count, or of one above."""
    after = chapters.sections[section.index + 1 : section.index + 2]
    if not after or after[0].attachment:
        return False
    one, other = (parse_number(f"{s.number} {s.title}") for s in (section, after[0]))
    if one is None or other is None:
        return False
    return after[0].level < section.level or (one.style == other.style and other.value == one.value + 1)


def _spoken(chapters: Chapters, section: Section) -> bool:
    return any(len(s.text) > _RUN_ON or s.text.rstrip().endswith("。") for s in chapters.below(section))


def no_problems(chapters: Chapters) -> Iterator[NoProblems]:
    """Where the report says that it has no problems: the section of that name, a line, or a cell beside its key."""
    for section in chapters.sections:
        if _PROBLEMS.search(section.title):
            below = list(chapters.below(section))
            if len(below) == 1 and len(below[0].text) <= _LONGEST_NONE and _ALL_NONE.fullmatch(below[0].text):
                yield NoProblems(below[0].words(*matched(below[0], 0, len(below[0].text))))
    key: Stretch | None = None
    for stretch in chapters.stretches:
        text = stretch.text
        cell = stretch.spot.cell
        if "存在" in text and stretch.role is not BlockRole.TOC and (found := _RUN_IN_NONE.search(text)):
            yield NoProblems(stretch.words(found.start("none"), found.end("none")))
        elif key is not None and _beside(key, stretch) and len(text) <= _LONGEST_NONE and _ALL_NONE.fullmatch(text):
            yield NoProblems(stretch.words(*matched(stretch, 0, len(text))))
        key = stretch if cell is not None and "存在" in text and _KEY.fullmatch(text) else None


def _beside(key: Stretch, value: Stretch) -> bool:
    """Whether two cells stand in one row."""
    one, other = key.spot.cell, value.spot.cell
    return one is not None and other is not None and key.block == value.block and one.row == other.row
