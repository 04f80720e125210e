"""Parts in brackets behind their total."""

from __future__ import annotations

import re
from collections.abc import Iterator

from extract.narrative.mentions import Mention
from extract.narrative.parts.endings import left_open
from extract.narrative.parts.group import Parts
from extract.narrative.parts.totals import until_stranger
from extract.narrative.reading import SUMMED, Reading
from extract.narrative.words import Role

_NO_LIST = re.compile(r"(?:含|不含|包括|其中|如|按|详见|约|即|折合|下同|见)")


def bare_brackets(reading: Reading, found: list[Parts]) -> Iterator[Parts]:
    passage = reading.passage
    taken = {p for group in found for p in group.parts}
    for number, (a, b) in enumerate(passage.brackets, 1):
        inside = [m for m in reading.mentions if m.bracket == number]
        if len(inside) < 2 or inside[0].host is None or _NO_LIST.match(passage.between(a + 1, b)):
            continue
        host = reading.mentions[inside[0].host]
        if reading.roles[host.index] is Role.SHARE and host.index:
            host = reading.mentions[host.index - 1]  # 医疗收入 a 万元，占 p%（门诊 …，住院 …）
        cls = reading.classes[host.index]
        parts = [m for m in inside if reading.roles[m.index] in SUMMED and reading.classes[m.index] == cls]
        if len(parts) < 2 or any(p.index in taken for p in parts) or not all(reading.names[p.index] for p in parts):
            continue
        bases = {reading.bases[p.index] for p in parts} - {""}
        if len(bases) > 1 or left_open(passage.text[parts[-1].end : b + 1]):
            continue
        if reading.roles[host.index] not in SUMMED:
            continue
        parts = until_stranger(reading, host, parts)
        some = _remarked(host, parts)
        if len(parts) >= 2 and not some:
            yield Parts((host.index,), tuple(p.index for p in parts), (a, a + 1))


def _remarked(host: Mention, parts: list[Mention]) -> bool:
    """Whether a bracket only remarks on some of its host: told in another unit (编制 50 个（参公 3 人、工勤 1 人）), they
    come to less than half of it."""
    other = all(p.quantity.unit != host.quantity.unit for p in parts)
    return other and 2 * sum(p.quantity.value for p in parts) < host.quantity.value
