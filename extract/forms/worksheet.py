"""工作底稿: the working paper of one indicator, as a table, as lines of key and value, or as prose under small headings.

It is told by its title (…底稿) and its keys (指标权重, 指标得分, 评价标准, 数据来源, 评价结果). The indicator is named in the
title, by code or name, or beside a key of its own; under one title several papers may follow each other, and one table
may hold them all, a row each.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from extract.forms.placed import Placed
from extract.model import BlockRole, Cell, Document, Fact, IndicatorTree, Outline, Paragraph, Table, Words, Worksheet
from extract.numbering import parse_number
from extract.stretches import Spot

_TITLE = re.compile(r"底\s*稿")
_LONGEST_TITLE = 60
_CODE = r"(?:[A-Z]\s?\d{1,4}(?:[.-]\d{1,2})*|\d{1,2}(?:\.\d{1,2}){1,3})"
_BEFORE = re.compile(
    r"^(?:附\s*[件表]\s*[\d一二三四五六七八九十]*(?:[-—]\d+)?\s*[：:]?\s*)?(?P<rest>.*?)(?:的)?(?:指标)?(?:绩效)?(?:自评价?|评价|评分|评定|打分|考核)*"
    r"(?:指标)?(?:工作)?底\s*稿(?:表)?(?:\s*[（(][^（()）]*[)）])?$"
)
_BEHIND = re.compile(
    r"^.{0,20}?底\s*稿(?:表)?\s*(?:(?:之)?[\d一二三四五六七八九十]{1,3})?\s*(?:[：:—\-–]+|[（(])\s*(?P<rest>.+?)[)）]?$"
)
_CODED = re.compile(rf"^(?P<code>{_CODE})[.、\s:：—-]*(?P<name>.*)$", re.DOTALL)
_MARKS = "“”\"'「」『』【】《》〈〉〔〕（）()：: 　、-—"
_QUOTED = re.compile(r"[“\"「『【](?P<name>[^”\"」』】]{2,})[”\"」』】]")

_KEYS = (
    ("name", r"(?:[三四末]级|绩效|评价)?指标(?:名称)?"),
    ("code", r"指标(?:编[码号]|代码|序号)"),
    ("weight", r"(?:指标|标准)?(?:权重|分值|标准分|满分)(?:值|分值|分)?"),
    ("score", r"(?:指标|绩效)?(?:自评|评价|实际|最终|评定)?得分(?:情况)?|自评分|评价分"),
    (
        "note",
        r"指标(?:解释|说明|含义|内涵|定义|性质|目标值)|(?:评价|评分|计分|评定)(?:标准|细则|要点|方法|依据|办法)|指标标杆值"
        r"|(?:数据|资料|证据|信息)(?:来源|采集)(?:及取数方式|及采集方式)?|取数方式|佐证(?:材料|资料)|支撑材料"
        r"|(?:评价|评分|计算|打分|考核|分析)(?:结果|过程|分析|结论|说明|理由|意见)|(?:得分|扣分)(?:说明|原因|理由|依据)|指标分析"
        r"|(?:实际)?完成情况|评价情况|存在(?:的)?问题",
    ),
)
_KEY = re.compile("|".join(f"(?P<{name}>^(?:{pattern})$)" for name, pattern in _KEYS))
_ASIDE = re.compile(r"[（(][^（()）]{0,12}[)）]$")
_PAIR = re.compile(r"(?:^|[\s；;，,])(?P<key>[^\s：:，。；;]{2,12})\s*[：:]\s*(?=\S)")
_FIGURE = r"[：:\s]*(?:为|是)?\s*[（(]?\s*(?P<n>\d+(?:\.\d+)?)\s*(?:分|[%％])?(?=$|[\s，,。；;、）)])"
_WEIGHT_SAID = re.compile(rf"(?:^|[\s。；;，,：:])[本该]?(?:项)?(?:指标)?(?:权重|分值|标准分|满分)(?:值|分)?{_FIGURE}")
_OWN_SCORE = re.compile(
    rf"(?:^|[\s。；;，,：:])(?:[本该此](?:项)?指标|指标)(?:自评|评价|实际|最终|评定)?得分?{_FIGURE}"
)
_SCORE_SAID = re.compile(rf"(?:^|[\s。；;，,：:])(?:自评|评价|实际|最终|评定)?得分{_FIGURE}")
_BARE = re.compile(r"^\s*(?P<n>\d+(?:\.\d+)?)\s*(?:分|[%％])?\s*$")
_TOTAL = re.compile(r"^(?:合计|总计|小计|共计|得分合计|合计得分)$")
_FEWEST = 2


@dataclass
class _Draft:
    """A worksheet while its lines are read. Figures are kept by how surely they are the indicator's own."""

    title: Words
    code: str = ""
    name: Words | None = None
    keys: set[str] = field(default_factory=set)
    weights: dict[int, list[Fact]] = field(default_factory=dict)
    scores: dict[int, list[Fact]] = field(default_factory=dict)
    notes: list[tuple[str, Words]] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Entry:
    """One value with the key that it stands under: the key's kind and words, the value's place and characters; `total`
    says that it stands in a total row below the points of a rubric."""

    kind: str
    key: str
    spot: Spot
    start: int
    end: int
    total: bool = False

    @property
    def text(self) -> str:
        return self.spot.text[self.start : self.end]


