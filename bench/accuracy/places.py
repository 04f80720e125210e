"""Where the figures of a printed report stand in the document that the program read.

The characters of the document are lined up in reading order, without blanks and with a mark between cells, and every
paragraph and row of the report is looked for in them, in order. The program's reader gives the coordinates, for its
findings are told in them; what stands there is known from the report.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from bench.accuracy.scene import Path
from checks.outcome import Evidence
from extract.model import Document, Location, Paragraph
from fixtures.model.content import Block, Contents, Heading, Para, Table, grid, pieces

BETWEEN = "\x1f"  # cells
NEAR = 6  # characters that a figure is looked for with, where its paragraph is printed in pieces

Span = tuple[int, int]


@dataclass
class Line:
    """The characters of a document in one line, and where each of its texts begins in it."""

    text: str
    starts: dict[tuple[int, int, int], list[int]]  # block, row, column: the place of every character of the text

    @classmethod
    def of(cls, document: Document) -> Line:
        made: list[str] = []
        starts: dict[tuple[int, int, int], list[int]] = {}
        length = 0

        def add(key: tuple[int, int, int], content: str) -> None:
            nonlocal length
            places = []
            for char in content:
                places.append(length)
                if not char.isspace():
                    made.append(char)
                    length += 1
            starts[key] = [*places, length]

        def part() -> None:
            nonlocal length
            if not made or made[-1] != BETWEEN:
                made.append(BETWEEN)
                length += 1

        for block in document.blocks:
            if isinstance(block, Paragraph):
                add((block.index, -1, -1), block.text.content)
                continue
            for cell in block.cells:
                part()
                add((block.index, cell.row + 1, cell.column + 1), cell.text.content)
            part()
        return cls("".join(made), starts)

    def span(self, location: Location) -> Span | None:
        """Where a location stands in the line."""
        cell = (location.row or -1, location.column or -1) if location.kind == "cell" else (-1, -1)
        places = self.starts.get((location.block, *cell))
        if not places:
            return None
        start, end = (places[min(at, len(places) - 1)] for at in (location.start, location.end))
        return start, max(start, end)


@dataclass
class Unit:
    """What a writer prints in one go: characters without blanks, and the spans of occurrences and cells in them."""

    text: str = ""
    spans: list[tuple[str | Path, Span]] = field(default_factory=list)

    def add(self, text: str, path: Path) -> list[Unit]:
        """Adds a printed text; gives the notes that hang on it."""
        notes: list[Unit] = []
        began = len(self.text)
        for piece in pieces(text):
            if piece.mark in ("fn", "en"):
                note = Unit()
                notes += [note, *note.add(piece.text, path)]
            elif piece.visible:
                start = len(self.text)
                self.text += "".join(piece.text.split())
                if piece.occurrence:
                    self.spans.append((piece.occurrence, (start, len(self.text))))
        self.spans.append((path, (began, len(self.text))))
        return notes


def units(blocks: tuple[Block, ...]) -> Iterator[Unit]:
    """A report in the order in which it is printed."""
    for at, block in enumerate(blocks):
        if isinstance(block, Heading):
            unit = Unit()
            unit.add(block.text, (at, -1, -1))
            yield unit
        elif isinstance(block, Para):
            unit = Unit()
            unit.text = "".join(block.number.split())
            notes = unit.add(block.text, (at, -1, -1))
            yield unit
            yield from notes
        elif isinstance(block, Table):
            yield from _rows(block, at)
        elif isinstance(block, Contents):
            yield from _entries(block, blocks, at)


def _rows(table: Table, at: int) -> Iterator[Unit]:
    nested = []
    for r, laid in enumerate(grid(table)):
        unit, cells = Unit(), 0
        notes: list[Unit] = []
        own = -1
        for one in laid:
            if one.again:
                continue
            own += 1
            if one.cell.text:
                unit.text += BETWEEN if cells else ""
                cells += 1
                notes += unit.add(one.cell.text, (at, r, own))
            if one.cell.nested:
                nested.append(one.cell.nested)
        if cells:
            yield unit
        yield from notes
    for inner in nested:
        yield from _rows(inner, -1 - at)


def _entries(contents: Contents, blocks: tuple[Block, ...], at: int) -> Iterator[Unit]:
    """The lines of a table of contents; an entry is called by its heading's place, its row being 0."""
    for number, block in enumerate(blocks):
        if isinstance(block, Heading) and block.level <= contents.depth:
            unit = Unit()
            unit.add(block.entry or block.text, (number, 0, -1))
            yield unit


def located(blocks: tuple[Block, ...], line: Line) -> dict[str | Path, Span]:
    """The spans of all occurrences, cells and paragraphs of a printed report that are found in the document."""
    found: dict[str | Path, Span] = {}
    cursor = 0
    for unit in units(blocks):
        if not unit.text:
            continue
        start = _find(line.text, unit.text, cursor)
        if start >= 0:
            found.update((name, (start + a, start + b)) for name, (a, b) in unit.spans)
            cursor = start + len(unit.text)
        else:
            cursor = _in_pieces(unit, line, cursor, found)
    return found


def _find(text: str, wanted: str, cursor: int) -> int:
    """From the cursor on, else anywhere. A row is not found inside a cell that says more."""
    start = text.find(wanted, cursor)
    return start if start >= 0 else text.find(wanted)


def _in_pieces(unit: Unit, line: Line, cursor: int, found: dict[str | Path, Span]) -> int:
    """Looks for the occurrences of a unit one by one, by what is printed before them."""
    for name, (a, b) in sorted(unit.spans, key=lambda one: one[1]):
        if isinstance(name, tuple):
            start = _find(line.text, unit.text[a:b], cursor) if a < b else -1
            if start >= 0:
                found[name] = (start, start + b - a)
            continue
        for before in (NEAR, NEAR // 2, 1, 0):
            lead = unit.text[max(0, a - before) : a]
            start = line.text.find(lead + unit.text[a:b], cursor)
            if start >= 0:
                found[name] = (start + len(lead), start + len(lead) + b - a)
                cursor = start
                break
    return cursor


def touches(evidence: Evidence, line: Line, places: list[Span]) -> bool:
    """Whether what a finding shows overlaps one of the places; nothing printed is touched by what stands around it."""
    span = line.span(evidence.location)
    if span is None:
        return False
    start, end = span
    return any(start < max(b, a + 1) and min(a, b - 1) < end for a, b in places)
