"""Runs of characters to printed lines: what stands on one baseline belongs together, whatever font it is in."""

from __future__ import annotations

import itertools
import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from extract.readers.pdf.glyphs import ASCENT, DESCENT, Box, Run
from extract.readers.pdf.turning import turned_back

_SAME_LINE = 0.55  # of the smaller character's height that two characters of one line share
_SHIFTED = 0.2  # of its size that a run is off the baseline when it may belong to the line above or below
_TWICE = 0.35  # of its width within which the same character again was drawn twice
_GAP_CHINESE = 1.0  # of the size: a wider gap beside a Chinese character is a blank
_GAP_LATIN = 0.25
_GAP_DIGITS = 0.3
_GAP_IN_NUMBER = 0.5  # beside a decimal point or thousands comma
_CHUNK_GAP = 1.3
_GAP = 0.3  # of the size: room between two cells, if nothing else parts them
_FAR = 1.5  # sizes that lines may lie apart and still be compared


@dataclass(frozen=True)
class Line:
    """One printed line of a page. `edges` has the left edge of each character of `text` and the right edge of the last; `size`
    and `font` are those of most of its characters. `gaps` are the places in `text` where room is left without a blank,
    each with where the ink before it ends."""

    page: int
    text: str
    edges: tuple[float, ...]
    base: float
    size: float
    font: str = ""
    gaps: tuple[tuple[int, float], ...] = ()

    @property
    def x0(self) -> float:
        return self.edges[0]

    @property
    def x1(self) -> float:
        return self.edges[-1]

    @property
    def top(self) -> float:
        return self.base - ASCENT * self.size

    @property
    def bottom(self) -> float:
        return self.base + DESCENT * self.size

    def box(self, start: int = 0, end: int | None = None) -> Box:
        """The box around the characters from `start` up to `end`."""
        last = len(self.text) if end is None else end
        return self.edges[start], self.top, self.edges[last], self.bottom

    def part(self, start: int, end: int) -> Line | None:
        """The characters from `start` up to `end` without the blanks around them; None where there are none."""
        text = self.text[start:end]
        bare = text.strip()
        if not bare:
            return None
        first = start + len(text) - len(text.lstrip())
        stop = first + len(bare)
        edges = self.edges[first : stop + 1]
        gaps = tuple((at - first, x) for at, x in self.gaps if first < at < stop)
        for at, x in self.gaps:
            if at == stop:  # what follows is left out: the last character ends where its ink does
                edges = (*edges[:-1], x)
        return Line(self.page, bare, edges, self.base, self.size, self.font, gaps)

    @cached_property
    def chunks(self) -> tuple[tuple[int, int], ...]:
        """Start and end of the pieces of text that wide gaps part."""
        found: list[tuple[int, int]] = []
        for match in _INK_RE.finditer(self.text):
            if found and self.edges[match.start()] - self._ink_end(found[-1][1]) < _CHUNK_GAP * self.size:
                found[-1] = (found[-1][0], match.end())
            else:
                found.append((match.start(), match.end()))
        return tuple(found)

    @cached_property
    def pieces(self) -> tuple[tuple[int, int], ...]:
        """Start and end of the pieces of text that room parts, be it as narrow as between the cells of a table."""
        cuts = {at for at, _ in self.gaps}
        bounds: list[tuple[int, int]] = []
        for match in _INK_RE.finditer(self.text):
            inner = sorted(cut for cut in cuts if match.start() < cut < match.end())
            for a, b in itertools.pairwise((match.start(), *inner, match.end())):
                room = self.edges[a] - self.edges[bounds[-1][1]] if bounds else 0.0
                if bounds and a not in cuts and room < _GAP * self.size:
                    bounds[-1] = (bounds[-1][0], b)
                else:
                    bounds.append((a, b))
        return tuple(bounds)

    def piece(self, start: int, end: int) -> Line:
        """A piece of the line, or several of them, as a line of its own."""
        part = self.part(start, end)
        assert part is not None
        return part

    def _ink_end(self, end: int) -> float:
        # A blank made for a gap is as wide as the gap: the character before it ends where the blank begins.
        return self.edges[end]


_SMALL = 0.78  # of the size of its line that a raised number has
_RAISED = 0.2
_NOTE_MARK_RE = re.compile(r"\s*[\[〔]?(?:[0-9]{1,2}|[①-⑳])[\]〕]?\s*")
STRUCK = "\0"  # stands for a character that was struck out: it keeps its room and is not read
_INK_RE = re.compile(r"\S+")
# What is never broken over two lines: a figure, a Latin word, a bracket with what it opens, closing marks.
_UNIT_RE = re.compile(
    r"[（(“‘《〈【\[]*(?:[0-9０-９][0-9０-９,.，．:：/-]*[%％‰]?|[A-Za-z]+|.)[，。、；：？！）)”’》〉】\],.;:!?%％]*"
)


def first_unit_width(line: Line) -> float:
    """How much room the beginning of a line would have needed at the end of the one before."""
    match = _UNIT_RE.match(line.text)
    return line.edges[match.end() if match else 1] - line.edges[0]


def lines_of(runs: Iterable[Run], page: int) -> list[Line]:
    """The lines that the runs of a page make up, from top to bottom; turned runs are passed over."""
    rows: list[_Row] = []
    for run in sorted((r for r in runs if r.turned == 0), key=lambda r: (r.base, r.x0)):
        row = _row_for(run, rows)
        if row is None:
            rows.append(_Row(run))
        else:
            row.runs.append(run)
            row.widest = max(row.widest, run, key=lambda r: len(r.text) * r.size)
    lines = [line for row in rows if (line := _line(row.runs, page)) is not None]
    lines.sort(key=lambda line: (line.base, line.x0))
    return lines


