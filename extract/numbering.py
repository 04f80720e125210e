"""The number printed in front of a heading or list item, and the label of an attachment."""

from __future__ import annotations

import re
from dataclasses import dataclass

_DIGIT = {c: i for i, c in enumerate("〇一二三四五六七八九")}
_DIGIT.update({c: i for i, c in enumerate("零壹贰叁肆伍陆柒捌玖")})
_DIGIT.update({"○": 0, "两": 2})
_SCALE = {"十": 10, "拾": 10, "百": 100, "佰": 100}
_NUMERAL = "〇零○一二三四五六七八九十百两壹贰叁肆伍陆柒捌玖拾佰"
_CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"
_PARENTHESISED = "⑴⑵⑶⑷⑸⑹⑺⑻⑼⑽⑾⑿⒀⒁⒂⒃⒄⒅⒆⒇"
_FULL_STOPPED = "⒈⒉⒊⒋⒌⒍⒎⒏⒐⒑⒒⒓⒔⒕⒖⒗⒘⒙⒚⒛"
_TO_ASCII = str.maketrans("０１２３４５６７８９－—", "0123456789--")
_PAREN_CN = "㈠㈡㈢㈣㈤㈥㈦㈧㈨㈩"
_DIVISIONS = {"部分": "part", "篇": "part", "编": "part", "章": "chapter", "节": "section", "条": "article"}

# What may follow a figure that is a measurement and no heading number ("2.5万元", "1.1倍").
_MEASURE = "万亿元千百%％‰个倍人次件篇分名辆户家亩吨米公平份批条项年月日天号～~—"

_DIVISION_RE = re.compile(rf"第\s*([{_NUMERAL}]{{1,4}}|[0-9０-９]{{1,3}})\s*(部分|章|节|篇|编|条)[\s:：、.．]*")
_CN_RE = re.compile(rf"([{_NUMERAL}]{{1,4}})\s*[、.．]\s*")
_CN_PAREN_RE = re.compile(rf"[（(〔]\s*([{_NUMERAL}]{{1,4}})\s*[）)〕]\s*[、.．]?\s*")
_CN_CLOSE_RE = re.compile(rf"([{_NUMERAL}]{{1,4}})\s*[）)]\s*[、.．]?\s*")
_AR_PAREN_RE = re.compile(r"[（(]\s*([0-9０-９]{1,3})\s*[）)]\s*[、.．]?\s*")
_AR_CLOSE_RE = re.compile(r"([0-9０-９]{1,3})\s*[）)]\s*[、.．]?\s*")
_AR_DUN_RE = re.compile(r"([0-9０-９]{1,3})\s*、\s*")
_AR_QUOTED_RE = re.compile(r"([0-9]{1,2})[“\"][.．]\s*(?=[\u4e00-\u9fff])")  # 3“.住房 for 3.“住房
_AR_DOT_RE = re.compile(r"([0-9０-９]{1,3})\s*[.．]\s*")
_MULTI_RE = re.compile(r"([0-9０-９]{1,2}(?:[.．][0-9０-９]{1,2}){1,4})[.．、]?(\s*)")
_YEAR_RE = re.compile(r"(?:19|20)[0-9]{2}\s*[年—\-–]")
_LEADING_NUMERAL_RE = re.compile(rf"[{_NUMERAL}]+")

_ATTACHMENT_RE = re.compile(
    rf"附\s*([件表])\s*(?:([0-9０-９]{{1,3}}(?:[-－—][0-9０-９]{{1,3}})?|[{_NUMERAL}]{{1,3}})(?![0-9.]))?"
    r"\s*([:：.．、\-—－]*)\s*"
)


@dataclass(frozen=True, slots=True)
class HeadingNumber:
    """`style` is part, chapter, section, article (第N部分 …), cn (一、), cn_paren (（一）), cn_close (一）), dot (1.),
    dun (1、), multi2 … multi5 (1.1 …), paren (（1）), close (1）) or circled (①). `value` is its place in the count (of
    the last component, for 1.1), `text` the number as printed, `rest` what follows it."""

    style: str
    value: int
    text: str
    rest: str


@dataclass(frozen=True, slots=True)
class AttachmentLabel:
    """`kind` is 附件 or 附表, `number` its number in Arabic digits ("" where none is printed), `rest` what follows on
    the line, `separated` says whether a colon or stop stands between."""

    kind: str
    number: str
    rest: str
    separated: bool


