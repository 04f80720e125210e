"""A bad rule file is refused with file and line, in Chinese, before any document is read."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from checks import ruleset
from checks.kinds.sum_ import SumParams
from checks.rule import Severity
from checks.ruleset import RuleError, load_rule, load_rules

GOOD = """\
id: USER001
name: 自定义
title: 分项之和与合计不符
family: sum
severity: warning
kind: sum
params: {where: [prose]}
message: "{labels}写 {stated}，应为 {due}。"
checks: 说明查什么。
why: 说明为什么。
fix: 说明怎么改。
"""


def write(folder: Path, text: str, name: str = "USER001.yaml") -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def test_a_rule_is_read_with_its_typed_parameters(tmp_path: Path) -> None:
    rule = load_rule(write(tmp_path, GOOD))
    assert rule.severity is Severity.WARNING
    assert rule.params == SumParams(where=("prose",))
    assert (rule.checks, rule.source, rule.example) == ("说明查什么。", "", "")


@pytest.mark.parametrize(
    ("old", "new", "line", "said"),
    [
        ("checks: 说明查什么。\n", "", 1, "缺少：checks（查什么：拿什么和什么比，哪些情况不报）"),
        ("checks: 说明查什么。\nwhy: 说明为什么。\n", "", 1, "哪些情况不报）、why（为什么查）"),
        ("checks: 说明查什么。", "checks:", 9, "“checks”应是非空的文字"),
        ("why: 说明为什么。\n", "", 1, "缺少：why（为什么查）"),
        ("why: 说明为什么。", "why:", 10, "“why”应是非空的文字"),
        ("fix: 说明怎么改。", "fix: [甲, 乙]", 11, "“fix”应是非空的文字"),
        ("name: 自定义", "nom: 自定义", 2, "不认识的键“nom”"),
        ("kind: sum", "kind: summe", 6, "不认识的检查种类“summe”"),
        ("family: sum", "family: money", 4, "不认识的类别“money”"),
        ("severity: warning", "severity: fatal", 5, "应为 error、warning 或 info"),
        ("id: USER001", "id: user-1", 1, "大写字母加三位数字"),
        ("id: USER001", "id: USER002", 1, "与文件名“USER001.yaml”不一致"),
        ("params: {where: [prose]}", "params: {where: [prosa]}", 7, "where 应取自"),
        ("params: {where: [prose]}", "params: {place: [prose]}", 7, "没有参数“place”"),
        ("params: {where: [prose]}\n", "", 1, "缺少参数：where"),
        ("params: {where: [prose]}", "params: {where: [prose], open: ja}", 7, "参数“open”应是true 或 false"),
        ("params: {where: [prose]}", "params: {where: [3]}", 7, "参数“where”应是文字"),
        ("params: {where: [prose]}", "params: [prose]", 7, "params 应由“键: 值”组成"),
        ("{due}", "{soll}", 8, "message 里不能用 {soll}"),
        ("{due}", "{due.real}", 8, "message 里不能用 {due.real}"),
        ("{due}", "{due!r}", 8, "message 里不能用 {due}"),
        ("{due}", "{due", 8, "花括号不成对"),
        ("fix: 说明怎么改。", "why: 再说一遍。", 11, "键“why”重复"),
        ("fix: 说明怎么改。", "fix: [甲", 12, "不是合法的 YAML"),
    ],
)
def test_a_bad_rule_is_refused_with_its_line(tmp_path: Path, old: str, new: str, line: int, said: str) -> None:
    assert old in GOOD
    with pytest.raises(RuleError) as refused:
        load_rule(write(tmp_path, GOOD.replace(old, new)))
    assert said in refused.value.message
    assert (refused.value.path, refused.value.line) == (tmp_path / "USER001.yaml", line)
    assert "USER001.yaml" in str(refused.value)


@pytest.mark.parametrize(("text", "said"), [("", "文件是空的"), ("- 甲\n", "规则文件应由“键: 值”组成")])
def test_a_file_that_is_no_rule(tmp_path: Path, text: str, said: str) -> None:
    with pytest.raises(RuleError, match=said):
        load_rule(write(tmp_path, text))


def test_a_file_in_another_encoding_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "USER001.yaml"
    path.write_bytes(GOOD.encode("gb18030"))
    with pytest.raises(RuleError, match="无法读取"):
        load_rule(path)


def test_user_rules_join_the_others(tmp_path: Path) -> None:
    write(tmp_path, GOOD)
    write(tmp_path, "- 不是规则\n", "USER001.cases.yaml")
    rules = load_rules([tmp_path])
    assert rules.get("user001") is not None
    assert len(rules) == len(load_rules()) + 1
    assert [rule.id for rule in rules] == sorted(rule.id for rule in rules)


def test_an_id_that_occurs_twice_is_refused(tmp_path: Path) -> None:
    (tmp_path / "more").mkdir()
    write(tmp_path, GOOD)
    write(tmp_path / "more", GOOD)
    with pytest.raises(RuleError, match="规则编号 USER001 重复"):
        load_rules([tmp_path])


def test_a_folder_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(RuleError, match="不存在"):
        load_rules([tmp_path / "none"])


def test_selection_by_id_prefix_and_family() -> None:
    rules = load_rules()
    assert {rule.id for rule in rules.select(("SUM001", "staff"))} == {"SUM001"} | {
        rule.id for rule in rules if rule.family == "staff"
    }
    assert all(rule.family == "ratio" for rule in rules.select(("RATIO",)))
    assert "SUM001" not in {rule.id for rule in rules.select(ignore=("sum",))}
    with pytest.raises(RuleError, match="没有规则或类别叫“nothing”"):
        rules.select(("nothing",))


def test_a_profile_leaves_rules_out_and_moves_severities(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "profiles").mkdir()
    write(tmp_path, GOOD)
    write(tmp_path, GOOD.replace("USER001", "USER002"), "USER002.yaml")
    write(tmp_path / "profiles", "title: 项目自评\nignore: [USER002]\nseverity: {USER001: info}\n", "project.yaml")
    write(tmp_path / "profiles", "ignore: [USER009]\n", "bad.yaml")
    write(tmp_path / "profiles", "severity: {USER001: grave}\n", "worse.yaml")
    monkeypatch.setattr(ruleset, "rules_folder", lambda: tmp_path)
    (rule,) = load_rules(profile="project")
    assert (rule.id, rule.severity) == ("USER001", Severity.INFO)
    for name in ("nothing", "../profiles/project", "bad", "worse"):
        with pytest.raises(RuleError):
            load_rules(profile=name)


def test_decimal_parameters_never_pass_through_a_float(tmp_path: Path) -> None:
    node = ruleset._read(write(tmp_path, "limit: 0.1\nwhole: 3\n"))
    assert ruleset._typed(tmp_path, "limit", node.value["limit"], Decimal) == Decimal("0.1")
    assert ruleset._typed(tmp_path, "whole", node.value["whole"], Decimal | None) == Decimal(3)
