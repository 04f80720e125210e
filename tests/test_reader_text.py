"""The text reader: encodings, tables, marks, joined paragraphs, and nothing lost on the way."""

from __future__ import annotations

import os

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extract.model import Document, Paragraph, Table
from extract.readers.base import Limits, ReadError
from extract.readers.text import read
from tests.effort import lines_run, runs_away

PROSE = "清溪县水利局2022年度收入总计1,254.30万元，其中：财政拨款收入1,200.00万元，上年结转54.30万元。全年支出相同。"
TRADITIONAL = (
    "清溪縣水利局本年度收入總計500.00萬元，其中財政撥款收入三百萬元，較上年增加。本單位沒有其他收入，支出與預算相同。"
)


def doc(source: str | bytes, path: str = "report.txt", limits: Limits | None = None) -> Document:
    data = source.encode("utf-8") if isinstance(source, str) else source
    return read(data, path, "sha", limits or Limits())


def paragraphs(document: Document) -> list[str]:
    return [b.text.content for b in document.blocks if isinstance(b, Paragraph)]


def tables(document: Document) -> list[Table]:
    return [b for b in document.blocks if isinstance(b, Table)]


def grid(table: Table) -> list[list[str]]:
    rows: list[list[str]] = [[] for _ in range(table.rows)]
    for cell in table.cells:
        assert cell.column == len(rows[cell.row])
        rows[cell.row].append(cell.text.content)
    return rows


def line_of(document: Document, words: str) -> int | None:
    """The line of the first place where the words stand."""
    for block in document.blocks:
        texts = [block.text] if isinstance(block, Paragraph) else [cell.text for cell in block.cells]
        for text in texts:
            at = text.content.find(words)
            if at >= 0:
                return text.mark_at(at).line
    raise AssertionError(f"{words} is nowhere")


# -- encodings -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "gb18030", "gbk"]
)
def test_simplified_text_in_any_encoding(encoding: str) -> None:
    assert paragraphs(doc(PROSE.encode(encoding))) == [PROSE]


@pytest.mark.parametrize("encoding", ["big5", "utf-8", "gb18030", "utf-16-le"])
def test_traditional_text_in_any_encoding(encoding: str) -> None:
    assert paragraphs(doc(TRADITIONAL.encode(encoding))) == [TRADITIONAL]


@pytest.mark.parametrize("encoding", ["gb18030", "utf-16-le", "utf-16-be"])
def test_mostly_figures_in_any_encoding(encoding: str) -> None:
    text = "项目\t预算\t决算\n办公费\t1,200.00\t1,100.00\n差旅费\t300.00\t280.50"
    assert grid(tables(doc(text.encode(encoding)))[0])[2] == ["差旅费", "300.00", "280.50"]


def test_a_few_damaged_bytes_are_noted() -> None:
    data = (PROSE * 5).encode("utf-8")
    document = doc(data[:90] + b"\xff" + data[90:])
    assert document.notes
    assert "1,200.00万元" in paragraphs(document)[0]


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "empty"),
        (b"\xef\xbb\xbf", "empty"),
        (" \n\t\u3000\r\n".encode(), "empty"),
        (b"\x89PNG\r\n\x1a\n" + bytes(200), "unknown_format"),
        (bytes(range(256)) * 40, "unknown_format"),
        (b"\0" * 500, "unknown_format"),
    ],
)
def test_what_is_no_text_is_refused(data: bytes, code: str) -> None:
    with pytest.raises(ReadError) as error:
        doc(data)
    assert error.value.code == code
    assert "\n" not in error.value.message


def test_noise_is_refused() -> None:
    for _ in range(20):
        with pytest.raises(ReadError) as error:
            doc(os.urandom(4000))
        assert error.value.code == "unknown_format"


def test_limits_are_named() -> None:
    with pytest.raises(ReadError, match="max_bytes") as error:
        doc("一" * 50, limits=Limits(max_bytes=100))
    assert error.value.code == "too_large"
    with pytest.raises(ReadError, match="max_rows") as error:
        doc("甲\t1\n乙\t2\n丙\t3\n", limits=Limits(max_rows=2))
    assert error.value.code == "too_many_rows"
    with pytest.raises(ReadError, match="max_paragraphs"):
        doc("一、甲\n" * 10, limits=Limits(max_paragraphs=5))


