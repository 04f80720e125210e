"""What a rubric takes off: so much for each step that a rate is out (每低于 1% 扣 0.2 分), so much for each failing item
(每有一项不符合扣 0.5 分)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

from extract.rubrics.bands import number

_HUNDRED = Decimal(100)
# What the words call the marks of the indicator as a whole.
WHOLE = r"(?:权重分?|分值|标准分|满分|总分|该项分值?|该指标分值?|指标分值?)"
# What a row is measured against: its target, in whatever words.
AIM = (
    r"(?:(?:年初|年度|绩效|预期|设定|既定|计划|考核|工作|下达的?)*(?:目标(?:值|任务|数|要求)?|指标值|计划(?:数|值|任务|完成数)?"
    r"|任务(?:数|目标)?|预期(?:值|效果)?|标准值|达标线|考核值|预算(?:数|额|金额)?(?!执行|完成|编制|支出)))"
)
_AMOUNT = (
    rf"(?:(?P<points>\d+(?:\.\d+)?)分|{WHOLE}(?:\(\d+(?:\.\d+)?分?\))?的?(?:(?P<share>\d+(?:\.\d+)?)%|(?P<over>\d+)/(?P<under>\d+))"
    rf"|(?P<first>\d+(?:\.\d+)?)%的?(?:权重|分值|标准|满分)分?)"
)
_WAYS = "下降|降低|降|减少|低于|低|少于|少|下浮|超过|超出|超|高于|高出|高|增长|增加|提高|上升|上浮|偏离|偏差|相差|变动"
_PER_POINT = re.compile(
    rf"每(?:再)?(?P<move>{_WAYS})?(?:(?:\(|/|或者?)(?P<other>{_WAYS})\)?)?(?:{AIM}|标准|规定)?"
    rf"(?P<step>\d+(?:\.\d+)?|一)个?(?:%|百分点)[^;。]{{0,10}}?[扣减](?:除|减)?{_AMOUNT}"
)
_RISES = frozenset(("超过", "超出", "超", "高于", "高出", "高", "增长", "增加", "提高", "上升", "上浮"))
_EITHER = frozenset(("偏离", "偏差", "相差", "变动"))
_ITEM = (
    r"(?:每|发现|出现|发生|缺少?|少|有|未|存在|较[^,;。每]{1,8}每)(?:有|再|出现|发现|缺少?|减少|少|发生|存在|漏|延迟|逾期|超过?)?"
    r"(?:一(?![般直定致])|1)个?(?:项|处|次|点|起|例|条|人|家|笔|份|天|日|件|类|方面|月|个(?!百分点))?"
)
_PER_ITEM = (
    re.compile(rf"{_ITEM}(?!%|个?百分点)[^;。%]{{0,24}}?扣(?:除|减)?{_AMOUNT}"),
    re.compile(rf"{_ITEM}(?!%|个?百分点)[^;。%]{{0,24}}?按{_AMOUNT}扣"),
)
_COST = re.compile(r"扣(?:除|减)?(?P<points>\d+(?:\.\d+)?)分")


@dataclass(frozen=True, slots=True)
class Deduction:
    """What each step of a rate costs: `penalty` in marks or `share` of the weight. `rising` says that the deduction is
    for falling short (None: the words do not say), `either` that it is for both ways; `start` in the text read."""

    step: Decimal
    penalty: Decimal | None
    share: Decimal | None
    rising: bool | None
    either: bool
    start: int


def per_point(text: str) -> Deduction | None:
    """The deduction for each step of a rate."""
    match = _PER_POINT.search(text)
    if match is None:
        return None
    step = Decimal(1) if match["step"] == "一" else number(match["step"])
    if not step:
        return None
    move, other = match["move"], match["other"]
    either = move in _EITHER or (bool(other) and (move in _RISES) is not (other in _RISES))
    rising = None if not move or either else move not in _RISES
    points = Decimal(match["points"]) if match["points"] else None
    return Deduction(step, points, None if match["points"] else _share(match), rising, either, match.start())


def counts_items(text: str) -> bool:
    """Whether a deduction is for each of several things (每有一项), not for one state (不健全的扣 2 分)."""
    return any(pattern.search(text) for pattern in _PER_ITEM)


def per_item(text: str, worth: Decimal | None) -> Decimal | None:
    """What a failing item costs. Of several costs it is the one that the others are multiples of, None where there is
    none such."""
    item = next((m for m in (p.search(text) for p in _PER_ITEM) if m), None)
    costs = {Decimal(m["points"]) for m in _COST.finditer(text)}
    if item is not None:
        own = _amount(item, worth)
        if own is None:
            return None
        costs.add(own)
    least = min(costs, default=None)
    return least if least and all(cost % least == 0 for cost in costs) else None


def _amount(match: re.Match[str], worth: Decimal | None) -> Decimal | None:
    if match["points"]:
        return Decimal(match["points"])
    if worth is None:
        return None
    return worth * Decimal(match["over"]) / Decimal(match["under"]) if match["under"] else worth * _share(match)


def _share(match: re.Match[str]) -> Decimal:
    if match["under"]:
        return Decimal(match["over"]) / Decimal(match["under"])
    return Decimal(match["share"] or match["first"]) / _HUNDRED
