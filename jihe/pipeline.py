"""Files in, one report per file out: read, extract, check, and let nothing that one file does cost another.

A report keeps what an output needs and no more, because a worker process sends it back whole.
"""

from __future__ import annotations

import traceback
from collections import Counter
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from checks.outcome import Failed
from extract.model import Paragraph
from extract.readers.base import Limits, ReadError
from extract.readers.clock import Clock
from jihe.config import NUMBER_CLASSES, Options

if TYPE_CHECKING:
    from checks.engine import Audit
    from checks.outcome import LooseNumber, Passed, Skipped
    from checks.ruleset import RuleSet
    from extract.model import Document, Fact, FactBook
    from jihe.rescored import ScoreTable


@dataclass(frozen=True, slots=True)
class FileError:
    """Why a file, or a part of its audit, could not be done. `trace` is for the developer, never for the JSON."""

    path: str
    code: str
    message: str
    trace: str = ""


@dataclass(frozen=True, slots=True)
class FamilyCount:
    """How many relations of one family of rules were passed, failed and skipped."""

    family: str
    passed: int
    failed: int
    skipped: int


@dataclass(frozen=True, slots=True)
class Report:
    """What is known of one file after its audit. `findings` are in document order; `numbers` has a count for `seen`
    and for each class of `NUMBER_CLASSES`; `ledger`, `facts` and `loose` are empty unless asked for. `paragraphs`
    numbers the paragraphs of the body, as a reader counts them, by their blocks; it is empty where pages or lines say
    more. `title` is that of the report, `captions` those of its tables by their blocks. `rescored` has the tables of
    复核得分."""

    path: str
    sha256: str
    format: str
    pages: int | None
    kind: str
    department: str
    year: int | None
    notes: tuple[str, ...]
    findings: tuple[Failed, ...]
    relations: tuple[FamilyCount, ...]
    numbers: dict[str, int]
    ledger: tuple[Passed | Failed | Skipped, ...] = ()
    facts: tuple[Fact, ...] = ()
    loose: tuple[LooseNumber, ...] = ()
    paragraphs: dict[int, int] = field(default_factory=dict)
    title: str = ""
    captions: dict[int, str] = field(default_factory=dict)
    rescored: tuple[ScoreTable, ...] = ()

    def count(self, severity: str) -> int:
        """The number of findings of one severity."""
        return sum(finding.severity.value == severity for finding in self.findings)


@dataclass(frozen=True, slots=True)
class Result:
    """One file's outcome: its report, or None with the reason in `errors`. A rule that crashed leaves both."""

    report: Report | None
    errors: tuple[FileError, ...] = ()


@dataclass(frozen=True, slots=True)
class Run:
    """A whole run: reports in the order the files were given, and all errors."""

    reports: tuple[Report, ...]
    errors: tuple[FileError, ...]


# --------------------------------------------------------------------------------------------------------------
# One file
# --------------------------------------------------------------------------------------------------------------


def chosen_rules(options: Options) -> RuleSet:
    """The rules of a run. Raises `checks.ruleset.RuleError` for a bad rule file, before any document is read."""
    from checks.ruleset import load_rules

    return load_rules(options.rules).select(options.select, options.ignore)


def process_file(path: str, options: Options, rules: RuleSet | None, limits: Limits = Limits()) -> Result:  # noqa: B008 (frozen)
    """Read and, with rules, audit one file. Never raises: whatever goes wrong becomes an entry of `errors`."""
    clock = Clock(limits.max_seconds)
    try:
        book = read_book(path, options.password, limits, clock)
        audit = None
        if rules is not None:
            from checks.engine import audit as run_rules

            audit = run_rules(book, rules, clock.check)
        return Result(report_of(path, book, audit, rules, options), _crashes(path, audit))
    except ReadError as error:
        return Result(None, (FileError(path, error.code, error.message),))
    except Exception as error:
        message = (
            f"程序内部出错（{type(error).__name__}）。处理：加 --verbose 重试，把显示的内容和这份文件的情况反馈给我们"
        )
        return Result(None, (FileError(path, "internal", message, traceback.format_exc()),))


