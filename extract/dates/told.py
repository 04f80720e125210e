"""The year that a report gives the figures of its own year: sentences that begin with a year and a total of money
(“2023年总收入…”), held against the year of the title and against each other."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from extract.model import BlockRole, OwnYear, Table
from extract.stretches import Stretch

_WHAT = (
    r"(?:年初|全年|本年)?(?:部门|单位|财政|本级)?(?:总收入|总支出|收入支出|收支|收入|支出|预算|决算|财政拨款|一般公共预算|政府性基金|“?三公”?经费|机关运行经费|政府采购|基本支出|项目支出)"
    r"[^，。；：、\d]{0,16}"
)
_TOLD = re.compile(
    r"(?:^|[。\n])\s*(?:[（(]?[一二三四五六七八九十\d]{1,3}[）)、.．]\s*)?(?:收入|支出)?(?:方面)?[。：:]?(?:按[^，。\d]{2,10}，)?"
    r"(?P<who>[\u4e00-\u9fff]{2,30}(?:局|委|办公室|厅|院|会|部|中心|学校|中学|小学|政府|街道|馆|站|处|队|部门|单位))?\s*"
    rf"(?P<y>20\d\d)\s*年度?(?P<what>{_WHAT})(?P<sum>\d[\d,，]*\.\d+)\s*(?:万|亿)?元"
)
_RESULT = re.compile(
    r"(?:对象[为是]|[，。：:]|^)\s*[^，。；：\d]{0,24}(?P<y>20\d\d)\s*年度?(?:部门|单位)?整体支出绩效(?:自评|评价)?(?:综合)?(?:得分|评分|总分)"
    r"|(?:评价|自评)对象[为是][^，。；：\d]{0,24}(?P<z>20\d\d)\s*年度?(?:部门|单位)?整体支出"
)
_PERIOD = re.compile(
    r"(?:评价|自评)(?:时段|期间|时间段|时间范围|区间)[^。；\d]{0,8}(?P<y>20\d\d)\s*年\s*1\s*月\s*1\s*日?\s*(?:至|到|[-—–~～]+)\s*12\s*月"
)
_TAIL = re.compile(r"(?:[为共是达计数]|合计|总计|总额|金额|执行)+$")
_PLANNED = re.compile(r"预算|计划|安排|拟|将|预计|力争|目标|申请|下达")
_REALISED = re.compile(r"支出决算|决算数|实际支出|完成(?:年初|全年)?预算")
_BEFORE = re.compile(r"上年|去年|上一年|历年|近[三两几]年")
ACCOUNTS = frozenset(("部门整体支出", "部门决算"))  # reports of one year
_DIGITS = 5  # digits of a sum that no other thing has by chance


@dataclass(frozen=True, slots=True)
class _Told:
    """One sentence: its year, what it tells, the sum, and the words around them."""

    stretch: Stretch
    start: int
    end: int
    year: int
    what: str
    sum: str
    sentence: str


def years_told(said: Sequence[Stretch], year: int) -> Iterator[OwnYear]:
    """The years told, those of the report's own `year` too. Another year's total stands in a report beside its own:
    only one that has no counterpart, or the very sum of its counterpart, is taken for the own."""
    sentences: list[_Told] = []
    for stretch in said:
        text = stretch.text
        if "20" not in text or stretch.role is BlockRole.COVER or isinstance(stretch.spot.block, Table):
            continue
        if "元" in text:
            sentences += _sentences(stretch)
        for found in (*_RESULT.finditer(text), *_PERIOD.finditer(text)):
            name = found.lastgroup or "y"
            end = text.index("年", found.start(name)) + 1
            yield OwnYear(stretch.words(found.start(name), end), int(found[name]), "评价对象")
    own = any(one.year == year for one in sentences)
    beside: dict[str, list[_Told]] = defaultdict(list)
    for one in sentences:
        beside[one.what].append(one)
    for one in sentences:
        twin = next((t for t in beside[one.what] if t.year == year != one.year and _alike(one, t)), None)
        if one.year != year and twin is None and not _lone(one, beside[one.what], year):
            continue
        if own and twin is None and one.year != year and str(one.year) in one.stretch.section:
            continue  # a chapter on another year
        known = twin.stretch.words(twin.start, twin.end) if twin is not None else None
        yield OwnYear(one.stretch.words(one.start, one.end), one.year, "收支", known)


def _sentences(stretch: Stretch) -> Iterator[_Told]:
    text = stretch.text
    for found in _TOLD.finditer(text):
        start = found.start("y")
        stop = text.find("。", found.end())
        sentence = text[start : stop if stop >= 0 else len(text)]
        figure = re.sub(r"[,，]", "", found["sum"])
        yield _Told(
            stretch,
            start,
            found.end("what"),
            int(found["y"]),
            _TAIL.sub("", "".join(found["what"].split())),
            figure,
            sentence,
        )


def _alike(one: _Told, other: _Told) -> bool:
    return one.sum == other.sum and len(one.sum.replace(".", "").strip("0")) >= _DIGITS


def _lone(one: _Told, beside: Sequence[_Told], year: int) -> bool:
    """Whether a sentence of another year stands for one of the own: nothing beside it is told of another year, and
    it is neither a plan nor the year before for comparison."""
    if any(other.year != one.year for other in beside) or _BEFORE.search(one.stretch.text[: one.start]):
        return False
    if str(year) in one.sentence:
        return False
    return one.year <= year or not _PLANNED.search(one.sentence) or _REALISED.search(one.sentence) is not None
