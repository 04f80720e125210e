"""Errors in words and numbering, as they are made. Each maker breaks a constraint that the printed report itself
states — the pages of a table of contents ascend, headings are counted, a passage told twice is told alike, brackets are
closed — and makes sure of it before it gives the error, so that all of them can be seen."""

from __future__ import annotations

import random
import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace

from bench.accuracy.scene import Maker, Mutation, Path, Rewrite, Scene, in_slot
from fixtures.model.content import FILLED, MARK, Block, Contents, Heading, Para, Table
from fixtures.model.figures import chinese, from_chinese

# repealed or replaced regulations with their numbers, and the first report year in which they were no longer in force
REPEALED = (
    ("《财政支出绩效评价管理暂行办法》（财预〔2011〕285号）", 2020),
    ("《中华人民共和国预算法实施条例》（国务院令第186号）", 2021),
    ("《部门决算管理制度》（财库〔2013〕209号）", 2022),
    ("《行政单位会计制度》（财库〔2013〕218号）", 2019),
    ("《行政单位财务规则》（财政部令第71号）", 2023),
    ("《事业单位财务规则》（财政部令第68号）", 2022),
)
RESIDUE = ("（此处填写主要原因）", "（请填写）", "××单位", "XX县", "（说明：此处简要概述，不超过300字）")
CITED = re.compile(r"《[^《》]+》（[^（）]*[〔第][^（）]*号）")
NUMBERED = re.compile(r"(?<=〔20\d\d〕)\d+(?=号)")
CLOSING = "）》”〕"
OPENING = "（《“〔"
ANNEX = re.compile(r"附件(\d)")
OPTION = re.compile(r"^([A-E])[.．、]")
SHORTENED = "省市县区州盟旗镇乡和"  # what usual short forms of a name leave out
GRADE = re.compile(r"(?:等级|等次|评价结果)[^，。；]{0,4}[“为](优|良)(?=[”。，；])")
HEADING_NUMBER = re.compile(r"^（?([一二三四五六七八九十]+|\d+)[、.）]")
LONG = 30  # characters that make a passage worth comparing


def printed_at(scene: Scene, pattern: re.Pattern[str], group: int = 0) -> Iterator[tuple[Path, str, re.Match[str]]]:
    """Where a pattern is printed outside of slots, marks of content.py and headings."""
    for path, text in scene.texts:
        if isinstance(scene.clean.blocks[path[0]], Heading):
            continue
        marks = [match.span() for match in MARK.finditer(text)]
        for match in pattern.finditer(text):
            start, end = match.span(group)
            if in_slot(text, start) or any(a < end and start < b for a, b in marks):
                continue
            yield path, text, match


def anywhere(
    scene: Scene, chance: random.Random, pattern: re.Pattern[str], group: int = 0
) -> tuple[Path, str, re.Match[str]] | None:
    found = list(printed_at(scene, pattern, group))
    return chance.choice(found) if found else None


def rewritten(kind: str, scene: Scene, why: str, path: Path, span: tuple[int, int], text: str) -> Mutation:
    return Mutation(kind, scene.name, rewrites=(Rewrite(path, *span, text),), words=why)


# --------------------------------------------------------------------------------------------------------------
# In the sentences
# --------------------------------------------------------------------------------------------------------------


def year(scene: Scene, chance: random.Random) -> Mutation | None:
    """The report's year as another year; not in the title of what is cited. It is printed elsewhere, too."""
    if sum(text.count(f"{scene.truth.year}年") for _, text in scene.texts) < 2:
        return None
    found = anywhere(scene, chance, re.compile(rf"{scene.truth.year}(?=年)"))
    if found is None:
        return None
    path, text, match = found
    if text.rfind("《", 0, match.start()) > text.rfind("》", 0, match.start()):
        return None
    wrong = str(scene.truth.year + chance.choice((-10, -2, -1, 1)))
    return rewritten("year", scene, f"报告年度 {scene.truth.year} 写作 {wrong}", path, match.span(), wrong)


