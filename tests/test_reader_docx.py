"""The docx reader and the door to all readers. Every document is built here, from the XML that Word would write."""

from __future__ import annotations

import contextlib
import io
import pickle
import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.model import Document, Paragraph, Table
from extract.readers import Limits, ReadError, open_document
from extract.readers.docx.numbering import Number, format_number
from extract.readers.docx.reader import read

NAMESPACES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" '
    'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml" '
    'xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office"'
)
CONTENT_TYPES = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="xml" ContentType="application/xml"/>'
    '<Override PartName="/word/document.xml" '
    'ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>'
)


def package(parts: dict[str, str | bytes]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return stream.getvalue()


def docx(body: str, *, styles: str = "", numbering: str = "", footnotes: str = "", endnotes: str = "") -> bytes:
    parts: dict[str, str | bytes] = {
        "[Content_Types].xml": CONTENT_TYPES,
        "word/document.xml": f"<w:document {NAMESPACES}><w:body>{body}<w:sectPr/></w:body></w:document>",
    }
    for name, content in (
        ("styles", styles),
        ("numbering", numbering),
        ("footnotes", footnotes),
        ("endnotes", endnotes),
    ):
        if content:
            parts[f"word/{name}.xml"] = f"<w:{name} {NAMESPACES}>{content}</w:{name}>"
    return package(parts)


def opened(body: str, *, limits: Limits | None = None, **parts: str) -> Document:
    return read(docx(body, **parts), "报告.docx", "0" * 64, limits or Limits())


def lines(document: Document) -> list[str]:
    return [block.text.content for block in document.blocks if isinstance(block, Paragraph)]


def tables(document: Document) -> list[Table]:
    return [block for block in document.blocks if isinstance(block, Table)]


def only_table(body: str, **parts: str) -> Table:
    (table,) = tables(opened(body, **parts))
    return table


def texts(table: Table) -> dict[tuple[int, int], str]:
    return {(cell.row, cell.column): cell.text.content for cell in table.cells}


def r(text: str, properties: str = "") -> str:
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def p(*content: str, properties: str = "") -> str:
    return f"<w:p><w:pPr>{properties}</w:pPr>{''.join(c if c.startswith('<') else r(c) for c in content)}</w:p>"


def tc(*content: str, properties: str = "") -> str:
    inner = "".join(c if c.startswith("<") else p(c) for c in content) or "<w:p/>"
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{inner}</w:tc>"


def tr(*cells: str, properties: str = "") -> str:
    return f"<w:tr><w:trPr>{properties}</w:trPr>{''.join(c if c.startswith('<') else tc(c) for c in cells)}</w:tr>"


def tbl(*rows: str) -> str:
    return f"<w:tbl><w:tblPr/><w:tblGrid/>{''.join(rows)}</w:tbl>"


def sdt(content: str, properties: str = "") -> str:
    return f"<w:sdt><w:sdtPr>{properties}</w:sdtPr><w:sdtContent>{content}</w:sdtContent></w:sdt>"


def complex_field(code: str, result: str) -> str:
    return (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
        f"<w:r><w:instrText>{code}</w:instrText></w:r>"
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
        f'{result}<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )


def text_box(content: str) -> str:
    """A text box as Word writes it: once for itself and once for readers that know only VML."""
    inner = f"<w:txbxContent>{content}</w:txbxContent>"
    return (
        '<w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wps:wsp><wps:txbx>'
        f"{inner}</wps:txbx></wps:wsp></w:drawing></mc:Choice>"
        f"<mc:Fallback><w:pict><v:shape><v:textbox>{inner}</v:textbox></v:shape></w:pict></mc:Fallback>"
        "</mc:AlternateContent></w:r>"
    )


# --------------------------------------------------------------------------------------------------------------
# Order and structure
# --------------------------------------------------------------------------------------------------------------


def test_paragraphs_and_tables_keep_the_order_of_the_body() -> None:
    document = opened(p("前言") + tbl(tr("甲", "乙")) + p("后记") + tbl(tr("丙")))
    kinds = [type(block).__name__ for block in document.blocks]
    assert kinds == ["Paragraph", "Table", "Paragraph", "Table"]
    assert [block.index for block in document.blocks] == [0, 1, 2, 3]
    assert [table.number for table in tables(document)] == [1, 2]
    assert (document.format, document.path, document.pages) == ("docx", "报告.docx", None)
    assert document.blocks[0].text.mark_at(0).line is None  # type: ignore[union-attr]


def test_blank_paragraphs_are_no_blocks_and_blanks_around_text_are_cut() -> None:
    assert lines(opened(p("\u3000\u3000本年支出") + p("  ") + p() + p("小计 "))) == ["本年支出", "小计"]


@pytest.mark.parametrize(
    "body",
    [
        sdt(p("批复") + p("文号")),
        p("批复") + sdt(sdt(p("文号"))),
        p(sdt(r("批复"))) + p(sdt(r("文")), r("号")),
        f'<w:customXml w:element="a">{p("批复")}</w:customXml>{p("文号")}',
    ],
    ids=["body", "nested", "inline", "customXml"],
)
def test_content_controls_around_text_are_opened(body: str) -> None:
    assert lines(opened(body)) == ["批复", "文号"]


def test_content_controls_around_tables_rows_and_cells_are_opened() -> None:
    row = tr(sdt(tc("项目")), tc(sdt(p("金额"))))
    table = only_table(sdt(tbl(sdt(row), f'<w:customXml w:element="x">{tr("餐费", "3.20")}</w:customXml>')))
    assert texts(table) == {(0, 0): "项目", (0, 1): "金额", (1, 0): "餐费", (1, 1): "3.20"}


def test_text_inside_inline_wrappers_is_read() -> None:
    body = p(
        f'<w:hyperlink r:id="x">{r("详见")}</w:hyperlink>',
        f'<w:smartTag w:element="date">{r("2031年")}</w:smartTag>',
        f"<w:bdo>{r('公告')}</w:bdo>",
        '<w:proofErr w:type="spellStart"/><w:bookmarkStart w:id="0" w:name="b"/>',
    )
    assert lines(opened(body)) == ["详见2031年公告"]


def test_breaks_tabs_and_hyphens_inside_a_run() -> None:
    run = (
        "<w:r><w:t>科目</w:t><w:tab/><w:t>一</w:t><w:br/><w:t>1</w:t><w:noBreakHyphen/><w:t>2</w:t><w:cr/>"
        "<w:t>末</w:t></w:r>"
    )
    assert lines(opened(p(run))) == ["科目 一\n1-2\n末"]


def test_text_boxes_are_read_once_after_their_paragraph() -> None:
    document = opened(p("正文", text_box(p("框内甲") + p("框内乙"))) + p("下文"))
    assert lines(document) == ["正文", "框内甲", "框内乙", "下文"]
    assert [block.origin for block in document.blocks] == [  # type: ignore[union-attr]
        "body",
        "textbox",
        "textbox",
        "body",
    ]


def test_a_text_box_that_only_the_fallback_holds_is_read() -> None:
    run = (
        '<w:r><mc:AlternateContent><mc:Choice Requires="wpg"><w:drawing/></mc:Choice><mc:Fallback><w:pict><v:textbox>'
        f"<w:txbxContent>{p('旧式')}</w:txbxContent></v:textbox></w:pict></mc:Fallback></mc:AlternateContent></w:r>"
    )
    assert lines(opened(p(run))) == ["旧式"]


def test_a_table_in_a_text_box_and_a_text_box_in_a_text_box() -> None:
    document = opened(p("图示", text_box(tbl(tr("甲", "1")) + p(text_box(p("最里"))))))
    assert lines(document) == ["图示", "最里"]
    assert texts(tables(document)[0]) == {(0, 0): "甲", (0, 1): "1"}


def test_notes_follow_the_paragraph_that_refers_to_them() -> None:
    document = opened(
        p(
            "余额 12.30",
            '<w:r><w:footnoteReference w:id="2"/></w:r>',
            " 万元",
            '<w:r><w:endnoteReference w:id="5"/></w:r>',
        )
        + p("再引", '<w:r><w:footnoteReference w:id="2"/></w:r>')
        + tbl(tr(tc(p("格", '<w:r><w:footnoteReference w:id="3"/></w:r>')))),
        footnotes=(
            '<w:footnote w:type="separator" w:id="0"><w:p/></w:footnote>'
            f'<w:footnote w:id="2">{p("<w:r><w:footnoteRef/></w:r>", " 含上年结转")}</w:footnote>'
            f'<w:footnote w:id="3">{p("表注")}</w:footnote><w:footnote w:id="4">{p("无人引用")}</w:footnote>'
        ),
        endnotes=f'<w:endnote w:id="5">{p("尾注一")}</w:endnote>',
    )
    assert lines(document) == ["余额 12.30 万元", "含上年结转", "尾注一", "再引", "表注"]
    origins = [block.origin for block in document.blocks if isinstance(block, Paragraph)]
    assert origins == ["body", "footnote", "endnote", "body", "footnote"]
    assert isinstance(document.blocks[-2], Table)


def test_a_note_mark_of_the_authors_own_is_not_part_of_the_figure() -> None:
    run = '<w:r><w:footnoteReference w:id="2" w:customMarkFollows="1"/><w:t>1</w:t></w:r>'
    assert lines(opened(p("共 45", run, " 万元"))) == ["共 45 万元"]


def test_ruby_keeps_the_base_text() -> None:
    ruby = f"<w:r><w:ruby><w:rt>{r('yǎ')}</w:rt><w:rubyBase>{r('雅')}</w:rubyBase></w:ruby></w:r>"
    assert lines(opened(p(ruby, "安"))) == ["雅安"]


def test_headers_and_footers_are_left_out() -> None:
    data = docx(p("正文"))
    stream = io.BytesIO(data)
    with zipfile.ZipFile(stream, "a") as archive:
        archive.writestr("word/header1.xml", f"<w:hdr {NAMESPACES}>{p('页眉')}</w:hdr>")
    assert lines(read(stream.getvalue(), "a.docx", "", Limits())) == ["正文"]


# --------------------------------------------------------------------------------------------------------------
# Tracked changes and hidden text
# --------------------------------------------------------------------------------------------------------------


def deleted(text: str) -> str:
    return f'<w:del w:id="1"><w:r><w:delText>{text}</w:delText></w:r></w:del>'


def test_insertions_are_in_and_deletions_out() -> None:
    document = opened(
        p("支出", deleted("75.10"), f'<w:ins w:id="2">{r("57.10")}</w:ins>', " 万元")
        + p(f'<w:moveFrom w:id="3">{r("移动的话。")}</w:moveFrom>', "留下。")
        + p(f'<w:moveTo w:id="4">{r("移动的话。")}</w:moveTo>')
        + tbl(tr("旧", properties='<w:del w:id="5"/>'), tr("新", properties='<w:ins w:id="6"/>'))
    )
    assert lines(document) == ["支出57.10 万元", "留下。", "移动的话。"]
    assert texts(tables(document)[0]) == {(0, 0): "新"}
    assert document.notes == ("有 2 处修订删除未计入",)


def test_a_deleted_paragraph_mark_joins_the_next_paragraph() -> None:
    numbered = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>'
    gone = '<w:rPr><w:del w:id="9"/></w:rPr>'
    document = opened(
        p("前半", properties=gone)
        + p("后半")
        + p(deleted("整段"), properties=numbered + gone)
        + p("甲", properties=numbered)
        + p("末尾", properties=gone),
        numbering=numbering(level(0, "chineseCounting", "%1、")),
    )
    assert lines(document) == ["前半后半", "一、甲", "末尾"]


def test_hidden_text_is_out_directly_or_by_style() -> None:
    styles = (
        '<w:style w:type="character" w:styleId="H"><w:name w:val="H"/><w:rPr><w:vanish/></w:rPr></w:style>'
        '<w:style w:type="character" w:styleId="H2"><w:name w:val="H2"/><w:basedOn w:val="H"/></w:style>'
        '<w:style w:type="paragraph" w:styleId="P"><w:name w:val="P"/><w:rPr><w:vanish/></w:rPr></w:style>'
    )
    document = opened(
        p("见", r("甲", "<w:vanish/>"), r("乙", "<w:vanish/>"), "面", r("丙", '<w:rStyle w:val="H2"/>'))
        + p("整段", properties='<w:pStyle w:val="P"/>')
        + p(r("显出", '<w:vanish w:val="0"/>'), r("双重", '<w:rStyle w:val="H"/>'), properties='<w:pStyle w:val="P"/>')
        + tbl(tr("暗行", properties="<w:hidden/>"), tr("明行")),
        styles=styles,
    )
    assert lines(document) == ["见面", "显出双重"]
    assert texts(tables(document)[0]) == {(0, 0): "明行"}
    assert document.notes == ("有 4 处隐藏文字未计入",)


def test_a_hidden_numbered_paragraph_is_not_counted() -> None:
    numbered = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>'
    body = (
        p("甲", properties=numbered)
        + p(r("暗", "<w:vanish/>"), properties=f"{numbered}<w:rPr><w:vanish/></w:rPr>")
        + p("乙", properties=numbered)
    )
    assert lines(opened(body, numbering=numbering(level(0, "decimal", "%1、")))) == ["1、甲", "2、乙"]


def test_imported_parts_and_embedded_objects_are_named() -> None:
    ole = '<w:r><w:object><o:OLEObject ProgID="Excel.Sheet.12"/></w:object></w:r>'
    equation = '<w:r><w:object><o:OLEObject ProgID="Equation.3"/></w:object></w:r>'
    picture = "<w:r><w:pict><v:shape><v:imagedata/></v:shape></w:pict></w:r>"
    document = opened(p("表", ole, equation, picture, picture) + '<w:altChunk r:id="x"/>')
    assert document.notes == (
        "有 1 个嵌入对象（如 Excel 工作表）未读，其中的数字未核对",
        "有 2 张图片或图表未读，其中的文字和数字未核对",
        "有 1 处引入的外部文件未读，其中的数字未核对",
    )


# --------------------------------------------------------------------------------------------------------------
# Fields, symbols, formulas
# --------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (complex_field(" REF _Ref1 \\h ", r("表 3")), "见表 3。"),
        (complex_field(' HYPERLINK "http://a.example" ', r("网站")), "见网站。"),
        (f'<w:fldSimple w:instr=" SEQ 表 ">{r("4")}</w:fldSimple>', "见4。"),
        (complex_field(" PAGE ", r("7")), "见。"),
        (f'<w:fldSimple w:instr="PAGE \\* MERGEFORMAT">{r("7")}</w:fldSimple>', "见。"),
        (complex_field(" IF ", complex_field(" REF a ", r("内")) + r("外")), "见内外。"),
        (
            complex_field(f" IF </w:instrText></w:r>{complex_field('REF a', r('代码'))}<w:r><w:instrText>", r("果")),
            "见果。",
        ),
        ('<w:r><w:fldChar w:fldCharType="begin"/><w:instrText>TC "x"</w:instrText></w:r>', "见。"),
        ('<w:r><w:fldChar w:fldCharType="separate"/><w:fldChar w:fldCharType="end"/></w:r>', "见。"),
    ],
)
def test_fields_give_their_result(content: str, expected: str) -> None:
    assert lines(opened(p("见", content, "。") + p("下段"))) == [expected, "下段"]


