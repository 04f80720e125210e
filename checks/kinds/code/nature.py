"""The kind of money under a code: project money where only basic expenditure belongs, and the reverse."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator
from itertools import pairwise
from typing import Any

from checks.kinds.code.reading import MOST_EVIDENCE, at_most, in_words, named_codes
from checks.outcome import Member, Outcome, failed
from checks.reference import Basis, Subject, find, nature_of, resolve
from checks.rule import Rule, Severity
from extract.model import AccountTable, Binding, CodeName, Fact, FactBook, PartGroup


def check_nature(book: FactBook, rule: Rule[Any], basic: Container[str], project: Container[str]) -> Iterator[Outcome]:
    rows = [(n.claim, n.subject) for n in named_codes(book) if n.claim.table is not None]
    told: set[tuple[int, str]] = set()
    for claim, subject in rows:
        nature = nature_of(claim.name.text)
        key = (claim.table or 0, subject.code)
        if nature == "项目" and subject.name in basic and key not in told:
            told.add(key)
            siblings = [c for c, s in rows if s.code == subject.code and c.table == claim.table and c is not claim]
            yield _misplaced(rule, claim, subject, [c for c in siblings if nature_of(c.name.text) == "基本"])
        elif nature == "基本" and subject.name in project and key not in told:
            told.add(key)
            yield failed(
                rule,
                [("code", claim.code), ("name", claim.name), *_amounts(claim)],
                severity=Severity.INFO,
                labels=f"“{claim.name.text.strip()}”属于基本支出，列在 {subject.described}（项目支出科目）",
            )
    yield from _project_columns(book.accounts, rule, basic, {code for _, code in told})
    yield from _project_parts(book, rule, basic)


def _project_parts(book: FactBook, rule: Rule[Any], basic: Container[str]) -> Iterator[Outcome]:
    """Project money that the prose counts among the parts of a code for basic expenditure alone."""
    codes = {fact.id: claim for claim in book.claims_of(CodeName) if claim.table is None for fact in claim.amounts}
    told: set[tuple[str, str]] = set()
    for total, part, binding in _parts(book, codes):
        claim = codes.get(total.id)
        subject = find(total.code) or resolve(claim.name.text if claim else total.label).subject
        if subject is None or subject.name not in basic or (subject.code, part.quantity.text) in told:
            continue
        told.add((subject.code, part.quantity.text))
        members: list[Member] = [("total", total), ("part", part)]
        if claim is not None:
            members = [("code", claim.code), ("name", claim.name), *members]
        text = f"{subject.described}只核算基本支出，其下却列有项目支出 {in_words(part)}"
        yield failed(rule, members, binding=binding, severity=at_most(rule, Severity.ERROR), labels=text)


def _parts(book: FactBook, codes: Container[int]) -> Iterator[tuple[Fact, Fact, Binding]]:
    """Figures with the project money among their parts: a total and its part, or basic and project expenditure named
    one after the other behind a code."""
    for group in book.claims_of(PartGroup):
        for part in group.parts if group.where == "prose" else ():
            if part.concept == "项目支出" and part.quantity.value:
                yield group.totals[0], part, group.binding
    for first, second in pairwise(book.facts):
        one_place = first.location.block == second.location.block and first.location.kind != "cell"
        both = first.concept == "基本支出" and second.concept == "项目支出"
        if one_place and both and first.id in codes and second.quantity.value and not second.code:
            yield first, second, Binding.INFERRED


def _amounts(claim: CodeName) -> list[Member]:
    """One amount of a row that is not nil."""
    money: list[Member] = [("stated", fact) for fact in claim.amounts if fact.quantity.value]
    return money[:1]


def _misplaced(rule: Rule[Any], claim: CodeName, subject: Subject, basic: list[CodeName]) -> Outcome:
    members: list[Member] = [("code", claim.code), ("name", claim.name), *_amounts(claim)]
    for other in basic[:3]:
        members += [("code", other.code), ("name", other.name)]
    printed = claim.name.text.strip()
    text = f"“{printed}”列在 {subject.described}，该科目只核算基本支出"
    if basic:
        text += f"，同一编码下还列有{'、'.join('“' + c.name.text.strip() + '”' for c in basic[:3])}"
    severity = _nature_severity(subject, bool(basic))
    return failed(rule, members, severity=at_most(rule, severity), labels=text + _doubt(subject, severity))


def _nature_severity(subject: Subject, shared: bool) -> Severity:
    """How loud a row is that is called project money outright. A code under which the same table lists basic money
    too is known to be for that."""
    if subject.basis is Basis.UNCERTAIN:
        return Severity.WARNING
    return Severity.ERROR if shared or subject.basis is Basis.OBSERVED else Severity.WARNING


def _doubt(subject: Subject, severity: Severity) -> str:
    """Why a finding is not as loud as its rule."""
    if severity is Severity.ERROR:
        return ""
    return "（该编码在参考目录里待核）" if subject.basis is Basis.UNCERTAIN else "（表中没有列它的基本支出）"


def _project_columns(
    tables: Iterable[AccountTable], rule: Rule[Any], basic: Container[str], told: Container[str]
) -> Iterator[Outcome]:
    """Money in a column 项目支出, in a row whose code is for basic expenditure alone: one finding a code. Beside basic
    money the accounting systems let it pass, so that is only a warning; a row of nothing else is misplaced."""
    found: dict[str, list[Member]] = {}
    whole: dict[str, bool] = {}  # whether a row is project money and nothing else
    for table in tables:
        columns = [path for path, concept in table.columns.items() if concept == "项目支出"]
        basics = [path for path, concept in table.columns.items() if concept == "基本支出"]
        for row in table.rows:
            subject = find(row.code)
            if row.total or row.code_words is None or subject is None or subject.name not in basic:
                continue
            money = [row.amounts[path] for path in columns if path in row.amounts and row.amounts[path].quantity.value]
            if money and row.code not in told:
                beside = [row.amounts[path] for path in basics if path in row.amounts]
                whole[row.code] = whole.get(row.code, False) or not any(fact.quantity.value for fact in beside)
                name: list[Member] = [("name", row.name_words)] if row.name_words else []
                found.setdefault(row.code, []).extend([("code", row.code_words), *name, ("stated", money[0])])
    for code, members in found.items():
        subject = find(code)
        assert subject is not None  # only known codes were gathered
        first = next(member for _, member in members if isinstance(member, Fact))
        severity = Severity.ERROR if whole[code] and subject.basis is not Basis.UNCERTAIN else Severity.WARNING
        text = f"{subject.described}只核算基本支出，“项目支出”栏却有 {in_words(first)}"
        if subject.basis is Basis.UNCERTAIN:
            text += _doubt(subject, severity)
        elif not whole[code]:
            text += "（同一行另有基本支出，疑混列）"
        yield failed(rule, members[:MOST_EVIDENCE], severity=at_most(rule, severity), labels=text)
