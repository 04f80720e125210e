"""Why two numbers differ."""

from __future__ import annotations

import pytest

from checks import diagnosis
from checks.diagnosis import Clues
from checks.relation import Change, Equal, Linear, Quotient
from extract.model import DifferenceClaim, Fact, RateClaim, Restatement
from tests.cases import book, cue, fact, quantity


@pytest.mark.parametrize(
    ("wrong", "due", "kind"),
    [
        ("53.12", "51.32", "transposed"),
        ("1,412.57", "1,412.75", "transposed"),
        ("142.57", "1,412.57", "dropped_digit"),
        ("1,441.27", "141.27", "doubled_digit"),
        ("1,491.27", "141.27", "inserted_digit"),
        ("141.27", "1,412.70", "decimal_moved"),
        ("141.27", "-141.27", "sign"),
        ("142.27", "141.27", "digit_changed"),
        ("141.28", "141.27", "last_digit"),
        ("141.27", "365.90", ""),
    ],
)
def test_slips_of_the_keyboard(wrong: str, due: str, kind: str) -> None:
    assert diagnosis.slip(quantity(wrong), quantity(due).value) == kind


@pytest.mark.parametrize("power", [4, -4, 8, 3])
def test_unit_slip(power: int) -> None:
    wrong = quantity("141.27")
    assert diagnosis.slip(wrong, wrong.value.scaleb(power)) == "unit_slip"


def of_sum(total: Fact, *parts: Fact, others: tuple[Fact, ...] = ()) -> tuple[str, str]:
    clues = Clues(book(facts=(total, *parts, *others)))
    found = diagnosis.of_linear(Linear(tuple((1, part) for part in parts), total), clues)
    return (found.kind, found.text) if found else ("", "")


def test_a_sum_names_the_suspect_and_its_due_value() -> None:
    kind, text = of_sum(fact("1,412.57", label="基本支出"), fact("1,280.71"), fact("132.04"))
    assert kind == "transposed"
    assert text == "个别数字颠倒：“基本支出”1,412.57 万元 疑为 1,412.75 万元"


def test_a_part_may_be_the_slip() -> None:
    kind, text = of_sum(fact("1,412.75"), fact("1,280.31", label="人员"), fact("123.44", label="公用"))
    assert (kind, "公用" in text) == ("transposed", True)


def test_other_relations_tell_which_figure_is_wrong() -> None:
    total, whole, share = fact("800.00", label="基本支出"), fact("1,200.00"), fact("66.67", "%")
    staff, office = fact("614.36", label="人员经费"), fact("155.64", label="公用经费")
    backed = RateClaim(total, whole, share, cue("占"), "share")
    clues = Clues(book(backed, facts=(total, whole, share, staff, office)))
    found = diagnosis.of_linear(Linear(((1, staff), (1, office)), total), clues)
    assert found is not None
    assert "“基本支出”800.00 万元 疑为" not in found.text


def test_a_figure_that_mends_its_other_relations_is_the_wrong_one() -> None:
    planned, spent, rate = fact("98.00"), fact("75.31", label="智慧课堂"), fact("94.49", "%")
    other, total = fact("100.00"), fact("192.60", label="合计")
    row = RateClaim(spent, planned, rate, cue("执行率"), "completion")
    clues = Clues(book(row, facts=(planned, spent, rate, other, total)))
    found = diagnosis.of_linear(Linear(((1, spent), (1, other)), total), clues)
    assert found is not None
    assert (found.kind, found.text) == ("outvoted", "“智慧课堂”75.31万元若为 92.60 万元，与它有关的其他数也都相符")


def test_gap_is_a_part_counted_twice_or_not_at_all() -> None:
    parts = (fact("302.16", label="人员"), fact("38.47", label="公用"), fact("172.21", label="专项"))
    assert of_sum(fact("551.31"), *parts)[0] == "doubled_part"
    assert of_sum(fact("474.37"), *parts)[0] == "omitted_part"


