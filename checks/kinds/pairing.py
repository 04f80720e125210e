"""Kind `pairing`: 分别 gives each name a figure, so there are as many of these as of those."""

from __future__ import annotations

from collections.abc import Iterator

from checks.kinds import NoParams, kind
from checks.outcome import Member, Outcome, failed, passed
from checks.rule import Rule
from extract.model import Binding, FactBook, Pairing


@kind("pairing", params=NoParams, fields=("names", "figures"), judges="words")
def check_pairing(book: FactBook, rule: Rule[NoParams]) -> Iterator[Outcome]:
    """Judges each Pairing. Message fields: {names} and {figures} as printed."""
    for claim in book.claims_of(Pairing):
        members: list[Member] = [
            *(("name", name) for name in claim.names),
            *(("compared", figure) for figure in claim.figures),
        ]
        if len(claim.figures) <= claim.most:
            yield passed(rule, members)
            continue
        names, figures = len(claim.names), len(claim.figures)
        yield failed(
            rule,
            members,
            binding=min(claim.binding, Binding.INFERRED),
            expected=str(names),
            actual=str(figures),
            gap=str(figures - names),
            unit="个",
            fields={
                "names": "、".join(name.text for name in claim.names),
                "figures": "、".join(figure.quantity.text for figure in claim.figures),
            },
        )
