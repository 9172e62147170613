"""What a child says of cells comes back as those cells, through JSON and without it."""

from __future__ import annotations

import json
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from auditor.records.answers import workbook_of
from auditor.records.cells import Cell, Kind, Workbook
from auditor.records.child import answer
from auditor.records.wire import dumps, special

VALUES = st.one_of(
    st.none(), st.booleans(), st.integers(-10**12, 10**12), st.floats(allow_nan=False), st.text(st.characters(exclude_characters="\0"), max_size=8),
    st.dates(), st.datetimes().map(lambda one: one.replace(fold=0)), st.times().map(lambda one: one.replace(fold=0)), st.timedeltas(max_value=timedelta(days=9)), st.sampled_from([special("e", "#N/A"), special("u")]),
)


def cells(said: dict[str, Any]) -> list[list[Cell]]:
    book = workbook_of("a.xlsx", said)
    assert isinstance(book, Workbook)
    return [list(row) for row in book.sheets[0].rows]


def said_of(rows: list[list[Any]]) -> dict[str, Any]:
    return {"sha256": "", "format": "xlsx", "notes": [], "sheets": [{"name": "表", "hidden": False, "merges": [], "rows": rows}]}


@given(st.lists(st.lists(VALUES, max_size=5), max_size=4))
def test_json_changes_nothing(rows: list[list[Any]]) -> None:
    said = said_of(rows)
    assert repr(cells(json.loads(dumps(said)))) == repr(cells(said))


def test_each_kind_of_cell() -> None:
    row = ["甲", "", " ", None, 1.0, True, 1, float("inf"), date(2022, 3, 8), datetime(2022, 3, 8, 14, 30), time(9), special("e", "#N/A"), special("u")]
    found = cells(said_of([row]))[0]
    assert [cell.kind for cell in found] == [
        Kind.TEXT, Kind.BLANK, Kind.BLANK, Kind.BLANK, Kind.NUMBER, Kind.BOOL, Kind.NUMBER, Kind.ERROR, Kind.DATE, Kind.DATE, Kind.DATE, Kind.ERROR, Kind.UNCALCULATED,
    ]
    assert [cell.text for cell in found[8:12]] == ["2022-03-08", "2022-03-08 14:30:00", "09:00:00", "#N/A"]


def test_a_text_that_poses_as_a_date_is_no_crash(tmp_path: Path) -> None:
    path = tmp_path / "a.xls"
    path.write_bytes("<html><table><tr><td>\0d不是日期</td></tr></table></html>".encode())
    assert cells(answer(path))[0][0].kind is Kind.TEXT
    assert cells(said_of([[special("d", "不是日期")]]))[0][0] == Cell(Kind.TEXT, "不是日期")
