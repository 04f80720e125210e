"""Kind `code`: a subject code against the name, level, years and kind of money printed with it.

How loud a finding may be is decided by how sure the reference is of the code: seen in real documents → error, known →
warning, doubtful or not in the table → info. Where the document itself uses the code rightly elsewhere, it contradicts
itself, and that counts as seen.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Container, Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise

from checks.figures import spaced
from checks.kinds import kind
from checks.outcome import Diagnosis, Member, Outcome, Severity, failed, passed, skipped
from checks.reference import (
    LEVELS,
    Basis,
    NameMatch,
    NameVerdict,
    Subject,
    find,
    fold_name,
    nature_of,
    path_parts,
    resolve,
    same_name,
    table_of,
)
from checks.ruleset import Rule
from extract.model import AccountTable, CodeName, Fact, FactBook, Words

MOST_EVIDENCE = 12
# How many characters may stand between a code and the next name for the two to be one path of names.
_PATH_GAP = 4
# From how many wrong names on, making up half of a table's rows, the column is taken to have slipped.
_MANY_WRONG = 4
_RIGHT = frozenset((NameMatch.SAME, NameMatch.VARIANT))
_SEVERITY = {Basis.OBSERVED: Severity.ERROR, Basis.KNOWLEDGE: Severity.WARNING, Basis.UNCERTAIN: Severity.INFO}


@dataclass(frozen=True)
class CodeParams:
    """`check` is what is looked at: name, column, level, validity, nature, unknown or path. `basic` and `project` are
    the names of the subjects that are for basic and for project expenditure alone."""

    check: str
    basic: tuple[str, ...] = ()
    project: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if self.check not in _CHECKS:
            raise ValueError(f"check 应为{'、'.join(_CHECKS)}之一")


@dataclass(frozen=True, slots=True)
class _Named:
    """A code with its name, and what the reference says about the two."""

    claim: CodeName
    subject: Subject
    verdict: NameVerdict
    year: int | None

    @property
    def right(self) -> bool:
        return self.verdict.match in _RIGHT

    @property
    def printed(self) -> str:
        return self.claim.name.text.strip()

    @property
    def pair(self) -> tuple[Member, Member]:
        return ("code", self.claim.code), ("name", self.claim.name)


@kind("code", params=CodeParams, fields=("code", "right", "printed", "others", "listing", "year"))
def check_code(book: FactBook, rule: Rule[CodeParams]) -> Iterator[Outcome]:
    """A subject code must stand with its own name, level, years and kind of money."""
    yield from _CHECKS[rule.params.check](book, rule)


def digits(code: Words) -> str:
    """The digits of a printed code."""
    return "".join(c for c in code.text if c.isdecimal())


def _at_most(rule: Rule[CodeParams], severity: Severity) -> Severity:
    """No louder than the rule (a profile may have lowered it)."""
    return min(rule.severity, severity, key=lambda s: s.rank)


def _named(book: FactBook) -> list[_Named]:
    found = []
    for claim in book.claims_of(CodeName):
        table = table_of(digits(claim.code))
        subject = table.get(digits(claim.code)) if table else None
        if table is None or subject is None or not fold_name(claim.name.text):
            continue
        year = claim.year or book.outline.cover.year
        found.append(_Named(claim, subject, table.judge(subject, claim.name.text, year), year))
    return found


def _by(named: Iterable[_Named]) -> dict[tuple[str, str], list[_Named]]:
    """Codes with their names, repeated ones together."""
    groups: dict[tuple[str, str], list[_Named]] = {}
    for one in named:
        groups.setdefault((one.subject.code, fold_name(one.printed)), []).append(one)
    return groups


# --------------------------------------------------------------------------------------------------------------
# The name of a different code
# --------------------------------------------------------------------------------------------------------------


def _check_name(book: FactBook, rule: Rule[CodeParams]) -> Iterator[Outcome]:
    named = _named(book)
    for one in named:
        if one.right:
            yield passed(rule, one.pair)
    wrong = [n for n in named if n.verdict.match is NameMatch.OTHER]
    shifted = _shifted_tables(named, wrong)
    for table in sorted(shifted):
        yield _shifted(rule, [n for n in wrong if n.claim.table == table])
    for places in _by(n for n in wrong if n.claim.table not in shifted).values():
        yield _wrong_name(rule, places, named)


def _shifted_tables(named: list[_Named], wrong: list[_Named]) -> set[int]:
    """Tables in which codes and names differ row after row: one column slipped, in the document or in the reading."""
    rows = Counter(n.claim.table for n in named)
    slips = Counter(n.claim.table for n in wrong)
    return {
        table
        for table, count in slips.items()
        if table is not None and count >= _MANY_WRONG and count * 2 >= rows[table]
    }


def _shifted(rule: Rule[CodeParams], wrong: list[_Named]) -> Outcome:
    """One note for a table whose codes and names are out of step; it may be the reading that is."""
    first = wrong[0]
    return failed(
        rule,
        [member for one in wrong[: MOST_EVIDENCE // 2] for member in one.pair],
        severity=Severity.INFO,
        diagnosis=Diagnosis("shifted", f"这张表有 {len(wrong)} 行编码与名称不对应，疑错行或错列，请对照原表"),
        fields={
            "code": first.subject.code,
            "right": first.subject.name_in(first.year),
            "printed": first.printed,
            "others": first.verdict.others[0].described,
        },
    )


def _wrong_name(rule: Rule[CodeParams], places: list[_Named], named: list[_Named]) -> Outcome:
    first = places[0]
    subject, others = first.subject, first.verdict.others
    elsewhere = [n for n in named if n.right and n.subject.code == subject.code]
    same_money = [] if elsewhere else _same_money(first, named)
    basis = min(subject.basis, others[0].basis)
    if (elsewhere or same_money) and basis is not Basis.UNCERTAIN:
        basis = Basis.OBSERVED
    members: list[Member] = [member for place in places[:3] for member in place.pair]
    members += [member for place in elsewhere[:2] for member in place.pair]
    for own, right, stated in same_money:
        members += [("stated", own), *right.pair, ("stated", stated)]
    return failed(
        rule,
        members[:MOST_EVIDENCE],
        severity=_at_most(rule, _SEVERITY[basis]),
        diagnosis=_why_named_so(subject, others, elsewhere, same_money),
        fields={
            "code": subject.code,
            "right": subject.name_in(first.year),
            "printed": first.printed,
            "others": "、".join(other.described for other in others[:2]),
        },
    )


def _why_named_so(
    subject: Subject, others: tuple[Subject, ...], elsewhere: list[_Named], same_money: list[tuple[Fact, _Named, Fact]]
) -> Diagnosis:
    if same_money:
        own, right, stated = same_money[0]
        place = f"{right.subject.code}“{right.printed}”的 {_money(stated)}"
        return Diagnosis("same_money", f"金额 {_money(own)} 与 {place}相同，疑为名称写错")
    if elsewhere:
        return Diagnosis("elsewhere", f"同一编码在别处写作“{elsewhere[0].printed}”，疑为此处名称写错")
    if any(subject.code.startswith(other.code) for other in others):
        return Diagnosis("upper_level", "写的是上级科目的名称")
    if any(other.code.startswith(subject.code) for other in others):
        return Diagnosis("lower_level", "写的是下级科目的名称")
    return Diagnosis("other_code", f"名称无误时编码应为 {others[0].code}")


def _money(fact: Fact) -> str:
    """A figure as printed, with its unit where the column or caption gave it."""
    return fact.quantity.text if fact.quantity.given else spaced(fact.quantity.text, fact.quantity.unit)


def _same_money(wrong: _Named, named: list[_Named]) -> list[tuple[Fact, _Named, Fact]]:
    """Where a rightly named code above or below this one stands with the same money: the code is right, then, and the
    name is not."""
    code = wrong.subject.code
    for other in named:
        kin = other.subject.code
        if not other.right or kin == code or not (kin.startswith(code) or code.startswith(kin)) or len(kin) == 3:
            continue
        for own in wrong.claim.amounts:
            for stated in other.claim.amounts:
                if _same_amount(own, stated):
                    return [(own, other, stated)]
    return []


def _same_amount(a: Fact, b: Fact) -> bool:
    """Two amounts of money that differ by less than the coarser one's last digit."""
    p, q = a.quantity, b.quantity
    return (
        p.dimension == q.dimension == "money" and p.value != Decimal(0) and abs(p.value - q.value) < max(p.ulp, q.ulp)
    )


