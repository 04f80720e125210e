"""决算表 told by their headers, in the layouts in which they are printed."""

from __future__ import annotations

import hashlib
from itertools import count

import pytest

from extract.forms.final_accounts import column_concept
from extract.model import AccountTable, Table
from extract.readers.base import Limits
from extract.readers.text import read as read_text
from extract.structure import outline as outline_of
from extract.tables import read_table
from tests.test_tables import read, spanned

ONE_CELL = """科目编码|科目名称|本年支出合计|基本支出|项目支出
合计||34.00|24.00|10.00
207|文化旅游体育与传媒支出|30.00|20.00|10.00
20701|文化和旅游|30.00|20.00|10.00
2070101|行政运行|20.00|20.00|
2070109|群众文化|10.00||10.00
221|住房保障支出|4.00|4.00|"""

THREE_CELLS = """项目||||资金来源|||支出数|||年末结转和结余|
支出功能分类科目编码|||科目名称|合计|财政拨款|其他资金|合计|财政拨款|其他资金|其中：财政拨款结转和结余|
||||||||||小计|基本支出结转
类|款|项|合计|9.00|8.00|1.00|9.00|8.00|1.00||
207|01|01|行政运行|5.00|5.00||5.00|5.00|||
207|01|09|群众文化|4.00|3.00|1.00|4.00|3.00|1.00||"""


def account(rows: str, title: str = "支出决算表") -> AccountTable:
    accounts = read(rows, title=title).accounts
    assert len(accounts) == 1
    return accounts[0]


def test_code_in_one_cell_and_the_total_first() -> None:
    table = account(ONE_CELL)
    assert (table.title, table.year, table.entity, table.unit) == ("支出决算表", 2022, "甲县文旅局", "万元")
    assert table.columns == {"本年支出合计": "本年支出", "基本支出": "基本支出", "项目支出": "项目支出"}
    assert [(r.code, r.level, r.total, r.name) for r in table.rows][:4] == [
        ("", 0, True, "合计"),
        ("207", 1, False, "文化旅游体育与传媒支出"),
        ("20701", 2, False, "文化和旅游"),
        ("2070101", 3, False, "行政运行"),
    ]
    assert table.rows[3].amounts["基本支出"].quantity.text == "20.00"
    assert "项目支出" not in table.rows[3].amounts
    assert table.rows[3].code_words is not None
    assert table.rows[3].code_words.location.line == 5
    assert table.rows[3].name_words is not None
    assert table.rows[3].name_words.text == "行政运行"


def test_code_in_three_cells_and_merged_headers() -> None:
    table = account(THREE_CELLS)
    assert table.columns == {
        "资金来源/合计": "总收入",
        "资金来源/财政拨款": "财政拨款收入",
        "资金来源/其他资金": "其他收入",
        "支出数/合计": "总支出",
        "支出数/财政拨款": "财政拨款支出",
        "支出数/其他资金": "其他资金支出",
        "年末结转和结余/其中:财政拨款结转和结余/小计": "年末结转结余",
        "年末结转和结余/其中:财政拨款结转和结余/基本支出结转": "",
    }
    assert [(row.code, row.total) for row in table.rows] == [("", True), ("2070101", False), ("2070109", False)]


def test_a_blank_column_says_where_its_words_stand() -> None:
    words = account(THREE_CELLS).headers["年末结转和结余/其中:财政拨款结转和结余/小计"]
    assert words.text == "年末结转和结余"
    assert (words.location.line, words.location.row, words.location.column) == (1, 1, 11)


