"""The words of a rubric without the marks of its printing: blanks, full-width forms and TeX signs are gone, and every
run found in what is left still knows where it stands."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, replace

from extract.model import Words

_TEX = re.compile(r"\\(?:leqslant|geqslant|leq?|geq?|times|%)")
_TEX_SIGNS = {"l": "≤", "g": "≥", "t": "×", "%": "%"}
_ALIKE = str.maketrans({"≦": "≤", "⩽": "≤", "≧": "≥", "⩾": "≥", "～": "~", "—": "-", "–": "-", "＊": "*", "﹥": ">"})
_CIRCLED = re.compile("[①-⓿]")  # NFKC would make bare digits of them
_DROPPED = frozenset(" \t\r\n\u3000\xa0$\\{}*")
_QUOTE = 120


@dataclass(frozen=True, slots=True)
class Said:
    """`text` is what is read; `at[i]` is where its character i stands in the words as printed."""

    words: Words
    text: str
    at: tuple[int, ...]

    @classmethod
    def of(cls, words: Words) -> Said:
        signs = _TEX.sub(lambda m: _TEX_SIGNS[m[0][1]].ljust(len(m[0])), words.text)
        kept: list[str] = []
        at: list[int] = []
        for offset, sign in enumerate(signs):
            if sign == "*":
                sign = "×"
            if sign in _DROPPED:
                continue
            plain = sign if _CIRCLED.match(sign) else unicodedata.normalize("NFKC", sign)
            kept.append((plain if len(plain) == 1 else sign).translate(_ALIKE))
            at.append(offset)
        return cls(words, "".join(kept), tuple(at))

    def piece(self, start: int, end: int) -> Words:
        """The words as printed behind `text[start:end]`, at their own place where it is known: the words may run on
        over several cells, of which only the first is."""
        if start >= end:
            return self.words
        first, last = self.at[start], self.at[end - 1] + 1
        place = self.words.location
        if place.start + last <= place.end:
            place = replace(place, start=place.start + first, end=place.start + last)
        around = self.words.text[max(0, first - _QUOTE // 2) :][:_QUOTE]
        return Words(self.words.text[first:last], place, around)
