"""Plain text and Markdown: lines to paragraphs and tables, each figure with the line it stands on."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from extract.model import Block, Cell, Document, Mark, Paragraph, Table, Text
from extract.numbering import parse_attachment, parse_number
from extract.readers.base import Limits, ReadError
from extract.readers.text_encoding import decode
from extract.readers.text_joins import LineTraits, columns, find_wrap, glue, joins
from extract.readers.text_marks import FENCE_RE, RULE_RE, Stripped, inline, split_breaks, strip_line, visible

_SEPARATOR_RE = re.compile("(\r\n|[\n\r\v\f\x85\u2028\u2029])")
_PIPE_RULE_RE = re.compile(r"\s*\|?\s*:?-{1,}:?\s*(?:\|\s*:?-{1,}:?\s*)*\|?\s*$")
_PIPE_SPLIT_RE = re.compile(r"(?<!\\)\|")
_TOC_TITLE_RE = re.compile(r"(?:^|.*\s)目\s*[录錄次]$")
_PAGE_ENTRY_RE = re.compile(r"\S.*?(?:\t|[.．…·‥⋯_]{2,}|\s)\s*[-—(（]?\s*([0-9]{1,3}|[ivxIVX]{1,5})\s*[-—)）]?$")
_LEADER_RE = re.compile(r"\S.*?(?:[.．·]\s?){4,}\s*[0-9]{1,3}$|\S.*?[…‥⋯]{2,}\s*[0-9]{1,3}$")
_PAGE_NUMBER_RE = re.compile(
    r"[-—–－─]+\s*[0-9]{1,4}\s*[-—–－─]+|第\s*[0-9]{1,4}\s*页(?:\s*[,，/／]?\s*共\s*[0-9]{1,4}\s*页)?"
)
_BARE_NUMBER_RE = re.compile(r"[0-9]{1,4}")
_DIGIT_RE = re.compile(r"[0-9０-９]")
_SENTENCE_END = tuple("。！？；：")
_CAPTION_LIKE_RE = re.compile(r"表(?:[（(][^（）()]*[）)])?$|单位\s*[:：]|^附[件表]")
_LONGEST_ENTRY = 200  # leaders included
# A page break leaves a few blank lines, and no more.
_BREAK_BLANKS = 3
_PAGE_BLANKS = 8


@dataclass(frozen=True, slots=True)
class _Line:
    number: int
    page: int
    text: str

    @property
    def blank(self) -> bool:
        return not self.text or self.text.isspace()


@dataclass(frozen=True, slots=True)
class _Row:
    line: _Line
    fields: tuple[str, ...]


@dataclass(slots=True)
class _TextItem:
    line: _Line
    stripped: Stripped
    traits: LineTraits
    toc: bool
    blanks: int  # blank lines in front of it


@dataclass(frozen=True, slots=True)
class _TableItem:
    rows: tuple[_Row, ...]
    ragged: bool
    header_rows: int


@dataclass(frozen=True, slots=True)
class _PageNumber:
    line: _Line
    text: str


_Item = _TextItem | _TableItem | _PageNumber


def read(data: bytes, path: str, sha256: str, limits: Limits) -> Document:
    """A text or Markdown file in any Chinese encoding as a Document.

    Tab-separated lines and Markdown pipe tables become tables; paragraphs broken by pages or by a fixed line width are
    joined, each piece keeping its line through `Mark`. A number of a page that stands alone on its line becomes a
    paragraph of origin "header". Raises ReadError empty, unknown_format, too_large or too_many_rows.
    """
    if len(data) > limits.max_bytes:
        raise ReadError("too_large", f"文件超过大小上限（max_bytes={limits.max_bytes} 字节）。请拆分文件或调高上限")
    text, damaged = decode(data)
    text = visible(text)
    if not text.strip():
        raise ReadError("empty", "文件是空的，没有任何文字。请检查是否保存完整")
    lines = list(_physical_lines(text))
    items = _Classifier(lines).run()
    paged = "\f" in text
    blocks = _assemble(items, paged, limits)
    notes = (f"有 {damaged} 处文字无法解码，已略过",) if damaged else ()
    marked = path.lower().endswith((".md", ".markdown")) or any(
        (isinstance(item, _TextItem) and item.stripped.level is not None)
        or (isinstance(item, _TableItem) and not item.ragged)
        for item in items
    )
    pages = max((line.page for line in lines if not line.blank), default=1) if paged else None
    return Document(path, sha256, "markdown" if marked else "text", blocks, pages=pages, notes=notes)


def _physical_lines(text: str) -> Iterator[_Line]:
    """The lines as an editor numbers them. A form feed or vertical tab ends a line without counting one."""
    pieces = _SEPARATOR_RE.split(text)
    number = page = 1
    for at in range(0, len(pieces), 2):
        yield _Line(number, page, pieces[at])
        separator = pieces[at + 1] if at + 1 < len(pieces) else ""
        if separator == "\f":
            page += 1
        elif separator != "\v":
            number += 1


@dataclass(slots=True)
class _Classifier:
    """One pass over the lines: what is a table, what is text, what is neither."""

    lines: list[_Line]
    items: list[_Item] = field(default_factory=list)
    blanks: int = 0
    toc_misses: int | None = None  # lines since the last contents line, None outside a table of contents

    def run(self) -> list[_Item]:
        at = 0
        while at < len(self.lines):
            line = self.lines[at]
            if line.blank:
                self.blanks += 1
                at += 1
            elif (end := self._table_end(at)) > at:
                at = end
            else:
                self._text_line(at)
                at += 1
        return self.items

    def _table_end(self, at: int) -> int:
        """Takes the table that begins here; the index after it, or `at` where there is none."""
        text = self.lines[at].text
        if "|" in text and (end := self._pipe_table(at)) > at:
            return end
        return self._tab_table(at) if "\t" in text else at

    # -- text --------------------------------------------------------------------------------------------------

    def _text_line(self, at: int) -> None:
        line = self.lines[at]
        bare = line.text.strip()
        if FENCE_RE.match(line.text):
            return
        if RULE_RE.match(line.text):
            last = self.items[-1] if self.items else None
            if bare.startswith("==") and not self.blanks and isinstance(last, _TextItem):
                last.stripped = Stripped(last.stripped.text, 1)
                last.traits = LineTraits(last.traits.text, last.traits.width, last.traits.indented, True, False)
            return
        if _PAGE_NUMBER_RE.fullmatch(bare) or (_BARE_NUMBER_RE.fullmatch(bare) and self._at_page_edge(at)):
            self.items.append(_PageNumber(line, bare))
            return
        for piece in split_breaks(line.text):
            stripped = strip_line(piece)
            if stripped.text:
                self._append_text(line, piece, stripped)

    def _append_text(self, line: _Line, raw: str, stripped: Stripped) -> None:
        toc = self._is_toc(stripped.text)
        text = " ".join(stripped.text.split("\t")) if "\t" in stripped.text else stripped.text
        fixed = stripped.level is not None or toc or (stripped.bold and len(text) <= 40) or self.toc_misses == 0
        indented = raw[0] in "\t\u3000" or raw.startswith("  ")
        traits = LineTraits(text, columns(raw.rstrip()), indented, fixed, stripped.item)
        self.items.append(
            _TextItem(line, Stripped(text, stripped.level, stripped.item, stripped.bold), traits, toc, self.blanks)
        )
        self.blanks = 0

    def _is_toc(self, text: str) -> bool:
        if len(text) > _LONGEST_ENTRY:
            self.toc_misses = None
            return False
        if _TOC_TITLE_RE.match(text):
            self.toc_misses = 0
            return False
        if _LEADER_RE.fullmatch(text):
            return True
        if self.toc_misses is None:
            return False
        if _PAGE_ENTRY_RE.fullmatch(text) and not _bare_label(text):
            self.toc_misses = 0
            return True
        self.toc_misses = None if self.toc_misses >= 2 else self.toc_misses + 1
        return False

    def _at_page_edge(self, at: int) -> bool:
        """Whether only blank lines lie between this line and a page break."""
        page = self.lines[at].page
        for step in (-1, 1):
            near = at + step
            while 0 <= near < len(self.lines) and self.lines[near].blank and self.lines[near].page == page:
                near += step
            if 0 <= near < len(self.lines) and self.lines[near].page != page:
                return True
        return False

    # -- Markdown tables ---------------------------------------------------------------------------------------

    def _pipe_table(self, at: int) -> int:
        end = at
        while end < len(self.lines) and "|" in self.lines[end].text and not self.lines[end].blank:
            end += 1
        ruled = end > at + 1 and "-" in self.lines[at + 1].text and bool(_PIPE_RULE_RE.match(self.lines[at + 1].text))
        framed = end > at + 1 and all(
            (bare := line.text.strip()).startswith("|") and bare.endswith("|") for line in self.lines[at:end]
        )
        if not ruled and not framed:
            return at
        rows = []
        for index in range(at, end):
            line = self.lines[index]
            if "-" in line.text and _PIPE_RULE_RE.match(line.text):
                continue
            bare = line.text.strip()
            bare = bare[1:] if bare.startswith("|") else bare
            bare = bare[:-1] if bare.endswith("|") and not bare.endswith("\\|") else bare
            rows.append(_Row(line, tuple(_PIPE_SPLIT_RE.split(bare))))
        if not rows:
            return at
        self.items.append(_TableItem(tuple(rows), ragged=False, header_rows=1 if ruled else 0))
        self.blanks = 0
        return end

    # -- tab-separated tables ----------------------------------------------------------------------------------

    def _tab_table(self, at: int) -> int:
        first = self.lines[at]
        fields = first.text.split("\t")
        words = [f for f in fields if f.strip()]
        if len(words) < 2 and not self._row_follows(at):
            return at
        bare = first.text.strip()
        listed = self.toc_misses is not None and len(bare) <= _LONGEST_ENTRY and _PAGE_ENTRY_RE.fullmatch(bare)
        if listed or (len(bare) <= _LONGEST_ENTRY and _LEADER_RE.fullmatch(bare)):
            return at
        if len(words) == 2 and (number := parse_number(words[0].strip())) is not None and not number.rest:
            return at
        rows = [_Row(first, tuple(fields))]
        widths = {len(fields)}
        pending: list[_Item] = []
        end = at + 1
        while end < len(self.lines):
            nxt, blanks = end, 0
            numbers: list[_Item] = []
            while nxt < len(self.lines):
                bare = self.lines[nxt].text.strip()
                if not bare:
                    blanks += 1
                elif _PAGE_NUMBER_RE.fullmatch(bare):
                    numbers.append(_PageNumber(self.lines[nxt], bare))
                else:
                    break
                nxt += 1
            if nxt >= len(self.lines):
                break
            line = self.lines[nxt]
            if "\t" in line.text:
                fields = line.text.split("\t")
                torn = blanks > 0 or bool(numbers)
                if torn and not _continues(
                    rows, widths, fields, blanks, line.page != rows[-1].line.page or bool(numbers)
                ):
                    break
            elif blanks or numbers or not self._lone_cell(nxt, rows, widths):
                break
            else:
                fields = [line.text]
            pending.extend(numbers)
            rows.append(_Row(line, tuple(fields)))
            widths.add(len(fields))
            end = nxt + 1
        return self._take_rows(at, rows, pending, end)

    def _take_rows(self, at: int, rows: list[_Row], pending: list[_Item], end: int) -> int:
        while rows and _indented_prose(rows[0]):
            self._text_line(at)
            at += 1
            rows = rows[1:]
        spare = 0
        while (
            len(rows) > 1 and _indented_prose(rows[-1]) and rows[-1].line.number == self.lines[end - 1 - spare].number
        ):
            spare += 1
            rows = rows[:-1]
        end -= spare
        if not rows:
            return end
        filled = [sum(1 for f in row.fields if f.strip()) for row in rows]
        # One line with a gap or two in it is a line of keys or signatures; a table has rows.
        if max(filled) < 2 or (len(rows) == 1 and filled[0] <= 3):
            for index in range(at, end):
                if self.lines[index].blank:
                    self.blanks += 1
                else:
                    self._text_line(index)
            return end
        self.items.append(_TableItem(tuple(rows), ragged=True, header_rows=0))
        self.items.extend(pending)
        self.blanks = 0
        self.toc_misses = None
        return end

    def _row_follows(self, at: int) -> bool:
        if at + 1 >= len(self.lines) or _indented_prose(_Row(self.lines[at], tuple(self.lines[at].text.split("\t")))):
            return False
        following = self.lines[at + 1].text
        return "\t" in following and sum(1 for f in following.split("\t") if f.strip()) >= 2

    def _lone_cell(self, at: int, rows: list[_Row], widths: set[int]) -> bool:
        """Whether a line without a tab, straight between two rows, is a row whose trailing tabs were trimmed."""
        text = self.lines[at].text.strip()
        if at + 1 >= len(self.lines) or len(text) > 20 or max(widths) < 3:
            return False
        following = self.lines[at + 1].text
        if "\t" not in following or text.endswith(_SENTENCE_END) or _CAPTION_LIKE_RE.search(text):
            return False
        number = parse_number(text)
        if number is not None and not any(
            (other := parse_number(row.fields[0].strip())) is not None and other.style == number.style for row in rows
        ):
            return False
        return _continues(rows, widths, following.split("\t"), 0, False)


def _bare_label(text: str) -> bool:
    label = parse_attachment(text)
    return label is not None and bool(label.number) and not label.rest


def _indented_prose(row: _Row) -> bool:
    """Whether a line with a tab is a paragraph that begins with one, and no row with blank cells in front."""
    words = [f for f in row.fields if f.strip()]
    if len(words) != 1 or len(row.fields) > 2 or row.fields[0].strip():
        return False
    text = words[0].strip()
    return text.endswith(_SENTENCE_END) or len(text) > 30 or parse_number(text) is not None


def _continues(rows: list[_Row], widths: set[int], fields: list[str], blanks: int, page_break: bool) -> bool:
    """Whether a row after a gap belongs to the table above: it repeats the header, or has the shape of a data row."""
    here = [f.strip() for f in fields]
    if here == [f.strip() for f in rows[0].fields] and blanks <= _PAGE_BLANKS:
        return True
    if blanks > (_PAGE_BLANKS if page_break else 1) or len(fields) not in widths:
        return False
    header_like = all(here) and not any(_DIGIT_RE.search(f) for f in here)
    return not (header_like and any(_DIGIT_RE.search(f) for row in rows[1:] for f in row.fields))


# -- blocks ----------------------------------------------------------------------------------------------------


def _assemble(items: list[_Item], paged: bool, limits: Limits) -> tuple[Block, ...]:
    wrap = find_wrap([item.traits for item in items if isinstance(item, _TextItem)])
    blocks: list[Block] = []
    waiting: list[_PageNumber] = []
    content: list[str] = []
    marks: list[Mark] = []
    head: _TextItem | None = None
    last: _TextItem | None = None
    joined = ""
    length = 0
    tables = row_count = 0

    def flush() -> None:
        nonlocal head, last, joined
        if head is not None:
            text = Text("".join(content), tuple(marks))
            blocks.append(Paragraph(len(blocks), text, level=head.stripped.level, toc=head.toc))
            content.clear()
            marks.clear()
            head = last = None
            joined = ""
        for number in waiting:
            text = Text(number.text, (Mark(0, number.line.number, number.line.page if paged else None),))
            blocks.append(Paragraph(len(blocks), text, origin="header"))
        waiting.clear()
        if len(blocks) > limits.max_paragraphs:
            raise ReadError(
                "too_large", f"段落超过上限（max_paragraphs={limits.max_paragraphs}）。请拆分文件或调高上限"
            )

    for item in items:
        if isinstance(item, _PageNumber):
            waiting.append(item)
            if head is None:
                flush()
        elif isinstance(item, _TableItem):
            flush()
            row_count += len(item.rows)
            if row_count > limits.max_rows:
                raise ReadError(
                    "too_many_rows", f"表格行数超过上限（max_rows={limits.max_rows}）。请拆分文件或调高上限"
                )
            tables += 1
            blocks.append(_table(item, len(blocks), tables, paged))
        else:
            mark_line, mark_page = item.line.number, item.line.page if paged else None
            text = item.stripped.text
            if last is not None:
                broken = bool(waiting) or item.line.page != last.line.page
                near = item.blanks <= (_PAGE_BLANKS if broken else _BREAK_BLANKS)
                if joins(joined, last.traits, item.traits, wrap, near):
                    between = glue(joined, text)
                    marks.append(Mark(length + len(between), mark_line, mark_page))
                    content.append(between + text)
                    length += len(between) + len(text)
                    # Only the ends of a paragraph decide what joins it: its beginning tells what it is.
                    joined += between + text
                    if len(joined) > 600:
                        joined = joined[:200] + joined[-200:]
                    last = item
                    continue
            flush()
            head = last = item
            content.append(text)
            marks.append(Mark(0, mark_line, mark_page))
            joined = text
            length = len(text)
    flush()
    return tuple(blocks)


def _table(item: _TableItem, index: int, number: int, paged: bool) -> Table:
    cells: list[Cell] = []
    width = 0
    for r, row in enumerate(item.rows):
        mark = (Mark(0, row.line.number, row.line.page if paged else None),)
        width = max(width, len(row.fields))
        for c, raw in enumerate(row.fields):
            cells.append(Cell(r, c, Text(inline(raw.strip()).strip(), mark)))
    return Table(index, number, len(item.rows), width, tuple(cells), header_rows=item.header_rows, ragged=item.ragged)
