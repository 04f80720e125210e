"""Kind `reference`: an annex, table or figure that is pointed at by number is there, and is what the words say."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from checks.kinds import kind
from checks.outcome import Member, Outcome, failed, passed
from checks.rule import Rule
from extract.model import Binding, FactBook, Pointer, References, Target

_MOST = 8  # pointers shown with a finding
_ALIKE = 0.75  # of two printings of one title
_APART = 0.4  # of two titles that are not of one thing
_SHORTEST = 4
_TELLING = 4  # characters in common that tell what a sentence is about
_VAGUE = 2
_FEW = 2
_MARKS = re.compile(r"[^\u4e00-\u9fffA-Za-z0-9]|\d+年度?")
_COMMON = re.compile(r"[^\u4e00-\u9fff]|部门|整体|支出|绩效|自评|评价|项目|年度|单位|报告|情况")


@dataclass(frozen=True, slots=True)
class ReferenceParams:
    """`check` is what is judged: number or title; `kinds` are of 附件, 附表, 表, 图."""

    check: str
    kinds: tuple[str, ...]

    def __post_init__(self) -> None:
        if self.check not in _CHECKS:
            raise ValueError(f"check 应取自 {'、'.join(_CHECKS)}")


@kind("reference", params=ReferenceParams, fields=("said", "known", "other"), judges="words")
def check_reference(book: FactBook, rule: Rule[ReferenceParams]) -> Iterator[Outcome]:
    """Judges what is pointed at, each number once. Message fields: {said} the words that point, {known} what is there,
    {other} where the thing is that was meant."""
    for claim in book.claims_of(References):
        if claim.kind in rule.params.kinds:
            cited: dict[str, list[Pointer]] = defaultdict(list)
            for pointer in claim.pointers:
                cited[pointer.number].append(pointer)
            targets = {target.number: target for target in reversed(claim.targets) if target.number}
            for number, pointers in cited.items():
                yield from _CHECKS[rule.params.check](rule, claim.kind, number, pointers, targets)


_Found = Iterator[Outcome]


def _number(
    rule: Rule[ReferenceParams], what: str, number: str, pointers: Sequence[Pointer], targets: Mapping[str, Target]
) -> _Found:
    """There is such a number: 附件2 is there where 附件2-1 is. Where the report's own do not begin with 1, they may be those of another document."""
    numbers = sorted({int(n.split("-")[0]) for n in targets})
    if number in targets:
        yield passed(rule, [("cite", pointers[0].words), ("target", targets[number].words)])
    elif numbers and numbers[0] == 1 and number.isdigit() and int(number) > numbers[-1]:
        last = next(t for n, t in targets.items() if int(n.split("-")[0]) == numbers[-1])
        known = f"{what}1" if len(numbers) == 1 else f"{what}1至{what}{numbers[-1]}"
        yield failed(
            rule,
            [*(("cite", p.words) for p in pointers[:_MOST]), ("target", last.words)],
            # A single annex at hand: others may be kept apart.
            binding=Binding.CUE if len(numbers) > 1 else Binding.INFERRED,
            fields={"said": f"{what}{number}", "known": known, "other": ""},
        )
    elif numbers and numbers[0] == 1 and number.isdigit() and len(numbers) == numbers[-1] - 1 >= _FEW:
        before, after = (
            next(t for n, t in targets.items() if int(n.split("-")[0]) == int(number) + step) for step in (-1, 1)
        )
        known = "、".join(f"{what}{n}" for n in numbers)
        members: list[Member] = [("cite", p.words) for p in pointers[:_MOST]]
        yield failed(
            rule,
            [*members, ("target", before.words), ("target", after.words)],
            binding=Binding.INFERRED,
            fields={"said": f"{what}{number}", "known": known, "other": ""},
        )


def _title(
    rule: Rule[ReferenceParams], what: str, number: str, pointers: Sequence[Pointer], targets: Mapping[str, Target]
) -> _Found:
    """What is pointed at has the title that the words give it, or is what their sentence is about."""
    target = targets.get(number)
    if target is None or not _telling(target):
        return
    wrong: list[Pointer] = []
    meant: Target | None = None
    certain = False
    for pointer in pointers:
        other, sure = _other(pointer, target, targets)
        if other is not None or sure:
            wrong.append(pointer)
            meant, certain = meant or other, certain or sure
    if not wrong:
        named = next((p for p in pointers if p.title), pointers[0])
        yield passed(rule, [("cite", named.words), ("target", target.words)])
        return
    shown = pointers if certain and meant is not None else wrong
    members: list[Member] = [*(("cite", p.words) for p in shown[:_MOST]), ("target", target.words)]
    if meant is not None:
        members.append(("target", meant.words))
    said = next((p.title for p in wrong if p.title), "")
    many = f"，共 {len(shown)} 处" if len(shown) > 1 else ""
    yield failed(
        rule,
        members,
        binding=Binding.CUE if certain and meant is not None else Binding.INFERRED,
        fields={
            "said": (f"{what}{number}称“{said}”" if said else f"引用{what}{number}") + many,
            "known": f"{what}{number}是“{target.title}”",
            "other": f"，“{meant.title}”是{what}{meant.number}" if meant is not None else "",
        },
    )


def _other(pointer: Pointer, target: Target, targets: Mapping[str, Target]) -> tuple[Target | None, bool]:
    """The thing that a pointer means where it is not the one it points at, and whether its words give a title that is
    not that one's."""
    others = [t for t in targets.values() if t is not target and _telling(t)]
    if len(_bare(pointer.title)) >= _SHORTEST:
        if _one(pointer.title, target.title):
            return None, False
        named = [t for t in others if _one(pointer.title, t.title)]
        if len(named) == 1:
            return named[0], True
        return None, _likeness(pointer.title, target.title) < _APART
    if pointer.title or pointer.topics & target.topics or _common(pointer.about, target.title) > _VAGUE:
        return None, False
    # A title that is about nothing known may well be about that.
    topics = pointer.topics if target.topics else frozenset()
    about = [t for t in others if topics & t.topics or _common(pointer.about, t.title) >= _TELLING]
    return (about[0] if len(about) == 1 else None), False


def _telling(target: Target) -> bool:
    """Whether a title says what the thing is: it is long enough, or about something known (评分表)."""
    return len(_bare(target.title)) >= _SHORTEST or bool(target.title and target.topics)


def _bare(title: str) -> str:
    return _MARKS.sub("", title)


def _likeness(one: str, other: str) -> float:
    return SequenceMatcher(None, _bare(one), _bare(other), autojunk=False).ratio()


def _one(one: str, other: str) -> bool:
    """Whether two titles are printings of one: the same, one short for the other, or but a word apart."""
    short, long = sorted((_bare(one), _bare(other)), key=len)
    rest = iter(long)
    return all(char in rest for char in short) or _likeness(one, other) >= _ALIKE


def _common(sentence: str, title: str) -> int:
    """How many characters in a row a sentence has in common with a title, leaving out what all titles have."""
    one, other = _COMMON.sub("", sentence), _COMMON.sub("", title)
    return SequenceMatcher(None, one, other, autojunk=False).find_longest_match().size


_CHECKS: Mapping[str, Callable[[Rule[ReferenceParams], str, str, Sequence[Pointer], Mapping[str, Target]], _Found]] = {
    "number": _number,
    "title": _title,
}
