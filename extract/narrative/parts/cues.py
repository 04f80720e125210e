"""The cues that open a list of parts, and the words around them."""

from __future__ import annotations

import re
from bisect import bisect_right

from extract.narrative import words as w
from extract.narrative.mentions import Mention, Passage, squeeze


def cues(passage: Passage) -> list[re.Match[str]]:
    out = []
    for cue in w.OPENERS.finditer(passage.text):
        at = bisect_right(passage.mentions, cue.start(), key=lambda m: m.start)
        before = passage.mentions[at - 1] if at else None
        if before is not None and cue.start() < before.end:
            continue
        if cue.group("colon") and (before is None or len(passage.between(before.end, cue.start())) > 2):
            continue
        if cue.group("among") and passage.bracket_at(cue.start()):
            continue
        if cue.group("list") and cue.group("list").startswith("由"):
            rest = re.split(r"[。；]", passage.text[cue.end() :], maxsplit=1)[0]
            if not re.search(r"(?:构成|组成)", rest):
                continue
        out.append(cue)
    return out


LONGEST_CUE = 40  # characters; no cue matches more


def inner_cue(passage: Passage, start: int, b: Mention, colon: bool = False) -> re.Match[str] | None:
    """A cue between an offset and a mention of its bracket level, outside the brackets that may stand between them."""
    for found in w.OPENERS.finditer(passage.text, start, b.start):
        if (colon or not found.group("colon")) and passage.bracket_at(found.start()) == b.bracket:
            return found
    return None


def begins(passage: Passage, at: int, room: int = 0) -> bool:
    """Whether an offset stands at the beginning of a sentence, at most `room` characters after it."""
    left = max(passage.text.rfind(c, 0, at) for c in "。！？；;\n") + 1
    return len(squeeze(passage.text[left:at]).strip("，,：:")) <= room


def subject_of(passage: Passage, at: int, before: list[Mention]) -> str:
    """The words of the clause in front of an offset, behind the last number."""
    left = max(passage.text.rfind(c, 0, at) for c in "。！？；;，,：:（(\n") + 1
    left = max([left, *(m.end for m in before if m.end <= at)])
    return w.clean_label(passage.text[left:at])
