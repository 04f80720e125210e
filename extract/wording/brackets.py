"""Brackets, title marks and quotation marks that are left open, and headings numbered in two kinds of brackets."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from extract.model import BlockRole, Paragraph, Slip, Table, Words
from extract.stretches import Stretch

_PAIRS = {"《": "》", "（": "）", "(": ")", "〔": "〕", "【": "】", "“": "”"}
_CLOSING = {"》": "《", "）": "（", "〕": "〔", "】": "【", "”": "“"}
_ALIKE = str.maketrans("()[]", "（）〔〕")
_ANY = re.compile(r"[《》（）()〔〕\[\]【】“”]")
_INTERVAL = re.compile(r"[\[(（]\s*\d+(?:\.\d+)?[%％分]?\s*[,，、~～—-]\s*\d+(?:\.\d+)?[%％分]?\s*[\])）]")  # [80,90)
_ITEM = re.compile(r"[\da-zA-Z一二三四五六七八九十①-⑳]{1,3}$")  # 1）, 一): the number of an item
_ENDS = ("。", "！", "？", "；")
# Short lines that are whole without a full stop: 填报单位（盖章）：某局, and what stands in brackets alone, as below a title.
_LINE = re.compile(r"[（(]\s*(?:盖公?章|公章|签章|签字|签名|[^（(）)：:]{1,8}[：:])|^\s*[（(《][^（()）]{2,12}$")
_LONGEST_LINE = 40
_READ = (BlockRole.BODY, BlockRole.COVER, BlockRole.UNIT, BlockRole.CAPTION)
_NEAR = 3  # paragraphs; what was torn apart closes not much later
_SHOWN = 10
_LEAST = 4


@dataclass(frozen=True, slots=True)
class _Open:
    """A mark without its counterpart: the mark that is missing, where it would stand in order."""

    at: int  # which of the paragraphs
    start: int  # where in its text
    missing: str
    slip: Slip


def brackets(said: Sequence[Stretch]) -> Iterator[Slip]:
    """Marks without counterpart in paragraphs that are whole sentences, and marks left open in short lines of a form.
    One that is closed, or opened, in a paragraph close by was only torn from it."""
    body = [s for s in said if s.role in _READ and isinstance(s.spot.block, Paragraph)]
    found = [o for at, stretch in enumerate(body) if _ANY.search(stretch.text) for o in _unpaired(at, stretch)]
    whole = [stretch.role is BlockRole.BODY and stretch.text.rstrip().endswith(_ENDS) for stretch in body]
    marks = {(one.slip.said, one.at) for one in found}
    for one in sorted(found, key=lambda o: (o.at, o.slip.words.location.start)):
        torn = any((one.missing, one.at + step) in marks for step in range(-_NEAR, _NEAR + 1))
        if not torn and (whole[one.at] or _left_open(one, body[one.at].text)):
            yield one.slip


def _left_open(one: _Open, text: str) -> bool:
    """Whether a short line without a full stop is whole all the same, so that its mark is left open."""
    return one.missing == "）" and len(text) <= _LONGEST_LINE and _LINE.match(text, one.start) is not None


def cell_brackets(said: Sequence[Stretch]) -> Iterator[Slip]:
    """Marks without counterpart in the cells of a table. A table in which the counterpart stands alone too, or that has
    several such cells, was torn when it was read."""
    tables: dict[int, list[_Open]] = defaultdict(list)
    for at, stretch in enumerate(said):
        if isinstance(stretch.spot.block, Table) and _ANY.search(stretch.text):
            tables[stretch.block] += _unpaired(at, stretch)
    for found in tables.values():
        if len(found) == 1 and found[0].slip.said not in _CLOSING:
            yield found[0].slip


def _unpaired(at: int, stretch: Stretch) -> Iterator[_Open]:
    text = _INTERVAL.sub(lambda m: "~" * len(m[0]), stretch.text).translate(_ALIKE)
    waiting: list[tuple[str, int]] = []
    count: Counter[str] = Counter()
    for m in _ANY.finditer(text):
        mark = m[0]
        if mark in _PAIRS:
            waiting.append((mark, m.start()))
            count[mark] += 1
            continue
        opening = _CLOSING[mark]
        if count[opening]:
            while waiting[-1][0] != opening:
                count[waiting[-1][0]] -= 1
                yield _open(at, stretch, *waiting.pop())
            waiting.pop()
            count[opening] -= 1
        elif not (
            mark == "）"
            and (_ITEM.search(text, max(0, m.start() - 3), m.start()) or text[m.start() - 1 : m.start()] in ":;：；")
        ):
            yield _open(at, stretch, mark, m.start())
    for mark, start in waiting:
        yield _open(at, stretch, mark, start)


def _open(at: int, stretch: Stretch, mark: str, start: int) -> _Open:
    closing = mark in _CLOSING
    words = stretch.words(max(0, start - _SHOWN), start + 1) if closing else stretch.words(start, start + 1 + _SHOWN)
    missing = _CLOSING[mark] if closing else _PAIRS[mark]
    return _Open(at, start, missing, Slip("括号", words, mark, missing))


_NUMBERED = re.compile(
    r"^\s*(?P<open>[（(])\s*(?P<number>[一二三四五六七八九十]{1,3}|\d{1,2})\s*(?P<close>[)）])\s*(?P<title>[^。；：:\s]{0,14})"
)


def heading_brackets(said: Sequence[Stretch]) -> Iterator[Slip]:
    """Headings and items of the body whose number stands in the kind of brackets that fewer of their sort have: （一） beside
    (二). A sort is what counts alike, by 一 or by 1."""
    sorts: dict[bool, dict[bool, list[tuple[Stretch, re.Match[str]]]]] = defaultdict(lambda: defaultdict(list))
    for stretch in said:
        if stretch.attachment or stretch.role not in (BlockRole.BODY, BlockRole.HEADING):
            continue
        m = _NUMBERED.match(stretch.text)
        if m and (m["open"] == "（") == (m["close"] == "）"):
            sorts[m["number"].isdigit()][m["open"] == "（"].append((stretch, m))
    for styles in sorts.values():
        full, half = styles[True], styles[False]
        if not full or not half or len(full) + len(half) < _LEAST:
            continue
        fewer, more = (half, full) if len(half) <= len(full) else (full, half)
        example = _heading(*more[0])
        for stretch, m in fewer:
            words = _heading(stretch, m)
            yield Slip("标题括号", words, m["open"], "（" if m["open"] == "(" else "(", (example,))


def _heading(stretch: Stretch, m: re.Match[str]) -> Words:
    return stretch.words(m.start("open"), m.end())