def worksheets(
    document: Document, outline: Outline, trees: Sequence[IndicatorTree], placed: Placed
) -> tuple[Worksheet, ...]:
    """The working papers of a document, in printed order."""
    names = {bare_name(i.name.text) for tree in trees for i in tree.indicators}
    scored = {tree.table for tree in trees}
    again = {tree.table for tree in trees if _known_elsewhere(tree, trees)}
    found: list[Worksheet] = []
    draft: _Draft | None = None
    key: tuple[str, str] | None = None

    def close() -> None:
        nonlocal draft
        made = _made(draft) if draft is not None else None
        if made is not None:
            found.append(made)
        draft = None

    for block in document.blocks:
        if isinstance(block, Paragraph):
            spot = Spot(block)
            if outline.roles[block.index] is BlockRole.TOC:
                continue
            if _is_title(spot.text):
                close()
                draft, key = _titled(spot, names, placed), None
                continue
            if draft is None:
                continue
            entries, key = _of_line(spot, key)
            if not entries and key is None and outline.roles[block.index] is BlockRole.HEADING:
                close()
                continue
        else:
            fresh = draft is not None and not draft.keys
            if block.number in scored and not (fresh and block.number in again):
                continue
            titled = next((c for c in block.cells if c.row == 0 and _is_title(c.text.content)), None)
            if titled is not None:
                close()
                draft = _titled(Spot(block, titled), names, placed)
            if draft is None:
                continue
            entries, key = list(_of_table(block)), None
        for entry in entries:
            if entry.kind in ("name", "code") and entry.kind in draft.keys:
                title = draft.title
                close()
                draft = _Draft(title)  # the next paper under one title
            _take(draft, entry, placed)
    close()
    return tuple(found)


def _known_elsewhere(tree: IndicatorTree, trees: Sequence[IndicatorTree]) -> bool:
    """Whether most indicators of a table stand in another one too: under the title of working papers it is theirs."""
    others = {bare_name(i.name.text) for other in trees if other.table != tree.table for i in other.indicators}
    own = [bare_name(i.name.text) in others for i in tree.leaves()]
    return sum(own) * 2 > len(own)


def _is_title(text: str) -> bool:
    text = text.strip()
    return len(text) <= _LONGEST_TITLE and _TITLE.search(text) is not None and not text.endswith(("。", "；", "，"))


def bare_name(text: str) -> str:
    """The name of an indicator without its code, marks and the weight behind it: what two printings are compared by."""
    text = re.sub(r"[（(]\s*\d+(?:\.\d+)?\s*(?:分|[%％])?\s*[)）]", "", text)
    coded = _CODED.match(text.strip())
    return re.sub(rf"[\s{re.escape(_MARKS)}]", "", coded["name"] if coded else text)


def _titled(spot: Spot, names: set[str], placed: Placed) -> _Draft:
    """A draft with what its title says of the indicator: a code, a quoted name, or a name that a tree knows."""
    text = spot.text
    begin = len(text) - len(text.lstrip())
    draft = _Draft(placed.words(spot, begin, len(text.rstrip())))
    for pattern in (_BEFORE, _BEHIND):
        match = pattern.match(text.strip())
        rest = match["rest"].strip() if match else ""
        if not rest:
            continue
        coded = _CODED.match(rest)
        quoted = _QUOTED.search(rest)
        name = quoted["name"] if quoted else (coded["name"] if coded else rest).strip(_MARKS)
        if coded is not None or (quoted is not None and "报告" not in name) or bare_name(name) in names:
            start = text.index(name) if name else begin
            draft.code = re.sub(r"\s", "", coded["code"]) if coded else ""
            draft.name = placed.words(spot, start, start + len(name)) if name else None
            break
    return draft


# --------------------------------------------------------------------------------------------------------------
# Keys and values
# --------------------------------------------------------------------------------------------------------------


def _key_of(text: str) -> tuple[str, str] | None:
    """Kind and words of a key: 指标权重（分） → weight, 指标权重."""
    word = _ASIDE.sub("", re.sub(r"\s", "", text).rstrip("：:")).rstrip("：:")
    match = _KEY.match(word)
    return (match.lastgroup or "", word) if match else None


