"""Completion and execution rates: what was spent or done over what it was budgeted, allotted or planned from."""

from __future__ import annotations

import re
from collections.abc import Container, Iterator

from extract.lexicon import lexicon
from extract.model import Binding
from extract.narrative import words as w
from extract.narrative.mentions import Mention
from extract.narrative.rate import Rate
from extract.narrative.reading import Reading
from extract.narrative.words import Role

_SPENT = ("决算", "实际")
_BUDGETS = ("调整预算", "预算", "年初预算")
_FUNDS = (*_BUDGETS, "概算", "下达", "到位", "应到位", "计划")
EXECUTION = re.compile(
    r"(?:控制率|执行率|执行进度|支付进度|支出进度|支付率|使用率|支出率|执行比例|预算完成率|资金完成率|完成率|预算完成比例|完成比例|完成进度|完成比)$"
)
_MONEY = re.compile(r"(?:资金|经费|总额|总投资|专款)(?:总额|总量|规模)?(?:共计?|合计|总计|为)*$")
PLANNED = re.compile(r"(?<!超)(?<!超额)计划|原定|(?<!适)应(?![急对用届邀聘])|目标|任务|预计|拟|需|预期|核定|下达")
_DONE = re.compile(r"实际|完成|已|实")


def words_of(m: Mention) -> str:
    """The words of a completion rate that name what was to be reached (完成年初预算的: 年初预算)."""
    found = w.COMPLETED.search(m.before)
    return found.group("of") if found else ""


def of_amount(reading: Reading, rate: Mention) -> Iterator[Rate]:
    """支出 A 万元，完成预算 B 万元的 r%: the denominator stands inside the rate's own words."""
    denominator = reading.mentions[rate.index - 1]
    scope = [
        m for m in _sentence_before(reading, denominator) if m.segment == rate.segment or m.sentence == rate.sentence
    ]
    spent = next((m for m in reversed(scope) if reading.classes[m.index] == reading.classes[denominator.index]), None)
    if spent is not None and not _TOGETHER.search(reading.passage.between(spent.end, denominator.start)):
        yield Rate(spent.index, denominator.index, rate.index, (denominator.begin, rate.start), "completion")


_TOGETHER = re.compile(r"[两二三四五六七八九十\d][项者类笔]|合计|共计|合并|以上")  # 甲 a，乙 b，两项占 T 的 p%


def wanted_bases(of: str) -> tuple[tuple[str, ...], bool]:
    """Which bases may be the denominator that the words name, best first, and whether they name one exactly."""
    basis = w.basis_of(of)
    if basis in ("年初预算", "调整预算"):
        return (basis,), True
    if basis in ("预算", ""):
        return _FUNDS, False
    return (basis,), True


def completed(reading: Reading, rate: Mention, of: str) -> Iterator[Rate]:
    """What was reached over the budget, plan or target that the rate's words name."""
    wanted, _ = wanted_bases(of)
    yield from over(reading, rate, wanted, w.concept_name(of))


def over(
    reading: Reading,
    rate: Mention,
    wanted: tuple[str, ...],
    concept: str = "",
    nearest: bool = False,
    parts: Container[int] = (),
) -> Iterator[Rate]:
    """What was spent over what it was spent from. `nearest` leaves it to the order of the sentence which of budget,
    allocation and receipt that is; otherwise `wanted` ranks them. `parts` are no whole sums."""
    scope = _sentence_before(reading, rate)
    spent = _nearest(reading, scope, _SPENT) or _spoken_of(reading, rate)
    if spent is None:
        return
    if spent.quantity.dimension == "count":
        planned = [m for m in scope if m.index != spent.index and PLANNED.search(m.before)]
        planned = [m for m in planned if reading.classes[m.index] == reading.classes[spent.index]]
        if planned:
            yield Rate(spent.index, planned[-1].index, rate.index, (rate.begin, rate.start), "completion")
        return
    budgets = [
        m
        for m in scope
        if m.index != spent.index
        and reading.bases[m.index] in _FUNDS
        and reading.classes[m.index] == reading.classes[spent.index]
        and _one_thing(reading, m, spent, concept)
        and not (nearest and m.index in parts)
    ]
    if not budgets and not concept:
        # 项目资金共 a 万元，已拨付 b 万元，执行率 r%: the money of the sentence, where it names no budget
        funds = [
            m
            for m in scope
            if m.index < spent.index
            and _MONEY.search(m.before)
            and not reading.bases[m.index]
            and m.index not in parts
            and reading.classes[m.index] == reading.classes[spent.index]
        ]
        funds = funds or _named_funds(reading, spent)
        if len(funds) == 1:
            yield Rate(
                spent.index, funds[0].index, rate.index, (rate.begin, rate.start), "completion", (), Binding.INFERRED
            )
            return
    if not any(reading.bases[m.index] in wanted for m in budgets):
        budgets += _idle_budgets(reading, rate, spent)
    chosen = _by_preference(reading, budgets, wanted)
    if nearest and budgets:
        chosen = max(budgets, key=lambda m: m.index)
        usable = [m for m in scope if "可用" in m.before and reading.classes[m.index] == reading.classes[spent.index]]
        chosen = usable[-1] if usable else chosen
    if chosen is None:
        return
    others = tuple(m.index for m in budgets if m.index != chosen.index and reading.bases[m.index] in _BUDGETS)
    kind = "rate" if rate.before.endswith("控制率") else "completion"  # a budget that is kept, not one to be used up
    yield Rate(spent.index, chosen.index, rate.index, (rate.begin, rate.start), kind, others)


