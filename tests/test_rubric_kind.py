"""The kind `rubric` on trees made by hand: attainable scores, scores due, and what is told of them."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from checks.attainable import alternatives, attainable, half_given
from checks.kinds import kinds
from checks.kinds.rubric import RubricParams
from checks.measured import Stated, renamed, wanted
from checks.outcome import Failed, Outcome, Passed, Skipped
from checks.rescoring import Standing, rescore
from checks.rubric_scores import Due, due, fits, implied
from checks.rule import Severity
from checks.ruleset import load_rules
from extract.model import Binding, Fact, FactBook, Indicator, IndicatorTree, Location, Rubric, Survey, Words
from extract.rubrics import parse_rubric
from tests.cases import book, fact


def words(text: str, row: int = 1) -> Words:
    return Words(text, Location("cell", block=1, start=0, end=len(text), table=1, row=row, column=5))


def rubric(text: str, weight: str = "4") -> Rubric:
    found = parse_rubric(words(text), Decimal(weight))
    assert found is not None
    return found


def indicator(name: str, weight: str, score: str, text: str | None, row: int = 1) -> Indicator:
    place = {"table": 1, "block": 1, "row": row}
    return Indicator(
        index=row - 1,
        code=f"A{row}",
        name=words(name, row),
        level=1,
        weight=fact(weight, "分", "分值", **place),
        score=fact(score, "分", "得分", **place),
        rubric=parse_rubric(words(text, row), Decimal(weight)) if text else None,
        rubric_words=words(text, row) if text else None,
    )


def report(*indicators: Indicator, facts: tuple[Fact, ...] = (), surveys: tuple[Survey, ...] = ()) -> FactBook:
    return replace(book(facts=facts), trees=(IndicatorTree(1, "指标体系", indicators),), surveys=surveys)


def judged(said: FactBook, check: str) -> list[Outcome]:
    rule = next(r for r in load_rules() if r.kind == "rubric" and r.params == RubricParams(check))
    return list(kinds()["rubric"].check(said, rule))


def stated(figure: str, unit: str, label: str, quote: str = "", **more: object) -> Fact:
    made = fact(figure, unit, label, **more)  # type: ignore[arg-type]
    return replace(made, quote=quote or made.quote)


# --------------------------------------------------------------------------------------------------------------
# Attainable scores
# --------------------------------------------------------------------------------------------------------------


def test_points_combine_and_steps_do_not() -> None:
    assert attainable(rubric("①甲，得0.5分；②乙，得0.25分；③丙，得0.25分。", "1")) == tuple(
        Decimal(n) / 4 for n in range(5)
    )
    assert attainable(rubric("优得4分，良得3分，中得1分，差不得分。")) == (0, 1, 3, 4)


def test_an_item_with_a_choice_gives_one_of_it() -> None:
    found = rubric("（1）甲得1分；（2）乙好得2分，乙差得1.5分；（3）丙好得1分，丙差得0.4分。")
    assert len(alternatives(found)) == 3
    possible = attainable(found)
    assert possible is not None
    assert Decimal("2.9") in possible and Decimal("3.5") in possible and Decimal("0.9") not in possible


@pytest.mark.parametrize(
    "text",
    ["视情况酌情得0-4分", "按照权重分*完成率进行打分", "率≥95%得满分，每低1%扣0.1分", "每有一项不符合扣0.5分"],
)
def test_other_rubrics_have_no_grid(text: str) -> None:
    assert attainable(rubric(text)) is None


def test_many_points_end() -> None:
    text = "；".join(f"{chr(0x2460 + n)}项{n}，得{2**n}.{n:02d}分" for n in range(20))
    assert attainable(rubric(text, "99")) is None


def test_half_points() -> None:
    whole, parted = rubric("①甲，得1分；②乙，得2分。", "3"), rubric("①甲，得0.5分；②乙，得0.5分。", "1")
    assert half_given(whole, Decimal("2.5"))
    assert not half_given(whole, Decimal("2.25"))
    assert not half_given(parted, Decimal("0.75"))


def test_unattainable_scores_of_a_tree_are_one_finding() -> None:
    text = "①甲，得0.5分；②乙，得0.5分。"
    said = report(
        *(indicator("制度健全性", "1", score, text, row) for row, score in enumerate(("0.75", "0.5", "0.9"), 1))
    )
    outcomes = judged(said, "attainable")
    failures = [o for o in outcomes if isinstance(o, Failed)]
    assert [type(o) for o in outcomes].count(Passed) == 1
    assert len(failures) == 1 and failures[0].severity is Severity.WARNING
    assert [e.text for e in failures[0].evidence if e.role == "score"] == ["0.75分", "0.9分"]


def test_a_finding_of_many_indicators_keeps_to_twelve_figures() -> None:
    text = "①甲，得0.5分；②乙，得0.5分。"
    said = report(*(indicator("制度健全性", "1", "0.7", text, row) for row in range(1, 16)))
    (failure,) = (o for o in judged(said, "attainable") if isinstance(o, Failed))
    assert len(failure.evidence) == 12


# --------------------------------------------------------------------------------------------------------------
# A rubric as a function
# --------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "measured", "expected"),
    [
        ("归档率≥95%得满分，每低于1%扣0.2分，扣完为止。", "97", ("4",)),
        ("归档率≥95%得满分，每低于1%扣0.2分，扣完为止。", "95", ("4",)),
        ("归档率≥95%得满分，每低于1%扣0.2分，扣完为止。", "92.5", ("3.4", "3.5", "3.6")),
        ("归档率≥95%得满分，每低于1%扣0.2分，扣完为止。", "20", ("0",)),
        ("满意度达到85%，得满分；每降低1%，扣权重分5%。", "80", ("3.0",)),
        ("满意度≥95%得满分；每降低1个百分点扣0.1分，低于60%不得分。", "55", ("0",)),
        ("控制率≤100%得满分，每超过1%扣0.5分。", "102", ("3",)),
        ("控制率≤100%得满分，≥120%得0分，区间内按权重扣分。", "105", ("3",)),
        ("控制率≤100%得满分，有超出不得分。", "100.5", ("0",)),
        ("按照权重分*完成率进行打分", "93.75", ("3.75",)),
        ("按照权重分*完成率进行打分", "130", ("4",)),
        ("知晓率≥80%得满分；知晓率<80%，按权重*知晓率评分", "60", ("2.4",)),
        ("及时率95%以上得4分；80%-95%得3分；80%以下不得分", "90", ("3",)),
        ("及时率95%以上得4分；80%-95%得3分；80%以下不得分", "95", ("4",)),
        ("及时率90%以上得4分；80%以上得3分；60%以上得1分", "85", ("3",)),
        ("调整率=0，得4分；0<调整率≤10%，得3分；调整率>10%，得0分", "0", ("4",)),
        ("100%得满分，每超过（降低）5%扣1分", "110", ("2",)),
        ("100%得满分，每超过（降低）5%扣1分", "95", ("3",)),
        ("低于98%的，每低1%扣0.5分，低于90%不得分", "89", ("0",)),
        ("得分=满意度/80%×4", "40", ("2",)),
        ("4×满意度/80%", "40", ("2",)),
        ("满意度>80%得满分，否则不得分", "80", ("0",)),
        ("90%以上得4分，80%~90%得3分，80%以下酌情给分", "92.3", ("4",)),
        ("90%以上得4分，80%~90%得3分，80%以下酌情给分", "80", ("3",)),
    ],
)
def test_due(text: str, measured: str, expected: tuple[str, ...]) -> None:
    found = due(rubric(text), Decimal(4), Decimal(measured))
    assert found is not None and found.options == tuple(map(Decimal, expected))


@pytest.mark.parametrize(
    "text",
    [
        "视情况酌情得0-4分",
        "①甲，得2分；②乙，得2分。",
        "达到95%得满分，低于60%不得分。",
        "闲置率按比例扣分",
        "95%以上得4分，85%~95%得3分，85%以下酌情给分",
        "投诉率≤1%得满分，每发生一起扣1分",
        "90%以上得100分；80%—90%得80分；60%以下不得分",  # on a scale of its own
        "≥70%得3分，≥60%得1分，<60%不得分",  # of the rubric's top step nothing is said
        "100%得满分，不足的按超出或低于的情况掌握",
    ],
)
def test_not_due(text: str) -> None:
    assert due(rubric(text), Decimal(4), Decimal(80)) is None


@pytest.mark.parametrize(
    ("text", "score", "expected"),
    [
        ("归档率≥95%得满分，每低于1%扣0.2分，扣完为止。", "3.5", "92.5"),
        ("满意度达到85%，得满分；每降低1%，扣权重分5%。", "3.75", "83.75"),
        ("按照权重分*完成率进行打分", "3.75", "93.75"),
        ("控制率≤100%得满分，≥120%得0分，区间内按权重扣分。", "3", "105"),
        ("归档率≥95%得满分，每低于1%扣0.2分，扣完为止。", "4", None),
        ("归档率≥95%得满分，每低于1%扣0.2分，扣完为止。", "0", None),
    ],
)
def test_implied(text: str, score: str, expected: str | None) -> None:
    found = implied(rubric(text), Decimal(4), Decimal(score))
    assert found == (None if expected is None else Decimal(expected))


def test_rounded_and_cut_scores_fit() -> None:
    owed = Due.of(Decimal("9.876"))
    assert all(fits(Decimal(s), Decimal(1).scaleb(-len(s.partition(".")[2])), owed) for s in ("9.88", "9.87", "9.9"))
    assert not fits(Decimal("9.5"), Decimal("0.1"), owed)
    assert not fits(Decimal(9), Decimal(1), owed)


# --------------------------------------------------------------------------------------------------------------
# The figures of the report
# --------------------------------------------------------------------------------------------------------------

STEP = "完成率≥95%得满分，每低于1%扣0.2分，扣完为止。"
CONTENT = "满意度达到85%，得满分；满意度低于85%，每降低1%，扣权重分5%。"


def find(name: str, text: str, *facts: Fact, surveys: tuple[Survey, ...] = ()) -> tuple[str, Binding] | None:
    said = report(indicator(name, "4", "4", text), facts=facts, surveys=surveys)
    one = said.trees[0].indicators[0]
    assert one.rubric is not None
    found = Stated(said).find(one, one.rubric)
    return None if found is None else (str(found.value), found.binding)


def test_the_same_words_are_sure_wider_ones_are_inferred() -> None:
    own = stated("92.5", "%", "项目支出预算执行率")
    assert find("项目支出预算执行率", STEP, own) == ("92.5", Binding.CUE)
    assert find("项目支出预算执行率", STEP, stated("100", "%", "预算执行率")) == ("100", Binding.INFERRED)


@pytest.mark.parametrize(
    "facts",
    [
        (stated("97", "%", "预算执行率"),),  # a whole that falls short says nothing of a part
        (stated("100", "%", "基本支出预算执行率"),),
        (stated("100", "%", "执行率"),),
        (stated("92", "%", "项目支出预算执行率"), stated("93", "%", "项目支出预算执行率")),
        (stated("92", "%", "项目支出预算执行率", "目标：项目支出预算执行率92%"),),
        (stated("92", "%", "项目支出预算执行率", basis="计划"),),
        (stated("92", "%", "项目支出预算执行率", table=2),),
        (stated("92", "%", "项目支出完工率"),),
    ],
)
def test_other_figures_are_none(facts: tuple[Fact, ...]) -> None:
    assert find("项目支出预算执行率", STEP, *facts) is None


def test_statements_that_agree_are_one_value() -> None:
    twice = (stated("96", "%", "培训完成率"), stated("96.0", "%", "培训完成率"))
    assert find("培训完成率", STEP, *twice) == ("96", Binding.CUE)


def test_completion_is_execution_for_money_only() -> None:
    assert find("项目支出预算执行率", STEP, stated("96", "%", "项目支出预算完成率")) == ("96", Binding.CUE)
    assert find("绩效任务完成率", STEP, stated("96", "%", "绩效任务执行率")) is None


def test_satisfaction_is_that_of_the_people_asked() -> None:
    public = stated("98.6", "分", "得分", "对70位服务对象作满意度问卷调查，得分98.6分")
    assert find("群众满意度", CONTENT, public) == ("98.6", Binding.INFERRED)
    said = report(
        indicator("群众满意度", "4", "3.75", CONTENT, 1),
        indicator("本单位职工满意度", "4", "3.75", CONTENT, 2),
        indicator("服务对象满意度", "4", "4", CONTENT, 3),
        facts=(public,),
    )
    failures = [o for o in judged(said, "measured") if isinstance(o, Failed)]
    assert [f.severity for f in failures] == [Severity.WARNING, Severity.INFO]
    assert (failures[0].expected, failures[0].actual, failures[0].gap) == ("4", "3.75", "-0.25")
    assert "98.6%" in failures[0].message and "83.75%" in failures[0].message
    assert [line.standing for line in rescore(said)[0].lines] == [Standing.DIFFERS, Standing.DOUBTFUL, Standing.AGREES]


def test_surveys_speak_too() -> None:
    score = fact("96.4", "分", "综合得分", table=3)
    survey = Survey("社会公众满意度问卷", None, None, (), (), score=score)
    assert find("社会公众满意度", CONTENT, surveys=(survey,)) == ("96.4", Binding.INFERRED)
    assert find("社会公众满意度", CONTENT, surveys=(replace(survey, full=fact("50", "分")),)) is None


def test_the_measure_is_the_indicators_own_name_or_its_rubrics() -> None:
    assert wanted(indicator("A12 归档率（4分）", "4", "4", STEP), rubric(STEP)) == "归档率"
    assert (
        wanted(indicator("培训计划完成情况", "4", "4", None), rubric("按照权重分*完成率进行打分")) == "培训计划完成率"
    )
    assert wanted(indicator("制度健全性", "4", "4", None), rubric("①甲，得2分；②乙，得2分。")) == ""


def test_one_rate_under_two_names() -> None:
    assert renamed(indicator("项目执行率", "4", "4", None), rubric(STEP))
    assert not renamed(indicator("任务完成率", "4", "4", None), rubric(STEP))
    assert not renamed(indicator("群众满意度", "4", "4", None), rubric(STEP))


# --------------------------------------------------------------------------------------------------------------
# What is told
# --------------------------------------------------------------------------------------------------------------


def test_full_marks_without_data_are_no_finding() -> None:
    said = report(indicator("归档率", "4", "4", STEP), indicator("制度健全性", "2", "2", "①甲，得1分；②乙，得1分。", 2))
    for check in ("points", "quoted", "attainable", "halves", "items", "measured", "implied"):
        assert not [o for o in judged(said, check) if isinstance(o, Failed)]
    assert [line.standing for line in rescore(said)[0].lines] == [Standing.UNSUPPORTED, Standing.POSSIBLE]
    (told,) = judged(said, "measured")
    assert isinstance(told, Skipped) and "归档率" in told.reason


def test_a_score_that_stands_for_an_unstated_rate_is_an_info() -> None:
    said = report(indicator("培训计划完成情况", "4", "3.6", "按照权重分*完成率进行打分"))
    (failure,) = judged(said, "implied")
    assert isinstance(failure, Failed) and failure.severity is Severity.INFO
    assert "90%" in failure.message


def test_a_score_on_the_grid_is_not_proved_by_it() -> None:
    said = report(indicator("制度健全性", "2", "1", "①甲，得1分；②乙，得1分。"))
    (told,) = judged(said, "attainable")
    assert isinstance(told, Passed) and all(item.fact is None for item in told.evidence)


def test_a_rubric_on_a_scale_of_a_hundred_is_not_compared() -> None:
    said = report(indicator("制度健全性", "5", "5", "①甲，得60分；②乙，得40分。"))
    (told,) = judged(said, "points")
    assert isinstance(told, Skipped)


def test_indicators_without_rubric_weight_or_score_are_left_out() -> None:
    bare = indicator("甲", "4", "4", None)
    blank = replace(indicator("乙", "4", "4", STEP, 2), score=None)
    said = report(bare, blank)
    assert rescore(said) == ()
    assert not judged(said, "measured")


def test_params_are_checked() -> None:
    with pytest.raises(ValueError, match="check"):
        RubricParams("总和")
