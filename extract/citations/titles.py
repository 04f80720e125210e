"""Titles in book-title marks, with the titles that stand inside them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

_LONGEST = 160
_END = frozenset("。；;\n")
_OPEN, _CLOSE = frozenset("《〈"), frozenset("》〉")


@dataclass(frozen=True, slots=True)
class Title:
    """A title from its opening mark to behind its closing one; `nested` is the mark of the first title inside it."""

    start: int
    end: int
    nested: str = ""


def titles_in(text: str) -> Iterator[Title]:
    """The outermost titles of a text, in order. Where the marks do not pair off within a sentence, a title ends at the
    first closing mark."""
    at = text.find("《")
    while at >= 0:
        title = _title(text, at)
        if title is not None:
            yield title
        at = text.find("《", title.end if title is not None else at + 1)


def _title(text: str, start: int) -> Title | None:
    if text.find("》", start, start + _LONGEST) < 0:
        return None
    depth, nested, first = 0, "", -1
    for at in range(start, min(len(text), start + _LONGEST)):
        char = text[at]
        if char in _OPEN:
            depth += 1
            if depth > 1 and not nested:
                nested = char
        elif char in _CLOSE:
            first = first if first >= 0 else at
            depth -= 1
            if depth == 0:
                return Title(start, at + 1, nested)
        elif char in _END:
            break
    return Title(start, first + 1) if first >= 0 else None
