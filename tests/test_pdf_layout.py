"""The steps of the PDF reader, each on its own: runs to lines, lines to grids, furniture, paragraphs, stitching."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.readers.pdf.columns import in_columns
from extract.readers.pdf.furniture import PageLines, take_footnotes, without_furniture
from extract.readers.pdf.glyphs import Leaf, Rule, Run
from extract.readers.pdf.grid import Lattice, cut, lattices
from extract.readers.pdf.lines import Line, lines_of, turned_lines
from extract.readers.pdf.paragraphs import is_listed, typesetter
from extract.readers.pdf.tables import fills, is_number, take_runs, wrapped_number
from extract.readers.pdf.text import Place, cell_parts, joined
from extract.readers.pdf.turning import turned_back, upright


def run(text: str, x: float, base: float, size: float = 10, turned: int = 0, font: str = "A") -> Run:
    """A run whose Chinese characters are as wide as they are high, all others half of that."""
    edges = [x]
    for char in text:
        edges.append(edges[-1] + (size if char > "\u2e7f" else size / 2))
    return Run(text, tuple(edges), base, size, font, turned)


def line(text: str, x: float = 72, base: float = 100, size: float = 10, page: int = 1) -> Line:
    (made,) = lines_of([run(text, x, base, size)], page)
    return made


def standing(one: Line, start: int, end: int) -> Place:
    """The place of a line's characters on a page that is not turned."""
    return one.page, one.box(start, end), one.edges[start : end + 1]


def leaf_of(*rules: tuple[float, float, float, float], runs: tuple[Run, ...] = ()) -> Leaf:
    """A page with lines given by their ends."""
    across = tuple(Rule(y0, min(x0, x1), max(x0, x1)) for x0, y0, x1, y1 in rules if y0 == y1)
    down = tuple(Rule(x0, min(y0, y1), max(y0, y1)) for x0, y0, x1, y1 in rules if x0 == x1)
    return Leaf(1, 600, 800, runs, across, down)


def full_grid(xs: tuple[float, ...], ys: tuple[float, ...]) -> list[tuple[float, float, float, float]]:
    return [(xs[0], y, xs[-1], y) for y in ys] + [(x, ys[0], x, ys[-1]) for x in xs]


# ---- runs and lines --------------------------------------------------------------------------------------------


@given(st.text(alphabet="一二三123.,（）", min_size=1, max_size=20), st.lists(st.floats(0, 300), max_size=6))
def test_a_split_run_loses_and_doubles_no_character(text: str, at: list[float]) -> None:
    whole = run(text, 50, 100)
    pieces = whole.split(sorted(at))
    assert "".join(piece.text for piece in pieces) == text
    assert all(len(piece.edges) == len(piece.text) + 1 for piece in pieces)


@given(st.lists(st.sampled_from(["支出", "12.5", "万元", "，"]), min_size=1, max_size=8), st.randoms())
def test_the_order_of_drawing_does_not_matter(words: list[str], chance: object) -> None:
    runs, x = [], 72.0
    for word in words:
        runs.append(run(word, x, 100))
        x = runs[-1].x1
    drawn = list(runs)
    chance.shuffle(drawn)  # type: ignore[attr-defined]
    (made,) = lines_of(drawn, 1)
    assert made.text == "".join(words).strip()


def test_lines_close_together_stay_apart() -> None:
    made = lines_of([run("第一行文字", 72, 100, 12), run("第二行文字", 72, 112, 12)], 1)
    assert [one.text for one in made] == ["第一行文字", "第二行文字"]


@pytest.mark.parametrize(
    ("left", "right", "gap", "text"),
    [
        ("支出", "12", 4, "支出12"),
        ("支出", "收入", 11, "支出 收入"),
        ("12", "34", 2, "1234"),
        ("12", "34", 4, "12 34"),
        ("1,", "234", 4, "1,234"),
        ("ab", "cd", 3, "ab cd"),
    ],
)
def test_gaps_become_blanks_where_a_reader_sees_one(left: str, right: str, gap: float, text: str) -> None:
    first = run(left, 72, 100)
    (made,) = lines_of([first, run(right, first.x1 + gap, 100)], 1)
    assert made.text == text


def test_chunks_are_parted_by_wide_gaps() -> None:
    made = lines_of([run("部门：某局", 72, 100), run("单位：万元", 300, 100)], 1)[0]
    assert [made.text[a:b] for a, b in made.chunks] == ["部门：某局", "单位：万元"]


# ---- turning ---------------------------------------------------------------------------------------------------


