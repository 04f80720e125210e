"""Many files in several processes, in a way that works on every system."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from multiprocessing import get_context
from typing import TYPE_CHECKING

from jihe.pipeline import FileError, Result, chosen_rules, process_file

if TYPE_CHECKING:
    from checks.ruleset import RuleSet
    from jihe.config import Options

_worker: tuple[Options, RuleSet | None] | None = None


def _start_worker(options: Options) -> None:
    global _worker
    _worker = (options, chosen_rules(options) if options.audit else None)


def _work(path: str) -> Result:
    assert _worker is not None
    return process_file(path, *_worker)


def in_processes(files: Sequence[str], options: Options, processes: int) -> Iterator[Result]:
    """Results in order. When a worker dies (killed for its memory, a fault in a library) its pool is lost with it: the
    files that were waiting are then done one at a time, so that only the guilty one is given up."""
    at = 0
    while at < len(files):
        pool = _pool(options, processes)
        try:
            for future in [pool.submit(_work, path) for path in files[at:]]:
                yield future.result()
                at += 1
            return
        except BrokenProcessPool:
            if processes == 1:
                message = "处理这个文件的进程异常退出（可能内存不足）。处理：关闭其他程序后单独重试这份文件"
                yield Result(None, (FileError(files[at], "internal", message),))
                at += 1
            processes = 1
        finally:
            pool.shutdown(cancel_futures=True)


def _pool(options: Options, processes: int) -> ProcessPoolExecutor:
    # "spawn" everywhere: it is the only way on Windows, and one way is one behaviour.
    return ProcessPoolExecutor(processes, get_context("spawn"), _start_worker, (options,))
