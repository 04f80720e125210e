"""复核得分 as an output needs it: figures as text, places as locations, nothing left to judge."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from checks.figures import plain, printed
from checks.outcome import Evidence, exhibit
from checks.rescoring import Rescored, RescoredTree, Standing, rescore

if TYPE_CHECKING:
    from extract.model import FactBook, Location


@dataclass(frozen=True, slots=True)
class ScoreLine:
    """One indicator: its code and name, weight, score given, score recomputed and the gap between them ("" where
    nothing can be recomputed), how the score stands (相符, 不符, 存疑, 得不出, 半分, 可得, 酌情, 待佐证, 无数据,
    未复算), why, where the score stands, and the figures that it was recomputed from."""

    code: str
    name: str
    weight: str
    score: str
    due: str
    gap: str
    standing: str
    reason: str
    location: Location
    measured: tuple[Evidence, ...] = ()


@dataclass(frozen=True, slots=True)
class ScoreTable:
    """The indicators of one table, by its number in the document, and its printed totals ("" where there are none).
    `gap` is what the scores that differ (不符) come to in all, signed; "" where none does."""

    title: str
    table: int
    lines: tuple[ScoreLine, ...]
    weight: str = ""
    score: str = ""
    gap: str = ""

    @property
    def unsupported(self) -> tuple[ScoreLine, ...]:
        """待佐证: the indicators with full marks for which the report shows no figure."""
        return tuple(line for line in self.lines if line.standing == Standing.UNSUPPORTED.value)


def score_tables(book: FactBook) -> tuple[ScoreTable, ...]:
    """Every tree of a report whose scores have rubrics."""
    return tuple(_table(tree) for tree in rescore(book))


def _table(tree: RescoredTree) -> ScoreTable:
    weight, score = tree.total_weight, tree.total_score
    apart = [_apart(line) for line in tree.lines if line.standing is Standing.DIFFERS]
    return ScoreTable(
        tree.title,
        tree.table,
        tuple(_line(line) for line in tree.lines),
        _short(weight.quantity.value) if weight else "",
        printed(score.quantity) if score else "",
        _signed(sum(apart, Decimal(0))) if apart else "",
    )


def _line(line: Rescored) -> ScoreLine:
    due = gap = ""
    if line.gap is not None:
        due = _short(round(line.score.quantity.value - line.gap, 2))
        gap = _signed(_apart(line))
    return ScoreLine(
        code=line.indicator.code,
        name=line.indicator.name.text,
        weight=_short(line.weight.quantity.value),
        score=printed(line.score.quantity),
        due=due,
        gap=gap,
        standing=line.standing.value,
        reason=line.reason,
        location=line.score.location,
        measured=exhibit(line.measured.members) if line.measured else (),
    )


_AMISS = frozenset((Standing.DIFFERS, Standing.DOUBTFUL, Standing.UNATTAINABLE))


def _apart(line: Rescored) -> Decimal:
    """How far a score is from the one due: nothing where the difference is that of rounding."""
    return round(line.gap, 2) if line.gap is not None and line.standing in _AMISS else Decimal(0)


def _signed(value: Decimal) -> str:
    return f"{'+' if value > 0 else '−'}{_short(abs(value))}" if value else "0"


def _short(value: Decimal) -> str:
    return plain(value.normalize())
