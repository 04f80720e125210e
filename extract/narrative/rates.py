"""Which printed percentage is which number divided by which.

Completion rates (完成年初预算的…, 执行率), shares (占…的), and rates named after what was done (办结率: 办结 ÷ 受理). The words
name the operands; where they do not, nothing is claimed.
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Iterator
from dataclasses import dataclass

from extract.lexicon import lexicon
from extract.model import Binding
from extract.narrative import words as w
from extract.narrative.balances import Difference
from extract.narrative.mentions import Mention
from extract.narrative.parts import Parts
from extract.narrative.reading import Reading, share_of
from extract.narrative.words import Role


@dataclass(frozen=True, slots=True)
class Rate:
    """Mentions (by index): `rate` percent is `numerator` over `denominator`."""

    numerator: int
    denominator: int
    rate: int
    cue: tuple[int, int]
    kind: str
    others: tuple[int, ...] = ()
    binding: Binding = Binding.CUE


_SPENT = ("决算", "实际")
_BUDGETS = ("调整预算", "预算", "年初预算")
_FUNDS = (*_BUDGETS, "概算", "下达", "到位", "应到位", "计划")
_EXECUTION = re.compile(
    r"(?:执行率|执行进度|支付进度|支出进度|支付率|使用率|支出率|执行比例|预算完成率|资金完成率|完成率|预算完成比例|完成比例|完成进度|完成比)$"
)
_MONEY = re.compile(r"(?:资金|经费|总额|总投资|专款)(?:总额|总量|规模)?(?:共计?|合计|总计|为)*$")
_PLANNED = re.compile(r"计划|(?<!适)应(?![急对用届邀聘])|目标|任务|预计|拟|需|预期|核定|下达")
_DONE = re.compile(r"实际|完成|已|实")
_STEM = re.compile(r"(?P<stem>(?:不(?=[^率]{2}率))?[^率]{2})(?:率|度|面|比例|进度)$")
_SAME_DEED = {
    "回收": ("回收", "收回"),
    "收回": ("收回", "回收"),
    "办复": ("办复", "答复"),
    "合格": ("合格", "通过"),
    "有效": ("有效",),
}
_TOP = ("总收入", "本年收入", "总支出", "本年支出")
_EQUAL_TOTALS = ({"总支出", "本年支出"}, {"总收入", "本年收入"}, {"三公经费"}, {"年末结转结余", "结余"})


def rates(reading: Reading, groups: Iterable[Parts], left: Iterable[Difference]) -> list[Rate]:
    """All rate claims of a passage, in order of their rates. `left` are its differences: a 节约率 or 结余率 is what is
    left over what it was taken from."""
    given = {d.result: d.minuend for d in left}
    whole = {p: g.totals[0] for g in reversed(list(groups)) for p in g.parts}
    out: list[Rate] = []
    for m in reading.mentions:
        role = reading.roles[m.index]
        found: Iterator[Rate] = iter(())
        if role in (Role.COMPLETION, Role.RATE) and _EACH.search(m.before) and not m.subject:
            continue  # 分别为 p%、q% without the names: which is of what, the words do not say
        if role is Role.COMPLETION:
            found = _completed(reading, m, _of(m))
        elif role is Role.SHARE:
            found = _share(reading, m, whole)
        elif role is Role.RATE and _of_what(m) and m.index and reading.roles[m.index - 1] is Role.OF:
            found = _of_amount(reading, m)
        elif role is Role.RATE:
            found = _named(reading, m, whole, given)
        out.extend(found)
    return out


_EACH = re.compile(r"分别|依次")


def _of_what(m: Mention) -> bool:
    return m.before == "的" or w.OF_TARGET.match(m.before) is not None


def _of(m: Mention) -> str:
    found = w.COMPLETED.search(m.before)
    return found.group("of") if found else ""


# -- completion and execution --------------------------------------------------------------------------------------


def _of_amount(reading: Reading, rate: Mention) -> Iterator[Rate]:
    """支出 A 万元，完成预算 B 万元的 r%: the denominator stands inside the rate's own words."""
    denominator = reading.mentions[rate.index - 1]
    scope = [
        m for m in _sentence_before(reading, denominator) if m.segment == rate.segment or m.sentence == rate.sentence
    ]
    spent = next((m for m in reversed(scope) if reading.classes[m.index] == reading.classes[denominator.index]), None)
    if spent is not None:
        yield Rate(spent.index, denominator.index, rate.index, (denominator.begin, rate.start), "completion")


