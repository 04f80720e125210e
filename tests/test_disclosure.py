"""What is read of a 部门决算 or 部门预算 disclosure: its tables by their titles, its items, words of order, goal forms."""

from __future__ import annotations

import pytest

from checks.outcome import Failed, Passed
from extract.book import build_book
from extract.forms.disclosure import table_kind
from extract.model import BoundClaim, ChangeClaim, FactBook, FormsTotal, OrderClaim, PartGroup, RateClaim
from extract.readers.base import Limits
from extract.readers.text import read
from extract.structure import outline
from tests.cases import audit_text, outcomes


def told(text: str) -> FactBook:
    document = read(text.encode(), "disclosure.txt", "", Limits())
    return build_book(document, outline(document))


@pytest.mark.parametrize(
    ("title", "kind"),
    [
        ("收入支出决算总表", "收支总表"),
        ("2025年部门财务收支预算总表", "收支总表"),
        ("收入决算表", "收入表"),
        ("2025年部门收入预算总表", "收入表"),
        ("支出决算表", "支出表"),
        ("2025年部门支出预算总表", "支出表"),
        ("财政拨款收入支出决算总表", "财政拨款总表"),
        ("2025年部门财政拨款收支预算总表", "财政拨款总表"),
        ("一般公共预算财政拨款支出决算表", "一般公共支出表"),
        ("公开05表 一般公共预算财政拨款支出决算表", "一般公共支出表"),
        ("2025年部门一般公共预算支出功能分类预算表", "一般公共支出表"),
        ("一般公共预算财政拨款基本支出决算明细表", "基本支出表"),
        ("财政拨款“三公”经费支出决算表", "三公表"),
        ("政府性基金预算财政拨款收入支出决算表", "基金表"),
        ("国有资本经营预算财政拨款收入支出决算表", "国资表"),
        ("项目支出决算表", ""),
        ("固定资产情况表", ""),
        ("2024年收入支出决算表", ""),  # a performance report's own table, by subject and by kind of money
    ],
)
def test_a_table_is_told_by_its_title(title: str, kind: str) -> None:
    assert table_kind(title) == kind


ITEM = (
    "2024年度晴川区档案馆部门决算\n一、一般公共预算财政拨款支出决算具体情况\n"
    "1、住房保障支出（类）住房改革支出（款）住房公积金（项）。主要用于：职工公积金缴存。"
    "年初预算为52.00万元，支出决算为51.10万元。决算数小于预算数的主要原因：人员变动，缴存减少。"
)


def test_an_item_is_read_with_its_figures_and_words() -> None:
    (item,) = told(ITEM).disclosure.items
    assert item.name == "住房公积金"
    assert item.budget is not None and item.final is not None and item.purpose is not None and item.reason is not None
    assert (item.budget.quantity.text, item.final.quantity.text) == ("52.00万元", "51.10万元")
    assert (item.purpose.text, item.reason.text) == ("职工公积金缴存", "人员变动，缴存减少")
    assert item.stated is None and item.planned is None


def test_words_of_order_take_the_pair_of_their_own_thing() -> None:
    book = told(
        "2024年度晴川区档案馆部门决算\n一、财政拨款“三公”经费支出决算情况说明\n"
        "“三公”经费财政拨款支出预算为6.50万元，支出决算为4.60万元，其中：公务接待费预算为0.50万元，支出决算为0.60万元。"
        "“三公”经费支出决算数小于预算数的主要原因：压减用车。"
    )
    (order,) = book.claims_of(OrderClaim)
    assert (order.left.quantity.text, [right.quantity.text for right in order.rights]) == ("4.60万元", ["6.50万元"])
    assert order.order == -1


def test_a_plain_budget_may_be_either_of_two() -> None:
    book = told(
        "一、支出决算情况\n一般公共预算财政拨款支出年初预算为50.00万元，全年预算为56.00万元，支出决算为53.10万元。"
        "决算数小于预算数的主要原因：厉行节约。决算数大于年初预算数的主要原因：年中追加。"
    )
    plain, initial = book.claims_of(OrderClaim)
    assert [right.quantity.text for right in plain.rights] == ["50.00万元", "56.00万元"]
    assert ([right.quantity.text for right in initial.rights], initial.order) == (["50.00万元"], 1)


def test_words_of_order_find_their_pair_behind_a_total_that_leads_the_items() -> None:
    book = told(
        "2024年度晴川区档案馆部门决算\n（三）具体情况\n财政拨款支出年初预算为30.00万元，支出决算为28.00万元。其中：\n"
        "1.文化旅游体育与传媒支出（类）文物（款）行政运行（项）。年初预算为20.00万元，支出决算为19.00万元，"
        "完成年初预算的95.00%。决算数大于年初预算数的主要原因是：厉行节约。"
    )
    (order,) = book.claims_of(OrderClaim)
    assert (order.left.quantity.text, [right.quantity.text for right in order.rights]) == ("19.00万元", ["20.00万元"])


