"""What bench/accuracy counts: errors that can be seen, and findings that stand where the error is."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from bench.accuracy import documents, figures, words
from bench.accuracy.places import Line, located
from bench.accuracy.run import CLASSES, MAKERS, draw
from bench.accuracy.scene import Mutation, scene
from bench.accuracy.trial import Class, Result, attempt, clean, judged, no_pdf, printed, read
from bench.accuracy.visible import broken, violated
from checks.outcome import Diagnosis, Evidence, Failed
from checks.rule import Severity
from extract.model import Location
from fixtures import build
from fixtures.model.figures import Format
from fixtures.model.truth import Occurrence, Relation, judge

OFFICE = "office"


def occurrences(**printed: str) -> dict[str, Occurrence]:
    return {name: Occurrence(name, name, Format.parse("w2"), text, False) for name, text in printed.items()}


# what can be seen


def test_an_error_in_a_figure_that_nothing_depends_on_is_not_seen() -> None:
    play = scene(OFFICE)
    alone = next(one for one in play.figures if not play.of.get(one.id))
    mutation = Mutation("count", OFFICE, {alone.id: "9"})
    assert broken(play, mutation) == ((), ())


def test_an_error_in_a_sum_is_seen_where_it_is_more_than_its_unprinted_digits() -> None:
    relation = Relation("s", "sum", "sum", {"total": ("t",), "part": ("a", "b", "c")})
    right = occurrences(a="1.00", b="2.00", c="3.00", t="6.00")
    tail, wrong = ({**right, "t": replace(right["t"], text=text)} for text in ("6.01", "6.03"))
    assert (judge(relation, tail) or right) and not violated(relation, tail)
    assert violated(relation, wrong)


def test_a_rate_is_judged_with_what_its_operands_can_stand_for() -> None:
    relation = Relation("r", "ratio", "ratio", {"rate": ("r",), "numerator": ("n",), "denominator": ("d",)})
    said = occurrences(n="1.00", d="3.00")
    rate = Occurrence("r", "r", Format.parse("p2"), "33.40", False)
    assert not violated(relation, {**said, "r": rate})
    assert violated(relation, {**said, "r": replace(rate, text="34.40")})


def test_one_figure_in_two_places_gets_no_slack() -> None:
    relation = Relation("e", "equal", "restated", {"stated": ("a", "b")})
    assert violated(relation, occurrences(a="1.00", b="1.01"))


@pytest.mark.parametrize(("printed", "seen"), [("98.0", False), ("98.1", False), ("98.2", True), ("98.50", True)])
def test_fewer_printed_digits_are_no_error(printed: str, seen: bool) -> None:
    relation = Relation("e", "equal", "restated", {"stated": ("a", "b")})
    assert violated(relation, occurrences(a="98.05", b=printed)) is seen


def test_a_short_form_of_a_name_is_no_error() -> None:
    cut = [one.mutation.words for one in draw("name_cut", tuple(build.REPORTS), 40, 1).drawn]
    own = {words.own_name(scene(name)) for name in build.REPORTS}
    short = {name.replace(level, "", 1) for name in own for level in words.SHORTENED if level in name}
    assert cut
    assert [one for one in cut if any(f"“{name}”" in one for name in short)] == []


def test_a_title_in_the_contents_is_cut_inside() -> None:
    for one in draw("toc_title", tuple(build.REPORTS), 40, 1).drawn:
        entry, title = one.mutation.words[4:-1].split("”，标题为“")
        assert not title.startswith(entry) and not title.endswith(re.split("[ 、）]", entry)[-1])


def test_a_count_said_to_be_more_is_not_round() -> None:
    for one in draw("exact_more", tuple(build.REPORTS), 40, 1).drawn:
        said = re.search("“([^余]*)余", one.mutation.words)
        assert said and int(said.group(1).translate(figures.HALF_WIDTH).replace(",", "")) % 5


def test_a_title_under_a_wrong_annex_number_belongs_to_the_error() -> None:
    (one, *_) = draw("annex_heading", [OFFICE], 1, 1).drawn
    at = one.mutation.places[0][0]
    assert (at + 1, -1, -1) in one.mutation.others


def test_draws_that_cannot_be_seen_are_counted_and_not_scored() -> None:
    drawn = draw("count", [OFFICE], 30, 1)
    assert drawn.invisible > 0
    assert all(broken(scene(OFFICE), one.mutation)[0] for one in drawn.drawn)


@pytest.mark.parametrize("kind", MAKERS)
def test_every_class_has_errors_and_prints_them(kind: str) -> None:
    assert kind in CLASSES
    drawn = draw(kind, tuple(build.REPORTS), 2, 3).drawn
    assert drawn
    for one in drawn:
        play = scene(one.mutation.report)
        blocks = play.printed(one.mutation).blocks
        for form in ("text", "docx"):
            assert printed(play.name, blocks, form) != printed(play.name, play.clean.blocks, form)


def test_the_same_seed_gives_the_same_errors() -> None:
    first, second = (draw("digits_swapped", tuple(build.REPORTS), 5, 7).drawn for _ in range(2))
    assert first == second


# where it stands


@pytest.mark.parametrize("form", ["docx", "text", "pdf"])
@pytest.mark.parametrize("report", [OFFICE, "township"])
def test_every_figure_is_found_where_it_is_printed(report: str, form: str) -> None:
    if form == "pdf" and (lack := no_pdf()):
        pytest.skip(lack)
    play = scene(report)
    line = Line.of(read(printed(report, play.clean.blocks, form), form))
    spans = located(play.clean.blocks, line)
    lost = [
        one.id
        for one in play.clean.occurrences.values()
        if one.id not in spans or line.text[slice(*spans[one.id])] != "".join(one.text.split())
    ]
    assert lost == []


# what a finding is worth

LINE = Line("甲12.30乙45.60", {(0, -1, -1): [*range(13)]})
SPANS = {"甲": (1, 6), "乙": (7, 12)}
RELATION = Relation("s", "sum", "sum", {"total": ("甲",), "part": ("乙",)})


def finding(start: int, end: int, severity: Severity = Severity.ERROR, kind: str = "") -> Failed:
    shown = Evidence("total", "", "", "", "", Location("paragraph", "", 0, start, end))
    names = ("rule", "title", "message", "expected", "actual", "gap", "unit", "computation", "fix", "binding")
    said = dict.fromkeys((*names, "fingerprint", "family", "name"), "")
    diagnosis = Diagnosis(kind, "") if kind else None
    return Failed(answer=None, evidence=(shown,), severity=severity, diagnosis=diagnosis, **said)  # type: ignore[arg-type]


def worth(*found: Failed, known: Class | None = None, related: Sequence[Relation] = ()) -> Result:
    mutation = Mutation("digit_changed", "", {"甲": "12.40"})
    return judged(mutation, "text", related, known or Class(), found, LINE, SPANS, "")


def test_a_finding_at_the_changed_figure_detects_it() -> None:
    told = worth(finding(1, 6))
    assert told.detected and told.place and told.extra == ()


def test_a_finding_elsewhere_is_extra_and_detects_nothing() -> None:
    told = worth(finding(7, 12))
    assert not told.detected and told.place is None and len(told.extra) == 1


def test_a_finding_at_another_member_of_the_broken_relation_detects_at_another_place() -> None:
    told = worth(finding(7, 12), related=(RELATION,))
    assert told.detected and told.place is False and told.extra == ()


def test_a_finding_below_the_level_of_its_class_detects_nothing_and_is_not_extra() -> None:
    assert not worth(finding(1, 6, Severity.INFO)).detected
    assert worth(finding(1, 6, Severity.INFO), known=Class(Severity.INFO)).detected


def test_a_finding_about_something_else_detects_nothing() -> None:
    assert not worth(finding(1, 6), known=Class(families=("text",))).detected


def test_an_open_bracket_stands_where_it_was_opened() -> None:
    told = draw("bracket", [OFFICE], 3, 1).drawn
    assert all({rewrite.text for rewrite in one.mutation.rewrites} & set(words.OPENING) for one in told)


def test_a_second_finding_of_the_same_error_is_counted_apart() -> None:
    told = worth(finding(1, 6), finding(1, 6))
    assert told.again == 1 and told.extra == ()


def test_a_diagnosis_counts_where_the_class_has_one() -> None:
    known = Class(diagnoses=("transposed",))
    assert worth(finding(1, 6, kind="transposed"), known=known).diagnosed
    assert worth(finding(1, 6, kind="copied"), known=known).diagnosed is False
    assert worth(finding(1, 6, kind="copied")).diagnosed is None


def test_an_error_is_tried_from_end_to_end() -> None:
    assert clean(OFFICE, "text") == ()
    play = scene(OFFICE)
    mutation = Mutation("digits_swapped", OFFICE, {"收支/工资福利": "1,142.27"})
    far, near = broken(play, mutation)
    told = attempt(mutation, "text", near, CLASSES["digits_swapped"])
    assert [one.id for one in far] == ["sum:收支/基本"]
    assert told.detected and told.place and told.diagnosed and told.extra == ()


# real documents

TEXT = (
    "一、收支情况\n全年支出120.50万元，其中基本支出80.30万元、项目支出40.20万元。\n年末编制30名，实有28人，空编2名。\n"
)
GOLD = {
    "holds": [
        {
            "id": "H1", "kind": "part_whole", "strength": "explicit", "expression": "80.30+40.20==120.50",
            "evidence": [[2, "120.50万元，其中基本支出80.30万元、项目支出40.20万元"]],
        },
        {"id": "H2", "kind": "toc", "strength": "explicit", "expression": "1==1", "evidence": [[1, "一、"]]},
    ]
}  # fmt: skip


def test_relations_of_a_gold_file_are_broken_one_figure_at_a_time(tmp_path: Path) -> None:
    path = tmp_path / "report.txt"
    path.write_text(TEXT, "utf-8")
    path.with_suffix(".gold.json").write_text(json.dumps(GOLD), "utf-8")
    (holding,) = documents.source(str(path)).holding
    assert [one.text for one in holding.figures] == ["80.30", "40.20", "120.50"]
    ((change,), _) = documents.draw(str(path), "digits_swapped", 1, 1)
    assert change.broken == (holding,)
    told = documents.attempt(str(path), change, documents.SAMPLE["digits_swapped"])
    assert told.detected and told.place and told.extra == ()


def test_what_the_last_digits_explain_is_no_error_in_a_real_sum(tmp_path: Path) -> None:
    path = tmp_path / "report.txt"
    path.write_text(TEXT, "utf-8")
    path.with_suffix(".gold.json").write_text(json.dumps(GOLD), "utf-8")
    (holding,) = documents.source(str(path)).holding
    assert not holding.holds({holding.figures[2].id: documents.Decimal("120.51")})
    assert documents.slack(holding, holding.figures[2], "120.51") >= documents.Decimal("0.01")


def test_figures_are_printed_as_they_were() -> None:
    (amount,) = occurrences(a="1,234.50").values()
    assert figures.styled(amount, "12345.60") == "12,345.60"
    assert not figures.plausible("012.3") and figures.plausible("0.30")
