"""The indicators of a document by the names and codes under which prose can speak of them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from extract.model import Fact, Indicator, IndicatorTree

_BRACKETS = re.compile(r"[（(][^（()）]*[)）]")
_KIND = re.compile(r"(?:类|项)?(?:一级|二级|三级)?(?:指标|类)$")
_LEAD = re.compile(r"^(?:项目|部门|绩效)(?=[\u4e00-\u9fff]{2})")
_CODE = re.compile(r"([A-Z])\s*(\d*)[\s.、：:．-]*$")
# What may stand before a name that is not the end of a longer one.
_FREE = re.compile(
    r"(?:^|[^\u4e00-\u9fff]|其中|指标|中|在|和|与|及|对|将|即|是|为|类|方面|因|分|项目|部门|的|绩效|包括|含|分为|设|设置|设有|于|由|从|按)$"
)
_SHORTEST = 2


@dataclass(frozen=True, slots=True)
class Named:
    """One indicator and the tree it belongs to."""

    tree: IndicatorTree
    indicator: Indicator

    @property
    def called(self) -> str:
        return f"{self.indicator.code} {self.indicator.name.text}".strip()

    def figures(self, what: str) -> tuple[Fact, ...] | None:
        """Its score (得分) or weight (分值): the printed one alone, else those of what lies below it; None where one is
        missing."""
        return _figures(self.tree, self.indicator, what)


def _figures(tree: IndicatorTree, indicator: Indicator, what: str) -> tuple[Fact, ...] | None:
    own = indicator.score if what == "得分" else indicator.weight
    if own is not None:
        return (own,)
    found: list[Fact] = []
    for child in tree.children(indicator.index):
        below = _figures(tree, child, what)
        if below is None:
            return None
        found.extend(below)
    return tuple(found) or None


@dataclass(frozen=True, slots=True)
class Mention:
    """An indicator named in a text, from `start` to `end`."""

    named: Named
    start: int
    end: int


class Names:
    """The names that belong to one indicator only. An indicator that is called like the one above it gives way to it:
    both have the same figures, or the upper one those of all its parts."""

    def __init__(self, trees: Sequence[IndicatorTree]) -> None:
        found: dict[str, list[Named]] = {}
        for tree in trees:
            for indicator in tree.indicators:
                for key in _keys(indicator):
                    found.setdefault(key, []).append(Named(tree, indicator))
        self._by_name = {key: named[0] for key, named in found.items() if _one(named)}
        alternatives = sorted(found, key=len, reverse=True)  # a name that is not unique hides what it holds
        self._pattern = re.compile("|".join(map(re.escape, alternatives))) if alternatives else None

    def mentions(self, text: str) -> Iterator[Mention]:
        """The indicators that a text names, in order."""
        if self._pattern is None:
            return
        for found in self._pattern.finditer(text):
            named = self._by_name.get(found[0])
            before = text[: found.start()]
            if named is None or (found[0][0] > "\u4e00" and not _FREE.search(before)):
                continue
            if not found[0][0] > "\u4e00" and re.search(r"[A-Za-z\d]$", before):
                continue
            if found[0][-1].isdigit() and re.match(r"\d", text[found.end() :]):
                continue
            code = _CODE.search(before)
            if code is not None and named.indicator.code and code[1] + code[2] != named.indicator.code:
                continue
            yield Mention(named, found.start(), found.end())


def _keys(indicator: Indicator) -> set[str]:
    name = re.sub(r"\s", "", _BRACKETS.sub("", indicator.name.text))
    if indicator.code and name.startswith(indicator.code):
        name = name[len(indicator.code) :].lstrip(".、：:． ")
    bare = _KIND.sub("", name) or name
    names = {name, bare, _LEAD.sub("", bare)}
    keys = {one for one in names if len(one) >= _SHORTEST}
    if len(indicator.code) > 1:
        keys |= {indicator.code, *(indicator.code + one for one in names)}
    return keys


def _one(named: Sequence[Named]) -> bool:
    """Whether all that is called so lies under the first of it."""
    top = named[0]
    return all(one.tree is top.tree and _under(one, top) for one in named[1:])


def _under(one: Named, top: Named) -> bool:
    at: int | None = one.indicator.index
    while at is not None:
        if at == top.indicator.index:
            return True
        at = one.tree.indicators[at].parent
    return False
