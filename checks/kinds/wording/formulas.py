"""The formula of a rate of change gives what its name says: base first for 降低率, over the base, a difference."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from checks.outcome import Member, Outcome, failed, passed, skipped
from checks.rule import Rule
from extract.model import FactBook, RateFormula

_RIGHT = {
    "down": "（上年数－本年数）÷上年数×100%",
    "up": "（本年数－上年数）÷上年数×100%",
    "change": "（本年数－上年数）÷上年数×100%",
}


def check_formulas(book: FactBook, rule: Rule[Any]) -> Iterator[Outcome]:
    """Judges each RateFormula whose terms name their years."""
    for claim in book.claims_of(RateFormula):
        members: list[Member] = [("cite", claim.words)]
        said = f"“{claim.called.text}”"
        if claim.called.location.start != claim.words.location.start:
            members.append(("target", claim.called))
            said = f"解释中的{said}"
        wrong = _wrong(claim)
        if wrong:
            fields = {"said": said, "why": "，".join(wrong), "due": _RIGHT[claim.says]}
            yield failed(rule, members, fields=fields)
        elif claim.first and claim.over:
            yield passed(rule, members)
        else:
            yield skipped(rule, members, "公式没有写明各数的年度")


def _wrong(claim: RateFormula) -> list[str]:
    """What in the formula does not fit what the rate is called."""
    if not claim.difference:
        plain = (claim.first, claim.over) == ("now", "base") and not claim.less_one
        return ["公式是本年数除以上年数，没有减去上年数"] if plain else []
    wrong = []
    order = (claim.first, claim.second)
    if claim.says == "down" and order == ("now", "base"):
        wrong.append("公式是本年数减上年数，下降时得负数")
    if claim.says == "up" and order == ("base", "now"):
        wrong.append("公式是上年数减本年数，增长时得负数")
    if claim.over == "now" and set(order) == {"now", "base"}:
        wrong.append("分母用了本年数，应为上年数")
    return wrong
