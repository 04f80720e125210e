"""Self-evaluation forms (自评表) read into facts: bands of one table, the layouts of different places, merged cells."""

from __future__ import annotations

import io
from decimal import Decimal

import pytest
from docx import Document as new_docx

from extract.book import build_book
from extract.forms.form_cells import number_of
from extract.forms.form_targets import completed, relation_in, targeted
from extract.model import EvaluationForm, Fact, FactBook, Indicator, PartGroup
from extract.readers import docx, text
from extract.readers.base import Limits
from extract.structure import outline

Cell = str | tuple[str, int] | tuple[str, int, int]

MONEY = "项目资金（万元）\t年初预算数\t全年预算数（A）\t全年执行数（B）\t分值\t执行率（B/A）\t得分\n"
INDICATORS = "一级指标\t二级指标\t三级指标\t年度指标值\t实际完成值\t分值\t得分\t偏差原因分析及改进措施\n"


def book_of(content: str) -> FactBook:
    document = text.read(content.encode(), "case.txt", "", Limits())
    return build_book(document, outline(document))


def form_of(content: str) -> EvaluationForm:
    (form,) = book_of(content).evaluations
    return form


def merged(columns: int, rows: list[list[Cell]], title: str = "项目支出绩效自评表") -> FactBook:
    """A docx table of these rows; a cell is its text, or its text with the columns and rows that it spans."""
    made = new_docx()
    made.add_paragraph(title)
    table = made.add_table(rows=len(rows), cols=columns)
    taken: set[tuple[int, int]] = set()
    for r, row in enumerate(rows):
        c = 0
        for given in row:
            words, wide, high = (*given, 1, 1)[:3] if isinstance(given, tuple) else (given, 1, 1)
            assert isinstance(wide, int) and isinstance(high, int)
            while (r, c) in taken:
                c += 1
            cell = table.cell(r, c)
            if wide > 1 or high > 1:
                cell = cell.merge(table.cell(r + high - 1, c + wide - 1))
            cell.text = str(words)
            taken |= {(r + i, c + j) for i in range(high) for j in range(wide)}
            c += wide
    data = io.BytesIO()
    made.save(data)
    document = docx.read(data.getvalue(), "case.docx", "", Limits())
    return build_book(document, outline(document))


def shown(fact: Fact | None) -> str | None:
    return None if fact is None else fact.quantity.text


def told(indicator: Indicator) -> list[str | None]:
    return [
        indicator.name.text,
        shown(indicator.weight),
        shown(indicator.score),
        indicator.relation,
        shown(indicator.target),
        shown(indicator.actual),
    ]


def test_the_bands_of_one_text_table() -> None:
    form = form_of(
        "项目支出绩效自评表\n项目名称\t渠道清淤\n" + MONEY + "年度资金总额\t120\t118\t100.3\t10\t85%\t8.5\n"
        "其中：当年财政拨款\t120\t118\t100.3\t—\t85%\t—\n上年结转资金\t\t\t\t—\t\t—\n"
        "年度总体目标\t预期目标\t实际完成情况\n\t清淤40公里\t清淤38公里\n"
        + INDICATORS
        + "产出指标（50分）\t数量指标\t清淤长度\t≥40公里\t38公里\t50\t47.5\t雨季停工\n"
        "效益指标（40分）\t社会效益指标\t灌溉保证率\t≥90%\t92%\t40\t40\t\n总分\t\t\t\t\t100\t96\t\n"
        "自评结论\t项目基本完成\n"
    )
    assert form.subject == "渠道清淤"
    assert form.conclusion is not None and form.conclusion.text == "项目基本完成"
    assert [(a.text, b.text) for a, b in form.goals] == [("清淤40公里", "清淤38公里")]
    whole, part, carried = form.funds
    assert whole.total and not part.total
    figures = (whole.initial, whole.budget, whole.executed, whole.weight, whole.rate, whole.score)
    assert [shown(f) for f in figures] == ["120", "118", "100.3", "10", "85%", "8.5"]
    assert (part.weight, part.score, carried.budget) == (None, None, None)
    assert [shown(f) for f in (form.tree.total_weight, form.tree.total_score)] == ["100", "96"]
    first, second = form.tree.leaves()
    assert told(first) == ["清淤长度", "50", "47.5", "≥", "40公里", "38公里"]
    assert first.reason is not None and first.reason.text == "雨季停工"
    assert second.reason is not None and second.reason.text == ""
    above = [i for i in form.tree.indicators if i.level == 1]
    assert [shown(i.weight) for i in above] == ["50分", "40分"]


