"""A record table as check kinds see it: expressions over its columns, each predicate in its two readings.

Blank, unreadable and not supplied all mean "unknown" here unless a rule says what a blank counts as; the reasons are kept apart in
the record issues and in what was not supplied.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

import narwhals as nw
from narwhals import Expr

from auditor.checks.days import number
from auditor.checks.reading import UNKNOWN, Reading, all_of, any_of, doubtful, literal, sure
from auditor.periods import Period
from auditor.tables import DATES, FIRST_DAY, PLAIN, AnyOf, Condition, Reference, Table, Type


@dataclass(frozen=True, slots=True)
class View:
    """``keys``: the table columns that were supplied; ``settled``: those without a blank or doubtful cell.

    ``scanned`` tables hold plain typed columns as they stand in a Parquet or CSV file (dates as dates, months as ``YYYY-MM``);
    ``attributed`` says that every row is certainly its branch's and person's.
    """

    table: Table
    keys: frozenset[str]
    settled: frozenset[str] = frozenset()
    scanned: bool = False
    attributed: bool = True

    def has(self, key: str) -> bool:
        """Whether any sheet supplied the column."""
        return key in self.keys

    def mine(self) -> Reading:
        """The row belongs to its branch (and person)."""
        return literal(value=True) if self.attributed else Reading(nw.col("_sure"), nw.lit(value=True))

    def first(self, key: str) -> Expr:
        """Earliest possible day as YYYYMMDD; null where blank."""
        return self._day(key) if self.scanned else nw.col(f"{key}__first")

    def last(self, key: str) -> Expr:
        """Latest possible day as YYYYMMDD; null where blank."""
        return self._day(key) if self.scanned else nw.col(f"{key}__last")

    def known(self, key: str) -> Reading:
        """There is a value: certainly where one was read, possibly where something stands that could not be read."""
        if not self.has(key):
            return UNKNOWN
        if self.table.columns[key].type in DATES and not self.scanned:
            filled = ~self.first(key).is_null()
            return sure(filled) if key in self.settled else Reading(filled & (self.first(key) > FIRST_DAY).fill_null(value=False), filled)
        filled = ~nw.col(key).is_null()
        doubt = self.unsure(key)
        return sure(filled) if doubt is None else Reading(filled & ~doubt, filled | doubt)

    def unsure(self, key: str) -> Expr | None:
        """Where something stands that could not be read; None when that cannot be."""
        column = self.table.columns[key]
        if key in self.settled or column.type in PLAIN:
            return None
        if self.scanned:
            return ~nw.col(key).is_in(list(self.table.spellings[key])).fill_null(value=True) if column.values else None
        return nw.col(f"{key}__unsure")

    def within(self, key: str | None, period: Period) -> Reading:
        """The record's day lies in the period: certainly only if all its possible days do. Without a date column: always."""
        if key is None:
            return literal(value=True)
        if not self.has(key):
            return UNKNOWN
        start, end = number(period.start), number(period.end)
        if self.scanned:
            return self._decide(key, self._scanned_within(key, period))
        certain = ((self.first(key) >= start) & (self.last(key) <= end)).fill_null(value=False)
        if key in self.settled:
            return sure(certain)
        return Reading(certain, ((self.first(key) <= end) & (self.last(key) >= start)).fill_null(value=True))

    def where(self, lines: Iterable[Condition | AnyOf]) -> Reading:
        """Every line holds for the row."""
        return all_of(any_of(map(self.test, line.any)) if isinstance(line, AnyOf) else self.test(line) for line in lines)

    def test(self, condition: Condition) -> Reading:
        """One condition for each row."""
        key, blank = condition.column, {"counts": True, "fails": False}.get(condition.blank)
        if not self.has(key):
            return UNKNOWN if blank is None else literal(value=blank)
        if condition.filled is not None:
            return self.known(key) if condition.filled else ~self.known(key)
        if self.table.columns[key].type in DATES:
            return self._compare_days(condition)
        return self._decide(key, self._expression(condition), blank=blank)

    def one_of(self, key: str, values: tuple[str | bool | int, ...]) -> Reading:
        """The cell is one of these values."""
        return self._decide(key, self._is_in(key, values)) if self.has(key) else UNKNOWN

    def on_roll(self, period: Period) -> Reading:
        """The row counted in the period by the table's roll: from its first day (the first column must be known) to its last."""
        roll = self.table.roll
        if roll is None:
            return literal(value=True)
        start, end = number(period.start), number(period.end)
        parts = [self.where(roll.where)]
        for order, key in enumerate(roll.since):
            if order == 0:
                parts.append(self._by(key, end))
            elif self.has(key):
                parts.append(self._by(key, end) | sure(self.first(key).is_null()))
        if roll.until and self.has(roll.until):
            parts.append(~self._gone(roll.until, start))
        return all_of(parts)

    def _by(self, key: str, day: int) -> Reading:
        if not self.has(key):
            return UNKNOWN
        if key in self.settled:
            return sure(self.last(key) <= day)
        return Reading((self.last(key) <= day).fill_null(value=False), (self.first(key) <= day).fill_null(value=True))

    def _gone(self, key: str, day: int) -> Reading:
        return Reading((self.last(key) < day).fill_null(value=False), (self.first(key) < day).fill_null(value=False))

    def _decide(self, key: str, expression: Expr, *, blank: bool | None = None) -> Reading:
        if key in self.settled:
            return sure(expression)
        doubt, reading = self.unsure(key), doubtful(expression, blank=blank)
        return reading if doubt is None else Reading(reading.certain & ~doubt, reading.possible | doubt)

    def _expression(self, condition: Condition) -> Expr:
        key, column = condition.column, nw.col(condition.column)
        for values, wanted in ((_listed(condition.is_, condition.in_), True), (_listed(condition.is_not, condition.not_in), False)):
            if values:
                found = self._is_in(key, values)
                return found if wanted else ~found
        comparisons = {"at_least": "__ge__", "at_most": "__le__", "more_than": "__gt__", "less_than": "__lt__"}
        name, bound = next((name, getattr(condition, name)) for name in comparisons if getattr(condition, name) is not None)
        other = nw.col(bound.column) if isinstance(bound, Reference) else self.scaled(key, bound)
        compared: Expr = getattr(column, comparisons[name])(other)
        return compared

    def scaled(self, key: str, bound: float | str) -> int | float | str:
        """A bound as the rule writes it, in the unit of the frame: amounts are written in yuan and kept in fen."""
        if self.table.columns[key].type is Type.AMOUNT and not self.scanned and not isinstance(bound, str):
            return round(bound * 100)
        return bound

    def _is_in(self, key: str, values: tuple[str | bool | int, ...]) -> Expr:
        column = self.table.columns[key]
        if column.many and not self.scanned:
            return nw.any_horizontal(*[nw.col(key).str.contains(f"|{value}|", literal=True) for value in values], ignore_nulls=False)
        if column.type is Type.YES_NO:
            return nw.col(key) if values[0] else ~nw.col(key)
        if self.scanned and column.values:
            spellings = self.table.spellings[key]
            return nw.col(key).is_in([spelling for spelling, value in spellings.items() if value in values])
        return nw.any_horizontal(*[nw.col(key) == value for value in values], ignore_nulls=False)

    def _compare_days(self, condition: Condition) -> Reading:
        key, blank = condition.column, {"counts": True, "fails": False}.get(condition.blank)
        first, last = self.first(key), self.last(key)
        readings = {
            "at_least": lambda day: (first >= day, last >= day), "more_than": lambda day: (first > day, last > day),
            "at_most": lambda day: (last <= day, first <= day), "less_than": lambda day: (last < day, first < day),
        }
        name, bound = next((name, getattr(condition, name)) for name in readings if getattr(condition, name) is not None)
        certain, possible = readings[name](number(date.fromisoformat(str(bound))))
        return Reading(certain.fill_null(bool(blank)), possible.fill_null(blank is not False))

    def _scanned_within(self, key: str, period: Period) -> Expr:
        if self.table.columns[key].type is Type.MONTH:
            first, last = f"{period.start:%Y-%m}", f"{period.end:%Y-%m}"
            return nw.col(key) == first if first == last else (nw.col(key) >= first) & (nw.col(key) <= last)
        return (nw.col(key) >= period.start) & (nw.col(key) <= period.end)

    def _day(self, key: str) -> Expr:
        day = nw.col(key).dt
        return day.year().cast(nw.Int64) * 10000 + day.month().cast(nw.Int64) * 100 + day.day().cast(nw.Int64)


def _listed(single: str | bool | int | None, several: tuple[str, ...]) -> tuple[str | bool | int, ...]:
    return several if single is None else (single,)
