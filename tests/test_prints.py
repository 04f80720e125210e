"""The PDF fixtures: they belong to the present reports, say all that these say, and are as different from each other as
PDF files are."""

from __future__ import annotations

import re
import shutil
import unicodedata
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import pdfplumber
import pypdfium2
import pytest
from pdfminer.pdfdocument import PDFDocument
from pdfminer.pdfparser import PDFParser
from pdfminer.pdftypes import resolve1

from bench.long_pdf import make
from extract.model import Table as ReadTable
from extract.readers import open_document
from fixtures import build, prints
from fixtures.model import office_print
from fixtures.model.content import Block, Heading, Para, Table, pieces
from fixtures.model.print_styles import OFFICE

HERE = Path(prints.__file__).parent
NAMES = prints.names()
DATES = {"D:20240401080000Z'", "D:20000101000000+00'00'"}


@pytest.fixture(scope="module")
def blocks() -> dict[str, tuple[Block, ...]]:
    return build.blocks()


@cache
def text_of(name: str) -> str:
    """All characters of a file without white space, compatibility forms folded."""
    document = pypdfium2.PdfDocument(HERE / name)
    text = "".join(page.get_textpage().get_text_range() for page in document)
    return re.sub(r"\s", "", unicodedata.normalize("NFKC", text))


def texts(blocks: tuple[Block, ...]) -> list[str]:
    found: list[str] = []
    for block in blocks:
        if isinstance(block, Heading | Para):
            found.append(block.text)
        elif isinstance(block, Table):
            for row in block.rows:
                for cell in row.cells:
                    found += [cell.text, *(texts((cell.nested,)) if cell.nested else [])]
    return found


def test_committed_files_were_printed_from_the_present_reports() -> None:
    assert prints.stale() == [], "请运行 python fixtures/build.py --pdf"


def test_a_changed_report_or_print_is_noticed(tmp_path: Path) -> None:
    folder = shutil.copytree(HERE, tmp_path / "fixtures", ignore=shutil.ignore_patterns("model", "__pycache__"))
    assert prints.stale(folder) == []
    word = folder / "project" / "clean.docx"
    word.write_bytes(word.read_bytes() + b"\0")
    (folder / "township" / "faulty.reportlab.pdf").unlink()
    assert prints.stale(folder) == [
        "township/faulty.reportlab.pdf",
        "project/clean.libreoffice.pdf",
        "project/clean.reportlab.pdf",
    ]


def test_every_report_is_printed_by_every_producer() -> None:
    assert {tuple(re.split(r"[/.]", name)[:3]) for name in NAMES} == {
        (report, variant, producer)
        for report in build.REPORTS
        for variant in prints.VARIANTS
        for producer in prints.PRODUCERS
    }


@pytest.mark.parametrize("name", NAMES)
def test_a_print_is_small_and_undated(name: str) -> None:
    assert (HERE / name).stat().st_size < 300_000
    told = pypdfium2.PdfDocument(HERE / name).get_metadata_dict()
    assert {told["CreationDate"], told["ModDate"] or told["CreationDate"]} <= DATES


@pytest.mark.parametrize("name", NAMES)
def test_fonts_are_embedded_as_subsets(name: str) -> None:
    for font in fonts(HERE / name):
        assert re.match(r"[A-Z]{6}\+", font["BaseFont"].name), font
        descriptor = resolve1(font["FontDescriptor"])
        assert {"FontFile", "FontFile2", "FontFile3"} & descriptor.keys(), font
        assert "ToUnicode" in font


def fonts(path: Path) -> list[dict[str, Any]]:
    with path.open("rb") as stream:
        document = PDFDocument(PDFParser(stream))
        identities = {number for xref in document.xrefs for number in xref.get_objids()}
        objects = [resolve1(document.getobj(number)) for number in sorted(identities)]
        return [one for one in objects if isinstance(one, dict) and getattr(one.get("Type"), "name", "") == "Font"]


@pytest.mark.parametrize("name", NAMES)
def test_all_that_a_report_says_is_on_paper(name: str, blocks: dict[str, tuple[Block, ...]]) -> None:
    paper = text_of(name)
    for text in texts(blocks["/".join(re.split(r"[/.]", name)[:2])]):
        for piece in pieces(text):
            if piece.visible and piece.occurrence:
                assert unicodedata.normalize("NFKC", piece.text) in paper


