"""A list of parts behind a cue: how far it goes, and what it divides."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from itertools import islice

from extract.lexicon import lexicon
from extract.model import Binding
from extract.narrative import words as w
from extract.narrative.mentions import Mention, Passage
from extract.narrative.parts.cues import LONGEST_CUE, begins, inner_cue, subject_of
from extract.narrative.parts.endings import complete
from extract.narrative.parts.group import Parts
from extract.narrative.parts.lines import led_by_which, list_below
from extract.narrative.parts.rows import column_totals, earned, is_full, one_basis, rows_of
from extract.narrative.parts.shares import shared_whole
from extract.narrative.parts.totals import closed, in_front, named_by_shares, ranked, share_beside, until_stranger
from extract.narrative.reading import SUMMED, Reading, calls, left_over, measure
from extract.narrative.words import Role
from extract.numbering import parse_number


def after_cue(reading: Reading, cue: re.Match[str], found: list[Parts]) -> Iterator[Parts]:
    passage, mentions = reading.passage, reading.mentions
    bracket = passage.bracket_at(cue.start())
    at = bisect_left(mentions, cue.end(), key=lambda m: m.start)
    following = list(islice((m for m in mentions[at:] if m.bracket == bracket), _LONGEST))
    if not following:
        return
    first = following[0]
    gap = passage.text[cue.end() : first.start]
    if _LEFT.search(re.sub(r"[（(][^（()）]*[)）]", "", gap)):
        return  # （包含甲、乙），完成 …: the cue belongs to the words of a bracket without numbers
    if "\n" in gap and not gap.split("\n", 1)[0].strip(" 。\u3000") and not bracket:
        yield from list_below(reading, cue, first, found)
        return
    if any(c in gap for c in ("。！？\n" if cue.group("which") else "。！？；\n")):
        return
    kind = reading.roles[first.index]
    opened = next((m for m in following if reading.roles[m.index] in (*SUMMED, Role.DELTA)), None)
    if opened is None or (opened.segment != first.segment and not cue.group("which")):
        return
    wanted: tuple[Role, ...] = (Role.DELTA,) if kind is Role.DELTA else SUMMED
    if kind is Role.DELTA:
        opened = first
    listed = list(_divided(reading, cue, found, following, opened, wanted))
    paid = None if listed or wanted is not SUMMED else _paid_for(reading, opened)
    if paid is not None:
        listed = list(_divided(reading, cue, found, following, paid, wanted))
    yield from listed
    beside = _measured_beside(reading, following, opened) if wanted is SUMMED else None
    if beside is not None:
        for group in _divided(reading, cue, found, following, beside, wanted):
            if sum(reading.mentions[p].quantity.value != 0 for p in group.parts) > 1:
                yield group


# So many numbers behind a cue are looked at: no sentence lists more parts.
_LONGEST = 200
_LEFT = re.compile(r"[)）]")


def _paid_for(reading: Reading, counted: Mention) -> Mention | None:
    """The amount behind a count that is part of its name (12 片场地建设 a 万元、路灯采购 b 万元 …)."""
    paid = reading.mentions[counted.index + 1] if counted.index + 1 < len(reading.mentions) else counted
    named = paid.clause == counted.clause and not paid.lead and len(paid.before) > 1
    return paid if named and counted.quantity.dimension == "count" and paid.quantity.dimension == "money" else None


def _measured_beside(reading: Reading, following: list[Mention], opened: Mention) -> Mention | None:
    """The second measure of a list whose members are each given in two (甲 18 个，资金 a 万元；乙 5 个，资金 b 万元)."""
    states = [m for m in following if m.sentence == opened.sentence and reading.roles[m.index] in SUMMED]
    classes = [reading.classes[m.index] for m in states]
    if len(states) < 4 or states[0] is not opened or len(set(classes[:2])) < 2:
        return None
    if "money" not in classes[:2] and states[1].before:
        return None  # 24 期 1440 人次: nothing stands between the two
    return states[1] if classes[2:4] == classes[:2] else None


def _divided(
    reading: Reading,
    cue: re.Match[str],
    found: list[Parts],
    following: list[Mention],
    opened: Mention,
    wanted: tuple[Role, ...],
) -> Iterator[Parts]:
    passage = reading.passage
    bracket, first = opened.bracket, following[0]
    kind = reading.roles[first.index]
    scope = _scope(reading, cue, following, opened, wanted)
    cls = reading.classes[opened.index]
    parts = [m for m in scope if reading.roles[m.index] in wanted and reading.classes[m.index] == cls]
    before = _candidates(reading, cue, bracket, first, opened, found)
    if before is None:
        return
    parts = _uncounted(reading, earned(reading, parts))
    rows = rows_of(reading, parts)
    if rows:
        for column in rows:
            totals = column_totals(reading, before, column, cls)
            if totals:
                yield Parts((totals[0].index,), tuple(m.index for m in column.members), cue.span())
        return
    parts = _widest(reading, _one_side(_before_remainder(one_basis(reading, parts, before))))
    totals = named_by_shares(reading, parts, before) or ranked(reading, before, parts, cls, wanted)
    parts = until_stranger(reading, totals[0] if totals else None, parts)
    if len(parts) == 1 and cue.group("which"):
        parts = parts + _parallel(reading, parts[0])
    if any(_TAKEN_OFF.search(p.before) for p in parts):
        return
    if not totals or len(parts) < 2 or all(_LEVEL.search(p.before) for p in parts) or _overlap(parts):
        return
    if "\n" in passage.text[totals[0].end : cue.start()] and _summed_behind(reading, parts):
        return  # the paragraph has a total of its own
    exhaustive = complete(passage, cue.end(), parts)
    loose = not bracket and not closed(reading, totals[0], parts)
    resumes = bool(cue.group("which")) and not bracket and _resumes(reading, cue, totals[0], parts)
    whole = _listed_whole(reading, totals[0], [*found, *shared_whole(reading, found)]) if resumes else None
    shared = share_beside(reading, totals[0]) if resumes and whole is None else None
    if (
        resumes
        and whole is None
        and (totals[0].lead == "、" or (shared and not _item_alone(reading, totals[0], shared)))
    ):
        return  # the last of a list whose whole is not printed
    yield Parts(
        totals=tuple(m.index for m in ((whole, totals[0]) if whole else totals[:3])),
        parts=tuple(m.index for m in parts),
        cue=cue.span(),
        exhaustive=exhaustive,
        partition=(cue.group("by") or cue.group("from") or ""),
        binding=Binding.INHERITED if loose else Binding.CUE,
        signs=_signs(totals[0], parts) if kind is Role.DELTA else (),
        either=whole is not None,
    )


def _summed_behind(reading: Reading, parts: list[Mention]) -> bool:
    """Whether a list ends with a total of its own (甲 a、乙 b，小计 T)."""
    last = parts[-1]
    following = reading.mentions[last.index + 1] if last.index + 1 < len(reading.mentions) else last
    found = w.TOTAL_AFTER.search(following.before) if following is not last else None
    return (
        found is not None
        and bool(found.group("strong"))
        and following.sentence == last.sentence
        and reading.classes[following.index] == reading.classes[last.index]
    )


def _resumes(reading: Reading, cue: re.Match[str], nearest: Mention, parts: list[Mention]) -> bool:
    """Whether 其中 begins a sentence behind the nearest number, and no word shows that it divides just that one."""
    if nearest.sentence == parts[0].sentence or not begins(reading.passage, cue.start()):
        return False
    return reading.concepts[nearest.index] not in {lexicon().parent(reading.concepts[p.index]) for p in parts} - {""}


def _item_alone(reading: Reading, m: Mention, share: Mention) -> bool:
    """Whether a number and its share are all that their sentence says, and no list of shares ends with it: it is one
    item of a numbered list (（一）甲支出 a 万元，占 p%。其中：…), or stands by itself."""
    told = [x for x in reading.mentions if x.sentence == m.sentence and x.bracket == m.bracket]
    line = reading.passage.text[reading.passage.text.rfind("\n", 0, m.start) + 1 : m.start]
    listed = m.index > 0 and reading.roles[m.index - 1] is Role.SHARE
    return told == [m, share] and (not listed or parse_number(line.lstrip()) is not None)


def _listed_whole(reading: Reading, last: Mention, found: list[Parts]) -> Mention | None:
    """The whole of the list that a number ends (T：甲 a、乙 b): a 其中 behind it may divide the whole once more."""
    lists = [group for group in found if len(group.parts) > 1 and group.parts[-1] == last.index]
    return reading.mentions[lists[-1].totals[0]] if lists else None


def _signs(total: Mention, parts: list[Mention]) -> tuple[int, ...]:
    """Parts of a change that move against it (总支出增加 …，其中：基本支出减少 …) count against it."""
    whole = w.direction(total.before)
    signs = tuple(-1 if w.direction(part.before) * whole < 0 else 1 for part in parts)
    return signs if -1 in signs else ()


_AND_ABOVE = re.compile(r"(?:及|或|和|与)?以上(?:的|合计|共计|共)*$")


_SUCH = re.compile(r"[^的]的$")
_SOME_OF = re.compile(r"^(?:按期|按时|及时|提前|一次性|如期)")


def _uncounted(reading: Reading, parts: list[Mention]) -> list[Mention]:
    """A list up to the member that adds earlier ones together (满意 a、较满意 b、…，较满意以上 c; 满意及较满意 c), or that
    picks out of the whole what is so (建议 a 件、提案 b 件，代表表示满意的 c 件)."""
    earlier: dict[str, None] = {}  # the names so far, each once
    such = False
    for i, p in enumerate(parts):
        picked = _SUCH.search(p.before) is not None
        if i > 1 and p.lead in "，," and picked and not such:
            return parts[:i]
        such = such or picked
        name = reading.folded[p.index]
        base = _AND_ABOVE.sub("", name)
        joined = re.split(r"[及和与]", name)
        if _SOME_OF.match(name) and any(len(e) >= 2 and e == _SOME_OF.sub("", name) for e in earlier):
            return parts[:i]  # 办结 a 件；按期办结 b 件: some of them once more
        added = base != name and any(e and (e in base or base in e) for e in earlier)
        if added or (len(joined) > 1 and all(part and part in earlier for part in joined)):
            return parts[:i]
        earlier[name] = None
    return parts


def _overlap(parts: list[Mention]) -> bool:
    """Whether parts are told by different attributes (党员, 女职工, 研究生), so that one member may count in several."""
    kinds = {lexicon().attribute(p.before) for p in parts} - {""}
    return len(kinds) > 1


# 一级指标 3 个，二级指标 7 个，三级指标 15 个 are the levels of one tree, no parts of a whole
_LEVEL = re.compile(r"[一二三四五1-5]级")


def _candidates(
    reading: Reading, cue: re.Match[str], bracket: int, first: Mention, opened: Mention, found: list[Parts]
) -> list[Mention] | None:
    """The mentions that a cue can divide, nearest first; None where the cue only introduces (按…分类，支出 T，主要用于：…)."""
    passage = reading.passage
    before = in_front(reading, cue.start(), bracket, first)
    if cue.group("by") or cue.group("from"):
        before = [m for m in before if not _under_aspect(passage, m)] or _told_after(reading, opened)
        # T，其中 a。按来源分，…: what was picked out of T is not what is divided
        before = [m for m in before if not led_by_which(reading, m)] or before
    if cue.group("colon"):
        return before[:1]
    divided = {p for group in found for p in group.parts}
    if cue.group("by") or cue.group("from"):
        following = next((m for m in reading.mentions[opened.index + 1 :] if m.bracket == bracket), None)
        if following is not None and inner_cue(passage, opened.end, following, colon=True):
            return None
        named = [m for m in before if calls(reading, m, subject_of(passage, cue.start(), before))]
        # a further partition of what the last one divided: its parts are no totals, nor is what follows T 中
        whole = [m for m in before if m.index not in divided]
        return named[:1] or [m for m in whole if not _amid(reading, m)] or whole
    if cue.group("among"):
        if before and before[0].end == cue.start():
            return before[:1]
        subject = subject_of(passage, cue.start(), before)
        return [m for m in before if calls(reading, m, subject) or _named_again(reading, m, subject)][:1]
    if cue.group("list") and not bracket:
        if "分别" in cue.group("list") and _OTHER_YEAR.search(passage.between(max(0, cue.start() - 8), cue.start())):
            return None  # …；2023年分别为 x 和 y: what was told, once more for another year
        subject = subject_of(passage, max(cue.start(), 0), before)
        if subject in _BOTH_SIDES:
            before = [m for m in before if m.index not in divided and re.search(rf"收支|{subject[:2]}", m.before)]
            return before[:1]
        if len(subject) >= 2:
            return [m for m in before if calls(reading, m, subject)][:1]
    if not bracket:
        opens = begins(passage, cue.start())
        if not opens and not (cue.group("list") and begins(passage, cue.start(), 6)):
            before = [m for m in before if m.sentence == opened.sentence]
        segment = before[0].segment if before and opens else opened.segment
        before = [m for m in before if m.index not in divided or m.segment == segment]
    return before


_SAID_OF = re.compile(r"^.*?(?:所|共|已|累计)?(?:受理|收到|接到|办理|安排|下达|到位|完成|实施)(?:的)?")


def _named_again(reading: Reading, m: Mention, subject: str) -> bool:
    """Whether words take a number up again with what was done to it (共受理诉求 T 件。所受理的诉求中，…)."""
    thing = _SAID_OF.sub("", w.folded(subject))
    return len(thing) >= 2 and thing != subject and w.folded(reading.names[m.index]).endswith(thing)


_OTHER_YEAR = re.compile(rf"(?:{w.YEAR_WORD.pattern}|{w.PAST})$")
_BOTH_SIDES = ("收入", "支出", "收入预算", "支出预算")


def _under_aspect(passage: Passage, m: Mention) -> bool:
    """Whether a number's sentence opens with the aspect it is listed under (从来源看，a …): it is a part itself."""
    start = max(passage.text.rfind(c, 0, m.start) for c in "。！？\n") + 1
    found = w.OPENERS.match(passage.text, start)
    return found is not None and bool(found.group("by") or found.group("from"))


