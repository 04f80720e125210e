"""近30余万元 is below and above thirty at once, 1,236余次 is exact and inexact at once."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any

from checks.kinds.wording.slips import cited, places
from checks.outcome import Outcome, failed, passed
from checks.rule import Rule, Severity
from extract.model import FactBook, Nearness

_BELOW = ("近", "接近", "将近", "不足", "不到")
_HOTLINE = re.compile(r"12\d{3}")  # 12345多件
_HALVES = 2  # digits: 15余人 is said of round halves, 1,236余次 of nothing


def check_near(book: FactBook, rule: Rule[Any]) -> Iterator[Outcome]:
    """近 in front of a figure and 余 behind it contradict each other; 约 says the same as 余 again. An exact number with
    约 is left to the check of exact numbers."""
    for found in _by_wording(claim for claim in book.claims_of(Nearness) if claim.before):
        first = found[0]
        below = first.before in _BELOW
        exact = first.whole and _exact(first.figure, first.after)
        if exact and not below:
            continue
        yield failed(
            rule,
            cited([claim.words for claim in found], ()),
            severity=None if below else Severity.INFO,
            fields={
                "said": _said(first),
                "places": places(len(found)),
                "why": f"“{first.before}”是不到，“{first.after}”是超过，互相矛盾"
                if below
                else f"“{first.before}”与“{first.after}”语意重复",
                "due": f"“{first.before}”与“{first.after}”" + ("都删去" if exact else "只留一个"),
            },
        )


def check_whole(book: FactBook, rule: Rule[Any]) -> Iterator[Outcome]:
    """An exact number of things is not followed by 余 or 多: only a round one leaves room for more. With 近 in
    front it contradicts itself, which is told of once."""
    claims = (claim for claim in book.claims_of(Nearness) if claim.whole and claim.before not in _BELOW)
    for found in _by_wording(claims):
        first = found[0]
        members = cited([claim.words for claim in found], ())
        if not _exact(first.figure, first.after):
            yield passed(rule, members)
            continue
        fields = {"said": _said(first), "places": places(len(found)), "why": first.after}
        yield failed(rule, members, fields=fields)


def _exact(figure: str, after: str) -> bool:
    digits = figure.replace(",", "")
    if len(digits) < _HALVES and after == "余" and digits.isdigit():
        return True  # no single figure is round
    if len(digits) < _HALVES or _HOTLINE.fullmatch(figure):
        return False
    return (
        digits.isascii()
        and digits.isdigit()
        and digits[-1] != "0"
        and not (digits[-1] == "5" and len(digits) <= _HALVES)
    )


def _said(claim: Nearness) -> str:
    return "".join(claim.words.text.split())


def _by_wording(claims: Iterable[Nearness]) -> Iterable[list[Nearness]]:
    groups: dict[str, list[Nearness]] = {}
    for claim in claims:
        groups.setdefault(_said(claim), []).append(claim)
    return groups.values()