def drawn_field(code: str, form: str = "") -> str:
    return (
        f'<w:r><w:fldChar w:fldCharType="begin">{form}</w:fldChar></w:r><w:r><w:instrText>{code}</w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )


@pytest.mark.parametrize(
    ("field", "expected"),
    [
        (drawn_field(r" EQ \o\ac(○,12) "), "⑫"),
        (drawn_field(r" EQ \f(3,4) "), "3/4"),
        (drawn_field(r' SYMBOL 163 \f "Wingdings 2" '), "□"),
        (
            drawn_field(
                "FORMCHECKBOX", "<w:ffData><w:checkBox><w:default w:val='0'/><w:checked/></w:checkBox></w:ffData>"
            ),
            "☑",
        ),
        (drawn_field("FORMCHECKBOX", "<w:ffData><w:checkBox><w:default w:val='0'/></w:checkBox></w:ffData>"), "□"),
        (
            drawn_field(
                "FORMDROPDOWN",
                "<w:ffData><w:ddList><w:result w:val='1'/><w:listEntry w:val='优'/><w:listEntry w:val='良'/>"
                "</w:ddList></w:ffData>",
            ),
            "良",
        ),
        (drawn_field("XE 索引"), ""),
    ],
)
def test_fields_without_result_are_drawn_from_their_code(field: str, expected: str) -> None:
    assert lines(opened(p("值", field, "。"))) == [f"值{expected}。"]


def test_lines_of_a_table_of_contents_are_marked() -> None:
    begin = '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> TOC \\o "1-3" </w:instrText></w:r>'
    separate, end = '<w:r><w:fldChar w:fldCharType="separate"/></w:r>', '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    page = complex_field(" PAGEREF _Toc1 ", r("3"))
    document = opened(
        p(begin, separate, "一、概况", "<w:r><w:tab/></w:r>", page)
        + p("二、收支", "<w:r><w:tab/></w:r>", page)
        + p(end)
        + p("一、概况", properties='<w:outlineLvl w:val="0"/>')
        + p("目录行", properties='<w:pStyle w:val="T"/>')
        + sdt(p("目 录") + p("三、其他"), '<w:docPartObj><w:docPartGallery w:val="Table of Contents"/></w:docPartObj>'),
        styles='<w:style w:type="paragraph" w:styleId="T"><w:name w:val="toc 1"/></w:style>',
    )
    assert lines(document) == ["一、概况 3", "二、收支 3", "一、概况", "目录行", "目 录", "三、其他"]
    assert [block.toc for block in document.blocks] == [True, True, False, True, True, True]  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("font", "code", "expected"),
    [
        ("Symbol", "F0B3", "≥"),
        ("Symbol", "F035", "5"),
        ("Wingdings", "F0FE", "☑"),
        ("Wingdings 2", "F052", "☑"),
        ("Wingdings", "F04A", ""),
        ("Webdings", "F04A", ""),
        ("宋体", "2264", "≤"),
        ("宋体", "zz", ""),
    ],
)
def test_symbols(font: str, code: str, expected: str) -> None:
    assert lines(opened(p("甲", f'<w:r><w:sym w:font="{font}" w:char="{code}"/></w:r>', "乙"))) == [f"甲{expected}乙"]


