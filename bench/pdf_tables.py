"""How faithfully tables are read from PDF: `python bench/pdf_tables.py`.

Every table of the reports of `fixtures/` is printed to PDF in two ways (long lines and repeated headers upright, boxes
and no repeated headers across), read back, and compared with its truth model cell by cell: row, column, spans, text. It
prints the share of all cells and of cells with figures, and each cell that differs, and asserts nothing.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from extract.model import Table  # noqa: E402
from extract.readers.base import Limits  # noqa: E402
from extract.readers.pdf import read  # noqa: E402
from fixtures.build import REPORTS  # noqa: E402
from fixtures.model import content  # noqa: E402
from fixtures.model.truth import resolve  # noqa: E402
from tests.sample_report_pdf import PRINTS, report_pdf, shown  # noqa: E402

Cells = dict[tuple[int, int], tuple[int, int, str]]  # row and column to spans and text without blanks


def truth(blocks: tuple[content.Block, ...]) -> Iterator[Cells]:
    """The tables of a report as they were written, a nested one after the one it stands in."""
    for block in blocks:
        if isinstance(block, content.Table):
            yield from _tables(block)


def _tables(table: content.Table) -> Iterator[Cells]:
    yield {
        (row, one.column): (one.cell.rows, one.cell.columns, _bare(shown(one.cell.text)[0]))
        for row, line in enumerate(content.grid(table))
        for one in line
        if not one.again
    }
    for line in table.rows:
        for cell in line.cells:
            if cell.nested:
                yield from _tables(cell.nested)


def _bare(text: str) -> str:
    return "".join(text.split())


def cells_of(table: Table) -> Cells:
    return {(c.row, c.column): (c.row_span, c.column_span, _bare(c.text.content)) for c in table.cells}


def main() -> None:
    for way, printed in PRINTS.items():
        cells = right = figures = right_figures = 0
        for name, (model, _) in REPORTS.items():
            blocks = resolve(model()).blocks
            document = read(report_pdf(blocks, printed), name, "", Limits())
            found = [cells_of(block) for block in document.blocks if isinstance(block, Table)]
            written = list(truth(blocks))
            if len(found) != len(written):
                print(f"{way} {name}: {len(written)} tables written, {len(found)} read")
            for number, (expected, got) in enumerate(zip(written, found, strict=False), 1):
                for place, cell in expected.items():
                    same = got.get(place) == cell
                    figure = any(char.isdigit() for char in cell[2])
                    cells, right = cells + 1, right + same
                    figures, right_figures = figures + figure, right_figures + (figure and same)
                    if not same:
                        print(f"{way} {name} table {number} {place}: {cell} read as {got.get(place)}")
        print(
            f"{way}: {right} of {cells} cells ({100 * right / cells:.2f} %), "
            f"{right_figures} of {figures} with figures ({100 * right_figures / figures:.2f} %)"
        )


if __name__ == "__main__":
    main()
