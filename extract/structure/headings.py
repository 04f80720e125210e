"""Which paragraphs are headings, and how they nest."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from extract.model import Block, Paragraph, Table
from extract.numbering import AttachmentLabel, HeadingNumber, parse_attachment, parse_number
from extract.structure.toc import Contents, squeeze

_LONGEST = 45
_ENDS_AS_TEXT = tuple("。；;，,、！!…—")
_INNER_STOP_RE = re.compile(r"[。；;！!？]")
_BRACKETED_RE = re.compile(r"[（(][^（）()]*[）)]")
_AMOUNT_RE = re.compile(r"[0-9０-９][0-9０-９.,，]*\s*(?:万元|亿元|千元|元|[%％]|个?百分点)")
# A figure with decimals or separators after a space is what is left of a table row.
_ROW_RE = re.compile(r"\s[0-9]{1,3}(?:,[0-9]{3})+|\s[0-9]+\.[0-9]")
_COUNT_RE = re.compile(r"[0-9０-９]\s*(?:人|名|个|件|次|篇|辆|户|家|亩|项|条|份|批)")
_SPACE_RE = re.compile(r"\s+")
_ORGANISATION_RE = re.compile(
    r"(?:局|办公室|办|委员会|委|政府|中心|学校|学院|大学|院|厅|部|会|所|站|队|公司|处|馆|乡|镇)$"
)
_TITLE_WORD_RE = re.compile(r"表|报告|问卷|底稿|说明|情况|清单|明细|目录|框架|体系|材料|方案|办法")
_REFERRING_RE = re.compile(r"[所的中为见和与及里列示是、，。；）)》”’]|规定|要求|进行|第")
_KEY_RE = re.compile(r"[^：:]{1,14}[：:]\s*\S")
_WORD_RE = re.compile(r"[\u4e00-\u9fff]{2}")
_CONTINUED_RE = re.compile(r"[（(]\s*续[^（）()]*[）)]$|^续$")

# How deep a style usually stands: the tie-breaker where a document's own sequence says nothing.
_RANK = {
    "part": 0, "chapter": 1, "section": 2, "cn": 3, "cn_close": 4, "cn_paren": 4, "dun": 5, "dot": 5,
    "multi2": 6, "multi3": 7, "multi4": 8, "multi5": 9, "paren": 10, "close": 11, "circled": 12,
}  # fmt: skip
_STRUCTURAL = ("part", "chapter", "section", "cn")
_SPACED = ("part", "chapter", "section", "multi2", "multi3", "multi4", "multi5")


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading found: `style` and `value` of its number ("" and 0 where it has none), `number` and `title` as
    printed with spaces collapsed, `blocks` all the blocks its text takes (a label and the title below it).
    `attachment` is set on the heading that opens an attachment. `listed` says that the table of contents names it."""

    block: int
    blocks: tuple[int, ...]
    style: str
    value: int
    number: str
    title: str
    declared: int | None = None
    attachment: str | None = None
    listed: bool = False


@dataclass(frozen=True, slots=True)
class Placed:
    """A heading with its place in the tree; `parent` indexes the list it stands in."""

    heading: Heading
    level: int
    parent: int | None
    path: str
    attachment: str


def collapse(text: str) -> str:
    """A title as printed, every run of spaces made one; letters spread over a line ("工 作 底 稿") stay so."""
    return _SPACE_RE.sub(" ", text).strip()


def is_short_line(text: str) -> bool:
    """Whether a line can be a title: short, no sentence, no key with its value."""
    return bool(text) and len(text) <= 50 and not text.endswith(_ENDS_AS_TEXT) and not _INNER_STOP_RE.search(text)


def is_heading_text(rest: str, style: str) -> bool:
    """Whether what follows a number is a heading and no sentence, list item or key with its value."""
    if not rest or rest.endswith(_ENDS_AS_TEXT):
        return False
    core = rest.rstrip("：:")
    if not core or len(core) > _LONGEST or _INNER_STOP_RE.search(core):
        return False
    colon = max(core.find("："), core.find(":"))
    if colon >= 0 and (style not in _STRUCTURAL or len(core) - colon > 20):
        return False
    commas = core.count("，") + core.count(",")
    bare = _BRACKETED_RE.sub("", core)
    if _AMOUNT_RE.search(bare) or _ROW_RE.search(core):
        return False
    return commas == 0 or (commas <= 2 and len(core) <= 36 and not _COUNT_RE.search(bare))


