"""Kind `calendar`: dates that there are not, or that lie behind the report's own, and years that do not fit it."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from checks.kinds import kind
from checks.outcome import Member, Outcome, failed, passed, skipped
from checks.rule import Rule, Severity
from extract.model import BaseNamed, Binding, DateSaid, Day, FactBook, OwnYear, PlanDrafted

_MOST = 12
_NAMED = 3
_MONTHS = 12
_LEAP = 2000  # a year with a 29 February, for a date without a year
_FRESH = 2  # years into its period in which a plan may still be drafted
_STAFF = re.compile("在职|实有|编制")
_PLANS = {2001: "十五", 2006: "十一五", 2011: "十二五", 2016: "十三五", 2021: "十四五", 2026: "十五五", 2031: "十六五"}


@dataclass(frozen=True, slots=True)
class CalendarParams:
    """`check` is what is looked at: exists, beyond, own, base or plan."""

    check: str

    def __post_init__(self) -> None:
        if self.check not in _CHECKS:
            raise ValueError(f"check 应取自 {'、'.join(_CHECKS)}")


@kind("calendar", params=CalendarParams, fields=("said", "known", "what"), judges="words")
def check_calendar(book: FactBook, rule: Rule[CalendarParams]) -> Iterator[Outcome]:
    """Judges one thing about time. Message fields: {said} as printed, {known} what it stands against, {what} why not."""
    yield from _CHECKS[rule.params.check](book, rule)


def _exists(book: FactBook, rule: Rule[CalendarParams]) -> Iterator[Outcome]:
    """Every date is one of the calendar."""
    for claim in book.claims_of(DateSaid):
        if 1 <= claim.month <= _MONTHS:
            last = monthrange(claim.year or _LEAP, claim.month)[1]
            if claim.day is None or 1 <= claim.day <= last:
                continue
            what = f"{claim.month} 月没有 {claim.day} 日"
            if claim.year is not None and (claim.month, claim.day) == (2, 29):
                what = f"{claim.year} 年 2 月只有 28 天"
        else:
            what = f"没有 {claim.month} 月"
        yield failed(rule, [("stated", claim.words)], fields={"said": claim.words.text, "what": what})


def _beyond(book: FactBook, rule: Rule[CalendarParams]) -> Iterator[Outcome]:
    """What is told as done was done before the report was. A report dated within its own year has the wrong date itself."""
    day, year = book.cover_sheet.date, book.outline.cover.year
    if day is None or (year is not None and day.year <= year):
        return
    late: list[DateSaid] = []
    for claim in book.claims_of(DateSaid):
        if claim.year is None or not claim.done or claim.year < day.year or not 1 <= claim.month <= _MONTHS:
            continue
        if _before(day, claim):
            late.append(claim)
        else:
            yield passed(rule, [("stated", claim.words), ("compared", day.words)])
    if late:
        members: list[Member] = [*(("stated", claim.words) for claim in late[: _MOST - 1]), ("compared", day.words)]
        said = "、".join(dict.fromkeys(claim.words.text for claim in late[:_NAMED]))
        yield failed(rule, members, binding=Binding.INFERRED, fields={"said": said, "known": day.words.text})


def _before(day: Day, claim: DateSaid) -> bool:
    assert claim.year is not None
    if (claim.year, claim.month) != (day.year, day.month):
        return (day.year, day.month) < (claim.year, claim.month)
    return day.day is not None and claim.day is not None and day.day < claim.day


def _own(book: FactBook, rule: Rule[CalendarParams]) -> Iterator[Outcome]:
    """The year that the words call the report's own is the one of its title."""
    title = book.cover_sheet.title
    if title is None:
        return
    others: dict[int, list[OwnYear]] = {}
    for claim in book.claims_of(OwnYear):
        members: list[Member] = [("stated", claim.words), ("compared", claim.beside or title.words)]
        if claim.year == title.year or str(claim.year) in title.title:
            yield passed(rule, members)
        elif claim.what == "年末" and claim.year != title.year - 1 and not _STAFF.search(claim.words.text):
            yield skipped(rule, members, "不是上一年年末，可能另有所指")
        elif claim.what == "年末" and claim.year == title.year - 1:
            fields = {"said": claim.words.text, "known": title.words.text, "what": ""}
            yield failed(rule, members, binding=Binding.INFERRED, severity=Severity.INFO, fields=fields)
        else:
            others.setdefault(claim.year, []).append(claim)
    for claims in others.values():
        places = {(c.words.location.block, c.words.location.start): c for c in claims}
        known = [c.beside for c in places.values() if c.beside is not None][:1]
        said: list[Member] = [("stated", c.words) for c in list(places.values())[: _MOST - 2]]
        fields = {
            "said": "”“".join(dict.fromkeys(c.words.text for c in list(places.values())[:_NAMED])),
            "known": title.words.text,
            "what": f"；同一个数另处写作“{known[0].text}”" if known else "",
        }
        found = [*said, *(("compared", words) for words in known), ("compared", title.words)]
        yield failed(rule, found, binding=Binding.INFERRED, fields=fields)


def _base(book: FactBook, rule: Rule[CalendarParams]) -> Iterator[Outcome]:
    """同比 is against the year before."""
    wrong: dict[tuple[str, int], list[BaseNamed]] = {}
    for claim in book.claims_of(BaseNamed):
        if claim.base == claim.of - 1:
            yield passed(rule, [("base", claim.words)])
        elif claim.base < claim.of - 1:
            wrong.setdefault(("".join(claim.words.text.split()), claim.of), []).append(claim)
    for (_, of), claims in wrong.items():
        base = claims[0].base
        newer = _PLANS.get((of - 2) // 5 * 5 - 4) if of - base > 5 else None
        what = f"；{of} 年的上一个五年是“{newer}”，也请核对基期" if newer and "五" in claims[0].words.text else ""
        fields = {"said": claims[0].words.text, "known": f"{of - 1} 年", "what": what}
        yield failed(rule, [("base", c.words) for c in claims[:_MOST]], binding=Binding.INFERRED, fields=fields)


def _plan(book: FactBook, rule: Rule[CalendarParams]) -> Iterator[Outcome]:
    """A plan is drafted before its years, or at their beginning."""
    year = book.outline.cover.year
    title = book.cover_sheet.title
    if year is None or title is None:
        return
    late: dict[int, list[PlanDrafted]] = {}
    for claim in book.claims_of(PlanDrafted):
        if year < claim.first + _FRESH:
            yield passed(rule, [("stated", claim.words)])
        else:
            late.setdefault(claim.first, []).append(claim)
    for first, claims in late.items():
        fields = {
            "said": claims[0].words.text,
            "known": f"{year} 年",
            "what": f"“{_PLANS.get(first, '')}”是 {first}—{claims[0].last} 年",
        }
        members: list[Member] = [*(("stated", c.words) for c in claims[: _MOST - 1]), ("compared", title.words)]
        yield failed(rule, members, binding=Binding.INFERRED, fields=fields)


_CHECKS: Mapping[str, Callable[[FactBook, Rule[CalendarParams]], Iterator[Outcome]]] = {
    "exists": _exists,
    "beyond": _beyond,
    "own": _own,
    "base": _base,
    "plan": _plan,
}
