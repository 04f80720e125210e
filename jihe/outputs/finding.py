"""One finding as people read it: what is wrong, the figures, the recomputation, the likely cause and what to do."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from checks.outcome import off
from jihe.config import SEVERITY_WORDS
from jihe.outputs.figures import column_of, print_figures
from jihe.outputs.screen import padded
from jihe.outputs.wording import clean, wrap

if TYPE_CHECKING:
    from checks.outcome import Evidence, Failed
    from extract.model import Location
    from jihe.outputs.screen import Screen

STYLES = {"error": "bold red", "warning": "bold yellow", "info": "cyan"}
# Everything of a finding stands this far in, below its title.
_INDENT = 7
# Of a longer list of parts only the first are shown, unless the reader asks for everything.
_MOST_PARTS = 8
_FIRST_PARTS = 4
# The checks cut a finding of more figures than this.
_CUT_AT = 12
_FIGURE = re.compile(r"\d[\d,]*(?:\.\d+)?")


def place_of(finding: Failed) -> Location | None:
    """Where a finding stands: the place of its first figure."""
    return finding.evidence[0].location if finding.evidence else None


def print_finding(finding: Failed, screen: Screen, with_fix: bool, whole: Sequence[Evidence] | None = None) -> None:
    """Print a finding. `whole` is all of its evidence, for a reader who asked for everything; `with_fix` is False
    where the same advice was given before."""
    severity = finding.severity.value
    screen.line()
    screen.hang(SEVERITY_WORDS[severity], f"{finding.title}（{finding.rule}）", 1, "bold", STYLES[severity])
    if finding.message and finding.message != finding.title:
        for line in wrap(clean(finding.message), screen.width - _INDENT):
            screen.line((line, ""), indent=_INDENT)
    own = _without_others(finding)
    shown = _fewer(finding, own) if whole is None else [*own, *(item for item in whole if item not in own)]
    place = place_of(finding)
    print_figures(shown, "" if place is None else place.section, screen, _INDENT)
    if len(shown) < len(own):
        screen.line(("……其余从略（--verbose 全部列出）", "dim"), indent=_INDENT)
    for label, text, style in (
        ("算式", _computation(finding), ""),
        ("相差", _gap(finding), ""),
        ("可能原因", finding.diagnosis.text if finding.diagnosis else "", "yellow"),
        ("如何改", finding.fix if with_fix else "", "green"),
    ):
        # Many a message says the sum or the cause already; saying it twice would not make it clearer.
        if text and text.replace(",", "") not in finding.message.replace(",", ""):
            screen.hang(padded(label, 8), text, _INDENT, style)
    _print_consequences(finding, screen)


def print_brief(finding: Failed, screen: Screen) -> None:
    """Print a finding in a few words: what, and where."""
    text = f"{finding.title}（{finding.rule}）"
    if finding.message and finding.message != finding.title:
        text += "：" + finding.message
    screen.line()
    screen.hang(SEVERITY_WORDS["info"], text, 1, "", STYLES["info"])
    screen.hang("位置", screen.places(item.location for item in finding.evidence), _INDENT, "dim")


def whole_evidence(finding: Failed, ledger: Mapping[tuple[str, str], Failed]) -> Sequence[Evidence]:
    """All evidence of a finding, whose own is cut where there is much: that of the relation in the ledger (by
    rule and fingerprint) it was made from."""
    relation = ledger.get((finding.rule, finding.fingerprint))
    if relation is None or len(relation.evidence) <= len(finding.evidence):
        return finding.evidence
    return relation.evidence


# --------------------------------------------------------------------------------------------------------------
# Figures
# --------------------------------------------------------------------------------------------------------------


def _without_others(finding: Failed) -> list[Evidence]:
    """The evidence without totals of other columns that failed alike: they are named with the consequences."""
    theirs = {inner.evidence[0].location for inner in finding.consequences if inner.evidence}
    return [
        item
        for at, item in enumerate(finding.evidence)
        if at == 0 or item.role != "total" or item.location not in theirs
    ]


def _fewer(finding: Failed, evidence: Sequence[Evidence]) -> list[Evidence]:
    """The first figures of a long list, and those that the diagnosis speaks of. A finding of the most figures may have
    been cut already: its list is long."""
    parts = [item for item in evidence if item.role == "part"]
    if len(parts) <= _MOST_PARTS and len(finding.evidence) < _CUT_AT:
        return list(evidence)
    accused = set(_FIGURE.findall(finding.diagnosis.text)) if finding.diagnosis else set()
    kept = [item for at, item in enumerate(parts) if at < _FIRST_PARTS or accused & set(_FIGURE.findall(item.text))]
    return [item for item in evidence if item.role != "part" or item in kept]


def _computation(finding: Failed) -> str:
    """The recomputation, less the clauses of which the message has every figure."""
    told = set(_FIGURE.findall(finding.message))
    clauses = finding.computation.split("；")
    news = [clause for clause in clauses if not (found := _FIGURE.findall(clause)) or not told.issuperset(found)]
    return "；".join(news)


def _gap(finding: Failed) -> str:
    """How far off the figure is, where nothing has said it yet and it is no mere question of direction."""
    if not finding.gap or (finding.diagnosis and finding.diagnosis.kind == "direction"):
        return ""
    said = (finding.message + finding.computation).replace(",", "")
    told = re.search(rf"(?<![\d.]){re.escape(finding.gap.lstrip('-'))}(?![\d.])", said)
    return "" if told else off(finding.gap, finding.unit)


# --------------------------------------------------------------------------------------------------------------
# Consequences
# --------------------------------------------------------------------------------------------------------------


def _print_consequences(finding: Failed, screen: Screen) -> None:
    alike = [inner for inner in finding.consequences if _alike(inner, finding)]
    for inner in finding.consequences:
        if inner not in alike:
            said = f"{inner.title}：{inner.message}".rstrip("。")
            where = screen.places([item.location for item in inner.evidence], 2)
            screen.hang("连带    ", f"{said}（{where}）", _INDENT)
    if alike:
        gap = off(finding.gap, finding.unit)
        columns = "、".join(column_of(inner.evidence) for inner in alike)
        screen.hang("连带    ", f"同一行另有 {len(alike)} 栏同样{gap}：{columns}", _INDENT)


def _alike(inner: Failed, finding: Failed) -> bool:
    """Whether a consequence is the same fault in another column of the same row."""
    if not inner.evidence or (inner.rule, inner.gap, inner.unit) != (finding.rule, finding.gap, finding.unit):
        return False
    here, there = finding.evidence[0].location, inner.evidence[0].location
    return here.table is not None and (here.table, here.row) == (there.table, there.row) and here.column != there.column
