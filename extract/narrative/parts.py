"""Which numbers of a passage are offered as the parts of which.

Every group starts from a cue: 其中, brackets behind a number, a colon, 按…划分, 分别为 … 合计, 其余, shares of one whole, or
a partition that the lexicon knows. Numbers without a cue are never combined, and no arithmetic takes part: candidate
totals are ranked by concept, basis and nearness before anybody adds anything.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from extract.lexicon import lexicon
from extract.model import Binding
from extract.narrative import words as w
from extract.narrative.mentions import Mention, Passage, squeeze
from extract.narrative.words import Role
from extract.numbering import parse_number


@dataclass(frozen=True, slots=True)
class Parts:
    """Mentions (by index) offered as parts of a total; `totals` are the candidates in order of rank."""

    totals: tuple[int, ...]
    parts: tuple[int, ...]
    cue: tuple[int, int]
    exhaustive: bool = True
    partition: str = ""
    binding: Binding = Binding.CUE


@dataclass(frozen=True, slots=True)
class Reading:
    """A passage with what its clauses say by themselves: the role, name and class of every mention."""

    passage: Passage
    roles: tuple[Role, ...]
    names: tuple[str, ...]
    classes: tuple[str, ...]
    concepts: tuple[str, ...]
    bases: tuple[str, ...]
    years: tuple[str, ...]

    @property
    def mentions(self) -> tuple[Mention, ...]:
        return self.passage.mentions


def read(passage: Passage) -> Reading:
    """Give every mention its role, name, unit class, concept and basis."""
    names = tuple(w.name_of(m) for m in passage.mentions)
    concepts: list[str] = []
    for m, name in zip(passage.mentions, names, strict=True):
        concept = w.concept_of(m)
        if not concept and w.only_basis(name):
            concept = _same_thing(passage, concepts, m)
        concepts.append(concept)
    return Reading(
        passage=passage,
        roles=tuple(w.role(m) for m in passage.mentions),
        names=names,
        classes=tuple(w.unit_class(m) for m in passage.mentions),
        concepts=tuple(concepts),
        bases=tuple(w.basis_of(m.subject + m.before) for m in passage.mentions),
        years=tuple(_years(passage)),
    )


_YEAR = re.compile(r"(?<!\d)(20\d\d)\s*年")
_COMPARED = re.compile(r"(?:比|较|与|同|对比)\s*$")


def _years(passage: Passage) -> Iterator[str]:
    """The year that each mention is said to be of: the last one named in its paragraph outside comparisons (较2022年),
    "" where none was."""
    current, at = "", 0
    for m in passage.mentions:
        if "\n" in passage.text[at : m.start]:
            current = ""
        for found in _YEAR.finditer(passage.text, at, m.start):
            if not _COMPARED.search(passage.text[max(0, found.start() - 4) : found.start()]):
                current = found.group(1)
        at = m.start
        yield current


def _same_thing(passage: Passage, concepts: list[str], m: Mention) -> str:
    """What a number that only says 决算支出 speaks of: the thing the number before it in the sentence named."""
    for i in range(m.index - 1, -1, -1):
        previous = passage.mentions[i]
        if previous.sentence != m.sentence or previous.bracket != m.bracket:
            break
        if previous.quantity.dimension == m.quantity.dimension:
            return concepts[i]
    return ""


_SUMMED = (Role.PLAIN, Role.LEFT)
_MONEY_LIKE = ("money", "score")
_ACTUAL = frozenset(("决算", "实际"))


def groups(reading: Reading) -> list[Parts]:
    """All part groups of a passage, in order of their cues."""
    found: list[Parts] = []
    for cue in _cues(reading.passage):
        found.extend(_after_cue(reading, cue, found))
    found.extend(_bare_brackets(reading, found))
    found.extend(_totals_after(reading, found))
    found.extend(_lists_after(reading, found))
    found.extend(_residues(reading, found))
    found.extend(_shared_whole(reading, found))
    found.extend(_shared_named(reading, found))
    found.extend(_known_partitions(reading, found))
    return sorted(_once(found), key=lambda g: g.cue)


def _once(found: list[Parts]) -> list[Parts]:
    seen: set[tuple[int, frozenset[int]]] = set()
    out = []
    for group in found:
        key = (group.totals[0], frozenset(group.parts))
        if key not in seen:
            seen.add(key)
            out.append(group)
    return out


# -- 其中, 包括, 按…划分, a colon -------------------------------------------------------------------------------


def _cues(passage: Passage) -> list[re.Match[str]]:
    out = []
    for cue in w.OPENERS.finditer(passage.text):
        if any(m.start <= cue.start() < m.end for m in passage.mentions):
            continue
        if cue.group("colon"):
            before = [m for m in passage.mentions if m.end <= cue.start()]
            if not before or len(passage.between(before[-1].end, cue.start())) > 2:
                continue
        if cue.group("list") and cue.group("list").startswith("由"):
            rest = re.split(r"[。；]", passage.text[cue.end() :], maxsplit=1)[0]
            if not re.search(r"(?:构成|组成)", rest):
                continue
        out.append(cue)
    return out


def _after_cue(reading: Reading, cue: re.Match[str], found: list[Parts]) -> Iterator[Parts]:
    passage, mentions = reading.passage, reading.mentions
    bracket = passage.bracket_at(cue.start())
    following = [m for m in mentions if m.start >= cue.end() and m.bracket == bracket]
    if not following:
        return
    first = following[0]
    gap = passage.text[cue.end() : first.start]
    if "\n" in gap and not gap.split("\n", 1)[0].strip(" 。\u3000") and not bracket:
        yield from _list_below(reading, cue, first, found)
        return
    if any(c in gap for c in "。！？；\n"):
        return
    kind = reading.roles[first.index]
    opened = next((m for m in following if reading.roles[m.index] in (*_SUMMED, Role.DELTA)), None)
    if opened is None or opened.segment != first.segment:
        return
    wanted: tuple[Role, ...] = (Role.DELTA,) if kind is Role.DELTA else _SUMMED
    if kind is Role.DELTA:
        opened = first
    scope = _scope(reading, following, cue, opened)
    cls = reading.classes[opened.index]
    parts = [m for m in scope if reading.roles[m.index] in wanted and _same_class(reading.classes[m.index], cls)]
    before = _candidates(reading, cue, bracket, first, opened, found)
    if before is None:
        return
    rows = _rows(reading, parts)
    if rows:
        for column in rows:
            totals = _column_totals(reading, before, column, cls)
            if totals:
                yield Parts((totals[0].index,), tuple(m.index for m in column.members), cue.span())
        return
    parts = _before_remainder(_one_basis(reading, parts, before))
    totals = _named_by_shares(reading, parts, before) or _ranked(reading, before, parts, cls, wanted)
    parts = _until_stranger(reading, totals[0] if totals else None, parts)
    if len(parts) == 1 and cue.group("which"):
        parts = parts + _parallel(reading, parts[0])
    if not totals or len(parts) < 2:
        return
    end = _end_of(passage, parts[-1])
    tail = passage.text[parts[-1].end : end]
    exhaustive = not _open(passage.text[parts[0].end : end + 1]) and not re.match(
        r"[^。；]*(?:其余|剩余|余下)", tail.split("。")[0].split("；")[0]
    )
    loose = not bracket and not _closed(reading, totals[0], parts)
    yield Parts(
        totals=tuple(m.index for m in totals[:3]),
        parts=tuple(m.index for m in parts),
        cue=cue.span(),
        exhaustive=exhaustive,
        partition=(cue.group("by") or cue.group("from") or ""),
        binding=Binding.INHERITED if loose else Binding.CUE,
    )


def _begins(passage: Passage, at: int, room: int = 0) -> bool:
    """Whether an offset stands at the beginning of a sentence, at most `room` characters after it."""
    left = max(passage.text.rfind(c, 0, at) for c in "。！？；;\n") + 1
    return len(squeeze(passage.text[left:at]).strip("，,：:")) <= room


def _candidates(
    reading: Reading, cue: re.Match[str], bracket: int, first: Mention, opened: Mention, found: list[Parts]
) -> list[Mention] | None:
    """The mentions that a cue can divide, nearest first; None where the cue only introduces (按…分类，支出 T，主要用于：…)."""
    passage = reading.passage
    before = _before(reading, cue.start(), bracket, first)
    if cue.group("colon"):
        return before[:1]
    divided = {p for group in found for p in group.parts}
    if cue.group("by") or cue.group("from"):
        following = next((m for m in reading.mentions[opened.index + 1 :] if m.bracket == bracket), None)
        if following is not None and _inner_cue(passage, opened, following, colon=True):
            return None
        named = [m for m in before if _calls(reading, m, _subject_of(passage, cue.start(), before))]
        # a further partition of what the last one divided: its parts are no totals
        return named[:1] or [m for m in before if m.index not in divided]
    if cue.group("list") and not bracket:
        subject = _subject_of(passage, max(cue.start(), 0), before)
        if subject in _BOTH_SIDES:
            before = [m for m in before if m.index not in divided and re.search(rf"收支|{subject[:2]}", m.before)]
            return before[:1]
        if len(subject) >= 2:
            return [m for m in before if _calls(reading, m, subject)][:1]
    if not bracket:
        begins = _begins(passage, cue.start())
        if not begins and not (cue.group("list") and _begins(passage, cue.start(), 6)):
            before = [m for m in before if m.sentence == opened.sentence]
        segment = before[0].segment if before and begins else opened.segment
        before = [m for m in before if m.index not in divided or m.segment == segment]
    return before


_BOTH_SIDES = ("收入", "支出", "收入预算", "支出预算")


def _subject_of(passage: Passage, at: int, before: list[Mention]) -> str:
    """The words of the clause in front of an offset, behind the last number."""
    left = max(passage.text.rfind(c, 0, at) for c in "。！？；;，,：:（(\n") + 1
    left = max([left, *(m.end for m in before if m.end <= at)])
    return w.clean_label(passage.text[left:at])


def _calls(reading: Reading, m: Mention, words: str) -> bool:
    return len(words) >= 2 and w.folded(reading.names[m.index]).endswith(w.folded(words))


def _named_by_shares(reading: Reading, parts: list[Mention], before: list[Mention]) -> list[Mention]:
    """The total that every part names in its share (货物 a，占政府采购预算 x%；服务 b，占政府采购预算 y%)."""
    named = set()
    for p in parts:
        following = reading.mentions[p.index + 1] if p.index + 1 < len(reading.mentions) else None
        if following is None or reading.roles[following.index] is not Role.SHARE:
            return []
        named.add(w.clean_label(share_of(following)))
    if len(named) != 1 or "" in named:
        return []
    whole = named.pop()
    return [
        m
        for m in before
        if reading.roles[m.index] in _SUMMED
        and m.quantity.dimension == parts[0].quantity.dimension
        and (
            _calls(reading, m, whole) or (w.concept_name(whole) and w.concept_name(whole) == reading.concepts[m.index])
        )
    ][:1]


@dataclass(frozen=True, slots=True)
class _Column:
    """The numbers that stand at one place in every row of a list, and what they measure there ("" for the first)."""

    measure: str
    members: tuple[Mention, ...]


def _rows(reading: Reading, parts: list[Mention]) -> list[_Column]:
    """Parts that come in rows, each number behind the first called alike in every row (甲 a，年初预算 b，差值 c；乙 …):
    one column per place. Nothing where the rows differ, as they do in a plain list of parts."""
    rows: dict[int, list[Mention]] = {}
    for p in parts:
        rows.setdefault(p.segment, []).append(p)
    table = list(rows.values())
    width = len(table[0]) if table else 0
    if len(table) < 2 or width < 2 or any(len(row) != width for row in table):
        return []
    columns = []
    for place in range(width):
        members = tuple(row[place] for row in table)
        called = {_measure(reading, m) or (reading.names[m.index] if place else "") for m in members}
        if place == 0:
            called.discard("")
        if len(called) > 1 or (place and "" in called):
            return []
        columns.append(_Column(called.pop() if called else "", members))
    return columns if len({c.measure for c in columns}) == width else []


def _column_totals(reading: Reading, before: list[Mention], column: _Column, cls: str) -> list[Mention]:
    """The totals of a column: what was measured the same way; for the unnamed first one, an actual figure."""
    fits = [
        m
        for m in before
        if reading.classes[m.index] == cls
        and reading.roles[m.index] in _SUMMED
        and (cls != "money" or not _left_over(m))
    ]
    if _LEFT_OVER.search(column.measure) and cls == "money":
        return []  # 差值, 节约: their signs are not printed
    if column.measure:
        return [m for m in fits if column.measure in (_measure(reading, m), reading.names[m.index])]
    return [m for m in fits if _measure(reading, m) in ("", *_ACTUAL)]


def _one_basis(reading: Reading, parts: list[Mention], before: list[Mention]) -> list[Mention]:
    """Where some parts are given with a budget beside them, the figures of the first one's basis only."""
    bases = [reading.bases[p.index] for p in parts]
    if len({b for b in bases if b}) < 2:
        return parts
    first = bases[0] or next((reading.bases[m.index] for m in before if reading.roles[m.index] in _SUMMED), "")
    keep = {first, ""} | (_ACTUAL if first in _ACTUAL else set())
    return [p for p, b in zip(parts, bases, strict=True) if b in keep]


