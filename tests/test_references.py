"""What a document says of its own parts: what the cases beside the rules cannot show."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

from checks.kinds.contents import ContentsParams, check_contents
from checks.outcome import Failed
from checks.rule import Severity
from checks.ruleset import load_rules
from extract.model import BodyHeading, Contents, ContentsLine, Location, NumberedRun, Words
from extract.references.annexes import references
from extract.references.numbered import numbered_runs
from extract.stretches import stretches
from tests.cases import book, book_of
from tests.effort import lines_run


def _line(at: int, page: int, stands: int) -> ContentsLine:
    title = f"第{at}节"
    words = Words(title, Location("paragraph", block=at))
    head = BodyHeading("", title, 1, at, stands, words)
    return ContentsLine(title, page, words, replace(words, text=f"{title} {page}"), head)


def _pages(claim: Contents, form: str = "pdf") -> list[Failed]:
    rule = load_rules().get("REF003")
    assert rule is not None and isinstance(rule.params, ContentsParams)
    held = book(claim)
    held = replace(held, document=replace(held.document, format=form))
    return [outcome for outcome in check_contents(held, rule) if isinstance(outcome, Failed)]


def test_a_line_whose_page_is_not_where_the_others_lead_to_is_told_of() -> None:
    lines = [_line(at, page, page + 3) for at, page in enumerate((1, 2, 4, 6, 9))]
    assert not _pages(Contents(tuple(lines)))
    (found,) = _pages(Contents((*lines, _line(5, 10, 15))))
    assert found.severity is Severity.WARNING and "应为第 12 页" in found.message


def test_pages_are_compared_in_pdf_only_and_where_the_others_agree() -> None:
    lines = tuple(_line(at, page, page + 3) for at, page in enumerate((1, 2, 4, 6, 9)))
    off = (*lines, _line(5, 10, 15))
    assert not _pages(Contents(off), form="docx")
    assert not _pages(Contents(tuple(_line(at, at + 1, at + 1 + at % 3) for at in range(9))))


def test_an_annex_list_that_counts_its_pages_anew_goes_on_from_there() -> None:
    pages = (1, 3, 6, 9, 1, 2, 4)
    assert not _pages(Contents(tuple(_line(at, page, page) for at, page in enumerate(pages))), form="text")
    (found,) = _pages(Contents(tuple(_line(at, page, 1) for at, page in enumerate((1, 3, 1, 6, 9)))), form="text")
    assert found.severity is Severity.ERROR


def test_a_count_that_another_of_its_form_interrupts_goes_on() -> None:
    told = book_of("1.制度建设\n（1）财务制度。\n1.核算办法。\n2.报销办法。\n（2）资产制度。\n2.执行情况\n3.存在问题\n")
    runs = [[item.value for item in run.items] for run in told.claims_of(NumberedRun)]
    assert [1, 2, 3] in runs
    assert all(b == a + 1 for run in runs for a, b in pairwise(run))


def test_sentences_on_two_annexes_are_told_apart() -> None:
    told = book_of(
        "一、结论\n各指标得分见附件1，问卷统计见附件2。\n附件1\n绩效评价指标体系\n一、说明\n按部门职责设置。\n"
        "附件2\n问卷统计表\n一、说明\n按有效问卷统计。\n"
    )
    texts = list(stretches(told.document, told.outline))
    (found,) = [claim for claim in references(told.outline, texts) if not isinstance(claim, NumberedRun)]
    assert [(p.number, p.about, sorted(p.topics)) for p in found.pointers] == [
        ("1", "各指标得分见附件1", ["指标"]),
        ("2", "，问卷统计见附件2", ["问卷"]),
    ]


def test_counting_takes_time_in_proportion_to_the_text() -> None:
    def steps(times: int) -> int:
        told = book_of("\n".join(f"{n % 7 + 1}.第{n}项工作已经完成，共计若干件。" for n in range(times)))
        texts = list(stretches(told.document, told.outline))
        return lines_run(lambda: list(numbered_runs(told.document, told.outline, texts)))

    assert steps(400) < 4.6 * steps(100)
