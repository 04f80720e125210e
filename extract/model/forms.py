"""Indicators, rubrics, self-evaluation forms, questionnaires."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from extract.model.claims import PartGroup, RateClaim
from extract.model.facts import Fact, Words


@dataclass(frozen=True, slots=True)
class Edge:
    """Where a step of a rubric ends. `closed` says whether the value itself is of the step (≥80%, 80%以上, 80%（含）) or not
    (低于80%, 80%（不含）), None where the words leave it to the step beside it (60%-80%, 80%以下)."""

    value: Decimal
    closed: bool | None = None


@dataclass(frozen=True, slots=True)
class RubricPoint:
    """One scored point of a rubric (①…得 0.5 分): its words and what it is worth. `choice` marks points of which only
    one can be given (steps: 优得 4 分，良得 3 分); `low` and `high` bound the measurements that a step is for (90% 以上,
    80%—90%), each None where it is open or where the step is not one of a rate."""

    words: Words
    points: Decimal
    choice: bool = False
    low: Edge | None = None
    high: Edge | None = None


@dataclass(frozen=True, slots=True)
class Rubric:
    """评分标准 as data. Several pieces may stand in one rubric (a threshold, then a deduction per point below it).

    `points` are enumerated points; `full_at` is the threshold of full marks in the unit of the measure (percent for
    rates), `past_full` says that the threshold itself gives less (>95%), and `rising` whether more is better (≥) or
    less (≤); `zero_at` is where nothing is left (≥120 % 得 0 分), with marks in between in proportion; `step` and
    `penalty` are the size of a deviation and what it costs, `penalty_of_weight` the same as a share of the weight
    (扣权重分的 5 % → 0.05), `floor` the lowest score (扣完为止: 0); `proportional` says score = weight × rate, capped at the
    weight, and `scaled` whether that is the rate over the threshold of full marks (满意度/90%×分值; None: the words do not
    say); `per_item` is what each failing item costs; `veto` that one event costs everything; `open` that a judgement
    decides (酌情): no verdict, and `partly_open` that it decides only where none of the other bounds does (90%以上得满分，
    80%以下酌情给分); `weight_quoted` a weight that the rubric itself quotes. `at_target` says that full marks
    are for the row's own target (达到目标值得满分) and what is short of it is measured against it; `either` that a
    deviation costs in both directions (每超过（降低）1 个百分点).
    `measure` is what is measured, in the rubric's words (预算完成率, 满意度)."""

    words: Words
    points: tuple[RubricPoint, ...] = ()
    measure: str = ""
    rising: bool = True
    full_at: Decimal | None = None
    past_full: bool = False
    zero_at: Decimal | None = None
    step: Decimal | None = None
    penalty: Decimal | None = None
    penalty_of_weight: Decimal | None = None
    floor: Decimal | None = None
    proportional: bool = False
    scaled: bool | None = None
    per_item: Decimal | None = None
    veto: bool = False
    open: bool = False
    partly_open: bool = False
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
    """One option of a question: its letter and words, the marks it is worth, how often it was chosen (None: blank). `share`
    is what share chose it, where prose prints it beside the count (56 人（70%）)."""

    name: Words
    value: Fact | None
    count: Fact | None
    share: Fact | None = None


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