def _list_below(reading: Reading, cue: re.Match[str], first: Mention, found: list[Parts]) -> Iterator[Parts]:
    """A total that ends its paragraph with a cue, and a list of paragraphs below it, each beginning with one part
    (1. 基本支出 …；2. 项目支出 …)."""
    text = reading.passage.text
    divided = {p for group in found for p in group.parts}
    before = [m for m in _before(reading, cue.start(), 0, first) if m.index not in divided]
    apart = bool(cue.group("by") or cue.group("from"))
    if not before or (not apart and "\n" in text[before[0].end : cue.start()]):
        return
    # a number right behind 其中 is a part itself (总收入 T，其中本年收入 a …。具体情况如下)
    before = [m for m in before if not m.before.startswith("其中") and not _led_by_which(reading, m)] or before
    parts = _first_of_lines(reading, text.find("\n", cue.end() - 1), reading.classes[first.index])
    cls = reading.classes[first.index]
    if not parts:
        return
    totals = _ranked(reading, before, parts, cls, _SUMMED)
    parts = _until_stranger(reading, totals[0] if totals else None, parts)
    if len([m for m in totals if reading.bases[m.index] == reading.bases[totals[0].index]]) > 1:
        return  # a sentence of several amounts: the words do not say which one the list divides
    if totals and len(parts) >= 2:
        binding = Binding.CUE if _closed(reading, totals[0], parts) else Binding.INHERITED
        yield Parts(tuple(m.index for m in totals[:3]), tuple(p.index for p in parts), cue.span(), binding=binding)


