"""Draws errors until every class has as many visible ones as were asked for, and tries them in every format."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass

from bench.accuracy import documents, figures, phrases, words
from bench.accuracy.scene import Maker, Mutation, scene
from bench.accuracy.trial import Class, Result, attempt, clean
from bench.accuracy.visible import broken
from checks.rule import Severity
from fixtures.model.truth import Relation

TRIES = 60  # draws for each error that is wanted, before a class is given up

CLASSES: dict[str, Class] = {
    "digit_changed": Class(diagnoses=("digit_changed", "last_digit")),
    "digits_swapped": Class(diagnoses=("transposed",)),
    "digit_dropped": Class(diagnoses=("dropped_digit",)),
    "digit_doubled": Class(diagnoses=("doubled_digit", "inserted_digit")),
    "point_moved": Class(diagnoses=("decimal_moved",)),
    "direction": Class(diagnoses=("direction", "sign")),
    "unit_figure": Class(diagnoses=("unit_slip",)),
    "unit_word": Class(diagnoses=("unit_slip",)),
    "unit_line": Class(diagnoses=("unit_slip",)),
    "row_dropped": Class(),
    "total_stale": Class(),
    "total_omits": Class(diagnoses=("omitted_part",)),
    "labels_swapped": Class(diagnoses=("swapped", "inverted")),
    "copied": Class(diagnoses=("copied",)),
    "code_name": Class(),
    "code_digit": Class(),
    "weight": Class(),
    "score": Class(),
    "rate_stale": Class(),
    "wrong_base": Class(diagnoses=("wrong_base",)),
    "count": Class(),
    "figure_repeated": Class(),
    "word_dropped": Class(Severity.INFO, families=("text",)),
    "year": Class(),
    "annex_cited": Class(),
    "annex_heading": Class(),
    "toc_page": Class(),
    "toc_title": Class(Severity.INFO),
    "heading_number": Class(),
    "item_number": Class(Severity.INFO),
    "option": Class(),
    "residue": Class(families=("text",)),
    "repealed": Class(),
    "doc_number": Class(),
    "name_cut": Class(),
    "bracket": Class(Severity.INFO, families=("text",)),
    "percent": Class(),
    "punctuation": Class(Severity.INFO, families=("text",)),
    "grade": Class(),
    "blank": Class(),
    "nearly": Class(families=("text",)),
    "exact_more": Class(families=("text",)),
    "doubled_word": Class(families=("text",)),
    "foreign": Class(families=("text",)),
    "measures": Class(),
    "business": Class(),
    "measure_word": Class(Severity.INFO),
}
MAKERS: dict[str, Maker] = {**figures.MAKERS, **words.MAKERS, **phrases.MAKERS}
NUMERIC = (*figures.MAKERS, "figure_repeated")


@dataclass(frozen=True)
class Drawn:
    """An error that can be seen, with the relations that it breaks; those that are no more than a 尾差 included."""

    mutation: Mutation
    broken: tuple[Relation, ...]


@dataclass(frozen=True)
class Draw:
    """The errors of one class, and how many draws came to an error that cannot be seen."""

    kind: str
    drawn: tuple[Drawn, ...]
    invisible: int


def draw(kind: str, reports: Sequence[str], count: int, seed: int) -> Draw:
    """Different visible errors of a class from all reports in turn; fewer where the reports give no more."""
    chance = random.Random(f"{seed}/{kind}")
    order = list(reports)
    chance.shuffle(order)
    found: list[Drawn] = []
    seen: set[str] = set()
    invisible = 0
    for at in range(count * TRIES):
        if len(found) == count:
            break
        play = scene(order[at % len(order)])
        mutation = MAKERS[kind](play, chance)
        if mutation is None or repr(mutation) in seen:
            continue
        seen.add(repr(mutation))
        far, near = ((), ()) if mutation.words else broken(play, mutation)
        if far or mutation.words:
            found.append(Drawn(mutation, near))
        else:
            invisible += 1
    return Draw(kind, tuple(found), invisible)


def _try(task: tuple[Drawn, str]) -> Result:
    drawn, form = task
    return attempt(drawn.mutation, form, drawn.broken, CLASSES[drawn.mutation.kind])


def _try_document(task: tuple[str, documents.Change]) -> Result:
    path, change = task
    return documents.attempt(path, change, documents.SAMPLE[change.kind])


def run_documents(
    paths: Sequence[str], kinds: Sequence[str], count: int, seed: int, jobs: int
) -> tuple[list[Draw], Iterator[Result]]:
    """The same for real documents. What is drawn is given by class, for all documents together."""
    drawn = {(path, kind): documents.draw(path, kind, count, seed) for path in paths for kind in kinds}
    unseen = [Draw(kind, (), sum(unseen for (_, one), (_, unseen) in drawn.items() if one == kind)) for kind in kinds]
    tasks = [(path, change) for (path, _), (changes, _) in drawn.items() for change in changes]
    if jobs == 1:
        return unseen, map(_try_document, tasks)
    # each process reads the document that it works on once
    return unseen, ProcessPoolExecutor(jobs).map(_try_document, tasks, chunksize=max(1, len(tasks) // (4 * jobs)))


def _clean(task: tuple[str, str]) -> tuple[str, str, dict[str, int]]:
    name, form = task
    found = clean(name, form)
    return name, form, {level.value: sum(one.severity is level for one in found) for level in Severity}


def run(
    reports: Sequence[str], formats: Sequence[str], kinds: Sequence[str], count: int, seed: int, jobs: int
) -> tuple[list[Draw], Iterator[Result], list[tuple[str, str, dict[str, int]]]]:
    """What was drawn, the results as they come, and the findings on the clean reports."""
    draws = [draw(kind, reports, count, seed) for kind in kinds]
    tasks = [(drawn, form) for one in draws for drawn in one.drawn for form in formats]
    # errors of one report and format one after the other: each process audits the clean one once
    tasks.sort(key=lambda task: (task[0].mutation.report, task[1]))
    quiet = [(name, form) for name in reports for form in formats]
    if jobs == 1:
        return draws, map(_try, tasks), [_clean(one) for one in quiet]
    pool = ProcessPoolExecutor(jobs)
    return draws, pool.map(_try, tasks, chunksize=8), list(pool.map(_clean, quiet))
