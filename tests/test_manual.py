"""The generated manual of the rules is the one in docs/."""

from __future__ import annotations

from pathlib import Path

from checks.ruleset import load_rules
from jihe.outputs.manual import rules_markdown

PAGE = Path(__file__).resolve().parent.parent / "docs" / "rules.md"


def test_docs_have_the_manual_of_the_rules_as_they_are() -> None:
    assert PAGE.read_text(encoding="utf-8") == rules_markdown(load_rules()), (
        "jihe rules --format markdown > docs/rules.md"
    )
