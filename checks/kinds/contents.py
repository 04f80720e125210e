"""Kind `contents`: 目录 against the body: its pages ascend, its titles are the headings', in their order, all of them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from checks.kinds import kind
from checks.kinds.numbering import misnumbered
from checks.outcome import Member, Outcome, failed, passed, skipped
from checks.rule import Rule, Severity
from extract.model import BodyHeading, Contents, ContentsLine, FactBook

_MOST = 6  # lines shown with a finding
_TOLD = 2  # of many alike
_MOST_LOST = 2  # lines without a heading
_MOST_CUT = 2  # lines that leave out a word with a meaning; more of them are a list in short titles
_FEWEST = 4  # lines whose pages agree, before one that does not is told of
_RESTART = 2  # a list that begins again begins at one of the first pages
_FILLING = re.compile(r"[（(][^（）()]*[）)]|情况|说明|的|及其?|[和与等、“”]|\d{4}年度?|年度|[本我]?(?:部门|单位)")


@dataclass(frozen=True, slots=True)
class ContentsParams:
    """`check` is what is judged: pages, title, order or missing."""

    check: str

    def __post_init__(self) -> None:
        if self.check not in _CHECKS:
            raise ValueError(f"check 应取自 {'、'.join(_CHECKS)}")


@kind("contents", params=ContentsParams, fields=("said", "known"), judges="words")
def check_contents(book: FactBook, rule: Rule[ContentsParams]) -> Iterator[Outcome]:
    """Judges the table of contents. Message fields: {said} what it prints, {known} what the body has."""
    for claim in book.claims_of(Contents):
        yield from _CHECKS[rule.params.check](_numbered_right(claim, book), rule)
        if rule.params.check == "pages" and book.document.format == "pdf":  # pages of other formats are a guess
            yield from _place(claim, rule)


def _numbered_right(claim: Contents, book: FactBook) -> Contents:
    """The lines without those that only the number parts from their heading, where the body's own count shows that the
    heading has a wrong one, or where two lines have changed places: that is told of there."""
    wrong = misnumbered(book)
    moved = {id(line) for pair in _turned(claim) for line in pair}
    lines = tuple(
        replace(line, same=True)
        if line.heading
        and (line.heading.words.location.block in wrong or id(line) in moved)
        and _within(line.heading.title, line.title)
        else line
        for line in claim.lines
    )
    return replace(claim, lines=lines)


def _within(title: str, line: str) -> bool:
    return "".join(title.split()) in "".join(line.split())


def _pages(claim: Contents, rule: Rule[ContentsParams]) -> Iterator[Outcome]:
    """No line has an earlier page than the one above it."""
    paged, falls = _fallen(claim)
    if not falls:
        if paged:
            yield passed(rule, [("cite", line.whole) for line in paged])
        return
    first = paged.index(falls[0][0])
    last = paged.index(falls[-1][1])
    shown = paged[max(0, first - 1) : last + 2]
    members: list[Member] = [("cite", line.whole) for line in shown[:_MOST]]
    said = "；".join(f"“{one.title}”第 {one.page} 页，其后“{two.title}”第 {two.page} 页" for one, two in falls[:3])
    yield failed(rule, members, fields={"said": said, "known": ""})


def _fallen(claim: Contents) -> tuple[list[ContentsLine], list[tuple[ContentsLine, ContentsLine]]]:
    """The lines with a page, and the pairs of them whose pages fall."""
    paged = [line for line in claim.lines if line.page is not None]
    return paged, [pair for at, pair in enumerate(pairwise(paged)) if _falls(*pair, paged[:at], paged[at + 2 :])]


def _falls(one: ContentsLine, two: ContentsLine, before: Sequence[ContentsLine], after: Sequence[ContentsLine]) -> bool:
    """Whether a page lies before the one above it. A list that begins again (annexes, tables) begins at one of the first
    pages and goes on from there; what counts on from the line above, or stands under the first line, begins nothing."""
    if (two.page or 0) >= (one.page or 0):
        return False
    restarts = (two.page or 0) <= _RESTART and (not after or (after[0].page or 0) < (one.page or 0))
    return not restarts or not before or two.goes_on


def _title(claim: Contents, rule: Rule[ContentsParams]) -> Iterator[Outcome]:
    """Each line is a heading of the body, in the same words and with the same number. Titles that only leave out words
    without meaning of their own, and titles that are shortened all over the list, are one habit and one remark; many
    lines without a heading are of parts that the document does not hold."""
    lost = [line for line in claim.lines if line.heading is None and not line.same]
    if len(lost) <= _MOST_LOST:
        for line in lost:
            yield failed(
                rule, [("cite", line.words)], fields={"said": f"目录列有“{line.title}”，正文没有", "known": ""}
            )
    elif lost:
        yield skipped(rule, [("cite", line.words) for line in lost], "所列部分不在本文件内")
    shortened: list[tuple[ContentsLine, BodyHeading]] = []
    cut: list[tuple[ContentsLine, BodyHeading]] = []
    for line in claim.lines:
        head = line.heading
        if head is None:
            continue
        if line.same:
            yield passed(rule, [("cite", line.words), ("target", head.words)])
        elif _short_for(line.title, _printed(head)):
            (shortened if _meaning(line.title) == _meaning(_printed(head)) else cut).append((line, head))
        else:
            yield _other(rule, line, head)
    if len(cut) > _MOST_CUT:
        shortened = sorted(shortened + cut, key=lambda pair: claim.lines.index(pair[0]))
    else:
        for line, head in cut:
            yield _other(rule, line, head)
    if shortened:
        members: list[Member] = []
        for line, head in shortened[:_MOST]:
            members += [("cite", line.words), ("target", head.words)]
        more = f"，共 {len(shortened)} 处" if len(shortened) > _TOLD else ""
        said = "；".join(_both(line, head) for line, head in shortened[:_TOLD]) + more
        yield failed(rule, members, severity=Severity.INFO, fields={"said": said, "known": ""})


def _other(rule: Rule[ContentsParams], line: ContentsLine, head: BodyHeading) -> Outcome:
    members: list[Member] = [("cite", line.words), ("target", head.words)]
    return failed(rule, members, fields={"said": _both(line, head), "known": ""})


def _meaning(title: str) -> str:
    """A title without brackets and the words that a list of contents is free to leave out."""
    return _FILLING.sub("", "".join(title.split()))


def _both(line: ContentsLine, head: BodyHeading) -> str:
    return f"目录写“{line.title}”，正文是“{_printed(head)}”"


def _printed(head: BodyHeading) -> str:
    return f"{head.number}{' ' if head.number[-1:].isdigit() else ''}{head.title}"


def _short_for(one: str, other: str) -> bool:
    """Whether one title only leaves out words of the other."""
    short, long = sorted(("".join(one.split()), "".join(other.split())), key=len)
    rest = iter(long)
    return all(char in rest for char in short)


def _order(claim: Contents, rule: Rule[ContentsParams]) -> Iterator[Outcome]:
    """The headings stand in the body in the order of the list."""
    lines = [line for line in claim.lines if line.heading is not None]
    turned = _turned(claim)
    if not turned:
        if lines:
            yield passed(rule, [("cite", line.words) for line in lines[:_MOST]])
        return
    members: list[Member] = []
    for line in dict.fromkeys(line for pair in turned for line in pair):
        if line.heading is not None and len(members) < 2 * _MOST:
            members += [("cite", line.words), ("target", line.heading.words)]
    said = "；".join(f"“{one.title}”在“{two.title}”之前" for one, two in turned[:3])
    yield failed(rule, members, fields={"said": said, "known": ""})


def _turned(claim: Contents) -> list[tuple[ContentsLine, ContentsLine]]:
    """Neighbouring lines whose headings stand the other way round."""
    lines = [line for line in claim.lines if line.heading is not None]
    return [(one, two) for one, two in pairwise(lines) if _at(two) < _at(one)]


def _at(line: ContentsLine) -> int:
    return line.heading.at if line.heading is not None else 0


def _missing(claim: Contents, rule: Rule[ContentsParams]) -> Iterator[Outcome]:
    """The list has every heading whose neighbours it has."""
    for head in claim.missing:
        near = next((line for line in reversed(claim.lines) if line.heading and line.heading.at < head.at), None)
        members: list[Member] = [("target", head.words), *([("cite", near.words)] if near else [])]
        yield failed(rule, members, fields={"said": "", "known": _printed(head)})


def _place(claim: Contents, rule: Rule[ContentsParams]) -> Iterator[Outcome]:
    """A heading stands on the page that the list gives, counted as the other lines count. Of lines whose pages fall that
    is told already."""
    told = [line for pair in _fallen(claim)[1] for line in pair]
    placed = [
        (line, line.heading.page - line.page)
        for line in claim.lines
        if line.heading is not None and line.heading.page is not None and line.page is not None
    ]
    if len(placed) <= _FEWEST:
        return
    offset, agreeing = Counter(off for _, off in placed).most_common(1)[0]
    wrong = [(line, off) for line, off in placed if off != offset and line not in told]
    if agreeing < _FEWEST or len(wrong) > max(1, len(placed) // 8):
        return
    for line, off in wrong:
        assert line.page is not None and line.heading is not None
        due = line.page + off - offset
        said = f"“{line.title}”写第 {line.page} 页，按其余 {agreeing} 行推算应为第 {due} 页"
        members: list[Member] = [("cite", line.whole), ("target", line.heading.words)]
        yield failed(rule, members, severity=Severity.WARNING, fields={"said": said, "known": ""})


_CHECKS: Mapping[str, Callable[[Contents, Rule[ContentsParams]], Iterator[Outcome]]] = {
    "pages": _pages,
    "title": _title,
    "order": _order,
    "missing": _missing,
}
