"""What a disclosure tells of each subject: …（类）…（款）…（项）, its budget, what was spent, what for and why."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from extract.forms.spots import Passage
from extract.lexicon import fold
from extract.model import Fact, NamedExpenses, PartGroup, SubjectItem, Words

# The bracket of a level may have been left open: （类, but not （项目）. A name may have a foreign word in it (保障 and 就业).
_PART = r"[^，。；：:“”\"（）()\s]+?(?:\s[a-z]{{2,4}}\s[^，。；：:“”\"（）()\s]+?)?\s*[（(]\s*{}\s*级?(?:科目)?(?:\s*[)）]|(?![目型别似式]))"
_PATH = re.compile(rf"(?:{_PART.format('类')})(?:{_PART.format('款')})?(?:{_PART.format('项')})?")
_LEVEL = re.compile(r"\s*[（(]\s*[类款项]\s*级?(?:科目)?(?:\s*[)）]|(?![目型别似式]))")
_LEAD = re.compile(r"^\s*[（(]?\s*[\d一二三四五六七八九十]{1,3}\s*[)）]?\s*[、.．]?\s*[“\"]?\s*")
_ENUMERATED = re.compile(r"^\s*[（(]?\s*(\d{1,3})\s*[)）、.．]")
_PURPOSE = re.compile(r"(?:主要(?:是)?用于|主要反映)[：:]?\s*(?P<words>[^。；;]{4,}?)[。；;]")
_REASON = re.compile(r"(?:主要)?原因(?:是|为|系)?[：:，]?(?:是|系|由于)?(?P<words>[^。]{4,}?)(?:。|$)")
_PLANNED = re.compile(r"(?:预算(?:数)?(?:安排|为)?|安排(?:预算)?)$")
_BUDGETS = ("年初预算", "调整预算", "预算")
_EXPENSES = re.compile(
    r"(?:人员|公用)经费[^。；]{0,40}?[，,；]?(?:主要)?包括[：:]?(?P<names>[^。；;]+?)(?P<open>等[^。；;、]{0,8})?(?=[。；;]|$)"
)
_ITEM_REACH = 2  # how far behind its subject an amount may stand and still be the amount of the subject


def subject_items(told: Sequence[Passage]) -> Iterator[SubjectItem]:
    """The paragraphs that begin with a subject and tell of it."""
    for passage in told:
        lead = _LEAD.match(passage.text)
        start = lead.end() if lead else 0
        path = _PATH.match(passage.text, start)
        if path is None or not passage.facts:
            continue
        parts = [part for part in _LEVEL.split(path.group()) if part.strip()]
        rest = passage.between(path.end(), len(passage.text))
        amounts = [fact for fact in rest if fact.measure == "amount" and fact.quantity.exact]
        first = amounts[0] if amounts else None
        stated = first if first is not None and first.location.start <= path.end() + _ITEM_REACH else None
        planned = next((f for f in amounts if f is not stated and _is_planned(passage, f)), None)
        yield SubjectItem(
            passage.words(path.start(), path.end()),
            parts[-1],
            stated,
            planned if stated is not None else None,
            next((f for basis in _BUDGETS for f in amounts if f.basis == basis), None),
            next((f for f in amounts if f.basis == "决算" and f.year == _year(passage)), None),
            _told(passage, _PURPOSE),
            _told(passage, _REASON),
        )


def _year(passage: Passage) -> int | None:
    return passage.outline.cover.year


def _is_planned(passage: Passage, fact: Fact) -> bool:
    """Whether an amount is what the report's own year budgets for the subject."""
    if fact.basis != "预算" or fact.year != _year(passage):
        return False
    before = passage.text[: fact.location.start]
    return bool(_PLANNED.search(before)) and "执行" not in before[-8:]


def _told(passage: Passage, pattern: re.Pattern[str]) -> Words | None:
    found = pattern.search(passage.text)
    return passage.words(*found.span("words")) if found else None


def item_sums(told: Sequence[Passage], items: Sequence[SubjectItem]) -> Iterator[PartGroup]:
    """Numbered items of one section with the total told above them: for each statement (budget, final) that the total
    and every item has. The list must run from 1 without a gap, so that none is missing."""
    by_block = {passage.block: passage for passage in told}
    run: list[SubjectItem] = []
    for item in [*items, None]:
        passage = by_block[item.path.location.block] if item is not None else None
        number = _ENUMERATED.match(passage.text) if passage is not None else None
        due = len(run) + 1
        if item is not None and number is not None and int(number[1]) == due and _joined(run, item):
            run.append(item)
            continue
        yield from _sums(told, run)
        run = [item] if item is not None and number is not None and number[1] == "1" else []


def _joined(run: Sequence[SubjectItem], item: SubjectItem) -> bool:
    return not run or run[-1].path.location.section == item.path.location.section


def _sums(told: Sequence[Passage], run: Sequence[SubjectItem]) -> Iterator[PartGroup]:
    if len(run) < 2:
        return
    first = run[0].path.location
    above = [p for p in told if p.block < first.block and p.outline.section_path(p.block) == first.section]
    if not above or not re.search(r"其中[：:]?\s*$|如下[：:。]?\s*$", above[-1].text):
        return
    heads = [fact for fact in above[-1].facts if fact.measure == "amount"]
    cue = run[0].path
    for column in ([item.budget for item in run], [item.final for item in run]):
        parts = [part for part in column if part is not None]
        totals = [head for head in heads if parts and head.basis == parts[0].basis]
        if len(parts) == len(run) and len(totals) == 1 and len({part.basis for part in parts}) == 1:
            yield PartGroup((totals[0],), tuple(parts), cue)


def named_expenses(told: Sequence[Passage]) -> Iterator[NamedExpenses]:
    """The kinds of expense behind 人员经费…主要包括：and 公用经费…主要包括："""
    for passage in told:
        for found in _EXPENSES.finditer(passage.text):
            names, at = [], found.start("names")
            for piece in re.split(r"([、，,])", found["names"]):
                if piece not in "、，," and fold(piece):
                    names.append(passage.words(at, at + len(piece)))
                at += len(piece)
            if len(names) > 1:
                yield NamedExpenses(tuple(names), passage.words(found.start(), found.start() + 4))
