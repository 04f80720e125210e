"""Questionnaires: tables of every layout and prose read into facts, and what whole answers can give."""

from __future__ import annotations

from decimal import Decimal

import pytest

from checks.kinds.survey.possible import attainable
from extract.book import build_book
from extract.model import Fact, MeanClaim, PartGroup, RateClaim, Survey
from extract.readers.base import Limits
from extract.readers.text import read
from extract.structure import outline


def surveys(text: str) -> tuple[Survey, ...]:
    document = read(text.encode(), "case.txt", "", Limits())
    return build_book(document, outline(document)).surveys


def shown(fact: Fact | None) -> str | None:
    return None if fact is None else fact.quantity.text


LONG = """满意度问卷统计表
发放问卷：50份 收回问卷：48份 有效问卷：45份
序号\t问题内容\t选项内容\t标准分值\t问卷份数
1\t您对窗口服务是否满意？\tA.满意\t10\t40
\t\tB.一般\t5\t5
\t\tC.不满意\t0\t
2\t您对办事环境是否满意？\tA.满意\t10\t42
\t\tB.一般\t5\t3
问卷总分\t\t\t20\t860
有效问卷份数\t\t\t\t45
问卷综合得分\t\t\t\t19.11
"""


def test_options_down_the_rows() -> None:
    (survey,) = surveys(LONG)
    assert [shown(f) for f in (survey.sent, survey.returned, *survey.valid)] == ["50份", "48份", "45份", "45"]
    assert [shown(f) for f in (survey.full, survey.total, survey.score)] == ["20", "860", "19.11"]
    first, second = survey.questions
    assert [(o.name.text, shown(o.value), shown(o.count)) for o in first.options] == [
        ("A.满意", "10", "40"),
        ("B.一般", "5", "5"),
        ("C.不满意", "0", None),
    ]
    assert (first.number, second.number, len(second.options)) == ("1", "2", 2)


def test_options_across_with_counts_and_shares() -> None:
    (survey,) = surveys(
        "问卷调查结果\n"
        "调查内容\t满意\t\t基本满意\t\t不满意\t\n"
        "\t人数\t占比\t人数\t占比\t人数\t占比\n"
        "工作效率\t50\t65.79%\t20\t26.32%\t6\t7.89%\n"
        "服务态度\t60\t78.95%\t10\t13.16%\t6\t7.89%\n"
    )
    assert [[shown(o.count) for o in q.options] for q in survey.questions] == [["50", "20", "6"], ["60", "10", "6"]]


def test_options_across_in_percent_with_a_rate_beside_them() -> None:
    (survey,) = surveys(
        "问卷调查结果\n"
        "序号\t测评内容\t非常满意\t满意\t不满意\t满意率\n"
        "1\t工作效率\t70.00%\t25.00%\t5.00%\t95.00%\n"
        "合计\t\t70.00%\t25.00%\t5.00%\t95.00%\n"
    )
    (question,) = survey.questions
    assert [o.name.text for o in question.options] == ["非常满意", "满意", "不满意"]
    assert (shown(question.options[0].count), shown(question.score)) == ("70.00%", "95.00%")


def test_a_questionnaire_goes_on_in_the_next_table() -> None:
    head, tail = LONG.split("2\t您对办事环境", 1)
    header = "序号\t问题内容\t选项内容\t标准分值\t问卷份数\n"
    (survey,) = surveys(f"{head}\n\n续表\n{header}2\t您对办事环境{tail}")
    assert [q.number for q in survey.questions] == ["1", "2"]
    assert shown(survey.total) == "860"


def test_prose() -> None:
    (survey,) = surveys(
        "本次共向服务对象发放调查问卷 80 份，收回 78 份，其中有效问卷 76 份。调查结果显示，表示非常满意的 40 份、满意的 26 份、"
        "一般 7 份、不满意 3 份，综合满意度为 86.84%。\n"
    )
    assert [shown(f) for f in (survey.sent, survey.returned, *survey.valid)] == ["80 份", "78 份", "76 份"]
    (question,) = survey.questions
    assert [(o.name.text, shown(o.count)) for o in question.options] == [
        ("非常满意", "40 份"),
        ("满意", "26 份"),
        ("一般", "7 份"),
        ("不满意", "3 份"),
    ]
    assert shown(survey.score) == "86.84%"


def test_one_question_is_the_whole_table() -> None:
    (survey,) = surveys(
        "第3题 您对服务效率是否满意？\n选项\t小计\t比例\n非常满意\t52\t68.42%\n满意\t20\t26.32%\n不满意\t4\t5.26%\n"
        "本题有效填写人次\t76\t\n"
    )
    (question,) = survey.questions
    assert [shown(o.count) for o in question.options] == ["52", "20", "4"]
    assert [shown(f) for f in survey.valid] == ["76"]


