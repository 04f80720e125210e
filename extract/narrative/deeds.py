"""Rates named after what was done (办结率: 办结 ÷ 受理) or what was left (结余率)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from extract.model import Binding
from extract.narrative import words as w
from extract.narrative.executions import EXECUTION, NOT_QUITE, PLANNED, is_done, over, wanted_bases
from extract.narrative.mentions import Mention
from extract.narrative.rate import Rate
from extract.narrative.reading import Reading
from extract.narrative.words import Role

_STEM = re.compile(r"(?P<stem>(?:不(?=[^率]{2}率))?[^率]{2})(?:率|度|面|比例|进度)$")
_SAME_DEED = {
    "回收": ("回收", "收回"),
    "收回": ("收回", "回收"),
    "办复": ("办复", "答复"),
    "合格": ("合格", "通过"),
    "有效": ("有效",),
}
_LEFT_RATE = re.compile(r"(?:核减|审减|节约|节支|结余|节余|结转|剩余)(?:资金)?(?:率|比例)$")


def named(reading: Reading, rate: Mention, whole: dict[int, int], given: dict[int, int]) -> Iterator[Rate]:
    """The rate that its name says what it is of: an execution, a remainder, or a deed; `whole` maps parts to their
    wholes, `given` what was left to what it was taken from."""
    found = w.RATE_NAME.search(rate.before)
    if not found or re.search(r"[、和及与]", found.group("name")):
        return
    name = w.clean_label(found.group("name"))
    if _LEFT_RATE.search(name):
        yield from saved(reading, rate, given)
        return
    if EXECUTION.search(name):
        had = False
        kind = EXECUTION.sub("", name)
        for claim in over(reading, rate, wanted_bases(kind)[0], nearest=w.basis_of(kind) == "", parts=whole):
            had = True
            yield claim
        if had:
            return
    if name.endswith("得分率"):
        yield from _scored(reading, rate)
        return
    stem = _STEM.search(name)
    if not stem:
        return
    deeds = deeds_of(name)
    scope = [
        m
        for m in reading.mentions[: rate.index]
        if m.sentence in (rate.sentence, rate.sentence - 1)
        and reading.roles[m.index] in (Role.PLAIN, Role.LEFT)
        and m.quantity.dimension in ("count", "money", "area", "length")
        and not _of_another_rate(reading, m, rate)
    ]
    behind = _in_own_brackets(reading, rate, deeds)
    if behind is not None:
        yield behind
        return
    done = [m for m in scope if m.sentence == rate.sentence and does(m, deeds)]
    done = [m for m in done if m.segment == rate.segment] or done
    if not done:
        yield from _finished(reading, rate, name) if _FINISHED.search(name) else _two_counts(reading, rate, name)
        return
    exact = [m for m in done if w.folded(w.clean_label(m.before)).strip("“”") in deeds or _calls(m, deeds)]
    whole_name = [m for m in done if re.sub(r"(?:率|度)$", "", name) in m.before]
    if "满意" in name and len(done) > 1 and (not exact or not name.startswith("满意")):
        return  # several grades of 满意: the words do not say which of them the rate counts
    numerator = (exact or done)[-1] if len(done) == 1 or not exact else exact[0]
    if whole_name and not name.startswith(stem.group("stem")):
        numerator = whole_name[-1]  # 按期办结率 is of what was 按期办结
    if EXECUTION.search(name) and numerator.quantity.dimension == "money":
        scope = [m for m in scope if m is numerator or not does(m, deeds)]  # another year's spending is no budget
    denominator = _whole_of(reading, numerator, scope, deeds, whole)
    if denominator is not None:
        yield Rate(numerator.index, denominator, rate.index, (rate.begin, rate.start), "rate")


def _of_another_rate(reading: Reading, m: Mention, rate: Mention) -> bool:
    """Whether a number explains another rate in its brackets (教师满意度 95%（120 人中 114 人满意），学生满意度 …)."""
    if m.bracket in (0, rate.bracket) or m.host is None:
        return False
    return m.host != rate.index and reading.mentions[m.host].quantity.dimension == "percent"


def _in_own_brackets(reading: Reading, rate: Mention, deeds: tuple[str, ...]) -> Rate | None:
    """A rate whose brackets hold the whole and what was done of it, and nothing else (满意度 95%（问卷 200 份，满意 190 份）)."""
    own = [m for m in reading.mentions[rate.index + 1 : rate.index + 4] if m.host == rate.index and m.bracket]
    if len(own) != 2 or len({reading.classes[m.index] for m in own}) != 1:
        return None
    whole, done = own
    told = done.quantity.dimension == "count" and does(done, deeds) and not does(whole, deeds)
    return Rate(done.index, whole.index, rate.index, (rate.begin, rate.start), "rate") if told else None


def saved(reading: Reading, rate: Mention, given: dict[int, int]) -> Iterator[Rate]:
    """What was left or saved over what it was taken from: the remainder a little before the rate, else right behind."""
    left = next((m for m in reversed(reading.mentions[: rate.index]) if m.index in given), None)
    if left is not None and rate.sentence == left.sentence and rate.index - left.index <= 2:
        yield Rate(left.index, given[left.index], rate.index, (rate.begin, rate.start), "rate")
        return
    behind = reading.mentions[rate.index + 1] if rate.index + 1 < len(reading.mentions) else rate
    if left is None and behind.index in given and behind.segment == rate.segment:
        yield Rate(behind.index, given[behind.index], rate.index, (rate.begin, rate.start), "rate")


def deeds_of(name: str) -> tuple[str, ...]:
    """The deeds that a rate's name tells of (收回率: 收回, 回收), none where it is not named after one."""
    stem = _STEM.search(name)
    return _SAME_DEED.get(stem.group("stem"), (stem.group("stem"),)) if stem else ()


