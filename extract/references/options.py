"""Options of questions by their letters, options without a count, and the numbers down a column of a table."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import pairwise

from extract.model import BlankOption, NumberedItem, NumberedRun, Survey
from extract.stretches import Stretch

_OPTION_RE = re.compile(r"(?:(?<=[\s；;，,。？?）)])|^)(?P<letter>[A-H])\s*[.．、:：]\s*(?=[\u4e00-\u9fff“\"（])")
_SHOWN = 16
_FEWEST = 2
_NEXT = 2  # rows or paragraphs between two options of one question
_NUMBER_HEADS = frozenset(("序号", "题号", "编号", "项次"))
_INTEGER_RE = re.compile(r"\d{1,3}")
_FEWEST_ROWS = 4
_HEAD_ROWS = 3


def options(texts: Sequence[Stretch]) -> Iterator[NumberedRun]:
    """The lettered options of each question, in documents that have two such questions or more."""
    runs: dict[object, list[list[tuple[int, NumberedItem]]]] = defaultdict(list)
    for at, stretch in enumerate(texts):
        text = stretch.text
        if not any(letter in text for letter in "ABCDEFGH"):
            continue
        cell = stretch.spot.cell
        place = (stretch.block, cell.column) if cell is not None else None
        row = cell.row if cell is not None else at
        for found in _OPTION_RE.finditer(text):
            value = ord(found["letter"]) - ord("A") + 1
            words = stretch.words(found.start("letter"), min(len(text), found.end() + _SHOWN))
            item = NumberedItem(value, f"{found['letter']}.", words)
            own = runs[place]
            if value == 1:
                own.append([(row, item)])
            elif own and row - own[-1][-1][0] <= _NEXT:
                own[-1].append((row, item))
    for own in runs.values():
        questions = [run for run in own if len(run) >= _FEWEST]
        if len(questions) >= _FEWEST:
            for run in questions:
                yield NumberedRun("选项", tuple(item for _, item in run))


def columns(texts: Sequence[Stretch]) -> Iterator[NumberedRun]:
    """The numbers down a column headed 序号, where each row of the list is as high as the one before it."""
    by_table: dict[int, list[Stretch]] = defaultdict(list)
    for stretch in texts:
        if stretch.spot.cell is not None:
            by_table[stretch.block].append(stretch)
    for cells in by_table.values():
        head = next(
            (
                c
                for c in cells
                if c.spot.cell and c.spot.cell.row < _HEAD_ROWS and "".join(c.text.split()) in _NUMBER_HEADS
            ),
            None,
        )
        if head is None or head.spot.cell is None:
            continue
        column = head.spot.cell.column
        run: list[tuple[int, NumberedItem]] = []
        for stretch in cells:
            cell = stretch.spot.cell
            text = stretch.text.strip()
            if cell is None or cell.column != column or not _INTEGER_RE.fullmatch(text):
                continue
            item = NumberedItem(int(text), text, stretch.words())
            if run and item.value == 1:
                yield from _column_run(run)
                run = []
            run.append((cell.row, item))
        yield from _column_run(run)


def _column_run(run: Sequence[tuple[int, NumberedItem]]) -> Iterator[NumberedRun]:
    heights = {after - before for (before, _), (after, _) in pairwise(run)}
    if len(run) >= _FEWEST_ROWS and len(heights) == 1:
        yield NumberedRun("序号", tuple(item for _, item in run))


def blank_options(surveys: Sequence[Survey]) -> Iterator[BlankOption]:
    """Options without a count in a questionnaire that prints 0 for others of its options."""
    for survey in surveys:
        every = [option for question in survey.questions for option in question.options]
        blanks = [option.name for option in every if option.count is None]
        zero = next((o.count for o in every if o.count is not None and not o.count.quantity.value), None)
        if blanks and zero is not None and 4 * len(blanks) <= len(every):
            yield BlankOption(tuple(blanks), zero)
