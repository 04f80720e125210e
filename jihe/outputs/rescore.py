"""复核得分: one line per indicator with its weight, the score given, the score recomputed, and why."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from rich.cells import cell_len

from jihe.outputs.wording import clean, excerpt, place

if TYPE_CHECKING:
    from extract.model import Location
    from jihe.rescored import ScoreLine, ScoreTable

# How a score stands, in the order in which the counts are told, and how it is printed.
_STYLES = {
    "不符": "yellow",
    "得不出": "yellow",
    "存疑": "cyan",
    "半分": "cyan",
    "无数据": "cyan",
    "待佐证": "cyan",
    "相符": "green",
    "可得": "green",
    "酌情": "",
    "未复算": "",
}
NOTE = "“可得”只表示细则能组成这个分数，内容没有核对；“—”表示没有可以复算的数。"
_HEADS = ("分值", "自评", "复算", "差")
_NONE = "—"
# The reasons have a third of the width or more; a name is cut before a reason is broken.
_REASON = 0.4
_LEAST_NAME = 12
LEAST_REASON = 8


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the view. The reason may run on below itself, at the column `reason_at`, and has a line
    break where its place stands apart."""

    figures: str
    style: str
    reason: str
    reason_at: int


def title(table: ScoreTable) -> str:
    """复核得分 with the title of the table."""
    return f"复核得分：{clean(table.title)}" if table.title else "复核得分"


def rows(table: ScoreTable, width: int, where: Callable[[Location], str] = place) -> Iterator[Row]:
    """The header, each indicator and the total, laid out for a screen of `width` cells, one cell in; `where` words a
    place."""
    total = (table.weight, table.score, "", "")
    cells = [_figures(line) for line in table.lines]
    widths = [max(map(cell_len, column)) for column in zip(_HEADS, total, *cells, strict=True)]
    verdicts = max(map(cell_len, ("结论", *(line.standing for line in table.lines))))
    numbers = sum(widths) + len(widths) + 2 + verdicts
    longest = max((cell_len(_name(line)) for line in table.lines), default=0)
    name = min(longest, max(_LEAST_NAME, int(width * (1 - _REASON)) - numbers - 1))
    at = 1 + name + numbers + 2

    def laid(first: str, figures: Sequence[str], verdict: str) -> str:
        columns = "".join(" " + " " * (w - cell_len(c)) + c for c, w in zip(figures, widths, strict=True))
        return f"{first}{' ' * (name - cell_len(first))}{columns}  {verdict}{' ' * (verdicts - cell_len(verdict))}"

    yield Row(laid("指标", _HEADS, "结论"), "dim", "依据", at)
    for line, figures in zip(table.lines, cells, strict=True):
        shown = _name(line)
        style = _STYLES.get(line.standing, "")
        yield Row(
            laid(excerpt(shown, shown[:1], name), figures, line.standing), style, _reason(line, width - at, where), at
        )
    if any(total):
        yield Row(laid("合计", total, ""), "bold", "", at)


def summary(table: ScoreTable) -> list[str]:
    """How many indicators stand how, with what those that differ come to: 不符 2 项（自评合计少 0.75 分）, 得不出 3 项."""
    standings = [line.standing for line in table.lines]
    told = [f"{word} {standings.count(word)} 项" for word in _STYLES if word in standings]
    if table.gap.strip("0"):
        told[0] += f"（自评合计{'多' if table.gap.startswith('+') else '少'} {table.gap[1:]} 分）"
    return told


def unsupported(table: ScoreTable) -> str:
    """The indicators with full marks for which the report shows no figure, by code or name."""
    names = [line.code or line.name for line in table.unsupported]
    return f"{len(names)} 项满分而报告中没有相应的数：{clean('、'.join(names))}" if names else ""


def _name(line: ScoreLine) -> str:
    return clean(f"{line.code} {line.name}").strip()


def _figures(line: ScoreLine) -> tuple[str, str, str, str]:
    return line.weight, line.score, line.due or _NONE, line.gap


def _reason(line: ScoreLine, room: int, where: Callable[[Location], str]) -> str:
    """The reason, with the place of its figure where that is not the row itself: it is looked up there. Where both do
    not fit side by side the place has a line of its own."""
    prose = [figure for figure in line.measured if figure.location.table != line.location.table]
    if not prose:
        return clean(line.reason)
    beside = f"（{where(prose[0].location)}）"
    apart = "" if cell_len(line.reason + beside) <= room else "\n"
    return clean(line.reason) + apart + clean(beside)
