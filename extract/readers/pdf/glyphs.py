"""What a printed page is made of, whatever library read it: runs of characters and ruling lines, placed upright.

All coordinates are PDF points from the top left corner of the page as it is read: x to the right, y downwards.
"""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass

Box = tuple[float, float, float, float]  # x0, top, x1, bottom

# Where a Chinese character stands about its baseline, in shares of its size. Font metrics are not to be trusted: the
# box that a Latin font declares is often twice as high as its digits.
ASCENT = 0.86
DESCENT = 0.14


@dataclass(frozen=True, slots=True)
class Run:
    """Characters of one font on one baseline with no gap between them. `edges` has the left edge of each character and
    the right edge of the last. `turned` is how far the text is turned against the page, in quarter turns."""

    text: str
    edges: tuple[float, ...]
    base: float
    size: float
    font: str = ""
    turned: int = 0

    @property
    def x0(self) -> float:
        return self.edges[0]

    @property
    def x1(self) -> float:
        return self.edges[-1]

    @property
    def top(self) -> float:
        return self.base - ASCENT * self.size

    @property
    def bottom(self) -> float:
        return self.base + DESCENT * self.size

    @property
    def middle(self) -> float:
        """The height of the middle of its characters."""
        return self.base - (ASCENT - DESCENT) / 2 * self.size

    def part(self, start: int, end: int) -> Run:
        """The characters from `start` up to `end` as a run of their own."""
        return Run(self.text[start:end], self.edges[start : end + 1], self.base, self.size, self.font, self.turned)

    def split(self, at: list[float]) -> list[Run]:
        """The run cut at vertical lines (ascending): a character goes where its middle is."""
        pieces: list[Run] = []
        start = 0
        middles = [(a + b) / 2 for a, b in zip(self.edges, self.edges[1:], strict=False)]
        for x in at:
            cut = bisect_left(middles, x, lo=start)
            if cut > start:
                pieces.append(self.part(start, cut))
            start = cut
        if start < len(self.text):
            pieces.append(self.part(start, len(self.text)))
        return pieces


@dataclass(frozen=True, slots=True)
class Rule:
    """A ruling line: at height `at` from `start` to `end` across, or at `at` across from `start` to `end` downwards."""

    at: float
    start: float
    end: float


@dataclass(frozen=True, slots=True)
class Leaf:
    """One page: its runs in the order they were drawn, its ruling lines, and how much of it pictures cover (0 to 1).

    `hidden` counts characters that nobody can see (invisible, white, clipped away), `garbled` those whose meaning the
    file does not give, `slanted` those of watermarks across the page. `turn`: by how
    many quarter turns with the clock the printed page was turned for reading. `crowded`: so much is drawn that ruling lines
    were not looked for."""

    number: int
    width: float
    height: float
    runs: tuple[Run, ...]
    across: tuple[Rule, ...] = ()
    down: tuple[Rule, ...] = ()
    pictured: float = 0.0
    hidden: int = 0
    garbled: int = 0
    slanted: int = 0
    turn: int = 0
    crowded: bool = False
