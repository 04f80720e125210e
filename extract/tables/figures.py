"""Cells to facts: every number of a table seen once, bound to its row and column where it is a figure."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from functools import cached_property, lru_cache

from extract.lexicon import lexicon
from extract.model import (
    Binding,
    Cell,
    Fact,
    Location,
    NotQuantity,
    NumberSeen,
    Outline,
    Quantity,
    Table,
    Words,
)
from extract.narrative import Piece
from extract.quantities import parse_cell, scan, unit_of
from extract.tables import words
from extract.tables.arrangement import Arrangement, Item, arrange
from extract.tables.concepts import column_concept
from extract.tables.grid import Grid
from extract.tables.headers import Band, Column, Kind, Segment
from extract.tables.prose import is_prose, tells
from extract.tables.rows import Row

_YEAR = re.compile(r"((?:19|20)\d\d)(?:年|$)")
_LAST_YEAR = re.compile(r"上年|去年|上一年")
_MONEY_WORDS = re.compile(
    r"费|支出|收入|资金|金额|拨款|补助|补贴|工资|奖金|公积金|年金|保险|预算数|决算数|执行数|结转|结余|万元|经费"
)
_QUOTE = 120


@dataclass(frozen=True)
class Block:
    """The rows of one band and segment, with their facts by (row index, column index). `ragged` is the table's."""

    band: Band
    segment: Segment
    rows: tuple[Row, ...]
    ragged: bool = False
    facts: dict[tuple[int, int], Fact] = field(default_factory=dict)

    @cached_property
    def arrangement(self) -> Arrangement:
        """How the rows add up."""
        return arrange(self.rows, headless=self.ragged and not self.band.header)

    @cached_property
    def parents(self) -> dict[int, tuple[str, ...]]:
        """By grid row the labels of the rows that a row is printed under, from the widest."""
        found: dict[int, tuple[str, ...]] = {}
        stack: list[tuple[Item, tuple[str, ...]]] = [(item, ()) for item in self.arrangement.items]
        while stack:
            item, above = stack.pop()
            found[item.row.index] = above
            below = above if item.row.code else (*above, words.bare(item.row.label))
            stack.extend((child, below) for child in (*item.children, *item.subset))
        return found

    @cached_property
    def by_row(self) -> dict[int, dict[int, Fact]]:
        """The facts of each grid row by column; to be asked only when the block is bound."""
        found: dict[int, dict[int, Fact]] = {}
        for (row, column), fact in self.facts.items():
            found.setdefault(row, {})[column] = fact
        return found

    @cached_property
    def by_column(self) -> dict[int, dict[int, Fact]]:
        """The facts of each column by grid row; to be asked only when the block is bound."""
        found: dict[int, dict[int, Fact]] = {}
        for (row, column), fact in self.facts.items():
            found.setdefault(column, {})[row] = fact
        return found

    def fact(self, row: Row, column: Column) -> Fact | None:
        return self.facts.get((row.index, column.index))


