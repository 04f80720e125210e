"""Opens a PDF with pdfium (by way of pypdfium2) and hands over its pages one at a time."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from typing import Any

import pypdfium2 as pdfium
import pypdfium2.raw as c

from extract.readers.base import Limits, ReadError
from extract.readers.clock import Clock
from extract.readers.pdf.glyphs import Leaf
from extract.readers.pdf.pages import read_page

_MOST_BOOKMARKS = 20_000
_MOST_ANNOTATIONS = 2_000  # of a page that are looked at


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

    def leaves(self, clock: Clock, limits: Limits) -> Iterator[Leaf]:
        """The pages in order, one at a time. Raises ReadError: damaged, timeout."""
        for number in range(1, self.pages + 1):
            clock.check(f"读到第 {number} 页")
            raw = c.FPDF_LoadPage(self._document.raw, number - 1)
            if raw and _filled_in(raw) and c.FPDFPage_Flatten(raw, c.FLAT_NORMALDISPLAY) == c.FLATTEN_SUCCESS:
                c.FPDF_ClosePage(raw)
                raw = c.FPDF_LoadPage(self._document.raw, number - 1)
            if not raw:
                raise ReadError("damaged", f"文件已损坏，第 {number} 页打不开，请重新获取原件")
            try:
                yield read_page(raw, number, clock, limits)
            finally:
                c.FPDF_ClosePage(raw)

    def bookmarks(self) -> list[tuple[int, str, int]]:
        """The outline that a reader shows beside the pages: level (1 = top), title, page (0 where it has none)."""
        found = []
        try:
            for mark in islice(self._document.get_toc(max_depth=9), _MOST_BOOKMARKS):
                target = mark.get_dest()
                page = target.get_index() if target is not None else None
                found.append((mark.level + 1, mark.get_title().strip(), 0 if page is None else page + 1))
        except pdfium.PdfiumError:
            return []  # the outline is an extra; a broken one costs nothing
        return found


def _filled_in(page: Any) -> bool:
    """Whether a page has form fields or typed-on text, which lie beside its content: they must be made part of it."""
    for index in range(min(c.FPDFPage_GetAnnotCount(page), _MOST_ANNOTATIONS)):
        annotation = c.FPDFPage_GetAnnot(page, index)
        if annotation:
            kind = c.FPDFAnnot_GetSubtype(annotation)
            c.FPDFPage_CloseAnnot(annotation)
            if kind in (c.FPDF_ANNOT_WIDGET, c.FPDF_ANNOT_FREETEXT):
                return True
    return False


def _refusal(error: Any, password: str | None) -> ReadError:
    if error.err_code == c.FPDF_ERR_PASSWORD:
        if password is None:
            return ReadError("encrypted", "文件有打开密码；请用 --password 给出密码，或先去除密码另存")
        return ReadError("encrypted", "给出的密码打不开这个文件；请核对 --password，或先去除密码另存")
    if error.err_code == c.FPDF_ERR_SECURITY:
        return ReadError("encrypted", "文件用了不支持的加密方式；请用原来的软件打开后另存为不加密的 PDF")
    return ReadError("damaged", "文件已损坏，不是完整的 PDF，请重新获取原件")
