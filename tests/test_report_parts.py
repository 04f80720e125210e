"""What a report says of itself: its cover, its evaluation team, and the rates that its own counts decide."""

from __future__ import annotations

from decimal import Decimal

from extract.model import Pairing, PartGroup, Restatement
from tests.cases import book_of

_COVER = "青石县林业局\n2023年度部门整体支出绩效自评报告\n"


def test_the_cover_gives_year_day_and_entries() -> None:
    sheet = book_of(
        f"{_COVER}项目单位：青石县林业局（盖章）\n主管部门：青石县人民政府\n二〇二四年五月\n一、评价工作\n"
        "评价时段为2023年1月1日至2023年12月31日。\n"
    ).cover_sheet
    assert [(key, words.text) for key, words in sheet.entries] == [
        ("项目单位", "青石县林业局"),
        ("主管部门", "青石县人民政府"),
    ]
    assert sheet.title is not None and sheet.title.year == 2023
    assert sheet.date is not None and (sheet.date.year, sheet.date.month, sheet.date.day) == (2024, 5, None)
    assert sheet.period is not None
    assert [(d.year, d.month, d.day) for d in sheet.period] == [(2023, 1, 1), (2023, 12, 31)]


def test_a_month_that_does_not_exist_is_no_date() -> None:
    assert book_of(f"{_COVER}2024年13月\n一、概况\n本单位为工作部门。\n").cover_sheet.date is None


def test_titles_of_plans_and_documents_say_no_year() -> None:
    sheet = book_of(
        f"{_COVER}2024年4月\n一、概况\n本单位为工作部门。\n附件1 2024年部门预算\n预算另行批复。\n附件2 2023年度项目支出绩效自评表\n本表由财务股填报。\n"
        "附件3 《关于开展2021年度绩效评价的通知》\n全文见政府网站。\n"
    ).cover_sheet
    assert [(said.year, said.title) for said in sheet.titles] == [(2023, "附件2 2023年度项目支出绩效自评表")]


def test_a_team_in_a_table() -> None:
    (team,) = book_of(
        "评价小组成员\n小组职位\t姓 名\t职务/职称\t所属单位\n组 长\t林大川\t局长\t青石县林业局\n成 员\t沈一舟\t会 计\t青石县林业局\n"
    ).teams
    said = [(m.role and m.role.text, m.name.text, m.post and m.post.text) for m in team.members]
    assert said == [("组长", "林大川", "局长"), ("成员", "沈一舟", "会计")]


def test_a_team_in_lines_that_leaves_some_unnamed() -> None:
    (team,) = book_of(
        "一、组织\n评价小组由6人组成：\n组长：林大川（局长）\n副组长：何小溪（副局长）\n成员：沈一舟、欧阳明、各股室负责人\n"
    ).teams
    assert [m.name.text for m in team.members] == ["林大川", "何小溪", "沈一舟", "欧阳明"]
    assert team.open and team.stated is not None and team.stated.quantity.value == 6


def test_names_and_posts_with_spaces() -> None:
    (team,) = book_of("一、组织\n评价工作组名单：\n组长：林 川 局长\n成员：何小溪 沈一舟、陆 远（干部）\n").teams
    said = [(m.name.text, m.post and m.post.text) for m in team.members]
    assert said == [("林川", "局长"), ("何小溪", None), ("沈一舟", None), ("陆远", "干部")]


def test_a_list_that_goes_on_below_is_open() -> None:
    (team,) = book_of("一、组织\n评价小组由4人组成：\n组长：林大川\n成员：何小溪 副局长\n沈一舟 干部\n陆远帆\n").teams
    assert team.open and [m.name.text for m in team.members] == ["林大川", "何小溪"]


def test_a_roll_of_other_people_is_no_team() -> None:
    assert not book_of("受助学生名单\n姓名\t职务\t单位\n林大川\t无\t一中\n沈一舟\t无\t二中\n").teams


def test_staff_of_one_kind_are_no_control_rate() -> None:
    assert not book_of("一、概况\n行政编制18名，实有17名；事业编制25名，实有24名。在职人员控制率为95%。\n").controls


def test_the_control_rate_is_of_the_whole_staff() -> None:
    (control,) = book_of(
        "一、概况\n核定编制50名，其中行政编制15名、事业编制35名。年末实有人数60人，其中在职人员46人、退休人员14人。\n"
        "在职人员控制率为92%。\n"
    ).controls
    assert (control.numerator.quantity.value, control.denominator.quantity.value) == (Decimal(46), Decimal(50))


def test_the_indicator_defines_the_control_rate_of_sangong() -> None:
    tree = "附件1 指标体系\n一级指标\t三级指标\t分值\t得分\t评分标准\n投入\t“三公经费”变动率\t5\t5\t{}\n过程\t制度健全性\t95\t90\t制度健全得满分。\n"
    money = f"{_COVER}一、经费情况\n2023年“三公”经费预算数18.00万元。2022年“三公”经费预算数20.00万元。\n"
    change = "变动率=[（本年度“三公经费”预算数-上年度“三公经费”预算数）/上年度“三公经费”预算数]×100%，变动率≤0得满分。"
    (control,) = book_of(money + tree.format(change)).controls
    assert control.change and control.numerator.quantity.printed == 18
    spent = "变动率=[（本年度“三公经费”决算数-上年度“三公经费”决算数）/上年度“三公经费”决算数]×100%，变动率≤0得满分。"
    assert not book_of(money + tree.format(spent)).controls


def test_a_table_states_the_posts_again() -> None:
    book = book_of(
        f"{_COVER}一、概况\n人员编制45人。\n附件1 基本情况表\n项目\t数量\n编制人数（人）\t45\n车辆（辆）\t3\n"
    )
    (again,) = [c for c in book.claims_of(Restatement)]
    assert [fact.quantity.text for fact in again.facts] == ["45人", "45"]


def test_names_and_figures_in_pairs() -> None:
    (pair,) = book_of("一、节能\n用水量、用电量和用油量同比分别下降1.2%、2.3%、3.4%。\n").claims_of(Pairing)
    assert [name.text for name in pair.names] == ["用水量", "用电量和用油量同比"]
    assert (len(pair.figures), pair.most) == (3, 3)


def test_done_and_under_way_are_the_whole() -> None:
    (group,) = book_of("一、整改\n审计指出问题14项，已整改到位11项，正在整改3项。\n").claims_of(PartGroup)
    assert [p.quantity.text for p in group.parts] == ["11项", "3项"]
