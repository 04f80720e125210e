"""What total rows and parents assert of the rows under them, column by column."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from extract.forms.form_columns import before_weighing
from extract.model import Binding, Cell, Fact, PartGroup, Words
from extract.tables import words
from extract.tables.addable import adds_up, comparable, figure_columns
from extract.tables.arrangement import Arrangement, Group, Item, arrange
from extract.tables.figures import Block
from extract.tables.headers import Column
from extract.tables.rows import Row

Point = Callable[[Cell], Words]
_WEIGHT = re.compile(r"分值|权重|标准分|满分")
_EARNED = re.compile(r"得分(?!率)|自评分|^评分$")
_SPENT = re.compile(r"(?:执行|支付|支出|使用)率(?!得分|权重|分值)")
_FULL = 100  # the weight of a whole form
# Rows whose marks come on top of the full marks, or are taken off them.
_BONUS = re.compile(r"^(?:附?加分|附加|奖励分|奖励项|奖惩|减分|扣分)")


@dataclass(frozen=True)
class _Sheet:
    """Rows that are arranged together: those of one block, or of blocks side by side that continue one list."""

    blocks: tuple[Block, ...]

    @property
    def rows(self) -> tuple[Row, ...]:
        return tuple(row for block in self.blocks for row in block.rows)

    @cached_property
    def _homes(self) -> dict[int, Block]:
        return {id(row): block for block in self.blocks for row in block.rows}

    def block_of(self, row: Row) -> Block:
        return self._homes[id(row)]


def row_sums(blocks: Sequence[Block], point: Point) -> Iterator[PartGroup]:
    """Total rows and parents with the rows that they sum, one claim per column."""
    for position, block in enumerate(blocks):
        beside = [other for other in blocks if other.band is block.band]
        continued = _continued(beside)
        if continued and block is not beside[0]:
            continue
        sheet = _Sheet(tuple(beside) if continued else (block,))
        arrangement = _side_by_side(sheet) if continued else block.arrangement
        earlier = [other for other in blocks[:position] if other.band is not block.band]
        yield from _totals(sheet, arrangement, earlier, point)
        yield from _parents(sheet, arrangement, point)


def _continued(beside: list[Block]) -> bool:
    """Whether blocks side by side are one list of codes (人员经费 and 公用经费 in one table)."""
    headings = {tuple(column.leaf for column in block.segment.columns) for block in beside}
    return len(beside) > 1 and len(headings) == 1 and any(row.code for block in beside for row in block.rows)


def _side_by_side(sheet: _Sheet) -> Arrangement:
    """One hierarchy over all halves; a total row sums its own half, and halves without a total of their own."""
    details = tuple(row for row in sheet.rows if not row.rank)
    items = arrange(details, ended=len(details) < len(sheet.rows)).items
    groups = []
    waiting: list[Block] = []
    for position, block in enumerate(sheet.blocks):
        waiting.append(block)
        totals = [row for row in block.rows if row.rank and row.index in block.by_row]
        if not totals:
            continue
        later = sheet.blocks[position + 1 :]
        if later and not any(row.rank for other in later for row in other.rows):
            waiting.extend(later)
        inside = {id(row) for other in waiting for row in other.rows}
        waiting = []
        if len(totals) == 1:
            parts = tuple(item for item in items if id(item.row) in inside)
            if parts and not any(part.unsure for part in parts):
                groups.append(Group(Item(totals[0]), parts))
    return Arrangement(items, tuple(groups))


def _totals(sheet: _Sheet, arrangement: Arrangement, earlier: Sequence[Block], point: Point) -> Iterator[PartGroup]:
    for group in arrangement.totals:
        row = group.total.row
        block = sheet.block_of(row)
        for place, column in enumerate(figure_columns(block)):
            total = block.fact(row, column)
            if total is None or not adds_up(column) or row.name_cell is None:
                continue
            if column.index in before_weighing(block.segment.columns):
                continue
            parts = _spread(sheet, group.parts, place)
            if parts is None:
                continue
            if words.SCORE.search(column.leaf):
                if _spends(block):
                    continue  # each row of money is scored by its own execution
                before = _from_earlier(earlier, column) if row.rank >= words.TOTAL else []
                parts = _with_bonus_or_without(total, [*before, *parts], _bonus(sheet, group.parts, place))
            yield from _claim(total, parts, point(row.name_cell), "rows", Binding.CELL)


def _parents(sheet: _Sheet, arrangement: Arrangement, point: Point) -> Iterator[PartGroup]:
    for item in arrangement.parents():
        if any(child.unsure for child in item.children) or (item.open and len(item.children) == 1):
            continue
        yield from _whole(sheet, item, item.children, point, Binding.CELL if item.row.code else Binding.INFERRED)
    for item in arrangement.subsets():
        yield from _whole(sheet, item, item.subset, point, Binding.INFERRED)


def _whole(sheet: _Sheet, item: Item, parts: Sequence[Item], point: Point, binding: Binding) -> Iterator[PartGroup]:
    """A detail row with the rows that it is made of."""
    block = sheet.block_of(item.row)
    cell = item.row.name_cell or item.row.code_cell
    if cell is None:
        return
    for place, column in enumerate(figure_columns(block)):
        total = block.fact(item.row, column)
        if total is None or not adds_up(column) or (item.row.derived and not words.SCORE.search(column.leaf)):
            continue
        if column.index in before_weighing(block.segment.columns):
            continue
        facts = _spread(sheet, parts, place)
        if facts and (item.row.code or len(facts) > 1):
            yield from _claim(total, facts, point(cell), "hierarchy", binding)


def _spread(sheet: _Sheet, items: Iterable[Item], place: int) -> list[Fact] | None:
    """The facts of items in a column: a blank item stands for what is under it, a blank leaf is left out; None where
    a cell holds words instead of a figure."""
    facts: list[Fact] = []
    for item in items:
        block = sheet.block_of(item.row)
        column = figure_columns(block)[place]
        if item.row.derived and not words.SCORE.search(column.leaf):
            continue
        fact = block.fact(item.row, column)
        if fact is not None and not (fact.quantity.nil and item.children):
            facts.append(fact)
            continue
        cell = item.row.figures.get(column.index)
        if fact is None and cell is not None and cell.text.content.strip():
            return None
        below = _spread(sheet, item.children, place)
        if below is None:
            return None
        facts.extend(below)
    return facts


def _bonus(sheet: _Sheet, items: Iterable[Item], place: int) -> frozenset[int]:
    """The ids of the marks in a column that are a bonus or a malus by the name of their row or of one above it."""
    extra = [item for item in items if any(_BONUS.match(words.bare(label)) for label in item.row.labels)]
    return frozenset(fact.id for fact in _spread(sheet, extra, place) or ())


def _with_bonus_or_without(total: Fact, parts: list[Fact], bonus: frozenset[int]) -> list[Fact]:
    """The parts of a total of marks. Whether it counts a bonus is nowhere printed: without it is as good a reading as
    with it, where that makes the total. None of them where a bonus is cut off at the full marks."""
    without = [part for part in parts if part.id not in bonus]
    stated = total.quantity.value
    whole, less = (sum(part.quantity.value for part in found) for found in (parts, without))
    if not bonus or stated == whole:
        return parts
    if stated == less:
        return without
    return [] if stated == _FULL < whole else parts


def _from_earlier(blocks: Sequence[Block], column: Column) -> list[Fact]:
    """Scores of the table's earlier parts: a form's closing 总分 counts the 预算执行率 row of its money part too. Where
    the rows of a part share the weight of its total row, the total row alone counts; a part that has the whole weight
    for itself is scored on a scale of its own."""
    facts: list[Fact] = []
    for block in blocks:
        money = any(words.COMPLETION.search(other.leaf) for other in block.segment.columns)
        if any(row.rank >= words.TOTAL for row in block.rows) and not money:
            continue
        scored = _in_columns(block, _WEIGHT if _WEIGHT.search(column.leaf) else _EARNED)
        weights = _in_columns(block, _WEIGHT)
        heads = {row.index for row in block.rows if row.rank}
        if any(fact.quantity.value >= _FULL for fact in weights.values()):
            continue
        whole = sum(fact.quantity.value for row, fact in weights.items() if row in heads)
        shared = sum(fact.quantity.value for row, fact in weights.items() if row not in heads)
        if whole and whole == shared:
            scored = {row: fact for row, fact in scored.items() if row in heads}
        facts.extend(scored.values())
    return facts


def _spends(block: Block) -> bool:
    """Whether a block is a form's money part: it prints how much of the money was spent, and marks for it."""
    return any(_SPENT.search(column.leaf) for column in block.segment.columns)


def _in_columns(block: Block, header: re.Pattern[str]) -> dict[int, Fact]:
    """By grid row the figures of the columns with such a header; a dash is none."""
    found: dict[int, Fact] = {}
    for column in figure_columns(block):
        if header.search(column.leaf):
            for row, fact in block.by_column.get(column.index, {}).items():
                if not fact.quantity.nil:
                    found.setdefault(row, fact)
    return found


def _claim(total: Fact, parts: list[Fact], cue: Words, where: str, binding: Binding) -> Iterator[PartGroup]:
    if total.quantity.nil or all(part.quantity.nil for part in parts) or not comparable(total, parts):
        return
    yield PartGroup((total,), tuple(parts), cue, where=where, binding=binding)
