"""What one paragraph says: its runs, fields, symbols, formulas, and what is anchored in it."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from extract.model import Mark
from extract.readers.docx.numbering import format_number
from extract.readers.docx.pages import Pages
from extract.readers.docx.styles import Styles
from extract.readers.docx.xml import (
    ALTERNATE,
    SDT,
    SDT_CONTENT,
    TEXT,
    TEXT_BOX,
    VAL,
    Element,
    M,
    W,
    alternative,
    integer,
    on,
    whole,
)

_RUN = W + "r"
_RUN_PROPERTIES = W + "rPr"
_SIMPLE_FIELD = W + "fldSimple"
_FIELD_CHARACTER = W + "fldChar"
_INSTRUCTION = W + "instrText"
_RENDERED_BREAK = W + "lastRenderedPageBreak"
_BREAK = W + "br"
_SYMBOL = W + "sym"
_RUBY = W + "ruby"
_SUBDOCUMENT = W + "subDoc"
_DELETED = frozenset({W + "del", W + "moveFrom"})
_INLINE_WRAPPERS = frozenset(W + name for name in ("hyperlink", "smartTag", "customXml", "ins", "moveTo", "dir", "bdo"))
_LITERAL = {W + "tab": " ", W + "ptab": " ", W + "cr": "\n", W + "noBreakHyphen": "-"}
_NOTE_REFERENCES = {W + "footnoteReference": "footnote", W + "endnoteReference": "endnote"}
_ANCHORS = frozenset({W + "drawing", W + "pict", W + "object"})
_MATH = frozenset({M + "oMath", M + "oMathPara"})

# Results of these are about the sheet of paper, not part of what the report says.
_PAGE_FIELDS = frozenset({"PAGE", "NUMPAGES", "SECTIONPAGES"})


@dataclass(frozen=True, slots=True)
class NoteReference:
    """A footnote or endnote, by its id and the page of its reference mark."""

    kind: str
    id: str
    page: int | None


@dataclass(slots=True)
class Inline:
    """The text of a paragraph, with what is anchored in it and is to be read after it."""

    pieces: list[str] = field(default_factory=list)
    length: int = 0
    marks: list[Mark] = field(default_factory=list)
    toc: bool = False
    boxes: list[Element] = field(default_factory=list)
    notes: list[NoteReference] = field(default_factory=list)


@dataclass(slots=True)
class Tally:
    """What was left out, for the remarks to the user."""

    deletions: int = 0
    hidden: int = 0
    embedded: int = 0
    pictures: int = 0
    foreign_parts: int = 0


@dataclass(slots=True)
class _Field:
    """A complex field that has begun. Up to the separator it is code, then result."""

    code: list[str] = field(default_factory=list)
    result: bool = False
    name: str = ""
    form: Element | None = None


class Runs:
    """Reads the inline content of the paragraphs of one story (body, note, text box), in document order: a field may
    begin in one paragraph and end in a later one."""

    def __init__(self, root: Element, styles: Styles, pages: Pages, tally: Tally, watch_hidden: bool) -> None:
        self._styles = styles
        self._pages = pages
        self._tally = tally
        self._watch_hidden = watch_hidden
        self._fields: list[_Field] = []
        self._endless = _endless_fields(root)
        self._muted = False
        self._in_toc = False
        self._after_hidden = False
        self._out = Inline()
        self._paragraph_hidden = False

    def read(self, paragraph: Element, into: Inline, hidden: bool) -> None:
        """Appends what `paragraph` says to `into`. `hidden`: its style hides text."""
        self._out = into
        self._paragraph_hidden = hidden
        self._after_hidden = False
        self._inline(paragraph)

    # ---- inline level ----------------------------------------------------------------------------------------

    def _inline(self, parent: Element) -> None:
        for child in parent:
            tag = child.tag
            if tag == _RUN:
                self._run(child)
            elif tag in _INLINE_WRAPPERS:
                self._inline(child)
            elif tag in _DELETED:
                self._count_deletion(child)
            elif tag == SDT:
                content = child.find(SDT_CONTENT)
                if content is not None:
                    self._inline(content)
            elif tag == _SIMPLE_FIELD:
                self._simple_field(child)
            elif tag in _MATH:
                self._add(_formula(child))
            elif tag == _SUBDOCUMENT:
                self._tally.foreign_parts += 1
            elif tag == ALTERNATE and (chosen := alternative(child)) is not None:
                self._inline(chosen)

    def _count_deletion(self, element: Element) -> None:
        # What was moved away is still read where it went: only real deletions are worth a remark.
        if element.tag == W + "del" and next(element.iter(W + "delText", TEXT, *_MATH), None) is not None:
            self._tally.deletions += 1

    def _simple_field(self, element: Element) -> None:
        started = _Field([element.get(W + "instr", "")])
        self._begin(started)
        self._separate()
        self._inline(element)
        self._end()

    # ---- run level -------------------------------------------------------------------------------------------

    def _run(self, run: Element) -> None:
        hidden = self._watch_hidden and self._is_hidden(run)
        if not hidden:
            self._after_hidden = False
        self._run_content(run, hidden)

    def _is_hidden(self, run: Element) -> bool:
        properties = run.find(_RUN_PROPERTIES)
        if properties is None:
            return self._paragraph_hidden
        own = on(properties.find(W + "vanish"))
        if own is not None:
            return own
        style = properties.find(W + "rStyle")
        # A toggle that both styles set is off again.
        by_run_style = style is not None and self._styles.get(style.get(VAL, "")).hidden
        return self._paragraph_hidden != by_run_style

    def _run_content(self, run: Element, hidden: bool) -> None:
        for child in run:
            tag = child.tag
            if tag == _RUN_PROPERTIES:
                continue
            if tag == TEXT:
                self._text(child.text or "", hidden)
            elif tag in _LITERAL:
                self._text(_LITERAL[tag], hidden)
            elif tag == _FIELD_CHARACTER:
                self._field_character(child, hidden)
            elif tag == _INSTRUCTION:
                if self._fields and not self._fields[-1].result:
                    self._fields[-1].code.append(child.text or "")
            elif tag == _RENDERED_BREAK:
                self._pages.rendered_break()
            elif tag == _BREAK:
                if child.get(W + "type") == "page":
                    self._pages.typed_break()
                else:
                    self._text("\n", hidden)
            elif tag == _SYMBOL:
                self._text(_symbol(child.get(W + "font", ""), child.get(W + "char", "")), hidden)
            elif tag in _NOTE_REFERENCES:
                if not hidden and not self._muted:
                    note = NoteReference(_NOTE_REFERENCES[tag], child.get(W + "id", ""), self._pages.number)
                    self._out.notes.append(note)
                if on_mark(child):
                    return  # what follows in this run is the reference mark that the author chose
            elif tag in _ANCHORS:
                if not hidden:
                    self._anchor(child)
            elif tag == _RUBY:
                base = child.find(W + "rubyBase")
                if base is not None:
                    self._inline(base)
            elif tag == ALTERNATE and (chosen := alternative(child)) is not None:
                self._run_content(chosen, hidden)

    def _text(self, text: str, hidden: bool) -> None:
        if not hidden:
            self._add(text)
        elif not self._muted and not self._after_hidden and text.strip():
            self._tally.hidden += 1
            self._after_hidden = True

    def _add(self, text: str) -> None:
        if not text or self._muted:
            return
        out = self._out
        page = self._pages.number
        if page is not None:
            if not out.marks or out.marks[-1].page != page:
                out.marks.append(Mark(out.length, page=page))
            self._pages.wrote()
        out.pieces.append(text)
        out.length += len(text)
        if self._in_toc:
            out.toc = True

    def _anchor(self, element: Element) -> None:
        if next(element.iter(TEXT_BOX, _OLE_OBJECT), None) is not None:
            self._anchored(element)
        elif next(element.iter(*_PICTURES), None) is not None:
            self._tally.pictures += 1

    def _anchored(self, element: Element) -> None:
        """Collects the text boxes below a drawing, and counts embedded objects, whose content is only a picture."""
        for child in element:
            if child.tag == TEXT_BOX:
                self._out.boxes.append(child)
            elif child.tag == ALTERNATE:
                chosen = alternative(child)
                if chosen is not None:
                    self._anchored(chosen)
            elif child.tag == _OLE_OBJECT:
                if not child.get("ProgID", "").startswith("Equation"):
                    self._tally.embedded += 1
            else:
                self._anchored(child)

    # ---- fields ----------------------------------------------------------------------------------------------

    def _field_character(self, element: Element, hidden: bool) -> None:
        kind = element.get(W + "fldCharType")
        if kind == "begin":
            if element not in self._endless:
                self._begin(_Field(form=element.find(W + "ffData")))
        elif not self._fields:
            return
        elif kind == "separate":
            self._separate()
        elif kind == "end":
            ended = self._end()
            if not ended.result:
                self._text(_text_of_code("".join(ended.code), ended.form), hidden)

    def _begin(self, started: _Field) -> None:
        self._fields.append(started)
        self._survey_fields()

    def _separate(self) -> None:
        top = self._fields[-1]
        top.result = True
        top.name = "".join(top.code).strip().partition(" ")[0].partition("\\")[0].upper()
        self._survey_fields()

    def _end(self) -> _Field:
        ended = self._fields.pop()
        self._survey_fields()
        return ended

    def _survey_fields(self) -> None:
        self._muted = any(not f.result or f.name in _PAGE_FIELDS for f in self._fields)
        self._in_toc = any(f.name == "TOC" for f in self._fields)


_OLE_OBJECT = "{urn:schemas-microsoft-com:office:office}OLEObject"
_PICTURES = (
    "{http://schemas.openxmlformats.org/drawingml/2006/picture}pic",
    "{http://schemas.openxmlformats.org/drawingml/2006/chart}chart",
    "{urn:schemas-microsoft-com:vml}imagedata",
)


def on_mark(reference: Element) -> bool:
    """Whether a note reference is followed by a mark of the author's own."""
    return reference.get(W + "customMarkFollows") in ("1", "true", "on")


