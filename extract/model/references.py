"""What a document says of its own parts: what is numbered, what is listed, and what is pointed at by number or title."""

from __future__ import annotations

from dataclasses import dataclass

from extract.model.facts import Fact, Words


@dataclass(frozen=True, slots=True)
class NumberedItem:
    """One member of a count: its value, its number as printed ("（三）"), and its first words with the number."""

    value: int
    printed: str
    words: Words


@dataclass(frozen=True, slots=True)
class NumberedRun:
    """Numbers that count on from one another in one list. `what` says what is counted: 标题, 条目, 选项, 序号, 附件, 表 or 图.
    `found` are the values left out between two items that stand somewhere between them after all (in the middle of a
    paragraph, in a part that could not be read): nothing can be said of them."""

    what: str
    items: tuple[NumberedItem, ...]
    found: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Target:
    """What stands in the document under a number: 附件3 with its title ("" where none is printed), and what that is about
    (指标, 问卷 …)."""

    number: str
    title: str
    words: Words
    topics: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Pointer:
    """Words that point at such a thing: 详见附件2, 《附件 1：…框架》. `title` is what they call it, "" where they do not;
    `about` the part of their sentence that belongs to them and not to another pointer, `topics` what that is about."""

    number: str
    title: str
    words: Words
    about: str = ""
    topics: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class References:
    """All that is pointed at by number and all that could be meant, of one kind: 附件, 附表, 表 or 图. `targets` are in
    document order: what the document holds or, where it holds none, what a list at the end of the body names."""

    kind: str
    targets: tuple[Target, ...]
    pointers: tuple[Pointer, ...]


@dataclass(frozen=True, slots=True)
class BodyHeading:
    """A heading of the body that a table of contents may list: its number and title apart, its place in the order of
    all headings, and the page of the file it stands on (None where the file has none)."""

    number: str
    title: str
    level: int
    at: int
    page: int | None
    words: Words


@dataclass(frozen=True, slots=True)
class ContentsLine:
    """A line of the table of contents, `words` its title and `whole` the line with its page; and the heading of the body
    that it lists, None where there is none. `same` says that both are one title but for spaces and marks, or, without a
    heading, that its words stand somewhere in the body as a line. `goes_on` says that its number is the next after that
    of the line above, in the same style."""

    title: str
    page: int | None
    words: Words
    whole: Words
    heading: BodyHeading | None = None
    same: bool = True
    goes_on: bool = False


@dataclass(frozen=True, slots=True)
class Contents:
    """目录 against the body: its lines in order, and the headings that it leaves out though it lists others of the same
    rank around them."""

    lines: tuple[ContentsLine, ...]
    missing: tuple[BodyHeading, ...] = ()


@dataclass(frozen=True, slots=True)
class NamedList:
    """A sentence that names the members of a whole, and what the report says of them one by one under headings or
    numbers of their own: pairs of member and heading in the order of the headings. `others` are units that are said to
    be in the whole (含…) which the list does not have."""

    members: tuple[Words, ...]
    treated: tuple[tuple[int, Words], ...] = ()
    others: tuple[Words, ...] = ()


@dataclass(frozen=True, slots=True)
class CodedName:
    """A code of an indicator in prose with the words behind it; `known` is what the tables of indicators call that code,
    empty where they have no such code, `same` the indicators that have those very words as their name. `of_table` says
    that another table of indicators gives the code that name, `misprint` that the words are the name but for one of them."""

    code: str
    said: Words
    known: tuple[Words, ...]
    same: tuple[tuple[str, Words], ...] = ()
    of_table: bool = False
    misprint: bool = False


@dataclass(frozen=True, slots=True)
class BlankOption:
    """Options of a questionnaire without a count, where every other question prints one for each of its options, and some
    of these print 0."""

    blanks: tuple[Words, ...]
    zero: Fact


@dataclass(frozen=True, slots=True)
class OddHeading:
    """A heading inside a row of headings that have their ending in common (…性分析), which has neither that nor their
    form."""

    odd: Words
    series: tuple[Words, ...]
    ending: str


@dataclass(frozen=True, slots=True)
class CopiedSection:
    """A section titled 甲及乙 whose every paragraph is one of the section on 乙, and which never names 甲."""

    title: Words
    absent: str
    first: Words
    source: Words


ReferenceClaim = NumberedRun | References | Contents | NamedList | CodedName | BlankOption | OddHeading | CopiedSection
