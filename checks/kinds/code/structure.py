"""Codes and their place in the classification: level and length, paths of names, codes that are not in the table."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from typing import Any

from checks.kinds.code.reading import DOUBTS, LOUDNESS, at_most, called, digits
from checks.outcome import Member, Outcome, failed, passed, skipped
from checks.reference import LEVELS, Subject, fold_name, path_parts, resolve, table_of
from checks.rule import Rule
from extract.model import CodeName, FactBook

# How many characters may stand between a code and the next name for the two to be one path of names.
_PATH_GAP = 4
_FUNCTIONS = "201"  # a code of the classification by function


def check_level(book: FactBook, rule: Rule[Any]) -> Iterator[Outcome]:
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


def check_path(book: FactBook, rule: Rule[Any]) -> Iterator[Outcome]:
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
                severity=at_most(rule, LOUDNESS[basis]),
                fields={
                    "printed": verdict.misplaced,
                    "right": verdict.above.described,
                    "others": "、".join(called(other, verdict.misplaced) for other in verdict.others[:2]),
                    "doubt": DOUBTS[basis],
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


def check_mistyped(book: FactBook, rule: Rule[Any]) -> Iterator[Outcome]:
    """A code that is not in the table and is one slip away from the code of the account that stands beside it."""
    told: set[tuple[str, str]] = set()
    for claim in book.claims_of(CodeName):
        code = digits(claim.code)
        meant = _meant(code, claim.name.text)
        if meant is None or (code, meant.code) in told:
            continue
        told.add((code, meant.code))
        yield failed(
            rule,
            [("code", claim.code), ("name", claim.name)],
            severity=at_most(rule, LOUDNESS[meant.basis]),
            fields={
                "code": code,
                "right": meant.code,
                "printed": claim.name.text.strip(),
                "doubt": DOUBTS[meant.basis],
            },
        )


def _meant(code: str, name: str) -> Subject | None:
    """The one account of a name whose code is an unknown code but for one digit or two neighbouring ones swapped."""
    own, functions = table_of(code), table_of(_FUNCTIONS)
    if len(code) not in (5, 7) or (own and own.get(code)) or functions is None:
        return None
    near = [subject for subject in functions.named(name) if _one_slip(code, subject.code)]
    return near[0] if len(near) == 1 else None


def _one_slip(code: str, other: str) -> bool:
    if len(code) != len(other):
        return False
    apart = [at for at, (a, b) in enumerate(zip(code, other, strict=True)) if a != b]
    swapped = len(apart) == 2 and apart[1] == apart[0] + 1 and sorted(code) == sorted(other)
    return len(apart) == 1 or swapped


def check_unknown(book: FactBook, rule: Rule[Any]) -> Iterator[Outcome]:
    told: set[str] = set()
    for claim in book.claims_of(CodeName):
        code = digits(claim.code)
        table = table_of(code)
        if table is None or len(code) not in LEVELS or table.get(code) or code in told:
            continue
        if _meant(code, claim.name.text) is not None:
            continue  # no gap in the table
        told.add(code)
        parent = table.parent(code)
        members: list[Member] = [("code", claim.code), ("name", claim.name)]
        if parent is None:
            yield skipped(rule, members, "参考表没有这个编码")
        else:
            yield failed(rule, members, fields={"code": code, "others": parent.described})
