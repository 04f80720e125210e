"""Many files: in order, in one process or in several."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from os import cpu_count
from typing import TYPE_CHECKING

from jihe.config import FILES_WORTH_PROCESSES, MOST_PROCESSES, Options
from jihe.pipeline import FileError, Report, Run, process_file

if TYPE_CHECKING:
    from checks.ruleset import RuleSet


def process_files(
    files: Sequence[str],
    options: Options,
    rules: RuleSet | None,
    jobs: int | None = None,
    done: Callable[[str], None] = lambda path: None,
) -> Run:
    """Process files in order. `jobs` is the number of processes (None: one for a few files, else one per processor);
    `done` is told of each file as its result arrives, in order."""
    if jobs is None:
        jobs = (cpu_count() or 1) if len(files) >= FILES_WORTH_PROCESSES else 1
    processes = min(jobs, len(files), MOST_PROCESSES)
    if processes > 1:
        # Imported here: it costs more than a short report does.
        from jihe.processes import in_processes

        results = in_processes(files, options, processes)
    else:
        results = (process_file(path, options, rules) for path in files)
    reports: list[Report] = []
    errors: list[FileError] = []
    for path, result in zip(files, results, strict=True):
        if result.report is not None:
            reports.append(result.report)
        errors.extend(result.errors)
        done(path)
    return Run(tuple(reports), tuple(errors))
