"""Errors in real documents, of which no truth model says what is so.

The file is read once, and the error is put into what was read: one figure or a few words of the document are others,
and all that follows reading is done again. Of a report with figures only relations are used that are known to hold: from
a gold file beside it (X.txt and X.gold.json, with the expression and the lines of each), or of a PDF from its tables of
accounts, read here once more with pdfplumber and added up. Without either only words are changed, where the constraint
can be told from the text. An error counts when the relation, evaluated here with the changed figure, is false.
"""

from __future__ import annotations

import json
import random
import re
import unicodedata
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import ROUND_HALF_UP, Decimal
from functools import cache
from pathlib import Path as File

from bench.accuracy import figures, words
from bench.accuracy.places import Line, Span
from bench.accuracy.scene import Mutation, Path
from bench.accuracy.trial import Class, Result, findings, judged
from checks.outcome import Failed
from checks.rule import Severity
from extract.model import Block, Cell, Document, Location, Mark, Paragraph, Text
from extract.readers import open_document
from fixtures.model.truth import Relation

NUMBER = re.compile(r"(?<![\d.,A-Za-z])\d[\d,]*(?:\.\d+)?(?![\d年款项类])")
ALLOWED = re.compile(r"[\d.+\-*/()<>= andr]+")
OTHER = (
    "sequence",
    "toc",
    "order",
    "xref",
    "period",
    "scale",
    "code_name",
)  # relations of a gold file not between figures
TRIES = 40
READABLE = (".docx", ".pdf", ".txt")


# --------------------------------------------------------------------------------------------------------------
# Figures and where they stand
# --------------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Figure:
    """A printed number of a document, by its text and its characters in it."""

    key: Path  # block, row and column from 1; -1 for a paragraph
    start: int
    end: int
    text: str
    line: int | None
    page: int | None
    bbox: tuple[float, float, float, float] | None

    @property
    def id(self) -> str:
        return f"{self.key[0]}.{self.key[1]}.{self.key[2]}.{self.start}"

    @property
    def value(self) -> Decimal:
        return Decimal(self.text.replace(",", ""))


def texts(document: Document) -> Iterator[tuple[Path, Text]]:
    for block in document.blocks:
        if isinstance(block, Paragraph):
            yield (block.index, -1, -1), block.text
        else:
            for cell in block.cells:
                yield (block.index, cell.row + 1, cell.column + 1), cell.text


def printed(document: Document) -> list[Figure]:
    """All numbers of a document, in order."""
    found = []
    for key, text in texts(document):
        plain = unicodedata.normalize("NFKC", text.content)
        if len(plain) != len(text.content):
            plain = text.content
        for match in NUMBER.finditer(plain):
            start, end = match.span()
            end = start + len(match.group().rstrip(","))
            mark = text.mark_over(start, end)
            found.append(Figure(key, start, end, plain[start:end], mark.line, mark.page, mark.bbox))
    return found


@dataclass(frozen=True)
class Holding:
    """Figures in a relation that holds; `expression` has {0}, {1} … where they go. `restated` says that it is one figure
    in several places."""

    id: str
    figures: tuple[Figure, ...]
    expression: str
    restated: bool = False

    def holds(self, put: Mapping[str, Decimal]) -> bool:
        values = [put.get(one.id, one.value) for one in self.figures]
        return _true(self.expression.format(*(f'D("{value}")' for value in values)))


def _true(expression: str) -> bool:
    bare = re.sub(r'D\("[^"]*"\)', "", expression)
    if not ALLOWED.fullmatch(bare):
        raise ValueError(f"no arithmetic: {expression}")

    def rounded(places: int) -> Callable[[Decimal], Decimal]:
        return lambda value: Decimal(value).quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)

    names = {"D": Decimal, **{f"r{places}": rounded(places) for places in range(5)}}
    try:
        return bool(eval(expression, {"__builtins__": {}}, names))
    except ArithmeticError:
        return True  # a quotient by nought says nothing


# --------------------------------------------------------------------------------------------------------------
# Relations that hold
# --------------------------------------------------------------------------------------------------------------


