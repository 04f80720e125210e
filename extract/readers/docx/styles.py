"""Styles: what a paragraph or run inherits from the style it names."""

from __future__ import annotations

import re
from dataclasses import dataclass

from extract.readers.docx.xml import VAL, Element, W, integer, on

_HEADING_NAME = re.compile(r"(?:heading|标题)\s*([1-9])", re.IGNORECASE)
_TOC_NAME = re.compile(r"(?:toc|目录)\s*[1-9]", re.IGNORECASE)
BODY_TEXT_LEVEL = 9  # outline levels are 0-8; 9 takes a paragraph out of the outline


@dataclass(frozen=True, slots=True)
class Style:
    """A style with everything it inherits.

    `level` is the outline level from 1; `num_id` and `num_level` its list, `num_style` the style in the chain that
    named that list.
    """

    id: str
    level: int | None = None
    num_id: str | None = None
    num_level: int | None = None
    num_style: str = ""
    hidden: bool = False
    toc: bool = False
    page_break: bool = False


class Styles:
    """The styles part, resolved on demand and once per style."""

    def __init__(self, root: Element | None) -> None:
        self._elements: dict[str, Element] = {}
        self._resolved: dict[str, Style] = {}
        self._default = ""
        self.any_hidden = False
        if root is None:
            return
        for element in root.iterchildren(W + "style"):
            style_id = element.get(W + "styleId", "")
            self._elements[style_id] = element
            if element.get(W + "type") == "paragraph" and element.get(W + "default") in ("1", "true", "on"):
                self._default = style_id
        self.any_hidden = next(root.iter(W + "vanish"), None) is not None

    def get(self, style_id: str | None) -> Style:
        """The style of that id; the default paragraph style for None, an empty one for an unknown id."""
        key = self._default if style_id is None else style_id
        style = self._resolved.get(key)
        if style is None:
            style = self._resolved[key] = self._resolve(key)
        return style

    def _resolve(self, style_id: str) -> Style:
        level: int | None = None
        level_known = False
        num_id: str | None = None
        num_level: int | None = None
        num_style = ""
        hidden: bool | None = None
        page_break: bool | None = None
        toc = False
        seen: set[str] = set()
        current: str | None = style_id
        while current is not None and current not in seen and (element := self._elements.get(current)) is not None:
            seen.add(current)
            name = _value(element.find(W + "name")).strip()
            properties = element.find(W + "pPr")
            if properties is not None:
                if not level_known and (outline := integer(properties.find(W + "outlineLvl"))) is not None:
                    level_known, level = True, None if outline >= BODY_TEXT_LEVEL else outline + 1
                numbering = properties.find(W + "numPr")
                if numbering is not None:
                    if num_level is None:
                        num_level = integer(numbering.find(W + "ilvl"))
                    if num_id is None and (named := _value(numbering.find(W + "numId"))):
                        num_id, num_style = named, current
                if page_break is None:
                    page_break = on(properties.find(W + "pageBreakBefore"))
            if not level_known and (match := _HEADING_NAME.fullmatch(name)):
                level_known, level = True, int(match[1])
            toc = toc or _TOC_NAME.fullmatch(name) is not None
            if hidden is None and (run := element.find(W + "rPr")) is not None:
                hidden = on(run.find(W + "vanish"))
            current = _value(element.find(W + "basedOn")) or None
        return Style(
            id=style_id,
            level=level,
            num_id=num_id,
            num_level=num_level,
            num_style=num_style,
            hidden=bool(hidden),
            toc=toc,
            page_break=bool(page_break),
        )


def _value(element: Element | None) -> str:
    return "" if element is None else element.get(VAL, "")
