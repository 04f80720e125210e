"""Whether a document that a report takes as its basis was in force in the report's year."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

from checks.kinds.citation.resolve import group, numbered, report_year, resolved
from checks.outcome import Outcome, failed, passed, skipped
from checks.regulations import Regulation, on, regulations
from checks.rule import Rule, Severity
from extract.model import Citation, FactBook, Words

AMENDED = frozenset(("修订", "修正"))
BASES = frozenset(("依据", "执行"))
SYSTEM = re.compile(r"会计(?:制度|准则)$|^政府会计制度")

# What is issued anew every year and governs that year alone. A 版 stays in force until the next one.
_ANNUAL = re.compile(
    r"(?P<last>20\d\d)年度?(?!版)[^《》]{0,14}?(?P<what>集中采购目录|采购限额标准|政府收支分类科目|绩效自评|绩效评价工作|自评工作)"
)
_RANGE = re.compile(r"20\d\d年?[-—–~～至到]+(20\d\d)年")
_ISSUED = re.compile(r"(?:通知|函|方案|目录|标准|科目)(?:》|〉)?》$")
_OTHER_YEARS = re.compile(r"批复|结果|通报|报告|反馈|整改")


def check_repealed(book: FactBook, rule: Rule[Any]) -> Iterator[Outcome]:
    """A document that had been repealed before the report's year was over is no basis for it. The accounting system that
    a unit executes is judged by `check_systems`."""
    year = report_year(book)
    if year is None:
        return
    for found in group(resolved(book)):
        citation, row = found.first, found.row
        if row is None or not row.known or citation.edition is not None or row.status == "修订":
            continue
        if SYSTEM.search(row.name) and any(c.use == "执行" for c in found.citations):
            continue
        ended = row.ended_by(date(year, 12, 31))
        told = [c for c in found.citations if c.use in BASES and not of_its_time(c, row)]
        if not ended and row.until is None and row.status != "现行":
            yield skipped(rule, [("cite", c.words) for c in found.citations], "文件现状不明")
        elif not ended:
            yield passed(rule, [("cite", c.words) for c in found.citations], reason="有效")
        elif not told:
            yield skipped(rule, [("cite", c.words) for c in found.citations], "不是作为现行依据引用")
        else:
            sure = told[0].title is not None
            yield failed(
                rule,
                [("cite", words) for c in told for words in ((c.title, c.number.words if c.number else None)) if words],
                severity=None if sure and row.confidence != "低" else Severity.INFO,
                fields={
                    "cited": said(told[0]),
                    "since": on(row.ended),
                    "by": f"，现行的是{row.replaced_by}" if row.replaced_by else "",
                    "year": str(year),
                    "remark": "" if sure else f"（如指《{row.title}》）",
                },
            )


def said(citation: Citation) -> str:
    """A citation as printed, with its number."""
    if citation.title is None or citation.number is None or citation.number.words.text in citation.title.text:
        return citation.words.text
    return f"{citation.title.text}（{citation.number.words.text}）"


def of_its_time(citation: Citation, row: Regulation) -> bool:
    """Whether the sentence speaks of a time in which the document was in force."""
    return citation.year is not None and row.until is not None and citation.year < row.until.year


def check_editions(book: FactBook, rule: Rule[Any]) -> Iterator[Outcome]:
    """The edition of a law or regulation that is cited is the one in force at the end of the report's year."""
    year = report_year(book)
    if year is None:
        return
    over = date(year, 12, 31)
    for citation in book.claims_of(Citation):
        editions = regulations().named(citation.names)
        if citation.title is None or citation.issuer or len(editions) < 2:
            continue
        words, row = _edition(citation, editions)
        if words is None:
            continue
        members = [("cite", citation.title), ("cite", words)]
        if row is None or citation.use not in BASES:
            reason = "不认得的修订年份" if row is None else "不是作为现行依据引用"
            yield skipped(rule, members, reason)
        elif not row.ended_by(over) or of_its_time(citation, row):
            yield passed(rule, members)
        else:
            yield failed(
                rule,
                members,
                fields={
                    "cited": f"{citation.title.text}（{words.text}）",
                    "since": on(row.ended),
                    "by": row.replaced_by,
                    "year": str(year),
                    "remark": _misnamed(citation, row),
                },
            )


