"""Markdown, LaTeX and HTML marks in a line of text: what is a mark goes, what is content stays."""

from __future__ import annotations

import html
import re
from dataclasses import dataclass

# Control, zero-width and direction characters carry nothing that is printed; what ends a line stays.
_INVISIBLE_RE = re.compile("[\\x00-\\x08\\x0e-\\x1f\\x7f-\\x84\\x86-\\x9f\\xad\u200b-\u200f\u202a-\u202e\u2060\ufeff]+")

_PUNCTUATION = "，。、；：？！（）《》〈〉“”‘’「」【】〔〕…—,.;:?!()\\[\\]\"'%％"
_BOLD_RE = re.compile(
    rf"(?<!\*)\*\*(?![\s*])(?:(?![{_PUNCTUATION}])|(?<![^\s{_PUNCTUATION}]\*\*))((?:[^*]|\*(?!\*))+?)(?<!\s)\*\*(?!\*)"
)
_ITALIC_RE = re.compile(r"(?<![\w*\\)）\]])\*(?![\s*])([^*]+?)(?<![\s*])\*(?![A-Za-z0-9*])")
_CODE_RE = re.compile(r"(?<!`)(`{1,3})(?!`)([^`]+)\1(?!`)")
_LINK_RE = re.compile(r"!?\[([^\[\]]*)\]\((?:https?://|mailto:|#|\.{0,2}/)[^()\s]*\)")
_MATH_RE = re.compile(r"\$\$?([^$\n]{1,300}?)\$\$?(?![0-9])")
_PLAIN_MATH_RE = re.compile(r"[0-9\s.,%+\-×÷=<>≤≥()/^_{}a-zA-Z]+")
_ESCAPE_RE = re.compile(r"\\([\\`*_{}\[\]()#+\-.!|>%$&~])")
_ENTITY_RE = re.compile(r"&(?:[a-zA-Z]{2,8}|#[0-9]{2,6}|#[xX][0-9a-fA-F]{2,5});")
_TAG_RE = re.compile(r"</?(?:b|i|u|s|em|strong|sup|sub|span|font|center|p|div|small|mark|del|a)(?:\s[^<>]*)?/?>", re.I)
_BREAK_RE = re.compile(r"<br\s*/?>", re.I)
_COMMENT_RE = re.compile(r"<!--.*?-->")

_COMMANDS = {
    "leq": "≤", "le": "≤", "leqslant": "≤", "geq": "≥", "ge": "≥", "geqslant": "≥", "times": "×", "div": "÷",
    "pm": "±", "cdot": "·", "neq": "≠", "ne": "≠", "approx": "≈", "sim": "～", "rightarrow": "→", "to": "→",
    "leftarrow": "←", "ldots": "…", "cdots": "…", "dots": "…", "circ": "°", "lt": "<", "gt": ">", "sum": "Σ",
    "quad": " ", "qquad": " ", "left": "", "right": "", "text": "", "mathrm": "", "mathbf": "", "textbf": "",
    "operatorname": "", "mathsf": "", "displaystyle": "",
}  # fmt: skip
_FRACTION_RE = re.compile(r"\\[dt]?frac\s*\{([^{}]*)\}\s*\{([^{}]*)\}")
_COMMAND_RE = re.compile(r"\\([a-zA-Z]+)\s*")
_SPACING_RE = re.compile(r"\\[,;:! ]")
_BOUND_GAP_RE = re.compile(r"\s*([≤≥])\s*")
_BARE_COMMAND_RE = re.compile(r"\\(leq|geq|le|ge|times|div|pm)(?![a-zA-Z])\s*")

