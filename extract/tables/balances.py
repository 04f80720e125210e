"""Tables that are an account: what was there, what came in, what went out, what is left, in columns or in rows."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from extract.lexicon import lexicon
from extract.model import BalanceClaim, Binding, Cell, Fact, Words
from extract.tables import words
from extract.tables.figures import Block
from extract.tables.headers import Kind

_ROLES = {"年初结转结余": "opening", "本年收入": "income", "本年支出": "spending", "年末结转结余": "closing"}


@dataclass(frozen=True)
class _Line:
    """A column by its rows or a row by its columns, with the label that says its role."""

    label: str
    part: bool  # one of several under its label, and not their total
    cue: Cell
    facts: dict[int, Fact]


def balances(block: Block, point: Callable[[Cell], Words]) -> Iterator[BalanceClaim]:
    """One balance per row (or column) where the table has all four members and no other money beside them."""
    for lines in (_columns(block), _rows(block)):
        members = _members(lines)
        if members is None:
            continue
        closing = members["closing"]
        for key, left in closing.facts.items():
            facts = {role: line.facts[key] for role, line in members.items() if key in line.facts}
            if len(facts) > 1 and all(fact.measure == "amount" for fact in facts.values()):
                yield BalanceClaim(
                    facts.get("opening"),
                    tuple(facts[role] for role in ("income",) if role in facts),
                    tuple(facts[role] for role in ("spending",) if role in facts),
                    left,
                    point(closing.cue),
                    Binding.CELL,
                )


def _members(lines: list[_Line]) -> dict[str, _Line] | None:
    members: dict[str, _Line] = {}
    for line in lines:
        concept = lexicon().concept(words.bare(line.label))
        role = _ROLES.get(concept.name, "") if concept is not None else ""
        if not role:
            return None
        if line.part:
            continue
        if role in members:
            return None
        members[role] = line
    return members if len(members) == len(_ROLES) else None


def _columns(block: Block) -> list[_Line]:
    return [
        _Line(
            column.path[0],
            len(column.path) > 1 and not words.TOTAL_COLUMN.search(column.leaf),
            column.anchors[-1],
            block.by_column.get(column.index, {}),
        )
        for column in block.segment.of(Kind.FIGURE)
        if column.path
    ]


def _rows(block: Block) -> list[_Line]:
    return [
        _Line(row.label, row.of_which, row.name_cell, block.by_row[row.index])
        for row in block.rows
        if row.index in block.by_row and row.name_cell is not None
    ]
