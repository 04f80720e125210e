"""A page's characters: what is seen of them, gathered into runs.

pdfium's C functions are called directly, because a page has thousands of characters and the library's own Python
helpers cost several times what the reading itself does.
"""

from __future__ import annotations

import ctypes
import math
import re
from bisect import bisect_left
from collections import Counter
from ctypes import byref
from dataclasses import dataclass, field
from typing import Any

import pypdfium2.raw as c

from extract.readers.base import Limits
from extract.readers.clock import Clock
from extract.readers.pdf.characters import UNKNOWN, printed
from extract.readers.pdf.drawings import Drawings
from extract.readers.pdf.frame import CLEAR, WHITE, Frame
from extract.readers.pdf.glyphs import Box, Leaf, Run
from extract.readers.pdf.turning import along, main_turn, upright

_INVISIBLE_MODES = frozenset({c.FPDF_TEXTRENDERMODE_INVISIBLE, c.FPDF_TEXTRENDERMODE_CLIP})
_SLANT = 0.1  # sine of the angle from which text lies askew
_CLIP_SLACK = 1.0
_WATERMARK_SIZE = 26  # from this size on, type that is light or lets the page through is a watermark
_WATERMARK_ALPHA = 160
_WATERMARK_LIGHT = 170
_MOST_CORNERS = 200
_NEAR_BORDER = 2.0  # of the size: how far text may reach over the border of its cell
_AMOUNT_RE = re.compile(r"(?:[0-9]\.[0-9]{2}|[0-9],[0-9]{3})$")  # a number that is whole as it stands


def read_page(page: Any, number: int, clock: Clock, limits: Limits) -> Leaf:
    """A loaded page, turned so that most of its text reads upright. Raises ReadError timeout."""
    frame = Frame(page, number, clock)
    drawings = Drawings(frame, limits.max_objects)
    reader = _TextReader(frame, drawings)
    runs = reader.runs()
    leaf = Leaf(
        number,
        frame.width,
        frame.height,
        tuple(runs),
        tuple(drawings.across),
        tuple(drawings.down),
        min(1.0, drawings.pictured / max(1.0, frame.width * frame.height)),
        reader.counts["hidden"],
        reader.counts["garbled"],
        reader.counts["slanted"],
        crowded=drawings.crowded,
    )
    turn = main_turn(runs)
    return upright(leaf, turn) if turn else leaf


@dataclass(slots=True)
class _Style:
    """What is the same for all characters of one text object. `kind` is shown, hidden or slanted."""

    kind: str
    turned: int = 0
    size: float = 0.0
    font: str = ""
    clip: Box | None = None
    white: bool = False
    garbled: bool = False  # its first character has no meaning; others may not, either


_HIDDEN, _SLANTED = _Style("hidden"), _Style("slanted")


@dataclass(slots=True)
class _Pieces:
    """Characters that are being gathered into a run."""

    text: list[str] = field(default_factory=list)
    edges: list[float] = field(default_factory=list)
    base: float = 0.0
    end: float = 0.0
    style: _Style | None = None

    @property
    def size(self) -> float:
        return self.style.size if self.style is not None else 0.0