def _led_by_which(reading: Reading, m: Mention) -> bool:
    return re.search(r"其中[，,：:]?\s*$", reading.passage.text[: m.begin]) is not None


def _first_of_lines(reading: Reading, at: int, cls: str) -> list[Mention]:
    """The first number of each line from an offset on: lines of one numbering, or lines without one that each name
    their number at once."""
    text = reading.passage.text
    style: str | None = None
    parts: list[Mention] = []
    while 0 <= at < len(text):
        end = text.find("\n", at + 1)
        line_end = end if end >= 0 else len(text)
        mark = parse_number(text[at + 1 : line_end].lstrip())
        if style is not None and (mark.style if mark else "") != style:
            break
        style = mark.style if mark else ""
        part = next(
            (
                m
                for m in reading.mentions
                if at < m.start < line_end and reading.roles[m.index] in _SUMMED and reading.classes[m.index] == cls
            ),
            None,
        )
        if part is None or (not style and re.search(r"[，,。；;：:]", text[at + 1 : part.start])):
            break
        parts.append(part)
        at = end
    return parts


_LAST = re.compile(r"^(?:其余|其他|其它|剩余|余下)")


def _closed(reading: Reading, total: Mention, parts: list[Mention]) -> bool:
    """Whether a list of parts shows by itself that it is complete: it ends with what is left, gives every part's
    share, or names things that the lexicon knows as the parts of this total."""
    if _LAST.match(w.clean_label(parts[-1].before)) or _LAST.match(parts[-1].before):
        return True
    mentions = reading.mentions
    shared = [
        p.index + 1 < len(mentions)
        and reading.roles[p.index + 1] is Role.SHARE
        and share_of(mentions[p.index + 1]) == ""
        for p in parts
    ]
    if all(shared):
        return True
    whole = reading.concepts[total.index]
    names = {reading.concepts[p.index] for p in parts}
    return any(k.total == whole and names >= set(k.parts) for k in lexicon().partitions)


