"""The command line, from arguments to exit status. What the checks find is faked where only its handling matters."""

import io
import json
import os
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from types import SimpleNamespace

import pytest

from checks.rule import Severity
from jihe import __version__
from jihe.cli import main
from jihe.config import NUMBER_CLASSES
from jihe.files import select_files
from tests import sample_pdf
from tests.sample_run import SUM

ROOT = Path(__file__).parent.parent
TEXT = (
    "某县水务局2022年度部门整体支出绩效自评报告\n\n一、资金情况\n\n"
    "2022年部门支出合计300.00万元，其中：基本支出100.00万元，项目支出{project}万元。\n"
)


@dataclass(frozen=True)
class Screen:
    status: int
    out: str
    err: str


@pytest.fixture
def jihe(capfd: pytest.CaptureFixture[str]) -> Callable[..., Screen]:
    def call(*arguments: object) -> Screen:
        try:
            status = main([str(argument) for argument in arguments])
        except SystemExit as stop:
            status = int(stop.code or 0)
        out, err = capfd.readouterr()
        return Screen(status, out, err)

    return call


@pytest.fixture
def wrong(tmp_path: Path) -> Path:
    return written(tmp_path / "错.txt", "150.00")


@pytest.fixture
def right(tmp_path: Path) -> Path:
    return written(tmp_path / "对.txt", "200.00")


def written(path: Path, project: str) -> Path:
    path.write_text(TEXT.format(project=project), encoding="utf-8")
    return path


@pytest.fixture
def findings(monkeypatch: pytest.MonkeyPatch) -> list:
    """The findings that every file will have; fill the list."""
    found: list = []
    numbers = SimpleNamespace(**dict.fromkeys(("seen", *NUMBER_CLASSES), 0))

    def fake(book, rules, check_time):
        return SimpleNamespace(findings=tuple(found), ledger=(), crashes=(), numbers=numbers)

    monkeypatch.setattr("checks.engine.audit", fake)
    return found


# ------------------------------------------------------------------------------------------------- exit status


def test_a_wrong_sum_is_found_and_a_right_one_is_not(jihe, wrong: Path, right: Path) -> None:
    bad, good = jihe("check", wrong), jihe("check", right)
    assert bad.status == 1 and "150.00" in bad.out
    assert good.status == 0 and "错误 0" in good.out


@pytest.mark.parametrize(
    ("fail_on", "severity", "status"),
    [
        ("error", Severity.ERROR, 1),
        ("error", Severity.WARNING, 0),
        ("warning", Severity.ERROR, 1),
        ("warning", Severity.WARNING, 1),
        ("warning", Severity.INFO, 0),
        ("info", Severity.INFO, 1),
        ("never", Severity.ERROR, 0),
    ],
)
def test_fail_on(jihe, right: Path, findings: list, fail_on: str, severity: Severity, status: int) -> None:
    findings.append(replace(SUM, severity=severity))
    assert jihe("check", right, "--fail-on", fail_on).status == status


def test_an_unreadable_file_costs_only_itself_and_two_wins_over_one(jihe, wrong: Path, tmp_path: Path) -> None:
    empty = tmp_path / "空.docx"
    empty.write_bytes(b"")
    screen = jihe("check", empty, wrong, "--format", "json")
    report = json.loads(screen.out)
    assert screen.status == 2
    assert [document["path"] for document in report["documents"]] == [str(wrong)]
    assert [(error["path"], error["code"]) for error in report["errors"]] == [(str(empty), "empty")]
    (line,) = screen.err.splitlines()
    assert line.startswith("✗ ") and "空.docx" in line


def test_allow_unreadable_leaves_a_warning_line(jihe, right: Path, wrong: Path, tmp_path: Path) -> None:
    missing = tmp_path / "没有.docx"
    screen = jihe("check", right, missing, "--allow-unreadable")
    assert screen.status == 0
    assert screen.err.startswith("! ") and "没有.docx" in screen.err
    assert jihe("check", wrong, missing, "--allow-unreadable").status == 1


