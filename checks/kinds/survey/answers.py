"""What the checks of a questionnaire share: its numbers, its options, and marks as a relation."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from checks.figures import grouped, shown, spaced
from checks.interval import Interval, compare, grain, half_up, rounded
from checks.outcome import Answer, Member
from checks.relation import Step, Values, value
from checks.writing import figure, with_unit
from extract.model import Fact, Survey, SurveyQuestion

_WRITTEN_OUT = 8


@dataclass(frozen=True)
class Marks:
    """Σ mark · times ÷ Σ over × factor = result: the total of all marks (nothing in `over`), their mean, or the share
    of those who chose some of the options (marks of 1)."""

    terms: tuple[tuple[Fact | Decimal, Fact], ...]
    result: Fact
    over: tuple[Fact, ...] = ()
    factor: Decimal = Decimal(1)

    @property
    def facts(self) -> dict[int, Fact]:
        marks = [mark for mark, _ in self.terms if isinstance(mark, Fact)]
        return {fact.id: fact for fact in (*marks, *(times for _, times in self.terms), *self.over, self.result)}

    def exact(self, put: Values | None = None) -> Decimal:
        """The result as recomputed; 0 over nothing."""
        total = sum((_mark(mark, put) * value(times, put) for mark, times in self.terms), Decimal(0))
        if not self.over:
            return total * self.factor
        base = sum((value(fact, put) for fact in self.over), Decimal(0))
        return total * self.factor / base if base else Decimal(0)

    def step(self, put: Values | None = None) -> Step:
        exact, stated = self.exact(put), value(self.result, put)
        return Step(self.result, exact, stated, compare(exact, stated, self._ulp, lambda: self._reach(exact)))

    @property
    def _ulp(self) -> Decimal:
        return grain(self.result.quantity)

    def _reach(self, exact: Decimal) -> Interval:
        """Counts and marks are exact as printed; only shares have digits that are not printed."""
        rounding = (abs(_mark(m, None)) * grain(t.quantity) for m, t in self.terms if t.quantity.dimension == "percent")
        return rounded(exact, sum(rounding, Decimal(0)))

    def answer(self, put: Values | None = None) -> Answer:
        return self.step(put).answer

    def alternatives(self, fact: int) -> tuple[Decimal, ...]:
        if fact == self.result.id:
            return (half_up(self.exact(), self._ulp),)
        weight = sum((_mark(mark, None) for mark, times in self.terms if times.id == fact), Decimal(0))
        if self.over or not weight:
            return ()
        return (self.facts[fact].quantity.value + (self.result.quantity.value / self.factor - self.exact()) / weight,)

    def settles(self, fact: int) -> bool:
        return fact == self.result.id

    def written(self) -> str:
        """10×98 + 6×12 + … = 6,380；写 6,308"""
        pieces = [_written(mark, times) for mark, times in self.terms]
        if len(pieces) > _WRITTEN_OUT:
            pieces = [*pieces[: _WRITTEN_OUT - 2], "…", pieces[-1]]
        said = " + ".join(pieces)
        if self.over:
            said = f"（{said}）" if len(pieces) > 1 else said
            base = sum((fact.quantity.value for fact in self.over), Decimal(0))
            said += f" ÷ {grouped(shown(base, self.over[0].quantity))}"
        if self.factor != 1:
            said += f" × {self.factor.normalize():f}" if self.factor == 100 else f" × 100 ÷ {100 / self.factor:f}"
        step, unit = self.step(), self.result.quantity.unit
        due = spaced(grouped(shown(step.due if self.over else step.exact, self.result.quantity)), unit)
        return f"{said} = {due}；写 {with_unit(self.result)}"


def _mark(mark: Fact | Decimal, put: Values | None) -> Decimal:
    return value(mark, put) if isinstance(mark, Fact) else mark


def _written(mark: Fact | Decimal, times: Fact) -> str:
    if isinstance(mark, Fact):
        return f"{figure(mark, mark)}×{figure(times, times)}"
    return figure(times, times) if mark == 1 else f"{mark.normalize():f}×{figure(times, times)}"


def named(question: SurveyQuestion) -> str:
    """What a question is called in a message: 第 3 题, or its words."""
    if question.number:
        return f"第{question.number}题"
    words = question.words.text
    return f"“{words[:18]}…”" if len(words) > 19 else f"“{words}”"


def counted(question: SurveyQuestion) -> tuple[Fact, ...]:
    """How often each option was chosen; a blank is nothing and has no figure."""
    return tuple(option.count for option in question.options if option.count is not None)


def in_shares(question: SurveyQuestion) -> bool:
    """Whether the question gives percentages in place of counts."""
    facts = counted(question)
    return bool(facts) and all(fact.quantity.dimension == "percent" for fact in facts)


def whole(question: SurveyQuestion) -> bool:
    """Whether every printed count is a whole number of answers."""
    return (
        bool(counted(question))
        and all(
            fact.quantity.exact and fact.quantity.value == fact.quantity.value.to_integral_value()
            for fact in counted(question)
        )
        and not in_shares(question)
    )


def several_choices(question: SurveyQuestion) -> bool:
    """Whether one person may choose several options."""
    return "多选" in question.words.text or "可选" in question.words.text


def valid_of(survey: Survey) -> Fact | None:
    """How many questionnaires count: the last statement of it, which stands with the answers."""
    return survey.valid[-1] if survey.valid else None


def marked(questions: Iterable[SurveyQuestion]) -> tuple[tuple[Fact, Fact], ...] | None:
    """Mark and count of every option that was counted; None where an option has no mark."""
    found: list[tuple[Fact, Fact]] = []
    for question in questions:
        if in_shares(question):
            return None
        for option in question.options:
            if option.value is None:
                return None
            if option.count is not None:
                found.append((option.value, option.count))
    return tuple(found) or None


def best(question: SurveyQuestion) -> Fact | None:
    """The mark of the best option; None where an option has none."""
    marks = [option.value for option in question.options]
    known = [mark for mark in marks if mark is not None]
    return max(known, key=lambda mark: mark.quantity.value) if known and len(known) == len(marks) else None


def members(pairs: Iterable[tuple[Fact | Decimal, Fact]]) -> list[Member]:
    """Marks and counts as the factors they are."""
    found: list[Member] = []
    for mark, times in pairs:
        found += [("factor", mark)] if isinstance(mark, Fact) else []
        found.append(("factor", times))
    return found
