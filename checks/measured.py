"""What a report says of the thing that a rubric measures: the one value of that rate, or of its survey.

The link goes by words: the kind of rate must be the same (执行率, 满意度), and what it is a rate of must be the same or,
for a rate of 100 %, wider. A link that is not by the very same words is inferred, and says so.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from decimal import Decimal

from checks.outcome import Member
from checks.rubric_scores import percent
from checks.stated_rates import RATE, StatedPair, StatedRate, plain_name, results, stated_pairs, stated_rates
from checks.writing import with_unit
from extract.model import Binding, Fact, FactBook, Indicator, Rubric, Survey, Words

_HUNDRED = Decimal(100)
_ALIKE = {"完成率": "执行率", "满意率": "满意度"}
_BUDGET = re.compile("预算|资金|支出")
_MONEY = frozenset(("", "资金", "预算", "项目资金", "财政资金", "专项资金", "预算资金"))
_SURVEYED = re.compile("问卷|调查|测评|评议")
_PUBLIC = re.compile(
    "群众|公众|社会|服务对象|受益|人民|居民|企业|村民|农户|农民|学生|家长|患者|病人|旅客|游客|用户|市民|民众|客户|对象"
)
_STAFF = re.compile("部门人员|单位人员|工作人员|职工|员工|干部|内部|在职人员|教师|医护|相关部门")


@dataclass(frozen=True, slots=True)
class Measured:
    """The value (in percent) that a report gives for a measure, the facts that state it, and how sure the link is.
    `said` is how the source words it where that is no percentage of prose: the cells of the indicator's own row, or the
    figures that the rate is made of; `roles` are then those of the facts as evidence. `words` say it without a figure
    of their own (无, 少报1个). `note` says in Chinese what was
    inferred; `other` that the facts are about other people than the indicator asks for (the survey of the public beside
    the satisfaction of the staff)."""

    value: Decimal
    facts: tuple[Fact, ...]
    binding: Binding
    note: str = ""
    other: bool = False
    said: str = ""
    roles: tuple[str, ...] = ()
    words: tuple[Words, ...] = ()

    @property
    def told(self) -> str:
        """What the source says, as people are shown it."""
        return self.said or f"报告写{percent(self.value)}"

    @property
    def ulp(self) -> Decimal:
        """How fine the rate is printed; 0 for one that is worked out from other figures."""
        own = [fact.quantity for fact in self.facts if fact.quantity.dimension == "percent"]
        return own[0].ulp if own and self.roles[:1] != ("numerator",) else Decimal(0)

    @property
    def members(self) -> tuple[Member, ...]:
        """The facts with their roles as evidence."""
        figures = zip(self.roles or ("stated",) * len(self.facts), self.facts, strict=True)
        return (*figures, *(("actual", words) for words in self.words))


def wanted(indicator: Indicator, rubric: Rubric | None) -> str:
    """The full name of what is measured: the indicator's own where it names a rate, else its rubric's."""
    name = plain_name(indicator.name.text)
    if RATE.search(name):
        return name
    measure = plain_name(rubric.measure) if rubric is not None else ""
    if not measure or not RATE.search(measure):
        return ""
    return measure if len(measure) > 3 else re.sub(r"(?:完成)$", "", name) + measure


def renamed(indicator: Indicator, rubric: Rubric) -> bool:
    """Whether a rubric measures a rate by another name than its indicator's: 执行率 in the one, 完成率 in the other."""
    own, said = (RATE.search(plain_name(text)) for text in (indicator.name.text, rubric.measure))
    if own is None or said is None or not (own[2].endswith("率") and said[2].endswith("率")):
        return False
    return own[2] != said[2] and own[2] not in said[0] and said[2] not in own[0]


