"""Counts as far as they are written, and nothing that was not."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from auditor.records.cells import Cell, Kind
from auditor.records.values.counts import Count, parse_count
from auditor.records.values.parsed import Reading
from tests.records.values.many import many

WIDE = str.maketrans("0123456789/", "０１２３４５６７８９／")


@pytest.mark.parametrize(("written", "count"), [
    ("25", Count(25)), ("２５人", Count(25)), ("19次", Count(19)), ("0", Count(0)), ("共25人", Count(25)), ("共计 25 人", Count(25)), ("25/27", Count(25, 27, 25)),
    ("25人／27人", Count(25, 27, 25)),
    ("应到27人 实到25人", Count(25, 27, 25)), ("应到27人，实到25人，请假2人", Count(25, 27, 25, 2)),
    ("应到：27；实到：25", Count(25, 27, 25)),
    ("应到27人实到24人请假2人缺席1人", Count(24, 27, 24, 3)), ("应到27，实到25，请假1", Count(25, 27, 25, 1)),
    ("20人（请假2人）", Count(20, leave=2)),
    ("赵一、钱二、孙三", Count(3)), ("赵一；钱二；孙三", Count(3)), ("赵一,钱二", Count(2)), ("赵一 钱二 孙三", Count(3)),
    ("赵　一、钱　二", Count(2)), ("赵一\n钱二", Count(2)),
    ("阿依·古丽、钱二", Count(2)),
])
def test_what_is_written(written: str, count: Count) -> None:
    assert parse_count(Cell(Kind.TEXT, written)).value == count


@pytest.mark.parametrize("written", ["27/25", "应到25实到27", "应到27实到26请假2", "应到27请假2", "应到27", "全体党员", "赵一",
    "赵 一", "赵一等5人", "全体党员、入党积极分子", "5.5", "-3", "若干", "大概20人", "25 27", "应到2 7实到5"])
def test_what_is_refused(written: str) -> None:
    parsed = parse_count(Cell(Kind.TEXT, written))
    assert (parsed.reading, bool(parsed.note)) == (Reading.UNREADABLE, True)


def test_doubts_are_noted_and_a_date_is_no_count() -> None:
    assert "请假" in parse_count(Cell(Kind.TEXT, "20人（请假2人）")).note
    assert "相同" in parse_count(Cell(Kind.TEXT, "赵一、赵一")).note
    assert parse_count(Cell(Kind.DATE, "2022-02-27", date(2022, 2, 27))).reading is Reading.UNREADABLE
    assert parse_count(Cell(Kind.NUMBER, "25", 25.0)).value == Count(25)
    assert parse_count(Cell(Kind.TEXT, "/")).reading is Reading.NIL


@many
@given(st.text("0123456789应到实到请假缺席人共（）/，、 赵钱孙等次.", max_size=25))
def test_never_more_present_than_due(written: str) -> None:
    value = parse_count(Cell(Kind.TEXT, written)).value
    assert value is None or 0 <= value.count <= (value.due if value.due is not None else value.count)


@given(st.one_of(st.integers(), st.floats(), st.booleans(), st.none()), st.sampled_from(Kind), st.text(max_size=30))
def test_no_cell_raises(value: float | None, kind: Kind, written: str) -> None:
    assert parse_count(Cell(kind, written, value)).reading in Reading


@many
@given(st.integers(0, 9999), st.integers(0, 9999), st.sampled_from(["", " ", "　", "\u200b"]), st.booleans())
def test_writings_of_one_count_agree(attended: int, away: int, gap: str, wide: bool) -> None:
    due = attended + away
    ways = [f"{attended}/{due}", f"{attended}人/{due}人", f"应到{due}人{gap}实到{attended}人", f"应到：{due}，实到：{attended}", f"实到{gap}{attended}人（应到{due}人）"]
    for written in [way.translate(WIDE) if wide else way for way in ways]:
        assert parse_count(Cell(Kind.TEXT, f"{gap}{written}{gap}")).value == Count(attended, due, attended), written
    for written in (f"{attended}", f"{attended}{gap}人", f"共{attended}人"):
        assert parse_count(Cell(Kind.TEXT, written)).value == Count(attended)


@many
@given(st.integers(0, 999), st.integers(0, 999), st.sampled_from(["约{}人", "{}多人", "{}人左右", "{} {}", "{}～{}人", "{}+{}", "近{}人", "{}/{}/{}", "-{}"]))
def test_a_count_that_is_not_exact_is_refused(one: int, other: int, way: str) -> None:
    assert parse_count(Cell(Kind.TEXT, way.format(one + 1, other + 1, 1))).reading is Reading.UNREADABLE
