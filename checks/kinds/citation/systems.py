"""Which accounting system a report says the unit executes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from checks.kinds.citation.resolve import group, resolved
from checks.kinds.citation.standing import executed_systems
from checks.outcome import Member, Outcome, failed, passed
from checks.regulations import on
from checks.rule import Rule
from extract.model import Citation, FactBook

_ORGAN = re.compile(
    r"人民政府(?:办公[室厅])?$|^中(?:国)?共.*委员会(?:办公[室厅])?$|人民代表大会常务委员会(?:办公[室厅])?$|人民(?:法院|检察院)$"
)


def check_systems(book: FactBook, rule: Rule[Any]) -> Iterator[Outcome]:
    """The accounting system that the unit executes was in force in the report's year. Whatever else the report names as
    its system is shown beside it: one finding."""
    in_force, ended = executed_systems(book)
    for citations in in_force:
        yield passed(rule, [("cite", c.words) for c in citations])
    if ended is None:
        return
    row, executed, others = ended
    members: list[Member] = [("cite", c.words) for c in executed]
    members += [("compared", c.words) for c in others]
    known = {c.words.text: _is_known(book, c) for c in others}
    also = "、".join(text + ("" if real else "（没有这个名称的文件）") for text, real in known.items())
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


def _is_known(book: FactBook, citation: Citation) -> bool:
    return any(citation in f.citations and f.row is not None and f.row.known for f in group(resolved(book)))


def _unfit(book: FactBook, citation: Citation) -> str:
    """A remark where the unit is no 事业单位 by its name."""
    organ = _ORGAN.search(book.outline.cover.department) is not None
    return "；它也不适用于行政机关" if organ and citation.words.text.startswith("《事业单位") else ""
