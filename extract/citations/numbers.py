"""Numbers of documents: 财预〔2020〕10号 in all spellings of its brackets, 财政部令第113号."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

from extract.numbering import chinese_integer

_NUMBER = re.compile(
    r"(?P<open>[〔\[［【（(﹝{｛])\s*(?P<year>(?:19|20)\d\d)\s*年?\s*[〕\]］】）)﹞}｝]\s*(?:第\s*)?(?P<serial>\d{1,5})\s*号(?![楼栋院线机])"
)
_ORDER = re.compile(
    r"(?P<who>主席|国务院|财政部|审计署|民政部|国家档案局|住房城乡建设部|国家发展改革委|国家发展和改革委员会|教育部)?\s*"
    r"(?:令\s*第?\s*(?P<a>\d{1,4}|[〇零一二三四五六七八九十百]{1,7})\s*号|第\s*(?P<b>\d{1,4}|[〇零一二三四五六七八九十百]{1,7})\s*号\s*令)"
)
_AGENCY = re.compile(r"[\u4e00-\u9fffA-Za-z]{1,12}\s*$")
# Words of a sentence that may stand right in front of the letters of a number.
_BEFORE = re.compile(
    r".*(?:根据|依据|依照|按照|参照|遵照|执行|落实|贯彻|文件|通知|精神|批复|详见|下达|转发|印发|文号|的|及|与|按|据|见|经|由|以|和(?![政田平顺县林布静硕龙]))"
)


@dataclass(frozen=True, slots=True)
class Found:
    """A number with its place in the text; `agency`, `year`, `serial`, `bracket` as in `DocumentNumber`."""

    agency: str
    year: int | None
    serial: int
    start: int
    end: int
    bracket: str = ""


def numbers_in(text: str, start: int = 0, end: int | None = None) -> Iterator[Found]:
    """The numbers of documents in a run of text, in order. A year in brackets with a number of which nothing tells the
    agency is none."""
    if text.find("号", start, end) < 0:
        return
    end = len(text) if end is None else end
    found = []
    for match in _NUMBER.finditer(text, start, end):
        before = _AGENCY.search(text, max(start, match.start() - 14), match.start())
        agency = _BEFORE.sub("", before.group().rstrip()) if before else ""
        if agency:
            assert before is not None
            at = before.start() + len(before.group().rstrip()) - len(agency)
            year, serial = int(match["year"]), int(match["serial"])
            bracket = unicodedata.normalize("NFKC", match["open"])
            found.append(Found(agency, year, serial, at, match.end(), bracket))
    if text.find("令", start, end) >= 0:
        for match in _ORDER.finditer(text, start, end):
            written = match["a"] or match["b"]
            number = int(written) if written.isdigit() else chinese_integer(written)
            if number is not None:
                found.append(Found(f"{match['who'] or ''}令", None, number, match.start(), match.end()))
    yield from sorted(found, key=lambda f: f.start)
