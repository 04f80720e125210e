"""What people read. Screens are compared with `tests/snapshots`; UPDATE_SNAPSHOTS=1 writes them anew."""

import csv
import io
import os
import re
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len
from rich.console import Console

from checks.outcome import Diagnosis, Evidence, exhibit
from checks.rule import Rule, Severity
from checks.ruleset import RuleSet
from extract.model import Words
from jihe.outputs.facts import facts_csv, harmless, print_facts
from jihe.outputs.json_ import render_check, render_facts
from jihe.outputs.manual import print_page, print_rules, rules_markdown
from jihe.outputs.screen import Screen
from jihe.outputs.text import print_check
from jihe.outputs.wording import ROLE_WORDS, excerpt, place, wrap
from jihe.pipeline import FamilyCount, Run
from tests.sample_run import FUNDS, HOSTILE, NOTE, PLAIN, RATE, REPORT, RUN, SUM, at, money

SNAPSHOTS = Path(__file__).parent / "snapshots"
RULES = RuleSet(
    (
        Rule(
            "SUM001",
            "part-sum",
            "合计与分项之和不符",
            "sum",
            Severity.ERROR,
            "sum",
            checks="“其中”列出的分项加起来，是否等于写明的合计。",
            why="合计是分项相加得来的；对不上，说明至少有一个数写错了。",
            fix="对照决算表核实合计与各分项。",
            message="合计写 {actual}",
            params=None,
            source="《某办法》第五条",
            example="共 10 万元，其中：甲 4 万元，乙 5 万元。",
        ),
        Rule(
            "RAT001",
            "share",
            "占比与数额不符",
            "ratio",
            Severity.WARNING,
            "ratio",
            "查什么",
            "为什么",
            "怎么改",
            "占比",
            None,
        ),
    )
)


def drawn(draw, width: int = 80) -> str:
    out = io.StringIO()
    draw(Console(file=out, width=width, color_system=None, highlight=False))
    return "\n".join(line.rstrip() for line in out.getvalue().splitlines()) + "\n"


def same_as_snapshot(name: str, text: str) -> None:
    path = SNAPSHOTS / name
    if os.environ.get("UPDATE_SNAPSHOTS"):
        path.write_bytes(text.encode())
    assert text == path.read_bytes().decode(), f"{name}: UPDATE_SNAPSHOTS=1 if the change is meant"


@pytest.mark.parametrize(
    ("name", "draw"),
    [
        ("check.txt", lambda console: print_check(RUN, console)),
        ("check-verbose.txt", lambda console: print_check(RUN, console, ledger=True, verbose=True)),
        ("facts.txt", lambda console: print_facts(RUN, console)),
        ("rules.txt", lambda console: print_rules(RULES, console)),
        ("explain.txt", lambda console: print_page(RULES.rules[0], console)),
    ],
)
def test_screen(name: str, draw) -> None:
    same_as_snapshot(name, drawn(draw))


def test_machine_readable() -> None:
    same_as_snapshot("check.json", render_check(RUN, 40, ledger=True, facts=True))
    same_as_snapshot("facts.json", render_facts(RUN))
    same_as_snapshot("facts.csv", facts_csv(RUN).decode())
    same_as_snapshot("rules.md", rules_markdown(RULES))


@pytest.mark.parametrize("width", [60, 80, 120])
def test_no_line_is_wider_than_the_screen(width: int) -> None:
    code = Words("某某支出（类）某某事务（款）某某管理与服务（项）", at(FUNDS, 5, page=2))
    strange = exhibit([("name", replace(code, quote=code.text + "年初预算为10.00万元"))])
    report = replace(REPORT, findings=(*REPORT.findings, TABLE_SUM, replace(SUM, evidence=strange)))
    text = drawn(lambda console: print_check(Run((report, PLAIN), ()), console, ledger=True, verbose=True), width)
    assert max(map(cell_len, text.splitlines())) <= width