def by_gold(document: Document, gold: File) -> list[Holding]:
    """The relations of a gold file whose figures can be told on their lines, one place for each."""
    on: dict[int, list[Figure]] = defaultdict(list)
    for one in printed(document):
        if one.line is not None:
            on[one.line].append(one)
    found = []
    for told in json.loads(gold.read_text("utf-8"))["holds"]:
        if told["strength"] != "explicit" or told["kind"] in OTHER:
            continue
        quoted = [one for line, quote in told["evidence"] for one in _quoted(on[line], quote)]
        holding = _equal(told, quoted) if not told["expression"] else _worked(told, quoted)
        if holding is not None and holding.holds({}):
            found.append(holding)
    return found


def _quoted(figures: Sequence[Figure], quote: str) -> list[Figure]:
    said = {match.group().rstrip(",") for match in NUMBER.finditer(unicodedata.normalize("NFKC", quote))}
    alike = [one for one in figures if one.text in said]
    return [one for one in alike if sum(one.text == other.text for other in alike) == 1]


def _equal(told: Mapping[str, object], quoted: Sequence[Figure]) -> Holding | None:
    """One figure in several places."""
    by_text: dict[str, list[Figure]] = defaultdict(list)
    for one in dict.fromkeys(quoted):
        by_text[one.text].append(one)
    text, places = max(by_text.items(), key=lambda item: (len(item[1]), len(item[0])), default=("", []))
    if len(places) < 2 or len(text) < 3:
        return None
    expression = " and ".join(f"{{0}}=={{{at}}}" for at in range(1, len(places)))
    return Holding(str(told["id"]), tuple(places), expression, True)


def _worked(told: Mapping[str, object], quoted: Sequence[Figure]) -> Holding | None:
    """Figures in an expression: each number of it that stands in one place is a figure, the others are constants."""
    by_value: dict[Decimal, list[Figure]] = defaultdict(list)
    for one in dict.fromkeys(quoted):
        by_value[one.value].append(one)
    members: list[Figure] = []
    expression, count = "", 0
    for part in re.split(r"((?<![\w.])\d+(?:\.\d+)?)", str(told["expression"])):
        if not re.fullmatch(r"\d+(?:\.\d+)?", part):
            expression += part.replace("{", "").replace("}", "")
            continue
        count += 1
        places = [one for one in by_value.get(Decimal(part), []) if one not in members]
        if len(places) == 1:
            expression += f"{{{len(members)}}}"
            members.append(places[0])
        else:
            expression += f'D("{part}")'
    # most of the figures must be known, or it is not said which figures the relation is of
    return Holding(str(told["id"]), tuple(members), expression) if len(members) * 2 > count and members else None


def by_tables(document: Document, path: File) -> list[Holding]:
    """The rows and columns of a PDF's tables of accounts that add up: 合计 = 基本支出 + 项目支出 in every row, and every
    code's figure against those of the codes below it."""
    import pdfplumber

    on: dict[int, list[Figure]] = defaultdict(list)
    for one in printed(document):
        if one.page is not None and one.bbox is not None:
            on[one.page].append(one)
    found: list[Holding] = []
    header: list[str] = []
    rows: list[tuple[str, list[Figure | None]]] = []
    with pdfplumber.open(path) as pdf:
        for page in pdf.pages:
            for table in page.find_tables():
                cells = table.extract()
                top = [_said(cell) for line in cells[:3] for cell in line]
                if any("合计" in cell for cell in top) and any("基本支出" in cell for cell in top):
                    found += _added(header, rows)
                    header, rows = _header(cells), []
                elif not header or len(cells[0]) != len(header):
                    found += _added(header, rows)
                    header, rows = [], []
                    continue
                for line, places in zip(cells, table.rows, strict=True):
                    rows.append((_code(line), [_in(on[page.page_number], box) for box in places.cells]))
    found += _added(header, rows)
    return [one for one in dict.fromkeys(found) if one.holds({})]


def _said(cell: str | None) -> str:
    return re.sub(r"\s", "", cell or "")


def _header(cells: Sequence[Sequence[str | None]]) -> list[str]:
    """The lowest name in every column of the first three rows."""
    names = [""] * len(cells[0])
    for line in cells[:3]:
        if any(re.fullmatch(r"[\d,]+\.?\d*", _said(cell)) for cell in line):
            break
        for at, cell in enumerate(line):
            if _said(cell):
                names[at] = _said(cell)
    return names