def _same_class(a: str, b: str) -> bool:
    return a == b


def _open(text: str) -> bool:
    return w.OPEN_END.search(re.sub(r"\s", "", text)) is not None


def _end_of(passage: Passage, last: Mention) -> int:
    """Where the clause run after the last part ends: the sentence end or the closing bracket."""
    for i in range(last.end, len(passage.text)):
        c = passage.text[i]
        if c in "。！？\n；;" or any(b == i for _, b in passage.brackets):
            return i
    return len(passage.text)


def _scope(reading: Reading, following: list[Mention], cue: re.Match[str], opened: Mention) -> list[Mention]:
    """The mentions after a cue that can still belong to its list."""
    passage = reading.passage
    out: list[Mention] = []
    nested: int | None = None  # the segment in which an inner 其中 without brackets runs
    separator = ""
    for m in following:
        if m.sentence != opened.sentence:
            break
        inner = _inner_cue(passage, out[-1], m) if out else None
        if inner and (inner.group("by") or inner.group("from")) and not inner.group("which"):
            break
        if inner and (inner.group("which") or inner.group("list")):
            nested = m.segment
        if nested is not None:
            if m.segment == nested:
                continue
            nested = None
        if (
            reading.roles[m.index] in (*_SUMMED, Role.DELTA)
            and reading.classes[m.index] == reading.classes[opened.index]
        ):
            crossed = "；" if m.segment != (out[-1].segment if out else m.segment) else "，"
            if len(out) >= 2 and separator == "，" and crossed == "；" and not _same_row(reading, following, opened, m):
                break
            if len(out) >= 1 and not separator:
                separator = crossed
            if re.match(r"(?:另有|另外|此外|同时)", m.before):
                break
            if w.TOTAL_AFTER.search(m.before) and out:
                break
            out.append(m)
    return out


def _before_remainder(parts: list[Mention]) -> list[Mention]:
    """A list of parts up to the remainder of a comparison that may follow it (…，节约资金 14 万元)."""
    at = next((i for i, p in enumerate(parts) if i and _left_over(p) != _left_over(parts[0])), len(parts))
    return parts[:at]


_LEFT_OVER = re.compile(r"节约|节省|缺口|扣|空编|缺编|超编|超支|差额|差值")


def _left_over(m: Mention) -> str:
    """The word that makes a number the remainder of a comparison (节约, 缺口, 空编), which is no part of a whole."""
    found = _LEFT_OVER.search(m.before)
    return found.group() if found else ""


