"""Indicator trees: the layouts in which provinces print them, each with invented indicators."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import count

import pytest

from extract.book import build_book
from extract.model import Cell, Cover, FactBook, Indicator, IndicatorTree, Mark, Outline, PartGroup, Table, Text
from extract.readers.base import Limits
from extract.readers.text import read as read_text
from extract.structure import outline as outline_of
from extract.tables import TableReading, read_table


def book(text: str) -> FactBook:
    """Report text through the whole reader; cells are parted by "|" here and by tabs there."""
    document = read_text(text.strip("\n").replace("|", "\t").encode(), "case.txt", "", Limits())
    return build_book(document, outline_of(document))


def trees(text: str) -> tuple[IndicatorTree, ...]:
    return book(text).trees


def spanned(*cells: tuple[int, int, str] | tuple[int, int, str, int, int]) -> TableReading:
    """A table with merged cells from (row, column, words[, row span, column span])."""
    made = [
        Cell(c[0], c[1], Text(c[2], (Mark(0),)), *(c[3:] if len(c) == 5 else (1, 1)))  # type: ignore[misc]
        for c in cells
    ]
    rows = max(cell.row + cell.row_span for cell in made)
    columns = max(cell.column + cell.column_span for cell in made)
    table = Table(0, 1, rows, columns, tuple(made))
    outline = Outline((), (None,), (), (), {}, ("",), Cover(year=2022))
    return read_table(table, outline, count(1))


def figures(one: Indicator) -> str:
    """重量/得分, "-" for what is not printed."""
    return "/".join("-" if fact is None else str(fact.quantity.value) for fact in (one.weight, one.score))


def shown(tree: IndicatorTree) -> list[str]:
    """Each indicator as its path and its figures."""
    lines = []
    for one in tree.indicators:
        names = [one.name.text]
        at = one.parent
        while at is not None:
            names.append(tree.indicators[at].name.text)
            at = tree.indicators[at].parent
        lines.append(f"{'>'.join(reversed(names))} {figures(one)}")
    return lines


def only(text: str) -> IndicatorTree:
    (tree,) = trees(text)
    return tree


def totals(tree: IndicatorTree) -> Sequence[str]:
    return ["-" if f is None else f.quantity.text for f in (tree.total_weight, tree.total_score)]


def test_weights_in_names_with_codes() -> None:
    tree = only(
        """
一级指标|二级指标|三级指标|得分|指标解释|评分细则|数据来源
A 决策（20分）|A1 立项（12 分）|A11 立项依据（8分）|7.5|依据是否充分|①有批复，得4分；②有规划，得4分|批复文件
||A12 立项程序（4分）|4|程序是否规范|程序规范得4分|会议纪要
|A2 目标（8分）（说明：供参考）|A21 目标合理性（8分）|8|目标是否合理|合理得8分|目标表
合计||100分|19.5
"""
    )
    assert shown(tree) == [
        "决策 20/-",
        "决策>立项 12/-",
        "决策>立项>立项依据 8/7.5",
        "决策>立项>立项程序 4/4",
        "决策>目标 8/-",
        "决策>目标>目标合理性 8/8",
    ]
    assert [one.code for one in tree.indicators] == ["A", "A1", "A11", "A12", "A2", "A21"]
    assert totals(tree) == ["100分", "19.5"]
    leaf = tree.indicators[2]
    assert leaf.rubric_words is not None and leaf.rubric_words.text.startswith("①有批复")
    assert leaf.explanation is not None and leaf.explanation.text == "依据是否充分"
    assert leaf.source is not None and leaf.source.text == "批复文件"
    assert leaf.rubric is not None


def test_numbers_in_names_are_seen_once_and_bound() -> None:
    read = book(
        """
一级指标|二级指标|得分
A 决策（20分）|A1 立项（20分）|18
B 产出（80分）|B1 数量（80分）|75
合计|100分|93
"""
    )
    spots = [(n.location.row, n.location.column, n.location.start) for n in read.numbers]
    assert len(spots) == len(set(spots))
    assert all(number.fact is not None for number in read.numbers if number.quantity)
    ids = [fact.id for fact in read.facts]
    assert len(ids) == len(set(ids))


def test_repeated_headers_and_parents_over_pages() -> None:
    tree = only(
        """
