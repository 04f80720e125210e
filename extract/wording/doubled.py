"""Words and punctuation marks that are printed twice in a row."""

from __future__ import annotations

import re
from collections.abc import Iterator

from extract.model import BlockRole, Slip, Table
from extract.stretches import Stretch

# Words that no sentence repeats at once, in any text. Verbs that may be doubled for a while's doing (研究研究) and nouns that end one name
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
# Any other word said twice, where it does not end one name and begin the next, which at the head of a clause it cannot.
_ANY_RE = re.compile(r"([一-龥]{2,4}?)\1+(?![率度额数值性量比幅会期权型者员])")
_NOUNS = re.compile(
    "支出|收入|资金|工作|项目|补助|补贴|安全|信息|技术|卫生|机关|街道|中心|预算|决算|目标|绩效|教育|文化|科技|经济|企业|社会|环境|生态|农业|农村"
    "|林业|水利|交通|公路|工程|设备|设施|物资|应急|保险|养老|医疗|财政|税收|会计|统计|法律|司法|党员|干部|人才|人员|学生|学校|教师|公共|国家|人民"
    "|群众|指标|任务|制度|专项|重点|就业|健康"
)
# Verbs that govern a name which begins as they do (组织组织生活会), or are doubled for a while's doing (研究研究).
_VERBS = re.compile(
    "组织|服务|管理|建设|发展|保障|监督|培训|监测|采购|评价|投资|生产|救助|救济|审计|执法|计划|规划|维护|运行|运营|经营|宣传|检查|检测|检验|调查|研究"
    "|学习|指导|协调|整治|改造|治理|开发|利用|使用|保护|防治|防控|创新|创业|讨论|考虑|商量|了解|打扫|休息|探讨|琢磨|交流|非常|许多|很多|逐个|如何|多少"
    "|加油|彻底"
)
_NUMERAL = re.compile(r"[一二两三四五六七八九十百千万亿每各某几]")
_PLACE = re.compile(r"[县区市镇乡村路山街湖河江站坡湾桥寨港岛洲]|大道|自治|水库")
_CLAUSE_END = "，。；：、！？（）()“”\n\t 　"
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
    for m in _ANY_RE.finditer(text):
        if _again(text, m) and not _WORD_RE.search(m[0]):
            yield Slip("叠词", stretch.words(m.start(), m.end()), m[0], m[1])
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


def _again(text: str, found: re.Match[str]) -> bool:
    """Whether a word that stands twice in a row is a slip: no doubled verb, no numeral, no place in the county named after
    it; inside a clause no word that ends one name and begins the next."""
    word = found[1]
    if _VERBS.fullmatch(word) or len(set(word)) == 1 or _NUMERAL.search(word) or _PLACE.match(text, found.end()):
        return False
    lead = text[: found.start()].rstrip("0123456789.．")
    return not lead or lead[-1] in _CLAUSE_END or not _NOUNS.fullmatch(word)