def read_book(
    path: str,
    password: str | None = None,
    limits: Limits = Limits(),  # noqa: B008 (frozen)
    clock: Clock | None = None,
) -> FactBook:
    """The facts and claims of one file; `password` opens an encrypted PDF. Raises `ReadError`."""
    from extract.book import build_book
    from extract.readers import open_document
    from extract.structure import outline

    clock = clock or Clock(limits.max_seconds)
    document = open_document(path, limits, password, clock)
    clock.check("读完文件")
    return build_book(document, outline(document), clock)


def _crashes(path: str, audit: Audit | None) -> tuple[FileError, ...]:
    if audit is None:
        return ()
    return tuple(
        FileError(path, "rule_crashed", f"规则 {crash.rule} 运行出错，未核对（{crash.error}）", crash.trace)
        for crash in audit.crashes
    )


def report_of(path: str, book: FactBook, audit: Audit | None, rules: RuleSet | None, options: Options) -> Report:
    """What an output needs of a book and its audit (None: facts only)."""
    cover = book.outline.cover
    return Report(
        path=path,
        sha256=book.document.sha256,
        format=book.document.format,
        pages=book.document.pages,
        kind=cover.kind,
        department=cover.department,
        year=cover.year,
        notes=tuple(dict.fromkeys((*book.document.notes, *book.notes))),
        findings=tuple(_written(finding) for finding in audit.findings) if audit else (),
        relations=_relations(audit, rules) if audit and rules else (),
        numbers={name: getattr(audit.numbers, name) for name in ("seen", *NUMBER_CLASSES)} if audit else {},
        ledger=tuple(_written(x) if isinstance(x, Failed) else x for x in audit.ledger)
        if audit and options.ledger
        else (),
        facts=book.facts if options.facts else (),
        loose=_loose(book, audit) if audit and options.loose else (),
        paragraphs=_paragraphs(book.document),
        title=cover.title,
        captions={block: caption.title for block, caption in book.outline.captions.items() if caption.title},
        rescored=_rescored(book, audit) if audit else (),
    )


def _loose(book: FactBook, audit: Audit) -> tuple[LooseNumber, ...]:
    from checks.coverage import loose

    return tuple(loose(book, audit.ends))


def _rescored(book: FactBook, audit: Audit) -> tuple[ScoreTable, ...]:
    """The scores as the rubric rules saw them; none where a rule crashed, which is told elsewhere."""
    from jihe.rescored import score_tables

    return () if audit.crashes else score_tables(book)


def _paragraphs(document: Document) -> dict[int, int]:
    if document.pages is not None or document.format != "docx":
        return {}
    body = [
        at
        for at, block in enumerate(document.blocks)
        if isinstance(block, Paragraph) and block.origin == "body" and block.text.content.strip()
    ]
    return {block: number for number, block in enumerate(body, 1)}


def _written(finding: Failed) -> Failed:
    """A finding without the live relation behind it, which the engine needs and no output does."""
    return replace(finding, relation=None, consequences=tuple(_written(inner) for inner in finding.consequences))


def _relations(audit: Audit, rules: RuleSet) -> tuple[FamilyCount, ...]:
    """Relations by family, in the order in which the families first appear among the rules."""
    families = {rule.id: rule.family for rule in rules}
    counts: Counter[tuple[str, str]] = Counter()
    for outcome in audit.ledger:
        counts[families[outcome.rule], type(outcome).__name__] += 1
    return tuple(
        FamilyCount(family, counts[family, "Passed"], counts[family, "Failed"], counts[family, "Skipped"])
        for family in dict.fromkeys(families.values())
        if any(counts[family, status] for status in ("Passed", "Failed", "Skipped"))
    )
