"""A document against its own parts: numbers that count on, annexes and tables that are pointed at, the table of
contents, names that are listed and then treated one by one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from extract.model import Claim, Document, IndicatorTree, Outline, Survey, Worksheet
from extract.references.annexes import references
from extract.references.contents import contents
from extract.references.members import named_lists
from extract.references.names import coded_names
from extract.references.numbered import numbered_runs
from extract.references.options import blank_options, columns, options
from extract.references.sections import copied_sections, odd_headings
from extract.stretches import Stretch


def reference_claims(
    document: Document,
    outline: Outline,
    texts: Sequence[Stretch],
    claims: Iterable[Claim],
    trees: Sequence[IndicatorTree],
    surveys: Sequence[Survey],
    papers: Sequence[Worksheet],
) -> Iterator[Claim]:
    """What a document says of its own parts, in an order of kinds; `texts` are all its stretches."""
    yield from numbered_runs(document, outline, texts)
    yield from options(texts)
    yield from columns(texts)
    yield from blank_options(surveys)
    yield from references(outline, texts)
    yield from contents(outline, texts)
    yield from named_lists(claims, texts)
    yield from coded_names(trees, papers, texts)
    yield from odd_headings(outline, texts)
    yield from copied_sections(outline, texts)
