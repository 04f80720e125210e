"""What is left of a whole (其余, 剩余), or stands beside what was told of it (另有)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from extract.model import Binding
from extract.narrative import words as w
from extract.narrative.mentions import Mention
from extract.narrative.parts.group import Parts
from extract.narrative.parts.settled import reaches
from extract.narrative.reading import SUMMED, Reading, left_over, share_of
from extract.narrative.words import Role
from extract.numbering import parse_number

_WHOLE = re.compile(r"共|累计|合计|总")
_OPENED = re.compile(r"其中|包括|分为|[：:]")


def _divides(reading: Reading, chain: list[Mention]) -> bool:
    """Whether words make the first number of a row the whole of what follows: it says so, a cue stands behind it, or all
    the others are told alike behind their units (54 人表示满意 …；另有 4 人表示一般)."""
    between = reading.passage.between(chain[0].end, chain[1].start)
    told = {p.after[:2] for p in chain[1:]}
    return bool(_WHOLE.search(chain[0].before) or _OPENED.search(between)) or (len(told) == 1 and "" not in told)


def _items(reading: Reading, *members: Mention) -> bool:
    """Whether each of some numbers stands in a line of its own that begins with the number of an item."""
    text = reading.passage.text
    starts = [text.rfind("\n", 0, m.start) + 1 for m in members]
    numbered = all(parse_number(text[at:].lstrip()[:8]) for at in starts)
    return numbered and len(set(starts)) == len(members)


def _in_front_that_fits(reading: Reading, row: list[Mention]) -> Mention | None:
    """The number of the sentence before that a row with its remainder adds up to (T 件，服务 n 人。甲 a 件，乙 b 件，其余 c
    件), where its first member is not the whole of the others."""
    first = row[0]
    if reaches(first, row[1:]) or _WHOLE.search(first.before):
        return None
    return next(
        (
            p
            for p in reversed(reading.mentions[: first.index])
            if p.sentence == first.sentence - 1
            and p.bracket == first.bracket
            and reading.roles[p.index] in SUMMED
            and reading.classes[p.index] == reading.classes[first.index]
            and reaches(p, row)
        ),
        None,
    )


_DIVIDED = re.compile(r"(?:[（(][^（）()]{1,4}[)）])?[，,；;。：:]?其中(?![^，。；]{0,12}其中)")
_ANY_MEASURE = re.compile(r"[（(/][件套台个具副条张只][)）]?")


def _of_all_measures(reading: Reading, rest: Mention) -> list[Mention]:
    """The whole in 件（套）, which counts things of any measure word, and the parts that it divides into up to the
    remainder (T 件（套），其中甲 a 套、乙 b 具，其余 c 件（套）); nothing where they do not add up."""
    text = reading.passage.text
    run = [rest]
    if not _ANY_MEASURE.match(text, rest.end):
        return []
    for p in reversed(reading.mentions[: rest.index]):
        if (
            p.sentence != rest.sentence
            or p.quantity.dimension not in ("count", "")
            or reading.roles[p.index] not in SUMMED
        ):
            return []
        if p.bracket != rest.bracket:
            continue
        if _ANY_MEASURE.match(text, p.end) and p.quantity.unit == rest.quantity.unit:
            opened = "其中" in text[p.end : run[0].start]
            return [p, *run] if opened and len(run) > 1 and reaches(p, run) else []
        run.insert(0, p)
    return []


def residues(reading: Reading, found: list[Parts]) -> Iterator[Parts]:
    taken = {p for group in found for p in group.parts}
    for m in reading.mentions:
        cue = w.RESIDUE.match(m.before)
        if not cue or m.index in taken or reading.roles[m.index] not in SUMMED:
            continue
        chain = [
            p
            for p in reading.mentions[: m.index]
            if p.sentence == m.sentence
            and p.bracket == m.bracket
            and reading.roles[p.index] in SUMMED
            and reading.classes[p.index] == reading.classes[m.index]
        ]
        measured = _of_all_measures(reading, m)
        if measured:
            yield Parts((measured[0].index,), tuple(p.index for p in measured[1:]), (m.begin, m.start))
            continue
        opened = [i for i, p in enumerate(chain) if i and _DIVIDED.match(reading.passage.text, p.end)]
        if opened:
            chain = chain[opened[-1] :]  # 计划 a 件，到货 T 件，其中甲 b 件，其余 c 件: what was planned is no part
        if len(chain) < 2 or any(p.index in taken for p in chain[1:]):
            continue
        summed = [i for i, p in enumerate(chain) if i > 1 and w.TOTAL_AFTER.search(p.before)]
        if summed and summed[-1] < len(chain) - 1:
            chain = chain[summed[-1] :]  # a，b，累计 T，已支付 c，剩余 d
        if _WHOLE.search(chain[-1].before) and not _WHOLE.search(chain[0].before):
            chain = [chain[-1], *chain[:-1]]  # 本级安排 a，项目总资金 T，其余 b
        if _items(reading, chain[0], m):
            continue  # 1、甲 a；2、其他 b: items of one list, whose whole stands above
        first = reading.mentions[chain[0].index + 1]
        if reading.roles[first.index] is Role.SHARE and not share_of(first):
            continue  # a member like the others, each with its share: the whole stands before
        more = [
            p
            for p in reading.mentions[m.index + 1 :]
            if p.sentence == m.sentence
            and p.segment == m.segment
            and reading.roles[p.index] in SUMMED
            and reading.classes[p.index] == reading.classes[m.index]
        ]
        whole = _in_front_that_fits(reading, [*chain, m, *more])
        if whole is not None:
            yield Parts((whole.index,), tuple(p.index for p in (*chain, m, *more)), (m.begin, m.start))
            continue
        named = cue.group(0) in ("其余", "剩余", "剩下", "余下")
        beside = cue.group(0).endswith("另") or cue.group(0) in ("另有", "还有")
        if beside and (any(left_over(p) for p in chain[1:]) or not _divides(reading, [*chain, m])):
            continue  # 另有: beside what was told, unless that was told as some of a whole
        yield Parts(
            (chain[0].index,),
            tuple(p.index for p in (*chain[1:], m, *more)),
            (m.begin, m.start),
            binding=Binding.CUE if named else Binding.INFERRED,
        )
