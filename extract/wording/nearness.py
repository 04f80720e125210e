"""Figures with 余 or 多 behind them, and with 近 or 约 in front."""

from __future__ import annotations

import re
from collections.abc import Iterator

from extract.model import Nearness
from extract.stretches import Stretch

# Things that come whole; 个 is no measure of months, hours and points. What can be broken (元, 年, 亩, 公里) has room for 余 below
# the last digit, as 5 万余元 has.
_WHOLE = (
    r"(?:人次|车次|批次|场次|班次|户次|家次|台次|件次|人|名|次|件|份|篇|条|场|户|家|项|批|册|台|套|辆|幅|期|起|处|座|所|头|只|棵|株|张|本|位|艘|间|宗|例|封|支"
    r"|个(?!月|小时|百分点|工作日|学时|亿|点))"
)
_BROKEN = (
    r"(?:元|公里|千米|平方|立方|吨|亩|公顷|米|㎡|m|个|斤|公斤|千瓦|度|小时|课时|学时|年|天|日|月|周|载|届|岁|[%％])"
)
_TIMES = ("年", "天", "日", "月", "周", "载", "届", "个")
_RE = re.compile(
    r"(?:(?P<before>(?<![费金款额员力源量备])不足|不到|超过|逾|(?:接|将|(?<![附最临邻就远相靠新亲]))近|(?<![节预签合违公集履邀条契简制租续解特])大?约)\s*)?(?<![\d.,第—~～A-Za-z表图件-])"
    r"(?P<figure>\d[\d,]*(?:\.\d+)?|[一二两三四五六七八九十百千]{1,6})\s*(?P<scale>[百千万亿]{0,2})\s*"
    rf"(?P<after>[余多])\s*(?P<more>[百千万亿]{{0,2}})\s*(?:(?P<whole>{_WHOLE})|(?P<broken>{_BROKEN}))"
)
_MARKS = re.compile("[余多]")


def nearness(stretch: Stretch) -> Iterator[Nearness]:
    """The figures that are said to be a little more (20余万元). 近 in front of years and days is 最近, no nearness."""
    if not _MARKS.search(stretch.text):
        return
    for m in _RE.finditer(stretch.text):
        before = m["before"] or ""
        if not before and not m["figure"][0].isdigit():
            continue
        if before == "近" and m["broken"] in _TIMES and not m["more"]:
            continue
        whole = m["whole"] is not None and not m["scale"] and not m["more"]
        yield Nearness(stretch.words(m.start(), m.end()), before, m["figure"], m["after"], whole)
