"""Numbers that count on: headings and list items by the number they begin with, and the ones inside a paragraph or cell
(一是…二是…, ①…②…, （1）…（2）…)."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from extract.model import Block, BlockRole, Document, NumberedItem, NumberedRun, Outline, Paragraph, Table
from extract.numbering import HeadingNumber, chinese_integer, parse_number
from extract.stretches import Stretch

_SHOWN = 24
_MOST = 40  # no list of a report counts further; what does is a register
_NUMERAL = "一二三四五六七八九十"
_CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"
_OPENS = r"(?:(?<=[。；;：:！？])|^)[\s*]*"
_IS_RE = re.compile(rf"(?:(?<=[。；;：:，,）)”\"*])|^)[\s*]*(?P<n>[{_NUMERAL}]{{1,3}})是")
_CIRCLED_RE = re.compile(rf"(?:(?<=[。；;：:，,、\s）)])|^)(?P<n>[{_CIRCLED}])")
_PAREN_RE = re.compile(rf"{_OPENS}[（(](?P<n>\d{{1,2}}|[{_NUMERAL}]{{1,3}})[）)]")
_ARABIC_RE = re.compile(rf"{_OPENS}(?P<n>\d{{1,2}})[.．、](?![\d\s]*[\d%％])")
_ELLIPSIS_RE = re.compile(r"…|\.{3,}|[（(]略[)）]|省略|节选|摘录")
_ARABIC_KEYS = frozenset(("dot", "dun", "close", "paren", "1", "(1", "○"))
_BRACKETED_KEYS = frozenset(("cn_paren", "cn_close", "(一"))
_MULTI = "1.1:"
_FEWEST = 3
_FARTHEST = 400  # paragraphs and cells between two numbers, beyond which nothing is said of what is left out
_APART = 6  # paragraphs between two points of one list


@dataclass(frozen=True, slots=True)
class _Token:
    """A number found: the key of its form, its value, where it stands, and how many stretches were before it."""

    key: str
    value: int
    printed: str
    stretch: Stretch
    start: int
    at: int

    def item(self) -> NumberedItem:
        end = min(len(self.stretch.text), self.start + _SHOWN)
        return NumberedItem(self.value, self.printed, self.stretch.words(self.start, end))


@dataclass
class _Run:
    """A count under way."""

    tokens: list[_Token] = field(default_factory=list)

    @property
    def last(self) -> int:
        return self.tokens[-1].value


class _Counts:
    """The counts that are open, one for each form of number, and those that a count of the same form interrupted."""

    def __init__(self) -> None:
        self.order: list[str] = []
        self.open: dict[str, _Run] = {}
        self.waiting: dict[str, list[_Run]] = {}
        self.done: list[_Run] = []

    def clear(self) -> None:
        self.done += self.open.values()
        self.order, self.open, self.waiting = [], {}, {}

    def put(self, token: _Token, nested: bool) -> None:
        """A number goes on with the count it follows: of its form, and, where `nested`, none of a form that opened
        later outlives it."""
        run = self.open.get(token.key)
        if run is not None and not nested and token.at - run.tokens[-1].at > _APART:
            self.done.append(run)
            run = None
        if run is None:
            if nested:
                self.order.append(token.key)
            self.open[token.key] = _Run([token])
            return
        if nested:
            for key in self.order[self.order.index(token.key) + 1 :]:
                self.done.append(self.open.pop(key))
                self.waiting.pop(key, None)
            del self.order[self.order.index(token.key) + 1 :]
        if token.value != run.last + 1:
            waiting = self.waiting.setdefault(token.key, [])
            if token.value == 1:
                waiting.append(run)
                self.open[token.key] = _Run([token])
                self.done.append(self.open[token.key])
                return
            before = next((r for r in reversed(waiting) if r.last + 1 == token.value), None)
            if before is None and len(run.tokens) == 1 and waiting and waiting[-1].last + 2 == token.value:
                waiting[-1].tokens += run.tokens  # a number that was printed as 1, not a list of one
                self.open[token.key] = run = waiting.pop()
            elif before is not None:
                waiting.remove(before)
                self.open[token.key] = run = before
        run.tokens.append(token)

    def all(self) -> list[_Run]:
        """Every count, in the order of its first number."""
        runs = {
            id(run): run for run in [*self.done, *self.open.values(), *(r for w in self.waiting.values() for r in w)]
        }
        return sorted(runs.values(), key=lambda run: (run.tokens[0].at, run.tokens[0].start))


def numbered_runs(document: Document, outline: Outline, texts: Sequence[Stretch]) -> Iterator[NumberedRun]:
    """The counts of headings, items and points of a document with three numbers or more."""
    leads, inner = _Counts(), _Counts()
    begun: list[_Token] = []
    attachment = ""
    table = -1
    for at, stretch in enumerate(texts):
        if isinstance(stretch.spot.block, Table):
            own = _Counts()
            for token in _inner(stretch, at):
                own.put(token, nested=False)
            yield from _told(own, texts, document.blocks, ())
            if stretch.block != table:
                inner.clear()
                table = stretch.block
            continue
        if stretch.role in (BlockRole.TOC, BlockRole.COVER) or stretch.spot.block.origin != "body":
            continue
        heading = stretch.role is BlockRole.HEADING
        number = parse_number(stretch.text)
        if stretch.attachment != attachment or (heading and number is None):
            leads.clear()
            attachment = stretch.attachment
        if heading:
            inner.clear()
        if number is not None and number.value <= _MOST and number.style != "article":  # articles are quoted singly
            start = len(stretch.text) - len(stretch.text.lstrip())
            token = _Token(_key(number), number.value, number.text, stretch, start, at)
            leads.put(token, nested=True)
            begun.append(token)
        if not heading:
            for token in _inner(stretch, at, lead=number is not None):
                inner.put(token, nested=False)
    yield from _told(leads, texts, document.blocks, begun)
    yield from _told(inner, texts, document.blocks, ())


def _key(number: HeadingNumber) -> str:
    """The form of a number; 2.1 and 2.2 count on from one another, 1.2 and 2.2 do not."""
    if not number.style.startswith("multi"):
        return number.style
    return _MULTI + re.sub(r"\d+\D*$", "", number.text)


def _inner(stretch: Stretch, at: int, lead: bool = False) -> Iterator[_Token]:
    """The numbers inside a text that count its sentences; the one it begins with is the paragraph's own."""
    text = stretch.text
    found: list[tuple[int, str, str, str]] = []
    if "是" in text:
        found += [(m.start("n"), "是", m["n"], m["n"] + "是") for m in _IS_RE.finditer(text)]
    if any(c in text for c in "②③"):
        found += [(m.start("n"), "○", m["n"], m["n"]) for m in _CIRCLED_RE.finditer(text)]
    if "（" in text or "(" in text:
        for m in _PAREN_RE.finditer(text):
            if not (lead and m.start("n") < 3):
                found.append((m.start("n") - 1, "(1" if m["n"].isdigit() else "(一", m["n"], f"（{m['n']}）"))
    for m in _ARABIC_RE.finditer(text):
        if not (lead and not text[: m.start("n")].strip()):
            found.append((m.start("n"), "1", m["n"], m.group().strip(" *")))
    for start, key, numeral, printed in sorted(found):
        value = _CIRCLED.find(numeral) + 1 or (int(numeral) if numeral.isdigit() else chinese_integer(numeral) or 0)
        if 0 < value <= _MOST:
            yield _Token(key, value, printed, stretch, start, at)


