"""What the cover and the title say: which report, whose, of which year."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from extract.model import Block, Cover, Paragraph, Table
from extract.numbering import chinese_integer, parse_attachment, parse_number
from extract.structure.headings import collapse
from extract.structure.toc import is_contents_title

_TITLE_RE = re.compile(
    r"(?:自评|评价|决算|预算|绩效|整体支出|项目支出)[^。；]{0,30}(?:报告书?|说明|公开|决算|预算|自评表|公开说明|文本|自评|自评结果|自评情况|自评总结|材料)"
    r"\s*(?:[（(][^（）()]{0,12}[）)])?$|^(?:部门|单位)?(?:决算|预算)(?:公开)?(?:报告|说明)?$"
    r"|(?:年|年度)[^。；，]{0,12}(?:预算|决算)$"
)
_CONTENTS_TAIL_RE = re.compile(r"\s+目\s*[录錄次]$")
_YEAR_RE = re.compile(r"((?:19|20)[0-9]{2}|二[〇○零][〇○零一二三四五六七八九]{2})\s*(?:年度?|度)")
_RANGE_RE = re.compile(r"(?:19|20)[0-9]{2}\s*(?:年)?\s*[-—–~～至]\s*((?:19|20)[0-9]{2})\s*年")
_FISCAL_RE = re.compile(r"((?:19|20)[0-9]{2})\s*年度")
_DATE_RE = re.compile(
    r"^[（(]?\s*(?:[0-9]{4}|[〇○零一二三四五六七八九]{4})\s*年\s*[0-9一二三四五六七八九十]{1,3}\s*月"
    r"(?:\s*[0-9一二三四五六七八九十]{1,3}\s*日)?\s*[）)]?$"
)
_KEY_RE = re.compile(r"(?P<key>[^：:]{2,16}?)\s*[：:]\s*(?P<value>\S.*)$")
_SEAL_RE = re.compile(r"\s*[（(]\s*(?:公章|盖章|签章|章)\s*[）)]\s*")
_ASIDE_RE = re.compile(r"[（(]([^（）()]*)[）)]$")
_ORGANISATION_RE = re.compile(
    r"(?:局|办公室|委员会|委|政府|街道|中心|学校|小学|中学|幼儿园|学院|大学|医院|卫生院|院|厅|部|联合会|协会|会|所|站|大队|支队|"
    r"队|公司|处|馆|乡|镇|署|社|法院|检察院)$"
)
_PREFIX_RE = re.compile(
    r"^(?P<name>[^，。；：:（(]{3,40}?)\s*(?:关于)?\s*(?:(?:19|20)[0-9]{2}|二[〇○零].{2})\s*年|"
    r"^(?P<bare>[^，。；：:0-9]{3,40}?)(?:年度)?(?:部门|单位)?(?:整体支出|项目支出|绩效自评|部门决算|部门预算|绩效评价)"
)
# The reporting unit's own name first, whoever stands above it last.
_DEPARTMENT_KEYS = (
    "部门名称", "部门(单位)名称", "部门单位名称", "单位名称", "预算部门", "预算单位",
    "填报单位", "填报部门", "编制单位", "编报单位", "项目单位", "项目实施单位",
    "实施单位", "申报单位", "报告单位", "自评单位", "评价单位", "预算主管部门",
    "主管部门", "评价机构",
)  # fmt: skip
_KINDS = (
    ("部门整体支出", re.compile(r"整体支出|部门整体|整体绩效")),
    ("项目支出", re.compile(r"项目支出|项目.{0,12}绩效|专项.{0,12}绩效|项目.{0,8}自评")),
    ("部门决算", re.compile(r"决算")),
    ("部门预算", re.compile(r"预算(?!绩效|管理|执行)")),
)
_AGENT_RE = re.compile(r"事务所$|咨询|评估|公司$")  # who evaluates for the unit
_LONGEST = 60
_UNDER = 3  # lines under a title that may name the unit
_NAME = 30
_LEAD = 40
_FRONT = 3  # an annex above these many lines is the head of a form, none behind a report


@dataclass(frozen=True, slots=True)
class Front:
    """The front matter: what it says, the blocks of the lead (short lines before the first heading) and, among them
    or right behind them, the lines of the title."""

    cover: Cover
    lead: frozenset[int]
    title_blocks: frozenset[int]


def find_front(order: Sequence[Block], contents_start: int | None, all_text: Sequence[str]) -> Front:
    """Reads the front of the document. `contents_start` is the block where the table of contents begins (it ends the
    cover), `all_text` the body's paragraphs from the top, for the year where no title states it."""
    lead = _lead(order, contents_start)
    paragraphs = [block for block in lead if isinstance(block, Paragraph)]
    title_at = next((i for i, p in enumerate(paragraphs) if _is_title(p.text.content.strip())), None)
    title, blocks = "", frozenset[int]()
    above: list[str] = []
    if title_at is not None:
        title, first = _whole_title(paragraphs, title_at)
        blocks = frozenset(p.index for p in paragraphs[first : title_at + 1])
        above = [p.text.content.strip() for p in paragraphs[:first]]
    keys = _keys([p.text.content.strip() for p in paragraphs] + _top(all_text[:12]))
    department = _department(keys, above, title) or _department(_table_keys(order[:12]), (), "")
    if not department and title_at is not None:
        department = _below([p.text.content.strip() for p in paragraphs[title_at + 1 :]])
    if title_at is not None and first < title_at and above and department == above[-1]:
        # The unit's name itself was broken over two lines of the cover.
        department += _rest_of_name(title, department)
    year = _year(title)
    if year is None:
        lines = [p.text.content.strip() for p in paragraphs if not _DATE_RE.match(p.text.content.strip())]
        year = next((y for line in lines if (y := _year(line)) is not None), None)
    if year is None:
        fiscal = [match.group(1) for text in all_text[:40] for match in _FISCAL_RE.finditer(text)]
        year = int(max(fiscal, key=fiscal.count)) if fiscal else None
    kind = next((name for name, pattern in _KINDS if pattern.search(title)), "")
    return Front(Cover(title, department, year, kind), frozenset(block.index for block in lead), blocks)


