"""The types that cross a folder: what a reader hands to extraction, and what extraction hands to the checks.

Everything here is a frozen value. A place is captured when the text is read and never searched for again, a number
keeps what was written beside what it means, and no type knows a file format or a rule.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from enum import Enum, IntEnum
from functools import cached_property
from typing import TypeVar

# --------------------------------------------------------------------------------------------------------------
# Where something stands
# --------------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Location:
    """Where a run of characters stands in a document.

    `line`, `page`, `table`, `row` and `column` count from 1, as people count; `None` where the format has no such
    thing. `block` is the index in `Document.blocks`; `start` and `end` are character offsets into the text of that
    block (of that cell, for a table). `bbox` is (x0, top, x1, bottom) in PDF points.
    """

    kind: str  # paragraph | cell | footnote | endnote | textbox | header
    section: str = ""
    block: int = 0
    start: int = 0
    end: int = 0
    page: int | None = None
    line: int | None = None
    table: int | None = None
    row: int | None = None
    column: int | None = None
    bbox: tuple[float, float, float, float] | None = None


@dataclass(frozen=True, slots=True)
class Mark:
    """From `offset` on, the characters of a `Text` stand on this line and page of the source."""

    offset: int
    line: int | None = None
    page: int | None = None
    bbox: tuple[float, float, float, float] | None = None


@dataclass(frozen=True, slots=True)
class Text:
    """Characters as a reader sees them, with the places that its pieces came from.

    `marks` ascend by offset. A paragraph that was broken over two lines or pages is one `Text` with a mark at each
    join, so every figure keeps its own line.
    """

    content: str
    marks: tuple[Mark, ...] = ()

    def mark_at(self, offset: int) -> Mark:
        """The mark in force at a character offset (an empty mark where the source has neither lines nor pages)."""
        if not self.marks:
            return Mark(0)
        return self.marks[max(0, bisect_right(self.marks, offset, key=lambda m: m.offset) - 1)]


# --------------------------------------------------------------------------------------------------------------
# What a reader hands over
# --------------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph. Automatic numbering is already part of the text, hidden and deleted text is not.

    `origin` is body, footnote, endnote, textbox or header. `level` is the outline level (1 = top) that the source
    declares for it (a heading style, a Markdown mark), None where it declares none. `toc` says that the source marks
    it as a line of a table of contents.
    """

    index: int
    text: Text
    origin: str = "body"
    level: int | None = None
    toc: bool = False


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell, once, however many grid places it spans. `row` and `column` are its top-left place, from 0."""

    row: int
    column: int
    text: Text
    row_span: int = 1
    column_span: int = 1


@dataclass(frozen=True, slots=True)
class Table:
    """A table as a grid. `number` counts the tables of a document from 1; `index` is its place among the blocks.

    `header_rows` is how many leading rows the source itself marks as header (0: it says nothing). A nested table is a
    table of its own that follows the one it stands in; `parent` is then (table number, row, column) from 1.
    `ragged` says that the source has no grid (tab-separated text): cells may be missing at the end of a row, and a
    blank cell may be part of a merged one.
    """

    index: int
    number: int
    rows: int
    columns: int
    cells: tuple[Cell, ...]
    header_rows: int = 0
    parent: tuple[int, int, int] | None = None
    ragged: bool = False


Block = Paragraph | Table


@dataclass(frozen=True, slots=True)
class Document:
    """One file as a sequence of blocks in reading order. `notes` are remarks for the user (Chinese), such as how many
    tracked deletions were left out."""

    path: str
    sha256: str
    format: str  # docx | text | markdown | pdf | xlsx | html
    blocks: tuple[Block, ...]
    pages: int | None = None
    notes: tuple[str, ...] = ()


# --------------------------------------------------------------------------------------------------------------
# Structure
# --------------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Section:
    """A heading and what stands under it. `path` joins the headings from the top with " / "; `number` is the printed
    number ("（五）"), `title` the heading without it. `attachment` is the printed number of the 附件 it lies in ("3"),
    "" in the body. `parent` is an index into `Outline.sections`."""

    index: int
    number: str
    title: str
    level: int
    block: int
    path: str
    parent: int | None = None
    attachment: str = ""


@dataclass(frozen=True, slots=True)
class TocEntry:
    """A line of the table of contents: the title as printed without leader and page, and the page it gives."""

    title: str
    page: int | None
    location: Location


@dataclass(frozen=True, slots=True)
class Caption:
    """What is printed above a table: its title (表名), and the unit line (单位：元) where there is one."""

    title: str = ""
    unit: str = ""
    location: Location | None = None
    unit_location: Location | None = None


@dataclass(frozen=True, slots=True)
class Cover:
    """What the cover and title say: department, report title, the year reported on, and the kind of report
    (部门整体支出 | 项目支出 | 部门决算 | 部门预算 | ""), each "" or None where it is not stated."""

    title: str = ""
    department: str = ""
    year: int | None = None
    kind: str = ""


class BlockRole(Enum):
    """What a block is for."""

    COVER = "cover"
    TOC = "toc"
    HEADING = "heading"
    CAPTION = "caption"
    UNIT = "unit"
    BODY = "body"
    TABLE = "table"


@dataclass(frozen=True, slots=True)
class Outline:
    """The structure of a document. `roles[i]` and `section_of[i]` (an index into `sections`, or None before the first
    heading) belong to block i; `captions` is keyed by the block index of the table; `units[i]` is the unit that a
    unit line or caption puts in force for bare numbers of block i ("" where there is none)."""

    sections: tuple[Section, ...]
    section_of: tuple[int | None, ...]
    roles: tuple[BlockRole, ...]
    toc: tuple[TocEntry, ...]
    captions: dict[int, Caption]
    units: tuple[str, ...]
    cover: Cover

    def section_path(self, block: int) -> str:
        """The headings above a block, joined with " / "; "" before the first heading."""
        at = self.section_of[block] if 0 <= block < len(self.section_of) else None
        return "" if at is None else self.sections[at].path


# --------------------------------------------------------------------------------------------------------------
# Numbers
# --------------------------------------------------------------------------------------------------------------


class Bound(Enum):
    """How exactly a number is meant. 余 says [v, next unit of the last significant digit), 近 a little below, 约 and
    左右 around, AT_LEAST and AT_MOST (以上, 不低于, ≥ …) a threshold and no measurement."""

    EXACT = "exact"
    OVER = "over"
    UNDER = "under"
    ABOUT = "about"
    AT_LEAST = "at_least"
    AT_MOST = "at_most"


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number as written and as meant.

    `value`, `ulp` (the worth of the last written digit) and `high` (the upper end of a range, else None) are in the
    base unit of the dimension: 元 for money, percent for rates, the measure word itself for counts; `scale` is how
    many base units the printed unit is worth (万元: 10000), so `printed` is the figure as it stands on paper.
    `text` is the figure with its unit as printed. `nil` marks a written nothing (无, —, /), whose value is 0. `given`
    is False where the unit was not printed beside the number but inherited from a column, caption or list.
    `start` and `end` are offsets in the text that was scanned; `number_end` is where the bare figure ends and its
    unit begins.
    """

    text: str
    value: Decimal
    ulp: Decimal
    dimension: str  # money percent point score count area length weight time "" (no unit known)
    unit: str
    scale: Decimal = Decimal(1)
    bound: Bound = Bound.EXACT
    high: Decimal | None = None
    nil: bool = False
    given: bool = True
    word: bool = False  # written in words: 八成五, 持平, 翻番
    start: int = 0
    end: int = 0
    number_end: int = 0

    @property
    def printed(self) -> Decimal:
        """The figure as it stands on paper, in the printed unit."""
        if self.scale == 1:
            return self.value
        return self.value.scaleb(-self.scale.adjusted())

    @property
    def exact(self) -> bool:
        return self.bound is Bound.EXACT and self.high is None


