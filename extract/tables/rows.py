"""Data rows: what they are called, what code they carry, and which of them are totals of which."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from extract.lexicon import lexicon
from extract.model import Cell
from extract.quantities import unit_of
from extract.tables import words
from extract.tables.grid import Grid, is_nil
from extract.tables.headers import Band, Kind, Segment, unit_in

_CODE_PIECE = re.compile(r"^\d{2,7}$")
_CODE_LENGTHS = (3, 5, 7)
_CODE_FIRST = re.compile(r"^[\[【(（]?(\d{3}|\d{5}|\d{7})[\]】)）]?[-—_:：]?([\u4e00-\u9fff].*)$")
_CODE_LAST = re.compile(r"^(.*[\u4e00-\u9fff）)])[（(\[](\d{3}|\d{5}|\d{7})[)）\]]$")
_FUND = re.compile(
    r"^(?:一般公共预算|政府性基金(?:预算)?|国有资本经营(?:预算)?)(?:财政拨款)?(?:结转|结余|结转和结余)?$"
)
_CARRY_OVER = re.compile(r"结转|结余")
_NO_UNITS = frozenset("类款项级条目")
_STYLES = ("cn", "cn()", "num", "dotted2", "num()", "dotted3", "circle")


@dataclass(frozen=True)
class Row:
    """One data row of a segment. `labels` run from the widest to the row's own, merged parents included; `own` are
    those that begin in this row. `name` is what the row is called without its code, `name_cell` where that stands.
    `rank` is the rank of a total row (0: a detail). `derived` rows (rates, averages) never add up."""

    index: int
    labels: tuple[str, ...]
    own: tuple[str, ...]
    name: str
    name_cell: Cell | None
    figures: dict[int, Cell]
    code: str = ""
    code_cell: Cell | None = None
    unit: str = ""
    rank: int = 0
    style: str = ""
    order: str = ""
    indent: int = 0
    of_which: bool = False
    option: bool = False
    derived: bool = False

    @property
    def label(self) -> str:
        return self.labels[-1] if self.labels else ""

    @property
    def empty(self) -> bool:
        """Whether the row prints no figure: a heading inside the table."""
        return all(is_nil(cell.text.content.strip()) for cell in self.figures.values())

    @property
    def level(self) -> int:
        """1 类, 2 款, 3 项 by the length of the code; 0 without one."""
        return _CODE_LENGTHS.index(len(self.code)) + 1 if len(self.code) in _CODE_LENGTHS else 0


@dataclass
class Item:
    """A row with the rows it is made of. `unsure` says that where its subset ends cannot be told."""

    row: Row
    children: list[Item] = field(default_factory=list)
    subset: list[Item] = field(default_factory=list)
    unsure: bool = False


@dataclass(frozen=True)
class Group:
    """A total row and the items that it sums."""

    total: Item
    parts: tuple[Item, ...]


@dataclass(frozen=True)
class Arrangement:
    """How the rows of a segment add up: totals with their parts, and items that have children of their own."""

    items: tuple[Item, ...]
    totals: tuple[Group, ...]

    def parents(self) -> Iterable[Item]:
        """Every item with children, from the top down."""
        stack = list(reversed(self.items))
        while stack:
            item = stack.pop()
            if item.children:
                yield item
            stack.extend(reversed(item.children))


# --------------------------------------------------------------------------------------------------------------
# Reading rows
# --------------------------------------------------------------------------------------------------------------


def read_rows(grid: Grid, band: Band, segment: Segment) -> tuple[Row, ...]:
    """The data rows of one segment. Rows without figures that carry no label of their own (a cell's text running on)
    are none."""
    rows: list[Row] = []
    above: dict[int, str] = {}
    code = ""
    for index in band.data:
        row = _read_row(grid, segment, index, above, code, rows[-1] if rows else None)
        if row is None:
            continue
        code = row.code or code
        rows.append(row)
    return _rank(_embedded_codes(rows, segment))


def _read_row(
    grid: Grid, segment: Segment, index: int, above: dict[int, str], last_code: str, previous: Row | None
) -> Row | None:
    labels: dict[int, str] = {}
    own: list[tuple[int, Cell]] = []
    pieces: list[tuple[Cell, str]] = []
    order = ""
    last: Cell | None = None
    for column in segment.of(Kind.LABEL, Kind.CODE, Kind.ORDER):
        cell = grid.cell(index, column.index)
        word = "" if cell is None else grid.words_of(cell)
        if cell is None or not word or cell is last:
            continue
        last = cell
        if column.kind is Kind.CODE and _CODE_PIECE.match(word):
            if cell.row == index or not pieces:
                pieces.append((cell, word))
            continue
        if column.kind is Kind.ORDER and not words.total_rank(word):
            order = word if cell.row == index and not words.LANE_LABEL.match(column.leaf) else order
            continue
        if column.kind is Kind.CODE and (word in "类款项" or words.LANE_LABEL.match(word)):
            continue
        labels[column.index] = word
        if cell.row == index:
            own.append((column.index, cell))
    figures = {
        column.index: cell
        for column in segment.of(Kind.FIGURE, Kind.TEXT)
        if (cell := grid.own(index, column.index)) is not None
        and (column.kind is Kind.FIGURE or grid.figure(index, column.index))
    }
    has_figures = any(grid.figure(index, column) for column in figures)
    if not own and not pieces:
        if previous is None and not has_figures:
            return None
        if not has_figures:
            return None
    own_words = tuple(grid.words_of(cell) for _, cell in own)
    rank = max((words.total_rank(word) for word in own_words), default=0)
    if own:
        first = own[0][0]
        if rank < words.NAMED_TOTAL:
            labels = {c: w for c, w in above.items() if c < own[-1][0] and c not in labels} | labels
            for stale in [c for c in above if c >= first]:
                del above[stale]
            above.update(labels)
    elif not pieces:
        labels = dict(above)
    name_cell = own[-1][1] if own else None
    if rank:  # a total row is named by its total word, whatever stands beside it
        at, name_cell = next((c, cell) for c, cell in own if words.total_rank(grid.words_of(cell)) == rank)
        labels = {c: word for c, word in labels.items() if c <= at}
        own_words = (grid.words_of(name_cell),)
    path = tuple(labels[c] for c in sorted(labels))
    joined, code_cell = _join_code([] if rank and pieces[:1] and pieces[0][0].row < index else pieces, last_code)
    unit = next((grid.word(index, c.index) for c in segment.of(Kind.UNIT) if grid.word(index, c.index)), "")
    if unit and unit_of(unit) is None:
        unit = ""
    content = name_cell.text.content if name_cell is not None else ""
    return Row(
        index=index,
        labels=path,
        own=own_words,
        name=re.sub(r"\s*\n\s*", "", content).strip(),
        name_cell=name_cell,
        figures=figures,
        code=joined,
        code_cell=code_cell,
        unit=unit or next((u for u in (unit_in(w, _NO_UNITS) for w in reversed(path)) if u), ""),
        rank=rank,
        style=words.numbering(own_words[-1] if own_words else "", order),
        order=order,
        indent=sum(2 if ch == "\u3000" else 1 for ch in content[: len(content) - len(content.lstrip())]),
        of_which=any(words.OF_WHICH.match(word) for word in path) and not rank,
        option=any(words.OPTION.match(word) for word in own_words),
        derived=bool(own_words and words.NO_SUM_ROW.search(own_words[-1])),
    )


def _join_code(pieces: list[tuple[Cell, str]], last: str) -> tuple[str, Cell | None]:
    """A code from its cells: whole in one (2010301), or in pieces (201|03|01), where a blank piece stands for the
    one above."""
    if not pieces:
        return "", None
    code = ""
    for _, word in pieces:
        if len(word) in _CODE_LENGTHS:
            code = word
        elif len(word) == 2:
            if not code:
                code = last[:5] if len(pieces) == 1 and len(last) == 7 else last[:3]
            code += word
    return (code if len(code) in _CODE_LENGTHS else ""), pieces[0][0]


def _embedded_codes(rows: list[Row], segment: Segment) -> list[Row]:
    """Codes that stand in the name cell ("2010301 行政运行", "行政运行（2010301）")."""
    if segment.of(Kind.CODE) or not rows:
        return rows
    found: list[Row] = []
    count = 0
    for row in rows:
        label = row.own[-1] if row.own else ""
        first, last = _CODE_FIRST.match(label), _CODE_LAST.match(label)
        if first:
            row = replace(row, code=first[1], code_cell=row.name_cell, name=first[2])
        elif last:
            row = replace(row, code=last[2], code_cell=row.name_cell, name=last[1])
        count += bool(first or last)
        found.append(row)
    return found if count * 2 >= sum(not row.rank for row in rows) else rows


def _rank(rows: list[Row]) -> tuple[Row, ...]:
    """Totals that are totals only by what stands beside them: 资金总额 above its parts, and a numbered 合计 with
    deeper numbers below it, which is an item with children."""
    ranked: list[Row] = []
    for position, row in enumerate(rows):
        below = rows[position + 1] if position + 1 < len(rows) else None
        if row.rank and row.style and below is not None and _depth(below.style) > _depth(row.style) >= 0:
            row = replace(row, rank=0)
        elif (
            not row.rank
            and row.own
            and words.names_sum(row.own[-1])
            and below is not None
            and (below.of_which or (position == 0 and len(rows) > 2))
        ):
            row = replace(row, rank=words.NAMED_TOTAL)
        if row.code and row.rank:
            row = replace(row, rank=0)
        ranked.append(row)
    return tuple(ranked)


def _depth(style: str) -> int:
    return _STYLES.index(style) if style else -1


def lend_totals(segments: list[tuple[Row, ...]]) -> list[tuple[Row, ...]]:
    """Segments side by side: a total label that stands in one and its figure in the next belongs to the figure."""
    lent = [segments[0]] if segments else []
    for rows in segments[1:]:
        totals = {row.index: row for row in lent[-1] if row.rank and row.empty}
        lent.append(
            tuple(
                replace(row, rank=t.rank, name=t.name, name_cell=t.name_cell, labels=t.labels, code="", code_cell=None)
                if not row.own and not row.empty and (t := totals.get(row.index)) is not None
                else row
                for row in rows
            )
        )
    return lent


# --------------------------------------------------------------------------------------------------------------
# Arranging rows
# --------------------------------------------------------------------------------------------------------------


def arrange(rows: tuple[Row, ...]) -> Arrangement:
    """How rows add up, by their codes, numbers, indentation, 其中 and total words; figures play no part in it."""
    if any(row.option for row in rows):  # the answers to choose from are no parts of a whole
        return Arrangement((), ())
    sequence = _nest(rows)
    return Arrangement(tuple(item for item in sequence if not item.row.rank), tuple(_totals(sequence)))


def _nest(rows: tuple[Row, ...]) -> list[Item]:
    """Top items and totals in order; deeper rows hang under their parents."""
    if any(row.code for row in rows):
        return _nest_by_code(rows)
    if (
        sum(bool(row.style) for row in rows) >= 2
        and len({row.style for row in rows if row.style}) + any(not row.style and not row.rank for row in rows) > 1
    ):
        return _nest_by_depth(rows, _numbered_depths(rows))
    rows = tuple(row for row in rows if row.rank or not row.empty)  # a heading inside the table is no part
    details = [row for row in rows if not row.rank]
    if len({row.indent for row in details}) > 1:
        return _nest_by_depth(rows, [row.indent for row in rows])
    lettered = _nest_by_letter(rows)
    return lettered if lettered is not None else _nest_by_depth(rows, [0] * len(rows))


def _nest_by_code(rows: tuple[Row, ...]) -> list[Item]:
    items = [Item(row) for row in rows]
    by_code: dict[str, list[Item]] = {}
    for item in items:
        if item.row.code:
            by_code.setdefault(item.row.code, []).append(item)
    top: list[Item] = []
    for position, item in enumerate(items):
        row = item.row
        if not row.code:
            item.unsure = not row.rank and position > 0
            if row.of_which and top:
                top[-1].subset.append(item)
            else:
                top.append(item)
            continue
        parent = next(
            (by_code[row.code[:n]][0] for n in (5, 3) if n < len(row.code) and len(by_code.get(row.code[:n], ())) == 1),
            None,
        )
        (top if parent is None else parent.children).append(item)
    if len({item.row.level for item in top if item.row.code}) > 1:  # parents are missing: a table cut at a page
        for item in top:
            item.unsure = item.unsure or bool(item.row.code)
    return top


def _nest_by_letter(rows: tuple[Row, ...]) -> list[Item] | None:
    keys = [m[1] if row.own and not row.rank and (m := words.LETTERED.match(row.own[-1])) else "" for row in rows]
    known = {key for key in keys if key}
    if not any(key[:-1] in known for key in known if len(key) > 1):
        return None
    top: list[Item] = []
    by_key: dict[str, Item] = {}
    for row, key in zip(rows, keys, strict=True):
        item = Item(row)
        parent = next((by_key[key[:n]] for n in range(len(key) - 1, 0, -1) if key[:n] in by_key), None)
        (top if parent is None else parent.children).append(item)
        if key:
            by_key[key] = item
    return top


def _numbered_depths(rows: tuple[Row, ...]) -> list[int]:
    """Depths of numbered rows. A row without a number stands under the numbered row above it when the numbers go on
    after it, or when the lexicon knows it as a part of that row."""
    styles = [style for style in _STYLES if any(row.style == style for row in rows)]
    depths: list[int] = []
    for position, row in enumerate(rows):
        if row.style:
            depths.append(styles.index(row.style))
            continue
        above = next((p for p in range(position - 1, -1, -1) if rows[p].style or rows[p].rank), None)
        before = next((p for p in range(position - 1, -1, -1) if depths[p] == 0), None)
        if before is not None and not row.rank and not rows[before].rank and _within(row, rows[before]):
            depths.append(1)
            continue
        if row.rank or above is None or rows[above].rank:
            depths.append(0)
            continue
        rest = rows[position + 1 :]
        goes_on = next((r for r in rest if r.style or r.rank), None)
        child = (goes_on is not None and bool(goes_on.style)) or _within(row, rows[above])
        depths.append(depths[above] + 1 if child else 0)
    return depths


def _within(row: Row, other: Row) -> bool:
    """Whether the lexicon knows a row as a part of another; the funds below a carry-over row are what it is made of."""
    if _FUND.match(words.bare(row.label)) and _CARRY_OVER.search(words.bare(other.label)):
        return True
    mine, its = (lexicon().concept(words.bare(r.label)) for r in (row, other))
    return mine is not None and its is not None and mine.name != its.name and lexicon().within(mine.name, its.name)


def _siblings(row: Row, other: Row) -> bool:
    mine, its = (lexicon().concept(words.bare(r.label)) for r in (row, other))
    return mine is not None and its is not None and not lexicon().within(mine.name, its.name)


def _nest_by_depth(rows: tuple[Row, ...], depths: list[int]) -> list[Item]:
    top: list[Item] = []
    stack: list[tuple[int, Item]] = []
    which: Item | None = None  # the detail whose 其中 rows are being read
    opening = bool(rows and rows[0].rank and not rows[-1].rank)  # totals stand above their parts
    for row, depth in zip(rows, depths, strict=True):
        item = Item(row)
        if row.rank:
            stack, which = [], None
            top.append(item)
            continue
        last = stack[-1][1] if stack else None
        if row.of_which and last is not None:
            which = last
            which.subset.append(item)
            continue
        if row.of_which and top and top[-1].row.rank and len(top) > 1 and not opening:
            top[-1].subset.append(item)  # a closing total and what of it is …
            continue
        if (
            which is None
            and last is not None
            and not (row.style or last.row.style)
            and depth == stack[-1][0]
            and _within(row, last.row)
        ):
            which = last  # a part by its name, without a 其中
        if which is not None and not row.style:
            numbered_on = bool(which.row.style)
            within = _within(row, which.row) or (bool(which.subset) and _within(row, which.subset[-1].row))
            if numbered_on or within:
                which.subset.append(item)
                continue
            item.unsure = not (_siblings(row, which.row) or depth < stack[-1][0] or row.indent != which.row.indent)
        which = None
        while stack and stack[-1][0] >= depth:
            stack.pop()
        (stack[-1][1].children if stack else top).append(item)
        stack.append((depth, item))
    numbered = next((item for item in top if item.row.style in ("cn", "num")), None)
    if numbered is not None and not words.FIRST.match(numbered.row.label) and not numbered.row.order:
        numbered.unsure = True  # the list begins elsewhere: a table cut at a page
    return top


# --------------------------------------------------------------------------------------------------------------
# Totals
# --------------------------------------------------------------------------------------------------------------


def _totals(sequence: list[Item]) -> list[Group]:
    """Total rows with what they sum: the rows since the last total of their rank, above a closing total or below an
    opening one."""
    if not any(item.row.rank for item in sequence):
        return []
    first, last = sequence[0].row.rank, sequence[-1].row.rank
    if first >= words.NAMED_TOTAL:
        again = any(item.row.rank == first for item in sequence[1:])
        if again and last < first:
            return _consume(sequence[::-1], backwards=True)[0]
        if last > first:  # a sum carried in from elsewhere, with what is carried over from the year before
            return _consume(sequence)[0] if all(_CARRY_OVER.search(i.row.label) for i in sequence[1:-1]) else []
        if last == first:
            return _settle(sequence[1:])[0]
        groups, rest = _settle(sequence[1:])
        return [*groups, *_group(sequence[0], rest)]
    return _settle(sequence)[0]


def _settle(sequence: list[Item]) -> tuple[list[Group], list[Item]]:
    if not sequence or not sequence[0].row.rank:
        return _consume(sequence)
    closing = sequence[-1]
    if closing.row.rank > sequence[0].row.rank:
        groups, rest = _consume(sequence[-2::-1], backwards=True)
        return [*groups, *_group(closing, rest)], [closing]
    if closing.row.rank:
        return _consume(sequence)
    return _consume(sequence[::-1], backwards=True)


def _consume(sequence: list[Item], backwards: bool = False) -> tuple[list[Group], list[Item]]:
    groups: list[Group] = []
    pending: list[Item] = []
    for item in sequence:
        rank = item.row.rank
        if rank:
            cut = len(pending)
            while cut and _belongs(pending[cut - 1].row, item.row):
                cut -= 1
            parts = pending[cut:]
            del pending[cut:]
            item.unsure = not parts and bool(pending)
            groups.extend(_group(item, parts[::-1] if backwards else parts))
        pending.append(item)
    return groups, pending[::-1] if backwards else pending


def _belongs(row: Row, total: Row) -> bool:
    if row.rank >= total.rank:
        return row.rank == total.rank and row.label != total.label and row.label.endswith(words.bare(total.label))
    parents = total.labels[:-1] if total.rank == words.SUBTOTAL else ()
    return row.labels[: len(parents)] == parents


def _group(total: Item, parts: list[Item]) -> list[Group]:
    only_which = len(parts) == 1 and parts[0].row.of_which
    if not parts or only_which or any(part.unsure for part in parts):
        return []
    return [Group(total, tuple(parts))]
