"""Figures as they are shown to people: in the printed unit, with the printed digits."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal

from extract.model import Quantity

_SPARE_DIGITS = 6


def decimals(quantity: Quantity) -> int:
    """How many digits the figure prints after its point."""
    return max(0, -(quantity.ulp / quantity.scale).adjusted()) if quantity.ulp else 0


def plain(value: Decimal, digits: int = 0) -> str:
    """A decimal without exponent and separators, with at least `digits` decimals and no digit lost."""
    exponent = value.normalize().as_tuple().exponent
    needed = max(digits, -exponent if isinstance(exponent, int) else 0)
    text = f"{value:.{needed}f}"
    return text[1:] if text.startswith("-") and not text.strip("-0.") else text


def printed(quantity: Quantity) -> str:
    """The figure as a decimal string in its printed unit: 1,787.69 万元 → "1787.69"."""
    return plain(quantity.printed, decimals(quantity))


def in_unit(value: Decimal, like: Quantity) -> Decimal:
    """A value in the base unit, in the unit that `like` is printed in."""
    return value / like.scale


def shown(value: Decimal, like: Quantity, digits: int | None = None) -> str:
    """A base-unit value as a decimal string in the unit of `like`, with its digits (or `digits`), more where the value
    needs them, at most six more."""
    least = decimals(like) if digits is None else digits
    scaled = in_unit(value, like)
    limit = Decimal(1).scaleb(-(least + _SPARE_DIGITS))
    return plain(scaled.quantize(limit, ROUND_HALF_UP), least)


def grouped(text: str) -> str:
    """A decimal string with thousands separators: "1412.75" → "1,412.75"."""
    sign, digits = ("-", text[1:]) if text.startswith("-") else ("", text)
    whole, point, rest = digits.partition(".")
    return f"{sign}{int(whole or 0):,}{point}{rest}"


def spaced(number: str, unit: str) -> str:
    """A number with its unit the way this genre prints it: 98.50%, 12.30 万元, 8 辆."""
    return f"{number}{unit}" if unit in {"%", ""} else f"{number} {unit}"