@dataclass(frozen=True, slots=True)
class NotQuantity:
    """A run of digits or numerals that measures nothing.

    `reason` is 文号, 日期, 序号, 热线, 编码, 页码, 条款, 名称 or 公式.
    """

    text: str
    reason: str
    start: int
    end: int


Token = Quantity | NotQuantity


# --------------------------------------------------------------------------------------------------------------
# Facts
# --------------------------------------------------------------------------------------------------------------


class Binding(IntEnum):
    """How sure a link between a number and its meaning, or between two facts, is. A finding is no surer than its
    weakest binding: INFERRED caps it at warning, FUZZY at info."""

    FUZZY = 1
    INFERRED = 2
    INHERITED = 3
    CUE = 4
    CELL = 5


@dataclass(frozen=True, slots=True)
class Fact:
    """A quantity bound to what it measures.

    `label` is what the document calls it, cleaned of spaces, years and filler; `item` is the path from the widest to
    the narrowest term in the lexicon's words (基本支出/商品和服务支出), its last member the fact itself; `concept` is
    the lexicon's name of that last member, "" where the lexicon does not know it.
    `measure` is amount, count, score, weight, share, completion, growth, rate, delta, deduction, or for counts what is
    counted (编制, 实有, 空编); `basis` is 年初预算, 调整预算, 预算, 决算, 上年决算, 计划, 实际 … or "".
    `qualifiers` are what makes two like items different (recipient, comparison base, purpose, sub-group).
    `code` is the subject code printed with it. `template` is its clause with the number blanked: the same words twice
    are the same statement. `quote` is the clause around it, at most 120 characters.
    """

    id: int
    quantity: Quantity
    location: Location
    quote: str
    label: str = ""
    item: tuple[str, ...] = ()
    concept: str = ""
    measure: str = ""
    basis: str = ""
    year: int | None = None
    entity: str = ""
    qualifiers: tuple[str, ...] = ()
    code: str = ""
    template: str = ""
    binding: Binding = Binding.CUE


