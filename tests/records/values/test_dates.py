"""Dates: a table of what people write, and what must hold for every date."""

from __future__ import annotations

from calendar import monthrange
from datetime import date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from auditor.records.cells import BLANK, Cell, Kind
from auditor.records.values.dates import parse_date, parse_month
from auditor.records.values.parsed import Days, Parsed, Reading
from tests.records.values.many import many


def text(written: str) -> Cell:
    return Cell(Kind.TEXT, written)


def number(value: float) -> Cell:
    return Cell(Kind.NUMBER, repr(value), value)


def of(day: date) -> int:
    return day.year * 10000 + day.month * 100 + day.day


def bounds(parsed: Parsed[Days]) -> tuple[int, int] | None:
    return (parsed.value.first, parsed.value.last) if parsed.value else None


MARCH_29 = (20220329, 20220329)
MARCH = (20220301, 20220331)

EXACT = [
    "2022.3.29", "2022年3月29日", "２０２２年３月２９日", "二〇二二年三月二十九日", "二○二二年三月二十九日",
    "二零二二年三月廿九日", "2022-03-29", "2022/3/29", "2022\\3\\29", "2022。3。29", "2022—3—29", "２０２２．３．２９",
    "20220329", "2022年3月29号", "2022年3月29日（星期二）", "2022-03-29T14:30:00", "2022年3月29日下午", "2022年3月29日14时30分",
    "'2022.3.29", "2022.3.29.",
]


@pytest.mark.parametrize("written", [*EXACT, "2022 年 3 月 29 日", "2022 3 29", " 2022-3-29 ", "2022/3/29  14:30",
    "2022-03-29 09:00-10:00", "2022/3/29 2:30 PM"])
def test_a_day_in_any_spelling(written: str) -> None:
    parsed = parse_date(text(written))
    assert (bounds(parsed), parsed.precision, parsed.note) == (MARCH_29, "day", "")


@pytest.mark.parametrize(("written", "first", "last", "precision"), [
    ("2022年3月", *MARCH, "month"), ("2022.03", *MARCH, "month"), ("202203", *MARCH, "month"), ("2022-3", *MARCH, "month"),
    ("二〇二二年三月", *MARCH, "month"), ("2022年3月份", *MARCH, "month"), ("198003", 19800301, 19800331, "month"),
    ("202209", 20220901, 20220930, "month"), ("2017.6", 20170601, 20170630, "month"), ("1969.01", 19690101, 19690131, "month"),
    ("1980.10", 19801001, 19801031, "month"), ("1988-10", 19881001, 19881031, "month"), ("2018年3月", 20180301, 20180331, "month"),
    ("2022年3月底", *MARCH, "month"), ("2022年第三季度", 20220701, 20220930, "quarter"),
    ("2022年三季度", 20220701, 20220930, "quarter"),
    ("2022Q3", 20220701, 20220930, "quarter"), ("2022年上半年", 20220101, 20220630, "half_year"),
    ("2022下半年", 20220701, 20221231, "half_year"),
    ("2022", 20220101, 20221231, "year"), ("2022年", 20220101, 20221231, "year"), ("2022年度", 20220101, 20221231, "year"),
    ("2022年3月下旬", 20220321, 20220331, "range"), ("2022年2月中旬", 20220211, 20220220, "range"),
    ("2022-3-29至2022-3-31", 20220329, 20220331, "range"), ("2022-3-29-2022-3-31", 20220329, 20220331, "range"),
    ("2022.3.29～31", 20220329, 20220331, "range"), ("2022.3.29-4.2", 20220329, 20220402, "range"),
    ("2022年3月1日-5日", 20220301, 20220305, "range"), ("2014.01-2014.12", 20140101, 20141231, "range"),
    ("2014.1-2014.12", 20140101, 20141231, "range"), ("2022年1-3月", 20220101, 20220331, "range"),
    ("2022-03-29 09:00至2022-03-30 11:00", 20220329, 20220330, "range"),
    ("2022.3.2 9", *MARCH_29, "day"), ("2022年1 1月", 20221101, 20221130, "month"), ("44649", *MARCH_29, "day"),
])
def test_what_is_less_exact_keeps_its_bounds_and_says_so(written: str, first: int, last: int, precision: str) -> None:
    parsed = parse_date(text(written))
    assert (bounds(parsed), parsed.precision) == ((first, last), precision)
    assert parsed.note