# -- lines and pages -------------------------------------------------------------------------------------------


@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r", "\u2028"])
def test_lines_are_counted_as_an_editor_does(newline: str) -> None:
    document = doc(newline.join(["一、甲", "", "支出1元。", "二、乙", "支出2元。"]))
    assert paragraphs(document) == ["一、甲", "支出1元。", "二、乙", "支出2元。"]
    assert [b.text.marks[0].line for b in document.blocks if isinstance(b, Paragraph)] == [1, 3, 4, 5]


def test_form_feeds_count_pages_but_no_lines() -> None:
    document = doc("一、甲\n支出1元。\n\f二、乙\n支出2元。")
    assert document.pages == 2
    first, last = document.blocks[0], document.blocks[-1]
    assert isinstance(first, Paragraph) and isinstance(last, Paragraph)
    assert (first.text.marks[0].page, last.text.marks[0].page) == (1, 2)
    assert last.text.marks[0].line == 4
    assert doc("一、甲").pages is None


def test_a_last_line_without_newline_is_read() -> None:
    assert paragraphs(doc("一、甲\n支出9元"))[-1] == "支出9元"
    assert grid(tables(doc("科目\t金额\n办公\t1\n合计\t9"))[0])[-1] == ["合计", "9"]


def test_page_numbers_stand_aside() -> None:
    document = doc("全年共向上级报送各类信息，其中水情信息321\n\n— 12 —\n\f\n篇，工作信息88篇。\n")
    body = [b for b in document.blocks if isinstance(b, Paragraph) and b.origin == "body"]
    assert [b.text.content for b in body] == ["全年共向上级报送各类信息，其中水情信息321篇，工作信息88篇。"]
    assert [b.text.content for b in document.blocks if isinstance(b, Paragraph) and b.origin == "header"] == ["— 12 —"]


# -- joining ---------------------------------------------------------------------------------------------------

LONG = "全年召开党组会议12次，研究议题86个，组织学习24次，对照年初确定的工作目标逐项抓好落实，各项指标均已完成，"


@pytest.mark.parametrize(
    ("before", "after", "glued"),
    [
        ("局机关严格执行《行政单位会计制", "度》及有关规定。", "会计制度》及"),
        (LONG + "共报送信息 405", "篇，被采用 37 篇。", "405篇"),
        (LONG + "行政单位医", "疗支出 36.20 万元。", "医疗支出"),
        (LONG, "较好地完成了年度任务。", "完成，较好地"),
        ("一是加强培训，组织业务骨干、", "驻村队员等参加培训3次。", "骨干、驻村"),
        ("水利局共有编制 41 名（其中：行政编制 12 名，", "事业编制 29 名）。", "12 名，事业编制"),
        ("全年支出合计为 1,254.30", "万元，比上年增加 3.2 万元。", "1,254.30万元"),
        ("3. 制度建设：2021年我局进一步修订完善了财务内控管理", "办法，并且严格按照办法执行。", "管理办法"),
    ],
)
@pytest.mark.parametrize("gap", ["\n", "\n\n", "\n\f\n"])
def test_torn_paragraphs_are_joined(before: str, after: str, glued: str, gap: str) -> None:
    document = doc(before + gap + after)
    assert len(document.blocks) == 1
    block = document.blocks[0]
    assert isinstance(block, Paragraph)
    assert glued in block.text.content
    lines = 1 + gap.count("\n")
    assert [mark.line for mark in block.text.marks] == [1, lines]
    assert block.text.content[block.text.marks[1].offset :] == after


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("清溪县水利局", "2022年度部门整体支出绩效自评报告"),
        ("2022年度部门整体支出绩效自评报告", "二〇二三年三月"),
        ("部门名称：清溪县水利局", "评价机构：清溪县水利局"),
        ("项目名称：2022年中小河流治理工程项目支出绩效自评", "本项目由县水利局实施，总投资300万元。"),
        ("2、聚焦主责，推动水利事业高质量发展", "一是持续加强河道管理。全年巡河120次。"),
        ("聚焦主责，推动水利事业高质量发展", "今年以来，我局持续加强河道管理。全年巡河120次。"),
        ("附件 1", "部门整体支出自评表"),
        ("附件 3", "个人所得情况说明，供参考。"),
        (LONG[:-1], "（二）下一步工作打算"),
        (LONG[:-1], "二、存在的问题"),
        (LONG[:-1], "清溪县水利局"),
        (LONG[:-1] + "。", "2023年3月10日"),
        (LONG + "现将有关情况报告如下：", "全年支出合计300万元，其中基本支出200万元。"),
        ("收入支出决算总表", "单位：元"),
        ("部门概况 1", "名词解释 20"),
        ("本年收入合计300万元，支出合计280万元。", "年末结转20万元。"),
    ],
)
@pytest.mark.parametrize("gap", ["\n", "\n\n"])
def test_what_belongs_apart_stays_apart(before: str, after: str, gap: str) -> None:
    assert paragraphs(doc(before + gap + after)) == [before, after]


