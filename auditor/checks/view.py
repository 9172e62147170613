"""A record table as check kinds see it: expressions over its columns, each predicate in its two readings.

Blank, unreadable and not supplied all mean "unknown" here unless a rule says what a blank counts as; the reasons are kept apart in
the record issues and in what was not supplied.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import reduce
from typing import Any

import narwhals as nw
from narwhals import Expr

from auditor.checks.days import days_in, number
from auditor.checks.reading import UNKNOWN, Reading, all_of, any_of, doubtful, literal, sure
from auditor.checks.truth import ALWAYS
from auditor.periods import Period
from auditor.tables import DATES, FIRST_DAY, PLAIN, AnyOf, Condition, Reference, Table, Type

ORDER = {"at_least": "__ge__", "at_most": "__le__", "more_than": "__gt__", "less_than": "__lt__"}


@dataclass(frozen=True, slots=True)
class View:
    """``keys``: the table columns that were supplied; ``settled``: those without a blank or doubtful cell.

    ``scanned`` tables hold plain typed columns as they stand in a Parquet or CSV file (dates as dates, months as ``YYYY-MM``), amounts in fen;
    ``attributed`` says that every row is certainly its branch's and person's, ``repeats`` that a person may have several rows in a branch.
    ``partial``: texts that some sheets have no column for; elsewhere a text is never doubtful.
    """

    table: Table
    keys: frozenset[str]
    settled: frozenset[str] = frozenset()
    scanned: bool = False
    attributed: bool = True
    repeats: bool = False
    partial: frozenset[str] = frozenset()

    def has(self, key: str) -> bool:
        """Whether any sheet supplied the column."""
        return key in self.keys

    def mine(self) -> Reading:
        """The row belongs to its branch (and person)."""
        return literal(value=True) if self.attributed else Reading(nw.col("_sure"), ALWAYS)

    def first(self, key: str) -> Expr:
        """Earliest possible day as YYYYMMDD; null where blank."""
        if not self.scanned:
            return nw.col(f"{key}__first")
        return self._month(key) + 1 if self._monthly(key) else self._day(key)

    def last(self, key: str) -> Expr:
        """Latest possible day as YYYYMMDD; null where blank."""
        if not self.scanned:
            return nw.col(f"{key}__last")
        month = self._month(key)
        return month + days_in(month // 10000, month // 100 % 100) if self._monthly(key) else self._day(key)

    def key_column(self, key: str) -> str:
        """The frame column by which two exact values are told to be the same."""
        return f"{key}__first" if self.table.columns[key].type in DATES and not self.scanned else key

    def exact(self, key: str) -> Expr:
        """The value was read, a day to the day."""
        known = self.known(key).certain
        if self.table.columns[key].type is not Type.DATE or self.scanned:
            return known
        return known & (self.first(key) == self.last(key)).fill_null(value=False)

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
        if key in self.settled or (column.type in PLAIN and key not in self.partial):
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
        return all_of(self._any(line) if isinstance(line, AnyOf) else self.test(line) for line in lines)

    def _any(self, line: AnyOf) -> Reading:
        """At least one holds. What a blank counts as is said of cells beside others: without any of the columns nothing is known."""
        return any_of(map(self.test, line.any)) if any(self.has(one.column) for one in line.any) else UNKNOWN

    def test(self, condition: Condition) -> Reading:
        """One condition for each row."""
        key, blank = condition.column, {"counts": True, "fails": False}.get(condition.blank)
        if not self.has(key):
            return UNKNOWN if blank is None else literal(value=blank)
        if condition.filled is not None:
            return self.known(key) if condition.filled else ~self.known(key)
        if any(not self.has(other) for other in condition.others):
            return self._settle(key, UNKNOWN, blank)
        if self.table.columns[key].type in DATES:
            return self._settle(key, self._compare_days(condition), blank)
        if condition.others:
            return self._settle(key, self._beside(condition), blank)
        name, bounds = condition.comparison
        if name not in ORDER:
            return self._listed(key, bounds, blank=blank, out=name == "not_in")
        return self._decide(key, self._compared(condition), blank=blank)

    def each_once(self, rows: Reading) -> Reading:
        """The rows with each person of a branch on one of his rows only: who has two posts, or stands twice in a list, is one person."""
        if not self.repeats:
            return rows
        key, row = ("branch", "person"), nw.col("_row")
        first = (row == row.min().over(*key)).fill_null(value=False) | nw.col("person").is_null()
        readings = [one & ~row.is_null() for one in (rows.certain, rows.possible)]  # a literal has no window
        certain, possible = (one | (one.cast(nw.Int64).max().over(*key) > 0) for one in readings)
        return Reading(first & certain, first & possible)

    def one_of(self, key: str, values: tuple[str | bool | int, ...]) -> Reading:
        """The cell is one of these values."""
        return self._listed(key, values) if self.has(key) else UNKNOWN

    def _decide(self, key: str, expression: Expr, *, blank: bool | None = None) -> Reading:
        return sure(expression) if key in self.settled else self._doubted(key, doubtful(expression, blank=blank))

    def _doubted(self, key: str, reading: Reading) -> Reading:
        doubt = self.unsure(key)
        return reading if doubt is None else Reading(reading.certain & ~doubt, reading.possible | doubt)

    def _listed(self, key: str, values: Sequence[object], *, blank: bool | None = None, out: bool = False) -> Reading:
        """The cell is one of these values; ``out``: is none of them. Engines differ in whether a blank is in a list: here it is asked apart."""
        column = self.table.columns[key]
        if column.type is Type.YES_NO or (column.many and not self.scanned):
            marked = self._marked(key, values)
            return self._decide(key, ~marked if out else marked, blank=blank)
        found = nw.col(key).is_in(self._spelled(key, values))
        if key in self.settled:
            return sure(~found if out else found)
        found, empty = found.fill_null(value=False), nw.col(key).is_null()
        certain, possible = (~(found | empty), ~found) if out else (found, found | empty)
        return self._doubted(key, Reading(certain, possible) if blank is None else sure(possible if blank else certain))

    def _compared(self, condition: Condition) -> Expr:
        key, (name, bounds) = condition.column, condition.comparison
        other = nw.col(bounds[0].column) if isinstance(bounds[0], Reference) else self.scaled(key, bounds[0])
        compared: Expr = getattr(nw.col(key), ORDER[name])(other)
        return compared

    def scaled(self, key: str, bound: Any) -> Any:
        """A bound as the rule writes it, in the unit of the frame: amounts are written in yuan and kept in fen."""
        return round(bound * 100) if self.table.columns[key].type is Type.AMOUNT else bound

    def _marked(self, key: str, values: Sequence[object]) -> Expr:
        """A yes or no, or one of the values in a cell of several."""
        if self.table.columns[key].type is Type.YES_NO:
            return nw.col(key) if values[0] else ~nw.col(key)
        found = [nw.col(key).str.contains(f"|{value}|", literal=True) for value in values]
        return found[0] if len(found) == 1 else nw.any_horizontal(*found, ignore_nulls=False)

    def _spelled(self, key: str, values: Sequence[object]) -> list[object]:
        """The values as they stand in the frame."""
        if self.scanned and self.table.columns[key].values:
            return [spelling for spelling, value in self.table.spellings[key].items() if value in values]
        fractions = self.table.columns[key].type is Type.NUMBER
        return [float(str(value)) if fractions else self.scaled(key, value) for value in values]

    def _beside(self, condition: Condition) -> Reading:
        """Compared with another cell of the row: open while either is blank or could not be read."""
        doubts = [doubt for key in (condition.column, *condition.others) if (doubt := self.unsure(key)) is not None]
        reading = doubtful(self._compared(condition))
        return reduce(lambda told, doubt: Reading(told.certain & ~doubt, told.possible | doubt), doubts, reading)

    def _settle(self, key: str, reading: Reading, blank: bool | None) -> Reading:
        """What the condition says of its own blank cells holds, whatever they are compared with."""
        if blank is None or key in self.settled:
            return reading
        empty = ~self.known(key).possible
        return Reading(reading.certain | empty, reading.possible) if blank else Reading(reading.certain, reading.possible & ~empty)

    def _compare_days(self, condition: Condition) -> Reading:
        key, (name, bounds) = condition.column, condition.comparison
        readings = [self._compare_day(name, self.first(key), self.last(key), *self._days(bound)) for bound in bounds]
        return ~any_of(readings) if name == "not_in" else any_of(readings)

    def _compare_day(self, name: str, first: Expr, last: Expr, low: Expr | int, high: Expr | int) -> Reading:
        certain, possible = {
            "at_least": (first >= high, last >= low), "more_than": (first > high, last > low),
            "at_most": (last <= low, first <= high), "less_than": (last < low, first < high),
        }.get(name, ((first == high) & (last == low), (first <= high) & (last >= low)))
        return Reading(certain.fill_null(value=False), possible.fill_null(value=True))

    def _days(self, bound: object) -> tuple[Expr | int, Expr | int]:
        if isinstance(bound, Reference):
            return self.first(bound.column), self.last(bound.column)
        day = number(date.fromisoformat(str(bound)))
        return day, day

    def _scanned_within(self, key: str, period: Period) -> Expr:
        if self._monthly(key):
            first, last = f"{period.start:%Y-%m}", f"{period.end:%Y-%m}"
            return nw.col(key) == first if first == last else (nw.col(key) >= first) & (nw.col(key) <= last)
        return (nw.col(key) >= period.start) & (nw.col(key) <= period.end)

    def _day(self, key: str) -> Expr:
        day = nw.col(key).dt
        return day.year().cast(nw.Int64) * 10000 + day.month().cast(nw.Int64) * 100 + day.day().cast(nw.Int64)

    def _monthly(self, key: str) -> bool:
        return self.table.columns[key].type is Type.MONTH

    def _month(self, key: str) -> Expr:
        """``2022-03`` as 20220300."""
        text = nw.col(key).str
        return text.slice(0, 4).cast(nw.Int64) * 10000 + text.slice(5, 2).cast(nw.Int64) * 100
