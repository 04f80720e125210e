"""Figures of passages that are printed twice, and figures that like clauses tell in two ways."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from extract.model import Claim, Fact, FigureWays, Restatement, Table
from extract.passages.aligned import Aligned, Edit
from extract.passages.folded import Folded, shared_start

_FIGURE = re.compile(r"[\d.]+%?")
_END = re.compile(r"[。；;！!？?\n]")
_SENTENCE = 200
_FLANK = 8  # equal characters around a figure that differs
_DIGITS = 3  # of a figure that is hardly printed twice by chance
_SHARED = 3  # characters that what two clauses count must share
_NAME = 4  # characters that two names of one body share in front of their last one
_VERB = 2  # … and that follow both
_BODIES = frozenset("室厅局委办处部科院站所会")
_HAN = re.compile(r"[\u4e00-\u9fff]+")

_Key = tuple[int, int | None, int | None]


def figures_apart(pairs: Iterable[Aligned], facts: Sequence[Fact], claims: Iterable[Claim]) -> Iterator[Restatement]:
    """The figures that differ at one place of a passage printed twice, where no other claim sets them side by side."""
    at: dict[_Key, list[Fact]] = defaultdict(list)
    for fact in facts:
        at[fact.location.block, fact.location.row, fact.location.column].append(fact)
    joined = [frozenset(f.id for f in c.facts) for c in claims if isinstance(c, Restatement)]
    groups: list[dict[int, Fact]] = []
    for pair in pairs:
        for first, second in _differing(pair, at):
            if any(first.id in ids and second.id in ids for ids in joined):
                continue
            group = next((g for g in groups if first.id in g or second.id in g), None)
            if group is None:
                groups.append(group := {})
            group.update({first.id: first, second.id: second})
    for group in groups:
        yield Restatement(tuple(group[i] for i in sorted(group)), "同段")


def _differing(pair: Aligned, at: dict[_Key, list[Fact]]) -> Iterator[tuple[Fact, Fact]]:
    text = pair.text
    figures = [e for e in pair.edits if _is_figure(text, e)]
    if not figures or any(isinstance(text.stretch(start).spot.block, Table) for start, _ in (pair.first, pair.second)):
        return  # a cell of a form may give what was aimed at, beside prose that gives what was done
    both = {e: (_fact(text, at, e.first), _fact(text, at, e.second)) for e in figures}
    # a sentence that speaks of another year or of something else may well give another figure
    other = {_sentence(text, e.first) for e in pair.edits if e not in both or None in both[e]}
    for edit, (first, second) in both.items():
        if first is None or second is None or _sentence(text, edit.first) in other:
            continue
        solid = edit.before >= _FLANK or edit.after >= _FLANK
        if solid and first.quantity.dimension == second.quantity.dimension:
            yield first, second


def _is_figure(text: Folded, edit: Edit) -> bool:
    said, other = text.bare[edit.first : edit.first_end], text.bare[edit.second : edit.second_end]
    return bool(_FIGURE.fullmatch(said) and _FIGURE.fullmatch(other))


def _fact(text: Folded, at: dict[_Key, list[Fact]], index: int) -> Fact | None:
    stretch, offset = text.offset(index)
    place = stretch.spot.location("", offset, offset + 1)
    found = at.get((place.block, place.row, place.column), ())
    return next((f for f in found if f.location.start <= offset < f.location.end), None)


def _sentence(text: Folded, at: int) -> int:
    """Where the sentence of a bare character begins."""
    stop = max(at - _SENTENCE, 0)
    return next((i for i in range(at, stop, -1) if _END.search(text.between(i))), stop)


def figure_ways(facts: Sequence[Fact]) -> Iterator[FigureWays]:
    """Telling counts that like clauses give with another measure word (人, 人次), or ascribe to a body by another name."""
    same: dict[object, list[Fact]] = defaultdict(list)
    for fact in facts:
        quantity = fact.quantity
        if fact.location.kind != "cell" and quantity.dimension == "count" and quantity.exact and _telling(fact):
            same[quantity.value].append(fact)
    for group in same.values():
        if len({f.location.block for f in group}) > 1:
            yield from _measured(group)
            yield from _ascribed(group)


def _telling(fact: Fact) -> bool:
    return len(f"{fact.quantity.printed:f}".replace(".", "").strip("0")) >= _DIGITS


def _measured(group: Sequence[Fact]) -> Iterator[FigureWays]:
    units = {f.quantity.unit for f in group}
    for unit in sorted(units):
        if unit + "次" not in units:
            continue
        things = [f for f in group if f.quantity.unit == unit]
        times = [f for f in group if f.quantity.unit == unit + "次"]
        things = [f for f in things if any(_alike(f, other) for other in times)]
        times = [f for f in times if any(_alike(f, other) for other in things)]
        if things and times:
            yield FigureWays("measure", ((unit, tuple(things)), (unit + "次", tuple(times))))


def _alike(a: Fact, b: Fact) -> bool:
    """Whether two clauses count one thing by their words."""
    mine, theirs = _counted(a), _counted(b)
    return any(mine[i : i + _SHARED] in theirs for i in range(len(mine) - _SHARED + 1))


def _counted(fact: Fact) -> str:
    return "".join(_HAN.findall(fact.label.removesuffix(fact.quantity.unit)))


def _ascribed(group: Sequence[Fact]) -> Iterator[FigureWays]:
    """市水务科采用 31 篇, 市水务处采用 31 篇: one body under two ranks."""
    heads: dict[str, list[Fact]] = defaultdict(list)
    for fact in group:
        heads[fact.template.partition("#")[0]].append(fact)
    for head, found in heads.items():
        for other, there in heads.items():
            names = _two_names(head, other) if found[0].id < there[0].id else None
            if names and found[0].quantity.unit == there[0].quantity.unit:
                yield FigureWays("name", ((names[0], tuple(found)), (names[1], tuple(there))))


def _two_names(a: str, b: str) -> tuple[str, str] | None:
    verb = shared_start([a[::-1], b[::-1]])
    a, b = a[: len(a) - len(verb)], b[: len(b) - len(verb)]
    if len(verb) < _VERB or not a or not b or a[-1] not in _BODIES or b[-1] not in _BODIES:
        return None
    body = shared_start([a[-2::-1], b[-2::-1]])[::-1]
    return (body + a[-1], body + b[-1]) if len(body) >= _NAME else None
