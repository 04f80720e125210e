"""What a report cites: laws, rules and notices by title and number."""

from __future__ import annotations

from dataclasses import dataclass

from extract.model.facts import Words


@dataclass(frozen=True, slots=True)
class DocumentNumber:
    """发文字号, or the number of an order. `agency` is its letters (财预; 财政部令 for an order), `year` None for an order,
    `bracket` the bracket printed in front of the year ("" for an order)."""

    agency: str
    year: int | None
    serial: int
    words: Words
    bracket: str = ""

    @property
    def key(self) -> tuple[str, int | None, int]:
        """What makes two numbers the same."""
        return self.agency, self.year, self.serial


@dataclass(frozen=True, slots=True)
class Edition:
    """Which text of a law is meant: （2014年修正）. `kind` is 修正, 修订 … as printed, "" for a year alone."""

    year: int
    kind: str
    words: Words


@dataclass(frozen=True, slots=True)
class Citation:
    """A document that a report cites, by a title in book-title marks, by a number, or by both.

    `title` is the title with its marks as printed, None where only the number stands. `names` are the titles it goes by
    in the form in which titles are compared (`extract.lexicon.fold_title`), the shortest first: 《关于印发〈甲办法〉的通知》 is
    甲办法 too. `use` is what the citation is for: 依据 (根据…, a list of 评价依据), 执行 (执行《…》), 沿革 (what a unit or project
    was set up by, what was replaced), or "" where it is only mentioned. `year` is the year that its sentence speaks of, None where
    it names none. `nested` is the inner mark of a title within the title, 《 or 〈, "" for none. `issuer` is who issued it
    where the words name an organ of a province, a county …, "" else.
    """

    title: Words | None
    names: tuple[str, ...] = ()
    number: DocumentNumber | None = None
    edition: Edition | None = None
    use: str = ""
    year: int | None = None
    nested: str = ""
    issuer: str = ""

    @property
    def words(self) -> Words:
        """The title, else the number."""
        if self.title is not None:
            return self.title
        assert self.number is not None
        return self.number.words


@dataclass(frozen=True, slots=True)
class Annexed:
    """A heading under which a report contains the indicators or standards that it evaluates by; `name` is folded as in
    `Citation.names`."""

    title: Words
    name: str
