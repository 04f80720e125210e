"""Makes a long report for measuring: `python bench/many_numbers.py OUT.txt [--numbers N]`.

Unit after unit of an invented department states its budget, its spending by kind, its changes and its visitors, and
lists its projects in a table; all figures are drawn by a seed and agree with each other. `numbers` counts the figures
that are no list numbers and no years.
"""

from __future__ import annotations

import argparse
import random
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path

_NAMES = "东西南北中青红白石木水山桥林溪谷沙湖江岭"
_KINDS = ("林场", "苗圃", "管护站", "检疫站", "种子站", "湿地站", "水文站", "保护站")
_PROJECTS = ("造林补助", "管护经费", "道路养护", "病虫防治", "苗木采购", "设备更新", "护林培训", "监测评估")
_CENT = Decimal("0.01")


def _percent(part: Decimal, whole: Decimal) -> Decimal:
    return (part / whole * 100).quantize(_CENT, ROUND_HALF_UP)


def _unit(number: int, draw: random.Random) -> tuple[list[str], int]:
    """The lines of one unit and how many figures they print."""
    at = number % (len(_NAMES) ** 2)
    name = f"{_NAMES[at // len(_NAMES)]}{_NAMES[at % len(_NAMES)]}{_KINDS[number % len(_KINDS)]}"

    def money(low: int = 100, high: int = 90000) -> Decimal:
        return Decimal(draw.randint(low, high)) / 100

    staff, office, project = money(10000), money(1000), money()
    basic = staff + office
    spent = basic + project
    budget = spent + money()
    before = money(20000)
    groups, guests = draw.randint(12, 90), draw.randint(200, 900)
    more = spent >= before
    lines = [
        f"（{number}）{name}",
        f"{name}全年预算 {budget} 万元，支出决算 {spent} 万元，预算执行率 {_percent(spent, budget)}%。"
        f"其中：基本支出 {basic} 万元（人员经费 {staff} 万元、公用经费 {office} 万元），项目支出 {project} 万元。",
        f"{name}支出决算比上年 {before} 万元{'增加' if more else '减少'} {abs(spent - before)} 万元，"
        f"{'增长' if more else '下降'} {_percent(abs(spent - before), before)}%；接待来访 {groups} 批次 {guests} 人次。",
        f"{name}项目支出明细表（万元）",
        "序号\t项目名称\t预算数\t执行数\t执行率（%）",
    ]
    rows = [(project_name, money(), Decimal(draw.randint(80, 100))) for project_name in _PROJECTS]
    due = paid = Decimal(0)
    for row, (project_name, planned, rate) in enumerate(rows, 1):
        done = (planned * rate / 100).quantize(_CENT, ROUND_HALF_UP)
        due, paid = due + planned, paid + done
        lines.append(f"{row}\t{project_name}\t{planned}\t{done}\t{_percent(done, planned)}")
    lines.append(f"\t合计\t{due}\t{paid}\t{_percent(paid, due)}")
    return lines, 11 + 3 * (len(rows) + 1)


def text(numbers: int, seed: int = 1) -> str:
    """A report of at least so many figures."""
    draw = random.Random(seed)
    lines = ["青石县林业局", "2023年度部门整体支出绩效自评报告", "一、部门概况", "本局下设基层单位，情况如下。"]
    printed = unit = 0
    while printed < numbers:
        unit += 1
        more, count = _unit(unit, draw)
        lines += more
        printed += count
    return "\n".join(lines) + "\n"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("out", metavar="OUT.txt", type=Path)
    parser.add_argument("--numbers", type=int, default=10000, help="how many figures (default 10000)")
    given = parser.parse_args()
    given.out.write_text(text(given.numbers), encoding="utf-8")
    print(f"{given.out}: {given.out.stat().st_size / 2**20:.1f} MB")


if __name__ == "__main__":
    main()
