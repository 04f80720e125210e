"""The cases beside the rules, and what every rule must have."""

from __future__ import annotations

from collections import defaultdict

import pytest

from checks.kinds import kinds
from checks.rule import Rule, Severity
from checks.ruleset import FAMILIES, load_rules
from tests.cases import Case, load_cases, unmet

CASES = load_cases()
RULES = tuple(load_rules())


@pytest.mark.parametrize("case", CASES, ids=lambda c: f"{c.rule}-{c.name}")
def test_case(case: Case) -> None:
    missed = unmet(case)
    if case.todo:
        if missed:
            pytest.xfail(case.todo)
        pytest.fail("the known miss is met: drop its todo")
    assert not missed


@pytest.mark.parametrize("case", CASES, ids=lambda c: f"{c.rule}-{c.name}")
def test_case_is_well_formed(case: Case) -> None:
    assert case.rule in {rule.id for rule in RULES}, f"{case.path} belongs to no rule"
    assert case.expect in {"fail", "pass", "skip", "silent"}
    assert case.expect == "fail" or not (case.places or case.gap or case.diagnosis or case.severity or case.answer)
    lines = case.text.splitlines()
    for line, figure in case.places:
        assert figure in lines[line - 1], f"line {line} does not print {figure}"


@pytest.mark.parametrize("rule", RULES, ids=lambda r: r.id)
def test_rule_has_cases(rule: Rule[object]) -> None:
    by_expectation = defaultdict(list)
    for case in CASES:
        if case.rule == rule.id:
            by_expectation[case.expect].append(case)
    assert by_expectation["fail"], "no failing case"
    assert by_expectation["pass"] or by_expectation["skip"] or by_expectation["silent"], "no case that does not fail"
    near = [c for c in CASES if c.rule == rule.id and c.expect != "fail" and (c.near or c.expect in {"skip", "silent"})]
    assert near, "no near miss"


@pytest.mark.parametrize("rule", RULES, ids=lambda r: r.id)
def test_rule_has_its_manual(rule: Rule[object]) -> None:
    assert rule.kind in kinds()
    assert rule.family in FAMILIES
    assert rule.severity in Severity
    assert rule.path is not None and rule.path.parent.name == {"reference": "references"}.get(
        rule.family, rule.family
    )  # reference/ is data
    for text in (rule.title, rule.why, rule.fix, rule.example):
        assert len(text) >= 4


def test_names_and_ids_are_unique() -> None:
    assert len({rule.id for rule in RULES}) == len({rule.name for rule in RULES}) == len(RULES)
