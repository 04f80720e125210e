"""The only module that knows the PDF library (pdfium, by way of pypdfium2): opens a file and hands over its pages.

pdfium's C functions are called directly, because a page has thousands of characters and the library's own Python
helpers cost several times what the reading itself does.
"""

from __future__ import annotations

import ctypes
import math
from collections import Counter
from collections.abc import Iterator
from ctypes import byref
from dataclasses import dataclass, field
from typing import Any

import pypdfium2 as pdfium
import pypdfium2.raw as c

from extract.readers.base import Limits, ReadError
from extract.readers.pdf_characters import UNKNOWN, printed
from extract.readers.pdf_clock import Clock
from extract.readers.pdf_glyphs import Box, Leaf, Rule, Run

_INVISIBLE_MODES = frozenset({c.FPDF_TEXTRENDERMODE_INVISIBLE, c.FPDF_TEXTRENDERMODE_CLIP})
_WHITE = 250  # from this on in all of red, green and blue a colour cannot be seen on paper
_CLEAR = 12  # of 255: up to this opacity nothing is seen
_THIN = 3.0  # a filled box no thicker than this is a ruling line
_SHORT = 2.0  # ... and no shorter than this
_STRAIGHT = 0.8  # how far a line may lean and still be one across or down
_SLANT = 0.1  # sine of the angle from which text lies askew
_DEEPEST = 8  # forms within forms
_CLIP_SLACK = 1.0
_WATERMARK_SIZE = 26  # from this size on, type that is light or lets the page through is a watermark
_WATERMARK_ALPHA = 160
_WATERMARK_LIGHT = 170
_MOST_CORNERS = 200
_EVERY = 2000  # objects between two looks at the clock


class PdfFile:
    """An opened PDF. Close it by leaving the `with` block. Raises ReadError: encrypted, damaged, too_many_pages."""

    def __init__(self, data: bytes, limits: Limits, password: str | None) -> None:
        try:
            self._document = pdfium.PdfDocument(data, password=password)
        except pdfium.PdfiumError as error:
            raise _refusal(error, password) from error
        self.pages = len(self._document)
        if self.pages > limits.max_pages:
            self._document.close()
            raise ReadError(
                "too_many_pages",
                f"共 {self.pages:,} 页，超过上限 max_pages（页数，{limits.max_pages:,} 页）；请拆分文件，或调高此设置",
            )

    def __enter__(self) -> PdfFile:
        return self

    def __exit__(self, *_: object) -> None:
        self._document.close()

    def leaves(self, clock: Clock) -> Iterator[Leaf]:
        """The pages in order, one at a time. Raises ReadError: damaged, timeout."""
        for number in range(1, self.pages + 1):
            clock.check(number)
            raw = c.FPDF_LoadPage(self._document.raw, number - 1)
            if not raw:
                raise ReadError("damaged", f"文件已损坏，第 {number} 页打不开，请重新获取原件")
            try:
                yield _PageReader(raw, number, clock).read()
            finally:
                c.FPDF_ClosePage(raw)

    def bookmarks(self) -> list[tuple[int, str, int]]:
        """The outline that a reader shows beside the pages: level (1 = top), title, page (0 where it has none)."""
        found = []
        try:
            for mark in self._document.get_toc(max_depth=9):
                target = mark.get_dest()
                page = target.get_index() if target is not None else None
                found.append((mark.level + 1, mark.get_title().strip(), 0 if page is None else page + 1))
        except pdfium.PdfiumError:
            return []  # the outline is an extra; a broken one costs nothing
        return found


def _refusal(error: Any, password: str | None) -> ReadError:
    if error.err_code == c.FPDF_ERR_PASSWORD:
        if password is None:
            return ReadError("encrypted", "文件有打开密码；请用 --password 给出密码，或先去除密码另存")
        return ReadError("encrypted", "给出的密码打不开这个文件；请核对 --password，或先去除密码另存")
    if error.err_code == c.FPDF_ERR_SECURITY:
        return ReadError("encrypted", "文件用了不支持的加密方式；请用原来的软件打开后另存为不加密的 PDF")
    return ReadError("damaged", "文件已损坏，不是完整的 PDF，请重新获取原件")


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