def test_hard_wrapped_text_is_joined_at_its_width() -> None:
    text = (
        "二、收入支出情况\n"
        "　　清溪县水利局本年度收入总计为一千二百五十四万三千元，比上\n"
        "年增加三十二万元，主要原因是上级下达的中小河流治理资金和水库\n"
        "除险加固资金增加，其中财政拨款收入1,200.00万元，上年结转收入\n"
        "54.30万元。支出总计为1,254.30万元，与收入相等，没有结余。其中\n"
        "基本支出354.30万元，项目支出900.00万元。\n"
        "　　三公经费支出为3.20万元，比上年减少零点三万元，主要原因是\n"
        "严格控制公务接待，其中公务接待费1.20万元，公务用车运行维护费\n"
        "2.00万元。\n"
        "三、绩效目标完成情况\n"
    )
    document = doc(text)
    assert len(document.blocks) == 4
    assert line_of(document, "354.30万元") == 6
    assert line_of(document, "54.30万元") == 5
    assert line_of(document, "2.00万元") == 9


def test_figures_are_never_run_together() -> None:
    joined = paragraphs(doc(LONG + "分别为 321\n\n456 篇，合计 777 篇。"))
    assert "321 456" in " ".join(joined)


# -- tables ----------------------------------------------------------------------------------------------------


def test_tab_table_keeps_blank_cells_and_lines() -> None:
    document = doc("一、表\n科目\t\t金额\n编码\t名称\n201\t行政\t10\t\n\t小计\t10\t\n说明文字。")
    (table,) = tables(document)
    assert table.ragged and table.columns == 4
    assert grid(table) == [["科目", "", "金额"], ["编码", "名称"], ["201", "行政", "10", ""], ["", "小计", "10", ""]]
    assert [cell.text.marks[0].line for cell in table.cells if cell.row == 3] == [5, 5, 5, 5]
    assert paragraphs(document) == ["一、表", "说明文字。"]


def test_a_blank_line_ends_a_table_unless_it_goes_on() -> None:
    same = "指标\t分值\t得分\n决策\t10\t9\n\n管理\t20\t18\n"
    assert [t.rows for t in tables(doc(same))] == [3]
    repeated = "指标\t分值\t得分\n决策\t10\t9\n\n\n指标\t分值\t得分\n\t5\t4\n"
    assert [t.rows for t in tables(doc(repeated))] == [4]
    other = "指标\t分值\t得分\n决策\t10\t9\n\n科目\t预算\t决算\n办公\t20\t18\n"
    assert [t.rows for t in tables(doc(other))] == [2, 2]
    wider = "指标\t分值\n决策\t10\n\n科目\t预算\t决算\n办公\t20\t18\n"
    assert [t.rows for t in tables(doc(wider))] == [2, 2]
    between = "指标\t分值\n决策\t10\n\n表二 情况表\n\n指标\t分值\n管理\t20\n"
    assert [t.rows for t in tables(doc(between))] == [2, 2]


