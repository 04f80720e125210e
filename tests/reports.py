"""The reports in fixtures/ and the formats that every one of them must be read from alike."""

from __future__ import annotations

from pathlib import Path

FIXTURES = Path(__file__).resolve().parent.parent / "fixtures"
REPORTS = (
    "county-bureau",
    "township",
    "institution",
    "office",
    "education-bureau",
    "health-bureau",
    "project",
    "department-form",
    "disclosure",
)
FORMATS = ("txt", "docx", "libreoffice.pdf", "reportlab.pdf")


def file_of(report: str, variant: str, form: str) -> Path:
    """A report, clean or faulty, in one format."""
    return FIXTURES / report / f"{variant}.{form}"
