from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from auditor.reports.clean import CUT, Limits, Target, clean

ANYTHING = st.text(st.characters(codec=None, categories=None))


@pytest.mark.parametrize(
    ("text", "target", "expected"),
    [
        ("张\x07三", Target.XLSX, "张〔U+0007〕三"),
        ("\ud800", Target.HTML, "〔U+D800〕"),
        ("a\u202eb", Target.TEXT, "a〔U+202E〕b"),
        ("\ufffe", Target.JSON, "〔U+FFFE〕"),
        ("一\r\n二\r三", Target.XLSX, "一\n二\n三"),
        ("一\r\n二", Target.TEXT, "一 二"),
        ("\x1b[31m红", Target.TEXT, "〔U+001B〕[31m红"),
        ("=1+1", Target.CSV, "'=1+1"),
        ("＝1+1", Target.CSV, "'＝1+1"),
        ("@A1", Target.CSV, "'@A1"),
        ("\t=1", Target.CSV, "'\t=1"),
        ("-3", Target.CSV, "'-3"),
        ("=1+1", Target.XLSX, "=1+1"),
        ("䶮", Target.TEXT, "䶮"),
    ],
)
def test_what_becomes_of_a_text(text, target, expected):
    assert clean(text, target) == expected


def test_too_long_is_cut_and_says_so():
    found = clean("党" * 40_000, Target.XLSX)
    assert len(found) == 32767
    assert found.endswith(CUT)


def test_length_is_counted_as_excel_does():
    found = clean("𠮷" * 20_000, Target.XLSX)
    assert len(found.encode("utf-16-le")) // 2 <= 32767
    assert found.endswith(CUT)
    found.encode()


@given(ANYTHING, st.sampled_from([value for value in vars(Target).values() if isinstance(value, Limits)]))
def test_always_writable_and_stable(text, target):
    found = clean(text, target)
    found.encode()
    assert not any(ord(char) < 32 and char not in "\t\n" for char in found)
    assert target is not Target.TEXT or "\n" not in found
    assert clean(found, target) == found or target is Target.CSV