@given(st.sampled_from([1, 2, 3]), st.floats(0, 500), st.floats(0, 700), st.floats(1, 90), st.floats(1, 90))
def test_turning_a_page_and_back_changes_nothing(turn: int, x: float, y: float, wide: float, high: float) -> None:
    leaf = leaf_of((x, y, x + wide, y), (x, y, x, y + high))
    turned = upright(leaf, turn)
    assert (turned.width, turned.height) == ((800, 600) if turn % 2 else (600, 800))
    across, down = turned.across, turned.down
    boxes = [turned_back((r.start, r.at, r.end, r.at), turn, 600, 800) for r in across]
    boxes += [turned_back((r.at, r.start, r.at, r.end), turn, 600, 800) for r in down]
    expected = {(x, y, x + wide, y), (x, y, x, y + high)}
    assert {tuple(round(v, 3) for v in box) for box in boxes} == {tuple(round(v, 3) for v in box) for box in expected}


def test_turned_text_has_its_box_on_the_page() -> None:
    (made,) = turned_lines([run("产出", 650, 92, turned=1)], 1, 600, 800)
    assert made.text == "产出"
    x0, top, x1, bottom = made.box()
    assert (round(x0), round(top), round(x1), round(bottom)) == (83, 130, 93, 150)


# ---- grids -----------------------------------------------------------------------------------------------------


@given(st.integers(1, 5), st.integers(1, 5), st.randoms())
def test_every_place_of_a_grid_is_covered_once(rows: int, columns: int, chance: object) -> None:
    beside = [[chance.random() < 0.6 or i in (0, columns) for _ in range(rows)] for i in range(columns + 1)]  # type: ignore[attr-defined]
    under = [[chance.random() < 0.6 or j in (0, rows) for _ in range(columns)] for j in range(rows + 1)]  # type: ignore[attr-defined]
    covered = [
        (r, c)
        for slot in cut(rows, columns, beside, under)
        for r in range(slot.row, slot.row + slot.row_span)
        for c in range(slot.column, slot.column + slot.column_span)
    ]
    assert sorted(covered) == [(r, c) for r in range(rows) for c in range(columns)]


@given(st.lists(st.integers(1, 9), min_size=2, max_size=5), st.lists(st.integers(1, 9), min_size=2, max_size=5))
def test_a_full_grid_is_read_as_drawn(wide: list[int], high: list[int]) -> None:
    xs = tuple(50.0 + 10 * sum(wide[:i]) for i in range(len(wide) + 1))
    ys = tuple(50.0 + 10 * sum(high[:i]) for i in range(len(high) + 1))
    ruled = lattices(leaf_of(*full_grid(xs, ys)))
    (grid,) = ruled.grids
    assert not ruled.lone and not ruled.frames and grid.xs == xs and grid.ys == ys
    assert len(grid.slots) == len(wide) * len(high)


def test_a_box_alone_and_a_line_alone_are_no_table() -> None:
    box = lattices(leaf_of(*full_grid((50, 200), (50, 80))))
    assert box.grids == () and box.frames == ((50, 50, 200, 80),)
    ruled = lattices(leaf_of((50, 100, 500, 100)))
    assert ruled.grids == () and [rule.at for rule in ruled.lone] == [100]


def test_two_tables_on_a_page_are_two() -> None:
    rules = full_grid((50, 100, 200), (50, 70, 90)) + full_grid((50, 100, 200), (150, 170, 190))
    assert len(lattices(leaf_of(*rules)).grids) == 2


def test_a_table_in_a_cell_is_a_table_of_its_own() -> None:
    """Its border ends clear of the cell's at the sides and close to it below."""
    outer, inner = full_grid((50, 150, 400), (50, 70, 120)), full_grid((156, 250, 394), (88, 102, 117.5))
    boxes = [grid.box for grid in lattices(leaf_of(*outer, *inner)).grids]
    assert boxes == [(50, 50, 400, 120), (156, 88, 394, 117.5)]


def test_text_over_a_border_is_cut_between_words_and_never_in_a_number() -> None:
    grid = lattices(leaf_of(*full_grid((50, 100, 200), (50, 70, 90)))).grids
    for words, cells in (("支出合计12345", ["支出合计", "12345"]), ("合计1234567890", ["合计1234567890", ""])):
        leaf = leaf_of(*full_grid((50, 100, 200), (50, 70, 90)), runs=(run(words, 60 if "支" in words else 55, 63),))
        (sheet,), rest = take_runs(leaf, leaf.runs, grid)
        assert not rest
        said = [cell.words for cell in sheet.cells[:2]]
        assert "".join(said) == words and any(part.endswith(cells[0][-3:]) or part == cells[0] for part in said)
        assert all(part == "" or not part[0].isdigit() or part.isdigit() for part in said)


