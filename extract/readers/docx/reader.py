"""Word documents (.docx): body order, tables, notes and text boxes, as Word would print them without its tracked
changes and hidden text. Headers and footers are left out."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import pairwise

from extract.model import Block, Cell, Document, Mark, Paragraph, Table, Text
from extract.readers.base import Limits, ReadError
from extract.readers.docx.numbering import Number, Numbering
from extract.readers.docx.pages import Pages
from extract.readers.docx.runs import Inline, NoteReference, Runs, Tally
from extract.readers.docx.styles import BODY_TEXT_LEVEL, Style, Styles
from extract.readers.docx.tables import grid
from extract.readers.docx.xml import (
    ALTERNATE,
    SDT,
    SDT_CONTENT,
    VAL,
    Element,
    W,
    alternative,
    integer,
    on,
    parse,
)
from extract.readers.zipguard import GuardedZip

_PARAGRAPH = W + "p"
_TABLE = W + "tbl"
_BLOCKS = frozenset({_PARAGRAPH, _TABLE, W + "altChunk"})
_BLOCK_WRAPPERS = frozenset(W + name for name in ("customXml", "ins", "moveTo", "smartTag"))
_PARAGRAPH_PROPERTIES = W + "pPr"
_STYLE = W + "pStyle"
_OUTLINE_LEVEL = W + "outlineLvl"
_LIST, _LIST_ID, _LIST_LEVEL = W + "numPr", W + "numId", W + "ilvl"
_PAGE_BREAK_BEFORE = W + "pageBreakBefore"
_SECTION, _OLD_SECTION = W + "sectPr", W + "sectPrChange"
_MARK = W + "rPr"
_DELETED = frozenset({W + "del", W + "moveFrom"})
_VANISH = W + "vanish"
_BLANK = Text("")


def read(data: bytes, path: str, sha256: str, limits: Limits) -> Document:
    """Reads the bytes of a docx file. Raises ReadError: damaged, encrypted, too_large, too_many_rows, too_many_pages,
    no_text."""
    package = _Package(data, limits)
    reader = _Reader(package, limits)
    blocks = reader.blocks()
    if not blocks:
        raise ReadError("no_text", "文件里没有可读的文字（可能只有图片或扫描件），请提供文字版 docx")
    return Document(path, sha256, "docx", blocks, reader.pages.number, reader.remarks())


# --------------------------------------------------------------------------------------------------------------
# The package
# --------------------------------------------------------------------------------------------------------------

_RELATIONSHIP = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"


class _Package:
    """The parts of a docx by what they are for, found by relationship as the format asks, else under their usual
    names."""

    def __init__(self, data: bytes, limits: Limits) -> None:
        self._zip = GuardedZip(data, limits)
        if self._zip.encrypted:
            raise ReadError("encrypted", "文件已加密，请先去除密码另存")
        main = self._targets("").get("officeDocument", "word/document.xml")
        if main not in self._zip:
            raise ReadError("damaged", "文件里缺少正文部分（word/document.xml），请用 Word 打开修复后另存为 docx")
        self.document = parse(self._zip.read(main))
        self._folder = posixpath.dirname(main)
        self._parts = self._targets(main)

    def part(self, kind: str) -> Element | None:
        """The root of the part of a kind (styles, numbering, footnotes, endnotes); None where there is none."""
        name = self._parts.get(kind, posixpath.join(self._folder, f"{kind}.xml"))
        return parse(self._zip.read(name)) if name in self._zip else None

    def _targets(self, source: str) -> dict[str, str]:
        folder, name = posixpath.split(source)
        relationships = posixpath.join(folder, "_rels", f"{name}.rels")
        if relationships not in self._zip:
            return {}
        found: dict[str, str] = {}
        for element in parse(self._zip.read(relationships)).iter(_RELATIONSHIP):
            if element.get("TargetMode") != "External":
                kind = posixpath.basename(element.get("Type", ""))
                target = posixpath.normpath(posixpath.join("/", folder, element.get("Target", "")))
                found.setdefault(kind, target.lstrip("/"))
        return found


# --------------------------------------------------------------------------------------------------------------
# Reading
# --------------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Place:
    """Where blocks are being read: what they are part of, the runs and pages of that story, the cell they lie in."""

    origin: str
    runs: Runs
    pages: Pages
    parent: tuple[int, int, int] | None = None
    toc: bool = False


@dataclass(frozen=True, slots=True)
class _Line:
    """A paragraph as printed, with what is anchored in it and follows it."""

    text: Text
    level: int | None
    toc: bool
    boxes: list[Element]
    notes: list[NoteReference]


@dataclass(slots=True)
class _Properties:
    """What a paragraph's own properties say."""

    style: Style
    level: int | None
    num_id: str | None = None
    num_level: int | None = None
    page_break: bool | None = None
    mark_deleted: bool = False
    mark_hidden: bool = False
    section: Element | None = None