def _code(line: Sequence[str | None]) -> str:
    """The code in the first three cells: 201, 20106, 2010601; "合计" for the row of totals, else ""."""
    first = "".join(_said(cell) for cell in line[:3])
    if "合计" in "".join(_said(cell) for cell in line[:4]):
        return "合计"
    match = re.match(r"\d{3}(?:\d{2}){0,2}(?!\d)", first)
    return match.group() if match else ""


def _in(figures: Sequence[Figure], box: tuple[float, float, float, float] | None) -> Figure | None:
    """The one number that stands in a cell."""
    if box is None:
        return None
    inside = [one for one in figures if one.bbox and _centre_in(one.bbox, box)]
    return inside[0] if len(inside) == 1 else None


def _centre_in(one: tuple[float, float, float, float], box: tuple[float, float, float, float]) -> bool:
    x, y = (one[0] + one[2]) / 2, (one[1] + one[3]) / 2
    return box[0] <= x <= box[2] and box[1] <= y <= box[3]


def _added(header: Sequence[str], rows: Sequence[tuple[str, list[Figure | None]]]) -> Iterator[Holding]:
    names = {name: at for at, name in reversed(list(enumerate(header))) if name}
    whole = next((at for name, at in names.items() if name.endswith("合计")), None)
    parts = [names[name] for name in ("基本支出", "项目支出") if name in names]
    for code, cells in rows:
        if whole is None or len(parts) < 2 or not code:
            continue
        total, *below = (cells[at] for at in (whole, *parts))
        yield from _sum(f"row {code}", total, below)
    for code, cells in rows:
        if not code:
            continue
        length = 3 if code == "合计" else len(code) + 2
        children = [line for other, line in rows if len(other) == length and (code == "合计" or other.startswith(code))]
        for at in (whole, *parts) if whole is not None else ():
            below = [line[at] for line in children]
            if len([one for one in below if one is not None]) > 1:
                yield from _sum(f"column {code} {header[at]}", cells[at], below)


def _sum(name: str, total: Figure | None, parts: Sequence[Figure | None]) -> Iterator[Holding]:
    there = [one for one in parts if one is not None]
    if total is not None and there and total.value:
        expression = "{0}==" + "+".join(f"{{{at}}}" for at in range(1, len(there) + 1))
        yield Holding(f"{name} {total.id}", (total, *there), expression)


# --------------------------------------------------------------------------------------------------------------
# Errors
# --------------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Change:
    """Characters of a document that are others; `broken` are the relations that are false by it."""

    kind: str
    key: Path
    start: int
    end: int
    text: str
    broken: tuple[Holding, ...] = ()
    others: tuple[Path, ...] = ()
    what: str = ""


SLIPS: dict[str, Callable[[str, random.Random], str]] = figures.SLIPS
SAMPLE: dict[str, Class] = {
    "digit_changed": Class(diagnoses=("digit_changed", "last_digit")),
    "digits_swapped": Class(diagnoses=("transposed",)),
    "digit_dropped": Class(diagnoses=("dropped_digit",)),
    "digit_doubled": Class(diagnoses=("doubled_digit", "inserted_digit")),
    "point_moved": Class(diagnoses=("decimal_moved",)),
    "copied": Class(diagnoses=("copied",)),
    "residue": Class(families=("text",)),
    "repealed": Class(),
    "bracket": Class(Severity.INFO, families=("text",)),
    "punctuation": Class(Severity.INFO, families=("text",)),
    "word_dropped": Class(Severity.INFO, families=("text",)),
    "annex_cited": Class(),
}
IN_WORDS = ("residue", "repealed", "bracket", "punctuation", "word_dropped", "annex_cited")


@dataclass(frozen=True)
class Source:
    """A real document with the relations that are known to hold in it, and what the program says of it as it is."""

    name: str
    document: Document
    holding: tuple[Holding, ...]
    before: tuple[Failed, ...] = field(repr=False)