def _told(
    counts: _Counts, texts: Sequence[Stretch], blocks: Sequence[Block], begun: Sequence[_Token]
) -> Iterator[NumberedRun]:
    """The counts of three numbers or more, and of two headings between which one is left out; `begun` are all the numbers that paragraphs begin with."""
    for run in counts.all():
        headed = all(token.stretch.role is BlockRole.HEADING for token in run.tokens)
        pair = headed and [token.value for token in run.tokens] == [1, 3]
        if len(run.tokens) >= _FEWEST or pair:
            yield NumberedRun(
                "标题" if headed else "条目",
                tuple(token.item() for token in run.tokens),
                frozenset(_found_between(run.tokens, texts, blocks, begun)),
            )


def _found_between(
    tokens: Sequence[_Token], texts: Sequence[Stretch], blocks: Sequence[Block], begun: Sequence[_Token]
) -> Iterator[int]:
    """The values that a count leaves out and that stand between its numbers after all; all of them where a part between
    could not be read or is left out."""
    for before, after in pairwise(tokens):
        missing = range(before.value + 1, after.value)
        if not missing:
            continue
        if after.at - before.at > _FARTHEST:
            yield from missing
            continue
        between = _between(before, after, texts)
        unread = any(
            isinstance(b, Paragraph) and b.origin == "unread"
            for b in blocks[before.stretch.block : after.stretch.block]
        )
        first, last = (bisect_left(begun, at, key=lambda t: t.at) for at in (before.at + 1, after.at))
        inside = {(t.key, t.value) for t in begun[first:last]}
        for value in missing:
            # A paragraph that begins with the value in another form, and is no item of a list of that form.
            strayed = any(v == value and key != before.key and (key, v - 1) not in inside for key, v in inside)
            if unread or strayed or _ELLIPSIS_RE.search(between) or _form_of(before.key, value).search(between):
                yield value


def _between(before: _Token, after: _Token, texts: Sequence[Stretch]) -> str:
    if before.at == after.at:
        return before.stretch.text[before.start + 1 : after.start]
    middle = [s.text for s in texts[before.at + 1 : after.at]]
    return "\n".join([before.stretch.text[before.start + 1 :], *middle, after.stretch.text[: after.start]])


def _form_of(key: str, value: int) -> re.Pattern[str]:
    """A number in the forms that may stand for one of this form: （4） and 4. for 4、, 四是 and 第四 for 四、."""
    ten, one = divmod(value, 10)
    numeral = (_NUMERAL[ten - 1] if ten > 1 else "") + ("十" if ten else "") + (_NUMERAL[one - 1] if one else "")
    if key.startswith(_MULTI):
        return re.compile(rf"{re.escape(key.removeprefix(_MULTI))}{value}(?!\d)")
    if key in ("○", "circled"):
        return re.compile(_CIRCLED[value - 1] if value <= len(_CIRCLED) else rf"{value}\s*[.．、）)]")
    if key in _ARABIC_KEYS:
        bracket = r"[（(]\s*" if key in ("paren", "(1") else r"(?<![\d（(])"
        return re.compile(rf"{bracket}{value}\s*(?:[、，）)：:]|[.．](?!\d))")
    bare = "" if key in _BRACKETED_KEYS else r"(?<![（(〔十])"
    return re.compile(rf"{bare}(?<!十){numeral}(?:[、.．）)〕]|是|[\s，,])|[第其]{numeral}")
