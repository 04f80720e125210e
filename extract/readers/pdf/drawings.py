"""What is drawn on a page besides its text: ruling lines, filled areas, pictures."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from ctypes import byref
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import pypdfium2.raw as c

from extract.readers.pdf.frame import CLEAR, WHITE, Frame, Matrices, moved
from extract.readers.pdf.glyphs import Box, Rule

_THIN = 3.0  # a filled box no thicker than this is a ruling line
_SHORT = 2.0  # ... and no shorter than this
_STRAIGHT = 0.8  # how far a line may lean and still be one across or down
_DEEPEST = 8  # forms within forms
_DARK = 200  # brightness below which white text can be read on a filled area


@dataclass(slots=True)
class Fill:
    """A filled area in page coordinates, upright, with whether white text can be read on it."""

    box: Box
    dark: bool


class Drawings:
    """The drawings of a page in the order they are drawn: `across` and `down` its ruling lines, `fills` its filled areas
    and pictures, `pictured` the area that pictures take. A page with more than `most` things on it is `crowded`: nothing is looked for."""

    def __init__(self, frame: Frame, most: int) -> None:
        self._frame = frame
        self.across: list[Rule] = []
        self.down: list[Rule] = []
        self.fills: list[Fill] = []
        self.pictured = 0.0
        self.crowded = c.FPDFPage_CountObjects(frame.page) > most
        if self.crowded:
            return
        self._walk(frame.page, c.FPDFPage_CountObjects, c.FPDFPage_GetObject, ())

    def _walk(self, holder: Any, count: Any, get: Any, matrices: Matrices) -> None:
        for index in range(count(holder)):
            self._frame.step()
            item = get(holder, index)
            kind = c.FPDFPageObj_GetType(item)
            if kind == c.FPDF_PAGEOBJ_PATH:
                self._path(item, matrices)
            elif kind == c.FPDF_PAGEOBJ_IMAGE:
                self._picture(self._bounds(item, matrices))
            elif kind == c.FPDF_PAGEOBJ_FORM and len(matrices) < _DEEPEST:
                matrix = c.FS_MATRIX()
                c.FPDFPageObj_GetMatrix(item, byref(matrix))
                inner = (matrix, *matrices)
                self._walk(item, c.FPDFFormObj_CountObjects, c.FPDFFormObj_GetObject, inner)

    def _bounds(self, item: Any, matrices: Matrices) -> Box:
        left, bottom, right, top = (ctypes.c_float() for _ in range(4))
        c.FPDFPageObj_GetBounds(item, byref(left), byref(bottom), byref(right), byref(top))
        corners = [moved(x, y, matrices) for x in (left.value, right.value) for y in (bottom.value, top.value)]
        xs, ys = [x for x, _ in corners], [y for _, y in corners]
        return self._frame.box_at(min(xs), min(ys), max(xs), max(ys))

    def _picture(self, box: Box) -> None:
        if not self._thin(box):
            x0, x1 = max(0.0, box[0]), min(self._frame.width, box[2])
            top, bottom = max(0.0, box[1]), min(self._frame.height, box[3])
            self.pictured += max(0.0, x1 - x0) * max(0.0, bottom - top)
            self.fills.append(Fill(box, True))

    def _thin(self, box: Box) -> bool:
        """Takes a thin box as the ruling line it is; False for any other."""
        x0, top, x1, bottom = box
        if bottom - top <= _THIN and x1 - x0 >= max(_SHORT, 2 * (bottom - top)):
            self.across.append(Rule((top + bottom) / 2, x0, x1))
        elif x1 - x0 <= _THIN and bottom - top >= max(_SHORT, 2 * (x1 - x0)):
            self.down.append(Rule((x0 + x1) / 2, top, bottom))
        else:
            return False
        return True

    def _path(self, item: Any, matrices: Matrices) -> None:
        fill, stroke = ctypes.c_int(), ctypes.c_int()
        c.FPDFPath_GetDrawMode(item, byref(fill), byref(stroke))
        filled = stroked = seen = dark = False
        if fill.value:
            red, green, blue, alpha = self._frame.scratch.colour(item, c.FPDFPageObj_GetFillColor)
            filled = alpha > CLEAR
            seen = filled and min(red, green, blue) < WHITE
            dark = seen and 0.3 * red + 0.59 * green + 0.11 * blue < _DARK
        if stroke.value:
            red, green, blue, alpha = self._frame.scratch.colour(item, c.FPDFPageObj_GetStrokeColor)
            stroked = alpha > CLEAR and min(red, green, blue) < WHITE
        if not filled and not stroked:
            return
        for points in self._figures(item, matrices):
            if stroked:
                self._strokes(points)
            if filled and len(points) > 2:
                xs, ys = [x for x, _ in points], [y for _, y in points]
                box = (min(xs), min(ys), max(xs), max(ys))
                if not (seen and self._thin(box)):
                    self.fills.append(Fill(box, dark))

    def _figures(self, item: Any, matrices: Matrices) -> Iterator[list[tuple[float, float]]]:
        """The corners of each figure of a path, upright; curves are passed over."""
        matrix = c.FS_MATRIX()
        c.FPDFPageObj_GetMatrix(item, byref(matrix))
        chain = (matrix, *matrices)
        x, y = ctypes.c_float(), ctypes.c_float()
        points: list[tuple[float, float]] = []
        for index in range(c.FPDFPath_CountSegments(item)):
            self._frame.step()
            segment = c.FPDFPath_GetPathSegment(item, index)
            kind = c.FPDFPathSegment_GetType(segment)
            if kind == c.FPDF_SEGMENT_MOVETO and points:
                yield points
                points = []
            c.FPDFPathSegment_GetPoint(segment, byref(x), byref(y))
            points.append(self._frame.at(*moved(x.value, y.value, chain)))
            if c.FPDFPathSegment_GetClose(segment) and points[0] != points[-1]:
                points.append(points[0])
        if points:
            yield points

    def _strokes(self, points: list[tuple[float, float]]) -> None:
        for (ax, ay), (bx, by) in pairwise(points):
            if abs(ay - by) <= _STRAIGHT and abs(ax - bx) >= _SHORT:
                self.across.append(Rule((ay + by) / 2, min(ax, bx), max(ax, bx)))
            elif abs(ax - bx) <= _STRAIGHT and abs(ay - by) >= _SHORT:
                self.down.append(Rule((ax + bx) / 2, min(ay, by), max(ay, by)))
