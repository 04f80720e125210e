"""What a check says: a relation passed, failed or was skipped, and the figures that prove it.

The ledger of outcomes is enough to re-compute every verdict: each carries its figures as printed, with role and place.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Decimal
from enum import Enum
from typing import Any, Protocol

from checks.figures import grouped, printed, spaced
from checks.rule import Rule, Severity
from extract.model import Binding, Fact, Location, NumberSeen, Words

QUOTE_LENGTH = 120


class Answer(Enum):
    """The four answers to a relation; the value is what users and the JSON see."""

    HOLDS = "holds"
    ROUNDING = "尾差"
    TRUNCATION = "截位"
    FAILS = "does not hold"


_ROLE_NAMES = (
    "total part numerator denominator rate now base delta opening income spending closing stated member minuend "
    "subtrahend result factor score weight rubric code name cite target compared aim actual sent returned valid"
)
ROLES = frozenset(_ROLE_NAMES.split())


@dataclass(frozen=True, slots=True)
class Evidence:
    """One figure, or one run of words, that an outcome rests on.

    `text` is the figure as printed, `value` its decimal string in the printed unit, `quote` the clause around it. For
    words `text` is the words, `value` and `unit` are "" and `fact` is None. `role` is one of `ROLES`.
    """

    role: str
    text: str
    value: str
    unit: str
    quote: str
    location: Location
    fact: int | None = None


@dataclass(frozen=True, slots=True)
class LooseNumber:
    """A quantity that nothing was held against. `label` is what it is called, "" where that is not known; `reason` says
    in Chinese why it stands alone."""

    number: NumberSeen
    label: str
    reason: str


@dataclass(frozen=True, slots=True)
class Diagnosis:
    """Why the figures probably differ. `kind` is a word for programs (transposed, unit_slip, …), `text` is Chinese;
    `suspects` are the ids of the facts that it calls wrong; `others` the kinds of causes that are as good and that the
    text names, too."""

    kind: str
    text: str
    suspects: tuple[int, ...] = ()
    others: tuple[str, ...] = ()


class Relation(Protocol):
    """A judged relation that can be judged again with other values: what settles root causes.

    `facts` are the facts it is made of, keyed by id.
    """

    @property
    def facts(self) -> Mapping[int, Fact]: ...

    def answer(self, put: Mapping[int, Decimal] | None = None) -> Answer:
        """The answer with the values of `put` (fact id → value in the base unit) in place of the printed ones."""
        ...

    def alternatives(self, fact: int) -> tuple[Decimal, ...]:
        """The values of one fact with which the relation would hold; () where it cannot say."""
        ...

    def settles(self, fact: int) -> bool:
        """Whether the relation's own arithmetic defines this fact (it is the total of the sum, the rate of the
        quotient) rather than merely using it."""
        ...


@dataclass(frozen=True, slots=True)
class Passed:
    """A relation that holds. `answer` is 截位 or 尾差 only for a conversion of units that holds only so."""

    rule: str
    answer: Answer
    evidence: tuple[Evidence, ...]
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Failed:
    """A relation that does not hold as printed.

    `expected`, `actual` and `gap` (actual less expected) are decimal strings in `unit`, "" where they make no sense.
    `binding` is the weakest link in lower case. `consequences` are failures that vanish with this one. `relation` lets
    the engine try other values; it is no part of what is written out.
    """

    rule: str
    answer: Answer
    evidence: tuple[Evidence, ...]
    severity: Severity
    title: str
    message: str
    expected: str
    actual: str
    gap: str
    unit: str
    computation: str
    diagnosis: Diagnosis | None
    fix: str
    binding: str
    fingerprint: str
    family: str
    name: str
    consequences: tuple[Failed, ...] = ()
    reason: str = ""
    relation: Relation | None = field(default=None, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Skipped:
    """A relation that could not be judged, and why."""

    rule: str
    reason: str
    evidence: tuple[Evidence, ...] = ()


Outcome = Passed | Failed | Skipped
Member = tuple[str, Fact | Words]


def evidence(role: str, fact: Fact) -> Evidence:
    """A fact as evidence."""
    assert role in ROLES, role
    quantity = fact.quantity
    return Evidence(
        role, quantity.text, printed(quantity), quantity.unit, fact.quote[:QUOTE_LENGTH], fact.location, fact.id
    )


def words(role: str, said: Words) -> Evidence:
    """A run of words as evidence."""
    assert role in ROLES, role
    return Evidence(role, said.text, "", "", said.quote[:QUOTE_LENGTH], said.location)


def exhibit(members: Iterable[Member]) -> tuple[Evidence, ...]:
    """Facts and words with their roles, as evidence."""
    return tuple(evidence(role, m) if isinstance(m, Fact) else words(role, m) for role, m in members)


def fingerprint(rule: str, members: Iterable[Member], extra: Sequence[str] = ()) -> str:
    """A name for a finding that survives edits elsewhere: made of the rule, what the figures are called and the
    figures as printed, never of positions."""
    parts = [rule, *extra]
    for role, member in members:
        if isinstance(member, Fact):
            parts += [role, "/".join(member.item) or member.label, member.basis, member.code, member.quantity.text]
        else:
            parts += [role, member.text]
    return hashlib.sha256("\x1f".join(parts).encode()).hexdigest()[:16]


def weakest(binding: Binding, members: Iterable[Member]) -> Binding:
    """The weakest link of a claim and the facts it joins."""
    return min([binding, *(m.binding for _, m in members if isinstance(m, Fact))])


_DOUBTS = {Binding.FUZZY: "依据为近似的名称", Binding.INFERRED: "依据为推断"}
_CAPS = {Binding.FUZZY: Severity.INFO, Binding.INFERRED: Severity.WARNING}


def capped(severity: Severity, binding: Binding) -> Severity:
    """A severity no higher than the binding allows: inferred caps at warning, fuzzy at info."""
    cap = _CAPS.get(binding, Severity.ERROR)
    return min(severity, cap, key=lambda s: s.rank)


def off(gap: str, unit: str) -> str:
    """A gap in words: "-0.18", 万元 → 少 0.18 万元."""
    if not gap:
        return ""
    word = "个百分点" if unit == "%" else unit
    return f"{'少' if gap.startswith('-') else '多'} {spaced(grouped(gap.lstrip('-')), word)}"


def _to_digits(gap: str, *figures: str) -> str:
    """A gap with no more decimals than the figures it lies between, unless it lies in them alone."""
    digits = max(len(figure.partition(".")[2]) for figure in figures)
    if not gap or len(gap.partition(".")[2]) <= digits:
        return gap
    short = Decimal(gap).quantize(Decimal(1).scaleb(-digits), ROUND_HALF_UP)
    return f"{short:f}" if short else gap


def passed(rule: Rule[Any], members: Sequence[Member], answer: Answer = Answer.HOLDS, reason: str = "") -> Passed:
    """The relation between `members` holds."""
    return Passed(rule.id, answer, exhibit(members), reason)


def skipped(rule: Rule[Any], members: Sequence[Member], reason: str) -> Skipped:
    """The relation between `members` is not judged, for a reason in Chinese."""
    return Skipped(rule.id, reason, exhibit(members))


def failed(
    rule: Rule[Any],
    members: Sequence[Member],
    *,
    answer: Answer = Answer.FAILS,
    binding: Binding = Binding.CUE,
    severity: Severity | None = None,
    expected: str = "",
    actual: str = "",
    gap: str = "",
    unit: str = "",
    computation: str = "",
    diagnosis: Diagnosis | None = None,
    labels: str = "",
    fields: Mapping[str, str] | None = None,
    reason: str = "",
    relation: Relation | None = None,
) -> Failed:
    """The relation between `members` does not hold.

    `severity` may lower that of the rule; the weakest binding caps it, and 尾差 and 截位 are never more than info
    unless `severity` says so. `labels` and `fields` fill the rule's message; so do the figures ({expected}, {actual},
    {gap}, {unit}) and their readable forms: {due} and {stated} with separators and unit, {off} as 多 or 少 so much.
    A message says at its end when only a weak binding makes the finding less than its rule.
    """
    link = weakest(binding, members)
    default = rule.severity if answer is Answer.FAILS else Severity.INFO
    loudness = capped(severity or default, link)
    doubt = f"（{_DOUBTS[link]}）" if answer is Answer.FAILS and loudness is not (severity or default) else ""
    filled = {
        "title": rule.title,
        "expected": expected,
        "actual": actual,
        "gap": gap,
        "unit": unit,
        "computation": computation,
        "labels": labels,
        "due": spaced(grouped(expected), unit) if expected else "",
        "stated": spaced(grouped(actual), unit) if actual else "",
        "off": off(_to_digits(gap, actual, expected), unit),
        "answer": answer.value,
        "diagnosis": diagnosis.text if diagnosis else "",
    }
    return Failed(
        rule=rule.id,
        answer=answer,
        evidence=exhibit(members),
        severity=loudness,
        title=rule.title,
        message=_with_doubt(rule.message.format_map({**filled, **(fields or {})}), doubt),
        expected=expected,
        actual=actual,
        gap=gap,
        unit=unit,
        computation=computation,
        diagnosis=diagnosis,
        fix=rule.fix,
        binding=link.name.lower(),
        fingerprint=fingerprint(rule.id, members),
        family=rule.family,
        name=rule.name,
        reason=reason,
        relation=relation,
    )


def _with_doubt(message: str, doubt: str) -> str:
    """A message with a remark in brackets inside its last sentence."""
    return f"{message.removesuffix('。')}{doubt}。" if doubt else message
