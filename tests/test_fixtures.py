"""The invented reports are what their truth models say, and the truth models are true.

Nothing here uses the project's own extraction or checks: figures are read from the built files with a regular
expression and computed again, so that a report and the program cannot be wrong together.
"""

from __future__ import annotations

import io
import json
import re
import zipfile
from decimal import ROUND_HALF_UP, Decimal
from itertools import combinations
from pathlib import Path
from typing import Any

import docx
import pytest
from lxml import etree

from fixtures import build, prints
from fixtures.model.figures import chinese, from_chinese
from fixtures.model.subjects import CODES

HERE = Path(build.__file__).parent
NAMES = tuple(build.REPORTS)
VARIANTS = ("clean", "faulty")
FORMS = ("education-bureau", "health-bureau", "project", "department-form")
SCALES = {"元": 0, "万元": 4, "亿元": 8, "%": 0}
BASE = {"w": 4, "e": 8}
WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


@pytest.fixture(scope="module")
def built() -> dict[str, bytes]:
    return build.build()


@pytest.fixture(params=NAMES)
def truth(request: pytest.FixtureRequest) -> dict[str, Any]:
    told: dict[str, Any] = json.loads((HERE / request.param / "truth.json").read_text("utf-8"))
    return told


def lines_of(truth: dict[str, Any], variant: str) -> list[str]:
    data = (HERE / truth["report"] / f"{variant}.txt").read_bytes()
    return data.decode(truth["encoding"]).replace("\r\n", "\n").split("\n")


class Figures:
    """The printed figures of one variant, exactly, in base units."""

    def __init__(self, truth: dict[str, Any], variant: str) -> None:
        self.variant = variant
        self.occurrences = truth["occurrences"]

    def there(self, identities: list[str]) -> list[str]:
        return [one for one in identities if self.variant in self.occurrences[one]]

    def text(self, identity: str) -> str:
        printed: str = self.occurrences[identity][self.variant][1]
        return printed

    def scale(self, identity: str) -> int:
        unit = re.sub(r"^[\d,.]+", "", self.text(identity))
        return SCALES[unit] if unit in SCALES else BASE.get(self.occurrences[identity]["format"].lstrip("f")[0], 0)

    def value(self, identity: str) -> Decimal:
        if self.occurrences[identity]["format"] == "cn":
            return Decimal(from_chinese(self.text(identity)))
        digits = re.match(
            r"[\d,.]+", self.text(identity).translate(str.maketrans("０１２３４５６７８９．", "0123456789."))
        )
        assert digits, identity
        return Decimal(digits.group().replace(",", "")).scaleb(self.scale(identity))

    def ulp(self, identity: str) -> Decimal:
        return Decimal(1).scaleb(int(self.value(identity).as_tuple().exponent))

    def says(self, identity: str, exact: Decimal) -> bool:
        """The exact number, rounded half up as this figure is printed, is this figure."""
        return exact.quantize(self.ulp(identity), ROUND_HALF_UP) == self.value(identity)