def test_merged_cells_and_blank_rows() -> None:
    (form,) = merged(
        9,
        [
            [("项目名称", 2), ("河道保洁", 7)],
            [("项目资金（万元）", 2, 3), "", "年初预算数", "全年预算数", "全年执行数", "分值", "执行率", "得分"],
            ["年度资金总额", "150", "150", "120", "10", "80%", "8"],
            ["其中：当年财政拨款", "150", "150", "120", "—", "80%", "—"],
            [("年度总体目标", 1, 2), ("预期目标", 4), ("实际完成情况", 4)],
            [("保洁河道 12 条。", 4), ("保洁河道 12 条。", 4)],
            [
                ("绩效指标", 1, 5),
                "一级指标",
                "二级指标",
                "三级指标",
                "年度指标值",
                "实际完成值",
                "分值",
                "得分",
                "偏差原因分析及改进措施",
            ],
            [("产出指标", 1, 3), ("数量指标", 1, 2), "保洁河道条数", "≥12条", "12条", "30", "30", ""],
            ["打捞漂浮物", "≥800吨", "760吨", "20", "19", "枯水期短"],
            ["质量指标", "", "", "", "", "", ""],
            ["满意度指标", "服务对象满意度指标", "沿岸居民满意度", "≥90%", "93%", "40", "40", ""],
            [("总分", 6), "100", "97", ""],
        ],
    ).evaluations
    assert [told(leaf) for leaf in form.tree.leaves()] == [
        ["保洁河道条数", "30", "30", "≥", "12条", "12条"],
        ["打捞漂浮物", "20", "19", "≥", "800吨", "760吨"],
        ["沿岸居民满意度", "40", "40", "≥", "90%", "93%"],
    ]
    first, second, third = form.tree.leaves()
    assert first.parent == second.parent != third.parent
    assert [shown(row.score) for row in form.funds] == ["8", None]
    assert [a.text for a, _ in form.goals] == ["保洁河道 12 条。"]


def test_sign_value_and_unit_in_columns_of_their_own() -> None:
    form = form_of(
        "三级指标\t指标性质\t指标值\t度量单位\t完成值\t权重\t得分\t未完成原因分析\n"
        "受助学生\t≧\t735\t人次\t735\t30\t30\t\n资金结余率\t≦\t5\t%\t3%\t30\t30\t\n"
        "足额发放率\t═\t100\t%\t100%\t20\t20\t\n家庭负担\t定性\t减轻\t\t减轻\t10\t10\t\n"
    )
    assert [(i.relation, shown(i.target), shown(i.actual), i.unit) for i in form.tree.leaves()] == [
        ("≥", "735", "735", "人次"),
        ("≤", "5", "3%", "%"),
        ("=", "100", "100%", "%"),
        ("定性", None, None, ""),
    ]