def residue(scene: Scene, chance: random.Random) -> Mutation | None:
    """What a form says to whoever fills it in is left in the report."""
    found = anywhere(scene, chance, re.compile(r"(?<=[一-龥])[。；]"))
    if found is None or not isinstance(scene.clean.blocks[found[0][0]], Para):
        return None
    path, _, match = found
    left = chance.choice(RESIDUE)
    return rewritten("residue", scene, f"残留“{left}”", path, (match.start(), match.start()), left)


def own_name(scene: Scene) -> str:
    """What the report calls its own department: what its title begins with."""
    return re.split(r"\d{4}年|二〇", scene.truth.title)[0]


def name_cut(scene: Scene, chance: random.Random) -> Mutation | None:
    """The department's own name with one character less; it is named in full elsewhere. Without its level of a place
    (青石水务局) or its “和” it would be a usual short form, and no error."""
    name = own_name(scene)
    found = list(printed_at(scene, re.compile(re.escape(name))))
    if len(name) < 5 or len(found) < 2:
        return None
    path, _, match = chance.choice(found)
    at = chance.randrange(1, len(name) - 1)
    cut = name[:at] + name[at + 1 :]
    if cut in name or name[at] in SHORTENED:
        return None
    return rewritten("name_cut", scene, f"本部门名称写作“{cut}”", path, match.span(), cut)


def bracket(scene: Scene, chance: random.Random) -> Mutation | None:
    """A bracket or quotation mark that is opened and not closed."""
    found = anywhere(scene, chance, re.compile(f"[{CLOSING}]"))
    if found is None:
        return None
    path, text, match = found
    opening = OPENING[CLOSING.index(match.group())]
    at = text.rfind(opening, 0, match.start())
    if at < 0:
        return None
    mutation = rewritten("bracket", scene, f"缺“{match.group()}”", path, match.span(), "")
    # what is not closed stands where it was opened
    return replace(mutation, rewrites=(*mutation.rewrites, Rewrite(path, at, at + 1, opening, "开")))


def percent(scene: Scene, chance: random.Random) -> Mutation | None:
    """A rate that has lost its %."""
    found = anywhere(scene, chance, re.compile("%"))
    if found is None:
        return None
    path, text, match = found
    rate = next((slot for slot in FILLED.finditer(text) if slot.end() == match.start()), None)
    if rate is None or scene.clean.occurrences[rate.group(1)].form.kind != "p":
        return None
    mutation = rewritten("percent", scene, f"{rate.group(2)} 缺“%”", path, match.span(), "")
    return replace(mutation, places=(rate.group(1),))


def punctuation(scene: Scene, chance: random.Random) -> Mutation | None:
    """A stop that is printed twice."""
    found = anywhere(scene, chance, re.compile("(?<=[^。，；、])[。，；、](?![。，；、])"))
    if found is None:
        return None
    path, _, match = found
    return rewritten("punctuation", scene, f"重复“{match.group()}”", path, match.span(), match.group() * 2)


def grade(scene: Scene, chance: random.Random) -> Mutation | None:
    """Another grade than the score gives."""
    found = anywhere(scene, chance, GRADE, 1)
    if found is None:
        return None
    path, _, match = found
    wrong = chance.choice([word for word in ("优", "良", "中", "差") if word != match.group(1)])
    mutation = rewritten("grade", scene, f"等级“{match.group(1)}”写作“{wrong}”", path, match.span(1), wrong)
    score = tuple(one for one in ("结论/总分", "评级/总分") if one in scene.clean.occurrences)
    return replace(mutation, others=score)


# --------------------------------------------------------------------------------------------------------------
# Passages told twice
# --------------------------------------------------------------------------------------------------------------