def _edition(citation: Citation, editions: Sequence[Regulation]) -> tuple[Words | None, Regulation | None]:
    """The words that tell the edition of a law or regulation, by its year or by the order that issued it, and the
    edition. A number that is none of its editions' tells nothing here."""
    edition, number = citation.edition, citation.number
    if edition is not None:
        row = next((r for r in editions if edition.year == r.year), None)
        return edition.words, row or next((r for r in editions if edition.year == r.effective), None)
    if number is not None:
        row = numbered(number, editions)
        if number.agency == "主席令" or (row is not None and row in editions and row.status == "修订"):
            return number.words, row
    return None, None


def executed_systems(
    book: FactBook,
) -> tuple[list[list[Citation]], tuple[Regulation, list[Citation], list[Citation]] | None]:
    """The accounting systems that a report says the unit executes: the citations of each that was in force in the
    report's year, and the first that was not, with its citations and those of what else is named as the system."""
    year = report_year(book)
    in_force: list[list[Citation]] = []
    ended: list[tuple[Regulation, list[Citation], list[Citation]]] = []
    systems = [f for f in group(resolved(book)) if f.row is not None and SYSTEM.search(f.row.name)] if year else []
    for found in systems:
        row = found.row
        executed = [c for c in found.citations if c.use == "执行"]
        if row is None or not row.known or not executed or year is None:
            continue
        if not row.ended_by(date(year, 12, 31)):
            in_force.append(executed)
        elif not any(of_its_time(c, row) for c in executed):
            others = [c for f in systems if f.row is not row for c in f.citations if c.use in BASES]
            ended.append((row, executed, others))
    return in_force, ended[0] if ended else None


def _misnamed(citation: Citation, row: Regulation) -> str:
    """A remark where 修正 is called 修订 or the other way round."""
    edition = citation.edition
    if edition is None or not row.kind or edition.kind not in AMENDED or edition.year != row.year:
        return ""
    return f"；{row.year}年是“{row.kind}”，不是“{edition.kind}”" if edition.kind != row.kind else ""


def check_unknown(book: FactBook, rule: Rule[Any]) -> Iterator[Outcome]:
    """A title under which no document was ever issued, and an amendment of a law that there never was. What is named
    beside an accounting system that has ended is told of there."""
    yield from _amendments(book, rule)
    _, ended = executed_systems(book)
    beside = ended[2] if ended is not None else []
    for found in group(resolved(book)):
        row = found.row
        if row is None or row.known:
            continue
        told = [c for c in found.citations if c.use and c not in beside]
        if not told:
            continue
        doubtful = row.status == "疑误"
        yield failed(
            rule,
            [("cite", c.words) for c in told],
            severity=Severity.INFO if doubtful else None,
            fields={
                "cited": told[0].words.text,
                "meant": row.replaced_by,
                "remark": "（本地另有同名文件的除外）" if doubtful else "",
            },
        )


def _amendments(book: FactBook, rule: Rule[Any]) -> Iterator[Outcome]:
    """Of a law the table has all editions up to the last one: a year between them is none of an amendment."""
    for citation in book.claims_of(Citation):
        edition, editions = citation.edition, regulations().named(citation.names)
        if citation.title is None or edition is None or edition.kind not in AMENDED or len(editions) < 2:
            continue
        years = [row.year or 0 for row in editions]
        if not editions[-1].name.endswith("法") or not years[0] < edition.year < years[-1]:
            continue
        if edition.year in years or edition.year in {row.effective for row in editions}:
            continue
        amended = "、".join(f"{row.year}年{row.kind}" for row in editions if row.kind)
        yield failed(
            rule,
            [("cite", citation.title), ("cite", edition.words)],
            fields={
                "cited": f"{citation.title.text}（{edition.words.text}）",
                "meant": f"{amended}的文本",
                "remark": "",
            },
        )


def check_annual(book: FactBook, rule: Rule[Any]) -> Iterator[Outcome]:
    """What is issued anew every year is cited as of the report's year."""
    year = report_year(book)
    if year is None:
        return
    for citation in book.claims_of(Citation):
        if citation.title is None or citation.use not in BASES:
            continue
        title = re.sub(r"\s", "", citation.title.text)
        named = _ANNUAL.search(title)
        if named is None or _OTHER_YEARS.search(title) or not _ISSUED.search(title):
            continue
        spanned = _RANGE.search(title)
        of = int(spanned.group(1)) if spanned else int(named["last"])
        members = [("cite", citation.title)]
        if of >= year or (citation.year is not None and citation.year <= of):
            yield passed(rule, members)
            continue
        lasting = "目录" in named["what"] or "标准" in named["what"] or "科目" in named["what"]
        yield failed(
            rule,
            members,
            severity=Severity.INFO if lasting and year - of == 1 else None,
            fields={"cited": citation.title.text, "since": str(of), "year": str(year)},
        )
