"""What a template, another report or a slip of the pen left in a report's words."""

from __future__ import annotations

from dataclasses import dataclass

from extract.model.facts import Words


@dataclass(frozen=True, slots=True)
class Residue:
    """Words that the report does not say itself. `what` is 占位 (a blank of the template: XX县, 20XX年), 空缺 (a
    figure not filled in: 占 %), 说明 (an instruction to whoever fills it in), 外文 (a foreign word inside a sentence), 乱码 (characters of a wrong charset),
    出错 (what an office program prints where a field or formula fails) or 用语 (what offices are called at another level
    of government). `places` are all of one cause in document order; `beside` is where the report prints it right.
    `certain` is False where the words may stand on purpose."""

    what: str
    places: tuple[Words, ...]
    beside: Words | None = None
    certain: bool = True


@dataclass(frozen=True, slots=True)
class NameSlip:
    """A name printed otherwise than the report itself prints it elsewhere. `how` is 残缺 (cut inside a word), 少字,
    多字, 错字 or 字序颠倒 (a character too few, one twice, another one, two of them swapped), 他单位 (another unit's
    name for the own) or 异名 (a body of the unit with a word of its name left out). `said` are the places in document order, `known` is the name in full."""

    how: str
    said: tuple[Words, ...]
    known: Words


@dataclass(frozen=True, slots=True)
class TitlePair:
    """Two printings of the report's own title: the first of the cover, and another in its front matter. `forms` are what
    each calls the report (自评, 评价, "" for neither), `years` the years, `units` the units they name ("" for none)."""

    first: Words
    other: Words
    forms: tuple[str, str]
    years: tuple[int | None, int | None]
    units: tuple[str, str] = ("", "")


@dataclass(frozen=True, slots=True)
class BusinessTerm:
    """A term of one line of business in a question or an indicator of the whole unit's evaluation. `area` is the line
    of business, `own` are those of the unit by its name (empty: not known), `told` says that the report's prose tells
    of the area; `where` is 指标 or 问卷, `group` what is judged together: the table of indicators, or the one question."""

    area: str
    words: Words
    where: str
    group: str
    own: tuple[str, ...]
    told: bool
