"""The audit as people read it in a terminal: per document its findings by section, then what was checked.

Every text of a document goes through `clean` and into `rich.text.Text`, which knows no markup.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING

from rich.cells import cell_len
from rich.console import Console
from rich.text import Text

from checks.outcome import Failed, Passed, Skipped
from jihe.config import FAMILY_WORDS, NUMBER_CLASSES, SEVERITIES, SEVERITY_WORDS
from jihe.outputs import rescore
from jihe.outputs.wording import ANSWER_WORDS, ROLE_WORDS, clean, excerpt, last_heading, place, wrap

if TYPE_CHECKING:
    from checks.outcome import Evidence
    from extract.model import NumberSeen
    from jihe.pipeline import FamilyCount, Report, Run
    from jihe.rescored import ScoreTable

_STYLES = {"error": "bold red", "warning": "bold yellow", "info": "cyan"}
_BEFORE_SECTION = "封面与正文之前"
_NUMBER = re.compile(r"[-－+]?[\d,，.]+")
# So many figures of one finding are shown; the rest is counted unless the reader asks for everything.
_MOST_FIGURES = 12
_MOST_PLACES = 6
# Everything of a finding stands this far in, below its title.
_INDENT = 7
# With less room than this a quote gets its own line.
_LEAST_QUOTE = 20
# So many cells of a name or heading are shown.
_MOST_WORDS = 28


def print_check(run: Run, console: Console, ledger: bool = False, verbose: bool = False) -> None:
    """Print the reports of a run, and a table over all files where there are several."""
    screen = _Screen(console)
    for report in run.reports:
        _print_report(report, screen, ledger, verbose)
        screen.line()
    if len(run.reports) > 1:
        _print_overview(run.reports, screen)


class _Screen:
    """Lines on a console: indents, hanging labels and wrapping that know how wide Chinese is."""

    def __init__(self, console: Console) -> None:
        self.console = console
        self.width = console.width

    def line(self, *pieces: tuple[str, str], indent: int = 0) -> None:
        """One line of (text, style) pieces."""
        text = Text(" " * indent)
        for content, style in pieces:
            text.append(content, style)
        text.rstrip()
        self.console.print(text, no_wrap=True, overflow="ignore", crop=False)

    def hang(self, label: str, text: str, indent: int, style: str = "", label_style: str = "dim") -> None:
        """A label and its text; further lines of the text stand below its first."""
        used = indent + cell_len(label) + 2
        lines = wrap(clean(text), max(self.width - used, 16))
        self.line((label + "  ", label_style), (lines[0], style), indent=indent)
        for line in lines[1:]:
            self.line((line, style), indent=used)


def _print_report(report: Report, screen: _Screen, ledger: bool, verbose: bool) -> None:
    title = " · ".join(filter(None, (report.department, f"{report.year}年度" if report.year else "", report.kind)))
    if title:
        for line in wrap(clean(title), screen.width):
            screen.line((line, "bold"))
    pages = f"，{report.pages}页" if report.pages else ""
    screen.line((clean(report.path), "" if title else "bold"), (f"（{report.format}{pages}）", "dim"))
    for note in report.notes:
        screen.hang("注意", note, 0, "dim")
    for section, findings in groupby(report.findings, key=_section):
        screen.line()
        for line in wrap("■ " + clean(section or _BEFORE_SECTION), screen.width):
            screen.line((line, "bold blue"))
        for finding in findings:
            if finding.severity.value == "info" and not verbose:
                _print_brief(finding, screen)
            else:
                _print_finding(finding, screen, verbose)
    for table in report.rescored:
        _print_rescored(table, screen)
    if ledger:
        _print_outcomes("核对相符的关系", [x for x in report.ledger if isinstance(x, Passed)], screen)
    if verbose:
        _print_outcomes("未能核对的关系", [x for x in report.ledger if isinstance(x, Skipped)], screen)
        _print_unbound(report.unbound, screen)
    _print_summary(report, screen)


def _section(finding: Failed) -> str:
    return finding.evidence[0].location.section if finding.evidence else ""


# --------------------------------------------------------------------------------------------------------------
# One finding
# --------------------------------------------------------------------------------------------------------------


def _print_finding(finding: Failed, screen: _Screen, verbose: bool) -> None:
    severity = finding.severity.value
    screen.line()
    screen.hang(SEVERITY_WORDS[severity], finding.title, 1, "bold", _STYLES[severity])
    if finding.message and finding.message != finding.title:
        for line in wrap(clean(finding.message), screen.width - _INDENT):
            screen.line((line, ""), indent=_INDENT)
    shown = finding.evidence if verbose else finding.evidence[:_MOST_FIGURES]
    _print_figures(shown, _section(finding), screen)
    if len(shown) < len(finding.evidence):
        screen.line(
            (f"……另有 {len(finding.evidence) - len(shown)} 个数未列出（--verbose 全部列出）", "dim"), indent=_INDENT
        )
    # Many a message says the sum, the gap or the cause already; saying it twice would not make it clearer.
    told = finding.message.replace(",", "")
    known = told + finding.computation.replace(",", "")
    gap = "" if finding.gap.lstrip("-") in known else f"{finding.gap} {finding.unit}".strip()
    for label, text, style in (
        ("算式", finding.computation, ""),
        ("相差", gap, ""),
        ("可能原因", finding.diagnosis.text if finding.diagnosis else "", "yellow"),
        ("如何改", finding.fix, "green"),
    ):
        if text and text.replace(",", "") not in told:
            screen.hang(_pad(label, 8), text, _INDENT, style)
    for consequence in finding.consequences:
        said = f"{consequence.title}：{consequence.message}".rstrip("。")
        screen.hang("连带    ", f"{said}（{_places(consequence.evidence, 2)}）", _INDENT)
    screen.line((f"规则 {finding.rule}", "dim"), indent=_INDENT)


def _print_brief(finding: Failed, screen: _Screen) -> None:
    text = finding.title
    if finding.message and finding.message != finding.title:
        text += "：" + finding.message
    screen.line()
    screen.hang(SEVERITY_WORDS["info"], text, 1, "", _STYLES["info"])
    screen.hang("位置", f"{_places(finding.evidence)}  规则 {finding.rule}", _INDENT, "dim")


def _print_figures(evidence: Sequence[Evidence], section: str, screen: _Screen) -> None:
    """The figures of a finding, one a line: role, figure aligned at its decimal point, place, and the words around."""
    rows = [_row(item, section) for item in evidence]
    role_width = max((cell_len(row.role) for row in rows), default=0)
    whole = max((cell_len(row.whole) for row in rows), default=0)
    rest = max((cell_len(row.rest) for row in rows), default=0)
    figure_width = max((cell_len(row.words) for row in rows), default=0)
    figure_width = max(whole + rest, min(figure_width, _MOST_WORDS))
    place_width = max((cell_len(row.place) for row in rows), default=0)
    room = screen.width - _INDENT - role_width - figure_width - place_width - 8
    below = room < _LEAST_QUOTE or any(row.heading for row in rows)
    if below:
        room = screen.width - _INDENT - role_width - 4
    heading_room = room - figure_width - place_width - 2
    last = heading = ""
    for row in rows:
        figure = row.words or " " * (whole - cell_len(row.whole)) + row.whole + row.rest
        quote = excerpt(row.quote, row.figure, room)
        # Figures of one clause would print it once each.
        words = f"“{quote}”" if quote not in ("", row.figure, last) else ""
        last = quote
        pieces = [
            (_pad(row.role, role_width) + "  ", "dim"),
            (_pad(figure, figure_width), "bold"),
            ("  " + _pad(row.place, place_width), "dim"),
        ]
        if below:
            # A heading is printed where it changes.
            said = excerpt(row.heading, "", heading_room) if row.heading != heading and heading_room > 8 else ""
            heading = row.heading
            screen.line(*pieces, ("  " + said, "dim"), indent=_INDENT)
            if words:
                screen.line((words, ""), indent=_INDENT + role_width + 2)
        else:
            screen.line(*pieces, ("  " + words, ""), indent=_INDENT)


@dataclass(frozen=True, slots=True)
class _Row:
    """A figure ready to print. It is parted before its decimal point (`whole`, `rest`) so that figures can be aligned
    there; a run of words stands in `words` instead. `heading` is where it stands, if not in the finding's section."""

    role: str
    figure: str
    whole: str
    rest: str
    words: str
    place: str
    heading: str
    quote: str