def test_a_target_under_two_headers_and_an_adjusted_one() -> None:
    (form,) = merged(
        8,
        [
            [
                ("一级指标", 1, 2),
                ("三级指标", 1, 2),
                ("年度指标值", 3),
                ("实际完成值", 1, 2),
                ("分值", 1, 2),
                ("得分", 1, 2),
            ],
            ["指标性质", "指标值", "度量单位"],
            ["产出指标", "培训人次", "≥", "200", "人次", "230", "50", "50"],
            ["效益指标", "上岗率", "≥", "80", "%", "82%", "50", "50"],
        ],
    ).evaluations
    assert [told(i) for i in form.tree.leaves()] == [
        ["培训人次", "50", "50", "≥", "200", "230"],
        ["上岗率", "50", "50", "≥", "80", "82%"],
    ]
    adjusted = form_of(
        "指标名称\t计量单位\t指标性质\t年初指标值\t调整指标值\t全年完成值\t得分系数\t指标权重\t指标得分\n"
        "补助站点数\t个\t≥\t50\t48\t48\t1\t60\t60\n老年人满意度\t%\t≥\t90\t90\t93\t1\t40\t40\n"
    )
    assert [shown(i.target) for i in adjusted.tree.leaves()] == ["48", "90"]


def test_a_whole_department_by_kind_of_spending() -> None:
    form = form_of(
        "部门整体支出绩效自评表\n部门名称\t某县水务局\n"
        "年度资金（万元）\t年初预算数（A）\t全年执行数（B）\t分值\t执行率（B/A）\t得分\n"
        "年度资金总额\t1000\t950\t10\t95%\t9.5\n基本支出\t600\t600\t5\t100%\t5\n项目支出\t400\t350\t5\t87.5%\t4.4\n"
    )
    assert form.subject == "某县水务局"
    assert [(row.name.text, row.denominator, shown(row.score)) for row in form.funds] == [
        ("年度资金总额", "年初预算数", "9.5"),
        ("基本支出", "年初预算数", "5"),
        ("项目支出", "年初预算数", "4.4"),
    ]


def test_weights_that_rows_of_money_share_are_counted_once() -> None:
    content = (
        "年度资金（万元）\t年初预算数（A）\t全年执行数（B）\t分值\t执行率（B/A）\t得分\n"
        "年度资金总额\t1000\t950\t10\t95%\t9.5\n基本支出\t600\t600\t5\t100%\t5\n项目支出\t400\t350\t5\t87.5%\t4.4\n"
        "一级指标\t三级指标\t年度指标值\t实际完成值\t分值\t自评得分\n"
        "产出指标\t新建水厂\t≥3座\t3座\t50\t50\n效益指标\t受益人口\t≥5万人\t5万人\t40\t40\n总分\t\t\t\t100\t99.5\n"
    )
    groups = [[shown(f) for f in (g.totals[0], *g.parts)] for g in book_of(content).claims_of(PartGroup)]
    assert ["100", "10", "50", "40"] in groups
    assert ["99.5", "9.5", "50", "40"] in groups
    assert not any(group[0] == "9.5" for group in groups)


def test_transfers_without_marks() -> None:
    form = form_of(
        "转移支付（项目）名称\t农村公路补助\n项目资金（万元）\t全年预算数（A）\t全年执行数（B）\t预算执行率（B/A×100%）\n"
        "年度资金总额：\t4000\t3900\t97.5%\n其中：中央补助\t4000\t3900\t97.5%\n"
        "一级指标\t二级指标\t三级指标\t指标值\t全年实际完成值\t未完成原因和改进措施\n"
        "产出指标\t数量指标\t新改建里程\t32.1公里\t30.2公里\t征地受阻\n效益指标\t社会效益指标\t出行条件\t改善\t改善\t\n"
    )
    first, second = form.tree.leaves()
    assert (shown(first.target), shown(first.actual), first.weight) == ("32.1公里", "30.2公里", None)
    assert second.relation == "定性"
    assert [shown(row.rate) for row in form.funds] == ["97.5%", "97.5%"]


def test_what_is_no_form() -> None:
    assert not book_of(
        "项目名称\t预算金额\t实际支出\t执行率\n教育专项\t850\t830\t97.6%\n医疗专项\t620\t600\t96.8%\n"
    ).evaluations
    assert not book_of("一级指标\t三级指标\t分值\t得分\n决策\t目标明确性\t4\t4\n过程\t制度健全性\t6\t5\n").evaluations