def test_an_audit_of_nothing_is_never_a_success(jihe, tmp_path: Path) -> None:
    screen = jihe("check", tmp_path / "没有.docx", "--allow-unreadable")
    assert screen.status == 2 and "没有一份文件可以核对" in screen.err


def test_a_fault_of_the_program_costs_one_file_and_is_never_excused(jihe, right, wrong, monkeypatch) -> None:
    from checks import engine

    real = engine.audit

    def sometimes(book, rules, check_time):
        if book.document.path == str(wrong):
            raise ZeroDivisionError("内部")
        return real(book, rules)

    monkeypatch.setattr(engine, "audit", sometimes)
    screen = jihe("check", wrong, right, "--format", "json", "--allow-unreadable")
    report = json.loads(screen.out)
    assert screen.status == 2
    assert [document["path"] for document in report["documents"]] == [str(right)]
    assert report["errors"][0]["code"] == "internal" and "ZeroDivisionError" in report["errors"][0]["message"]
    assert "Traceback" not in screen.err
    assert "Traceback" in jihe("check", wrong, "--verbose").err


def test_a_crashed_rule_is_reported_beside_the_findings(jihe, right: Path, monkeypatch) -> None:
    from checks import engine

    real = engine.audit
    crash = SimpleNamespace(rule="SUM001", error="KeyError", trace="Traceback …")
    monkeypatch.setattr(engine, "audit", lambda book, rules, check_time: replace(real(book, rules), crashes=(crash,)))
    screen = jihe("check", right, "--format", "json")
    assert screen.status == 2
    report = json.loads(screen.out)
    assert len(report["documents"]) == 1 and report["errors"][0]["code"] == "rule_crashed"


# ------------------------------------------------------------------------------------------------------- rules


def test_a_bad_rule_file_is_refused_with_file_and_line_before_reading(jihe, tmp_path: Path) -> None:
    (tmp_path / "MY001.yaml").write_text("id: MY001\nunknown: 1\n", encoding="utf-8")
    screen = jihe("check", "没有这个文件.docx", "--rules", tmp_path)
    assert screen.status == 2
    assert "MY001.yaml 第2行" in screen.err and "没有这个文件" not in screen.err


@pytest.mark.parametrize("option", ["--select", "--ignore"])
def test_an_unknown_rule_is_refused_with_a_suggestion(jihe, right: Path, option: str) -> None:
    screen = jihe("check", right, option, "SUM01x")
    assert screen.status == 2 and "SUM01x" in screen.err and "SUM0" in screen.err.replace("SUM01x", "")


def test_nothing_unlike_is_suggested(jihe, right: Path) -> None:
    assert jihe("check", right, "--select", "NOPE").err == "✗ 没有规则或类别叫“NOPE”。全部规则见 jihe rules\n"


def test_a_screen_says_that_only_some_rules_were_used(jihe, wrong: Path) -> None:
    assert "本次只用了" not in jihe("check", wrong).out
    assert "本次只用了 1 条规则" in jihe("check", wrong, "--select", "SUM001").out


def test_a_word_file_without_pages_has_paragraph_numbers(jihe, tmp_path: Path) -> None:
    import docx

    document = docx.Document()
    for line in ("", *TEXT.format(project="150.00").split("\n\n")):
        document.add_paragraph(line)
    document.save(str(tmp_path / "无页码.docx"))
    assert "300.00万元  第3段" in jihe("check", tmp_path / "无页码.docx").out
    assert "第3段" in jihe("facts", tmp_path / "无页码.docx").out
    assert "第3段" in jihe("facts", tmp_path / "无页码.docx", "--format", "csv").out


def test_select_and_ignore(jihe, wrong: Path) -> None:
    assert jihe("check", wrong, "--select", "sum").status == 1
    assert jihe("check", wrong, "--select", "code,ratio").status == 0
    assert jihe("check", wrong, "--select", "sum", "--ignore", "sum").status == 0


