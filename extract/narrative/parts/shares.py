"""Parts told by their shares of one whole."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from extract.model import Binding
from extract.narrative import words as w
from extract.narrative.mentions import Mention
from extract.narrative.parts.group import Parts
from extract.narrative.parts.totals import all_told, share_beside
from extract.narrative.reading import SUMMED, Reading, calls, share_of
from extract.narrative.words import Role


def shared_whole(reading: Reading, found: list[Parts]) -> Iterator[Parts]:
    """A whole followed by two or more numbers each with its share (196 人，占 56%；112 人，占 32% …)."""
    taken = {p for group in found for p in group.parts}
    whole = {p: group.totals[0] for group in found for p in group.parts}
    run: list[Mention] = []
    mentions = reading.mentions

    def close() -> Iterator[Parts]:
        if len(run) < 2 or any(p.index in taken for p in run):
            return
        told = mentions[run[0].index - 1].sentence if run[0].index else 0  # headings hold no numbers
        # 有效问卷 T 份，回收率 p%。甲 a 人，占 q%: the whole may be counted in another unit
        counted = next((m for m in reversed(mentions[: run[0].index]) if m.quantity.dimension != "percent"), None)
        before = [
            m
            for m in mentions[: run[0].index]
            if (
                m.bracket == run[0].bracket
                and reading.roles[m.index] in SUMMED
                and (m.sentence >= run[0].sentence - 1 or m.sentence == told)
                and reading.classes[m.index] == reading.classes[run[0].index]
            )
            or (m is counted and m.quantity.dimension == "count")
        ]
        before = [m for m in before if share_beside(reading, m) is None or m.index in whole]
        if before and all_told(reading, run):
            # a further partition of what the last one divided
            total = whole.get(before[-1].index, before[-1].index)
            yield Parts((total,), tuple(p.index for p in run), (run[0].begin, run[0].start), binding=Binding.INFERRED)

    for m, following in pairwise(mentions):
        paired = (
            reading.roles[m.index] in SUMMED
            and reading.roles[following.index] is Role.SHARE
            and following.segment == m.segment
            and share_of(following) == ""
        )
        if paired and (
            not run or (_next_in_run(reading, run[-1], m) and (run[-1].index in taken) == (m.index in taken))
        ):
            run.append(m)
        elif reading.roles[m.index] is not Role.SHARE:
            yield from close()
            run = [m] if paired else []
    yield from close()


def shared_named(reading: Reading, found: list[Parts]) -> Iterator[Parts]:
    """Numbers that each give their share of one named whole (集中采购 a，占政府采购预算 x%。分散采购 b，占政府采购预算 y%)."""
    taken = {p for group in found for p in group.parts}
    rows: dict[str, list[Mention]] = {}
    for m in reading.mentions:
        following = share_beside(reading, m) if reading.roles[m.index] in SUMMED else None
        if following is None:
            continue
        if m.index in taken or ("其中" in reading.passage.text[_end_before(reading, m) : m.start] and rows):
            continue
        said = w.SHARE.search(following.before)
        of = w.clean_label(share_of(following))
        if of and said is not None and not said.group("who"):
            rows.setdefault(of, []).append(m)
    for of, parts in rows.items():
        close = all(b.sentence - a.sentence <= 1 for a, b in pairwise(parts))
        if len(parts) < 2 or not close:
            continue
        cls = reading.classes[parts[0].index]
        wholes = [
            m
            for m in reading.mentions[: parts[0].index]
            if reading.classes[m.index] == cls and reading.roles[m.index] in SUMMED and calls(reading, m, of)
        ] or [
            m
            for m in reading.mentions[parts[-1].index + 1 :]
            if m.sentence - parts[-1].sentence == (0 if parts[0].subject else 1)
            and reading.classes[m.index] == cls
            and reading.roles[m.index] in SUMMED
            and calls(reading, m, of)
        ]
        if wholes and all(reading.classes[p.index] == cls for p in parts) and all_told(reading, parts):
            yield Parts(
                (wholes[-1].index,),
                tuple(p.index for p in parts),
                (parts[0].begin, parts[0].start),
                binding=Binding.INFERRED,
            )


def _end_before(reading: Reading, m: Mention) -> int:
    """Where the mention before ends: the words from there on lead up to this one."""
    return reading.mentions[m.index - 1].end if m.index else 0


def _next_in_run(reading: Reading, last: Mention, m: Mention) -> bool:
    return last.index == m.index - 2 and reading.classes[last.index] == reading.classes[m.index]
