"""The vocabulary of lines of business in questionnaires and indicators. The data is `rules/reference/businesses.yaml`."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache

from extract.lexicon import read_yaml, reference_folder
from extract.model import BlockRole, BusinessTerm, IndicatorTree, Outline, Survey, Table, Words
from extract.stretches import Stretch

_LEAST_PROSE = 1500  # characters: a report that tells less of its work leaves open what its business is
_QUOTE = 120


@dataclass(frozen=True, slots=True)
class Area:
    """A line of business: `departments` are words of the names of those whose it is, `terms` are its alone, `told` are
    further words that tell of it in prose."""

    name: str
    departments: tuple[str, ...]
    terms: tuple[str, ...]
    told: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Businesses:
    """All lines of business; those whose names end in one of `wide` or hold one of `within` have a part in every one."""

    areas: tuple[Area, ...]
    wide: tuple[str, ...]
    within: tuple[str, ...]

    def of(self, unit: str) -> tuple[str, ...]:
        """The lines of business of a unit by its name; empty where they are not known or it may have all."""
        if unit.removesuffix("机关").removesuffix("本级").endswith(self.wide) or any(w in unit for w in self.within):
            return ()
        unit = unit.replace("人民政府", "政府")  # no 民政
        return tuple(area.name for area in self.areas if any(word in unit for word in area.departments))


@cache
def businesses() -> Businesses:
    """The lines of business that come with jihe."""
    data = read_yaml(reference_folder() / "businesses.yaml")
    areas = tuple(
        Area(each["name"], tuple(each["departments"]), tuple(each.get("terms", ())), tuple(each.get("told", ())))
        for each in data["areas"]
    )
    return Businesses(areas, tuple(data["wide"]), tuple(data["wide_within"]))


def business_terms(
    said: Sequence[Stretch], outline: Outline, trees: Sequence[IndicatorTree], surveys: Sequence[Survey]
) -> Iterator[BusinessTerm]:
    """Terms of lines of business in the questions and indicators by which a whole unit is evaluated. A project's report
    is left alone: its business is what its project is about."""
    if outline.cover.kind != "部门整体支出" or not (trees or surveys):
        return
    prose = _prose(said)
    if len(prose) < _LEAST_PROSE:
        return
    known = businesses()
    own = known.of(outline.cover.department)
    told: dict[str, bool] = {}
    seen: set[tuple[str, str]] = set()
    terms = [(area, term) for area in known.areas for term in area.terms]
    for where, group, of, words in _places(trees, surveys):
        for area, term in terms:
            at = words.text.find(term)
            if at < 0 or (of, term) in seen:
                continue
            seen.add((of, term))
            if area.name not in told:
                told[area.name] = any(word in prose for word in (*area.terms, *area.told))
            yield BusinessTerm(area.name, _within(words, at, at + len(term)), where, group, own, told[area.name])


def _prose(said: Sequence[Stretch]) -> str:
    """What the report tells in its own sentences."""
    return "\n".join(
        stretch.text
        for stretch in said
        if stretch.role is BlockRole.BODY
        and not isinstance(stretch.spot.block, Table)
        and "问卷" not in stretch.section
        and "？" not in stretch.text
    )


def _places(trees: Sequence[IndicatorTree], surveys: Sequence[Survey]) -> Iterator[tuple[str, str, str, Words]]:
    """The words of each indicator and question: where they are, what they are judged with, whose they are."""
    for tree in trees:
        for indicator in tree.indicators:
            group, of = f"table {tree.table}", f"{tree.table} {indicator.index}"
            for words in (indicator.name, indicator.explanation, indicator.rubric_words, indicator.source):
                if words is not None:
                    yield "指标", group, of, words
    for at, survey in enumerate(surveys):
        for question in survey.questions:
            group = f"question {at} {question.number}"
            yield "问卷", group, group, question.words


def _within(words: Words, start: int, end: int) -> Words:
    """A run of the characters of words, at its own place."""
    place = words.location
    quote = words.text[max(0, start - _QUOTE // 2) : max(0, start - _QUOTE // 2) + _QUOTE]
    return Words(words.text[start:end], replace(place, start=place.start + start, end=place.start + end), quote)
