"""Whether an error can be seen in the report itself: whether a relation of its truth model breaks by more than 尾差.

Judged from what is printed, with the arithmetic of the truth model and none of the program that is measured. A figure
of money or a rate stands for all values that round to it; counts, marks and codes stand for themselves. A relation that
some of these values satisfy is no more than a 尾差, and an error that breaks nothing else is not scored.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from decimal import Decimal
from itertools import combinations

from bench.accuracy.scene import Mutation, Scene
from fixtures.model.figures import Printed
from fixtures.model.truth import Occurrence, Relation, judge

RISES = frozenset(("增加", "增长", "上升", "提高", "大于"))
EXACT_FAMILIES = frozenset(("score", "survey", "staff"))

Range = tuple[Decimal, Decimal]


def broken(scene: Scene, mutation: Mutation) -> tuple[tuple[Relation, ...], tuple[Relation, ...]]:
    """The relations that an error breaks by more than 尾差, and all that do not hold as printed."""
    printed = scene.printed(mutation).occurrences
    changed = {*mutation.edits, *mutation.reads}
    gone = scene.clean.occurrences.keys() - printed.keys()
    asked = {one.id: one for member in (*changed, *gone) for one in scene.of.get(member, ())}
    failing = [(one, violated(one, printed)) for one in asked.values() if _fails(one, printed)]
    return tuple(one for one, far in failing if far), tuple(one for one, _ in failing)


def _fails(relation: Relation, printed: Mapping[str, Occurrence]) -> bool:
    try:
        verdict = judge(relation, printed)
    except ArithmeticError:
        return False  # a quotient by nought says nothing
    return verdict is not None and not verdict.holds


def violated(relation: Relation, printed: Mapping[str, Occurrence]) -> bool:
    """Whether no true values that round to the printed figures satisfy a relation that does not hold as printed."""

    def ranges(role: str) -> list[Range]:
        members = [printed[one] for one in relation.roles.get(role, ()) if one in printed]
        return [_range(one, relation.family) for one in members]

    kind = relation.kind
    if kind == "sum":
        return not _meet(ranges("total")[0], _added(ranges("part")))
    if kind in ("ratio", "share"):
        over, under = (
            _added(ranges(role)) for role in (("numerator", "denominator"), ("part", "whole"))[kind == "share"]
        )
        return under[0] > 0 and not _meet(ranges("rate")[0], _quotient(over, under))
    if kind == "difference":
        return not _meet(ranges("result")[0], _less(ranges("minuend")[0], ranges("subtrahend")[0]))
    if kind == "balance":
        left = _less(_added(ranges("opening") + ranges("income")), _added(ranges("spending")))
        return not _meet(ranges("closing")[0], left)
    if kind == "product":
        return not _meet(ranges("result")[0], _multiplied(relation, printed))
    if kind == "equal":
        return not all(_cut(one, other) for one, other in combinations(_stated(relation, printed), 2))
    if kind == "growth":
        return _growth_violated(ranges, printed[relation.roles["word"][0]].text)
    return True


def _stated(relation: Relation, printed: Mapping[str, Occurrence]) -> list[Printed]:
    return [printed[one].printed for one in relation.roles["stated"] if one in printed]


def _cut(one: Printed, other: Printed) -> bool:
    """Whether one figure is the other, rounded or with its last digits left out: that is printing, not an error."""
    coarse, fine = (one, other) if one.ulp >= other.ulp else (other, one)
    return coarse.agrees_with(fine.value) or fine.value - fine.value % coarse.ulp == coarse.value


def _growth_violated(ranges: Callable[[str], list[Range]], word: str) -> bool:
    now, bases, deltas, rates = ranges("now")[0], ranges("base"), ranges("delta"), ranges("rate")
    rises = word in RISES
    implied = [_less(now, delta) if rises else _added([now, delta]) for delta in deltas]
    base = (bases or implied)[0]
    change = _less(now, base) if rises else _less(base, now)
    if change[1] <= 0:
        return True
    if bases and deltas and not _meet(deltas[0], change):
        return True
    return bool(rates) and base[0] > 0 and not _meet(rates[0], _quotient(change, base))


def _range(one: Occurrence, family: str) -> Range:
    figure = one.printed
    exact = one.form.kind in ("d", "cn") and (figure.ulp >= 1 or family in EXACT_FAMILIES)
    half = Decimal(0) if exact else figure.ulp / 2
    return figure.value - half, figure.value + half


def _meet(one: Range, other: Range) -> bool:
    return one[0] <= other[1] and other[0] <= one[1]


def _added(parts: Iterable[Range]) -> Range:
    low = high = Decimal(0)
    for part in parts:
        low, high = low + part[0], high + part[1]
    return low, high


def _less(one: Range, other: Range) -> Range:
    return one[0] - other[1], one[1] - other[0]


def _quotient(over: Range, under: Range) -> Range:
    """In percent; the divisor is positive."""
    ends = [part / whole * 100 for part in over for whole in under]
    return min(ends), max(ends)


def _multiplied(relation: Relation, printed: Mapping[str, Occurrence]) -> Range:
    low = high = Decimal(1)
    for member in relation.roles["factor"]:
        one = printed[member]
        weight = one.name.startswith("重.")  # marks, also where they are printed as 20%
        scale = 100 if one.form.kind == "p" and not weight else 1
        least, most = _range(one, "score" if weight else relation.family)
        low, high = low * least / scale, high * most / scale
    result = printed[relation.roles["result"][0]].printed
    return low - result.ulp / 2, high + result.ulp / 2
