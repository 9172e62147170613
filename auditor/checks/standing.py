"""Whether a row of a roll counted on a day that another record names."""

from __future__ import annotations

from dataclasses import dataclass

from narwhals import Expr

from auditor.checks.reading import UNKNOWN, Reading, all_of, literal, sure
from auditor.checks.view import View


@dataclass(frozen=True, slots=True)
class Day:
    """The first and the last possible day as YYYYMMDD; null where nothing is known."""

    first: Expr
    last: Expr


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
