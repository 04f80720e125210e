"""The cue words of Chinese budget prose, compiled once, and the role that they give a mention.

A new way of saying an old thing (another word for 增长, another opening of a list of parts) is added here or in the
lexicon; the readers of parts, rates and changes only know roles.
"""

from __future__ import annotations

import re
from enum import Enum

from extract.lexicon import fold, lexicon
from extract.model import Bound
from extract.narrative.mentions import Mention, squeeze

UP = "净?增加|增产|超收|增收|增支|多出|上调|超幅|新增|增长|上升|提高|提升|上涨|上浮|递增|扩大|攀升|增幅|涨幅|升幅|增|多支出|多|高于|超过|超出|大于"
DOWN = "负增长|减产|净?减少|减收|减支|少出|下浮|压减|下降|降低|下滑|下调|回落|缩减|递减|削减|降幅|减幅|跌幅|减|降|少支出|少|低于|小于|短于|压缩|节约|节省"
TAIL = "(?:了|额|率|幅度|比例|金额|数|幅|度)*(?:约|近|达到|达|为|是|到|：|:)*"
_MOVED = re.compile(rf"(?P<up>{UP})|(?P<down>{DOWN})")
REACHED = re.compile(rf"(?:{UP}|{DOWN}|变|调整|调)(?:到|至|为)(?:了)?(?P<rest>[^，。；]*)$")
FROM = re.compile(r"(?:由|从)(?P<rest>(?:20\d\d年度?|上年度?|去年|年初|原来?|最初|期初|以前)?(?:的|末)?)$")
YEAR_WORD = re.compile(r"(?:20\d\d|[二〇○零一三四五六七八九]{4})年(?:度|初|末|同期)?")
PAST = "上一?年度?末?(?:同期)?|去年(?:同期|同月)?|前年|往年|上期|上一?季度|上月|上周|上次"
COMPARE = re.compile(
    rf"(?:比|较|与|同|相比于?|对比)(?P<base>{PAST}|年初预算数?|年初数?|年初|预算数?|全年预算数?|调整(?:后)?预算数?"
    rf"|(?:20\d\d)年度?(?:同期|末|初)?|第?[一二三四]季度末?|上半年|(?:1?\d)月份?|[^，。；、]{{0,8}}期末|概算|计划数?|目标值?|满分|总分)"
)
FLAT = re.compile(
    r"(?:与|同|和|较|比)?(?:[^，。；]{0,10})(?:基本)?(?:持平|无增减变化|没有变化|无变化|保持不变|相同|一致|未发生变化)"
)
DOUBLED = re.compile(r"(?:翻了?一?番|翻倍|增长一倍|增加一倍)")

SHARE = re.compile(
    r"(?P<who>[^，。；：、]*?)(?:所)?占(?P<of>[^，。；：]*?)(?:的)?(?:比重|比例|比|百分比|份额)?(?:约|仅|达|达到|为|是|：)*$"
)
COMPLETED = re.compile(
    r"(?:(?:完成|达到|执行|实现|占|为|是|系)(?:了)?(?P<of>[^，。；：]*?(?:预算|概算|计划|目标|任务|预期|批复|安排|指标|总投资|总数|数))(?:总额|总数|数|值)?的(?:约|近)?)$"
)
UNIT_PRICE = re.compile(
    r"(?:[人户亩件次篇辆车台校村镇站所店床生日月周]均|平均|单价|均价|每[人户亩件次天月年辆平个期套台只副张株座间])[^，。；]{0,8}$"
)
_OF_WHOLE = re.compile(r"(?:^|[^\w])占[^，。；]{1,16}$|^占[^，。；]{1,16}$")
OF_AMOUNT = re.compile(
    r"(?:完成|占|为|达到?|系)(?:了)?(?:当年|年初|全年|年度|调整后?的?|批复)?(?:预算|计划|目标|任务|总投资|概算|合同)(?:数|总额|支出|额|金额)?$"
)

# 完成全年 900 万人目标的 73%: the number stands inside the words that name the whole
OF_TARGET = re.compile(r"(?:目标|任务|计划|预算|指标)(?:任务|总额|数|值)?的$")
_REACHES = re.compile(r"(?:完成|达到?|占|为)(?:了)?(?:全年|当年|年度|年初|年)*(?:的)?$")

