"""附件, 附表, 表 and 图: what stands under their numbers, and the words that point at one of them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from extract.model import BlockRole, NumberedItem, NumberedRun, Outline, Pointer, References, Table, Target, Words
from extract.numbering import AttachmentLabel, chinese_integer, parse_attachment, parse_number
from extract.references.contents import printed
from extract.stretches import Stretch

_NUMERAL = "一二三四五六七八九十"
_POINTER_RE = re.compile(rf"附\s*(?P<kind>[件表])\s*(?P<n>\d{{1,2}}(?![\d.]|\s*[-—－]\s*\d)|[{_NUMERAL}]{{1,3}})")
# Another document's annex: 《…通知》附件2, （某发〔2020〕1号）附件1, 该办法的附件3.
_FOREIGN_RE = re.compile(
    r"(?:[》〉）)〕\]号]|通知|办法|方案|文件|规定|意见|细则|制度|合同|协议|批复|函|纪要|标准|指南|[的之其该])\s*[（(，,、中]?\s*$"
)
_TITLE_RES = (
    re.compile(r"\s*[:：]?\s*[《〈“\"](?P<title>[^《》〈〉“”\"]{2,50})[》〉”\"]"),
    re.compile(r"\s*[:：]\s*(?P<title>[^，。；：:《》）)\n]{2,50})"),
    re.compile(r"\s*[（(](?P<title>[^（）()，。；\n]{4,40})[）)]"),
)
_CAPTION_RE = re.compile(
    r"\s*(?P<kind>[表图])\s*(?P<n>\d{1,2})(?![\d.\-—－年月个])[\s:：、.．]*(?P<title>[^。；]{0,40})$"
)
_SHOWN_RE = re.compile(r"(?:见|如|参见|列于|列入|下列|按照|根据)\s*(?P<kind>[表图])\s*(?P<n>\d{1,2})(?![\d.\-—－年月])")
# A sentence on what another document asks for goes on to that document's annexes.
_ORDERED_RE = re.compile(r"[〔\[]\d{4}[〕\]]|《[^》]*(?:通知|办法|方案|意见|规定|制度|细则)[》（(]|通知|文件")
_SENTENCE_RE = re.compile(r"[。；\n]")
_CLAUSE_RE = re.compile(r"[。；，\n]")
# What a sentence is about, and the annexes that are about it.
_TOPICS = {
    "指标": (
        ("指标体系", "指标得分", "指标评分", "指标完成", "得分情况", "评分", "扣分"),
        ("指标", "评分", "得分", "打分", "自评表"),
    ),
    "问卷": (("问卷", "满意度调查"), ("问卷", "满意度")),
    "决算": (("决算表", "收支决算", "收支明细"), ("决算", "收支")),
    "底稿": (("底稿",), ("底稿",)),
    "成本": (("成本效益",), ("成本",)),
    "任务": (("职能分解", "职责分解", "任务完成"), ("职能", "职责", "任务")),
}
_LONGEST_LABEL = 60
_FEWEST = 3


def references(outline: Outline, texts: Sequence[Stretch]) -> Iterator[References | NumberedRun]:
    """What is pointed at and what is there, for each kind of which there is anything to point at; and the numbers of
    these as counts."""
    marked = [stretch for stretch in texts if "附" in stretch.text]
    for kind in ("附件", "附表"):
        own = _sections(outline, texts, kind)
        enclosed = tuple(_enclosures(texts)) if kind == "附件" else ()
        named = tuple(_labels(marked, kind))
        held = {target.number for target, _ in own}
        targets = (*(target for target, _ in own), *(t for t in (*named, *enclosed) if t.number not in held))
        pointers = tuple(p for s in marked for p in _pointers(s, kind))
        if targets and pointers:
            yield References(kind, targets, pointers)
        if own:
            labels = [Target(t.number, t.title, line) for t, line in own]
            yield from _counted(kind, labels, frozenset(int(t.number.split("-")[0]) for t in (*named, *enclosed)))
    captions = [(s, m) for s in texts if (m := _caption(s)) is not None]
    for kind in "表图":
        captions_of = tuple(Target(m["n"], m["title"].strip(), s.words()) for s, m in captions if m["kind"] == kind)
        if not captions_of:
            continue
        shown = tuple(
            Pointer(m["n"], "", s.words(m.start("kind"), m.end()))
            for s in texts
            if kind in s.text
            for m in _SHOWN_RE.finditer(s.text)
            if m["kind"] == kind
        )
        if shown:
            yield References(kind, captions_of, shown)
        named_at = re.compile(rf"{kind}\s*(\d{{1,2}})(?!\d)")
        found = {int(n) for s in texts if kind in s.text for n in named_at.findall(s.text)}
        yield from _counted(kind, captions_of, frozenset(found - {int(t.number) for t in captions_of}))


def _counted(kind: str, targets: Sequence[Target], found: frozenset[int]) -> Iterator[NumberedRun]:
    items = tuple(NumberedItem(int(t.number), f"{kind}{t.number}", t.words) for t in targets if t.number.isdigit())
    if len(items) >= _FEWEST:
        yield NumberedRun(kind, items, found)


def _sections(outline: Outline, texts: Sequence[Stretch], kind: str) -> list[tuple[Target, Words]]:
    """The annexes that the document holds, with their titles where these stand in the label or below it, each with the
    line of its label."""
    firsts: dict[int, int] = {}
    for at, stretch in enumerate(texts):
        firsts.setdefault(stretch.block, at)
    found = []
    for section in outline.sections:
        label = parse_attachment(section.number)
        at = firsts.get(section.block, -1)
        if label is None or label.kind != kind or not label.number or at < 0:
            continue
        titled = next((s for s in texts[at : at + 2] if section.title and printed(section.title, s.text)), texts[at])
        topics = frozenset(name for name, (_, words) in _TOPICS.items() if any(w in section.title for w in words))
        found.append((Target(label.number, section.title, titled.words(), topics), texts[at].words()))
    return found


def _enclosures(texts: Sequence[Stretch]) -> Iterator[Target]:
    """The list of annexes at the end of the body: 附件：1.… and below it 2.…"""
    expected = 0
    for stretch in texts:
        if stretch.role is BlockRole.TOC or isinstance(stretch.spot.block, Table):
            expected = 0
            continue
        text = stretch.text.strip()
        label = parse_attachment(text) if text.startswith("附") else None
        number = parse_number(label.rest if label is not None and not label.number and label.separated else text)
        if label is not None and not label.number and label.separated and number is not None and number.value == 1:
            expected = 1
        if expected and number is not None and number.value == expected and len(text) <= _LONGEST_LABEL:
            start = max(0, stretch.text.find(number.text))
            yield Target(str(number.value), number.rest, stretch.words(start))
            expected += 1
        else:
            expected = 0


def _labels(texts: Sequence[Stretch], kind: str) -> Iterator[Target]:
    """The annexes that a line somewhere begins with, whether it opens the annex or only names it."""
    for stretch in texts:
        label = parse_attachment(stretch.text.strip()) if stretch.role is not BlockRole.TOC else None
        if label is None or label.kind != kind or not label.number or _in_row(stretch, label):
            continue
        if len(stretch.text) <= _LONGEST_LABEL and not stretch.text.rstrip().endswith("。"):
            yield Target(label.number, label.rest, stretch.words())


def _in_row(stretch: Stretch, label: AttachmentLabel) -> bool:
    """Whether a cell that holds nothing but a label says where its row has something from; an annex set as a table
    begins with its label."""
    cell = stretch.spot.cell
    return cell is not None and cell.row > 0 and cell.column > 0 and not label.rest.strip()


def _pointers(stretch: Stretch, kind: str) -> Iterator[Pointer]:
    text = stretch.text
    if stretch.role in (BlockRole.TOC, BlockRole.COVER, BlockRole.HEADING, BlockRole.CAPTION):
        return
    label = parse_attachment(text.strip())
    listed = label is not None and not _in_row(stretch, label)
    if listed and len(text.strip()) <= _LONGEST_LABEL and not text.rstrip().endswith("。"):
        return  # a label, or a line of a list of annexes
    since = 0
    for found in _POINTER_RE.finditer(text):
        if "附" + found["kind"] != kind:
            continue
        before = text[: found.start()]
        opened = before.rfind("《")
        inside = opened >= 0 and "》" not in before[opened:]
        since = max([since, *(m.end() for m in _SENTENCE_RE.finditer(text, since, found.start()))])
        if not inside and _ORDERED_RE.search(text, since, found.start()):
            continue
        if (inside and before[opened + 1 :].strip()) or (not inside and _FOREIGN_RE.search(before[-8:])):
            continue
        number = found["n"] if found["n"].isdigit() else str(chinese_integer(found["n"]))
        title, end = "", found.end()
        if inside:
            close = text.find("》", end)
            if close < 0:
                continue
            title = text[end:close].strip(" 　:：")
            end = close + 1
        else:
            named = next((m for pattern in _TITLE_RES if (m := pattern.match(text, end))), None)
            if named is not None:
                title, end = named["title"].strip(), named.end()
        start = opened if inside else found.start()
        stop = _CLAUSE_RE.search(text, end)
        about = text[since : stop.start() if stop else len(text)]
        topics = frozenset(name for name, (words, _) in _TOPICS.items() if any(w in about for w in words))
        yield Pointer(number, title, stretch.words(start, end), about, topics)
        since = end


def _caption(stretch: Stretch) -> re.Match[str] | None:
    """A line that numbers a table or a figure: 表3 …"""
    text = stretch.text
    if not ("表" in text[:6] or "图" in text[:6]) or len(text) > _LONGEST_LABEL:
        return None
    if isinstance(stretch.spot.block, Table) or stretch.role in (BlockRole.TOC, BlockRole.COVER):
        return None
    return _CAPTION_RE.match(text)
