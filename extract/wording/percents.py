"""Rates that are printed without their %: the words name a rate (占本年支出的76.23，执行率96.50，) and the figure ends there."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from decimal import Decimal

from extract.model import Cell, Slip, Table
from extract.stretches import Spot, Stretch

_END = r"(?=\s*(?:[，。；,;）)]|$))"
_FINE = r"(?P<figure>\d{1,3}\.\d{1,2})"  # with decimals: no count
_ANY = r"(?P<figure>\d{1,3}(?:\.\d{1,2})?)"
_IS = r"(?:[为是达]|达到|达成|均为|仅为|高达|：|:)?\s*"
# What is called 率 and is no share of a hundred.
_NO_SHARE = r"(?<![频汇倍速功效概亡生病积辨焦折转])率"
_RATE = re.compile(rf"[一-龥]{{1,10}}(?:{_NO_SHARE}|满意度|占比|比重|比例){_IS}{_ANY}{_END}")
_SHARE = re.compile(rf"占(?:[^，。；、,;%％\d]{{2,20}}的|(?:[^，。；、,;%％\d]{{2,20}})?比[重例]?为)?\s*{_ANY}{_END}")
_DONE = re.compile(rf"(?:完成|达到|占|为)[^，。；%％]{{2,30}}的\s*{_FINE}{_END}")
_POINTS = re.compile(rf"[比较][^，。；]{{1,12}}的\s*{_FINE}(?=\s*(?:提高|上升|提升|下降|降低)[了\s]*[\d.]+\s*个百分点)")
_CHANGE = re.compile(rf"(?:元|人次?)[，,]\s*(?:同比|比上年|较上年)?(?:增长|下降)(?:了)?\s*{_FINE}{_END}")
_MARKED_SHARE = re.compile(r"占[^，。；、%％]{0,24}[%％]")
_LEAST_SHARES = 2  # shares with % beside which a figure below 1 is none of a whole of 1
_SENTENCE = 16  # characters of a cell that can hold one
_WHOLE = Decimal(100)
_BARE = re.compile(r"\d{1,3}(?:\.\d{1,2})?$")
_PERCENT = re.compile(r"\d{1,3}(?:\.\d+)?\s*[%％]$")
_RATED = re.compile(r"率$|占比$|比重$|比例$|比率$|完成进度$")
_LEAST = 3  # cells with % that show what their column is
_MOST = 2  # cells without: more of them are how the column is kept
_HEAD = 3  # rows of a table that can be its head


def missing_percents(stretch: Stretch) -> Iterator[Slip]:
    """Rates without % in a paragraph, and in the columns of a table (all told with its first cell)."""
    block = stretch.spot.block
    if isinstance(block, Table):
        if stretch.spot.cell is block.cells[0]:
            yield from _in_columns(block, stretch)
        if len(stretch.text) < _SENTENCE or "，" not in stretch.text:
            return
    text = stretch.text
    found: dict[int, re.Match[str]] = {}
    for mark, pattern in (
        ("率", _RATE),
        ("比", _RATE),
        ("度", _RATE),
        ("占", _SHARE),
        ("的", _DONE),
        ("百分点", _POINTS),
        ("长", _CHANGE),
        ("降", _CHANGE),
    ):
        if mark in text:
            for match in pattern.finditer(text):
                found.setdefault(match.start("figure"), match)
    if found:
        marked = "%" in text or "％" in text
        shares = len(_MARKED_SHARE.findall(text))
        for _, match in sorted(found.items()):
            figure = Decimal(match["figure"])
            small = figure > 0 and match[0].startswith("占") and shares >= _LEAST_SHARES
            if (figure > (1 if marked else 2) or small) and (figure == _WHOLE or "." in match["figure"] or marked):
                yield Slip("漏百分号", stretch.words(match.start(), match.end("figure")), match["figure"])


def _in_columns(table: Table, stretch: Stretch) -> Iterator[Slip]:
    """Cells without % among cells with it, in columns whose head names a rate without saying its unit."""
    columns: dict[int, list[Cell]] = defaultdict(list)
    for cell in table.cells:
        columns[cell.column].append(cell)
    for cells in columns.values():
        heads = ["".join(cell.text.content.split()) for cell in cells if cell.row < _HEAD]
        if not any(_RATED.search(head) for head in heads):
            continue
        texts = [(cell, cell.text.content.strip()) for cell in cells]
        shown = [cell for cell, text in texts if _PERCENT.match(text)]
        bare = [(cell, text) for cell, text in texts if _BARE.match(text) and Decimal(text) > 1]
        if len(shown) >= _LEAST and 0 < len(bare) <= _MOST:
            for cell, text in bare:
                spot = Stretch(Spot(table, cell), stretch.role, stretch.section, stretch.attachment)
                yield Slip("漏百分号", spot.words(), text)
