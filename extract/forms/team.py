"""评价小组: who evaluates, as a table (组长 | 姓名 | 职务/职称 | 所属单位) or as lines (组长：甲（局长）; 成员：乙、丙)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from extract.forms.placed import Placed
from extract.model import (
    Block,
    BlockRole,
    Cell,
    Claim,
    Document,
    Fact,
    Outline,
    Paragraph,
    PartGroup,
    Table,
    Team,
    TeamMember,
    Words,
)
from extract.stretches import Spot

_TEAM = re.compile(
    r"(?:评价|自评|评估|考评|绩效|工作|领导)[^，。；]{0,8}(?:小组|工作组|评价组|专班)|小组成员|评价人员|工作组成员"
)
_SPACE = re.compile(r"\s")
_NAME_HEADER = re.compile(r"^(?:姓名|成员姓名|人员姓名|评价人员)$")
_POST_HEADER = re.compile(r"职务|职称")
_UNIT_HEADER = re.compile(r"单位|部门|处室|科室")
_ROLE_HEADER = re.compile(r"小组|机构职位|组内|分工|角色|职责|组别")
_ROLE = re.compile(r"^(?:第一|常务)?(?:副?组长|成员|组员|副?主任委员|联络员|秘书)$")
_LINE = re.compile(r"^\s*(?P<role>(?:副\s*)?组\s*长|成\s*员|组\s*员)\s*[：:]\s*(?P<rest>\S.*?)[。；;]?\s*$")
_PERSON = re.compile(r"^[\u4e00-\u9fff]{2,4}$|^[\u4e00-\u9fff]{1,8}·[\u4e00-\u9fff]{1,8}$")
_GROUP = re.compile(r"各|等|相关|全体|负责|人员|股|科|室|同志们|[局办所站]$")
_ITEM = re.compile(r"(?P<name>[^、，,；;（(]+?)(?:[（(](?P<post>[^（()）]*)[)）])?(?:[、，,；;]|$)")
_STATED = re.compile(
    r"(?:小组|工作组|评价组|专班)(?:成员)?[，,]?(?:共计?|一?共有?|由|有|合计|总人数为?)+\s*(?P<n>\d{1,2}|[一二三四五六七八九十]{1,3})\s*(?:名|位|个)?(?:人员|成员|人|同志)"
)
_POST = re.compile(r"长$|任$|员$|师$|干部$|会计$|出纳$|书记$|级$|主管$|经理$|秘书$")
_LONGEST_NAME = 4
_NEAR = 6  # blocks between the words that count a team and its list
_HEAD = 2  # rows that can be the header
_FEWEST = 2


def teams(document: Document, outline: Outline, placed: Placed) -> tuple[Team, ...]:
    """The evaluation teams of a document, in printed order."""
    found = [
        (at, team if team.stated is not None else replace(team, stated=_stated(document, outline, placed, at)))
        for at, team in (
            *_of_tables(document, outline, placed),
            *_of_lines(document, outline, placed),
            *_of_sentences(document, outline, placed),
        )
    ]
    return tuple(team for _, team in sorted(found, key=lambda pair: pair[0]))


def _stated(document: Document, outline: Outline, placed: Placed, at: int) -> Fact | None:
    """How many people the words just above the list say there are, or else those right below it; None where they say it
    of two."""
    for near in (document.blocks[max(0, at - _NEAR) : at], document.blocks[at + 1 : at + 2]):
        found = [
            (block, match)
            for block in near
            if isinstance(block, Paragraph) and outline.roles[block.index] is not BlockRole.TOC
            for match in _STATED.finditer(block.text.content)
        ]
        if found:
            block, match = found[0]
            return placed.number(Spot(block), match.start("n"), "小组人数", "count") if len(found) == 1 else None
    return None


# --------------------------------------------------------------------------------------------------------------
# Tables
# --------------------------------------------------------------------------------------------------------------


def _of_tables(document: Document, outline: Outline, placed: Placed) -> Iterator[tuple[int, Team]]:
    for block in document.blocks:
        if not isinstance(block, Table):
            continue
        columns, header = _columns(block)
        if "name" not in columns:
            continue
        caption = outline.captions.get(block.index)
        title = caption.title if caption else ""
        if not (_TEAM.search(title) or _TEAM.search(_line_above(document.blocks, block.index))):
            continue
        members = tuple(_rows(block, columns, header, placed))
        if len(members) >= _FEWEST:
            yield block.index, Team(title, members, table=block.number)


def _line_above(blocks: Sequence[Block], index: int) -> str:
    above = blocks[index - 1] if index else None
    return above.text.content if isinstance(above, Paragraph) else ""


def _columns(table: Table) -> tuple[dict[str, int], int]:
    """The columns of a table by what they hold, and the row that says so; none where people stand side by side."""
    for row in range(_HEAD):
        cells = [cell for cell in table.cells if cell.row == row]
        words = {cell.column: _SPACE.sub("", cell.text.content) for cell in cells}
        names = [column for column, word in words.items() if _NAME_HEADER.match(word)]
        if len(names) != 1:
            continue
        found = {"name": names[0]}
        for column, word in words.items():
            if column == names[0]:
                continue
            if _ROLE_HEADER.search(word):
                found.setdefault("role", column)
            elif _POST_HEADER.search(word):
                found.setdefault("post" if not _UNIT_HEADER.search(word) else "both", column)
            elif _UNIT_HEADER.search(word):
                found.setdefault("unit", column)
        return found, row
    return {}, 0


def _rows(table: Table, columns: dict[str, int], header: int, placed: Placed) -> Iterator[TeamMember]:
    rows: dict[int, dict[int, Cell]] = {}
    spans: list[Cell] = []
    for cell in table.cells:
        rows.setdefault(cell.row, {})[cell.column] = cell
        if cell.row_span > 1:
            spans.append(cell)

    def words(row: int, what: str) -> Words | None:
        column = columns.get(what, -1)
        cell = rows[row].get(column) or next(
            (c for c in spans if c.column == column and c.row <= row < c.row + c.row_span), None
        )
        if cell is None or not cell.text.content.strip():
            return None
        text = cell.text.content
        found = placed.words(Spot(table, cell), len(text) - len(text.lstrip()), len(text.rstrip()))
        return replace(found, text=_SPACE.sub("", found.text))

    for row in sorted(rows):
        name = words(row, "name") if row > header else None
        if name is not None and _PERSON.match(name.text):
            role = words(row, "role")
            known = role if role is not None and _ROLE.match(role.text) else None
            yield TeamMember(name, known, words(row, "post"), words(row, "unit"))


# --------------------------------------------------------------------------------------------------------------
# Lines
# --------------------------------------------------------------------------------------------------------------


def _of_lines(document: Document, outline: Outline, placed: Placed) -> Iterator[tuple[int, Team]]:
    """Lines of 组长, 副组长 and 成员 that follow each other; a second line of 组长 begins another team."""
    run: list[tuple[Paragraph, re.Match[str]]] = []
    for block in (*document.blocks, None):
        line = _LINE.match(block.text.content) if isinstance(block, Paragraph) else None
        leads = line is not None and _SPACE.sub("", line["role"]) == "组长"
        if run and (line is None or leads):
            yield from _team_of(document, run, placed)
            run = []
        if isinstance(block, Paragraph) and line is not None and (run or leads):
            run.append((block, line))


def _team_of(
    document: Document, run: list[tuple[Paragraph, re.Match[str]]], placed: Placed
) -> Iterator[tuple[int, Team]]:
    first = run[0][0].index
    above = _line_above(document.blocks, first)
    if not _TEAM.search(above):
        return
    members: list[TeamMember] = []
    last = run[-1][0].index
    unnamed = last + 1 < len(document.blocks) and _goes_on(document.blocks[last + 1])
    for block, line in run:
        spot = Spot(block)
        role = placed.words(spot, line.start("role"), line.end("role"))
        role = replace(role, text=_SPACE.sub("", role.text))
        for item in _ITEM.finditer(line["rest"]):
            people = list(_people(spot, line.start("rest"), item, placed))
            unnamed = unnamed or not people
            members += [TeamMember(name, role, post) for name, post in people]
    if len(members) >= _FEWEST:
        yield first, Team(above.strip(), tuple(members), open=unnamed)


def _goes_on(block: Block) -> bool:
    """Whether a line below a list names one more person (陆远帆 干部)."""
    if not isinstance(block, Paragraph):
        return False
    tokens = block.text.content.strip("。；;、 \u3000").split()
    return len(tokens) in (1, 2) and len(tokens[0]) <= _LONGEST_NAME and _PERSON.match(tokens[0]) is not None


def _people(spot: Spot, at: int, item: re.Match[str], placed: Placed) -> Iterator[tuple[Words, Words | None]]:
    """The people of one item of a list with their posts: 何小溪, 张 三, 何小溪（副局长）, 何小溪 副局长, 何小溪 沈一舟; nobody where it
    names a group (各股室负责人)."""
    begin = at + item.start("name")
    tokens = [(begin + m.start(), begin + m.end()) for m in re.finditer(r"\S+", item["name"])]
    if len(tokens) > 1 and all(b - a == 1 for a, b in tokens[:2]):  # 张 三
        tokens[:2] = [(tokens[0][0], tokens[1][1])]
    texts = [_SPACE.sub("", spot.text[a:b]) for a, b in tokens]

    def words(a: int, b: int) -> Words:
        found = placed.words(spot, a, b)
        return replace(found, text=_SPACE.sub("", found.text))

    post = words(at + item.start("post"), at + item.end("post")) if item["post"] else None
    if not texts or _GROUP.search(texts[0]):
        return
    if len(texts) == 1 and _PERSON.match(texts[0]):
        yield words(*tokens[0]), post
    elif all(_PERSON.match(text) and not _POST.search(text) for text in texts):
        yield from ((words(a, b), None) for a, b in tokens)
    elif _PERSON.match(texts[0]):
        yield words(*tokens[0]), post or words(tokens[1][0], tokens[-1][1])


# --------------------------------------------------------------------------------------------------------------
# Sentences
# --------------------------------------------------------------------------------------------------------------

_BEHIND = re.compile(r"(?:组成)?\s*[：:，,（(]?\s*(?:其中|分别是|分别为|包括|设有?)?\s*[：:，,]?\s*")
_ROLE_SAID = r"(?:第一|常务)?(?:副\s*)?组长|成员|组员"
_SHARE_OF = re.compile(
    rf"(?P<role>{_ROLE_SAID})(?:共|为|有|[：:])?\s*(?P<n>\d{{1,2}})\s*(?:人|名|位)\s*[、，,和及]?\s*"
)
_HELD_BY = re.compile(rf"(?P<role>{_ROLE_SAID})(?:为|是|[：:])?\s*(?P<rest>(?:(?!{_ROLE_SAID})[^。；;\d）)\n])+)")


def _sentences(document: Document, outline: Outline) -> Iterator[tuple[Paragraph, re.Match[str], int]]:
    """Where words count a team, with the place behind them at which they may go on to its people."""
    for block in document.blocks:
        if not isinstance(block, Paragraph) or outline.roles[block.index] is BlockRole.TOC:
            continue
        text = block.text.content
        for stated in _STATED.finditer(text):
            behind = _BEHIND.match(text, stated.end())
            if behind is not None and _TEAM.search(text[max(0, stated.start() - _BEFORE) : stated.end()]):
                yield block, stated, behind.end()


_BEFORE = 10  # characters of the words that name a team


def _of_sentences(document: Document, outline: Outline, placed: Placed) -> Iterator[tuple[int, Team]]:
    """A team counted and named in one sentence (工作小组共 4 人：组长甲，副组长乙，成员丙、丁)."""
    for block, stated, at in _sentences(document, outline):
        spot, members, unnamed = Spot(block), [], False
        held = _HELD_BY.match(spot.text, at)
        while held is not None:
            role = placed.words(spot, held.start("role"), held.end("role"))
            role = replace(role, text=_SPACE.sub("", role.text))
            for item in _ITEM.finditer(held["rest"]):
                people = list(_people(spot, held.start("rest"), item, placed))
                unnamed = unnamed or not people
                members += [TeamMember(name, role, post) for name, post in people]
            held = _HELD_BY.match(spot.text, held.end())
        number = placed.number(spot, stated.start("n"), "小组人数", "count")
        if len(members) >= _FEWEST and number is not None:
            yield block.index, Team("", tuple(members), stated=number, open=unnamed)


def team_sums(document: Document, outline: Outline, placed: Placed, known: Sequence[Claim]) -> Iterator[PartGroup]:
    """The people of a team by what they are in it (由 6 人组成，其中组长 1 人、副组长 1 人、成员 4 人), where plain members are
    among them: then they are all of it. None that `known` has already."""
    summed = {fact.id for claim in known if isinstance(claim, PartGroup) for fact in claim.totals}
    for block, stated, at in _sentences(document, outline):
        spot, parts, roles = Spot(block), [], []
        found = _SHARE_OF.match(spot.text, at)
        while found is not None:
            roles.append(found["role"])
            parts.append(placed.number(spot, found.start("n"), found["role"], "count"))
            found = _SHARE_OF.match(spot.text, found.end())
        whole = len(set(roles)) == len(roles) > 1 and bool({"成员", "组员"} & set(roles))
        total = placed.number(spot, stated.start("n"), "小组人数", "count") if whole else None
        counted = tuple(part for part in parts if part is not None)
        if total is not None and total.id not in summed and len(counted) == len(parts):
            cue = placed.words(spot, stated.start(), stated.end())
            yield PartGroup((total,), counted, cue)
