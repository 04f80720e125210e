"""Prose against table: which statements may be held against which cells, and what comes of it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

from checks.diagnosis import Clues, name, of_equal, slip
from checks.figures import grouped, shown, spaced
from checks.interval import cut, grain, half_up
from checks.kinds.accounts.tables import Ledger, worth
from checks.outcome import Answer, Diagnosis, Failed, Member, Outcome, failed, passed, skipped
from checks.reference import find
from checks.relation import Equal, Linear, agree
from checks.rule import Rule
from extract.lexicon import fold, fund_in, lexicon
from extract.model import Fact, FactBook

MOST_EVIDENCE = 12
_MOST_STATEMENTS = 4
_FINAL = frozenset(("", "决算", "实际"))
# Words in front of a term that do not make it another thing.
_NEUTRAL = re.compile(
    r"^(?:其中|本|我|该|全)?(?:部门|单位|机关|[局委办厅镇乡])?(?:\d{4}年度?|全年度?|本年度?|当年|年度|年)?(?:整体|部门|单位)?"
    r"(?:实际|累计|合计|共计|共)?"
)
# Wider items that are none: they only say which side of the account.
_NO_ITEM = frozenset(("支出", "收入", "收支", "资金", "经费"))
_VAGUE = frozenset(("digit_changed", "last_digit", "equals_other"))
_SLIPS = {"transposed": "疑个别数字颠倒", "decimal_moved": "疑小数点错位"}


@dataclass(frozen=True, slots=True)
class Comparison:
    """Statements of one thing in the prose, and the cells of one table that say the same. `certain` is False where
    prose and table may cover different money: then a difference proves nothing."""

    label: str
    ledger: Ledger
    statements: tuple[Fact, ...]
    cells: tuple[Fact, ...]
    certain: bool
    code: str = ""

    @property
    def booked(self) -> Decimal:
        return worth(self.cells)

    def relation(self, statement: Fact) -> Linear:
        return Linear(tuple((1, cell) for cell in self.cells), statement)

    def answer(self, statement: Fact) -> Answer:
        """How a statement answers to the cells. A table coarser than the prose is the rounded one. A last digit that is
        off by less than one (the parts were made to add up) is 尾差."""
        coarsest = max(grain(cell.quantity) for cell in self.cells)
        if len(self.cells) == 1 and coarsest > grain(statement.quantity):
            found = agree(self.booked, coarsest, statement.quantity.value, grain(statement.quantity))
            return found or Answer.FAILS
        answer = self.relation(statement).answer()
        near = abs(statement.quantity.value - self.booked) < grain(statement.quantity)
        return Answer.ROUNDING if answer is Answer.FAILS and near else answer

    @property
    def agreeing(self) -> tuple[Fact, ...]:
        return tuple(s for s in self.statements if self.answer(s) is not Answer.FAILS)

    def rounded_up(self, statement: Fact) -> bool:
        """Whether the statement was rounded where cutting would have given another figure."""
        ulp = grain(statement.quantity)
        return self.answer(statement) is Answer.HOLDS and cut(self.booked, ulp) != half_up(self.booked, ulp)

    @property
    def unit_slip(self) -> bool:
        """Whether prose and table differ by a power of ten, as when one of them has the wrong unit."""
        return slip(self.statements[0].quantity, self.booked) == "unit_slip"

    def members(self, statements: Iterable[Fact]) -> list[Member]:
        """The statements in document order, then the cells."""
        role = "stated" if len(self.cells) == 1 else "part"
        return [*(("stated", s) for s in statements), *((role, cell) for cell in self.cells)]


def outcome(comparison: Comparison, rule: Rule[Any], clues: Clues) -> Outcome:
    """The verdict on a comparison. Where one of several statements agrees with the table, the others are a conflict
    within the prose, which is told elsewhere."""
    agreeing = comparison.agreeing
    if agreeing:
        answer = comparison.answer(agreeing[0])
        return passed(rule, comparison.members(agreeing), answer)
    if not comparison.certain:
        return skipped(rule, comparison.members(comparison.statements), "正文与表的口径可能不同")
    return differing(comparison, rule, clues)


def outcomes(comparisons: Iterable[Comparison], rule: Rule[Any], clues: Clues) -> Iterator[Outcome]:
    """The verdicts on comparisons. Where several of one table are off by the same power of ten, its unit is wrong, and
    that is one finding."""
    slipped: dict[int, list[Comparison]] = {}
    for comparison in comparisons:
        if not comparison.agreeing and comparison.certain and comparison.unit_slip:
            slipped.setdefault(comparison.ledger.table.table, []).append(comparison)
        else:
            yield outcome(comparison, rule, clues)
    for first, *others in slipped.values():
        finding = differing(first, rule, clues)
        if others:
            text = f"这张表另有 {len(others)} 个数也是如此，疑表的单位有误"
            finding = replace(
                finding, diagnosis=Diagnosis("unit_slip", text), message=f"{finding.message.rstrip('。')}；{text}。"
            )
        yield finding
        for other in others:
            yield skipped(rule, other.members(other.statements), "与同表另一处同为单位之差，已并入该处")


def differing(comparison: Comparison, rule: Rule[Any], clues: Clues) -> Failed:
    """The finding that no statement agrees with the table."""
    statement = comparison.statements[0]
    quantity = statement.quantity
    due = half_up(comparison.booked, grain(quantity))
    members = comparison.members(representative(comparison.statements))
    return failed(
        rule,
        members[:MOST_EVIDENCE],
        binding=statement.binding,
        expected=shown(due, quantity),
        actual=shown(quantity.value, quantity),
        gap=shown(quantity.value - due, quantity),
        unit=quantity.unit,
        computation=computation(comparison),
        diagnosis=why(comparison, clues),
        labels=comparison.label,
        fields={"table": comparison.ledger.name},
        relation=comparison.relation(statement),
    )


def representative(statements: Sequence[Fact]) -> list[Fact]:
    """A few statements that show every printed value, in document order."""
    chosen: dict[int, Fact] = {}
    seen: set[Decimal] = set()
    for statement in statements:
        if statement.quantity.value not in seen:
            seen.add(statement.quantity.value)
            chosen[statement.id] = statement
    for statement in statements:
        if len(chosen) < _MOST_STATEMENTS:
            chosen.setdefault(statement.id, statement)
    return [s for s in statements if s.id in chosen]


def computation(comparison: Comparison) -> str:
    """The cells, written out in the unit of the prose, against the statements."""
    quantity = comparison.statements[0].quantity
    due = half_up(comparison.booked, grain(quantity))
    cells = comparison.cells
    summed = " + ".join(grouped(shown(cell.quantity.value, cell.quantity)) for cell in cells)
    unit = cells[0].quantity.unit
    if len(cells) > 1:
        summed += f" = {grouped(shown(comparison.booked, cells[0].quantity))}"
    table = spaced(summed, unit)
    if unit != quantity.unit:
        table += f" = {spaced(grouped(shown(due, quantity)), quantity.unit)}"
    values = list(dict.fromkeys(s.quantity.value for s in comparison.statements))
    said = "、".join(grouped(shown(value, quantity)) for value in values)
    apart = "、".join(grouped(shown(abs(value - due), quantity)) for value in values)
    both = f"表内 {table}；正文写 {spaced(said, quantity.unit)}"
    return both if comparison.unit_slip else f"{both}；相差 {spaced(apart, quantity.unit)}"


def why(comparison: Comparison, clues: Clues) -> Diagnosis | None:
    """A slip of the pen in the prose or in the cell, by what else either figure stands in; or the gap as another figure
    of the document."""
    for statement in representative(comparison.statements):
        quantity = statement.quantity
        due = half_up(comparison.booked, grain(quantity))
        kind = slip(quantity, comparison.booked)
        right = spaced(grouped(shown(due, quantity)), quantity.unit)
        if kind == "unit_slip":
            return Diagnosis(kind, f"单位疑误：数字相同，只差单位，应为 {right}")
        if kind in _SLIPS:
            return Diagnosis(kind, f"{_SLIPS[kind]}：{_wrong_side(comparison, statement, due, clues)}")
        if (copied := _of_another(comparison, statement, clues)) is not None:
            return copied
        if len(comparison.cells) == 1:
            told = of_equal(Equal((comparison.cells[0], statement)), clues)
            if told is not None and told.kind not in _VAGUE:
                return told
        gap = quantity.value - due
        if abs(gap) <= grain(quantity):
            continue
        own = {statement.id, *(cell.id for cell in comparison.cells)}
        for other in clues.worth(gap, statement, own):
            said = other.quantity.text if other.quantity.given else spaced(other.quantity.text, other.quantity.unit)
            return Diagnosis("equals_other", f"差额恰等于“{subject_name(other.code) or name(other)}”{said}")
    return None


def _of_another(comparison: Comparison, statement: Fact, clues: Clues) -> Diagnosis | None:
    """The figure of another code of the same level, printed in its place."""
    for other in clues.worth(statement.quantity.value, statement, {statement.id}):
        alike = len(other.code) == len(comparison.code) and other.location.kind == "cell"
        if alike and comparison.code and other.code != comparison.code:
            text = f"与“{subject_name(other.code)}”的 {statement.quantity.text} 相同，疑照抄该科目"
            return Diagnosis("copied", text, (statement.id,))
    return None


def _wrong_side(comparison: Comparison, statement: Fact, due: Decimal, clues: Clues) -> str:
    """Which of statement and cell should be mended: the one whose repair the other relations favour; else neither."""
    quantity, cell = statement.quantity, comparison.cells[0]
    relation = comparison.relation(statement)
    right = spaced(grouped(shown(due, quantity)), quantity.unit)
    if len(comparison.cells) > 1:
        return f"正文 {quantity.text} 疑为 {right}"
    prose, table = clues.witnesses.favours([(statement, due), (cell, quantity.value)], relation)
    booked = spaced(grouped(shown(quantity.value, cell.quantity)), cell.quantity.unit)
    printed = spaced(grouped(shown(cell.quantity.value, cell.quantity)), cell.quantity.unit)
    if prose > table:
        return f"正文 {quantity.text} 疑为 {right}"
    if table > prose:
        return f"表内 {printed} 疑为 {booked}"
    return f"正文 {quantity.text} 与表内 {printed} 必有一个写错"


def subject_name(code: str) -> str:
    """A code with its name, the bare code where the reference does not have it."""
    subject = find(code)
    return subject.described if subject else code


# --------------------------------------------------------------------------------------------------------------
# Which statements
# --------------------------------------------------------------------------------------------------------------


def in_prose(fact: Fact) -> bool:
    """An exact amount of money, stated outside tables, of what was really spent or received."""
    quantity = fact.quantity
    return (
        quantity.dimension == "money"
        and quantity.exact
        and fact.location.kind != "cell"
        and fact.measure in {"", "amount"}
        and fact.basis in _FINAL
    )


def comparable(cells: Sequence[Fact]) -> bool:
    """Whether there are cells, all of them exact amounts of money: a table that does not say its unit says nothing."""
    return bool(cells) and all(cell.quantity.dimension == "money" and cell.quantity.exact for cell in cells)


def same_report(fact: Fact, ledger: Ledger, book: FactBook) -> bool:
    """Whether year and entity of a statement and a table are the same or not stated."""
    cover = book.outline.cover
    year, entity = ledger.table.year or cover.year, ledger.table.entity or cover.department
    if fact.year is not None and year is not None and fact.year != year:
        return False
    return not fact.entity or not entity or fact.entity == entity


def covered(fact: Fact, book: FactBook, own: bool = True) -> str:
    """The part of the money that a statement is about, by its heading, its wider items, (with `own`) its label, and
    the head of its sentence."""
    words = [book.outline.section_path(fact.location.block), *fact.item[:-1]]
    if own:
        words += [*fact.item[-1:], fact.label]
    return fund_in("/".join(words)) or book.funds.get(fact.id, "")


def plainly(fact: Fact, concept: str) -> bool:
    """Whether a fact is the concept of the whole report, not of one project, recipient or part of it."""
    if fact.concept != concept or fact.qualifiers:
        return False
    words = lexicon()
    if any(
        not words.within(concept, wider) and words.parent(wider) != wider for wider in map(_concept, fact.item[:-1])
    ):
        return False
    label = _NEUTRAL.sub("", fold(fact.label), count=1)
    exact = words.exact(label) or words.exact(fact.label)
    return exact is not None and exact.name == concept


def _concept(term: str) -> str:
    found = lexicon().exact(term)
    return found.name if found else term


def ledgers(book: FactBook) -> Iterator[Ledger]:
    """The tables that say what was spent or received; of a budget disclosure those of the budget."""
    planned = book.outline.cover.kind == "部门预算"
    return (ledger for ledger in map(Ledger, book.accounts) if ledger.final or planned)