class _Reader:
    def __init__(self, package: _Package, limits: Limits) -> None:
        self._limits = limits
        self._root = package.document
        self._styles = Styles(package.part("styles"))
        self._numbering = Numbering(package.part("numbering"), self._styles)
        self._note_roots = {kind: package.part(f"{kind}s") for kind in ("footnote", "endnote")}
        self._notes = {kind: _notes(root, kind) for kind, root in self._note_roots.items()}
        self._tally = Tally()
        self._paragraphs = 0
        self._rows = 0
        self._tables = 0
        tracked = next(self._root.iter(W + "lastRenderedPageBreak"), None) is not None
        self.pages = Pages(1 if tracked else None)
        self._section_breaks = self._breaks_after_sections() if tracked else {}

    def blocks(self) -> tuple[Block, ...]:
        """Everything the document says, in reading order."""
        body = self._root.find(W + "body")
        if body is None:
            raise ReadError("damaged", "文件里没有正文，请用 Word 打开修复后另存为 docx")
        blocks: list[Block] = []
        self._container(body, _Place("body", self._runs(self._root, self.pages), self.pages), blocks)
        return tuple(
            block if block.index == index else replace(block, index=index) for index, block in enumerate(blocks)
        )

    def remarks(self) -> tuple[str, ...]:
        """What was left out, for the user."""
        tally = self._tally
        remarks = []
        if tally.deletions:
            remarks.append(f"有 {tally.deletions} 处修订删除未计入")
        if tally.hidden:
            remarks.append(f"有 {tally.hidden} 处隐藏文字未计入")
        if tally.embedded:
            remarks.append(f"有 {tally.embedded} 个嵌入对象（如 Excel 工作表）未读，其中的数字未核对")
        if tally.pictures:
            remarks.append(f"有 {tally.pictures} 张图片或图表未读，其中的文字和数字未核对")
        if tally.foreign_parts:
            remarks.append(f"有 {tally.foreign_parts} 处引入的外部文件未读，其中的数字未核对")
        return tuple(remarks)

    def _runs(self, root: Element, pages: Pages) -> Runs:
        watch_hidden = self._styles.any_hidden or next(root.iter(W + "vanish"), None) is not None
        return Runs(root, self._styles, pages, self._tally, watch_hidden)

    def _breaks_after_sections(self) -> dict[Element, bool]:
        """Whether a new page begins after the section that a w:sectPr closes: the section after it says so."""
        sections = [e for e in self._root.iter(_SECTION) if (up := e.getparent()) is None or up.tag != _OLD_SECTION]
        breaks: dict[Element, bool] = {}
        for section, following in pairwise(sections):
            kind = following.find(W + "type")
            breaks[section] = kind is None or kind.get(VAL) not in ("continuous", "nextColumn")
        return breaks

    # ---- blocks ----------------------------------------------------------------------------------------------

    def _container(self, container: Element, place: _Place, into: list[Block]) -> None:
        """Reads a body, note or text box into blocks."""
        for item in self._flow(container, place):
            if isinstance(item, _Line):
                if item.text.content:
                    into.append(Paragraph(len(into), item.text, place.origin, item.level, item.toc))
                self._anchored(item, place, into)
            else:
                self._table(item, place, into)

    def _flow(self, container: Element, place: _Place) -> Iterator[_Line | Element]:
        """The paragraphs (read) and tables (not yet) of a container, in order."""
        said = Inline()
        for element, toc in _block_elements(container, place.toc):
            if element.tag == _PARAGRAPH:
                line = self._paragraph(element, place, toc, said)
                if line is None:
                    continue  # its mark is deleted: what it says goes on in the next paragraph
                yield line
            elif element.tag == _TABLE:
                if said.pieces:
                    yield _line(said, None, None, toc, place.pages)
                yield element
            else:
                self._tally.foreign_parts += 1
                continue
            said = Inline()
        if said.pieces:
            yield _line(said, None, None, place.toc, place.pages)

    def _anchored(self, line: _Line, place: _Place, into: list[Block]) -> None:
        """Reads the text boxes and notes of a paragraph; each note once, whoever refers to it again."""
        for box in line.boxes:
            self._story("textbox", box, box, place.pages.number, into)
        for note in line.notes:
            element = self._notes[note.kind].pop(note.id, None)
            if element is not None:
                self._story(note.kind, element, element, note.page, into)

    def _story(self, origin: str, root: Element, container: Element, page: int | None, into: list[Block]) -> None:
        pages = Pages(page)
        self._container(container, _Place(origin, self._runs(root, pages), pages), into)

    # ---- paragraphs ------------------------------------------------------------------------------------------

    def _paragraph(self, element: Element, place: _Place, toc: bool, said: Inline) -> _Line | None:
        """What a paragraph prints, appended to what is already `said` in it; None where its mark is deleted."""
        self._paragraphs += 1
        if self._paragraphs > self._limits.max_paragraphs:
            raise ReadError(
                "too_large",
                f"段落数超过上限 max_paragraphs（{self._limits.max_paragraphs:,} 段）；请拆分文件，或调高此设置",
            )
        properties = self._properties(element)
        if properties.style.page_break if properties.page_break is None else properties.page_break:
            place.pages.break_before()
        began = place.pages.number
        place.runs.read(element, said, properties.style.hidden)
        if properties.section is not None and self._section_breaks.get(properties.section):
            place.pages.section_break(began)
        if place.pages.number is not None and place.pages.number > self._limits.max_pages:
            raise ReadError(
                "too_many_pages",
                f"页数超过上限 max_pages（{self._limits.max_pages:,} 页）；请拆分文件，或调高此设置",
            )
        if properties.mark_deleted:
            return None
        unseen = properties.mark_hidden and not said.pieces
        number = None if unseen else self._number(properties)
        toc = toc or said.toc or properties.style.toc
        return _line(said, number, properties.level, toc, place.pages)

    def _properties(self, paragraph: Element) -> _Properties:
        element = paragraph.find(_PARAGRAPH_PROPERTIES)
        if element is None:
            style = self._styles.get(None)
            return _Properties(style, style.level, mark_hidden=style.hidden)
        named = element.find(_STYLE)
        style = self._styles.get(None if named is None else named.get(VAL))
        found = _Properties(style, style.level, mark_hidden=style.hidden)
        for child in element:
            tag = child.tag
            if tag == _OUTLINE_LEVEL:
                level = integer(child)
                found.level = None if level is None or level >= BODY_TEXT_LEVEL else level + 1
            elif tag == _LIST:
                for part in child:
                    if part.tag == _LIST_ID:
                        found.num_id = part.get(VAL)
                    elif part.tag == _LIST_LEVEL:
                        found.num_level = integer(part)
            elif tag == _PAGE_BREAK_BEFORE:
                found.page_break = on(child)
            elif tag == _SECTION:
                found.section = child
            elif tag == _MARK:
                for part in child:
                    if part.tag in _DELETED:
                        found.mark_deleted = True
                    elif part.tag == _VANISH:
                        found.mark_hidden = bool(on(part))
        return found

    def _number(self, properties: _Properties) -> Number | None:
        style = properties.style
        num_id, level = properties.num_id, properties.num_level
        if num_id is None:
            num_id = style.num_id
            if num_id is not None and level is None:
                level = self._numbering.level_of_style(num_id, style.id, style.num_style)
        if num_id is None or num_id == "0":  # 0 takes a paragraph out of its style's list
            return None
        if level is None:
            level = style.num_level or 0
        return self._numbering.next(num_id, level)

    # ---- tables ----------------------------------------------------------------------------------------------

    def _table(self, element: Element, place: _Place, into: list[Block]) -> None:
        """Reads a table, then what its cells hold that is no text of theirs: nested tables, text boxes, notes."""
        layout = grid(element)
        self._tally.deletions += layout.deleted_rows
        self._tally.hidden += layout.hidden_rows
        if not layout.rows:
            return
        self._rows += len(layout.rows)
        if self._rows > self._limits.max_rows:
            raise ReadError(
                "too_many_rows",
                f"表格行数超过上限 max_rows（表格共 {self._limits.max_rows:,} 行）；请拆分文件，或调高此设置",
            )
        self._tables += 1
        number = self._tables
        cells: list[Cell] = []
        within: list[Block] = []
        for row in layout.rows:
            outer = place.pages.enter_row()
            for placed in row:
                place.pages.enter_cell()
                inside = replace(place, parent=(number, placed.row + 1, placed.column + 1))
                text = self._cell_text(placed.element, inside, within)
                cells.append(Cell(placed.row, placed.column, text, placed.row_span, placed.column_span))
            place.pages.leave_row(outer)
        into.append(
            Table(
                index=len(into),
                number=number,
                rows=len(layout.rows),
                columns=layout.columns,
                cells=tuple(cells),
                header_rows=layout.header_rows,
                parent=place.parent,
            )
        )
        into.extend(within)

    def _cell_text(self, cell: Element, place: _Place, within: list[Block]) -> Text:
        """The text of a cell, a line for each paragraph that has any; what else it holds goes to `within`."""
        texts: list[Text] = []
        for item in self._flow(cell, place):
            if isinstance(item, _Line):
                if item.text.content:
                    texts.append(item.text)
                if item.boxes or item.notes:
                    self._anchored(item, place, within)
            else:
                self._table(item, place, within)
        if not texts:
            return _BLANK
        if len(texts) == 1:
            return texts[0]
        marks: list[Mark] = []
        offset = 0
        for text in texts:
            for mark in text.marks:
                if not marks or marks[-1].page != mark.page:
                    marks.append(Mark(offset + mark.offset, page=mark.page))
            offset += len(text.content) + 1
        return Text("\n".join(text.content for text in texts), tuple(marks))