class _TextReader:
    """Reads the text of one page; `counts` says how many characters were hidden, garbled and slanted."""

    def __init__(self, frame: Frame, drawings: Drawings) -> None:
        self._frame = frame
        self._drawings = drawings
        self._fonts: dict[int, str] = {}
        self._clips: dict[tuple[float, ...], Box | None] = {}
        self._borders = sorted((rule.at, rule.start, rule.end) for rule in drawings.down)
        self.counts: Counter[str] = Counter()

    def runs(self) -> list[Run]:
        """The runs of the page in the order they are drawn."""
        text_page = c.FPDFText_LoadPage(self._frame.page)
        if not text_page:
            return []
        try:
            return self._runs(text_page)
        finally:
            c.FPDFText_ClosePage(text_page)

    def _runs(self, text_page: Any) -> list[Run]:
        runs: list[Run] = []
        unicode_of, box_of, origin_of = c.FPDFText_GetUnicode, c.FPDFText_GetLooseCharBox, c.FPDFText_GetCharOrigin
        object_of, address = c.FPDFText_GetTextObject, ctypes.addressof
        rect = c.FS_RECTF()
        x, y = ctypes.c_double(), ctypes.c_double()
        rect_at, x_at, y_at = byref(rect), byref(x), byref(y)
        last, style = 0, _HIDDEN
        pieces = _Pieces()
        for index in range(c.FPDFText_CountChars(text_page)):
            self._frame.step()
            owner = object_of(text_page, index)
            if not owner:
                continue  # a blank or line end that the library made up
            if (key := address(owner.contents)) != last:
                last, style = key, self._style(text_page, index, owner)
            if style.kind != "shown":
                self.counts[style.kind] += 1
                continue
            char = printed(unicode_of(text_page, index))
            if style.garbled and c.FPDFText_HasUnicodeMapError(text_page, index) == 1:
                char = UNKNOWN
            if not char:
                continue
            box_of(text_page, index, rect_at)
            origin_of(text_page, index, x_at, y_at)
            if char == " " and rect.right - rect.left < 0.01 and rect.top - rect.bottom < 0.01:
                continue  # made up for a gap; whether the gap is a blank is decided where lines are built
            x0, top, x1, bottom = self._frame.box_at(rect.left, rect.bottom, rect.right, rect.top)
            ox, oy = self._frame.at(x.value, y.value)
            if self._unseen(style, x0, top, x1, bottom):
                self.counts["hidden"] += 1
                continue
            if char == UNKNOWN:
                self.counts["garbled"] += 1
            self._place(runs, pieces, style, char, (x0, top, x1, bottom), (ox, oy))
        self._end(runs, pieces)
        return runs

    def _place(
        self, runs: list[Run], pieces: _Pieces, style: _Style, char: str, box: Box, origin: tuple[float, float]
    ) -> None:
        """Appends a character to the run it goes on with, or begins another."""
        start, end, base = along(style.turned, box, origin, (self._frame.width, self._frame.height))
        if char == " " or end - start < 0.01:
            end = max(end, start + 0.01)
        before = pieces.style
        goes_on = (
            before is not None
            and (before is style or (before.size == style.size and before.font == style.font))
            and before.turned == style.turned
            and abs(base - pieces.base) < 0.5
            and -0.3 * style.size < start - pieces.end < 0.12 * style.size
        )
        if goes_on and before is not style and style.turned == 0 and self._parted(pieces, char, start, base):
            goes_on = False
        if not goes_on:
            self._end(runs, pieces)
            pieces.style, pieces.base = style, base
        for share, one in enumerate(char):  # a ligature stands for several characters in one place
            pieces.text.append(one)
            pieces.edges.append(start + (end - start) * share / len(char))
        pieces.end = end

    def _parted(self, pieces: _Pieces, char: str, x: float, base: float) -> bool:
        """Whether a ruling line parts a character from the text it touches: two cells that are filled to their borders.
        What may be one number that hangs over its border is not parted."""
        near = _NEAR_BORDER * pieces.size
        first = bisect_left(self._borders, (x - near,))
        for at, top, bottom in self._borders[first:]:
            if at > x + near:
                return False
            if top <= base - 0.3 * pieces.size <= bottom:
                kinds = char.isdigit(), pieces.text[-1].isdigit()
                return kinds[0] != kinds[1] or _AMOUNT_RE.search("".join(pieces.text)) is not None
        return False

    def _end(self, runs: list[Run], pieces: _Pieces) -> None:
        style = pieces.style
        if style is not None and pieces.text:
            edges = [*pieces.edges, pieces.end]
            for at in range(1, len(edges)):
                edges[at] = max(edges[at], edges[at - 1])
            run = Run("".join(pieces.text), tuple(edges), pieces.base, style.size, style.font, style.turned)
            if run.text.strip() or (runs and runs[-1].base == run.base):
                runs.append(run)
        pieces.text, pieces.edges, pieces.style = [], [], None

    def _unseen(self, style: _Style, x0: float, top: float, x1: float, bottom: float) -> bool:
        middle_x, middle_y = (x0 + x1) / 2, (top + bottom) / 2
        if not (-1 <= middle_x <= self._frame.width + 1 and -1 <= middle_y <= self._frame.height + 1):
            return True
        clip = style.clip
        if clip is not None and not (
            clip[0] - _CLIP_SLACK <= middle_x <= clip[2] + _CLIP_SLACK and top < clip[3] and bottom > clip[1]
        ):
            return True
        if not style.white:
            return False
        under = [
            f for f in self._drawings.fills if f.box[0] <= middle_x <= f.box[2] and f.box[1] <= middle_y <= f.box[3]
        ]
        return not under or not under[-1].dark

    def _style(self, text_page: Any, index: int, owner: Any) -> _Style:
        if c.FPDFTextObj_GetTextRenderMode(owner) in _INVISIBLE_MODES:
            return _HIDDEN
        red, green, blue, alpha = self._frame.scratch.colour(owner, c.FPDFPageObj_GetFillColor)
        if alpha <= CLEAR:
            return _HIDDEN
        matrix = self._frame.scratch.matrix
        c.FPDFText_GetMatrix(text_page, index, self._frame.scratch.matrix_at)
        ma, mb, mc, md = matrix.a, matrix.b, matrix.c, matrix.d
        length = math.hypot(ma, mb)
        if length == 0:
            return _HIDDEN
        cosine, sine = ma / length, mb / length
        if min(abs(cosine), abs(sine)) > _SLANT:
            return _SLANTED
        c.FPDFTextObj_GetFontSize(owner, self._frame.scratch.x_at)
        size = round(abs(self._frame.scratch.x.value) * math.hypot(mc, md), 2) or 1.0
        light = min(red, green, blue)
        if size >= _WATERMARK_SIZE and (alpha < _WATERMARK_ALPHA or _WATERMARK_LIGHT <= light < WHITE):
            return _SLANTED
        quarter = (0 if cosine > 0 else 2) if abs(cosine) > abs(sine) else (1 if sine > 0 else 3)
        return _Style(
            "shown",
            (quarter - self._frame.quarter) % 4,
            size,
            self._font(owner),
            self._clip(owner),
            light >= WHITE,
            c.FPDFText_HasUnicodeMapError(text_page, index) == 1,
        )

    def _font(self, owner: Any) -> str:
        font = c.FPDFTextObj_GetFont(owner)
        if not font:
            return ""
        key = ctypes.addressof(font.contents)
        if key not in self._fonts:
            size = c.FPDFFont_GetBaseFontName(font, None, 0)
            name = ctypes.create_string_buffer(max(size, 1))
            c.FPDFFont_GetBaseFontName(font, name, size)
            self._fonts[key] = name.value.decode("utf-8", "replace").partition("+")[2] or name.value.decode(
                "utf-8", "replace"
            )
        return self._fonts[key]

    def _clip(self, owner: Any) -> Box | None:
        """The box that the clipping paths of an object leave, None where nothing is clipped."""
        clip = c.FPDFPageObj_GetClipPath(owner)
        paths = c.FPDFClipPath_CountPaths(clip) if clip else -1
        if paths < 1:
            return None
        # Some writers clip every single character anew: where the innermost path is the same, so are the others.
        key = (paths, *self._corners(clip, paths - 1))
        if key not in self._clips:
            self._clips[key] = self._clip_box([self._corners(clip, path) for path in range(paths)])
        return self._clips[key]

    def _clip_box(self, paths: list[tuple[float, ...]]) -> Box | None:
        left, low, right, high = -math.inf, -math.inf, math.inf, math.inf
        for corners in paths:
            xs, ys = corners[::2], corners[1::2]
            if len(xs) > 1:
                left, right = max(left, min(xs)), min(right, max(xs))
                low, high = max(low, min(ys)), min(high, max(ys))
        if left > right or low > high:
            return 0.0, 0.0, 0.0, 0.0
        return None if math.inf in (right, high) else self._frame.box_at(left, low, right, high)

    def _corners(self, clip: Any, path: int) -> tuple[float, ...]:
        """The points of a clipping path, x and y in turn; of a rectangle those two across, which say all."""
        segments = c.FPDFClipPath_CountPathSegments(clip, path)
        out = self._frame.scratch
        points: list[float] = []
        for segment in (0, 2) if segments in (4, 5) else range(min(segments, _MOST_CORNERS)):
            c.FPDFPathSegment_GetPoint(c.FPDFClipPath_GetPathSegment(clip, path, segment), out.x_at, out.y_at)
            points += (out.x.value, out.y.value)
        return tuple(points)