@dataclass(frozen=True, slots=True)
class Words:
    """A run of words that a finding can point at: a cue, a name, a code, a header."""

    text: str
    location: Location
    quote: str = ""


# --------------------------------------------------------------------------------------------------------------
# Claims: relations that the document itself asserts
# --------------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class PartGroup:
    """Parts that are offered as the whole of a total.

    `totals` are the candidates in order of rank (cue, basis and unit class decide it, never arithmetic); a group that
    only fits a lower one is at most an info. `exhaustive` is False where the words leave it open (含, 等, a remainder
    that is not printed). `partition` tells several partitions of one total apart ("按用途"). `where` is prose, rows
    (a total row and the rows above or below it), columns (a total column and its parts) or hierarchy (类/款/项).
    `signs` tells, part by part, which move with the total (+1) and which against it (-1), as where 净增 is made of 增加
    and 减少; empty: all with it.
    """

    totals: tuple[Fact, ...]
    parts: tuple[Fact, ...]
    cue: Words
    exhaustive: bool = True
    partition: str = ""
    where: str = "prose"
    binding: Binding = Binding.CUE
    signs: tuple[int, ...] = ()

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
    same surroundings), 同项 (the same item, basis, year, entity and unit class), 同码 (the same subject code).
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
class MeanClaim:
    """A figure offered as that of all groups together (综合满意度), whose own figures are `parts`. `counts` are how many
    each group may count by, one tuple for each way of counting, () where none is printed for all of them; `weighted`
    says that the words name a weighting without printing it."""

    mean: Fact
    parts: tuple[Fact, ...]
    cue: Words
    counts: tuple[tuple[Fact, ...], ...] = ()
    weighted: bool = False
    binding: Binding = Binding.INFERRED


@dataclass(frozen=True, slots=True)
class OrderClaim:
    """Words that set two figures in order: `left` is larger (+1) or smaller (-1) than the other, or level with it (0).
    `rights` are the figures that the words may mean (决算数小于预算数, where an initial and an adjusted budget were named);
    `loosely` marks 基本持平, which is no equality."""

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
    | MeanClaim
    | OrderClaim
    | BoundClaim
    | FormsTotal
)


# --------------------------------------------------------------------------------------------------------------
# Known tables
# --------------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class AccountRow:
    """One row of a final-accounts table (决算表): code and name as printed, level (1 类, 2 款, 3 项, 0 a total row or
    a row without a code), and its amounts keyed by column path ("支出数/财政拨款")."""

    code: str
    code_words: Words | None
    name: str
    name_words: Words | None
    level: int
    total: bool
    amounts: dict[str, Fact]


@dataclass(frozen=True, slots=True)
class AccountTable:
    """A final-accounts table told by its headers. `columns` maps each column path to the lexicon concept it is about
    ("支出合计", "财政拨款收入", "年末结转和结余", "" unknown); `headers` gives the words of each column path. A column
    that is printed and wholly blank is in `columns` all the same: an empty 结转结余 column says something."""

    table: int
    title: str
    year: int | None
    entity: str
    unit: str
    columns: dict[str, str]
    headers: dict[str, Words]
    rows: tuple[AccountRow, ...]


@dataclass(frozen=True, slots=True)
class PublicTable:
    """A table of a 部门决算 or 部门预算 disclosure, told by its title. `kind` is 收支总表, 收入表, 支出表, 财政拨款总表,
    一般公共支出表, 基本支出表, 三公表, 基金表 or 国资表; `facts` its amounts in cell order; `empty` the note that says that
    there is nothing in it."""

    kind: str
    table: int
    title: str
    facts: tuple[Fact, ...]
    empty: Words | None = None


