"""Makes a long PDF for measuring: `python bench/long_pdf.py OUT.pdf [--of FILE …] [--pages N]`.

The pages of the given files (default: the county bureau's and the township's report, as the office prints them) are
repeated in order until there are enough; every repeat brings its fonts along.
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from itertools import cycle
from pathlib import Path

import pypdfium2

FIXTURES = Path(__file__).resolve().parent.parent / "fixtures"
DEFAULT = tuple(FIXTURES / report / "clean.libreoffice.pdf" for report in ("county-bureau", "township"))


def make(out: Path, sources: Sequence[Path] = DEFAULT, pages: int = 300) -> None:
    """Writes a file of exactly so many pages."""
    document = pypdfium2.PdfDocument.new()
    opened = [pypdfium2.PdfDocument(source) for source in sources]
    for source in cycle(opened):
        left = pages - len(document)
        if left <= 0:
            break
        document.import_pages(source, list(range(min(left, len(source)))))
    document.save(out)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("out", metavar="OUT.pdf", type=Path)
    parser.add_argument("--of", metavar="FILE", nargs="+", type=Path, default=DEFAULT, help="the files to repeat")
    parser.add_argument("--pages", type=int, default=300, help="how many pages (default 300)")
    given = parser.parse_args()
    make(given.out, given.of, given.pages)
    print(f"{given.out}: {given.pages} pages, {given.out.stat().st_size / 2**20:.1f} MB")


if __name__ == "__main__":
    main()
