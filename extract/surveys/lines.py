"""Questionnaires whose questions are printed as lines: the question, then its lettered options with how many chose each
and what share that is (A.满意 56 人（70%） B.一般 24 人（30%）), in one line or a line each."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from extract.model import Document, Fact, Location, Paragraph, SurveyOption, SurveyQuestion, Table, Words

_OPTION = re.compile(
    r"(?<![A-Za-z\d])(?P<letter>[A-H])\s*[.．、:：)）]?\s*(?P<name>[\u4e00-\u9fff“”\"][^\dA-H，,。；;（()）]{0,18}?)\s*"
    r"(?:有|共|计|[:：])?\s*(?P<n>\d[\d,，]*)\s*(?:人|份|票|户|名|张)"
    r"(?:\s*[，,、（(]?\s*(?:约?占比?|比例)?[为:：]?\s*(?P<share>\d+(?:\.\d+)?)\s*[%％])?"
)
_NUMBER = re.compile(r"^\s*(?:第?\s*(\d{1,3})\s*(?:题|[、.．:：]))")
_SHOWN = 40
_FEWEST = 2  # options of a question
_APART = 3  # paragraphs without options between two questions of one questionnaire


@dataclass(frozen=True, slots=True)
class Questions:
    """The questions of one questionnaire and the blocks between which they stand."""

    questions: tuple[SurveyQuestion, ...]
    first: int
    last: int


@dataclass
class _Asked:
    """A question under way: the block of its words and of its last option."""

    words: Words
    number: str
    begin: int
    end: int
    letters: str
    options: list[SurveyOption]


def questions_in_lines(document: Document, facts: Mapping[tuple[int, int], Fact]) -> tuple[Questions, ...]:
    """The questionnaires of a document that are printed as lines. `facts` are those of prose by block and start."""
    runs: list[list[_Asked]] = []
    for asked in _asked(document.blocks, facts):
        if len(asked.options) < _FEWEST:
            continue
        if runs and asked.begin - runs[-1][-1].end <= _APART:
            runs[-1].append(asked)
        else:
            runs.append([asked])
    return tuple(
        Questions(
            tuple(SurveyQuestion(one.number, one.words, tuple(one.options)) for one in run), run[0].begin, run[-1].end
        )
        for run in runs
    )


def _asked(blocks: Sequence[Paragraph | Table], facts: Mapping[tuple[int, int], Fact]) -> Iterator[_Asked]:
    """Each question with the options that follow it letter by letter."""
    now: _Asked | None = None
    above: Paragraph | None = None
    for block in blocks:
        if not isinstance(block, Paragraph) or block.toc:
            now, above = None, None
            continue
        text = block.text.content
        for found in _OPTION.finditer(text):
            option = _option(block, found, facts)
            if option is None:
                continue
            if found["letter"] == "A":
                if now is not None:
                    yield now
                now = _begun(block, text[: found.start()], above)
            elif now is None or ord(found["letter"]) != ord(now.letters[-1]) + 1:
                continue
            if now is not None:
                now.options.append(option)
                now.letters += found["letter"]
                now.end = block.index
        if now is not None and now.end < block.index:
            yield now
            now = None
        above = block
    if now is not None:
        yield now


def _begun(block: Paragraph, before: str, above: Paragraph | None) -> _Asked | None:
    """The question that stands before its first option in the same line, or else is the line above."""
    asker = block if before.strip() else above
    if asker is None:
        return None
    text = (before if asker is block else asker.text.content).strip()
    start = asker.text.content.find(text)
    place = Location(
        "paragraph", block=asker.index, start=start, end=start + len(text), line=asker.text.mark_at(start).line
    )
    number = _NUMBER.match(text)
    words = Words(text, place, text[:_SHOWN])
    return _Asked(words, number[1] if number else "", asker.index, block.index, "", [])


def _option(block: Paragraph, found: re.Match[str], facts: Mapping[tuple[int, int], Fact]) -> SurveyOption | None:
    count = facts.get((block.index, found.start("n")))
    if count is None or count.quantity.dimension != "count":
        return None
    share = facts.get((block.index, found.start("share"))) if found["share"] else None
    if share is not None and share.quantity.dimension != "percent":
        share = None
    start = found.start("name")
    line = block.text.mark_at(start).line
    place = Location("paragraph", block=block.index, start=start, end=found.end("name"), line=line)
    return SurveyOption(Words(found["name"].strip('“”"'), place, count.quote), None, count, share)
