"""Which printed remainder is what less what: opening + income − spending = closing, 编制 − 实有 = 空编, 分值 − 扣分 = 得分."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from extract.lexicon import lexicon
from extract.model import Binding
from extract.narrative import words as w
from extract.narrative.changes import point_changes
from extract.narrative.mentions import Mention
from extract.narrative.parts import Parts
from extract.narrative.reading import ACTUAL, Reading, calls
from extract.narrative.words import Role


@dataclass(frozen=True, slots=True)
class Balance:
    """Mentions (by index): opening + incomes − spendings = closing."""

    opening: int | None
    incomes: tuple[int, ...]
    spendings: tuple[int, ...]
    closing: int
    cue: tuple[int, int]
    binding: Binding = Binding.CUE


@dataclass(frozen=True, slots=True)
class Difference:
    """Mentions (by index): minuend − subtrahend = result."""

    minuend: int
    subtrahend: int
    result: int
    cue: tuple[int, int]
    kind: str
    binding: Binding = Binding.CUE


_INCOME = re.compile(r"收入|收取|拨入|到位|下达|拨款|收到|筹集")
_SPENT = re.compile(r"审定|支出|支付|使用|执行|拨付|决算|花费|列支|成交|中标|实际采购|合同")
_OPENING = ("年初结转结余",)
_CLOSING = ("年末结转结余",)


def balances(reading: Reading, groups: Iterable[Parts]) -> list[Balance]:
    """Balances stated in a passage: a closing carry-over with what it is made of in the sentences around it."""
    inside = {p: g.totals[0] for g in groups for p in g.parts}
    out = []
    for closing in reading.mentions:
        if reading.concepts[closing.index] not in _CLOSING or reading.roles[closing.index] not in (
            Role.PLAIN,
            Role.LEFT,
        ):
            continue
        scope = [
            m
            for m in reading.mentions
            if m.index != closing.index
            and abs(m.sentence - closing.sentence) <= 2
            and _one_account(reading, m, closing)
            and reading.roles[m.index] in (Role.PLAIN, Role.LEFT)
            and m.quantity.dimension == "money"
            and (m.bracket in (0, closing.bracket) or reading.concepts[m.index] in _OPENING)
        ]
        told = _whole_account(reading, closing, inside)
        if told is not None:
            out.append(told)
            continue
        opening = _pick(reading, scope, closing, lambda m: reading.concepts[m.index] in _OPENING)
        # 支出总计 holds what is carried over, so its part 本年支出 is what was spent
        holder = inside.get(closing.index)

        def flow(m: Mention, side: str, words: re.Pattern[str], holder: int | None = holder) -> bool:
            return m.index != holder and inside.get(m.index) in (None, holder) and _flow(reading, m, side, words)

        income = _pick(reading, scope, closing, lambda m: flow(m, "收入", _INCOME))
        spending = _pick(reading, scope, closing, lambda m: flow(m, "支出", _SPENT))
        if opening is None and _YEARS_REST.search(reading.mentions[closing.index - 1].before if closing.index else ""):
            continue  # 本年收支结余 b，年末滚存结余 c: c holds what years before left
        if income is None or spending is None or (opening is None and reading.concepts[income.index] != "总收入"):
            continue
        # 合计 behind a sentence that lists the opening with what came in takes it in
        held = opening is not None and (
            inside.get(opening.index) == income.index
            or (opening.sentence < income.sentence and _SUM.search(w.without_copula(income.before)) is not None)
        )
        gross = opening is None or held
        out.append(
            Balance(
                None if gross or opening is None else opening.index,
                (income.index,),
                (spending.index,),
                closing.index,
                (closing.begin, closing.start),
            )
        )
    return [*out, *_deductions(reading), *_stocks(reading), *_adjusted(reading)]


_YEARS_REST = re.compile(r"(?:收支|当年|当期|本年|本期)(?:收支)?结余(?:决算数|数|资金|额)?$")
_RAISED = re.compile(r"追加|调增|核增|增加|新增|调入")
_CUT = re.compile(r"追减|调减|核减|压减|削减|减少|收回")


def _adjusted(reading: Reading) -> Iterator[Balance]:
    """年初预算 a，追加 b，追减 c，调整后预算 d: a budget moved several times."""
    for final in reading.mentions:
        if reading.bases[final.index] != "调整预算" or reading.roles[final.index] not in (Role.PLAIN, Role.LEFT):
            continue
        moved: list[Mention] = []
        first = None
        for m in reversed(reading.mentions[: final.index]):
            if m.sentence != final.sentence or reading.classes[m.index] != reading.classes[final.index]:
                break
            if _RAISED.search(m.before) or _CUT.search(m.before):
                moved.insert(0, m)
                continue
            first = m if reading.bases[m.index] == "年初预算" else None
            break
        if first is not None and len(moved) > 1:
            yield Balance(
                first.index,
                tuple(m.index for m in moved if not _CUT.search(m.before)),
                tuple(m.index for m in moved if _CUT.search(m.before)),
                final.index,
                (final.begin, final.start),
            )


_OUT = re.compile(r"支出|上解(?!收入)|补助下级|调出|还本|安排预算稳定|上缴|拨付|使用|支付|列支|采购|发放")
_SUM = re.compile(r"(?:合计|总计|总额|累计|预算数?|计划数?)$")


def _whole_account(reading: Reading, closing: Mention, inside: dict[int, int]) -> Balance | None:
    """A sentence that is an account by itself: what there was, what came in from several sides, what went out, what
    is left. Every amount of it must be one of these."""
    amounts = [
        m
        for m in reading.mentions
        if m.sentence == closing.sentence
        and m.quantity.dimension == "money"
        and m.bracket == closing.bracket
        and m.index != closing.index
        and m.index not in inside
    ]
    if len(amounts) < 3 or closing.index < amounts[-1].index:
        return None
    if any(reading.roles[m.index] not in (Role.PLAIN, Role.LEFT) for m in amounts):
        return None
    opening = [m for m in amounts if reading.concepts[m.index] in _OPENING]
    out = [m for m in amounts if m not in opening and _OUT.search(m.before)]
    income = [m for m in amounts if m not in opening and m not in out]
    if len(opening) != 1 or not out or not income or any(_SUM.search(w.without_copula(m.before)) for m in amounts):
        return None
    return Balance(
        opening[0].index,
        tuple(m.index for m in income),
        tuple(m.index for m in out),
        closing.index,
        (closing.begin, closing.start),
    )


def _deductions(reading: Reading) -> Iterator[Balance]:
    """满分 100 分，甲扣 a 分、乙扣 b 分，得分 c 分: several deductions from one full score."""
    scores: dict[int, list[Mention]] = {}
    for m in reading.mentions:
        if m.quantity.dimension == "score":
            scores.setdefault(m.sentence, []).append(m)
    for row in scores.values():
        less = [m for m in row if w.DEDUCT.search(m.before)]
        full = [m for m in row if _FULL.search(m.before) and m not in less]
        got = [m for m in row if _GOT.search(m.before) and m not in (*less, *full)]
        if len(less) > 1 and len(full) == 1 and len(got) == 1 and len(row) == len(less) + 2:
            yield Balance(full[0].index, (), tuple(m.index for m in less), got[0].index, (less[0].begin, less[0].start))


_BEGAN = re.compile(r"^(?:年初|期初|上年末|上年底|去年底)")
_ENDED = re.compile(r"^(?:年末|期末|年底|截至年末|本年末)")
_CAME = re.compile(r"招录|招聘|录用|调入|转入|新增|新进|引进|考入|增加|入学|招收|购入|购置|接收")
_WENT = re.compile(r"退休|调出|辞职|离职|转出|去世|死亡|减少|毕业|报废|处置|划出|解聘|辞退")


def _stocks(reading: Reading) -> Iterator[Balance]:
    """年初在编 88 人，年内招录 5 人，退休 4 人，年末在编 89 人: a count that is carried through the year."""
    for closing in reading.mentions:
        ended = _ENDED.match(closing.before)
        if ended is None or closing.quantity.dimension != "count":
            continue
        row = [
            m
            for m in reading.mentions[: closing.index]
            if m.sentence == closing.sentence and reading.classes[m.index] == reading.classes[closing.index]
        ]
        began = _BEGAN.match(row[0].before) if row else None
        if began is None or row[0].before[began.end() :] != closing.before[ended.end() :]:
            continue
        moved = row[1:]
        came = [m for m in moved if _CAME.search(m.before) and not _WENT.search(m.before)]
        went = [m for m in moved if _WENT.search(m.before) and m not in came]
        if moved and len(came) + len(went) == len(moved):
            yield Balance(
                row[0].index,
                tuple(m.index for m in came),
                tuple(m.index for m in went),
                closing.index,
                (closing.begin, closing.start),
            )


def _one_account(reading: Reading, m: Mention, closing: Mention) -> bool:
    """Whether a number can be of the account that a closing closes: no other closing stands between them, and what is
    told behind the closing is of its paragraph."""
    if m.sentence == closing.sentence:
        return True
    if m.index > closing.index:
        return "\n" not in reading.passage.text[closing.end : m.start]
    return not any(
        reading.concepts[x.index] in _CLOSING and x.sentence < closing.sentence
        for x in reading.mentions[m.index : closing.index]
    )


def _pick(
    reading: Reading, scope: list[Mention], closing: Mention, wanted: Callable[[Mention], bool]
) -> Mention | None:
    """The mention nearest to the closing that is wanted, those before it first."""
    before = [m for m in scope if m.index < closing.index and wanted(m)]
    if before:
        nearest = max(m.sentence for m in before)
        near = [m for m in before if m.sentence == nearest]
        known = [m for m in near if reading.concepts[m.index]]
        if nearest != closing.sentence and len(near) > 1 and len(known) != 1:
            return None  # a list of what came in or went out, and the words do not say which is the whole
        if nearest != closing.sentence and known:
            return known[0]
        return near[-1] if len(near) == len(before) else near[0]
    return next((m for m in scope if m.index > closing.index and wanted(m)), None)


def _flow(reading: Reading, m: Mention, side: str, words: re.Pattern[str]) -> bool:
    concept = reading.concepts[m.index]
    known = lexicon().concepts.get(concept)
    if known is not None:
        totals = ("总收入", "本年收入", "财政拨款收入") if side == "收入" else ("总支出", "本年支出")
        return concept in totals
    return (
        m.bracket == 0
        and words.search(m.before) is not None
        and w.basis_of(m.before) not in _PLANNED
        and re.search(r"结[转余]|可用", m.before) is None
    )


_PLANNED = ("年初预算", "调整预算", "追加预算", "预算", "计划", "概算")


# -- differences ---------------------------------------------------------------------------------------------------

_GIVEN = re.compile(r"合同|送审|概算|控制价|预算|批复|下达|到位|可用|安排|计划|应|总额|收入|拨入|核定|投资|资金")
_FULL = re.compile(r"分值|权重|满分|标准分|总分")
_GOT = re.compile(r"得分|得|自评")


def differences(reading: Reading, taken: Iterable[Balance], groups: Iterable[Parts]) -> list[Difference]:
    """Differences stated in a passage."""
    parts = {p for g in groups for p in g.parts}
    scored = {s for b in taken for s in b.spendings}
    closed = {b.closing for b in taken}
    out: list[Difference] = []
    for m in reading.mentions:
        left = w.LEFT.search(m.before) or (w.LEFT.match(m.before) if m.before else None)
        if left is None or reading.roles[m.index] not in (Role.LEFT, Role.DELTA, Role.PLAIN):
            continue
        if reading.concepts[m.index] in _OPENING:
            continue
        word = left.group("left")
        if m.quantity.dimension == "score":
            if m.index not in scored:
                out.extend(_score(reading, m))
        elif word in ("空编", "缺编", "空缺", "缺员", "空岗", "超编", "超出"):
            out.extend(_posts(reading, m, word))
        elif m.quantity.dimension in ("money", "area"):
            out.extend(
                d for d in _money_left(reading, m, word, parts) if m.index not in closed or "可用" in _said(reading, d)
            )
    out.extend(_net_assets(reading))
    out.extend(_subtracted(reading, out))
    for change in point_changes(reading):
        out.append(Difference(change.larger, change.smaller, change.points, change.cue, "百分点"))
    return out


def _said(reading: Reading, d: Difference) -> str:
    return reading.mentions[d.minuend].before


def _score(reading: Reading, m: Mention) -> Iterator[Difference]:
    """分值 − 扣分 = 得分, in any order within one sentence."""
    same = [
        x
        for x in reading.mentions
        if x.sentence == m.sentence
        and x.segment == m.segment
        and x.quantity.dimension == "score"
        and x.index != m.index
    ]
    full = [x for x in same if _FULL.search(x.before)]
    got = [x for x in same if _GOT.search(x.before) and not _FULL.search(x.before) and not w.DEDUCT.search(x.before)]
    if len(full) == 1 and len(got) == 1:
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
_SAVED = ("节约", "节余", "结余", "剩余")


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
    if len(row) < 2 or any(reading.concepts[x.index] in _OPENING for x in row):
        return  # with an opening it is a balance, and read as one
    spent = next(
        (x for x in reversed(row) if (_SPENT.search(x.before) and "预算支出" not in x.before) or _arrived(x, word)),
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
