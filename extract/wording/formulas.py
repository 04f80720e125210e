"""Formulas of rates of change as they are printed: 降低率＝（上年数－本年数）÷上年数×100%."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from extract.model import IndicatorTree, RateFormula, Words
from extract.stretches import Stretch

_QUOTE = 120
_NOISE = re.compile(r"[\s$]|\\times|\\")
_MINUS = r"\-－−—–"
_OVER = "/÷／"
_FORMULA_RE = re.compile(
    r"(?P<name>[一-龥“”\"（）()]{2,24}(?:率|幅|幅度))[=＝](?P<body>[^，,；;。=＝:：]{5,90}?)"
    rf"(?P<tail>[×xX*╳]100[%％](?:[{_MINUS}]100[%％])?|(?=[，,；;。]|$))"
)
_DIFFERENCE_RE = re.compile(
    rf"^[\[(（【{{]*(?P<first>[^{_OVER}{_MINUS}]+)[{_MINUS}](?P<second>[^{_OVER}{_MINUS}]+?)[\])）】}}]*[{_OVER}](?P<over>[^{_OVER}]+)$"
)
_QUOTIENT_RE = re.compile(
    rf"^[\[(（【{{]*(?P<first>[^{_OVER}{_MINUS}]+)[{_OVER}](?P<over>[^{_OVER}{_MINUS}]+?)[\])）】}}]*(?P<less>[{_MINUS}](?:1|100[%％]))?[\])）】}}]*$"
)
_NOW = re.compile("本年|当年|本期|今年|报告期|评价年")
_BASE = re.compile("上年|去年|上期|基期|上一年|同期|前一年")
_DOWN = re.compile("(?:降低|下降|减少|压减|压降)(?:率|幅度?)$|降幅$")
_UP = re.compile("(?:增长|增加|提高|上升|提升)(?:率|幅度?)$|增幅$")
_CHANGE = re.compile("(?:变动|变化|增减)(?:比?率|幅度)$")
_EXPLAINED = re.compile("(?:变动|变化|增减)(?:比率|率|幅度)")


def rate_formulas(said: Sequence[Stretch], trees: Sequence[IndicatorTree]) -> Iterator[RateFormula]:
    """The formulas whose rate is named as one of change; or else explained as one, in the row of its indicator."""
    explained = _explanations(trees)
    for stretch in said:
        text = stretch.text
        if "率" not in text or ("=" not in text and "＝" not in text):
            continue
        clean, at = _folded(text)
        for m in _FORMULA_RE.finditer(clean):
            called = stretch.words(at[m.start("name")], at[m.end("name") - 1] + 1)
            says = _says(m["name"])
            if not says:
                place = stretch.spot.location("")
                other = explained.get((place.table, place.row, place.column))
                if other is None:
                    continue
                called, says = other, "change"
            words = stretch.words(at[m.start("name")], at[m.end() - 1] + 1)
            formula = _parsed(words, called, says, m["body"], m["tail"])
            if formula is not None:
                yield formula


def _folded(text: str) -> tuple[str, list[int]]:
    """A text without spaces and the marks of typeset formulas, and where each of its characters stood."""
    clean: list[str] = []
    at: list[int] = []
    last = 0
    for m in (*_NOISE.finditer(text), None):
        end = m.start() if m else len(text)
        clean.append(text[last:end])
        at.extend(range(last, end))
        if m is not None:
            if m[0] == "\\times":
                clean.append("×")
                at.append(m.start())
            last = m.end()
    return "".join(clean), at


def _says(name: str) -> str:
    bare = re.sub(r"[（(][^（()）]*[）)]$", "", name)
    return "down" if _DOWN.search(bare) else "up" if _UP.search(bare) else "change" if _CHANGE.search(bare) else ""


def _parsed(words: Words, called: Words, says: str, body: str, tail: str) -> RateFormula | None:
    less = tail.rstrip("%％").endswith("100") and tail.count("100") > 1
    m = _DIFFERENCE_RE.match(body)
    if m is not None and not re.fullmatch(r"1|100[%％]", m["second"]):
        return RateFormula(words, called, says, _year(m["first"]), _year(m["second"]), _year(m["over"]), True, less)
    m = _QUOTIENT_RE.match(body)
    if m is None:
        return None
    return RateFormula(words, called, says, _year(m["first"]), "", _year(m["over"]), False, less or bool(m["less"]))


def _year(term: str) -> str:
    now, base = _NOW.search(term), _BASE.search(term)
    return "" if bool(now) == bool(base) else "now" if now else "base"


def _explanations(trees: Sequence[IndicatorTree]) -> dict[tuple[int | None, int | None, int | None], Words]:
    """By the cell of its rubric, the words with which an indicator is explained as a rate of change."""
    found = {}
    for tree in trees:
        for indicator in tree.indicators:
            told, rubric = indicator.explanation, indicator.rubric_words
            m = _EXPLAINED.search(told.text) if told is not None else None
            if told is None or m is None or rubric is None:
                continue
            place = rubric.location
            found[place.table, place.row, place.column] = replace(told, text=m[0], quote=told.text[:_QUOTE])
    return found
