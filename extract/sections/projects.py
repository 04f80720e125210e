"""How many projects the prose says were evaluated, beside the forms that the report holds; and the rate of a thing beside
the counts of it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from extract.model import Binding, Claim, EvaluationForm, Fact, PartGroup, ProjectsNamed, RateClaim, Words
from extract.sections.chapters import Chapters

_EACH = re.compile(r"(?:附|见|填[报写]|所附|分别|逐一|全部|均|共)[^。；]{0,24}自评表|自评表[^。；]{0,12}(?:附|见)")
_OF_PROJECTS = re.compile(r"项目")
_WHOLE = re.compile(r"整体")
_SHARE = re.compile(r"比例|占比|比重")
_LEAST = 2
_SHORTEST = 3


def projects_named(
    chapters: Chapters, facts: Sequence[Fact], forms: Sequence[EvaluationForm]
) -> Iterator[ProjectsNamed]:
    """A count of projects in a sentence that says of each that its form is there, and the forms."""
    own = [form for form in forms if not _WHOLE.search(form.title) and form.subject]
    if len(own) < _LEAST:
        return
    counts = [fact for fact in facts if _names_forms(chapters, fact)]
    if not counts:
        return
    titles = []
    for form in own:
        found = next((s for s in chapters.stretches if form.subject in s.text and s.spot.cell is not None), None)
        if found is None:
            return
        at = found.text.find(form.subject)
        titles.append(found.words(at, at + len(form.subject)))
    for fact in counts:
        yield ProjectsNamed(fact, tuple(titles))


def _names_forms(chapters: Chapters, fact: Fact) -> bool:
    """Whether a count is one of projects, in a sentence that says that each has its form."""
    place, text = fact.location, chapters.texts.get(fact.location.block, "")
    if fact.quantity.dimension != "count" or not fact.quantity.exact or place.kind != "paragraph":
        return False
    if not _OF_PROJECTS.match(text[place.end : place.end + 8].lstrip()):
        return False
    left = max(text.rfind(mark, 0, place.start) for mark in "。；\n") + 1
    right = min((at for mark in "。；\n" if (at := text.find(mark, place.end)) >= 0), default=len(text))
    return _EACH.search(text[left:right]) is not None


def rates_beside_counts(chapters: Chapters, facts: Sequence[Fact], claims: Sequence[Claim]) -> Iterator[RateClaim]:
    """甲 a 辆、乙 b 辆 of n 辆, and later in the same section 乙…比例达 p%: the words leave open what p is of, so that the claim
    is a guess."""
    rates = [
        f
        for f in facts
        if f.quantity.dimension == "percent" and f.location.kind == "paragraph" and _SHARE.search(f.label)
    ]
    if not rates:
        return
    bound = {claim.rate.id for claim in claims if isinstance(claim, RateClaim)}
    homes = chapters.outline.section_of
    by_name: dict[tuple[int | None, str], list[Fact]] = {}
    for rate in rates:
        if rate.id not in bound:
            by_name.setdefault((homes[rate.location.block], rate.label[:_SHORTEST]), []).append(rate)
    seen: set[int] = set()
    for group in claims:
        if not isinstance(group, PartGroup) or group.where != "prose" or not group.totals[0].quantity.value:
            continue
        for part in group.parts:
            if part.quantity.dimension != "count" or len(part.label) < _SHORTEST:
                continue
            for rate in by_name.get((homes[part.location.block], part.label[:_SHORTEST]), ()):
                behind = (rate.location.block, rate.location.start) > (part.location.block, part.location.end)
                if behind and rate.label.startswith(part.label) and rate.id not in seen:
                    seen.add(rate.id)
                    cue = Words(rate.label, rate.location, rate.quote)
                    yield RateClaim(part, group.totals[0], rate, cue, "aside", binding=Binding.FUZZY)
