"""What a row of a self-evaluation form makes of its own rubric."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from checks.attainment import Row
from checks.completed import completed
from checks.rescoring import rescore
from extract.model import Fact
from tests.cases import fact
from tests.test_rubric_kind import indicator, report

BY_TARGET = "达到指标值得满分，未达到按完成比例得分"
BY_POINT = "达到指标值得满分，每低1个百分点扣0.2分"


def figure(text: str) -> Fact:
    number = text.rstrip("个公里%万元次人天")
    return fact(number, text[len(number) :], "值", table=1, block=1, row=1)


def row(name: str, target: str, actual: str, words: str, relation: str = "", weight: str = "10") -> Row:
    made = indicator(name, weight, weight, words)
    return Row(replace(made, target=figure(target), actual=figure(actual), relation=relation), ())


def marks(of: Row) -> tuple[str, str] | None:
    assert of.indicator.rubric is not None
    found = completed(of, of.indicator.rubric)
    if found is None:
        return None
    return f"{found[1].options[0]:.2f}", f"{found[1].options[-1]:.2f}"


@pytest.mark.parametrize(
    ("made", "expected"),
    [
        (row("修建步道", "40公里", "38公里", BY_TARGET), ("9.50", "9.50")),
        (row("修建步道", "40公里", "44公里", BY_TARGET), ("10.00", "10.00")),
        (row("修建步道", "40公里", "38公里", "得分=实际完成率×分值"), ("9.50", "9.50")),
        (row("修建步道", "40公里", "38公里", "完成率100%得满分，每低1%扣0.4分"), ("8.00", "8.00")),
        (row("修建步道", "40公里", "36公里", "≥95%得10分；80%-95%得6分；80%以下不得分"), ("6.00", "6.00")),
        (row("修建步道", "40公里", "39公里", "完成目标值得10分，未完成不得分"), ("0.00", "0.00")),
        (row("合格率", "95%", "92%", BY_POINT, "≥"), ("9.20", "9.40")),  # points, or part of the target
        (row("合格率", "95%", "92%", "得分=合格率×分值", "≥"), ("9.20", "9.68")),
        (row("合格率", "95%", "92%", "合格率≥90%得满分，每低1%扣0.5分", "≥"), ("10.00", "10.00")),
        (row("平均耗时", "20天", "25天", BY_TARGET, "≤"), ("7.50", "8.00")),  # 5 of 20 too many, or 20 of 25
        (row("平均耗时", "20天", "18天", BY_TARGET, "≤"), ("10.00", "10.00")),
        (row("单位造价", "30万元", "33万元", "不超过预算得满分，每超2%扣0.5分", "≤"), ("7.50", "7.50")),
        (row("调整次数", "10次", "11次", "与计划值每相差5%扣1分"), ("8.00", "8.00")),
    ],
)
def test_a_row_gives_its_marks(made: Row, expected: tuple[str, str]) -> None:
    assert marks(made) == expected


@pytest.mark.parametrize(
    "made",
    [
        row("平均耗时", "20天", "25天", BY_TARGET),  # nothing says whether less is better
        row("修建步道", "40公里", "95%", BY_TARGET),  # units that cannot be compared
        row("修建步道", "40公里", "38公里", "满意度≥90%得满分，每低1%扣0.5分"),  # about something else
        row("修建步道", "40公里", "38公里", "视完成情况酌情得0-10分"),
        row("修建步道", "40公里", "38公里", "每发现一处缺陷扣1分"),
        row("修建步道", "40公里", "38公里", "90%以上得100分；80%-90%得80分；80%以下得0分"),
        row("修建步道", "0公里", "2公里", BY_TARGET),
    ],
)
def test_a_row_that_settles_nothing(made: Row) -> None:
    assert marks(made) is None


def test_the_row_comes_before_the_prose() -> None:
    made = row("合格率", "95%", "92%", "合格率≥95%得满分，每低1%扣0.5分", "≥").indicator
    said = report(made, facts=(fact("99", "%", "合格率"),))
    (line,) = rescore(said)[0].lines
    assert line.measured is not None and line.measured.told == "表中完成 92%，目标 95%"
    assert line.due is not None and line.due.options == (Decimal("8.5"),)


def test_a_filled_row_is_not_asked_for_evidence() -> None:
    made = row("缺陷处数", "0个", "0个", "每发现一处缺陷扣1分").indicator
    said = report(replace(made, actual_words=made.name))
    (line,) = rescore(said)[0].lines
    assert (line.standing.value, line.reason) == ("未复算", "未扣分，完成值见表")