def test_document_text_cannot_steer_the_terminal() -> None:
    report = replace(REPORT, findings=(HOSTILE,), path="\x1b[2J[red]x[/].txt", department="[b]\x07")
    text = drawn(lambda console: print_check(Run((report,), ()), console, verbose=True))
    assert not re.search(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\ud800-\udfff]", text)
    assert "[bold red]标题[/]" in text, "markup of a document is printed, not obeyed"
    assert "[link=x]引文[/link]" in text


def test_piped_text_has_no_colour_and_no_box() -> None:
    text = drawn(lambda console: print_check(RUN, console, verbose=True))
    assert "\x1b" not in text
    assert not re.search("[\u2500-\u257f]", text)


def test_figures_stand_under_each_other_at_the_decimal_point() -> None:
    text = drawn(lambda console: print_check(Run((replace(REPORT, findings=(SUM,)),), ()), console))
    rows = [line for line in text.splitlines() if re.match(r" {7}(合计|分项)  ", line)]
    assert len(rows) == 4
    assert len({cell_len(row.split(".")[0]) for row in rows}) == 1


def test_a_finding_with_many_figures_says_how_many_are_left_out() -> None:
    parts = tuple(money("part", f"{n}.00", at("一、", 4, n, line=n)) for n in range(1, 21))
    many = replace(REPORT, findings=(replace(SUM, evidence=parts),))
    short = drawn(lambda console: print_check(Run((many,), ()), console))
    assert len(re.findall("^ {7}分项", short, re.M)) == 4 and "其余从略（--verbose" in short
    accused = replace(many, findings=(replace(many.findings[0], diagnosis=Diagnosis("x", "17.00 万元疑误")),))
    assert "17.00万元" in drawn(lambda console: print_check(Run((accused,), ()), console))
    full = drawn(lambda console: print_check(Run((many,), ()), console, verbose=True))
    assert len(re.findall("^ {7}分项", full, re.M)) == 20 and "从略" not in full


def test_what_a_finding_had_to_leave_out_comes_back_from_the_ledger() -> None:
    parts = tuple(money("part", f"{n}.00", at("一、", 4, n, line=n)) for n in range(1, 21))
    cut = replace(REPORT, findings=(replace(SUM, evidence=parts[:12]),), ledger=(replace(SUM, evidence=parts),))
    assert "其余从略" in drawn(lambda console: print_check(Run((cut,), ()), console))
    full = drawn(lambda console: print_check(Run((cut,), ()), console, verbose=True))
    assert len(re.findall("^ {7}分项", full, re.M)) == 20


def cell(role: str, figure: str, row: int, column: int, head: str) -> Evidence:
    place = at(FUNDS, 6, table=2, row=row, column=column, page=3)
    return Evidence(role, figure, figure.replace(",", ""), "元", f"{head} {figure}", place)


TABLE_SUM = replace(
    SUM,
    rule="SUM002",
    evidence=(
        cell("total", "300.00", 9, 4, "合计 支出/小计"),
        cell("part", "1,100.50", 2, 4, "2010101 甲科目 支出/小计"),
        cell("part", "20.00", 3, 4, "2010102 乙科目 支出/小计"),
    ),
)


def test_figures_of_a_column_stand_under_its_name() -> None:
    text = drawn(lambda console: print_check(Run((replace(REPORT, findings=(TABLE_SUM,)),), ()), console))
    assert (
        "       第3页 表2第4列“支出/小计”（元）\n"
        "       合计    300.00  第9行  合计\n"
        "       分项  1,100.50  第2行  2010101 甲科目\n"
        "       分项     20.00  第3行  2010102 乙科目\n"
    ) in text


def test_figures_of_a_row_stand_under_its_name() -> None:
    row = (cell("total", "30.00", 5, 3, "教育支出 合计"), cell("part", "20.00", 5, 4, "教育支出 基本支出"))
    finding = replace(TABLE_SUM, evidence=row)
    text = drawn(lambda console: print_check(Run((replace(REPORT, findings=(finding,)),), ()), console))
    assert (
        "       第3页 表2第5行“教育支出”（元）\n       合计  30.00  第3列  合计\n       分项  20.00  第4列  基本支出\n"
    ) in text


