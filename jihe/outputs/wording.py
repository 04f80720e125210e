"""The words that people-facing outputs share: places, roles, figures, and text made safe to print."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from rich.cells import cell_len

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from extract.model import Location

ROLE_WORDS = {
    "total": "合计",
    "part": "分项",
    "numerator": "分子",
    "denominator": "分母",
    "rate": "比率",
    "now": "本期",
    "base": "基期",
    "delta": "增减额",
    "opening": "年初",
    "income": "收入",
    "spending": "支出",
    "closing": "年末",
    "stated": "写作",
    "member": "所列",
    "minuend": "被减数",
    "subtrahend": "减数",
    "result": "结果",
    "factor": "因数",
    "score": "得分",
    "weight": "权重",
    "rubric": "评分标准",
    "code": "编码",
    "name": "名称",
    "cite": "引用",
    "target": "所指",
    "compared": "对照",
    "aim": "目标",
    "actual": "完成",
    "sent": "发放",
    "returned": "收回",
    "valid": "有效",
}

# Stands for the heading of what is under none.
NO_HEADING = "（无标题）"

ANSWER_WORDS = {"holds": "相符", "尾差": "尾差", "截位": "截位", "does not hold": "不符"}

_KINDS = {"footnote": "脚注", "endnote": "尾注", "textbox": "文本框", "header": "页眉", "unread": "未读出的表"}

# What a line break must not part: an opening mark from what follows, a closing mark from what precedes, a figure or
# a word from itself and from its trailing blank.
_PIECE = re.compile(
    r"[（《“「〔\[(]*(?:[\d.,]+ ?[十百千万亿]*元|[A-Za-z0-9.,%+\-_/]+|.)[，。；：、！？）》”」〕％%\])]*\s*", re.S
)

_IN_NUMBER = re.compile(r"[\d.,]{2}")

# C0 and C1 controls, DEL, direction marks, halves of surrogate pairs: a document must not steer a terminal.
_CONTROL = re.compile("[\x00-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ud800-\udfff]+")


def clean(text: str) -> str:
    """Text from a document or a file name as one printable line."""
    return _CONTROL.sub(" ", text)


def place(location: Location, paragraphs: Mapping[int, int] | None = None) -> str:
    """Where something stands, as a reader of the paper would look for it: 第3页 第212行 表2第5行第3列. `paragraphs`
    numbers the paragraphs of a document that has neither pages nor lines, by their blocks."""
    parts = []
    if location.page is not None:
        parts.append(f"第{location.page}页")
    if location.line is not None:
        parts.append(f"第{location.line}行")
    if location.table is not None:
        grid = f"表{location.table}"
        # A line of a text file already says which row of the table it is.
        if location.row is not None and location.line is None:
            grid += f"第{location.row}行"
        if location.column is not None:
            grid += f"第{location.column}列"
        parts.append(grid)
    if not parts and location.kind == "paragraph" and paragraphs and location.block in paragraphs:
        parts.append(f"第{paragraphs[location.block]}段")
    return " ".join(parts) or _KINDS.get(location.kind, "正文")


def last_heading(section: str) -> str:
    """The innermost heading of a section path."""
    return section.rsplit(" / ", 1)[-1].rstrip("：:")


def excerpt(quote: str, figure: str, cells: int) -> str:
    """As much of a quote as fits into `cells` terminal cells, mostly what stands before the figure (there the label
    is), cut ends marked with …."""
    quote, figure = clean(quote).strip(), clean(figure).strip()
    if cell_len(quote) <= cells:
        return quote
    first = max(quote.find(figure), 0)
    last = first + len(figure) if quote.startswith(figure, first) else first
    start, end = first, last
    # A cut end costs two cells: some terminals draw … as wide as a Chinese character.
    room = cells - cell_len(quote[start:end]) - 4
    while start > 0 and cell_len(quote[start - 1]) <= room:
        start -= 1
        room -= cell_len(quote[start])
    if start:
        # Begin with a whole clause where a label is left of it.
        clause = max(quote.rfind(sign, start, first) for sign in "，；：。、（(") + 1
        start = clause if start < clause <= first - 2 else start
        room = cells - cell_len(quote[start:end]) - 4
    else:
        room += 2
    while end < len(quote) and cell_len(quote[end]) <= room:
        room -= cell_len(quote[end])
        end += 1
    # Half a number is a wrong number.
    while 0 < start < first and _IN_NUMBER.match(quote, start - 1):
        start += 1
    while last < end < len(quote) and _IN_NUMBER.match(quote, end - 1):
        end -= 1
    return ("…" if start else "") + quote[start:end].strip() + ("…" if end < len(quote) else "")


def wrap(text: str, first: int, rest: int | None = None) -> list[str]:
    """Lines of Chinese text of at most `first` (then `rest`) terminal cells. A line may break between any two Chinese
    characters but not inside a figure or a Latin word, and no line begins with closing punctuation."""
    lines: list[str] = []
    line, room = "", first
    for piece in _PIECE.findall(text):
        if line and cell_len(line) + cell_len(piece.rstrip()) > room:
            lines.append(line.rstrip())
            line, room = "", rest or first
        line += piece
        while cell_len(line.rstrip()) > room:
            cut = len(line)
            while cut > 1 and cell_len(line[:cut]) > room:
                cut -= 1
            lines.append(line[:cut])
            line, room = line[cut:], rest or first
    return [*lines, line.rstrip()] if line.strip() or not lines else lines


def wrap_items(items: Sequence[str], width: int) -> list[str]:
    """Items joined with ，in lines of at most `width` cells, broken between items only."""
    lines: list[str] = []
    for at, item in enumerate(items):
        text = item + ("，" if at < len(items) - 1 else "")
        if lines and cell_len(lines[-1]) + cell_len(text) <= width:
            lines[-1] += text
        else:
            lines.append(text)
    return lines