def test_formulas_stand_on_one_line() -> None:
    def t(text: str) -> str:
        return f"<m:r><m:t>{text}</m:t></m:r>"

    fraction = f"<m:f><m:fPr/><m:num>{t('90')}</m:num><m:den>{t('60')}{t('+40')}</m:den></m:f>"
    power = f"<m:sSup><m:e>{t('m')}</m:e><m:sup>{t('2')}</m:sup></m:sSup>"
    math = f"<m:oMath>{t('得分=')}{fraction}<m:d><m:e>{t('甲')}</m:e></m:d>{power}</m:oMath>"
    assert lines(opened(p(math))) == ["得分=90/(60+40)(甲)m^2"]


# --------------------------------------------------------------------------------------------------------------
# Headings and numbering
# --------------------------------------------------------------------------------------------------------------


def level(index: int, number_format: str, text: str, more: str = "", start: int | None = 1) -> str:
    begin = "" if start is None else f'<w:start w:val="{start}"/>'
    return (
        f'<w:lvl w:ilvl="{index}">{begin}<w:numFmt w:val="{number_format}"/>{more}<w:lvlText w:val="{text}"/></w:lvl>'
    )


def numbering(*levels: str, nums: str = '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>') -> str:
    return f'<w:abstractNum w:abstractNumId="0">{"".join(levels)}</w:abstractNum>{nums}'


