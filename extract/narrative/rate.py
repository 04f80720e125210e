"""A rate of two printed numbers, as the readers of executions, deeds and shares find it."""

from __future__ import annotations

from dataclasses import dataclass

from extract.model import Binding


@dataclass(frozen=True, slots=True)
class Rate:
    """Mentions (by index): `rate` percent is `numerator` over `denominator`."""

    numerator: int
    denominator: int
    rate: int
    cue: tuple[int, int]
    kind: str
    others: tuple[int, ...] = ()
    binding: Binding = Binding.CUE
