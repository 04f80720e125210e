"""The same report gives the same findings as PDF as it does as docx, however it is printed."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from fixtures.build import REPORTS
from fixtures.model.injections import INJECTIONS, combined
from fixtures.model.truth import resolve
from jihe.config import Options
from jihe.pipeline import chosen_rules, process_file
from tests.sample_report_pdf import PRINTS, report_pdf

RULES = chosen_rules(Options())
FIXTURES = Path(__file__).parent.parent / "fixtures"


def findings(path: Path) -> Counter[tuple[str, str]]:
    report = process_file(str(path), Options(), RULES).report
    assert report is not None
    return Counter((finding.rule, finding.fingerprint) for finding in report.findings)


@pytest.mark.parametrize("way", PRINTS)
@pytest.mark.parametrize("variant", ["clean", "faulty"])
@pytest.mark.parametrize("name", REPORTS)
def test_a_report_gives_the_same_findings_as_pdf(name: str, variant: str, way: str, tmp_path: Path) -> None:
    truth = REPORTS[name][0]()
    resolved = resolve(truth, *combined(INJECTIONS[name])) if variant == "faulty" else resolve(truth)
    path = tmp_path / "报告.pdf"
    path.write_bytes(report_pdf(resolved.blocks, PRINTS[way]))
    assert findings(path) == findings(FIXTURES / name / f"{variant}.docx")