def item(text: str, index: int = 0, num: int = 1) -> str:
    return p(text, properties=f'<w:numPr><w:ilvl w:val="{index}"/><w:numId w:val="{num}"/></w:numPr>')


def test_outline_levels_from_styles_names_and_paragraphs() -> None:
    styles = (
        '<w:style w:type="paragraph" w:styleId="1"><w:name w:val="heading 1"/></w:style>'
        '<w:style w:type="paragraph" w:styleId="2"><w:name w:val="标题 2"/></w:style>'
        '<w:style w:type="paragraph" w:styleId="3"><w:name w:val="自定"/><w:basedOn w:val="2"/></w:style>'
        '<w:style w:type="paragraph" w:styleId="4"><w:name w:val="章"/>'
        '<w:pPr><w:outlineLvl w:val="2"/></w:pPr></w:style>'
        '<w:style w:type="paragraph" w:styleId="5"><w:name w:val="正"/><w:basedOn w:val="4"/>'
        '<w:pPr><w:outlineLvl w:val="9"/></w:pPr></w:style>'
        '<w:style w:type="paragraph" w:styleId="6"><w:name w:val="环"/><w:basedOn w:val="6"/></w:style>'
    )
    body = "".join(p("甲", properties=f'<w:pStyle w:val="{n}"/>') for n in range(1, 8))
    body += p("乙", properties='<w:pStyle w:val="1"/><w:outlineLvl w:val="3"/>')
    body += p("丙", properties='<w:pStyle w:val="1"/><w:outlineLvl w:val="9"/>') + p("丁")
    document = opened(body, styles=styles)
    levels = [block.level for block in document.blocks]  # type: ignore[union-attr]
    assert levels == [1, 2, 2, 3, None, None, None, 4, None, None]


def test_levels_restart_under_their_parent() -> None:
    abstract = numbering(
        level(0, "chineseCountingThousand", "%1、"),
        level(1, "chineseCountingThousand", "（%2）"),
        level(2, "decimal", "%3."),
    )
    body = (
        item("概况")
        + item("机构", 1)
        + item("内设", 2)
        + item("下属", 2)
        + item("人员", 1)
        + item("编制", 2)
        + item("收支")
    )
    body += item("收入", 1)
    assert lines(opened(body, numbering=abstract)) == [
        "一、概况", "（一）机构", "1.内设", "2.下属", "（二）人员", "1.编制", "二、收支", "（一）收入",
    ]  # fmt: skip


def test_multi_level_numbers_and_legal_style() -> None:
    abstract = numbering(
        level(0, "chineseCounting", "第%1章"), level(1, "decimal", "%1.%2", "<w:isLgl/>"), level(2, "decimal", "%1-%3")
    )
    body = item("总则") + item("目的", 1) + item("依据", 1) + item("细目", 2) + item("附则") + item("施行", 1)
    assert lines(opened(body, numbering=abstract)) == [
        "第一章 总则", "1.1 目的", "1.2 依据", "一-1 细目", "第二章 附则", "2.1 施行",
    ]  # fmt: skip


def test_lists_of_one_definition_count_on_and_an_override_restarts() -> None:
    nums = "".join(
        f'<w:num w:numId="{n}"><w:abstractNumId w:val="0"/>{override}</w:num>'
        for n, override in (
            (1, ""),
            (2, ""),
            (3, '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="5"/></w:lvlOverride>'),
            (4, f'<w:lvlOverride w:ilvl="0">{level(0, "upperRoman", "%1.")}</w:lvlOverride>'),
        )
    )
    body = "".join(item("项", num=n) for n in (1, 1, 2, 3, 3, 1, 4))
    assert lines(opened(body, numbering=numbering(level(0, "decimal", "%1)"), nums=nums))) == [
        "1)项", "2)项", "3)项", "5)项", "6)项", "7)项", "VIII.项",
    ]  # fmt: skip


def test_level_restart_can_be_narrowed_or_turned_off() -> None:
    abstract = numbering(
        level(0, "decimal", "%1、"), level(1, "decimal", "（%2）"),
        level(2, "decimal", "%3.", '<w:lvlRestart w:val="1"/>'),
        level(3, "decimal", "[%4]", '<w:lvlRestart w:val="0"/>'),
    )  # fmt: skip
    body = "".join(item("x", n) for n in (0, 1, 2, 3, 1, 2, 0, 1, 2, 3))
    assert [line[:-1] for line in lines(opened(body, numbering=abstract))] == [
        "1、", "（1）", "1.", "[1]", "（2）", "2.", "2、", "（1）", "1.", "[2]",
    ]  # fmt: skip


def test_numbering_tied_to_styles() -> None:
    styles = (
        '<w:style w:type="paragraph" w:styleId="A"><w:name w:val="heading 1"/>'
        '<w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
        '<w:style w:type="paragraph" w:styleId="B"><w:name w:val="heading 2"/><w:basedOn w:val="A"/>'
        '<w:pPr><w:numPr><w:ilvl w:val="1"/></w:numPr></w:pPr></w:style>'
        '<w:style w:type="paragraph" w:styleId="C"><w:name w:val="无号"/><w:basedOn w:val="A"/>'
        '<w:pPr><w:numPr><w:numId w:val="0"/></w:numPr></w:pPr></w:style>'
    )
    abstract = numbering(
        level(0, "chineseCounting", "%1、", '<w:pStyle w:val="A"/>'),
        level(1, "decimal", "%2．", '<w:pStyle w:val="B"/>'),
    )
    off = '<w:pStyle w:val="A"/><w:numPr><w:numId w:val="0"/></w:numPr>'
    body = "".join(p("题", properties=f'<w:pStyle w:val="{s}"/>') for s in "ABCB") + p("题", properties=off)
    assert lines(opened(body, styles=styles, numbering=abstract)) == ["一、题", "1．题", "题", "2．题", "题"]