def _told_after(reading: Reading, opened: Mention) -> list[Mention]:
    """The 总… alone in a sentence behind lists by several aspects (从来源看，…。从用途看，…。总预算 T)."""
    for m in reading.mentions[opened.index + 1 :]:
        if m.sentence - opened.sentence > 2:
            break
        alone = [x for x in reading.mentions if x.sentence == m.sentence] == [m]
        if alone and "总" in m.before and reading.classes[m.index] == reading.classes[opened.index]:
            return [m]
    return []


def _amid(reading: Reading, m: Mention) -> bool:
    """Whether a number is introduced as some of the one before it (收入 T 中，药品收入 a)."""
    before = reading.mentions[m.index - 1].end if m.index else 0
    return reading.passage.text[before : m.start].startswith("中")


def _scope(
    reading: Reading, cue: re.Match[str], following: list[Mention], opened: Mention, wanted: tuple[Role, ...]
) -> list[Mention]:
    """The mentions after a cue that can still belong to its list."""
    passage = reading.passage
    out: list[Mention] = []
    nested: int | None = None  # the segment in which an inner 其中 without brackets runs
    separator = ""
    inner: re.Match[str] | None = None  # the first cue behind the last member, searched for as far as `searched`
    searched = skipped = 0  # `skipped`: the end of the last member of an inner list
    for m in following:
        if m.sentence != opened.sentence:
            break
        if out and inner is None:
            inner = inner_cue(passage, max(out[-1].end, searched), m)
            searched = m.start - LONGEST_CUE
        if nested is not None and m.segment != nested and inner and (inner.group("list") or "").startswith("分别"):
            nested, inner = None, inner_cue(passage, skipped, m)  # what 分别 divides ends with its segment
            searched = m.start - LONGEST_CUE
        if out and reading.roles[m.index] is Role.SUBSET:
            nested = m.segment  # 含 a、b: what is listed with it is a subset, too
        if inner and (inner.group("by") or inner.group("from")) and not inner.group("which"):
            break
        if inner and (inner.group("which") or inner.group("list")):
            nested = m.segment
        if out and passage.text[out[-1].end : out[-1].end + 1] in ("：", ":"):
            nested = m.segment  # 其中有效 400 份：a、b、c divide what stands before the colon
        if nested is not None:
            if m.segment == nested:
                skipped = m.end
                continue
            nested = None
        if reading.roles[m.index] in wanted and reading.classes[m.index] == reading.classes[opened.index]:
            crossed = "；" if m.segment != (out[-1].segment if out else m.segment) else "，"
            if (
                len(out) >= 2
                and separator == "，"
                and crossed == "；"
                and not (_same_row(reading, following, opened, m) or _sibling(reading, opened, m))
            ):
                break
            if out and not m.lead and _NEW_YEAR.match(m.before):
                break  # 其他资金 a 万元2023年支出 b 万元: the stop between two sentences was left out
            if out and _TOLD_APART.match(m.before) and not _TOLD_APART.match(out[0].before):
                break
            if out and _REST.search(passage.between(out[-1].end, m.begin)):
                break
            if out and _NEXT_ITEM.search(passage.text[out[-1].end : m.start]) and not _itemised(passage, cue, out[0]):
                break  # the next item of the list around this one
            if len(out) >= 1 and not separator:
                separator = crossed
            if re.match(r"(?:另有|另外|此外|同时)", m.before):
                break
            if w.TOTAL_AFTER.search(m.before) and out and not is_full(reading, m):
                break
            out.append(m)
            inner = None
    return out


