"""Lines on a terminal that know how wide Chinese is."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from rich.cells import cell_len
from rich.text import Text

from jihe.outputs.wording import NO_HEADING, clean, place, wrap, wrap_items

if TYPE_CHECKING:
    from rich.console import Console

    from extract.model import Location

# So many places are named; the rest is counted.
MOST_PLACES = 6


class Screen:
    """Indents, hanging labels and wrapping. `paragraphs` are the paragraph numbers of the document that is printed,
    `title` and `captions` what stands for a heading where there is none (see `Report`)."""

    def __init__(
        self,
        console: Console,
        paragraphs: Mapping[int, int] | None = None,
        title: str = "",
        captions: Mapping[int, str] | None = None,
    ) -> None:
        self.console = console
        self.width = console.width
        self.paragraphs = paragraphs
        self._title = title
        self._captions = captions or {}

    def line(self, *pieces: tuple[str, str], indent: int = 0) -> None:
        """One line of (text, style) pieces."""
        text = Text(" " * indent)
        for content, style in pieces:
            text.append(content, style)
        text.rstrip()
        self.console.print(text, no_wrap=True, overflow="ignore", crop=False)

    def hang(self, label: str, text: str, indent: int, style: str = "", label_style: str = "dim") -> None:
        """A label and its text; further lines of the text stand below its first."""
        used = indent + cell_len(label) + 2
        self._hang(label, wrap(clean(text), max(self.width - used, 16)), indent, style, label_style)

    def hang_items(self, label: str, items: Sequence[str], indent: int) -> None:
        """A label and a list that is broken between its items only."""
        used = indent + cell_len(label) + 2
        self._hang(label, wrap_items(items, max(self.width - used, 16)), indent, "", "dim")

    def _hang(self, label: str, lines: Sequence[str], indent: int, style: str, label_style: str) -> None:
        self.line((label + "  ", label_style), (lines[0], style), indent=indent)
        for line in lines[1:]:
            self.line((line, style), indent=indent + cell_len(label) + 2)

    def place(self, location: Location) -> str:
        """Where something stands in the document that is printed."""
        return place(location, self.paragraphs)

    def heading(self, location: Location | None) -> str:
        """The headings something stands under; under none the caption of its table or the title of the report."""
        if location is None:
            return self._title or NO_HEADING
        section = location.section.rstrip("：:")
        return section or self._captions.get(location.block, "") or self._title or NO_HEADING

    def places(self, locations: Iterable[Location], most: int = MOST_PLACES) -> str:
        """Several places, each once, the columns of one row of a table together."""
        rows: dict[str, dict[int, None]] = {}
        for location in locations:
            in_table = location.table is not None and location.column is not None
            columns = rows.setdefault(self.place(replace(location, column=None) if in_table else location), {})
            if in_table and location.column is not None:
                columns[location.column] = None
        every = [row + (f"第{'、'.join(map(str, columns))}列" if columns else "") for row, columns in rows.items()]
        total = sum(max(len(columns), 1) for columns in rows.values())
        return "、".join(every[:most]) + (f"等 {total} 处" if len(every) > most else "")


def padded(text: str, width: int) -> str:
    """Text with blanks to its right up to a width on screen."""
    return text + " " * max(0, width - cell_len(text))
