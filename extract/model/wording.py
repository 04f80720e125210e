"""Claims about the words themselves: figures said to be near, words that are wrong as they stand, formulas of rates."""

from __future__ import annotations

from dataclasses import dataclass

from extract.model.facts import Words


@dataclass(frozen=True, slots=True)
class Nearness:
    """A figure with words that make it inexact. `words` are all of it with its measure word (近20余万元); `before` is 近,
    接近, 将近, 约 or 大约 or "", `after` is 余 or 多; `figure` are the digits or numerals as printed. `whole` says that the figure
    counts things that come whole (人, 次), with no 万 or 亿 to leave room below it."""

    words: Words
    before: str
    figure: str
    after: str
    whole: bool


@dataclass(frozen=True, slots=True)
class Slip:
    """Words that cannot be right as they stand.

    `what` is 叠词, 标点, 括号, 标题括号, 并列, 层级, 用语, 错字, 混用, 漏万, 似漏万 (beside one other amount only), 漏单位,
    漏百分号, 千分位, 缺首位 or 同比; `said` are the words by which places of one slip are known as one; `due` is what
    should stand there ("" where that is open); `beside` are words of the report that show it.
    """

    what: str
    words: Words
    said: str
    due: str = ""
    beside: tuple[Words, ...] = ()


@dataclass(frozen=True, slots=True)
class RateFormula:
    """The formula that a report prints for a rate of change: (first − second) ÷ over, or first ÷ over where `second` is "".

    `first`, `second` and `over` are now, base or "" (not said) by the year that their words name; `less_one` says that
    100 % is taken off the quotient. `says` is what the name makes of it: down (降低率), up (增长率), change (变动率) or "";
    `called` are the words that say so, the rate's name or its explanation.
    """

    words: Words
    called: Words
    says: str
    first: str
    second: str
    over: str
    difference: bool
    less_one: bool = False