def holds(relation: dict[str, Any], figures: Figures) -> bool:
    """The relation, computed again from what is printed."""
    roles: dict[str, list[str]] = relation["roles"]
    value = figures.value

    def one(role: str) -> str:
        return roles[role][0]

    def total(role: str) -> Decimal:
        return sum((value(part) for part in figures.there(roles.get(role, []))), Decimal(0))

    match relation["kind"]:
        case "sum":
            return figures.says(one("total"), total("part"))
        case "ratio":
            return figures.says(one("rate"), value(one("numerator")) * 100 / value(one("denominator")))
        case "difference":
            return figures.says(one("result"), value(one("minuend")) - value(one("subtrahend")))
        case "balance":
            return figures.says(one("closing"), total("opening") + total("income") - total("spending"))
        case "product":
            result = Decimal(1)
            for factor in roles["factor"]:
                percent = figures.occurrences[factor]["format"].startswith("p") and "/重." not in factor
                result *= value(factor) / (100 if percent else 1)
            return figures.says(one("result"), result)
        case "growth":
            now, base = value(one("now")), value(one("base"))
            rises = figures.text(one("word")) in ("增加", "增长", "提高", "大于")
            if rises != (now > base):
                return False
            delta_ok = "delta" not in roles or figures.says(one("delta"), abs(now - base))
            return delta_ok and ("rate" not in roles or figures.says(one("rate"), abs(now - base) * 100 / base))
        case "equal":
            stated = figures.there(roles["stated"])
            coarsest_first = sorted(stated, key=figures.ulp, reverse=True)
            return all(figures.says(a, value(b)) for i, a in enumerate(coarsest_first) for b in coarsest_first[i + 1 :])
        case "code":
            return CODES["".join(figures.text(part) for part in roles["code"])] == figures.text(one("name"))
        case "account":
            names = [figures.text(name) for name in roles["name"]]
            return any([CODES[code[:3]], CODES[code[:5]], CODES[code]] == names for code in CODES if len(code) == 7)
        case "nature":
            code = "".join(figures.text(part) for part in roles["code"])
            return CODES[code] != "行政运行" or not figures.there(roles["amount"])
        case "within":
            return value(one("less")) <= value(one("more"))
        case "weighted":
            pairs = [value(part) for part in roles["pair"]]
            return figures.says(one("total"), sum(map(Decimal.__mul__, pairs[::2], pairs[1::2]), Decimal(0)))
        case "share":
            return figures.says(one("rate"), total("part") * 100 / total("whole"))
        case "hundred":
            return total("part") == 100
        case "mean":
            return figures.says(one("result"), value(one("total")) / value(one("count")))
        case "list":
            return value(one("stated")) == len(roles["member"])
        case "attainable":
            points = [value(point) for point in roles["point"]]
            some = [c for n in range(len(points) + 1) for c in combinations(points, n)]
            return any(sum(chosen, Decimal(0)) == value(one("score")) for chosen in some)
        case "reached":
            return value(one("actual")) >= value(one("target")) or value(one("score")) < value(one("weight"))
        case "kept":
            return value(one("actual")) <= value(one("target")) or value(one("score")) < value(one("weight"))
        case "explained":
            return value(one("score")) == value(one("weight")) or len(figures.text(one("word"))) > 1
        case "bound":
            return total("part") <= value(one("total"))
        case "note":
            return "本表无数据" not in figures.text(one("word"))
        case "own":
            return figures.text(one("word")) not in {figures.text(other) for other in roles["other"]}
        case "spent":
            return figures.text(one("word")) in {figures.text(other) for other in roles["row"]}
        case "unit":
            return len({figures.text(word) for word in roles["word"]}) == 1
    raise AssertionError(relation["kind"])


# --------------------------------------------------------------------------------------------------------------
# The files
# --------------------------------------------------------------------------------------------------------------


def test_files_on_disk_are_up_to_date(built: dict[str, bytes]) -> None:
    assert build.differing(built) == [], "请运行 python fixtures/build.py"


def test_building_twice_gives_the_same_bytes(built: dict[str, bytes]) -> None:
    assert build.build() == built


def test_nothing_else_lies_beside_the_built_files(built: dict[str, bytes]) -> None:
    found = {f"{name}/{path.name}" for name in NAMES for path in (HERE / name).iterdir()}
    assert found == {*built, *prints.names()}


def test_a_changed_file_is_noticed(built: dict[str, bytes]) -> None:
    data = built[f"{NAMES[0]}/clean.docx"]
    assert build.same(data, data)
    assert not build.same(built[f"{NAMES[0]}/faulty.docx"], data)
    assert not build.same(data[:-30], data)


def test_reports_are_small(built: dict[str, bytes]) -> None:
    assert all(len(data) < 60_000 for name, data in built.items() if not name.endswith(".json"))


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("variant", VARIANTS)
def test_docx_is_well_formed_and_undated(built: dict[str, bytes], name: str, variant: str) -> None:
    with zipfile.ZipFile(io.BytesIO(built[f"{name}/{variant}.docx"])) as archive:
        assert {entry.date_time for entry in archive.infolist()} == {(2024, 1, 1, 0, 0, 0)}
        for entry in archive.namelist():
            etree.fromstring(archive.read(entry))


@pytest.mark.parametrize("name", NAMES)
def test_docx_opens_in_python_docx(built: dict[str, bytes], name: str) -> None:
    document = docx.Document(io.BytesIO(built[f"{name}/clean.docx"]))
    assert document.paragraphs and document.tables