def _block_elements(container: Element, toc: bool) -> Iterator[tuple[Element, bool]]:
    """Paragraphs, tables and imported parts of a container, in order, through content controls and other wrappers;
    with each whether it lies in a table of contents that Word built."""
    for child in container:
        tag = child.tag
        if tag in _BLOCKS:
            yield child, toc
        elif tag == SDT:
            content = child.find(SDT_CONTENT)
            if content is not None:
                yield from _block_elements(content, toc or _is_contents(child))
        elif tag in _BLOCK_WRAPPERS:
            yield from _block_elements(child, toc)
        elif tag == ALTERNATE and (chosen := alternative(child)) is not None:
            yield from _block_elements(chosen, toc)


def _is_contents(control: Element) -> bool:
    properties = control.find(W + "sdtPr")
    if properties is None:
        return False
    gallery = next(properties.iter(W + "docPartGallery"), None)
    return gallery is not None and gallery.get(VAL) == "Table of Contents"


def _notes(root: Element | None, kind: str) -> dict[str, Element]:
    return {} if root is None else {note.get(W + "id", ""): note for note in root.iterchildren(W + kind)}


def _line(said: Inline, number: Number | None, level: int | None, toc: bool, pages: Pages) -> _Line:
    """A paragraph's text without the blanks around it, its number in front, its marks moved along."""
    raw = "".join(said.pieces)
    content = raw.strip()
    cut = len(raw) - len(raw.lstrip())
    if number is not None:
        before = number.before(content)
        content = before + content
        cut -= len(before)
    marks: list[Mark] = []
    if pages.number is not None and content:
        for mark in said.marks:
            offset = max(0, mark.offset - cut) if marks else 0
            if marks and marks[-1].offset == offset:
                marks.pop()
            if offset < len(content):
                marks.append(Mark(offset, page=mark.page))
        if not marks:
            marks.append(Mark(0, page=pages.number))
    return _Line(Text(content, tuple(marks)), None if toc else level, toc, said.boxes, said.notes)
