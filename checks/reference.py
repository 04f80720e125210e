"""Subject codes as data: which name, level and years belong to a code, and what a printed name says about it.

The tables are `rules/reference/*.csv`. A table is read when the first code that starts with its digit is met. How sure
an entry is (`Basis`) goes with it: it decides how loud a finding may be.
"""

from __future__ import annotations

import csv
import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import Enum, IntEnum
from functools import cache, cached_property
from pathlib import Path

from extract.lexicon import reference_folder

# How many digits a code of each level has.
LEVELS = {3: "类", 5: "款", 7: "项"}
DIGITS = {level: digits for digits, level in LEVELS.items()}

_TABLES = {"2": "functions.csv", "3": "economic_department.csv", "5": "economic_government.csv"}
_LEVEL_MARK = re.compile(r"\(([类款项])级?(?:科目)?(?:\)|(?![目型别似式]))")  # its bracket may have been left open
_MARKED = re.compile(r"[（(][类款项]")
_NUMBERED = re.compile(r"^[\s\d.、()]+")
_NOISE = re.compile(r"[\s“”\"'「」『』()\[\]【】,、;:。·\-—_]+")
# Words that may stand or be missing at the end of a name without making it another name.
_TAILS = ("支出", "经费", "费用", "费")
_NEAR = 72.0


class Basis(IntEnum):
    """How sure an entry is: seen in real documents, known from the official tables, or doubtful."""

    UNCERTAIN = 1
    KNOWLEDGE = 2
    OBSERVED = 3


@dataclass(frozen=True, slots=True)
class FormerName:
    """A name that a code once had. `first` and `last` are years, None for an open end; both None where the year of
    the renaming is not known."""

    name: str
    first: int | None = None
    last: int | None = None

    @property
    def dated(self) -> bool:
        return self.first is not None or self.last is not None

    def used_in(self, year: int) -> bool:
        """Whether the name was in force that year (never for a name whose years are not known)."""
        return self.dated and (self.first or 0) <= year <= (self.last or 9999)


@dataclass(frozen=True, slots=True)
class Subject:
    """A subject code. `first` and `last` are the years for which code and name are known to hold, None for an open
    end. `short` are usual abbreviations: they tell which subject is meant, but are not its name."""

    code: str
    name: str
    level: str
    first: int | None
    last: int | None
    former: tuple[FormerName, ...]
    short: tuple[str, ...]
    basis: Basis

    def valid_in(self, year: int | None) -> bool:
        """Whether the code was in use that year; True where no year is given."""
        return year is None or ((self.first or 0) <= year <= (self.last or 9999)) or self.former_in(year) is not None

    def former_in(self, year: int) -> FormerName | None:
        """The name that the code had that year, where it was not the present one."""
        return next((name for name in self.former if name.used_in(year)), None)

    def name_in(self, year: int | None) -> str:
        """What the code is called that year (the present name where no year is given)."""
        earlier = self.former_in(year) if year is not None else None
        return earlier.name if earlier else self.name

    @property
    def described(self) -> str:
        return f"{self.code} {self.name}"


class NameMatch(Enum):
    """What a printed name is to the code beside it."""

    SAME = "same"
    VARIANT = "variant"  # only 支出, 费 … more or less, or a path of names that ends in the right one
    FORMER = "former"  # a name that the code had in other years, or whose years are not known
    EARLY = "early"  # the present name, in a year in which the code had an earlier one
    SHORT = "short"  # a usual abbreviation of the right name
    OTHER = "other"  # the name, or a usual abbreviation, of a different code
    NEAR = "near"  # resembles the right name
    NONE = "none"  # no subject's name at all


@dataclass(frozen=True, slots=True)
class NameVerdict:
    """`others` are the codes whose name it is (OTHER), the likeliest first; `short` says that only an abbreviation of
    theirs was printed."""

    match: NameMatch
    others: tuple[Subject, ...] = ()
    short: bool = False


@dataclass(frozen=True, slots=True)
class PathVerdict:
    """What a path of names (农林水支出（类）水利（款）…) leads to: a subject, or, where a part of it does not lie under
    the part before, that part as printed with the subjects that bear its name. Neither where a name is not known or
    leads to several subjects."""

    subject: Subject | None = None
    above: Subject | None = None
    misplaced: str = ""
    others: tuple[Subject, ...] = ()


