"""A stated number of things and the things that are named: 内设 5 个股室：甲、乙、丙 …; 甲、乙、丙 3 个单位; 三方面问题：一是 …"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from extract.model import Binding
from extract.narrative.mentions import Mention
from extract.narrative.reading import Reading
from extract.narrative.words import Role
from extract.numbering import chinese_integer


@dataclass(frozen=True, slots=True)
class Counted:
    """A number (mention, by index) and the spans of the names it counts."""

    stated: int
    members: tuple[tuple[int, int], ...]
    cue: tuple[int, int]
    exhaustive: bool = True
    binding: Binding = Binding.CUE
    beside: tuple[int, ...] = ()


_MOST = 60
_SEVERAL = 3  # fewer names in a bracket may be examples
_SHOWN = 24  # characters of a point that a finding shows
_THINGS = frozenset(
    ["个", "家", "项", "类", "级", "方面", "大类", "种", "部分", "点", "条", "所", "处", "门", "大", "件", "块", "批"]
)
_BEHIND = re.compile(
    r"(?P<noun>[^，。；：:、（()\d]{0,12})(?P<joint>[：:]|[，,]?(?:分别是|分别为|依次为|依次是|即|具体为|具体包括|主要包括|包括|涵盖|有)[：:]?|[（(](?:分别为|分别是|即|包括)?[：:]?)\s*"
)
_ORDINALS = re.compile(r"(?:^|[：:，,；;。\s])(?P<ordinal>[一二三四五六七八九十]{1,2})(?:是|、|）)")
_OPEN = re.compile(r"等(?:[^，。；、]{0,8})?$")
_NO_NOUN = re.compile(r"涉及|覆盖|位于|实施|分布|包含|用于|投入|完成")
_PART_ONLY = re.compile(r"\s*(?:其中|不?含|如|例如|包括|详见|见|按)")
_NAME = re.compile(r"^[^\d，。；：:]{2,24}$")
_LEAD = re.compile(
    r"^.*?(?:设有|设置|设立|内设|下设|下辖|[局院校委厅部县市区省]属|所属|包括|涵盖|涉及|投向|分为|划分为|建成|完成|开展|实施|覆盖|选取|抽取|在|对|向|由|为|设|有)(?=[^、]*、)"
)


def counted(reading: Reading) -> list[Counted]:
    """The lists of a passage that state their count, in order."""
    out = []
    for m in reading.mentions:
        if m.quantity.dimension != "count" or not m.quantity.exact or m.quantity.value > _MOST or m.quantity.value < 2:
            continue
        if m.quantity.unit not in _THINGS or reading.roles[m.index] not in (Role.PLAIN, Role.RATE):
            continue
        found = next(_below(reading, m), None) or next(_behind(reading, m), None) or next(_in_front(reading, m), None)
        if found is not None:
            out.append(found)
    return out


# -- names behind the number ---------------------------------------------------------------------------------------


def _behind(reading: Reading, m: Mention) -> Iterator[Counted]:
    text = reading.passage.text
    joint = _BEHIND.match(text, m.end)
    if joint is None:
        return
    start = joint.end()
    inline = _inline(text, start)
    if inline:
        yield Counted(m.index, inline, (m.start, start))
        return
    beside = _beside(reading, m) if joint.group("joint") in "：:" else ()
    if _ORDINALS.match(text[start - 1 : start + 4]) or text[start : start + 2] == "一是":
        yield from _ordinals(text, m, start)
        return
    bracketed = joint.group("joint") in "（("
    end = min(
        (i for i in (text.find(c, start) for c in ("）)" if bracketed else "。；;\n")) if i >= 0), default=len(text)
    )
    if bracketed and not _bracket_names(m, joint.group("noun"), text, start, end):
        return
    spans = list(_names(text, start, end))
    if len(spans) < 2 or not all(_NAME.match(text[a:b].strip()) for a, b in spans):
        return
    last = text[spans[-1][0] : spans[-1][1]]
    opened = _OPEN.search(last) is not None
    wanted = int(m.quantity.value)
    if beside and len(spans) > wanted:
        wanted += sum(int(reading.mentions[i].quantity.value) for i in beside)
    sure = Binding.INFERRED if bracketed else Binding.CUE  # a bracket may hold what it pleases
    names = _fit(text, spans, wanted)
    some = bracketed and len(names) < max(wanted - 1, _SEVERAL)
    yield Counted(m.index, tuple(names), (m.start, start), not (opened or some), sure, beside)


_INLINE = re.compile(r"(?:^|(?<=[；;。：:，,\s]))(?:[（(](?P<a>\d{1,2})[)）]|(?P<b>\d{1,2})[.、．](?!\d)|(?P<c>[①-⑳]))")


def _inline(text: str, start: int) -> tuple[tuple[int, int], ...]:
    """Points numbered in figures within one paragraph (1.…；2.…；3.…): the spans of those that run on from one."""
    stop = text.find("\n", start)
    stop = len(text) if stop < 0 else stop
    marks: list[re.Match[str]] = []
    for found in _INLINE.finditer(text, start, stop):
        number = ord(found["c"]) - ord("①") + 1 if found["c"] else int(found["a"] or found["b"])
        if number == len(marks) + 1 and (not marks or found.lastgroup == marks[0].lastgroup):
            marks.append(found)
    if len(marks) < 2 or text[start : marks[0].start()].strip():
        return ()
    ends = [*(found.start() for found in marks[1:]), stop]
    return tuple((m.end(), min(end, m.end() + _SHOWN)) for m, end in zip(marks, ends, strict=True))


def _bracket_names(m: Mention, noun: str, text: str, start: int, end: int) -> bool:
    """Whether a bracket behind a count and its noun (4项制度（…）) is a list of the things counted."""
    ordinal = m.quantity.unit == "批"  # 三批项目 may be the third
    named = len(noun.strip()) >= 2 and not _NO_NOUN.search(noun)
    return named and not ordinal and not _PART_ONLY.match(text, start) and "、" in text[start:end]


def _beside(reading: Reading, m: Mention) -> tuple[int, ...]:
    """The counts of the clauses just before (设 6 个科室，设 2 个中心：…): one list may be for all of them."""
    out: list[int] = []
    after = m
    for before in reversed(reading.mentions[: m.index]):
        if before.sentence != m.sentence or before.quantity.unit != m.quantity.unit or after.clause - before.clause > 1:
            break
        out.insert(0, before.index)
        after = before
    return tuple(out)


def _ordinals(text: str, m: Mention, start: int) -> Iterator[Counted]:
    """一是…；二是…；三是…: the points are counted by their ordinals, which must run on."""
    end = text.find("\n", start)
    end = len(text) if end < 0 else end
    marks = [found for found in re.finditer(r"[一二三四五六七八九十]{1,2}是", text[start:end])]
    run: list[int] = []
    for found in marks:
        if chinese_integer(found.group()[:-1]) == len(run) + 1:
            run.append(start + found.start())
    if len(run) < 2:
        return
    ends = [*run[1:], _sentence_end(text, run[-1], end)]
    yield Counted(m.index, tuple(zip(run, ends, strict=True)), (m.start, start))


def _sentence_end(text: str, at: int, limit: int) -> int:
    found = [i for i in (text.find(c, at, limit) for c in "。；;") if i >= 0]
    return min(found, default=limit)


# -- numbered paragraphs below the number --------------------------------------------------------------------------

_LEADS_DOWN = re.compile(
    r"[^，。；：:、（()\d\n]{0,14}(?:如下)?[：:]\s*\n"
    r"|[^，。；：:、（()\d\n]{0,10}(?:问题|不足|困难|原因|职责|职能|任务|措施|建议|做法|特点|方面)。\s*\n(?=\s*[（(]?[一1][)）、.．是])"
)
_ITEM = re.compile(
    r"(?P<open>[（(]?)(?:(?P<digits>\d{1,2})(?!\d|\.\d)|(?P<chinese>[一二三四五六七八九十]{1,3}))(?P<close>[)）、.．]|是)"
)


def _below(reading: Reading, m: Mention) -> Iterator[Counted]:
    """十项职责：and below it paragraphs that are numbered from one on. A list that the passage ends in may go on behind
    it: it is left open."""
    text = reading.passage.text
    lead = _LEADS_DOWN.match(text, m.end)
    if lead is None:
        return
    style: tuple[str, bool, str] | None = None
    spans: list[tuple[int, int]] = []
    at, over = lead.end(), False
    for line in text[lead.end() :].split("\n"):
        item = _ITEM.match(line.lstrip())
        if item is not None:
            own = (item["open"], item["digits"] is not None, item["close"])
            number = int(item["digits"]) if item["digits"] else chinese_integer(item["chinese"])
            style = style or own
            if own == style and number == len(spans) + 1:
                begin = at + len(line) - len(line.lstrip()) + item.end()
                spans.append((begin, min(at + len(line), begin + _SHOWN)))
            elif own == style:
                over = True
        elif not spans:
            return
        if over:
            break
        at += len(line) + 1
    if len(spans) >= 2:
        closed = over or len(spans) >= int(m.quantity.value)
        yield Counted(m.index, tuple(spans), (m.start, lead.end()), closed)


# -- names in front of the number ----------------------------------------------------------------------------------


def _in_front(reading: Reading, m: Mention) -> Iterator[Counted]:
    """甲、乙、丙 3 个内设机构: the list ends right in front of the number."""
    text = reading.passage.text
    begin = max((text.rfind(c, 0, m.start) + 1 for c in "。；;，,：:！？\n"), default=0)
    previous = reading.mentions[m.index - 1].end if m.index else 0
    if previous > begin:
        between = text[previous : m.start]
        noun = re.match(r"[^、，。]{1,12}?(?:和|及|与|以及)", between)
        begin = previous + (noun.end() if noun else 0)
    clause = text[begin : m.start]
    if clause.count("、") < 1 or not re.search(r"[\u4e00-\u9fff”）)]\s*$", clause):
        return
    open_end = re.search(r"(?:等|共计?|合计|总计|一共)\s*$", clause)
    lead = _LEAD.match(clause)
    start = begin + (lead.end() if lead else 0)
    spans = list(_names(text, start, m.start - (len(open_end.group()) if open_end else 0)))
    if len(spans) < 3 or not all(_NAME.match(text[a:b].strip()) for a, b in spans):
        return
    if open_end and open_end.group().startswith("等"):
        return  # 等 4 个乡镇: whether the names are all of them, the words do not say
    yield Counted(m.index, tuple(_fit(text, spans, int(m.quantity.value))), (m.start, m.end))


def _names(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The spans between 、 of an enumeration."""
    at = start
    depth = 0
    for i in range(start, end):
        if text[i] in "（(《“":
            depth += 1
        elif text[i] in "）)》”":
            depth = max(0, depth - 1)
        elif text[i] == "、" and not depth:
            yield at, i
            at = i + 1
    if at < end:
        yield at, end


def _fit(text: str, spans: list[tuple[int, int]], wanted: int) -> list[tuple[int, int]]:
    """The names, their last one split at 和 or 及 where that is what makes the count (文化和旅游股 stays whole otherwise)."""
    if len(spans) >= wanted:
        return spans
    out = spans[:-1]
    a, b = spans[-1]
    joint = re.search(r"(?<=[\u4e00-\u9fff）)])(?:以及|和|及|与)(?=[\u4e00-\u9fff])", text[a:b])
    if joint is None:
        return spans
    return [*out, (a, a + joint.start()), (a + joint.end(), b)]
