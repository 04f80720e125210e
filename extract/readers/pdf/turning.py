"""Pages and text that lie on their side, turned upright and back. Turns are quarter turns, counted against the clock
for text and with the clock for the page that is turned to read it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import replace

from extract.readers.pdf.glyphs import Box, Leaf, Rule, Run


def along(turned: int, box: Box, origin: tuple[float, float], page: tuple[float, float]) -> tuple[float, float, float]:
    """Where a character begins and ends along its line, and its baseline, both as they are on the page turned so
    that the text stands upright. `turned` counts quarter turns against the clock."""
    x0, top, x1, bottom = box
    width, height = page
    if turned == 0:
        return x0, x1, origin[1]
    if turned == 1:  # reads upwards
        return height - bottom, height - top, origin[0]
    if turned == 2:
        return width - x1, width - x0, height - origin[1]
    return top, bottom, width - origin[0]


def main_turn(runs: Iterable[Run]) -> int:
    """The direction that most of the page's characters read in."""
    counts: Counter[int] = Counter()
    for run in runs:
        counts[run.turned] += len(run.text)
    return counts.most_common(1)[0][0] if counts else 0


def upright(leaf: Leaf, turn: int) -> Leaf:
    """The page turned by quarter turns with the clock, so that text of that turn reads upright."""
    width, height = (leaf.height, leaf.width) if turn % 2 else (leaf.width, leaf.height)

    def point(x: float, y: float) -> tuple[float, float]:
        if turn == 1:
            return leaf.height - y, x
        if turn == 2:
            return leaf.width - x, leaf.height - y
        return y, leaf.width - x

    across: list[Rule] = []
    down: list[Rule] = []
    for rule, lies in [*((r, True) for r in leaf.across), *((r, False) for r in leaf.down)]:
        (ax, ay), (bx, by) = (
            (point(rule.start, rule.at), point(rule.end, rule.at))
            if lies
            else (point(rule.at, rule.start), point(rule.at, rule.end))
        )
        if lies != bool(turn % 2):
            across.append(Rule(ay, min(ax, bx), max(ax, bx)))
        else:
            down.append(Rule(ax, min(ay, by), max(ay, by)))
    runs = tuple(Run(r.text, r.edges, r.base, r.size, r.font, (r.turned - turn) % 4) for r in leaf.runs)
    return replace(leaf, width=width, height=height, runs=runs, across=tuple(across), down=tuple(down), turn=turn)


def turned_back(box: Box, turn: int, width: float, height: float) -> Box:
    """A box seen on the page turned so that text of that turn stands upright, as it is on the page itself, which is
    `width` by `height`."""
    x0, top, x1, bottom = box
    if turn == 1:
        return top, height - x1, bottom, height - x0
    if turn == 2:
        return width - x1, height - bottom, width - x0, height - top
    if turn == 3:
        return width - bottom, x0, width - top, x1
    return box
