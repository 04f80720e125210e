"""Lists in the running text (一是…二是…三是…) in which one member lacks a word that all its siblings begin with."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from extract.model import MemberGap, Words
from extract.numbering import chinese_integer
from extract.passages.folded import Folded, shared_start

_MEMBER = re.compile(r"(?<![\u4e00-\u9fff])([一二三四五六七八九十]{1,2})是")
_CLAUSE = re.compile(r"[，,：:。；;！!？?\n]")
_PAUSE = re.compile(r"[、，,：:。；;！!？?\n]")
_SHOWN = 24
_HEAD = 12  # characters of a member that are compared
_LEAST = 6
_WORD = 3
_FEWEST = 3  # members of a list


class _Member(NamedTuple):
    at: int  # in the bare characters
    head: str


def member_gaps(text: Folded) -> Iterator[MemberGap]:
    """Each gap once, with all places where the list is printed. It is one only where the document also prints the
    member with the word."""
    found: dict[tuple[str, str], tuple[list[_Member], _Member, int]] = {}
    for members in _lists(text):
        for odd in members:
            others = [m for m in members if m is not odd]
            word = _lacking(odd.head, [m.head for m in others])
            if not word:
                continue
            key = word, odd.head[:_LEAST]
            if key in found:
                found[key][0].append(odd)
            elif (full := text.bare.find(word + odd.head[:_LEAST])) >= 0:
                found[key] = [odd], others[0], full
    for (word, _), (members, sibling, full) in found.items():
        yield MemberGap(
            word,
            tuple(_shown(text, m.at) for m in members),
            _shown(text, sibling.at),
            _shown(text, full),
        )


def _shown(text: Folded, at: int) -> Words:
    """A member up to where its first clause or the first of its words in a row ends."""
    end = min(at + _SHOWN, len(text.bare))
    return text.words(at, next((i for i in range(at + _LEAST, end) if _PAUSE.search(text.between(i))), end))


def _lists(text: Folded) -> Iterator[list[_Member]]:
    members: list[_Member] = []
    if "三是" not in text.raw:
        return
    for match in _MEMBER.finditer(text.raw):
        value = chinese_integer(match.group(1))
        if value == 1 or value != len(members) + 1:
            if len(members) >= _FEWEST:
                yield members
            members = []
        if value == len(members) + 1:
            at = bisect_left(text.at, match.end())
            members.append(_Member(at, _head(text, at)))
    if len(members) >= _FEWEST:
        yield members


def _head(text: Folded, at: int) -> str:
    end = min(at + _HEAD, len(text.bare))
    stop = next((i for i in range(at + 1, end) if _CLAUSE.search(text.between(i))), end)
    return text.bare[at:stop]


def _lacking(head: str, others: Sequence[str]) -> str:
    """The word that all others begin with, where this one is otherwise of their build: it begins with what follows the
    word in them, or shares two characters in a row with all of them; "" for none."""
    shared = shared_start(others)
    if len(head) < _LEAST or not shared or head[0] == shared[0]:
        return ""
    for length in range(1, min(_WORD, len(shared) - 1) + 1):
        if shared[length] == head[0]:
            return shared[:length]
    alike = any(all(head[i : i + 2] in other for other in others) for i in range(len(head) - 1))
    return shared if alike and len(shared) <= _WORD else ""
