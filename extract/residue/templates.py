"""What a template leaves behind: blanks that nobody filled, instructions that nobody took out, and the words of another
level of government."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from extract.model import BlockRole, Outline, Residue, Table, Words
from extract.residue.runs import Run, runs
from extract.stretches import Stretch

_X = r"[XxＸｘ×✕╳]"
_MARKS = re.compile(
    r"[XxＸｘ×✕╳]\s?[XxＸｘ×✕╳年月]|某某|某[省市县区镇乡]某|附[件表]\s?[XxＸｘ×]|[_＿]{2}|【|\[[请填]|\*\*|[（(]\s*[）)]|为例|…"
    r"|[\u4e00-\u9fff]\s*(?:[万亿]元[，,。；;]|[%％])|[（(/]\s*(?:减少|下降|小于|低于|降低)|[大高多][小低少]于|[减增少加长降][增减加少长下]"
)
_XX = rf"(?<![A-Za-z0-9Ａ-Ｚａ-ｚ０-９×✕╳/_.-]){_X}(?:\s?{_X}){{1,5}}(?![A-Za-z0-9Ａ-Ｚａ-ｚ])"
_PLACE = r"(?:省|自治[区州县]|市(?!场|值|价|区道)|县|区(?!域|间|别|分|划|块)|州|盟|旗(?!下)|部门|局(?!部|面|势|限)|厅|委员会|政府|办公室)"
_UNIT = (
    r"(?:万元|亿元|元|[%％]|个|项|人|次|户|家|条|件|名|公里|亩|平方米|资金|项目|事项|工作|指标|单位|[镇乡]|街道|事务|支出"
    r"|[（(][类款项][)）]|的通知|的?办法|问题|原因|情况)"
)
# What nobody prints on purpose.
_SURE = re.compile(
    rf"附[件表]\s?{_X}{{1,2}}(?![A-Za-z0-9])|\d{{4}}\s*年\s*{_X}{{1,2}}\s*月(?:\s*{_X}{{1,2}}\s*日)?|(?<!\d)20\s?{_X}\s?{_X}\s*(?:年度?|(?=[-—~至〕]))|{_XX}\s*年度?|{_XX}\s*月(?:\s*{_X}{{1,2}}\s*日)?"
    rf"|(?<![A-Za-z0-9×]){_X}\s*年\s*{_X}\s*月(?:\s*{_X}\s*日)?|{_XX}\s*{_PLACE}"
    r"|(?:增加|增长|上升|大于|高于)\s*[（(/]\s*(?:减少|下降|降低|小于|低于)[）)]?(?=\s*\d)"
    r"|(?<=数)(?:大小|小大|高低|低高|多少)于|(?:减增加|增减少|减少增加|增加减少|增长下降|下降增长|减增长|增下降)(?=\s*\d)"
    r"|【\s*】|[【\[](?:请|此处|填写|填入|插入|单位名称|部门名称|项目名称|年度|年份|金额|数字|日期)[^】\]]{0,20}[】\]]"
)
# What may stand for a name or figure that is kept back on purpose.
_LIKELY = re.compile(
    rf"{_XX}\s*{_UNIT}|某某(?:省|市|县|区|局|部门|单位|镇|乡|项目)|某(?:省|市|县|区|镇|乡)某(?:市|县|区|镇|乡|村|局|部门|单位|学校|医院)"
    rf"|(?<![*\d])\*{{2,6}}\s*(?:省|市(?!场)|县|区(?!域)|局|部门|单位|年|万元)(?![^*]*\*\*)"
)
# A figure that nobody filled in.
_EMPTY = re.compile(
    r"(?<=[\u4e00-\u9fff])\s*[_＿]{2,}\s*(?:万元|亿元|元|[%％]|人|个|项|次|户|件)"
    r"|(?<=[\u4e00-\u9fff])[（(]\s*[）)]\s*(?:万元|亿元|[%％])"
    r"|(?<!每)(?:收入|支出|合计|共计|总计|结余|金额|增加|减少)\s*[万亿]元(?=\s*[，,。；;])"
    r"|(?<!每)(?:占(?:比|总?收入|总?支出)?|增长|下降)\s*[%％](?=\s*[，,。；;]|$)"
    r"|[\u4e00-\u9fff]{0,4}(?:(?:率|比重|比例|满意度|占比)(?:分别)?(?:约?为|达到?|仅?为|是)?|[\u4e00-\u9fff]的)\s*[%％](?=\s*[，,。；;])"
)
# Another department that a template names as its example.
_EXAMPLE = re.compile(
    r"以[^。；，,]{0,40}(?:部门|整体支出|绩效|评价|项目支出)[^。；，,]{0,20}?为例\s*(?:设置|设定|填写|填报|填列|编制|编写|列示)"
)
_ELLIPSIS = re.compile(r"\s*[（(]?[\d一二三四五六七八九十]{0,3}[)）.、．]?\s*…{1,6}[。；;]?\s*")
_MASKED = re.compile(r"身份证|电话|手机|账号|帐号|卡号|证号|车牌")
_MANY = 30  # blanks: the whole document is an empty template, or the names are kept back in all of it

_INSTRUCTS = re.compile(
    r"填|供各|为例|请|保留[该此]表|本表下|此处|简要|简单|逐项|\d\s*字|结合|参照|[（(](?:罗列|列[明示]|解释|描述|概述|简述|参考|格式|范本|模[板版]|样|示例|提纲|供参考)"
)
_FOR_ALL = re.compile(r"供各(?:个|有关|相关)?(?:部门|单位|地区?|预算单位|县市区)(?:在[^。；]{2,20})?(?:参考|参照)")
_OF_FORMS = re.compile(r"为例|格式|样式|样表|模[板版]|提纲|设置|本部分|指标")
_PUBLISHED = re.compile(r"编印|印发|汇编|简报|发布|推送|案例|学习|交流")
_NOTES = re.compile(
    r"此处(?:填写|填报|填列|插入|简要|需|应|请|可)[^。；）)]{0,20}"
    r"|(?:^|[（(。；：:，,])\s*请(?:各)?(?:部门|单位|填报单位|项目单位)?(?:根据|结合|按照?|对照|据实|如实|在此|逐项)?[^。；，]{0,14}"
    r"(?:填写|填报|填列|详细说明|简要说明|逐项说明|列明|列示|自行(?:设置|添加|增加|删减))[^。；）)]{0,16}"
    r"|保留[该此]表(?:格式|样式|格)?[^。；]{0,6}，?\s*并?在?(?:本|该|此)表下方[^。；：:]{0,12}"
    r"|[（(](?:如果?没?有|如无|若没?有|若无|没有的|无此项)[^（）()]{0,12}(?:请|可不|则不|不)[^（）()]{0,4}(?:填|说明|列|写|注明|标注)"
    r"[^（）()]{0,12}[）)]"
)
# In a form these are its own printed notes; in the body of a report nobody leaves them on purpose.
_BODY_NOTES = re.compile(
    r"[（(](?:填写|填列|填报|插入)(?!说明|要求|口径|依据|日期|时间|单位[）)])[^（）()：:\d]{2,20}[）)]|"
    r"[（(][^（）()]{0,40}\d{2,5}\s*字\s*(?:以内|左右|以上|以下|之内)[^（）()]{0,10}[）)]"
    r"|[（(][^（）()]{0,40}(?:不超过|不少于|限)\s*\d{2,5}\s*字[^（）()]{0,10}[）)]"
    r"|[（(](?![本此该]表)[^（）()]{0,12}由各?(?:部门|单位|填报单位|预算单位)[^（）()]{0,16}(?:填写|填报|填列)[^（）()]{0,8}[）)]"
    r"|[（(][^（）()]{0,10}参照[^（）()]{2,20}(?:方案|文件|模[板版]|格式|要求)(?:填写)?[）)]"
    r"|[（(](?:罗列|列明|列示|解释|描述|概述|简述)[^（）()：:\d]{2,40}[）)]"
    r"|^(?:填写|填报|填表|编写|编报|撰写)(?:说明|要求|提示|指引)\s*(?:[：:].{0,30}|$)"
    r"|^[（(]?(?:简要|简单|逐项|如实)(?:说明|描述|介绍|阐述|填写|概述)[^。\d：:]{4,70}。?[）)]?$"
    r"|(?<=.)[（(](?:参考)?(?:格式|范本|模[板版]|样式|样表|样本|示例|提纲)[）)]$|(?<=.)[（(]供参考[）)]$"
)
_SET = re.compile(
    r"各(?:部门|单位|预算单位)[^。；]{0,25}(?:要|应|需|须|可|请)(?:当)?(?:结合|根据|按照)[^。；]{0,25}(?:设置|填写|填报|调整|细化|增减)[^。；]{0,16}"
)
_NEAR = 8  # blocks below a table in which its notes stand
_OFFICES = re.compile(r"(?:各|内设|鼓励|相关|业务)处室|处室(?:、|负责人|职责|改进|信息)")
_LOCAL = re.compile(r"[县区旗](?!域)|街道|[乡镇]")


def template_words(said: Sequence[Stretch], outline: Outline) -> Iterator[Residue]:
    """Blanks and instructions of a template, those of one table or chapter together (blanks that may be kept on purpose:
    all of a document), and words of another level."""
    sure: dict[tuple[str, int], list[Words]] = {}
    likely: dict[tuple[str, int], list[Words]] = {}
    notes: dict[tuple[str, int], list[Words]] = {}
    empty: list[Words] = []
    table = -_NEAR - 1
    for run in runs(said):
        if isinstance(run.first.spot.block, Table):
            table = run.first.block
        place = _place(run, outline)
        if _MARKS.search(run.text):
            _blanks(run, outline.cover.department, sure.setdefault(place, []), likely.setdefault(place, []), empty)
        if _INSTRUCTS.search(run.text):
            notes.setdefault(place, []).extend(_instructions(run, below=run.first.block - table <= _NEAR))
    everywhere = [words for found in (*sure.values(), *likely.values()) for words in found]
    if len(everywhere) > _MANY:
        yield Residue("占位", tuple(everywhere), certain=any(sure.values()))
    else:
        yield from (Residue("占位", (*found, *likely.pop(place, ()))) for place, found in _of_one_make(sure))
        doubtful = [words for found in likely.values() for words in found]
        if doubtful:
            yield Residue("占位", tuple(doubtful), certain=False)
    if empty:
        yield Residue("空缺", tuple(empty))
    yield from (Residue("说明", tuple(found)) for found in notes.values() if found)
    yield from _other_level(said, outline)


_MAKE = re.compile(rf"(?:20)?\s?{_X}\s?{_X}")


def _of_one_make(found: dict[tuple[str, int], list[Words]]) -> list[tuple[tuple[str, int], list[Words]]]:
    """The blanks by place, where a chapter whose first blank is made like an earlier one's (20XX 年, 20XX 年度) joins it:
    whoever left the one left the other."""
    out: dict[str, tuple[tuple[str, int], list[Words]]] = {}
    for place, blanks in found.items():
        made = _MAKE.search(blanks[0].text) if blanks and place[0] == "chapter" else None
        key = made.group() if made else str(place)
        if key in out:
            out[key][1].extend(blanks)
        elif blanks:
            out[key] = (place, list(blanks))
    return list(out.values())


def _place(run: Run, outline: Outline) -> tuple[str, int]:
    """What is told of together: one table, or one chapter."""
    block = run.first.block
    if isinstance(run.first.spot.block, Table):
        return "table", block
    at = outline.section_of[block]
    while at is not None and (above := outline.sections[at].parent) is not None:
        at = above
    return "chapter", -1 if at is None else at


def _blanks(run: Run, own: str, sure: list[Words], likely: list[Words], empty: list[Words]) -> None:
    patterns = [(_EXAMPLE, sure), (_SURE, sure), (_LIKELY, likely)]
    if not isinstance(run.first.spot.block, Table):
        patterns.append((_EMPTY, empty))  # the head of a column has its unit without a figure
    found = [(m, pattern, into) for pattern, into in patterns for m in pattern.finditer(run.text)]
    last = 0
    for match, pattern, into in sorted(found, key=lambda each: each[0].start()):
        start, end = match.span()
        start += len(match.group()) - len(match.group().lstrip())
        mine = pattern is _EXAMPLE and own and own in match.group()
        if start >= last and not mine and not _MASKED.search(run.text, max(0, start - 12), start):
            into.extend(run.words(start, end))
            last = end
    if not isinstance(run.first.spot.block, Table) and _ELLIPSIS.fullmatch(run.text):
        likely.extend(run.words(0, len(run.text)))


def _instructions(run: Run, below: bool) -> Iterator[Words]:
    text, in_cell = run.text, isinstance(run.first.spot.block, Table)
    patterns = [_NOTES]
    if not in_cell and not below and not run.first.attachment:
        patterns.append(_BODY_NOTES)
    if in_cell and ("供各" in text or "为例" in text or "说明" in text):
        patterns.append(_SET)
    for found in _FOR_ALL.finditer(text) if "供各" in text else ():
        before = text[max(0, found.start() - 40) : found.start()]
        if _PUBLISHED.search(before) is None and (in_cell or _OF_FORMS.search(before)):
            yield from run.words(*found.span())
    end = 0
    for found in sorted((m for pattern in patterns for m in pattern.finditer(text)), key=lambda m: m.start()):
        if found.start() < end:
            continue
        start, end = found.span()
        while start < end and text[start] in "（(。；：:，, \n":
            start += 1
        yield from run.words(
            start, end - 1 if text[end - 1] in "）)" and text[start - 1 : start] in tuple("（(") else end
        )


def _other_level(said: Sequence[Stretch], outline: Outline) -> Iterator[Residue]:
    """处室 in the indicators of a county's unit that calls its own offices 科室 or 股室."""
    name = outline.cover.department
    if not _LOCAL.search(name) or re.search(r"[市省](?!.*[县区旗镇乡])", name):
        return
    own: Stretch | None = None
    cells: list[Words] = []
    for stretch in said:
        if "室" not in stretch.text:
            continue
        in_cell = isinstance(stretch.spot.block, Table)
        if in_cell:
            cells += [stretch.words(m.start(), m.end()) for m in _OFFICES.finditer(stretch.text)]
        elif stretch.role is BlockRole.BODY:
            if "处室" in stretch.text:
                return
            if own is None and re.search(r"[科股]室", stretch.text):
                own = stretch
    if own is not None and cells:
        at = re.search(r"[科股]室", own.text)
        assert at is not None
        yield Residue("用语", tuple(cells), own.words(at.start(), at.end()), certain=False)
