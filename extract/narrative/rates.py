"""Which printed percentage is which number divided by which.

Completion rates (完成年初预算的…, 执行率), shares (占…的), and rates named after what was done (办结率: 办结 ÷ 受理). The words
name the operands; where they do not, nothing is claimed.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from extract.narrative import words as w
from extract.narrative.deeds import named, saved
from extract.narrative.differences import Difference
from extract.narrative.executions import completed, of_amount, words_of
from extract.narrative.mentions import Mention
from extract.narrative.parallel import rated_rows
from extract.narrative.parts import Parts
from extract.narrative.rate import Rate
from extract.narrative.reading import Reading
from extract.narrative.shares import share
from extract.narrative.words import Role

__all__ = ["Rate", "rates"]


def rates(reading: Reading, groups: Iterable[Parts], left: Iterable[Difference]) -> list[Rate]:
    """All rate claims of a passage, in order of their rates. `left` are its differences: a 节约率 or 结余率 is what is
    left over what it was taken from."""
    given = {d.result: d.minuend for d in left}
    whole = {p: g.totals[0] for g in reversed(list(groups)) for p in g.parts}
    out: list[Rate] = []
    for m in reading.mentions:
        role = reading.roles[m.index]
        found: Iterator[Rate] = iter(())
        if role in (Role.COMPLETION, Role.RATE) and _EACH.search(m.before) and not m.subject:
            continue  # 分别为 p%、q% without the names: which is of what, the words do not say
        if role is Role.COMPLETION:
            found = completed(reading, m, words_of(m))
        elif role is Role.SHARE:
            found = share(reading, m, whole)
        elif role is Role.RATE and _of_what(m) and m.index and reading.roles[m.index - 1] is Role.OF:
            found = of_amount(reading, m)
        elif role is Role.RATE:
            found = named(reading, m, whole, given)
        elif role is Role.GROWTH and _CUT_BY.match(m.before):
            found = saved(reading, m, given)
        out.extend(found)
    return [*out, *rated_rows(reading)]


_CUT_BY = re.compile(r"^(?:下浮|核减|审减|节约|压减)(?:率|幅度|比例)?(?:为|达)?$")
_EACH = re.compile(r"分别|依次")


def _of_what(m: Mention) -> bool:
    return m.before == "的" or w.OF_TARGET.match(m.before) is not None
