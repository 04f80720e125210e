"""The rules as a list and each rule's manual page, both from the fields of its YAML file."""

from __future__ import annotations

import re
from itertools import groupby
from typing import TYPE_CHECKING, Any

from jihe.config import FAMILY_WORDS, SEVERITY_WORDS
from jihe.outputs.wording import wrap

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from rich.console import Console

    from checks.rule import Rule

_STYLES = {"error": "red", "warning": "yellow", "info": "cyan"}


def _by_family(rules: Iterable[Rule[Any]]) -> list[tuple[str, list[Rule[Any]]]]:
    order = list(FAMILY_WORDS)
    ranked = sorted(rules, key=lambda r: (order.index(r.family) if r.family in order else len(order), r.family, r.id))
    return [(family, list(members)) for family, members in groupby(ranked, key=lambda r: r.family)]


def print_rules(rules: Iterable[Rule[Any]], console: Console) -> None:
    """Print the list of rules, by family."""
    from rich.table import Table
    from rich.text import Text

    for family, members in _by_family(rules):
        console.print(Text(f"■ {FAMILY_WORDS.get(family, family)}", "bold blue"), Text(f" {family}", "dim"), sep="")
        table = Table(box=None, show_header=False, pad_edge=False, padding=(0, 2, 0, 1))
        table.add_column(no_wrap=True)
        table.add_column(no_wrap=True)
        table.add_column(overflow="fold")
        for rule in members:
            severity = rule.severity.value
            table.add_row(Text(rule.id, "bold"), Text(SEVERITY_WORDS[severity], _STYLES[severity]), Text(rule.title))
        console.print(table)
    console.print(Text("jihe explain 规则号  看这条规则查什么、为什么查、怎么改", "dim"))


def print_page(rule: Rule[Any], console: Console) -> None:
    """Print one rule's manual page."""
    from rich.text import Text

    severity = rule.severity.value
    console.print(Text.assemble((rule.id, "bold"), "  ", (rule.title, "bold")))
    family = FAMILY_WORDS.get(rule.family, rule.family)
    console.print(Text.assemble((SEVERITY_WORDS[severity], _STYLES[severity]), f" · {family} · {rule.name}"))
    for title, text in _sections(rule):
        console.print()
        console.print(Text(title, "bold blue"))
        for line in wrap(text, max(console.width - 2, 16)):
            console.print(Text(f"  {line}"), no_wrap=True, overflow="ignore", crop=False)


def _sections(rule: Rule[Any]) -> list[tuple[str, str]]:
    """The parts of a manual page that the rule has something to say about."""
    silence = f"确认无误、不想再看这条时，加 --ignore {rule.id}；整类不查加 --ignore {rule.family}。"
    parts = (
        ("查什么", rule.checks),
        ("为什么查", rule.why),
        ("例", rule.example),
        ("怎么改", rule.fix),
        ("依据", rule.source),
        ("怎样不查", silence),
    )
    return [(title, text.strip()) for title, text in parts if text and text.strip()]


def rules_markdown(rules: Iterable[Rule[Any]]) -> str:
    """All manual pages as one Markdown document, with a table of contents by family."""
    families = _by_family(rules)
    lines = [
        "# 规则",
        "",
        "本页由 `jihe rules --format markdown` 生成；单看一条用 `jihe explain 规则号`。",
        "级别是这条规则最高报到的级别，“查什么”里写明什么情况降低。",
        "",
        "| 类别 | 规则数 | 错误 | 警告 | 提示 |",
        "|---|---:|---:|---:|---:|",
        *(f"| [{_family_head(family)}](#{_anchor(_family_head(family))}) | {_counted(m)} |" for family, m in families),
        f"| 合计 | {_counted([rule for _, members in families for rule in members])} |",
        "",
    ]
    for family, members in families:
        lines += [f"## {_family_head(family)}", ""]
        for rule in members:
            lines += [f"### {rule.id} {rule.title}", "", f"级别：{SEVERITY_WORDS[rule.severity.value]}", ""]
            for title, text in _sections(rule):
                lines += [f"**{title}**　{text}", ""]
    return "\n".join(lines).rstrip() + "\n"


def _family_head(family: str) -> str:
    return f"{FAMILY_WORDS.get(family, family)}（{family}）"


def _anchor(head: str) -> str:
    """What a Markdown page calls a heading in its links: no punctuation, small letters, hyphens for spaces."""
    return re.sub(r"[^\w\- ]", "", head.lower()).replace(" ", "-")


def _counted(rules: Sequence[Rule[Any]]) -> str:
    """How many rules, and how many of each severity, as the cells of a table's row."""
    severities = [rule.severity.value for rule in rules]
    return " | ".join(map(str, (len(severities), *(severities.count(word) for word in SEVERITY_WORDS))))


def rules_data(rules: Iterable[Rule[Any]]) -> list[dict[str, Any]]:
    """All rules as plain values for JSON."""
    return [
        {
            "id": rule.id,
            "name": rule.name,
            "title": rule.title,
            "family": rule.family,
            "severity": rule.severity.value,
            "kind": rule.kind,
            "checks": rule.checks,
            "why": rule.why,
            "fix": rule.fix,
            "source": rule.source,
            "example": rule.example,
            "message": rule.message,
        }
        for _, members in _by_family(rules)
        for rule in members
    ]
