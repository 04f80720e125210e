"""The figures that a finding rests on, one a line and aligned at the decimal point.

Figures of one column (or one row) of a table stand under a heading that names it; of each is then said only which row
(or column) it belongs to. Any other figure has its place and the words around it.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from rich.cells import cell_len

from jihe.outputs.screen import padded
from jihe.outputs.wording import ROLE_WORDS, clean, excerpt, last_heading

if TYPE_CHECKING:
    from checks.outcome import Evidence
    from extract.model import Location
    from jihe.outputs.screen import Screen

_NUMBER = re.compile(r"[-－+]?[\d,，.]+")
# With less room than this a quote gets its own line.
_LEAST_QUOTE = 20
# So many cells of a name or heading are shown.
_MOST_WORDS = 28


def print_figures(evidence: Sequence[Evidence], section: str, screen: Screen, indent: int) -> None:
    """Print the figures of a finding that stands in `section`."""
    in_cells = {item.location.kind == "cell" for item in evidence}
    roles = [_role(item, len(in_cells) > 1) for item in evidence]
    room = max(map(cell_len, roles), default=0)
    roles = [padded(role, room) for role in roles]
    loose: list[int] = []
    at = 0
    while at < len(evidence):
        strip = _strip(evidence[at:])
        if strip is None:
            loose.append(at)
            at += 1
            continue
        _print_loose([evidence[i] for i in loose], [roles[i] for i in loose], section, screen, indent)
        loose = []
        _print_strip(strip, roles[at:], section, screen, indent)
        at += len(strip.evidence)
    _print_loose([evidence[i] for i in loose], [roles[i] for i in loose], section, screen, indent)


def _role(item: Evidence, contrasted: bool) -> str:
    """What a figure is to the finding; statements in a table and in prose are told apart."""
    if contrasted and item.role == "stated":
        return "表内" if item.location.kind == "cell" else "正文"
    return ROLE_WORDS.get(item.role, item.role)


def _heading(location: Location, section: str, screen: Screen) -> str:
    """The heading a figure stands under, if it is not that of the finding."""
    return "" if location.section == section else clean(last_heading(screen.heading(location)))


@dataclass(frozen=True, slots=True)
class _Figure:
    """A figure ready to print, parted before its decimal point (`whole`, `rest`) so that figures can be aligned there;
    a run of words stands in `words` instead."""

    text: str
    whole: str
    rest: str
    words: str

    def aligned(self, whole: int) -> str:
        return self.words or " " * (whole - cell_len(self.whole)) + self.whole + self.rest


def _figure(item: Evidence, unit: bool = True) -> _Figure:
    text = clean(item.text).strip()
    number = _NUMBER.match(text) if item.value else None
    if number is None:
        return _Figure(text, "", "", excerpt(text, "", _MOST_WORDS))
    point = number[0].find(".")
    cut = point if point >= 0 else number.end()
    # A figure of a table has its unit in the header or caption: beside figures in 万元 it must be said.
    more = f"（{clean(item.unit)}）" if unit and item.unit and item.unit not in text else ""
    return _Figure(text, text[:cut], text[cut:] + more, "")


def _column(figures: Sequence[_Figure]) -> list[str]:
    """Figures as a column of equal width."""
    whole = max((cell_len(figure.whole) for figure in figures), default=0)
    aligned = [figure.aligned(whole) for figure in figures]
    width = max(map(cell_len, aligned), default=0)
    return [padded(figure, width) for figure in aligned]


# --------------------------------------------------------------------------------------------------------------
# Figures of one column or row of a table
# --------------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Strip:
    """Figures that follow each other in one column or row of a table. `name` is what its header or its first cell
    says, `names` what says which row or column each figure belongs to."""

    evidence: tuple[Evidence, ...]
    across: bool
    name: str
    names: tuple[str, ...]


def _strip(evidence: Sequence[Evidence]) -> _Strip | None:
    """The strip that the first figures make, the longer of a column and a row; None where they make none."""
    found = [strip for across in (False, True) if (strip := _strip_along(evidence, across))]
    return max(found, key=lambda strip: len(strip.evidence), default=None)


def column_of(evidence: Sequence[Evidence]) -> str:
    """The column of a table that the first figures stand in, by its number and, where they tell it, its name."""
    column = f"第{evidence[0].location.column}列"
    strip = _strip_along(evidence, across=False)
    return f"{column}“{strip.name}”" if strip else column


def _strip_along(evidence: Sequence[Evidence], across: bool) -> _Strip | None:
    first = evidence[0].location
    members: list[Evidence] = []
    for item in evidence:
        here = item.location
        along = (here.row, first.row) if across else (here.column, first.column)
        if (
            not item.value
            or not _heads(item)
            or here.kind != "cell"
            or here.table != first.table
            or None in along
            or along[0] != along[1]
        ):
            break
        members.append(item)
    if len(members) < 2:
        return None
    heads = [_heads(item).split() for item in members]
    shared = _shared(heads if across else [head[::-1] for head in heads])
    if not shared:
        return None
    names = tuple(" ".join(head[shared:] if across else head[:-shared]) for head in heads)
    return _Strip(tuple(members), across, " ".join(heads[0][:shared] if across else heads[0][-shared:]), names)


def _heads(item: Evidence) -> str:
    """What heads a figure of a table: the quote of a cell is its row, its column and its figure. "" for a figure in a
    cell of prose."""
    quote, figure = clean(item.quote).strip(), clean(item.text).strip()
    return quote.removesuffix(figure).strip() if quote.endswith(figure) else ""


def _shared(heads: Sequence[Sequence[str]]) -> int:
    """How many words all begin with."""
    count = 0
    for words in zip(*heads, strict=False):
        if len(set(words)) > 1:
            break
        count += 1
    return count


def _print_strip(strip: _Strip, roles: Sequence[str], section: str, screen: Screen, indent: int) -> None:
    first = strip.evidence[0].location
    units = {item.unit for item in strip.evidence if item.unit not in item.text}
    unit = clean(units.pop()) if len(units) == 1 else ""
    pieces = [f"第{first.page}页 "] if first.page is not None else []
    pieces.append(f"表{first.table}{_line_of(first) if strip.across else f'第{first.column}列'}")
    name = excerpt(strip.name, "", max(_MOST_WORDS, screen.width // 2 - 8))
    pieces.append(f"“{name}”")
    if unit:
        pieces.append(f"（{unit}）")
    said = "".join(pieces)
    heading = excerpt(_heading(first, section, screen), "", screen.width - indent - cell_len(said) - 2)
    screen.line((said, "dim"), ("  " + heading, "dim"), indent=indent)
    figures = _column([_figure(item, unit=not unit) for item in strip.evidence])
    places = [f"第{item.location.column}列" if strip.across else _line_of(item.location) for item in strip.evidence]
    width = max(map(cell_len, places))
    room = screen.width - indent - cell_len(roles[0]) - cell_len(figures[0]) - width - 8
    for role, figure, where, label in zip(roles, figures, places, strip.names, strict=False):
        screen.line(
            (role + "  ", "dim"),
            (figure, "bold"),
            ("  " + padded(where, width), "dim"),
            ("  " + excerpt(label, "", room), ""),
            indent=indent,
        )


def _line_of(location: Location) -> str:
    """The row of a cell; a text file is searched by its lines."""
    return f"第{location.line}行" if location.line is not None else f"第{location.row}行"


# --------------------------------------------------------------------------------------------------------------
# Other figures
# --------------------------------------------------------------------------------------------------------------


def _print_loose(evidence: Sequence[Evidence], roles: Sequence[str], section: str, screen: Screen, indent: int) -> None:
    if not evidence:
        return
    figures = [_figure(item) for item in evidence]
    aligned = _column(figures)
    places = [screen.place(item.location) for item in evidence]
    headings = [_heading(item.location, section, screen) for item in evidence]
    place_width = max(map(cell_len, places))
    beside = cell_len(roles[0]) + cell_len(aligned[0]) + place_width + 4
    room = screen.width - indent - beside - 4
    # Words that do not fit beside their place are read in the quote below.
    cut = any(cell_len(figure.text) > _MOST_WORDS for figure in figures if figure.words)
    below = room < _LEAST_QUOTE or cut or any(headings)
    quote_room = screen.width - indent - cell_len(roles[0]) - 4 if below else room
    texts = {figure.text for figure in figures}
    last = heading = ""
    for at, item in enumerate(evidence):
        quote = _quote(item, texts, quote_room)
        # Figures of one clause would print it once each.
        words = "同上" if quote and quote == last else f"“{quote}”" if quote else ""
        last = quote
        pieces = [(roles[at] + "  ", "dim"), (aligned[at], "bold"), ("  " + padded(places[at], place_width), "dim")]
        if not below:
            screen.line(*pieces, ("  " + words, ""), indent=indent)
            continue
        # A heading is printed where it changes.
        said = excerpt(headings[at], "", room) if headings[at] != heading and room > 8 else ""
        heading = headings[at]
        more = ("  " + said if said else "") + ("  " + words if words == "同上" else "")
        screen.line(*pieces, (more, "dim"), indent=indent)
        if words not in ("", "同上"):
            screen.line((words, ""), indent=indent + cell_len(roles[0]) + 2)


def _quote(item: Evidence, texts: Collection[str], room: int) -> str:
    """The words around a figure, of a cell its row and column; "" where they say no more than the `texts` that are
    printed anyway."""
    quote, text = clean(item.quote).strip(), clean(item.text).strip()
    figure = text
    if item.location.kind == "cell" and item.value and _heads(item):
        quote, figure = _heads(item), ""
    if not item.value and cell_len(figure) > room // 2:
        # Little else would fit: such words are quoted only where they were cut.
        return excerpt(quote[max(quote.find(figure), 0) :], "", room) if cell_len(figure) > _MOST_WORDS else ""
    if quote in texts or (not item.value and quote in text):
        return ""
    return excerpt(quote, figure, room)
