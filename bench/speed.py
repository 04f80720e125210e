"""Where the time goes: `python bench/speed.py [FILE …]`.

Per file: importing, reading, structure, facts and claims, loading the rules, checks, output; the peak memory of a
process that does only this; the file's own library alone (python-docx walking the document, pdfplumber extracting the
text and the tables of every page, or decoding the bytes of a text); the whole command as typed; and starting the
process alone (`jihe --version`). A text is also measured ten times over, to see that cost grows with length; with
`--numbers N`, so are invented reports of N and of twice as many figures (many_numbers.py). Each figure is the best of
several runs in a fresh process. It prints a table and asserts nothing.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
STAGES = ("import", "read", "structure", "facts", "rules", "checks", "output")
COLUMNS = (*STAGES, "sum", "library alone", "whole command", "peak memory")
FACTOR = 10


def measure(path: Path) -> dict[str, float]:
    """Seconds of each stage on one file in this process, and its peak memory in MB."""
    spent: dict[str, float] = {}

    def timed(stage: str, work: Callable[[], Any]) -> Any:
        began = time.perf_counter()
        result = work()
        spent[stage] = time.perf_counter() - began
        return result

    timed("import", lambda: _import_everything(path))
    from checks.engine import audit
    from checks.ruleset import load_rules
    from extract.book import build_book
    from extract.readers import open_document
    from extract.structure import outline
    from jihe.config import Options
    from jihe.outputs.json_ import render_check
    from jihe.pipeline import Run, report_of

    options = Options(ledger=True, facts=True)
    document = timed("read", lambda: open_document(path))
    structure = timed("structure", lambda: outline(document))
    book = timed("facts", lambda: build_book(document, structure))
    rules = timed("rules", load_rules)
    outcome = timed("checks", lambda: audit(book, rules))
    run = Run((report_of(str(path), book, outcome, rules, options),), ())
    timed("output", lambda: render_check(run, len(rules), ledger=True, facts=True))
    spent["sum"] = sum(spent[stage] for stage in STAGES)
    spent["peak memory"] = _peak_memory()
    spent["library alone"] = _library_alone(path)
    return spent


def _import_everything(path: Path) -> None:
    reader = {".docx": "docx", ".pdf": "pdf"}.get(path.suffix.lower(), "text")
    for name in (
        f"extract.readers.{reader}",
        "extract.structure",
        "extract.book",
        "checks.ruleset",
        "checks.engine",
        "jihe.outputs.json_",
    ):
        import_module(name)


def _peak_memory() -> float:
    try:
        import resource
    except ImportError:  # Windows
        return 0.0
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return most / (2**20 if sys.platform == "darwin" else 2**10)


def _library_alone(path: Path) -> float:
    """Seconds that the file's own library needs to hand over every character once."""
    if path.suffix.lower() == ".pdf":
        return _pdfplumber_alone(path)
    if path.suffix.lower() != ".docx":
        began = time.perf_counter()
        path.read_bytes().decode("utf-8", "replace")
        return time.perf_counter() - began
    import docx

    began = time.perf_counter()
    document = docx.Document(str(path))
    for paragraph in document.paragraphs:
        len(paragraph.text)
    for table in document.tables:
        for row in table.rows:
            for cell in row.cells:
                len(cell.text)
    return time.perf_counter() - began


def _pdfplumber_alone(path: Path) -> float:
    import pdfplumber

    began = time.perf_counter()
    with pdfplumber.open(path) as document:
        for page in document.pages:
            page.extract_text()
            page.extract_tables()
            page.close()
    return time.perf_counter() - began


def best(path: Path, times: int) -> dict[str, float]:
    """The smallest of each figure over several fresh processes, with the whole command as typed."""
    runs = []
    for _ in range(times):
        done = _python(str(Path(__file__)), "--measure", str(path))
        runs.append(json.loads(done.stdout) | {"whole command": _wall("check", str(path), "--format", "json")})
    return {name: min(run[name] for run in runs) for name in COLUMNS}


def _wall(*arguments: str) -> float:
    began = time.perf_counter()
    _python("-m", "jihe", *arguments)
    return time.perf_counter() - began


def _python(*arguments: str) -> subprocess.CompletedProcess[bytes]:
    done = subprocess.run([sys.executable, *arguments], cwd=ROOT, capture_output=True)
    if done.returncode not in (0, 1):  # 1: findings
        sys.exit(done.stderr.decode("utf-8", "replace"))
    return done


def _print_table(rows: list[tuple[str, dict[str, float]]], start: float) -> None:
    from rich.console import Console
    from rich.table import Table

    table = Table(box=None)
    table.add_column("milliseconds", no_wrap=True)
    for name, _ in rows:
        table.add_column(name, justify="right")
    for column in COLUMNS:
        cells = [
            f"{spent[column]:.0f} MB" if column == "peak memory" else f"{spent[column] * 1000:.1f}" for _, spent in rows
        ]
        table.add_row(column, *cells)
    table.add_row("process start", *[f"{start * 1000:.1f}"] * len(rows))
    Console(width=max(80, 24 * (len(rows) + 1))).print(table)


def _made(folder: Path, numbers: int) -> Path:
    from bench.many_numbers import text

    path = folder / f"{numbers} numbers.txt"
    path.write_text(text(numbers), encoding="utf-8")
    return path


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("files", metavar="FILE", nargs="*", type=Path, help="default: the county bureau's fixtures")
    parser.add_argument("--times", type=int, default=3, help="runs per file, of which the best counts (default 3)")
    parser.add_argument("--numbers", type=int, metavar="N", help="invented reports of N and 2N figures instead")
    parser.add_argument("--measure", type=Path, help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.measure:
        print(json.dumps(measure(given.measure)))
        return
    files = given.files or sorted((ROOT / "fixtures" / "county-bureau").glob("faulty.*"))
    rows: list[tuple[str, dict[str, float]]] = []
    with tempfile.TemporaryDirectory() as folder:
        if given.numbers:
            files = [_made(Path(folder), times * given.numbers) for times in (1, 2)]
        for path in files:
            rows.append((path.name, best(path.resolve(), given.times)))
            if path.suffix.lower() in (".txt", ".md") and not given.numbers:
                long = Path(folder, path.name)
                long.write_bytes((path.read_bytes() + b"\n") * FACTOR)
                rows.append((f"{path.name} ×{FACTOR}", best(long, given.times)))
    start = min(_wall("--version") for _ in range(given.times))
    _print_table(rows, start)


if __name__ == "__main__":
    sys.path.insert(0, str(ROOT))
    main()