class Binder:
    """Turns the cells of one table into facts and numbers seen, in cell order."""

    def __init__(self, table: Table, grid: Grid, outline: Outline, ids: Iterator[int]) -> None:
        self.table = table
        self.grid = grid
        self.ids = ids
        caption = outline.captions.get(table.index)
        self.title = caption.title if caption else ""
        declared = outline.units[table.index] if table.index < len(outline.units) else ""
        self.unit = declared or (caption.unit if caption else "")
        years = _YEAR.findall(words.clean(self.title))
        self.year = int(years[-1]) if years else outline.cover.year
        self.entity = outline.cover.department
        self.section = outline.section_path(table.index)
        self.facts: list[Fact] = []
        self.numbers: list[NumberSeen] = []
        self.passages: list[Piece] = []
        self._spots: dict[tuple[int | None, int | None], list[int]] | None = None

    def bind(self, blocks: list[Block]) -> None:
        """Fills the facts of the blocks and lists every number of the table, but for the cells of prose, which are
        kept as passages."""
        places: dict[tuple[int, int], tuple[Block, Row | None, Column]] = {}
        for block in blocks:
            rows = {row.index: row for row in block.rows}
            for index in block.band.data:
                for column in block.segment.columns:
                    places[(index, column.index)] = (block, rows.get(index), column)
        fractions = {(id(b), c.index) for b in blocks for c in b.segment.columns if self._holds_fractions(b, c)}
        lanes = {row for block in blocks for row in (*block.band.lanes, *block.band.repeated)}
        for cell in sorted(self.table.cells, key=lambda c: (c.row, c.column)):
            place = places.get((cell.row, cell.column))
            if place is None:
                self._see(cell, "序号" if cell.row in lanes else "表头", words_only=cell.row not in lanes)
                continue
            block, row, column = place
            if row is not None and column.index in row.figures:
                fact = self._fact(cell, block, row, column, (id(block), column.index) in fractions)
                if fact is not None:
                    block.facts[(cell.row, cell.column)] = fact
                    continue
            if self._tells(cell, row, column):
                self.passages.append(self._piece(cell))
                continue
            number = not any(map(str.isalpha, cell.text.content))
            reason = {Kind.ORDER: "序号", Kind.CODE: "编码"}.get(column.kind, "") if number else ""
            self._see(cell, reason or "评分标准、说明等表内文字", words_only=not reason)

    def location(self, cell: Cell, start: int = 0, end: int | None = None) -> Location:
        """Where a run of a cell's characters stands."""
        last = len(cell.text.content) if end is None else end
        mark = cell.text.mark_over(start, last)
        return Location(
            kind="cell",
            section=self.section,
            block=self.table.index,
            start=start,
            end=last,
            page=mark.page,
            line=mark.line,
            table=self.table.number,
            row=cell.row + 1,
            column=cell.column + 1,
            bbox=mark.bbox,
        )

    def words(self, cell: Cell, text: str = "") -> Words:
        """A cell's words as something a finding can point at; `text` is a run of them."""
        content = cell.text.content
        start = content.find(text) if text else -1
        if text and start >= 0:
            return Words(text, self.location(cell, start, start + len(text)), _short(content))
        stripped = content.strip()
        start = content.find(stripped)
        return Words(
            re.sub(r"\s*\n\s*", "", stripped),
            self.location(cell, start, start + len(stripped)),
            _short(stripped),
        )

    def code(self, row: Row) -> Words | None:
        """The printed code of a row, None where it has none; a code in pieces is pointed at by its first piece, with
        the box around all of them."""
        if row.code_cell is None or not row.level:
            return None
        place = self.words(row.code_cell, row.code)
        if place.text == row.code:
            return place
        where, text = place.location, place.text
        for cell in self.grid.row_cells(row.code_cell.row):
            piece = self.grid.words_of(cell)
            if cell.column <= row.code_cell.column or not piece:
                continue
            if text + piece not in row.code:
                break
            where, text = replace(where, bbox=_around(where, self.words(cell).location)), text + piece
        return Words(row.code, where, text)

    def fact_in_words(
        self, cell: Cell, quantity: Quantity, *, label: str, measure: str, item: tuple[str, ...] = (), concept: str = ""
    ) -> Fact:
        """A fact of a number inside the words of a cell (the weight in the name of an indicator). `quantity` has its
        offsets in the cell's text; its number counts as bound from now on."""
        where = self.location(cell, quantity.start, quantity.end)
        fact = Fact(
            id=next(self.ids),
            quantity=quantity,
            location=where,
            quote=_short(cell.text.content),
            label=label,
            item=item or (label,),
            concept=concept,
            measure=measure,
            year=self.year,
            entity=self.entity,
            binding=Binding.CELL,
        )
        self.facts.append(fact)
        seen = NumberSeen(quantity.text, where, fact.id)
        spot = (where.row, where.column)
        if self._spots is None:
            self._spots = {}
            for at, number in enumerate(self.numbers):
                self._spots.setdefault((number.location.row, number.location.column), []).append(at)
        for at in self._spots.get(spot, ()):
            place = self.numbers[at].location
            if place.start < where.end and where.start < place.end:
                self.numbers[at] = seen
                return fact
        self._spots.setdefault(spot, []).append(len(self.numbers))
        self.numbers.append(seen)
        return fact

    def _tells(self, cell: Cell, row: Row | None, column: Column) -> bool:
        """Whether a cell is to be read as prose. A cell that names its row is none."""
        if not is_prose(cell.text.content) or (
            column.kind in (Kind.LABEL, Kind.TEXT) and words.NAME_HEADER.search(column.leaf)
        ):
            return False
        if column.kind is Kind.LABEL:
            if row is not None and any(self.grid.figure(row.index, place) for place in row.figures):
                return False
        elif column.kind not in (Kind.TEXT, Kind.FIGURE):
            return False
        left = [self.grid.word(cell.row, place) for place in range(cell.column)][::-1]
        labels = [label for label in (*left, *(row.labels[::-1] if row is not None else ())) if not is_prose(label)]
        return tells([*column.path[::-1], *labels])

    def _piece(self, cell: Cell) -> Piece:
        return Piece(
            cell.text, "cell", self.table.index, self.section, self.table.number, cell.row + 1, cell.column + 1
        )

    def _see(self, cell: Cell, reason: str, words_only: bool) -> None:
        for token in scan(cell.text.content):
            where = self.location(cell, token.start, token.end)
            if isinstance(token, NotQuantity):
                self.numbers.append(NumberSeen(token.text, where, None, token.reason, quantity=False))
            else:
                self.numbers.append(NumberSeen(token.text, where, None, reason, quantity=words_only))

    def _holds_fractions(self, block: Block, column: Column) -> bool:
        """Whether a column of completion rates prints them as parts of one (0.96 for 96 %): no % and nothing above 1."""
        if column.unit or not words.COMPLETION.search(column.leaf):
            return False
        cells = [self.grid.own(row.index, column.index) for row in block.rows]
        told = [parse_cell(cell.text.content, "") for cell in cells if cell is not None and cell.text.content.strip()]
        rates = [token for token in told if isinstance(token, Quantity) and not token.nil]
        return any(rate.value for rate in rates) and all(not rate.unit and 0 <= rate.value <= 1 for rate in rates)

    def _fact(self, cell: Cell, block: Block, row: Row, column: Column, fraction: bool) -> Fact | None:
        text = cell.text.content
        if not text.strip():
            return None
        unit = self._unit(block.band, row, column)
        quantity = parse_cell(text, unit)
        if isinstance(quantity, Quantity):
            quantity = _as_money(quantity, unit)
            if fraction and quantity.dimension == "percent" and not quantity.given:
                quantity = _of_hundred(quantity)
        if not isinstance(quantity, Quantity) or not (quantity.nil or self.grid.figure(cell.row, cell.column)):
            return None
        where = self.location(cell, quantity.start, quantity.end)
        measure = _measure(quantity, row, column)
        if measure == "count" and not quantity.dimension:  # people and things are whole, whatever they are counted in
            quantity = replace(quantity, dimension="count")
        title_basis = lexicon().basis(self.title) if measure == "amount" else ""
        named = self._named_beside(block, row, column)
        item, concept = _item(row, column, block.parents.get(row.index, ()), self.title)
        if measure == "score" and row.rank >= words.TOTAL and any("指标" in c.name for c in block.segment.columns):
            concept = "自评得分"
        fact = Fact(
            id=next(self.ids),
            quantity=quantity,
            location=where,
            quote=_quote(row, column, text, named),
            label="/".join(part for part in (words.bare(named or row.label) or row.code, *column.path) if part),
            item=item,
            concept=concept,
            measure=measure,
            basis=_basis(row, column, measure) or title_basis,
            year=self._year_of(row, column),
            entity=self.entity,
            code=row.code,
            binding=Binding.CELL,
        )
        self.facts.append(fact)
        if any(map(str.isalnum, quantity.text)) and quantity.text != "无":  # a dash is a nil, not a number
            self.numbers.append(NumberSeen(quantity.text, where, fact.id))
        return fact

    def _named_beside(self, block: Block, row: Row, column: Column) -> str:
        """The name of the indicator that a figure stands beside, where each level of names has figures of its own: that
        of the nearest column of names to its left. "" where the row is called by its labels."""
        if row.rank:
            return ""
        left = [c for c in block.segment.of(Kind.TEXT) if c.index < column.index]
        names = [c for c in left if words.INDICATOR_HEADER.search(c.leaf)]
        cell = self.grid.cell(row.index, names[-1].index) if names else None
        return "" if cell is None or cell.row in block.band.header else self.grid.words_of(cell)

    def _unit(self, band: Band, row: Row, column: Column) -> str:
        if column.unit:
            return column.unit
        header = column.name
        if any(p.search(header) for p in (words.SHARE, words.GROWTH, words.COMPLETION, words.RATE)):
            return "%"
        if words.SCORE.search(header):
            return "分"
        if row.unit:
            return row.unit
        label = row.label
        if row.derived:
            return "%" if re.search(r"率|占比|比重|比例", label) else ""
        if words.COUNT.search(header) or (words.COUNT.search(label) and not _MONEY_WORDS.search(label + header)):
            return ""
        default = band.unit or self.unit
        return default if default and unit_of(default) is not None else ""

    def _year_of(self, row: Row, column: Column) -> int | None:
        for part in (*reversed(column.path), row.label if plain(row.label) else ""):
            found = _YEAR.search(part)
            if found:
                return int(found[1])
            if _LAST_YEAR.search(part) and self.year is not None and "结转" not in part and "比" not in part:
                return self.year - 1
        return self.year


