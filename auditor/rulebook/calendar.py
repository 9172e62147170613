"""``calendars/workdays.yaml`` -> the work days that spans go by."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Annotated

from pydantic import Field

from auditor.checks.workdays import FRIDAY, WorkDays
from auditor.errors import Mistake
from auditor.rulebook.nodes import Document
from auditor.rulebook.shape import shaped
from auditor.tables import Strict

WORK_DAYS = "calendars/workdays.yaml"


class Holiday(Strict):
    """A public holiday with its first and last day off."""

    from_: Annotated[date, Field(alias="from")]
    to: date
    name: str = ""


class Year(Strict):
    """One year as it was announced."""

    year: int
    holidays: tuple[Holiday, ...]
    make_up: tuple[date, ...] = ()


class Announced(Strict):
    """The file."""

    years: tuple[Year, ...]


def parse_work_days(document: Document) -> tuple[WorkDays, list[Mistake]]:
    """The known years. A day of another year, a holiday that ends before it begins and a year named twice are mistakes."""
    announced, mistakes = shaped(Announced, document.data, document)
    if announced is None:
        return WorkDays(), mistakes
    mistakes += _strange(announced, document)
    off = frozenset(day for year in announced.years for holiday in year.holidays for day in _days(holiday) if day.weekday() <= FRIDAY)
    worked = frozenset(day for year in announced.years for day in year.make_up if day.weekday() > FRIDAY)
    return WorkDays(frozenset(year.year for year in announced.years), off, worked), mistakes


def _strange(announced: Announced, document: Document) -> Iterator[Mistake]:
    seen: set[int] = set()
    for index, year in enumerate(announced.years):
        wrong = [day for holiday in year.holidays for day in (holiday.from_, holiday.to) if day.year != year.year]
        wrong += [holiday.to for holiday in year.holidays if holiday.to < holiday.from_] + [day for day in year.make_up if day.year != year.year]
        place = str(document.place(("years", index, "year")))
        if year.year in seen:
            yield Mistake(place, "R214", f"{year.year} 年写了两次；每年只写一次")
        if wrong:
            yield Mistake(place, "R214", f"{year.year} 年的安排里有不对的日子：{'、'.join(map(str, wrong))}；请核对年份和起止先后")
        seen.add(year.year)


def _days(holiday: Holiday) -> Iterator[date]:
    for number in range((holiday.to - holiday.from_).days + 1):
        yield holiday.from_ + timedelta(days=number)
