"""Counts: answers to questionnaires, marks to totals, what was sent to what came back."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise
from typing import Any

from checks import diagnosis, writing
from checks.figures import grouped, plain, shown, spaced
from checks.interval import half_up
from checks.kinds.survey.answers import (
    Marks,
    best,
    counted,
    in_shares,
    marked,
    members,
    named,
    several_choices,
    valid_of,
    whole,
)
from checks.outcome import Answer, Diagnosis, Member, Outcome, failed, passed, skipped
from checks.relation import Equal, Linear, Quotient, Values, value
from checks.rule import Rule, Severity
from extract.model import Binding, Fact, FactBook, PartGroup, RateClaim, Survey, SurveyQuestion

_HUNDRED = Decimal(100)


def check_options(book: FactBook, rule: Rule[Any]) -> Iterator[Outcome]:
    """The answers to each question are as many as the valid questionnaires. Fewer may be answers left out."""
    clues = diagnosis.Clues(book)
    asserted = {frozenset(fact.id for fact in claim.parts) for claim in book.claims_of(PartGroup)}
    for survey in book.surveys:
        total = valid_of(survey) or survey.returned
        if total is None:
            continue
        for question in survey.questions:
            parts = counted(question)
            if survey.table is None and frozenset(fact.id for fact in parts) in asserted:
                continue  # the sentence itself asserts it
            if in_shares(question) or not parts:
                continue
            yield _options(survey, question, total, rule, clues)


def _options(survey: Survey, question: SurveyQuestion, total: Fact, rule: Rule[Any], clues: diagnosis.Clues) -> Outcome:
    parts = counted(question)
    said: list[Member] = [("total", total), *(("part", part) for part in parts)]
    if several_choices(question):
        return skipped(rule, said, "多选题")
    if not whole(question) or not total.quantity.exact:
        return skipped(rule, said, "含约数")
    relation = Linear(tuple((1, part) for part in parts), total)
    step = relation.step()
    if step.answer is Answer.HOLDS:
        return passed(rule, said)
    fewer = step.exact < step.stated
    gap = plain(step.exact - step.stated)
    return failed(
        rule,
        said,
        binding=Binding.CELL if survey.valid and survey.table is not None else Binding.INFERRED,
        severity=Severity.WARNING if fewer else None,
        expected=shown(step.stated, total.quantity),
        actual=plain(step.exact),
        gap=gap,
        unit="份",
        computation=f"{' + '.join(writing.figure(part, part) for part in parts)} = {grouped(plain(step.exact))} 份；"
        f"{'有效' if survey.valid else '收回'}问卷 {grouped(plain(step.stated))} 份",
        diagnosis=diagnosis.of_linear(relation, clues),
        labels=named(question),
        fields={"question": named(question), "count": grouped(plain(step.stated))},
        relation=relation,
    )


def check_shares(book: FactBook, rule: Rule[Any]) -> Iterator[Outcome]:
    """The percentages of a question's options add up to 100, but for what rounding each of them may lose."""
    for survey in book.surveys:
        for question in survey.questions:
            parts = counted(question)
            if not in_shares(question) or len(parts) < 3 or len(parts) < len(question.options):
                continue
            said: list[Member] = [("part", part) for part in parts]
            if several_choices(question):
                yield skipped(rule, said, "多选题")
                continue
            total = sum((part.quantity.value for part in parts), Decimal(0))
            if abs(total - _HUNDRED) <= sum((part.quantity.ulp for part in parts), Decimal(0)):
                yield passed(rule, said)
                continue
            if survey.table is None and total < _HUNDRED:
                yield skipped(rule, said, "所列选项可能不全")
                continue
            found = plain(total)
            yield failed(
                rule,
                said,
                binding=Binding.CELL if survey.table is not None else Binding.INFERRED,
                expected="100",
                actual=found,
                gap=plain(total - _HUNDRED),
                unit="%",
                computation=f"{' + '.join(writing.figure(part, part) for part in parts)} = {found}%",
                labels=named(question),
                fields={"question": named(question), "count": str(len(parts))},
            )


def check_total(book: FactBook, rule: Rule[Any]) -> Iterator[Outcome]:
    """The total of all marks is each option's mark times how often it was chosen."""
    for survey in book.surveys:
        pairs = marked(survey.questions)
        if survey.total is None or pairs is None:
            continue
        relation = Marks(pairs, survey.total)
        said: list[Member] = [("total", survey.total), *members(pairs)]
        yield judge_marks(relation, said, rule, diagnosis.name(survey.total))


def check_full(book: FactBook, rule: Rule[Any]) -> Iterator[Outcome]:
    """Full marks are the sum of the best marks of the questions."""
    for survey in book.surveys:
        tops = [best(question) for question in survey.questions]
        parts = [top for top in tops if top is not None]
        if survey.full is None or len(parts) < len(tops) or len(parts) < 2:
            continue
        relation = Linear(tuple((1, part) for part in parts), survey.full)
        said: list[Member] = [("total", survey.full), *(("part", part) for part in parts)]
        step = relation.step()
        if step.answer is Answer.HOLDS:
            yield passed(rule, said)
            continue
        yield failed(
            rule,
            said,
            binding=Binding.CELL,
            expected=shown(step.due, survey.full.quantity),
            actual=shown(step.stated, survey.full.quantity),
            gap=writing.gap(step),
            unit=survey.full.quantity.unit or "分",
            computation=writing.linear(relation, "总分"),
            labels=diagnosis.name(survey.full),
            fields={"question": "", "count": str(len(parts))},
            relation=relation,
        )


