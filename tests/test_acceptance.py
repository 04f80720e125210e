"""The reports in fixtures/: clean ones are silent, faulty ones show every injected error at its place, and every format
gives the findings that Word gives."""

from __future__ import annotations

import json
from functools import cache
from typing import Any

import pytest

from checks.engine import Audit, audit
from checks.outcome import Failed
from checks.rule import Severity
from checks.ruleset import load_rules
from extract.book import build_book
from extract.readers import open_document
from extract.structure import outline
from tests.reports import FIXTURES, FORMATS, REPORTS, file_of

_RANK = [Severity.INFO, Severity.WARNING, Severity.ERROR]


@cache
def audited(report: str, variant: str, form: str) -> Audit:
    document = open_document(file_of(report, variant, form))
    return audit(build_book(document, outline(document)), load_rules())


def truth(report: str) -> dict[str, Any]:
    loaded: dict[str, Any] = json.loads((FIXTURES / report / "truth.json").read_text(encoding="utf-8"))
    return loaded


def everything(found: Audit) -> list[Failed]:
    """The findings with the consequences folded under them."""
    return [f for finding in found.findings for f in (finding, *finding.consequences)]


@pytest.mark.parametrize("report", REPORTS)
@pytest.mark.parametrize("form", FORMATS)
def test_clean_is_silent(report: str, form: str) -> None:
    assert [f.message for f in audited(report, "clean", form).findings] == []


def injected(report: str) -> list[dict[str, Any]]:
    """The errors of a faulty report, in figures and in words."""
    told = truth(report)
    return [*told["injections"], *told["wordings"]]


INJECTIONS = [pytest.param(report, i, id=i["id"]) for report in REPORTS for i in injected(report)]


def _shows(finding: Failed, wanted: dict[str, Any]) -> bool:
    if finding.family not in wanted["families"]:
        return False
    if _RANK.index(finding.severity) < _RANK.index(Severity(wanted["severity_at_least"])):
        return False
    said = " ".join(e.text for e in finding.evidence)
    return all(words in said for words in (*wanted["figures"], *wanted["words"]))


@pytest.mark.parametrize(("report", "injection"), INJECTIONS)
@pytest.mark.parametrize("form", FORMATS)
def test_injected_error_is_found(report: str, injection: dict[str, Any], form: str) -> None:
    wanted = injection["expect"]
    hits = [f for f in audited(report, "faulty", form).findings if _shows(f, wanted)]
    if form == "txt":
        near = {line + d for line in (*wanted["lines"], *wanted["related_lines"]) for d in (-1, 0, 1)}
        hits = [f for f in hits if any(e.location.line in near for e in f.evidence)]
    assert hits, f"{injection['id']} {injection['kind']}: not found"


@pytest.mark.parametrize("report", REPORTS)
def test_every_loud_finding_is_an_injected_error(report: str) -> None:
    """A finding of a faulty report shows a figure or word that an injection changed, or one of its consequences."""
    lines = {
        line + d
        for i in injected(report)
        for line in (*i["expect"]["lines"], *i["expect"]["related_lines"])
        for d in (-1, 0, 1)
    }
    loud = [f for f in audited(report, "faulty", "txt").findings if f.severity is not Severity.INFO]
    strays = [f.message for f in loud if not any(e.location.line in lines for e in f.evidence)]
    assert strays == []


@pytest.mark.parametrize("report", REPORTS)
@pytest.mark.parametrize("variant", ["clean", "faulty"])
@pytest.mark.parametrize("form", [form for form in FORMATS if form != "docx"])
def test_every_format_agrees_with_word(report: str, variant: str, form: str) -> None:
    other, word = (sorted(f.fingerprint for f in everything(audited(report, variant, one))) for one in (form, "docx"))
    assert other == word
