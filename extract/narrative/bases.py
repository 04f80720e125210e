"""What a change is measured from: the number that the comparison, its brackets or a year point to."""

from __future__ import annotations

import re

from extract.narrative import words as w
from extract.narrative.mentions import Mention
from extract.narrative.reading import Reading
from extract.narrative.words import Role

STATES = (Role.PLAIN, Role.LEFT)


def year_before(reading: Reading, now: Mention) -> Mention | None:
    """In a list of years (2021年、2022年、2023年支出分别为 a、b、c) the number of the year before."""
    year = re.match(r"20\d\d(?=年)", now.subject)
    if year is None or not now.index:
        return None
    previous = reading.mentions[now.index - 1]
    return previous if previous.subject.startswith(f"{int(year.group()) - 1}年") else None


def bracketed(reading: Reading, base: Mention, first: Mention) -> bool:
    """Whether a base stands in brackets inside the words of its change (同比（上年 b）下降 p%)."""
    between = reading.passage.between(base.end, first.start)
    return base.bracket != first.bracket and re.fullmatch(rf"[）)](?:{w.UP}|{w.DOWN}){w.TAIL}", between) is not None


_ONLY_PAST = re.compile(rf"(?:与|同|比|较)?(?:{w.PAST})(?:同期|度)?(?:数|执行数|决算数?)?(?:的|为|是)?")


def told_apart(reading: Reading, base: Mention, first: Mention) -> bool:
    """Whether a base fills the clause in front of its change, which names nothing itself (全年 a，上年为 b，同比下降 p%; 与上年的
    b 相比，增加 d)."""
    if first.clause - base.clause != 1 or base.sentence != first.sentence or base.bracket != first.bracket:
        return False
    between = reading.passage.between(base.end, first.begin).strip("，, ")
    return between in ("", "相比", "相比较") and _ONLY_PAST.fullmatch(base.before) is not None


def base_named(reading: Reading, first: Mention, now: Mention) -> Mention | None:
    """The budget that a change is measured from (比年初预算增加 D), where the sentence prints it."""
    compared = w.COMPARE.search(first.before)
    basis = w.basis_of(compared.group("base")) if compared else ""
    if basis not in ("年初预算", "调整预算", "预算"):
        return None
    for m in reversed(reading.mentions[: now.index]):
        if m.sentence != now.sentence:
            return None
        if reading.bases[m.index] == basis and comparable(reading, m, now):
            return m
    return None


_DATED = re.compile(rf"(?:比|较|与|同)(?P<year>20\d\d)年度?(?P<what>.{{2,}}?)(?:相比)?(?:{w.UP}|{w.DOWN}){w.TAIL}$")


def base_quoted(reading: Reading, first: Mention) -> Mention | None:
    """The number of its sentence whose words a comparison repeats with their year (2022年执行数 b，2023年预算 c，
    比2022年执行数增加 p%)."""
    dated = _DATED.search(first.before)
    if dated is None:
        return None
    called = w.folded(w.clean_label(dated.group("what")))
    for m in reversed(reading.mentions[: first.index]):
        if m.sentence != first.sentence:
            return None
        if (
            called
            and dated.group("year") in m.before
            and w.folded(w.clean_label(m.before)).endswith(called)
            and reading.roles[m.index] in STATES
        ):
            return m
    return None


_YEAR_ON_YEAR = "同比|较上年|比上年"
_LAST_YEAR = re.compile(r"上一?年|去年|20\d\d")


def base_by_year(reading: Reading, first: Mention, now: Mention) -> Mention | None:
    """The same thing a year earlier, where the sentences around print it under its year (2022年基本支出 b)."""
    compared = w.COMPARE.search(first.before)
    if not reading.years[now.index]:
        return None
    year = str(int(reading.years[now.index]) - 1)
    previous = reading.mentions[now.index - 1] if now.index else now
    if now.subject and now.subject.startswith(f"{int(year) + 1}年") and previous.subject.startswith(f"{year}年"):
        return previous  # 2022年、2023年分别投入 b 和 a，增长 p%
    if (
        not reading.names[now.index]
        and re.match(rf"(?:{_YEAR_ON_YEAR})?(?:{w.UP}|{w.DOWN})", first.before)
        and previous.segment == now.segment
        and re.match(rf"{year}年", previous.before)
        and comparable(reading, previous, now)
    ):
        return previous  # 2022年收入 b，2023年为 a，同比增长 p%
    if compared is None or not _LAST_YEAR.match(compared.group("base")):
        return None
    for m in reversed(reading.mentions[: first.index]):
        if first.sentence - m.sentence > 3:
            return None
        if (
            year in m.before
            and reading.years[m.index] == year
            and comparable(reading, m, now)
            and reading.names[m.index] == reading.names[now.index]
            and reading.roles[m.index] in STATES
        ):
            return m
    return None


def comparable(reading: Reading, a: Mention, b: Mention) -> bool:
    """Whether two numbers are of one class of units."""
    return reading.classes[a.index] == reading.classes[b.index]


def base_after(reading: Reading, last: Mention, now: Mention) -> Mention | None:
    """A base that is stated right behind the change: …，去年同期为 X."""
    if last.index + 1 >= len(reading.mentions):
        return None
    m = reading.mentions[last.index + 1]
    if m.host == last.index and comparable(reading, m, now) and _past_of(last, m):
        return m
    if m.segment == last.segment and reading.roles[m.index] is Role.BASE and comparable(reading, m, now):
        compared = w.COMPARE.search(m.before)
        return None if compared else m
    return None


def _past_of(last: Mention, m: Mention) -> bool:
    """Whether a number in brackets behind a change is the base that the change names (较2022年下降 p%（2022年为 b）)."""
    if re.match(rf"(?:其中)?(?:{w.PAST})", m.before):
        return True
    compared = w.COMPARE.search(last.before)
    return bool(year_in(m)) and compared is not None and year_in(m) in compared.group("base")


def year_in(m: Mention) -> str:
    """The year that the words before a number print, "" for none."""
    found = re.search(r"20\d\d", m.before)
    return found.group() if found else ""
