"""Rules as data: what a rule file may say, and the refusal of one that says something else.

A rule is one YAML file in `rules/<family>/<ID>.yaml`. It is read with its line numbers, checked against the closed list
of keys and kinds, and its parameters become the typed value its kind asks for. A bad file is refused with file and line
before any document is read.
"""

from __future__ import annotations

import re
import string
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import MISSING, dataclass, fields, replace
from decimal import Decimal
from pathlib import Path
from types import UnionType
from typing import Any, NoReturn, TypeVar, get_args, get_origin, get_type_hints

import yaml

from checks.kinds import Kind, kinds
from checks.rule import Rule, Severity

P = TypeVar("P")

_FAMILY_NAMES = (
    "sum ratio restated accounts code score survey staff reference citation calendar unit text completeness bundle "
    "history"
)
FAMILIES = frozenset(_FAMILY_NAMES.split())
_TEXT_KEYS = ("id", "name", "title", "family", "severity", "kind", "checks", "why", "fix", "message")
_OPTIONAL_KEYS = ("source", "example", "params")
# What the keys of the manual page are for, said where one is missing: the packs of others were written by hand.
_MEANT = {"checks": "查什么：拿什么和什么比，哪些情况不报", "why": "为什么查", "fix": "怎么改"}
_ID = re.compile(r"[A-Z]{2,8}\d{3}")
_LOADER: type[Any] = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class RuleError(Exception):
    """A rule, a profile or a selection that cannot be used. `message` is Chinese; `line` counts from 1, 0 where the
    whole file is meant."""

    def __init__(self, path: Path | None, line: int, message: str) -> None:
        self.path, self.line, self.message = path, line, message
        where = f"{path}:{line}：" if path and line else f"{path}：" if path else ""
        super().__init__(f"{where}{message}")


@dataclass(frozen=True)
class RuleSet:
    """Rules in the order of their ids."""

    rules: tuple[Rule[Any], ...]

    def __iter__(self) -> Iterator[Rule[Any]]:
        return iter(self.rules)

    def __len__(self) -> int:
        return len(self.rules)

    def get(self, rule_id: str) -> Rule[Any] | None:
        """The rule with this id, in any case."""
        wanted = rule_id.upper()
        return next((rule for rule in self.rules if rule.id == wanted), None)

    def select(self, select: Iterable[str] = (), ignore: Iterable[str] = ()) -> RuleSet:
        """The rules named by `select` (ids, prefixes of ids or families; all when empty) less those named by `ignore`.

        Raises RuleError for a name that fits no rule.
        """
        chosen, dropped = tuple(select), tuple(ignore)
        for name in (*chosen, *dropped):
            if not any(_named(rule, name) for rule in self.rules):
                raise RuleError(None, 0, f"没有规则或类别叫“{name}”")
        return RuleSet(
            tuple(
                rule
                for rule in self.rules
                if (not chosen or any(_named(rule, name) for name in chosen))
                and not any(_named(rule, name) for name in dropped)
            )
        )


def _named(rule: Rule[Any], name: str) -> bool:
    return rule.family == name or (bool(name) and rule.id.startswith(name.upper()))


def rules_folder() -> Path:
    """The folder of the rules that come with the program: beside the `checks` package, in a checkout and in an
    installed copy alike."""
    return Path(__file__).resolve().parent.parent / "rules"


def load_rules(extra: Sequence[Path] = (), profile: str | None = None) -> RuleSet:
    """The rules that come with the program and those of `extra` (files or folders), under a profile.

    Raises RuleError for the first file that is no valid rule, for an id that occurs twice and for an unknown profile.
    """
    rules: dict[str, Rule[Any]] = {}
    for path in _rule_files([rules_folder(), *extra]):
        rule = load_rule(path)
        other = rules.get(rule.id)
        if other is not None:
            raise RuleError(path, rule.line, f"规则编号 {rule.id} 重复，已见于 {other.path}")
        rules[rule.id] = rule
    ordered = RuleSet(tuple(rules[key] for key in sorted(rules)))
    return _profiled(ordered, profile) if profile else ordered


_NO_RULES = frozenset(("reference", "profiles"))


def _rule_files(places: Sequence[Path]) -> Iterator[Path]:
    for place in places:
        if place.is_dir():
            yield from sorted(
                path
                for path in place.rglob("*.yaml")
                if not path.name.endswith(".cases.yaml") and not _NO_RULES & set(path.relative_to(place).parts[:-1])
            )
        elif place.is_file():
            yield place
        else:
            raise RuleError(place, 0, "规则文件或目录不存在")


