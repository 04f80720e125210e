"""Weights and scores up the tree, the score in prose, and the grade given for it."""

from __future__ import annotations

import pytest

from checks.outcome import Failed, Passed, Severity, Skipped
from tests.cases import audit_text, outcomes

TREE = """
部门整体支出绩效评价指标体系

一级指标|二级指标|三级指标|得分
A 决策（20分）|A1 立项（12分）|A11 依据（8分）|8
||A12 程序（4分）|3.5
|A2 目标（8分）|A21 合理性（8分）|7
B 产出（80分）|B1 数量（50分）|B11 完成率（50分）|48.5
|B2 质量（30分）|B21 合格率（30分）|29
合计||100分|96
"""


def audit(text: str):  # type: ignore[no-untyped-def]
    return audit_text(text.strip("\n").replace("|", "\t"))


def messages(text: str) -> list[str]:
    return [f"{f.rule} {f.message}" for f in audit(text).findings]


def test_a_right_tree_lists_every_sum_and_every_limit_as_passed() -> None:
    found = audit(TREE)
    assert not found.findings and not found.crashes
    assert [type(o) for o in outcomes(found, "SCORE001")] == [Passed] * 6
    assert [type(o) for o in outcomes(found, "SCORE003")] == [Passed] * 5
    (full,) = outcomes(found, "SCORE002")
    assert isinstance(full, Passed)
    assert [(e.role, e.text) for e in full.evidence] == [("total", "100分"), ("part", "20分"), ("part", "80分")]
    limit = outcomes(found, "SCORE003")[0]
    assert [(e.role, e.text) for e in limit.evidence] == [("score", "8"), ("weight", "8分")]


def test_a_wrong_total_row_is_reported_once() -> None:
    found = messages(TREE.replace("100分|96", "100分|69"))
    assert len(found) == 1 and found[0].startswith("SUM002")


def test_a_total_row_that_prose_contradicts_is_reported_once() -> None:
    text = "2022年度部门整体支出绩效自评得分96分。\n" + TREE.replace("100分|96", "100分|69")
    (finding,) = audit(text).findings
    assert finding.rule == "SCORE007" and finding.severity is Severity.ERROR
    assert [c.rule for c in finding.consequences] == ["SUM002"]


def test_a_wrong_weight_explains_the_score_above_it() -> None:
    (finding,) = audit(TREE.replace("合格率（30分）", "合格率（3分）")).findings
    assert finding.rule == "SCORE001"
    assert [c.rule for c in finding.consequences] == ["SCORE003"]


def test_weights_that_differ_in_their_last_digit_are_no_rounding() -> None:
    (finding,) = audit(TREE.replace("程序（4分）", "程序（5分）").replace("|3.5", "|3.5")).findings
    assert finding.rule == "SCORE001" and finding.severity is Severity.ERROR


def test_a_table_in_which_most_sums_fail_is_built_in_another_way() -> None:
    text = TREE
    for printed, other in (
        ("决策（20分）", "决策（31分）"),
        ("立项（12分）", "立项（17分）"),
        ("数量（50分）", "数量（61分）"),
    ):
        text = text.replace(printed, other)
    text = text.replace("质量（30分）", "质量（47分）").replace("产出（80分）", "产出（93分）")
    found = outcomes(audit(text), "SCORE001")
    assert not any(isinstance(o, Failed) for o in found)
    assert any(isinstance(o, Skipped) for o in found)


def test_scores_of_two_evaluations_are_kept_apart() -> None:
    text = "2022年度目标管理综合考核得分97.3分，获得良好等次。部门整体支出绩效自评得分96分，评价结果为“优”。\n" + TREE
    found = audit(text)
    assert not found.findings
    (grade,) = outcomes(found, "SCORE008")
    assert isinstance(grade, Passed) and grade.evidence[0].text == "96分"
    (stated,) = outcomes(found, "SCORE007")
    assert isinstance(stated, Passed) and [e.text for e in stated.evidence] == ["96", "96分"]


def test_scores_of_several_projects_are_no_conflict() -> None:
    text = "甲项目绩效自评得分92分，乙项目绩效自评得分95分。\n" + TREE
    assert not messages(text)


def test_the_parts_of_a_score_are_not_its_total() -> None:
    text = "部门整体支出绩效自评得分96分，其中：决策得18.5分，产出得77.5分。\n" + TREE
    assert not messages(text)


def test_a_table_without_a_total_row_against_prose() -> None:
    text = "部门整体支出绩效自评得分%s分。\n" + TREE.replace("合计||100分|96\n", "")
    assert not messages(text % "96")
    (finding,) = audit(text % "69").findings
    assert finding.severity is Severity.WARNING and "69" in finding.message


BANDS = (
    "综合得分90分（含）以上为优，80分（含）至90分为良，60分（含）至80分为中，60分以下为差。",
    "评价等级分为优、良、中、差四个等级：90（含）-100分为优、80（含）-90分为良、60（含）-80分为中、60分以下为差。",
    "评价结果分为优秀（90分及以上）、良好（80-90分）、中等（60-80分）、差（60分以下）。",
    "总分设置为100分，优：得分≥90分；良：80分≤得分<90分；中：60分≤得分<80分；差：得分<60分。",
)


@pytest.mark.parametrize("bands", BANDS)
@pytest.mark.parametrize(("score", "grade", "right"), [("90", "优", True), ("89.9", "优", False), ("60", "中", True)])
def test_bands_in_their_wordings(bands: str, score: str, grade: str, right: bool) -> None:
    found = outcomes(audit(f"{bands}\n\n部门整体支出绩效自评得分{score}分，评价等级为“{grade}”。"), "SCORE008")
    (one,) = found
    assert isinstance(one, Passed if right else Failed)
    assert [e.role for e in one.evidence] == ["score", "stated", "rubric"]
    if isinstance(one, Failed):
        assert one.severity is Severity.ERROR and "本报告的等级线" in one.message


@pytest.mark.parametrize(
    "text",
    [
        "部门整体支出绩效自评总得分88.6分，其中投入指标18.5分、产出指标70.1分，评定等级为“优”。",
        "项目决策20分、项目管理80分，满分100分；最终得分88.6分，评价等级为优。",
        "经综合评价，评价等级为“优”，综合得分88.6分。",
    ],
)
def test_a_grade_is_found_behind_the_parts_and_before_the_score(text: str) -> None:
    (one,) = outcomes(audit(text), "SCORE008")
    assert isinstance(one, Failed) and [e.text for e in one.evidence] == ["88.6分", "优"]


def test_the_grade_in_a_cell_of_the_table() -> None:
    text = """
评价指标|分值|得分
决策|40|30
产出|60|55
合计|100|85
评价等级|优|
"""
    (finding,) = audit(text).findings
    assert finding.rule == "SCORE008" and finding.severity is Severity.WARNING
    assert "应为“良”" in finding.message
