"""Titles, numbers and editions of cited documents are read as printed, and the table they are judged by holds together."""

from __future__ import annotations

import csv
from datetime import date

import pytest

from checks.regulations import on, regulations
from extract.citations.names import local_issuer, names_of
from extract.citations.numbers import numbers_in
from extract.citations.reader import citations
from extract.citations.titles import titles_in
from extract.lexicon import fold_title, reference_folder
from extract.model import Citation
from extract.stretches import stretches
from tests.cases import book_of
from tests.effort import lines_run

HEAD = "青石县林业局\n2023年度部门整体支出绩效自评报告\n2024年4月\n"


def cited(text: str) -> list[Citation]:
    return list(book_of(HEAD + text).claims_of(Citation))


@pytest.mark.parametrize(
    ("printed", "key"),
    [
        ("财预〔2020〕10号", ("财预", 2020, 10)),
        ("财预[2020]10号", ("财预", 2020, 10)),
        ("财预【2020】10 号", ("财预", 2020, 10)),
        ("财预（2020）第10号", ("财预", 2020, 10)),
        ("财预 〔 2020 〕 10 号", ("财预", 2020, 10)),
        ("根据财预〔2020〕10号文件", ("财预", 2020, 10)),
        ("财政部令第113号", ("财政部令", None, 113)),
        ("财政部第八十七号令", ("财政部令", None, 87)),
        ("中华人民共和国国务院令第729号", ("国务院令", None, 729)),
        ("第113号令", ("令", None, 113)),
    ],
)
def test_numbers(printed: str, key: tuple[str, int | None, int]) -> None:
    assert [(n.agency, n.year, n.serial) for n in numbers_in(printed)] == [key]


@pytest.mark.parametrize("text", ["（2020）5号楼", "第3号桌", "共10号", "〔2020〕10号", "2020年10号文"])
def test_no_numbers(text: str) -> None:
    assert list(numbers_in(text)) == []


@pytest.mark.parametrize(
    ("text", "titles"),
    [
        ("《甲》《乙》", ["《甲》", "《乙》"]),
        ("《关于印发〈甲〉的通知》和《乙》", ["《关于印发〈甲〉的通知》", "《乙》"]),
        ("《关于印发《甲》的通知》、《乙》", ["《关于印发《甲》的通知》", "《乙》"]),
        ("《关于印发《甲》（青财〔2020〕1号）。《乙》", ["《关于印发《甲》", "《乙》"]),
        ("《没有关上。《乙》", ["《乙》"]),
    ],
)
def test_titles(text: str, titles: list[str]) -> None:
    assert [text[t.start : t.end] for t in titles_in(text)] == titles


def test_folded_titles() -> None:
    assert fold_title("中华人民共和国预算法（2018 年修正）") == "预算法"
    assert fold_title("中共中央  国务院关于全面实施预算绩效管理的意见") == "全面实施预算绩效管理的意见"
    assert fold_title("行政事业单位内部控制规范(试行)") == "行政事业单位内部控制规范"
    assert names_of("财政部关于印发<甲乙办法>的通知")[0] == "甲乙办法"
    assert names_of("关于贯彻〈甲乙办法〉的通知") == ("贯彻甲乙办法", "贯彻甲乙办法的通知")


def test_issuers() -> None:
    assert local_issuer("青石省财政厅关于印发〈甲乙办法〉的通知", "")
    assert local_issuer("甲乙办法", "按照省财政厅")
    assert not local_issuer("财政部关于印发〈甲乙办法〉的通知", "")
    assert not local_issuer("甲乙办法", "根据财政部")
    assert not local_issuer("关于印发〈甲乙办法〉的通知", "严格执行")


