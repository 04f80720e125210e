"""Thresholds in the words of a rubric: ≥95%, 达到 85% 以上, 不超过 100%, 80%—90%."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

_UP = r"≥|>=|>|不低于|不少于|大于或?等于|大于|高于|超过|达到|达|等于|为|="
_DOWN = r"≤|<=|<|不超过|不高于|不大于|小于或?等于|小于|低于|控制在|不足|未达到"
_NUMBER = r"(?<![\d.])(?:\d+(?:\.\d+)?|零)(?![\d.])"
_THRESHOLD = re.compile(
    rf"(?P<op>{_UP}|{_DOWN})?(?P<number>{_NUMBER})(?P<unit>%|分)?(?:\(不?含\)|\(不?含\d+%?\))?"
    r"(?P<side>及?以上|及?以下|以内|之内)?"
)
_RANGE = re.compile(
    rf"(?P<low>{_NUMBER})%?(?:\(不?含\))?(?:[-~至到]|(?:≤|<)[^,;。%\d]{{1,12}}(?:≤|<))(?P<high>{_NUMBER})%"
)
_FALLING = re.compile(_DOWN)
_STRICT = re.compile(r">|<|大于$|高于|超过|小于$|低于|不足|未达到")
_EQUAL = frozenset(("", "=", "为", "等于"))
_FACTOR = "×÷/-+"


@dataclass(frozen=True, slots=True)
class Threshold:
    """A bound that a rubric sets: at least `value` (`rising`) or at most; `start` and `end` in the text read. `strict`
    leaves the value itself out; `bare` is the value and no direction (100%计满分, =0)."""

    value: Decimal
    rising: bool
    start: int
    end: int
    strict: bool = False
    bare: bool = False


def number(text: str) -> Decimal:
    """A figure of a rubric; 零 is 0."""
    return Decimal(0) if text == "零" else Decimal(text)


def thresholds(text: str) -> Iterator[Threshold]:
    """The bounds in a text, in order. A factor of a formula (×100%) is none."""
    for match in _THRESHOLD.finditer(text):
        op, side = match["op"] or "", match["side"] or ""
        if not (op or side or match["unit"] == "%") or text[match.start() - 1 : match.start()] in tuple(_FACTOR):
            continue
        if match["unit"] == "分" and not (side or op):
            continue
        falling = side in {"以下", "及以下", "以内", "之内"} or (not side and bool(_FALLING.fullmatch(op)))
        strict = bool(_STRICT.search(op)) and (op in "><" or not op.startswith("不") or op == "不足")
        yield Threshold(
            number(match["number"]), not falling, match.start(), match.end(), strict, op in _EQUAL and not side
        )


def band(text: str) -> tuple[Decimal | None, Decimal | None] | None:
    """The lowest and highest value that a step (80%—90% 得 4 分) is for, each None where it is open; None where the
    words set no bound in percent (nothing needs no unit: 结余率=0). Which end belongs to the step is left open: a value on an edge may fall on either
    side."""
    if "±" in text:
        return None  # 30% either way is no step of one line
    span = _RANGE.search(text)
    if span:
        low, high = sorted((number(span["low"]), number(span["high"])))
        return low, high
    low_end: Decimal | None = None
    high_end: Decimal | None = None
    for bound in thresholds(text):
        said = text[bound.start : bound.end]
        if "%" not in said and (
            bound.value or not re.match(r"[≥≤<>=为]", said) or re.match("[^\\W\\d得计给记的不为]", text[bound.end :])
        ):
            continue
        if bound.bare:
            return bound.value, bound.value
        if bound.rising:
            low_end = bound.value
        else:
            high_end = bound.value
    return None if low_end is None and high_end is None else (low_end, high_end)
