"""The trees that come to a score, and prose that states it again."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from extract.grades.statements import Statement
from extract.grades.words import about
from extract.model import Binding, Claim, Fact, IndicatorTree, PartGroup, ScoreStatement, Words


@dataclass(frozen=True, slots=True)
class Scored:
    """A tree that comes to a score: the total row's, or all its scores where it has none. `parts` are all its scores, ()
    where one is missing."""

    tree: IndicatorTree
    total: Fact | None
    parts: tuple[Fact, ...]

    def gives(self, score: Fact) -> bool:
        """Whether the tree comes to a score."""
        if self.total is not None:
            return self.total.quantity.value == score.quantity.value
        return self.adds_up_to(score)

    def adds_up_to(self, score: Fact) -> bool:
        """Whether the scores of a tree add up to a score, whatever its total row says."""
        return sum((part.quantity.value for part in self.parts), Decimal(0)) == score.quantity.value

    @property
    def in_marks(self) -> bool:
        """Whether prose can state its score: a tree of shares has none."""
        return self.total is None or self.total.quantity.dimension in ("score", "")


def scored_trees(trees: Sequence[IndicatorTree], forms: Sequence[IndicatorTree]) -> list[Scored]:
    """The trees that come to a score. Of the trees of forms only the total row counts."""
    found = []
    for tree in (*trees, *forms):
        leaves = tree.leaves()
        parts = tuple(leaf.score for leaf in leaves if leaf.score is not None)
        parts = parts if len(parts) == len(leaves) > 1 and not _cut_short(tree) else ()
        if tree.total_score is not None or (parts and tree in trees):
            found.append(Scored(tree, tree.total_score, parts))
    return found


def _one_score(scored: Sequence[Scored]) -> bool:
    """Whether there is one tree, or all trees print the same total."""
    totals = {one.total.quantity.value if one.total is not None else None for one in scored}
    return len(scored) == 1 or (len(totals) == 1 and None not in totals)


def _cut_short(tree: IndicatorTree) -> bool:
    """Whether a table without a total row prints weights that do not make up the full marks: rows are missing."""
    weights = [leaf.weight.quantity.value for leaf in tree.leaves() if leaf.weight is not None]
    return tree.total_score is None and bool(weights) and sum(weights, Decimal(0)) not in (Decimal(100), Decimal(1))


def restated(said: Sequence[Statement], scored: Sequence[Scored], kind: str) -> Iterator[Claim]:
    """The statements of the score of a tree, as a ScoreStatement or, where the tree prints no total, as PartGroups of
    its scores. One that no tree gives is only set against a tree where there is but one, and it can speak of nothing
    else."""
    alike: dict[int, list[Fact]] = {}
    apart: list[Statement] = []
    for one in said:
        at = next((n for n, table in enumerate(scored) if table.gives(one.score)), None)
        if at is not None and not one.other:
            alike.setdefault(at, []).append(one.score)
        elif at is None and one.own:
            apart.append(one)
    bindings: dict[int, Binding] = {}
    if _one_score(scored) and len({one.score.quantity.value for one in apart}) == 1 and scored[0].in_marks:
        table_about = about(scored[0].tree.title)
        if not table_about and len(scored) > 1:  # one score worked out in two tables is the report's own
            table_about = kind
        for one in apart:
            if one.about != table_about and ((one.about and table_about) or one.about == "项目"):
                continue
            alike.setdefault(0, []).append(one.score)
            # A department has many projects, but one whole; all scores that come to the statement leave no doubt either.
            both = len(scored) > 1 and one.about == table_about
            sure = one.about == table_about == "整体" or both or scored[0].adds_up_to(one.score)
            bindings[0] = min(bindings.get(0, Binding.CELL), Binding.INHERITED if sure else Binding.INFERRED)
    for at, facts in alike.items():
        table, binding = scored[at], bindings.get(at, Binding.INHERITED)
        ordered = sorted(facts, key=lambda fact: fact.id)
        if table.total is not None:
            yield ScoreStatement(table.total, tuple(ordered), binding=binding)
            continue
        for fact in ordered:
            cue = Words(fact.quantity.text, fact.location, fact.quote)
            yield PartGroup((fact,), table.parts, cue, where="prose", binding=Binding.INFERRED)
