"""Header rows, and the bands of rows that they head."""

from __future__ import annotations

import re
from dataclasses import dataclass

from extract.forms.survey_counts import SURVEY_COUNT
from extract.tables import words
from extract.tables.columns import Column, Kind, Segment, carried_over, columns_of, segments_of, unit_in
from extract.tables.grid import Grid
from extract.tables.prose import is_prose

__all__ = ["Band", "Column", "Kind", "Segment", "read_bands", "unit_in"]

_LANE_MARK = re.compile(r"^[（(]?\d{1,2}[)）]?(?:=[\d()（）+\-－*/×÷%]+)?$")
_YEAR = re.compile(r"^(?:19|20)\d\d$")
_MOST_HEADER_ROWS = 6
_BARE_NAMES = 2  # a row of names alone has no more words


@dataclass(frozen=True)
class Band:
    """Rows under one header. A form has several bands below each other."""

    header: tuple[int, ...]
    lanes: tuple[int, ...]
    titles: tuple[int, ...]
    repeated: tuple[int, ...]
    data: tuple[int, ...]
    segments: tuple[Segment, ...]
    unit: str = ""


def read_bands(grid: Grid, carried: tuple[Column, ...] = ()) -> tuple[Band, ...]:
    """The table cut where a new header begins; repeated headers are dropped, 栏次 rows kept apart. `carried` are the
    columns under which a table begins that runs on from the page before without a header of its own."""
    runs_on = len(carried) == grid.columns and _runs_on(grid, carried)
    bands: list[Band] = []
    seen: set[tuple[str, ...]] = set()
    row = 0
    while row < grid.rows:
        first = runs_on and not bands
        hint = grid.table.header_rows if not bands else 0
        header, lanes, titles, row = ([], [], [], row) if first else _header(grid, row, hint)
        seen.update(_signature(grid, r) for r in header)
        data: list[int] = []
        repeated: list[int] = []
        while row < grid.rows:
            if _repeats(grid, row, seen, row - 1 in repeated):
                repeated.append(row)
            elif (data or header) and _begins_band(grid, row):
                break
            elif not grid.blank(row):
                data.append(row)
            row += 1
        columns = carried_over(grid, carried, data) if first else columns_of(grid, header, lanes, data)
        unit = next((u for r in titles for u in [unit_in(w) for w in grid.row_words(r)] if u), "")
        unit = unit or next((c.unit for c in columns if c.unit and (c.kind is Kind.LABEL or _leads(columns, c))), "")
        bands.append(
            Band(
                tuple(header),
                tuple(lanes),
                tuple(titles),
                tuple(repeated),
                tuple(data),
                segments_of(grid, columns, data),
                unit,
            )
        )
    return tuple(bands)


def _runs_on(grid: Grid, columns: tuple[Column, ...]) -> bool:
    """Whether a table begins with a row of the page before: one with a figure where that page has figures. Rows that
    only name indicators may stand before it."""
    first = next((row for row in range(grid.rows) if sum(map(bool, grid.row_words(row))) > _BARE_NAMES), None)
    return (
        first is not None
        and not _begins_band(grid, first)
        and any(column.kind is Kind.FIGURE and grid.figure(first, column.index) for column in columns)
    )


def _leads(columns: list[Column], column: Column) -> bool:
    """Whether a column stands before all labels: what its header says is said of the whole table."""
    return all(other.kind is not Kind.LABEL for other in columns[: column.index + 1]) and any(
        other.kind is Kind.LABEL for other in columns
    )


def _repeats(grid: Grid, row: int, seen: set[tuple[str, ...]], after_repeat: bool) -> bool:
    """Whether a row prints the header once more, as at a page break."""
    if is_lane(grid, row):
        return after_repeat or any(words.LANE_LABEL.match(word) for word in grid.row_words(row))
    signature = _signature(grid, row)
    return len(signature) > 1 and signature in seen and not grid.has_figures(row)


def _signature(grid: Grid, row: int) -> tuple[str, ...]:
    return tuple(word for word in grid.row_words(row) if word)


