"""How much of a report is held against something: `python bench/coverage.py [FILE …]` (default: every clean report of
fixtures/, as Word).

Per file: how many quantities it prints (dates, list numbers, codes and other numbers that measure nothing left out), and
the share of them that ends verified, restated, contradicted, skipped, unrelated or unbound. `jihe check --verbose`
lists the last two with the reason. It reports and asserts nothing.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
CLASSES = ("verified", "restated", "contradicted", "skipped", "unrelated", "unbound")


def shares(path: Path) -> tuple[int, dict[str, float]]:
    """How many quantities a file prints, and the share of each class in percent."""
    from jihe.config import Options
    from jihe.pipeline import chosen_rules, process_file

    options = Options()
    result = process_file(str(path), options, chosen_rules(options))
    if result.report is None:
        sys.exit("\n".join(f"{error.path}: {error.message}" for error in result.errors))
    numbers = result.report.numbers
    quantities = numbers["seen"] - numbers["not_quantity"]
    return quantities, {name: 100 * numbers[name] / max(quantities, 1) for name in CLASSES}


def main() -> None:
    from rich.console import Console
    from rich.table import Table

    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("files", metavar="FILE", nargs="*", type=Path)
    files = parser.parse_args().files or sorted((ROOT / "fixtures").glob("*/clean.docx"))
    table = Table(box=None)
    for name in ("file", "quantities", *(f"{name} %" for name in CLASSES)):
        table.add_column(name, justify="left" if name == "file" else "right", no_wrap=True)
    for path in files:
        quantities, found = shares(path)
        table.add_row(f"{path.parent.name}/{path.name}", str(quantities), *(f"{found[name]:.1f}" for name in CLASSES))
    Console(width=140).print(table)


if __name__ == "__main__":
    sys.path.insert(0, str(ROOT))
    main()