def test_rules_and_explain(jihe) -> None:
    listed = json.loads(jihe("rules", "--format", "json").out)
    assert listed and all(rule["id"] in jihe("rules").out for rule in listed[:3])
    assert jihe("rules", "--format", "markdown").out.count("\n### ") == len(listed)
    first = listed[0]
    page = jihe("explain", first["id"].lower())
    assert page.status == 0 and first["title"] in page.out and "为什么查" in page.out


def test_explaining_an_unknown_rule_suggests_near_ones(jihe) -> None:
    known = json.loads(jihe("rules", "--format", "json").out)[0]["id"]
    screen = jihe("explain", known + "9")
    assert screen.status == 2 and known in screen.err.replace(known + "9", "")


# ------------------------------------------------------------------------------------------------------- files


def test_a_folder_is_walked_in_order_without_hidden_and_lock_files(tmp_path: Path) -> None:
    for name in ("乙/2.md", "乙/1.TXT", "甲.docx", "~$甲.docx", ".隐藏.txt", ".git/x.txt", "图.png", "旧.doc"):
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text("x", encoding="utf-8")
    selection = select_files([str(tmp_path)])
    found = [Path(name).relative_to(tmp_path).as_posix() for name in selection.files]
    assert found == ["乙/1.TXT", "乙/2.md", "甲.docx"]
    assert [Path(name).name for name in selection.unsupported] == ["旧.doc"]


def test_paths_keep_their_order_and_come_once(tmp_path: Path) -> None:
    b, a = written(tmp_path / "b.txt", "1"), written(tmp_path / "a.txt", "2")
    assert select_files([str(b), str(tmp_path), str(b)]).files == (str(b), str(a))


def test_a_pattern_that_the_shell_left_alone_is_expanded(tmp_path: Path) -> None:
    written(tmp_path / "b.txt", "1"), written(tmp_path / "a.txt", "2")
    assert [Path(name).name for name in select_files([str(tmp_path / "*.txt")]).files] == ["a.txt", "b.txt"]
    named = written(tmp_path / "c[1].txt", "3")
    assert select_files([str(named)]).files == (str(named),)


def test_files_that_no_reader_takes_are_named(jihe, right: Path) -> None:
    (right.parent / "旧.wps").write_bytes(b"x")
    screen = jihe("check", right.parent)
    assert screen.status == 0
    assert "旧.wps" in screen.err and "未核对" in screen.err


def test_an_empty_folder_is_no_success(jihe, tmp_path: Path) -> None:
    screen = jihe("check", tmp_path)
    assert screen.status == 2 and "没有可以核对的文件" in screen.err


def test_processes_give_the_same_bytes(jihe, tmp_path: Path) -> None:
    for number in range(3):
        written(tmp_path / f"{number}.txt", f"{150 + number}.00")
    (tmp_path / "9.docx").write_bytes(b"")
    alone = jihe("check", tmp_path, "--format", "json", "--ledger", "--facts", "--jobs", "1")
    several = jihe("check", tmp_path, "--format", "json", "--ledger", "--facts", "--jobs", "2")
    assert alone.status == several.status == 2
    assert alone.out == several.out and alone.err == several.err


def test_a_dying_process_costs_only_its_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from jihe import batch, processes
    from jihe.config import Options

    monkeypatch.setattr(processes, "_work", die_on_the_second)
    files = [str(written(tmp_path / f"{number}.txt", "1.00")) for number in range(4)]
    run = batch.process_files(files, Options(audit=False), None, jobs=2)
    assert [report.path for report in run.reports] == [files[0], *files[2:]]
    assert [(error.path, error.code) for error in run.errors] == [(files[1], "internal")]


def die_on_the_second(path: str):
    from jihe import pipeline
    from jihe.config import Options

    if path.endswith("1.txt"):
        os._exit(3)
    return pipeline.process_file(path, Options(audit=False), None)


