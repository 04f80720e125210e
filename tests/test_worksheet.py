"""Working papers of single indicators in their layouts: table, lines of key and value, small headings."""

from __future__ import annotations

from extract.book import build_book
from extract.model import Cell, Document, FactBook, Table, Text
from extract.structure import outline
from tests.cases import book_of


def _said(book: FactBook) -> list[tuple[str, str, str, str]]:
    return [
        (
            paper.code,
            paper.name.text,
            paper.weight.quantity.text if paper.weight else "",
            paper.score.quantity.text if paper.score else "",
        )
        for paper in book.worksheets
    ]


def test_lines_of_key_and_value_under_a_title_each() -> None:
    book = book_of(
        "附件5 工作底稿\nB12“经费控制率”指标评价底稿\n指标解释：公用经费的控制程度。\n指标权重：3分\n"
        "评价结果：控制率98%，得分3分。\n指标得分：2.5分\nC11“服务满意度”评价底稿\n指标权重：5分；指标得分：4.5分\n"
    )
    assert _said(book) == [("B12", "经费控制率", "3分", "2.5分"), ("C11", "服务满意度", "5分", "4.5分")]
    assert [key for key, _ in book.worksheets[0].notes] == ["指标解释", "评价结果"]


def test_several_papers_in_one_table_are_told_by_their_names() -> None:
    book = book_of(
        "附件3 绩效评价工作底稿\n指标名称\tB11 预算执行率\t指标权重\t4分\n评分标准\t达到95%得满分\n"
        "评价过程\t执行率为96%，得分4分\n指标得分\t3.8\n指标名称\tB12 结转结余率\t指标权重\t2分\n"
        "数据来源\t决算报表\n指标得分\t2\n"
    )
    assert _said(book) == [("B11", "预算执行率", "4分", "3.8"), ("B12", "结转结余率", "2分", "2")]


def test_small_headings_with_their_value_below() -> None:
    book = book_of(
        "工作底稿\n一、指标名称\nA21 职责明确性\n二、指标权重\n2分\n三、评价标准\n①职责明确得1分；②符合规定得1分。\n"
        "四、评价结果\n符合①②，得2分。\n本指标得分2分。\n"
    )
    assert _said(book) == [("A21", "职责明确性", "2分", "2分")]


def test_a_row_of_keys_over_a_row_of_values() -> None:
    book = book_of(
        "评价工作底稿（产出数量）\n指标名称\t权重\t得分\t数据来源\n培训场次完成率\t10\t9.5\t签到表\n"
        "指标解释\t反映培训计划完成情况\n"
    )
    assert _said(book) == [("", "培训场次完成率", "10", "9.5")]


def test_a_row_without_its_key_belongs_to_the_key_above() -> None:
    book = book_of(
        "工作底稿\nA13“计划完整性”评价底稿\n指标权重\t指标权重 2 分\n\t权重依据：参考指标体系\n"
        "评价结果\t本单位考核得分 91.5 分。\n\t指标得分：1.5 分\n"
    )
    assert _said(book) == [("A13", "计划完整性", "2 分", "1.5 分")]


def test_the_papers_of_a_whole_report_name_no_indicator() -> None:
    assert not book_of("绩效评价工作底稿\n评价结果：总体较好。\n得分：93.5分\n数据来源：决算报表\n").worksheets


def test_every_number_of_a_paper_stays_one_number() -> None:
    book = book_of("工作底稿\nA13“计划完整性”评价底稿\n指标权重\t指标权重 2 分\n评价结果\t指标得分：1.5 分\n")
    places = [(n.location.block, n.location.row, n.location.column, n.location.start) for n in book.numbers]
    assert len(places) == len(set(places))
    bound = {n.fact for n in book.numbers if n.fact is not None}
    assert {fact.id for fact in book.facts} == bound


def test_the_points_of_a_rubric_are_not_the_score_their_total_is() -> None:
    book = book_of(
        "附件3 绩效评价工作底稿\n指标名称：立项规范性    指标编码：A12    权重：4分\n评价要点\t评分标准\t得分\t评价依据\n"
        "①按规定程序申请\t2\t2\t申报文件\n②审批文件齐全\t2\t1\t批复\n合计\t4\t3\n"
    )
    assert _said(book) == [("A12", "立项规范性", "4分", "3")]


def test_merged_cells_with_the_title_inside_the_table() -> None:
    cells = (
        Cell(0, 0, Text("A12“立项程序规范性”评价底稿"), column_span=4),
        Cell(1, 0, Text("指标权重（分）")),
        Cell(1, 1, Text("20")),
        Cell(1, 2, Text("数据来源")),
        Cell(1, 3, Text("会议纪要")),
        Cell(2, 0, Text("评价标准"), row_span=2),
        Cell(2, 1, Text("①程序完整得10分"), column_span=3),
        Cell(3, 1, Text("②材料齐全得10分"), column_span=3),
        Cell(4, 0, Text("评价结果")),
        Cell(4, 1, Text("材料欠一份，指标得分18.5分。"), column_span=3),
    )
    document = Document("hand.docx", "", "docx", (Table(0, 1, 5, 4, cells),))
    book = build_book(document, outline(document))
    assert _said(book) == [("A12", "立项程序规范性", "20", "18.5分")]
    assert [key for key, _ in book.worksheets[0].notes] == ["数据来源", "评价标准", "评价标准", "评价结果"]
