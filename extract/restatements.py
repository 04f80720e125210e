"""Claims that a document states more than once, told by identity and not by value.

Three signs make two statements one claim: the same subject code (同码), the same clause in the same surroundings (同文),
and the same item under the same parents with the same words around it (同项). Two figures that differ are only set
against each other where the sign is strong: a department speaks of many amounts that are merely called alike.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from itertools import pairwise

from extract.funds import fund_of
from extract.lexicon import fold, lexicon
from extract.model import Binding, Fact, Restatement

_STATED = (
    "amount",
    "count",
    "score",
    "area",
    "编制",
    "实有",
    "空编",
    "超编",
    "rate",
    "completion",
    "growth",
    "length",
    "weight",
)
_ACTUAL = {"实际": "决算"}
_NEUTRAL = re.compile(r"^(?:[类款项]|科目|支出|决算|数|为|[（）()]|合计|共计|资金|金额)*$")


def restatements(
    facts: Sequence[Fact], totals: Sequence[Fact] = (), texts: Mapping[int, str] | None = None
) -> list[Restatement]:
    """The restatements among the facts of a document's prose, in document order. `totals` are figures of tables that
    stand in rows which name the report's own income or spending (支出合计); only those are set against prose. `texts`
    are the paragraphs by block: their heads and headings say which fund a figure is of."""
    told: set[frozenset[int]] = set()
    out: list[Restatement] = []
    lists = _Lists([*facts, *totals])
    for found in (_by_code(facts), _by_clause(facts), _by_item([*facts, *totals], texts or {})):
        for claim in found:
            if not lists.agree(claim.facts):
                continue
            key = frozenset(f.id for f in claim.facts)
            if not any(key <= other for other in told):
                told.add(key)
                out.append(claim)
    return sorted(out, key=lambda r: r.facts[0].id)


def _distinct_places(facts: Iterable[Fact]) -> list[Fact]:
    seen: dict[tuple[int, int], Fact] = {}
    for f in facts:
        seen.setdefault((f.location.block, f.location.start), f)
    return list(seen.values())


class _Lists:
    """The figures around each fact, to tell one list copied with an error from two lists of different things."""

    def __init__(self, facts: Sequence[Fact]) -> None:
        self._facts = facts
        self._at = {f.id: i for i, f in enumerate(facts)}

    def agree(self, stated: Sequence[Fact]) -> bool:
        """Whether statements that differ stand among figures that mostly agree. Two lists of the same names in which
        every figure differs are about two things (a department and its head office, two years)."""
        first = stated[0]
        return all(other.quantity.value == first.quantity.value or self._beside(first, other) for other in stated[1:])

    def _beside(self, a: Fact, b: Fact) -> bool:
        mine, others = self._around(a), self._around(b)
        shared = mine.keys() & others.keys()
        same = sum(mine[template] == others[template] for template in shared)
        return 2 * same >= len(shared)

    def _around(self, fact: Fact) -> dict[str, Decimal]:
        at = self._at[fact.id]
        return {
            f.template: f.quantity.value
            for f in self._facts[max(0, at - _WINDOW) : at + _WINDOW + 1]
            if f.id != fact.id and f.location.section == fact.location.section and f.measure in _STATED
        }


_WINDOW = 5
_WORDED = re.compile(r"[\u4e00-\u9fff]{2}")  # signs of a formula (×100%=) name nothing


# -- the same code -------------------------------------------------------------------------------------------------


def _by_code(facts: Sequence[Fact]) -> Iterator[Restatement]:
    groups: dict[tuple[object, ...], list[Fact]] = defaultdict(list)
    for f in facts:
        if f.code and f.measure == "amount" and f.quantity.exact:
            rest = fold(f.label).rpartition(f.code)[2]
            if _NEUTRAL.match(rest):
                groups[f.code, f.year, _ACTUAL.get(f.basis, f.basis)].append(f)
    for group in groups.values():
        places = _distinct_places(group)
        if len({f.location.block for f in places}) > 1:
            yield Restatement(tuple(places), "同码")


# -- the same clause in the same surroundings ----------------------------------------------------------------------


def _by_clause(facts: Sequence[Fact]) -> Iterator[Restatement]:
    around = _surroundings(facts)
    first_of_block = _first_of_block(facts)
    groups: dict[tuple[object, ...], list[Fact]] = defaultdict(list)
    for f in facts:
        words = f.template.partition("#")[0] + f.template.partition("#")[2]
        if f.measure in _STATED and len(words) >= 3 and _WORDED.search(words):
            groups[f.template, f.item[:-1], f.year, f.basis].append(f)
    for group in groups.values():
        if len({f.location.block for f in group}) < 2:
            continue
        for cluster in _clusters(group, around):
            if len({f.location.block for f in cluster}) < 2:
                continue
            alike = len({(f.quantity.value, f.quantity.bound) for f in cluster}) == 1
            if alike or (_sure(cluster, around) and len({_whose(f, first_of_block) for f in cluster}) == 1):
                yield Restatement(tuple(cluster), "同文")


def _surroundings(facts: Sequence[Fact]) -> dict[int, tuple[str, str]]:
    """For every fact the templates of the facts before and behind it in its block."""
    before: dict[int, str] = {}
    behind: dict[int, str] = {}
    for a, b in pairwise(facts):
        if a.location.block == b.location.block:
            before[b.id] = a.template
            behind[a.id] = b.template
    return {f.id: (before.get(f.id, ""), behind.get(f.id, "")) for f in facts}


_SPECIFIC = 8


def _clusters(group: list[Fact], around: dict[int, tuple[str, str]]) -> Iterator[list[Fact]]:
    """Facts of one template, gathered by what stands around them; a template that is long enough, and that no block
    uses twice, speaks for itself."""
    words = len(group[0].template.partition("#")[0])
    blocks = [f.location.block for f in group]
    if words >= _SPECIFIC and len(set(blocks)) == len(blocks):
        yield group
        return
    clusters: dict[tuple[str, str], list[Fact]] = defaultdict(list)
    for f in group:
        before, behind = around[f.id]
        for sign, beside in (("<", before), (">", behind)):
            if len(beside) + len(f.template) >= 2 * _SPECIFIC:
                clusters[sign, beside].append(f)
    seen: set[frozenset[int]] = set()
    for cluster in sorted(clusters.values(), key=len, reverse=True):
        key = frozenset(f.id for f in cluster)
        if len(cluster) > 1 and not any(key <= other for other in seen):
            seen.add(key)
            yield cluster


def _sure(cluster: list[Fact], around: dict[int, tuple[str, str]]) -> bool:
    """Whether clauses that give different figures are one claim all the same: what stands before and behind them is
    the same text, too."""
    sides = {around[f.id] for f in cluster}
    return len(sides) == 1 and all(all(side) for side in sides)


_TOP = ("总收入", "本年收入", "总支出", "本年支出")
_NAMED_TOTAL = re.compile(r"(?:收入|支出)(?:决算)?(?:合计|总计|总额)|总(?:收入|支出)")
_OTHER_SCOPE = re.compile(r"财政拨款|一般公共预算|政府性基金|国有资本|项目|基本|三公|专项")


def totals_of_tables(facts: Sequence[Fact], titles: dict[int, str]) -> list[Fact]:
    """The cells that print the report's own total income or spending: their row says so in full, and neither the
    table's title nor the column narrows it. `titles` is keyed by table number."""
    out = []
    for f in facts:
        row, _, column = f.label.partition("/")
        title = titles.get(f.location.table or 0, "")
        if f.concept in _TOP and _NAMED_TOTAL.search(row) and not _OTHER_SCOPE.search(title + column):
            out.append(f)
    return out