class Stated:
    """The rates and the satisfaction that a report states as results, read once."""

    def __init__(self, book: FactBook) -> None:
        self._rates: dict[str, list[StatedRate]] = {}
        self._satisfied: dict[int, tuple[Fact, str]] = {}
        for rate in stated_rates(book):
            self._rates.setdefault(_kind(rate.kind), []).append(rate)
        self._pairs = list(stated_pairs(book))
        self._controls = [control for control in book.controls if not control.stated]
        for fact in results(book):
            self._satisfaction(fact)
        for survey in book.surveys:
            if survey.score is not None and _of_hundred(survey):
                self._satisfied[survey.score.id] = survey.score, _people(survey.title + survey.score.quote)

    def _satisfaction(self, fact: Fact) -> None:
        if fact.quantity.dimension == "percent" and re.search("满意[度率]", fact.label):
            self._satisfied[fact.id] = fact, _people(fact.label) or _people(fact.quote)
        elif fact.quantity.dimension == "score" and "满意" in fact.quote and _SURVEYED.search(fact.quote):
            self._satisfied[fact.id] = fact, _people(fact.quote)

    def pairs(self, indicator: Indicator) -> list[StatedPair]:
        """The plans with their results that are about an indicator: one whose own name is no rate, or that of
        completion."""
        name = plain_name(indicator.name.text)
        match = RATE.search(name)
        if match is not None:
            if match[2] != "完成率":
                return []
            name = match[1]
        return [pair for pair in self._pairs if pair.about(name)]

    def several(self, indicator: Indicator, rubric: Rubric | None) -> bool:
        """Whether the report has figures for an indicator that differ, so that none can be told to be its own."""
        match = RATE.search(wanted(indicator, rubric))
        if match is None:
            return False
        if "满意" in match[0]:
            return len({fact.quantity.value for fact, _ in self._satisfied.values()}) > 1
        own = [rate.fact for rate in self._rates.get(_kind(match[2]), ()) if rate.is_of(match[1])]
        return len({fact.quantity.value for fact in own}) > 1

    def find(self, indicator: Indicator, rubric: Rubric | None) -> Measured | None:
        """The measured value of an indicator, None where the report has none or several that differ."""
        match = RATE.search(wanted(indicator, rubric))
        if match is None:
            return None
        if "满意" in match[0]:
            return self._people_say(_people(indicator.name.text))
        return self._rate(match[1], match[2]) or self._controlled(indicator)

    def _controlled(self, indicator: Indicator) -> Measured | None:
        """A control rate that the report does not print, from the figures that it is made of."""
        control = next((one for one in self._controls if one.indicator == indicator), None)
        if control is None:
            return None
        over, under = control.numerator, control.denominator
        rate = over.quantity.value / under.quantity.value * _HUNDRED - (_HUNDRED if control.change else 0)
        less = " − 100%" if control.change else ""
        said = f"报告写{with_unit(over)} ÷ {with_unit(under)}{less} = {percent(rate)}"
        sure = min(control.binding, Binding.INFERRED)
        return Measured(rate, (over, under), sure, said=said, roles=("numerator", "denominator"))

    def _rate(self, head: str, kind: str) -> Measured | None:
        budget = bool(_BUDGET.search(head))
        same: list[Fact] = []
        near: list[Fact] = []
        loose: list[Fact] = []
        wider: list[Fact] = []
        for rate in self._rates.get(_kind(kind), ()):
            if kind != rate.kind and not (budget and (rate.money or _BUDGET.search(rate.subject))):
                continue  # 完成率 is 执行率 for money only
            if rate.subject == head and (head or not rate.before):
                same.append(rate.fact)
            elif rate.is_of(head):
                near.append(rate.fact)
            elif (rate.money and head in _MONEY) or rate.vague:
                loose.append(rate.fact)
            elif rate.subject and _covers(rate.subject, head):
                wider.append(rate.fact)
        if same or near:
            return _one(same, Binding.CUE) if same else _one(near, Binding.INHERITED)
        found = _one(loose, Binding.FUZZY) if loose else None
        if found is not None:
            return replace(found, note=f"报告未写明是什么的{kind}")
        # Only a whole that is complete says something of its parts: none of them can be short.
        found = _one(wider, Binding.INFERRED) if wider else None
        if found is None or found.value != _HUNDRED:
            return None
        return replace(found, note=f"报告只写了“{found.facts[0].label}”，按其包含本指标推断")

    def _people_say(self, asked: str) -> Measured | None:
        stated = list(self._satisfied.values())
        fitting = [s for s in stated if not (asked and s[1] and s[1] != asked)]
        chosen = fitting or stated
        values = {fact.quantity.value for fact, _ in chosen}
        if len(values) != 1:
            return None
        value = values.pop()
        if not 0 < value <= _HUNDRED:
            return None
        notes = []
        if any(fact.quantity.dimension != "percent" for fact, _ in chosen):
            notes.append("问卷得分按百分制视为满意度")
        if not fitting:
            notes.append("报告中的满意度不是本指标所指人员的")
        elif asked and not all(people for _, people in chosen):
            notes.append("报告未写明是谁的满意度")
        sure = Binding.INFERRED if notes or not asked else Binding.CUE
        return Measured(value, tuple(fact for fact, _ in chosen), sure, "，".join(notes), not fitting)


def _kind(rate: str) -> str:
    return _ALIKE.get(rate, rate)


def _covers(wide: str, head: str) -> bool:
    """Whether a rate of `wide` (预算) is one of all that `head` (项目支出预算) is a part of."""
    return wide != head and (head.endswith(wide) or (wide == "支出预算" and head.endswith("支出")))


def _one(facts: list[Fact], binding: Binding) -> Measured | None:
    values = {fact.quantity.value for fact in facts}
    return Measured(values.pop(), tuple(facts), min(binding, *(f.binding for f in facts))) if len(values) == 1 else None


def _of_hundred(survey: Survey) -> bool:
    return survey.full is None or survey.full.quantity.value == _HUNDRED


def _people(text: str) -> str:
    """Whose satisfaction a text is about: 内部, 公众 or "" where it does not say or names both."""
    staff, public = bool(_STAFF.search(text)), bool(_PUBLIC.search(text))
    return "" if staff == public else "内部" if staff else "公众"
