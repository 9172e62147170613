"""Yes and no."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from auditor.records.cells import BLANK, Cell, Kind
from auditor.records.values.parsed import Reading
from auditor.records.values.yesno import parse_yes_no


@pytest.mark.parametrize(("said", "words"), [(True, "是 有 已 √ ✓ ✔ ✔\ufe0f 1 01 １ Y y Yes TRUE"),
    (False, "否 无 未 × ✗ 0 02 N n No 没有")])
def test_words(said: bool, words: str) -> None:
    for word in words.split():
        assert parse_yes_no(Cell(Kind.TEXT, word)).value is parse_yes_no(Cell(Kind.TEXT, f"　{word} ")).value is said


@pytest.mark.parametrize("word", ["未知", "待定", "2", "是否", "△", "部分", "已退回", "X"])
def test_unknown_words_are_unreadable(word: str) -> None:
    parsed = parse_yes_no(Cell(Kind.TEXT, word))
    assert (parsed.reading, bool(parsed.note)) == (Reading.UNREADABLE, True)


PAPERS = {"原件": True, "复印件": True, "齐全": True, "缺": False, "待补": False}


@pytest.mark.parametrize(("text", "said"), [
    ("原件", True), ("缺", False), ("3份", True), ("３ 份", True), ("0份", False), ("有（复印件）", True), ("无（待补）", False), ("√(原件)", True),
])
def test_words_of_the_column_and_numbers_in_its_unit(text: str, said: bool) -> None:
    assert parse_yes_no(Cell(Kind.TEXT, text), PAPERS, "份").value is said


@pytest.mark.parametrize("text", ["补", "√(补)", "有（待补）", "3页", "3", "有（2022年）", "（原件）"])
def test_what_is_said_in_brackets_must_agree(text: str) -> None:
    assert parse_yes_no(Cell(Kind.TEXT, text), PAPERS, "份").reading is Reading.UNREADABLE


def test_words_of_one_column_mean_nothing_in_another() -> None:
    assert parse_yes_no(Cell(Kind.TEXT, "原件")).reading is parse_yes_no(Cell(Kind.TEXT, "3份")).reading is Reading.UNREADABLE


def test_kinds() -> None:
    assert parse_yes_no(BLANK).reading is Reading.BLANK
    assert parse_yes_no(Cell(Kind.TEXT, "—")).reading is parse_yes_no(Cell(Kind.TEXT, "/")).reading is Reading.NIL
    assert parse_yes_no(Cell(Kind.BOOL, "FALSE", False)).value is False
    assert parse_yes_no(Cell(Kind.NUMBER, "1", 1.0)).value is True
    assert parse_yes_no(Cell(Kind.ERROR, "#N/A")).reading is Reading.UNREADABLE


@given(st.text(max_size=10), st.sampled_from(Kind), st.one_of(st.none(), st.floats(), st.booleans()))
def test_no_cell_raises(written: str, kind: Kind, value: float | None) -> None:
    assert parse_yes_no(Cell(kind, written, value)).reading in Reading
