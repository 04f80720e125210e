"""Which indicators a questionnaire scores, and whether the questionnaires of the report ask for it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from extract.model import AskedBy, Document, Fact, Indicator, IndicatorTree, Survey, Table, Words
from extract.sections.chapters import Chapters, coded, matched

_NAME = re.compile(r"(?P<who>[\u4e00-\u9fff“”、和及与（）()]*?)(?:的)?(?P<what>知晓率|知晓度|满意度|满意率)")
_BY_PAPER = re.compile(r"问卷|调查")
_KNOWS = re.compile(r"知晓|知道|了解|熟悉|听说|清楚|掌握")
_NO_SUBJECT = re.compile(r"群众|公众|社会|居民|服务对象|受益|人员|对象|知晓率|知晓度|情况|相关|有关")
# People inside the unit, or whom it works with, and people outside.
_INSIDE = re.compile(r"部门|单位|干部|职工|员工|教职工|工作人员|内部|基层|机关")
_OUTSIDE = re.compile(r"群众|公众|民众|居民|市民|村民|受益|服务对象|社会|企业|百姓|患者|学生|家长|农户|游客|用户|办事")
_LEAST = 3  # questions of a questionnaire that is printed whole
_FEW = 4


def asked_by(
    document: Document,
    chapters: Chapters,
    trees: Sequence[IndicatorTree],
    surveys: Sequence[Survey],
    facts: Sequence[Fact],
) -> Iterator[AskedBy]:
    """Each indicator that a questionnaire scores by the words of its row, where the report prints its questionnaires."""
    printed = [s for s in surveys if len(s.questions) >= _LEAST]
    if not printed:
        return
    titles = tuple(words for survey in printed if (words := _title(document, chapters, survey)) is not None)
    if not titles:
        return
    for tree in trees:
        rows = [(i, found) for i in tree.leaves() if (found := _NAME.search(i.name.text)) and _by_paper(i)]
        groups = {side for _, found in rows if (side := _side(found["who"]))}
        for row, found in rows:
            if found["what"].startswith("知晓"):
                yield AskedBy(coded(row), "知晓", found["who"], titles, tuple(_questions(printed, found["who"]))[:_FEW])
            elif len(groups) > 1 and (side := _side(found["who"])):
                told = [t for t in titles if _side_of_title(t.text) in (side, "")]
                told += [q.words for s in printed for q in s.questions if _side_of_question(q.words.text) == side]
                told += list(_rates(facts, side))
                yield AskedBy(coded(row), "满意", found["who"], titles, tuple(told[:_FEW]))


def _by_paper(indicator: Indicator) -> bool:
    told = (indicator.source, indicator.explanation, indicator.rubric_words)
    return any(words is not None and _BY_PAPER.search(words.text) for words in told)


def _side(who: str) -> str:
    """inside or outside, "" where the words name neither or both."""
    inside, outside = _INSIDE.search(who), _OUTSIDE.search(who)
    if (inside is None) == (outside is None):
        return ""
    return "inside" if inside else "outside"


def _side_of_title(title: str) -> str:
    """Whom a questionnaire is for, by what its title says in brackets, else by the title."""
    bracket = re.search(r"[（(]([^（）()]+)[)）]\s*$", title)
    return _side(bracket[1] if bracket else re.sub(r"(?:部门|单位)(?:整体|绩效|预算|支出)", "", title))


def _side_of_question(text: str) -> str:
    """Whom a questionnaire asks who they are (您是本单位职工吗)."""
    return _side(text) if re.search(r"您是|您的(?:身份|单位|职业)", text) else ""


def _title(document: Document, chapters: Chapters, survey: Survey) -> Words | None:
    """The title of a questionnaire, where the report prints it."""
    if not survey.title or survey.table is None:
        return None
    at = next((b.index for b in document.blocks if isinstance(b, Table) and b.number == survey.table), None)
    if at is None:
        return None
    for stretch in reversed(chapters.stretches):
        if stretch.block < at and "".join(survey.title.split()) in "".join(stretch.text.split()):
            return stretch.words(*matched(stretch, 0, len(stretch.text), 60))
        if stretch.block < at - 8:
            break
    return None


def _questions(surveys: Sequence[Survey], who: str) -> Iterator[Words]:
    """The questions that ask whether something is known, of what the indicator names."""
    subject = re.sub(r"[^\u4e00-\u9fff]", "", _NO_SUBJECT.sub("", who))
    pairs = {subject[i : i + 2] for i in range(len(subject) - 1)}
    for survey in surveys:
        for question in survey.questions:
            text = question.words.text
            if _KNOWS.search(text) and (not pairs or any(pair in text for pair in pairs)):
                yield question.words


def _rates(facts: Sequence[Fact], side: str) -> Iterator[Words]:
    """The rates of the prose that tell how satisfied people of one side are."""
    for fact in facts:
        if "满意" in fact.label and fact.location.kind == "paragraph" and _side(fact.label) == side:
            yield Words(fact.label, fact.location, fact.quote)
