"""Which files the paths on a command line stand for."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from glob import glob
from pathlib import Path

from jihe.config import NOT_YET_READABLE, READABLE


@dataclass(frozen=True, slots=True)
class Selection:
    """The files to audit, in order and each once; `unsupported` are likely reports in a folder that no reader takes,
    `empty` the folders with no file to audit."""

    files: tuple[str, ...]
    unsupported: tuple[str, ...] = ()
    empty: tuple[str, ...] = ()


def select_files(paths: Iterable[str]) -> Selection:
    """The files that paths stand for. A folder is walked in sorted order; a pattern is expanded where the shell did
    not (Windows); any other path is taken as it is, so that the reader can say what is wrong with it."""
    files: dict[Path, str] = {}
    unsupported: list[str] = []
    empty: list[str] = []
    for given in paths:
        named = [given]
        if not Path(given).exists() and any(sign in given for sign in "*?["):
            named = sorted(glob(given)) or [given]
        for name in named:
            path = Path(name)
            if not path.is_dir():
                files.setdefault(path.absolute(), name)
                continue
            found = 0
            for child in _walk(path):
                if child.suffix.lower() in READABLE:
                    files.setdefault(child.absolute(), str(child))
                    found += 1
                elif child.suffix.lower() in NOT_YET_READABLE:
                    unsupported.append(str(child))
            if not found:
                empty.append(name)
    return Selection(tuple(files.values()), tuple(unsupported), tuple(empty))


def _walk(folder: Path) -> Iterator[Path]:
    """The visible files below a folder, by name. Lock files of Word (~$…) and WPS (.~…) are no documents."""
    try:
        children = sorted(folder.iterdir(), key=lambda child: child.name)
    except OSError:
        return
    for child in children:
        if child.name.startswith((".", "~$")):
            continue
        if child.is_dir():
            # A link to a folder may lead back up.
            if not child.is_symlink():
                yield from _walk(child)
        elif child.is_file():
            yield child
