"""Questionnaires in prose: how many were sent, came back and were valid, what was chosen, and the score.

Some of it belongs to a table of the questionnaire that follows, some stands alone. A paragraph may tell of several, one
after the other (学生发放…，教师发放…) or group by group within each count (extract/groups.py). The figures are facts
already; what is found here is which of them a questionnaire is made of.
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
    PartGroup,
    RateClaim,
    Survey,
    SurveyOption,
    SurveyQuestion,
    Table,
    Words,
)
from extract.surveys.groups import Group, groups_within, name_of, names_people
from extract.surveys.lines import Questions, questions_in_lines

_TOPIC = re.compile(r"问卷|答卷|调查表|测评表|满意度调查|评议表|测评票|评议票")
_UNITS = r"(?:份|张|人|户|名|票)"
_N = rf"(?P<n>[\d０-９][\d０-９,，]*)\s*(?:余)?\s*{_UNITS}"
_PAPER = r"(?:问卷|答卷|调查表|测评表|评议表|测评票|评议票)"
_NAMED = rf"(?:(?!有效|无效)[\u4e00-\u9fff]){{0,10}}?{_PAPER}(?:调查表?)?"
_THING = rf"(?:{_NAMED})?"
_FILL = r"(?:数量?|份数|总数)?\s*(?:共计|总计|共有|共|为|是|有|计|[:：])?\s*(?:(?:将?近|大?约)(?=[\d,，]+余))?"
_SENT = re.compile(
    rf"(?:(?:发放|发出|投放|派发|印发|分发|共发)了?(?:满意度|调查)?\s*{_THING}|发给[\u4e00-\u9fff]{{1,8}}?){_FILL}{_N}"
)
_ANOTHER = re.compile(rf"[。；;\n]\s*(?P<who>[\u4e00-\u9fff]{{2,8}}?){_PAPER}")
_RETURNED = re.compile(rf"(?:(?:收回|回收|返回)了?\s*{_THING}|收到了?\s*{_NAMED}){_FILL}{_N}")
_VALID = re.compile(
    rf"(?<!无)有效\s*{_THING}{_FILL}{_N}|(?:收回|回收)有效{_THING}{_FILL}{_N.replace('<n>', '<m>')}"
    rf"|(?:通过对|根据|依据|经对|对)\s*{_N.replace('<n>', '<k>')}[^，。；\d]{{0,30}}(?:问卷|调查表)[^，。；\d]{{0,12}}(?:统计|分析|汇总)"
)
_INVALID = re.compile(rf"无效\s*{_THING}{_FILL}{_N}")
_ASKED = re.compile(
    rf"(?:抽取|选取|抽选|走访|采访|对)了?\s*{_N}[^，。；\d]{{0,20}}?(?:开展|进行|做|填写|参与)了?[^，。；\d]{{0,12}}?(?:问卷|满意度调查|测评)"
)
_CHOSEN = re.compile(
    r"(?P<name>(?:非常|很|十分|比较|较为|较|基本|一般|不太|很不|不)*满意|一般|无所谓|不了解|说不清)"
    r"[”\"’]?\s*(?:的|者)?\s*(?:[（(]\s*)?(?:有|占比?|为|共|计|[:：]|选项)?\s*(?:将?近|大?约)?\s*$"
)
_SCORE = re.compile(
    r"(?:综合得分|平均得分|平均分|综合满意度|总体满意度|满意度得分|满意度|满意率|得分)(?:得分|达到|达|为|是|[:：])*\s*(?P<n>\d+(?:\.\d+)?)\s*(?:分|%|％)"
)
_RATE = re.compile(
    r"(?:(?P<valid_of_sent>有效(?:问卷)?(?:回收|收回)率)|(?P<returned_of_sent>(?:问卷)?(?:回收|收回)率)|(?P<valid_of_returned>(?:问卷)?有效率))"
    r"\s*(?:约?为|达到?|是|[:：])?\s*(?=\d)"
)
_IN_BRACKETS = re.compile(r"\s*[（(]\s*(?:即|共)?\s*(?=\d)")
_REACH = 24
_SHOWN = 40
_NEAR = 4  # paragraphs between a questionnaire's head and its table


@dataclass(frozen=True)
class _Told:
    """What a run of a paragraph says of one questionnaire; `name` is the group of people where there are several."""

    block: int
    sent: Fact | None
    returned: Fact | None
    valid: Fact | None
    options: tuple[SurveyOption, ...]
    score: Fact | None
    words: Words
    name: str = ""
    claims: tuple[RateClaim | PartGroup, ...] = ()

    @property
    def counts(self) -> set[int]:
        """The counts by the ids of their facts."""
        return {fact.id for fact in (self.sent, self.returned, self.valid) if fact is not None}

    @property
    def counted(self) -> bool:
        return bool(self.counts)


def all_surveys(document: Document, facts: Sequence[Fact], tables: Sequence[Survey]) -> tuple[Survey, ...]:
    """All questionnaires of a document: those of tables with the counts printed above them, then those of prose. A
    paragraph that leads to a table and says no more than its counts is part of the table's."""
    places = {(f.location.block, f.location.start): f for f in facts if f.location.kind != "cell"}
    told = list(_tell(document, places))
    alone: dict[int, _Told] = {}
    for one in told:
        if sum(other.block == one.block for other in told) == 1:
            alone[one.block] = one
    blocks = {b.number: b.index for b in document.blocks if isinstance(b, Table)}
    made: list[Survey] = []
    used: set[int] = set()
    for survey in continued(tables):
        head = _head(blocks.get(survey.table or 0, 0), document, alone, used)
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
                claims=head.claims,
            )
        made.append(survey)
    for lines in questions_in_lines(document, places):
        counts = _counts_of(lines, alone, used)
        if counts is not None:
            used.add(counts.block)
            made.append(replace(_of_prose(counts), questions=lines.questions))
    for one in told:
        if one.block not in used and (one.counted or (one.options and (one.score or len(one.options) > 2))):
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


