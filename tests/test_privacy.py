"""Masking: what is left, and that no full ID number or phone ever is."""

from __future__ import annotations

import re
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from auditor.privacy import mask, mask_text
from auditor.tables import Privacy

ID, PHONE = "990101199003070019", "13900000001"


@pytest.mark.parametrize(("value", "privacy", "shown"), [
    (ID, "id", "990*************19"), (f" {ID} ", "id", "990*************19"), (PHONE, "phone", "139******01"),
    (f"{PHONE}、13800000002", "phone", "139******01、138******02"),
    ("139 0000 0001", "phone", "139******01"), ("87654321", "phone", "********"), ("张三", "name", "张*"),
    ("张大伟", "name", "张*伟"), ("欧阳大伟", "name", "欧**伟"),
    ("张", "name", "*"), ("张　三", "name", "张*"), ("张大伟、李四", "name", "张*伟、李*"), ("张三 李四", "name", "张* 李*"),
    ("学院路 1 号", "address", "（住址不显示）"),
    ("12.50", "money", "（金额不显示）"), ("", "name", ""), ("—", "id", "—"), ("无", "name", "无"), ("主题党日", "none", "主题党日"),
    (f"电话{PHONE}", "none", "电话139******01"),
])
def test_what_is_left(value: str, privacy: str, shown: str) -> None:
    assert mask(value, Privacy(privacy)) == shown


@pytest.mark.parametrize("text", ["2022-03-29 14:30 至 2022-03-31", "2022.03.29、2022.04.01", "第 12 行", "020100043",
    "应到27人 实到25人", "20220329143000"])
def test_other_figures_stay(text: str) -> None:
    assert mask_text(text) == text


def squeezed(text: str) -> str:
    return re.sub(r"[^0-9X*]", "", unicodedata.normalize("NFKC", text).upper())


PIECES = st.text("身份证电话：0123456789*xX -\n", max_size=15)
SPELT = st.sampled_from([
    str, lambda digits: digits.translate(str.maketrans("0123456789X", "０１２３４５６７８９Ｘ")), " ".join, "-".join,
    lambda digits: f"{digits[:3]} {digits[3:7]} {digits[7:]}" if len(digits) == 11 else f"{digits[:6]} {digits[6:14]} {digits[14:]}",
    lambda digits: f"{digits[:3]}-{digits[3:7]}-{digits[7:]}" if len(digits) == 11 else f"{digits[:6]}-{digits[6:10]}-{digits[10:14]}-{digits[14:]}",
])


@given(PIECES, st.one_of(st.from_regex("[1-9][0-9]{16}[0-9X]", fullmatch=True), st.from_regex("1[3-9][0-9]{9}", fullmatch=True)),
    SPELT, PIECES)
def test_no_full_number_survives(before: str, number: str, spell, after: str) -> None:  # type: ignore[no-untyped-def]
    masked = mask_text(before + spell(number) + after)
    assert number not in squeezed(masked) or number in squeezed(before) + squeezed(after)
    assert mask_text(masked) == masked


@given(st.text(), st.sampled_from(Privacy))
def test_masking_never_raises_and_hides(value: str, privacy: Privacy) -> None:
    shown = mask(value, privacy)
    if privacy is not Privacy.NONE and len(value) > 1 and value.isalpha() and value != "暂无":
        assert shown != value