# ------------------------------------------------------------------------------------------------------ output


def test_output_goes_to_a_file_in_utf8(jihe, wrong: Path, tmp_path: Path) -> None:
    for name in ("text", "json"):
        target = tmp_path / f"out.{name}"
        screen = jihe("check", wrong, "--format", name, "-o", target)
        assert screen.status == 1 and screen.out == ""
        assert "支出合计" in target.read_text(encoding="utf-8")


def test_an_output_never_overwrites_a_draft(jihe, wrong: Path) -> None:
    before = wrong.read_bytes()
    screen = jihe("check", wrong, "-o", wrong)
    assert screen.status == 2 and "就是被核对的报告" in screen.err
    assert wrong.read_bytes() == before


def test_an_unwritable_output_is_one_line(jihe, right: Path, tmp_path: Path) -> None:
    screen = jihe("check", right, "-o", tmp_path / "没有" / "x.txt")
    assert screen.status == 2 and "先建好文件夹" in screen.err and "Traceback" not in screen.err
    screen = jihe("check", right, "-o", tmp_path)
    assert screen.status == 2 and "这是一个文件夹" in screen.err


def test_the_same_input_gives_the_same_bytes(wrong: Path) -> None:
    first, second = (
        command("check", wrong, "--format", "json", "--ledger", "--facts", seed=seed).stdout for seed in ("1", "2")
    )
    assert first == second and json.loads(first)["tool"]["version"] == __version__


def command(*arguments: object, seed: str = "0", **environment: str) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [sys.executable, "-m", "jihe", *map(str, arguments)],
        cwd=ROOT,
        env={**os.environ, "PYTHONHASHSEED": seed, **environment},
        capture_output=True,
    )


def test_a_gbk_console_gets_text_and_a_pipe_gets_utf8_json(wrong: Path, tmp_path: Path) -> None:
    strange = tmp_path / "㎡𠮷✗.txt"
    strange.write_text(TEXT.format(project="150.00").replace("资金情况", "资金情况㎡𠮷✗"), encoding="utf-8")
    shown = command("check", strange, tmp_path / "没有✗.txt", PYTHONIOENCODING="gbk:strict")
    assert shown.returncode == 2
    assert "一、资金情况㎡?×" in shown.stdout.decode("gbk")
    assert shown.stderr.decode("gbk").startswith("× ")
    report = command("check", wrong, "--format", "json", PYTHONIOENCODING="gbk")
    assert json.loads(report.stdout.decode("utf-8"))["documents"]


def test_a_minus_survives_gbk_and_a_stream_without_chinese_gets_utf8(tmp_path: Path) -> None:
    balance = tmp_path / "差.txt"
    balance.write_text(
        "某县水务局2022年度自评报告\n\n一、资金\n\n"
        "年初结转10.00万元，本年收入90.00万元，本年支出80.00万元，年末结转和结余30.00万元。\n",
        encoding="utf-8",
    )
    assert "90.00 - 80.00" in command("check", balance, PYTHONIOENCODING="gbk").stdout.decode("gbk")
    for narrow in ("ascii", "latin-1"):
        assert "90.00 − 80.00" in command("check", balance, PYTHONIOENCODING=narrow).stdout.decode("utf-8")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a device that is always full")
@pytest.mark.parametrize("arguments", [("check",), ("check", "--format", "json"), ("facts", "--format", "csv")])
def test_a_full_disk_is_no_finding(wrong: Path, arguments: tuple[str, ...]) -> None:
    with open("/dev/full", "wb") as full:
        line = [sys.executable, "-m", "jihe", *arguments, str(wrong)]
        done = subprocess.run(line, cwd=ROOT, stdout=full, stderr=subprocess.PIPE)
    assert done.returncode == 2
    assert done.stderr.decode().splitlines() == ["✗ 标准输出：写不了，磁盘已满。处理：腾出空间后重试，或换一个位置"]


