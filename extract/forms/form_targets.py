"""What a target or completion cell of a form says: whether it is one number, and in which direction it is meant."""

from __future__ import annotations

import re

from extract.forms.form_cells import number_of
from extract.model import Bound

_AT_LEAST = re.compile(r"[≥≧⩾>＞]|大于|不低于|不少于|不小于|以上|高于|超过|至少|正向")
_AT_MOST = re.compile(r"[≤≦⩽<＜]|小于|不超过|不高于|不大于|不多于|以下|以内|低于|少于|至多|反向|负向|逆向")
_EQUAL = re.compile(r"[=＝═]|等于")
_SIGNS = r"[≥≧⩾>＞≤≦⩽<＜=＝═≈\s（()）。.；;“”\"]"
_AROUND_TARGET = re.compile(
    rf"(?:{_SIGNS}|大于|小于|等于|或|不低于|不少于|不小于|不超过|不高于|不大于|不多于|高于|超过|低于|少于|至少|达到|达|约"
    r"|以上|以下|以内|左右|含|及|控制在|预计|计划|每年|全年|百分比|百分之)*"
)
_AROUND_ACTUAL = re.compile(
    rf"(?:{_SIGNS}|已|实际|全部|完成|达到|达|约|共|共计|合计|为|大于|等于|不低于|不少于|超过|以上|以下|以内|全年|百分比)*"
)
_EACH = re.compile(r"^/[\u4e00-\u9fff]{1,3}")  # 3 次/年
_LONGEST_UNIT = 4  # characters behind a number that can be a measure word of its own (课次, 幅/年)
_UNIT_WORD = re.compile(rf"^[\u4e00-\u9fff/次年人]{{0,{_LONGEST_UNIT}}}$")
_NO_UNIT = re.compile(r"[前后底初内末已完未并且起]")


def relation_in(sign: str, target: str, bound: Bound = Bound.EXACT) -> str:
    """How a target is meant: ≥, ≤, =, 定性 for words without a number, "" where it is not said. `sign` is the cell of
    the column for it ("" for none), `bound` what the number itself says."""
    if "定性" in sign or (target and not any(map(str.isdecimal, target))):
        return "定性"
    for text in (sign, target):
        for pattern, relation in ((_AT_MOST, "≤"), (_AT_LEAST, "≥"), (_EQUAL, "=")):
            found = pattern.search(text)
            if found and not (relation == "≤" and text[max(0, found.start() - 1) : found.start()] == "不"):
                return relation
    return {Bound.AT_LEAST: "≥", Bound.AT_MOST: "≤"}.get(bound, "")


def targeted(text: str) -> bool:
    """Whether a target cell is one number with its sign and unit, and says nothing else."""
    return _single(text, _AROUND_TARGET)


def completed(text: str) -> bool:
    """Whether a completion cell is one number with its unit, and says nothing else but that it was reached."""
    return _single(text, _AROUND_ACTUAL)


def _single(text: str, around: re.Pattern[str]) -> bool:
    found = number_of(text)
    if found is None or found.high is not None:
        return False
    before, after = text[: found.start].strip(), text[found.end :].strip()
    if not around.fullmatch(before):
        return False
    if around.fullmatch(_EACH.sub("", after)):
        return True
    return not found.unit and bool(_UNIT_WORD.match(after)) and not _NO_UNIT.search(after)
