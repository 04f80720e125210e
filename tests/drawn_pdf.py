"""PDF files made by code for the tests, drawn stroke by stroke, so that each test says what stands on the page.

Places are points from the top left corner; the font is one that every reader knows, so that nothing is embedded.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Sequence

from pypdfium2 import PdfDocument
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.lib.utils import ImageReader
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas

SONG = "STSong-Light"
LATIN = "Helvetica"
A4 = (595.0, 842.0)
LANDSCAPE = (842.0, 595.0)

pdfmetrics.registerFont(UnicodeCIDFont(SONG))


class Page:
    """One page to draw on."""

    def __init__(self, canvas: Canvas, size: tuple[float, float]) -> None:
        self.canvas = canvas
        self.width, self.height = size

    def text(self, x: float, y: float, words: str, size: float = 12, font: str = SONG) -> float:
        """Words with their baseline at y; returns where they end."""
        self.canvas.setFont(font, size)
        self.canvas.drawString(x, self.height - y, words)
        return x + pdfmetrics.stringWidth(words, font, size)

    def right(self, x: float, y: float, words: str, size: float = 12, font: str = SONG) -> None:
        self.text(x - pdfmetrics.stringWidth(words, font, size), y, words, size, font)

    def centre(self, y: float, words: str, size: float = 12, font: str = SONG) -> None:
        self.text((self.width - pdfmetrics.stringWidth(words, font, size)) / 2, y, words, size, font)

    def paragraph(self, y: float, words: str, left: float = 72, measure: float = 444, size: float = 12) -> float:
        """Words with a first line indent, broken where a line is full; returns the baseline after the last line."""
        line, x = "", left + 2 * size
        start = x
        for char in words:
            if pdfmetrics.stringWidth(line + char, SONG, size) > left + measure - start:
                self.text(start, y, line, size)
                line, start, y = "", left, y + 1.5 * size
            line += char
        self.text(start, y, line, size)
        return y + 1.5 * size

    def line(self, x0: float, y0: float, x1: float, y1: float, width: float = 0.5) -> None:
        self.canvas.setLineWidth(width)
        self.canvas.line(x0, self.height - y0, x1, self.height - y1)

    def box(self, x0: float, y0: float, x1: float, y1: float, fill: str | None = None) -> None:
        """A stroked box, or a filled one."""
        if fill is not None:
            self.canvas.setFillColor(fill)
        self.canvas.rect(x0, self.height - y1, x1 - x0, y1 - y0, stroke=fill is None, fill=fill is not None)
        self.canvas.setFillColor("black")

    def picture(self, x0: float, y0: float, x1: float, y1: float) -> None:
        from PIL import Image

        image = ImageReader(Image.new("RGB", (40, 40), (90, 120, 90)))
        self.canvas.drawImage(image, x0, self.height - y1, x1 - x0, y1 - y0)

    def table(
        self,
        xs: Sequence[float],
        top: float,
        rows: Sequence[Sequence[str]],
        high: float = 20,
        across: bool = True,
        down: bool = True,
        size: float = 10,
    ) -> float:
        """Cells of one line each, figures to the right; returns where the table ends."""
        bottom = top + high * len(rows)
        for r, row in enumerate(rows):
            for c, words in enumerate(row):
                base = top + high * r + high / 2 + 0.36 * size
                if words[:1].isdigit():
                    self.right(xs[c + 1] - 4, base, words, size)
                else:
                    self.text(xs[c] + 4, base, words, size)
        if across:
            for r in range(len(rows) + 1):
                self.line(xs[0], top + high * r, xs[-1], top + high * r)
        if down:
            for x in xs:
                self.line(x, top, x, bottom)
        return bottom


Drawing = Callable[[Page], object]


def pdf(
    *drawings: Drawing,
    size: tuple[float, float] = A4,
    sizes: Sequence[tuple[float, float]] | None = None,
    password: str | None = None,
    bookmarks: Sequence[tuple[int, str, int]] = (),
    turned: int = 0,
) -> bytes:
    """A file of one page for each drawing. `sizes` gives each page its own size, `bookmarks` are level (from 0), title
    and page (from 1), `turned` is the angle that every page asks to be shown at."""
    written = io.BytesIO()
    lock = StandardEncryption(password, ownerPassword="owner", strength=128) if password else None
    canvas = Canvas(written, pagesize=size, encrypt=lock, invariant=True)
    for number, draw in enumerate(drawings, 1):
        own = sizes[number - 1] if sizes else size
        canvas.setPageSize(own)
        for level, title, page in bookmarks:
            if page == number:
                canvas.bookmarkPage(title)
                canvas.addOutlineEntry(title, title, level)
        draw(Page(canvas, own))
        canvas.showPage()
    canvas.save()
    return _turned(written.getvalue(), turned) if turned else written.getvalue()


def _turned(data: bytes, angle: int) -> bytes:
    document = PdfDocument(data)
    for page in document:
        page.set_rotation(angle)
    written = io.BytesIO()
    document.save(written)
    return written.getvalue()
