"""Kind `team`: the evaluation team that a report names (评价小组) is whole and names everybody once."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

from checks.kinds import kind
from checks.outcome import Answer, Member, Outcome, failed, passed, skipped
from checks.relation import Values, value
from checks.rule import Rule, Severity
from extract.model import Fact, FactBook, Team, TeamMember


@dataclass(frozen=True)
class Listed:
    """As many people are listed as a number says."""

    stated: Fact
    listed: int

    @property
    def facts(self) -> dict[int, Fact]:
        return {self.stated.id: self.stated}

    def answer(self, put: Values | None = None) -> Answer:
        return Answer.HOLDS if value(self.stated, put) == self.listed else Answer.FAILS

    def alternatives(self, fact: int) -> tuple[Decimal, ...]:
        return (Decimal(self.listed),)

    def settles(self, fact: int) -> bool:
        return fact == self.stated.id


_LEADER = "组长"
_OFFICE = re.compile(r"(?:科|股|处|室|部|局|办|中心|院|所|站|大队|支队|委)$")
_POST = re.compile(r"长|员|任|师|干|会计|出纳|书记|主管|经理|助理|秘书|负责|级|教授|工|协理|统计|文书|司机|总")


@dataclass(frozen=True, slots=True)
class TeamParams:
    """`check` is what is looked at: size, leader, twice or post."""

    check: str

    def __post_init__(self) -> None:
        if self.check not in _CHECKS:
            raise ValueError(f"check 应取自 {'、'.join(_CHECKS)}")


@kind("team", params=TeamParams, fields=("names", "count"), judges="words")
def check_team(book: FactBook, rule: Rule[TeamParams]) -> Iterator[Outcome]:
    """Judges each team. Message fields: {names} whom it is about, {count} how many people are listed."""
    for team in book.teams:
        yield from _CHECKS[rule.params.check](team, rule)


def _size(team: Team, rule: Rule[TeamParams]) -> Iterator[Outcome]:
    """As many people are listed as the words say."""
    if team.stated is None or not team.stated.quantity.exact:
        return
    members: list[Member] = [("stated", team.stated), *(("member", person.name) for person in team.members)]
    stated, listed = int(team.stated.quantity.value), len(team.members)
    if listed == stated:
        yield passed(rule, members)
        return
    plain = sum(person.role is None or _LEADER not in person.role.text for person in team.members)
    if (team.open and listed < stated) or plain == stated:
        yield skipped(rule, members, "只列出部分人员" if team.open else "所说的人数可能不含组长")
        return
    yield failed(
        rule,
        members,
        expected=str(listed),
        actual=str(stated),
        gap=str(stated - listed),
        unit="人",
        fields={"names": "、".join(person.name.text for person in team.members), "count": str(listed)},
        relation=Listed(team.stated, listed),
    )


def _leader(team: Team, rule: Rule[TeamParams]) -> Iterator[Outcome]:
    """One of the team leads it. Lines that name two leaders together mean both."""
    if team.open or any(person.role is None for person in team.members):
        return
    leaders = [person for person in team.members if person.role is not None and person.role.text == _LEADER]
    members: list[Member] = [("member", person.name) for person in leaders or team.members]
    if len(leaders) == 1 or (leaders and team.table is None):
        yield passed(rule, members)
        return
    names = "、".join(person.name.text for person in leaders)
    said = f"列了 {len(leaders)} 名组长：{names}" if leaders else "没有组长"
    yield failed(rule, members, fields={"names": said, "count": str(len(leaders))})


def _twice(team: Team, rule: Rule[TeamParams]) -> Iterator[Outcome]:
    """Nobody is listed twice. Two people of one name work elsewhere, or do something else."""
    seen: dict[str, TeamMember] = {}
    for person in team.members:
        before = seen.setdefault(person.name.text, person)
        if before is person:
            continue
        same = [a.text == b.text for a, b in ((before.unit, person.unit), (before.post, person.post)) if a and b]
        yield failed(
            rule,
            [("member", before.name), ("member", person.name)],
            severity=None if all(same) else Severity.INFO,
            fields={"names": person.name.text, "count": "2"},
        )


def _post(team: Team, rule: Rule[TeamParams]) -> Iterator[Outcome]:
    """The column of posts holds posts; the name of an office there is told of where others give theirs."""
    posts = [person.post for person in team.members if person.post is not None]
    offices = [post for post in posts if _OFFICE.search(post.text) and not _POST.search(post.text[:-1])]
    if not offices or len(offices) == len(posts) or team.table is None:
        return
    people = [person for person in team.members if person.post in offices]
    said = "、".join(f"{person.name.text}（{person.post.text}）" for person in people if person.post)
    yield failed(rule, [("name", post) for post in offices], fields={"names": said, "count": str(len(offices))})


_CHECKS: Mapping[str, Callable[[Team, Rule[TeamParams]], Iterator[Outcome]]] = {
    "size": _size,
    "leader": _leader,
    "twice": _twice,
    "post": _post,
}
