"""Marks given beside the marks that can be had: 质量指标（10 分）…得 9 分, 分值 15 分，得 14 分."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from extract.narrative.mentions import Mention
from extract.narrative.reading import SUMMED, Reading

_FULL = re.compile(r"(?:权重|满分|分值|标准分)(?:分|为|是|：|:)*$")
_GIVEN = re.compile(r"(?:自评|实际|实)?得(?:分|了)?[:：为是]*")
_RULE = re.compile(r"每|如|若|凡|最高|最多|加分|附加|奖励|者[，,]?得|的[，,]?得|以上|以下")


def marks(reading: Reading) -> Iterator[tuple[int, int]]:
    """The weight and the score (mentions, by index) of single indicators, where a sentence gives them one after the
    other and names nothing between that could have been scored instead."""
    text = reading.passage.text
    scores = [m for m in reading.mentions if m.quantity.dimension == "score"]
    for full, given in pairwise(scores):
        told = full.segment == given.segment and _GIVEN.fullmatch(given.before) and reading.roles[full.index] in SUMMED
        if not told or not _can_be_had(text, full) or not (full.quantity.exact and given.quantity.exact):
            continue
        if not _RULE.search(text[full.begin : given.end]):
            yield full.index, given.index


def _can_be_had(text: str, m: Mention) -> bool:
    """Whether a figure is a weight: it says so, or stands alone in brackets behind a name."""
    alone = text[: m.start].rstrip()[-1:] in ("（", "(") and text[m.end :].lstrip()[:1] in ("）", ")")
    return _FULL.search(m.before) is not None or alone