def _inner_cue(passage: Passage, a: Mention, b: Mention, colon: bool = False) -> re.Match[str] | None:
    """A cue between two mentions of one bracket level, outside the brackets that may stand between them."""
    for found in w.OPENERS.finditer(passage.text, a.end, b.start):
        if (colon or not found.group("colon")) and passage.bracket_at(found.start()) == b.bracket:
            return found
    return None


def _same_row(reading: Reading, following: list[Mention], opened: Mention, m: Mention) -> bool:
    """Whether a new segment is a row like the first one: as many numbers, measuring the same things in order."""

    def row(segment: int) -> list[Mention]:
        cls = reading.classes[opened.index]
        return [
            x
            for x in following
            if x.segment == segment and reading.roles[x.index] in _SUMMED and reading.classes[x.index] == cls
        ]

    first, this = row(opened.segment), row(m.segment)
    return len(first) == len(this) > 1 and [_measure(reading, x) for x in first[1:]] == [
        _measure(reading, x) for x in this[1:]
    ]


def _before(reading: Reading, at: int, bracket: int, first: Mention) -> list[Mention]:
    """The mentions in front of a cue that can be its total, nearest first."""
    mentions = reading.mentions
    if bracket:
        inside = [m for m in mentions if m.end <= at and m.bracket == bracket]
        if inside:
            return inside[::-1]
        host = first.host
        return [] if host is None else [mentions[host]]
    return [m for m in mentions if m.end <= at and m.bracket == 0][::-1]


def _ranked(
    reading: Reading, before: list[Mention], parts: list[Mention], cls: str, wanted: tuple[Role, ...]
) -> list[Mention]:
    """Candidate totals, best first: of the parts' unit class, in the nearest sentence that has one, ordered by
    concept (the parts are its known parts), basis and nearness."""
    fits = [
        m
        for m in before
        if reading.roles[m.index] in wanted
        and _same_class(reading.classes[m.index], cls)
        and (not parts or _left_over(m) == _left_over(parts[0]))
    ]
    if not fits or not parts:
        return []
    near = [m for m in fits if m.sentence == fits[0].sentence]
    # sentences that only compare and give reasons may stand between a total and its parts
    if parts[0].sentence - fits[0].sentence > (4 if cls == "money" else 3):
        return []
    bases = {reading.bases[p.index] for p in parts if reading.bases[p.index]}
    parents = {lexicon().parent(reading.concepts[p.index]) for p in parts if reading.concepts[p.index]} - {""}

    def rank(m: Mention) -> tuple[int, int, int]:
        basis = reading.bases[m.index]
        agreed = 0 if not bases or not basis else (-1 if _basis_agrees(basis, bases) else 1)
        known = -1 if reading.concepts[m.index] and reading.concepts[m.index] in parents else 0
        return known, agreed, -m.index

    return sorted(near, key=rank)


def _basis_agrees(basis: str, others: set[str]) -> bool:
    return basis in others or (basis in _ACTUAL and bool(others & _ACTUAL))


def _until_stranger(reading: Reading, total: Mention | None, parts: list[Mention]) -> list[Mention]:
    """Cut a list of parts at the first member that by its name cannot be one: a sibling of the total, a wider thing,
    or a thing of another side (支出 | 结转 | 资产)."""
    if total is None:
        return parts
    words = lexicon()
    whole = reading.concepts[total.index]
    side = words.concepts[whole].side if whole else ""
    out: list[Mention] = []
    for p in parts:
        concept = reading.concepts[p.index]
        if words.apart(total.before, p.before) or _complete_without(reading, whole, out, concept):
            break
        if whole and concept:
            other = words.concepts[concept]
            strange = (
                (concept == whole and reading.names[p.index] == reading.names[total.index])
                or (other.parent and other.parent == words.parent(whole) and concept != whole)
                or (words.within(whole, concept) and concept != whole)
                or (
                    other.side != side
                    and other.side != "得分"
                    and not (other.side == "结转" and _holds_rest(whole, side))
                )
            )
            if strange:
                break
        out.append(p)
    return out


def _complete_without(reading: Reading, whole: str, parts: list[Mention], concept: str) -> bool:
    """Whether the parts so far are a partition that the lexicon knows, and the next thing is not of it."""
    names = {reading.concepts[p.index] for p in parts}
    return any(
        k.total == whole and names >= set(k.parts) and concept not in (*k.parts, *k.more) for k in lexicon().partitions
    )


def _holds_rest(whole: str, side: str) -> bool:
    """Whether a total takes in what is carried over: any income does, of the spendings only 支出总计."""
    return side == "收入" or whole == "总支出"


_MEASURES = (
    ("空编", re.compile(r"空编|缺编|空缺")),
    ("超编", re.compile(r"超编|超配")),
    ("编制", re.compile(r"编制")),
    ("实有", re.compile(r"实有|在职|在编|在岗|现有|实际")),
)


