"""Which printed amount is which number times which: 分值 × 执行率 = 得分, a standard per head × heads."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from extract.model import Binding
from extract.narrative import words as w
from extract.narrative.mentions import Mention
from extract.narrative.reading import Reading
from extract.narrative.words import Role


@dataclass(frozen=True, slots=True)
class Product:
    """Mentions (by index): the product of the factors is the result."""

    factors: tuple[int, ...]
    result: int
    cue: tuple[int, int]
    binding: Binding = Binding.CUE


_FULL = re.compile(r"分值|权重|满分|标准分")
_GOT = re.compile(r"(?:得分|得|自评分|评分)(?:为|是|：|:)*$")
_PROPORTIONAL = re.compile(r"(?:执行率|完成率|支付率|使用率|支出率|进度)(?:分别|均|为|达到|达|是|：|:)*$")
_PER = re.compile(
    r"每(?:一)?(?P<unit>[人户期亩次件个名辆家批场所生村台套只副张部株头眼座间块校站乡镇馆])|(?P<mean>[人户亩件次生村期])均"
)
# A standard per month says nothing of a year's amount: how many months, the words do not tell.
_PERIOD = re.compile(r"每(?:个)?(?:月|日|天|季度?|学期)|[月日]均|均(?:每)?月|[/·](?:个)?(?:月|日|天|季)")
_TOGETHER = re.compile(r"总投资|总额|共|合计|总计|累计|计|兑付|发放|拨付|补助|补贴|资金|金额|需")


def products(reading: Reading) -> list[Product]:
    """All products of a passage."""
    return [*_scores(reading), *_standards(reading)]


def _scores(reading: Reading) -> Iterator[Product]:
    """A weight, an execution rate and a score in one sentence: score = weight × rate."""
    sentences: dict[int, list[Mention]] = {}
    for m in reading.mentions:
        sentences.setdefault(m.sentence, []).append(m)
    for row in sentences.values():
        scores = [m for m in row if m.quantity.dimension == "score" and m.quantity.exact]
        full = [m for m in scores if _FULL.search(m.before)]
        got = [m for m in scores if _GOT.search(m.before) and m not in full]
        rates = [
            m
            for m in row
            if m.quantity.dimension == "percent"
            and _PROPORTIONAL.search(m.before)
            and reading.roles[m.index] in (Role.RATE, Role.COMPLETION)
        ]
        if len(full) == 1 and len(got) == 1 and len(rates) == 1 and len(scores) == 2:
            yield Product((full[0].index, rates[0].index), got[0].index, (got[0].begin, got[0].start))


def _standards(reading: Reading) -> Iterator[Product]:
    """每期补助 1.5 万元，27 期共拨付 40.5 万元; 按户均 2.1 万元补助，共发放 …: a standard, how many, the amount."""
    for standard in reading.mentions:
        per = _PER.search(standard.before)
        if standard.quantity.dimension != "money" or _PERIOD.search(standard.before + "|" + standard.after):
            continue
        if per is None:
            yield from _priced(reading, standard)
            continue
        unit = per.group("unit") or per.group("mean")
        amount = next(
            (
                m
                for m in reading.mentions[standard.index + 1 : standard.index + 4]
                if m.segment == standard.segment and m.quantity.dimension == "money"
            ),
            None,
        )
        if amount is None:
            continue
        # 共补助 40 户 100 万元: the count stands between the word and the amount
        said = amount.before or reading.mentions[amount.index - 1].before
        if not _TOGETHER.search(said):
            continue
        heads = _heads(reading, standard, amount, unit)
        if heads is not None:
            yield Product((heads.index, standard.index), amount.index, (amount.begin, amount.start))


_PERSONS = frozenset(["人", "名", "生", "位", "人次"])
_UNIT_PRICE = re.compile(r"(?:单价|均价)(?:为|约|：|:)*$")
_PRICED = re.compile(r"^(?:金额|总价|总额|合计|共计|共|计|小计|总计|资金|总金额|合价)")


def _priced(reading: Reading, price: Mention) -> Iterator[Product]:
    """购置桌椅 40 套，单价 350 元，金额 1.4 万元: how many, the price of one, the amount."""
    if not _UNIT_PRICE.search(price.before) or not price.index or price.index + 1 >= len(reading.mentions):
        return
    many, amount = reading.mentions[price.index - 1], reading.mentions[price.index + 1]
    if (
        many.segment == price.segment == amount.segment
        and many.quantity.dimension in ("count", "area", "length")
        and many.quantity.exact
        and amount.quantity.dimension == "money"
        and _PRICED.match(amount.before)
    ):
        yield Product((many.index, price.index), amount.index, (price.begin, amount.start))


def _called(m: Mention, unit: str) -> bool:
    """Whether the noun behind a count ends in what a standard is for (每村 …，832 个行政村)."""
    return m.quantity.unit == "个" and unit in _NOUNS and m.after.endswith(unit)


_NOUNS = frozenset("村校站乡镇馆场")
_PICKED = re.compile(r"其中|[（(：:]")  # 任务 126 户，其中重建 a 户、修缮 b 户


def _heads(reading: Reading, standard: Mention, amount: Mention, unit: str) -> Mention | None:
    """How many there are: counted in the standard's own unit, between the two amounts or in front of them; of several
    in the sentence before, the one whose words the standard's clause takes up again (已竣工 … 已竣工户按户均)."""
    counted = [
        m
        for m in reading.mentions[: amount.index]
        if m.quantity.dimension in ("count", "area")
        and (m.quantity.unit.lstrip("万亿") == unit or {m.quantity.unit, unit} <= _PERSONS or _called(m, unit))
        and m.quantity.exact
        and reading.roles[m.index] is Role.PLAIN
        and standard.sentence - m.sentence <= 1
    ]
    between = [m for m in counted if m.index > standard.index]
    if between:
        return between[-1] if len(between) == 1 else None
    own = [m for m in counted if m.sentence == standard.sentence]
    if len(own) == 1 or (own and _PICKED.search(reading.passage.between(own[0].end, own[1].start))):
        return own[0]
    if own and own[-1].index == standard.index - 1 and re.search(r"共|合计|总计|累计", own[-1].before):
        return own[-1]
    named = [m for m in counted if len(w.clean_label(m.before)) >= 2 and w.clean_label(m.before)[:2] in standard.before]
    return named[-1] if len(named) == 1 else None