def turned_lines(runs: Iterable[Run], page: int, width: float, height: float) -> list[Line]:
    """The lines of text that is turned against the page (width and height), each as wide and as high as it stands."""
    lines: list[Line] = []
    for turn in (1, 2, 3):
        own = [Run(r.text, r.edges, r.base, r.size, r.font) for r in runs if r.turned == turn]
        for line in lines_of(own, page) if own else ():
            x0, top, x1, bottom = turned_back(line.box(), turn, width, height)
            count = len(line.text)
            edges = tuple(x0 + (x1 - x0) * i / count for i in range(count + 1))
            high = bottom - top
            lines.append(Line(page, line.text, edges, bottom - DESCENT * high, high, line.font))
    return lines


class _Row:
    """Runs on their way to become a line, and the one that its place is measured by."""

    __slots__ = ("runs", "widest")

    def __init__(self, run: Run) -> None:
        self.runs = [run]
        self.widest = run


def _row_for(run: Run, rows: list[_Row]) -> _Row | None:
    best, most = None, _SAME_LINE
    for row in reversed(rows):
        main = row.widest
        if run.base - main.base > _FAR * max(run.size, main.size):
            break
        shared = min(run.bottom, main.bottom) - max(run.top, main.top)
        share = shared / min(run.size, main.size)
        if share <= most:
            continue
        if abs(run.base - main.base) > _SHIFTED * main.size and any(_over(run, other) for other in row.runs):
            continue
        best, most = row, share
    return best


def _over(run: Run, other: Run) -> bool:
    return min(run.x1, other.x1) - max(run.x0, other.x0) > 0.5 * min(run.x1 - run.x0, other.x1 - other.x0)


def _line(runs: list[Run], page: int) -> Line | None:
    runs.sort(key=lambda r: r.x0)
    if any(b.x0 < a.x1 - 0.3 * a.size for a, b in itertools.pairwise(runs)):
        runs = _once(runs)
    text: list[str] = []
    edges: list[float] = []
    gaps: list[tuple[int, float]] = []
    sizes: Counter[float] = Counter()
    fonts: Counter[str] = Counter()
    bases: Counter[float] = Counter()
    end = 0.0
    before: Run | None = None
    widest = max(runs, key=lambda r: len(r.text) * r.size)
    for run in runs:
        if before is not None and _is_note_mark(run, widest, before):
            continue
        if run.text[0] == STRUCK:
            end, before = max(end, run.x1), run
            continue
        if before is not None and _blank_between(before, run, run.x0 - end):
            text.append(" ")
            edges.append(end)
        elif before is not None and run.x0 - end >= _GAP * min(before.size, run.size):
            gaps.append((len(edges), end))
        text.append(run.text)
        edges.extend(run.edges[:-1])
        end = max(end, run.x1)
        before = run
        weight = len(run.text.strip())
        sizes[run.size] += weight
        bases[run.base] += weight
        fonts[run.font] += sum(char > "\u2e7f" for char in run.text)
    content = "".join(text)
    bare = content.strip()
    if not bare:
        return None
    start = len(content) - len(content.lstrip())
    edges.append(end)
    kept = tuple(edges[start : start + len(bare) + 1])
    base, size = bases.most_common(1)[0][0], sizes.most_common(1)[0][0]
    inner = tuple((at - start, x) for at, x in gaps if start < at < start + len(bare))
    return Line(page, bare, kept, base, size, fonts.most_common(1)[0][0], inner)


def _is_note_mark(run: Run, main: Run, before: Run) -> bool:
    """Whether a run is the raised number of a footnote; behind a Latin letter it is a power."""
    raised = run.size < _SMALL * main.size and main.base - run.base > _RAISED * main.size
    return (
        raised
        and _NOTE_MARK_RE.fullmatch(run.text) is not None
        and not (before.text[-1:].isascii() and before.text[-1:].isalpha())
    )


def _blank_between(a: Run, b: Run, gap: float) -> bool:
    left, right = a.text[-1], b.text[0]
    if left.isspace() or right.isspace():
        return False
    size = min(a.size, b.size)
    if left.isascii() and right.isascii():
        number = (left.isdigit() and right in ".,") or (left in ".," and right.isdigit())
        if number:
            return gap > _GAP_IN_NUMBER * size
        return gap > (_GAP_DIGITS if left.isdigit() and right.isdigit() else _GAP_LATIN) * size
    return gap > _GAP_CHINESE * size


def _once(runs: list[Run]) -> list[Run]:
    """Runs that overlap, without the characters that were drawn twice (shadow, imitated bold type)."""
    places: dict[str, list[float]] = {}
    kept: list[Run] = []
    for run in runs:
        start = 0
        for at, char in enumerate(run.text):
            x, width = run.edges[at], run.edges[at + 1] - run.edges[at]
            seen = places.setdefault(char, [])
            near = bisect_left(seen, x)
            twice = (
                any(abs(seen[i] - x) < _TWICE * max(width, 0.1) for i in (near - 1, near) if 0 <= i < len(seen))
                and not char.isspace()
            )
            if twice:
                if at > start:
                    kept.append(run.part(start, at))
                start = at + 1
            else:
                seen.insert(near, x)
        if start < len(run.text):
            kept.append(run.part(start, len(run.text)))
    kept.sort(key=lambda r: r.x0)
    return kept