def test_every_number_is_seen_once() -> None:
    book = book_of(
        INDICATORS + "产出指标（60分）\t数量指标\t清淤长度\t40公里以上\t已完成38公里\t60\t57\t雨季停工 20 天\n"
    )
    bound = [number.fact for number in book.numbers if number.fact is not None]
    assert len(bound) == len(set(bound)) == len(book.facts)
    (leaf,) = book.evaluations[0].tree.leaves()
    assert told(leaf)[3:] == ["≥", "40公里", "38公里"]


@pytest.mark.parametrize(
    ("words", "relation", "one"),
    [
        ("≥50个", "≥", True),
        ("95%以上", "≥", True),
        ("不超过5%", "≤", True),
        ("控制在30万元以内", "≤", True),
        ("＝100%", "=", True),
        ("3次/年", "", True),
        ("2024年12月", "", False),
        ("12月底前", "", False),
        ("建成1个平台", "", False),
        ("≥90%，≤100%", "≤", False),
        ("效果显著", "定性", False),
    ],
)
def test_targets(words: str, relation: str, one: bool) -> None:
    assert relation_in("", words) == relation
    assert targeted(words) is one


def test_completions() -> None:
    assert completed("已完成100%") and completed("38公里") and completed("100%完成")
    assert not completed("达成预期指标") and not completed("完成3次，参加120人") and not completed("2024年11月")
    number = number_of("≥100百分比")
    assert number is not None
    assert (number.value, number.unit, number.text) == (Decimal(100), "%", "100百分比")


def test_short_goals_are_no_header_of_the_indicators() -> None:
    """A goal of a few words above the header of the indicators stays out of what their columns are called."""
    form = form_of(
        "项目支出绩效自评表\n"
        "项目名称\t\t乡镇敬老院改造\n"
        "年度总体目标\t预期目标\t\t实际完成情况\n"
        "\t乡镇敬老院改造\t\t乡镇敬老院改造\n"
        "一级指标\t二级指标\t三级指标\t年度指标值\t实际完成值\t分值\t得分\n"
        "产出指标\t数量指标\t改造床位\t40张\t38张\t100\t95\n"
    )
    (leaf,) = form.tree.leaves()
    assert leaf.score is not None and leaf.score.label == "改造床位/得分"


def test_the_money_ends_where_the_goals_begin() -> None:
    form = form_of(
        "绩效目标自评表\n资金情况（万元）\t\t全年预算数（A）\t全年执行数（B）\t分值\t执行率（B/A）\t得分\n"
        "\t年度资金总额：\t20\t18\t10\t90%\t9\n\t其中：本年财政拨款\t20\t18\t\t\t\n"
        "\t按来源分：\t\t按用途分：\n\t其他资金：12万元\t\t项目支出：8万元\n"
        "年度总体目标\t年初设定目标\t\t年度总体目标完成情况综述\n\t补助收入低的36户\t\t补助收入低的36户\n"
        "一级指标\t二级指标\t三级指标\t分值\t年度指标值\t全年实际值\t得分\n"
        "产出指标\t数量指标\t补助户数\t50\t36户\t36户\t50\n效益指标\t社会效益\t户均增收\t40\t≥800元\t860元\t40\n"
    )
    named = [row.name.text for row in form.funds if row.partition is None]
    assert named == ["年度资金总额：", "其中：本年财政拨款"]
    assert [(a.text, b.text) for a, b in form.goals] == [("补助收入低的36户", "补助收入低的36户")]


