"""Posts and people: which counts of a report are those of the whole unit, and where they are stated again.

A report counts its staff in many ways (by kind, by office, with those retired or hired). A count is the unit's own only
where its words name no part and nothing beside it; of two different ones neither is.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from extract.model import Binding, Claim, Fact, Restatement

_PEOPLE = frozenset(("人", "名", "个", ""))
# Posts or people of one kind are no whole, and neither are those beside the posts.
_KIND = re.compile(r"行政|事业|参公|参照|工勤|政法|专项|机关|领导|职数|控制数|教师|教职|医护|警")
_BESIDE = re.compile(
    r"离退休|离休|退休|聘|编外|临时|合同|遗属|学生|劳务|派遣|[空缺超]编|空缺|平均|[上去]年|年初|新增|增加|减少|调[入出]|党员|车"
)
_STAFF = re.compile(r"在职|在编|实有|现有|在岗|编制内")
_SURE_STAFF = re.compile(r"在职|在编(?!制)|编制内")
_RETIRED = ("离退休人员", "离休人员", "退休人员")


def staff_and_posts(facts: Sequence[Fact]) -> tuple[Fact, Fact] | None:
    """The people in post and the posts, where the facts give one figure for each."""
    people, posts = one_value(_staff(facts)), one_value(_posts(facts))
    return (people, posts) if people is not None and posts is not None and posts.quantity.value else None


def headcounts(facts: Sequence[Fact], year: int | None, known: Iterable[Claim] = ()) -> Iterator[Restatement]:
    """The posts, the staff and the retired as prose states them, with the totals of a table of the same. Several figures
    on either side are of several units or days, and nothing is said. `known` are the claims made already."""
    told = [{f.id for f in claim.facts} for claim in known if isinstance(claim, Restatement)]
    own = [f for f in facts if f.quantity.exact and not f.quantity.nil and f.year in (None, year)]
    prose = [f for f in own if f.location.table is None]
    cells = [f for f in own if f.location.table is not None and f.quantity.scale == 1]
    with_retired = {f.location.table for f in cells if set(f.item) & set(_RETIRED)}
    totals = [f for f in cells if len(f.item) == 1]
    plain = [f for f in totals if f.location.table not in with_retired or _SURE_STAFF.search(f.label)]
    sides = [(_staff(prose), _staff(plain)), (_posts(prose), _posts(totals))]
    sides += [(_retired(prose, name), _retired(cells, name)) for name in _RETIRED]
    for said, listed in sides:
        first, second = one_value(said), one_value(listed)
        if first is None or second is None:
            continue
        if not any({first.id, second.id} <= facts_told for facts_told in told):
            yield Restatement((first, second), "同项", binding=Binding.INFERRED)


def one_value(facts: Iterable[Fact]) -> Fact | None:
    """The first of facts that all give one value."""
    found = list(facts)
    return found[0] if len({fact.quantity.value for fact in found}) == 1 else None


def _whole(facts: Sequence[Fact]) -> Iterator[Fact]:
    for fact in facts:
        counted = fact.quantity.dimension == "count" and fact.quantity.unit in _PEOPLE
        if counted and not _KIND.search(fact.label) and not _BESIDE.search(fact.label):
            yield fact


def _posts(facts: Sequence[Fact]) -> list[Fact]:
    return [f for f in _whole(facts) if f.concept == "编制" and not _STAFF.search(f.label.replace("编制", ""))]


def _staff(facts: Sequence[Fact]) -> list[Fact]:
    """The people in post: those called so, else whoever is there at the end of the year."""
    posts = {f.id for f in _posts(facts)}
    people = [f for f in _whole(facts) if f.id not in posts and _STAFF.search(f.label) and "编制数" not in f.label]
    return [f for f in people if _SURE_STAFF.search(f.label)] or people


def _retired(facts: Sequence[Fact], name: str) -> list[Fact]:
    """The retired of one kind: in a table those of the row (of its actual numbers), in prose those of the words."""
    return [
        f
        for f in facts
        if f.quantity.dimension == "count"
        and f.quantity.unit in _PEOPLE
        and (
            f.item[-1:] == (name,) or (f.location.table is not None and f.item[:1] == (name,) and f.item[-1] == "实有")
        )
        and not re.search(r"[上去]年|新增|增加|减少|遗属", f.label)
    ]