@pytest.mark.parametrize("written", ["22.3.29", "22年3月29日", "220329", "3.29", "3月29日", "3月", "1-3月", "上半年", "2022.13.5",
    "2022.2.30", "2022-13", "2022年13月", "1980.1", "2022.1", "3.1", "待定", "去年3月", "农历三月初三", "民国三十八年", "每月5日",
    "约2022年", "2022年左右", "09:00-10:00", "05/01/2024", "2022.3、4", "3月1日、3月8日", "2022.3-5", "2022329", "20221", "60", "0",
    "-1", "1e300", "12345", "1850-1-1", "2150.1.1", "2022.11.29-1.5", "2021-2022学年", "至今", "2022年3月29日起", "二十二年三月",
    "三十二月", "2022.3/29", "二", "abc", "####", "99999999", "19000229"])
def test_what_is_ambiguous_or_impossible_is_unreadable_with_a_note(written: str) -> None:
    parsed = parse_date(text(written))
    assert parsed.reading is Reading.UNREADABLE
    assert "请" in parsed.note


@pytest.mark.parametrize("written", ["无", "—", "－", "–", "-", "/", "\\", "空", "暂无", "N/A", "n/a", "／", "＼", "——", "　无　"])
def test_a_written_nothing_is_nil(written: str) -> None:
    assert parse_date(text(written)).reading is Reading.NIL


@pytest.mark.parametrize(("cell", "reading"), [
    (BLANK, Reading.BLANK), (text(" 　\u200b"), Reading.BLANK), (Cell(Kind.ERROR, "#REF!"), Reading.UNREADABLE),
    (Cell(Kind.UNCALCULATED, "=A1"), Reading.UNREADABLE), (Cell(Kind.BOOL, "TRUE", True), Reading.UNREADABLE),
    (Cell(Kind.DATE, "09:00", time(9)), Reading.UNREADABLE), (Cell(Kind.DATE, "1900-02-28", date(1900, 2, 28)), Reading.UNREADABLE),
])
def test_cells_without_a_date(cell: Cell, reading: Reading) -> None:
    for parsed in (parse_date(cell), parse_month(cell)):
        assert (parsed.reading, parsed.value) == (reading, None)
        assert bool(parsed.note) == (reading is Reading.UNREADABLE)


@pytest.mark.parametrize(("value", "expected", "precision"), [
    (44649, MARCH_29, "day"), (44649.6041666667, MARCH_29, "day"), (36923.0, (20010201, 20010201), "day"),
    (20200820, (20200820, 20200820), "day"),
    (198003, (19800301, 19800331), "month"), (1980.3, (19800301, 19800331), "month"), (1980.12, (19801201, 19801231), "month"),
    (2022, (20220101, 20221231), "year"), (1980.1, None, ""), (60, None, ""), (-1, None, ""), (2958466, None, ""), (1e300, None, ""),
    (float("nan"), None, ""), (float("inf"), None, ""), (10**400, None, ""), (20221, None, ""),
])
def test_numbers(value: float, expected: tuple[int, int] | None, precision: str) -> None:
    parsed = parse_date(Cell(Kind.NUMBER, "1E+400" if value == 10**400 else repr(value), value))
    assert (bounds(parsed), parsed.precision) == (expected, precision)
    assert parsed.note or precision == "day"


@pytest.mark.parametrize(("written", "expected"), [
    ("3.29", MARCH_29), ("3月29日", MARCH_29), ("三月二十九日", MARCH_29), ("3/29", MARCH_29), ("3-29", MARCH_29),
    ("3月下旬", (20220321, 20220331)),
    ("第一季度", (20220101, 20220331)), ("上半年", (20220101, 20220630)), ("3.28-3.29", (20220328, 20220329)), ("3.1", None),
    ("3-5", None),
])
def test_the_year_of_the_sheet_stands_in_and_is_noted(written: str, expected: tuple[int, int] | None) -> None:
    parsed = parse_date(text(written), year=2022)
    assert bounds(parsed) == expected
    assert ("年份" in parsed.note) == bool(expected)


@pytest.mark.parametrize(("written", "first", "last", "precision"), [
    *[(month, *MARCH, "month") for month in ("3月", "3 月", "三月", "03", "3", "3月份", "2022年3月", "202203", "2022-03-15",
        "3月15日", "2022.3.2-9")],
    ("1-3月", 20220101, 20220331, "range"), ("第三季度", 20220701, 20220930, "quarter"),
    ("2022.3.29-4.2", 20220301, 20220430, "range"),
])
def test_months(written: str, first: int, last: int, precision: str) -> None:
    parsed = parse_month(text(written), year=2022)
    assert (bounds(parsed), parsed.precision) == ((first, last), precision)