def _endless_fields(root: Element) -> frozenset[Element]:
    """Field beginnings that never end. Taken at their word they would turn the rest of the document into code."""
    open_fields: list[Element] = []
    for element in root.iter(_FIELD_CHARACTER):
        kind = element.get(W + "fldCharType")
        if kind == "begin":
            open_fields.append(element)
        elif kind == "end" and open_fields:
            open_fields.pop()
    return frozenset(open_fields)


# --------------------------------------------------------------------------------------------------------------
# Fields that are drawn from their code and store no result
# --------------------------------------------------------------------------------------------------------------

_ENCLOSED = re.compile(r"\\o\s*(?:\\a[lcr])?\s*\(\s*[○◯〇]\s*[,，;；]\s*([^)\s]+)\s*\)", re.IGNORECASE)
_FRACTION = re.compile(r"\\f\s*\(\s*([^,，;；()]+?)\s*[,，;；]\s*([^()]+?)\s*\)", re.IGNORECASE)
_SYMBOL_FIELD = re.compile(r"SYMBOL\s+(0x[0-9a-f]{1,6}|\d{1,7})\b(?:.*?\\f\s+\"?([^\"\\]+)\"?)?", re.IGNORECASE)


def _text_of_code(code: str, form: Element | None) -> str:
    code = code.strip()
    name = code.partition(" ")[0].upper()
    if name == "EQ":
        if enclosed := _ENCLOSED.search(code):
            number = whole(enclosed[1])
            return enclosed[1] if number is None else format_number(number, "decimalEnclosedCircle")
        if fraction := _FRACTION.search(code):
            return f"{fraction[1]}/{fraction[2]}"
    elif name == "SYMBOL" and (symbol := _SYMBOL_FIELD.match(code)):
        value = int(symbol[1], 16) if symbol[1][:2].lower() == "0x" else int(symbol[1])
        return _symbol((symbol[2] or "").strip(), f"{value:04X}")
    elif name == "FORMCHECKBOX" and form is not None and (box := form.find(W + "checkBox")) is not None:
        checked = on(box.find(W + "checked"))
        return "☑" if checked or (checked is None and on(box.find(W + "default"))) else "□"
    elif name == "FORMDROPDOWN" and form is not None and (choices := form.find(W + "ddList")) is not None:
        entries = [entry.get(VAL, "") for entry in choices.iterchildren(W + "listEntry")]
        chosen = integer(choices.find(W + "result")) or integer(choices.find(W + "default")) or 0
        return entries[chosen] if 0 <= chosen < len(entries) else ""
    return ""