def is_lane(grid: Grid, row: int) -> bool:
    """Whether a row numbers the columns (栏次 1 2 3, 1=2+3)."""
    cells = [word for word in grid.row_words(row) if word]
    marks = [word for word in cells if _LANE_MARK.match(word)]
    others = [word for word in cells if not _LANE_MARK.match(word)]
    if any(words.LANE_LABEL.match(word) for word in others):
        if _counts_on(marks):
            return True  # 列次 1 2 3 … and words below a column that is told in words
        return bool(marks) and all(words.LANE_LABEL.match(w) or w in "类款项目甲乙丙丁" for w in others)
    return _counts_on(marks) and all(w in "类款项目甲乙丙丁" for w in others) and marks[0][:1] in "12"


def _counts_on(marks: list[str]) -> bool:
    """Whether three column numbers or more run on (1 2 3, 1 2 3=1+2)."""
    numbers = [int(re.findall(r"\d+", mark)[0]) for mark in marks]
    return len(numbers) >= 3 and numbers == list(range(numbers[0], numbers[0] + len(numbers)))


def _header(grid: Grid, row: int, hint: int) -> tuple[list[int], list[int], list[int], int]:
    header: list[int] = []
    lanes: list[int] = []
    titles: list[int] = []
    while row < grid.rows and len(header) < _MOST_HEADER_ROWS:
        if grid.blank(row):
            row += 1
            continue
        if header and is_lane(grid, row):
            lanes.append(row)
        elif not header and _is_title(grid, row):
            titles.append(row)
        elif lanes or not _is_header(grid, row, header, hint) or (header and _heads_anew(grid, header[0], row)):
            break
        else:
            header.append(row)
        row += 1
    return header, lanes, titles, row


def _is_title(grid: Grid, row: int) -> bool:
    cells = [word for word in grid.row_words(row) if word]
    if len(cells) == 1 and grid.columns > 1 and grid.word(row, 0) and not grid.has_figures(row):
        return row + 1 < grid.rows
    if len(cells) > 1 and all(SURVEY_COUNT.fullmatch(word) for word in cells):
        return row + 1 < grid.rows
    return any(words.TITLE_UNIT.search(word) and unit_in(word) for word in cells) and not any(
        words.HEADER_WORD.match(word) for word in cells
    )


def _is_header(grid: Grid, row: int, above: list[int], hint: int) -> bool:
    if _figures_but_years(grid, row):
        return False
    if row < hint:
        return True
    told = [cell.text.content for cell in grid.row_cells(row)]
    if any("。" in text or (above and is_prose(text)) for text in told):
        return False
    if not above:  # a numbered item is data, also where its row prints no figure
        return not words.numbering(next(word for word in grid.row_words(row) if word))
    return _is_lower_header(grid, above[-1], row)


def _figures_but_years(grid: Grid, row: int) -> bool:
    return any(grid.figure(row, c) and not _YEAR.match(grid.word(row, c)) for c in range(grid.columns))


def _is_lower_header(grid: Grid, upper: int, row: int) -> bool:
    """A lower header row stands beneath header cells that are wider than one column, at least for the most part."""
    wide = narrow = 0
    for column, word in enumerate(grid.row_words(row)):
        if not word:
            continue
        if column == 0 and not (words.SUBJECT_HEADER.search(word) or words.HEADER_WORD.match(word)):
            return False
        above = grid.cell(upper, column)
        if (
            above is None
            or above.column_span > 1
            or not grid.word(upper, column)
            or (column + 1 < grid.columns and not grid.word(upper, column + 1))
            or (word[0] in "（(" and unit_in(word))
        ):
            wide += 1
        else:
            narrow += 1
            if not words.HEADER_WORD.match(word):
                return False
    return wide > narrow


def _heads_anew(grid: Grid, first: int, row: int) -> bool:
    """Whether a header row is no lower row of the header above it but one of its own: it names the first column, which
    that header has named already and which is no wider than one column there."""
    above = grid.cell(first, 0)
    if above is None or above.column_span > 1 or not grid.word(first, 0) or not grid.word(row, 0):
        return False
    return bool(grid.columns > 1 and grid.word(first, 1)) and _begins_band(grid, row)


def _begins_band(grid: Grid, row: int) -> bool:
    cells = [word for word in grid.row_words(row) if word]
    if len(cells) < 2 or grid.has_figures(row):
        return False
    if all(words.HEADS_WORDS.match(word) for word in cells[1:]) and words.REMARK.search(cells[0]):
        return True
    known = sum(bool(words.HEADER_WORD.match(word)) for word in cells)
    return known >= 2 and known * 2 >= len(cells) and not any(words.total_rank(w) >= words.TOTAL for w in cells[:1])