一级指标|二级指标|三级指标|得分|指标解释|评分细则
A 决策（30分）|A1 立项（20分）|A11 依据（12分）|12|看依据|有依据得12分
||A12 程序（8分）|7|看程序是否|程序规范，得

一级指标|二级指标|三级指标|得分|指标解释|评分细则
||||规范|8分。
A 决策 (30分)||A13 论证（0分）|0|看论证|论证充分
|A2 目标(10分)|A21 合理性（10分）|9|看目标|合理得10分
"""
    )
    assert shown(tree) == [
        "决策 30/-",
        "决策>立项 20/-",
        "决策>立项>依据 12/12",
        "决策>立项>程序 8/7",
        "决策>立项>论证 0/0",
        "决策>目标 10/-",
        "决策>目标>合理性 10/9",
    ]
    carried = tree.indicators[3]
    assert carried.explanation is not None and carried.explanation.text == "看程序是否规范"
    assert carried.rubric_words is not None and carried.rubric_words.text == "程序规范，得8分。"


def test_a_name_that_runs_on_over_a_page_is_no_new_indicator() -> None:
    tree = only(
        """
一级指标|二级指标|三级指标|得分
C 绩效（40分）|C1 效果（40分）（说明：本栏供|C11 覆盖率（20分）|20

一级指标|二级指标|三级指标|得分
|各单位参考。）|C12 知晓率（20分）|18
"""
    )
    assert shown(tree) == ["绩效 40/-", "绩效>效果 40/-", "绩效>效果>覆盖率 20/20", "绩效>效果>知晓率 20/18"]


def test_a_column_of_weights_for_each_level_and_deductions() -> None:
    tree = only(
        """
一级指标|权重|二级指标|权重|三级指标|权重|评分标准|扣分|自评得分|扣分原因
投入|20|目标设定|8|目标合理性|8|合理得满分|1|7|目标偏多
||预算配置|12|人员控制率|12|不超编得满分|0|12|
产出|80|职责履行|80|完成率|80|完成率×权重|2.4|77.6|进度慢
合计|100||100||100||3.4|96.6|
"""
    )
    assert shown(tree) == [
        "投入 20/-",
        "投入>目标设定 8/-",
        "投入>目标设定>目标合理性 8/7",
        "投入>预算配置 12/-",
        "投入>预算配置>人员控制率 12/12",
        "产出 80/-",
        "产出>职责履行 80/-",
        "产出>职责履行>完成率 80/77.6",
    ]
    leaf = tree.indicators[2]
    assert leaf.deduction is not None and leaf.deduction.quantity.value == 1
    assert leaf.reason is not None and leaf.reason.text == "目标偏多"
    assert totals(tree) == ["100", "96.6"]


def test_weights_in_percent_without_codes() -> None:
    tree = only(
        """
序号|一级指标|二级指标|三级指标|权重（%）|得分
1|决策（20%）|立项|依据充分性|10%|10
2|||程序规范性|10%|9
3|产出（80%）|数量|完成率|80%|76
总分||||100%|95
"""
    )
    assert shown(tree)[:4] == [
        "决策 20/-",
        "决策>立项 -/-",
        "决策>立项>依据充分性 10/10",
        "决策>立项>程序规范性 10/9",
    ]
    assert {f.quantity.dimension for one in tree.indicators if (f := one.weight)} == {"percent"}


def test_one_column_of_names_told_by_their_numbers() -> None:
    tree = only(
        """
