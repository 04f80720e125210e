"""What a list of parts can be parts of: candidates in order of rank, and the members that do not belong."""

from __future__ import annotations

import re
from bisect import bisect_right
from decimal import Decimal

from extract.lexicon import lexicon
from extract.narrative import words as w
from extract.narrative.mentions import Mention
from extract.narrative.reading import ACTUAL, SUMMED, Reading, calls, share_of
from extract.narrative.words import Role

ANSWERED = ("有效问卷", "收回问卷")


def in_front(reading: Reading, at: int, bracket: int, first: Mention) -> list[Mention]:
    """The mentions in front of a cue that can be its total, nearest first."""
    mentions = reading.mentions
    before = mentions[: bisect_right(mentions, at, key=lambda m: m.end)]
    if bracket:
        inside = [m for m in before if m.bracket == bracket]
        if inside:
            return inside[::-1]
        host = first.host
        return [] if host is None else [mentions[host]]
    return [m for m in before if m.bracket == 0][::-1]


def ranked(
    reading: Reading, before: list[Mention], parts: list[Mention], cls: str, wanted: tuple[Role, ...]
) -> list[Mention]:
    """Candidate totals, best first: of the parts' unit class, in the nearest sentence that has one, ordered by
    concept (the parts are its known parts), basis and nearness."""
    fits = [
        m
        for m in before
        if reading.roles[m.index] in wanted
        and reading.classes[m.index] == cls
        and (not parts or reading.left_over[m.index] == reading.left_over[parts[0].index])
    ]
    papers = [m for m in before if reading.concepts[m.index] in ANSWERED] if cls == "persons" else []
    if papers and fits and papers[0].index > fits[0].index:
        return papers[
            :1
        ]  # 抽取 a 人，有效问卷 T 份，其中甲 b 人: each paper is a person, and not all who were asked answered
    if not fits and cls == "persons":  # 资助 T 人次，其中春季 a 人、秋季 b 人
        fits = [m for m in before if reading.roles[m.index] in wanted and reading.classes[m.index] == "count:人次"]
    if not fits and before and parts and before[0].sentence == parts[0].sentence:
        # 日均就餐 T 人次，其中早餐 a、午餐 b: a day's count divides like any other
        a_day = re.search(r"[日月年周]均", before[0].before) and before[0].quantity.dimension == "count"
        fits = before[:1] if a_day and reading.classes[before[0].index] == cls else []
    if not fits or not parts:
        return []
    fits = [m for m in fits if not reading.in_reason[m.index]] or fits
    near = [m for m in fits if m.sentence == fits[0].sentence]
    # sentences that only compare and give reasons may stand between a total and its parts
    if parts[0].sentence - fits[0].sentence > (4 if cls == "money" else 3):
        return []
    bases = {reading.bases[p.index] for p in parts if reading.bases[p.index]}
    parents = {lexicon().parent(reading.concepts[p.index]) for p in parts if reading.concepts[p.index]} - {""}

    sides = {side for p in parts if (side := _side(p))}

    def rank(m: Mention) -> tuple[int, int, int, int]:
        basis = reading.bases[m.index]
        agreed = 0 if not bases or not basis else (-1 if _basis_agrees(basis, bases) else 1)
        known = -1 if reading.concepts[m.index] and reading.concepts[m.index] in parents else 0
        name = reading.folded[m.index]
        if len(name) >= 2 and all(reading.folded[p.index].endswith(name) for p in parts):
            known = -1  # 派单 a 件，其中热线派单 b 件、平台派单 c 件
        return int({_side(m), *sides} == {"收入", "支出"} and len(sides) == 1), known, agreed, -m.index

    return sorted(near, key=rank)


def _side(m: Mention) -> str:
    """收入 or 支出, where the words of a number say one of the two."""
    said = [side for side in ("收入", "支出") if side in m.before]
    return said[0] if len(said) == 1 else ""


def _basis_agrees(basis: str, others: set[str]) -> bool:
    return basis in others or (basis in ACTUAL and bool(others & ACTUAL))


def named_by_shares(reading: Reading, parts: list[Mention], before: list[Mention]) -> list[Mention]:
    """The total that every part names in its share (货物 a，占政府采购预算 x%；服务 b，占政府采购预算 y%)."""
    named = set()
    for p in parts:
        share = share_beside(reading, p)
        if share is None:
            return []
        named.add(w.clean_label(share_of(share)))
    if len(named) != 1 or "" in named:
        return []
    whole = named.pop()
    return [
        m
        for m in before
        if reading.roles[m.index] in SUMMED
        and m.quantity.dimension == parts[0].quantity.dimension
        and (calls(reading, m, whole) or (w.concept_name(whole) and w.concept_name(whole) == reading.concepts[m.index]))
    ][:1]


