"""Questionnaires printed as tables: one row for each option, or one row for each question with its options across.

They are told by their headers: options beside how often each was chosen, or the words of a scale (满意, 一般, 不满意) as
columns. How many were sent, came back and were valid often stands in prose above (extract/surveys/prose.py).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import TYPE_CHECKING

from extract.forms.survey_counts import STAGES, SURVEY_COUNT
from extract.model import Cell, Fact, Quantity, Survey, SurveyOption, SurveyQuestion, Words
from extract.quantities import scan

if TYPE_CHECKING:  # the tables package hands its blocks to this module
    from extract.tables.figures import Binder, Block
    from extract.tables.headers import Column

# One step of a scale of opinion, from the best to the worst.
SCALE = (
    "非常满意|很满意|十分满意|比较满意|较满意|较为满意|基本满意|一般满意|不太满意|不满意|很不满意|非常不满意|满意"
    "|非常好|很好|较好|比较好|好|较差|很差|差|一般|优秀|良好|及格|不及格|合格|不合格|尚可|中等"
    "|非常了解|比较了解|基本了解|了解|不了解|不太了解|非常清楚|不清楚|清楚|是|否|有|没有|无所谓|说不清|弃权"
)
_BLANK = "未作答|未回答|未答|未填写?|未选择?|漏填|漏答|不作答|拒答"  # what counts beside the options
_STEP = re.compile(rf"^(?:[A-H][.、:)])?(?:{SCALE}|{_BLANK})(?:[（(].*[)）])?$")
_MIDDLE = ("一般", "基本满意", "较满意", "比较满意", "不满意")
_SATISFIED = re.compile(r"^满意[度率](?:[（(]?[%％][)）]?)?$")
_QUESTION = re.compile(r"问题|题目|题干|调查内容|调查项目|测评内容|测评项目|评价内容|评议内容|调查事项|^内容$")
_OPTION = re.compile(r"选项|答案|答项")
_VALUE = re.compile(r"分值|标准分|赋分|每份得分|单项分")
_COUNT = re.compile(r"份数|问卷数|人数|票数|频数|人次|选择数|选择情况|统计数|数量|^统计$|^计数$|^合计$|^小计$")
_SHARE = re.compile(r"占比|比例|百分比|比重|[%％]")
_RESULT = re.compile(r"得分|平均分|均分|满意度|满意率|评分")
_NUMBER = re.compile(r"^(?:第?(\d{1,3})(?:题|[、.．:]|$)|([一二三四五六七八九十]{1,3})(?:、|$))")
_ALL = re.compile(r"^(?:合计|总计|小计|共计)(?:份数|人数)?$")
# A row of shares below several questions is over all of them.
_SHARES_ONLY = re.compile(r"^(?:合计|总体|平均|所)?(?:占比|比例|百分比|比重)(?:[（(][%％][)）])?$")

# Rows below the questions that speak of the whole questionnaire.
_ROWS = (
    ("sent", re.compile(r"^(?:共)?发(?:放|出)(?:调查)?(?:问卷)?(?:总)?(?:份数|数量|数|总数)?$")),
    ("returned", re.compile(r"^(?:共)?(?:收回|回收)(?:调查)?(?:问卷)?(?:总)?(?:份数|数量|数|总数)?$")),
    (
        "valid",
        re.compile(
            r"有效填写人次$|^(?:有效(?:调查)?(?:问卷)?|问卷(?:有效)?)(?:总)?(?:份数|数量|数|总数)$|^有效(?:调查)?问卷$"
        ),
    ),
    (
        "score",
        re.compile(
            r"综合(?:得分|满意度|评分|满意率)|平均(?:得分|分|满意度)|^(?:总体|总|整体)?满意[度率](?:得分)?$|均分$"
        ),
    ),
    ("total", re.compile(r"^(?:问卷)?(?:总得分|总分|得分合计|总分值|合计得分|分数合计|总计分)(?:合计)?$")),
)


def table_surveys(binder: Binder, blocks: Sequence[Block]) -> tuple[Survey, ...]:
    """The questionnaires of one table; several where it counts several groups of people in columns of their own."""
    found: list[Survey] = []
    for block in blocks:
        surveys = _long(binder, block) or _wide(binder, block)
        counts = _above(binder, block) if len(surveys) == 1 else {}
        found += [_counted(survey, counts) for survey in surveys]
    return tuple(found)


def _above(binder: Binder, block: Block) -> dict[str, Fact]:
    """How many were sent, came back and were valid, from the row above the columns that prints it cell by cell."""
    found: dict[str, Fact] = {}
    for row in block.band.titles:
        for cell in binder.grid.row_cells(row):
            said = SURVEY_COUNT.fullmatch(re.sub(r"\s", "", cell.text.content))
            number = next((t for t in scan(cell.text.content) if isinstance(t, Quantity)), None)
            if said is not None and number is not None and number.dimension == "count":
                stage = next(name for name in STAGES if said[name])
                found[stage] = binder.fact_in_words(cell, number, label=STAGES[stage], measure="count")
    return found


def _counted(survey: Survey, counts: dict[str, Fact]) -> Survey:
    """A questionnaire with the counts printed above its columns, which come before those of its own rows."""
    valid = (counts["valid"], *survey.valid) if "valid" in counts else survey.valid
    sent, returned = counts.get("sent"), counts.get("returned")
    return replace(survey, sent=sent or survey.sent, returned=returned or survey.returned, valid=valid)


@dataclass
class _Totals:
    """What the rows below the questions say."""

    sent: Fact | None = None
    returned: Fact | None = None
    valid: Fact | None = None
    score: Fact | None = None
    total: Fact | None = None
    full: Fact | None = None

    def put(self, what: str, fact: Fact | None, called: str) -> None:
        """Keeps the first figure of a kind under the words of its row, which may stand in a column of numbers."""
        if fact is None or getattr(self, what) is not None:
            return
        quantity = fact.quantity
        if what in ("score", "total") and quantity.dimension in ("", "count"):  # marks in a column of counts
            quantity = replace(quantity, dimension="score", unit="分", scale=Decimal(1))
        quote = f"{called} {quantity.text}"
        setattr(self, what, replace(fact, quantity=quantity, label=called, item=(called,), quote=quote))


def _column(columns: Iterable[Column], pattern: re.Pattern[str]) -> Column | None:
    return next((column for column in columns if pattern.search(column.leaf)), None)


def _at(binder: Binder, block: Block, row: int, column: Column | None) -> Fact | None:
    """The figure in a place, which a merged cell may share with its neighbours."""
    cell = None if column is None else binder.grid.cell(row, column.index)
    return None if cell is None else block.facts.get((cell.row, cell.column))


def _said(binder: Binder, row: int) -> str:
    """The first words of a row."""
    return next((word for word in binder.grid.row_words(row) if word), "")


def _speaks_of(word: str) -> str:
    bare = re.sub(r"[（(][^（()）]*[)）]|[:：]$", "", word)
    return next((what for what, pattern in _ROWS if pattern.search(bare)), "")


# --------------------------------------------------------------------------------------------------------------
# One row for each option
# --------------------------------------------------------------------------------------------------------------


def _long(binder: Binder, block: Block) -> tuple[Survey, ...]:
    columns = block.segment.columns
    asked, option = _column(columns, _QUESTION), _column(columns, _OPTION)
    if option is None or asked is option:
        return ()
    behind = [column for column in columns if column.index > option.index]
    value = _column(behind, _VALUE)
    counts = [c for c in behind if c is not value and c.path and not _SHARE.search(c.leaf) and _counts(block, c, value)]
    if not counts:
        counts = [c for c in behind if c is not value and _SHARE.search(c.leaf) and c.index in block.by_column]
    found = [_long_survey(binder, block, asked, option, value, count, len(counts) > 1) for count in counts]
    return tuple(survey for survey in found if survey is not None)


def _counts(block: Block, column: Column, value: Column | None) -> bool:
    """Whether a column says how often an option was chosen: its header does, or it is the only one of whole numbers
    beside the marks."""
    facts = list(block.by_column.get(column.index, {}).values())
    if not facts or _RESULT.search(column.leaf):
        return False
    return bool(_COUNT.search(column.leaf)) or (value is not None and all(f.measure != "amount" for f in facts))


def _long_survey(
    binder: Binder,
    block: Block,
    asked: Column | None,
    option: Column,
    value: Column | None,
    count: Column,
    several: bool,
) -> Survey | None:
    grid = binder.grid
    questions: list[tuple[str, Words, list[SurveyOption]]] = []
    totals = _Totals()
    last: Cell | None = None
    for row in block.band.data:
        first = _said(binder, row)
        said = _speaks_of(first)
        if said:
            totals.put(said, _at(binder, block, row, count) or _only(block, row, value), first)
            if said == "total":
                totals.put("full", _at(binder, block, row, value), first)
            continue
        chosen = grid.own(row, option.index)
        if chosen is None or not grid.words_of(chosen):
            continue
        if _ALL.match(grid.words_of(chosen)):
            continue
        name = None if asked is None else grid.cell(row, asked.index)
        if name is not None and grid.words_of(name) and name is not last:
            last = name
            questions.append((_number(binder, row, asked), binder.words(name), []))
        if not questions:
            if asked is not None or not _STEP.match(grid.words_of(chosen)):
                return None
            # one question is the whole table, and stands above it
            questions.append(("", Words(binder.title or option.leaf, binder.words(chosen).location), []))
        made = SurveyOption(binder.words(chosen), _at(binder, block, row, value), _at(binder, block, row, count))
        questions[-1][2].append(made)
    kept = tuple(SurveyQuestion(number, words, tuple(options)) for number, words, options in questions)
    if not kept or max(len(question.options) for question in kept) < 2:
        return None
    return _survey(binder, f"{binder.title} {count.leaf}".strip() if several else binder.title, kept, totals)


def _only(block: Block, row: int, value: Column | None) -> Fact | None:
    """The one figure of a row, wherever it stands, but for the marks."""
    facts = [f for column, f in block.by_row.get(row, {}).items() if value is None or column != value.index]
    return facts[0] if len(facts) == 1 else None


def _number(binder: Binder, row: int, asked: Column | None) -> str:
    for column in range(0, (asked.index if asked is not None else 0) + 1):
        found = _NUMBER.match(binder.grid.word(row, column))
        if found:
            return found[1] or found[2]
    return ""


# --------------------------------------------------------------------------------------------------------------
# One row for each question
# --------------------------------------------------------------------------------------------------------------


def _wide(binder: Binder, block: Block) -> tuple[Survey, ...]:
    columns = block.segment.columns
    steps = _steps(columns)
    counts = [(c, step) for c, step in steps if not _is_share(block, c)]
    chosen = counts if len(counts) > 1 else [(c, step) for c, step in steps if _is_share(block, c)]
    if len(chosen) < 2 or len({id(cell) for _, cell in chosen}) < len(chosen):
        return ()
    first = chosen[0][0].index
    asked = _column(columns[:first], _QUESTION) or next(
        (c for c in reversed(columns[:first]) if c.kind.value in ("label", "text")), None
    )
    if asked is None:
        return ()
    behind = [column for column in columns if column.index > chosen[-1][0].index]
    result = _column(behind, _RESULT)
    questions: list[SurveyQuestion] = []
    totals = _Totals()
    since = 0  # questions since the last row of shares
    for row in block.band.data:
        name = binder.grid.cell(row, asked.index)
        first_word = _said(binder, row)
        if _SHARES_ONLY.match(first_word):
            several, since = since > 1, 0
            if several:
                continue
        said = _speaks_of(first_word)
        if said:
            facts = list(block.by_row.get(row, {}).values())
            totals.put(said, facts[0] if len(facts) == 1 else _at(binder, block, row, result), first_word)
            continue
        if name is None or not binder.grid.words_of(name) or _ALL.match(first_word):
            continue
        options = tuple(
            SurveyOption(binder.words(cell), None, _at(binder, block, row, column)) for column, cell in chosen
        )
        if all(option.count is None for option in options):
            continue
        since += 1
        questions.append(
            SurveyQuestion(_number(binder, row, asked), binder.words(name), options, _at(binder, block, row, result))
        )
    return (_survey(binder, binder.title, tuple(questions), totals),) if questions else ()


def _steps(columns: Sequence[Column]) -> list[tuple[Column, Cell]]:
    """The columns that are steps of the scale, with their headers. A satisfaction right before the worse steps (满意度、
    一般、不满意) is the best of them."""
    steps = [(column, step) for column in columns if (step := _step(column)) is not None]
    leaves = [re.sub(r"[（(].*", "", column.leaf) for column, _ in steps]
    if steps and leaves[0] in _MIDDLE:
        first = next((c for c in columns if c.index == steps[0][0].index - 1), None)
        if first is not None and first.kind.value == "figure" and _SATISFIED.match(first.leaf) and first.anchors:
            return [(first, first.anchors[-1]), *steps]
    return steps


def _step(column: Column) -> Cell | None:
    """The header cell that names a step of the scale, above 份数 and 占比 where it has two columns."""
    if column.kind.value != "figure":
        return None
    for word, cell in zip(reversed(column.path), reversed(column.anchors), strict=False):
        if _STEP.match(word):
            return cell
    return None


def _is_share(block: Block, column: Column) -> bool:
    facts = block.by_column.get(column.index, {}).values()
    return bool(_SHARE.search(column.leaf)) or any(fact.quantity.dimension == "percent" for fact in facts)


def _survey(binder: Binder, title: str, questions: tuple[SurveyQuestion, ...], totals: _Totals) -> Survey:
    return Survey(
        title=title,
        sent=totals.sent,
        returned=totals.returned,
        valid=() if totals.valid is None else (totals.valid,),
        questions=questions,
        full=totals.full,
        total=totals.total,
        score=totals.score,
        table=binder.table.number,
    )


def continued(surveys: Sequence[Survey]) -> tuple[Survey, ...]:
    """Pieces of a questionnaire that a page break made tables of their own, joined: the next table goes on where the
    one before it, which has no totals yet, left off."""
    joined: list[Survey] = []
    for survey in surveys:
        before = joined[-1] if joined else None
        if before is not None and _goes_on(before, survey):
            joined[-1] = replace(
                before,
                questions=before.questions + survey.questions,
                valid=survey.valid,
                full=survey.full,
                total=survey.total,
                score=survey.score,
            )
        else:
            joined.append(survey)
    return tuple(joined)


def _goes_on(before: Survey, after: Survey) -> bool:
    if before.table is None or after.table != before.table + 1:
        return False
    if before.total or before.score or before.valid:
        return False
    if after.title and after.title != before.title and "续" not in after.title:
        return False
    last, first = before.questions[-1].number, after.questions[0].number
    return last.isdecimal() and first.isdecimal() and int(first) == int(last) + 1
