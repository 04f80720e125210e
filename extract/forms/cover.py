"""What a report says of itself on its cover and in the heads of its forms: whose it is, of which year, of which day.

`extract.structure.cover` tells which lines are the cover and what its title is; here its words are kept with their
places, beside the years and names that the annexes print, so that they can be held against each other.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from extract.forms.placed import Placed
from extract.model import BlockRole, CoverSheet, Day, Document, Outline, Paragraph, Table, Words, YearSaid
from extract.numbering import chinese_integer
from extract.stretches import Spot

_KEYS = (
    "部门名称|部门[（(]单位[)）]名称|单位名称|预算部门|预算单位|填报单位|填报部门|编制单位|项目单位|项目实施单位|实施单位|申报单位"
    "|报告单位|自评单位|评价单位|(?:预算|项目)?主管部门|评价机构|委托单位|项目名称|项目负责人|(?:报告|填报|编制|评价|自评)(?:日期|时间)"
)
_KEY = re.compile(rf"^(?P<key>{_KEYS})$")
_PAIR = re.compile(
    rf"^\s*(?P<key>{_KEYS})\s*(?:[（(](?:公章|盖章|签章|章)[)）])?\s*[：:]\s*(?P<value>\S.*?)\s*(?:[（(](?:公章|盖章|签章|章)[)）])?\s*$"
)
_SEAL = re.compile(r"\s|[（(](?:公章|盖章|签章|章)[)）]|[：:]$")
_DIGITS = r"〇○零一二三四五六七八九"
_YEAR = rf"(?:(?:19|20)\d\d|[{_DIGITS}]{{4}})"
_DATE = re.compile(
    rf"^\W*(?:(?:报告|填报|编制|评价|自评|完成)?(?:日期|时间)\s*[：:]\s*)?(?P<y>{_YEAR})\s*[年./-]\s*(?P<m>[\d一二三四五六七八九十]{{1,2}})\s*(?:[月./-]|$)"
    r"\s*(?:(?P<d>[\d一二三四五六七八九十]{1,3})\s*[日号]?)?\W*$"
)
_DAY = r"(?P<{0}y>20\d\d)\s*[年./-]\s*(?P<{0}m>\d{{1,2}})\s*[月./-]\s*(?:(?P<{0}d>\d{{1,2}})\s*日?)?"
_PERIOD = re.compile(
    r"评价(?:的)?(?:时段|期间|时间段|时间范围|区间|周期|年度)[^。；\d]{0,8}"
    rf"(?P<all>{_DAY.format('a')}\s*(?:至|到|[-—–~～]+)\s*{_DAY.format('b')})"
)
_TITLE_YEAR = re.compile(rf"(?<![\d〔\[（({_DIGITS}])(?P<y>20\d\d|二[〇○零][{_DIGITS}]{{2}})\s*年度?")
_LINE_YEAR = re.compile(r"^\s*[（(]\s*(?P<y>20\d\d)\s*年度?\s*[）)]\s*$")
_RANGE = re.compile(r"20\d\d\s*年?度?\s*[-—–~～至到]\s*20\d\d")
_OWN_TITLE = re.compile(r"自评|评价|决算|问卷|调查|底稿|绩效|完成情况|执行情况|使用情况|资金情况|支出情况|收支")
# A title about what is planned, or one that names a document, is of a year of its own.
_OTHER_TITLE = re.compile(
    r"预算(?!绩效|执行|支出|收支)|申报|批复|计划|规划|办法|通知|意见|方案|规定|制度|清单|[上下次去]年|《"
)
_HEAD = 5  # rows of a table that can be its head
_LONGEST = 60


def cover_sheet(document: Document, outline: Outline, placed: Placed) -> CoverSheet:
    """Reads what a document says of itself."""
    cover = [b for b in document.blocks if isinstance(b, Paragraph) and outline.roles[b.index] is BlockRole.COVER]
    department = _named(outline.cover.department, cover, placed)
    title = _title(outline, cover, placed)
    date = next((day for b in cover if (day := _day(b, placed)) is not None), None)
    return CoverSheet(
        tuple(_entries(document, outline, placed)),
        department,
        title,
        date,
        _period(document, outline, placed),
        tuple(_titles(document, outline, placed)) if title is not None else (),
    )


def _named(name: str, cover: list[Paragraph], placed: Placed) -> Words | None:
    """The reporting unit's name where the cover prints it."""
    for block in cover:
        at = block.text.content.find(name) if name else -1
        if at >= 0:
            return placed.words(Spot(block), at, at + len(name))
    return None


