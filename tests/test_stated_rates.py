"""The rates of running text: results and not aims, each with what it is a rate of."""

from __future__ import annotations

from pathlib import Path

import pytest

from checks.stated_rates import StatedRate, alike, stated_pairs, stated_rates
from extract.book import build_book
from extract.model import FactBook
from extract.readers import open_document
from extract.structure import outline
from tests.cases import fact


def book_of(sentence: str, tmp_path: Path) -> FactBook:
    path = tmp_path / "a.txt"
    path.write_text(f"一、完成情况\n{sentence}\n", encoding="utf-8")
    document = open_document(path)
    return build_book(document, outline(document))


def said(sentence: str, tmp_path: Path) -> list[tuple[str, str, tuple[str, ...]]]:
    found = stated_rates(book_of(sentence, tmp_path))
    return [(rate.fact.quantity.text, rate.subject + rate.kind, rate.before) for rate in found]


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("计划栽植苗木80亩，实际栽植76亩，完成率95%。", [("95%", "完成率", ("栽植", "计划栽植苗木"))]),
        ("全年抽检190批次，计划200批次，抽检完成率95%。", [("95%", "抽检完成率", ("计划", "抽检"))]),
        ("到岗率目标值98%，实际96%。", [("96%", "到岗率", ())]),
        ("到岗率目标值96%，实际96%。", [("96%", "到岗率", ())]),
        ("安排修缮桥梁20座，已修缮19座，完成95%。", [("95%", "完成率", ("已修缮", "安排修缮桥梁"))]),
        ("实际到位800万元，到位率100%。", [("100%", "到位率", ())]),
        ("按计划全部完成，工单办结率97%。", [("97%", "工单办结率", ())]),
        ("工单办结率达到了97%。", [("97%", "工单办结率", ())]),
        ("工单办结率仅有97%。", [("97%", "工单办结率", ())]),
        ("工单办结率高达97%。", [("97%", "工单办结率", ())]),
        ("工单办结率始终稳定在97%。", [("97%", "工单办结率", ())]),
        ("工单办结率已提高到97%。", [("97%", "工单办结率", ())]),
        ("年中追加3.5%，即预算控制率3.5%。", [("3.5%", "预算控制率", ())]),
        ("年末结转结余率为3.2%。", [("3.2%", "结转结余率", ())]),
        ("工单办结率提高了3%。", []),
    ],
)
def test_a_rate_knows_its_subject(
    sentence: str, expected: list[tuple[str, str, tuple[str, ...]]], tmp_path: Path
) -> None:
    assert said(sentence, tmp_path) == expected


@pytest.mark.parametrize(
    "sentence",
    [
        "年度目标：栽植苗木80亩，栽植完成率95%，保存率96%。",
        "上半年工单办结率97%。",
        "绩效目标为完成培训10次，参训率达到95%，学员满意度达90%。",
        "计划完成培训10次，参训率达到95%。",
        "计划栽植苗木80亩，其中东片计划栽植40亩，实际栽植36亩，完成率90%。",
    ],
)
def test_aims_and_parts_are_no_results(sentence: str, tmp_path: Path) -> None:
    assert said(sentence, tmp_path) == []


def test_a_longer_name_is_told_by_the_figures_before() -> None:
    rate = StatedRate("规范", "管理率", fact("77", "%"), ("在册患者", "慢病患者"))
    assert rate.is_of("慢病规范")
    assert not rate.is_of("精神病规范")


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("计划栽植苗木80亩，实际栽植76亩。", [("80亩", "76亩")]),
        ("全年抽检190批次，计划200批次。", [("200批次", "190批次")]),
        ("栽植苗木76亩，计划抽检200批次。", []),
        ("栽植苗木76亩，计划养护苗木80亩。", []),
        ("计划栽植苗木80亩，养护苗木76亩。", []),
        ("上半年计划栽植苗木80亩，实际栽植76亩。", []),
        ("其中东片计划栽植苗木80亩，实际栽植76亩。", []),
    ],
)
def test_plans_and_their_results(sentence: str, expected: list[tuple[str, str]], tmp_path: Path) -> None:
    found = stated_pairs(book_of(sentence, tmp_path))
    assert [(pair.planned.quantity.text, pair.done.quantity.text) for pair in found] == expected


@pytest.mark.parametrize(
    ("sentence", "money"),
    [
        ("项目预算600万元，实际支出570万元，执行率95%。", True),
        ("清淤工程预算600万元，实际支出570万元，执行率95%。", False),  # of one thing only
        ("计划栽植80亩，实际栽植76亩，完成率95%。", False),
    ],
)
def test_money_that_is_nothing_but_money(sentence: str, money: bool, tmp_path: Path) -> None:
    (rate,) = stated_rates(book_of(sentence, tmp_path))
    assert rate.money is money


def test_subjects_are_alike_in_any_order() -> None:
    assert alike("苗木栽植任务", "计划栽植苗木")
    assert not alike("苗木栽植", "草皮栽植")
    assert not alike("", "任务")


def test_a_telling_kind_without_a_subject_is_vague(tmp_path: Path) -> None:
    (told,) = stated_rates(book_of("应办事项85项，实际办结85项，办结率100%。", tmp_path))
    (bare,) = stated_rates(book_of("实际到位800万元，到位率100%。", tmp_path))
    assert told.vague
    assert not bare.vague
