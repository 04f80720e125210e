"""Weights and scores up the tree, the score in prose, and the grade given for it."""

from __future__ import annotations

import pytest

from checks.outcome import Failed, Passed, Skipped
from checks.rule import Severity
from extract.book import build_book
from extract.model import DeductionClaim, FactBook, GradeScheme, PartGroup, ScoreStatement
from extract.readers.base import Limits
from extract.readers.text import read
from extract.structure import outline
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


def book_of(text: str) -> FactBook:
    document = read(text.strip("\n").replace("|", "\t").encode(), "case.txt", "", Limits())
    return build_book(document, outline(document))


SCHEMES = (
    (
        "按照优（95分及以上）、良（85分-95分）、中（75-85分）、低（60-75分）、差（60分以下）五个等级评定，得分93分。",
        "优95 良85 中75 低60 差0",
    ),
    ("绩效评价得分85分，90分以上为优，80-90分为良，60-80分为中，60分以下为差。", "优90 良80 中60 差0"),
    ("评价等级为良（优：100≥得分≥90；良：90＞得分≥80；中：80＞得分≥60；差：60＞得分≥0）。", "优90 良80 中60 差0"),
    ("优秀（≥90分）；良好（≥80分，＜90分）；合格（≥60分，＜80分）；不合格（＜60分）", "优90 良80 合格60 不合格0"),
    ("优（≥90）/良（80≤S<90）/中（60≤S<80）/差（<60）", "优90 良80 中60 差0"),
    ("90-100分（含90分）优秀，75-90分（含75分）良好，60-75分（含60分）一般，60分以下较差", "优90 良75 一般60 较差0"),
    ("一等（优）：90-100分，二等（良）：80-89分，三等（中）：60-79分，四等（差）：60分以下", "优90 良80 中60 差0"),
    ("评价等级|优|良|中|差\n分数段|90-100|80-89|60-79|60以下", "优90 良80 中60 差0"),
    ("评价等级|分数区间\n优秀|S≥85\n良好|75≤S＜85\n一般|60≤S＜75\n较差|S＜60", "优85 良75 一般60 较差0"),
    ("社会效益按优（10分）、良（8分）、中（6分）、差（0分）打分。", ""),
    ("90分以上的优秀项目12个，80-90分的良好项目5个，60-80分的合格项目2个，60分以下的不合格项目0个。", ""),
    ("请按满意度打分：优90-100分，良80-89分，中60-79分，差60分以下。", ""),
)


@pytest.mark.parametrize(("text", "lines"), SCHEMES)
def test_bands_of_many_forms(text: str, lines: str) -> None:
    found = list(book_of(text).claims_of(GradeScheme))
    assert " ".join(f"{band.grade}{band.low}" for scheme in found for band in scheme.bands) == lines


def test_a_report_with_two_schemes_has_none() -> None:
    text = f"{BANDS[0]}\n\n项目评价得分85分以上为优，75-85分为良，60-75分为中，60分以下为差。"
    assert not list(book_of(text).claims_of(GradeScheme))


MARKS = """
一级指标|二级指标|三级指标|分值|得分
A投入|A1目标设定|A11目标合理性|20|19
B过程|B1预算执行|B11预算执行率|15|14.25
||B12信息公开|15|14
C产出|C1职责履行|C11完成率|30|30
D效果|D1社会效益|D11满意度|20|17
合计|||100|94.25
"""


def stated(text: str) -> list[str]:
    """得分 C 产出: 30分, and what a sum in prose is made of."""
    book = book_of(f"{text}\n{MARKS}")
    figures = [f"{c.what} {c.name}: {c.said[0].quantity.text}" for c in book.claims_of(ScoreStatement) if c.name]
    sums = [
        "+".join(part.quantity.text for part in group.parts) + f"={group.totals[0].quantity.text}"
        for group in book.claims_of(PartGroup)
        if group.totals[0].location.kind == "paragraph"
    ]
    return figures + sums


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("产出类指标权重30分，得分29分。", ["得分 C 产出: 29分", "分值 C 产出: 30分"]),
        ("C产出（30分）29分。", ["得分 C 产出: 29分", "分值 C 产出: 30分"]),
        ("产出类指标共设1个三级指标，满分30分，实际得分29分。", ["得分 C 产出: 29分", "分值 C 产出: 30分"]),
        ("产出指标总分29分。", []),
        (
            "一级指标包括投入（20分）、产出（25分），总分100分。",
            ["分值 A 投入: 20分", "分值 C 产出: 25分"],
        ),
        ("效果（20分），合计得分94.25分。", []),
        (
            "设投入、产出、效果三个指标，分值分别为20分、30分、25分。",
            ["分值 A 投入: 20分", "分值 C 产出: 30分", "分值 D 效果: 25分"],
        ),
        ("C产出（30分）得29分。", ["得分 C 产出: 29分", "分值 C 产出: 30分"]),
        ("B过程类得分28.25分。", ["14.25+14=28.25分"]),
        ("B11预算执行率得14.25分；B12得14分。", ["得分 B11 预算执行率: 14.25分", "得分 B12 信息公开: 14分"]),
        ("B12预算执行率得14.25分。", []),
        (
            "投入、产出、效果得分分别为19分、30分、17分。",
            ["得分 A 投入: 19分", "得分 C 产出: 30分", "得分 D 效果: 17分"],
        ),
        ("投入、产出得分分别为19分、30分、17分。", []),
        (
            "投入得19分；过程得28.25分；产出得30分；效果得17分，合计得分94.25分。",
            [
                "得分 A 投入: 19分",
                "得分 C 产出: 30分",
                "得分 D 效果: 17分",
                "14.25+14=28.25分",
                "19分+28.25分+30分+17分=94.25分",
            ],
        ),
        ("文化产出得分29分。", []),
        ("产出指标得分28分，上年为30分。", []),
        ("产出指标每少一项扣2分，得分不低于20分。", []),
        ("未发生事故，无投诉，产出完成较好，得分10分。", []),
        ("效果指标零投诉，得17分。", []),
    ],
)
def test_figures_of_single_indicators_in_prose(text: str, found: list[str]) -> None:
    assert sorted(stated(text)) == sorted(found)