# -- the same item -------------------------------------------------------------------------------------------------


def _by_item(facts: Sequence[Fact], texts: Mapping[int, str]) -> Iterator[Restatement]:
    first_of_block = _first_of_block(facts)
    groups: dict[tuple[object, ...], list[Fact]] = defaultdict(list)
    for f in facts:
        if f.concept and f.measure == "amount" and f.quantity.exact and not f.code:
            basis = _ACTUAL.get(f.basis, f.basis)
            if f.concept in _TOP:
                # what a report says of its whole income or spending, without saying which statement, is the final one
                basis = basis or "决算"
            above = () if f.location.kind == "cell" else f.item[:-1]
            groups[above, f.concept, basis, f.year, f.quantity.dimension].append(f)
    for group in groups.values():
        places = _distinct_places(group)
        if len({f.location.block for f in places}) < 2:
            continue
        if len({f.quantity.value for f in places}) == 1:
            yield Restatement(tuple(places), "同项", binding=Binding.INHERITED)
            continue
        for of_fund in _by_fund(places, texts):
            scopes = {_whose(f, first_of_block) for f in of_fund}
            plain = [f for f in of_fund if _residue(f) == ""] if len(scopes) == 1 else []
            if len({f.location.block for f in plain}) > 1 and _one_scope(plain):
                yield Restatement(tuple(plain), "同项", binding=Binding.INHERITED)


def _by_fund(facts: Sequence[Fact], texts: Mapping[int, str]) -> Iterable[list[Fact]]:
    """The figures that are of the same money: 本年收入 of 政府性基金 is not that of the department."""
    groups: dict[str, list[Fact]] = defaultdict(list)
    for f in facts:
        groups[fund_of(f, texts)].append(f)
    return groups.values()


_AROUND = re.compile(
    r"(?:本?部门|本?单位|我[局委办院校镇乡县市区]|全[局委办院校镇乡]|实际|全年|年度|本年|当年|共|合计|决算|财政|的)+"
)


_SCOPE = re.compile(r"全[省市县区州镇乡校局院系]|[省市县区州]本?级|本级|机关|下属|所属|二级|分[局院校]")


def _first_of_block(facts: Sequence[Fact]) -> dict[int, Fact]:
    first: dict[int, Fact] = {}
    for f in facts:
        first.setdefault(f.location.block, f)
    return first


def _whose(f: Fact, first_of_block: dict[int, Fact]) -> str:
    """Whose money the paragraph speaks of (全区, 区本级), as far as its words or those at its beginning say."""
    found = _SCOPE.search(f.quote) or _SCOPE.search(first_of_block[f.location.block].quote)
    return found.group() if found else ""


def _residue(f: Fact) -> str:
    """What a label says beside its concept, filler and the department's own name."""
    label = fold(f.label.partition("/")[0] if f.location.kind == "cell" else f.label)
    label = label.replace(fold(f.entity), "") if f.entity else label
    concept = lexicon().concepts[f.concept]
    for term in sorted(concept.terms, key=len, reverse=True):
        if term in label:
            label = label.replace(term, "", 1)
            break
    return _AROUND.sub("", label)


def _one_scope(facts: list[Fact]) -> bool:
    """Whether statements of one item can only mean the report as a whole: none stands under a heading that is about
    something smaller (a project, a subordinate unit)."""
    return not any(re.search(r"项目(?!支出)|下属|所属|分项", f.location.section) for f in facts)
