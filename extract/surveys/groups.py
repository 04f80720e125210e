"""Groups of people within one questionnaire (发放300份，其中学生240份、教师60份；收回…，其中学生…), and a figure for all of them
together (综合满意度)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from extract.model import Binding, Document, Fact, MeanClaim, Paragraph, Survey, Words

_OF_WHICH = re.compile(r"[，,；;（(\s]*其中\s*[:：，,]?\s*")
_ITEM = re.compile(
    r"(?P<name>[\u4e00-\u9fff]{1,12}?)(?:为|有|共|计|[:：])?\s*(?P<n>[\d０-９][\d０-９,，]*)\s*(?:份|张|人|户|名|票)"
    r"\s*(?:[、，,和及；;]\s*(?!其中))?"
)
_MORE = re.compile(r"\s*[、和及]\s*")
_STAGE = re.compile(r"发放|发出|投放|发给|收回|回收|返回|有效|无效|率")
_NO_NAME = re.compile(
    r"共发|问卷|调查表|测评表|评议表|满意度|调查|测评|本次|其中|分别|全年|共计?|累计|随机|集中|线上|线下|现场|网络|纸质|抽样|发放|发出|投放|派发|印发|分发|共发|发给|收回|有效"
    r"|以及|此外|另外?|同时|还|再|面向|针对|经|[向对给了的为]|\d.*"
)
_LONGEST = 10

_RATE = re.compile(
    r"(?P<who>[\u4e00-\u9fff“”（）()]{1,24}?)满意[度率](?:得分|评分|平均值|均值)?(?:均|约|分别)?(?:为|达到|达|是|[:：])*\s*(?P<n>\d+(?:\.\d+)?)\s*(?:%|％|分)"
)
_ALL = re.compile(r"(?:综合|总体|平均|整体|总的?|各类.{0,8}|合计)$")
# Groups of people. Of what they are asked about, a questionnaire may ask once more as a whole.
_PEOPLE = re.compile(
    r"(?:生|师|家长|众|企业|民|者|工|员|干部|部门|单位|对象|客|户|业主|人|代表|机构|公司|学校|医院|社区|乡镇)[”）)]?的?$"
)
_LEAD = re.compile(
    r"^(?:其中|经统计|经汇总|经测算|据统计|调查显示|结果显示|调查结果显示|统计结果显示|分别|以及|和|与|及)+"
)
_ELSE = re.compile(r"目标|[上去]年|较|比|不低于|达标|要求|提高|以上|全[国省市县]")
_WEIGHTED = re.compile(r"加权|权重|比重|占比")


@dataclass(frozen=True)
class Group:
    """The counts of one group by stage: sent, returned, valid."""

    name: str
    counts: Mapping[str, Fact]

    def called(self, stage: str, label: str) -> Fact | None:
        """The count of a stage under the words for it."""
        fact = self.counts.get(stage)
        if fact is None or fact.quantity.dimension != "count":
            return None
        label = self.name + label
        return replace(fact, label=label, item=(label,), binding=max(fact.binding, Binding.CUE))


def name_of(words: str) -> str:
    """Whom words in front of a count name; "" for nobody."""
    name = re.sub(r"[^\u4e00-\u9fff]", "", _NO_NAME.sub("", words))
    return name if len(name) <= _LONGEST else ""


def names_people(name: str) -> bool:
    """Whether a name is one of people, and not of what they are asked."""
    return _PEOPLE.search(name) is not None


def groups_within(text: str, stages: Mapping[str, re.Match[str]]) -> dict[str, dict[str, int]]:
    """The groups that stand at more than one stage, by name: where the figure of each stage begins. `stages` are the
    words of each stage up to its first figure, which is that of all groups (收回290份，其中学生…) or of the first
    (收回学生问卷240份、教师问卷50份)."""
    found: dict[str, dict[str, int]] = {}
    for stage, words in stages.items():
        begun = _OF_WHICH.match(text, words.end())
        at = begun.end() if begun is not None else len(text)
        number = re.search(r"[\d０-９]", words[0])
        first = name_of(words[0][: number.start()]) if number else ""
        if begun is None and number and first:
            more = _MORE.match(text, words.end())
            found.setdefault(first, {})[stage] = words.start() + number.start()
            at = more.end() if more is not None else at
        while (item := _ITEM.match(text, at)) is not None and not _STAGE.search(item["name"]):
            name = name_of(item["name"])
            if name:
                found.setdefault(name, {})[stage] = item.start("n")
            at = item.end()
    return {name: places for name, places in found.items() if len(places) > 1}


def overall_means(document: Document, facts: Sequence[Fact], surveys: Sequence[Survey]) -> Iterator[MeanClaim]:
    """The satisfaction of all groups together, where a paragraph prints that of each group before it."""
    by_block: dict[int, dict[int, Fact]] = {}
    for fact in facts:
        by_block.setdefault(fact.location.block, {})[fact.location.start] = fact
    named: dict[int, list[Survey]] = {}
    for survey in surveys:
        counts = [fact for fact in (survey.sent, survey.returned, *survey.valid) if fact is not None]
        if survey.table is None and survey.title and counts:
            named.setdefault(counts[0].location.block, []).append(survey)
    for block in document.blocks:
        if not isinstance(block, Paragraph) or block.toc:
            continue
        own = by_block.get(block.index, {})
        rates = [
            (_LEAD.sub("", found["who"]), own[found.start("n")])
            for found in _RATE.finditer(block.text.content)
            if found.start("n") in own and not _ELSE.search(found["who"])
        ]
        wholes = [(who, fact) for who, fact in rates if _ALL.search(who)]
        parts = [(who, fact) for who, fact in rates if names_people(who)]
        if len(wholes) != 1 or len(parts) < 2 or len(wholes) + len({who for who, _ in parts}) < len(rates):
            continue
        near = max((index for index in named if index <= block.index), default=None)
        (_, mean), members = wholes[0], [fact for _, fact in parts]
        everything = (mean, *members)
        if len({(f.quantity.dimension, f.year) for f in everything}) > 1 or not all(
            f.quantity.exact for f in everything
        ):
            continue
        yield MeanClaim(
            mean,
            tuple(members),
            Words(mean.quantity.text, mean.location, mean.quote),
            _counts([who for who, _ in parts], named[near] if near is not None else ()),
            _WEIGHTED.search(block.text.content) is not None,
        )


def _counts(names: Sequence[str], surveys: Sequence[Survey]) -> tuple[tuple[Fact, ...], ...]:
    """How many of each group answered, were asked or came back; () where one is not known or another group was asked."""
    matched = [[s for s in surveys if s.title in name or name in s.title] for name in names]
    if any(len(found) != 1 for found in matched):
        return ()
    own = [found[0] for found in matched]
    if any(a is b for a, b in pairwise(own)) or len(surveys) != len(own):
        return ()
    ways = (
        [s.valid[0] if s.valid else None for s in own],
        [s.returned for s in own],
        [s.sent for s in own],
    )
    return tuple(tuple(f for f in way if f is not None) for way in ways if all(f is not None for f in way))