def twins(scene: Scene) -> list[tuple[Path, Path]]:
    """Paragraphs that are printed twice, alike but for notes and page breaks."""
    told: dict[str, list[Path]] = defaultdict(list)
    for path, text in scene.texts:
        if isinstance(scene.clean.blocks[path[0]], Para):
            plain = FILLED.sub(lambda slot: slot.group(2), MARK.sub(_shown, text))
            if len(plain) >= LONG:
                told[plain].append(path)
    return [(one, other) for paths in told.values() if len(paths) == 2 for one, other in (paths, paths[::-1])]


def _shown(mark: re.Match[str]) -> str:
    return (mark.group(2) or "") if mark.group(1) not in ("fn", "en", "pb", "del", "hid") else ""


def word_dropped(scene: Scene, chance: random.Random) -> Mutation | None:
    """A word is missing from one of two printings of a passage."""
    pairs = twins(scene)
    if not pairs:
        return None
    path, twin = chance.choice(pairs)
    text = dict(scene.texts)[path]
    spans = [match.span() for match in re.finditer(r"[一-龥]{4,}", MARK.sub(lambda m: "\0" * len(m.group()), text))]
    spans = [span for span in spans if not in_slot(text, span[0])]
    if not spans:
        return None
    start, end = chance.choice(spans)
    at = chance.randrange(start + 1, end - 2)
    mutation = rewritten("word_dropped", scene, f"另一处多“{text[at : at + 2]}”", path, (at, at + 2), "")
    return replace(mutation, others=(path, twin))


def figure_repeated(scene: Scene, chance: random.Random) -> Mutation | None:
    """A figure in one of two printings of a passage is another."""
    from bench.accuracy.figures import slip

    pairs = twins(scene)
    if not pairs:
        return None
    path, _ = chance.choice(pairs)
    said = [match.group(1) for match in FILLED.finditer(dict(scene.texts)[path])]
    one = scene.clean.occurrences[chance.choice(said)] if said else None
    return slip("figure_repeated", scene, one, chance) if one is not None else None


# --------------------------------------------------------------------------------------------------------------
# Citations
# --------------------------------------------------------------------------------------------------------------


def repealed(scene: Scene, chance: random.Random) -> Mutation | None:
    """A regulation that is no longer in force is cited for one that is."""
    found = anywhere(scene, chance, CITED)
    if found is None:
        return None
    path, text, match = found
    old = chance.choice([name for name, since in REPEALED if since <= scene.truth.year])
    return rewritten("repealed", scene, f"引用已失效的{old}", path, match.span(), old) if old not in text else None


def doc_number(scene: Scene, chance: random.Random) -> Mutation | None:
    """A regulation of the ministry with another regulation's number."""
    found = anywhere(scene, chance, re.compile(r"(?<=（财[预库会]〔20\d\d〕)\d+(?=号）)"))
    if found is None:
        return None
    path, _, match = found
    wrong = str(int(match.group()) + chance.randint(1, 9))
    mutation = rewritten("doc_number", scene, f"文号 {match.group()} 写作 {wrong}", path, match.span(), wrong)
    return replace(mutation, others=(path,))


def annex_cited(scene: Scene, chance: random.Random) -> Mutation | None:
    """An annex is cited by a number that no annex has, or that is the number of another than the one named."""
    headings = [block for block in scene.clean.blocks if isinstance(block, Heading)]
    known = {match.group(1): one for one in headings if (match := ANNEX.match(one.text))}
    found = anywhere(scene, chance, ANNEX, 1)
    if found is None or not known:
        return None
    path, text, match = found
    title = _annex_title(scene, known.get(match.group(1)))
    after = FILLED.sub(lambda slot: slot.group(2), text[match.end() : match.end() + 40])
    named = any(title[at : at + 4] in after for at in range(len(title) - 3)) if len(title) >= 4 else False
    wrong = chance.choice("123456789")
    if wrong == match.group(1) or (wrong in known and not named):
        return None
    return rewritten("annex_cited", scene, f"附件{match.group(1)} 写作附件{wrong}", path, match.span(1), wrong)


