"""What came in, less what went out, must be what is left."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from checks import diagnosis, writing
from checks.figures import grouped, shown, spaced
from checks.kinds import kind
from checks.outcome import Answer, Diagnosis, Member, Outcome, failed, passed, skipped
from checks.relation import Linear
from checks.rule import Rule
from extract.model import BalanceClaim, Binding, DifferenceClaim, FactBook

_CLAIMS = frozenset(("balance", "difference"))


@dataclass(frozen=True, slots=True)
class BalanceParams:
    """`claims` is balance (opening + income − spending = closing) or difference (minuend − subtrahend = result);
    `dimensions` and `other_than` pick by what the outcome measures."""

    claims: str
    dimensions: tuple[str, ...] = ()
    other_than: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if self.claims not in _CLAIMS:
            raise ValueError("claims 应为 balance 或 difference")


@kind("balance", params=BalanceParams, fields=("should",))
def check_balance(book: FactBook, rule: Rule[BalanceParams]) -> Iterator[Outcome]:
    """Judges each BalanceClaim or DifferenceClaim. Message field {should}: what the figures give instead."""
    params, clues = rule.params, diagnosis.Clues(book)
    for claim in _claims(book, params.claims):
        relation, members = _relation(claim)
        dimension = relation.result.quantity.dimension
        if (params.dimensions and dimension not in params.dimensions) or dimension in params.other_than:
            continue
        if isinstance(claim, BalanceClaim) and relation.answer() is Answer.FAILS:
            gross = _held_in_income(claim)
            if gross is not None:
                yield passed(rule, gross, reason="收入数已含年初结转结余")
                continue
        yield _judge(relation, members, claim.binding, rule, clues)


def _claims(book: FactBook, wanted: str) -> Iterator[BalanceClaim | DifferenceClaim]:
    if wanted == "balance":
        yield from book.claims_of(BalanceClaim)
    else:
        yield from book.claims_of(DifferenceClaim)


def _relation(claim: BalanceClaim | DifferenceClaim) -> tuple[Linear, list[Member]]:
    members: list[Member]
    if isinstance(claim, DifferenceClaim):
        members = [("minuend", claim.minuend), ("subtrahend", claim.subtrahend), ("result", claim.result)]
        return Linear(((1, claim.minuend), (-1, claim.subtrahend)), claim.result), members
    members = [("opening", claim.opening)] if claim.opening is not None else []
    members += [("income", fact) for fact in claim.incomes]
    members += [("spending", fact) for fact in claim.spendings]
    members.append(("closing", claim.closing))
    came = ((claim.opening,) if claim.opening is not None else ()) + claim.incomes
    terms = (*((1, fact) for fact in came), *((-1, fact) for fact in claim.spendings))
    return Linear(terms, claim.closing), members


def _held_in_income(claim: BalanceClaim) -> list[Member] | None:
    """The members of the balance without its opening, where it only holds so: 收入合计 is used both with and without
    what was carried over, and the words do not always tell which."""
    if claim.opening is None:
        return None
    relation, members = _relation(replace(claim, opening=None))
    return members if relation.answer() is Answer.HOLDS else None


def _judge(
    relation: Linear,
    members: Sequence[Member],
    binding: Binding,
    rule: Rule[BalanceParams],
    clues: diagnosis.Clues,
) -> Outcome:
    facts = relation.facts.values()
    # a difference of two rates is printed in points
    if len({"percent" if f.quantity.dimension == "point" else f.quantity.dimension for f in facts} - {""}) > 1:
        return skipped(rule, members, "计量单位不同")
    step, result = relation.step(), relation.result
    approximate = not all(fact.quantity.exact for fact in facts)
    if approximate and relation.conceivable():
        return skipped(rule, members, "含约数")
    if not approximate and step.answer is Answer.HOLDS:
        return passed(rule, members, reason="四舍五入" if step.was_rounded_up else "")
    answer = Answer.FAILS if approximate else step.answer
    turned = answer is Answer.FAILS and result.quantity.dimension == "point" and step.stated == -step.exact
    why = diagnosis.of_linear(relation, clues) if answer is Answer.FAILS else None
    due = shown(step.due, result.quantity)
    should = f"按两个比率相减应为 {spaced(grouped(due), result.quantity.unit)}"
    computation = writing.linear(relation, diagnosis.name(result))
    if turned:
        why = Diagnosis("direction", f"“{diagnosis.name(result)}”一词写反")
        should, computation = _other_way(relation)
    return failed(
        rule,
        members,
        answer=answer,
        binding=binding,
        expected=due,
        actual=shown(step.stated, result.quantity),
        gap="" if turned else writing.gap(step),  # the figures are right, the word is not
        unit=result.quantity.unit,
        computation=computation,
        diagnosis=why,
        labels=diagnosis.name(result),
        fields={"should": should},
        relation=relation,
    )


def _other_way(relation: Linear) -> tuple[str, str]:
    """What two rates say where the word between them says the opposite, and their difference."""
    (_, lower), (_, higher) = relation.terms
    said = [f"“{diagnosis.name(fact)}”{fact.quantity.text}" for fact in (higher, lower)]
    difference = f"{writing.figure(higher, higher)} − {writing.figure(lower, lower)}"
    return "高于".join(said), f"{difference} = {writing.with_unit(relation.result)}"
