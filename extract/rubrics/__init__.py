"""评分标准 as data: from the words of a rubric to what it gives marks for and what it takes them away for.

Nothing here judges a score. Where the words leave open how marks come about (酌情, 视情况) the rubric is `open`; where
they are not understood no piece is made of them, and None is returned when nothing is.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

from extract.model import Rubric, RubricPoint, Words
from extract.rubrics.bands import Threshold, number, thresholds
from extract.rubrics.points import enumerated, items
from extract.rubrics.said import Said

__all__ = ["parse_rubric"]

_HUNDRED = Decimal(100)
_LONGEST = 6000  # no rubric is as long; longer cells are something else
_SHOWN = 60  # so much of a rubric is shown
_REACH = 80  # so far before 满分 its bound stands
_SUM = r"(?:权重分?|分值|标准分|满分|总分|该项分值?|该指标分值?|指标分值?)"
_AMOUNT = (
    rf"(?:(?P<points>\d+(?:\.\d+)?)分|{_SUM}(?:\(\d+(?:\.\d+)?分?\))?的?(?:(?P<share>\d+(?:\.\d+)?)%|(?P<over>\d+)/(?P<under>\d+))"
    rf"|(?P<first>\d+(?:\.\d+)?)%的?(?:权重|分值|标准|满分)分?)"
)
_MOVES = r"(?P<move>下降|降低|降|减少|低于|低|少于|少|下浮|超过|超出|超|高于|高出|高|增长|增加|提高|上升|上浮|偏离|偏差|相差)?"
_PER_POINT = re.compile(
    rf"每(?:再)?{_MOVES}(?:目标值?|标准|规定)?(?P<step>\d+(?:\.\d+)?|一)个?(?:%|百分点)[^;。]{{0,10}}?[扣减](?:除|减)?{_AMOUNT}"
)
_RISES = frozenset(("超过", "超出", "超", "高于", "高出", "高", "增长", "增加", "提高", "上升", "上浮"))
_ITEM = (
    r"(?:每|发现|出现|发生|缺少?|少|有|未|存在)(?:有|再|出现|发现|缺少?|少|发生|存在|漏|延迟|逾期|超过?)?(?:一(?![般直定致])|1)个?"
    r"(?:项|处|次|点|起|例|条|人|家|笔|份|天|日|件|类|方面|月|个(?!百分点))?"
)
_PER_ITEM = (
    re.compile(rf"{_ITEM}(?!%|个?百分点)[^;。%]{{0,24}}?扣(?:除|减)?{_AMOUNT}"),
    re.compile(rf"{_ITEM}(?!%|个?百分点)[^;。%]{{0,24}}?按{_AMOUNT}扣"),
)
_COST = re.compile(r"扣(?:除|减)?(?P<points>\d+(?:\.\d+)?)分")
_TAKEN = re.compile(r"扣(?!完为止|至0|满|罚|除$)")
_GAIN = re.compile(r"每[^;。]{0,16}(?<!扣)(?:得|加|计)\d+(?:\.\d+)?分|均得|累计得|最高得?\d|不超过\d+(?:\.\d+)?分")
_OPEN = re.compile(
    r"酌情|视[^,;。]{0,10}(?:情况|程度|情形)|适当(?:扣|给|得)|综合(?:评定|评价|判断|考虑)|专家(?:打|评)分"
    r"|(?:根据|依据|按照?)[^,;。×%]{0,16}(?:情况|程度|效果|质量|水平)[^,;。×比率]{0,6}(?:打|评|给|得|计|赋|扣)分|合理确定分值|合理确定得分"
    r"|分档|[一二三四]档"
)
# Each point in shares of its own: 每项分为完全符合、基本符合、不符合，分别得 100%、50%、0.
_GRADED = re.compile(r"[得计给按]\d+%(?:[、,/或和]\d+(?:\.\d+)?%|[^;。%]{0,14}[得计给按]\d+%)")
_RANGE = re.compile(
    r"(?<=[得计记给打赋分情(:,])(?P<low>\d+(?:\.\d+)?)分?[-~至到](?P<high>\d+(?:\.\d+)?)分(?!以|之|[^,;。]{0,4}得)"
)
_SHARE_RANGE = re.compile(r"\d+%(?:\(不?含\))?[-~至到]\d+%(?:\(不?含\))?[^,;。]{0,6}(?:确定|权重|分值)")
_QUOTED = re.compile(r"(?:权重分?|分值|标准分)\(?为?(?P<weight>\d+(?:\.\d+)?)分\)?")
_FULL = re.compile(r"(?:满分|全分)(?!的|\d|为\d|值)")
_ZERO = re.compile(r"(?:得|计|记|为|给)?(?<![\d.])(?:0|零)分|不得分|不计分")
_BETWEEN = re.compile(r"(?:区间内?|之间|中间|介于)[^;。]{0,16}(?:按|线性|插值|比例)|线性插值|插值法")
_MEASURE = re.compile(r"([一-鿿“”\"]{1,18}?(?:率|度|比例|比重|得分|分数|比))(?:为|在|达)?$")
_FORMULA = re.compile(r"(?:^|[:;。])(?P<measure>[一-鿿“”\"]{1,16}率)=")
_RATE_WORD = r"(?P<rate>[一-鿿“”]{0,8}(?:率|比例|比重|百分比|度))"
_PROPORTIONAL = (
    re.compile(rf"{_SUM}(?:[×xX·]|乘以?)\(?{_RATE_WORD}"),
    re.compile(rf"{_RATE_WORD}\)?(?:[×xX·]|乘以?)\(?{_SUM}"),
    re.compile(
        r"(?:按照?|根据|依)(?P<rate>[一-鿿]{0,8}(?:完成率|执行率|达标率|覆盖率)|)[一-鿿]{0,10}(?:(?<=率)|比例|比率)[^,;。]{0,8}(?:计|得|给|打|扣|赋|核|折|评)算?分"
    ),
    re.compile(rf"(?P<rate>){_SUM}(?:[×xX·]|乘以?)\(?[^,;。()×]{{2,16}}/"),
    re.compile(rf"{_RATE_WORD}\)?(?:[×xX·]|乘以?)\(?\d+(?:\.\d+)?分?(?=[,;。)]|$)"),
    re.compile(r"(?P<rate>)按权重(?:分)?(?:进行)?扣分"),
    re.compile(r"(?P<rate>)得分=\(?[^,;。=]{2,24}(?:/|÷)[^,;。=]{2,24}\)?[×xX]"),
)
_VETO = re.compile(
    r"(?:一旦|一票否决|凡|如有?|若有?|存在|出现|发现|有超出|超出|超过|否则|未达到|达不到)[^;。]{0,20}?(?:不得分|不计分|得?0分(?!\d)|得?零分)"
)


@dataclass(frozen=True, slots=True)
class _Goal:
    """The bound of full marks, what it bounds, and how sure the words are of its direction."""

    full: Threshold | None
    measure: str


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
    text = said.text
    quoted = _QUOTED.search(text)
    weight_quoted = Decimal(quoted["weight"]) if quoted else None
    worth = weight if weight is not None else weight_quoted
    deduction = _PER_POINT.search(text)
    goal = _goal(text, worth if deduction else None)
    ranges = list(_RANGE.finditer(text))
    open_ = bool(_OPEN.search(text) or ranges or _SHARE_RANGE.search(text))
    open_ = open_ or bool(items(text) and _GRADED.search(text))
    item = None if deduction else next((m for m in (p.search(text) for p in _PER_ITEM) if m), None)
    proportion = next((m for m in (p.search(text) for p in _PROPORTIONAL) if m), None)
    each = _each(text, item, worth) if deduction is None else None
    # 不完整的扣分: how much is taken is not said.
    open_ = open_ or bool(
        _TAKEN.search(text) and each is None and not (deduction or proportion or _BETWEEN.search(text))
    )
    zero = _zero(text, goal.full) if deduction or _BETWEEN.search(text) else None
    if deduction and deduction["move"] and goal.full and goal.full.bare:
        rising = deduction["move"] not in _RISES
    else:
        rising = goal.full.rising if goal.full else not (deduction and deduction["move"] in _RISES)
    points = _points(said, worth, ranges, open_, bool(deduction or each), goal.full)
    all_or_nothing = goal.full is not None and _all_or_nothing(points, worth, goal.full)
    if all_or_nothing or (goal.full is not None and {p.points for p in points if p.choice} == {worth, Decimal(0)}):
        points = ()
    all_or_nothing = all_or_nothing and zero is None and not deduction and proportion is None
    steps = bool(points) and all(point.choice for point in points)
    step, penalty, share = _penalty(deduction)
    rubric = Rubric(
        words=_telling(said),
        points=points,
        measure=goal.measure or (_bare(proportion["rate"]) if proportion else ""),
        rising=rising,
        full_at=goal.full.value if goal.full and not steps else None,
        zero_at=zero,
        step=step,
        penalty=penalty,
        penalty_of_weight=share,
        floor=Decimal(0) if "扣完为止" in text or "扣至0" in text else None,
        proportional=proportion is not None and zero is None,
        per_item=each,
        veto=all_or_nothing if goal.full else bool(_VETO.search(text)) and not any(p.choice for p in points),
        open=open_,
        weight_quoted=weight_quoted,
    )
    return rubric if _says_something(rubric) else None


def _says_something(rubric: Rubric) -> bool:
    return bool(
        rubric.points or rubric.open or rubric.proportional or rubric.veto or rubric.weight_quoted is not None
    ) or any(value is not None for value in (rubric.full_at, rubric.step, rubric.per_item))


def _points(
    said: Said, worth: Decimal | None, ranges: list[re.Match[str]], open_: bool, deducts: bool, full: Threshold | None
) -> tuple[RubricPoint, ...]:
    if ranges and not items(said.text) and not _loose_points(said.text, ranges):
        widest = max(ranges, key=lambda m: Decimal(m["high"]))
        return (RubricPoint(said.piece(*widest.span()), Decimal(widest["high"]), True),)
    if open_ or _GAIN.search(said.text):
        return ()
    points = enumerated(said, worth)
    if not points or not (deducts or full is not None):
        return points
    # Beside a deduction only points that stand on their own count: full marks are where the deduction starts.
    return () if any(p.choice for p in points) and deducts else points


def _all_or_nothing(points: tuple[RubricPoint, ...], worth: Decimal | None, full: Threshold) -> bool:
    """达到 95% 得满分，否则不得分: the bound of full marks is said already, and below it there is nothing. A bound of
    its own for nothing (低于 60% 不得分) leaves open what lies in between."""
    if not points or not all(point.choice and point.points in {worth, 0} for point in points):
        return False
    bounds = (b for point in points if not point.points for b in thresholds(Said.of(point.words).text))
    return any(not point.points for point in points) and all(bound.value == full.value for bound in bounds)


def _loose_points(text: str, ranges: list[re.Match[str]]) -> bool:
    """Whether marks are given beside the ranges of judgement too."""
    inside = [m.span() for m in ranges]
    return any(
        not any(start <= m.start() < end for start, end in inside)
        for m in re.finditer(r"(?<![扣\d.])\d+(?:\.\d+)?分", text)
    )


def _goal(text: str, worth: Decimal | None) -> _Goal:
    """The bound of full marks. With a deduction per point, a bound that gives the whole weight is one too."""
    ends = [m.start() for m in _FULL.finditer(text)]
    if worth is not None:
        ends += [m.start() for m in re.finditer(r"(?:得|计|记|给)?(\d+(?:\.\d+)?)分", text) if Decimal(m[1]) == worth]
    for end in ends:
        near = max(0, end - _REACH)
        begin = max(near, *(text.rfind(sign, near, end) + 1 for sign in ";。①②③④⑤⑥"))
        bounds = [b for b in thresholds(text[begin:end]) if end - begin - b.end <= 8]
        if not bounds:
            continue
        full = bounds[-1]
        if "扣" in text[begin + full.end : end]:
            continue
        lead = re.split(r"[,:=×)]", text[begin : begin + full.start])[-1]
        measure = _MEASURE.search(lead)
        return _Goal(full, _bare(measure[1]) if measure else _formula(text))
    return _Goal(None, _formula(text))


def _formula(text: str) -> str:
    match = _FORMULA.search(text)
    return _bare(match["measure"]) if match else ""


def _bare(measure: str) -> str:
    return re.sub(r"^(?:实际|当|若|如果?|其中|以|的|按照?|根据|依)+", "", measure)


def _zero(text: str, full: Threshold | None) -> Decimal | None:
    """The bound where nothing is left."""
    if full is None:
        return None
    for match in _ZERO.finditer(text):
        begin = max(text.rfind(sign, 0, match.start()) for sign in ",;。") + 1
        for bound in thresholds(text[begin : match.start()]):
            if bound.rising is not full.rising and bound.value != full.value:
                return bound.value
    return None


def _penalty(match: re.Match[str] | None) -> tuple[Decimal | None, Decimal | None, Decimal | None]:
    """Step, penalty in marks, penalty as a share of the weight."""
    if match is None:
        return None, None, None
    step = Decimal(1) if match["step"] == "一" else number(match["step"])
    if match["points"]:
        return step, Decimal(match["points"]), None
    return step, None, _share(match)


def _share(match: re.Match[str]) -> Decimal:
    if match["under"]:
        return Decimal(match["over"]) / Decimal(match["under"])
    return Decimal(match["share"] or match["first"]) / _HUNDRED


def _each(text: str, item: re.Match[str] | None, worth: Decimal | None) -> Decimal | None:
    """What a failing item costs. Of several costs it is the one that the others are multiples of, None where there is
    none such."""
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
