"""One figure printed under one name with two units, or with its thousands lost."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import combinations
from typing import Any

from checks import writing
from checks.diagnosis import significant
from checks.interval import grain, half_up
from checks.kinds.wording.slips import by_wording, cited
from checks.outcome import Answer, Diagnosis, Failed, Member, Outcome, failed
from checks.relation import Equal, Unitless
from checks.rule import Rule, Severity
from extract.lexicon import fold
from extract.model import Binding, Fact, FactBook, Location, RateClaim, Restatement, Slip

_DIGITS = 3  # significant ones: fewer recur by chance
_MOST_EVIDENCE = 12
_PEOPLE = re.compile(r"(人|名|户|家|辆|台|件)次$")
_SAME = {"名": "人", "位": "人"}
_TOGETHER = re.compile(r"^(?:全年|本年|年内|共|合计|累计|总共|共计|总计|一共)+|(?:共|合计|累计|总共|共计|总计)+$")
_NUMBER = re.compile(r"^(?:[(（]?[一二三四五六七八九十\d]{1,3}[)）、.])+")
_ACCOUNT = re.compile(r"(?:财政拨款)?(?:支出|决算|预算|合计|总额|数)+$")
_SCALES = (Decimal(10) ** 4, Decimal(10) ** 8)


def measures(book: FactBook) -> Iterator[tuple[str, list[Fact], list[Fact]]]:
    """Figures that count people (人) in one place and visits (人次) in another, under one name, in clauses that are not
    the same words. The same words twice are restatements."""
    groups: dict[tuple[str, Decimal], list[Fact]] = defaultdict(list)
    for fact in book.facts:
        quantity = fact.quantity
        if quantity.dimension == "count" and quantity.exact and fact.label and significant(quantity.value) >= _DIGITS:
            groups[_name(fact), quantity.value].append(fact)
    for (name, _), facts in groups.items():
        visits = [f for f in facts if _PEOPLE.search(f.quantity.unit)]
        heads = {_PEOPLE.search(f.quantity.unit)[1] for f in visits}  # type: ignore[index]
        plain = [f for f in facts if f not in visits and _SAME.get(f.quantity.unit, f.quantity.unit) in heads]
        if not name or not visits or not plain or {f.template for f in visits} & {f.template for f in plain}:
            continue
        yield name, plain, visits


def check_measures(book: FactBook, rule: Rule[Any]) -> Iterator[Outcome]:
    """One figure under one name is of people or of visits."""
    for name, plain, visits in measures(book):
        shown = sorted([*plain, *visits], key=lambda f: f.id)[:_MOST_EVIDENCE]
        members: list[Member] = [("stated", fact) for fact in shown]
        fields = {"said": plain[0].quantity.text, "beside": visits[0].quantity.text}
        yield failed(rule, members, labels=name, binding=Binding.INHERITED, fields=fields)


def _name(fact: Fact) -> str:
    return _TOGETHER.sub("", _NUMBER.sub("", fold(fact.label)))


def _item(fact: Fact) -> str:
    """What an amount is of, whichever of the accounts it is from."""
    return fact.concept or _ACCOUNT.sub("", _name(fact))


def check_scales(book: FactBook, rule: Rule[Any]) -> Iterator[Outcome]:
    """The same digits under one name in 元 and in 万元: one of the units is wrong, unless they are held against each other
    already as statements of one claim."""
    known = [{fact.id for fact in claim.facts} for claim in book.claims_of(Restatement)]
    for a, b in _pairs(book):
        if any(a.id in ids and b.id in ids for ids in known):
            continue
        smaller, larger = sorted((a, b), key=lambda f: f.quantity.value)
        times = "1 万" if larger.quantity.value / smaller.quantity.value == _SCALES[0] else "1 亿"
        yield failed(
            rule,
            [("stated", fact) for fact in sorted((a, b), key=lambda f: f.id)],
            binding=Binding.INHERITED,
            diagnosis=Diagnosis("unit_slip", f"单位疑误，相差 {times}倍"),
            labels=_item(smaller),
            fields={"said": writing.with_unit(smaller), "beside": writing.with_unit(larger)},
            relation=Equal((smaller, larger)),
        )


@dataclass(frozen=True, slots=True)
class _TenThousandfold:
    """An amount that is thought to be ten thousand times what is printed."""

    fact: Fact

    @property
    def facts(self) -> Mapping[int, Fact]:
        return {self.fact.id: self.fact}

    def answer(self, put: Mapping[int, Decimal] | None = None) -> Answer:
        return Answer.HOLDS if (put or {}).get(self.fact.id) in self.alternatives(self.fact.id) else Answer.FAILS

    def alternatives(self, fact: int) -> tuple[Decimal, ...]:
        return (self.fact.quantity.value * _SCALES[0],) if fact == self.fact.id else ()

    def settles(self, fact: int) -> bool:
        return fact == self.fact.id


def check_unitless(book: FactBook, rule: Rule[Any]) -> Iterator[Outcome]:
    """An amount without a unit among amounts in 万元."""
    for slip in book.claims_of(Slip):
        if slip.what == "漏单位":
            worth = Decimal(slip.said.replace(",", "")) * _SCALES[0]
            for outcome in by_wording(rule, [slip]):
                assert isinstance(outcome, Failed)
                yield replace(outcome, relation=Unitless(slip.words.location.block, worth))


def _rated(book: FactBook) -> set[int]:
    """The amounts that give the printed rate only if they are worth ten thousand times as much."""
    found: set[int] = set()
    for claim in book.claims_of(RateClaim):
        rate, base = claim.rate.quantity, claim.denominator.quantity
        if claim.numerator.quantity.dimension == base.dimension == "money" and base.value and rate.value:
            worth = claim.numerator.quantity.value * _SCALES[0] / base.value * 100
            if half_up(worth, grain(rate)) == rate.value:
                found.add(claim.numerator.id)
    return found


def check_tens(book: FactBook, rule: Rule[Any]) -> Iterator[Outcome]:
    """An amount of a few 元 among amounts in 万元, unless the same amount in 万元 already tells it; beside one amount in
    万元 only where a rate needs it in 万元, too, which makes it certain."""
    rated = _rated(book)
    told = {_place(f.location) for pair in _pairs(book) for f in pair}
    facts = {_place(f.location): f for f in book.facts if f.quantity.dimension == "money" and f.location.kind != "cell"}
    for slip in book.claims_of(Slip):
        place = _place(slip.words.location)
        if slip.what not in ("漏万", "似漏万") or place in told or place not in facts:
            continue
        fact = facts[place]
        if slip.what == "似漏万" and fact.id not in rated:
            continue
        severity = Severity.ERROR if fact.id in rated else None
        members: list[Member] = [("stated", fact), *(("target", words) for words in slip.beside)]
        yield failed(rule, members, severity=severity, fields={"said": slip.said}, relation=_TenThousandfold(fact))


def _place(location: Location) -> tuple[int, int]:
    return location.block, location.start


def _pairs(book: FactBook) -> Iterator[tuple[Fact, Fact]]:
    """Amounts with the same digits under one name, of which one is ten thousand times the other."""
    groups: dict[tuple[str, tuple[int, ...]], list[Fact]] = defaultdict(list)
    for fact in book.facts:
        if fact.quantity.dimension == "money" and fact.quantity.exact and fact.label:
            digits = fact.quantity.value.normalize().as_tuple().digits
            if len(digits) >= _DIGITS:
                groups[_item(fact), digits].append(fact)
    for (item, _), facts in groups.items():
        pair = _apart(facts)
        if item and pair is not None:
            yield pair


def _apart(facts: Iterable[Fact]) -> tuple[Fact, Fact] | None:
    """The first two of some figures with the same digits of which one is ten thousand times the other; one of them
    at least prints its unit itself, in prose."""
    for a, b in combinations({f.quantity.value: f for f in reversed(list(facts))}.values(), 2):
        low, high = sorted((abs(a.quantity.value), abs(b.quantity.value)))
        alike = a.year == b.year and _agree(a.basis, b.basis) and _agree(a.entity, b.entity)
        printed = any(f.quantity.given and f.location.kind != "cell" for f in (a, b))
        if alike and printed and high / low in _SCALES:
            return a, b
    return None


def _agree(a: str, b: str) -> bool:
    return a == b or not (a and b)


def check_lost_thousands(book: FactBook, rule: Rule[Any]) -> Iterator[Outcome]:
    """A figure that begins with a comma has lost what stood before it: the report prints it whole elsewhere."""
    for slip in book.claims_of(Slip):
        if slip.what != "缺首位":
            continue
        rest = Decimal(slip.said)
        whole = next((f for f in book.facts if f.quantity.printed > 1000 and f.quantity.printed % 1000 == rest), None)
        members: list[Member] = cited([slip.words], ())
        if whole is not None:
            members.append(("stated", whole))
            fields = {"said": slip.words.text, "due": whole.quantity.text}
            yield failed(rule, members, fields=fields)