def test_words_of_order_without_a_budget_stand_against_the_completion_rate() -> None:
    item = (
        "（类）住房改革支出（款）购房补贴（项）。支出决算为9.60万元，完成预算{}%，决算数{}预算数的主要原因是人员变动。"
    )
    text = "2024年度晴川区档案馆部门决算\n（三）具体情况\n1.住房保障支出" + item
    wrong = [f for f in audit_text(text.format("120.00", "小于")).findings if f.rule == "ACC027"]
    assert [f.computation for f in wrong] == ["完成预算 120.00%，决算数应大于预算数"]
    for rate, word in (("120.00", "大于"), ("80.00", "小于"), ("99.99", "小于")):
        assert not [f for f in audit_text(text.format(rate, word)).findings if f.rule == "ACC027"]


def test_a_change_from_a_copied_amount_is_folded_under_the_copy() -> None:
    path = "社会保障和就业支出（类）行政事业单位养老支出（款）机关事业单位{}缴费支出（项）"
    told_of = (
        "”{}万元，主要用于缴费。2024年当年预算执行数为{}万元，2025年预算安排42.60万元，比2024年预算执行数增加{}%。"
    )
    found = audit_text(
        "2025年晴川区档案馆部门预算\n一、财政拨款支出主要内容\n"
        f"1.“{path.format('基本养老保险')}{told_of.format('42.60', '40.00', '6.50')}\n"
        f"2.“{path.format('职业年金')}{told_of.format('21.30', '20.00', '6.50')}"
    )
    (copied,) = [f for f in found.findings if f.rule == "ACC024"]
    assert [f.rule for f in copied.consequences] == ["RATIO004"]
    assert not [f for f in found.findings if f.rule == "RATIO004"]


def test_a_direction_that_only_the_other_way_round_fits_is_told_once() -> None:
    found = audit_text(
        "2024年度晴川区档案馆部门决算\n一、收入支出决算总体情况\n"
        "2024年度收、支总计均为440.00万元。与2023年度相比，收、支总计各减少40.00万元，下降10.00%。"
    )
    (turned,) = [f for f in found.findings if f.rule == "RATIO004"]
    assert turned.message == "“收、支总计”：写“下降10.00%”，按本期数、增减额和幅度反推应为增加。"
    assert "440.00 − 40.00 = 400.00" in turned.computation


def test_numbered_items_make_up_the_total_above_them() -> None:
    text = (
        "2024年度晴川区档案馆部门决算\n一、一般公共预算财政拨款支出决算具体情况\n"
        "一般公共预算财政拨款支出年初预算为30.00万元，支出决算为28.00万元。其中：\n"
        "1、住房保障支出（类）住房改革支出（款）住房公积金（项）。年初预算为20.00万元，支出决算为19.00万元。\n"
        "{}、住房保障支出（类）住房改革支出（款）购房补贴（项）。年初预算为10.00万元，支出决算为9.00万元。"
    )
    groups = [g for g in told(text.format(2)).claims_of(PartGroup) if len(g.parts) == 2]
    assert sorted((g.totals[0].quantity.text, [p.quantity.text for p in g.parts]) for g in groups) == [
        ("28.00万元", ["19.00万元", "9.00万元"]),
        ("30.00万元", ["20.00万元", "10.00万元"]),
    ]
    gap = [g for g in told(text.format(3)).claims_of(PartGroup) if g.totals[0].quantity.text == "28.00万元"]
    assert not gap  # one is missing


def test_a_rise_behind_an_amount_is_a_change() -> None:
    book = told("2025年晴川区档案馆部门预算\n政府性基金拨款支出预算0万元，比2024年预算增加86.00万元；其他收入0万元。")
    (change,) = book.claims_of(ChangeClaim)
    assert change.delta is not None
    assert (change.now.quantity.text, change.delta.quantity.text) == ("0万元", "86.00万元")


def test_purchases_from_small_enterprises_are_bounded_by_all_purchases() -> None:
    book = told(
        "（二）政府采购支出情况\n2024年度政府采购金额为30.00万元，其中：货物采购金额30.00万元。\n"
        "在面向中小企业预留的政府采购项目中，由中小企业供应商中标或成交的，采购金额18.00万元；"
        "在其他政府采购项目中，由中小企业供应商中标或成交的，采购金额12.00万元。"
    )
    (bound,) = book.claims_of(BoundClaim)
    assert ([part.quantity.text for part in bound.parts], bound.whole.quantity.text) == (
        ["18.00万元", "12.00万元"],
        "30.00万元",
    )


