"""The words of an indicator's cell: its code, its name, and the weight that the name prints."""

from __future__ import annotations

import re
from decimal import Decimal

from extract.model import Quantity

LETTERED = re.compile(r"\s*([A-Z]\s?\d{0,4})(?![A-Za-z\d.．、%])\s*[.．、:：]?\s*")
_WORD_FOR_WEIGHT = r"(?:满分|分值|权重|标准分|共|计|占)"
# A weight in brackets behind a name: （12 分）, （20%）, （权重：12）; a bare （12） where the header or its siblings tell it.
WEIGHT_IN_NAME = re.compile(
    rf"[（(【\[]\s*(?P<word>{_WORD_FOR_WEIGHT})?\s*[:：为]?\s*(?P<number>\d{{1,3}}(?:\.\d+)?)\s*(?P<unit>分|%|％)?\s*[)）】\]]"
)
# The same without brackets at the end of a short name: 预算编制 10分.
_WEIGHT_AT_END = re.compile(r"(?<=[\u4e00-\u9fff\s:：])(?P<number>\d{1,3}(?:\.\d+)?)\s*(?P<unit>分|%|％)\s*$")

# The same in a bracket that is not closed: 预算编制（10分.
_OPEN_AT_END = re.compile(r"(?<=[\u4e00-\u9fff\s”])[（(【\[]\s*(?P<number>\d{1,3}(?:\.\d+)?)\s*(?P<unit>分|%|％)\s*$")


def weight_in_name(text: str, bare: bool) -> tuple[Quantity, int] | None:
    """The weight that a name prints, with the offset where the name ends before it."""
    for found in WEIGHT_IN_NAME.finditer(text):
        if found["unit"] or found["word"] or (bare and Decimal(found["number"]) <= 100):
            return _quantity(text, found), found.start()
    at_end = (_OPEN_AT_END.search(text) or _WEIGHT_AT_END.search(text)) if len(text) <= 30 else None
    return None if at_end is None else (_quantity(text, at_end), at_end.start())


def _quantity(text: str, found: re.Match[str]) -> Quantity:
    number = Decimal(found["number"])
    exponent = number.as_tuple().exponent
    unit = "%" if found["unit"] in ("%", "％") else "分"
    end = found.end("unit") if found["unit"] else found.end("number")
    return Quantity(
        text=text[found.start("number") : end],
        value=number,
        ulp=Decimal(1).scaleb(exponent if isinstance(exponent, int) else 0),
        dimension="percent" if unit == "%" else "score",
        unit=unit,
        given=bool(found["unit"]),
        start=found.start("number"),
        end=end,
        number_end=found.end("number"),
    )
