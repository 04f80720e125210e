"""Tables to facts and claims: grid, headers, rows, and what totals, rates and codes assert."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from extract.forms.final_accounts import account_tables
from extract.forms.form_funds import partitions
from extract.forms.indicators import indicator_trees
from extract.forms.project_table import evaluation_forms
from extract.forms.survey import table_surveys
from extract.model import (
    AccountTable,
    Claim,
    EvaluationForm,
    Fact,
    IndicatorTree,
    NumberSeen,
    Outline,
    PartGroup,
    RateClaim,
    Survey,
    Table,
)
from extract.narrative import Piece
from extract.tables import words
from extract.tables.balances import balances
from extract.tables.column_sums import column_sums
from extract.tables.differences import differences
from extract.tables.figures import Binder, Block
from extract.tables.grid import Grid
from extract.tables.headers import Band, Column, read_bands
from extract.tables.means import means
from extract.tables.names import code_names
from extract.tables.rates import rates
from extract.tables.row_sums import row_sums
from extract.tables.rows import lend_totals, read_rows

__all__ = ["TableReading", "read_table"]


@dataclass(frozen=True)
class TableReading:
    """What one table says. Every number of every cell is in `numbers` once, but for those of the cells in `passages`,
    whose text is prose and is left to the reader of prose."""

    facts: tuple[Fact, ...]
    claims: tuple[Claim, ...]
    accounts: tuple[AccountTable, ...]
    numbers: tuple[NumberSeen, ...]
    passages: tuple[Piece, ...] = ()
    trees: tuple[IndicatorTree, ...] = ()
    evaluations: tuple[EvaluationForm, ...] = ()
    surveys: tuple[Survey, ...] = ()
    columns: tuple[Column, ...] = ()


def read_table(table: Table, outline: Outline, ids: Iterator[int], carried: tuple[Column, ...] = ()) -> TableReading:
    """Reads one table. `ids` gives the facts their ids in cell order; captions, units, section, year and entity come
    from the outline. `carried` are the columns of the page before, for a table that runs on without a header of its
    own; the reading hands its `columns` on where they are those of a tree or a form."""
    grid = Grid(table)
    binder = Binder(table, grid, outline, ids)
    bands = read_bands(grid, carried)
    blocks = []
    for band in bands:
        rows = lend_totals([read_rows(grid, band, segment) for segment in band.segments])
        blocks += [Block(band, segment, own, table.ragged) for segment, own in zip(band.segments, rows, strict=True)]
    binder.bind(blocks)
    claims: list[Claim] = list(row_sums(blocks, binder.words))
    for block in blocks:
        claims.extend(column_sums(block, binder.words))
        highest = max((row.rank for row in block.rows), default=0)
        totals = [row.index for row in block.rows if row.rank == highest > words.SUBTOTAL]
        claims.extend(rates(block, totals, binder.words))
        claims.extend(balances(block, binder.words))
        claims.extend(differences(block, binder.words))
        claims.extend(means(block, binder.words))
        claims.extend(code_names(binder, block))
    # The forms come before what the binder found is handed over: they may bind numbers inside words as well.
    accounts = account_tables(binder, blocks)
    trees = indicator_trees(binder, blocks)
    evaluations = evaluation_forms(binder, blocks)
    if any(form.tree.indicators for form in evaluations):
        trees = ()  # the indicators of a form are told of once, with their targets
    # A completion rate of an indicator is judged with its target's direction in mind, and only there.
    of_rows = {i.rate.id for form in evaluations for i in form.tree.indicators if i.rate is not None}
    claims = [claim for claim in claims if not (isinstance(claim, RateClaim) and claim.rate.id in of_rows)]
    claims += [group for form in evaluations for group in partitions(form.funds)]
    surveys = table_surveys(binder, blocks)
    return TableReading(
        tuple(binder.facts),
        tuple(_once(claims)),
        accounts,
        tuple(binder.numbers),
        tuple(binder.passages),
        trees,
        evaluations,
        surveys,
        _open(bands, [*trees, *(form.tree for form in evaluations)]),
    )


def _open(bands: Sequence[Band], trees: Sequence[IndicatorTree]) -> tuple[Column, ...]:
    """The columns of the last band, where a tree has not come to its total row and may run on."""
    last = trees[-1] if trees else None
    if last is None or not last.indicators or last.total_weight is not None or last.total_score is not None:
        return ()
    return tuple(column for segment in bands[-1].segments for column in segment.columns)


def _once(claims: list[Claim]) -> Iterator[Claim]:
    """The same total with the same parts is one claim, however it was found."""
    seen: set[tuple[int, ...]] = set()
    for claim in claims:
        if isinstance(claim, PartGroup):
            key = (claim.totals[0].id, *sorted(part.id for part in claim.parts))
            if key in seen:
                continue
            seen.add(key)
        yield claim