FEATURES = {
    "content control round a block": ".//w:body/w:sdt/w:sdtContent/w:p",
    "content control round a table": ".//w:body/w:sdt/w:sdtContent/w:tbl",
    "content control round a row": ".//w:tbl/w:sdt/w:sdtContent/w:tr",
    "content control round a cell": ".//w:tr/w:sdt/w:sdtContent/w:tc",
    "content control in a paragraph": ".//w:p/w:sdt/w:sdtContent/w:r",
    "text box": ".//w:drawing//w:txbxContent//w:t",
    "text box a second time for old programs": ".//w:pict//w:txbxContent//w:t",
    "footnote": ".//w:footnoteReference",
    "endnote": ".//w:endnoteReference",
    "tracked insertion": ".//w:ins//w:t",
    "tracked deletion": ".//w:del//w:delText",
    "automatic numbering": ".//w:pPr/w:numPr",
    "horizontal merge": ".//w:tcPr/w:gridSpan",
    "vertical merge": ".//w:tcPr/w:vMerge",
    "nested table": ".//w:tc/w:tbl",
    "repeated header row": ".//w:trPr/w:tblHeader",
    "hidden text": ".//w:rPr/w:vanish",
    "hidden text by style": ".//w:rPr/w:rStyle[@w:val='Internal']",
    "hyperlink": ".//w:p/w:hyperlink/w:r/w:t",
    "smart tag": ".//w:smartTag/w:r/w:t",
    "rendered page break": ".//w:lastRenderedPageBreak",
}


@pytest.mark.parametrize("feature", FEATURES)
def test_word_feature_is_in_a_report(built: dict[str, bytes], feature: str) -> None:
    names = {"w": WORD.strip("{}")}
    roots = [_document(built, name, etree) for name in NAMES]
    assert any(root.xpath(FEATURES[feature], namespaces=names) for root in roots)


@pytest.mark.parametrize("field", ["TOC", "PAGEREF", "REF"])
def test_field_is_in_a_report(built: dict[str, bytes], field: str) -> None:
    codes = [one.text for name in NAMES for one in _document(built, name, etree).iter(f"{WORD}instrText")]
    assert any(code.split()[0] == field for code in codes)


def _document(built: dict[str, bytes], name: str, etree: Any) -> Any:
    with zipfile.ZipFile(io.BytesIO(built[f"{name}/clean.docx"])) as archive:
        return etree.fromstring(archive.read("word/document.xml"))


@pytest.mark.parametrize("variant", VARIANTS)
def test_what_does_not_count_in_word_is_not_in_the_text(
    built: dict[str, bytes], truth: dict[str, Any], variant: str
) -> None:
    text = "\n".join(lines_of(truth, variant))
    root = _document(built, truth["report"], etree)
    unseen = [one.text for one in root.iter(f"{WORD}delText")]
    unseen += ["".join(run.itertext()) for run in root.iter(f"{WORD}r") if run.find(f".//{WORD}vanish") is not None]
    assert all(one not in text for one in unseen)


def test_text_files_are_what_an_export_looks_like(truth: dict[str, Any]) -> None:
    raw = (HERE / truth["report"] / "clean.txt").read_bytes()
    assert not raw.endswith(b"\n")
    text = "\n".join(lines_of(truth, "clean"))
    torn_by_a_page_break = re.findall(r"[^\n\t|…]{30,}[^\n\t。；：|…]\n\n[^\n]+[。；]", text)
    assert len(torn_by_a_page_break) >= 2
    assert "\t\t" in text


def test_the_encodings_and_marks_are_all_there() -> None:
    told = {name: json.loads((HERE / name / "truth.json").read_text("utf-8")) for name in NAMES}
    assert {one["encoding"] for one in told.values()} == {"utf-8", "gb18030"}
    with pytest.raises(UnicodeDecodeError):
        (HERE / "township" / "clean.txt").read_bytes().decode("utf-8")
    markdown = "\n".join(lines_of(told["institution"], "clean"))
    assert re.search(r"^## ", markdown, re.M) and "**" in markdown and re.search(r"^- ", markdown, re.M)


# --------------------------------------------------------------------------------------------------------------
# The truth
# --------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("variant", VARIANTS)
def test_every_figure_stands_on_its_line(truth: dict[str, Any], variant: str) -> None:
    lines = lines_of(truth, variant)
    for identity, occurrence in truth["occurrences"].items():
        if variant in occurrence:
            line, text = occurrence[variant]
            # a word may be torn at the end of a line, a figure may not
            here = lines[line - 1] if text[0].isdigit() else lines[line - 1] + "".join(lines[line : line + 1])
            assert text in here, identity


