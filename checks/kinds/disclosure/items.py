"""What a disclosure tells of each subject: the same amount said twice, expenses named that were none, words copied from
another subject."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any

from checks.figures import grouped, shown, spaced
from checks.interval import grain, half_up
from checks.outcome import Diagnosis, Member, Outcome, failed, passed
from checks.reference import fold_name, stem
from checks.relation import Equal
from checks.rule import Rule
from extract.model import ChangeClaim, ExpenseRow, Fact, FactBook, SubjectItem, Words

_MOST_NAMED = 6
_SHORTEST_NAME = 4  # a shorter name stands in many words by chance


def check_item(book: FactBook, rule: Rule[Any]) -> Iterator[Outcome]:
    """The amount behind a subject's name and what its own paragraph says is budgeted for it are one amount."""
    items = book.disclosure.items
    for item in items:
        if item.stated is None or item.planned is None:
            continue
        members: list[Member] = [("stated", item.stated), ("stated", item.planned)]
        relation = Equal((item.stated, item.planned))
        if item.stated.quantity.value == item.planned.quantity.value:
            yield passed(rule, members)
            continue
        gap = item.planned.quantity.value - item.stated.quantity.value
        source = _copied_from(item, items)
        members += [("cite", source.path)] if source is not None else []
        why = f"与“{source.name}”的 {item.planned.quantity.text} 相同，疑照抄该项" if source is not None else ""
        quantity = item.planned.quantity
        yield failed(
            rule,
            members,
            actual=shown(quantity.value, quantity),
            gap=shown(gap, quantity),
            unit=quantity.unit,
            computation=f"先写 {item.stated.quantity.text}，后写 {quantity.text}，"
            f"相差 {spaced(grouped(shown(abs(gap), quantity)), quantity.unit)}{_rate_due(book, item)}",
            diagnosis=Diagnosis("copied", why, (item.planned.id,)) if why else None,
            labels=item.name,
            relation=relation,
        )


def _rate_due(book: FactBook, item: SubjectItem) -> str:
    """What the change told of the second amount would be from the first, in words; "" where none is told."""
    assert item.stated is not None and item.planned is not None
    for claim in book.claims_of(ChangeClaim):
        if claim.now.id == item.planned.id and claim.base is not None and claim.rate is not None:
            base, rate = claim.base.quantity, claim.rate.quantity
            if base.value > 0:
                change = half_up((item.stated.quantity.value - base.value) / base.value * 100, grain(rate))
                word = "增长" if change >= 0 else "下降"
                return f"（按 {item.stated.quantity.text}算，比 {base.text}应{word} {abs(change)}%，写 {rate.text}）"
    return ""


def _copied_from(item: SubjectItem, items: Sequence[SubjectItem]) -> SubjectItem | None:
    """Another subject that has the figure at fault as its own."""
    assert item.planned is not None
    wrong = item.planned.quantity.value
    for other in items:
        if other is not item and wrong and any(f is not None and f.quantity.value == wrong for f in _figures(other)):
            return other
    return None


def _figures(item: SubjectItem) -> tuple[Fact | None, ...]:
    return (item.stated, item.planned, item.final, item.budget)


def check_named(book: FactBook, rule: Rule[Any]) -> Iterator[Outcome]:
    """An expense that the prose names as one of what the money went for has a figure in the table of basic
    expenditure."""
    rows: dict[str, list[ExpenseRow]] = {}
    for row in book.disclosure.expenses:
        rows.setdefault(_key(row.name.text), []).append(row)
    told = {_key(words.text) for named in book.disclosure.named for words in named.names}
    for named in book.disclosure.named:
        known = [(words, rows[_key(words.text)]) for words in named.names if _key(words.text) in rows]
        nothing = [(words, found) for words, found in known if not any(_spent(row) for row in found)]
        if known and not nothing:
            yield passed(rule, [("cite", named.cue)], reason="列举的支出表内都有数")
        if nothing:
            members: list[Member] = []
            for words, found in nothing[:_MOST_NAMED]:
                amount = found[0].amount
                members += [("cite", words), ("stated", amount) if amount is not None else ("compared", found[0].name)]
            near = [found[0] for _, found in nothing]
            missed = [
                f"{row.name.text.strip()} {row.amount.quantity.text}"
                for key, same in rows.items()
                for row in same
                if key not in told and row.amount is not None and _spent(row) and any(_near(row, one) for one in near)
            ]
            why = f"同一类下有数而正文没有列出的是：{'、'.join(missed[:3])}" if missed else ""
            yield failed(
                rule,
                members,
                labels="，".join(f"“{words.text}”{_printed(found[0])}" for words, found in nothing[:_MOST_NAMED])
                + (f"等 {len(nothing)} 项" if len(nothing) > _MOST_NAMED else ""),
                diagnosis=Diagnosis("not_there", why) if why else None,
            )


