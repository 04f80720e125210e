"""评分标准 as data: from the words of a rubric to what it gives marks for and what it takes them away for.

Nothing here judges a score. Where the words leave open how marks come about (酌情, 视情况) the rubric is `open`; where
they are not understood no piece is made of them, and None is returned when nothing is.
"""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal

from extract.model import Rubric, RubricPoint, Words
from extract.rubrics.bands import Threshold, band, thresholds
from extract.rubrics.deductions import Deduction, counts_items, per_item, per_point
from extract.rubrics.goals import at_target, bare, goal, nothing_at, onset
from extract.rubrics.points import enumerated, items
from extract.rubrics.proportions import Proportion, proportion
from extract.rubrics.said import Said

__all__ = ["parse_rubric"]

_LONGEST = 6000  # no rubric is as long; longer cells are something else
_SHOWN = 60  # so much of a rubric is shown
_TAKEN = re.compile(r"扣(?!完为止|至0|满|罚|除$)")
_GAIN = re.compile(
    r"每[^;。]{0,16}(?<!扣)(?:得|加|计)\d+(?:\.\d+)?分|均得|累计得|最[高多](?:得|计|加)?\d|类推|不超过\d+(?:\.\d+)?分"
)
_OPEN = re.compile(
    r"酌情|视[^,;。]{0,10}(?:情况|程度|情形)|适当(?:扣|给|得)|综合(?:评定|评价|判断|考虑)|专家(?:打|评)分"
    r"|(?:根据|依据|按照?)[^,;。×%]{0,16}(?:情况|程度|效果|质量|水平)[^,;。×比率]{0,6}(?:打|评|给|得|计|赋|扣)分|合理确定分值|合理确定得分"
    r"|分档|[一二三四]档"
)
# Each point in shares of its own: 每项分为完全符合、基本符合、不符合，分别得 100%、50%、0.
_GRADED = re.compile(r"[得计给按]\d+%(?:[、,/或和]\d+(?:\.\d+)?%|[^;。%]{0,14}[得计给按]\d+%)")
_CLAUSE = re.compile(r"[^,;。]+")
_RANGE = re.compile(
    r"(?<=[得计记给打赋分情(:,])(?P<low>\d+(?:\.\d+)?)分?[-~至到](?P<high>\d+(?:\.\d+)?)分(?!以|之|[^,;。]{0,4}得)"
)
_SHARE_RANGE = re.compile(r"\d+%(?:\(不?含\))?[-~至到]\d+%(?:\(不?含\))?[^,;。]{0,6}(?:确定|权重|分值)")
_QUOTED = re.compile(r"(?:权重分?|分值|标准分)\(?为?(?P<weight>\d+(?:\.\d+)?)分\)?")
_BETWEEN = re.compile(r"(?:区间内?|之间|中间|介于)[^;。]{0,16}(?:按|线性|插值|比例)|线性插值|插值法")
_VETO = re.compile(
    r"(?:一旦|一票否决|凡|如有?|若有?|存在|出现|发现|有超出|超出|超过|否则|未达到|达不到)[^;。]{0,20}?(?:不得分|不计分|得?(?<![\d.])0分(?!\d)|得?零分)"
)


def parse_rubric(words: Words, weight: Decimal | None) -> Rubric | None:
    """The rubric in `words`, of an indicator worth `weight` (None: not known). Its own words are the part that says
    what marks are given for.

    Penalties that the words give as a share of a quoted or known weight are kept as such (`penalty_of_weight`); what a
    failing item costs is worked out in marks. A range of judgement (酌情得 0-2 分) makes the rubric open, with its
    upper end as the one point, a choice. Beside a deduction per step, `zero_at` is where the deduction is cut short
    (低于 60% 不得分); without one the marks in between are in proportion.
    """
    if len(words.text) > _LONGEST:
        return None
    said = Said.of(words)
    bounded = _without_judged_step(said)
    settled = _parsed(bounded, weight) if bounded is not None else None
    if settled is not None and not settled.open and _by_bounds(settled):
        return replace(settled, words=_telling(said), partly_open=True)
    return _parsed(said, weight)


def _without_judged_step(said: Said) -> Said | None:
    """The words without the one step that is left to judgement (80%以下酌情给分); None where there is no such step, or
    where judgement decides more than that."""
    clauses = [m for m in _CLAUSE.finditer(said.text) if _OPEN.search(m[0])]
    if len(clauses) != 1:
        return None
    (clause,) = clauses
    ends = band(clause[0])
    if ends is None or ends[0] == ends[1] or re.search("[每扣]", clause[0]):
        return None
    return replace(said, text=said.text[: clause.start()] + ";" * len(clause[0]) + said.text[clause.end() :])


def _by_bounds(rubric: Rubric) -> bool:
    """Whether a rubric gives its marks for bounds and nothing else."""
    if rubric.points:
        return all(point.low is not None or point.high is not None for point in rubric.points)
    return rubric.full_at is not None and not rubric.veto


