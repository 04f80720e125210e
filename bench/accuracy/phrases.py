"""Errors of wording: what no report should print, whatever it is about. Each maker makes sure that its error is one before
it gives it, so that all of them can be seen."""

from __future__ import annotations

import random
import re
from dataclasses import replace

from bench.accuracy.scene import Maker, Mutation, Scene
from bench.accuracy.words import anywhere, printed_at, rewritten
from fixtures.model.content import FILLED, SLOT_CLOSE, Block, Heading, Para, Table
from fixtures.model.truth import Occurrence

WHOLE = r"(?:人次|人|件|份|次|条|名|个|项|场|册|户|家|处|辆|期|批次|批)(?![一-龥]?均)"  # what is not counted in parts
DOUBLED = ("的", "和", "在", "对", "为", "被", "将", "按", "进行", "开展", "情况", "支出", "组织", "实施")
# the business of departments of which none is a fixture's
BUSINESSES = ("婚姻登记", "社区矫正", "农机购置补贴申领", "动物疫病防治", "烈士纪念设施")
MEASURES = re.compile(r"(?:下一步|今后|下年度)[^。]*。")


def _counts(scene: Scene, behind: str) -> list[tuple[tuple[int, int, int], str, re.Match[str], Occurrence]]:
    """The counts printed in prose with one of some words behind them."""
    found = []
    for path, text, match in printed_at(scene, re.compile(rf"(?<={SLOT_CLOSE}){behind}")):
        slot = next((one for one in FILLED.finditer(text) if one.end() == match.start()), None)
        one = scene.clean.occurrences[slot.group(1)] if slot else None
        if one is not None and one.form.kind == "d" and one.form.places == 0 and path[1] < 0:
            found.append((path, text, match, one))
    return found


def _slot(text: str, end: int) -> re.Match[str]:
    return next(one for one in FILLED.finditer(text) if one.end() == end)


def blank(scene: Scene, chance: random.Random) -> Mutation | None:
    """A rate that was never filled in: nothing stands before its %."""
    found = [
        one
        for one in printed_at(scene, re.compile(f"(?<={SLOT_CLOSE})%"))
        if one[0][1] < 0 and re.search("[一-龥]$", one[1][: _slot(one[1], one[2].start()).start()])
    ]
    if not found:
        return None
    path, text, match = chance.choice(found)
    slot = _slot(text, match.start())
    return rewritten("blank", scene, f"{slot.group(2)}% 没有填，只有“%”", path, (slot.start(), match.end()), "%")


def nearly(scene: Scene, chance: random.Random) -> Mutation | None:
    """A figure that is said to be less and more at once: 近80余份."""
    found = [one for one in _counts(scene, WHOLE) if one[3].printed.value >= 10]
    if not found:
        return None
    path, text, match, one = chance.choice(found)
    slot = _slot(text, match.start())
    said = f"近{one.text}余"
    return rewritten("nearly", scene, f"“{said}{match.group()}”", path, (slot.start(), match.start()), said)


def exact_more(scene: Scene, chance: random.Random) -> Mutation | None:
    """An exact count of whole things that is said to be more: 412余件. Multiples of five are round enough."""
    found = [one for one in _counts(scene, WHOLE) if one[3].printed.value % 5]
    if not found:
        return None
    path, text, match, one = chance.choice(found)
    slot = _slot(text, match.start())
    said = f"{one.text}余"
    return rewritten("exact_more", scene, f"“{said}{match.group()}”", path, (slot.start(), match.start()), said)


def doubled_word(scene: Scene, chance: random.Random) -> Mutation | None:
    """A word that is printed twice."""
    word = chance.choice(DOUBLED)
    found = anywhere(scene, chance, re.compile(f"(?<=[一-龥]){word}(?=[一-龥])"))
    if found is None or not isinstance(scene.clean.blocks[found[0][0]], Para):
        return None
    path, _, match = found
    return rewritten("doubled_word", scene, f"“{word}”重复", path, match.span(), word * 2)