def test_a_row_whose_trailing_tabs_were_trimmed_stays_in_the_table() -> None:
    (table,) = tables(doc("项目\t预算\t决算\n基本支出\t10\t9\n其他支出\n项目支出\t20\t18\n"))
    assert grid(table)[2] == ["其他支出"]


def test_tabs_that_make_no_table() -> None:
    assert not tables(
        doc("\t清溪县水利局内设五个股室，承担水行政管理职责。\n\t全局在职人员41人，退休人员12人，共53人。")
    )
    assert not tables(doc("填报人：张三\t联系电话：0000-1234567"))
    assert paragraphs(doc("1.\t机构设置\n局内设五个股室。")) == ["1. 机构设置", "局内设五个股室。"]


def test_contents_with_tabs_are_contents() -> None:
    document = doc("目录\n一、部门概况\t1\n（一）职能\t2\n二、名词解释\t15\n\n一、部门概况\n我局共12人。")
    assert not tables(document)
    marked = [b.text.content for b in document.blocks if isinstance(b, Paragraph) and b.toc]
    assert marked == ["一、部门概况 1", "（一）职能 2", "二、名词解释 15"]


def test_dotted_leaders_are_contents_anywhere() -> None:
    document = doc("一、部门概况..........1\n二、收支情况……………12\n\n支出12元。")
    assert [b.toc for b in document.blocks if isinstance(b, Paragraph)] == [True, True, False]


def test_pipe_tables() -> None:
    document = doc("| 项目 | 预算 | 决算 |\n|:---|---:|:-:|\n| 办公\\|会议 | **10** | |\n| 合计 | 10 | 0 |\n\n完。")
    (table,) = tables(document)
    assert not table.ragged and table.header_rows == 1 and document.format == "markdown"
    assert grid(table) == [["项目", "预算", "决算"], ["办公|会议", "10", ""], ["合计", "10", "0"]]
    assert table.cells[-1].text.marks[0].line == 4
    assert tables(doc("甲|乙\n--|--\n1|2"))[0].rows == 2


# -- marks -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("source", "content"),
    [
        ("- 一、概况", "一、概况"),
        (" - （一）职能", "（一）职能"),
        ("> 引用一句。", "引用一句。"),
        ("**一是加强管理。**全年支出3万元。", "一是加强管理。全年支出3万元。"),
        ("完成*重点*工作。", "完成*重点*工作。"),
        ("，*重点*工作。", "，重点工作。"),
        ("得分=权重分*完成率，按比例扣分。", "得分=权重分*完成率，按比例扣分。"),
        ("3#楼、4#楼改造完成。", "3#楼、4#楼改造完成。"),
        ("#3楼改造完成。", "#3楼改造完成。"),
        ("控制率 $\\leq 100\\%$ 得满分，$\\geq 120\\%$ 得0分。", "控制率 ≤100% 得满分，≥120% 得0分。"),
        ("执行率=$\\frac{38}{40}\\times 100\\%$。", "执行率=38/40×100%。"),
        ("单价$5至$8。", "单价$5至$8。"),
        ("收入&nbsp;10&nbsp;万元，&lt;20&gt;。", "收入 10 万元，<20>。"),
        ("1\\. 总体情况", "1. 总体情况"),
        ("-5.2万元为净减少额。", "-5.2万元为净减少额。"),
        ("张**、李**共2人参加。", "张**、李**共2人参加。"),
        ("`代码`三个。", "代码三个。"),
        ("见[办法](https://example.org/a)。", "见办法。"),
        ("财预[2020]10号。", "财预[2020]10号。"),
        ("零\u200b宽\ufeff字符\xa03个。", "零宽字符 3个。"),
        ("<b>合计</b>5元。", "合计5元。"),
        (">90分为优。", ">90分为优。"),
    ],
)
def test_marks_go_and_content_stays(source: str, content: str) -> None:
    assert paragraphs(doc(source)) == [content]


