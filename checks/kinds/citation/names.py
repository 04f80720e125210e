"""Whether a report calls one document by one name, and writes its citations in one way."""

from __future__ import annotations

import re
from collections.abc import Iterator
from difflib import SequenceMatcher
from typing import Any

from checks.kinds.citation.resolve import within
from checks.outcome import Member, Outcome, failed, passed
from checks.rule import Rule
from extract.model import Annexed, Citation, FactBook, Words

_ALIKE = 0.8
_LONG_ENOUGH = 8
_SHARE = 0.6
_MOST = 12
# Titles that are used again for the next document of the kind.
_SERIAL = re.compile(r"批复|下达|拨付|追加|调整|分配|资金|经费|计划|安排|纪要|公告|简报|函$|会议|决定$")
_YEARLY = re.compile(r"预算(?!绩效|管理)|决算|工作要点|目标|自评|考核")
_SUBJECT = re.compile(
    r"[\d一二三四五六七八九十百]|目标|监控|监督|跟踪|自评|评价|评估|结果|应用|事前|事后|预算|决算|项目|整体|财政|部门|专项|资金|采购|资产"
    r"|内部|内控|公开|支出|收入|考核|问责|公务|差旅|会议|培训|合同|档案|人员|车辆|接待|公用|基本|省|市|县|区|乡|镇"
)
# The digits of a year behind it (附表：2024年度…) are not its number.
_ANNEX = re.compile(r"^附[件表](?:\d{1,2}?(?=20\d\d年|\D)|[一二三四五六七八九十]{1,3})?")
_OWN = re.compile(r"指标体系(?:框架)?表?$|评分(?:标准|细则|办法|表)$|评价标准$")


def check_one_name(book: FactBook, rule: Rule[Any]) -> Iterator[Outcome]:
    """Under one number stands one title, under one title one number. A notice may issue several rules, a title may be
    issued by several organs and every year: only what nearly agrees is told of."""
    titled = [c for c in book.claims_of(Citation) if c.title is not None and c.number is not None and c.names]
    by_number: dict[tuple[str, int | None, int], dict[tuple[str, ...], Citation]] = {}
    by_name: dict[str, dict[tuple[str, int | None, int], Citation]] = {}
    for citation in titled:
        assert citation.number is not None
        by_number.setdefault(citation.number.key, {}).setdefault(citation.names, citation)
        by_name.setdefault(citation.names[-1], {}).setdefault(citation.number.key, citation)
    for cited in by_number.values():
        first, *others = cited.values()
        for other in others:
            if _same(first, other):
                yield passed(rule, _both(first, other))
            elif _slipped(first, other):
                yield failed(rule, _both(first, other), fields=_said(first, other, "同一文号下标题不同"))
    for name, numbered in by_name.items():
        first, *others = numbered.values()
        for other in others:
            if len(name) >= _LONG_ENOUGH and not _SERIAL.search(name) and _one_part(first, other):
                yield failed(rule, _both(first, other), fields=_said(first, other, "同一标题的文号不同"))


def _both(one: Citation, other: Citation) -> list[Member]:
    members: list[Member] = []
    for citation in (one, other):
        assert citation.title is not None and citation.number is not None
        members += [("compared", citation.title), ("compared", citation.number.words)]
    return members


def _said(one: Citation, other: Citation, what: str) -> dict[str, str]:
    assert one.title and other.title and one.number and other.number
    return {
        "cited": f"{one.title.text}（{one.number.words.text}）",
        "also": f"{other.title.text}（{other.number.words.text}）",
        "remark": what,
    }


def _same(one: Citation, other: Citation) -> bool:
    """Whether two citations share a name, or one is short for the other."""
    return any(a == b or within(a, b) or within(b, a) for a in one.names for b in other.names)


def _slipped(one: Citation, other: Citation) -> bool:
    """Whether the nearest names of both differ by a word that makes no other document: neither a figure nor what the
    rules are about, by which the rules of one notice differ."""
    return any(_alike(a, b) for a in one.names for b in other.names)


