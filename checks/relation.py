"""Relations as data: what a claim says, in a form that can be judged with the printed values or with others.

Judging again with one other value is how root causes are settled and how a wrong figure is told from its victims.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import product
from math import prod

from checks.interval import Interval, compare, cut, grain, half_up, rounded, worst, written
from checks.outcome import Answer, Relation
from extract.model import Bound, ChangeClaim, Fact, Quantity

_HUNDRED = Decimal(100)
Values = Mapping[int, Decimal]


@dataclass(frozen=True, slots=True)
class Step:
    """One recomputation: the printed result, what the operands give instead, and the answer. `stated` and `exact`
    carry their sign (a printed fall of 5 is −5)."""

    result: Fact
    exact: Decimal
    stated: Decimal
    answer: Answer

    @property
    def due(self) -> Decimal:
        """What should have been printed."""
        return half_up(self.exact, grain(self.result.quantity))

    @property
    def was_rounded_up(self) -> bool:
        """The printed result tells rounding from truncation: it holds, and the cut value is another."""
        ulp = grain(self.result.quantity)
        return self.answer is Answer.HOLDS and cut(self.exact, ulp) != self.stated


def value(fact: Fact, put: Values | None) -> Decimal:
    """The value of a fact, or the one put in its place."""
    return fact.quantity.value if put is None else put.get(fact.id, fact.quantity.value)


def finest(facts: Iterable[Fact]) -> Decimal:
    """The finest digit that the figures print. Zeros at the end are often left out (300 beside 778.54): a figure with
    fewer digits than its companions is no less exact, so this bounds the slack of each."""
    return min((g for g in (grain(f.quantity) for f in facts) if g), default=Decimal(0))


def _whole_yuan(quantity: Quantity) -> bool:
    """An amount in 元 without 角 and 分: accounts that print no smaller unit anywhere have none."""
    return quantity.dimension == "money" and quantity.scale == 1 and quantity.ulp >= 1


def _spread(fact: Fact, put: Values | None, ulp: Decimal) -> Interval:
    return rounded(value(fact, put), min(grain(fact.quantity), ulp))


@dataclass(frozen=True)
class Linear:
    """Σ sign · term = result: a total and its parts, a balance, a difference."""

    terms: tuple[tuple[int, Fact], ...]
    result: Fact

    @property
    def facts(self) -> dict[int, Fact]:
        return {fact.id: fact for fact in (*(fact for _, fact in self.terms), self.result)}

    def exact(self, put: Values | None = None) -> Decimal:
        """The result as recomputed from the terms."""
        return sum((sign * value(fact, put) for sign, fact in self.terms), Decimal(0))

    def reach(self, put: Values | None = None) -> Interval:
        """The results that the unprinted digits of the terms allow."""
        facts = self.facts.values()
        ulp = Decimal(0) if all(_whole_yuan(fact.quantity) for fact in facts) else finest(facts)
        return rounded(self.exact(put), sum((min(grain(fact.quantity), ulp) for _, fact in self.terms), Decimal(0)))

    def step(self, put: Values | None = None) -> Step:
        exact, stated = self.exact(put), value(self.result, put)
        answer = compare(exact, stated, grain(self.result.quantity), lambda: self.reach(put))
        return Step(self.result, exact, stated, answer)

    def answer(self, put: Values | None = None) -> Answer:
        return self.step(put).answer

    def alternatives(self, fact: int) -> tuple[Decimal, ...]:
        if fact == self.result.id:
            return (half_up(self.exact(), grain(self.result.quantity)),)
        weight = sum(sign for sign, term in self.terms if term.id == fact)
        if not weight:
            return ()
        return (self.facts[fact].quantity.value + (self.result.quantity.value - self.exact()) / weight,)

    def settles(self, fact: int) -> bool:
        return fact == self.result.id

    def conceivable(self) -> bool:
        """Whether the figures, approximate ones included, can meet at all."""
        total = Interval.of(Decimal(0), Decimal(0))
        for sign, fact in self.terms:
            reach = written(fact.quantity)
            total = total + reach if sign > 0 else total - reach
        return total.meets(written(self.result.quantity))


@dataclass(frozen=True)
class Quotient:
    """rate = numerator ÷ denominator × 100."""

    numerator: Fact
    denominator: Fact
    rate: Fact

    @property
    def facts(self) -> dict[int, Fact]:
        return {fact.id: fact for fact in (self.numerator, self.denominator, self.rate)}

    def step(self, put: Values | None = None) -> Step | None:
        """None for a denominator of zero."""
        over, under, stated = (value(f, put) for f in (self.numerator, self.denominator, self.rate))
        if not under:
            return None
        exact = over / under * _HUNDRED
        answer = compare(exact, stated, grain(self.rate.quantity), lambda: self.reach(put))
        return Step(self.rate, exact, stated, answer)

    def reach(self, put: Values | None = None) -> Interval:
        """The rates that the unprinted digits of all three figures allow; the denominator is not zero."""
        unit = finest((self.numerator, self.denominator))
        try:
            quotient = _spread(self.numerator, put, unit) / _spread(self.denominator, put, unit)
        except ZeroDivisionError:
            quotient = rounded(value(self.numerator, put) / value(self.denominator, put), Decimal(0))
        return quotient * Interval.of(_HUNDRED, _HUNDRED) + rounded(Decimal(0), grain(self.rate.quantity))

    def answer(self, put: Values | None = None) -> Answer:
        step = self.step(put)
        return step.answer if step else Answer.FAILS

    def alternatives(self, fact: int) -> tuple[Decimal, ...]:
        step = self.step() if fact == self.rate.id else None
        return (step.due,) if step else ()

    def settles(self, fact: int) -> bool:
        return fact == self.rate.id

    def conceivable(self) -> bool:
        """Whether the figures, approximate ones included, can meet at all."""
        try:
            quotient = written(self.numerator.quantity) / written(self.denominator.quantity)
        except ZeroDivisionError:
            return True
        return (quotient * Interval.of(_HUNDRED, _HUNDRED)).meets(written(self.rate.quantity))


@dataclass(frozen=True)
class Product:
    """Π factors = result; a factor in percent counts as a hundredth."""

    factors: tuple[Fact, ...]
    result: Fact

    @property
    def facts(self) -> dict[int, Fact]:
        return {fact.id: fact for fact in (*self.factors, self.result)}

    def step(self, put: Values | None = None) -> Step:
        exact = prod((value(f, put) * _share(f) for f in self.factors), start=Decimal(1))
        stated = value(self.result, put)
        return Step(self.result, exact, stated, compare(exact, stated, grain(self.result.quantity), self.reach))

    def reach(self) -> Interval:
        """The results that the unprinted digits of the factors allow."""
        found = Interval.of(Decimal(1), Decimal(1))
        for fact in self.factors:
            found = found * rounded(fact.quantity.value, grain(fact.quantity)) * Interval.of(_share(fact), _share(fact))
        return found + rounded(Decimal(0), grain(self.result.quantity))

    def answer(self, put: Values | None = None) -> Answer:
        return self.step(put).answer

    def alternatives(self, fact: int) -> tuple[Decimal, ...]:
        return (self.step().due,) if fact == self.result.id else ()

    def settles(self, fact: int) -> bool:
        return fact == self.result.id


def _share(fact: Fact) -> Decimal:
    return 1 / _HUNDRED if fact.quantity.dimension == "percent" else Decimal(1)


@dataclass(frozen=True)
class Change:
    """now − base = ± delta and (now − base) ÷ base = ± rate, as far as they are printed. Without the base it is
    now ∓ delta. `direction` is +1, -1 or 0 (持平: now = base); `rate_direction` is that of the rate, None where it has
    no word of its own."""

    now: Fact
    base: Fact | None
    delta: Fact | None
    rate: Fact | None
    direction: int
    rate_direction: int | None = None

    @classmethod
    def of(cls, claim: ChangeClaim) -> Change:
        return cls(claim.now, claim.base, claim.delta, claim.rate, claim.direction, claim.rate_direction)

    @property
    def facts(self) -> dict[int, Fact]:
        return {fact.id: fact for fact in (self.now, self.base, self.delta, self.rate) if fact is not None}

    def signed(self, figure: Decimal) -> Decimal:
        """A printed delta with its sign: falls are printed without one, and 增长 -5% is a fall."""
        return -abs(figure) if self.direction < 0 else figure

    def signed_rate(self, figure: Decimal) -> Decimal:
        """A printed rate with its sign."""
        own = self.direction if self.rate_direction is None else self.rate_direction
        return -abs(figure) if own < 0 else figure

    @property
    def at_odds(self) -> bool:
        """Whether the printed delta and the printed rate go opposite ways (减少 10.00 万元，增长 10.00%)."""
        if self.delta is None or self.rate is None or not self.direction:
            return False
        return self.signed(self.delta.quantity.value) * self.signed_rate(self.rate.quantity.value) < 0

    @property
    def turned(self) -> Change:
        """The same figures with the words of direction the other way round."""
        own = self.rate_direction
        return replace(self, direction=-self.direction, rate_direction=None if own is None else -own)

    def start(self, put: Values | None = None) -> Decimal | None:
        """The base as printed or, without one, now less delta; None where neither is printed."""
        if self.base is not None:
            return value(self.base, put)
        if self.delta is not None:
            return value(self.now, put) - self.signed(value(self.delta, put))
        return None

    def steps(self, put: Values | None = None) -> tuple[Step, ...]:
        """The recomputations that the printed figures allow: of the delta, then of the rate; for 持平 of now."""
        start = self.start(put)
        if start is None:
            return ()
        if self.direction == 0:
            return (self._level(start, put),) if self.base is not None else ()
        found = []
        if self.base is not None and self.delta is not None:
            linear = Linear(((1, self.now), (-1, self.base)), self.delta)
            exact, stated = linear.exact(put), self.signed(value(self.delta, put))
            answer = compare(exact, stated, grain(self.delta.quantity), lambda: linear.reach(put))
            found.append(Step(self.delta, exact, stated, answer))
        if self.rate is not None and start:
            found.append(self._rate(self.rate, start, put))
        return tuple(found)

    def _level(self, start: Decimal, put: Values | None) -> Step:
        assert self.base is not None
        now = value(self.now, put)
        answer = Answer.FAILS
        if agree(now, grain(self.now.quantity), start, grain(self.base.quantity)) is not None:
            answer = Answer.HOLDS
        return Step(self.now, start, now, answer)

    def _rate(self, rate: Fact, start: Decimal, put: Values | None) -> Step:
        now, stated = value(self.now, put), self.signed_rate(value(rate, put))
        ulp = grain(rate.quantity)
        exact = (now - start) / abs(start) * _HUNDRED
        return Step(rate, exact, stated, compare(exact, stated, ulp, lambda: self._reach(now, start, exact, ulp)))

    def _reach(self, now: Decimal, start: Decimal, exact: Decimal, ulp: Decimal) -> Interval:
        """The rates that the unprinted digits allow: without a printed base, an error of now moves the base too."""
        unit = finest(f for f in (self.now, self.base, self.delta) if f is not None)
        other = self.base or self.delta
        assert other is not None  # start is known
        half_now, half_other = (min(grain(f.quantity), unit) / 2 for f in (self.now, other))
        corners = []
        for a, b in product((-half_now, half_now), (-half_other, half_other)):
            began = start + (b if self.base is not None else a + b)
            if began:
                corners.append((now + a - began) / abs(began) * _HUNDRED)
        return Interval.of(min(corners, default=exact) - ulp / 2, max(corners, default=exact) + ulp / 2)

    def answer(self, put: Values | None = None) -> Answer:
        return worst(step.answer for step in self.steps(put))

    def alternatives(self, fact: int) -> tuple[Decimal, ...]:
        found = tuple(abs(step.due) for step in self.steps() if step.result.id == fact and self.direction)
        if found or self.base is None:
            return found
        if self.direction == 0 and fact in {self.now.id, self.base.id}:
            return ((self.base if fact == self.now.id else self.now).quantity.value,)
        if self.delta is not None and fact == self.now.id:
            return (self.base.quantity.value + self.signed(self.delta.quantity.value),)
        if self.delta is not None and fact == self.base.id:
            return (self.now.quantity.value - self.signed(self.delta.quantity.value),)
        return ()

    def settles(self, fact: int) -> bool:
        return any(step.result.id == fact for step in self.steps())


def agree(a: Decimal, grain_a: Decimal, b: Decimal, grain_b: Decimal) -> Answer | None:
    """Whether two printings can be of one value: HOLDS when the coarser is the finer rounded (or both are the same),
    TRUNCATION when it is the finer cut off, None when they conflict. Figures of one precision get no slack."""
    if a == b:
        return Answer.HOLDS
    if grain_a == grain_b:
        return None
    fine, coarse, ulp = (b, a, grain_a) if grain_a > grain_b else (a, b, grain_b)
    if half_up(fine, ulp) == coarse:
        return Answer.HOLDS
    return Answer.TRUNCATION if cut(fine, ulp) == coarse else None


def compatible(a: Fact, b: Fact, put: Values | None = None) -> Answer | None:
    """`agree` for two facts; approximate figures agree when their intervals meet."""
    if a.quantity.exact and b.quantity.exact:
        return agree(value(a, put), _stated_grain(a), value(b, put), _stated_grain(b))
    meet = written(a.quantity).meets(written(b.quantity))
    return Answer.HOLDS if meet else None


def _stated_grain(fact: Fact) -> Decimal:
    """Two statements in one unit and precision must be alike whatever they count, so only nothing is exact here; a
    count in 万 beside one in units is still the rounded one."""
    quantity = fact.quantity
    return Decimal(0) if quantity.nil or (not quantity.value and quantity.ulp >= quantity.scale) else quantity.ulp


@dataclass(frozen=True)
class Equal:
    """The same claim, stated several times."""

    statements: tuple[Fact, ...]

    @property
    def facts(self) -> dict[int, Fact]:
        return {fact.id: fact for fact in self.statements}

    def reference(self, put: Values | None = None) -> Fact:
        """The statement that most others agree with; of several the finest, then the first."""
        first: dict[tuple[Decimal, Decimal, Bound], Fact] = {}
        count: Counter[tuple[Decimal, Decimal, Bound]] = Counter()
        for fact in self.statements:
            key = (value(fact, put), fact.quantity.ulp, fact.quantity.bound)
            first.setdefault(key, fact)
            count[key] += 1

        def support(fact: Fact) -> int:
            return sum(count[key] for key, other in first.items() if compatible(fact, other, put) is not None)

        return max(first.values(), key=lambda f: (f.quantity.exact, support(f), -f.quantity.ulp))

    def odd(self, put: Values | None = None) -> tuple[Fact, ...]:
        """The statements that conflict with the reference."""
        reference = self.reference(put)
        return tuple(f for f in self.statements if compatible(reference, f, put) is None)

    def answer(self, put: Values | None = None) -> Answer:
        reference = self.reference(put)
        answers = [compatible(reference, fact, put) for fact in self.statements]
        return worst(Answer.FAILS if answer is None else answer for answer in answers)

    def alternatives(self, fact: int) -> tuple[Decimal, ...]:
        own = self.facts[fact].quantity.value
        return tuple(dict.fromkeys(f.quantity.value for f in self.statements if f.quantity.value != own))

    def settles(self, fact: int) -> bool:
        return True


@dataclass(frozen=True)
class AtMost:
    """A figure that another one bounds: a score by its weight, a part by the whole. It says that something is wrong and
    never what should stand there."""

    lesser: Fact
    greater: Fact

    @property
    def facts(self) -> dict[int, Fact]:
        return {fact.id: fact for fact in (self.lesser, self.greater)}

    def answer(self, put: Values | None = None) -> Answer:
        return Answer.HOLDS if value(self.lesser, put) <= value(self.greater, put) else Answer.FAILS

    def alternatives(self, fact: int) -> tuple[Decimal, ...]:
        return ()

    def settles(self, fact: int) -> bool:
        return False


@dataclass(frozen=True)
class Unitless:
    """An amount without a unit, which no claim can hold. `value` is what it is worth in the unit beside it, in 元;
    `block` is the paragraph it stands in. It fails as printed."""

    block: int
    value: Decimal

    @property
    def facts(self) -> dict[int, Fact]:
        return {}

    def lacks(self, relation: Relation) -> bool:
        """Whether a sum of the same paragraph is short of just this amount."""
        if not isinstance(relation, Linear) or relation.result.location.block != self.block:
            return False
        return relation.result.quantity.value - relation.exact() == self.value

    def answer(self, put: Values | None = None) -> Answer:
        return Answer.FAILS

    def alternatives(self, fact: int) -> tuple[Decimal, ...]:
        return ()

    def settles(self, fact: int) -> bool:
        return False


@dataclass(frozen=True)
class Magnitude:
    """The figures of one table are worth `factor` times what its unit says. It fails as printed."""

    cells: tuple[Fact, ...]
    factor: Decimal

    @property
    def facts(self) -> dict[int, Fact]:
        return {fact.id: fact for fact in self.cells}

    def due(self, relation: Relation) -> dict[int, Decimal]:
        """What the figures of another relation that stand in the table are worth."""
        table = self.cells[0].location.table
        return {
            fact.id: fact.quantity.value * self.factor
            for fact in relation.facts.values()
            if fact.location.table == table and fact.quantity.dimension == "money"
        }

    def answer(self, put: Values | None = None) -> Answer:
        return Answer.FAILS

    def alternatives(self, fact: int) -> tuple[Decimal, ...]:
        return ()

    def settles(self, fact: int) -> bool:
        return False
