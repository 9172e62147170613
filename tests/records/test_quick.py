"""The quick look counts what the close look counts; what it cannot tell plainly it leaves to that."""

from __future__ import annotations

import io
import zipfile

import pytest
import xlsxwriter
from hypothesis import given
from hypothesis import strategies as st

from auditor.records.quick import quick
from auditor.records.scan import Scan
from auditor.records.sheetxml import scan
from auditor.records.sniff import Format
from auditor.records.workbook import read_workbook

FULL = st.one_of(
    st.none(), st.integers(0, 99999), st.floats(0, 1e6), st.booleans(), st.text(max_size=6).filter(str.strip),
    st.sampled_from(["=1+1", "赵甲子", "<&>", "a'b"]),
)
BLANK = st.one_of(FULL, st.sampled_from(["　", " ", "\t"]))


def package(rows: list[list[object]], *, inline: bool) -> bytes:
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": not inline, "constant_memory": inline}) as book:
        page = book.add_worksheet("表")
        for row, values in enumerate(rows):
            for column, value in enumerate(values):
                page.write(row, column, value)
    return out.getvalue()


@given(st.lists(st.lists(FULL, max_size=5), min_size=1, max_size=6), st.booleans())
def test_both_looks_count_the_same(rows: list[list[object]], inline: bool) -> None:
    data = package(rows, inline=inline)
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        fast, close = (scan(archive, "xl/worksheets/sheet1.xml", closely=closely) for closely in (False, True))
    assert (fast.others + sum(fast.shared.values()), fast.errors, fast.uncalculated, fast.hidden) == (
        close.others + sum(close.shared.values()), close.errors, close.uncalculated, close.hidden)
    assert fast.rows == close.rows
    assert fast.columns >= close.columns
    read_workbook(data, Format.XLSX)


@given(st.lists(st.lists(BLANK, max_size=5), min_size=1, max_size=6), st.booleans())
def test_blank_texts_are_at_most_counted_too_often_which_the_close_look_settles(rows: list[list[object]], inline: bool) -> None:
    data = package(rows, inline=inline)
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        fast, close = (scan(archive, "xl/worksheets/sheet1.xml", closely=closely) for closely in (False, True))
    assert fast.others + sum(fast.shared.values()) >= close.others + sum(close.shared.values())
    read_workbook(data, Format.XLSX)


PLAIN = b'<sheetData><row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1"><v>12</v></c></row></sheetData>'


def test_a_plain_piece_is_counted() -> None:
    result = Scan()
    assert quick(result, PLAIN) == 0
    assert (result.others, sum(result.shared.values()), result.rows, result.columns) == (1, 1, 1, 26)


@pytest.mark.parametrize("change", [
    (b"<v>12</v>", b"<f>1+1</f><v>2</v>"), (b"<v>12</v>", b""), (b'r="B1"', b"r='B1'"), (b'r="B1"', b'r="B1" t="e"'),
    (b'r="B1"', b'r="XFD1"'), (b'<row r="1"', b'<row r="1048577"'), (b'<row r="1"', b'<row r="1" hidden="1"'),
    (b"<c r=\"B1\"", b"<x:c r=\"B1\""), (b'<row r="1"', b"<row"),
    (b"<v>12</v>", b"<v>12</v><!-- x -->"), (b"<v>12</v>", b"<v/>"), (b'r="B1"', b'r="A0"'), (b'r="B1"', b'r="ABCD1"'), (b"<v>12</v></c>", b"<v>12</v></c><c/>"),
    (b"<row", b"<extra/><row"), (b"<v>12</v>", b"<is><t>a</t><rPh><t>b</t></rPh></is>"), (b"<v>12</v>", b"<is><r><t>a</t></r></is>"),
])
def test_what_is_not_plain_is_looked_at_cell_by_cell(change: tuple[bytes, bytes]) -> None:
    assert change[0] in PLAIN
    assert quick(Scan(), PLAIN.replace(*change, 1)) is None


@pytest.mark.parametrize("row", [b'<row r="1" hidden="1">', b'<row r="1" x="a>b" hidden="1">', b'<row r="1" spans="1:2" hidden="true">'])
def test_hidden_rows_are_looked_at(row: bytes) -> None:
    assert quick(Scan(), PLAIN.replace(b'<row r="1">', row)) is None


def test_what_stands_behind_the_rows_in_a_piece_that_ends_with_a_row_is_looked_at() -> None:
    assert quick(Scan(), PLAIN + b'<row r="2"></row>') is None
    assert quick(Scan(), b" " * (1 << 16) + PLAIN) is None, "rows that begin far from the beginning"