def test_a_total_row_at_the_end_with_spans() -> None:
    rows = [
        spanned(
            (0, 0, "项目", 1, 2),
            (0, 2, "合计", 2, 1),
            (0, 3, "基本支出", 2, 1),
            (1, 0, "功能分类科目编码"),
            (1, 1, "科目名称"),
            (2, 0, "2080505"),
            (2, 1, "机关事业单位基本养老保险缴费支出"),
            (2, 2, "6.00"),
            (2, 3, "6.00"),
            (3, 0, "合计", 1, 2),
            (3, 2, "6.00"),
            (3, 3, "6.00"),
        )
    ]
    table = read(rows[0], title="一般公共预算财政拨款支出决算表").accounts[0]
    assert table.columns == {"合计": "本年支出", "基本支出": "基本支出"}
    assert [(row.code, row.total) for row in table.rows] == [("2080505", False), ("", True)]


@pytest.mark.parametrize(
    ("path", "title", "concept"),
    [
        (("本年收入合计",), "收入决算表", "本年收入"),
        (("财政拨款收入",), "收入决算表", "财政拨款收入"),
        (("合计",), "支出决算表", "本年支出"),
        (("合计",), "收入支出决算表", ""),
        (("本年支出", "合计"), "", "本年支出"),
        (("本年支出", "项目支出"), "", "项目支出"),
        (("年初结转和结余",), "", "年初结转结余"),
        (("年初结转和结余", "合计"), "", "年初结转结余"),
        (("年初结转和结余", "项目支出结转"), "", ""),
        (("支出数", "其他资金"), "", "其他资金支出"),
        (("资金来源", "一般公共预算财政拨款"), "", "一般公共预算财政拨款收入"),
        (("财政拨款",), "预算执行表", ""),
        (("某种款项",), "支出决算表", ""),
        (("支出决算数",), "支出功能分类决算表", "本年支出"),
        (("2022年决算数",), "支出决算表", "本年支出"),
        (("年初预算数",), "支出决算表", ""),
    ],
)
def test_what_a_column_is_about(path: tuple[str, ...], title: str, concept: str) -> None:
    assert column_concept(path, title) == concept


def test_a_column_of_the_year_before_is_about_nothing_here() -> None:
    table = account("科目编码|科目名称|2021年决算数|2022年决算数\n2070101|行政运行|3.00|4.00\n合计||3.00|4.00")
    assert table.columns == {"2021年决算数": "", "2022年决算数": "本年支出"}


@pytest.mark.parametrize(
    "rows",
    [
        "项目|年初预算|决算\n基本支出|3.00|2.00\n合计|3.00|2.00",
        "经济分类科目编码|科目名称|合计\n301|工资福利支出|3.00\n30101|基本工资|3.00",
        "科目编码|科目名称|决算数\n30101|基本工资|3.00\n30102|津贴补贴|1.00",
        "科目编码|科目名称|说明\n2070101|行政运行|无",
    ],
)
def test_other_tables_are_none(rows: str) -> None:
    assert not read(rows).accounts


def test_from_tab_text_with_caption_unit_and_lines() -> None:
    text = (
        "甲县水务局2021年度部门整体支出绩效自评报告\n\n一、资金情况\n本年支出共30.00万元。\n\n附件1\n\n2021年支出决算表\n\n单位：元\n\n"
        "项目\t\t\t\t支出数\t\t\n功能分类科目编码\t\t\t科目名称\t合计\t基本支出\t项目支出\n"
        "类\t款\t项\t合计\t300,000.00\t200,000.00\t100,000.00\n"
        "213\t03\t01\t行政运行\t200,000.00\t200,000.00\t\n213\t03\t05\t水利工程建设\t100,000.00\t\t100,000.00"
    ).encode()
    document = read_text(text, "report.txt", hashlib.sha256(text).hexdigest(), Limits())
    outline = outline_of(document)
    table = next(block for block in document.blocks if isinstance(block, Table))
    found = read_table(table, outline, count(1)).accounts[0]
    assert (found.title, found.year, found.unit) == ("2021年支出决算表", 2021, "元")
    assert [row.code for row in found.rows] == ["", "2130301", "2130305"]
    assert found.rows[2].amounts["支出数/项目支出"].location.line == 16
    assert found.columns["支出数/合计"] == "总支出"
