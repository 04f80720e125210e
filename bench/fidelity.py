"""How faithfully tables are read: `python bench/fidelity.py [--misses] [--report NAME …]`.

Every table of the reports in fixtures/ is read from every file that it is printed in, and compared cell by cell with
the grid of the truth model. Its rows are paired in order, so that a row too many or too few costs itself and not all
that follow. A cell is right if in its row and column stands its text (white space aside); a text where the model has
none is wrong too. A table in pieces is compared with the best of them alone, the header that a page repeats is a row
too many: both count against the reader. It prints, per format and per kind of ruling, how many of the bare figures and
of all cells are right, and asserts nothing.
"""

from __future__ import annotations

import argparse
import re
import sys
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
if __name__ == "__main__":
    sys.path.insert(0, str(ROOT))

from extract.model import Document  # noqa: E402
from extract.model import Table as ReadTable  # noqa: E402
from extract.readers import ReadError, open_document  # noqa: E402
from fixtures import build, prints  # noqa: E402
from fixtures.model.content import Block, Cell, Table, grid, pieces  # noqa: E402
from fixtures.model.print_styles import DRAWN  # noqa: E402

FIXTURES = ROOT / "fixtures"
FORMATS = ("docx", "txt", *(f"{producer}.pdf" for producer in prints.PRODUCERS))
RULINGS = {"grid": "ruled", "rows": "half-ruled", "three": "half-ruled", "none": "unruled"}
BOUNDS = "目标：有线表格的数字格 100%，全部单元格 99.5%"
NUMBER = re.compile(r"[-+−]?\d[\d,]*(\.\d+)?%?")

Row = dict[int, str]  # the texts of a row by column


@dataclass(frozen=True)
class TruthTable:
    """A table of the model. `kind` is ruled, half-ruled, unruled or tabs."""

    name: str
    kind: str
    rows: tuple[Row, ...]


@dataclass(frozen=True)
class Miss:
    """A place where the file was read otherwise than the model says; None where one of them has no such place. `row`
    and `column` count from 0, the row in the model, or in the file where the model has no such row."""

    table: str
    row: int
    column: int
    wanted: str | None
    read: str | None


@dataclass
class Tally:
    """What was right, over any number of tables."""

    tables: int = 0
    cells: int = 0
    cells_right: int = 0
    numbers: int = 0
    numbers_right: int = 0
    misses: list[Miss] = field(default_factory=list)

    def add(self, other: Tally) -> None:
        self.tables += other.tables
        self.cells += other.cells
        self.cells_right += other.cells_right
        self.numbers += other.numbers
        self.numbers_right += other.numbers_right
        self.misses += other.misses


def truth_tables(blocks: Sequence[Block], report: str, form: str) -> list[TruthTable]:
    """The tables of a report in reading order, a nested one after the one that it stands in."""
    found: list[TruthTable] = []

    def kind(place: str) -> str:
        if form == "txt":
            return "tabs"
        return RULINGS[DRAWN[report].ruling(place)] if form == "reportlab.pdf" else "ruled"

    def add(table: Table) -> None:
        rows = tuple({one.column: _shown(one.cell) for one in line if not one.again} for line in grid(table))
        found.append(TruthTable(f"{report} {table.place}", kind(table.place), rows))
        for line in table.rows:
            for cell in line.cells:
                if cell.nested:
                    add(cell.nested)

    for block in blocks:
        if isinstance(block, Table):
            add(block)
    return found


def compare(truth: Sequence[TruthTable], document: Document) -> dict[str, Tally]:
    """How the tables of a document agree with the model, by the kind of their ruling."""
    read = [_rows_of(block) for block in document.blocks if isinstance(block, ReadTable)]
    scores = [[_agreement(table.rows, other) for other in read] for table in truth]
    tallies: dict[str, Tally] = {}
    for number, partner in enumerate(_partners(scores)):
        table = truth[number]
        tallies.setdefault(table.kind, Tally()).add(_tally(table, () if partner is None else read[partner]))
    return tallies


def _shown(cell: Cell) -> str:
    return _plain("".join(piece.text for piece in pieces(cell.text) if piece.visible))


def _plain(text: str) -> str:
    return re.sub(r"\s", "", text)


def _is_number(text: str) -> bool:
    return NUMBER.fullmatch(unicodedata.normalize("NFKC", text)) is not None


def _rows_of(table: ReadTable) -> tuple[Row, ...]:
    rows: tuple[Row, ...] = tuple({} for _ in range(table.rows))
    for cell in table.cells:
        rows[cell.row][cell.column] = _plain(cell.text.content)
    return rows


def _equal(truth: Row, read: Row) -> int:
    return sum(1 for column, text in truth.items() if text and read.get(column) == text)


