"""Runs of digits and numerals that measure nothing, each with the reason why.

Every recogniser is asked at the first digit or numeral of a run and answers with a `Span` that covers it, or None.
A span may begin before the digit (第三, 附件 3, A11, 〔2011〕285号) but never before `floor`, where the last token
ended. All of them read text in plain (half-width) characters and look at a bounded stretch of it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from extract.quantities.numerals import COMMON
from extract.quantities.units import UnitFound, match_unit


@dataclass(frozen=True, slots=True)
class Span:
    reason: str
    start: int
    end: int


_S = " {0,3}"
_CN = f"[{COMMON}]"
_YEAR = "(?:19|20)[0-9]{2}"
_MONTH = "(?:1[0-2]|0?[1-9])"
_DAY = "(?:3[01]|[12][0-9]|0?[1-9])"
_DASH = "(?:[-–—~～至到]|——)"
_CN_MONTH = "(?:十[一二]|[一二三四五六七八九十正])"
_CN_DAY = "(?:[二三]?十[一二三四五六七八九]?|廿[一二三四五六七八九]?|初?[一二三四五六七八九])"
_END = "(?![0-9])"

# --------------------------------------------------------------------------------------------------------------
# Dates and times
# --------------------------------------------------------------------------------------------------------------

_MONTH_DAY = (
    rf"{_MONTH}{_S}(?:[-–—~～至到、]{_S}{_MONTH}{_S})?月(?:份|底|初|末)?"
    rf"(?:{_S}{_DAY}{_S}(?:{_DASH}{_S}{_DAY}{_S})?[日号](?!常|均|照|报))?"
)
_DATE = re.compile(
    rf"{_YEAR}(?:{_S}(?:{_DASH}|[、/和及与]){_S}{_YEAR}(?![0-9])){{0,12}}{_S}(?:学)?年(?![限龄均])(?:度|底|初|末)?(?:{_S}{_MONTH_DAY})?"
    rf"|{_YEAR}{_DASH}[0-9]{{2}}{_S}(?:学)?年(?:度|底|初|末)?"
    rf"|{_YEAR}([-/.]){_MONTH}\1{_DAY}{_END}"
    rf"|{_YEAR}-(?:0[1-9]|1[0-2]){_END}(?![-.])"
    rf"|{_YEAR}/{_MONTH}{_END}(?!/)"
    rf"|{_YEAR}{_S}(?:{_DASH}|、){_S}{_YEAR}{_END}(?!\.[0-9])"
    rf"|{_YEAR}\.(?:0[1-9]|1[0-2])(?={_S}{_DASH}{_S}{_YEAR})"
    rf"|{_MONTH_DAY}"
    rf"|[0-9]{{2}}{_S}年(?:度|底|初|末)"
    rf"|[0-9]{{2}}(?:[0-9]{{2}})?{_S}年代"
    r"|(?:[01]?[0-9]|2[0-4])[:：][0-5][0-9](?:[:：][0-5][0-9])?(?![0-9:：.])(?!分)"
    rf"|(?:[01]?[0-9]|2[0-4]){_S}时(?!间|长|效|限|段|期|代|常|速|任)(?:{_S}[0-5]?[0-9]{_S}分)?"
    rf"|[1-4]{_S}季度"
)
_CLOCK = re.compile(rf"(?:[01]?[0-9]|2[0-4]){_S}点(?:钟|半|整|{_S}[0-5]?[0-9]{_S}分)?")
_CLOCK_CUE = re.compile(r"(?:上午|下午|早上|晚上|凌晨|中午|每天|当日|[至-]) {0,2}$")
_DAY_ONLY = re.compile(rf"{_DAY}{_S}(?:[-–—~～至到、]{_S}{_DAY}{_S})?[日](?!常|均|照|报)")
_DAYS_LONG = re.compile(r"以?内|之内|以上|以下|以前")
_DAYS_LONG_BEFORE = re.compile(r"(?:期|为|共|每|历时|连续|累计|满|不超过|超过|[约近]) {0,2}$")
_CN_DATE = re.compile(
    rf"[〇零○一二三四五六七八九]{{4}}年(?:度|底|初|末)?(?:{_CN_MONTH}月(?:{_CN_DAY}[日号])?)?"
    rf"|{_CN_MONTH}月(?!球|亮)(?:份|底|初|末)?(?:{_CN_DAY}[日号])?"
    rf"|{_CN_DAY}日(?!常|均|照|报|本|夜|渐|益)"
    r"|[一二三四]季度"
)


def date(plain: str, at: int, floor: int) -> Span | None:
    """日期: a day, month, year, span of years, time of day or named quarter."""
    found = _DATE.match(plain, at)
    if found is not None and not (plain[found.end() - 1].isdigit() and _has_measure(plain, found.end())):
        return Span("日期", at, found.end())
    found = _CLOCK.match(plain, at)
    if found is not None and _CLOCK_CUE.search(plain, max(floor, at - 6), at):
        return Span("日期", at, found.end())
    found = _DAY_ONLY.match(plain, at)
    if found is None or _DAYS_LONG.match(plain, found.end()):
        return None
    if _DAYS_LONG_BEFORE.search(plain, max(floor, at - 6), at):
        return None
    return Span("日期", at, found.end())


def bare_year(plain: str, start: int, end: int) -> Span | None:
    """日期: four digits that read as a year and stand against words (2023部门预算); asked once no unit follows."""
    if end - start != 4 or not re.fullmatch(_YEAR, plain[start:end]):
        return None
    after = plain[end : end + 1]
    if _is_han(after) or after in ("“", "《", ")") or (start and plain[start - 1] == "("):
        return Span("日期", start, end)
    return None


def chinese_date(plain: str, at: int) -> Span | None:
    """日期 in Chinese numerals: 二〇二三年十二月, 三季度."""
    found = _CN_DATE.match(plain, at)
    if found is None:
        return None
    if plain[found.end() - 1] == "日" and _DAYS_LONG.match(plain, found.end()):
        return None
    return Span("日期", at, found.end())


# --------------------------------------------------------------------------------------------------------------
# Documents, clauses, ordinals, list numbers
# --------------------------------------------------------------------------------------------------------------

_ISSUE = re.compile(
    rf"({_YEAR}){_S}(?:年{_S})?([〕\]】)]){_S}(?:第{_S})?([0-9]{{1,5}}{_S}(?:号|$|(?=[》）)、,，;；。])))?"
)
_UNCLOSED = re.compile(rf"{_YEAR}{_S}[0-9]{{1,5}}{_S}号")  # 〔20216号: a bracket of the pair was lost
_UNOPENED = re.compile(rf"{_YEAR}{_S}[〕\]】]{_S}(?:第{_S})?[0-9]{{1,5}}{_S}号")
_NUMBERED = re.compile(rf"[0-9]{{1,4}}{_S}号(?:令|文件|文|公告|通知)?")
_ORDER = re.compile(r"(?:令|公告|通知|文件|文) {0,2}[(]?第? {0,2}$")

_NTH_DIGITS = re.compile(
    rf"[0-9]{{1,4}}(?:{_S}(?:{_DASH}|[、和及]){_S}第?[0-9]{{1,4}}(?={_S}[条款项章节页批卷期类]|{_S}(?:{_DASH}|[、和及]))){{0,8}}"
    rf"(?:{_S}(?:{_DASH}|[、和及]){_S}第[0-9]{{1,4}})?"
)
_NTH_WORDS = re.compile(rf"{_CN}{{1,9}}(?:{_S}(?:{_DASH}|[、和及]){_S}第?{_CN}{{1,9}}(?!是|[季年])){{0,8}}")
_NTH_KIND = re.compile(
    rf"{_S}(?:(?P<clause>条|款(?!项)|项(?!目|工)|章|节(?!约|能)|编(?!制)|目(?!标|录))|(?P<page>页)|(?P<issue>号(?:令|文件|公告)?)"
    r"|(?P<name>届|方(?!面)|书记|师)|(?P<date>季度|周(?!期)))"
)
_NTH_REASON = {"clause": "条款", "page": "页码", "issue": "文号", "name": "名称", "date": "日期"}

_ATTACHED = re.compile(
    r"(?:附件|附表|附图|附录|附注|专栏|(?<![\u4e00-\u9fff])[附表图]|(?<=[见如和与及同按据])[附表图]) {0,2}$"
)
_ATTACHED_NUMBER = re.compile(rf"(?:[0-9]{{1,2}}(?:{_DASH}[0-9]{{1,2}}){{0,2}}|{_CN}{{1,3}}){_END}(?!\.[0-9])")

_OPENS_LIST = "\n\r\x0b\x0c\u2028\u2029"
_AFTER_CLAUSE = "。;；!！?？*\t|"
_ITEM = re.compile(rf"[0-9]{{1,3}}(?:\.[0-9]{{1,3}}){{0,4}}{_S}(?:[、)](?![0-9])|\.(?![0-9])|\.(?={_YEAR}{_S}年))")
_ITEM_LEVELS = re.compile(r"[0-9]{1,2}(?:\.[0-9]{1,2}){1,4}(?= {0,3}[^\W0-9_a-zA-Z])")
_CN_ITEM = re.compile(rf"{_CN}{{1,3}}{_S}[、.．](?!{_CN})")
_IN_BRACKETS = re.compile(rf"(?:[0-9]{{1,2}}|{_CN}{{1,3}}){_S}\)")
_FIRSTLY = re.compile(rf"{_CN}{{1,3}}(?:是(?!否)|来是)|[一二三四五六七八九](?:则|来(?=[,，]))")


def _begins_item(plain: str, at: int, floor: int) -> bool:
    """Whether a list number may stand here: at the start of a line or after the end of a clause."""
    back = at - 1
    for _ in range(12):
        if back < floor:
            return back < 0 or plain[back] in _AFTER_CLAUSE or plain[back] in _OPENS_LIST
        c = plain[back]
        if c in _OPENS_LIST or c in _AFTER_CLAUSE:
            return True
        if c == ":":  # 要求：1. … opens a list, 编制：5、… does not
            return plain[at] in "1一" and plain[at + 1 : at + 2] in ("、", ".", ")", " ")
        if c not in " >#-•●■◆·":
            return False
        back -= 1
    return False


def issue(plain: str, at: int, floor: int) -> Span | None:
    """文号: 〔2011〕285号, [2020]10号, （2018）9号, 令第729号, 33号令; in round brackets only with a number."""
    if plain[at] not in "0123456789":
        return None
    back = at - 1
    while back >= floor and plain[back] == " " and at - back < 4:
        back -= 1
    if back >= floor and plain[back] in "〔[【(":
        found = _ISSUE.match(plain, at)
        if found is not None:
            number = found.group(3)
            if plain[back] in "〔[【":
                return Span("文号", back, found.end())
            if number is not None and "号" in number:
                return Span("文号", back, found.end())
        found = _UNCLOSED.match(plain, at) if plain[back] in "〔[【" else None
        if found is not None:
            return Span("文号", back, found.end())
    found = _UNOPENED.match(plain, at)
    if found is not None:
        return Span("文号", at, found.end())
    found = _NUMBERED.match(plain, at)
    if found is not None:
        tail = plain[found.end() - 1]
        if tail != "号" or _ORDER.search(plain, max(floor, at - 8), at):
            return Span("文号", at, found.end())
        if not plain.startswith(("码", "召", "称"), found.end()):
            return Span("名称", at, found.end())
    return None


def ordinal(plain: str, at: int, floor: int) -> Span | None:
    """序号 after 第 (第三), or what the next word makes of it: 条款 第十条, 页码 第3页, 名称 第七届, 文号 第33号令."""
    back = at - 1
    while back >= floor and plain[back] == " " and at - back < 3:
        back -= 1
    if back < floor or plain[back] != "第":
        return None
    digits = plain[at] in "0123456789"
    found = (_NTH_DIGITS if digits else _NTH_WORDS).match(plain, at)
    if found is None:
        return None
    kind = _NTH_KIND.match(plain, found.end())
    if kind is None or kind.lastgroup is None:
        return Span("序号", back, found.end())
    return Span(_NTH_REASON[kind.lastgroup], back, kind.end())


def attachment(plain: str, at: int, floor: int) -> Span | None:
    """序号 of an attachment, table or figure: 附件 3, 附表7, 表2-1. A number with a measure word is none (附件5份)."""
    cue = _ATTACHED.search(plain, max(floor, at - 5), at)
    if cue is None:
        return None
    found = _ATTACHED_NUMBER.match(plain, at)
    if found is None or match_unit(plain, found.end()) is not None:
        return None
    return Span("序号", cue.start(), found.end())


_ITEM_QUOTED = re.compile(r"[0-9]{1,2}[“\"][.、](?= ?[\u4e00-\u9fff])")  # 3“.住房 for 3.“住房


def list_number(plain: str, at: int, floor: int) -> Span | None:
    """序号 of a list item: 1. 2、 （3） 1.2 at the start of a line or clause; bracketed anywhere."""
    digits = plain[at] in "0123456789"
    if at > floor and plain[at - 1] == "(":
        found = _IN_BRACKETS.match(plain, at)
        if found is not None:
            return Span("序号", at - 1, found.end())
    if not digits:
        found = _FIRSTLY.match(plain, at)
        if found is not None and (len(found.group()) > 2 or _says_firstly(plain, at)):
            return Span("序号", at, found.end())
        found = _CN_ITEM.match(plain, at)
        if found is not None and _begins_item(plain, at, floor):
            return Span("序号", at, found.end())
        return None
    found = _ITEM.match(plain, at)
    if found is not None and _begins_item(plain, at, floor):
        return Span("序号", at, found.end())
    found = _ITEM_QUOTED.match(plain, at)
    if found is not None and _starts_line(plain, at):
        return Span("序号", at, found.end())
    found = _ITEM_LEVELS.match(plain, at)
    if found is not None and _starts_line(plain, at) and not _has_unit(plain, found.end()):
        return Span("序号", at, found.end())
    return None


def _says_firstly(plain: str, at: int) -> bool:
    """一是, 二是 as a mark of enumeration: not inside a word (统一是)."""
    return at == 0 or plain[at - 1] not in "统唯单专同合归之第其万划"


def _starts_line(plain: str, at: int) -> bool:
    back = at - 1
    while back >= 0 and plain[back] in " #>" and at - back < 12:
        back -= 1
    return back < 0 or plain[back] in _OPENS_LIST


def _has_unit(plain: str, at: int) -> bool:
    """Whether a unit follows, a few spaces aside."""
    return _unit_after(plain, at) is not None


def _has_measure(plain: str, at: int) -> bool:
    """Whether a unit of something other than time follows."""
    found = _unit_after(plain, at)
    return found is not None and found.unit.dimension != "time"


def _unit_after(plain: str, at: int) -> UnitFound | None:
    stop = min(len(plain), at + 4)
    while at < stop and plain[at] == " ":
        at += 1
    return match_unit(plain, at)


# --------------------------------------------------------------------------------------------------------------
# Telephones, codes, formulas
# --------------------------------------------------------------------------------------------------------------

_PHONE = re.compile(
    r"0[0-9]{2,3} ?[-–—)]{1,2} ?[0-9]{7,8}(?:[-转][0-9]{1,6})?(?![0-9])"
    r"|1[3-9][0-9]-?[0-9]{4}-?[0-9]{4}(?![0-9.,])"
    r"|[48]00-?[0-9]{3}-?[0-9]{4}(?![0-9.])"
)
_PHONE_CUE = re.compile(r"(?:电话|传真|手机|座机|联系方式|热线|拨打|QQ|微信)(?:号码?)?[为是:： ]{0,3}$")
_PHONE_NUMBER = re.compile(r"[0-9]{3,12}(?:[-—][0-9]{3,8}){0,2}(?![0-9.,])")
_HOTLINE = re.compile(r"(?:12[0-9]{3}|9[56][0-9]{3,4}|11[0479]|12[0-2])(?![0-9.,%])")
_KNOWN_HOTLINE = re.compile(r"12(?:30[159]|31[0-35-9]|32[08-9]|33[38]|34[58]|35[015-8]|36[5689]|38[0589]|393)$")
_HOTLINE_AFTER = re.compile(
    r"[ “\"']{0,3}[^0-9。；;，,]{0,10}?"
    r"(?:热线|专线|服务台|号通|报警|急救|指挥中心|接处?警|举报|投诉|电话|平台|系统|便民)"
)
_EMERGENCY_AFTER = re.compile(
    r"[ “\"']{0,3}(?:[、/](?:11[0479]|12[0-2])){0,3}(?:热线|专线|报警|急救|指挥|接处?警|警情|出警|火警|联动)"
)

_CODE_CUE = re.compile(r"(?:编号|编码|代码|证号|[账帐卡单]号|合同号|邮编|身份证号?码?|号码)[为是:： ]{0,3}$")
_CODE_NUMBER = re.compile(r"[0-9A-Za-z]{3,30}(?:[-_./][0-9A-Za-z]{1,20}){0,6}")
_HYPHENED = re.compile(r"[0-9]{1,12}(?:[-_][0-9]{1,12}){2,12}(?![0-9])|[0-9]{2,6}-0[0-9]{1,6}(?![0-9.])")
_DOTTED = re.compile(r"[0-9]{1,4}(?:\.[0-9]{1,4}){2,8}(?![0-9])")
_LETTERED = re.compile(r"[0-9A-Za-z]{1,40}(?:[-_][0-9A-Za-z]{1,20}|\.[0-9][0-9A-Za-z]{0,9}|\+[0-9]{1,4}){0,4}")
_LETTERS_BACK = re.compile(r"[A-Za-z][A-Za-z0-9]{0,19}[-_]?$")
_CURRENCY = re.compile(r"(?:RMB|USD|CNY|EUR|HKD|[Xx]{2,6}|x)$")
_KNOWN_NAME = re.compile(
    r"(?:[2-6]G|COVID-?19|PM ?(?:2\.5|10)|ISO ?[0-9]+|CO2|[1-5]A级?|[23]D|H[0-9]N[0-9]|APP[0-9]?)$", re.I
)
_FUNCTION_CODE = re.compile(r"2[0-3][0-9](?:[0-9]{2}){0,2}$")
_ECONOMIC_CODE = re.compile(r"(?:30[1-9]|31[0-3]|399|50[1-9]|51[0-4]|599)(?:[0-9]{2})?$")
_SPACED_CODE = re.compile(
    r"(?:2[0-3][0-9]|30[1-9]|31[0-3]) [0-9]{2}(?: [0-9]{2})? {0,2}(?=[\u4e00-\u9fff])"  # 208 05 05 in three columns
)
_LEVEL = re.compile(rf"{_S}[(]?([类款项])[)]?(?!目)")

_FORMULA_BEFORE = re.compile(r"(?:[×*✕]|[\u4e00-\u9fff)] ?[xX]|[^\W0-9_)%]\)? ?[÷/]|[×*÷/] ?\() {0,2}$")
_PERCENT_FACTOR = re.compile(r"100 ?(?:%|$|(?=[^0-9.]))")
_LESS_ALL = re.compile(r"[\u4e00-\u9fff)] {0,2}[-–] {0,2}$")
_FRACTION = re.compile(r"([0-9]{1,2}) ?/ ?([0-9]{1,2})(?![0-9./])")
_PROPORTION = re.compile(r"[0-9]{1,4}(?:\.[0-9]+)?(?: ?:[0-9]{1,4}(?:\.[0-9]+)?){1,4}(?![0-9])")
_PROPORTION_CUE = re.compile(r"(?:比|按|以|比例)[为是按]? ?$")
_WORD_TIMES = re.compile(r"[^\W0-9_)%]\)? ?[×*÷/✕] ?$")
_TIMES_WORD = re.compile(r" ?[×*÷✕] ?\(?[^\W0-9_(]")
_AMOUNT = re.compile(r"[0-9][0-9,]{0,20}(?:\.[0-9]+)?")
_AROUND_CLOCK = re.compile(r"[57] ?[×xX*] ?(?:24|12|8)(?: ?小时)?(?![0-9])")
_CN_FRACTION = re.compile(rf"{_CN}{{1,4}}分之{_CN}{{1,4}}")


def telephone(plain: str, at: int, floor: int) -> Span | None:
    """热线: telephone numbers by their form or by the word before them."""
    if plain[at] in "0148":
        found = _PHONE.match(plain, at)
        if found is not None and not (plain[at] != "0" and _has_unit(plain, found.end())):
            start = at - 1 if at > floor and plain[at - 1] == "(" and ")" in found.group() else at
            return Span("热线", start, found.end())
    if _PHONE_CUE.search(plain, max(floor, at - 9), at):
        found = _PHONE_NUMBER.match(plain, at)
        if found is not None and not _has_unit(plain, found.end()):
            return Span("热线", at, found.end())
    return None


def hotline(plain: str, start: int, end: int) -> Span | None:
    """热线: a short service number with the service named after it; asked once no unit follows."""
    found = _HOTLINE.match(plain, start)
    if found is None or found.end() != end:
        return None
    if _KNOWN_HOTLINE.match(plain[start:end]) and _is_han(plain[start - 1 : start] or plain[end : end + 1]):
        return Span("热线", start, end)
    after = _HOTLINE_AFTER if end - start >= 5 else _EMERGENCY_AFTER
    return Span("热线", start, end) if after.match(plain, end) else None


def subject_code(plain: str, at: int) -> Span | None:
    """编码 of a budget subject with its level: 20805 款, 2010301项, 201类, 30209科目. Three digits before 款 or 项
    count things (125项)."""
    spaced = _SPACED_CODE.match(plain, at)
    if spaced is not None and match_unit(plain, spaced.end()) is None:
        return Span("编码", at, at + len(spaced.group().rstrip()))
    end = at
    while end < len(plain) and end - at < 8 and plain[end] in "0123456789":
        end += 1
    if end - at not in (3, 5, 7):
        return None
    code = plain[at:end]
    function, economic = _FUNCTION_CODE.match(code), _ECONOMIC_CODE.match(code)
    if not function and not economic:
        return None
    level = _LEVEL.match(plain, end)
    if level is not None and (end - at > 3 or level.group(1) == "类"):
        return Span("编码", at, end)
    if plain.startswith("科目", end):
        return Span("编码", at, end)
    return None


def bare_code(plain: str, start: int, end: int) -> Span | None:
    """编码: an unseparated run that reads as a subject code beside a name or alone (2010301行政运行), or one too long
    for a figure; asked once no unit follows."""
    length = end - start
    if length >= 15:
        return Span("编码", start, end)
    code = plain[start:end]
    if length not in (3, 5, 7) or not (_FUNCTION_CODE.match(code) or _ECONOMIC_CODE.match(code)):
        return None
    after = plain[end : end + 1]
    if _is_han(after) or (after == ")" and start and plain[start - 1] == "(" and length > 3):
        return Span("编码", start, end)
    if length == 7 and _FUNCTION_CODE.match(code):
        return Span("编码", start, end)
    if after == " " and _is_han(plain[end + 1 : end + 2]) and (length == 5 or _starts_line(plain, start)):
        return Span("编码", start, end)
    return None


def lettered(plain: str, at: int, floor: int) -> Span | None:
    """编码 made of letters and digits (A11, B12, GB-2023), or 名称 where it is a known name (5G, PM2.5)."""
    back = at
    if at > floor and (plain[at - 1].isascii() and (plain[at - 1].isalpha() or plain[at - 1] in "-_")):
        before = _LETTERS_BACK.search(plain, max(floor, at - 22), at)
        if before is not None:
            if _CURRENCY.match(before.group()):
                return None
            back = before.start()
    found = _LETTERED.match(plain, back)
    if found is None or found.end() <= at:
        return None
    run = found.group()
    if back == at and not any(c.isalpha() for c in run):
        return None
    if back == at:
        first = next(i for i, c in enumerate(run) if c.isalpha())
        if first and match_unit(plain, at + len(run[:first].rstrip("-_+."))) is not None:
            return None
        if run[first] in "xX" and _AROUND_CLOCK.match(plain, at):
            return None
    elif _reads_as_amount(plain, at):
        return None
    return Span("名称" if _KNOWN_NAME.match(run) else "编码", back, found.end())


def _reads_as_amount(plain: str, at: int) -> bool:
    """GDP120.5亿元: letters that name the measure, then an amount of money or a rate."""
    number = _AMOUNT.match(plain, at)
    if number is None:
        return False
    unit = match_unit(plain, number.end())
    return unit is not None and (unit.unit.dimension in ("money", "percent") or unit.multiplied)


def written_code(plain: str, at: int, floor: int) -> Span | None:
    """编码 by the word before it (编号：…, 邮编), or by more hyphens or dots than a figure has."""
    if _CODE_CUE.search(plain, max(floor, at - 9), at):
        found = _CODE_NUMBER.match(plain, at)
        if found is not None and not _has_unit(plain, found.end()):
            return Span("编码", at, found.end())
    found = _HYPHENED.match(plain, at) or _DOTTED.match(plain, at)
    return None if found is None else Span("编码", at, found.end())


def formula(plain: str, at: int, floor: int) -> Span | None:
    """公式: ×100%, 人数-100%, 1/3, 7×24小时, 得分/10: a number that belongs to a rule of reckoning."""
    around = _AROUND_CLOCK.match(plain, at)
    if around is not None:
        return Span("公式", at, around.end())
    before = plain[max(0, at - 5) : at]
    if _FORMULA_BEFORE.search(before):
        factor = _PERCENT_FACTOR.match(plain, at)
        if factor is not None:
            return Span("公式", at, factor.end())
    if plain.startswith("100%", at) and _LESS_ALL.search(before):
        return Span("公式", at, at + 4)
    found = _PROPORTION.match(plain, at)
    if found is not None and _PROPORTION_CUE.search(before) and not _has_unit(plain, found.end()):
        return Span("公式", at, found.end())
    found = _FRACTION.match(plain, at)
    if found is not None and 0 < int(found.group(1)) < int(found.group(2)) and not _has_unit(plain, found.end()):
        return Span("公式", at, found.end())
    return None


def factor(plain: str, start: int, end: int) -> Span | None:
    """公式: a bare number whose other operand is a word (权重分×10, 得分/20); asked once no unit follows."""
    if _WORD_TIMES.search(plain, max(0, start - 4), start) or _TIMES_WORD.match(plain, end):
        return Span("公式", start, end)
    return None


def chinese_fraction(plain: str, at: int) -> Span | None:
    """公式: 三分之二."""
    found = _CN_FRACTION.match(plain, at)
    return None if found is None else Span("公式", at, found.end())


# --------------------------------------------------------------------------------------------------------------
# Names
# --------------------------------------------------------------------------------------------------------------

# Only words that a measure word would turn into a count; numerals before any other word are names anyway.
_FIXED_WORDS = """
八项规定 三重一大 三会一课 一号通 一带一路 两学一做 四个意识 四个自信 两个维护 两个确立 四个全面 五位一体
三个代表 两个一百年 两个务必 三个务必 两张皮 四套班子 五套班子 三个区分开来 六个一 五个一 三个一批 两个责任
百分百 百分制 百分比 百分率 一百年 五年规划 三年行动 三件套 千家万户 百家争鸣 双一流 一人一档 一户一策 万一
两个毫不动摇 四个最严 四个不摘 三支一扶 五级书记 一级指标 二级指标 三级指标 四级指标 五险一金 十二五 十三五
十四五 十五五
"""
_NAMES = re.compile("|".join(sorted(_FIXED_WORDS.split(), key=len, reverse=True)))
_QUOTE_ENDS = {"“": "”", '"': '"', "‘": "’", "'": "'", "「": "」", "『": "』"}


def name(plain: str, at: int) -> Span | None:
    """名称: a fixed word that begins with a numeral and holds a measure word, or a short name in quotes (“四办”)."""
    found = _NAMES.match(plain, at)
    if found is not None:
        return Span("名称", at, found.end())
    closing = _QUOTE_ENDS.get(plain[at - 1]) if at else None
    if closing is not None:
        end = plain.find(closing, at, at + 12)
        if end > 0 and not any(c in "0123456789，,。；" for c in plain[at:end]):
            return Span("名称", at, end)
    return None


def _is_han(c: str) -> bool:
    return "\u4e00" <= c <= "\u9fff"