def test_figures_of_another_evaluation_are_left_alone() -> None:
    two = MARKS + "\n附件2 乙项目评分表\n" + MARKS.replace("C产出", "C成果")
    book = book_of(f"产出类指标得分29分。\n{two}")
    assert not list(book.claims_of(ScoreStatement))


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("部门整体支出绩效自评得分94.25分，共扣5.75分，其中满意度扣3分。", ["5.75分", "3分"]),
        ("部门整体支出绩效自评得分94.25分，评价等级为优，扣分5.75分。", ["5.75分"]),
        ("部门整体支出绩效自评得分94.25分。过程指标自评28.25分。扣分5.75分。", ["5.75分"]),
        ("过程指标扣1.75分。", ["1.75分"]),
        ("投入、效果扣分分别为1分、3分。", ["1分", "3分"]),
        ("部门整体支出绩效自评得分94.25分，因进度滞后扣2分。", []),
        ("部门整体支出绩效自评得分94.25分，目标管理考核共扣2分。", []),
        ("预算执行率每低1个百分点扣0.5分，扣完为止。", []),
    ],
)
def test_marks_taken_off(text: str, found: list[str]) -> None:
    claims = book_of(f"{text}\n{MARKS}").claims_of(DeductionClaim)
    assert sorted(c.deduction.quantity.text for c in claims) == sorted(found)


def test_the_rate_of_a_score_is_over_the_weight() -> None:
    (finding,) = audit(f"产出类指标权重30分，得分30分，得分率100%；效果类指标得分17分，得分率95%。\n{MARKS}").findings
    assert finding.rule == "RATIO003" and "85" in finding.message


def test_a_wrong_part_is_one_finding() -> None:
    text = "整体支出绩效自评得分94.25分，其中：投入19分、过程28.25分、产出31分、效果17分。"
    (finding,) = audit(f"{text}\n{MARKS}").findings
    assert finding.rule == "SCORE009" and [c.rule for c in finding.consequences] == ["SUM001"]


def test_marks_of_different_indicators_stand_in_no_ratio_and_make_no_whole() -> None:
    text = (
        "过程指标分值30分，得分28.25分。其中：预算执行率分值15分，实际执行率为95%，得分14.25分；信息公开较为及时，得分14分。"
        "部门整体支出绩效自评得分94.25分，其中：产出得30分、效果得17分。"
    )
    assert not messages(f"{text}\n{MARKS}")


def test_the_bands_in_a_note_and_in_rows_of_the_form() -> None:
    form = "评价指标|分值|得分\n决策|40|30\n产出|60|55\n合计|100|85\n评价等级|优|\n"
    note = "注：评价等级分为优秀（≥85分）、良好（75-85分）、合格（60-75分）、不合格（60分以下）。||\n"
    (one,) = outcomes(audit(form + note), "SCORE008")
    assert isinstance(one, Passed) and [e.role for e in one.evidence] == ["score", "stated", "rubric"]
    rows = "等级标准|优|良|中|差\n分数|90-100|80-89|60-79|60以下\n"
    assert not outcomes(audit("评价指标|分值|得分||\n决策|40|30||\n产出|60|55||\n合计|100|85||\n" + rows), "SCORE008")


@pytest.mark.parametrize(
    "text",
    [
        "经财政部门复核，部门整体支出绩效评价得分90分，评价等级为优。",
        "产出指标完成情况较好，自评得分30分，主要是任务量大。",
        "部门整体支出绩效自评得分94.25分，较上年的92.25分提高2分，等级为优。",
    ],
)
def test_what_is_no_other_total(text: str) -> None:
    assert not messages(f"{text}\n{MARKS}")


def test_a_parent_with_a_single_part_is_told_so() -> None:
    text = (
        "绩效评价得分表\n一级指标\t二级指标\t三级指标\t得分\n投入（30分）\t预算（30分）\t预算编制（30分）\t29\n"
        "过程（40分）\t资金（35分）\t支付进度（35分）\t33\n产出（30分）\t数量（30分）\t清淤长度（30分）\t30\n合计\t\t\t92\n"
    )
    assert messages(text) == [
        "SCORE001 “过程”的权重与下级指标之和不符：下级指标只有“资金”，写 35 分；过程写 40 分，多 5 分。"
    ]
