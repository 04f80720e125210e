"""尾差 and 截位 are notes, not findings by the dozen: one for each table or passage, one for the document."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import replace

from checks.outcome import Answer, Evidence, Failed, Outcome, Passed

MOST_EVIDENCE = 12
_MOST_TRUNCATED = 9  # of the twelve, so that the figures rounded instead are seen beside them
_MOST_WRITTEN_OUT = 6
_RESULTS = frozenset(("total", "rate", "closing", "result", "delta"))


def gather(ledger: Iterable[Outcome]) -> list[Failed]:
    """The notes of a document: 尾差 by rule and table or paragraph, 截位 once, with what was rounded instead."""
    rounding: dict[tuple[str, str, int], list[Failed]] = {}
    truncated: list[Failed] = []
    kept: list[Passed] = []
    for outcome in ledger:
        if isinstance(outcome, Passed) and outcome.reason == "四舍五入":
            kept.append(outcome)
        elif isinstance(outcome, Failed) and outcome.relation is not None:
            if outcome.answer is Answer.ROUNDING:
                rounding.setdefault((outcome.rule, *_place(outcome)), []).append(outcome)
            elif outcome.answer is Answer.TRUNCATION:
                truncated.append(outcome)
    notes = [_rounding_note(group) for group in rounding.values()]
    return [*notes, _truncation_note(truncated, kept)] if truncated else notes


def _place(failure: Failed) -> tuple[str, int]:
    location = failure.evidence[0].location
    return ("table", location.table) if location.table is not None else ("block", location.block)


def _whole(groups: Iterable[tuple[Evidence, ...]], most: int) -> tuple[Evidence, ...]:
    """The evidence of as many outcomes as fit, none of them cut in half."""
    found: tuple[Evidence, ...] = ()
    for group in groups:
        if found and len(found) + len(group) > most:
            break
        found += group
    return found[:most]


def _fingerprint(members: Sequence[Failed]) -> str:
    return hashlib.sha256("\x1f".join(m.fingerprint for m in members).encode()).hexdigest()[:16]


def _written_out(members: Sequence[Failed]) -> str:
    sums = list(dict.fromkeys(member.computation for member in members))  # one sum may stand in several rows
    said = "；".join(sums[:_MOST_WRITTEN_OUT])
    return f"{said}；等 {len(members)} 处" if len(sums) > _MOST_WRITTEN_OUT else said


def _rounding_note(group: Sequence[Failed]) -> Failed:
    first = group[0]
    title = f"尾差：{first.name}（四舍五入可以解释）"
    if len(group) == 1:
        return replace(first, title=title)
    return replace(
        first,
        title=title,
        message=f"{len(group)} 处只差尾数，可由未印出的位数解释：{_written_out(group)}",
        evidence=_whole((member.evidence for member in group), MOST_EVIDENCE),
        expected="",
        actual="",
        gap="",
        computation=_written_out(group),
        fingerprint=_fingerprint(group),
        relation=None,
    )


def _truncation_note(truncated: Sequence[Failed], kept: Iterable[Passed]) -> Failed:
    """How the document rounds: the figures that were cut off and, of the same unit, those that were rounded."""
    first = truncated[0]
    units = {member.unit for member in truncated}
    results = [item for passed in kept for item in passed.evidence if item.role in _RESULTS]
    rounded = [item for item in results if (item.unit or "%") in units]
    cut_off = _figures(item for member in truncated for item in member.evidence if item.role in _RESULTS)
    message = f"{cut_off} 系截位所得" if cut_off else f"{len(truncated)} 处系截位所得"
    if rounded:
        message += f"，而 {_figures(rounded)} 系四舍五入，取舍口径不一"
    shown = _whole((member.evidence for member in truncated), _MOST_TRUNCATED if rounded else MOST_EVIDENCE)
    return replace(
        first,
        title="截位与四舍五入混用" if rounded else "按截位取数",
        message=f"{message}。{_written_out(truncated)}",
        evidence=(*shown, *rounded[: MOST_EVIDENCE - len(shown)]),
        computation=_written_out(truncated),
        fingerprint=_fingerprint(truncated),
        relation=None,
    )


def _figures(items: Iterable[Evidence]) -> str:
    texts = list(dict.fromkeys(item.text for item in items))
    named = "、".join(texts[:_MOST_WRITTEN_OUT])
    return f"{named} 等 {len(texts)} 处" if len(texts) > _MOST_WRITTEN_OUT else named