def test_a_column_that_tells_how_marks_are_worked_out_holds_none() -> None:
    form = form_of(
        "项目支出绩效自评表\n项目资金（万元）\t年初预算数（A）\t全年执行数（B）\t分值\t执行率（B/A）\t得分\t得分计算方法\n"
        "年度资金总额\t40\t20\t10\t50%\t5\t执行率*该指标分值\n"
        "一级指标\t三级指标\t分值\t年度指标值（A）\t全年实际值（B）\t得分计算方法\t得分\t未完成原因分析\n"
        "产出指标\t清扫街道\t90\t12条\t12条\t完成值达到指标值得满分\t90\t\n"
    )
    (fund,) = form.funds
    assert (shown(fund.score), fund.denominator) == ("5", "年初预算数")
    assert form.execution is not None and form.execution.text == "执行率*该指标分值"
    assert form.execution_rubric is not None and form.execution_rubric.proportional
    (leaf,) = form.tree.leaves()
    assert (shown(leaf.score), shown(leaf.weight)) == ("90", "90")


def test_levels_in_brackets_and_weights_without_them() -> None:
    form = form_of(
        "项目绩效目标自评表\n一级指标\t二级指标\t指标名称（三级指标）\t年初指标值\t年终完成值\t自评分\t复核分\t评价标准\n"
        "项目绩效85分\t产出指标（40）\t修补路面\t30公里\t30公里\t15\t14\t按三级指标个数平均\n"
        "\t\t修补涵洞\t6座\t6座\t25\t25\t按三级指标个数平均\n总分\t\t\t\t\t40\t39\t\n"
    )
    top, second, first, other = form.tree.indicators
    assert [shown(i.weight) for i in (top, second)] == ["85分", "40"]
    assert [(i.name.text, i.level, shown(i.score), shown(i.review)) for i in (first, other)] == [
        ("修补路面", 3, "15", "14"),
        ("修补涵洞", 3, "25", "25"),
    ]
    assert (shown(form.tree.total_score), shown(form.tree.total_review)) == ("40", "39")


def test_rates_printed_as_parts_of_one_are_percent() -> None:
    form = form_of(
        "项目支出绩效自评表\n"
        + MONEY.replace("（B/A）", "")
        + "年度资金总额\t29\t29\t27.8\t10\t0.959\t9.59\n其中：当年财政拨款\t9\t9\t9\t\t1\t\n"
        + INDICATORS
        + "产出指标\t数量指标\t清淤长度\t≥40公里\t38公里\t50\t47.5\t\n"
    )
    rates = [row.rate for row in form.funds if row.rate is not None]
    assert [(r.quantity.text, r.quantity.value) for r in rates] == [("0.959", Decimal("95.9")), ("1", Decimal(100))]


def test_the_name_of_a_row_is_its_indicator() -> None:
    form = form_of(
        "项目支出绩效自评表\n绩效指标\t一级指标\t二级指标\t三级指标\t指标性质\t指标值\t度量单位\t实际完成值\t分值\t得分\n"
        "\t产出指标\t数量指标\t清淤长度\t≥\t40\t公里\t41\t50\t50\n\t效益指标\t社会效益\t灌溉保证率\t=\t90\t%\t90%\t40\t40\n"
    )
    for leaf in form.tree.leaves():
        assert leaf.score is not None and leaf.score.label == f"{leaf.name.text}/得分"
        assert leaf.score.quote.startswith(leaf.name.text)


FIRST_PAGE = (
    "项目名称\t渠道清淤\n"
    + MONEY
    + "年度资金总额\t120\t118\t100.3\t10\t85%\t8.5\n"
    + INDICATORS
    + "产出指标（50分）\t数量指标\t清淤长度\t≥40公里\t38公里\t30\t28.5\t雨季停工\n"
)
SECOND_PAGE = (
    "\t质量指标\t验收合格率\t≥95%\t96%\t20\t20\t\n"
    "效益指标（40分）\t社会效益指标\t灌溉保证率\t≥90%\t92%\t40\t40\t\n总分\t\t\t\t\t100\t97\t\n"
)


