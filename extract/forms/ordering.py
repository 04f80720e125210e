"""Words that set figures in order: 决算数小于预算数, 与预算数持平; and parts of 政府采购 that cannot exceed the whole."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from extract.forms.spots import Passage
from extract.lexicon import lexicon
from extract.model import BoundClaim, ChangeClaim, Claim, Fact, OrderClaim

_FINAL = r"(?:支出)?决算(?:支出)?数?|(?:实际)?执行数"
_BUDGET = r"(?:当年|本年)?(?P<{0}>年初|全年|调整后?的?|年度)?预算(?:安排)?数?"
_MORE = "大于|高于|多于|超过|超出"
_LESS = "小于|低于|少于"
_LEVEL = "持平|相同|一致|相等"
_ORDERS = (
    re.compile(
        rf"(?P<final>{_FINAL})(?:略|稍|远)?(?:(?P<up>{_MORE})|(?P<down>{_LESS})|(?P<flat>等于)){_BUDGET.format('of')}"
    ),
    re.compile(
        rf"(?P<final>{_FINAL})?(?:数)?(?:与|和|同|较|比){_BUDGET.format('of')}(?:相比)?(?P<loose>基本)?(?P<flat>{_LEVEL})"
    ),
)
_BASES = {"年初": ("年初预算",), "全年": ("调整预算",), "年度": ("年初预算", "调整预算", "预算")}
_ANY = ("年初预算", "调整预算", "预算")
_SME = re.compile(r"由中小企业供应商中标或成交的，?(?:政府)?采购金额(?:为)?$|授予中小企业(?:的)?合同金额(?:为|共计)?$")
_SMALL = re.compile(r"授予小微企业(?:的)?合同金额(?:为)?$|由小微企业供应商中标或成交的，?(?:政府)?采购金额(?:为)?$")
_LEAD = 60  # characters before a figure that hold its words, more than any of the two patterns above can match
_RISE = re.compile(r"^，(?P<cue>(?:比|较)[^，。；、]{2,16}?增加)(?:了)?$")
_LEVEL_WITH = re.compile(r"(?:比|与|较|同)(?:20\d\d年度?|上年)(?:当年)?(?:预算)?(?:执行|决算)数?(?:相比)?(?:基本)?持平")
_COMPLETED = re.compile(r"完成(?:了)?(?:当年|本年)?(?:年初|全年|调整后?的?|年度)?预算数?的?$")
_PROCURED = re.compile(r"政府采购(?:支出)?(?:金额|总额|支出|合计)")


def orders(told: Sequence[Passage]) -> Iterator[OrderClaim]:
    """Each statement that what was spent is more, less or as much as was budgeted, with the two figures it is about:
    those of the thing that its own words name, else the pair of one thing that stands before it in the paragraph."""
    for passage in told:
        for pattern in _ORDERS:
            for cue in pattern.finditer(passage.text):
                found = _pair(passage, cue)
                if found is None:
                    continue
                groups = cue.groupdict()
                order = 1 if groups.get("up") else -1 if groups.get("down") else 0
                final, budgets = found
                yield OrderClaim(final, budgets, order, passage.words(*cue.span()), bool(groups.get("loose")))


def _pair(passage: Passage, cue: re.Match[str]) -> tuple[Fact, tuple[Fact, ...]] | None:
    """What was spent and the budgets that may be meant; where no budget is printed the rate of completion, alone."""
    wanted = _ANY if cue["of"] is None else _BASES.get(cue["of"], ("调整预算",))
    before = [f for f in passage.between(0, cue.start()) if f.measure == "amount" and f.quantity.exact]
    finals = [f for f in before if f.basis == "决算" and f.year in (None, passage.outline.cover.year)]
    named = _named(passage, cue.start())
    if named:
        finals = [f for f in finals if f.concept == named]
    if not finals:
        return None
    final = finals[-1]
    # a total told above (…。其中：) or a wider item may stand before the one in its path and not before the other
    budgets = [f for f in before if f.basis in wanted and f.item[-1:] == final.item[-1:]]
    if not budgets:
        rates = passage.between(final.location.end, cue.start())
        rates = [f for f in rates if _COMPLETED.search(passage.text[: f.location.start]) and f.basis in wanted]
        return (rates[0], ()) if len(rates) == 1 else None
    latest = {f.basis: f for f in budgets}
    return final, tuple(latest.values())


def _named(passage: Passage, at: int) -> str:
    """The concept that the words right before a cue name as what is compared, "" for none."""
    text = passage.text
    left = max(text.rfind(c, 0, at) for c in "。；;，,：:") + 1
    words = re.sub(r"^(?:20\d\d)年度?", "", text[left:at]).strip()
    found = lexicon().concept(words) if words else None
    return found.name if found is not None else ""


def rises(told: Sequence[Passage], claims: Sequence[Claim]) -> Iterator[ChangeClaim]:
    """Amounts that are followed at once by a rise (…0 万元，比上年预算增加 86 万元) which no reader of changes took."""
    taken = {claim.delta.id for claim in claims if isinstance(claim, ChangeClaim) and claim.delta is not None}
    for passage in told:
        for now, delta in zip(passage.facts, passage.facts[1:], strict=False):
            between = passage.text[now.location.end : delta.location.start]
            if (now.measure, delta.measure) != ("amount", "delta") or delta.id in taken:
                continue
            cue = _RISE.match(between)
            if cue is not None:
                start = now.location.end + cue.start("cue")
                yield ChangeClaim(now, None, delta, None, 1, passage.words(start, start + len(cue["cue"])))


def levels(told: Sequence[Passage], claims: Sequence[Claim]) -> Iterator[ChangeClaim]:
    """比2022年预算执行数持平, where the paragraph states both years of one thing, the earlier one first."""
    taken = {claim.now.id for claim in claims if isinstance(claim, ChangeClaim)}
    for passage in told:
        for cue in _LEVEL_WITH.finditer(passage.text):
            before = [f for f in passage.between(0, cue.start()) if f.measure == "amount" and f.quantity.exact]
            own = passage.outline.cover.year
            if len(before) < 2 or own is None:
                continue
            base, now = before[-2:]
            same = base.item == now.item and base.quantity.dimension == now.quantity.dimension
            if same and (base.year, now.year) == (own - 1, own) and now.id not in taken:
                yield ChangeClaim(now, base, None, None, 0, passage.words(*cue.span()))


def bounds(told: Sequence[Passage]) -> Iterator[BoundClaim]:
    """What went to small and medium enterprises, in and out of the purchases reserved for them, against all
    purchases; what went to the small ones against what went to both."""
    whole: Fact | None = None
    for passage in told:
        parts, small = [], []
        for fact in passage.facts:
            before = passage.text[max(0, fact.location.start - _LEAD) : fact.location.start]
            if _PROCURED.search(fact.label) and fact.measure == "amount" and "预留" not in fact.label:
                whole = whole if len(fact.item) > 1 else fact
            elif _SME.search(before):
                parts.append(fact)
            elif _SMALL.search(before):
                small.append(fact)
        if whole is not None and parts:
            yield BoundClaim(tuple(parts), whole, passage.words(parts[0].location.start, parts[0].location.end))
        if len(parts) == 1 and len(small) == 1:
            yield BoundClaim((small[0],), parts[0], passage.words(small[0].location.start, small[0].location.end))