class _Out:
    """Where the C functions write to: made once, because every call of a page needs some of it."""

    def __init__(self) -> None:
        self.x, self.y = ctypes.c_float(), ctypes.c_float()
        self.x_at, self.y_at = byref(self.x), byref(self.y)
        self.matrix = c.FS_MATRIX()
        self.matrix_at = byref(self.matrix)
        self._parts = tuple(ctypes.c_uint() for _ in range(4))
        self._parts_at = tuple(byref(part) for part in self._parts)

    def colour(self, item: Any, of: Any) -> tuple[int, int, int, int]:
        """Red, green, blue and opacity of an object, each up to 255."""
        if not of(item, *self._parts_at):
            return 0, 0, 0, 255
        red, green, blue, alpha = self._parts
        return red.value, green.value, blue.value, alpha.value


@dataclass(slots=True)
class _Fill:
    """A filled area in page coordinates, upright, with whether white text can be read on it."""

    box: Box
    dark: bool


@dataclass(slots=True)
class _Pieces:
    """Characters that are being gathered into a run."""

    text: list[str] = field(default_factory=list)
    edges: list[float] = field(default_factory=list)
    base: float = 0.0
    end: float = 0.0
    style: _Style | None = None


class _PageReader:
    """Reads one loaded page."""

    def __init__(self, page: Any, number: int, clock: Clock) -> None:
        self._page = page
        self._number = number
        self._clock = clock
        box = c.FS_RECTF()
        if c.FPDF_GetPageBoundingBox(page, byref(box)):
            self._box = (box.left, box.bottom, box.right, box.top)
        else:
            self._box = (0.0, 0.0, c.FPDF_GetPageWidthF(page), c.FPDF_GetPageHeightF(page))
        self._quarter = c.FPDFPage_GetRotation(page) % 4
        self._width = self._box[2] - self._box[0]
        self._height = self._box[3] - self._box[1]
        if self._quarter % 2:
            self._width, self._height = self._height, self._width
        self._out = _Out()
        self._fonts: dict[int, str] = {}
        self._clips: dict[tuple[float, ...], Box | None] = {}
        self._fills: list[_Fill] = []
        self._across: list[Rule] = []
        self._down: list[Rule] = []
        self._pictured = 0.0
        self._counts: Counter[str] = Counter()
        self._objects = 0

    def read(self) -> Leaf:
        self._drawings(self._page, c.FPDFPage_CountObjects, c.FPDFPage_GetObject, (), 0)
        runs = self._text()
        turn = _main_turn(runs)
        leaf = Leaf(
            self._number,
            self._width,
            self._height,
            tuple(runs),
            tuple(self._across),
            tuple(self._down),
            min(1.0, self._pictured / max(1.0, self._width * self._height)),
            self._counts["hidden"],
            self._counts["garbled"],
            self._counts["slanted"],
        )
        return upright(leaf, turn) if turn else leaf

    # ---- places ----------------------------------------------------------------------------------------------

    def _at(self, x: float, y: float) -> tuple[float, float]:
        """A point of the page's own space, seen from the top left corner of the page as it is turned."""
        left, bottom, right, top = self._box
        if self._quarter == 0:
            return x - left, top - y
        if self._quarter == 1:
            return y - bottom, x - left
        if self._quarter == 2:
            return right - x, y - bottom
        return top - y, right - x

    def _box_at(self, x0: float, y0: float, x1: float, y1: float) -> Box:
        ax, ay = self._at(x0, y0)
        bx, by = self._at(x1, y1)
        return min(ax, bx), min(ay, by), max(ax, bx), max(ay, by)

    # ---- text ------------------------------------------------------------------------------------------------

    def _text(self) -> list[Run]:
        text_page = c.FPDFText_LoadPage(self._page)
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
            if index % _EVERY == 0:
                self._clock.check(self._number)
            owner = object_of(text_page, index)
            if not owner:
                continue  # a blank or line end that the library made up
            if (key := address(owner.contents)) != last:
                last, style = key, self._style(text_page, index, owner)
            if style.kind != "shown":
                self._counts[style.kind] += 1
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
            x0, top, x1, bottom = self._box_at(rect.left, rect.bottom, rect.right, rect.top)
            ox, oy = self._at(x.value, y.value)
            if self._unseen(style, x0, top, x1, bottom):
                self._counts["hidden"] += 1
                continue
            if char == UNKNOWN:
                self._counts["garbled"] += 1
            self._place(runs, pieces, style, char, (x0, top, x1, bottom), (ox, oy))
        self._end(runs, pieces)
        return runs

    def _place(
        self, runs: list[Run], pieces: _Pieces, style: _Style, char: str, box: Box, origin: tuple[float, float]
    ) -> None:
        """Appends a character to the run it goes on with, or begins another."""
        start, end, base = _along(style.turned, box, origin, (self._width, self._height))
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
        if not goes_on:
            self._end(runs, pieces)
            pieces.style, pieces.base = style, base
        for share, one in enumerate(char):  # a ligature stands for several characters in one place
            pieces.text.append(one)
            pieces.edges.append(start + (end - start) * share / len(char))
        pieces.end = end

    def _end(self, runs: list[Run], pieces: _Pieces) -> None:
        style = pieces.style
        if style is not None and pieces.text:
            edges = [*pieces.edges, pieces.end]
            for at in range(1, len(edges)):
                edges[at] = max(edges[at], edges[at - 1])
            run = Run("".join(pieces.text), tuple(edges), pieces.base, style.size, style.font, style.turned)
            if run.text.strip():
                runs.append(run)
            elif runs and runs[-1].base == run.base:
                runs.append(run)
        pieces.text, pieces.edges, pieces.style = [], [], None

    def _unseen(self, style: _Style, x0: float, top: float, x1: float, bottom: float) -> bool:
        middle_x, middle_y = (x0 + x1) / 2, (top + bottom) / 2
        if not (-1 <= middle_x <= self._width + 1 and -1 <= middle_y <= self._height + 1):
            return True
        clip = style.clip
        if clip is not None and not (
            clip[0] - _CLIP_SLACK <= middle_x <= clip[2] + _CLIP_SLACK and top < clip[3] and bottom > clip[1]
        ):
            return True
        if not style.white:
            return False
        under = [f for f in self._fills if f.box[0] <= middle_x <= f.box[2] and f.box[1] <= middle_y <= f.box[3]]
        return not under or not under[-1].dark

    def _style(self, text_page: Any, index: int, owner: Any) -> _Style:
        if c.FPDFTextObj_GetTextRenderMode(owner) in _INVISIBLE_MODES:
            return _HIDDEN
        red, green, blue, alpha = self._out.colour(owner, c.FPDFPageObj_GetFillColor)
        if alpha <= _CLEAR:
            return _HIDDEN
        matrix = self._out.matrix
        c.FPDFText_GetMatrix(text_page, index, self._out.matrix_at)
        ma, mb, mc, md = matrix.a, matrix.b, matrix.c, matrix.d
        length = math.hypot(ma, mb)
        if length == 0:
            return _HIDDEN
        cosine, sine = ma / length, mb / length
        if min(abs(cosine), abs(sine)) > _SLANT:
            return _SLANTED
        c.FPDFTextObj_GetFontSize(owner, self._out.x_at)
        size = round(abs(self._out.x.value) * math.hypot(mc, md), 2) or 1.0
        light = min(red, green, blue)
        if size >= _WATERMARK_SIZE and (alpha < _WATERMARK_ALPHA or _WATERMARK_LIGHT <= light < _WHITE):
            return _SLANTED
        quarter = (0 if cosine > 0 else 2) if abs(cosine) > abs(sine) else (1 if sine > 0 else 3)
        return _Style(
            "shown",
            (quarter - self._quarter) % 4,
            size,
            self._font(owner),
            self._clip(owner),
            light >= _WHITE,
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
        return None if math.inf in (right, high) else self._box_at(left, low, right, high)

    def _corners(self, clip: Any, path: int) -> tuple[float, ...]:
        """The points of a clipping path, x and y in turn; of a rectangle those two across, which say all."""
        segments = c.FPDFClipPath_CountPathSegments(clip, path)
        out = self._out
        points: list[float] = []
        for segment in (0, 2) if segments in (4, 5) else range(min(segments, _MOST_CORNERS)):
            c.FPDFPathSegment_GetPoint(c.FPDFClipPath_GetPathSegment(clip, path, segment), out.x_at, out.y_at)
            points += (out.x.value, out.y.value)
        return tuple(points)

    # ---- drawings --------------------------------------------------------------------------------------------

    def _drawings(self, holder: Any, count: Any, get: Any, matrices: tuple[Any, ...], depth: int) -> None:
        """Ruling lines, filled areas and pictures of a page or form, in the order they are drawn."""
        for index in range(count(holder)):
            self._objects += 1
            if self._objects % _EVERY == 0:
                self._clock.check(self._number)
            item = get(holder, index)
            kind = c.FPDFPageObj_GetType(item)
            if kind == c.FPDF_PAGEOBJ_PATH:
                self._path(item, matrices)
            elif kind == c.FPDF_PAGEOBJ_IMAGE:
                self._picture(self._bounds(item, matrices))
            elif kind == c.FPDF_PAGEOBJ_FORM and depth < _DEEPEST:
                matrix = c.FS_MATRIX()
                c.FPDFPageObj_GetMatrix(item, byref(matrix))
                inner = (matrix, *matrices)
                self._drawings(item, c.FPDFFormObj_CountObjects, c.FPDFFormObj_GetObject, inner, depth + 1)

    def _bounds(self, item: Any, matrices: tuple[Any, ...]) -> Box:
        left, bottom, right, top = (ctypes.c_float() for _ in range(4))
        c.FPDFPageObj_GetBounds(item, byref(left), byref(bottom), byref(right), byref(top))
        corners = [_moved(x, y, matrices) for x in (left.value, right.value) for y in (bottom.value, top.value)]
        xs, ys = [x for x, _ in corners], [y for _, y in corners]
        return self._box_at(min(xs), min(ys), max(xs), max(ys))

    def _picture(self, box: Box) -> None:
        if not self._thin(box):
            x0, x1 = max(0.0, box[0]), min(self._width, box[2])
            top, bottom = max(0.0, box[1]), min(self._height, box[3])
            self._pictured += max(0.0, x1 - x0) * max(0.0, bottom - top)
            self._fills.append(_Fill(box, True))

    def _thin(self, box: Box) -> bool:
        """Takes a thin box as the ruling line it is; False for any other."""
        x0, top, x1, bottom = box
        if bottom - top <= _THIN and x1 - x0 >= max(_SHORT, 2 * (bottom - top)):
            self._across.append(Rule((top + bottom) / 2, x0, x1))
        elif x1 - x0 <= _THIN and bottom - top >= max(_SHORT, 2 * (x1 - x0)):
            self._down.append(Rule((x0 + x1) / 2, top, bottom))
        else:
            return False
        return True

    def _path(self, item: Any, matrices: tuple[Any, ...]) -> None:
        fill, stroke = ctypes.c_int(), ctypes.c_int()
        c.FPDFPath_GetDrawMode(item, byref(fill), byref(stroke))
        filled = stroked = seen = dark = False
        if fill.value:
            red, green, blue, alpha = self._out.colour(item, c.FPDFPageObj_GetFillColor)
            filled = alpha > _CLEAR
            seen = filled and min(red, green, blue) < _WHITE
            dark = seen and 0.3 * red + 0.59 * green + 0.11 * blue < 200
        if stroke.value:
            red, green, blue, alpha = self._out.colour(item, c.FPDFPageObj_GetStrokeColor)
            stroked = alpha > _CLEAR and min(red, green, blue) < _WHITE
        if not filled and not stroked:
            return
        for points in self._figures(item, matrices):
            if stroked:
                self._strokes(points)
            if filled and len(points) > 2:
                xs, ys = [x for x, _ in points], [y for _, y in points]
                box = (min(xs), min(ys), max(xs), max(ys))
                if not (seen and self._thin(box)):
                    self._fills.append(_Fill(box, dark))

    def _figures(self, item: Any, matrices: tuple[Any, ...]) -> Iterator[list[tuple[float, float]]]:
        """The corners of each figure of a path, upright; curves are passed over."""
        matrix = c.FS_MATRIX()
        c.FPDFPageObj_GetMatrix(item, byref(matrix))
        chain = (matrix, *matrices)
        x, y = ctypes.c_float(), ctypes.c_float()
        points: list[tuple[float, float]] = []
        for index in range(c.FPDFPath_CountSegments(item)):
            if index % _EVERY == _EVERY - 1:
                self._clock.check(self._number)
            segment = c.FPDFPath_GetPathSegment(item, index)
            kind = c.FPDFPathSegment_GetType(segment)
            if kind == c.FPDF_SEGMENT_MOVETO and points:
                yield points
                points = []
            c.FPDFPathSegment_GetPoint(segment, byref(x), byref(y))
            points.append(self._at(*_moved(x.value, y.value, chain)))
            if c.FPDFPathSegment_GetClose(segment) and points[0] != points[-1]:
                points.append(points[0])
        if points:
            yield points

    def _strokes(self, points: list[tuple[float, float]]) -> None:
        for (ax, ay), (bx, by) in zip(points, points[1:], strict=False):
            if abs(ay - by) <= _STRAIGHT and abs(ax - bx) >= _SHORT:
                self._across.append(Rule((ay + by) / 2, min(ax, bx), max(ax, bx)))
            elif abs(ax - bx) <= _STRAIGHT and abs(ay - by) >= _SHORT:
                self._down.append(Rule((ax + bx) / 2, min(ay, by), max(ay, by)))


def _moved(x: float, y: float, matrices: tuple[Any, ...]) -> tuple[float, float]:
    for m in matrices:
        x, y = m.a * x + m.c * y + m.e, m.b * x + m.d * y + m.f
    return x, y


# ---- turning ---------------------------------------------------------------------------------------------------


def _along(turned: int, box: Box, origin: tuple[float, float], page: tuple[float, float]) -> tuple[float, float, float]:
    """Where a character begins and ends along its line, and its baseline, both as they are on the page turned so
    that the text stands upright. `turned` counts quarter turns against the clock."""
    x0, top, x1, bottom = box
    width, height = page
    if turned == 0:
        return x0, x1, origin[1]
    if turned == 1:  # reads upwards
        return height - bottom, height - top, origin[0]
    if turned == 2:
        return width - x1, width - x0, height - origin[1]
    return top, bottom, width - origin[0]


def _main_turn(runs: list[Run]) -> int:
    """The direction that most of the page's characters read in."""
    counts: Counter[int] = Counter()
    for run in runs:
        counts[run.turned] += len(run.text)
    return counts.most_common(1)[0][0] if counts else 0


def upright(leaf: Leaf, turn: int) -> Leaf:
    """The page turned by quarter turns with the clock, so that text of that turn reads upright."""
    width, height = (leaf.height, leaf.width) if turn % 2 else (leaf.width, leaf.height)

    def point(x: float, y: float) -> tuple[float, float]:
        if turn == 1:
            return leaf.height - y, x
        if turn == 2:
            return leaf.width - x, leaf.height - y
        return y, leaf.width - x

    across: list[Rule] = []
    down: list[Rule] = []
    for rule, lies in [*((r, True) for r in leaf.across), *((r, False) for r in leaf.down)]:
        (ax, ay), (bx, by) = (
            (point(rule.start, rule.at), point(rule.end, rule.at))
            if lies
            else (point(rule.at, rule.start), point(rule.at, rule.end))
        )
        if lies != bool(turn % 2):
            across.append(Rule(ay, min(ax, bx), max(ax, bx)))
        else:
            down.append(Rule(ax, min(ay, by), max(ay, by)))
    runs = tuple(
        Run(r.text, r.edges, r.base, r.size, r.font, (r.turned - turn) % 4) for r in leaf.runs
    )
    return Leaf(
        leaf.number, width, height, runs, tuple(across), tuple(down),
        leaf.pictured, leaf.hidden, leaf.garbled, leaf.slanted, turn,
    )  # fmt: skip
