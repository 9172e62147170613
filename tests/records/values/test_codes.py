"""Coded cells: exact spellings only, several in one cell, and nothing recognised is lost with what is not."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from auditor.records.cells import BLANK, Cell, Kind
from auditor.records.values.codes import parse_code, parse_codes
from auditor.records.values.parsed import Reading

KINDS = ("支部党员大会", "主题党日", "党课", "组织生活会", "民主评议党员")
SPELLINGS = {kind: kind for kind in KINDS} | {"党员大会": "支部党员大会", "专题党课": "党课", "出国（境）": "出国（境）",
    "理论和实践": "党课"}


def text(written: str) -> Cell:
    return Cell(Kind.TEXT, written)


@pytest.mark.parametrize(("written", "values"), [
    ("党员大会", ("支部党员大会",)), ("党员大会、党课", ("支部党员大会", "党课")),
    ("支部党员大会暨主题党日", ("支部党员大会", "主题党日")),
    ("组织生活会和民主评议党员", ("组织生活会", "民主评议党员")), ("党课\n主题党日", ("党课", "主题党日")),
    ("党课 主题党日", ("党课", "主题党日")),
    ("党课；主题党日", ("党课", "主题党日")), ("党课＋主题党日/专题党课", ("党课", "主题党日")),
    ("党课与主题党日", ("党课", "主题党日")), ("【党课】", ("党课",)),
    ("支部 党员大会", ("支部党员大会",)), ("党课和理论和实践", ("党课",)), ("党课和出国（境）", ("党课", "出国（境）")),
    ("理论和实践、主题党日", ("党课", "主题党日")), ("党课、", ("党课",)), ("主题党日（党课）", ("主题党日", "党课")),
])
def test_several_in_one_cell(written: str, values: tuple[str, ...]) -> None:
    parsed = parse_codes(text(written), SPELLINGS)
    assert (parsed.value, parsed.precision, parsed.note) == (values, "", "")


def test_a_part_that_is_not_known_is_named_and_the_rest_is_kept() -> None:
    parsed = parse_codes(text("党课、茶话会"), SPELLINGS)
    assert (parsed.value, parsed.precision) == (("党课",), "partial")
    assert "茶话会" in parsed.note
    assert parse_codes(text("党课（线上）"), SPELLINGS).precision == "partial"
    assert parse_codes(text("茶话会、联欢"), SPELLINGS).reading is Reading.UNREADABLE


@pytest.mark.parametrize(("written", "value"), [("党员大会", "支部党员大会"), ("（ 党课 ）", "党课"), ("出国(境)", "出国（境）"),
    ("党课、主题党日", None), ("党员大", None)])
def test_one_code(written: str, value: str | None) -> None:
    parsed = parse_code(text(written), SPELLINGS)
    assert (parsed.value, bool(parsed.note)) == (value, value is None)


@pytest.mark.parametrize(("written", "value"), [
    ("一、党课", "党课"), ("1.党课", "党课"), ("（一）党课", "党课"), ("(2) 专题党课", "党课"), ("十二、主题党日", "主题党日"), ("3）党课", "党课"), ("１．党课", "党课"),
    ("一党课", None), ("1党课", None), ("一、", None), ("2022.党课", None), ("一、二、党课", None), ("一、茶话会", None),
])
def test_a_number_before_a_code_says_nothing(written: str, value: str | None) -> None:
    assert parse_code(text(written), SPELLINGS).value == value


def test_nil_blank_and_spellings_that_settle_nothing() -> None:
    assert parse_code(text("无"), SPELLINGS).reading is parse_codes(text("—"), SPELLINGS).reading is Reading.NIL
    assert parse_code(BLANK, SPELLINGS).reading is parse_codes(text(" "), SPELLINGS).reading is Reading.BLANK
    assert parse_code(text("无"), {"无": "没有职务"}).value == "没有职务"
    assert parse_code(text("A"), {"a": "甲", "Ａ": "乙"}).reading is Reading.UNREADABLE
    assert parse_code(Cell(Kind.NUMBER, "1", 1.0), {"1": "甲"}).value == "甲"
    assert "990101199003070019" not in parse_code(text("990101199003070019"), SPELLINGS).note


@given(st.lists(st.sampled_from(sorted(SPELLINGS)), min_size=1, max_size=4), st.sampled_from("、,，;；/+＋和与暨及\n"))
def test_any_joined_spellings_give_their_values_in_order(spellings: list[str], sign: str) -> None:
    assert parse_codes(text(sign.join(spellings)), SPELLINGS).value == tuple(dict.fromkeys(SPELLINGS[word] for word in spellings))


@given(st.text(max_size=30), st.sampled_from(Kind), st.dictionaries(st.text(max_size=3), st.text(max_size=3), max_size=4))
def test_no_cell_raises(written: str, kind: Kind, spellings: dict[str, str]) -> None:
    for parsed in (parse_code(Cell(kind, written), spellings), parse_codes(Cell(kind, written), spellings)):
        assert (parsed.value is not None) == (parsed.reading is Reading.VALUE)
