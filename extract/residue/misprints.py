"""The reporting unit's own name with a slip of the pen in it: a character too few or too many, another one, or two of
them swapped. The name is the one that the report prints most; usual short forms are none of these."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from extract.model import BlockRole, NameSlip, Words
from extract.stretches import Stretch

_SHORTEST = 5  # characters of a name that one character can be missing from
_SHORTEST_REST = 5  # characters behind the county that another character is no other unit's among
_MOST = 2  # printings of a slip; what stands there more often is the report's own way
_LEVELS = "省市县区州盟旗镇乡"
_OF_A_WORD = frozenset("全各社园小校厂景城片辖库")  # in front of a level they make another word: 社区, 园区, 城市
_WEAK = frozenset("和与及暨、·（）()“” 总")  # left out at will
_SISTERS = frozenset("一二三四五六七八九十东西南北中新老大小高初")  # what tells a unit from its sister
_ONE_WORD = ("中心", "大队", "大学", "小学")  # in which it does not
_SHORT = "简称"
_NEAR = 12  # characters behind 简称 in which the short name stands
_UNIT = re.compile(r"(?!.*(?:报告|[表书册]$|说明|公开|[决预]算|[年月日]))[\u4e00-\u9fff]{5,30}$")
_HAN = r"[\u4e00-\u9fff]"


def misprints(said: Sequence[Stretch], name: str) -> Iterator[NameSlip]:
    """All slips in the printings of a unit's name; `name` is what the cover calls it, "" where that is not known."""
    name = name or next((line for stretch in said if (line := _of_cover(stretch))), "")
    if len(name) < _SHORTEST or re.search(r"\s", name):
        return
    whole = "\n".join(stretch.text for stretch in said)
    name = _usual(name, whole)
    full = whole.count(name)
    known = next((found for stretch in said for found in _printings(stretch, name)), None)
    if known is None:
        return
    found: dict[str, dict[str, list[Words]]] = {}
    for how, wrong in _wrong(name, whole):
        places = [words for stretch in said for words in _printings(stretch, wrong)]
        if 0 < len(places) <= min(_MOST, full) and not _explained(whole, wrong):
            found.setdefault(how, {})[wrong] = places
    for how, wrongs in found.items():
        yield NameSlip(how, tuple(words for places in wrongs.values() for words in places), known)


def _of_cover(stretch: Stretch) -> str:
    """A line of the cover that can be a unit's name, with a slip at its end that hides what the unit is."""
    text = stretch.text.strip()
    return text if stretch.role is BlockRole.COVER and _UNIT.match(text) and _levels(text) else ""


def _usual(name: str, whole: str) -> str:
    """The name as the report prints it most: the cover's own printing may be the one with the slip."""
    best, most = name, whole.count(name)
    if most > _MOST:
        return name
    longer = {found.group() for found in re.finditer(_one_more(name), whole)}
    for other in sorted(longer | _less(name)):
        # Of two printings once each the shorter one lacks something, unless the longer one has it twice.
        count = whole.count(other)
        if count > most or (count == most and other in longer and name in _less(other) and not _stutters(other, name)):
            best, most = other, count
    return best


def _stutters(longer: str, name: str) -> bool:
    at = next(i for i, char in enumerate(longer) if i == len(name) or char != name[i])
    return longer[at] == longer[at - 1]


def _one_more(name: str) -> str:
    """Printings of a name that have a character more somewhere inside."""
    places = range(1, len(name))
    return "|".join(re.escape(name[:at]) + _HAN + re.escape(name[at:]) for at in places)


def _less(name: str) -> set[str]:
    """The name without one of its characters, where that makes no short form of it."""
    meant = _levels(name) | {at for at, char in enumerate(name) if char in _WEAK or _of_sister(name, at)}
    found = (name[:at] + name[at + 1 :] for at in range(1, len(name) - 1) if at not in meant)
    return {less for less in found if less not in name}


def _of_sister(name: str, at: int) -> bool:
    """Whether a character tells a unit from its sister: 第一中学, 中医院; 会 of 常委会 is left out at will."""
    return (name[at] in _SISTERS and name[at : at + 2] not in _ONE_WORD) or name[at - 2 : at + 1] == "常委会"


def _levels(name: str) -> frozenset[int]:
    """Where the name has the level of a place (县 of 青石县): a short form leaves it out."""
    found: list[int] = []
    for at, char in enumerate(name):
        if char in _LEVELS and at - (found[-1] if found else -1) > 1 and name[at - 1] not in _OF_A_WORD:
            found.append(at)
    return frozenset(found)


def _wrong(name: str, whole: str) -> Iterator[tuple[str, str]]:
    """The ways to get a name wrong that the text may hold."""
    for less in sorted(_less(name)):
        if less in whole:
            yield "少字", less
    for at in range(1, len(name)):
        doubled = name[:at] + name[at - 1 :]
        if doubled in whole and not _of_sister(name, at - 1):
            yield "多字", doubled
    for at in range(1, len(name) - 2):
        swapped = name[:at] + name[at + 1] + name[at] + name[at + 2 :]
        if name[at] != name[at + 1] and swapped in whole:
            yield "字序颠倒", swapped
    rest = max(_levels(name), default=-1) + 1
    if len(name) - rest < _SHORTEST_REST:
        return
    head, tail = name[: (rest + len(name)) // 2], name[(rest + len(name)) // 2 :]
    likely = [name[:at] + _HAN + name[at + 1 :] for at in range(rest, len(name) - 1)]
    full = whole.count(name)
    if whole.count(head) > full or whole.count(tail) > full:
        for wrong in sorted({match.group() for match in re.finditer("|".join(likely), whole)} - {name}):
            at = next(i for i, char in enumerate(name) if char != wrong[i])
            if not (_SISTERS | set(_LEVELS + "村")) & {wrong[at], name[at]}:
                yield "错字", wrong


def _printings(stretch: Stretch, name: str) -> Iterator[Words]:
    at = stretch.text.find(name)
    while at >= 0:
        yield stretch.words(at, at + len(name))
        at = stretch.text.find(name, at + len(name))


def _explained(whole: str, short: str) -> bool:
    """Whether the report says that it uses a short name."""
    at = whole.find(short)
    while at >= 0:
        if _SHORT in whole[max(0, at - _NEAR) : at]:
            return True
        at = whole.find(short, at + 1)
    return False