@pytest.mark.skipif(os.name == "nt", reason="closes a stream as a POSIX shell does")
@pytest.mark.parametrize(("closed", "status"), [(">&-", 2), ("2>&-", 1), (">&- 2>&-", 2), (">&- -o out.txt", 1)])
def test_a_closed_stream_is_no_crash(wrong: Path, closed: str, status: int) -> None:
    line = f'"{sys.executable}" -m jihe check "{wrong}" {closed}'.replace("out.txt", f'"{wrong.parent / "out.txt"}"')
    done = subprocess.run(line, shell=True, cwd=ROOT, capture_output=True)
    assert done.returncode == status
    assert len(done.stderr.splitlines()) == (closed == ">&-")


def test_a_reader_that_goes_away_is_no_error(wrong: Path) -> None:
    with subprocess.Popen(
        [sys.executable, "-m", "jihe", "check", str(wrong)], cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as process:
        assert process.stdout and process.stderr
        process.stdout.close()
        assert b"Traceback" not in process.stderr.read() and b"BrokenPipe" not in process.stderr.read()
        assert process.wait() == 1


def test_facts(jihe, right: Path) -> None:
    assert "300.00" in jihe("facts", right).out
    document = json.loads(jihe("facts", right, "--format", "json").out)["documents"][0]
    assert "300.00" in [fact["value"] for fact in document["facts"]]
    assert jihe("facts", right, "--format", "csv").out.startswith("\ufeff文件,")


def test_ledger_and_facts_on_screen(jihe, right: Path) -> None:
    plain, full = jihe("check", right).out, jihe("check", right, "--ledger", "--facts").out
    assert "核对相符的关系" not in plain and "核对相符的关系" in full and "■ 一、资金情况" in full


# --------------------------------------------------------------------------------------------------- arguments


def test_version_and_help(jihe) -> None:
    assert jihe("--version").out == f"jihe {__version__}\n"
    assert "用法：jihe" in jihe("--help").out
    for name in ("check", "facts", "rules", "explain"):
        screen = jihe(name, "--help")
        assert screen.status == 0 and f"用法：jihe {name}" in screen.out
        assert "usage" not in screen.out and "options" not in screen.out


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("check",), "缺少 PATH"),
        (("check", "a", "--no-such"), "不认识 --no-such"),
        (("check", "a", "--format", "pdf"), "--format 不能是“pdf”，可选“text”、“json”"),
        (("check", "a", "--jobs", "0"), "要写 1 以上的整数"),
        (("check", "a", "-o"), "-o 后面要写一个值"),
        (("chek", "a"), "没有命令“chek”，可选“check”"),
    ],
)
def test_wrong_arguments_are_answered_in_chinese(jihe, arguments: tuple[str, ...], words: str) -> None:
    screen = jihe(*arguments)
    assert screen.status == 2 and words in screen.err
    assert screen.err.startswith("✗ 命令有误") and screen.err.count("\n") == 1


def test_nothing_typed_shows_the_help(jihe) -> None:
    screen = jihe()
    assert screen.status == 2 and "用法：jihe" in screen.err


def test_the_bar_counts_files_and_takes_any_name(monkeypatch: pytest.MonkeyPatch) -> None:
    from rich.console import Console

    from jihe import progress

    drawn = io.StringIO()
    monkeypatch.setattr(progress, "Console", lambda stderr: Console(file=drawn, force_terminal=True, width=80))
    with progress.bar(2) as advance:
        advance("材料/[red]甲\x1b[2J.docx")
        advance("材料/乙.docx")
    assert "2/2" in drawn.getvalue() and "\x1b[2J" not in drawn.getvalue()


