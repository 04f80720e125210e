"""Units and measure words: what a figure counts, and how many base units it is worth.

Base units: 元 for money, percent for rates, 平方米 for areas (亩 keeps to itself), 米 for lengths, 公斤 for weights;
every measure word is its own unit. 成 and 折 are tenths and 倍 is a hundred percent.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from extract.quantities.numerals import PLAIN


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit by its usual name (％ is %, ㎡ is 平方米, 人（次） is 人次). `scale` is a power of ten: how many base
    units of the dimension it is worth."""

    name: str
    dimension: str
    scale: Decimal = Decimal(1)

    @property
    def power(self) -> int:
        return self.scale.adjusted()


@dataclass(frozen=True, slots=True)
class UnitFound:
    """A unit in a text: `over` says that 余 or 多 stands inside it (5万余元)."""

    unit: Unit
    end: int
    over: bool = False
    multiplied: bool = False


_MULTIPLIERS = {
    "十万": 5, "百万": 6, "千万": 7, "十亿": 9, "百亿": 10, "千亿": 11, "万亿": 12, "百": 2, "千": 3, "万": 4, "亿": 8,
}  # fmt: skip
_STANDING_ALONE = {"万", "亿", "百万", "千万", "十万", "十亿", "百亿", "千亿", "万亿"}

# name: (dimension, power of ten, canonical name)
_MEASURES: dict[str, tuple[str, int, str]] = {}


def _add(dimension: str, power: int, *words: str) -> None:
    for word in words:
        _MEASURES[word] = (dimension, power, words[0])


_add("money", 0, "元", "圆", "块钱", "元人民币")
_add("percent", 0, "%")
_add("percent", -1, "‰")
_add("percent", 1, "成")
_add("percent", 1, "折")
_add("percent", 2, "倍")
_add("point", 0, "个百分点", "百分点")
_add("score", 0, "分")
_add("area", 0, "平方米", "㎡", "m²", "m2", "M²", "M2", "平米")
_add("area", 6, "平方公里", "平方千米", "km²", "km2", "k㎡")
_add("area", 4, "公顷", "hm²", "ha")
_add("area", 0, "亩")
_add("length", 3, "公里", "千米", "km", "KM")
_add("length", 0, "米", "m", "延米")
_add("length", -2, "厘米", "cm")
_add("length", -3, "毫米", "mm")
_add("weight", 3, "吨", "t")
_add("weight", 0, "公斤", "千克", "kg", "KG")
_add("weight", -3, "克", "g")
_add("weight", 0, "斤")
for _word in ("天", "日", "分钟", "年", "个月"):
    _add("time", 0, _word)
_add("time", 0, "工作日", "个工作日")
_add("time", 0, "个季度")
_add("time", 0, "小时", "个小时", "h")
_add("time", 0, "周", "个星期", "个周")
_add("time", 0, "个年度")
_add("time", 0, "学时", "个学时")
_add("time", 0, "课时", "个课时")
_add("count", 0, "立方米", "m³", "m3", "立方", "方量")
_add("count", 0, "千瓦时", "kWh", "kwh", "KWH")
_add("count", 0, "千瓦", "kW", "KW", "kw")
_add("count", 0, "台套", "台/套")
_COUNTED = """
名 人 件 次 篇 条 辆 个 批 批次 份 户 家 所 台 套 期 起 例 项 处 座 只 头 株 本 册 张 场 趟 宗 艘 间 栋 幢 盏 组 支
村 乡镇 街道 社区 位 种 类 大类 小类 方面 幅 面 块 段 层 轮 门 口 床 部 款 桶 箱 袋 瓶 包 盒 副 枚 尾 羽 道 字 页
根 棵 匹 片 剂 标段 人天 人日 人份 点位 级 美元 港元 欧元 升 车位 桩 票 架 卷 集 节 孔 眼 杆 具 顶 笔
"""
for _word in _COUNTED.split():
    _add("count", 0, _word)
_add("count", 0, "人", "人口")

_REPEATED = set("人件户台场批家车辆班架艘亩项条床例个份课站册篇期剂")
"""Measure words that form a count of occasions: 人次, 件次, 场（次）."""
_OCCASION = re.compile(r"次(?!数|序|年|日|品|级|生)|\(次\)|\[次\]|/次")
_SET = re.compile(r"\(套\)|/套|套(?=[^\u4e00-\u9fff]|$)")

