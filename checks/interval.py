"""A written number as the set of true values it can stand for, and what a relation between such numbers may answer.

A figure rounded half up stands for [v − ulp/2, v + ulp/2], a truncated one for [v, v + ulp) towards zero, 200余 for
[200, 300), 近1300 for (1200, 1300]. Whole counts and points stand for themselves.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal

from checks.outcome import Answer
from extract.model import Bound, Quantity

_ZERO = Decimal(0)
_INFINITY = Decimal("Infinity")
_WHOLE = frozenset(("count", "score"))  # a figure without any unit may be money in one that is not printed


@dataclass(frozen=True, slots=True)
class End:
    """An end of an interval; `open` says that the value itself does not belong to it."""

    value: Decimal
    open: bool = False


@dataclass(frozen=True, slots=True)
class Interval:
    """All values between two ends, either of which may be infinite."""

    low: End
    high: End

    @classmethod
    def of(cls, low: Decimal, high: Decimal) -> Interval:
        """A closed interval."""
        return cls(End(low), End(high))

    def meets(self, other: Interval) -> bool:
        """Whether the two have a value in common."""
        return not (_below(self.high, other.low) or _below(other.high, self.low))

    def contains(self, value: Decimal) -> bool:
        return self.meets(Interval.of(value, value))

    def __neg__(self) -> Interval:
        return Interval(End(-self.high.value, self.high.open), End(-self.low.value, self.low.open))

    def __add__(self, other: Interval) -> Interval:
        return Interval(_combine(self.low, other.low, _plus), _combine(self.high, other.high, _plus))

    def __sub__(self, other: Interval) -> Interval:
        return self + -other

    def __mul__(self, other: Interval) -> Interval:
        return _hull(_combine(a, b, _times) for a in (self.low, self.high) for b in (other.low, other.high))

    def __truediv__(self, other: Interval) -> Interval:
        """Raises ZeroDivisionError when the divisor may be zero."""
        if other.contains(_ZERO):
            raise ZeroDivisionError("the divisor may be zero")
        return self * Interval(
            End(_inverse(other.high.value), other.high.open), End(_inverse(other.low.value), other.low.open)
        )


def _plus(a: Decimal, b: Decimal) -> Decimal:
    return a + b


def _times(a: Decimal, b: Decimal) -> Decimal:
    return _ZERO if not a or not b else a * b


def _inverse(value: Decimal) -> Decimal:
    return _ZERO if value.is_infinite() else 1 / value


def _combine(a: End, b: End, by: Callable[[Decimal, Decimal], Decimal]) -> End:
    return End(by(a.value, b.value), a.open or b.open)


def _below(high: End, low: End) -> bool:
    return high.value < low.value or (high.value == low.value and (high.open or low.open))


def _hull(ends: Iterable[End]) -> Interval:
    found = list(ends)
    return Interval(
        min(found, key=lambda e: (e.value, e.open)),
        max(found, key=lambda e: (e.value, not e.open)),
    )


# --------------------------------------------------------------------------------------------------------------
# What a written number stands for
# --------------------------------------------------------------------------------------------------------------


def grain(quantity: Quantity) -> Decimal:
    """The worth of the last digit that could have been rounded: 0 for a written nothing, a bare 0, a whole count."""
    if quantity.nil or (not quantity.value and quantity.ulp >= quantity.scale):
        return _ZERO
    if quantity.dimension in _WHOLE and quantity.ulp == 1:
        return _ZERO
    return quantity.ulp


def rounded(value: Decimal, ulp: Decimal) -> Interval:
    """The values that print as `value` when rounded (both ends: halves are rounded either way in practice)."""
    return Interval.of(value - ulp / 2, value + ulp / 2)


def truncated(value: Decimal, ulp: Decimal) -> Interval:
    """The values that print as `value` when digits are cut off."""
    if not ulp:
        return Interval.of(value, value)
    if value > 0:
        return Interval(End(value), End(value + ulp, open=True))
    if value < 0:
        return Interval(End(value - ulp, open=True), End(value))
    return Interval(End(-ulp, open=True), End(ulp, open=True))


def written(quantity: Quantity) -> Interval:
    """The values that the figure, with its 余, 近, 约 or 以上, can stand for."""
    value = quantity.value
    if quantity.high is not None:
        return Interval.of(min(value, quantity.high), max(value, quantity.high))
    if quantity.bound is Bound.EXACT:
        return rounded(value, grain(quantity))
    if quantity.bound is Bound.AT_LEAST:
        return Interval(End(value), End(_INFINITY))
    if quantity.bound is Bound.AT_MOST:
        return Interval(End(-_INFINITY), End(value))
    step = last_digit(value)
    if quantity.bound is Bound.OVER:
        return Interval(End(value), End(value + step, open=True))
    if quantity.bound is Bound.UNDER:
        return Interval(End(value - step, open=True), End(value))
    return Interval.of(value - step, value + step)


def last_digit(value: Decimal) -> Decimal:
    """The worth of the last digit that is not a trailing zero: 100 for 1300, 1 for 0."""
    if not value:
        return Decimal(1)
    return Decimal(1).scaleb(value.normalize().as_tuple().exponent)  # type: ignore[arg-type]


# --------------------------------------------------------------------------------------------------------------
# The four answers
# --------------------------------------------------------------------------------------------------------------


def half_up(value: Decimal, ulp: Decimal) -> Decimal:
    """`value` rounded half up (away from zero) to a multiple of `ulp`; as it is when `ulp` is 0."""
    return (value / ulp).quantize(Decimal(1), ROUND_HALF_UP) * ulp if ulp else value


def cut(value: Decimal, ulp: Decimal) -> Decimal:
    """`value` cut towards zero to a multiple of `ulp`; as it is when `ulp` is 0."""
    return (value / ulp).quantize(Decimal(1), ROUND_DOWN) * ulp if ulp else value


def compare(exact: Decimal, stated: Decimal, ulp: Decimal, reach: Callable[[], Interval]) -> Answer:
    """The answer of a relation whose recomputed value is `exact` and whose printed result is `stated`, a multiple of
    `ulp`; `reach` gives every value that the unprinted digits of the operands allow for the result as printed. It is
    only asked when nothing simpler explains the result: most relations hold."""
    if half_up(exact, ulp) == stated:
        return Answer.HOLDS
    if cut(exact, ulp) == stated:
        return Answer.TRUNCATION
    return Answer.ROUNDING if reach().contains(stated) else Answer.FAILS


_ORDER = (Answer.HOLDS, Answer.TRUNCATION, Answer.ROUNDING, Answer.FAILS)


def worst(answers: Iterable[Answer]) -> Answer:
    """The least favourable of several answers; HOLDS of none."""
    return max(answers, key=_ORDER.index, default=Answer.HOLDS)
