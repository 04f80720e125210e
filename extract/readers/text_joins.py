"""Whether two lines of a text file are one paragraph that a page break or a fixed line width has torn.

A heading swallowed by a paragraph is worse than a break left standing, so every rule here asks for a positive sign.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from extract.numbering import parse_attachment, parse_number

_CLOSERS = "”’」』）)】〕》〉\"'"
_FINAL = "。！？!?…"
_PAUSE = "，、,"
_NEVER_FIRST = "，。；、：？！）》」』】〕”’%％‰,;"
_PAIRS = {"《": "》", "（": "）", "(": ")", "“": "”", "【": "】", "〔": "〕", "「": "」", "〈": "〉"}
_TAIL = 80
# A full line falls short by what may not begin the next one: a Latin word, a figure with its separators.
_SLACK = 6
# Nouns that begin with a measure word: after a figure they begin something new.
_NOUNS = (
    r"项目|名称|名词|名单|部门|个人|个体|人员|人民|人大|人均|人力|条件|条例|次数|次年|家庭|户籍|分管|分别|分类|分析|分项|分值|期间|期末|"
    r"日常|日期|级别|级次|例如|场所|场地|台账|起草|起始|余额|多数|款项|号码|类别|类型|月份|处理|处室|座谈|份额|件数|元旦"
)
_MEASURES = (
    r"万元|亿元|千元|元|万|亿|个百分点|百分点|平方米|平方公里|公里|公顷|万?人次|批次|场次|[个篇件次名人辆户家项条份期起例处座套台亩吨]|"
    r"[分年月日天余多款类号届级场张宗%％‰]"
)
_UNIT = rf"(?!{_NOUNS})(?:{_MEASURES})"
_UNIT_RE = re.compile(_UNIT)
# A single measure word also begins many nouns (名词, 项目, 部门); after a short line it must close its own phrase.
_CLOSED_UNIT_RE = re.compile(_UNIT + r"(?:[，。；、：,.;）)]|\s*$|以上|以下|左右|其中|的)")
_ENDS_IN_FIGURE_RE = re.compile(r"[0-9０-９]\s*$")
_FIGURE_RE = re.compile(r"[0-9][0-9.,]*%?")
_LABEL_RE = re.compile(r"(?:附件|附表|附|表|图|第|No\.?)\s*[0-9０-９一二三四五六七八九十]+$")
_KEY = (
    r"(?:名称|单位|机构|部门|负责人|责任人|联系人|填报人|填表人|撰写人|审核人|经办人|人|日期|时间|电话|地址|编码|代码|类型|年度|"
    r"科室|处室|签字|盖章|公章|分类|级别|属性|单位负责人)"
)
_KEY_LINE_RE = re.compile(rf"[^，。；：:]{{0,16}}?{_KEY}\s*(?:[（(][^（）()]{{1,8}}[）)])?\s*[:：]")
_DATE_RE = re.compile(r"[0-9０-９〇○一二三四五六七八九十]{4}\s*年[^，。；]{0,8}[月日]?\s*$")
_NOTE_RE = re.compile(r"(?:备注|说明|注|附注|附|另附)\s*[0-9]?\s*[:：]|[（(]?\s*(?:金额|计量|货币)?\s*单位\s*[:：]")
_BULLET_RE = re.compile(r"[●■◆▪➢➤►★☆※□☑✓√◇○]")
_TITLE_END_RE = re.compile(r"(?:表|报告|问卷|底稿|说明|目\s*录|情况|概况)(?:[（(][^（）()]*[）)])?$")
_PROSE_MARK_RE = re.compile(r"[。；！？]")
_RUN_IN_RE = re.compile(r"[:：].{8,}")


@dataclass(frozen=True, slots=True)
class LineTraits:
    """What a line looks like for joining: its own rigid kind (heading mark, list item, contents line) and where it
    stood. `width` is in columns of the physical line, a Chinese character counting two."""

    text: str
    width: int
    indented: bool
    fixed: bool  # a heading by mark, a wholly bold line, a contents line: nothing is joined to it
    item: bool  # a list mark stood in front: it begins a paragraph of its own


@dataclass(frozen=True, slots=True)
class Wrap:
    """The fixed line width of a hard-wrapped file: lines of at least `full` columns are full. `indents` says that
    paragraphs begin with an indent, so that a line without one goes on."""

    full: int
    indents: bool


def columns(text: str) -> int:
    """The width of a text on paper, a wide character counting two."""
    # In GB18030 a Chinese character takes two bytes and a Latin one takes one: its width, at the speed of a codec.
    return len(text.encode("gb18030", "replace"))


def find_wrap(lines: Sequence[LineTraits]) -> Wrap | None:
    """The fixed width at which a file's lines are broken, None where its lines are whole paragraphs."""
    long = [line for line in lines if line.width >= 40]
    if len(long) < 6:
        return None
    counts: dict[int, int] = {}
    for line in long:
        counts[line.width] = counts.get(line.width, 0) + 1
    best, peak = 0, 0
    for width in counts:
        near = sum(counts.get(width - back, 0) for back in range(_SLACK + 1))
        if (near, width) > (best, peak):
            best, peak = near, width
    if best < 5 or best < 0.4 * len(long):
        return None
    full = [line for line in long if peak - _SLACK <= line.width <= peak]
    torn = sum(1 for line in full if line.text[-1:] not in "。！？；：")
    if torn < 0.6 * len(full):
        return None
    indented = sum(1 for line in lines if line.indented)
    return Wrap(peak - _SLACK, indented >= 0.1 * len(lines))


