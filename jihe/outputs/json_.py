"""The machine-readable report: `docs/schema/report.schema.json` describes it.

Numbers are decimal strings as printed, keys have a fixed order, and nothing depends on the clock or the machine: the
same input gives the same bytes.
"""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

from checks.figures import printed
from checks.outcome import Failed, Passed, Skipped
from jihe import __version__
from jihe.config import SEVERITIES
from jihe.pipeline import FileError, Report, Run

if TYPE_CHECKING:
    from checks.outcome import Evidence
    from extract.model import Fact, Location
    from jihe.rescored import ScoreLine, ScoreTable

# Characters that JSON allows in a string but a terminal or an encoder chokes on: DEL and C1 controls, direction
# marks, halves of surrogate pairs (a file name of undecodable bytes). They only occur inside strings.
_UNSAFE = re.compile("[\x7f-\x9f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")


def render_check(run: Run, rules: int, ledger: bool = False, facts: bool = False) -> str:
    """The report of `jihe check`. `rules` is the number of rules that were run."""
    return dump(
        {
            "tool": {"name": "jihe", "version": __version__, "rules": rules},
            "documents": [_document(report, ledger, facts) for report in run.reports],
            "errors": [_error(error) for error in run.errors],
        }
    )


def render_facts(run: Run) -> str:
    """The report of `jihe facts`: the documents' identity and their facts."""
    return dump(
        {
            "tool": {"name": "jihe", "version": __version__},
            "documents": [
                {**_identity(report), "facts": [_fact(fact) for fact in report.facts]} for report in run.reports
            ],
            "errors": [_error(error) for error in run.errors],
        }
    )


def dump(value: Any) -> str:
    """A value as JSON text that any terminal and encoder can take."""
    text = json.dumps(value, ensure_ascii=False, indent=1)
    return _UNSAFE.sub(lambda found: f"\\u{ord(found[0]):04x}", text) + "\n"


def _identity(report: Report) -> dict[str, Any]:
    return {
        "path": report.path,
        "sha256": report.sha256,
        "format": report.format,
        "pages": report.pages,
        "kind": report.kind,
        "department": report.department,
        "year": report.year,
    }


def _document(report: Report, ledger: bool, facts: bool) -> dict[str, Any]:
    document = {
        **_identity(report),
        "summary": {
            **{severity: report.count(severity) for severity in SEVERITIES},
            "passed": sum(family.passed for family in report.relations),
            "failed": sum(family.failed for family in report.relations),
            "skipped": sum(family.skipped for family in report.relations),
            "numbers": report.numbers,
        },
        "findings": [_finding(finding) for finding in report.findings],
        "rescored": [_rescored(table) for table in report.rescored],
    }
    if facts:
        document["facts"] = [_fact(fact) for fact in report.facts]
    if ledger:
        document["ledger"] = [_outcome(outcome) for outcome in report.ledger]
    return document


def _finding(finding: Failed) -> dict[str, Any]:
    return {
        "rule": finding.rule,
        "name": finding.name,
        "family": finding.family,
        "severity": finding.severity.value,
        "title": finding.title,
        "message": finding.message,
        "expected": finding.expected,
        "actual": finding.actual,
        "gap": finding.gap,
        "unit": finding.unit,
        "diagnosis": finding.diagnosis.text if finding.diagnosis else "",
        "fix": finding.fix,
        "binding": finding.binding,
        "fingerprint": finding.fingerprint,
        "suppressed": False,
        "evidence": [_evidence(evidence) for evidence in finding.evidence],
    }


def _rescored(table: ScoreTable) -> dict[str, Any]:
    return {
        "title": table.title,
        "table": table.table,
        "weight": table.weight,
        "score": table.score,
        "lines": [_score_line(line) for line in table.lines],
        "unsupported": [f"{line.code} {line.name}".strip() for line in table.unsupported],
    }


def _score_line(line: ScoreLine) -> dict[str, Any]:
    return {
        "code": line.code,
        "name": line.name,
        "weight": line.weight,
        "score": line.score,
        "due": line.due,
        "gap": line.gap.replace("−", "-"),
        "standing": line.standing,
        "reason": line.reason,
        "location": _location(line.location),
        "measured": [_evidence(figure) for figure in line.measured],
    }


def _outcome(outcome: Passed | Failed | Skipped) -> dict[str, Any]:
    status = {Passed: "passed", Failed: "failed", Skipped: "skipped"}[type(outcome)]
    return {
        "rule": outcome.rule,
        "status": status,
        "answer": None if isinstance(outcome, Skipped) else outcome.answer.value,
        "reason": outcome.reason,
        "evidence": [_evidence(evidence) for evidence in outcome.evidence],
    }


def _evidence(evidence: Evidence) -> dict[str, Any]:
    return {
        "role": evidence.role,
        "text": evidence.text,
        "value": evidence.value,
        "unit": evidence.unit,
        "quote": evidence.quote,
        "location": _location(evidence.location),
    }


def _location(location: Location) -> dict[str, Any]:
    return {
        "kind": location.kind,
        "section": location.section,
        "page": location.page,
        "line": location.line,
        "block": location.block,
        "table": location.table,
        "row": location.row,
        "column": location.column,
        "start": location.start,
        "end": location.end,
        "bbox": list(location.bbox) if location.bbox else None,
    }


def _fact(fact: Fact) -> dict[str, Any]:
    return {
        "item": "/".join(fact.item) or fact.label,
        "value": printed(fact.quantity),
        "unit": fact.quantity.unit,
        "text": fact.quantity.text,
        "measure": fact.measure,
        "basis": fact.basis,
        "year": fact.year,
        "entity": fact.entity,
        "qualifiers": list(fact.qualifiers),
        "code": fact.code,
        "quote": fact.quote,
        "location": _location(fact.location),
    }


def _error(error: FileError) -> dict[str, Any]:
    return {"path": error.path, "code": error.code, "message": error.message}
