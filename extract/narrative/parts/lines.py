"""A total that ends its paragraph, and its parts in the paragraphs below."""

from __future__ import annotations

import re
from collections.abc import Iterator

from extract.model import Binding
from extract.narrative.mentions import Mention
from extract.narrative.parts.group import Parts
from extract.narrative.parts.totals import closed, in_front, ranked, until_stranger
from extract.narrative.reading import SUMMED, Reading
from extract.numbering import parse_number


def list_below(reading: Reading, cue: re.Match[str], first: Mention, found: list[Parts]) -> Iterator[Parts]:
    """A total that ends its paragraph with a cue, and a list of paragraphs below it, each beginning with one part
    (1. 基本支出 …；2. 项目支出 …)."""
    text = reading.passage.text
    divided = {p for group in found for p in group.parts}
    before = [m for m in in_front(reading, cue.start(), 0, first) if m.index not in divided]
    apart = bool(cue.group("by") or cue.group("from"))
    if not before or (not apart and "\n" in text[before[0].end : cue.start()]):
        return
    # a number right behind 其中 is a part itself (总收入 T，其中本年收入 a …。具体情况如下)
    before = [m for m in before if not m.before.startswith("其中") and not led_by_which(reading, m)] or before
    parts = _first_of_lines(reading, text.find("\n", cue.end() - 1), reading.classes[first.index])
    cls = reading.classes[first.index]
    if not parts:
        return
    totals = ranked(reading, before, parts, cls, SUMMED)
    parts = until_stranger(reading, totals[0] if totals else None, parts)
    if len([m for m in totals if reading.bases[m.index] == reading.bases[totals[0].index]]) > 1:
        return  # a sentence of several amounts: the words do not say which one the list divides
    if totals and len(parts) >= 2:
        binding = Binding.CUE if closed(reading, totals[0], parts) else Binding.INHERITED
        yield Parts(tuple(m.index for m in totals[:3]), tuple(p.index for p in parts), cue.span(), binding=binding)


def led_by_which(reading: Reading, m: Mention) -> bool:
    """Whether 其中 stands right in front of what a number is called."""
    return re.search(r"其中[，,：:]?\s*$", reading.passage.text[: m.begin]) is not None


def _first_of_lines(reading: Reading, at: int, cls: str) -> list[Mention]:
    """The first number of each line from an offset on: lines of one numbering, or lines without one that each name
    their number at once."""
    text = reading.passage.text
    style: str | None = None
    parts: list[Mention] = []
    while 0 <= at < len(text):
        end = text.find("\n", at + 1)
        line_end = end if end >= 0 else len(text)
        mark = parse_number(text[at + 1 : line_end].lstrip())
        if style is not None and (mark.style if mark else "") != style:
            break
        style = mark.style if mark else ""
        part = next(
            (
                m
                for m in reading.mentions
                if at < m.start < line_end and reading.roles[m.index] in SUMMED and reading.classes[m.index] == cls
            ),
            None,
        )
        if part is None or (not style and re.search(r"[，,。；;：:]", text[at + 1 : part.start])):
            break
        parts.append(part)
        at = end
    return parts
