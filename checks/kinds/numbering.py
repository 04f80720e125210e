"""Kind `numbering`: what is counted 一、二、三 is counted without a gap, a repeat or a slip."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from checks.kinds import kind
from checks.outcome import Member, Outcome, failed, passed, skipped
from checks.rule import Rule, Severity
from extract.model import FactBook, NumberedItem, NumberedRun

_CLOSED = ("标题", "选项")  # counts that have no other list's numbers behind them
_NUMERAL = re.compile(r"[0-9]+|[一二三四五六七八九十]+")
_ONES = ("", *"一二三四五六七八九")
_WIDEST = 3  # a gap of more numbers is another list's, or a part of the report that is not there


@dataclass(frozen=True, slots=True)
class NumberingParams:
    """`what` are the runs that the rule is for: 标题, 条目, 选项, 序号, 附件, 表, 图."""

    what: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Slip:
    """What is wrong at the item `at` of a run, in words; `gap` says that numbers are left out."""

    at: int
    text: str
    gap: bool = False


@kind("numbering", params=NumberingParams, fields=("what", "slip"), judges="words")
def check_numbering(book: FactBook, rule: Rule[NumberingParams]) -> Iterator[Outcome]:
    """Judges each NumberedRun. Message fields: {what} is counted, {slip} what is wrong in words."""
    for run in book.claims_of(NumberedRun):
        if run.what not in rule.params.what:
            continue
        slips = list(_slips(run))
        if sum(slip.gap for slip in slips) > 1:
            yield skipped(rule, [("cite", item.words) for item in run.items], "缺号不止一处，可能是节选")
            continue
        if not slips:
            yield passed(rule, [("cite", item.words) for item in run.items])
            continue
        for slip in slips:
            shown = run.items[max(0, slip.at - 1) : slip.at + 2]
            members: list[Member] = [("cite", item.words) for item in shown]
            low = Severity.INFO if run.what in ("条目", "序号") else None
            yield failed(rule, members, severity=low, fields={"what": run.what, "slip": slip.text})


def misnumbered(book: FactBook) -> frozenset[int]:
    """The blocks of two headings that follow each other and do not count on: one of both has a wrong number."""
    return frozenset(
        item.words.location.block
        for run in book.claims_of(NumberedRun)
        if run.what == "标题"
        for slip in _slips(run)
        for item in run.items[slip.at - 1 : slip.at + 1]
    )


def _slips(run: NumberedRun) -> Iterator[_Slip]:
    """What is wrong in a run. Where its numbers leave more than one reading, nothing is."""
    last = run.items[0].value
    steady = 0
    if run.what == "选项" and [item.value for item in run.items[1:3]] == [2, 3] and last != 1:
        yield _Slip(0, f"第一项是“{run.items[0].printed}”，其后是“{run.items[1].printed}”")
        last = 1
    for at, item in enumerate(run.items[1:], 1):
        before = run.items[at - 1]
        following = run.items[at + 1].value if at + 1 < len(run.items) else None
        wanted = last + 1
        if item.value == wanted:
            steady += 1
        elif following == wanted + 1:
            after = run.items[at + 1].printed
            due = _numbered(item.printed, wanted)
            yield _Slip(at, f"“{before.printed}”与“{after}”之间是“{item.printed}”{f'，应为“{due}”' if due else ''}")
        elif item.value == last:
            if _repeated(run.items, at, following, run.what in _CLOSED):
                yield _Slip(at, f"有两个“{item.printed}”")
        elif run.what == "选项" and following is None:
            yield _Slip(at, f"“{before.printed}”之后是“{item.printed}”")
        elif wanted < item.value <= wanted + _WIDEST:
            if not run.found.intersection(range(wanted, item.value)) and (
                steady or len(run.items) == 2 or following == item.value + 1
            ):
                yield _Slip(at, f"“{before.printed}”之后是“{item.printed}”", gap=True)
        else:
            return
        last = wanted if following == wanted + 1 else item.value


def _numbered(printed: str, value: int) -> str:
    """A printed number with another value, in the same writing; "" where that is not plain (①, 2.3)."""
    numerals = _NUMERAL.findall(printed)
    tens, ones = divmod(value, 10)
    if len(numerals) != 1 or tens > 9:
        return ""
    written = f"{_ONES[tens] if tens > 1 else ''}{'十' if tens else ''}{_ONES[ones]}"
    return printed.replace(numerals[0], str(value) if numerals[0].isdigit() else written)


def _repeated(items: tuple[NumberedItem, ...], at: int, following: int | None, closed: bool) -> bool:
    """Whether a number that comes twice was counted wrongly: other words stand behind it and the count goes on, or ends
    there where it is `closed`."""
    here, before = items[at], items[at - 1]
    one, other = (item.words.text.removeprefix(item.printed).strip()[:8] for item in (here, before))
    return one != other and here.value > 1 and (following == here.value + 1 or (closed and following is None))