def _alike(one: str, other: str) -> bool:
    matcher = SequenceMatcher(None, one, other, autojunk=False)
    if matcher.ratio() < _ALIKE:
        return False
    differing = "".join(one[a:b] + "/" + other[c:d] for tag, a, b, c, d in matcher.get_opcodes() if tag != "equal")
    return not _SUBJECT.search(differing)


def _one_part(one: Citation, other: Citation) -> bool:
    """Whether two numbers differ in one part: not the year of what is issued every year, nor the letters, by which
    organs differ."""
    assert one.number is not None and other.number is not None
    (agency, year, serial), (other_agency, other_year, other_serial) = one.number.key, other.number.key
    if agency != other_agency or year is None or other_year is None:
        return False
    if year == other_year:
        return (
            str(serial) in str(other_serial)
            or str(other_serial) in str(serial)
            or sorted(str(serial)) == sorted(str(other_serial))
        )
    return serial == other_serial and not _YEARLY.search(one.names[-1])


def check_annexes(book: FactBook, rule: Rule[Any]) -> Iterator[Outcome]:
    """The report's own indicators and standards are cited by the name that they bear where the report contains them."""
    annexed = list(book.claims_of(Annexed))
    department = book.outline.cover.department
    seen: set[str] = set()
    for citation in book.claims_of(Citation):
        if citation.title is None or citation.number is not None or not citation.names or not citation.use:
            continue
        name = _bare(citation.names[-1], department)
        if not _OWN.search(name) or name in seen:
            continue
        seen.add(name)
        same = [a for a in annexed if _bare(a.name, department) == name]
        if same:
            yield passed(rule, [("cite", citation.title), *(("target", a.title) for a in same[:_MOST])])
            continue
        meant = [a for a in annexed if _of(name, _bare(a.name, department))]
        if len({a.name for a in meant}) == 1:
            members: list[Member] = [("cite", citation.title), ("target", meant[0].title)]
            yield failed(rule, members, fields={"cited": citation.title.text, "meant": meant[0].title.text.strip()})


def _bare(name: str, department: str) -> str:
    """A name without the unit's own, a year and the number of an annex."""
    text = _ANNEX.sub("", name)
    text = text.removeprefix(re.sub(r"\s", "", department)) if department else text
    return re.sub(r"^(?:20\d\d年?度?)", "", text)


def _of(name: str, other: str) -> bool:
    short, long = sorted((name, other), key=len)
    return len(short) >= max(_LONG_ENOUGH, _SHARE * len(long)) and within(short, long)


def check_marks(book: FactBook, rule: Rule[Any]) -> Iterator[Outcome]:
    """Brackets around the year of a number, and marks of a title within a title, are written in one way. A report that
    has its own way throughout is left alone."""
    citations = list(book.claims_of(Citation))
    right: list[tuple[str, Words]] = []
    wrong: list[tuple[str, Words]] = []
    said: list[str] = []
    numbers = [c.number for c in citations if c.number and c.number.bracket and not c.number.agency.endswith("字")]
    brackets = {number.bracket for number in numbers}
    if "〔" in brackets and len(brackets) > 1:
        right += [("compared", number.words) for number in numbers if number.bracket == "〔"][:1]
        wrong += [("cite", number.words) for number in numbers if number.bracket != "〔"]
        said.append("文号的年份用六角括号〔〕")
    nested = {c.nested for c in citations if c.nested}
    if len(nested) > 1:
        right += [("compared", c.title) for c in citations if c.title and c.nested == "〈"][:1]
        wrong += [("cite", c.title) for c in citations if c.title and c.nested == "《"]
        said.append("书名号里的书名号用单书名号〈〉")
    if said:
        yield failed(
            rule,
            [*wrong[: _MOST - len(right)], *right],
            fields={"meant": "；".join(said), "cited": wrong[0][1].text if wrong else ""},
        )
