"""Which branches answer for a period: the union of their inputs, without a gap, up to the last day that counts."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import narwhals as nw
import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from auditor.engines.coverage import covered_branches, covering
from auditor.periods import Period, parse_period
from auditor.records.dataset import Cover, Dataset, Register

ALL = ("甲", "乙", "丙")
QUARTER = parse_period("2022Q1")


def dataset(*covers: Cover) -> Dataset:
    return Dataset(Register(ALL), {}, covers)


def cover(branches: str | None, start: str | None = None, end: str | None = None, table: str = "meetings") -> Cover:
    first, last = (date.fromisoformat(day) if day else None for day in (start, end))
    return Cover(table, None if branches is None else frozenset(branches), first, last)


def covered(*covers: Cover, period: Period = QUARTER) -> str:
    return "".join(branch for branch in ALL if branch in covered_branches(dataset(*covers), "meetings", period))


CASES = [
    ("nothing", [], ""),
    ("everything", [cover(None)], "甲乙丙"),
    ("another table", [cover(None, table="dues")], ""),
    ("some branches", [cover("甲乙")], "甲乙"),
    ("a branch that nobody knows", [cover("甲丁")], "甲"),
    ("exactly the period", [cover(None, "2022-01-01", "2022-03-31")], "甲乙丙"),
    ("a day short at the end", [cover(None, "2022-01-01", "2022-03-30")], ""),
    ("a day short at the start", [cover(None, "2022-01-02", "2022-03-31")], ""),
    ("open ends", [cover("甲", None, "2022-03-31"), cover("乙", "2022-01-01", None)], "甲乙"),
    ("two that meet", [cover("甲", "2022-01-01", "2022-01-31"), cover("甲", "2022-02-01", "2022-03-31")], "甲"),
    ("two that overlap, in any order", [cover("甲", "2022-02-01", "2022-05-31"), cover("甲", "2021-12-01", "2022-02-15")], "甲"),
    ("one inside another", [cover("甲", "2022-01-01", "2022-03-30"), cover("甲", "2022-02-01", "2022-02-02"), cover("甲", "2022-03-31", "2022-03-31")], "甲"),
    ("two with a gap of a day", [cover("甲", "2022-01-01", "2022-01-30"), cover("甲", "2022-02-01", "2022-03-31")], ""),
    ("one branch's own beside what all have", [cover(None, "2022-01-01", "2022-02-28"), cover("乙", "2022-03-01", "2022-03-31")], "乙"),
    ("two that all have", [cover(None, "2022-01-01", "2022-02-28"), cover(None, "2022-03-01", "2022-03-31")], "甲乙丙"),
    ("one branch's is not another's", [cover("甲", "2022-01-01", "2022-02-28"), cover("乙", "2022-03-01", "2022-03-31")], ""),
    ("of no date", [Cover("meetings", undated=True), replace(cover("甲乙"), undated=True), cover("丙")], "丙"),
    ("before and after", [cover(None, "2021-01-01", "2021-12-31"), cover(None, "2022-04-01", "2022-12-31")], ""),
]


@pytest.mark.parametrize(("covers", "wanted"), [case[1:] for case in CASES], ids=[case[0] for case in CASES])
def test_union_of_covers(covers: list[Cover], wanted: str) -> None:
    assert covered(*covers) == wanted


SPANS = st.tuples(st.one_of(st.none(), st.integers(-5, 40)), st.one_of(st.none(), st.integers(-5, 40)), st.sampled_from([None, "甲", "乙", "甲乙"]))


@given(st.lists(SPANS, max_size=5), st.integers(0, 30), st.integers(0, 8))
def test_every_day_is_asked_for(spans: list[tuple[int | None, int | None, str | None]], first: int, length: int) -> None:
    day_of = date(2022, 1, 1).__add__
    covers = [cover(names, *(day_of(timedelta(day)).isoformat() if day is not None else None for day in (start, end))) for start, end, names in spans
              if start is None or end is None or start <= end]
    period = Period("", day_of(timedelta(first)), day_of(timedelta(first + length)))
    wanted = [
        branch for branch in ALL
        if all(any(
            (one.branches is None or branch in one.branches) and (one.start or date.min) <= day <= (one.end or date.max) for one in covers
        ) for day in (period.start + timedelta(step) for step in range(length + 1)))
    ]
    assert covered(*covers, period=period) == "".join(wanted)


def asked(due: str, *covers: Cover, period: Period = QUARTER) -> list[bool]:
    expression = covering(dataset(*covers), date.fromisoformat(due))("meetings", period, frozenset())
    frame = nw.from_native(pl.DataFrame({"branch": [*ALL, None]})).with_columns(x=expression)
    return frame["x"].to_list()


def test_a_running_period_counts_up_to_the_last_day_that_matters() -> None:
    assert asked("2022-02-10", cover("甲", "2022-01-01", "2022-02-10")) == [True, False, False, False]
    assert asked("2022-02-11", cover("甲", "2022-01-01", "2022-02-10")) == [False, False, False, False]
    assert asked("2022-12-31", cover("甲乙", "2022-01-01", "2022-03-31")) == [True, True, False, False]


def test_a_period_that_has_not_begun_asks_for_its_first_day() -> None:
    march = parse_period("2022-03")
    assert asked("2022-02-10", cover("甲", "2022-01-01", "2022-03-01"), period=march)[0]
    assert not asked("2022-02-10", cover("甲", "2022-01-01", "2022-02-28"), period=march)[0]


def test_all_or_nobody_is_the_same_for_every_row() -> None:
    assert asked("2022-03-31", cover(None)) == [True] * 4
    assert asked("2022-03-31") == [False] * 4


def test_a_sort_of_records_that_no_ledger_has_is_not_covered() -> None:
    """A ledger of meetings answers for theme days only if it has some; one that declares its table answers for every sort."""
    kept = replace(cover(None), kinds=frozenset({"支部党员大会", "支部委员会"}))
    for wanted, answering in ((frozenset({"支部委员会"}), ALL), (frozenset({"主题党日"}), ""), (frozenset(), ALL)):
        assert "".join(sorted(covered_branches(dataset(kept), "meetings", QUARTER, wanted))) == "".join(sorted(answering))
    assert covered_branches(dataset(cover(None)), "meetings", QUARTER, frozenset({"主题党日"}))


def test_what_is_assumed_for_everybody_does_not_answer_for_a_branch_that_sent_nothing() -> None:
    quiet = replace(dataset(cover(None)), silent=frozenset("乙"))
    assert "乙" not in covered_branches(quiet, "meetings", QUARTER)
    assert "甲" in covered_branches(quiet, "meetings", QUARTER)
    declared = replace(dataset(replace(cover(None), assumed=False)), silent=frozenset("乙"))
    assert "乙" in covered_branches(declared, "meetings", QUARTER)