def test_headings_by_mark() -> None:
    document = doc("# 自评报告\n## 一、概况 ##\n##二、收支\n副标题\n====\n正文5元。", "a.md")
    levels = [(b.text.content, b.level) for b in document.blocks if isinstance(b, Paragraph)]
    assert levels == [("自评报告", 1), ("一、概况", 2), ("二、收支", 2), ("副标题", 1), ("正文5元。", None)]


def test_breaks_in_cells_and_lines() -> None:
    assert grid(tables(doc("a\tb<br>c\n1\t2"))[0])[0] == ["a", "b\nc"]
    assert paragraphs(doc("第一句。<br/>第二句。")) == ["第一句。", "第二句。"]


def test_rules_and_fences_are_dropped() -> None:
    assert paragraphs(doc("甲。\n\n---\n\n```text\n乙。\n```\n***\n丙。")) == ["甲。", "乙。", "丙。"]


# -- nothing is lost -------------------------------------------------------------------------------------------

_MARKS = "篇名，。；：、（）《》①%.*#|->$\\`“”"
_WORDS = st.sampled_from(
    [*_MARKS, "**", ", ", "收入", "支出", "万元", "一、", "（一）", "1.", "2、", "合计", "附件", "目录", "单位：元"]
)
_FIGURES = st.decimals(min_value=0, max_value=99999, places=2).map(str) | st.integers(0, 99999).map(str)
_LINE = st.lists(_WORDS | _FIGURES, min_size=0, max_size=14).map("".join)
_TAB_LINE = st.lists(_FIGURES | _WORDS | st.just(""), min_size=2, max_size=6).map("\t".join)
_SOURCE = st.lists(_LINE | _TAB_LINE | st.just(""), min_size=1, max_size=25)


def _runs(document: Document) -> list[tuple[str, int | None]]:
    found: list[tuple[str, int | None]] = []
    for block in document.blocks:
        texts = [block.text] if isinstance(block, Paragraph) else [cell.text for cell in block.cells]
        for text in texts:
            found.extend((c, text.mark_at(i).line) for i, c in enumerate(text.content) if c.isdigit())
    return found


@settings(max_examples=400, deadline=None)
@given(_SOURCE, st.sampled_from(["\n", "\r\n", "\r"]))
def test_every_digit_stays_in_order_and_on_its_line(lines: list[str], newline: str) -> None:
    expected = [(c, n) for n, line in enumerate(lines, 1) for c in line if c.isdigit()]
    try:
        document = doc(newline.join(lines))
    except ReadError as error:
        assert error.code == "empty"
        return
    found = _runs(document)
    asides = {b.text.marks[0].line for b in document.blocks if isinstance(b, Paragraph) and b.origin == "header"}
    # A page's number may move behind the paragraph that it stood in the middle of.
    assert [f for f in found if f[1] not in asides] == [e for e in expected if e[1] not in asides]
    assert sorted(found, key=str) == sorted(expected, key=str)


@settings(max_examples=100, deadline=None)
@given(st.text(max_size=300))
def test_any_text_is_read_or_refused(text: str) -> None:
    try:
        document = doc(text.encode("utf-8", "surrogatepass"))
    except ReadError:
        return
    assert [block.index for block in document.blocks] == list(range(len(document.blocks)))
    numbers = [block.number for block in document.blocks if isinstance(block, Table)]
    assert numbers == list(range(1, len(numbers) + 1))


# -- speed -----------------------------------------------------------------------------------------------------


def test_reading_is_linear() -> None:
    part = f"一、概况\n\n{LONG * 3}。\n\n科目\t金额\n办公\t10\n\n"
    few, many = (part * 10).encode(), (part * 40).encode()
    doc(few)
    assert lines_run(lambda: doc(many)) < 4.6 * lines_run(lambda: doc(few))


@pytest.mark.parametrize(
    "piece",
    ["*", "**a", "$", "`", "(", "《", "1", "1.", "\t", "|", "一", "&", "<", "[", "_", "#", "…", " .", "，\n", "a\n"],
)
def test_no_pattern_runs_away(piece: str) -> None:
    assert not runs_away(lambda: doc(("甲" + piece * 20_000).encode()))
    assert not runs_away(lambda: doc(("目录\n" + piece * 5_000 + "x").encode()))
