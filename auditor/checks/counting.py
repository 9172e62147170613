"""Counting in two bounds: how many rows of a subject certainly and possibly match, and whether that lies within limits."""

from __future__ import annotations

from dataclasses import dataclass

import narwhals as nw
from narwhals import Expr

from auditor.checks.base import Measure
from auditor.checks.reading import Reading, all_of, sure
from auditor.checks.truth import NEVER, both, negated
from auditor.checks.view import View


@dataclass(frozen=True, slots=True)
class Count:
    """The names of the certain and the possible count (one and the same where nothing is doubtful), and whether they only say "any".

    ``loose`` names a flag: something of unknown size may have to be added.
    """

    certain: str
    possible: str
    only_any: bool
    loose: str = ""

    def at_least(self, bound: float) -> Reading:
        """The number is at least ``bound``."""
        low, high = (nw.col(name) if self.only_any else nw.col(name) >= bound for name in (self.certain, self.possible))
        return self._open(sure(low) if self.certain == self.possible else Reading(low, high))

    def at_most(self, bound: float) -> Reading:
        """The number is at most ``bound``."""
        low, high = nw.col(self.possible) <= bound, nw.col(self.certain) <= bound
        settled = sure(low) if self.certain == self.possible else Reading(low, high)
        return Reading(settled.certain & ~nw.col(self.loose), settled.possible) if self.loose else settled

    def within(self, at_least: float | None, at_most: float | None) -> Reading:
        """Both limits, where given."""
        parts = [self.at_least(at_least)] if at_least is not None else []
        return all_of(parts + ([self.at_most(at_most)] if at_most is not None else []))

    def _open(self, reading: Reading) -> Reading:
        return Reading(reading.certain, reading.possible | nw.col(self.loose)) if self.loose else reading


def count(name: str, table: str, matches: Reading, *, only_any: bool, on: tuple[tuple[str, str], ...] = ()) -> tuple[Count, tuple[Measure, ...]]:
    """The measures that count the matching rows of ``table`` per subject, and the names to ask for. ``only_any``: is there one at all."""
    how = "any" if only_any else "sum"
    certain = Measure(f"{name}_certain", table, _value(matches.certain, how), how, on)
    if matches.settled:
        return Count(certain.name, certain.name, only_any), (certain,)
    possible = Measure(f"{name}_possible", table, _value(matches.possible, how), how, on)
    return Count(certain.name, possible.name, only_any), (certain, possible)


def total(name: str, view: View, column: str, matches: Reading) -> tuple[Count, tuple[Measure, ...]]:
    """The measures that add up ``column`` over the matching rows; a row whose value is blank or unreadable leaves the total loose."""
    known = view.known(column).certain if view.has(column) else NEVER
    sums = [
        Measure(f"{name}_{bound}", view.table.id, nw.when(both(rows, known)).then(nw.col(column)).otherwise(nw.lit(0)).fill_null(0))
        for bound, rows in (("certain", matches.certain), ("possible", matches.possible))
    ]
    loose = Measure(f"{name}_loose", view.table.id, both(matches.possible, negated(known)), "any")
    return Count(sums[0].name, sums[1].name, only_any=False, loose=loose.name), (*sums, loose)


def _value(matches: Expr, how: str) -> Expr:
    return matches if how == "any" else matches.cast(nw.Int64)
