"""What to call a number when people read it: the words in front of it, or where these name no thing (得 17 分, 扣 1 分,
×100%=95%, 向 120 名…) the thing that its sentence speaks of."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice

from extract.narrative import words as w
from extract.narrative.mentions import Mention
from extract.narrative.reading import Reading

_SCORED = {"得": "得分", "扣": "扣分", "自评得": "自评得分", "实得": "实际得分", "共扣": "扣分", "共得": "得分"}
_NO_THING = re.compile(
    r"(?:其中|本次|此次|共|总共|共计|合计|累计|全年|当年|实际|计划|目标|完成|达到|增加|减少|增长|下降|完成率|得分率|得分|得|扣|为|是|有|第)*"
)
_EQUALS = re.compile(r"[=＝]")
_COUNTING = re.compile(r"^(?:其中|本次|此次|共有?|总共|共计|合计|累计|有|为|是|第)+$")
_TOWARDS = re.compile(r"[向对给]$")
_ACTS = re.compile(r"^(?P<thing>[\u4e00-\u9fff]{2,10}?)(?:发放|开展|进行|做|填写|实施|组织|的|了|，|$)")
_NUMBERED = re.compile(r"^\s*(?:[（(]?[一二三四五六七八九十\d]{1,2}[)）.．、](?!\d))+\s*")
_BRACKETS = re.compile(r"[（(][^（）()]*[)）]")
_MEASURES = re.compile(r"(?:分值|满分|权重|标准分)+$")
_TALLY = re.compile(r"的?有$|的$")
_CHINESE = re.compile(r"[\u4e00-\u9fff]")
_YEARLY = re.compile(r"(?:全年|当年|本年|年度)")
_STOP = "。！？；;\n"
_CLAUSE_ENDS = frozenset("，,：:" + _STOP)
_FIGURES = re.compile(r"\d|[=＝×/÷]")
# The thing a sentence speaks of is looked for in so many clauses before a number.
_NEAR = 40


def label(reading: Reading, m: Mention) -> str:
    """The words a number goes by; where they only say which statement it is (支出决算), with the thing it is of."""
    title, concept = w.title_of(m), reading.concepts[m.index]
    if concept and w.only_basis(title) and title not in concept:
        return _of_concept(concept, title)
    own = w.without_copula(m.subject or m.before)
    worked_out = _EQUALS.split(title)
    if len(worked_out) > 1:
        title = own = worked_out[0]  # 控制率=57/60×100%=
    scored = _SCORED.get(title) if m.quantity.dimension == "score" else None
    if scored:
        thing = next(_things(reading, m, scored=True), "")
        return thing + scored
    if _TOWARDS.search(title):
        toward = _ACTS.match(m.after)
        return toward["thing"] if toward else title
    if not _CHINESE.search(own):
        worded = bool(_CHINESE.search(title))
        return title if worded else next(_things(reading, m), title)
    if _COUNTING.match(title) and _adds_up(reading, m):
        return "合计"
    if _COUNTING.match(title):
        return next(_things(reading, m), title)
    return _TALLY.sub("", title) if len(title) > 3 else title


def _adds_up(reading: Reading, m: Mention) -> bool:
    """Whether a number that only says 共 stands behind several of its class: it is what they come to, not the last."""
    before = reading.mentions[max(0, m.index - 2) : m.index]
    return len(before) == 2 and all(
        x.sentence == m.sentence and x.bracket == m.bracket and reading.classes[x.index] == reading.classes[m.index]
        for x in before
    )


def _of_concept(concept: str, title: str) -> str:
    """The thing and which statement it is: 差旅费支出决算, but never 支出 twice (本年支出全年支出)."""
    if not concept.endswith("支出"):
        return concept + title
    rest = title.removeprefix("支出").removesuffix("支出")
    return concept if _YEARLY.fullmatch(rest) else concept + rest


def _things(reading: Reading, m: Mention, *, scored: bool = False) -> Iterator[str]:
    """What the clauses up to a number name, the nearest first; `scored`: only where they give its marks (过程（20 分）)."""
    text = reading.passage.text
    for clause in islice(_clauses_before(text, m.start), _NEAR):
        if scored and not re.search(r"\d\s*分", clause):
            continue
        words = _BRACKETS.sub("", _NUMBERED.sub("", clause))
        thing = _MEASURES.sub("", w.clean_label(_FIGURES.split(words, maxsplit=1)[0]))
        if scored:
            thing = re.sub(r"(?:自评|实际?)?[得扣]$", "", thing)
        if len(_CHINESE.findall(thing)) >= 2 and not _NO_THING.fullmatch(thing):
            yield thing


def _clauses_before(text: str, at: int) -> Iterator[str]:
    """The clauses of a sentence up to an offset, the last one first, read no further than they are asked for."""
    end = at
    while True:
        start = end - 1
        while start >= 0 and text[start] not in _CLAUSE_ENDS:
            start -= 1
        yield text[start + 1 : end]
        if start < 0 or text[start] in _STOP:
            return
        end = start
