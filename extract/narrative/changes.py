"""Which printed change belongs to which two numbers: 比上年增加 D 万元，增长 p%; 由 A 增加到 B; 与上年持平."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise, takewhile

from extract.model import Binding
from extract.narrative import words as w
from extract.narrative.bases import (
    STATES,
    base_after,
    base_by_year,
    base_named,
    base_quoted,
    bracketed,
    comparable,
    told_apart,
    year_before,
    year_in,
)
from extract.narrative.mentions import Mention
from extract.narrative.parts import Parts
from extract.narrative.reading import Reading
from extract.narrative.words import Role


@dataclass(frozen=True, slots=True)
class Change:
    """Mentions (by index) of one change; at least three of the four stand, or two and a direction of 0."""

    now: int
    base: int | None
    delta: int | None
    rate: int | None
    direction: int
    cue: tuple[int, int]
    binding: Binding = Binding.CUE
    rate_direction: int | None = None


_CHANGES = (Role.DELTA, Role.GROWTH)


def changes(reading: Reading, groups: Iterable[Parts]) -> list[Change]:
    """All change claims of a passage."""
    whole = {p: g.totals[0] for g in groups for p in g.parts}
    out: list[Change] = []
    moved = list(_from_to(reading))
    used = {i for c in moved for i in (c.delta, c.rate) if i is not None}
    for m in reading.mentions:
        if m.index in used or reading.roles[m.index] not in _CHANGES:
            continue
        found = _change(reading, m, whole)
        if found is not None:
            used |= {i for i in (found.delta, found.rate) if i is not None}
            out.append(found)
    out.extend(moved)
    out.extend(_flat(reading))
    out.extend(_additions(reading))
    return out


def _change(reading: Reading, first: Mention, whole: dict[int, int]) -> Change | None:
    mentions = reading.mentions
    pair = [first]
    following = mentions[first.index + 1] if first.index + 1 < len(mentions) else None
    if first.subject:
        following = None
        pair += [
            m
            for m in mentions[first.index + 1 :]
            if m.sentence == first.sentence
            and m.subject == first.subject
            and reading.roles[m.index] in _CHANGES
            and reading.roles[m.index] is not reading.roles[first.index]
        ][:1]
    if (
        following is not None
        and reading.roles[following.index] in _CHANGES
        and reading.roles[following.index] is not reading.roles[first.index]
        and _one_clause(reading, first, following)
        and not w.COMPARE.search(following.before)
        and _ONLY_MOVE.match(following.before)
    ):
        pair.append(following)
    delta = next((m for m in pair if reading.roles[m.index] is Role.DELTA), None)
    rate = next((m for m in pair if reading.roles[m.index] is Role.GROWTH), None)
    now, base = _states(reading, pair, delta, whole)
    if now is None:
        return None
    known = sum(x is not None for x in (now, base, delta, rate))
    if known < 3 or (base is None and delta is None):
        return None
    return Change(
        now.index,
        base.index if base else None,
        delta.index if delta else None,
        rate.index if rate else None,
        w.direction(first.before) or (-1 if w.SAVES.search(first.before) else 0),
        (first.begin, first.start),
        rate_direction=w.direction(rate.before) if rate is not None and delta is not None else None,
    )


def _one_clause(reading: Reading, first: Mention, following: Mention) -> bool:
    """Whether two changes stand side by side (增加 D 万元，增长 p%), nothing but a comma, or a torn line, between them."""
    between = reading.passage.between(first.end, following.begin)
    return not between.strip("，,、；;（(")


_ONLY_MOVE = re.compile(rf"^(?:并|且|，|资金)*(?:同比|环比|各|分别|上升|较上年|比上年)*(?:{w.UP}|{w.DOWN}){w.TAIL}$")


def _states(
    reading: Reading, pair: list[Mention], delta: Mention | None, whole: dict[int, int]
) -> tuple[Mention | None, Mention | None]:
    """The number that changed and, where it is printed, what it changed from."""
    mentions = reading.mentions
    first, last = pair[0], pair[-1]
    base: Mention | None = None
    previous = mentions[first.index - 1] if first.index else None
    if (
        previous is not None
        and reading.roles[previous.index] is Role.BASE
        and (
            previous.clause == first.clause
            or bracketed(reading, previous, first)
            or told_apart(reading, previous, first)
        )
        and (delta is None or comparable(reading, previous, delta))
    ):
        base = previous
    quoted = None if base else base_quoted(reading, first)
    aside = base is not None and base.bracket != first.bracket
    said = _beside(base) + first.before if base and not aside else first.before
    apart = base is not None and base.clause != first.clause and not aside
    subject = "" if quoted else _own_subject(first.before if apart else said)
    base = base or quoted
    like = base or delta
    year = reading.years[first.index]
    fits = [
        m
        for m in mentions[: (first if quoted else base or first).index]
        if m is not quoted
        and reading.roles[m.index] in STATES
        and m.quantity.dimension not in ("percent", "point", "time")
        and (like is None or comparable(reading, m, like))
        and m.bracket in (0, first.bracket)
        and (not year or not reading.years[m.index] or reading.years[m.index] == year)
    ]
    subject = subject or ("" if quoted else _interrupted(reading, base or first))
    if first.subject:
        listed = [m for m in fits if m.subject and _stem(m.subject) == _stem(first.subject)]
        if not listed:  # 收入总计 a，支出总计 b，收入、支出总计各增加 c、d
            named = _called(reading, [m for m in fits if m.sentence == first.sentence], _stem(first.subject), first)
            return named, None
        return listed[-1], year_before(reading, listed[-1])
    now = _called(reading, fits, subject, first, said) if subject else _spoken_of(reading, fits, first, whole)
    if base is None and now is not None:
        base = base_after(reading, last, now) or base_named(reading, first, now) or base_by_year(reading, first, now)
    if now is None:
        now, base = _states_after(reading, last, base, reading.classes[delta.index] if delta else None)
    return now, base


def _stem(subject: str) -> str:
    """A name out of a list without what is said of it there."""
    return re.sub(rf"(?:各|分别)?(?:{w.UP}|{w.DOWN}|为|是)*$", "", subject)


def _called(reading: Reading, fits: list[Mention], subject: str, first: Mention, said: str = "") -> Mention | None:
    """The nearest number that is called what the change says changed; of a budget and a final figure the latter. `said`
    are the words of the change: one whose whole name ends what they say before the comparison is meant (甲站全年预算 a，支出决算 b。
    甲站支出决算比上年增加 …)."""
    compared = w.COMPARE.search(said)
    whole = w.folded(w.clean_label(said[: compared.start()])) if compared else ""
    named = [
        m
        for m in fits
        if m.sentence >= first.sentence - 3 and (_is_subject(reading, m, subject) or _ends(reading, m, whole))
    ]
    if not named:
        return None
    near = [m for m in named if m.sentence == named[-1].sentence]
    spent = [m for m in near if "预算" not in reading.bases[m.index]]
    return (spent or near)[-1]


_LEAST_NAME = 4


def _ends(reading: Reading, m: Mention, words: str) -> bool:
    name = w.folded(reading.names[m.index])
    return len(name) >= _LEAST_NAME and words.endswith(name)


def _interrupted(reading: Reading, first: Mention) -> str:
    """The subject that words without a number, between the number before and the change, bring up (…，公务接待费支出与
    预算持平，比上年增加 …), "" for none."""
    start = reading.mentions[first.index - 1].end if first.index else 0
    subject = ""
    for clause in re.split(r"[，,。；;：:\n]", reading.passage.text[start : first.begin])[1:]:
        words = clause.strip()
        compared = re.search(r"(?:比|较|与|同)", words)
        words = w.clean_label(words[: compared.start()] if compared else words)
        if w.concept_name(words):
            subject = words
    return subject


def _whole_of_list(reading: Reading, m: Mention, whole: dict[int, int]) -> Mention:
    """The last part of a list, or the whole where the change behind the list is the only one in it (其中 a、b，较上年
    增加 D)."""
    if m.index not in whole:
        return m
    siblings = sorted(p for p, t in whole.items() if t == whole[m.index] and p < m.index)
    # each part may tell its share before its change
    changed = [
        p
        for p, following in zip(siblings, [*siblings[1:], m.index], strict=False)
        if any(reading.roles[x] in (*_CHANGES, Role.BASE) for x in range(p + 1, following))
    ]
    total = reading.mentions[whole[m.index]]
    if siblings and not changed and total.sentence == m.sentence and total.index < siblings[0]:
        behind = reading.mentions[total.index + 1]
        return m if reading.roles[behind.index] in (*_CHANGES, Role.BASE) else total
    return m


def _spoken_of(reading: Reading, fits: list[Mention], first: Mention, whole: dict[int, int]) -> Mention | None:
    """The number that a bare comparison (比上年增加 …) speaks of: the nearest one of its sentence; from the sentence
    before, the whole rather than the last of its parts."""
    for m in reversed(fits):
        if m.sentence < first.sentence - 1:
            return None
        if _listed_in(reading, m, first):
            continue
        if m.sentence == first.sentence:
            return _whole_of_list(reading, m, whole)
        if "\n" in reading.passage.text[m.end : first.begin]:
            return _of_paragraph(reading, fits, first)
        siblings = [
            p for p, t in whole.items() if t == whole.get(m.index) and reading.mentions[p].sentence == m.sentence
        ]
        if len(siblings) > 1 and whole[m.index] < m.index:
            return reading.mentions[whole[m.index]]
        return m
    return None


_GRAND = {"支出": ("本年支出", "总支出"), "收入": ("本年收入", "总收入")}


def _of_paragraph(reading: Reading, fits: list[Mention], first: Mention) -> Mention | None:
    """What a comparison that begins a paragraph speaks of: the only number of the paragraph before, else the total of
    spending or income there, by the word of the comparison where it has one; never the last of many."""
    text = reading.passage.text
    end = text.rfind("\n", 0, first.begin)
    begin = text.rfind("\n", 0, max(end, 0))
    near = [m for m in fits if begin < m.start < end]
    said = text[end + 1 : first.start]
    if len(near) == 1:
        return near[0]
    sides = [side for side in _GRAND if side in said] or list(_GRAND)
    grand = [m for m in near if any(reading.concepts[m.index] in _GRAND[side] for side in sides)]
    actual = [m for m in grand if "预算" not in reading.bases[m.index]] or grand
    if "总" in said:  # 收入支出总体与上年相比
        actual = [m for m in actual if reading.concepts[m.index].startswith("总")] or actual
    return actual[0] if len({m.quantity.value for m in actual}) == 1 else None


def _listed_in(reading: Reading, m: Mention, first: Mention) -> bool:
    """Whether a number is listed with what a whole includes, and the change is told behind that list (总预算 T，含甲
    a，乙 b；比上年增加 D)."""
    if first.segment == m.segment:
        return False
    beside = takewhile(lambda x: x.segment == m.segment, (reading.mentions[i] for i in range(m.index - 1, -1, -1)))
    return any(reading.roles[x.index] is Role.SUBSET and x.bracket == m.bracket for x in beside)


def _beside(base: Mention) -> str:
    """What the words of a base say of what changed: nothing where they only name the base (较控制价)."""
    return base.before if w.COMPARE.search(base.before) else w.AGAINST.sub("", base.before)


_STOCKS = ("资产总额", "负债总额")
# Which statement of the year before a change is measured from (比2022年预算执行数减少), not what has changed.
_OF_THAT_YEAR = re.compile(rf"^(?:当年)?(?:年初)?(?:预算)?(?:执行|决算|完成)?数?(?:相比)?(?=，?(?:{w.UP}|{w.DOWN}))")


def _own_subject(words: str) -> str:
    """What the words of a change say changed, "" when they are only the comparison."""
    compared = w.COMPARE.search(words)
    if compared:
        words = words[: compared.start()] + _OF_THAT_YEAR.sub("", words[compared.end() :])
    if w.SAVES.search(words):
        words = re.sub(r"(?:(?:比|较)[^，。；]*?)?(?:节约|节省|节支).*$", "", words)
    # 财政拨款 alone would be income: 财政拨款支出减少 is said of spending
    named = w.clean_label(re.sub(rf"(?:相比|同比|各|均|的|(?:{w.UP})|(?:{w.DOWN})){w.TAIL}", "", words))
    if named.endswith(("支出", "收入")) and "拨款" in named and w.concept_name(named):
        return named
    if w.concept_name(named) in _STOCKS:
        return named  # 资产总额 is not any 资产
    words = re.sub(
        rf"(?:按?(?:同|可比)口径|同比|环比|相比|各|均|实际|决算数?|支出数?|收入|数|的|又|再|分别|总额|总计|(?:{w.UP})|(?:{w.DOWN})){w.TAIL}",
        "",
        words,
    )
    words = w.clean_label(words)
    return "" if len(words) < 2 or words in ("收、支", "收支") else words


def _is_subject(reading: Reading, m: Mention, subject: str) -> bool:
    a, b = w.folded(subject), w.folded(reading.names[m.index])
    concept = w.concept_name(subject)
    if concept and reading.concepts[m.index]:
        return concept == reading.concepts[m.index]
    a, b = a.rstrip("数额"), b.rstrip("数额")
    return bool(b) and (a in b or b in a or a[-2:] == b[-2:])


def _states_after(
    reading: Reading, last: Mention, base: Mention | None, cls: str | None
) -> tuple[Mention | None, Mention | None]:
    """Both states behind the change (…减少 D，下降 p%；2022年为 A，2023年为 B)."""
    after = [
        m
        for m in reading.mentions[last.index + 1 :]
        if m.sentence == last.sentence and (cls is None or reading.classes[m.index] == cls) and year_in(m)
    ]
    if len(after) >= 2 and year_in(after[0]) != year_in(after[1]):
        early, late = sorted(after[:2], key=year_in)
        return late, early
    return None, base


def _from_to(reading: Reading) -> Iterator[Change]:
    """由 A 增加到 B (，增长 p%); a rate of change behind it belongs to it."""
    mentions = reading.mentions
    for a, b in pairwise(mentions):
        reached = w.REACHED.search(b.before)
        if not reached or a.segment != b.segment or reading.classes[a.index] != reading.classes[b.index]:
            continue
        if not re.search(r"(?:由|从|自)", a.before) or a.quantity.dimension in ("percent", "time"):
            continue
        direction = w.direction(
            b.before[: b.before.rfind(reached.group()) + len(reached.group())].split("到")[0].split("至")[0]
        )
        delta = rate = None
        for following in mentions[b.index + 1 : b.index + 3]:
            if following.segment != b.segment or not _ONLY_MOVE.match(following.before):
                break
            if reading.roles[following.index] is Role.GROWTH:
                rate = following.index
                break
            if reading.roles[following.index] is not Role.DELTA or not comparable(reading, following, b):
                break
            delta = following.index
        doubled = w.DOUBLED.search(reading.passage.text[b.end : b.end + 12])
        if rate is None and delta is None and not doubled and direction == 0:
            continue
        moved = next((mentions[i] for i in (delta, rate) if i is not None), None)
        direction = direction or (w.direction(moved.before) if moved else 0) or 1  # 由 a 调整为 b，减少 c
        yield Change(b.index, a.index, delta, rate, direction, (b.begin, b.start))


def _flat(reading: Reading) -> Iterator[Change]:
    """X，上年 Y，与上年持平."""
    for m in reading.mentions:
        if reading.roles[m.index] is not Role.BASE or not m.index:
            continue
        previous = reading.mentions[m.index - 1]
        tail = re.split(r"[。；\n]", reading.passage.text[m.end :], maxsplit=1)[0]
        if previous.sentence != m.sentence or not comparable(reading, previous, m):
            continue
        if reading.roles[previous.index] in STATES and w.FLAT.match(tail.lstrip("，, ")) and len(tail) < 40:
            yield Change(previous.index, m.index, None, None, 0, (m.begin, m.start))


_ADDED = re.compile(r"(?P<up>追加|调增|核增|增加|新增|调入)|(?P<down>追减|调减|核减|压减|削减|减少|收回)")


def _additions(reading: Reading) -> Iterator[Change]:
    """年初预算 A，追加 D，调整后预算 B."""
    for m in reading.mentions:
        if reading.bases[m.index] != "调整预算" or m.index < 2 or reading.roles[m.index] not in STATES:
            continue
        added, first = reading.mentions[m.index - 1], reading.mentions[m.index - 2]
        moved = _ADDED.search(added.before)
        same = {reading.classes[i.index] for i in (m, added, first)}
        if moved and reading.bases[first.index] == "年初预算" and len(same) == 1 and first.sentence == m.sentence:
            yield Change(
                m.index, first.index, added.index, None, 1 if moved.group("up") else -1, (added.begin, added.start)
            )
