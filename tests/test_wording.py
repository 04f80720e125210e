"""The readers of wording: what they take for a slip, and that long texts cost what they are long."""

from __future__ import annotations

import pytest

from extract.model import Document, Nearness, RateFormula, Slip
from extract.readers.base import Limits
from extract.readers.text import read
from extract.stretches import stretches
from extract.structure import outline
from extract.wording import wording
from tests.cases import book_of
from tests.effort import lines_run


def _document(text: str) -> Document:
    return read(text.encode(), "case.txt", "", Limits())


def _slips(text: str) -> list[tuple[str, str]]:
    document = _document(text)
    return [(c.what, c.said) for c in wording(stretches(document, outline(document)), ()) if isinstance(c, Slip)]


@pytest.mark.parametrize(
    ("text", "before", "whole"),
    [
        ("投入近30余万元。", "近", False),
        ("接近 1,200 多名学生。", "接近", True),
        ("约二十余件。", "约", True),
        ("组织460余次。", "", True),
        ("节约30余万元。", "", False),
        ("新修道路37余公里。", "", False),
    ],
)
def test_nearness(text: str, before: str, whole: bool) -> None:
    document = _document(f"一、情况\n{text}\n")
    found = [c for c in wording(stretches(document, outline(document)), ()) if isinstance(c, Nearness)]
    assert [(c.before, c.whole) for c in found] == [(before, whole)]


@pytest.mark.parametrize(
    ("formula", "says", "terms"),
    [
        ("投诉降低率=(本年投诉数-上年投诉数)/本年投诉数×100%", "down", ("now", "base", "now")),
        (
            "费用增长率＝［（本年数－上年数）÷上年数］×100%".replace("［", "[").replace("］", "]"),
            "up",
            ("now", "base", "base"),
        ),
        ("经费变动率=本年度总额/上年度总额-100%", "change", ("now", "", "base")),
    ],
)
def test_rate_formula(formula: str, says: str, terms: tuple[str, str, str]) -> None:
    claims = book_of(f"一、计算方法\n{formula}。\n").claims_of(RateFormula)
    assert [(c.says, (c.first, c.second, c.over)) for c in claims] == [(says, terms)]


def test_torn_brackets_are_left_alone() -> None:
    assert _slips("一、依据\n根据《预算管理。\n实施办法》开展工作。\n") == []
    assert _slips("一、依据\n根据《预算管理实施办法开展工作。\n") == [("括号", "《")]


def test_long_paragraphs_cost_what_they_are_long() -> None:
    def steps(times: int) -> int:
        clause = "召开会议{0}7余次，投入近{0}0余万元，公务接待费0元，会议费{0}.25万元，《“增加增加”（，"
        document = _document("一、情况\n" + "".join(clause.format(i) for i in range(times)) + "。\n")
        shape = outline(document)
        return lines_run(lambda: list(wording(stretches(document, shape), ())))

    steps(10)
    assert steps(800) < 4.6 * steps(200)
