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

from checks.outcome import Severity
from checks.ruleset import Rule, RuleSet
from jihe.outputs.facts import facts_csv, harmless, print_facts
from jihe.outputs.json_ import render_check, render_facts
from jihe.outputs.manual import print_page, print_rules, rules_markdown
from jihe.outputs.text import print_check
from jihe.outputs.wording import ROLE_WORDS, excerpt, place, wrap
from jihe.pipeline import Run
from tests.sample_run import HOSTILE, NOTE, PLAIN, REPORT, RUN, SUM, at, money

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
            why="合计是分项相加得来的；对不上，说明至少有一个数写错了。",
            fix="对照决算表核实合计与各分项。",
            message="合计写 {actual}",
            params=None,
            source="《某办法》第五条",
            example="共 10 万元，其中：甲 4 万元，乙 5 万元。",
        ),
        Rule("RAT001", "share", "占比与数额不符", "ratio", Severity.WARNING, "ratio", "为什么", "怎么改", "占比", None),
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
    text = drawn(lambda console: print_check(RUN, console, ledger=True, verbose=True), width)
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
    assert "另有 8 个数未列出" in drawn(lambda console: print_check(Run((many,), ()), console))
    assert "未列出" not in drawn(lambda console: print_check(Run((many,), ()), console, verbose=True))


def test_findings_without_evidence_or_gap_print() -> None:
    bare = replace(NOTE, evidence=(), severity=Severity.ERROR)
    assert "尾差" in drawn(lambda console: print_check(Run((replace(REPORT, findings=(bare,)),), ()), console))


def test_nothing_checked_is_not_a_pass() -> None:
    text = drawn(lambda console: print_check(Run((PLAIN,), ()), console))
    assert "这不等于通过" in text


def test_roles_have_words() -> None:
    from checks.outcome import ROLES

    assert set(ROLE_WORDS) == ROLES


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
