"""The time cap on one file holds over all stages."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import chain, count, repeat
from pathlib import Path
from typing import Any

import pytest

from checks.engine import audit
from checks.kinds import kinds
from checks.outcome import Outcome
from checks.ruleset import load_rules
from extract.book import build_book
from extract.readers.base import Limits, ReadError
from extract.readers.clock import Clock
from extract.readers.text import read
from extract.structure import outline
from jihe import pipeline
from jihe.cli import main
from jihe.config import Options
from tests.cases import book_of

TEXT = "某县档案馆2023年度部门整体支出绩效自评报告\n\n一、资金\n\n" + "\n\n".join(
    f"{number}号库房改造支出{number}.50万元，其中：人工{number}.00万元，材料0.50万元。" for number in range(1, 400)
)


def running_out(after: int) -> Clock:
    """A clock that passes its cap after it was looked at so often."""
    ticks = chain(repeat(0.0, after + 1), repeat(11.0))
    return Clock(10, now=lambda: next(ticks))


def test_the_clock_names_its_cap_and_how_far_the_work_has_come() -> None:
    clock = running_out(after=1)
    clock.check("读到第 1 页")
    with pytest.raises(ReadError, match="max_seconds") as refused:
        clock.check("读到第 2 页")
    assert refused.value.code == "timeout" and "第 2 页" in refused.value.message


def test_a_clock_without_a_cap_never_stops() -> None:
    ticks = count(0.0, 1e9)
    clock = Clock(now=lambda: next(ticks))
    clock.check("读到第 1 页")


def looks(text: str) -> int:
    """How often the clock is looked at while a text becomes a fact book."""
    ticks = count()
    document = read(text.encode(), "case.txt", "", Limits())
    build_book(document, outline(document), Clock(now=lambda: float(next(ticks))))
    return next(ticks) - 1


@pytest.mark.parametrize(("share", "where"), [(0, "读到第 1 段"), (0.05, "读到第 "), (0.99, "把全文数字联系起来")])
def test_reading_the_passages_and_relating_them_keeps_to_the_clock(share: float, where: str) -> None:
    document = read(TEXT.encode(), "case.txt", "", Limits())
    after = int(looks(TEXT) * share)
    with pytest.raises(ReadError, match=where) as refused:
        build_book(document, outline(document), running_out(after))
    assert refused.value.code == "timeout"


def test_the_clock_is_looked_at_inside_one_paragraph() -> None:
    crowded = "某县档案馆2023年度部门整体支出绩效自评报告\n\n" + "其中1个、" * 900
    assert looks(crowded) > 900


def test_the_rules_keep_to_the_clock_and_half_an_audit_is_none() -> None:
    rules = load_rules()
    with pytest.raises(ReadError, match=f"核对到规则 {next(iter(rules)).id} ") as refused:
        audit(book_of(TEXT), rules, running_out(after=0).check)
    assert refused.value.code == "timeout"
    with pytest.raises(ReadError, match=r"核对到规则|整理核对结果"):
        audit(book_of(TEXT), rules, running_out(after=200).check)


def test_a_rule_that_never_ends_is_stopped_between_two_relations(monkeypatch: pytest.MonkeyPatch) -> None:
    rules = load_rules()
    kind = next(iter(rules)).kind

    def endless(book: Any, rule: Any) -> Iterator[Outcome | None]:
        while True:
            yield None

    monkeypatch.setitem(kinds(), kind, replace(kinds()[kind], check=endless))
    with pytest.raises(ReadError, match="核对到规则"):
        audit(book_of(TEXT), rules, running_out(after=1000).check)


def test_a_file_that_takes_too_long_is_an_error_of_its_own(tmp_path: Path) -> None:
    path = tmp_path / "长.txt"
    path.write_text(TEXT, encoding="utf-8")
    result = pipeline.process_file(str(path), Options(), load_rules(), Limits(max_seconds=-1))
    (error,) = result.errors
    assert result.report is None and error.code == "timeout" and "max_seconds" in error.message


def test_the_command_ends_with_two(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "长.txt"
    path.write_text(TEXT, encoding="utf-8")
    after = looks(TEXT) + 40
    made: Callable[..., Clock] = lambda seconds: running_out(after)  # noqa: E731
    monkeypatch.setattr(pipeline, "Clock", made)
    assert main(["check", str(path), "--format", "json"]) == 2
    out, err = capfd.readouterr()
    (error,) = json.loads(out)["errors"]
    assert error["code"] == "timeout" and "长.txt" in err and "核对到规则" in error["message"]
