"""Amounts that want a unit, mix two, or are grouped wrongly."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from extract.model import Paragraph, Slip
from extract.stretches import Stretch

_SENTENCE_RE = re.compile(r"[^。\n]+")
_FIGURE_RE = re.compile(r"(?<![\d.,A-Za-z〔\[-])(?P<figure>\d[\d,]*(?:\.\d+)?)\s*(?P<unit>万元|亿元|元)?(?![\d.%％])")
_AMOUNT = r"(?:费|支出|收入|资金|经费|预算数?|决算数?|金额|总额|补助|补贴)(?:为|是|共计?|合计|总计)?"
_AMOUNT_RE = re.compile(_AMOUNT + r"\s*$")
_RATED = re.compile("[均每价次日/／]|标准|利息|手续费|收入|残值|滞纳|罚")  # what is paid for one of something is small
_LISTED = re.compile(r"分别|依次|各为|单位[:：]")
_STOPS = "，；,;。"
_SMALL = 1000
_GROUPED_RE = re.compile(
    r"(?<=[一-龥：:])\s?(?P<figure>\d{1,3}(?:,\d{3})*,(?:\d{1,2}|\d{4})(?:,\d{3})*\.\d+)(?=\s*(?:元|万元|亿元))"
)
_HEADLESS_RE = re.compile(_AMOUNT + r"(?P<figure>,\s?\d{3}\.\d{2})(?=\s*(?:元|万元|亿元))")


def money_slips(stretch: Stretch) -> Iterator[Slip]:
    """Slips in the amounts of one paragraph; of cells only digits grouped wrongly, as columns carry their unit."""
    text = stretch.text
    if "元" in text and "," in text:
        for m in _GROUPED_RE.finditer(text):
            if not _LISTED.search(text, max(0, m.start() - 30), m.start()):
                yield Slip("千分位", stretch.words(m.start("figure"), m.end("figure")), m["figure"])
        for m in _HEADLESS_RE.finditer(text):
            yield Slip("缺首位", stretch.words(m.start("figure"), m.end("figure")), m["figure"].lstrip(", "))
    if not isinstance(stretch.spot.block, Paragraph):
        return
    if "万元" in text:
        for sentence in _SENTENCE_RE.finditer(text):
            yield from _in_sentence(stretch, sentence.start(), sentence.end())


def _in_sentence(stretch: Stretch, start: int, end: int) -> Iterator[Slip]:
    """元 among 万元, and an amount between amounts that alone has no unit."""
    text = stretch.text
    figures = list(_FIGURE_RE.finditer(text, start, end))
    units = [m["unit"] for m in figures if m["unit"]]
    if "万元" not in units or "亿元" in units:
        return
    small = [m for m in figures if m["unit"] == "元"]
    many = units.count("万元") > 1
    tens = next(m for m in figures if m["unit"] == "万元")
    beside = (stretch.words(tens.start(), tens.end()),)
    for m in small:
        if _RATED.search(text, max(start, m.start() - 12), m.start()) or text.startswith(("/", "／"), m.end()):
            continue
        words = stretch.words(m.start(), m.end())
        if set(m["figure"]) <= set("0."):
            yield Slip("混用", words, "0元", beside=beside)
        elif len(small) == 1 and _looks_like_tens(text, start, m):
            yield Slip("漏万" if many else "似漏万", words, "".join(m[0].split()), f"{m['figure']}万元", beside)
    if small or len(units) < 2 or _LISTED.search(text, start, end):
        return
    for before, m, after in zip(figures, figures[1:], [*figures[2:], None], strict=False):
        if before["unit"] is None or m["unit"] is not None or "." not in m["figure"]:
            continue
        if text[m.end() : m.end() + 1] not in _STOPS or (after is not None and after["unit"] is None):
            continue
        if _AMOUNT_RE.search(text, max(start, m.start() - 12), m.start()):
            yield Slip("漏单位", stretch.words(m.start(), m.end()), m["figure"], "万元", beside)


def _looks_like_tens(text: str, start: int, m: re.Match[str]) -> bool:
    """Whether an amount in 元 is written as those in 万元 are and too small for what it is called."""
    figure = m["figure"].replace(",", "")
    named = _AMOUNT_RE.search(text, max(start, m.start() - 12), m.start())
    return named is not None and len(figure.partition(".")[2]) == 2 and Decimal(figure) < _SMALL
