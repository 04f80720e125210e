"""Foreign words inside Chinese sentences, characters that a wrong charset has broken, and what an office program prints
where a field or formula fails."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from extract.model import BlockRole, Outline, Residue, Table, Words
from extract.stretches import Stretch

_HAN = r"\u4e00-\u9fff"
# The little words of English between Chinese ones: no name, no unit, no abbreviation.
_LITTLE = re.compile(
    rf"(?<=[{_HAN}）)》”、，])\s*(?<![A-Za-z])(?:and|or|the|of|with|for|from|by|to|in|on|at|is|are|And|Or|The|Of|With|For)(?![A-Za-z])\s*(?=[{_HAN}（(《“])"
)
_ANY_LITTLE = re.compile(r"[A-Za-z]{2,4}")
_SENTENCE = re.compile(r"(?:[A-Za-z][A-Za-z'’-]*[ ,]+){8,}[A-Za-z]+[.!?]?")
_GRAMMAR = re.compile(r"\b(?:the|of|and|to|is|are|was|for|with|that|this|in|by|as)\b", re.I)
_LEAST_GRAMMAR = 3
_SCRIPT = re.compile(rf"(?<=[{_HAN}])[\u3041-\u3096\u30a1-\u30fa\u0400-\u04ff\uac00-\ud7a3\u0e00-\u0e7f]+(?=[{_HAN}])")
_BROKEN = re.compile(r"\ufffd+|ï¿½|锟斤拷|烫烫烫|屯屯屯|[ÃÂ][\u0080-\u00bf]|â€[\u0080-\u00bf™œ\u009d]?")
# What an office program prints where a field or a formula has gone wrong, or its code instead of what it stands for.
_FAILED = re.compile(
    r"错误[!！]\s*(?:未定义书签|未找到引用源|未指定书签|文档中没有指定样式的文字|不能识别的开关参数)[。.]?|Error!\s*[A-Z][a-z ]+\.?"
    r"|#(?:REF!|DIV/0!|VALUE!|N/A|NAME\?|NUM!|NULL!)|\bPAGEREF\s+_Toc\d+|\bHYPERLINK\s+\\l\b|\bTOC\s+\\o\b"
)


def foreign_words(said: Sequence[Stretch], outline: Outline, *, broken: bool) -> Iterator[Residue]:
    """Foreign words by place, a heading with the entry of the table of contents that has it in Chinese. With `broken`,
    characters of a wrong charset too (a PDF's are its fonts', not its author's); these, and failed fields, all of a
    document together."""
    marks: list[Words] = []
    failed: list[Words] = []
    for stretch in said:
        text = stretch.text
        if broken and not text.isascii():
            marks += [stretch.words(m.start(), m.end()) for m in _BROKEN.finditer(text)]
        if "#" in text or "错误" in text or "Error!" in text or "\\" in text or "PAGEREF" in text:
            failed += [stretch.words(m.start(), m.end()) for m in _FAILED.finditer(text)]
        if _ANY_LITTLE.search(text):
            for found in _LITTLE.finditer(text):
                yield _word(stretch, *_trimmed(found), outline)
            if stretch.role is BlockRole.BODY and stretch.section and "http" not in text and "www." not in text:
                yield from (
                    Residue("外文", (stretch.words(*found.span()),), certain=False)
                    for found in _SENTENCE.finditer(text)
                    if len(_GRAMMAR.findall(found.group())) >= _LEAST_GRAMMAR
                    and text[max(0, found.start() - 1) : found.start()] not in tuple("（(")
                )
        yield from (Residue("外文", (stretch.words(*m.span()),), certain=False) for m in _SCRIPT.finditer(text))
    if marks:
        yield Residue("乱码", tuple(marks))
    if failed:
        yield Residue("出错", tuple(failed))


def _trimmed(found: re.Match[str]) -> tuple[int, int]:
    word = found.group()
    start = found.start() + len(word) - len(word.lstrip())
    return start, start + len(word.strip())


def _word(stretch: Stretch, start: int, end: int, outline: Outline) -> Residue:
    """A word, with the entry of the table of contents that differs from its heading in nothing else."""
    words = stretch.words(start, end)
    if stretch.role is BlockRole.HEADING and not isinstance(stretch.spot.block, Table):
        head, tail = _bare(stretch.text[:start]), _bare(stretch.text[end:])
        for entry in outline.toc:
            title = _bare(entry.title)
            rest = len(title) - len(head) - len(tail)
            if 0 <= rest <= 2 and title.startswith(head) and title.endswith(tail) and not title[len(head) :].isascii():
                return Residue("外文", (words,), Words(entry.title, entry.location, entry.title))
    return Residue("外文", (words,), certain=False)


def _bare(text: str) -> str:
    return re.sub(r"\s", "", text)