def test_a_goal_form_adds_up_by_columns() -> None:
    book = told(
        "一、绩效目标设置情况\n编报绩效目标的项目1个，涉及项目预算资金50.00万元。\n附件1\n单位：元\n"
        "项目名称\t档案数字化\t项目性质\t经常性项目\n项目资金总额\t600,000.00\t年度资金申请总额\t500,000.00\n"
        "其中：财政资金\t600,000.00\t其中：当年财政拨款\t400,000.00\n其他资金\t0.00\t上年结转资金\t100,000.00"
    )
    groups = [g for g in book.claims_of(PartGroup) if "总额" in g.cue.text]
    assert sorted([g.totals[0].quantity.text, *(p.quantity.text for p in g.parts)] for g in groups) == [
        ["500,000.00", "400,000.00", "100,000.00"],
        ["600,000.00", "600,000.00", "0.00"],
    ]
    (forms,) = book.claims_of(FormsTotal)
    assert [form.quantity.text for form in forms.forms] == ["500,000.00"]


SHARE = (
    "2024年度晴川区档案馆部门决算\n二、支出决算情况说明\n本年支出合计120.00万元。\n"
    "三、一般公共预算财政拨款支出决算情况说明\n一般公共预算财政拨款支出90.00万元，占本年支出合计的{}%。"
)


def test_a_share_finds_its_whole_in_another_section() -> None:
    (claim,) = told(SHARE.format("75.00")).claims_of(RateClaim)
    assert claim.denominator.quantity.text == "120.00万元"
    assert [type(one) for one in outcomes(audit_text(SHARE.format("75.00")), "RATIO001")] == [Passed]
    assert [type(one) for one in outcomes(audit_text(SHARE.format("57.00")), "RATIO001")] == [Failed]


def test_funds_below_what_is_carried_over_are_part_of_it() -> None:
    """一、 begins a new list below 年初财政拨款结转和结余: its rows are no items of the grand total."""
    text = (
        "附件1\n财政拨款收入支出决算总表\n单位：万元\n项目\t决算数\n一、一般公共预算财政拨款\t90.00\n"
        "二、政府性基金预算财政拨款\t10.00\n本年收入合计\t100.00\n年初财政拨款结转和结余\t5.00\n"
        "一、一般公共预算财政拨款\t5.00\n二、政府性基金预算财政拨款\t\n总计\t105.00"
    )
    assert audit_text(text).findings == ()


def test_a_title_above_the_number_of_the_table_is_found() -> None:
    book = told(
        "晴川区档案馆2024年部门决算\n收入支出决算总表\n公开01表\n部门：晴川区档案馆\n金额单位：万元\n"
        "收入\t\t支出\t\n项目\t金额\t项目\t金额\n一、财政拨款收入\t50.00\t一、教育支出\t50.00\n总计\t50.00\t总计\t50.00"
    )
    assert [table.kind for table in book.disclosure.tables] == ["收支总表"]


def test_the_number_of_a_public_table_is_no_title() -> None:
    """公开05表 stands between title and table: the table is about the general budget, and prose of all money is not."""
    text = (
        "晴川区档案馆2024年部门决算\n一般公共预算财政拨款支出决算表\n公开05表\n单位：万元\n"
        "科目编码\t科目名称\t合计\t基本支出\t项目支出\n合计\t\t90.00\t60.00\t30.00\n"
        "20126\t档案事务\t90.00\t60.00\t30.00\n二、支出决算情况说明\n本年支出合计120.00万元，其中：基本支出60.00万元，项目支出60.00万元。"
    )
    assert audit_text(text).findings == ()


def test_tables_of_a_second_unit_are_not_held_against_the_first() -> None:
    def table(title: str, amount: str) -> str:
        return (
            f"{title}\n单位：万元\n科目编码\t科目名称\t本年支出合计\t基本支出\t项目支出\n"
            f"合计\t\t{amount}\t{amount}\t\n20126\t档案事务\t{amount}\t{amount}\t\n"
        )

    text = "附件1\n" + table("支出决算表", "90.00") + "附件2\n" + table("支出决算表", "50.00")
    assert audit_text(text).findings == ()
    assert outcomes(audit_text(text), "ACC021") == []


def test_level_with_the_year_before_is_judged_by_both_figures() -> None:
    text = (
        "2025年晴川区档案馆部门预算\n一、财政拨款支出主要内容\n"
        "1.“住房保障支出（类）住房改革支出（款）住房公积金（项）”{0}万元，主要用于住房公积金。"
        "2024年当年预算执行数为32.00万元，2025年预算安排{0}万元，比2024年预算执行数持平。"
    )
    assert [type(one) for one in outcomes(audit_text(text.format("32.00")), "RATIO004")] == [Passed]
    assert [type(one) for one in outcomes(audit_text(text.format("35.20")), "RATIO004")] == [Failed]
