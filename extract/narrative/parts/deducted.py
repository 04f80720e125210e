"""Deductions listed behind what was deducted in all: 扣 5 分，扣分项为甲扣 2 分、乙扣 3 分."""

from __future__ import annotations

import re
from collections.abc import Iterator

from extract.model import Binding
from extract.narrative.mentions import Mention
from extract.narrative.parts.group import Parts
from extract.narrative.parts.rows import deducts
from extract.narrative.reading import Reading

_LISTED = re.compile(r"扣分(?:项|点|指标|原因|事项)|其中|包括|具体|分别")


def deductions(reading: Reading, found: list[Parts]) -> Iterator[Parts]:
    taken = {p for group in found for p in group.parts}
    for total in reading.mentions[:-2]:
        if not deducts(total):
            continue
        first = reading.mentions[total.index + 1]
        if not _LISTED.search(reading.passage.between(total.end, first.start)):
            continue
        run: list[Mention] = []
        for m in reading.mentions[first.index :]:
            if not deducts(m) or m.segment != total.segment:
                break
            run.append(m)
        if len(run) > 1 and not taken & {m.index for m in run}:
            parts = tuple(m.index for m in run)
            yield Parts((total.index,), parts, (first.begin, first.start), binding=Binding.INHERITED)
