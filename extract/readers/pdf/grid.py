"""Ruling lines to the grids of tables: which lines belong together, where cells begin and end."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from extract.readers.pdf.glyphs import Box, Leaf, Rule

_SNAP = 2.0  # lines no further apart are one line, drawn double or piece by piece
_BRIDGE = 3.0  # a gap in a line that is no gap: dashes, pieces drawn cell by cell
_TOUCH = 3.0  # lines that come this close meet
_MET = 1.0  # ... and one that ends on another one meets none beyond it
_OPEN = 6.0  # a line that reaches this far beyond the outermost one across it leaves a side open
_COVERED = 0.5  # of the side of a cell that a border must cover
_MOST_PLACES = 40_000  # of a grid; squared paper has more
_MOST_LINES = 3000  # a drawing has more; no table of a report does


@dataclass(frozen=True, slots=True)
class Slot:
    """A cell as ruled: its top-left place in the grid from 0, and how far it spans."""

    row: int
    column: int
    row_span: int = 1
    column_span: int = 1


@dataclass(frozen=True)
class Lattice:
    """A ruled grid on a page: the x of its column borders, the y of its row borders, its cells, and for each place of
    the grid the index of the cell that covers it."""

    xs: tuple[float, ...]
    ys: tuple[float, ...]
    slots: tuple[Slot, ...]
    covered: tuple[tuple[int, ...], ...]

    @property
    def box(self) -> Box:
        return self.xs[0], self.ys[0], self.xs[-1], self.ys[-1]

    def row_at(self, y: float) -> int | None:
        """The row that a height lies in, None above and below the grid."""
        at = bisect_right(self.ys, y) - 1
        return at if 0 <= at < len(self.ys) - 1 else None


@dataclass(frozen=True)
class Ruled:
    """What the ruling lines of a page make, each from top to bottom: grids, boxes around something that is no table, and
    the lines across that no line down meets."""

    grids: tuple[Lattice, ...] = ()
    frames: tuple[Box, ...] = ()
    lone: tuple[Rule, ...] = ()


def lattices(leaf: Leaf) -> Ruled:
    """What is ruled on a page; nothing where it is a drawing."""
    across, down = _merged(leaf.across), _merged(leaf.down)
    if len(across) + len(down) > _MOST_LINES:
        return Ruled()
    groups = _connected(across, down)
    found: list[Lattice] = []
    frames: list[Box] = []
    lone: list[Rule] = []
    for rows, columns in groups:
        if not columns:
            lone.extend(rows)
        elif (lattice := _lattice(rows, columns)) is not None:
            found.append(lattice)
        elif len(rows) == len(columns) == 2:
            frames.append((columns[0].at, rows[0].at, columns[1].at, rows[1].at))
    found.sort(key=lambda lattice: (lattice.ys[0], lattice.xs[0]))
    frames.sort(key=lambda box: (box[1], box[0]))
    lone.sort(key=lambda rule: rule.at)
    return Ruled(tuple(found), tuple(frames), tuple(lone))


def _merged(rules: Iterable[Rule]) -> list[Rule]:
    """Lines at nearly one height (or place) made one height, and joined where they touch."""
    merged: list[Rule] = []
    ordered = sorted(rules, key=lambda r: r.at)
    start = 0
    for end in range(1, len(ordered) + 1):
        if end < len(ordered) and ordered[end].at - ordered[start].at <= _SNAP:
            continue
        group = sorted(ordered[start:end], key=lambda r: r.start)
        start = end
        length = sum(max(r.end - r.start, 0.1) for r in group)
        at = sum(r.at * max(r.end - r.start, 0.1) for r in group) / length
        left, right = group[0].start, group[0].end
        for rule in group[1:]:
            if rule.start - right <= _BRIDGE:
                right = max(right, rule.end)
            else:
                merged.append(Rule(at, left, right))
                left, right = rule.start, rule.end
        merged.append(Rule(at, left, right))
    return merged


def _connected(across: list[Rule], down: list[Rule]) -> list[tuple[list[Rule], list[Rule]]]:
    """Lines in groups that hang together by crossing or touching."""
    parent = list(range(len(across) + len(down)))

    def root(i: int) -> int:
        while parent[i] != i:
            parent[i] = parent[parent[i]]
            i = parent[i]
        return i

    # Both lists ascend by their place, so that each line looks only at those that it can reach.
    heights = [r.at for r in across]
    downs, acrosses = _reaches(down, across), _reaches(across, down)
    for i, line in enumerate(down):
        first = bisect_left(heights, line.start - downs[i][0])
        last = bisect_right(heights, line.end + downs[i][1])
        for j in range(first, last):
            if across[j].start - acrosses[j][0] <= line.at <= across[j].end + acrosses[j][1]:
                a, b = root(len(across) + i), root(j)
                if a != b:
                    parent[a] = b
    groups: dict[int, tuple[list[Rule], list[Rule]]] = {}
    for j, rule in enumerate(across):
        groups.setdefault(root(j), ([], []))[0].append(rule)
    for i, rule in enumerate(down):
        groups.setdefault(root(len(across) + i), ([], []))[1].append(rule)
    return list(groups.values())


def _reaches(rules: list[Rule], others: list[Rule]) -> list[tuple[float, float]]:
    """How far beyond its two ends each line meets one of `others`, which ascend by their place. A line that ends on one
    reaches no further: a table that stands in a cell stays clear of the borders of that."""
    ats = [other.at for other in others]

    def reach(rule: Rule, end: float) -> float:
        near = others[bisect_left(ats, end - _MET) : bisect_right(ats, end + _MET)]
        return _MET if any(other.start - _MET <= rule.at <= other.end + _MET for other in near) else _TOUCH

    return [(reach(rule, rule.start), reach(rule, rule.end)) for rule in rules]


def _lattice(across: list[Rule], down: list[Rule]) -> Lattice | None:
    """The grid of lines that hang together, None where they enclose less than two cells."""
    xs = places([r.at for r in down])
    ys = places([r.at for r in across])
    if not xs or not ys:
        return None
    # An open side: the lines across go on beyond the outermost line down, or the other way round.
    left, right = min(r.start for r in across), max(r.end for r in across)
    top, bottom = min(r.start for r in down), max(r.end for r in down)
    down = list(down)
    across = list(across)
    if left < xs[0] - _OPEN:
        xs.insert(0, left)
        down.append(Rule(left, ys[0], ys[-1]))
    if right > xs[-1] + _OPEN:
        xs.append(right)
        down.append(Rule(right, ys[0], ys[-1]))
    if top < ys[0] - _OPEN:
        ys.insert(0, top)
        across.append(Rule(top, xs[0], xs[-1]))
    if bottom > ys[-1] + _OPEN:
        ys.append(bottom)
        across.append(Rule(bottom, xs[0], xs[-1]))
    if len(xs) < 2 or len(ys) < 2 or (len(xs) == 2 and len(ys) == 2) or len(xs) * len(ys) > _MOST_PLACES:
        return None
    beside = borders(down, xs, ys)  # beside[i][r]: a border at xs[i] along row r
    under = borders(across, ys, xs)  # under[j][c]: a border at ys[j] along column c
    return bordered(xs, ys, beside, under)


def places(values: Iterable[float]) -> list[float]:
    """Places that are nearly one made one."""
    groups: list[list[float]] = []
    for value in sorted(values):
        if groups and value - groups[-1][0] <= _SNAP + 0.5:
            groups[-1].append(value)
        else:
            groups.append([value])
    return [sum(group) / len(group) for group in groups]


def borders(rules: Sequence[Rule], at: Sequence[float], along: Sequence[float]) -> list[list[bool]]:
    """For each place and each stretch between two places along it, whether a line covers it."""
    covered = [[0.0] * (len(along) - 1) for _ in at]
    for rule in rules:
        i = min(range(len(at)), key=lambda k: abs(at[k] - rule.at))
        first = max(0, bisect_right(along, rule.start) - 1)
        for k in range(first, len(along) - 1):
            if along[k] >= rule.end:
                break
            covered[i][k] += max(0.0, min(along[k + 1], rule.end) - max(along[k], rule.start))
    return [[length >= _COVERED * (along[k + 1] - along[k]) for k, length in enumerate(lengths)] for lengths in covered]


def cut(rows: int, columns: int, beside: Sequence[Sequence[bool]], under: Sequence[Sequence[bool]]) -> list[Slot]:
    """The cells of a grid with these inner borders: `beside[i][r]` left of column i in row r, `under[j][c]` above row j
    in column c. Places without a border between them are one cell; what is then no rectangle is cut into some."""
    group = [[-1] * columns for _ in range(rows)]
    slots: list[Slot] = []
    for r in range(rows):
        for c in range(columns):
            if group[r][c] >= 0:
                continue
            members = _flood(r, c, rows, columns, beside, under, group, len(slots))
            slots.extend(_rectangles(members))
            for place in members:
                group[place[0]][place[1]] = 0
    return slots


def _flood(
    r: int,
    c: int,
    rows: int,
    columns: int,
    beside: Sequence[Sequence[bool]],
    under: Sequence[Sequence[bool]],
    group: list[list[int]],
    mark: int,
) -> set[tuple[int, int]]:
    members = {(r, c)}
    todo = [(r, c)]
    while todo:
        y, x = todo.pop()
        for ny, nx, closed in (
            (y, x + 1, x + 1 < columns and beside[x + 1][y]),
            (y, x - 1, beside[x][y]),
            (y + 1, x, y + 1 < rows and under[y + 1][x]),
            (y - 1, x, under[y][x]),
        ):
            if 0 <= ny < rows and 0 <= nx < columns and not closed and (ny, nx) not in members:
                members.add((ny, nx))
                todo.append((ny, nx))
    return members


def _rectangles(members: set[tuple[int, int]]) -> list[Slot]:
    """Places as few upright rectangles: each row's stretches, joined downwards where they are alike."""
    stretches: list[tuple[int, int, int]] = []
    for r in sorted({r for r, _ in members}):
        columns = sorted(c for y, c in members if y == r)
        start = columns[0]
        for at, c in enumerate(columns):
            if at + 1 == len(columns) or columns[at + 1] != c + 1:
                stretches.append((r, start, c))
                if at + 1 < len(columns):
                    start = columns[at + 1]
    slots: list[Slot] = []
    for r, first, last in stretches:
        for i, slot in enumerate(slots):
            if slot.row + slot.row_span == r and (slot.column, slot.column + slot.column_span - 1) == (first, last):
                slots[i] = Slot(slot.row, slot.column, slot.row_span + 1, slot.column_span)
                break
        else:
            slots.append(Slot(r, first, 1, last - first + 1))
    return slots


