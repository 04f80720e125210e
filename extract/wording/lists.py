"""Enumerations in which one member does not go with the others."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from extract.model import Slip
from extract.stretches import Stretch

# What a quantity is divided by is none that rises or falls by a rate itself, as 单位建筑面积 is for 单位建筑面积能耗.
_DIVISOR = r"(?:单位|人均|每)[一-龥]{0,6}(?:面积|人数|人口|产值|里程|床位|职工)"
_DIVISOR_RE = re.compile(_DIVISOR + r"(?=[、，]|和|与|及|同比|分别|均|较|比|下降|降低|增长|减少|提高)")
_QUANTITY_RE = re.compile(r"(?:能耗|电耗|水耗|油耗|用水量|用电量|用能|消耗量?|支出|费用|经费|成本|排放量?|量|率|额)$")
_MOVES_RE = re.compile(
    r"(?:同比|较|比|与)[^，。；]{0,14}?(?:分别|均|各|都)?(?:下降|降低|减少|增长|增加|提高|上升)|(?:分别|均)(?:下降|降低|减少|增长|增加|提高|上升)"
)
_CLAUSE_END = "，。；：,;:\n"
_MOST = 80


def measures_missing(stretch: Stretch) -> Iterator[Slip]:
    """A member of a list of quantities that are said to have moved, which names only what its quantity is divided by. Its words
    are the whole list."""
    text = stretch.text
    if "面积" not in text and "单位" not in text and "人均" not in text:
        return
    for m in _DIVISOR_RE.finditer(text):
        start = max((text.rfind(c, max(0, m.start() - _MOST), m.start()) for c in _CLAUSE_END), default=-1) + 1
        moves = _MOVES_RE.search(text, m.end(), m.end() + _MOST)
        if moves is None or re.search("[。；，]", text[m.end() : moves.start()]):
            continue
        names = re.split("[、和与及]", text[start : moves.start()])
        bare = [name for name in names if name.endswith(m[0])]
        others = [name for name in names if not name.endswith(m[0])]
        if len(bare) == 1 and len(others) > 1 and all(_QUANTITY_RE.search(name.strip()) for name in others):
            shown = replace(stretch.words(start, moves.start()), quote=text[start : moves.start()])
            yield Slip("并列", shown, m[0], "、".join(n.strip() for n in others))


_RANKS = ("中央", "国家", "省", "市", "州", "县", "区", "镇", "乡")
_RANK = {"中央": 0, "国家": 0, "省": 1, "市": 2, "州": 2, "县": 3, "区": 3, "镇": 4, "乡": 4}
_LEVEL = r"(?:党中央|中央|国家|省市县区?|省市区?|市县区?|[省市州县区镇乡])委?"
_BETWEEN = r"(?:、|和|与|及|以及)"
_LEVELS_RE = re.compile(rf"{_LEVEL}(?:{_BETWEEN}{_LEVEL}){{2,}}")
_LEVEL_RE = re.compile(_LEVEL)


def levels(stretch: Stretch) -> Iterator[Slip]:
    """A list from the top down that names one level twice (省市、市委、县委). In a county-level city 市 twice is right: only where the
    list goes on below the doubled level are both the same."""
    text = stretch.text
    if "委" not in text or "、" not in text:
        return
    for m in _LEVELS_RE.finditer(text):
        members = [name for name in _LEVEL_RE.findall(m[0])]
        ranks = [_ranks(name) for name in members]
        for at, (name, own) in enumerate(zip(members, ranks, strict=True)):
            if not name.endswith("委") or len(own) != 1:
                continue
            twice = any(own[0] in earlier for earlier in ranks[:at])
            lower = any(
                min(later, default=0) > own[0] and members[at + 1 + i].endswith("委")
                for i, later in enumerate(ranks[at + 1 :])
            )
            if twice and lower:
                yield Slip("层级", stretch.words(m.start(), m.end()), m[0], name[0])
                break


def _ranks(name: str) -> list[int]:
    return [_RANK[word] for word in re.findall("|".join(_RANKS), name)]
