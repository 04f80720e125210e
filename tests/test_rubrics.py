"""评分标准 in its wordings, read as data. All rubrics here are invented."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extract.model import Location, Rubric, Words
from extract.rubrics import parse_rubric
from extract.rubrics.bands import band, thresholds
from extract.rubrics.said import Said
from tests.effort import runs_away


def said(text: str, start: int = 0) -> Words:
    return Words(text, Location("cell", block=3, start=start, end=start + len(text), line=7, table=1, row=2, column=6))


def parsed(text: str, weight: str | None) -> Rubric:
    rubric = parse_rubric(said(text), None if weight is None else Decimal(weight))
    assert rubric is not None, text
    return rubric


def points(rubric: Rubric) -> list[tuple[str, bool]]:
    return [(str(point.points), point.choice) for point in rubric.points]


PLAIN: dict[str, Any] = {
    "full_at": None,
    "zero_at": None,
    "step": None,
    "penalty": None,
    "penalty_of_weight": None,
    "proportional": False,
    "per_item": None,
    "veto": False,
    "open": False,
    "weight_quoted": None,
    "at_target": False,
    "either": False,
}


@pytest.mark.parametrize(
    ("text", "weight", "expected"),
    [
        ("①制度健全，得0.5分；②制度合规，得0.5分；③执行有效，得1分。", "2", ["0.5", "0.5", "1"]),
        ("①有采购计划，0.25 分;②按计划采购, 0.25 分；③合同完整，0.5 分。", "1", ["0.25", "0.25", "0.5"]),
        ("①目标明确计1分；②目标细化计0.5分。③目标可衡量计0.5分", "2", ["1", "0.5", "0.5"]),
        ("（1）内容公开，得1分；（2）按时公开，得1分。", "2", ["1", "1"]),
        ("1.台账完整，得2分；2.账实相符，得1分。", "3", ["2", "1"]),
        ("一是分工明确得1分；二是责任到人得1分", "2", ["1", "1"]),
        ("设有目标(1分)目标明确(1分)目标量化(2分)", "4", ["1", "1", "2"]),
        ("①目标明确（1分）；②目标细化（1分）；③目标可衡量（1分）。", "3", ["1", "1", "1"]),
        ("1.有规划，2分；2.有方案，2分；3有总结，2分；4.有报告，3分。", "9", ["2", "2", "2", "3"]),  # 3 lost its dot
        ("内容完整2分、格式规范1分、报送及时1分，缺项不得分", "4", ["2", "1", "1"]),
        ("①资金拨付手续完整，1分；②用途合规，2分；③是否存在挪用，一旦存在该指标不得分。", "3", ["1", "2"]),
    ],
)
def test_enumerated_points(text: str, weight: str, expected: list[str]) -> None:
    rubric = parsed(text, weight)
    assert points(rubric) == [(p, False) for p in expected]
    assert not rubric.open


@pytest.mark.parametrize(
    ("text", "weight", "expected"),
    [
        ("优得4分，良得3分，中得2分，差不得分。", "4", ["4", "3", "2", "0"]),
        ("及时率在95%以上的得5分；90%—95%的得4分；80%—90%的得3分；80%以下不得分。", "5", ["5", "4", "3", "0"]),
        ("①有依据且明确，得2分；②有依据但不明确，得1分；③没有依据，得0分", "2", ["2", "1", "0"]),
        ("全部完成得满分，部分完成得50%权重分，未完成不得分。", "6", ["6", "3", "0"]),
        ("90分以上得满分，80-90分得80%，60-80分得60%，60分以下不得分", "5", ["5", "4.0", "3.0", "0"]),
        ("A.优秀(5分) B.良好(4分) C.一般(3分) D.差(0分)", "5", ["5", "4", "3", "0"]),
        ("优=100%、良=75%、中=50%、差=0 ×权重", "8", ["8", "6", "4", "0"]),
        ("是得3分，否不得分", "3", ["3", "0"]),
        ("账目健全的得5分，基本健全的得3分，不健全的扣5分。", "5", ["5", "3"]),
        ("有专门机构或专人负责2分。没有不得分", "2", ["2", "0"]),
    ],
)
def test_steps_exclude_each_other(text: str, weight: str, expected: list[str]) -> None:
    rubric = parsed(text, weight)
    assert [(Decimal(p), c) for p, c in points(rubric)] == [(Decimal(p), True) for p in expected]
    assert rubric.full_at is None


def test_points_that_each_cost_their_worth_are_said_once() -> None:
    rubric = parsed("①有标准，2分；②有台账，2分；③有检查，2分，每少一项扣2分。", "6")
    assert points(rubric) == [("2", False)] * 3
    assert rubric.per_item is None


def test_choices_within_one_item_share_its_words() -> None:
    rubric = parsed("（1）有制度得1分，否则不得分；（2）执行有效得1分，部分有效得0.5分。", "2")
    assert points(rubric) == [("1", False), ("1", True), ("0.5", True)]
    assert rubric.points[1].words == rubric.points[2].words


@pytest.mark.parametrize(
    ("text", "weight", "expected"),
    [
        (
            "归档率≥95%得满分,每低于1%扣0.2分,扣完为止。",
            "4",
            {"full_at": 95, "step": 1, "penalty": Decimal("0.2"), "measure": "归档率"},
        ),
        (
            "满意度达到85%,得满分;满意度低于85%,每降低1%,扣权重分5%。",
            "4",
            {"full_at": 85, "step": 1, "penalty_of_weight": Decimal("0.05"), "measure": "满意度"},
        ),
        (
            "设备在用率达到 90%以上得满分,每降低 1%扣权重分(2 分)的 5%,扣完为止。",
            "2",
            {"full_at": 90, "step": 1, "penalty_of_weight": Decimal("0.05"), "weight_quoted": 2},
        ),
        ("控制率≤100%，计5分；每超过一个百分点扣0.5分，扣完为止。", "5", {"full_at": 100, "step": 1, "rising": False}),
        ("变动率≤0，计8分；变动率>0，每超过一个百分点扣0.8分。", "8", {"full_at": 0, "step": 1, "rising": False}),
        ("增长率小于等于零得满分;每增长1%,扣权重分10%", "4", {"full_at": 0, "step": 1, "rising": False}),
        ("完成率达到100%的，得5分；每低5个百分点扣1分，扣完为止。", "5", {"full_at": 100, "step": 5, "penalty": 1}),
        (
            r"控制率 $\leq 100\%$ 得满分, $\geq 120\%$ 得 0 分, 区间内按权重进行扣分。",
            "1",
            {"full_at": 100, "zero_at": 120, "rising": False, "measure": "控制率"},
        ),
        ("≥90%得满分，≤60%得0分，区间内按线性插值法计算得分", "5", {"full_at": 90, "zero_at": 60, "rising": True}),
        ("满意度≥95%得满分；每降低1个百分点扣0.5分，低于60%不得分。", "9", {"full_at": 95, "zero_at": 60, "step": 1}),
        ("满意度≥95%得满分，每降1个百分点扣0.5分。", "9", {"full_at": 95, "step": 1}),
        ("按照权重分*完成率进行打分", "4", {"proportional": True, "measure": "完成率"}),
        ("得分=预算执行率×分值", "10", {"proportional": True, "measure": "预算执行率"}),
        ("按执行率乘以权重计分", "5", {"proportional": True, "measure": "执行率"}),
        ("到位率=（到位资金/计划资金）×100%。得分=到位率×3分。", "3", {"proportional": True, "measure": "到位率"}),
        ("知晓率≥80%得满分;知晓率<80%;按权重*知晓率评分", "2", {"full_at": 80, "proportional": True}),
        ("完成率=100%，得满分；完成率<100%，按比例扣分。", "5", {"full_at": 100, "proportional": True}),
        ("控制率≤100%得满分,有超出不得分。", "1", {"full_at": 100, "rising": False, "veto": True}),
        ("达到95%得满分，否则不得分。", "3", {"full_at": 95, "veto": True}),
        ("达到95%得满分，低于60%不得分。", "3", {"full_at": 95, "veto": False}),
        ("发现截留、挪用资金的，该指标不得分。", "4", {"veto": True}),
        ("程序规范得满分;每有一点不规范,扣0.5分,扣完为止。", "1", {"per_item": Decimal("0.5")}),
        (
            "全部完成为满分,每一项不达标扣权重分(4 分)的 20%;三项不达标则为零分。",
            "4",
            {"per_item": Decimal("0.8"), "weight_quoted": 4},
        ),
        ("每有一项工程没有完成,按权重(3分)的1/3扣分,扣完为止。", "3", {"per_item": 1, "weight_quoted": 3}),
        ("投诉率为0得满分，发生一起扣1分，扣完为止。", "3", {"full_at": 0, "per_item": 1}),
        ("未发生事故得满分，发生一般事故扣2分，发生重大事故不得分", "5", {"per_item": 2}),
        (
            "低于98%的，每低1%扣0.4分，低于75%不得分。",
            "6",
            {"full_at": 98, "zero_at": 75, "step": 1, "penalty": Decimal("0.4")},
        ),
        (
            "通电率不低于92%。查看记录，每降低2个百分点扣0.3分",
            "3",
            {"full_at": 92, "step": 2, "penalty": Decimal("0.3")},
        ),
        ("超过105%的，每超1%扣0.4分", "6", {"full_at": 105, "rising": False, "step": 1, "penalty": Decimal("0.4")}),
        (
            "100%计满分，每超过（降低）2%扣1分，扣完为止。",
            "6",
            {"full_at": 100, "step": 2, "penalty": 1, "either": True},
        ),
        ("＞92%得满分，每降1%扣0.3分", "6", {"full_at": 92, "step": 1, "penalty": Decimal("0.3")}),
        ("得分=满意度/85%×8，最高不超过8分", "8", {"proportional": True, "full_at": 85, "measure": "满意度"}),
        ("安装台数/计划台数×12", "12", {"proportional": True}),
        ("得分=实际完成率×分值", "12", {"proportional": True, "measure": "完成率"}),
        ("完成率=100%的，得6分；<100%的，按完成率×6分计分。", "6", {"full_at": 100, "proportional": True}),
        ("满意度92%以上得6分，82%-92%之间按比例得分，82%以下不得分", "6", {"full_at": 92, "zero_at": 82}),
        ("达到目标值得满分，未达到的按比例扣分", "6", {"at_target": True, "proportional": True}),
        ("没有达到的按照实际数/目标数×权重得分", "6", {"proportional": True}),
        ("差错率=0，得3分；每增加1%，扣0.5分", "3", {"full_at": 0, "rising": False, "step": 1}),
        ("未达到指标值按完成比例得分", "6", {"at_target": True, "proportional": True}),
        ("完成年度任务得6分，每低1个百分点扣0.2分", "6", {"at_target": True, "step": 1}),
        ("达标得满分；每高于达标线0.5个百分点扣1分", "6", {"at_target": True, "step": Decimal("0.5"), "rising": False}),
        ("不超过预算数得满分，每超2%扣0.5分", "6", {"at_target": True, "step": 2, "rising": False}),
        ("与计划值每相差2%扣0.5分", "6", {"at_target": True, "step": 2, "either": True}),
        ("较上年每减少1处扣0.5分，扣完为止", "3", {"per_item": Decimal("0.5")}),
        ("存在一处扣0.5分", "3", {"per_item": Decimal("0.5")}),
        ("每发现1例漏报扣10分，可累计扣完", "20", {"per_item": 10}),
    ],
)
def test_thresholds_deductions_and_rates(text: str, weight: str, expected: dict[str, Any]) -> None:
    rubric = parsed(text, weight)
    assert not rubric.points
    for name, value in {**PLAIN, **expected}.items():
        if name not in expected and name in {"penalty", "penalty_of_weight"}:
            continue
        assert getattr(rubric, name) == value, name


@pytest.mark.parametrize(
    ("text", "top"),
    [
        ("对照检查，视匹配情况酌情得0-2分。", "2"),
        ("根据覆盖程度,酌情得 0-3 分", "3"),
        ("有检查记录,得 1 分,缺少的视情况酌情进行扣分。", None),
        ("达成、部分达成、未达成三档，分别按照100%-80%（含）、80%-60%（含）、60%-0%合理确定分值。", None),
        ("优秀：5分，良好：4分；较差：0-2分", None),
        ("①制度完整，得0-2分；②执行到位，得0-3分。", None),
        ("资料完整得3分，不完整的扣分。", None),
        ("资料完整得3分，基本完整得2分，缺漏的扣1分。", None),
    ],
)
def test_judgement_leaves_a_rubric_open(text: str, top: str | None) -> None:
    rubric = parsed(text, "3")
    assert rubric.open
    assert points(rubric) == ([] if top is None else [(top, True)])


@pytest.mark.parametrize(
    "text",
    [
        "",
        "≥95%",
        "财务账簿、凭证",
        "每培训1人得0.1分，最高得3分。",
        "有一次巡查记录的得1分，最多得3分。",
        "完成目标得3分，完成目标的90%得2.7分，依次类推。",
        "①制度健全，得1分；②制度合规，得1分；③执行有效。",  # what ③ is worth is not said
        "2024年6月30日前完成",
    ],
)
def test_what_is_not_understood_is_not_made_up(text: str) -> None:
    assert parse_rubric(said(text), Decimal(3)) is None


def test_a_point_knows_its_place() -> None:
    text = "① 有 制度， 得 0.5 分；② 有记录，得 0.5 分。"
    rubric = parse_rubric(said(text, start=4), Decimal(1))
    assert rubric is not None
    second = rubric.points[1].words
    assert second.text == text[second.location.start - 4 : second.location.end - 4] == "② 有记录，得 0.5 分"
    assert (second.location.line, second.location.column) == (7, 6)


def test_words_that_run_on_in_another_cell_keep_the_first_place() -> None:
    words = Words("①有制度，得1分；②有记录，得1分。", Location("cell", start=0, end=8))
    rubric = parse_rubric(words, Decimal(2))
    assert rubric is not None
    assert [point.words.location.end for point in rubric.points] == [8, 8]


def test_a_rubric_shows_the_part_that_gives_marks() -> None:
    told = "执行率≥95%得满分，每低于1%扣0.2分。"
    text = (
        "执行率=支出决算/支出预算×100%。支出决算：本年度实际支出的数。支出预算：财政部门批复的预算数和当年批复的调整数。"
        + told
    )
    rubric = parsed(text, "4")
    assert rubric.words.text == told
    assert text[rubric.words.location.start : rubric.words.location.end] == told
    assert parsed(told, "4").words == said(told)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("80%—90%得4分", "80? 90?"),
        ("90%（含）以上得5分", "90 -"),
        ("90%以上（含90%）得5分", "90 -"),
        ("90%（不含）以上得5分", "90! -"),
        ("低于60%得0分", "- 60!"),
        ("60%以下得0分", "- 60?"),
        ("60%及以下得0分", "- 60"),
        ("85%≤完成率<95%，计3分", "85 95!"),
        ("60%（含）至80%得6分", "60 80?"),
        ("80%-60%（含）得6分", "60 80?"),
        ("60%-80%（不含80%）得6分", "60? 80!"),
        ("60%-80%（含60%，不含80%）得6分", "60 80!"),
        ("[60%，80%)得6分", "60 80!"),
        ("不小于60%且小于80%得6分", "60 80!"),
        ("部分完成得3分", None),
        ("调整率=0，计6分", "0 0"),
        ("0<调整率≤15%，计4分", "0! 15"),
        ("收益率≥0得4分", "0 -"),
        ("不少于3个得4分", None),
        ("±20%以内得3分", None),  # either way is no step of one line
    ],
)
def test_band(text: str, expected: str | None) -> None:
    """! is an edge that is left out, ? one that the words leave open."""
    found = band(Said.of(said(text)).text)
    marks = {True: "", False: "!", None: "?"}
    told = found and " ".join(f"{edge.value}{marks[edge.closed]}" if edge else "-" for edge in found)
    assert told == expected


def test_a_factor_of_a_formula_is_no_threshold() -> None:
    assert not list(thresholds("完成率=(完成数/计划数)×100%"))


@settings(max_examples=200)
@given(
    st.text(
        st.sampled_from("①②（）()；;，。 得扣分满每低于一项个百点%≥≤$\\0123456789.-—~×*/权重酌情完成率执行"),
        max_size=120,
    ),
    st.sampled_from([None, "1", "4", "0"]),
)
def test_any_words_are_survived(text: str, weight: str | None) -> None:
    rubric = parse_rubric(said(text), None if weight is None else Decimal(weight))
    assert rubric is None or rubric.words.text in text


@pytest.mark.parametrize("piece", ["每", "得1分", "①", "率", "每降低", "（", "0-", "扣", "满分", "1"])
def test_long_words_take_no_long_time(piece: str) -> None:
    assert not runs_away(lambda: parse_rubric(said(piece * (6000 // len(piece))), Decimal(4)))