# What may not follow a measure word, since it would be part of another word.
_NOT_BEFORE = {
    "元": "素宵件",
    "分": "之|别|管|散|类|布|析|局|公司|支机构|校|院|馆|会场|钟|流|工",
    "人": "员|民|大(?!型|多)|才|力|均|事|社|防|工(?!资|作)|武|文|身|生|格|群|类|际|体|居",
    "名": "称|录|单(?!位)|义|誉|词|列|次|额",
    "次": "数(?!据)|年|日|序|品|级|生|要",
    "个": "体|别|性|旧|人(?=所|和|账|信|事|缴|部|自|经|参|代|中|荣|先|申|农|购|补|住)",
    "条": "例|件|款|理|文|约",
    "项": "目",
    "家": "庭|长|属|具(?!备|有|体)|畜|禽|政(?!府)|园(?!区|林)|访|电(?!商|力|信|影|网|站|子)",
    "户": "籍|外|型|主|均|厕|用",
    "所": "有|得|属|以|需|谓|在|长|涉|示|列|述|用|能|做",
    "台": "账|帐|湾|风|阶|州",
    "套": "取|餐|话|利|现",
    "期": "间|末|初|限|望|满|刊|待|内|货",
    "起": "草|诉(?!讼|求)|步|点|来(?!自|访)|到|义|源|止|始|施",
    "例": "如|会|外|行|子",
    "处": "理|置|罚|室|分|长|于|级|方|以",
    "座": "谈|位|机|右",
    "只": "有|是|能|要|需|为|占|完|剩",
    "头": "部|条|等|发|痛|衔",
    "本": "级|次|年|部|单|报|地|科|人|着|质|金|局|辖|市|县|镇|乡|项|办|中|期|届|季|月|周|区|院|校|所|公|委|会|息|领|土",
    "册": "子",
    "张": "贴|榜|力|开",
    "场": "所|地|馆|景|面|合|站",
    "宗": "旨|教|族",
    "间": "隔|接|距|歇",
    "组": "织|成|长|建|合|员|团|装|级|工",
    "支": "出|付|部|持|撑|队(?!伍)|委|行|援|教|农|书|线|流|票|农",
    "村": "级|民|庄|干|委|集|支|组",
    "乡镇": "级|人民|政府|卫|财",
    "社区": "居|卫|矫|工|党|服",
    "街道": "办",
    "位": "于|置|列|次|居|数|一体",
    "种": "植|子(?!女)|养|粮|业",
    "类": "别|似|型",
    "批": "复|准|示|评|发|量|注|阅|办",
    "份": "额|量",
    "幅": "度",
    "面": "积|对|向|貌|临|上|板|试|广|谈|粉",
    "块": "状",
    "段": "落",
    "层": "级|面|次",
    "轮": "换|岗|训|流|值",
    "门": "户|诊|类|口|槛|面|前|卫|窗",
    "口": "径|头|岸|碑|腔|粮|号",
    "部": "门|分|署|队|委|长|件|级|属|里|下|本|办|落|曲|位|编",
    "款": "项|待|式",
    "包": "括|含|保|干|装|村|联",
    "副": "县|局|主|科|处|市|书|镇|职|教|高|省|厅|部|组|院|校|食|产|作|业|乡|区|调|本|秘|会|理|研",
    "道": "路|德|理|歉",
    "字": "体|样|符|段|号",
    "片": "区|面",
    "级": "别|差|次|数",
    "升": "级|至|到|高|降|为|职|学|温|值|幅",
    "票": "据|面|证|务",
    "架": "构|子",
    "集": "体|中|团|镇|合|成|聚|约|贸|市|资",
    "节": "约|能|日|省|点|水|余|目|假|支|气",
    "眼": "科|镜|睛|光|病|前",
    "具": "有|体|备",
    "顶": "层|岗|格|尖|级",
    "卷": "宗|烟|入",
    "根": "据|本|治|源",
    "年": "级|龄|轻|度|底|末|初",
    "天": "然|津",
    "周": "边|转|期|密|末|岁|围|报",
    "日": "常|均|照|报|益",
    "米": "粉|线|饭",
    "克": "服|扣|隆",
    "斤": "两",
    "方面": "军",
    "成": "员|功|立|果|本|效|为|品|绩|分|年|熟|长|型|就|片|群|套|都|人|交|语|因|千|都|份|像|体|不",
    "折": "叠|旧|合|算|价|射|磨|腾|款",
    "亩": "均",
    "人口": "普|出|老|计|自|健",
    "桩": "基",
    "笔": "记|试|录|者",
    "美元": "化",
}
_STOPPED = {word: re.compile(rule if "|" in rule else "|".join(rule)) for word, rule in _NOT_BEFORE.items()}
_LATIN_END = re.compile(r"[A-Za-z0-9]")
_LATIN_LIKE = re.compile(r"[A-Za-z]")
_OVER = re.compile(r" {0,2}(?:余(?!额|款|缺|下|热|粮|编)|多|来)")