def fold_name(name: str) -> str:
    """A subject name in the form in which names are compared: NFKC, without level marks, brackets and punctuation."""
    text = unicodedata.normalize("NFKC", name)
    return _NOISE.sub("", _LEVEL_MARK.sub("", text))


def stem(folded: str) -> str:
    """A folded name without a trailing 支出, 经费, 费."""
    for tail in _TAILS:
        if folded.endswith(tail) and len(folded) > len(tail) + 1:
            return folded[: -len(tail)]
    return folded


def same_name(a: str, b: str) -> bool:
    """Whether two names are one but for brackets, punctuation and a trailing 支出, 费."""
    return stem(fold_name(a)) == stem(fold_name(b))


def path_parts(name: str) -> list[tuple[str, str]]:
    """The parts of a path of names with their levels, from the top; [] for a name without level marks."""
    if not _MARKED.search(name):  # most labels have none, and there are thousands
        return []
    parts = _LEVEL_MARK.split(unicodedata.normalize("NFKC", name))
    named = {mark: _NUMBERED.sub("", words) for words, mark in zip(parts[::2], parts[1::2], strict=False)}
    return [(level, named[level]) for level in DIGITS if level in named]


def own_part(name: str, level: str) -> str:
    """Of a name printed as a path (农林水支出（类）水利（款）), the part of the given level, else the last part."""
    text = unicodedata.normalize("NFKC", name)
    parts = _LEVEL_MARK.split(text)
    named = {mark: words for words, mark in zip(parts[::2], parts[1::2], strict=False)}
    if level in named:
        return named[level]
    rest = [words for words in parts[::2] if fold_name(words)]
    return rest[-1] if rest else name


class SubjectTable:
    """The codes of one classification."""

    def __init__(self, subjects: Iterable[Subject]):
        self._by_code = {subject.code: subject for subject in subjects}

    def __len__(self) -> int:
        return len(self._by_code)

    def __iter__(self) -> Iterator[Subject]:
        return iter(self._by_code.values())

    def get(self, code: str) -> Subject | None:
        return self._by_code.get(code)

    def parent(self, code: str) -> Subject | None:
        """The entry one level up, None for a 类 or where it is not in the table."""
        return self._by_code.get(code[:-2]) if len(code) > 3 else None

    def children(self, code: str) -> tuple[Subject, ...]:
        """The entries one level down."""
        return tuple(s for s in self if len(s.code) == len(code) + 2 and s.code.startswith(code))

    def named(self, name: str) -> tuple[Subject, ...]:
        """The entries that bear a name exactly (brackets and punctuation apart)."""
        return self._names.get(fold_name(name), ())

    def judge(self, subject: Subject, printed: str, year: int | None = None) -> NameVerdict:
        """What a printed name is to a code: its own name first, an earlier one, an abbreviation, then the name of
        another code; last of all whether it resembles the right one."""
        name = fold_name(own_part(printed, subject.level))
        own = fold_name(subject.name)
        if not name:
            return NameVerdict(NameMatch.NONE)
        if same_name(name, own):
            if year is not None and subject.former_in(year) is not None:
                return NameVerdict(NameMatch.EARLY)
            return NameVerdict(NameMatch.SAME if name == own else NameMatch.VARIANT)
        for former in subject.former:
            if same_name(former.name, name):
                in_force = year is not None and former.used_in(year)
                return NameVerdict(NameMatch.SAME if in_force else NameMatch.FORMER)
        if any(fold_name(short) == name for short in subject.short):
            return NameVerdict(NameMatch.SHORT)
        others = self._names.get(name) or self._stems.get(stem(name))
        if others:
            return NameVerdict(NameMatch.OTHER, _nearest(subject.code, others))
        others = self._shorts.get(name)
        if others:
            return NameVerdict(NameMatch.OTHER, _nearest(subject.code, others), short=True)
        if len(own) > 2 and (name.endswith(own) or stem(name).endswith(stem(own))):
            return NameVerdict(NameMatch.VARIANT)
        resembles = name not in natures() and _resembles(name, own)
        return NameVerdict(NameMatch.NEAR if resembles else NameMatch.NONE)

    def resolve(self, path: str) -> PathVerdict:
        """Which subject a path of names leads to."""
        above: Subject | None = None
        for level, words in path_parts(path):
            key = stem(fold_name(words))
            found = [s for s in (*self._stems.get(key, ()), *self._formers.get(key, ())) if s.level == level]
            under = [s for s in found if above is None or s.code.startswith(above.code)]
            if not under:
                others = _nearest(above.code, tuple(found)) if found and above else ()
                return PathVerdict(None, above, words.strip() if others else "", others)
            if len({s.code[:-2] for s in under}) == 1:  # codes of one name under one parent: the surer one is in use
                under = [s for s in under if s.basis is max(s.basis for s in under)]
            if len(under) > 1:
                return PathVerdict()
            above = under[0]
        return PathVerdict(above)

    @cached_property
    def _formers(self) -> dict[str, tuple[Subject, ...]]:
        return _index((stem(fold_name(former.name)), s) for s in self for former in s.former)

    @cached_property
    def _names(self) -> dict[str, tuple[Subject, ...]]:
        return _index((fold_name(s.name), s) for s in self)

    @cached_property
    def _stems(self) -> dict[str, tuple[Subject, ...]]:
        return _index((stem(fold_name(s.name)), s) for s in self)

    @cached_property
    def _shorts(self) -> dict[str, tuple[Subject, ...]]:
        return _index((fold_name(short), s) for s in self for short in s.short)