def _top(texts: Sequence[str]) -> list[str]:
    """The first lines up to an annex behind them: what that prints of a unit is its own."""
    annex = next((i for i, text in enumerate(texts) if i and parse_attachment(text.strip()) is not None), len(texts))
    return list(texts[:annex] if annex >= _FRONT else texts)


def _lead(order: Sequence[Block], contents_start: int | None) -> list[Block]:
    """The blocks before the first numbered heading, the table of contents or the first sentence."""
    lead: list[Block] = []
    for block in order[:_LEAD]:
        if contents_start is not None and block.index >= contents_start:
            break
        if isinstance(block, Paragraph):
            text = block.text.content.strip()
            if parse_number(text) is not None or len(text) > _LONGEST or text.endswith(("。", "；")):
                break
            label = parse_attachment(text)
            if label is not None and lead and not label.rest and label.number and any(_is_title(_of(b)) for b in lead):
                break
        lead.append(block)
    # A table in the lead is the cover's (signatures of the team) only where a cover stands above it.
    return [] if lead and isinstance(lead[0], Table) else lead


def _of(block: Block) -> str:
    return block.text.content.strip() if isinstance(block, Paragraph) else ""


def _is_title(text: str) -> bool:
    text = _CONTENTS_TAIL_RE.sub("", text)
    if not 2 <= len(text) <= _LONGEST or is_contents_title(text):
        return False
    key = _KEY_RE.match(text)
    return (key is None or not _known_key(key["key"])) and _TITLE_RE.search(text) is not None


def _known_key(key: str) -> bool:
    return _key_name(key) in (*_DEPARTMENT_KEYS, "项目名称")


