"""Options of questions by their letters, options without a count, and the numbers down a column of a table."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from itertools import pairwise

from extract.model import BlankOption, NumberedItem, NumberedRun, Survey
from extract.stretches import Stretch

_OPTION_RE = re.compile(r"(?:(?<=[\s；;，,。？?）)])|^)(?P<letter>[A-H])\s*[.．、:：]\s*(?=[\u4e00-\u9fff“\"（])")
_SHOWN = 16
_FEWEST = 2
_MOST = 8  # options of a question
_PART = 0.01  # what a new question weighs beside a wrong letter
_NEXT = 2  # rows or paragraphs between two options of one question
_NUMBER_HEADS = frozenset(("序号", "题号", "编号", "项次"))
_INTEGER_RE = re.compile(r"\d{1,3}")
_FEWEST_ROWS = 4
_HEAD_ROWS = 3


def options(texts: Sequence[Stretch]) -> Iterator[NumberedRun]:
    """The lettered options of each question, in documents that have two such questions or more."""
    rows: dict[object, list[list[tuple[int, NumberedItem]]]] = defaultdict(list)
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
            own = rows[place]
            if not own or row - own[-1][-1][0] > _NEXT:
                own.append([])
            own[-1].append((row, NumberedItem(value, f"{found['letter']}.", words)))
    for own in rows.values():
        parts = [([item for _, item in near], _questions([item.value for _, item in near])) for near in own]
        runs = [items[start:end] for items, spans in parts for start, end in spans]
        usual = {len(run) for run in runs if _steady(run)}
        questions = [run for run in runs if len(run) >= _FEWEST and _begins(run) and _ends(run, usual)]
        if len(questions) >= _FEWEST:
            for run in questions:
                yield NumberedRun("选项", tuple(run))


def _steady(run: Sequence[NumberedItem], first: int = 1) -> bool:
    return [item.value for item in run] == list(range(first, first + len(run)))


def _begins(run: Sequence[NumberedItem]) -> bool:
    """Whether a question begins with A, or with a wrong letter before B and C."""
    return run[0].value == 1 or (len(run) > _FEWEST and _steady(run[1:], 2))


def _ends(run: Sequence[NumberedItem], usual: Collection[int]) -> bool:
    """Whether the last letter is above the one before it, or a wrong one in a question of as many options as others."""
    return run[-1].value > run[-2].value or len(run) in usual


def _questions(values: Sequence[int]) -> list[tuple[int, int]]:
    """Where the options of one question end and those of the next begin: each question counts from A, and of all ways
    to part them the one with the fewest wrong letters is taken. A gap or a wrong letter weighs 1, a question with one
    option only no less; a new question weighs next to nothing."""
    # By the letter counted last, and whether it is not the first of its question: the weight, and where questions begin.
    best: dict[tuple[int, bool], tuple[float, tuple[int, ...]]] = {(0, True): (0.0, ())}
    for at, value in enumerate(values):
        ways: list[tuple[tuple[int, bool], float, tuple[int, ...]]] = []
        for (last, several), (weight, starts) in best.items():
            if 0 < last < _MOST:
                ways.append(((last + 1, True), weight + (value != last + 1), starts))
            if last and value > last + 1:
                ways.append(((value, True), weight + 1, starts))
            ways.append(((1, False), weight + _PART + (value != 1) + (not several), (*starts, at)))
        best = {}
        for key, weight, starts in ways:
            if key not in best or weight < best[key][0]:
                best[key] = (weight, starts)
    _, starts = min((weight + (not several), starts) for (_, several), (weight, starts) in best.items())
    return list(pairwise((*starts, len(values))))


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
