"""The PDF files made by hand are what they claim to be, to libraries that the project does not read them with alone."""

from __future__ import annotations

from pathlib import Path

import pdfplumber
import pypdfium2
import pytest

from tests import sample_pdf
from tests.sample_pdf import Lock, Page, pdf

LINES = "一、基本情况\n2023年支出1,600.44万元。"


def read(data: bytes, password: str | None = None) -> list[str]:
    document = pypdfium2.PdfDocument(data, password=password)
    return [page.get_textpage().get_text_range().replace("\r\n", "\n").strip() for page in document]


def test_a_page_says_its_lines(tmp_path: Path) -> None:
    data = pdf([LINES, Page((), scan=True), Page(("横",), rotate=90)])
    assert read(data) == [LINES, "", "横"]
    path = tmp_path / "plain.pdf"
    path.write_bytes(data)
    with pdfplumber.open(path) as document:
        assert document.pages[0].extract_text() == LINES
        assert [bool(page.images) for page in document.pages] == [False, True, False]
        assert document.pages[2].width > document.pages[2].height


def test_a_locked_file_wants_its_password(tmp_path: Path) -> None:
    data = pdf([LINES], Lock("mima"))
    with pytest.raises(pypdfium2.PdfiumError):
        read(data)
    assert read(data, "mima") == read(data, "owner") == [LINES]
    path = tmp_path / "locked.pdf"
    path.write_bytes(data)
    with pdfplumber.open(path, password="mima") as document:
        assert document.pages[0].extract_text() == LINES


def test_a_file_that_may_only_be_read_opens_without_password() -> None:
    assert read(pdf([LINES], Lock())) == [LINES]


def test_many_pages_are_many() -> None:
    assert len(pypdfium2.PdfDocument(sample_pdf.many_pages(5001))) == 5001


def test_hostile_files_are_small_and_cannot_be_read_through(tmp_path: Path) -> None:
    with pytest.raises(pypdfium2.PdfiumError):
        read(sample_pdf.truncated(pdf([LINES]), 0.2))
    assert len(sample_pdf.bomb(50 << 20)) < 100_000
    assert b"/Kids [2 0 R]" in sample_pdf.endless()
    assert len(sample_pdf.crowded(2000)) < 20_000
    assert len(pdf([LINES], padding=1 << 20)) > 1 << 20
    sample_pdf.oversized(tmp_path / "huge.pdf", 1 << 20)
    assert (tmp_path / "huge.pdf").stat().st_size > 1 << 20
