"""What a template, another report or a slip of the pen left in a report's words: its readers, and all they find."""

from __future__ import annotations

from collections.abc import Sequence

from extract.model import (
    BusinessTerm,
    CoverSheet,
    Document,
    IndicatorTree,
    NameSlip,
    Outline,
    Residue,
    Survey,
    TitlePair,
)
from extract.residue.businesses import business_terms
from extract.residue.foreign import foreign_words
from extract.residue.names import name_slips
from extract.residue.templates import template_words
from extract.residue.titles import title_pairs
from extract.stretches import Stretch


def residues(
    document: Document,
    outline: Outline,
    said: Sequence[Stretch],
    cover: CoverSheet,
    trees: Sequence[IndicatorTree],
    surveys: Sequence[Survey],
) -> list[Residue | NameSlip | TitlePair | BusinessTerm]:
    """All that is no word of the report's own, or its own name and title printed otherwise."""
    return [
        *template_words(said, outline),
        *foreign_words(said, outline, broken=document.format != "pdf"),
        *name_slips(said, outline, cover),
        *title_pairs(said, outline, cover),
        *business_terms(said, outline, trees, surveys),
    ]
