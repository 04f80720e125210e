"""Kind `listing`: names that a sentence lists, against what is said of them one by one; names behind a code; options
without a count."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from checks.kinds import kind
from checks.outcome import Member, Outcome, failed, passed
from checks.rule import Rule
from extract.model import Binding, BlankOption, CodedName, FactBook, NamedList, Words

_MOST = 6


@dataclass(frozen=True, slots=True)
class ListingParams:
    """`check` is what is judged: order, unlisted, code or blank."""

    check: str

    def __post_init__(self) -> None:
        if self.check not in _CHECKS:
            raise ValueError(f"check 应取自 {'、'.join(_CHECKS)}")


@kind("listing", params=ListingParams, fields=("said", "known"), judges="words")
def check_listing(book: FactBook, rule: Rule[ListingParams]) -> Iterator[Outcome]:
    """Judges names that are listed. Message fields: {said} what one place prints, {known} what the other does."""
    yield from _CHECKS[rule.params.check](book, rule)


def _order(book: FactBook, rule: Rule[ListingParams]) -> Iterator[Outcome]:
    """What a sentence lists is treated below in the same order."""
    for claim in book.claims_of(NamedList):
        turned = [(one, two) for one, two in pairwise(claim.treated) if two[0] < one[0]]
        if not claim.treated:
            continue
        if not turned:
            yield passed(rule, [("target", words) for _, words in claim.treated[:_MOST]])
            continue
        members: list[Member] = []
        for at, words in dict.fromkeys(pair for both in turned for pair in both):
            members += [("cite", claim.members[at]), ("target", words)]
        names = [(claim.members[one].text, claim.members[two].text) for (one, _), (two, _) in turned[:3]]
        said = "；".join(f"“{two}”在“{one}”之前" for one, two in names)
        known = "；".join(f"“{one}”在前" for one, _ in names)
        yield failed(rule, members[: 2 * _MOST], fields={"said": said, "known": known})


def _unlisted(book: FactBook, rule: Rule[ListingParams]) -> Iterator[Outcome]:
    """What is said to be in the whole is in the list of its members."""
    for claim in book.claims_of(NamedList):
        if claim.others:
            near = [words for other in claim.others for words in _near(other.text, claim.members)]
            members: list[Member] = [
                *(("cite", words) for words in claim.others[:_MOST]),
                *(("target", words) for words in dict.fromkeys(near or claim.members[:1])),
            ]
            said = "、".join(words.text for words in claim.others)
            known = f"{claim.members[0].text}……{claim.members[-1].text}"
            yield failed(rule, members, binding=Binding.FUZZY, fields={"said": said, "known": known})


def _near(name: str, members: Sequence[Words]) -> Iterator[Words]:
    """The member that the name may be meant for: the one that has most of its characters, two or more."""
    nearest = max(members, key=lambda member: len(set(name) & set(member.text)))
    if len(set(name) & set(nearest.text)) > 1:
        yield nearest


def _code(book: FactBook, rule: Rule[ListingParams]) -> Iterator[Outcome]:
    """The words behind a code are the name of the indicator that has the code."""
    for claim in book.claims_of(CodedName):
        if not claim.known:
            codes = "、".join(code for code, _ in claim.same)
            known = f"“{claim.same[0][1].text}”的编号是 {codes}，没有 {claim.code}"
            shown: list[Member] = [("cite", claim.said), ("name", claim.same[0][1])]
            yield failed(rule, shown, fields={"said": f"正文写“{claim.said.text}”", "known": known})
            continue
        members: list[Member] = [("cite", claim.said), ("name", claim.known[0])]
        known = f"{claim.code} 是“{claim.known[0].text}”"
        where = f"另一处把 {claim.code} 写作" if claim.of_table else "正文写"
        if any(code == claim.code for code, _ in claim.same):
            yield passed(rule, members)
            continue
        if claim.same:
            other, words = claim.same[0]
            members.append(("name", words))
            known += f"，“{words.text}”的编号是 {other}"
        elif not claim.of_table and not claim.misprint:
            continue
        yield failed(rule, members, fields={"said": f"{where}“{claim.said.text}”", "known": known})


def _blank(book: FactBook, rule: Rule[ListingParams]) -> Iterator[Outcome]:
    """An option that nobody chose prints 0 where the others of the questionnaire do."""
    for claim in book.claims_of(BlankOption):
        members: list[Member] = [*(("cite", words) for words in claim.blanks[:_MOST]), ("compared", claim.zero)]
        said = "、".join(f"“{words.text}”" for words in claim.blanks[:_MOST])
        yield failed(rule, members, fields={"said": said, "known": ""})


_CHECKS: Mapping[str, Callable[[FactBook, Rule[ListingParams]], Iterator[Outcome]]] = {
    "order": _order,
    "unlisted": _unlisted,
    "code": _code,
    "blank": _blank,
}
