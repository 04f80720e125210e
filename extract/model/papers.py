"""Working papers, the cover, the team, and the rates that a report's own figures decide."""

from __future__ import annotations

from dataclasses import dataclass

from extract.model.facts import Binding, Fact, Words
from extract.model.forms import Indicator


@dataclass(frozen=True, slots=True)
class Worksheet:
    """工作底稿: the working paper of one indicator. `code` is the indicator's as the paper prints it ("A11", "" for none)
    and `name` its words there; `weight` and `score` are None where the paper prints none; `notes` are its further
    words under the names of their rows (评价标准, 数据来源, 评价结果 …), in printed order."""

    title: Words
    code: str
    name: Words
    weight: Fact | None = None
    score: Fact | None = None
    notes: tuple[tuple[str, Words], ...] = ()


@dataclass(frozen=True, slots=True)
class Day:
    """A day, or a month where `day` is None, with the words that give it."""

    year: int
    month: int
    day: int | None
    words: Words


@dataclass(frozen=True, slots=True)
class YearSaid:
    """A year with the words that give it; `title` is the whole title that they stand in."""

    year: int
    words: Words
    title: str


@dataclass(frozen=True, slots=True)
class CoverSheet:
    """What a report says of itself. `entries` are the lines of key and value (项目单位, 主管部门, 评价机构 …) of its cover and
    of the heads of its forms; `title` its title with the year reported on; `date` the day or month printed on the
    cover; `period` the first and the last day of what is evaluated (评价时段); `titles` the years in the titles of its
    annexes and tables. Each is None or empty where nothing is printed."""

    entries: tuple[tuple[str, Words], ...] = ()
    department: Words | None = None
    title: YearSaid | None = None
    date: Day | None = None
    period: tuple[Day, Day] | None = None
    titles: tuple[YearSaid, ...] = ()


@dataclass(frozen=True, slots=True)
class TeamMember:
    """One person of an evaluation team: name, and as printed the place in the team (组长, 成员), the post and the unit."""

    name: Words
    role: Words | None = None
    post: Words | None = None
    unit: Words | None = None


@dataclass(frozen=True, slots=True)
class Team:
    """评价小组: the people that a table or lines of the report name. `stated` is how many there are by the report's own
    words; `open` says that not all are named (各股室负责人); `table` is the number of the table."""

    title: str
    members: tuple[TeamMember, ...]
    stated: Fact | None = None
    open: bool = False
    table: int | None = None


@dataclass(frozen=True, slots=True)
class Control:
    """A control rate that the report's own figures decide: 在职人员控制率 = 在职人员 ÷ 编制, 公用经费控制率, “三公”经费控制率. The
    rate in percent is numerator ÷ denominator × 100; with `change` that less 100 (变动率). `stated` are the rates that
    the report prints, `indicator` the one of a tree that is scored by it, with the words that define it in `cue`."""

    name: str
    numerator: Fact
    denominator: Fact
    stated: tuple[Fact, ...]
    cue: Words
    change: bool = False
    indicator: Indicator | None = None
    binding: Binding = Binding.INFERRED
