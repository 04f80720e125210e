"""Shares of a whole (占…的 p%): whose share it is, and what the whole is."""

from __future__ import annotations

import re
from collections.abc import Iterator

from extract.narrative import words as w
from extract.narrative.mentions import Mention
from extract.narrative.rate import Rate
from extract.narrative.reading import Reading, calls, share_of
from extract.narrative.words import Role

_TOP = ("总收入", "本年收入", "总支出", "本年支出")
_EQUAL_TOTALS = ({"总支出", "本年支出"}, {"总收入", "本年收入"}, {"三公经费"}, {"年末结转结余", "结余"})


def share(reading: Reading, rate: Mention, whole: dict[int, int]) -> Iterator[Rate]:
    """The number and the whole that a share is of; `whole` maps the parts of lists to their wholes."""
    of = share_of(rate)
    found = w.SHARE.search(rate.before)
    who = w.clean_label(found.group("who")) if found else ""
    numerator = _who(reading, rate, who)
    if numerator is None:
        return
    if of:
        denominator = _named_whole(reading, of, rate, numerator)
        if denominator is None and w.concept_name(w.clean_label(of)) in _TOP:
            denominator = whole.get(numerator.index)  # 占总收入: the list's own total, whatever it is called
        if denominator is None and not who:
            # 18个项目，涉及资金640万元，占项目总数75%: the words name a whole of another unit
            apart = _named_whole(reading, of, rate, None)
            if apart is not None and not _addable(reading, numerator.index, apart):
                denominator = apart
                numerator = _of_class(reading, rate, denominator)
        if numerator is None or _is_whole(reading, numerator, of):
            return  # the number is the whole itself: what is a share of it is not printed
    else:
        denominator = whole.get(numerator.index, _among(reading, numerator))
        if denominator is None:
            denominator = _grand(reading, numerator)
    if denominator is None or denominator == numerator.index:
        return
    if _addable(reading, numerator.index, denominator):
        yield Rate(numerator.index, denominator, rate.index, (rate.begin, rate.start), "share")


def _is_whole(reading: Reading, m: Mention, of: str) -> bool:
    concept = w.concept_name(w.without_copula(of))
    if concept and reading.concepts[m.index] not in ("", concept):
        return False
    return w.folded(reading.names[m.index]).endswith(w.folded(w.clean_label(of)))


def _among(reading: Reading, m: Mention) -> int | None:
    """What a lone 其中 picks a number out of (T，…，其中：民生支出 a，占比 p%)."""
    like = [x for x in reading.mentions[: m.index] if reading.classes[x.index] == reading.classes[m.index]]
    if not like or "其中" not in reading.passage.text[like[-1].end : m.start]:
        return None
    for x in reversed(reading.mentions[: m.index]):
        if m.sentence - x.sentence > 1 or x.bracket != m.bracket:
            return None
        if reading.roles[x.index] in (Role.PLAIN, Role.LEFT) and reading.classes[x.index] == reading.classes[m.index]:
            return x.index
    return None


def _grand(reading: Reading, m: Mention) -> int | None:
    """The 总… right in front of a number that is called like it (总投资 T，已完成投资 a，占 p%), or the 共… of its sentence."""
    before = reading.mentions[m.index - 1] if m.index else m
    a, b = w.folded(reading.names[before.index]), w.folded(reading.names[m.index])
    found = re.search(r"总(?P<thing>[^总]{2,})$", a)
    alike = found is not None and b.endswith(found.group("thing")[:4]) and "总" not in b
    near = before.segment == m.segment and before.bracket == m.bracket and m.clause - before.clause == 1
    if alike and near and reading.roles[before.index] is Role.PLAIN:
        return before.index
    return _all_told(reading, m)


def _all_told(reading: Reading, m: Mention) -> int | None:
    """The 共… of the sentence, where nothing but numbers with shares of their own stands between (共 T 项，甲 a 项，占比
    p%，乙 b 项，占比 q%)."""
    for x in reversed(reading.mentions[: m.index]):
        if x.sentence != m.sentence or x.bracket != m.bracket:
            return None
        if reading.roles[x.index] is Role.SHARE:
            continue
        if reading.classes[x.index] != reading.classes[m.index] or reading.roles[x.index] is not Role.PLAIN:
            return None
        if reading.roles[x.index + 1] is not Role.SHARE:
            return x.index if re.search(r"共|合计|总", x.before) else None
    return None


