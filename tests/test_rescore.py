"""The view 复核得分: laid out for a narrow terminal, one line per indicator, 待佐证 apart."""

from __future__ import annotations

import io
import pickle
from dataclasses import replace
from decimal import Decimal

import pytest
from rich.cells import cell_len
from rich.console import Console

from checks.outcome import Failed
from checks.rescoring import rescore
from jihe.outputs.rescore import rows, summary, unsupported
from jihe.outputs.text import print_check
from jihe.pipeline import Run
from jihe.rescored import ScoreTable, score_tables
from tests.cases import fact
from tests.sample_run import PLAIN
from tests.test_rubric_kind import indicator, judged, report, stated

STEP = "归档率≥95%得满分，每低于1%扣0.2分，扣完为止。"


def table() -> ScoreTable:
    said = report(
        indicator("会议纪要归档率", "4", "3.5", STEP.replace("归档率", "会议纪要归档率"), 1),
        indicator("制度健全性", "1", "0.75", "①甲，得0.5分；②乙，得0.5分。", 2),
        indicator("年度培训计划完成情况以及参训人员考核合格情况", "4", "3.6", "按照权重分*完成率进行打分", 3),
        indicator("设备在用率", "2", "2", "设备在用率达到90%以上得满分，每降低1%扣0.1分", 4),
        indicator("档案归档率", "4", "4", STEP.replace("归档率", "档案归档率"), 5),
        indicator("服务态度", "5", "4.25", "酌情得0-5分", 6),
        facts=(stated("100", "%", "会议纪要归档率", line=12), stated("97.2", "%", "档案归档率", line=14)),
    )
    one = replace(said.trees[0], total_weight=fact("20", "分", table=1), total_score=fact("18.10", "分", table=1))
    return score_tables(replace(said, trees=(one,)))[0]


def drawn(shown: ScoreTable, width: int = 80) -> list[str]:
    out = io.StringIO()
    run = Run((replace(PLAIN, rescored=(shown,)),), ())
    print_check(run, Console(file=out, width=width, color_system=None, highlight=False))
    return [line.rstrip() for line in out.getvalue().splitlines()]


def test_each_indicator_has_its_line() -> None:
    text = drawn(table())
    found = {row.split()[0]: row.split()[1:] for row in text if row.startswith(" A")}
    assert found["A1"][:6] == ["会议纪要归档率", "4", "3.5", "4", "−0.5", "不符"]
    assert found["A2"] == ["制度健全性", "1", "0.75", "—", "得不出", "细则", "0.5+0.5"]
    assert found["A3"][-1] == "倒推90%，报告未写"
    assert found["A4"][-2:] == ["待佐证", "满分，报告未写此数"]
    assert found["A5"][1:6] == ["4", "4", "4", "0", "相符"]
    assert found["A6"][-4:] == ["酌情", "细则", "0–5", "分"]
    assert any(row.split() == ["合计", "20", "18.10"] for row in text)


def test_full_marks_without_data_stand_apart() -> None:
    shown = table()
    assert unsupported(shown) == "1 项满分而报告中没有相应的数：A4"
    told = ["不符 1 项（自评合计少 0.5 分）", "得不出 1 项", "无数据 1 项", "待佐证 1 项", "相符 1 项", "酌情 1 项"]
    assert summary(shown) == told
    assert any(line.strip().startswith("待佐证  1 项") for line in drawn(shown))


@pytest.mark.parametrize("width", [60, 80, 120])
def test_columns_are_aligned_and_no_line_is_too_wide(width: int) -> None:
    shown = table()
    assert max(map(cell_len, drawn(shown, width))) <= width
    figures = [line.figures for line in rows(shown, width)]
    assert len({cell_len(figure) for figure in figures}) == 1


def test_the_reason_names_what_stands_in_the_way() -> None:
    said = report(
        indicator("档案归档率", "4", "4", "达到省定标准得满分，按有关规定掌握", 1),
        indicator("会议归档率", "4", "5", STEP, 2),
        indicator("公开率", "4", "4", "公开率≥95%得满分。", 3),
        indicator("制度健全性", "1", "2", "①甲，得0.5分；②乙，得0.5分。", 4),
        facts=(stated("97.2", "%", "档案归档率"), stated("90", "%", "公开率"), stated("99", "%", "会议归档率")),
    )
    first, second, third, fourth = score_tables(said)[0].lines
    assert (first.standing, first.reason) == ("未复算", "报告写97.2%，细则未能识别")
    assert (second.standing, second.reason, second.due, second.gap) == ("得不出", "得分超过分值", "4", "+1")
    assert (third.standing, third.reason) == ("未复算", "报告写90%，细则未写此数得几分")
    assert (fourth.standing, fourth.reason, fourth.due) == ("得不出", "得分超过分值", "")
    assert not [o for check in ("attainable", "measured") for o in judged(said, check) if isinstance(o, Failed)]


def test_figures_that_differ_are_not_said_to_be_missing() -> None:
    said = report(
        indicator("服务对象满意度", "4", "4", "满意度≥90%得满分，每低1%扣0.1分"),
        facts=(stated("95", "%", "家长满意度"), stated("91", "%", "学生满意度")),
    )
    (line,) = score_tables(said)[0].lines
    assert (line.standing, line.reason) == ("未复算", "报告所写的数不止一个，不知用哪个")


def test_a_report_without_rubrics_has_no_such_view() -> None:
    said = report(indicator("归档率", "4", "4", None))
    assert rescore(said) == score_tables(said) == ()


def test_a_range_shows_the_nearest_score() -> None:
    said = report(indicator("会议归档率", "4", "4", STEP), facts=(stated("92.5", "%", "会议归档率"),))
    (line,) = rescore(said)[0].lines
    assert line.due is not None and not line.due.one
    assert line.gap == Decimal("0.4")


def test_lines_travel_between_processes() -> None:
    shown = table()
    assert pickle.loads(pickle.dumps(shown)) == shown


def test_piped_text_is_as_wide_as_columns_say(monkeypatch: pytest.MonkeyPatch) -> None:
    from jihe.cli import _piped_width

    for told, width in (("120", 120), ("40", 80), ("", 80), ("wide", 80)):
        monkeypatch.setenv("COLUMNS", told)
        assert _piped_width() == width


def test_a_place_that_does_not_fit_has_a_line_of_its_own() -> None:
    (first, *_) = [row for row in rows(table(), 60) if "不符" in row.figures]
    (wide, *_) = [row for row in rows(table(), 160) if "不符" in row.figures]
    assert first.reason.partition("\n")[2].startswith("（第")
    assert "\n" not in wide.reason and wide.reason.endswith("行）")


def test_a_step_that_is_left_to_judgement_leaves_the_others_settled() -> None:
    text = "满意率90%以上得10分，80%~90%得8分，80%以下酌情给分"
    for rate, score, expected in (("92", "10", "相符"), ("92", "8", "不符"), ("75", "6", "酌情"), (None, "6", "酌情")):
        facts = () if rate is None else (stated(rate, "%", "群众满意率"),)
        (shown,) = score_tables(report(indicator("群众满意率", "10", score, text), facts=facts))
        assert [line.standing for line in shown.lines] == [expected]