def judge_marks(relation: Marks, said: list[Member], rule: Rule[Any], labels: str, question: str = "") -> Outcome:
    """A relation of marks as an outcome; `labels` says what its result is called."""
    step, result = relation.step(), relation.result
    if step.answer is Answer.HOLDS:
        return passed(rule, said)
    return failed(
        rule,
        said,
        answer=step.answer,
        binding=Binding.CELL if result.location.kind == "cell" else Binding.INFERRED,
        expected=shown(step.due, result.quantity),
        actual=shown(step.stated, result.quantity),
        gap=plain((step.stated - step.due) / result.quantity.scale),
        unit=result.quantity.unit or "分",
        computation=relation.written(),
        diagnosis=diagnosis.of_figure(result, step.due) if step.answer is Answer.FAILS else None,
        labels=labels,
        fields={"question": question, "count": str(len(relation.terms))},
        relation=relation,
    )


_ORDER = {"valid": "有效", "returned": "收回", "sent": "发放"}


@dataclass(frozen=True)
class NoMore:
    """Questionnaires of one stage are no more than those of the stage before. `due` is the number that a printed rate of
    both makes of the later one, None where there is none that helps."""

    less: Fact
    more: Fact
    due: Decimal | None = None

    @property
    def facts(self) -> dict[int, Fact]:
        return {fact.id: fact for fact in (self.less, self.more)}

    def answer(self, put: Values | None = None) -> Answer:
        return Answer.HOLDS if value(self.less, put) <= value(self.more, put) else Answer.FAILS

    def alternatives(self, fact: int) -> tuple[Decimal, ...]:
        return (self.due,) if fact == self.less.id and self.due is not None else ()

    def settles(self, fact: int) -> bool:
        return fact == self.less.id


def check_counts(book: FactBook, rule: Rule[Any]) -> Iterator[Outcome]:
    """No more come back than were sent, and no more are valid than came back."""
    for survey in book.surveys:
        stated = [(stage, fact) for stage, fact in zip(_ORDER, _stages(survey), strict=True) if fact is not None]
        if len(stated) < 2 or not all(fact.quantity.exact for _, fact in stated):
            continue
        said: list[Member] = list(stated)
        wrong = next(
            ((less, more) for less, more in pairwise(stated) if less[1].quantity.value > more[1].quantity.value),
            None,
        )
        if wrong is None:
            yield passed(rule, said)
            continue
        (_, less), (_, more) = wrong
        few, many = (_ORDER[stage] for stage, _ in wrong)
        gap = less.quantity.value - more.quantity.value
        rate = _explained(less, more, book)
        due = None if rate is None else _by_rate(less, more, rate)
        yield failed(
            rule,
            said,
            actual=plain(less.quantity.value),
            gap=plain(gap),
            unit="份",
            computation=f"{few} {writing.with_unit(less)} > {many} {writing.with_unit(more)}",
            labels=f"{_group(survey)}{few}问卷 {spaced(grouped(plain(less.quantity.value)), '份')}，"
            f"多于{many}的 {spaced(grouped(plain(more.quantity.value)), '份')}",
            diagnosis=None if rate is None or due is None else _meant(few, less, due, rate),
            fields={"question": "", "count": ""},
            relation=NoMore(less, more, due),
        )


def _explained(less: Fact, more: Fact, book: FactBook) -> Fact | None:
    """A printed rate of two stages that a number of the later one, not above the earlier, gives."""
    for claim in book.claims_of(RateClaim):
        if (claim.numerator.id, claim.denominator.id) != (less.id, more.id) or not claim.rate.quantity.exact:
            continue
        due = _by_rate(less, more, claim.rate)
        relation = Quotient(claim.numerator, claim.denominator, claim.rate)
        if due <= more.quantity.value and relation.answer({less.id: due}) is Answer.HOLDS:
            return claim.rate
    return None


def _by_rate(less: Fact, more: Fact, rate: Fact) -> Decimal:
    return half_up(rate.quantity.value * more.quantity.value / _HUNDRED, less.quantity.ulp)


def _meant(few: str, less: Fact, due: Decimal, rate: Fact) -> Diagnosis:
    right = spaced(grouped(plain(due)), less.quantity.unit)
    text = f"{few}问卷 {writing.with_unit(less)}若为 {right}，“{diagnosis.name(rate)}”{writing.with_unit(rate)}也相符"
    return Diagnosis("outvoted", text, (less.id,))


def _group(survey: Survey) -> str:
    """Whose questionnaires prose counts, where it counts those of several groups."""
    return survey.title if survey.table is None else ""


def _stages(survey: Survey) -> tuple[Fact | None, Fact | None, Fact | None]:
    return survey.valid[0] if survey.valid else None, survey.returned, survey.sent


def check_valid(book: FactBook, rule: Rule[Any]) -> Iterator[Outcome]:
    """The number of valid questionnaires is the same above the table and in it."""
    for survey in book.surveys:
        if len(survey.valid) < 2:
            continue
        said: list[Member] = [("stated", fact) for fact in survey.valid]
        relation = Equal(survey.valid)
        if relation.answer() is Answer.HOLDS:
            yield passed(rule, said)
            continue
        first, last = survey.valid[0], survey.valid[-1]
        yield failed(
            rule,
            said,
            expected=plain(first.quantity.value),
            actual=plain(last.quantity.value),
            gap=plain(last.quantity.value - first.quantity.value),
            unit="份",
            computation=f"表前 {writing.with_unit(first)}，表内 {writing.with_unit(last)}",
            labels="有效问卷份数",
            fields={"question": "", "count": ""},
            relation=relation,
        )
