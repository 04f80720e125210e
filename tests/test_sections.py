"""What is read from the sections of a report, and from its dates."""

from __future__ import annotations

from typing import TypeVar

from extract.model import (
    Appraisal,
    AskedBy,
    BaseNamed,
    DateSaid,
    HalvesTold,
    NoProblems,
    OwnYear,
    PlanDrafted,
    Purchases,
    ReportParts,
)
from tests.cases import book_of

T = TypeVar("T")
HEAD = "青石县林业局\n2023年度部门整体支出绩效自评报告\n2024年5月\n"
TREE = """附件1 绩效评价指标体系
一级指标	二级指标	三级指标	分值	得分
过程	管理	A11 资产管理规范性	4	4
		A12 预算编制合理性	6	5
"""


def only(text: str, kind: type[T]) -> list[T]:
    return list(book_of(text).claims_of(kind))


def test_a_whole_report_has_its_parts() -> None:
    text = (
        HEAD
        + "一、部门概况\n本局为县政府工作部门。\n二、自评结论\n得分96分。\n三、存在的问题\n验收偏晚。\n附件：自评表\n2024年5月\n"
    )
    (parts,) = only(text, ReportParts)
    assert parts.report == "部门整体支出"
    assert [name for name, _ in parts.parts] == ["基本情况", "评价结论", "存在问题"]
    assert parts.last.text == "三、存在的问题"


def test_sections_that_skip_a_number_are_an_excerpt() -> None:
    assert not only(HEAD + "二、自评结论\n得分96分。\n三、问题\n无。\n五、附件\n2024年5月\n", ReportParts)


def test_halves_of_a_heading_in_front_of_its_sentence() -> None:
    (told,) = only("一、管理\n1. 预决算公开：我局按要求公开了2023年度预算情况。\n", HalvesTold)
    assert [(name, words is not None) for name, words in told.halves] == [("预算", True), ("决算", False)]


def test_dates_and_what_is_done_by_them() -> None:
    dates = only("一、工作\n已于2023年3月5日验收；计划2025年6月前完成二期。\n", DateSaid)
    assert [(d.year, d.month, d.day, d.done) for d in dates] == [(2023, 3, 5, True), (2025, 6, None, False)]
    assert not only("一、工作\n工期3个月，1—6月完成60%，第13月工资已发。\n", DateSaid)


def test_what_a_year_on_year_change_is_against() -> None:
    (base,) = only(HEAD + "一、节能\n用水量同比“十三五”期末下降5.00%。\n", BaseNamed)
    assert (base.base, base.of) == (2020, 2023)


def test_the_year_a_report_calls_its_own() -> None:
    (own,) = only(HEAD + "现将2022年度绩效自评情况报告如下。\n一、部门概况\n本局为县政府工作部门。\n", OwnYear)
    assert (own.year, own.what, own.words.text) == (2022, "自评年度", "2022年度")


def test_money_for_drafting_a_plan_is_no_drafting() -> None:
    assert not only("一、项目\n支付“十四五”林业规划编制经费12万元。\n", PlanDrafted)
    assert [p.first for p in only("一、工作\n开展“十四五”林业规划编制工作。\n", PlanDrafted)] == [2021]


def test_an_admission_is_held_against_the_indicator_of_its_matter() -> None:
    (said,) = only("一、存在的问题\n（一）固定资产台账登记不及时。\n" + TREE, Appraisal)
    assert (said.topic, said.good) == ("资产管理", False)
    assert [(m.name.text, m.full) for m in said.indicators] == [("A11 资产管理规范性", True)]


def test_a_clause_about_another_side_of_the_matter_is_left_alone() -> None:
    assert not only("一、存在的问题\n（一）预算编制后执行进度不够快。\n" + TREE, Appraisal)


def test_no_problems_in_a_line() -> None:
    (said,) = only("一、结论\n存在的主要问题：无。\n", NoProblems)
    assert said.words.text == "无"
    assert not only("一、结论\n存在的主要问题：无专人管理。\n", NoProblems)


def test_procurement_with_its_budget_and_what_came_of_it() -> None:
    (told,) = only(HEAD + "一、政府采购\n年初采购预算12万元，实际采购11万元。\n", Purchases)
    assert told.budget.quantity.text == "12万元"
    assert told.done


def test_an_indicator_scored_by_a_questionnaire_that_is_not_printed_says_nothing() -> None:
    text = TREE.replace("A12 预算编制合理性", "A12 政策知晓率")
    assert not only(text, AskedBy)
