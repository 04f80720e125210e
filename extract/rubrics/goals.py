"""Where a rubric gives all of its marks and where nothing is left: a bound in figures (≥95% 得满分, 低于 60% 不得分) or
the row's own target (达到目标值得满分)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

from extract.rubrics.bands import Threshold, thresholds
from extract.rubrics.deductions import AIM, Deduction

_REACH = 80  # so far before 满分 its bound stands
FULL = r"(?:满分|全分|基本分)"
_FULL = re.compile(rf"{FULL}(?!的|\d|为\d|值)")
_MARKS = re.compile(r"(?:得|计|记|给)?(?<![\d.])(\d+(?:\.\d+)?)分")
_ZERO = re.compile(r"(?:得|计|记|为|给)?(?<![\d.])(?:0|零)分|不得分|不计分")
_MEASURE = re.compile(r"([一-鿿“”\"]{1,18}?(?:率|度|比例|比重|得分|分数|比))(?:为|在|达)?$")
_FORMULA = re.compile(r"(?:^|[:;。])(?P<measure>[一-鿿“”\"]{1,16}率)=")
_GIVES = re.compile(r"[得计给记]\d|满分|不得分")
_SHORT_OF = r"(?:未|没有|没|不能|未能)(?:全部|按时)?"
_SHARE_OF = r"按(?:照)?[^,;。]{0,14}?(?:比例|比率|比重|百分比|完成率|实现率)"
_AT_TARGET = (
    re.compile(
        rf"(?<![未不没])(?:达到|完成|实现|达成|满足|不低于|大于或?等于|≥|不超过|不高于|控制在)[^,;。未扣]{{0,8}}?{AIM}[^,;。扣未]{{0,8}}?[,的则者可]{{0,2}}(?:得|计|给|为|记)?{FULL}"
    ),
    re.compile(rf"(?<![未不没])达标(?:的|者)?,?(?:得|计|给|为|记)?{FULL}"),
    re.compile(
        rf"{_SHORT_OF}(?:达到|完成|实现|达成|达标)(?:[^,;。扣]{{0,6}}?{AIM})?[^,;。扣]{{0,4}}?[,的则者]{{0,2}}(?:则|均)?{_SHARE_OF}"
    ),
    re.compile(rf"与[^,;。]{{0,4}}?{AIM}(?:值|数)?(?:相比)?,?每?(?:相差|偏离|偏差)"),
)
_AIM_MARKS = re.compile(
    rf"(?<![未不没])(?:达到|完成|实现|达成|不低于)[^,;。未扣]{{0,8}}?{AIM}[^,;。扣未]{{0,4}}?[,的则者]{{0,2}}(?:得|计|给|记)(\d+(?:\.\d+)?)分"
)


@dataclass(frozen=True, slots=True)
class Goal:
    """The bound of full marks, and what it bounds."""

    full: Threshold | None
    measure: str


def goal(text: str, worth: Decimal | None) -> Goal:
    """The bound of full marks. Marks that are the whole weight, where it is given, stand for full marks too."""
    ends = [m.start() for m in _FULL.finditer(text)]
    if worth is not None:
        ends += [m.start() for m in _MARKS.finditer(text) if Decimal(m[1]) == worth]
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
        return Goal(full, bare(measure[1]) if measure else _formula(text))
    return Goal(None, _formula(text))


def onset(text: str, deduction: Deduction) -> tuple[Decimal, bool] | None:
    """Where a deduction per step starts, and whether more is better, for a rubric that says of no bound that it gives
    full marks (低于 100% 的，每低 1% 扣 0.2 分; 完好率不低于 90%，每降低 1 个百分点扣 0.5 分)."""
    before = [b for b in thresholds(text[: deduction.start]) if "%" in text[b.start : b.end]]
    if not before or _GIVES.search(text[: deduction.start]):
        return None
    bound = before[-1]
    if deduction.rising is not None:
        return bound.value, deduction.rising
    return bound.value, bound.rising is not bound.strict


def nothing_at(text: str, full: Decimal, rising: bool) -> Decimal | None:
    """The bound where nothing is left."""
    for match in _ZERO.finditer(text):
        begin = max(text.rfind(sign, 0, match.start()) for sign in ",;。") + 1
        for bound in thresholds(text[begin : match.start()]):
            if bound.rising is not rising and bound.value != full:
                return bound.value
    return None


def at_target(text: str, worth: Decimal | None) -> bool:
    """Whether full marks are for reaching the target of the row, whatever it is."""
    if any(pattern.search(text) for pattern in _AT_TARGET):
        return True
    return worth is not None and any(Decimal(m[1]) == worth for m in _AIM_MARKS.finditer(text))


def bare(measure: str) -> str:
    """The name of a rate without the words that lead up to it."""
    return re.sub(r"^(?:实际|当|若|如果?|其中|以|的|按照?|根据|依据?|得分=)+", "", measure)


def _formula(text: str) -> str:
    match = _FORMULA.search(text)
    return bare(match["measure"]) if match else ""