def starts_own(text: str) -> bool:
    """Whether a line begins something of its own: an item, an attachment, a note, a key with its value."""
    if parse_number(text) is not None or _BULLET_RE.match(text) or _NOTE_RE.match(text):
        return True
    label = parse_attachment(text)
    if label is not None and (label.number or label.separated or not label.rest):
        return True
    return _KEY_LINE_RE.match(text) is not None


def _open_bracket(tail: str) -> str | None:
    """The closing mark that the end of a line still waits for."""
    best, wanted = -1, None
    for opening, closing in _PAIRS.items():
        at = tail.rfind(opening)
        if at > best and tail.rfind(closing) < at:
            best, wanted = at, closing
    return wanted


def _closes(text: str, closing: str) -> bool:
    opening = next(o for o, c in _PAIRS.items() if c == closing)
    head = text[:_TAIL]
    at = head.find(closing)
    first = head.find(opening)
    return at >= 0 and (first < 0 or at < first)


def _heading_like(text: str) -> bool:
    """Whether an unfinished line may well be a heading, which nothing is joined to."""
    if _PROSE_MARK_RE.search(text):
        return False
    number = parse_number(text)
    body = text if number is None else number.rest
    if _RUN_IN_RE.search(body):
        return False
    return len(body) <= 40


def joins(before: str, last: LineTraits, after: LineTraits, wrap: Wrap | None, near: bool) -> bool:
    """Whether `after` goes on with the paragraph `before`, whose last physical line is `last`.

    `near` is False where more than a page break's worth of blank lines lies between.
    """
    text = after.text
    if last.fixed or after.fixed or after.item or not near or not text or not before:
        return False
    if text[0] in _NEVER_FIRST:
        return True
    end = before[-1]
    figure_torn = _ENDS_IN_FIGURE_RE.search(before) is not None and _UNIT_RE.match(text) is not None
    if starts_own(text):
        return False
    tail = before[-_TAIL:]
    body_end = tail.rstrip(_CLOSERS)[-1:]
    finished = end in _FINAL or (end in _CLOSERS and body_end in _FINAL)
    closing = _open_bracket(tail)
    if closing is not None and not finished and _closes(text, closing):
        return True
    if figure_torn and not _LABEL_RE.search(before) and (len(before) >= 25 or _CLOSED_UNIT_RE.match(text)):
        return True
    if wrap is not None:
        # a figure is never broken: a line is full, too, where the next line's first figure did not fit any more
        figure = _FIGURE_RE.match(text)
        full = last.width + (len(figure.group()) if figure else 0) >= wrap.full
        if full and not finished and end not in ":：":
            return not _DATE_RE.fullmatch(text)
        if full and wrap.indents and not after.indented:
            return True
        if not full and end not in _PAUSE:
            return False
    if finished or end in "；;：:" or _KEY_LINE_RE.match(before):
        return False
    if end in _PAUSE:
        return not _DATE_RE.fullmatch(text)
    continuation = _PROSE_MARK_RE.search(text) is not None or (len(text) >= 40 and "，" in text)
    if not continuation or _heading_like(before) or _TITLE_END_RE.search(before[-30:]):
        return False
    return len(before) >= 25


def glue(before: str, text: str) -> str:
    """What stands between two joined lines: a space where two words or two figures would run together. Wide digits are
    set like Chinese characters: a line may end within their number."""
    left, right = before[-1:], text[:1]
    if left.isdigit() and right.isdigit() and left.isascii():
        return " "
    if left.isascii() and right.isascii() and left.isalpha() and right.isalpha():
        return " "
    return ""
