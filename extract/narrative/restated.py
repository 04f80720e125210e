"""One claim stated twice within a passage, where the words say that it is one: 即, 同为, 与…一致, 附表所列, or the same name
for the same kind of thing."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from extract.model import Binding
from extract.narrative import words as w
from extract.narrative.codes import Code
from extract.narrative.mentions import Mention
from extract.narrative.parts import Parts
from extract.narrative.reading import Reading
from extract.narrative.words import Role


@dataclass(frozen=True, slots=True)
class Same:
    """Mentions (by index) that state one claim, in order."""

    members: tuple[int, ...]
    cue: tuple[int, int]
    why: str
    binding: Binding = Binding.CUE


_STATES = (Role.PLAIN, Role.LEFT, Role.RATE)


def restated(reading: Reading, groups: Iterable[Parts], coded: Iterable[Code]) -> list[Same]:
    """All restatements of a passage."""
    out: list[Same] = [same for code in coded for same in _item_twice(reading, code)]
    for m in reading.mentions:
        if reading.roles[m.index] in _STATES:
            out.extend(_said_so(reading, m))
    told = {pair for same in out for pair in same.members[1:]}
    out.extend(same for same in _same_name(reading, groups) if same.members[-1] not in told)
    return out


def _said_so(reading: Reading, m: Mention) -> Iterator[Same]:
    cue = (m.begin, m.start)
    again = w.SAME_AS.search(m.before)
    quoted = w.QUOTED_FROM.search(m.before)
    if m.host is not None and (again or quoted) and _one_dimension(reading, m.host, m.index):
        yield Same((m.host, m.index), cue, "明示")
        return
    agrees = _AGREES.match(reading.passage.text[m.end : m.end + 24])
    if agrees is not None:
        name = agrees.group("name")
        other = next((x for x in reversed(reading.mentions[: m.index]) if _named_so(reading, x, name, m)), None)
        if other is not None:
            yield Same((other.index, m.index), cue, "明示")
            return
    if m.before.startswith(("与", "同", "和")) and w.MATCHES.match(m.after):
        previous = _previous(reading, m)
        if previous is not None:
            yield Same((previous.index, m.index), cue, "明示")
        return
    if again and again.group().rstrip("：:") not in ("即", "也就是", "折合", "约合", "合", "合计即"):
        name = w.clean_label(m.before[: again.start()])
        other = next((x for x in reversed(reading.mentions[: m.index]) if _names(reading, x, name, m)), None)
        if other is not None:
            yield Same((other.index, m.index), cue, "明示")
    elif _SAME_ITEM.search(m.before):
        previous = _previous(reading, m)
        if previous is not None:
            yield Same((previous.index, m.index), cue, "明示")
    elif quoted:
        name = w.clean_label(re.sub(r"^(?:的|：)+", "", quoted.group()[2:]))
        other = next((x for x in reversed(reading.mentions[: m.index]) if _names(reading, x, name, m)), None)
        if other is not None:
            yield Same((other.index, m.index), cue, "明示")


# 支出总计 b 万元，与收入总计一致
_AGREES = re.compile(r"^\s*[，,]?(?:与|和|同)(?P<name>[^，。；\d]{2,14}?)(?:保持)?(?:一致|相等|相符|相同)")


def _named_so(reading: Reading, x: Mention, name: str, m: Mention) -> bool:
    if reading.classes[x.index] != reading.classes[m.index] or reading.roles[x.index] not in _STATES:
        return False
    concept = w.concept_name(name)
    return reading.concepts[x.index] == concept if concept else w.folded(x.before).endswith(w.folded(name))


_SAME_ITEM = re.compile(
    r"(?:表|账|附件|文件|报告|方案)[^，。；]{0,6}(?:中|里|内|上)?(?:该|此|同一?)(?:项|数|指标|经费|资金)(?:为|是|列|写)*$"
)


def _item_twice(reading: Reading, code: Code) -> Iterator[Same]:
    """住房公积金（项）61.24万元，…，支出决算为61.42万元: an item's amount behind its name, and again as its final figure."""
    first = next((m for m in reading.mentions if m.start >= code.name[1]), None)
    if first is None or not code.amounts or first.index == code.amounts[0] or first.index != code.amounts[0] - 2:
        return
    final = reading.mentions[code.amounts[0]]
    budget = reading.mentions[final.index - 1]
    if (
        not reading.bases[first.index]
        and not re.search(r"[\u4e00-\u9fff]", first.before[first.before.rfind("）") + 1 :])
        and reading.bases[budget.index] in ("年初预算", "调整预算", "预算")
        and reading.classes[first.index] == reading.classes[final.index]
    ):
        yield Same((first.index, final.index), (final.begin, final.start), "同项")