def _title(outline: Outline, cover: list[Paragraph], placed: Placed) -> YearSaid | None:
    """The year reported on, where a line of the cover that is part of the title prints it."""
    for block in cover:
        text = block.text.content
        found = _TITLE_YEAR.search(text)
        if found is None or _DATE.match(text) or _RANGE.search(text) or _number(found["y"]) != outline.cover.year:
            continue
        if re.sub(r"\s", "", text) in re.sub(r"\s", "", outline.cover.title) or _OWN_TITLE.search(text):
            return YearSaid(
                _number(found["y"]), placed.words(Spot(block), found.start(), found.end()), outline.cover.title
            )
    return None


def _number(text: str) -> int:
    return int(text) if text.isdigit() else chinese_integer(text.replace("○", "〇")) or 0


def _day(block: Paragraph, placed: Placed) -> Day | None:
    text = block.text.content
    found = _DATE.match(text)
    if found is None:
        return None
    year, month = _number(found["y"]), _number(found["m"])
    day = _number(found["d"]) if found["d"] else None
    if not _exists(year, month, day):
        return None
    end = re.search(r"[^\w）)]*$", text)
    words = placed.words(Spot(block), found.start("y"), end.start() if end else len(text))
    return Day(year, month, day, words)


def _exists(year: int, month: int, day: int | None) -> bool:
    try:
        date(year, month, day or 1)
    except ValueError:
        return False
    return True


def _period(document: Document, outline: Outline, placed: Placed) -> tuple[Day, Day] | None:
    for block in document.blocks:
        if not isinstance(block, Paragraph) or outline.roles[block.index] is BlockRole.TOC:
            continue
        found = _PERIOD.search(block.text.content)
        if found is None:
            continue
        words = placed.words(Spot(block), found.start("all"), found.end("all"))
        days = [
            Day(
                int(found[f"{side}y"]),
                int(found[f"{side}m"]),
                int(found[f"{side}d"]) if found[f"{side}d"] else None,
                words,
            )
            for side in "ab"
        ]
        if all(_exists(day.year, day.month, day.day) for day in days):
            return days[0], days[1]
    return None


def _titles(document: Document, outline: Outline, placed: Placed) -> Iterator[YearSaid]:
    """Years in the titles of annexes and tables. A title of two years, or of what is planned, says nothing."""
    seen: set[int] = set()
    annexes = {s.block for s in outline.sections if s.attachment}
    captions = {c.location.block for c in outline.captions.values() if c.location is not None and c.title}
    under = ""
    for block in document.blocks:
        text = block.text.content if isinstance(block, Paragraph) else ""
        found_line = _LINE_YEAR.match(text)
        if found_line is not None and isinstance(block, Paragraph) and _is_own(under):
            words = placed.words(Spot(block), found_line.start("y"), found_line.end("y"))
            yield YearSaid(int(found_line["y"]), words, f"{under}{text.strip()}")
        under = text.strip()
    for index in sorted(annexes | captions):
        block = document.blocks[index]
        if (
            not isinstance(block, Paragraph)
            or index in seen
            or outline.roles[index] in (BlockRole.COVER, BlockRole.TOC)
        ):
            continue
        seen.add(index)
        text = block.text.content
        found = list(_TITLE_YEAR.finditer(text))
        if len(found) != 1 or _RANGE.search(text) or len(text.strip()) > _LONGEST:
            continue
        if _is_own(text):
            words = placed.words(Spot(block), found[0].start(), found[0].end())
            yield YearSaid(_number(found[0]["y"]), words, " ".join(text.split()))


def _is_own(title: str) -> bool:
    return _OWN_TITLE.search(title) is not None and _OTHER_TITLE.search(title) is None


def _entries(document: Document, outline: Outline, placed: Placed) -> Iterator[tuple[str, Words]]:
    """Lines of key and value, and cells of a key with their neighbours in the heads of tables."""
    for block in document.blocks:
        if isinstance(block, Table):
            yield from _head_of(block, placed)
            continue
        if outline.roles[block.index] is BlockRole.TOC:
            continue
        found = _PAIR.match(block.text.content)
        if found is not None and len(block.text.content) <= _LONGEST:
            yield found["key"], placed.words(Spot(block), found.start("value"), found.end("value"))


def _head_of(table: Table, placed: Placed) -> Iterator[tuple[str, Words]]:
    head = sorted((c for c in table.cells if c.row < _HEAD), key=lambda c: (c.row, c.column))
    for at, cell in enumerate(head):
        text = cell.text.content
        pair = _PAIR.match(text)
        if pair is not None and len(text) <= _LONGEST:
            yield pair["key"], placed.words(Spot(table, cell), pair.start("value"), pair.end("value"))
            continue
        key = _KEY.match(_SEAL.sub("", text))
        after = head[at + 1] if at + 1 < len(head) and head[at + 1].row == cell.row else None
        if key is not None and after is not None and after.text.content.strip():
            said = after.text.content
            begin = len(said) - len(said.lstrip())
            yield key["key"], placed.words(Spot(table, after), begin, len(said.rstrip()))
