"""Texts that no person writes cost no more than their length: counted in steps, never in seconds."""

from __future__ import annotations

from collections.abc import Iterator
from importlib import import_module

import pytest

from extract.model import Text
from extract.narrative import labels, read_passage
from extract.narrative import parts as parts_room
from extract.narrative.reader import Piece, Setting
from extract.passages import runs


class Steps:
    """A function that counts how often it is called and what it is given."""

    def __init__(self, room: object, name: str, monkeypatch: pytest.MonkeyPatch) -> None:
        self.count = 0
        self._work = getattr(room, name)
        monkeypatch.setattr(room, name, self)

    def __call__(self, *given: object) -> object:
        self.count += 1
        return self._work(*given)


def told(text: str) -> None:
    read_passage([Piece(Text(text, ()))], Setting(2023), iter(range(10**6)))


def grows(steps: Steps, small: str, large: str) -> float:
    """How many times the steps of the small text the large one takes."""
    told(small)
    first, steps.count = steps.count, 0
    told(large)
    return steps.count / first


@pytest.mark.parametrize("figure", ["1,", "7，"])
def test_the_thing_of_a_number_is_looked_for_nearby_only(monkeypatch: pytest.MonkeyPatch, figure: str) -> None:
    cleaned = Steps(labels.w, "clean_label", monkeypatch)
    assert grows(cleaned, "支出" + figure * 400 + "万元", "支出" + figure * 1600 + "万元") < 6


def test_cues_without_numbers_between_them_are_followed_a_few_times_only(monkeypatch: pytest.MonkeyPatch) -> None:
    followed = Steps(parts_room, "after_cue", monkeypatch)
    told("支出20个，" + "其中：" * 500 + "1个、" * 50)
    assert followed.count < 20


def test_the_cue_next_to_its_list_is_followed_in_a_crowd() -> None:
    found = read_passage(
        [Piece(Text("全年支出5个，" + "其中：" * 40 + "甲村2个、乙村3个。", ()))], Setting(2023), iter(range(99))
    )
    assert [fact.quantity.text for fact in found.facts] == ["5个", "2个", "3个"]
    assert any(type(claim).__name__ == "PartGroup" for claim in found.claims)


def test_lists_behind_every_number_grow_with_the_text(monkeypatch: pytest.MonkeyPatch) -> None:
    looked = Steps(import_module("extract.narrative.parts.after_cue"), "inner_cue", monkeypatch)
    assert grows(looked, "全年20个，" + "其中1个、" * 300, "全年20个，" + "其中1个、" * 1200) < 6


@pytest.mark.parametrize("period", ["水务", "近", "甲乙丙丁戊己庚辛壬癸子丑寅"])
def test_a_text_that_only_repeats_itself_is_followed_a_bounded_number_of_times(
    monkeypatch: pytest.MonkeyPatch, period: str
) -> None:
    widened = Steps(runs, "_widened", monkeypatch)
    joined = Steps(runs, "_behind", monkeypatch)

    def steps(length: int) -> Iterator[int]:
        widened.count = joined.count = 0
        runs.chains(list(runs.repeated((period * length)[:length])))
        yield from (widened.count, joined.count)

    for small, large in zip(steps(5000), steps(20000), strict=True):
        assert large < 6 * small + 100


def test_a_passage_copied_once_is_found_among_what_repeats_everywhere() -> None:
    passage = "本单位全年围绕中心工作落实责任制度开展实地走访并逐项登记造册后统一归档备查"
    text = "水务" * 4000 + passage + "甲" * 30 + passage
    assert any(run.length >= len(passage) for run in runs.repeated(text))
