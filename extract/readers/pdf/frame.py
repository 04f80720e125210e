"""The space of a page: from pdfium's coordinates to points from the top left corner of the page as it is shown."""

from __future__ import annotations

import ctypes
from ctypes import byref
from typing import Any

import pypdfium2.raw as c

from extract.readers.clock import Clock
from extract.readers.pdf.glyphs import Box

WHITE = 250  # from this on in all of red, green and blue a colour cannot be seen on paper
CLEAR = 12  # of 255: up to this opacity nothing is seen
_EVERY = 2000  # steps between two looks at the clock

Matrices = tuple[Any, ...]  # of the forms that an object lies in, the innermost first


class Scratch:
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


class Frame:
    """One loaded page: its size as shown, where its points lie, and the clock that reading it must keep to."""

    def __init__(self, page: Any, number: int, clock: Clock) -> None:
        self.page = page
        self.number = number
        self.scratch = Scratch()
        self._clock = clock
        self._steps = 0
        box = c.FS_RECTF()
        if c.FPDF_GetPageBoundingBox(page, byref(box)):
            self._box = (box.left, box.bottom, box.right, box.top)
        else:
            self._box = (0.0, 0.0, c.FPDF_GetPageWidthF(page), c.FPDF_GetPageHeightF(page))
        self.quarter: int = c.FPDFPage_GetRotation(page) % 4
        self.width = self._box[2] - self._box[0]
        self.height = self._box[3] - self._box[1]
        if self.quarter % 2:
            self.width, self.height = self.height, self.width

    def step(self) -> None:
        """Counts a step of work. Raises ReadError timeout."""
        self._steps += 1
        if self._steps % _EVERY == 0:
            self._clock.check(f"读到第 {self.number} 页")

    def at(self, x: float, y: float) -> tuple[float, float]:
        """A point of the page's own space, seen from the top left corner of the page as it is turned."""
        left, bottom, right, top = self._box
        if self.quarter == 0:
            return x - left, top - y
        if self.quarter == 1:
            return y - bottom, x - left
        if self.quarter == 2:
            return right - x, y - bottom
        return top - y, right - x

    def box_at(self, x0: float, y0: float, x1: float, y1: float) -> Box:
        """The box around two corners."""
        ax, ay = self.at(x0, y0)
        bx, by = self.at(x1, y1)
        return min(ax, bx), min(ay, by), max(ax, bx), max(ay, by)


def moved(x: float, y: float, matrices: tuple[Any, ...]) -> tuple[float, float]:
    """A point of a form's space in that of the page."""
    for m in matrices:
        x, y = m.a * x + m.c * y + m.e, m.b * x + m.d * y + m.f
    return x, y