def _wanted_bases(of: str) -> tuple[tuple[str, ...], bool]:
    """Which bases may be the denominator that the words name, best first, and whether they name one exactly."""
    basis = w.basis_of(of)
    if basis in ("年初预算", "调整预算"):
        return (basis,), True
    if basis in ("预算", ""):
        return _FUNDS, False
    return (basis,), True


def _completed(reading: Reading, rate: Mention, of: str) -> Iterator[Rate]:
    wanted, _ = _wanted_bases(of)
    yield from _over(reading, rate, wanted, w.concept_name(of))


def _over(
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
    spent = _nearest(reading, scope, _SPENT)
    if spent is None:
        return
    if spent.quantity.dimension == "count":
        planned = [m for m in scope if m.index != spent.index and _PLANNED.search(m.before)]
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
    yield Rate(spent.index, chosen.index, rate.index, (rate.begin, rate.start), "completion", others)


def _named_funds(reading: Reading, spent: Mention) -> list[Mention]:
    """The money that what was spent is said to be out of (第一批 a 万元 …。第一批已支出 b 万元)."""
    return [
        m
        for m in reading.mentions[: spent.index]
        if spent.sentence - m.sentence <= 2
        and len(reading.names[m.index]) >= 2
        and w.clean_label(spent.before).startswith(reading.names[m.index])
        and reading.classes[m.index] == reading.classes[spent.index]
        and reading.roles[m.index] is Role.PLAIN
    ][-1:]


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
        if reading.bases[m.index] in bases or bare or (m.quantity.dimension == "count" and _is_done(m)):
            return m
    return None


_NOT_QUITE = re.compile(r"基本完成|部分完成|未完成|正在|尚未|按[期时]")


def _is_done(m: Mention) -> bool:
    if _NOT_QUITE.search(m.before):
        return False
    return _DONE.search(m.before) is not None and _PLANNED.search(m.before) is None


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


# -- rates named after a deed --------------------------------------------------------------------------------------


_LEFT_RATE = re.compile(r"(?:核减|审减|节约|节支|结余|节余|结转|剩余)(?:资金)?(?:率|比例)$")


def _named(reading: Reading, rate: Mention, whole: dict[int, int], given: dict[int, int]) -> Iterator[Rate]:
    found = w.RATE_NAME.search(rate.before)
    if not found or re.search(r"[、和及与]", found.group("name")):
        return
    name = w.clean_label(found.group("name"))
    if _LEFT_RATE.search(name):
        saved = next((m for m in reversed(reading.mentions[: rate.index]) if m.index in given), None)
        if saved is not None and rate.sentence == saved.sentence and rate.index - saved.index <= 2:
            yield Rate(saved.index, given[saved.index], rate.index, (rate.begin, rate.start), "rate")
        return
    if _EXECUTION.search(name):
        had = False
        kind = _EXECUTION.sub("", name)
        for claim in _over(reading, rate, _wanted_bases(kind)[0], nearest=w.basis_of(kind) == "", parts=whole):
            had = True
            yield claim
        if had:
            return
    stem = _STEM.search(name)
    if not stem:
        return
    deeds = _SAME_DEED.get(stem.group("stem"), (stem.group("stem"),))
    scope = [
        m
        for m in reading.mentions[: rate.index]
        if m.sentence in (rate.sentence, rate.sentence - 1)
        and reading.roles[m.index] in (Role.PLAIN, Role.LEFT)
        and m.quantity.dimension in ("count", "money", "area", "length")
    ]
    done = [m for m in scope if m.sentence == rate.sentence and _does(m, deeds)]
    done = [m for m in done if m.segment == rate.segment] or done
    if not done:
        yield from _two_counts(reading, rate, name)
        return
    exact = [m for m in done if w.folded(w.clean_label(m.before)).strip("“”") in deeds or _calls(m, deeds)]
    whole_name = [m for m in done if re.sub(r"(?:率|度)$", "", name) in m.before]
    if "满意" in name and len(done) > 1 and (not exact or not name.startswith("满意")):
        return  # several grades of 满意: the words do not say which of them the rate counts
    numerator = (exact or done)[-1] if len(done) == 1 or not exact else exact[0]
    if whole_name and not name.startswith(stem.group("stem")):
        numerator = whole_name[-1]  # 按期办结率 is of what was 按期办结
    denominator = _whole_of(reading, numerator, scope, deeds, whole)
    if denominator is not None:
        yield Rate(numerator.index, denominator, rate.index, (rate.begin, rate.start), "rate")


# Rates that are not of what was done out of what there was.
_OTHER_RATE = re.compile(r"满意|增|减|失业|死亡|发病|出生|合格|幅|利|税|汇|费|折|占|占比|比重|比例|控制")


_REACHES_ALL = re.compile(r"覆盖|普及|通达|通[水电气路网]|入户|建成")


def _two_counts(reading: Reading, rate: Mention, name: str) -> Iterator[Rate]:
    """A rate named by any deed behind two counts of one kind, the first of which is told as the whole (应…, 计划…, T 个…中)
    and the second as what was reached (已通硬化路 178 个，通达率)."""
    if rate.index < 2 or _OTHER_RATE.search(name):
        return
    whole, done = reading.mentions[rate.index - 2 : rate.index]
    if (
        reading.classes[whole.index] != reading.classes[done.index]
        or whole.quantity.dimension != "count"
        or whole.sentence != rate.sentence
        or done.segment != rate.segment
        or rate.clause - done.clause != 1
        or any(reading.roles[m.index] not in (Role.PLAIN, Role.LEFT) or not m.quantity.exact for m in (whole, done))
    ):
        return
    among = re.search(r"中(?:[，,]|已|有|$)", reading.passage.between(whole.end, done.start)) is not None
    told = among or _PLANNED.search(whole.before) or re.search(r"共|总|现有", whole.before) or _REACHES_ALL.search(name)
    if _is_done(done) and told:
        yield Rate(done.index, whole.index, rate.index, (rate.begin, rate.start), "rate", (), Binding.INFERRED)


def _does(m: Mention, deeds: tuple[str, ...]) -> bool:
    said = m.before + "|" + m.after
    if _NOT_QUITE.search(m.before) and not re.search("按[期时]", m.before):
        return False
    return any(
        re.search(rf"(?<![不未应]){deed}(?!(?:人员|人口|群众|对象|家庭|农户)[\u4e00-\u9fff]{{2,}})", said) is not None
        and not re.search(rf"(?:应|计划|需|拟|未|不){deed}", m.before)
        for deed in deeds
    )


def _calls(m: Mention, deeds: tuple[str, ...]) -> bool:
    """Whether a mention is called exactly by the deed: 表示“满意”的 152 份."""
    return any(re.search(rf"[“\"「]{deed}[”\"」]", m.before) is not None for deed in deeds)


def _whole_of(
    reading: Reading, numerator: Mention, scope: list[Mention], deeds: tuple[str, ...], whole: dict[int, int]
) -> int | None:
    cls = reading.classes[numerator.index]
    others = [
        m
        for m in scope
        if m.index != numerator.index
        and reading.classes[m.index] == cls
        and m.bracket in (0, numerator.bracket)
        and (m.index not in whole or whole[m.index] == whole.get(numerator.index))
    ]
    due = [m for m in others if any(re.search(rf"(?:应|计划|需|拟){deed}", m.before) for deed in deeds)]
    if due:
        return due[-1].index
    if numerator.index in whole:
        return whole[numerator.index]
    before = [m for m in others if m.index < numerator.index and m.sentence == numerator.sentence]
    return before[-1].index if before else None


# -- shares --------------------------------------------------------------------------------------------------------


def _share(reading: Reading, rate: Mention, whole: dict[int, int]) -> Iterator[Rate]:
    of = share_of(rate)
    found = w.SHARE.search(rate.before)
    who = w.clean_label(found.group("who")) if found else ""
    numerator = _who(reading, rate, who)
    if numerator is None:
        return
    if of:
        denominator = _named_whole(reading, of, rate, numerator)
        if denominator is None and w.concept_name(w.clean_label(of)) in _TOP:
            denominator = whole.get(numerator.index)  # 占总收入: the list's own total, whatever it is called
        if denominator is None and not who:
            # 18个项目，涉及资金640万元，占项目总数75%: the words name a whole of another unit
            denominator = _named_whole(reading, of, rate, None)
            numerator = _of_class(reading, rate, denominator)
        if numerator is None or _is_whole(reading, numerator, of):
            return  # the number is the whole itself: what is a share of it is not printed
    else:
        denominator = whole.get(numerator.index, _among(reading, numerator))
    if denominator is None or denominator == numerator.index:
        return
    if _addable(reading, numerator.index, denominator):
        yield Rate(numerator.index, denominator, rate.index, (rate.begin, rate.start), "share")


def _is_whole(reading: Reading, m: Mention, of: str) -> bool:
    concept = w.concept_name(w.without_copula(of))
    if concept and reading.concepts[m.index] not in ("", concept):
        return False
    return w.folded(reading.names[m.index]).endswith(w.folded(w.clean_label(of)))


def _among(reading: Reading, m: Mention) -> int | None:
    """What a lone 其中 picks a number out of (T，…，其中：民生支出 a，占比 p%)."""
    before = reading.mentions[m.index - 1].end if m.index else 0
    if "其中" not in reading.passage.text[before : m.start]:
        return None
    for x in reversed(reading.mentions[: m.index]):
        if m.sentence - x.sentence > 1 or x.bracket != m.bracket:
            return None
        if reading.roles[x.index] in (Role.PLAIN, Role.LEFT) and reading.classes[x.index] == reading.classes[m.index]:
            return x.index
    return None


def _of_class(reading: Reading, rate: Mention, denominator: int | None) -> Mention | None:
    """The nearest number of the share's segment that is counted like the whole."""
    if denominator is None:
        return None
    for m in reversed(reading.mentions[: rate.index]):
        if m.segment != rate.segment:
            return None
        if reading.classes[m.index] == reading.classes[denominator] and reading.roles[m.index] is Role.PLAIN:
            return m
    return None


def _addable(reading: Reading, a: int, b: int) -> bool:
    x, y = reading.mentions[a].quantity.dimension, reading.mentions[b].quantity.dimension
    return x == y and (x == "count" or reading.classes[a] == reading.classes[b])


def _who(reading: Reading, rate: Mention, who: str) -> Mention | None:
    mentions = reading.mentions
    if rate.subject:
        for m in reversed(mentions[: rate.index]):
            if m.subject and _one_name(m.subject, rate.subject) and reading.roles[m.index] in (Role.PLAIN, Role.LEFT):
                return m
    before = [
        m
        for m in mentions[: rate.index]
        if m.sentence == rate.sentence
        and reading.roles[m.index] in (Role.PLAIN, Role.LEFT)
        and m.bracket in (0, rate.bracket)
    ]
    attributive = rate.after.startswith("的")
    following = [
        m for m in mentions[rate.index + 1 :] if m.sentence == rate.sentence and m.quantity.dimension != "percent"
    ]
    if attributive and following and following[0].index == rate.index + 1 and not who:
        return following[0]
    if not who:
        same = [m for m in before if m.segment == rate.segment]
        if same:
            return same[-1] if not _changed_subject(reading, same[-1], rate) else None
        return mentions[rate.host] if rate.host is not None else None
    named = [m for m in before if _alike(reading, m, who)]
    if named:
        return named[-1]
    for m in following:
        if _alike(reading, m, who) or re.match(r"^(?:金额|数额|共|为|支出|达)*(?:为|达|共)?$", m.before):
            return m
    return None


def _one_name(a: str, b: str) -> bool:
    """Whether two members of lists are of one name, what is said of them aside."""
    return a == b or (len(min(a, b, key=len)) >= 2 and (a.startswith(b) or b.startswith(a)))


_MOVES = re.compile(
    rf"(?:比|较|与|同)?(?:上年|去年|年初|预算|同期|同比|环比|相比|各|均)*(?:的)?(?:{w.UP}|{w.DOWN}|完成|达到|占|为)[^，。；]*$"
)


def _changed_subject(reading: Reading, numerator: Mention, rate: Mention) -> bool:
    """Whether a clause between a number and a share brings up another thing (…，其中民生支出增长 5%，占 x%)."""
    return any("其中" in m.before or _brings_up(m.before) for m in reading.mentions[numerator.index + 1 : rate.index])


def _brings_up(words: str) -> bool:
    """Whether words name a thing, beside what a comparison says of the thing before."""
    rest = w.clean_label(w.COMPARE.sub("", _MOVES.sub("", words)))
    return len(rest) >= 2 and not w.only_basis(rest)


def _alike(reading: Reading, m: Mention, words: str) -> bool:
    """Whether a mention is what the words name: the same concept, or the same words at the end."""
    concept = w.concept_name(words)
    if concept and reading.concepts[m.index]:
        return concept == reading.concepts[m.index] and not _narrower(words, reading.names[m.index])
    a, b = w.folded(words), w.folded(reading.names[m.index])
    if len(a) >= 2 and b.startswith(a) and b[len(a) :] in ("收入", "支出", "经费", "资金", "人员"):
        return True
    return len(min(a, b, key=len)) >= 2 and (a.endswith(b) or b.endswith(a)) and not _narrower(a, b)


def _narrower(words: str, name: str) -> bool:
    """Whether words put something in front of a name that makes it another thing (货物采购 + 授予中小企业合同金额)."""
    a, b = w.folded(words), w.folded(name)
    return len(a) >= len(b) + 3 and a.endswith(b)


def _narrowed(reading: Reading, m: Mention, of: str) -> bool:
    """Whether a mention has a word in front of the concept that the named whole lacks (本级项目支出 for 项目支出)."""
    a, b = w.folded(reading.names[m.index]), w.folded(of)
    return (
        len(a) > len(b) + 1
        and a.endswith(b[-4:])
        and re.search(r"本级|下属|所属|其他|对下|二级|专项", a[: -len(b)] or "") is not None
    )


_GRAND = re.compile(r"总(?=规模|额|量|数|支出|收入|投资|资金|成本|面积)")


def _named_whole(reading: Reading, of: str, rate: Mention, numerator: Mention | None) -> int | None:
    concept = w.concept_name(w.without_copula(of))
    of = w.clean_label(of)
    short = re.sub(r"(?:总数|总量|总额|数)$", "", of) or of
    concept = concept or w.concept_name(of)
    candidates = [
        m
        for m in reading.mentions
        if reading.roles[m.index] in (Role.PLAIN, Role.LEFT)
        and m.quantity.dimension not in ("percent", "point", "time")
        and (numerator is None or (m.index != numerator.index and _addable(reading, numerator.index, m.index)))
    ]
    before = [m for m in candidates if m.index < rate.index][::-1]
    after = [m for m in candidates if m.index > rate.index and m.sentence == rate.sentence]
    ordered = (*before, *after)
    for m in ordered:
        if w.folded(reading.names[m.index]) in (w.folded(of), w.folded(short)):
            return m.index
    for m in ordered:
        if _alike(reading, m, of) and not (concept and _narrowed(reading, m, of)):
            return m.index
    if w.folded(short) != w.folded(of):
        for m in ordered:  # 占项目总数 of 实施项目 24 个
            if m.quantity.dimension == "count" and w.folded(reading.names[m.index]).endswith(w.folded(short)):
                return m.index
    plain = _GRAND.sub("", w.folded(of))
    if not concept and 4 <= len(plain) < len(w.folded(of)):
        for m in ordered:
            if w.folded(reading.names[m.index]).endswith(plain):
                return m.index  # 采购总规模 for 政府采购规模
    following = [m for m in candidates if m.sentence == rate.sentence + 1 and concept]
    for m in following:
        if reading.concepts[m.index] == concept and reading.roles[m.index] is Role.PLAIN:
            return m.index
    for equal in _EQUAL_TOTALS:
        if concept in equal:
            for m in before:
                if reading.concepts[m.index] in equal:
                    return m.index
    return None