def test_what_stands_behind_a_title() -> None:
    law, rules, order, loose = cited(
        "二、评价依据\n《中华人民共和国预算法》（2014年8月31日修正）、《项目支出绩效评价管理办法》(财预〔2020〕10号，以下简称《办法》)、"
        "财政部令第108号《事业单位财务规则》和青财绩〔2021〕3号文件。"
    )
    assert law.edition is not None and (law.edition.year, law.edition.kind) == (2014, "修正")
    assert rules.number is not None and rules.number.key == ("财预", 2020, 10)
    assert order.number is not None and order.number.key == ("财政部令", None, 108)
    assert loose.title is None and loose.number is not None and loose.number.key == ("青财绩", 2021, 3)


def test_a_number_behind_the_notice_of_a_title() -> None:
    (rules,) = cited("二、评价依据\n财政部《项目支出绩效评价管理办法》的通知（财预〔2020〕10号）")
    assert rules.number is not None and rules.number.key == ("财预", 2020, 10)


@pytest.mark.parametrize(
    ("note", "edition"),
    [
        ("2014年修订", (2014, "修订")),
        ("2018年12月29日第十三届全国人大常委会第七次会议修正", (2018, "修正")),
        ("2014年8月31日修订，2015年1月1日起施行", (2014, "修订")),
        ("2018", (2018, "")),
        ("2016-2020年", None),
        ("2019年6月印发", None),
    ],
)
def test_editions(note: str, edition: tuple[int, str] | None) -> None:
    (law,) = cited(f"二、评价依据\n《甲乙丙丁法》（{note}）")
    assert (law.edition and (law.edition.year, law.edition.kind)) == edition


@pytest.mark.parametrize(
    ("text", "use"),
    [
        ("根据《甲乙丙办法》开展评价。", "依据"),
        ("在《甲乙丙法》《丁戊己规则》的基础上制定了制度。", "依据"),
        ("二、评价依据\n《甲乙丙办法》。", "依据"),
        ("评价依据如下：\n1.《甲乙丙办法》。", "依据"),
        ("本单位执行《甲乙会计制度》。", "执行"),
        ("2010年依据《甲乙丙办法》成立本中心。", "沿革"),
        ("根据《甲乙丙办法》成立评价小组。", "依据"),
        ("《甲乙丙办法》已废止。", "沿革"),
        ("组织学习《甲乙丙办法》。", ""),
        ("按时填报《甲乙丙情况表》。", ""),
    ],
)
def test_what_a_citation_is_for(text: str, use: str) -> None:
    assert {citation.use for citation in cited("一、概况\n" + text)} == {use}


def test_the_rows_of_the_table_hold_together() -> None:
    with (reference_folder() / "regulations.csv").open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines))
    assert len({row["title"] for row in rows}) == len(rows)
    for row in rows:
        ended = row["status"] in {"废止", "修订"}
        assert not ended or (row["until"] and row["replaced_by"]), row["title"]
        assert row["status"] not in {"现行", "不明"} or not row["until"], row["title"]
        assert row["status"] not in {"不存在", "疑误"} or row["replaced_by"], row["title"]


def test_what_the_table_knows() -> None:
    table = regulations()
    assert [row.year for row in table.named(("预算法",))] == [1994, 2014, 2018]
    old = table.numbered(("财预", 2011, 285))
    assert old is not None and old.ended_by(date(2020, 12, 31)) and not old.ended_by(date(2019, 12, 31))
    kept = table.numbered(("财预", 2013, 53))
    assert kept is not None and kept.status == "现行" and kept.until is None
    assert {row.year for row in table.named(("事业单位财务规则",))} == {1996, 2012, 2022}
    joint = table.numbered(("财政部令", None, 79))
    assert joint is not None and joint == table.numbered(("国家档案局令", None, 79))
    assert on("2020-02-25") == "2020年2月25日" and on("2023") == "2023年"


def test_many_citations_cost_what_they_are_long() -> None:
    def steps(count: int) -> int:
        text = "".join(f"《青石县第{n}号办法》（青财〔2020〕{n}号）、" for n in range(count))
        document = book_of(HEAD + "二、评价依据\n" + text)
        texts = list(stretches(document.document, document.outline))
        assert len(list(citations(texts))) == count
        return lines_run(lambda: list(citations(texts)))

    assert steps(400) < 4.6 * steps(100)
