"""What a number is called where the words in front of it name no thing."""

from __future__ import annotations

from itertools import count

import pytest

from extract.model import Text
from extract.narrative import Piece, Setting, read_passage

LABELS = {
    "marks in the clause of the marks that can be had": ("二、过程（20分）得17分。", "17分", "过程得分"),
    "marks behind other clauses": (
        "3.培训场次指标分值8分，目标12场，完成9场，完成率75%，得6分，扣2分。",
        "2分",
        "培训场次指标扣分",
    ),
    "a count behind a count": ("招聘护林人员2类28人：巡护20人，值守8人。", "28人", "招聘护林人员"),
    "people who are spoken to": ("本次向90名服务对象发放问卷。", "90名", "服务对象"),
    "the result of a formula": ("2.在编人员控制率=57/60×100%=95%，得5分。", "95%", "在编人员控制率"),
    "people who chose an answer": ("对服务非常满意的有41人。", "41人", "对服务非常满意"),
    "a total called by nothing but 共": ("组织培训12场，共480人次。", "480人次", "组织培训"),
    "what several counts come to": ("新增40件，上年结存8件，共48件。", "48件", "合计"),
    "spending that is a year's": ("本年支出情况：全年支出880万元。", "880万元", "本年支出"),
    "a thing with its statement": ("公务接待费预算6万元，支出决算5万元。", "5万元", "公务接待费支出决算"),
}


@pytest.mark.parametrize(("text", "figure", "label"), LABELS.values(), ids=LABELS.keys())
def test_a_label_names_the_thing(text: str, figure: str, label: str) -> None:
    facts = read_passage([Piece(Text(text))], Setting(2023), count()).facts
    assert [fact.label for fact in facts if fact.quantity.text == figure] == [label]
