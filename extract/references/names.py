"""Codes of indicators in prose (A11 …) with the words behind them."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from extract.model import BlockRole, CodedName, IndicatorTree, Words, Worksheet
from extract.stretches import Stretch

_CODE_RE = re.compile(
    r"(?<![A-Za-z0-9.\-])(?P<code>[A-Z]\d{1,4})\s*[.、:：]?\s*[“\"《]?(?P<name>[\u4e00-\u9fff][\u4e00-\u9fff、“”]{3,29})"
)
_MARKS_RE = re.compile(r"[^\u4e00-\u9fffA-Za-z0-9]")
_WEIGHT_RE = re.compile(r"[（(]\s*\d+(?:\.\d+)?\s*(?:分|[%％])?\s*[)）]")
_SHORTEST = 4
_LONG = 6  # characters of a name that can be told though a word of it is wrong
_WRONG = 2
_SET = 2  # codes of a set of indicators
_RENAMED = 0.34  # of the codes of two tables; where more differ, they are two sets of indicators


def bare(name: str) -> str:
    """An indicator's name without its weight, marks and spaces."""
    return _MARKS_RE.sub("", _WEIGHT_RE.sub("", name))


def coded_names(
    trees: Sequence[IndicatorTree], papers: Sequence[Worksheet], texts: Sequence[Stretch]
) -> Iterator[CodedName]:
    """Each code in prose that a table of indicators knows. Those of working papers are compared elsewhere."""
    known: dict[str, list[Words]] = defaultdict(list)
    names: dict[str, list[tuple[str, Words]]] = defaultdict(list)
    for tree in trees:
        for indicator in tree.indicators:
            if indicator.code:
                known[indicator.code].append(indicator.name)
                names[bare(indicator.name.text)].append((indicator.code, indicator.name))
    if not known:
        return
    yield from _renamed(trees, names)
    letters = {code[0] for code in known}
    own = {(p.title.location.block, p.title.location.row) for p in papers}
    longest_first = sorted((n for n in names if len(n) >= _SHORTEST), key=len, reverse=True)
    for stretch in texts:
        if stretch.spot.cell is not None or stretch.role is BlockRole.TOC or (stretch.block, None) in own:
            continue
        for found in _CODE_RE.finditer(stretch.text):
            said = _MARKS_RE.sub("", found["name"])
            whole = next((name for name in longest_first if said.startswith(name)), "")
            if found["code"] not in known:
                if whole and len(known) >= _SET and found["code"][0] in letters:
                    end = _end_of(stretch.text, found.start("name"), len(whole))
                    yield CodedName(found["code"], stretch.words(found.start("code"), end), (), tuple(names[whole]))
                continue
            own_name = bare(known[found["code"]][0].text)
            if not whole and _misprinted(said, own_name):
                end = _end_of(stretch.text, found.start("name"), len(own_name))
                words = stretch.words(found.start("code"), end)
                yield CodedName(found["code"], words, tuple(known[found["code"]]), misprint=True)
                continue
            end = found.end() if not whole else _end_of(stretch.text, found.start("name"), len(whole))
            yield CodedName(
                found["code"],
                stretch.words(found.start("code"), end),
                tuple(known[found["code"]]),
                tuple(names.get(whole, ())),
            )


def _misprinted(said: str, name: str) -> bool:
    """Whether words begin with a name but for a word in its middle (绩效指标合理性 for 绩效目标合理性)."""
    if (
        len(name) < _LONG
        or len(said) < len(name)
        or said[:2] != name[:2]
        or said[len(name) - 2 : len(name)] != name[-2:]
    ):
        return False
    return 0 < sum(one != other for one, other in zip(said, name, strict=False)) <= _WRONG


def _renamed(trees: Sequence[IndicatorTree], names: Mapping[str, list[tuple[str, Words]]]) -> Iterator[CodedName]:
    """Codes that a later table gives another name than the first, where both are otherwise of one set of indicators."""
    tables = [{i.code: i.name for i in tree.indicators if i.code} for tree in trees]
    for later, table in enumerate(tables):
        for first in tables[:later]:
            common = [code for code in table if code in first]
            renamed = [code for code in common if bare(table[code].text) != bare(first[code].text)]
            if renamed and len(renamed) <= _RENAMED * len(common):
                for code in renamed:
                    own = tuple(pair for pair in names[bare(table[code].text)] if pair[1] != table[code])
                    yield CodedName(code, table[code], (first[code],), own, of_table=True)


def _end_of(text: str, start: int, length: int) -> int:
    """Where so many characters of a name end, marks not counted."""
    for at in range(start, len(text)):
        length -= not _MARKS_RE.match(text[at])
        if not length:
            return at + 1
    return len(text)
