"""Names that belong to a different code, and words in a name column that are no subject's name."""

from __future__ import annotations

from collections import Counter
from collections.abc import Container, Iterator
from decimal import Decimal
from typing import Any

from checks.kinds.code.reading import (
    DOUBTS,
    LOUDNESS,
    MOST_EVIDENCE,
    Named,
    at_most,
    by_pair,
    called,
    in_words,
    named_codes,
)
from checks.outcome import Diagnosis, Member, Outcome, failed, passed, skipped
from checks.reference import Basis, NameMatch, nature_of
from checks.rule import Rule, Severity
from extract.model import Fact, FactBook

# From how many wrong names on, making up half of a table's rows, the column is taken to have slipped.
_MANY_WRONG = 4


def check_name(book: FactBook, rule: Rule[Any]) -> Iterator[Outcome]:
    named = named_codes(book)
    for one in named:
        if one.right:
            yield passed(rule, one.pair)
    wrong = [n for n in named if n.verdict.match is NameMatch.OTHER]
    shifted = _shifted_tables(named, wrong)
    for table in sorted(shifted):
        yield _shifted(rule, [n for n in wrong if n.claim.table == table])
    for places in by_pair(n for n in wrong if n.claim.table not in shifted).values():
        yield _wrong_name(rule, places, named)


def _shifted_tables(named: list[Named], wrong: list[Named]) -> set[int]:
    """Tables in which codes and names differ row after row: one column slipped, in the document or in the reading."""
    rows = Counter(n.claim.table for n in named)
    slips = Counter(n.claim.table for n in wrong)
    return {
        table
        for table, count in slips.items()
        if table is not None and count >= _MANY_WRONG and count * 2 >= rows[table]
    }


def _shifted(rule: Rule[Any], wrong: list[Named]) -> Outcome:
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
            "doubt": "",
        },
    )


def _wrong_name(rule: Rule[Any], places: list[Named], named: list[Named]) -> Outcome:
    first = places[0]
    subject, others = first.subject, first.verdict.others
    elsewhere = [n for n in named if n.right and n.subject.code == subject.code]
    same_money = [] if elsewhere else _same_money(first, named)
    basis = min(subject.basis, others[0].basis)
    if (elsewhere or same_money) and basis is not Basis.UNCERTAIN:
        basis = Basis.OBSERVED
    members: list[Member] = [member for place in places[:3] for member in place.pair]
    members += [member for place in elsewhere[:2] for member in place.pair]
    meant = {other.code for other in others}
    by_name = [n for n in named if n.right and n.subject.code in meant and _one_list(n, first)]
    members += [member for place in by_name[:1] for member in place.pair]
    for own, right, stated in same_money:
        members += [("stated", own), *right.pair, ("stated", stated)]
    return failed(
        rule,
        members[:MOST_EVIDENCE],
        severity=at_most(rule, LOUDNESS[basis]),
        diagnosis=_why_named_so(first, named, same_money),
        fields={
            "code": subject.code,
            "right": subject.name_in(first.year),
            "printed": first.printed,
            "others": "、".join(called(other, first.printed) for other in others[:2]),
            "doubt": DOUBTS[basis],
        },
    )


def _why_named_so(first: Named, named: list[Named], same_money: list[tuple[Fact, Named, Fact]]) -> Diagnosis:
    """Which of the two is wrong. In one list each account is named once: the name is wrong where it stands there with
    its own code, the code where it stands there with its own name. Elsewhere the same account is named again, and
    what agrees with that is right."""
    subject, others = first.subject, first.verdict.others
    if same_money:
        own, right, stated = same_money[0]
        place = f"{right.subject.code}“{right.printed}”的 {in_words(stated)}"
        return Diagnosis("same_money", f"金额 {in_words(own)} 与 {place}相同，疑为名称写错")
    right_ones = [n for n in named if n.right]
    own_name, own_code = _present(first, [n for n in right_ones if _one_list(n, first)])
    if own_code and not own_name:
        return Diagnosis("wrong_name", f"{own_code} 已另有一处，疑为名称写错，应为“{subject.name_in(first.year)}”")
    if own_name and not own_code:
        return Diagnosis("wrong_code", f"“{own_name}”已另有一处，疑为编码写错，应为 {others[0].code}")
    own_name, own_code = _present(first, right_ones)
    if own_name and not own_code:
        return Diagnosis("elsewhere", f"同一编码在别处写作“{own_name}”，疑为此处名称写错")
    if own_code and not own_name:
        return Diagnosis("elsewhere", f"同一名称在别处写作 {own_code}，疑为此处编码写错")
    if any(subject.code.startswith(other.code) for other in others):
        return Diagnosis("upper_level", "写的是上级科目的名称")
    if any(other.code.startswith(subject.code) for other in others):
        return Diagnosis("lower_level", "写的是下级科目的名称")
    return Diagnosis("other_code", "编码与名称必有一个写错")


def _present(first: Named, right: list[Named]) -> tuple[str, str]:
    """The name as printed with its own code, and the code as printed with its own name, each "" where it is not."""
    meant = {other.code for other in first.verdict.others}
    name = next((n.printed for n in right if n.subject.code == first.subject.code), "")
    return name, next((n.subject.code for n in right if n.subject.code in meant), "")


def _one_list(a: Named, b: Named) -> bool:
    """Whether two stand in one table or paragraph, where each account is named once."""
    if a.claim.table is not None or b.claim.table is not None:
        return a.claim.table == b.claim.table
    return a.claim.code.location.block == b.claim.code.location.block


def _same_money(wrong: Named, named: list[Named]) -> list[tuple[Fact, Named, Fact]]:
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


def check_column(book: FactBook, rule: Rule[Any], basic: Container[str]) -> Iterator[Outcome]:
    loose = (NameMatch.NONE, NameMatch.SHORT, NameMatch.NEAR)
    columns: dict[int, list[Named]] = {}
    for one in named_codes(book):
        if nature_of(one.printed) == "项目" and one.subject.name in basic:
            continue  # the money is at fault there, and renaming it would hide that
        if one.claim.table is not None and one.verdict.match in loose:
            columns.setdefault(one.claim.table, []).append(one)
        elif one.verdict.match is NameMatch.NONE:
            yield skipped(rule, one.pair, "编码旁的文字不是科目名称")
    for rows in columns.values():
        pairs = [places[0] for places in by_pair(rows).values()]
        listing = "；".join(f"{one.subject.code} “{one.printed}”→“{one.subject.name_in(one.year)}”" for one in pairs)
        members = [member for one in pairs[: MOST_EVIDENCE // 2] for member in one.pair]
        yield failed(rule, members, fields={"listing": listing})
