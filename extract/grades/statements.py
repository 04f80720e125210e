"""Total scores that prose states, and the grade given with each."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice

from extract.grades.texts import Key, Span, key_of
from extract.grades.words import BARE_LETTER, GRADE, OTHER, OWN, about
from extract.model import Binding, Fact, Outline, Words

_GRADE_SAID = re.compile(
    r"(?:等级|等次|结果|结论|级别|档次|评为|评定|定为|绩效|属于?|达到?|获得?|获评|[为是：:])[为是：:]?\s*[“\"‘「『【（(]?\s*"
    rf"(?P<word>{GRADE}|{BARE_LETTER})(?=[”\"’」』】）)，,。；;、\s（(]|(?:等次|等级|档|级)(?![\u4e00-\u9fff])|(?<![A-EＡ-Ｅ])(?:等次|等级|档|级)|$)"
)
_GRADE_BEFORE = re.compile(
    rf"(?:等级|等次|结果|结论|级别|档次)(?:评定)?[为是：:]+\s*[“\"‘「『【]?(?P<word>{GRADE}|{BARE_LETTER})[”\"’」』】]?\s*[，,、（(][^\d。；]{{0,12}}$"
)
# A sentence of its own that gives the grade of what was said before it (自评等级为“优”。).
_GRADE_NEXT = re.compile(
    rf"\s*(?:本次|本项|本部门|本单位|该项目|[两各]项|综合|总体|最终|绩效|自我?|评价|自评|评定|考核|项目|部门|整体|支出)*"
    rf"(?:等级|等次|结果|结论|级别|档次)(?P<all>均|都)?(?:评定|认定|确定)?[为是：:]+\s*"
    rf"[“\"‘「『【]?(?P<word>{GRADE}|{BARE_LETTER})(?:[”\"’」』】]|(?=[。，,；;\s]|$|[等档级]))"
)
_TOTAL_CUE = re.compile(r"(?:得分|评分|总分|总得分|分数|打分|自评分|自评|得|评定|评为)[^，,。；;\d]{0,8}$")
_NO_TOTAL = re.compile(
    r"(?:满分|分值|权重|标准分|扣减?|加|减|低于|不足|高于|达到|超过|每|少|多|低|高出?|相差|差|提高|下降|平均|[上去]年)[^，,。；;\d]{0,6}$"
)
_PART = re.compile(
    r"(?:投入|过程|产出|效益|效果|决策|管理|履职|履行|执行率|执行|成本|数量|质量|时效|可持续|配置|控制率|完成率|目标|指标\d|[一二三]级指标|[该此本]项(?!目)|该指标)"
    r"[^，,。；;、（()）]{0,6}$"
)
# Figures that stand between a score and its grade without being scores: a difference, marks taken off, the full marks.
_NO_SCORE = re.compile(
    r"(?:(?:[比较][^，,。；;\d]{1,10}|相)(?:低|高|多|少|差)[了出]?|扣(?:除|减|去)?(?:分)?[了为共：:]*|满分[为是]?"
    r"|[比较][^，,。；;\d]{0,4}[上去]一?年[^，,。；;\d]{0,4}|(?:提高|提升|增加|上升|下降|降低|减少)了?)\s*$"
)
_WHOLE = re.compile(r"合计|总|综合|最终")
# An evaluation of the same thing by somebody else comes to another score.
_REVIEWED = re.compile(r"复核|复评|核定|再评价|重点评价|抽查|抽评|第三方")
_REACH = 24
_COMPARED = re.compile(r"[比较](?:自评|上年|去年)[^，,。；;]*")
_LISTED = re.compile(r"其中|分别|依次")
_LIST_BEGINS = re.compile(r"其中|分别|[（(:：]$")
_ANY_CUE = re.compile(r"(?:总)?(?:得分|评分|分数|分)?(?:合计)?[为是：:]?\s*$")
_THRESHOLD = re.compile(r"\s*(?:以上|以下|[（(]?不?含|制)")


@dataclass(frozen=True, slots=True)
class Statement:
    """A score that prose states. `own` says that its words speak of the report's own performance evaluation and of no
    review of it, `other` that they name another one; neither is said where the words are silent. `about` is 整体, 项目 or "", the report's
    where the words are silent. `whole` says that they call it the total. `grade` are the words of the grade given with it,
    None where none is."""

    score: Fact
    own: bool
    other: bool
    about: str
    whole: bool
    grade: Words | None


def statements(
    spans: Mapping[Key, Span], facts: Sequence[Fact], outline: Outline, parts: Collection[int]
) -> list[Statement]:
    """The total scores that prose states, in document order. `parts` are the ids of figures known to belong to one
    indicator."""
    scores = [f for f in facts if f.quantity.dimension == "score" and f.quantity.exact and not f.quantity.nil]
    found = []
    for at, fact in enumerate(scores):
        span = spans.get(key_of(fact.location))
        if span is None or fact.id in parts or fact.measure == "threshold" or fact.binding is Binding.CELL:
            continue
        following = next((later for later in islice(scores, at + 1, None) if not _no_score(spans, later)), None)
        end = len(span.content)
        if following is not None and key_of(following.location) == span.key:
            between = span.content[fact.location.end : following.location.start]
            if not _LIST_BEGINS.search(between):  # the parts of a score may stand before its grade
                end = following.location.start
        one = _statement(fact, span, end, outline)
        if one is not None:
            found.append(one)
    return found


def _no_score(spans: Mapping[Key, Span], fact: Fact) -> bool:
    """Whether a figure in marks is none that anybody was given (比自评得分低 4 分, 扣 4 分, 满分 100 分)."""
    span = spans.get(key_of(fact.location))
    if fact.measure == "threshold":
        return True
    return (
        span is not None
        and _NO_SCORE.search(span.content[max(0, fact.location.start - _REACH) : fact.location.start]) is not None
    )


def _statement(fact: Fact, span: Span, end: int, outline: Outline) -> Statement | None:
    """What the sentence of a score says of it; `end` is where the next score begins; year and kind of the report come from its cover."""
    text, start = span.content, fact.location.start
    begin, stop = span.sentence(start)
    before = re.sub(r"\s", "", text[begin:start])
    clause = re.split(r"[，,；;]", before)[-1]
    other = OTHER.search(clause) is not None or fact.year not in (None, outline.cover.year)
    part = not other and (_LISTED.search(before) is not None or _PART.search(_ANY_CUE.sub("", clause)) is not None)
    if not _TOTAL_CUE.search(before) or _NO_TOTAL.search(before) or part:
        return None
    after = text[fact.location.end : min(end, stop)]
    if _THRESHOLD.match(after):
        return None
    said, offset = _GRADE_SAID.search(after), fact.location.end
    if said is None:  # 评价等级为优，得分 92 分
        said, offset = _GRADE_BEFORE.search(text[begin:start]), begin
    if said is None:
        said, offset = _next_sentences(span, stop), 0
    grade = None
    if said is not None:
        at = offset + said.start("word")
        quote = fact.quote if at < stop else text[slice(*span.sentence(at))].strip()
        grade = span.words(at, at + len(said["word"]), quote)
    around = _COMPARED.sub("", before + re.sub(r"\s", "", after))
    kind = about(before) or about(outline.cover.kind)
    whole = _WHOLE.search(clause) is not None
    own = OWN.search(around) is not None and not other and not _REVIEWED.search(before)
    return Statement(fact, own, other, kind, whole, grade)


def _next_sentences(span: Span, stop: int) -> re.Match[str] | None:
    """The grade that the sentence behind one gives, or the sentence after that where it speaks of several scores (两项自评等级均为
    “优”)."""
    text = span.content
    behind = stop + (text[stop : stop + 1] == "。")
    said = _GRADE_NEXT.match(text, behind)
    if said is not None or behind >= len(text):
        return said
    after = span.sentence(behind)[1]
    said = _GRADE_NEXT.match(text, after + (text[after : after + 1] == "。"))
    return said if said is not None and said["all"] else None
