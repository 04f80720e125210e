"""Regulations as data: what a title or a number means, and until when it was in force.

The table is `rules/reference/regulations.csv`; a row is one edition of one document. Titles are compared in the form of
`extract.lexicon.fold_title`, so that a title with and without 中华人民共和国, 财政部关于…, marks or an edition note is one.
"""

from __future__ import annotations

import csv
import re
from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

from extract.lexicon import fold_title, reference_folder

NumberKey = tuple[str, int | None, int]

_PRESIDENT = "主席令"
_NUMBER = re.compile(
    r"(?P<agency>[\u4e00-\u9fff]+)〔(?P<year>\d{4})〕(?P<serial>\d+)号|(?P<organs>[财政部国务院家档案局主席 ]+)令第(?P<order>\d+)号"
)
_EDITION = re.compile(r"（(?P<year>(?:19|20)\d\d)年?(?P<kind>修正|修订)?(?:通过文本)?）$")


@dataclass(frozen=True, slots=True)
class Regulation:
    """One edition of one document. `name` and `aliases` are folded; `year` and `kind` (修正, 修订 or "") tell the edition;
    `effective` is the year it took effect; `until` the last day by which it had surely ceased to be in force, None where
    it has not or the day is not known. `status` and `confidence` are as in the table."""

    title: str
    name: str
    aliases: tuple[str, ...]
    numbers: tuple[NumberKey, ...]
    number: str
    year: int | None
    kind: str
    effective: int | None
    status: str
    until: date | None
    ended: str
    replaced_by: str
    confidence: str
    note: str

    @property
    def known(self) -> bool:
        """Whether there is such a document."""
        return self.status not in {"不存在", "疑误"}

    def ended_by(self, day: date) -> bool:
        """Whether it had ceased to be in force on a day."""
        return self.until is not None and self.until <= day


class Regulations:
    """The table, by title and by number."""

    def __init__(self, rows: tuple[Regulation, ...]):
        self._by_name: dict[str, list[Regulation]] = {}
        self._by_number: dict[NumberKey, list[Regulation]] = {}
        for row in rows:
            for name in dict.fromkeys((row.name, *row.aliases)):
                self._by_name.setdefault(name, []).append(row)
            for number in row.numbers:
                if number[0] != _PRESIDENT:
                    self._by_number.setdefault(number, []).append(row)

    def named(self, names: tuple[str, ...]) -> tuple[Regulation, ...]:
        """The editions of the document that bears one of the folded names, the oldest first; () where none does."""
        for name in names:
            if name in self._by_name:
                return tuple(sorted(self._by_name[name], key=lambda row: row.year or row.effective or 0))
        return ()

    def numbered(self, key: NumberKey) -> Regulation | None:
        """The edition with a number, None where there is none. Orders of the president are counted anew every term: they
        tell editions of a law apart and nothing else."""
        found = self._by_number.get(key, ())
        return found[0] if found else None


def load_regulations(path: Path) -> Regulations:
    """The table from its CSV file."""
    with path.open(encoding="utf-8", newline="") as lines:
        return Regulations(tuple(_row(row) for row in csv.DictReader(lines)))


@cache
def regulations() -> Regulations:
    """The table that comes with the program."""
    return load_regulations(reference_folder() / "regulations.csv")


def _row(row: dict[str, str]) -> Regulation:
    edition = _EDITION.search(row["title"])
    title = re.sub(r"（无.*）$", "", row["title"]).strip("《》")
    written = _EDITION.sub("", title)
    name = fold_title(written)
    effective = row["effective"][:4] or row["issued"][:4]
    year = int(edition["year"]) if edition else int(row["issued"][:4]) if row["issued"] else None
    return Regulation(
        written,
        name,
        tuple(fold_title(alias) for alias in row["aliases"].split("|") if alias),
        tuple(_numbers(row["number"])),
        row["number"],
        year,
        (edition["kind"] or "") if edition else "",
        int(effective) if effective else None,
        row["status"],
        _day(row["until"]),
        row["until"],
        row["replaced_by"],
        row["confidence"],
        row["note"],
    )


def _numbers(written: str) -> Iterator[NumberKey]:
    """The numbers of a row."""
    for found in _NUMBER.finditer(written):
        if found["year"]:
            yield found["agency"], int(found["year"]), int(found["serial"])
        else:
            for organ in found["organs"].split():
                yield f"{organ}令", None, int(found["order"])


def _day(written: str) -> date | None:
    """The day of a date, the last one of a year or month."""
    if not written:
        return None
    parts = [int(part) for part in written.split("-")]
    year, month = parts[0], parts[1] if len(parts) > 1 else 12
    return date(year, month, parts[2] if len(parts) > 2 else monthrange(year, month)[1])


def on(day: str) -> str:
    """A date of the table in words: 2020-02-25 → 2020年2月25日, 2023 → 2023年."""
    parts = [str(int(part)) for part in day.split("-")]
    return "".join(part + unit for part, unit in zip(parts, "年月日", strict=False))