# --------------------------------------------------------------------------------------------------------------
# Symbols
# --------------------------------------------------------------------------------------------------------------

# Symbol fonts put pictures on letter codes; those that carry meaning in a report, by font and code.
_SYMBOLS: dict[str, dict[int, str]] = {
    "symbol": {
        0xA3: "≤", 0xB3: "≥", 0xB9: "≠", 0xBB: "≈", 0xB4: "×", 0xB8: "÷", 0xB1: "±", 0x2D: "-", 0xB0: "°",
        0xE5: "∑", 0xA5: "∞", 0xD7: "·", 0xAE: "→", 0xAD: "↑", 0xAF: "↓",
    },
    "wingdings": {
        0x6C: "●", 0x6E: "■", 0x6F: "□", 0xA1: "○", 0xA8: "□", 0xFB: "×", 0xFC: "√", 0xFD: "☒", 0xFE: "☑",
        **{0x81 + i: chr(0x2460 + i) for i in range(10)},
        **{0x8C + i: chr(0x2776 + i) for i in range(10)},
    },
    "wingdings 2": {
        0x4F: "×", 0x50: "√", 0x51: "☒", 0x52: "☑", 0x53: "☒", 0x54: "☒", 0xA3: "□", 0x98: "●",
        **{0x6A + i: chr(0x2460 + i) for i in range(10)},
        **{0x75 + i: chr(0x2776 + i) for i in range(10)},
    },
}  # fmt: skip


