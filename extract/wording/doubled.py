"""Words and punctuation marks that are printed twice in a row."""

from __future__ import annotations

import re
from collections.abc import Iterator

from extract.model import BlockRole, Slip, Table
from extract.stretches import Stretch

# Words that no sentence repeats at once. Verbs that may be doubled for a while's doing (研究研究) and nouns that end one name
# and begin the next (教育支出支出决算, 组织组织生活会) are no such words.
_WORDS = (
    *(
        "增加",
        "减少",
        "增长",
        "下降",
        "提高",
        "提升",
        "降低",
        "上升",
        "完成",
        "开展",
        "进行",
        "加强",
        "推进",
        "推动",
        "促进",
    ),
    *(
        "以及",
        "并且",
        "同时",
        "其中",
        "由于",
        "因此",
        "但是",
        "主要",
        "包括",
        "包含",
        "分别",
        "不断",
        "进一步",
        "积极",
        "认真",
        "严格",
        "切实",
        "全面",
    ),
    *(
        "确保",
        "实现",
        "建立",
        "健全",
        "完善",
        "强化",
        "制定",
        "召开",
        "达到",
        "用于",
        "属于",
        "关于",
        "对于",
        "按照",
        "通过",
        "同比",
    ),
    *("年度绩效目标", "较上年", "比上年", "与上年", "主要原因", "主要原因是", "年初预算", "情况说明"),
)
_WORD_RE = re.compile(rf"({'|'.join(sorted(_WORDS, key=len, reverse=True))})\1(?![率度数额值性量比幅会期权型])")
# A whole phrase said twice, unless names stand in a row without a mark between them.
_PHRASE_RE = re.compile(r"([一-龥]{5,16})\1")
_NAME_END = re.compile(r"(?:支出|收入|费|资金|事务|服务|工资|补助|补贴|保险|项目|局|办|委|处|科|室|站|所|中心)$")
# 目的的, 了了解, 存在在, 对对口 are right.
_PARTICLE_RE = re.compile(
    r"(?<![目的])的的(?![的确士])|(?<!了)了了(?![了解然结却如])|(?<![于但可只就总还都若要凡尤或不乃正是])是是(?![是否非])"
    r"|(?<![针绝相反面应对])对对(?![对口方象策外手账标联比接])"
)
_MARK_RE = re.compile(
    r"(?<=[一-龥\d%）”》])(?:，\s?[，。、；：]|、\s?[，。、；]|；\s?[；，。]|：\s?[：，。；]|。\s?[，；、]|。。(?!。))(?![。，])"
)
# What is left to be filled in (原因是，，) ends so.
_TWICE_RE = re.compile(r"(?<=[一-龥\d%）”》])(?:([，、；])\1(?=[^，。、；\s])|。。(?![，。、；]))")
_ENDS = ("。", "！", "？", "；", "：")


def doubled(stretch: Stretch) -> Iterator[Slip]:
    """Words doubled in paragraphs, as two lines of a cell may say the same; doubled phrases and different marks in a row
    only in paragraphs that end as a sentence does, as what was torn or converted ends otherwise. One mark twice is
    wrong anywhere."""
    text = stretch.text
    if isinstance(stretch.spot.block, Table):
        yield from _marks(stretch, _TWICE_RE)
        return
    if stretch.role is not BlockRole.BODY:
        return
    for pattern in (_WORD_RE, _PARTICLE_RE):
        for m in pattern.finditer(text):
            word = m[1] if pattern is _WORD_RE else m[0][0]
            yield Slip("叠词", stretch.words(m.start(), m.end()), m[0], word)
    if not text.rstrip().endswith(_ENDS):
        yield from _marks(stretch, _TWICE_RE)
        return
    for m in _PHRASE_RE.finditer(text):
        if not _NAME_END.search(m[1]) and len(set(m[1])) > 2 and not _WORD_RE.search(m[0]):
            yield Slip("叠词", stretch.words(m.start(), m.end()), m[0], m[1])
    yield from _marks(stretch, _MARK_RE)


def _marks(stretch: Stretch, pattern: re.Pattern[str]) -> Iterator[Slip]:
    for m in pattern.finditer(stretch.text):
        start = max(0, m.start() - 4)
        yield Slip("标点", stretch.words(start, m.end()), "".join(m[0].split()))
