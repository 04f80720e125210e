"""Completions of a self-evaluation form that prose tells again under the indicator's own name (沟渠完好率达到 96.2%)."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from extract.lexicon import fold
from extract.model import Binding, Bound, EvaluationForm, Fact, Indicator, Quantity, Restatement

# Names that many things of one report may have: without a word before them they name none.
_PLAIN = re.compile(
    r"(?:项目|资金|工程|任务|质量|群众|公众|服务对象|受益对象|受益群众|社会|综合|总体|平均)*"
    r"(?:满意度|满意率|完成率|合格率|达标率|验收合格率|及时率|覆盖率|增长率|知晓率|执行率|支付率|到位率|使用率|回收率|办结率|完工率)"
)
_LEAST = 5
_OF_PLANS = ("计划", "目标", "预算", "年初预算", "调整预算", "上年", "上年决算", "应")
# What a sentence may put in front of a name, and a form does not.
_BEFORE = re.compile(r"^(?:全年|年度|本年度?|累计|共|实际|实现|完成|其中)+")
_COUNTED = re.compile(r"(?:数量|个数|人数|次数|户数|数)$")


def completions_told(forms: Sequence[EvaluationForm], prose: Sequence[Fact], year: int | None) -> list[Restatement]:
    """Each completion of a form with the figures of prose that are called like its indicator. An indicator whose name
    several rows of the report's forms bear is left out, and so is a figure that repeats the row's target."""
    rows = [i for form in forms for i in form.tree.leaves() if i.actual is not None]
    named = Counter(_called(i.name.text) for i in rows)
    by_name: dict[str, list[Fact]] = {}
    for fact in prose:
        if fact.location.kind != "cell" and fact.quantity.exact and not fact.quantity.nil:
            by_name.setdefault(_called(fact.label), []).append(fact)
    found = []
    for row in rows:
        name = _called(row.name.text)
        if named[name] == 1 and len(name) >= _LEAST and not _PLAIN.fullmatch(name):
            said = tuple(fact for fact in by_name.get(name, ()) if _tells(fact, row, year))
            if said and row.actual is not None:
                found.append(Restatement((row.actual, *said), "同指标", row.name, Binding.INFERRED))
    return found


def _called(name: str) -> str:
    return _COUNTED.sub("", _BEFORE.sub("", fold(re.sub(r"^[A-Z]?\d+(?:[.．]\d+)*[、.．]?|[（(].*?[）)]", "", name))))


def _tells(fact: Fact, row: Indicator, year: int | None) -> bool:
    """Whether a figure tells the row's completion: of its unit, of its year, and no plan."""
    actual, target = row.actual, row.target
    if actual is None or not _like(fact.quantity, actual.quantity):
        return False
    if fact.basis in _OF_PLANS or fact.measure in ("threshold", "delta", "growth", "weight", "score", "base"):
        return False
    if year is not None and fact.year not in (None, year):
        return False
    aimed = target is not None and target.quantity.value == fact.quantity.value != actual.quantity.value
    return not aimed


def _like(a: Quantity, b: Quantity) -> bool:
    if b.bound is not Bound.EXACT or b.high is not None or a.dimension != b.dimension:
        return False
    return a.dimension == "percent" or a.unit == b.unit
