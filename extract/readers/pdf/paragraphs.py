"""Lines to paragraphs, also over the end of a page: by indents, full lines, type and leading."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

from extract.readers.pdf.furniture import PageLines
from extract.readers.pdf.glyphs import Box
from extract.readers.pdf.lines import Line, first_unit_width
from extract.readers.text_joins import glue, starts_own

_FINISHED = tuple("。！？：；!?;:")
_CLOSERS = "”’）)》〉】\"'"
_GOES_ON = tuple("，、（(“《〈和及与或在按从至到第")  # what an item or key cannot end in
_NEVER_FIRST = tuple("，。、；：？！）”’》〉】％%,;:!?)")
_LEADER_RE = re.compile(r".*(?:[.．·•]\s?){4,}\s*[-—]?\s*[0-9ivxIVX]{1,4}\s*[-—]?|.*(?:…|⋯|‥){2,}\s*[-—]?\s*[0-9]{1,4}")
_PAGE_RE = re.compile(r"[-—(（]?\s*[0-9ivxIVX]{1,4}\s*[-—)）]?")
_INDENT = 1.2  # sizes
_OTHER_SIZE = 1.2
_WIDER = 1.4  # of the usual leading: more than that parts paragraphs
_WIDEST = 2.4  # sizes, where the leading is not known
_REACH = 0.6  # of the measure that an unfinished line must take to be broken off and not ended
_PROSE = 15  # characters of a line that can be told for prose
_CLAUSE_RE = re.compile("[，。；]")
_BORDERED = 0.6  # of the height of a page; a higher box is a border around the page
_LONG = 18  # characters of a line that shows where the margins are


@dataclass(frozen=True, slots=True)
class Measure:
    """The type area of a page: its left and right edge, the usual distance of two baselines by the size of their
    lines, and the size that most of its characters have."""

    left: float
    right: float
    leadings: dict[int, float]
    size: float


@dataclass(slots=True)
class Block:
    """Lines of one paragraph, each with what stands in front of it. `listed`: a line of a table of contents."""

    parts: list[tuple[str, Line]]
    listed: bool = False

    @property
    def last(self) -> Line:
        return self.parts[-1][1]


@dataclass(slots=True)
class Typesetter:
    """Knows the type areas of a document's pages (of a page in two columns, both) and of the boxes drawn around text on
    them, and joins lines one after the other."""

    measures: dict[int, list[Measure]]
    framed: dict[int, list[tuple[Box, Measure]]] = field(default_factory=dict)
    blocks: list[Block] = field(default_factory=list)

    def joins(self, before: Line, line: Line) -> bool:
        """Whether `line` goes on with the paragraph that `before` is the last line of so far."""
        here, there = self._measure(before), self._measure(line)
        size = max(before.size, line.size)
        if is_listed(before) or is_listed(line) or size > _OTHER_SIZE * min(before.size, line.size):
            return False
        if before.page == line.page and here is there:
            if line.base - before.base < 0.3 * size:
                return False  # beside it, not below
            usual = here.leadings.get(round(before.size), 0.0)
            widest = _WIDER * max(usual, 1.1 * size) if usual else _WIDEST * size
            if line.base - before.base > widest:
                return False
        elif before.page == line.page and (self._frame(before) is not None or self._frame(line) is not None):
            return False
        if line.text.startswith(_NEVER_FIRST):
            return True
        full = before.x1 + first_unit_width(line) > here.right - 0.3 * size
        finished = before.text.rstrip(_CLOSERS).endswith(_FINISHED) or before.text.endswith(_FINISHED)
        own = starts_own(line.text)
        if _centred(before, here):
            wide = before.x1 - before.x0 > 0.7 * (here.right - here.left)
            return wide and _centred(line, there) and before.font == line.font and not finished and not own
        indent = line.x0 - there.left
        if indent > _INDENT * size:
            hanging = abs(indent - (before.x0 - here.left)) < 0.3 * size
            return hanging and full and not finished and not own
        if own and (finished or not before.text.endswith(_GOES_ON)):
            return False
        if full:
            return True
        if finished or own or before.font != line.font:
            return False
        # What is said in sentences ends with one; a short line of it was broken by something narrower than the page.
        if _CLAUSE_RE.search(before.text) and len(before.text) >= _PROSE:
            return True
        reach = (before.x1 - here.left) / max(1.0, here.right - here.left)
        return reach > _REACH and not _title(before)

    def _measure(self, line: Line) -> Measure:
        """The type area that a line stands in."""
        framed = self._frame(line)
        if framed is not None:
            return framed
        return next((m for m in self.measures[line.page] if line.x0 < m.right), self.measures[line.page][-1])

    def _frame(self, line: Line) -> Measure | None:
        return next((measure for box, measure in self.framed.get(line.page, ()) if _inside(line, box)), None)

    def add(self, line: Line) -> None:
        """Takes the next line in reading order."""
        if self.blocks and self.joins(self.blocks[-1].last, line):
            self.blocks[-1].parts.append((glue(self.blocks[-1].last.text, line.text), line))
        else:
            self.blocks.append(Block([("", line)], is_listed(line)))

    def close(self) -> list[Block]:
        """The paragraphs so far; the next line begins a new one."""
        done, self.blocks = self.blocks, []
        return done


def is_listed(line: Line) -> bool:
    """Whether a line is one of a table of contents: a title, a leader or gap, a page."""
    if _LEADER_RE.fullmatch(line.text):
        return True
    chunks = line.chunks
    if len(chunks) < 2:
        return False
    start, end = chunks[-1]
    gap = line.edges[start] - line.edges[chunks[-2][1]]
    return gap > 3 * line.size and _PAGE_RE.fullmatch(line.text[start:end]) is not None


def _title(line: Line) -> bool:
    """Whether a short line that ends in no mark may well be a heading."""
    return starts_own(line.text) and not _CLAUSE_RE.search(line.text)


def _centred(line: Line, measure: Measure) -> bool:
    left, right = line.x0 - measure.left, measure.right - line.x1
    large = line.size > _OTHER_SIZE * measure.size  # a title may be as wide as the page, and be indented besides
    return left > (0.5 if large else 3.0) * line.size and abs(left - right) < (2.0 if large else 1.5) * line.size


def typesetter(pages: Sequence[PageLines]) -> Typesetter:
    """What the lines of all pages show of their type areas."""
    framed: dict[int, list[tuple[Box, Measure]]] = {}
    free: dict[int, list[Line]] = {}
    by_width: dict[int, list[Line]] = {}
    for page in pages:
        boxes = [box for box in page.frames if box[3] - box[1] < _BORDERED * page.height]
        free[page.number] = [line for line in page.lines if not any(_inside(line, box) for box in boxes)]
        for box in boxes:
            own = [line for line in page.lines if _inside(line, box)]
            if own:
                framed.setdefault(page.number, []).append((box, _boxed(own, box)))
        if page.gap is None:
            long = (line for line in free[page.number] if len(line.text) >= _LONG)
            by_width.setdefault(round(page.width / 20), []).extend(long)
    measures: dict[int, list[Measure]] = {}
    for page in pages:
        lines, gap = free[page.number], page.gap
        if gap is None:
            measures[page.number] = [_measured(lines, by_width[round(page.width / 20)], page.width)]
        else:
            left, right = [x for x in lines if x.x0 < gap], [x for x in lines if x.x0 >= gap]
            measures[page.number] = [_measured(left, left, page.width), _measured(right, right, page.width)]
    return Typesetter(measures, framed)


def _inside(line: Line, box: Box) -> bool:
    return box[0] <= line.x0 and line.x1 <= box[2] and box[1] <= line.base <= box[3]


def _boxed(lines: Sequence[Line], box: Box) -> Measure:
    """The type area within a box around text: as far from its right side as from its left one."""
    left = min(line.x0 for line in lines)
    return replace(_measured(lines, lines, box[2] - box[0]), left=left, right=box[2] - (left - box[0]))


def _measured(lines: Sequence[Line], like: Sequence[Line], width: float) -> Measure:
    """The type area of lines of a page; where they are few, that of pages like it."""
    long = [line for line in lines if len(line.text) >= _LONG]
    shown = long if len(long) >= 6 else like
    if shown:
        left = _quantile([line.x0 for line in shown], 0.1)
        right = _quantile([line.x1 for line in shown], 0.9)
    else:
        # Too little text to see the margins: they are alike on both sides.
        left = min((line.x0 for line in lines), default=0.0)
        right = max(width - left, max((line.x1 for line in lines), default=0.0))
    gaps: dict[int, list[float]] = {}
    for a, b in pairwise(lines):
        if round(a.size) == round(b.size) and b.base - a.base > 0.5 * a.size:
            gaps.setdefault(round(a.size), []).append(b.base - a.base)
    leadings = {size: _quantile(found, 0.3) for size, found in gaps.items() if len(found) >= 3}
    sizes = Counter[float]()
    for line in shown or lines:
        sizes[line.size] += len(line.text)
    return Measure(left, right, leadings, sizes.most_common(1)[0][0] if sizes else 0.0)


def _quantile(values: list[float], share: float) -> float:
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))]
