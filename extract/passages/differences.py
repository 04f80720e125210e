"""What the differences of two copies of a passage are: a word more, another word, half a word, a clause, a heading."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

from extract.model import BlockRole, Difference, Words
from extract.passages.aligned import Aligned, Edit
from extract.passages.folded import Folded, shared_start
from extract.passages.marks import Mark, marks

_AROUND = 8  # characters printed beside a difference
_WORD = 6  # characters of a word
_FLANK = 6  # equal characters around a word that differs
_LONG_FLANK = 50  # … around a clause that one copy leaves out
_CLAUSE_LENGTH = 4
_REST = 12  # characters of a heading's rest
_HEADING = 40
_BRINK = 2  # characters on each side by which a wording is looked up elsewhere
_MORE = 6  # … that make it the same passage
_CLAUSE = re.compile(r"[，,、：:。；;！!？?…\n]")
_SENTENCE_END = re.compile(r"[。；;！!？?\n]")
_MARKS_BEHIND = re.compile(r"[^\w%]+$")
_HAN = re.compile(r"[\u4e00-\u9fff]+")
_ANY_FIGURE = re.compile(r"[\d.%]")
_NUMERALS = re.compile(r"[一二三四五六七八九十]+")
_DATE = re.compile(r"[年月日季]|今|本期|上期")
_ORDERED = frozenset("季批期次届轮条章节款项类阶产个")  # what is counted through, not ranked
_ABOUT = frozenset(("余", "多"))
_NEARLY = re.compile(r"(?:近|接近|约|不足|不到)[\d.]+[百千万亿]?[余多]$")
_NEARLY_REACH = 16
_JOINING = frozenset("和与及或的地得以并等了")
# Characters that stand as words by themselves, or are put before or behind one: without one of them no word is broken.
_LOOSE = frozenset(
    "的了着过得地之所者在和与及或并且而但则即也又还再更最较很均都就只才仅已将正曾被把给对向从以由于自为是有无不未非没"
    "能可应须要会使让令做作到达至起止经按照据因若如使全总共合约近超每各某本我该此其这那首末新旧老大小多少高低长短前后上下"
    "左右内外中间里边旁东南西北省市县区州镇乡村街局办委厅科处室股站所院校部队组系党国员长副性化度级类型款项目数额费金率量值"
    "期段年月日天时分秒元万亿个次批名位件份户家条场篇辆台套间栋亩米吨层等第甲乙丙丁一二三四五六七八九十百千两几余许来去出入"
    "进回开成好件种些样式力感学业界面"
)


class Wording(NamedTuple):
    """What a copy prints at a difference with the two characters on each side, as far as the clause goes, and with more
    of them before or behind: the same words among others are another passage."""

    words: str
    before: str
    behind: str


class Found(NamedTuple):
    """A difference with the wordings of both copies by which it is looked up elsewhere, None for one that is not."""

    difference: Difference
    wordings: tuple[Wording, Wording] | None = None


@dataclass(frozen=True)
class _Sides:
    """The wording of an edit in both copies."""

    text: Folded
    edit: Edit

    @property
    def said(self) -> str:
        return self.text.bare[self.edit.first : self.edit.first_end]

    @property
    def other(self) -> str:
        return self.text.bare[self.edit.second : self.edit.second_end]

    @property
    def longer(self) -> tuple[int, int]:
        """Where the words stand that only one copy has."""
        e = self.edit
        return (e.first, e.first_end) if e.second == e.second_end else (e.second, e.second_end)

    @property
    def framed(self) -> bool:
        """Whether enough of the same words stand around: a few, or all up to the end of the sentence."""
        e = self.edit
        ends = self._ended(e.first_end + e.after, e.second_end + e.after)
        starts = self._ended(e.first - e.before, e.second - e.before)
        before = e.before >= _FLANK or (starts and e.before >= _BRINK)
        return before and (e.after >= _FLANK or (ends and e.after >= _BRINK))

    def _ended(self, first: int, second: int) -> bool:
        return all(_SENTENCE_END.search(self.text.between(at)) for at in (first, second))

    @property
    def headed(self) -> bool:
        """Whether the words stand in a heading: two headings of like words are of two sections."""
        return any(self.text.stretch(at).role is BlockRole.HEADING for at in (self.edit.first, self.edit.second))

    @property
    def gap(self) -> int:
        """The place in the other copy where they are missing."""
        return self.edit.second if self.edit.second == self.edit.second_end else self.edit.first


def found_differences(pair: Aligned) -> Iterator[Found]:
    """The differences of two copies, in the order of the first, then those of their punctuation; figures left out."""
    titled = _keeps_headings(pair)
    alone = len(pair.edits) == 1 and pair.whole
    for edit in pair.edits:
        sides = _Sides(pair.text, edit)
        said, other = sides.said, sides.other
        if _ANY_FIGURE.search(said + other) and said and other:
            continue
        found = _replaced(sides) if said and other else _more(sides, alone)
        if found is not None and (titled or found.difference.what != "title"):
            yield found
    for mark in marks(pair):
        yield Found(_of_mark(pair.text, mark))


def _keeps_headings(pair: Aligned) -> bool:
    """Whether a heading stands in both copies: one that leaves them all out is made without."""
    text = pair.text
    for run in pair.runs:
        for owner in range(text.owner(run.first) + 1, text.owner(run.first + run.length - 1) + 1):
            if text.stretches[owner].role is BlockRole.HEADING:
                start = bisect_left(text.at, text.starts[owner])
                if "\n" in text.between(start - run.first + run.second):
                    return True
    return False


def _replaced(sides: _Sides) -> Found | None:
    """Another word between the same words."""
    said, other, edit = sides.said, sides.other, sides.edit
    if max(len(said), len(other)) > _WORD or not sides.framed:
        return None
    if not (_HAN.fullmatch(said) and _HAN.fullmatch(other)) or _inner(sides.text, edit):
        return None
    if any(_DATE.search(w) or w in _JOINING for w in (said, other)):
        return None
    if any(_NUMERALS.fullmatch(w) for w in (said, other)) and not _rank(sides.text, edit):
        return None
    return None if sides.headed else _found("word", sides)


def _rank(text: Folded, edit: Edit) -> bool:
    """Whether a numeral is the place that something came to (全省第四), not that of an item or of a period."""
    at, behind = edit.first, text.bare[edit.first_end : edit.first_end + 1]
    placed = text.bare[at - 1] == "第" and not text.between(at)
    return placed and _CLAUSE.search(text.between(at - 1)) is None and behind not in _ORDERED


def _more(sides: _Sides, alone: bool) -> Found | None:
    """Words that one copy has more. `alone` says that two whole passages differ in nothing else."""
    text, edit = sides.text, sides.edit
    start, end = sides.longer
    more, gap = text.bare[start:end], sides.gap
    heading = _heading(sides)
    if heading is not None:
        return heading
    if text.owner(start) != text.owner(end - 1):
        return None
    whole = _CLAUSE.search(text.between(start)) is not None and _CLAUSE.search(text.between(end)) is not None
    if whole and len(more) >= _CLAUSE_LENGTH:
        solid = min(edit.before, edit.after) >= _LONG_FLANK or (alone and edit.before + edit.after >= 2 * _LONG_FLANK)
        return _found("clause", sides) if solid and not _ANY_FIGURE.match(more) else None
    if len(more) > _WORD or not sides.framed or not _HAN.fullmatch(more):
        return None
    if _NUMERALS.match(more) or more in _JOINING or ("\n" in text.between(gap)) != ("\n" in text.between(start)):
        return None
    if more in _ABOUT and _NEARLY.search(text.bare[max(start - _NEARLY_REACH, 0) : end]):
        return None  # 近300余: a slip of another kind, told by itself
    beside = text.bare[start - 1] + text.bare[end]
    if more in beside or (len(more) > 1 and text.bare[start - len(more) : start] == more):
        return None  # a word printed twice is a slip of another kind
    broken = len(more) == 1 and more not in _LOOSE and _HAN.fullmatch(beside) is not None and _inside(sides)
    if not broken and sides.headed:
        return None
    return _found("broken" if broken else "added", sides)


def _inside(sides: _Sides) -> bool:
    """Whether the words stand inside a clause, or at an end of it, with their neighbours there beside them."""
    text, (start, end) = sides.text, sides.longer
    before, behind = text.between(start), text.between(end)
    return not (before or behind or text.between(sides.gap)) or bool(before) != bool(behind)


def _heading(sides: _Sides) -> Found | None:
    """A heading that one copy lost, whole or all but its rest, which then stands behind the sentence before."""
    text, (start, end), gap = sides.text, sides.longer, sides.gap
    stretch = text.stretch(start)
    if "\n" not in text.between(start) or len(stretch.text) > _HEADING or min(sides.edit[4:]) < _FLANK:
        return None
    rest = next((i for i in range(end, min(end + _REST + 1, len(text.bare))) if "\n" in text.between(i)), None)
    if rest is None or text.owner(end - 1) != text.owner(start):
        return None
    if rest == end:
        return _titled(sides) if stretch.role is BlockRole.HEADING else None
    if "\n" in text.between(gap) or "\n" not in text.between(gap + rest - end):
        return None
    return _titled(sides, rest)


def _titled(sides: _Sides, rest: int | None = None) -> Found:
    """A heading, whole, against the place where it is missing, or where its `rest` stands."""
    text, (start, end), gap = sides.text, sides.longer, sides.gap
    heading = text.stretch(start).words()
    tail = _AROUND if rest is None else rest - end
    elsewhere = text.words(max(gap - _AROUND, 0), min(gap + tail, len(text.bare)))
    first, second = (heading, elsewhere) if start == sides.edit.first else (elsewhere, heading)
    before = _before(text, gap)
    after = _words(text, gap, gap + tail) if rest is not None else ""
    what = "title" if rest is None else "merged"
    return Found(Difference(what, first, second, sides.said, sides.other, before, after))


def _inner(text: Folded, edit: Edit) -> bool:
    """Whether clauses end inside one of the wordings."""
    return any(
        _CLAUSE.search(text.between(at))
        for start, end in ((edit.first, edit.first_end), (edit.second, edit.second_end))
        for at in range(start + 1, end)
    )


def _found(what: str, sides: _Sides) -> Found:
    text, e = sides.text, sides.edit
    difference = Difference(
        what,
        _around(text, e.first, e.first_end),
        _around(text, e.second, e.second_end),
        _words(text, e.first, e.first_end),
        _words(text, e.second, e.second_end),
        _before(text, e.first),
        _behind(text, e.first_end),
    )
    if what == "clause":
        return Found(difference)
    return Found(difference, _wordings(sides))


def _words(text: Folded, start: int, end: int) -> str:
    """What stands between two places, without the marks behind it."""
    return _MARKS_BEHIND.sub("", text.shown(start, end)) if start < end else ""


def _wordings(sides: _Sides) -> tuple[Wording, Wording]:
    """Both wordings, cut alike: at the ends of the clause in the copy that has more."""
    text, e = sides.text, sides.edit
    start, end = sides.longer
    left, right = start - _back(text, start, _BRINK), _on(text, end, _BRINK) - end
    return _wording(text, e.first, e.first_end, left, right), _wording(text, e.second, e.second_end, left, right)


def _wording(text: Folded, start: int, end: int, left: int, right: int) -> Wording:
    near, far, close = max(start - left, 0), max(start - _MORE, 0), end + right
    return Wording(text.bare[near:close], text.bare[far:close], text.bare[near : end + _MORE])


def _back(text: Folded, at: int, most: int) -> int:
    """As far back from a place as its clause goes."""
    for _ in range(most):
        if at <= 0 or _CLAUSE.search(text.between(at)):
            break
        at -= 1
    return at


def _on(text: Folded, at: int, most: int) -> int:
    """As far on from a place as its clause goes."""
    for _ in range(most):
        if at >= len(text.bare) or _CLAUSE.search(text.between(at)):
            break
        at += 1
    return at


def _of_mark(text: Folded, mark: Mark) -> Difference:
    wide = mark.end - mark.first
    said, other = (text.shown(at - 1, at + wide)[1:].partition("\n")[0] for at in (mark.first, mark.second))
    ends = "\n" in text.between(mark.first + wide)
    shared = len(shared_start([said[::-1], other[::-1]]))  # what stands behind both is no part of the difference
    behind = said[len(said) - shared :]
    return Difference(
        mark.what,
        _around(text, mark.first, mark.first + wide),
        _around(text, mark.second, mark.second + wide),
        said[: len(said) - shared],
        other[: len(other) - shared],
        _before(text, mark.first).removesuffix(text.shown(mark.first - 1, mark.first)[1:]),
        "" if ends or _SENTENCE_END.search(behind) else behind + _behind(text, mark.first + wide),
    )


def _around(text: Folded, start: int, end: int) -> Words:
    """The words of an edit with a few characters around them, as far as these stand in the same stretch."""
    owner = text.owner(min(start, len(text.bare) - 1)) if start < end else text.owner(start - 1)
    first, last = max(start - _AROUND, 0), min(end + _AROUND, len(text.bare))
    while text.owner(first) != owner:
        first += 1
    while last - 1 > first and text.owner(last - 1) != owner:
        last -= 1
    return text.words(first, last)


def _before(text: Folded, at: int) -> str:
    """What the sentence prints before a place, a few characters of it."""
    start = max(at - _AROUND, 0)
    return _SENTENCE_END.split(text.shown(start, at))[-1] if start < at else ""


def _behind(text: Folded, at: int) -> str:
    end = min(at + _AROUND, len(text.bare))
    return _SENTENCE_END.split(text.shown(at, end))[0] if at < end else ""