@cache
def source(path: str) -> Source:
    """Reads a file. With a gold file beside it or as a PDF its relations are known; otherwise there are none."""
    file = File(path)
    document = open_document(path)
    gold = file.with_suffix(".gold.json")
    holding = by_gold(document, gold) if gold.is_file() else by_tables(document, file) if file.suffix == ".pdf" else []
    return Source(file.name, document, tuple(holding), findings(document))


def figure_error(told: Source, kind: str, chance: random.Random) -> Change | None:
    """One figure of a relation that holds, printed otherwise."""
    if not told.holding:
        return None
    relation = chance.choice(told.holding)
    one = chance.choice(relation.figures)
    bare = one.text.replace(",", "")
    if kind == "copied":
        other = chance.choice(relation.figures).text
        figure = other.replace(",", "")
    else:
        figure = SLIPS[kind](bare, chance)
    if not figures.plausible(figure) or figure == bare:
        return None
    whole, dot, rest = figure.partition(".")
    text = (f"{int(whole):,}" if "," in one.text else whole) + dot + rest
    value = Decimal(figure)
    broken = tuple(r for r in told.holding if one in r.figures and not r.holds({one.id: value}))
    # what the last printed digit can explain is no error that can be seen in sums of several figures
    far = [r for r in broken if abs(value - one.value) > slack(r, one, figure)]
    return (
        Change(kind, one.key, one.start, one.end, text, broken, what=f"{relation.id}: {one.text} → {text}")
        if far
        else None
    )


def slack(relation: Holding, one: Figure, figure: str) -> Decimal:
    """The 尾差 of a relation: half of the last digit of every figure with decimals, the changed one as it is now; none
    where one figure is stated in several places."""
    if relation.restated:
        return Decimal(0)
    texts = [other.text for other in relation.figures if other != one]
    return sum((_half(text) for text in (*texts, figure)), Decimal(0))


def _half(text: str) -> Decimal:
    places = len(text.partition(".")[2])
    return Decimal(5).scaleb(-places - 1) if places else Decimal(0)


_EARLIEST = 2022  # the report year of real documents, or later


def word_error(told: Source, kind: str, chance: random.Random) -> Change | None:
    """A few words printed otherwise, against what the text itself says."""
    said = [(key, text.content) for key, text in texts(told.document) if text.content.strip()]
    key, text = chance.choice(said)

    def change(match: re.Match[str] | None, put: str, what: str, others: tuple[Path, ...] = ()) -> Change | None:
        return Change(kind, key, match.start(), match.end(), put, (), others, what) if match else None

    def one(pattern: str) -> re.Match[str] | None:
        found = list(re.finditer(pattern, text))
        return chance.choice(found) if found else None

    if kind == "residue":
        left = chance.choice(words.RESIDUE)
        return change(one(r"(?<=[一-龥])(?=[。；])"), left, f"残留“{left}”") if key[1] < 0 else None
    if kind == "repealed":
        old = chance.choice([name for name, since in words.REPEALED if since <= _EARLIEST])
        return change(one(words.CITED.pattern), old, f"引用{old}") if old not in text else None
    if kind == "bracket":
        match = one(f"[{words.CLOSING}]")
        opened = text.rfind(words.OPENING[words.CLOSING.index(match.group())], 0, match.start()) if match else -1
        if match is None or opened < 0:
            return None
        # what is not closed stands where it was opened
        left = text[opened : match.start()]
        return Change(kind, key, opened, match.end(), left, what=f"“{left}”缺“{match.group()}”")
    if kind == "punctuation":
        match = one("(?<=[^。，；、])[。，；](?![。，；、])")
        return change(match, match.group() * 2, "标点重复") if match else None
    if kind == "annex_cited":
        highest = max((int(m.group(1)) for _, other in said for m in re.finditer(r"附件\s?(\d)", other)), default=0)
        match = one(r"(?<=[见照据按与]附件)\d")
        return change(match, str(highest + 2), f"附件{highest + 2}") if match and highest + 2 < 10 else None
    twins = [other for other, again in said if again == text and other != key]
    if kind == "word_dropped" and len(text) >= words.LONG and len(twins) == 1:
        return change(one(r"(?<=[一-龥])[一-龥]{2}(?=[一-龥])"), "", "两处同文，此处少两字", (key, twins[0]))
    return None


