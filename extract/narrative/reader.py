"""Prose into facts, claims and the numbers it holds, a passage (paragraphs that follow each other) at a time."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from extract.lexicon import fold
from extract.model import (
    BalanceClaim,
    Binding,
    ChangeClaim,
    Claim,
    CodeName,
    CountedList,
    DifferenceClaim,
    Fact,
    Location,
    MarksGiven,
    NumberSeen,
    Pairing,
    PartGroup,
    ProductClaim,
    RateClaim,
    Restatement,
    Text,
    Words,
)
from extract.narrative import words as w
from extract.narrative.balances import Balance, balances
from extract.narrative.changes import Change, changes
from extract.narrative.codes import Code, codes, owners
from extract.narrative.counts import Counted, counted
from extract.narrative.differences import Difference, differences
from extract.narrative.labels import label
from extract.narrative.leads import BARE, about
from extract.narrative.marks import marks
from extract.narrative.mentions import Mention, passage, squeeze
from extract.narrative.pairs import Pair, pairs
from extract.narrative.parts import Parts, groups
from extract.narrative.products import Product, products
from extract.narrative.rates import Rate, rates
from extract.narrative.reading import Reading, read
from extract.narrative.restated import Same, restated
from extract.narrative.words import Role


@dataclass(frozen=True, slots=True)
class Piece:
    """One paragraph of a passage, or the text of a table's cell: its text, the kind of place it is, the index of its
    block and its section; of a cell the number of its table, its row and its column, as printed (from 1). `offset` is
    where a stretch of a very long paragraph begins in it."""

    text: Text
    kind: str = "paragraph"
    block: int = 0
    section: str = ""
    table: int | None = None
    row: int | None = None
    column: int | None = None
    offset: int = 0

    def stretches(self, longest: int) -> Iterator[Piece]:
        """The piece itself, or what it divides into at the ends of sentences where it is longer."""
        content = self.text.content
        at = 0
        while len(content) - at > longest:
            end = max(content.rfind(c, at, at + longest) for c in "。；;\n") + 1
            end = end if end > at else at + longest
            yield self._from(at, end)
            at = end
        yield self._from(at, len(content)) if at else self

    def _from(self, start: int, end: int) -> Piece:
        mark = self.text.mark_at(start)
        inside = (replace(m, offset=m.offset - start) for m in self.text.marks if start < m.offset < end)
        marks = (replace(mark, offset=0), *inside) if self.text.marks else ()
        return replace(self, text=Text(self.text.content[start:end], marks), offset=self.offset + start)


@dataclass(frozen=True, slots=True)
class Setting:
    """What a passage inherits from where it stands."""

    year: int | None = None
    entity: str = ""


@dataclass(frozen=True, slots=True)
class Telling:
    """What a passage says."""

    facts: tuple[Fact, ...]
    claims: tuple[Claim, ...]
    numbers: tuple[NumberSeen, ...]


@dataclass(frozen=True, slots=True)
class _Ground:
    """The text of a passage and the way from its offsets back to the places they came from."""

    content: str
    pieces: tuple[Piece, ...]
    starts: tuple[int, ...]

    def lead(self, offset: int) -> tuple[str, ...]:
        """What the paragraph of an offset is about, () for the report as a whole."""
        piece = self.pieces[bisect_right(self.starts, offset) - 1]
        head = "" if piece.table is not None or piece.offset else about(piece.text.content, piece.section)
        return (head,) if head else ()

    def place(self, start: int, end: int) -> Location:
        at = bisect_right(self.starts, start) - 1
        piece, offset = self.pieces[at], self.starts[at]
        mark = piece.text.mark_over(start - offset, end - offset)
        return Location(
            kind=piece.kind,
            section=piece.section,
            block=piece.block,
            start=start - offset + piece.offset,
            end=end - offset + piece.offset,
            page=mark.page,
            line=mark.line,
            table=piece.table,
            row=piece.row,
            column=piece.column,
            bbox=mark.bbox,
        )


def _ground(pieces: Sequence[Piece]) -> _Ground:
    starts, at = [], 0
    for piece in pieces:
        starts.append(at)
        at += len(piece.text.content) + 1
    return _Ground("\n".join(p.text.content for p in pieces), tuple(pieces), tuple(starts))


def read_passage(
    pieces: Sequence[Piece], setting: Setting, ids: Iterator[int], look: Callable[[], None] = lambda: None
) -> Telling:
    """Read the facts and claims of paragraphs that follow each other. `ids` numbers the facts of the document; `look` is
    called between pieces of work, to stop it."""
    ground = _ground(pieces)
    found = passage(ground.content)
    if not found.mentions and not found.others:
        return Telling((), (), ())
    reading = read(found)
    look()
    parts = groups(reading, look)
    look()
    coded = codes(reading)
    facts = _facts(reading, parts, coded, ground, setting, ids)
    writer = _Writer(reading, facts, ground, setting)
    claims: list[Claim] = [writer.parts(g) for g in parts]
    look()
    held = balances(reading, parts)
    left = differences(reading, held, parts)
    look()
    claims += [writer.rate(r) for r in rates(reading, parts, left)]
    claims += [writer.change(c) for c in changes(reading, parts)]
    claims += [writer.balance(b) for b in held]
    claims += [writer.difference(d) for d in left]
    look()
    claims += [writer.same(s) for s in restated(reading, parts, coded)]
    claims += [writer.code(c) for c in coded]
    claims += [writer.product(p) for p in products(reading)]
    look()
    claims += [writer.counted(c) for c in counted(reading)]
    claims += [writer.pair(p) for p in pairs(reading)]
    claims += [writer.marks(*given) for given in marks(reading)]
    numbers = [
        (m.start, NumberSeen(f.quantity.text, f.location, f.id)) for m, f in zip(found.mentions, facts, strict=True)
    ]
    numbers += [
        (t.start, NumberSeen(t.text, ground.place(t.start, t.end), None, t.reason, False)) for t in found.others
    ]
    return Telling(facts, tuple(claims), tuple(n for _, n in sorted(numbers, key=lambda pair: pair[0])))


_MEASURE = {
    Role.SHARE: "share",
    Role.COMPLETION: "completion",
    Role.GROWTH: "growth",
    Role.RATE: "rate",
    Role.DELTA: "delta",
    Role.POINTS: "delta",
    Role.THRESHOLD: "threshold",
}
_DIMENSION = {"money": "amount", "count": "count", "score": "score", "percent": "rate"}
_PAST = re.compile(r"上一?年度?|去年|(?P<before>前年)")
_YEAR = re.compile(r"(20\d\d)\s*年")
QUOTE = 120


def _facts(
    reading: Reading, parts: list[Parts], coded: list[Code], ground: _Ground, setting: Setting, ids: Iterator[int]
) -> tuple[Fact, ...]:
    parent: dict[int, int] = {}
    for group in parts:
        for p in group.parts:
            if p != group.totals[0]:
                parent.setdefault(p, group.totals[0])
    code_of = {i: ground.content[c.code[0] : c.code[1]] for c in coded for i in c.amounts}
    owner = owners(reading, coded)
    paths: dict[int, tuple[str, ...]] = {}

    def path(i: int, seen: tuple[int, ...] = ()) -> tuple[str, ...]:
        if i not in paths:
            own = owner.get(i) or reading.concepts[i] or reading.names[i]
            above = path(parent[i], (*seen, i)) if i in parent and parent[i] not in (*seen, i) else ()
            if not above and reading.concepts[i] in BARE:
                above = ground.lead(reading.mentions[i].start)
            paths[i] = (*above, own) if own else above
        return paths[i]

    years = _years(reading, setting)
    out = []
    for m in reading.mentions:
        role = reading.roles[m.index]
        out.append(
            Fact(
                id=next(ids),
                quantity=m.quantity,
                location=ground.place(m.start, m.end),
                quote=_quote(ground.content, m.start, m.end),
                label=owner.get(m.index, "") + label(reading, m),
                item=path(m.index),
                concept="" if m.index in owner else reading.concepts[m.index],
                measure=_measure(reading, m, role),
                basis=reading.bases[m.index] or reading.bases[parent.get(m.index, m.index)],
                year=years[m.index],
                entity=setting.entity,
                code=code_of.get(m.index, ""),
                template=f"{fold(owner.get(m.index, '') + m.before)}#{m.quantity.unit}{fold(m.after)}",
                binding=Binding.CUE if reading.names[m.index] else Binding.INFERRED,
            )
        )
    return tuple(out)


def _measure(reading: Reading, m: Mention, role: Role) -> str:
    if role in _MEASURE:
        return _MEASURE[role]
    if m.quantity.dimension == "count":
        for name in ("空编", "超编", "编制", "实有"):
            if name in m.before:
                return name
    return _DIMENSION.get(m.quantity.dimension, m.quantity.dimension)


def _years(reading: Reading, setting: Setting) -> list[int | None]:
    """The year of every mention: the one its own words give, else the last one its sentence gave, else the report's."""
    out: list[int | None] = []
    sentence, current = -1, setting.year
    for m in reading.mentions:
        if m.sentence != sentence:
            sentence, current = m.sentence, setting.year
        stated = _YEAR.findall(m.before)
        compared = reading.roles[m.index] is Role.BASE or w.COMPARE.search(m.before) is not None
        if stated and not compared:
            current = int(stated[-1])
        year = int(stated[-1]) if stated else current
        past = _PAST.search(m.before)
        if past and not stated and compared and setting.year is not None:
            year = setting.year - (2 if past.group("before") else 1)
        out.append(year)
    return out