@pytest.mark.parametrize("variant", VARIANTS)
def test_every_relation_is_as_told(truth: dict[str, Any], variant: str) -> None:
    figures = Figures(truth, variant)
    judged = [one for one in truth["relations"] if one["holds"][variant] is not None]
    wrong = [one["id"] for one in judged if holds(one, figures) != one["holds"][variant]]
    assert wrong == []


def test_a_clean_report_has_no_broken_relation(truth: dict[str, Any]) -> None:
    assert all(one["holds"]["clean"] for one in truth["relations"])


def test_every_broken_relation_has_one_cause(truth: dict[str, Any]) -> None:
    causes = [(name, one["id"]) for one in truth["injections"] for name in (one["relation"], *one["consequences"])]
    names = [name for name, _ in causes]
    assert len(names) == len(set(names))
    assert set(names) == {one["id"] for one in truth["relations"] if one["holds"]["faulty"] is False}


def test_there_are_enough_errors_of_different_kinds(truth: dict[str, Any]) -> None:
    assert 10 <= len(truth["injections"]) <= 16
    assert len({one["kind"] for one in truth["injections"]}) >= 10
    families = {one["family"] for one in truth["injections"]}
    assert families >= ({"score", "ratio"} if truth["report"] in FORMS else {"sum", "ratio", "accounts", "code"})


def test_an_injection_is_where_it_says(truth: dict[str, Any]) -> None:
    lines = lines_of(truth, "faulty")
    clean = "\n".join(lines_of(truth, "clean"))
    for one in truth["injections"]:
        expect = one["expect"]
        assert expect["lines"] and (expect["figures"] or expect["words"])
        around = "".join(lines[line - 1] for line in expect["lines"])
        for change in one["changed"]:
            assert change["is"] in lines[change["line"] - 1], one["id"]
            assert change["was"] in clean, one["id"]
            assert change["was"] != change["is"]
        assert any(said in around for said in (*expect["figures"], *expect["words"])) or "code" in one["family"], one[
            "id"
        ]
        assert bool(one["changed"]) != bool(one["dropped"]), one["id"]
        assert expect["severity_at_least"] in ("error", "warning", "info")


def test_an_error_in_words_is_where_it_says(truth: dict[str, Any]) -> None:
    lines = lines_of(truth, "faulty")
    clean = "\n".join(lines_of(truth, "clean"))
    for one in truth["wordings"]:
        at = [lines[line - 1] for line in one["expect"]["lines"]]
        assert at and one["expect"]["words"] and one["expect"]["families"], one["id"]
        assert all(one["is"] in line for line in at), one["id"]
        assert all(line not in clean.split("\n") for line in at) or one["of"] == "page", one["id"]
        assert one["was"] != one["is"]


def test_everything_else_is_printed_alike(truth: dict[str, Any]) -> None:
    changed = {change["occurrence"] for one in truth["injections"] for change in one["changed"]}
    dropped = {change["occurrence"] for one in truth["injections"] for change in one["dropped"]}
    for identity, occurrence in truth["occurrences"].items():
        if identity in dropped:
            assert "faulty" not in occurrence
        else:
            assert (occurrence["clean"][1] != occurrence["faulty"][1]) == (identity in changed), identity


def test_a_report_is_dense_enough(truth: dict[str, Any]) -> None:
    figures = [one for one in truth["occurrences"].values() if one["format"] != "s"]
    assert len(figures) >= 80


def test_subject_names_are_those_of_the_tables() -> None:
    table = HERE.parent.parent / "shared" / "reference" / "expenditure_function.csv"
    if not table.is_file():
        pytest.skip("参考码表不在")
    rows = [line.split(",") for line in table.read_text("utf-8-sig").splitlines()]
    names = {row[0]: row[1] for row in rows}
    assert {code: names.get(code) for code in CODES} == CODES


@pytest.mark.parametrize("number", [1, 5, 10, 11, 14, 20, 21, 99, 100, 105, 110, 186, 999, 1000, 1010, 1392, 9999])
def test_chinese_numerals_round_trip(number: int) -> None:
    assert from_chinese(chinese(number)) == number