def _as_money(quantity: Quantity, declared: str) -> Quantity:
    """A figure whose cell prints 万 or 亿 and no thing is money where the table declares money: 2410.50万 → 万元."""
    unit = unit_of(declared) if declared else None
    if unit is None or unit.dimension != "money" or quantity.dimension or quantity.unit not in ("万", "亿"):
        return quantity
    return replace(quantity, dimension="money", unit=f"{quantity.unit}元")


def _of_hundred(quantity: Quantity) -> Quantity:
    """A rate printed as a part of one, in percent: all that is said of it is said in percent."""
    return replace(quantity, value=quantity.value * 100, ulp=quantity.ulp * 100, unit="")


def _short(text: str) -> str:
    return re.sub(r"\s+", " ", text).strip()[:_QUOTE]


def _quote(row: Row, column: Column, text: str, named: str) -> str:
    figure = text.strip()
    head = " ".join(part for part in (row.code, named or row.name or row.label, column.name) if part)
    return f"{head[: _QUOTE - len(figure) - 1]} {figure}".strip()[:_QUOTE]


@lru_cache(maxsize=8192)
def statement(label: str) -> str:
    """Which statement of a thing words speak of (年初预算, 决算, 计划, 实际 …), "" for none."""
    known = lexicon().basis(label)
    return known or ("决算" if words.SPENT.match(words.bare(label)) else "")


