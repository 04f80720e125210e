"""One cause, one finding: which failures vanish when another is mended.

A failure is folded under another only if the value that mends the other makes it hold too; two errors never hide
behind one, and no error hides behind a warning.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace
from decimal import Decimal

from checks.diagnosis import significant
from checks.figures import grouped, spaced
from checks.interval import grain
from checks.outcome import Answer, Diagnosis, Evidence, Failed
from checks.relation import AtMost, Change, Equal, Linear, Magnitude, Quotient, Unitless

_RANK = {Equal: 0, Linear: 1, Quotient: 2, Change: 3}
# Slips of one figure, as against a row that is missing.
_IN_A_CELL = frozenset(("transposed", "dropped_digit", "doubled_digit", "inserted_digit", "decimal_moved", "unit_slip"))
_MOST_CAUSES = 16  # of one fact: a total that every share of a long table uses is tried with its sums only


def settle(failures: Sequence[Failed]) -> list[Failed]:
    """The failures that stand on their own, in the given order, each with the consequences folded under it."""
    failures = _fold_units(_fold_missing_rows(_fold_columns(_fold_copies(failures))))
    sharing = _sharing(failures)
    parent: dict[int, int] = {}
    for victim in sorted(range(len(failures)), key=lambda i: _rank(failures[i]), reverse=True):
        cause = _cause(victim, failures, sharing, parent)
        if cause is not None:
            parent[victim] = cause
    folded: dict[int, list[Failed]] = defaultdict(list)
    for victim in sorted(parent):
        folded[_root(victim, parent)].append(failures[victim])
    return [
        replace(failure, consequences=(*failure.consequences, *folded[at])) if at in folded else failure
        for at, failure in enumerate(failures)
        if at not in parent
    ]


def _rank(failure: Failed) -> int:
    """Conflicting statements come before sums, sums before rates: a rate never explains a sum."""
    return _RANK.get(type(failure.relation), len(_RANK))


def _fold_copies(failures: Sequence[Failed]) -> list[Failed]:
    """The same figures under the same names, printed again elsewhere, are one cause: the first carries the others."""
    first: dict[str, int] = {}
    copies: dict[int, list[Failed]] = defaultdict(list)
    kept: list[Failed] = []
    for failure in failures:
        at = first.setdefault(failure.fingerprint, len(kept))
        if at == len(kept):
            kept.append(failure)
        else:
            copies[at].append(failure)
    return [
        replace(
            failure,
            evidence=failure.evidence + tuple(item for copy in copies[at] for item in copy.evidence),
            message=f"{failure.message}（另有 {len(copies[at])} 处相同）",
            consequences=(*failure.consequences, *copies[at]),
        )
        if at in copies
        else failure
        for at, failure in enumerate(kept)
    ]


def _fold_columns(failures: Sequence[Failed]) -> list[Failed]:
    """A total row that is off by the same telling amount in several columns misses, or doubles, one row."""
    rows: dict[tuple[object, ...], list[int]] = defaultdict(list)
    for at, failure in enumerate(failures):
        if isinstance(failure.relation, Linear) and failure.gap and significant(Decimal(failure.gap)) >= 2:
            place = failure.evidence[0].location
            if place.table is not None:
                rows[failure.rule, place.table, place.row, failure.gap, failure.unit].append(at)
    kept = list(failures)
    dropped: set[int] = set()
    for first, *others in rows.values():
        if not others:
            continue
        kept[first] = replace(
            failures[first],
            evidence=_with_results(failures[first], [failures[at] for at in others]),
            diagnosis=_why_alike([failures[at] for at in (first, *others)]),
            consequences=(*failures[first].consequences, *(failures[at] for at in others)),
        )
        dropped.update(others)
    return [failure for at, failure in enumerate(kept) if at not in dropped]


def _why_alike(failures: Sequence[Failed]) -> Diagnosis:
    """Why several columns are off by one amount: the slip that was found in each, or a row."""
    first = failures[0]
    found = {failure.diagnosis.kind for failure in failures if failure.diagnosis}
    if first.diagnosis and len(found) == 1 and found <= _IN_A_CELL and all(failure.diagnosis for failure in failures):
        return replace(first.diagnosis, text=f"{first.diagnosis.text}；另 {len(failures) - 1} 栏同此")
    doubled = first.gap.startswith("-")  # the rows come to more than the total
    gap = spaced(grouped(first.gap.lstrip("-")), first.unit)
    text = f"{len(failures)} 栏的差额都是 {gap}，疑{'重复列了' if doubled else '漏列'}一行"
    return Diagnosis("doubled_row" if doubled else "missing_row", text)


def _fold_missing_rows(failures: Sequence[Failed]) -> list[Failed]:
    """Prose that says more than the rows of a table by just as much as its total does: the table lost a row, and the
    prose is right."""
    lost: dict[int, list[tuple[int, Decimal]]] = defaultdict(list)
    for at, failure in enumerate(failures):
        relation = failure.relation
        if isinstance(relation, Linear) and relation.result.location.table is not None:
            gap = relation.result.quantity.value - relation.exact()
            if gap > 0 and significant(gap) >= 3:
                lost[relation.result.location.table].append((at, gap))
    kept = list(failures)
    dropped: set[int] = set()
    for at, failure in enumerate(failures):
        cause = _row_lost(failure, lost)
        if cause is None or failures[cause].severity.rank < failure.severity.rank:
            continue
        consequence = replace(failure, diagnosis=Diagnosis("missing_row", "疑表内漏列一行，正文无误"))
        own = kept[cause].diagnosis
        lead = own.text if own and own.kind == "missing_row" else "疑漏列一行"
        text = f"{lead}；正文的 {failure.evidence[0].text} 比表内多的也是这个数，正文无误"
        kept[cause] = replace(
            kept[cause],
            diagnosis=Diagnosis("missing_row", text),
            consequences=(*kept[cause].consequences, consequence),
        )
        dropped.add(at)
    return [failure for at, failure in enumerate(kept) if at not in dropped]


def _row_lost(failure: Failed, lost: dict[int, list[tuple[int, Decimal]]]) -> int | None:
    """The failed total whose gap is that of a statement in the prose against the same table."""
    relation = failure.relation
    if not isinstance(relation, Linear) or relation.result.location.kind == "cell":
        return None
    gap, ulp = relation.result.quantity.value - relation.exact(), grain(relation.result.quantity)
    for table in {fact.location.table for _, fact in relation.terms if fact.location.table is not None}:
        for at, missing in lost.get(table, ()):
            if abs(gap - missing) < ulp:
                return at
    return None


def _fold_units(failures: Sequence[Failed]) -> list[Failed]:
    """A table whose unit is wrong explains all that comes out once its figures are worth what they should be; an amount
    without a unit explains the sum that is short of it, and is as certain as that."""
    folded: dict[int, list[Failed]] = defaultdict(list)
    dropped: set[int] = set()
    for cause, blamed in enumerate(failures):
        if not isinstance(blamed.relation, Magnitude | Unitless):
            continue
        for at, failure in enumerate(failures):
            relation = failure.relation
            if at in dropped or isinstance(relation, Magnitude | Unitless):
                continue
            if isinstance(blamed.relation, Unitless):
                if relation is not None and blamed.relation.lacks(relation):
                    folded[cause].append(failure)
                    dropped.add(at)
                continue
            due = blamed.relation.due(relation) if relation else {}
            mended = relation is not None and bool(due) and relation.answer(due) is not Answer.FAILS
            if mended or _of_unit(failure, blamed.relation):
                folded[cause].append(failure)
                dropped.add(at)
    return [
        replace(
            failure,
            severity=max((failure.severity, *(f.severity for f in folded[at])), key=lambda s: s.rank),
            consequences=(*failure.consequences, *folded[at]),
        )
        if at in folded
        else failure
        for at, failure in enumerate(failures)
        if at not in dropped
    ]


def _of_unit(failure: Failed, blamed: Magnitude) -> bool:
    """A failure that shows a figure of the table and blames a unit."""
    slipped = failure.diagnosis is not None and failure.diagnosis.kind == "unit_slip"
    return slipped and any(item.fact in blamed.facts for item in failure.evidence)


def _with_results(failure: Failed, others: Iterable[Failed]) -> tuple[Evidence, ...]:
    """The evidence of a failure, led by the totals of all."""
    results = tuple(item.evidence[0] for item in (failure, *others))
    return results + failure.evidence[1:]


def _sharing(failures: Sequence[Failed]) -> dict[int, list[int]]:
    """Failures by the facts they use, conflicting statements first."""
    found: dict[int, list[int]] = defaultdict(list)
    for at in sorted(range(len(failures)), key=lambda i: _rank(failures[i])):
        relation = failures[at].relation
        for fact in relation.facts if relation else ():
            found[fact].append(at)
    return found


def _cause(
    victim: int, failures: Sequence[Failed], sharing: dict[int, list[int]], parent: dict[int, int]
) -> int | None:
    """The failure whose mending mends this one."""
    suffering = failures[victim]
    if suffering.relation is None:
        return None
    for fact in suffering.relation.facts:
        for at in sharing[fact][:_MOST_CAUSES]:
            cause = failures[at]
            if at == victim or cause.severity.rank < suffering.severity.rank or _root(at, parent) == victim:
                continue
            if _precedes(at, victim, fact, failures) and _mends(cause, suffering, fact):
                return at
    return None


def _precedes(at: int, victim: int, fact: int, failures: Sequence[Failed]) -> bool:
    """Whether a failure may be the cause of another with which it shares a fact: conflicting statements always may;
    so may the relation that defines the fact (it is its total) for one that merely uses it."""
    cause, other = failures[at].relation, failures[victim].relation
    assert cause is not None and other is not None  # only relations share facts
    if isinstance(cause, Equal) != isinstance(other, Equal):
        return isinstance(cause, Equal)
    if cause.settles(fact) != other.settles(fact):
        return cause.settles(fact)
    return _order(at, failures) < _order(victim, failures)


def _order(at: int, failures: Sequence[Failed]) -> tuple[int, int, int]:
    return -failures[at].severity.rank, _rank(failures[at]), at


def _mends(cause: Failed, suffering: Failed, fact: int) -> bool:
    assert cause.relation is not None and suffering.relation is not None  # only relations share facts
    if isinstance(suffering.relation, AtMost) and (cause.diagnosis is None or fact not in cause.diagnosis.suspects):
        return False  # almost any smaller figure would do
    copied = cause.diagnosis is not None and cause.diagnosis.kind == "copied" and fact in cause.diagnosis.suspects
    if copied and isinstance(cause.relation, Equal) and isinstance(suffering.relation, Change):
        return True  # what has grown from or to a figure that was copied from another place says nothing of its own
    return any(suffering.relation.answer({fact: value}) is Answer.HOLDS for value in cause.relation.alternatives(fact))


def _root(at: int, parent: dict[int, int]) -> int:
    while at in parent:
        at = parent[at]
    return at