def _of_line(spot: Spot, key: tuple[str, str] | None) -> tuple[list[_Entry], tuple[str, str] | None]:
    """The values of one paragraph, and the key that holds for the next: 指标权重：2 分；指标得分：1.5 分, or prose under
    a small heading that is a key."""
    text = spot.text
    number = parse_number(text.strip())
    label = number.rest if number is not None else text
    alone = _key_of(label)
    if alone is not None:
        return [], alone
    pairs = [(known, m) for m in _PAIR.finditer(text) if (known := _key_of(_unnumbered(m["key"]))) is not None]
    if pairs:
        ends = [m.start() for _, m in pairs[1:]] + [len(text)]
        found = [_Entry(*known, spot, m.end(), end) for (known, m), end in zip(pairs, ends, strict=True)]
        return found, pairs[-1][0]
    return ([_Entry(*key, spot, 0, len(text))] if key is not None else []), key


def _unnumbered(text: str) -> str:
    return re.sub(r"^[（(]?[\d一二三四五六七八九十]{1,2}[)）、.．]", "", text)


def _of_table(table: Table) -> Iterator[_Entry]:
    """The values of a table: behind their keys in a row, below them under a row of keys, or in the rows that follow a
    key whose cell is blank there."""
    rows: dict[int, list[Cell]] = {}
    for cell in sorted(table.cells, key=lambda c: (c.row, c.column)):
        rows.setdefault(cell.row, []).append(cell)
    first: tuple[str, str] | None = None
    across: dict[int, tuple[str, str]] = {}
    named = 0
    for cells in rows.values():
        said = [cell for cell in cells if cell.text.content.strip()]
        keys = {cell.column: known for cell in said if (known := _key_of(cell.text.content)) is not None}
        if len(keys) >= _FEWEST and len(keys) == len(said):
            across, first, named = keys, None, 0
            continue
        if across and not keys:
            total = bool(said) and _TOTAL.match(re.sub(r"\s", "", said[0].text.content)) is not None
            if total and named > 1:
                continue  # the sum of several papers is that of none
            named += any(across.get(cell.column, ("", ""))[0] == "name" for cell in said)
            for cell in said:
                if cell.column in across and not (total and cell is said[0]):
                    yield replace(_entry(across[cell.column], table, cell), total=total)
            continue
        across = {}
        key = first if said and said[0].column > 0 else None
        for cell in said:
            if cell.column in keys:
                key = keys[cell.column]
                if cell is said[0]:
                    first = key
            elif key is not None:
                yield _entry(key, table, cell)
            elif pair := _of_line(Spot(table, cell), None)[0]:
                yield from pair


def _entry(key: tuple[str, str], table: Table, cell: Cell) -> _Entry:
    return _Entry(*key, Spot(table, cell), 0, len(cell.text.content))


def _take(draft: _Draft, entry: _Entry, placed: Placed) -> None:
    text = entry.text
    begin = entry.start + len(text) - len(text.lstrip())
    end = entry.start + len(text.rstrip())
    draft.keys.add(entry.kind if entry.kind != "note" else entry.key)

    def figure(pattern: re.Pattern[str], label: str, measure: str) -> Fact | None:
        found = pattern.search(text)
        return placed.number(entry.spot, entry.start + found.start("n"), label, measure) if found else None

    if entry.kind == "name":
        coded = _CODED.match(entry.spot.text[begin:end])
        if coded is not None:
            draft.code = draft.code or re.sub(r"\s", "", coded["code"])
            begin += coded.start("name") if coded["name"].strip() else 0
        if draft.name is None:
            draft.name = placed.words(entry.spot, begin, end)
        return
    if entry.kind == "code":
        draft.code = draft.code or text.strip()
        return
    _figures(draft, entry, figure)
    if entry.kind == "note" and begin < end:
        draft.notes.append((entry.key, placed.words(entry.spot, begin, end)))


def _figures(draft: _Draft, entry: _Entry, figure: Callable[[re.Pattern[str], str, str], Fact | None]) -> None:
    """Keeps the weight and the score that one value prints, the surest reading first: a total row, what stands alone
    under the key, what the words call the indicator's own, what they merely call a score."""
    kind, surest = entry.kind, -1 if entry.total else 0
    for rank, pattern in enumerate((_BARE, _WEIGHT_SAID)):
        if (kind == "weight" or pattern is _WEIGHT_SAID) and (fact := figure(pattern, "指标权重", "weight")):
            draft.weights.setdefault(rank + surest, []).append(fact)
            break
    for rank, pattern in enumerate((_BARE, _OWN_SCORE, _SCORE_SAID)):
        if (kind == "score" or pattern is not _BARE) and (fact := figure(pattern, "指标得分", "score")):
            draft.scores.setdefault(rank + surest, []).append(fact)
            break


def _made(draft: _Draft) -> Worksheet | None:
    if len(draft.keys - {"name", "code"}) < _FEWEST or not (draft.code or draft.name):
        return None
    name = draft.name or draft.title
    return Worksheet(draft.title, draft.code, name, _surest(draft.weights), _surest(draft.scores), tuple(draft.notes))


def _surest(found: dict[int, list[Fact]]) -> Fact | None:
    """The figure of the surest reading; None where it says two."""
    if not found:
        return None
    facts = found[min(found)]
    return facts[0] if len({fact.quantity.value for fact in facts}) == 1 else None