def test_a_list_style_lends_its_levels() -> None:
    styles = (
        '<w:style w:type="numbering" w:styleId="L"><w:name w:val="L"/>'
        '<w:pPr><w:numPr><w:numId w:val="7"/></w:numPr></w:pPr></w:style>'
    )
    abstract = (
        '<w:abstractNum w:abstractNumId="3"><w:styleLink w:val="L"/>'
        f"{level(0, 'ideographTraditional', '%1、')}</w:abstractNum>"
        '<w:abstractNum w:abstractNumId="4"><w:numStyleLink w:val="L"/></w:abstractNum>'
        '<w:num w:numId="7"><w:abstractNumId w:val="3"/></w:num><w:num w:numId="8"><w:abstractNumId w:val="4"/></w:num>'
    )
    assert lines(opened(item("一", num=7) + item("二", num=8), styles=styles, numbering=abstract)) == [
        "甲、一",
        "乙、二",
    ]


@pytest.mark.parametrize(
    ("definition", "expected"),
    [
        (level(0, "bullet", "\uf0b7"), "项"),
        (level(0, "none", ""), "项"),
        (level(0, "none", "注："), "注：项"),
        (level(0, "decimal", "%1.", start=3), "3.项"),
        (level(0, "decimal", "%1.", '<w:suff w:val="space"/>'), "1. 项"),
        (level(0, "decimal", "%1", '<w:suff w:val="nothing"/>'), "1项"),
        (level(0, "decimal", "%1.", "<w:rPr><w:vanish/></w:rPr>"), "项"),
        (
            '<w:lvl w:ilvl="0"><w:start w:val="2"/><mc:AlternateContent>'
            '<mc:Choice Requires="w14"><w:numFmt w:val="custom" w:format="001, 002"/></mc:Choice>'
            '<mc:Fallback><w:numFmt w:val="decimalZero"/></mc:Fallback>'
            '</mc:AlternateContent><w:lvlText w:val="%1."/></w:lvl>',
            "02.项",
        ),
    ],
)
def test_kinds_of_levels(definition: str, expected: str) -> None:
    assert lines(opened(item("项"), numbering=numbering(definition))) == [expected]


def test_a_list_that_is_not_defined_numbers_nothing() -> None:
    assert lines(opened(item("项", num=9) + item("项", index=4), numbering=numbering(level(0, "decimal", "%1.")))) == [
        "项",
        "项",
    ]
    assert lines(opened(item("项"))) == ["项"]


def test_numbers_in_cells_even_without_text() -> None:
    table = only_table(
        tbl(tr(tc(item("")), "甲"), tr(tc(item("")), "乙")), numbering=numbering(level(0, "decimal", "%1"))
    )
    assert texts(table) == {(0, 0): "1", (0, 1): "甲", (1, 0): "2", (1, 1): "乙"}


@pytest.mark.parametrize(
    ("number", "suffix", "text", "expected"),
    [
        ("一、", "tab", "概况", "一、"),
        ("1.", "tab", "5 万元", "1. "),
        ("1.", "nothing", "5 万元", "1. "),
        ("（1）", "tab", "5 万元", "（1）"),
        ("1.1", "tab", "目的", "1.1 "),
        ("①", "tab", "概况", "①"),
        ("第一条", "tab", "为了", "第一条 "),
        ("1", "tab", "", "1"),
    ],
)
def test_a_number_is_set_apart_where_it_would_run_into_the_text(
    number: str, suffix: str, text: str, expected: str
) -> None:
    assert Number(number, suffix).before(text) == expected


@pytest.mark.parametrize(
    ("number_format", "shown"),
    [
        ("decimal", {1: "1", 12: "12"}),
        ("decimalZero", {1: "01", 12: "12"}),
        ("decimalFullWidth", {10: "１０"}),
        ("chineseCounting", {1: "一", 10: "十", 11: "十一", 20: "二十", 99: "九十九", 105: "一〇五"}),
        (
            "chineseCountingThousand",
            {10: "十", 21: "二十一", 100: "一百", 105: "一百零五", 110: "一百一十", 1005: "一千零五"},
        ),
        ("chineseLegalSimplified", {1: "壹", 2: "贰", 10: "壹拾", 23: "贰拾叁", 104: "壹佰零肆"}),
        ("ideographLegalTraditional", {2: "貳", 13: "壹拾參"}),
        ("ideographTraditional", {1: "甲", 2: "乙", 10: "癸", 11: "11"}),
        ("ideographZodiac", {1: "子", 12: "亥"}),
        ("ideographDigital", {10: "一〇", 25: "二五"}),
        ("decimalEnclosedCircle", {1: "①", 20: "⑳", 21: "21"}),
        ("decimalEnclosedCircleChinese", {3: "③"}),
        ("decimalEnclosedParen", {2: "⑵"}),
        ("decimalEnclosedFullstop", {2: "⒉"}),
        ("ideographEnclosedCircle", {1: "㊀"}),
        ("upperLetter", {1: "A", 26: "Z", 27: "AA", 28: "BB"}),
        ("lowerLetter", {2: "b"}),
        ("upperRoman", {4: "IV", 1994: "MCMXCIV"}),
        ("lowerRoman", {9: "ix"}),
        ("none", {3: ""}),
        ("bullet", {3: ""}),
        ("neverHeardOf", {3: "3"}),
    ],
)
def test_number_formats(number_format: str, shown: dict[int, str]) -> None:
    assert {value: format_number(value, number_format) for value in shown} == shown


def _spoken_value(text: str, digits: str, units: str) -> int:
    total = digit = 0
    for character in text:
        if character in units:
            total += (digit or 1) * 10 ** (units.index(character) + 1)
            digit = 0
        else:
            digit = digits.index(character)
    return total + digit


def _lower_value(text: str) -> int:
    return _spoken_value(text, "零一二三四五六七八九", "十百千")


def _roman_value(text: str) -> int:
    worth = [{"I": 1, "V": 5, "X": 10, "L": 50, "C": 100, "D": 500, "M": 1000}[letter] for letter in text.upper()]
    return sum(-a if a < b else a for a, b in zip(worth, [*worth[1:], 0], strict=True))


def _digit_value(text: str) -> int:
    return int("".join(str("〇一二三四五六七八九".index(character)) for character in text))


