"""Hand-made facts, code names and final-accounts tables for the tests of the kinds code and accounts."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal
from itertools import count
from typing import Any

from checks.kinds import kinds
from checks.outcome import Failed, Outcome
from checks.rule import Rule, Severity
from extract.model import (
    AccountRow,
    AccountTable,
    Caption,
    Claim,
    CodeName,
    Cover,
    Document,
    Fact,
    FactBook,
    Location,
    Outline,
    Quantity,
    Words,
)

_SCALES = {"元": 1, "万元": 10000, "%": 1}


class Sample:
    """A document in the making: say things, add a table, then take the book."""

    def __init__(self, year: int | None = 2022) -> None:
        self._ids = count()
        self._year = year
        self.facts: list[Fact] = []
        self.claims: list[Claim] = []
        self.tables: list[AccountTable] = []
        self.captions: dict[int, Caption] = {}
        self._line = 0

    def figure(self, text: str, unit: str, location: Location, **identity: Any) -> Fact:
        scale = Decimal(_SCALES[unit])
        number = Decimal(text.replace(",", ""))
        ulp = Decimal(1).scaleb(int(number.as_tuple().exponent)) * scale
        quantity = Quantity(
            text=f"{text}{unit}",
            value=number * scale,
            ulp=ulp,
            dimension="percent" if unit == "%" else "money",
            unit=unit,
            scale=scale,
        )
        fact = Fact(next(self._ids), quantity, location, f"…{text}{unit}…", **identity)
        self.facts.append(fact)
        return fact

    def says(self, text: str, unit: str = "万元", **identity: Any) -> Fact:
        """One statement in the prose, a line of its own."""
        self._line += 1
        place = Location("paragraph", block=self._line, line=self._line)
        identity.setdefault("year", self._year)
        return self.figure(text, unit, place, **identity)

    def total(self, concept: str, text: str, unit: str = "万元", **identity: Any) -> Fact:
        return self.says(text, unit, concept=concept, label=concept, item=(concept,), **identity)

    def code(
        self,
        code: str,
        name: str,
        amount: str | None = None,
        *,
        level: str = "",
        table: int | None = None,
        start: int = 0,
    ) -> CodeName:
        """A code with its name, in the prose or in a table row, with the money beside it."""
        amounts = (self.says(amount, code=code, label=name),) if amount else ()
        if not amounts:
            self._line += 1
        place = Location("paragraph" if table is None else "cell", block=self._line, line=self._line, start=start)
        claim = CodeName(Words(code, place), Words(name, place), level, self._year, amounts, table)
        self.claims.append(claim)
        return claim

    def table(
        self,
        columns: dict[str, str],
        rows: Sequence[tuple[str, str, Sequence[str]]],
        title: str = "2022年收入支出决算表",
        unit: str = "元",
    ) -> AccountTable:
        """A table: column path → concept, and (code, name, cells in the order of the columns). A row without a code is
        a total row; a cell "" is blank."""
        self._line += 1
        block = self._line
        number = len(self.tables) + 1

        def words(text: str, row: int, column: int) -> Words:
            return Words(text, Location("cell", block=block, table=number, row=row, column=column))

        made = []
        for at, (code, name, cells) in enumerate(rows, 2):
            amounts = {
                path: self.figure(
                    cell,
                    unit,
                    Location("cell", block=block, table=number, row=at, column=column),
                    code=code,
                    label=name,
                    concept=columns[path],
                )
                for column, (path, cell) in enumerate(zip(columns, cells, strict=True), 3)
                if cell
            }
            code_words = words(code, at, 1) if code else None
            name_words = words(name, at, 2)
            made.append(
                AccountRow(code, code_words, name, name_words, {0: 0, 3: 1, 5: 2, 7: 3}[len(code)], not code, amounts)
            )
            if code and code_words:
                self.claims.append(CodeName(code_words, name_words, "", self._year, tuple(amounts.values()), number))
        headers = {path: words(path.rpartition("/")[2], 1, column) for column, path in enumerate(columns, 3)}
        found = AccountTable(number, title, self._year, "", unit, columns, headers, tuple(made))
        self.tables.append(found)
        return found

    def book(self) -> FactBook:
        outline = Outline((), (), (), (), self.captions, (), Cover(year=self._year))
        document = Document("sample.txt", "", "text", ())
        return FactBook(document, outline, tuple(self.facts), tuple(self.claims), tuple(self.tables))


def rule(
    kind: str, severity: Severity = Severity.ERROR, message: str = "{labels}{computation}", **params: Any
) -> Rule[Any]:
    made = kinds()[kind].params(**params)
    return Rule("TST001", "试", "试", "accounts", severity, kind, "查", "因", "改", message, made)


def run(book: FactBook, tested: Rule[Any]) -> list[Outcome]:
    return list(kinds()[tested.kind].check(book, tested))


def failures(outcomes: Iterable[Outcome]) -> list[Failed]:
    return [outcome for outcome in outcomes if isinstance(outcome, Failed)]


def shown(failure: Failed) -> list[str]:
    return [item.text for item in failure.evidence]
