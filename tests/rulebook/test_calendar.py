"""The calendar of public holidays, and the work days that are counted by it."""

from __future__ import annotations

from datetime import date, timedelta

import narwhals as nw
import polars as pl
import pytest

from auditor.checks.days import number
from auditor.checks.workdays import WorkDays
from auditor.rulebook.calendar import WORK_DAYS, parse_work_days
from auditor.rulebook.nodes import read_document
from auditor.shipped import shipped

DAYS = [date(2024, 1, 1) + timedelta(days=place) for place in range(366 + 365 + 365)]


def announced(text: str) -> tuple[WorkDays, list[str]]:
    found, mistakes = parse_work_days(read_document(text.encode(), "calendars/workdays.yaml"))
    return found, [str(mistake) for mistake in mistakes]


@pytest.fixture(scope="module")
def calendar() -> WorkDays:
    found, mistakes = announced((shipped("rules") / WORK_DAYS).read_text(encoding="utf-8"))
    assert not mistakes
    return found


def is_worked(calendar: WorkDays, day: date) -> bool:
    return day in calendar.worked or (day.weekday() < 5 and day not in calendar.off)


def test_every_day_counts_as_it_is(calendar: WorkDays) -> None:
    frame = nw.from_native(pl.DataFrame({"day": [number(day) for day in DAYS]}))
    counted = frame.select(calendar.until(nw.col("day"), itself=True).alias("with"), calendar.until(nw.col("day"), itself=False).alias("without"))
    differences = [after - before for before, after in zip(counted["without"], counted["with"], strict=True)]
    assert differences == [7 * is_worked(calendar, day) for day in DAYS]
    assert counted["without"].to_list()[1:] == counted["with"].to_list()[:-1]


def test_the_shipped_years(calendar: WorkDays) -> None:
    assert calendar.years == {2024, 2025, 2026}
    assert [sum(is_worked(calendar, day) for day in DAYS if day.year == year) for year in (2024, 2025, 2026)] == [251, 248, 248]
    assert is_worked(calendar, date(2026, 5, 9))
    assert not is_worked(calendar, date(2026, 5, 5))


@pytest.mark.parametrize("text", [
    "years:\n  - {year: 2026, holidays: [{from: 2025-01-01, to: 2026-01-01}]}\n",
    "years:\n  - {year: 2026, holidays: [{from: 2026-01-02, to: 2026-01-01}]}\n",
    "years:\n  - {year: 2026, holidays: [], make_up: [2027-01-01]}\n",
    "years:\n  - {year: 2026, holidays: []}\n  - {year: 2026, holidays: []}\n",
])
def test_strange_days_are_mistakes(text: str) -> None:
    _, (mistake,) = announced(text)
    assert "R214" in mistake
