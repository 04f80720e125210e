"""Subject codes in prose with the names printed beside them: 行政单位医疗2101101项支出…, 2010301行政运行, 抚恤（20808）."""

from __future__ import annotations

import re
from dataclasses import dataclass

from extract.narrative import words as w
from extract.narrative.mentions import squeeze
from extract.narrative.parts import Reading

_CODE = re.compile(r"\d{3}(?:\d{2}){0,2}")
_LEVEL = re.compile(r"^[\s（(]*(?P<level>[类款项])[）)]?")
_EDGE = re.compile(r"[。；;，,：:！？\n、]")


@dataclass(frozen=True, slots=True)
class Code:
    """A code and its name as spans of the text; `amounts` are mentions (by index) of its clause."""

    code: tuple[int, int]
    name: tuple[int, int]
    level: str
    amounts: tuple[int, ...]


def codes(reading: Reading) -> list[Code]:
    """The subject codes of a passage that have a name beside them."""
    text = reading.passage.text
    out = []
    for token in reading.passage.others:
        found = _CODE.search(token.text) if token.reason == "编码" else None
        if found is None or not _CODE.fullmatch(re.sub(r"\D", "", token.text)):
            continue
        start, end = token.start + found.start(), token.start + found.end()
        level = _LEVEL.match(text[end : end + 6])
        after = end + (level.end() if level else 0)
        following = next((m for m in reading.mentions if m.start >= end), None)
        left = _name_before(reading, start)
        right = _name_after(text, after, following.start if following else len(text))
        name = left or right
        if name is None:
            continue
        amounts: tuple[int, ...] = ()
        if following is not None and not re.search(r"[。；;，,]", text[end : following.start]):
            amounts = (following.index,)
        out.append(Code((start, end), name, level.group("level") if level else "", amounts))
    return out


def _name_before(reading: Reading, at: int) -> tuple[int, int] | None:
    text = reading.passage.text
    edge = 0
    for m in reading.mentions:
        if m.end <= at:
            edge = m.end
    for found in _EDGE.finditer(text, edge, at):
        edge = found.end()
    opened = text.rfind("（", edge, at)
    if opened >= 0 and "）" not in text[opened:at]:
        at = opened  # the code stands in brackets behind its name
    words = text[edge:at]
    lead = re.match(r"[\s）)]*(?:其中|用于|列支|为|和|及|其他：)*\s*", words)
    edge += lead.end() if lead and lead.end() < len(words) else 0
    return _span(text, edge, at)


def _name_after(text: str, start: int, limit: int) -> tuple[int, int] | None:
    found = _EDGE.search(text, start, limit)
    end = found.start() if found else limit
    words = text[start:end]
    tail = re.search(r"(?:科目)?(?:年初预算|决算|预算|支出决算|支出|为|共计)*\s*$", words)
    if tail and tail.start() > 1:
        end = start + tail.start()
    return _span(text, start, end)


def _span(text: str, start: int, end: int) -> tuple[int, int] | None:
    while start < end and text[start] in ' \t　“”"（(':
        start += 1
    while start < end and text[end - 1] in ' \t　“”"（(':
        end -= 1
    name = squeeze(text[start:end])
    if len(name) < 2 or len(name) > 40 or not re.search(r"[\u4e00-\u9fff]{2}", name) or w.YEAR_WORD.fullmatch(name):
        return None
    return start, end
