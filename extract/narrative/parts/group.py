"""A part group, over mentions."""

from __future__ import annotations

from dataclasses import dataclass

from extract.model import Binding


@dataclass(frozen=True, slots=True)
class Parts:
    """Mentions (by index) offered as parts of a total; `totals` are the candidates in order of rank. `signs` and `either`
    as in the model's PartGroup."""

    totals: tuple[int, ...]
    parts: tuple[int, ...]
    cue: tuple[int, int]
    exhaustive: bool = True
    partition: str = ""
    binding: Binding = Binding.CUE
    signs: tuple[int, ...] = ()
    either: bool = False
