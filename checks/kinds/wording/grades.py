"""One score, one word for its grade."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from checks.kinds.wording.slips import cited
from checks.outcome import Outcome, failed, passed
from checks.rule import Rule
from extract.model import FactBook, GradeClaim

_REST = re.compile(r"[（(].*|等次$|等级$|[级等档]$")
_MARKS = str.maketrans("", "", '“”"‘’ ')


def check_grades(book: FactBook, rule: Rule[Any]) -> Iterator[Outcome]:
    """The grade of one score is named by one word wherever it is given (优, not 优 here and 优秀 there)."""
    same: dict[tuple[str, Decimal], list[GradeClaim]] = {}
    for claim in book.claims_of(GradeClaim):
        same.setdefault((claim.grade, claim.score.quantity.value), []).append(claim)
    for claims in same.values():
        by_word: dict[str, GradeClaim] = {}
        for claim in claims:
            by_word.setdefault(_REST.sub("", claim.words.text.translate(_MARKS)), claim)
        if len(by_word) > 1:
            first, *others = by_word
            fields = {"said": "”“".join(others), "beside": first, "due": claims[0].score.quantity.text}
            yield failed(rule, cited([by_word[w].words for w in others], [by_word[first].words]), fields=fields)
        elif len(claims) > 1:
            yield passed(rule, cited([claim.words for claim in claims], ()))