def foreign(scene: Scene, chance: random.Random) -> Mutation | None:
    """An English word for 和 in a heading, or in a sentence between two Chinese words."""
    titles = [
        (at, block)
        for at, block in enumerate(scene.clean.blocks)
        if isinstance(block, Heading) and re.search("[一-龥][和与及][一-龥]", block.title)
    ]
    if titles and chance.random() < 0.5:
        at, heading = chance.choice(titles)
        title = re.sub("(?<=[一-龥])[和与及](?=[一-龥])", " and ", heading.title, count=1)
        block = replace(heading, title=title, entry=heading.entry or heading.text)
        return Mutation(
            "foreign", scene.name, blocks={at: block}, words=f"标题写“{title}”", places=((at, -1, -1), (at, 0, -1))
        )
    found = anywhere(scene, chance, re.compile("(?<=[一-龥])和(?=[一-龥])"))
    if found is None or not isinstance(scene.clean.blocks[found[0][0]], Para):
        return None
    return rewritten("foreign", scene, "“和”写作“ and ”", found[0], found[2].span(), " and ")


def measures(scene: Scene, chance: random.Random) -> Mutation | None:
    """A chapter on problems and measures that says nothing of measures, or whose measures are gone with their heading."""
    blocks = scene.clean.blocks
    heads = [(at, one) for at, one in enumerate(blocks) if isinstance(one, Heading) and "措施" in one.title]
    if not heads:
        return None
    at, heading = chance.choice(heads)
    end = next((n for n in range(at + 1, len(blocks)) if isinstance(blocks[n], Heading)), len(blocks))
    paras = [n for n in range(at + 1, end) if isinstance(blocks[n], Para)]
    if "问题" not in heading.title:
        return None
    changed: dict[int, Block] = {}
    for n in paras:
        para = blocks[n]
        assert isinstance(para, Para)
        left = MEASURES.sub("", para.text)
        if left != para.text and left:
            changed[n] = replace(para, text=left)
    if not changed:
        return None
    places = ((at, -1, -1), *((n, -1, -1) for n in paras))
    return Mutation("measures", scene.name, blocks=changed, words=f"“{heading.title}”没有写措施", places=places)


def business(scene: Scene, chance: random.Random) -> Mutation | None:
    """A question of the questionnaire is about what another department does."""
    found = [
        one
        for one in printed_at(scene, re.compile("(?<=您对)[一-龥]+(?=是否满意)"))
        if isinstance(scene.clean.blocks[one[0][0]], Table)
    ]
    if not found:
        return None
    path, _, match = chance.choice(found)
    word = chance.choice(BUSINESSES)
    return rewritten("business", scene, f"“{match.group()}”写作“{word}服务”", path, match.span(), f"{word}服务")


def measure_word(scene: Scene, chance: random.Random) -> Mutation | None:
    """人 for 人次, or 人次 for 人, behind a count that is told elsewhere with the other."""
    told = _counts(scene, "(?:人次|人)(?![一-龥]?[大工员代])")
    found = [
        one
        for one in told
        if any(other[3].name == one[3].name and other[2].group() == one[2].group() for other in told if other != one)
    ]
    if not found:
        return None
    path, _, match, one = chance.choice(found)
    wrong = "人" if match.group() == "人次" else "人次"
    mutation = rewritten(
        "measure_word", scene, f"{one.text}{match.group()}写作{one.text}{wrong}", path, match.span(), wrong
    )
    others = tuple(other[3].id for other in told if other[3].name == one.name and other[3].id != one.id)
    return replace(mutation, places=(one.id,), others=others)


MAKERS: dict[str, Maker] = {
    "blank": blank,
    "nearly": nearly,
    "exact_more": exact_more,
    "doubled_word": doubled_word,
    "foreign": foreign,
    "measures": measures,
    "business": business,
    "measure_word": measure_word,
}
