"""The commands of `jihe`.

Exit status: 0 nothing at or above --fail-on, 1 findings, 2 the program could not do its work.
"""

from __future__ import annotations

import errno
import io
import os
import sys
from argparse import Namespace
from collections.abc import Callable, Iterable, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from jihe.arguments import parse
from jihe.config import SEVERITIES, Options
from jihe.terminal import drop_output, prepare_streams, write_bytes

if TYPE_CHECKING:
    from rich.console import Console

    from checks.ruleset import RuleSet
    from jihe.files import Selection
    from jihe.pipeline import Report, Run

FOUND, FAILED, INTERRUPTED = 1, 2, 130

# Faults of the program or of a rule, which --allow-unreadable does not excuse.
_OWN_FAULTS = ("internal", "rule_crashed")
# So alike (of 100) must a known name be to be suggested for a wrong one.
_NEAR = 65
# Lines of a pipe or a file are this wide.
_PLAIN_WIDTH = 80


class _Refusal(Exception):
    """The command cannot be carried out; the message is the Chinese line for the user."""


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command and return its exit status."""
    prepare_streams()
    try:
        given = _parsed(argv)
        return _COMMANDS[given.command](given)
    except _Refusal as refusal:
        _complain(str(refusal))
        return FAILED
    except KeyboardInterrupt:
        _complain("已中断")
        return INTERRUPTED


def _parsed(argv: Sequence[str] | None) -> Namespace:
    try:
        return parse(argv)
    except SystemExit:
        # A help text is output too: what cannot be written must be known here, not at the interpreter's end.
        if sys.stdout is not None:
            _to_stdout(lambda: None)
        raise


def _check(given: Namespace) -> int:
    options = Options(
        rules=tuple(given.rules),
        select=tuple(given.select),
        ignore=tuple(given.ignore),
        ledger=given.ledger or given.verbose,
        facts=given.facts,
        loose=given.verbose,
        password=given.password,
    )
    rules = _load(options)
    run = _process(given, options, rules)
    if given.format == "json":
        from jihe.outputs.json_ import render_check

        _deliver(given.output, render_check(run, len(rules), given.ledger, given.facts).encode())
    else:
        chosen = len(rules) if given.select or given.ignore else None
        _deliver_text(given.output, lambda console: _print_check(run, console, given, chosen))
    return _status(run, given.fail_on, given.allow_unreadable)


def _print_check(run: Run, console: Console, given: Namespace, chosen: int | None) -> None:
    from jihe.outputs.facts import print_facts
    from jihe.outputs.text import print_check

    print_check(run, console, given.ledger, given.verbose, chosen)
    if given.facts:
        print_facts(run, console)


def _facts(given: Namespace) -> int:
    from jihe.outputs.facts import facts_csv, print_facts

    run = _process(given, Options(audit=False, facts=True, password=given.password), None)
    if given.format == "json":
        from jihe.outputs.json_ import render_facts

        _deliver(given.output, render_facts(run).encode())
    elif given.format == "csv":
        _deliver(given.output, facts_csv(run))
    else:
        _deliver_text(given.output, lambda console: print_facts(run, console))
    return _status(run, "never", given.allow_unreadable)


def _rules(given: Namespace) -> int:
    from jihe.outputs.manual import print_rules, rules_data, rules_markdown

    rules = _load(Options(rules=tuple(given.rules)))
    if given.format == "json":
        from jihe.outputs.json_ import dump

        _deliver(given.output, dump(rules_data(rules)).encode())
    elif given.format == "markdown":
        _deliver(given.output, rules_markdown(rules).encode())
    else:
        _deliver_text(given.output, lambda console: print_rules(rules, console))
    return 0


def _explain(given: Namespace) -> int:
    from jihe.outputs.manual import print_page

    rules = _load(Options(rules=tuple(given.rules)))
    rule = rules.get(given.id)
    if rule is None:
        raise _Refusal(f"没有规则 {given.id}。{_nearest(given.id, [known.id for known in rules])}")
    _deliver_text(None, lambda console: print_page(rule, console))
    return 0


_COMMANDS: dict[str, Callable[[Namespace], int]] = {
    "check": _check,
    "facts": _facts,
    "rules": _rules,
    "explain": _explain,
}


# --------------------------------------------------------------------------------------------------------------
# Rules
# --------------------------------------------------------------------------------------------------------------


def _load(options: Options) -> RuleSet:
    """The chosen rules; a bad rule file or an unknown name is refused before any document is read."""
    from checks.ruleset import RuleError
    from jihe.pipeline import chosen_rules

    try:
        every = chosen_rules(replace(options, select=(), ignore=()))
    except RuleError as error:
        if error.path is None:
            raise _Refusal(error.message) from error
        line = f"第{error.line}行" if error.line else ""
        raise _Refusal(f"规则文件 {error.path} {line}：{error.message}") from error
    for name in (*options.select, *options.ignore):
        try:
            every.select((name,))
        except RuleError as error:
            known = [word for rule in every for word in (rule.id, rule.family)]
            raise _Refusal(f"{error.message}。{_nearest(name, known)}") from error
    return every.select(options.select, options.ignore)


def _nearest(name: str, known: Iterable[str]) -> str:
    from rapidfuzz import fuzz, process, utils

    near = process.extract(
        name,
        list(dict.fromkeys(known)),
        scorer=fuzz.ratio,
        processor=utils.default_process,
        limit=3,
        score_cutoff=_NEAR,
    )
    return f"是不是要找：{'、'.join(found[0] for found in near)}？" if near else "全部规则见 jihe rules"


# --------------------------------------------------------------------------------------------------------------
# Files
# --------------------------------------------------------------------------------------------------------------


def _process(given: Namespace, options: Options, rules: RuleSet | None) -> Run:
    """Select and process the files of a command, and say on standard error what could not be done."""
    from jihe.batch import process_files
    from jihe.files import select_files
    from jihe.pipeline import FileError

    selection = select_files(given.paths)
    _guard(given.output, selection.files)
    with _progress(len(selection.files)) as advance:
        run = process_files(selection.files, options, rules, given.jobs, advance)
    nothing = (FileError(folder, "no_files", _nothing_in(folder, selection)) for folder in selection.empty)
    run = replace(run, errors=(*nothing, *run.errors))
    if selection.unsupported:
        names = "、".join(selection.unsupported[:5]) + ("等" if len(selection.unsupported) > 5 else "")
        _complain(
            f"有 {len(selection.unsupported)} 个文件的格式暂不支持，未核对：{names}。处理：另存为 docx 后再核对", "!"
        )
    for error in run.errors:
        excused = given.allow_unreadable and error.code not in _OWN_FAULTS
        _complain(f"{error.path}：{error.message}", "!" if excused else "✗")
        if given.verbose and error.trace and sys.stderr is not None:
            print(error.trace, file=sys.stderr)
    return run


def _nothing_in(folder: str, selection: Selection) -> str:
    return "文件夹里没有可以核对的文件。处理：放入 docx、txt 或 md 格式的报告，或直接写出文件名"


def _guard(output: Path | None, files: Iterable[str]) -> None:
    """An output must not overwrite a draft, nor may an audit of minutes end in a folder that is not there."""
    if output is None:
        return
    if not output.parent.is_dir():
        raise _Refusal(_unwritable(output, errno.ENOENT))
    if output.exists() and any(output.samefile(name) for name in files if Path(name).exists()):
        raise _Refusal(f"{output}：输出文件就是被核对的报告。处理：换一个文件名")


def _progress(files: int) -> AbstractContextManager[Callable[[str], None]]:
    """A bar on standard error, where a person is watching more than one file."""
    if files < 2 or sys.stderr is None or not sys.stderr.isatty():
        return nullcontext(lambda path: None)
    from jihe.progress import bar

    return bar(files)


def _status(run: Run, fail_on: str, allow_unreadable: bool) -> int:
    if any(not allow_unreadable or error.code in _OWN_FAULTS for error in run.errors):
        return FAILED
    if not run.reports:
        # --allow-unreadable excuses a file among others, not an audit of nothing.
        _complain("没有一份文件可以核对。处理：检查写的文件名和文件夹")
        return FAILED
    if fail_on == "never":
        return 0
    counted = SEVERITIES[: SEVERITIES.index(fail_on) + 1]
    return FOUND if any(_counts(report, counted) for report in run.reports) else 0


def _counts(report: Report, severities: Iterable[str]) -> int:
    return sum(report.count(severity) for severity in severities)


# --------------------------------------------------------------------------------------------------------------
# Output
# --------------------------------------------------------------------------------------------------------------


def _deliver(output: Path | None, data: bytes) -> None:
    if output is None:
        _to_stdout(lambda: write_bytes(data))
        return
    try:
        output.write_bytes(data)
    except OSError as error:
        raise _Refusal(_unwritable(output, error.errno)) from error


def _deliver_text(output: Path | None, draw: Callable[[Console], None]) -> None:
    from rich.console import Console

    if output is None and sys.stdout is not None and sys.stdout.isatty():
        _to_stdout(lambda: draw(Console(highlight=False)))
        return
    drawn = io.StringIO()
    draw(
        Console(
            file=drawn,
            width=_PLAIN_WIDTH if output else _piped_width(),
            color_system=None,
            highlight=False,
            force_terminal=False,
        )
    )
    text = "".join(line.rstrip() + "\n" for line in drawn.getvalue().splitlines())
    if output is None:
        _to_stdout(lambda: sys.stdout.write(text))
    else:
        _deliver(output, text.encode("utf-8", "replace"))


def _piped_width() -> int:
    """The width of text that goes into a pipe: that of the screen it will be read on, where COLUMNS says."""
    told = os.environ.get("COLUMNS", "")
    return max(_PLAIN_WIDTH, int(told)) if told.isascii() and told.isdecimal() else _PLAIN_WIDTH


T = TypeVar("T")


def _to_stdout(write: Callable[[], T]) -> None:
    if sys.stdout is None:
        raise _Refusal("没有标准输出，结果无处可写。处理：用 -o 写入文件")
    try:
        write()
        sys.stdout.flush()
    except BrokenPipeError:
        drop_output()
    except OSError as error:
        drop_output()
        raise _Refusal(_unwritable("标准输出", error.errno)) from error


_REASONS = {
    errno.ENOENT: ("没有这个文件夹", "先建好文件夹，或换一个位置"),
    errno.ENOTDIR: ("没有这个文件夹", "先建好文件夹，或换一个位置"),
    errno.EISDIR: ("这是一个文件夹", "在后面写上文件名"),
    errno.EACCES: ("没有写入的权限，或正被别的程序打开", "换一个位置，或关闭正打开它的程序"),
    errno.EROFS: ("这个位置只能读", "换一个位置"),
    errno.ENOSPC: ("磁盘已满", "腾出空间后重试，或换一个位置"),
}


def _unwritable(output: Path | str, reason: int | None) -> str:
    why, remedy = _REASONS.get(reason or 0, ("系统拒绝写入", "换一个位置，或关闭正打开它的程序"))
    return f"{output}：写不了，{why}。处理：{remedy}"


def _complain(message: str, sign: str = "✗") -> None:
    from jihe.outputs.wording import clean

    if sys.stderr is not None:
        print(f"{sign} {clean(message)}", file=sys.stderr)