RATE_NAME = re.compile(
    r"(?P<name>[^，。；：、（）“”]{0,12}?(?:率|进度|满意度|知晓度|覆盖面|占比|比重|比例|完成比))(?:分别|均|都|已|也|仅|约|近|为|达到|达|是|高|：|:)*$"
)

TOTAL_AFTER = re.compile(
    r"(?:^|[，。；、：（])?(?P<strong>(?:以上)?(?:[两二三四五六七八九十\d]+)[项者类笔块个部分方面]*(?:资金|经费|支出|费用)?(?:合计|共计|总计|相加|之和|加总)|合计|共计|总计|总共|小计|(?:收入|支出)总量)"
    r"|(?P<weak>^(?:累计|共|满分|总分|全年共|全年累计|合并)[^，。；]*|[^，。；]*(?:(?<!公)共(?!同|享|建)|累计|合计|总计|共计|满分|总分|可用)[^，。；]{0,6}|^总[^，。；]{1,8})$"
)
OPENERS = re.compile(
    r"(?P<which>其中)(?:包括|包含|含)?[：:，,]?|(?P<among>(?<![其年期途集高初程术之当])中)[，,：:]"
    r"|(?P<list>(?:自评|评价|考核|评定)?结果(?:为|是|如下)(?=[：:])|(?:主要)?用于(?:以下[^，。；：:]{0,6})?(?=[：:])|分项情况(?:是|为|如下)"
    r"|(?:主要)?(?:具体)?(?:包括|包含|分为|涵盖|分别是|分别为|由)|具体(?:为|是|如下|[^，。；：、]{0,6}情况(?:如下|为|是)?)|构成(?:如下|为)|(?<=[，,])分别(?:用于|支持|安排|下达|拨付|分配给?|投入))[：:，,]?"
    r"|(?P<colon>[：:])"
    r"|(?P<by>按(?:照)?[^，。；：、]{1,14}?(?:划分|分类|区分|来看|看|来分|分|构成|性质|用途|科目|类型|类别|来源|类)|分[两二三四五六七八九十](?:批|期|年|次|类|块|部分)[^，。；：、]{0,6}|(?:分配|分布|来源|结构)(?:方案|情况)?(?:为|是|如下))[，,：:]"
    r"|(?P<from>[从分][^，。；：、]{1,14}?(?:来看|看|构成看|上看|角度))[，,：:]"
)
OPEN_END = re.compile(
    r"等(?:方面|项目|支出|费用|内容|用途|工作|开支|事项|方向|情况|领域|资金|经费)*(?:[。，；;,）)]|$|的?支出)"
)
SUBSET = re.compile(r"^(?:其中)?(?:含|内含|包含|其中含|含有|另含|不含)")
RESIDUE = re.compile(r"^(?:其余|剩余|剩下|余下|其他|其它|尚(?:应|需|欠|缺|有|未)|另有|另|还有)")
LEFT = re.compile(
    r"(?P<left>核减|审减|结余|节余|未支|未付|未拨|缺员|缺额|空岗|结转下年|结转|剩余|节约|缺口|差额|差值|差异|相差|尚缺|尚欠|尚未支付|未支付|未执行|未使用|盘亏|收回|余款|资金缺口|(?:^|(?<=[末尚仍底]))余(?!额)|空编|缺编|空缺|超编|超支|超出|扣分|扣减|扣)"
    r"(?:财政)?(?:资金|数|人数|人员|金额|编制|额|了|分)*(?:为|约|达|共|计|：|:)*$"
)
DEDUCT = re.compile(r"(?:扣减|扣除|扣分|扣|失分|减)(?:了|去|分|值|分数)*(?:为|：|:)*$")
QUOTED_FROM = re.compile(r"(?:所列|所示|列示|反映|载明|写明|公布|标明|注明|显示|填报|登记|记载|口径)[^，。；]*$")
SAME_AS = re.compile(r"(?:同为|也为|亦为|均为|仍为|同样为|即|也就是|折合|合计即|约合|合)[：:]?$")
MATCHES = re.compile(r"^(?:的)?[^，。；]{0,8}(?:一致|相符|相同|吻合|相等)")

