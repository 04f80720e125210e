"""One overall score that prose states in two ways, in a report without a table that settles it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from extract.grades.statements import Statement
from extract.grades.texts import Key, Span, key_of
from extract.model import Binding, Restatement

# A clause that names nobody and nothing but the report's own evaluation.
_GENERAL = re.compile(
    r"(?:经|[本我该]|部门|单位|局|年度|\d{4}年度?|整体|支出|项目|绩效|自我?评价?|自评|综合|评价|最终|合计|结果|总|的|评?得?分数?|评定|为|是|[:：])+"
)
_SUMMARY = re.compile(r"摘要|概要|提要")


def stated_twice(said: Sequence[Statement], spans: Mapping[Key, Span], kind: str) -> Iterator[Restatement]:
    """The statements of the report's own total where they give two values. `kind` is what the report is about: a
    department has one total; that of a project is the report's where its summary gives one, too."""
    groups: dict[bool, list[Statement]] = {}
    for one in said:
        span = spans[key_of(one.score.location)]
        begin, _ = span.sentence(one.score.location.start)
        clause = re.split(r"[，,；;]", re.sub(r"\s", "", span.content[begin : one.score.location.start]))[-1]
        if one.own and not one.other and one.about == kind and _GENERAL.fullmatch(clause):
            groups.setdefault("自评" in clause, []).append(one)
    for group in groups.values():
        scores = [one.score for one in group]
        summed = any(_SUMMARY.search(score.location.section) for score in scores)
        if (kind == "整体" or (kind == "项目" and summed)) and len({s.quantity.value for s in scores}) == 2:
            yield Restatement(tuple(sorted(scores, key=lambda s: s.id)), "同项", binding=Binding.INHERITED)