def share_beside(reading: Reading, p: Mention) -> Mention | None:
    """The share that a part gives of its whole: the number behind it, or in a list of its own the one of its name."""
    following = reading.mentions[p.index + 1] if p.index + 1 < len(reading.mentions) else None
    listed = following is not None and following.subject not in ("", p.subject)
    if (
        following is not None
        and not listed
        and reading.roles[following.index] is Role.SHARE
        and following.segment == p.segment
    ):
        return following
    return next(
        (
            m
            for m in reading.mentions[p.index + 1 :]
            if p.subject
            and m.subject == p.subject
            and m.sentence == p.sentence
            and reading.roles[m.index] is Role.SHARE
        ),
        None,
    )


_ALL = Decimal(100)
_SLIP = Decimal(5)  # one share may be misprinted


def all_told(reading: Reading, parts: list[Mention]) -> bool:
    """Whether the printed shares of numbers come to about a hundred, so that these are all there are."""
    shares = [share for p in parts if (share := share_beside(reading, p)) is not None]
    return abs(sum(share.quantity.value for share in shares) - _ALL) <= _SLIP


def until_stranger(reading: Reading, total: Mention | None, parts: list[Mention]) -> list[Mention]:
    """Cut a list of parts at the first member that by its name cannot be one: a sibling of the total, a wider thing,
    or a thing of another side (支出 | 结转 | 资产)."""
    if total is None:
        return parts
    words = lexicon()
    whole = reading.concepts[total.index]
    side = words.concepts[whole].side if whole else ""
    out: list[Mention] = []
    for p in parts:
        concept = reading.concepts[p.index]
        apart = words.apart(total.before, p.before) or _other_things(total, p)
        if apart or _complete_without(reading, whole, out, concept):
            break
        if whole and concept:
            other = words.concepts[concept]
            strange = (
                (concept == whole and reading.names[p.index] == reading.names[total.index])
                or (other.parent and other.parent == words.parent(whole) and concept != whole)
                or (words.within(whole, concept) and concept != whole)
                or (
                    other.side != side
                    and other.side != "得分"
                    and not (other.side == "结转" and _holds_rest(whole, side))
                )
            )
            if strange:
                break
        out.append(p)
    return out


_NOUN = re.compile(r"[\u4e00-\u9fff]{2,}")
_OF_PEOPLE = re.compile(r"^(?:人|编|名额|岗|职|员|干部|学生|教师|户)")


def _other_things(total: Mention, p: Mention) -> bool:
    """Whether a member of a list of people counts other things by its unit and the noun behind it (2.3 万人，…，9 个乡镇)."""
    return (
        total.quantity.unit.endswith("人")
        and p.quantity.unit == "个"
        and _NOUN.match(p.after) is not None
        and not _OF_PEOPLE.match(p.after)
    )


def _complete_without(reading: Reading, whole: str, parts: list[Mention], concept: str) -> bool:
    """Whether the parts so far are a partition that the lexicon knows, and the next thing is not of it."""
    names = {reading.concepts[p.index] for p in parts}
    return any(
        k.total == whole and names >= set(k.parts) and concept not in (*k.parts, *k.more) for k in lexicon().partitions
    )


def _holds_rest(whole: str, side: str) -> bool:
    """Whether a total takes in what is carried over: any income does, of the spendings only 支出总计."""
    return side == "收入" or whole == "总支出"


_LAST = re.compile(r"^(?:其余|其他|其它|剩余|余下)")


def closed(reading: Reading, total: Mention, parts: list[Mention]) -> bool:
    """Whether a list of parts shows by itself that it is complete: it ends with what is left, gives every part's
    share, or names things that the lexicon knows as the parts of this total."""
    if _LAST.match(w.clean_label(parts[-1].before)) or _LAST.match(parts[-1].before):
        return True
    mentions = reading.mentions
    shared = [
        p.index + 1 < len(mentions)
        and reading.roles[p.index + 1] is Role.SHARE
        and share_of(mentions[p.index + 1]) == ""
        for p in parts
    ]
    if all(shared):
        return True
    if lexicon().complementary([reading.names[p.index] for p in parts]):
        return True
    whole = reading.concepts[total.index]
    names = {reading.concepts[p.index] for p in parts}
    return any(k.total == whole and names >= set(k.parts) for k in lexicon().partitions)
