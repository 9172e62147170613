"""Calendar arithmetic on integers against an independent calendar: days counted one by one, months walked with datetime."""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta

import narwhals as nw
import pandas as pd
import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from auditor.checks.days import at_or_after, at_or_before, days_in, later, number
from auditor.checks.options import Span, in_words
from auditor.engines.base import Engine
from auditor.records.dataset import MemoryTable
from tests.backends import ENGINES

DAYS = st.dates(date(1900, 1, 1), date(2100, 12, 31))
SPANS = st.one_of(
    st.builds(Span, years=st.integers(1, 40)), st.builds(Span, months=st.integers(1, 500)), st.builds(Span, days=st.integers(1, 20_000)),
)


def after(start: date, span: Span) -> date:
    """One step at a time: a day, or the same day of the next month, the month's last where there is none."""
    if span.days is not None:
        return start + timedelta(span.days)
    year, month = start.year, start.month
    for _ in range(span.months or 12 * (span.years or 0)):
        year, month = (year + 1, 1) if month == 12 else (year, month + 1)
    while True:
        try:
            return date(year, month, start.day)
        except ValueError:
            start = start.replace(day=start.day - 1)


@given(DAYS, SPANS)
def test_later(day: date, span: Span) -> None:
    assert later(day, span) == after(day, span)


@given(st.lists(st.tuples(DAYS, st.integers(-3, 3)), min_size=1, max_size=20), SPANS)
def test_around_the_deadline(rows: list[tuple[date, int]], span: Span) -> None:
    starts = [start for start, _ in rows]
    days = [after(start, span) + timedelta(near) for start, near in rows]
    frame = nw.from_native(pl.DataFrame({"start": [number(day) for day in starts], "day": [number(day) for day in days]}))
    got = frame.select(before=at_or_before(nw.col("day"), nw.col("start"), span), after=at_or_after(nw.col("day"), nw.col("start"), span))
    assert got["before"].to_list() == [near <= 0 for _, near in rows]
    assert got["after"].to_list() == [near >= 0 for _, near in rows]


KNOWN = [
    (date(2021, 1, 31), Span(months=1), date(2021, 2, 28)), (date(2020, 1, 31), Span(months=1), date(2020, 2, 29)),
    (date(2020, 2, 29), Span(years=1), date(2021, 2, 28)), (date(2020, 2, 29), Span(years=4), date(2024, 2, 29)),
    (date(2021, 8, 31), Span(months=6), date(2022, 2, 28)), (date(2021, 12, 31), Span(months=2), date(2022, 2, 28)),
    (date(2021, 3, 31), Span(months=1), date(2021, 4, 30)), (date(2021, 2, 28), Span(months=1), date(2021, 3, 28)),
    (date(1899, 12, 31), Span(days=60), date(1900, 3, 1)), (date(2000, 2, 28), Span(days=1), date(2000, 2, 29)),
    (date(2021, 12, 31), Span(days=1), date(2022, 1, 1)), (date(2096, 2, 29), Span(years=4), date(2100, 2, 28)),
]


@pytest.mark.parametrize(("start", "span", "end"), KNOWN)
@pytest.mark.parametrize("engine", ENGINES)
def test_known_days_on_every_engine(engine: str, start: date, span: Span, end: date) -> None:
    days = [end - timedelta(1), end, end + timedelta(1), None]
    got = answers(ENGINES[engine], [start] * 4, days, span)
    assert got["before"] == [True, True, False, None]
    assert got["after"] == [False, True, True, None]
    assert later(start, span) == end


@pytest.mark.parametrize("engine", ENGINES)
def test_a_blank_start_gives_no_answer(engine: str) -> None:
    for span in (Span(days=1), Span(months=1)):
        got = answers(ENGINES[engine], [None], [date(2021, 1, 1)], span)
        assert got["before"] == got["after"] == [None]


@pytest.mark.parametrize("engine", ENGINES)
def test_many_days_on_every_engine(engine: str) -> None:
    starts = [date(1999, 1, 1) + timedelta(37 * step) for step in range(300)]
    for span in (Span(months=1), Span(months=13), Span(years=1), Span(days=45)):
        days = [after(start, span) + timedelta(place % 3 - 1) for place, start in enumerate(starts)]
        got = answers(ENGINES[engine], starts, days, span)
        assert got["before"] == [place % 3 <= 1 for place in range(300)]
        assert got["after"] == [place % 3 >= 1 for place in range(300)]


def answers(engine: Engine, starts: list[date | None], days: list[date | None], span: Span) -> dict[str, list[bool | None]]:
    columns = {"start": starts, "day": days}
    frame = pd.DataFrame({key: pd.array([number(day) if day else None for day in values], dtype="Int64") for key, values in columns.items()})
    frame.insert(0, "_row", pd.array(range(len(starts)), dtype="Int64"))
    lazy = engine.memory(MemoryTable("t", frame, [])).with_columns(
        before=at_or_before(nw.col("day"), nw.col("start"), span), after=at_or_after(nw.col("day"), nw.col("start"), span),
    )
    answer = engine.collect([lazy.select("_row", "before", "after")])[0]
    order = sorted(range(len(starts)), key=lambda place: answer["_row"][place])
    return {key: [answer[key][place] for place in order] for key in ("before", "after")}


def test_days_of_every_month() -> None:
    months = [(year, month) for year in range(1600, 2401) for month in range(1, 13)]
    frame = nw.from_native(pl.DataFrame({"y": [year for year, _ in months], "m": [month for _, month in months]}))
    assert frame.select(d=days_in(nw.col("y"), nw.col("m")))["d"].to_list() == [monthrange(*month)[1] for month in months]


def test_span_is_one_of_three() -> None:
    for wrong in ({}, {"years": 1, "days": 1}, {"months": 0}):
        with pytest.raises(ValueError):
            Span(**wrong)
    assert [in_words(Span(days=5)), in_words(Span(months=3)), in_words(Span(years=1))] == ["5天", "3个月", "1年"]