@pytest.mark.parametrize("again", ["", INDICATORS])
@pytest.mark.parametrize("between", ["\n", "\n续表\n\n", "\n— 3 —\n\n"])
def test_a_form_that_runs_on_over_the_page(between: str, again: str) -> None:
    form = form_of(f"项目支出绩效自评表\n{FIRST_PAGE}{between}{again}{SECOND_PAGE}")
    assert [leaf.name.text for leaf in form.tree.leaves()] == ["清淤长度", "验收合格率", "灌溉保证率"]
    by_name = {i.name.text: i for i in form.tree.indicators}
    top = by_name["产出指标（50分）"]
    assert top.level == 1 and form.tree.indicators[by_name["质量指标"].parent or 0] is top
    assert told(by_name["验收合格率"]) == ["验收合格率", "20", "20", "≥", "95%", "96%"]
    assert [shown(f) for f in (form.tree.total_weight, form.tree.total_score)] == ["100", "97"]


def test_words_between_two_tables_keep_them_apart() -> None:
    forms = book_of(f"项目支出绩效自评表\n{FIRST_PAGE}\n以上各项均已核实。\n\n{INDICATORS}{SECOND_PAGE}").evaluations
    assert len(forms) == 2


@pytest.mark.parametrize(
    "note", ["注：执行率达到95%得满分，每低1%扣0.2分，扣完为止。", "1.执行率达到95%得满分，每低1%扣0.2分，扣完为止。"]
)
def test_the_rule_of_the_execution_marks_in_a_note_below(note: str) -> None:
    form = form_of(f"项目支出绩效自评表\n{FIRST_PAGE}{note}\n")
    assert form.execution is not None and form.execution.text.startswith("执行率达到95%")
    assert form.execution.location.kind == "paragraph"
    assert form.execution_rubric is not None and form.execution_rubric.full_at == 95


def test_sources_that_tell_their_amounts_in_words() -> None:
    book = book_of(
        "部门整体支出绩效自评表\n年度预算申请（万元）\t\t年初预算数\t全年预算数\t全年执行数\t分值\t执行率\t得分\n"
        "\t年度资金总额\t115\t120\t108\t10\t90%\t9\n\t按收入性质分：\t\t\t按支出性质分：\t\t\t\n"
        "\t其中：一般公共预算：90万元\t\t\t其中：基本支出：70.5万元\t\t\t\n\t政府性基金拨款：\t\t\t项目支出：49.5万元\t\t\t\n"
        "\t其他资金：30万元\t\t\t\t\t\t\n年度总体目标\t预期目标\t\t\t实际完成情况\n\t清淤40公里\t\t\t清淤40公里\n"
        + INDICATORS
        + "产出指标\t数量指标\t清淤长度\t≥40公里\t40公里\t90\t90\t\n"
    )
    (form,) = book.evaluations
    parts = [(row.partition.text, row.name.text, shown(row.budget)) for row in form.funds if row.partition is not None]
    assert parts == [
        ("按收入性质分：", "一般公共预算", "90万元"),
        ("按支出性质分：", "基本支出", "70.5万元"),
        ("按支出性质分：", "项目支出", "49.5万元"),
        ("按收入性质分：", "其他资金", "30万元"),
    ]
    groups = [g for g in book.claims_of(PartGroup) if g.partition]
    assert [[shown(part) for part in g.parts] for g in groups] == [["90万元", "30万元"], ["70.5万元", "49.5万元"]]
    assert [[shown(total) for total in g.totals] for g in groups] == [["120", "115", "108"]] * 2
    places = [(n.location.row, n.location.column, n.location.start) for n in book.numbers]
    assert len(places) == len(set(places))


def test_another_table_right_behind_a_form_is_no_part_of_it() -> None:
    people = "序号\t姓名\t\t职务\t单位\t\t签字\t备注\n1\t王平\t\t组长\t水务局\t\t\t\n2\t李安\t\t组员\t水务局\t\t\t\n"
    (form,) = book_of(f"项目支出绩效自评表\n{FIRST_PAGE}\n\n{people}").evaluations
    assert [leaf.name.text for leaf in form.tree.leaves()] == ["清淤长度"]
    (form,) = book_of(f"项目支出绩效自评表\n{FIRST_PAGE}\n\n{SECOND_PAGE}\n\n{SECOND_PAGE}").evaluations
    assert len(form.tree.leaves()) == 3


