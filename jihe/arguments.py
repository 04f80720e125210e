"""The command line in Chinese: what can be typed, and what is said when it was typed wrongly.

argparse and not a larger library because starting must cost nothing: a check of a whole report takes under a second.
"""

from __future__ import annotations

import argparse
import re
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any, NoReturn

from jihe import __version__
from jihe.config import SEVERITIES

_EXIT_STATUS = """退出码：
  0  没有达到 --fail-on 级别的问题
  1  有问题
  2  程序没能完成工作：文件读不了、规则文件有错、规则运行出错、命令写错
2 优先于 1。"""


def parse(argv: Sequence[str] | None = None) -> argparse.Namespace:
    """The arguments of one call. Exits with status 2 and a Chinese line where they make no sense."""
    parser = _Parser(prog="jihe", description="稽核：读绩效自评报告，逐数交叉核对。全程离线，文件不会离开本机。")
    parser.add_argument("--version", action="version", version=f"jihe {__version__}", help="显示版本号")
    commands = parser.add_subparsers(dest="command", metavar="命令", title="命令", parser_class=_Parser)
    _add_check(commands.add_parser("check", help="核对报告，列出问题", description=_CHECK, epilog=_EXIT_STATUS))
    _add_facts(commands.add_parser("facts", help="列出从报告中读到的数据", description=_FACTS))
    _add_rules(commands.add_parser("rules", help="列出全部规则", description="列出全部规则，按类别排列。"))
    _add_explain(
        commands.add_parser("explain", help="说明一条规则", description="说明一条规则查什么、为什么、怎么改。")
    )
    given = parser.parse_args(argv)
    if given.command is None:
        parser.print_help(sys.stderr)
        parser.exit(2)
    return given


_CHECK = "核对一份或多份报告，列出对不上的数字：原文、位置、重算过程、可能原因、如何改。"
_FACTS = "列出从报告中读到的数据：事项、数值、单位、口径、年度、位置。"


def _add_check(parser: argparse.ArgumentParser) -> None:
    _add_paths(parser)
    _add_rule_folders(parser)
    parser.add_argument(
        "--select",
        metavar="NAME,…",
        type=_names,
        action="extend",
        default=[],
        help="只用这些规则（规则号或类别，逗号分开）",
    )
    parser.add_argument("--ignore", metavar="NAME,…", type=_names, action="extend", default=[], help="不用这些规则")
    _add_output(parser, ("text", "json"))
    parser.add_argument(
        "--fail-on",
        choices=(*SEVERITIES, "never"),
        default="error",
        help="达到哪一级问题时退出码为 1：error 错误（默认）、warning 警告、info 提示、never 从不",
    )
    parser.add_argument("--allow-unreadable", action="store_true", help="读不了的文件只提醒，不使退出码为 2")
    parser.add_argument("--jobs", metavar="N", type=_positive, help="同时处理几份文件（默认：文件多时自动）")
    parser.add_argument("--ledger", action="store_true", help="同时列出核对相符的关系")
    parser.add_argument("--facts", action="store_true", help="同时列出读到的数据")
    _add_verbose(parser, "详细：全部数字、未能核对的关系及原因、未认出含义的数字、出错时的内部信息")


def _add_facts(parser: argparse.ArgumentParser) -> None:
    _add_paths(parser)
    _add_output(parser, ("text", "json", "csv"))
    parser.add_argument("--allow-unreadable", action="store_true", help="读不了的文件只提醒，不使退出码为 2")
    parser.add_argument("--jobs", metavar="N", type=_positive, help="同时处理几份文件（默认：文件多时自动）")
    _add_verbose(parser, "出错时显示内部信息")


def _add_rules(parser: argparse.ArgumentParser) -> None:
    _add_rule_folders(parser)
    _add_output(parser, ("text", "json", "markdown"))


def _add_explain(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("id", metavar="ID", help="规则号，见 jihe rules")
    _add_rule_folders(parser)


def _add_paths(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("paths", metavar="PATH", nargs="+", help="报告文件（docx、pdf、txt、md）或文件夹，可以有多个")
    parser.add_argument("--password", metavar="TEXT", help="加密 PDF 的打开密码")


def _add_rule_folders(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--rules", metavar="DIR", type=Path, action="append", default=[], help="另加一个规则文件夹，可用多次"
    )


def _add_output(parser: argparse.ArgumentParser, formats: tuple[str, ...]) -> None:
    parser.add_argument(
        "--format", choices=formats, default="text", help=f"输出格式：{'、'.join(formats)}（默认 text）"
    )
    parser.add_argument("-o", dest="output", metavar="FILE", type=Path, help="写入文件（UTF-8），不在屏幕显示")


def _add_verbose(parser: argparse.ArgumentParser, words: str) -> None:
    parser.add_argument("--verbose", action="store_true", help=words)


def _names(text: str) -> list[str]:
    return [name.strip() for name in re.split(r"[,，]", text) if name.strip()]


def _positive(text: str) -> int:
    if not text.isdecimal() or int(text) < 1:
        raise argparse.ArgumentTypeError(f"要写 1 以上的整数，不能是“{text}”")
    return int(text)


class _Help(argparse.HelpFormatter):
    """Help in Chinese, wrapped by width on screen and not by number of characters."""

    def add_usage(self, usage: Any, actions: Any, groups: Any, prefix: str | None = None) -> None:
        super().add_usage(usage, actions, groups, "用法：" if prefix is None else prefix)

    def _format_action(self, action: argparse.Action) -> str:
        if isinstance(action, argparse._SubParsersAction):
            return "".join(super(_Help, self)._format_action(inner) for inner in self._iter_indented_subactions(action))
        return super()._format_action(action)

    def _split_lines(self, text: str, width: int) -> list[str]:
        from jihe.outputs.wording import wrap

        return wrap(text, width)

    def _fill_text(self, text: str, width: int, indent: str) -> str:
        return "\n".join(indent + line for given in text.splitlines() for line in self._split_lines(given, width))


class _Parser(argparse.ArgumentParser):
    def __init__(self, **settings: Any) -> None:
        super().__init__(add_help=False, allow_abbrev=False, formatter_class=_Help, **settings)
        self._positionals.title = "参数"
        self._optionals.title = "选项"
        self.add_argument("-h", "--help", action="help", help="显示帮助")

    def error(self, message: str) -> NoReturn:
        self.exit(2, f"✗ 命令有误：{_in_chinese(message)}。用 {self.prog} --help 看说明\n")


_MESSAGES = (
    (r"the following arguments are required: (.*)", r"缺少 \1"),
    (r"unrecognized arguments: (.*)", r"不认识 \1"),
    (r"argument 命令: invalid choice: (.*) \(choose from (.*)\)", r"没有命令\1，可选\2"),
    (r"argument (\S+): invalid choice: (.*) \(choose from (.*)\)", r"\1 不能是\2，可选\3"),
    (r"argument (\S+): expected (?:at least )?one argument", r"\1 后面要写一个值"),
    (r"argument (\S+): ignored explicit argument (.*)", r"\1 后面不能有值 \2"),
    (r"argument (\S+): (.*)", r"\1：\2"),
)


_QUOTED = re.compile("'([^']*)'")


def _in_chinese(message: str) -> str:
    """argparse's own message in Chinese; one that is not known stays as it is."""
    for pattern, chinese in _MESSAGES:
        found = re.fullmatch(pattern, message, re.S)
        if found:
            return _QUOTED.sub(r"“\1”", found.expand(chinese)).replace("”, “", "”、“")
    return message
