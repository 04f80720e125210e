"""A total behind its parts, a list of 分别 behind its total, and what is left (其余)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from extract.lexicon import lexicon
from extract.model import Binding
from extract.narrative import words as w
from extract.narrative.mentions import Mention, Passage
from extract.narrative.parts.group import Parts
from extract.narrative.parts.rows import deducts, earned, in_rows, is_earned, is_full
from extract.narrative.parts.totals import ANSWERED, all_told, share_beside
from extract.narrative.reading import SUMMED, Reading
from extract.narrative.words import Role
from extract.numbering import chinese_integer

_JOINED = re.compile(r"^(?:资金|经费|支出|费用|部分)?(?:合计|共计|总计|相加|之和|加总)")


_ALL_MEASURES = frozenset(("台套", "台/套"))


def _of_all_measures(total: Mention, part: Mention) -> bool:
    """Whether a total in 台（套） counts things of different measure words (6 台、4 套、24 个)."""
    return total.quantity.unit in _ALL_MEASURES and part.quantity.dimension == "count"


def _stated_number(cue: str) -> int:
    """How many parts a cue such as 三项合计 names, 0 where it names none."""
    found = re.match(r"(?:以上)?([两二三四五六七八九十]|\d+)", cue)
    if not found:
        return 0
    return chinese_integer(found.group(1)) or int(found.group(1))


def totals_after(reading: Reading, found: list[Parts]) -> Iterator[Parts]:
    taken = {p for group in found for p in group.parts} | {t for group in found for t in group.totals[:1]}
    for m in reading.mentions:
        if reading.roles[m.index] not in SUMMED:
            continue
        named = w.TOTAL_AFTER.search(_said(reading, m))
        if not named and ("总" not in m.before or not _GRAND.search(m.before)):
            continue
        run: list[Mention] = []
        told = named is not None and bool(named.group("strong"))
        listed_in = _bracketed(reading, m) if told and m.index not in taken else []
        if listed_in:
            yield Parts((m.index,), tuple(p.index for p in listed_in), (m.begin, m.start), binding=Binding.INFERRED)
            continue
        strong = (named.group("strong") if named else "") or ""
        wanted = _stated_number(strong)
        for p in reversed(reading.mentions[: m.index]):
            above = re.search(r"(?:以上|上述)$", p.before) is not None
            if p.index == m.index - 1 and (above or _JOINED.match(reading.passage.between(p.end, m.start))):
                wanted = int(p.quantity.value)  # 两项合计: the count belongs to the cue
                continue
            if p.sentence == m.sentence and p.depth > m.depth:
                continue
            if p.sentence != m.sentence or p.bracket != m.bracket or p.index in taken:
                break
            if reading.roles[p.index] not in SUMMED:
                if reading.roles[p.index] in (Role.BASE, Role.DELTA):
                    break
                continue
            if reading.classes[p.index] != reading.classes[m.index] and not _of_all_measures(m, p):
                if reading.mentions[p.index + 1].clause == p.clause or (not p.before and _counted_thing(reading, p)):
                    continue  # 购买变压器一套18.8万元: the count is part of the name; 12 期 480 人: another measure
                if p.quantity.dimension == "count" and reading.roles[p.index + 1] is Role.OTHER:
                    continue  # 桌椅 40 套，每套 350 元，金额 a: the count is a factor of what follows
                break
            if w.TOTAL_AFTER.search(p.before) and not p.subject and not is_full(reading, p):
                if strong and "共有" in p.before:
                    run.insert(0, p)  # 共有甲 a 个、乙 b 个，合计 T 个
                break
            run.insert(0, p)
        run = _of_one_kind(reading, m, _of_its_deed(m, run))
        if deducts(m):
            run = [p for p in run if deducts(p)]  # 自评 a 分，其中产出失分 b 分、效益失分 c 分，累计失分 T 分
        marks = earned(reading, run) if is_earned(m) else in_rows(reading, m, run)
        rowed, run = len(marks) < len(run), marks  # 甲 20 分，得 18 分；…，总得分 T
        if wanted:
            if len(run) < wanted:
                continue
            run = run[-wanted:]
        bare = all(b.lead in "、和" or not b.before for b in run[1:])  # 依次为 x、y、z without names
        if len(run) < 2 or not (
            bare
            or rowed
            or all(
                reading.names[p.index] or _priced(reading, p) or _counted_thing(reading, p) or _YEAR.match(p.before)
                for p in run
            )
        ):
            continue
        bases = {reading.bases[p.index] for p in run} - {""}
        if len(bases) > 1 and not strong and not ("可用" in m.before and bases == {"年初预算", "追加预算"}):
            continue
        listed = all(p.subject for p in run)
        if all(share_beside(reading, p) for p in run) and not all_told(reading, run):
            continue  # some of it, each with its share
        weak = named.group("weak") if named else ""
        if not named and not _named_alike(reading, m, run):
            continue
        if weak and _longer(reading, m, run):
            continue
        if weak and not (listed or rowed or _same_deed(reading.passage, weak, run)):
            continue
        if not (wanted or listed) and _names_another(reading, m, run):
            continue
        at = reading.passage.text.rfind(m.before[:1], 0, m.start) if m.before else m.start
        yield Parts(
            (m.index,),
            tuple(p.index for p in run),
            (max(m.begin, at), m.start),
            binding=Binding.CUE if strong or listed or "可用" in m.before else Binding.INFERRED,
        )
        yield from _in_brackets(reading, m, run)


_YEAR = re.compile(r"20\d\d年")
_TO_DATE = re.compile(r"截[至止]|目前|至今|迄今|历年|以来")
_YEARS = re.compile(r"(?P<many>[两二三四五六七八九十])年")


def _longer(reading: Reading, total: Mention, run: list[Mention]) -> bool:
    """Whether a total behind the figures of some years is that of a longer time (…；截至目前累计 T; 五年来累计 T)."""
    if not all(_YEAR.match(p.before) for p in run):
        return False
    start = max(reading.passage.text.rfind(c, 0, total.start) for c in "。；;，,\n") + 1
    words = reading.passage.between(start, total.start)
    many = _YEARS.search(words)
    if many is not None:
        return chinese_integer(many.group("many")) != len(run)
    return _TO_DATE.search(words) is not None


_GRAND = re.compile(r"^(?!共|累计|合计|总)[^，。；]+总(?P<thing>额|价|量|造价|投资|面积|里程)(?:为|达|是|：|:)*$")


def _named_alike(reading: Reading, total: Mention, run: list[Mention]) -> bool:
    """Whether the figures in front of a 总… are called like it (一标段合同额 a，二标段合同额 b，合同总额 T)."""
    name = w.folded(reading.names[total.index]).replace("总", "")
    return len(name) >= 2 and all(w.folded(reading.names[p.index]).endswith(name) for p in run)


def _in_brackets(reading: Reading, total: Mention, run: list[Mention]) -> Iterator[Parts]:
    """甲 a（其中工程 x），乙 b（其中工程 y），合计 T（其中工程 Z）: the figures of one name in the brackets add up, too."""
    inner = [next((m for m in reading.mentions[p.index + 1 :] if m.host == p.index), None) for p in (*run, total)]
    held = [m for m in inner if m is not None]
    alike = {(w.folded(reading.names[m.index]), reading.classes[m.index], reading.roles[m.index]) for m in held}
    name, _, role = next(iter(alike), ("", "", Role.OTHER))
    if len(held) == len(inner) and len(alike) == 1 and name and role in SUMMED:
        whole = held[-1]
        parts = tuple(m.index for m in held[:-1])
        yield Parts((whole.index,), parts, (whole.begin, whole.start), binding=Binding.INFERRED)


def _said(reading: Reading, m: Mention) -> str:
    """The words of a number; of a second measure (共 24 期 800 人) those of the first."""
    if m.before or not m.quantity.dimension or not _counted_thing(reading, m):
        return m.before
    first = reading.mentions[m.index - 1]
    return first.before if first.quantity.dimension and reading.classes[first.index] != reading.classes[m.index] else ""


def _counted_thing(reading: Reading, p: Mention) -> bool:
    """Whether a number is named by a count in its clause (购买变压器一套 18.8 万元)."""
    if not p.index or not p.quantity.dimension:
        return False
    before = reading.mentions[p.index - 1]
    return before.clause == p.clause and before.quantity.dimension == "count"


_NEXT_NAME = re.compile(r"[）)][、，和及]?[^，。；（）()]{1,14}[（(]")


def _bracketed(reading: Reading, total: Mention) -> list[Mention]:
    """甲（a）、乙（b）、丙（c）三项，合计 T: names each with its number in a bracket, in front of a total."""
    run: list[Mention] = []
    for p in reversed(reading.mentions[: total.index]):
        if p.sentence != total.sentence or reading.roles[p.index] not in SUMMED:
            break
        if not run and p.quantity.dimension == "count" and p.depth == total.depth:
            continue  # 四个指标: how many they are
        if p.depth != total.depth + 1 or reading.classes[p.index] != reading.classes[total.index] or p.before:
            break
        if run and not _NEXT_NAME.fullmatch(reading.passage.between(p.end, run[0].start)):
            break
        run.insert(0, p)
    return run if len(run) > 1 else []


def _priced(reading: Reading, p: Mention) -> bool:
    """Whether an amount stands behind the price of one of what it was paid for (桌椅 40 套，每套 350 元，金额 a)."""
    before = reading.mentions[p.index - 1] if p.index else p
    return reading.roles[before.index] is Role.OTHER and before.segment == p.segment


def _of_its_deed(total: Mention, run: list[Mention]) -> list[Mention]:
    """Of a run in rows (发放 a，收回 b；发放 c，收回 d；合计发放 T) the figures that are called like the total."""
    deed = re.sub(r"^(?:合计|共计|总计|共)", "", total.before)
    called = [p for p in run if len(deed) >= 2 and deed in p.before]
    rows = {p.segment for p in run}
    return called if len(rows) >= 2 and rows == {p.segment for p in called} and len(called) == len(rows) else run


_BUDGETS = ("年初预算", "调整预算", "预算", "计划")


def _of_one_kind(reading: Reading, total: Mention, run: list[Mention]) -> list[Mention]:
    """Of budgets and what was spent side by side, the ones that the total is of."""
    planned = [p for p in run if reading.bases[p.index] in _BUDGETS]
    if "可用" in total.before and all(reading.bases[p.index] in (*_BUDGETS, "追加预算") for p in run):
        return run  # what the year began with and what was added
    if not planned or len(planned) == len(run):
        return run
    return planned if reading.bases[total.index] in _BUDGETS else [p for p in run if p not in planned]


_DEED = re.compile(r"(?:共|累计|合计|总计|共计|满分|总分|^总)(?P<deed>[^共]*)$")


def _same_deed(passage: Passage, weak: str, run: list[Mention]) -> bool:
    """Whether 共… or 累计… speaks of what the run did (下达 … 下达 …，累计下达): nothing follows it, or a word that stood
    before."""
    found = _DEED.search(weak)
    deed = w.clean_label(found.group("deed")) if found else ""
    start = passage.text.rfind("。", 0, run[0].start) + 1
    return not deed or (len(deed) >= 2 and deed in passage.between(start, run[-1].end))


_WHOLE = re.compile(r"共|累计|合计|总")


def lists_after(reading: Reading, found: list[Parts]) -> Iterator[Parts]:
    """A total (累计 T) followed by A、B、C分别为 x、y、z."""
    taken = {p for group in found for p in (*group.parts, *group.totals)}
    run: list[Mention] = []
    for m in (*reading.mentions, None):
        if (
            m is not None
            and m.subject
            and reading.roles[m.index] in SUMMED
            and (not run or run[-1].index == m.index - 1)
        ):
            run.append(m)
            continue
        if len(run) >= 2 and run[0].index and not any(p.index in taken for p in run):
            whole = _before_rates(reading, run[0])
            if (whole.index != run[0].index - 1) and reading.concepts[whole.index] not in ANSWERED:
                pass
            elif (
                whole.sentence == run[0].sentence
                and reading.classes[whole.index] == reading.classes[run[0].index]
                and reading.roles[whole.index] in SUMMED
                and (
                    _WHOLE.search(whole.before)
                    or _lone(reading, whole, run)
                    or reading.concepts[whole.index] in ANSWERED
                )
            ):
                yield Parts(
                    (whole.index,), tuple(p.index for p in run), (run[0].begin, run[0].start), binding=Binding.INFERRED
                )
        run = [m] if m is not None and m.subject and reading.roles[m.index] in SUMMED else []


def _before_rates(reading: Reading, first: Mention) -> Mention:
    """The number in front of a list, percentages told of it (有效问卷 T 份，有效率 p%；…) left aside."""
    before = [m for m in reading.mentions[: first.index] if m.quantity.dimension != "percent"]
    return before[-1] if before else reading.mentions[first.index - 1]


def _lone(reading: Reading, whole: Mention, run: list[Mention]) -> bool:
    """Whether the number in front of a list is the only one of its kind in the sentence beside the list."""
    others = [
        m
        for m in reading.mentions
        if m.sentence == whole.sentence
        and m.index not in {p.index for p in run}
        and m.quantity.unit == whole.quantity.unit
        and reading.classes[m.index] == reading.classes[whole.index]
        and reading.roles[m.index] in SUMMED
    ]
    return others == [whole] and reading.classes[whole.index] != "money"


def _names_another(reading: Reading, total: Mention, run: list[Mention]) -> bool:
    """Whether a total behind a run of numbers is by its name the total of something else: it has a concept, and none
    of the run is known as a part of it."""
    concept = reading.concepts[total.index]
    if not concept:
        return False
    known = [reading.concepts[p.index] for p in run if reading.concepts[p.index]]
    return bool(known) and not all(name != concept and _goes_into(name, concept) for name in known)


def _goes_into(name: str, whole: str) -> bool:
    """Whether a concept can be part of a total: a narrower one, or what a year's income begins with."""
    concepts = lexicon().concepts
    if lexicon().within(name, whole):
        return True
    return concepts[whole].side == "收入" and concepts[name].side in ("收入", "结转") and name != "年末结转结余"
