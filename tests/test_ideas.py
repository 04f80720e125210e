"""docs/ideas.md accounts for every idea: each once, each with rules that exist or with a word on why there is none."""

from __future__ import annotations

import re
from pathlib import Path

from checks.ruleset import load_rules

ROWS = [
    [cell.strip() for cell in line.strip().strip("|").split("|")]
    for line in (Path(__file__).parent.parent / "docs" / "ideas.md").read_text(encoding="utf-8").splitlines()
    if re.match(r"\| [A-G]\d\d ", line)
]
COUNTS = {"A": 9, "B": 17, "C": 13, "D": 15, "E": 5, "F": 2, "G": 8}


def test_every_idea_stands_there_once() -> None:
    ids = [row[0] for row in ROWS]
    assert ids == [f"{letter}{n:02}" for letter, count in COUNTS.items() for n in range(1, count + 1)]


def test_every_rule_named_exists() -> None:
    known = {rule.id for rule in load_rules()}
    for idea, what, rules, note in ROWS:
        assert len(what) > 4, idea
        named = set(rules.split("、")) - {"—"}
        assert named <= known, (idea, named - known)
        assert named or note, (idea, "no rule, and not a word why")
