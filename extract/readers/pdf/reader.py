"""PDF files: pages of placed characters and ruling lines to paragraphs and tables in reading order."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from extract.model import Block, Cell, Document, Paragraph, Table, Text
from extract.readers.base import Limits, ReadError
from extract.readers.clock import Clock
from extract.readers.pdf.chunks import is_data
from extract.readers.pdf.columns import in_columns
from extract.readers.pdf.file import PdfFile
from extract.readers.pdf.furniture import PageLines, begins_note, take_footnotes, without_furniture
from extract.readers.pdf.glyphs import Leaf
from extract.readers.pdf.grid import lattices
from extract.readers.pdf.lines import Line, lines_of
from extract.readers.pdf.paragraphs import Typesetter, typesetter
from extract.readers.pdf.plain import plain_tables
from extract.readers.pdf.stitch import Item, settled, stitched
from extract.readers.pdf.streams import check_streams
from extract.readers.pdf.tables import Filled, Sheet, take_runs, without_struck
from extract.readers.pdf.text import Place, cell_parts, joined
from extract.readers.pdf.turning import turned_back
from extract.readers.text_joins import glue

_TAIL = 4096
_SCAN_CHARACTERS = 30  # fewer on a page of pictures: a stamp, a page number
_PICTURED = 0.3
_GARBLED = 0.2  # of a page's characters that may be unknown before it is said
_STRAY = 2  # rows of figures outside of tables that are a table which was not read
_SPACE_RE = re.compile(r"\s+")


def read(
    data: bytes, path: str, sha256: str, limits: Limits, password: str | None = None, clock: Clock | None = None
) -> Document:
    """Reads the bytes of a PDF. `clock` has run since the work on the file began. Raises ReadError: damaged, encrypted,
    too_many_pages, too_many_rows, too_large, timeout, no_text."""
    if b"%%EOF" not in data[-_TAIL:] and b"startxref" not in data[-_TAIL:]:
        raise ReadError("damaged", "文件不完整，结尾缺失（可能没有下载或复制完），请重新获取原件")
    check_streams(data, limits)
    clock = clock or Clock(limits.max_seconds)
    with PdfFile(data, limits, password) as file:
        gathered = _Gathered()
        for leaf in file.leaves(clock, limits):
            gathered.add(leaf)
        bookmarks = file.bookmarks()
        pages = file.pages
    gathered.refuse_unreadable(pages)
    clock.check("读完各页")
    blocks = _Assembly(gathered, bookmarks, limits).run()
    return Document(path, sha256, "pdf", blocks, pages=pages, notes=gathered.notes())


@dataclass(slots=True)
class _Paper:
    """The size of a page as it is read, and how far it was turned for that."""

    width: float
    height: float
    turn: int


@dataclass(slots=True)
class _Gathered:
    """What the pages hold, and what must be said of them."""

    pages: list[PageLines] = field(default_factory=list)
    sheets: list[Sheet] = field(default_factory=list)
    papers: dict[int, _Paper] = field(default_factory=dict)
    scans: list[int] = field(default_factory=list)
    garbled: list[int] = field(default_factory=list)
    crowded: list[int] = field(default_factory=list)
    unread: set[int] = field(default_factory=set)
    stray: Counter[int] = field(default_factory=Counter)  # rows of figures by page that were told as lines of text
    hidden: int = 0
    struck: int = 0

    def add(self, leaf: Leaf) -> None:
        characters = sum(len(run.text) for run in leaf.runs)
        self.papers[leaf.number] = _Paper(leaf.width, leaf.height, leaf.turn)
        if leaf.pictured > _PICTURED and characters < _SCAN_CHARACTERS:
            self.scans.append(leaf.number)
        elif leaf.garbled > _GARBLED * characters:
            self.garbled.append(leaf.number)
        else:
            self.hidden += leaf.hidden
        if leaf.crowded:
            self.crowded.append(leaf.number)
        ruled = lattices(leaf)
        lone = ruled.lone
        runs, struck = without_struck(leaf.runs, lone) if lone else (list(leaf.runs), 0)
        self.struck += struck
        sheets, rest = take_runs(leaf, runs, ruled.grids)
        lines = lines_of(rest, leaf.number)
        if lines:
            plain, lines = plain_tables(lines, lone, [(sheet.box[1], sheet.box[3]) for sheet in sheets])
            sheets += plain
        self.sheets += sheets
        tops = [sheet.box[1] for sheet in sheets]
        self.pages.append(PageLines(leaf.number, leaf.width, leaf.height, lines, tops, lone, ruled.frames))

    def refuse_unreadable(self, pages: int) -> None:
        """Raises ReadError no_text where no page has any text that can be read."""
        tabled = any(sheet.unread or any(cell.lines for cell in sheet.cells) for sheet in self.sheets)
        if not (tabled or any(page.lines for page in self.pages)) or len(self.scans) == pages:
            if self.scans:
                message = f"全部 {pages} 页都是扫描图片，没有文字层，读不出文字；请提供文字版，或先做文字识别（OCR）"
            else:
                message = f"全部 {pages} 页都没有文字；请检查文件是否导出完整"
            raise ReadError("no_text", message)
        if len(self.garbled) + len(self.scans) == pages:
            raise ReadError("no_text", f"全部 {pages} 页的文字都没有可用的编码，读不出来；请另行导出 PDF，或提供 docx")

    def notes(self) -> tuple[str, ...]:
        notes = []
        if self.scans:
            notes.append(f"第{_numbers(self.scans)}页是扫描件，没有文字层，页上内容未核对；请提供文字版")
        if self.garbled:
            notes.append(f"第{_numbers(self.garbled)}页的文字没有可用的编码，读不出来，页上内容未核对；请另行导出 PDF")
        if self.crowded:
            notes.append(f"第{_numbers(self.crowded)}页的图形过多，没有找表格线，页上的表格可能未核对")
        if self.unread:
            notes.append(
                f"第{_numbers(sorted(self.unread))}页有没画全线的表格，分不清行列，表内的数未核对；请提供 Word 版"
            )
        plain = sorted({sheet.page for sheet in self.sheets if not sheet.ruled} - self.unread)
        if plain:
            notes.append(f"第{_numbers(plain)}页有没画竖线的表格，按文字的位置读出，核对结果请留意")
        stray = sorted(page for page, rows in self.stray.items() if rows >= _STRAY and page not in self.unread)
        if stray:
            notes.append(f"第{_numbers(stray)}页有像表格的内容，没能按行列读出，其中的数未按表核对")
        if self.hidden:
            notes.append(f"有 {self.hidden} 个看不见的字（隐藏、白色或被裁去），未作为正文")
        if self.struck:
            notes.append(f"有 {self.struck} 处划去的文字，未作为正文")
        return tuple(notes)


def _numbers(pages: Sequence[int]) -> str:
    """Page numbers with runs drawn together: 3、5—8."""
    spans: list[list[int]] = []
    for page in pages:
        if spans and page == spans[-1][1] + 1:
            spans[-1][1] = page
        else:
            spans.append([page, page])
    return "、".join(str(a) if a == b else f"{a}—{b}" for a, b in spans)


_Note = list[tuple[str, Line]]


def _notes(lines: Sequence[Line]) -> list[_Note]:
    """The lines of footnotes as notes, each with what joins a line to the one before."""
    notes: list[_Note] = []
    for line in lines:
        if notes and not begins_note(line):
            notes[-1].append((glue(notes[-1][-1][1].text, line.text), line))
        else:
            notes.append([("", line)])
    return notes


class _Assembly:
    """From lines and sheets to the blocks of a document."""

    def __init__(self, gathered: _Gathered, bookmarks: Sequence[tuple[int, str, int]], limits: Limits) -> None:
        self._gathered = gathered
        self._limits = limits
        self._levels = {(page, _SPACE_RE.sub("", title)): level for level, title, page in bookmarks}
        self._blocks: list[Block] = []
        self._tables = 0
        self._rows = 0
        self._footnotes: list[tuple[int, list[_Note]]] = []

    def run(self) -> tuple[Block, ...]:
        pages = self._gathered.pages
        without_furniture(pages)
        notes = [(page, take_footnotes(page)) for page in pages]
        for page in pages:
            if not page.table_tops:
                page.lines, page.gap = in_columns(page.lines, page.width)
        setter = typesetter(pages)
        self._footnotes = [(page.number, _notes(lines)) for page, lines in notes if lines]
        heights = {page.number: page.height for page in pages}
        for item in settled(stitched(self._in_order(), heights)):
            if isinstance(item, Line):
                setter.add(item)
                self._gathered.stray[item.page] += is_data(item)
            else:
                self._paragraphs(setter)
                self._notes_before(item.page)
                if item.unread:
                    self._unread(item)
                else:
                    self._table(item)
        self._paragraphs(setter)
        self._notes_before(self._gathered.pages[-1].number + 1)
        return tuple(self._blocks)

    def _in_order(self) -> list[Item]:
        sheets: dict[int, list[Sheet]] = {}
        for sheet in self._gathered.sheets:
            sheets.setdefault(sheet.page, []).append(sheet)
        items: list[Item] = []
        for page in self._gathered.pages:
            here: list[Item] = [*page.lines, *sheets.get(page.number, ())]
            if page.gap is None:
                here.sort(key=lambda item: item.top if isinstance(item, Line) else item.box[1])
            items += here
        return items

    def _placing(self, line: Line, start: int, end: int) -> Place:
        paper = self._gathered.papers[line.page]
        box = line.box(start, end)
        if not paper.turn:
            return line.page, box, line.edges[start : end + 1]
        width, height = (paper.height, paper.width) if paper.turn % 2 else (paper.width, paper.height)
        return line.page, turned_back(box, paper.turn, width, height), ()

    def _paragraphs(self, setter: Typesetter) -> None:
        for block in setter.close():
            text = joined(block.parts, self._placing)
            page = block.parts[0][1].page
            self._notes_before(page)
            level = self._levels.get((page, _SPACE_RE.sub("", text.content)))
            self._blocks.append(
                Paragraph(len(self._blocks), text, level=None if block.listed else level, toc=block.listed)
            )
        if len(self._blocks) > self._limits.max_paragraphs:
            raise ReadError(
                "too_large",
                f"段落数超过上限 max_paragraphs（{self._limits.max_paragraphs:,} 段）；请拆分文件，或调高此设置",
            )

    def _notes_before(self, page: int) -> None:
        """The footnotes of the pages before this one: they wait until the paragraph is told that goes on over them."""
        while self._footnotes and self._footnotes[0][0] < page:
            for note in self._footnotes.pop(0)[1]:
                self._blocks.append(Paragraph(len(self._blocks), joined(note, self._placing), origin="footnote"))

    def _table(self, sheet: Sheet) -> None:
        self._tables += 1
        self._rows += sheet.rows
        if self._rows > self._limits.max_rows:
            raise ReadError(
                "too_many_rows",
                f"表格行数超过上限 max_rows（表格共 {self._limits.max_rows:,} 行）；请拆分文件，或调高此设置",
            )
        self._blocks.append(
            Table(
                index=len(self._blocks),
                number=self._tables,
                rows=sheet.rows,
                columns=len(sheet.xs) - 1,
                cells=tuple(self._cell(cell) for cell in sheet.cells),
                header_rows=sheet.header_rows,
            )
        )

    def _unread(self, sheet: Sheet) -> None:
        """The lines of a table whose cells could not be told."""
        self._gathered.unread |= {line.page for line in sheet.source}
        for line in sheet.source:
            self._blocks.append(Paragraph(len(self._blocks), joined([("", line)], self._placing), origin="unread"))

    def _cell(self, cell: Filled) -> Cell:
        slot = cell.slot
        text = joined(cell_parts(cell.lines, cell.width), self._placing) if cell.lines else Text("")
        return Cell(slot.row, slot.column, text, slot.row_span, slot.column_span)
