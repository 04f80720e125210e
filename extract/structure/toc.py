"""The table of contents: which blocks it takes, and what it lists."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from extract.model import Location, Paragraph, TocEntry
from extract.numbering import parse_attachment, parse_number

_TITLE_RE = re.compile(r"(?:^|.*\s)(?:目\s*[录錄次]|CONTENTS)$", re.I)
_ENTRY_RE = re.compile(
    r"(?P<title>\S.*?)(?:[\s.．…·‥⋯_\-—]*[.．…·‥⋯_]{2,}[\s.．…·‥⋯_]*|\s+|(?<=[)）》”\u4e00-\u9fff])(?=[（(]?[0-9]))"
    r"[-—(（]?\s*(?P<page>[0-9]{1,3}|[ivxIVX]{1,5})\s*[-—)）]?$"
)
_SPACE_RE = re.compile(r"\s+")
_NOT_A_TITLE = tuple("。；;，,！!？?")
_LONGEST = 60
_LONGEST_LINE = 200  # leaders included


@dataclass(frozen=True, slots=True)
class Contents:
    """`blocks` are the block indexes the table of contents takes, its title line included where that line holds
    nothing else; `entries` what it lists; `titles` the entries' titles in the form `squeeze` gives."""

    blocks: frozenset[int]
    entries: tuple[TocEntry, ...]
    titles: dict[str, str]  # squeezed title without number → squeezed title as listed


def squeeze(text: str) -> str:
    """A title without spaces and in one width of brackets, for comparing two printings of it."""
    return _SPACE_RE.sub("", text).translate(_ONE_WIDTH).rstrip(":")


_ONE_WIDTH = str.maketrans("（）：，．０１２３４５６７８９", "():,.0123456789")


def is_contents_title(text: str) -> bool:
    return len(text) <= 80 and _TITLE_RE.match(text) is not None


def find_contents(paragraphs: Sequence[Paragraph]) -> Contents:
    """The table of contents among the body paragraphs, in document order."""
    blocks: set[int] = set()
    entries: list[TocEntry] = []
    at = 0
    while at < len(paragraphs):
        text = paragraphs[at].text.content.strip()
        titled = bool(text) and is_contents_title(text)
        end = _region_end(paragraphs, at + 1) if titled else at + (1 if paragraphs[at].toc else 0)
        if titled:
            # A line that also holds the report's title is no line of the contents.
            if paragraphs[at].toc or (end > at + 1 and _SPACE_RE.sub("", text) in ("目录", "目錄", "目次")):
                blocks.add(paragraphs[at].index)
            at += 1
        for paragraph in paragraphs[at:end]:
            if paragraph.text.content.strip():
                entries.append(_entry(paragraph))
            blocks.add(paragraph.index)
        at = end if titled else max(end, at + 1)
    titles: dict[str, str] = {}
    for entry in entries:
        whole = squeeze(entry.title)
        number = parse_number(entry.title)
        titles.setdefault(squeeze(number.rest) if number else whole, whole)
    return Contents(frozenset(blocks), tuple(entries), titles)


def _page(text: str) -> re.Match[str] | None:
    match = _ENTRY_RE.fullmatch(text) if len(text) <= _LONGEST_LINE else None
    if match is None:
        return None
    label = parse_attachment(text)
    if label is not None and not label.rest:
        return None
    # "1. 2" or "附件" left as a title names nothing.
    title = match["title"].strip()
    number = parse_number(title)
    return match if (number.rest if number else title) else None


def _entry(paragraph: Paragraph) -> TocEntry:
    text = paragraph.text.content.strip()
    mark = paragraph.text.mark_at(0)
    location = Location(
        "paragraph", block=paragraph.index, start=0, end=len(paragraph.text.content), page=mark.page, line=mark.line
    )
    match = _page(text)
    if match is None:
        return TocEntry(_SPACE_RE.sub(" ", text), None, location)
    page = int(match["page"]) if match["page"].isdigit() else None
    return TocEntry(_SPACE_RE.sub(" ", match["title"].strip(" .．…·‥⋯_\t")), page, location)


def _region_end(paragraphs: Sequence[Paragraph], start: int) -> int:
    """The index after the last line of the table of contents that begins at `start`."""
    texts = [p.text.content.strip() for p in paragraphs[start : start + 400]]
    listed = [i for i, text in enumerate(texts[:6]) if paragraphs[start + i].toc or _page(text)]
    return start + (_paged_end(paragraphs, start, texts) if listed else _bare_end(texts))


def _short(text: str) -> bool:
    return len(text) <= _LONGEST and not text.endswith(_NOT_A_TITLE)


def _paged_end(paragraphs: Sequence[Paragraph], start: int, texts: list[str]) -> int:
    end = 0
    seen: set[str] = set()
    for i, text in enumerate(texts):
        match = _page(text)
        if paragraphs[start + i].toc or match is not None:
            end = i + 1
            seen.add(squeeze(match["title"] if match else text))
        elif text and (i - end >= 2 or not _short(text) or squeeze(text) in seen):
            break
    return end


def _bare_end(texts: list[str]) -> int:
    """A list without pages ends where its first line comes again: there the body begins."""
    if not texts or not _short(texts[0]) or not texts[0]:
        return 0
    first = squeeze(texts[0])
    number = parse_number(texts[0])
    # The body may print the heading without the number that the contents give it.
    bare = squeeze(number.rest) if number else first
    for i, text in enumerate(texts[1:], 1):
        if squeeze(text) in (first, bare):
            return i
        if not _short(text) or len(text) == 0:
            return 0
    return 0
