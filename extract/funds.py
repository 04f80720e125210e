"""Which part of the money a figure is about (财政拨款, 政府性基金 …) where its own words leave that to what stands above."""

from __future__ import annotations

import re
from collections.abc import Mapping

from extract.lexicon import fund_in
from extract.model import Document, Fact, Paragraph

_AMOUNT = re.compile(r"\d[\d,，.]*\s*(?:亿|万|千|百)*元")
_LONGEST = 2000  # characters of a sentence
_HEAD = 200  # of them before its first amount
_ENDS = "。；;！？\n"


def paragraphs(document: Document) -> dict[int, str]:
    """The text of each paragraph, by the index of its block."""
    return {block.index: block.text.content for block in document.blocks if isinstance(block, Paragraph)}


def fund_at_head(fact: Fact, texts: Mapping[int, str]) -> str:
    """The fund that a sentence names before its first amount: all its figures are of it, the later ones too
    (政府性基金预算财政拨款年初结转 1.00 万元，本年收入 2.00 万元). `texts` holds the paragraphs by block; "" in a table."""
    text, stop = texts.get(fact.location.block, ""), fact.location.start
    far = max(0, stop - _LONGEST)
    start = max(text.rfind(end, far, stop) for end in _ENDS) + 1
    if not start and far:
        return ""  # a run of words without an end is no sentence
    head = text[start : min(stop, start + _HEAD)]
    amount = _AMOUNT.search(head)
    return fund_in(head[: amount.start()] if amount else head)


def fund_of_heading(section: str) -> str:
    """The fund that the nearest heading names; the parts of a document (第三部分) and titles of tables name none for
    what stands below them."""
    for title in reversed(section.split(" / ")):
        if re.match(r"\s*第.{1,3}部分", title):
            return ""
        if not title.endswith("表") and fund_in(title):
            return fund_in(title)
    return ""


def fund_of(fact: Fact, texts: Mapping[int, str]) -> str:
    """The fund of a figure: by its own words, in prose else by the head of its sentence, else by its heading."""
    if fact.location.kind == "cell":
        return fund_in(fact.label)
    return fund_in(fact.label) or fund_at_head(fact, texts) or fund_of_heading(fact.location.section)
