"""The PDF reader as a whole: what a page shows is what the document says, and nothing else is."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from pathlib import Path

import pytest
from reportlab.lib.colors import Color

from extract.book import build_book
from extract.model import Document, Paragraph, Table
from extract.readers import open_document
from extract.readers.base import Limits, ReadError
from extract.readers.pdf.reader import read
from extract.structure import outline
from tests.drawn_pdf import LANDSCAPE, LATIN, Drawing, Page, pdf

XS = (72, 222, 322, 422, 522)
HEAD = ("科目", "年初预算", "调整预算", "决算数")
PROSE = "全镇当年收入合计为一千二百万元，其中财政拨款收入占比最高，其他收入主要是利息收入和捐赠收入，较上年略有增长。"


def document(*drawings: Drawing, password: str | None = None, **options: object) -> Document:
    return read(pdf(*drawings, **options), "报告.pdf", "", Limits(), password)  # type: ignore[arg-type]


def paragraphs(made: Document) -> list[str]:
    return [b.text.content for b in made.blocks if isinstance(b, Paragraph) and b.origin != "unread"]


def tables(made: Document) -> list[Table]:
    return [block for block in made.blocks if isinstance(block, Table)]


def grid(table: Table) -> list[list[str]]:
    """The texts of a table by row and column; a merged cell at its first place, its other places None-like "·"."""
    rows = [["·"] * table.columns for _ in range(table.rows)]
    for cell in table.cells:
        rows[cell.row][cell.column] = cell.text.content
    return rows


def rows(count: int, start: int = 1) -> list[tuple[str, ...]]:
    return [(f"项目{n}支出", f"{n}10.00", f"{n}20.00", f"{n}05.50") for n in range(start, start + count)]


# ---- text ------------------------------------------------------------------------------------------------------


def test_lines_are_joined_to_paragraphs_with_a_place_for_every_figure() -> None:
    def draw(page: Page) -> None:
        page.centre(80, "某镇部门决算说明", 18)
        y = page.paragraph(120, PROSE * 2 + "年末结转45.60万元。")
        page.paragraph(y, "第二段另起一行。")

    made = document(draw)
    assert paragraphs(made) == ["某镇部门决算说明", PROSE * 2 + "年末结转45.60万元。", "第二段另起一行。"]
    text = made.blocks[1].text  # type: ignore[union-attr]
    at = text.content.index("45.60")
    mark = text.mark_at(at)
    assert mark.page == 1 and mark.offset == at
    assert mark.bbox is not None
    left, top, right, bottom = mark.bbox
    assert 40 < right - left < 60 and 10 < bottom - top < 14 and 150 < top < 200


def test_digits_of_another_font_and_baseline_stay_in_their_sentence() -> None:
    def draw(page: Page) -> None:
        x = page.text(72, 100, "支出决算为")
        x = page.text(x, 98, "2940.05", 12, LATIN)
        x = page.text(x, 100, "万元，完成预算的")
        x = page.text(x, 101.5, "98.20%", 11, LATIN)
        page.text(x, 100, "。")

    assert paragraphs(document(draw)) == ["支出决算为2940.05万元，完成预算的98.20%。"]


def test_a_paragraph_goes_on_over_the_end_of_a_page() -> None:
    def first(page: Page) -> None:
        page.paragraph(100, PROSE * 3)
        page.text(96, 780, "全年支出合计为三百二十五万元，其中基本支出二百一十万元，项目支")
        page.centre(810, "- 1 -", 10)

    def second(page: Page) -> None:
        page.text(72, 80, "出一百一十五万元。")
        page.paragraph(100, PROSE * 3)
        page.centre(810, "- 2 -", 10)

    made = document(first, second)
    joined = made.blocks[1]
    assert isinstance(joined, Paragraph)
    assert joined.text.content == ("全年支出合计为三百二十五万元，其中基本支出二百一十万元，项目支出一百一十五万元。")
    assert [mark.page for mark in joined.text.marks] == [1, 2]


def test_two_columns_are_read_one_after_the_other() -> None:
    left, right = (PROSE * 3)[:-1] + "甲", PROSE * 3

    def draw(page: Page) -> None:
        page.centre(70, "两栏文件的标题横跨两栏", 16)
        page.paragraph(100, left + right[:9] + "1.50万元" + right[9:], 60, 220)
        page.paragraph(100, "右栏" + right, 310, 220)

    assert paragraphs(document(draw)) == [
        "两栏文件的标题横跨两栏",
        left + right[:9] + "1.50万元" + right[9:],
        "右栏" + right,
    ]


def test_blanks_between_figures_are_kept_and_made_ones_are_not() -> None:
    def draw(page: Page) -> None:
        page.text(72, 100, "编号", 12)
        page.text(100, 100, "12", 12)
        page.text(120, 100, "34", 12)  # a gap of eight points

    assert paragraphs(document(draw)) == ["编号12 34"]


def test_radicals_and_compatibility_forms_are_read_as_characters() -> None:
    from extract.readers.pdf.characters import printed

    assert [printed(ord(char)) for char in "⼀⻚⻓㎡金\u00a0\u200b"] == ["一", "页", "长", "㎡", "金", " ", ""]


# ---- what is no text -------------------------------------------------------------------------------------------


def test_headers_footers_and_page_numbers_are_off() -> None:
    def page_of(number: int) -> Drawing:
        def draw(page: Page) -> None:
            page.centre(50, "某局2023年度部门决算公开", 9)
            page.paragraph(100, "甲乙丙丁"[number - 1] + "方面，" + PROSE)
            page.centre(812, f"第 {number} 页 共 4 页", 9)

        return draw

    made = document(*[page_of(n) for n in range(1, 5)])
    assert len(made.blocks) == 4
    assert all("共 4 页" not in text and "公开" not in text for text in paragraphs(made))


def test_a_bare_page_number_is_off_and_a_figure_at_the_foot_is_not() -> None:
    def page_of(number: int) -> Drawing:
        def draw(page: Page) -> None:
            page.paragraph(100, PROSE)
            page.centre(812, str(number + 4), 9)

        return draw

    def last(page: Page) -> None:
        page.paragraph(100, PROSE)
        page.centre(812, "325", 9)

    assert [t for t in paragraphs(document(*[page_of(n) for n in range(4)], last)) if t.isdigit()] == ["325"]


def test_the_title_of_a_table_that_every_part_repeats_is_no_header() -> None:
    def part(number: int) -> Drawing:
        def draw(page: Page) -> None:
            page.centre(60, "收入支出决算总表", 12)
            page.table(XS, 80, [HEAD, *rows(20, 20 * number + 1)])

        return draw

    def prose(page: Page) -> None:
        page.paragraph(100, PROSE)

    made = document(part(0), part(1), part(2), prose, prose)
    assert paragraphs(made).count("收入支出决算总表") == 1
    (table,) = tables(made)
    assert table.rows == 61 and table.header_rows == 1


@pytest.mark.parametrize("way", ["invisible", "white", "clipped", "off the page", "clear"])
def test_text_that_nobody_sees_is_no_content(way: str) -> None:
    def draw(page: Page) -> None:
        canvas = page.canvas
        page.text(72, 100, "支出合计100.00万元。")
        canvas.saveState()
        x, y = 72.0, 130.0
        if way == "invisible":
            words = canvas.beginText(72, page.height - 130)
            words.setTextRenderMode(3)
            words.setFont("STSong-Light", 12)
            words.textLine("隐藏的999.99万元")
            canvas.drawText(words)
            canvas.restoreState()
            return
        if way == "white":
            canvas.setFillColor("white")
        elif way == "clipped":
            path = canvas.beginPath()
            path.rect(72, page.height - 110, 200, 20)
            canvas.clipPath(path, stroke=0)
        elif way == "off the page":
            x, y = 700, 130
        elif way == "clear":
            canvas.setFillColor(Color(0, 0, 0, alpha=0))
        page.text(x, y, "隐藏的999.99万元")
        canvas.restoreState()

    made = document(draw)
    assert paragraphs(made) == ["支出合计100.00万元。"]
    assert made.notes == ("有 11 个看不见的字（隐藏、白色或被裁去），未作为正文",)


def test_a_form_is_read_where_it_is_placed_with_its_own_clipping() -> None:
    def draw(page: Page) -> None:
        canvas = page.canvas
        canvas.beginForm("F", lowerx=0, lowery=0, upperx=300, uppery=100)
        path = canvas.beginPath()
        path.rect(0, 0, 200, 50)
        canvas.clipPath(path, stroke=0)
        canvas.setFont("STSong-Light", 12)
        canvas.drawString(10, 10, "合计12.50元")
        canvas.drawString(10, 80, "被裁去的99元")
        canvas.endForm()
        canvas.translate(250, 500)
        canvas.scale(2, 2)
        canvas.doForm("F")

    made = document(draw)
    assert paragraphs(made) == ["合计12.50元"]
    box = made.blocks[0].text.marks[0].bbox  # type: ignore[union-attr]
    assert box is not None and abs(box[0] - 270) < 1 and abs(box[3] - 325) < 1


def test_white_text_on_a_dark_ground_is_content() -> None:
    def draw(page: Page) -> None:
        page.text(72, 100, "支出合计100.00万元。")
        page.box(70, 115, 300, 135, fill="navy")
        page.canvas.setFillColor("white")
        page.text(72, 130, "表头")
        page.canvas.setFillColor("black")

    assert paragraphs(document(draw)) == ["支出合计100.00万元。", "表头"]


def test_text_drawn_twice_is_read_once() -> None:
    def draw(page: Page) -> None:
        for shift in (0, 0.4):
            page.text(72 + shift, 100 + shift / 2, "本年支出合计110.11万元，比上年增长5%。")

    assert paragraphs(document(draw)) == ["本年支出合计110.11万元，比上年增长5%。"]


def test_watermarks_are_off() -> None:
    def draw(page: Page) -> None:
        canvas = page.canvas
        canvas.saveState()
        canvas.translate(150, 300)
        canvas.rotate(45)
        canvas.setFillColor("grey")
        canvas.setFont("STSong-Light", 60)
        canvas.drawString(0, 0, "内部资料2023")
        canvas.restoreState()
        canvas.saveState()
        canvas.setFillColor(Color(0.8, 0.8, 0.8))
        page.text(150, 250, "草稿88", 48)
        canvas.restoreState()
        page.table(XS, 200, [HEAD, *rows(6)])

    made = document(draw)
    assert not paragraphs(made)
    assert grid(tables(made)[0])[3] == ["项目3支出", "310.00", "320.00", "305.50"]


def test_struck_text_is_off_and_said() -> None:
    def draw(page: Page) -> None:
        x = page.text(72, 100, "实际采购")
        end = page.text(x, 100, "383.14")
        page.line(x, 96, end, 96)
        page.text(end, 100, "338.14万元。")

    made = document(draw)
    assert paragraphs(made) == ["实际采购338.14万元。"]
    assert made.notes == ("有 1 处划去的文字，未作为正文",)


def test_underlined_text_stays() -> None:
    def draw(page: Page) -> None:
        x = page.text(72, 100, "实际采购")
        page.line(x, 102, page.text(x, 100, "383.14"), 102)

    assert paragraphs(document(draw)) == ["实际采购383.14"]


def test_the_raised_number_of_a_footnote_is_no_digit() -> None:
    def draw(page: Page) -> None:
        x = page.text(72, 100, "年末结转10.10", 12)
        x = page.text(x, 95, "1", 7)
        x = page.text(x, 100, "万元，面积20m", 12)
        page.text(x, 95, "2", 7)

    assert paragraphs(document(draw)) == ["年末结转10.10万元，面积20m2"]


def test_footnotes_are_told_after_the_paragraph_that_goes_on_over_them() -> None:
    def first(page: Page) -> None:
        page.paragraph(100, PROSE * 3)
        page.text(96, 700, "全年支出合计为三百二十五万元，其中基本支出二百一十万元，项目支")
        page.line(72, 720, 200, 720)
        page.text(72, 735, "1不含上年结转，结转资金另行说明，", 9)
        page.text(72, 750, "详见附表。", 9)
        page.text(72, 765, "2含基金。", 9)
        page.centre(810, "- 1 -", 10)

    def second(page: Page) -> None:
        page.text(72, 80, "出一百一十五万元。")
        page.paragraph(100, PROSE * 3)
        page.centre(810, "- 2 -", 10)

    told = [(b.origin, b.text.content) for b in document(first, second).blocks if isinstance(b, Paragraph)]
    assert told[1:] == [
        ("body", "全年支出合计为三百二十五万元，其中基本支出二百一十万元，项目支出一百一十五万元。"),
        ("footnote", "1不含上年结转，结转资金另行说明，详见附表。"),
        ("footnote", "2含基金。"),
        ("body", PROSE * 3),
    ]


# ---- tables ----------------------------------------------------------------------------------------------------


def test_a_ruled_table_with_blank_cells() -> None:
    body = [("一、教育支出", "10.00", "", "8.00"), ("二、其他支出", "", "", ""), ("合计", "10.00", "", "8.00")]
    (table,) = tables(document(lambda page: page.table(XS, 100, [HEAD, *body])))
    assert grid(table) == [list(HEAD), *map(list, body)]
    cell = next(cell for cell in table.cells if cell.text.content == "8.00")
    (mark,) = cell.text.marks
    assert mark.page == 1 and mark.bbox is not None and 490 < mark.bbox[0] < mark.bbox[2] < 522


def test_merged_cells_are_told_once_with_their_span() -> None:
    def draw(page: Page) -> None:
        page.table(
            XS, 100, [("", "", "", ""), ("", "", "", ""), ("项目", "1.00", "2.00", "3.00")], across=False, down=False
        )
        for y in (100, 140, 160):
            page.line(72, y, 522, y)
        page.line(222, 120, 522, 120)
        for x in (72, 222, 522):
            page.line(x, 100, x, 160)
        for x in (322, 422):
            page.line(x, 120, x, 160)
        page.text(100, 125, "科目", 10)
        page.text(350, 115, "本年支出", 10)
        for x, words in ((230, "基本支出"), (330, "项目支出"), (430, "合计")):
            page.text(x, 135, words, 10)

    (table,) = tables(document(draw))
    spans = {cell.text.content: (cell.row, cell.column, cell.row_span, cell.column_span) for cell in table.cells}
    assert spans["科目"] == (0, 0, 2, 1)
    assert spans["本年支出"] == (0, 1, 1, 3)
    assert spans["项目支出"] == (1, 2, 1, 1)
    assert grid(table)[2] == ["项目", "1.00", "2.00", "3.00"]


@pytest.mark.parametrize("lines", ["boxes", "thin boxes", "doubled", "dashed"])
def test_lines_may_be_drawn_in_any_way(lines: str) -> None:
    def draw(page: Page) -> None:
        body = [HEAD, *rows(3)]
        page.table(XS, 100, body, across=lines == "doubled", down=lines == "doubled")
        if lines == "boxes":
            for r in range(4):
                for x0, x1 in itertools.pairwise(XS):
                    page.box(x0, 100 + 20 * r, x1, 120 + 20 * r)
            return
        if lines == "dashed":
            page.canvas.setDash(3, 2)
        for r in range(5):
            y = 100 + 20 * r
            if lines == "thin boxes":
                page.box(72, y, 522, y + 0.6, fill="black")
            else:
                page.line(72, y + (1.2 if lines == "doubled" else 0), 522, y + (1.2 if lines == "doubled" else 0))
        for x in XS:
            if lines == "thin boxes":
                page.box(x, 100, x + 0.6, 180, fill="black")
            else:
                page.line(x, 100, x, 180)

    (table,) = tables(document(draw))
    assert grid(table) == [list(HEAD), *map(list, rows(3))]


def test_open_sides_are_closed() -> None:
    def draw(page: Page) -> None:
        page.table(XS, 100, [HEAD, *rows(3)], down=False)
        for x in XS[1:-1]:
            page.line(x, 100, x, 180)

    (table,) = tables(document(draw))
    assert grid(table) == [list(HEAD), *map(list, rows(3))]


@pytest.mark.parametrize("kind", ["three lines", "no lines", "lines across", "lines down"])
def test_half_ruled_and_unruled_tables(kind: str) -> None:
    def draw(page: Page) -> None:
        page.paragraph(60, PROSE)
        page.table(XS, 130, [HEAD, *rows(5)], across=kind == "lines across", down=kind == "lines down")
        if kind == "three lines":
            for y in (130, 150, 250):
                page.line(72, y, 522, y)
        if kind == "lines down":
            for y in (130, 150, 250):
                page.line(72, y, 522, y)
        page.paragraph(300, PROSE)

    made = document(draw)
    (table,) = tables(made)
    assert grid(table) == [list(HEAD), *map(list, rows(5))]
    assert paragraphs(made) == [PROSE, PROSE]


def test_blank_cells_of_an_unruled_table_keep_their_column() -> None:
    body = [
        ("甲", "1.00", "2.00", "3.00"),
        ("乙", "", "5.00", ""),
        ("丙", "7.00", "", "9.00"),
        ("合计", "8.00", "7.00", "12.00"),
    ]
    (table,) = tables(document(lambda page: page.table(XS, 100, [HEAD, *body], across=False, down=False)))
    assert grid(table)[1:] == [list(row) for row in body]


def test_rows_of_figures_that_make_no_table_are_named_by_their_page() -> None:
    def draw(page: Page) -> None:
        page.paragraph(100, PROSE)
        for y, words in ((200, ("公用经费", "12.00", "13.50")), (216, ("人员经费", "30.00", "31.20"))):
            for x, word in zip((76, 250, 400), words, strict=True):
                page.text(x, y, word, 10)

    made = document(draw)
    assert made.notes == ("第1页有像表格的内容，没能按行列读出，其中的数未按表核对",)


def test_text_wrapped_in_an_unruled_table_stays_in_its_cell() -> None:
    def draw(page: Page) -> None:
        page.table(XS, 100, [HEAD, *rows(3)], across=False, down=False)
        page.text(76, 194, "机关事业单位基本养老保险缴费", 10)
        page.text(76, 208, "支出", 10)
        for x, words in ((318, "4.00"), (418, "5.00"), (518, "6.00")):
            page.right(x, 194, words, 10)
        page.text(76, 228, "合计", 10)
        for x, words in ((318, "604.00"), (418, "665.00"), (518, "322.50")):
            page.right(x, 228, words, 10)

    (table,) = tables(document(draw))
    assert grid(table)[4:] == [
        ["机关事业单位基本养老保险缴费支出", "4.00", "5.00", "6.00"],
        ["合计", "604.00", "665.00", "322.50"],
    ]


def three_lines(page: Page, top: float, rows: list[tuple[str, ...]], high: float = 20.6, foot: bool = True) -> None:
    """A table of narrow cells, ruled above, below its headings and, if `foot`, at its end; words wrapped with a
    shorter leading make their row higher."""
    xs, y = (72, 150, 230, 300, 360), top
    page.line(72, y, 420, y)
    for number, row in enumerate(rows):
        parts = [text.split("|") for text in row]
        for x, lines in zip(xs, parts, strict=True):
            for at, text in enumerate(lines):
                page.text(x + 3, y + 13 + 13 * at, text, 10)
        y += high + 13 * (max(map(len, parts)) - 1)
        if number == 0 or (foot and number == len(rows) - 1):
            page.line(72, y, 420, y)


def test_cells_parted_by_little_room_and_wrapped_text() -> None:
    head = ("一级指标", "二级指标", "三级指标", "分值", "得分")
    body = [
        ("产出指标", "数量指标", "培训人次", "20", "20"),
        ("", "质量指标", "设备验收合格|率", "15", "14.25"),
        ("效益指标", "可持续影响指标", "双证获取率", "15", "14.77"),
        ("总分", "", "", "50", "49.02"),
    ]
    (table,) = tables(document(lambda page: three_lines(page, 100, [head, *body])))
    assert grid(table) == [list(head), *([text.replace("|", "") for text in row] for row in body)]


def test_a_three_line_table_goes_on_over_the_page() -> None:
    head = ("资金性质", "预算数", "执行数", "分值", "得分")
    body = [("财政拨款", "3,120.00", "3,265.18", "10", "9.81"), ("上年结转", "64.20", "64.20", "—", "—")]
    rest = [("其他资金", "377.80", "414.38", "—", "—"), ("合计", "3,562.00", "3,743.76", "10", "9.81")]

    def first(page: Page) -> None:
        page.paragraph(100, PROSE)
        three_lines(page, 700, [head, *body], foot=False)

    made = document(first, lambda page: three_lines(page, 72, [head, *rest]))
    (table,) = tables(made)
    assert grid(table) == [list(row) for row in (head, *body, *rest)]
    assert table.header_rows == 1


def test_a_heading_over_two_columns_of_an_unruled_table() -> None:
    def draw(page: Page) -> None:
        page.text(250, 100, "本年支出", 10)  # over the middle of both columns
        page.text(76, 100, "科目", 10)
        page.text(380, 100, "完成率", 10)
        for x, words in ((218, "基本支出"), (288, "项目支出")):
            page.text(x, 120, words, 10)
        for row in range(4):
            page.text(76, 140 + 20 * row, f"第{'一二三四'[row]}项", 10)
            for x, words in ((258, f"{row}1.00"), (328, f"{row}2.00"), (410, f"9{row}.5")):
                page.right(x, 140 + 20 * row, words, 10)

    (table,) = tables(document(draw))
    spans = {cell.text.content: (cell.row, cell.column, cell.row_span, cell.column_span) for cell in table.cells}
    assert spans["本年支出"] == (0, 1, 1, 2) and spans["基本支出"] == (1, 1, 1, 1)


def unread(made: Document) -> list[str]:
    return [b.text.content for b in made.blocks if isinstance(b, Paragraph) and b.origin == "unread"]


def test_rows_that_cannot_be_told_apart_are_no_table_and_no_prose() -> None:
    """A question beside its three answers, wrapped at a height of its own: it belongs to no row."""

    def draw(page: Page) -> None:
        for x, words in ((76, "题目"), (230, "选项"), (330, "分值"), (430, "人数")):
            page.text(x, 100, words, 10)
        for block in range(3):
            y = 120 + 60 * block
            page.text(76, y, "对办事大厅的服务态", 10)
            page.text(76, y + 13, "度是否满意？", 10)
            for row, words in enumerate(("满意", "一般", "不满意")):
                page.text(230, y + 20 * row, words, 10)
                page.text(330, y + 20 * row, f"{10 - 4 * row}", 10)
                page.text(430, y + 20 * row, f"{90 + row}", 10)

    made = document(draw)
    assert not tables(made) and not paragraphs(made)
    assert "度是否满意？" in unread(made)
    assert any("分不清行列" in note for note in made.notes)
    book = build_book(made, outline(made))
    assert not book.facts and not book.claims
    assert {seen.reason for seen in book.numbers} == {"表格未读出"}


def test_a_part_of_an_unruled_table_is_not_told_as_the_whole() -> None:
    """The rows of the second page have other columns, so that they cannot be joined to those of the first."""

    def first(page: Page) -> None:
        page.paragraph(100, PROSE)
        page.table(XS, 600, [HEAD, *rows(4)], across=False, down=False)

    def second(page: Page) -> None:
        for row in range(4):
            page.text(76, 80 + 20 * row, "某项", 10)
            page.right(300, 80 + 20 * row, f"{row}5.00", 10)
        page.paragraph(400, PROSE)

    made = document(first, second)
    assert not tables(made) and paragraphs(made) == [PROSE, PROSE]


def test_prose_and_contents_are_no_tables() -> None:
    def draw(page: Page) -> None:
        page.centre(60, "目录", 16)
        for n, title in enumerate(("部门概况", "决算报表", "情况说明", "名词解释")):
            page.text(72, 100 + 20 * n, f"{'一二三四'[n]}、{title}")
            page.right(522, 100 + 20 * n, str(3 * n + 1))
        y = page.paragraph(220, PROSE)
        page.text(72, y + 20, "填表人：张三")
        page.text(300, y + 20, "2023年3月5日")

    made = document(draw)
    assert not tables(made)
    assert [b.text.content for b in made.blocks if isinstance(b, Paragraph) and b.toc] == [
        "一、部门概况 1", "二、决算报表 4", "三、情况说明 7", "四、名词解释 10",
    ]  # fmt: skip


def test_a_number_wrapped_in_a_narrow_cell_is_one_number() -> None:
    def draw(page: Page) -> None:
        page.table((72, 172, 216), 100, [("项目", "金额"), ("", "")], high=40)
        page.text(76, 160, "支出合计", 10)
        page.text(176, 152, "15,890,8", 10)
        page.text(176, 164, "43.76", 10)

    (table,) = tables(document(draw))
    assert grid(table)[1] == ["支出合计", "15,890,843.76"]


def test_rows_that_are_not_ruled_apart_are_told_by_their_figures() -> None:
    def draw(page: Page) -> None:
        page.table(XS, 100, [HEAD], high=20)
        page.table(XS, 120, rows(4), high=20, across=False)
        page.line(72, 200, 522, 200)

    (table,) = tables(document(draw))
    assert grid(table) == [list(HEAD), *map(list, rows(4))]


def test_numbers_that_touch_over_a_border_are_two() -> None:
    def draw(page: Page) -> None:
        page.table(XS, 100, [HEAD, ("合计", "", "", "")])
        x = page.text(322 - 50, 134, "4,186,235.47", 10)
        page.text(x, 134, "1,286,750.00", 10)

    (table,) = tables(document(draw))
    assert grid(table)[1] == ["合计", "4,186,235.47", "1,286,750.00", ""]


def test_a_number_that_hangs_over_its_border_is_not_cut() -> None:
    def draw(page: Page) -> None:
        page.table(XS, 100, [HEAD, ("合计", "", "", "")])
        page.text(275, 134, "1234567890.55", 10)

    (table,) = tables(document(draw))
    assert grid(table)[1] in (["合计", "1234567890.55", "", ""], ["合计", "", "1234567890.55", ""])


# ---- tables over pages -----------------------------------------------------------------------------------------


def parts(*bodies: Sequence[Sequence[str]], top: float = 60) -> list[Drawing]:
    return [lambda page, body=body: page.table(XS, top, body) for body in bodies]  # type: ignore[misc]


def test_a_table_over_five_pages_without_repeated_headers_is_one() -> None:
    made = document(*parts([HEAD, *rows(30)], rows(30, 31), rows(30, 61), rows(30, 91), [*rows(5, 121)]))
    (table,) = tables(made)
    assert table.rows == 126
    assert [row[0] for row in grid(table)][1:] == [f"项目{n}支出" for n in range(1, 126)]
    pages = {cell.text.marks[0].page for cell in table.cells if cell.text.marks}
    assert pages == {1, 2, 3, 4, 5}


def test_repeated_headers_are_dropped_and_marked() -> None:
    made = document(*parts([HEAD, *rows(30)], [HEAD, *rows(30, 31)], [HEAD, ("合计", "1.00", "2.00", "3.00")]))
    (table,) = tables(made)
    assert table.rows == 62 and table.header_rows == 1
    assert grid(table)[-1] == ["合计", "1.00", "2.00", "3.00"]


def test_a_total_row_alone_on_the_last_page_belongs_to_its_table() -> None:
    made = document(*parts([HEAD, *rows(30)], [("合计", "1.00", "2.00", "3.00")]))
    (table,) = tables(made)
    assert grid(table)[-1] == ["合计", "1.00", "2.00", "3.00"]


def test_a_merged_total_row_on_the_last_page_keeps_its_columns() -> None:
    def last(page: Page) -> None:
        page.line(72, 60, 522, 60)
        page.line(72, 80, 522, 80)
        for x in (72, 322, 422, 522):
            page.line(x, 60, x, 80)
        page.text(180, 74, "合计", 10)
        page.right(418, 74, "2.00", 10)
        page.right(518, 74, "3.00", 10)

    (table,) = tables(document(*parts([HEAD, *rows(30)]), last))
    total = [cell for cell in table.cells if cell.row == 31]
    assert [(cell.column, cell.column_span, cell.text.content) for cell in total] == [
        (0, 2, "合计"), (2, 1, "2.00"), (3, 1, "3.00"),
    ]  # fmt: skip


def test_a_table_with_its_own_title_on_the_next_page_is_another() -> None:
    def second(page: Page) -> None:
        page.centre(60, "支出决算表", 12)
        page.table(XS, 80, [HEAD, *rows(3)])

    made = document(*parts([HEAD, *rows(30)]), second)
    assert len(tables(made)) == 2


def test_forms_with_the_same_title_row_stay_apart() -> None:
    def form(number: int) -> Drawing:
        def draw(page: Page) -> None:
            page.line(72, 40, 522, 40)
            page.line(72, 60, 522, 60)
            page.line(72, 40, 72, 60)
            page.line(522, 40, 522, 60)
            page.text(220, 54, "项目绩效目标表", 10)
            page.table(XS, 60, [("项目名称", f"项目{number}", "金额", f"{number}00.00"), *rows(3)])

        return draw

    assert len(tables(document(form(1), form(2), form(3)))) == 3


def test_a_row_torn_by_the_page_is_one_row() -> None:
    def first(page: Page) -> None:
        page.table((72, 172, 400, 522), 700, [("指标", "评分标准", "得分"), ("", "", "")], high=40)
        page.text(76, 760, "完成率", 10)
        page.text(176, 752, "完成年度计划得满分，每少百分之一扣零点五分", 10)
        page.text(176, 766, "，扣完为止；未按期完成的，每逾期一月扣一分，", 10)
        page.right(518, 760, "9.50", 10)

    def second(page: Page) -> None:
        page.table(
            (72, 172, 400, 522), 60, [("", "季度末未报送的另扣一分。", ""), ("及时率", "按期得满分。", "5.00")], high=20
        )

    (table,) = tables(document(first, second))
    assert table.rows == 3
    assert grid(table)[1] == [
        "完成率",
        "完成年度计划得满分，每少百分之一扣零点五分，扣完为止；未按期完成的，每逾期一月扣一分，季度末未报送的另扣一分。",
        "9.50",
    ]


def test_an_unruled_table_goes_on_over_the_page() -> None:
    def draw(body: Sequence[Sequence[str]]) -> Drawing:
        return lambda page: page.table(XS, 60, body, across=False, down=False)

    (table,) = tables(document(draw([HEAD, *rows(30)]), draw(rows(10, 31)), draw([("合计", "1.00", "2.00", "3.00")])))
    assert table.rows == 42
    assert grid(table)[-1] == ["合计", "1.00", "2.00", "3.00"]


# ---- pages -----------------------------------------------------------------------------------------------------


def test_landscape_among_portrait() -> None:
    wide = (60, 260, 460, 660, 800)
    made = document(
        lambda page: page.paragraph(100, PROSE),
        lambda page: page.table(wide, 60, [HEAD, *rows(3)]),
        lambda page: page.paragraph(100, PROSE),
        sizes=[(595, 842), LANDSCAPE, (595, 842)],
    )
    assert [type(block) for block in made.blocks] == [Paragraph, Table, Paragraph]
    assert grid(tables(made)[0]) == [list(HEAD), *map(list, rows(3))]


@pytest.mark.parametrize("angle", [90, 180, 270])
def test_pages_shown_turned_are_read_upright(angle: int) -> None:
    """The page is drawn turned the other way round, so that it stands upright when shown."""

    def draw(page: Page) -> None:
        canvas = page.canvas
        if angle == 90:
            canvas.translate(595, 0)
        elif angle == 180:
            canvas.translate(595, 842)
        else:
            canvas.translate(0, 842)
        canvas.rotate(angle)
        shown = Page(canvas, LANDSCAPE if angle != 180 else (595, 842))
        shown.text(72, 60, "支出合计100.00万元。")
        shown.table(XS, 100, [HEAD, *rows(3)])

    made = document(draw, turned=angle)
    assert paragraphs(made) == ["支出合计100.00万元。"]
    assert grid(tables(made)[0]) == [list(HEAD), *map(list, rows(3))]
    box = made.blocks[0].text.marks[0].bbox  # type: ignore[union-attr]
    assert box is not None and abs(box[0] - 72) < 1 and abs(box[3] - 61.7) < 1


@pytest.mark.parametrize("angle", [90, 270])
def test_text_that_lies_on_its_side_is_read_and_placed_where_it_lies(angle: int) -> None:
    def draw(page: Page) -> None:
        canvas = page.canvas
        canvas.translate(*((595, 0) if angle == 90 else (0, 842)))
        canvas.rotate(angle)
        shown = Page(canvas, LANDSCAPE)
        shown.text(72, 60, "支出合计100.00万元。")
        shown.table(XS, 100, [HEAD, *rows(3)])

    made = document(draw)
    assert paragraphs(made) == ["支出合计100.00万元。"]
    assert grid(tables(made)[0]) == [list(HEAD), *map(list, rows(3))]
    box = made.blocks[0].text.marks[0].bbox  # type: ignore[union-attr]
    assert box is not None
    if angle == 90:
        assert abs(box[0] - 49.7) < 1 and abs(box[3] - (842 - 72)) < 1
    else:
        assert abs(box[2] - (595 - 49.7)) < 1 and abs(box[1] - 72) < 1


def test_a_heading_on_its_side_in_a_cell_is_read() -> None:
    def draw(page: Page) -> None:
        page.table((72, 102, 322, 522), 100, [("", "数量指标", "5.00"), ("", "质量指标", "6.00")], high=60)
        canvas = page.canvas
        canvas.saveState()
        canvas.translate(92, page.height - 150)
        canvas.rotate(90)
        canvas.setFont("STSong-Light", 10)
        canvas.drawString(0, 0, "产出")
        canvas.restoreState()

    assert grid(tables(document(draw))[0])[0] == ["产出", "数量指标", "5.00"]


def test_what_is_filled_into_a_form_is_read_where_it_stands() -> None:
    def draw(page: Page) -> None:
        page.table((72, 222, 422), 100, [("Total", ""), ("Rate", "")])
        page.canvas.acroForm.textfield(
            name="total", x=230, y=page.height - 118, width=100, height=16, fontSize=10, value="1234.50", borderWidth=0
        )

    assert grid(tables(document(draw))[0]) == [["Total", "1234.50"], ["Rate", ""]]


def test_bookmarks_give_headings_their_level() -> None:
    def draw(page: Page) -> None:
        page.text(72, 80, "一、部门概况", 14)
        page.text(72, 110, "（一）主要职能", 12)
        page.paragraph(140, PROSE)

    made = document(draw, bookmarks=[(0, "一、部门概况", 1), (1, "（一）主要职能", 1)])
    assert [block.level for block in made.blocks if isinstance(block, Paragraph)] == [1, 2, None]


# ---- scans and refusals ----------------------------------------------------------------------------------------


def scan(page: Page) -> None:
    page.picture(0, 0, page.width, page.height)


def test_a_scanned_page_is_named() -> None:
    made = document(lambda page: page.paragraph(100, PROSE), scan, scan, lambda page: page.paragraph(100, PROSE), scan)
    assert made.notes == ("第2—3、5页是扫描件，没有文字层，页上内容未核对；请提供文字版",)


def test_the_hidden_text_of_a_scan_is_not_read() -> None:
    def recognised(page: Page) -> None:
        scan(page)
        words = page.canvas.beginText(72, 700)
        words.setTextRenderMode(3)
        words.setFont("STSong-Light", 12)
        for line in range(5):
            words.textLine(f"第{line}行识别出来的文字，合计9{line}9.99万元。")
        page.canvas.drawText(words)

    made = document(lambda page: page.paragraph(100, PROSE), recognised)
    assert paragraphs(made) == [PROSE]
    assert made.notes == ("第2页是扫描件，没有文字层，页上内容未核对；请提供文字版",)


def test_a_picture_beside_text_makes_no_scan() -> None:
    def draw(page: Page) -> None:
        page.paragraph(100, PROSE)
        page.picture(72, 200, 520, 700)

    assert document(draw).notes == ()


@pytest.mark.parametrize(("drawing", "words"), [(scan, "扫描图片"), (lambda page: page.line(0, 0, 9, 9), "没有文字")])
def test_a_file_without_any_text_is_refused(drawing: Drawing, words: str) -> None:
    with pytest.raises(ReadError) as refused:
        document(drawing)
    assert refused.value.code == "no_text" and words in refused.value.message


def test_encrypted_files_need_their_password() -> None:
    def draw(page: Page) -> None:
        page.paragraph(100, PROSE)

    with pytest.raises(ReadError) as refused:
        read(pdf(draw, password="秘1"[1:] + "23"), "a.pdf", "", Limits())
    assert refused.value.code == "encrypted" and "--password" in refused.value.message
    with pytest.raises(ReadError) as refused:
        read(pdf(draw, password="123"), "a.pdf", "", Limits(), "321")
    assert refused.value.code == "encrypted" and "打不开" in refused.value.message
    assert paragraphs(read(pdf(draw, password="123"), "a.pdf", "", Limits(), "123")) == [PROSE]


@pytest.mark.parametrize("share", [0.01, 0.3, 0.6, 0.95])
def test_a_truncated_file_is_refused(share: float) -> None:
    data = pdf(*[lambda page: page.paragraph(100, PROSE)] * 5)
    with pytest.raises(ReadError) as refused:
        read(data[: int(len(data) * share)], "a.pdf", "", Limits())
    assert refused.value.code == "damaged"


@pytest.mark.parametrize(
    "data", [b"%PDF-1.7\n", b"%PDF-1.7\n" + bytes(9000) + b"%%EOF", b"%PDF-1.4\nstartxref\n9\n%%EOF"]
)
def test_a_damaged_file_is_refused(data: bytes) -> None:
    with pytest.raises(ReadError) as refused:
        read(data, "a.pdf", "", Limits())
    assert refused.value.code == "damaged"


def test_caps_are_named() -> None:
    data = pdf(*[lambda page: page.table(XS, 60, rows(9))] * 4)
    for limits, code, name in (
        (Limits(max_pages=3), "too_many_pages", "max_pages"),
        (Limits(max_rows=20), "too_many_rows", "max_rows"),
        (Limits(max_seconds=-1), "timeout", "max_seconds"),
    ):
        with pytest.raises(ReadError) as refused:
            read(data, "a.pdf", "", limits)
        assert refused.value.code == code and name in refused.value.message


def test_a_bomb_is_refused_before_it_unfolds() -> None:
    import zlib

    packed = zlib.compress(zlib.compress(b"0 0 m 9 9 l S " * 3_000_000, 9), 9)
    for layers, body in ((1, zlib.decompress(packed)), (2, packed)):
        data = b"%PDF-1.4\n1 0 obj<</Filter[" + b"/FlateDecode" * layers + b"]>>stream\n" + body + b"\nendstream\n%%EOF"
        with pytest.raises(ReadError) as refused:
            read(data, "a.pdf", "", Limits())
        assert refused.value.code == "too_large" and "max_stream" in refused.value.message


def test_a_page_of_countless_lines_is_read_without_them() -> None:
    def draw(page: Page) -> None:
        page.text(72, 60, "支出合计100.00万元。")
        for n in range(300):
            page.line(72, 100 + n, 522, 100 + n)

    made = read(pdf(draw), "a.pdf", "", Limits(max_objects=200))
    assert paragraphs(made) == ["支出合计100.00万元。"]
    assert made.notes == ("第1页的图形过多，没有找表格线，页上的表格可能未核对",)


def test_the_extension_is_only_a_claim(tmp_path: Path) -> None:
    path = tmp_path / "报告.docx"
    path.write_bytes(pdf(lambda page: page.paragraph(100, PROSE)))
    with pytest.raises(ReadError) as refused:
        open_document(path)
    assert refused.value.code == "mislabelled" and ".pdf" in refused.value.message
    right = path.rename(tmp_path / "报告.pdf")
    assert open_document(right).format == "pdf"


def test_bytes_in_front_of_a_file_do_no_harm(tmp_path: Path) -> None:
    path = tmp_path / "附件.pdf"
    path.write_bytes(b"X-Mail: 1\r\n\r\n" + pdf(lambda page: page.paragraph(100, PROSE)))
    assert open_document(path).format == "pdf"


def test_the_same_bytes_give_the_same_document() -> None:
    data = pdf(lambda page: page.table(XS, 60, [HEAD, *rows(3)]), lambda page: page.paragraph(100, PROSE))
    assert read(data, "a.pdf", "", Limits()) == read(data, "a.pdf", "", Limits())
