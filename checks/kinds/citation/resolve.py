"""Which document of the table a citation means, and of which year the report is."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from checks.regulations import Regulation, regulations
from extract.model import Citation, DocumentNumber, FactBook


@dataclass(frozen=True, slots=True)
class Found:
    """Citations of one document, in document order; `row` is the edition that is meant, None for a document that the
    table does not know."""

    citations: tuple[Citation, ...]
    row: Regulation | None

    @property
    def first(self) -> Citation:
        return self.citations[0]


def numbered(number: DocumentNumber, editions: Sequence[Regulation]) -> Regulation | None:
    """The edition that bears a number. 第68号令 leaves open whose order it is, and an order of the president of which
    term: they are looked for among `editions`."""
    if number.agency in ORDERS:
        return next((row for row in editions if any(n[1:] == number.key[1:] for n in row.numbers)), None)
    return regulations().numbered(number.key)


ORDERS = frozenset(("令", "主席令"))
_ABBREVIATED = 0.6  # a title shorter than this share of the right one is short for it
_ALIKE = 80.0


def nearly(names: Sequence[str], row: Regulation) -> str:
    """ "slip" where a name differs from the right one by a word, "short" where only words are missing, "" where it is
    another name, or so short that it stands for the title."""
    for name in names:
        if len(name) < _ABBREVIATED * len(row.name):
            continue
        if within(name, row.name):
            return "short"
        from rapidfuzz import fuzz  # few titles come here

        if fuzz.ratio(name, row.name) >= _ALIKE:
            return "slip"
    return ""


def within(short: str, long: str) -> bool:
    """Whether all characters of one name stand in the other in the same order."""
    rest = iter(long)
    return len(short) <= len(long) and all(char in rest for char in short)


def report_year(book: FactBook) -> int | None:
    """The year reported on."""
    return book.outline.cover.year


def meant(citation: Citation) -> Regulation | None:
    """The edition that a citation means: by its number where the title does not say otherwise, else the last one of its
    title. A document of another issuer, or under a number of somebody else, is none of the table's."""
    if citation.issuer:
        return None
    editions = regulations().named(citation.names)
    number = citation.number
    if number is None:
        return editions[-1] if editions else None
    row = numbered(number, editions)
    if not citation.names:
        return row
    if row is not None:
        unknown = next((r for r in editions if r.status == "不存在"), None)
        return row if row in editions or nearly(citation.names, row) else unknown
    return editions[-1] if editions and number.agency in ORDERS else None


def resolved(book: FactBook) -> Iterator[tuple[Citation, Regulation | None]]:
    """Every citation with what it means."""
    for citation in book.claims_of(Citation):
        yield citation, meant(citation)


def group(pairs: Iterable[tuple[Citation, Regulation | None]]) -> Iterator[Found]:
    """The citations of each document of the table together, in the order in which the documents are first cited."""
    found: dict[str, tuple[Regulation, list[Citation]]] = {}
    for citation, row in pairs:
        if row is not None:
            found.setdefault(f"{row.name}/{row.year}", (row, []))[1].append(citation)
    for row, citations in found.values():
        yield Found(tuple(citations), row)