def find_headings(order: Sequence[Block], contents: Contents, title_blocks: frozenset[int]) -> list[Heading]:
    """The headings among the body blocks `order` (contents and page headers already out), in document order.

    `title_blocks` are the lines of the report's own title, which is the cover's and heads no section.
    """
    attachments = find_attachments(order)
    taken = {block for heading in attachments.values() for block in heading.blocks} | _enclosures(order)
    found: list[Heading] = []
    for block in order:
        if block.index in attachments:
            found.append(attachments[block.index])
        elif isinstance(block, Paragraph) and block.index not in taken and block.index not in title_blocks:
            heading = _numbered_or_declared(block, contents)
            if heading is not None:
                found.append(heading)
    found = _without_lists(order, found)
    if sum(1 for heading in found if heading.attachment is None) < 2:
        found = _with_plain(order, found, title_blocks)
    return found


def _numbered_or_declared(block: Paragraph, contents: Contents) -> Heading | None:
    text = block.text.content.strip()
    if not text or len(text) > 120 or block.origin != "body" or block.toc:
        return None
    number = parse_number(text)
    if number is not None:
        listed = squeeze(number.rest) in contents.titles
        if number.style == "article" and block.level is None:
            return None
        if (block.level is not None and len(text) <= 80) or is_heading_text(number.rest, number.style) or listed:
            return _from_number(block, number, listed)
        return None
    if block.level is not None and len(text) <= 80 and not text.endswith("。"):
        return Heading(block.index, (block.index,), "", 0, "", collapse(text), declared=block.level)
    whole = contents.titles.get(squeeze(text))
    if whole is None or len(text) > _LONGEST or not _WORD_RE.search(text):
        return None
    # The table of contents numbers it, the body does not: it stands where its number would.
    listed_number = parse_number(whole)
    style, value = (listed_number.style, listed_number.value) if listed_number else ("", 0)
    return Heading(block.index, (block.index,), style, value, "", collapse(text), listed=True)


def _from_number(block: Paragraph, number: HeadingNumber, listed: bool) -> Heading:
    return Heading(
        block.index,
        (block.index,),
        number.style,
        number.value,
        _SPACE_RE.sub("", number.text),
        collapse(number.rest),
        declared=block.level,
        listed=listed,
    )


# -- attachments -----------------------------------------------------------------------------------------------


def find_attachments(order: Sequence[Block]) -> dict[int, Heading]:
    """The labels 附件N and 附表N that open a region, keyed by block; a list of attachments at the end of the body
    ("附件：1.…") or a mention opens none."""
    labels: list[tuple[int, AttachmentLabel]] = []
    for at, block in enumerate(order):
        if isinstance(block, Paragraph) and block.origin == "body" and not block.toc:
            text = block.text.content.strip()
            label = parse_attachment(text) if text.startswith("附") and len(text) <= 80 else None
            if label is not None and _may_open(label, text):
                labels.append((at, label))
    main = any(label.kind == "附件" and label.number for _, label in labels)
    last_of: dict[tuple[str, str], int] = {(label.kind, label.number): at for at, label in labels}
    found: dict[int, Heading] = {}
    places = {at for at, _ in labels}
    opened: set[tuple[str, str]] = set()
    lead = next((at for at, b in enumerate(order) if not _may_precede_title(b)), len(order))
    for at, label in labels:
        key = (label.kind, label.number)
        follower = order[at + 1] if at + 1 < len(order) else None
        in_list = (at + 1 in places or at - 1 in places) and not isinstance(follower, Table)
        named_again = bool(label.rest) and last_of[key] > at and not isinstance(follower, Table)
        if follower is None or in_list or named_again or key in opened or _lists_follow(label, follower):
            continue
        if at <= min(lead, 2) and _is_lead(order, at):
            continue
        title, blocks = _attachment_title(order, at, label)
        nested = label.kind == "附表" and main
        opened.add(key)
        found[order[at].index] = Heading(
            order[at].index,
            blocks,
            "附表" if nested else "attachment",
            int(label.number) if label.number.isdigit() else 0,
            label.kind + label.number,
            title,
            attachment=None if nested else (label.number or label.kind),
        )
    return found


