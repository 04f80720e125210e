"""Things counted by how far they are: 问题 20 个，已整改 18 个，正在整改 2 个.

Done and not yet done share a whole between them, so the words are their own cue; but they may leave something unsaid,
so the link is inferred.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from extract.model import Binding
from extract.narrative.mentions import Mention
from extract.narrative.parts.group import Parts
from extract.narrative.reading import SUMMED, Reading

_DEEDS = (
    "完成整改|整改完成|整改到位|整改|完成|办结|办毕|办理|办复|答复|销号|解决|化解|验收|竣工|完工|建成|开工|投用"
    "|结案|审结|落实|兑现|处置|处理|交付|实施|推进|启动|通过|合格|达标|完毕"
)
# From the surest word for "not yet" to a plain "done": the first that fits says how far a thing is.
_STATES = (
    ("not", re.compile(rf"^(?:[尚还仍]有?)?(?:尚?未|没有|暂未|待|不)(?:能)?(?:{_DEEDS}|完结|办)")),
    (
        "under way",
        re.compile(
            r"^(?:[尚还仍]有?)?(?:正在|(?:正|持续|长期|继续|在)(?:进行|推进|整改|办理|建设?|施工|实施|办|落实|化解))"
            r"|^(?:[尚仍]在|处于)|正在[^，。；]{2,}$"
            r"|^(?:整改|办理|建设|推进|施工)中"
        ),
    ),
    ("late", re.compile(r"^(?:超时|超期|逾期)")),
    ("nearly", re.compile(rf"^(?:基本|部分|阶段性)(?:已)?(?:{_DEEDS})")),
    (
        "done",
        re.compile(
            rf"^(?:目前)?(?:(?:现?已|均已)(?:经|全面|如期|按期|按时|全部)*(?:{_DEEDS})"
            rf"|(?:按时|按期|如期|审批|审核|审查|评审|抽检|检测|检查|考核|初审)?(?:{_DEEDS}){{1,2}}了?$)"
        ),
    ),
)
_BEHIND = (
    ("under way", re.compile(r"^(?:正在|持续|长期)(?:整改|推进|办理|建设|实施)?|^(?:整改|办理|建设|推进|施工)中")),
    ("not", re.compile(rf"^(?:尚未|未)(?:{_DEEDS})")),
)
_AIM = re.compile(r"计划|目标|拟|预计")  # what is planned may be outdone
_AMONG = re.compile(r"^[^，。；]{1,8}中(?=.)")  # 32 个子项目中完工 28 个
_REACH = 3  # clauses between a whole and its run
_NARROWER = re.compile(r"其中|含|包括")


def by_progress(reading: Reading, found: list[Parts]) -> Iterator[Parts]:
    """Wholes of whose things some are done and the others are not."""
    taken = {p for group in found for p in (*group.parts, *group.totals)}
    at = 0
    while at < len(reading.mentions):
        run = _run(reading, at)
        if len(run) < 2:
            at += 1
            continue
        at = run[-1][0].index + 1
        whole = _whole(reading, run[0][0])
        states = {state for _, state in run}
        if whole is None or len(states) < len(run) or "done" not in states:
            continue
        if whole.index in taken or any(m.index in taken for m, _ in run):
            continue
        first = run[0][0]
        yield Parts(
            (whole.index,),
            tuple(m.index for m, _ in run),
            (first.begin, first.start),
            binding=Binding.INFERRED,
        )


def at_odds(total: Mention, parts: list[Mention]) -> bool:
    """Whether words of progress speak against a group: what is not yet done is beside what is done and no part of it,
    and where some of the things are done and the others not, these make up the whole without what else is named."""
    states = [_state(p) for p in parts]
    unfinished = any(state in ("not", "under way") for state in states)
    if unfinished and _state(total) == "done":
        return True
    return unfinished and "done" in states and "" in states


def _state(m: Mention) -> str:
    """How far the things of a mention are by its own words, "" where they do not say."""
    if _NARROWER.search(m.before):
        return ""
    behind = next((name for name, pattern in _BEHIND if pattern.match(m.after)), "")
    said = m.before if m.lead else _AMONG.sub("", m.before)
    return behind or next((name for name, pattern in _STATES if pattern.match(said)), "")


def _counts(reading: Reading, m: Mention) -> bool:
    return m.quantity.dimension == "count" and m.quantity.exact and reading.roles[m.index] in SUMMED


def _run(reading: Reading, at: int) -> list[tuple[Mention, str]]:
    """Mentions from one on that each say how far so many things of one kind are, and nothing between them."""
    run: list[tuple[Mention, str]] = []
    for m in reading.mentions[at:]:
        state = _state(m) if _counts(reading, m) else ""
        last = run[-1][0] if run else None
        if not state or (
            last is not None
            and (m.sentence, m.bracket, m.quantity.unit) != (last.sentence, last.bracket, last.quantity.unit)
        ):
            break
        run.append((m, state))
    return run


def _whole(reading: Reading, first: Mention) -> Mention | None:
    """The count right in front of a run, where it is the only one of its kind in the sentence before the run: of two
    (旧存 a 件，新收 b 件) the things may be either's or both's."""
    ahead = [
        m
        for m in reading.mentions[: first.index]
        if m.sentence == first.sentence
        and m.quantity.dimension == "count"
        and m.quantity.unit == first.quantity.unit
        and not m.before.startswith("其中")
    ]
    if len(ahead) != 1 or not _counts(reading, ahead[0]) or ahead[0].bracket != first.bracket:
        return None
    whole = ahead[0]
    near = first.clause - whole.clause <= _REACH and not _AIM.search(whole.before)
    return whole if near and not _state(whole) else None