def _annex_title(scene: Scene, heading: Heading | None) -> str:
    return heading.entry.partition(" ")[2] if heading else ""


# --------------------------------------------------------------------------------------------------------------
# Numbering
# --------------------------------------------------------------------------------------------------------------


def _typed(blocks: tuple[Block, ...]) -> dict[int, Block]:
    """All headings with their numbers typed: Word counts the automatic ones right."""
    return {
        at: replace(block, auto=False) for at, block in enumerate(blocks) if isinstance(block, Heading) and block.auto
    }


def heading_number(scene: Scene, chance: random.Random) -> Mutation | None:
    """A heading that skips a number."""
    found = []
    for at, block in enumerate(scene.clean.blocks):
        if isinstance(block, Heading) and HEADING_NUMBER.match(block.number) and not _first(scene, at):
            found.append((at, block))
    if not found:
        return None
    at, heading = chance.choice(found)
    match = HEADING_NUMBER.match(heading.number)
    assert match
    said = match.group(1)
    count = int(said) if said.isdigit() else from_chinese(said)
    wrong = count + chance.choice((1, 1, -1))
    if wrong < 1:
        return None
    number = heading.number.replace(said, str(wrong) if said.isdigit() else chinese(wrong))
    blocks = _typed(scene.clean.blocks)
    blocks[at] = replace(heading, number=number, auto=False)
    entry = heading.entry.replace(heading.number, number) if heading.entry else ""
    blocks[at] = replace(heading, number=number, auto=False, entry=entry)
    why = f"标题“{heading.text}”编作“{number}”"
    return Mutation(
        "heading_number", scene.name, blocks=blocks, words=why, places=((at, -1, -1), *_siblings(scene, at))
    )


def _level(scene: Scene, at: int) -> int:
    block = scene.clean.blocks[at]
    return block.level if isinstance(block, Heading) else -1


def _siblings(scene: Scene, at: int) -> tuple[Path, ...]:
    """The heading before and the one after on the same level: between them the gap shows."""
    near = []
    for step in (-1, 1):
        other = at + step
        while 0 <= other < len(scene.clean.blocks):
            level = _level(scene, other)
            if 0 <= level < _level(scene, at):
                break
            if level == _level(scene, at):
                near.append((other, -1, -1))
                break
            other += step
    return tuple(near)


def _first(scene: Scene, at: int) -> bool:
    """Whether no heading of its level stands before it under the same heading."""
    return not any(path[0] < at for path in _siblings(scene, at))


def annex_heading(scene: Scene, chance: random.Random) -> Mutation | None:
    """An annex that bears the number of another, or one that is not its turn's."""
    found = [at for at, b in enumerate(scene.clean.blocks) if isinstance(b, Heading) and ANNEX.match(b.text)]
    if len(found) < 2:
        return None
    at = chance.choice(found)
    heading = scene.clean.blocks[at]
    assert isinstance(heading, Heading)
    match = ANNEX.match(heading.text)
    assert match
    wrong = chance.choice([d for d in "123456789" if d != match.group(1)])
    number = heading.number.replace(match.group(1), wrong)
    title = heading.title if heading.number else heading.title.replace(match.group(1), wrong, 1)
    block = replace(heading, number=number, title=title)
    # the title below is the annex's name, and goes with its number
    others = (*((other, -1, -1) for other in found if other != at), (at + 1, -1, -1))
    return Mutation(
        "annex_heading", scene.name, blocks={at: block}, words=f"{match.group()} 编作附件{wrong}",
        places=((at, -1, -1), (at, 0, -1)), others=others,
    )  # fmt: skip