@pytest.mark.parametrize(
    "money",
    [
        "资金来源\t年初预算\t调整后预算\t实际支出\t预算执行率\t权重\t得分",
        "资金来源\t年初预算（万元）\t全年预算（万元）\t累计支出（万元）\t支出率\t权重\t得分",
    ],
)
def test_the_money_under_headers_of_bare_budgets(money: str) -> None:
    book = book_of(
        "2023年度项目支出绩效自评表\n项目名称\t渠道清淤\n主管部门\t水务局\t实施单位\t水务站\n"
        f"资金情况\t{money}\n\t资金总额\t80.00\t60.00\t57.00\t95.00%\t10\t9.5\n\t其中：县级财政\t80.00\t60.00\t57.00\t95.00%\t—\t—\n"
        "一级指标\t三级指标\t年度指标值\t实际完成值\t分值\t得分\n产出\t清淤长度\t≥40公里\t40公里\t90\t90\n合计\t\t\t\t100\t99.5\n"
    )
    (form,) = book.evaluations
    fund = form.funds[0]
    assert (shown(fund.budget), shown(fund.executed), shown(fund.rate), shown(fund.score)) == (
        "60.00",
        "57.00",
        "95.00%",
        "9.5",
    )
    assert [len(claim.parts) for claim in book.claims_of(PartGroup) if shown(claim.totals[0]) == "99.5"] == [2]


@pytest.mark.parametrize("raw", ["自评得分（百分制）", "自评得分"])
def test_marks_out_of_100_beside_those_by_weight_are_no_scores(raw: str) -> None:
    names = "一级指标\t三级指标"
    rows = "产出\t清淤长度{}\t60\t100\t60\n效益\t灌溉面积{}\t40\t95\t38\n合计\t{}\t100\t97\t98\n"
    form = form_of(
        f"项目支出绩效自评表\n{names}\t年度指标值\t实际完成值\t权重（%）\t{raw}\t加权得分\n"
        + rows.format("\t≥40公里\t40公里", "\t≥200亩\t190亩", "\t\t")
    )
    assert [shown(leaf.score) for leaf in form.tree.leaves()] == ["60", "38"]
    tree = f"指标评分表\n{names}\t权重（%）\t{raw}\t加权得分\n" + rows.format("", "", "")
    book = book_of(tree)
    assert [shown(leaf.score) for leaf in book.trees[0].leaves()] == ["60", "38"]
    assert [shown(claim.totals[0]) for claim in book.claims_of(PartGroup)] == ["98"]


def test_marks_out_of_100_alone_are_the_scores() -> None:
    form = form_of(f"{INDICATORS.replace('得分', '得分（百分制）')}产出\t数量\t清淤长度\t≥40公里\t40公里\t60\t60\t\n")
    assert shown(form.tree.leaves()[0].score) == "60"


@pytest.mark.parametrize(
    "header",
    [
        "绩效指标\n一级\t二级\t三级\t目标\t完成\t分值\t得分\n",
        "绩效指标\t\t\t年度目标\t\t分值\t得分\n一级\t二级\t三级\t目标\t完成\t\t\n",
        "\t绩\t效\t指\t标\t\t\n一级\t二级\t三级\t目标\t完成\t分值\t得分\n",
    ],
)
def test_levels_named_by_their_number_alone(header: str) -> None:
    form = form_of(
        f"项目支出绩效自评表\n{header}产出\t数量\t清淤长度\t≥40公里\t38公里\t60\t57\n效益\t社会\t受益户数\t200户\t210户\t40\t40\n"
        "总计\t\t\t\t\t100\t97\n"
    )
    assert [told(leaf)[:5] for leaf in form.tree.leaves()] == [
        ["清淤长度", "60", "57", "≥", "40公里"],
        ["受益户数", "40", "40", "", "200户"],
    ]
    assert shown(form.tree.total_score) == "97"