def test_a_month_alone_needs_a_year_and_a_stored_day_gives_its_month() -> None:
    assert parse_month(text("3月")).reading is parse_month(number(3)).reading is Reading.UNREADABLE
    assert bounds(parse_month(number(3), year=2022)) == bounds(parse_month(Cell(Kind.DATE, "", datetime(2022, 3, 15, 9)))) == MARCH
    assert not parse_month(text("2022年3月")).note


DAYS = st.dates(date(1900, 3, 1), date(2100, 12, 31))
SIGNS = st.sampled_from([("-", "-", ""), (".", ".", ""), ("/", "/", ""), ("年", "月", "日"), ("年", "月", ""), ("．", "。", ""),
    ("—", "–", "")])
SPACE = st.sampled_from(["", " ", "　", "\u200b", "\t"])
WIDE = str.maketrans("0123456789", "０１２３４５６７８９")


@many
@given(DAYS, SIGNS, st.lists(SPACE, min_size=6, max_size=6), st.booleans(), st.booleans())
def test_separators_width_and_space_make_no_difference(day: date, signs: tuple[str, str, str], gaps: list[str], wide: bool,
    padded: bool) -> None:
    width = 2 if padded else 1
    parts = [f"{day.year}", signs[0], f"{day.month:0{width}}", signs[1], f"{day.day:0{width}}", signs[2]]
    written = "".join(part + gap for part, gap in zip(parts, gaps, strict=True))
    assert parse_date(text(written.translate(WIDE) if wide else written)) == Parsed(Reading.VALUE, Days(of(day), of(day)), "day")


@many
@given(DAYS)
def test_stored_dates_digits_and_serials_agree(day: date) -> None:
    serial = (day - date(1899, 12, 30)).days
    assert bounds(parse_date(Cell(Kind.DATE, day.isoformat(), day))) == bounds(parse_date(number(int(f"{day:%Y%m%d}")))) == (of(day),
        of(day))
    if 21010 <= serial <= 60000:
        assert bounds(parse_date(number(serial))) == bounds(parse_date(text(str(serial)))) == (of(day), of(day))


@many
@given(st.integers(1900, 2100), st.integers(0, 14), st.integers(0, 33), st.sampled_from("-./"), st.sampled_from(["", "下旬", "月",
    "日", "~30", "至12.31", " 9:30"]))
def test_never_outside_the_written_year_and_month(year: int, month: int, day: int, sign: str, tail: str) -> None:
    for written in (f"{year}{sign}{month}{sign}{day}{tail}", f"{year}年{month}月{day}{tail}", f"{year}{sign}{month}{tail}",
        f"{year}年{month}月{tail}"):
        parsed = parse_date(text(written), year=1999)
        if parsed.value:
            assert parsed.value.first // 100 == year * 100 + month
            assert parsed.value.first <= parsed.value.last <= year * 10000 + 1231
            assert "至" in tail or parsed.value.last // 100 == year * 100 + month


@many
@given(DAYS, st.integers(0, 400))
def test_ranges_hold_their_ends(start: date, length: int) -> None:
    end = min(start + timedelta(length), date(2100, 12, 31))
    parsed = parse_date(text(f"{start:%Y.%m.%d}-{end:%Y.%m.%d}"))
    assert bounds(parsed) == (of(start), of(end))
    months = parse_month(text(f"{start:%Y.%m.%d}-{end:%Y.%m.%d}"))
    assert bounds(months) == (of(start.replace(day=1)), of(end.replace(day=monthrange(end.year, end.month)[1])))


ANY_TEXT = st.one_of(st.text(max_size=40), st.text("0123456789年月日.-/ 至~上下半旬季度第一二十〇初:：Q'", max_size=20))


@many
@given(ANY_TEXT, st.one_of(st.none(), st.integers()))
def test_no_text_raises_and_every_value_is_a_span_of_real_days(written: str, year: int | None) -> None:
    for parsed in (parse_date(text(written), year=year), parse_month(text(written), year=year)):
        assert (parsed.value is not None) == (parsed.reading is Reading.VALUE)
        if parsed.value:
            first, last = (datetime.strptime(str(day), "%Y%m%d") for day in (parsed.value.first, parsed.value.last))
            assert datetime(1900, 1, 1) <= first <= last <= datetime(2100, 12, 31)


@given(st.one_of(st.integers(), st.floats(), st.dates(), st.times(), st.booleans(), st.none()), st.sampled_from(Kind),
    st.text(max_size=9))
def test_no_cell_raises(value: float | date | time | None, kind: Kind, written: str) -> None:
    cell = Cell(kind, written, value)
    assert parse_date(cell).reading in Reading
    assert parse_month(cell, year=2022).reading in Reading


def test_a_very_long_text_is_no_date() -> None:
    assert parse_date(text("2022.3.29" * 100_000)).reading is Reading.UNREADABLE