def test_a_lattice_knows_its_rows() -> None:
    (grid,) = lattices(leaf_of(*full_grid((50, 100, 200), (50, 70, 90)))).grids
    assert isinstance(grid, Lattice)
    assert [grid.row_at(y) for y in (40, 55, 75, 95)] == [None, 0, 1, None]


# ---- cells -----------------------------------------------------------------------------------------------------


@given(st.decimals(min_value=1000, max_value=10**9, places=2), st.integers(3, 8))
def test_a_wrapped_number_is_put_together(value: Decimal, room: int) -> None:
    printed = f"{value:,.2f}"
    pieces = [printed[i : i + room] for i in range(0, len(printed), room)]
    lines = [line(piece, base=100 + 12 * i) for i, piece in enumerate(pieces)]
    width = room * 5 + 12.5
    if len(lines) > 1:
        assert wrapped_number(lines, width)
    assert joined(cell_parts(lines, width), standing).content == printed


def test_numbers_below_each_other_stay_apart() -> None:
    lines = [line("186.37", base=100), line("205.10", base=114)]
    assert not wrapped_number(lines, 90)
    assert joined(cell_parts(lines, 90), standing).content == "186.37\n205.10"


def test_a_cell_keeps_its_paragraphs_and_joins_its_wraps() -> None:
    lines = [line("①按规定报送，得", base=100), line("1分；", base=114), line("②未报送不得分。", base=128)]
    text = joined(cell_parts(lines, 90), standing)
    assert text.content == "①按规定报送，得1分；\n②未报送不得分。"
    assert fills(lines[0], lines[1], 90)


@pytest.mark.parametrize(
    ("text", "number"), [("12.5", True), ("-1,234", True), ("98%", True), ("—", True), ("12人", False), ("", False)]
)
def test_what_is_a_number(text: str, number: bool) -> None:
    assert is_number(text) is number


@given(
    st.lists(st.text(alphabet="支出为12.5万元，", min_size=1, max_size=12).filter(str.strip), min_size=1, max_size=4)
)
def test_marks_ascend_and_name_the_place_of_every_figure(texts: list[str]) -> None:
    lines = [made for i, text in enumerate(texts) for made in lines_of([run(text, 72, 100 + 20 * i)], 1)]
    text = joined([("", one) for one in lines], standing)
    offsets = [mark.offset for mark in text.marks]
    assert offsets == sorted(set(offsets)) and offsets[0] == 0
    assert all(mark.page == 1 and mark.bbox is not None and mark.bbox[0] <= mark.bbox[2] for mark in text.marks)


def test_cited_words_have_a_box_of_their_own() -> None:
    lines = lines_of([run("包括办公费、邮电费3.5万元，", 72, 100)], 1) + lines_of([run("差旅费等", 72, 116)], 1)
    text = joined([("", one) for one in lines], standing)

    def box(words: str) -> tuple[float, ...]:
        start = text.content.index(words)
        mark = text.mark_over(start, start + len(words))
        assert mark.bbox is not None
        return mark.bbox[0], mark.bbox[2]

    assert box("邮电费") == (132, 162)
    assert box("邮电费3.5万元") == (132, 197)  # over the figure, which has a mark of its own
    assert box("差旅费") == (72, 102)
    assert box("，差旅费") == (197, 207)  # what goes on below is on another line


# ---- furniture and paragraphs ----------------------------------------------------------------------------------


def page(number: int, *lines: Line) -> PageLines:
    return PageLines(number, 600, 800, sorted(lines, key=lambda one: one.base))


def test_headers_of_left_and_right_pages_go() -> None:
    pages = [
        page(n, line("左页页眉" if n % 2 else "右页页眉", base=40), line("甲乙丙丁戊己"[n - 1] * 30, base=200))
        for n in range(1, 7)
    ]
    without_furniture(pages)
    assert [len(one.lines) for one in pages] == [1] * 6


@pytest.mark.parametrize(
    ("gaps", "kept"),
    [
        ((20.0, 20.0, 20.0, 60.0, 20.0, None), False),  # a running header: over text and over titles of tables, too
        ((20.0, 20.0, 20.0, 60.0, 20.0, 20.0), False),
        ((20.0, 20.0, 20.0, 20.0, 20.0, 20.0), True),  # the title of a form that goes on over all pages
    ],
)
def test_a_header_close_above_tables_goes_and_a_title_printed_again_stays(
    gaps: tuple[float | None, ...], kept: bool
) -> None:
    pages = []
    for number, gap in enumerate(gaps, 1):
        head = line("青石县水务局收支情况", base=50)
        pages.append(page(number, head, line("甲乙丙丁戊己"[number - 1] * 30, base=700)))
        pages[-1].table_tops = [] if gap is None else [head.bottom + gap]
    without_furniture(pages)
    assert [len(one.lines) for one in pages] == [2 if kept else 1] * 6


