"""What stands above a table: its title and its unit line; and how far a unit line reaches."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from extract.model import Block, Caption, Location, Paragraph, Table
from extract.numbering import parse_attachment, parse_number
from extract.structure.headings import Placed, collapse, is_short_line

_UNIT_WORD = (
    r"(?:百万元|亿元|万元|千元|百元|元|万人次|万人|人次|人|个|户|万亩|亩|公顷|平方公里|万平方米|平方米|万吨|吨|件|台|辆|"
    r"家|项|分|[%％])"
)
_UNIT_RE = re.compile(
    rf"单\s*位\s*[:：]\s*(?:人民币)?\s*[（(]?\s*(?P<unit>{_UNIT_WORD})"
    rf"(?:\s*[、,，/／]\s*(?P<more>{_UNIT_WORD}))*(?=$|[\s）)】\]、,，;；。/／|])"
)
_STATED_RE = re.compile(
    r"(?:本报告|本说明|以下|本文|文中|本表)[^。；]{0,16}单位(?:均|统一)?(?:为|是|[:：])\s*(百万元|亿元|万元|千元|元)"
)
_BRACKETED_UNIT_RE = re.compile(r"\s*[（(【]\s*(?:金额|计量|货币|资金)?\s*单\s*位\s*[:：][^（）()】]*[）)】]\s*$")
_TRAILING_UNIT_RE = re.compile(r"\s+(?:金额|计量|货币|资金)?\s*单\s*位\s*[:：].*$")
_KEY_RE = re.compile(r"[^：:]{1,14}[：:]")
_ASIDE_RE = re.compile(r"[（(【][^（）()【】]*[）)】]")
_TABLE_LABEL_RE = re.compile(r"(?:附?表|续表)\s*[0-9０-９一二三四五六七八九十]*(?:[-—.][0-9]+)?\s*[:：]?")
_FORM_NUMBER_RE = re.compile(r"(?:财决)?公开\s*[0-9]+\s*表")
_TABLE_WORD_RE = re.compile(r"(?:表|明细|一览|汇总|统计|情况|清单|底稿|问卷|体系|框架)(?:[（(][^（）()]*[）)])*$")
_INTRODUCES_RE = re.compile(r"(?:如下|见下|下表|所示|详见|见附)")
_DATE_RE = re.compile(
    r"[0-9〇○一二三四五六七八九十]{4}\s*年[\s0-9一二三四五六七八九十]*月?[\s0-9一二三四五六七八九十]*日?$"
)
_LOOK_BACK = 6


@dataclass(frozen=True, slots=True)
class Captions:
    """`by_table` keyed by the block of the table; `caption_blocks` and `unit_blocks` the paragraphs they stand in;
    `units[block]` the unit in force for bare numbers."""

    by_table: dict[int, Caption]
    caption_blocks: frozenset[int]
    unit_blocks: frozenset[int]
    units: dict[int, str]


def unit_in(text: str) -> tuple[str, int, int] | None:
    """The unit that a unit line states, with the span of the line's words; of several the money unit."""
    if "位" not in text:
        return None
    match = _UNIT_RE.search(text)
    if match is None:
        return None
    named = re.findall(_UNIT_WORD, match.group()[match.group().find("位") + 1 :])
    unit = next((word for word in named if word.endswith("元")), match["unit"])
    return unit, match.start(), match.end()


def is_unit_line(text: str) -> bool:
    """Whether a paragraph only states the unit (and perhaps who drew the table up)."""
    return len(text) <= 60 and unit_in(text) is not None and not text.endswith("。")


def _location(block: Paragraph, start: int, end: int) -> Location:
    mark = block.text.mark_at(start)
    return Location(
        "paragraph" if block.origin == "body" else block.origin,
        block=block.index,
        start=start,
        end=end,
        page=mark.page,
        line=mark.line,
    )


def find_captions(order: Sequence[Block], placed: Sequence[Placed]) -> Captions:
    """The captions of all tables and the reach of all unit lines, over the body blocks `order`.

    A unit line holds for the table below it. Where it stands directly under a heading and no table follows it, or in
    the heading itself, it holds to the end of that section.
    """
    headings = {block: place for place in placed for block in place.heading.blocks}
    by_table: dict[int, Caption] = {}
    caption_blocks: set[int] = set()
    unit_blocks: set[int] = set()
    for at, block in enumerate(order):
        if isinstance(block, Table):
            by_table[block.index] = _above(order, at, headings, caption_blocks, unit_blocks)
    units = _scopes(order, placed, headings, unit_blocks)
    for index, caption in by_table.items():
        if caption.unit:
            units[index] = caption.unit
    return Captions(by_table, frozenset(caption_blocks), frozenset(unit_blocks), units)


