"""Root causes, gathered notes, crashes and the end of every number."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest

from checks import engine
from checks.engine import audit
from checks.kinds import Kind, NoParams, kinds
from checks.outcome import Answer, Failed, Outcome, Passed, Skipped
from checks.rule import Rule, Severity
from checks.ruleset import RuleSet, load_rules
from extract.model import (
    BalanceClaim,
    Binding,
    Bound,
    ChangeClaim,
    DifferenceClaim,
    Fact,
    FactBook,
    NumberSeen,
    PartGroup,
    ProductClaim,
    RateClaim,
    Restatement,
)
from tests.cases import book, cue, fact
from tests.effort import lines_run

RULES = load_rules()


def group(total: Fact, *parts: Fact, **more: Any) -> PartGroup:
    return PartGroup((total,), parts, cue(), **more)


def rate(over: Fact, under: Fact, result: Fact) -> RateClaim:
    return RateClaim(over, under, result, cue("占"), "share")


def rules_of(found: engine.Audit) -> list[str]:
    return [failure.rule for failure in found.findings]


def test_a_wrong_total_carries_the_rate_that_used_it() -> None:
    total, one, two = fact("310.50", label="总支出"), fact("200.30"), fact("110.02", label="项目支出")
    found = audit(book(group(total, one, two), rate(two, total, fact("35.45", "%"))), RULES)
    assert rules_of(found) == ["SUM001"]
    assert [f.rule for f in found.findings[0].consequences] == ["RATIO001"]
    assert len([o for o in found.ledger if isinstance(o, Failed)]) == 2


def test_two_errors_do_not_hide_behind_one() -> None:
    total, one, two = fact("310.50"), fact("200.30"), fact("110.02")
    found = audit(book(group(total, one, two), rate(two, total, fact("53.45", "%"))), RULES)
    assert rules_of(found) == ["SUM001", "RATIO001"]


def test_an_inner_total_is_the_cause_of_the_outer_sum() -> None:
    inner, outer = fact("142.57", label="基本"), fact("200.00", label="总支出")
    one, two, other = fact("100.00"), fact("41.27"), fact("58.73")
    found = audit(book(group(outer, inner, other), group(inner, one, two)), RULES)
    assert [f.evidence[0].text for f in found.findings] == ["142.57万元"]
    assert [f.evidence[0].text for f in found.findings[0].consequences] == ["200.00万元"]


def test_conflicting_statements_are_settled_before_the_sum_that_uses_one() -> None:
    first, again = fact("24.00", label="甲"), fact("42.00", label="甲", block=3)
    total, other = fact("66.00", block=3), fact("42.00", block=3)
    claim = Restatement((first, again), "同项")
    found = audit(book(group(total, again, other), claim), RULES)
    assert rules_of(found) == ["RES002"]
    assert [f.rule for f in found.findings[0].consequences] == ["SUM001"]


def test_an_error_never_hides_behind_a_warning() -> None:
    first, again = fact("24.00", label="甲"), fact("42.00", label="甲", block=3)
    total, other = fact("66.00", block=3), fact("42.00", block=3)
    claim = Restatement((first, again), "同项", binding=Binding.INFERRED)
    found = audit(book(group(total, again, other), claim), RULES)
    assert sorted(rules_of(found)) == ["RES002", "SUM001"]


def test_a_copy_of_a_wrong_sum_is_the_same_cause() -> None:
    def once(block: int) -> PartGroup:
        figures = (("310.50", "总支出"), ("200.30", "甲"), ("110.02", "乙"))
        total, *parts = [fact(figure, label=label, block=block) for figure, label in figures]
        return group(total, *parts)

    found = audit(book(once(1), once(5), once(9)), RULES)
    assert len(found.findings) == 1
    assert len(found.findings[0].consequences) == 2
    assert {e.location.block for e in found.findings[0].evidence} == {1, 5, 9}
    assert found.findings[0].message.endswith("（另有 2 处相同）")


def test_a_wrong_unit_line_carries_what_its_table_contradicts() -> None:
    cells = [fact(figure, "元", table=1, row=at) for at, figure in enumerate(("4127.36", "3968.25"))]
    said = [fact(figure, block=7) for figure in ("4127.36", "3968.25")]
    claims = [Restatement((cell, other), "同项") for cell, other in zip(cells, said, strict=True)]
    found = audit(book(*claims, facts=(*cells, *said)), RULES)
    assert rules_of(found) == ["UNIT008"]
    assert [f.rule for f in found.findings[0].consequences] == ["RES002", "RES002"]


def test_a_missing_row_is_one_cause_for_all_columns() -> None:
    def column(total: str, *rows: str) -> PartGroup:
        cells = [fact(figure, "元", table=1, row=at) for at, figure in enumerate((total, *rows))]
        return group(*cells, where="rows")

    same = column("1689.32", "700.00", "800.00"), column("989.32", "500.00", "300.00")
    found = audit(book(*same, column("51.00", "20.00", "30.00")), RULES)
    assert [f.gap for f in found.findings] == ["189.32", "1.00"]
    assert found.findings[0].diagnosis is not None and found.findings[0].diagnosis.kind == "missing_row"
    assert len(found.findings[0].consequences) == 1
    assert [e.text for e in found.findings[0].evidence][:3] == ["1689.32元", "989.32元", "700.00元"]


@pytest.mark.parametrize(
    ("binding", "severity"),
    [(Binding.CUE, Severity.ERROR), (Binding.INFERRED, Severity.WARNING), (Binding.FUZZY, Severity.INFO)],
)
def test_a_finding_is_no_surer_than_its_weakest_link(binding: Binding, severity: Severity) -> None:
    claim = group(fact("310.50"), fact("200.30"), fact("110.02", binding=binding))
    found = audit(book(claim), RULES)
    assert (found.findings[0].severity, found.findings[0].binding) == (severity, binding.name.lower())


def test_rounding_is_one_note_per_table() -> None:
    def row(table: int) -> PartGroup:
        return group(
            fact("10.01", table=table, block=table), fact("6.00", table=table), fact("4.00", table=table), where="rows"
        )

    found = audit(book(row(1), row(1), row(2)), RULES)
    assert [f.answer for f in found.findings] == [Answer.ROUNDING] * 2
    assert all(f.severity is Severity.INFO and f.title.startswith("尾差") for f in found.findings)
    assert "2 处" in found.findings[0].message
    assert len(found.ledger) == 3


def test_truncation_is_one_note_that_names_what_was_rounded_instead() -> None:
    cut_off = rate(fact("91.27"), fact("143.60"), fact("63.55", "%"))
    also = rate(fact("2.00", block=2), fact("3.00"), fact("66.66", "%"))
    round_up = (
        rate(fact("5.00", block=4), fact("6.00"), fact("83.33", "%")),
        rate(fact("2.00"), fact("3.00"), fact("66.67", "%")),
    )
    found = audit(book(cut_off, also, *round_up), RULES)
    (note,) = found.findings
    assert (note.answer, note.severity, note.title) == (Answer.TRUNCATION, Severity.INFO, "截位与四舍五入混用")
    assert "63.55%、66.66%" in note.message and "66.67%" in note.message and "83.33%" not in note.message
    assert len(note.evidence) <= 12


def test_a_finding_shows_at_most_twelve_figures_and_the_ledger_all() -> None:
    parts = [fact("1.00") for _ in range(20)]
    found = audit(book(group(fact("25.00"), *parts)), RULES)
    assert len(found.findings[0].evidence) == 12
    assert len(found.ledger[0].evidence) == 21
    assert "（共 20 项）" in found.findings[0].computation


def test_lower_ranked_totals_only_earn_a_note() -> None:
    claim = PartGroup((fact("68.13"), fact("117.30", label="预算")), (fact("100.30"), fact("17.00")), cue())
    (finding,) = audit(book(claim), RULES).findings
    assert finding.severity is Severity.INFO
    assert finding.diagnosis is not None and finding.diagnosis.kind == "other_total"


def nil() -> Fact:
    blank = fact("0")
    return replace(blank, quantity=replace(blank.quantity, text="—", nil=True))


def only(claim: Any) -> Outcome:
    (outcome,) = (o for o in audit(book(claim), RULES).ledger if o.rule != "ACC031")  # a note on the same claim
    return outcome


def test_what_cannot_be_judged_is_skipped_with_its_reason() -> None:
    for claim, reason in (
        (rate(fact("8.76"), fact("0"), fact("100", "%")), "分母为零"),
        (ChangeClaim(fact("8.76"), fact("0"), None, fact("100", "%"), 1, cue()), "基数为零"),
        (ChangeClaim(fact("8.76"), None, None, fact("100", "%"), 1, cue()), "要素不足，无法重算"),
        (group(fact("1300", bound=Bound.UNDER), fact("830"), fact("430")), "含约数"),
        (rate(fact("790", bound=Bound.ABOUT), fact("840"), fact("94", "%", bound=Bound.ABOUT)), "含约数"),
        (group(fact("100.00"), fact("30.00"), fact("20.00"), exhaustive=False), "未穷尽列举"),
        (group(fact("100.00"), fact("30.00"), fact("20", "人")), "计量单位不同"),
        (group(fact("9.81"), nil(), nil(), where="rows"), "分项未填"),
        (rate(fact("5", "人"), fact("10.00"), fact("50", "%")), "分子与分母计量单位不同"),
    ):
        outcome = only(claim)
        assert isinstance(outcome, Skipped) and outcome.reason == reason


def test_approximate_figures_that_cannot_meet_do_fail() -> None:
    assert isinstance(only(group(fact("1300", bound=Bound.UNDER), fact("830"), fact("730"))), Failed)


def test_directions() -> None:
    level = only(ChangeClaim(fact("47.92"), fact("49.92"), None, None, 0, cue("持平")))
    assert isinstance(level, Failed) and level.severity is Severity.ERROR
    nearly = only(ChangeClaim(fact("47.92"), fact("47.90"), None, None, 0, cue("持平")))
    assert isinstance(nearly, Failed) and nearly.severity is Severity.INFO
    bare = only(ChangeClaim(fact("45"), fact("50"), None, None, 1, cue("增加")))
    assert isinstance(bare, Failed) and bare.diagnosis is not None and bare.diagnosis.kind == "direction"


def test_balances_and_differences() -> None:
    balance = BalanceClaim(fact("5.00"), (fact("90.00"),), (fact("88.00"),), fact("7.00"), cue())
    outcome = only(balance)
    assert isinstance(outcome, Passed)
    assert [e.role for e in outcome.evidence] == ["opening", "income", "spending", "closing"]
    points = DifferenceClaim(fact("94.62", "%"), fact("91.85", "%"), fact("2.77", "个百分点"), cue())
    assert isinstance(only(points), Passed)
    turned = only(DifferenceClaim(fact("26", "辆"), fact("30", "辆"), fact("4", "辆"), cue()))
    assert isinstance(turned, Failed) and turned.diagnosis is not None and turned.diagnosis.kind == "sign"


def test_a_factor_in_percent_is_a_hundredth() -> None:
    claim = ProductClaim((fact("10", "分"), fact("95.70", "%")), fact("9.57", "分"), cue())
    (outcome,) = audit(book(claim), RULES).ledger
    assert isinstance(outcome, Passed)


def test_every_number_ends_in_one_class() -> None:
    total, one, two = fact("310.32"), fact("200.30"), fact("110.02")
    bad, part, rest = fact("9.00"), fact("4.00"), fact("3.00")
    said, again = fact("77.10"), fact("77.10")
    cell, prose = fact("88.20", table=1), fact("88.20")
    odd, approximate = fact("5.55"), fact("800", bound=Bound.UNDER)
    pieces = fact("300"), fact("450")
    claims = (
        group(total, one, two),
        group(bad, part, rest),
        Restatement((said, again), "同文"),
        Restatement((cell, prose), "同项"),
        group(approximate, *pieces),
        Restatement((one, fact("200.30")), "同文"),
    )
    facts = (total, one, two, bad, part, rest, said, again, cell, prose, odd, approximate, *pieces)
    numbers = [NumberSeen(f.quantity.text, f.location, f.id) for f in facts]
    numbers.append(NumberSeen("12", odd.location, reason="没有名称"))
    numbers.append(NumberSeen("2023", odd.location, reason="日期", quantity=False))
    counts = audit(book(*claims, facts=facts, numbers=tuple(numbers)), RULES).numbers
    assert counts == engine.NumberCounts(
        seen=16, verified=5, restated=2, contradicted=1, skipped=5, unrelated=1, unbound=1, not_quantity=1
    )


def test_fingerprints_do_not_know_places() -> None:
    def at(block: int) -> str:
        parts = (fact("200.30", label="甲", block=block), fact("110.02", label="乙", block=block))
        return audit(book(group(fact("310.50", label="总", block=block), *parts)), RULES).findings[0].fingerprint

    assert at(1) == at(99)


def test_a_crashing_rule_costs_only_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(book: FactBook, rule: Rule[NoParams]) -> Iterator[Outcome]:
        yield Skipped(rule.id, "first")
        raise LookupError("no such thing")

    known = {**kinds(), "sum": Kind("sum", broken, NoParams, frozenset())}
    monkeypatch.setattr(engine, "kinds", lambda: known)
    found = audit(book(rate(fact("1.00"), fact("2.00"), fact("50", "%"))), RULES.select(("SUM001", "RATIO001")))
    assert [o.rule for o in found.ledger] == ["RATIO001"]
    assert [(c.rule, c.error) for c in found.crashes] == [("SUM001", "LookupError: no such thing")]
    assert "no such thing" in found.crashes[0].trace


def test_the_same_book_gives_the_same_audit() -> None:
    claims = [group(fact("9.00", block=b), fact("4.00"), fact("3.00")) for b in (3, 1, 2)]
    one, two = audit(book(*claims), RULES), audit(book(*claims), RulesBackwards(RULES))
    assert one.findings == two.findings
    assert [f.evidence[0].location.block for f in one.findings] == [1]


def RulesBackwards(rules: RuleSet) -> RuleSet:
    return replace(rules, rules=tuple(reversed(rules.rules)))


def test_ten_times_the_numbers_cost_about_ten_times_as_much() -> None:
    def big(size: int) -> FactBook:
        claims: list[Any] = []
        facts: list[Fact] = []
        total = fact("9999.99", label="总支出")
        for at in range(size // 4):
            row = [fact(f"{at % 97}.{at % 89:02}", label=f"项{at}", block=at) for _ in range(3)]
            claims += [group(*row), rate(row[0], total, fact("77.77", "%"))]
            facts += row
        return book(*claims, facts=(total, *facts))

    small, large = big(200), big(2000)
    audit(small, RULES)  # what is made once is made here
    assert lines_run(lambda: audit(large, RULES)) < 12 * lines_run(lambda: audit(small, RULES))
