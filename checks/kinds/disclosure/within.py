"""三公经费 inside basic expenditure against the table of all 三公经费: a part is no more than the whole."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from checks.kinds.disclosure.slots import sets
from checks.kinds.disclosure.tables import by_slot, named, worded
from checks.outcome import Member, Outcome, failed, passed
from checks.rule import Rule
from extract.lexicon import lexicon
from extract.model import FactBook


def check_within(book: FactBook, rule: Rule[Any]) -> Iterator[Outcome]:
    """Each kind of 三公经费 in the table of basic expenditure is within what was spent on it altogether. A blank or unknown
    kind says nothing; where several tables print the whole, the largest counts."""
    known = lexicon()
    tables = {table.table: table for table in book.disclosure.tables}
    for group in sets(book):
        whole = by_slot(group)
        for row in book.disclosure.expenses:
            concept = known.exact(re.sub(r"\s", "", row.name.text))
            at = row.amount.location.table if row.amount is not None else None
            if row.amount is None or concept is None or at not in {table.table for table in group}:
                continue
            if not known.within(concept.name, "三公经费"):
                continue
            found = [
                placed
                for slot, all_placed in whole.items()
                if slot.side == "三公" and slot.item == concept.name and slot.basis == "决算"
                for placed in all_placed
            ]
            if not found:
                continue
            table, most = max(found, key=lambda placed: placed[1].quantity.value)
            members: list[Member] = [("compared", row.amount), ("compared", most)]
            room = max(row.amount.quantity.ulp, most.quantity.ulp)
            if row.amount.quantity.value <= most.quantity.value + room:
                yield passed(rule, members)
                continue
            own = tables[at] if at is not None else table
            said = f"{named(own)}写 {worded(row.amount)}，{named(table)}只有 {worded(most)}"
            yield failed(rule, members, computation=said, labels=concept.name)
