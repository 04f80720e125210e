"""The reference data holds together, and a printed name is judged by it."""

from __future__ import annotations

import csv

import pytest

from checks.reference import (
    DIGITS,
    LEVELS,
    Basis,
    NameMatch,
    SubjectTable,
    find,
    fold_name,
    load_subjects,
    nature_of,
    natures,
    own_part,
    resolve,
    table_of,
)
from extract.lexicon import reference_folder
from extract.residue.businesses import businesses

FILES = {"functions.csv": "2", "economic_department.csv": "3", "economic_government.csv": "5"}
STATES = {"现行", "修订", "废止", "期满", "不明", "不存在", "疑误"}


@pytest.mark.parametrize("name", FILES)
def test_every_code_fits_its_level_and_has_its_parent(name: str) -> None:
    with (reference_folder() / name).open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines))
    codes = [row["code"] for row in rows]
    assert len(set(codes)) == len(codes)
    for row in rows:
        assert row["code"].isdigit() and row["code"].startswith(FILES[name])
        assert DIGITS[row["level"]] == len(row["code"])
        assert row["name"].strip() == row["name"] != ""
        assert row["basis"].upper() in Basis.__members__
        assert len(row["code"]) == 3 or row["code"][:-2] in codes
    table = load_subjects(reference_folder() / name)
    assert len(table) == len(rows)
    for subject in table:
        assert (subject.first or 0) <= (subject.last or 9999)
        assert all((f.first or 0) <= (f.last or 9999) for f in subject.former)


def test_regulations_use_the_closed_lists() -> None:
    with (reference_folder() / "regulations.csv").open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines):
            assert row["title"] and row["status"] in STATES
            assert row["confidence"] in {"高", "中", "低"} and row["basis"].upper() in Basis.__members__


def test_natures_are_basic_project_or_open() -> None:
    assert set(natures().values()) == {"基本", "项目", ""}
    assert nature_of("项目 支出") == "项目"
    assert nature_of("统发工资") == "基本"
    assert nature_of("行政运行") == ""
    # A word that is a subject's own name in the functional table is no nature.
    functions = table_of("201")
    assert functions is not None
    assert not [word for word in natures() if functions.named(word)]


def test_tree() -> None:
    table = table_of("205")
    assert table is not None
    parent = table.parent("20502")
    assert parent is not None and parent.code == "205"
    assert "20502" in {s.code for s in table.children("205")}
    assert table.parent("205") is None
    assert LEVELS[5] == "款"


def test_no_table_for_revenue_codes() -> None:
    assert table_of("10301") is None and find("10301") is None
    assert find("30201") is not None and find("50201") is not None


def judge(code: str, name: str, year: int | None = 2022) -> tuple[NameMatch, list[str]]:
    table = table_of(code)
    assert table is not None
    subject = table.get(code)
    assert subject is not None
    verdict = table.judge(subject, name, year)
    return verdict.match, [s.code for s in verdict.others]


@pytest.mark.parametrize(
    ("code", "name", "match"),
    [
        ("2050201", "学前教育", NameMatch.SAME),
        ("20802", "民政管理事务", NameMatch.SAME),
        ("20103", "政府办公厅(室)及相关机构事务", NameMatch.SAME),
        ("20802", "民政管理事务支出", NameMatch.VARIANT),
        ("22102", "住房改革", NameMatch.VARIANT),
        ("2130306", "农林水支出（类）水利（款）水利工程运行与维护（项）", NameMatch.SAME),
        ("21303", "农林水支出（类）水利（款）", NameMatch.SAME),
        ("2080505", "养老保险缴费", NameMatch.SHORT),
        ("2080505", "机关事业单位养老保险缴费支出", NameMatch.NEAR),
        ("2130301", "统发工资", NameMatch.NONE),
    ],
)
def test_names_of_the_code(code: str, name: str, match: NameMatch) -> None:
    assert judge(code, name) == (match, [])


def test_name_of_another_code() -> None:
    assert judge("21303", "农业农村") == (NameMatch.OTHER, ["21301"])
    assert judge("21303", "农林水支出") == (NameMatch.OTHER, ["213"])
    assert judge("2080802", "职业年金") == (NameMatch.OTHER, ["2080506"])


def test_a_name_of_many_codes_is_the_nearest() -> None:
    assert judge("2130301", "一般行政管理事务") == (NameMatch.OTHER, ["2130302"])


def test_names_have_their_years() -> None:
    assert judge("21301", "农业", 2018)[0] is NameMatch.SAME
    assert judge("21301", "农业", 2022)[0] is NameMatch.FORMER
    assert judge("21301", "农业农村", 2018)[0] is NameMatch.EARLY
    assert judge("21301", "农业农村", None)[0] is NameMatch.SAME
    subject = find("21301")
    assert subject is not None
    assert subject.name_in(2019) == "农业" and subject.name_in(2020) == "农业农村"
    assert subject.valid_in(2019)  # under its earlier name


def test_codes_have_their_years() -> None:
    withdrawn, new = find("20115"), find("20139")
    assert withdrawn is not None and withdrawn.valid_in(2017) and not withdrawn.valid_in(2022)
    assert new is not None and new.valid_in(2024) and not new.valid_in(2022)
    assert new.valid_in(None)


def test_a_path_of_names_leads_to_a_code() -> None:
    found = resolve("2.农林水支出（类）水利（款）水利工程建设（项）")
    assert found.subject is not None and found.subject.code == "2130305"
    assert resolve("一般公共服务支出（类）财政事务（款）行政运行（项）").subject is find("2010601")
    assert resolve("农林水支出（类）农业（款）").subject is find("21301")  # by its former name
    assert resolve("行政运行（项）").subject is None  # of many
    assert resolve("农林水支出").subject is None  # no path
    unknown = resolve("农林水支出（类）水利（款）小水窖改造（项）")
    assert unknown.subject is None and not unknown.others


def test_a_part_of_a_path_that_lies_elsewhere() -> None:
    found = resolve("农林水支出（类）水利（款）森林资源培育（项）")
    assert found.above is find("21303") and found.misplaced == "森林资源培育"
    assert [s.code for s in found.others] == ["2130205"]


def test_folding() -> None:
    assert fold_name("政府办公厅（室） 及相关机构事务（款）") == "政府办公厅室及相关机构事务"
    assert own_part("教育支出（类）普通教育（款）小学教育（项）", "款") == "普通教育"
    assert own_part("教育支出（类）普通教育", "款") == "普通教育"
    assert own_part("小学教育（项）", "项") == "小学教育"


def test_an_empty_table_knows_nothing() -> None:
    table = SubjectTable(())
    assert len(table) == 0 and table.get("201") is None and table.named("教育支出") == ()


def test_businesses_share_no_term_and_know_their_departments() -> None:
    known = businesses()
    terms = [term for area in known.areas for term in area.terms]
    assert len(terms) == len(set(terms)) and all(len(term) >= 2 for term in terms)
    assert all(area.departments for area in known.areas)
    assert known.of("青石县人民政府办公室") == ("政府办公",)  # no 民政
    assert known.of("青石县财政局") == () == known.of("青石县人民政府")
    assert "社会救助" in known.of("青石县民政局")
    assert known.of("青石县政务服务管理局") == () == known.of("青石县东山街道办事处机关")