def _whole_title(paragraphs: Sequence[Paragraph], at: int) -> tuple[str, int]:
    """The title with the lines above that it was broken from, and where it begins. A title that names its year is
    whole; a bare "部门决算" is not."""
    title = _CONTENTS_TAIL_RE.sub("", paragraphs[at].text.content.strip())
    first = at
    while first > 0 and _year(title) is None and at - first < 3:
        above = paragraphs[first - 1].text.content.strip()
        label = parse_attachment(above)
        if not above or len(above) > 40 or _DATE_RE.match(above) or _KEY_RE.match(above) or label is not None:
            break
        # The name of the unit alone is the department's line, not the title's.
        if _year(above) is None and _ORGANISATION_RE.search(above) and len(title) > 8:
            break
        title = above + title
        first -= 1
    return collapse(title), first


def _keys(lines: Sequence[str]) -> dict[str, str]:
    keys: dict[str, str] = {}
    for line in lines:
        match = _KEY_RE.match(line)
        if match is not None and len(line) <= _LONGEST:
            name = _key_name(match["key"])
            value = _SEAL_RE.sub("", match["value"]).strip()
            keys.setdefault(_SEAL_RE.sub("", name), value)
    return keys


def _table_keys(blocks: Sequence[Block]) -> dict[str, str]:
    """Keys in the head of a form: key and value in one cell, or in two neighbours."""
    keys: dict[str, str] = {}
    for block in blocks:
        if isinstance(block, Table):
            head = [cell for cell in block.cells if cell.row < 5]
            for name, value in _keys([cell.text.content.strip() for cell in head]).items():
                keys.setdefault(name, value)
            for cell, after in pairwise(head):
                name = _SEAL_RE.sub("", _key_name(cell.text.content))
                if cell.row == after.row and name in _DEPARTMENT_KEYS:
                    keys.setdefault(name, after.text.content.strip())
    return keys


def _key_name(text: str) -> str:
    return collapse(text).replace(" ", "").replace("（", "(").replace("）", ")").rstrip("：:")


def _department(keys: dict[str, str], above: Sequence[str], title: str) -> str:
    for key in _DEPARTMENT_KEYS:
        value = keys.get(key, "")
        # Several keys on one line: the value ends where the next key begins.
        value = re.split(r"\s{2,}|\s+\S{2,6}[：:]", value)[0].strip()
        aside = _ASIDE_RE.search(value)
        if aside is not None and not re.search(r"本级|机关", aside.group()) and not _ORGANISATION_RE.search(aside[1]):
            value = value[: aside.start()].rstrip()
        if value and not re.fullmatch(r"[_\s]*", value):
            return collapse(value)
    for line in reversed(above):
        if _ORGANISATION_RE.search(line) and parse_attachment(line) is None:
            return collapse(line)
    match = _PREFIX_RE.match(title)
    name = (match["name"] or match["bare"] or "").strip() if match else ""
    name = re.sub(r"^(?:关于)|(?:关于|部门|单位|本级)$", "", name).strip()
    return collapse(name) if len(name) >= 3 and _ORGANISATION_RE.search(name) else ""


def _below(lines: Sequence[str]) -> str:
    """The unit in the line under a title that does not name it, the year in brackets or the date aside."""
    for line in lines[:_UNDER]:
        if re.fullmatch(r"[（(][^（）()]*[)）]", line) or _DATE_RE.match(line):
            continue
        named = _ORGANISATION_RE.search(line) is not None and _AGENT_RE.search(line) is None
        whole = 4 <= len(line) <= _NAME and not re.search(r"[，。；：:、\d]", line) and parse_attachment(line) is None
        return collapse(line) if named and whole else ""
    return ""


def _rest_of_name(title: str, name: str) -> str:
    match = _PREFIX_RE.match(title)
    rest = (match["name"] or "").strip() if match else ""
    whole = re.search(r"[省市县区州旗镇乡]", rest) or name in rest or rest in name
    return rest if rest and not whole and _ORGANISATION_RE.search(rest) else ""


def _year(text: str) -> int | None:
    if match := _RANGE_RE.search(text):
        return int(match.group(1))
    match = _YEAR_RE.search(text)
    if match is None:
        return None
    return int(match.group(1)) if match.group(1).isdigit() else chinese_integer(match.group(1).replace("○", "〇"))
