"""Passages that a report prints twice, and how the two differ; clauses that tell one figure in two ways."""

from __future__ import annotations

from dataclasses import dataclass

from extract.model.facts import Fact, Words


@dataclass(frozen=True, slots=True)
class Difference:
    """One place in which two copies of a passage differ: `said` in the first, `other` in the second ("" where it has
    nothing there), between the same words `before` and `after` (at most eight characters). `first` and `second` are
    these words at their places.

    `what` is word (another word), added (a word that one copy has more), broken (the copy without it has half a word
    left), clause (a whole clause or sentence more), title (a heading more), merged (a heading's rest printed at the
    end of the sentence before it), mark (a punctuation mark that one copy lacks) or quote (a quotation mark at another
    place). `usual` says of each copy whether the document words it so in other passages, too.
    """

    what: str
    first: Words
    second: Words
    said: str
    other: str
    before: str
    after: str
    usual: tuple[bool, bool] = (False, False)


@dataclass(frozen=True, slots=True)
class PassagePair:
    """Two passages that are one text, with what differs, in the order of the first. `length` is how many characters
    they have in common; spaces, bold marks, width and numbering count for nothing."""

    first: Words
    second: Words
    length: int
    differences: tuple[Difference, ...]


@dataclass(frozen=True, slots=True)
class FigureWays:
    """One figure that like clauses tell in two ways. `what` is measure (人, 人次) or name (one body, called 室 and 厅);
    `ways` are the words with the figures that stand with them, in document order."""

    what: str
    ways: tuple[tuple[str, tuple[Fact, ...]], ...]


@dataclass(frozen=True, slots=True)
class MemberGap:
    """A member of a list (一是…二是…三是…) that lacks the `word` which its siblings have, and which the document prints
    there in another place. `members` are the heads of the member at each place where the list is printed."""

    word: str
    members: tuple[Words, ...]
    sibling: Words
    full: Words
