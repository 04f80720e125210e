"""What total columns assert of the columns beside them, row by row."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import takewhile

from extract.lexicon import lexicon
from extract.model import Binding, Cell, Claim, DifferenceClaim, PartGroup, Words
from extract.tables import known, words
from extract.tables.addable import adds_up, comparable, figure_columns
from extract.tables.figures import Block, plain
from extract.tables.headers import Column, Kind

Point = Callable[[Cell], Words]


@dataclass(frozen=True)
class _Node:
    """A column in the header tree: its path without the words that only say which statement it is."""

    path: tuple[str, ...]
    column: Column


@dataclass(frozen=True)
class ColumnGroup:
    """A total column and the columns it sums."""

    total: Column
    parts: tuple[Column, ...]
    cue: Cell
    exhaustive: bool = True
    binding: Binding = Binding.CELL


def column_sums(block: Block, point: Point) -> Iterator[Claim]:
    """Total columns with the columns they sum, one claim per row; what the 栏次 row spells out comes first."""
    priced = any(words.PRICE.search(column.name) for column in block.segment.columns)
    groups = [] if priced else list(_column_groups([c for c in figure_columns(block) if adds_up(c)]))
    spelt, differences = _lane_groups(block.segment.columns)
    told = {group.total.index for group in spelt}
    groups = [*spelt, *(group for group in groups if group.total.index not in told)]
    for row in block.rows:
        for group in groups:
            if row.derived and not words.SCORE.search(group.total.leaf):
                continue
            total = block.fact(row, group.total)
            cells = [(block.fact(row, column), row.figures.get(column.index)) for column in group.parts]
            if total is None or any(f is None and c is not None and c.text.content.strip() for f, c in cells):
                continue
            parts = [fact for fact, _ in cells if fact is not None]
            if any(not part.quantity.nil for part in parts) and comparable(total, parts):
                yield PartGroup(
                    (total,), tuple(parts), point(group.cue), group.exhaustive, where="columns", binding=group.binding
                )
        for result, minuend, subtrahend in differences:
            facts = [block.fact(row, column) for column in (minuend, subtrahend, result)]
            if facts[0] is not None and facts[1] is not None and facts[2] is not None:
                yield DifferenceClaim(facts[0], facts[1], facts[2], point(result.anchors[-1]), binding=Binding.CELL)


def _lane_groups(columns: Sequence[Column]) -> tuple[list[ColumnGroup], list[tuple[Column, Column, Column]]]:
    """Sums and differences that the 栏次 row prints as formulas (1=2+3, 5=3-4)."""
    by_number = {m[1]: column for column in columns if (m := re.match(r"^[（(]?(\d{1,2})", column.lane))}
    sums, differences = [], []
    for column in columns:
        formula = column.lane.partition("=")[2].replace("（", "(").replace("）", ")")
        numbers = re.findall(r"\d{1,2}", formula)
        if column.kind is not Kind.FIGURE or len(numbers) < 2 or not set(numbers) <= by_number.keys():
            continue
        parts = tuple(by_number[number] for number in numbers)
        signs = re.sub(r"[\d()]", "", formula).replace("－", "-")
        if set(signs) == {"+"}:
            sums.append(ColumnGroup(column, parts, column.anchors[-1]))
        elif signs == "-":
            differences.append((column, parts[0], parts[1]))
    return sums, differences


def _column_groups(columns: list[Column]) -> Iterator[ColumnGroup]:
    by_tail: dict[tuple[str, ...], list[_Node]] = {}
    for column in columns:
        path = column.path
        cut = len(path)
        while cut and plain(path[cut - 1]) and not _is_total(path[cut - 1]):
            cut -= 1
        if cut:
            by_tail.setdefault(path[cut:], []).append(_Node(path[:cut], column))
    for nodes in by_tail.values():
        for place, node in enumerate(nodes):
            yield from _group_of(nodes, place, node)


def _is_total(word: str) -> bool:
    return bool(words.TOTAL_COLUMN.search(words.bare(word)))


def _group_of(nodes: list[_Node], place: int, node: _Node) -> Iterator[ColumnGroup]:
    depth = len(node.path)
    below = [other for other in nodes if len(other.path) > depth and other.path[:depth] == node.path]
    total = _is_total(node.path[-1])
    parts: _Parts | None
    if below:
        parent = node.path
        parts = _parts(below, parent)
        binding = Binding.CELL if total else Binding.INFERRED
    elif total:
        parent = node.path[:-1]
        found = _summed(nodes, place, parent)
        parts, binding = (found.parts, found.binding) if found is not None else ([], Binding.CELL)
        if not parent:
            parts = _same_side(node, parts)
    else:
        parts = _known_parts(node.path[-1], _parts(_family(nodes[place + 1 :], node.path[:-1]), node.path[:-1]))
        if not known.make_up([element for element, _ in parts], node.path[-1]):
            return
        binding = Binding.INFERRED
    if parts is None or len(parts) < 2:
        return
    which = [bool(words.OF_WHICH.match(element)) for element, _ in parts]
    if any(which) and not which[0]:
        parts = _without_subsets(parts)
    if parts is None or len(parts) < 2:
        return
    flat = tuple(column for _, columns in parts for column in columns)
    cells = node.column.anchors
    cue = next((cell for cell in reversed(cells) if _is_total(words.clean(cell.text.content))), cells[-1])
    yield ColumnGroup(node.column, flat, cue, not (which and which[0]), binding)


def _until_total(nodes: Sequence[_Node], parent: tuple[str, ...], named: bool = False) -> list[_Node]:
    """The columns under a parent up to its next total; with `named` 人员经费小计 and its like are none."""
    found = []
    for node in nodes:
        if node.path[: len(parent)] != parent or len(node.path) <= len(parent):
            if parent:
                break
            continue
        word = node.path[len(parent)]
        if _is_total(word) and not (named and not words.PURE_TOTAL.match(words.bare(word))):
            break
        found.append(node)
    return found


_Parts = list[tuple[str, tuple[Column, ...]]]


def _parts(nodes: Sequence[_Node], parent: tuple[str, ...]) -> _Parts:
    """The columns under a parent by their next header word; of a group that has a total of its own, that total."""
    by_element: dict[str, list[_Node]] = {}
    for node in nodes:
        by_element.setdefault(node.path[len(parent)], []).append(node)
    parts: _Parts = []
    for element, members in by_element.items():
        depth = len(parent) + 1
        whole = [n for n in members if len(n.path) == depth or (len(n.path) == depth + 1 and _is_total(n.path[-1]))]
        chosen = whole[:1] or [n for n in members if not words.OF_WHICH.match(n.path[-1])]
        parts.append((element, tuple(node.column for node in chosen)))
    return parts


@dataclass(frozen=True)
class _Sum:
    parts: _Parts
    binding: Binding


def _summed(nodes: Sequence[_Node], place: int, parent: tuple[str, ...]) -> _Sum | None:
    """The columns that a total column sums: those behind it, or before it where it closes the row. A bare 合计 takes
    named subtotals (人员经费小计) as its members, and what they are made of is none of it."""
    word = nodes[place].path[len(parent)]
    before, after = nodes[:place][::-1], nodes[place + 1 :]
    if words.PURE_TOTAL.match(words.bare(word)):
        run = _parts(_until_total(after, parent, named=True), parent)
        closing = not run
        if closing:
            run = _parts(_until_total(before, parent, named=True), parent)
        members = _members(run)
        return None if members is None else _Sum(members[::-1] if closing else members, Binding.CELL)
    opened = any(words.PURE_TOTAL.match(words.bare(n.path[len(parent)])) for n in _family(before, parent))
    closed = any(words.PURE_TOTAL.match(words.bare(n.path[len(parent)])) for n in _family(after, parent))
    if opened or closed:
        closing = not opened
        found = _narrower(word, _parts(_until_total(before if closing else after, parent), parent))
        return _Sum(found[::-1] if closing else found, Binding.INFERRED)
    run = _parts(_until_total(after, parent), parent)
    return _Sum(run or _parts(_until_total(before, parent)[::-1], parent), Binding.CELL)


def _family(nodes: Sequence[_Node], parent: tuple[str, ...]) -> list[_Node]:
    return [node for node in nodes if len(node.path) > len(parent) and node.path[: len(parent)] == parent]


def _members(run: _Parts) -> _Parts | None:
    """A run of columns beside a bare total without those that are parts of a column before them: of a named subtotal,
    or of a thing that the lexicon knows as wider. None where a subtotal cuts the same money in another way
    (三公经费小计 beside 基本支出 and 项目支出)."""
    kept: _Parts = []
    position = 0
    while position < len(run):
        element, columns = run[position]
        rest = run[position + 1 :]
        subtotal = _is_total(element)
        if subtotal and known.cut_apart(element, [other for other, _ in kept]):
            return None
        kept.append((element, columns))
        position += 1 + (len(_narrower(element, rest)) if subtotal else len(_known_parts(element, rest)))
    return kept


def _narrower(subtotal: str, run: _Parts) -> _Parts:
    """The columns at the head of a run that a named subtotal sums: up to the next total, or to a column that the
    lexicon knows and knows as none of its parts."""
    return list(
        takewhile(lambda part: not _is_total(part[0]) and not known.siblings(part[0], subtotal), run),
    )


def _known_parts(element: str, run: _Parts) -> _Parts:
    """The columns at the head of a run that the lexicon knows as parts of a column; a 其中 is looked at elsewhere."""
    return list(takewhile(lambda part: not words.OF_WHICH.match(part[0]) and known.part_of(part[0], element), run))


def _without_subsets(parts: _Parts) -> _Parts | None:
    """Parts without the 其中 columns; None where it cannot be told where a 其中 ends."""
    kept: _Parts = []
    whole = ""
    open_which = False
    for element, columns in parts:
        if words.OF_WHICH.match(element):
            open_which = True
            continue
        if open_which:
            if known.concept_of(element) is None or known.concept_of(whole) is None:
                return None
            if known.part_of(element, whole):
                continue
        open_which = False
        whole = element
        kept.append((element, columns))
    return kept


def _same_side(node: _Node, parts: _Parts) -> _Parts:
    """Top-level columns beside a total only as far as they are on its side: 结余 beside 支出合计 is none of its
    parts."""
    concept = lexicon().concept(node.path[-1])
    side = concept.side if concept is not None else ""
    kept: _Parts = []
    for element, columns in parts:
        found = known.concept_of(element)
        its = found.side if found is not None else ""
        if found is not None and found.name == "年初结转结余" and side == "收入":
            its = side
        if its and side and its != side:
            break
        side = side or its
        kept.append((element, columns))
    return kept
