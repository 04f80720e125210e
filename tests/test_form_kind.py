"""Whether completions reach their targets, and what a form's cells must say together."""

from __future__ import annotations

from decimal import Decimal

import pytest

from checks.attainment import Reach, Row, rows_of
from checks.engine import audit
from checks.outcome import Failed
from checks.ruleset import load_rules
from extract.book import build_book
from extract.model import EvaluationForm, FactBook
from extract.readers.base import Limits
from extract.readers.text import read
from extract.structure import outline

HEADER = "二级指标\t三级指标\t年度指标值\t实际完成值\t分值\t得分\t偏差原因\n"


def book_of(text: str) -> FactBook:
    document = read(text.encode(), "case.txt", "", Limits())
    return build_book(document, outline(document))


def row(name: str, target: str, actual: str, kind: str = "数量指标", marks: str = "10\t10") -> Row:
    forms: tuple[EvaluationForm, ...] = book_of(f"{HEADER}{kind}\t{name}\t{target}\t{actual}\t{marks}\t\n").evaluations
    (found,) = rows_of(forms[0].tree)
    return found


@pytest.mark.parametrize(
    ("name", "target", "actual", "reach"),
    [
        ("清淤长度", "≥40公里", "40公里", Reach.MET),
        ("清淤长度", "≥40公里", "38.5公里", Reach.SHORT),
        ("清淤长度", "≥40公里", "38500米", Reach.SHORT),
        ("清淤长度", "≥40公里", "41", Reach.PAST),
        ("资金结余率", "≤5%", "8%", Reach.SHORT),
        ("资金结余率", "≤5%", "3%", Reach.PAST),
        ("验收合格率", "100%", "96%", Reach.SHORT),
        ("验收合格率", "100%", "1", Reach.MET),
        ("受益人口", "≥5万人", "52000人", Reach.PAST),
        ("受益人口", "≥5万人", "5.2万人", Reach.PAST),
        ("群众满意度", "90%以上", "95%以上", Reach.PAST),
    ],
)
def test_reach(name: str, target: str, actual: str, reach: Reach) -> None:
    assert row(name, target, actual).reach is reach


@pytest.mark.parametrize(
    ("name", "target", "actual"),
    [
        ("资金结余率", "5%", "3%"),  # nothing says that less is better
        ("事故起数", "2起", "0起"),
        ("能耗降低率", "3%", "2%"),
        ("培训场次", "≥20场", "22个"),  # other measure words
        ("清淤效果", "明显", "明显"),
        ("完工时间", "2024年11月", "2024年12月"),
        ("群众满意度", "≥90%", "约95%"),
    ],
)
def test_what_is_not_compared(name: str, target: str, actual: str) -> None:
    assert row(name, target, actual).reach is None


def test_cost_and_time_are_not_judged_without_a_sign() -> None:
    assert row("每公里造价", "3万元", "2.8万元", kind="成本指标").reach is None
    assert row("每公里造价", "≤3万元", "3.2万元", kind="成本指标").reach is Reach.SHORT
    assert row("发放及时率", "100%", "98%", kind="时效指标").reach is Reach.SHORT


def test_marks_in_proportion() -> None:
    assert row("清淤长度", "≥40公里", "36公里").due == Decimal(9)
    assert row("水毁率", "≤5%", "8%").due == Decimal("6.25")
    assert row("清淤长度", "≥40公里", "44公里").due is None


def test_units_that_cannot_be_one() -> None:
    assert row("清淤长度", "≥40公里", "100%").mismatched
    assert row("项目投入", "≤30万元", "95%").mismatched
    assert not row("清淤长度", "≥40公里", "40").mismatched
    assert not row("培训场次", "≥20场", "22次").mismatched


def test_one_finding_for_many_rows() -> None:
    lines = "".join(f"数量指标\t清淤支渠{n}号\t≥40公里\t3{n % 10}公里\t5\t5\t\n" for n in range(14))
    found = [f for f in audit(book_of(HEADER + lines), load_rules()).findings if f.rule == "FORM002"]
    assert len(found) == 1
    assert len(found[0].evidence) <= 12
    assert "有 14 项" in found[0].message and "等 14 项" in found[0].message


def test_a_form_over_two_tables_is_not_summed_in_part() -> None:
    head = "项目资金（万元）\t全年预算数\t全年执行数\t分值\t执行率\t得分\n年度资金总额\t100\t80\t10\t80%\t8\n"
    columns = "一级指标\t三级指标\t年度指标值\t实际完成值\t分值\t得分\n"
    first = head + columns + "产出指标（60分）\t清淤长度\t≥40公里\t40公里\t30\t30\n"
    second = columns + "产出指标（60分）\t清淤段数\t≥4段\t4段\t30\t30\n效益指标（30分）\t灌溉面积\t≥5亩\t5亩\t30\t30\n"
    told = audit(book_of(f"{first}\n第二页如下。\n\n{second}总分\t\t\t\t100\t98\n"), load_rules())
    assert not [o for o in told.ledger if isinstance(o, Failed) and o.rule in ("FORM012", "SCORE001")]
