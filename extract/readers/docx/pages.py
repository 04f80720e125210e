"""Which page a run of text stood on when Word last laid the document out."""

from __future__ import annotations


class Pages:
    """Counts pages in document order.

    Word leaves a mark (w:lastRenderedPageBreak) where a page began, also after a break that the author typed, but not
    where the new page has no text. So both are counted, and the mark that follows a typed break is taken for the same
    turn of the page. `number` is None in a document without any such mark.
    """

    def __init__(self, number: int | None) -> None:
        self.number = number
        self._touched = False  # anything at all has been read
        self._turned = False  # a typed break has turned the page and nothing has been written on it
        self._row: _Row | None = None
        self._cell_written = False

    def wrote(self) -> None:
        """Some text stands here."""
        self._touched = self._cell_written = True
        self._turned = False

    def rendered_break(self) -> None:
        if self.number is None:
            return
        if self._turned:
            self._turned = False
            return
        if self._row is not None and not self._cell_written:
            # The row begins on a new page; each of its cells may say so, but the page turns once.
            if self._row.moved:
                return
            self._row.moved = True
            self._row.start += 1
        self.number += 1

    def typed_break(self) -> None:
        if self.number is not None:
            self.number += 1
            self._turned = True

    def break_before(self) -> None:
        """A paragraph that always begins a page."""
        if self._touched and not self._turned:
            self.typed_break()

    def section_break(self, paragraph_began: int | None) -> None:
        """A section that ends with a paragraph. A typed break at the end of that paragraph is one with it."""
        if not self._turned or self.number == paragraph_began:
            self.typed_break()

    def enter_row(self) -> _Row | None:
        """Begins a table row; the result is what `leave_row` wants back."""
        outer = self._row
        if self.number is not None:
            self._row = _Row(self.number)
        return outer

    def enter_cell(self) -> None:
        """The cells of a row stand side by side: each begins on the page where the row does."""
        if self._row is not None and self.number is not None:
            self._row.end = max(self._row.end, self.number)
            self.number = self._row.start
            self._cell_written = False

    def leave_row(self, outer: _Row | None) -> None:
        if self._row is not None and self.number is not None:
            self.number = max(self._row.end, self._row.start, self.number)
            self._row = outer
            self._cell_written = True


class _Row:
    __slots__ = ("end", "moved", "start")

    def __init__(self, page: int) -> None:
        self.start = self.end = page
        self.moved = False
