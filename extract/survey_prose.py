"""Questionnaires in prose: how many were sent, came back and were valid, what was chosen, and the score.

Some of it belongs to a table of the questionnaire that follows, some stands alone. The figures are facts already; what
is found here is which of them a questionnaire is made of.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from extract.forms.survey import continued
from extract.model import (
    Binding,
    Document,
    Fact,
    Location,
    Paragraph,
    Survey,
    SurveyOption,
    SurveyQuestion,
    Table,
    Words,
)

_TOPIC = re.compile(r"问卷|调查表|测评表|满意度调查|评议表")
_N = r"(?P<n>[\d０-９][\d０-９,，]*)\s*(?:余)?\s*(?:份|张|人|户|名|票)"
_THING = r"(?:(?:满意度|民意|网络|纸质|电子|在线|线上|线下|社会|测评|调查|评价|调研|服务对象|群众)*(?:问卷|调查表|测评表|评议表)(?:调查表?)?)?"
_FILL = r"(?:数量?|份数|总数)?\s*(?:共计|总计|共有|共|为|是|有|计|[:：])?\s*"
_SENT = re.compile(rf"(?:发放|发出|投放|派发|印发)了?(?:满意度|调查)?\s*{_THING}{_FILL}{_N}")
_RETURNED = re.compile(rf"(?:收回|回收|返回)了?\s*{_THING}{_FILL}{_N}")
_VALID = re.compile(
    rf"有效\s*{_THING}{_FILL}{_N}|(?:收回|回收)有效{_THING}{_FILL}{_N.replace('<n>', '<m>')}"
    rf"|(?:通过对|根据|依据|经对|对)\s*{_N.replace('<n>', '<k>')}[^，。；\d]{{0,30}}(?:问卷|调查表)[^，。；\d]{{0,12}}(?:统计|分析|汇总)"
)
_CHOSEN = re.compile(
    r"(?P<name>(?:非常|很|十分|比较|较为|较|基本|一般|不太|很不|不)*满意|一般|无所谓|不了解|说不清)"
    r"[”\"’]?\s*(?:的|者)?\s*(?:[（(]\s*)?(?:有|占比?|为|共|计|[:：]|选项)?\s*$"
)
_SCORE = re.compile(
    r"(?:综合得分|平均得分|平均分|综合满意度|总体满意度|满意度得分|满意度|满意率|得分)(?:得分|达到|达|为|是|[:：])*\s*(?P<n>\d+(?:\.\d+)?)\s*(?:分|%|％)"
)
_REACH = 24
_SHOWN = 40
_NEAR = 4  # paragraphs between a questionnaire's head and its table


@dataclass(frozen=True)
class _Told:
    """What one paragraph says of a questionnaire."""

    block: int
    sent: Fact | None
    returned: Fact | None
    valid: Fact | None
    options: tuple[SurveyOption, ...]
    score: Fact | None
    words: Words

    @property
    def counted(self) -> bool:
        return any((self.sent, self.returned, self.valid))


def all_surveys(document: Document, facts: Sequence[Fact], tables: Sequence[Survey]) -> tuple[Survey, ...]:
    """All questionnaires of a document: those of tables with the counts printed above them, then those of prose. A
    paragraph that leads to a table and says no more than its counts is part of the table's."""
    places = {(f.location.block, f.location.start): f for f in facts if f.location.kind != "cell"}
    told = {one.block: one for one in _tell(document, places)}
    blocks = {b.number: b.index for b in document.blocks if isinstance(b, Table)}
    made: list[Survey] = []
    used: set[int] = set()
    for survey in continued(tables):
        head = _head(blocks.get(survey.table or 0, 0), document, told, used)
        if head is not None:
            if not head.options and (head.score is None or survey.score is None):
                used.add(head.block)
            valid = () if head.valid is None else (head.valid,)
            survey = replace(
                survey,
                sent=survey.sent or head.sent,
                returned=survey.returned or head.returned,
                valid=(*valid, *survey.valid),
                score=survey.score or (head.score if not head.options else None),
            )
        made.append(survey)
    for one in told.values():
        if one.block not in used and (one.counted or (one.options and one.score)):
            made.append(_of_prose(one))
    return tuple(made)


def _head(table: int, document: Document, told: dict[int, _Told], used: set[int]) -> _Told | None:
    """The paragraph just above a table that counts its questionnaires."""
    for near, block in enumerate(reversed(document.blocks[:table])):
        if isinstance(block, Table) or near >= _NEAR:
            return None
        one = told.get(block.index)
        if one is not None and one.counted and block.index not in used:
            return one
    return None


def _of_prose(told: _Told) -> Survey:
    questions = (SurveyQuestion("", told.words, told.options),) if told.options else ()
    valid = () if told.valid is None else (told.valid,)
    return Survey("", told.sent, told.returned, valid, questions, score=told.score)


def _tell(document: Document, places: Mapping[tuple[int, int], Fact]) -> Iterator[_Told]:
    by_block: dict[int, list[Fact]] = {}
    for (index, _), one in places.items():
        by_block.setdefault(index, []).append(one)
    for block in document.blocks:
        if not isinstance(block, Paragraph) or block.toc or not _TOPIC.search(block.text.content):
            continue
        text = block.text.content
        own = {fact.location.start: fact for fact in by_block.get(block.index, ())}
        if any(len(pattern.findall(text)) > 1 for pattern in (_SENT, _RETURNED)):  # several in one breath
            continue
        scores = [fact for found in _SCORE.finditer(text) if (fact := own.get(found.start("n"))) is not None]
        place = Location("paragraph", block=block.index, end=len(text), line=block.text.mark_at(0).line)
        yield _Told(
            block.index,
            _first(_SENT, text, own, "发放问卷"),
            _first(_RETURNED, text, own, "收回问卷"),
            _first(_VALID, text, own, "有效问卷"),
            _options(text, own),
            scores[0] if len(scores) == 1 else None,
            Words(text[:_SHOWN], place, text[:_SHOWN]),
        )


def _first(pattern: re.Pattern[str], text: str, own: Mapping[int, Fact], label: str) -> Fact | None:
    """The first count that a pattern names, called so: a list of counts without commas is read as one phrase elsewhere,
    and its names then go astray."""
    for found in pattern.finditer(text):
        group = next(name for name, value in found.groupdict().items() if value)
        fact = own.get(found.start(group))
        if fact is not None and fact.quantity.dimension == "count":
            return replace(fact, label=label, item=(label,), binding=max(fact.binding, Binding.CUE))
    return None


def _options(text: str, own: Mapping[int, Fact]) -> tuple[SurveyOption, ...]:
    """The steps of a scale of satisfaction with how many chose each, or else what share did; none where a step comes
    twice, for then there are several questions."""
    chosen: dict[bool, list[SurveyOption]] = {True: [], False: []}
    for start, fact in sorted(own.items()):
        before = text[max(0, start - _REACH) : start]
        found = _CHOSEN.search(before)
        if found is None or fact.quantity.dimension not in ("count", "percent"):
            continue
        at = start - len(before) + found.start()
        place = Location("paragraph", block=fact.location.block, start=at, end=start, line=fact.location.line)
        option = SurveyOption(Words(found["name"], place, fact.quote), None, fact)
        chosen[fact.quantity.dimension == "count"].append(option)
    options = chosen[True] if len(chosen[True]) > 1 else chosen[False]
    names = [option.name.text for option in options]
    if len(names) < 2 or len(set(names)) < len(names) or not any("满意" in name for name in names):
        return ()
    return tuple(options)
