"""Which reading of a list adds up: where its end, its total or its signs are left open by the words, the reading that
comes out is the one that was meant.

The words come first: a list may end only where the punctuation changes, or where the next number tells another kind or
status. A number that is joined like all the others stays in the list, whether this adds up or not.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from itertools import islice, pairwise

from extract.lexicon import lexicon
from extract.model import Binding
from extract.narrative import words as w
from extract.narrative.mentions import Mention
from extract.narrative.parts.group import Parts
from extract.narrative.parts.totals import closed
from extract.narrative.reading import SUMMED, Reading

_MOST = 12  # readings of a kind that are tried


def settled(reading: Reading, group: Parts) -> Parts | None:
    """A group in the reading that adds up; in the one that the words favour where none does; nothing where the words
    speak against all."""
    total = reading.mentions[group.totals[0]]
    parts = [reading.mentions[p] for p in group.parts]
    kept = _of_one_kind(total, parts)
    if len(kept) < len(parts):
        if len(kept) < 2:
            return None
        return settled(reading, replace(group, parts=tuple(p.index for p in kept), signs=group.signs[: len(kept)]))
    if group.signs or reaches(total, parts):
        return group
    if _all_of_it(total, parts):
        return None
    for net in (total, reading.mentions[parts[0].index - 1]):
        signs = _signed(net, parts) if net.index < parts[0].index and _NET.search(net.before) else ()
        if signs:
            return replace(group, totals=(net.index,), signs=signs)
    before = parts[0].index > total.index
    if parts[-1].index < total.index:
        return _in_front(reading, group, total, parts)
    ends = list(islice(_ends(reading, parts), _MOST)) if before else []
    others = list(islice(_others(reading, group, parts), _MOST)) if before else []
    for run in [parts, *(parts[:end] for end in ends)]:
        for whole in (total, *others):
            if reaches(whole, run) and not _all_of_it(whole, run):
                return replace(group, totals=(whole.index,), parts=tuple(p.index for p in run))
    for end in islice(_loose_ends(reading, parts), _MOST) if before else ():
        if reaches(total, parts[:end]):
            return replace(group, totals=(total.index,), parts=group.parts[:end])
    if before and _rows_without_colon(reading, total, parts) and not closed(reading, total, parts):
        return None  # T，其中 a；b: the next thing of the sentence, with nothing that says otherwise
    end = min((len(parts), *ends), key=lambda at: abs(_gap(total, parts[:at])))
    return replace(group, parts=group.parts[:end])


_POSTS = re.compile(r"^[^，。；]{0,8}(?<!在)(?:编制|核定)(?:总?数|人数)?(?:为|是|共)?$")
_RANKS = re.compile(r"(?P<many>[一二三四五六七八九十](?:、[一二三四五六七八九十])+)(?P<rank>[级类期批组档])")


_THING = re.compile(r"[\u4e00-\u9fff、]{2,}(?:人|人员|人群|对象|户|家庭)")


def _in_front(reading: Reading, group: Parts, total: Mention, parts: list[Mention]) -> Parts | None:
    """The parts of a total behind them where not all add up: those that its own words name (一、二级合计), else the last
    ones that do. Posts are no people that hold them."""
    words = _RANKS.sub(
        lambda m: "、".join(n + m.group("rank") for n in m.group("many").split("、")),
        reading.passage.between(parts[-1].end, total.start),
    )
    names = [re.sub("^.*中", "", reading.folded[p.index]) for p in parts]
    named = [p for p, name in zip(parts, names, strict=True) if len(name) >= 2 and name in words]
    if 2 <= len(named) < len(parts):
        return replace(group, parts=tuple(p.index for p in named))
    for at in range(1, len(parts) - 1):
        if reaches(total, parts[at:]):
            return replace(group, parts=group.parts[at:])
    held = next((i for i, p in enumerate(parts) if not _POSTS.search(p.before)), 0)
    if held and len(parts) - held >= 2 and not _POSTS.search(total.before):
        return replace(group, parts=group.parts[held:])
    own = re.sub(r"(?:合计|共计|总计|小计|总共|共有?)[为达是]?$", "", total.before)
    far = abs(_gap(total, parts)) * 10 > abs(total.quantity.value)
    called = any(own in p.before for p in parts)
    if group.binding <= Binding.INFERRED and far and _THING.fullmatch(own) and not called:
        return None  # a total by a name of its own, far from what stands in front of it
    return group


def reaches(total: Mention, parts: Sequence[Mention]) -> bool:
    """Whether exact figures add up to a total, at the precision it is printed with."""
    figures = [m.quantity for m in (total, *parts)]
    if len(parts) < 2 or not all(q.exact for q in figures):
        return False
    gap = abs(_gap(total, parts))
    return not gap or gap * 2 < max(q.ulp for q in figures)


def _gap(total: Mention, parts: Sequence[Mention]) -> Decimal:
    return sum((p.quantity.value for p in parts), Decimal(0)) - total.quantity.value


def _all_of_it(total: Mention, parts: Sequence[Mention]) -> bool:
    """Whether two members are each as large as the total (筛查 T 人，其中宫颈癌 T 人、乳腺癌 T 人): they are no parts of it."""
    return sum(p.quantity.value == total.quantity.value != 0 for p in parts) > 1


# -- what is counted -----------------------------------------------------------------------------------------------

_OF_PEOPLE = re.compile(r"人|编|名额|岗|职|员|干部|学生|教师|教官|医生|护士|干警|专家|户")
_HEADS = re.compile(r"[万亿千百]*[人名位员]")


def _of_one_kind(total: Mention, parts: list[Mention]) -> list[Mention]:
    """A list up to the first member that counts people where the total counts things (项目 T 个，…，受益群众 a 万人), or the
    other way round."""
    at = next((i for i, p in enumerate(parts) if _apart(total, p)), len(parts))
    return parts[:at]


def _apart(total: Mention, p: Mention) -> bool:
    heads, own = (_HEADS.fullmatch(m.quantity.unit) is not None for m in (total, p))
    if heads == own or "个" not in (total.quantity.unit, p.quantity.unit):
        return False
    things = p if heads else total
    return _OF_PEOPLE.search(things.before + things.after) is None


# -- where a list may end ------------------------------------------------------------------------------------------

# what is told of a whole behind the list of its parts: another status, a later deed, who has a use of it, what is left
_BESIDE = re.compile(
    r"^(?:另|外聘|聘用|临聘|返聘|编外|离退休|退休|离休|遗属|退役|年内|当年|本年|今年|年中|同比|新增|新购|报废|更新|处置|注销|退出|淘汰"
    r"|受益|惠及|带动|覆盖|涉及|参与|参加|配备|出动|结余|结转|剩余|余款|节约|节余|滚存|质保金|尾款"
    r"|已|现已|均已|累计|共|完工|竣工|完成|建成|投用|验收|通过|整改|办结|审结|结案|销号|化解|调解|上诉|发回|改判|取得|获得|合格|群众满意|满意(?!度)|维修|维护|修复|更换|轮换|拆除|外借|出栏|破案|刑拘|逮捕|抓获|成活|补植"
    r"|寄宿|住校|住宿|留守|残疾|孤儿|女|男|党员|团员|少数民族|本科|大专|硕士|研究生|高级|持证|\d+岁|脱贫|低保|人均|平均|户均|日均|净)"
    r"|(?:以上学历|以上|以下)$"
)


def _ends(reading: Reading, parts: Sequence[Mention]) -> Iterator[int]:
    """The places at which a list may be over: what joins the members changes (甲 a、乙 b，丙 c), or the next one tells of
    the whole something else than the first one did."""
    joints = [_joint(reading, a, b) for a, b in pairwise(parts)]
    first = _BESIDE.match(parts[0].before)
    for i in range(2, len(parts)):
        weaker = joints[0] in ("、", "；") and joints[i - 1] not in ("", joints[0])
        if weaker or (first is None and _BESIDE.match(parts[i].before.removeprefix("其中"))):
            yield i


def _loose_ends(reading: Reading, parts: Sequence[Mention]) -> Iterator[int]:
    """The places at which a list that only commas or semicolons join may be over, though no word says so: what comes next
    is called like none of the members so far (小学 a 人，初中 b 人，骨干教师 c 人)."""
    for i in range(2, len(parts)):
        if _joint(reading, parts[i - 1], parts[i]) not in ("，", "；"):
            continue
        name, parent = reading.folded[parts[i].index], lexicon().parent(reading.concepts[parts[i].index])
        alike = any(
            (
                name
                and (
                    name[-1] == (other := reading.folded[p.index])[-1:]
                    or (_FUNDS.search(name) and _FUNDS.search(other))
                )
            )
            or (parent and parent == lexicon().parent(reading.concepts[p.index]))
            for p in parts[:i]
        )
        if not alike:
            yield i


_FUNDS = re.compile(r"(?:费|支出|资金|款|补助|津贴|奖金|工资)$")

_BRACKET = re.compile(r"[（(][^（）()]*[)）]")


def _joint(reading: Reading, a: Mention, b: Mention) -> str:
    """What stands between two members of a list: the first mark behind the one, outside brackets."""
    between = _BRACKET.sub("", reading.passage.between(a.end, b.start))
    return next((c for c in between if c in "、，,；;。"), "").replace(",", "，").replace(";", "；")


def _rows_without_colon(reading: Reading, total: Mention, parts: Sequence[Mention]) -> bool:
    """Whether 其中 picks one thing out of its total, and a semicolon ends what is said of it (甲 T，其中 a；乙 b；丙 c)."""
    first = parts[0]
    led = reading.passage.text[total.end : first.start]
    return (
        _joint(reading, first, parts[1]) == "；"
        and total.segment == first.segment
        and not any(c in led for c in "：:\n")
        and "其中" in led
    )


# -- other totals --------------------------------------------------------------------------------------------------


def _others(reading: Reading, group: Parts, parts: Sequence[Mention]) -> Iterator[Mention]:
    """The other numbers that a list may divide, nearest first: the candidates of the group, and what else of the kind
    the sentence of its total names in front of it."""
    total = reading.mentions[group.totals[0]]
    least = min(group.totals)
    for m in reversed(reading.mentions[: parts[0].index]):
        if m.index < least and m.sentence < total.sentence:
            return
        if m is total or not (m.index in group.totals or m.sentence == total.sentence):
            continue
        alike = reading.classes[m.index] == reading.classes[total.index] and m.bracket == total.bracket
        if alike and reading.roles[m.index] in SUMMED and not _apart(m, parts[0]):
            yield m


# -- signs ---------------------------------------------------------------------------------------------------------

_NET = re.compile(r"净(?:增|减|流|转)|(?:增加|减少|增|减)(?:了|人数|人员)?$")
_LEAVES = re.compile(
    r"退休|离休|调出|调离|辞职|辞退|离职|离任|死亡|去世|病故|转出|减少|注销|报废|核减|流出|迁出|划出|毕业"
)


def _signed(total: Mention, parts: Sequence[Mention]) -> tuple[int, ...]:
    """The signs of what came and went within a net change (净增 38 人，其中新招聘 142 人，退休 89 人，…), () where only one
    of the two is named."""
    whole = w.direction(total.before) or 1
    signs = tuple(-whole if _LEAVES.search(p.before) else whole for p in parts)
    return signs if len(set(signs)) > 1 else ()
