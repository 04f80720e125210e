"""部门决算 and 部门预算 disclosures: their public tables, what they tell of each subject, and what that asserts."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from extract.forms.goal_form import goal_claims
from extract.forms.ordering import bounds, levels, orders, rises
from extract.forms.shares import distant_shares
from extract.forms.spots import Passage, passages
from extract.forms.subject_items import item_sums, named_expenses, subject_items
from extract.model import (
    Absence,
    BlockRole,
    Claim,
    Disclosure,
    Document,
    ExpenseRow,
    Fact,
    Outline,
    Paragraph,
    PartGroup,
    PublicTable,
    Table,
    Words,
)

_NOISE = re.compile(
    r"\s+|[“”\"]|[（(][^（）()]*[)）]"
    r"|^(?:(?:公开|附)表?[\d一二三四五六七八九十]+表?|表[\d一二三四五六七八九十]+|[\d一二三四五六七八九十]+(?=[：:、.．]))[：:、.．]?"
)
_SPOKEN_OF = re.compile(r"决算|预算|收支|收入支出|三公|部门|单位")
# Parts of one of the public tables, or the same table for a part of the money.
_OTHER = re.compile(r"项目支出|(?:政府性基金|国有资本经营).*三公|(?<!基本)支出决算明细表|按单位|增减|对比|绩效|采购")
# What a table is by its title, the narrower kinds first.
_KINDS = (
    ("三公表", re.compile(r"三公.*表$")),
    ("基金表", re.compile(r"政府性基金.*(?:支出|收支).*表$")),
    ("国资表", re.compile(r"国有资本经营.*(?:支出|收支).*表$")),
    ("基本支出表", re.compile(r"(?:一般公共预算|财政拨款).*基本支出.*表$")),
    ("财政拨款总表", re.compile(r"财政拨款(?:收入支出|收支).*总(?:体情况)?表$")),
    ("一般公共支出表", re.compile(r"一般公共预算.*支出.*表$")),
    ("收支总表", re.compile(r"(?<!拨款)(?:收入支出|收支)(?:决算|预算)?总(?:体情况)?表$")),
    ("收入表", re.compile(r"(?<!支出)(?<!拨款)收入(?:决算|预算)?(?:总体情况|总)?表$")),
    ("支出表", re.compile(r"(?<!收入)(?<!拨款)(?<!基本)(?<!项目)支出(?:决算|预算)?(?:总体情况|总)?表$")),
)
_NOTHING = re.compile(
    r"(?:没有|无|未(?:发生|安排|有))[^。；]*?(?:故|因此|所以)?(?:本表|此表|该表|表中|表内)(?:无数据|为空|为空表|无内容|没有数据|无数)"
    r"|(?:本表|此表|该表)(?:无数据|为空表|为空|没有数据)"
)
_ABSENT = re.compile(
    r"(?:没有|无|未安排|未发生)(?:使用)?(?P<fund>政府性基金|国有资本经营)(?:预算)?(?:财政)?(?:拨款)?(?:安排的?)?(?:收入和支出|收支|支出|收入)"
)
_NOTE_REACH = 5  # blocks below a table in which its notes stand
_LONGEST_TITLE = 40
_TITLE_REACH = 5  # blocks above a table in which its title stands
_FIGURE = re.compile(r"^[-\d,，.\s]+$")


def read_disclosure(
    document: Document, outline: Outline, facts: Sequence[Fact], known: Sequence[Claim]
) -> tuple[Disclosure, list[Claim]]:
    """The document as a disclosure, and what its items, words of order and goal forms assert beside what is `known`."""
    told = [p for p in passages(document, outline, facts) if outline.roles[p.block] is not BlockRole.TOC]
    tables = tuple(_tables(document, outline, facts))
    items = tuple(subject_items(told))
    claims: list[Claim] = [
        *item_sums(told, items),
        *orders(told),
        *bounds(told),
        *rises(told, known),
        *levels(told, known),
    ]
    claims += [*distant_shares(told, known), *goal_claims(document, told, facts)]
    said = {_members(claim) for claim in known if isinstance(claim, PartGroup)}
    claims = [claim for claim in claims if not (isinstance(claim, PartGroup) and _members(claim) in said)]
    expenses = tuple(_expenses(document, outline, facts, tables))
    return Disclosure(tables, expenses, items, tuple(named_expenses(told)), tuple(_absences(told))), claims


def _members(group: PartGroup) -> tuple[int, ...]:
    """What makes two sums one claim: the total and its parts."""
    return group.totals[0].id, *sorted(part.id for part in group.parts)


def table_kind(title: str) -> str:
    """Which public table a title names, "" for none."""
    words = _NOISE.sub("", title)
    if not _SPOKEN_OF.search(words) or _OTHER.search(words):
        return ""
    return next((kind for kind, pattern in _KINDS if pattern.search(words)), "")


def _tables(document: Document, outline: Outline, facts: Sequence[Fact]) -> Iterable[PublicTable]:
    by_table: dict[int, list[Fact]] = {}
    for fact in facts:
        if fact.location.table is not None and fact.location.kind == "cell" and fact.measure == "amount":
            by_table.setdefault(fact.location.table, []).append(fact)
    for block in document.blocks:
        if not isinstance(block, Table):
            continue
        title = next((title for title in _titles(document, outline, block.index) if table_kind(title)), "")
        if title:
            note = _note(document, outline, block.index)
            yield PublicTable(table_kind(title), block.number, title, tuple(by_table.get(block.number, ())), note)


def _titles(document: Document, outline: Outline, index: int) -> Iterable[str]:
    """What may be the title of a table: its caption, else a line above it (公开01表 and the department stand between),
    as far as the table before."""
    caption = outline.captions.get(index)
    if caption is not None:
        yield caption.title
    for block in document.blocks[max(0, index - _TITLE_REACH) : index][::-1]:
        if isinstance(block, Table):
            return
        if outline.roles[block.index] is not BlockRole.TOC and len(block.text.content) <= _LONGEST_TITLE:
            yield re.sub(r"^[（(]?[一二三四五六七八九十\d]+[)）]?[、.．]\s*", "", block.text.content.strip())


def _note(document: Document, outline: Outline, index: int) -> Words | None:
    """The note below a table that says that there is nothing in it."""
    for block in document.blocks[index + 1 : index + 1 + _NOTE_REACH]:
        if isinstance(block, Table):
            return None
        if outline.roles[block.index] is BlockRole.HEADING:
            return None
        found = _NOTHING.search(block.text.content)
        if found:
            return Passage(block, outline, ()).words(found.start(), found.end())
    return None


def _absences(told: Sequence[Passage]) -> Iterable[Absence]:
    """What the prose says there was none of in the report's own year; the notes of tables are told with their tables."""
    for passage in told:
        if _NOTHING.search(passage.text):
            continue
        for found in _ABSENT.finditer(passage.text):
            sentence = passage.text[passage.text.rfind("。", 0, found.start()) + 1 : found.start()]
            years = {int(year) for year in re.findall(r"(20\d\d)年", sentence)}
            if re.search(r"上年|去年|除", sentence) or years - {passage.outline.cover.year}:
                continue
            yield Absence(found["fund"], passage.words(*found.span()))


