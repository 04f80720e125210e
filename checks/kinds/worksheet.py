"""Kind `worksheet`: a working paper (工作底稿) against the indicator of the tree that it is of."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from difflib import SequenceMatcher

from checks.figures import plain, printed, spaced
from checks.kinds import kind
from checks.kinds.score.trees import called, one_measure
from checks.outcome import Diagnosis, Member, Outcome, failed, passed, skipped
from checks.rule import Rule
from extract.model import Binding, Fact, FactBook, Indicator, IndicatorTree, Worksheet

# As much of two names must be alike for one to be a printing of the other where the codes are the same, and where
# there is nothing but the name.
_ALIKE = 0.5
_NEAREST = 0.8
_WEIGHT = re.compile(r"[（(]\s*\d+(?:\.\d+)?\s*(?:分|[%％])?\s*[)）]")
_MARKS = re.compile(r"[^\u4e00-\u9fffA-Za-z0-9]")


@dataclass(frozen=True, slots=True)
class WorksheetParams:
    """`check` is what is compared: figures (weight and score) or name."""

    check: str

    def __post_init__(self) -> None:
        if self.check not in _CHECKS:
            raise ValueError(f"check 应取自 {'、'.join(_CHECKS)}")


@kind("worksheet", params=WorksheetParams, fields=("said", "known", "count"), judges="restatements")
def check_worksheet(book: FactBook, rule: Rule[WorksheetParams]) -> Iterator[Outcome]:
    """Judges each working paper whose indicator a tree knows. Message fields: {said} what the paper prints, {known} what
    the tree prints, {count} how many papers there are where that is fewer than the indicators."""
    trees = (*book.trees, *(form.tree for form in book.evaluations))
    for paper in book.worksheets:
        match = _match(paper, trees)
        if match is not None:
            yield from _CHECKS[rule.params.check](book, rule, paper, match)


@dataclass(frozen=True, slots=True)
class _Match:
    """The indicator that a paper is of. `named` says that the names are the same; `other` is the indicator of that very
    name where the code is another one's."""

    tree: IndicatorTree
    indicator: Indicator
    binding: Binding
    named: bool
    other: Indicator | None = None


def _bare(text: str) -> str:
    return _MARKS.sub("", _WEIGHT.sub("", text))


def _likeness(paper: Worksheet, indicator: Indicator) -> float:
    return SequenceMatcher(None, _bare(paper.name.text), _bare(indicator.name.text), autojunk=False).ratio()


def _match(paper: Worksheet, trees: tuple[IndicatorTree, ...]) -> _Match | None:
    own = paper.name.location.table  # one table of many papers may look like a tree itself
    every = [(tree, indicator) for tree in trees if tree.table != own for indicator in tree.indicators]
    bare = _bare(paper.name.text)
    same = [(t, i) for t, i in every if _bare(i.name.text) == bare]
    if paper.code:
        coded = [(t, i) for t, i in every if i.code == paper.code]
        both = next(((t, i) for t, i in coded if _bare(i.name.text) == bare), None)
        if both is not None or (coded and paper.name == paper.title):
            tree, indicator = both or coded[0]
            return _Match(tree, indicator, Binding.CELL, named=True)
        if coded:
            tree, indicator = max(coded, key=lambda pair: _likeness(paper, pair[1]))
            if len(same) == 1 and same[0][1].code:
                return _Match(tree, indicator, Binding.INFERRED, named=False, other=same[0][1])
            sure = _likeness(paper, indicator) >= _ALIKE
            return _Match(tree, indicator, Binding.CELL if sure else Binding.INFERRED, named=False)
    if same:
        leaves = [(t, i) for t, i in same if i in t.leaves()] or same
        return _Match(*leaves[0], Binding.CELL, named=True) if len(leaves) == 1 else None
    near = sorted(((_likeness(paper, i), t, i) for t, i in every), key=lambda found: -found[0])[:2]
    if near and near[0][0] >= _NEAREST and (len(near) < 2 or near[1][0] < near[0][0]):
        return _Match(near[0][1], near[0][2], Binding.FUZZY, named=False)
    return None


# --------------------------------------------------------------------------------------------------------------
# Names
# --------------------------------------------------------------------------------------------------------------


def _name(book: FactBook, rule: Rule[WorksheetParams], paper: Worksheet, match: _Match) -> Iterator[Outcome]:
    """The paper calls its indicator as the tree does."""
    said, known = f"{paper.code} {paper.name.text}".strip(), called(match.indicator)
    members: list[Member] = [
        ("name", replace(paper.name, text=said)),
        ("name", replace(match.indicator.name, text=known)),
    ]
    if match.named:
        if paper.name != paper.title:
            yield passed(rule, members)
        return
    if match.other is not None:
        members.append(("name", match.other.name))
        known = f"{known}，“{match.other.name.text}”的编号是 {match.other.code}"
    yield failed(rule, members, binding=match.binding, labels=said, fields={"said": said, "known": known, "count": ""})


