"""A stated product must be what its factors give."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from checks import diagnosis, writing
from checks.figures import shown
from checks.kinds import kind
from checks.outcome import Answer, Diagnosis, Member, Outcome, failed, passed, skipped
from checks.relation import Product
from checks.rule import Rule, Severity
from extract.model import FactBook, ProductClaim


@dataclass(frozen=True, slots=True)
class ProductParams:
    """`dimensions` and `other_than` pick by what the result measures."""

    dimensions: tuple[str, ...] = ()
    other_than: tuple[str, ...] = ()


@kind("product", params=ProductParams)
def check_product(book: FactBook, rule: Rule[ProductParams]) -> Iterator[Outcome]:
    """Judges each ProductClaim."""
    for claim in book.claims_of(ProductClaim):
        dimension = claim.result.quantity.dimension
        wanted = rule.params.dimensions
        if (not wanted or dimension in wanted) and dimension not in rule.params.other_than:
            yield _judge(claim, rule)


def _judge(claim: ProductClaim, rule: Rule[ProductParams]) -> Outcome:
    members: list[Member] = [*(("factor", fact) for fact in claim.factors), ("result", claim.result)]
    if not all(fact.quantity.exact for fact in (*claim.factors, claim.result)):
        return skipped(rule, members, "含约数")
    relation = Product(claim.factors, claim.result)
    step, result = relation.step(), claim.result
    if step.answer is Answer.HOLDS:
        return passed(rule, members, reason="四舍五入" if step.was_rounded_up else "")
    why = None
    if step.answer is Answer.FAILS:
        kind_of_slip = diagnosis.slip(result.quantity, step.due)
        if kind_of_slip:
            due = writing.with_unit(result).replace(
                shown(step.stated, result.quantity), shown(step.due, result.quantity)
            )
            why = Diagnosis(kind_of_slip, f"疑为 {due}")
    return failed(
        rule,
        members,
        answer=step.answer,
        binding=claim.binding,
        severity=Severity.WARNING if step.answer is Answer.FAILS else None,
        expected=shown(step.due, result.quantity),
        actual=shown(step.stated, result.quantity),
        gap=writing.rate_gap(step),
        unit=result.quantity.unit,
        computation=writing.product(relation),
        diagnosis=why,
        labels=diagnosis.name(result),
        relation=relation,
    )