def _agreement(truth: Sequence[Row], read: Sequence[Row]) -> int:
    pairs = _partners([[_equal(row, other) for other in read] for row in truth])
    return sum(_equal(row, read[other]) for row, other in zip(truth, pairs, strict=True) if other is not None)


def _tally(truth: TruthTable, read: Sequence[Row]) -> Tally:
    tally = Tally(tables=1)
    pairs = _partners([[_equal(row, other) for other in read] for row in truth.rows])
    for number, (row, partner) in enumerate(zip(truth.rows, pairs, strict=True)):
        _tally_row(tally, truth.name, number, row, None if partner is None else read[partner])
    for number in set(range(len(read))) - set(pairs):
        _tally_row(tally, truth.name, number, {}, read[number])
    return tally


def _tally_row(tally: Tally, table: str, number: int, truth: Row, read: Row | None) -> None:
    """Adds one row. A blank cell is right if its row was read at all and nothing stands there."""
    found = read or {}
    for column in sorted({*truth, *(column for column, text in found.items() if text)}):
        wanted, got = truth.get(column), None if read is None else found.get(column, "")
        tally.cells += 1
        tally.cells_right += wanted == got
        if wanted and _is_number(wanted):
            tally.numbers += 1
            tally.numbers_right += wanted == got
        if wanted != got:
            tally.misses.append(Miss(table, number, column, wanted, got))


def _partners(scores: Sequence[Sequence[int]]) -> list[int | None]:
    """For every item of a first series its partner in a second one: in order, each used once, so that the sum of the
    scores is as large as can be; without a partner where nothing scores."""
    firsts, seconds = len(scores), len(scores[0]) if scores else 0
    best = [[0] * (seconds + 1) for _ in range(firsts + 1)]
    for a in reversed(range(firsts)):
        for b in reversed(range(seconds)):
            best[a][b] = max(best[a + 1][b], best[a][b + 1], scores[a][b] + best[a + 1][b + 1])
    partners: list[int | None] = []
    b = 0
    for a in range(firsts):
        while b < seconds and best[a][b] == best[a][b + 1]:
            b += 1
        taken = b < seconds and best[a][b] > best[a + 1][b]
        partners.append(b if taken else None)
        b += taken
    return partners


def measure(
    form: str, blocks: Mapping[str, Sequence[Block]], reports: Sequence[str]
) -> tuple[dict[str, Tally], list[str]]:
    """All files of one format: the tallies by kind, and what could not be read."""
    tallies: dict[str, Tally] = {}
    refused = []
    for report in reports:
        for variant in prints.VARIANTS:
            path = FIXTURES / report / f"{variant}.{form}"
            try:
                document = open_document(path)
            except ReadError as error:
                refused.append(f"{report}/{path.name}：{error.message}")
                continue
            for kind, tally in compare(truth_tables(blocks[f"{report}/{variant}"], report, form), document).items():
                tallies.setdefault(kind, Tally()).add(tally)
    return tallies, refused


def _rows(form: str, tallies: Mapping[str, Tally]) -> Iterator[tuple[str, ...]]:
    for kind, tally in tallies.items():
        yield (
            form,
            kind,
            str(tally.tables),
            f"{tally.numbers_right}/{tally.numbers}",
            _percent(tally.numbers_right, tally.numbers),
            f"{tally.cells_right}/{tally.cells}",
            _percent(tally.cells_right, tally.cells),
        )


def _percent(part: int, whole: int) -> str:
    return f"{100 * part / whole:.2f} %" if whole else "—"


def main() -> None:
    from rich.console import Console
    from rich.table import Table as Shown

    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--report", nargs="+", choices=sorted(build.REPORTS), help="default: all")
    parser.add_argument("--format", nargs="+", choices=FORMATS, default=FORMATS, help="default: all")
    parser.add_argument("--misses", action="store_true", help="list every cell that was read otherwise")
    given = parser.parse_args()
    blocks = build.blocks()
    shown = Shown(box=None)
    for column in ("format", "tables are", "tables", "figures right", "", "cells right", ""):
        shown.add_column(column, justify="left" if column in ("format", "tables are") else "right")
    remarks: list[str] = []
    for form in given.format:
        tallies, refused = measure(form, blocks, given.report or list(build.REPORTS))
        for row in _rows(form, tallies):
            shown.add_row(*row)
        remarks += refused
        if given.misses:
            remarks += [
                f"{form} {miss.table} 第{miss.row + 1}行第{miss.column + 1}列：应为 {miss.wanted!r}，读作 {miss.read!r}"
                for tally in tallies.values()
                for miss in tally.misses
            ]
    console = Console(width=120)
    console.print(shown)
    console.print(BOUNDS)
    for remark in remarks:
        console.print(remark, markup=False, highlight=False, soft_wrap=True)


if __name__ == "__main__":
    main()
