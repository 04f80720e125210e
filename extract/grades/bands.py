"""The bands by which a report grades (90分以上为优，80—90分为良，…): in a sentence, in brackets behind a grade, in a table."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from extract.grades.texts import Span, place_of
from extract.grades.words import BARE_LETTER, GRADE, LETTER, OTHER, OWN, grade_of, in_letters
from extract.model import Cell, Document, GradeBand, GradeScheme, Outline, Table

_ENDS = r"[”\"’」』】）)（(：:，,。；;、/\s\d≥>＞<＜≤\[]|等|档|级|$"
_TOKEN = re.compile(
    rf"(?:(?<![\u4e00-\u9fff])|(?<=[分上下照按即定]))(?P<alone>{GRADE}|{LETTER})(?={_ENDS})"
    rf"|(?<=[为是属即])(?P<after>{GRADE}|{LETTER})(?={_ENDS})"
    r"|(?P<number>(?<![\d.〔\[年第])\d{1,3}(?:\.\d+)?(?![\d.]*\s*[年月日%％个项号条款家人〕]|\d|分制))"
)
_INCLUDED = re.compile(r"[（(]\s*不?含\s*(?:\d+(?:\.\d+)?\s*分?)?\s*(?:本数)?[)）]|[，,]?\s*不?含\s*\d+\s*分?")
_FULL = re.compile(r"(?:满分|总分|分值|共计?)(?:为|是|设[定置]?为?)?\s*\d+\s*分?")
_BELOW = re.compile(r"以下|<|＜|低于|不足|不满|小于")
_BRACKETS = re.compile(r"[（(]((?:[^（()）]|[（(][^（()）]*[)）])*)[)）]")
_AND = re.compile(r"[，,]\s*(?:得分|[SsXx]|且|并)?\s*(?:[≥≤<>＜＞]|低于|小于|不足|高于|大于|不低于)")
_FEWEST = 3  # grades of a scheme
_LEAST_TOP = 70  # a scheme whose best grade begins lower grades points of a rubric, not an evaluation
_LEAD = 8  # characters between a grade and the number behind it, or between the ends of a band
_GRADE_CELL = re.compile(rf"[“\"]?({GRADE}|{BARE_LETTER})[”\"]?(?:等级|等次|级|等|档)?")
_RANGE_CELL = re.compile(
    r"[\sSsXxFf综合评价得总分数含不本及至到以上下大小于等低高~～\-—–－≤≥<>＜＞=,，、\d.（()）\[\]]*\d[^%％]*"
)


@dataclass(frozen=True, slots=True)
class _Band:
    """A grade and its scores; where its word begins in the text that was read."""

    grade: str
    low: Decimal
    high: Decimal | None
    word: str
    start: int


_Numbers = Sequence[re.Match[str]]
_Group = tuple[re.Match[str], list[re.Match[str]]]


def schemes(document: Document, outline: Outline, spans: Iterable[Span]) -> list[GradeScheme]:
    """The scheme that a report prints, once or often, and one of letters beside one of words; none where it prints
    several that differ."""
    found = [*_of_texts(spans), *_of_tables(document, outline)]
    kept: list[GradeScheme] = []
    for letters in (False, True):
        alike = [scheme for scheme in found if in_letters(scheme.bands[0].grade) is letters]
        lines = {tuple((band.grade, band.low) for band in scheme.bands) for scheme in alike}
        kept += alike[:1] if len(lines) == 1 else []
    return kept


# -- in sentences ----------------------------------------------------------------------------------------------------


def _of_texts(spans: Iterable[Span]) -> Iterator[GradeScheme]:
    for span in spans:
        for run in re.finditer(r"[^。\n]+", span.content):
            if OTHER.search(run[0]) and not OWN.search(run[0]):
                continue
            for start, text in _candidates(run):
                bands = _bands_in(text)
                if bands:
                    places = [(start + band.start, start + band.start + len(band.word)) for band in bands]
                    printed = [span.words(begin, end, run[0].strip()[:120]) for begin, end in places]
                    yield GradeScheme(
                        tuple(GradeBand(b.grade, b.low, b.high, w) for b, w in zip(bands, printed, strict=True))
                    )
                    break


def _candidates(run: re.Match[str]) -> Iterator[tuple[int, str]]:
    """What may be a scheme: what stands in brackets (评价等级为良（90分以上为优，…）), then the whole sentence."""
    for found in _BRACKETS.finditer(run[0]):
        yield run.start() + found.start(1), found[1]
    yield run.start(), run[0]


def _bands_in(text: str) -> tuple[_Band, ...] | None:
    """The bands of one text from the highest to the lowest: numbers before their grade, or behind it."""
    if "分" not in text and not re.search(r"[≥>＞]", text):
        return None
    for pattern in (_INCLUDED, _FULL):  # blanked, so that offsets stay
        text = pattern.sub(lambda found: " " * len(found[0]), text)
    tokens = list(_TOKEN.finditer(text))
    first = next((at for at, token in enumerate(tokens) if token["number"]), None)
    if first is None or sum(not token["number"] for token in tokens) < _FEWEST:
        return None
    lead = text[tokens[first - 1].end() : tokens[first].start()] if first else "、"
    behind = not re.search(r"[、，,。；;]|等级|档", lead) and len(lead) <= _LEAD
    groups = _behind(text, tokens[first - 1 :]) if behind else _before(text, tokens[first:])
    bands = []
    for at, (word, numbers) in enumerate(groups):
        following = groups[at + 1][1] if behind and at + 1 < len(groups) else []
        ends = _ends(text, numbers, following[0].start() if following else len(text)) if numbers else None
        if ends is None:
            return None
        bands.append(_Band(grade_of(_said(word)), *ends, _said(word), word.start()))
    return _ranked(bands)


def _ranked(bands: list[_Band]) -> tuple[_Band, ...] | None:
    """Bands from the highest to the lowest; None where they are no scheme."""
    bands.sort(key=lambda band: -band.low)
    lows = [band.low for band in bands]
    names = {band.grade for band in bands}
    if len(bands) < _FEWEST or len(set(lows)) != len(lows) or len(names) != len(bands) or lows[-1] != 0:
        return None
    return tuple(bands) if _LEAST_TOP <= lows[0] <= 100 else None


def _behind(text: str, tokens: Sequence[re.Match[str]]) -> list[_Group]:
    """Each grade with the numbers behind it (优：90分以上；良：…), up to where a grade is said again."""
    groups: list[_Group] = []
    for token in tokens:
        if not token["number"]:
            if _again(token, groups):
                break
            groups.append((token, []))
        elif not groups[-1][1] or _close(text, groups[-1][1][-1], token):
            groups[-1][1].append(token)
    return groups


def _before(text: str, tokens: Sequence[re.Match[str]]) -> list[_Group]:
    """Each grade with the numbers before it (90分以上为优，…), up to where a grade is said again."""
    groups: list[_Group] = []
    run: list[re.Match[str]] = []
    for token in tokens:
        if token["number"]:
            run = [*run, token] if run and _close(text, run[-1], token) else [token]
        elif run:
            if _again(token, groups):
                break
            groups.append((token, run))
            run = []
    return groups


def _again(token: re.Match[str], groups: Sequence[_Group]) -> bool:
    return any(_said(token) == _said(word) for word, _ in groups)


def _said(token: re.Match[str]) -> str:
    return token["alone"] or token["after"]


def _close(text: str, one: re.Match[str], other: re.Match[str]) -> bool:
    """Whether two numbers are the ends of one band."""
    gap = text[one.end() : other.start()]
    return (
        len(gap) <= _LEAD
        and not re.search(r"[、；;。]", gap)
        and (not re.search(r"[，,]", gap) or bool(_AND.search(gap)))
    )


def _ends(text: str, numbers: _Numbers, stop: int) -> tuple[Decimal, Decimal | None] | None:
    """The least score of a band, and its highest where it is printed, from the one or two numbers."""
    values = list(dict.fromkeys(Decimal(token["number"]) for token in numbers))[-2:]
    if len(values) == 2:
        return min(values), max(values)
    start = max(0, numbers[0].start() - 4)
    around = text[start : min(stop, numbers[-1].end() + 6)]
    if _BELOW.search(re.split(r"[，,；;。]", around[numbers[-1].end() - start :])[0]) or _BELOW.search(
        re.split(r"[，,；;。、]", around[: numbers[0].start() - start])[-1]
    ):
        return Decimal(0), values[0]
    return values[0], None


# -- in tables -------------------------------------------------------------------------------------------------------


def _of_tables(document: Document, outline: Outline) -> Iterator[GradeScheme]:
    """Grades in a row or a column of cells, their scores in the next one."""
    for block in document.blocks:
        if not isinstance(block, Table):
            continue
        places = {(cell.row, cell.column): cell for cell in block.cells}
        for down in (False, True):
            scheme = _of_line(block, outline, places, down)
            if scheme is not None:
                yield scheme
                break


def _of_line(block: Table, outline: Outline, places: dict[tuple[int, int], Cell], down: bool) -> GradeScheme | None:
    """The scheme of the first row (column, where it runs `down`) of grades that has one."""
    lines: dict[int, list[tuple[Cell, str]]] = {}
    for cell in block.cells:
        found = _GRADE_CELL.fullmatch(cell.text.content.strip())
        if found is not None:
            lines.setdefault(cell.column if down else cell.row, []).append((cell, found[1]))
    for cells in lines.values():
        for step in (1, -1):
            bands = [_of_cell(cell, word, places, (0, step) if down else (step, 0)) for cell, word in cells]
            whole = [band for band in bands if band is not None]
            ranked = _ranked([band for _, band in whole]) if len(whole) == len(bands) else None
            if ranked is None:
                continue
            spans = {band.grade: Span(cell.text, place_of(outline, block, cell)) for cell, band in whole}
            return GradeScheme(
                tuple(
                    GradeBand(b.grade, b.low, b.high, spans[b.grade].words(b.start, b.start + len(b.word)))
                    for b in ranked
                )
            )
    return None


def _of_cell(
    cell: Cell, word: str, places: dict[tuple[int, int], Cell], step: tuple[int, int]
) -> tuple[Cell, _Band] | None:
    """A grade with the scores that the next cell gives for it."""
    beside = places.get((cell.row + step[0], cell.column + step[1]))
    if beside is None or not _RANGE_CELL.fullmatch(beside.text.content):
        return None
    text = _INCLUDED.sub(lambda found: " " * len(found[0]), beside.text.content)
    numbers = [token for token in _TOKEN.finditer(text) if token["number"]]
    ends = _ends(text, numbers, len(text)) if numbers else None
    return None if ends is None else (cell, _Band(grade_of(word), *ends, word, cell.text.content.index(word)))
