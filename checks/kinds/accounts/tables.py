"""A final-accounts table as a ledger: which column is spending, which rows stand under a code, what it covers."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from checks.reference import find, nature_of
from extract.model import AccountRow, AccountTable, Fact, Words

_SPENDING = ("总支出", "本年支出", "支出合计")
_NATURES = ("基本支出", "项目支出")
# Subjects that are there for basic expenditure: a table that lists them is not about projects alone.
_BASIC_SUBJECTS = frozenset(("行政运行", "事业运行"))
_PARTIAL = ("政府性基金", "国有资本经营", "一般公共预算", "财政拨款")
_PROJECT_TITLE = re.compile(r"项目(?:收入)?支出")
_BUDGET_TITLE = re.compile(r"预算(?!财政拨款|支出决算|收入)")


def coverage(words: str) -> str:
    """The part of the money that a title or heading speaks of, "" for all of it."""
    return next((part for part in _PARTIAL if part in words), "")


@dataclass(frozen=True)
class Ledger:
    """A final-accounts table with the questions that the checks ask of it."""

    table: AccountTable

    @property
    def name(self) -> str:
        """What to call the table in a message."""
        return f"《{self.table.title}》" if self.table.title else f"第 {self.table.table} 张表"

    @property
    def final(self) -> bool:
        """Whether it says what was spent, not what was planned."""
        title = self.table.title
        return "决算" in title or not _BUDGET_TITLE.search(title)

    @cached_property
    def covers(self) -> str:
        """The part of the money it is about, "" for all of it. A table titled by projects that lists basic
        expenditure too is about all of it."""
        part = coverage(self.table.title)
        if not part and _PROJECT_TITLE.search(self.table.title) and not self._lists_basic:
            return "项目"
        return part

    @cached_property
    def _lists_basic(self) -> bool:
        for row in self.table.rows:
            subject = find(row.code)
            if nature_of(row.name) == "基本" or (subject is not None and subject.name in _BASIC_SUBJECTS):
                return True
        return "基本支出" in self.table.columns.values()

    def columns(self, concepts: Sequence[str]) -> tuple[str, ...]:
        """The paths of the columns about the first of the concepts that the table has."""
        for concept in concepts:
            found = tuple(path for path, about in self.table.columns.items() if about == concept)
            if found:
                return found
        return ()

    @cached_property
    def spending(self) -> tuple[str, ...]:
        """The columns that add up to spending: one for all of it, else basic and project expenditure."""
        whole = self.columns(_SPENDING)
        if whole:
            return whole[:1]
        halves = tuple(path for concept in _NATURES for path in self.columns([concept])[:1])
        if len(halves) == len(_NATURES):
            return halves
        return self.columns(["财政拨款支出"])[:1] if self.covers else ()

    @cached_property
    def coded(self) -> tuple[AccountRow, ...]:
        return tuple(row for row in self.table.rows if row.code and not row.total)

    @cached_property
    def leaves(self) -> tuple[AccountRow, ...]:
        """The rows that no other row breaks down."""
        broken = {row.code[:length] for row in self.coded for length in (3, 5) if len(row.code) > length}
        return tuple(row for row in self.coded if row.code not in broken)

    def under(self, code: str) -> tuple[AccountRow, ...]:
        """The rows that make up a code: those that print it, else the lowest ones below it."""
        own = tuple(row for row in self.coded if row.code == code)
        return own or tuple(row for row in self.leaves if row.code.startswith(code))

    def total(self, paths: Sequence[str]) -> tuple[Fact, ...]:
        """The cells of the total row in the columns; () where the table has none."""
        for row in self.table.rows:
            cells = cells_of([row], paths)
            if row.total and cells:
                return cells
        return ()

    @cached_property
    def complete(self) -> bool:
        """Whether the rows add up to the printed total: only then does a missing row say something."""
        total = self.total(self.spending)
        listed = cells_of(self.leaves, self.spending)
        return bool(total) and worth(total) == worth(listed)

    def header(self, paths: Iterable[str]) -> Words | None:
        """The words of the first of the columns that has any."""
        return next((self.table.headers[path] for path in paths if path in self.table.headers), None)

    def of_nature(self, nature: str) -> tuple[AccountRow, ...]:
        """The rows of basic or of project money, where the names say which are project money; every other row is
        then basic."""
        project = tuple(row for row in self.leaves if nature_of(row.name) == "项目")
        if not project:
            return ()
        if nature == "项目":
            return project
        rest = tuple(row for row in self.leaves if row not in project)
        # A table in which other rows might be projects too does not say how much is basic.
        return rest if any(nature_of(row.name) == "基本" for row in rest) else ()


def cells_of(rows: Iterable[AccountRow], paths: Sequence[str]) -> tuple[Fact, ...]:
    """The cells of the rows in the columns, blank ones left out."""
    return tuple(row.amounts[path] for row in rows for path in paths if path in row.amounts)


def worth(cells: Iterable[Fact]) -> Decimal:
    """The sum of the cells in the base unit."""
    return sum((cell.quantity.value for cell in cells), Decimal(0))
