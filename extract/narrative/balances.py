"""Which printed balance is what less what: opening + income − spending = closing, for money, counts, budgets and scores."""

from __future__ import annotations

import re
from collections.abc import Callable, Container, Iterable, Iterator
from dataclasses import dataclass

from extract.lexicon import lexicon
from extract.model import Binding
from extract.narrative import words as w
from extract.narrative.mentions import Mention
from extract.narrative.parts import Parts
from extract.narrative.reading import Reading
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


_INCOME = re.compile(r"收入|收取|拨入|到位|下达|拨款|收到|筹集")
SPENT = re.compile(r"[首预已实]付|审定|支出|支付|使用|执行|拨付|决算|花费|列支|成交|中标|实际采购|合同")
FULL = re.compile(r"分值|权重|满分|标准分|总分")
GOT = re.compile(r"得分|得|自评")
OPENING = ("年初结转结余",)
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
            and (m.bracket in (0, closing.bracket) or reading.concepts[m.index] in OPENING)
        ]
        told = _whole_account(reading, closing, inside)
        if told is not None:
            out.append(told)
            continue
        opening = _pick(reading, scope, closing, lambda m: reading.concepts[m.index] in OPENING)
        # 支出总计 holds what is carried over, so its part 本年支出 is what was spent
        holder = inside.get(closing.index)

        def flow(m: Mention, side: str, words: re.Pattern[str], holder: int | None = holder) -> bool:
            return m.index != holder and inside.get(m.index) in (None, holder) and _flow(reading, m, side, words)

        income = _pick(reading, scope, closing, lambda m: flow(m, "收入", _INCOME))
        spending = _pick(reading, scope, closing, lambda m: flow(m, "支出", SPENT))
        if opening is None and _YEARS_REST.search(reading.mentions[closing.index - 1].before if closing.index else ""):
            continue  # 本年收支结余 b，年末滚存结余 c: c holds what years before left
        went = [m for m in scope if m.sentence == closing.sentence and flow(m, "支出", SPENT)]
        if opening is None and len(went) > 1:
            continue  # several things were spent, and no opening tells of an account
        if income is None or spending is None or (opening is None and reading.concepts[income.index] != "总收入"):
            continue
        if _both_grand(income, spending):
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
    closed = {b.closing for b in out}
    stocks = (b for b in (*_stocks(reading), *_kept(reading), *_account(reading)) if b.closing not in closed)
    return [*out, *_deductions(reading, inside), *stocks, *_adjusted(reading)]


_GRAND = re.compile(r"总计(?:均|各)?$")


def _both_grand(income: Mention, spending: Mention) -> bool:
    """Whether both sides are grand totals that meet (收入总计 T，支出总计 T): what is carried over is inside."""
    named = all(_GRAND.search(w.without_copula(m.before)) for m in (income, spending))
    return named and income.quantity.value == spending.quantity.value


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
            first = m if reading.bases[m.index] in ("年初预算", "预算") else None
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
    opening = [m for m in amounts if reading.concepts[m.index] in OPENING]
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


def _deductions(reading: Reading, inside: Container[int]) -> Iterator[Balance]:
    """满分 100 分，甲扣 a 分、乙扣 b 分，得分 c 分: several deductions from one full score. Those that a list
    of deductions (`inside`) adds up count in their total."""
    scores: dict[int, list[Mention]] = {}
    for m in reading.mentions:
        if m.quantity.dimension == "score" and m.index not in inside:
            scores.setdefault(m.sentence, []).append(m)
    for row in scores.values():
        less = [m for m in row if w.DEDUCT.search(m.before)]
        full = [m for m in row if FULL.search(m.before) and m not in less]
        got = [m for m in row if GOT.search(m.before) and m not in (*less, *full)]
        if len(less) > 1 and len(full) == 1 and len(got) == 1 and len(row) == len(less) + 2:
            yield Balance(full[0].index, (), tuple(m.index for m in less), got[0].index, (less[0].begin, less[0].start))


