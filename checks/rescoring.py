"""复核得分: each scored indicator with what its rubric and the report's own figures make of its score.

One pass over the trees serves the checks, which judge, and the view, which lists: both see the same standing.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from enum import Enum

from checks.attainable import alternatives, attainable, half_given
from checks.attainment import Row, rows_of
from checks.completed import completed
from checks.figures import plain
from checks.measured import Measured, Stated, wanted
from checks.rubric_scores import Due, bounded, due, fits, implied, measures, percent, whole_scale
from extract.model import Binding, Fact, FactBook, Indicator, IndicatorTree, Rubric

UNSETTLED = "细则未写此数得几分"
_SEVERAL = "报告所写的数不止一个，不知用哪个"


class Standing(Enum):
    """What can be said of a score; the value is what users see."""

    AGREES = "相符"
    DIFFERS = "不符"
    DOUBTFUL = "存疑"
    UNATTAINABLE = "得不出"
    HALF = "半分"
    POSSIBLE = "可得"
    JUDGED = "酌情"
    UNSUPPORTED = "待佐证"
    NO_DATA = "无数据"
    OPEN = "未复算"


@dataclass(frozen=True, slots=True)
class Rescored:
    """One indicator rescored. `due` is what the measured figure gives by the rubric, `implied` the rate that a score
    below the weight stands for, `possible` all scores that the rubric's points can give, each None where there is no
    such thing; `gap` is the printed score less the nearest due one. `reason` is short and Chinese."""

    indicator: Indicator
    weight: Fact
    score: Fact
    standing: Standing
    reason: str
    rubric: Rubric | None = None
    measure: str = ""
    measured: Measured | None = None
    due: Due | None = None
    implied: Decimal | None = None
    possible: tuple[Decimal, ...] | None = None

    @property
    def gap(self) -> Decimal | None:
        if self.due is None:
            return None
        score = self.score.quantity.value
        return score - self.due.nearest(score)


@dataclass(frozen=True, slots=True)
class RescoredTree:
    """The indicators of one tree that have both a weight and a score, in printed order, and what the tree prints in
    all."""

    title: str
    table: int
    lines: tuple[Rescored, ...]
    total_weight: Fact | None = None
    total_score: Fact | None = None


def scored_trees(book: FactBook) -> Iterator[tuple[str, IndicatorTree]]:
    """The indicators of a report with their titles, table by table: trees of their own and those of its
    self-evaluation forms, which are named by what they evaluate too."""
    for tree in book.trees:
        yield tree.title, tree
    for form in book.evaluations:
        subject = "".join(form.subject.split())
        yield f"{form.title}（{subject}）" if subject and subject not in form.title else form.title, form.tree


def rescore(book: FactBook) -> tuple[RescoredTree, ...]:
    """Every table of a report in which some scored indicator has a rubric."""
    stated = Stated(book)
    trees = (
        RescoredTree(title, tree.table, tuple(_lines(stated, tree)), tree.total_weight, tree.total_score)
        for title, tree in scored_trees(book)
    )
    return tuple(tree for tree in trees if any(line.rubric is not None for line in tree.lines))


def _lines(stated: Stated, tree: IndicatorTree) -> Iterator[Rescored]:
    for row in rows_of(tree):
        weight, score = row.indicator.weight, row.indicator.score
        if weight is None or score is None or score.quantity.nil or not weight.quantity.exact:
            continue
        line = _line(stated, row, weight, score)
        over = score.quantity.value > weight.quantity.value
        yield replace(line, standing=Standing.UNATTAINABLE, reason="得分超过分值", possible=None) if over else line


def _line(stated: Stated, row: Row, weight: Fact, score: Fact) -> Rescored:
    indicator, rubric = row.indicator, row.indicator.rubric
    if rubric is None:
        return Rescored(indicator, weight, score, Standing.OPEN, _unread(stated, indicator))
    worth, given = weight.quantity.value, score.quantity.value
    own = completed(row, rubric)
    if own is not None:
        return _judged(indicator, weight, score, rubric, *own)
    # A form speaks for itself; a plain tree whose completion cell holds no single number leaves it to the prose.
    filled, plain_tree = indicator.actual_words is not None, indicator.target_words is None and indicator.actual is None
    if not filled or plain_tree:
        whole = bounded(indicator, rubric)
        if measures(whole) and stated.find(indicator, whole) is not None:
            return _measured(stated, indicator, weight, score, whole)
        told = _told(stated, row, rubric)
        if told is not None:
            return _judged(indicator, weight, score, rubric, *told)
        if measures(whole) and not filled:
            return _measured(stated, indicator, weight, score, whole)
    possible = attainable(rubric)
    standing, reason = _by_points(stated, indicator, rubric, worth, given, possible)
    return Rescored(indicator, weight, score, standing, reason, rubric, possible=possible)


def _told(stated: Stated, row: Row, rubric: Rubric) -> tuple[Measured, Due] | None:
    """What the prose says was planned and done of an indicator, None where it does not or says different things."""
    found = [
        one
        for pair in stated.pairs(row.indicator)
        if (own := replace(row, indicator=replace(row.indicator, target=pair.planned, actual=pair.done)))
        and (one := completed(own, rubric, "报告写")) is not None
    ]
    return found[0] if len({due for _, due in found}) == 1 else None


def _unread(stated: Stated, indicator: Indicator) -> str:
    """Why nothing is said of a score whose rubric is missing, or not understood."""
    if indicator.rubric_words is None:
        return "表中没有细则"
    found = stated.find(indicator, None)
    return f"{found.told}，细则未能识别" if found is not None and not found.other else "细则未能识别"


def _measured(report: Stated, indicator: Indicator, weight: Fact, score: Fact, rubric: Rubric) -> Rescored:
    worth, given = weight.quantity.value, score.quantity.value
    found = report.find(indicator, rubric)
    owed = due(rubric, worth, found.value) if found else None
    if found is not None and owed is not None:
        return _judged(indicator, weight, score, rubric, found, owed)
    possible = attainable(rubric) if whole_scale(rubric, worth) else None
    if possible is not None and given not in possible:
        standing, reason = _by_points(report, indicator, rubric, worth, given, possible)
        return Rescored(indicator, weight, score, standing, reason, rubric, possible=possible)
    back = implied(rubric, worth, given)
    name = wanted(indicator, rubric)
    least = min((point.points for point in rubric.points if point.points), default=worth)
    if rubric.partly_open and (found is not None or given < least):
        told = f"{found.told}，这一档由人酌定" if found is not None else "低档由人酌定"
        return Rescored(indicator, weight, score, Standing.JUDGED, told, rubric, name, found)
    if found is not None:
        told = f"{found.told}，{UNSETTLED}"
        return Rescored(indicator, weight, score, Standing.OPEN, told, rubric, name, found)
    if report.several(indicator, rubric):
        standing, reason = Standing.OPEN, _SEVERAL
    elif given >= worth:
        standing, reason = Standing.UNSUPPORTED, "满分，报告未写此数"
    else:
        standing, reason = Standing.NO_DATA, f"倒推{percent(back)}，报告未写" if back is not None else "报告未写此数"
    return Rescored(indicator, weight, score, standing, reason, rubric, name, implied=back)


def _judged(indicator: Indicator, weight: Fact, score: Fact, rubric: Rubric, found: Measured, owed: Due) -> Rescored:
    """A score beside the marks that the measured figure gives."""
    worth, given = weight.quantity.value, score.quantity.value
    back = None if found.said else implied(rubric, worth, given)
    stated = found.told
    if fits(given, score.quantity.ulp, owed, found.ulp):
        standing, reason = Standing.AGREES, stated
    else:
        doubtful = found.other or found.binding is Binding.FUZZY
        standing = Standing.DOUBTFUL if doubtful else Standing.DIFFERS
        reason = f"倒推{percent(back)}，{stated}" if back is not None and not found.other else stated
    if found.other:
        standing = Standing.UNSUPPORTED if standing is Standing.AGREES else standing
        reason += "，非本指标人员"
    elif found.binding is Binding.FUZZY:
        reason += "，未写明是什么的"
    return Rescored(indicator, weight, score, standing, reason, rubric, wanted(indicator, rubric), found, owed, back)


def _by_points(
    stated: Stated,
    indicator: Indicator,
    rubric: Rubric,
    worth: Decimal,
    given: Decimal,
    possible: tuple[Decimal, ...] | None,
) -> tuple[Standing, str]:
    filled = indicator.actual_words is not None
    if rubric.open:
        return Standing.JUDGED, f"细则 0–{plain(rubric.points[0].points)} 分" if rubric.points else "细则由人酌定"
    if possible is not None:
        options = alternatives(rubric)
        whole = "+".join("/".join(plain(p) for p in item) for item in options)
        if given in possible:
            if given == possible[-1] == worth:
                return Standing.POSSIBLE, "各项全得" if len(options) > 1 else "最高一档"
            return Standing.POSSIBLE, f"细则 {whole}"
        if half_given(rubric, given):
            return Standing.HALF, f"细则 {whole}，给了半分"
        return Standing.UNATTAINABLE, f"细则 {whole}"
    if rubric.per_item and not rubric.proportional and rubric.full_at is None and not rubric.points:
        lost = worth - given
        if not lost:
            if filled:
                return Standing.OPEN, "未扣分，完成值见表"
            return Standing.UNSUPPORTED, "满分，报告未写此数" if rubric.at_target else "未扣分，报告未写有无此类情形"
        count = lost / rubric.per_item
        each = f"每项扣 {plain(rubric.per_item.normalize())}"
        if count % 1 and given:
            return Standing.UNATTAINABLE, f"扣分不成整项，{each}"
        return Standing.POSSIBLE, f"合 {plain(count)} 项，{each}" if given else each
    if filled:
        return Standing.OPEN, "完成值见表，细则不能逐项复算"
    found = stated.find(indicator, rubric)
    if found is not None and not found.other:
        return Standing.OPEN, f"{found.told}，细则未能识别"
    if given >= worth:
        return Standing.UNSUPPORTED, "满分，报告未写有无此类情形" if rubric.veto else "满分，报告未写此数"
    return Standing.OPEN, "细则不能逐项复算"
