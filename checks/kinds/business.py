"""Kind `business`: questions and indicators of a whole unit's evaluation are about its own business."""

from __future__ import annotations

from collections.abc import Iterator

from checks.kinds import NoParams, kind
from checks.outcome import Member, Outcome, failed, passed, skipped
from checks.rule import Rule
from extract.model import Binding, BusinessTerm, FactBook

_SHOWN = 12
_NAMED = 4


@kind("business", params=NoParams, fields=("said", "area", "where", "own"))
def check_business(book: FactBook, rule: Rule[NoParams]) -> Iterator[Outcome]:
    """Judges the terms of each table of indicators and of each question. One is foreign where the unit's business is
    known by its name, is another one, and the report's prose never tells of it. Message fields: {said} the terms,
    {area} whose they are, {where} 指标 or 问卷, {own} the unit's own business."""
    groups: dict[str, list[BusinessTerm]] = {}
    for claim in book.claims_of(BusinessTerm):
        groups.setdefault(claim.group, []).append(claim)
    for claims in groups.values():
        foreign = [claim for claim in claims if claim.own and claim.area not in claim.own and not claim.told]
        if not foreign:
            members: list[Member] = [("cite", claim.words) for claim in claims[:_SHOWN]]
            yield passed(rule, members) if claims[0].own else skipped(rule, members, "看不出单位的业务领域")
            continue
        terms = list(dict.fromkeys(claim.words.text for claim in foreign))
        yield failed(
            rule,
            [("cite", claim.words) for claim in foreign[:_SHOWN]],
            binding=Binding.INFERRED,
            fields={
                "said": "、".join(f"“{term}”" for term in terms[:_NAMED]) + ("等" if len(terms) > _NAMED else ""),
                "area": "、".join(dict.fromkeys(f"“{claim.area}”" for claim in foreign)),
                "where": foreign[0].where,
                "own": "、".join(foreign[0].own),
            },
        )
