"""Who may import whom, read from the source: jihe → checks → extract, and layout libraries in readers only."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
ORDER = ("extract", "checks", "jihe")
# Libraries that open documents: only a reader may know them.
DOCUMENT_LIBRARIES = {
    "docx",
    "lxml",
    "pdfplumber",
    "pdfminer",
    "pypdfium2",
    "openpyxl",
    "xlrd",
    "bs4",
    "charset_normalizer",
}


def sources(folder: str) -> list[Path]:
    return sorted((ROOT / folder).rglob("*.py"))


def imported(path: Path) -> Iterator[str]:
    """Dotted names that a module imports, wherever in the module: a lazy import is an import."""
    package = path.relative_to(ROOT).parent.parts
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            base = package[: len(package) - node.level + 1] if node.level else ()
            name = ".".join((*base, *([node.module] if node.module else [])))
            yield name
            yield from (f"{name}.{alias.name}" for alias in node.names)


@pytest.mark.parametrize("folder", ORDER)
def test_imports_run_one_way(folder: str) -> None:
    later = set(ORDER[ORDER.index(folder) + 1 :]) | {"tests", "fixtures", "bench"}
    wrong = [
        f"{path.relative_to(ROOT)}: {name}"
        for path in sources(folder)
        for name in imported(path)
        if name.split(".")[0] in later
    ]
    assert not wrong


def test_rules_hold_no_python() -> None:
    assert not list((ROOT / "rules").rglob("*.py*"))


@pytest.mark.parametrize("folder", ORDER)
def test_only_readers_know_document_libraries(folder: str) -> None:
    readers = ROOT / "extract" / "readers"
    wrong = [
        f"{path.relative_to(ROOT)}: {name}"
        for path in sources(folder)
        if readers not in path.parents
        for name in imported(path)
        if name.split(".")[0] in DOCUMENT_LIBRARIES
    ]
    assert not wrong


def test_readers_know_nothing_of_meaning() -> None:
    """A reader does layout only: of `extract` it may know the model, other readers and what a printed
    number looks like (broken paragraphs are joined by it)."""
    allowed = ("extract.model", "extract.readers", "extract.numbering")
    wrong = [
        f"{path.name}: {name}"
        for path in sources("extract/readers")
        for name in imported(path)
        if name.startswith("extract.") and not name.startswith(allowed)
    ]
    assert not wrong


def test_checks_see_facts_and_never_a_file() -> None:
    """A check is given the book: of `extract` it knows the model (and the lexicon's words), no reader, no sentence."""
    allowed = ("extract.model", "extract.lexicon")
    wrong = [
        f"{path.relative_to(ROOT)}: {name}"
        for path in sources("checks")
        for name in imported(path)
        if name.startswith("extract.") and not name.startswith(allowed)
    ]
    assert not wrong


def test_outputs_never_compute_a_verdict() -> None:
    """An output knows the shapes of outcomes and rules and how figures are printed, and nothing that judges."""
    allowed = ("checks.outcome", "checks.rule", "checks.figures")
    wrong = [
        f"{path.relative_to(ROOT)}: {name}"
        for path in sources("jihe/outputs")
        for name in imported(path)
        if name.startswith("checks.") and not name.startswith(allowed)
    ]
    assert not wrong


def test_the_command_line_starts_without_heavy_imports() -> None:
    """`jihe --version` must cost nothing: what is heavy is imported by the command that needs it."""
    import subprocess
    import sys

    code = "import sys, jihe.cli; print(*sys.modules)"
    loaded = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    heavy = {"rich", "docx", "lxml", "yaml", "rapidfuzz", "regex", "multiprocessing", "concurrent.futures"}
    assert not heavy & set(loaded.stdout.split())