def chinese_integer(text: str) -> int | None:
    """The value of a Chinese numeral below 1000 (十二, 二十, 一百零三, 二〇), None where it is none."""
    if not text or any(c not in _DIGIT and c not in _SCALE for c in text):
        return None
    if not any(c in _SCALE for c in text):
        return int("".join(str(_DIGIT[c]) for c in text))
    total = pending = 0
    for char in text:
        if char in _SCALE:
            total += (pending or 1) * _SCALE[char]
            pending = 0
        else:
            pending = _DIGIT[char]
    return total + pending


def _integer(text: str) -> int:
    value = chinese_integer(text)
    return int(text) if value is None else value


def _hit(style: str, value: int, match: re.Match[str], text: str) -> HeadingNumber:
    return HeadingNumber(style, value, match.group().strip(), text[match.end() :].strip())


def _chinese(text: str) -> HeadingNumber | None:
    if match := _CN_RE.match(text):
        value = chinese_integer(match.group(1))
        follow = _LEADING_NUMERAL_RE.match(text, match.end())
        # "一、二级指标" counts levels, it is no item one.
        consecutive = follow is not None and value is not None and chinese_integer(follow.group()) == value + 1
        if value and not consecutive:
            return _hit("cn", value, match, text)
    if match := _CN_CLOSE_RE.match(text):
        return _hit("cn_close", _integer(match.group(1)), match, text)
    return None


def _arabic(text: str) -> HeadingNumber | None:
    if match := _MULTI_RE.match(text):
        after = text[match.end() :]
        parts = re.split("[.．]", match.group(1))
        year = _YEAR_RE.match(after) is not None
        plausible = bool(after) and all(p == "0" or not p.startswith("0") for p in parts)
        if plausible and (
            year or (after[0] not in _MEASURE and not after[0].isdigit() and after[0] not in "，。、；,;)）")
        ):
            return _hit(f"multi{len(parts)}", int(parts[-1]), match, text)
    if match := _AR_DUN_RE.match(text):
        follow = re.match(r"[0-9０-９]+\s*[、号和与]", text[match.end() :])
        if not follow:
            return _hit("dun", int(match.group(1)), match, text)
    if match := _AR_DOT_RE.match(text):
        tight = match.group()[-1] in ".．"
        after = text[match.end() :]
        if not (tight and after[:1].isdigit() and not _YEAR_RE.match(after)):
            return _hit("dot", int(match.group(1)), match, text)
    if match := _AR_QUOTED_RE.match(text):
        return _hit("dot", int(match.group(1)), match, text)
    if match := _AR_CLOSE_RE.match(text):
        return _hit("close", int(match.group(1)), match, text)
    return None


def parse_number(text: str) -> HeadingNumber | None:
    """The heading or item number that the text begins with; None where it begins with none ("2.5万元", "2023年")."""
    text = text.lstrip()
    if not text:
        return None
    first = text[0]
    if first == "第":
        match = _DIVISION_RE.match(text)
        return _hit(_DIVISIONS[match.group(2)], _integer(match.group(1)), match, text) if match else None
    if first in "（(〔":
        if match := _CN_PAREN_RE.match(text):
            return _hit("cn_paren", _integer(match.group(1)), match, text)
        if match := _AR_PAREN_RE.match(text):
            return _hit("paren", int(match.group(1)), match, text)
        return None
    if first in _NUMERAL:
        return _chinese(text)
    if first.isdecimal():
        return _arabic(text)
    for style, symbols in (
        ("circled", _CIRCLED),
        ("paren", _PARENTHESISED),
        ("dot", _FULL_STOPPED),
        ("cn_paren", _PAREN_CN),
    ):
        at = symbols.find(first)
        if at >= 0:
            return HeadingNumber(style, at + 1, first, text[1:].lstrip(" 　、.．"))
    return None


def parse_attachment(text: str) -> AttachmentLabel | None:
    """The label 附件N or 附表N that the text begins with."""
    match = _ATTACHMENT_RE.match(text)
    if not match:
        return None
    raw = match.group(2) or ""
    value = chinese_integer(raw)
    number = str(value) if value is not None else raw.translate(_TO_ASCII)
    return AttachmentLabel("附" + match.group(1), number, text[match.end() :].strip(), bool(match.group(3)))