_HEADING_RE = re.compile(r" {0,3}(#{1,6})(?:\s+(?=\S)|(?=[㐀-鿿（《“]))")
_HASH_TAIL_RE = re.compile(r"\s+#+\s*$")
_QUOTE_RE = re.compile(r"\s{0,3}>(?:\s|(?=[㐀-鿿（《“#>*]))")
_LIST_RE = re.compile(r"\s*(?:[-*+](?=\s)|[•●■◆▪➢➤►]|·(?=\s))\s*(?=\S)")
_TASK_RE = re.compile(r"\[[ xX]\]\s+")
FENCE_RE = re.compile(r"\s*(?:```+|~~~+)\s*[a-zA-Z]*\s*$")
RULE_RE = re.compile(r"\s*(?:(?:-\s*){3,}|(?:\*\s*){3,}|(?:_\s*){3,}|(?:=\s*){3,})$")


@dataclass(frozen=True, slots=True)
class Stripped:
    """A line without its marks: `level` of a # heading, `item` where a list mark stood in front, `bold` where the
    whole line was one bold run (authors mark headings so)."""

    text: str
    level: int | None = None
    item: bool = False
    bold: bool = False


def visible(text: str) -> str:
    """The text without control and zero-width characters, no-break spaces made plain."""
    return _INVISIBLE_RE.sub("", text).replace("\xa0", " ").replace("\u202f", " ")


def inline(text: str) -> str:
    """The text of a run or cell without inline marks."""
    if "<" in text:
        text = _COMMENT_RE.sub("", text)
        text = _BREAK_RE.sub("\n", text)
        text = _TAG_RE.sub("", text)
    if "$" in text:
        text = _MATH_RE.sub(_math, text)
    if "`" in text:
        text = _CODE_RE.sub(r"\2", text)
    if "*" in text:
        text = _BOLD_RE.sub(r"\1", text)
        text = _ITALIC_RE.sub(r"\1", text)
    if "](" in text:
        text = _LINK_RE.sub(r"\1", text)
    if "\\" in text:
        text = _BARE_COMMAND_RE.sub(lambda m: _COMMANDS[m.group(1)], text)
        text = _ESCAPE_RE.sub(r"\1", text)
    if "&" in text:
        text = visible(_ENTITY_RE.sub(_entity, text))
    return text


def split_breaks(text: str) -> list[str]:
    """The pieces of a line between HTML line breaks."""
    return _BREAK_RE.split(text) if "<" in text else [text]


def strip_line(text: str) -> Stripped:
    """A line of running text without block and inline marks."""
    while match := _QUOTE_RE.match(text):
        text = text[match.end() :]
    item = False
    if match := _LIST_RE.match(text):
        text = text[match.end() :]
        item = True
        if task := _TASK_RE.match(text):
            text = text[task.end() :]
    level = None
    if match := _HEADING_RE.match(text):
        marks = match.group(1)
        # "#话题#" is no heading: a single # straight on the word counts only where no second one follows.
        if len(marks) > 1 or match.group()[-1] != "#" or "#" not in text[match.end() :]:
            level = len(marks)
            text = _HASH_TAIL_RE.sub("", text[match.end() :])
    body = text.strip()
    plain = inline(body).strip()
    bold = len(body) == len(plain) + 4 and body.startswith("**") and body.endswith("**")
    return Stripped(plain, level, item, bold)


def _math(match: re.Match[str]) -> str:
    inner = match.group(1)
    if "\\" not in inner and (inner != inner.strip() or not _PLAIN_MATH_RE.fullmatch(inner)):
        return match.group()
    previous = None
    while previous != inner:
        previous = inner
        inner = _FRACTION_RE.sub(r"\1/\2", inner)
    inner = _SPACING_RE.sub(" ", inner)
    inner = _COMMAND_RE.sub(lambda m: _COMMANDS.get(m.group(1), m.group(1)), inner)
    inner = re.sub(r"\\(.)", r"\1", inner)
    inner = inner.replace("{", "").replace("}", "").replace("^°", "°")
    return _BOUND_GAP_RE.sub(r"\1", inner).strip()


def _entity(match: re.Match[str]) -> str:
    char = html.unescape(match.group())
    return " " if char in ("\xa0", "\u2002", "\u2003", "\u2009", "\t", "\n", "\r") else char
