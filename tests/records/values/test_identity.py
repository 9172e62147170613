"""ID numbers: right, or not relied on."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from auditor.records.cells import BLANK, Cell, Kind
from auditor.records.values.identity import birth_of, parse_id_number, sex_of
from auditor.records.values.parsed import Reading
from tests.records.values.many import many

WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)


def id_number(birth: date, order: int) -> str:
    """A made-up number, its check digit by the weights of GB 11643, independent of the library."""
    body = f"990101{birth:%Y%m%d}{order:03}"
    return body + "10X98765432"[sum(weight * int(digit) for weight, digit in zip(WEIGHTS, body, strict=True)) % 11]


NUMBERS = st.builds(id_number, st.dates(date(1900, 1, 1), date(2100, 12, 31)), st.integers(0, 999))
RIGHT = id_number(date(1990, 3, 7), 1)
WITH_X = next(number for order in range(999) if (number := id_number(date(1990, 3, 7), order)).endswith("X"))


@many
@given(NUMBERS, st.sampled_from(["{}", " {}", "{} ", "'{}", "\t{}", "　{}\u200b", "’{}"]), st.booleans())
def test_right_numbers_are_read_whatever_stands_around(number: str, around: str, lower: bool) -> None:
    written = around.format(number.lower() if lower else number)
    assert parse_id_number(Cell(Kind.TEXT, written)).value == number
    assert parse_id_number(Cell(Kind.TEXT, "".join(chr(ord(digit) + 0xFEE0) for digit in number))).value == number


@many
@given(NUMBERS, st.integers(0, 17), st.sampled_from("0123456789"))
def test_any_one_wrong_digit_is_noticed(number: str, place: int, digit: str) -> None:
    wrong = number[:place] + digit + number[place + 1:]
    assert parse_id_number(Cell(Kind.TEXT, wrong)).value == (number if wrong == number else None)


@pytest.mark.parametrize(("cell", "word"), [
    (Cell(Kind.NUMBER, "990101199003070000", 9.9010119900307e17), "丢失"), (Cell(Kind.TEXT, "9.90101E+17"), "丢失"),
    (Cell(Kind.TEXT, "990101199003070000"), "丢失"),
    (Cell(Kind.NUMBER, "990101900307001", 990101900307001), "丢失"), (Cell(Kind.TEXT, "990101900307001"), "15"),
    (Cell(Kind.TEXT, RIGHT[:17]), "17 位"),
    (Cell(Kind.TEXT, RIGHT[:-1] + ("0" if RIGHT[-1] != "0" else "1")), "校验位"), (Cell(Kind.TEXT, "990*************19"), "打码"),
    (Cell(Kind.TEXT, "E12345678"), "不是"),
    (Cell(Kind.DATE, "", date(2022, 3, 1)), "文本"), (Cell(Kind.ERROR, "#VALUE!"), "错误值"),
])
def test_what_nobody_may_be_recognised_by(cell: Cell, word: str) -> None:
    parsed = parse_id_number(cell)
    assert (parsed.reading, parsed.value) == (Reading.UNREADABLE, None)
    assert word in parsed.note
    assert len(cell.text) < 5 or cell.text not in parsed.note


def test_a_birth_date_that_never_was() -> None:
    body = "99010119900230001"
    check = "10X98765432"[sum(weight * int(digit) for weight, digit in zip(WEIGHTS, body, strict=True)) % 11]
    assert "出生日期" in parse_id_number(Cell(Kind.TEXT, body + check)).note


def test_blank_nil_birth_and_sex() -> None:
    assert parse_id_number(BLANK).reading is Reading.BLANK
    assert parse_id_number(Cell(Kind.TEXT, "无")).reading is Reading.NIL
    assert parse_id_number(Cell(Kind.TEXT, WITH_X.lower())).value == WITH_X
    assert (birth_of(RIGHT), sex_of(RIGHT), sex_of(id_number(date(1990, 3, 7), 2))) == (19900307, "男", "女")
    assert (birth_of(""), sex_of(""), birth_of("9901011990023000")) == (None, None, None)


@given(st.one_of(st.text(max_size=30), st.text("0123456789Xx*'E+. ", max_size=20)), st.sampled_from(Kind), st.one_of(st.none(),
    st.floats(), st.integers()))
def test_no_cell_raises(written: str, kind: Kind, value: float | None) -> None:
    assert parse_id_number(Cell(kind, written, value)).reading in Reading
    birth_of(written), sex_of(written)
