"""Work days: the weeks from Monday to Friday, less the public holidays, with the weekends that are worked instead."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

import narwhals as nw
from narwhals import Expr

from auditor.checks import days
from auditor.checks.options import DaySpan
from auditor.checks.truth import NEVER

WEEK, WORKED = 7, 5
FRIDAY = 4


@dataclass(frozen=True, slots=True)
class WorkDays:
    """The years for which holidays are known, the week days off in them and the weekend days that are worked. Other years are unknown."""

    years: frozenset[int] = frozenset()
    off: frozenset[date] = frozenset()
    worked: frozenset[date] = frozenset()

    def knows(self, day: Expr) -> Expr:
        """The day lies in a known year; false where it is blank."""
        return (day // 10000).is_in(sorted(self.years)).fill_null(value=False) if self.years else NEVER

    def until(self, day: Expr, *, itself: bool) -> Expr:
        """Seven times the work days up to ``day``, with or without itself. Only differences mean something.

        Seven times, because engines write a whole division out several times.
        """
        counted = days.day_number(day) + SHIFT - (0 if itself else 1)
        into = counted % WEEK
        weeks = (counted - into) * WORKED + nw.min_horizontal(into + 1, nw.lit(WORKED)) * WEEK
        return weeks + (_passed(self.worked, day, itself=itself) - _passed(self.off, day, itself=itself)) * WEEK


SHIFT = next(shift for shift in range(WEEK) if (days.ordinal(date(2024, 1, 1)) + shift) % WEEK == 0)
"""Added to a day's number, Mondays are divisible by seven."""
NO_DAYS = WorkDays()


def at_or_before(day: Expr, start: Expr, span: DaySpan, calendar: WorkDays) -> Expr:
    """``day`` is at most ``span`` after ``start``, the first day not counted; null where either is blank or of an unknown year."""
    if span.work_days is None:
        return days.at_or_before(day, start, span)
    known = calendar.knows(day) & calendar.knows(start)
    return nw.when(known).then(calendar.until(day, itself=True) - calendar.until(start, itself=True) <= span.work_days * WEEK)


def at_or_after(day: Expr, start: Expr, span: DaySpan, calendar: WorkDays, *, inclusive: bool = False) -> Expr:
    """``day`` is at least ``span`` after ``start``; ``inclusive`` counts the first day too. Null as above."""
    if span.work_days is not None:
        known = calendar.knows(day) & calendar.knows(start)
        return nw.when(known).then(calendar.until(day, itself=True) - calendar.until(start, itself=not inclusive) >= span.work_days * WEEK)
    if inclusive and span.days is not None:
        return days.day_number(day) + 1 >= days.day_number(start) + span.days
    return days.at_or_after(day, start, span)


def _passed(some: Iterable[date], day: Expr, *, itself: bool) -> Expr:
    """How many of these days there are up to ``day``: run by run, so that the expression stays small."""
    counted: Expr = nw.lit(0)
    for first, length in _runs(sorted(days.number(one) for one in some)):
        counted = counted + (day - (first - 1 if itself else first)).clip(0, length)
    return counted


def _runs(numbers: Iterable[int]) -> Iterator[tuple[int, int]]:
    """Neighbouring days of a month together: their first and how many they are."""
    first = length = 0
    for number in numbers:
        if number != first + length:
            if length:
                yield first, length
            first, length = number, 0
        length += 1
    if length:
        yield first, length
