"""What a report says of its own score in words: the total in its prose, the grade it gives itself, and the bands by
which it grades. A score of another evaluation (目标管理考核, a questionnaire, one group of indicators) is told apart by
its words.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from extract.model import (
    Binding,
    Bound,
    Cell,
    Claim,
    Document,
    Fact,
    IndicatorTree,
    Location,
    Outline,
    Paragraph,
    PartGroup,
    Restatement,
    Table,
    Text,
    Words,
)

# Grade words as they are printed, and the word of the national scheme that says the same.
_SAME = {"优秀": "优", "优": "优", "良好": "良", "良": "良", "中等": "中", "中": "中", "差": "差"}
_GRADE = r"优秀|优良|优|良好|良|中等|中|基本合格|不合格|合格|不及格|及格|较好|较差|一般|差"
_GRADE_SAID = re.compile(
    r"(?:等级|等次|结果|结论|级别|档次|评为|评定|定为|绩效|属于?|达到?|获得?|获评|[为是：:])[为是：:]?\s*[“\"‘「『【（(]?\s*"
    rf"(?P<word>{_GRADE})(?=[”\"’」』】）)，,。；;、\s]|等次|等级|档|级|$)"
)
_GRADE_BEFORE = re.compile(
    rf"(?:等级|等次|结果|结论|级别|档次)(?:评定)?[为是：:]+\s*[“\"‘「『【]?(?P<word>{_GRADE})[”\"’」』】]?\s*[，,、（(][^\d。；]{{0,12}}$"
)
_IN_BANDS = re.compile(
    rf"(?<![\u4e00-\u9fff])(?P<alone>{_GRADE})(?=[”\"’」』】）)（(：:，,。；;、\s\d≥>＞\[]|等|档|级|$)"
    rf"|(?<=[为是属即])(?P<after>{_GRADE})(?=[”\"’」』】）)（(：:，,。；;、\s]|等|档|级|$)"
    r"|(?P<number>(?<![\d.〔\[年第])\d{1,3}(?:\.\d+)?(?![\d.]*\s*[年月日%％个项号条款家人〕]|\d|分制))"
)
_INCLUDED = re.compile(r"[（(]\s*不?含\s*(?:\d+(?:\.\d+)?\s*分?)?\s*(?:本数)?[)）]|[，,]?\s*不?含\s*\d+\s*分?")
_FULL = re.compile(r"(?:满分|总分|分值|共计?)(?:为|是|设[定置]?为?)?\s*\d+\s*分?")
_BELOW = re.compile(r"以下|<|＜|低于|不足|不满|小于")
_SENTENCE = re.compile(r"[。；;！!\n]")

_TOTAL_CUE = re.compile(r"(?:得分|评分|总分|总得分|分数|打分|自评分|自评|得|评定|评为)[^，,。；;\d]{0,8}$")
_NO_TOTAL = re.compile(
    r"(?:满分|分值|权重|标准分|扣减?|加|减|低于|不足|高于|达到|超过|每|少|多|低|高出?|相差|差|提高|下降|平均|[上去]年)[^，,。；;\d]{0,6}$"
)
_OWN = re.compile(
    r"自评|绩效(?:自我)?评价|评价指标|指标体系|评价体系|整体支出|项目支出|绩效考核|综合评价|评价小组|绩效(?:总)?得分|综合(?:得分|评分)|最终得分|总得分|(?:评价|绩效|自评)等级"
)
_OTHER = re.compile(
    r"目标(?:管理|责任|绩效)|管理考核|责任制|年度考核|年终考核|综合考核|工作考核|考评|满意[度率]|问卷|测评|民主|评议|党建|平安|文明"
    r"|加权平均|平均得分|全[县市省区州](?:综合|平均)|信息|采用|累计|竞赛|考试|排名|[上去]一?年度?(?:自评|绩效|得分)"
)
_PART = re.compile(
    r"(?:投入|过程|产出|效益|效果|决策|管理|履职|履行|执行率|执行|成本|数量|质量|时效|可持续|配置|控制率|完成率|目标|指标\d|[一二三]级指标|[该此本]项(?!目)|该指标)"
    r"[^，,。；;、（()）]{0,6}$"
)
_DIFFERENCE = re.compile(r"(?:[比较][^，,。；;\d]{1,10}|相)(?:低|高|多|少|差)[了出]?\s*$")
_COMPARED = re.compile(r"[比较](?:自评|上年|去年)[^，,。；;]*")
_LISTED = re.compile(r"其中|分别|依次")
_LIST_BEGINS = re.compile(r"其中|分别|[（(:：]$")
_ANY_CUE = re.compile(r"(?:总)?(?:得分|评分|分数|分)?(?:合计)?[为是：:]?\s*$")
_OVERALL = re.compile(r"整体支出|部门整体|单位整体|整体绩效")
_PROJECT = re.compile(r"项目")
_THRESHOLD = re.compile(r"\s*(?:以上|以下|[（(]?不?含|制)")
_QUOTE = 120
_FEWEST = 3  # grades of a scheme
_LEAD = 8  # characters between a grade and the number behind it
_LABEL = 12
_SHORT = 6
_GRADE_LABEL = re.compile(r"等级|等次|级别|档次|(?:评价|自评|评定)(?:结果|结论)")


@dataclass(frozen=True, slots=True)
class _Statement:
    """A score that prose states. `own` says that its words speak of the report's own performance evaluation, `other`
    that they name another one; neither is said where the words are silent. `about` is 整体, 项目 or "", the report's
    where the words are silent. `grade` are the
    words of the grade given with it, None where none is."""

    score: Fact
    own: bool
    other: bool
    about: str
    grade: Words | None


@dataclass(frozen=True, slots=True)
class _Scored:
    """A tree that comes to a score: the total row's, or all its scores where it has none. `parts` are all its scores, ()
    where one is missing."""

    tree: IndicatorTree
    total: Fact | None
    parts: tuple[Fact, ...]

    @property
    def about(self) -> str:
        return _about(self.tree.title)

    def gives(self, score: Fact) -> bool:
        """Whether the tree comes to a score."""
        if self.total is not None:
            return self.total.quantity.value == score.quantity.value
        return self.adds_up_to(score)

    def adds_up_to(self, score: Fact) -> bool:
        """Whether the scores of a tree add up to a score, whatever its total row says."""
        return sum((part.quantity.value for part in self.parts), Decimal(0)) == score.quantity.value


def score_claims(
    document: Document,
    outline: Outline,
    facts: Sequence[Fact],
    trees: Sequence[IndicatorTree],
    forms: Sequence[IndicatorTree],
) -> list[Claim]:
    """What is said of scores in words: the total of a tree stated again in prose (a Restatement, why 评分表; a PartGroup
    of its scores where it prints no total), the grade given with a score (why 等级: the score, and its grade as cue) and
    the least score of each grade (why 等级线). `forms` are the trees of forms, of which only the total row counts."""
    spans = {span.key: span for span in _spans(document, outline)}
    said = _statements(spans, facts, outline)
    scored = []
    for tree in (*trees, *forms):
        leaves = tree.leaves()
        parts = tuple(leaf.score for leaf in leaves if leaf.score is not None)
        parts = parts if len(parts) == len(leaves) > 1 else ()
        if tree.total_score is not None or (parts and tree in trees):
            scored.append(_Scored(tree, tree.total_score, parts))
    claims: list[Claim] = [*_restated(said, scored)]
    totals = {one.total.quantity.value for one in scored if one.total is not None}
    for one in said:
        if one.grade is not None and not one.other and (one.own or one.score.quantity.value in totals):
            claims.append(Restatement((one.score,), "等级", one.grade, one.score.binding))
    claims.extend(_table_grades(document, outline, scored))
    claims.extend(_bands(spans, facts))
    return claims


def _about(words: str) -> str:
    return "整体" if _OVERALL.search(words) else "项目" if _PROJECT.search(words) else ""


# -- the score in prose and the tree ---------------------------------------------------------------------------------


def _restated(said: Sequence[_Statement], scored: Sequence[_Scored]) -> Iterator[Claim]:
    """The statements of the score of a tree. One that no tree gives is only set against a tree where there is but one,
    and it can speak of nothing else."""
    alike: dict[int, list[Fact]] = {}
    apart: list[_Statement] = []
    for one in said:
        at = next((n for n, table in enumerate(scored) if table.gives(one.score)), None)
        if at is not None and not one.other:
            alike.setdefault(at, []).append(one.score)
        elif at is None and one.own:
            apart.append(one)
    bindings: dict[int, Binding] = {}
    if len(scored) == 1 and len({one.score.quantity.value for one in apart}) == 1 and not _only(scored[0]):
        for one in apart:
            if one.about != scored[0].about and ((one.about and scored[0].about) or one.about == "项目"):
                continue
            alike.setdefault(0, []).append(one.score)
            # A department has many projects, but one whole; all scores that come to the statement leave no doubt either.
            sure = one.about == scored[0].about == "整体" or scored[0].adds_up_to(one.score)
            bindings[0] = min(bindings.get(0, Binding.CELL), Binding.INHERITED if sure else Binding.INFERRED)
    for at, facts in alike.items():
        table, binding = scored[at], bindings.get(at, Binding.INHERITED)
        ordered = sorted(facts, key=lambda fact: fact.id)
        if table.total is not None:
            yield Restatement((table.total, *ordered), "评分表", binding=binding)
            continue
        for fact in ordered:
            cue = Words(fact.quantity.text, fact.location, fact.quote)
            yield PartGroup((fact,), table.parts, cue, where="prose", binding=Binding.INFERRED)


def _only(scored: _Scored) -> bool:
    """Whether a tree is of shares or of parts, so that prose cannot state its score."""
    return scored.total is not None and scored.total.quantity.dimension not in ("score", "")


def _statements(spans: dict[_Key, _Span], facts: Sequence[Fact], outline: Outline) -> list[_Statement]:
    """The total scores that prose states, in document order."""
    scores = [f for f in facts if f.quantity.dimension == "score" and f.quantity.exact and not f.quantity.nil]
    found = []
    for at, fact in enumerate(scores):
        span = spans.get(_key(fact.location))
        if span is None or fact.measure == "threshold" or fact.binding is Binding.CELL:
            continue
        following = next((later for later in scores[at + 1 :] if not _differs(spans, later)), None)
        end = len(span.text.content)
        if following is not None and _key(following.location) == span.key:
            between = span.text.content[fact.location.end : following.location.start]
            if not _LIST_BEGINS.search(between):  # the parts of a score may stand before its grade
                end = following.location.start
        one = _statement(fact, span, end, outline)
        if one is not None:
            found.append(one)
    return found


def _differs(spans: dict[_Key, _Span], fact: Fact) -> bool:
    """Whether a figure says by how many marks two scores differ (比自评得分低 4 分)."""
    span = spans.get(_key(fact.location))
    return span is not None and _DIFFERENCE.search(span.text.content[: fact.location.start]) is not None


def _statement(fact: Fact, span: _Span, end: int, outline: Outline) -> _Statement | None:
    """What the sentence of a score says of it; `end` is where the next score begins; year and kind of the report come from its cover."""
    text, start = span.text.content, fact.location.start
    begin = max((m.end() for m in _SENTENCE.finditer(text, 0, start)), default=0)
    before = re.sub(r"\s", "", text[begin:start])
    clause = re.split(r"[，,；;]", before)[-1]
    other = _OTHER.search(clause) is not None or fact.year not in (None, outline.cover.year)
    part = not other and (_LISTED.search(before) is not None or _PART.search(_ANY_CUE.sub("", clause)) is not None)
    if not _TOTAL_CUE.search(before) or _NO_TOTAL.search(before) or part:
        return None
    stop = _SENTENCE.search(text, fact.location.end)
    after = text[fact.location.end : min(end, stop.start() if stop else len(text))]
    if _THRESHOLD.match(after):
        return None
    said, offset = _GRADE_SAID.search(after), fact.location.end
    if said is None:  # 评价等级为优，得分 92 分
        said, offset = _GRADE_BEFORE.search(text[begin:start]), begin
    grade = None
    if said is not None:
        at = offset + said.start("word")
        grade = Words(said["word"], span.at(at, at + len(said["word"])), fact.quote)
    around = _COMPARED.sub("", before + re.sub(r"\s", "", after))
    about = _about(before) or _about(outline.cover.kind)
    return _Statement(fact, _OWN.search(around) is not None and not other, other, about, grade)


def _table_grades(document: Document, outline: Outline, scored: Sequence[_Scored]) -> Iterator[Claim]:
    """The grade that a table prints in a cell of its own beside or below a label (自评等级 | 优), with the one score of
    the table."""
    totals: dict[int, list[Fact]] = {}
    for one in scored:
        if one.total is not None:
            totals.setdefault(one.tree.table, []).append(one.total)
    for block in document.blocks:
        if not isinstance(block, Table) or len(totals.get(block.number, ())) != 1:
            continue
        found = list(_grade_cells(block))
        if len(found) == 1:
            cell, word, label = found[0]
            where = _Span(cell.text, _place(outline, block, cell)).at(0, len(cell.text.content))
            score = totals[block.number][0]
            yield Restatement((score,), "等级", Words(word, where, f"{label} {word}"[:_QUOTE]), score.binding)


def _grade_cells(block: Table) -> Iterator[tuple[Cell, str, str]]:
    """The cells that hold a grade and nothing else, with the grade and its label."""
    words = {(cell.row, cell.column): re.sub(r"\s", "", cell.text.content) for cell in block.cells}
    for cell in block.cells:
        found = re.fullmatch(rf"({_GRADE})(?:等级|等次|级|等)?", words[cell.row, cell.column].strip('“”"'))
        if found is None:
            continue
        left = next((words[cell.row, c] for c in range(cell.column - 1, -1, -1) if words.get((cell.row, c))), "")
        above = words.get((cell.row - 1, cell.column), "")
        if _GRADE_LABEL.search(left) or (_GRADE_LABEL.search(above) and len(above) < _LABEL):
            yield cell, found[1], left or above


# -- bands -----------------------------------------------------------------------------------------------------------


def _bands(spans: dict[_Key, _Span], facts: Sequence[Fact]) -> list[Claim]:
    """The bands that a report prints (90分以上为优，80—90分为良，…), none where it prints several that differ."""
    by_key: dict[_Key, list[Fact]] = {}
    for fact in facts:
        by_key.setdefault(_key(fact.location), []).append(fact)
    found: list[tuple[_Lines, list[Claim]]] = []
    for key, span in spans.items():
        if key not in by_key:
            continue
        for run in re.finditer(r"[^。\n]+", span.text.content):
            bands = _bands_in(run[0])
            claims = [_band(band, run.start(), span, by_key[key]) for band in bands or ()]
            whole = [claim for claim in claims if claim is not None]
            if whole and len(whole) == len(claims):
                found.append((tuple((band.grade, band.low) for band in bands or ()), list(whole)))
    return found[0][1] if found and all(lines == found[0][0] for lines, _ in found) else []


def _band(band: _Band, offset: int, span: _Span, facts: Sequence[Fact]) -> Claim | None:
    """The fact of the least score of a band with its grade; of the lowest band the score that it lies below."""
    for start, end in band.numbers:
        for fact in facts:
            place, quantity = fact.location, fact.quantity
            if place.start >= offset + end or place.end <= offset + start:
                continue
            below = quantity.bound is Bound.AT_MOST
            if (band.low == 0 and below) or (quantity.value == band.low and not below):
                word = Words(band.word, span.at(offset + band.start, offset + band.start + len(band.word)), fact.quote)
                return Restatement((fact,), "等级线", word, fact.binding)
    return None


@dataclass(frozen=True, slots=True)
class _Band:
    """A grade and the least score it is given for; where its word begins and where its numbers stand."""

    grade: str
    low: Decimal
    word: str
    start: int
    numbers: tuple[tuple[int, int], ...]


_Lines = tuple[tuple[str, Decimal], ...]


def _bands_in(text: str) -> tuple[_Band, ...] | None:
    """The bands of one sentence from the highest to the lowest: numbers before their grade, or behind it."""
    if "分" not in text and "≥" not in text:
        return None
    for pattern in (_INCLUDED, _FULL):  # blanked, so that offsets stay
        text = pattern.sub(lambda found: " " * len(found[0]), text)
    tokens = list(_IN_BANDS.finditer(text))
    first = next((at for at, token in enumerate(tokens) if token["number"]), None)
    if first is None or sum(not token["number"] for token in tokens) < _FEWEST:
        return None
    lead = text[tokens[first - 1].end() : tokens[first].start()] if first else "、"
    behind = not re.search(r"[、，,。；;]|等级|档", lead) and len(lead) <= _LEAD
    groups = _behind(tokens[first - 1 :]) if behind else _before(tokens[first:])
    bands = []
    for at, (word, numbers) in enumerate(groups):
        following = groups[at + 1][1] if behind and at + 1 < len(groups) else []
        low = _low(text, numbers, following[0].start() if following else len(text)) if numbers else None
        if low is None:
            return None
        said = word["alone"] or word["after"]
        spots = tuple(number.span() for number in numbers)
        bands.append(_Band(_SAME.get(said, said), low, said, word.start(), spots))
    bands.sort(key=lambda band: -band.low)
    lows = [band.low for band in bands]
    names = {band.grade for band in bands}
    if len(bands) < _FEWEST or len(set(lows)) != len(lows) or len(names) != len(bands) or lows[-1] != 0:
        return None
    return tuple(bands) if lows[0] <= 100 else None


_Token = re.Match[str]


def _behind(tokens: Sequence[_Token]) -> list[tuple[_Token, list[_Token]]]:
    """Each grade with the numbers behind it (优：90分以上；良：…)."""
    groups: list[tuple[_Token, list[_Token]]] = []
    for token in tokens:
        if token["number"]:
            groups[-1][1].append(token)
        else:
            groups.append((token, []))
    return groups


def _before(tokens: Sequence[_Token]) -> list[tuple[_Token, list[_Token]]]:
    """Each grade with the numbers before it (90分以上为优，…)."""
    groups: list[tuple[_Token, list[_Token]]] = []
    run: list[_Token] = []
    for token in tokens:
        if token["number"]:
            run.append(token)
        elif run:
            groups.append((token, run))
            run = []
    return groups


def _low(text: str, numbers: Sequence[re.Match[str]], stop: int) -> Decimal | None:
    """The least score of a band from the one or two numbers it prints."""
    values = list(dict.fromkeys(Decimal(token["number"]) for token in numbers))[-2:]
    if len(values) == 2:
        return min(values)
    start = max(0, numbers[0].start() - 4)
    around = text[start : min(stop, numbers[-1].end() + 6)]
    if _BELOW.search(re.split(r"[，,；;。]", around[numbers[-1].end() - start :])[0]) or _BELOW.search(
        re.split(r"[，,；;。、]", around[: numbers[0].start() - start])[-1]
    ):
        return Decimal(0)
    return values[0]


# -- texts -----------------------------------------------------------------------------------------------------------

_Key = tuple[int, int | None, int | None]


@dataclass(frozen=True, slots=True)
class _Span:
    """The text of a paragraph or cell, and where it stands."""

    text: Text
    place: Location

    @property
    def key(self) -> _Key:
        return _key(self.place)

    def at(self, start: int, end: int) -> Location:
        """Where a run of its characters stands."""
        mark = self.text.mark_at(start)
        return replace(self.place, start=start, end=end, page=mark.page, line=mark.line, bbox=mark.bbox)


def _key(place: Location) -> _Key:
    return place.block, place.row, place.column


def _place(outline: Outline, block: Table, cell: Cell) -> Location:
    section = outline.section_path(block.index)
    return Location("cell", section, block.index, table=block.number, row=cell.row + 1, column=cell.column + 1)


def _spans(document: Document, outline: Outline) -> Iterator[_Span]:
    """Every paragraph, and every cell that holds more than a figure or a word."""
    for block in document.blocks:
        if isinstance(block, Paragraph):
            kind = "paragraph" if block.origin == "body" else block.origin
            yield _Span(block.text, Location(kind, outline.section_path(block.index), block.index))
            continue
        for cell in block.cells:
            if len(cell.text.content) > _SHORT:
                yield _Span(cell.text, _place(outline, block, cell))
