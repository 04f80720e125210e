"""The words of a document as one string of bare characters, each of which knows where it stands.

Spaces, marks of emphasis, punctuation and the numbers in front of paragraphs are no characters of it; full and half
width are one. What stands between two bare characters can still be asked for.
"""

from __future__ import annotations

import re
import unicodedata
from array import array
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from extract.model import BlockRole, Table, Words
from extract.numbering import parse_number
from extract.stretches import Stretch

_READ = (BlockRole.BODY, BlockRole.HEADING, BlockRole.TABLE)
_CELL = 40  # characters of a cell that is a passage and no entry
_NUMBERED = 24  # characters in which the number of a paragraph stands
_BARE = re.compile(r"[^\W_]+|(?<=\d)\.(?=\d)|%")
_WIDTHS = {chr(code): chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)}
_FOLD = str.maketrans(
    {
        **_WIDTHS,
        **dict.fromkeys("“”〝〞„＂", '"'),
        **dict.fromkeys("‘’`", "'"),
        **dict.fromkeys("\u3000\xa0\t", " "),
        **{char: unicodedata.normalize("NFKC", char) for char in "²³"},
    }
)
_OPENING, _CLOSING = "“‘《〈（(", "”’》〉）)"
_NOISE = re.compile(r"[\s*]+")
_FENCE = 0xE000  # private characters around a cell: no passage runs out of it
_FENCES = 6400


@dataclass(frozen=True)
class Folded:
    """`bare` are the characters, `raw` the text that they stand in, folded to one width, `printed` the same as printed,
    of the same length; `at` is the offset in both of each character; stretch n begins at `starts[n]`."""

    bare: str
    raw: str
    printed: str
    at: array[int]
    starts: list[int]
    stretches: list[Stretch]

    def owner(self, index: int) -> int:
        """Which stretch a bare character stands in."""
        return bisect_right(self.starts, self.at[index]) - 1

    def stretch(self, index: int) -> Stretch:
        return self.stretches[self.owner(index)]

    def between(self, index: int) -> str:
        """What is printed in front of a bare character since the one before it, spaces and emphasis left out; a line
        break stands for the end of a paragraph."""
        start = self.at[index - 1] + 1 if 0 < index <= len(self.at) else 0
        said = self.raw[start : self.at[index]] if index < len(self.at) else self.raw[start:] + "\n"
        if not said or said == " ":
            return ""
        head, line, _ = said.partition("\n")
        return _NOISE.sub("", head) + line

    def plain(self, start: int, end: int) -> str:
        """The folded text of a run, spaces and emphasis left out."""
        return _NOISE.sub("", self.raw[self.at[start] : self.at[end - 1] + 1])

    def shown(self, start: int, end: int) -> str:
        """The printed text of a run, with what stands behind it up to the next bare character; a line break stands for
        the end of a paragraph."""
        stop = self.at[end] if end < len(self.at) else len(self.printed)
        return "\n".join(_NOISE.sub("", line) for line in self.printed[self.at[start] : stop].split("\n"))

    def offset(self, index: int) -> tuple[Stretch, int]:
        """The stretch of a bare character and its offset there."""
        owner = self.owner(index)
        return self.stretches[owner], self.at[index] - self.starts[owner]

    def words(self, start: int, end: int) -> Words:
        """A run of bare characters as evidence, with the brackets and quotation marks that open and close it, as far as
        it stands in the stretch of its first one."""
        owner = self.owner(start)
        base, text = self.starts[owner], self.stretches[owner].text
        first, last = self.at[start] - base, min(self.at[end - 1] + 1 - base, len(text))
        while first and text[first - 1] in _OPENING:
            first -= 1
        while last < len(text) and text[last] in _CLOSING:
            last += 1
        return self.stretches[owner].words(first, last)


def shared_start(texts: Sequence[str]) -> str:
    """The characters that all of some texts begin with."""
    low, high = min(texts), max(texts)  # what the first and the last in order share, all share
    length = next((i for i, (a, b) in enumerate(zip(low, high, strict=False)) if a != b), min(len(low), len(high)))
    return low[:length]


def folded(stretches: Iterable[Stretch]) -> Folded:
    """The paragraphs, headings and wordy cells of a document."""
    pieces: list[str] = []
    raw: list[str] = []
    printed: list[str] = []
    at: array[int] = array("l")
    starts: list[int] = []
    kept: list[Stretch] = []
    base = 0
    for stretch in stretches:
        cell = isinstance(stretch.spot.block, Table)
        text = stretch.text
        if stretch.role not in _READ or (cell and len(text) < _CELL):
            continue
        text = text.replace("\n", " ")
        printed.append(text)
        text = text.translate(_FOLD)
        starts.append(base)
        kept.append(stretch)
        raw.append(text)
        fence = chr(_FENCE + len(starts) % _FENCES) if cell else ""
        if fence:
            pieces.append(fence)
            at.append(base)
        for match in _BARE.finditer(text, 0 if cell else _after_number(text)):
            pieces.append(match.group())
            at.extend(range(base + match.start(), base + match.end()))
        if fence:
            pieces.append(fence)
            at.append(base + len(text) - 1)
        base += len(text) + 1
    return Folded("".join(pieces), "\n".join(raw), "\n".join(printed), at, starts, kept)


def _after_number(text: str) -> int:
    head = text[:_NUMBERED]
    number = parse_number(head)
    return head.index(number.text) + len(number.text) if number else 0