def test_an_encrypted_pdf_needs_its_password_and_stops_no_other(
    jihe: Callable[..., Screen], tmp_path: Path, wrong: Path
) -> None:
    from tests.drawn_pdf import pdf

    text = "2022年部门支出合计300.00万元，其中：基本支出100.00万元，项目支出150.00万元。"
    locked = tmp_path / "密.pdf"
    locked.write_bytes(pdf(lambda page: page.paragraph(100, text), password="123"))
    refused = jihe("check", locked, wrong, "--format", "json")
    told = json.loads(refused.out)
    assert refused.status == 2
    assert [error["code"] for error in told["errors"]] == ["encrypted"]
    assert "--password" in told["errors"][0]["message"] and "123" not in refused.out
    assert len(told["documents"]) == 1 and told["documents"][0]["findings"]
    assert json.loads(jihe("check", locked, "--password", "321", "--format", "json").out)["errors"][0]["code"] == (
        "encrypted"
    )
    opened = jihe("check", locked, "--password", "123", "--format", "json")
    (finding,) = json.loads(opened.out)["documents"][0]["findings"]
    assert opened.status == 1
    for evidence in finding["evidence"]:
        place = evidence["location"]
        left, top, right, bottom = place["bbox"]
        assert place["page"] == 1 and 72 <= left < right <= 520 and 85 < top < bottom < 130


def test_scanned_pages_are_named_on_the_screen(jihe: Callable[..., Screen], tmp_path: Path) -> None:
    from tests.drawn_pdf import pdf

    path = tmp_path / "混.pdf"
    path.write_bytes(
        pdf(lambda page: page.paragraph(100, "支出合计300.00万元。"), lambda page: page.picture(0, 0, 595, 842))
    )
    assert "第2页是扫描件" in jihe("check", path).out


HOSTILE_PDF: dict[str, Callable[[], bytes]] = {
    "too_many_pages": lambda: sample_pdf.many_pages(5000),
    "too_large": lambda: sample_pdf.bomb(2**28),
    "damaged": lambda: sample_pdf.truncated(sample_pdf.pdf(["支出合计300.00万元。"] * 3)),
    "encrypted": lambda: sample_pdf.pdf(["支出合计300.00万元。"], sample_pdf.Lock("123")),
    "empty": lambda: b"",
    "mislabelled": lambda: "支出合计300.00万元。".encode(),
}


@pytest.mark.parametrize("code", HOSTILE_PDF)
def test_a_hostile_pdf_is_named_and_costs_only_itself(
    jihe: Callable[..., Screen], tmp_path: Path, right: Path, code: str
) -> None:
    bad = tmp_path / "坏.pdf"
    bad.write_bytes(HOSTILE_PDF[code]())
    _costs_only_itself(jihe("check", bad, right, "--format", "json"), code)


def test_an_endless_pdf_and_one_of_200_mb_are_named(jihe: Callable[..., Screen], tmp_path: Path, right: Path) -> None:
    bad = tmp_path / "坏.pdf"
    bad.write_bytes(sample_pdf.endless())
    _costs_only_itself(jihe("check", bad, right, "--format", "json"), "damaged")
    sample_pdf.oversized(bad, 200 * 2**20)
    _costs_only_itself(jihe("check", bad, right, "--format", "json"), "too_large")


def _costs_only_itself(done: Screen, code: str) -> None:
    told = json.loads(done.out)
    assert done.status == 2
    assert [error["code"] for error in told["errors"]] == [code]
    assert len(told["documents"]) == 1


@pytest.mark.parametrize("content", [b"", b"%PDF-1.7\n1 0 obj", b"\x00" * 5000, b"PK\x03\x04rubbish"])
def test_a_bad_pdf_costs_only_itself(jihe: Callable[..., Screen], tmp_path: Path, right: Path, content: bytes) -> None:
    bad = tmp_path / "坏.pdf"
    bad.write_bytes(content)
    done = jihe("check", bad, right, "--format", "json")
    told = json.loads(done.out)
    assert done.status == 2 and len(told["errors"]) == 1 and len(told["documents"]) == 1