def _of_class(reading: Reading, rate: Mention, denominator: int | None) -> Mention | None:
    """The nearest number of the share's segment that is counted like the whole."""
    if denominator is None:
        return None
    for m in reversed(reading.mentions[: rate.index]):
        if m.segment != rate.segment:
            return None
        if reading.classes[m.index] == reading.classes[denominator] and reading.roles[m.index] is Role.PLAIN:
            return m
    return None


def _addable(reading: Reading, a: int, b: int) -> bool:
    x, y = reading.mentions[a].quantity.dimension, reading.mentions[b].quantity.dimension
    return x == y and (x == "count" or reading.classes[a] == reading.classes[b])


def _who(reading: Reading, rate: Mention, who: str) -> Mention | None:
    mentions = reading.mentions
    if rate.subject:
        for m in reversed(mentions[: rate.index]):
            if m.subject and _one_name(m.subject, rate.subject) and reading.roles[m.index] in (Role.PLAIN, Role.LEFT):
                return m
    before = [
        m
        for m in mentions[: rate.index]
        if m.sentence == rate.sentence
        and reading.roles[m.index] in (Role.PLAIN, Role.LEFT)
        and m.bracket in (0, rate.bracket)
    ]
    attributive = rate.after.startswith("的")
    following = [
        m for m in mentions[rate.index + 1 :] if m.sentence == rate.sentence and m.quantity.dimension != "percent"
    ]
    if attributive and following and following[0].index == rate.index + 1 and not who:
        return following[0]
    if not who:
        same = [m for m in before if m.segment == rate.segment]
        if same:
            return same[-1] if not _changed_subject(reading, same[-1], rate) else None
        return mentions[rate.host] if rate.host is not None else None
    named = [m for m in before if _alike(reading, m, who)]
    if named:
        return named[-1]
    for m in following:
        if _alike(reading, m, who) or re.match(r"^(?:金额|数额|共|为|支出|达)*(?:为|达|共)?$", m.before):
            return m
    return None


def _one_name(a: str, b: str) -> bool:
    """Whether two members of lists are of one name, what is said of them aside."""
    return a == b or (len(min(a, b, key=len)) >= 2 and (a.startswith(b) or b.startswith(a)))


_MOVES = re.compile(
    rf"(?:比|较|与|同)?(?:上年|去年|年初|预算|同期|同比|环比|相比|各|均)*(?:的)?(?:{w.UP}|{w.DOWN}|完成|达到|占|为)[^，。；]*$"
)


def _changed_subject(reading: Reading, numerator: Mention, rate: Mention) -> bool:
    """Whether a clause between a number and a share brings up another thing (…，其中民生支出增长 5%，占 x%)."""
    return any(
        "其中" in m.before or _brings_up(m.before)
        for m in reading.mentions[numerator.index + 1 : rate.index]
        if m.bracket in (0, rate.bracket)  # what brackets say of the number is an aside
    )


def _brings_up(words: str) -> bool:
    """Whether words name a thing, beside what a comparison says of the thing before."""
    rest = w.clean_label(w.COMPARE.sub("", _MOVES.sub("", words)))
    return len(rest) >= 2 and not w.only_basis(rest)


def _alike(reading: Reading, m: Mention, words: str) -> bool:
    """Whether a mention is what the words name: the same concept, or the same words at the end."""
    concept = w.concept_name(words)
    if concept and reading.concepts[m.index]:
        return concept == reading.concepts[m.index] and not _narrower(words, reading.names[m.index])
    a, b = w.folded(words), w.folded(reading.names[m.index])
    if len(a) >= 2 and b.startswith(a) and b[len(a) :] in ("收入", "支出", "经费", "资金", "人员"):
        return True
    return len(min(a, b, key=len)) >= 2 and (a.endswith(b) or b.endswith(a)) and not _narrower(a, b)