def _measure(reading: Reading, m: Mention) -> str:
    """What a number measures of its thing, where its words say so: 编制, 实有, 空编, or the basis of an amount."""
    for name, pattern in _MEASURES:
        if reading.classes[m.index] != "money" and pattern.search(m.before):
            return name
    return reading.bases[m.index]


def _parallel(reading: Reading, part: Mention) -> list[Mention]:
    """The numbers of the next sentence that are named like a lone part after 其中 (用于…的支出为, 用于…的支出为)."""
    name = part.before.lstrip("，：:")
    out = []
    for m in reading.mentions[part.index + 1 :]:
        if m.sentence > part.sentence + 1:
            break
        if m.sentence != part.sentence + 1 or reading.classes[m.index] != reading.classes[part.index]:
            continue
        if reading.roles[m.index] in _SUMMED and name[:2] == m.before[:2] and name[-2:] == m.before[-2:]:
            out.append(m)
    return out


# -- brackets behind a number --------------------------------------------------------------------------------------

_NO_LIST = re.compile(r"(?:含|不含|包括|其中|如|按|详见|约|即|折合|下同|见)")


def _bare_brackets(reading: Reading, found: list[Parts]) -> Iterator[Parts]:
    passage = reading.passage
    taken = {p for group in found for p in group.parts}
    for number, (a, b) in enumerate(passage.brackets, 1):
        inside = [m for m in reading.mentions if m.bracket == number]
        if len(inside) < 2 or inside[0].host is None or _NO_LIST.match(passage.between(a + 1, b)):
            continue
        host = reading.mentions[inside[0].host]
        cls = reading.classes[host.index]
        parts = [m for m in inside if reading.roles[m.index] in _SUMMED and _same_class(reading.classes[m.index], cls)]
        if len(parts) < 2 or any(p.index in taken for p in parts) or not all(reading.names[p.index] for p in parts):
            continue
        bases = {reading.bases[p.index] for p in parts} - {""}
        if len(bases) > 1 or _open(passage.text[parts[-1].end : b + 1]):
            continue
        if reading.roles[host.index] not in _SUMMED:
            continue
        parts = _until_stranger(reading, host, parts)
        if len(parts) >= 2:
            yield Parts((host.index,), tuple(p.index for p in parts), (a, a + 1))


# -- a total behind its parts --------------------------------------------------------------------------------------

_NUMERAL = {c: n for n, c in enumerate("零一二三四五六七八九十")} | {"两": 2}
_JOINED = re.compile(r"^(?:资金|经费|支出|费用|部分)?(?:合计|共计|总计|相加|之和|加总)")


def _stated_number(cue: str) -> int:
    """How many parts a cue such as 三项合计 names, 0 where it names none."""
    found = re.match(r"(?:以上)?([两二三四五六七八九十]|\d+)", cue)
    if not found:
        return 0
    return _NUMERAL.get(found.group(1)) or int(found.group(1))


def _totals_after(reading: Reading, found: list[Parts]) -> Iterator[Parts]:
    taken = {p for group in found for p in group.parts} | {t for group in found for t in group.totals[:1]}
    for m in reading.mentions:
        if reading.roles[m.index] not in _SUMMED:
            continue
        named = w.TOTAL_AFTER.search(m.before)
        if not named:
            continue
        run: list[Mention] = []
        wanted = _stated_number(named.group("strong") or "")
        for p in reversed(reading.mentions[: m.index]):
            if p.index == m.index - 1 and _JOINED.match(reading.passage.between(p.end, m.start)):
                wanted = int(p.quantity.value)  # 两项合计: the count belongs to the cue
                continue
            if p.sentence != m.sentence or p.bracket != m.bracket or p.index in taken:
                break
            if reading.roles[p.index] not in _SUMMED:
                if reading.roles[p.index] in (Role.BASE, Role.DELTA):
                    break
                continue
            if reading.classes[p.index] != reading.classes[m.index]:
                if reading.mentions[p.index + 1].clause == p.clause:
                    continue  # 购买变压器一套18.8万元: the count is part of the name
                break
            if w.TOTAL_AFTER.search(p.before) and not p.subject:
                break
            run.insert(0, p)
        strong = named.group("strong") or ""
        if wanted:
            if len(run) < wanted:
                continue
            run = run[-wanted:]
        if len(run) < 2 or not all(reading.names[p.index] for p in run):
            continue
        bases = {reading.bases[p.index] for p in run} - {""}
        if len(bases) > 1 and not strong:
            continue
        listed = all(p.subject for p in run)
        weak = named.group("weak")
        if weak and not (listed or _same_deed(reading.passage, weak, run)):
            continue
        if not (wanted or listed) and _names_another(reading, m, run):
            continue
        at = reading.passage.text.rfind(m.before[:1], 0, m.start) if m.before else m.start
        yield Parts(
            (m.index,),
            tuple(p.index for p in run),
            (max(m.begin, at), m.start),
            binding=Binding.CUE if strong or listed or "可用" in m.before else Binding.INFERRED,
        )