_PREFIXES = sorted(_MULTIPLIERS, key=len, reverse=True)
_LONGEST = max(len(word) for word in _MEASURES)
_FIRSTS = {word[0] for word in _MEASURES} | {word[0] for word in _MULTIPLIERS}


@lru_cache(maxsize=1024)
def _unit(name: str, dimension: str, power: int) -> Unit:
    return Unit(name, dimension, Decimal(1).scaleb(power) if power < 0 else Decimal("1" + "0" * power))


def _measure_at(plain: str, at: int) -> tuple[str, int] | None:
    """The longest measure word at an offset and its end, unless it is the beginning of another word."""
    for length in range(min(_LONGEST, len(plain) - at), 0, -1):
        word = plain[at : at + length]
        if word not in _MEASURES:
            continue
        end = at + length
        if _LATIN_LIKE.match(word) and _LATIN_END.match(plain, end):
            continue
        stop = _STOPPED.get(word)
        if stop is not None and stop.match(plain, end):
            continue
        return word, end
    return None


def match_unit(plain: str, at: int) -> UnitFound | None:
    """The unit that begins exactly at an offset of a text in plain (half-width) characters."""
    if at >= len(plain) or plain[at] not in _FIRSTS:
        return None
    found = _measure_at(plain, at)
    if found is not None:
        return _finish(plain, *found, prefix="", power=0, over=False)
    for length in (2, 1):
        prefix = plain[at : at + length]
        power = _MULTIPLIERS.get(prefix)
        if power is None or len(prefix) < length:
            continue
        end = at + length
        over = _OVER.match(plain, end)
        gap = over.end() if over else end
        while gap < len(plain) and plain[gap] == " " and gap - end < 4:
            gap += 1
        found = _measure_at(plain, gap)
        if found is not None and _MEASURES[found[0]][0] not in ("percent", "point", "score", "time"):
            return _finish(plain, *found, prefix=prefix, power=power, over=over is not None)
        if prefix in _STANDING_ALONE:
            only_over = over is not None and plain[over.end() - 1] == "余"
            stands_to = over.end() if over is not None and only_over else end
            return UnitFound(_unit(prefix, "", power), stands_to, only_over, True)
    return None


def _finish(plain: str, word: str, end: int, prefix: str, power: int, over: bool) -> UnitFound:
    dimension, own, name = _MEASURES[word]
    if word in _REPEATED:
        occasion = _OCCASION.match(plain, end)
        if occasion:
            name, end, dimension, own = word + "次", occasion.end(), "count", 0
    if word == "台":
        both = _SET.match(plain, end)
        if both:
            name, end = "台套", both.end()
    return UnitFound(_unit(prefix + name, dimension, own + power), end, over, bool(prefix))


def measure_of(name: str) -> str:
    """The measure word of a unit's name without its multiplier, for comparing 8.65万人 with 86500人; 万 alone is ""."""
    for prefix in _PREFIXES:
        rest = name.removeprefix(prefix)
        if rest != name and name not in _MEASURES:
            return rest
    return name


@lru_cache(maxsize=4096)
def unit_of(word: str) -> Unit | None:
    """The unit that a word by itself names (a unit line, a column header in brackets), None where it names none."""
    plain = re.sub(r"\s+", "", word.translate(PLAIN)).removeprefix("单位:")
    if plain[:1] in ("(", "[", "【") and plain[-1:] in (")", "]", "】"):
        plain = plain[1:-1]
    plain = plain.removeprefix("人民币")
    if not plain:
        return None
    if plain == "百分比":
        return _unit("%", "percent", 0)
    found = match_unit(plain, 0)
    if found is None or found.end != len(plain) or found.over:
        return None
    return found.unit
