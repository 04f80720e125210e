"""Helpers for tests of checks: facts made by hand, and the cases that stand beside the rules."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from itertools import count
from pathlib import Path
from typing import Any

import yaml

from checks.engine import Audit, audit
from checks.outcome import Failed, Outcome, Passed, Skipped
from checks.ruleset import load_rules, rules_folder
from extract.model import (
    Binding,
    Bound,
    Claim,
    Cover,
    Document,
    Fact,
    FactBook,
    Location,
    NumberSeen,
    Outline,
    Quantity,
    Words,
)

SCALES = {"元": 1, "万元": 10**4, "亿元": 10**8, "万人": 10**4}
DIMENSIONS = {
    "元": "money",
    "万元": "money",
    "亿元": "money",
    "%": "percent",
    "个百分点": "point",
    "分": "score",
    "": "",
}
_IDS = count(1)


def quantity(figure: str, unit: str = "万元", bound: Bound = Bound.EXACT, given: bool = True) -> Quantity:
    """A quantity from its figure and unit as printed."""
    number = Decimal(figure.replace(",", ""))
    scale = Decimal(SCALES.get(unit, 1))
    exponent = number.as_tuple().exponent
    assert isinstance(exponent, int)
    return Quantity(
        text=figure + (unit if given else ""),
        value=number * scale,
        ulp=Decimal(1).scaleb(exponent) * scale,
        dimension=DIMENSIONS.get(unit, "count"),
        unit=unit,
        scale=scale,
        bound=bound,
        given=given,
    )


def fact(
    figure: str,
    unit: str = "万元",
    label: str = "",
    *,
    bound: Bound = Bound.EXACT,
    block: int = 0,
    table: int | None = None,
    row: int | None = None,
    line: int | None = None,
    binding: Binding = Binding.CUE,
    **more: Any,
) -> Fact:
    """A fact with a fresh id; ids ascend in the order in which facts are made."""
    number = next(_IDS)
    place = Location("cell" if table else "paragraph", block=block, start=number * 10, table=table, row=row, line=line)
    return Fact(number, quantity(figure, unit, bound), place, label + figure + unit, label, binding=binding, **more)


def cue(text: str = "其中") -> Words:
    return Words(text, Location("paragraph"))


def book(*claims: Claim, facts: tuple[Fact, ...] = (), numbers: tuple[NumberSeen, ...] = ()) -> FactBook:
    """A book that holds these claims and their facts."""
    outline = Outline((), (), (), (), {}, (), Cover())
    document = Document("hand.txt", "", "text", ())
    return FactBook(document, outline, facts, claims, numbers=numbers)


# --------------------------------------------------------------------------------------------------------------
# Cases beside the rules
# --------------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Case:
    """One case of a rule, as written in `<ID>.cases.yaml`.

    `expect` is fail, pass, skip or silent (no outcome of this rule at all); pass and skip also mean that nothing
    failed. `places` are [line, figure] pairs that one failure must show, `findings` how many findings there must be.
    `near` marks a near miss, `todo` says why a known miss is not met yet.
    """

    rule: str
    name: str
    expect: str
    text: str
    places: tuple[tuple[int, str], ...] = ()
    gap: str | None = None
    diagnosis: str | None = None
    severity: str | None = None
    answer: str | None = None
    findings: int | None = None
    near: bool = False
    todo: str = ""
    path: Path = field(default=Path(), compare=False)


KEYS = {"name", "expect", "text", "places", "gap", "diagnosis", "severity", "answer", "findings", "near", "todo"}


def load_cases(folder: Path | None = None) -> list[Case]:
    """Every case beside a rule, in the order of the files."""
    found = []
    for path in sorted((folder or rules_folder()).rglob("*.cases.yaml")):
        for said in yaml.safe_load(path.read_text(encoding="utf-8")):
            unknown = set(said) - KEYS
            assert not unknown, f"{path}: unknown keys {unknown}"
            places = tuple((int(line), str(figure)) for line, figure in said.pop("places", ()))
            for key in ("gap", "answer"):
                if key in said:
                    said[key] = str(said[key])
            found.append(Case(path.name.removesuffix(".cases.yaml"), places=places, path=path, **said))
    return found


def book_of(text: str) -> FactBook:
    """A few lines of report text as a fact book."""
    from extract.book import build_book
    from extract.readers.base import Limits
    from extract.readers.text import read
    from extract.structure import outline

    document = read(text.encode(), "case.txt", "", Limits())
    return build_book(document, outline(document))


def audit_text(text: str) -> Audit:
    """A few lines of report text, through the whole pipeline, under all rules."""
    return audit(book_of(text), load_rules())


def unmet(case: Case) -> str:
    """What a case expects and does not get; "" when it is met."""
    found = audit_text(case.text)
    for crash in found.crashes:
        if crash.rule == case.rule:
            return crash.trace
    own = [outcome for outcome in found.ledger if outcome.rule == case.rule]
    failures = [o for o in own if isinstance(o, Failed)]
    if case.expect == "fail":
        return _unmet_failure(case, failures, found)
    if failures:
        return f"failed: {failures[0].message}"
    wanted = {"pass": Passed, "skip": Skipped}.get(case.expect)
    if wanted is None:
        return f"not silent: {own}" if own else ""
    return "" if any(isinstance(o, wanted) for o in own) else f"no {case.expect}: {own}"


def _unmet_failure(case: Case, failures: list[Failed], found: Audit) -> str:
    if not failures:
        return "nothing failed"
    shown = [f for f in found.findings if f.rule == case.rule]
    if case.findings is not None and len(shown) != case.findings:
        return f"{len(shown)} findings"
    seen = [_mismatch(case, failure) for failure in [*failures, *shown]]
    return "" if "" in seen else seen[0]


def _mismatch(case: Case, failure: Failed) -> str:
    """The first way in which a failure is not the expected one."""
    kind = failure.diagnosis.kind if failure.diagnosis else ""
    for what, wanted, got in (
        ("answer", case.answer or (None if case.gap is None else "does not hold"), failure.answer.value),
        ("severity", case.severity, failure.severity.value),
        ("gap", case.gap, failure.gap),
        ("diagnosis", case.diagnosis, kind),
    ):
        if wanted is not None and wanted != got:
            return f"{what} is {got!r}, not {wanted!r}"
    for line, figure in case.places:
        if not any(e.location.line == line and figure in e.text for e in failure.evidence):
            return f"does not show {figure} of line {line}: {[(e.location.line, e.text) for e in failure.evidence]}"
    return ""


def outcomes(audited: Audit, rule: str) -> list[Outcome]:
    """The outcomes of one rule."""
    return [outcome for outcome in audited.ledger if outcome.rule == rule]
