"""How often the program is right: `python bench/accuracy` puts seeded errors into clean reports and counts what it finds.

One error at a time is put into an invented report whose truth is known (fixtures/), printed as Word, text and PDF, and
audited. An error counts when it can be seen: when it breaks a relation of the report's truth model by more than 尾差, or
a constraint on its words, both worked out without the program (visible.py, words.py). Draws that cannot be seen are
counted and drawn again. What counts as detected, right place, right diagnosis and extra says trial.py.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
import time
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path

if __name__ == "__main__":
    sys.path[0] = str(Path(__file__).resolve().parent.parent.parent)

from bench.accuracy import documents, table
from bench.accuracy.run import MAKERS, run, run_documents
from bench.accuracy.trial import FORMATS, no_pdf
from fixtures import build


def main() -> int:
    parser = argparse.ArgumentParser(prog="bench/accuracy", description=__doc__.splitlines()[0])
    parser.add_argument("--per-class", type=int, default=15, metavar="N", help="visible errors of each class")
    parser.add_argument("--format", action="append", choices=FORMATS, help="formats to print (default: all)")
    parser.add_argument("--report", action="append", choices=tuple(build.REPORTS), help="reports (default: all)")
    parser.add_argument("--class", action="append", dest="kinds", choices=tuple(MAKERS), help="classes (default: all)")
    parser.add_argument(
        "--real", action="append", default=[], metavar="PATH",
        help="a real document, or a folder of them: X.txt with X.gold.json, or a PDF with tables of accounts",
    )  # fmt: skip
    parser.add_argument("--folder", action="append", default=[], metavar="DIR", help="any reports: words only")
    parser.add_argument("--json", metavar="OUT", help="write every result")
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1, metavar="N")
    parser.add_argument("--seed", type=int, default=1, metavar="S")
    parser.add_argument("--misses", action="store_true", help="list what was missed and what was extra")
    given = parser.parse_args()
    formats = given.format or list(FORMATS)
    if "pdf" in formats and (lack := no_pdf()):
        print(f"PDF 不测：{lack}", file=sys.stderr)
        formats.remove("pdf")
    began = time.perf_counter()
    kinds = given.kinds or list(MAKERS)
    draws, results, quiet = run(
        given.report or list(build.REPORTS), formats, kinds, given.per_class, given.seed, given.jobs
    )
    found = list(results)
    print(table.written(draws, found, quiet))
    for title, paths, chosen in (
        ("real documents", given.real, tuple(documents.SAMPLE)),
        ("words of other documents", given.folder, documents.IN_WORDS),
    ):
        if paths:
            some = [kind for kind in chosen if kind in kinds]
            unseen, more = run_documents(_files(paths), some, given.per_class, given.seed, given.jobs)
            told = list(more)
            print(f"\n{title}\n{table.written(unseen, told, [])}")
            found += told
    print(f"{len(found)} 次，{time.perf_counter() - began:.0f} 秒")
    if given.misses:
        print(table.misses(found))
    if given.json:
        Path(given.json).write_text(
            json.dumps([asdict(one) for one in found], ensure_ascii=False, indent=1) + "\n", "utf-8"
        )
    return 0


def _files(paths: Sequence[str]) -> list[str]:
    """The documents at some paths, in order."""
    found: list[Path] = []
    for path in map(Path, paths):
        inside = sorted(one for one in path.rglob("*") if one.suffix.lower() in documents.READABLE)
        found += inside if path.is_dir() else [path]
    return [str(one) for one in found]


if __name__ == "__main__":
    sys.exit(main())