def test_figures_in_a_cell_of_prose_keep_the_words_around_them() -> None:
    prose = "全年支出1,120.50元，其中材料费1,100.50元"
    items = tuple(
        Evidence(role, f"{figure}元", figure.replace(",", ""), "元", prose, at(FUNDS, 6, table=2, row=5, column=3))
        for role, figure in (("total", "1,120.50"), ("part", "1,100.50"))
    )
    finding = replace(TABLE_SUM, evidence=items)
    text = drawn(lambda console: print_check(Run((replace(REPORT, findings=(finding,)),), ()), console))
    assert "表2第5行第3列  “全年支出1,120.50元" in text


def test_other_columns_that_are_off_alike_are_one_line() -> None:
    others = tuple(
        replace(TABLE_SUM, evidence=(cell("total", "500.00", 9, column, f"合计 {name}"), part))
        for column, name, part in (
            (5, "甲栏", cell("part", "1.00", 2, 5, "2010101 甲科目 甲栏")),
            (7, "乙栏", TABLE_SUM.evidence[1]),
        )
    )
    evidence = (TABLE_SUM.evidence[0], *(other.evidence[0] for other in others), *TABLE_SUM.evidence[1:])
    finding = replace(TABLE_SUM, evidence=evidence, consequences=others)
    text = drawn(lambda console: print_check(Run((replace(REPORT, findings=(finding,)),), ()), console))
    assert "连带      同一行另有 2 栏同样多 0.45 万元：第5列“甲栏”、第7列\n" in text
    assert text.count("连带") == 1 and "500.00" not in text


def test_advice_is_given_once_for_each_rule() -> None:
    report = replace(REPORT, findings=(SUM, SUM, RATE))
    text = drawn(lambda console: print_check(Run((report, report), ()), console))
    assert text.count("如何改") == 4


def test_a_clause_of_the_computation_that_the_message_has_is_not_said_again() -> None:
    finding = replace(SUM, computation="1.00 + 2.00 = 3,405.15；合计写 3,405.60 万元，多 0.45 万元")
    text = drawn(lambda console: print_check(Run((replace(REPORT, findings=(finding,)),), ()), console))
    assert "算式      1.00 + 2.00 = 3,405.15\n" in text


def test_the_closing_line_is_true() -> None:
    def closing(report, **how) -> str:
        return drawn(lambda console: print_check(Run((report,), ()), console, **how)).split("说明", 1)[-1]

    clean = replace(REPORT, findings=(), relations=(FamilyCount("sum", 12, 0, 2),))
    assert "12 项关系都相符" in closing(clean)
    warned = replace(REPORT, findings=(RATE,), relations=(FamilyCount("sum", 12, 1, 2),))
    assert "都相符" not in closing(warned) and "未发现错误，警告请逐条看" in closing(warned)
    assert "说明" not in drawn(lambda console: print_check(Run((REPORT,), ()), console))
    assert "只用了 3 条规则" in closing(clean, chosen=3)


def test_findings_without_evidence_or_gap_print() -> None:
    bare = replace(NOTE, evidence=(), severity=Severity.ERROR)
    assert "尾差" in drawn(lambda console: print_check(Run((replace(REPORT, findings=(bare,)),), ()), console))


def test_nothing_checked_is_not_a_pass() -> None:
    text = drawn(lambda console: print_check(Run((PLAIN,), ()), console))
    assert "这不等于通过" in text


def test_roles_have_words() -> None:
    from checks.outcome import ROLES

    assert set(ROLE_WORDS) == ROLES


def test_columns_of_one_row_are_named_together() -> None:
    screen = Screen(Console())
    cells = [at("", 3, page=2, table=1, row=row, column=column) for row, column in ((4, 2), (4, 5), (6, 1))]
    assert screen.places([*cells, at("", 5, line=7), cells[0]]) == "第2页 表1第4行第2、5列、第2页 表1第6行第1列、第7行"
    assert screen.places(cells, 1) == "第2页 表1第4行第2、5列等 3 处"


