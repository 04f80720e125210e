"""Kind `wording`: words, signs and units that cannot be right as they are printed."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from checks.kinds import kind
from checks.kinds.wording.figures import (
    check_lost_thousands,
    check_measures,
    check_scales,
    check_tens,
    check_unitless,
)
from checks.kinds.wording.formulas import check_formulas
from checks.kinds.wording.grades import check_grades
from checks.kinds.wording.nearness import check_near, check_whole
from checks.kinds.wording.slips import check_gathered, check_slips
from checks.outcome import Outcome
from checks.rule import Rule
from extract.model import FactBook


@dataclass(frozen=True, slots=True)
class WordingParams:
    """`check` is what is looked at: slips (one finding for each wording), gathered (one note for all of a report),
    near, whole, formulas, grades, measures, scales, tens or lost_thousands. `what` are the slips that the first two take."""

    check: str
    what: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if self.check not in _CHECKS:
            raise ValueError(f"check 应取自 {'、'.join(_CHECKS)}")
        if bool(self.what) != (self.check in ("slips", "gathered")):
            raise ValueError("check 为 slips 或 gathered 时须写 what，其余不写")


@kind("wording", params=WordingParams, fields=("said", "due", "count", "places", "why", "beside"), judges="words")
def check_wording(book: FactBook, rule: Rule[WordingParams]) -> Iterator[Outcome]:
    """Judges one sort of slip. Message fields: {said} as printed, {due} what should stand there, {count} and {places}
    how often (（共 3 处）, "" for one), {why} what does not fit, {beside} the words of the report that show it."""
    if rule.params.what:
        yield from _SLIPS[rule.params.check](book, rule, rule.params.what)
    else:
        yield from _OTHERS[rule.params.check](book, rule)


_SLIPS: Mapping[str, Callable[[FactBook, Rule[WordingParams], tuple[str, ...]], Iterator[Outcome]]] = {
    "slips": check_slips,
    "gathered": check_gathered,
}
_OTHERS: Mapping[str, Callable[[FactBook, Rule[WordingParams]], Iterator[Outcome]]] = {
    "near": check_near,
    "whole": check_whole,
    "formulas": check_formulas,
    "grades": check_grades,
    "measures": check_measures,
    "scales": check_scales,
    "tens": check_tens,
    "unitless": check_unitless,
    "lost_thousands": check_lost_thousands,
}
_CHECKS = (*_SLIPS, *_OTHERS)
