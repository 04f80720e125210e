"""Final-accounts tables and the tables of disclosures."""

from __future__ import annotations

from dataclasses import dataclass

from extract.model.facts import Fact, Words


@dataclass(frozen=True, slots=True)
class AccountRow:
    """One row of a final-accounts table (决算表): code and name as printed, level (1 类, 2 款, 3 项, 0 a total row or
    a row without a code), and its amounts keyed by column path ("支出数/财政拨款")."""

    code: str
    code_words: Words | None
    name: str
    name_words: Words | None
    level: int
    total: bool
    amounts: dict[str, Fact]


@dataclass(frozen=True, slots=True)
class AccountTable:
    """A final-accounts table told by its headers. `columns` maps each column path to the lexicon concept it is about
    ("支出合计", "财政拨款收入", "年末结转和结余", "" unknown); `headers` gives the words of each column path. A column
    that is printed and wholly blank is in `columns` all the same: an empty 结转结余 column says something."""

    table: int
    title: str
    year: int | None
    entity: str
    unit: str
    columns: dict[str, str]
    headers: dict[str, Words]
    rows: tuple[AccountRow, ...]


@dataclass(frozen=True, slots=True)
class PublicTable:
    """A table of a 部门决算 or 部门预算 disclosure, told by its title. `kind` is 收支总表, 收入表, 支出表, 财政拨款总表,
    一般公共支出表, 基本支出表, 三公表, 基金表 or 国资表; `facts` its amounts in cell order; `empty` the note that says that
    there is nothing in it."""

    kind: str
    table: int
    title: str
    facts: tuple[Fact, ...]
    empty: Words | None = None


@dataclass(frozen=True, slots=True)
class ExpenseRow:
    """An item of the table of basic expenditure by economic subject; `amount` is None where its cell is blank."""

    name: Words
    amount: Fact | None = None


@dataclass(frozen=True, slots=True)
class SubjectItem:
    """What the prose tells of one subject (…（类）…（款）…（项）) in a paragraph of its own. `path` is the subject as
    printed, `name` its last part. `stated` is the amount printed right behind it, `planned` what is budgeted for it in
    the same paragraph, `budget` its initial or adjusted budget and `final` what was spent; `purpose` and `reason` the
    words of 主要用于 and 主要原因. Each is None where it is not printed."""

    path: Words
    name: str
    stated: Fact | None = None
    planned: Fact | None = None
    budget: Fact | None = None
    final: Fact | None = None
    purpose: Words | None = None
    reason: Words | None = None


@dataclass(frozen=True, slots=True)
class NamedExpenses:
    """Kinds of expense that the prose names as what an amount of basic expenditure went for (主要包括：…)."""

    names: tuple[Words, ...]
    cue: Words


@dataclass(frozen=True, slots=True)
class Absence:
    """Words of the prose that say that there was no money of a kind (无政府性基金预算财政拨款收入和支出). `fund` is 政府性基金 or
    国有资本经营."""

    fund: str
    words: Words


@dataclass(frozen=True, slots=True)
class Disclosure:
    """What a document says in the form of a 部门决算 or 部门预算 disclosure: its public tables, the items of basic
    expenditure, what it tells of each subject, which expenses it names and what money it says it had none of."""

    tables: tuple[PublicTable, ...] = ()
    expenses: tuple[ExpenseRow, ...] = ()
    items: tuple[SubjectItem, ...] = ()
    named: tuple[NamedExpenses, ...] = ()
    absent: tuple[Absence, ...] = ()