def toc_page(scene: Scene, chance: random.Random) -> Mutation | None:
    """A page in the table of contents that lies behind the pages after it."""
    listed = _listed(scene)
    if len(listed) < 3:
        return None
    at = chance.choice(listed[:-1])
    heading = scene.clean.blocks[at]
    assert isinstance(heading, Heading)
    off = 20 + chance.randint(0, 9)
    return Mutation(
        "toc_page", scene.name, blocks={at: replace(heading, off=off)}, words=f"目录中“{heading.text}”页码多 {off}",
        places=((at, 0, -1), (at, -1, -1)), others=tuple((one, 0, -1) for one in listed),
    )  # fmt: skip


def toc_title(scene: Scene, chance: random.Random) -> Mutation | None:
    """A line of the table of contents that lacks two characters inside what the heading says."""
    listed = _listed(scene, True)
    if not listed:
        return None
    at = chance.choice(listed)
    heading = scene.clean.blocks[at]
    assert isinstance(heading, Heading)
    said = heading.entry or heading.text
    begin = len(heading.number)
    if len(said) - begin < 5:
        return None
    cut = chance.randrange(begin, len(said) - 2)
    entry = said[:cut] + said[cut + 2 :]
    if said.endswith(entry[begin:].strip()) or said.startswith(entry):
        return None  # a usual short form
    return Mutation(
        "toc_title", scene.name, blocks={at: replace(heading, entry=entry)}, words=f"目录写“{entry}”，标题为“{said}”",
        places=((at, 0, -1), (at, -1, -1)),
    )  # fmt: skip


def _listed(scene: Scene, plain: bool = False) -> list[int]:
    """The headings in the table of contents (with pages, unless `plain` will do)."""
    contents = next((block for block in scene.clean.blocks if isinstance(block, Contents)), None)
    if contents is None or (contents.style == "plain" and not plain):
        return []
    headings = [(at, block) for at, block in enumerate(scene.clean.blocks) if isinstance(block, Heading)]
    return [at for at, block in headings if block.level <= contents.depth]


def item_number(scene: Scene, chance: random.Random) -> Mutation | None:
    """An item of a counted list that skips a number."""
    lists: list[list[int]] = []
    for at, block in enumerate(scene.clean.blocks):
        if isinstance(block, Para) and re.fullmatch(r"\d\.", block.number):
            if block.number == "1." or not lists:
                lists.append([])
            lists[-1].append(at)
    lists = [one for one in lists if len(one) > 2]
    if not lists:
        return None
    items = chance.choice(lists)
    wrong = chance.choice(items[1:])
    blocks: dict[int, Block] = {}
    for number, at in enumerate(items, 1):
        block = scene.clean.blocks[at]
        assert isinstance(block, Para)
        blocks[at] = replace(block, number="", text=f"{number + (at == wrong)}.{block.text}")
    near = tuple((at, -1, -1) for at in items if abs(items.index(at) - items.index(wrong)) <= 1)
    return Mutation("item_number", scene.name, blocks=blocks, words="列表序号跳号", places=near)


def option(scene: Scene, chance: random.Random) -> Mutation | None:
    """An option of a questionnaire with the letter of another."""
    found = anywhere(scene, chance, OPTION, 1)
    if found is None or not isinstance(scene.clean.blocks[found[0][0]], Table):
        return None
    path, _, match = found
    wrong = chance.choice([letter for letter in "ABCDE" if letter != match.group(1)])
    mutation = rewritten("option", scene, f"选项 {match.group(1)} 写作 {wrong}", path, match.span(1), wrong)
    return replace(mutation, places=(path,))


MAKERS: dict[str, Maker] = {
    "figure_repeated": figure_repeated,
    "word_dropped": word_dropped,
    "year": year,
    "annex_cited": annex_cited,
    "annex_heading": annex_heading,
    "toc_page": toc_page,
    "toc_title": toc_title,
    "heading_number": heading_number,
    "item_number": item_number,
    "option": option,
    "residue": residue,
    "repealed": repealed,
    "doc_number": doc_number,
    "name_cut": name_cut,
    "bracket": bracket,
    "percent": percent,
    "punctuation": punctuation,
    "grade": grade,
}