_DEED = re.compile(r"(?:共|累计|合计|总计|共计|满分|总分)(?P<deed>[^共]*)$")


def _same_deed(passage: Passage, weak: str, run: list[Mention]) -> bool:
    """Whether 共… or 累计… speaks of what the run did (下达 … 下达 …，累计下达): nothing follows it, or a word that stood
    before."""
    found = _DEED.search(weak)
    deed = w.clean_label(found.group("deed")) if found else ""
    start = passage.text.rfind("。", 0, run[0].start) + 1
    return not deed or (len(deed) >= 2 and deed in passage.between(start, run[-1].end))


_WHOLE = re.compile(r"共|累计|合计|总")


def _lists_after(reading: Reading, found: list[Parts]) -> Iterator[Parts]:
    """A total (累计 T) followed by A、B、C分别为 x、y、z."""
    taken = {p for group in found for p in (*group.parts, *group.totals)}
    run: list[Mention] = []
    for m in (*reading.mentions, None):
        if (
            m is not None
            and m.subject
            and reading.roles[m.index] in _SUMMED
            and (not run or run[-1].index == m.index - 1)
        ):
            run.append(m)
            continue
        if len(run) >= 2 and run[0].index and not any(p.index in taken for p in run):
            whole = reading.mentions[run[0].index - 1]
            if (
                whole.sentence == run[0].sentence
                and reading.classes[whole.index] == reading.classes[run[0].index]
                and reading.roles[whole.index] in _SUMMED
                and _WHOLE.search(whole.before)
            ):
                yield Parts(
                    (whole.index,), tuple(p.index for p in run), (run[0].begin, run[0].start), binding=Binding.INFERRED
                )
        run = [m] if m is not None and m.subject and reading.roles[m.index] in _SUMMED else []


def _names_another(reading: Reading, total: Mention, run: list[Mention]) -> bool:
    """Whether a total behind a run of numbers is by its name the total of something else: it has a concept, and none
    of the run is known as a part of it."""
    concept = reading.concepts[total.index]
    if not concept:
        return False
    known = [reading.concepts[p.index] for p in run if reading.concepts[p.index]]
    return bool(known) and not all(lexicon().within(name, concept) and name != concept for name in known)


# -- 其余, 另有 ------------------------------------------------------------------------------------------------------


def _residues(reading: Reading, found: list[Parts]) -> Iterator[Parts]:
    taken = {p for group in found for p in group.parts}
    for m in reading.mentions:
        cue = w.RESIDUE.match(m.before)
        if not cue or m.index in taken or reading.roles[m.index] not in _SUMMED:
            continue
        chain = [
            p
            for p in reading.mentions[: m.index]
            if p.sentence == m.sentence
            and p.bracket == m.bracket
            and reading.roles[p.index] in _SUMMED
            and reading.classes[p.index] == reading.classes[m.index]
        ]
        if len(chain) < 2 or any(p.index in taken for p in chain[1:]):
            continue
        more = [
            p
            for p in reading.mentions[m.index + 1 :]
            if p.sentence == m.sentence
            and p.segment == m.segment
            and reading.roles[p.index] in _SUMMED
            and reading.classes[p.index] == reading.classes[m.index]
        ]
        named = cue.group(0) in ("其余", "剩余", "剩下", "余下")
        yield Parts(
            (chain[0].index,),
            tuple(p.index for p in (*chain[1:], m, *more)),
            (m.begin, m.start),
            binding=Binding.CUE if named else Binding.INFERRED,
        )


# -- parts told by their shares ------------------------------------------------------------------------------------


def _shared_whole(reading: Reading, found: list[Parts]) -> Iterator[Parts]:
    """A whole followed by two or more numbers each with its share (196 人，占 56%；112 人，占 32% …)."""
    taken = {p for group in found for p in group.parts}
    run: list[Mention] = []
    mentions = reading.mentions

    def close() -> Iterator[Parts]:
        if len(run) < 2 or any(p.index in taken for p in run):
            return
        before = [
            m
            for m in mentions[: run[0].index]
            if (
                m.bracket == run[0].bracket
                and reading.roles[m.index] in _SUMMED
                and m.sentence >= run[0].sentence - 1
                and reading.classes[m.index] == reading.classes[run[0].index]
            )
            or (m.index == run[0].index - 1 and m.quantity.dimension == "count")
        ]
        if before:
            yield Parts(
                (before[-1].index,), tuple(p.index for p in run), (run[0].begin, run[0].start), binding=Binding.INFERRED
            )

    for m, following in pairwise(mentions):
        paired = (
            reading.roles[m.index] in _SUMMED
            and reading.roles[following.index] is Role.SHARE
            and following.segment == m.segment
            and share_of(following) == ""
        )
        if paired and (not run or _next_in_run(reading, run[-1], m)):
            run.append(m)
        elif reading.roles[m.index] is not Role.SHARE:
            yield from close()
            run = [m] if paired else []
    yield from close()


