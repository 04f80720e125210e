"""The scored points of a rubric: enumerated (①…得 0.5 分；②…), and steps of which only one is given (优得 4 分，良得
3 分；90% 以上得 5 分，80%—90% 得 4 分)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise

from extract.model import RubricPoint
from extract.rubrics.bands import band
from extract.rubrics.said import Said

_MARKS = (
    re.compile("[①-⑳]"),
    re.compile(r"(?:^|(?<=[;。,:]))\(\d{1,2}\)"),
    re.compile(r"(?:^|(?<=[;。,:分]))\d{1,2}[.、)](?!\d)"),
    re.compile(r"(?:^|(?<=[;。,:]))[一二三四五六七八九]是"),
    re.compile(r"(?:^|(?<=[;。,:]))[a-fA-F][.、)]"),
)
_VERB = r"各?(?:得|计|记|给|加|评|赋|占)"
_POINT = re.compile(
    rf"(?P<verb>{_VERB})?(?P<lead>[,(:、])?(?P<points>(?<![\d.\-~至到])\d+(?:\.\d+)?)分(?!以|及以|之|\(含|值|[的]?\d)"
)
_SHARE = re.compile(
    rf"{_VERB}(?:(?:权重分?|分值|满分|标准分|该项分)的?(?P<a>\d+(?:\.\d+)?)%|(?P<b>\d+(?:\.\d+)?)%(?:的?(?:权重|分值|满分|标准)分?|(?=[,;。)]|$)))"
)
# 优=100%、良=80%、中=60%、差=0: grades that are worth shares of the weight.
_GRADE = re.compile(
    r"(?:优秀?|良好?|较好|好|中等?|一般|合格|及格|较差|差|不合格|不及格)(?:=|:|\(|为|的?[得计按])(?P<share>\d+(?:\.\d+)?)(?:%|(?=[,;、。)×]|$))"
)
_NOTHING = re.compile(r"不得分|不计分|不给分|(?:得|计|记|为)零分")
_NO_POINT_BEFORE = re.compile(
    r"(?:扣|扣除|扣减|满分|总分|得分|评分|权重分?\(?|分值\(?|标准分\(?|[≥≤<>=]|达到?|低于|高于)$"
)
_FULL = re.compile(rf"(?:{_VERB}|为)?(?:满分|全分)")
_CHOICE = re.compile(
    r"优秀?[^,;。]{0,6}(?:得|计)|良好?[^,;。]{0,6}(?:得|计)|较好|较差|一般|基本|部分(?!门)|大部分|否则|其他"
)
_CLAUSE = re.compile(r"[^;。]+")


@dataclass(frozen=True, slots=True)
class Scored:
    """A run of the text that is worth so many points. `nothing` says that the words give zero, `full` the weight."""

    points: Decimal
    start: int
    end: int
    from_start: int


def items(text: str) -> list[tuple[int, int]]:
    """The numbered items of a rubric as spans, each from its number to the next; [] where nothing is numbered."""
    for mark in _MARKS:
        starts = [m.start() for m in mark.finditer(text)]
        if len(starts) >= 2:
            return list(zip(starts, [*starts[1:], len(text)], strict=True))
    return []


def scored(text: str, start: int, end: int, weight: Decimal | None, numbered: bool) -> Iterator[Scored]:
    """What the words of a span give points for, in order."""
    found: list[tuple[int, int, Decimal]] = []
    for match in _POINT.finditer(text, start, end):
        if _NO_POINT_BEFORE.search(text[max(start, match.start() - 6) : match.start()]):
            continue
        if not (numbered or match["verb"] or match["lead"]):
            continue
        found.append((match.start(), match.end(), Decimal(match["points"])))
    for match in _NOTHING.finditer(text, start, end):
        found.append((match.start(), match.end(), Decimal(0)))
    if weight is not None:
        for match in _SHARE.finditer(text, start, end):
            share = Decimal(match["a"] or match["b"])
            found.append((match.start(), match.end(), weight * share / 100))
        for match in _FULL.finditer(text, start, end):
            if not re.match(r"的|\d|为\d|值", text[match.end() :]):
                found.append((match.start(), match.end(), weight))
    begin = start
    for first, last, points in sorted(found):
        if first < begin:
            continue
        yield Scored(points, first, last, begin)
        begin = last


def enumerated(said: Said, weight: Decimal | None) -> tuple[RubricPoint, ...]:
    """The points of a rubric, () where it has none or where its words leave open how they combine.

    Points of one numbered item of which only one is given share its words; steps of the whole rubric have words of
    their own.
    """
    text = said.text
    spans = items(text)
    graded = _graded(said, weight) if not spans else ()
    if graded:
        return graded
    if not spans:
        found = list(scored(text, 0, len(text), weight, False))
        return _unnumbered(said, found, weight) if any(s.points for s in found) else _listed(said, weight)
    groups = [list(scored(text, a, b, weight, True)) for a, b in spans]
    live = [group for group in groups if any(s.points for s in group)]
    singles = [group[0] for group in groups if group]
    if len(live) < 1 or not singles:
        return ()
    if _alternatives(said, groups, weight):
        return tuple(_step(said, a, s) for (a, _), group in zip(spans, groups, strict=True) for s in group)
    # Points that come to the weight are given one and all, even where the number of an item got lost.
    together = sum(s.points for group in groups for s in group) == weight
    out: list[RubricPoint] = []
    for (a, b), group in zip(spans, groups, strict=True):
        worth = [s for s in group if s.points]
        if not group:
            return ()  # an item without points: what it is worth is not said
        if not worth:
            continue  # a veto
        if len(worth) == 1:
            s = worth[0]
            out.append(RubricPoint(said.piece(a, s.end), s.points))
        elif together:
            out.extend(RubricPoint(said.piece(s.from_start, s.end), s.points) for s in worth)
        else:
            whole = said.piece(a, b)
            out.extend(RubricPoint(whole, s.points, True) for s in worth)
    return tuple(out)


def _alternatives(said: Said, groups: list[list[Scored]], weight: Decimal | None) -> bool:
    """Whether numbered items are steps of which one is given."""
    if any(len(group) != 1 for group in groups):
        return False
    points = [group[0].points for group in groups]
    texts = [said.text[group[0].from_start : group[0].end] for group in groups]
    if sum(1 for text in texts if band(text) is not None) >= 2:
        return True
    if any(not p for p in points) and not any(re.search("一旦|存在|出现|发现|否决", t) for t in texts[-1:]):
        return True
    falling = all(a > b for a, b in pairwise(points))
    return weight is not None and sum(points) != weight and max(points) == weight and falling


def _graded(said: Said, weight: Decimal | None) -> tuple[RubricPoint, ...]:
    """The grades of a rubric as shares of its weight: at least three, from all of it down."""
    found = list(_GRADE.finditer(said.text))
    shares = [Decimal(match["share"]) for match in found]
    if weight is None or len(shares) < 3 or shares[0] != 100 or "%" not in found[0][0]:
        return ()
    if not all(a > b for a, b in pairwise(shares)) or "分" in said.text[found[0].start() : found[-1].end()]:
        return ()
    return tuple(
        RubricPoint(said.piece(*match.span()), weight * share / 100, True)
        for match, share in zip(found, shares, strict=True)
    )


def _listed(said: Said, weight: Decimal | None) -> tuple[RubricPoint, ...]:
    """Points without a number or a verb (完整性 1 分、合理性 2 分; 有专人 2 分，没有不得分), told by their coming to the
    weight."""
    runs = list(scored(said.text, 0, len(said.text), weight, True))
    found = [s for s in runs if s.points]
    if sum(s.points for s in found) != weight:
        return ()
    if len(found) == 1:
        return _steps(said, runs) if len(runs) == 2 and runs[0].points else ()
    return tuple(RubricPoint(said.piece(s.from_start, s.end), s.points) for s in found)


def _unnumbered(said: Said, found: list[Scored], weight: Decimal | None) -> tuple[RubricPoint, ...]:
    if len([s for s in found if s.points]) < 2:
        if len(found) == 2 and found[0].points and weight == found[0].points and not found[1].points:
            return _steps(said, found)  # 符合得 2 分，否则不得分
        return ()
    worth = [s.points for s in found if s.points]
    texts = [said.text[s.from_start : s.end] for s in found]
    bands = sum(1 for text in texts if band(text) is not None)
    if bands < 2 and not any(_CHOICE.search(text) for text in texts) and sum(worth) == weight:
        return tuple(RubricPoint(said.piece(s.from_start, s.end), s.points) for s in found if s.points)
    falling = all(a > b for a, b in pairwise(worth))
    rising = all(a < b for a, b in pairwise(worth))
    if (falling or rising) and (weight is None or max(worth) == weight or bands >= 2):
        return _steps(said, found)
    return ()


def _steps(said: Said, found: list[Scored]) -> tuple[RubricPoint, ...]:
    return tuple(_step(said, s.from_start, s) for s in found)


def _step(said: Said, start: int, scored_: Scored) -> RubricPoint:
    low, high = band(said.text[start : scored_.end]) or (None, None)
    return RubricPoint(said.piece(start, scored_.end), scored_.points, True, low, high)
