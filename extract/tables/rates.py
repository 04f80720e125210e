"""Rates and changes that a table prints beside what they are made of."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from extract.lexicon import lexicon
from extract.model import Binding, Cell, ChangeClaim, Claim, Fact, RateClaim, Words
from extract.tables import words
from extract.tables.addable import alike
from extract.tables.figures import Block, plain, statement
from extract.tables.headers import Kind

Point = Callable[[Cell], Words]

_SPENT = ("决算", "实际")
_BUDGETS = ("调整预算", "预算", "年初预算", "下达", "计划", "应到位")
_LETTER = re.compile(r"[（(]([A-Z])[)）]")
_QUOTIENT = re.compile(r"[（(]?([A-Z])\s*[/÷]\s*([A-Z])")
_YEAR = re.compile(r"((?:19|20)\d\d)")
_LANE = re.compile(r"^[（(]?(\d{1,2})")
_LANE_QUOTIENT = re.compile(r"=[（(]?(\d{1,2})[/÷](\d{1,2})")
_NOW = re.compile(r"本年|本期|当年|今年|年末|期末")
_BASE = re.compile(r"上年|上期|去年|年初数|期初|年初余额|上年同期")
_CHANGE = ("growth", "delta")


@dataclass(frozen=True)
class _Series:
    """Figures under one name along one axis: a column by its rows, or a row by its columns."""

    path: tuple[str, ...]
    cue: Cell
    facts: dict[int, Fact]
    lane: str = ""

    @property
    def name(self) -> str:
        return "/".join(self.path)

    @property
    def leaf(self) -> str:
        return self.path[-1] if self.path else ""

    @property
    def year(self) -> int | None:
        return next((int(m[1]) for part in reversed(self.path) if (m := _YEAR.search(part))), None)

    @property
    def basis(self) -> str:
        return next((basis for part in reversed(self.path) if (basis := statement(part))), "")


def rates(block: Block, total_rows: Sequence[int], point: Point) -> Iterator[Claim]:
    """Rates and changes of a block: columns row by row, and, where its rows are the statements (预算数, 执行数,
    执行率), rows column by column. `total_rows` are the grid rows of its grand totals, for shares."""
    columns = _by_column(block)
    for place, series in enumerate(columns):
        if words.SHARE.search(series.leaf) and not words.COMPLETION.search(series.leaf):
            yield from _shares(columns, place, total_rows, point)
        else:
            yield from _rate(columns, place, point)
            yield from _change(columns, place, point)
    rows = _by_row(block)
    for place, _ in enumerate(rows):
        yield from _rate(rows, place, point)
        yield from _change(rows, place, point)


def _by_column(block: Block) -> list[_Series]:
    found = []
    derived = {row.index for row in block.rows if row.derived}
    for column in block.segment.of(Kind.FIGURE, Kind.TEXT):
        facts = {row: fact for row, fact in block.by_column.get(column.index, {}).items() if row not in derived}
        if facts and column.anchors:
            found.append(_Series(column.path, column.anchors[-1], facts, column.lane))
    return found


def _by_row(block: Block) -> list[_Series]:
    """The rows as series where their labels are statements of one thing rather than things."""
    found = []
    for row in block.rows:
        if row.name_cell is None or not (row.derived or plain(row.label) or words.DELTA.search(row.label)):
            continue
        facts = block.by_row.get(row.index)
        if facts:
            found.append(_Series((*row.labels[:-1], row.label), row.name_cell, facts))
    return found


# --------------------------------------------------------------------------------------------------------------
# numerator ÷ denominator
# --------------------------------------------------------------------------------------------------------------


def _rate(series: list[_Series], place: int, point: Point) -> Iterator[RateClaim]:
    rate = series[place]
    found = _spelt(series, rate) or _named(series, place)
    if found is None:
        return
    numerator, denominator, others = found
    for key, fact in rate.facts.items():
        above, below = numerator.facts.get(key), denominator.facts.get(key)
        if above is None or below is None or not _divisible(above, below, fact):
            continue
        yield RateClaim(
            above,
            below,
            fact,
            point(rate.cue),
            kind="completion" if fact.measure in ("completion", "rate") else fact.measure,
            others=tuple(other.facts[key] for other in others if key in other.facts),
            binding=Binding.CELL,
        )


def _divisible(above: Fact, below: Fact, rate: Fact) -> bool:
    plain_numbers = all(fact.quantity.exact and not fact.quantity.nil for fact in (above, below, rate))
    same = alike(above.quantity, below.quantity)
    return plain_numbers and same and above.quantity.dimension != "percent" and rate.quantity.dimension == "percent"


_Operands = tuple[_Series, _Series, tuple[_Series, ...]]


def _spelt(series: list[_Series], rate: _Series) -> _Operands | None:
    """Operands that the header names by letter (B/A) or the 栏次 row by number (4=3/2)."""
    letters = _QUOTIENT.search(rate.name)
    if letters:
        marked = {m[1]: s for s in _near(series, rate) if s is not rate and (m := _LETTER.search(s.name))}
        if letters[1] in marked and letters[2] in marked:
            return marked[letters[1]], marked[letters[2]], ()
    numbers = _LANE_QUOTIENT.search(rate.lane)
    if numbers:
        lanes = {m[1]: s for s in series if (m := _LANE.match(s.lane))}
        if numbers[1] in lanes and numbers[2] in lanes:
            return lanes[numbers[1]], lanes[numbers[2]], ()
    return None


def _named(series: list[_Series], place: int) -> _Operands | None:
    rate = series[place]
    name = words.bare(rate.leaf)
    if re.search(r"得分率", name):
        return _pick(series, place, r"得分|评分", r"分值|权重|满分|标准分")
    if not words.COMPLETION.search(rate.leaf) and "到位率" not in name:
        return None
    if not _OF_MONEY.search(name) and any(_OF_MONEY.search(s.leaf) and _is_rate(s) for s in series if s is not rate):
        return None  # 项目完成率 beside 资金使用率 is not about the money
    near = _near(series, rate)
    money = [s for s in near if s is not rate and not _is_derived(s) and not words.SCORE.search(s.leaf)]
    spent_bases = ("到位",) if "到位率" in name else _SPENT
    spent = [s for s in money if s.basis in spent_bases]
    latest = max((s.year for s in spent if s.year is not None), default=None)
    spent = [s for s in spent if s.year in (None, latest)]
    budgets = [
        s for wanted in _BUDGETS for s in money if s.basis == wanted and (latest is None or s.year in (None, latest))
    ]
    wanted = lexicon().basis(re.sub(r"完成率|执行率|进度|率|完成|执行", "", rate.leaf))
    if wanted in _BUDGETS and any(s.basis == wanted for s in budgets):
        budgets.sort(key=lambda s: s.basis != wanted)
    if not spent or not budgets or len({id(s) for s in spent}) != 1:
        return None
    same_rank = [s for s in budgets if s.basis == budgets[0].basis]
    if len(same_rank) != 1:
        return None
    return spent[0], budgets[0], tuple(budgets[1:])


_OF_MONEY = re.compile(r"资金|预算|执行|支出|支付|使用|经费")


def _is_rate(series: _Series) -> bool:
    return words.COMPLETION.search(series.leaf) is not None


def _pick(series: list[_Series], place: int, numerator: str, denominator: str) -> _Operands | None:
    rate = series[place]
    near = [s for s in _near(series, rate) if s is not rate and not _is_derived(s)]
    above = [s for s in near if re.search(numerator, s.leaf)]
    below = [s for s in near if re.search(denominator, s.leaf)]
    return (above[0], below[0], ()) if len(above) == len(below) == 1 else None


def _is_derived(series: _Series) -> bool:
    leaf = series.leaf
    return any(p.search(leaf) for p in (words.SHARE, words.GROWTH, words.DELTA, words.COMPLETION, words.RATE))


def _near(series: list[_Series], rate: _Series) -> list[_Series]:
    """The series under the same parent header, where there are at least two others; else all at the top."""
    for depth in range(len(rate.path) - 1, 0, -1):
        family = [s for s in series if s.path[:depth] == rate.path[:depth]]
        if len(family) > 2:
            return family
    return series


# --------------------------------------------------------------------------------------------------------------
# Shares of a total row
# --------------------------------------------------------------------------------------------------------------


def _shares(series: list[_Series], place: int, total_rows: Sequence[int], point: Point) -> Iterator[RateClaim]:
    share = series[place]
    amounts = [s for s in _near(series[: place + 1], share) if s is not share and not _is_derived(s)]
    if not amounts or len(total_rows) != 1:
        return
    amount = amounts[-1]
    total = amount.facts.get(total_rows[0])
    if total is None:
        return
    for row, fact in share.facts.items():
        part = amount.facts.get(row)
        if part is not None and part is not total and _divisible(part, total, fact):
            yield RateClaim(part, total, fact, point(share.cue), kind="share", binding=Binding.CELL)


# --------------------------------------------------------------------------------------------------------------
# Changes against another year
# --------------------------------------------------------------------------------------------------------------


def _change(series: list[_Series], place: int, point: Point) -> Iterator[ChangeClaim]:
    """One claim per row from the first change column of a family; a growth rate beside it joins the same claim."""
    change = series[place]
    if not (words.DELTA.search(change.leaf) or words.GROWTH.search(change.leaf)):
        return
    near = _near(series, change)
    changes = [s for s in near if words.DELTA.search(s.leaf) or words.GROWTH.search(s.leaf)]
    pair = _compared([s for s in near if not _is_derived(s)], change)
    if pair is None or changes[0] is not change or len(changes) > 2:
        return
    now, base = pair
    fall = any(words.FALL.search(s.leaf) for s in changes)
    for key in now.facts:
        if key not in base.facts:
            continue
        printed = [s.facts[key] for s in changes if key in s.facts]
        rate = next((f for f in printed if f.quantity.dimension == "percent"), None)
        delta = next((f for f in printed if f.quantity.dimension != "percent"), None)
        current, earlier = now.facts[key], base.facts[key]
        figures = [f for f in (current, earlier, delta, rate) if f is not None]
        if len(figures) < 3 or any(not f.quantity.exact for f in figures):
            continue
        if not _same_unit(current, earlier) or (delta is not None and not _same_unit(delta, current)):
            continue
        yield ChangeClaim(
            current,
            earlier,
            delta,
            rate,
            _direction(current, earlier, delta, rate, fall),
            point(change.cue),
            Binding.CELL,
        )


def _same_unit(a: Fact, b: Fact) -> bool:
    nothing = a.quantity.nil or b.quantity.nil
    return alike(a.quantity, b.quantity) or (nothing and a.quantity.dimension == b.quantity.dimension)


def _compared(series: list[_Series], change: _Series) -> tuple[_Series, _Series] | None:
    """Which of the series is compared with which: this year with the last, the end with the beginning of the year,
    final figures with the budget where the header says so. Of several of one year, those of one statement."""
    against = re.search(r"比(.+?)(?:增减|增加|减少|增长|变动|$)", change.name)
    budget = statement(against[1]) if against else ""
    if budget in _BUDGETS:
        base = [s for s in series if s.basis == budget]
        now = [s for s in series if s.basis in _SPENT and s.year in (None, base[0].year if base else None)]
        return (now[0], base[0]) if len(base) == len(now) == 1 else None
    years = sorted({s.year for s in series if s.year is not None})
    if len(years) == 2:
        base = [s for s in series if s.year == years[0]]
        now = [s for s in series if s.year == years[1]]
    else:
        base = [s for s in series if _BASE.search(s.leaf) or s.basis == "上年决算"]
        now = [s for s in series if s not in base and (_NOW.search(s.leaf) or len(series) == 2)]
    if len(base) == 1 and len(now) > 1:
        now = [s for s in now if s.basis == base[0].basis and (words.TOTAL_COLUMN.search(s.leaf) or len(s.path) == 1)]
    return (now[0], base[0]) if len(base) == len(now) == 1 else None


def _direction(now: Fact, base: Fact, delta: Fact | None, rate: Fact | None, fall: bool) -> int:
    """+1 or -1 by the printed sign; a header such as 减少额 turns it round. A rate that rounds to zero says nothing
    about the direction, so it takes that of the figures."""
    signed = next((f.quantity.value for f in (delta, rate) if f is not None and f.quantity.value), None)
    if signed is None:
        gap = now.quantity.value - base.quantity.value
        return 0 if delta is not None or not gap else (1 if gap > 0 else -1)
    return (1 if signed > 0 else -1) * (-1 if fall else 1)
