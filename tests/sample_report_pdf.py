"""Prints the reports of `fixtures/` as PDF in two ways that differ in paper, drawing of tables and repeated headers."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from reportlab.pdfbase.pdfmetrics import stringWidth

from fixtures.model.content import FILLED, Block, Contents, Heading, PageBreak, Para, Table, grid, pieces
from tests.sample_pdf import A4, LANDSCAPE, SONG, pdf

_ATOM_RE = re.compile(r"[（《“‘]*(?:[0-9A-Za-z.,%]+|.)[，。、；：！？）》”’%]*", re.S)


@dataclass(frozen=True)
class Print:
    """A way of printing: `boxed` draws a box around each cell where the other way draws long lines; `headers` prints
    the header rows again on every page."""

    size: tuple[float, float]
    boxed: bool
    headers: bool
    body: float
    cell: float


PRINTS = {"upright": Print(A4, False, True, 12, 8), "across": Print(LANDSCAPE, True, False, 15, 9)}


def report_pdf(blocks: tuple[Block, ...], way: Print) -> bytes:
    """The report as a file."""
    sheet = _Sheet(way)
    for block in blocks:
        sheet.block(block, blocks)
    drawings = [lambda page, strokes=strokes: [draw(page) for draw in strokes] for strokes in sheet.pages]
    return pdf(*drawings, size=way.size)


def shown(text: str) -> tuple[str, list[str]]:
    """What a text of a report prints, and the notes it refers to."""
    printed, notes = "", []
    for piece in pieces(FILLED.sub(lambda match: match.group(2), text)):
        if piece.mark in ("fn", "en"):
            notes.append(piece.text)
        elif piece.visible and piece.mark != "pb":
            printed += piece.text
    return printed, notes


def _broken(text: str, measure: float, size: float, indent: float = 0.0) -> Iterator[str]:
    line, room = "", measure - indent
    for match in _ATOM_RE.finditer(text):
        atom = match.group()
        if atom == "\n" or (line and stringWidth(line + atom, SONG, size) > room):
            yield line
            line, room = "", measure
        if atom != "\n":
            line += atom
    if line:
        yield line


class _Sheet:
    """Lays blocks out on pages; a page is a list of strokes to draw."""

    def __init__(self, way: Print) -> None:
        self.way = way
        self.left, self.right = 72.0, way.size[0] - 72
        self.pages: list[list] = []
        self.turn()

    def turn(self) -> None:
        number = len(self.pages) + 1
        foot = self.way.size[1] - 40
        self.pages.append(
            [
                lambda page: page.text(72, 40, "部门绩效自评材料（内部资料）", 9),
                lambda page: page.centre(foot, f"— {number} —", 10),
            ]
        )
        self.y = 80.0

    def room(self, high: float) -> None:
        if self.y + high > self.way.size[1] - 72:
            self.turn()

    def draw(self, method: str, *given: object) -> None:
        self.pages[-1].append(lambda page: getattr(page, method)(*given))

    def block(self, block: Block, blocks: tuple[Block, ...]) -> None:
        size = self.way.body
        if isinstance(block, PageBreak):
            self.turn()
        elif isinstance(block, Heading):
            self.lines(block.text, size + (2 if block.level == 0 else 0), 0)
        elif isinstance(block, Contents):
            self.lines(block.title, size, 0)
            for one in blocks:
                if isinstance(one, Heading) and one.level <= block.depth:
                    self.lines(f"{one.entry or one.text}{'……' * 5}{one.page}", size, 0)
        elif isinstance(block, Para):
            words, notes = shown(block.text)
            for text in (block.number + words, *(shown(note)[0] for note in notes)):
                if block.style in ("title", "cover", "caption"):
                    self.room(2 * size)
                    self.draw("centre", self.y, text, size + 2)
                    self.y += 2 * size
                elif block.style == "unit":
                    self.room(2 * size)
                    self.draw("right", self.right, self.y, text, size - 2)
                    self.y += 0.6 * size
                else:
                    self.lines(text, size, 2 * size)
        else:
            self.table(block)

    def lines(self, text: str, size: float, indent: float) -> None:
        x = self.left + indent
        for line in _broken(text, self.right - self.left, size, indent):
            self.room(1.6 * size)
            self.draw("text", x, self.y, line, size)
            self.y += 1.6 * size
            x = self.left

    # ---- tables ----------------------------------------------------------------------------------------------

    def table(self, table: Table) -> None:
        laid = grid(table)
        columns = max(one.column + one.cell.columns for line in laid for one in line)
        need = [18.0] * columns
        for line in laid:
            for one in line:
                if one.cell.columns == 1:
                    wide = stringWidth(shown(one.cell.text)[0], SONG, self.way.cell) + 16
                    need[one.column] = max(need[one.column], min(wide, 130))
        share = (self.right - self.left) / sum(need)
        xs = [self.left]
        for wide in need:
            xs.append(xs[-1] + wide * share)
        heights = self._heights(laid, xs)
        heads = [i for i, line in enumerate(table.rows) if line.header]
        row = 0
        while row < len(laid):
            rows, high = [], 0.0
            if row and self.way.headers:
                rows, high = list(heads), sum(heights[i] for i in heads)
            start = row
            while row < len(laid) and self.y + high + heights[row] <= self.way.size[1] - 72:
                rows.append(row)
                high += heights[row]
                row += 1
            if row == start:
                self.turn()
                continue
            self._part(laid, rows, xs, heights)
            if row < len(laid):
                self.turn()
        self.y += 24
        for line in table.rows:
            for cell in line.cells:
                if cell.nested:
                    self.table(cell.nested)

    def _heights(self, laid: list, xs: list[float]) -> list[float]:
        size = self.way.cell
        heights = [1.3 * size + 6] * len(laid)
        for i, line in enumerate(laid):
            for one in line:
                if not one.again:
                    wide = xs[one.column + one.cell.columns] - xs[one.column] - 12
                    count = len(list(_broken(shown(one.cell.text)[0], wide, size)))
                    heights[i] = max(heights[i], (1.3 * size * count + 6) / one.cell.rows)
        return heights

    def _part(self, laid: list, rows: list[int], xs: list[float], heights: list[float]) -> None:
        """Draws some rows of a table; of a merged cell each page holds its own part, the text the first."""
        size, tops = self.way.cell, [self.y]
        for i in rows:
            tops.append(tops[-1] + heights[i])
        for at, i in enumerate(rows):
            for one in laid[i]:
                if one.again and at and rows[at - 1] == i - 1:
                    continue
                end = at + 1
                while end < len(rows) and any(
                    c.again and c.column == one.column and c.cell is one.cell for c in laid[rows[end]]
                ):
                    end += 1
                box = (xs[one.column], tops[at], xs[one.column + one.cell.columns], tops[end])
                self._borders(*box)
                if not one.again:
                    texts = _broken(shown(one.cell.text)[0], box[2] - box[0] - 12, size)
                    for number, text in enumerate(texts):
                        self.draw("text", box[0] + 6, box[1] + 3 + 1.3 * size * number + size, text, size)
        self.y = tops[-1]

    def _borders(self, x0: float, top: float, x1: float, bottom: float) -> None:
        if self.way.boxed:
            self.draw("box", x0, top, x1, bottom)
            return
        for line in ((x0, top, x1, top), (x0, bottom, x1, bottom), (x0, top, x0, bottom), (x1, top, x1, bottom)):
            self.draw("line", *line)
