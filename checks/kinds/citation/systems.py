"""Which accounting system a report says the unit executes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from typing import Any

from checks.kinds.citation.resolve import group, report_year, resolved
from checks.kinds.citation.standing import BASES, SYSTEM, of_its_time
from checks.outcome import Member, Outcome, failed, passed
from checks.regulations import Regulation, on
from checks.rule import Rule
from extract.model import Citation, FactBook

_ORGAN = re.compile(
    r"人民政府(?:办公[室厅])?$|^中(?:国)?共.*委员会(?:办公[室厅])?$|人民代表大会常务委员会(?:办公[室厅])?$|人民(?:法院|检察院)$"
)


def check_systems(book: FactBook, rule: Rule[Any]) -> Iterator[Outcome]:
    """The accounting system that the unit executes was in force in the report's year. Whatever else the report names as
    its system is shown beside it: one finding."""
    year = report_year(book)
    if year is None:
        return
    over = date(year, 12, 31)
    systems = [f for f in group(resolved(book)) if f.row is not None and SYSTEM.search(f.row.name)]
    ended: list[tuple[Regulation, list[Citation]]] = []
    for found in systems:
        row = found.row
        executed = [c for c in found.citations if c.use == "执行"]
        if row is None or not row.known or not executed:
            continue
        if not row.ended_by(over):
            yield passed(rule, [("cite", c.words) for c in executed])
        elif not any(of_its_time(c, row) for c in executed):
            ended.append((row, executed))
    if not ended:
        return
    row, executed = ended[0]
    others = [c for f in systems if f.row is not row for c in f.citations if c.use in BASES]
    members: list[Member] = [("cite", c.words) for c in executed]
    members += [("compared", c.words) for c in others]
    also = "、".join(dict.fromkeys(c.words.text for c in others))
    yield failed(
        rule,
        members,
        fields={
            "cited": executed[0].words.text,
            "since": on(row.ended),
            "by": row.replaced_by,
            "remark": _unfit(book, executed[0]),
            "also": f"别处又写{also}，前后不一。" if also else "",
        },
    )


def _unfit(book: FactBook, citation: Citation) -> str:
    """A remark where the unit is no 事业单位 by its name."""
    organ = _ORGAN.search(book.outline.cover.department) is not None
    return "；它也不适用于行政机关" if organ and citation.words.text.startswith("《事业单位") else ""
