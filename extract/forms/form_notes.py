"""The notes below a self-evaluation form: how it scores its execution rate, where no cell says so."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from extract.forms.form_funds import scoring_of_execution
from extract.model import Document, EvaluationForm, Location, Outline, Paragraph, Table, Words
from extract.rubrics import parse_rubric

_NOTE = re.compile(r"^\s*(?:[（(]?(?:备?注|填表说明|填报说明|说明)|[（(]?\d{1,2}[)）.．、])")
_MOST = 8  # paragraphs of notes below a form
_QUOTE = 120


def with_notes(forms: Sequence[EvaluationForm], document: Document, outline: Outline) -> tuple[EvaluationForm, ...]:
    """The forms, with the rule for the execution marks that a note right below their last table prints."""
    places = {block.number: block.index for block in document.blocks if isinstance(block, Table)}
    return tuple(
        form if form.execution is not None or not form.funds else _noted(form, places[_last(form)], document, outline)
        for form in forms
    )


def _last(form: EvaluationForm) -> int:
    """The last table that a form runs over."""
    return max((i.name.location.table or form.table for i in form.tree.indicators), default=form.table)


def _noted(form: EvaluationForm, index: int, document: Document, outline: Outline) -> EvaluationForm:
    weight = next((row.weight.quantity.value for row in form.funds if row.weight is not None), None)
    for block in document.blocks[index + 1 : index + 1 + _MOST]:
        if not isinstance(block, Paragraph) or not _NOTE.match(block.text.content):
            break
        run = scoring_of_execution(block.text.content)
        if run:
            words = _words(block, run, outline.section_path(block.index))
            return replace(form, execution=words, execution_rubric=parse_rubric(words, weight))
    return form


def _words(block: Paragraph, run: str, section: str) -> Words:
    start = block.text.content.find(run)
    mark = block.text.mark_at(start)
    place = Location(
        kind="paragraph",
        section=section,
        block=block.index,
        start=start,
        end=start + len(run),
        page=mark.page,
        line=mark.line,
    )
    return Words(run, place, run[:_QUOTE])
