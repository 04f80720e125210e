"""A stated total must be reached by its stated parts."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from checks import diagnosis, writing
from checks.figures import shown
from checks.kinds import kind
from checks.outcome import Answer, Diagnosis, Member, Outcome, failed, passed, skipped
from checks.relation import Linear
from checks.rule import Rule, Severity
from extract.model import Binding, Fact, FactBook, PartGroup

_SMALL = Decimal("0.1")  # of the total
_NO_CAUSE = frozenset(("part", "equals_other"))  # coincidences and guesses explain nothing
_PLACES = frozenset(("prose", "rows", "columns", "hierarchy"))


@dataclass(frozen=True, slots=True)
class SumParams:
    """`where` picks the groups by their place (prose, rows, columns, hierarchy), `dimensions` and `other_than` by what
    the total measures. `open` asks for the lists that do not claim to be complete: there a part must not exceed the
    total, and no more is claimed."""

    where: tuple[str, ...]
    dimensions: tuple[str, ...] = ()
    other_than: tuple[str, ...] = ()
    open: bool = False

    def __post_init__(self) -> None:
        if not self.where or not set(self.where) <= _PLACES:
            raise ValueError(f"where 应取自 {'、'.join(sorted(_PLACES))}")


@kind("sum", params=SumParams, fields=("part",))
def check_sum(book: FactBook, rule: Rule[SumParams]) -> Iterator[Outcome]:
    """Judges each PartGroup against its first candidate total, or against each where the words leave open which is meant.
    Message field {part}: the part that exceeds its total (open lists)."""
    params, clues = rule.params, diagnosis.Clues(book)
    for group in book.claims_of(PartGroup):
        if group.where not in params.where or not group.totals or not group.parts:
            continue
        dimension = group.totals[0].quantity.dimension
        if (params.dimensions and dimension not in params.dimensions) or dimension in params.other_than:
            continue
        complete = group.exhaustive and (len(group.parts) > 1 or group.where != "prose")
        if complete is not params.open:
            yield _complete(group, rule, clues) if complete else _open(group, rule)


def _members(total: Fact, parts: Sequence[Fact]) -> list[Member]:
    return [("total", total), *(("part", part) for part in parts)]


def _mixed(total: Fact, parts: Sequence[Fact]) -> bool:
    """Whether the figures measure different things; a figure without a unit goes with any."""
    return len({fact.quantity.dimension for fact in (total, *parts)} - {""}) > 1


def _complete(group: PartGroup, rule: Rule[SumParams], clues: diagnosis.Clues) -> Outcome:
    total = group.totals[0]
    members = _members(total, group.parts)
    if _mixed(total, group.parts):
        return skipped(rule, members, "计量单位不同")
    if all(part.quantity.nil for part in group.parts):
        return skipped(rule, members, "分项未填")
    relation = Linear(group.terms, total)
    step = relation.step()
    approximate = not all(fact.quantity.exact for fact in (total, *group.parts))
    # Rough figures are only told of where the words bind them and the parts come to more than the whole can be.
    certain = group.binding >= Binding.CUE and step.exact > step.stated and not relation.conceivable()
    if approximate and not certain:
        return skipped(rule, members, "含约数")
    if not approximate and step.answer is Answer.HOLDS:
        return passed(rule, members, reason="四舍五入" if step.was_rounded_up else "")
    answer = Answer.FAILS if approximate else step.answer
    severity, why = None, None
    if answer is Answer.FAILS:
        other = _other_total(group)
        if other is not None and group.either:
            return passed(rule, _members(other, group.parts))
        if other is not None:
            severity = Severity.INFO
            why = Diagnosis(
                "other_total", f"分项之和与“{diagnosis.name(other)}”{writing.with_unit(other)}相符，疑为其分项"
            )
        else:
            why = diagnosis.of_linear(relation, clues)
        unexplained = why is None or why.kind in _NO_CAUSE
        listed = group.binding <= Binding.INHERITED and not _behind(total, group.parts)
        if unexplained and listed:
            # 其中 may name the largest parts only, or something beside them: where nothing explains it, a small shortfall is a
            # hint, and a large gap of either kind says that these are not the parts
            if abs(step.stated - step.exact) > abs(step.stated) * _SMALL:
                return skipped(rule, members, "未穷尽列举")
            if abs(step.exact) < abs(step.stated):
                severity, why = Severity.WARNING, Diagnosis("open_list", "所列分项可能不全")
    return failed(
        rule,
        members,
        answer=answer,
        binding=group.binding,
        severity=severity,
        expected=shown(step.due, total.quantity),
        actual=shown(step.stated, total.quantity),
        gap=writing.gap(step),
        unit=total.quantity.unit,
        computation=writing.linear(relation, "合计"),
        diagnosis=why,
        labels=diagnosis.name(total),
        fields={"part": ""},
        relation=relation,
    )


def _behind(total: Fact, parts: Sequence[Fact]) -> bool:
    """Whether prose adds its parts up behind them (甲 a 个、乙 b 个，共 T 个): what they leave out is not left open."""
    own = total.location
    return (
        own.kind != "cell"
        and all(part.location.block == own.block for part in parts)
        and all(part.location.start < own.start for part in parts)
    )


def _other_total(group: PartGroup) -> Fact | None:
    """A candidate of lower rank that the parts add up to exactly."""
    for other in group.totals[1:]:
        if _mixed(other, group.parts) or not other.quantity.exact:
            continue
        if Linear(group.terms, other).answer() is Answer.HOLDS:
            return other
    return None


def _open(group: PartGroup, rule: Rule[SumParams]) -> Outcome:
    total = group.totals[0]
    members = _members(total, group.parts)
    if _mixed(total, group.parts):
        return skipped(rule, members, "计量单位不同")
    for part in group.parts:
        if total.quantity.unit != part.quantity.unit or not (total.quantity.exact and part.quantity.exact):
            continue
        if part.quantity.value <= total.quantity.value or total.quantity.value < 0:
            continue
        excess = shown(part.quantity.value - total.quantity.value, part.quantity)
        return failed(
            rule,
            _members(total, [part]),
            binding=group.binding,
            actual=shown(part.quantity.value, part.quantity),
            gap=excess,
            unit=part.quantity.unit,
            computation=f"{writing.with_unit(part)} > {writing.with_unit(total)}",
            labels=diagnosis.name(total),
            fields={"part": diagnosis.name(part)},
        )
    return skipped(rule, members, "未穷尽列举")
