"""Partitions that the lexicon knows by their members or by the words these differ in, told without a cue."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from extract.lexicon import Partition, lexicon
from extract.model import Binding
from extract.narrative.mentions import Mention
from extract.narrative.parts.group import Parts
from extract.narrative.reading import ACTUAL, SUMMED, Reading

_REACH = 6  # sentences


def known_partitions(reading: Reading, found: list[Parts]) -> Iterator[Parts]:
    taken = {p for group in found for p in group.parts}
    for whole in reading.mentions:
        concept = reading.concepts[whole.index]
        if not concept or reading.roles[whole.index] not in SUMMED:
            continue
        called = _BOTH if concept in _BOTH and _TWO_SIDED.search(_words_before(reading, whole)) else (concept,)
        for partition in lexicon().partitions:
            if partition.total not in called:
                continue
            if any(
                group.totals[0] == whole.index and {reading.concepts[p] for p in group.parts} & set(partition.parts)
                for group in found
            ):
                continue
            members = _members(reading, whole, (*partition.parts, *partition.more))
            members = members or _members_before(reading, whole, partition, taken)
            if any({m.index for m in members} <= set(group.parts) for group in found):
                continue  # they have a whole of their own
            names = {reading.concepts[m.index] for m in members}
            if names >= set(partition.parts):
                yield Parts(
                    (whole.index,),
                    tuple(m.index for m in members),
                    (whole.begin, whole.end),
                    binding=Binding.INFERRED,
                )


_BOTH = ("总收入", "总支出")
_TWO_SIDED = re.compile(r"收(?:入)?(?:[、和与及]|总计[、和与及])?支(?:出)?总(?:计|额)(?:均|都|各|各自)?为?$")


def _words_before(reading: Reading, m: Mention) -> str:
    """What leads up to a number in its sentence, enumeration commas and all (收入、支出总计均为)."""
    start = max(reading.passage.text.rfind(c, 0, m.start) for c in "。；;，,\n") + 1
    return reading.passage.between(start, m.start)


def _members_before(reading: Reading, whole: Mention, partition: Partition, taken: set[int]) -> list[Mention]:
    """The members of a partition that stand right in front of a whole with 总额 or 合计 in its name."""
    if not re.search(r"总额|合计|总计|共", whole.before):
        return []
    out: dict[str, Mention] = {}
    for m in reversed(reading.mentions[: whole.index]):
        concept = reading.concepts[m.index]
        if m.index in taken:
            return []
        if whole.sentence - m.sentence > 2 or concept == reading.concepts[whole.index]:
            break
        if (
            concept in (*partition.parts, *partition.more)
            and reading.roles[m.index] in SUMMED
            and m.bracket == whole.bracket
        ):
            out.setdefault(concept, m)
    return list(out.values())[::-1] if set(out) >= set(partition.parts) else []


def _members(reading: Reading, whole: Mention, concepts: tuple[str, ...]) -> list[Mention]:
    """The first mention of each concept behind the whole, up to the next mention of the whole's own concept."""
    out: dict[str, Mention] = {}
    for m in reading.mentions[whole.index + 1 :]:
        concept = reading.concepts[m.index]
        if m.sentence - whole.sentence > _REACH:
            break
        if m.bracket != whole.bracket or reading.roles[m.index] not in SUMMED:
            continue
        if concept == reading.concepts[whole.index]:
            break
        basis, other = reading.bases[m.index], reading.bases[whole.index]
        if concept in concepts and concept not in out and m.quantity.dimension == whole.quantity.dimension:
            if basis and other and basis != other and not {basis, other} <= ACTUAL:
                continue
            out[concept] = m
    return list(out.values())


def complements(reading: Reading, found: list[Parts]) -> Iterator[Parts]:
    """A number and right behind it members that share its thing out between them by their words alone (发放 T 万元，城市 a
    万元，农村 b 万元)."""
    taken = {p for group in found for p in group.parts}
    mentions = reading.mentions
    for whole in mentions[:-2]:
        if not any(word in whole.before for word in ("共", "累计", "合计", "总")):
            continue  # 低保标准 T 元，城市 a 元，农村 b 元
        members = mentions[whole.index + 1 : whole.index + 3]
        names = [reading.names[m.index] for m in members]
        alike = {(reading.classes[m.index], m.sentence, m.bracket) for m in (whole, *members)}
        beside = all(0 < b.clause - a.clause <= 1 for a, b in pairwise((whole, *members)))
        if len(alike) > 1 or not beside or any(reading.roles[m.index] not in SUMMED for m in (whole, *members)):
            continue
        if taken & {m.index for m in members} or not lexicon().complementary(names):
            continue
        yield Parts(
            (whole.index,),
            tuple(m.index for m in members),
            (members[0].begin, members[0].start),
            binding=Binding.INFERRED,
        )
