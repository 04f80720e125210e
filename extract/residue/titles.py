"""The report's own title where its front matter prints it more than once."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from extract.model import BlockRole, CoverSheet, Outline, Table, TitlePair, Words
from extract.stretches import Stretch

_TITLE = re.compile(r"(?:自评|自我评价|评价|绩效|决算|总结)报告(?:书)?(?=\s*(?:$|目\s*[录次]|[（(]))")
_YEAR = re.compile(r"(?<!\d)(20\d\d)\s*年")
_UNIT = re.compile(
    r"^(?P<unit>[\u4e00-\u9fff]{3,30}(?:局|委员会|委|办公室|厅|院|部|中心|会|政府|学校|小学|中学|大学|街道|馆|站|处|队))\s*(?:关于)?\s*20\d\d"
)
_LONGEST = 60
_OWN = re.compile(r"自评|自我评价")


def title_pairs(said: Sequence[Stretch], outline: Outline, cover: CoverSheet) -> Iterator[TitlePair]:
    """The first title of the front matter with each later one: above the first chapter, whole lines only."""
    titles: list[Stretch] = []
    for stretch in said:
        if stretch.section:
            break
        if isinstance(stretch.spot.block, Table) or stretch.role in (BlockRole.TOC, BlockRole.BODY):
            continue
        text = stretch.text.strip()
        if len(text) <= _LONGEST and "：" not in text and ":" not in text and "《" not in text and _TITLE.search(text):
            titles.append(stretch)
    unit = cover.department.text if cover.department is not None else ""
    for other in titles[1:]:
        first = titles[0]
        if re.sub(r"\s", "", first.text) != re.sub(r"\s", "", other.text):
            yield TitlePair(
                _words(first),
                _words(other),
                (_form(first.text), _form(other.text)),
                (_year(first.text), _year(other.text)),
                (unit, _unit(other.text)),
            )


def _words(stretch: Stretch) -> Words:
    found = _TITLE.search(stretch.text)
    start = len(stretch.text) - len(stretch.text.lstrip())
    return stretch.words(start, found.end() if found else None)


def _form(text: str) -> str:
    return "自评" if _OWN.search(text) else "评价" if "评价" in text else ""


def _year(text: str) -> int | None:
    found = _YEAR.search(text)
    return int(found[1]) if found else None


def _unit(text: str) -> str:
    found = _UNIT.match(text.strip())
    return found["unit"] if found else ""
