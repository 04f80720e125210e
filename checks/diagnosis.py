"""Why two numbers differ: pure functions on the figures of a failed relation and on what else the document says.

The causes are tried from the most specific to the least. A cause is a guess that a reader can confirm at a glance, so
it always names the figure that it suspects and what the figure should be.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from functools import cached_property
from itertools import pairwise

from checks.figures import decimals, grouped, in_unit, plain, printed, shown, spaced
from checks.interval import grain, half_up
from checks.outcome import Answer, Diagnosis
from checks.relation import Change, Equal, Linear, Quotient
from checks.witnesses import Witnesses
from extract.model import Fact, FactBook, Quantity, RateClaim

_NEAR = 6
_AROUND = 10
_UNIT_POWERS = {4: "一万", 8: "一亿", 3: "一千"}
_UNITS = {Decimal(1): "元", Decimal(10**3): "千元", Decimal(10**4): "万元", Decimal(10**8): "亿元"}
_MONEY = frozenset(_UNITS.values())
_UNQUOTED = str.maketrans("", "", '“”"')
_SLIPS = {
    "transposed": "个别数字颠倒",
    "dropped_digit": "漏写一位数字",
    "doubled_digit": "重写一位数字",
    "inserted_digit": "多写一位数字",
    "decimal_moved": "小数点错位",
    "sign": "正负号相反",
    "last_digit": "末位之差",
    "digit_changed": "一位数字有误",
}


# --------------------------------------------------------------------------------------------------------------
# Two printings of one figure
# --------------------------------------------------------------------------------------------------------------


def slip(quantity: Quantity, due: Decimal) -> str:
    """How the printed figure came out of the due value (in the base unit): unit_slip or a key of `_SLIPS`, "" where
    no single slip explains it."""
    if not due or not quantity.value:
        return ""
    if due == -quantity.value:
        return "sign"
    ratio = abs(quantity.value / due)
    if significant(quantity.value) >= 2 and _power(ratio, quantity, due) in _UNIT_POWERS:
        return "unit_slip"
    wrong, right = printed(quantity), plain(half_up(in_unit(due, quantity), quantity.ulp / quantity.scale))
    right = plain(Decimal(right), decimals(quantity))
    if wrong.startswith("-") != right.startswith("-"):
        return ""
    digits = _keyed(wrong.lstrip("-").replace(".", ""), right.lstrip("-").replace(".", ""))
    if digits in {"transposed", "doubled_digit"}:
        return digits
    if significant(quantity.value) >= 2 and decimals(quantity) and _power(ratio, quantity, due) in {1, 2}:
        return "decimal_moved"
    if digits == "digit_changed" and abs(quantity.value - due) == quantity.ulp:
        return "last_digit"
    return digits


def _power(ratio: Decimal, quantity: Quantity, due: Decimal) -> int:
    """n where the figure is 10^n or 10^-n times the due value at its printed precision, else 0."""
    power = ratio.adjusted() + (ratio.as_tuple().digits[0] == 9)  # 9999.8 is a rounded 10^4
    if power and half_up(abs(due).scaleb(power), quantity.ulp) == abs(quantity.value):
        return abs(power)
    return 0


def _keyed(wrong: str, right: str) -> str:
    """The slip of the keyboard between two runs of digits."""
    if len(wrong) == len(right):
        apart = [i for i, (a, b) in enumerate(zip(wrong, right, strict=True)) if a != b]
        if len(apart) == 2 and wrong[apart[0]] == right[apart[1]] and wrong[apart[1]] == right[apart[0]]:
            return "transposed"
        return "digit_changed" if len(apart) == 1 and len(wrong) >= 3 else ""
    short, long = sorted((wrong, right), key=len)
    if len(long) - len(short) != 1 or len(long) < 4:
        return ""
    at = next((i for i, (a, b) in enumerate(zip(short, long, strict=False)) if a != b), len(short))
    if short[at:] != long[at + 1 :]:
        return ""
    if long == wrong:
        return "doubled_digit" if at and long[at] == long[at - 1] else "inserted_digit"
    return "dropped_digit"


def significant(value: Decimal) -> int:
    """How many digits a value has between its first and its last that are not zero."""
    return len(value.normalize().as_tuple().digits)


def _slipped(kind: str, fact: Fact, due: Decimal, named: bool = True) -> Diagnosis:
    quantity = fact.quantity
    wrong = spaced(grouped(printed(quantity)), quantity.unit)
    right = spaced(grouped(shown(half_up(due, quantity.ulp), quantity)), quantity.unit)
    if named:
        wrong = f"“{name(fact)}”{wrong}"
    if kind == "unit_slip":
        power = _power(abs(quantity.value / due), quantity, due)
        return Diagnosis(kind, f"单位疑误：{wrong}与应有的 {right} 相差{_UNIT_POWERS[power]}倍", (fact.id,))
    return Diagnosis(kind, f"{_SLIPS[kind]}：{wrong} 疑为 {right}", (fact.id,))


_SECOND_SIDE = ("支总计", "支总额")  # what is left of 收、支总计 behind its 、


def name(fact: Fact) -> str:
    """What to call a fact: its label, its item path or the figure itself; without quotation marks, for it is quoted."""
    label = f"收、{fact.label}" if fact.label.startswith(_SECOND_SIDE) else fact.label
    return (label or "/".join(fact.item) or fact.quantity.text).translate(_UNQUOTED)


# --------------------------------------------------------------------------------------------------------------
# What else the document says
# --------------------------------------------------------------------------------------------------------------


class Clues:
    """The document as a place to look for where a wrong figure came from."""

    def __init__(self, book: FactBook) -> None:
        self._book = book
        self.witnesses = Witnesses(book)

    @cached_property
    def _position(self) -> dict[int, int]:
        return {fact.id: position for position, fact in enumerate(self._book.facts)}

    def neighbours(self, fact: Fact) -> Iterator[Fact]:
        """The facts of the same kind of quantity just before and after, nearest first."""
        at = self._position.get(fact.id)
        if at is None:
            return
        facts = self._book.facts
        for distance in range(1, _NEAR + 1):
            for position in (at - distance, at + distance):
                if 0 <= position < len(facts) and _alike(facts[position], fact) and _together(facts[position], fact):
                    yield facts[position]

    def around(self, fact: Fact, like: Fact) -> list[Fact]:
        """The facts of the paragraph or table near a fact that measure what `like` does, in document order."""
        at = self._position.get(fact.id)
        if at is None:
            return []
        near = self._book.facts[max(0, at - _AROUND) : at + _AROUND + 1]
        return [other for other in near if _alike(other, like) and _together(other, fact)]

    @cached_property
    def _rated(self) -> set[int]:
        return {claim.numerator.id for claim in self._book.claims_of(RateClaim)}

    def has_rate(self, fact: Fact) -> bool:
        """Whether the words give a fact a rate of its own."""
        return fact.id in self._rated

    def worth(self, value: Decimal, like: Fact, but: Collection[int]) -> list[Fact]:
        """Facts of the value and the kind of quantity, the nearest to `like` first. Figures with a single significant
        digit are too common to mean anything."""
        if significant(value) < 2:
            return []
        at = self._position.get(like.id, 0)
        found = [
            fact
            for fact in self._book.by_value.get(abs(value), ())
            if fact.id not in but and _alike(fact, like) and fact.quantity.exact
        ]
        return sorted(found, key=lambda f: (not _together(f, like), abs(self._position[f.id] - at)))

    def beside(self, value: Decimal, like: Fact, but: Collection[int]) -> Fact | None:
        """A fact of the value under another name in the same paragraph or table."""
        found = (f for f in self.worth(value, like, but) if _together(f, like) and name(f) != name(like))
        return next(found, None) if significant(value) >= 3 else None


def _alike(a: Fact, b: Fact) -> bool:
    if a.quantity.dimension != b.quantity.dimension:
        return False
    return a.quantity.dimension != "count" or a.quantity.unit == b.quantity.unit


def _together(a: Fact, b: Fact) -> bool:
    """Whether two facts stand in one paragraph or one table."""
    return a.location.block == b.location.block


def _figure(fact: Fact) -> str:
    quantity = fact.quantity
    return quantity.text if quantity.given else spaced(quantity.text, quantity.unit)


# --------------------------------------------------------------------------------------------------------------
# Relations
# --------------------------------------------------------------------------------------------------------------


def of_figure(fact: Fact, due: Decimal) -> Diagnosis | None:
    """How the figure that is due can have been mistyped as the printed one."""
    return _first_slip([(fact, due)], named=False)


def of_linear(relation: Linear, clues: Clues) -> Diagnosis | None:
    """Why a sum, a balance or a difference does not come out."""
    step = relation.step()
    gap = step.stated - step.exact
    facts = relation.facts
    if len(relation.terms) == 2 and relation.terms[1][0] < 0 and step.stated == -step.exact:
        return Diagnosis("sign", "被减数与减数颠倒，或增减方向写反")
    unit = _unit_of_one(relation)
    if unit is not None:
        return unit
    suspects, decided = _suspects(relation, clues)
    total = any(fact.id == relation.result.id for fact, _ in suspects)
    return (
        _first_slip(suspects)
        or (_copied(relation.result, facts, clues) if total else None)
        or _misplaced_part(relation, gap, clues, total)
        or (_stale(relation.result, step.due, facts, clues) if total else None)
        or _changed(suspects)
        or (_outvoted(*suspects[0]) if decided else None)
        or (None if total else Diagnosis("part", f"“{name(relation.result)}”与其他有关的数相符，疑某一分项有误"))
    )


def _suspects(relation: Linear, clues: Clues) -> tuple[list[tuple[Fact, Decimal]], bool]:
    """The figures that may be wrong, with what they should be, the total first; and whether the other relations of
    the document leave but one. A repair that breaks more of them than another does is no suspect."""
    step = relation.step()
    gap, times = step.stated - step.exact, Counter(fact.id for _, fact in relation.terms)
    repairs = [(relation.result, step.due)]
    repairs += [(fact, fact.quantity.value + sign * gap) for sign, fact in relation.terms if times[fact.id] == 1]
    favours = clues.witnesses.favours(repairs, relation)
    best = max(favours)
    left = [repair for repair, favour in zip(repairs, favours, strict=True) if favour == best]
    return left, len(left) == 1 and best > 0


def _outvoted(fact: Fact, due: Decimal) -> Diagnosis:
    right = spaced(grouped(shown(due, fact.quantity)), fact.quantity.unit)
    return Diagnosis("outvoted", f"“{name(fact)}”{_figure(fact)}若为 {right}，与它有关的其他数也都相符", (fact.id,))


def _unit_of_one(relation: Linear) -> Diagnosis | None:
    """One figure in another unit (10.00 元 for 10.00 万元) makes the relation exact."""
    step, result = relation.step(), relation.result
    ulp = grain(result.quantity)
    for sign, fact in ((0, result), *relation.terms):
        own = fact.quantity
        if significant(own.value) < 2 and len(printed(own).strip("-")) < 3:
            continue
        for power, times in _UNIT_POWERS.items():
            for meant in (own.value.scaleb(power), own.value.scaleb(-power)):
                if abs(meant) < ulp:
                    continue  # as good as left out, which is another mistake
                exact = step.exact + sign * (meant - own.value)
                if half_up(exact, ulp) == (step.stated if sign else meant):
                    return Diagnosis("unit_slip", _in_other_unit(fact, meant, times, relation), (fact.id,))
    return None


def _in_other_unit(fact: Fact, meant: Decimal, times: str, relation: Linear) -> str:
    unit = _UNITS.get(meant / fact.quantity.value * fact.quantity.scale) if fact.quantity.unit in _MONEY else None
    right = f"{printed(fact.quantity)} {unit}" if unit else f"其{times}倍或{times}分之一"
    return f"单位疑误：“{name(fact)}”写 {_figure(fact)}，若是 {right}，与{_rest(relation, fact)}正好相符"


def _rest(relation: Linear, fact: Fact) -> str:
    return "各分项之和" if fact.id == relation.result.id else f"“{name(relation.result)}”{_figure(relation.result)}"


def _first_slip(suspects: Iterable[tuple[Fact, Decimal]], named: bool = True) -> Diagnosis | None:
    """The most specific slip of any suspect; a changed digit explains too much to be tried here."""
    found = [(slip(fact.quantity, due), fact, due) for fact, due in suspects]
    order = ("unit_slip", *_SLIPS)
    telling = [s for s in found if s[0] and s[0] not in {"digit_changed", "last_digit"}]
    if not telling:
        return None
    kind, fact, due = min(telling, key=lambda s: order.index(s[0]))
    rivals = [(f, d) for k, f, d in telling if k == kind and f is not fact]
    return _or_else(_slipped(kind, fact, due, named), rivals)


def _or_else(first: Diagnosis, rivals: Sequence[tuple[Fact, Decimal]]) -> Diagnosis:
    """A guess that others are as good as is told with them: which figure is wrong is not known."""
    if not rivals:
        return first
    if len(rivals) > 1:
        return replace(first, text=f"{first.text}，或别的数有误")
    fact, due = rivals[0]
    right = spaced(grouped(shown(half_up(due, fact.quantity.ulp), fact.quantity)), fact.quantity.unit)
    text = f"{first.text}，或“{name(fact)}”{_figure(fact)} 疑为 {right}"
    return replace(first, text=text, suspects=(*first.suspects, fact.id))


def _changed(suspects: Sequence[tuple[Fact, Decimal]], named: bool = True) -> Diagnosis | None:
    found = [(slip(fact.quantity, due), fact, due) for fact, due in suspects]
    found = [s for s in found if s[0] in {"digit_changed", "last_digit"}]
    if not found:
        return None
    (kind, fact, due), *rivals = found
    return _or_else(_slipped(kind, fact, due, named), [(f, d) for _, f, d in rivals] if named else ())


def _copied(fact: Fact, own: Collection[int], clues: Clues) -> Diagnosis | None:
    """The figure stands beside itself under another name. In a table that proves nothing of an amount: a row and its
    only sub-row, a total and its only source are alike."""
    if significant(fact.quantity.value) < 3:
        return None
    if fact.location.table is not None and fact.quantity.dimension != "percent":
        return None
    for other in clues.neighbours(fact):
        if other.quantity.value == fact.quantity.value and other.id not in own and name(other) != name(fact):
            return Diagnosis("copied", f"与相邻的“{name(other)}”同为 {_figure(other)}，疑抄错")
    return None


def _misplaced_part(relation: Linear, gap: Decimal, clues: Clues, total: bool) -> Diagnosis | None:
    """The gap is itself a figure: a part left out or (where the total may be wrong) counted twice, or some other
    fact."""
    result = relation.result
    if not gap or abs(gap) <= grain(result.quantity):
        return None
    telling = significant(gap) >= 2 or abs(gap) >= 100 * grain(result.quantity) > 0
    if telling and total:
        for sign, fact in relation.terms:
            if abs(fact.quantity.value) == abs(gap) and len(relation.terms) > 1:
                counted_less = (fact.quantity.value * sign) * gap < 0
                if counted_less:
                    return Diagnosis(
                        "omitted_part", f"差额恰等于“{name(fact)}”{_figure(fact)}，疑未计入“{name(result)}”"
                    )
                return Diagnosis("doubled_part", f"差额恰等于“{name(fact)}”{_figure(fact)}，疑重复计入“{name(result)}”")
    for other in clues.worth(gap, result, relation.facts):
        if _together(other, result) and gap > 0 and all(sign > 0 for sign, _ in relation.terms):
            return Diagnosis("missing_part", f"差额恰等于“{name(other)}”{_figure(other)}，疑漏列该分项")
        return Diagnosis("equals_other", f"差额恰等于“{name(other)}”{_figure(other)}")
    return None


def _stale(result: Fact, due: Decimal, own: Collection[int], clues: Clues) -> Diagnosis | None:
    """The value that would fit stands elsewhere, under the same name or beside under another."""
    if significant(due) < 3:
        return None
    for other in clues.worth(due, result, own):
        if name(other) == name(result) or (other.concept and other.concept == result.concept):
            return Diagnosis("stale", f"“{name(other)}”在别处写作 {_figure(other)}，与重算数相符，疑此处未更新")
        if _together(other, result):
            return Diagnosis("swapped", f"重算数恰为“{name(other)}”的 {_figure(other)}，两数疑互换")
    return None


def meant_denominator(over: Fact, rate: Fact, others: Iterable[Fact]) -> Fact | None:
    """The first of some other denominators that gives the printed rate."""
    return next((other for other in others if Quotient(over, other, rate).answer() is Answer.HOLDS), None)


def wrong_denominator(meant: Fact, rate: Fact) -> Diagnosis:
    """The rate is of another denominator than the words name."""
    return Diagnosis("other_denominator", f"按“{name(meant)}”{_figure(meant)}计算恰为 {rate.quantity.text}，疑分母用错")


def of_quotient(relation: Quotient, others: Iterable[Fact], clues: Clues) -> Diagnosis | None:
    """Why a rate does not come out."""
    rate = relation.rate
    step = relation.step()
    if step is None:
        return None
    other = meant_denominator(relation.numerator, rate, others)
    if other is not None:
        return wrong_denominator(other, rate)
    if Quotient(relation.denominator, relation.numerator, rate).answer() is Answer.HOLDS:
        return Diagnosis("inverted", "分子与分母颠倒")
    ulp = grain(rate.quantity)
    for kind, due, text in (
        ("growth_for_ratio", step.exact - 100, "写的是增减幅度，不是比率"),
        ("complement", 100 - step.exact, "写的是其余部分所占的比率"),
    ):
        if half_up(due, ulp) == step.stated and step.stated:
            return Diagnosis(kind, text)
    return (
        _misread_unit(step.exact, rate)
        or _first_slip([(rate, step.due)], named=False)
        or _last_digit(rate, step.due)
        or _transposed_operand(relation)
        or _copied(rate, relation.facts, clues)
        or _changed([(rate, step.due)], named=False)
    )


def _last_digit(rate: Fact, due: Decimal) -> Diagnosis | None:
    """One unit of the last digit: rounding, before any slip of an operand."""
    return _slipped("last_digit", rate, due, named=False) if slip(rate.quantity, due) == "last_digit" else None


def _misread_unit(exact: Decimal, rate: Fact) -> Diagnosis | None:
    """A rate has no unit to mistake: ten thousand times too much or too little is the unit of an operand."""
    stated, ulp = rate.quantity.value, grain(rate.quantity)
    for power in _UNIT_POWERS:
        for scaled in (exact.scaleb(power), exact.scaleb(-power)):
            if stated and half_up(scaled, ulp) == stated:
                return Diagnosis("unit_slip", f"分子与分母的单位疑误：按所列单位算出的比率相差{_UNIT_POWERS[power]}倍")
    return None


def _transposed_operand(relation: Quotient) -> Diagnosis | None:
    """Two neighbouring digits of an operand, swapped, give the rate: telling only for a rate with decimals."""
    if relation.rate.quantity.ulp >= 1:
        return None
    for fact in (relation.numerator, relation.denominator):
        for other in _swaps(fact.quantity):
            if relation.answer({fact.id: other}) is Answer.HOLDS:
                return _slipped("transposed", fact, other)
    return None


def _swaps(quantity: Quantity) -> Iterator[Decimal]:
    text = printed(quantity)
    digits = [i for i, c in enumerate(text) if c.isdigit()]
    for a, b in pairwise(digits):
        if text[a] != text[b]:
            swapped = list(text)
            swapped[a], swapped[b] = text[b], text[a]
            yield Decimal("".join(swapped)) * quantity.scale


def of_change(relation: Change, clues: Clues) -> Diagnosis | None:
    """Why an increase or a fall does not come out."""
    failing = [step for step in relation.steps() if step.answer is Answer.FAILS]
    if not failing or not relation.direction:
        return None
    turned = _turned(relation)
    if turned is not None:
        return turned
    wrong = wrong_base(relation)
    if wrong is not None:
        return wrong
    start, rate = relation.start(), relation.rate
    if rate is not None and start and failing[-1].result is rate:
        ulp = grain(rate.quantity)
        if half_up(relation.now.quantity.value / start * 100, ulp) == abs(rate.quantity.value):
            return Diagnosis("ratio_for_growth", "写的是两年之比，不是增减幅度")
    shared = [f for f in (relation.now, relation.base) if f is not None] if len(failing) > 1 else []
    for fact in shared:
        for due in relation.alternatives(fact.id):
            if relation.answer({fact.id: due}) is not Answer.FAILS:
                meant = clues.beside(due, fact, relation.facts)
                if meant is not None:
                    text = f"按“{name(meant)}”{_figure(meant)}计算，增减额与幅度均相符，疑比较的是它"
                    return Diagnosis("other_operand", text)
                kind = slip(fact.quantity, due)
                if kind:
                    return _slipped(kind, fact, due)
                right = spaced(grouped(shown(due, fact.quantity)), fact.quantity.unit)
                return Diagnosis("operand", f"“{name(fact)}”若为 {right}，增减额与幅度均相符")
    suspects = [(step.result, abs(step.due)) for step in failing]
    return (
        _first_slip(suspects, named=False)
        or next((d for fact, _ in suspects if (d := _copied(fact, relation.facts, clues))), None)
        or _changed(suspects, named=False)
    )


_MOVES = re.compile(
    r"增加|增长|上升|提高|提升|上涨|增幅|涨幅|扩大|增|升|减少|下降|降低|下滑|回落|压减|降幅|减幅|缩减|减|降"
)


def moving_word(fact: Fact, direction: int) -> str:
    """The word of a change as printed (增长, 下降), a plain one where its figure is not called by it."""
    found = _MOVES.findall(fact.label)
    if found:
        return str(found[-1])
    if fact.quantity.dimension == "percent":
        return "增长" if direction > 0 else "下降"
    return "增加" if direction > 0 else "减少"


def _turned(relation: Change) -> Diagnosis | None:
    """A word of direction that is the opposite of what the figures say: the one word of both changes, or that of one
    of two which are at odds."""
    own = relation.rate_direction
    if relation.turned.answer() is not Answer.FAILS:
        was = "减少" if relation.direction > 0 else "增加"
        return Diagnosis("direction", f"方向词写反：按数字是{was}")
    if not relation.at_odds or own is None or relation.delta is None or relation.rate is None:
        return None
    if replace(relation, rate_direction=-own).answer() is not Answer.FAILS:
        return Diagnosis("direction", f"“{moving_word(relation.rate, own)}”一词写反，数字无误")
    if replace(relation, direction=-relation.direction).answer() is not Answer.FAILS:
        return Diagnosis("direction", f"“{moving_word(relation.delta, relation.direction)}”一词写反，数字无误")
    return None


def wrong_base(relation: Change) -> Diagnosis | None:
    """The change divided by where it ended instead of where it began, to the last printed digit."""
    start, now, rate = relation.start(), relation.now.quantity.value, relation.rate
    if rate is None or not start or not now or not relation.direction:
        return None
    ulp = grain(rate.quantity)
    if half_up((now - start) / now * 100, ulp) != relation.signed_rate(rate.quantity.value):
        return None
    if half_up((now - start) / start * 100, ulp) == relation.signed_rate(rate.quantity.value):
        return None
    this = f"“{name(relation.now)}”{_figure(relation.now)}"
    return Diagnosis("wrong_base", f"误以本年数为基数：按{this}计算恰为 {rate.quantity.text}")


def of_equal(relation: Equal, clues: Clues) -> Diagnosis | None:
    """Why two statements of one claim differ. Which one is wrong is left open unless most agree."""
    reference = relation.reference()
    odd = relation.odd()
    if not odd:
        return None
    wrong, due = odd[0], reference.quantity.value
    kind = slip(wrong.quantity, due)
    if kind and kind not in {"digit_changed", "last_digit"}:
        return _between(kind, wrong, reference, len(relation.statements) - len(odd) > len(odd))
    gap = wrong.quantity.value - due
    for other in clues.worth(gap, wrong, relation.facts):
        if abs(gap) > grain(wrong.quantity):
            return Diagnosis("equals_other", f"差额恰等于“{name(other)}”{_figure(other)}")
    return _between(kind, wrong, reference, len(relation.statements) - len(odd) > len(odd)) if kind else None


def _between(kind: str, wrong: Fact, right: Fact, outvoted: bool) -> Diagnosis:
    if outvoted:
        return _slipped(kind, wrong, right.quantity.value, named=False)
    if kind == "unit_slip":
        power = _power(abs(wrong.quantity.value / right.quantity.value), wrong.quantity, right.quantity.value)
        return Diagnosis(kind, f"单位疑误：两数相差{_UNIT_POWERS[power]}倍")
    if kind in {"last_digit", "digit_changed"}:
        return Diagnosis(kind, f"两数只有一位数字不同：{_figure(right)} 与 {_figure(wrong)}")
    return Diagnosis(kind, f"疑{_SLIPS[kind]}：{_figure(right)} 与 {_figure(wrong)}")
