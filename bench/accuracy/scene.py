"""A clean report, an error in it, and the report printed with that error."""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cache, cached_property

from fixtures import build
from fixtures.model.content import FILLED, SLOT_CLOSE, SLOT_ID_END, SLOT_OPEN, Block, Cell, Heading, Para, Table, filled
from fixtures.model.truth import Occurrence, Relation, Resolved, Truth, resolve

Path = tuple[int, int, int]  # block, row, cell; row and cell are -1 for what is no cell


@dataclass(frozen=True)
class Rewrite:
    """Characters of the printed text at `path` (slot marks counted) that are printed otherwise; `changed` is the name
    that the new text is found again by."""

    path: Path
    start: int
    end: int
    text: str
    changed: str = "改"


@dataclass(frozen=True)
class Mutation:
    """One error. `edits` maps occurrences to what they print now, `drops` are keys of table rows, `rewrites` are words
    around the figures, `headings` are blocks put in place of others, `reads` says how an occurrence reads now although
    it is printed as before (its unit is another).

    `places` are the occurrences beyond those of `edits` and `rewrites` that the error stands at; `others` what else it
    can be told by: occurrences, or whole paragraphs and cells by their path. `words` is the constraint on words that it
    violates, in words ("" for a figure: that is judged by the relations of the truth model)."""

    kind: str
    report: str
    edits: Mapping[str, str] = field(default_factory=dict)
    drops: frozenset[str] = frozenset()
    rewrites: tuple[Rewrite, ...] = ()
    blocks: Mapping[int, Block] = field(default_factory=dict)
    reads: Mapping[str, str] = field(default_factory=dict)
    places: tuple[str | Path, ...] = ()
    others: tuple[str | Path, ...] = ()
    words: str = ""

    @property
    def at(self) -> tuple[str | Path, ...]:
        """Where the error stands."""
        return (*self.edits, *(one.changed for one in self.rewrites), *self.places)


@dataclass(frozen=True)
class Scene:
    """A clean report with its truth model."""

    name: str
    truth: Truth
    clean: Resolved

    @cached_property
    def relations(self) -> tuple[Relation, ...]:
        return self.truth.close(self.clean.occurrences)

    @cached_property
    def of(self) -> Mapping[str, tuple[Relation, ...]]:
        """The relations of every occurrence."""
        found: dict[str, list[Relation]] = defaultdict(list)
        for relation in self.relations:
            for member in dict.fromkeys(relation.members):
                found[member].append(relation)
        return {member: tuple(relations) for member, relations in found.items()}

    @cached_property
    def figures(self) -> tuple[Occurrence, ...]:
        """All printed figures, in order."""
        return tuple(one for one in self.clean.occurrences.values() if one.form.kind != "s")

    @cached_property
    def texts(self) -> tuple[tuple[Path, str], ...]:
        """Everything printed as text, with its slots, in order."""
        return tuple(texts(self.clean.blocks))

    def labelled(self, identity: str) -> tuple[str, ...]:
        """The figures that a code or name stands for: those of its row, or the next one in its sentence."""
        for (block, row, _), text in self.texts:
            if slot_end(text, identity) < 0:
                continue
            rows = [said for (b, r, _), said in self.texts if (b, r) == (block, row)] if row >= 0 else [text]
            printed = [match.group(1) for match in FILLED.finditer("".join(rows))]
            figures = [one for one in printed if self.clean.occurrences[one].form.kind != "s"]
            if row >= 0:
                return tuple(figures)
            after = printed[printed.index(identity) :]
            return tuple(one for one in after if one in figures)[:1]
        return ()

    def printed(self, mutation: Mutation) -> Resolved:
        """The report with the error in it."""
        resolved = resolve(self.truth, mutation.edits, mutation.drops)
        blocks = list(resolved.blocks)
        for at, block in mutation.blocks.items():
            blocks[at] = block
        for one in sorted(mutation.rewrites, key=lambda rewrite: (rewrite.path, -rewrite.start)):
            blocks[one.path[0]] = _rewritten(blocks[one.path[0]], one)
        occurrences = dict(resolved.occurrences)
        for identity, text in mutation.reads.items():
            occurrences[identity] = replace(occurrences[identity], text=text)
        return Resolved(tuple(blocks), occurrences)


@cache
def scene(name: str) -> Scene:
    """The scene of a report, by its name."""
    truth = build.REPORTS[name][0]()
    return Scene(name, truth, resolve(truth))


def texts(blocks: tuple[Block, ...]) -> Iterator[tuple[Path, str]]:
    """The text of every paragraph, heading and cell (those of nested tables left out), slots marked."""
    for at, block in enumerate(blocks):
        if isinstance(block, Para | Heading):
            yield (at, -1, -1), block.text
        elif isinstance(block, Table):
            for r, line in enumerate(block.rows):
                for c, cell in enumerate(line.cells):
                    yield (at, r, c), cell.text


def _rewritten(block: Block, one: Rewrite) -> Block:
    def put(text: str) -> str:
        return text[: one.start] + filled(one.changed, one.text) + text[one.end :]

    if isinstance(block, Para):
        return replace(block, text=put(block.text))
    if isinstance(block, Table):
        rows = list(block.rows)
        cells: list[Cell] = list(rows[one.path[1]].cells)
        cells[one.path[2]] = replace(cells[one.path[2]], text=put(cells[one.path[2]].text))
        rows[one.path[1]] = replace(rows[one.path[1]], cells=tuple(cells))
        return replace(block, rows=tuple(rows))
    raise TypeError(f"nothing to rewrite in {type(block).__name__}")


def in_slot(text: str, at: int) -> bool:
    """Whether a character of a printed text belongs to a slot or its marks."""
    opened = text.rfind(SLOT_OPEN, 0, at + 1)
    return opened >= 0 and text.find(SLOT_CLOSE, opened) >= at


def slot_end(text: str, identity: str) -> int:
    """Where what follows an occurrence begins in its printed text, -1 where the text does not print it."""
    opened = text.find(f"{SLOT_OPEN}{identity}{SLOT_ID_END}")
    return text.index(SLOT_CLOSE, opened) + 1 if opened >= 0 else -1


Maker = Callable[[Scene, random.Random], Mutation | None]
