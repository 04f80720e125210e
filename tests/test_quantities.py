"""Quantities: every form a figure takes, and every run of digits that is none."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extract.model import Bound, NotQuantity, Quantity, Token
from extract.quantities import measure_of, parse_cell, scan, unit_of
from tests.effort import runs_away

SEED = Path(__file__).parents[2] / "shared" / "seed" / "xundian-2023.txt"


def quantities(text: str) -> list[Quantity]:
    return [token for token in scan(text) if isinstance(token, Quantity)]


def only(text: str) -> Quantity:
    found = quantities(text)
    assert len(found) == 1, (text, scan(text))
    return found[0]


def reasons(text: str) -> list[tuple[str, str]]:
    return [(token.reason, token.text) for token in scan(text) if isinstance(token, NotQuantity)]


# text, value, unit, ulp, the slice that is the figure
PLAIN_FORMS = [
    ("支出2,304.17万元", "23041700", "万元", "100", "2,304.17万元"),
    ("支出 2,304.17 万元", "23041700", "万元", "100", "2,304.17 万元"),
    ("支出2，304.17万元", "23041700", "万元", "100", "2，304.17万元"),
    ("支出2，304万元", "23040000", "万元", "10000", "2，304万元"),
    ("支出0万元", "0", "万元", "10000", "0万元"),
    ("共计3.60亿元", "360000000", "亿元", "1000000", "3.60亿元"),
    ("共5千元", "5000", "千元", "1000", "5千元"),
    ("共2百万元", "2000000", "百万元", "1000000", "2百万元"),
    ("结算５１０．２０元", "510.20", "元", "0.01", "５１０．２０元"),
    ("投资120（万元）", "1200000", "万元", "10000", "120（万元）"),
    ("整组100.00(人数)", "100.00", "人", "0.01", "100.00(人数)"),
    ("执行率96.4%", "96.4", "%", "0.1", "96.4%"),
    ("执行率96.40％", "96.40", "%", "0.01", "96.40％"),
    ("发生率5‰", "0.5", "‰", "0.1", "5‰"),
    ("提高2.5个百分点", "2.5", "个百分点", "0.1", "2.5个百分点"),
    ("下降1.2百分点", "1.2", "个百分点", "0.1", "1.2百分点"),
    ("增长1.5倍", "150", "倍", "10", "1.5倍"),
    ("自评88.50分", "88.50", "分", "0.01", "88.50分"),
    ("满分100分为基准", "100", "分", "1", "100分"),
    ("培训8.65万人次", "86500", "万人次", "100", "8.65万人次"),
    ("接待3万人（次）", "30000", "万人次", "10000", "3万人（次）"),
    ("借阅15万册次", "150000", "万册次", "10000", "15万册次"),
    ("检查42件次", "42", "件次", "1", "42件次"),
    ("设备12台（套）", "12", "台套", "1", "12台（套）"),
    ("覆盖86个行政村", "86", "个", "1", "86个"),
    ("用房4,120.5㎡", "4120.5", "平方米", "0.1", "4,120.5㎡"),
    ("用房4120.5 m2。", "4120.5", "平方米", "0.1", "4120.5 m2"),
    ("绿化3.2万平方米", "32000", "万平方米", "1000", "3.2万平方米"),
    ("造林5公顷", "50000", "公顷", "10000", "5公顷"),
    ("流域2平方公里", "2000000", "平方公里", "1000000", "2平方公里"),
    ("耕地3.75万亩", "37500", "万亩", "100", "3.75万亩"),
    ("硬化12.5公里", "12500", "公里", "100", "12.5公里"),
    ("转运7吨", "7000", "吨", "1000", "7吨"),
    ("工期24个月", "24", "个月", "1", "24个月"),
    ("5个工作日", "5", "工作日", "1", "5个工作日"),
    ("总额1.26亿", "126000000", "亿", "1000000", "1.26亿"),
    ("共12家电商企业", "12", "家", "1", "12家"),
    ("组建3支队伍", "3", "支", "1", "3支"),
    ("合计1803.82", "1803.82", "", "0.01", "1803.82"),
]


@pytest.mark.parametrize(("text", "value", "unit", "ulp", "figure"), PLAIN_FORMS)
def test_a_figure_keeps_value_unit_precision_and_slice(text: str, value: str, unit: str, ulp: str, figure: str) -> None:
    found = only(text)
    assert (found.value, found.unit, found.ulp, found.text) == (Decimal(value), unit, Decimal(ulp), figure)
    assert str(found.value) == value and str(found.ulp) == ulp
    assert text[found.start : found.end] == figure
    assert (
        text[found.start : found.number_end]
        .strip()
        .translate(str.maketrans("０１２３４５６７８９．", "0123456789."))[-1]
        .isdigit()
    )
    assert found.exact and found.given and not found.nil


CHINESE_FORMS = [
    ("在编二十七人", "27", "人", "1"),
    ("教职工一百零六人", "106", "人", "1"),
    ("一百六户", "160", "户", "1"),
    ("三千五百户", "3500", "户", "1"),
    ("一万二千三百人", "12300", "人", "1"),
    ("拨付一百二十万元", "1200000", "万元", "10000"),
    ("三百万", "3000000", "万", "10000"),
    ("合计人民币叁佰贰拾万元", "3200000", "万元", "10000"),
    ("两批", "2", "批", "1"),
    ("以下三个方面", "3", "个", "1"),
    ("共三方面", "3", "方面", "1"),
    ("省、市、县三级", "3", "级", "1"),
    ("连续四个季度", "4", "个季度", "1"),
    ("两个百分点", "2", "个百分点", "1"),
    ("百分之八十五点五", "85.5", "%", "0.1"),
    ("百分之85.5", "85.5", "%", "0.1"),
    ("百分之百", "100", "%", "1"),
    ("千分之三", "0.3", "‰", "0.1"),
    ("不达标得零分", "0", "分", "1"),
    ("满分一百分", "100", "分", "1"),
    ("共一次", "1", "次", "1"),
    ("仅一家", "1", "家", "1"),
    ("一万元", "10000", "万元", "10000"),
    ("完成十二个", "12", "个", "1"),
    ("人数二十七人", "27", "人", "1"),
]


@pytest.mark.parametrize(("text", "value", "unit", "ulp"), CHINESE_FORMS)
def test_chinese_numerals_with_a_unit(text: str, value: str, unit: str, ulp: str) -> None:
    found = only(text)
    assert (str(found.value), found.unit, str(found.ulp), found.word) == (value, unit, ulp, False)


@pytest.mark.parametrize(
    ("text", "value", "ulp", "bound"),
    [
        ("为预算的七成五", "75", "1", Bound.EXACT),
        ("下降近三成", "30", "10", Bound.UNDER),
        ("减少3成", "30", "10", Bound.EXACT),
        ("打九五折", "95", "1", Bound.EXACT),
    ],
)
def test_tenths_in_words_are_percent(text: str, value: str, ulp: str, bound: Bound) -> None:
    found = only(text)
    assert (str(found.value), found.dimension, str(found.ulp), found.bound) == (value, "percent", ulp, bound)
    assert found.word


BOUNDS = [
    ("开展调研210余次", "210", Bound.OVER),
    ("开展调研 210 余次", "210", Bound.OVER),
    ("投入30余万元", "300000", Bound.OVER),
    ("投入6万余元", "60000", Bound.OVER),
    ("三百多人", "300", Bound.OVER),
    ("3百余人", "300", Bound.OVER),
    ("百余人", "100", Bound.OVER),
    ("两年多", "2", Bound.OVER),
    ("3个多月", "3", Bound.OVER),
    ("近400万元", "4000000", Bound.UNDER),
    ("将近30家", "30", Bound.UNDER),
    ("近万元", "10000", Bound.UNDER),
    ("近20余万元", "200000", Bound.ABOUT),
    ("约20人", "20", Bound.ABOUT),
    ("大约 20人", "20", Bound.ABOUT),
    ("支出约为20万元", "200000", Bound.ABOUT),
    ("20万元左右", "200000", Bound.ABOUT),
    ("不低于95%", "95", Bound.AT_LEAST),
    ("≥95%", "95", Bound.AT_LEAST),
    ("＞ 95%", "95", Bound.AT_LEAST),
    ("95%以上", "95", Bound.AT_LEAST),
    ("90分（含）以上", "90", Bound.AT_LEAST),
    ("至少5个", "5", Bound.AT_LEAST),
    ("大于等于5个", "5", Bound.AT_LEAST),
    ("超过100人", "100", Bound.AT_LEAST),
    ("不超过3次", "3", Bound.AT_MOST),
    ("≤3次", "3", Bound.AT_MOST),
    ("60分以下", "60", Bound.AT_MOST),
    ("15日内办结", "15", Bound.AT_MOST),
    ("节约20万元", "200000", Bound.EXACT),
    ("签约5家", "5", Bound.EXACT),
    ("附近20户", "20", Bound.EXACT),
    ("减少5个", "5", Bound.EXACT),
    ("近三年累计", "3", Bound.EXACT),
    ("200万元（以下简称专款）", "2000000", Bound.EXACT),
    ("结转20余额", "20", Bound.EXACT),
]


@pytest.mark.parametrize(("text", "value", "bound"), BOUNDS)
def test_words_around_a_figure_say_how_exactly_it_is_meant(text: str, value: str, bound: Bound) -> None:
    found = only(text)
    assert (str(found.value), found.bound) == (value, bound)


def test_thresholds_of_a_grade_band() -> None:
    low, high = quantities("80%≤S<90%为良")
    assert (low.value, low.bound, high.value, high.bound) == (80, Bound.AT_LEAST, 90, Bound.AT_MOST)


@pytest.mark.parametrize(
    ("text", "low", "high", "unit"),
    [
        ("每批3-5个", "3", "5", "个"),
        ("10～20万元", "100000", "200000", "万元"),
        ("80%-90%", "80", "90", "%"),
        ("80-90%", "80", "90", "%"),
        ("10至20人", "10", "20", "人"),
        ("酌情得0-2分", "0", "2", "分"),
        ("5万元—10万元", "50000", "100000", "万元"),
        ("80（含80）-90分", "80", "90", "分"),
        ("三至五个", "3", "5", "个"),
    ],
)
def test_ranges(text: str, low: str, high: str, unit: str) -> None:
    found = only(text)
    assert (str(found.value), str(found.high), found.unit) == (low, high, unit)
    assert not found.exact


@pytest.mark.parametrize("text", ["从50%到60%", "18-17.5=0.5", "100-80", "比例由3人到5人"])
def test_changes_and_subtractions_are_no_ranges(text: str) -> None:
    assert all(found.high is None for found in quantities(text))
    assert all(found.value >= 0 for found in quantities(text))
    assert len(quantities(text)) >= 2


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("-12.5", "-12.5"),
        ("－12.5", "-12.5"),
        ("差额为-3万元", "-30000"),
        ("负12.5万元", "-125000"),
        ("（-3.2%）", "-3.2"),
        ("增长-3.2%", "-3.2"),
        ("承担12项", "12"),
        ("担负12项", "12"),
        ("项目-3个", "3"),
    ],
)
def test_minus_signs_and_hyphens(text: str, value: str) -> None:
    found = only(text)
    assert str(found.value) == value
    assert text[found.start : found.end] == found.text


NOT_QUANTITIES = [
    ("柏财预〔2021〕117号", [("文号", "〔2021〕117号")]),
    ("柏财预[2021] 117 号", [("文号", "[2021] 117 号")]),
    ("柏财预（2021）117号", [("文号", "（2021）117号")]),
    ("柏财社〔2020165号", [("文号", "〔2020165号")]),
    ("柏财社2021〕16号", [("文号", "2021〕16号")]),
    ("第33号令", [("文号", "第33号令")]),
    ("部令第81号", [("文号", "第81号")]),
    ("2023 年", [("日期", "2023 年")]),
    ("2023年度", [("日期", "2023年度")]),
    ("2023年1月1日", [("日期", "2023年1月1日")]),
    ("12月31日", [("日期", "12月31日")]),
    ("2024-03-15", [("日期", "2024-03-15")]),
    ("2024/3/15", [("日期", "2024/3/15")]),
    ("2021—2023年", [("日期", "2021—2023年")]),
    ("2021、2022、2023年", [("日期", "2021、2022、2023年")]),
    ("二〇二三年十二月三十一日", [("日期", "二〇二三年十二月三十一日")]),
    ("1月至12月", [("日期", "1月"), ("日期", "12月")]),
    ("1-12月", [("日期", "1-12月")]),
    ("上午9时", [("日期", "9时")]),
    ("9：30", [("日期", "9：30")]),
    ("一季度", [("日期", "一季度")]),
    ("2023部门预算", [("日期", "2023")]),
    ("2023人员经费", [("日期", "2023")]),
    ("2023个人所得税", [("日期", "2023")]),
    ("一、概况", [("序号", "一、")]),
    ("（一）概况", [("序号", "（一）")]),
    ("1. 概况", [("序号", "1.")]),
    ("1.2023年收支", [("序号", "1."), ("日期", "2023年")]),
    ("1.2 机构", [("序号", "1.2")]),
    ("3、概况", [("序号", "3、")]),
    ("(1)概况", [("序号", "(1)")]),
    ("①②", [("序号", "①"), ("序号", "②")]),
    ("附件 3", [("序号", "附件 3")]),
    ("见表1", [("序号", "表1")]),
    ("图2-1", [("序号", "图2-1")]),
    ("第一批", [("序号", "第一")]),
    ("排名第4", [("序号", "第4")]),
    ("一是加强", [("序号", "一是")]),
    ("1-23项", [("序号", "1-23项")]),
    ("第十条", [("条款", "第十条")]),
    ("第3款", [("条款", "第3款")]),
    ("第1、2、3条", [("条款", "第1、2、3条")]),
    ("第3页共10页", [("页码", "第3页"), ("页码", "10页")]),
    ("12345热线", [("热线", "12345")]),
    ("12345 “一号通”平台", [("热线", "12345"), ("名称", "一号通")]),
    ("拨打12348", [("热线", "12348")]),
    ("96315投诉", [("热线", "96315")]),
    ("110报警", [("热线", "110")]),
    ("0871-1234567", [("热线", "0871-1234567")]),
    ("13912345678", [("热线", "13912345678")]),
    ("20805 款", [("编码", "20805")]),
    ("2010301行政运行", [("编码", "2010301")]),
    ("2010301", [("编码", "2010301")]),
    ("201类", [("编码", "201")]),
    ("30209科目", [("编码", "30209")]),
    ("302商品和服务支出", [("编码", "302")]),
    ("30310 个人农业生产补贴", [("编码", "30310")]),
    ("208 05 05 机关养老", [("编码", "208 05 05")]),
    ("302 商品和服务支出", [("编码", "302")]),
    ("A11", [("编码", "A11")]),
    ("X102、G1街坊", [("编码", "X102"), ("编码", "G1")]),
    ("B12“指标”", [("编码", "B12")]),
    ("邮编：650000", [("编码", "650000")]),
    ("11530129015123456X", [("编码", "11530129015123456X")]),
    ("622202250201234567", [("编码", "622202250201234567")]),
    ("2.00E+03", [("编码", "2.00E+03")]),
    ("5G", [("名称", "5G")]),
    ("COVID-19", [("名称", "COVID-19")]),
    ("“十四五”", [("名称", "十四五")]),
    ("十二五期间", [("名称", "十二五")]),
    ("“三公”", [("名称", "三公")]),
    ("八项规定", [("名称", "八项规定")]),
    ("三重一大", [("名称", "三重一大")]),
    ("五位一体", [("名称", "五位一体")]),
    ("第七届运动会", [("名称", "第七届")]),
    ("党的二十大精神", [("名称", "二十")]),
    ("一般公共预算", [("名称", "一")]),
    ("统一", [("名称", "一")]),
    ("十分重要", [("名称", "十")]),
    ("千家万户", [("名称", "千家万户")]),
    ("开展了一次", [("名称", "一")]),
    ("二级单位", [("名称", "二")]),
    ("三期工程", [("名称", "三")]),
    ("数百人", [("名称", "百")]),
    ("两三个", [("名称", "两三")]),
    ("2号楼", [("名称", "2号")]),
    ("《三年行动100个项目》", [("名称", "三年行动"), ("名称", "100个")]),
    ("决算/预算×100%", [("公式", "100%")]),
    ("本年人数/上年人数-100%", [("公式", "100%")]),
    ("扣1/3", [("公式", "1/3")]),
    ("得分/10", [("公式", "10")]),
    ("三分之二", [("公式", "三分之二")]),
]


@pytest.mark.parametrize(("text", "expected"), NOT_QUANTITIES)
def test_what_is_no_quantity_says_why(text: str, expected: list[tuple[str, str]]) -> None:
    assert reasons(text) == expected
    assert quantities(text) == []


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("受理12345件", ["12345"]),
        ("125项任务", ["125"]),
        ("附件5份，报表3张", ["5", "3"]),
        ("编制：5、实有：4", ["5", "4"]),
        ("得分分别为3，125、126", ["3", "125", "126"]),
        ("GDP120.5亿元", ["12050000000"]),
        ("RMB100万元", ["1000000"]),
        ("3人大代表", ["3"]),
        ("1.5万元，2人。", ["15000", "2"]),
        ("XX县36人", ["36"]),
        ("资金总额 4,100,000.00 年度资金申请", ["4100000.00"]),
    ],
)
def test_figures_that_look_like_something_else(text: str, values: list[str]) -> None:
    assert [str(found.value) for found in quantities(text)] == values
    assert len(scan(text)) == len(values)


@pytest.mark.parametrize("text", ["单位：万元", "金额（亿元）", "", "没有数字", "万元"])
def test_unit_labels_are_no_numbers(text: str) -> None:
    assert scan(text) == []


# ------------------------------------------------------------------------------------------------------------- cells


@pytest.mark.parametrize(
    ("text", "unit", "value", "name", "given"),
    [
        ("1,234.56", "万元", "12345600", "万元", False),
        ("1,234.56元", "万元", "1234.56", "元", True),
        ("12.5%", "万元", "12.5", "%", True),
        ("(123.45)", "元", "-123.45", "元", False),
        ("（123.45）", "", "-123.45", "", True),
        ("-3.2", "", "-3.2", "", True),
        ("８８", "分", "88", "分", False),
        (" 100分 ", "", "100", "分", True),
        ("2010301", "元", "2010301", "元", False),
        ("≥95%", "", "95", "%", True),
        ("约3.5", "万元", "35000", "万元", False),
        ("建成12座", "", "12", "座", True),
    ],
)
def test_a_cell_with_one_number(text: str, unit: str, value: str, name: str, given: bool) -> None:
    found = parse_cell(text, unit)
    assert isinstance(found, Quantity)
    assert (str(found.value), found.unit, found.given) == (value, name, given)
    assert found.text == text[found.start : found.end]


@pytest.mark.parametrize("text", ["无", "—", "-", "--", "––", "/", "／", "－", " — "])
def test_a_written_nothing_is_nil(text: str) -> None:
    found = parse_cell(text, "万元")
    assert isinstance(found, Quantity)
    assert (found.nil, found.value, found.unit, found.text) == (True, 0, "万元", text.strip())


@pytest.mark.parametrize(
    "text", ["", "  ", "\u3000", "达成预期指标", "一般公共预算支出", "12.5 13.5", "3.5分，扣0.5分"]
)
def test_a_cell_without_one_number_is_none(text: str) -> None:
    assert parse_cell(text) is None


@pytest.mark.parametrize(
    ("text", "reason"), [("2023年", "日期"), ("2010301", "编码"), ("(1)", "序号"), ("A11", "编码")]
)
def test_a_cell_that_is_no_quantity(text: str, reason: str) -> None:
    found = parse_cell(text)
    assert isinstance(found, NotQuantity) and found.reason == reason


# ------------------------------------------------------------------------------------------------------------- units


@pytest.mark.parametrize(
    ("word", "name", "dimension", "scale"),
    [
        ("元", "元", "money", "1"),
        ("（万元）", "万元", "money", "10000"),
        ("人民币亿元", "亿元", "money", "100000000"),
        ("％", "%", "percent", "1"),
        ("个百分点", "个百分点", "point", "1"),
        ("分", "分", "score", "1"),
        ("人（次）", "人次", "count", "1"),
        ("万人次", "万人次", "count", "10000"),
        ("㎡", "平方米", "area", "1"),
        ("亩", "亩", "area", "1"),
        ("吨", "吨", "weight", "1000"),
        ("小时", "小时", "time", "1"),
    ],
)
def test_unit_of_a_word(word: str, name: str, dimension: str, scale: str) -> None:
    unit = unit_of(word)
    assert unit is not None
    assert (unit.name, unit.dimension, unit.scale) == (name, dimension, Decimal(scale))


@pytest.mark.parametrize("word", ["", "分管", "分之", "个人", "万元整改", "合计", "5万元"])
def test_words_that_are_no_unit(word: str) -> None:
    assert unit_of(word) is None


def test_measure_word_without_its_multiplier() -> None:
    assert [measure_of(name) for name in ("万人", "人", "百人", "千瓦时", "万元", "亿", "")] == [
        "人", "人", "人", "千瓦时", "元", "", "",
    ]  # fmt: skip


# -------------------------------------------------------------------------------------------------------- properties

WIDE = str.maketrans("0123456789.", "０１２３４５６７８９．")
UNITS = {"元": 0, "万元": 4, "亿元": 8, "%": 0, "个": 0, "人次": 0, "万人": 4, "分": 0, "平方米": 0}
figures = st.decimals(min_value=0, max_value=Decimal("99999999.99"), places=2).map(lambda d: d.copy_abs())


@given(figure=figures, places=st.integers(0, 2), unit=st.sampled_from(sorted(UNITS)), form=st.integers(0, 5))
def test_a_formatted_decimal_comes_back_exactly(figure: Decimal, places: int, unit: str, form: int) -> None:
    figure = figure.quantize(Decimal(1).scaleb(-places))
    written = f"{figure:,}" if form & 1 else str(figure)
    if form & 2:
        written = written.translate(WIDE)
    gap = " " if form & 4 else ""
    text = f"本期数据为{written}{gap}{unit}。"
    found = only(text)
    power = UNITS[unit]
    assert found.value == figure.scaleb(power)
    assert found.ulp == Decimal(1).scaleb(power - places)
    assert found.unit == unit
    assert found.printed == figure
    assert found.text == f"{written}{gap}{unit}"
    assert parse_cell(f"{written}{gap}{unit}") == Quantity(
        **{name: getattr(found, name) for name in found.__slots__}
        | {"start": 0, "end": len(found.text), "number_end": found.number_end - found.start}
    )


ALPHABET = (
    "0123456789０５９,，.．-—～至到%％元万亿十百千一二三两〇年月日号第（）()〔〕《》“”：；。、 \n\t"
    "项条款分个人次余多近约ABmx×/成倍附表是共②²"
)


def check_cover(text: str, tokens: list[Token]) -> None:
    position = 0
    for token in tokens:
        assert position <= token.start < token.end <= len(text)
        assert token.text == text[token.start : token.end]
        assert not any(c in "0123456789０１２３４５６７８９" for c in text[position : token.start])
        position = token.end
        if isinstance(token, Quantity):
            assert token.start < token.number_end <= token.end
    assert not any(c in "0123456789０１２３４５６７８９" for c in text[position:])


@settings(max_examples=600)
@given(st.text(alphabet=ALPHABET, max_size=40))
def test_every_digit_is_covered_once(text: str) -> None:
    check_cover(text, scan(text))


@given(st.text(max_size=60), st.sampled_from(["", "元", "万元", "%", "没有这个单位"]))
def test_nothing_raises(text: str, unit: str) -> None:
    check_cover(text, scan(text))
    parse_cell(text, unit)


@given(st.text(alphabet=ALPHABET, max_size=12))
def test_a_cell_agrees_with_the_scanner(text: str) -> None:
    found, tokens = parse_cell(text), scan(text)
    if isinstance(found, Quantity) and not found.nil and found.value >= 0 and len(tokens) == 1:
        assert found == tokens[0]


@pytest.mark.parametrize(
    "piece",
    [
        "1",
        "1,",
        "111,",
        "111，",
        "一",
        "万",
        "1.",
        "1-",
        "第1、",
        "（",
        "〔2011〕",
        "《",
        "近",
        "2021、",
        "1 ",
        "百分之",
        "A1",
        "-",
        "“一",
        "1-1-",
    ],
)
def test_time_is_linear_in_hostile_text(piece: str) -> None:
    text = piece * (100_000 // len(piece))
    assert not runs_away(lambda: check_cover(text, scan(text)))


@pytest.mark.skipif(not SEED.exists(), reason="the real report is not here")
def test_a_real_report_is_covered() -> None:
    text = SEED.read_text(encoding="utf-8")
    check_cover(text, scan(text))
