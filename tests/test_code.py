"""Codes against the name, level, years and kind of money printed with them."""

from __future__ import annotations

import pytest

from checks.outcome import Failed, Passed, Skipped
from checks.rule import Rule, Severity
from tests.sample_accounts import Sample, failures, rule, run, shown

SPENT = {"支出合计": "本年支出", "基本支出": "基本支出", "项目支出": "项目支出"}
NAME = "{code} {right} {printed} {others} {diagnosis}"


def check(what: str, **params: object) -> Rule[object]:
    message = {"name": NAME, "column": "{listing}", "unknown": "{code}{others}"}.get(what, "{labels}")
    return rule("code", message=message, check=what, **params)


def nature() -> Rule[object]:
    return check("nature", basic=("行政运行", "事业运行"), project=("一般行政管理事务",))


def test_right_names_pass_wherever_they_stand() -> None:
    sample = Sample()
    sample.code("21303", "水利支出")
    sample.code("2130305", "农林水支出（类）水利（款）水利工程建设（项）")
    outcomes = run(sample.book(), check("name"))
    assert [type(o) for o in outcomes] == [Passed, Passed]


def test_name_of_another_code_is_a_warning_when_the_pair_is_only_known() -> None:
    sample = Sample()
    sample.code("21303", "农业农村")
    (failure,) = failures(run(sample.book(), check("name")))
    assert failure.severity is Severity.WARNING
    assert shown(failure) == ["21303", "农业农村"]
    assert "农业农村 21301" in failure.message and "水利" in failure.message


def test_name_of_another_code_is_an_error_when_both_were_seen() -> None:
    sample = Sample()
    sample.code("22102", "卫生健康支出")
    (failure,) = failures(run(sample.book(), check("name")))
    assert failure.severity is Severity.ERROR


def test_a_document_that_contradicts_itself_is_an_error_and_shows_both_places() -> None:
    sample = Sample()
    sample.code("21303", "农业农村")
    sample.code("21303", "水利")
    (failure,) = failures(run(sample.book(), check("name")))
    assert failure.severity is Severity.ERROR
    assert shown(failure) == ["21303", "农业农村", "21303", "水利"]
    assert failure.diagnosis is not None and failure.diagnosis.kind == "elsewhere"


def test_the_same_money_under_the_code_above_tells_that_the_name_is_wrong() -> None:
    sample = Sample()
    sample.code("20808", "抚恤支出", "0.45")
    sample.table({"合计": "本年支出"}, [("2080802", "职业年金", ["4,500.00"])])
    (failure,) = failures(run(sample.book(), check("name")))
    assert failure.severity is Severity.ERROR
    assert shown(failure) == ["2080802", "职业年金", "4,500.00元", "20808", "抚恤支出", "0.45万元"]
    assert failure.diagnosis is not None and failure.diagnosis.kind == "same_money"


def test_repeated_places_are_one_finding_and_other_names_another() -> None:
    sample = Sample()
    for name in ("农业农村", "农业农村", "林业和草原"):
        sample.code("21303", name)
    first, second = failures(run(sample.book(), check("name")))
    assert len(first.evidence) == 4 and len(second.evidence) == 2


def test_a_column_that_slipped_is_one_note() -> None:
    sample = Sample()
    names = ["普通教育", "职业教育", "成人教育", "广播电视教育", "教育管理事务"]
    sample.table({"合计": "本年支出"}, [(f"2050{n}", name, ["1.00"]) for n, name in enumerate(names, 1)])
    (failure,) = failures(run(sample.book(), check("name")))
    assert failure.severity is Severity.INFO
    assert failure.diagnosis is not None and failure.diagnosis.kind == "shifted"


def test_a_doubtful_code_is_never_more_than_info() -> None:
    sample = Sample(2024)
    sample.code("20141", "水利")
    sample.code("20141", "数据事务")
    (failure,) = failures(run(sample.book(), check("name")))
    assert failure.severity is Severity.INFO


def test_a_profile_that_lowers_the_rule_is_obeyed() -> None:
    sample = Sample()
    sample.code("22102", "卫生健康支出")
    quiet = rule("code", Severity.INFO, NAME, check="name")
    (failure,) = failures(run(sample.book(), quiet))
    assert failure.severity is Severity.INFO


def test_words_that_are_no_account_are_one_note_a_table() -> None:
    sample = Sample()
    rows = [
        ("2130301", "统发工资", ["1.00"]),
        ("2130301", "公用经费", ["2.00"]),
        ("2080505", "养老保险缴费", ["3.00"]),
        ("2210201", "住房公积金", ["4.00"]),
    ]
    sample.table({"合计": "本年支出"}, rows)
    sample.table({"合计": "本年支出"}, rows[:1])
    first, second = failures(run(sample.book(), check("column")))
    assert shown(first) == ["2130301", "统发工资", "2130301", "公用经费", "2080505", "养老保险缴费"]
    assert "2080505 “养老保险缴费”→“机关事业单位基本养老保险缴费支出”" in first.message
    assert len(second.evidence) == 2
    assert not failures(run(sample.book(), check("name")))


def test_words_beside_a_code_in_prose_are_not_judged() -> None:
    sample = Sample()
    sample.code("2130301", "有关经费合并列示")
    (outcome,) = run(sample.book(), check("column"))
    assert isinstance(outcome, Skipped)