def _scored(reading: Reading, rate: Mention) -> Iterator[Rate]:
    """产出指标 30 分，得 28.5 分，得分率 95%: the two scores in front of the rate."""
    scores = [
        m for m in reading.mentions[: rate.index] if m.segment == rate.segment and m.quantity.dimension == "score"
    ]
    if len(scores) == 2 and _EARNED.search(scores[1].before) and not _EARNED.search(scores[0].before):
        yield Rate(scores[1].index, scores[0].index, rate.index, (rate.begin, rate.start), "rate")


_EARNED = re.compile(r"(?:得(?:分|了)?|评分|自评)(?:为|是|：|:)*$")


# Rates that are not of what was done out of what there was.
_OTHER_RATE = re.compile(r"满意|增|减|失业|死亡|发病|出生|合格|幅|利|税|汇|费|折|占|占比|比重|比例|控制")
_REACHES_ALL = re.compile(r"覆盖|普及|通达|通[水电气路网]|入户|建成")


_FINISHED = re.compile(r"(?:完工|竣工)率$")
_TO_DO = re.compile(r"计划|任务|目标|下达|实施|新建|改造|应|需|拟")
_SIZES = ("length", "area", "count")


def _finished(reading: Reading, rate: Mention, name: str) -> Iterator[Rate]:
    """实施甲工程 T 公里，投资 …，完成 a 公里，完工率 p%: what was finished out of the one size of its kind that was to be
    done, told in the same segment."""
    done = reading.mentions[rate.index - 1] if rate.index else rate
    if (
        not done.quantity.dimension.startswith(_SIZES)
        or (done.segment, rate.clause - done.clause) != (rate.segment, 1)
        or not (is_done(done) or done.before.startswith(("完成", "完工", "已完成")))
    ):
        return
    alike = [
        m
        for m in reading.mentions[: done.index]
        if m.segment == done.segment and reading.classes[m.index] == reading.classes[done.index]
    ]
    sure = all(m.quantity.exact and reading.roles[m.index] is Role.PLAIN for m in (*alike, done))
    if len(alike) == 1 and sure and _TO_DO.search(alike[0].before):
        yield Rate(done.index, alike[0].index, rate.index, (rate.begin, rate.start), "rate", (), Binding.INFERRED)


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
    told = among or PLANNED.search(whole.before) or re.search(r"共|总|现有", whole.before) or _REACHES_ALL.search(name)
    if is_done(done) and told:
        yield Rate(done.index, whole.index, rate.index, (rate.begin, rate.start), "rate", (), Binding.INFERRED)


def does(m: Mention, deeds: tuple[str, ...]) -> bool:
    """Whether a number is told of one of some deeds as done, not as due, planned or left undone."""
    said = m.before + "|" + m.after
    if NOT_QUITE.search(m.before) and not re.search("按[期时]", m.before):
        return False
    return any(
        re.search(rf"(?<![不未应]){deed}(?!(?:人员|人口|群众|对象|家庭|农户)[\u4e00-\u9fff]{{2,}})", said) is not None
        and not re.search(rf"(?:应|计划|需|拟|未|不){deed}", m.before)
        for deed in deeds
    )


def _calls(m: Mention, deeds: tuple[str, ...]) -> bool:
    """Whether a mention is called exactly by the deed: 表示“满意”的 152 份."""
    return any(re.search(rf"[“\"「]{deed}[”\"」]", m.before) is not None for deed in deeds)


_EXCEEDS = re.compile(r"(?:超出|超额|超过|超)(?:完成)?(?:计划|任务|目标|指标|预期)?$")


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
        and not _EXCEEDS.search(m.before)
    ]
    due = [m for m in others if any(re.search(rf"(?:应|计划|需|拟){deed}", m.before) for deed in deeds)]
    if due:
        return due[-1].index
    if numerator.index in whole:
        return whole[numerator.index]
    before = [m for m in others if m.index < numerator.index and m.sentence == numerator.sentence]
    if len(before) > 1 and before[-1].lead == "、":
        return None  # one of several that were listed side by side
    return before[-1].index if before else None
