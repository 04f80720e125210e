"""复核得分: one line per indicator with its weight, the score given, the score recomputed, and why.

The lines are `checks.rescoring`'s; here they are only laid out.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from rich.cells import cell_len

from checks.figures import plain, printed
from checks.rescoring import Rescored, RescoredTree, Standing
from jihe.outputs.wording import clean, excerpt, place

_STYLES = {
    Standing.DIFFERS: "yellow",
    Standing.UNATTAINABLE: "yellow",
    Standing.DOUBTFUL: "cyan",
    Standing.HALF: "cyan",
    Standing.NO_DATA: "cyan",
    Standing.AGREES: "green",
}
_NONE = "—"
_TOLD = (
    Standing.DIFFERS,
    Standing.UNATTAINABLE,
    Standing.DOUBTFUL,
    Standing.HALF,
    Standing.NO_DATA,
    Standing.AGREES,
    Standing.JUDGED,
)
_REASON = 0.36  # of the width


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the view: (text, style) pieces, the reason apart because it may run on below itself."""

    figures: str
    style: str
    reason: str
    reason_at: int


def title(tree: RescoredTree) -> str:
    """复核得分 with the title of the table, where there are several or it has one."""
    return f"复核得分：{clean(tree.title)}" if tree.title else "复核得分"


def lines(tree: RescoredTree, width: int) -> Iterator[Line]:
    """The header, each indicator and the total, laid out for a screen of `width` cells, one cell in."""
    rows = [_figures(line) for line in tree.lines]
    total = _total(tree)
    heads = ("分值", "自评", "复算", "差")
    widths = [max(cell_len(cell) for cell in column) for column in zip(heads, *rows, total[1:], strict=True)]
    numbers = sum(widths) + len(widths)
    name = max(16, int((width - 1 - numbers) * (1 - _REASON)) - 6)
    longest = max((cell_len(_name(line)) for line in tree.lines), default=0)
    name = min(name, max(longest, cell_len("指标")))
    at = 1 + name + numbers + 2

    def laid(first: str, cells: Sequence[str]) -> str:
        figures = "".join(" " + " " * (w - cell_len(c)) + c for c, w in zip(cells, widths, strict=True))
        return first + " " * (name - cell_len(first)) + figures

    yield Line(laid("指标", heads), "dim", "依据", at)
    for line, row in zip(tree.lines, rows, strict=True):
        yield Line(laid(_cut(_name(line), name), row), _STYLES.get(line.standing, ""), _reason(line, width - at), at)
    if any(total):
        yield Line(laid(total[0], total[1:]), "bold", "", at)


def summary(tree: RescoredTree) -> str:
    """How many indicators stand how: 不符 2 项，得不出 3 项。"""
    counts = ((s, sum(line.standing is s for line in tree.lines)) for s in _TOLD)
    told = "，".join(f"{standing.value} {count} 项" for standing, count in counts if count)
    return told or "各项得分都没有可以复算的数据"


def unsupported(tree: RescoredTree) -> str:
    """The indicators with full marks for which the report shows no figure, by code or name."""
    names = [line.indicator.code or clean(line.indicator.name.text) for line in tree.lines if _lacking(line)]
    return f"{len(names)} 项满分而报告中没有相应的数：{'、'.join(names)}" if names else ""


def _lacking(line: Rescored) -> bool:
    return line.standing is Standing.UNSUPPORTED


def _name(line: Rescored) -> str:
    return clean(f"{line.indicator.code} {line.indicator.name.text}").strip()


def _cut(text: str, cells: int) -> str:
    return excerpt(text, text[:1], cells)


def _figures(line: Rescored) -> tuple[str, str, str, str]:
    due = _NONE
    gap = ""
    if line.gap is not None:
        due = plain(round(line.score.quantity.value - line.gap, 2).normalize())
        shown = round(line.gap, 2)
        gap = f"{'+' if shown > 0 else '−'}{plain(abs(shown).normalize())}" if _apart(line) and shown else "0"
    return _printed(line.weight.quantity.value), printed(line.score.quantity), due, gap


def _apart(line: Rescored) -> bool:
    return line.standing in {Standing.DIFFERS, Standing.DOUBTFUL}


def _printed(value: Decimal) -> str:
    return plain(value.normalize())


def _reason(line: Rescored, room: int) -> str:
    found = line.measured
    if found is None:
        return clean(line.reason)
    where = place(found.facts[0].location)
    full = f"{line.reason}（{where}）"
    return clean(full if cell_len(full) <= room or line.standing is Standing.AGREES else line.reason)


def _total(tree: RescoredTree) -> tuple[str, str, str, str, str]:
    if tree.total_score is None and tree.total_weight is None:
        return ("", "", "", "", "")
    weight = _printed(tree.total_weight.quantity.value) if tree.total_weight else ""
    score = printed(tree.total_score.quantity) if tree.total_score else ""
    return "合计", weight, score, "", ""
