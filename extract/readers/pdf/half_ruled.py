"""Tables with lines across and none down: which lines lie across one table."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from statistics import median

from extract.readers.pdf.chunks import is_data, middle
from extract.readers.pdf.glyphs import Rule
from extract.readers.pdf.lines import Line
from extract.readers.text_joins import starts_own

_SAME_EXTENT = 6.0  # points that lines across one table may differ by at their ends
_WIDE = 0.45  # of a table's width that the rest of a cell never takes
_LARGER = 1.15  # than the type of the table
_KEY_RE = re.compile(r"[:：]")


def ruled_bands(rules: Sequence[Rule], lines: Sequence[Line]) -> list[list[Rule]]:
    """What three or more lines of one extent lie across, with no prose between them: all the lines within, from top to
    bottom."""
    groups: list[list[Rule]] = []
    ordered = sorted(rules, key=lambda r: r.at)
    for rule in ordered:
        for group in groups:
            if abs(group[0].start - rule.start) <= _SAME_EXTENT and abs(group[0].end - rule.end) <= _SAME_EXTENT:
                group.append(rule)
                break
        else:
            groups.append([rule])
    found = []
    for group in (part for whole in groups for part in _without_prose(whole, lines)):
        first, last = group[0], group[-1]
        if len(group) >= 3:
            found.append(
                [
                    r for r in ordered
                    if first.at <= r.at <= last.at
                    and first.start - _SAME_EXTENT <= r.start
                    and r.end <= first.end + _SAME_EXTENT
                ]
            )  # fmt: skip
    return found


def _without_prose(group: Sequence[Rule], lines: Sequence[Line]) -> Iterator[list[Rule]]:
    """The lines of a group in the tables they belong to: prose between two of them parts tables."""
    rows = [line.size for line in lines if len(line.chunks) >= 2 and group[0].at <= middle(line) <= group[-1].at]
    usual = median(rows) if rows else 0.0
    part = [group[0]]
    for above, rule in pairwise(group):
        between = [line for line in lines if above.at <= middle(line) <= rule.at]
        alone = bool(between) and not any(is_data(line) for line in between)
        prose = alone and any(_is_prose(line, usual, rule.end - rule.start) for line in between if len(line.chunks) < 2)
        if prose:
            yield part
            part = []
        part.append(rule)
    yield part


def _is_prose(line: Line, usual: float, width: float) -> bool:
    """Whether a line alone between two lines across is no rest of a cell: it is too wide, too large, or a heading."""
    wide = line.x1 - line.x0 > _WIDE * width
    return wide or line.size > _LARGER * usual or starts_own(line.text) or _KEY_RE.search(line.text) is not None
