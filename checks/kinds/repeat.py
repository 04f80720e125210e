"""Kind `repeat`: a passage that a report prints twice reads the same both times.

That a passage is printed twice is normal and never told. Figures that differ in it are judged by kind `equal`.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from checks.kinds import kind
from checks.kinds.wording.figures import measures
from checks.notes import MOST_EVIDENCE
from checks.outcome import Member, Outcome, failed, passed
from checks.rule import Rule, Severity
from extract.model import Binding, Difference, FactBook, FigureWays, MemberGap, PassagePair, Words

_CONTEXT = 4  # equal characters around that make two differences one
_WRITTEN_OUT = 4  # differences that a message of many writes out


@dataclass(frozen=True, slots=True)
class RepeatParams:
    """`what` is what is looked for: word, added, broken, clause, title, merged, mark or quote (see Difference), measure
    or name (see FigureWays), member (see MemberGap)."""

    what: str

    def __post_init__(self) -> None:
        if self.what not in _CHECKS:
            raise ValueError(f"what 应取自 {'、'.join(_CHECKS)}")


_FIELDS = ("one", "two", "said", "count", "usual", "all")


@kind("repeat", params=RepeatParams, fields=_FIELDS, judges="restatements")
def check_repeat(book: FactBook, rule: Rule[RepeatParams]) -> Iterator[Outcome]:
    """Judges the pairs of passages, clauses of one figure, or lists. Message fields: {one} and {two}, both wordings with
    what differs in 〔〕; {said}, the words at fault; {usual}, which of both the rest of the document has; {count}, how
    many differences, and {all}, these written out."""
    yield from _CHECKS[rule.params.what](book, rule)


def _each(book: FactBook, rule: Rule[RepeatParams]) -> Iterator[Outcome]:
    """Every difference, once however often the passages are printed. What the report words so in other passages, too,
    is a way of putting it."""
    what = rule.params.what
    groups: dict[tuple[object, ...], list[Difference]] = defaultdict(list)
    for pair in book.claims_of(PassagePair):
        found = [d for d in pair.differences if d.what == what and not _meant(d)]
        for difference in found:
            groups[_identity(difference)].append(difference)
        if not found:
            yield passed(rule, [("compared", pair.first), ("compared", pair.second)])
    for group in groups.values():
        yield _failed(group, rule)


def _meant(d: Difference) -> bool:
    """Whether a wording is at home in the report: both are, or of a word more the shorter one."""
    if d.what == "word":
        return all(d.usual)
    return d.usual[0 if not d.said else 1]


def _identity(d: Difference) -> tuple[object, ...]:
    return d.before[-_CONTEXT:], d.after[:_CONTEXT], frozenset((d.said, d.other))


def _failed(group: list[Difference], rule: Rule[RepeatParams]) -> Outcome:
    first = group[0]
    # of two words the one that the rest of the report does not have is the one in doubt
    doubtful = rule.severity if any(first.usual) or first.what != "word" else Severity.INFO
    return failed(
        rule,
        _members(group),
        severity=doubtful,
        fields={
            **_wordings(first),
            "said": first.said or first.other,
            "count": str(len(group)),
            "usual": _usual(first),
            "all": "",
        },
    )


def _wordings(d: Difference) -> dict[str, str]:
    """Both wordings; a heading and the place where it is missing are shown as they are printed."""
    if d.what in ("title", "merged"):
        heading, place = (d.first, d.second) if d.said else (d.second, d.first)
        return {"one": heading.text, "two": place.text}
    return {"one": _marked(d, d.said), "two": _marked(d, d.other)}


def _gathered(book: FactBook, rule: Rule[RepeatParams]) -> Iterator[Outcome]:
    """The differences of one pair of passages in one note."""
    told: set[tuple[object, ...]] = set()
    for pair in book.claims_of(PassagePair):
        found = [d for d in pair.differences if d.what == rule.params.what and _identity(d) not in told]
        told.update(map(_identity, found))
        if not found:
            yield passed(rule, [("compared", pair.first), ("compared", pair.second)])
            continue
        written = "；".join(f"“{_marked(d, d.said)}”与“{_marked(d, d.other)}”" for d in found[:_WRITTEN_OUT])
        more = f"；等 {len(found)} 处" if len(found) > _WRITTEN_OUT else ""
        first = found[0]
        yield failed(
            rule,
            _members(found),
            fields={
                "one": _marked(first, first.said),
                "two": _marked(first, first.other),
                "said": first.said or first.other,
                "count": str(len(found)),
                "usual": "",
                "all": written + more,
            },
        )


def _marked(d: Difference, words: str) -> str:
    return f"{d.before}〔{words}〕{d.after}"


def _usual(d: Difference) -> str:
    if d.usual[0] == d.usual[1]:
        return ""
    return f"，文中别处写“{(d.said or d.before[-2:] + d.after[:2]) if d.usual[0] else d.other}”"


def _members(differences: list[Difference]) -> list[Member]:
    """Both places of each difference, each place once."""
    places: dict[tuple[object, ...], Words] = {}
    for d in differences:
        # the copy with less is the one in doubt
        for words in (d.first, d.second) if not d.said else (d.second, d.first):
            at = words.location
            places.setdefault((at.block, at.row, at.column, at.start), words)
    return [("compared", words) for words in list(places.values())[:MOST_EVIDENCE]]


def _figure(book: FactBook, rule: Rule[RepeatParams]) -> Iterator[Outcome]:
    """One figure that like clauses tell in two ways. Of measure words those under one name are told by kind `wording`."""
    named = {f.id for _, plain, visits in measures(book) for f in (*plain, *visits)}
    for claim in book.claims_of(FigureWays):
        if claim.what != rule.params.what:
            continue
        if claim.what == "measure" and all(any(f.id in named for f in facts) for _, facts in claim.ways):
            continue
        members: list[Member] = [("stated", fact) for _, facts in claim.ways for fact in facts]
        (one, ones), (two, twos) = claim.ways
        yield failed(
            rule,
            members[:MOST_EVIDENCE],
            binding=Binding.INFERRED,
            fields={
                "one": f"{one}（{len(ones)} 处）",
                "two": f"{two}（{len(twos)} 处）",
                "said": ones[0].quantity.text,
                "count": str(len(members)),
                "usual": "",
                "all": "",
            },
        )


def _member(book: FactBook, rule: Rule[RepeatParams]) -> Iterator[Outcome]:
    """A member of a list that lacks its siblings' word."""
    for claim in book.claims_of(MemberGap):
        members: list[Member] = [("compared", words) for words in claim.members[: MOST_EVIDENCE - 2]]
        yield failed(
            rule,
            [*members, ("compared", claim.full), ("compared", claim.sibling)],
            fields={
                "one": claim.members[0].text,
                "two": claim.sibling.text,
                "said": claim.word,
                "count": str(len(claim.members)),
                "usual": claim.full.text,
                "all": "",
            },
        )


_CHECKS: Mapping[str, Callable[[FactBook, Rule[RepeatParams]], Iterator[Outcome]]] = {
    "word": _each,
    "added": _each,
    "broken": _each,
    "title": _each,
    "merged": _each,
    "quote": _each,
    "clause": _gathered,
    "mark": _gathered,
    "measure": _figure,
    "name": _figure,
    "member": _member,
}