READ_BACK = {
    "decimal": int,
    "decimalZero": int,
    "decimalFullWidth": int,
    "upperRoman": _roman_value,
    "lowerRoman": _roman_value,
    "upperLetter": lambda text: (len(text) - 1) * 26 + ord(text[0]) - ord("A") + 1,
    "lowerLetter": lambda text: (len(text) - 1) * 26 + ord(text[0]) - ord("a") + 1,
    "ideographDigital": _digit_value,
    "chineseCounting": lambda text: _digit_value(text) if len(text) > 2 and "十" not in text else _lower_value(text),
    "chineseCountingThousand": lambda text: _lower_value(text),
    "chineseLegalSimplified": lambda text: _spoken_value(text, "零壹贰叁肆伍陆柒捌玖", "拾佰仟"),
    "ideographLegalTraditional": lambda text: _spoken_value(text, "零壹貳參肆伍陸柒捌玖", "拾佰仟"),
}  # fmt: skip


@given(st.sampled_from(sorted(READ_BACK)), st.integers(1, 780))
def test_a_printed_number_can_be_read_back(number_format: str, value: int) -> None:
    assert READ_BACK[number_format](format_number(value, number_format)) == value


@given(st.sampled_from(sorted(set(READ_BACK) - {"upperLetter", "lowerLetter"})), st.integers(781, 999))
def test_a_large_printed_number_can_be_read_back(number_format: str, value: int) -> None:
    assert READ_BACK[number_format](format_number(value, number_format)) == value


# --------------------------------------------------------------------------------------------------------------
# Tables
# --------------------------------------------------------------------------------------------------------------

RESTART, CONTINUE = '<w:vMerge w:val="restart"/>', "<w:vMerge/>"


def shapes(table: Table) -> list[tuple[str, int, int, int, int]]:
    return [(c.text.content, c.row, c.column, c.row_span, c.column_span) for c in table.cells]


def test_merged_cells_stand_once_with_their_spans() -> None:
    table = only_table(
        tbl(
            tr(
                tc("科目", properties='<w:gridSpan w:val="2"/>' + RESTART),
                tc("金额", properties='<w:gridSpan w:val="2"/>'),
            ),
            tr(tc("藏", properties='<w:gridSpan w:val="2"/>' + CONTINUE), "预算", "决算"),
            tr("201", "办公费", "1.00", "2.00"),
        )
    )
    assert shapes(table) == [
        ("科目", 0, 0, 2, 2), ("金额", 0, 2, 1, 2), ("预算", 1, 2, 1, 1), ("决算", 1, 3, 1, 1),
        ("201", 2, 0, 1, 1), ("办公费", 2, 1, 1, 1), ("1.00", 2, 2, 1, 1), ("2.00", 2, 3, 1, 1),
    ]  # fmt: skip
    assert (table.rows, table.columns) == (3, 4)


def test_a_new_restart_ends_the_merge_above_and_a_gap_breaks_it() -> None:
    rows = [RESTART, CONTINUE, RESTART, "", CONTINUE]
    table = only_table(tbl(*(tr(tc(str(n), properties=merge), "x") for n, merge in enumerate(rows))))
    assert [s for s in shapes(table) if s[2] == 0] == [
        ("0", 0, 0, 2, 1), ("2", 2, 0, 1, 1), ("3", 3, 0, 1, 1), ("4", 4, 0, 1, 1),
    ]  # fmt: skip


def test_a_continuation_that_fits_nothing_above_never_overlaps() -> None:
    table = only_table(
        tbl(
            tr(tc("宽", properties='<w:gridSpan w:val="2"/>' + RESTART), "右"),
            tr(tc("窄", properties=CONTINUE), "中", "右"),
        )
    )
    taken = [
        (row, column)
        for cell in table.cells
        for row in range(cell.row, cell.row + cell.row_span)
        for column in range(cell.column, cell.column + cell.column_span)
    ]
    assert len(taken) == len(set(taken)) == 6
    assert "窄" in texts(table).values()


def test_rows_that_begin_late_or_end_early_and_old_style_merges() -> None:
    table = only_table(
        tbl(
            tr("甲", "乙", "丙", "丁"),
            tr("中", properties='<w:gridBefore w:val="1"/><w:gridAfter w:val="2"/>'),
            tr(tc("合", properties='<w:hMerge w:val="restart"/>'), tc("", properties="<w:hMerge/>"), "戊"),
        )
    )
    assert shapes(table)[4:] == [("中", 1, 1, 1, 1), ("合", 2, 0, 1, 2), ("戊", 2, 2, 1, 1)]
    assert table.columns == 4


def test_leading_header_rows_are_counted() -> None:
    header = "<w:tblHeader/>"
    table = only_table(
        tbl(tr("甲", properties=header), tr("乙", properties=header), tr("丙"), tr("丁", properties=header))
    )
    assert table.header_rows == 2
    assert only_table(tbl(tr("甲", properties='<w:tblHeader w:val="0"/>'))).header_rows == 0


def test_paragraphs_of_a_cell_are_lines_of_its_text() -> None:
    assert texts(only_table(tbl(tr(tc("合计", "", "（万元）"), tc(), "1.5")))) == {
        (0, 0): "合计\n（万元）",
        (0, 1): "",
        (0, 2): "1.5",
    }


def test_nested_tables_follow_their_parent() -> None:
    innermost = tbl(tr("最里"))
    inner = tbl(tr("里", tc(innermost, "里后")))
    document = opened(tbl(tr("外"), tr("x", tc("前", inner, "后"))) + tbl(tr("另")) + p("完"))
    found = tables(document)
    assert [(t.number, t.index, t.parent) for t in found] == [
        (1, 0, None),
        (2, 1, (1, 2, 2)),
        (3, 2, (2, 1, 2)),
        (4, 3, None),
    ]
    assert texts(found[0])[(1, 1)] == "前\n后"
    assert texts(found[1])[(0, 1)] == "里后"
    assert [block.index for block in document.blocks] == list(range(5))


def test_text_boxes_in_cells_follow_the_table() -> None:
    document = opened(tbl(tr(tc(p("格", text_box(p("框")))))) + p("完"))
    assert texts(tables(document)[0]) == {(0, 0): "格"}
    assert lines(document) == ["框", "完"]


# --------------------------------------------------------------------------------------------------------------
# Pages
# --------------------------------------------------------------------------------------------------------------

RENDERED = "<w:r><w:lastRenderedPageBreak/></w:r>"
TYPED = '<w:r><w:br w:type="page"/></w:r>'


def pages(document: Document) -> list[int | None]:
    return [block.text.mark_at(0).page for block in document.blocks]  # type: ignore[union-attr]


def test_pages_are_unknown_where_word_left_no_mark() -> None:
    document = opened(p("甲", TYPED) + p("乙"))
    assert pages(document) == [None, None]
    assert document.pages is None


