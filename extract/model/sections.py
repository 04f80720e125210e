"""Claims about what a report has and has not: its sections, its signatures, what it says of itself in two places."""

from __future__ import annotations

from dataclasses import dataclass

from extract.model.facts import Fact, Words


@dataclass(frozen=True, slots=True)
class ReportParts:
    """The parts of a whole self-evaluation report. `report` is its kind (部门整体支出, 项目支出), `title` its title; `parts`
    are those it has, by name (基本情况, 评价结论, 存在问题, 改进措施), each with its heading or the words that tell it;
    `promised` are those that its own words announce, with these words. `last` is the heading of its last section."""

    report: str
    title: Words
    parts: tuple[tuple[str, Words], ...]
    promised: tuple[tuple[str, Words], ...]
    last: Words

    def part(self, name: str) -> Words | None:
        """The heading of a part, None where the report has none."""
        return next((words for known, words in self.parts if known == name), None)


@dataclass(frozen=True, slots=True)
class HalvesTold:
    """A heading that announces two things (预决算公开, 存在的问题及改进措施): the name of each with the words below that tell
    it, None where nothing does."""

    heading: Words
    halves: tuple[tuple[str, Words | None], ...]


@dataclass(frozen=True, slots=True)
class EmptySection:
    """A heading with nothing below it, or with no more than the words 无 or 略 of `said`; `beside` is the heading next to it
    that has something below."""

    heading: Words
    beside: Words
    said: Words | None = None


@dataclass(frozen=True, slots=True)
class BlankSignature:
    """The lines of a report that are to be signed and dated and are blank."""

    lines: tuple[Words, ...]


@dataclass(frozen=True, slots=True)
class NoProblems:
    """Words by which a report says that it has no problems (存在问题：无)."""

    words: Words


@dataclass(frozen=True, slots=True)
class AllMet:
    """Words by which a report has all its indicators met, and words by which it has some unmet."""

    met: Words
    unmet: Words


@dataclass(frozen=True, slots=True)
class Marks:
    """An indicator with its marks: its name, the full marks and those it was given."""

    name: Words
    weight: Fact
    score: Fact

    @property
    def full(self) -> bool:
        """Whether nothing was taken off."""
        return self.score.quantity.value >= self.weight.quantity.value


@dataclass(frozen=True, slots=True)
class Appraisal:
    """What the prose says of a matter that indicators score: badly (公务卡结算执行不到位), or, with `good`, well (确保预算编制合理).
    `indicators` are those that score it."""

    words: Words
    topic: str
    indicators: tuple[Marks, ...]
    good: bool = False


@dataclass(frozen=True, slots=True)
class AskedBy:
    """An indicator that is scored by a questionnaire, and what the report's questionnaires say of it: `told` are the words
    that ask it (a question, the title of a questionnaire, a figure of the prose), empty where none does. `what` is 知晓 or
    满意, `who` the people the indicator names; `surveys` are the titles of the questionnaires."""

    indicator: Words
    what: str
    who: str
    surveys: tuple[Words, ...]
    told: tuple[Words, ...] = ()


@dataclass(frozen=True, slots=True)
class Purchases:
    """What a report tells of its government procurement: the budget, what was bought by it (`done`: a figure, or words), and
    the spending of the same report that is procurement as a rule: capital expenditure, and sums put into equipment.
    `scored` are the indicators that score procurement."""

    heading: Words
    budget: Fact
    done: tuple[Fact | Words, ...]
    capital: Fact | None = None
    equipment: tuple[Fact, ...] = ()
    scored: tuple[Marks, ...] = ()


@dataclass(frozen=True, slots=True)
class ProjectsNamed:
    """How many projects the prose says have a form of their own, and the titles of the forms."""

    count: Fact
    forms: tuple[Words, ...]


SectionClaim = (
    ReportParts
    | HalvesTold
    | EmptySection
    | BlankSignature
    | NoProblems
    | AllMet
    | Appraisal
    | AskedBy
    | Purchases
    | ProjectsNamed
)
