"""The audit as people read it in a terminal: per document its findings by section, then what was checked.

Every text of a document goes through `clean` and into `rich.text.Text`, which knows no markup.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from typing import TYPE_CHECKING

from rich.cells import cell_len

from checks.outcome import Failed, Passed, Skipped
from jihe.config import FAMILY_WORDS, NUMBER_CLASSES, SEVERITIES, SEVERITY_WORDS
from jihe.outputs import rescore
from jihe.outputs.finding import STYLES, place_of, print_brief, print_finding, whole_evidence
from jihe.outputs.screen import Screen, padded
from jihe.outputs.wording import ANSWER_WORDS, ROLE_WORDS, clean, wrap

if TYPE_CHECKING:
    from rich.console import Console

    from checks.outcome import LooseNumber
    from jihe.pipeline import FamilyCount, Report, Run
    from jihe.rescored import ScoreTable

# So many figures of a relation are shown in a list of relations.
_MOST_FIGURES = 12


def print_check(
    run: Run, console: Console, ledger: bool = False, verbose: bool = False, chosen: int | None = None
) -> None:
    """Print the reports of a run, and a table over all files where there are several. `chosen` is the number of rules
    where not all of them were run."""
    for report in run.reports:
        screen = Screen(console, report.paragraphs, report.title, report.captions)
        _print_report(report, screen, ledger, verbose, chosen)
        screen.line()
    if len(run.reports) > 1:
        _print_overview(run.reports, Screen(console))


def _print_report(report: Report, screen: Screen, ledger: bool, verbose: bool, chosen: int | None) -> None:
    title = " · ".join(filter(None, (report.department, f"{report.year}年度" if report.year else "", report.kind)))
    if title:
        for line in wrap(clean(title), screen.width):
            screen.line((line, "bold"))
    pages = f"，{report.pages}页" if report.pages else ""
    screen.line((clean(report.path), "" if title else "bold"), (f"（{report.format}{pages}）", "dim"))
    for note in report.notes:
        screen.hang("注意", note, 0, "dim")
    _print_findings(report, screen, verbose)
    for table in report.rescored:
        _print_rescored(table, screen)
    if ledger:
        _print_outcomes("核对相符的关系", [x for x in report.ledger if isinstance(x, Passed)], screen)
    if verbose:
        _print_outcomes("未能核对的关系", [x for x in report.ledger if isinstance(x, Skipped)], screen)
        _print_loose(report.loose, screen)
    _print_summary(report, screen, chosen)


def _print_findings(report: Report, screen: Screen, verbose: bool) -> None:
    relations = {(found.rule, found.fingerprint): found for found in report.ledger if isinstance(found, Failed)}
    advised: set[str] = set()
    for heading, findings in groupby(report.findings, key=lambda finding: screen.heading(place_of(finding))):
        screen.line()
        for line in wrap("■ " + clean(heading), screen.width):
            screen.line((line, "bold blue"))
        for finding in findings:
            if finding.severity.value == "info" and not verbose:
                print_brief(finding, screen)
                continue
            whole = whole_evidence(finding, relations) if verbose else None
            print_finding(finding, screen, finding.rule not in advised, whole)
            advised.add(finding.rule)


# --------------------------------------------------------------------------------------------------------------
# What else was seen
# --------------------------------------------------------------------------------------------------------------


def _print_outcomes(title: str, outcomes: Sequence[Passed | Skipped], screen: Screen) -> None:
    if not outcomes:
        return
    screen.line()
    screen.line((f"■ {title}（{len(outcomes)}）", "bold blue"))
    for outcome in outcomes:
        label = ANSWER_WORDS[outcome.answer.value] if isinstance(outcome, Passed) else "跳过"
        figures = "；".join(
            f"{ROLE_WORDS.get(item.role, item.role)} {item.text}" for item in outcome.evidence[:_MOST_FIGURES]
        )
        text = f"{screen.places(item.location for item in outcome.evidence)}：{figures}" if outcome.evidence else ""
        if outcome.reason:
            text += f"（{outcome.reason}）"
        screen.hang(label, f"{text}  {outcome.rule}", 1)


def _print_rescored(table: ScoreTable, screen: Screen) -> None:
    screen.line()
    for line in wrap("■ " + rescore.title(table), screen.width):
        screen.line((line, "bold blue"))
    for row in rescore.rows(table, screen.width, screen.place):
        room = max(screen.width - row.reason_at, rescore.LEAST_REASON)
        first, *rest = [piece for part in row.reason.split("\n") for piece in wrap(part, room)] or [""]
        screen.line((f"{row.figures}  {first}", row.style), indent=1)
        for line in rest:
            screen.line((line, row.style), indent=row.reason_at)
    screen.hang_items("复核", rescore.summary(table), 1)
    lacking = rescore.unsupported(table)
    if lacking:
        screen.hang("待佐证", lacking, 1)
    screen.hang("读法", rescore.NOTE, 1, "dim")


def _print_loose(numbers: Sequence[LooseNumber], screen: Screen) -> None:
    """The quantities that nothing was held against, under the reason why not."""
    if not numbers:
        return
    screen.line()
    screen.line((f"■ 没有核对的数字（{len(numbers)}）", "bold blue"))
    reasons: dict[str, list[LooseNumber]] = {}
    for number in numbers:
        reasons.setdefault(number.reason, []).append(number)
    for reason, members in reasons.items():
        screen.line((f"{reason}（{len(members)}）", "bold"), indent=1)
        for found in members:
            called = f"  {found.label}" if found.label else ""
            screen.hang(screen.place(found.number.location), f"{found.number.text}{called}", 2)


def _print_summary(report: Report, screen: Screen, chosen: int | None) -> None:
    screen.line()
    counts = [(f"{SEVERITY_WORDS[s]} {report.count(s)}", STYLES[s] if report.count(s) else "") for s in SEVERITIES]
    pieces = [("小结  ", "bold blue")]
    for index, piece in enumerate(counts):
        pieces += ([("，", "")] if index else []) + [piece]
    screen.line(*pieces)
    _print_relations(report.relations, screen)
    seen = f"共 {report.numbers['seen']} 个"
    classes = [f"{words} {report.numbers[name]}" for name, words in NUMBER_CLASSES.items()]
    screen.hang_items("数字", [f"{seen}：{classes[0]}", *classes[1:]], 1)
    if chosen is not None:
        screen.hang("说明", f"本次只用了 {chosen} 条规则。", 1)
    passed = sum(family.passed for family in report.relations)
    failed = sum(family.failed for family in report.relations)
    if not passed and not failed:
        screen.hang("说明", "没有可核对的数字关系，这不等于通过。", 1, "yellow")
    elif not failed and not report.findings:
        screen.hang("说明", f"核对过的 {passed} 项关系都相符；未核对的数字不能视为无误。", 1)
    elif not report.count("error"):
        lesser = "、".join(SEVERITY_WORDS[severity] for severity in SEVERITIES if report.count(severity))
        screen.hang("说明", f"未发现错误，{lesser}请逐条看；未核对的数字不能视为无误。", 1)


def _print_relations(relations: Sequence[FamilyCount], screen: Screen) -> None:
    if not relations:
        return
    order = list(FAMILY_WORDS)
    relations = sorted(relations, key=lambda family: order.index(family.family))
    names = [FAMILY_WORDS[family.family] for family in relations]
    width = max(*(cell_len(name) for name in names), cell_len("关系"))
    screen.line((padded("关系", width) + "    相符    不符    跳过", "dim"), indent=1)
    for name, family in zip(names, relations, strict=True):
        screen.line(
            (padded(name, width), ""),
            (f"{family.passed:>8}", ""),
            (f"{family.failed:>8}", "red" if family.failed else ""),
            (f"{family.skipped:>8}", ""),
            indent=1,
        )


def _print_overview(reports: Sequence[Report], screen: Screen) -> None:
    screen.line((f"■ 共审 {len(reports)} 份", "bold blue"))
    screen.line(("  错误    警告    提示  文件", "dim"))
    for report in reports:
        pieces = [
            (f"{report.count(severity):>6}  ", STYLES[severity] if report.count(severity) else "dim")
            for severity in SEVERITIES
        ]
        screen.line(*pieces, (clean(report.path), ""))
