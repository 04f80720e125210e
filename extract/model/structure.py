"""The structure of a document: sections, table of contents, captions, what its cover says."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from extract.model.places import Location


@dataclass(frozen=True, slots=True)
class Section:
    """A heading and what stands under it. `path` joins the headings from the top with " / "; `number` is the printed
    number ("（五）"), `title` the heading without it. `attachment` is the printed number of the 附件 it lies in ("3"),
    "" in the body. `parent` is an index into `Outline.sections`."""

    index: int
    number: str
    title: str
    level: int
    block: int
    path: str
    parent: int | None = None
    attachment: str = ""


@dataclass(frozen=True, slots=True)
class TocEntry:
    """A line of the table of contents: the title as printed without leader and page, and the page it gives."""

    title: str
    page: int | None
    location: Location


@dataclass(frozen=True, slots=True)
class Caption:
    """What is printed above a table: its title (表名), and the unit line (单位：元) where there is one."""

    title: str = ""
    unit: str = ""
    location: Location | None = None
    unit_location: Location | None = None


@dataclass(frozen=True, slots=True)
class Cover:
    """What the cover and title say: department, report title, the year reported on, and the kind of report
    (部门整体支出 | 项目支出 | 部门决算 | 部门预算 | ""), each "" or None where it is not stated."""

    title: str = ""
    department: str = ""
    year: int | None = None
    kind: str = ""


class BlockRole(Enum):
    """What a block is for."""

    COVER = "cover"
    TOC = "toc"
    HEADING = "heading"
    CAPTION = "caption"
    UNIT = "unit"
    BODY = "body"
    TABLE = "table"


@dataclass(frozen=True, slots=True)
class Outline:
    """The structure of a document. `roles[i]` and `section_of[i]` (an index into `sections`, or None before the first
    heading) belong to block i; `captions` is keyed by the block index of the table; `units[i]` is the unit that a
    unit line or caption puts in force for bare numbers of block i ("" where there is none)."""

    sections: tuple[Section, ...]
    section_of: tuple[int | None, ...]
    roles: tuple[BlockRole, ...]
    toc: tuple[TocEntry, ...]
    captions: dict[int, Caption]
    units: tuple[str, ...]
    cover: Cover

    def section_path(self, block: int) -> str:
        """The headings above a block, joined with " / "; "" before the first heading."""
        at = self.section_of[block] if 0 <= block < len(self.section_of) else None
        return "" if at is None else self.sections[at].path