SAVES = re.compile(r"(?:节约|节省|节支)(?:资金|经费|支出)?(?:了|为|达|共|约)*$")
SAVED_RATE = re.compile(r"(?:核减|审减|节约|节支|节省|压减)(?:资金)?率")

# 税收收入完成 x, 支出累计完成 x: the verb says nothing of what the number is
_REACHED_BY = "(?<=[入出费金款税])(?:累计|实际|共)*(?:完成|实现|执行)(?:了)?"

_LEADING = re.compile(
    r"^(?:其中|另外|此外|同时|以及|并且|而且|分别|截至目前|截止目前|截至|目前|现有|全年|全年共|全年累计|累计|本年度?|当年度?|今年以来|今年|年内|共有|共计|合计|总计|共|"
    r"实际|主要|用于|包括|为|和|及|与|并|而|另有|另|其余|还有|还|已|：|:|“|”|的|(?:20\d\d)年度?)+"
)
_TRAILING = re.compile(
    rf"(?:{_REACHED_BY}|分别|均|都|也|仅|约为|约|近|将近|共计|合计|总计|总共|共|计|达到|(?<![下到传送])达|为|是|有|了|的|：|:|数额|金额|人民币|“|”)+$"
)


_COPULA = re.compile(rf"(?:{_REACHED_BY}|分别|均|都|也|仅|约|近|达到|(?<![下到传送])达|为|是|：|:)+$")


class Role(Enum):
    """What a number does in its sentence, as far as its own clause tells."""

    PLAIN = "plain"
    BASE = "base"
    DELTA = "delta"
    GROWTH = "growth"
    SHARE = "share"
    COMPLETION = "completion"
    RATE = "rate"
    POINTS = "points"
    THRESHOLD = "threshold"
    OF = "of"
    LEFT = "left"
    TOTAL = "total"
    SUBSET = "subset"
    OTHER = "other"


def direction(words: str) -> int:
    """+1, -1 or 0 (none): the direction that the end of the words before a change gives it."""
    best, at = 0, -1
    for found in _MOVED.finditer(words):
        if found.end() >= at:
            best, at = (1 if found.group("up") else -1), found.end()
    if at < 0:
        return 0
    return best if re.fullmatch(TAIL, words[at:]) else 0


def role(mention: Mention) -> Role:
    """The role that a mention's own clause gives it."""
    q, before = mention.quantity, mention.before
    if q.dimension == "time":
        return Role.OTHER
    if q.bound in (Bound.AT_LEAST, Bound.AT_MOST) or q.high is not None:
        return Role.THRESHOLD
    if q.dimension == "point":
        return Role.POINTS
    if q.dimension == "percent":
        completed = COMPLETED.search(before)
        if completed and (not _share(before) or only_basis(completed.group("of"))):
            return Role.COMPLETION
        if _share(before):
            return Role.SHARE
        if direction(before) and not SAVED_RATE.search(before):
            return Role.GROWTH
        return Role.RATE
    if SUBSET.match(before):
        return Role.SUBSET
    if (OF_AMOUNT.search(before) or _OF_WHOLE.search(before)) and mention.after.startswith("的"):
        return Role.OF
    if OF_TARGET.match(mention.after) and _REACHES.search(before):
        return Role.OF
    if UNIT_PRICE.search(before):
        return Role.OTHER
    if REACHED.search(before):
        return Role.PLAIN
    if _is_left(before):
        return Role.LEFT
    if direction(before) and not before.endswith(("多", "减", "增")) and not _named_for(mention):
        return Role.DELTA
    if re.search(r"(?:比|较)[^，。；]*(?:多|少|增|减)(?:了)?$", before):
        return Role.DELTA
    if _is_base(before):
        return Role.BASE
    return Role.PLAIN


_FOR_BETTER = re.compile(r"(?:提升|提高|扩大)$")
_RISES = re.compile(
    r"比|较|同期|去年|上年|收入|支出|金额|额|标准|补助|工资|均|单价|价|产值|利润|税|效益|投资|经费|费$|数量|总量|产量|规模"
)


