"""Claims about time: the dates, years and plan periods that a report prints."""

from __future__ import annotations

from dataclasses import dataclass

from extract.model.facts import Words


@dataclass(frozen=True, slots=True)
class DateSaid:
    """A date as printed: a month or a day of it, `year` None where none stands beside it. `done` says that the words
    tell of something as done by then (已于…印发, 截至…)."""

    words: Words
    year: int | None
    month: int
    day: int | None
    done: bool = False


@dataclass(frozen=True, slots=True)
class OwnYear:
    """A year that the words call the report's own (现将 2022 年度…自评情况报告如下), whose end they give as the present
    (截至 2022 年 12 月 31 日，总资产…) or whose money they tell (2022 年总收入…). `what` says which of these: 自评年度
    (评价对象 where it is named as what is evaluated), 年末 or 收支; `beside` is the same sum told of the report's year."""

    words: Words
    year: int
    what: str
    beside: Words | None = None


@dataclass(frozen=True, slots=True)
class BaseNamed:
    """What 同比 is said to be against, with the year it stands for: the last year of a plan (“十三五”期末), or a year.
    `of` is the year whose figure is compared."""

    words: Words
    base: int
    of: int


@dataclass(frozen=True, slots=True)
class PlanDrafted:
    """A five-year plan that is said to be drafted, with the first and last of its years."""

    words: Words
    first: int
    last: int


CalendarClaim = DateSaid | OwnYear | BaseNamed | PlanDrafted
