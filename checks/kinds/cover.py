"""Kind `cover`: what a report says of itself agrees: the year, the period evaluated, the day of the report, the unit."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from difflib import SequenceMatcher

from checks.kinds import kind
from checks.outcome import Member, Outcome, failed, passed, skipped
from checks.rule import Rule, Severity
from extract.model import Binding, Day, FactBook, Words

_PLANS = re.compile(r"事前|目标|预算(?!绩效|执行|支出)|计划|中期|期中|监控|半年|季度|前[三二]")
_UNIT_KEYS = re.compile(r"(?:部门|单位|机构)(?:名称)?$|^预算")
_LEVEL = re.compile(r"[省市州盟县区旗镇乡]")
_ALIKE = 0.75  # of two names that only a slip of the pen parts
_LENGTHS = 2
_LAST_MONTH = 12
_A_YEAR = 330  # days; what is shorter may be when the evaluation was done


@dataclass(frozen=True, slots=True)
class CoverParams:
    """`check` is what is compared: period, date, titles or unit."""

    check: str

    def __post_init__(self) -> None:
        if self.check not in _CHECKS:
            raise ValueError(f"check 应取自 {'、'.join(_CHECKS)}")


@kind("cover", params=CoverParams, fields=("said", "known", "what"), judges="words")
def check_cover(book: FactBook, rule: Rule[CoverParams]) -> Iterator[Outcome]:
    """Judges one thing that the cover says. Message fields: {known} as the cover prints it, {said} as it is printed
    elsewhere, {what} where that is."""
    yield from _CHECKS[rule.params.check](book, rule)


def _period(book: FactBook, rule: Rule[CoverParams]) -> Iterator[Outcome]:
    """The period evaluated is the year on the cover."""
    sheet = book.cover_sheet
    if sheet.title is None or sheet.period is None:
        return
    first, last = sheet.period
    members: list[Member] = [("cite", sheet.title.words), ("target", first.words)]
    if first.year == last.year == sheet.title.year:
        yield passed(rule, members)
    elif _last(last) < date(first.year, first.month, first.day or 1) or _one_year(book, first, last):
        fields = {"known": sheet.title.words.text, "said": first.words.text, "what": "评价时段"}
        yield failed(rule, members, fields=fields)
    elif first.year <= sheet.title.year <= last.year:
        yield skipped(rule, members, "评价时段跨年度")
    elif (_last(last) - date(first.year, first.month, first.day or 1)).days < _A_YEAR:
        yield skipped(rule, members, "时段不足一年，可能是评价工作的起止时间")
    else:
        fields = {"known": sheet.title.words.text, "said": first.words.text, "what": "评价时段"}
        yield failed(rule, members, fields=fields)


def _date(book: FactBook, rule: Rule[CoverParams]) -> Iterator[Outcome]:
    """A report is of a day after what it evaluates. Many are printed before the year is over by some days: December is
    left alone, and an earlier month is a doubt unless the words give the period's end."""
    sheet = book.cover_sheet
    if sheet.title is None or sheet.date is None or _PLANS.search(sheet.title.title):
        return
    members: list[Member] = [("cite", sheet.date.words), ("target", sheet.title.words)]
    day, over = _last(sheet.date), date(sheet.title.year, 12, 31)
    if day >= over:
        yield passed(rule, members)
        return
    if sheet.date.year == sheet.title.year and sheet.date.month == _LAST_MONTH:
        yield skipped(rule, members, "报告日期在年末")
        return
    if sheet.period is not None and _last(sheet.period[1]) <= day and sheet.period[1].year < sheet.title.year:
        yield skipped(rule, members, "报告日期在评价时段之后，评价时段与封面不在同一年度")
        return
    ended = sheet.period is not None and _last(sheet.period[1]) > day
    if ended and sheet.period is not None:
        members.append(("target", sheet.period[1].words))
    certain = ended or sheet.date.year < sheet.title.year
    yield failed(
        rule,
        members,
        severity=None if certain else Severity.WARNING,
        fields={
            "said": sheet.date.words.text,
            "known": sheet.title.words.text,
            "what": f"评价时段（{sheet.period[1].words.text}）" if ended and sheet.period else "评价年度",
        },
    )


def _one_year(book: FactBook, first: Day, last: Day) -> bool:
    """Whether whole years are given for the evaluation of a unit, which is of one."""
    whole = (first.month, first.day or 1) == (1, 1) and last.month == _LAST_MONTH
    return whole and first.year < last.year and book.outline.cover.kind == "部门整体支出"


def _last(day: Day) -> date:
    return date(day.year, day.month, day.day or monthrange(day.year, day.month)[1])


def _titles(book: FactBook, rule: Rule[CoverParams]) -> Iterator[Outcome]:
    """The titles of annexes and tables are of the year on the cover. All of one wrong year are one finding."""
    sheet = book.cover_sheet
    if sheet.title is None:
        return
    others: dict[int, list[Words]] = {}
    for title in sheet.titles:
        if title.year == sheet.title.year:
            yield passed(rule, [("cite", title.words), ("target", sheet.title.words)])
        else:
            others.setdefault(title.year, []).append(replace(title.words, text=title.title))
    for found in others.values():
        members: list[Member] = [*(("cite", words) for words in found), ("target", sheet.title.words)]
        said = "、".join(f"“{words.text}”" for words in found)
        yield failed(
            rule,
            members,
            fields={"said": said, "known": sheet.title.words.text, "what": "标题"},
            binding=Binding.INFERRED,
        )


def _unit(book: FactBook, rule: Rule[CoverParams]) -> Iterator[Outcome]:
    """The unit's name on forms and annexes is the one on the cover. A short name is no other name, and another unit's
    form may stand in the report: only a name that a slip of the pen parts from the cover's is told of."""
    sheet = book.cover_sheet
    if sheet.department is None:
        return
    known = _bare(sheet.department.text)
    told: set[str] = set()
    for key, words in sheet.entries:
        said = _bare(words.text)
        if not _UNIT_KEYS.search(key) or "主管" in key or words.location == sheet.department.location or said in told:
            continue
        told.add(said)
        members: list[Member] = [("name", words), ("name", sheet.department)]
        if said == known:
            yield passed(rule, members)
        elif _slipped(said, known):
            fields = {"said": words.text, "known": sheet.department.text, "what": key}
            yield failed(rule, members, binding=Binding.INFERRED, fields=fields)


def _bare(name: str) -> str:
    return re.sub(r"[\s（）()“”\"]|本级$|机关$", "", name)


def _slipped(said: str, known: str) -> bool:
    if abs(len(said) - len(known)) > _LENGTHS or _within(said, known) or _within(known, said):
        return False
    if _LEVEL.sub("", said) == _LEVEL.sub("", known):
        return False  # 青石市林业局 is over 青石县林业局
    return SequenceMatcher(None, said, known, autojunk=False).ratio() >= _ALIKE


def _within(short: str, long: str) -> bool:
    """Whether all characters of one name stand in the other in the same order: it is short for it."""
    rest = iter(long)
    return all(char in rest for char in short)


_CHECKS: Mapping[str, Callable[[FactBook, Rule[CoverParams]], Iterator[Outcome]]] = {
    "period": _period,
    "date": _date,
    "titles": _titles,
    "unit": _unit,
}