def _named_for(mention: Mention) -> bool:
    """Whether a word of change only ends the name of what was done (质量提升 218 万元, 环境提升 3 个): such a word needs what
    it is compared with, or a thing that rises."""
    q, before = mention.quantity, mention.before
    if q.dimension not in ("money", "count") or q.unit in ("位", "名") or len(before) < 4:
        return False
    return _FOR_BETTER.search(before) is not None and not _RISES.search(before)


def _share(before: str) -> bool:
    at = before.rfind("占")
    return at >= 0 and SHARE.search(before) is not None and not before.endswith("占地")


# 较控制价 b 万元下浮: what a number is set against need not be a plan or the past
AGAINST = re.compile(r"(?:^|(?<=[，,]))(?:比|较|相比)(?!例|重|率)[^，。；]{1,14}$")


def _is_left(before: str) -> bool:
    return LEFT.search(before) is not None


def _is_base(before: str) -> bool:
    compared = COMPARE.search(before)
    if compared and re.fullmatch(
        r"(?:的|决算数?|支出|收入|数|为|同期|总计|总额|合计|实际|[^增减升降高低多少]{0,8})", before[compared.end() :]
    ):
        return True
    if FROM.search(before):
        return True
    return re.match(rf"(?:而|其中)?(?:{PAST})(?![^，。；]{{0,6}}(?:结转|结余))", before) is not None


def concept_of(mention: Mention) -> str:
    """The lexicon's concept for what a mention calls its number, looked up before totals are cleaned off (支出总计 is a
    concept, 支出 is none)."""
    return concept_name(without_copula(mention.subject or mention.before)) or concept_name(name_of(mention))


def without_copula(words: str) -> str:
    """Words without what links them to a number (为, 达, 约), totals and all else kept."""
    return _COPULA.sub("", squeeze(words))


def name_of(mention: Mention) -> str:
    """What a mention calls its number, stripped of filler: the words before it, else the words after it."""
    words = clean_label(mention.subject or mention.before)
    if words:
        return words
    return clean_label(mention.after)


def clean_label(words: str) -> str:
    """Words without years, connectives in front, and copulas at the end."""
    words = squeeze(words)
    last = None
    while words != last:
        last = words
        words = _TRAILING.sub("", _LEADING.sub("", words))
    return words


_ONLY_BASIS = re.compile(
    r"^(?:支出|年初|年末|全年|调整后?的?|批复|实际|当年|本年|安排|预算|决算|执行|完成|使用|支付|累计|数|金额|总额|额|资金|下达|到位)+$"
)


def only_basis(label: str) -> bool:
    """Whether a label says nothing but which statement it is (决算支出, 年初预算数), so that the thing stands before."""
    return _ONLY_BASIS.match(label) is not None


_CONNECTIVE = re.compile(
    r"^(?:其中|另外|此外|同时|以及|并且|而且|分别|截至目前|截止目前|截至|目前|另有|另|其余|还有|还|和|及|与|并|而|：|:|的|[“”]|"
    r"(?:20\d\d)年度?|[（(]?[一二三四五六七八九十\d]{1,2}[）).．、])+"
)


def title_of(mention: Mention) -> str:
    """What to call a mention's number when people read it: its own words without years, list numbers and what only
    links them to the sentence."""
    own = without_copula(mention.subject or mention.before)
    return _CONNECTIVE.sub("", own).strip("“”：:的") or name_of(mention)


def concept_name(label: str) -> str:
    """The lexicon's name for a label, "" where it knows none."""
    found = lexicon().concept(label)
    return found.name if found else ""


def basis_of(label: str) -> str:
    """The basis that the words of a label name, "" for none."""
    return lexicon().basis(label)


_PERSONS = frozenset(["名", "人", "位", "个", "员"])
_PAPERS = frozenset(["篇", "条", "份", "期", "件", "则", "部", "项"])
_CARS = frozenset(["辆", "台"])


def unit_class(mention: Mention) -> str:
    """The class of units within which numbers can be added: the dimension, and for counts what is counted."""
    q = mention.quantity
    if q.dimension != "count":
        return q.dimension
    for name, words in (("persons", _PERSONS), ("cars", _CARS)):
        if q.unit.lstrip("万亿千百") in words:
            return name
    return "count:" + q.unit.lstrip("万亿千百")


def folded(label: str) -> str:
    """A label in the form in which labels are compared."""
    return fold(label)