def _named_funds(reading: Reading, spent: Mention) -> list[Mention]:
    """The money that what was spent is said to be out of (第一批 a 万元 …。第一批已支出 b 万元)."""
    return [
        m
        for m in reading.mentions[: spent.index]
        if spent.sentence - m.sentence <= 2
        and len(reading.names[m.index]) >= 2
        and not w.only_basis(reading.names[m.index])
        and w.clean_label(spent.before).startswith(reading.names[m.index])
        and reading.classes[m.index] == reading.classes[spent.index]
        and reading.roles[m.index] is Role.PLAIN
    ][-1:]


_WHO = re.compile(r"^(?:全年|本年|年度|部门|单位)*(?:总支出|支出)(?:合计|总计)?(?:决算)?(?:总额|数)?(?:为|占|完成|达)")


def _spoken_of(reading: Reading, rate: Mention) -> Mention | None:
    """All spending, where the rate's own words speak of it and only a sentence before prints it (支出合计 a，…。年初预算 b，
    支出决算为年初预算的 r%)."""
    if not _WHO.match(rate.before):
        return None
    for m in reversed(reading.mentions[: rate.index]):
        if rate.sentence - m.sentence > 2:
            return None
        if m.bracket == 0 and reading.roles[m.index] is Role.PLAIN and reading.concepts[m.index] in _WHOLE:
            return m if m.sentence < rate.sentence else None
    return None


_WHOLE = frozenset(("本年支出", "总支出"))


def _one_thing(reading: Reading, a: Mention, b: Mention, concept: str) -> bool:
    """Whether two amounts can be of one thing: their concepts agree, or one of them has none of its own."""
    x, y = reading.concepts[a.index], reading.concepts[b.index]
    if concept and x and x != concept and not lexicon().within(concept, x):
        return False
    return not x or not y or x == y


def _sentence_before(reading: Reading, rate: Mention) -> list[Mention]:
    return [
        m
        for m in reading.mentions[: rate.index]
        if m.sentence == rate.sentence
        and m.bracket in (0, rate.bracket)
        and reading.roles[m.index] in (Role.PLAIN, Role.LEFT)
    ]


def _nearest(reading: Reading, scope: list[Mention], bases: tuple[str, ...]) -> Mention | None:
    for m in reversed(scope):
        bare = (
            not reading.bases[m.index]
            and re.search(r"支出|支付|使用|拨付|兑付|列支|完成投资|完成产值", m.before) is not None
        )
        if reading.bases[m.index] in bases or bare or (m.quantity.dimension == "count" and is_done(m)):
            return m
    return None


NOT_QUITE = re.compile(r"基本完成|部分完成|未完成|正在|尚未|按[期时]")


def is_done(m: Mention) -> bool:
    """Whether a count is told as done (实际, 完成, 已), not as planned or still open."""
    if NOT_QUITE.search(m.before):
        return False
    return _DONE.search(m.before) is not None and PLANNED.search(m.before) is None


def _idle_budgets(reading: Reading, rate: Mention, spent: Mention) -> list[Mention]:
    """Budgets of the sentence before, where that sentence spends nothing and states no rate of its own."""
    last = next((m.sentence for m in reversed(reading.mentions) if m.sentence < rate.sentence), None)
    before = [m for m in reading.mentions if m.sentence == last and m.bracket == 0]
    rated = [m for m in before if reading.roles[m.index] in (Role.RATE, Role.COMPLETION) and "到位" not in m.before]
    if rated or any(reading.bases[m.index] in _SPENT for m in before):
        return []
    return [
        m
        for m in before
        if reading.bases[m.index] in _FUNDS
        and reading.classes[m.index] == reading.classes[spent.index]
        and _one_thing(reading, m, spent, "")
        and _BATCH.findall(spent.before) in ([], _BATCH.findall(m.before))
    ]


_BATCH = re.compile(r"第[一二三四五六七八九十\d]+批")


def _by_preference(reading: Reading, found: list[Mention], wanted: tuple[str, ...]) -> Mention | None:
    for basis in wanted:
        of_basis = [m for m in found if reading.bases[m.index] == basis]
        if of_basis:
            return of_basis[-1]
    return None