@pytest.mark.parametrize(
    ("told", "counts"),
    [
        ("本次调查累计发放问卷813份，回收有效问卷806份，有效回收率99.14%。", ("813份", None, "806份")),
        ("共向服务对象发放85份问卷，收回80份，有效80份，满意度较高。", ("85份", "80份", "80份")),
        ("本次调查收到的有效问卷共有500份，群众满意度较高。", (None, None, "500份")),
        ("根据对120份满意度调查表的统计，群众满意度为95.00%。", (None, None, "120份")),
    ],
)
def test_counts_in_prose(told: str, counts: tuple[str | None, ...]) -> None:
    (survey,) = surveys(told + "\n")
    valid = shown(survey.valid[0]) if survey.valid else None
    assert (shown(survey.sent), shown(survey.returned), valid) == counts


def rates(text: str) -> list[tuple[str, str, str]]:
    document = read(text.encode(), "case.txt", "", Limits())
    book = build_book(document, outline(document))
    return [
        (c.numerator.quantity.text, c.denominator.quantity.text, c.rate.quantity.text)
        for c in book.claims_of(RateClaim)
    ]


def test_rates_of_what_came_back() -> None:
    assert rates("发放问卷：80 份  收回问卷：76 份  回收率：95.00%\n") == [("76 份", "80 份", "95.00%")]


def test_shares_beside_their_counts() -> None:
    found = rates(
        "满意度问卷统计表\n有效问卷共50份。\n问题\t选项\t人数\t占比\n"
        "1.您对服务是否满意？\tA.满意\t40\t80.00%\n\tB.一般\t10\t20.00%\n"
    )
    assert found == [("40", "50份", "80.00%"), ("10", "50份", "20.00%")]


def test_a_rate_of_satisfaction_is_not_that_of_one_step() -> None:
    """满意率 counts 非常满意 and 基本满意 as well; which of them the kind finds out."""
    told = "共回收有效问卷50份，其中非常满意30份，满意15份，基本满意3份，不满意2份，满意率96%。\n"
    assert ("15份", "50份", "96%") not in rates(told)


@pytest.mark.parametrize(
    "text",
    [
        "评价指标\t分值\t得分\n服务对象满意度\t10\t9.5\n群众满意度\t10\t9\n",  # a tree of indicators
        "全年发放宣传资料300份，群众满意度95%。\n",  # no questionnaire
        "项目\t预算数\t决算数\n一般支出\t10.00\t9.00\n其他支出\t3.00\t2.00\n",
    ],
)
def test_what_is_no_questionnaire(text: str) -> None:
    assert surveys(text) == ()


@pytest.mark.parametrize(
    ("stated", "step", "possible"),
    [
        ("33.33", Decimal(100) / 40, False),
        ("32.50", Decimal(100) / 40, True),
        ("66.66", Decimal(100) / 3, True),  # cut off
        ("94.37", Decimal(1) / 233, True),
        ("94.37", Decimal(1) / 20, False),
        ("94.35", Decimal(1) / 20, True),
    ],
)
def test_attainable(stated: str, step: Decimal, possible: bool) -> None:
    assert attainable(Decimal(stated), Decimal("0.01"), step) is possible


def counts(survey: Survey) -> tuple[str, str | None, str | None, str | None]:
    valid = survey.valid[0] if survey.valid else None
    return survey.title, shown(survey.sent), shown(survey.returned), shown(valid)


@pytest.mark.parametrize(
    ("told", "found"),
    [
        (
            "问卷调查中，学生发放300份，收回290份，有效285份；教师发放60份，收回58份，有效57份。",
            [("学生", "300份", "290份", "285份"), ("教师", "60份", "58份", "57份")],
        ),
        (
            "共发放问卷360份，其中学生300份、教师60份；收回353份，其中学生295份、教师58份；有效350份，其中学生293份、教师57份。",
            [
                ("", "360份", "353份", "350份"),
                ("学生", "300份", "295份", "293份"),
                ("教师", "60份", "58份", "57份"),
            ],
        ),
        ("本次发放问卷100份。回收问卷98份；有效问卷95份。", [("", "100份", "98份", "95份")]),
        (
            "发放学生问卷300份、教师问卷60份，收回学生问卷290份、教师问卷58份。",
            [("学生", "300份", "290份", None), ("教师", "60份", "58份", None)],
        ),
        (
            "共发教师问卷25份，全部收回；学生问卷随机发给学生130份，共收回有效问卷121份。",
            [("教师", "25份", None, None), ("学生", "130份", None, "121份")],
        ),
    ],
)
def test_groups_in_one_paragraph(told: str, found: list[tuple[str, str | None, str | None, str | None]]) -> None:
    assert [counts(survey) for survey in surveys(told + "\n")] == found


