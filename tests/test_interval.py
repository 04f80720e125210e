"""What a written number stands for, and the four answers."""

from __future__ import annotations

from decimal import Decimal as D

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checks.interval import Interval, cut, grain, half_up, rounded, truncated, written
from checks.outcome import Answer
from checks.relation import Change, Equal, Linear, Quotient, agree
from extract.model import Bound, Fact
from tests.cases import fact, quantity


@pytest.mark.parametrize(
    ("figure", "bound", "inside", "outside"),
    [
        ("200", Bound.OVER, "299.99", "300"),
        ("1300", Bound.OVER, "1399", "1400"),
        ("23000", Bound.OVER, "23999", "24000"),
        ("1300", Bound.UNDER, "1201", "1200"),
        ("1300", Bound.UNDER, "1300", "1301"),
        ("790", Bound.ABOUT, "799", "801"),
        ("85", Bound.AT_LEAST, "1000000", "84.9"),
        ("85", Bound.AT_MOST, "-1", "85.1"),
        ("12.50", Bound.EXACT, "12.505", "12.506"),
    ],
)
def test_written_number_stands_for_a_set(figure: str, bound: Bound, inside: str, outside: str) -> None:
    reach = written(quantity(figure, "元", bound))
    assert reach.contains(D(inside))
    assert not reach.contains(D(outside))


def test_whole_counts_and_bare_zeros_have_no_unprinted_digits() -> None:
    assert grain(quantity("27", "人")) == 0
    assert grain(quantity("27", "")) == 1
    assert grain(quantity("0", "万元")) == 0
    assert grain(quantity("0.00", "万元")) == 100
    assert grain(quantity("8.65", "万人")) == 100


def test_truncated_figures_are_cut_towards_zero() -> None:
    assert truncated(D("1.2"), D("0.1")).contains(D("1.29"))
    assert not truncated(D("1.2"), D("0.1")).contains(D("1.3"))
    assert truncated(D("-1.2"), D("0.1")).contains(D("-1.29"))
    assert not truncated(D("-1.2"), D("0.1")).contains(D("-1.19"))
    assert truncated(D(0), D("0.1")).contains(D("-0.09"))


small = st.decimals(min_value=-1000, max_value=1000, places=2, allow_nan=False, allow_infinity=False)


@given(small, small, small, small)
def test_arithmetic_of_intervals_keeps_every_result(a: D, b: D, x: D, y: D) -> None:
    left, right = Interval.of(min(a, b), max(a, b)), Interval.of(min(x, y), max(x, y))
    for one in (a, b, (a + b) / 2):
        for two in (x, y, (x + y) / 2):
            assert (left + right).contains(one + two)
            assert (left - right).contains(one - two)
            assert (left * right).contains(one * two)
            if not right.contains(D(0)):
                slack = Interval.of(-D("1e-18"), D("1e-18"))
                assert ((left / right) + slack).contains(one / two)


@given(small)
def test_rounding_and_cutting_are_inverse_to_the_sets(value: D) -> None:
    ulp = D("0.1")
    assert rounded(half_up(value, ulp), ulp).contains(value)
    assert truncated(cut(value, ulp), ulp).contains(value)


def linear(total: Fact, *parts: Fact) -> Linear:
    return Linear(tuple((1, part) for part in parts), total)


@pytest.mark.parametrize(
    ("total", "parts", "answer"),
    [
        (("310.32", "万元"), [("200.30", "万元"), ("110.02", "万元")], Answer.HOLDS),
        (("310.33", "万元"), [("200.30", "万元"), ("110.02", "万元")], Answer.ROUNDING),
        (("310.34", "万元"), [("200.30", "万元"), ("110.02", "万元")], Answer.FAILS),
        (("31.05", "万元"), [("200,341", "元"), ("110,112", "元")], Answer.HOLDS),  # 31.0453
        (("31.04", "万元"), [("200,341", "元"), ("110,112", "元")], Answer.TRUNCATION),
        (("31.06", "万元"), [("200,341", "元"), ("110,112", "元")], Answer.FAILS),
        (("1.26", "亿元"), [("7,500", "万元"), ("5,100", "万元")], Answer.HOLDS),
        (("860", "万元"), [("300", "万元"), ("260", "万元"), ("300", "万元")], Answer.HOLDS),
        (("1078.45", "万元"), [("300", "万元"), ("778.54", "万元")], Answer.FAILS),  # 300 is no vaguer than 778.54
        (("26.47", "万元"), [("0", "万元"), ("26.47", "万元")], Answer.HOLDS),
        (("24", "人"), [("15", "人"), ("8", "人")], Answer.FAILS),
        (("0", "万元"), [("0.30", "万元"), ("0.00", "万元")], Answer.FAILS),
        (("100.00", "%"), [("79.14", "%"), ("11.59", "%"), ("9.28", "%")], Answer.ROUNDING),
    ],
)
def test_sum(total: tuple[str, str], parts: list[tuple[str, str]], answer: Answer) -> None:
    assert linear(fact(*total), *(fact(*part) for part in parts)).answer() is answer


