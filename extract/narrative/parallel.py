"""Rates listed behind rows of two figures each: 甲批复 a，到位 b；乙批复 c，到位 d。到位率分别为 p% 和 q%."""

from __future__ import annotations

from collections.abc import Iterator

from extract.model import Binding
from extract.narrative import words as w
from extract.narrative.deeds import deeds_of, does
from extract.narrative.mentions import EACH, Mention, bare_runs
from extract.narrative.rate import Rate
from extract.narrative.reading import Reading
from extract.narrative.words import Role


def rated_rows(reading: Reading) -> Iterator[Rate]:
    """The rates of a list that names nothing (分别为 p%、q%), each of the row at its place: as many rows, of two figures of
    one kind, one of which is told by the deed that the rates are named after."""
    text, mentions = reading.passage.text, reading.mentions
    if not EACH.search(text):
        return
    for run in bare_runs(text, list(mentions)):
        rates = [mentions[i] for i in run]
        first = rates[0]
        named = w.RATE_NAME.search(first.before)
        if named is None or first.subject or any(m.quantity.dimension != "percent" for m in rates) or not first.index:
            continue
        deeds = deeds_of(w.clean_label(named.group("name")))
        rows = _rows(reading, first)
        if not deeds or len(rows) != len(rates):
            continue
        pairs = [_pair(reading, row, deeds) for row in rows]
        for rate, pair in zip(rates, pairs, strict=True):
            if pair is not None and all(pairs):
                done, whole = pair
                yield Rate(done.index, whole.index, rate.index, (first.begin, rate.start), "rate", (), Binding.INFERRED)


def _rows(reading: Reading, first: Mention) -> list[list[Mention]]:
    """The segments of the sentence that ends in front of a list of rates."""
    before = [m for m in reading.mentions[: first.index] if m.bracket == first.bracket]
    own = [m for m in before if m.sentence == first.sentence]
    if all(m.quantity.unit == "个" for m in own):
        before = before[: len(before) - len(own)]  # 两个项目到位率分别为: how many rows there are
    rows: dict[int, list[Mention]] = {}
    for m in before:
        if m.sentence == before[-1].sentence and first.sentence - m.sentence <= 1:
            rows.setdefault(m.segment, []).append(m)
    return list(rows.values())


def _pair(reading: Reading, row: list[Mention], deeds: tuple[str, ...]) -> tuple[Mention, Mention] | None:
    """What was done and what it was done of, of a row of these two."""
    if len(row) != 2 or reading.classes[row[0].index] != reading.classes[row[1].index]:
        return None
    done = [m for m in row if does(m, deeds)]
    if len(done) != 1 or any(reading.roles[m.index] not in (Role.PLAIN, Role.LEFT) for m in row):
        return None
    return done[0], next(m for m in row if m is not done[0])