def _printed(row: ExpenseRow) -> str:
    return f"表内为 {row.amount.quantity.text}" if row.amount is not None else "表内是空格"


def _key(name: str) -> str:
    return stem(fold_name(name))


def _spent(row: ExpenseRow) -> bool:
    return row.amount is not None and bool(row.amount.quantity.value)


def _near(row: ExpenseRow, other: ExpenseRow) -> bool:
    """Whether two rows stand in the same half of the table, a few rows apart."""
    a, b = row.name.location, other.name.location
    return a.table == b.table and a.column == b.column and abs((a.row or 0) - (b.row or 0)) <= 2


def check_copied(book: FactBook, rule: Rule[Any]) -> Iterator[Outcome]:
    """A purpose or a reason that names another subject of the document and not its own was written for that one."""
    items = book.disclosure.items
    for item in items:
        told = [
            (what, words, other)
            for what, words in (("用途", item.purpose), ("原因", item.reason))
            if words is not None and (other := _meant(item, words, items)) is not None
        ]
        if told:
            said = "，".join(f"{what}写“{words.text}”" for what, words, _ in told)
            other = told[0][2]
            yield failed(
                rule,
                [*(("cite", words) for _, words, _ in told), ("name", item.path), ("target", other.path)],
                labels=f"“{item.name}”的{said}，说的是“{other.name}”",
            )


def _meant(item: SubjectItem, words: Words, items: Sequence[SubjectItem]) -> SubjectItem | None:
    text = fold_name(words.text)
    if any(key in text for key in _keys(item)):
        return None
    named = [
        other
        for other in items
        if other.name != item.name
        and len(_key(other.name)) >= _SHORTEST_NAME
        and _speaks_of(other, text)
        and not any(_key(other.name) in key or key in _key(other.name) for key in _keys(item))
    ]
    if not named or (len({fold_name(other.name) for other in named}) > 1 and not _full(named, text)):
        return None
    return max(named, key=lambda other: (_path_in(other, text), len(other.name)))


def _speaks_of(other: SubjectItem, text: str) -> bool:
    """Whether words name a subject, and not a longer word that holds its name (中小学教育)."""
    above = [
        fold_name(part)
        for part in re.split(r"[（(][类款项](?:[)）]|(?![目型别似式]))", other.path.text)
        if part.strip()
    ][:-1]
    begins = "|".join(map(re.escape, above)) + ("|" if above else "")
    return re.search(rf"(?:^|{begins}[和及与]|用于|开展|缴纳|支付|保障){re.escape(_key(other.name))}", text) is not None


def _keys(item: SubjectItem) -> list[str]:
    """What an item is known by: its own name, and the core of it."""
    own = _key(item.name)
    core = re.sub(r"^(?:机关事业单位|行政单位|事业单位|其他)|缴费$|支出$", "", own)
    return [key for key in {own, core} if len(key) > 1]


def _full(named: Sequence[SubjectItem], text: str) -> bool:
    return any(_path_in(other, text) for other in named)


def _path_in(other: SubjectItem, text: str) -> bool:
    """Whether the words name the subject with the one above it (城乡社区管理事务一般行政管理事务)."""
    parts = [
        fold_name(part)
        for part in re.split(r"[（(][类款项](?:[)）]|(?![目型别似式]))", other.path.text)
        if part.strip()
    ]
    return len(parts) > 1 and "".join(parts[-2:]) in text
