"""From the words of a document to the documents that it cites, and what it cites them for."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from extract.citations.names import local_issuer, names_of
from extract.citations.numbers import Found, numbers_in
from extract.citations.titles import Title, titles_in
from extract.lexicon import fold_title
from extract.model import Annexed, BlockRole, Citation, DocumentNumber, Edition
from extract.stretches import Stretch

_PAIRS = dict(zip("（([［【", "）)]］】", strict=True))
_NOTE = 80  # characters that a note in brackets behind a title may have
_EDITION = re.compile(
    r"(?P<y>(?:19|20)\d\d)\s*年?(?:\s*\d{1,2}\s*月(?:\s*\d{1,2}\s*日)?)?\s*"
    r"(?:(?:[^（）()，,；;\d]{0,40}?)(?P<k>修订|修正|修改|施行|实施|版)(?:文?本|版)?)?"
)
_AMENDED = frozenset(("修订", "修正", "修改"))
_INNER_NOTE = re.compile(r"[（(](?P<note>[^（）()]{4,24})[）)]\s*[》〉]?$")
_SEPARATOR = re.compile(
    r"[\s、，,；;和及与以并\d.．()（）*]*(?:[\u4e00-\u9fff]{0,12}(?:印发|制定的|下发的|发布的|[局厅部委府办院号]))?\s*"
)
_BUSY = "学习|制定|起草|印发|出台|修订|完善|建立|宣传|编制|填报|填写|提交|开展|组织|签订|签署|审议|通过"
_EXECUTED = re.compile(
    r"(?:执行|适用|采用|会计制度(?:为|是|：|:))(?:了|的(?:会计制度)?(?:是|为)?)?新?的?(?:国家|财政部|国务院)?(?:统一|颁布|发布|印发|制定)?的?\s*$"
)
_BASIS = re.compile(
    r"(?:根据|依据|依照|按照|参照|遵照|遵循|遵守|对照|符合|执行|贯彻|落实|按(?!时|期|月|季)|以(?!及|来|下|上|后|外))"
    rf"(?:(?!{_BUSY})[^。；《》])"
    r"{0,20}$"
)
_AFTER = re.compile(
    r"等?(?:[^，。；《》]{0,8}?)(?:规定|要求|精神|的?基础上|为依据|为准绳?|为指导|标准执行|执行|评分|进行配置)"
)
_HISTORY = re.compile(
    r"(?:成立|组建|设立|更名|划转|撤并|撤销|挂牌|升格)(?!.{0,14}(?:组|专班|队|科目|账|岗位|台账|指标|目标|方案))"
    r"|废止|失效|取代|替代|停止执行|不再执行|修订前|沿革|立项依据|原(?:来|先)?(?:执行|按|依据|适用)|曾经?(?:执行|按|依据)|此前|[年月日以之]前(?:执行|适用|采用|按|依据)"
)
# A project was set up by what was in force then.
_SET_UP = re.compile(r"立项|背景|沿革|设立")
_STOP = re.compile(r"[。；;！？!?\n]")
_YEAR = re.compile(r"(?<![〔\[（(【\d])((?:19|20)\d\d)\s*年")
_INTRO = re.compile(r"依据[^。；]{0,16}[：:]\s*$")
_OWN = re.compile(r"(?:指标体系(?:框架)?表?|评分(?:标准|细则|办法|表)|评价标准)$")
_LISTED = re.compile(r"^\s*(?:[（(]?[\d一二三四五六七八九十]{1,3}[）)、.．]|[①-⑳《])")
_LONGEST_HEADING = 45
_REACH = 90  # characters within which the words around a citation say what it is for


@dataclass(slots=True)
class _Cited:
    """A title of a stretch with the notes behind it, which end at `end`."""

    title: Title
    end: int
    number: Found | None = None
    edition: tuple[int, str, int, int] | None = None


def citations(texts: Iterable[Stretch]) -> Iterator[Citation | Annexed]:
    """Every document that the text cites, in order, and the headings of what it evaluates by."""
    listing = False
    for stretch in texts:
        text = stretch.text
        if stretch.role is BlockRole.TOC:
            continue
        heading = stretch.role in (BlockRole.HEADING, BlockRole.CAPTION) and len(text) <= _LONGEST_HEADING
        if heading and "《" not in text and _OWN.search(text.strip()):
            yield Annexed(stretch.words(), fold_title(text))
        if "《" in text or "号" in text:
            yield from _cited(stretch, listing and _LISTED.match(text) is not None)
        listing = _INTRO.search(text) is not None or (listing and _LISTED.match(text) is not None)


def _cited(stretch: Stretch, listed: bool) -> Iterator[Citation]:
    text = stretch.text
    numbers = list(numbers_in(text))
    starts = [number.start for number in numbers]
    found: list[_Cited] = []
    taken: set[int] = set()
    for title in titles_in(text):
        if found and title.start < found[-1].end:
            continue  # （以下简称《办法》）
        near = numbers[bisect_left(starts, title.start - _NOTE) : bisect_left(starts, title.end + 3 * _NOTE)]
        cited = _with_notes(text, title, near)
        found.append(cited)
        taken |= {id(number) for number in near if number is cited.number or title.start < number.start < title.end}
    out: list[tuple[int, Citation]] = []
    for run in _runs(text, found):
        start = run[0].title.start
        use, year = _use(text, start, run[-1].end, stretch, listed), _year(text, start)
        out += [(cited.title.start, _citation(stretch, cited, use, year)) for cited in run]
    for number in numbers:
        if id(number) not in taken:
            use = _use(text, number.start, number.end, stretch, listed)
            said = Citation(None, (), _number(stretch, number), None, use, _year(text, number.start))
            out.append((number.start, said))
    yield from (citation for _, citation in sorted(out, key=lambda pair: pair[0]))


def _with_notes(text: str, title: Title, numbers: Sequence[Found]) -> _Cited:
    """A title with the number and the edition that stand inside, behind or right in front of it."""
    cited = _Cited(title, title.end)
    inner = _INNER_NOTE.search(text, title.start, title.end)
    if inner is not None:
        cited.edition = _edition(inner["note"], inner.start("note"), True)
    cited.number = next((n for n in numbers if title.start < n.start and n.end <= title.end), None)
    at = title.end + len("的通知") * text.startswith("的通知", title.end)
    for _ in range(3):
        while at < len(text) and text[at] in " \u3000\n*":
            at += 1
        close = _closing(text, at)
        if close < 0:
            break
        note = text[at + 1 : close]
        number = next((n for n in numbers if at < n.start and n.end <= close), None)
        edition = _edition(note, at + 1, number is None)
        if number is None and edition is None and not re.match(r"以下|简称|试行|暂行|修订|.*号$", note.strip()):
            break
        cited.number = cited.number or number
        cited.edition = cited.edition or edition
        at = cited.end = close + 1
    if cited.number is None:
        for number in numbers:
            if number.end <= title.start and re.fullmatch(r"文?件?[\s：:]*", text[number.end : title.start]):
                cited.number = number
    if cited.number is None:
        cited.number = next((n for n in numbers if 0 <= n.start - at <= 1 and text[at : n.start].strip() == ""), None)
        cited.end = cited.number.end if cited.number is not None else cited.end
    return cited


def _closing(text: str, at: int) -> int:
    """Where the bracket that opens here closes, -1 where none opens or it closes too late."""
    if at >= len(text) or text[at] not in _PAIRS:
        return -1
    depth = 0
    for i in range(at, min(len(text), at + _NOTE)):
        if text[i] in "（(":
            depth += text[at] in "（("
        elif text[i] in "）)":
            depth -= text[at] in "（("
        if depth == 0 and (text[i] in "）)" if text[at] in "（(" else text[i] == _PAIRS[text[at]]):
            return i
    return -1


def _edition(note: str, offset: int, alone: bool) -> tuple[int, str, int, int] | None:
    """Year and kind of the edition that a note in brackets names, with its place: the last amendment where it names
    several. A year without a kind must be all that the note holds."""
    found = [m for m in _EDITION.finditer(note) if m["k"] or (alone and m.group().strip() == note.strip())]
    amended = [m for m in found if m["k"] in _AMENDED]
    if not found:
        return None
    last = (amended or found)[-1]
    return int(last["y"]), last["k"] or "", offset + last.start(), offset + last.end()


def _runs(text: str, found: Sequence[_Cited]) -> Iterator[list[_Cited]]:
    """Titles that are listed together."""
    run: list[_Cited] = []
    for cited in found:
        if run and not _SEPARATOR.fullmatch(text[run[-1].end : cited.title.start]):
            yield run
            run = []
        run.append(cited)
    if run:
        yield run


def _use(text: str, start: int, end: int, stretch: Stretch, listed: bool) -> str:
    left = _sentence(text, start)
    stop = _STOP.search(text, end, end + _REACH)
    right = stop.start() if stop else end + _REACH
    before, after = text[left:start], text[end:right]
    heading = stretch.section.rpartition(" / ")[2]
    if _SET_UP.search(heading) or _HISTORY.search(before) or _HISTORY.search(after):
        return "沿革"
    if _EXECUTED.search(before):
        return "执行"
    if "依据" in heading or listed or _BASIS.search(before) or _AFTER.match(after):
        return "依据"
    return ""


def _year(text: str, start: int) -> int | None:
    """The year that the sentence around a place speaks of before it."""
    found = _YEAR.search(text, _sentence(text, start), start)
    return int(found.group(1)) if found else None


def _sentence(text: str, start: int) -> int:
    """Where the sentence around a place begins, as far as it reaches back."""
    near = max(0, start - 2 * _REACH)
    return max((m.end() for m in _STOP.finditer(text, near, start)), default=near)


def _citation(stretch: Stretch, cited: _Cited, use: str, year: int | None) -> Citation:
    title, text = cited.title, stretch.text
    edition = None
    if cited.edition is not None:
        of, kind, start, end = cited.edition
        edition = Edition(of, kind, stretch.words(start, end))
    return Citation(
        stretch.words(title.start, title.end),
        names_of(text[title.start + 1 : title.end - 1]),
        _number(stretch, cited.number) if cited.number else None,
        edition,
        use,
        year,
        title.nested,
        local_issuer(text[title.start + 1 : title.end - 1], text[max(0, title.start - 20) : title.start]),
    )


def _number(stretch: Stretch, found: Found) -> DocumentNumber:
    words = stretch.words(found.start, found.end)
    return DocumentNumber(found.agency, found.year, found.serial, words, found.bracket)
