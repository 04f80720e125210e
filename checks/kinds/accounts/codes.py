"""Money by subject code: what the prose says of a code against the rows of the table, rolled up to its level, and codes
that only one side knows."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from checks.diagnosis import Clues
from checks.kinds.accounts.comparing import (
    MOST_EVIDENCE,
    Comparison,
    comparable,
    covered,
    in_prose,
    ledgers,
    outcomes,
    representative,
    same_report,
    subject_name,
)
from checks.kinds.accounts.tables import Ledger, cells_of
from checks.outcome import Member, Outcome, failed, passed, skipped
from checks.reference import LEVELS, NameMatch, resolve, table_of
from checks.rule import Rule
from extract.lexicon import fold
from extract.model import AccountRow, CodeName, Fact, FactBook, PartGroup, RateClaim

# What a final figure is called once the budget of the same sentence has named the subject.
_NAMELESS = frozenset(
    ("", "决算", "决算数", "支出", "支出数", "支出决算", "决算支出", "支出决算数", "实际支出", "执行数")
)
# A statement within one of these is about a part of a code's money.
_PARTS_OF_A_CODE = frozenset(("基本支出", "项目支出", "人员经费", "公用经费"))


def coded_statements(book: FactBook) -> dict[str, tuple[Fact, ...]]:
    """What the prose says was spent under each code, printed or told by a path of names, in document order."""
    found: dict[str, dict[int, Fact]] = {}
    for fact in book.facts:
        code = _code_of(fact)
        if code:
            found.setdefault(code, {})[fact.id] = fact
    for rate in book.claims_of(RateClaim):
        # 水利（款）年初预算 a，支出决算 b，完成年初预算的 r%: the rate says that b is of the same subject as a
        code = _code_of(rate.denominator)
        if code and rate.kind == "completion" and fold(rate.numerator.label) in _NAMELESS:
            found.setdefault(code, {})[rate.numerator.id] = rate.numerator
    for claim in book.claims_of(CodeName):
        code = "".join(c for c in claim.code.text if c.isdecimal()) or _led_to(claim.name.text)
        for fact in claim.amounts if claim.table is None else ():
            found.setdefault(code, {})[fact.id] = fact
    statements = {}
    for code, facts in found.items():
        kept = tuple(fact for _, fact in sorted(facts.items()) if _of_the_code(fact))
        if len(code) in LEVELS and kept:
            statements[code] = kept
    return statements


def _code_of(fact: Fact) -> str:
    return fact.code or _led_to(fact.label)


def _led_to(path: str) -> str:
    """The code that a path of names (…（类）…（款）…（项）) leads to, "" for none."""
    subject = resolve(path).subject
    return subject.code if subject else ""


def _of_the_code(fact: Fact) -> bool:
    """Whether a coded statement is about all that was spent under the code."""
    return in_prose(fact) and not fact.qualifiers and not _PARTS_OF_A_CODE & {*fact.item, fact.concept}


def code_comparisons(book: FactBook) -> Iterator[Comparison]:
    """Each code of the prose against each table that has rows for it."""
    statements = coded_statements(book)
    for ledger in ledgers(book):
        if not ledger.spending or not ledger.coded:
            continue
        for code, stated in statements.items():
            cells = cells_of(ledger.under(code), ledger.spending)
            facts = tuple(fact for fact in stated if same_report(fact, ledger, book))
            if facts and comparable(cells):
                certain = all(covered(fact, book) == ledger.covers for fact in facts)
                yield Comparison(subject_name(code), ledger, facts, cells, certain, code)


def check_codes(book: FactBook, rule: Rule[Any]) -> Iterator[Outcome]:
    judged = []
    for comparison in code_comparisons(book):
        if comparison.agreeing or not _agrees_by_name(comparison):
            judged.append(comparison)
        else:
            members = comparison.members(comparison.statements)
            yield skipped(rule, members, "表内有行的编码与名称不符，按名称归类后相符")
    yield from outcomes(judged, rule, Clues(book))


def _agrees_by_name(comparison: Comparison) -> bool:
    """Whether rows whose name is that of another code, taken for that code, make the prose right: the wrong code is
    told elsewhere, and this difference is its consequence."""
    ledger = comparison.ledger
    meant = {id(row): _code_by_name(row) for row in ledger.leaves}
    if all(meant[id(row)] == row.code for row in ledger.leaves):
        return False
    rows = [row for row in ledger.leaves if meant[id(row)].startswith(comparison.code)]
    cells = cells_of(rows, ledger.spending)
    return comparable(cells) and bool(replace(comparison, cells=cells).agreeing)


def _code_by_name(row: AccountRow) -> str:
    table = table_of(row.code)
    subject = table.get(row.code) if table else None
    if table is None or subject is None:
        return row.code
    verdict = table.judge(subject, row.name)
    return verdict.others[0].code if verdict.match is NameMatch.OTHER else row.code


def check_rows(book: FactBook, rule: Rule[Any]) -> Iterator[Outcome]:
    """Codes of the prose without a row in a table that is complete, and rows without a statement in a prose list that
    is."""
    statements = coded_statements(book)
    for ledger in ledgers(book):
        if not ledger.spending or not ledger.coded:
            continue
        for code, stated in statements.items():
            facts = tuple(fact for fact in stated if same_report(fact, ledger, book))
            if facts and not ledger.under(code):
                yield from _without_row(code, facts, ledger, book, rule)
        yield from _without_statement(ledger, book, rule)


def _without_row(
    code: str, facts: tuple[Fact, ...], ledger: Ledger, book: FactBook, rule: Rule[Any]
) -> Iterator[Outcome]:
    said = [fact for fact in facts if fact.quantity.value]
    if not said or all(len(row.code) < len(code) for row in ledger.coded):
        return  # nothing was spent, or the table does not go down to this level
    members: list[Member] = [("stated", fact) for fact in representative(said)]
    if not ledger.complete:
        yield skipped(rule, members, "表内各行之和与合计不符，不能断定缺行")
    elif any(covered(fact, book) != ledger.covers for fact in said):
        yield skipped(rule, members, "正文与表的口径可能不同")
    else:
        near = [row for row in ledger.leaves if row.code.startswith(code[:3])] or ledger.leaves
        named = {row.code: row.code_words for row in near if row.code_words}
        members += [("code", words) for words in list(named.values())[:3]]
        quantity = said[0].quantity
        yield failed(
            rule,
            members[:MOST_EVIDENCE],
            actual="",
            unit=quantity.unit,
            labels=f"正文列有“{subject_name(code)}”{quantity.text}，{ledger.name}没有 {code} 的任何行",
        )


def _without_statement(ledger: Ledger, book: FactBook, rule: Rule[Any]) -> Iterator[Outcome]:
    """A list in the prose that offers codes as the whole of a total must name every code of the table."""
    told: set[str] = set()
    for group in book.claims_of(PartGroup):
        codes = [part.code for part in group.parts]
        length = min(map(len, codes), default=0)
        listed = group.where == "prose" and group.exhaustive and len(codes) > 1 and length in LEVELS
        if not listed or not all(_of_the_code(part) and same_report(part, ledger, book) for part in group.parts):
            continue
        if any(covered(part, book) != ledger.covers for part in group.parts):
            continue
        missing: dict[str, list[AccountRow]] = {}
        for row in ledger.leaves:
            known = any(row.code.startswith(code) or code.startswith(row.code) for code in codes)
            if not known and any(c.quantity.value for c in cells_of([row], ledger.spending)):
                missing.setdefault(row.code[:length], []).append(row)
        members: list[Member] = [("total", group.totals[0])]
        if not missing:
            members += [("part", part) for part in group.parts]
            yield passed(rule, members, reason="表内各科目正文都已列出")
        for code, rows in missing.items():
            if code in told:
                continue
            told.add(code)
            found = [("code", row.code_words) for row in rows if row.code_words]
            cells = [("stated", cell) for cell in cells_of(rows, ledger.spending)]
            yield failed(
                rule,
                [*members, *found[:4], *cells[:4]],
                labels=f"{ledger.name}列有“{subject_name(code)}”，正文逐项列出的科目里没有",
            )