@dataclass(frozen=True, slots=True)
class ExpenseRow:
    """An item of the table of basic expenditure by economic subject; `amount` is None where its cell is blank."""

    name: Words
    amount: Fact | None = None


@dataclass(frozen=True, slots=True)
class SubjectItem:
    """What the prose tells of one subject (…（类）…（款）…（项）) in a paragraph of its own. `path` is the subject as
    printed, `name` its last part. `stated` is the amount printed right behind it, `planned` what is budgeted for it in
    the same paragraph, `budget` its initial or adjusted budget and `final` what was spent; `purpose` and `reason` the
    words of 主要用于 and 主要原因. Each is None where it is not printed."""

    path: Words
    name: str
    stated: Fact | None = None
    planned: Fact | None = None
    budget: Fact | None = None
    final: Fact | None = None
    purpose: Words | None = None
    reason: Words | None = None


@dataclass(frozen=True, slots=True)
class NamedExpenses:
    """Kinds of expense that the prose names as what an amount of basic expenditure went for (主要包括：…)."""

    names: tuple[Words, ...]
    cue: Words


@dataclass(frozen=True, slots=True)
class Absence:
    """Words of the prose that say that there was no money of a kind (无政府性基金预算财政拨款收入和支出). `fund` is 政府性基金 or
    国有资本经营."""

    fund: str
    words: Words


@dataclass(frozen=True, slots=True)
class Disclosure:
    """What a document says in the form of a 部门决算 or 部门预算 disclosure: its public tables, the items of basic
    expenditure, what it tells of each subject, which expenses it names and what money it says it had none of."""

    tables: tuple[PublicTable, ...] = ()
    expenses: tuple[ExpenseRow, ...] = ()
    items: tuple[SubjectItem, ...] = ()
    named: tuple[NamedExpenses, ...] = ()
    absent: tuple[Absence, ...] = ()


# --------------------------------------------------------------------------------------------------------------
# Indicators, rubrics, self-evaluation forms, questionnaires
# --------------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class RubricPoint:
    """One scored point of a rubric (①…得 0.5 分): its words and what it is worth. `choice` marks points of which only
    one can be given (steps: 优得 4 分，良得 3 分); `low` and `high` bound the measurements that a step is for (90% 以上,
    80%—90%), each None where it is open or where the step is not one of a rate."""

    words: Words
    points: Decimal
    choice: bool = False
    low: Decimal | None = None
    high: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Rubric:
    """评分标准 as data. Several pieces may stand in one rubric (a threshold, then a deduction per point below it).

    `points` are enumerated points; `full_at` is the threshold of full marks in the unit of the measure (percent for
    rates) and `rising` whether more is better (≥) or less (≤); `zero_at` is where nothing is left (≥120 % 得 0 分), with
    marks in between in proportion; `step` and `penalty` are the size of a deviation and what it costs, `penalty_of_weight`
    the same as a share of the weight (扣权重分的 5 % → 0.05), `floor` the lowest score (扣完为止: 0); `proportional` says
    score = weight × rate, capped at the weight; `per_item` is what each failing item costs; `veto` that one event costs
    everything; `open` that a judgement decides (酌情): no verdict; `weight_quoted` a weight that the rubric itself quotes.
    `at_target` says that full marks are for the row's own target (达到目标值得满分) and what is short of it is measured
    against it; `either` that a deviation costs in both directions (每超过（降低）1 个百分点).
    `measure` is what is measured, in the rubric's words (预算完成率, 满意度)."""

    words: Words
    points: tuple[RubricPoint, ...] = ()
    measure: str = ""
    rising: bool = True
    full_at: Decimal | None = None
    zero_at: Decimal | None = None
    step: Decimal | None = None
    penalty: Decimal | None = None
    penalty_of_weight: Decimal | None = None
    floor: Decimal | None = None
    proportional: bool = False
    per_item: Decimal | None = None
    veto: bool = False
    open: bool = False
    weight_quoted: Decimal | None = None
    at_target: bool = False
    either: bool = False