def _narrower(words: str, name: str) -> bool:
    """Whether words put something in front of a name that makes it another thing (货物采购 + 授予中小企业合同金额)."""
    a, b = w.folded(words), w.folded(name)
    return len(a) >= len(b) + 3 and a.endswith(b)


def _narrowed(reading: Reading, m: Mention, of: str) -> bool:
    """Whether a mention has a word in front of the concept that the named whole lacks (本级项目支出 for 项目支出)."""
    a, b = w.folded(reading.names[m.index]), w.folded(of)
    return (
        len(a) > len(b) + 1
        and a.endswith(b[-4:])
        and re.search(r"本级|下属|所属|其他|对下|二级|专项", a[: -len(b)] or "") is not None
    )


_SIDES = ("支出", "收入", "收支")


def _sibling(reading: Reading, m: Mention, numerator: Mention | None, thing: str) -> bool:
    """Whether a number is no whole but stands beside the numerator, each with words of its own in front of the thing
    (跨域立案 a 件，网上立案 b 件，占立案总数的 p%), or is the smaller of both."""
    if numerator is None:
        return False
    name, own = (w.folded(reading.names[x.index]) for x in (m, numerator))
    if m.quantity.value < numerator.quantity.value:
        return True
    return name != w.folded(thing) and own.endswith(w.folded(thing)) and "总" not in name


_NUMBERED = re.compile(r"^(?:[（(][一二三四五六七八九十\d]{1,3}[）)]|\d{1,2}[.．、])")
_GRAND = re.compile(r"总(?=规模|额|量|数|支出|收入|投资|资金|成本|面积)")


def _named_whole(reading: Reading, of: str, rate: Mention, numerator: Mention | None) -> int | None:
    concept = w.concept_name(w.without_copula(of))
    bare = w.clean_label(of) in _SIDES
    of = w.without_copula(of) if bare else w.clean_label(of)  # 支出合计: the 支出 of any number is not it
    short = re.sub(r"(?:总数|总量|总额|数)$", "", of) or of
    concept = concept or w.concept_name(of)
    candidates = [
        m
        for m in reading.mentions
        if reading.roles[m.index] in (Role.PLAIN, Role.LEFT)
        and m.quantity.dimension not in ("percent", "point", "time")
        and (numerator is None or (m.index != numerator.index and _addable(reading, numerator.index, m.index)))
    ]
    before = [m for m in candidates if m.index < rate.index][::-1]
    after = [m for m in candidates if m.index > rate.index and m.sentence == rate.sentence]
    ordered = (*before, *after)
    called = (w.folded(of), w.folded(short))
    for m in ordered:
        name = reading.names[m.index]
        if w.folded(name) in called:
            return m.index
        if m.sentence == rate.sentence and w.folded(w.clean_label(_NUMBERED.sub("", name))) in called:
            return m.index  # （一）本年支出 T，其中：…，占本年支出的 p%
    for m in ordered:
        if _alike(reading, m, of) and not (concept and _narrowed(reading, m, of)):
            return m.index
    if w.folded(short) != w.folded(of):
        for m in ordered:  # 占项目总数 of 实施项目 24 个
            if m.bracket:
                continue
            called_so = w.folded(reading.names[m.index]).endswith(w.folded(short))
            if m.quantity.dimension == "count" and called_so and not _sibling(reading, m, numerator, short):
                return m.index
    plain = _GRAND.sub("", w.folded(of))
    if not concept and 4 <= len(plain) < len(w.folded(of)):
        for m in ordered:
            if w.folded(reading.names[m.index]).endswith(plain):
                return m.index  # 采购总规模 for 政府采购规模
    following = [m for m in candidates if m.sentence == rate.sentence + 1 and concept]
    for m in following:
        if reading.concepts[m.index] == concept and reading.roles[m.index] is Role.PLAIN:
            return m.index
    for m in candidates:
        if m.sentence == rate.sentence + 1 and len(of) >= 3 and calls(reading, m, of):
            return m.index  # …，占总投资的 p%。项目总投资 T
    for equal in _EQUAL_TOTALS:
        if concept in equal:
            for m in before:
                if reading.concepts[m.index] in equal:
                    return m.index
    return None