评价指标|分值|得分
一、投入|20|19
（一）目标|10|10
（二）预算|10|9
二、产出|80|78
（一）数量|80|78
合计|100|97
"""
    )
    assert [one.level for one in tree.indicators] == [1, 2, 2, 1, 2]
    assert [one.parent for one in tree.indicators] == [None, 0, 0, None, 3]


def test_one_header_over_the_columns_of_all_levels() -> None:
    reading = spanned(
        (0, 0, "评价指标", 1, 3),
        (0, 3, "分值"),
        (0, 4, "得分"),
        (1, 0, "决策（30分）", 2, 1),
        (1, 1, "立项（30分）", 2, 1),
        (1, 2, "依据充分性"),
        (1, 3, "20"),
        (1, 4, "19"),
        (2, 2, "程序规范性"),
        (2, 3, "10"),
        (2, 4, "10"),
        (3, 0, "产出（70分）"),
        (3, 1, "数量（70分）"),
        (3, 2, "完成率"),
        (3, 3, "70"),
        (3, 4, "68"),
    )
    (tree,) = reading.trees
    assert shown(tree) == [
        "决策 30/-",
        "决策>立项 30/-",
        "决策>立项>依据充分性 20/19",
        "决策>立项>程序规范性 10/10",
        "产出 70/-",
        "产出>数量 70/-",
        "产出>数量>完成率 70/68",
    ]


def test_bare_numbers_in_brackets_under_a_header_that_tells_them() -> None:
    tree = only(
        """
考核指标（满分）|评分细则|自评分|考评分
组织领导（10）|有领导小组|10|9
制度建设（2022年）（20）|有制度|18|17
工作成效（70）|有效|69|68
总分（100）||97|94
"""
    )
    assert [figures(one) for one in tree.indicators] == ["10/10", "20/18", "70/69"]
    assert totals(tree) == ["100", "97"]


def test_merged_cells_and_a_form_of_wide_headers() -> None:
    reading = spanned(
        (0, 0, "评价指标", 1, 3),
        (0, 3, "分值", 2, 1),
        (0, 4, "得分", 2, 1),
        (0, 5, "评分标准", 2, 1),
        (1, 0, "一级指标"),
        (1, 1, "二级指标"),
        (1, 2, "三级指标"),
        (2, 0, "决策（15分）", 3, 1),
        (2, 1, "立项（9分）", 2, 1),
        (2, 2, "依据充分性"),
        (2, 3, "5"),
        (2, 4, "5"),
        (2, 5, "充分得5分"),
        (3, 2, "程序规范性"),
        (3, 3, "4"),
        (3, 4, "3.5"),
        (3, 5, "规范得4分"),
        (4, 1, "目标（6分）"),
        (4, 2, "合理性"),
        (4, 3, "6"),
        (4, 4, "6"),
        (4, 5, "合理得6分"),
        (5, 0, "合计", 1, 3),
        (5, 3, "15"),
        (5, 4, "14.5"),
        (5, 5, ""),
    )
    (tree,) = reading.trees
    assert shown(tree) == [
        "决策 15/-",
        "决策>立项 9/-",
        "决策>立项>依据充分性 5/5",
        "决策>立项>程序规范性 4/3.5",
        "决策>目标 6/-",
        "决策>目标>合理性 6/6",
    ]
    assert totals(tree) == ["15", "14.5"]


def test_a_weight_merged_over_the_rows_of_a_parent_is_the_parents() -> None:
    reading = spanned(
        (0, 0, "一级指标"),
        (0, 1, "二级指标"),
        (0, 2, "三级指标"),
        (0, 3, "分值"),
        (0, 4, "得分"),
        (1, 0, "决策", 2, 1),
        (1, 1, "立项", 2, 1),
        (1, 2, "依据充分性"),
        (1, 3, "10", 2, 1),
        (1, 4, "5"),
        (2, 2, "程序规范性"),
        (2, 4, "4"),
        (3, 0, "产出"),
        (3, 1, "数量"),
        (3, 2, "完成率"),
        (3, 3, "90"),
        (3, 4, "88"),
    )
    (tree,) = reading.trees
    assert [figures(one) for one in tree.indicators] == ["10/-", "-/-", "-/5", "-/4", "-/-", "-/-", "90/88"]


def test_an_indicator_scored_in_several_rows_has_nameless_parts() -> None:
    reading = spanned(
        (0, 0, "一级指标"),
        (0, 1, "二级指标"),
        (0, 2, "评价要点"),
        (0, 3, "分值"),
        (0, 4, "得分"),
        (1, 0, "管理", 3, 1),
        (1, 1, "制度", 2, 1),
        (1, 2, "制度健全"),
        (1, 3, "3"),
        (1, 4, "3"),
        (2, 2, "执行有效"),
        (2, 3, "2"),
        (2, 4, "1"),
        (3, 1, "公开"),
        (3, 2, "按时公开"),
        (3, 3, "5"),
        (3, 4, "5"),
    )
    (tree,) = reading.trees
    assert sum(one.score.quantity.value for one in tree.leaves() if one.score) == 9
    assert len(tree.leaves()) == 3


def test_a_tree_over_two_tables_is_one() -> None:
    read = book(
        """