def _expenses(
    document: Document, outline: Outline, facts: Sequence[Fact], tables: Sequence[PublicTable]
) -> Iterable[ExpenseRow]:
    """The rows of the table of basic expenditure: a name, and the figure beside it or a blank."""
    numbers = {table.table for table in tables if table.kind == "基本支出表"}
    at = {(f.location.table, f.location.row, f.location.column): f for f in facts if f.location.kind == "cell"}
    for block in document.blocks:
        if not isinstance(block, Table) or block.number not in numbers:
            continue
        by_row: dict[int, list[int]] = {}
        for place, cell in enumerate(block.cells):
            by_row.setdefault(cell.row, []).append(place)
        for places in by_row.values():
            cells = sorted((block.cells[place] for place in places), key=lambda cell: cell.column)
            for position, cell in enumerate(cells):
                text = cell.text.content.strip()
                if not text or _FIGURE.match(text):
                    continue
                beside = []
                for other in cells[position + 1 :]:
                    content = other.text.content.strip()
                    if content and not _FIGURE.match(content):
                        break
                    beside.append(other)
                if not beside:
                    continue
                found = (at.get((block.number, other.row + 1, other.column + 1)) for other in beside)
                amount = next((fact for fact in found if fact is not None), None)
                name = Passage(
                    Paragraph(block.index, cell.text), outline, (), (block.number, cell.row + 1, cell.column + 1)
                )
                yield ExpenseRow(name.words(0, len(cell.text.content)), amount)
