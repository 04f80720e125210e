"""Passages printed twice: found in linear time, aligned over paragraphs, and what differs told for what it is."""

from __future__ import annotations

import random

import pytest

from checks.outcome import Failed
from extract.model import Difference, PassagePair
from extract.passages.runs import Run, chains, repeated
from tests.cases import audit_text, book_of
from tests.effort import lines_run

PASSAGE = (
    "全年坚持依法管档，严格执行收集、整理、鉴定、保管制度，按季度联合开展档案安全检查，及时排查库房隐患，"
    "对接收入库的材料逐卷核对、登记造册，做到应收尽收，无遗漏情况发生。加快推进数字化扫描，完善检索目录，"
    "方便群众查阅利用，窗口服务做到随到随查、限时办结，查档群众反映良好。"
)


def pairs(*paragraphs: str) -> list[PassagePair]:
    return list(book_of("\n".join(paragraphs)).claims_of(PassagePair))


def differences(first: str, second: str) -> list[Difference]:
    found = pairs("一、工作完成情况", first, "附件1 工作完成情况", second)
    assert len(found) == 1
    return list(found[0].differences)


def repeats(*paragraphs: str) -> list[Failed]:
    return [f for f in audit_text("\n".join(paragraphs)).findings if f.rule.startswith("REP")]


# -- finding ----------------------------------------------------------------------------------------------------------


def words(length: int, seed: int) -> str:
    rng = random.Random(seed)
    return "".join(chr(0x4E00 + rng.randrange(3000)) for _ in range(length))


@pytest.mark.parametrize("length", [17, 40, 300])
def test_every_run_of_seventeen_characters_is_found_whole(length: int) -> None:
    copied = words(length, 1)
    text = words(101, 2) + copied + words(53, 3) + copied + words(30, 4)
    assert list(repeated(text)) == [Run(101, 101 + length + 53, length)]


def test_a_text_that_repeats_within_itself_is_no_passage() -> None:
    assert [run for run in repeated("的" * 500) if run.first + run.length > run.second] == []


def test_the_first_copy_does_not_run_into_the_second() -> None:
    passage = words(200, 5)
    found = chains(list(repeated(passage * 3)))
    assert found and all(chain.ends[0] <= chain.runs[0].second for chain in found)


def steps(text: str) -> int:
    """How many lines of `runs` are executed to find and chain all that repeats in a text."""
    return lines_run(lambda: chains(list(repeated(text))), "runs.py")


def report(pages: int) -> str:
    """A text in which every page has its own words, a phrase of the genre, and every tenth page is printed twice."""
    phrase = words(30, 6)
    each = [words(300, 100 + page) + phrase + words(120, 5000 + page) for page in range(pages)]
    return "".join(each) + "".join(each[::10])


def test_four_times_the_text_costs_four_times_the_work() -> None:
    small, large = steps(report(20)), steps(report(80))
    assert large < 4.6 * small


# -- aligning ---------------------------------------------------------------------------------------------------------


def test_spaces_width_and_bold_marks_are_no_difference() -> None:
    assert differences(PASSAGE, PASSAGE.replace("，", ",").replace("按季度", "**按 季度**").replace("、", "、 ")) == []


def test_a_passage_may_be_one_paragraph_here_and_three_there() -> None:
    parts = PASSAGE.replace("，按季度", "。\n按季度").replace("发生。", "发生。\n").replace("遗漏", "遗")
    (found,) = differences(PASSAGE, parts)
    assert (found.what, found.said, found.other) == ("broken", "漏", "")


def test_a_slip_in_the_last_words_is_part_of_the_passage() -> None:
    cut = PASSAGE[: PASSAGE.index("加快")]
    found = pairs(
        "一、工作", PASSAGE, "附件1 工作", cut.replace("遗漏", "遗"), "此后另起一段，所写与前文再无相同之处。"
    )
    assert [d.said + d.other for pair in found for d in pair.differences] == ["漏"]


def test_rows_of_a_form_are_no_passages() -> None:
    row = "按季度联合开展档案安全检查，及时排查库房隐患，对接收入库的材料逐卷核对、登记造册，每发现一处{}扣0.5分，扣完为止，本指标满分4分"
    lines = ["附件1 指标体系", "指标\t评分细则", *(f"指标{i}\t{row.format(i)}" for i in range(4))]
    assert pairs(*lines) == []


@pytest.mark.parametrize(
    ("there", "what", "said", "other"),
    [
        (("按季度联合开展", "按季度开展"), "added", "联合", ""),
        (("逐卷核对", "逐卷清点"), "word", "核对", "清点"),
        (("无遗漏情况", "无遗情况"), "broken", "漏", ""),
        (("制度，按", "制度按"), "mark", "，", ""),
        (("，做到应收尽收，", "，"), "clause", "做到应收尽收", ""),
    ],
)
def test_what_differs_is_told_by_kind(there: tuple[str, str], what: str, said: str, other: str) -> None:
    (found,) = differences(PASSAGE, PASSAGE.replace(*there))
    assert (found.what, found.said, found.other) == (what, said, other)


# -- telling ----------------------------------------------------------------------------------------------------------


def test_a_repetition_itself_is_not_told() -> None:
    assert repeats("一、工作完成情况", PASSAGE, "附件1 工作完成情况", PASSAGE, "附件2 工作总结", PASSAGE) == []


def test_one_slip_in_two_copies_is_one_finding() -> None:
    slip = PASSAGE.replace("遗漏", "遗")
    (found,) = repeats("一、工作", PASSAGE, "附件1 工作", slip, "附件2 总结", slip)
    assert sorted(e.location.line or 0 for e in found.evidence) == [2, 4, 6]
    assert "无遗〔漏〕情况" in found.message and "无遗〔〕情况" in found.message


def test_a_figure_that_a_restatement_tells_is_told_once() -> None:
    one = PASSAGE.replace("逐卷核对", "共2318卷，逐卷核对，登记目录6411条，接待查档群众1264人次")
    two = one.replace("6411", "6141")
    rules = [f.rule for f in audit_text("\n".join(["一、工作", one, "附件1 工作", two])).findings]
    assert len([rule for rule in rules if rule in ("RES002", "REP001")]) == 1


def test_passages_about_two_subjects_are_a_pattern() -> None:
    pattern = "{}负责档案的收集、整理和保管，" + PASSAGE.replace("查档群众", "到{}查档群众")
    assert repeats("一、各馆", pattern.format("城东分馆", "城东分馆"), pattern.format("河西分馆", "河西分馆")) == []


@pytest.mark.parametrize("there", [("，窗口服务", "，口服务"), ("，方便群众", "，便群众")])
def test_half_a_word_at_the_head_of_a_clause_is_not_at_home_for_standing_in_the_whole_one(
    there: tuple[str, str],
) -> None:
    (found,) = differences(PASSAGE, PASSAGE.replace(*there))
    assert found.what == "broken" and found.usual == (False, False)