def _row(evidence: Evidence, section: str) -> _Row:
    figure = clean(evidence.text).strip()
    number = _NUMBER.match(figure) if evidence.value else None
    point = number[0].find(".") if number else -1
    cut = point if point >= 0 else number.end() if number else 0
    # A figure of a table has its unit in the header or caption: beside figures in 万元 it must be said.
    unit = f"（{clean(evidence.unit)}）" if evidence.unit and evidence.unit not in figure else ""
    here = evidence.location.section
    heading = "" if here == section else clean(last_heading(here)) or _BEFORE_SECTION
    return _Row(
        role=ROLE_WORDS.get(evidence.role, evidence.role),
        figure=figure,
        whole=figure[:cut],
        rest=figure[cut:] + unit if number else "",
        words="" if number else excerpt(figure, "", _MOST_WORDS),
        place=place(evidence.location),
        heading=heading,
        quote=evidence.quote,
    )


def _places(evidence: Iterable[Evidence], most: int = _MOST_PLACES) -> str:
    every = list(dict.fromkeys(place(item.location) for item in evidence))
    more = f"等 {len(every)} 处" if len(every) > most else ""
    return "、".join(every[:most]) + more


def _pad(text: str, width: int) -> str:
    return text + " " * max(0, width - cell_len(text))