def bordered(
    xs: list[float], ys: list[float], beside: Sequence[Sequence[bool]], under: Sequence[Sequence[bool]]
) -> Lattice | None:
    """The grid with these borders (as `cut` takes them), None where it has less than two cells."""
    return _compact(xs, ys, cut(len(ys) - 1, len(xs) - 1, beside, under))


def _compact(xs: list[float], ys: list[float], slots: list[Slot]) -> Lattice | None:
    """The grid without the borders that no cell begins or ends at."""
    columns = sorted({s.column for s in slots})
    rows = sorted({s.row for s in slots})
    if len(slots) < 2:
        return None
    kept_columns = [*columns, len(xs) - 1]
    kept_rows = [*rows, len(ys) - 1]

    def place(kept: list[int], at: int) -> int:
        return bisect_right(kept, at - 1)

    compact = []
    for s in slots:
        row, column = place(kept_rows, s.row), place(kept_columns, s.column)
        row_end, column_end = place(kept_rows, s.row + s.row_span), place(kept_columns, s.column + s.column_span)
        compact.append(Slot(row, column, max(1, row_end - row), max(1, column_end - column)))
    return lattice_of([xs[c] for c in kept_columns], [ys[r] for r in kept_rows], compact)


def lattice_of(xs: Sequence[float], ys: Sequence[float], slots: Iterable[Slot]) -> Lattice:
    """A lattice of given cells, in reading order."""
    ordered = tuple(sorted(slots, key=lambda s: (s.row, s.column)))
    covered = [[-1] * (len(xs) - 1) for _ in range(len(ys) - 1)]
    for index, s in enumerate(ordered):
        for r in range(s.row, s.row + s.row_span):
            for c in range(s.column, s.column + s.column_span):
                covered[r][c] = index
    return Lattice(tuple(xs), tuple(ys), ordered, tuple(tuple(row) for row in covered))
