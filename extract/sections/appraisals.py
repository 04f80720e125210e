"""What the prose says of matters that the indicators of the report score: problems admitted, and what is praised."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache

from extract.lexicon import reference_folder
from extract.model import Appraisal, IndicatorTree, Marks, Section
from extract.sections.chapters import Chapters, marks_of, matched
from extract.stretches import Stretch

_PROBLEMS = re.compile(r"存在.{0,8}(?:问题|不足)|主要问题|^(?:问题|不足)|问题(?:和|及|与|、)|问题$|不足$")
_BAD = re.compile(
    r"不到位|不够|不足|不规范|不及时|不完善|不健全|不高|不强|不细|不准|不科学|不合理|不严|不明确|不全面|不完整|不清|不符|不深|不一致|不实"
    r"|挤占|挪用|截留|虚列|坐支|套取|偏低|滞后|有待|仍需|还需|亟待|亟需|薄弱|欠缺|欠规范|未使用|未能|未及时|未按|未严格|未做到|未建立|未执行|缺乏|缺失|脱节|流于形式|粗放|有差距"
)
_NEAR = 6  # characters between a word of blame and what it blames
_CLAUSE = re.compile(r"[^，。；;！？\n]+")
_ENUMERATOR = re.compile(
    r"\s*(?:[（(]?[一二三四五六七八九十0-9]{1,3}[)）]|[一二三四五六七八九十0-9]{1,3}[、.．]|[一二三四五六七八九十]是)\s*"
)
_MENDED = re.compile(
    r"已整改|整改到位|已完善|为解决|针对|避免|防止|杜绝|克服|解决了|改进|措施|建议|下一步|进一步|今后|加强|强化|财政部门|上级|其他单位|乡镇|部分单位"
)
_STILL = re.compile(r"有待|仍需|还需|亟待|亟需")
_PRAISE = re.compile(
    r"(?:确保|保证|做到|实现)(?:了)?(?P<what>[\u4e00-\u9fff“”]{2,12}?)(?:更加|均)?(?:合理|规范|科学|健全|完善|到位|完整|有效)(?![性的地])"
)
_AIMS = re.compile(r"下一步|今后|将|要|应|进一步|建议|为了?|目标|旨在|以(?=确保|保证)")


class _Topic:
    """A matter that reports speak of, with the words for it in the prose and in the names of indicators."""

    def __init__(self, name: str, said: str, indicator: str, unless: str) -> None:
        self.name = name
        self.words = tuple(said.split("|"))
        self.indicator = tuple(indicator.split("|"))
        self.unless = tuple(word for word in unless.split("|") if word)

    def about(self, clause: str) -> bool:
        """Whether a clause speaks of the matter, and not of another side of it."""
        if not any(word in clause for word in self.words):
            return False
        return not any(word in clause for word in self.unless)

    def wanting(self, clause: str) -> bool:
        """Whether a clause finds the matter wanting: a word of blame behind its name, or right in front of it."""
        if not self.about(clause):
            return False
        at = min(clause.find(word) for word in self.words if word in clause)
        return any(bad.start() >= at or at - bad.end() <= _NEAR for bad in _BAD.finditer(clause))

    def marks(self, trees: Sequence[IndicatorTree]) -> tuple[Marks, ...]:
        """The indicators of the report that score the matter."""
        return marks_of(trees, lambda name: any(word in name for word in self.indicator))


@cache
def _topics() -> tuple[_Topic, ...]:
    with (reference_folder() / "topics.csv").open(encoding="utf-8", newline="") as lines:
        return tuple(
            _Topic(row["topic"], row["said"], row["indicator"], row["unless"]) for row in csv.DictReader(lines)
        )


def appraisals(chapters: Chapters, trees: Sequence[IndicatorTree]) -> Iterator[Appraisal]:
    """What is admitted among the problems, then what is praised elsewhere, once for each matter."""
    scored = [tree for tree in trees if any(i.score is not None for i in tree.indicators)]
    if not scored:
        return
    marks = {topic.name: topic.marks(scored) for topic in _topics()}
    told: set[str] = set()
    done: set[int] = set()
    for section in chapters.body():
        if not _PROBLEMS.search(section.title) or section.index in done:
            continue
        done.update(s.index for s in chapters.within(section))
        for stretch in _problems(chapters, section):
            for found in _admitted(stretch, marks):
                if found.topic not in told:
                    told.add(found.topic)
                    yield found
    praised: set[str] = set()
    for stretch in chapters.stretches:
        if stretch.spot.cell is None and (home := chapters.outline.section_of[stretch.block]) not in done:
            for found in _praised(stretch, marks):
                if home is not None and found.topic not in praised:
                    praised.add(found.topic)
                    yield found


def _problems(chapters: Chapters, section: Section) -> Iterator[Stretch]:
    """What is told under a heading of problems up to where it goes over to what is to be done."""
    for one in chapters.within(section):
        head = chapters.head(one)
        if one is not section and head is not None:
            if re.search(r"改进|措施|建议|下一步|原因", one.title) and not _BAD.search(one.title):
                continue
            yield head
        for stretch in chapters.below(one) if one is section else ():
            home = chapters.outline.section_of[stretch.block]
            if home == one.index and stretch.spot.cell is None:
                yield stretch
        if one is not section:
            yield from (s for s in chapters.below(one) if chapters.outline.section_of[s.block] == one.index)


def _admitted(stretch: Stretch, marks: Mapping[str, tuple[Marks, ...]]) -> Iterator[Appraisal]:
    for clause in _CLAUSE.finditer(stretch.text):
        if _MENDED.search(clause.group()) and not _STILL.search(clause.group()):
            continue
        for topic in _topics():
            if marks[topic.name] and topic.wanting(clause.group()):
                lead = _ENUMERATOR.match(clause.group())
                start, end = matched(stretch, clause.start() + (lead.end() if lead else 0), clause.end())
                yield Appraisal(stretch.words(start, end), topic.name, marks[topic.name])


def _praised(stretch: Stretch, marks: Mapping[str, tuple[Marks, ...]]) -> Iterator[Appraisal]:
    for clause in _PRAISE.finditer(stretch.text):
        before = stretch.text[max(0, clause.start() - 12) : clause.start()]
        if _AIMS.search(re.split(r"[。；]", before)[-1]):
            continue
        for topic in _topics():
            if topic.about(clause["what"]) and marks[topic.name]:
                yield Appraisal(stretch.words(clause.start(), clause.end()), topic.name, marks[topic.name], good=True)
