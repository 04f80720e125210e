"""What bench/fidelity.py calls right and wrong, and that the tables of every format are read right."""

from __future__ import annotations

import pytest

from bench.fidelity import TruthTable, compare, measure
from extract.model import Block, Cell, Document, Table, Text
from fixtures import build
from fixtures.model.content import Block as Printed
from tests.reports import FORMATS, REPORTS


@pytest.fixture(scope="module")
def blocks() -> dict[str, tuple[Printed, ...]]:
    return build.blocks()


TRUTH = TruthTable(
    "表", "ruled", ({0: "项目", 1: "金额"}, {0: "甲", 1: "12.50"}, {0: "乙", 1: ""}, {0: "合计", 1: "12.50"})
)


def table(number: int, *rows: tuple[str, ...]) -> Table:
    cells = [Cell(r, c, Text(text)) for r, row in enumerate(rows) for c, text in enumerate(row)]
    return Table(number - 1, number, len(rows), len(rows[0]), tuple(cells))


def judged(*tables: Block) -> tuple[int, int, int, int]:
    """Figures right, figures, cells right, cells."""
    tally = compare([TRUTH], Document("x", "", "pdf", tables))["ruled"]
    return tally.numbers_right, tally.numbers, tally.cells_right, tally.cells


HEAD, FIRST, BLANK, TOTAL = ("项目", "金额"), ("甲", "12.50"), ("乙", ""), ("合计", "12.50")


def test_the_same_table_is_all_right() -> None:
    assert judged(table(1, HEAD, ("甲", "12.\n50"), BLANK, TOTAL)) == (2, 2, 8, 8)


def test_a_table_that_was_not_read_is_all_wrong() -> None:
    assert judged() == (0, 2, 0, 8)


def test_a_table_in_two_pieces_counts_against_the_reader() -> None:
    assert judged(table(1, HEAD, FIRST, BLANK), table(2, TOTAL)) == (1, 2, 6, 8)


def test_a_repeated_header_costs_itself() -> None:
    assert judged(table(1, HEAD, FIRST, HEAD, BLANK, TOTAL)) == (2, 2, 8, 10)


def test_a_figure_in_another_column_is_wrong_twice() -> None:
    assert judged(table(1, HEAD, ("甲", "", "12.50"), BLANK, TOTAL)) == (1, 2, 7, 9)


def test_another_table_does_not_take_the_place() -> None:
    assert judged(table(1, ("问", "答")), table(2, HEAD, FIRST, BLANK, TOTAL)) == (2, 2, 8, 8)


@pytest.mark.parametrize("form", FORMATS)
def test_tables_are_read_right(form: str, blocks: dict[str, tuple[Printed, ...]]) -> None:
    tallies, refused = measure(form, blocks, REPORTS)
    misses = [miss for tally in tallies.values() for miss in tally.misses]
    assert refused == []
    if form == "txt":
        # an export as text repeats the header on every page, and the reader keeps what is there
        assert [miss for miss in misses if miss.wanted is not None] == []
        return
    assert tallies["ruled"].numbers_right == tallies["ruled"].numbers > 1000
    cells = sum(tally.cells for tally in tallies.values())
    assert len(misses) <= 0.005 * cells
