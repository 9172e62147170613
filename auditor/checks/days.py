"""Calendar arithmetic on days written as the integer YYYYMMDD, as expressions that every engine computes alike.

Integers are used instead of date types because engines differ on those: comparisons with blanks, month offsets and time zones.
"""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta

import narwhals as nw
from narwhals import Expr

from auditor.checks.options import Span

FEBRUARY, MARCH = 2, 3
FIRST_YEAR = 365  # days from 0000-03-01 to 0001-03-01


def number(day: date) -> int:
    """2022-03-29 -> 20220329."""
    return day.year * 10000 + day.month * 100 + day.day


def at_or_before(day: Expr, start: Expr, span: Span) -> Expr:
    """``day`` is at most ``span`` after ``start``; null where either is."""
    if span.days is not None:
        return day_number(day) <= day_number(start) + span.days
    return _by_month(day) <= _by_month(start) + _months(span) * 100  # no day lies after its month's last: nothing is to be clipped


def at_or_after(day: Expr, start: Expr, span: Span) -> Expr:
    """``day`` is at least ``span`` after ``start``; null where either is."""
    if span.days is not None:
        return day_number(day) >= day_number(start) + span.days
    last = days_in(day // 10000, day // 100 % 100)  # in an earlier or later month the days are not looked at
    return _by_month(day) >= (_month(start) + _months(span)) * 100 + nw.min_horizontal(start % 100, last)


def later(day: date, span: Span) -> date:
    """The day ``span`` after a given day; calendar months end at the month's last day (31 January + 1 month = 28 or 29 February)."""
    if span.days is not None:
        return day + timedelta(days=span.days)
    index = day.year * 12 + day.month - 1 + _months(span)
    year, month = index // 12, index % 12 + 1
    return date(year, month, min(day.day, monthrange(year, month)[1]))


def _months(span: Span) -> int:
    return span.months if span.months is not None else (span.years or 0) * 12


def _month(day: Expr) -> Expr:
    """Months since the year 0."""
    return day // 10000 * 12 + day // 100 % 100


def _by_month(day: Expr) -> Expr:
    """The month and, below 100, the day of the month: a year is 1200, not 10000."""
    return day - day // 10000 * 8800


def days_in(year: Expr, month: Expr) -> Expr:
    """How many days the month has."""
    leap = ((year % 4 == 0) & (year % 100 != 0)) | (year % 400 == 0)
    february = nw.when(leap).then(nw.lit(29)).otherwise(nw.lit(28))
    short = nw.when(month.is_in([4, 6, 9, 11])).then(nw.lit(30)).otherwise(nw.lit(31))
    return nw.when(month == FEBRUARY).then(february).otherwise(short)


def ordinal(day: date) -> int:
    """The number that ``day_number`` gives to a day."""
    return (day - date(1, 3, 1)).days + FIRST_YEAR


def day_number(day: Expr) -> Expr:
    """Days since 0000-03-01, by the usual reckoning with years that begin in March."""
    month = _month(day) - MARCH
    year = month // 12
    return year * 365 + year // 4 - year // 100 + year // 400 + (153 * (month % 12) + 2) // 5 + day % 100 - 1