def test_a_short_file_keeps_its_first_lines() -> None:
    pages = [page(1, line("某局文件", base=40)), page(2, line("某局文件", base=40))]
    without_furniture(pages)
    assert all(one.lines for one in pages)


@pytest.mark.parametrize("shift", [0.0, 6.5])
def test_columns_are_told_whether_or_not_their_lines_stand_beside_each_other(shift: float) -> None:
    runs = []
    for i in range(14):
        runs.append(run("左栏讲全镇一年的收入" + "甲乙"[i % 2] * 8, 72, 100 + 16 * i))
        runs.append(run("右栏讲全镇一年的支出" + "丙丁"[i % 2] * 8, 290, 100 + shift + 16 * i))
    ordered, gap = in_columns(lines_of(runs, 1), 595)
    assert gap is not None and 252 < gap < 290
    assert [one.text[0] for one in ordered] == ["左"] * 14 + ["右"] * 14


def test_a_heading_beside_the_last_line_of_a_paragraph_leaves_that_its_size() -> None:
    runs = [run("左栏讲全镇一年的收入" + "甲乙"[i % 2] * 8, 72, 100 + 16 * i) for i in range(14)]
    runs += [run("右栏讲全镇一年的支出" + "丙丁"[i % 2] * 8, 290, 100 + 16 * i) for i in range(14)]
    runs += [run("三、全镇一年的支出情况", 72, 100 + 16 * 14, 16), run("支出完了。", 290, 100 + 16 * 14)]
    ordered, _ = in_columns(lines_of(runs, 1), 595)
    assert [(one.text, one.size) for one in ordered if len(one.text) < 15] == [
        ("三、全镇一年的支出情况", 16),
        ("支出完了。", 10),
    ]


def test_a_list_of_names_beside_remarks_is_not_set_in_columns() -> None:
    runs = []
    for i in range(14):
        runs.append(run("南岭镇农村公路养护项目" + "一" * (i % 7), 72, 100 + 16 * i))
        runs.append(run("按合同进度支付无结转" + "等" * (3 * (i % 4)), 290, 100 + 16 * i))
    _, gap = in_columns(lines_of(runs, 1), 595)
    assert gap is None


def test_an_underlined_line_at_the_foot_is_no_footnote() -> None:
    made = page(1, line("正文" * 15, base=600), line("签字", base=640), line("1号楼", base=660))
    made.rules = [Rule(642, 72, 92)]
    assert take_footnotes(made) == []
    made.rules = [Rule(648, 72, 150)]
    assert [one.text for one in take_footnotes(made)] == ["1号楼"]


def test_short_lines_and_items_are_paragraphs_of_their_own() -> None:
    full = "全镇当年收入合计为一千二百万元其中财政拨款收入占比最高其他收入"
    texts = [full, "较上年增长。", "一、部门概况", "1." + full[:20] + "；", "2." + full[:20] + "；"]
    lines = [line(text, base=100 + 15 * i) for i, text in enumerate(texts)]
    setter = typesetter([page(1, *lines)])
    for one in lines:
        setter.add(one)
    assert ["".join(a + b.text for a, b in block.parts) for block in setter.close()] == [full + texts[1], *texts[2:]]
    assert setter.close() == []


def test_lines_in_a_box_are_joined_by_the_width_of_the_box() -> None:
    free = [line("全镇当年收入合计为一千二百万元其中财政拨款收入占比最高其他收入", base=100 + 15 * i) for i in range(6)]
    boxed = [
        line("全年实际收入共计", base=300, x=100),
        line("三百万元，其中", base=315, x=100),
        line("一百万元。", base=330, x=100),
    ]
    made = page(1, *free, *boxed)
    made.frames = [(90, 280, 190, 340)]
    setter = typesetter([made])
    for one in made.lines:
        setter.add(one)
    assert "".join(one.text for one in boxed) in {"".join(b.text for _, b in block.parts) for block in setter.close()}


@pytest.mark.parametrize("text", ["一、概况……………………3", "一、概况.......... 12", "（二）收入 · · · · · 4"])
def test_lines_of_contents_are_known(text: str) -> None:
    assert is_listed(line(text))
