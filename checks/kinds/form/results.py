"""The rows of a form: targets, completions, marks and reasons."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Any

from checks.attainment import Reach, Row, rows_of, scored_as
from checks.completed import completed
from checks.kinds.form.gathering import (
    EVIDENCE,
    aimed,
    attained,
    finding,
    flat,
    gathered,
    members_of,
    pass_row,
    proportional,
    rated,
    reached,
)
from checks.outcome import Member, Outcome, passed
from checks.rule import Rule, Severity
from extract.model import EvaluationForm, Fact, FactBook, Paragraph, Words

_WHOLE = Decimal(100)
_FAR = Decimal("1.3")
_NEAR = Decimal("0.98")
_ALL_DONE = re.compile(
    r"(?:全部|全面|均已|圆满|全都)(?:按时|按期|按质|按要求|如期|较好)*(?:完成|达标|达到|实现)|(?<!未)(?<!基本)达到预期(?:目标|指标)?"
)
_EXCEPT = re.compile(r"未完成|未达|基本|部分|除|偏差|不足|大部分")
_KINDS = re.compile(r"数量|质量|时效|成本|效益|满意度")
_CAUSE = re.compile(r"由于|因|原因|影响|不足|滞后|延迟|延期|未能|未完成|未达|偏差")


def short_but_full(book: FactBook, form: EvaluationForm, rule: Rule[Any]) -> Iterator[Outcome]:
    """A completion below its target does not earn full marks."""
    rows = rows_of(form.tree)
    for row in rows:
        if row.reach is not None and not (row.reach is Reach.SHORT and row.full) and row.score is not None:
            yield pass_row(rule, row)
    # A rubric of its own may give full marks below the target.
    found = [row for row in rows if row.reach is Reach.SHORT and row.full and row.indicator.rubric_words is None]
    sure = any(row.signed for row in found)
    yield from gathered(rule, found, attained, severity=None if sure else Severity.WARNING)


def met_but_deducted(book: FactBook, form: EvaluationForm, rule: Rule[Any]) -> Iterator[Outcome]:
    """A completion that meets its target loses no marks without a reason."""
    found = [
        row for row in rows_of(form.tree) if row.deducted and reached(row) and row.unexplained and not _settled(row)
    ]
    yield from gathered(rule, found, attained)


def _settled(row: Row) -> bool:
    """Whether the rubric of a row says what its completion earns: it may ask for more than the target."""
    rubric = row.indicator.rubric
    return rubric is not None and completed(row, rubric) is not None


def deviation_without_reason(book: FactBook, form: EvaluationForm, rule: Rule[Any]) -> Iterator[Outcome]:
    """Marks that are lost, or a target that is missed, are explained where the form asks for it. Where a form has
    neither marks nor a column for reasons, a target that is missed without a word is pointed out."""
    rows = [row for row in rows_of(form.tree) if row.indicator.reason is not None]
    missing = [
        row
        for row in rows
        if row.unexplained and not row.full and not reached(row) and (row.deducted or row.reach is Reach.SHORT)
    ]
    for row in rows:
        if row.explained and (row.deducted or row.reach is Reach.SHORT):
            yield pass_row(rule, row)
    yield from gathered(rule, missing, attained)
    if not rows:
        yield from gathered(rule, list(_missed_in_silence(book, form)), attained, severity=Severity.INFO)


def _missed_in_silence(book: FactBook, form: EvaluationForm) -> Iterator[Row]:
    """The targets that a form without marks and reasons misses by its own signs, and of which no prose speaks."""
    if any(indicator.score is not None or indicator.weight is not None for indicator in form.tree.indicators):
        return
    prose = "".join(flat(block.text.content) for block in book.document.blocks if isinstance(block, Paragraph))
    for row in rows_of(form.tree):
        if row.reach is Reach.SHORT and row.signed and row.name not in prose:
            yield row


def reason_without_deviation(book: FactBook, form: EvaluationForm, rule: Rule[Any]) -> Iterator[Outcome]:
    """A reason for a deviation stands beside a deviation."""
    found = [
        row
        for row in rows_of(form.tree)
        if row.explained
        and row.full
        and row.reach is Reach.MET
        and row.indicator.reason is not None
        and _CAUSE.search(row.indicator.reason.text)
    ]
    yield from gathered(rule, found, attained)


def units_differ(book: FactBook, form: EvaluationForm, rule: Rule[Any]) -> Iterator[Outcome]:
    """Target and completion are measured in one unit."""
    yield from gathered(rule, [row for row in rows_of(form.tree) if row.mismatched], aimed)


def not_a_number(book: FactBook, form: EvaluationForm, rule: Rule[Any]) -> Iterator[Outcome]:
    """A target that is a number is answered by a number."""
    found = [
        row
        for row in rows_of(form.tree)
        if row.indicator.target is not None
        and row.indicator.actual is None
        and row.indicator.actual_words is not None
        and row.score is not None
        and not row.none_happened
        and not any(map(str.isdecimal, row.indicator.actual_words.text))
        and any(map(str.isalpha, row.indicator.actual_words.text))
    ]
    yield from gathered(rule, found, aimed)


def above_whole(book: FactBook, form: EvaluationForm, rule: Rule[Any]) -> Iterator[Outcome]:
    """A share of a whole is at most 100 %."""
    found = []
    for row in rows_of(form.tree):
        actual = row.indicator.actual
        if actual is not None and row.share and actual.quantity.dimension == "percent":
            if actual.quantity.value > _WHOLE:
                found.append(row)
            else:
                yield passed(rule, [("actual", actual)])
    yield from gathered(rule, found, aimed)


def far_past(book: FactBook, form: EvaluationForm, rule: Rule[Any]) -> Iterator[Outcome]:
    """A target that is exceeded by far was set too low, or the completion is wrong."""
    found = []
    for row in rows_of(form.tree):
        pair, figures = row.pair, (row.indicator.target, row.indicator.actual)
        if pair is None or any(figure is None or figure.quantity.dimension == "percent" for figure in figures):
            continue  # 30 % on top of a rate says little: a rate of 5 % may well be 8 %
        if row.reach is Reach.PAST and row.indicator.relation != "≤" and not row.explained:
            aim, done = pair
            if aim > 0 and done > aim * _FAR:
                found.append(row)
    yield from gathered(rule, found, aimed)


def proportion(book: FactBook, form: EvaluationForm, rule: Rule[Any]) -> Iterator[Outcome]:
    """Marks for a completion that falls short are usually in proportion to it."""
    found = []
    for row in rows_of(form.tree):
        due = row.due
        if due is None or row.indicator.score is None or row.full or row.indicator.rubric_words is not None:
            continue
        if scored_as(row.indicator.score, due):
            yield pass_row(rule, row)
        elif not _nearly(row, due):
            found.append(row)
    yield from gathered(rule, found, proportional)


def _nearly(row: Row, due: Decimal) -> bool:
    """Whether a row lacks next to nothing of its target and is at most a mark away from what is in proportion to it: a
    whole mark is then taken off for the miss as such."""
    weight, score = row.weight, row.indicator.score
    if not weight or score is None:
        return False
    return due >= weight * _NEAR and abs(score.quantity.value - due) <= 1


def completion_rate(book: FactBook, form: EvaluationForm, rule: Rule[Any]) -> Iterator[Outcome]:
    """A completion rate is the completion over its target; one above 100 % may be capped. Nothing is said of targets
    that are not to be exceeded, nor of those whose direction is not told."""
    found: list[Row] = []
    for row in rows_of(form.tree):
        rate, due = row.indicator.rate, row.completion
        if rate is None or due is None or rate.quantity.dimension != "percent" or not rate.quantity.exact:
            continue
        if _rate_agrees(rate, due, row):
            yield passed(rule, _rate_members(row))
        else:
            found.append(row)
    if found:
        members = [member for row in found for member in _rate_members(row)][:EVIDENCE]
        yield finding(rule, members, found, rated)


def _rate_agrees(rate: Fact, due: Decimal, row: Row) -> bool:
    """Whether a printed rate is the due one rounded or cut, 100 % for more than that, or the completed share itself."""
    stated, step = rate.quantity.value, rate.quantity.ulp
    actual = row.indicator.actual
    as_is = actual is not None and actual.quantity.dimension == "percent" and actual.quantity.value == stated
    return abs(stated - due) <= step or (due > _WHOLE and stated == _WHOLE) or as_is


def _rate_members(row: Row) -> list[Member]:
    indicator = row.indicator
    told = (("actual", indicator.actual), ("aim", indicator.target), ("rate", indicator.rate))
    return [(role, member) for role, member in told if member is not None]


def blank_completion(book: FactBook, form: EvaluationForm, rule: Rule[Any]) -> Iterator[Outcome]:
    """A row that is scored says what was completed, where the form's other rows do."""
    rows = [row for row in rows_of(form.tree) if row.score and row.indicator.target_words is not None]
    blank = [row for row in rows if row.indicator.actual_words is None]
    if len(blank) * 2 <= len(rows):
        yield from gathered(rule, blank, attained)


def all_done(book: FactBook, form: EvaluationForm, rule: Rule[Any]) -> Iterator[Outcome]:
    """What the form says of its goals, and the report's prose of the form's goals, does not contradict its rows."""
    said = [done for _, done in form.goals] + ([form.conclusion] if form.conclusion is not None else [])
    own = [words for words in said if _ALL_DONE.search(words.text) and not _EXCEPT.search(words.text)]
    missed = [row for row in rows_of(form.tree) if row.reach is Reach.SHORT]
    claims, short = own[:1], missed if own else []
    for words in form.told_done:
        of_kind = _of_kinds(missed, words)
        if of_kind:
            claims = [*claims, words]
            short = short or of_kind
            break
    if not short or not claims:
        return
    members: list[Member] = [("stated", words) for words in claims]
    yield finding(rule, [*members, *members_of(short, EVIDENCE - len(members), scores=False)], short, aimed)


def _of_kinds(rows: Sequence[Row], words: Words) -> list[Row]:
    """The rows that words speak of: those of the kinds that they name (各项数量指标), else all."""
    kinds = set(_KINDS.findall(words.text))
    return [row for row in rows if not kinds or any(kind in above for kind in kinds for above in row.above)]
