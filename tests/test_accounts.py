"""Prose against the final-accounts table, and rates against the totals of the document."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from checks.kinds.accounts.tables import Ledger
from checks.outcome import Answer, Failed, Passed, Skipped
from checks.rule import Rule, Severity
from extract.model import Bound, Caption, Location, PartGroup, RateClaim, Words
from tests.sample_accounts import Sample, failures, rule, run, shown

SPENT = {"支出数/合计": "总支出"}
SPLIT = {"合计": "本年支出", "基本支出": "基本支出", "项目支出": "项目支出"}
FLOWS = {
    "资金来源/合计": "总收入",
    "资金来源/财政拨款": "财政拨款收入",
    "支出数/合计": "总支出",
    "年末结转和结余": "年末结转结余",
}
SPENDING = {"总支出": ("总支出", "本年支出"), "基本支出": ("基本支出",), "项目支出": ("项目支出",)}
INCOME = {"财政拨款收入": ("财政拨款收入",), "总收入": ("总收入",)}


def accounts(check: str, severity: Severity = Severity.ERROR, **params: Any) -> Rule[Any]:
    named = "|{alternatives}" if check in {"blank", "execution"} else ""
    return rule("accounts", severity, "{labels}|{computation}" + named, check=check, **params)


def roads(amount: str = "6.00") -> Sample:
    """Two codes of the prose, and a table that spells them out."""
    sample = Sample()
    sample.code("21401", "公路水路运输", amount, level="款")
    sample.code("22102", "住房改革支出", "2.50", level="款")
    sample.table(
        SPENT,
        [
            ("", "合计", ["85,000.00"]),
            ("2140101", "行政运行", ["40,000.00"]),
            ("2140106", "公路养护", ["20,000.00"]),
            ("2210201", "住房公积金", ["25,000.00"]),
        ],
    )
    return sample


def test_codes_are_rolled_up_and_pass() -> None:
    outcomes = run(roads().book(), accounts("codes"))
    assert [type(o) for o in outcomes] == [Passed, Passed]
    assert [e.role for e in outcomes[0].evidence] == ["stated", "part", "part"]
    assert [e.role for e in outcomes[1].evidence] == ["stated", "stated"]


def test_a_code_that_differs_names_its_cells_and_the_gap() -> None:
    sample = roads("6.75")
    sample.code("21401", "公路水路运输", "6.75")
    sample.says("0.75", label="路灯维护")
    (failure,) = failures(run(sample.book(), accounts("codes")))
    assert (failure.expected, failure.actual, failure.gap, failure.unit) == ("6.00", "6.75", "0.75", "万元")
    assert shown(failure) == ["6.75万元", "6.75万元", "40,000.00元", "20,000.00元"]
    assert failure.computation == (
        "表内 40,000.00 + 20,000.00 = 60,000.00 元 = 6.00 万元；正文写 6.75 万元；相差 0.75 万元"
    )
    assert failure.diagnosis is not None and failure.diagnosis.kind == "equals_other"
    assert "路灯维护" in failure.diagnosis.text


def test_conflicting_statements_are_shown_together_and_one_that_agrees_is_enough() -> None:
    sample = roads()
    sample.code("21401", "公路水路运输", "6.01")
    assert not failures(run(sample.book(), accounts("codes")))

    sample = Sample()
    sample.code("21401", "公路水路运输", "6.01")
    sample.code("21401", "公路水路运输", "6.02")
    sample.table(SPENT, [("", "合计", ["60,000.00"]), ("2140101", "行政运行", ["60,000.00"])])
    (failure,) = failures(run(sample.book(), accounts("codes")))
    assert shown(failure)[:2] == ["6.01万元", "6.02万元"]


@pytest.mark.parametrize(
    ("printed", "cell", "answer"),
    [
        ("6.57", "65,678.00", Answer.HOLDS),
        ("6.56", "65,678.00", Answer.TRUNCATION),
        ("6.57", "65,640.00", Answer.ROUNDING),
        ("6.58", "65,678.00", Answer.FAILS),
        ("6.5", "65,000.00", Answer.HOLDS),
    ],
)
def test_conversion_to_wan(printed: str, cell: str, answer: Answer) -> None:
    sample = Sample()
    sample.code("22102", "住房改革支出", printed)
    sample.table(SPENT, [("", "合计", [cell]), ("2210201", "住房公积金", [cell])])
    (outcome,) = run(sample.book(), accounts("codes"))
    assert not isinstance(outcome, Skipped) and outcome.answer is answer


def test_a_printed_upper_level_is_used_and_not_added_to_its_parts() -> None:
    sample = Sample()
    sample.code("21401", "公路水路运输", "6.00")
    sample.table(
        SPENT,
        [
            ("", "合计", ["60,000.00"]),
            ("214", "交通运输支出", ["60,000.00"]),
            ("21401", "公路水路运输", ["60,000.00"]),
            ("2140101", "行政运行", ["60,000.00"]),
        ],
    )
    (outcome,) = run(sample.book(), accounts("codes"))
    assert isinstance(outcome, Passed) and len(outcome.evidence) == 2
    assert Ledger(sample.tables[0]).complete


@pytest.mark.parametrize(
    "identity",
    [
        {"year": 2021},
        {"basis": "年初预算"},
        {"qualifiers": ("省级",)},
        {"item": ("基本支出", "住房改革支出")},
        {"measure": "delta"},
    ],
)
def test_other_years_bases_and_parts_are_not_compared(identity: dict[str, Any]) -> None:
    sample = Sample()
    sample.says("9.99", **{"code": "22102", "label": "住房改革支出", **identity})
    sample.table(SPENT, [("", "合计", ["25,000.00"]), ("2210201", "住房公积金", ["25,000.00"])])
    assert run(sample.book(), accounts("codes")) == []


def test_approximate_statements_are_not_compared() -> None:
    sample = Sample()
    fact = sample.says("9.99", code="22102", label="住房改革支出")
    sample.facts[0] = replace(fact, quantity=replace(fact.quantity, bound=Bound.OVER))
    sample.table(SPENT, [("", "合计", ["25,000.00"]), ("2210201", "住房公积金", ["25,000.00"])])
    assert run(sample.book(), accounts("codes")) == []


def test_a_table_of_a_part_of_the_money_proves_agreement_only() -> None:
    for title in ("2022年一般公共预算财政拨款支出决算表", "2022年项目支出决算表"):
        sample = Sample()
        sample.code("22102", "住房改革支出", "2.50")
        sample.code("21401", "公路水路运输", "9.00")
        sample.table(
            SPENT,
            [
                ("", "合计", ["45,000.00"]),
                ("2210201", "住房公积金", ["25,000.00"]),
                ("2140106", "公路养护", ["20,000.00"]),
            ],
            title=title,
        )
        outcomes = run(sample.book(), accounts("codes"))
        assert [type(o) for o in outcomes] == [Passed, Skipped]


def test_a_path_of_names_stands_for_its_code() -> None:
    sample = Sample()
    sample.says("2.60", label="交通运输支出（类）公路水路运输（款）公路养护（项）支出决算", basis="决算")
    sample.table(SPENT, [("", "合计", ["25,000.00"]), ("2140106", "公路养护", ["25,000.00"])])
    (failure,) = failures(run(sample.book(), accounts("codes")))
    assert failure.gap == "0.10"


def test_the_final_figure_of_a_completion_is_of_the_subject_of_its_budget() -> None:
    sample = Sample()
    budget = sample.says("2.00", label="交通运输支出（类）公路水路运输（款）公路养护（项）年初预算", basis="年初预算")
    final = sample.says("2.60", label="支出决算", basis="决算")
    rate = sample.says("130.00", "%", measure="completion")
    sample.claims.append(RateClaim(final, budget, rate, Words("完成", rate.location), "completion"))
    sample.table(SPENT, [("", "合计", ["25,000.00"]), ("2140106", "公路养护", ["25,000.00"])])
    (failure,) = failures(run(sample.book(), accounts("codes")))
    assert shown(failure) == ["2.60万元", "25,000.00元"]


def test_a_row_with_the_code_of_another_is_not_told_twice() -> None:
    sample = Sample()
    sample.code("2140106", "公路养护", "2.00")
    rows = [("2140106", "公路养护", ["20,000.00"]), ("2140106", "公路建设", ["60,000.00"])]
    sample.table(SPENT, [("", "合计", ["80,000.00"]), *rows])
    (outcome,) = run(sample.book(), accounts("codes"))
    assert isinstance(outcome, Skipped)


def test_a_table_without_a_unit_says_nothing() -> None:
    sample = roads()
    table = sample.tables[0]
    bare = [
        replace(
            row, amounts={p: replace(f, quantity=replace(f.quantity, dimension="")) for p, f in row.amounts.items()}
        )
        for row in table.rows
    ]
    sample.tables[0] = replace(table, rows=tuple(bare))
    assert run(sample.book(), accounts("codes")) == []


def test_a_table_in_the_wrong_unit_is_one_finding() -> None:
    sample = Sample()
    sample.code("21401", "公路水路运输", "6.15")
    sample.code("22102", "住房改革支出", "2.54")
    sample.table(
        SPENT, [("", "合计", ["8.69"]), ("2140106", "公路养护", ["6.15"]), ("2210201", "住房公积金", ["2.54"])]
    )
    (failure,) = failures(run(sample.book(), accounts("codes")))
    assert failure.diagnosis is not None and failure.diagnosis.kind == "unit_slip"
    assert "另有 1 个数" in failure.message


def test_a_budget_table_is_left_alone() -> None:
    sample = roads()
    sample.tables[0] = replace(sample.tables[0], title="2022年部门预算支出表")
    assert run(sample.book(), accounts("codes")) == []


def test_a_code_without_a_row() -> None:
    sample = roads()
    sample.code("20808", "抚恤", "0.30")
    (failure,) = failures(run(sample.book(), accounts("rows")))
    assert shown(failure)[0] == "0.30万元"
    assert "20808" in failure.message
    assert {e.role for e in failure.evidence} == {"stated", "code"}


def test_a_code_without_a_row_in_a_table_that_is_not_whole_proves_nothing() -> None:
    sample = roads()
    sample.code("20808", "抚恤", "0.30")
    table = sample.tables[0]
    sample.tables[0] = replace(table, rows=table.rows[:-1])
    outcomes = run(sample.book(), accounts("rows"))
    assert outcomes and all(isinstance(o, Skipped) for o in outcomes)


def test_a_table_that_stops_at_a_higher_level_proves_nothing() -> None:
    sample = Sample()
    sample.code("20808", "抚恤", "0.30")
    sample.table(SPENT, [("", "合计", ["60,000.00"]), ("214", "交通运输支出", ["60,000.00"])])
    assert run(sample.book(), accounts("rows")) == []


def test_a_row_that_a_full_list_leaves_out() -> None:
    sample = roads()
    first, second = (claim.amounts[0] for claim in sample.claims[:2])  # type: ignore[union-attr]
    whole = sample.total("总支出", "8.50")
    cue = Words("其中", whole.location)
    sample.claims.append(PartGroup((whole,), (first, second), cue))
    assert [type(o) for o in run(sample.book(), accounts("rows"))] == [Passed]
    table = sample.tables[0]
    sample.table(
        SPENT,
        [
            ("", "合计", ["88,000.00"]),
            *((row.code, row.name, [row.amounts["支出数/合计"].quantity.text[:-1]]) for row in table.rows[1:]),
            ("2080801", "死亡抚恤", ["3,000.00"]),
        ],
    )
    sample.tables.pop(0)
    (failure,) = failures(run(sample.book(), accounts("rows")))
    assert shown(failure) == ["8.50万元", "2080801", "3,000.00元"]


def test_totals_by_column_and_by_the_names_of_rows() -> None:
    sample = Sample()
    sample.total("总支出", "10.00")
    sample.total("基本支出", "6.00")
    sample.total("项目支出", "4.00")
    sample.table(SPLIT, [("", "合计", ["100,000.00", "60,000.00", "40,000.00"])])
    assert [type(o) for o in run(sample.book(), accounts("totals", figures=SPENDING))] == [Passed] * 3

    sample = Sample()
    sample.total("基本支出", "6.00")
    sample.total("项目支出", "4.10")
    sample.table(
        SPENT,
        [
            ("", "合计", ["100,000.00"]),
            ("2140101", "统发工资", ["40,000.00"]),
            ("2140101", "公用经费", ["20,000.00"]),
            ("2140101", "项目支出", ["40,000.00"]),
        ],
        title="2022年项目收入支出决算表",
    )
    basic, project = run(sample.book(), accounts("totals", figures=SPENDING))
    assert isinstance(basic, Passed) and len(basic.evidence) == 3
    assert isinstance(project, Failed) and (project.expected, project.actual) == ("4.00", "4.10")


def test_rows_that_do_not_say_what_they_are_give_no_basic_total() -> None:
    sample = Sample()
    sample.total("基本支出", "7.00")
    rows = [
        ("", "合计", ["100,000.00"]),
        ("2140106", "公路养护", ["60,000.00"]),
        ("2140199", "项目支出", ["40,000.00"]),
    ]
    sample.table(SPENT, rows)
    assert run(sample.book(), accounts("totals", figures=SPENDING)) == []


@pytest.mark.parametrize(
    "identity",
    [
        {"label": "信息化项目支出"},
        {"item": ("三公经费", "项目支出")},
        {"basis": "年初预算"},
        {"year": 2021},
        {"qualifiers": ("市级",)},
    ],
)
def test_what_is_not_the_total_is_not_compared(identity: dict[str, Any]) -> None:
    sample = Sample()
    sample.says("1.20", **{"concept": "项目支出", "label": "项目支出", "item": ("项目支出",), **identity})
    sample.table(SPLIT, [("", "合计", ["100,000.00", "60,000.00", "40,000.00"])])
    assert run(sample.book(), accounts("totals", figures=SPENDING)) == []


def test_a_grand_total_that_counts_what_is_carried_over_is_not_judged() -> None:
    sample = Sample()
    sample.total("总支出", "12.00")
    sample.total("年末结转结余", "2.00")
    sample.table(SPLIT, [("", "合计", ["100,000.00", "60,000.00", "40,000.00"])])
    (outcome,) = run(sample.book(), accounts("totals", figures=SPENDING))
    assert isinstance(outcome, Skipped)


def test_many_values_under_one_name_are_several_things() -> None:
    sample = Sample()
    for text in ("1.00", "2.00", "3.00"):
        sample.total("项目支出", text)
    sample.table(SPLIT, [("", "合计", ["100,000.00", "60,000.00", "40,000.00"])])
    (outcome,) = run(sample.book(), accounts("totals", figures=SPENDING))
    assert isinstance(outcome, Skipped)


def test_income_that_differs_is_one_finding_a_table() -> None:
    sample = Sample()
    sample.total("财政拨款收入", "9.40")
    sample.total("总收入", "12.00")
    sample.table(FLOWS, [("", "合计", ["100,000.00", "100,000.00", "100,000.00", ""])])
    (failure,) = failures(run(sample.book(), accounts("totals", figures=INCOME, gather=True)))
    assert shown(failure) == ["9.40万元", "100,000.00元", "12.00万元", "100,000.00元"]


def summary(sample: Sample, *rows: tuple[str, str], title: str = "2022年收入支出决算总表") -> None:
    """A table without codes whose rows say what they are."""
    place = Location("cell", block=99, table=9)
    for number, (name, cell) in enumerate(rows, 1):
        identity = {"label": f"{name}/决算数", "concept": name, "basis": "决算", "year": 2022}
        sample.figure(cell, "元", replace(place, row=number), **identity)
    sample.captions[99] = Caption(title)


def test_summary_tables() -> None:
    check = accounts("summaries", figures={"其他收入": ("其他收入",)})
    sample = Sample()
    sample.total("其他收入", "1.25")
    summary(sample, ("其他收入", "125,000.00"), ("本年收入", "900,000.00"))
    (failure,) = failures(run(sample.book(), check))
    assert (failure.expected, failure.actual) == ("12.50", "1.25")

    sample = Sample()
    sample.total("其他收入", "1.25")
    summary(sample, ("其他收入", "12,500.00"))
    assert [type(o) for o in run(sample.book(), check)] == [Passed]

    for title, rows in (
        ("2022年收入支出预算总表", [("其他收入", "125,000.00")]),
        ("2022年收入支出决算总表", [("其他收入", "125,000.00"), ("其他收入", "1,000.00")]),
    ):
        sample = Sample()
        sample.total("其他收入", "1.25")
        summary(sample, *rows, title=title)
        assert run(sample.book(), check) == []


def test_a_blank_carry_over_column() -> None:
    figures = {"年末结转结余": ("年末结转结余",)}
    sample = Sample()
    sample.total("年末结转结余", "2.00")
    sample.table(FLOWS, [("", "合计", ["100,000.00", "100,000.00", "100,000.00", ""])])
    (failure,) = failures(run(sample.book(), accounts("blank", figures=figures)))
    assert shown(failure) == ["2.00万元", "年末结转和结余"]

    sample = Sample()
    sample.total("年末结转结余", "0.00")
    sample.table(FLOWS, [("", "合计", ["100,000.00", "100,000.00", "100,000.00", ""])])
    assert run(sample.book(), accounts("blank", figures=figures)) == []

    sample = Sample()
    sample.total("年末结转结余", "2.00")
    sample.table(FLOWS, [("", "合计", ["100,000.00", "100,000.00", "100,000.00", "0.00"])])
    assert run(sample.book(), accounts("blank", figures=figures)) == []


def test_cutting_and_rounding_are_one_note() -> None:
    def sample(second: str) -> Sample:
        made = Sample()
        made.code("21401", "公路水路运输", "6.56")
        made.code("22102", "住房改革支出", second)
        made.table(
            SPENT,
            [
                ("", "合计", ["100,030.00"]),
                ("2140106", "公路养护", ["65,660.00"]),
                ("2210201", "住房公积金", ["34,370.00"]),
            ],
        )
        return made

    check = accounts("rounding", figures=SPENDING, severity=Severity.WARNING)
    (mixed,) = failures(run(sample("3.44").book(), check))
    assert mixed.severity is Severity.WARNING and mixed.answer is Answer.TRUNCATION and mixed.relation is None
    assert shown(mixed) == ["6.56万元", "65,660.00元", "3.44万元", "34,370.00元"]
    (cut,) = failures(run(sample("3.43").book(), check))
    assert cut.severity is Severity.INFO


EXECUTION = {"执行": ("总支出",), "预算": ("总收入", "财政拨款收入")}


def spent(rate: str, **identity: Any) -> Sample:
    sample = Sample()
    sample.total("总收入", "90.00")
    sample.total("总支出", "88.00")
    sample.total("总支出", "88.00")
    sample.says(rate, "%", **{"label": "预算执行率", "measure": "completion", **identity})
    return sample


def test_a_rate_that_no_total_gives() -> None:
    (failure,) = failures(run(spent("100").book(), accounts("execution", figures=EXECUTION)))
    assert shown(failure) == ["100%", "88.00万元", "90.00万元"]
    assert "97.78%" in failure.message and failure.expected == "97.78"


def test_a_rate_that_one_total_gives() -> None:
    (outcome,) = run(spent("97.78").book(), accounts("execution", figures=EXECUTION))
    assert isinstance(outcome, Passed) and [e.role for e in outcome.evidence] == ["rate", "numerator", "denominator"]


def test_a_stated_budget_is_the_denominator() -> None:
    sample = spent("100")
    sample.says("88.00", label="全年预算", basis="调整预算")
    (outcome,) = run(sample.book(), accounts("execution", figures=EXECUTION))
    assert isinstance(outcome, Passed)


def test_other_rates_are_left_alone() -> None:
    check = accounts("execution", figures=EXECUTION)
    assert run(spent("100", label="项目支出预算执行率").book(), check) == []
    sample = spent("100")
    rate, cue = sample.facts[-1], Words("执行率", sample.facts[-1].location)
    sample.claims.append(RateClaim(sample.facts[1], sample.facts[0], rate, cue))
    assert run(sample.book(), check) == []
    sample = Sample()
    sample.says("100", "%", label="预算执行率")
    assert [type(o) for o in run(sample.book(), check)] == [Skipped]


def test_parameters_are_checked() -> None:
    with pytest.raises(ValueError, match="check"):
        accounts("colour")
    with pytest.raises(ValueError, match="figures"):
        accounts("totals")
