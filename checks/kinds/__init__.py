"""The closed list of kinds of check. A kind is a pure generator over the FactBook; a rule names it and sets its
parameters. Each module of this package registers its kind by being imported:

    @kind("sum", params=SumParams, fields=("total", "parts"))
    def check_sum(book: FactBook, rule: Rule[SumParams]) -> Iterator[Outcome]: ...

`params` is a frozen dataclass whose fields have defaults where the YAML may leave them out; its annotations (str, int,
bool, Decimal, tuple[str, ...], dict[str, str]) say what the YAML may hold. A `__post_init__` that raises ValueError
(in Chinese) refuses values that make no sense. `fields` are the names that a rule's message may use beside the common
ones (`COMMON_FIELDS`). `judges` says what its outcomes prove: figures (a relation that holds verifies them), restatements (one
claim told twice: the figures agree and are no more proven than before) or words (the figures quoted are only there to be
found).
"""

from __future__ import annotations

import pkgutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from typing import Any, TypeVar

from checks.outcome import Outcome
from checks.rule import Rule
from extract.model import FactBook

COMMON_FIELDS = frozenset(
    (
        "title",
        "expected",
        "actual",
        "gap",
        "unit",
        "computation",
        "labels",
        "due",
        "stated",
        "off",
        "answer",
        "diagnosis",
    )
)

P = TypeVar("P")
Check = Callable[[FactBook, Rule[P]], Iterator[Outcome]]


@dataclass(frozen=True)
class NoParams:
    """For a kind that takes no parameters."""


@dataclass(frozen=True, slots=True)
class Kind:
    """A registered kind: its name, its generator, the type of its parameters, the fields of its messages and what it
    judges."""

    name: str
    check: Check[Any]
    params: type[Any]
    fields: frozenset[str]
    judges: str = "figures"


_KINDS: dict[str, Kind] = {}


def kind(
    name: str, *, params: type[P], fields: tuple[str, ...] = (), judges: str = "figures"
) -> Callable[[Check[P]], Check[P]]:
    """Register a generator as the kind `name`."""

    def register(check: Check[P]) -> Check[P]:
        if name in _KINDS:
            raise ValueError(f"kind {name!r} is registered twice")
        _KINDS[name] = Kind(name, check, params, COMMON_FIELDS | set(fields), judges)
        return check

    return register


@cache
def kinds() -> dict[str, Kind]:
    """All kinds by name."""
    for module in sorted(m.name for m in pkgutil.iter_modules(__path__)):
        import_module(f"{__name__}.{module}")
    return dict(_KINDS)
