"""How the prose turns the table's 元 into 万元: cut in one place and rounded in another is one note for all."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from checks.figures import grouped, shown, spaced
from checks.kinds.accounts.codes import code_comparisons
from checks.kinds.accounts.comparing import Comparison
from checks.kinds.accounts.totals import Figures, total_comparisons
from checks.outcome import Answer, Member, Outcome, failed
from checks.rule import Rule, Severity
from extract.model import Fact, FactBook

_MOST_CUT, _MOST_ROUNDED = 4, 2


def check_rounding(book: FactBook, rule: Rule[Any], figures: Figures) -> Iterator[Outcome]:
    """Nothing where every figure is rounded; an info where every one is cut; the rule's severity where both occur."""
    cut: dict[int, tuple[Fact, Fact]] = {}  # by cell
    rounded: dict[int, tuple[Fact, Fact]] = {}
    for comparison in (*code_comparisons(book), *total_comparisons(book, figures)):
        for statement in comparison.agreeing[:1]:
            cell = _single(comparison)
            if cell is None:
                continue
            if comparison.answer(statement) is Answer.TRUNCATION:
                cut.setdefault(cell.id, (statement, cell))
            elif comparison.rounded_up(statement):
                rounded.setdefault(cell.id, (statement, cell))
    if not cut:
        return
    shown_pairs = [*list(cut.values())[:_MOST_CUT], *list(rounded.values())[:_MOST_ROUNDED]]
    members: list[Member] = [("stated", fact) for pair in shown_pairs for fact in pair]
    text = f"截位的有 {_listed(cut.values())}"
    text += f"；四舍五入的有 {_listed(rounded.values())}" if rounded else "，未见四舍五入的"
    severity = rule.severity if rounded else Severity.INFO
    yield failed(rule, members, answer=Answer.TRUNCATION, severity=severity, computation=text)


def _single(comparison: Comparison) -> Fact | None:
    """The cell, where one cell alone was turned into the figure and had digits to lose."""
    if len(comparison.cells) != 1:
        return None
    cell = comparison.cells[0]
    return cell if cell.quantity.ulp < comparison.statements[0].quantity.ulp else None


def _listed(pairs: Iterable[tuple[Fact, Fact]]) -> str:
    texts = []
    for stated, cell in pairs:
        printed = spaced(grouped(shown(cell.quantity.value, cell.quantity)), cell.quantity.unit)
        texts.append(f"{stated.quantity.text}（表内 {printed}）")
    return "、".join(texts)
