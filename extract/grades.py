"""What a report says of its own score in words: the total in its prose, the grade it gives itself, and the bands by
which it grades. A score of another evaluation (目标管理考核, a questionnaire, one group of indicators) is told apart by
its words.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from extract.model import Cell, Fact, FactBook, Location, Paragraph, Table, Text, Words

# Grade words as they are printed, and the word of the national scheme that says the same.
_SAME = {"优秀": "优", "优": "优", "良好": "良", "良": "良", "中等": "中", "中": "中", "差": "差"}
_GRADE = r"优秀|优良|优|良好|良|中等|中|基本合格|不合格|合格|不及格|及格|较好|较差|一般|差"
_GRADE_SAID = re.compile(
    r"(?:等级|等次|结果|结论|级别|档次|评为|评定|定为|绩效|属于?|达到?|获得?|获评|[为是：:])[为是：:]?\s*[“\"‘「『【（(]?\s*"
    rf"(?P<word>{_GRADE})(?=[”\"’」』】）)，,。；;、\s]|等次|等级|档|级|$)"
)
_IN_BANDS = re.compile(
    rf"(?<![\u4e00-\u9fff])(?P<alone>{_GRADE})(?=[”\"’」』】）)（(：:，,。；;、\s\d≥>＞\[]|等|档|级|$)"
    rf"|(?<=[为是属即])(?P<after>{_GRADE})(?=[”\"’」』】）)（(：:，,。；;、\s]|等|档|级|$)"
    r"|(?P<number>(?<![\d.〔\[年第])\d{1,3}(?:\.\d+)?(?![\d.]*\s*[年月日%％个项号条款家人〕]|\d|分制))"
)
_INCLUDED = re.compile(r"[（(]\s*不?含\s*(?:\d+(?:\.\d+)?\s*分?)?\s*(?:本数)?[)）]|[，,]?\s*不?含\s*\d+\s*分?")
_FULL = re.compile(r"(?:满分|总分|分值|共计?)(?:为|是|设定?为?)?\s*\d+\s*分?")
_BELOW = re.compile(r"以下|<|＜|低于|不足|不满|小于")
_SENTENCE = re.compile(r"[。；;！!\n]")
_CLAUSE = re.compile(r"[，,。；;、\n]")

_TOTAL_CUE = re.compile(r"(?:得分|评分|总分|总得分|分数|打分|自评分|自评|得|评定|评为)[^，,。；;\d]{0,8}$")
_NO_TOTAL = re.compile(
    r"(?:满分|分值|权重|标准分|扣减?|加|减|低于|不足|高于|达到|超过|每|少|多|提高|下降|平均|[上去]年)[^，,。；;\d]{0,6}$"
)
_OWN = re.compile(
    r"自评|绩效(?:自我)?评价|评价指标|指标体系|评价体系|整体支出|项目支出|绩效考核|综合评价|评价小组|绩效(?:总)?得分|综合(?:得分|评分)"
)
_OTHER = re.compile(
    r"目标(?:管理|责任|绩效)|管理考核|责任制|年度考核|年终考核|综合考核|工作考核|考评|满意[度率]|问卷|测评|民主|评议|党建|平安|文明"
    r"|信息|采用|累计|竞赛|考试|排名|[上去]一?年度?(?:自评|绩效|得分)"
)
_PART = re.compile(
    r"(?:投入|过程|产出|效益|效果|决策|管理|履职|履行|执行率|执行|成本|数量|质量|时效|可持续|配置|控制率|完成率|目标|指标\d|[一二三]级指标|该项|此项|本项|该指标)"
    r"[^，,。；;、（()）]{0,6}$"
)
_ANY_CUE = re.compile(r"(?:总)?(?:得分|评分|分数|分)?(?:合计)?[为是：:]?\s*$")
_OVERALL = re.compile(r"整体支出|部门整体|单位整体|整体绩效")
_PROJECT = re.compile(r"项目")
_THRESHOLD = re.compile(r"\s*(?:以上|以下|[（(]?不?含|制)")
_QUOTE = 120
_LABEL = 12
_SHORT = 6
_GRADE_LABEL = re.compile(r"等级|等次|级别|档次|(?:评价|自评|评定)(?:结果|结论)")


@dataclass(frozen=True, slots=True)
class Statement:
    """A score that prose states. `own` says that its words speak of the report's own performance evaluation, `other`
    that they name another one; neither is said where the words are silent. `about` is 整体, 项目 or "". `grade` are the
    words of the grade given with it, None where none is."""

    score: Fact
    own: bool
    other: bool
    about: str
    grade: Words | None


@dataclass(frozen=True, slots=True)
class Band:
    """A grade and the least score it is given for."""

    grade: str
    low: Decimal


@dataclass(frozen=True, slots=True)
class Bands:
    """Bands from the highest to the lowest, with the words that print them (None: those of the national rules)."""

    bands: tuple[Band, ...]
    words: Words | None = None

    def grade_of(self, score: Decimal) -> str:
        """The grade that a score is given, "" below the lowest band."""
        return next((band.grade for band in self.bands if score >= band.low), "")

    def knows(self, word: str) -> bool:
        return any(band.grade == same_grade(word) for band in self.bands)


# 财政部《项目支出绩效评价管理办法》：90（含）—100 优、80（含）—90 良、60（含）—80 中、60 以下差。
NATIONAL = Bands(tuple(Band(grade, Decimal(low)) for grade, low in (("优", 90), ("良", 80), ("中", 60), ("差", 0))))


def same_grade(word: str) -> str:
    """The word for a grade that others are compared with (优秀 → 优)."""
    return _SAME.get(word, word)


def statements(book: FactBook) -> tuple[Statement, ...]:
    """The total scores that prose states, in document order."""
    facts = [f for f in book.facts if f.quantity.dimension == "score" and f.quantity.exact and not f.quantity.nil]
    spans = {span.key: span for span in _spans(book)}
    found = []
    for at, fact in enumerate(facts):
        span = spans.get(_key(fact.location))
        if span is None:
            continue
        following = facts[at + 1] if at + 1 < len(facts) else None
        end = len(span.text.content)
        if following is not None and _key(following.location) == span.key:
            end = following.location.start
        one = _statement(fact, span, end)
        if one is not None:
            found.append(one)
    return tuple(found)


def _statement(fact: Fact, span: _Span, end: int) -> Statement | None:
    """What the sentence of a score says of it; `end` is where the next score begins."""
    text, start = span.text.content, fact.location.start
    begin = max((m.end() for m in _SENTENCE.finditer(text, 0, start)), default=0)
    before = re.sub(r"\s", "", text[begin:start])
    clause = re.split(r"[，,；;]", before)[-1]
    other = _OTHER.search(clause) is not None
    part = not other and _PART.search(_ANY_CUE.sub("", clause)) is not None
    if not _TOTAL_CUE.search(before) or _NO_TOTAL.search(before) or part:
        return None
    stop = _SENTENCE.search(text, fact.location.end)
    after = text[fact.location.end : min(end, stop.start() if stop else len(text))]
    if _THRESHOLD.match(after):
        return None
    said = _GRADE_SAID.search(after)
    grade = None
    if said is not None:
        at = fact.location.end + said.start("word")
        grade = Words(said["word"], span.at(at, at + len(said["word"])), fact.quote)
    around = before + re.sub(r"\s", "", after)
    about = "整体" if _OVERALL.search(before) else "项目" if _PROJECT.search(before) else ""
    return Statement(fact, _OWN.search(around) is not None and not other, other, about, grade)


def table_grades(book: FactBook) -> Iterator[tuple[int, Words]]:
    """The grades that tables print in a cell of their own beside or below a label (自评等级 | 优), each with the number
    of its table."""
    for block in book.document.blocks:
        if not isinstance(block, Table):
            continue
        words = {(cell.row, cell.column): re.sub(r"\s", "", cell.text.content) for cell in block.cells}
        for cell in block.cells:
            word = words[cell.row, cell.column].strip('“”"')
            found = re.fullmatch(rf"({_GRADE})(?:等级|等次|级|等)?", word)
            if found is None:
                continue
            left = next((words[cell.row, c] for c in range(cell.column - 1, -1, -1) if words.get((cell.row, c))), "")
            above = words.get((cell.row - 1, cell.column), "")
            if _GRADE_LABEL.search(left) or (_GRADE_LABEL.search(above) and len(above) < _LABEL):
                place = _Span(cell.text, _place(book, block, cell)).at(0, len(cell.text.content))
                yield block.number, Words(found[1], place, f"{left or above} {word}"[:_QUOTE])


def own_bands(book: FactBook) -> Bands | None:
    """The bands that a report prints (90分以上为优，80—90分为良，…), None where it prints none or several that differ."""
    found: list[Bands] = []
    for span in _spans(book):
        text = span.text.content
        for run in re.finditer(r"[^。\n]+", text):
            bands = _bands_in(run[0])
            if bands is not None:
                said = run[0].strip()[:_QUOTE]
                found.append(Bands(bands, Words(said, span.at(run.start(), run.end()), said)))
    return found[0] if found and all(other.bands == found[0].bands for other in found) else None


def _bands_in(text: str) -> tuple[Band, ...] | None:
    """The bands of one sentence: numbers before their grade, or behind it."""
    if "分" not in text and "≥" not in text:
        return None
    text = _FULL.sub("", _INCLUDED.sub("", text))
    tokens = list(_IN_BANDS.finditer(text))
    first = next((at for at, token in enumerate(tokens) if token["number"]), None)
    if first is None or sum(not token["number"] for token in tokens) < 3:
        return None
    lead = text[tokens[first - 1].end() : tokens[first].start()] if first else "、"
    behind = not re.search(r"[、，,。；;]|等级|档", lead) and len(lead) <= 8
    groups: list[tuple[str, list[re.Match[str]]]] = []
    if behind:
        for token in tokens[first - 1 :]:
            if token["number"]:
                groups[-1][1].append(token)
            else:
                groups.append((token["alone"] or token["after"], []))
    else:
        run: list[re.Match[str]] = []
        for token in tokens[first:]:
            if token["number"]:
                run.append(token)
            elif run:
                groups.append((token["alone"] or token["after"], run))
                run = []
    bands = []
    for at, (word, numbers) in enumerate(groups):
        if not numbers:
            return None
        following = groups[at + 1][1] if behind and at + 1 < len(groups) else []
        stop = following[0].start() if following else len(text)
        low = _low(text, numbers, stop)
        if low is None:
            return None
        bands.append(Band(same_grade(word), low))
    bands.sort(key=lambda band: -band.low)
    lows = [band.low for band in bands]
    names = {band.grade for band in bands}
    if len(bands) < 3 or len(set(lows)) != len(lows) or len(names) != len(bands) or lows[-1] != 0 or lows[0] > 100:
        return None
    return tuple(bands)


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


def _place(book: FactBook, block: Table, cell: Cell) -> Location:
    section = book.outline.section_path(block.index)
    return Location("cell", section, block.index, table=block.number, row=cell.row + 1, column=cell.column + 1)


def _spans(book: FactBook) -> Iterator[_Span]:
    """Every paragraph, and every cell that holds more than a figure or a word."""
    for block in book.document.blocks:
        if isinstance(block, Paragraph):
            kind = "paragraph" if block.origin == "body" else block.origin
            yield _Span(block.text, Location(kind, book.outline.section_path(block.index), block.index))
            continue
        for cell in block.cells:
            if len(cell.text.content) > _SHORT:
                yield _Span(cell.text, _place(book, block, cell))