def _index(pairs: Iterable[tuple[str, Subject]]) -> dict[str, tuple[Subject, ...]]:
    found: dict[str, list[Subject]] = {}
    for key, subject in pairs:
        found.setdefault(key, []).append(subject)
    return {key: tuple(subjects) for key, subjects in found.items()}


def _nearest(code: str, subjects: tuple[Subject, ...]) -> tuple[Subject, ...]:
    """Likeliest first: of those that share most of the leading digits, the surer ones first. A name such as 行政运行
    belongs to many codes, and the one under the same 款 is meant."""

    def shared(subject: Subject) -> int:
        return next((n for n in (5, 3) if subject.code[:n] == code[:n]), 0)

    best = max(map(shared, subjects))
    near = [s for s in subjects if shared(s) == best]
    return tuple(sorted(near, key=lambda s: (abs(len(s.code) - len(code)), -s.basis, s.code)))


def _resembles(name: str, own: str) -> bool:
    if len(name) > 3 and (name in own or own in name):
        return True
    from rapidfuzz import fuzz  # only a name that nothing else explains comes here

    return fuzz.ratio(name, own) >= _NEAR


def load_subjects(path: Path) -> SubjectTable:
    """A table of subject codes from its CSV file."""
    with path.open(encoding="utf-8", newline="") as lines:
        return SubjectTable(_subject(row) for row in csv.DictReader(lines))


def _subject(row: dict[str, str]) -> Subject:
    return Subject(
        row["code"],
        row["name"],
        row["level"],
        _year(row["valid_from"]),
        _year(row["valid_to"]),
        tuple(map(_former, row["former_names"].split("|"))) if row["former_names"] else (),
        tuple(row["short_names"].split("|")) if row["short_names"] else (),
        Basis[row["basis"].upper()],
    )


def _former(written: str) -> FormerName:
    name, _, years = written.partition("@")
    first, _, last = years.partition("-")
    return FormerName(name, _year(first), _year(last))


def _year(written: str) -> int | None:
    return int(written) if written else None


@cache
def _table(name: str) -> SubjectTable:
    return load_subjects(reference_folder() / name)


def table_of(code: str) -> SubjectTable | None:
    """The classification a code belongs to by its first digit, None for one that is not kept (revenue codes)."""
    name = _TABLES.get(code[:1])
    return _table(name) if name else None


def classifications() -> tuple[SubjectTable, ...]:
    """All classifications that are kept."""
    return tuple(_table(name) for name in _TABLES.values())


def resolve(path: str) -> PathVerdict:
    """Which functional subject a path of names with level marks leads to."""
    return _table(_TABLES["2"]).resolve(path) if path_parts(path) else PathVerdict()


def find(code: str) -> Subject | None:
    """The entry of a code in its classification."""
    table = table_of(code)
    return table.get(code) if table else None


@cache
def natures() -> dict[str, str]:
    """Words that stand where a subject's name belongs but name a kind of money: folded word → 基本, 项目 or ""."""
    with (reference_folder() / "natures.csv").open(encoding="utf-8", newline="") as lines:
        return {fold_name(row["word"]): row["nature"] for row in csv.DictReader(lines)}


def nature_of(words: str) -> str:
    """The kind of money that words in a name column speak of: 基本, 项目, or "" where they do not say."""
    return natures().get(fold_name(words), "")
