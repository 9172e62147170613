"""Sheets joined: what a column says in a sheet that has no such column."""

from __future__ import annotations

import pytest

from auditor.records.frames import not_supplied
from auditor.tables import FIRST_DAY, LAST_DAY, Column, Type


@pytest.mark.parametrize(("kind", "unknown", "blank"), [
    (Type.CODE, {"c": None, "c__unsure": True}, {"c": None, "c__unsure": False}),
    (Type.AMOUNT, {"c": None, "c__unsure": True}, {"c": None, "c__unsure": False}),
    (Type.DATE, {"c__first": FIRST_DAY, "c__last": LAST_DAY}, {"c__first": None, "c__last": None}),
    (Type.TEXT, {"c": None}, {"c": None}),
])
def test_a_missing_column_is_unknown_and_an_optional_one_blank(kind: Type, unknown: dict[str, object], blank: dict[str, object]) -> None:
    assert not_supplied(Column(name="列", type=kind), "c") == unknown
    assert not_supplied(Column(name="列", type=kind, optional=True), "c") == blank
