"""One cause, one finding: which failures vanish when another is mended.

A failure is folded under another only if the value that mends the other makes it hold too; two errors never hide
behind one, and no error hides behind a warning.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace

from checks.outcome import Answer, Failed
from checks.relation import Change, Equal, Linear, Quotient

_RANK = {Equal: 0, Linear: 1, Quotient: 2, Change: 3}
_MOST_CAUSES = 16  # of one fact: a total that every share of a long table uses is tried with its sums only


def settle(failures: Sequence[Failed]) -> list[Failed]:
    """The failures that stand on their own, in the given order, each with the consequences folded under it."""
    failures = _fold_copies(failures)
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
