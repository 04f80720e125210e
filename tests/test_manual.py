"""The manual of the rules: every rule has a whole page, in plain words, and the generated one is the one in docs/."""

from __future__ import annotations

import re
from io import StringIO
from pathlib import Path

import pytest
from rich.console import Console

from checks.kinds import kinds
from checks.rule import Rule
from checks.ruleset import FAMILIES, load_rules
from jihe.config import FAMILY_WORDS
from jihe.outputs.manual import print_page, rules_markdown

PAGE = Path(__file__).resolve().parent.parent / "docs" / "rules.md"
RULES = tuple(load_rules())


def test_docs_have_the_manual_of_the_rules_as_they_are() -> None:
    assert PAGE.read_text(encoding="utf-8") == rules_markdown(RULES), "jihe rules --format markdown > docs/rules.md"


def test_the_manual_begins_with_its_families_and_the_number_of_their_rules() -> None:
    page = rules_markdown(RULES)
    rows = {m[1]: (m[2], [int(n) for n in m[3].split("|")]) for m in _ROW.finditer(page)}
    heads = re.findall(r"^## (.+)$", page, re.M)
    assert list(rows) == heads
    anchors = [re.sub(r"[^\w-]", "", head.replace(" ", "-")).lower() for head in heads]
    assert [anchor for anchor, _ in rows.values()] == anchors
    for head, (_, (count, *by_severity)) in rows.items():
        members = [rule for rule in RULES if head == f"{FAMILY_WORDS[rule.family]}（{rule.family}）"]
        assert count == len(members) == sum(by_severity)
    assert f"| 合计 | {len(RULES)} |" in page


_ROW = re.compile(r"^\| \[([^\]]+)\]\(#([^)]+)\) \| ([\d |]+) \|$", re.M)


def test_every_family_has_a_name() -> None:
    assert set(FAMILY_WORDS) == FAMILIES


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_every_page_is_whole_and_plain(rule: Rule[object]) -> None:
    """What is compared in one to three sentences, an example, no word of the program, one word for one thing."""
    assert 1 <= rule.checks.count("。") <= 3 and rule.checks.endswith("。"), rule.checks
    assert 20 <= len(rule.checks) <= 150, len(rule.checks)
    for text in (rule.checks, rule.why, rule.fix):
        assert not _ENGLISH & set(re.findall(r"[A-Za-z_]{3,}", text)), text
    assert rule.example, "a page shows a real case"
    page = " ".join((rule.title, rule.checks, rule.why, rule.fix, rule.source, rule.example))
    assert not (word := _LOOSE.search(page)), word
    assert not (number := _SPACED.search(page)), number


def test_no_line_of_a_page_begins_with_closing_punctuation() -> None:
    for rule in RULES:
        console = Console(width=80, file=StringIO())
        print_page(rule, console)
        lines = console.file.getvalue().splitlines()  # type: ignore[attr-defined]
        assert not [line for line in lines if line.lstrip().startswith(tuple("，。、；：）”》"))], rule.id


_ENGLISH = frozenset(kinds()) | FAMILIES | {"error", "warning", "info", "skip", "pass", "fail"}
# 决算, 结转结余 and 预算执行率 are called so on every page; 执行率 alone is the head of a form's column.
_LOOSE = re.compile(r"年[初末]结余|年[初末]结转(?!结余|和结余)|整体预算执行比率|执行比率|决算执行数")
_SPACED = re.compile(r"〔\d{4}〕\d+ 号")
