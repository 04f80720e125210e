"""The words that tell what a column holds and what a row is for: the vocabulary of table headers and row labels."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

# Rank of a total row: a total takes the rows since the last total of its own or a higher rank.
SUBTOTAL, NAMED_TOTAL, TOTAL, GRAND_TOTAL = 1, 2, 3, 4

_RANKS = (
    (re.compile(r"(?:^|.)总计$"), GRAND_TOTAL),
    (re.compile(r"^(?:合计|共计|总合计|合计数|总分|总得分|合计得分|得分合计|分值合计|总分值|合计总分)$"), TOTAL),
    (re.compile(r".总分$"), TOTAL),
    (re.compile(r"小计$"), SUBTOTAL),
    (re.compile(r".(?:合计|共计)$"), NAMED_TOTAL),
)
# "年度资金总额" is a total where rows of its parts follow; "资产总额" beside "负债总额" is an item like any other.
_SUM_NAME = re.compile(r"(?:^|资金|经费|预算|支出|收入)总额$")
_BRACKETED = re.compile(r"(?:[（(][^（()）]*[)）])+$")

_NUMBERINGS = (
    ("cn", re.compile(r"^(?:[一二三四五六七八九十百]+)[、．.]")),
    ("cn()", re.compile(r"^[（(][一二三四五六七八九十百]+[)）]")),
    ("dotted3", re.compile(r"^\d{1,2}[.．]\d{1,2}[.．]\d{1,2}(?!\d)")),
    ("dotted2", re.compile(r"^\d{1,2}[.．]\d{1,2}(?![\d.．%])")),
    ("num", re.compile(r"^\d{1,2}[、．.](?!\d)")),
    ("num()", re.compile(r"^[（(]\d{1,2}[)）]")),
    ("circle", re.compile(r"^[\u2460-\u2473]")),
)
# The same numbers standing alone in an order column.
_BARE_NUMBERINGS = (
    ("cn", re.compile(r"^[一二三四五六七八九十]+$")),
    ("dotted3", re.compile(r"^\d{1,2}\.\d{1,2}\.\d{1,2}$")),
    ("dotted2", re.compile(r"^\d{1,2}\.\d{1,2}$")),
    ("num", re.compile(r"^\d{1,3}$")),
)
# The first number of a list, in the styles that stand at its top.
FIRST = re.compile(r"^(?:[一1][、．.])")

OPTION = re.compile(r"^[A-HＡ-Ｈ][.．、:：)）]")
OF_WHICH = re.compile(r"^其中[:：]?")
LETTERED = re.compile(r"^([A-Z]\d{0,4})(?![A-Za-z\d.．、%])")

ORDER_HEADER = re.compile(r"^(?:序号|行次|栏次|编号|顺序号|No\.?|NO\.?)$")
CODE_HEADER = re.compile(r"编码|代码")
SUBJECT_HEADER = re.compile(r"编码|代码|功能分类|经济分类|科目|^类$")
UNIT_HEADER = re.compile(r"^(?:计量单位|度量单位|单位)$")
LABEL_HEADER = re.compile(r"^(?:年度|年份|月份|日期|时间|季度|项目|科目|科目名称|名称|指标|题号|题目序号|问题序号)$")
# A column of names, however long.
NAME_HEADER = re.compile(r"指标(?:名称|内容)?$|名称$|^项目$|科目")
# A column of names of indicators.
INDICATOR_HEADER = re.compile(r"^[一二三四]级(?:(?:绩效)?指标|$)|^指标名称")
# A header of these words alone says what was spent; elsewhere they say nothing of the kind.
SPENT = re.compile(r"^(?:支出|支付|使用)(?:额|数)?$")
SIDE = re.compile(r"^(?:本年)?(?:收入|支出)(?:情况|项目)?$")
REMARK = re.compile(r"备注|说明|原因|依据|措施|内容|来源$|签字|签名|情况$|标准$|细则|解释|是否")
# 资金管理情况 | 情况说明 | 存在问题和改进措施: a row of such words heads the words below it.
HEADS_WORDS = re.compile(
    r"^(?:情况说明|(?:存在)?(?:的)?(?:主要)?问题(?:[和及与、](?:原因|改进措施|措施|整改措施))*|改进措施|整改措施|备注)$"
)
# A row of these words and without a figure is for text.
TOLD = re.compile(r"目标|完成情况|问题|措施|原因|说明|结论|总结|建议")
LANE_LABEL = re.compile(r"^(?:栏次|行次|列次|栏目)$")
TITLE_UNIT = re.compile(r"(?:金额)?单位[:：]\s*([^\s,，;；)）]+)")

SCORE = re.compile(r"得分|评分|自评分|(?:复核|审核|核定|评审)分|扣分|分值|权重|分数|标准分|满分")
SHARE = re.compile(r"占比|比重|所占比例|占.{0,12}比例|(?:^|构成)比例|占.{0,12}[%％]")
GROWTH = re.compile(
    r"增长率|增幅|降幅|增减率|变动率|变化率|增减幅度|增长幅度|增减[（(]?[%％]|增长[（(]?[%％]|±[%％]|同比(?!.*额)|增速"
)
COMPLETION = re.compile(
    r"(?:执行率|完成率)(?!得分|权重|分值)|支出进度|支付进度|执行进度|支付率|使用率|完成.{0,6}比例"
    r"|完成(?:预算|年初预算|调整预算|全年预算).{0,4}[%％]|预算执行[（(]?[%％]"
)
RATE = re.compile(r"(?<![效频])率$|(?<![效频])率[（(]|率/|[%％]")
DELTA = re.compile(
    r"增减额|增减数|增减变动|增减变化|增减金额|增加额|减少额|变动额|变动数|增长额|比上年增减|较上年增减|^增减$|增减情况"
)
FALL = re.compile(r"减少额|降幅|下降率|减幅")
# Columns and rows whose figures do not add up.
NO_SUM = re.compile(
    r"单价|均价|人均|平均|标准$|标准[（(]|指标值|目标值|完成值|完成情况|排名|定额|年限|比率|参考值|阈值"
)
NO_SUM_ROW = re.compile(r"(?<![效频])率(?:[（(].*)?$|占比|比重|比例|单价|人均|平均|[%％][)）]?$")
PRICE = re.compile(r"单价|均价|(?:补助|补贴|发放|收费|支出)标准|人均|定额")
COUNT = re.compile(
    r"人数|数量|个数|户数|件数|次数|辆数|台数|套数|份数|批次|人次|编制数?|实有数?|空编数?|团组数|面积|里程|保有量"
)

# A row of these words in the middle of a table is the header of a new part of the table.
HEADER_WORD = re.compile(
    r"^(?:[一二三四]级(?:指标)?|目标|完成|指标(?:名称|内容|类型|性质)?|(?:年度|年初|调整后?|计划|预期|实际)?指标值|.{0,6}(?:目标值|完成值)"
    r"|(?:年初|全年|年度|当年|调整后?的?)预算(?:安排|批复)?(?:[（(].*)?|(?:实际|全年|累计)(?:支出|支付|使用)(?:数|额|金额)?(?:[（(].*)?"
    r"|资金来源|(?:支付|支出|使用)率.*|实际完成(?:值|情况)?|(?:指标)?(?:分值|权重)|(?:自评|指标)?得分|得分系数|(?:度量|计量)单位|扣分|偏差.*|.*原因分析.*|备注|.*预算数.*|.*执行数.*|.*决算数.*|预算执行率.*|执行率.*|完成率.*"
    r"|项目|项目名称|科目名称|科目编码|金额.*|序号|行次|小计|合计|.{0,6}资金|年初结转.*|年末结转.*|预期目标|实际完成.*)$"
)
PURE_TOTAL = re.compile(r"^(?:合计|小计|总计|共计|总合计|合计数|总分|总得分)$")
TOTAL_COLUMN = re.compile(r"(?:^|.)(?:合计|小计|总计|共计)$")
# Words of a header that say which statement a column is, and nothing of what it is about.
PLAIN = re.compile(
    r"^(?:金额|数量|数额|数|决算|预算|本年数?|上年数?|本期|上期|年度|年末数?|年初数?|期末数?|期初数?|[A-Z]|\d{4}年?度?|全年|实际|统计数|人数)*$"
)


def clean(text: str) -> str:
    """A label without spaces and line breaks, full-width letters and digits folded."""
    return re.sub(r"\s+", "", unicodedata.normalize("NFKC", text))


@lru_cache(maxsize=8192)
def bare(label: str) -> str:
    """A cleaned label without its numbering, its brackets and the colon at its end."""
    text = label
    for _, pattern in _NUMBERINGS:
        found = pattern.match(text)
        if found:
            text = text[found.end() :]
            break
    text = OF_WHICH.sub("", text)
    without = _BRACKETED.sub("", text)
    return (without or text).rstrip(":：*").lstrip("*")


@lru_cache(maxsize=8192)
def total_rank(label: str) -> int:
    """The rank of a total label, 0 for a label that says no total."""
    text = bare(label)
    return next((rank for pattern, rank in _RANKS if pattern.search(text)), 0)


def names_sum(label: str) -> bool:
    """Whether a label is a sum by its name alone (年度资金总额): it is one where its parts follow."""
    return bool(_SUM_NAME.search(bare(label)))


def numbering(label: str, order: str = "") -> str:
    """The style of the printed number of a row, from its label or else from its order column; "" for none."""
    for style, pattern in _NUMBERINGS:
        if pattern.match(label):
            return style
    return next((style for style, pattern in _BARE_NUMBERINGS if pattern.match(order)), "")
