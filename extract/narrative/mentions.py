"""A paragraph as a row of mentions: each quantity with the words that name it and its place in the punctuation.

Everything later (parts, rates, changes, balances) works on mentions and on the few runs of words between them; this is
the only module of the narrative that looks at single characters.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass, replace

from extract.model import NotQuantity, Quantity, Token
from extract.quantities import scan

_OPEN = "（(【["
_CLOSE = "）)】]"
_STOPS = "。！？!?\n"
_SEMI = "；;"
_COMMA = "，,：:、\t"
_SPACE = re.compile(r"[\s\u3000*]+")
_AND = re.compile(r"(?<=[\u4e00-\u9fff])\s*and\s*(?=[\u4e00-\u9fff])")


@dataclass(frozen=True, slots=True)
class Mention:
    """One quantity in its clause.

    `before` are the words from the nearest boundary (punctuation or the number before it) up to the number, `after`
    those from its unit to the next boundary or number, both without spaces; `lead` is the boundary character in front
    of `before` ("" when another number stands there, "^" at the start of the paragraph). `depth` counts the brackets
    it stands in, `bracket` numbers the innermost one (0 outside), `host` is the mention that bracket hangs on.
    `sentence`, `segment` (split by ；) and `clause` (split by ，：、 too) count up through the paragraph.
    `subject` is what the mention is called when its own words do not say (a list A、B、C分别为 …).
    """

    index: int
    quantity: Quantity
    before: str
    after: str
    lead: str
    begin: int  # where `before` starts in the text
    depth: int
    bracket: int
    host: int | None
    sentence: int
    segment: int
    clause: int
    subject: str = ""

    @property
    def start(self) -> int:
        return self.quantity.start

    @property
    def end(self) -> int:
        return self.quantity.end


@dataclass(frozen=True, slots=True)
class Passage:
    """A paragraph ready to be read: its text, its mentions, and the tokens that measure nothing."""

    text: str
    mentions: tuple[Mention, ...]
    others: tuple[NotQuantity, ...]
    brackets: tuple[tuple[int, int], ...] = ()

    def bracket_at(self, offset: int) -> int:
        """The number of the innermost bracket with quantities that an offset stands in, 0 outside all."""
        inside = 0
        for number, (a, b) in enumerate(self.brackets, 1):
            if a > offset:
                break
            if a < offset <= b:
                inside = number
        return inside

    def between(self, a: int, b: int) -> str:
        """The text between two offsets without spaces."""
        return squeeze(self.text[a:b])


def squeeze(text: str) -> str:
    """Text without spaces and emphasis marks, and with 和 where an English word was left for it."""
    return _SPACE.sub("", _AND.sub("和", text) if "and" in text else text)


def _brackets(text: str, quantities: list[Quantity]) -> list[tuple[int, int]]:
    """The bracket pairs that hold a quantity, by opening offset. A bracket without one, such as the one in
    因公出国（境）费, is part of the words around it."""
    starts = [q.start for q in quantities]

    def told(opened: int, closed: int) -> bool:
        at = bisect_right(starts, opened)
        return at < len(starts) and starts[at] < closed

    return sorted(pair for pair in closed_brackets(text) if told(*pair))


def closed_brackets(text: str) -> list[tuple[int, int]]:
    """The bracket pairs of a text that open and close in one line. Behind a bracket that lost its counterpart nothing is
    inside."""
    pairs: list[tuple[int, int]] = []
    stack: list[int] = []
    for i, c in enumerate(text):
        if c in _OPEN:
            stack.append(i)
        elif c in _CLOSE and stack:
            pairs.append((stack.pop(), i))
        elif c == "\n":
            stack.clear()
    return pairs


def _boundaries(text: str, quantities: list[Quantity], pairs: list[tuple[int, int]]) -> list[int]:
    """Offsets of the characters that end a clause, outside quantities and outside brackets without a quantity. A bracket
    that its sentence does not close is no more than a mark."""
    edges = {i for pair in pairs for i in pair}
    spans = [(q.start, q.end) for q in quantities]
    starts = [s for s, _ in spans]
    found = []
    closed = _closed(text)
    silent = 0  # depth of brackets without a quantity: their commas are part of the words
    for i, c in enumerate(text):
        if i in edges:
            found.append(i)
            continue
        if c in _OPEN:
            silent += i in closed
            continue
        if c in _CLOSE:
            silent = max(0, silent - 1)
            continue
        if c in _STOPS:
            silent = 0
        elif silent or c not in _SEMI + _COMMA:
            continue
        at = bisect_right(starts, i) - 1
        if at >= 0 and i < spans[at][1]:
            continue  # a comma or colon inside a number
        found.append(i)
    return found


def _closed(text: str) -> set[int]:
    """Offsets of the brackets that are closed in the sentence that opens them."""
    found: set[int] = set()
    stack: list[int] = []
    for i, c in enumerate(text):
        if c in _OPEN:
            stack.append(i)
        elif c in _CLOSE and stack:
            found.add(stack.pop())
        elif c in _STOPS:
            stack.clear()
    return found


_SHARE_OF = re.compile(r"(?:占[^，。；、,;%％\d]{2,20}(?:的|比重为|比例为|比为)|占比为?)\s*$")
_SHARE_WORDS = 26  # characters that such words take at most


def _share(text: str, q: Quantity) -> Quantity:
    """A share that lost its percent sign (占本年支出的76.23，) as what it is."""
    if q.dimension or q.unit or q.ulp >= 1 or not 1 < q.value <= 100 or text[q.end : q.end + 1] not in "，。；,;":
        return q
    if _SHARE_OF.search(text, max(0, q.start - _SHARE_WORDS), q.start) is None:
        return q
    return replace(q, unit="%", dimension="percent", given=False)


def passage(text: str) -> Passage:
    """Read a paragraph into mentions."""
    tokens: list[Token] = scan(text)
    quantities = [_share(text, t) for t in tokens if isinstance(t, Quantity)]
    others = tuple(t for t in tokens if isinstance(t, NotQuantity))
    pairs = _brackets(text, quantities)
    bounds = _boundaries(text, quantities, pairs)
    opens = {a: n + 1 for n, (a, _) in enumerate(pairs)}
    closes = {b: opens[a] for a, b in pairs}

    mentions: list[Mention] = []
    stack: list[tuple[int, int | None]] = []  # (bracket number, host)
    sentence = segment = clause = 0
    at = 0
    last_edge, lead = 0, "^"
    for index, quantity in enumerate(quantities):
        while at < len(bounds) and bounds[at] < quantity.start:
            i = bounds[at]
            c = text[i]
            if i in opens:
                host = index - 1 if mentions and _hangs_on(text, mentions[-1], i) else None
                if host is not None and stack and mentions[host].bracket != stack[-1][0]:
                    host = None
                stack.append((opens[i], host))
                clause += 1
            elif i in closes:
                if stack:
                    stack.pop()
                clause += 1
            elif c == "\n" and text[:i].rstrip(" \t\u3000")[-1:] in (*_SEMI, *"，,、"):
                segment += 1  # a line that ends in a comma goes on in the next
                clause += 1
            elif c in _STOPS:
                if not stack and not (c == "\n" and lead in _STOPS and not text[last_edge:i].strip()):
                    sentence += 1  # a full stop and the end of its paragraph are one end
                segment += 1
                clause += 1
            elif c in _SEMI:
                segment += 1
                clause += 1
            else:
                clause += 1
            last_edge, lead = i + 1, c
            at += 1
        next_bound = bounds[at] if at < len(bounds) else len(text)
        next_number = quantities[index + 1].start if index + 1 < len(quantities) else len(text)
        mentions.append(
            Mention(
                index=index,
                quantity=quantity,
                before=squeeze(text[last_edge : quantity.start]),
                after=squeeze(text[quantity.end : max(quantity.end, min(next_bound, next_number))]),
                lead=lead,
                begin=last_edge,
                depth=len(stack),
                bracket=stack[-1][0] if stack else 0,
                host=stack[-1][1] if stack else None,
                sentence=sentence,
                segment=segment,
                clause=clause,
            )
        )
        last_edge, lead = quantity.end, ""
    return Passage(text, tuple(_subjects(text, _units(text, mentions))), others, tuple(pairs))


def _hangs_on(text: str, mention: Mention, bracket: int) -> bool:
    """Whether a bracket belongs to the mention before it: nothing but a few words of the same clause between."""
    between = text[mention.end : bracket]
    return len(between) <= 16 and not any(c in between for c in _STOPS + _SEMI + "，,：:、")


_JOINT = re.compile(r"^[\s\u3000、，,和及与以]*$")


def _units(text: str, mentions: list[Mention]) -> list[Mention]:
    """In a bare list (912.36、148.07、25.90万元) the figures without a unit take the one of the last."""
    out = list(mentions)
    for i, mention in enumerate(mentions):
        bare = mention.quantity
        beside = {m.quantity.dimension for m in mentions[max(0, i - 1) : i + 2]}
        if not bare.dimension and bare.unit in ("亿", "万") and "money" in beside:
            out[i] = replace(out[i], quantity=replace(bare, dimension="money", unit=bare.unit + "元"))
    for i in range(len(out) - 2, -1, -1):
        this, following = out[i].quantity, out[i + 1].quantity
        if this.dimension or not following.dimension or following.dimension == "time":
            continue
        if not _JOINT.match(text[this.end : following.start]):
            continue
        scale = following.scale
        out[i] = replace(
            out[i],
            quantity=replace(
                this,
                value=this.value * scale,
                ulp=this.ulp * scale,
                high=None if this.high is None else this.high * scale,
                dimension=following.dimension,
                unit=following.unit,
                scale=scale,
                given=False,
            ),
        )
    return out


EACH = re.compile(r"(?:分别|依次|各自|顺次|各(?=[是为增减下上占]))")


def _subjects(text: str, mentions: list[Mention]) -> list[Mention]:
    """Give the members of A、B、C分别为 x、y、z their names, in order, where the two lists are equally long; a further
    list of the sentence that is as long (，占总数的 p、q、r) is about the same names."""
    out = list(mentions)
    for run in bare_runs(text, mentions):
        first = out[run[0]]
        start = max(text.rfind(c, 0, first.start) for c in "。；;，,：:！？\n") + 1
        cues = list(EACH.finditer(text, start, first.start))
        cue = cues[-1] if cues else None
        verb = squeeze(text[cue.end() : first.start]) if cue else first.before
        names = split_list(text[start : cue.start()], len(run)) if cue else []
        if not names:
            before = [m for m in out[: run[0]] if m.subject and m.sentence == first.sentence][-len(run) :]
            # a total may stand between the figures and their shares
            follows = len(before) == len(run) and (
                before[-1].index == run[0] - 1 or first.quantity.dimension == "percent"
            )
            names = [m.subject for m in before] if follows else []
            if not names and cue and "占" in text[start : first.start] and first.quantity.dimension == "percent":
                names = _name_each(out, run)
            verb = (squeeze(text[start : cue.start()]) if cue else "") + verb
        elif verb not in ("为", "是"):
            names = [name + verb for name in names]
        for name, index in zip(names, run, strict=False):
            out[index] = replace(out[index], subject=name, before=verb)
    return out


def _name_each(out: list[Mention], run: list[int]) -> list[str]:
    """The names of the numbers in front of a list of shares (甲 a、乙 b、丙 c，占比分别为 p、q、r), each from its own
    words, which from then on are its subject; nothing where the two lists are not equally long."""
    named = out[run[0] - len(run) : run[0]] if run[0] >= len(run) else []
    first = named[0] if named else None
    if first is None or first.lead == "、" or first.sentence != out[run[0]].sentence:
        return []
    kinds = {(m.quantity.dimension, m.segment, m.bracket) for m in named}
    names = [m.before for m in named]
    if len(kinds) > 1 or len(set(names)) < len(names) or not all(names) or first.quantity.dimension == "percent":
        return []
    for m in named:
        out[m.index] = replace(m, subject=m.before)
    return names


def bare_runs(text: str, mentions: list[Mention]) -> list[list[int]]:
    """Figures that follow each other with nothing but 、 or 和 between them."""
    runs: list[list[int]] = []
    for m in mentions:
        if runs and runs[-1][-1] == m.index - 1 and _JOINT.match(text[mentions[m.index - 1].end : m.start]):
            runs[-1].append(m.index)
        else:
            runs.append([m.index])
    return [run for run in runs if len(run) > 1]


def split_list(words: str, count: int) -> list[str]:
    """Split an enumeration of names (A、B和C) into exactly `count` names, or nothing if it does not come out."""
    words = squeeze(words)
    parts = [p for p in words.split("、") if p]
    if len(parts) == count - 1 and parts:
        # the last member may be joined by 和, 及, 与: take the joint that leaves two names of sensible length
        for joint in ("以及", "和", "及", "与"):
            at = parts[-1].rfind(joint)
            if 0 < at < len(parts[-1]) - len(joint):
                parts[-1:] = [parts[-1][:at], parts[-1][at + len(joint) :]]
                break
    return parts if len(parts) == count else []
