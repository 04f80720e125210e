"""Numbers of documents: whether they belong to the title beside them, and whether their year can be."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

from checks.kinds.citation.resolve import ORDERS, nearly, numbered, report_year
from checks.outcome import Member, Outcome, failed, passed, skipped
from checks.regulations import Regulation, regulations
from checks.rule import Rule, Severity
from extract.model import Citation, DocumentNumber, FactBook

_LATEST_AFTER = 2  # years after the one reported on within which a report is written


def check_pairs(book: FactBook, rule: Rule[Any]) -> Iterator[Outcome]:
    """Title and number belong together. A title of a document that the table does not know is judged only where it is
    nearly the one that the number stands for; a number that it does not know only where it is nearly the title's own:
    a county may issue rules of the same title, and count with the same letters as the ministry."""
    year = report_year(book)
    for citation in book.claims_of(Citation):
        number = citation.number
        if citation.title is None or number is None or not citation.names or citation.issuer:
            continue
        members: list[Member] = [("cite", citation.title), ("cite", number.words)]
        owner = numbered(number, regulations().named(citation.names))
        editions = [row for row in regulations().named(citation.names) if row.known]
        if owner is not None and (owner in editions or owner.name in citation.names):
            yield passed(rule, members)
        elif owner is not None and editions:
            sure = owner.confidence == editions[-1].confidence == "高"
            severity = None if sure else Severity.WARNING
            yield _wrong(rule, members, citation, f"《{owner.title}》的文号", _numbers(editions), severity)
        elif owner is not None:
            told = nearly(citation.names, owner)
            if told == "short" and year is not None and owner.ended_by(date(year, 12, 31)):
                yield skipped(rule, members, "标题不全，文件已停止执行")  # `check_repealed` says so
            elif told:
                severity = Severity.WARNING if told == "slip" and owner.confidence == "高" else Severity.INFO
                yield _wrong(rule, members, citation, f"《{owner.title}》的文号", "请核对标题", severity)
            else:
                yield skipped(rule, members, "标题不在法规表中，可能是本地文件")
        elif editions:
            near = next((row for row in reversed(editions) if _near_number(number, row)), None)
            if near is not None:
                severity = Severity.WARNING if near.confidence == "高" else Severity.INFO
                yield _wrong(rule, members, citation, "", _numbers([near]), severity)


def _wrong(
    rule: Rule[Any], members: Sequence[Member], citation: Citation, owner: str, meant: str, severity: Severity | None
) -> Outcome:
    assert citation.title is not None and citation.number is not None
    return failed(
        rule,
        members,
        severity=severity,
        fields={
            "cited": f"{citation.title.text}（{citation.number.words.text}）",
            "also": f"{citation.number.words.text}是{owner}" if owner else "该标题的文号不是这个",
            "meant": meant,
        },
    )


def _numbers(rows: Sequence[Regulation]) -> str:
    said = "或".join(dict.fromkeys(row.number for row in rows if row.number))
    return f"《{rows[-1].title}》是{said}" if said else "标题应核对"


def _near_number(number: DocumentNumber, row: Regulation) -> bool:
    """Whether a number differs from a row's own in one of its three parts; the number of an order that changed the
    document is no other number."""
    if number.agency in ORDERS:
        return False
    if number.year is None and re.search(rf"(?<!\d){number.serial}(?:号?令|、)", row.number + row.note):
        return False
    return any(
        (number.agency == agency) + (number.year == year) + (number.serial == serial) == 2
        and (year is None) == (number.year is None)
        for agency, year, serial in row.numbers
    )


def check_numbers(book: FactBook, rule: Rule[Any]) -> Iterator[Outcome]:
    """A report cites no number of a year that was not come when it was written."""
    year = report_year(book)
    day = book.cover_sheet.date
    if year is None:
        return
    last = max(day.year, year) if day is not None else year + _LATEST_AFTER
    seen: set[str] = set()
    for citation in book.claims_of(Citation):
        number = citation.number
        if number is None or number.year is None or number.words.text in seen:
            continue
        seen.add(number.words.text)
        members: list[Member] = [("cite", number.words)]
        if number.year <= last:
            yield passed(rule, members)
            continue
        if day is not None:
            members.append(("target", day.words))
        when = f"报告日期是{day.words.text}" if day is not None else f"报告是{year}年度的"
        yield failed(rule, members, fields={"cited": number.words.text, "also": when})