# --------------------------------------------------------------------------------------------------------------
# Weight and score
# --------------------------------------------------------------------------------------------------------------


def _figures(book: FactBook, rule: Rule[WorksheetParams], paper: Worksheet, match: _Match) -> Iterator[Outcome]:
    """The paper's weight and score are those of its indicator in the tree. Both wrong is one finding."""
    pairs = [
        (role, word, own, known)
        for role, word, own, known in (
            ("weight", "权重", paper.weight, match.indicator.weight),
            ("score", "得分", paper.score, match.indicator.score),
        )
        if own is not None and known is not None
    ]
    wrong = [pair for pair in pairs if pair[2].quantity.value != pair[3].quantity.value]
    members: list[Member] = [(role, fact) for role, _, own, known in (wrong or pairs) for fact in (own, known)]
    if not pairs:
        return
    if not wrong:
        yield passed(rule, members)
        return
    if any(not one_measure((own, known)) for _, _, own, known in wrong):
        yield skipped(rule, members, "计量单位不同")
        return
    if not match.named and match.binding is Binding.INFERRED:
        yield skipped(rule, members, "底稿的编号与名称不是同一个指标")
        return
    first = wrong[0]
    yield failed(
        rule,
        members,
        binding=match.binding,
        expected=printed(first[3].quantity),
        actual=printed(first[2].quantity),
        gap=plain(first[2].quantity.value - first[3].quantity.value) if len(wrong) == 1 else "",
        unit=first[2].quantity.unit or first[3].quantity.unit,
        computation="；".join(f"{printed(own.quantity)} ≠ {printed(known.quantity)}" for _, _, own, known in wrong),
        diagnosis=_cause(match, wrong),
        labels=called(match.indicator),
        fields={
            "said": "、".join(f"{word} {_figure(own)}" for _, word, own, _ in wrong),
            "known": "、".join(f"{word} {_figure(known)}" for _, word, _, known in wrong),
            "count": _fewer(book, match.tree, wrong),
        },
    )


_Pair = tuple[str, str, Fact, Fact]


def _figure(fact: Fact) -> str:
    return spaced(printed(fact.quantity), fact.quantity.unit or "分")


def _cause(match: _Match, wrong: list[_Pair]) -> Diagnosis | None:
    """The figures of the whole tree, or of the indicator above, filled in for those of the one."""
    tree, indicator = match.tree, match.indicator
    above = tree.indicators[indicator.parent] if indicator.parent is not None else None
    suspects = tuple(own.id for _, _, own, _ in wrong)
    whole = {"weight": _whole(tree, "weight"), "score": _whole(tree, "score")}
    if all(whole[role] == own.quantity.value for role, _, own, _ in wrong):
        words = "和".join(f"总{word}" for _, word, _, _ in wrong)
        return Diagnosis("total_filled", f"填的是整个指标体系的{words}，不是这一项指标的", suspects)
    if above is not None:
        upper = {"weight": above.weight, "score": above.score}
        if all(
            (up := upper[role]) is not None and up.quantity.value == own.quantity.value for role, _, own, _ in wrong
        ):
            return Diagnosis("total_filled", f"填的是上级指标“{called(above)}”的数", suspects)
    return None


def _whole(tree: IndicatorTree, role: str) -> object:
    """The weight or score of a whole tree: its total row's, else that of its leaves; None where one is missing."""
    total = tree.total_weight if role == "weight" else tree.total_score
    if total is not None:
        return total.quantity.value
    facts = [leaf.weight if role == "weight" else leaf.score for leaf in tree.leaves()]
    return sum(f.quantity.value for f in facts if f is not None) if facts and None not in facts else None


def _fewer(book: FactBook, tree: IndicatorTree, wrong: list[_Pair]) -> str:
    """Where one paper prints the figures of the whole tree it stands for all: how many there should be is then said."""
    leaves, papers = len(tree.leaves()), len(book.worksheets)
    if papers >= leaves or any(_whole(tree, role) != own.quantity.value for role, _, own, _ in wrong):
        return ""
    return f"；末级指标有 {leaves} 项，报告只附 {papers} 份底稿"


_Check = Callable[[FactBook, Rule[WorksheetParams], Worksheet, _Match], Iterator[Outcome]]
_CHECKS: Mapping[str, _Check] = {"figures": _figures, "name": _name}
