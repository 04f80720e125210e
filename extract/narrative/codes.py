"""Subject codes and account names in prose: 行政单位医疗2101101项支出…, 2010301行政运行, 抚恤（20808）, and paths of names
without a code, 住房保障支出（类）住房改革支出（款）住房公积金（项）."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from extract.narrative import words as w
from extract.narrative.mentions import squeeze
from extract.narrative.reading import Reading

_CODE = re.compile(r"\d{3}(?:\d{2}){0,2}")
_LEVEL = re.compile(r"^[\s（(]*(?P<level>[类款项])[）)]?")
_EDGE = re.compile(r"[。；;，,：:！？\n、]")
_NAME = r"[^，。；：:（）()“”《》\d、]{2,24}(?:（(?:室|境|局)）[^，。；：:（）()“”《》\d、]{0,24})?"
# A level in brackets, which may not be closed: （类, but not （项目）.
_KIND, _SECTION, _ITEM = r"类(?![型别似])[）)]?", r"款(?![项式待])[）)]?", r"项(?!目)[）)]?"
_PATH = re.compile(
    rf"(?:{_NAME}[（(]{_KIND}\s*)?(?:{_NAME}[（(]{_SECTION}\s*)?{_NAME}[（(](?=(?P<level>[类款项]))(?:{_KIND}|{_SECTION}|{_ITEM})"
)
_RANK = re.compile(rf"[（(](?:{_KIND}|{_SECTION}|{_ITEM})")
_FINAL = ("决算", "实际")


@dataclass(frozen=True, slots=True)
class Code:
    """A code and its name as spans of the text, the code's empty for a path of names without one; `amounts` are the
    mentions (by index) of what was spent under it."""

    code: tuple[int, int]
    name: tuple[int, int]
    level: str
    amounts: tuple[int, ...]


def codes(reading: Reading) -> list[Code]:
    """The subject codes of a passage that have a name beside them, and its paths of account names."""
    found = list(_coded(reading))
    spans = [c.name for c in found]
    found += [c for c in _paths(reading) if not any(a < c.name[1] and c.name[0] < b for a, b in spans)]
    return sorted(found, key=lambda c: c.name)


def owners(reading: Reading, coded: Iterable[Code]) -> dict[int, str]:
    """What the figures that only say 年初预算 or 支出决算 are of: the path of account names in front of them, up to the
    next one or the end of the paragraph."""
    text = reading.passage.text
    paths = [c for c in coded if c.code[0] == c.code[1]]
    out: dict[int, str] = {}
    for m in reading.mentions:
        above = [c for c in paths if c.name[1] <= m.start and "\n" not in text[c.name[1] : m.start]]
        if above and w.only_basis(reading.names[m.index]):
            out[m.index] = squeeze(text[slice(*above[-1].name)])
    return out


def _coded(reading: Reading) -> Iterator[Code]:
    text = reading.passage.text
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
        yield Code((start, end), name, level.group("level") if level else "", amounts)


def _paths(reading: Reading) -> Iterator[Code]:
    """X（类）Y（款）Z（项） with no code printed: at least two levels, or one with its own amount."""
    text = reading.passage.text
    for found in _PATH.finditer(text):
        levels = len(_RANK.findall(found.group()))
        amounts = _spent(reading, found.end())
        if levels < 2 and not amounts:
            continue
        start = found.start()
        lead = re.match(r"\s*(?:[.．]|[（(]?[一二三四五六七八九十]+[）)、]|其中|用于|列支|为|和|及|\s)+", found.group())
        start += lead.end() if lead and lead.end() < len(found.group()) - 3 else 0
        yield Code((start, start), (start, found.end()), found.group("level"), amounts)


def _spent(reading: Reading, end: int) -> tuple[int, ...]:
    """The amount spent under a path of names: the final figure that its sentence gives, or the only amount."""
    text = reading.passage.text
    stop = text.find("\n", end + 1)
    stop = len(text) if stop < 0 else stop
    following = _PATH.search(text, end, stop)
    stop = following.start() if following else stop
    amounts = [
        m
        for m in reading.mentions
        if end <= m.start < stop and m.quantity.dimension == "money" and reading.roles[m.index] is w.Role.PLAIN
    ]
    final = [m for m in amounts if reading.bases[m.index] in _FINAL]
    if final:
        return (final[0].index,)
    first = amounts[:1]
    plain = [m for m in first if not reading.bases[m.index] and not re.search(r"[。；;]", text[end : m.start])]
    return tuple(m.index for m in plain)


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
    tail = re.search(r"(?:科目)?(?:年初预算|决算数?|预算数?|为|共计)*\s*$", words)
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
