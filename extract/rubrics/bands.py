"""Thresholds in the words of a rubric: ≥95%, 达到 85% 以上, 不超过 100%, 80%—90%."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from extract.model import Edge

_UP = r"≥|>=|>|不低于|不少于|不小于|大于或?等于|大于|高于|超过|达到|达|等于|为|="
_DOWN = r"≤|<=|<|不超过|不高于|不大于|不多于|小于或?等于|小于|低于|控制在|不足|未达到"
_NUMBER = r"(?<![\d.])(?:\d+(?:\.\d+)?|零)(?![\d.])"
_WITH = r"\((?P<{}>不?含)(?:本数|\d+(?:\.\d+)?%?)?\)"
_THRESHOLD = re.compile(
    rf"(?P<op>{_UP}|{_DOWN})?(?P<number>{_NUMBER})(?P<unit>%|分)?(?:{_WITH.format('own')})?"
    rf"(?P<side>及?以上|及?以下|以内|之内)?(?:{_WITH.format('after')})?"
)
_RANGE = re.compile(
    rf"(?P<low>{_NUMBER})%?(?:{_WITH.format('first')})?"
    rf"(?:[-~至到]|(?P<from>≤|<)[^,;。%\d]{{1,12}}(?P<to>≤|<))(?P<high>{_NUMBER})%(?:之间|区间)?"
    r"(?P<last>(?:\(不?含(?:本数|\d+(?:\.\d+)?%?)?(?:,?不?含\d+(?:\.\d+)?%?)?\))?)"
)
_MATH = re.compile(rf"(?P<from>[\[(])(?P<low>{_NUMBER})%?,(?P<high>{_NUMBER})%(?P<to>[\])])")  # [80%, 90%)
_SAID_WITH = re.compile(r"(?P<no>不)?含(?P<number>\d+(?:\.\d+)?)?")
_FALLING = re.compile(_DOWN)
_STRICT = re.compile(r">|<|大于$|高于|超过|小于$|低于|不足|未达到")
_EQUAL = frozenset(("", "=", "为", "等于"))
_FACTOR = "×÷/-+"


@dataclass(frozen=True, slots=True)
class Threshold:
    """A bound that a rubric sets: at least `value` (`rising`) or at most; `start` and `end` in the text read. `strict`
    leaves the value itself out; `bare` is the value and no direction (100%计满分, =0). `loose` says that the words do not
    tell whether the value belongs to it where a neighbour claims it too (80%以下)."""

    value: Decimal
    rising: bool
    start: int
    end: int
    strict: bool = False
    bare: bool = False
    loose: bool = False

    @property
    def edge(self) -> Edge:
        """The bound as an end of a step."""
        return Edge(self.value, None if self.loose else not self.strict)


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
        included = match["own"] or match["after"]
        strict = bool(_STRICT.search(op)) and (op in "><" or not op.startswith("不") or op == "不足")
        strict = included == "不含" if included else strict
        yield Threshold(
            number(match["number"]),
            not falling,
            match.start(),
            match.end(),
            strict,
            bare=op in _EQUAL and not side,
            loose=side == "以下" and not op and not included,
        )


def band(text: str) -> tuple[Edge | None, Edge | None] | None:
    """The ends of what a step (80%—90% 得 4 分) is for, each None where it is open; None where the words set no bound in
    percent (nothing needs no unit: 结余率=0)."""
    if "±" in text:
        return None  # 30% either way is no step of one line
    math = _MATH.search(text)
    if math:
        return Edge(number(math["low"]), math["from"] == "["), Edge(number(math["high"]), math["to"] == "]")
    span = _RANGE.search(text)
    if span:
        low, high = sorted(_ends(span), key=lambda edge: edge.value)
        return low, high
    low_end: Edge | None = None
    high_end: Edge | None = None
    for bound in thresholds(text):
        said = text[bound.start : bound.end]
        if "%" not in said and (
            bound.value or not re.match(r"[≥≤<>=为]", said) or re.match("[^\\W\\d得计给记的不为]", text[bound.end :])
        ):
            continue
        if bound.bare:
            return Edge(bound.value, True), Edge(bound.value, True)
        if bound.rising:
            low_end = bound.edge
        else:
            high_end = bound.edge
    return None if low_end is None and high_end is None else (low_end, high_end)


def _ends(span: re.Match[str]) -> tuple[Edge, Edge]:
    """The two ends of a range as printed. Behind the range a bracket is of the second, unless it names its number."""
    first, second = number(span["low"]), number(span["high"])
    closed: dict[Decimal, bool] = {}
    if span["from"]:
        closed = {first: span["from"] == "≤", second: span["to"] == "≤"}
    if span["first"]:
        closed[first] = span["first"] == "含"
    for said in _SAID_WITH.finditer(span["last"]):
        closed[number(said["number"]) if said["number"] else second] = not said["no"]
    return Edge(first, closed.get(first)), Edge(second, closed.get(second))