def _quote(content: str, start: int, end: int) -> str:
    """The sentence around a figure, cut to a readable length on both sides."""
    left = max((content.rfind(c, 0, start) + 1 for c in "。；;！？\n"), default=0)
    right = min((i for i in (content.find(c, end) for c in "。；;！？\n") if i >= 0), default=len(content))
    room = max(0, QUOTE - (end - start))
    left = max(left, start - room * 2 // 3)
    right = min(right, left + QUOTE)
    return re.sub(r"\s+", " ", content[left:right]).strip()


@dataclass(frozen=True, slots=True)
class _Writer:
    """Turns claims over mention numbers into claims over facts."""

    reading: Reading
    facts: tuple[Fact, ...]
    ground: _Ground
    setting: Setting

    def words(self, start: int, end: int) -> Words:
        content = self.ground.content
        return Words(squeeze(content[start:end]), self.ground.place(start, end), _quote(content, start, end))

    def of(self, i: int) -> Fact:
        return self.facts[i]

    def maybe(self, i: int | None) -> Fact | None:
        return None if i is None else self.facts[i]

    def all(self, indexes: tuple[int, ...]) -> tuple[Fact, ...]:
        return tuple(self.facts[i] for i in indexes)

    def parts(self, g: Parts) -> PartGroup:
        return PartGroup(
            self.all(g.totals),
            self.all(g.parts),
            self.words(*g.cue),
            g.exhaustive,
            g.partition,
            "prose",
            g.binding,
            g.signs,
            g.either,
        )

    def rate(self, r: Rate) -> RateClaim:
        return RateClaim(
            self.of(r.numerator),
            self.of(r.denominator),
            self.of(r.rate),
            self.words(*r.cue),
            r.kind,
            self.all(r.others),
            r.binding,
        )

    def change(self, c: Change) -> ChangeClaim:
        return ChangeClaim(
            self.of(c.now),
            self.maybe(c.base),
            self.maybe(c.delta),
            self.maybe(c.rate),
            c.direction,
            self.words(*c.cue),
            c.binding,
            c.rate_direction or None,
        )

    def balance(self, b: Balance) -> BalanceClaim:
        return BalanceClaim(
            self.maybe(b.opening),
            self.all(b.incomes),
            self.all(b.spendings),
            self.of(b.closing),
            self.words(*b.cue),
            b.binding,
        )

    def difference(self, d: Difference) -> DifferenceClaim:
        return DifferenceClaim(
            self.of(d.minuend), self.of(d.subtrahend), self.of(d.result), self.words(*d.cue), d.kind, d.binding
        )

    def same(self, s: Same) -> Restatement:
        return Restatement(self.all(s.members), s.why, self.words(*s.cue), s.binding)

    def marks(self, weight: int, score: int) -> MarksGiven:
        m = self.reading.mentions[score]
        return MarksGiven(self.of(score), self.of(weight), self.words(m.begin, m.start))

    def product(self, p: Product) -> ProductClaim:
        return ProductClaim(self.all(p.factors), self.of(p.result), self.words(*p.cue), p.binding)

    def counted(self, c: Counted) -> CountedList:
        members = tuple(self.words(a, b) for a, b in c.members)
        return CountedList(self.of(c.stated), members, self.words(*c.cue), c.exhaustive, c.binding, self.all(c.beside))

    def pair(self, p: Pair) -> Pairing:
        return Pairing(tuple(self.words(a, b) for a, b in p.names), self.all(p.figures), self.words(*p.cue), p.most)

    def code(self, c: Code) -> CodeName:
        return CodeName(self.words(*c.code), self.words(*c.name), c.level, self.setting.year, self.all(c.amounts))
