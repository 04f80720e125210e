"""Whether a list of parts says that it goes on."""

from __future__ import annotations

import re
from collections.abc import Sequence

from extract.narrative import words as w
from extract.narrative.mentions import Mention, Passage

# 甲 a 万元，用于工资、津贴等；乙 b 万元，支持设施建设等: what a member was for leaves the list itself as it was
_PURPOSE = re.compile(
    r"[，,](?:主要|重点|专项|专门|全部|均)*(?:用于|用以|用来|保障|支持|资助|推进|包括|包含|开展|实施)[^，,；;。\n\d]*(?=[；;。]|$)"
)
# …，用于车辆的燃油、维修等: what the last amount was for is no longer the list
_USED = re.compile(r"[，,](?=(?:主要)?(?:用于|用以|是|保障|涉及)[^\d]*(?:\d[^\d]{1,4}){0,2}[^\d]*$)")
_GOES_ON = re.compile(r"[^。；]*(?:其余|剩余|余下)")


# 甲 XX 万元，乙    万元: a member whose figure is left blank or hidden
_BLANK = re.compile(
    r"(?:^|[，,；;、：:])(?![^，,；;、：:]*[比较增减占降])[^，,；;、：:。\n]{1,30}"
    r"(?<![\d.〇零一二三四五六七八九十百千万亿几多余\s])[ \u3000xX×*＊_＿>＞]+[万亿]?元(?=[，,；;。、)）])"
)


def complete(passage: Passage, start: int, parts: Sequence[Mention]) -> bool:
    """Whether nothing from the cue on says that there are more parts than those: no 等 of the list itself, no remainder,
    no member without its figure."""
    end = _end_of(passage, parts[-1])
    listed = _PURPOSE.sub("", passage.text[parts[0].end : end + 1])
    tail = passage.text[parts[-1].end : end]
    if _BLANK.search(passage.text[start : end + 1]):
        return False
    return not left_open(_USED.split(listed)[0]) and not _GOES_ON.match(tail.split("。")[0].split("；")[0])


def _end_of(passage: Passage, last: Mention) -> int:
    """Where the clause run after the last part ends: the sentence end or the closing bracket."""
    text = passage.text
    closing = min((b for _, b in passage.brackets if b >= last.end), default=len(text))
    return min((i for c in "。！？\n；;" if (i := text.find(c, last.end, closing)) >= 0), default=closing)


def left_open(text: str) -> bool:
    return w.OPEN_END.search(re.sub(r"\s", "", text)) is not None
