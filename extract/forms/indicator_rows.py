"""Reads the rows of an 绩效评价指标体系 into its indicators.

A parent is printed once, merged, left blank below, or printed again on the next page; a row may only carry on the words
of the one above it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from extract.forms.completion import completion
from extract.forms.indicator_layout import Layout, Level
from extract.forms.indicator_names import LETTERED, weight_in_name
from extract.forms.indicator_nodes import Node, Point, indicators_of, with_points
from extract.model import Cell, Fact, IndicatorTree, Quantity, Words
from extract.quantities import parse_cell

if TYPE_CHECKING:  # the tables package hands its blocks to this module
    from extract.tables.figures import Binder, Block
    from extract.tables.headers import Band, Column
    from extract.tables.rows import Row

_NOTE = re.compile(
    r"^(?:注|备注|说明|填表|附注|评价(?:结论|等级|结果|意见)|自评(?:结论|等级|结果)|存在|改进|整改|结论|等级|总体|主要|意见|联系|审核|负责人|单位)"
    r"|[:：]$"
)
_MOST_LEVELS = 4


class TreeReader:
    """Reads the rows of a tree, over all the bands that print its header again."""

    def __init__(self, binder: Binder, layout: Layout) -> None:
        self.binder = binder
        self.layout = layout
        self.nodes: list[Node] = []
        self.by_code: dict[tuple[int, str], int] = {}
        self.by_name: dict[tuple[int, int | None, str], int] = {}
        self.current: dict[int, int] = {}
        self.styles: list[str] = []
        self.total_weight: Fact | None = None
        self.total_score: Fact | None = None
        self.total_review: Fact | None = None
        self.closed = False
        self.facts: dict[tuple[int, int], Fact] = {}
        self.after_break = False

    def read(self, band: Band, blocks: Sequence[Block]) -> None:
        rows = {row.index: row for block in blocks for row in block.rows}
        for block in blocks:
            self.facts.update(block.facts)
        previous = -1
        for index in band.data:
            self.after_break = any(previous < row < index for row in band.repeated) or (
                previous < 0 and bool(self.nodes)
            )
            previous = index
            row = rows.get(index)
            if row is not None and row.rank:
                self._total(row)
            elif not self.closed and not self._is_note(index):
                self._row(index, row)

    def tree(self) -> IndicatorTree | None:
        """What was read, be it the piece of one page; None where it has no weights and no scores."""
        nodes = with_points(self.nodes)
        if not any(node.weight is not None or node.score is not None for node in nodes):
            return None
        return IndicatorTree(
            self.binder.table.number,
            self.binder.title,
            indicators_of(nodes),
            self.total_weight,
            self.total_score,
            self.total_review,
        )

    def _total(self, row: Row) -> None:
        """A total row gives the sums of the tree; subtotals are left to the sums of the table."""
        from extract.tables import words  # the tables package imports this module

        if row.rank < words.TOTAL:
            return
        lowest = self.layout.levels[-1]
        weights = [level.weight for level in self.layout.levels if level.weight is not None]
        score = self._figure(row.index, lowest.score, "score", row.label)
        weight = next((f for c in weights[::-1] if (f := self._figure(row.index, c, "weight", row.label))), None)
        if weight is None:
            weight = self._total_in_words(row)
        self.total_score = self.total_score or score
        self.total_review = self.total_review or self._figure(row.index, lowest.review, "score", row.label)
        self.total_weight = self.total_weight or weight
        self.closed = bool(self.nodes)

    def _total_in_words(self, row: Row) -> Fact | None:
        """The sum of the weights of a total row in a column of names (合计 | | 100分), or behind its word."""
        for level in self.layout.levels:
            cell = self.binder.grid.own(row.index, level.column.index)
            if cell is None or not cell.text.content.strip():
                continue
            found = parse_cell(cell.text.content)
            if isinstance(found, Quantity) and not found.nil and found.dimension in ("score", "percent", ""):
                quantity = found if found.dimension else replace(found, dimension="score", unit="分", given=False)
            else:
                told = weight_in_name(cell.text.content, bare=True)
                if told is None:
                    continue
                quantity = told[0]
            return self.binder.fact_in_words(cell, quantity, label=row.label, measure="weight", item=("总分",))
        return None

    def _is_note(self, index: int) -> bool:
        """Whether a row is a remark below or between the indicators: it has one cell of words and no figure."""
        own = [cell for cell in self.binder.grid.row_cells(index) if cell.text.content.strip()]
        if not own:
            return True
        words = self.binder.grid.words_of(own[0])
        return (
            own[0].column <= self.layout.levels[0].column.index
            and not self.binder.grid.has_figures(index)
            and _NOTE.search(words) is not None
        )

    def _row(self, index: int, row: Row | None) -> None:
        grid, levels = self.binder.grid, self.layout.levels
        figures = any(
            column is not None and (cell := grid.own(index, column.index)) is not None and grid.words_of(cell)
            for level in levels
            for column in (level.weight, level.score, level.deduction)
        )
        last: Cell | None = None
        named: list[int] = []
        for level in levels:
            cell = grid.own(index, level.column.index)
            if cell is None or cell is last or not grid.words_of(cell):
                continue
            last = cell
            at = self._named(level, cell, index, row, figures)
            if at is not None:
                named.append(at)
                depth = self.nodes[at].level
                if self.current.get(depth) != at:  # a parent that is printed again keeps what stands under it
                    self.current = {k: v for k, v in self.current.items() if k < depth} | {depth: at}
        if not self.current:
            return
        lowest = self.current[max(self.current)]
        self._figures_of_parents(index)
        self._fill(self.nodes[lowest], index, carried=lowest not in named and not figures)

    def _named(self, level: Level, cell: Cell, index: int, row: Row | None, figures: bool) -> int | None:
        """The indicator that a cell names: a new one, or the one that it prints again. None where it only carries on
        the words of the one above."""
        text = cell.text.content
        code, name, plain = self._name(level, cell, index)
        depth = self._depth(level, code, row)
        lowest = level is self.layout.levels[-1]
        above = self.nodes[self.current[depth]] if depth in self.current else None
        if above is not None and self._runs_on(above, code, text, lowest, figures):
            above.text += text
            above.weight = above.weight or self._weight_in(level, cell, above.plain)
            return None if lowest else self.current[depth]
        parent = self._parent(depth, code)
        again = self._printed_above(depth, code, plain, parent)
        if again is not None and not self.layout.flat:  # a flat list may name two things alike
            printed_again = not lowest or self._repeats(self.nodes[again], level, cell, index)
            if printed_again:
                return again
        node = Node(depth, parent, code, name, plain, text)
        node.weight = self._weight_in(level, cell, plain)
        self.nodes.append(node)
        at = len(self.nodes) - 1
        if code:
            self.by_code.setdefault((depth, code), at)
        elif plain:
            self.by_name[depth, parent, plain] = at
        return at

    def _runs_on(self, above: Node, code: str, text: str, lowest: bool, figures: bool) -> bool:
        """Whether a cell right after a repeated header carries on the name above: that ends within a bracket which this
        closes or goes on with, its like have codes and this has none, or it is scored already and this is not."""
        if self.layout.flat or not self.after_break or (lowest and figures):
            return False
        opened, closed = (len(re.findall(marks, text)) for marks in ("[（(]", "[）)]"))
        inside = not (code and above.code) and (closed > opened or not opened)
        return (above.open and inside) or (bool(above.code) and not code) or (lowest and above.score is not None)

    def _parent(self, depth: int, code: str) -> int | None:
        """The indicator right above: that of its code (A23 → A2), else the last one of a higher level."""
        if code[1:] and (depth - 1, code[:-1]) in self.by_code:
            return self.by_code[depth - 1, code[:-1]]
        return next((self.current[k] for k in sorted(self.current, reverse=True) if k < depth), None)

    def _printed_above(self, depth: int, code: str, plain: str, parent: int | None) -> int | None:
        """The indicator of the same code and name, or without codes of the same name under the same parent."""
        if not code:
            return self.by_name.get((depth, parent, plain))
        at = self.by_code.get((depth, code))
        if at is None:
            return None
        known = self.nodes[at].plain
        return at if plain.startswith(known) or known.startswith(plain) else None

    def _repeats(self, node: Node, level: Level, cell: Cell, index: int) -> bool:
        """Whether a lowest indicator is printed again, as at a page break: right below itself, without a score or
        with the same."""
        score = self._figure(index, level.score, "score", node.plain)
        last = self.after_break and self.nodes[self.current.get(node.level, -1)] is node
        return last and (score is None or _alike(node.score, score))

    def _depth(self, level: Level, code: str, row: Row | None) -> int:
        """The level of an indicator: that of its column, or in a single column of names that of its code or number."""
        if not self.layout.flat:
            return level.level
        style = f"code{len(code)}" if code else (row.style if row is not None else "")
        if style in self.styles:
            self.styles = self.styles[: self.styles.index(style) + 1]
        elif len(self.styles) < _MOST_LEVELS:
            self.styles.append(style)
        return len(self.styles)

    def _name(self, level: Level, cell: Cell, index: int) -> tuple[str, Words, str]:
        """Code, name and the bare name of the indicator that a cell names."""
        text = cell.text.content
        start, code = 0, ""
        lettered = LETTERED.match(text)
        if lettered and lettered.end() < len(text):
            code, start = lettered[1].replace(" ", ""), lettered.end()
        elif self.layout.code is not None and level is self.layout.levels[-1]:
            beside = self.binder.grid.own(index, self.layout.code.index)
            found = LETTERED.fullmatch(beside.text.content) if beside is not None else None
            code = found[1].replace(" ", "") if found else ""
        told = weight_in_name(text, level.bare)
        end = told[1] if told is not None else len(text)
        if not text[start:end].strip():
            end = len(text)
        while start < end and text[start].isspace():
            start += 1
        while end > start and text[end - 1].isspace():
            end -= 1
        run = re.sub(r"\s*\n\s*", "", text[start:end])
        place = self.binder.words(cell)
        name = Words(run, self.binder.location(cell, start, end), place.quote)
        return code, name, re.sub(r"\s+", "", run)

    def _weight_in(self, level: Level, cell: Cell, plain: str) -> Fact | None:
        told = weight_in_name(cell.text.content, level.bare)
        if told is None or level.weight is not None:
            return None
        return self.binder.fact_in_words(cell, told[0], label=plain, measure="weight", item=(plain,))

    def _figures_of_parents(self, index: int) -> None:
        """Weights and scores that stand in columns of the upper levels, or in cells merged over all rows of one."""
        for level in self.layout.levels[:-1]:
            at = self.current.get(level.level)
            if at is None:
                continue
            node = self.nodes[at]
            if max(self.current) == level.level:
                continue
            node.weight = node.weight or self._figure(index, level.weight, "weight", node.plain)
            node.score = node.score or self._figure(index, level.score, "score", node.plain)
            node.review = node.review or self._figure(index, level.review, "score", node.plain)
            node.deduction = node.deduction or self._figure(index, level.deduction, "deduction", node.plain)

    def _fill(self, node: Node, index: int, carried: bool) -> None:
        """What a row says of its lowest indicator. A row that only carries words on adds them to those above."""
        layout = self.layout
        lowest = layout.levels[-1]
        columns = next((level for level in layout.levels if level.level == node.level), lowest)
        weight, score, review, deduction = (
            self._figure_for(node, index, own or last, measure)
            for own, last, measure in (
                (columns.weight, lowest.weight, "weight"),
                (columns.score, lowest.score, "score"),
                (columns.review, lowest.review, "review"),
                (columns.deduction, lowest.deduction, "deduction"),
            )
        )
        rubric, explanation, source, reason = (
            self._words(index, column) for column in (layout.rubric, layout.explanation, layout.source, layout.reason)
        )
        if node.rows and carried:
            node.rubric = _joined(node.rubric, rubric)
            node.explanation = _joined(node.explanation, explanation)
            node.source = _joined(node.source, source)
            node.reason = _joined(node.reason, reason)
            return
        if self.after_break and node.rows and _alike(node.score, score):
            return
        done = self._completion(node, index)
        point = Point(index, weight, score, review, deduction, rubric, explanation, source, reason, *done)
        if score is not None or not node.points:
            node.points.append(point)
        if not node.rows:
            node.take(point)
        node.rows.append(index)

    def _completion(self, node: Node, index: int) -> tuple[Fact | None, Words | None]:
        """What the row's own completion cell says, as the number that it is and in words."""
        column = self.layout.actual
        cell = self.binder.grid.own(index, column.index) if column is not None else None
        if column is None or cell is None or not self.binder.grid.words_of(cell):
            return None, None
        fact = completion(self.binder, self.facts.get((index, column.index)), cell, node.plain)
        return fact, self.binder.words(cell)

    def _figure_for(self, node: Node, index: int, column: Column | None, measure: str) -> Fact | None:
        """The figure of an indicator in a column; one in a cell merged over the rows of several is none of its own."""
        if column is None:
            return None
        cell = self.binder.grid.own(index, column.index)
        level = next((lv for lv in self.layout.levels if lv.level == node.level), self.layout.levels[-1])
        name = self.binder.grid.cell(index, level.column.index)
        if cell is not None and name is not None and cell.row_span > max(1, name.row_span):
            self._lend(cell, index, column, measure)
            return None
        return self._figure(index, column, "score" if measure == "review" else measure, node.plain)

    def _lend(self, cell: Cell, index: int, column: Column, measure: str) -> None:
        """A figure in a merged cell belongs to the upper indicator whose name spans the same rows."""
        for level in self.layout.levels[:-1]:
            name = self.binder.grid.cell(index, level.column.index)
            at = self.current.get(level.level)
            if name is None or at is None or (name.row, name.row_span) != (cell.row, cell.row_span):
                continue
            fact = self._figure(index, column, "score" if measure == "review" else measure, self.nodes[at].plain)
            if measure == "weight":
                self.nodes[at].weight = self.nodes[at].weight or fact
            elif measure == "score":
                self.nodes[at].score = self.nodes[at].score or fact
            elif measure == "review":
                self.nodes[at].review = self.nodes[at].review or fact
            return

    def _figure(self, index: int, column: Column | None, measure: str, label: str) -> Fact | None:
        """The fact of a cell that begins in a row; one is made for a number that the table kept as words."""
        if column is None:
            return None
        found = self.facts.get((index, column.index))
        if found is not None:
            return None if found.quantity.nil else found
        cell = self.binder.grid.own(index, column.index)
        if cell is None or not self.binder.grid.figure(index, column.index):
            return None
        quantity = parse_cell(cell.text.content, "分")
        if not isinstance(quantity, Quantity) or quantity.dimension not in ("score", "percent"):
            return None
        fact = self.binder.fact_in_words(cell, quantity, label=label, measure=measure)
        self.facts[index, column.index] = fact
        return fact

    def _words(self, index: int, column: Column | None) -> Words | None:
        """The words of a cell that begins in a row: empty where it is blank, None where the column is not there."""
        if column is None:
            return None
        cell = self.binder.grid.own(index, column.index)
        return None if cell is None else self.binder.words(cell)


def _alike(one: Fact | None, other: Fact | None) -> bool:
    return one is not None and other is not None and one.quantity.value == other.quantity.value


def _joined(above: Words | None, more: Words | None) -> Words | None:
    """Words that run on in another row; they are pointed at where they begin."""
    if above is None or more is None or not more.text:
        return above if above is not None else more
    return Words(above.text + more.text, above.location, above.quote or more.quote)
