"""The 决算表: subject codes down, kinds of money across. It is told by its headers, whatever its title says."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from extract.lexicon import lexicon
from extract.model import AccountRow, AccountTable, Cell, Fact

if TYPE_CHECKING:  # the tables package hands its blocks to this module
    from extract.tables.figures import Binder, Block
    from extract.tables.headers import Column

_SUBJECT = re.compile(r"科目|功能分类")
_ECONOMIC = re.compile(r"经济分类")
_INCOME = re.compile(r"收入|来源")
_SPENDING = re.compile(r"支出")
_TOTAL = re.compile(r"^(?:合计|小计|总计|共计)$")
_BRACKETS = re.compile(r"[（(][^（()）]*[)）]|其中[:：]?")
_YEAR = re.compile(r"(?:19|20)\d\d(?=年)")
_LAST_YEAR = re.compile(r"上年(?!结转|结余)|去年")
_FINAL = re.compile(r"^(?:支出|收入)?(?:决算数?|执行数|金额)$")
_NATURES = ("基本支出", "项目支出")
_CARRIED = ("年初结转结余", "年末结转结余")


def account_tables(binder: Binder, blocks: Sequence[Block]) -> tuple[AccountTable, ...]:
    """The final-accounts tables among the blocks of a table: functional subject codes with at least one column of
    money. Tables by economic subjects are none."""
    return tuple(found for block in blocks if (found := _account_table(binder, block)) is not None)


def _account_table(binder: Binder, block: Block) -> AccountTable | None:
    columns = _money_columns(block)
    headers = "/".join(column.name for column in block.segment.columns)
    coded = [row for row in block.rows if row.level]
    functional = sum(row.code.startswith("2") for row in coded) * 2 > len(coded)  # economic subjects begin with 3 or 5
    if not columns or not functional or not _SUBJECT.search(headers) or _ECONOMIC.search(headers + binder.title):
        return None
    rows = []
    for row in block.rows:
        amounts = {column.name: fact for column in columns if (fact := block.fact(row, column)) is not None}
        if not amounts and not row.code:
            continue
        rows.append(
            AccountRow(
                code=row.code if row.level else "",
                code_words=binder.code(row),
                name=row.name,
                name_words=binder.words(row.name_cell, row.name) if row.name_cell is not None and row.name else None,
                level=row.level,
                total=row.rank > 0,
                amounts=amounts,
            )
        )
    concepts = {
        column.name: "" if _of_another_year(column, binder.year) else column_concept(column.path, binder.title)
        for column in columns
    }
    return AccountTable(
        table=binder.table.number,
        title=binder.title,
        year=binder.year,
        entity=binder.entity,
        unit=next((f.quantity.unit for row in rows for f in row.amounts.values() if f.quantity.unit), binder.unit),
        columns=concepts,
        headers={column.name: binder.words(_speaking_cell(column, concepts[column.name])) for column in columns},
        rows=tuple(rows),
    )


def _money_columns(block: Block) -> list[Column]:
    """Columns of amounts, blank ones among them; a column of rates or counts is no account."""
    facts: dict[int, list[Fact]] = {}
    for (_, index), fact in block.facts.items():
        facts.setdefault(index, []).append(fact)
    return [
        column
        for column in block.segment.columns
        if column.kind.value == "figure"
        and column.anchors
        and all(fact.measure == "amount" for fact in facts.get(column.index, ()))
    ]


def column_concept(path: tuple[str, ...], title: str = "") -> str:
    """What a column of a final-accounts table is about, in the lexicon's words; "" where it is not known. A bare
    合计 or 财政拨款 takes its side from the headers above it, and from the title where they have none."""
    parts = [_BRACKETS.sub("", part) for part in path]
    above, leaf = [part for part in parts[:-1] if part], parts[-1] if parts else ""
    for carried in _CARRIED:
        if any((c := lexicon().concept(part)) is not None and c.name == carried for part in above):
            return carried if _TOTAL.match(leaf) or not leaf else ""
    words = "".join(above)
    side = "收入" if _INCOME.search(words) and not _SPENDING.search(words) else ""
    side = side or ("支出" if _SPENDING.search(words) else "")
    if not side and not (_INCOME.search(leaf) or _SPENDING.search(leaf)):
        side = "收入" if _INCOME.search(title) and not _SPENDING.search(title) else ""
        side = side or ("支出" if _SPENDING.search(title) and not _INCOME.search(title) else "")
    if _TOTAL.match(leaf):
        inner = lexicon().exact(above[-1]) if above else None
        if inner is not None and inner.name in _NATURES:
            return inner.name
        exact = lexicon().exact(words + leaf)
        if exact is not None:
            return exact.name
        return {"收入": "本年收入", "支出": "本年支出"}.get(side, "")
    if leaf in ("其他资金", "其他"):
        return {"收入": "其他收入", "支出": "其他资金支出"}.get(side, "")
    if re.search(r"财政拨款$|预算拨款$", leaf):
        exact = lexicon().exact(leaf + side)
        return exact.name if exact is not None and side else ""
    if _FINAL.match(_YEAR.sub("", leaf).lstrip("年度")):
        side = "收入" if "收入" in leaf else "支出" if "支出" in leaf else side
        return {"收入": "本年收入", "支出": "本年支出"}.get(side, "")
    found = lexicon().exact(leaf) or lexicon().concept(leaf)
    return found.name if found is not None else ""


def _of_another_year(column: Column, year: int | None) -> bool:
    if any(_LAST_YEAR.search(part) for part in column.path):
        return True
    years = _YEAR.findall(column.name)
    return bool(years) and year is not None and str(year) not in years


def _speaking_cell(column: Column, concept: str) -> Cell:
    """The header cell whose words carry the concept, from the top; the lowest where none does."""
    for cell in column.anchors:
        found = lexicon().concept(cell.text.content)
        if found is not None and found.name == concept:
            return cell
    return column.anchors[-1]
