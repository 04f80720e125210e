"""Which scores the points of a rubric can give at all. As GRIM finds means that no whole numbers can have, so a score
that no combination of points adds up to was not given by the rubric it stands beside."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from extract.model import Rubric, RubricPoint

_ZERO = Decimal(0)
_MOST_SCORES = 4096  # with more different sums than this every score is as good as attainable


def alternatives(rubric: Rubric) -> tuple[tuple[Decimal, ...], ...]:
    """The scored items of a rubric, each as the points it can give beside none.

    Points that stand on their own are an item each. Choices that share their words are one item; choices with words
    of their own are the steps of the rubric as a whole, one item too.
    """
    single = [(point.points,) for point in rubric.points if not point.choice]
    groups: dict[tuple[str, int], list[RubricPoint]] = {}
    for point in rubric.points:
        if point.choice:
            groups.setdefault((point.words.text, point.words.location.start), []).append(point)
    if any(len(group) > 1 for group in groups.values()):
        return (*single, *(tuple(point.points for point in group) for group in groups.values()))
    steps = tuple(group[0].points for group in groups.values())
    return (*single, steps) if steps else tuple(single)


def attainable(rubric: Rubric) -> tuple[Decimal, ...] | None:
    """The scores that a rubric can give, in ascending order; None where points do not settle it: a judgement (酌情), a
    rate, a deduction by the step or by the item."""
    if rubric.open or rubric.partly_open or not rubric.points or rubric.proportional:
        return None
    if any(x is not None for x in (rubric.full_at, rubric.step, rubric.per_item, rubric.zero_at)):
        return None
    return _sums(alternatives(rubric))


def _sums(items: Sequence[tuple[Decimal, ...]]) -> tuple[Decimal, ...] | None:
    sums = {_ZERO}
    for options in items:
        sums = {total + points for total in sums for points in (_ZERO, *options)}
        if len(sums) > _MOST_SCORES:
            return None
    return tuple(sorted(sums))


def half_given(rubric: Rubric, score: Decimal) -> bool:
    """Whether a score takes half of a point where all points are whole: a habit of reviewers, not a slip."""
    whole = all(point.points % 1 == 0 for point in rubric.points)
    return whole and score % 1 == Decimal("0.5") and score <= sum(max(options) for options in alternatives(rubric))