_BEGAN = re.compile(r"(?:^原有|年初|期初|上年末|上年底|去年底)")
_ENDED = re.compile(r"^(?:现有|年末|期末|年底|截至年末|本年末)")
_CAME = re.compile(
    r"招录|招聘|录用|调入|转入|新增|新进|引进|考入|增加|入学|招收|购入|购置|接收|收入|收到|入库|归集|借入|收缴"
)
_WENT = re.compile(
    r"退休|调出|辞职|离职|转出|去世|死亡|减少|毕业|报废|处置|划出|解聘|辞退|使用|领用|调拨|支出|发放|消耗|偿还|化解"
)


def _stocks(reading: Reading) -> Iterator[Balance]:
    """年初在编 88 人，年内招录 5 人，退休 4 人，年末在编 89 人: a count that is carried through the year."""
    for closing in reading.mentions:
        ended = _ENDED.match(closing.before)
        if ended is None or closing.quantity.dimension not in ("count", "money"):
            continue
        row = [
            m
            for m in reading.mentions[: closing.index]
            if m.sentence == closing.sentence and reading.classes[m.index] == reading.classes[closing.index]
        ]
        began = _BEGAN.search(row[0].before) if row else None
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


_OLD = re.compile(r"(?:旧存|(?:上年|上期|年初|期初|原)结存)(?:额|数|案件|资金)*(?:为|：|:)*$")
_NEW = re.compile(r"(?:未结|未办结|尚存|(?:年末|期末|年底)?结存)(?:额|数|案件|资金)*(?:为|：|:)*$")
_TAKEN_IN = re.compile(r"受理|新收|收案|拨入|捐赠|收入|收到|收缴|归集|利息|入库|接收|购入|调入|募集")
_GIVEN_OUT = re.compile(r"审结|办结|结案|支出|出库|发放|调拨|使用|报废|拨付")


def _kept(reading: Reading) -> Iterator[Balance]:
    """旧存 a，新收 b，审结 c，未结 d: every number of the sentence that is of this kind is one of these four."""
    if "存" not in reading.passage.text:
        return
    for closing in reading.mentions:
        if not _NEW.search(closing.before) or _OLD.search(closing.before):
            continue
        row = [
            m
            for m in reading.mentions
            if m.sentence == closing.sentence and reading.classes[m.index] == reading.classes[closing.index]
        ]
        moved = [m for m in row if m is not closing and not _OLD.search(m.before)]
        came = [m for m in moved if _TAKEN_IN.search(m.before)]
        went = [m for m in moved if _GIVEN_OUT.search(m.before) and m not in came]
        if len(row) - len(moved) != 2 or not came or not went or len(came) + len(went) < len(moved):
            continue
        opening = next(m for m in row if _OLD.search(m.before))
        yield Balance(
            opening.index,
            tuple(m.index for m in came),
            tuple(m.index for m in went),
            closing.index,
            (closing.begin, closing.start),
        )


_OPENED = re.compile(r"(?:上年末|上年底|年初|期初|20\d\d年末|20\d\d年底)[^，。；]{0,8}余额(?:为|是|：|:)*$")
_CLOSED = re.compile(r"^(?:截至)?(?:年末|期末|年底)[^，。；]{0,8}余额(?:为|是|：|:)*$")


def _account(reading: Reading) -> Iterator[Balance]:
    """2023年末余额 a。2024年收缴 b、利息 c，使用 d，期末余额 e: every amount between the two is one that came or went; a
    list goes on as it began."""
    if "余额" not in reading.passage.text:
        return
    for closing in reading.mentions:
        if not _CLOSED.search(closing.before) or closing.quantity.dimension != "money":
            continue
        opening = next((m for m in reversed(reading.mentions[: closing.index]) if _OPENED.search(m.before)), None)
        if opening is None or closing.sentence - opening.sentence > 1:
            continue
        moved = reading.mentions[opening.index + 1 : closing.index]
        sides: list[str] = []
        for m in moved:
            came, went = _TAKEN_IN.search(m.before), _GIVEN_OUT.search(m.before)
            goes_on = sides[-1] if sides and m.lead == "、" else ""
            sides.append("out" if went else "in" if came else goes_on)
        plain = all(m.quantity.dimension == "money" and reading.roles[m.index] is Role.PLAIN for m in moved)
        if plain and {"in", "out"} == set(sides):
            yield Balance(
                opening.index,
                tuple(m.index for m, side in zip(moved, sides, strict=True) if side == "in"),
                tuple(m.index for m, side in zip(moved, sides, strict=True) if side == "out"),
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