def test_gap_is_another_fact() -> None:
    parts = (fact("302.16"), fact("172.21"))
    beside, away = fact("38.47", label="抚恤"), fact("38.47", label="抚恤", block=9)
    assert of_sum(fact("512.84"), *parts, others=(beside,))[0] == "missing_part"
    assert of_sum(fact("512.84"), *parts, others=(away,))[0] == "equals_other"
    assert of_sum(fact("435.90"), *parts, others=(away,)) == ("equals_other", "差额恰等于“抚恤”38.47万元")


def test_a_gap_of_one_digit_is_no_clue() -> None:
    kind, _ = of_sum(fact("510.00"), fact("300.10"), fact("204.90"), others=(fact("5.00", label="差旅"),))
    assert kind not in {"missing_part", "equals_other"}


def test_the_total_was_mended_elsewhere() -> None:
    kind, text = of_sum(
        fact("731.90", label="总支出"),
        fact("302.16"),
        fact("172.21"),
        others=(fact("474.37", label="总支出", block=7),),
    )
    assert (kind, "疑此处未更新" in text) == ("stale", True)


def test_the_total_is_the_figure_beside() -> None:
    kind, _ = of_sum(
        fact("731.98", label="总支出"), fact("302.16"), fact("172.21"), others=(fact("731.98", label="总收入"),)
    )
    assert kind == "copied"


def of_rate(over: str, under: str, rate: str, *others: Fact) -> str:
    clues = Clues(book())
    found = diagnosis.of_quotient(Quotient(fact(over), fact(under), fact(rate, "%")), others, clues)
    return found.kind if found else ""


def test_rates() -> None:
    assert of_rate("322.16", "340.25", "107.89", fact("298.60", label="年初预算")) == "other_denominator"
    assert of_rate("340.25", "322.16", "94.68") == "inverted"
    assert of_rate("391.50", "500.00", "73.80") == "transposed"
    assert of_rate("391.50", "500.00", "21.70") == "complement"
    assert of_rate("560.00", "500.00", "12.00") == "growth_for_ratio"
    assert of_rate("391.50", "500.00", "783.0") == "decimal_moved"
    assert of_rate("319.50", "500.00", "78.30") == "transposed"
    assert of_rate("3,915,000", "500.00", "78.30") == "unit_slip"
    assert of_rate("391.50", "500.00", "44.44") == ""


def of_change(now: str, base: str | None, delta: str | None, rate: str | None, direction: int) -> str:
    change = Change(
        fact(now, label="本年"),
        fact(base, label="上年") if base else None,
        fact(delta, label="增减") if delta else None,
        fact(rate, "%", "幅度") if rate else None,
        direction,
    )
    found = diagnosis.of_change(change, Clues(book()))
    return found.kind if found else ""


def test_changes() -> None:
    assert of_change("44.00", "40.00", "4.00", "9.09", 1) == "wrong_base"
    assert of_change("36.00", "40.00", "4.00", "10.00", 1) == "direction"
    assert of_change("44.00", "40.00", None, "110.00", 1) == "ratio_for_growth"
    assert of_change("1732.05", None, "128.40", "8.10", 1) == "transposed"
    assert of_change("74.92", "50.35", "2.43", "4.83", -1) == "transposed"


def test_a_change_that_fits_the_figure_beside() -> None:
    now, base, delta = fact("35.70", label="其他收入"), fact("3,612.40", label="上年"), fact("138.40", label="增减")
    change = Change(now, base, delta, fact("3.83", "%", "幅度"), 1)
    income = fact("3,750.80", label="本年收入")
    found = diagnosis.of_change(change, Clues(book(facts=(now, base, delta, income))))
    assert found is not None and found.kind == "other_operand" and "本年收入" in found.text
    alone = diagnosis.of_change(change, Clues(book(facts=(now, base, delta))))
    assert alone is not None and alone.kind == "operand"


