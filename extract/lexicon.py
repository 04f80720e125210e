"""The words of the genre as data: terms to concepts, concepts to wider ones, words to bases.

The data is `rules/reference/lexicon.yaml`; a synonym is added there and nowhere else.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path
from typing import Any

import yaml

_FOLD = str.maketrans({"“": None, "”": None, '"': None, "「": None, "」": None, " ": None, "\u3000": None, "*": None})
# Words that may trail a concept without changing which one it is.
_TAILS = (
    *("年初预算数", "年初预算", "全年预算数", "全年预算", "调整后预算数", "调整预算数", "支出决算数", "支出决算"),
    *("决算支出", "决算数", "决算", "预算支出", "预算数", "预算", "执行数", "支出数", "财政拨款支出", "财政拨款"),
    *("年末数", "金额", "总额", "合计", "资金", "数额", "数", "支出", "共计", "总计", "安排", "年初"),
)
# Organs whose documents hold for the whole country, as they stand in front of a title.
ISSUERS = (
    "中共中央办公厅|中共中央|中央办公厅|国务院办公厅|国务院|财政部办公厅|财政部|国家发展改革委|国家发展和改革委员会|全国人大常委会"
    "|中办|国办|国家机关事务管理局|国管局|国家税务总局|民政部|审计署"
)
_TITLE_NOISE = re.compile(r"[\s《》〈〉<>“”\"'‘’「」,，、:：;；.。·—－\-_*]+")
_EDITION = re.compile(r"\((?:[^()]*(?:19|20)\d\d年?[^()]*(?:修[订正改]|版|文本)[^()]*|(?:19|20)\d\d年?)\)")
_TRIAL = re.compile(r"\((?:试行|暂行|讨论稿|征求意见稿)\)$")
_COUNTRY = re.compile(r"^中华人民共和国(?=.{2,}(?:法|条例|法典|细则|通则|总则)$)")
_ISSUED_BY = re.compile(rf"^(?:(?:{ISSUERS})[和与及]?)*关于(?!.{{0,6}}$)")


def fold(label: str) -> str:
    """A label in the form in which labels are compared: NFKC, no spaces, no quotation marks."""
    return unicodedata.normalize("NFKC", label).translate(_FOLD)


def fold_title(title: str) -> str:
    """The title of a law, a rule or a notice in the form in which titles are compared: without book-title marks, spaces,
    punctuation, notes of edition or trial, national issuer and 中华人民共和国, in half-width letters:
    《中华人民共和国甲乙法（2018 年修正）》 → 甲乙法."""
    text = _EDITION.sub("", unicodedata.normalize("NFKC", title))
    text = _TRIAL.sub("", _TITLE_NOISE.sub("", text))
    return _COUNTRY.sub("", _ISSUED_BY.sub("", text))


@dataclass(frozen=True, slots=True)
class Concept:
    """A thing the genre names. `terms` are folded; `parent` is the name of the next wider concept or ""."""

    name: str
    terms: tuple[str, ...]
    parent: str = ""
    side: str = ""


@dataclass(frozen=True, slots=True)
class Partition:
    """Concepts that together make up a wider one; those in `more` may be missing."""

    total: str
    parts: tuple[str, ...]
    more: tuple[str, ...] = ()


@dataclass(frozen=True)
class Lexicon:
    """Lookup of concepts, and bases. All lookups fold their argument."""

    concepts: dict[str, Concept]
    bases: tuple[tuple[str, str], ...]  # (folded term, basis), longest term first
    partitions: tuple[Partition, ...] = ()
    outside: tuple[tuple[str, str], ...] = ()
    not_a_basis: tuple[str, ...] = ()
    attributes: tuple[tuple[str, str], ...] = ()  # (folded word, attribute)
    complements: tuple[tuple[str, ...], ...] = ()  # (folded words)

    @cached_property
    def _terms(self) -> dict[str, Concept]:
        return {term: concept for concept in self.concepts.values() for term in concept.terms}

    @cached_property
    def _longest(self) -> int:
        return max(map(len, self._terms), default=0)

    def concept(self, label: str) -> Concept | None:
        """The concept that a label ends in (the longest term wins), also when a neutral word such as 决算数 or 合计
        trails it; None for a label the lexicon does not know."""
        text = fold(label)
        for _ in range(4):
            for length in range(min(self._longest, len(text)), 0, -1):
                found = self._terms.get(text[-length:])
                if found is not None:
                    return found
            tail = next((t for t in _TAILS if text.endswith(t) and len(text) > len(t)), None)
            if tail is None:
                return None
            text = text[: -len(tail)]
        return None

    def exact(self, label: str) -> Concept | None:
        """The concept whose term is the whole label."""
        return self._terms.get(fold(label))

    def parent(self, name: str) -> str:
        """The next wider concept of a concept, "" where there is none."""
        concept = self.concepts.get(name)
        return concept.parent if concept else ""

    def within(self, name: str, wider: str) -> bool:
        """Whether `wider` is the concept itself or one of its wider concepts."""
        while name:
            if name == wider:
                return True
            name = self.parent(name)
        return False

    def basis(self, words: str) -> str:
        """Which statement of the money the words speak of (年初预算, 决算 …): the longest term that occurs, the last
        one among equals; "" for none."""
        text = fold(words)
        for term in self.not_a_basis:
            text = text.replace(term, "")
        best, length, place = "", 0, -1
        for term, basis in self.bases:
            if len(term) < length:
                break
            at = text.rfind(term)
            if at >= 0 and (len(term) > length or at > place):
                best, length, place = basis, len(term), at
        return best

    def apart(self, whole: str, part: str) -> bool:
        """Whether what `part` names can by its words be no part of what `whole` names (在职 … 退休)."""
        whole, part = fold(whole), fold(part)
        return any(x in whole and y in part and y not in whole for x, y in self.outside)

    def complementary(self, labels: Sequence[str]) -> bool:
        """Whether labels differ in nothing but words that share a thing out without a rest (城市低保, 农村低保), or in a
        word of denial (电话诉求, 非电话诉求)."""
        texts = [fold(label) for label in labels]
        if len(texts) == 2 and min(map(len, texts)) >= 2:
            short, long = sorted(texts, key=len)
            if any(long == denial + short for denial in ("非", "未", "不", "无")):
                return True
        for words in self.complements:
            if len(words) == len(texts):
                owners = [[word for word in words if word in text] for text in texts]
                each = sorted(word for found in owners for word in found) == sorted(words)
                if each and all(owners):
                    rests = {text.replace(found[0], "", 1) for text, found in zip(texts, owners, strict=True)}
                    if len(rests) == 1:
                        return True
        return False

    def attribute(self, label: str) -> str:
        """The attribute of people that a label tells them by (党员: 政治面貌), "" for none."""
        text = fold(label)
        return next((name for word, name in self.attributes if word in text), "")


def reference_folder() -> Path:
    """Where the reference data lies, in a checkout and in an installed copy alike."""
    return Path(__file__).resolve().parent.parent / "rules" / "reference"


def read_yaml(path: Path) -> Any:
    """A YAML file as plain values, with the fast loader where it is there."""
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    return yaml.load(path.read_text(encoding="utf-8"), Loader=loader)


@cache
def lexicon() -> Lexicon:
    """The lexicon that comes with jihe."""
    data = read_yaml(reference_folder() / "lexicon.yaml")
    concepts = {
        entry["name"]: Concept(
            name=entry["name"],
            terms=tuple(dict.fromkeys(fold(term) for term in (entry["name"], *entry["terms"]))),
            parent=entry.get("parent", ""),
            side=entry.get("side", ""),
        )
        for entry in data["concepts"]
    }
    bases = sorted(
        ((fold(term), basis) for basis, terms in data["bases"].items() for term in terms),
        key=lambda pair: -len(pair[0]),
    )
    partitions = tuple(
        Partition(entry["total"], tuple(entry["parts"]), tuple(entry.get("more", ()))) for entry in data["partitions"]
    )
    return Lexicon(
        concepts,
        tuple(bases),
        partitions,
        tuple((fold(x), fold(y)) for x, y in data["outside"]),
        tuple(fold(term) for term in data["not_a_basis"]),
        tuple((fold(word), name) for name, words in data["attributes"].items() for word in words),
        tuple(tuple(fold(word) for word in words) for words in data["complements"]),
    )


_FUNDS = ("政府性基金", "国有资本经营", "一般公共预算", "财政拨款")  # the narrower ones first


def fund_in(words: str) -> str:
    """The part of the money that a title or heading speaks of (政府性基金, 财政拨款 …), "" for all of it."""
    return next((fund for fund in _FUNDS if fund in words), "")