def claims_of(told: str) -> list[str]:
    document = read((told + "\n").encode(), "case.txt", "", Limits())
    out = []
    for claim in build_book(document, outline(document)).claims:
        match claim:
            case RateClaim():
                facts = (claim.rate, claim.numerator, claim.denominator)
            case PartGroup():
                facts = (claim.totals[0], *claim.parts)
            case MeanClaim():
                facts = (claim.mean, *claim.parts)
            case _:
                continue
        out.append(" ".join(fact.quantity.text for fact in facts))
    return out


@pytest.mark.parametrize(
    ("told", "found"),
    [
        (
            "线上发放问卷500份，回收486份，回收率97.2%；线下发放问卷100份，回收99份，回收率99%。",
            ["97.2% 486份 500份", "99% 99份 100份"],
        ),
        ("发放问卷600份，其中线上500份、线下100份，收回585份，有效580份。", ["600份 500份 100份"]),
        ("发放问卷50份，收回48份，无效问卷1份，有效问卷47份。", ["48份 47份 1份"]),
        (
            "农户问卷发放150份，回收146份，其中有效问卷144份；村组干部问卷发放40份，回收40份，全部有效。",
            [],
        ),
        ("发放问卷100份，收回97份，回收率97%，有效95份，有效回收率95%。", ["97% 97份 100份", "95% 95份 100份"]),
        (
            "问卷中，非常满意96份，满意40份，一般6份，不满意2份，农户满意度94.44%，村组干部满意度97.5%。",
            [],
        ),
        (
            "问卷显示，学生满意度96.3%，家长满意度94.8%，平均满意度95.55%。",
            ["95.55% 96.3% 94.8%"],
        ),
        ("问卷显示，服务态度满意度96.3%，办事效率满意度94.8%，总体满意度97.5%。", []),
        ("问卷显示，学生满意度96.3%，家长满意度94.8%，总体满意度达98%以上。", []),
        ("问卷显示，2022年总体满意度95.2%，2023年学生满意度96.3%，家长满意度94.8%。", []),
        ("发放问卷50份，收回50份，全年无投诉、零差错，无不满意问卷。", []),
    ],
)
def test_what_the_words_beside_the_counts_assert(told: str, found: list[str]) -> None:
    assert sorted(claims_of(told)) == sorted(found)


def test_satisfaction_before_the_worse_steps_is_the_best_step() -> None:
    (survey,) = surveys(
        "问卷调查结果\n调查内容\t满意度(%)\t一般(%)\t不满意(%)\n办事效率\t86%\t10%\t4%\n服务态度\t72%\t18%\t10%\n"
    )
    assert [[shown(o.count) for o in q.options] for q in survey.questions] == [
        ["86%", "10%", "4%"],
        ["72%", "18%", "10%"],
    ]


LINES = """附件3 用水户问卷
1.您对供水时间是否满意：
A.满意 30人（75%） B.一般 8人（20%） C.不满意 2人（5%）
2.您希望改进哪些方面（可多选）：
A.水价 24人（60%）
B.水质 20人（50%）
本次共发放问卷45份，收到答卷44份，剔除无效答卷4份，有效问卷40份。
"""


def test_questions_printed_as_lines() -> None:
    (survey,) = surveys(LINES)
    assert [shown(f) for f in (survey.sent, survey.returned, *survey.valid)] == ["45份", "44份", "40份"]
    first, second = survey.questions
    assert (first.number, [o.name.text for o in first.options]) == ("1", ["满意", "一般", "不满意"])
    assert [(shown(o.count), shown(o.share)) for o in second.options] == [("24人", "60%"), ("20人", "50%")]


def test_lettered_lines_without_counts_of_questionnaires_are_no_questionnaire() -> None:
    assert surveys("1.设备类别：\nA.电脑 30台 B.打印机 8台\nA.局机关 12人 B.二级单位 20人\n") == ()


def test_a_share_with_its_count_in_brackets() -> None:
    (survey,) = surveys("问卷调查有效问卷80份，其中“满意”占62.5%（50份），“一般”占37.5%（30份），“不满意”占0%（0份）。")
    assert [(shown(o.count), shown(o.share)) for o in survey.questions[0].options][:2] == [
        ("50份", "62.5%"),
        ("30份", "37.5%"),
    ]
