"""Tables whose columns are an account: what was there, what came in, what went out, what is left."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from extract.lexicon import lexicon
from extract.model import BalanceClaim, Binding, Cell, Fact, Words
from extract.tables import words
from extract.tables.figures import Block
from extract.tables.headers import Column, Kind

_ROLES = {"年初结转结余": "opening", "本年收入": "income", "本年支出": "spending", "年末结转结余": "closing"}


def balances(block: Block, point: Callable[[Cell], Words]) -> Iterator[BalanceClaim]:
    """One balance per row where the table has all four columns and no other column of money beside them."""
    roles: dict[str, Column] = {}
    for column in block.segment.of(Kind.FIGURE):
        top = lexicon().concept(words.bare(column.path[0])) if column.path else None
        role = _ROLES.get(top.name, "") if top is not None else ""
        if not role:
            return
        if len(column.path) > 1 and not words.TOTAL_COLUMN.search(column.leaf):
            continue
        if role in roles:
            return
        roles[role] = column
    if len(roles) < 4:
        return
    for row in block.rows:
        facts: dict[str, Fact] = {}
        for role, column in roles.items():
            fact = block.fact(row, column)
            if fact is not None and fact.measure == "amount":
                facts[role] = fact
        if "closing" in facts and len(facts) > 1:
            yield BalanceClaim(
                facts.get("opening"),
                tuple(facts[role] for role in ("income",) if role in facts),
                tuple(facts[role] for role in ("spending",) if role in facts),
                facts["closing"],
                point(roles["closing"].anchors[-1]),
                Binding.CELL,
            )
