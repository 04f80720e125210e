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
from checks.outcome import Answer, Diagnosis, Evidence, Failed
from checks.relation import Change, Equal, Linear, Quotient

_RANK = {Equal: 0, Linear: 1, Quotient: 2, Change: 3}
_MOST_CAUSES = 16  # of one fact: a total that every share of a long table uses is tried with its sums only


def settle(failures: Sequence[Failed]) -> list[Failed]:
    """The failures that stand on their own, in the given order, each with the consequences folded under it."""
    failures = _fold_columns(_fold_copies(failures))
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
        if isinstance(failure.relation, Linear) and failure.gap and significant(Decimal(failure.gap)) >= 3:
            place = failure.evidence[0].location
            if place.table is not None:
                rows[failure.rule, place.table, place.row, failure.gap, failure.unit].append(at)
    kept = list(failures)
    dropped: set[int] = set()
    for first, *others in rows.values():
        if not others:
            continue
        doubled = failures[first].gap.startswith("-")  # the rows come to more than the total
        what = "重复列了" if doubled else "漏列"
        gap = spaced(grouped(failures[first].gap.lstrip("-")), failures[first].unit)
        text = f"{len(others) + 1} 栏的差额都是 {gap}，疑{what}一行"
        kept[first] = replace(
            failures[first],
            evidence=_with_results(failures[first], [failures[at] for at in others]),
            diagnosis=Diagnosis("doubled_row" if doubled else "missing_row", text),
            consequences=(*failures[first].consequences, *(failures[at] for at in others)),
        )
        dropped.update(others)
    return [failure for at, failure in enumerate(kept) if at not in dropped]


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
    return (_rank(failures[at]), at) < (_rank(failures[victim]), victim)


def _mends(cause: Failed, suffering: Failed, fact: int) -> bool:
    assert cause.relation is not None and suffering.relation is not None  # only relations share facts
    return any(suffering.relation.answer({fact: value}) is Answer.HOLDS for value in cause.relation.alternatives(fact))


def _root(at: int, parent: dict[int, int]) -> int:
    while at in parent:
        at = parent[at]
    return at
