"""A list that states its count must name as many."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from checks import diagnosis
from checks.kinds import kind
from checks.outcome import Member, Outcome, failed, passed, skipped
from checks.rule import Rule
from extract.model import Binding, CountedList, FactBook


@dataclass(frozen=True, slots=True)
class CountParams:
    """No parameters."""


@kind("count", params=CountParams, fields=("named", "names"))
def check_count(book: FactBook, rule: Rule[CountParams]) -> Iterator[Outcome]:
    """Judges each CountedList. Message fields: {named}, how many are named, and {names}, the first of them."""
    for claim in book.claims_of(CountedList):
        yield _judge(claim, rule)


def _judge(claim: CountedList, rule: Rule[CountParams]) -> Outcome:
    names_of: list[Member] = [("member", name) for name in claim.members]
    members: list[Member] = [("stated", claim.stated), *names_of]
    stated, named = int(claim.stated.quantity.value), len(claim.members)
    if named == stated:
        return passed(rule, members)
    binding, said = claim.binding, claim.stated.quantity.text
    if claim.beside and named > stated:
        # The list names the things of the counts before as well, as nothing but its length says.
        members = [*(("stated", fact) for fact in (*claim.beside, claim.stated)), *names_of]
        said = " + ".join(fact.quantity.text for fact in (*claim.beside, claim.stated))
        stated += sum(int(fact.quantity.value) for fact in claim.beside)
        binding = Binding.INFERRED
        if named == stated:
            return passed(rule, members)
    elif claim.beside:
        return skipped(rule, members, "前面另有个数，列举的是哪一个不明")
    if not claim.exhaustive and named < stated:
        return skipped(rule, members, "未穷尽列举")
    unit = claim.stated.quantity.unit
    names = "、".join(name.text for name in claim.members[:12])
    return failed(
        rule,
        members,
        binding=binding,
        expected=str(named),
        actual=str(stated),
        gap=str(stated - named),
        unit=unit,
        computation=f"{names}{'…' if named > 12 else ''}（共 {named} 个）；写 {said}",
        labels=diagnosis.name(claim.stated),
        fields={"named": str(named), "names": names},
    )