# --------------------------------------------------------------------------------------------------------------
# One file
# --------------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Node:
    """A YAML value with the line it stands on."""

    value: Any  # str, int, bool, None, Decimal, list[_Node] or dict[str, _Node]
    line: int


def _read(path: Path) -> _Node:
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise RuleError(path, 0, f"无法读取：{error}") from error
    loader = _LOADER(text)
    try:
        root = loader.get_single_node()
        if root is None:
            raise RuleError(path, 1, "文件是空的")
        return _node(path, root, loader)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        raise RuleError(path, mark.line + 1 if mark else 0, "不是合法的 YAML") from error
    finally:
        loader.dispose()


def _node(path: Path, node: yaml.Node, loader: Any) -> _Node:
    line = node.start_mark.line + 1
    if isinstance(node, yaml.MappingNode):
        found: dict[str, _Node] = {}
        for key, value in node.value:
            if not isinstance(key, yaml.ScalarNode):
                raise RuleError(path, key.start_mark.line + 1, "键只能是文字")
            if key.value in found:
                raise RuleError(path, key.start_mark.line + 1, f"键“{key.value}”重复")
            found[key.value] = _node(path, value, loader)
        return _Node(found, line)
    if isinstance(node, yaml.SequenceNode):
        return _Node([_node(path, item, loader) for item in node.value], line)
    kind = node.tag.rpartition(":")[2]
    if kind == "float":  # a threshold is a decimal, never a float
        try:
            return _Node(Decimal(node.value), line)
        except ArithmeticError:
            raise RuleError(path, line, f"“{node.value}”不是可用的数") from None
    if kind in {"int", "bool", "null"}:
        return _Node(loader.construct_object(node), line)
    return _Node(node.value, line)


def load_rule(path: Path) -> Rule[Any]:
    """One rule file. Raises RuleError, with the line, for anything the file must not say."""
    root = _read(path)

    def refuse(node: _Node, message: str) -> NoReturn:
        raise RuleError(path, node.line, message)

    if not isinstance(root.value, dict):
        refuse(root, "规则文件应由“键: 值”组成")
    said: dict[str, _Node] = root.value
    for key, node in said.items():
        if key not in _TEXT_KEYS and key not in _OPTIONAL_KEYS:
            refuse(node, f"不认识的键“{key}”；可用：{'、'.join((*_TEXT_KEYS, *_OPTIONAL_KEYS))}")
    missing = [key for key in _TEXT_KEYS if key not in said]
    if missing:
        refuse(root, f"缺少：{'、'.join(f'{key}（{_MEANT[key]}）' if key in _MEANT else key for key in missing)}")
    text: dict[str, str] = {}
    for key in (*_TEXT_KEYS, "source", "example"):
        if key not in said:
            continue
        value = said[key].value
        if not isinstance(value, str) or not value.strip():
            refuse(said[key], f"“{key}”应是非空的文字")
        text[key] = value.strip()
    if not _ID.fullmatch(text["id"]):
        refuse(said["id"], f"编号“{text['id']}”应为大写字母加三位数字，如 SUM001")
    if path.stem != text["id"]:
        refuse(said["id"], f"编号“{text['id']}”与文件名“{path.name}”不一致")
    if text["family"] not in FAMILIES:
        refuse(said["family"], f"不认识的类别“{text['family']}”；可用：{'、'.join(sorted(FAMILIES))}")
    if text["severity"] not in {s.value for s in Severity}:
        refuse(said["severity"], f"严重程度“{text['severity']}”应为 error、warning 或 info")
    kind = kinds().get(text["kind"])
    if kind is None:
        refuse(said["kind"], f"不认识的检查种类“{text['kind']}”；可用：{'、'.join(sorted(kinds()))}")
    _check_message(path, said["message"], text["message"], kind)
    return Rule(
        id=text["id"],
        name=text["name"],
        title=text["title"],
        family=text["family"],
        severity=Severity(text["severity"]),
        kind=text["kind"],
        checks=text["checks"],
        why=text["why"],
        fix=text["fix"],
        message=text["message"],
        params=_params(path, said.get("params", _Node({}, root.line)), kind),
        source=text.get("source", ""),
        example=text.get("example", ""),
        path=path,
        line=root.line,
    )


