"""The indicators of a tree while its rows are read, and the tree that they make."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from extract.model import Fact, Indicator, Words
from extract.rubrics import parse_rubric


@dataclass
class Node:
    """An indicator while its rows are read."""

    level: int
    parent: int | None
    code: str
    name: Words
    plain: str
    text: str
    rows: list[int] = field(default_factory=list)
    weight: Fact | None = None
    score: Fact | None = None
    review: Fact | None = None
    deduction: Fact | None = None
    rubric: Words | None = None
    explanation: Words | None = None
    source: Words | None = None
    reason: Words | None = None
    actual: Fact | None = None
    actual_words: Words | None = None
    points: list[Point] = field(default_factory=list)

    @property
    def open(self) -> bool:
        """Whether its words end within a bracket: they run on in another row."""
        return _unclosed(self.text)

    def take(self, point: Point) -> None:
        """What its first row says is the indicator's own; a weight in its name comes first."""
        self.weight = self.weight or point.weight
        self.score, self.review, self.deduction = point.score, point.review, point.deduction
        self.rubric, self.explanation = point.rubric, point.explanation
        self.source, self.reason = point.source, point.reason
        self.actual, self.actual_words = point.actual, point.actual_words


@dataclass(frozen=True)
class Point:
    """What one row gives for an indicator: several of them make it a parent whose parts have no names."""

    row: int
    weight: Fact | None
    score: Fact | None
    review: Fact | None
    deduction: Fact | None
    rubric: Words | None
    explanation: Words | None
    source: Words | None
    reason: Words | None
    actual: Fact | None
    actual_words: Words | None


def with_points(told: Sequence[Node]) -> list[Node]:
    """The nodes, with the nameless parts of an indicator that is scored in several rows below it."""
    nodes: list[Node] = []
    moved: dict[int, int] = {}
    for at, node in enumerate(told):
        moved[at] = len(nodes)
        parent = None if node.parent is None else moved[node.parent]
        nodes.append(replace(node, parent=parent))
        if len(node.points) < 2:
            continue
        nodes[-1] = replace(
            nodes[-1],
            weight=None,
            score=None,
            review=None,
            deduction=None,
            rubric=None,
            explanation=None,
            actual=None,
            actual_words=None,
        )
        for point in node.points:
            name = point.explanation or point.rubric or node.name
            part = Node(node.level + 1, moved[at], "", name, "", "", [point.row])
            part.take(point)
            nodes.append(part)
    return nodes


def indicators_of(nodes: Sequence[Node]) -> tuple[Indicator, ...]:
    """The indicators that the nodes are, with their rubrics read."""
    return tuple(
        Indicator(
            index=at,
            code=node.code,
            name=node.name,
            level=node.level,
            parent=node.parent,
            weight=node.weight,
            score=node.score,
            review=node.review,
            deduction=node.deduction,
            rubric=parse_rubric(node.rubric, node.weight.quantity.value if node.weight else None)
            if node.rubric
            else None,
            rubric_words=node.rubric,
            explanation=node.explanation,
            source=node.source,
            reason=node.reason,
            actual=node.actual,
            actual_words=node.actual_words,
        )
        for at, node in enumerate(nodes)
    )


def _unclosed(text: str) -> bool:
    return len(re.findall(r"[（(]", text)) > len(re.findall(r"[)）]", text))
