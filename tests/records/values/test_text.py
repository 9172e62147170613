"""The normal form of texts."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from auditor.records.values.text import is_nil, normalise_spaces, normalise_text


@pytest.mark.parametrize(("written", "normal"), [
    ("　第 一\u200b党支部\n", "第一党支部"), ("ＡＢＣ１２（）", "ABC12()"), ("阿依•古丽", "阿依·古丽"), ("阿依・古丽", "阿依·古丽"),
    ("\u202e王\ufeff五\xa0", "王五"), ("⼀", "一"),
])
def test_normal_form(written: str, normal: str) -> None:
    assert normalise_text(written) == normal


def test_nil_is_a_closed_list() -> None:
    assert all(map(is_nil, ["无", "—", "－－", "/", "＼", "空", "暂无", "Ｎ/a", " - "]))
    assert not any(map(is_nil, ["", " ", "待定", "无锡", "NA", "null", "0", "一"]))


@given(st.text())
def test_normalising_twice_changes_nothing(written: str) -> None:
    assert normalise_text(normalise_text(written)) == normalise_text(written) == normalise_text(normalise_spaces(written))
    assert normalise_spaces(normalise_spaces(written)) == normalise_spaces(written)
