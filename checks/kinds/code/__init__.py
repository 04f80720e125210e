"""Kind `code`: a subject code against the name, level, years and kind of money printed with it.

How loud a finding may be is decided by how sure the reference is of the code: seen in real documents → error, known →
warning, doubtful or not in the table → info. Where the document itself uses the code rightly elsewhere, it contradicts
itself, and that counts as seen.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from checks.kinds import kind
from checks.kinds.code.names import check_column, check_name
from checks.kinds.code.nature import check_nature
from checks.kinds.code.structure import check_level, check_mistyped, check_parents, check_path, check_unknown
from checks.kinds.code.years import check_validity
from checks.outcome import Outcome
from checks.rule import Rule
from extract.model import FactBook


@dataclass(frozen=True)
class CodeParams:
    """`check` is what is looked at: name, column, level, validity, nature, unknown, mistyped, path or parents. `basic` and `project` are
    the names of the subjects that are for basic and for project expenditure alone."""

    check: str
    basic: tuple[str, ...] = ()
    project: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if self.check not in _CHECKS:
            raise ValueError(f"check 应为{'、'.join(_CHECKS)}之一")


@kind("code", params=CodeParams, fields=("code", "right", "printed", "others", "listing", "doubt"), judges="words")
def check_code(book: FactBook, rule: Rule[CodeParams]) -> Iterator[Outcome]:
    """A subject code must stand with its own name, level, years and kind of money."""
    return _CHECKS[rule.params.check](book, rule)


_CHECKS: Mapping[str, Callable[[FactBook, Rule[CodeParams]], Iterator[Outcome]]] = {
    "name": check_name,
    "column": lambda book, rule: check_column(book, rule, rule.params.basic),
    "level": check_level,
    "validity": check_validity,
    "nature": lambda book, rule: check_nature(book, rule, rule.params.basic, rule.params.project),
    "unknown": check_unknown,
    "mistyped": check_mistyped,
    "path": check_path,
    "parents": check_parents,
}
