"""Weight, score and rate of one indicator in prose (产出类指标权重32分，得分31分，得分率96.88%).

Figures belong to the indicator that is named right before them: between the name and a figure, and between one figure and
the next, only the words of the genre may stand. What is said in other words is left alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from extract.grades.names import Mention, Named, Names
from extract.grades.texts import Key, Span, by_span
from extract.grades.words import about
from extract.model import Binding, Fact, IndicatorTree, Outline

_FILL = (
    r"(?:类|项|[一二三]级|指标|方面|部分|情况|环节|评价|自评|绩效|综合|实际|最终|合计|共计|总|共|本次|其中|的|设置?|下"
    r"|(?:由|包括|包含|含)?(?:\d{1,2}|[一二三四五六七八九十]{1,3})[个项](?:[一二三]级)?指标[和、]?(?:构成|组成)?"
    r"|[，,、（()）：:“”\"‘’—\-\s])*?"
)
_TAIL = r"(?:值|数|分|分数)?(?:分别|合计|共计)?(?:为|是|共|占|计|了|[:：])*\s*[（(]?\s*"
_GAP = re.compile(
    rf"{_FILL}(?P<role>得分率|自评得分|自评分|评价得分|得分|评分|打分|实得|自评|权重|满分|标准分|总分|分值|扣除?|扣减|失分|占|得|)(?P<tail>{_TAIL})"
)
_GAP_ENDS = re.compile(rf"(?:{_GAP.pattern})$")
_EARNED = re.compile(r"\s*[）)，,]?\s*(?:自评|实际|实|评)?得(?:分|了)?(?:为|[:：])?\s*\d")  # 指标 10 分得 9 分
_RATE_SAID = re.compile(rf"得分率{_TAIL}$")
_FAR = 20  # characters between an indicator and what it reached
_ROLES = {"得分率": "率", "权重": "分值", "满分": "分值", "标准分": "分值", "分值": "分值", "占": "分值"} | {
    word: "扣分" for word in ("扣", "扣分", "扣除", "扣减", "失分")
}
_LISTED = re.compile(r"其中|分别|[：:。]")
_MARKS_SAID = re.compile(r"得|评分|自评|(?:评价|评定)(?:的)?总分")
_WEIGHTS_SAID = re.compile(r"满分|权重|分值|标准分")
_RESPECTIVELY = re.compile(r"(?P<role>得分|评分|分值|权重|满分|扣分?)分?(?:值|数)?分别(?:为|是)?[:：]?\s*")
_JOINED = re.compile(r"(?:类|指标)*(?:[、，,和与及]|以及)\s*[A-Z]?\d*")
_FILLED = re.compile(
    r"(?:类|项|[一二三四五六七八九十\d]+[类项个]?|[一二三]级|指标|方面|部分|等|的|自评|评价|实际|合计|[，,])*"
)
# Sentences that say how marks are given, or speak of another evaluation.
_CONDITIONAL = re.compile(
    r"每|酌情|扣完为止|凡|若|如果|如未|最多|最高|不得分|(?:的|者)[，,]?\s*(?:得|扣|不)|否则|以上得|标准为"
)
_ANOTHER = re.compile(r"[上去]年|复核|复评|核定|再评价|重点评价|抽查|抽评|平均|第三方|专家")
_WEIGHTS_LISTED = re.compile(r"满分|权重|分值|标准分|总分")
_WHOLE = re.compile(r"整体|部门|项目|综合|总|合计|绩效(?:评价|自评)")
_SUMMED = re.compile(r"[，,、；;].*(?:合计|共计|总|综合|最终|整体)")
_TAKEN_IN_ALL = re.compile(r"[，,；;、]\s*(?:共计?|合计|总计|累计|总共|一共)(?:被)?(?:扣|失分)[^，,；;、。\d]*$")
_ASKED = re.compile(r"问卷|调查|测评|民意|目标管理|责任制|(?:年度|综合|年终|工作)考核|考评")
_AFTER = re.compile(r"\s*(?:以上|以下|[/／]|[-—~～]\s*\d|制)")


@dataclass(slots=True)
class Part:
    """What one sentence says of one indicator (`named`; None where figures stand without a name that the trees know):
    the facts by what they are (得分, 分值, 率, 扣分). `near` are marks that stand behind the name in other words: they are
    not known to be the indicator's, but they are not the whole's either."""

    key: Key
    named: Named | None
    said: dict[str, Fact] = field(default_factory=dict)
    near: list[Fact] = field(default_factory=list)

    @property
    def facts(self) -> tuple[Fact, ...]:
        return (*self.said.values(), *self.near)


def read_parts(
    spans: Mapping[Key, Span], facts: Iterable[Fact], trees: Sequence[IndicatorTree], outline: Outline
) -> list[Part]:
    """What prose says of single indicators, in document order."""
    names = {id(tree): Names([tree]) for tree in trees}
    nobody = Names([])
    tables = {tree.table for tree in trees}
    figures = (f for f in facts if f.quantity.dimension in ("score", "percent", "") and f.location.table not in tables)
    parts: list[Part] = []
    for key, own in by_span(figures).items():
        span = spans.get(key)
        if span is None or _ANOTHER.search(span.content):
            continue
        usable = [f for f in own if f.binding is not Binding.CELL and f.year in (None, outline.cover.year)]
        tree = _meant(span, usable, trees, outline)
        parts += _of_span(span, usable, nobody if tree is None else names[id(tree)])
    return [part for part in parts if part.facts]


def _meant(span: Span, facts: Sequence[Fact], trees: Sequence[IndicatorTree], outline: Outline) -> IndicatorTree | None:
    """The evaluation that a text speaks of: the only one of the document or, of several, the only one that comes to a
    score of this text. One of a project is not meant where the words speak of the whole department, nor the other way."""
    meant = [tree for tree in trees if any(indicator.score is not None for indicator in tree.indicators)]
    if len(meant) > 1:
        values = {fact.quantity.value for fact in facts if fact.quantity.dimension == "score"}
        meant = [t for t in meant if t.total_score is not None and t.total_score.quantity.value in values]
    if len(meant) != 1:
        return None
    spoken, title = about(span.content) or about(outline.cover.kind), about(meant[0].title)
    return meant[0] if not (spoken and title) or spoken == title else None


def _of_span(span: Span, facts: Sequence[Fact], names: Names) -> Iterator[Part]:
    sentences: dict[tuple[int, int], list[Fact]] = {}
    for fact in facts:
        sentences.setdefault(span.sentence(fact.location.start), []).append(fact)
    for (begin, stop), own in sentences.items():
        text = span.content[begin:stop]
        if _CONDITIONAL.search(text) or _ASKED.search(text):
            continue
        mentions = list(names.mentions(text))
        opens = bool(mentions) and mentions[0].start == 0 and span.content[begin - 1 : begin] == "。"
        # a sentence of names and figures alone goes on from the one before it
        lead = span.sentence(begin - 2)[0] if begin > 1 and opens and not _MARKS_SAID.search(text) else begin
        said = span.content[lead:stop]
        listed = list(_respectively(span, mentions, own, text, begin))
        if listed:
            yield from listed
            continue
        starts = [begin + m.start for m in mentions] + [stop]
        named: list[Part] = []
        opening = [fact for fact in own if fact.location.start < starts[0]]
        if opening:
            yield _chain(span, begin, None, opening, text, begin)
        for mention, until in zip(mentions, starts[1:], strict=True):
            inside = [fact for fact in own if begin + mention.end <= fact.location.start < until]
            part = _chain(span, begin + mention.end, mention, inside, said, lead)
            if lead < begin and _weighed(part):
                part = Part(span.key, mention.named)
            for fact in inside:
                between = span.content[begin + mention.end : fact.location.start]
                if fact not in part.facts and not _WHOLE.search(between):
                    part.near.append(fact)
            named.append(part)
        _without_the_whole(span, named)
        yield from named


def _without_the_whole(span: Span, parts: Sequence[Part]) -> None:
    """Takes from the last of several parts a deduction that closes their list (产出 48 分、效益 28 分，共失分 4 分): it is
    of them all, unless others have theirs too."""
    if len(parts) < 2 or any("扣分" in part.said for part in parts[:-1]):
        return
    taken = parts[-1].said.get("扣分")
    if taken is not None and _TAKEN_IN_ALL.search(span.content[: taken.location.start]):
        del parts[-1].said["扣分"]


def _weighed(part: Part) -> bool:
    """Whether what stands without a word of its own is the weight of the indicator, not its score."""
    weights = part.named.figures("分值") if part.named is not None else None
    score = part.said.get("得分")
    return score is not None and weights is not None and score.quantity.value == sum(w.quantity.value for w in weights)


def _respectively(
    span: Span, mentions: Sequence[Mention], facts: Sequence[Fact], text: str, begin: int
) -> Iterator[Part]:
    """Names in a row and their figures in the same order (投入、过程、产出得分分别为 19 分、28 分、30 分); where the numbers
    of both differ, parts of which nothing is said."""
    found = _RESPECTIVELY.search(text)
    if found is None or len(mentions) < 2:
        return
    before = [m for m in mentions if m.end <= found.start()]
    joined = all(_JOINED.fullmatch(text[a.end : b.start]) for a, b in pairwise(before))
    behind = [fact for fact in facts if fact.location.start >= begin + found.end()]
    alike = (
        joined
        and len(before) == len(mentions) == len(behind)
        and _FILLED.fullmatch(text[before[-1].end : found.start()])
    )
    for mention, fact in zip(before, behind, strict=False):
        said = {_ROLES.get(found["role"], "得分"): fact} if alike and fact.quantity.dimension == "score" else {}
        yield Part(span.key, mention.named, said)


def _chain(span: Span, at: int, mention: Mention | None, facts: Sequence[Fact], sentence: str, begin: int) -> Part:
    """The figures that follow a name, as long as nothing but the genre's words stands between."""
    part = Part(span.key, mention.named if mention else None)
    full: Fact | None = None  # a figure right behind the name is the weight, if a score follows
    in_brackets, begun = False, mention is not None
    for fact in facts:
        gap = span.content[at : fact.location.start]
        at = fact.location.end
        if fact.quantity.dimension == "percent" and not _RATE_SAID.search(gap):
            if begun and len(gap) > _FAR:
                break
            continue  # 完成率 95%，得分 9 分
        found = _GAP.fullmatch(gap) if begun else _GAP_ENDS.search(gap)
        if found is None:
            if begun:
                break
            continue
        if _AFTER.match(span.content, at) or not fact.quantity.exact or (mention is not None and _SUMMED.search(gap)):
            break
        begun = True
        earned = not found["role"] and _EARNED.match(span.content, at) is not None
        role = "?" if earned else _role(found["role"], sentence[: fact.location.start - begin])
        if role in ("?", "分值") and full is not None and not found["role"]:
            role = "得分"  # 产出（40分）39分
        if role in part.said or (fact.quantity.dimension == "percent") != (role == "率"):
            break
        if role == "?":
            if mention is None or part.said or full is not None:
                break
            full, in_brackets = fact, gap.rstrip().endswith(("（", "("))
            continue
        if role == "得分" and full is not None:
            part.said.setdefault("分值", full)
        part.said[role] = fact
    listed = _WEIGHTS_LISTED.search(sentence) and not _MARKS_SAID.search(sentence)
    if full is not None and in_brackets and not part.said and listed:
        part.said["分值"] = full
    return part


def _role(word: str, before: str) -> str:
    """What a figure is by the word in front of it; in a list (得分 95 分，其中：投入 14 分、…) by that of the list."""
    if word:
        return _ROLES.get(word, "?" if word == "总分" else "得分")
    if before.rstrip().endswith(("（", "(")) or not _LISTED.search(before):
        return "?"
    marks, weights = bool(_MARKS_SAID.search(before)), bool(_WEIGHTS_SAID.search(before))
    return "?" if marks == weights else "得分" if marks else "分值"
