"""The grid of a Word table: which place each cell takes, each merged cell once."""

from __future__ import annotations

from dataclasses import dataclass, field

from extract.readers.docx.xml import VAL, Element, W, integer, on, unwrapped

_MOST_SPAN = 1024  # Word itself allows 63 columns; a forged span must not cost the memory of a huge grid


@dataclass(slots=True)
class Placed:
    """A cell element at its top-left grid place, from 0."""

    element: Element
    row: int
    column: int
    row_span: int
    column_span: int


@dataclass(slots=True)
class Grid:
    """A table's cells row by row. `header_rows` counts the leading rows marked to repeat on every page;
    `deleted_rows` those that a tracked change removed."""

    rows: list[list[Placed]] = field(default_factory=list)
    columns: int = 0
    header_rows: int = 0
    deleted_rows: int = 0
    hidden_rows: int = 0


def grid(table: Element) -> Grid:
    """The grid of a w:tbl. Continued cells of a merge are not in it, whatever they hold: Word does not show it."""
    result = Grid()
    leading = True
    above: dict[int, Placed] = {}  # cells that a merge may continue downwards, by their first column
    for row in unwrapped(table):
        if row.tag != W + "tr":
            continue
        properties = row.find(W + "trPr")
        before = after = 0
        header = False
        if properties is not None:
            if properties.find(W + "del") is not None:
                result.deleted_rows += 1
                continue
            if on(properties.find(W + "hidden")):
                result.hidden_rows += 1
                continue
            before = _span(properties, "gridBefore", 0)
            after = _span(properties, "gridAfter", 0)
            header = bool(on(properties.find(W + "tblHeader")))
        leading = leading and header
        result.header_rows += leading
        column = before
        placed: list[Placed] = []
        continued: dict[int, Placed] = {}
        for cell, width, down in _cells(row):
            merged = above.get(column) if down == "continue" else None
            if merged is not None and merged.column_span == width:
                merged.row_span += 1
                continued[column] = merged
            else:
                # A continuation that fits nothing above stands for itself, so that its text is not lost.
                new = Placed(cell, len(result.rows), column, 1, width)
                placed.append(new)
                if down:
                    continued[column] = new
            column += width
        result.rows.append(placed)
        result.columns = max(result.columns, column + after)
        above = continued
    return result


def _cells(row: Element) -> list[tuple[Element, int, str]]:
    """The cells of a row: element, width in grid columns, and restart or continue for a merge downwards. Old-style
    merges across (hMerge) are already one cell."""
    cells: list[tuple[Element, int, str]] = []
    for cell in unwrapped(row):
        if cell.tag != W + "tc":
            continue
        width, down, across = 1, "", ""
        properties = cell.find(W + "tcPr")
        if properties is not None:
            width = _span(properties, "gridSpan", 1)
            down = _merge(properties, "vMerge")
            across = _merge(properties, "hMerge")
        if across == "continue" and cells:
            first, so_far, its_down = cells[-1]
            cells[-1] = (first, so_far + width, its_down)
        else:
            cells.append((cell, width, down))
    return cells


def _merge(properties: Element, name: str) -> str:
    element = properties.find(W + name)
    return "" if element is None else element.get(VAL, "continue")


def _span(properties: Element, name: str, least: int) -> int:
    value = integer(properties.find(W + name))
    return least if value is None else min(max(value, least), _MOST_SPAN)
