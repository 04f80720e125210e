"""Dates as printed, and whether the words tell of something done by then."""

from __future__ import annotations

import re
from collections.abc import Iterator

from extract.model import DateSaid
from extract.stretches import Stretch

_DATE = re.compile(
    r"(?<![\d.])(?:(?P<y>(?:19|20)\d\d)\s*年\s*)?(?<![\d.、~～—–-])(?P<m>\d{1,2})\s*月(?!龄|度|薪|票|子|饼|牙|季)\s*(?:(?P<d>\d{1,2})\s*日)?"
)
_STOPS = "。；！？;!?\n"
_BREAKS = "。；！？;!?\n，,"
_PLANNED = re.compile(
    r"将|拟|计划|预计|争取|力争|目标|之?前(?:完成|实现|达到|建成)|到期|有效期|期限|届|规划|下一步|今后|确保|要求|须|应(?!急|用|对|付|收)|至20|到20|起至|待|期满|合同|截止"
)
_DONE = re.compile(r"已|完成|召开|印发|举办|开展了|实施了|获得|获评|成立|竣工|验收|收到|截至|支付|到位|下达|开工|通过")


def days(stretch: Stretch) -> Iterator[DateSaid]:
    """The dates of a paragraph or cell that name a month with a year or a day."""
    text = stretch.text
    for found in _DATE.finditer(text):
        if found["y"] is None and found["d"] is None:
            continue
        start, end = found.start(), found.end()
        while end > start and text[end - 1].isspace():
            end -= 1
        left = max(text.rfind(mark, 0, start) for mark in _STOPS) + 1
        right = min((at for mark in _STOPS if (at := text.find(mark, end)) >= 0), default=len(text))
        comma = max(text.rfind(mark, 0, start) for mark in _BREAKS) + 1
        near = min((at for mark in _BREAKS if (at := text.find(mark, end + 12)) >= 0), default=len(text))
        done = _DONE.search(text[comma:near]) is not None and _PLANNED.search(text[left:right]) is None
        yield DateSaid(
            stretch.words(start, end),
            int(found["y"]) if found["y"] else None,
            int(found["m"]),
            int(found["d"]) if found["d"] else None,
            done,
        )