def _symbol(font: str, code: str) -> str:
    """A w:sym as a character; "" for a picture that no table here knows."""
    try:
        value = int(code, 16)
    except ValueError:
        return ""
    table = _SYMBOLS.get(font.strip().lower())
    if 0xF000 <= value <= 0xF0FF:
        value -= 0xF000
        if table is None:
            return ""
    if table is not None:
        # The Symbol font leaves digits, + = % and brackets where ASCII has them.
        plain = chr(value) if font.strip().lower() == "symbol" and 0x20 < value < 0x40 else ""
        return table.get(value, plain)
    return chr(value) if 0x20 <= value < 0xD800 or 0xF900 <= value <= 0xFFFD else ""


# --------------------------------------------------------------------------------------------------------------
# Formulas
# --------------------------------------------------------------------------------------------------------------

_FORMULA_PROPERTIES = re.compile(r"\}\w+Pr$")
_NEEDS_BRACKETS = re.compile(r"[-+−×÷*/]")


def _formula(element: Element) -> str:
    """A formula on one line: 得分=权重×完成值/目标值."""
    tag = element.tag
    if tag == M + "t":
        return element.text or ""
    if tag == M + "f":
        return f"{_operand(element, 'num')}/{_operand(element, 'den')}"
    if tag == M + "sSup":
        return f"{_operand(element, 'e')}^{_operand(element, 'sup')}"
    if tag == M + "d":
        properties = element.find(M + "dPr")
        left, right = "(", ")"
        if properties is not None:
            begin, end = properties.find(M + "begChr"), properties.find(M + "endChr")
            left = left if begin is None else begin.get(M + "val", left)
            right = right if end is None else end.get(M + "val", right)
        return left + "".join(_formula(part) for part in element.iterchildren(M + "e")) + right
    return "".join(_formula(child) for child in element if not _FORMULA_PROPERTIES.search(child.tag))


def _operand(element: Element, name: str) -> str:
    part = element.find(M + name)
    text = "" if part is None else _formula(part)
    return f"({text})" if _NEEDS_BRACKETS.search(text) else text