def _counts_of(lines: Questions, told: Mapping[int, _Told], used: set[int]) -> _Told | None:
    """The paragraph that counts the questionnaires of questions in lines: above them, else among or below them."""
    above = range(lines.first - 1, lines.first - 1 - _NEAR, -1)
    below = range(lines.first, lines.last + 1 + _NEAR)
    near = (told.get(at) for at in (*above, *below) if at not in used)
    return next((one for one in near if one is not None and one.counted), None)


def _of_prose(told: _Told) -> Survey:
    questions = (SurveyQuestion("", told.words, told.options),) if told.options else ()
    valid = () if told.valid is None else (told.valid,)
    return Survey(told.name, told.sent, told.returned, valid, questions, score=told.score, claims=told.claims)


def _tell(document: Document, places: Mapping[tuple[int, int], Fact]) -> Iterator[_Told]:
    by_block: dict[int, dict[int, Fact]] = {}
    for (index, start), one in places.items():
        by_block.setdefault(index, {})[start] = one
    for block in document.blocks:
        if not isinstance(block, Paragraph) or block.toc or not _TOPIC.search(block.text.content):
            continue
        own = by_block.get(block.index, {})
        runs = _runs(block.text.content)
        for start, end in runs:
            told = _tell_run(block, start, end, own, several=len(runs) > 1)
            if told is not None:
                groups = list(_groups(told, block, start, end, own))
                first = next((group for group in groups if told.counts & group.counts), None)
                yield told if first is None else replace(told, name=first.name)
                yield from (group for group in groups if group is not first)


def _runs(text: str) -> list[tuple[int, int]]:
    """Where a paragraph tells of one questionnaire after the other: each from the words that say who was asked, or from
    a sentence about the questionnaire of another group."""
    begins = []
    for found in _SENT.finditer(text):
        clause = max((m.end() for m in re.finditer(r"[。；;，,、：:\n]", text[: found.start()])), default=0)
        begins.append(clause)
    if begins:
        for found in _ANOTHER.finditer(text, begins[0]):
            if names_people(name_of(found["who"])) and found["who"] not in text[: found.start()]:
                begins.append(found.start() + 1)
        begins = sorted(set(begins))
    if len(begins) < 2:
        return [(0, len(text))]
    return list(zip([0, *begins[1:]], [*begins[1:], len(text)], strict=True))


