"""The rates that a report states as results, each with what it is a rate of.

A rate names its subject itself (培训完成率 96%), or the figures before it in its sentence do: 计划建设点位 40 个，实际建成 38 个，
完成率 95% is a rate of 点位建设; 出勤率目标值 98%，实际 96% one of 出勤.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from extract.model import Fact, FactBook, RateClaim

RATE = re.compile(r"([一-鿿“”]*?)([一-鿿]{2}率|[一-鿿]{1,2}度)$")
_FILLER = re.compile(
    r"部门|单位|年度|全年|本年|当年|(?<![上去前])年末|年底|期末|^(?:即|也就是)|整体|总体|综合|实际|平均|项目实施|情况|资金(?=执行|支付)|[“”\"\s]|^[A-Za-z]?\d*[.、]?"
)
# How a rate is said to be so high, behind its name: 达到了, 仅有, 高达, 稳定在, 提高到 (but not 提高, which is a change).
_SAYS = re.compile(
    r"(?<=[率度])(?:已经?|均|都|仅|只|基本|始终|一直|持续|连续|稳步|逐步|目前|现|普遍|也|才)*"
    r"(?:(?:提高|提升|上升|增长|增加|下降|降低|回升|降)(?:到|至|为)|(?:稳定|保持|维持|稳)(?:在|于)?|(?:高|多)?达?到?|有|为|是)?了?$"
)
# Words of aims that go on to the next figure of their list, and words that are about their own figure only.
_AIM = re.compile(r"目标|(?<!按)(?<!照)计划|预期|(?<!按)(?<!照)要求|应达|力争|拟|指标值|标准值|规划")
_APART = re.compile(r"上年|去年|下年|明年|不低于|以上|上半年|季度")
_DONE = re.compile(r"实际|已|建成|完成了|(?:全部|均|圆满|顺利|全面|超额)完成|截至|截止|[调抽]查|经考核")
_COUNT = re.compile(r"\d(?![\d.]*[%％])[^：]*$")
_OF_ANYTHING = frozenset(("完成率", "执行率", "到位率", "支付率", "支出率", "达成率", "实现率", "使用率", "增长率"))
_COMPLETION = re.compile(r"(?:完成|执行|到位|实现|达成|支付)(?:率|比例|了)?(?:为|达到?|是)?$")
_OF_A_PART = re.compile(r"其中")
_ASIDE = re.compile(r"其中|上年|去年|下年|明年|上半年|季度")
_CLAUSE = re.compile(r"[，,；;。]")
_MONEY_WORDS = re.compile(
    r"预算|决算|支出|资金|实际|到位|执行|年初|年末|调整后?|全年|项目|财政|拨款|下达|安排|收入|总额?|金额|数额?|本年|计划|应|已|累计|共|批复|合计|使用|投入"
)
_DONE_BASES = frozenset(("", "实际", "决算", "到位"))
_AIM_VALUE = re.compile(r"(?:的?(?:年度|绩效|年初)?(?:目标|指标|计划|预期|标准)(?:值|数)?(?:为|是)?)$")
_ANSWERS = re.compile(r"^(?:实际(?:完成|达到|达|实现|为)?|完成(?:值|情况)?|达到|达|实现)$")
# Words that a subject may have or lack: what is done with it, that it was planned, what it is counted as.
_LOOSE = re.compile(
    r"计划|预计|目标|应|实际|已|全年|累计|共|安排|开展|进行|组织|实施|完成|任务|工作|事项|数量|总数|人数|人次|次数|数$"
)


@dataclass(frozen=True, slots=True)
class StatedRate:
    """A result in percent: what it is a rate of by its own words ("" where they do not say), its kind (完成率), and the
    fact. `before` are the names of the figures that it is made of or that stand before it; `money` says that those
    are amounts called nothing but budget, funds or spending."""

    subject: str
    kind: str
    fact: Fact
    before: tuple[str, ...] = ()
    money: bool = False

    @property
    def vague(self) -> bool:
        """Whether nothing says what it is a rate of, while its kind says enough to look for it (公开率)."""
        return not (self.subject or self.kind in _OF_ANYTHING or any(len(core(one)) > 1 for one in self.before))

    def is_of(self, head: str) -> bool:
        """Whether it is a rate of what `head` names: in the same words, or in those of its sentence (慢病患者 100 人，规范
        管理率 77% is one of 慢病规范)."""
        if any(alike(head, subject) for subject in (self.subject, *self.before)):
            return True
        rest = head.removesuffix(self.subject) if self.subject and head.endswith(self.subject) else ""
        return len(rest) >= 2 and any(rest in subject for subject in self.before)


def plain_name(name: str) -> str:
    """A name without brackets, blanks and the words that add nothing to it."""
    name = re.sub(r"[（(][^（()）]*[)）]", "", name)
    return _FILLER.sub("", name).rstrip("。:：;；")


def core(name: str) -> str:
    """The words of a name that say what it is about."""
    return _LOOSE.sub("", name)


def alike(one: str, other: str) -> bool:
    """Whether two subjects are the same words in any order (监测点位建设, 建设监测点位), loose words aside."""
    first, second = core(one), core(other)
    return len(first) >= 2 and sorted(first) == sorted(second)


def results(book: FactBook) -> Iterator[Fact]:
    """Facts said in the running text of the reporting year, as results and not as aims."""
    year = book.outline.cover.year
    seen: Counter[tuple[int, str, str]] = Counter()
    for fact in book.facts:
        if fact.quantity.dimension not in {"percent", "score"} or fact.location.table is not None:
            continue
        again = (fact.location.block, fact.quote, fact.quantity.text)
        seen[again] += 1
        if not fact.quantity.exact or fact.basis in {"计划", "上年决算"}:
            continue
        if fact.year is not None and year is not None and fact.year != year:
            continue
        pieces = fact.quote.split(fact.quantity.text)  # the same figure may be the aim first, then the result
        if not _aimed(fact.quantity.text.join(pieces[: seen[again]])):
            yield fact


def _aimed(before: str) -> bool:
    """Whether the words before a figure make it an aim: those of its own clause, or those that head a list of which it
    is a further member. A result ends the list, and so does a rate of completion behind a plan in numbers (计划 500 人次，
    培训完成率 96%)."""
    *earlier, own = _CLAUSE.split(before)
    aim = counted = False
    for clause in (*earlier, own):
        found = [match for match in _AIM.finditer(clause)]
        done = max((match.end() for match in _DONE.finditer(clause)), default=0)
        if found or done:
            aim = bool(found) and found[-1].end() > done
            counted = aim and found[-1][0] == "计划" and clause is not own and bool(_COUNT.search(clause))
    if counted and _COMPLETION.search(own):
        aim = False
    return aim or bool(_APART.search(own[-24:]))


def stated_rates(book: FactBook) -> Iterator[StatedRate]:
    """The results in percent that are rates, satisfaction apart."""
    claims = {claim.rate.id: claim for claim in book.claims_of(RateClaim)}
    sentences = _sentences(book)
    for fact in results(book):
        if fact.quantity.dimension != "percent":
            continue
        said = sentences.get((fact.location.block, fact.quote), [])
        before = [other for other in said if other.location.start < fact.location.start]
        name = _name(fact, before)
        match = RATE.search(name)
        if match is None or "满意" in match[0]:
            continue
        subject, kind = match[1], match[2]
        if fact.qualifiers or _OF_A_PART.search(fact.quote.partition(fact.quantity.text)[0]):
            if subject:  # of a part of what the sentence is about, unless it says of what
                yield StatedRate(subject, kind, fact)
            continue
        claim = claims.get(fact.id)
        near = [claim.numerator, claim.denominator] if claim is not None else _run(before)
        stem = kind.removesuffix("率")
        told = dict.fromkeys(plain_name(one.label).replace(stem, "") for one in near)
        money = bool(near) and all(_plain_money(one) for one in near)
        yield StatedRate(subject, kind, fact, tuple(filter(None, told)), money)


@dataclass(frozen=True, slots=True)
class StatedPair:
    """What was planned and what was done of one thing, in the words of both."""

    planned: Fact
    done: Fact

    def about(self, subject: str) -> bool:
        """Whether it is about a subject."""
        return alike(subject, self.planned.label) or alike(subject, self.done.label)


def stated_pairs(book: FactBook) -> Iterator[StatedPair]:
    """A plan with what was done of it right behind (计划建设 40 个，实际建成 38 个), or a result with its bare plan
    (培训 480 人次，计划 500 人次)."""
    year = book.outline.cover.year
    for (_, quote), said in _sentences(book).items():
        if _ASIDE.search(quote):
            continue
        for first, second in pairwise(said):
            if year is not None and {first.year, second.year} - {None, year}:
                continue
            if first.quantity.unit != second.quantity.unit or first.quantity.dimension in {"percent", "score"}:
                continue
            if not (first.quantity.exact and second.quantity.exact) or first.qualifiers or second.qualifiers:
                continue
            if _planned(first) and second.basis in _DONE_BASES and _DONE.match(second.label):
                yield StatedPair(first, second)
            elif _planned(second) and not core(second.label) and first.basis in _DONE_BASES and not _planned(first):
                yield StatedPair(second, first)


def _plain_money(fact: Fact) -> bool:
    """Whether a figure is money that is called nothing but that: budget, funds, spending."""
    return fact.quantity.dimension == "money" and not _MONEY_WORDS.sub("", plain_name(fact.label))


def _planned(fact: Fact) -> bool:
    return fact.basis == "计划" or bool(re.match(r"计划|应", fact.label))


def _sentences(book: FactBook) -> dict[tuple[int, str], list[Fact]]:
    """The facts of the running text, sentence by sentence."""
    found: dict[tuple[int, str], list[Fact]] = {}
    for fact in book.facts:
        if fact.location.table is None:
            found.setdefault((fact.location.block, fact.quote), []).append(fact)
    return found


def _name(fact: Fact, before: Sequence[Fact]) -> str:
    """What a rate is called: by itself, or by the aim of the same kind that it answers (出勤率目标值 98%，实际 96%)."""
    name = plain_name(_SAYS.sub("", fact.label))
    if not _ANSWERS.match(fact.label) or not before:
        return name
    last = before[-1]
    if last.quantity.dimension != "percent":
        return "完成率" if "完成" in fact.label else name
    return plain_name(_AIM_VALUE.sub("", last.label)) if last.basis == "计划" or _AIM.search(last.label) else name


def _run(before: Sequence[Fact]) -> list[Fact]:
    """The figures between a rate and the one before it."""
    found: list[Fact] = []
    for fact in reversed(before):
        if fact.quantity.dimension == "percent":
            break
        found.append(fact)
    return found
