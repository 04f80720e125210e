"""Slips of one figure: how what is printed came out of what is due, and how that is told."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from decimal import Decimal

from checks.figures import decimals, grouped, in_unit, plain, printed, shown, spaced
from checks.interval import half_up
from checks.outcome import Diagnosis
from extract.model import Fact, Quantity

UNIT_POWERS = {4: "一万", 8: "一亿", 3: "一千"}
_UNQUOTED = str.maketrans("", "", '“”"')
SLIPS = {
    "transposed": "个别数字颠倒",
    "dropped_digit": "漏写一位数字",
    "doubled_digit": "重写一位数字",
    "inserted_digit": "多写一位数字",
    "decimal_moved": "小数点错位",
    "sign": "正负号相反",
    "last_digit": "末位之差",
    "digit_changed": "一位数字有误",
}


def slip(quantity: Quantity, due: Decimal, sure: bool = False) -> str:
    """How the printed figure came out of the due value (in the base unit): unit_slip or a key of `SLIPS`, "" where
    no single slip explains it. `sure` says that the value is known to be due: then a slip of a short figure tells."""
    return _told(quantity, due, sure)[0]


def _told(quantity: Quantity, due: Decimal, sure: bool) -> tuple[str, Decimal]:
    """A slip, and the due value with the digits it was printed with before."""
    own = half_up(due, quantity.ulp)
    if not due or not quantity.value:
        return "", own
    if due == -quantity.value:
        return "sign", own
    ratio = abs(quantity.value / due)
    power = power_of(ratio, quantity, due)
    if significant(quantity.value) >= 2 and power in UNIT_POWERS:
        return "unit_slip", own
    wrong, right = printed(quantity), _as(quantity, own)
    if wrong.startswith("-") != right.startswith("-"):
        return "", own
    wrong, right = wrong.lstrip("-"), right.lstrip("-")
    moved = significant(quantity.value) >= 2 and decimals(quantity) and power in {1, 2}
    if moved and _digits(wrong) == _digits(right) + "0" * (len(_digits(wrong)) - len(_digits(right))):
        return "decimal_moved", own
    short = 2 if sure else 4
    digits = _keyed(_digits(wrong), _digits(right), short)
    shifted = _with_other_digits(quantity, due, short)
    if digits == "transposed" and not (shifted and right.endswith("0") and due == shifted[1]):
        return digits, own
    if digits == "doubled_digit":
        return digits, own
    if moved:
        return "decimal_moved", own
    if shifted is not None and (not digits or (digits in {"digit_changed", "transposed"} and shifted[1] != own)):
        return shifted
    if digits == "digit_changed" and abs(quantity.value - due) == quantity.ulp:
        return "last_digit", own
    return digits, own


def _as(quantity: Quantity, value: Decimal, places: int | None = None) -> str:
    return plain(in_unit(value, quantity), decimals(quantity) if places is None else places)


def _digits(text: str) -> str:
    return text.replace(".", "")


def _with_other_digits(quantity: Quantity, due: Decimal, short: int) -> tuple[str, Decimal] | None:
    """A decimal lost or typed twice leaves a figure with one decimal less or more than it had."""
    places = decimals(quantity)
    if not places or not quantity.ulp:
        return None
    wrong, own = printed(quantity), half_up(due, quantity.ulp)
    for step, kinds in ((1, {"dropped_digit"}), (-1, {"doubled_digit", "inserted_digit"})):
        value = half_up(due, quantity.ulp.scaleb(-step))
        right = _as(quantity, value, places + step)
        longer, exact = step > 0, due == own
        if (longer and value == own) or (not longer and exact and value != own) or value == quantity.value:
            continue  # what is due has the digits of the figure, or is the figure
        if right.partition(".")[0] != wrong.partition(".")[0]:
            continue
        kind = _keyed(_digits(wrong), _digits(right), short)
        any_last = kind == "inserted_digit" and wrong.startswith(right)  # any digit could follow
        if kind in kinds and not any_last:
            return kind, value
    return None


def power_of(ratio: Decimal, quantity: Quantity, due: Decimal) -> int:
    """n where the figure is 10^n or 10^-n times the due value at its printed precision, else 0."""
    power = ratio.adjusted() + (ratio.as_tuple().digits[0] == 9)  # 9999.8 is a rounded 10^4
    if power and half_up(abs(due).scaleb(power), quantity.ulp) == abs(quantity.value):
        return abs(power)
    return 0


def _keyed(wrong: str, right: str, short: int) -> str:
    """The slip of the keyboard between two runs of digits, the longer of at least `short`."""
    if len(wrong) == len(right):
        apart = [i for i, (a, b) in enumerate(zip(wrong, right, strict=True)) if a != b]
        if len(apart) == 2 and wrong[apart[0]] == right[apart[1]] and wrong[apart[1]] == right[apart[0]]:
            return "transposed"
        return "digit_changed" if len(apart) == 1 and len(wrong) >= short - 1 else ""
    less, long = sorted((wrong, right), key=len)
    if len(long) - len(less) != 1 or len(long) < short:
        return ""
    at = next((i for i, (a, b) in enumerate(zip(less, long, strict=False)) if a != b), len(less))
    if less[at:] != long[at + 1 :]:
        return ""
    if long == wrong:
        return "doubled_digit" if at and long[at] == long[at - 1] else "inserted_digit"
    return "dropped_digit"


def significant(value: Decimal) -> int:
    """How many digits a value has between its first and its last that are not zero."""
    return len(value.normalize().as_tuple().digits)


def slipped(kind: str, fact: Fact, due: Decimal, named: bool = True) -> Diagnosis:
    """A slip told as a cause."""
    quantity = fact.quantity
    found, value = _told(quantity, due, True)
    wrong = spaced(grouped(printed(quantity)), quantity.unit)
    value = value if found == kind else half_up(due, quantity.ulp)
    places = decimals(quantity) - (value != half_up(due, quantity.ulp) and kind in {"doubled_digit", "inserted_digit"})
    right = spaced(grouped(shown(value, quantity, places)), quantity.unit)
    if named:
        wrong = f"“{name(fact)}”{wrong}"
    if kind == "unit_slip":
        power = power_of(abs(quantity.value / due), quantity, due)
        return Diagnosis(kind, f"单位疑误：{wrong}与应有的 {right} 相差{UNIT_POWERS[power]}倍", (fact.id,))
    return Diagnosis(kind, f"{SLIPS[kind]}：{wrong} 疑为 {right}", (fact.id,))


_SECOND_SIDE = ("支总计", "支总额")  # what is left of 收、支总计 behind its 、


def name(fact: Fact) -> str:
    """What to call a fact: its label, its item path or the figure itself; without quotation marks, for it is quoted."""
    label = f"收、{fact.label}" if fact.label.startswith(_SECOND_SIDE) else fact.label
    return (label or "/".join(fact.item) or fact.quantity.text).translate(_UNQUOTED)


def figure(fact: Fact) -> str:
    quantity = fact.quantity
    return quantity.text if quantity.given else spaced(quantity.text, quantity.unit)


def of_figure(fact: Fact, due: Decimal) -> Diagnosis | None:
    """How the figure that is due can have been mistyped as the printed one."""
    return first_slip([(fact, due)], named=False)


def both(first: Diagnosis, second: Diagnosis | None) -> Diagnosis:
    """Two causes that are equally good, in one."""
    if second is None or second.kind == first.kind:
        return first
    return replace(first, text=f"{first.text}；或{second.text}", others=(*first.others, second.kind, *second.others))


def first_slip(suspects: Iterable[tuple[Fact, Decimal]], named: bool = True) -> Diagnosis | None:
    """The most specific slip of any suspect; a changed digit explains too much to be tried here."""
    found = [(slip(fact.quantity, due), fact, due) for fact, due in suspects]
    order = ("unit_slip", *SLIPS)
    telling = [s for s in found if s[0] and s[0] not in {"digit_changed", "last_digit"}]
    if not telling:
        return None
    kind, fact, due = min(telling, key=lambda s: order.index(s[0]))
    rivals = [(f, d) for k, f, d in telling if k == kind and f is not fact]
    return or_else(slipped(kind, fact, due, named), rivals)


def or_else(first: Diagnosis, rivals: Sequence[tuple[Fact, Decimal]]) -> Diagnosis:
    """A guess that others are as good as is told with them: which figure is wrong is not known."""
    if not rivals:
        return first
    if len(rivals) > 1:
        return replace(first, text=f"{first.text}，或别的数有误")
    fact, due = rivals[0]
    right = spaced(grouped(shown(half_up(due, fact.quantity.ulp), fact.quantity)), fact.quantity.unit)
    text = f"{first.text}，或“{name(fact)}”{figure(fact)} 疑为 {right}"
    return replace(first, text=text, suspects=(*first.suspects, fact.id))


def changed(suspects: Sequence[tuple[Fact, Decimal]], named: bool = True) -> Diagnosis | None:
    found = [(slip(fact.quantity, due), fact, due) for fact, due in suspects]
    found = [s for s in found if s[0] in {"digit_changed", "last_digit"}]
    if not found:
        return None
    (kind, fact, due), *rivals = found
    return or_else(slipped(kind, fact, due, named), [(f, d) for _, f, d in rivals] if named else ())