@pytest.mark.parametrize("name", NAMES)
def test_only_what_was_set_aside_is_missing(name: str, blocks: dict[str, tuple[Block, ...]]) -> None:
    """Deleted text is gone; hidden text is gone from the office's print, and is there unseen in the other."""
    paper = text_of(name)
    for text in texts(blocks["/".join(re.split(r"[/.]", name)[:2])]):
        for piece in pieces(text):
            if piece.mark == "del":
                assert piece.text not in paper
            if piece.mark == "hid":
                assert (piece.text in paper) == ("reportlab" in name)


def turned(page: Any) -> bool:
    return bool(page.width > page.height)


def shown_turned(page: Any) -> bool:
    return bool(page.rotation == 90)


def slanted(page: Any) -> bool:
    return any(abs(char["matrix"][1]) > 0.1 for char in page.chars)


def white(page: Any) -> bool:
    return any(char["non_stroking_color"] in ((1,), (1, 1, 1)) for char in page.chars)


def raised(page: Any) -> bool:
    """Figures stand higher or lower than the Chinese text of their line."""
    feet = {round(char["matrix"][5], 2) for char in page.chars if char["size"] > 11}
    return any(0.5 < abs(a - b) < 1 for a in feet for b in feet)


def doubled(page: Any) -> bool:
    places = [(char["text"], round(char["x0"]), round(char["top"])) for char in page.chars]
    return len(places) - len(set(places)) > 5


def ruled_by_strokes(page: Any) -> bool:
    return len(page.lines) > 10


def ruled_by_bars(page: Any) -> bool:
    return sum(rect["height"] < 1 or rect["width"] < 1 for rect in page.rects) > 10


def ruled_by_boxes(page: Any) -> bool:
    return sum(rect["height"] > 10 and rect["width"] > 10 for rect in page.rects) > 10


def hardly_ruled(page: Any) -> bool:
    return 0 < len(page.lines) <= 6 and all(line["height"] == 0 for line in page.lines)


@pytest.mark.parametrize(
    ("difficulty", "report"),
    [
        (turned, "county-bureau"),
        (doubled, "county-bureau"),
        (ruled_by_bars, "county-bureau"),
        (shown_turned, "township"),
        (raised, "township"),
        (ruled_by_strokes, "township"),
        (slanted, "institution"),
        (white, "institution"),
        (hardly_ruled, "institution"),
        (ruled_by_boxes, "education-bureau"),
        (raised, "health-bureau"),
    ],
)
def test_a_difficulty_of_pdf_is_in_a_print(difficulty: Callable[[Any], bool], report: str) -> None:
    with pdfplumber.open(HERE / report / "clean.reportlab.pdf") as document:
        assert any(difficulty(page) for page in document.pages)


def test_a_table_goes_over_pages_with_and_without_its_header() -> None:
    def pages_with(name: str, words: str) -> int:
        document = pypdfium2.PdfDocument(HERE / name)
        return sum(words in re.sub(r"\s", "", page.get_textpage().get_text_range()) for page in document)

    assert pages_with("county-bureau/clean.reportlab.pdf", "评分标准数据来源") == 2
    assert pages_with("township/clean.libreoffice.pdf", "本年支出合计基本支出项目支出") == 3
    assert pages_with("township/clean.reportlab.pdf", "本年支出合计基本支出项目支出") == 1


def test_a_long_file_for_measuring_repeats_its_pages(tmp_path: Path) -> None:
    source = HERE / "project" / "clean.reportlab.pdf"
    once = [page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(source)]
    make(tmp_path / "long.pdf", [source], 7)
    long = [page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(tmp_path / "long.pdf")]
    assert long == (once * 7)[:7]


@pytest.mark.parametrize("report", build.REPORTS)
def test_dressing_a_word_file_changes_nothing_that_it_says(report: str, tmp_path: Path) -> None:
    word = HERE / report / "faulty.docx"
    dressed = tmp_path / "dressed.docx"
    dressed.write_bytes(office_print.dressed(word.read_bytes(), OFFICE[report]))

    def said(path: Path) -> list[object]:
        found: list[object] = []
        for block in open_document(path).blocks:
            cells = block.cells if isinstance(block, ReadTable) else ()
            found += [(cell.row, cell.column, cell.text.content) for cell in cells]
            found += [] if isinstance(block, ReadTable) else [block.text.content]
        return found

    assert said(dressed) == said(word)