@dataclass(frozen=True, slots=True)
class Indicator:
    """One indicator of a tree or form, once, however many rows or pages its cells run over.

    `code` is its letter-digit code ("A11") or "", `level` counts from 1 at the top, `parent` is an index into the
    tree's indicators. `weight`, `score` and `deduction` are facts (a weight printed in the name is one too), `review` is
    the score that a second column gives (复核得分); `target` and `actual` are those of a form's 年度指标值 and 实际完成值, with
    `relation` (≥ ≤ = 定性 "") and `unit` as printed, `rate` that of its 完成率; `reason` is the deviation cell, None where
    there is no such column, with empty text where it is blank."""

    index: int
    code: str
    name: Words
    level: int
    parent: int | None = None
    weight: Fact | None = None
    score: Fact | None = None
    review: Fact | None = None
    deduction: Fact | None = None
    rubric: Rubric | None = None
    rubric_words: Words | None = None
    explanation: Words | None = None
    source: Words | None = None
    relation: str = ""
    target: Fact | None = None
    target_words: Words | None = None
    actual: Fact | None = None
    actual_words: Words | None = None
    rate: Fact | None = None
    unit: str = ""
    reason: Words | None = None


@dataclass(frozen=True, slots=True)
class IndicatorTree:
    """绩效评价指标体系: the indicators of one table (over all its pages) in printed order, and its total row; the total of a
    second column of scores (复核得分) is `total_review`."""

    table: int
    title: str
    indicators: tuple[Indicator, ...]
    total_weight: Fact | None = None
    total_score: Fact | None = None
    total_review: Fact | None = None

    def children(self, index: int) -> tuple[Indicator, ...]:
        """The indicators right below one."""
        return tuple(i for i in self.indicators if i.parent == index)

    def leaves(self) -> tuple[Indicator, ...]:
        """The indicators that no other one lies under."""
        above = {i.parent for i in self.indicators}
        return tuple(i for i in self.indicators if i.index not in above)


@dataclass(frozen=True, slots=True)
class FundRow:
    """One row of a form's fund block. `denominator` names the column that the form's execution rate is over. A part that
    tells its amount in words below a heading (按支出性质分：基本支出：80 万元) has that as its `budget` and the heading as its
    `partition`."""

    name: Words
    total: bool
    initial: Fact | None = None
    budget: Fact | None = None
    executed: Fact | None = None
    weight: Fact | None = None
    rate: Fact | None = None
    score: Fact | None = None
    denominator: str = "全年预算数"
    partition: Words | None = None


@dataclass(frozen=True, slots=True)
class EvaluationForm:
    """项目支出绩效自评表 or 部门整体支出绩效自评表 as one form. `goals` are (expected, actual) cells, `conclusion` the cell of
    the same name; the indicators carry targets and completions. `execution` are the words by which the form scores its
    own execution rate ("执行率 95% 以上得满分…"), None where it prints none, and `execution_rubric` what they say as data;
    `told_done` are the places of the report's prose that say of its goals or indicators that all were reached."""

    table: int
    title: str
    subject: str
    funds: tuple[FundRow, ...]
    goals: tuple[tuple[Words, Words], ...]
    tree: IndicatorTree
    conclusion: Words | None = None
    execution: Words | None = None
    execution_rubric: Rubric | None = None
    told_done: tuple[Words, ...] = ()


@dataclass(frozen=True, slots=True)
class SurveyOption:
    """One option of a question: its letter and words, the marks it is worth, how often it was chosen (None: blank)."""

    name: Words
    value: Fact | None
    count: Fact | None


@dataclass(frozen=True, slots=True)
class SurveyQuestion:
    """A question with its options, and its own total or score where one is printed."""

    number: str
    words: Words
    options: tuple[SurveyOption, ...]
    score: Fact | None = None


@dataclass(frozen=True, slots=True)
class Survey:
    """A questionnaire: how many were sent, came back and were valid; its questions; the sum of all marks, the number
    it is divided by, and the mean score, each None where it is not printed. `title` is the table's or, in prose that tells
    of several groups of people, the name of the group. `claims` is what the words beside the counts assert of them: the
    rates of what came back and of what was valid, and that valid and invalid ones are all that came back."""

    title: str
    sent: Fact | None
    returned: Fact | None
    valid: tuple[Fact, ...]
    questions: tuple[SurveyQuestion, ...]
    full: Fact | None = None
    total: Fact | None = None
    score: Fact | None = None
    table: int | None = None
    claims: tuple[RateClaim | PartGroup, ...] = ()


# -- working papers, the cover, the team ----------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Worksheet:
    """工作底稿: the working paper of one indicator. `code` is the indicator's as the paper prints it ("A11", "" for none)
    and `name` its words there; `weight` and `score` are None where the paper prints none; `notes` are its further
    words under the names of their rows (评价标准, 数据来源, 评价结果 …), in printed order."""

    title: Words
    code: str
    name: Words
    weight: Fact | None = None
    score: Fact | None = None
    notes: tuple[tuple[str, Words], ...] = ()