def _shared_named(reading: Reading, found: list[Parts]) -> Iterator[Parts]:
    """Numbers that each give their share of one named whole (集中采购 a，占政府采购预算 x%。分散采购 b，占政府采购预算 y%)."""
    taken = {p for group in found for p in group.parts}
    rows: dict[str, list[Mention]] = {}
    for m, following in pairwise(reading.mentions):
        if reading.roles[m.index] not in _SUMMED or reading.roles[following.index] is not Role.SHARE:
            continue
        if m.index in taken or "其中" in reading.passage.text[_end_before(reading, m) : m.start] and rows:
            continue
        said = w.SHARE.search(following.before)
        of = w.clean_label(share_of(following))
        if of and said is not None and not said.group("who"):
            rows.setdefault(of, []).append(m)
    for of, parts in rows.items():
        close = all(b.sentence - a.sentence <= 1 for a, b in pairwise(parts))
        if len(parts) < 2 or not close:
            continue
        cls = reading.classes[parts[0].index]
        wholes = [
            m
            for m in reading.mentions[: parts[0].index]
            if reading.classes[m.index] == cls and reading.roles[m.index] in _SUMMED and _calls(reading, m, of)
        ]
        if wholes and all(reading.classes[p.index] == cls for p in parts):
            yield Parts(
                (wholes[-1].index,),
                tuple(p.index for p in parts),
                (parts[0].begin, parts[0].start),
                binding=Binding.INFERRED,
            )


def _end_before(reading: Reading, m: Mention) -> int:
    """Where the mention before ends: the words from there on lead up to this one."""
    return reading.mentions[m.index - 1].end if m.index else 0


def _next_in_run(reading: Reading, last: Mention, m: Mention) -> bool:
    return last.index == m.index - 2 and reading.classes[last.index] == reading.classes[m.index]


def share_of(rate: Mention) -> str:
    """The words between 占 and 的比重: what a share is a share of, "" where it does not say."""
    found = w.SHARE.search(rate.before)
    of = found.group("of") if found else ""
    return "" if of in ("比", "总数", "总额", "总量", "全部", "总") else of


# -- partitions the lexicon knows ----------------------------------------------------------------------------------


_REACH = 6  # sentences


def _known_partitions(reading: Reading, found: list[Parts]) -> Iterator[Parts]:
    for whole in reading.mentions:
        concept = reading.concepts[whole.index]
        if not concept or reading.roles[whole.index] not in _SUMMED:
            continue
        for partition in lexicon().partitions:
            if partition.total != concept:
                continue
            if any(
                group.totals[0] == whole.index and {reading.concepts[p] for p in group.parts} & set(partition.parts)
                for group in found
            ):
                continue
            members = _members(reading, whole, (*partition.parts, *partition.more))
            members = members or _members_before(reading, whole, partition.parts)
            names = {reading.concepts[m.index] for m in members}
            if names >= set(partition.parts):
                yield Parts(
                    (whole.index,),
                    tuple(m.index for m in members),
                    (whole.begin, whole.end),
                    binding=Binding.INFERRED,
                )


def _members_before(reading: Reading, whole: Mention, partition: tuple[str, ...]) -> list[Mention]:
    """The members of a partition that stand right in front of a whole with 总额 or 合计 in its name."""
    if not re.search(r"总额|合计|总计|共", whole.before):
        return []
    out: dict[str, Mention] = {}
    for m in reversed(reading.mentions[: whole.index]):
        concept = reading.concepts[m.index]
        if whole.sentence - m.sentence > 2 or concept == reading.concepts[whole.index]:
            break
        if concept in partition and reading.roles[m.index] in _SUMMED and m.bracket == whole.bracket:
            out.setdefault(concept, m)
    return list(out.values())[::-1] if set(out) == set(partition) else []


def _members(reading: Reading, whole: Mention, concepts: tuple[str, ...]) -> list[Mention]:
    """The first mention of each concept behind the whole, up to the next mention of the whole's own concept."""
    out: dict[str, Mention] = {}
    for m in reading.mentions[whole.index + 1 :]:
        concept = reading.concepts[m.index]
        if m.sentence - whole.sentence > _REACH:
            break
        if m.bracket != whole.bracket or reading.roles[m.index] not in _SUMMED:
            continue
        if concept == reading.concepts[whole.index]:
            break
        basis, other = reading.bases[m.index], reading.bases[whole.index]
        if concept in concepts and concept not in out and m.quantity.dimension == whole.quantity.dimension:
            if basis and other and basis != other and not {basis, other} <= _ACTUAL:
                continue
            out[concept] = m
    return list(out.values())
