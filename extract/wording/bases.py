"""Words that compare with another time than they say: 同比 is to the same time of the year before."""

from __future__ import annotations

import re
from collections.abc import Iterator

from extract.model import Slip
from extract.stretches import Stretch

_PLAN_RE = re.compile(r"同比(?P<base>[“\"]?[一二三四五六七八九十]{1,2}五[”\"]?(?:规划)?(?:时期|期末|末|期初|初))")


def bases(stretch: Stretch) -> Iterator[Slip]:
    """同比 in front of a five-year plan's end or beginning, which is not the year before."""
    if "同比" not in stretch.text:
        return
    for m in _PLAN_RE.finditer(stretch.text):
        yield Slip("同比", stretch.words(m.start(), m.end()), m[0], f"比{m['base']}")