def test_pages_follow_the_marks_that_word_left() -> None:
    document = opened(
        p("一")
        + p("二上", RENDERED, "二下")
        + p(TYPED)
        + p(RENDERED, "三")
        + p("三末", properties='<w:sectPr><w:type w:val="continuous"/></w:sectPr>')
        + p(RENDERED, "四")
        + p("题", properties="<w:pageBreakBefore/>")
    )
    text = document.blocks[1].text  # type: ignore[union-attr]
    assert text.content == "二上二下"
    assert [(mark.offset, mark.page) for mark in text.marks] == [(0, 1), (2, 2)]
    assert pages(document) == [1, 1, 3, 3, 4, 5]
    assert document.pages == 5


def test_a_break_at_the_end_of_a_section_is_one_with_the_section_break() -> None:
    section = "<w:sectPr/>"
    once = p("一") + p(TYPED, properties=section) + p(RENDERED, "二") + p("二末", properties=section) + p("三")
    assert pages(opened(once)) == [1, 2, 2, 3]


def test_a_number_in_front_moves_the_page_marks_along() -> None:
    numbered = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>'
    document = opened(
        p("  甲", RENDERED, "乙", properties=numbered), numbering=numbering(level(0, "chineseCounting", "（%1）"))
    )
    text = document.blocks[0].text  # type: ignore[union-attr]
    assert text.content == "（一）甲乙"
    assert [(mark.offset, mark.page) for mark in text.marks] == [(0, 1), (4, 2)]


def test_a_row_on_a_new_page_turns_the_page_once() -> None:
    row = tr(tc(p(RENDERED, "甲")), tc(p(RENDERED, "乙")))
    split = tr(tc(p("丙", RENDERED, "续")), tc(p("丁", RENDERED, "续")))
    (table,) = tables(opened(tbl(tr("头", "头"), row, split, tr("尾", "尾")) + p("完")))
    assert [[mark.page for mark in cell.text.marks] for cell in table.cells] == [
        [1], [1], [2], [2], [2, 3], [2, 3], [3], [3],
    ]  # fmt: skip


def test_notes_stand_on_the_page_of_their_reference() -> None:
    document = opened(
        p("甲", '<w:r><w:footnoteReference w:id="2"/></w:r>', RENDERED, "乙"),
        footnotes=f'<w:footnote w:id="2">{p("注")}</w:footnote>',
    )
    assert pages(document) == [1, 1]


# --------------------------------------------------------------------------------------------------------------
# Files that cannot be read
# --------------------------------------------------------------------------------------------------------------


def refused(data: bytes, code: str, *, limits: Limits | None = None) -> str:
    with pytest.raises(ReadError) as caught:
        read(data, "报告.docx", "", limits or Limits())
    assert caught.value.code == code
    assert "\n" not in caught.value.message
    return caught.value.message


def test_an_error_survives_the_way_back_from_a_worker_process() -> None:
    error = pickle.loads(pickle.dumps(ReadError("empty", "文件是空的")))
    assert (error.code, error.message, str(error)) == ("empty", "文件是空的", "文件是空的")


def test_caps_are_named_in_their_errors() -> None:
    body = p("甲") * 3 + tbl(tr("乙"), tr("丙"), tr("丁"))
    assert "max_paragraphs" in refused(docx(body), "too_large", limits=Limits(max_paragraphs=2))
    assert "max_rows" in refused(docx(body), "too_many_rows", limits=Limits(max_rows=2))
    assert "max_unzipped" in refused(docx(body), "too_large", limits=Limits(max_unzipped=200))
    paged = docx(p("甲") + p(RENDERED, "乙") + p(RENDERED, "丙"))
    assert "max_pages" in refused(paged, "too_many_pages", limits=Limits(max_pages=2))


def test_a_zip_bomb_is_refused_before_it_unfolds() -> None:
    bomb = package({"word/document.xml": b"\0" * (64 << 20)})
    assert "max_zip_ratio" in refused(bomb, "too_large")


def test_a_member_that_lies_about_its_size_is_damaged() -> None:
    content = docx(p("甲" * 5000))
    true_size = zipfile.ZipFile(io.BytesIO(content)).getinfo("word/document.xml").file_size
    lie = content.replace(true_size.to_bytes(4, "little"), (300).to_bytes(4, "little"))
    assert lie != content
    refused(lie, "damaged")


def test_an_entity_bomb_and_an_external_entity_are_refused() -> None:
    entities = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10 if n else "ha"}">' for n in range(10))
    for doctype, entity in ((entities, "&e9;"), ('<!ENTITY x SYSTEM "file:///etc/hostname">', "&x;")):
        xml = f"<!DOCTYPE d [{doctype}]><w:document {NAMESPACES}><w:body>{p(r(entity))}</w:body></w:document>"
        for encoding in ("utf-8", "utf-16"):
            refused(package({"word/document.xml": xml.encode(encoding)}), "damaged")