def test_two_statements_are_told_apart_only_by_a_majority() -> None:
    clues = Clues(book())
    even = diagnosis.of_equal(Equal((fact("22.65"), fact("22.56"))), clues)
    assert even is not None and (even.kind, even.text) == ("transposed", "疑个别数字颠倒：22.65万元 与 22.56万元")
    outvoted = diagnosis.of_equal(Equal((fact("22.65"), fact("22.56"), fact("22.65"))), clues)
    assert outvoted is not None and outvoted.text == "个别数字颠倒：22.56 万元 疑为 22.65 万元"
    unit = diagnosis.of_equal(Equal((fact("22.65", "元"), fact("22.65", "万元"))), clues)
    assert unit is not None and unit.kind == "unit_slip"


@pytest.mark.parametrize(
    ("wrong", "due", "kind"),
    [
        ("88.2", "88.52", "dropped_digit"),  # a decimal lost: one decimal less is left
        ("97.444", "97.43589", "doubled_digit"),  # typed twice: one decimal more
        ("71.73", "71.6546", ""),  # any digit can follow 71.7
        ("48.000", "4.8000", "decimal_moved"),
        ("3144.00", "3144.03", "digit_changed"),  # a zero typed twice is no error
        ("94630.20", "94630.00", "digit_changed"),
    ],
)
def test_slips_that_change_the_number_of_decimals(wrong: str, due: str, kind: str) -> None:
    assert diagnosis.slip(quantity(wrong), quantity(due).value) == kind


def test_a_short_figure_tells_where_its_value_is_known() -> None:
    assert diagnosis.slip(quantity("44"), quantity("4").value) == ""
    assert diagnosis.slip(quantity("44"), quantity("4").value, sure=True) == "doubled_digit"


def test_total_and_part_in_each_other_s_place() -> None:
    kind, text = of_sum(fact("71", label="住宅"), fact("96", label="砖混结构"), fact("25", label="框架结构"))
    assert (kind, "互换" in text) == ("swapped", True)


def test_two_wrong_figures_beside_each_other_changed_places() -> None:
    staff, office, basic = fact("155.64", label="人员"), fact("614.36", label="公用"), fact("800.00", label="合计")
    first, second = fact("614.36", label="人员经费", block=3), fact("155.64", label="公用经费", block=4)
    told = (Restatement((staff, first), "同项"), Restatement((office, second), "同项"))
    clues = Clues(book(*told, facts=(staff, office, basic, first, second)))
    found = diagnosis.of_equal(Equal((staff, first)), clues)
    assert found is not None
    assert found.kind == "swapped"


def test_a_digit_less_here_is_a_digit_more_there() -> None:
    a, b = fact("8460", "人次", label="读者"), fact("84620", "人次", label="读者", block=5)
    found = diagnosis.of_equal(Equal((a, b)), Clues(book(facts=(a, b))))
    assert found is not None
    assert {found.kind, *found.others} == {"dropped_digit", "inserted_digit"}


def test_what_another_relation_wants_of_an_operand_explains_the_rate() -> None:
    spent, budget, rate = fact("410.00", label="支出"), fact("50.00", label="预算"), fact("82.00", "%")
    now, base, more = budget, fact("450.00", label="上年"), fact("50.00", label="增加额", block=4)
    claim = DifferenceClaim(fact("950.00", label="总额"), base, now, cue("减"))
    clues = Clues(book(claim, facts=(spent, budget, rate, claim.minuend, base, more)))
    found = diagnosis.of_quotient(Quotient(spent, budget, rate), (), clues)
    assert found is not None
    assert (found.kind, found.suspects) == ("dropped_digit", (budget.id,))


def test_guesses_prove_nothing() -> None:
    total, large, small = fact("63", "座", label="水库"), fact("19", "座"), fact("4", "座", label="中型")
    found = diagnosis.of_linear(Linear(((1, large), (1, small)), total), Clues(book(facts=(total, large, small))))
    assert found is None or found.kind == "part"
