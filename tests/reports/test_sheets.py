from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from auditor.reports.sheets import cells_wide, height, sheet_title


@given(st.lists(st.text(max_size=50), max_size=20))
def test_names_are_what_excel_accepts(names):
    used: set[str] = set()
    found = [sheet_title(name, used) for name in names]
    assert len({name.casefold() for name in found}) == len(found)
    for name in found:
        assert 1 <= len(name) <= 31
        assert not set(name) & set("[]:*?/\\")
        assert not name.startswith("'")


@pytest.mark.parametrize(("text", "expected"), [("", 0), ("abc", 3), ("党支部", 6), ("党\nabcd", 4)])
def test_width(text, expected):
    assert cells_wide(text) == expected


def test_height_grows_with_the_text():
    assert height("短", 20) < height("这一段文字比一行要长得多，需要折成几行", 20) <= 409
    assert height("党" * 10_000, 10) == 409
