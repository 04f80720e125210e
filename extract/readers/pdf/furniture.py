"""Headers, footers, page numbers and what else stands on every page: no part of the text."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from extract.readers.pdf.glyphs import Box, Rule
from extract.readers.pdf.lines import Line

_PAGE_NUMBER_RE = re.compile(
    r"[-—–－─~～·•\s]*(?:第\s*)?(?P<page>[0-9]{1,4}|[ivxlIVXL]{1,6})\s*(?:页)?"
    r"(?:\s*[,，/／|]?\s*(?:共|of)?\s*[0-9]{1,4}\s*(?:页)?)?[-—–－─~～·•\s]*"
)
_LEAST_ZONE = 76.0  # points; a margin of one inch, and the line that stands in it
_ZONE = 0.1  # of the height at the head and foot of a page
_OUTERMOST = 3  # lines at either end that can be furniture
_SHARE = 0.4  # of the pages that print it
_RUNNING = 0.8  # of the pages that print a running header; the title of a table is not on those without one
_STEADY = 5.0  # points that furniture moves from page to page
_EVERYWHERE = 0.6  # of the pages that print a watermark set upright
_LARGE = 1.3  # times the usual size, as a watermark is
_NOTE_RULE = 0.45  # of the width that the line above footnotes takes at most
_NOTE_ZONE = 0.4  # of the height above which no footnotes begin
_NOTE_RE = re.compile(r"[0-9]{1,2}(?![0-9.,，、])|[①-⑳]|\[[0-9]{1,2}\]|注\s*[0-9]?[:：]")
_WORD_RE = re.compile(r"[A-Za-z\u4e00-\u9fff]")
_DIGITS_RE = re.compile(r"[0-9]+")


@dataclass(slots=True)
class PageLines:
    """A page: its lines outside of tables, the tops of its tables, the lines across that belong to none, the boxes that
    are drawn around text, and where the gap lies if it is set in two columns."""

    number: int
    width: float
    height: float
    lines: list[Line]
    table_tops: Sequence[float] = ()
    rules: Sequence[Rule] = ()
    frames: Sequence[Box] = ()
    gap: float | None = None


def without_furniture(pages: Sequence[PageLines]) -> None:
    """Takes the furniture off the pages."""
    gone: set[int] = set()  # by identity: the same words may stand in the text as well
    _repeated(pages, gone)
    _page_numbers(pages, gone)
    if gone:
        for page in pages:
            page.lines = [line for line in page.lines if id(line) not in gone]


def take_footnotes(page: PageLines) -> list[Line]:
    """Takes the notes off the foot of a page: what stands below a short line across that has no text beside it and
    nothing but smaller type or a number below."""
    for rule in page.rules:
        short = rule.end - rule.start <= _NOTE_RULE * page.width
        if not short or rule.at < _NOTE_ZONE * page.height or rule.start > _margin(page) + _STEADY:
            continue
        # A line straight below text, or through it, is drawn under the words.
        if any(line.top < rule.at < line.base + 0.4 * line.size and line.x0 < rule.end for line in page.lines):
            continue
        notes = [line for line in page.lines if line.top > rule.at - 2]
        above = [line for line in page.lines if line.top <= rule.at - 2]
        if not notes or not above or any(top > rule.at for top in page.table_tops):
            continue
        if notes[0].base - rule.at < 3 * notes[0].size and (
            begins_note(notes[0]) or notes[0].size < 0.9 * above[-1].size
        ):
            page.lines = above
            return notes
    return []


def _margin(page: PageLines) -> float:
    return min((line.x0 for line in page.lines), default=0.0)


def begins_note(line: Line) -> bool:
    """Whether a line begins with the number of a footnote."""
    return _NOTE_RE.match(line.text) is not None


def _key(line: Line) -> str:
    return _DIGITS_RE.sub("#", line.text.replace(" ", ""))


def _repeated(pages: Sequence[PageLines], gone: set[int]) -> None:
    if len(pages) < 3:
        return
    places: dict[tuple[str, str], list[tuple[PageLines, Line]]] = {}
    for page in pages:
        for zone, lines in (("head", _head(page)), ("foot", _foot(page))):
            for line in lines:
                if _WORD_RE.search(line.text):
                    places.setdefault((zone, _key(line)), []).append((page, line))
        sizes = Counter[float]()
        for line in page.lines:
            sizes[line.size] += len(line.text)
        usual = sizes.most_common(1)[0][0] if sizes else 0.0
        for line in page.lines:
            if line.size > _LARGE * usual and not _titles(page, line):
                places.setdefault((f"{line.x0:.0f},{line.base:.0f}", line.text), []).append((page, line))
    for (zone, _), found in places.items():
        numbers = {page.number for page, _ in found}
        share = len(numbers) / len(pages)
        if zone not in ("head", "foot"):
            if share >= _EVERYWHERE and len(numbers) >= 3:
                gone.update(id(line) for _, line in found)
            continue
        if len(numbers) < 3 or max(share, _parity_share(numbers, pages)) < _SHARE:
            continue
        height = Counter(round(line.base / _STEADY) for _, line in found).most_common(1)[0][0]
        steady = [(page, line) for page, line in found if abs(line.base / _STEADY - height) <= 1]
        if len(steady) >= 3 and not _is_title(steady, len(steady) / len(pages)):
            gone.update(id(line) for _, line in steady)


def _is_title(steady: Sequence[tuple[PageLines, Line]], share: float) -> bool:
    """Whether a line that stands at one height on this share of the pages is the title of a table that is printed again
    on each of its pages. A running header may stand as close above tables, but goes on over pages that have none, or
    above the titles of others."""
    titles = sum(_titles(page, line) for page, line in steady)
    untabled = sum(all(top < line.bottom for top in page.table_tops) for page, line in steady)
    if untabled >= 2 or (share >= _RUNNING and titles < len(steady)):
        return False
    return titles > 0.5 * len(steady)


def _titles(page: PageLines, line: Line) -> bool:
    """Whether a line stands as close above a table as its title does."""
    return any(0 < top - line.bottom < 4 * line.size for top in page.table_tops)


def _parity_share(numbers: set[int], pages: Sequence[PageLines]) -> float:
    """The share of the odd or the even pages, where only those print it."""
    if len(pages) < 6 or len({number % 2 for number in numbers}) > 1:
        return 0.0
    odd = next(iter(numbers)) % 2
    return len(numbers) / sum(page.number % 2 == odd for page in pages)


def _zone(page: PageLines) -> float:
    return max(_ZONE * page.height, _LEAST_ZONE)


def _head(page: PageLines) -> list[Line]:
    return [line for line in page.lines[:_OUTERMOST] if line.bottom < _zone(page)]


def _foot(page: PageLines) -> list[Line]:
    return [line for line in page.lines[-_OUTERMOST:] if line.top > page.height - _zone(page)]


def _page_numbers(pages: Sequence[PageLines], gone: set[int]) -> None:
    """Numbers of pages: plainly marked ones wherever they stand at an edge, bare ones where they count along."""
    bare: list[tuple[int, int, Line]] = []
    for page in pages:
        for line in (*_head(page)[:2], *_foot(page)[-2:]):
            match = _PAGE_NUMBER_RE.fullmatch(line.text)
            if match is None or id(line) in gone:
                continue
            if not line.text.strip().isalnum() or not match["page"].isdigit() or "页" in line.text:
                gone.add(id(line))
            else:
                bare.append((page.number, int(match["page"]), line))
    offsets = Counter(printed - at for at, printed, _ in bare)
    for at, printed, line in bare:
        if offsets[printed - at] >= 2 or (printed == at and len(pages) == 1):
            gone.add(id(line))
