"""The progress bar over several files."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from rich.console import Console
from rich.markup import escape
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

from jihe.outputs.wording import clean, excerpt


@contextmanager
def bar(files: int) -> Iterator[Callable[[str], None]]:
    """A bar on standard error that disappears at the end; call what it yields with each file that is done."""
    columns = (TextColumn("核对"), BarColumn(), MofNCompleteColumn(), TextColumn("{task.description}"))
    with Progress(*columns, console=Console(stderr=True), transient=True) as progress:
        task = progress.add_task("", total=files)

        def advance(path: str) -> None:
            progress.update(task, advance=1, description=escape(excerpt(clean(Path(path).name), "", 30)))

        yield advance
