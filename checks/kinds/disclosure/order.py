"""Words of order against the figures they speak of, parts against the whole that they cannot exceed, and changes that
cannot be: a rise larger than what there is, a rate of nothing."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from checks import diagnosis
from checks.figures import grouped, shown, spaced
from checks.interval import grain, half_up
from checks.outcome import Answer, Diagnosis, Member, Outcome, failed, passed, skipped
from checks.relation import Change
from checks.rule import Rule, Severity
from extract.model import BoundClaim, ChangeClaim, Fact, FactBook, FormsTotal, OrderClaim

_LEVEL = 100  # 持平 is said of differences under one in a hundred
_LOOSELY = 20  # 基本持平 of those under one in twenty
_FULL = Decimal(100)  # percent
_WORDS = {1: "大于", -1: "小于", 0: "等于"}
_MOST_EVIDENCE = 12


def check_order(book: FactBook, rule: Rule[Any]) -> Iterator[Outcome]:
    """决算数小于预算数 is said of a final figure that is smaller; of several budgets that may be meant one is enough."""
    for claim in book.claims_of(OrderClaim):
        members: list[Member] = [("compared", fact) for fact in (claim.left, *claim.rights)]
        if not claim.rights:
            yield _by_rate(claim, rule)
            continue
        if any(_fits(claim, right.quantity.value) for right in claim.rights):
            yield passed(rule, members)
            continue
        right = claim.rights[-1]
        apart = claim.left.quantity.value - right.quantity.value
        quantity = claim.left.quantity
        due = _WORDS[(apart > 0) - (apart < 0)]
        yield failed(
            rule,
            [*members, ("cite", claim.cue)],
            binding=claim.binding,
            gap=shown(apart, quantity),
            unit=quantity.unit,
            computation=f"决算 {claim.left.quantity.text}，预算 {right.quantity.text}，决算数{due}预算数"
            + (f" {spaced(grouped(shown(abs(apart), quantity)), quantity.unit)}" if apart else ""),
            labels=claim.cue.text,
            diagnosis=Diagnosis("direction", "方向词写反，或其中一个数写错") if claim.order * apart < 0 else None,
        )


def _by_rate(claim: OrderClaim, rule: Rule[Any]) -> Outcome:
    """The words against the rate of completion beside them, where no budget is printed: one above 100% says more."""
    rate = claim.left.quantity
    members: list[Member] = [("rate", claim.left)]
    if _fits(claim, _FULL) or abs(rate.value - _FULL) < grain(rate):
        return passed(rule, members)
    return failed(
        rule,
        [*members, ("cite", claim.cue)],
        binding=claim.binding,
        actual=shown(rate.value, rate),
        unit="%",
        computation=f"完成预算 {rate.text}，决算数应{_WORDS[1 if rate.value > _FULL else -1]}预算数",
        labels=claim.cue.text,
        diagnosis=Diagnosis("direction", "方向词写反，或完成比率写错"),
    )


def _fits(claim: OrderClaim, right: Decimal) -> bool:
    apart = claim.left.quantity.value - right
    if claim.order:
        return apart * claim.order > 0
    share = _LOOSELY if claim.loosely else _LEVEL
    return abs(apart) * share < abs(right) or not apart


def check_bound(book: FactBook, rule: Rule[Any]) -> Iterator[Outcome]:
    """Parts that do not overlap cannot exceed the whole."""
    for claim in book.claims_of(BoundClaim):
        members: list[Member] = [("total", claim.whole), *(("part", part) for part in claim.parts)]
        total = sum((part.quantity.value for part in claim.parts), Decimal(0))
        over = total - claim.whole.quantity.value
        slack = sum((grain(part.quantity) for part in claim.parts), Decimal(0))
        if over <= slack:
            if len(claim.parts) > 1:
                yield passed(rule, members, reason="不超过总额")
            continue
        quantity = claim.whole.quantity
        summed = " + ".join(grouped(shown(part.quantity.value, quantity)) for part in claim.parts)
        summed += f" = {grouped(shown(total, quantity))}" if len(claim.parts) > 1 else ""
        yield failed(
            rule,
            members,
            binding=claim.binding,
            actual=shown(total, quantity),
            gap=shown(over, quantity),
            unit=quantity.unit,
            computation=f"{spaced(summed, quantity.unit)}，大于总额 {claim.whole.quantity.text}",
            labels=diagnosis.name(claim.whole),
        )


def check_forms(book: FactBook, rule: Rule[Any]) -> Iterator[Outcome]:
    """The projects and the money that the prose gives against the forms of the projects."""
    for claim in book.claims_of(FormsTotal):
        members: list[Member] = [("total", claim.amount), *(("part", form) for form in claim.forms)]
        if claim.count.quantity.value != len(claim.forms):
            reason = f"正文说 {claim.count.quantity.text}，文内有 {len(claim.forms)} 张表"
            yield skipped(rule, members, reason)
            continue
        total = sum((form.quantity.value for form in claim.forms), Decimal(0))
        due = half_up(total, grain(claim.amount.quantity))
        apart = claim.amount.quantity.value - due
        if abs(apart) <= grain(claim.amount.quantity):
            yield passed(rule, members)
            continue
        quantity, first = claim.amount.quantity, claim.forms[0].quantity
        summed = " + ".join(grouped(shown(form.quantity.value, first)) for form in claim.forms)
        summed = f"{summed} = {spaced(grouped(shown(total, first)), first.unit)}"
        yield failed(
            rule,
            members[:_MOST_EVIDENCE],
            expected=shown(due, quantity),
            actual=shown(quantity.value, quantity),
            gap=shown(apart, quantity),
            unit=quantity.unit,
            computation=f"{summed}；正文写 {quantity.text}，相差 {_worth(apart, claim.amount)}",
            labels=f"{len(claim.forms)} 个项目的预算资金",
        )


def _worth(gap: Decimal, like: Fact) -> str:
    return spaced(grouped(shown(abs(gap), like.quantity)), like.quantity.unit)


def check_rise(book: FactBook, rule: Rule[Any]) -> Iterator[Outcome]:
    """What has grown by an amount is at least that amount: else there was less than nothing before. A change with a
    base is judged by that."""
    for claim in book.claims_of(ChangeClaim):
        if claim.delta is None or claim.base is not None or claim.direction <= 0:
            continue
        now, delta = claim.now.quantity, claim.delta.quantity
        if now.dimension != "money" or delta.dimension != "money" or not (now.exact and delta.exact):
            continue
        members: list[Member] = [("now", claim.now), ("delta", claim.delta)]
        start = now.value - delta.value
        if start >= 0:
            continue  # the words assert nothing that could be recomputed
        before = _same_before(book, claim.delta)
        members += [("stated", before)] if before is not None else []
        why = f"与前一处“{before.quantity.text}”相同，疑照抄" if before is not None else ""
        yield failed(
            rule,
            members,
            binding=claim.binding,
            unit=delta.unit,
            computation=f"{claim.now.quantity.text} − {delta.text} = {spaced(grouped(shown(start, now)), now.unit)}，"
            "上期数成了负数",
            labels=diagnosis.name(claim.now),
            diagnosis=Diagnosis("copied", why, (claim.delta.id,)) if why else None,
        )


def _same_before(book: FactBook, fact: Fact) -> Fact | None:
    same = [
        other
        for other in book.by_value.get(abs(fact.quantity.value), ())
        if other.measure == "delta" and other.id < fact.id and other.location.block == fact.location.block
    ]
    return same[-1] if same else None


def check_zero_base(book: FactBook, rule: Rule[Any]) -> Iterator[Outcome]:
    """A rate of growth from nothing says nothing; all of a document are one note."""
    found: list[ChangeClaim] = []
    for claim in book.claims_of(ChangeClaim):
        relation = Change.of(claim)
        if claim.rate is None or not claim.direction or not all(f.quantity.exact for f in relation.facts.values()):
            continue
        if relation.start() == 0 and claim.rate.quantity.value:
            found.append(claim)
    if found:
        rates = [claim.rate for claim in found if claim.rate is not None]
        members: list[Member] = []
        for claim in found[: _MOST_EVIDENCE // 2]:
            members += [("compared", fact) for fact in (claim.now, claim.rate) if fact is not None]
        told = "、".join(dict.fromkeys(rate.quantity.text for rate in rates))
        yield failed(
            rule,
            members,
            answer=Answer.FAILS,
            severity=Severity.INFO,
            labels=f"{len(found)} 处上期数为 0，却写增长 {told}",
        )
