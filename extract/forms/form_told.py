"""Completions of a self-evaluation form that prose tells again under the indicator's own name (沟渠完好率达到 96.2%)."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from extract.lexicon import fold
from extract.model import Binding, Bound, EvaluationForm, Fact, Indicator, Quantity, Restatement

# Names that many things of one report may have: without a word before them they name none.
_PLAIN = re.compile(
    r"(?:项目|资金|工程|任务|质量|群众|公众|服务对象|受益对象|受益群众|社会|综合|总体|平均)*"
    r"(?:满意度|满意率|完成率|合格率|达标率|验收合格率|及时率|覆盖率|增长率|知晓率|执行率|支付率|到位率|使用率|回收率|办结率|完工率)"
)
_LEAST = 5
_LEAST_OF_ONE = 4  # where one form alone can be meant
_SHORT = 3
# Rates that are said of everything: behind a name they tell nothing without it.
_OF_ANYTHING = re.compile(r".*(?:准确|公开|利用|控制|变动|保障|落实|响应|处置|处理|参与|提升|下降|降低)率")
# A figure of a part, of another time, or of one batch.
_ASIDE = re.compile(r"其中|季度|上半年|月[份底末]?|上年|去年|同期|[比较]|第.{1,2}批")
_AS_DONE = re.compile(r"[，,（(]?(?:完成|完成率|完成比例|占计划的?)(?:为|达|目标的?)?\s*\d")
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
    if len(forms) == 1:
        told = {fact.id for one in found for fact in one.facts}
        found += _told_in_short(rows, by_name, told, year)
    return found


def _told_in_short(
    rows: Sequence[Indicator], by_name: Mapping[str, Sequence[Fact]], told: set[int], year: int | None
) -> Iterator[Restatement]:
    """Completions of the only form that prose tells under the end of a name (留用率 for 期满留用率, where the sentence
    has the rest of it), or without the word for counting (发放补贴 380 人 for 发放补贴人数)."""
    names = [_called(row.name.text) for row in rows]
    for label, facts in by_name.items():
        rate = len(label) >= _SHORT and label.endswith("率") and not _OF_ANYTHING.fullmatch(label)
        if _PLAIN.fullmatch(label) or not (rate or len(label) >= _LEAST_OF_ONE):
            continue
        meant = [row for row, name in zip(rows, names, strict=True) if name == label or (rate and name.endswith(label))]
        if len(meant) != 1 or meant[0].actual is None or meant[0].actual.id in told:
            continue
        row = meant[0]
        rest = _called(row.name.text).removesuffix(label)
        said = tuple(fact for fact in facts if _tells(fact, row, year) and _of_all(fact) and rest in fold(fact.quote))
        if said and row.actual is not None:
            yield Restatement((row.actual, *said), "同指标", row.name, Binding.INFERRED)


def _of_all(fact: Fact) -> bool:
    """Whether nothing before a figure in its sentence makes it one of a part or of another time."""
    return _ASIDE.search(fact.quote.partition(fact.quantity.text)[0]) is None


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
    return not aimed or _AS_DONE.match(fact.quote.partition(fact.quantity.text)[2]) is not None


def _like(a: Quantity, b: Quantity) -> bool:
    if b.bound is not Bound.EXACT or b.high is not None or a.dimension != b.dimension:
        return False
    return a.dimension == "percent" or a.unit == b.unit
