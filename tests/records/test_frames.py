"""Sheets joined: what a column says in a sheet that has no such column."""

from __future__ import annotations

import pytest

from auditor.records.frames import join, not_supplied
from auditor.records.normalise import normalise
from auditor.records.people import Seat
from auditor.tables import FIRST_DAY, LAST_DAY, Column, Type
from tests.records.made import TABLES, sheet


@pytest.mark.parametrize(("kind", "unknown", "blank"), [
    (Type.CODE, {"c": None, "c__unsure": True}, {"c": None, "c__unsure": False}),
    (Type.AMOUNT, {"c": None, "c__unsure": True}, {"c": None, "c__unsure": False}),
    (Type.DATE, {"c__first": FIRST_DAY, "c__last": LAST_DAY}, {"c__first": None, "c__last": None}),
    (Type.TEXT, {"c": None}, {"c": None}),
])
def test_a_missing_column_is_unknown_and_an_optional_one_blank(kind: Type, unknown: dict[str, object], blank: dict[str, object]) -> None:
    assert not_supplied(Column(name="列", type=kind), "c") == unknown
    assert not_supplied(Column(name="列", type=kind, optional=True), "c") == blank


def test_a_text_that_only_one_sheet_has_is_doubtful_in_the_other() -> None:
    """Else a branch whose ledger has no such column would break a rule as soon as another branch hands in a ledger that has it."""
    table = TABLES["meetings"]
    sheets = [normalise(sheet("meetings", text), table) for text in ("branch,held_on,title\n甲,2022-03-01,学习", "branch,held_on\n乙,2022-03-01")]
    seats = [[Seat(0, "甲", None, sure=True)], [Seat(0, "乙", None, sure=True)]]
    frame = join(table, sheets, seats).frame
    assert list(frame["title__unsure"]) == [False, True]
    assert "title__unsure" not in join(table, sheets[:1], seats[:1]).frame