@pytest.mark.parametrize(
    ("location", "words"),
    [
        (at("", 3, line=12), "第12行"),
        (at("", 3, page=2), "第2页"),
        (at("", 3, page=2, table=1, row=4, column=2), "第2页 表1第4行第2列"),
        (at("", 3, line=12, table=1, row=4, column=2), "第12行 表1第2列"),
        (at("", 3), "正文"),
        (replace(at("", 3), kind="footnote"), "脚注"),
    ],
)
def test_place(location, words: str) -> None:
    assert place(location) == words


def test_a_document_without_pages_and_lines_is_searched_by_its_paragraphs() -> None:
    assert place(at("", 3), {3: 2}) == "第2段"
    assert place(at("", 3, table=1, row=2, column=3), {3: 2}) == "表1第2行第3列"
    assert place(at("", 4), {3: 2}) == "正文"


# ----------------------------------------------------------------------------------------------------------- CSV


@pytest.mark.parametrize("cell", ["=1+1", "+cmd", "-cmd", "@SUM(A1)", " =1", "＝1+1", "-1+2", "--"])
def test_formulas_are_disarmed(cell: str) -> None:
    assert harmless(cell) == "'" + cell


@pytest.mark.parametrize("cell", ["-12.50", "+3", "-1,234.56", "-3.2%", "减少=3", "", "2022"])
def test_other_cells_stay(cell: str) -> None:
    assert harmless(cell) == cell


def test_csv_opens_in_a_spreadsheet() -> None:
    data = facts_csv(RUN)
    assert data.startswith(b"\xef\xbb\xbf")
    rows = list(csv.reader(io.StringIO(data.decode("utf-8-sig"))))
    assert {len(row) for row in rows} == {len(rows[0])}
    assert rows[3][2] == "'=1+2" and rows[3][9] == "'@某局"


# ----------------------------------------------------------------------------------------------------- wrapping

SCREEN_TEXT = st.text(st.sampled_from("一二三，。；：（）“”《》AB12.,% "), max_size=200)


@given(SCREEN_TEXT, st.integers(8, 60))
def test_wrap_keeps_the_text_and_the_width(text: str, width: int) -> None:
    lines = wrap(text, width)
    assert all(cell_len(line) <= width for line in lines)
    assert "".join(lines).replace(" ", "") == text.replace(" ", "")


def test_wrap_parts_no_figure_and_begins_no_line_with_closing_marks() -> None:
    for width in range(16, 60):
        lines = wrap("2022年支出合计 3,405.60 万元，其中：人员经费 2,110.00 万元（占62.0%），其余为公用经费。", width)
        assert not [line for line in lines if line[0] in "，。：）"]
        assert "3,405.60" in " ".join(lines) and "2,110.00" in " ".join(lines)


@given(SCREEN_TEXT, st.text(st.sampled_from("12.,"), max_size=8), SCREEN_TEXT, st.integers(24, 100))
def test_excerpt_fits_and_shows_the_figure(before: str, figure: str, after: str, cells: int) -> None:
    shown = excerpt(before + figure + after, figure, cells)
    assert cell_len(shown) <= cells
    assert figure.strip() in shown


def test_the_title_stands_for_a_heading_that_is_not_there() -> None:
    parts = (money("total", "9.00", at("", 4, line=3)), money("part", "8.00", at("", 4, line=2)))
    bare = replace(REPORT, title="2023年度渠道清淤自评表", findings=(replace(SUM, evidence=parts),))

    def heading(report) -> str:  # type: ignore[no-untyped-def]
        text = drawn(lambda console: print_check(Run((report,), ()), console))
        return next(line for line in text.splitlines() if line.startswith("■"))

    assert heading(bare) == "■ 2023年度渠道清淤自评表"
    assert heading(replace(bare, captions={4: "附表 资金表"})) == "■ 附表 资金表"
    assert heading(replace(bare, title="")) == "■ （无标题）"
