"""Kind `names`: the unit, its bodies and its report are called the same wherever the report prints them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from checks.kinds import kind
from checks.outcome import Member, Outcome, failed, passed
from checks.rule import Rule, Severity
from extract.model import Binding, FactBook, NameSlip, TitlePair


@dataclass(frozen=True, slots=True)
class NamesParams:
    """`check` is what is compared: unit (the own name), other (another unit's in its place), bodies or titles."""

    check: str

    def __post_init__(self) -> None:
        if self.check not in _CHECKS:
            raise ValueError(f"check 应取自 {'、'.join(_CHECKS)}")


@kind("names", params=NamesParams, fields=("said", "known", "what"), judges="words")
def check_names(book: FactBook, rule: Rule[NamesParams]) -> Iterator[Outcome]:
    """Message fields: {said} as printed, {known} the name or title in full, {what} what differs."""
    yield from _CHECKS[rule.params.check](book, rule)


def _slips(*hows: str) -> Callable[[FactBook, Rule[NamesParams]], Iterator[Outcome]]:
    def check(book: FactBook, rule: Rule[NamesParams]) -> Iterator[Outcome]:
        for claim in book.claims_of(NameSlip):
            if claim.how in hows:
                members: list[Member] = [*(("cite", words) for words in claim.said), ("name", claim.known)]
                said = "、".join(dict.fromkeys(f"“{words.text}”" for words in claim.said))
                fields = {"said": said, "known": claim.known.text, "what": claim.how}
                yield failed(rule, members, fields=fields)

    return check


def _titles(book: FactBook, rule: Rule[NamesParams]) -> Iterator[Outcome]:
    """Another year or another unit is a doubt, another word for the report a remark."""
    for claim in book.claims_of(TitlePair):
        members: list[Member] = [("name", claim.first), ("name", claim.other)]
        first, other = claim.years
        what = []
        if first is not None and other is not None and first != other:
            what.append("年度")
        if all(claim.units) and not _one(*claim.units):
            what.append("单位")
        grave = bool(what)
        if all(claim.forms) and claim.forms[0] != claim.forms[1]:
            what.append("文种")
        if not what:
            yield passed(rule, members)
            continue
        yield failed(
            rule,
            members,
            binding=Binding.CUE,
            severity=Severity.WARNING if grave else Severity.INFO,
            fields={"said": claim.other.text, "known": claim.first.text, "what": "、".join(what)},
        )


def _one(left: str, right: str) -> bool:
    """Whether one name is short for the other: all its characters stand in the other in their order."""
    short, long = sorted((left, right), key=len)
    rest = iter(long)
    return all(char in rest for char in short)


_CHECKS: Mapping[str, Callable[[FactBook, Rule[NamesParams]], Iterator[Outcome]]] = {
    "unit": _slips("残缺", "少字", "多字", "错字", "字序颠倒"),
    "other": _slips("他单位"),
    "bodies": _slips("异名"),
    "titles": _titles,
}
