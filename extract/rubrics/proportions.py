"""Marks in proportion to a rate: 分值×完成率, 按完成比例得分, 完成数/计划数×30, 满意度/90%×10."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

from extract.rubrics.deductions import WHOLE

_TIMES = r"(?:[×xX·]|乘以?)"
_OVER = r"(?:/|÷|除以)"
_GIVES = r"(?:计|得|给|打|扣|减|赋|核|折|评)"
_RATE_WORD = r"(?P<rate>[一-鿿“”]{0,8}(?:率|比例|比重|百分比|度))"
_FORMS = (
    re.compile(rf"{WHOLE}{_TIMES}\(?{_RATE_WORD}"),
    re.compile(rf"{_RATE_WORD}\)?{_TIMES}\(?(?:该|本)?(?:项|指标)?{WHOLE}"),
    re.compile(
        r"(?:按照?|根据|依)(?P<rate>[一-鿿]{0,8}(?:完成率|执行率|达标率|覆盖率)|)"
        rf"[一-鿿]{{0,14}}(?:(?<=率)|比例|比率|比重)[^,;。]{{0,8}}{_GIVES}算?分"
    ),
    re.compile(rf"(?P<rate>){WHOLE}{_TIMES}\(?[^,;。()×]{{2,16}}{_OVER}"),
    re.compile(rf"{_RATE_WORD}\)?{_TIMES}\(?\d+(?:\.\d+)?分?(?=[,;。)计得打给]|$)"),
    re.compile(r"(?P<rate>)按权重(?:分)?(?:进行)?扣分"),
    re.compile(rf"(?P<rate>)得分=\(?[^,;。=]{{2,24}}{_OVER}[^,;。=]{{2,24}}\)?{_TIMES}"),
)
# What is divided by a bound in percent reaches full marks at that bound.
_QUOTED = rf"(?:{WHOLE}|(?P<marks>\d+(?:\.\d+)?)分?)"
_BOUNDED = rf"(?P<rate>[一-鿿“”]{{0,10}}(?:率|度|比例|比重)){_OVER}(?P<full>\d+(?:\.\d+)?)%"
_BY_BOUND = (
    re.compile(rf"{_BOUNDED}\)?{_TIMES}\(?{_QUOTED}"),
    re.compile(rf"(?<![\d.]){_QUOTED}{_TIMES}\(?{_BOUNDED}"),
)
_DIVIDED = re.compile(r"\)?(?:/|÷|除以)")
_LITERAL = 2  # so many of the forms write the formula out: the weight times the rate itself
_QUOTIENT = re.compile(
    rf"[一-鿿]{{2,16}}\)?{_OVER}\(?[一-鿿]{{2,16}}\)?{_TIMES}\(?(?:{WHOLE}|(?P<marks>\d+(?:\.\d+)?)分?(?![\d.%]))"
)


@dataclass(frozen=True, slots=True)
class Proportion:
    """The rate that the marks are in proportion to ("" where it has no name), and the rate of full marks where a
    formula names one. `scaled` says whether a formula divides by that; None where no formula is written out."""

    rate: str
    full: Decimal | None = None
    scaled: bool | None = None


def proportion(text: str, worth: Decimal | None) -> Proportion | None:
    """What the marks of a rubric are in proportion to."""
    for by_bound in (m for m in (p.search(text) for p in _BY_BOUND) if m):
        if Decimal(by_bound["full"]) and (by_bound["marks"] is None or Decimal(by_bound["marks"]) == worth):
            return Proportion(by_bound["rate"], Decimal(by_bound["full"]), True)
    for place, form in enumerate(_FORMS):
        found = form.search(text)
        if found is not None:
            literal = place < _LITERAL and not _DIVIDED.match(text, found.end())
            return Proportion(found["rate"], scaled=False if literal else None)
    quotient = _QUOTIENT.search(text)
    whole = quotient is not None and (quotient["marks"] is None or Decimal(quotient["marks"]) == worth)
    return Proportion("") if whole else None
