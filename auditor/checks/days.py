"""Calendar arithmetic on days written as the integer YYYYMMDD, as expressions that every engine computes alike.

Integers are used instead of date types because engines differ on those: comparisons with blanks, month offsets and time zones.
"""

from __future__ import annotations

from datetime import date

import narwhals as nw
from narwhals import Expr

from auditor.checks.options import Span


def number(day: date) -> int:
    """2022-03-29 -> 20220329."""
    return day.year * 10000 + day.month * 100 + day.day


def later(day: Expr, span: Span) -> Expr:
    """The day ``span`` after ``day``; calendar months end at the month's last day (31 January + 1 month = 28 or 29 February)."""
    if span.days is not None:
        return _from_count(_count(day) + span.days)
    months = span.months if span.months is not None else (span.years or 0) * 12
    index = day // 10000 * 12 + day // 100 % 100 - 1 + months
    year, month = index // 12, index % 12 + 1
    return year * 10000 + month * 100 + nw.min_horizontal(day % 100, _length(year, month))


def _length(year: Expr, month: Expr) -> Expr:
    leap = ((year % 4 == 0) & (year % 100 != 0)) | (year % 400 == 0)
    february = nw.when(leap).then(nw.lit(29)).otherwise(nw.lit(28))
    short = nw.when(month.is_in([4, 6, 9, 11])).then(nw.lit(30)).otherwise(nw.lit(31))
    return nw.when(month == 2).then(february).otherwise(short)  # noqa: PLR2004


def _count(day: Expr) -> Expr:
    """Days since 0000-03-01, by the usual reckoning with years that begin in March."""
    month = day // 100 % 100
    year = day // 10000 - nw.when(month <= 2).then(nw.lit(1)).otherwise(nw.lit(0))  # noqa: PLR2004
    return year * 365 + year // 4 - year // 100 + year // 400 + (153 * ((month + 9) % 12) + 2) // 5 + day % 100 - 1


def _from_count(count: Expr) -> Expr:
    era = count // 146097
    rest = count - era * 146097
    year = (rest - rest // 1460 + rest // 36524 - rest // 146096) // 365
    inside = rest - (year * 365 + year // 4 - year // 100)
    part = (inside * 5 + 2) // 153
    month = nw.when(part < 10).then(part + 3).otherwise(part - 9)  # noqa: PLR2004
    year = year + era * 400 + nw.when(month <= 2).then(nw.lit(1)).otherwise(nw.lit(0))  # noqa: PLR2004
    return year * 10000 + month * 100 + inside - (part * 153 + 2) // 5 + 1
