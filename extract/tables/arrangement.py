"""Which rows of a table are parts of which: codes, printed numbers, indentation, 其中 and total words decide it.

Figures play no part in it: what does not add up must not look as if it were something else.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from extract.tables import known, words
from extract.tables.rows import STYLES, Row

_FUND = re.compile(
    r"^(?:一般公共预算|政府性基金(?:预算)?|国有资本经营(?:预算)?)(?:财政拨款)?(?:结转|结余|结转和结余)?$"
)
_CARRY_OVER = re.compile(r"结转|结余")


@dataclass
class Item:
    """A row with the rows it is made of. `unsure` says that where its subset ends cannot be told, `open` that further
    rows of it may stand on the next page."""

    row: Row
    children: list[Item] = field(default_factory=list)
    subset: list[Item] = field(default_factory=list)
    unsure: bool = False
    open: bool = False


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

    def subsets(self) -> Iterable[Item]:
        """Every item whose 其中 rows are, by the lexicon, all that it is made of."""
        stack = list(reversed(self.items))
        while stack:
            item = stack.pop()
            if known.make_up([part.row.label for part in item.subset], item.row.label):
                yield item
            stack.extend(reversed([*item.children, *item.subset]))


def arrange(rows: tuple[Row, ...], headless: bool = False, ended: bool = False) -> Arrangement:
    """How rows add up, by their codes, numbers, indentation, 其中 and total words; figures play no part in it. Of
    `headless` rows, which stand below no header, the first ones may have been left on the page before; rows with
    codes and without a total may go on on the next page unless they are known to have `ended`."""
    if any(row.option for row in rows):  # the answers to choose from are no parts of a whole
        return Arrangement((), ())
    rows = _to_the_last_figure(tuple(row for row in rows if not row.tells))
    sequence = _nest(rows)
    if any(row.code for row in rows) and not (ended or any(row.rank for row in rows)):
        _leave_open(sequence)
    if headless and sequence and not sequence[0].row.rank and not words.FIRST.match(sequence[0].row.label):
        sequence[0].unsure = True
    return Arrangement(tuple(item for item in sequence if not item.row.rank), tuple(_totals(sequence)))


def _to_the_last_figure(rows: tuple[Row, ...]) -> tuple[Row, ...]:
    """Rows without those of words alone below the last figure: the next part of a form (情况说明, 分配科学性 …). A single
    one may be an item whose figure is still to come."""
    end = len(rows)
    while end and rows[end - 1].worded:
        end -= 1
    return rows[:end] if len(rows) - end > 1 else rows


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
    return lettered if lettered is not None else _nest_by_depth(rows, _path_depths(rows))


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


def _leave_open(items: list[Item]) -> None:
    while items:
        items[-1].open = True
        items = items[-1].children


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
    styles = [style for style in STYLES if any(row.style == style for row in rows)]
    depths: list[int] = []
    for position, row in enumerate(rows):
        if row.style:
            carried = _carried_over(rows, position)
            depths.append(styles.index(row.style) if carried is None else depths[carried] + 1)
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


def _carried_over(rows: tuple[Row, ...], position: int) -> int | None:
    """The carry-over row above a numbered fund that begins a new list (年初结转和结余, then 一、一般公共预算 …)."""
    while position and rows[position].style and _FUND.match(words.bare(rows[position].label)):
        position -= 1
    above = rows[position]
    return position if not above.style and not above.rank and _CARRY_OVER.search(above.label) else None


def _path_depths(rows: tuple[Row, ...]) -> list[int]:
    """Depths by the label columns: 投入 | | and below it 投入 | 预算 | is a row and a part of it."""
    depths: list[int] = []
    above: list[tuple[str, ...]] = []
    for row in rows:
        while above and (row.rank or not (row.labels[: len(above[-1])] == above[-1] and row.labels != above[-1])):
            above.pop()
        depths.append(len(above))
        if row.labels and not row.rank:
            above.append(row.labels)
    return depths


def _within(row: Row, other: Row) -> bool:
    """Whether the lexicon knows a row as a part of another; the funds below a carry-over row are what it is made of."""
    if _FUND.match(words.bare(row.label)) and _CARRY_OVER.search(words.bare(other.label)):
        return True
    return known.part_of(row.label, other.label)


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
            item.unsure = not (
                known.siblings(row.label, which.row.label) or depth < stack[-1][0] or row.indent != which.row.indent
            )
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


def _side(label: str) -> str:
    """收入 or 支出, where a label names one of them."""
    named = {side for side in ("收入", "支出") if side in label}
    return named.pop() if len(named) == 1 else ""


def _belongs(row: Row, total: Row) -> bool:
    if _side(total.label) and _side(row.label) and _side(row.label) != _side(total.label):
        return False  # 支出总计 does not sum 收入总计
    if row.rank >= total.rank:
        return row.rank == total.rank and row.label != total.label and row.label.endswith(words.bare(total.label))
    parents = total.labels[:-1] if total.rank == words.SUBTOTAL else ()
    return row.labels[: len(parents)] == parents


def _group(total: Item, parts: list[Item]) -> list[Group]:
    only_which = len(parts) == 1 and parts[0].row.of_which
    if not parts or only_which or any(part.unsure for part in parts):
        return []
    return [Group(total, tuple(parts))]