@pytest.mark.parametrize(
    ("over", "under", "rate", "answer"),
    [
        ("68.13", "117.30", "58.08", Answer.HOLDS),
        ("68.13", "117.30", "58.09", Answer.ROUNDING),  # [58.0751, 58.0886]
        ("68.13", "117.30", "58.1", Answer.HOLDS),
        ("68.13", "117.30", "58.11", Answer.FAILS),
        ("91.27", "143.60", "63.55", Answer.TRUNCATION),  # 63.5585
        ("91.27", "143.60", "63.56", Answer.HOLDS),
        ("91.27", "143.60", "63.57", Answer.FAILS),
    ],
)
def test_rate(over: str, under: str, rate: str, answer: Answer) -> None:
    assert Quotient(fact(over), fact(under), fact(rate, "%")).answer() is answer


def test_rate_over_zero_is_no_relation() -> None:
    assert Quotient(fact("8.76"), fact("0"), fact("100", "%")).step() is None


@pytest.mark.parametrize(
    ("now", "base", "delta", "rate", "direction", "answer"),
    [
        ("47.92", "50.35", "2.43", "4.83", -1, Answer.HOLDS),
        ("47.92", "50.35", "2.43", "4.83", 1, Answer.FAILS),
        ("1732.05", None, "128.40", "8.01", 1, Answer.HOLDS),
        ("1732.05", None, "128.40", "9.01", 1, Answer.FAILS),
        ("47.92", "50.35", None, "-4.83", 1, Answer.HOLDS),  # 增长 -4.83%
        ("47.92", "47.92", None, None, 0, Answer.HOLDS),
        ("47.92", "48.92", None, None, 0, Answer.FAILS),
    ],
)
def test_change(
    now: str, base: str | None, delta: str | None, rate: str | None, direction: int, answer: Answer
) -> None:
    change = Change(
        fact(now),
        fact(base) if base else None,
        fact(delta) if delta else None,
        fact(rate, "%") if rate else None,
        direction,
    )
    assert change.answer() is answer


@pytest.mark.parametrize(
    ("figures", "answer"),
    [
        ([("1,470.37", "万元"), ("1,470.38", "万元")], Answer.FAILS),
        ([("1,470.37", "万元"), ("1,470.4", "万元")], Answer.HOLDS),
        ([("966,257.08", "元"), ("96.63", "万元")], Answer.HOLDS),
        ([("966,257.08", "元"), ("96.62", "万元")], Answer.TRUNCATION),
        ([("2.0", "%"), ("2.00", "%")], Answer.HOLDS),
        ([("0", "万元"), ("0.30", "万元")], Answer.FAILS),
        ([("821", "篇"), ("632", "篇")], Answer.FAILS),
    ],
)
def test_restatement(figures: list[tuple[str, str]], answer: Answer) -> None:
    assert Equal(tuple(fact(*figure) for figure in figures)).answer() is answer


def test_approximate_restatements_conflict_only_when_they_cannot_meet() -> None:
    assert Equal((fact("200", "次", bound=Bound.OVER), fact("238", "次"))).answer() is Answer.HOLDS
    assert Equal((fact("200", "次", bound=Bound.OVER), fact("300", "次", bound=Bound.OVER))).answer() is Answer.FAILS


def test_the_odd_one_out_is_the_minority() -> None:
    facts = (fact("12.40"), fact("12.04"), fact("12.40"))
    assert Equal(facts).odd() == (facts[1],)


def test_a_relation_can_be_judged_with_other_values() -> None:
    total, one, two = fact("310.50"), fact("200.30"), fact("110.02")
    relation = linear(total, one, two)
    assert relation.alternatives(two.id) == (D("1102000.00"),)  # 110.20
    for changed in (total, one, two):
        assert relation.answer({changed.id: relation.alternatives(changed.id)[0]}) is Answer.HOLDS


@given(st.integers(0, 10**6), st.integers(0, 6))
def test_a_value_agrees_with_itself_rounded(units: int, drop: int) -> None:
    fine, ulp = D(units), D(10) ** drop
    assert agree(fine, D(1), half_up(fine, ulp), ulp) is Answer.HOLDS or ulp == 1
