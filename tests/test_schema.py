"""What `--format json` writes is what its schema says."""

import json
from dataclasses import replace
from pathlib import Path

import jsonschema
import pytest

from checks.outcome import ROLES
from checks.rescoring import Standing
from checks.ruleset import FAMILIES
from extract.model import Location
from jihe.cli import main
from jihe.outputs.json_ import render_check
from jihe.pipeline import Run
from tests.reports import FORMATS, REPORTS, file_of
from tests.sample_run import HOSTILE, REPORT, RUN

ROOT = Path(__file__).parent.parent
SCHEMA = json.loads((ROOT / "docs/schema/report.schema.json").read_text(encoding="utf-8"))


def test_the_schema_is_a_schema() -> None:
    jsonschema.Draft202012Validator.check_schema(SCHEMA)


@pytest.mark.parametrize(("ledger", "facts"), [(False, False), (True, False), (False, True), (True, True)])
def test_a_report_fits_the_schema(ledger: bool, facts: bool) -> None:
    written = json.loads(render_check(RUN, 40, ledger, facts))
    jsonschema.validate(written, SCHEMA)
    assert all(("ledger" in document) == ledger for document in written["documents"])
    assert all(("facts" in document) == facts for document in written["documents"])


def test_a_figure_that_is_no_string_does_not_fit() -> None:
    written = json.loads(render_check(RUN, 40))
    written["documents"][0]["findings"][0]["evidence"][0]["value"] = 3405.6
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(written, SCHEMA)


def test_closed_lists_agree_with_the_code() -> None:
    definitions = SCHEMA["$defs"]
    assert set(definitions["evidence"]["properties"]["role"]["enum"]) == ROLES
    assert set(definitions["finding"]["properties"]["family"]["enum"]) == FAMILIES
    assert set(definitions["score_line"]["properties"]["standing"]["enum"]) == {one.value for one in Standing}
    fields = {name for name in Location.__slots__}
    assert set(definitions["location"]["properties"]) == fields


def test_json_takes_any_character_and_stays_the_same() -> None:
    report = replace(REPORT, findings=(HOSTILE,), path="坏名\udcff.txt")
    first = render_check(Run((report,), ()), 1)
    assert first == render_check(Run((report,), ()), 1)
    assert not any(character in first for character in "\x1b\x9b\u202e\udcff\ud83d")
    first.encode("utf-8")
    back = json.loads(first)["documents"][0]
    assert back["path"] == report.path
    assert back["findings"][0]["message"] == HOSTILE.message


def test_summary_counts() -> None:
    summary = json.loads(render_check(RUN, 40))["documents"][0]["summary"]
    assert (summary["error"], summary["warning"], summary["info"]) == (1, 1, 1)
    assert (summary["passed"], summary["failed"], summary["skipped"]) == (20, 2, 2)


def test_decimals_keep_their_printed_digits() -> None:
    facts = json.loads(render_check(RUN, 40, facts=True))["documents"][0]["facts"]
    assert [fact["value"] for fact in facts] == ["2110.00", "-895.15", "0.50"]


@pytest.mark.parametrize(
    "path",
    [file_of(report, "faulty", form) for report in REPORTS for form in FORMATS],
    ids=lambda path: f"{path.parent.name}/{path.name}",
)
def test_real_reports_fit_the_schema(path: Path, tmp_path: Path) -> None:
    out = tmp_path / "out.json"
    main(["check", str(path), "--format", "json", "--ledger", "--facts", "-o", str(out)])
    (document,) = json.loads(out.read_text(encoding="utf-8"))["documents"]
    jsonschema.validate(json.loads(out.read_text(encoding="utf-8")), SCHEMA)
    counted = [entry["status"] for entry in document["ledger"]]
    summary = document["summary"]
    assert [counted.count(status) for status in ("passed", "failed", "skipped")] == [
        summary["passed"],
        summary["failed"],
        summary["skipped"],
    ]
    numbers = dict(summary["numbers"])
    assert numbers.pop("seen") == sum(numbers.values())


def test_rescored_indicators_are_listed() -> None:
    (document, plain) = json.loads(render_check(RUN, 40))["documents"]
    (table,) = document["rescored"]
    assert (table["title"], table["table"], table["weight"], table["score"]) == ("指标评分", 2, "20", "17.5")
    first, second, third = table["lines"]
    assert (first["due"], first["gap"], first["standing"]) == ("10", "-0.5", "不符")
    assert [figure["role"] for figure in first["measured"]] == ["stated"]
    assert first["measured"][0]["location"]["line"] == 35
    assert (second["due"], second["gap"], second["measured"]) == ("", "", [])
    assert table["unsupported"] == [f"{third['code']} {third['name']}"] == ["A12 渗漏修补完成率"]
    assert plain["rescored"] == []
