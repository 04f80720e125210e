"""Tables to facts and claims: the shapes in which tables are printed, each with invented figures."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from decimal import Decimal
from itertools import count
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.book import build_book
from extract.model import (
    BalanceClaim,
    Binding,
    BlockRole,
    Caption,
    Cell,
    ChangeClaim,
    CodeName,
    Cover,
    DifferenceClaim,
    Document,
    Fact,
    Mark,
    Outline,
    PartGroup,
    RateClaim,
    Table,
    Text,
)
from extract.quantities import scan
from extract.tables import TableReading, read_table

PASSAGES = Path(__file__).resolve().parents[2] / "shared" / "claims" / "visible.jsonl"


def table_of(rows: Sequence[Sequence[str]], ragged: bool = True) -> Table:
    """A table without spans, as tab-separated text gives it; row r stands on line r + 1."""
    cells = [Cell(r, c, Text(word, (Mark(0, line=r + 1),))) for r, row in enumerate(rows) for c, word in enumerate(row)]
    return Table(0, 1, len(rows), max(map(len, rows)), tuple(cells), ragged=ragged)


def spanned(*cells: tuple[int, int, str] | tuple[int, int, str, int, int]) -> Table:
    """A table with a true grid from (row, column, words[, row span, column span])."""
    made = [
        Cell(c[0], c[1], Text(c[2]), *(c[3:] if len(c) == 5 else (1, 1)))  # type: ignore[misc]
        for c in cells
    ]
    rows = max(cell.row + cell.row_span for cell in made)
    columns = max(cell.column + cell.column_span for cell in made)
    return Table(0, 1, rows, columns, tuple(made))


def outline(title: str = "", unit: str = "", year: int | None = 2022) -> Outline:
    return Outline(
        (),
        (None,),
        (BlockRole.TABLE,),
        (),
        {0: Caption(title, unit)},
        (unit,),
        Cover(department="甲县文旅局", year=year),
    )


def read(text: str | Table, title: str = "", unit: str = "万元", year: int | None = 2022) -> TableReading:
    table = table_of([line.split("|") for line in text.strip("\n").split("\n")]) if isinstance(text, str) else text
    return read_table(table, outline(title, unit, year), count(1))


def sums(reading: TableReading, where: str = "") -> list[str]:
    """The sums of a reading as "total = part + part"."""
    return [
        f"{claim.totals[0].quantity.text} = " + " + ".join(part.quantity.text for part in claim.parts)
        for claim in reading.claims
        if isinstance(claim, PartGroup) and where in ("", claim.where)
    ]


def rates(reading: TableReading) -> list[str]:
    return [
        f"{c.numerator.quantity.text} / {c.denominator.quantity.text} = {c.rate.quantity.text}"
        for c in reading.claims
        if isinstance(c, RateClaim)
    ]


def changes(reading: TableReading) -> list[tuple[str | None, ...]]:
    def text(fact: Fact | None) -> str | None:
        return None if fact is None else fact.quantity.text

    return [
        (text(c.now), text(c.base), text(c.delta), text(c.rate), f"{c.direction:+d}")
        for c in reading.claims
        if isinstance(c, ChangeClaim)
    ]


def fact(reading: TableReading, text: str, nth: int = 0) -> Fact:
    return [f for f in reading.facts if f.quantity.text == text][nth]


def texts(reading: TableReading, quantity: bool, bound: bool = False) -> list[tuple[str, str]]:
    return [(n.text, n.reason) for n in reading.numbers if n.quantity is quantity and (n.fact is not None) is bound]


# --------------------------------------------------------------------------------------------------------------
# Facts
# --------------------------------------------------------------------------------------------------------------


def test_a_figure_is_bound_to_its_row_and_column() -> None:
    reading = read("项目|年初预算数|决算数\n基本支出|310.20|305.11\n项目支出|90.00|88.40", title="2021年支出情况表")
    found = fact(reading, "88.40")
    assert found.item == ("项目支出",)
    assert (found.concept, found.basis, found.measure, found.year) == ("项目支出", "决算", "amount", 2021)
    assert (found.entity, found.binding) == ("甲县文旅局", Binding.CELL)
    assert found.quantity.value == Decimal("884000")
    assert (found.location.kind, found.location.table, found.location.row, found.location.column) == ("cell", 1, 3, 3)
    assert found.location.line == 3
    assert found.quote == "项目支出 决算数 88.40"


@pytest.mark.parametrize(
    ("header", "unit", "value"),
    [
        ("金额（万元）", "", "120000"),
        ("金额(元)", "万元", "12"),
        ("金额", "元", "12"),
        ("人数", "万元", "12"),
        ("数量（辆）", "万元", "12"),
        ("得分", "万元", "12"),
    ],
)
def test_the_unit_comes_from_the_header_before_the_caption(header: str, unit: str, value: str) -> None:
    reading = read(f"名称|{header}\n甲|12\n乙|7", unit=unit)
    assert fact(reading, "12").quantity.value == Decimal(value)


def test_units_that_change_from_row_to_row() -> None:
    reading = read("项目|计量单位|数量\n公务用车|辆|6\n房屋面积|平方米|1200\n经费|万元|35.5", unit="元")
    assert [(f.quantity.unit, f.quantity.value) for f in reading.facts] == [
        ("辆", Decimal(6)),
        ("平方米", Decimal(1200)),
        ("万元", Decimal(355000)),
    ]
    assert not sums(reading)


def test_a_unit_in_the_row_label() -> None:
    reading = read("项目|统计数\n公务接待费（万元）|3.20\n国内接待批次（个）|14", unit="元")
    assert [f.quantity.unit for f in reading.facts] == ["万元", "个"]


def test_subject_levels_in_brackets_are_no_units() -> None:
    reading = read("科目|决算数\n行政运行（项）|12.50\n事业运行（项）|7.50")
    assert {f.quantity.unit for f in reading.facts} == {"万元"}


def test_every_number_is_seen_once() -> None:
    reading = read(
        "序号|科目编码|科目名称|2021年决算数|说明\n1|2010301|行政运行|120.50|含3人工资\n2|2010302|一般行政管理事务|30.00|"
    )
    assert texts(reading, quantity=True, bound=True) == [("120.50", ""), ("30.00", "")]
    assert ("3人", "评分标准、说明等表内文字") in texts(reading, quantity=True)
    not_measured = dict(texts(reading, quantity=False))
    assert not_measured["1"] == "序号"
    assert not_measured["2010301"] == "编码"
    assert "2021年" in not_measured


def test_blank_and_nil_cells() -> None:
    reading = read("项目|金额\n甲|—\n乙|5.00\n丙|\n合计|5.00")
    assert sums(reading) == ["5.00 = 5.00"]
    assert fact(reading, "—").quantity.nil


# --------------------------------------------------------------------------------------------------------------
# Headers
# --------------------------------------------------------------------------------------------------------------


def test_merged_header_cells_in_tab_text() -> None:
    reading = read(
        "科目|预算数||决算数||备注\n|年初|调整后|基本支出|项目支出|\n行政运行|10.00|11.00|8.00|2.50|无\n事业运行|20|21|15|5|"
    )
    assert fact(reading, "11.00").label == "行政运行/预算数/调整后"
    assert fact(reading, "2.50").label == "行政运行/决算数/项目支出"


def test_merged_header_cells_with_spans() -> None:
    reading = read(
        spanned(
            (0, 0, "项目", 2, 1),
            (0, 1, "支出数", 1, 3),
            (1, 1, "合计"),
            (1, 2, "财政拨款"),
            (1, 3, "其他资金"),
            (2, 0, "办公楼维修"),
            (2, 1, "50.00"),
            (2, 2, "45.00"),
            (2, 3, "5.00"),
        )
    )
    assert fact(reading, "45.00").label == "办公楼维修/支出数/财政拨款"
    assert sums(reading) == ["50.00 = 45.00 + 5.00"]


def test_numbers_in_headers_are_no_data() -> None:
    reading = read("项目|2021年|2022年\n一、办公费|1.50|1.40\n二、差旅费|2.50|2.20")
    assert [f.year for f in reading.facts] == [2021, 2022, 2021, 2022]
    assert not reading.claims


def test_column_numbers_are_dropped() -> None:
    reading = read("项目|行次|金额\n栏次||1\n收入|1|30.00\n支出|2|28.00")
    assert [f.quantity.text for f in reading.facts] == ["30.00", "28.00"]
    assert {reason for _, reason in texts(reading, quantity=False)} == {"序号"}


def test_formulas_of_the_column_numbers_are_claims() -> None:
    reading = read("项目|合计|甲类|乙类|结余\n栏次|1=2+3|2|3|4=2-3\n某项|9.00|5.00|4.00|1.00\n另项|3.00|2.00|1.00|1.00")
    assert sums(reading) == ["9.00 = 5.00 + 4.00", "3.00 = 2.00 + 1.00"]
    differences = [c for c in reading.claims if isinstance(c, DifferenceClaim)]
    assert [(c.minuend.quantity.text, c.subtrahend.quantity.text, c.result.quantity.text) for c in differences] == [
        ("5.00", "4.00", "1.00"),
        ("2.00", "1.00", "1.00"),
    ]


def test_repeated_headers_are_dropped() -> None:
    reading = read("指标|分值|得分\n产出|50|48\n指标|分值|得分\n效益|50|47.5\n合计|100|95.5")
    assert sums(reading) == ["100 = 50 + 50", "95.5 = 48 + 47.5"]


def test_a_unit_line_and_a_title_inside_the_table() -> None:
    reading = read("支出明细表||\n编制单位：甲县文旅局||单位：元\n项目|金额|备注\n办公费|1200|\n合计|1200|", unit="")
    assert fact(reading, "1200").quantity.unit == "元"
    assert sums(reading) == ["1200 = 1200"]


def test_a_total_row_that_carries_lower_header_words() -> None:
    reading = read(
        "项目|||支出|||\n科目编码|||科目名称|合计|基本支出|项目支出\n类|款|项|合计|30.00|20.00|10.00\n"
        "207|01|01|行政运行|22.00|20.00|2.00\n207|01|09|群众文化|8.00||8.00"
    )
    assert sums(reading, "rows") == ["30.00 = 22.00 + 8.00", "20.00 = 20.00", "10.00 = 2.00 + 8.00"]
    assert sums(reading, "columns") == ["30.00 = 20.00 + 10.00", "22.00 = 20.00 + 2.00", "8.00 = 8.00"]


# --------------------------------------------------------------------------------------------------------------
# Sums down the rows
# --------------------------------------------------------------------------------------------------------------


def test_totals_at_the_bottom_the_top_and_with_a_space() -> None:
    assert sums(read("项目|金额\n甲|1.00\n乙|2.00\n合 计|3.00")) == ["3.00 = 1.00 + 2.00"]
    assert sums(read("项目|金额\n合计|3.00\n甲|1.00\n乙|2.00")) == ["3.00 = 1.00 + 2.00"]


def test_no_total_no_claim() -> None:
    assert not read("项目|本年|上年\n甲|1.00|3.00\n乙|2.00|4.00").claims


def test_subtotals_below_and_above_their_rows() -> None:
    below = read("项目|金额\n甲|1\n乙|2\n小计|3\n丙|4\n丁|5\n小计|9\n合计|12")
    assert sums(below) == ["3 = 1 + 2", "9 = 4 + 5", "12 = 3 + 9"]
    above = read("项目|金额\n合计|12\n小计|3\n甲|1\n乙|2\n小计|9\n丙|4\n丁|5")
    assert sorted(sums(above)) == ["12 = 3 + 9", "3 = 1 + 2", "9 = 4 + 5"]
    mixed = read("项目|金额\n小计|3\n甲|1\n乙|2\n小计|9\n丙|4\n丁|5\n合计|12")
    assert sorted(sums(mixed)) == ["12 = 3 + 9", "3 = 1 + 2", "9 = 4 + 5"]


def test_subtotals_of_merged_parents_beside_plain_rows() -> None:
    reading = read("类别|项目|金额\n人员|工资|8\n|津贴|2\n|小计|10\n专项||5\n合计||15")
    assert sums(reading) == ["10 = 8 + 2", "15 = 10 + 5"]
    assert fact(reading, "2").item == ("人员", "津贴")


def test_income_and_spending_side_by_side() -> None:
    reading = read(
        "收入|||支出||\n项目|行次|决算数|项目|行次|决算数\n"
        "一、财政拨款收入|1|90.00|一、教育支出|8|60.00\n"
        "二、其他收入|2|10.00|二、卫生健康支出|9|38.00\n"
        "本年收入合计|3|100.00|本年支出合计|10|98.00\n"
        "使用非财政拨款结余|4||结余分配|11|\n"
        "年初结转和结余|5|6.00|年末结转和结余|12|8.00\n"
        "总计|6|106.00|总计|13|106.00"
    )
    assert sums(reading) == [
        "100.00 = 90.00 + 10.00",
        "106.00 = 100.00 + 6.00",
        "98.00 = 60.00 + 38.00",
        "106.00 = 98.00 + 8.00",
    ]
    assert fact(reading, "8.00").concept == "年末结转结余"


def test_of_which_rows_do_not_add() -> None:
    reading = read("项目|金额\n基本支出|10\n其中：人员经费|8\n项目支出|5\n合计|15")
    assert sums(reading) == ["15 = 10 + 5"]


def test_of_which_rows_below_a_total_are_its_parts() -> None:
    reading = read("资金来源|金额\n年度资金总额|30\n其中：当年财政拨款|20\n上年结转资金|4\n其他资金|6")
    assert sums(reading) == ["30 = 20 + 4 + 6"]
    assert not sums(read("资金来源|金额\n甲|10\n乙|20\n合计|30\n其中：财政拨款|12"))[1:]
    assert not sums(read("资金来源|金额\n年度资金总额|30\n其中：当年财政拨款|20"))


def test_parts_by_name_do_not_add_twice() -> None:
    reading = read(
        "项目|金额\n公务用车购置及运行维护费|9\n其中：公务用车购置费|5\n公务用车运行维护费|4\n公务接待费|2\n合计|11"
    )
    assert sums(reading) == ["11 = 9 + 2", "9 = 5 + 4"]


def test_of_which_rows_are_all_of_a_row_where_the_lexicon_says_so() -> None:
    numbered = read(
        "项目|预算数\n合计|31\n1.因公出国（境）费|4\n2.公务用车购置及运行维护费|21\n其中：公务用车运行维护费|13\n"
        "公务用车购置费|8\n3.公务接待费|6"
    )
    assert sums(numbered) == ["31 = 4 + 21 + 6", "21 = 13 + 8"]
    assert not sums(read("项目|预算数\n公务用车购置及运行维护费|21\n其中：公务用车运行维护费|13"))
    assert not sums(read("项目|预算数\n1.基本支出|21\n其中：人员经费|13\n会议费|1\n2.项目支出|8"))


def test_named_subtotals_beside_a_bare_total() -> None:
    first = read(
        "单位|合计|出国费|接待费|公车购置及运行维护费合计|公车购置|公车运行\n甲|28|2|5|21|8|13\n乙|10|1|2|7|0|7"
    )
    assert sums(first) == ["28 = 2 + 5 + 21", "21 = 8 + 13", "10 = 1 + 2 + 7", "7 = 0 + 7"]
    middle = read("单位|合计|人员经费小计|工资|津贴|公用经费小计|办公费|差旅费|项目支出\n甲|20|9|6|3|7|4|3|4")
    assert sums(middle) == ["20 = 9 + 7 + 4", "9 = 6 + 3", "7 = 4 + 3"]
    last = read("单位|工资|津贴|人员经费小计|办公费|差旅费|公用经费小计|合计\n甲|6|3|9|4|3|7|16")
    assert sums(last) == ["9 = 6 + 3", "7 = 4 + 3", "16 = 9 + 7"]


def test_a_subtotal_that_cuts_the_money_in_another_way_leaves_the_total_open() -> None:
    assert not sums(read("单位|合计|基本支出|项目支出|三公经费合计|公务接待费\n甲|20|12|8|3|3"))


def test_columns_known_as_parts_of_the_column_before() -> None:
    reading = read("单位|合计|基本支出|人员经费|公用经费|项目支出\n甲|20|12|9|3|8")
    assert sums(reading) == ["20 = 12 + 8", "12 = 9 + 3"]


def test_an_of_which_of_unknown_extent_gives_no_claim() -> None:
    assert not sums(read("项目|金额\n甲项|9\n其中：子项|5\n另项|4\n合计|13"))


def test_numbered_rows() -> None:
    reading = read("项目|金额\n一、基本支出|10\n（一）人员经费|7\n（二）公用经费|3\n二、项目支出|5\n合计|15")
    assert sums(reading, "rows") == ["15 = 10 + 5"]
    group = next(c for c in reading.claims if isinstance(c, PartGroup) and c.where == "hierarchy")
    assert [p.quantity.text for p in group.parts] == ["7", "3"]
    assert group.binding is Binding.INFERRED


def test_numbers_in_the_order_column() -> None:
    reading = read("序号|项目|金额\n一|工程|10\n1|土建|7\n2|安装|3\n二|设备|5\n合计||15")
    assert sums(reading, "rows") == ["15 = 10 + 5"]


def test_unnumbered_rows_under_numbered_ones() -> None:
    reading = read("项目|金额\n一、工程款|10\n土建|7\n安装|3\n二、设备款|5\n合计|15")
    assert sums(reading, "rows") == ["15 = 10 + 5"]


def test_a_list_cut_at_a_page_gives_no_total() -> None:
    assert not sums(read("项目|金额\n五、农林水支出|10\n六、其他支出|3\n本年支出合计|50"))
    headless = read(
        "||十六、金融支出|\n||十九、住房保障支出|4\n本年收入合计|30|本年支出合计|28\n年初结转和结余|5|年末结转和结余|7\n"
        "一般公共预算财政拨款|5|一般公共预算财政拨款|7\n总计|35|总计|35"
    )
    assert sums(headless, "rows") == ["35 = 30 + 5", "35 = 28 + 7"]


def test_assets_with_totals_of_totals() -> None:
    reading = read(
        "项目|金额\n货币资金|4\n应收账款|1\n流动资产合计|5\n固定资产|9\n非流动资产合计|9\n资产总计|14\n"
        "应付账款|2\n流动负债合计|2\n长期借款|3\n非流动负债合计|3\n负债合计|5\n"
        "累计盈余|9\n净资产合计|9\n负债和净资产总计|14"
    )
    assert sums(reading) == [
        "5 = 4 + 1",
        "9 = 9",
        "14 = 5 + 9",
        "2 = 2",
        "3 = 3",
        "5 = 2 + 3",
        "9 = 9",
        "14 = 5 + 9",
    ]


def test_rates_averages_prices_and_targets_do_not_add() -> None:
    reading = read("项目|单价|数量|年度指标值|执行率\n甲|2.5|4|3|90%\n乙|3.5|6|4|95%\n合计|6.0|10|7|93%", unit="")
    assert sums(reading) == ["10 = 4 + 6"]


def test_a_cell_of_words_leaves_the_sum_open() -> None:
    assert not sums(read("项目|金额\n甲|1.00\n乙|详见附件\n丙|2.00\n丁|3.00\n合计|9.00"))


def test_options_of_a_questionnaire_are_no_parts() -> None:
    reading = read(
        "序号|问题|选项|标准分值|份数\n1|您对服务是否满意|A.满意|10|41\n||B.一般|5|6\n||C.不满意|0|3\n"
        "2|您对环境是否满意|A.满意|10|44\n||B.一般|5|4\n||C.不满意|0|2\n总分|||20|900"
    )
    assert not sums(reading)


def test_scores_with_merged_parents_and_rate_names() -> None:
    reading = read(
        "一级指标|二级指标|三级指标|得分|评分细则\n"
        "A 投入（40分）|A1 预算（40分）|A11 预算执行率（20分）|19|每低1%扣1分，扣完为止\n"
        "||A12 预算编制（20分）|18.5|得0-20分\n"
        "一级指标|二级指标|三级指标|得分|评分细则\n"
        "||||续上页的评分细则\n"
        "A 投入（40分）|||\n"
        "B 产出（60分）|B1 数量（60分）|B11 完成率（60分）|57.25|酌情\n"
        "合计||100分|94.75|"
    )
    assert sums(reading) == ["94.75 = 19 + 18.5 + 57.25"]
    assert fact(reading, "94.75").concept == "自评得分"
    assert ("40分", "评分标准、说明等表内文字") in texts(reading, quantity=True)


def test_the_scores_of_a_form_add_over_its_parts() -> None:
    reading = read(
        "项目名称|水渠维护|||||\n"
        "项目资金（万元）||全年预算数(A)|全年执行数(B)|分值|执行率(B/A)|得分\n"
        "|年度资金总额|50.00|45.00|10|90%|9\n"
        "一级指标|二级指标|三级指标|年度指标值|实际完成值|分值|得分\n"
        "产出指标|数量指标|维护长度|≥12公里|12公里|50|50\n"
        "效益指标|社会效益|受益人口|3000人|2900人|40|38\n"
        "总分|||||100|97",
        unit="",
    )
    assert sums(reading) == ["100 = 10 + 50 + 40", "97 = 9 + 50 + 38"]
    assert rates(reading) == ["45.00 / 50.00 = 90%"]
    assert fact(reading, "45.00").quantity.unit == "万元"


# --------------------------------------------------------------------------------------------------------------
# Codes
# --------------------------------------------------------------------------------------------------------------

CODES = """科目编码|科目名称|合计|基本支出|项目支出
207|文化旅游体育与传媒支出|30|20|10
20701|文化和旅游|30|20|10
2070101|行政运行|20|20|
2070109|群众文化|10||10
221|住房保障支出|4|4|
22102|住房改革支出|4|4|
2210201|住房公积金|4|4|
合计||34|24|10"""


def test_codes_roll_up_by_their_prefix() -> None:
    reading = read(CODES)
    assert sums(reading, "rows") == ["34 = 30 + 4", "24 = 20 + 4", "10 = 10"]
    assert sums(reading, "hierarchy")[:3] == ["30 = 30", "20 = 20", "10 = 10"]
    assert "30 = 20 + 10" in sums(reading, "hierarchy")
    assert all(c.binding is Binding.CELL for c in reading.claims if isinstance(c, PartGroup))


def test_code_and_name_of_each_row() -> None:
    found = [c for c in read(CODES, year=2021).claims if isinstance(c, CodeName)]
    assert [(c.code.text, c.name.text, c.level) for c in found][:3] == [
        ("207", "文化旅游体育与传媒支出", "类"),
        ("20701", "文化和旅游", "款"),
        ("2070101", "行政运行", "项"),
    ]
    assert found[2].year == 2021
    assert [a.quantity.text for a in found[2].amounts] == ["20", "20"]
    assert found[2].code.location.row == 4


@pytest.mark.parametrize(
    "rows",
    [
        "类|款|项|科目名称|金额\n208|05|05|养老保险缴费支出|3\n208|05|06|职业年金缴费支出|2",
        "类|款|项|科目名称|金额\n208|05|05|养老保险缴费支出|3\n||06|职业年金缴费支出|2",
        "科目编码|||科目名称|金额\n2080505|||养老保险缴费支出|3\n2080506|||职业年金缴费支出|2",
        "功能科目|金额\n2080505 养老保险缴费支出|3\n2080506 职业年金缴费支出|2",
        "功能科目|金额\n养老保险缴费支出（2080505）|3\n职业年金缴费支出（2080506）|2",
        "功能科目|金额\n[2080505]养老保险缴费支出|3\n[2080506]职业年金缴费支出|2",
    ],
)
def test_codes_in_one_cell_or_three_or_in_the_name(rows: str) -> None:
    found = [(c.code.text, c.name.text) for c in read(rows).claims if isinstance(c, CodeName)]
    assert found == [("2080505", "养老保险缴费支出"), ("2080506", "职业年金缴费支出")]


def test_one_code_in_several_rows_adds_up() -> None:
    reading = read("科目编码|科目名称|金额\n合计||9\n2070101|工资|4\n2070101|公用|3\n2210201|公积金|2")
    assert sums(reading) == ["9 = 4 + 3 + 2"]


def test_a_code_in_three_cells_has_the_box_around_all_of_them() -> None:
    rows = [["类", "款", "项", "科目名称", "本年支出"], ["213", "03", "05", "水利工程建设", "4.50"]]
    cells = [
        Cell(r, c, Text(word, (Mark(0, page=1, bbox=(100.0 * c, 20.0 * r, 100.0 * c + 9, 20.0 * r + 9)),)))
        for r, row in enumerate(rows)
        for c, word in enumerate(row)
    ]
    (found,) = [c for c in read(Table(0, 1, 2, 5, tuple(cells))).claims if isinstance(c, CodeName)]
    assert (found.code.text, found.code.quote) == ("2130305", "2130305")
    assert found.code.location.bbox == (0, 20, 209, 29)


def test_codes_that_go_on_in_a_second_half() -> None:
    reading = read(
        "科目编码|科目名称|决算数|科目编码|科目名称|决算数\n"
        "301|工资福利支出|30|302|商品和服务支出|9\n30101|基本工资|18|30201|办公费|4\n"
        "30102|津贴补贴|12|30211|差旅费|5\n人员经费合计||30|公用经费合计||9"
    )
    assert sorted(sums(reading)) == ["30 = 18 + 12", "30 = 30", "9 = 4 + 5", "9 = 9"]


def test_codes_cut_at_a_page_give_no_total() -> None:
    reading = read("科目编码|科目名称|金额\n2070109|群众文化|3\n208|社会保障和就业支出|2\n20805|养老支出|2\n合计||40")
    assert sums(reading, "rows") == []


# --------------------------------------------------------------------------------------------------------------
# Sums across the columns
# --------------------------------------------------------------------------------------------------------------


def test_total_columns_by_the_header_tree() -> None:
    reading = read(
        "项目|支出合计|基本支出|||项目支出\n||小计|人员经费|公用经费|\n甲|20|12|9|3|8\n乙|10|10|7|3|",
    )
    assert sums(reading, "columns") == ["20 = 12 + 8", "12 = 9 + 3", "10 = 10", "10 = 7 + 3"]


def test_a_total_column_at_the_end() -> None:
    assert sums(read("单位|男|女|合计\n甲|3|4|7\n乙|5|6|11", unit="")) == ["7 = 3 + 4", "11 = 5 + 6"]


def test_the_three_public_expenses_with_budget_and_final_figures() -> None:
    reading = read(
        "合计||因公出国（境）费||公务用车购置及运行维护费||||公务接待费|\n"
        "||||小计||公务用车购置费|||\n"
        "预算数|决算数|预算数|决算数|预算数|决算数|预算数|决算数|预算数|决算数\n"
        "9|8|1|0|6|6|2|3|2|2"
    )
    assert sums(reading)[:2] == ["9 = 1 + 6 + 2", "8 = 0 + 6 + 2"]


def test_columns_of_another_side_are_no_parts() -> None:
    reading = read("项目|收入合计|支出合计|年末结转和结余\n甲|10|9|1\n乙|7|7|0")
    assert not sums(reading)


def test_of_which_columns_do_not_add() -> None:
    reading = read("项目|合计|基本支出|其中：人员经费|项目支出\n甲|10|6|4|4\n乙|7|5|4|2")
    assert sums(reading) == ["10 = 6 + 4", "7 = 5 + 2"]


# --------------------------------------------------------------------------------------------------------------
# Rates and changes
# --------------------------------------------------------------------------------------------------------------


def test_execution_takes_the_adjusted_budget_and_keeps_the_other() -> None:
    reading = read("项目|年初预算数|全年预算数|全年执行数|执行率（%）\n甲|100|120|90|75.00\n乙|50|40|40|100.00")
    assert rates(reading) == ["90 / 120 = 75.00", "40 / 40 = 100.00"]
    claim = next(c for c in reading.claims if isinstance(c, RateClaim))
    assert claim.kind == "completion"
    assert [other.quantity.text for other in claim.others] == ["100"]
    assert claim.rate.quantity.unit == "%"


def test_execution_under_the_parent_header() -> None:
    reading = read("单位|基本支出|||项目支出||\n|预算数|决算数|执行率|预算数|决算数|执行率\n甲局|10|9|90%|20|19|95%")
    assert rates(reading) == ["9 / 10 = 90%", "19 / 20 = 95%"]


def test_the_header_names_the_initial_budget() -> None:
    reading = read("项目|年初预算|调整预算|决算数|完成年初预算%\n甲|100|120|90|90.00")
    assert rates(reading) == ["90 / 100 = 90.00"]


def test_rows_as_statements() -> None:
    reading = read("指标|基本支出|项目支出\n年初预算数|40|20\n决算数|38|15\n预算执行率|95%|75%")
    assert rates(reading) == ["38 / 40 = 95%", "15 / 20 = 75%"]
    assert fact(reading, "38").basis == "决算"


def test_completion_of_plain_numbers_only() -> None:
    reading = read(
        "事项|指标值|完成值|完成率\n培训人次|200人次|190人次|95%\n满意度|≥90%|93%|100%\n下乡次数|12次|12次|100%",
        unit="",
    )
    assert rates(reading) == ["190人次 / 200人次 = 95%", "12次 / 12次 = 100%"]


def test_completion_rates_of_a_form_are_left_to_the_form() -> None:
    reading = read("三级指标|指标值|完成值|完成率\n培训人次|200人次|190人次|95%\n下乡次数|12次|13次|100%", unit="")
    assert not rates(reading)
    (form,) = reading.evaluations
    assert [i.rate is not None and i.rate.quantity.text for i in form.tree.leaves()] == ["95%", "100%"]


def test_shares_of_the_total_row() -> None:
    reading = read("项目|金额|占比\n甲|30|60%\n乙|20|40%\n合计|50|100%")
    assert rates(reading) == ["30 / 50 = 60%", "20 / 50 = 40%"]
    assert not rates(read("项目|金额|占比\n甲|30|60%\n乙|20|40%"))


def test_changes_between_years() -> None:
    reading = read("项目|2021年|2022年|增减额|增长率（%）\n甲|10|12|2|20.00\n乙|10|8|-2|-20.00")
    assert changes(reading) == [("12", "10", "2", "20.00", "+1"), ("8", "10", "-2", "-20.00", "-1")]


def test_changes_between_this_year_and_the_last() -> None:
    assert changes(read("项目|本年数|上年数|增减率\n甲|12|10|20%")) == [("12", "10", None, "20%", "+1")]
    assert changes(read("项目|年初数|年末数|增减额\n房屋|10|8|-2")) == [("8", "10", "-2", None, "-1")]
    assert not changes(read("项目|本年数|上年数\n甲|12|10"))


def test_the_columns_of_an_account_balance() -> None:
    reading = read(
        "科目编码|科目名称|年初结转和结余|本年收入|本年支出|||年末结转和结余\n||||合计|基本支出|项目支出|\n"
        "21208|国有土地使用权出让收入安排的支出|2|10|9||9|3",
        title="政府性基金预算财政拨款收入支出决算表",
    )
    claim = next(c for c in reading.claims if isinstance(c, BalanceClaim))
    assert claim.opening is not None
    assert [claim.opening.quantity.text, claim.incomes[0].quantity.text, claim.spendings[0].quantity.text] == [
        "2",
        "10",
        "9",
    ]
    assert claim.closing.quantity.text == "3"


# --------------------------------------------------------------------------------------------------------------
# Whatever a table looks like
# --------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "rows",
    [[[""]], [["5"]], [["合计"]], [["合计", "5"]], [["", ""], ["", ""]], [["项目", "金额"]], [["1", "2", "3"], ["a"]]],
)
def test_degenerate_tables_are_read(rows: list[list[str]]) -> None:
    reading = read_table(table_of(rows), outline(), count(1))
    assert not reading.claims


WORDS = [
    *["", "项目", "合计", "小计", "其中：", "一、收入", "1.甲", "金额（元）", "执行率", "预算数", "决算数"],
    *["科目编码", "类", "款", "项", "201", "20101", "2010101", "5", "7.50", "1,200.00", "95%", "—", "无"],
    *["2021年", "得分", "100分", "A11 指标", "栏次", "1", "2", "≥3次", "第3页共10页"],
]


@given(
    st.lists(
        st.lists(
            st.sampled_from(WORDS),
            min_size=1,
            max_size=6,
        ),
        min_size=1,
        max_size=8,
    ),
    st.booleans(),
)
def test_any_table_is_read_and_every_number_is_seen_once(rows: list[list[str]], ragged: bool) -> None:
    table = table_of(rows, ragged)
    reading = read_table(table, outline(unit="元"), count(1))
    places = [(n.location.row, n.location.column, n.location.start) for n in reading.numbers]
    assert len(places) == len(set(places))
    assert [f.id for f in reading.facts] == list(range(1, len(reading.facts) + 1))
    bound = [n.fact for n in reading.numbers if n.fact is not None]
    assert bound == [f.id for f in reading.facts if f.quantity.text not in ("—", "无")]
    for cell in table.cells:
        starts = [s for r, c, s in places if (r, c) == (cell.row + 1, cell.column + 1)]
        digits = {token.start for token in scan(cell.text.content)}
        assert len(starts) == len(digits) or len(starts) == 1
    known = {f.id for f in reading.facts}
    for claim in reading.claims:
        if isinstance(claim, PartGroup):
            assert claim.totals[0].id not in {part.id for part in claim.parts}
            assert {part.id for part in claim.parts} <= known


def test_a_big_table_costs_in_proportion() -> None:
    rows = [["科目编码", "科目名称", "合计", "基本支出", "项目支出"]]
    rows += [[f"{2010000 + i}", f"事项{i}", "3.00", "2.00", "1.00"] for i in range(3000)]
    rows.append(["合计", "", "9000.00", "6000.00", "3000.00"])
    reading = read_table(table_of(rows), outline(unit="元"), count(1))
    assert len(sums(reading, "rows")) == 3
    assert len(reading.facts) == 9003


def _shapes(relations: Iterable[dict[str, object]]) -> set[tuple[str, ...]]:
    """Relations as their figures, sorted within."""
    found = set()
    for relation in relations:
        figures: list[str] = []
        for key in ("total", "parts", "numerator", "denominator", "rate"):
            value = relation.get(key, [])
            figures += value if isinstance(value, list) else [str(value)]
        found.add(tuple(sorted(figures)))
    return found


@pytest.mark.skipif(not PASSAGES.exists(), reason="the shared passages are not there")
@pytest.mark.parametrize("name", ["v026", "v027", "v028", "v029", "v030"])
def test_the_tables_among_the_shared_passages(name: str) -> None:
    passage = next(p for p in map(json.loads, PASSAGES.read_text("utf-8").splitlines()) if p["id"] == name)
    rows = [line.split("\t") for line in passage["text"].split("\n") if "\t" in line]
    reading = read_table(table_of(rows), outline(unit="万元" if "单位：万元" in passage["text"] else ""), count(1))
    said = set()
    for claim in reading.claims:
        facts: tuple[Fact, ...] = ()
        if isinstance(claim, PartGroup):
            facts = (claim.totals[0], *claim.parts)
        elif isinstance(claim, RateClaim):
            facts = (claim.numerator, claim.denominator, claim.rate)
        said.add(tuple(sorted(f.quantity.text.rstrip("%") for f in facts)))
    assert said == _shapes(passage["relations"])


def test_an_account_in_rows() -> None:
    reading = read("项目|金额\n年初结转和结余|2\n本年收入|10\n本年支出|9\n年末结转和结余|3")
    claim = next(c for c in reading.claims if isinstance(c, BalanceClaim))
    assert claim.closing.quantity.text == "3"
    assert claim.opening is not None and claim.opening.quantity.text == "2"


def test_prices_and_numbers_do_not_add_to_an_amount() -> None:
    assert not sums(read("项目|人数|补助标准|天数|合计\n甲|3|50|2|300\n乙|4|50|1|200", unit=""))
    assert not sums(read("单位|户数|补助金额|合计\n甲|3|50|300\n乙|4|50|200", unit=""))


def test_items_under_different_parents_differ() -> None:
    reading = read("项目|金额\n一、基本支出|10\n1.商品和服务支出|10\n二、项目支出|7\n1.商品和服务支出|7")
    assert fact(reading, "10", 1).item == ("基本支出", "商品和服务支出")
    assert fact(reading, "7", 1).item == ("项目支出", "商品和服务支出")
    assert fact(reading, "7", 1).concept == "商品和服务支出"


def test_years_down_the_rows() -> None:
    reading = read("年度|收入\n2020年|10\n2021年|12\n增长率|20%")
    assert [f.year for f in reading.facts][:2] == [2020, 2021]
    assert changes(reading) == [("12", "10", None, "20%", "+1")]


def test_a_blank_corner_is_no_title() -> None:
    reading = read("|金额（元）\n办公费|120\n合计|120", unit="")
    assert fact(reading, "120").quantity.unit == "元"


def test_posts_staff_and_vacancies() -> None:
    reading = read("单位|编制数||实有人数||空编\n|合计|行政|合计|行政|\n甲|20|20|18|18|2\n乙|9|9|9|9|0", unit="")
    found = [c for c in reading.claims if isinstance(c, DifferenceClaim)]
    assert [(c.minuend.quantity.text, c.subtrahend.quantity.text, c.result.quantity.text) for c in found] == [
        ("20", "18", "2"),
        ("9", "9", "0"),
    ]


def test_changes_against_a_named_year_among_several_columns() -> None:
    reading = read(
        "科目|2020年决算数|2021年年初预算数|2021年决算数|2021年决算数比2020年决算数|\n||||增减额|增减%\n"
        "甲|50|55|60|10|20.00\n乙|40|40|39|-1|-2.50"
    )
    assert changes(reading) == [("60", "50", "10", "20.00", "+1"), ("39", "40", "-1", "-2.50", "-1")]


def test_a_total_label_and_its_figure_in_different_halves() -> None:
    reading = read(
        "人员经费|||公用经费|||||\n编码|名称|决算数|编码|名称|决算数|编码|名称|决算数\n"
        "301|工资福利支出|30|302|商品和服务支出|9|310|资本性支出|1\n30101|基本工资|18|30201|办公费|4|31002|设备购置|1\n"
        "30102|津贴补贴|12|30211|差旅费|3|30299|其他商品和服务支出|2\n人员经费合计||30|公用经费合计|||||10"
    )
    assert sums(reading, "rows") == ["30 = 30", "10 = 9 + 1"]
    assert "9 = 4 + 3 + 2" in sums(reading, "hierarchy")
    assert not reading.accounts


def test_total_rows_and_columns_have_the_concept_of_what_they_total() -> None:
    reading = read("项目|支出数||资金来源\n|合计|财政拨款|合计\n甲|9|8|9\n合计|9|8|9")
    assert [f.concept for f in reading.facts] == ["", "", "", "总支出", "财政拨款支出", "总收入"]
    halves = read("收入||支出|\n项目|决算数|项目|决算数\n一、事业收入|9|一、教育支出|9\n总计|9|总计|9")
    assert [f.concept for f in halves.facts][2:] == ["总收入", "总支出"]
    titled = read("项目名称|决算数\n甲|4\n乙|5\n合计|9", title="某局2022年项目支出明细表")
    assert (titled.facts[-1].concept, titled.facts[-1].item) == ("项目支出", ("项目支出",))
    assert titled.facts[0].concept == ""


def test_scores_beside_indicators_with_a_unit_in_their_name() -> None:
    reading = read("指标|分值|得分\n购置设备台（套）数|20|18\n按期完成率|80|79\n总分|100|97", unit="")
    assert {f.quantity.unit for f in reading.facts} == {"分"}
    assert reading.facts[0].item == ("购置设备台(套)数", "分值")
    assert sums(reading) == ["100 = 20 + 80", "97 = 18 + 79"]


def test_a_figure_in_the_order_column_is_no_order_number() -> None:
    reading = read("序号|项目|金额\n1|甲|3\n总分60分||3")
    assert ("60分", "评分标准、说明等表内文字") in texts(reading, quantity=True)


def test_levels_in_label_columns() -> None:
    reading = read(
        "一级指标|二级指标|分值|得分\n投入||30|28\n|目标设定|10|10\n|预算配置|20|18\n产出||70|66\n|职责履行|70|66\n"
        "总分||100|94"
    )
    assert sums(reading, "rows") == ["100 = 30 + 70", "94 = 28 + 66"]
    assert sums(reading, "hierarchy") == ["30 = 10 + 20", "28 = 10 + 18"]


def test_shares_of_a_named_total_and_answers_about_efficiency() -> None:
    assert rates(read("类别|决算数|占本年支出比重（%）\n甲|30|60\n乙|20|40\n本年支出合计|50|100")) == [
        "30 / 50 = 60",
        "20 / 50 = 40",
    ]
    assert sums(read("内容|满意|不满意|合计\n服务态度|35|5|40\n办事效率|38|2|40", unit="")) == [
        "40 = 35 + 5",
        "40 = 38 + 2",
    ]


def test_what_is_left_of_a_budget() -> None:
    reading = read("项目|全年预算数|执行数|结余\n甲|30|28|2\n乙|10|10|0")
    found = [c for c in reading.claims if isinstance(c, DifferenceClaim)]
    assert [(c.minuend.quantity.text, c.result.quantity.text, c.binding) for c in found] == [
        ("30", "2", Binding.INFERRED),
        ("10", "0", Binding.INFERRED),
    ]
    assert not read("项目|预算数|到位资金|支出金额|结余\n甲|30|29|28|1").claims


def test_a_change_in_money_beside_one_in_percent() -> None:
    reading = read("项目|本年决算数|上年决算数|同比增加额|同比增幅\n甲|12|10|2|20\n乙|5|4|1|25")
    assert changes(reading) == [("12", "10", "2", "20", "+1"), ("5", "4", "1", "25", "+1")]
    assert [f.quantity.unit for f in reading.facts][:4] == ["万元", "万元", "万元", "%"]


def test_figures_without_a_unit_may_be_money_but_people_are_whole() -> None:
    reading = read("年度|合计|在职人数\n2021年|27|30\n2022年|31|33", unit="")
    assert [f.quantity.dimension for f in reading.facts] == ["", "count", "", "count"]
    assert sums(read("类别|数\n在职人员|27\n其他|3\n合计|30", unit="")) == ["30 = 27 + 3"]


def test_money_printed_with_a_bare_ten_thousand() -> None:
    reading = read(
        "资金投入（万元）|全年预算数|全年执行数|执行率\n年度资金总额：|310.50万|298.00万|95.97%\n"
        "其中：中央资金|200.00万|200.00万|100%\n彩票公益金|60.50|48.00|79.34%\n地方资金|50.00万|50.00万|100%\n其他资金||",
        unit="",
    )
    assert {f.quantity.unit for f in reading.facts if f.measure == "amount"} == {"万元"}
    assert sums(reading) == ["310.50万 = 200.00万 + 60.50 + 50.00万", "298.00万 = 200.00万 + 48.00 + 50.00万"]
    assert len(rates(reading)) == 4


def test_a_piece_of_a_table_from_another_page_gives_no_total() -> None:
    tail = "丙|29.00|25.00|4.00\n丁|2.00|1.00|1.00\n合计|57.00|45.00|12.00"
    assert not sums(read(tail))
    assert sums(read(f"项目|合计|本级|上级\n{tail}"), "rows")[0] == "57.00 = 29.00 + 2.00"
    cut = read(
        "科目编码|科目名称|决算数\n205|教育支出|9.00\n20502|普通教育|5.00\n20503|职业教育|4.00\n207|文化|6.00\n20701|文旅|5.00"
    )
    assert sums(cut) == ["9.00 = 5.00 + 4.00"]


def test_titles_and_headers_repeated_on_every_page() -> None:
    reading = read(
        "2022年收入表（单位：万元）|||\n项目|合计|财政拨款|其他资金\n甲|9.00|5.00|4.00\n2022年收入表（单位：万元）|||\n"
        "项 目|合 计|财 政 拨 款|其 他 资 金\n乙|19.00|15.00|4.00\n合计|28.00|20.00|8.00",
        unit="",
    )
    assert sums(reading, "rows") == ["28.00 = 9.00 + 19.00", "20.00 = 5.00 + 15.00", "8.00 = 4.00 + 4.00"]
    assert {f.quantity.unit for f in reading.facts} == {"万元"}


def test_a_row_for_text_below_the_funds_is_no_part() -> None:
    reading = read(
        "资金来源|全年预算数|全年执行数\n年度资金总额|50.00|45.00\n其中：财政拨款|40.00|35.00\n其他资金|10.00|10.00\n"
        "年度目标完成情况|渠道全部修好，支出45万元|"
    )
    assert sums(reading) == ["50.00 = 40.00 + 10.00", "45.00 = 35.00 + 10.00"]


def told(reading: TableReading) -> list[tuple[int | None, int | None, str]]:
    return [(p.row, p.column, p.text.content) for p in reading.passages]


def test_cells_of_prose_are_left_to_the_reader_of_prose() -> None:
    form = read(
        "项目资金（万元）||全年预算数|全年执行数|分值|得分\n|年度资金总额|50.00|45.00|10|9\n"
        "年度总体目标|预期目标|||实际完成情况|\n|修渠12公里，受益3000人|||修渠11公里，支出45.00万元|\n"
        "三级指标||年度指标值|分值|得分|偏差原因\n受益群众不少于3000人||3000人|90|85|比计划少100人，下降3.33%\n总分|||100|94|",
        unit="",
    )
    assert told(form) == [(4, 5, "修渠11公里，支出45.00万元"), (6, 6, "比计划少100人，下降3.33%")]
    assert ("12公里", "评分标准、说明等表内文字") in texts(form, quantity=True)
    assert not [n for n in form.numbers if n.text in ("11公里", "3.33%")]
    assert sums(form) == ["100 = 10 + 90", "94 = 9 + 85"]


def test_rubrics_plans_and_names_are_no_prose() -> None:
    sheet = read(
        "评价结果|全年支出45.00万元，得分94.5分。\n评分标准|每低1%扣0.5分，扣完10分为止。\n年度绩效目标|修渠12公里，受益3000人\n"
        "年度绩效目标完成情况|修渠11公里，受益2900人",
        unit="",
    )
    assert [row for row, _, _ in told(sheet)] == [1, 4]
    problems = read("序号|存在的问题|整改措施\n1|执行率仅80%，低于计划进度|已于六月拨付12.50万元")
    assert [column for _, column, _ in told(problems)] == [2, 3]
    assert not read(
        "三级指标|评价要点|得分\nA1 预算执行率达到95%以上（4分）|执行率每低1%扣0.5分|\nA2 其他事项（2分）||2"
    ).passages


def test_a_title_and_a_unit_line_spanning_all_columns_on_every_page() -> None:
    head = [
        (0, 0, "2022年支出情况表", 1, 3),
        (1, 0, "单位：元", 1, 3),
        (2, 0, "项目"),
        (2, 1, "预算数"),
        (2, 2, "决算数"),
    ]
    again = [(row + 4, column, words, *span) for row, column, words, *span in head]
    cells = [(3, 0, "甲"), (3, 1, "3.00"), (3, 2, "2.00"), (7, 0, "乙"), (7, 1, "4.00"), (7, 2, "4.00")]
    total = [(8, 0, "合计"), (8, 1, "7.00"), (8, 2, "6.00")]
    reading = read(spanned(*head, *cells, *again, *total), unit="")  # type: ignore[arg-type]
    assert sums(reading) == ["7.00 = 3.00 + 4.00", "6.00 = 2.00 + 4.00"]
    assert {f.quantity.unit for f in reading.facts} == {"元"}


def test_prose_in_a_cell_becomes_claims_at_the_place_of_the_cell() -> None:
    table = table_of([["评价结果", "年初预算50.00万元，支出决算45.00万元，完成年初预算的90.00%。"]])
    book = build_book(Document("甲.txt", "0", "text", (table,)), outline())
    claim = next(c for c in book.claims if isinstance(c, RateClaim))
    place = claim.rate.location
    assert (place.kind, place.table, place.row, place.column, place.line) == ("cell", 1, 1, 2, 1)
    assert [n.text for n in book.numbers] == ["50.00万元", "45.00万元", "90.00%"]


@pytest.mark.parametrize(
    ("weight", "score", "found"),
    [
        ("100", "98", ["100 = 30 + 70", "98 = 29 + 66 + 3"]),  # full marks without the bonus, marks with it
        ("105", "98", ["105 = 30 + 70 + 5", "98 = 29 + 66 + 3"]),
        ("100", "95", ["100 = 30 + 70", "95 = 29 + 66"]),
        ("100", "97", ["100 = 30 + 70", "97 = 29 + 66 + 3"]),  # wrong in either reading
    ],
)
def test_a_bonus_is_in_a_total_of_marks_or_on_top_of_it(weight: str, score: str, found: list[str]) -> None:
    rows = f"类别|指标|分值|得分\n基础|规划|30|29\n|执行|70|66\n加分项|创新|5|3\n合计||{weight}|{score}"
    assert sums(read(rows)) == found


def test_a_bonus_cut_off_at_the_full_marks() -> None:
    rows = "类别|指标|分值|得分\n基础|规划|30|29\n|执行|70|70\n附加分|创新|5|3\n合计||100|100"
    assert sums(read(rows)) == ["100 = 30 + 70"]


def test_figures_beside_each_level_of_names_are_called_by_the_nearest() -> None:
    text = "一级指标|权重|二级指标|权重|三级指标|权重|得分\n投入|40|预算|25|预算编制|10|9\n||||预算调整|15|14\n||人员|15|人员控制|15|15\n合计|40||40||40|38"
    reading = read(text)
    assert [fact(reading, *at).label for at in (("40", 0), ("25", 0), ("14", 0), ("15", 1), ("15", 2))] == [
        "投入/权重",
        "预算/权重",
        "预算调整/得分",
        "人员/权重",
        "人员控制/权重",
    ]
    assert fact(reading, "14").quote == "预算调整 得分 14"
    assert fact(reading, "40", 1).label == "合计/权重"


def test_the_number_of_a_question_is_no_figure() -> None:
    reading = read("题号|问题|选项|人数\n1|办事效率|很好|40\n||较好|9\n2|服务环境|很好|41\n||较好|8")
    assert [f.label for f in reading.facts] == ["很好/人数", "较好/人数", "很好/人数", "较好/人数"]
