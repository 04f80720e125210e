"""The facts of a document as a table: for reading, and as CSV for a spreadsheet."""

from __future__ import annotations

import csv
import io
import re
from itertools import groupby
from typing import TYPE_CHECKING

from checks.figures import grouped, printed
from jihe.outputs.wording import NO_HEADING, clean, excerpt, place

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from rich.console import Console

    from extract.model import Fact
    from jihe.pipeline import Run

MEASURE_WORDS = {
    "amount": "金额",
    "count": "数量",
    "score": "得分",
    "weight": "权重",
    "share": "占比",
    "completion": "完成率",
    "growth": "增减率",
    "rate": "比率",
    "delta": "增减额",
    "deduction": "扣分",
}

_COLUMNS = (
    "文件",
    "章节",
    "事项",
    "数值",
    "单位",
    "原文",
    "指标",
    "口径",
    "年度",
    "主体",
    "限定",
    "编码",
    "位置",
    "引文",
)
_NUMERIC = re.compile(r"[-+]?[\d,]*\.?\d+%?")


def print_facts(run: Run, console: Console) -> None:
    """Print the facts of every document of a run."""
    from rich.text import Text

    for report in run.reports:
        console.print(Text(clean(report.path), "bold"), Text(f"（{len(report.facts)} 个事实）", "dim"), sep="")
        print_document_facts(report.facts, console, report.paragraphs)
        console.print()


def print_document_facts(facts: Sequence[Fact], console: Console, paragraphs: Mapping[int, int] | None = None) -> None:
    """Print facts as one table per section, in document order. `paragraphs`: see `Report`."""
    from rich.table import Table
    from rich.text import Text

    for section, members in groupby(facts, key=lambda fact: fact.location.section):
        console.print()
        console.print(Text("■ " + clean(section or NO_HEADING), "bold blue"))
        table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), header_style="dim", expand=True)
        table.add_column("事项", ratio=1, overflow="fold")
        table.add_column("数值", justify="right", no_wrap=True, min_width=14)
        table.add_column("单位", width=6, overflow="fold")
        table.add_column("口径", width=10, overflow="fold")
        table.add_column("年度", width=4)
        table.add_column("位置", width=14, overflow="fold")
        for fact in members:
            table.add_row(
                Text(clean(item_of(fact))),
                Text(grouped(printed(fact.quantity)), "bold"),
                Text(clean(fact.quantity.unit)),
                Text(clean(" ".join(filter(None, (fact.basis, *fact.qualifiers))))),
                Text(str(fact.year or "")),
                Text(place(fact.location, paragraphs), "dim"),
            )
        console.print(table)


def item_of(fact: Fact) -> str:
    """What a fact is about: its item path, or the document's own label; a measure that is not plain is added."""
    name = "/".join(fact.item) or fact.label or excerpt(fact.quote, fact.quantity.text, 24)
    if fact.measure in ("", "amount", "count"):
        return name
    return f"{name}（{MEASURE_WORDS.get(fact.measure, fact.measure)}）"


def facts_csv(run: Run) -> bytes:
    """All facts as CSV that a spreadsheet opens as it is: UTF-8 with its mark, and no cell that could be a formula."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(_COLUMNS)
    for report in run.reports:
        for fact in report.facts:
            cells = (
                report.path,
                fact.location.section,
                "/".join(fact.item) or fact.label,
                printed(fact.quantity),
                fact.quantity.unit,
                fact.quantity.text,
                MEASURE_WORDS.get(fact.measure, fact.measure),
                fact.basis,
                str(fact.year or ""),
                fact.entity,
                "；".join(fact.qualifiers),
                fact.code,
                place(fact.location, report.paragraphs),
                fact.quote,
            )
            writer.writerow(harmless(clean(cell)) for cell in cells)
    return b"\xef\xbb\xbf" + out.getvalue().encode("utf-8")


def harmless(cell: str) -> str:
    """A cell that a spreadsheet will not run: a leading = + - @ gets an apostrophe unless the cell is a number."""
    if cell.lstrip()[:1] in ("=", "+", "-", "@", "＝", "＋", "－", "＠") and not _NUMERIC.fullmatch(cell.strip()):
        return "'" + cell
    return cell
