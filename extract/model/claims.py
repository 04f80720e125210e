"""Claims: relations that the document itself asserts."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from extract.model.calendar import CalendarClaim
from extract.model.citations import Annexed, Citation
from extract.model.facts import Binding, Fact, Words
from extract.model.passages import FigureWays, MemberGap, PassagePair
from extract.model.references import ReferenceClaim
from extract.model.residue import BusinessTerm, NameSlip, Residue, TitlePair
from extract.model.sections import SectionClaim
from extract.model.wording import Nearness, RateFormula, Slip


@dataclass(frozen=True, slots=True)
class PartGroup:
    """Parts that are offered as the whole of a total.

    `totals` are the candidates in order of rank (cue, basis and unit class decide it, never arithmetic); a group that
    only fits a lower one is at most an info. `exhaustive` is False where the words leave it open (含, 等, a remainder
    that is not printed). `partition` tells several partitions of one total apart ("按用途"). `where` is prose, rows
    (a total row and the rows above or below it), columns (a total column and its parts) or hierarchy (类/款/项).
    `signs` tells, part by part, which move with the total (+1) and which against it (-1), as where 净增 is made of 增加
    and 减少; empty: all with it. `either`: the words leave open which candidate is meant (T：甲 a、乙 b。其中，… may go on
    about 乙 or about T again), and the claim holds where one of them is reached.
    """

    totals: tuple[Fact, ...]
    parts: tuple[Fact, ...]
    cue: Words
    exhaustive: bool = True
    partition: str = ""
    where: str = "prose"
    binding: Binding = Binding.CUE
    signs: tuple[int, ...] = ()
    either: bool = False

    @property
    def terms(self) -> tuple[tuple[int, Fact], ...]:
        """Each part with its sign."""
        return tuple(zip(self.signs or (1,) * len(self.parts), self.parts, strict=True))


@dataclass(frozen=True, slots=True)
class RateClaim:
    """`rate` percent = `numerator` ÷ `denominator` × 100. `kind` is share, completion or rate. `others` are further
    denominators in the same passage that the words do not name (the initial budget beside the adjusted one): they
    explain a wrong rate, they never excuse it."""

    numerator: Fact
    denominator: Fact
    rate: Fact
    cue: Words
    kind: str = "rate"
    others: tuple[Fact, ...] = ()
    binding: Binding = Binding.CUE


@dataclass(frozen=True, slots=True)
class ChangeClaim:
    """A change from `base` to `now`: `delta` in their unit, `rate` in percent of the base, each None where it is not
    printed. Figures are kept unsigned as printed; `direction` is +1 (增加, 增长, 提高), -1 (减少, 下降) or 0 (持平), as the
    word in front of the first change has it; `rate_direction` that of the rate's own word where it has one."""

    now: Fact
    base: Fact | None
    delta: Fact | None
    rate: Fact | None
    direction: int
    cue: Words
    binding: Binding = Binding.CUE
    rate_direction: int | None = None


@dataclass(frozen=True, slots=True)
class BalanceClaim:
    """opening + incomes − spendings = closing. With no opening it is a difference: what came in, what went out, what
    is left."""

    opening: Fact | None
    incomes: tuple[Fact, ...]
    spendings: tuple[Fact, ...]
    closing: Fact
    cue: Words
    binding: Binding = Binding.CUE


@dataclass(frozen=True, slots=True)
class DifferenceClaim:
    """minuend − subtrahend = result: 编制 − 实有 = 空编, 分值 − 扣分 = 得分, a printed rate less another in points."""

    minuend: Fact
    subtrahend: Fact
    result: Fact
    cue: Words
    kind: str = ""
    binding: Binding = Binding.CUE


@dataclass(frozen=True, slots=True)
class ProductClaim:
    """The product of the factors is the result: weight × rate = score, heads × standard. A factor in percent counts
    as a hundredth."""

    factors: tuple[Fact, ...]
    result: Fact
    cue: Words
    binding: Binding = Binding.CUE


@dataclass(frozen=True, slots=True)
class Restatement:
    """One claim stated more than once, in document order.

    `why` says what makes the statements one claim: 明示 (the words say so: 即, 与…一致), 同文 (the same clause in the
    same surroundings), 同段 (the same place of a passage that is printed twice), 同项 (the same item, basis, year,
    entity and unit class), 同码 (the same subject code).
    """

    facts: tuple[Fact, ...]
    why: str
    cue: Words | None = None
    binding: Binding = Binding.CUE


@dataclass(frozen=True, slots=True)
class CodeName:
    """A subject code with the name printed beside it. `level` is 类, 款 or 项 as printed ("" where it is not);
    `nature` is what the row or clause calls the money (项目支出, 统发工资) where that is not an account's name."""

    code: Words
    name: Words
    level: str = ""
    year: int | None = None
    amounts: tuple[Fact, ...] = ()
    table: int | None = None


