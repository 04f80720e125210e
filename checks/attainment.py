"""Whether a completion reaches its target, as far as the two can be compared at all."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import Enum

from checks.figures import decimals
from extract.model import Bound, EvaluationForm, Fact, Indicator, IndicatorTree

# Of these less may be better, or they are meant to stay in bounds: without a sign nothing can be said of them.
_NOT_RISING = re.compile(
    r"成本|费用|支出|投诉|事故|差错|失业|违规|违法|违纪|结余|结转|发病|死亡|病死|贫困|逾期|延误|延期|时间|时限|时长|天数|周期|工期"
    r"|耗时|负债|债务|超支|能耗|损失|流失|辍学|排放|浓度|变质|隐患|风险|单价|标准|缺陷|复发|控制|压减|下降|降低|减少|节约|变动|增减"
    r"|降幅|偏差|空编|三公|经费|金额|资金|事件|案件"
)
_COST_OR_TIME = re.compile(r"成本|时效")
# Shares of a whole: the more the better, and never more than the whole.
_SHARE = re.compile(
    r"满意(?:度|率)|覆盖率|合格率|及时率|达标率|准确率|知晓率|入学率|参保率|优良率|优秀率|正常率|完好率|办结率|落实率|通过率|出勤率"
    r"|建档率|接种率|成活率|公开率|成功率|保存率|普及率|签约率|处置率|响应率|真实率|足额率|参与率"
)
_NO_REASON = re.compile(r"(?:无|无偏差|没有|暂无|不适用|[-—–―/\\、.。]+)?")
NOTHING = re.compile(
    r"(?:全年|年度内|本年度?|均|暂)?(?:(?:未|没有?|无)(?:发生|出现|产生|发现)过?(?:任何)?[\u4e00-\u9fff]{0,8}|未有|没有|无|零)"
)
_APPROXIMATE = re.compile(r"约\s*\d|左右|上下|大致|≈")
_MANY = re.compile(r"^[十百千万亿]+(?=.)")
_LIKE = frozenset(("money", "percent", "length"))  # units of one dimension can be compared by their worth
_APART = frozenset(("percent", "money", "score"))  # nothing else can be printed for one of these
_WHOLE = Decimal(100)


class Reach(Enum):
    """How a completion stands to its target."""

    SHORT = "未达到"
    MET = "达到"
    PAST = "超过"


@dataclass(frozen=True, slots=True)
class Row:
    """A scored row of a form: an indicator that no other one lies under, with the names it stands under."""

    indicator: Indicator
    above: tuple[str, ...]

    @property
    def name(self) -> str:
        return re.sub(r"\s+", "", self.indicator.name.text)

    @property
    def weight(self) -> Decimal | None:
        return None if self.indicator.weight is None else self.indicator.weight.quantity.printed

    @property
    def score(self) -> Decimal | None:
        return None if self.indicator.score is None else self.indicator.score.quantity.printed

    @property
    def full(self) -> bool:
        """Whether it has all its marks."""
        return self.score is not None and self.weight is not None and self.score >= self.weight > 0

    @property
    def deducted(self) -> bool:
        return self.score is not None and self.weight is not None and self.score < self.weight

    @property
    def signed(self) -> bool:
        """Whether the form says in which direction the target is meant."""
        return self.indicator.relation in ("≥", "≤")

    @property
    def share(self) -> bool:
        """Whether it measures a share of a whole."""
        return bool(_SHARE.search(self.name))

    @property
    def reach(self) -> Reach | None:
        """How the completion stands to the target; None where the two cannot be compared, or where nothing says in
        which direction the target is meant."""
        pair = self.pair
        if pair is None:
            return Reach.MET if self.none_happened else None
        aim, done = pair
        if done == aim:
            return Reach.MET
        rising = self.rising
        if rising is None:
            return None
        return Reach.PAST if (done > aim) is rising else Reach.SHORT

    @property
    def none_happened(self) -> bool:
        """Whether the completion says in words that there was none (未发生, 无) of what was to be none, or few."""
        target, said = self.indicator.target, self.indicator.actual_words
        if target is None or said is None or self.indicator.actual is not None or self.indicator.relation == "≥":
            return False
        few = self.indicator.relation == "≤" or not target.quantity.value
        return few and bool(NOTHING.fullmatch(re.sub(r"[\s，,。.；;]+", "", said.text)))

    @property
    def rising(self) -> bool | None:
        """Whether more is better; None where the form does not say and the name leaves it open."""
        if self.signed:
            return self.indicator.relation == "≥"
        kind = self.above[-1] if self.above else ""
        if self.share:
            return True
        if _NOT_RISING.search(self.name) or (_COST_OR_TIME.search(kind) and "率" not in self.name):
            return None
        return True

    @property
    def pair(self) -> tuple[Decimal, Decimal] | None:
        """Target and completion in one unit; None where their units differ, one of them is no plain number or the
        target is meant roughly (1000 人次左右)."""
        target, actual = self.indicator.target, self.indicator.actual
        if target is None or actual is None:
            return None
        if self.indicator.target_words is not None and _APPROXIMATE.search(self.indicator.target_words.text):
            return None
        aim, done = target.quantity, actual.quantity
        if aim.high is not None or done.high is not None or done.bound not in (Bound.EXACT, Bound.AT_LEAST):
            return None
        kinds = self._kinds(target, actual)
        if all(kinds):
            alike = aim.dimension == done.dimension and (
                aim.dimension in _LIKE or _MANY.sub("", aim.unit) == _MANY.sub("", done.unit)
            )
            pair = (aim.value, done.value) if alike else None
        else:
            pair = (aim.printed, done.printed)
            if "percent" in kinds:
                pair = _as_percent(*pair)
        if pair is None or (done.bound is Bound.AT_LEAST and pair[1] < pair[0]):
            return None
        return pair

    def _kinds(self, target: Fact, actual: Fact) -> tuple[str, str]:
        """What target and completion measure, "" where no unit is printed for them."""
        aim = target.quantity.dimension if target.quantity.given or self.indicator.unit else ""
        return aim, actual.quantity.dimension if actual.quantity.given else ""

    @property
    def mismatched(self) -> bool:
        """Whether target and completion are printed in units that cannot be one: a count and a percentage."""
        target, actual = self.indicator.target, self.indicator.actual
        if target is None or actual is None:
            return False
        aim, done = self._kinds(target, actual)
        return bool(aim and done and aim != done and {aim, done} & _APART and not {aim, done} <= {"percent", "point"})

    @property
    def unexplained(self) -> bool:
        """Whether the form has a place for reasons and this row leaves it blank."""
        reason = self.indicator.reason
        return reason is not None and bool(_NO_REASON.fullmatch(re.sub(r"\s+", "", reason.text)))

    @property
    def explained(self) -> bool:
        return self.indicator.reason is not None and not self.unexplained

    @property
    def due(self) -> Decimal | None:
        """The marks in proportion to what was reached, for a completion that falls short."""
        pair = self.pair
        if pair is None or self.weight is None or self.reach is not Reach.SHORT:
            return None
        aim, done = pair
        over, under = (done, aim) if self.rising else (aim, done)
        return self.weight * over / under if under > 0 else None

    @property
    def completion(self) -> Decimal | None:
        """The completion as a percentage of the target, where more is better and both are in one unit."""
        pair = self.pair
        if pair is None or self.rising is not True or pair[0] <= 0:
            return None
        return pair[1] / pair[0] * _WHOLE


def scored_as(score: Fact, due: Decimal) -> bool:
    """Whether a printed score is a value rounded to the digits of the score."""
    step = Decimal(1).scaleb(-decimals(score.quantity))
    return abs(score.quantity.printed - due) <= step / 2


def _as_percent(aim: Decimal, done: Decimal) -> tuple[Decimal, Decimal]:
    """Percentages of which one is written as a part of one (0.95 beside 95 %) in percent."""
    if aim > 1 >= done > 0:
        return aim, done * _WHOLE
    if done > 1 >= aim > 0:
        return aim * _WHOLE, done
    return aim, done


def rows_of(tree: IndicatorTree) -> tuple[Row, ...]:
    """The scored rows of a form."""
    by_index = {indicator.index: indicator for indicator in tree.indicators}
    found = []
    for leaf in tree.leaves():
        above: list[str] = []
        at = leaf.parent
        while at is not None:
            above.insert(0, by_index[at].name.text)
            at = by_index[at].parent
        found.append(Row(leaf, tuple(above)))
    return tuple(found)


def whole(form: EvaluationForm, later: Sequence[EvaluationForm]) -> bool:
    """Whether the indicators of a form stand in one table, so that their weights can be told from a part of them.
    `later` are the forms behind it."""
    if form.funds:
        return not later or bool(later[0].funds)
    total = form.tree.total_weight
    weights = [leaf.weight for leaf in form.tree.leaves() if leaf.weight is not None]
    return total is not None and sum(w.quantity.printed for w in weights) == total.quantity.printed
