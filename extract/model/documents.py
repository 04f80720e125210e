"""What a reader hands over: a file as blocks in reading order."""

from __future__ import annotations

from dataclasses import dataclass

from extract.model.places import Text


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph. Automatic numbering is already part of the text, hidden and deleted text is not.

    `origin` is body, footnote, endnote, textbox, header, or unread: a line of a table whose cells could not be told, so
    that its words and figures belong to nothing. `level` is the outline level (1 = top) that the source
    declares for it (a heading style, a Markdown mark), None where it declares none. `toc` says that the source marks
    it as a line of a table of contents.
    """

    index: int
    text: Text
    origin: str = "body"
    level: int | None = None
    toc: bool = False


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell, once, however many grid places it spans. `row` and `column` are its top-left place, from 0."""

    row: int
    column: int
    text: Text
    row_span: int = 1
    column_span: int = 1


@dataclass(frozen=True, slots=True)
class Table:
    """A table as a grid. `number` counts the tables of a document from 1; `index` is its place among the blocks.

    `header_rows` is how many leading rows the source itself marks as header (0: it says nothing). A nested table is a
    table of its own that follows the one it stands in; `parent` is then (table number, row, column) from 1.
    `ragged` says that the source has no grid (tab-separated text): cells may be missing at the end of a row, and a
    blank cell may be part of a merged one.
    """

    index: int
    number: int
    rows: int
    columns: int
    cells: tuple[Cell, ...]
    header_rows: int = 0
    parent: tuple[int, int, int] | None = None
    ragged: bool = False


Block = Paragraph | Table


@dataclass(frozen=True, slots=True)
class Document:
    """One file as a sequence of blocks in reading order. `notes` are remarks for the user (Chinese), such as how many
    tracked deletions were left out."""

    path: str
    sha256: str
    format: str  # docx | text | markdown | pdf | xlsx | html
    blocks: tuple[Block, ...]
    pages: int | None = None
    notes: tuple[str, ...] = ()