@dataclass(frozen=True, slots=True)
class CountedList:
    """A stated number of things, and the things that are named. `exhaustive` is False for 包括…等. `beside` are the
    counts just before that the same list may name as well (设 6 个科室，设 2 个中心：甲、乙 …)."""

    stated: Fact
    members: tuple[Words, ...]
    cue: Words
    exhaustive: bool = True
    binding: Binding = Binding.CUE
    beside: tuple[Fact, ...] = ()


@dataclass(frozen=True, slots=True)
class Pairing:
    """Names and figures that answer each other in order: 甲、乙、丙分别下降 a、b、c. `most` is how many names there are at
    most, where a 和 inside the last one may join two."""

    names: tuple[Words, ...]
    figures: tuple[Fact, ...]
    cue: Words
    most: int
    binding: Binding = Binding.CUE


@dataclass(frozen=True, slots=True)
class ScoreStatement:
    """A figure of an indicator tree that prose states again: `table` is the tree's figure, `said` are the statements in
    document order. `what` is 总分 (the score of the whole tree, whose `name` is ""), 得分 or 分值 (score or weight of the
    indicator called `name`)."""

    table: Fact
    said: tuple[Fact, ...]
    what: str = "总分"
    name: str = ""
    binding: Binding = Binding.INHERITED


@dataclass(frozen=True, slots=True)
class GradeClaim:
    """The grade that a score is given. `grade` is the word of the national scheme where it has one for the same (优 for
    优秀), else the printed one; `words` are as printed."""

    score: Fact
    grade: str
    words: Words
    binding: Binding = Binding.CUE


@dataclass(frozen=True, slots=True)
class GradeBand:
    """A grade and the scores it is given for: from `low` on, up to `high` where the report prints an upper end. `grade`
    is named as in `GradeClaim`; `words` are the printed grade."""

    grade: str
    low: Decimal
    high: Decimal | None
    words: Words


@dataclass(frozen=True, slots=True)
class GradeScheme:
    """The bands by which a report grades its scores, from the highest to the lowest, which begins at 0."""

    bands: tuple[GradeBand, ...]


@dataclass(frozen=True, slots=True)
class DeductionClaim:
    """What prose says was taken off: full − score = deduction. `name` is the indicator's, "" for the whole evaluation.
    `scores` and `full` are one figure each, or those of all parts of an indicator that prints none itself; `full` is
    empty where the full marks are the hundred that nobody prints."""

    deduction: Fact
    scores: tuple[Fact, ...]
    full: tuple[Fact, ...]
    cue: Words
    name: str = ""
    binding: Binding = Binding.INHERITED


@dataclass(frozen=True, slots=True)
class MarksGiven:
    """The score of one indicator that prose gives beside its weight: it cannot be above it."""

    score: Fact
    weight: Fact
    cue: Words


@dataclass(frozen=True, slots=True)
class MeanClaim:
    """A figure offered as that of all groups together (综合满意度), or of all rows of a table (平均得分), whose own figures
    are `parts`; `what` says which of both (满意度, 得分). `counts` are how many
    each group may count by, one tuple for each way of counting, () where none is printed for all of them; `weighted`
    says that the words name a weighting without printing it."""

    mean: Fact
    parts: tuple[Fact, ...]
    cue: Words
    counts: tuple[tuple[Fact, ...], ...] = ()
    weighted: bool = False
    binding: Binding = Binding.INFERRED
    what: str = "满意度"


@dataclass(frozen=True, slots=True)
class OrderClaim:
    """Words that set two figures in order: `left` is larger (+1) or smaller (-1) than the other, or level with it (0).
    `rights` are the figures that the words may mean (决算数小于预算数, where an initial and an adjusted budget were named);
    with none, `left` is a rate of completion and stands against 100 percent. `loosely` marks 基本持平, which is no equality."""

    left: Fact
    rights: tuple[Fact, ...]
    order: int
    cue: Words
    loosely: bool = False
    binding: Binding = Binding.CUE


@dataclass(frozen=True, slots=True)
class BoundClaim:
    """Figures of which none counts the money of another, and the whole that they together cannot exceed."""

    parts: tuple[Fact, ...]
    whole: Fact
    cue: Words
    binding: Binding = Binding.CUE


@dataclass(frozen=True, slots=True)
class FormsTotal:
    """A number of projects and their money as the prose gives them, and the money of each project's own form."""

    count: Fact
    amount: Fact
    forms: tuple[Fact, ...]
    cue: Words


Claim = (
    PartGroup
    | RateClaim
    | ChangeClaim
    | BalanceClaim
    | DifferenceClaim
    | ProductClaim
    | Restatement
    | CodeName
    | CountedList
    | Pairing
    | ScoreStatement
    | GradeClaim
    | GradeScheme
    | DeductionClaim
    | MarksGiven
    | MeanClaim
    | OrderClaim
    | BoundClaim
    | FormsTotal
    | Citation
    | Annexed
    | Nearness
    | Slip
    | RateFormula
    | ReferenceClaim
    | PassagePair
    | FigureWays
    | MemberGap
    | Residue
    | NameSlip
    | TitlePair
    | BusinessTerm
    | CalendarClaim
    | SectionClaim
)
