"""Whether a row of a roll counted in a period, or on a day that another record names."""

from __future__ import annotations

from dataclasses import dataclass

from narwhals import Expr

from auditor.checks.days import number
from auditor.checks.reading import UNKNOWN, Reading, all_of, literal, sure
from auditor.checks.view import View
from auditor.periods import Period


@dataclass(frozen=True, slots=True)
class Day:
    """The first and the last possible day as YYYYMMDD; null where nothing is known."""

    first: Expr
    last: Expr


def on_roll(view: View, period: Period) -> Reading:
    """The row counted in the period by the table's roll: from its first day (the first column must be known) to its last."""
    roll = view.table.roll
    if roll is None:
        return literal(value=True)
    parts = [view.where(roll.where)]
    for order, key in enumerate(roll.since):
        if order == 0:
            parts.append(_by(view, key, number(period.end)))
        elif view.has(key):
            parts.append(_by(view, key, number(period.end)) | sure(view.first(key).is_null()))
    if roll.until and view.has(roll.until):
        parts.append(~_gone(view, roll.until, number(period.start)))
    return all_of(parts)


def _by(view: View, key: str, day: int) -> Reading:
    if not view.has(key):
        return UNKNOWN
    if key in view.settled:
        return sure(view.last(key) <= day)
    return Reading((view.last(key) <= day).fill_null(value=False), (view.first(key) <= day).fill_null(value=True))


def _gone(view: View, key: str, day: int) -> Reading:
    return Reading((view.last(key) < day).fill_null(value=False), (view.first(key) < day).fill_null(value=False))


def on_roll_at(view: View, day: Day, end: Day | None = None) -> Reading:
    """The row counted on the day by the table's roll. The first of its first days must be known, the others only put it off.

    With ``end``: it had begun by ``day`` and had not ended before ``end``.
    """
    ended = end or day
    roll = view.table.roll
    if roll is None:
        return literal(value=True)
    parts = [view.where(roll.where)]
    for order, key in enumerate(roll.since):
        if order == 0 or view.has(key):
            parts.append(since(view, key, day) | (sure(view.first(key).is_null()) if order else literal(value=False)))
    if roll.until and view.has(roll.until):
        gone = Reading((view.last(roll.until) < ended.first).fill_null(value=False), (view.first(roll.until) < ended.last).fill_null(value=False))
        parts.append(~gone)
    return all_of(parts)


def since(view: View, key: str, day: Day) -> Reading:
    """The day in ``key`` is not after ``day``; unknown where either is."""
    if not view.has(key):
        return UNKNOWN
    return Reading((view.last(key) <= day.first).fill_null(value=False), (view.first(key) <= day.last).fill_null(value=True))
