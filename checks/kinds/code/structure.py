"""Codes and their place in the classification: level and length, paths of names, codes that are not in the table."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from typing import Any

from checks.kinds.code.reading import DOUBTS, LOUDNESS, at_most, called, digits
from checks.outcome import Diagnosis, Member, Outcome, failed, passed, skipped
from checks.reference import (
    LEVELS,
    Basis,
    Subject,
    SubjectTable,
    classifications,
    find,
    fold_name,
    own_part,
    path_parts,
    resolve,
    table_of,
)
from checks.rule import Rule
from extract.model import Binding, CodeName, FactBook

# How many characters may stand between a code and the next name for the two to be one path of names.
_PATH_GAP = 4


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


def check_unknown(book: FactBook, rule: Rule[Any]) -> Iterator[Outcome]:
    for claim, code, table in _unlisted(book):
        if _meant(claim, code, table) is not None:
            continue  # told of as a slip
        parent = table.parent(code)
        members: list[Member] = [("code", claim.code), ("name", claim.name)]
        if parent is None:
            yield skipped(rule, members, "参考表没有这个编码")
        else:
            yield failed(rule, members, fields={"code": code, "others": parent.described})


def check_mistyped(book: FactBook, rule: Rule[Any]) -> Iterator[Outcome]:
    """A code that is not in the table, beside a name whose own code is one slip of the pen away."""
    for claim, code, table in _unlisted(book):
        meant = _meant(claim, code, table)
        if meant is not None:
            yield _mistyped(rule, claim, code, meant)
    for claim in book.claims_of(CodeName):
        code = digits(claim.code)
        if table_of(code) is not None or code[:1] in _INCOME or len(code) not in LEVELS:
            continue
        # the wrong digit is the first, which tells the classification
        found = [subject for table in classifications() if (subject := _meant(claim, code, table)) is not None]
        if len(found) == 1:
            yield _mistyped(rule, claim, code, found[0])


def _mistyped(rule: Rule[Any], claim: CodeName, code: str, meant: Subject) -> Outcome:
    return failed(
        rule,
        [("code", claim.code), ("name", claim.name)],
        diagnosis=Diagnosis("wrong_code", f"疑编码写错一位，应为 {meant.code}"),
        fields={"code": code, "printed": claim.name.text.strip(), "others": meant.code},
    )


_INCOME = frozenset("1")  # subjects of income, which the reference does not keep


def check_parents(book: FactBook, rule: Rule[Any]) -> Iterator[Outcome]:
    """A table that prints the 类 and 款 above its items prints them all: one that is left out alone was lost."""
    listed: dict[int, dict[str, CodeName]] = defaultdict(dict)
    for claim in book.claims_of(CodeName):
        code = digits(claim.code)
        if claim.table is not None and len(code) in LEVELS and table_of(code) is not None:
            listed[claim.table].setdefault(code, claim)
    lost: dict[str, list[dict[str, CodeName]]] = defaultdict(list)
    for codes in listed.values():
        for length in (3, 5):
            below = {code[:length] for code in codes if len(code) > length}
            missing = [code for code in below if code not in codes]
            childless = any(len(code) == length and code not in below for code in codes)
            if len(below) - len(missing) < _PRINTED or len(missing) != 1 or childless:
                continue  # a parent without items may be the missing one under another code
            lost[missing[0]].append(codes)
    for code, tables in lost.items():
        yield _lost(rule, code, tables)


_PRINTED = 3  # parents of one level that show that a table prints them


def _lost(rule: Rule[Any], code: str, tables: Sequence[Mapping[str, CodeName]]) -> Outcome:
    """A row that is missing, once for all tables that lack it: what stands under it, and what stands beside it."""
    subject = find(code)
    first = tables[0]
    below = [claim for other, claim in first.items() if other.startswith(code)][:_MOST_BELOW]
    beside = sorted((other for other in first if len(other) == len(code)), key=lambda other: other[:3] != code[:3])
    above = [code[:3]] if code[:3] in first else []
    members: list[Member] = []
    for claim in (*below, *(first[other] for other in (*above, *beside[:1]))):
        members += [("code", claim.code), *(("part", fact) for fact in claim.amounts[:1])]
    for codes in tables[1:3]:
        claim = next(one for other, one in codes.items() if len(other) == len(code))
        members += [("code", claim.code), *(("part", fact) for fact in claim.amounts[:1])]
    return failed(
        rule,
        members,
        binding=Binding.INHERITED,
        diagnosis=Diagnosis("missing_row", f"疑漏列 {code} 一行"),
        fields={
            "code": subject.described if subject else code,
            "printed": LEVELS[len(code)],
            "others": "、".join(digits(claim.code) for claim in below),
        },
    )


_MOST_BELOW = 3


def _unlisted(book: FactBook) -> Iterator[tuple[CodeName, str, SubjectTable]]:
    """Codes of the right length that are not in the table, each once, where it first stands."""
    told: set[str] = set()
    for claim in book.claims_of(CodeName):
        code = digits(claim.code)
        table = table_of(code)
        if table is None or len(code) not in LEVELS or table.get(code) or code in told:
            continue
        told.add(code)
        yield claim, code, table


def _meant(claim: CodeName, code: str, table: SubjectTable) -> Subject | None:
    """The subject whose name is printed, where its code differs from the printed one by a digit or by two swapped ones. A
    name that several subjects bear (行政运行) means only one under the same parent: the table does not list all."""
    bearers = [s for s in table.named(own_part(claim.name.text, LEVELS[len(code)])) if s.basis is not Basis.UNCERTAIN]
    near = [s for s in bearers if _one_slip(s.code, code) and (len(bearers) == 1 or s.code[:-2] == code[:-2])]
    common = len(bearers) == 1 and bearers[0].name in _EVERYWHERE and bearers[0].code[:-2] != code[:-2]
    return near[0] if len(near) == 1 and not common else None


# Items that any 款 may have, though the table lists few of them.
_EVERYWHERE = frozenset(("行政运行", "事业运行", "机关服务", "一般行政管理事务", "信息化建设", "事业机构"))


def _one_slip(a: str, b: str) -> bool:
    if len(a) != len(b):
        return False
    apart = [i for i, (x, y) in enumerate(zip(a, b, strict=True)) if x != y]
    if len(apart) == 1:
        return True
    return len(apart) == 2 and apart[1] == apart[0] + 1 and a[apart[0]] == b[apart[1]] and a[apart[1]] == b[apart[0]]
