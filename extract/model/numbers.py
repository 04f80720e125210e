"""Numbers as written and as meant."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import Enum


class Bound(Enum):
    """How exactly a number is meant. 余 says [v, next unit of the last significant digit), 近 a little below, 约 and
    左右 around, AT_LEAST and AT_MOST (以上, 不低于, ≥ …) a threshold and no measurement."""

    EXACT = "exact"
    OVER = "over"
    UNDER = "under"
    ABOUT = "about"
    AT_LEAST = "at_least"
    AT_MOST = "at_most"


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number as written and as meant.

    `value`, `ulp` (the worth of the last written digit) and `high` (the upper end of a range, else None) are in the
    base unit of the dimension: 元 for money, percent for rates, the measure word itself for counts; `scale` is how
    many base units the printed unit is worth (万元: 10000), so `printed` is the figure as it stands on paper.
    `text` is the figure with its unit as printed. `nil` marks a written nothing (无, —, /), whose value is 0. `given`
    is False where the unit was not printed beside the number but inherited from a column, caption or list.
    `start` and `end` are offsets in the text that was scanned; `number_end` is where the bare figure ends and its
    unit begins.
    """

    text: str
    value: Decimal
    ulp: Decimal
    dimension: str  # money percent point score count area length weight time "" (no unit known)
    unit: str
    scale: Decimal = Decimal(1)
    bound: Bound = Bound.EXACT
    high: Decimal | None = None
    nil: bool = False
    given: bool = True
    word: bool = False  # written in words: 八成五, 持平, 翻番
    start: int = 0
    end: int = 0
    number_end: int = 0

    @property
    def printed(self) -> Decimal:
        """The figure as it stands on paper, in the printed unit."""
        if self.scale == 1:
            return self.value
        return self.value.scaleb(-self.scale.adjusted())

    @property
    def exact(self) -> bool:
        return self.bound is Bound.EXACT and self.high is None


@dataclass(frozen=True, slots=True)
class NotQuantity:
    """A run of digits or numerals that measures nothing.

    `reason` is 文号, 日期, 序号, 热线, 编码, 页码, 条款, 名称 or 公式.
    """

    text: str
    reason: str
    start: int
    end: int


Token = Quantity | NotQuantity
