"""A sentence that lists the units or parts of a whole, against the headings and items that treat them one by one."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from extract.model import BlockRole, Claim, CountedList, NamedList, Words
from extract.numbering import parse_number
from extract.stretches import Stretch

_REACH = 60  # paragraphs after the sentence
_FEWEST = 3
_SHARE = 0.8
_ENDS_RE = re.compile(r"[。：:；，,\s（(]")
_UNIT_RE = re.compile(r"(?:办公室|办|科|室|股|局|中心|处|队|站|所|院|委|馆|厅|部)$")
_WITHIN_RE = re.compile(r"[（(]含(?P<names>[^（）()]{2,30})[）)]")
_LONGEST_NAME = 8
_NO_VERB = "(?![理事公结案法学文会])"


def named_lists(claims: Iterable[Claim], texts: Sequence[Stretch]) -> Iterator[NamedList]:
    """Each list of three names or more that a sentence gives, with the numbered paragraphs below it that begin with its
    names."""
    at_block: dict[int, int] = {}
    for at, stretch in enumerate(texts):
        at_block.setdefault(stretch.block, at)
    for claim in claims:
        if not isinstance(claim, CountedList) or len(claim.members) < _FEWEST or not claim.exhaustive:
            continue
        start = at_block.get(claim.members[0].location.block)
        if start is None or texts[start].spot.cell is not None:
            continue
        below = texts[start + 1 : start + 1 + _REACH]
        treated = _treated(claim.members, below)
        others = _others(claim.members, below, texts)
        if treated or others:
            yield NamedList(claim.members, treated, others)


def _treated(members: Sequence[Words], below: Sequence[Stretch]) -> tuple[tuple[int, Words], ...]:
    """The numbered paragraphs of one count that begin with a member's name; () where they are not about most of them."""
    names = ["".join(member.text.split()) for member in members]
    style, value = "", 0
    found: list[tuple[int, Words]] = []
    others = 0
    for stretch in below:
        number = parse_number(stretch.text)
        if number is None or (style and number.style != style):
            if stretch.role is BlockRole.HEADING and found:
                break
            continue
        if number.value != value + 1:
            break
        style, value = number.style, number.value
        title = "".join(_ENDS_RE.split(number.rest, maxsplit=1)[0].split())
        if title in names:
            end = len(stretch.text) - len(number.rest) + len(_ENDS_RE.split(number.rest, maxsplit=1)[0])
            found.append((names.index(title), stretch.words(0, end)))
        else:
            others += 1
    enough = len(found) >= max(_FEWEST, _SHARE * len(names)) and others <= (1 - _SHARE) * len(names)
    return tuple(found) if enough else ()


def _others(members: Sequence[Words], below: Sequence[Stretch], texts: Sequence[Stretch]) -> tuple[Words, ...]:
    """Units that are said to be in the whole (含甲办、乙办), which the list of all units does not name and no other place
    of the report does."""
    units = [member.text for member in members if _UNIT_RE.search(member.text)]
    if len(units) < _SHARE * len(members):
        return ()
    found: list[Words] = []
    for stretch in below:
        if "含" not in stretch.text:
            continue
        for aside in _WITHIN_RE.finditer(stretch.text):
            names = re.split(r"[、和及，]", aside["names"])
            if not all(_UNIT_RE.search(name) and len(name) <= _LONGEST_NAME for name in names):
                continue
            at = aside.start("names")
            for name in names:
                if not any(_short_for(name, unit) for unit in units) and not _elsewhere(name, stretch, texts):
                    start = stretch.text.index(name, at)
                    found.append(stretch.words(start, start + len(name)))
    return tuple(found)


def _short_for(name: str, unit: str) -> bool:
    """Whether all characters of a name stand in the other in the same order."""
    rest = iter(unit)
    return all(char in rest for char in name)


def _elsewhere(name: str, own: Stretch, texts: Sequence[Stretch]) -> bool:
    """Whether another place names it too; 信访办 is not named in 信访办理."""
    named = re.compile(re.escape(name) + _NO_VERB)
    return any(name in stretch.text and named.search(stretch.text) for stretch in texts if stretch is not own)
