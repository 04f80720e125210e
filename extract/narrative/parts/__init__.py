"""Which numbers of a passage are offered as the parts of which.

Every group starts from a cue: 其中, brackets behind a number, a colon, 按…划分, 分别为 … 合计, 其余, shares of one whole, or
a partition that the lexicon knows. Numbers without a cue are never combined, and candidate totals are ranked by concept,
basis and nearness. Amounts are added only where the words leave more than one reading open: which of the totals in front
of a list it divides, and at which of the places where it may end it does. Printed shares are: where they come to much
less than a hundred, the list says itself that it is not complete.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Iterator

from extract.model import Binding
from extract.narrative import words as w
from extract.narrative.mentions import Mention
from extract.narrative.parts.after_cue import after_cue
from extract.narrative.parts.behind import lists_after, totals_after
from extract.narrative.parts.brackets import bare_brackets
from extract.narrative.parts.cues import cues
from extract.narrative.parts.deducted import deductions
from extract.narrative.parts.group import Parts
from extract.narrative.parts.known import complements, known_partitions
from extract.narrative.parts.progress import at_odds, by_progress
from extract.narrative.parts.prose_tables import prose_tables
from extract.narrative.parts.residues import residues
from extract.narrative.parts.rows import is_earned, is_full
from extract.narrative.parts.sentences import gross, summed_up
from extract.narrative.parts.settled import settled
from extract.narrative.parts.shares import shared_named, shared_whole
from extract.narrative.reading import ACTUAL, Reading

__all__ = ["Parts", "groups"]


# So many cues before one number are followed, the nearest ones: the words of no sentence hold more.
_CROWD = 12


def groups(reading: Reading, look: Callable[[], None] = lambda: None) -> list[Parts]:
    """All part groups of a passage, in order of their cues. `look` is called between pieces of work, to stop it."""
    found = list(prose_tables(reading))
    told = {p for group in found for p in group.parts}
    for cue in _nearest(reading, cues(reading.passage)):
        look()
        listed = list(after_cue(reading, cue, found))
        found.extend(group for group in listed if not told & set(group.parts))
    look()
    found.extend(bare_brackets(reading, found))
    found.extend(totals_after(reading, found))
    found.extend(lists_after(reading, found))
    look()
    found.extend(residues(reading, found))
    found.extend(summed_up(reading, found))
    found.extend(gross(reading, found))
    found.extend(shared_whole(reading, found))
    found.extend(shared_named(reading, found))
    found.extend(deductions(reading, found))
    look()
    found.extend(known_partitions(reading, found))
    found.extend(complements(reading, found))
    read = [group for offered in found if (group := settled(reading, offered)) is not None]
    sure = [group for group in read if _sure(reading, group)]
    sure.extend(group for group in by_progress(reading, sure) if _sure(reading, group))
    return sorted(_once(sure), key=lambda g: g.cue)


def _nearest(reading: Reading, found: list[re.Match[str]]) -> Iterator[re.Match[str]]:
    """The cues of a passage without those that have more than `_CROWD` - 1 others between them and the next number."""
    ahead = [bisect_left(reading.mentions, cue.end(), key=lambda m: m.start) for cue in found]
    for i, cue in enumerate(found):
        if i + _CROWD >= len(found) or ahead[i + _CROWD] != ahead[i]:
            yield cue


_ASPECT = re.compile(r"^对.{1,14}(?:满意|认可|评价|好评)")


def _sure(reading: Reading, group: Parts) -> bool:
    """Whether nothing speaks against a group. A total without any unit is one only where a cue says so: lines copied
    from a page, whose tables fell apart, are full of bare figures and codes. Marks that were earned are no parts of
    marks that can be had, nor these of those. Who is content with one thing is also content with another. What is not
    yet done is no part of what is done. What a list without a cue adds up is all of one basis, and the whole is none of
    what it adds up."""
    total = reading.mentions[group.totals[0]]
    parts = [reading.mentions[p] for p in group.parts]
    if not total.quantity.dimension and group.binding <= Binding.INHERITED:
        return False
    got = {is_earned(p) for p in parts if is_earned(p) or is_full(reading, p)}
    if len(got) > 1 or (got == {True} and is_full(reading, total)) or (got == {False} and is_earned(total)):
        return False
    if at_odds(total, parts):
        return False
    if all(_ASPECT.match(p.before) for p in parts):
        return False
    if group.binding is Binding.INFERRED and _one_of_them(reading, total, parts):
        return False
    bases = {reading.bases[p.index] for p in (total, *parts)} - {""}
    budgeted = bool(bases & ACTUAL) and bool(bases - ACTUAL)
    return not (budgeted and group.binding <= Binding.INFERRED)


def _one_of_them(reading: Reading, total: Mention, parts: list[Mention]) -> bool:
    """Whether a number is called what some of its parts, but not all, are called (出国费、车辆费、出国费 …). 收入总计 is the
    whole of 本年收入 and 年初结余 all the same, and each year's 其中工程 a part of 其中工程."""
    own = reading.names[total.index]
    if not own or w.TOTAL_AFTER.search(total.subject or total.before):
        return False
    return len({reading.names[p.index] == own for p in parts}) > 1


def _once(found: list[Parts]) -> list[Parts]:
    seen: set[tuple[int, frozenset[int]]] = set()
    out = []
    for group in found:
        key = (group.totals[0], frozenset(group.parts))
        if key not in seen:
            seen.add(key)
            out.append(group)
    return out
