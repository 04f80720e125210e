"""The reporting unit's own name, and those of its bodies, printed otherwise than the report itself prints them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from extract.model import BlockRole, CoverSheet, NameSlip, Outline, Table, Words
from extract.residue.misprints import misprints
from extract.stretches import Stretch

_SHORTEST = 6  # characters of a name that can be told from other words by its beginning
_MOST = 2  # printings of a slip; what stands there more often is the report's own way
_LEAST = 3  # printings of the name in full
# A name cut here is a name of its own: the county, its government, a bureau.
_WHOLE = re.compile(
    r"(?:省|市|县|区|州|盟|旗|乡|镇|街道|政府|党委|县委|市委|区委|局|厅|委员会|委|中心|会|院|所|站|队|处|校|馆|部|机关|公司|中国|中共)$"
)
_GOES_ON = re.compile(
    r"(?:综合)?(?:得分|评分|自评)|认真|严格|负责|坚持|积极|(?:20\d\d\s*年(?:度)?)?(?:部门|单位)?整体支出|20\d\d\s*年度?部门"
)
_WORK = re.compile(r"(?:综合)?(?:得分|自评)|(?:20\d\d\s*年(?:度)?)?(?:部门|单位)?整体支出|20\d\d\s*年度?部门")
_CLAUSE = re.compile(r"[^，。；、：:,;\n]{0,12}")
_OWN = re.compile(
    r"(?:本|我)(?P<kind>局|委|办|厅|院|部|中心|会)[（(](?P<name>[\u4e00-\u9fff]{2,24}(?:局|委员会|委|办公室|办|厅|院|部|中心|联合会|会|馆|站))[）)]"
)
_BODY_NAME = r"[\u4e00-\u9fff]{2,20}?(?:局|委员会|办公室|联合会|医院|学校|小学|中学|街道办事处|中心)"
_ASKED = re.compile(rf"您?对(?P<name>{_BODY_NAME})(?=的|在|工作|服务|提供|办理|总体)")
_HEADED = re.compile(
    rf"^(?:附[件表]?\s*\d*\s*[：:.、]?\s*)?(?P<name>{_BODY_NAME})(?=\s*20\d\d\s*年度?\s*(?:部门|单位)?整体支出)"
)
_OFFICE = re.compile(r"(?:局|委员会|联合会)$")  # the others are any hospital or centre, unless a county is named
_NOBODY = re.compile(r"[该本我贵]|各|部门|相关|有关|所属|下属|主管")
_BODIES = re.compile(r"机构|编制|概况|基本情况|组成|构成")
_BODY = re.compile(
    r"(?<![\u4e00-\u9fff])[\u4e00-\u9fff]{5,20}(?:局|中心|办公室|管理处|管理所|服务站|大队)(?=[、，。；：（(\s]|编制|事业|核定|$)"
)
_LEVEL = re.compile(r"^.{0,12}?(?:自治[县州区旗]|(?<![全各社园小校厂景城片辖库])[县市区州旗])")
_LEAD = re.compile(r"^.*(?:下设|设有|包括|分为)")
_DROPPED = ("管理", "服务", "事务", "综合", "监督")
_LEAST_BODY = 5
_PLACES = 6
_TITLE = 60


def name_slips(said: Sequence[Stretch], outline: Outline, cover: CoverSheet) -> Iterator[NameSlip]:
    """Slips in the unit's own name, another unit's in its place, and bodies of the unit under two names."""
    yield from misprints(said, outline.cover.department)
    if cover.department is not None:
        name = cover.department.text
        if len(name) >= _SHORTEST and not re.search(r"\s", name):
            yield from _broken_off(said, name, cover.department)
        yield from _others(said, name, cover.department)
    yield from _bodies(said)


def _broken_off(said: Sequence[Stretch], name: str, known: Words) -> Iterator[NameSlip]:
    """Printings of the name that end inside a word."""
    head = name[: max(4, len(name) * 3 // 5)]
    full = 0
    cut: list[Words] = []
    for stretch in said:
        text = stretch.text
        at = text.find(head)
        while at >= 0:
            length = _common(text, at, name)
            full += length == len(name)
            if _cut(text[at + length : at + length + 16], name, length):
                clause = _CLAUSE.match(text, at + length)
                cut.append(stretch.words(at, clause.end() if clause else at + length))
            at = text.find(head, at + 1)
    if full >= _LEAST and 0 < len(cut) <= _MOST:
        yield NameSlip("残缺", tuple(cut), known)


def _common(text: str, at: int, name: str) -> int:
    """How many characters of the name stand at a place, from its first on."""
    length = 0
    while length < len(name) and at + length < len(text) and text[at + length] == name[length]:
        length += 1
    return length


def _cut(after: str, name: str, length: int) -> bool:
    """Whether the name breaks off inside a word, in front of what only a whole name has after it."""
    if length == len(name) or _WHOLE.search(name[:length]):
        return False
    # Without its last character a name is often the word for its business (财政, 教育).
    follows = _WORK if len(name) - length == 1 else _GOES_ON
    return follows.match(after) is not None


def _others(said: Sequence[Stretch], name: str, known: Words) -> Iterator[NameSlip]:
    """Another unit where the own belongs: “本局（县教育局）”, and units that the report names nowhere else, in a question
    (您对县教育局的…) or in the title of a form of the whole unit."""
    lone: list[tuple[str, Words]] = []
    for stretch in said:
        text = stretch.text
        if "本" in text or "我" in text:
            for found in _OWN.finditer(text):
                if not _same(found["name"], name):
                    yield NameSlip("他单位", (stretch.words(*found.span()),), known)
        pattern = (
            _ASKED if "您" in text and "对" in text else _HEADED if len(text) <= _TITLE and "整体支出" in text else None
        )
        found_name = pattern.search(text) if pattern is not None else None
        if found_name is None or _NOBODY.search(found_name["name"]) or _same(found_name["name"], name):
            continue
        if _OFFICE.search(found_name["name"]) or _LEVEL.match(found_name["name"]):
            lone.append((_LEVEL.sub("", found_name["name"]), stretch.words(*found_name.span("name"))))
    if len({bare for bare, _ in lone}) > _MOST:
        return  # a questionnaire about many units
    for bare, words in lone:
        places = {other.location.block for less, other in lone if less == bare}
        if bare and not any(bare in stretch.text for stretch in said if stretch.block not in places):
            yield NameSlip("他单位", (words,), known)


def _same(said: str, name: str) -> bool:
    """Whether a printed name may be short for the unit's: its characters stand there in their order, the county left
    out, or it is the name with more behind it."""
    bare = _LEVEL.sub("", said)
    rest = iter(name)
    return not bare or all(char in rest for char in bare) or said.startswith(name) or _LEVEL.sub("", name) in said


def _bodies(said: Sequence[Stretch]) -> Iterator[NameSlip]:
    """Bodies that the chapters on the unit's make-up name, printed elsewhere with a word inside their name left out."""
    bodies: dict[str, Words] = {}
    for stretch in said:
        if stretch.role is not BlockRole.BODY or isinstance(stretch.spot.block, Table):
            continue
        if _BODIES.search(stretch.section) and ("编制" in stretch.text or "设" in stretch.text):
            for found in _BODY.finditer(stretch.text):
                at = found.start() + len(found.group()) - len(_LEVEL.sub("", _LEAD.sub("", found.group())))
                bodies.setdefault(stretch.text[at : found.end()], stretch.words(at, found.end()))
    short: dict[str, str] = {}
    for body in bodies:
        for word in _DROPPED:
            at = body.find(word, 2)
            less = body[:at] + body[at + len(word) :]
            if at > 0 and len(less) >= _LEAST_BODY and at + len(word) < len(body) and less not in bodies:
                short[less] = body
    places: dict[str, list[Words]] = {}
    full = dict.fromkeys(short.values(), 0)
    for stretch in said:
        for less, body in short.items():
            full[body] += stretch.text.count(body)
            at = stretch.text.find(less)
            if at >= 0:
                places.setdefault(less, []).append(stretch.words(at, at + len(less)))
    for less, words in places.items():
        if full[short[less]] >= _LEAST:
            yield NameSlip("异名", tuple(words[:_PLACES]), bodies[short[less]])