_NEXT_ITEM = re.compile(r"\n\s*[（(]?[一二三四五六七八九十\d]{1,2}(?:[）)、]|[.．](?!\d))")


def _itemised(passage: Passage, cue: re.Match[str], m: Mention) -> bool:
    """Whether a number stands in a line below the cue that begins with the number of an item. In 1、甲 T 万元，其中 a 万元 the
    item is the whole, and the next one is no part of it."""
    at = passage.text.rfind("\n", 0, m.start)
    return at >= cue.start() and _NEXT_ITEM.match(passage.text, at) is not None


# 丙资金调减 c 万元 among what was granted: such a list is no sum of what it names
_TAKEN_OFF = re.compile(r"(?:调减|核减|追减|压减)(?:了|额|数)?(?:为|：|:)*$")
_NEW_YEAR = re.compile(
    rf"(?:{w.YEAR_WORD.pattern}|本年度?|当年|全年)(?:[^\d，。；、]*?)(?:收入|支出|支付|拨付|使用|安排|下达|到位|完成)"
)
# 其余为自筹，已支付 b: the remainder is not printed, and what follows it is no part
_REST = re.compile(r"(?:其余|剩余|余下|剩下)")
# …；实现税收收入 b; …，已支出 b: a statement of its own behind a list of things
_TOLD_APART = re.compile(
    r"实现|调减|核减|追减|压减|调增|全年实际|(?:截至目前|目前|现)?(?:已|累计|实际)(?:累计)?(?:支出|支付|拨付|使用|到位|完成|发放|兑付)|(?:项目|全部)?(?:资金|经费)(?:已|全部|实际)*到位"
)