@lru_cache(maxsize=8192)
def plain(label: str) -> bool:
    """Whether words only say which statement of a thing a figure is (年初预算数, 金额, 2023年), not what it is of."""
    text = words.bare(label)
    for term, _ in lexicon().bases:
        text = text.replace(term, "")
    return bool(words.PLAIN.match(text))


def _basis(row: Row, column: Column, measure: str) -> str:
    found = next((basis for part in reversed(column.path) if (basis := statement(part))), "")
    if measure in ("completion", "share", "growth", "rate"):
        return found if found.endswith("预算") else ""
    if found or measure in ("score", "weight", "deduction"):
        return found
    return statement(row.label) if row.label and plain(row.label) else ""


def _item(row: Row, column: Column, parents: tuple[str, ...], title: str) -> tuple[tuple[str, ...], str]:
    """The item path and the concept of its last member. A table of codes crossed with kinds of money has no concept
    of its own in its detail cells: only its total row speaks of the column's concept."""
    known = lexicon()
    down = [name for label in row.labels if not plain(label) and (name := words.bare(label)) and not _is_total(name)]
    down = [*(label for label in parents if label not in down and not plain(label)), *down]
    spoken = [part for part in column.path if not (plain(part) or words.LABEL_HEADER.match(part))]
    across = [part for part in spoken if not words.SIDE.match(part) and not _is_total(words.bare(part))]
    if not down:
        side = known.exact("".join((*spoken, words.bare(row.label))))
        subject = known.exact(_subject_of(title)) if not across else None
        concept = (side.name if side else "") or (column_concept(column.path) if spoken else "")
        concept = concept or (subject.name if subject else "")
    else:
        found = known.concept(down[-1]) if not across else None
        concept = found.name if found else ""
    path = [(c.name if (c := known.exact(part)) else part) for part in (*down, *across)]
    return tuple(path) or (concept or words.bare(row.label) or column.leaf,), concept


def _is_total(word: str) -> bool:
    return bool(words.PURE_TOTAL.match(word))


def _subject_of(title: str) -> str:
    """What a table is of by its title: 2023年项目支出明细表 → 项目支出."""
    return re.sub(r"^.*\d{4}年度?|(?:收支|情况|决算|预算|明细|统计|执行|汇总|一览|公开)*表.*$", "", words.clean(title))


def _measure(quantity: Quantity, row: Row, column: Column) -> str:
    header = column.name
    label = row.label
    for names in (header, label if row.derived else ""):
        for pattern, measure in (
            (words.SHARE, "share"),
            (words.GROWTH, "growth"),
            (words.COMPLETION, "completion"),
            (words.DELTA, "delta"),
        ):
            if names and pattern.search(names) and (measure == "delta" or quantity.dimension in ("percent", "")):
                return measure
    if quantity.dimension == "percent":
        return "rate"
    if words.SCORE.search(header) and quantity.dimension in ("score", ""):
        if "扣分" in column.leaf:
            return "deduction"
        return "score" if re.search(r"得分|评分", column.leaf) else "weight"
    if quantity.dimension == "money":
        return "amount"
    if quantity.dimension == "" and _MONEY_WORDS.search(header + label):
        return "amount"
    known = lexicon().concept(words.bare(label)) or lexicon().concept(column.leaf)
    people = known is not None and known.side == "人员"
    if quantity.dimension == "":
        return "count" if people or words.COUNT.search(header + label) else ""
    if known is not None and people and quantity.dimension == "count":
        return known.name
    return "count" if quantity.dimension == "count" else quantity.dimension


def _around(one: Location, other: Location) -> tuple[float, float, float, float] | None:
    """The box around two places of a page."""
    if one.bbox is None or other.bbox is None or one.page != other.page:
        return one.bbox
    a, b = one.bbox, other.bbox
    return min(a[0], b[0]), min(a[1], b[1]), max(a[2], b[2]), max(a[3], b[3])
