"""Heading numbers, sections, contents, attachments, captions, units and the cover."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extract.model import BlockRole, Cell, Document, Outline, Paragraph, Table, Text
from extract.numbering import chinese_integer, parse_attachment, parse_number
from extract.readers.base import Limits
from extract.readers.text import read
from extract.structure import outline
from tests.effort import lines_run, runs_away

SEED = Path(__file__).resolve().parents[2] / "shared" / "seed" / "xundian-2023.txt"


def text_document(source: str) -> Document:
    return read(source.encode(), "report.txt", "sha", Limits())


def structure(source: str) -> Outline:
    return outline(text_document(source))


def paths(source: str) -> list[str]:
    return [section.path for section in structure(source).sections]


def role_of(source: str, words: str) -> BlockRole:
    document = text_document(source)
    found = outline(document)
    block = next(b for b in document.blocks if isinstance(b, Paragraph) and words in b.text.content)
    return found.roles[block.index]


def unit_at(source: str, words: str) -> str:
    document = text_document(source)
    found = outline(document)
    for block in document.blocks:
        texts = [block.text] if isinstance(block, Paragraph) else [cell.text for cell in block.cells]
        if any(words in text.content for text in texts):
            return found.units[block.index]
    raise AssertionError(words)


# -- heading numbers -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "style", "value", "number", "rest"),
    [
        ("第一部分 部门概况", "part", 1, "第一部分", "部门概况"),
        ("第二部分：决算表", "part", 2, "第二部分：", "决算表"),
        ("第十二章 附则", "chapter", 12, "第十二章", "附则"),
        ("第 3 节 管理", "section", 3, "第 3 节", "管理"),
        ("第五条 本办法", "article", 5, "第五条", "本办法"),
        ("一、概况", "cn", 1, "一、", "概况"),
        ("十二、 其他", "cn", 12, "十二、", "其他"),
        ("二十一. 其他", "cn", 21, "二十一.", "其他"),
        ("（三）职能", "cn_paren", 3, "（三）", "职能"),
        ("(十一)职能", "cn_paren", 11, "(十一)", "职能"),
        ("（四)、职能", "cn_paren", 4, "（四)、", "职能"),
        ("㈢职能", "cn_paren", 3, "㈢", "职能"),
        ("二）职能", "cn_close", 2, "二）", "职能"),
        ("1. 机构", "dot", 1, "1.", "机构"),
        ("２．机构", "dot", 2, "２．", "机构"),
        ("⒊机构", "dot", 3, "⒊", "机构"),
        ("1.2022年收入", "dot", 1, "1.", "2022年收入"),
        ("4、人员", "dun", 4, "4、", "人员"),
        ("（1）收入", "paren", 1, "（1）", "收入"),
        ("(12) 收入", "paren", 12, "(12)", "收入"),
        ("⑶收入", "paren", 3, "⑶", "收入"),
        ("3）收入", "close", 3, "3）", "收入"),
        ("②收入", "circled", 2, "②", "收入"),
        ("1.1 机构设置", "multi2", 1, "1.1", "机构设置"),
        ("2．3．4机构设置", "multi3", 4, "2．3．4", "机构设置"),
        ("三、二十条措施落实情况", "cn", 3, "三、", "二十条措施落实情况"),
    ],
)
def test_printed_numbers(text: str, style: str, value: int, number: str, rest: str) -> None:
    found = parse_number(text)
    assert found is not None
    assert (found.style, found.value, found.text, found.rest) == (style, value, number, rest)


@pytest.mark.parametrize(
    "text",
    [
        "", "2.59万元", "3.5 亿元", "1.5倍", "2022年收入", "821 篇", "一、二级指标设置", "10、11号楼", "第三季度收入",
        "三公经费",
        "（2022）5号", "100%", "1,200.00", "一是加强管理", "0.78万元", "12月31日", "３.5 万元", "（一次性）补助",
    ],
)  # fmt: skip
def test_what_is_no_number(text: str) -> None:
    assert parse_number(text) is None


_ONES = "〇一二三四五六七八九"


def _written(value: int) -> str:
    tens, ones = divmod(value, 10)
    if value < 10:
        return _ONES[value]
    return ("" if tens == 1 else _ONES[tens]) + "十" + (_ONES[ones] if ones else "")


@given(st.integers(1, 99))
def test_chinese_numerals(value: int) -> None:
    assert chinese_integer(_written(value)) == value
    found = parse_number(_written(value) + "、概况")
    assert found is not None and found.value == value


@given(st.text(max_size=40))
def test_any_text_has_a_number_or_none(text: str) -> None:
    found = parse_number(text)
    if found is not None:
        assert text.lstrip().startswith(found.text)
        assert text.rstrip().endswith(found.rest.rstrip())


@pytest.mark.parametrize(
    ("text", "kind", "number", "rest"),
    [
        ("附件1", "附件", "1", ""),
        ("附件 12：名单", "附件", "12", "名单"),
        ("附件二 自评表", "附件", "2", "自评表"),
        ("附 件 ３", "附件", "3", ""),
        ("附表2 收入表", "附表", "2", "收入表"),
        ("附件2-1：自评表", "附件", "2-1", "自评表"),
        ("附件：1.自评表", "附件", "", "1.自评表"),
        ("附件", "附件", "", ""),
    ],
)
def test_attachment_labels(text: str, kind: str, number: str, rest: str) -> None:
    found = parse_attachment(text)
    assert found is not None
    assert (found.kind, found.number, found.rest) == (kind, number, rest)


# -- sections --------------------------------------------------------------------------------------------------


def test_nesting_follows_the_order_of_the_styles() -> None:
    assert paths(
        "一、概况\n（一）职能\n承担水行政管理。\n1. 机构\n设五个股室。\n（1）编制\n共41名。\n（2）实有\n共39人。\n"
        "2. 车辆\n3辆。\n"
        "（二）其他\n无。\n二、收支\n1、收入\n共5元。\n（1）上年\n1元。\n2、支出\n共5元。\n"
    ) == [
        "一、概况",
        "一、概况 / （一）职能",
        "一、概况 / （一）职能 / 1.机构",
        "一、概况 / （一）职能 / 1.机构 / （1）编制",
        "一、概况 / （一）职能 / 1.机构 / （2）实有",
        "一、概况 / （一）职能 / 2.车辆",
        "一、概况 / （二）其他",
        "二、收支",
        "二、收支 / 1、收入",
        "二、收支 / 1、收入 / （1）上年",
        "二、收支 / 2、支出",
    ]


def test_a_style_may_stand_at_another_level_in_another_document() -> None:
    assert paths("1. 概况\n共2人。\n（一）人员\n2人。\n（二）车辆\n1辆。\n2. 收支\n共5元。\n") == [
        "1.概况",
        "1.概况 / （一）人员",
        "1.概况 / （二）车辆",
        "2.收支",
    ]
    assert paths(
        "第一部分 概况\n一、职能\n管水。\n第二部分 决算\n一、收入\n5元。\n（一）拨款\n5元。\n1.1 上级\n5元。\n"
    ) == [
        "第一部分 概况",
        "第一部分 概况 / 一、职能",
        "第二部分 决算",
        "第二部分 决算 / 一、收入",
        "第二部分 决算 / 一、收入 / （一）拨款",
        "第二部分 决算 / 一、收入 / （一）拨款 / 1.1 上级",
    ]


def test_two_kinds_of_arabic_numbers_may_nest() -> None:
    assert paths("一、收支\n1、收入\n1. 拨款\n5元。\n2. 其他\n1元。\n2、支出\n6元。\n") == [
        "一、收支",
        "一、收支 / 1、收入",
        "一、收支 / 1、收入 / 1.拨款",
        "一、收支 / 1、收入 / 2.其他",
        "一、收支 / 2、支出",
    ]


def test_half_and_full_width_are_one_style() -> None:
    assert paths("（一）甲\n1元。\n(二) 乙\n2元。\n（三) 丙\n3元。\n") == ["（一）甲", "(二)乙", "（三)丙"]


@pytest.mark.parametrize(
    "line",
    [
        "（1）综合股。负责文电、会务、机要和档案工作。",
        "1. 负责全县水资源的统一管理和监督。",
        "1. 基本支出354.30万元，项目支出900.00万元",
        "2. 公务接待费：全年接待12批次",
        "（三）加强预算编制的科学性，提高资金使用效益，压减一般性支出，强化绩效运行监控，完善内控制度建设，严格执行",
        "3. 完成上级交办的其他任务；",
    ],
)
def test_sentences_and_run_in_items_are_no_headings(line: str) -> None:
    assert paths(f"一、概况\n{line}\n二、收支\n5元。\n") == ["一、概况", "二、收支"]


def test_short_items_that_head_nothing_are_a_list() -> None:
    assert paths("一、机构\n下设股室：\n1. 办公室\n2. 水政股\n3. 规划股\n二、收支\n5元。\n") == ["一、机构", "二、收支"]


def test_headings_with_a_comma_or_a_score() -> None:
    assert paths("1、聚焦主责，提升水安全保障能力\n全年巡河12次。\n2、决策指标（满分20分，得分18分）\n扣2分。\n") == [
        "1、聚焦主责，提升水安全保障能力",
        "2、决策指标（满分20分，得分18分）",
    ]


def test_declared_levels_lead_and_the_title_heads_nothing() -> None:
    found = structure(
        "# 云台镇2021年度项目支出绩效自评报告\n\n## 一、概况\n\n### 背景\n\n总投资300元。\n\n#### 1. 资金\n\n"
        "300元。\n\n## 二、结论\n\n95分。\n"
    )
    assert [s.path for s in found.sections] == ["一、概况", "一、概况 / 背景", "一、概况 / 背景 / 1.资金", "二、结论"]
    assert [s.level for s in found.sections] == [1, 2, 3, 1]
    assert found.roles[0] is BlockRole.COVER


def test_levels_that_contradict_the_numbers_are_not_trusted() -> None:
    assert paths("# 一、概况\n\n# （一）职能\n\n管水。\n\n# （二）机构\n\n五个。\n\n# 二、收支\n\n5元。\n") == [
        "一、概况",
        "一、概况 / （一）职能",
        "一、概况 / （二）机构",
        "二、收支",
    ]


def test_a_report_without_numbers() -> None:
    source = (
        "临江县第一中学2020年度部门整体支出绩效自评报告\n\n基本情况\n\n学校现有教职工120人，学生1500人，占地20亩。\n\n"
        "资金使用情况\n\n全年收入1200万元，支出1180万元，结转20万元。\n\n临江县第一中学\n\n2021年3月5日\n"
    )
    assert paths(source) == ["基本情况", "资金使用情况"]
    assert role_of(source, "学校现有") is BlockRole.BODY


def test_every_block_has_its_section() -> None:
    found = structure("清溪县水利局\n一、概况\n共2人。\n（一）车辆\n1辆。\n二、收支\n项目\t金额\n办公\t5\n")
    assert [found.section_path(i) for i in range(len(found.roles))] == [
        "",
        "一、概况",
        "一、概况",
        "一、概况 / （一）车辆",
        "一、概况 / （一）车辆",
        "二、收支",
        "二、收支",
    ]
    assert found.sections[1].parent == 0


def test_an_item_that_counts_on_ends_the_section_above_it() -> None:
    found = structure("一、概况\n（一）职能\n管水。\n1. 河道。\n（二）其他。全年无诉讼。\n又及。\n二、收支\n5元。\n")
    assert [found.section_path(i) for i in range(8)] == [
        "一、概况",
        *["一、概况 / （一）职能"] * 3,
        *["一、概况"] * 2,
        *["二、收支"] * 2,
    ]


# -- contents --------------------------------------------------------------------------------------------------

BODY = "\n\n一、部门概况\n共12人。\n（一）职能\n管水。\n二、名词解释\n无。\n"


@pytest.mark.parametrize(
    "contents",
    [
        "目录\n一、部门概况 1\n（一）职能 2\n二、名词解释 15",
        "目　录\n一、部门概况......1\n（一）职能…………2\n二、名词解释 …… 15",
        "目 录\n一、部门概况\t1\n（一）职能\t2\n二、名词解释\t15",
        "清溪县水利局 2022 年度绩效自评报告 目 录\n- 一、部门概况 1\n - （一）职能 2\n- 二、名词解释 15",
        "目录\n\n一、部门概况（1）\n（一）职能（2）\n二、名词解释（15）",
    ],
)
def test_contents_stand_apart(contents: str) -> None:
    found = structure(contents + BODY)
    assert [(e.title, e.page) for e in found.toc] == [("一、部门概况", 1), ("（一）职能", 2), ("二、名词解释", 15)]
    assert [s.path for s in found.sections] == ["一、部门概况", "一、部门概况 / （一）职能", "二、名词解释"]
    assert (
        found.toc[0].location.line
        == text_document(contents + BODY).blocks[found.toc[0].location.block].text.marks[0].line
    )  # type: ignore[union-attr]
    assert sum(role is BlockRole.TOC for role in found.roles) >= 3


def test_contents_without_pages_end_where_the_body_begins() -> None:
    found = structure("目录\n一、部门概况\n（一）职能\n二、名词解释" + BODY)
    assert [(e.title, e.page) for e in found.toc] == [
        ("一、部门概况", None),
        ("（一）职能", None),
        ("二、名词解释", None),
    ]
    assert len(found.sections) == 3


def test_contents_number_what_the_body_does_not() -> None:
    assert paths("目录\n一、部门概况 1\n二、收支情况 2\n\n部门概况\n共12人。\n1. 车辆\n3辆。\n收支情况\n5元。\n") == [
        "部门概况",
        "部门概况 / 1.车辆",
        "收支情况",
    ]


def test_marked_contents_need_no_title() -> None:
    blocks = (
        Paragraph(0, Text("一、概况 1"), toc=True),
        Paragraph(1, Text("二、收支 4"), toc=True),
        Paragraph(2, Text("一、概况"), level=1),
        Paragraph(3, Text("共2人。")),
    )
    found = outline(Document("a.docx", "sha", "docx", blocks))
    assert [(e.title, e.page) for e in found.toc] == [("一、概况", 1), ("二、收支", 4)]
    assert [s.block for s in found.sections] == [2]


# -- attachments -----------------------------------------------------------------------------------------------


def test_attachments_open_regions() -> None:
    found = structure(
        "一、概况\n2人。\n附件 1\n\n成本分析报告\n\n一、经济性\n省5元。\n\n附件二：满意度问卷\n\n发放50份。\n\n"
        "附件3\n清溪县水利局\n2022年度满意度汇总表\n项目\t数量\n好\t5\n"
    )
    assert [(s.path, s.attachment, s.level) for s in found.sections] == [
        ("一、概况", "", 1),
        ("附件1 成本分析报告", "1", 1),
        ("附件1 成本分析报告 / 一、经济性", "1", 2),
        ("附件2 满意度问卷", "2", 1),
        ("附件3 2022年度满意度汇总表", "3", 1),
    ]


def test_lists_and_mentions_of_attachments_open_none() -> None:
    source = "一、概况\n详见附件1。\n附件1所示数据来自决算。\n附件：1.项目支出自评表\n2.满意度问卷\n\n"
    source += "清溪县水利局\n2023年3月1日\n"
    assert paths(source) == ["一、概况"]
    listed = "一、概况\n2人。\n附件1：自评表\n附件2：问卷\n\n清溪县水利局\n\n附件1\n自评表\n甲\t乙\n1\t2\n"
    listed += "附件2\n问卷\n发放5份。\n"
    assert paths(listed) == ["一、概况", "附件1 自评表", "附件2 问卷"]


def test_attached_tables_open_regions_or_nest() -> None:
    alone = structure("一、概况\n2人。\n附表1 收入表\n项目\t金额\n合计\t5\n附表2 支出表\n项目\t金额\n合计\t5\n")
    assert [(s.path, s.attachment) for s in alone.sections][1:] == [("附表1 收入表", "1"), ("附表2 支出表", "2")]
    nested = structure(
        "一、概况\n2人。\n附件1\n决算报表\n附表1 收入表\n项目\t金额\n合计\t5\n附表2 支出表\n项目\t金额\n合计\t5\n"
    )
    assert [(s.path, s.attachment) for s in nested.sections][1:] == [
        ("附件1 决算报表", "1"),
        ("附件1 决算报表 / 附表1 收入表", "1"),
        ("附件1 决算报表 / 附表2 支出表", "1"),
    ]


def test_a_report_that_is_itself_an_attachment() -> None:
    found = structure("附件3\n部门整体支出绩效自评报告\n（2022年度）\n一、概况\n2人。\n")
    assert [(s.path, s.attachment) for s in found.sections] == [("一、概况", "")]


# -- captions and units ----------------------------------------------------------------------------------------

TABLE = "项目\t金额\n办公\t5\n"


@pytest.mark.parametrize(
    ("above", "title", "unit"),
    [
        ("2022年收入支出决算表\n单位：元\n", "2022年收入支出决算表", "元"),
        ("表1 收入支出情况表（单位：万元）\n", "表1 收入支出情况表", "万元"),
        ("表2：三公经费情况\n金额单位：万元\n", "表2：三公经费情况", "万元"),
        ("收入支出决算总表\n编制单位：万元县水利局    金额单位：元\n", "收入支出决算总表", "元"),
        ("收入决算表\n（2022年度）\n（计量单位：亿元）\n", "收入决算表", "亿元"),
        ("单位：万元\n收入决算表\n", "收入决算表", "万元"),
        ("收入决算表\n项目名称：河道治理\n评价机构：清溪县水利局\n", "收入决算表", ""),
        ("附件1\n决算表\n单位：人民币元\n", "决算表", "元"),
        ("人员情况如下：\n", "", ""),
        ("全年收入500万元，其中财政拨款收入400万元，具体见下表。\n", "", ""),
        ("（一）预算执行情况表\n", "（一）预算执行情况表", ""),
        ("单位：万元/人\n", "", "万元"),
    ],
)
def test_captions(above: str, title: str, unit: str) -> None:
    found = structure("一、概况\n2人。\n" + above + TABLE)
    (caption,) = found.captions.values()
    assert (caption.title.removeprefix("（一）"), caption.unit) == (title.removeprefix("（一）"), unit)
    assert (caption.location is not None) == bool(title)
    assert (caption.unit_location is not None) == bool(unit)


def test_a_unit_line_in_the_table() -> None:
    found = structure("一、概况\n2人。\n收入表\t单位：万元\n项目\t金额\n办公\t5\n")
    (caption,) = found.captions.values()
    assert caption.unit == "万元"
    assert caption.unit_location is not None
    assert (caption.unit_location.row, caption.unit_location.column, caption.unit_location.line) == (1, 2, 3)


def test_a_unit_line_holds_for_the_next_table_only() -> None:
    source = "一、概况\n2人。\n单位：元\n项目\t金额\n甲\t1\n\n说明文字。\n\n项目\t金额\n乙\t2\n"
    assert (unit_at(source, "甲"), unit_at(source, "说明"), unit_at(source, "乙")) == ("元", "", "")


def test_a_note_under_a_heading_holds_for_the_section() -> None:
    source = "一、资金\n（金额单位：万元）\n全年收入500，支出480。\n（一）拨款\n共400。\n"
    source += "项目\t金额\n甲\t1\n二、人员\n共12人。\n"
    assert [unit_at(source, w) for w in ("全年收入", "共400", "甲", "共12人")] == ["万元", "万元", "万元", ""]
    assert role_of(source, "金额单位") is BlockRole.UNIT


def test_a_unit_stated_for_the_whole_report() -> None:
    source = "一、说明\n本报告金额单位均为万元。\n二、资金\n全年收入500。\n单位：元\n项目\t金额\n甲\t1\n"
    assert (unit_at(source, "全年收入"), unit_at(source, "甲")) == ("万元", "元")


def test_a_key_is_no_unit_line() -> None:
    assert unit_at("一、概况\n填报单位：元坝县水利局\n项目\t金额\n甲\t1\n", "甲") == ""


# -- cover -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("lines", "title", "department", "year", "kind"),
    [
        (
            "清溪县水利局\n\n2022 年部门整体支出绩效自评报告\n\n2023 年 5 月",
            "2022 年部门整体支出绩效自评报告",
            "清溪县水利局",
            2022,
            "部门整体支出",
        ),
        (
            "2021年度项目支出绩效自评报告\n项目名称：河道治理\n部门名称：云台镇人民政府（盖章）\n2022年3月",
            "2021年度项目支出绩效自评报告",
            "云台镇人民政府",
            2021,
            "项目支出",
        ),
        (
            "2023年度部门整体支出绩效自评报告\n填报单位：云台镇人民政府（网址见主页）",
            "2023年度部门整体支出绩效自评报告",
            "云台镇人民政府",
            2023,
            "部门整体支出",
        ),
        ("南山区民政局二〇二三年度部门决算", "南山区民政局二〇二三年度部门决算", "南山区民政局", 2023, "部门决算"),
        ("南山区民政局\n2024年\n部门预算", "2024年部门预算", "南山区民政局", 2024, "部门预算"),
        (
            "关于临江中学2020年度部门整体支出绩效自评的报告",
            "关于临江中学2020年度部门整体支出绩效自评的报告",
            "临江中学",
            2020,
            "部门整体支出",
        ),
        (
            "中共南山区委\n统一战线工作部 2022 年度\n部门决算",
            "统一战线工作部 2022 年度部门决算",
            "中共南山区委统一战线工作部",
            2022,
            "部门决算",
        ),
        (
            "2023年度河道治理项目绩效自评报告\n（专项资金）\n清溪县水利局\n2024年3月",
            "2023年度河道治理项目绩效自评报告",
            "清溪县水利局",
            2023,
            "项目支出",
        ),
        (
            "2023年度河道治理项目绩效自评报告\n正衡会计师事务所",
            "2023年度河道治理项目绩效自评报告",
            "",
            2023,
            "项目支出",
        ),
        (
            "部门整体支出绩效自评报告\n（2019年度）\n填报单位：青禾乡卫生院",
            "部门整体支出绩效自评报告",
            "青禾乡卫生院",
            2019,
            "部门整体支出",
        ),
    ],
)
def test_covers(lines: str, title: str, department: str, year: int, kind: str) -> None:
    found = structure(lines + "\n\n一、概况\n共2人。\n").cover
    assert (found.title, found.department, found.year, found.kind) == (title, department, year, kind)


@pytest.mark.parametrize(
    "head",
    [
        "填报单位（盖章）：白石县财政局\t\t单位：万元",
        "单位名称\t白石县财政局\t",
        "主管部门\t县政府\t实施单位\t白石县财政局",
    ],
)
def test_the_department_in_the_head_of_a_form(head: str) -> None:
    found = structure(f"项目支出绩效自评表\n（2022年度）\n{head}\n项目\t预算\t决算\n合计\t5\t5\n").cover
    assert (found.department, found.year, found.kind) == ("白石县财政局", 2022, "项目支出")


def test_no_cover_says_nothing() -> None:
    found = structure("一、概况\n共2人。\n").cover
    assert (found.title, found.department, found.year, found.kind) == ("", "", None, "")


# -- any document ----------------------------------------------------------------------------------------------

_NUMBERS = ["一、", "（一）", "1.", "1、", "（1）", "①", "第一部分", "附件1", "附表2", "# ", "## "]
_WORDS = ["目录", "概况", "情况", "单位：万元", "5元", " 1", "…… 3", "2022年", "自评报告", "水利局", "如下", "表"]
_PIECES = st.sampled_from([*_NUMBERS, *_WORDS, *"。，：\t\n", "\n\n"])


@settings(max_examples=400, deadline=None)
@given(st.lists(_PIECES, min_size=1, max_size=60).map("".join))
def test_any_document_has_a_structure(source: str) -> None:
    if not source.strip():
        return
    document = text_document(source)
    found = outline(document)
    assert len(found.roles) == len(found.units) == len(found.section_of) == len(document.blocks)
    for section in found.sections:
        assert found.roles[section.block] is BlockRole.HEADING
        assert found.section_of[section.block] == section.index
        assert section.parent is None or section.parent < section.index
        assert section.level == (1 if section.parent is None else found.sections[section.parent].level + 1)
    for block in document.blocks:
        assert (block.index in found.captions) == isinstance(block, Table)


def test_tables_without_lines() -> None:
    table = Table(1, 1, 1, 1, (Cell(0, 0, Text("5")),))
    found = outline(Document("a.docx", "sha", "docx", (Paragraph(0, Text("收入表（单位：元）")), table)))
    assert found.captions[1].title == "收入表" and found.units[1] == "元"
    assert found.captions[1].location is not None and found.captions[1].location.line is None


@pytest.mark.parametrize(
    "line",
    [
        "一、概况\n",
        "1. 甲\n",
        "附件1\n",
        "目录\n",
        "单位：元\n",
        "（一）甲 3\n",
        "水利局\n",
        "附件：1.甲\n",
        "甲\t1\n\n乙：\n",
    ],
)
def test_structure_is_linear(line: str) -> None:
    few, many = text_document(line * 800), text_document(line * 3200)
    outline(few)
    assert lines_run(lambda: outline(many)) < 4.6 * lines_run(lambda: outline(few))
    assert not runs_away(lambda: outline(text_document(line * 8000)))


# -- the real report -------------------------------------------------------------------------------------------


@pytest.mark.skipif(not SEED.exists(), reason="the real report is not here")
def test_the_real_report() -> None:
    data = SEED.read_bytes()
    document = read(data, str(SEED), "sha", Limits())
    found = outline(document)
    assert len(found.toc) == 27
    assert [s.attachment for s in found.sections if s.attachment and s.parent is None] == ["1", "2", "3", "4", "5", "6"]
    assert sum(1 for s in found.sections if s.parent is None and not s.attachment) == 6
    assert found.cover.year == 2023 and found.cover.kind == "部门整体支出"
    last = max(found.captions)
    assert found.units[last] == "元" and found.captions[last].unit_location is not None
    joined = {
        (mark.line, block.text.content[mark.offset - 3 : mark.offset + 1])
        for block in document.blocks
        if isinstance(block, Paragraph)
        for mark in block.text.marks[1:]
    }
    assert (167, "821篇") in joined
