"""What a figure of a public table is, by where it stands: the same slot in two tables is the same figure."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from checks.reference import table_of
from extract.lexicon import lexicon
from extract.model import Fact, FactBook, PublicTable

ALL, FISCAL, GENERAL, FUND, CAPITAL = "", "财政拨款", "一般公共预算", "政府性基金", "国有资本经营"
INCOME, SPENDING, TOTAL, OPENING, CLOSING = "收入", "支出", "总计", "年初结转", "年末结转"
_FUNDS = (GENERAL, FUND, CAPITAL)
_TOTAL_ROW = re.compile(r"^(?:合计|总计|(?:本年)?(?:收入|支出)?(?:合计|总计))$")
_WHOLE_COLUMN = re.compile(r"^(?:(?:本年)?(?:收入|支出)?(?:合计|小计|总计)|决算数|预算数|金额|本年(?:收入|支出))$")
_NUMBER = re.compile(r"^(?:[一二三四五六七八九十]+|\d{1,2})[、.．]|^其中[：:]?")
_YEAR = re.compile(r"(?:19|20)\d\d年?(?:度)?")
_OTHER_YEAR = re.compile(r"上年|去年|增减|比|%|率")
_RUNNING = "机关运行经费"  # printed beside 三公经费 in many places
_SAYS_NOTHING = re.compile(
    r"^(?:(?:本年)?(?:支出)?(?:合计|小计|总计)|本年支出|支出|支出预算|决算数|预算数|金额|合计|(?:一般公共|政府性基金|国有资本经营).*支出)$"
)
_NATURES = ("基本支出", "项目支出", "人员经费", "公用经费")


@dataclass(frozen=True, slots=True)
class Slot:
    """`side` is 收入, 支出, 总计, 年初结转, 年末结转, 经济 or 三公; `item` the subject code, the source of an income or the
    kind of expense, "" for all of them; `fund` the part of the money; `part` 基本支出, 项目支出, 人员经费 or 公用经费; `basis`
    预算 or 决算 where the table has both."""

    side: str
    item: str = ""
    fund: str = ALL
    part: str = ""
    basis: str = ""

    @property
    def described(self) -> str:
        """What the slot is, in words."""
        subject = table_of(self.item) if self.item.isdecimal() else None
        found = subject.get(self.item) if subject else None
        fund = {"": "", FISCAL: FISCAL}.get(self.fund, f"{self.fund}财政拨款" if self.fund == GENERAL else self.fund)
        if self.side == "三公":
            return f"{self.item}{self.basis}数"
        if found is not None:
            return f"{fund}{'' if not fund else ' '}{found.described}{f' {self.part}' if self.part else ''}"
        names = {
            INCOME: "收入",
            SPENDING: "支出",
            TOTAL: "收入支出总计",
            OPENING: "年初结转和结余",
            CLOSING: "年末结转和结余",
        }
        if self.part:
            return f"{fund}{self.part}"
        if self.item:
            return self.item
        year = "本年" if self.side in (INCOME, SPENDING) else ""
        return f"{fund or year}{names.get(self.side, self.side)}"


def sets(book: FactBook) -> list[list[PublicTable]]:
    """The public tables by whose they are: where one kind comes again, the tables of another unit begin."""
    found: list[list[PublicTable]] = []
    for table in book.disclosure.tables:
        if not found or any(_alike(other, table) for other in found[-1]):
            found.append([])
        found[-1].append(table)
    return found


def _alike(table: PublicTable, other: PublicTable) -> bool:
    """Whether two tables are one of a kind; 三公经费 has a table of its own for the general budget in some places."""
    return table.kind == other.kind and (GENERAL in table.title) == (GENERAL in other.title)


def slots(tables: Sequence[PublicTable]) -> Iterator[tuple[PublicTable, Fact, Slot]]:
    """The figures of public tables that are known for what they are."""
    for table in tables:
        for fact in table.facts:
            if fact.quantity.dimension == "money" and fact.quantity.exact:
                slot = _slot(table, fact)
                if slot is not None:
                    yield table, fact, slot


def _slot(table: PublicTable, fact: Fact) -> Slot | None:
    parts = [_YEAR.sub("", part) for part in fact.label.split("/") if not part.startswith("金额单位")]
    row, column = _NUMBER.sub("", parts[0]), parts[1:]
    if any(_OTHER_YEAR.search(part) for part in column):
        return None
    if table.kind == "三公表":
        slot = _three(fact, parts)
        return replace(slot, fund=GENERAL) if slot is not None and GENERAL in table.title else slot
    if table.kind == "基本支出表":
        return _basic(fact, row, column)
    if table.kind in ("收支总表", "财政拨款总表"):
        return _summary(table, fact, row, column)
    return _coded(table.kind, fact, row, column)


def _coded(kind: str, fact: Fact, row: str, column: list[str]) -> Slot | None:
    item = fact.code if fact.code.startswith("2") else ""
    if not item and not _TOTAL_ROW.match(row):
        return None
    leaf, words = column[-1] if column else "", "".join(column)
    if kind == "收入表":
        if _WHOLE_COLUMN.match(leaf):
            return Slot(INCOME, item)
        return Slot(INCOME, item, FISCAL) if leaf in ("财政拨款收入", "财政拨款") else None
    fund = {"一般公共支出表": GENERAL, "基金表": FUND, "国资表": CAPITAL}.get(kind, ALL)
    if "结转" in words or "结余" in words:
        side = OPENING if "年初" in words else CLOSING if "年末" in words else ""
        return Slot(side, item, fund) if side and (_WHOLE_COLUMN.match(leaf) or len(column) == 1) else None
    if kind in ("基金表", "国资表") and words.endswith("本年收入"):
        return Slot(INCOME, item, fund)
    own = [part for part in column if not _SAYS_NOTHING.match(part)]
    if "收入" in words or len(own) > 1 or (own and own[0] not in _NATURES[:2]):
        return None
    return Slot(SPENDING, item, fund, own[0] if own else "")


def _basic(fact: Fact, row: str, column: list[str]) -> Slot | None:
    """The table by economic subjects; its rows 人员经费合计 and 公用经费合计, or its columns of that name, are parts of
    basic expenditure."""
    leaf = column[-1] if column else ""
    if fact.code:
        return None
    for part in _NATURES[2:]:
        if row.startswith(part) or (_TOTAL_ROW.match(row) and leaf == part):
            return Slot(SPENDING, "", GENERAL, part)
    return Slot(SPENDING, "", GENERAL, "基本支出") if _TOTAL_ROW.match(row) and _WHOLE_COLUMN.match(leaf) else None


def _three(fact: Fact, parts: list[str]) -> Slot | None:
    """A figure of the table of 三公经费: whatever else its row and column name must be known, or it may be of other
    money."""
    words = "".join(parts)
    said = "预算" if "预算" in words else "决算" if re.search(r"决算|统计数|支出数|执行数", words) else ""
    basis = fact.basis if fact.basis in ("预算", "决算") else said
    known = lexicon()
    names = [part for part in (_bare(part) for part in parts) if part]
    if any(fund in part for part in names for fund in _FUNDS if not part.endswith("经费")):
        return None
    found = [known.exact(name) for name in names]
    concepts = [concept.name for concept in found if concept is not None]
    if concepts == [_RUNNING] and len(names) == 1:
        return Slot("三公", _RUNNING, basis=basis)
    if len(concepts) < len(names) or not all(known.within(name, "三公经费") for name in concepts):
        return None
    inner = [name for name in concepts if name != "三公经费"]
    if not inner:
        return Slot("三公", "三公经费", basis=basis)
    narrowest = next((name for name in inner if known.parent(name) in inner), inner[-1])
    return Slot("三公", narrowest, basis=basis)


def _bare(part: str) -> str:
    """A row's or a column's name, "" where it only says total or which statement it is. 小计 stands for what is above."""
    words = re.sub(r"^(?:[（(][一二三四五六七八九十\d]+[)）])?(?:\d{1,2}[.．、])?", "", _NUMBER.sub("", part))
    words = re.sub(
        r"^(?:一般公共预算)?(?:财政拨款)?(?:安排的)?(?=[“\"]?三公)|(?:预算数?|决算数?|(?:支出)?统计数|执行数)$|支出$",
        "",
        words,
    )
    return "" if _TOTAL_ROW.match(words) or words in ("小计", "支出", "金额") else words


def _summary(table: PublicTable, fact: Fact, row: str, column: list[str]) -> Slot | None:
    words = "".join(column)
    side = SPENDING if "支出" in words or "支出" in row else INCOME if "收入" in words or "收入" in row else ""
    if "收入" in words and "支出" not in words:
        side = INCOME
    fiscal = table.kind == "财政拨款总表"
    fund = next((name for name in _FUNDS if name in (column[-1] if column else "")), FISCAL if fiscal else ALL)
    if re.match(r"^(?:收入|支出)?总计$", row):
        return Slot(TOTAL, "", fund)
    if re.match(r"^(?:本年)?(?:收入|支出)?合计$", row):
        return Slot(side, "", fund) if side else None
    named = lexicon().concept(row)
    if named is not None and named.name in ("年初结转结余", "年末结转结余"):
        return Slot(OPENING if named.name.startswith("年初") else CLOSING, "", fund)
    if side == SPENDING:
        functions = table_of("2")
        found = [s for s in functions.named(row) if s.level == "类"] if functions else []
        return Slot(SPENDING, found[0].code, fund) if len(found) == 1 else None
    if side == INCOME and _first_of_its_name(table, fact):
        source = next((name for name in _FUNDS if name in row), "")
        if source and ("拨款" in row or "资金" in row or "预算" in row):
            return Slot(INCOME, "", source)
        if row in ("财政拨款收入", "财政拨款"):
            return Slot(INCOME, "", FISCAL)
    return None


def _first_of_its_name(table: PublicTable, fact: Fact) -> bool:
    """Whether no carry-over row stands above: the funds below one are what is carried over."""
    place = fact.location
    return not any(
        other.location.column == place.column
        and (other.location.row or 0) < (place.row or 0)
        and re.search(r"结转|结余", other.label.partition("/")[0])
        for other in table.facts
    )


def of_all_money(slot: Slot) -> Slot:
    """The slot of the same thing in all money."""
    return replace(slot, fund=ALL)