def _parsed(said: Said, weight: Decimal | None) -> Rubric | None:
    text = said.text
    quoted = _QUOTED.search(text)
    weight_quoted = Decimal(quoted["weight"]) if quoted else None
    worth = weight if weight is not None else weight_quoted
    between = bool(_BETWEEN.search(text))
    deduction, share = per_point(text), proportion(text, worth)
    # Beside marks that depend on how far a bound is missed, what gives the whole weight is the bound of full marks.
    aim = goal(text, worth if deduction or share or between else None)
    full_at, rising = _bound(text, aim.full, share, deduction)
    past_full = aim.full is not None and aim.full.strict and aim.full.value == full_at
    ranges = list(_RANGE.finditer(text))
    open_ = bool(_OPEN.search(text) or ranges or _SHARE_RANGE.search(text))
    open_ = open_ or bool(items(text) and _GRADED.search(text))
    each = per_item(text, worth) if deduction is None else None
    # 健全得 5 分，基本健全得 3 分，不健全扣 5 分: the last step, unless it takes off less than all.
    last_step = each is not None and not counts_items(text) and _graded_down(said, worth)
    if last_step:
        open_, each = open_ or each != worth, None
    # 不完整的扣分: how much is taken is not said.
    said_how_much = deduction or share or between or last_step or each is not None
    open_ = open_ or bool(_TAKEN.search(text) and not said_how_much)
    zero = nothing_at(text, full_at, rising) if full_at is not None and (deduction or between) else None
    points = _points(said, worth, ranges, open_, bool(deduction or each), full_at is not None)
    all_or_nothing = full_at is not None and _all_or_nothing(points, worth, full_at)
    if all_or_nothing or (full_at is not None and {p.points for p in points if p.choice} == {worth, Decimal(0)}):
        points = ()
    if points and not any(p.choice for p in points) and {p.points for p in points} == {each}:
        each = None  # 每少一项扣 1 分 beside points of 1 each says the same again
    all_or_nothing = all_or_nothing and zero is None and not deduction and share is None
    steps = bool(points) and all(point.choice for point in points)
    rubric = Rubric(
        words=_telling(said),
        points=points,
        measure=aim.measure or (bare(share.rate) if share else ""),
        rising=rising,
        full_at=None if steps else full_at,
        past_full=past_full and not steps,
        zero_at=zero,
        step=deduction.step if deduction else None,
        penalty=deduction.penalty if deduction else None,
        penalty_of_weight=deduction.share if deduction else None,
        either=deduction is not None and deduction.either,
        floor=Decimal(0) if "扣完为止" in text or "扣至0" in text else None,
        proportional=share is not None and zero is None,
        scaled=share.scaled if share is not None and zero is None else None,
        per_item=each,
        veto=all_or_nothing if aim.full else bool(_VETO.search(text)) and not any(p.choice for p in points),
        open=open_,
        weight_quoted=weight_quoted,
        at_target=full_at is None and at_target(text, worth),
    )
    return rubric if _says_something(rubric) else None


def _bound(
    text: str, full: Threshold | None, share: Proportion | None, deduction: Deduction | None
) -> tuple[Decimal | None, bool]:
    """Where full marks begin, None where that is not said, and whether more is better."""
    if full is not None:
        told = deduction.rising if deduction and full.bare else None
        return full.value, full.rising if told is None else told
    if share is not None and share.full is not None:
        return share.full, True
    if deduction is None:
        return None, True
    return onset(text, deduction) or (None, deduction.rising is not False)


def _graded_down(said: Said, worth: Decimal | None) -> bool:
    """Whether marks are given in several steps from the whole weight down."""
    steps = [point.points for point in enumerated(said, worth) if point.choice and point.points]
    return len(steps) > 1 and steps[0] == worth


def _says_something(rubric: Rubric) -> bool:
    return bool(
        rubric.points or rubric.open or rubric.proportional or rubric.veto or rubric.weight_quoted is not None
    ) or any(value is not None for value in (rubric.full_at, rubric.step, rubric.per_item))


def _points(
    said: Said, worth: Decimal | None, ranges: list[re.Match[str]], open_: bool, deducts: bool, bounded: bool
) -> tuple[RubricPoint, ...]:
    if ranges and not items(said.text) and not _loose_points(said.text, ranges):
        widest = max(ranges, key=lambda m: Decimal(m["high"]))
        return (RubricPoint(said.piece(*widest.span()), Decimal(widest["high"]), True),)
    if open_ or _GAIN.search(said.text):
        return ()
    points = enumerated(said, worth)
    if not points or not (deducts or bounded):
        return points
    # Beside a deduction only points that stand on their own count: full marks are where the deduction starts.
    return () if any(p.choice for p in points) and deducts else points


def _all_or_nothing(points: tuple[RubricPoint, ...], worth: Decimal | None, full: Decimal) -> bool:
    """达到 95% 得满分，否则不得分: the bound of full marks is said already, and below it there is nothing. A bound of
    its own for nothing (低于 60% 不得分) leaves open what lies in between."""
    if not points or not all(point.choice and point.points in {worth, 0} for point in points):
        return False
    bounds = (b for point in points if not point.points for b in thresholds(Said.of(point.words).text))
    return any(not point.points for point in points) and all(bound.value == full for bound in bounds)


def _loose_points(text: str, ranges: list[re.Match[str]]) -> bool:
    """Whether marks are given beside the ranges of judgement too."""
    inside = [m.span() for m in ranges]
    return any(
        not any(start <= m.start() < end for start, end in inside)
        for m in re.finditer(r"(?<![扣\d.])\d+(?:\.\d+)?分", text)
    )


_SENTENCE = re.compile(r"[^。;]+[。;]?")
_GIVES = re.compile(r"满分|全分|扣|得分|权重|分值|酌情|\d\s*分")


def _telling(said: Said) -> Words:
    """The part of a rubric that says what marks are given for: definitions of the rate often stand before it."""
    text = said.text
    if len(text) <= _SHOWN:
        return said.words
    begin = next((m.start() for m in _SENTENCE.finditer(text) if _GIVES.search(m[0])), 0)
    end = min(len(text), begin + _SHOWN)
    cut = max(text.rfind(sign, begin + _SHOWN // 2, end) for sign in "。;,") + 1
    return said.piece(begin, cut if begin < cut and end < len(text) else end)