def _enclosures(order: Sequence[Block]) -> set[int]:
    """The numbered lines that go on a list of attachments ("附件：1.…" and below it "2.…")."""
    found: set[int] = set()
    expected = 0
    for block in order:
        text = block.text.content.strip() if isinstance(block, Paragraph) else ""
        label = parse_attachment(text) if text.startswith("附") else None
        if label is not None and not label.number and label.separated:
            number = parse_number(label.rest)
            expected = number.value + 1 if number else (0 if label.rest else 1)
        elif expected:
            number = parse_number(text)
            if number is not None and number.value == expected and number.style in ("dot", "dun", "close", "paren"):
                found.add(block.index)
                expected += 1
            else:
                expected = 0
    return found


def _may_open(label: AttachmentLabel, text: str) -> bool:
    rest = label.rest
    if _CONTINUED_RE.search(rest):
        return False
    if not label.number:
        return not rest or (label.separated and is_short_line(rest) and parse_number(rest) is None)
    if not rest:
        return True
    glued = not label.separated and not re.match(r"附\s*[件表]\s*\S{1,4}\s", text)
    if glued and _REFERRING_RE.match(rest):
        return False
    return is_short_line(rest) and rest.count("，") <= 1


def _lists_follow(label: AttachmentLabel, follower: Block) -> bool:
    """Whether an unnumbered label only introduces or names what is enclosed."""
    if label.number:
        return False
    if label.rest:
        return not isinstance(follower, Table)
    return isinstance(follower, Paragraph) and parse_number(follower.text.content.strip()) is not None


def _may_precede_title(block: Block) -> bool:
    text = block.text.content.strip() if isinstance(block, Paragraph) else "。"
    return len(text) <= 60 and not text.endswith("。") and parse_number(text) is None


def _is_lead(order: Sequence[Block], at: int) -> bool:
    """Whether a label at the very top only says that the whole report is somebody's attachment."""
    for block in order[at + 1 : at + 5]:
        if isinstance(block, Table):
            return False
        if re.search(r"(?:报告|说明|公开)(?:[（(][^（）()]*[）)])?$", block.text.content.strip()):
            return True
    return False


def _attachment_title(order: Sequence[Block], at: int, label: AttachmentLabel) -> tuple[str, tuple[int, ...]]:
    index = order[at].index
    if label.rest:
        return collapse(label.rest), (index,)
    lines: list[Paragraph] = []
    for block in order[at + 1 : at + 3]:
        if not isinstance(block, Paragraph) or block.origin != "body":
            break
        text = block.text.content.strip()
        if not is_short_line(text) or _KEY_RE.match(text) or parse_number(text) or parse_attachment(text):
            break
        if re.search(r"单位\s*[:：]|[:：]$", text):
            break
        lines.append(block)
    if not lines:
        return "", (index,)
    first = lines[0].text.content.strip()
    # The name of the reporting unit may stand on a line of its own above the title.
    if len(lines) == 2 and _ORGANISATION_RE.search(first) and _TITLE_WORD_RE.search(lines[1].text.content):
        return collapse(lines[1].text.content), (index, lines[0].index, lines[1].index)
    return collapse(first), (index, lines[0].index)


# -- lists that only look like headings ------------------------------------------------------------------------


def _without_lists(order: Sequence[Block], found: list[Heading]) -> list[Heading]:
    """Numbered short lines that head nothing are list items: a group of siblings most of which have no content."""
    position = {block.index: at for at, block in enumerate(order)}
    by_block = {heading.block: heading for heading in found}
    placed = arrange(found)
    groups: dict[tuple[int | None, str], list[int]] = {}
    for i, place in enumerate(placed):
        groups.setdefault((place.parent, place.heading.style), []).append(i)
    parents = {place.parent for place in placed}
    dropped: set[int] = set()
    for (_, style), members in groups.items():
        if style in ("part", "chapter", "section", "attachment", "附表", "") or len(members) < 2:
            continue
        empty = []
        for i in members:
            heading = placed[i].heading
            if heading.listed or heading.declared is not None or i in parents:
                continue
            after = position[heading.blocks[-1]] + 1
            if after >= len(order) or order[after].index in by_block:
                empty.append(i)
        if 2 * len(empty) > len(members):
            dropped.update(placed[i].heading.block for i in empty)
            last = members[-1]
            # The last item of a list is followed by whatever comes after the list.
            if last not in empty and len(empty) == len(members) - 1 and last not in parents:
                heading = placed[last].heading
                if not heading.listed and heading.declared is None:
                    dropped.add(heading.block)
    return [heading for heading in found if heading.block not in dropped]


