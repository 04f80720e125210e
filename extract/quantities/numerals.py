"""Figures as written, in digits and in Chinese numerals, read into exact decimals.

The precision of a figure is the worth of its last written digit. A full Chinese numeral (三百) names a whole number,
so its precision is 1; only a trailing 万 or 亿, which is read as part of the unit, coarsens it (一百二十万: 10000).
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

# One character for one character, so that offsets in the translated text are offsets in the source.
_WIDE = "０１２３４５６７８９．－−﹣％﹪（）：／＋＝＜＞［］＊＆\u3000\xa0\u2002\u2003\u2009\u202f"
_NARROW = "0123456789.---%%():/+=<>[]*&      "
_WIDE_LETTERS = {ord("Ａ") + i: chr(ord("A") + i) for i in range(26)} | {
    ord("ａ") + i: chr(ord("a") + i) for i in range(26)
}
PLAIN = str.maketrans(_WIDE, _NARROW) | _WIDE_LETTERS

DIGIT_VALUES = {c: i for i, c in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
DIGIT_VALUES |= {c: i for i, c in enumerate("零壹贰叁肆伍陆柒捌玖")}
_PLACES = {"十": 10, "百": 100, "千": 1000, "拾": 10, "佰": 100, "仟": 1000}
_SECTIONS = {"万": 10**4, "萬": 10**4, "亿": 10**8, "億": 10**8}

COMMON = "〇零一二三四五六七八九十百千万亿两"
FORMAL = "壹贰叁肆伍陆柒捌玖拾佰仟萬億"

MAX_DIGITS = 24
"""More digits than any amount has: such a run is a number on a card, not a figure."""


@dataclass(frozen=True, slots=True)
class Figure:
    """A bare figure: `digits` × 10^`exponent`, the exponent being that of the last written digit."""

    digits: str
    exponent: int

    def value(self, power: int = 0, negative: bool = False) -> Decimal:
        """The figure times 10^power, exactly and without scientific notation."""
        return exact(self.digits, self.exponent + power, negative)

    def ulp(self, power: int = 0) -> Decimal:
        return exact("1", self.exponent + power)


def exact(digits: str, exponent: int, negative: bool = False) -> Decimal:
    """digits × 10^exponent. Built from text, since arithmetic would round to the precision of the context."""
    sign = "-" if negative else ""
    if exponent >= 0:
        return Decimal(f"{sign}{digits}{'0' * exponent}")
    return Decimal(f"{sign}{digits}E{exponent}")


def shift(value: Decimal, power: int) -> Decimal:
    """value × 10^power, exactly and without scientific notation."""
    sign, digits, exponent = value.as_tuple()
    assert isinstance(exponent, int), "not a finite number"
    return exact("".join(map(str, digits)), exponent + power, bool(sign))


def digits_figure(written: str) -> Figure:
    """A figure in ASCII digits, with thousands separators or without."""
    whole, _, fraction = "".join(written.split()).replace(",", "").replace("，", "").partition(".")
    return Figure(whole + fraction, -len(fraction))


def chinese_figure(run: str, fraction: str = "") -> Figure | None:
    """A figure in Chinese numerals, its decimals (the digits after 点) apart; None where the run is no numeral.

    两三, 三五 and 十四五 are no numerals; 〇 or four digits and more may stand digit by digit (二〇二三).
    """
    whole = _positional(run)
    if whole is None:
        whole = _whole(run)
    if whole is None:
        return None
    decimals = "".join(str(DIGIT_VALUES[c]) for c in fraction)
    return Figure(f"{whole}{decimals}", -len(decimals))


def _positional(run: str) -> int | None:
    if len(run) < 2 or any(c not in DIGIT_VALUES for c in run):
        return None
    if len(run) < 4 and "〇" not in run:
        return None
    return int("".join(str(DIGIT_VALUES[c]) for c in run))


def _whole(run: str) -> int | None:
    total = section = 0
    pending: int | None = None  # a digit that still waits for its place
    last_place = 0  # the place just written, for 一百六 = 160
    lowest = 10**9  # places must fall within a section
    lowest_section = 10**12  # 亿 before 万
    zero = False
    for c in run:
        if c in DIGIT_VALUES:
            if pending is not None:
                return None
            if DIGIT_VALUES[c] == 0 and len(run) > 1:
                zero = True
                continue
            pending = DIGIT_VALUES[c]
        elif c in _PLACES:
            place = _PLACES[c]
            if place >= lowest or (pending is None and (place != 10 or section) and len(run) > 1):
                return None
            section += (1 if pending is None else pending) * place
            pending, last_place, lowest, zero = None, place, place, False
        else:
            worth = _SECTIONS[c]
            section += pending or 0
            if worth >= lowest_section or (section == 0 and len(run) > 1):
                return None
            total += (section or 1) * worth
            lowest_section = worth
            section, pending, last_place, lowest, zero = 0, None, worth, 10**9, False
    if pending is not None:
        short = last_place >= 100 and not zero
        section += pending * (last_place // 10 if short else 1)
    return total + section
