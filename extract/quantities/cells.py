"""One table cell to one quantity: bare numbers with the unit of their column, nil marks, accounting negatives."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal

from extract.model import NotQuantity, Quantity
from extract.quantities.numerals import MAX_DIGITS, PLAIN, digits_figure, shift
from extract.quantities.scanner import scan
from extract.quantities.units import Unit, unit_of

_NOTHING = frozenset(("无", "—", "——", "–", "––", "-", "--", "―", "─", "/", "\\", '"/"', "“/”"))
_PURE = re.compile(r"-?(?:[0-9]+|[1-9][0-9]{0,2}(?:,[0-9]{3}){1,7})(?:\.[0-9]+)?")
_ACCOUNTING = re.compile(r"\((?P<number>(?:[0-9]+|[1-9][0-9]{0,2}(?:,[0-9]{3}){1,7})(?:\.[0-9]+)?)\)")
_AROUND = re.compile(
    r"[ \t\n\r()约近≥≤<>=≧≦⩾⩽余“”\"]*"
    r"|[^0-9]{0,2}(?:不低于|不少于|不高于|不超过|超过|大于等于|小于等于|大于|小于|达到|至少|将近|接近|大约|约为)"
    r"|以上|以下|以内|左右|上下|及以上|及以下|\(?不?含\)?(?:以上|以下)"
)


def parse_cell(text: str, unit: str = "") -> Quantity | NotQuantity | None:
    """The number of one table cell; None where the cell is blank, has no number or has several.

    A bare number takes `unit` (`given` is then False); a unit printed in the cell wins. 无 and dashes are a nil
    quantity. Brackets around a figure make it negative, as accountants write, unless it is a short integer in a cell
    without a unit, which is a list number. With a unit to inherit, a cell of digits alone is a figure whatever it looks
    like (2010301); without one it may be a NotQuantity.
    """
    plain = text.translate(PLAIN)
    stripped = plain.strip()
    if not stripped:
        return None
    offset = len(plain) - len(plain.lstrip())
    inherited = unit_of(unit) if unit else None
    if stripped in _NOTHING:
        return _nothing(text, offset, len(stripped), inherited, unit)
    bracketed = _ACCOUNTING.fullmatch(stripped)
    if bracketed is not None:
        number = bracketed.group("number")
        if unit or len(number) > 2:
            return _bare(text, offset, len(stripped), number, True, inherited, unit)
    if _PURE.fullmatch(stripped) and unit:
        return _bare(text, offset, len(stripped), stripped.lstrip("-"), stripped[0] == "-", inherited, unit)
    tokens = scan(text)
    if len(tokens) != 1:
        return None
    token = tokens[0]
    alone = _AROUND.fullmatch(plain[: token.start].strip()) and _AROUND.fullmatch(plain[token.end :].strip())
    if isinstance(token, NotQuantity):
        return token if alone else None
    if unit and alone and not token.unit:
        return _inherit(token, inherited, unit)
    return token


def _inherit(quantity: Quantity, inherited: Unit | None, unit: str) -> Quantity:
    if inherited is None:
        return replace(quantity, unit=unit, given=False)
    return replace(
        quantity,
        value=shift(quantity.value, inherited.power),
        ulp=shift(quantity.ulp, inherited.power),
        high=None if quantity.high is None else shift(quantity.high, inherited.power),
        dimension=inherited.dimension,
        unit=inherited.name,
        scale=inherited.scale,
        given=False,
    )


def _bare(
    text: str, start: int, length: int, number: str, negative: bool, inherited: Unit | None, unit: str
) -> Quantity | NotQuantity:
    figure = digits_figure(number)
    if len(figure.digits) > MAX_DIGITS:
        return NotQuantity(text[start : start + length], "编码", start, start + length)
    power = inherited.power if inherited is not None else 0
    return Quantity(
        text=text[start : start + length],
        value=figure.value(power, negative),
        ulp=figure.ulp(power),
        dimension=inherited.dimension if inherited is not None else "",
        unit=inherited.name if inherited is not None else unit,
        scale=inherited.scale if inherited is not None else Decimal(1),
        given=not unit,
        start=start,
        end=start + length,
        number_end=start + length,
    )


def _nothing(text: str, start: int, length: int, inherited: Unit | None, unit: str) -> Quantity:
    return Quantity(
        text=text[start : start + length],
        value=Decimal(0),
        ulp=inherited.scale if inherited is not None else Decimal(1),
        dimension=inherited.dimension if inherited is not None else "",
        unit=inherited.name if inherited is not None else unit,
        scale=inherited.scale if inherited is not None else Decimal(1),
        nil=True,
        given=not unit,
        start=start,
        end=start + length,
        number_end=start + length,
    )
