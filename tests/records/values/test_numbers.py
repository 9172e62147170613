"""Numbers, amounts and ratios are exact or unreadable."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from auditor.records.cells import BLANK, Cell, Kind
from auditor.records.values.numbers import parse_amount, parse_integer, parse_number, parse_ratio
from auditor.records.values.parsed import Reading
from tests.records.values.many import many

WIDE = str.maketrans("0123456789.,", "０１２３４５６７８９．，")


def text(written: str) -> Cell:
    return Cell(Kind.TEXT, written)


def number(value: float) -> Cell:
    return Cell(Kind.NUMBER, repr(value), value)


@pytest.mark.parametrize(("written", "unit", "fen"), [
    ("12", "元", 1200), ("12元", "元", 1200), ("12.5", "元", 1250), ("1,000", "元", 100000), ("1,234,567.89元", "元", 123456789),
    ("１５", "元", 1500),
    ("￥12.50", "元", 1250), ("12 元整", "元", 1200), ("0", "元", 0), ("-5", "元", -500), ("0.1万元", "元", 100000),
    ("1.2", "万元", 1200000),
    ("12", "（单位：万元）", 12000000), ("350", "分", 350), ("12元", "分", 1200), ("0.5", "", 50), ("12.00", "元", 1200),
])
def test_amounts(written: str, unit: str, fen: int) -> None:
    assert parse_amount(text(written), unit=unit).value == fen


@pytest.mark.parametrize("written", ["12.345", "12,00", "1,00,000", "（12）", "12元/月", "2美元", "inf", "NaN", "1e5", "1e400",
    "十二元", "12.5分", "免交", "12 13", "9" * 5000, "1..2"])
def test_amounts_that_are_refused(written: str) -> None:
    parsed = parse_amount(text(written))
    assert (parsed.reading, parsed.value, bool(parsed.note)) == (Reading.UNREADABLE, None, True)


def test_amounts_say_what_is_odd() -> None:
    assert "负" in parse_amount(text("-5")).note
    assert "单位" in parse_amount(text("20元"), unit="万元").note
    assert not parse_amount(text("20元")).note
    assert parse_amount(number(0.1 + 0.2)).value == 30
    assert parse_amount(number(10**400)).reading is Reading.UNREADABLE


@many
@given(st.integers(-10**12, 10**12))
def test_every_amount_survives_exactly(fen: int) -> None:
    sign, yuan, rest = "-" * (fen < 0), *divmod(abs(fen), 100)
    for written in (f"{sign}{yuan}.{rest:02}", f"{sign}{yuan:,}.{rest:02}元", f"￥{sign}{yuan}.{rest:02}", f"{fen}分"):
        assert parse_amount(text(written)).value == fen
    assert parse_amount(number(fen / 100)).value == fen


@many
@given(st.integers(0, 10**10), st.sampled_from(["", " ", "　", "\u200b"]), st.booleans())
def test_writings_of_one_amount_agree(fen: int, gap: str, wide: bool) -> None:
    yuan, rest = divmod(fen, 100)
    for way in (f"{yuan}.{rest:02}", f"{yuan:,}.{rest:02}", f"{yuan}.{rest:02}{gap}元", f"￥{gap}{yuan}.{rest:02}", f"人民币{yuan}.{rest:02}元", f"{yuan}.{rest:02}0"):
        written = f"{gap}{way.translate(WIDE) if wide else way}{gap}"
        assert parse_amount(text(written)).value == fen, written


@many
@given(st.integers(1, 10**8), st.sampled_from(["约{}", "{}左右", "{}美元", "{}-{}", "{} {}", "{}/月", "{}.{}.1", "{}e2", "{}+{}", "（{}）"]))
def test_an_amount_that_is_not_exact_is_refused(number: int, way: str) -> None:
    assert parse_amount(text(way.format(number, number))).reading is Reading.UNREADABLE


@pytest.mark.parametrize(("written", "unit", "value"), [
    ("32", "", 32), ("32学时", "学时", 32), ("19次", "", 19), ("12.0", "", 12), ("1,000", "", 1000), ("-3", "", -3),
    ("90分钟", "小时", None), ("2小时", "", None), ("5.5", "", None), ("三", "", None), ("100", "%", 100),
])
def test_integers(written: str, unit: str, value: int | None) -> None:
    assert parse_integer(text(written), unit=unit).value == value


def test_numbers_are_floats() -> None:
    assert parse_number(text("2.5学时"), unit="学时").value == parse_number(number(2.5)).value == 2.5
    assert parse_number(text("0.5%")).reading is Reading.UNREADABLE
    assert parse_number(text("0.5%"), unit="%").value == 0.5


@pytest.mark.parametrize(("written", "ratio"), [
    ("80%", Fraction(4, 5)), ("８０％", Fraction(4, 5)), ("0.8", Fraction(4, 5)), ("4/5", Fraction(4, 5)),
    ("33.3%", Fraction(333, 1000)), ("1", Fraction(1)),
    ("120%", Fraction(6, 5)), ("0", Fraction(0)), ("80", None), ("4/0", None), ("-5%", None), ("八成", None), ("1.2", None),
])
def test_ratios(written: str, ratio: Fraction | None) -> None:
    assert parse_ratio(text(written)).value == ratio


PARSERS = (parse_amount, parse_integer, parse_number, parse_ratio)


@pytest.mark.parametrize("parse", PARSERS)
def test_cells_without_a_number(parse) -> None:  # type: ignore[no-untyped-def]
    readings = [parse(cell).reading for cell in (BLANK, text("—"), text("无"), Cell(Kind.DATE, "", date(2022, 3, 1)),
        Cell(Kind.BOOL, "TRUE", True), Cell(Kind.ERROR, "#N/A"))]
    assert readings == [Reading.BLANK, Reading.NIL, Reading.NIL] + [Reading.UNREADABLE] * 3


@given(st.one_of(st.integers(), st.floats(), st.dates(), st.booleans(), st.none()), st.sampled_from(Kind),
    st.one_of(st.text(max_size=30), st.text("0123456789.,%/元万-", max_size=30)))
def test_no_cell_raises(value: float | date | None, kind: Kind, written: str) -> None:
    for parse in PARSERS:
        parsed = parse(Cell(kind, written, value))
        assert (parsed.value is not None) == (parsed.reading is Reading.VALUE)