部门整体支出绩效评价指标体系

一级指标|二级指标|三级指标|得分
决策（30分）|立项（20分）|依据充分性（12分）|12
||程序规范性（8分）|7

续表

一级指标|二级指标|三级指标|得分
|目标（10分）|目标合理性（10分）|9
产出（70分）|数量（70分）|完成率（70分）|68
合计||100分|96
"""
    )
    (tree,) = read.trees
    assert len(tree.leaves()) == 4 and len(tree.indicators) == 9
    assert tree.indicators[4].parent == 0
    assert totals(tree) == ["100分", "96"]


def test_several_trees_in_one_report_are_kept_apart() -> None:
    found = trees(
        """
附件1 部门整体支出评分表

评价指标|分值|得分
决策|40|38
产出|60|57
合计|100|95

附件2 项目支出评分表

评价指标|分值|得分
立项|30|29
效益|70|69
合计|100|98
"""
    )
    assert [totals(tree) for tree in found] == [["100", "95"], ["100", "98"]]


def test_a_form_with_targets_and_completions_is_no_tree() -> None:
    assert not trees(
        """
一级指标|二级指标|三级指标|年度指标值|实际完成值|分值|得分
产出指标|数量指标|培训人数|≥100人|120人|20|20
效益指标|社会效益|知晓率|≥90%|95%|20|20
"""
    )


def test_other_tables_are_no_trees() -> None:
    assert not trees(
        """
项目|年初预算数|决算数
办公费|12.00|11.50
差旅费|8.00|7.20
合计|20.00|18.70
"""
    )


def test_a_questionnaire_is_no_tree() -> None:
    assert not trees(
        """