def _sibling(reading: Reading, a: Mention, b: Mention) -> bool:
    """Whether the lexicon knows two numbers as parts of one thing."""
    parent = lexicon().parent(reading.concepts[a.index])
    return parent != "" and parent == lexicon().parent(reading.concepts[b.index])


def _same_row(reading: Reading, following: list[Mention], opened: Mention, m: Mention) -> bool:
    """Whether a new segment is a row like the first one: as many numbers, measuring the same things in order."""

    def row(segment: int) -> list[Mention]:
        cls = reading.classes[opened.index]
        return [
            x
            for x in following
            if x.segment == segment and reading.roles[x.index] in SUMMED and reading.classes[x.index] == cls
        ]

    first, this = row(opened.segment), row(m.segment)
    told = [measure(reading, x) for x in first[1:]]
    money = reading.classes[opened.index] == "money"
    return len(first) == len(this) > 1 and (all(told) or not money) and told == [measure(reading, x) for x in this[1:]]


def _before_remainder(parts: list[Mention]) -> list[Mention]:
    """A list of parts up to the remainder of a comparison that may follow it (…，节约资金 14 万元)."""
    at = next((i for i, p in enumerate(parts) if i and left_over(p) != left_over(parts[0])), len(parts))
    return parts[:at]


def _widest(reading: Reading, parts: list[Mention]) -> list[Mention]:
    """The parts without those that the lexicon knows as parts of another one (授予中小企业合同金额 a；授予小微企业合同金额 b)."""
    told = {reading.concepts[p.index] for p in parts} - {""}
    return [p for p in parts if lexicon().parent(reading.concepts[p.index]) not in told]


def _one_side(parts: list[Mention]) -> list[Mention]:
    """A list of parts up to the first that is a spending among incomes, or an income among spendings."""
    sides = [("收入" in p.before, "支出" in p.before) for p in parts]
    first = next((side for side in sides if side[0] != side[1]), None)
    at = next((i for i, side in enumerate(sides) if first and side == first[::-1]), len(parts))
    return parts[:at]


def _parallel(reading: Reading, part: Mention) -> list[Mention]:
    """The numbers of the next sentence that are named like a lone part after 其中 (用于…的支出为, 用于…的支出为)."""
    name = part.before.lstrip("，：:")
    out = []
    for m in reading.mentions[part.index + 1 :]:
        if m.sentence > part.sentence + 1:
            break
        if m.sentence != part.sentence + 1 or reading.classes[m.index] != reading.classes[part.index]:
            continue
        if m.before.startswith("其中") or led_by_which(reading, m):
            break  # some of another whole
        if reading.roles[m.index] in SUMMED and name[:2] == m.before[:2] and name[-2:] == m.before[-2:]:
            out.append(m)
    return out