def changed(document: Document, change: Change) -> Document:
    """The document with other characters; what stands behind them keeps its place."""
    shift = len(change.text) - (change.end - change.start)

    def put(text: Text) -> Text:
        content = text.content[: change.start] + change.text + text.content[change.end :]
        marks = tuple(_moved(mark, shift) if mark.offset >= change.end else mark for mark in text.marks)
        return Text(content, marks)

    blocks: list[Block] = list(document.blocks)
    block = blocks[change.key[0]]
    if isinstance(block, Paragraph):
        blocks[change.key[0]] = replace(block, text=put(block.text))
    else:
        cells: list[Cell] = [
            replace(cell, text=put(cell.text)) if (cell.row + 1, cell.column + 1) == change.key[1:] else cell
            for cell in block.cells
        ]
        blocks[change.key[0]] = replace(block, cells=tuple(cells))
    return replace(document, blocks=tuple(blocks))


def _moved(mark: Mark, shift: int) -> Mark:
    return replace(mark, offset=mark.offset + shift)


def attempt(path: str, change: Change, known: Class) -> Result:
    """Audits a document with an error in it, and judges what is said of it."""
    told = source(path)
    document = changed(told.document, change)
    line = Line.of(document)
    shift = len(change.text) - (change.end - change.start)

    def span(key: Path, start: int, end: int) -> Span | None:
        if key == change.key and start >= change.end:
            start, end = start + shift, end + shift
        row, column = (key[1], key[2]) if key[1] > 0 else (None, None)
        kind = "cell" if key[1] > 0 else "paragraph"
        return line.span(Location(kind, "", key[0], start, end, row=row, column=column))

    here = span(change.key, change.start, change.start + len(change.text)) if change.start < change.end else None
    here = here or line.span(_at(change))
    spans: dict[str | Path, Span] = {"改": here} if here else {}
    for relation in change.broken:
        for one in relation.figures:
            place = span(one.key, one.start, one.end)
            if place and (one.key, one.start) != (change.key, change.start):
                spans[one.id] = place
    lengths = {key: len(text.content) for key, text in texts(document)}
    spans.update((key, place) for key in change.others if (place := span(key, 0, lengths[key])))
    relations = [Relation(r.id, "holds", "", {"member": tuple(one.id for one in r.figures)}) for r in change.broken]
    mutation = Mutation(change.kind, told.name, places=("改",), others=change.others)
    had = {_place(one, None) for one in told.before}
    before = {one.fingerprint for one in told.before}
    # a finding that was there and only quotes another figure now is not new
    fresh = [
        one for one in findings(document) if one.fingerprint not in before and _place(one, (change, shift)) not in had
    ]
    return judged(mutation, "read", relations, known, fresh, line, spans, change.what)


def _at(change: Change) -> Location:
    row, column = (change.key[1], change.key[2]) if change.key[1] > 0 else (None, None)
    kind = "cell" if change.key[1] > 0 else "paragraph"
    return Location(kind, "", change.key[0], change.start, change.start + len(change.text), row=row, column=column)


def _place(finding: Failed, moved: tuple[Change, int] | None) -> tuple[str, frozenset[tuple[int, int, int, int]]]:
    """A finding by its rule and where it stands, in the coordinates of the document as it was."""
    places = set()
    for one in finding.evidence:
        at = one.location
        key = (at.block, at.row or -1, at.column or -1)
        start = at.start
        if moved and key == moved[0].key and start > moved[0].start:
            start -= moved[1]
        places.add((*key, start))
    return finding.rule, frozenset(places)


def draw(path: str, kind: str, count: int, seed: int) -> tuple[list[Change], int]:
    """Different errors of a class that can be seen, and how many draws came to one that cannot."""
    told = source(path)
    chance = random.Random(f"{seed}/{kind}/{told.name}")
    found: dict[tuple[Path, int, str], Change] = {}
    unseen = 0
    for _ in range(count * TRIES):
        if len(found) == count:
            break
        change = word_error(told, kind, chance) if kind in IN_WORDS else figure_error(told, kind, chance)
        if change is None:
            unseen += 1
        else:
            found.setdefault((change.key, change.start, change.text), change)
    return list(found.values()), unseen