序号|评价内容|选项|分值|份数|得分
1|服务态度|满意|10|60|600
||一般|5|8|40
2|办事效率|满意|10|58|580
||一般|5|10|50
"""
    )


def test_columns_of_names_that_are_not_numbered_and_a_second_score() -> None:
    tree = only(
        "项目绩效评价表\n项目权重\t评价内容\t分值\t自评分\t复核分\t评价标准及依据\n"
        "项目决策5分\t决策依据\t5\t5\t5\t有上级文件得5分，没有不得分\n"
        "项目管理15分\t财务制度\t9\t9\t7\t有制度得5分；有执行资料得4分\n\t组织机构\t6\t6\t6\t有专人负责得6分\n合计\t\t20\t20\t18\t\n"
    )
    assert [(i.name.text, i.level) for i in tree.indicators] == [
        ("项目决策", 1),
        ("决策依据", 2),
        ("项目管理", 1),
        ("财务制度", 2),
        ("组织机构", 2),
    ]
    marks = [(i.weight, i.score, i.review) for i in tree.leaves()]
    assert [[None if f is None else f.quantity.text for f in told] for told in marks] == [
        ["5", "5", "5"],
        ["9", "9", "7"],
        ["6", "6", "6"],
    ]
    assert tree.total_review is not None and tree.total_review.quantity.text == "18"
    assert all(i.rubric_words is not None for i in tree.leaves())


def test_the_only_score_is_the_first_whoever_gives_it() -> None:
    tree = only("评价表\n二级指标\t三级指标\t分值\t财政复核得分\n管理\t制度\t5\t5\n\t执行\t6\t4\n")
    assert [i.score is not None and i.review is None for i in tree.leaves()] == [True, True]


def test_a_tree_runs_on_without_a_header_of_its_own() -> None:
    head = "评价指标体系\n一级指标\t二级指标\t三级指标\t评分标准\t分值\t得分\n投入（20分）\t配置\t人员控制\t不超编得8分\t8\t8\n"
    rest = "\t\t车辆控制\t不超编得12分\t12\t10\n过程（30分）\t执行\t预算执行\t按比例得分\t30\t25\n合计\t\t\t\t50\t43\n"
    tree = only(f"{head}\n续表\n\n{rest}")
    assert [i.name.text for i in tree.leaves()] == ["人员控制", "车辆控制", "预算执行"]
    by_name = {i.name.text: i for i in tree.indicators}
    assert by_name["车辆控制"].parent == by_name["配置"].index
    assert tree.total_weight is not None and tree.total_weight.quantity.text == "50"
    assert tree.total_score is not None and tree.total_score.quantity.text == "43"


@pytest.mark.parametrize("first", [1, 2])
def test_a_page_may_hold_a_single_indicator(first: int) -> None:
    head = "评价指标体系\n一级指标\t二级指标\t分值\t得分\n"
    rows = ["投入\t人员控制\t20\t20\n", "\t车辆控制\t30\t28\n", "过程\t预算执行\t25\t25\n", "\t资金管理\t25\t20\n"]
    tree = only(f"{head}{''.join(rows[:first])}\n续表\n\n{''.join(rows[first:])}")
    assert [i.name.text for i in tree.leaves()] == ["人员控制", "车辆控制", "预算执行", "资金管理"]
    parents = [tree.indicators[i.parent].name.text for i in tree.leaves() if i.parent is not None]
    assert parents == ["投入", "投入", "过程", "过程"]


def test_a_subtotal_reaches_back_over_the_page() -> None:
    head = "一级指标|二级指标|分值|得分\n"
    pages = (
        f"绩效评价得分表\n\n{head}投入|预算编制|10|9\n|人员控制|8|8\n\n续表\n\n{head}|资金到位|12|11\n小计||30|28\n过程|制度建设|20|18\n"
        f"\n续表\n\n{head}|档案管理|5|5\n小计||25|23\n产出|任务完成|45|44\n小计||45|44\n合计||100|95\n"
    )
    sums = [
        (claim.totals[0].quantity.text, [part.quantity.text for part in claim.parts])
        for claim in book(pages).claims_of(PartGroup)
    ]
    assert sums == [
        ("30", ["10", "8", "12"]),
        ("28", ["9", "8", "11"]),
        ("25", ["20", "5"]),
        ("23", ["18", "5"]),
        ("45", ["45"]),
        ("44", ["44"]),
    ]


def test_a_subtotal_of_a_branch_that_began_on_the_page_before_is_left_open() -> None:
    head = "一级指标|二级指标|分值|得分\n"
    pages = f"绩效评价得分表\n\n{head}投入|预算编制|10|9\n|人员控制|8|8\n\n续表\n\n{head}投入|资金到位|12|11\n投入|小计|30|28\n过程|制度|70|66\n合计||100|94\n"
    assert not [c for c in book(pages).claims_of(PartGroup) if c.totals[0].quantity.text in ("30", "28")]


def test_a_completion_column_without_targets_is_read_row_by_row() -> None:
    tree = only("""
附件 年度工作评分表
指标名称|分值|评分标准|实际完成情况|得分
资料归档率|40|得分=归档率×分值|97.5%|39
热线接通率|30|得分=接通率×分值|接通率达到96%|28.8
培训组织|20|组织到位得满分|组织3期共210人次|20
违规问题|10|发现一处扣2分|无|10
合计|100|||97.8
""")
    assert [None if i.actual is None else i.actual.quantity.text for i in tree.indicators] == [
        "97.5%",
        "96%",
        None,
        None,
    ]
    assert [i.actual_words.text for i in tree.indicators if i.actual_words][2:] == ["组织3期共210人次", "无"]