# --------------------------------------------------------------------------------------------------------------
# What else was seen
# --------------------------------------------------------------------------------------------------------------


def _print_outcomes(title: str, outcomes: Sequence[Passed | Skipped], screen: _Screen) -> None:
    if not outcomes:
        return
    screen.line()
    screen.line((f"■ {title}（{len(outcomes)}）", "bold blue"))
    for outcome in outcomes:
        label = ANSWER_WORDS[outcome.answer.value] if isinstance(outcome, Passed) else "跳过"
        figures = "；".join(
            f"{ROLE_WORDS.get(item.role, item.role)} {item.text}" for item in outcome.evidence[:_MOST_FIGURES]
        )
        text = f"{_places(outcome.evidence)}：{figures}" if outcome.evidence else ""
        if outcome.reason:
            text += f"（{outcome.reason}）"
        screen.hang(label, f"{text}  {outcome.rule}", 1)


def _print_rescored(table: ScoreTable, screen: _Screen) -> None:
    screen.line()
    for line in wrap("■ " + rescore.title(table), screen.width):
        screen.line((line, "bold blue"))
    for row in rescore.rows(table, screen.width):
        first, *rest = wrap(row.reason, max(screen.width - row.reason_at, 16))
        screen.line((f"{row.figures}  {first}", row.style), indent=1)
        for line in rest:
            screen.line((line, row.style), indent=row.reason_at)
    screen.hang("复核", rescore.summary(table), 1)
    lacking = rescore.unsupported(table)
    if lacking:
        screen.hang("待补充佐证", lacking, 1)


def _print_unbound(numbers: Sequence[NumberSeen], screen: _Screen) -> None:
    if not numbers:
        return
    screen.line()
    screen.line((f"■ 未绑定的数字（{len(numbers)}）", "bold blue"))
    for number in numbers:
        screen.hang(place(number.location), f"{number.text}  {number.reason}", 1)


def _print_summary(report: Report, screen: _Screen) -> None:
    screen.line()
    counts = [(f"{SEVERITY_WORDS[s]} {report.count(s)}", _STYLES[s] if report.count(s) else "") for s in SEVERITIES]
    pieces = [("小结  ", "bold blue")]
    for index, piece in enumerate(counts):
        pieces += ([("，", "")] if index else []) + [piece]
    screen.line(*pieces)
    _print_relations(report.relations, screen)
    numbers = report.numbers
    classes = "，".join(f"{words} {numbers[name]}" for name, words in NUMBER_CLASSES.items())
    screen.hang("数字", f"共 {numbers['seen']} 个：{classes}", 1)
    passed = sum(family.passed for family in report.relations)
    failed = sum(family.failed for family in report.relations)
    if not passed and not failed:
        screen.hang("说明", "没有可核对的数字关系，这不等于通过。", 1, "yellow")
    elif not report.count("error"):
        screen.hang("说明", f"核对过的 {passed + failed} 项关系中未发现错误；未核对的数字不能视为无误。", 1)


def _print_relations(relations: Sequence[FamilyCount], screen: _Screen) -> None:
    if not relations:
        return
    order = list(FAMILY_WORDS)
    relations = sorted(relations, key=lambda family: order.index(family.family))
    names = [FAMILY_WORDS[family.family] for family in relations]
    width = max(*(cell_len(name) for name in names), cell_len("关系"))
    screen.line((_pad("关系", width) + "    相符    不符    跳过", "dim"), indent=1)
    for name, family in zip(names, relations, strict=True):
        screen.line(
            (_pad(name, width), ""),
            (f"{family.passed:>8}", ""),
            (f"{family.failed:>8}", "red" if family.failed else ""),
            (f"{family.skipped:>8}", ""),
            indent=1,
        )


def _print_overview(reports: Sequence[Report], screen: _Screen) -> None:
    screen.line((f"■ 共审 {len(reports)} 份", "bold blue"))
    screen.line(("  错误    警告    提示  文件", "dim"))
    for report in reports:
        pieces = [
            (f"{report.count(severity):>6}  ", _STYLES[severity] if report.count(severity) else "dim")
            for severity in SEVERITIES
        ]
        screen.line(*pieces, (clean(report.path), ""))