def _one_dimension(reading: Reading, a: int, b: int) -> bool:
    return reading.mentions[a].quantity.dimension == reading.mentions[b].quantity.dimension


def _previous(reading: Reading, m: Mention) -> Mention | None:
    for x in reversed(reading.mentions[: m.index]):
        if (
            x.sentence == m.sentence
            and reading.roles[x.index] in _STATES
            and reading.classes[x.index] == reading.classes[m.index]
        ):
            return x
    return None


def _names(reading: Reading, x: Mention, name: str, m: Mention) -> bool:
    """Whether an earlier mention carries the name: the same concept, or its words run through the name in order."""
    if reading.classes[x.index] != reading.classes[m.index] or reading.roles[x.index] not in _STATES:
        return False
    a, b = w.folded(reading.names[x.index]), w.folded(name)
    concept = w.concept_name(name)
    if concept and concept == reading.concepts[x.index]:
        return True
    short, long = sorted((a, b), key=len)
    if len(short) < 3 or short[-2:] != long[-2:]:
        return False
    rest = iter(long)
    return all(c in rest for c in short)


# Verbs that say the same of a thing; they do not tell two claims apart.
_ALIKE = (("上报", "报送"), ("呈报", "报送"), ("回收", "收回"), ("使用", "支出"))
_FILLER = re.compile(r"(?:全年|累计|总共|共计|共(?!同|建|享)|各类|各级|的|了|达到|达|为|其中|年内|本年度?|先后)")
_GENERIC = re.compile(
    r"^(?:预算|决算|支出|收入|实际|年初|年末|全年|调整后?|执行|完成|计划|数|金额|资金|上年|下达|到位|人员|项目|得分|自评|合计|总|分值)*$"
)


def claim_key(name: str) -> str:
    """A name in the form in which two namings of one claim are alike; "" for one too general to tell by."""
    key = _FILLER.sub("", w.folded(w.without_copula(name)))
    for word, other in _ALIKE:
        key = key.replace(word, other)
    return "" if len(key) < 5 or _GENERIC.match(key) else key


# One of two statements of one claim says that it is the whole of it; two items of a list do not.
_SUMMED_UP = re.compile(r"累计|总计|合计|共|全年|年内")


def _same_name(reading: Reading, groups: Iterable[Parts]) -> Iterator[Same]:
    """The same name twice in one passage, outside lists of parts."""
    parts = {p for g in groups for p in g.parts}
    seen: dict[tuple[str, str], Mention] = {}
    for m in reading.mentions:
        if m.index in parts or reading.roles[m.index] is not Role.PLAIN or not m.before or not m.quantity.exact:
            continue
        if m.quantity.dimension not in ("count", "money", "area") or m.depth:
            continue
        key = claim_key(m.before)
        if not key:
            continue
        unit = reading.classes[m.index]
        # under another number of a list the same words may mean another thing: only within one paragraph
        key += f"{reading.years[m.index]}|{reading.passage.text.count(chr(10), 0, m.start)}"
        first = seen.setdefault((key, "paper" if unit.removeprefix("count:") in _PAPERS else unit), m)
        summed = _SUMMED_UP.search(first.before) or _SUMMED_UP.search(m.before)
        if first.segment != m.segment and summed and not _rows(reading, first, m):
            yield Same((first.index, m.index), (m.begin, m.start), "同项", Binding.INFERRED)


def _rows(reading: Reading, a: Mention, b: Mention) -> bool:
    """Whether two numbers stand in two rows of a list: another name is common to their segments as well."""
    names = [
        {claim_key(m.before) or m.before for m in reading.mentions if m.segment == x.segment and m.index != x.index}
        for x in (a, b)
    ]
    return bool(names[0] & names[1] - {""})


# Measure words that count written pieces alike: 821 篇 and 632 条 of one kind of thing are one claim.
_PAPERS = frozenset(["篇", "条", "份", "期", "则"])
