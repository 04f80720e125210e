"""目录 against the body: which heading each of its lines lists, and which it leaves out."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher

from extract.model import BlockRole, BodyHeading, Contents, ContentsLine, Outline, TocEntry, Words
from extract.numbering import parse_attachment, parse_number
from extract.stretches import Stretch

_FEWEST = 3
_ALIKE = 0.6
_NEAR = 40  # headings after the last one listed that a line in other words may be
_LINE = 80  # characters at the head of a paragraph that a heading may be in
_MARKS_RE = re.compile(r"[^\u4e00-\u9fffA-Za-z0-9]")
_FOREIGN_RE = re.compile(r"[A-Za-z]+|[和与及]")


def contents(outline: Outline, texts: Sequence[Stretch]) -> Iterator[Contents]:
    """The table of contents, where it has three lines or more and most of them are headings of the body."""
    toc = [entry for entry in outline.toc if _bare(entry.title)[1]]
    if len(toc) < _FEWEST:
        return
    heads = list(_headings(outline, texts))
    rows = {s.block: s for s in texts if s.role is BlockRole.TOC}
    matched = _matched([entry.title for entry in toc], heads)
    body = "\n".join(_MARKS_RE.sub("", s.text[:_LINE]) for s in texts if s.role is not BlockRole.TOC)
    parents = [(outline.sections[heads[at].at].parent, _style(toc[line].title)) for line, at in matched.items()]
    lines = []
    for at, entry in enumerate(toc):
        row = rows.get(entry.location.block)
        if row is None:
            continue
        head = heads[matched[at]] if at in matched else None
        beside = head is not None and parents.count((outline.sections[head.at].parent, _style(entry.title))) > 1
        lines.append(
            ContentsLine(
                entry.title,
                entry.page,
                _title_words(row, entry.title),
                row.words(),
                head,
                _one_title(entry.title, head, beside) or _broken(entry.title, head, texts)
                if head
                else _bare(entry.title)[1] in body or _heads_others(toc, at),
                (number.style, number.value) if (number := parse_number(entry.title)) else None,
            )
        )
    if 2 * len(matched) > len(lines):
        yield Contents(tuple(lines), tuple(_missing(heads, set(matched.values()), outline)))


def _title_words(stretch: Stretch, title: str) -> Words:
    start = stretch.text.find(title)
    return stretch.words(start, start + len(title)) if start >= 0 else stretch.words()


def _headings(outline: Outline, texts: Sequence[Stretch]) -> Iterator[BodyHeading]:
    firsts: dict[int, int] = {}
    for at, stretch in enumerate(texts):
        firsts.setdefault(stretch.block, at)
    for section in outline.sections:
        at = firsts.get(section.block, -1)
        if at >= 0:
            # The title of an annex may stand in the line below its number.
            own = next((s for s in texts[at : at + 2] if section.title and printed(section.title, s.text)), texts[at])
            words = own.words()
            yield BodyHeading(section.number, section.title, section.level, section.index, words.location.page, words)


def printed(title: str, text: str) -> bool:
    """Whether a text prints a title, however it is spaced."""
    return "".join(title.split()) in "".join(text.split())


def _bare(title: str) -> tuple[str, str]:
    """A title's number ("" for none) and its words without spaces and marks."""
    label = parse_attachment(title)
    if label is not None:
        return label.kind + label.number, _MARKS_RE.sub("", label.rest)
    number = parse_number(title)
    if number is not None:
        return number.text, _MARKS_RE.sub("", number.rest)
    return "", _MARKS_RE.sub("", title)


def _value(number: str) -> tuple[str, int] | None:
    label = parse_attachment(number)
    if label is not None:
        return label.kind, int(label.number) if label.number.isdigit() else 0
    found = parse_number(number + "某")
    return (found.style, found.value) if found else None


def _matched(titles: Sequence[str], heads: Sequence[BodyHeading]) -> dict[int, int]:
    """Line by line the heading of the same words, then, between those, one of the same number and like words."""
    by_title: dict[str, list[int]] = {}
    for at, head in enumerate(heads):
        by_title.setdefault(_MARKS_RE.sub("", head.title), []).append(at)
    found: dict[int, int] = {}
    used: set[int] = set()
    last = -1
    for line, title in enumerate(titles):
        own = [at for at in by_title.get(_bare(title)[1], ()) if at not in used]
        if own:
            found[line] = next((at for at in own if at > last), own[0])
            used.add(found[line])
            last = max(last, found[line])
    for line, title in enumerate(titles):
        if line in found:
            continue
        low = max((found[i] for i in found if i < line), default=-1)
        high = min((found[i] for i in found if i > line), default=len(heads))
        number, words = _bare(title)
        near = [
            at
            for at in range(low + 1, min(high, low + 1 + _NEAR))
            if at not in used
            and ((number and _value(number) == _value(heads[at].number)) or not heads[at].number or not number)
            and _alike(words, _MARKS_RE.sub("", heads[at].title))
        ]
        if near:
            found[line] = near[0]
            used.add(near[0])
    return found


def _alike(one: str, other: str) -> bool:
    return bool(one and other) and SequenceMatcher(None, one, other, autojunk=False).ratio() >= _ALIKE


def _style(title: str) -> str:
    number = parse_number(title)
    return number.style if number else ""


def _heads_others(toc: Sequence[TocEntry], at: int) -> bool:
    """Whether a line only stands over the lines below it: tables that follow one another without a heading above."""
    after = _style(toc[at + 1].title) if at + 1 < len(toc) else ""
    return bool(after) and after != _style(toc[at].title) and _is_first(toc[at + 1].title)


def _is_first(title: str) -> bool:
    """Whether a title is the first of its list."""
    number = parse_number(title)
    return number is not None and number.value == 1


def _one_title(title: str, head: BodyHeading, beside: bool) -> bool:
    """Whether line and heading are one title. Their numbers are compared where the body has other headings of the list
    `beside` this one."""
    number, words = _bare(title)
    other = _MARKS_RE.sub("", head.title)
    if words != other and _FOREIGN_RE.sub("", words) != _FOREIGN_RE.sub("", other):
        return False
    one, two = _value(number), _value(head.number)
    return one is None or two is None or one[0] != two[0] or one[1] == two[1] or not beside


def _broken(title: str, head: BodyHeading, texts: Sequence[Stretch]) -> bool:
    """Whether a heading is one title with the line below it: it was broken."""
    at = bisect_right(texts, head.words.location.block, key=lambda s: s.block)
    return at < len(texts) and _bare(title)[1] == _MARKS_RE.sub("", head.title + texts[at].text[:_LINE])


def _missing(heads: Sequence[BodyHeading], listed: set[int], outline: Outline) -> Iterator[BodyHeading]:
    """Headings that the list leaves out though it has the ones before and after them under the same heading, or all of
    them but one."""
    groups: dict[tuple[int | None, str], list[int]] = {}
    for at, head in enumerate(heads):
        value = _value(head.number)
        if value is not None:
            groups.setdefault((outline.sections[head.at].parent, value[0]), []).append(at)
    for members in groups.values():
        left_out = [at for at in members if at not in listed]
        alone = len(left_out) == 1 and len(members) >= _FEWEST
        for place, at in enumerate(members):
            around = {*members[max(0, place - 1) : place], *members[place + 1 : place + 2]}
            if at not in listed and (alone or (len(around) > 1 and around <= listed)):
                yield heads[at]
