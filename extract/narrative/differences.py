"""Which printed remainder is what less what: 编制 − 实有 = 空编, 分值 − 扣分 = 得分, 预算 − 使用 = 结余."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from extract.lexicon import lexicon
from extract.model import Binding
from extract.narrative import words as w
from extract.narrative.balances import FULL, GOT, OPENING, SPENT, Balance
from extract.narrative.mentions import Mention
from extract.narrative.parts import Parts
from extract.narrative.points import point_changes
from extract.narrative.reading import ACTUAL, Reading, calls
from extract.narrative.words import Role


@dataclass(frozen=True, slots=True)
class Difference:
    """Mentions (by index): minuend − subtrahend = result."""

    minuend: int
    subtrahend: int
    result: int
    cue: tuple[int, int]
    kind: str
    binding: Binding = Binding.CUE


_GIVEN = re.compile(
    r"合同|送审|概算|控制价|预算|批复|下达|到位|可用|安排|计划|应|总额|收入|拨入|收到|收取|筹集|募集|核定|投资|资金"
)


def differences(reading: Reading, taken: Iterable[Balance], groups: Iterable[Parts]) -> list[Difference]:
    """Differences stated in a passage."""
    groups = list(groups)
    left_totals = {g.totals[0] for g in groups if _all_left(reading, g)}
    left_parts = {p for g in groups if g.totals[0] in left_totals for p in g.parts}
    parts = {p for g in groups for p in g.parts} - left_parts
    scored = {s for b in taken for s in b.spendings}
    closed = {b.closing for b in taken}
    out: list[Difference] = []
    for m in reading.mentions:
        left = w.LEFT.search(m.before) or (w.LEFT.match(m.before) if m.before else None)
        if left is None or reading.roles[m.index] not in (Role.LEFT, Role.DELTA, Role.PLAIN):
            continue
        if reading.concepts[m.index] in OPENING or m.index in left_totals:
            continue  # 共节约 c: what the rows before have left
        word = left.group("left")
        if m.quantity.dimension == "score":
            if m.index not in scored and m.index not in parts:
                out.extend(_score(reading, m, parts))
        elif word in ("空编", "缺编", "空缺", "缺员", "缺额", "空岗", "超编", "超出"):
            out.extend(_posts(reading, m, word))
        elif m.quantity.dimension in ("money", "area"):
            out.extend(
                d for d in _money_left(reading, m, word, parts) if m.index not in closed or "可用" in _said(reading, d)
            )
    out.extend(_cut(reading, parts))
    out.extend(_beyond(reading))
    out.extend(_net_assets(reading))
    out.extend(_net_value(reading))
    out.extend(_subtracted(reading, out))
    for change in point_changes(reading):
        out.append(Difference(change.larger, change.smaller, change.points, change.cue, "百分点"))
    return out


def _all_left(reading: Reading, g: Parts) -> bool:
    """Whether a group adds up what several rows have left (共节约 c 万元)."""
    total = reading.mentions[g.totals[0]]
    left = all(reading.roles[p] is Role.LEFT for p in g.parts) and total.index > max(g.parts)
    return left and total.quantity.dimension == "money"


def _said(reading: Reading, d: Difference) -> str:
    return reading.mentions[d.minuend].before


def _score(reading: Reading, m: Mention, parts: set[int]) -> Iterator[Difference]:
    """分值 − 扣分 = 得分, in any order within one sentence."""
    same = [
        x
        for x in reading.mentions
        if x.sentence == m.sentence
        and x.segment == m.segment
        and x.quantity.dimension == "score"
        and x.index != m.index
        and x.index not in parts
    ]
    full = [x for x in same if FULL.search(x.before)]
    if len(full) != 1:
        return
    got = [x for x in same if GOT.search(x.before) and not FULL.search(x.before) and not w.DEDUCT.search(x.before)]
    if len(got) == 1:
        if got[0].index > m.index:
            yield Difference(full[0].index, m.index, got[0].index, (m.begin, m.start), "扣分")
        else:
            yield Difference(full[0].index, got[0].index, m.index, (m.begin, m.start), "扣分")


def _posts(reading: Reading, m: Mention, word: str) -> Iterator[Difference]:
    """编制 − 实有 = 空编; 实有 − 编制 = 超编. The row of three must stand together."""
    cls = reading.classes[m.index]
    row = [
        x
        for x in reading.mentions[: m.index]
        if m.sentence - x.sentence <= 1
        and reading.classes[x.index] == cls
        and x.bracket == m.bracket
        and reading.roles[x.index] is Role.PLAIN
    ]
    actual = next(
        (
            x
            for x in reversed(row)
            if re.search(r"实有|在职|在编(?!制)|在岗|现有|现聘|在聘|实际", x.before) and "编制" not in x.before
        ),
        None,
    )
    if actual is None:
        return
    before = [x for x in row if x.index < actual.index]
    quota = next((x for x in reversed(before) if re.search(r"编制|核定|控制数", x.before)), None)
    if quota is not None and before[-1].segment == actual.segment and before[-1].sentence == actual.sentence:
        # in a row of three the number in front of 实有 is its quota, also where only the first row says 编制
        quota = before[-1] if before[-1].segment != quota.segment else quota
    quota = _whole_quota(reading, quota, before, actual)
    if quota is None:
        return
    if word in ("超编", "超出"):
        yield Difference(actual.index, quota.index, m.index, (m.begin, m.start), "超编")
    else:
        yield Difference(quota.index, actual.index, m.index, (m.begin, m.start), "空编")


def _whole_quota(reading: Reading, quota: Mention | None, before: list[Mention], actual: Mention) -> Mention | None:
    """The quota that the actual number is measured against: in a row of its own the one in front; where the quota was
    split (其中行政编制 a，事业编制 b；实有 c) the whole, not the last part."""
    if quota is None:
        return None
    if quota.segment == actual.segment and quota.index == actual.index - 1 and quota.sentence == actual.sentence:
        split = [x for x in before if x.segment == quota.segment and x.index < quota.index and "编制" in x.before]
        between = reading.passage.between(split[0].end, quota.start) if split else ""
        return split[0] if split and re.search(r"其中|[（(]", between) else quota
    tops = [x for x in before if x.sentence == quota.sentence and "编制" in x.before]
    between = reading.passage.between(tops[0].end, quota.start) if tops and tops[0] is not quota else ""
    return tops[0] if re.search(r"其中|包括|[（(：:]", between) else quota


_APART = ("差额", "差值", "差异", "相差")  # how far two numbers lie apart, whichever is larger


def _net_assets(reading: Reading) -> Iterator[Difference]:
    """资产总额 − 负债总额 = 净资产, in one sentence."""
    for net in reading.mentions:
        if reading.concepts[net.index] != "净资产":
            continue
        near = [m for m in reading.mentions if m.sentence == net.sentence and reading.roles[m.index] is Role.PLAIN]
        assets = [m for m in near if reading.concepts[m.index] == "资产总额"]
        debts = [m for m in near if reading.concepts[m.index] == "负债总额"]
        if len(assets) == 1 and len(debts) == 1:
            yield Difference(assets[0].index, debts[0].index, net.index, (net.begin, net.start), "净资产")


def _net_value(reading: Reading) -> Iterator[Difference]:
    """资产原值 − 累计折旧（摊销） = 净值, in one sentence."""
    for net in reading.mentions:
        if not _NET.search(net.before):
            continue
        near = [m for m in reading.mentions[: net.index] if m.segment == net.segment and m.bracket == net.bracket]
        gross = [m for m in near if w.without_copula(m.before).endswith("原值")]
        worn = [m for m in near if w.without_copula(m.before).endswith(("折旧", "摊销"))]
        if len(gross) == 1 and len(worn) == 1:
            yield Difference(gross[0].index, worn[0].index, net.index, (net.begin, net.start), "净值")


_CUT = re.compile(
    r"^(?:[^，。；]{0,6}(?:年中|后|期间|又|已))?(?:调减|核减|追减|压减|扣减|收回)(?:资金|预算|指标|金额|额)*(?:了|为|共)*$"
)
_AFTER_CUT = re.compile(r"(?:实际|调整后|调减后|核减后|最终|最后)[^，。；]{0,6}(?:下达|安排|到位|拨付|预算|指标)")


def _cut(reading: Reading, parts: set[int]) -> Iterator[Difference]:
    """下达 a，…，调减 b，全年实际下达 c: what was given, what was taken back of it, and what that leaves, where the last two
    follow each other."""
    for less in reading.mentions[1:-1]:
        left = reading.mentions[less.index + 1]
        if not _CUT.search(less.before) or not _AFTER_CUT.search(left.before) or left.sentence != less.sentence:
            continue
        given = [
            m
            for m in reading.mentions[: less.index]
            if m.sentence == less.sentence
            and m.bracket == less.bracket == left.bracket
            and m.index not in parts
            and reading.roles[m.index] is Role.PLAIN
            and reading.classes[m.index] == reading.classes[less.index] == reading.classes[left.index]
        ]
        if len(given) == 1:
            yield Difference(given[0].index, less.index, left.index, (less.begin, less.start), "调减")


_BEYOND = re.compile(
    r"(?P<one>决算|支出|执行)数?(?P<more>大于|多于|高于|超过|超出)?(?(more)|(?:小于|少于|低于))(?P<other>年初预算|调整后?预算|全年预算|预算)数?$"
)


def _beyond(reading: Reading) -> Iterator[Difference]:
    """年初预算 a，支出决算 b，…，决算数大于年初预算数 c: two figures of the sentence, named by the statement they are of."""
    for m in reading.mentions:
        said = _BEYOND.search(m.before)
        if said is None or reading.roles[m.index] not in (Role.PLAIN, Role.DELTA):
            continue
        row = [
            x
            for x in reading.mentions[: m.index]
            if x.sentence == m.sentence and reading.roles[x.index] is Role.PLAIN and x.bracket == m.bracket
        ]
        spent = [x for x in row if reading.bases[x.index] in ACTUAL]
        planned = [x for x in row if reading.bases[x.index] == lexicon().basis(said.group("other"))]
        if len(spent) == 1 and len(planned) == 1:
            more, less = (spent[0], planned[0]) if said.group("more") else (planned[0], spent[0])
            yield Difference(more.index, less.index, m.index, (m.begin, m.start), "差额")


_NET = re.compile(r"净值(?:为|是|：|:)*$")
_LESS = re.compile(r"(?P<whole>[^，。；、]{2,12}?)(?:减去|扣除|减)(?P<less>[^，。；、]{2,12}?)(?:之?后)?[，,]?$")


def _subtracted(reading: Reading, told: list[Difference]) -> Iterator[Difference]:
    """收入总量减去支出总量后，结转 c: both are named by words, their numbers stand before."""
    known = {d.result for d in told}
    for m in reading.mentions:
        said = _LESS.search(reading.passage.text[max(0, m.begin - 30) : m.begin])
        if said is None or m.index in known or reading.roles[m.index] not in (Role.LEFT, Role.PLAIN):
            continue
        whole, less = (
            next(
                (
                    x
                    for x in reversed(reading.mentions[: m.index])
                    if reading.classes[x.index] == reading.classes[m.index]
                    and reading.roles[x.index] is Role.PLAIN
                    and calls(reading, x, said.group(side))
                ),
                None,
            )
            for side in ("whole", "less")
        )
        if whole is not None and less is not None:
            yield Difference(whole.index, less.index, m.index, (m.begin, m.start), "结余")


_ROLLED = re.compile(r"累计|滚存|历年")
_SAVED = ("节约", "节余", "结余", "剩余", "余")


def _money_left(reading: Reading, m: Mention, word: str, parts: set[int]) -> Iterator[Difference]:
    """预算 − 使用 = 结余, 应到位 − 实到位 = 缺口, in one sentence; for a part among parts."""
    if _ROLLED.search(m.before) and any(
        x.sentence == m.sentence and reading.roles[x.index] is Role.LEFT for x in reading.mentions[: m.index]
    ):
        return  # 当年结余 c，累计结余 d: d holds what years before left
    # a remainder that opens its sentence (…。节约资金 a 万元) speaks of the sentence before
    opens = m.index > 0 and reading.mentions[m.index - 1].sentence < m.sentence
    reach = 2 if opens and word in _SAVED else 0
    own = [x for x in reading.mentions[: m.index] if x.sentence == m.sentence and reading.roles[x.index] is Role.PLAIN]
    if len(own) == 1 and word in _SAVED and reading.bases[own[0].index] in ACTUAL:
        reach = 1  # 预算总额 a 万元 …。实际支出 b 万元，结余 c 万元
    row = [
        x
        for x in reading.mentions[: m.index]
        if m.sentence - x.sentence <= reach
        and "\n" not in reading.passage.text[x.end : m.start]
        and reading.classes[x.index] == reading.classes[m.index]
        and x.bracket == m.bracket
        and (x.index in parts) == (m.index in parts)
        and reading.roles[x.index] is Role.PLAIN
    ]
    if len(row) < 2 or any(reading.concepts[x.index] in OPENING for x in row):
        return  # with an opening it is a balance, and read as one
    spent = next(
        (x for x in reversed(row) if (SPENT.search(x.before) and "预算支出" not in x.before) or _arrived(x, word)),
        None,
    )
    if spent is None:
        return
    before = [x for x in row if x.index < spent.index] if word not in _APART else [x for x in row if x is not spent]
    given = next((x for x in reversed(before) if _GIVEN.search(x.before)), None)
    if given is None:
        return
    a, b = reading.concepts[given.index], reading.concepts[spent.index]
    if a and b and a != b and lexicon().concepts[a].side == lexicon().concepts[b].side:
        return
    if word in ("超支", "超出") or (word in _APART and given.quantity.value < spent.quantity.value):
        given, spent = spent, given
    yield Difference(given.index, spent.index, m.index, (m.begin, m.start), "结余")


def _arrived(m: Mention, word: str) -> bool:
    return (
        "缺口" in word or "尚缺" in word if re.search(r"实到位|到位|实际", m.before) and "应" not in m.before else False
    )