# --------------------------------------------------------------------------------------------------------------
# Words in the name column that are no subject's name
# --------------------------------------------------------------------------------------------------------------


def _check_column(book: FactBook, rule: Rule[CodeParams]) -> Iterator[Outcome]:
    loose = (NameMatch.NONE, NameMatch.SHORT, NameMatch.NEAR)
    columns: dict[int, list[_Named]] = {}
    for one in _named(book):
        if nature_of(one.printed) == "项目" and one.subject.name in rule.params.basic:
            continue  # the money is at fault there, and renaming it would hide that
        if one.claim.table is not None and one.verdict.match in loose:
            columns.setdefault(one.claim.table, []).append(one)
        elif one.verdict.match is NameMatch.NONE:
            yield skipped(rule, one.pair, "编码旁的文字不是科目名称")
    for rows in columns.values():
        by_pair = [places[0] for places in _by(rows).values()]
        listing = "；".join(f"{one.subject.code} “{one.printed}”→“{one.subject.name_in(one.year)}”" for one in by_pair)
        members = [member for one in by_pair[: MOST_EVIDENCE // 2] for member in one.pair]
        yield failed(rule, members, fields={"listing": listing})


# --------------------------------------------------------------------------------------------------------------
# Level
# --------------------------------------------------------------------------------------------------------------


def _check_level(book: FactBook, rule: Rule[CodeParams]) -> Iterator[Outcome]:
    claims = list(book.claims_of(CodeName))
    told: set[tuple[str, str]] = set()
    for claim in claims:
        code = digits(claim.code)
        table = table_of(code)
        if table is None or (code, claim.level) in told:
            continue
        level = LEVELS.get(len(code), "")
        if level and level != claim.level and claim.level:
            problem = f"{code} 是{level}级编码（{len(code)} 位），此处写作“{claim.level}”"
        elif not level and table.named(claim.name.text):  # else it may be a unit's or a project's number
            problem = f"{code} 有 {len(code)} 位，功能分类科目应为 3、5、7 位，经济分类科目应为 3、5 位"
        else:
            continue
        told.add((code, claim.level))
        yield failed(rule, [("code", claim.code), ("name", claim.name)], labels=problem)
    for upper, lower in pairwise(claims):
        above, below = digits(upper.code), digits(lower.code)
        if len(above) < len(below) and _one_path(upper, lower) and not below.startswith(above):
            members: list[Member] = [
                ("code", upper.code),
                ("name", upper.name),
                ("code", lower.code),
                ("name", lower.name),
            ]
            yield failed(rule, members, labels=f"{below} 不在 {above} 之下，却与它写在同一串科目里")


def _one_path(upper: CodeName, lower: CodeName) -> bool:
    """Whether two codes stand in one path of names: the second name (or code) begins where the first one ends."""
    a, b = upper.code.location, lower.code.location
    if upper.table is not None or lower.table is not None or a.block != b.block:
        return False
    end = max(a.end, upper.name.location.end if upper.name.location.block == a.block else 0)
    return 0 <= min(b.start, lower.name.location.start) - end <= _PATH_GAP


# --------------------------------------------------------------------------------------------------------------
# Years
# --------------------------------------------------------------------------------------------------------------


def _check_validity(book: FactBook, rule: Rule[CodeParams]) -> Iterator[Outcome]:
    for places in _by(_named(book)).values():
        one = places[0]
        problem = _out_of_time(one)
        if not problem:
            continue
        sure = one.subject.basis is Basis.OBSERVED and one.verdict.match is NameMatch.FORMER and one.year is not None
        dated = any(f.dated and same_name(f.name, one.printed) for f in one.subject.former)
        severity = _at_most(rule, Severity.WARNING if sure and dated else Severity.INFO)
        members = [member for place in places[: MOST_EVIDENCE // 2] for member in place.pair]
        yield failed(rule, members, severity=severity, labels=problem)


def _out_of_time(one: _Named) -> str:
    """What is out of its time about a code or its name, "" where nothing is known to be."""
    subject, year = one.subject, one.year
    if subject.basis is Basis.UNCERTAIN:
        return ""
    if one.verdict.match is NameMatch.FORMER:
        return f"{subject.code} 现名“{subject.name}”，“{one.printed}”是曾用名"
    if year is None:
        return ""
    if one.verdict.match is NameMatch.EARLY:
        return f"{year} 年度 {subject.code} 的名称是“{subject.name_in(year)}”，“{one.printed}”是后来的名称"
    if not subject.valid_in(year):
        until = f"只用到 {subject.last} 年" if subject.last and year > subject.last else f"自 {subject.first} 年起使用"
        return f"{subject.code}“{subject.name}”{until}，本报告为 {year} 年度"
    return ""


# --------------------------------------------------------------------------------------------------------------
# The kind of money
# --------------------------------------------------------------------------------------------------------------


def _check_nature(book: FactBook, rule: Rule[CodeParams]) -> Iterator[Outcome]:
    rows = [(n.claim, n.subject) for n in _named(book) if n.claim.table is not None]
    told: set[tuple[int, str]] = set()
    for claim, subject in rows:
        nature = nature_of(claim.name.text)
        key = (claim.table or 0, subject.code)
        if nature == "项目" and subject.name in rule.params.basic and key not in told:
            told.add(key)
            siblings = [c for c, s in rows if s.code == subject.code and c.table == claim.table and c is not claim]
            yield _misplaced(rule, claim, subject, [c for c in siblings if nature_of(c.name.text) == "基本"])
        elif nature == "基本" and subject.name in rule.params.project and key not in told:
            told.add(key)
            yield failed(
                rule,
                [("code", claim.code), ("name", claim.name), *_amounts(claim)],
                severity=Severity.INFO,
                labels=f"“{claim.name.text.strip()}”属于基本支出，列在 {subject.described}（项目支出科目）",
            )
    yield from _project_columns(book.accounts, rule, {code for _, code in told})


def _amounts(claim: CodeName) -> list[Member]:
    """One amount of a row that is not nil."""
    money: list[Member] = [("stated", fact) for fact in claim.amounts if fact.quantity.value]
    return money[:1]


def _misplaced(rule: Rule[CodeParams], claim: CodeName, subject: Subject, basic: list[CodeName]) -> Outcome:
    members: list[Member] = [("code", claim.code), ("name", claim.name), *_amounts(claim)]
    for other in basic[:3]:
        members += [("code", other.code), ("name", other.name)]
    printed = claim.name.text.strip()
    text = f"“{printed}”列在 {subject.described}，该科目只核算基本支出"
    if basic:
        text += f"，同一编码下还列有{'、'.join('“' + c.name.text.strip() + '”' for c in basic[:3])}"
    return failed(rule, members, severity=_at_most(rule, _nature_severity(subject, bool(basic))), labels=text)


def _nature_severity(subject: Subject, shared: bool) -> Severity:
    """How loud a row is that is called project money outright. A code under which the same table lists basic money
    too is known to be for that."""
    if subject.basis is Basis.UNCERTAIN:
        return Severity.INFO
    return Severity.ERROR if shared or subject.basis is Basis.OBSERVED else Severity.WARNING


def _project_columns(tables: Iterable[AccountTable], rule: Rule[CodeParams], told: Container[str]) -> Iterator[Outcome]:
    """Money in a column 项目支出, in a row whose code is for basic expenditure alone: one finding a code. A
    little of it beside basic money is let pass by the systems and only noted; a row of nothing else is misplaced."""
    found: dict[str, list[Member]] = {}
    whole: dict[str, bool] = {}  # whether a row is project money and nothing else
    for table in tables:
        columns = [path for path, concept in table.columns.items() if concept == "项目支出"]
        basics = [path for path, concept in table.columns.items() if concept == "基本支出"]
        for row in table.rows:
            subject = find(row.code)
            if row.total or row.code_words is None or subject is None or subject.name not in rule.params.basic:
                continue
            money = [row.amounts[path] for path in columns if path in row.amounts and row.amounts[path].quantity.value]
            if money and row.code not in told:
                basic = [row.amounts[path] for path in basics if path in row.amounts]
                whole[row.code] = whole.get(row.code, False) or not any(fact.quantity.value for fact in basic)
                name: list[Member] = [("name", row.name_words)] if row.name_words else []
                found.setdefault(row.code, []).extend([("code", row.code_words), *name, ("stated", money[0])])
    for code, members in found.items():
        subject = find(code)
        assert subject is not None  # only known codes were gathered
        first = next(member for _, member in members if isinstance(member, Fact))
        severity = _nature_severity(subject, False) if whole[code] else Severity.INFO
        text = f"{subject.described}只核算基本支出，“项目支出”栏却有 {_money(first)}"
        yield failed(rule, members[:MOST_EVIDENCE], severity=_at_most(rule, severity), labels=text)


# --------------------------------------------------------------------------------------------------------------
# Codes that are not in the table
# --------------------------------------------------------------------------------------------------------------


def _check_unknown(book: FactBook, rule: Rule[CodeParams]) -> Iterator[Outcome]:
    told: set[str] = set()
    for claim in book.claims_of(CodeName):
        code = digits(claim.code)
        table = table_of(code)
        if table is None or len(code) not in LEVELS or table.get(code) or code in told:
            continue
        told.add(code)
        parent = table.parent(code)
        members: list[Member] = [("code", claim.code), ("name", claim.name)]
        if parent is None:
            yield skipped(rule, members, "参考表没有这个编码")
        else:
            yield failed(rule, members, fields={"code": code, "others": parent.described})


# --------------------------------------------------------------------------------------------------------------
# Paths of names
# --------------------------------------------------------------------------------------------------------------


def _check_path(book: FactBook, rule: Rule[CodeParams]) -> Iterator[Outcome]:
    """In a path of names every part must lie under the one before it."""
    told: set[str] = set()
    for path, member in _paths(book):
        verdict = resolve(path)
        key = fold_name(path)
        if key in told:
            continue
        told.add(key)
        if verdict.subject is not None:
            yield passed(rule, [member])
        elif verdict.others and verdict.above is not None:
            basis = min(verdict.above.basis, verdict.others[0].basis)
            yield failed(
                rule,
                [member],
                severity=_at_most(rule, _SEVERITY[basis]),
                fields={
                    "printed": verdict.misplaced,
                    "right": verdict.above.described,
                    "others": "、".join(other.described for other in verdict.others[:2]),
                },
            )


def _paths(book: FactBook) -> Iterator[tuple[str, Member]]:
    """The paths of two and more names: words that stand with a code or alone, and the labels of figures."""
    for claim in book.claims_of(CodeName):
        if len(path_parts(claim.name.text)) > 1:
            yield claim.name.text, ("name", claim.name)
    for fact in book.facts:
        if fact.location.kind != "cell" and len(path_parts(fact.label)) > 1:
            yield "".join(f"{words}（{level}）" for level, words in path_parts(fact.label)), ("stated", fact)


_CHECKS: dict[str, Callable[[FactBook, Rule[CodeParams]], Iterator[Outcome]]] = {
    "name": _check_name,
    "column": _check_column,
    "level": _check_level,
    "validity": _check_validity,
    "nature": _check_nature,
    "unknown": _check_unknown,
    "path": _check_path,
}