def _check_message(path: Path, node: _Node, message: str, kind: Kind) -> None:
    try:
        names = [(name, spec, how) for _, name, spec, how in string.Formatter().parse(message) if name is not None]
    except ValueError as error:
        raise RuleError(path, node.line, "message 的花括号不成对") from error
    for name, spec, how in names:
        if name not in kind.fields or spec or how:
            allowed = "、".join(sorted(kind.fields))
            raise RuleError(path, node.line, f"message 里不能用 {{{name}}}；可用：{allowed}")


# --------------------------------------------------------------------------------------------------------------
# Parameters
# --------------------------------------------------------------------------------------------------------------


def _params(path: Path, node: _Node, kind: Kind) -> Any:
    if node.value is None:
        node = _Node({}, node.line)
    if not isinstance(node.value, dict):
        raise RuleError(path, node.line, "params 应由“键: 值”组成")
    known = {field.name: field for field in fields(kind.params)}
    for key, value in node.value.items():
        if key not in known:
            allowed = "、".join(known) or "（没有参数）"
            raise RuleError(path, value.line, f"种类 {kind.name} 没有参数“{key}”；可用：{allowed}")
    missing = [
        name
        for name, field in known.items()
        if name not in node.value and field.default is MISSING and field.default_factory is MISSING
    ]
    if missing:
        raise RuleError(path, node.line, f"种类 {kind.name} 缺少参数：{'、'.join(missing)}")
    hints = get_type_hints(kind.params)
    given = {key: _typed(path, key, value, hints[key]) for key, value in node.value.items()}
    try:
        return kind.params(**given)
    except ValueError as error:
        raise RuleError(path, node.line, f"参数不合要求：{error}") from error


_WANTED = {str: "文字", int: "整数", bool: "true 或 false", Decimal: "数"}


def _typed(path: Path, key: str, node: _Node, hint: Any) -> Any:
    """A YAML value as the type of a parameter: str, int, bool, Decimal, T | None, tuple[T, ...] or dict[str, T]."""
    value = node.value
    origin, arguments = get_origin(hint), get_args(hint)
    if origin is UnionType and type(None) in arguments:
        if value is None:
            return None
        hint = next(a for a in arguments if a is not type(None))
        origin, arguments = get_origin(hint), get_args(hint)
    if origin is tuple:
        items = value if isinstance(value, list) else [node]
        return tuple(_typed(path, key, item, arguments[0]) for item in items)
    if origin is dict and isinstance(value, Mapping):
        return {name: _typed(path, f"{key}.{name}", item, arguments[1]) for name, item in value.items()}
    if hint is Decimal and isinstance(value, int | Decimal) and not isinstance(value, bool):
        return Decimal(value)
    if hint in _WANTED and type(value) is hint:
        return value
    raise RuleError(path, node.line, f"参数“{key}”应是{_WANTED.get(hint, '“键: 值”')}")


# --------------------------------------------------------------------------------------------------------------
# Profiles
# --------------------------------------------------------------------------------------------------------------


def _profiled(rules: RuleSet, name: str) -> RuleSet:
    """A profile (`rules/profiles/NAME.yaml`) leaves rules out (`ignore`: ids or families) and moves severities
    (`severity`: id → error, warning or info)."""
    folder = rules_folder() / "profiles"
    path = folder / f"{name}.yaml"
    if not re.fullmatch(r"[\w-]+", name) or not path.is_file():
        known = "、".join(sorted(p.stem for p in folder.glob("*.yaml"))) or "（没有）"
        raise RuleError(None, 0, f"没有叫“{name}”的方案；可用：{known}")
    root = _read(path)
    if not isinstance(root.value, dict) or not set(root.value) <= {"title", "ignore", "severity"}:
        raise RuleError(path, root.line, "方案只能写 title、ignore 和 severity")
    ignore: tuple[str, ...] = ()
    moved: dict[str, str] = {}
    if "ignore" in root.value:
        ignore = _typed(path, "ignore", root.value["ignore"], tuple[str, ...])
    if "severity" in root.value:
        node = root.value["severity"]
        moved = _typed(path, "severity", node, dict[str, str])
        for rule_id, severity in moved.items():
            if rules.get(rule_id) is None or severity not in {s.value for s in Severity}:
                raise RuleError(path, node.line, f"severity 里的“{rule_id}: {severity}”不对")
    kept = rules.select(ignore=ignore)
    return RuleSet(
        tuple(replace(rule, severity=Severity(moved[rule.id])) if rule.id in moved else rule for rule in kept)
    )
