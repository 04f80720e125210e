"""Totals that the prose names (总支出, 项目支出, 财政拨款收入 …) against the total row of the table, and a carry-over
column that is printed and left blank."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from checks.diagnosis import Clues, slip
from checks.interval import grain
from checks.kinds.accounts.comparing import (
    MOST_EVIDENCE,
    Comparison,
    comparable,
    computation,
    covered,
    differing,
    in_prose,
    ledgers,
    outcomes,
    plainly,
    representative,
    same_report,
    why,
)
from checks.kinds.accounts.tables import Ledger, cells_of
from checks.outcome import Answer, Member, Outcome, failed, skipped
from checks.rule import Rule
from extract.model import Binding, Fact, FactBook

_NATURES = {"基本支出": "基本", "项目支出": "项目"}
_CARRIED = ("年初结转结余", "年末结转结余")
_GRAND = re.compile(r"(?:收入|支出)总计(?:均|各)?$")
_OWN = {"总支出": "本年支出", "总收入": "本年收入"}
_GRAND_ROW = re.compile(r"^(?:收入|支出)?总计$")
# More values than this for one total are several things under one name.
_MOST_VALUES = 2

Figures = Mapping[str, Sequence[str]]


def stated_totals(book: FactBook, concept: str, ledger: Ledger) -> tuple[Fact, ...]:
    """What the prose says of a total, in document order; of bindings that differ in strength only the strongest."""
    found = [
        fact
        for fact in book.by_concept.get(concept, ())
        if in_prose(fact) and plainly(fact, concept) and same_report(fact, ledger, book) and not _grand(fact, book)
    ]
    strongest = max((fact.binding for fact in found), default=Binding.CUE)
    return tuple(fact for fact in found if fact.binding is strongest)


def _grand(fact: Fact, book: FactBook) -> bool:
    """Whether a statement is the grand total of a disclosure (收入、支出总计), which counts what is carried over: its
    summary prints that in a row of its own (总计), and it is held against that one."""
    if not _GRAND.search(fact.label):
        return False
    summaries = (table for table in book.disclosure.tables if table.kind == "收支总表")
    return any(_GRAND_ROW.match(cell.label.partition("/")[0]) for table in summaries for cell in table.facts)


def total_comparisons(book: FactBook, figures: Figures) -> Iterator[Comparison]:
    """Each total of the prose against each table that says it."""
    for ledger in ledgers(book):
        for concept, columns in figures.items():
            cells = _cells(ledger, concept, columns)
            statements = stated_totals(book, concept, ledger) if comparable(cells) else ()
            if not statements:
                continue
            certain = all(covered(fact, book, own=False) == _covers(ledger, concept) for fact in statements)
            yield Comparison(concept, ledger, statements, cells, certain)


def _covers(ledger: Ledger, concept: str) -> str:
    """A table of projects is about all of the project expenditure."""
    return "" if ledger.covers == "项目" and concept == "项目支出" else ledger.covers


def _cells(ledger: Ledger, concept: str, columns: Sequence[str]) -> tuple[Fact, ...]:
    """The cells that say a total: of the total row in its column, else, for basic and project expenditure, of the rows
    that the table names as such."""
    paths = ledger.columns(columns)[:1]
    total = ledger.total(paths) if paths else ()
    if total:
        return total
    if ledger.covers == "项目" and concept == "项目支出":
        return ledger.total(ledger.spending)
    if concept in _NATURES and ledger.complete:
        return cells_of(ledger.of_nature(_NATURES[concept]), ledger.spending)
    return ()


def check_totals(book: FactBook, rule: Rule[Any], figures: Figures, gather: bool) -> Iterator[Outcome]:
    clues = Clues(book)
    apart: dict[int, list[Comparison]] = {}
    alone: list[Comparison] = []
    for comparison in total_comparisons(book, figures):
        reason = "" if comparison.agreeing else other_meaning(comparison, book)
        if reason:
            yield skipped(rule, comparison.members(comparison.statements), reason)
        elif gather and comparison.certain and not comparison.agreeing:
            apart.setdefault(comparison.ledger.table.table, []).append(comparison)
        else:
            alone.append(comparison)
    yield from outcomes(alone, rule, clues)
    for comparisons in apart.values():
        yield _gathered(comparisons, rule, clues)


def other_meaning(comparison: Comparison, book: FactBook) -> str:
    """Why a difference proves nothing: one of the two counts what is carried over, or the name stands for several
    things."""
    if len({fact.quantity.value for fact in comparison.statements}) > _MOST_VALUES:
        return "正文里同名的数不止一个"
    if comparison.label not in {"总支出", "总收入"}:
        return ""
    if any(_GRAND.search(fact.label) for fact in comparison.statements) and _year_agrees(comparison, book):
        return "收入、支出总计含结转结余，本年数与表相符"
    for concept in _CARRIED:
        for carried in _carried_over(book, concept, comparison.ledger):
            for statement in comparison.statements:
                rest = statement.quantity.value - carried.quantity.value - comparison.booked
                if carried.quantity.value and abs(rest) <= grain(statement.quantity):
                    return f"相差的数就是{concept}，正文与表的口径可能不同"
    return ""


def _year_agrees(comparison: Comparison, book: FactBook) -> bool:
    """Whether the prose states the year's own total beside a grand total that is larger, and that one agrees with the
    table, its unit aside."""
    own = stated_totals(book, _OWN[comparison.label], comparison.ledger)
    larger = all(fact.quantity.value > comparison.booked for fact in comparison.statements)
    return larger and any(
        abs(fact.quantity.value - comparison.booked) < grain(fact.quantity)
        or slip(fact.quantity, comparison.booked) == "unit_slip"
        for fact in own
    )


def _carried_over(book: FactBook, concept: str, ledger: Ledger) -> Iterator[Fact]:
    """What the prose says was carried over, in this report's year: as its words go or, where they count it with the
    balance of funds (年末结转和结余), by its concept."""
    return (
        fact
        for fact in book.by_concept.get(concept, ())
        if fact.location.kind != "cell" and fact.quantity.exact and same_report(fact, ledger, book)
    )


def _gathered(comparisons: list[Comparison], rule: Rule[Any], clues: Clues) -> Outcome:
    """One finding for the totals of one table that all differ."""
    if len(comparisons) == 1:
        return differing(comparisons[0], rule, clues)
    members: dict[tuple[str, int], Member] = {}
    for comparison in comparisons:
        for role, member in comparison.members(representative(comparison.statements)[:2]):
            assert isinstance(member, Fact)
            members.setdefault((role, member.id), (role, member))
    first = comparisons[0]
    return failed(
        rule,
        list(members.values())[:MOST_EVIDENCE],
        binding=min(s.binding for c in comparisons for s in c.statements),
        unit=first.statements[0].quantity.unit,
        computation="；".join(f"{c.label}：{computation(c)}" for c in comparisons),
        diagnosis=why(first, clues),
        labels="、".join(c.label for c in comparisons),
        fields={"table": first.ledger.name},
    )


def check_blank(book: FactBook, rule: Rule[Any], figures: Figures) -> Iterator[Outcome]:
    """A column that is printed and blank in every row says nothing was left, where the prose names an amount."""
    for ledger in ledgers(book):
        for concept, columns in figures.items():
            paths = ledger.columns(columns)
            header = ledger.header(paths)
            rows = ledger.table.rows
            if header is None or cells_of(rows, paths) or not any(row.amounts for row in rows):
                continue
            statements = stated_totals(book, concept, ledger)
            said = [fact for fact in statements if fact.quantity.value]
            if not said:
                continue
            members: list[Member] = [*(("stated", fact) for fact in representative(said)), ("cite", header)]
            if ledger.covers or any(covered(fact, book, own=False) for fact in said):
                yield skipped(rule, members, "正文与表的口径可能不同")
                continue
            yield failed(
                rule,
                members,
                answer=Answer.FAILS,
                actual="",
                unit=said[0].quantity.unit,
                labels=concept,
                fields={"table": ledger.name, "alternatives": said[0].quantity.text},
            )