@dataclass(frozen=True, slots=True)
class Day:
    """A day, or a month where `day` is None, with the words that give it."""

    year: int
    month: int
    day: int | None
    words: Words


@dataclass(frozen=True, slots=True)
class YearSaid:
    """A year with the words that give it; `title` is the whole title that they stand in."""

    year: int
    words: Words
    title: str


@dataclass(frozen=True, slots=True)
class CoverSheet:
    """What a report says of itself. `entries` are the lines of key and value (项目单位, 主管部门, 评价机构 …) of its cover and
    of the heads of its forms; `title` its title with the year reported on; `date` the day or month printed on the
    cover; `period` the first and the last day of what is evaluated (评价时段); `titles` the years in the titles of its
    annexes and tables. Each is None or empty where nothing is printed."""

    entries: tuple[tuple[str, Words], ...] = ()
    department: Words | None = None
    title: YearSaid | None = None
    date: Day | None = None
    period: tuple[Day, Day] | None = None
    titles: tuple[YearSaid, ...] = ()


@dataclass(frozen=True, slots=True)
class TeamMember:
    """One person of an evaluation team: name, and as printed the place in the team (组长, 成员), the post and the unit."""

    name: Words
    role: Words | None = None
    post: Words | None = None
    unit: Words | None = None


@dataclass(frozen=True, slots=True)
class Team:
    """评价小组: the people that a table or lines of the report name. `stated` is how many there are by the report's own
    words; `open` says that not all are named (各股室负责人); `table` is the number of the table."""

    title: str
    members: tuple[TeamMember, ...]
    stated: Fact | None = None
    open: bool = False
    table: int | None = None


@dataclass(frozen=True, slots=True)
class Control:
    """A control rate that the report's own figures decide: 在职人员控制率 = 在职人员 ÷ 编制, 公用经费控制率, “三公”经费控制率. The
    rate in percent is numerator ÷ denominator × 100; with `change` that less 100 (变动率). `stated` are the rates that
    the report prints, `indicator` the one of a tree that is scored by it, with the words that define it in `cue`."""

    name: str
    numerator: Fact
    denominator: Fact
    stated: tuple[Fact, ...]
    cue: Words
    change: bool = False
    indicator: Indicator | None = None
    binding: Binding = Binding.INFERRED


@dataclass(frozen=True, slots=True)
class NumberSeen:
    """A number of the document and, where it became one, its fact. `reason` is why it is not a quantity or why it
    could not be bound ("" for a bound one)."""

    text: str
    location: Location
    fact: int | None = None
    reason: str = ""
    quantity: bool = True


C = TypeVar("C")


@dataclass(frozen=True)
class FactBook:
    """All that a document says, indexed: what the checks are given instead of the text."""

    document: Document
    outline: Outline
    facts: tuple[Fact, ...]
    claims: tuple[Claim, ...]
    accounts: tuple[AccountTable, ...] = ()
    numbers: tuple[NumberSeen, ...] = ()
    notes: tuple[str, ...] = field(default=())
    trees: tuple[IndicatorTree, ...] = ()
    evaluations: tuple[EvaluationForm, ...] = ()
    surveys: tuple[Survey, ...] = ()
    worksheets: tuple[Worksheet, ...] = ()
    cover_sheet: CoverSheet = CoverSheet()
    teams: tuple[Team, ...] = ()
    controls: tuple[Control, ...] = ()
    disclosure: Disclosure = Disclosure()

    @cached_property
    def by_value(self) -> dict[Decimal, tuple[Fact, ...]]:
        """Facts by absolute value in the base unit."""
        found: dict[Decimal, list[Fact]] = {}
        for fact in self.facts:
            found.setdefault(abs(fact.quantity.value), []).append(fact)
        return {value: tuple(facts) for value, facts in found.items()}

    @cached_property
    def by_concept(self) -> dict[str, tuple[Fact, ...]]:
        """Facts by lexicon concept, in document order."""
        found: dict[str, list[Fact]] = {}
        for fact in self.facts:
            if fact.concept:
                found.setdefault(fact.concept, []).append(fact)
        return {concept: tuple(facts) for concept, facts in found.items()}

    def claims_of(self, kind: type[C]) -> Iterator[C]:
        """The claims of one type, in document order."""
        return (claim for claim in self.claims if isinstance(claim, kind))
