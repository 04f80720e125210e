"""One claim, stated more than once, must be stated alike."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from itertools import islice
from typing import Any

from rapidfuzz import fuzz

from checks import diagnosis, writing
from checks.diagnosis import significant
from checks.figures import shown
from checks.kinds import kind
from checks.outcome import Answer, Member, Outcome, failed, passed, skipped
from checks.relation import Equal
from checks.rule import Rule
from extract.model import Binding, Fact, FactBook, Restatement


@dataclass(frozen=True, slots=True)
class EqualParams:
    """`why` picks the restatements by what makes them one claim: 明示, 同文, 同项, 同码."""

    why: tuple[str, ...]


@kind("equal", params=EqualParams, fields=("values", "count"), judges="restatements")
def check_equal(book: FactBook, rule: Rule[EqualParams]) -> Iterator[Outcome]:
    """Judges each Restatement as one outcome, however often the claim is stated. Message fields: {values}, the values
    that occur with their counts, and {count}, how many statements there are."""
    clues = diagnosis.Clues(book)
    for claim in book.claims_of(Restatement):
        if claim.why in rule.params.why and len(claim.facts) > 1:
            yield judge_statements(claim.facts, claim.binding, rule, clues)


def judge_statements(
    facts: tuple[Fact, ...],
    binding: Binding,
    rule: Rule[Any],
    clues: diagnosis.Clues,
    labels: str = "",
    kind: type[Equal] = Equal,
) -> Outcome:
    """The statements of one claim as an outcome; `labels` says what they state where the first does not, `kind` how
    alike they must be."""
    members: list[Member] = [("stated", fact) for fact in facts]
    if len({fact.quantity.dimension for fact in facts} - {""}) > 1:
        return skipped(rule, members, "计量单位不同")
    if all(fact.quantity.nil for fact in facts):
        return passed(rule, members)
    relation = kind(facts)
    answer = relation.answer()
    reference, odd = relation.reference(), relation.odd()
    if answer is Answer.HOLDS:
        return passed(rule, members)
    wrong = odd[0] if odd else next(f for f in facts if f.quantity.value != reference.quantity.value)
    gap = wrong.quantity.value - reference.quantity.value
    values = _values(facts)
    backing = _backing(facts, clues) if answer is Answer.FAILS else []
    return failed(
        rule,
        [*(members if not odd else _telling(facts, reference, odd)), *(("stated", fact) for fact in backing)],
        answer=answer,
        binding=binding,
        expected=shown(reference.quantity.value, wrong.quantity),
        actual=shown(wrong.quantity.value, wrong.quantity),
        gap=shown(gap, wrong.quantity),
        unit=wrong.quantity.unit,
        computation=_computation(wrong, reference, gap),
        diagnosis=diagnosis.of_equal(relation, clues) if odd else None,
        labels=labels or diagnosis.name(facts[0]),
        fields={"values": values + _fitting(facts, clues) + _backed(backing), "count": str(len(facts))},
        relation=relation,
    )


_ALIKE = 60  # per cent of the shorter label's characters, in order
_BACKING = 2


def _backing(facts: tuple[Fact, ...], clues: diagnosis.Clues) -> list[Fact]:
    """Other places of the document that print one of the conflicting figures under a like name. They show which of
    the figures stands alone; likeness of names only finds them, it proves nothing."""
    own = {fact.id for fact in facts}
    found: list[Fact] = []
    for fact in facts:
        others = (
            other
            for other in clues.worth(fact.quantity.value, fact, own)
            if significant(fact.quantity.value) >= 3
            and other.location.block not in {f.location.block for f in (*facts, *found)}
            and fuzz.partial_ratio(other.label, fact.label) >= _ALIKE
        )
        found.extend(islice(others, _BACKING))
        own |= {other.id for other in found}
    return found


def _fitting(facts: tuple[Fact, ...], clues: diagnosis.Clues) -> str:
    """；其中 821 篇与合计、比率等相符 — where one of the values fits all relations that the statements stand in and the
    others do not."""
    values = {fact.quantity.value: fact for fact in facts}
    fits = {value: clues.witnesses.holding(facts, value) for value in values}
    best = [value for value, (held, asked) in fits.items() if asked and held == asked]
    if len(best) != 1 or len(values) < 2:
        return ""
    return f"；其中 {writing.with_unit(values[best[0]])} 与合计、比率等有关的数相符"


def _backed(backing: list[Fact]) -> str:
    """；另有 2 处写 821 篇"""
    counts = Counter(writing.with_unit(fact) for fact in backing)
    return "".join(f"；相近的说法另有 {count} 处写 {text}" for text, count in counts.items())


def _telling(facts: tuple[Fact, ...], reference: Fact, odd: tuple[Fact, ...]) -> list[Member]:
    """The statements with those first that show the conflict, so that a shortened finding still does."""
    others = [fact for fact in facts if fact is not reference and fact not in odd]
    return [("stated", fact) for fact in (reference, *odd, *others)]


def _values(facts: tuple[Fact, ...]) -> str:
    """1,470.37 万元（2 处）、1,470.38 万元"""
    places: dict[str, int] = {}
    for fact in facts:
        text = writing.with_unit(fact)
        places[text] = places.get(text, 0) + 1
    return "、".join(f"{text}（{count} 处）" if count > 1 else text for text, count in places.items())


def _computation(wrong: Fact, reference: Fact, gap: Decimal) -> str:
    larger, smaller = (wrong, reference) if gap > 0 else (reference, wrong)
    unit = wrong.quantity.unit
    return (
        f"{writing.figure(larger, wrong)} − {writing.figure(smaller, wrong)} = {shown(abs(gap), wrong.quantity)} {unit}"
    )