@pytest.mark.parametrize(
    ("code", "name", "level", "problem"),
    [
        ("2050202", "小学教育", "款", "2050202 是项级编码"),
        ("205", "教育支出", "项", "205 是类级编码"),
        ("20502", "普通教育", "款", ""),
        ("20502", "普通教育", "", ""),
        ("205020", "小学教育", "", "6 位"),
        ("301001", "某县民政局", "", ""),
        ("10301", "非税收入", "项", ""),
    ],
)
def test_level_and_length(code: str, name: str, level: str, problem: str) -> None:
    sample = Sample()
    sample.code(code, name, level=level)
    found = failures(run(sample.book(), check("level")))
    assert len(found) == bool(problem)
    assert all(problem in failure.message for failure in found)


def test_codes_of_one_path_belong_under_each_other() -> None:
    from dataclasses import replace

    sample = Sample()
    sample.code("205", "教育支出")
    sample.code("21303", "水利", start=10)
    upper, lower = sample.claims
    near = replace(lower.code.location, block=upper.code.location.block, start=10, end=15)
    at = replace(upper.code.location, start=5, end=8)
    sample.claims = [
        replace(upper, code=replace(upper.code, location=at), name=replace(upper.name, location=replace(at, end=4))),
        replace(lower, code=replace(lower.code, location=near), name=replace(lower.name, location=near)),
    ]
    (failure,) = failures(run(sample.book(), check("level")))
    assert "21303 不在 205 之下" in failure.message


@pytest.mark.parametrize(
    ("year", "code", "name", "severity"),
    [
        (2022, "20805", "行政事业单位离退休", Severity.WARNING),
        (2019, "20805", "行政事业单位离退休", None),
        (2019, "20805", "行政事业单位养老支出", Severity.INFO),
        (2022, "20805", "行政事业单位养老支出", None),
        (2022, "21301", "农业", Severity.INFO),
        (2022, "20115", "工商行政管理事务", Severity.INFO),
        (2017, "20115", "工商行政管理事务", None),
        (None, "20805", "行政事业单位养老支出", None),
    ],
)
def test_years(year: int | None, code: str, name: str, severity: Severity | None) -> None:
    sample = Sample(year)
    sample.code(code, name)
    found = failures(run(sample.book(), check("validity")))
    assert [failure.severity for failure in found] == ([severity] if severity else [])


def test_project_money_under_a_basic_code_beside_basic_money() -> None:
    sample = Sample()
    sample.table(
        {"合计": "本年支出"},
        [("2130301", "公用经费", ["10.00"]), ("2130301", "项目支出", ["90.00"]), ("2130302", "项目支出", ["5.00"])],
    )
    (failure,) = failures(run(sample.book(), nature()))
    assert failure.severity is Severity.ERROR
    assert shown(failure) == ["2130301", "项目支出", "90.00元", "2130301", "公用经费"]


def test_project_money_under_a_basic_code_alone_is_a_warning() -> None:
    sample = Sample()
    sample.table({"合计": "本年支出"}, [("2130301", "项目支出", ["90.00"])])
    (failure,) = failures(run(sample.book(), nature()))
    assert failure.severity is Severity.WARNING


def test_a_project_column_with_money_in_a_basic_row() -> None:
    sample = Sample()
    sample.table(
        SPENT,
        [
            ("", "合计", ["100.00", "60.00", "40.00"]),
            ("2130301", "行政运行", ["70.00", "60.00", "10.00"]),
            ("2130302", "一般行政管理事务", ["30.00", "", "30.00"]),
        ],
    )
    (failure,) = failures(run(sample.book(), nature()))
    assert shown(failure) == ["2130301", "行政运行", "10.00元"]
    assert failure.severity is Severity.WARNING


def test_basic_money_under_a_project_code_is_an_info() -> None:
    sample = Sample()
    sample.table({"合计": "本年支出"}, [("2130302", "统发工资", ["90.00"])])
    (failure,) = failures(run(sample.book(), nature()))
    assert failure.severity is Severity.INFO


def test_unknown_codes() -> None:
    sample = Sample()
    sample.code("2130377", "某项水利")
    sample.code("2990101", "某项支出")
    found = run(sample.book(), rule("code", Severity.INFO, "{code}{others}", check="unknown"))
    assert [type(o) for o in found] == [Failed, Skipped]
    assert failures(found)[0].message == "213037721303 水利"


def test_paths_of_names() -> None:
    sample = Sample()
    sample.code("", "教育支出（类）水利（款）")
    sample.says("1.00", label="3.农林水支出（类）水利（款）森林资源培育（项）年初预算")
    sample.says("1.00", label="农林水支出（类）水利（款）水利工程建设（项）年初预算")
    message = "{printed}|{right}|{others}"
    first, second, third = run(sample.book(), rule("code", message=message, check="path"))
    assert isinstance(first, Failed) and first.message == "水利|205 教育支出|21303"
    assert isinstance(second, Failed) and second.message == "森林资源培育|21303 水利|2130205"
    assert isinstance(third, Passed)


def test_a_row_of_nothing_but_project_money() -> None:
    sample = Sample()
    sample.table(SPENT, [("2130301", "行政运行", ["10.00", "", "10.00"])])
    (failure,) = failures(run(sample.book(), nature()))
    assert failure.severity is Severity.ERROR


def test_an_unknown_check_is_refused() -> None:
    with pytest.raises(ValueError, match="check"):
        check("colour")
