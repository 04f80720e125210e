"""A passage with what each of its clauses says by itself: the role, name, unit class, concept, basis and year of every
number. The readers of parts, rates, changes and balances all start from it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from extract.lexicon import lexicon
from extract.narrative import words as w
from extract.narrative.mentions import Mention, Passage
from extract.narrative.words import Role


@dataclass(frozen=True, slots=True)
class Reading:
    """A passage with what its clauses say by themselves: the role, name and class of every mention."""

    passage: Passage
    roles: tuple[Role, ...]
    names: tuple[str, ...]
    classes: tuple[str, ...]
    concepts: tuple[str, ...]
    bases: tuple[str, ...]
    years: tuple[str, ...]
    folded: tuple[str, ...]  # the names as they are compared
    left_over: tuple[str, ...]  # the word that makes a mention the remainder of a comparison
    in_reason: tuple[bool, ...]  # whether a mention stands in a clause that gives a reason

    @property
    def mentions(self) -> tuple[Mention, ...]:
        return self.passage.mentions


def _compared(passage: Passage, roles: list[Role]) -> list[Role]:
    """A number that another is set against by any name, the change right behind it (较控制价 b 万元下浮 c 万元)."""
    for m, moved in pairwise(passage.mentions):
        if roles[m.index] is not Role.PLAIN or roles[moved.index] not in (Role.DELTA, Role.GROWTH):
            continue
        if moved.clause == m.clause and not moved.lead and w.AGAINST.search(m.before):
            roles[m.index] = Role.BASE
    return roles


def read(passage: Passage) -> Reading:
    """Give every mention its role, name, unit class, concept and basis."""
    names = tuple(w.name_of(m) for m in passage.mentions)
    concepts: list[str] = []
    for m, name in zip(passage.mentions, names, strict=True):
        concept = w.concept_of(m)
        if not concept and w.only_basis(name):
            concept = _same_thing(passage, concepts, m)
        concepts.append(concept)
    return Reading(
        passage=passage,
        roles=tuple(_saved(passage, _compared(passage, [w.role(m) for m in passage.mentions]))),
        names=names,
        classes=tuple(w.unit_class(m) for m in passage.mentions),
        concepts=tuple(concepts),
        bases=tuple(w.basis_of(m.subject + m.before or m.after) for m in passage.mentions),
        years=tuple(_years(passage)),
        folded=tuple(map(w.folded, names)),
        left_over=tuple(map(left_over, passage.mentions)),
        in_reason=tuple(_in_reason(passage)),
    )


def _in_reason(passage: Passage) -> Iterator[bool]:
    """Whether words that give a reason (主要原因是追加资金 a 万元) stand in front of each mention, behind the last stop."""
    reason, at = False, 0
    for m in passage.mentions:
        for found in _REASON_OR_STOP.finditer(passage.text, at, m.start):
            reason = found.group() not in "。；;\n"
        at = m.start
        yield reason


_REASON_OR_STOP = re.compile(r"原因|由于|因为|[。；;\n]")


_SAVED_FROM = re.compile(r"(?:比|较)[^，。；]{2,10}(?:节约|节省|节支)")


def _saved(passage: Passage, roles: list[Role]) -> list[Role]:
    """What was saved against a number in its own words (比预算的 b 万元节约 c 万元), or against a plan that is not printed
    (规模 a 万元，较计划节约 c 万元), is a fall to the number before, and its rate (节约率) the rate of the fall."""
    for i, m in enumerate(passage.mentions):
        following = passage.mentions[i + 1] if i + 1 < len(roles) else None
        rated = w.SAVED_RATE.search(following.before) if following is not None else None
        if roles[i] is Role.DELTA and rated and roles[i + 1] is Role.RATE and rated.group()[:2] in m.before:
            roles[i + 1] = Role.GROWTH  # 压减 c 万元，压减率 p%
        if roles[i] is not Role.LEFT or not i or not w.SAVES.search(m.before):
            continue
        previous = passage.mentions[i - 1]
        alone = [x for x in passage.mentions[:i] if x.sentence == m.sentence and x.quantity.dimension == "money"]
        against = roles[i - 1] is Role.BASE and previous.clause == m.clause
        if not against and not (_SAVED_FROM.search(m.before) and alone == [previous]):
            continue
        roles[i] = Role.DELTA
        if rated and roles[i + 1] is Role.RATE:
            roles[i + 1] = Role.GROWTH
    return roles


_YEAR = re.compile(r"(?<!\d)(20\d\d)\s*年")


_COMPARED = re.compile(r"(?:比|较|与|同|对比)\s*$")


def _years(passage: Passage) -> Iterator[str]:
    """The year that each mention is said to be of: the last one named in its paragraph outside comparisons (较2022年),
    "" where none was."""
    current, at = "", 0
    for m in passage.mentions:
        if "\n" in passage.text[at : m.start]:
            current = ""
        for found in _YEAR.finditer(passage.text, at, m.start):
            if not _COMPARED.search(passage.text[max(0, found.start() - 4) : found.start()]):
                current = found.group(1)
        at = m.start
        yield current


def _same_thing(passage: Passage, concepts: list[str], m: Mention) -> str:
    """What a number that only says 决算支出 speaks of: the thing the number before it in the sentence named."""
    for i in range(m.index - 1, -1, -1):
        previous = passage.mentions[i]
        if previous.sentence != m.sentence or previous.bracket != m.bracket:
            break
        if previous.quantity.dimension == m.quantity.dimension:
            return "" if _other_side(concepts[i], m) else concepts[i]
    return ""


def _other_side(concept: str, m: Mention) -> bool:
    """Whether a number says 支出 and what was named is an income or a carry-over, or the other way round."""
    side = lexicon().concepts[concept].side if concept else ""
    if side == "结转":
        return "收入" in m.before or "支出" in m.before
    return (side == "收入" and "支出" in m.before) or (side == "支出" and "收入" in m.before)


SUMMED = (Role.PLAIN, Role.LEFT)


ACTUAL = frozenset(("决算", "实际"))


def share_of(rate: Mention) -> str:
    """The words between 占 and 的比重: what a share is a share of, "" where it does not say."""
    found = w.SHARE.search(rate.before)
    of = re.sub(r"^[到了去]", "", found.group("of")) if found else ""
    return "" if of in ("比", "总数", "总额", "总量", "全部", "总") else of


def calls(reading: Reading, m: Mention, words: str) -> bool:
    return len(words) >= 2 and reading.folded[m.index].endswith(w.folded(words))


_MEASURES = (
    ("空编", re.compile(r"空编|缺编|空缺")),
    ("超编", re.compile(r"超编|超配")),
    ("编制", re.compile(r"编制")),
    ("实有", re.compile(r"实有|在职|在编|在岗|现有|实际")),
    ("未结", re.compile(r"未(?:审|执|办)?结")),
    ("受理", re.compile(r"受理|收案|新收|立案|收到|申请|申报|接报")),
    ("办结", re.compile(r"(?:审|执|办|了)结|结案|办复|批准|批复")),
)
RECEIVED = "受理"


def measure(reading: Reading, m: Mention) -> str:
    """What a number measures of its thing, where its words say so: 编制, 实有, 空编; 受理, 办结, 未结; or the basis of an
    amount."""
    for name, pattern in _MEASURES:
        if reading.classes[m.index] != "money" and pattern.search(m.before):
            return name
    return reading.bases[m.index]


LEFT_OVER = re.compile(
    r"(?:节约|节省|缺口|缺额|缺员|尚缺|尚欠|扣减|扣除|扣|失分|空编|缺编|空缺|超编|超支|差额|差值)(?:资金|经费|额|数|人数|人员|金额|财政资金|了|分)*(?:为|约|达|共)*$"
)


def left_over(m: Mention) -> str:
    """The word that makes a number the remainder of a comparison (节约, 缺口, 空编), which is no part of a whole."""
    found = LEFT_OVER.search(m.before)
    if not found:
        return ""
    return "扣分" if found.group()[0] in "扣失" else found.group()