def _tell_run(block: Paragraph, start: int, end: int, facts: Mapping[int, Fact], *, several: bool) -> _Told | None:
    text = block.text.content[:end]
    own = {at: fact for at, fact in facts.items() if start <= at < end}
    if len(_RETURNED.findall(text, start)) > 1:  # several in one breath
        return None
    sent = _first(_SENT, text, start, own, "发放问卷")
    returned = _first(_RETURNED, text, start, own, "收回问卷")
    valid = _first(_VALID, text, start, own, "有效问卷")
    if not (sent or returned or valid):
        valid = _first(_ASKED, text, start, own, "调查对象")
    scores = [fact for found in _SCORE.finditer(text, start) if (fact := own.get(found.start("n"))) is not None]
    place = Location("paragraph", block=block.index, start=start, end=end, line=block.text.mark_at(start).line)
    shown = text[start : start + _SHOWN]
    name = ""
    if several:
        first = _SENT.search(text, start)
        clause = re.split(r"[。；;，,、：:\n]", text[start : first.start()])[-1] if first else ""
        given = name_of(first[0]) if first and first[0].startswith("发给") else ""
        name = given or name_of(clause) or (name_of(first[0]) if first else "")
    return _Told(
        block.index,
        sent,
        returned,
        valid,
        _options(text, own),
        scores[0] if len(scores) == 1 else None,
        Words(shown, place, shown),
        name,
        (*_rates(text, start, own, sent, returned, valid), *_all_returned(text, start, own, returned, valid)),
    )


def _groups(told: _Told, block: Paragraph, start: int, end: int, facts: Mapping[int, Fact]) -> Iterator[_Told]:
    """The groups that every count of a questionnaire names (发放…其中学生…；收回…其中学生…)."""
    text = block.text.content[:end]
    stages = {"sent": _SENT, "returned": _RETURNED, "valid": _VALID}
    found = {stage: found for stage, pattern in stages.items() if (found := pattern.search(text, start))}
    for name, counts in groups_within(text, found).items():
        named = Group(name, {stage: facts[at] for stage, at in counts.items() if at in facts})
        if len(named.counts) > 1:
            yield replace(
                told,
                sent=named.called("sent", "发放问卷"),
                returned=named.called("returned", "收回问卷"),
                valid=named.called("valid", "有效问卷"),
                options=(),
                score=None,
                name=name,
                claims=(),
            )


def _rates(
    text: str, start: int, own: Mapping[int, Fact], sent: Fact | None, returned: Fact | None, valid: Fact | None
) -> Iterator[RateClaim]:
    """Rates of what came back and of what was valid, beside the counts."""
    pairs = {
        "valid_of_sent": (valid, sent),
        "returned_of_sent": (returned, sent),
        "valid_of_returned": (valid, returned),
    }
    for found in _RATE.finditer(text, start):
        part, whole = pairs[found.lastgroup or ""]
        rate = own.get(found.end())
        if part is None or whole is None or rate is None or rate.quantity.dimension != "percent":
            continue
        label = found[found.lastgroup or 0]
        yield RateClaim(part, whole, replace(rate, label=label), Words(label, rate.location, rate.quote), "rate")


def _all_returned(
    text: str, start: int, own: Mapping[int, Fact], returned: Fact | None, valid: Fact | None
) -> Iterator[PartGroup]:
    """Valid and invalid questionnaires are all that came back."""
    found = _INVALID.search(text, start)
    invalid = own.get(found.start("n")) if found else None
    if found is None or invalid is None or returned is None or valid is None:
        return
    invalid = replace(invalid, label="无效问卷", item=("无效问卷",))
    cue = Words(found[0], invalid.location, invalid.quote)
    yield PartGroup((returned,), (valid, invalid), cue, binding=Binding.INHERITED)


def _first(pattern: re.Pattern[str], text: str, start: int, own: Mapping[int, Fact], label: str) -> Fact | None:
    """The first count that a pattern names, called so: a list of counts without commas is read as one phrase elsewhere,
    and its names then go astray."""
    for found in pattern.finditer(text, start):
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
        name = Words(found["name"], place, fact.quote)
        inside = _IN_BRACKETS.match(text, fact.location.end) if fact.quantity.dimension == "percent" else None
        counted = own.get(inside.end()) if inside is not None else None
        if counted is not None and counted.quantity.dimension == "count":  # 占 62.5%（50 份）
            chosen[True].append(SurveyOption(name, None, counted, fact))
            continue
        chosen[fact.quantity.dimension == "count"].append(SurveyOption(name, None, fact))
    options = chosen[True] if len(chosen[True]) > 1 else chosen[False]
    names = [option.name.text for option in options]
    if len(names) < 2 or len(set(names)) < len(names) or not any("满意" in name for name in names):
        return ()
    return tuple(options)
