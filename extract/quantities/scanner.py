"""Text to quantities: one walk over the digits and numerals of a text, each ending in exactly one token."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from decimal import Decimal

from extract.model import Bound, NotQuantity, Quantity, Token
from extract.quantities import not_quantities as no
from extract.quantities.numerals import (
    COMMON,
    DIGIT_VALUES,
    FORMAL,
    MAX_DIGITS,
    PLAIN,
    Figure,
    chinese_figure,
    digits_figure,
)
from extract.quantities.units import Unit, UnitFound, match_unit

_TRIGGER = re.compile(rf"[0-9{COMMON}]|[{FORMAL}][{FORMAL}零万亿元]|[①-⒛㈠-㈩❶-❿⓪-⓿]")
_NUMBER = re.compile(
    r"[1-9][0-9]{0,2}(?:,[0-9]{3}){1,7}(?![0-9]|,[0-9])(?:\.[0-9]+)?"
    r"|[0-9]+(?:\.[0-9]+)?"
)
_WIDE_GROUPS = re.compile(r"[1-9][0-9]{0,2}(?:，[0-9]{3}){1,7}(?![0-9]|，[0-9])(\.[0-9]+)?")
_SPACED_GROUPS = re.compile(r"[1-9][0-9]{0,2}(?:[ \u00a0\u2009\u202f][0-9]{3})+(?![0-9])(?:\.[0-9]+)?(?= ?[万亿]?元)")
_SEPARATOR = re.compile(r"[,，\s]")
_RUN = re.compile(rf"[{COMMON}]+")
_FORMAL_RUN = re.compile(rf"[{FORMAL}零万亿]+")
_DECIMALS = re.compile(r"点([〇零一二三四五六七八九]+)")
_SPACES = re.compile(r" {0,4}")

_OVER = re.compile(r" {0,3}(余(?!额|款|缺|下|热|粮|编)|多|来)")
_OVER_AFTER = re.compile(
    r" ?(?:余(?!额|款|缺|下|热|粮|编|年|人|名|户|个)|多(?!次|个|种|人|项|元|名|家|年|渠|部|方|措|层|点|头|功|样))"
)
_BRACKETED = re.compile(r"[(\[](?=[^()\[\]]{1,6}[)\]])")
_INCLUSIVE = r"(?:[(](?:不?含)[0-9]{0,3}[^()]{0,2}[)])?"
_AFTER = re.compile(
    rf" {{0,2}}{_INCLUSIVE} {{0,2}}(?:(?P<least>(?:及|或)?以上)|"
    r"(?P<most>(?:及|或)?以下(?!简称|称|几|问题|[一二三四五六七八九])|(?:之|以)内)"
    r"|(?P<within>内(?!容|部|设|外|控|需|涵|生|在))"
    r"|(?P<about>左右|上下(?!级|班|联|游)))"
)
_COMPARED_AFTER = re.compile(r" ?(?P<sign>[≤<≦⩽]|[≥>≧⩾]) ?[^0-9 ]")
_BEFORE = re.compile(
    r"(?:(?P<least>不低于|不少于|不小于|大于(?:或)?等于|高于(?:或)?等于|不得低于|不得少于|至少|最少|大于|高于|多于|超过|超|逾|突破|[≥>≧⩾]=?)"
    r"|(?P<most>不高于|不多于|不大于|小于(?:或)?等于|低于(?:或)?等于|不得超过|不得高于|不超过|不超|至多|最多|小于|低于|少于|不足|不到|未满|未达到?|[≤<≦⩽]=?)"
    r"|(?P<under>将近|接近|(?<![附最邻靠临相亲])近)"
    r"|(?P<about>大约|约为|大概|大致|(?<![节合条预签公履制集违解邀续特])约)) {0,2}$"
)
_BEFORE_ENDS = frozenset("于少过超逾破多足到满达近约为概致≥>≧⩾≤<≦⩽=")
_RANGE = re.compile(rf" ?{_INCLUSIVE} ?(?P<dash>[-–—~～]|——|至|到) ?(?=[0-9{COMMON}])")
_CHANGES = re.compile(r"(?:从|由|自) ?$")
_TITLE = re.compile(r"《[^《》\n]{1,120}》")

_SIGN = "-−–"
_SIGN_AFTER = frozenset("([{【:,，、;；。=><≥≤|~“\"'‘\t\n\r/为是达少加长降率升减幅速余额值差得")

_PER = re.compile(
    r"(?P<base>百|千|万)分之 ?(?:(?P<digits>[0-9]+(?:\.[0-9]+)?)"
    rf"|(?P<run>[{COMMON}]{{1,12}})(?:点(?P<dec>[〇零一二三四五六七八九]+))?)"
)
_TENTHS = re.compile(r"(?P<ten>[一二两三四五六七八九十]|[1-9])(?P<kind>成|折)(?P<one>[一二三四五六七八九])?")
_TENTHS_OF = re.compile(r"(?P<ten>[一二三四五六七八九])(?P<one>[一二三四五六七八九])折")

_SEVERAL = re.compile(r"(?:几|若干|(?<![人分户件次个总系指名家份])数)$")  # 数十人, 几百人, but 人数二十七人
_SOME = re.compile(r"(?:几|数|若干|上|成)$")  # 上百人, 成千户
_MORE_TIME = re.compile(r"多(月|小时|学时)")
_SUBTRACTS = re.compile(r" ?[=≈]|[-–—][0-9]")
_COUNTING = re.compile(r"(?:共|共有|共计|合计|总计|仅|仅有|只有|计|各|分别为)[ ]?$")
_LEVELS_BEFORE = frozenset("省市县区州乡镇村组街、")
_SCORE_BEFORE = re.compile(r"(?:得|扣|满|计|加|减|满分|总分|[为])[ ]?$")
_HUNDREDS = frozenset("百千万亿")
# Measure words that follow a Chinese numeral in too many other words to be trusted there.
_UNTRUSTED = "日 村 乡镇 街道 社区 部 本 头 口 面 道 门 层 字 页 片 段 股 升 度 具 顶 眼 孔 桩 架 集 节 卷 票 根 笔"
_DIGITS_ONLY = frozenset(_UNTRUSTED.split())
_PROJECT = re.compile(r"工程|项目|建设|改造|规划")
_PLAN = re.compile(r"行动|规划|计划|攻坚|滚动|制")

_PER_UNITS = {
    "百": Unit("%", "percent"),
    "千": Unit("‰", "percent", Decimal("0.1")),
    "万": Unit("万分之", "percent", Decimal("0.01")),
}


_SERIES = "一二三四五六七八九十"
_NUMBERED_NAME = re.compile(r"(?:^|[、，：；。])(?P<name>[^、，：；。]{2,12})$")


def _in_series(plain: str, at: int, end: int) -> bool:
    """Whether a numeral is the number in a name: 业务一处、业务二处 count no places."""
    place = _SERIES.find(plain[at])
    name = _NUMBERED_NAME.search(plain, max(0, at - 13), at) if place >= 0 else None
    if name is None:
        return False
    before = f"{name['name']}{_SERIES[place - 1]}{plain[at + 1 : end]}、" if place else ""
    after = f"、{name['name']}{_SERIES[place + 1]}{plain[at + 1 : end]}" if place + 1 < len(_SERIES) else ""
    return bool(before and plain.endswith(before, 0, name.start("name"))) or bool(
        after and plain.startswith(after, end)
    )


@dataclass(frozen=True, slots=True)
class _Number:
    """A figure found in the text, before anything is known about its unit."""

    figure: Figure
    start: int
    end: int
    chinese: bool = False
    separated: bool = False


@dataclass(frozen=True, slots=True)
class _Tail:
    """What stands between a figure and the end of its unit."""

    unit: Unit | None
    end: int
    over: bool = False
    multiplied: bool = False


class _Scanner:
    """The walk. `plain` is the text in half-width characters, with the same offsets."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.plain = text.translate(PLAIN)
        self.tokens: list[Token] = []
        self.floor = 0
        self.titles = [found.span() for found in _TITLE.finditer(text)] if "《" in text else []
        self.title = 0

    def run(self) -> list[Token]:
        plain, trigger = self.plain, _TRIGGER
        found = trigger.search(plain)
        while found is not None:
            at = found.start()
            if "0" <= plain[at] <= "9":
                end = self._digits(at)
            elif plain[at] in COMMON:
                end = self._numerals(at, _RUN)
            elif plain[at] in FORMAL:
                end = self._numerals(at, _FORMAL_RUN)
            else:
                end = self._emit_not("序号", at, at + 1)
            found = trigger.search(plain, end)
        return self.tokens

    # ------------------------------------------------------------------------------------------------ emitting

    def _emit_not(self, reason: str, start: int, end: int) -> int:
        self.tokens.append(NotQuantity(self.text[start:end], reason, start, end))
        self.floor = end
        return end

    def _emit_span(self, span: no.Span) -> int:
        return self._emit_not(span.reason, max(span.start, self.floor), span.end)

    def _emit(self, quantity: Quantity, end: int) -> int:
        """Adds a quantity; inside the title of a document it is part of a name."""
        while self.title < len(self.titles) and self.titles[self.title][1] <= quantity.start:
            self.title += 1
        if self.title < len(self.titles) and self.titles[self.title][0] <= quantity.start:
            return self._emit_not("名称", quantity.start, quantity.end)
        self.tokens.append(quantity)
        self.floor = end
        return end

    # -------------------------------------------------------------------------------------------------- digits

    def _digits(self, at: int) -> int:
        plain, floor = self.plain, self.floor
        span = (
            no.ordinal(plain, at, floor)
            or no.issue(plain, at, floor)
            or no.list_number(plain, at, floor)
            or no.date(plain, at, floor)
            or no.telephone(plain, at, floor)
            or no.attachment(plain, at, floor)
            or no.lettered(plain, at, floor)
            or no.written_code(plain, at, floor)
            or no.subject_code(plain, at)
            or no.formula(plain, at, floor)
        )
        if span is not None:
            return self._emit_span(span)
        tenths = self._tenths(at)
        if tenths is not None:
            return tenths
        number = self._number(at)
        if number is None:
            end = at
            while end < len(plain) and "0" <= plain[end] <= "9":
                end += 1
            return self._emit_not("编码", at, end)
        return self._measure(number)

    def _number(self, at: int) -> _Number | None:
        """The figure in digits at an offset; None where it has more digits than a figure has."""
        plain = self.plain
        found = _WIDE_GROUPS.match(plain, at)
        if found is not None and (
            (not found.group(1) and self._tail(found.end()).unit is None) or (at and plain[at - 1] in "，、,")
        ):
            found = None
        if found is None and at and "\u4e00" <= plain[at - 1] <= "\u9fff":
            found = _SPACED_GROUPS.match(plain, at)  # 金额共计12 345.67万元, as periodicals print it
        if found is None:
            found = _NUMBER.match(plain, at)
        if found is None or found.end() - at > MAX_DIGITS + 8:
            return None
        written = found.group()
        figure = digits_figure(written)
        if len(figure.digits) > MAX_DIGITS:
            return None
        return _Number(figure, at, found.end(), separated=_SEPARATOR.search(written) is not None)

    # ------------------------------------------------------------------------------------------------ numerals

    def _numerals(self, at: int, pattern: re.Pattern[str]) -> int:
        plain, floor = self.plain, self.floor
        found = pattern.match(plain, at)
        if found is None:
            return self._emit_not("名称", at, at + 1)
        run, end = found.group(), found.end()
        if len(run) > 20:
            return self._emit_not("名称", at, end)
        span = (
            no.ordinal(plain, at, floor)
            or no.list_number(plain, at, floor)
            or no.attachment(plain, at, floor)
            or no.name(plain, at)
            or no.chinese_date(plain, at)
        )
        if span is not None:
            return self._emit_span(span)
        made = self._per(at)
        if made is None:
            span = no.chinese_fraction(plain, at)
            if span is not None:
                return self._emit_span(span)
            made = self._tenths(at)
        if made is not None:
            return made
        return self._chinese_count(run, at, end)

    def _chinese_count(self, run: str, at: int, end: int) -> int:
        """A Chinese numeral counts only with a unit after it."""
        plain = self.plain
        core = run.rstrip("万亿萬億")
        before = plain[max(0, at - 4) : at]
        if not core or all(c in _HUNDREDS for c in core):
            return self._round_count(run, at, end, before)
        figure = None if self._several(core, before) else chinese_figure(core)
        number_end = at + len(core)
        if figure is None:
            return self._emit_not("名称", at, end)
        decimals = _DECIMALS.match(plain, number_end)
        if decimals is not None:
            with_decimals = chinese_figure(core, decimals.group(1))
            number_end = decimals.end()
            figure = with_decimals or figure
        tail = self._tail(number_end)
        number = _Number(figure, at, number_end, chinese=True)
        upper = self._upper(number, tail) if tail.unit is None else None
        unit_tail = tail if upper is None else upper[1]
        if unit_tail.unit is None or not self._counts(core, figure, unit_tail, at, before):
            return self._emit_not("名称", at, max(end, number_end))
        return self._finish(number, tail)

    def _several(self, core: str, before: str) -> bool:
        return core[0] in "十百千" and _SEVERAL.search(before) is not None

    def _round_count(self, run: str, at: int, end: int, before: str) -> int:
        """百余人, 近万元: a bare 百, 千, 万 or 亿 counts only as an approximation; before a unit it is a unit itself
        (单位：万元)."""
        plain = self.plain
        approximate = _BEFORE.search(before) is not None or _OVER.match(plain, end) is not None
        if approximate and not _SOME.search(before):
            power = {"百": 2, "千": 3, "万": 4, "亿": 8, "百万": 6, "千万": 7}.get(run)
            tail = self._tail(end)
            if power is not None and tail.unit is not None and tail.unit.dimension not in ("percent", "score"):
                return self._finish(_Number(Figure("1", power), at, end, chinese=True), tail)
        unit = match_unit(plain, at)
        if unit is not None and unit.multiplied and unit.unit.dimension == "money":
            self.floor = max(self.floor, end)
            return end
        return self._emit_not("名称", at, end)

    def _counts(self, core: str, figure: Figure, tail: _Tail, at: int, before: str) -> bool:
        """Whether a Chinese numeral with a unit states a number, as against 一项, 十分, 二级, 三期工程."""
        assert tail.unit is not None
        unit, plain = tail.unit, self.plain
        if tail.multiplied:
            return True
        if core == "一" and unit.dimension != "percent":
            return _COUNTING.search(before) is not None and unit.dimension != "score"
        if unit.dimension == "score":
            return _SCORE_BEFORE.search(before) is not None
        if unit.name in _DIGITS_ONLY or _in_series(plain, at, tail.end):
            return False
        if unit.name == "级":
            return at > 0 and plain[at - 1] in _LEVELS_BEFORE
        if core == "二" and unit.name in ("类", "期", "组", "处", "科", "所", "年"):
            return False
        if unit.name == "期" and _PROJECT.match(plain, tail.end):
            return False
        if unit.name == "年" and _PLAN.match(plain, tail.end):
            return False
        if core in ("零", "〇"):
            return unit.dimension in ("count", "money")
        return True

    def _per(self, at: int) -> int | None:
        """百分之八十五点五, 百分之85.5, 千分之三."""
        found = _PER.match(self.plain, at)
        if found is None:
            return None
        if found.group("digits") is not None:
            figure: Figure | None = digits_figure(found.group("digits"))
        elif found.group("run") == "百":
            figure = Figure("100", 0)
        else:
            figure = chinese_figure(found.group("run"), found.group("dec") or "")
        if figure is None:
            return None
        base = found.group("base")
        unit = _PER_UNITS[base]
        return self._finish(_Number(figure, at, found.end(), chinese=True), _Tail(unit, found.end()))

    def _tenths(self, at: int) -> int | None:
        """八成五 = 85, 三成 = 30, 九五折 = 95: percent in words."""
        plain = self.plain
        found = _TENTHS_OF.match(plain, at)
        kind = "折"
        if found is None:
            found = _TENTHS.match(plain, at)
            if found is None:
                return None
            kind = found.group("kind")
            unit = match_unit(plain, found.start("kind"))
            if unit is None or unit.unit.name != kind:
                return None
            if at and (plain[at - 1] in COMMON or plain[at - 1] in "0123456789.,"):
                return None
        ten = found.group("ten")
        tens = int(ten) if ten.isascii() else 10 if ten == "十" else DIGIT_VALUES[ten]
        one = found.group("one")
        figure = Figure(str(tens), 0) if one is None else Figure(f"{tens}{DIGIT_VALUES[one]}", -1)
        number = _Number(figure, at, found.end(), chinese=True)
        return self._finish(number, _Tail(Unit(kind, "percent", Decimal(10)), found.end()), word=True)

    # --------------------------------------------------------------------------------------- units and bounds

    def _tail(self, at: int) -> _Tail:
        """The unit that follows a figure: after spaces, after 余 or 多, in brackets; no unit where there is none."""
        plain = self.plain
        over = _OVER.match(plain, at)
        start = over.end() if over else at
        spaces = _SPACES.match(plain, start)
        unit_at = spaces.end() if spaces else start
        found = match_unit(plain, unit_at)
        if found is None and over is None:
            found = self._bracketed(unit_at)
        if found is None:
            if over is not None and over.group(1) == "余":
                return _Tail(None, over.end(), True)
            return _Tail(None, at)
        end, is_over = found.end, found.over or over is not None
        if not is_over:
            after = _OVER_AFTER.match(plain, end)
            if after is not None and (after.group().strip() == "余" or found.unit.dimension in ("time", "percent")):
                end, is_over = after.end(), True
            elif found.unit.name == "个" and (more := _MORE_TIME.match(plain, end)):
                name = {"月": "个月"}.get(more.group(1), more.group(1))
                return _Tail(Unit(name, "time"), more.end(), True)
        return _Tail(found.unit, end, is_over, found.multiplied)

    def _bracketed(self, at: int) -> UnitFound | None:
        """120(万元)"""
        plain = self.plain
        opening = _BRACKETED.match(plain, at)
        if opening is None:
            return None
        inner = match_unit(plain, opening.end())
        if inner is None:
            return None
        end = inner.end + plain.startswith("数", inner.end)  # 100(人数)
        return replace(inner, end=end + 1) if plain[end : end + 1] in (")", "]") else None

    def _sign(self, at: int) -> int | None:
        """Where the minus sign (or 负) of a figure stands; a hyphen between words or numbers is none."""
        plain, sign_at = self.plain, at - 1
        if sign_at < self.floor:
            return None
        before = plain[sign_at - 1] if sign_at else ""
        if plain[sign_at] == "负":
            return None if before and before in "担肩抱胜自承欠" else sign_at
        if plain[sign_at] not in _SIGN:
            return None
        if not before or before in _SIGN_AFTER:
            return sign_at
        return sign_at if before == " " and plain[sign_at] == "-" else None

    def _bound(self, start: int, end: int, over: bool, unit: Unit | None) -> Bound:
        """How exactly the figure is meant, from the words on either side of it."""
        plain = self.plain
        after = _AFTER.match(plain, end)
        if after is not None and (after.lastgroup != "within" or (unit is not None and unit.dimension == "time")):
            return {"least": Bound.AT_LEAST, "most": Bound.AT_MOST, "within": Bound.AT_MOST, "about": Bound.ABOUT}[
                after.lastgroup or "about"
            ]
        before = self._bound_before(start, unit)
        if over:
            return Bound.ABOUT if before is Bound.UNDER else Bound.OVER
        if before is not None:
            return before
        compared = _COMPARED_AFTER.match(plain, end)
        if compared is not None:
            return Bound.AT_LEAST if compared.group("sign") in "≤<≦⩽" else Bound.AT_MOST
        return Bound.EXACT

    def _bound_before(self, start: int, unit: Unit | None) -> Bound | None:
        plain = self.plain
        last = start - 1
        while last >= 0 and plain[last] == " " and start - last < 3:
            last -= 1
        if last < 0 or plain[last] not in _BEFORE_ENDS:
            return None
        before = _BEFORE.search(plain, max(0, start - 9), start)
        if before is None:
            return None
        if before.group("under") == "近" and unit is not None and unit.dimension == "time":
            return None  # 近三年 is the last three years
        return {"least": Bound.AT_LEAST, "most": Bound.AT_MOST, "under": Bound.UNDER, "about": Bound.ABOUT}[
            before.lastgroup or "about"
        ]

    # ------------------------------------------------------------------------------------------------ finishing

    def _measure(self, number: _Number) -> int:
        """A figure in digits, with its unit; without one it may still be a year, a hotline or a code."""
        tail = self._tail(number.end)
        if tail.unit is not None and tail.unit.name == "级" and not self._is_level_count(number):
            return self._emit_not("名称", number.start, tail.end)
        if (
            tail.unit is not None
            and tail.unit.name == "页"
            and self.plain[max(0, number.start - 2) : number.start].rstrip().endswith("共")
        ):
            return self._emit_not("页码", number.start, tail.end)
        return self._finish(number, tail)

    def _is_level_count(self, number: _Number) -> bool:
        return number.start > 0 and self.plain[number.start - 1] in _LEVELS_BEFORE

    def _finish(self, number: _Number, tail: _Tail, word: bool = False) -> int:
        upper = self._upper(number, tail)
        if upper is None and tail.unit is None and not number.chinese and not tail.over:
            span = self._not_after_all(number)
            if span is not None:
                return self._emit_span(span)
        unit, end = tail.unit, tail.end
        high: Decimal | None = None
        number_end = number.end
        if upper is not None:
            upper_number, upper_tail = upper
            unit = unit or upper_tail.unit
            if unit is not None and self._numbers_items(number, unit, upper_tail):
                return self._emit_not("序号", number.start, upper_tail.end)
            high_unit = upper_tail.unit or unit
            high = upper_number.figure.value(high_unit.power if high_unit else 0)
            end, number_end = upper_tail.end, upper_number.end
        power = unit.power if unit is not None else 0
        sign = self._sign(number.start) if upper is None else None
        start = number.start if sign is None else sign
        over = tail.over or (upper is not None and upper[1].over)
        quantity = Quantity(
            text=self.text[start:end],
            value=number.figure.value(power, negative=sign is not None),
            ulp=number.figure.ulp(power),
            dimension=unit.dimension if unit is not None else "",
            unit=unit.name if unit is not None else "",
            scale=unit.scale if unit is not None else Decimal(1),
            bound=self._bound(start, end, over, unit),
            high=high,
            word=word,
            start=start,
            end=end,
            number_end=number_end,
        )
        return self._emit(quantity, end)

    def _not_after_all(self, number: _Number) -> no.Span | None:
        """Why a figure without a unit is none, if it is none."""
        plain, start, end = self.plain, number.start, number.end
        if number.figure.exponent == 0 and not number.separated:
            span = no.bare_year(plain, start, end) or no.hotline(plain, start, end) or no.bare_code(plain, start, end)
            if span is not None:
                return span
        return no.factor(plain, start, end)

    def _numbers_items(self, number: _Number, unit: Unit, upper: _Tail) -> bool:
        """1-23项 names the items from the first on, it does not say between 1 and 23 of them."""
        return number.figure == Figure("1", 0) and unit.name in ("项", "条", "款", "页", "例") and not upper.over

    def _upper(self, number: _Number, tail: _Tail) -> tuple[_Number, _Tail] | None:
        """The upper end of a range that begins with this figure: 3-5个, 80%-90%, 10至20人."""
        plain = self.plain
        dash = _RANGE.match(plain, tail.end)
        if dash is None or (tail.over and tail.unit is None):
            return None
        at = dash.end()
        if number.chinese != (plain[at] in COMMON):
            return None
        if number.chinese:
            run = _RUN.match(plain, at)
            core = run.group()[:20].rstrip("万亿") if run else ""
            figure = chinese_figure(core) if core else None
            if figure is None:
                return None
            second: _Number | None = _Number(figure, at, at + len(core), chinese=True)
        else:
            second = self._number(at)
        if second is None or no.date(plain, at, at) is not None:
            return None
        upper = self._tail(second.end)
        if not self._joins(number, tail, dash.group("dash"), second, upper):
            return None
        return second, upper

    def _joins(self, number: _Number, tail: _Tail, dash: str, second: _Number, upper: _Tail) -> bool:
        if tail.unit is not None and (upper.unit is None or upper.unit.dimension != tail.unit.dimension):
            return False
        if dash in ("至", "到"):
            if upper.unit is None:
                return False
            if _CHANGES.search(self.plain, max(0, number.start - 3), number.start):
                return False
        if _SUBTRACTS.match(self.plain, upper.end):
            return False
        common = tail.unit or upper.unit
        upper_unit = upper.unit or common
        lower = number.figure.value(common.power if common is not None else 0)
        return lower <= second.figure.value(upper_unit.power if upper_unit is not None else 0)


def scan(text: str) -> list[Token]:
    """Every run of digits or numerals of a text that could be a number, in order, each in exactly one token.

    Offsets are those of the given text. A quantity's `text` runs from its sign or first digit to the end of its unit;
    words of bound around it (近, 不低于, 以上) are told by `bound` and stay outside. Every ASCII or full-width digit is
    covered by exactly one token. A unit label without a figure (单位：万元) gives no token.
    """
    return _Scanner(text).run()