def _above(
    order: Sequence[Block],
    at: int,
    headings: Mapping[int, Placed],
    caption_blocks: set[int],
    unit_blocks: set[int],
) -> Caption:
    title, unit = "", ""
    title_at: Location | None = None
    unit_at: Location | None = None
    for back in range(1, min(_LOOK_BACK, at) + 1):
        block = order[at - back]
        if not isinstance(block, Paragraph):
            break
        raw = block.text.content
        text = raw.strip()
        found = unit_in(text)
        place = headings.get(block.index)
        if place is not None:
            if found:
                unit, unit_at = unit or found[0], unit_at or _location(block, 0, len(raw))
            heading = place.heading
            if heading.attachment is not None or heading.style == "附表" or _TABLE_WORD_RE.search(_bare(heading.title)):
                named = _block_above(order, at, heading.blocks[-1])
                title, title_at = _bare(heading.title), _location(named, 0, len(named.text.content))
            break
        if found and not unit:
            shift = raw.find(text)
            unit, unit_at = found[0], _location(block, shift + found[1], shift + found[2])
        name = _bare(text)
        if found and (not name or _KEY_RE.match(name) or not _is_title(name)):
            unit_blocks.add(block.index)
            continue
        if _FORM_NUMBER_RE.fullmatch(name):
            continue  # the number of a public table stands between its title and the table
        if _is_title(name):
            title, title_at = collapse(name.rstrip("：:")), _location(block, 0, len(raw))
            caption_blocks.add(block.index)
            # The unit may also stand above the title.
            if not unit and back < at and isinstance(upper := order[at - back - 1], Paragraph):
                higher = unit_in(upper.text.content.strip())
                if higher and is_unit_line(upper.text.content.strip()) and upper.index not in headings:
                    unit, unit_at = higher[0], _location(upper, higher[1], higher[2])
                    unit_blocks.add(upper.index)
            break
        if _ASIDE_RE.fullmatch(text):
            continue
        if not (len(text) <= 60 and _KEY_RE.match(text) and not text.endswith(("。", "：", ":"))):
            break
    table = order[at]
    assert isinstance(table, Table)
    if not unit:
        unit, unit_at = _inside(table)
    return Caption(title, unit, title_at, unit_at)


def _block_above(order: Sequence[Block], before: int, index: int) -> Paragraph:
    """The paragraph with the given block index, near above position `before`."""
    for block in reversed(order[max(0, before - _LOOK_BACK - 2) : before]):
        if block.index == index and isinstance(block, Paragraph):
            return block
    raise LookupError(index)


def _bare(text: str) -> str:
    """A title without the unit printed in or beside it."""
    return _TRAILING_UNIT_RE.sub("", _BRACKETED_UNIT_RE.sub("", text)).strip() if "位" in text else text


def _is_title(text: str) -> bool:
    if not is_short_line(text) or _ASIDE_RE.fullmatch(text) or _INTRODUCES_RE.search(text) or _DATE_RE.match(text):
        return False
    if text.endswith(("：", ":")):
        return len(text) <= 15 and parse_number(text) is None
    label = _TABLE_LABEL_RE.match(text)
    if label is None and _KEY_RE.match(text):
        return False
    if parse_number(text) is not None:
        return _TABLE_WORD_RE.search(text) is not None
    attachment = parse_attachment(text)
    return attachment is None or bool(attachment.rest)


def _inside(table: Table) -> tuple[str, Location | None]:
    """A unit line in the table's own first rows."""
    for cell in table.cells:
        if cell.row > 2:
            break
        found = unit_in(cell.text.content) if "位" in cell.text.content and len(cell.text.content) <= 60 else None
        if found:
            mark = cell.text.mark_at(found[1])
            place = Location(
                "cell",
                block=table.index,
                start=found[1],
                end=found[2],
                page=mark.page,
                line=mark.line,
                table=table.number,
                row=cell.row + 1,
                column=cell.column + 1,
            )
            return found[0], place
    return "", None


def _scopes(
    order: Sequence[Block], placed: Sequence[Placed], headings: Mapping[int, Placed], unit_blocks: set[int]
) -> dict[int, str]:
    """Units in force over sections: the innermost statement wins, a later one replaces an earlier one."""
    units: dict[int, str] = {}
    scopes: list[tuple[int, str]] = []  # (heading depth, unit); depth 0 is the whole document
    under_heading = False
    for at, block in enumerate(order):
        place = headings.get(block.index)
        if place is not None and block.index == place.heading.block:
            new_region = place.heading.attachment is not None
            scopes = [(depth, unit) for depth, unit in scopes if depth < place.level and not (new_region and depth)]
            under_heading = True
            found = unit_in(place.heading.title)
            if found:
                scopes.append((place.level, found[0]))
        elif isinstance(block, Paragraph) and place is None:
            text = block.text.content.strip()
            found = unit_in(text) if is_unit_line(text) else None
            if found and under_heading and not _table_next(order, at):
                level = _level_above(order, at, headings)
                scopes = [(depth, unit) for depth, unit in scopes if depth != level]
                scopes.append((level, found[0]))
                unit_blocks.add(block.index)
            elif "单位" in text and (stated := _STATED_RE.search(text)):
                scopes = [(depth, unit) for depth, unit in scopes if depth]
                scopes.insert(0, (0, stated.group(1)))
            under_heading = under_heading and found is not None
        elif place is None:
            under_heading = False
        if scopes:
            units[block.index] = scopes[-1][1]
    return units


def _table_next(order: Sequence[Block], at: int) -> bool:
    """Whether the unit line is a table's own: a table follows, with at most title and key lines in between."""
    for block in order[at + 1 : at + 4]:
        if isinstance(block, Table):
            return True
        text = block.text.content.strip()
        if not (_is_title(text) or (len(text) <= 60 and _KEY_RE.match(text))) or parse_number(text) is not None:
            return False
    return False


def _level_above(order: Sequence[Block], at: int, headings: Mapping[int, Placed]) -> int:
    for block in reversed(order[:at]):
        if block.index in headings:
            return headings[block.index].level
    return 0
