"""What a rule is, once it is read: the one thing that kinds, outcomes and the loader all speak of."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from pathlib import Path
from typing import Generic, TypeVar

P = TypeVar("P")


class Severity(Enum):
    ERROR = "error"
    WARNING = "warning"
    INFO = "info"

    @property
    def rank(self) -> int:
        """2 for an error, 0 for an info."""
        return {"error": 2, "warning": 1, "info": 0}[self.value]


@dataclass(frozen=True, slots=True)
class Rule(Generic[P]):
    """One rule. `checks` (what is compared with what, and what is left alone), `why`, `fix`, `source` and `example` are its
    manual page; `message` is a format string over the fields that its kind fills; `params` is what its kind asks for."""

    id: str
    name: str
    title: str
    family: str
    severity: Severity
    kind: str
    checks: str
    why: str
    fix: str
    message: str
    params: P
    source: str = ""
    example: str = ""
    path: Path | None = None
    line: int = 0
