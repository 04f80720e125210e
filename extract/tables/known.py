"""What the lexicon knows of the labels of a table: which is part of which, and which together make up a whole."""

from __future__ import annotations

from collections.abc import Sequence

from extract.lexicon import Concept, lexicon
from extract.tables import words


def concept_of(label: str) -> Concept | None:
    """The concept of a label without its number, its 其中 and the 小计 at its end."""
    return lexicon().concept(words.bare(label).removesuffix("小计"))


def part_of(label: str, whole: str) -> bool:
    """Whether the lexicon knows what one label names as a part of what the other names."""
    mine, its = concept_of(label), concept_of(whole)
    return mine is not None and its is not None and mine.name != its.name and lexicon().within(mine.name, its.name)


def siblings(label: str, other: str) -> bool:
    """Whether the lexicon knows both labels, and the first as no part of the other."""
    mine, its = concept_of(label), concept_of(other)
    return mine is not None and its is not None and not lexicon().within(mine.name, its.name)


def make_up(labels: Sequence[str], whole: str) -> bool:
    """Whether labels name all the parts, each once, that a whole is made of by a partition of the lexicon."""
    its, found = concept_of(whole), [concept_of(label) for label in labels]
    names = [concept.name for concept in found if concept is not None]
    if its is None or len(names) != len(found) or len(set(names)) != len(names):
        return False
    return any(
        partition.total == its.name and set(partition.parts) <= set(names) <= {*partition.parts, *partition.more}
        for partition in lexicon().partitions
    )


def cut_apart(label: str, others: Sequence[str]) -> bool:
    """Whether a label cuts the same money in another way than the labels before it do: 三公经费 beside 基本支出 and
    项目支出, which are parts of one whole that it is no part of."""
    concept = concept_of(label)
    wholes = {top for other in others if (top := _widest(other))}
    return concept is not None and bool(wholes) and (_widest(label) or concept.name) not in wholes


def _widest(label: str) -> str:
    """The widest concept that what a label names is part of, "" for one that is part of none."""
    concept = concept_of(label)
    name, top = (concept.parent if concept is not None else ""), ""
    while name:
        name, top = lexicon().parent(name), name
    return top