def test_broken_or_missing_parts_are_damage() -> None:
    whole = docx(p("甲"))
    refused(whole[: len(whole) // 2], "damaged")
    refused(whole[:-30], "damaged")
    refused(package({"word/other.xml": "x"}), "damaged")
    refused(package({"word/document.xml": "<w:document"}), "damaged")
    refused(package({"word/document.xml": f"<w:document {NAMESPACES}/>"}), "damaged")
    crc = bytearray(whole)
    crc[zipfile.ZipFile(io.BytesIO(whole)).getinfo("word/document.xml").header_offset + 60] ^= 0xFF
    refused(bytes(crc), "damaged")


def test_a_document_of_pictures_has_no_text() -> None:
    refused(docx(p("<w:r><w:drawing/></w:r>")), "no_text")


@given(st.binary(max_size=40), st.integers(0, 400))
def test_no_damage_makes_the_reader_fail_in_any_other_way(noise: bytes, at: int) -> None:
    whole = docx(p("甲", '<w:r><w:sym w:font="Symbol" w:char="F0B3"/></w:r>') + tbl(tr("1", "2")))
    hurt = whole[:at] + noise + whole[at + len(noise) :]
    with contextlib.suppress(ReadError):
        read(hurt, "报告.docx", "", Limits())


@pytest.mark.parametrize("deepest", [lambda n: tbl(tr(tc(n))), sdt, lambda n: p(text_box(n))])
def test_deep_nesting_is_read_or_refused(deepest: Callable[[str], str]) -> None:
    for depth in (20, 60, 300):
        body = p("里")
        for _ in range(depth):
            body = deepest(body)
            if len(body) > 2_000_000:
                break
        with contextlib.suppress(ReadError):
            assert opened(body).blocks


def test_forged_numbers_in_the_xml_do_no_harm() -> None:
    huge = "9" * 5000
    body = (
        tbl(
            tr(
                tc("甲", properties='<w:gridSpan w:val="99999999"/>'),
                tc("乙", properties=f'<w:gridSpan w:val="{huge}"/>'),
            )
        )
        + item("丙", num=1)
        + p("丁", properties=f'<w:outlineLvl w:val="{huge}"/>')
    )
    document = opened(body, numbering=numbering(f'<w:lvl w:ilvl="{huge}"><w:start w:val="{huge}"/></w:lvl>'))
    assert tables(document)[0].columns < 2000
    assert lines(document) == ["丙", "丁"]


def test_a_strict_file_with_its_main_part_elsewhere_is_read() -> None:
    xml = f"<w:document {NAMESPACES}><w:body>{p('严格')}</w:body></w:document>".replace(
        "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
        "http://purl.oclc.org/ooxml/wordprocessingml/main",
    )
    relationships = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="1" '
        'Type="http://purl.oclc.org/ooxml/officeDocument/relationships/officeDocument" Target="/word\u002fmain.xml"/>'
        "</Relationships>"
    )
    data = package({"_rels/.rels": relationships, "WORD\\Main.xml": xml})
    assert lines(read(data, "a.docx", "", Limits())) == ["严格"]


# --------------------------------------------------------------------------------------------------------------
# The door: what a file is, by its content
# --------------------------------------------------------------------------------------------------------------

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)
REPORT = "本年支出 12.30 万元，比上年减少。\n"


@pytest.mark.parametrize(
    ("name", "content", "code", "words"),
    [
        ("a.docx", b"", "empty", "0 字节"),
        ("a.txt", b"", "empty", "0 字节"),
        ("a.docx", REPORT.encode(), "mislabelled", ".txt"),
        ("a.docx", REPORT.encode("gb18030"), "mislabelled", "纯文本"),
        ("a.docx", REPORT.encode("utf-16"), "mislabelled", "纯文本"),
        ("a.txt", docx(p("甲")), "mislabelled", ".docx"),
        ("a.docx", docx(p("甲"))[:300], "damaged", "损坏"),
        ("a.docx", bytes(5000), "damaged", "空字节"),
        ("a.docx", OLE + "EncryptedPackage".encode("utf-16-le"), "encrypted", "请先去除密码另存"),
        ("a.docx", OLE + "WordDocument".encode("utf-16-le"), "mislabelled", "另存为 docx"),
        ("a.doc", OLE + "WordDocument".encode("utf-16-le"), "unknown_format", "另存为 docx"),
        ("a.wps", OLE, "unknown_format", "另存为 docx"),
        ("a.pdf", b"%PDF-1.7\n", "damaged", "结尾缺失"),
        ("a.docx", b"%PDF-1.7\n", "mislabelled", "PDF"),
        ("a.rtf", b"{\\rtf1\\ansi}", "unknown_format", "docx"),
        ("a.html", b"<!DOCTYPE html><html>", "unknown_format", "网页"),
        ("a.doc", b"\xef\xbb\xbf<html xmlns:w='x'>", "mislabelled", "网页"),
        ("a.xml", b'<?xml version="1.0"?><?mso-application progid="Word.Document"?>', "unknown_format", "XML"),
        ("a.mht", b"MIME-Version: 1.0\r\nContent-Type: multipart/related;", "unknown_format", "mht"),
        ("a.png", b"\x89PNG\r\n\x1a\n", "unknown_format", "图片"),
        ("a.docx", b"\x01\x02\x03\x00\xff\x10" * 50, "unknown_format", "无法识别"),
        ("a.docx", package({"xl/workbook.xml": "x"}), "mislabelled", "Excel"),
        ("a.xlsx", package({"xl/workbook.xml": "x"}), "unknown_format", "Excel"),
        ("a.pptx", package({"ppt/presentation.xml": "x"}), "unknown_format", "PowerPoint"),
        ("a.odt", package({"mimetype": "application/vnd.oasis.opendocument.text"}), "unknown_format", "ODF"),
        ("a.zip", package({"报告.docx": "x"}), "unknown_format", "解压"),
    ],
)
def test_a_file_that_is_not_what_it_should_be(tmp_path: Path, name: str, content: bytes, code: str, words: str) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    with pytest.raises(ReadError) as caught:
        open_document(path)
    assert caught.value.code == code
    assert words in caught.value.message
    assert str(path) not in caught.value.message


def test_an_encrypted_zip_member_is_named(tmp_path: Path) -> None:
    data = bytearray(docx(p("甲")))
    at = data.find(b"PK\x01\x02")
    while at >= 0:
        data[at + 8] |= 1
        at = data.find(b"PK\x01\x02", at + 4)
    path = tmp_path / "a.docx"
    path.write_bytes(data)
    with pytest.raises(ReadError) as caught:
        open_document(path)
    assert caught.value.code == "encrypted"


def test_what_is_no_file_and_what_is_too_large(tmp_path: Path) -> None:
    for path in (tmp_path, tmp_path / "没有.docx"):
        with pytest.raises(ReadError) as caught:
            open_document(path)
        assert caught.value.code == "not_a_file"
    large = tmp_path / "a.txt"
    large.write_bytes(b"1" * 100)
    with pytest.raises(ReadError, match="max_bytes"):
        open_document(large, Limits(max_bytes=99))


@pytest.mark.parametrize("name", ["a.docx", "a.doc", "报告.DOCX", "无扩展名"])
def test_a_word_document_opens_by_its_content(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    path.write_bytes(docx(p("甲")))
    document = open_document(path)
    assert lines(document) == ["甲"]
    assert document.path == str(path)
    assert len(document.sha256) == 64


def test_text_goes_to_the_text_reader(tmp_path: Path) -> None:
    for name in ("a.txt", "a.md", "无扩展名"):
        path = tmp_path / name
        path.write_bytes(REPORT.encode("gb18030"))
        assert lines(open_document(path)) == [REPORT.strip()]


def test_word_libraries_are_not_loaded_before_a_word_file_is_read() -> None:
    program = "import sys, extract.readers; sys.exit(bool({'lxml', 'docx'} & set(sys.modules)))"
    assert subprocess.run([sys.executable, "-c", program], check=False).returncode == 0