def _with_plain(order: Sequence[Block], found: list[Heading], title_blocks: frozenset[int]) -> list[Heading]:
    """In a document without numbers, a short line without punctuation between two paragraphs heads the second."""
    taken = {block for heading in found for block in heading.blocks} | title_blocks
    plain: list[Heading] = []
    for at, block in enumerate(order[:-1]):
        follower = order[at + 1]
        if not isinstance(block, Paragraph) or not isinstance(follower, Paragraph) or block.index in taken:
            continue
        text = block.text.content.strip()
        if not 2 <= len(text) <= 20 or re.search(r"[，。；：、！？,;:!?]|[0-9]{4}\s*年.*[月日]$", text):
            continue
        before = order[at - 1] if at else None
        opens = (
            before is None
            or isinstance(before, Table)
            or before.index in taken
            or before.text.content.rstrip().endswith("。")
        )
        prose = follower.text.content.rstrip()
        if opens and len(prose) >= 15 and prose.endswith(("。", "；", "：")):
            plain.append(Heading(block.index, (block.index,), "", 0, "", collapse(text)))
    return sorted([*found, *plain], key=lambda heading: heading.block)


# -- nesting ---------------------------------------------------------------------------------------------------


def _kin(style: str) -> str:
    return "ar" if style in ("dot", "dun") else style


def _borrowed(heading: Heading) -> bool:
    """Whether its number stands in the table of contents only: numbers in the body then start below it."""
    return heading.listed and not heading.number


def _rank(heading: Heading) -> float:
    return _RANK.get(heading.style, 99) - (0.5 if _borrowed(heading) else 0)


def _levels_hold(found: Sequence[Heading]) -> bool:
    """Whether the declared levels can be trusted: no level mixes number styles that nest in one another."""
    styles: dict[int, set[str]] = {}
    for heading in found:
        if heading.declared is not None and heading.style:
            styles.setdefault(heading.declared, set()).add(_kin(heading.style))
    return all(len(kinds) == 1 for kinds in styles.values())


def arrange(found: Sequence[Heading]) -> list[Placed]:
    """The headings as a tree. Which style nests in which is read from the order in which the styles appear."""
    trusted = _levels_hold(found)
    placed: list[Placed] = []
    stack: list[int] = []
    attachment = ""
    for heading in found:
        if heading.attachment is not None:
            stack.clear()
            attachment = heading.attachment
        else:
            floor = 1 if stack and placed[stack[0]].heading.attachment is not None else 0
            _unwind(stack, floor, placed, heading, trusted)
        parent = stack[-1] if stack else None
        above = placed[parent].path + " / " if parent is not None else ""
        spaced = heading.style in _SPACED or heading.style in ("attachment", "附表")
        name = heading.number + (" " if spaced and heading.number and heading.title else "") + heading.title
        stack.append(len(placed))
        placed.append(Placed(heading, len(stack), parent, above + name, attachment))
    return placed


def _unwind(stack: list[int], floor: int, placed: list[Placed], heading: Heading, trusted: bool) -> None:
    """Takes from the stack what the heading does not stand under."""

    def top() -> Heading:
        return placed[stack[-1]].heading

    if heading.declared is not None and (trusted or not heading.style):
        while len(stack) > floor and ((level := top().declared) is None or level >= heading.declared):
            stack.pop()
        return
    if not heading.style:
        del stack[floor:]
        return
    kin = [
        depth
        for depth in range(floor, len(stack))
        if _kin((other := placed[stack[depth]].heading).style) == _kin(heading.style)
        and _borrowed(other) == _borrowed(heading)
    ]
    same = [depth for depth in kin if placed[stack[depth]].heading.style == heading.style]
    # "1、" counting on and "1." starting anew below it are two levels.
    if kin and not same and heading.value == 1:
        return
    if kin:
        del stack[(same or kin)[-1] :]
        return
    rank = _rank(heading)
    if heading.value == 1 and heading.style not in _STRUCTURAL:
        return
    while len(stack) > floor and top().style and _rank(top()) >= rank:
        stack.pop()
