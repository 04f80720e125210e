"""Automatic numbering: the number that Word prints before a paragraph but does not store in it."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace

from extract.readers.docx.styles import Styles
from extract.readers.docx.xml import ALTERNATE, VAL, Element, W, integer, on, whole

# --------------------------------------------------------------------------------------------------------------
# Number formats (ST_NumberFormat)
# --------------------------------------------------------------------------------------------------------------

_ROMAN = (
    (1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"),
    (50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"),
)  # fmt: skip
_LOWER_DIGITS = "〇一二三四五六七八九"
_LOWER_UNITS = ("", "十", "百", "千")
_LEGAL_SIMPLIFIED = "零壹贰叁肆伍陆柒捌玖"
_LEGAL_TRADITIONAL = "零壹貳參肆伍陸柒捌玖"
_LEGAL_UNITS = ("", "拾", "佰", "仟")
_STEMS = "甲乙丙丁戊己庚辛壬癸"
_BRANCHES = "子丑寅卯辰巳午未申酉戌亥"
_CIRCLED = "".join(chr(0x2460 + i) for i in range(20))
_IN_PARENTHESES = "".join(chr(0x2474 + i) for i in range(20))
_WITH_FULL_STOP = "".join(chr(0x2488 + i) for i in range(20))
_CIRCLED_IDEOGRAPHS = "".join(chr(0x3280 + i) for i in range(10))
_FULL_WIDTH = str.maketrans("0123456789", "０１２３４５６７８９")


def _roman(value: int) -> str:
    if not 0 < value < 4000:
        return str(value)
    out = []
    for worth, letters in _ROMAN:
        count, value = divmod(value, worth)
        out.append(letters * count)
    return "".join(out)


def _letters(value: int) -> str:
    # After Z comes AA, then BB: the letter is repeated, not counted in base 26.
    return chr(ord("A") + (value - 1) % 26) * ((value - 1) // 26 + 1) if 0 < value <= 26 * 30 else str(value)


def _from(symbols: str) -> Callable[[int], str]:
    return lambda value: symbols[value - 1] if 0 < value <= len(symbols) else str(value)


def _digits(value: int) -> str:
    return "".join(_LOWER_DIGITS[int(digit)] for digit in str(value))


def _spoken(value: int, digits: str, units: tuple[str, ...]) -> str:
    """A number below 10,000 in words: 一百零五, 壹佰零伍."""
    if not 0 < value < 10_000:
        return _digits(value) if value >= 0 else str(value)
    out: list[str] = []
    gap = False
    for power in range(3, -1, -1):
        digit = value // 10**power % 10
        if digit:
            if gap and out:
                out.append("零")
            out.append(digits[digit] + units[power])
            gap = False
        else:
            gap = True
    return "".join(out)


def _counting_thousand(value: int) -> str:
    spoken = _spoken(value, _LOWER_DIGITS, _LOWER_UNITS)
    return spoken[1:] if 10 <= value < 20 else spoken


def _counting(value: int) -> str:
    return _counting_thousand(value) if value < 100 else _digits(value)


_FORMATS: dict[str, Callable[[int], str]] = {
    "decimal": str,
    "decimalHalfWidth": str,
    "decimalZero": lambda value: f"{value:02d}",
    "decimalFullWidth": lambda value: str(value).translate(_FULL_WIDTH),
    "decimalFullWidth2": lambda value: str(value).translate(_FULL_WIDTH),
    "decimalEnclosedCircle": _from(_CIRCLED),
    "decimalEnclosedCircleChinese": _from(_CIRCLED),
    "decimalEnclosedParen": _from(_IN_PARENTHESES),
    "decimalEnclosedFullstop": _from(_WITH_FULL_STOP),
    "numberInDash": lambda value: f"- {value} -",
    "upperRoman": _roman,
    "lowerRoman": lambda value: _roman(value).lower(),
    "upperLetter": _letters,
    "lowerLetter": lambda value: _letters(value).lower(),
    "chineseCounting": _counting,
    "chineseCountingThousand": _counting_thousand,
    "chineseLegalSimplified": lambda value: _spoken(value, _LEGAL_SIMPLIFIED, _LEGAL_UNITS),
    "ideographLegalTraditional": lambda value: _spoken(value, _LEGAL_TRADITIONAL, _LEGAL_UNITS),
    "taiwaneseCounting": _counting,
    "taiwaneseCountingThousand": _counting_thousand,
    "taiwaneseDigital": _digits,
    "japaneseCounting": _counting_thousand,
    "japaneseDigitalTenThousand": _digits,
    "ideographDigital": _digits,
    "ideographTraditional": _from(_STEMS),
    "ideographZodiac": _from(_BRANCHES),
    "ideographEnclosedCircle": _from(_CIRCLED_IDEOGRAPHS),
    "none": lambda value: "",
    "bullet": lambda value: "",
}


def format_number(value: int, number_format: str) -> str:
    """`value` as Word prints it in a number format; in Arabic digits where the format is unknown or has run out of
    symbols, as Word does."""
    return _FORMATS.get(number_format, str)(value)


# --------------------------------------------------------------------------------------------------------------
# Lists
# --------------------------------------------------------------------------------------------------------------

_PLACEHOLDER = re.compile(r"%([1-9])")


@dataclass(frozen=True, slots=True)
class Level:
    """One level of a list. `restart` is the level (from 1) whose use starts this one again, None for any higher
    one, 0 for never."""

    start: int = 0
    number_format: str = "decimal"
    text: str = ""
    suffix: str = "tab"
    legal: bool = False
    restart: int | None = None
    style: str = ""


@dataclass(frozen=True, slots=True)
class _List:
    """A w:num. Lists that share `counter` (an abstractNum) count on from each other."""

    counter: str
    levels: dict[int, Level]
    starts: dict[int, int]  # levels that begin anew where this list is first used


@dataclass(frozen=True, slots=True)
class Number:
    """A printed list number and what stands between it and the text: tab, space or nothing."""

    text: str
    suffix: str

    def before(self, text: str) -> str:
        """The number with the blank that keeps it apart from `text`.

        Word sets a tab after most numbers; a typed report has none after "一、" but one after "1.1". A number never
        touches a digit: "1." before "5 万元" must not read 1.5.
        """
        if not self.text or not text:
            return self.text
        last = self.text[-1]
        apart = self.suffix == "space"
        if text[0].isdecimal():
            apart = apart or last in ".．" or last.isdecimal()
        elif self.suffix == "tab":
            apart = last.isalpha() or last.isdecimal()
        return self.text + " " if apart else self.text


class Numbering:
    """The lists of a document and how far each has counted. `next` is to be called once for every numbered paragraph,
    in document order."""

    def __init__(self, root: Element | None, styles: Styles) -> None:
        self._styles = styles
        self._abstract: dict[str, Element] = {}
        self._nums: dict[str, Element] = {}
        self._lists: dict[str, _List | None] = {}
        self._counts: dict[str, dict[int, int]] = {}
        self._begun: set[tuple[str, int]] = set()
        if root is not None:
            self._abstract = {e.get(W + "abstractNumId", ""): e for e in root.iterchildren(W + "abstractNum")}
            self._nums = {e.get(W + "numId", ""): e for e in root.iterchildren(W + "num")}

    def level_of_style(self, num_id: str, *style_ids: str) -> int | None:
        """The level of a list that is tied to one of these styles."""
        found = self._list(num_id)
        if found is not None:
            for style_id in style_ids:
                for index, level in found.levels.items():
                    if level.style and level.style == style_id:
                        return index
        return None

    def next(self, num_id: str, index: int) -> Number | None:
        """Counts one paragraph at level `index` (from 0) of a list and says its number; None for a bullet or where
        there is no such list."""
        found = self._list(num_id)
        if found is None or index not in found.levels:
            return None
        counts = self._counts.setdefault(found.counter, {})
        level = found.levels[index]
        if index in found.starts and (num_id, index) not in self._begun:
            counts[index] = found.starts[index]
        elif index in counts:
            counts[index] += 1
        else:
            counts[index] = found.starts.get(index, level.start)
        self._begun.add((num_id, index))
        for deeper in [i for i in counts if i > index]:
            restart = found.levels[deeper].restart if deeper in found.levels else None
            if restart is None or index < restart:
                del counts[deeper]
        if level.number_format == "bullet" or not level.text:
            return None

        def shown(match: re.Match[str]) -> str:
            at = int(match[1]) - 1
            if at not in found.levels:
                return ""
            its = found.levels[at]
            value = counts.get(at, found.starts.get(at, its.start))
            return format_number(value, "decimal" if level.legal and its.number_format != "none" else its.number_format)

        text = _PLACEHOLDER.sub(shown, level.text).strip()
        return Number(text, level.suffix) if text else None

    def _list(self, num_id: str) -> _List | None:
        if num_id not in self._lists:
            self._lists[num_id] = self._build(num_id, set())
        return self._lists[num_id]

    def _build(self, num_id: str, seen: set[str]) -> _List | None:
        num = self._nums.get(num_id)
        if num is None or num_id in seen:
            return None
        seen.add(num_id)
        named = num.find(W + "abstractNumId")
        abstract_id = "" if named is None else named.get(VAL, "")
        abstract = self._abstract.get(abstract_id)
        if abstract is None:
            return None
        link = abstract.find(W + "numStyleLink")
        linked = None
        if link is not None:
            target = self._styles.get(link.get(VAL, "")).num_id
            linked = None if target is None else self._build(target, seen)
        if linked is not None:
            result = _List(linked.counter, dict(linked.levels), dict(linked.starts))
        else:
            levels = {whole(e.get(W + "ilvl")) or 0: _level(e) for e in abstract.iterchildren(W + "lvl")}
            result = _List(abstract_id, levels, {})
        for override in num.iterchildren(W + "lvlOverride"):
            index = whole(override.get(W + "ilvl")) or 0
            own = override.find(W + "lvl")
            if own is not None:
                result.levels[index] = _level(own)
            start = integer(override.find(W + "startOverride"))
            if start is not None:
                result.starts[index] = start
                if index in result.levels:
                    result.levels[index] = replace(result.levels[index], start=start)
        return result


def _level(element: Element) -> Level:
    def value(name: str) -> str | None:
        child = element.find(W + name)
        return None if child is None else child.get(VAL)

    number_format = value("numFmt")
    if number_format is None and (choice := element.find(ALTERNATE)) is not None:
        # A custom format such as 001, 002 comes with the nearest standard one as its last alternative.
        number_format = next((e.get(VAL) for e in reversed(list(choice.iter(W + "numFmt")))), None)
    run = element.find(W + "rPr")
    hidden = run is not None and bool(on(run.find(W + "vanish")))
    start = integer(element.find(W + "start"))
    return Level(
        start=start or 0,
        number_format=number_format or "decimal",
        text="" if hidden else value("lvlText") or "",
        suffix=value("suff") or "tab",
        legal=bool(on(element.find(W + "isLgl"))),
        restart=integer(element.find(W + "lvlRestart")),
        style=value("pStyle") or "",
    )
